"""Several files in one folder as one step: all of them or none, also when the program is killed
half-way.

No file system replaces several files at once. So everything is written beside its place first, a
list of it is kept, and only then the files change places, one by one. A program that dies before
the list is there has changed nothing. One that dies after leaves list and old files behind, and the
next one that comes puts those back. A file that comes alone needs no list: it changes place in one
step.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

WORKSHOP, LOCK = ".dlr-docs-werk", ".dlr-docs-slot"
PATIENCE = 20.0  # seconds to wait for another program in the same folder
_NEW, _OLD, _LIST = "nieuw", "oud", "lijst"
_LONGEST_LIST = 1_000_000  # bytes; two thousand documents take a fifth of that
_MOST_ASIDE = 1000
_DIGEST = re.compile(r"[0-9a-f]{64}")
_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
# A link in the place of the lock would have us make a file wherever it leads.
_LOCK_FLAGS = (
    os.O_WRONLY
    | os.O_CREAT
    | os.O_APPEND
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)  # of a pipe it would wait for a reader
    | getattr(os, "O_BINARY", 0)
)
_TAKEN = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: IO[bytes]) -> None:
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: IO[bytes]) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Busy(Exception):
    """Another program is writing into the folder."""


class Foreign(Exception):
    """A workshop stood in the folder that is none of ours, or damaged.

    It was set aside as ``name``, and nothing that it says was done.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class HalfDone(OSError):
    """Files have changed and could not be put back; the next program in this folder will try
    again.
    """


@contextlib.contextmanager
def claimed(folder: Path, patience: float = PATIENCE) -> Iterator[Path]:
    """Have a folder to ourselves, with what a killed program left put back.

    Gives a workshop inside it, which is gone afterwards.

    Raises:
        Busy: when another program keeps the folder.
        Foreign: when a folder that came from elsewhere brought a workshop with it.
        OSError: when the folder cannot be written.
    """
    workshop = folder / WORKSHOP
    with _locked(folder / LOCK, patience):
        if os.path.lexists(workshop):
            _settle(workshop)
        workshop.mkdir()
        try:
            yield workshop
        finally:
            if not (workshop / _LIST).exists():
                _clear(workshop)


def left_by_others(folder: Path) -> tuple[str, ...]:
    """The names of what a program of another user left in a folder when it was killed, and of what
    one that still runs keeps there.
    """
    found = (folder / name for name in (WORKSHOP, LOCK))
    return tuple(path.name for path in found if os.path.lexists(path) and _is_of_another(path))


def _is_of_another(path: Path) -> bool:
    return sys.platform != "win32" and path.lstat().st_uid != os.geteuid()


def _settle(workshop: Path) -> None:
    """Put back what a killed program left half done, and clear its workshop away.

    A workshop may come from anybody, since a folder can be copied or sent with it. So what it says
    is done only when it is one that we could have made.
    """
    if workshop.is_symlink() or not workshop.is_dir():
        raise Foreign(_set_aside(workshop))
    if os.path.lexists(workshop / _LIST):
        if _listed(workshop) is None or any(_is_odd(workshop / part) for part in (_NEW, _OLD)):
            raise Foreign(_set_aside(workshop))
        _take_back(workshop)
    _clear(workshop)


def _is_odd(folder: Path) -> bool:
    return folder.is_symlink() or not folder.is_dir()


def _set_aside(workshop: Path) -> str:
    """Give a workshop another name, under which nobody obeys it; the name."""
    for number in range(1, _MOST_ASIDE):
        aside = workshop.with_name(f"{WORKSHOP}-apart-{number}")
        if not os.path.lexists(aside):
            os.rename(workshop, aside)
            return aside.name
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))


def _listed(workshop: Path) -> list[tuple[str, str]] | None:
    """The files of a list, each with its digest; None for a list that we could not have written."""
    path = workshop / _LIST
    if path.is_symlink() or not path.is_file() or path.stat().st_size > _LONGEST_LIST:
        return None
    found = path.read_bytes().decode("utf-8", "surrogateescape").split("\0")
    if len(found) % 2 or not all(map(_is_bare, found[::2])):
        return None
    pairs = list(zip(found[::2], found[1::2], strict=True))
    return pairs if all(_DIGEST.fullmatch(digest) for _, digest in pairs) else None


def _is_bare(name: str) -> bool:
    """Whether a name can only be that of a file in the folder itself, on any system."""
    return name not in ("", ".", "..") and not any(sign in name for sign in "/\\:")


def _clear(workshop: Path) -> None:
    with contextlib.suppress(OSError):  # mostly it is empty
        os.rmdir(workshop)
    if os.path.lexists(workshop):
        import shutil  # takes a while to import

        shutil.rmtree(workshop, ignore_errors=True)


def place(files: Mapping[str, bytes], workshop: Path) -> None:
    """Put files into the folder of a workshop, all of them or none.

    Raises:
        OSError: when that fails; nothing has changed then.
        HalfDone: when it fails, and putting back what was there fails too.
    """
    folder = workshop.parent
    if len(files) == 1:
        [(name, content)] = files.items()
        (workshop / _NEW).write_bytes(content)
        os.replace(workshop / _NEW, folder / name)
        return
    _prepare(files, workshop)
    try:
        for name in files:
            os.replace(workshop / _NEW / name, folder / name)
        (workshop / _LIST).unlink()
    except BaseException:
        try:
            _take_back(workshop)
        except OSError as exc:
            raise HalfDone(exc.errno, exc.strerror) from None
        raise


def _prepare(files: Mapping[str, bytes], workshop: Path) -> None:
    """Write the new files, keep the old ones, and then, in one step, the list of them."""
    for part in (_NEW, _OLD):
        (workshop / part).mkdir()
    listed = []
    for name, content in files.items():
        (workshop / _NEW / name).write_bytes(content)
        if (workshop.parent / name).exists():
            _keep(workshop.parent / name, workshop / _OLD / name)
        listed += [name, hashlib.sha256(content).hexdigest()]
    draft = workshop / f"{_LIST}.nieuw"
    draft.write_bytes("\0".join(listed).encode("utf-8", "surrogateescape"))
    os.replace(draft, workshop / _LIST)


def _keep(target: Path, copy: Path) -> None:
    """A second name for a file, or a copy where the file system has no links."""
    try:
        os.link(target, copy)
    except OSError:
        import shutil

        shutil.copy2(target, copy)


def _take_back(workshop: Path) -> None:
    """Undo what a list says, as far as nobody has changed it since; it may be done half and
    again.
    """
    for name, digest in _listed(workshop) or ():
        target = workshop.parent / name
        if (workshop / _NEW / name).exists() or not _is(target, digest):
            continue
        if (workshop / _OLD / name).exists():
            os.replace(workshop / _OLD / name, target)
        else:
            target.unlink()
    (workshop / _LIST).unlink()


def _is(path: Path, digest: str) -> bool:
    """Whether a file has this content."""
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:  # piece by piece, for what stands there may be of any size
        return hashlib.file_digest(file, "sha256").hexdigest() == digest


@contextlib.contextmanager
def _locked(path: Path, patience: float) -> Iterator[None]:
    """Hold a lock that the system lets go of when the program dies, whatever way."""
    end = time.monotonic() + patience
    while (handle := _acquire(path)) is None:
        if time.monotonic() > end:
            raise Busy
        time.sleep(0.05)
    try:
        yield
    finally:
        if sys.platform == "win32":  # an open file cannot be removed there
            handle.close()
        with contextlib.suppress(OSError):
            path.unlink()
        handle.close()


def _acquire(path: Path) -> IO[bytes] | None:
    """The lock file, locked; None when another program has it, or has just removed it."""
    handle = os.fdopen(os.open(path, _LOCK_FLAGS, 0o666), "ab")
    try:
        _lock(handle)
    except OSError as exc:
        if exc.errno in _TAKEN:
            handle.close()
            return None
        if (
            exc.errno not in _NO_LOCKS
        ):  # without locks, runs at the same time are the user's own care
            handle.close()
            raise
    with contextlib.suppress(FileNotFoundError):
        if os.path.samestat(os.fstat(handle.fileno()), path.stat()):
            return handle
    handle.close()
    return None


_DEEPEST = 250  # folders in one another: no file system of people's own has more


def make_folder(folder: Path) -> None:
    """A folder, with those that it stands in.

    Raises:
        OSError: when it cannot be made, or lies deeper than any folder does.
    """
    if len(folder.parts) > _DEEPEST:
        raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG))
    folder.mkdir(parents=True, exist_ok=True)
