"""The folder of a library, walked once and within bounds: it comes from others.

What cannot be in a library is refused before any of its files is opened: links that lead out of it,
folders without end, names that no program can write down, more than there is to read.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from dlr_docs.basis import codes
from dlr_docs.basis.problems import LibraryError, Problem, Source, error, grouped, reason
from dlr_docs.basis.reading import NotPlain, TooLarge, read_plain, read_start

FOLDERS = ("clauses", "templates")
LAYER_FILE = "bibliotheek.yaml"  # in which a layer says what it rests on
ELSEWHERE = "version https://git-lfs.github.com/spec/"  # how a file of Git LFS begins
MAXIMUM_DEPTH = 20  # folders in folders; ours has three
MAXIMUM_ENTRIES = 20_000  # files and folders; ours has three hundred
MAXIMUM_BYTES = 4_000_000  # of one file; the largest of the library has some fifty thousand
MAXIMUM_TEXT = 20_000_000  # bytes of all clauses and tables together; ours have half a million
# A file as far as can be told without reading it: path from the root, size, times of content and of
# inode.
Stamp = tuple[str, int, int, int]


class Contents(Struct, frozen=True):
    """What is in a library: its folders, and a stamp of each text file, in the order in which a
    digest takes them. Paths are from the root.
    """

    folders: tuple[str, ...]
    stamps: tuple[Stamp, ...]


def contents_of(root: Path, *, is_layer: bool = False) -> Contents:
    """Look through a library.

    Args:
        is_layer: whether others stand below it, so that it need not have every folder.

    Raises:
        LibraryError: when it is none, leads out of itself, cannot be read or is too large.
    """
    folders = [name for name in FOLDERS if not is_layer or os.path.isdir(root / name)]
    for folder in folders or FOLDERS:
        _refuse_missing(root, folder)
    walk = _Walk(root, os.path.realpath(root))
    for folder in folders:
        walk.go(folder)
    walk.problems += _never_fetched(root, walk.folders)
    if walk.problems:
        raise LibraryError(walk.problems)
    stamps = sorted(walk.stamps, key=lambda stamp: stamp[0].split(os.sep))
    if sum(size for _, size, *_ in stamps) > MAXIMUM_TEXT:
        raise LibraryError(_too_large(root))
    return Contents(tuple(walk.folders), tuple(stamps))


def _never_fetched(root: Path, folders: Sequence[str]) -> Iterator[Problem]:
    """Submodules that stand here as empty folders, as a plain clone leaves them."""
    path = root / ".gitmodules"
    if os.path.lexists(path):
        try:
            text = read_start(path, _MOST_OF_SUBMODULES).decode("utf-8", "replace")
        except (OSError, NotPlain):
            text = ""
        known = {Path(folder).as_posix() for folder in folders}
        for found in _SUBMODULE.findall(text):
            if found in known and not os.listdir(root / found):
                yield _other_repository(root / found)


def _refuse_missing(root: Path, folder: str) -> None:
    try:
        found = stat.S_ISDIR(os.stat(root / folder).st_mode)
    except (FileNotFoundError, NotADirectoryError):
        found = False
    except OSError as exc:
        raise LibraryError(_unreadable(root / folder, exc)) from None
    if not found:
        raise LibraryError(
            error(
                codes.GEEN_BIBLIOTHEEK,
                f"in deze map staat geen map '{folder}'",
                Source(str(root)),
                "Een bibliotheek heeft de mappen clauses en templates. Is dit een laag, zet dan in "
                f"{LAYER_FILE} waar zij op rust: rust_op: [standaard]",
            )
        )


_MOST_OF_SUBMODULES = 100_000  # bytes
_SUBMODULE = re.compile(r'^\s*path\s*=\s*"?([^"\n]+?)"?\s*$', re.MULTILINE)


class _Walk:
    """Where a walk through a library has come."""

    def __init__(self, root: Path, whole: str) -> None:
        self.folders: list[str] = []
        self.stamps: list[Stamp] = []
        self.problems: list[Problem] = []
        self._root = root
        self._whole = whole
        self._seen = 0

    def go(self, top: str) -> None:
        """Walk a folder that stands in the root."""
        if os.path.islink(self._root / top) and self._leads_out(self._root / top):
            self.problems.append(_outside(self._root / top))
            return
        waiting = [(top, 1)]
        while waiting:
            name, depth = waiting.pop()
            self.folders.append(name)
            inside = list(self._folder(name))
            if inside and depth >= MAXIMUM_DEPTH:
                raise LibraryError(_too_deep(self._root / name))
            waiting += [(folder, depth + 1) for folder in inside]

    def _folder(self, name: str) -> Iterator[str]:
        """Take in the files of a folder; the folders in it."""
        try:
            with os.scandir(self._root / name) as entries:
                for entry in entries:
                    if self._takes(entry):
                        path = os.path.join(name, entry.name)
                        if entry.is_dir(follow_symlinks=False):
                            yield path
                        elif _is_text(path):
                            self._stamp(path, entry)
        except OSError as exc:
            self.problems.append(_unreadable(self._root / name, exc))

    def _takes(self, entry: os.DirEntry[str]) -> bool:
        """Whether something in a folder can be looked at."""
        self._seen += 1
        if self._seen > MAXIMUM_ENTRIES:
            raise LibraryError(_too_large(self._root))
        if not _can_be_written(entry.name):
            self.problems.append(_odd_name(entry.path))
            return False
        if entry.is_symlink() and self._leads_out(Path(entry.path)):
            self.problems.append(_outside(Path(entry.path)))
            return False
        if entry.name == ".git" and not self._is_own(entry):
            self.problems.append(_other_repository(Path(entry.path).parent))
            return False
        return True

    def _is_own(self, entry: os.DirEntry[str]) -> bool:
        """Whether what git keeps stands in a folder of the root: somebody put clauses in git by
        themselves. A submodule has a file here, and a repository in a repository stands deeper.
        """
        return Path(entry.path).parent.parent == self._root and entry.is_dir()

    def _leads_out(self, path: Path) -> bool:
        found = os.path.realpath(path)
        return found != self._whole and not found.startswith(os.path.join(self._whole, ""))

    def _stamp(self, path: str, entry: os.DirEntry[str]) -> None:
        try:
            status = entry.stat()
        except OSError:  # a link that leads nowhere; whoever reads it says so
            return
        self.stamps.append((path, status.st_size, status.st_mtime_ns, status.st_ctime_ns))


def digest_of(root: Path, contents: Contents) -> str:
    """SHA-256 over the names and contents of the text files of a library; one that cannot be read
    is a problem reported elsewhere.
    """
    total = hashlib.sha256()
    for name, *_ in contents.stamps:
        with contextlib.suppress(OSError, NotPlain, TooLarge):
            content = hashlib.sha256(read_plain(root / name, MAXIMUM_BYTES)).digest()
            total.update(os.fsencode(Path(name).as_posix()) + b"\0" + content)
    return total.hexdigest()


def _is_text(path: str) -> bool:
    """Whether a file holds words of the library: clauses however deep they lie, and the data and
    outlines.
    """
    folder, name = os.path.split(path)
    if name.endswith(".md"):
        return path.startswith("clauses" + os.sep)
    return name.endswith(".yaml") and folder in FOLDERS


def _can_be_written(name: str) -> bool:
    """Whether a name is text: a file system keeps bytes, and old ones may be no UTF-8."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _outside(path: Path) -> Problem:
    message = "dit is een koppeling naar iets buiten de bibliotheek"
    return error(codes.BUITEN_BIBLIOTHEEK, message, Source(str(path)))


def _other_repository(folder: Path) -> Problem:
    message = "dit is een submodule, een andere repository, en geen map van de bibliotheek"
    hint = "De bestanden van een laag staan zelf in git, als gewone bestanden."
    return error(codes.BUITEN_BIBLIOTHEEK, message, Source(str(folder)), hint)


def _odd_name(path: str) -> Problem:
    shown = os.fsencode(path).decode("utf-8", "backslashreplace")
    message = "de naam van dit bestand is geen tekst in UTF-8"
    return error(codes.BESTANDSNAAM, message, Source(shown), "Geef het een andere naam.")


def _unreadable(path: Path, exc: OSError) -> Problem:
    message = f"deze map kan niet worden gelezen: {reason(exc)}"
    return error(codes.BESTAND_ONLEESBAAR, message, Source(str(path)))


def _too_deep(path: Path) -> Problem:
    message = f"in deze bibliotheek staan mappen te diep in elkaar (hoogstens {MAXIMUM_DEPTH})"
    shown = Path(*path.parts[: len(path.parts) - MAXIMUM_DEPTH + 3])
    return error(codes.BIBLIOTHEEK_TE_GROOT, message, Source(str(shown)))


def _too_large(root: Path) -> Problem:
    message = (
        f"deze bibliotheek is te groot (hoogstens {grouped(MAXIMUM_ENTRIES)} bestanden, "
        f"met {MAXIMUM_TEXT // 1_000_000} MB tekst)"
    )
    hint = "Is dit de map met clauses en templates, en staat er niets anders in?"
    return error(codes.BIBLIOTHEEK_TE_GROOT, message, Source(str(root)), hint)
