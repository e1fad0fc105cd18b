"""Series while they are judged and made: a table of rows, how far it is, and what came of it.

The work is done in pieces between the answers to pages, on the thread that answers them: nothing of
a library is used by two threads at a time.
"""

from __future__ import annotations

import asyncio
import secrets
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct, field

from dlr_docs.basis.problems import DlrDocsError, Problem
from dlr_docs.model.choices import Choices
from dlr_docs.model.library import Library
from dlr_docs.model.options import DEFAULTS, WriteOptions
from dlr_docs.series.making import RowResult
from dlr_docs.series.run import Series, judge_series, left_over, make_series
from dlr_docs.series.table.reading import SeriesTable
from dlr_docs.series.workers import Stoppable

T = TypeVar("T")
_MOST = 4  # that are remembered


class InTurn(Stoppable):
    """Does each piece of work of a series on the thread of a loop, between its other work."""

    window = 1
    lanes = 1
    has_library = True

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop

    def submit(self, lane: int, work: Callable[..., T], *given: Any) -> Future[T]:
        """Start a piece, and wait for it."""

        async def piece() -> T:
            return work(*given)

        done = asyncio.run_coroutine_threadsafe(piece(), self._loop)
        done.exception()  # waits; whoever asked for the result gets what went wrong
        return done


class SeriesRun(Struct):
    """A table of a choice file that is judged, and made when somebody asks it.

    ``table_name`` is what the table is called, ``step`` what is being done (nakijken, maken) or
    what was (nagekeken, gemaakt, gestopt, mislukt), ``done`` of how many rows. ``is_to_stop`` says
    that somebody asked it to.
    """

    mark: str
    file: str
    table_name: str
    choices: Choices
    library: Library
    table: SeriesTable
    step: str = "nakijken"
    done: int = 0
    series: Series | None = None
    results: list[RowResult] = field(default_factory=list)
    folder: str = ""
    problems: tuple[Problem, ...] = ()
    left: tuple[Problem, ...] = ()
    is_to_stop: bool = False

    @property
    def total(self) -> int:
        """How many rows there are."""
        return len(self.table.rows)

    @property
    def is_busy(self) -> bool:
        """Whether it is at work."""
        return self.step in ("nakijken", "maken")


class _Stopped(Exception):
    """Somebody asked it to stop."""


class Runs:
    """The series that somebody looked at last; in memory, and never on disk."""

    def __init__(self) -> None:
        self._runs: dict[str, SeriesRun] = {}

    def run(self, mark: str, file: str) -> SeriesRun | None:
        """The series with this mark of a choice file; None when it is no longer remembered."""
        found = self._runs.get(mark)
        return found if found is not None and found.file == file else None

    def begin(
        self, file: str, name: str, table: SeriesTable, choices: Choices, library: Library
    ) -> SeriesRun:
        """Begin to judge a table."""
        made = SeriesRun(secrets.token_hex(8), file, name, choices, library, table)
        self._runs[made.mark] = made
        for mark in [mark for mark, item in self._runs.items() if not item.is_busy][:-_MOST]:
            del self._runs[mark]
        _start(made, _judge)
        return made

    def make(self, run: SeriesRun, folder: Path) -> None:
        """Begin to make its good rows, in a folder."""
        run.step, run.done, run.folder, run.is_to_stop = "maken", 0, folder.name, False
        run.results, run.problems, run.left = [], (), ()
        _start(run, lambda item, workers: _make(item, workers, folder))


def _start(run: SeriesRun, work: Callable[[SeriesRun, InTurn], None]) -> None:
    workers = InTurn(asyncio.get_running_loop())

    def at_work() -> None:
        try:
            work(run, workers)
        except _Stopped:
            run.step = "gestopt"
        except DlrDocsError as exc:
            run.problems, run.step = exc.problems, "mislukt"
        except Exception:
            run.step = "mislukt"
            raise

    threading.Thread(target=at_work, daemon=True).start()


def _judge(run: SeriesRun, workers: InTurn) -> None:
    def progress(count: int) -> None:
        run.done += count
        _stop_when_asked(run)

    options: WriteOptions = DEFAULTS
    run.series = judge_series(run.table, run.choices, run.library, options, workers, progress)
    run.step = "nagekeken"


def _stop_when_asked(run: SeriesRun) -> None:
    if run.is_to_stop and run.done < run.total:
        raise _Stopped


def _make(run: SeriesRun, workers: InTurn, folder: Path) -> None:
    if run.series is None:
        raise AssertionError("a series is judged before it is made")
    with closing(make_series(run.series, folder, workers)) as results:
        for result in results:
            run.results.append(result)
            run.done += 1
            _stop_when_asked(run)
    run.left = tuple(left_over(run.series, folder))
    run.step = "gemaakt"
