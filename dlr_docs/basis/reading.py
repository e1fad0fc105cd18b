"""Reading a file that may come from anybody: only a plain one, and no more of it than its bound.

What is asked and what is read are of one opened file, so that nothing can take its place between
the two; a pipe is opened without waiting for whoever would write into it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterator

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class NotPlain(Exception):
    """This is a pipe, a device or a socket, and no file."""


class TooLarge(Exception):
    """The file is larger than its bound."""


def read_plain(path: str | os.PathLike[str], maximum: int) -> bytes:
    """The bytes of a file.

    Args:
        maximum: how many there may be.

    Raises:
        NotPlain: when it is no file.
        TooLarge: when there are more; no more than the bound is read.
        OSError: when it cannot be read; a folder is one such case.
    """
    with _opened(path) as (handle, size):
        if size > maximum:
            raise TooLarge
        return _all(handle, size, maximum)


def read_start(path: str | os.PathLike[str], most: int) -> bytes:
    """The first bytes of a file, and the whole of a shorter one.

    Args:
        most: how many.

    Raises:
        NotPlain: when it is no file.
        OSError: when it cannot be read; a folder is one such case.
    """
    with _opened(path) as (handle, size):
        return os.read(handle, min(most, size))


@contextlib.contextmanager
def _opened(path: str | os.PathLike[str]) -> Iterator[tuple[int, int]]:
    """The handle and the size of a plain file, open as long as needed."""
    handle = os.open(path, _FLAGS)
    try:
        status = os.fstat(handle)
        if stat.S_ISDIR(status.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not stat.S_ISREG(status.st_mode):
            raise NotPlain
        yield handle, status.st_size
    finally:
        os.close(handle)


def _all(handle: int, size: int, maximum: int) -> bytes:
    """All bytes, of a file that may be growing and of one whose size the system does not tell."""
    pieces = []
    left = maximum + 1
    wanted = size + 1
    while left > 0 and (piece := os.read(handle, min(left, max(wanted, 4096)))):
        pieces.append(piece)
        left -= len(piece)
        wanted -= len(piece)
    if left <= 0:
        raise TooLarge
    return b"".join(pieces)
