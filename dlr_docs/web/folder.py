"""The one folder that the workbench may read and write: its choice files, by their bare names.

No name leads out of it, and no link in it is followed, whoever put it there.
"""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from msgspec import Struct

from dlr_docs.basis import codes
from dlr_docs.basis.problems import ChoicesError, OutputError, Source, error
from dlr_docs.basis.reading import NotPlain, TooLarge, read_plain
from dlr_docs.choices.file import MAXIMUM_BYTES, RESERVED
from dlr_docs.files.output import write_files

_NAME = re.compile(r"[^\W_][\w .()+&',-]{0,79}\.ya?ml", re.IGNORECASE)
_BESIDE = re.compile(
    r"[^\W_][\w .()+&',-]{0,79}\.(?:png|jpe?g|xlsx|xls|ods|csv|docx|pdf)", re.IGNORECASE
)
_BELOW = re.compile(r"[^\W_](?:[\w ()+&',-]{0,78}[^\W_)])?")
MOST = 500  # files that are listed


class NoSuchFile(Exception):
    """There is no such choice file in the folder."""


class Listed(Struct, frozen=True):
    """A choice file, and when it was last changed."""

    name: str
    changed: datetime


class Folder:
    """A folder with choice files."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()

    def listed(self) -> tuple[Listed, ...]:
        """The choice files, the last changed first."""
        found = sorted(self._found(), key=lambda item: item.changed, reverse=True)
        return tuple(found[:MOST])

    def _found(self) -> Iterator[Listed]:
        with os.scandir(self.path) as entries:
            for entry in entries:
                if is_name(entry.name) and entry.is_file(follow_symlinks=False):
                    status = entry.stat(follow_symlinks=False)
                    yield Listed(entry.name, datetime.fromtimestamp(status.st_mtime))

    def place(self, name: str) -> Path:
        """Where a choice file is.

        Raises:
            NoSuchFile: when that is no choice file of this folder.
        """
        if not is_name(name):
            raise NoSuchFile
        path = self.path / name
        if path.is_symlink() or not path.is_file():
            raise NoSuchFile
        return path

    def read(self, name: str) -> str:
        """The text of a choice file, with its own line ends.

        Raises:
            NoSuchFile: when it is not there, or is no text.
        """
        try:
            return read_plain(self.place(name), MAXIMUM_BYTES).decode("utf-8-sig")
        except (OSError, NotPlain, TooLarge, UnicodeDecodeError):
            raise NoSuchFile from None

    def write(self, name: str, text: str) -> None:
        """Put a text in the place of a choice file: as a whole, or not at all.

        Raises:
            OutputError: when it cannot be written.
            NoSuchFile: when it is not there any more.
        """
        self.place(name)
        write_files({name: text.encode()}, self.path, overwrite=True)

    def create(self, name: str, text: str) -> None:
        """A new choice file, never in the place of another.

        Raises:
            OutputError: when the name is taken, or is none.
        """
        if not is_name(name) or name.partition(".")[0].lower() in RESERVED:
            message = "dit kan geen naam van een bestand zijn"
            hint = "Gebruik letters, cijfers, spaties en streepjes."
            raise OutputError(error(codes.KEUZEBESTANDSNAAM, message, Source("naam"), hint))
        if os.path.lexists(self.path / name):
            hint = "Kies een andere naam."
            raise OutputError(
                error(codes.BESTAAT_AL, "er is al een bestand met deze naam", Source("naam"), hint)
            )
        write_files({name: text.encode()}, self.path, overwrite=False)

    def beside(self, endings: Collection[str]) -> tuple[str, ...]:
        """The other files of the folder whose names end with one of these."""
        with os.scandir(self.path) as entries:
            found = sorted(
                entry.name
                for entry in entries
                if _BESIDE.fullmatch(entry.name)
                and entry.name.rpartition(".")[2].lower() in endings
                and entry.is_file(follow_symlinks=False)
            )
        return tuple(found[:MOST])

    def keep(self, name: str, data: bytes) -> str:
        """Put a file that somebody brought beside the choice files, never in the place of another.

        Returns:
            What it is called there.

        Raises:
            OutputError: when it cannot have that name, or cannot be written.
        """
        if not _BESIDE.fullmatch(name) or name.partition(".")[0].lower() in RESERVED:
            message = "dit kan geen naam van een bestand zijn"
            hint = "Geef het bestand een naam van letters, cijfers, spaties en streepjes."
            raise OutputError(error(codes.KEUZEBESTANDSNAAM, message, Source("naam"), hint))
        stem, _, ending = name.rpartition(".")
        others = (f"{stem}-{number}.{ending}" for number in itertools.count(2))
        for wanted in itertools.chain((name,), others):
            if self._holds(wanted, data):
                return wanted
            if not os.path.lexists(self.path / wanted):
                write_files({wanted: data}, self.path, overwrite=False)
                return wanted
        raise AssertionError("there is always another number")

    def below(self, name: str) -> Path:
        """A folder in this one to write in, that is there or may come there.

        Raises:
            OutputError: when it cannot have that name, or something else has it.
        """
        path = self.path / name
        if not _BELOW.fullmatch(name) or name.partition(".")[0].lower() in RESERVED:
            message = "dit kan geen naam van een map zijn"
            hint = "Gebruik letters, cijfers, spaties en streepjes."
            raise OutputError(error(codes.KEUZEBESTANDSNAAM, message, Source("map"), hint))
        if path.is_symlink() or (path.exists() and not path.is_dir()):
            message = "er is al iets anders met deze naam"
            raise OutputError(
                error(codes.BESTAAT_AL, message, Source("map"), "Kies een andere naam.")
            )
        return path

    def read_beside(self, name: str, maximum: int) -> bytes:
        """Another file of the folder than a choice file.

        Raises:
            NoSuchFile: when it is not there, is a link, or is too large.
        """
        path = self.path / name
        if not _BESIDE.fullmatch(name) or path.is_symlink():
            raise NoSuchFile
        try:
            return read_plain(path, maximum)
        except (OSError, NotPlain, TooLarge):
            raise NoSuchFile from None

    def _holds(self, name: str, data: bytes) -> bool:
        """Whether a file is there already, and the same."""
        path = self.path / name
        try:
            return not path.is_symlink() and read_plain(path, len(data)) == data
        except (OSError, NotPlain, TooLarge):
            return False

    def refuse_outside(self, data: Mapping[str, Any]) -> None:
        """Refuse a choice file that names a file or folder outside this one.

        Raises:
            ChoicesError: when it does.
        """
        for key, named in _named(data):
            if not self._is_inside(named):
                message = f"wat bij '{key}' staat, ligt buiten de map van de werkbank"
                hint = "Zet het in deze map, of open de map erboven in de werkbank."
                raise ChoicesError(error(codes.BUITEN_DE_MAP, message, Source("bestand"), hint))

    def _is_inside(self, named: str) -> bool:
        try:
            found = (self.path / named).resolve()
        except (OSError, ValueError):
            return False
        return found == self.path or self.path in found.parents


_FILES = ("huisstijl", "bestand")  # keys whose value names a file or a folder


def _named(data: Any) -> Iterator[tuple[str, str]]:
    """The files and folders that a choice file names, each with its key."""
    if isinstance(data, Mapping):
        for key, item in data.items():
            if key in _FILES and isinstance(item, str):
                yield key, item
            else:
                yield from _named(item)
    elif isinstance(data, list):
        for item in data:
            yield from _named(item)


def is_name(name: str) -> bool:
    """Whether something can be the name of a choice file in a folder."""
    return _NAME.fullmatch(name) is not None
