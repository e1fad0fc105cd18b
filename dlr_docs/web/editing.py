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
from dlr_docs.basis.yaml import load
from dlr_docs.basis.yaml_tree import Data, YamlError
from dlr_docs.choices.change import with_data
from dlr_docs.choices.file import parse_choices
from dlr_docs.web.folder import Folder
from dlr_docs.web.history import History, digest_of

_FILES = 50  # whose steps are remembered


def seen(data: Any) -> str:
    """What tells whether a value is still what a form showed; nothing behind a key is nothing, and
    the space around a text, which no form gives back, is not of it.
    """
    written = json.dumps(_trimmed(data) or None, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()[:12]


def _trimmed(data: Any) -> Any:
    if isinstance(data, str):
        return data.strip()
    if isinstance(data, list):
        return [_trimmed(item) for item in data]
    if isinstance(data, dict):
        return {key: _trimmed(item) for key, item in data.items()}
    return data


def data_at(data: Any, path: Path) -> Any:
    """What a file says at a path; None when it says nothing there."""
    for key in path:
        if isinstance(data, dict):
            data = data.get(key)
        elif isinstance(data, list) and isinstance(key, int) and key < len(data):
            data = data[key]
        else:
            return None
    return data


class FormChange(Struct, frozen=True):
    """What a form asks: this in that place, where it showed what ``was`` tells."""

    path: Path
    data: Data
    was: str


class Clash(Struct, frozen=True):
    """A change of something that somebody else changed meanwhile, with what stands there now."""

    change: FormChange
    now: Any


class Outcome(Struct, frozen=True):
    """What came of changes: the text of the file now, clashes that somebody has to decide, what
    was refused and why, and whether the file had been changed elsewhere.
    """

    text: str
    clashes: tuple[Clash, ...] = ()
    problems: tuple[Problem, ...] = ()
    changed_elsewhere: bool = False


class Desk:
    """The files of a folder as they are being edited."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self._histories: dict[str, History] = {}

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
        before = self.folder.read(name)
        elsewhere = bool(stand) and stand != digest_of(before)
        try:
            text, clashes = _changed(before, changes, name)
        except ChoicesError as exc:
            return Outcome(before, (), exc.problems, elsewhere)
        refused = self._save(name, before, text)
        return Outcome(before if refused else text, clashes, refused, elsewhere)

    def edit(self, name: str, edit: Callable[[str], str]) -> tuple[Problem, ...]:
        """FormChange a file by a function of its text; problems say why it was not."""
        before = self.folder.read(name)
        try:
            text = edit(before)
        except ChoicesError as exc:
            return exc.problems
        return self._save(name, before, text)

    def _save(self, name: str, before: str, text: str) -> tuple[Problem, ...]:
        """Write a text that says something else, unless it can no longer be read as a choice
        file.
        """
        if text == before:
            return ()
        problems = _unreadable(text, name)
        if problems and not _unreadable(before, name):
            return problems
        self.folder.write(name, text)
        self.history(name).add(before, text)
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


def _changed(text: str, changes: Iterable[FormChange], name: str) -> tuple[str, tuple[Clash, ...]]:
    clashes: list[Clash] = []
    for change in changes:
        try:
            now = data_at(load(text, name).data, change.path)
        except YamlError as exc:
            raise ChoicesError(exc.problems) from None
        if seen(now) == seen(change.data):
            continue
        if seen(now) == change.was:
            text = with_data(text, change.path, change.data, name)
        else:
            clashes.append(Clash(change, now))
    return text, tuple(clashes)


def _unreadable(text: str, name: str) -> tuple[Problem, ...]:
    """Why a text is no choice file."""
    try:
        parse_choices(text, name)
    except ChoicesError as exc:
        return exc.problems
    return ()
