"""Commands about a series: reeks-tabel, reeks, and what controleer does with a table."""

from __future__ import annotations

import contextlib
import itertools
import sys
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dlr_docs.cli import options
from dlr_docs.cli.stopping import exit_stopped

if TYPE_CHECKING:
    from dlr_docs.basis.problems import Problem
    from dlr_docs.model.choices import Choices
    from dlr_docs.model.library import Library
    from dlr_docs.model.options import WriteOptions
    from dlr_docs.series.judging import Judged
    from dlr_docs.series.making import Made, RowResult
    from dlr_docs.series.run import Series
    from dlr_docs.series.workers import Workers

_Alike = tuple[str, str, str | None]  # what problems of several rows have in common

_MOST_SHOWN = 100  # problems on the screen; the overview and --json have all

_WITHOUT_ROWS = (
    "{table}: onder de kop staat nog geen rij. De voorbeeldrij en andere rijen die met # beginnen, "
    "tellen niet mee. Er is niets geschreven."
)

tabel = click.argument("tabel", type=options.FILE, metavar="TABEL")


@click.command("reeks-tabel", options_metavar="[OPTIES]")
@options.keuzes
@click.option(
    "--uit",
    type=options.FILE,
    required=True,
    metavar="TABEL.xlsx",
    help="Bestand om te schrijven; het bestaat nog niet.",
)
@click.option(
    "--kolommen",
    multiple=True,
    metavar="SLEUTEL,…",
    help="Welke kolommen; een sleutel, het begin ervan, of met *. Standaard alles wat nog open is.",
)
@click.option(
    "--eigen-blad",
    "sheets",
    multiple=True,
    metavar="ID",
    help="Geef dit document een eigen blad, met een regel voor elk dat een rij ervan heeft.",
)
@click.option(
    "--uitbreiden",
    type=options.FILE,
    metavar="TABEL.xlsx",
    help="Neem deze tabel over, met wat erin staat, en voeg toe wat er nog niet in staat.",
)
@options.bibliotheek
def reeks_tabel(
    keuzes: Path,
    uit: Path,
    kolommen: tuple[str, ...],
    sheets: tuple[str, ...],
    uitbreiden: Path | None,
    bibliotheek: Path | None,
) -> None:
    """Maak een tabel waarin elke rij een bundel is: voor veel partijen met dezelfde afspraken.

    Wat voor iedereen hetzelfde is, staat in het keuzebestand; wat verschilt, krijgt een kolom.

    \b
    Voorbeelden:
      dlr-docs reeks-tabel keuzes.yaml --uit tabel.xlsx
      dlr-docs reeks-tabel keuzes.yaml --eigen-blad addendum --uit tabel.xlsx
    """
    from dlr_docs.files.output import write_new
    from dlr_docs.series.table.chosen import layout_of
    from dlr_docs.series.table.template import extended_table, new_table
    from dlr_docs.sheets.reading import read_bytes

    choices, library = options.loaded(keuzes, bibliotheek)
    named = [key.strip() for key in ",".join(kolommen).split(",") if key.strip()]
    if uit.suffix.lower() != ".xlsx":
        raise click.UsageError("De tabel wordt een Excel-bestand: geef haar een naam op .xlsx.")
    layout = layout_of(choices, library, named, sheets)
    if uitbreiden is None:
        content = new_table(layout, choices)
    else:
        old = read_bytes(uitbreiden)
        content = extended_table(old, str(uitbreiden), layout, choices, library)
    for path in write_new({uit.name: content}, uit.parent):
        click.echo(str(path))
    click.echo(f"Kolommen: {len(layout.keys)}. Uitleg staat op het laatste blad.", err=True)


@click.command(options_metavar="[OPTIES]")
@options.keuzes
@tabel
@click.option(
    "--uit",
    type=options.FILE,
    default=Path("uitvoer"),
    metavar="MAP",
    help="Map waarin elke rij een map met documenten krijgt [uitvoer].",
)
@click.option(
    "--parallel",
    type=click.IntRange(1, 64),
    default=1,
    metavar="N",
    help="Werk met zo veel processen tegelijk [1].",
)
@options.pdf
@options.inhoud
@click.option(
    "--alleen-goede-rijen",
    is_flag=True,
    help="Maak de goede rijen als er ook verkeerde zijn; de afsluitcode is dan 3.",
)
@options.overschrijf
@click.option(
    "--overschrijf-document",
    multiple=True,
    metavar="MAP/ID",
    help="Vervang dit document, ook als het is bewerkt.",
)
@options.bibliotheek
@options.als_json
def reeks(
    keuzes: Path,
    tabel: Path,
    uit: Path,
    parallel: int,
    pdf: bool,
    toelichting: bool,
    dekkingstabel: bool,
    zonder_herkomst: bool,
    definitief: bool,
    alleen_goede_rijen: bool,
    overschrijf: bool,
    overschrijf_document: tuple[str, ...],
    bibliotheek: Path | None,
    as_json: bool,
) -> None:
    """Maak een bundel documenten voor elke rij van een tabel, in een eigen map.

    Eerst worden alle rijen nagekeken; dan pas wordt er geschreven. Geef dezelfde opdracht opnieuw
    en alleen wat is veranderd, wordt opnieuw gemaakt.

    \b
    Voorbeelden:
      dlr-docs reeks keuzes.yaml tabel.xlsx --uit uitvoer
      dlr-docs reeks keuzes.yaml tabel.xlsx --alleen-goede-rijen --parallel 2
    """
    from dlr_docs.files.output import file_mark
    from dlr_docs.model.options import WriteOptions

    write_options = WriteOptions(
        overwrite=overschrijf,
        made_from=file_mark(keuzes),
        notes=toelichting,
        cover_table=dekkingstabel,
        choice_file=not zonder_herkomst,
        formats=("pdf",) if pdf else (),
    )
    choices, library = options.loaded(keuzes, bibliotheek, definitief)
    with _processes(parallel, choices, library) as workers:
        series = _judged(tabel, choices, library, write_options, workers)
        if not series.is_good and not alleen_goede_rijen:
            _refuse(series, as_json)
        results = _made(series, uit, workers, overschrijf_document)
    for problem in _worked_on(results, uit, keuzes, tabel):
        click.echo(str(problem), err=True)
    _report(series, results, uit, as_json)


@contextlib.contextmanager
def _processes(count: int, choices: Choices, library: Library) -> Iterator[Workers]:
    from dlr_docs.series.workers import processes

    with processes(count, choices, library) as workers:
        yield workers


@contextlib.contextmanager
def _progress(label: str, length: int, workers: Workers) -> Iterator[Callable[[int], None]]:
    """A progress bar on stderr, where somebody looks at it."""
    is_seen = sys.stderr.isatty()
    bar = click.progressbar(
        length=length, label=label, file=sys.stderr, hidden=not is_seen, show_pos=True
    )
    with bar, _stopping(workers) as check:

        def update(count: int) -> None:
            bar.update(count)
            check()

        yield update


_STOPS_SOON = "\nStopt na wat nu wordt gemaakt. Nog eens Ctrl-C stopt meteen."


@contextlib.contextmanager
def _stopping(workers: Workers) -> Iterator[Callable[[], None]]:
    """Take the first Ctrl-C between two rows, here and in the workers, so that no bundle is left
    half; a second one stops at once, and so does the first while LibreOffice makes what is not
    written yet. Gives what raises it.
    """
    import signal

    from dlr_docs.basis.problems import OutputError
    from dlr_docs.files.office import is_converting

    asked: list[int] = []

    def note(number: int, _: object) -> None:
        asked.append(number)
        signal.signal(signal.SIGINT, before)
        workers.stop()
        if is_converting():
            raise KeyboardInterrupt
        click.echo(_STOPS_SOON, err=True)

    def check() -> None:
        if asked:
            raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, note)
    try:
        yield check
    except OutputError:
        check()  # LibreOffice gets the Ctrl-C too, and then does not make its file
        raise
    finally:
        signal.signal(signal.SIGINT, before)


def _judged(
    tabel: Path,
    choices: Choices,
    library: Library,
    write_options: WriteOptions,
    workers: Workers,
) -> Series:
    from dlr_docs.series.run import judge_series
    from dlr_docs.series.table.reading import read_table

    table = read_table(tabel, choices, library)
    for problem in table.warnings:
        click.echo(str(problem), err=True)
    if not len(table.rows):
        click.echo(_WITHOUT_ROWS.format(table=tabel), err=True)
        raise click.exceptions.Exit(options.EXIT_FAILED)
    try:
        with _progress("Nakijken", len(table.rows), workers) as update:
            return judge_series(table, choices, library, write_options, workers, update)
    except KeyboardInterrupt:
        exit_stopped(click.get_current_context(), "\nAfgebroken; er is niets geschreven.")


def _refuse(series: Series, as_json: bool) -> None:
    """Say what is wrong with rows, and that nothing was written."""
    if as_json:
        options.echo_json(_as_data(series, {}))
    _echo_wrong(series)
    have = "heeft" if series.wrong == 1 else "hebben"
    others = ", of maak de andere rijen met --alleen-goede-rijen"
    is_any_good = series.wrong < len(series.judged)
    click.echo(
        f"{_rows(series.wrong)} van de {len(series.judged)} {have} fouten. Er is niets geschreven. "
        f"Verbeter de tabel of het keuzebestand{others if is_any_good else ''}.",
        err=True,
    )
    raise click.exceptions.Exit(options.EXIT_FAILED)


def _rows(count: int) -> str:
    return "1 rij" if count == 1 else f"{count} rijen"


def _made(
    series: Series, uit: Path, workers: Workers, overschrijf_document: Sequence[str]
) -> Sequence[RowResult]:
    """Make the documents; Ctrl-C leaves whole bundles, and is told how to go on."""
    from dlr_docs.files.spool import Spool
    from dlr_docs.series.run import make_series, refuse_unknown

    refuse_unknown(series, overschrijf_document)
    results: Spool[RowResult] = Spool()
    made = make_series(series, uit, workers, overschrijf_document)
    try:
        with _progress("Maken", len(series.judged), workers) as update:
            for result in made:
                results.append(result)
                update(1)
            update(0)  # a Ctrl-C behind the last row leaves the overview
    except KeyboardInterrupt:
        workers.stop()
        for result in made:  # what was made together with it
            results.append(result)
        done = sum(1 for result in results if result.made is not None)
        are = "is" if done == 1 else "zijn"
        exit_stopped(
            click.get_current_context(),
            f"\nAfgebroken: {_rows(done)} van de {len(series.judged)} {are} klaar en heel. "
            "Geef dezelfde opdracht opnieuw om verder te gaan.",
        )
    return results


def _worked_on(
    results: Sequence[RowResult], uit: Path, keuzes: Path, tabel: Path
) -> Iterator[Problem]:
    """How to keep the work that people did in documents which therefore stay as they are."""
    from dlr_docs.basis.codes import AL_BEWERKT

    problems = itertools.chain.from_iterable(
        result.made.problems for result in results if result.made
    )
    paths = [
        Path(item.source.path)
        for item in problems
        if item.code == AL_BEWERKT.name and item.source and item.source.path.endswith(".docx")
    ]
    if paths:
        from dlr_docs.revise.answers import work_in_rows  # takes a while to import

        yield from work_in_rows(paths, uit, keuzes, tabel)


def _report(series: Series, results: Sequence[RowResult], uit: Path, as_json: bool) -> None:
    """Say what became of the rows, and give the exit code."""
    from dlr_docs.series.overview import OVERVIEW
    from dlr_docs.series.run import left_over

    rest = left_over(series, uit)
    if as_json:
        options.echo_json(
            {
                **_as_data(series, {result.judged.number: result for result in results}),
                "overzicht": str(uit / OVERVIEW),
                "over": [problem.as_dict() for problem in rest],
            }
        )
    _echo_wrong(series)
    _echo_kept(results, uit)
    for problem in rest:
        click.echo(str(problem), err=True)
    if not as_json:
        click.echo(_summed_up(results))
        click.echo(str(uit / OVERVIEW))
    is_left = any(result.made is None or result.made.problems for result in results)
    if is_left or series.table.lost:
        raise click.exceptions.Exit(options.EXIT_CHECKS)


def _summed_up(results: Sequence[RowResult]) -> str:
    counts = Counter[str]()
    for made in (result.made for result in results):
        counts[_stand_of(made)] += 1
        counts["files"] += len(made.written) if made else 0
    return (
        f"Gemaakt: {_rows(counts['written'])} met {counts['files']} bestanden. "
        f"Ongewijzigd: {_rows(counts['same'])}. Overgeslagen: {_rows(counts['left'])}."
    )


def _stand_of(made: Made | None) -> str:
    """What was done with a row, for the sum of all."""
    if made is None:
        return "left"
    return "written" if made.written else "held" if made.problems else "same"


def _echo_kept(results: Sequence[RowResult], uit: Path) -> None:
    """The documents that somebody edited and that stay, and what could not be written."""
    for result in results:
        made = result.made
        for problem in made.problems if made else ():
            click.echo(f"{result.name}: {problem}", err=True)
        for file in made.edited if made and not made.problems else ():
            click.echo(f"{uit / result.name / file}: met de hand bewerkt, blijft staan", err=True)


def _echo_wrong(series: Series) -> None:
    """What is wrong with lines that belong to no row, and with rows, row by row; what many rows
    share once, and all that the same rows have below one heading.
    """
    from dlr_docs.series.judging import shown_problems

    _echo_lost(series.table.lost)
    alike: dict[_Alike, tuple[str, Problem]] = {}
    counts = Counter[_Alike]()
    rows: dict[_Alike, int] = {}  # a number for the rows that have it
    for item in series.judged:
        mine = {(found.code, found.message, found.hint): found for found in shown_problems(item)}
        counts.update(mine.keys())
        for key, problem in mine.items():
            alike.setdefault(key, (_named(item), problem))
            rows[key] = hash((rows.get(key), item.number))
    heads: dict[tuple[str, int], list[Problem]] = {}
    for key, (row, problem) in itertools.islice(alike.items(), _MOST_SHOWN):
        heads.setdefault((_heading(row, counts[key] - 1), rows[key]), []).append(problem)
    for (heading, _), problems in heads.items():
        click.echo(heading, err=True)
        for problem in problems:
            click.echo(textwrap.indent(str(problem), "  "), err=True)
    _echo_more(len(alike))


def _echo_lost(lost: Sequence[Problem]) -> None:
    """What is wrong with lines that belong to no row; what many of them share once."""
    alike: dict[tuple[str, str | None], list[Problem]] = {}
    for problem in lost:
        alike.setdefault((problem.message, problem.hint), []).append(problem)
    for first, *others in itertools.islice(alike.values(), _MOST_SHOWN):
        click.echo(str(first), err=True)
        if others:
            lines = "1 regel" if len(others) == 1 else f"{len(others)} regels"
            click.echo(f"    Zo ook nog {lines}, tot en met {others[-1].source}.", err=True)
    _echo_more(len(alike))


def _echo_more(kinds: int) -> None:
    if kinds > _MOST_SHOWN:
        click.echo(f"… en nog {kinds - _MOST_SHOWN} meldingen; zie --json.", err=True)


def _named(row: Judged) -> str:
    """What a row is called; one without a name is called after its number."""
    number = f"rij {row.number}"
    return number if row.name == number else f"{row.name} ({number})"


def _heading(row: str, others: int) -> str:
    """The first row that has a problem, and how many others have it too."""
    return f"{row} en nog {_rows(others)}" if others else row


def _as_data(series: Series, results: dict[int, RowResult]) -> dict[str, object]:
    from dlr_docs.build.report import layers_as_data
    from dlr_docs.series.overview import as_data, total_of

    library = series.job.library
    made = {number: result.made for number, result in results.items()}
    return {
        "bibliotheek": {
            "revisie": library.revision or None,
            "inhoud": library.digest,
            "lagen": layers_as_data(library),
        },
        "rijen": [as_data(item, made.get(item.number)) for item in series.judged],
        "totaal": total_of((item, made.get(item.number)) for item in series.judged).as_data(),
        "problemen": [
            problem.as_dict() for problem in (*series.table.warnings, *series.table.lost)
        ],
    }


def judge_table(keuzes: Path, tabel: Path, bibliotheek: Path | None, as_json: bool) -> None:
    """What ``controleer`` says of a table: a line a row, and what is wrong."""
    from dlr_docs.basis.problems import has_errors
    from dlr_docs.model.options import DEFAULTS
    from dlr_docs.series.overview import lines_of_rows
    from dlr_docs.series.workers import Here

    choices, library = options.loaded(keuzes, bibliotheek)
    series = _judged(tabel, choices, library, DEFAULTS, Here())
    if as_json:
        options.echo_json(_as_data(series, {}))
    else:
        click.echo("\n".join(lines_of_rows(series.judged)))
    _echo_wrong(series)
    if series.table.lost or any(has_errors(item.problems) for item in series.judged):
        raise click.exceptions.Exit(options.EXIT_CHECKS)
