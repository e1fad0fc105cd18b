"""Things in a file of their own, so that memory does not grow with their number."""

from __future__ import annotations

import bisect
import itertools
import pickle
import tempfile
import weakref
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")
BLOCK = 10  # things that go to the file together: one by one takes three times as long


def packed(items: Sequence[T]) -> bytes:
    """Things as :class:`Spool` keeps a block of them."""
    return pickle.dumps(items, pickle.HIGHEST_PROTOCOL)


def unpacked(block: bytes) -> list[Any]:
    """The things in a block that this program packed."""
    found: list[Any] = pickle.loads(block)  # noqa: S301 - our own
    return found


class Spool(Sequence[T], Generic[T]):
    """A list that is kept in a file without a name, which goes with it. What it gives is made anew
    each time, so walk over it once rather than often.
    """

    def __init__(self, items: Iterable[T] = ()) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as this list is there
        self._ends = array("Q", [0])  # of each block in the file
        self._counts = array("Q", [0])  # things up to there
        self._last: list[T] = []  # what is not in the file yet
        weakref.finalize(self, self._file.close)
        for item in items:
            self.append(item)

    def append(self, item: T) -> None:
        """Add something at the end."""
        self._last.append(item)
        if len(self._last) == BLOCK:
            self._put(packed(self._last), BLOCK)
            self._last = []

    def add_block(self, block: bytes, count: int) -> None:
        """Add so many things that were packed already, maybe by another process."""
        if self._last:
            self._put(packed(self._last), len(self._last))
            self._last = []
        self._put(block, count)

    def _put(self, block: bytes, count: int) -> None:
        self._file.seek(self._ends[-1])
        self._file.write(block)
        self._ends.append(self._ends[-1] + len(block))
        self._counts.append(self._counts[-1] + count)

    def blocks(self) -> Iterator[tuple[bytes, int]]:
        """All things as they are kept, without opening them: each block, and how many are in it."""
        for number, (start, end) in enumerate(itertools.pairwise(self._counts)):
            yield self._content(number), end - start
        if self._last:
            yield packed(self._last), len(self._last)

    def __len__(self) -> int:
        return self._counts[-1] + len(self._last)

    @overload
    def __getitem__(self, index: int) -> T: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...

    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        if isinstance(index, int):
            number, at = self._place(range(len(self))[index])
            return self._block(number)[at]
        wanted = [*map(self._place, range(len(self))[index])]
        blocks = {number: self._block(number) for number in dict.fromkeys(at for at, _ in wanted)}
        return [blocks[number][at] for number, at in wanted]

    def __iter__(self) -> Iterator[T]:
        left = len(self)
        number = 0
        while left:
            block = self._block(number)[:left]
            yield from block
            left -= len(block)
            number += 1

    def _place(self, index: int) -> tuple[int, int]:
        """The block of a thing, and its place there."""
        number = bisect.bisect_right(self._counts, index) - 1
        return number, index - self._counts[number]

    def _block(self, number: int) -> list[T]:
        if number == len(self._ends) - 1:
            return self._last
        return unpacked(self._content(number))

    def _content(self, number: int) -> bytes:
        start, end = self._ends[number], self._ends[number + 1]
        self._file.seek(start)
        return self._file.read(end - start)
