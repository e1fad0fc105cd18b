"""What is costly to make and always the same, kept on disk between two runs of the command line.

Other modules say with :func:`remembered` what may be kept: what follows from the program, the
library and the Word template alone. Nothing that somebody typed in a choice file is given to it,
not even as a key.

What is kept holds compiled templates, and whoever can write those can run code. So a folder or file
that anybody but the user owns or may write is left alone, as if there were none. A damaged or
foreign file counts as empty too. When nothing can be kept, all is made anew: slower, and the same.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import itertools
import marshal
import os
import pickle
import stat
import sys
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from types import CodeType
from typing import Any, TypeVar

T = TypeVar("T")
SWITCH = "DLR_DOCS_CACHE"  # a folder, or "uit" to keep nothing
MAXIMUM_BYTES = 16_000_000
MAXIMUM_FILES = 4  # one for each combination of versions; the oldest go
_SUFFIX = ".dlr-docs-cache"
_HEAD = b"dlr-docs cache 1\n"
_PRIVATE = 0o022  # what a group and others may not do: write


class _Pickler(pickle.Pickler):
    """Writes code in Python's own format for it."""

    def reducer_override(self, item: Any) -> Any:
        """How an object is made again."""
        if isinstance(item, CodeType):
            return marshal.loads, (marshal.dumps(item),)
        return NotImplemented


def packed(value: object) -> bytes:
    """A value as bytes that ``pickle.loads`` reads back, without what it had worked out of itself:
    for the disk, and for another process.
    """
    stream = io.BytesIO()
    _Pickler(stream, pickle.HIGHEST_PROTOCOL).dump(value)
    return stream.getvalue()


class Store:
    """The kept results of one file, read when the first one is asked for."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._path = os.path.join(folder, f"{versions()}{_SUFFIX}")
        self._kept: dict[str, bytes] | None = None
        self._used: dict[str, bytes] = {}
        self._changed = False

    def recall(self, name: str, make: Callable[[], T]) -> T:
        """What is kept under a name; what ``make`` gives when there is nothing, or nothing that can
        be read.
        """
        if self._kept is None:
            self._kept = _read(self._folder, self._path)
        content = self._kept.get(name)
        if content is not None:
            try:
                value: T = pickle.loads(content)  # noqa: S301 - from a file that only the user can write
            except Exception:  # damaged in a way that its digest did not show; made anew below
                self._kept.pop(name)
            else:
                self._used[name] = content
                return value
        value = make()
        self._used[name] = packed(value)
        self._changed = True
        return value

    def save(self) -> None:
        """Write what is new; a file that grew too large starts again with what this run used."""
        if not self._changed:
            return
        everything = {**(self._kept or {}), **self._used}
        if sum(map(len, everything.values())) > MAXIMUM_BYTES:
            everything = self._used
        if sum(map(len, everything.values())) <= MAXIMUM_BYTES:
            with contextlib.suppress(OSError):
                _write(self._folder, self._path, everything)
                _remove_old(self._folder)


_STORE: ContextVar[Store | None] = ContextVar("store", default=None)


def remembered(kind: str, key: object, make: Callable[[], T]) -> T:
    """What ``make`` gives, from disk when an earlier run made it already.

    Args:
        kind: what sort of result it is.
        key: everything that the result follows from, besides the program itself; it must have
            one ``repr``.
        make: makes it; must give the same for the same key. An error it raises is not kept.
    """
    store = _STORE.get()
    if store is None:
        return make()
    return store.recall(f"{kind} {hashlib.sha256(repr(key).encode()).hexdigest()}", make)


@contextlib.contextmanager
def opened(is_sound: Callable[[], bool] = lambda: True) -> Iterator[None]:
    """Keep results on disk while this runs; without a folder for them nothing is kept.

    Args:
        is_sound: whether what was made may be kept, asked at the end.
    """
    folder = cache_folder()
    store = Store(folder) if folder else None
    token = _STORE.set(store)
    try:
        yield
    finally:
        _STORE.reset(token)
        if store is not None and is_sound():
            store.save()


def cache_folder() -> str | None:
    """The folder for kept results, as the system has it (the XDG base directories and their
    like).
    """
    chosen = os.environ.get(SWITCH)
    if chosen is not None:
        return None if chosen in ("", "uit") else os.path.abspath(chosen)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return os.path.join(base, "dlr-docs") if os.path.isabs(base) else None


def versions() -> str:
    """A digest of everything that makes results: Python, every installed package, and our own
    source.
    """
    found = itertools.chain.from_iterable(map(os.listdir, filter(os.path.isdir, sys.path)))
    packages = sorted(name for name in found if name.endswith("-info"))
    return hashlib.sha256(repr((sys.version, packages, _own_source())).encode()).hexdigest()[:32]


def _own_source() -> list[tuple[str, int, int]]:
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    return sorted(_sources(root))


def _sources(folder: str) -> Iterator[tuple[str, int, int]]:
    """The modules in a folder and below it, each with its time and size."""
    for found in os.scandir(folder):
        if found.is_dir(follow_symlinks=False):
            yield from _sources(found.path)
        elif found.name.endswith(".py"):
            yield found.path, found.stat().st_mtime_ns, found.stat().st_size


def is_ours(found: os.stat_result) -> bool:
    """Whether the user owns it and nobody else may write it. Windows says so with lists that are
    not read here: there the folder is in the user's own profile.
    """
    if sys.platform == "win32":
        return True
    return found.st_uid == os.geteuid() and not found.st_mode & _PRIVATE


def _read(folder: str, path: str) -> dict[str, bytes]:
    """What a file holds; nothing when it is absent, not ours, damaged or of something else."""
    try:
        if not is_ours(os.stat(folder)):
            return {}
        handle = os.open(
            path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        )
        with open(handle, "rb") as file:
            found = os.fstat(handle)
            if not (stat.S_ISREG(found.st_mode) and is_ours(found)):
                return {}
            content = file.read(2 * MAXIMUM_BYTES)
    except OSError:
        return {}
    head, digest, body = (
        content[: len(_HEAD)],
        content[len(_HEAD) : len(_HEAD) + 32],
        content[len(_HEAD) + 32 :],
    )
    if head != _HEAD or hashlib.sha256(body).digest() != digest:
        return {}
    kept: dict[str, bytes] = marshal.loads(body)  # noqa: S302 - as it was written, by its digest
    return kept


def _write(folder: str, path: str, content: dict[str, bytes]) -> None:
    """Write a file in one step, for the user alone."""
    os.makedirs(folder, mode=0o700, exist_ok=True)
    if not is_ours(os.stat(folder)):
        return
    body = marshal.dumps(content)
    fresh = f"{path}.{os.getpid()}{_SUFFIX}"
    handle = os.open(
        fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600
    )
    try:
        with open(handle, "wb") as file:
            file.write(_HEAD + hashlib.sha256(body).digest() + body)
        os.replace(fresh, path)
    except OSError:
        os.unlink(fresh)
        raise


def _remove_old(folder: str) -> None:
    """Keep the files that were written last."""
    files = [entry for entry in os.scandir(folder) if entry.name.endswith(_SUFFIX)]
    for entry in sorted(files, key=lambda entry: entry.stat().st_mtime_ns)[:-MAXIMUM_FILES]:
        os.unlink(entry.path)
