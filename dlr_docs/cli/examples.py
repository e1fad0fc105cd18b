"""The examples that come with the package: listed, and copied to begin with."""

from __future__ import annotations

import re
from pathlib import Path

import click

from dlr_docs.cli import options

_TITLE = re.compile(r"^bundel: *(.+?) *$", re.MULTILINE)


@click.command(options_metavar="[OPTIES]")
@click.argument("naam", required=False, metavar="[NAAM]")
@click.option(
    "--uit",
    type=options.FILE,
    default=Path(),
    metavar="MAP",
    help="Map om het voorbeeld in te zetten; standaard deze map.",
)
@options.als_json
def voorbeeld(naam: str | None, uit: Path, as_json: bool) -> None:
    """Toon de voorbeelden, of zet er een in uw map om mee te beginnen.

    \b
    Voorbeelden:
      dlr-docs voorbeeld
      dlr-docs voorbeeld convenant-met-addenda
    """
    from dlr_docs.basis import codes
    from dlr_docs.basis.problems import ChoicesError, Place, did_you_mean, error
    from dlr_docs.files.installation import default_library_path
    from dlr_docs.files.output import write_new

    folder = default_library_path() / "examples"
    found = {path.stem: path for path in sorted(folder.glob("*.yaml"))}
    if naam is None:
        if as_json:
            listed = [{"naam": name, "titel": _title(path)} for name, path in found.items()]
            options.echo_json({"voorbeelden": listed})
            return
        width = max(map(len, found), default=0)
        for name, path in found.items():
            click.echo(f"{name:{width}}  {_title(path)}")
        return
    wanted = naam.removesuffix(".yaml")
    if wanted not in found:
        message = "dit voorbeeld bestaat niet"
        hint = did_you_mean(wanted, found)
        raise ChoicesError(error(codes.ONBEKEND_VOORBEELD, message, Place("NAAM"), hint))
    path = found[wanted]
    paths = write_new({path.name: path.read_bytes()}, uit)
    if as_json:
        options.echo_json({"bestanden": [str(written) for written in paths]})
        return
    for written in paths:
        click.echo(str(written))


def _title(path: Path) -> str:
    """The title of the bundle of an example."""
    title = _TITLE.search(path.read_text(encoding="utf-8"))
    return title[1].strip("\"'") if title else ""
