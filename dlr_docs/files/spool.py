"""Things in a file of their own, so that memory does not grow with their number."""

from __future__ import annotations

import pickle
import tempfile
import weakref
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar, overload

T = TypeVar("T")


class Spool(Sequence[T], Generic[T]):
    """A list that is kept in a file without a name, which goes with it. What it gives is made anew
    each time, so walk over it once rather than often.
    """

    def __init__(self, items: Iterable[T] = ()) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as this list is there
        self._ends = array("Q")
        weakref.finalize(self, self._file.close)
        for item in items:
            self.append(item)

    def append(self, item: T) -> None:
        """Add something at the end."""
        content = pickle.dumps(item, pickle.HIGHEST_PROTOCOL)
        start = self._ends[-1] if self._ends else 0
        self._file.seek(start)
        self._file.write(content)
        self._ends.append(start + len(content))

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, index: int) -> T: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...

    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        if isinstance(index, slice):
            return [self._read(at) for at in range(*index.indices(len(self)))]
        return self._read(range(len(self))[index])

    def __iter__(self) -> Iterator[T]:
        return map(self._read, range(len(self)))

    def _read(self, at: int) -> T:
        start = self._ends[at - 1] if at else 0
        self._file.seek(start)
        found: T = pickle.loads(self._file.read(self._ends[at] - start))  # noqa: S301 - our own file
        return found
