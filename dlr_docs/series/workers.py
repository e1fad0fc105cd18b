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
from dlr_docs.model.library import Library
from dlr_docs.series.judging import Job

T = TypeVar("T")
P = TypeVar("P")


class Workers(Protocol):
    """Takes portions of work."""

    window: int  # portions that may be under way
    lanes: int  # how many of them are worked on at the same time, as far as is known
    shares_memory: bool  # whether they start with what this process knows

    def submit(self, lane: int, work: Callable[..., T], *given: Any) -> Future[T]:
        """Start a portion; those with one number go to one worker where there is a choice."""
        ...


class Here:
    """Does the work at once, in this process."""

    window = 1
    lanes = 1
    shares_memory = True

    def submit(self, lane: int, work: Callable[..., T], *given: Any) -> Future[T]:
        """Do a portion."""
        done: Future[T] = Future()
        done.set_result(work(*given))
        return done


class Elsewhere:
    """Hands the work to any executor."""

    shares_memory = False
    lanes = 4

    def __init__(self, executor: Executor, window: int = 32) -> None:
        self.window = window
        self._executor = executor

    def submit(self, lane: int, work: Callable[..., T], *given: Any) -> Future[T]:
        """Start a portion."""
        return self._executor.submit(work, *given)


class Processes:
    """Processes of ours, each with its own portions."""

    def __init__(self, executors: Sequence[Executor], shares_memory: bool) -> None:
        self.window = 3 * len(executors)
        self.lanes = len(executors)
        self.shares_memory = shares_memory
        self._executors = executors

    def submit(self, lane: int, work: Callable[..., T], *given: Any) -> Future[T]:
        """Start a portion in the process for its number."""
        return self._executors[lane % len(self._executors)].submit(work, *given)


@contextlib.contextmanager
def processes(count: int) -> Iterator[Workers]:
    """So many processes; none but this one for a count of one."""
    if count <= 1:
        yield Here()
        return
    import multiprocessing
    import sys
    from concurrent.futures import ProcessPoolExecutor

    # A copy of this process has the library already; other systems start a new one.
    is_copy = sys.platform == "linux"
    context = multiprocessing.get_context("fork" if is_copy else "spawn")
    with contextlib.ExitStack() as stack:
        executors = [
            ProcessPoolExecutor(1, mp_context=context, initializer=_begin) for _ in range(count)
        ]
        for executor in executors:
            stack.callback(executor.shutdown, wait=True, cancel_futures=True)
        yield Processes(executors, is_copy)


def _begin() -> None:
    """In a process of ours: the first one decides about Ctrl-C, and nobody outlives it."""
    import signal
    import threading

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    import multiprocessing
    import os
    from multiprocessing import connection

    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def in_order(workers: Workers, work: Callable[[P], T], portions: Iterable[P]) -> Iterator[T]:
    """The results of portions in their order, with a bounded number under way."""
    under_way: collections.deque[Future[T]] = collections.deque()
    try:
        for lane, portion in enumerate(portions):
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


class Parcel:
    """A job as workers get it. Those who share our memory have it already; to others it goes along
    with each portion, as ``content``.
    """

    def __init__(self, job: Job, workers: Workers) -> None:
        rest = pickle.dumps((job.base, job.options, job.digest))
        library = b"" if workers.shares_memory else packed(job.library)
        self.content = (library, b"" if workers.shares_memory else rest)
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
        library: Library = pickle.loads(content[0])  # noqa: S301 - from our own process
        base, options, told = pickle.loads(content[1])  # noqa: S301
        _JOBS[digest] = Job(base, library, options, told)
    return _JOBS[digest]
