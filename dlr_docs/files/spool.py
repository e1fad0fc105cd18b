"""Things in a file of their own, so that memory does not grow with their number."""

from __future__ import annotations

import pickle
import tempfile
import weakref
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar, overload

T = TypeVar("T")
_BLOCK = 20  # things that go to the file together: one by one takes three times as long


class Spool(Sequence[T], Generic[T]):
    """A list that is kept in a file without a name, which goes with it. What it gives is made anew
    each time, so walk over it once rather than often.
    """

    def __init__(self, items: Iterable[T] = ()) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as this list is there
        self._ends = array("Q", [0])  # of each block in the file
        self._last: list[T] = []  # what is not in the file yet
        weakref.finalize(self, self._file.close)
        for item in items:
            self.append(item)

    def append(self, item: T) -> None:
        """Add something at the end."""
        self._last.append(item)
        if len(self._last) < _BLOCK:
            return
        content = pickle.dumps(self._last, pickle.HIGHEST_PROTOCOL)
        self._file.seek(self._ends[-1])
        self._file.write(content)
        self._ends.append(self._ends[-1] + len(content))
        self._last = []

    def __len__(self) -> int:
        return _BLOCK * (len(self._ends) - 1) + len(self._last)

    @overload
    def __getitem__(self, index: int) -> T: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...

    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        if isinstance(index, slice):
            wanted = range(len(self))[index]
            found = dict.fromkeys(at // _BLOCK for at in wanted)
            blocks = {number: self._block(number) for number in found}
            return [blocks[at // _BLOCK][at % _BLOCK] for at in wanted]
        at = range(len(self))[index]
        return self._block(at // _BLOCK)[at % _BLOCK]

    def __iter__(self) -> Iterator[T]:
        left = len(self)
        for number in range(-(-left // _BLOCK)):
            yield from self._block(number)[: left - number * _BLOCK]

    def _block(self, number: int) -> list[T]:
        if number == len(self._ends) - 1:
            return self._last
        start, end = self._ends[number], self._ends[number + 1]
        self._file.seek(start)
        found: list[T] = pickle.loads(self._file.read(end - start))  # noqa: S301 - our own file
        return found
