"""Who does the work: this process, other processes of ours, or an executor of somebody else.

Work is handed out in portions, and comes back in order. A process of ours gets the same portions to
make as it got to judge, so that it still has their bundles.
"""

from __future__ import annotations

import collections
import contextlib
import hashlib
import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from typing import Any, Protocol, TypeVar

from dlr_docs.basis.cache import packed
from dlr_docs.basis.problems import DlrDocsError
from dlr_docs.build.checks.table import check_bundle
from dlr_docs.build.pipeline import build_bundle
from dlr_docs.build.writing import document_bytes
from dlr_docs.model.choices import Choices
from dlr_docs.model.library import Library
from dlr_docs.series import making
from dlr_docs.series.judging import Job

T = TypeVar("T")
P = TypeVar("P")


class Workers(Protocol):
    """Takes portions of work."""

    window: int  # portions that may be under way
    lanes: int  # how many of them are worked on at the same time, as far as is known
    has_library: bool  # whether they start with the library of this process
    is_stopped: bool  # whether no more portions are to be started

    def stop(self) -> None:
        """Start no more portions, and leave what need not be finished."""
        ...

    def submit(self, lane: int, work: Callable[..., T], *given: Any) -> Future[T]:
        """Start a portion; those with one number go to one worker where there is a choice."""
        ...


class Stoppable:
    """Workers that finish what they have, and then get no more."""

    is_stopped = False

    def stop(self) -> None:
        """Start no more portions."""
        self.is_stopped = True


class Here(Stoppable):
    """Does the work at once, in this process."""

    window = 1
    lanes = 1
    has_library = True

    def submit(self, lane: int, work: Callable[..., T], *given: Any) -> Future[T]:
        """Do a portion."""
        done: Future[T] = Future()
        done.set_result(work(*given))
        return done


class Elsewhere(Stoppable):
    """Hands the work to any executor."""

    has_library = False
    lanes = 4

    def __init__(self, executor: Executor, window: int = 32) -> None:
        self.window = window
        self._executor = executor

    def submit(self, lane: int, work: Callable[..., T], *given: Any) -> Future[T]:
        """Start a portion."""
        return self._executor.submit(work, *given)


class Processes:
    """Processes of ours, each with its own portions."""

    is_stopped = False

    def __init__(self, executors: Sequence[Executor], has_library: bool) -> None:
        self.window = 3 * len(executors)
        self.lanes = len(executors)
        self.has_library = has_library
        self._executors = executors

    def stop(self) -> None:
        """Start no more portions; have the processes leave those that they make, where a process
        can be told so.
        """
        import multiprocessing
        import sys

        if self.is_stopped:
            return
        self.is_stopped = True
        if sys.platform != "win32":  # there it would end them at any moment
            for process in multiprocessing.active_children():
                process.terminate()

    def submit(self, lane: int, work: Callable[..., T], *given: Any) -> Future[T]:
        """Start a portion in the process for its number."""
        return self._executors[lane % len(self._executors)].submit(work, *given)


@contextlib.contextmanager
def processes(count: int, choices: Choices, library: Library) -> Iterator[Workers]:
    """So many processes for series of a choice file; none but this one for a count of one. They
    begin at once, so that they are ready when the table has been read.
    """
    if count <= 1:
        yield Here()
        return
    import multiprocessing
    import os
    import sys
    from concurrent.futures import ProcessPoolExecutor

    # A copy of this process has the library already; other systems start a new one.
    is_copy = sys.platform == "linux"
    context = multiprocessing.get_context("fork" if is_copy else "spawn")
    given = (choices, library) if is_copy else None
    with contextlib.ExitStack() as stack:
        executors = [
            ProcessPoolExecutor(1, mp_context=context, initializer=_begin, initargs=(given,))
            for _ in range(count)
        ]
        for executor in executors:
            stack.callback(executor.shutdown, wait=True, cancel_futures=True)
        for executor in executors[: os.cpu_count()]:
            executor.submit(_present)
        workers = Processes(executors, is_copy)
        try:
            yield workers
        except BaseException:
            workers.stop()  # or leaving waits for all that they make
            raise


def _present() -> None:
    """What a process is asked to have it begin."""


def _begin(given: tuple[Choices, Library] | None) -> None:
    """In a process of ours: the first one decides about Ctrl-C and tells us to stop, and nobody
    outlives it.
    """
    import signal
    import threading

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: making.stop())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if given is not None:
        _prepare(*given)


def _prepare(choices: Choices, library: Library) -> None:
    """Do what is done once, by making the documents of the choice file itself, for nobody."""
    _LIBRARIES[:] = [library]
    with contextlib.suppress(DlrDocsError):  # told where it matters
        bundle = build_bundle(choices, library)
        check_bundle(bundle)
        for document in bundle.files:
            if making.is_stopping():
                return
            document_bytes(bundle, document.id)


def _end_with_parent() -> None:
    import multiprocessing
    import os
    from multiprocessing import connection

    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def in_order(workers: Workers, work: Callable[[P], T], portions: Iterable[P]) -> Iterator[T]:
    """The results of portions in their order, with a bounded number under way; those of what was
    started already when the workers are stopped.
    """
    under_way: collections.deque[Future[T]] = collections.deque()
    try:
        for lane, portion in enumerate(portions):
            if workers.is_stopped:
                break
            under_way.append(workers.submit(lane, work, portion))
            if len(under_way) >= workers.window:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
    finally:
        for future in under_way:
            future.cancel()


# The jobs of this process by digest: its own, and those that came from another process.
_JOBS: dict[str, Job] = {}
_LIBRARIES: list[Library] = []  # what this process began with, when another one started it


class Parcel:
    """A job as workers get it, with each portion: ``content`` holds the library for those who do
    not have it.
    """

    def __init__(self, job: Job, workers: Workers) -> None:
        library = b"" if workers.has_library else packed(job.library)
        rest = pickle.dumps((job.base, job.options, job.digest))
        self.content = (library, rest)
        self.digest = hashlib.sha256(library + rest).hexdigest()
        _JOBS[self.digest] = job

    def __enter__(self) -> Parcel:
        return self

    def __exit__(self, *_: object) -> None:
        _JOBS.pop(self.digest, None)


def opened(digest: str, content: tuple[bytes, bytes]) -> Job:
    """The job of a parcel; a process keeps one."""
    if digest not in _JOBS:
        _JOBS.clear()
        own = content[0]
        library: Library = pickle.loads(own) if own else _LIBRARIES[0]  # noqa: S301 - our own
        base, options, told = pickle.loads(content[1])  # noqa: S301
        _JOBS[digest] = Job(base, library, options, told)
    return _JOBS[digest]
