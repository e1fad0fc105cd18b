"""Another program gets so much time, may say so much, and ends with all that it started."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from dlr_docs.basis.processes import start

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs groups of processes")
# A program that starts another one, tells who that is, and waits for it.
PARENT = "sleep 60 & echo $! > {}; wait"


def lives(number: int) -> bool:
    """Whether a process is there and has not ended; the system may need a moment to let go."""
    for _ in range(50):
        try:
            state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return False
        if state == "Z":
            return False
        time.sleep(0.02)
    return True


def number_in(path: Path) -> int:
    for _ in range(500):
        if path.is_file() and path.read_text().strip():
            return int(path.read_text())
        time.sleep(0.01)
    raise AssertionError("the program did not start")


def test_what_a_program_says_is_read_to_its_end() -> None:
    with start(["sh", "-c", "echo een; exit 3"], os.environ) as program:
        assert program.said(100, 20) == b"een\n"
    assert program.code == 3


def test_a_program_that_says_too_much_is_not_heard_out() -> None:
    with start(["yes"], os.environ) as program:
        assert program.said(10_000, 20) is None


def test_a_program_that_takes_too_long_ends_with_its_children(tmp_path: Path) -> None:
    path = tmp_path / "nummer"
    with start(["sh", "-c", PARENT.format(path)], os.environ) as program:
        child = number_in(path)
        assert program.said(100, 0.05) is None
    assert not lives(child)


def test_whatever_goes_wrong_a_program_ends_with_its_children(tmp_path: Path) -> None:
    path = tmp_path / "nummer"

    def interrupted() -> int:
        with start(["sh", "-c", PARENT.format(path)], os.environ, listen=False):
            found.append(number_in(path))
            raise KeyboardInterrupt

    found: list[int] = []
    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert not lives(found[0])


def test_children_that_outlive_their_program_end_too(tmp_path: Path) -> None:
    path = tmp_path / "nummer"
    command = f"sleep 60 >/dev/null & echo $! > {path}"
    with start(["sh", "-c", command], os.environ, listen=False) as program:
        assert program.wait(20)
    assert not lives(number_in(path))
