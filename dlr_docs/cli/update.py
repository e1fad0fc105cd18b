"""The command that makes a document anew and keeps what people did in it: bijwerken."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dlr_docs.cli import options

if TYPE_CHECKING:
    from dlr_docs.revise.update import Updated

_EXIT_LEFT = 3  # a person has to decide something


@click.command(options_metavar="[OPTIES]")
@click.argument("document", type=options.FILE, metavar="DOCUMENT.docx")
@options.keuzes
@click.option(
    "--uit",
    type=options.FILE,
    metavar="UIT.docx",
    help="Waar het nieuwe document komt. [default: naast het oude, met -bijgewerkt in de naam]",
)
@click.option("--proef", is_flag=True, help="Laat alleen zien wat er zou veranderen.")
@options.bibliotheek
@options.als_json
def bijwerken(
    document: Path,
    keuzes: Path,
    uit: Path | None,
    proef: bool,
    bibliotheek: Path | None,
    as_json: bool,
) -> None:
    """Maak een document opnieuw, en bewaar wat er met de hand aan is gedaan.

    Wat niemand aanraakte, volgt de bibliotheek en het keuzebestand van nu. Wat met de hand is
    gewijzigd, blijft staan. Is een tekst aan beide kanten gewijzigd, dan blijft die van de hand
    staan, met de nieuwe tekst in een opmerking; de afsluitcode is dan 3. Het oude bestand blijft
    zoals het is.

    \b
    Voorbeelden:
      dlr-docs bijwerken teruggekomen/overeenkomst.docx keuzes.yaml --proef
      dlr-docs bijwerken teruggekomen/overeenkomst.docx keuzes.yaml --uit nieuw.docx
    """
    from dlr_docs.files import output
    from dlr_docs.revise import updated_telling

    target = uit or document.with_name(f"{document.stem}-bijgewerkt.docx")
    made = _updated(document, keuzes, bibliotheek)
    paths = [] if proef else output.write_new({target.name: made.data}, target.parent)
    if as_json:
        data = updated_telling.as_data(made)
        options.echo_json({"bestanden": [str(path) for path in paths], **data})
    else:
        click.echo(updated_telling.as_text(made), nl=False)
        for path in paths:
            click.echo(str(path))
    if made.undecided:
        raise click.exceptions.Exit(_EXIT_LEFT)


def _updated(document: Path, keuzes: Path, bibliotheek: Path | None) -> Updated:
    from dlr_docs.cli.compare import bundle_of
    from dlr_docs.library.load import load_library
    from dlr_docs.revise.update import update
    from dlr_docs.word.read.document import read_document

    found = read_document(document)
    return update(found, bundle_of(keuzes, found, load_library(bibliotheek)))
