"""The command that opens the workbench: werkbank."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import click

from dlr_docs.cli import options

_NEEDED = ("starlette", "uvicorn", "multipart")


@click.command(options_metavar="[OPTIES]")
@click.argument("folder", type=options.FILE, metavar="[MAP]", default=Path())
@click.option(
    "--poort",
    "port",
    type=click.IntRange(0, 65535),
    default=0,
    metavar="N",
    help="Poort van deze computer [een die vrij is].",
)
@click.option("--geen-browser", is_flag=True, help="Open geen browser; toon alleen het adres.")
@options.bibliotheek
def werkbank(folder: Path, port: int, geen_browser: bool, bibliotheek: Path | None) -> None:
    """Open een pagina in de browser waarop u documenten invult, kiest en leest.

    Alles blijft op deze computer: de pagina is alleen hier te openen, met het adres dat de opdracht
    toont. De werkbank leest en schrijft alleen in MAP (standaard de huidige map). Ctrl-C, of de
    knop op de pagina, sluit af.

    \b
    Voorbeelden:
      dlr-docs werkbank
      dlr-docs werkbank overeenkomsten --poort 8123 --geen-browser
    """
    refuse_without_parts()
    from dlr_docs.web.serving.server import serve

    serve(folder, bibliotheek, port, not geen_browser, _tell)


def _tell(address: str) -> None:
    click.echo(address)


def refuse_without_parts() -> None:
    """Say what to install when the extra is not there."""
    from dlr_docs.basis import codes
    from dlr_docs.basis.problems import OutputError, Place, error, how_to_install

    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        message = f"de werkbank heeft meer nodig ({', '.join(missing)})"
        hint = how_to_install("werkbank")
        raise OutputError(error(codes.WERKBANK_ONTBREEKT, message, Place("werkbank"), hint))
