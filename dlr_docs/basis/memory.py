"""What was worked out once, kept by the object that it was worked out of.

This is the one way in which the package remembers things inside a process. A stage that makes the
same out of the same again and again asks the memory of the object it works on::

    compiled = clause.memory.once(_clause, clause)

and what is remembered goes with that object: who reloads a changed library lets the old one go, and
with it every clause, wording and piece of a document that was made of it. ``library.load`` knows
the library of a folder only as long as somebody holds it. There is no other invalidation, since an
object never changes. Per phase:

- compile and parse: a clause keeps its code, and what its texts say once parsed (``clause``);
- build: a library keeps what documents of a kind need, its glossaries and the last wordings; a
  wording what references in it stand for, what is wrong with it, and how it covers the law;
- write: a wording keeps itself as WordprocessingML, and the Word template around it; a clause's
  body its own share of that.

Word templates are remembered by the file they come from, until it changes and a bounded number of
them; so are what little tables of Dutch there are, and a few small functions of short texts, each
since a measurement said so. :mod:`dlr_docs.basis.cache` is for what is kept on disk between runs.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, TypeVarTuple

T = TypeVar("T")
Given = TypeVarTuple("Given")
_MOST = 1024


def at_most(number: int) -> Callable[[Callable[[*Given], T]], Callable[[*Given], T]]:
    """Say of a function how many of its results a memory may hold: few, where they are big."""

    def limited(make: Callable[[*Given], T]) -> Callable[[*Given], T]:
        make.at_most = number  # type: ignore[attr-defined]
        return make

    return limited


class Remembered(tuple[T, ...]):
    """A list that a memory gives: one object wherever it says the same, so that nobody has to look
    inside to know that.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return self is other

    def __ne__(self, other: object) -> bool:
        return self is not other

    def __hash__(self) -> int:
        return id(self)


class Memory:
    """What was worked out of one object. It holds results alone, never what may still change."""

    __slots__ = ("__weakref__", "_kept")

    def __init__(self) -> None:
        self._kept: dict[object, dict[Hashable, Any]] = {}

    def once(self, make: Callable[[*Given], T], *given: *Given) -> T:
        """What a function gives for these arguments, which are hashable; made when it was not yet.

        An error that it raises is not remembered.
        """
        try:
            found: T = self._kept[make][given]
        except KeyError:
            found = self.keep(make, given, make(*given))
        return found

    def forget(self, make: object) -> None:
        """Let go of all that a function made, as a measurement of that function asks."""
        self._kept.pop(make, None)

    def recall(self, make: object, key: Hashable) -> Any:
        """What was kept under a key; None when there is nothing."""
        return self._kept.get(make, {}).get(key)

    def keep(self, make: object, key: Hashable, result: T) -> T:
        """Keep a result, for when not all that a function takes is part of the key.

        Args:
            make: what made it; the results of one maker are counted together.
            key: all that the result follows from.
            result: this; when there are too many, the oldest goes.
        """
        kept = self._kept.setdefault(make, {})
        while len(kept) >= getattr(make, "at_most", _MOST):
            kept.pop(next(iter(kept)), None)
        kept[key] = result
        return result
