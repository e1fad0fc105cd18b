"""Commands about documents that were made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dlr_docs.cli import options

if TYPE_CHECKING:
    from dlr_docs.word.read.document import ReadDocument


def gemaakt_document(command: options.F) -> options.F:
    """A document that was made."""
    return click.argument("document", type=options.FILE, metavar="DOCUMENT.docx")(command)


@click.command(options_metavar="[OPTIES]")
@gemaakt_document
@options.als_json
def herkomst(document: Path, as_json: bool) -> None:
    """Toon waarvan een document is gemaakt: programma, bibliotheek, stand van de wet, clausules en
    keuzebestand.

    \b
    Voorbeeld:
      dlr-docs herkomst uitvoer/convenant.docx
    """
    from dlr_docs.word.read.document import read_document

    found = read_document(document)
    if as_json:
        options.echo_json(_as_data(found))
        return
    click.echo("\n".join(_origin(found)))


def _as_data(found: ReadDocument) -> dict[str, object]:
    made = found.provenance
    return {
        "document": made.document,
        "soort": made.kind,
        "programma": made.program,
        "bibliotheek": {"revisie": made.revision, "inhoud": made.library},
        "stand_van_de_wet": made.law,
        "sjabloon": made.template,
        "bewerkt": not found.untouched,
        "clausules": [
            {"id": item.id, "inhoud": item.digest, "aanwezig": item.is_there}
            for item in found.clauses
        ],
        "keuzebestand": made.choices or None,
    }


def _origin(found: ReadDocument) -> list[str]:
    made = found.provenance
    lines = [
        f"Document     {made.document} ({made.kind})",
        f"Gemaakt met  {made.program}",
        f"Bibliotheek  {made.revision or 'niet in git'} (inhoud {made.library[:12]})",
        f"Wet          stand van {made.law}",
        f"Sjabloon     inhoud {made.template[:12]}",
        f"Bewerkt      {'nee' if found.untouched else 'ja, het is daarna opgeslagen'}",
        f"Clausules    {len(found.clauses)}",
        *(
            f"  {clause.id}{'' if clause.is_there else ': niet meer in het document'}"
            for clause in found.clauses
        ),
    ]
    if made.choices:
        lines += ["Keuzebestand", *(f"  {line}" for line in made.choices.splitlines())]
    return lines


@click.command(options_metavar="[OPTIES]")
@gemaakt_document
@options.als_json
def lees(document: Path, as_json: bool) -> None:
    """Lees uit een document terug wat er nu in zijn velden staat, ook na bewerking in Word of
    LibreOffice.

    \b
    Voorbeeld:
      dlr-docs lees overeenkomst.docx
    """
    from dlr_docs.word.read.document import read_document

    found = read_document(document)
    if as_json:
        data = {
            path: {"waarden": list(value.shown), "open": value.is_open}
            for path, value in found.values.items()
        }
        options.echo_json(data)
        return
    for path, value in found.values.items():
        shown = " | ".join(text.replace("\n", " / ") for text in value.shown) or "(open)"
        click.echo(
            f"{path}: "
            f"{shown}{'  (nog niet overal ingevuld)' if value.shown and value.is_open else ''}"
        )
        if len(value.shown) > 1:
            click.echo(f"    let op: '{path}' staat er op {len(value.shown)} manieren", err=True)
