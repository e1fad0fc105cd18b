"""What was changed in a choice file while the workbench had it open, to undo and to redo.

A step is undone only while the file still says what that step made of it: what somebody else wrote
since is never thrown away.
"""

from __future__ import annotations

import hashlib

from msgspec import Struct, field

_STEPS = 100
_CHARACTERS = 20_000_000  # of all texts of a file together


def digest_of(text: str) -> str:
    """What tells one text of a file from another."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class TextStep(Struct, frozen=True):
    """A change: the text before it and after it."""

    before: str
    after: str


class History(Struct):
    """The steps of one file: those that were done, and those that were undone."""

    done: list[TextStep] = field(default_factory=list)
    undone: list[TextStep] = field(default_factory=list)

    def add(self, before: str, after: str) -> None:
        """Remember a change; what was undone before cannot be redone any more."""
        self.undone.clear()
        self.done.append(TextStep(before, after))
        while len(self.done) > _STEPS or self._size() > _CHARACTERS:
            del self.done[0]

    def _size(self) -> int:
        return sum(len(step.before) for step in self.done)

    def undo(self, now: str) -> str | None:
        """The text before the last change; None when there is none, or the file says something
        else by now.
        """
        if not self.can_undo(now):
            return None
        step = self.done.pop()
        self.undone.append(step)
        return step.before

    def redo(self, now: str) -> str | None:
        """The text after the change that was undone last, or None."""
        if not self.can_redo(now):
            return None
        step = self.undone.pop()
        self.done.append(step)
        return step.after

    def can_undo(self, now: str) -> bool:
        """Whether the file says what the last change made of it."""
        return bool(self.done) and self.done[-1].after == now

    def can_redo(self, now: str) -> bool:
        """Whether the file says what it said before the change that was undone last."""
        return bool(self.undone) and self.undone[-1].before == now
