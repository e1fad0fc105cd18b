"""A whole series: every row judged, and then the documents of each in a folder of its own."""

from __future__ import annotations

import contextlib
import functools
import itertools
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from dlr_docs.basis import codes
from dlr_docs.basis.problems import (
    OutputError,
    Place,
    Problem,
    Severity,
    Source,
    TableError,
    did_you_mean,
    error,
    reason,
    warning,
)
from dlr_docs.build.values.plural import singulars
from dlr_docs.files.atomic import Busy, Foreign, claimed, make_folder
from dlr_docs.files.output import busy, foreign
from dlr_docs.files.spool import BLOCK, Spool, packed, unpacked
from dlr_docs.model.choices import Choices
from dlr_docs.model.library import Library
from dlr_docs.model.options import DEFAULTS, WriteOptions
from dlr_docs.series import record
from dlr_docs.series.judging import Job, Judged, job_of, judge
from dlr_docs.series.making import Made, Recorded, RowResult, Task, make_rows
from dlr_docs.series.overview import OVERVIEW, Overview
from dlr_docs.series.rows import base_of
from dlr_docs.series.table.lines import SeriesRow
from dlr_docs.series.table.reading import SeriesTable, read_table
from dlr_docs.series.workers import Elsewhere, Here, Parcel, Workers, in_order, opened

T = TypeVar("T")
_PORTION_TO_CONVERT = 50  # one start of LibreOffice takes as long as seven documents


class Series(Struct, frozen=True):
    """A table whose rows were judged; ``wrong`` of them cannot be made."""

    table: SeriesTable
    judged: Sequence[Judged]
    job: Job
    wrong: int

    @property
    def is_good(self) -> bool:
        """Whether every row can be made, and every line belongs to one."""
        return not self.table.lost and not self.wrong


def run_series(
    sheet: str | Path,
    choices: Choices,
    library: Library,
    folder: str | Path,
    options: WriteOptions = DEFAULTS,
    *,
    executor: Executor | None = None,
    only_good: bool = False,
    replace_edited: Collection[str] = (),
) -> Iterator[RowResult]:
    """Make a bundle for each row of a spreadsheet, in a folder of its own.

    All rows are judged before this returns; documents are made while its results are taken. A row
    that did not change since an earlier run is not made again, and a document that was edited by
    hand stays.

    Args:
        sheet: the .xlsx, .ods, .xls or .csv.
        choices: the choice file that the rows complete.
        folder: where the folders of the rows go, with ``overzicht.xlsx``.
        options: how documents are written.
        executor: where rows are judged and made, such as a pool of processes or that of a cluster
            whose workers have the same files; None is this process.
        only_good: whether to make the good rows when others are wrong.
        replace_edited: documents that may be replaced though they were edited, as ``MAP/ID``.

    Returns:
        The result of each row, in the order of the table.

    Raises:
        TableError: when the table is wrong, or rows are and ``only_good`` does not leave them out;
            nothing has been written then.
        OutputError: while results are taken, when the folder cannot be written.
    """
    workers = Here() if executor is None else Elsewhere(executor)
    table = read_table(sheet, choices, library)
    series = judge_series(table, choices, library, options, workers)
    if not series.is_good and not only_good:
        raise TableError(dict.fromkeys(wrong_problems(series)))
    refuse_unknown(series, replace_edited)
    return make_series(series, Path(folder), workers, replace_edited)


def wrong_problems(series: Series) -> list[Problem]:
    """Why rows cannot be made."""
    rows = (item.problems for item in series.judged if not item.is_good)
    wrong = (series.table.lost, *rows)
    return [
        item for item in itertools.chain.from_iterable(wrong) if item.severity is Severity.ERROR
    ]


def judge_series(
    table: SeriesTable,
    choices: Choices,
    library: Library,
    options: WriteOptions,
    workers: Workers,
    progress: Callable[[int], None] = lambda _: None,
) -> Series:
    """Judge every row of a table.

    Args:
        progress: is told how many rows were judged, each time.
    """
    job = job_of(base_of(choices, table.documents, singulars(library)), library, options)
    judged = Spool[Judged]()
    wrong = 0
    with Parcel(job, workers) as parcel:
        work = functools.partial(_judge, parcel.digest, parcel.content)
        for found, count, bad in in_order(workers, work, (rows for rows, _ in table.rows.blocks())):
            judged.add_block(found, count)
            wrong += bad
            progress(count)
    return Series(table, judged, job, wrong)


def _judge(digest: str, content: tuple[bytes, bytes], rows: bytes) -> tuple[bytes, int, int]:
    """Judge packed rows: what became of them, packed, how many there are, and how many are wrong.
    Who hands the work out has nothing to open.
    """
    job = opened(digest, content)
    lines: list[SeriesRow] = unpacked(rows)
    found = [judge(row, job) for row in lines]
    return packed(found), len(found), sum(1 for item in found if not item.is_good)


def make_series(
    series: Series,
    folder: Path,
    workers: Workers,
    replace_edited: Collection[str] = (),
) -> Generator[RowResult]:
    """Make the good rows of a series, and say what became of each row.

    Workers that are stopped meanwhile leave rows, and the overview; the next run makes them.

    Raises:
        OutputError: when the folder cannot be written.
    """
    try:
        make_folder(folder)
        with claimed(folder) as workshop:
            yield from _make_all(series, folder, workshop, workers, replace_edited)
    except Busy:
        raise OutputError(busy(folder)) from None
    except Foreign as exc:
        raise OutputError(foreign(exc, folder)) from None
    except OSError as exc:
        message = f"de map kan niet worden beschreven: {reason(exc)}"
        hint = "Geef de opdracht opnieuw zodra dat weer kan; wat klaar is, blijft staan."
        raise OutputError(
            error(codes.SCHRIJVEN_MISLUKT, message, Source(str(folder)), hint)
        ) from None


def _make_all(
    series: Series,
    folder: Path,
    workshop: Path,
    workers: Workers,
    replace_edited: Collection[str],
) -> Iterator[RowResult]:
    before = record.read_record(folder)
    overview = Overview(series.table.lost)
    lines: dict[str, str] = {}
    with Parcel(series.job, workers) as parcel:
        work = functools.partial(_make, parcel.digest, parcel.content, folder, workshop)
        size = _size(len(series.judged), series.job, workers)
        here, there = itertools.tee(_portions(_tasks(series, before, replace_edited), size))
        tasks = (tuple(task for _, task in portion) for portion in there)
        handed = zip(_packed(series.table.rows, size), tasks, strict=True)
        # workers that are stopped give fewer portions than there are
        for portion, made in zip(here, in_order(workers, work, handed), strict=False):
            lines |= record.add(folder, made)
            for (judged, _), item in zip(portion, made, strict=True):
                overview.add(judged, item)
                yield RowResult(judged, item)
    if workers.is_stopped:
        return
    _close(folder, overview, lines, before)


def _size(rows: int, job: Job, workers: Workers) -> int:
    """How many rows go together: many to LibreOffice, but no worker is left without."""
    if not job.options.formats:
        return BLOCK
    return max(1, min(_PORTION_TO_CONVERT, -(-rows // workers.lanes)))


def _portions(items: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    left = iter(items)
    return iter(lambda: tuple(itertools.islice(left, size)), ())


def _packed(rows: Spool[SeriesRow], size: int) -> Iterator[bytes]:
    """Rows, packed, so many together; nobody opens them here when they are kept by so many."""
    if size == BLOCK:
        return (block for block, _ in rows.blocks())
    return map(packed, _portions(rows, size))


def _tasks(
    series: Series, before: Mapping[str, Recorded], replace_edited: Collection[str]
) -> Iterator[tuple[Judged, Task | None]]:
    """Each row with what is to be made of it; nothing of one that is wrong."""
    forced: dict[str, set[str]] = {}
    for name in replace_edited:
        folder, _, document = name.rpartition("/")
        forced.setdefault(folder, set()).add(document)
    for judged in series.judged:
        ids = tuple(document.id for document in judged.documents)
        own = frozenset(forced.get(judged.name, ()))
        earlier = before.get(judged.name)
        task = Task(judged.number, judged.name, judged.digest, ids, earlier, own)
        yield judged, task if judged.is_good else None


def _make(
    digest: str,
    content: tuple[bytes, bytes],
    folder: Path,
    workshop: Path,
    portion: tuple[bytes, Sequence[Task | None]],
) -> list[Made | None]:
    rows, tasks = portion
    todo = [task for task in tasks if task is not None]
    made = iter(make_rows(todo, rows, opened(digest, content), folder, workshop))
    return [None if task is None else next(made) for task in tasks]


def _close(
    folder: Path, overview: Overview, lines: Mapping[str, str], before: Mapping[str, Recorded]
) -> None:
    """Write the overview, and the record in the order of the table with what is no longer in it
    behind.
    """
    others = (
        record.line_of(name, item.digest, item.files)
        for name, item in before.items()
        if name not in lines
    )
    record.write_anew(folder, itertools.chain(lines.values(), others))
    content = overview.as_bytes()
    with contextlib.suppress(FileNotFoundError):
        if (folder / OVERVIEW).read_bytes() == content:
            return
    fresh = folder / f".{OVERVIEW}.nieuw"
    fresh.write_bytes(content)
    fresh.replace(folder / OVERVIEW)


def refuse_unknown(series: Series, replace_edited: Collection[str]) -> None:
    """Refuse names of documents, as ``MAP/ID``, that the series does not have.

    Raises:
        OutputError: with the nearest right name.
    """
    if not replace_edited:
        return
    known = set()
    for item in series.judged:
        known |= {f"{item.name}/{document.id}" for document in item.documents}
    unknown = [name for name in replace_edited if name not in known]
    if unknown:
        message = f"het document '{unknown[0]}' is er niet in deze reeks"
        hint = did_you_mean(unknown[0], known)
        place = Place("--overschrijf-document")
        raise OutputError(error(codes.ONBEKEND_DOCUMENT, message, place, hint))


def left_over(series: Series, folder: Path) -> list[Problem]:
    """What an earlier run made and the table no longer has: it is still there."""
    names = {item.name for item in series.judged}
    message = "deze map is een eerdere keer gemaakt, en staat niet meer in de tabel"
    hint = "Verwijder of bewaar haar zelf; het programma raakt haar niet aan."
    return [
        warning(codes.MAP_OVER, message, Source(str(folder / name)), hint)
        for name in record.read_record(folder)
        if name not in names and (folder / name).is_dir()
    ]
