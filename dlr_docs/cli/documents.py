"""Commands that make or show documents: maak, controleer, toon."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dlr_docs.cli import options

if TYPE_CHECKING:
    from dlr_docs.basis.problems import Problem
    from dlr_docs.model.document import Bundle


def _build(
    keuzes: Path, library_path: Path | None, definitive: bool = False
) -> tuple[Bundle, list[Problem]]:
    from dlr_docs.build.pipeline import build_with_warnings

    return build_with_warnings(*options.loaded(keuzes, library_path, definitive))


@click.command(options_metavar="[OPTIES]")
@options.keuzes
@click.option(
    "--uit",
    type=options.FILE,
    default=Path("uitvoer"),
    metavar="MAP",
    help="Map voor de documenten [uitvoer].",
)
@click.option(
    "--document",
    "only",
    multiple=True,
    metavar="ID",
    help="Maak alleen dit document; mag vaker.",
)
@options.pdf
@click.option("--odt", is_flag=True, help="Maak ook een odt van elk document (met LibreOffice).")
@options.inhoud
@options.overschrijf
@click.option(
    "--overschrijf-document",
    "overwritten",
    multiple=True,
    metavar="ID",
    help="Vervang dit document, ook als het is bewerkt of met een ander bestand is gemaakt.",
)
@options.bibliotheek
@options.als_json
def maak(
    keuzes: Path,
    uit: Path,
    only: tuple[str, ...],
    pdf: bool,
    odt: bool,
    toelichting: bool,
    dekkingstabel: bool,
    zonder_herkomst: bool,
    definitief: bool,
    overschrijf: bool,
    overwritten: tuple[str, ...],
    bibliotheek: Path | None,
    as_json: bool,
) -> None:
    """Maak de documenten van een keuzebestand.

    Wat in een concept nog open is, wordt een veld dat u in Word invult. Een definitief document
    wordt alleen gemaakt als alles is ingevuld en geen verplicht onderwerp ontbreekt.

    \b
    Voorbeeld:
      dlr-docs maak keuzes.yaml --uit uitvoer --pdf
    """
    from dlr_docs.basis.problems import CheckError, OutputError
    from dlr_docs.build.checks.table import check_bundle
    from dlr_docs.build.writing import write_bundle
    from dlr_docs.files.output import file_mark
    from dlr_docs.model.options import Format, WriteOptions

    bundle, problems = _build(keuzes, bibliotheek, definitief)
    _refuse_unknown(only, "--document", bundle, keuzes)
    _refuse_unknown(overwritten, "--overschrijf-document", bundle, keuzes)
    wanted: dict[Format, bool] = {"pdf": pdf, "odt": odt}
    write_options = WriteOptions(
        only=only,
        overwrite=overschrijf,
        overwrite_documents=overwritten,
        made_from=file_mark(keuzes),
        notes=toelichting,
        cover_table=dekkingstabel,
        choice_file=not zonder_herkomst,
        formats=tuple(name for name, asked in wanted.items() if asked),
    )
    try:
        paths = write_bundle(bundle, uit, write_options)
    except (CheckError, OutputError) as exc:
        from dlr_docs.revise.answers import work_elsewhere

        found = work_elsewhere(uit, bundle, write_options.made_from)
        raise type(exc)([*exc.problems, *found]) from None
    problems += check_bundle(bundle)
    if as_json:
        from dlr_docs.build.report import clauses_as_data, layers_as_data

        options.echo_json(
            {
                "bestanden": [str(path) for path in paths],
                "lagen": layers_as_data(bundle.library),
                "clausules": clauses_as_data(bundle),
                "problemen": [problem.as_dict() for problem in problems],
            }
        )
        return
    _echo_problems(problems, keuzes)
    if len(bundle.library.layers) > 1:
        from dlr_docs.build.report import layered_lines, library_name

        click.echo(f"Bibliotheek: {library_name(bundle.library)}", err=True)
        click.echo("".join(f"{line}\n" for line in layered_lines(bundle)), nl=False, err=True)
    for path in paths:
        click.echo(str(path))


def _refuse_unknown(named: Sequence[str], option: str, bundle: Bundle, keuzes: Path) -> None:
    """Refuse ids on the command line that are not those of documents."""
    from dlr_docs.basis import codes
    from dlr_docs.basis.problems import ChoicesError, Place, Source, did_you_mean, error

    ids = [document.id for document in bundle.documents]
    place = Place(option, Source(str(keuzes)))
    message = "het document '{}' staat niet in deze bundel"
    wrong = [
        error(codes.ONBEKEND_DOCUMENT, message.format(name), place, did_you_mean(name, ids))
        for name in named
        if name not in ids
    ]
    if wrong:
        raise ChoicesError(wrong)


def _echo_problems(problems: list[Problem], keuzes: Path) -> None:
    """Problems on stderr; what is still open only as a count, since the document shows it."""
    from dlr_docs.basis import codes

    still_open = sum(problem.code == codes.OPEN_GEGEVEN.name for problem in problems)
    options.echo_problems(item for item in problems if item.code != codes.OPEN_GEGEVEN.name)
    if still_open:
        click.echo(
            f"Nog in te vullen: {still_open}. Welke, ziet u met: dlr-docs controleer {keuzes}",
            err=True,
        )


@click.command(options_metavar="[OPTIES]")
@options.keuzes
@click.argument("tabel", type=options.FILE, required=False, metavar="[TABEL]")
@click.option("--kort", is_flag=True, help="Een regel per document.")
@options.bibliotheek
@options.als_json
def controleer(
    keuzes: Path, tabel: Path | None, kort: bool, bibliotheek: Path | None, as_json: bool
) -> None:
    """Laat zien welk verplicht onderwerp waar is geregeld, wat nog open is en wat niet klopt.

    Er wordt niets geschreven. De afsluitcode is 3 als er fouten zijn. Met een tabel ziet u dat voor
    elke rij ervan.

    \b
    Voorbeelden:
      dlr-docs controleer keuzes.yaml
      dlr-docs controleer keuzes.yaml tabel.xlsx
    """
    if tabel is not None:
        from dlr_docs.cli.series import judge_table

        judge_table(keuzes, tabel, bibliotheek, as_json)
        return
    from dlr_docs.basis.problems import has_errors
    from dlr_docs.build import report

    bundle, warnings = _build(keuzes, bibliotheek)
    made = report.make_report(bundle, warnings)
    if as_json:
        options.echo_json(report.as_data(made))
    else:
        click.echo((report.as_short_text if kort else report.as_text)(made), nl=False)
    if has_errors(made.problems):
        if not (as_json or kort):  # the short text ends with it
            click.echo(report.verdict(made), err=True)
        raise click.exceptions.Exit(options.EXIT_CHECKS)


@click.command(options_metavar="[OPTIES]")
@options.keuzes
@click.option(
    "--document",
    "document_id",
    metavar="ID",
    help="Alleen dit document; standaard alle documenten.",
)
@options.bibliotheek
def toon(keuzes: Path, document_id: str | None, bibliotheek: Path | None) -> None:
    """Toon de documenten als tekst, met de nummers zoals Word ze laat zien.

    \b
    Voorbeeld:
      dlr-docs toon keuzes.yaml --document convenant
    """
    from dlr_docs.build.writing import document_bytes
    from dlr_docs.word.read.lines import as_text

    bundle, _ = _build(keuzes, bibliotheek)
    _refuse_unknown([document_id] if document_id else [], "--document", bundle, keuzes)
    shown = [document_id] if document_id else [document.id for document in bundle.files]
    for index, name in enumerate(shown):
        if index:
            click.echo("\n" + "─" * 72 + "\n")
        click.echo(as_text(document_bytes(bundle, name)), nl=False)
