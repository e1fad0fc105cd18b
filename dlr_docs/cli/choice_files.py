"""Commands about choice files: nieuw, aanvullen, voorbeeld, schema."""

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


@click.command(options_metavar="[OPTIES]")
@click.argument("soorten", nargs=-1, required=True, metavar="SOORT...")
@click.option(
    "--uit",
    type=options.FILE,
    metavar="KEUZES.yaml",
    help="Bestand om te schrijven; standaard het scherm.",
)
@click.option(
    "--alles", is_flag=True, help="Ook wat niet hoeft: alle vragen, varianten en standaardwaarden."
)
@click.option("--vraag", is_flag=True, help="Stel de vragen een voor een; schrijft keuzes.yaml.")
@options.bibliotheek
def nieuw(
    soorten: tuple[str, ...],
    uit: Path | None,
    alles: bool,
    vraag: bool,
    bibliotheek: Path | None,
) -> None:
    """Maak een keuzebestand met de vragen die beantwoord moeten worden.

    Met --alles staan er ook de vragen in die u mag overslaan, en bij elk onderwerp de varianten en
    de standaard.

    \b
    Voorbeelden:
      dlr-docs nieuw samenwerkingsovereenkomst --uit keuzes.yaml
      dlr-docs nieuw convenant addendum --vraag --uit keuzes.yaml
      dlr-docs nieuw addendum     (bij een convenant dat er al is)
    """
    from dlr_docs.choices.new import needed, planning, scaffold
    from dlr_docs.files import output
    from dlr_docs.library.load import load_library

    library = load_library(bibliotheek)
    plan = planning.plan(soorten, library, with_bases=True)
    if vraag:
        from dlr_docs.cli.interview import new_by_interview

        new_by_interview(plan, uit or Path("keuzes.yaml"), bibliotheek, alles)
        return
    text = scaffold.as_yaml(plan) if alles else needed.needed_yaml(plan)
    if uit is None:
        click.echo(text, nl=False)
        return
    for path in output.write_files(scaffold.new_file(text, uit), uit.parent, overwrite=True):
        click.echo(str(path))


@click.command(options_metavar="[OPTIES]")
@options.keuzes
@click.argument("keuzes_erbij", nargs=-1, metavar="[ONDERWERP=VARIANT]...")
@click.option("--vraag", is_flag=True, help="Stel de vragen die nog open zijn, een voor een.")
@click.option("--alles", is_flag=True, help="Met --vraag: ook wat niet hoeft, en de varianten.")
@options.bibliotheek
def aanvullen(
    keuzes: Path,
    keuzes_erbij: tuple[str, ...],
    vraag: bool,
    alles: bool,
    bibliotheek: Path | None,
) -> None:
    """Zet de vragen die nog ontbreken in een bestaand keuzebestand.

    Met ONDERWERP=VARIANT kiest u eerst een andere variant. Wat er al staat, blijft zoals u het
    typte, ook de uitleg. Met --vraag beantwoordt u de vragen hier, een voor een.

    \b
    Voorbeelden:
      dlr-docs aanvullen keuzes.yaml
      dlr-docs aanvullen keuzes.yaml geschillen=bestuur-mediation-rechter
      dlr-docs aanvullen keuzes.yaml --vraag
    """
    if alles and not vraag:
        raise click.UsageError("--alles hoort bij --vraag")
    if keuzes_erbij or not vraag:
        _supplement(keuzes, dict(map(_variant, keuzes_erbij)), bibliotheek)
    if vraag:
        from dlr_docs.cli.interview import interview

        interview(keuzes, bibliotheek, alles)


def _supplement(keuzes: Path, variants: dict[str, str], bibliotheek: Path | None) -> None:
    """Put the questions of variants into a file."""
    from dlr_docs.choices.new.supplement import supplemented
    from dlr_docs.files import output

    _, library = options.loaded(keuzes, bibliotheek)  # what is wrong with the file is told first
    old = keuzes.read_bytes().decode("utf-8-sig")  # with its own line ends
    made = supplemented(old, str(keuzes), variants, library)
    for item in made.added:
        click.echo(f"{'.'.join(map(str, item.path))}: {item.question}")
    if made.text == old:
        click.echo("Er is niets aan te vullen: alles wat gevraagd wordt, staat er al.", err=True)
        return
    for path in output.write_files({keuzes.name: made.text.encode()}, keuzes.parent, True):
        click.echo(f"aangevuld: {path}", err=True)


def _variant(typed: str) -> tuple[str, str]:
    """A topic with the variant that is chosen for it."""
    topic, sign, variant = typed.partition("=")
    if not (topic and sign and variant):
        raise click.BadParameter("schrijf ONDERWERP=VARIANT", param_hint="ONDERWERP=VARIANT")
    return topic, variant


@click.command(options_metavar="[OPTIES]")
@click.option(
    "--uit",
    type=options.FILE,
    metavar="BESTAND",
    help="Bestand om te schrijven; standaard het scherm.",
)
@options.bibliotheek
def schema(uit: Path | None, bibliotheek: Path | None) -> None:
    """Geef het JSON Schema van het keuzebestand, voor hulp bij het typen in een editor.

    \b
    Voorbeeld:
      dlr-docs schema --uit dlr-docs.schema.json
    """
    from dlr_docs.choices.schema import is_schema, schema_text
    from dlr_docs.files import output
    from dlr_docs.library.load import load_library

    text = schema_text(load_library(bibliotheek))
    if uit is None:
        click.echo(text, nl=False)
        return
    output.refuse_other_file(uit, is_schema, "--uit")
    for path in output.write_files({uit.name: text.encode()}, uit.parent, overwrite=True):
        click.echo(str(path))
