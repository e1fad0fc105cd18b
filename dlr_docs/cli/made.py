"""Commands about documents that were made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dlr_docs.basis.characters import harmless
from dlr_docs.cli import options

if TYPE_CHECKING:
    from dlr_docs.basis.problems import Problem
    from dlr_docs.model.library import Library
    from dlr_docs.model.options import WriteOptions
    from dlr_docs.model.provenance import Layer
    from dlr_docs.word.read.document import Provenance, ReadDocument


def gemaakt_document(command: options.F) -> options.F:
    """A document that was made."""
    return click.argument("document", type=options.FILE, metavar="DOCUMENT.docx|MAP")(command)


@click.command(options_metavar="[OPTIES]")
@gemaakt_document
@options.bibliotheek
@options.als_json
def herkomst(document: Path, bibliotheek: Path | None, as_json: bool) -> None:
    """Toon waarvan een document is gemaakt: programma, bibliotheek, stand van de wet, clausules en
    keuzebestand; en wat er sindsdien is veranderd in de wet, in de bibliotheek en met de hand. Van
    een MAP alleen dat laatste, van elk document.

    \b
    Voorbeelden:
      dlr-docs herkomst uitvoer/convenant.docx
      dlr-docs herkomst uitvoer/
    """
    from dlr_docs.library.load import load_library
    from dlr_docs.revise.compare.since import as_data, as_lines, since
    from dlr_docs.word.read.document import read_document

    library = load_library(bibliotheek)
    if document.is_dir():
        _origins(document, library, as_json, is_named=bibliotheek is not None)
        return
    found = read_document(document)
    later = since(found, library, is_named=bibliotheek is not None)
    if as_json:
        options.echo_json({**_as_data(found), "sindsdien": as_data(later)})
        return
    lines = [*_origin(found), *map(harmless, as_lines(later))]
    click.echo("\n".join(lines))


def _origins(folder: Path, library: Library, as_json: bool, *, is_named: bool) -> None:
    """What became of each document of a folder; what cannot be read is told, and the rest too."""
    from dlr_docs.basis.problems import DlrDocsError
    from dlr_docs.cli.returned import held
    from dlr_docs.revise.compare.since import as_data, as_lines, since
    from dlr_docs.word.read.document import read_document

    told: dict[str, object] = {}
    problems: list[Problem] = []
    for path in held.documents_in(folder, deep=True):
        name = held.below(path, folder)
        try:
            found = read_document(path)
            later = since(found, library, is_named=is_named)
        except DlrDocsError as exc:
            problems += exc.problems
            continue
        told[name] = {**_as_data(found), "sindsdien": as_data(later)}
        if not as_json:
            click.echo("\n".join((name, *map(harmless, as_lines(later)))))
    if not told and not problems:
        problems.append(held.empty(folder))
    if as_json:
        items = [problem.as_dict() for problem in problems]
        options.echo_json({"documenten": told, "problemen": items})
    else:
        options.echo_problems(problems)
    if problems:
        raise click.exceptions.Exit(options.EXIT_FAILED)


def _as_data(found: ReadDocument) -> dict[str, object]:
    made = found.provenance
    return {
        "document": made.document,
        "soort": made.kind,
        "programma": made.program,
        "bibliotheek": [layer.as_data() for layer in made.layers],
        "stand_van_de_wet": made.law,
        "sjabloon": made.template,
        "opties": {"toelichting": made.options.notes, "dekkingstabel": made.options.cover_table},
        "bewerkt": not found.untouched,
        "clausules": [
            {
                "id": item.id,
                "inhoud": item.digest,
                "laag": _layer_name(item.layer, made),
                "aanwezig": item.is_there,
            }
            for item in found.clauses
        ],
        "keuzebestand": made.choices or None,
    }


def _origin(found: ReadDocument) -> list[str]:
    made = found.provenance
    lines = [
        f"Document     {made.document} ({made.kind})",
        f"Gemaakt met  {made.program}",
        *(f"Bibliotheek  {_layer(layer)}" for layer in made.layers),
        f"Wet          stand van {made.law}",
        f"Sjabloon     inhoud {made.template[:12]}",
        f"Opties       {_options(made.options) or 'geen'}",
        f"Bewerkt      {'nee' if found.untouched else 'ja, het is daarna opgeslagen'}",
        f"Clausules    {len(found.clauses)}",
        *(
            f"  {clause.id}{_from_layer(clause.layer, made)}"
            f"{'' if clause.is_there else ': niet meer in het document'}"
            for clause in found.clauses
        ),
    ]
    if made.choices:
        lines += ["Keuzebestand", *(f"  {line}" for line in made.choices.split("\n") if line)]
    return [harmless(line) for line in lines]


def _options(options: WriteOptions) -> str:
    wanted = {"toelichting": options.notes, "dekkingstabel": options.cover_table}
    return ", ".join(name for name, asked in wanted.items() if asked)


def _layer_name(number: int, made: Provenance) -> str | None:
    """The name of the layer with a number; a damaged document may name one that is not there."""
    return made.layers[number - 1].name if number <= len(made.layers) else None


def _from_layer(number: int, made: Provenance) -> str:
    """Which layer a clause came from, where there is a choice."""
    return f" (laag {_layer_name(number, made)})" if len(made.layers) > 1 else ""


def _layer(layer: Layer) -> str:
    """A layer of the library in words: first what tells it apart, then what it is called."""
    commit = layer.revision or "niet in git"
    changed = ", daarna gewijzigd" if layer.is_changed else ""
    where = f", van {layer.source}" if layer.source else ""
    version = f", versie {layer.version}" if layer.version else ""
    return f"{commit}{changed} (inhoud {layer.digest[:12]}), laag {layer.name}{where}{version}"


@click.command(options_metavar="[OPTIES]")
@gemaakt_document
@click.option(
    "--naar",
    type=options.FILE,
    metavar="KEUZES.yaml",
    help="Zet wat er is ingevuld of gewijzigd terug in dit keuzebestand.",
)
@click.option(
    "--bijgehouden",
    type=click.Choice(["weigeren", "aanvaarden", "verwerpen"]),
    default="weigeren",
    show_default=True,
    help="Wat te doen met een gegeven waarin een bijgehouden wijziging staat.",
)
@click.option("--proef", is_flag=True, help="Laat alleen zien wat er zou veranderen.")
@options.bibliotheek
@options.als_json
def lees(
    document: Path,
    naar: Path | None,
    bijgehouden: str,
    proef: bool,
    bibliotheek: Path | None,
    as_json: bool,
) -> None:
    """Lees uit een document terug wat er nu in zijn velden staat, ook na bewerking in Word of
    LibreOffice. Met --naar gaat het terug in het keuzebestand, met behoud van al het andere daarin.
    Van een MAP gaat terug wat alle documenten van de bundel zeggen; zeggen zij niet hetzelfde, dan
    staat dat in een lijst.

    \b
    Voorbeelden:
      dlr-docs lees overeenkomst.docx
      dlr-docs lees overeenkomst.docx --naar keuzes.yaml
      dlr-docs lees teruggekomen/ --naar keuzes.yaml
    """
    if naar is not None:
        from dlr_docs.cli.returned.filling_back import fill_back

        fill_back(document, naar, bijgehouden, proef, bibliotheek, as_json)
        return
    if document.is_dir():
        raise click.UsageError("Noem bij een map ook het keuzebestand, met --naar.")
    _show_values(document, as_json)


def _show_values(document: Path, as_json: bool) -> None:
    from dlr_docs.word.read.document import read_document

    found = read_document(document)
    if as_json:
        data = {
            path: {
                "waarden": list(value.shown),
                "open": value.is_open,
                "bij_openen": value.at_opening if value.differs else None,
            }
            for path, value in found.values.items()
        }
        options.echo_json(data)
        return
    for path, value in found.values.items():
        nothing = "(open)" if value.is_open else "(staat niet meer als veld in het document)"
        shown = " | ".join(map(harmless, value.shown)) or nothing
        click.echo(
            f"{path}: "
            f"{shown}{'  (nog niet overal ingevuld)' if value.shown and value.is_open else ''}"
        )
        if value.differs:
            click.echo(
                f"    let op: opgeslagen is '{harmless(value.at_opening)}'; dat laat Word zien "
                "zodra iemand het document opent",
                err=True,
            )
        if len(value.shown) > 1:
            click.echo(f"    let op: '{path}' staat er op {len(value.shown)} manieren", err=True)
