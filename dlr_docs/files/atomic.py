"""Several files in one folder as one step: all of them or none, also when the program is killed
half-way.

No file system replaces several files at once. So everything is written beside its place first, a
list of it is kept, and only then the files change places, one by one. A program that dies before
the list is there has changed nothing. One that dies after leaves list and old files behind, and the
next one that comes puts those back.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

WORKSHOP, LOCK = ".dlr-docs-werk", ".dlr-docs-slot"
PATIENCE = 20.0  # seconds to wait for another program in the same folder
_NEW, _OLD, _LIST = "nieuw", "oud", "lijst"
_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
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
        OSError: when the folder cannot be written.
    """
    workshop = folder / WORKSHOP
    with _locked(folder / LOCK, patience):
        if (workshop / _LIST).exists():
            _take_back(workshop)
        _clear(workshop)
        workshop.mkdir()
        try:
            yield workshop
        finally:
            if not (workshop / _LIST).exists():
                _clear(workshop)


def _clear(workshop: Path) -> None:
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
    listed = (workshop / _LIST).read_bytes().decode("utf-8", "surrogateescape").split("\0")
    for name, digest in zip(listed[::2], listed[1::2], strict=True):
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
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest


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
    handle = path.open("ab")
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
