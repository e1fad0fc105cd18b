"""Commands about Word templates."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dlr_docs.cli import options

if TYPE_CHECKING:
    from dlr_docs.basis.problems import Problem
    from dlr_docs.model.declared.parties import PartySorts
    from dlr_docs.model.library import Library


@click.group(
    options_metavar="[OPTIES]",
    subcommand_metavar="OPDRACHT …",
)
def sjablonen() -> None:
    """Bekijk, kopieer en controleer de Word-sjablonen van een huisstijl.

    \b
    Voorbeeld:
      dlr-docs sjablonen lijst
    """


def sjabloon(command: options.F) -> options.F:
    """A Word template."""
    return click.argument("bestand", type=options.FILE, metavar="BESTAND.docx")(command)


@sjablonen.command(options_metavar="[OPTIES]", short_help="Alle huisstijlen en hun sjablonen.")
@options.bibliotheek
@options.als_json
def lijst(bibliotheek: Path | None, as_json: bool) -> None:
    """Toon de huisstijlen, met per huisstijl de sjablonen en de soorten documenten die ze
    gebruiken.

    \b
    Voorbeeld:
      dlr-docs sjablonen lijst
    """
    from dlr_docs.build.house_style import DEFAULT, house_styles
    from dlr_docs.library.load import load_library

    library = load_library(bibliotheek)
    styles = {name: _described(folder, library) for name, folder in house_styles(library).items()}
    if as_json:
        found = [{"naam": name, **style} for name, style in styles.items()]
        options.echo_json({"huisstijlen": found})
        return
    for name, style in styles.items():
        click.echo(f"{name}{' (standaard)' if name == DEFAULT else ''}: {style['samenvatting']}")
        for form, kinds in style["vormen"].items():
            click.echo(f"  {form:14} {', '.join(kinds) or 'voor geen enkele soort'}")
        click.echo(f"  {'map':14} {style['map']}\n")
    click.echo(
        "Kies er een in het keuzebestand (huisstijl: NAAM), of wijzig "
        "een kopie: dlr-docs sjablonen nieuw MAP"
    )


def _described(folder: Path, library: Library) -> dict[str, Any]:
    """A house style as plain data: its summary, and for each form the kinds of documents that take
    it.
    """
    from dlr_docs.build.house_style import templates_of

    templates = templates_of(folder)
    return {
        "samenvatting": _summary(next(iter(templates.values()))),
        "map": str(folder),
        "vormen": {
            form: [kind for kind, outline in library.outlines.items() if outline.form == form]
            for form in templates
        },
    }


def _summary(path: Path) -> str:
    """What a template says it is; a list of styles does not stop at one that cannot be opened."""
    from dlr_docs.basis.problems import TemplateError
    from dlr_docs.word.package.opening import open_package
    from dlr_docs.word.template.text import summary

    try:
        return summary(open_package(path)) or "zonder omschrijving"
    except TemplateError as exc:
        return f"{path.name}: {exc.problems[0].message}"


@sjablonen.command(options_metavar="[OPTIES]", short_help="Een eigen kopie van een huisstijl.")
@click.argument("folder", type=options.FILE, metavar="MAP")
@click.option(
    "--van", metavar="NAAM", help="De huisstijl om mee te beginnen; zonder deze optie de standaard."
)
@options.bibliotheek
def nieuw(folder: Path, van: str | None, bibliotheek: Path | None) -> None:
    """Kopieer alle sjablonen van een huisstijl naar een map, om ze in Word te wijzigen.

    Er wordt nooit een bestand vervangen.

    \b
    Voorbeeld:
      dlr-docs sjablonen nieuw onze-stijl --van zakelijk
    """
    from dlr_docs.build.house_style import DEFAULT, read_house_style
    from dlr_docs.files.output import write_new
    from dlr_docs.library.load import load_library

    paths = write_new(read_house_style(load_library(bibliotheek), van or DEFAULT), folder)
    for path in paths:
        click.echo(str(path))
    click.echo(_next_steps(folder), err=True)


def _next_steps(folder: Path) -> str:
    name = str(folder) if folder.is_absolute() else f"./{folder.as_posix()}"
    if not re.fullmatch(r"[\w./ \\-]+", name):
        name = json.dumps(name, ensure_ascii=False)  # what YAML would read otherwise
    return (
        "\nWat nu:\n"
        "  1. Pas de bestanden aan in Word: lettertypen, kleuren, "
        "marges, logo, kop- en voettekst. Wijzig stijlen,\n"
        "     maar niet hun namen, en laat alles tussen {{ }} en {% %} zoals het is.\n"
        "  2. Kijk na elke wijziging of het klopt, en hoe het uitpakt:\n"
        f'       dlr-docs sjablonen controleer "{folder}"\n'
        f'       dlr-docs sjablonen proef "{folder}"\n'
        "  3. Zet dit in het keuzebestand (het pad is gerekend vanaf het keuzebestand):\n"
        f"       huisstijl: {name}"
    )


@sjablonen.command(options_metavar="[OPTIES]", short_help="Wat er in een sjabloon niet klopt.")
@click.argument("bestand", type=options.FILE, metavar="BESTAND.docx|MAP")
@options.bibliotheek
@options.als_json
def controleer(bestand: Path, bibliotheek: Path | None, as_json: bool) -> None:
    """Vind in één keer alles wat in een sjabloon niet klopt, voordat u er een document mee maakt.

    Elke melding noemt het onderdeel en de tekst eromheen. Met een map worden alle sjablonen daarin
    nagekeken. De afsluitcode is 3 als er fouten zijn.

    \b
    Voorbeelden:
      dlr-docs sjablonen controleer onze-stijl/overeenkomst.docx
      dlr-docs sjablonen controleer onze-stijl
    """
    from dlr_docs.basis.problems import has_errors
    from dlr_docs.build.house_style import templates_of
    from dlr_docs.library.load import load_library
    from dlr_docs.word.template.trial import examine_template

    parties = load_library(bibliotheek).parties
    found = {path: _judged(path, parties) for path in templates_of(bestand).values()}
    if not found:  # a file; a folder without templates is refused as any other that is none
        found = {bestand: examine_template(bestand, parties)}
    problems = [*itertools.chain.from_iterable(found.values())]
    if as_json:
        options.echo_json({"problemen": [problem.as_dict() for problem in problems]})
    else:
        for path, own in found.items():
            _echo_judged(path, own)
    if has_errors(problems):
        raise click.exceptions.Exit(options.EXIT_CHECKS)


def _judged(path: Path, parties: PartySorts) -> Sequence[Problem]:
    """What is wrong with one of many; one that cannot be opened does not stop the rest."""
    from dlr_docs.basis.problems import TemplateError
    from dlr_docs.word.template.trial import examine_template

    try:
        return examine_template(path, parties)
    except TemplateError as exc:
        return exc.problems


def _echo_judged(path: Path, problems: Sequence[Problem]) -> None:
    from dlr_docs.basis.problems import Severity

    for problem in problems:
        click.echo(str(problem))
    wrong = sum(problem.severity is Severity.ERROR for problem in problems)
    click.echo(_verdict(path, wrong, len(problems) - wrong))


def _verdict(path: Path, errors: int, warnings: int) -> str:
    """What a template is worth, in one line."""
    from dlr_docs.basis.dutch import counted

    mistakes = counted(errors, "fout", "fouten")
    remarks = counted(warnings, "waarschuwing", "waarschuwingen")
    if errors:
        return f"{path}: nog niet bruikbaar: {mistakes}, {remarks}"
    return f"{path}: bruikbaar{f', met {remarks}' if warnings else ''}"


@sjablonen.command(options_metavar="[OPTIES]", short_help="Een proefdocument van elke vorm.")
@click.argument("folder", type=options.FILE, metavar="MAP")
@click.option(
    "--uit",
    type=options.FILE,
    metavar="MAP",
    help="Waar de proefdocumenten komen; standaard de map proef in de huisstijl.",
)
@options.bibliotheek
def proef(folder: Path, uit: Path | None, bibliotheek: Path | None) -> None:
    """Maak met een huisstijl een proefdocument van elke vorm, om in Word te zien hoe hij uitpakt.

    De vragen zijn beantwoord met hun voorbeeld; wat geen voorbeeld heeft, blijft open. Zo ziet u
    beide. Een volgende proef vervangt de vorige, tenzij u er zelf iets in wijzigde.

    \b
    Voorbeeld:
      dlr-docs sjablonen proef onze-stijl
    """
    from dlr_docs.choices.new.proof import proofs
    from dlr_docs.files.output import write_files
    from dlr_docs.library.load import load_library

    _refuse_without_templates(folder)
    made = {f"proef-{form}.docx": data for form, data in proofs(folder, load_library(bibliotheek))}
    for path in write_files(made, uit or folder / "proef", overwrite=False):
        click.echo(str(path))


def _refuse_without_templates(folder: Path) -> None:
    from dlr_docs.basis import codes
    from dlr_docs.basis.problems import Source, TemplateError, error
    from dlr_docs.build.house_style import templates_of

    if not templates_of(folder):
        message = "in deze map staan geen sjablonen"
        hint = "Maak er een met sjablonen: dlr-docs sjablonen nieuw MAP."
        raise TemplateError([error(codes.SJABLOON_ONTBREEKT, message, Source(str(folder)), hint)])


@sjablonen.command(options_metavar="[OPTIES]", short_help="Een sjabloon als tekst.")
@sjabloon
def toon(bestand: Path) -> None:
    """Toon een Word-bestand als tekst: stijlen, nummering, tags en tekst, met één eigenschap per
    regel.

    Geschikt om twee versies te vergelijken, ook door git; de handleiding zegt hoe.

    \b
    Voorbeeld:
      dlr-docs sjablonen toon onze-stijl/overeenkomst.docx
    """
    from dlr_docs.word.package.opening import open_package
    from dlr_docs.word.template.text import template_text

    click.echo(template_text(open_package(bestand)), nl=False)
