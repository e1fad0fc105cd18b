"""Other programs: started alone, listened to within bounds, and ended with all that they started.

A program gets a session of its own, so that what it starts in turn can be ended with it, and so
that Ctrl-C in a terminal reaches us and not half of what runs.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType
from typing import IO

_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER
_GRACE = 5.0  # seconds that the system gets to let an ended program go


class Program:
    """A program that runs, until its ``with`` is left: then it and its children are ended."""

    def __init__(self, process: subprocess.Popen[bytes], *, adopts: bool = False) -> None:
        self._process = process
        self._adopts = adopts

    def __enter__(self) -> Program:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        exc: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()

    @property
    def code(self) -> int | None:
        """How it ended; None while it runs."""
        return self._process.returncode

    def said(self, maximum: int, patience: float) -> bytes | None:
        """What it says until it ends; None when that is too much, or takes too long.

        Args:
            maximum: bytes; no more are read.
            patience: seconds.
        """
        stream = self._process.stdout
        if stream is None:
            raise TypeError("nobody listens to this program")
        late = threading.Event()

        def stop() -> None:
            late.set()
            self._kill()

        timer = threading.Timer(patience, stop)
        timer.daemon = True
        timer.start()
        try:
            found = stream.read(maximum + 1)
            if len(found) <= maximum:
                self._process.wait()
        finally:
            timer.cancel()
        return None if late.is_set() or len(found) > maximum else found

    def wait(self, patience: float) -> bool:
        """Wait until it ends; whether it did so within this many seconds."""
        try:
            self._process.wait(patience)
        except subprocess.TimeoutExpired:
            return False
        return True

    def end(self) -> None:
        """End it and all that it started, whether it runs or not."""
        self._kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_GRACE)
        if self._adopts:
            self._bury()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _kill(self) -> None:
        if sys.platform == "win32":
            self._process.kill()
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def _bury(self) -> None:
        """Wait for what it had started itself, which was killed and became ours when it died."""
        end = time.monotonic() + _GRACE
        with contextlib.suppress(ChildProcessError):
            while time.monotonic() < end:
                number, _ = os.waitpid(-self._process.pid, os.WNOHANG)
                if not number:
                    time.sleep(0.01)
        _adopt(False)


def _adopt(wanted: bool) -> bool:
    """Have what a child of ours leaves behind become ours, and not the system's, which in a
    container may leave it as a zombie; whether that can be done. Only Linux has it (prctl(2)).
    """
    if sys.platform != "linux":
        return False
    import ctypes  # takes a while

    with contextlib.suppress(OSError, AttributeError):
        return bool(ctypes.CDLL(None).prctl(_SUBREAPER, int(wanted), 0, 0, 0) == 0)
    return False


@contextlib.contextmanager
def _reading(given: bytes | None) -> Iterator[int | IO[bytes]]:
    """What a program reads from: a file of its own, so that it and we need not take turns."""
    if given is None:
        yield subprocess.DEVNULL
        return
    import tempfile

    with tempfile.TemporaryFile() as file:
        file.write(given)
        file.seek(0)
        yield file


def start(
    command: Sequence[str],
    environment: Mapping[str, str],
    *,
    listen: bool = True,
    given: bytes | None = None,
) -> Program:
    """Start a program.

    Args:
        given: what it reads, which is nothing otherwise.
        listen: whether what it says is read; it is thrown away otherwise, and then it may be a
            program that starts others.

    Raises:
        OSError: when it is not there.
    """
    output = subprocess.PIPE if listen else subprocess.DEVNULL
    adopts = not listen and _adopt(True)
    try:
        with _reading(given) as source:
            process = subprocess.Popen(
                command,
                stdin=source,
                stdout=output,
                stderr=subprocess.DEVNULL,
                env=dict(environment),
                start_new_session=True,
            )
    except OSError:
        if adopts:
            _adopt(False)
        raise
    return Program(process, adopts=adopts)
