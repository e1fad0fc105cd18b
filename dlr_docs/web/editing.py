"""Changes to a choice file: what a form asks, put into the file as it is now.

A form knows what it showed. What somebody else changed meanwhile stays, as long as it is about
something else; when it is about the same, nothing is written and somebody is asked.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from typing import Any

from msgspec import Struct

from dlr_docs.basis.problems import ChoicesError, Path, Problem
from dlr_docs.basis.yaml.tree import Data, YamlError
from dlr_docs.choices.editing.change import Typed, data_at
from dlr_docs.choices.file import choices_of
from dlr_docs.model.choices import Choices
from dlr_docs.web.folder import Folder
from dlr_docs.web.history import History, digest_of

_FILES = 50  # whose steps are remembered


def seen(data: Any) -> str:
    """What tells whether a value is still what a form showed; nothing behind a key is nothing, and
    the space around a text, which no form gives back, is not of it.
    """
    written = json.dumps(_trimmed(data) or None, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()[:12]


def is_as_seen(data: Any, was: str) -> bool:
    """Whether somebody sends what a form showed: one, typed as a list of one or not, is the
    same.
    """
    one = data[0] if isinstance(data, list) and len(data) == 1 else [data]
    return was in (seen(data), seen(one))


def _trimmed(data: Any) -> Any:
    if isinstance(data, str):
        return data.strip()
    if isinstance(data, list):
        return [_trimmed(item) for item in data]
    if isinstance(data, dict):
        return {key: _trimmed(item) for key, item in data.items()}
    return data


class FormChange(Struct, frozen=True):
    """What a form asks: this in that place, where it showed what ``was`` tells. ``is_usual`` says
    that nothing is to stand there, so that what is usual holds again.
    """

    path: Path
    data: Data
    was: str
    is_usual: bool = False

    def on(self, file: Typed) -> Typed:
        """A file in which it was done."""
        return file.without(self.path) if self.is_usual else file.with_data(self.path, self.data)


class Clash(Struct, frozen=True):
    """A change of something that somebody else changed meanwhile, with what stands there now."""

    change: FormChange
    now: Any


class Outcome(Struct, frozen=True):
    """What came of changes: clashes that somebody has to decide, what was refused and why, and
    whether the file had been changed elsewhere.
    """

    clashes: tuple[Clash, ...] = ()
    problems: tuple[Problem, ...] = ()
    changed_elsewhere: bool = False


class FileNow(Struct, frozen=True):
    """A choice file as it is now: its text, that text as it was read and its choices, as far as it
    can be, and what is wrong with it.
    """

    text: str
    typed: Typed | None = None
    choices: Choices | None = None
    problems: tuple[Problem, ...] = ()

    def read(self) -> Typed:
        """The text as it was read.

        Raises:
            ChoicesError: when it is no YAML.
        """
        if self.typed is None:
            raise ChoicesError(self.problems)
        return self.typed


def _read(text: str, name: str) -> FileNow:
    try:
        return _judged(Typed.read(text, name))
    except YamlError as exc:
        return FileNow(text, problems=exc.problems)


def _judged(typed: Typed) -> FileNow:
    try:
        return FileNow(typed.text, typed, choices_of(typed.loaded))
    except ChoicesError as exc:
        return FileNow(typed.text, typed, problems=exc.problems)


class Desk:
    """The files of a folder as they are being edited."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self._histories: dict[str, History] = {}
        self._files: dict[str, FileNow] = {}

    def file(self, name: str) -> FileNow:
        """A file as it is now; judged again when its text is another.

        Raises:
            NoSuchFile: when the folder has no such file.
        """
        text = self.folder.read(name)
        known = self._files.pop(name, None)
        if known is None or known.text != text:
            known = _read(text, str(self.folder.path / name))
        return self._remembered(name, known)

    def _remembered(self, name: str, file: FileNow) -> FileNow:
        self._files[name] = file
        while len(self._files) > _FILES:
            del self._files[next(iter(self._files))]
        return file

    def history(self, name: str) -> History:
        """The steps of a file."""
        while len(self._histories) > _FILES:
            del self._histories[next(iter(self._histories))]
        return self._histories.setdefault(name, History())

    def change(self, name: str, changes: Iterable[FormChange], stand: str = "") -> Outcome:
        """Put changes into a file.

        Args:
            name: the file.
            changes: those that the form asks.
            stand: the digest of the file that the form was made of.
        """
        before = self.file(name)
        elsewhere = bool(stand) and stand != digest_of(before.text)
        try:
            typed, clashes = _changed(before.read(), changes)
        except ChoicesError as exc:
            return Outcome((), exc.problems, elsewhere)
        return Outcome(clashes, self._save(name, before, typed), elsewhere)

    def edit(self, name: str, edit: Callable[[Typed], Typed]) -> tuple[Problem, ...]:
        """Change a file by a function; problems say why it was not."""
        before = self.file(name)
        try:
            return self._save(name, before, edit(before.read()))
        except ChoicesError as exc:
            return exc.problems

    def _save(self, name: str, before: FileNow, typed: Typed) -> tuple[Problem, ...]:
        """Write a text that says something else, unless it can no longer be read as a choice
        file.
        """
        if typed.text == before.text:
            return ()
        now = _judged(typed)
        if now.choices is None and before.choices is not None:
            return now.problems
        self.folder.write(name, typed.text)
        self._remembered(name, now)
        self.history(name).add(before.text, typed.text)
        return ()

    def replace(self, name: str, text: str, stand: str) -> bool:
        """Put a whole text in the place of a file, when it still is what somebody saw."""
        before = self.folder.read(name)
        if digest_of(before) != stand:
            return False
        if text != before:
            self.folder.write(name, text)
            self.history(name).add(before, text)
        return True

    def undo(self, name: str) -> bool:
        """Take the last change back; False when there is none to take back."""
        return self._step(name, self.history(name).undo)

    def redo(self, name: str) -> bool:
        """Do again what was taken back last."""
        return self._step(name, self.history(name).redo)

    def _step(self, name: str, step: Callable[[str], str | None]) -> bool:
        text = step(self.folder.read(name))
        if text is None:
            return False
        self.folder.write(name, text)
        return True


def _changed(file: Typed, changes: Iterable[FormChange]) -> tuple[Typed, tuple[Clash, ...]]:
    clashes: list[Clash] = []
    for change in changes:
        now = data_at(file.loaded.data, change.path)
        if seen(now) == seen(change.data):
            continue
        if seen(now) == change.was:
            file = change.on(file)
        else:
            clashes.append(Clash(change, now))
    return file, tuple(clashes)
