"""Commands about the clause library."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dlr_docs.cli import options
from dlr_docs.cli.library.history import gebruik, historie, verschil

if TYPE_CHECKING:
    from dlr_docs.basis.problems import Problem
    from dlr_docs.model.library import Clause, Library

_FILE = ".md"  # of a clause


@click.group(
    options_metavar="[OPTIES]",
    subcommand_metavar="OPDRACHT …",
)
def clausules() -> None:
    """Bekijk en controleer de clausulebibliotheek.

    \b
    Voorbeeld:
      dlr-docs clausules lijst
    """


@clausules.command(options_metavar="[OPTIES]", short_help="Alle onderwerpen en varianten.")
@click.option("--soort", metavar="SOORT", help="Alleen clausules voor deze soort document.")
@options.bibliotheek
@options.als_json
def lijst(soort: str | None, bibliotheek: Path | None, as_json: bool) -> None:
    """Toon de bibliotheek in één oogopslag: onderwerp, variant, samenvatting, soorten en wettelijk
    onderwerp.

    \b
    Voorbeeld:
      dlr-docs clausules lijst --soort convenant
    """
    from dlr_docs.basis import codes
    from dlr_docs.basis.problems import LibraryError, Place, did_you_mean, error
    from dlr_docs.library.load import load_library

    library = load_library(options.library_here(bibliotheek))
    if soort is not None and soort not in library.outlines:
        message = f"de soort document '{soort}' bestaat niet"
        raise LibraryError(
            error(
                codes.ONBEKENDE_SOORT,
                message,
                Place("--soort"),
                did_you_mean(soort, library.outlines),
            )
        )
    clauses = [clause for clause in library.all_clauses() if soort is None or clause.fits(soort)]
    if as_json:
        options.echo_texts(
            {"soorten": _kinds(library), "clausules": [_as_data(clause) for clause in clauses]}
        )
        return
    click.echo("Soorten documenten")
    for kind, outline in library.outlines.items():
        click.echo(f"  {kind:28} {outline.summary}")
    for topic, variants in groupby(clauses, key=lambda clause: clause.topic):
        click.echo(f"\n{topic}")
        for clause in variants:
            click.echo("\n".join(_summed_up(clause)))


def _summed_up(clause: Clause) -> tuple[str, str]:
    covers = f" [{', '.join(clause.requirements)}]" if clause.requirements else ""
    return (
        f"  {clause.variant:28} {clause.summary}{covers}",
        f"  {'':28} voor: {', '.join(clause.kinds) or 'elke soort'}",
    )


def _kinds(library: Library) -> dict[str, str]:
    return {kind: outline.summary for kind, outline in library.outlines.items()}


def _as_data(clause: Clause) -> dict[str, object]:
    return {
        "id": clause.id,
        "onderwerp": clause.topic,
        "variant": clause.variant,
        "titel": clause.title,
        "samenvatting": clause.summary,
        "soorten": list(clause.kinds),
        "eisen": list(clause.requirements),
        "bron": list(clause.origin),
        "feiten": list(clause.facts),
        "gegevens": {name: declared.question for name, declared in clause.values.items()},
        "bestand": clause.source.path,
        "inhoud": clause.digest,
    }


@clausules.command(options_metavar="[OPTIES]", short_help="Eén clausule met alles wat erbij hoort.")
@click.argument("clausule", metavar="ONDERWERP[/VARIANT]")
@options.bibliotheek
@options.als_json
def toon(clausule: str, bibliotheek: Path | None, as_json: bool) -> None:
    """Toon een clausule, of alle varianten van een onderwerp, zoals een lezer haar leest: wat nog
    moet worden ingevuld als vraag, en met gegevens, bron en toelichting. De tekst zoals zij in het
    bestand staat, geeft --json. Van een bestand (.md) alleen dat bestand, met voorwaarden in
    woorden: zo laat git diff zien wat een lezer merkt.

    \b
    Voorbeelden:
      dlr-docs clausules toon geschillen
      dlr-docs clausules toon geschillen/bestuur-mediation-rechter
      git config diff.clausule.textconv "dlr-docs clausules toon"
    """
    from dlr_docs.basis import codes
    from dlr_docs.basis.problems import LibraryError, Place, did_you_mean, error
    from dlr_docs.library.load import load_library

    if clausule.endswith(_FILE):
        click.echo("\n".join(_file_lines(Path(clausule))))
        return
    library = load_library(options.library_here(bibliotheek))
    topic, _, variant = clausule.partition("/")
    variants = library.clauses.get(topic, {})
    chosen = [clause for name, clause in variants.items() if variant in ("", name)]
    if not chosen:
        known = variants if variants else library.clauses
        message = f"de clausule '{clausule}' bestaat niet"
        raise LibraryError(
            error(
                codes.ONBEKENDE_CLAUSULE,
                message,
                Place("ONDERWERP[/VARIANT]"),
                did_you_mean(variant if variants else topic, known),
            )
        )
    if as_json:
        texts = [
            {**_as_data(clause), "tekst": clause.text, "leest": _read(clause, library)}
            for clause in chosen
        ]
        options.echo_texts({"clausules": texts})
        return
    click.echo("\n".join(_described(clause, library) for clause in chosen))


def _file_lines(path: Path) -> Iterator[str]:
    """The lines of a file with a clause, without a library."""
    from dlr_docs.basis.problems import LibraryError
    from dlr_docs.library.layers.differences import file_as_read
    from dlr_docs.library.reading import read_text

    text, problems = read_text(path)
    if text is None:
        raise LibraryError(problems)
    return file_as_read(text)


def _read(clause: Clause, library: Library) -> list[str]:
    """The lines of a clause as somebody reads it; with its conditions in words when no document can
    have it.
    """
    from dlr_docs.choices.new.specimen import clause_html, clause_lines
    from dlr_docs.clause.as_read import lines_as_read

    html = clause_html(clause, library)
    if html:
        return [*clause_lines(html)]
    return lines_as_read(clause.text, {name: item.kind for name, item in clause.values.items()})


def _described(clause: Clause, library: Library) -> str:
    from dlr_docs.choices.new.specimen import said_default

    lines = [
        f"{clause.id}: {clause.title}",
        f"  {clause.summary}",
        f"  Bestand: {clause.source.path}",
    ]
    lines.append(f"  Voor: {', '.join(clause.kinds) or 'elke soort'}")
    for label, items in (
        ("Wettelijk onderwerp", clause.requirements),
        ("Bron", clause.origin),
        ("Kan niet samen met", clause.excludes),
        ("Hoort samen met", clause.requires),
    ):
        if items:
            lines.append(f"  {label}: {', '.join(items)}")
    for name, declared in clause.values.items():
        said = f"  Gegeven {name} ({declared.kind}): {declared.question} {said_default(declared)}"
        lines.append(said.rstrip())
    note = [f"  {line}" for line in clause.note.splitlines()]
    return "\n".join([*lines, *note, "", *_read(clause, library), ""])


@clausules.command(options_metavar="[OPTIES]", short_help="Controleer de hele bibliotheek.")
@click.option(
    "--formaat",
    type=click.Choice(["tekst", "json", "sarif"]),
    default="tekst",
    help="Hoe het verslag wordt geschreven; sarif is voor diensten die regels nakijken.",
)
@click.option("--sarif", "formaat", flag_value="sarif", help="Hetzelfde als --formaat sarif.")
@click.option("--spelling", is_flag=True, help="Meld ook woorden die het woordenboek niet kent.")
@options.bibliotheek
@options.als_json
def controleer(formaat: str, spelling: bool, bibliotheek: Path | None, as_json: bool) -> None:
    """Vind in één keer alles wat in de bibliotheek niet klopt, met bestand, regel en kolom, en waar
    dat kan met de regel zoals die hoort.

    De afsluitcode is 3 als er fouten zijn; geschikt voor pre-commit en CI.

    \b
    Voorbeelden:
      dlr-docs clausules controleer --bibliotheek ../regio
      dlr-docs clausules controleer --formaat sarif > clausules.sarif
      dlr-docs clausules controleer --spelling
    """
    from dlr_docs.basis.problems import has_errors
    from dlr_docs.library.checks.table import check_library
    from dlr_docs.library.load import read_library

    library, problems = read_library(options.library_here(bibliotheek))
    problems += check_library(library)
    if spelling:
        from dlr_docs.library.checks.clauses.spelling import misspelled

        problems += misspelled(library)
    _report(problems, library, "json" if as_json else formaat)
    if has_errors(problems):
        raise click.exceptions.Exit(options.EXIT_CHECKS)


def _report(problems: Sequence[Problem], library: Library, form: str) -> None:
    """What was found, with the line as it should be: a library holds no names of people."""
    from dlr_docs.basis.dutch import counted
    from dlr_docs.build.report import library_name
    from dlr_docs.library.checks.sarif import sarif_log
    from dlr_docs.library.own_codes import own_codes

    if form == "json":
        told = [{**problem.as_dict(), "wordt": problem.instead} for problem in problems]
        options.echo_json({"problemen": told})
        return
    if form == "sarif":
        options.echo_json(sarif_log(problems, own_codes(library)))
        return
    for problem in problems:
        click.echo(problem.told(to_typist=True))
    click.echo(
        f"{library_name(library)}: {len(library.all_clauses())} clausules, "
        f"{len(library.outlines)} soorten: {counted(len(problems), 'probleem', 'problemen')}"
    )


@clausules.command(options_metavar="[OPTIES]", short_help="Een nieuwe clausule in uw eigen laag.")
@click.argument("clausule", metavar="ONDERWERP/VARIANT")
@click.option("--van", metavar="ONDERWERP/VARIANT", help="Begin met de tekst van deze clausule.")
@click.option(
    "--soort",
    "soorten",
    multiple=True,
    metavar="SOORT",
    help="Zet het onderwerp in deze soort document; mag vaker.",
)
@click.option("--na", metavar="ONDERWERP", help="Na welk onderwerp het in die soort komt.")
@options.bibliotheek
def nieuw(
    clausule: str,
    van: str | None,
    soorten: tuple[str, ...],
    na: str | None,
    bibliotheek: Path | None,
) -> None:
    """Zet een nieuwe clausule in de laag waar u in staat, als kopie van een andere of leeg.

    Een onderwerp dat nog in geen soort document staat, krijgt er met --soort en --na een plaats.

    \b
    Voorbeelden:
      dlr-docs clausules nieuw geschillen/eigen --van geschillen/escalatieladder
      dlr-docs clausules nieuw zwemles/ja --soort convenant --na geschillen
    """
    from dlr_docs.basis import codes
    from dlr_docs.basis.problems import LibraryError, Place, error
    from dlr_docs.files import output
    from dlr_docs.library.layers.new_layer import NewClause, clause_files
    from dlr_docs.library.load import load_library

    folder = options.library_here(bibliotheek)
    if folder is None:
        message = "u staat niet in een eigen laag van de bibliotheek"
        hint = "Maak er een met 'dlr-docs bibliotheek nieuw MAP' en ga erheen met cd."
        raise LibraryError(error(codes.GEEN_LAAG, message, Place("--bibliotheek"), hint))
    wanted = NewClause(clausule, van, soorten, na)
    library = load_library(folder)
    for name, text in clause_files(wanted, library, folder).items():
        path = folder / name
        made = output.write_files({path.name: text.encode()}, path.parent, overwrite=True)
        click.echo(str(made[0]))
    told = f"controleer met 'dlr-docs clausules controleer'. {_use(clausule, library)}"
    click.echo(f"Pas haar aan en {told}", err=True)


def _use(name: str, library: Library) -> str:
    """How a new clause comes in a document, by the library of before it was there."""
    topic, _, variant = name.partition("/")
    if variant in library.clauses.get(topic, {}):
        return "Zij komt vanzelf in de plaats van die van de laag eronder."
    if topic not in library.clauses:
        return "Zij staat vanzelf in een document van die soort."
    return f"Kies haar in een keuzebestand met {topic}: {variant}"


@clausules.command(options_metavar="[OPTIES]", short_help="De bibliotheek als site.")
@click.option("--uit", type=options.FILE, required=True, metavar="MAP", help="Een nieuwe map.")
@options.bibliotheek
def catalogus(uit: Path, bibliotheek: Path | None) -> None:
    """Schrijf de bibliotheek als site: alle soorten, onderwerpen en varianten, elk op een eigen
    adres, met de tekst zoals die leest, en met zoeken. Zij werkt vanaf de schijf, zonder netwerk.

    \b
    Voorbeeld:
      dlr-docs clausules catalogus --uit catalogus
    """
    from dlr_docs.catalogue.site import site_files
    from dlr_docs.files.new_folder import write_folder
    from dlr_docs.library.load import load_library

    library = load_library(options.library_here(bibliotheek))
    pages = write_folder(site_files(library), uit)
    click.echo(str(uit / "index.html"))
    click.echo(f"{len(pages)} bestanden. Open index.html in een browser.", err=True)


for _command in (historie, verschil, gebruik):
    clausules.add_command(_command)
