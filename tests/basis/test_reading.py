"""A file that may come from anybody is read when it is one, and no further than its bound."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dlr_docs.basis.reading import NotPlain, TooLarge, read_plain, read_start


def test_a_file_is_read_whole_up_to_its_bound(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x" * 100_000)
    assert read_plain(path, 100_000) == b"x" * 100_000
    path.write_bytes(b"")
    assert read_plain(path, 0) == b""


def test_a_larger_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a"
    with path.open("wb") as file:
        file.truncate(3_000_000_000)  # of holes

    def read(_: int, __: int) -> bytes:
        raise AssertionError("it was read")

    monkeypatch.setattr(os, "read", read)
    with pytest.raises(TooLarge):
        read_plain(path, 1000)


def test_a_file_that_grows_while_it_is_read_is_cut_off_at_the_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x")
    given = []

    def read(_: int, size: int) -> bytes:
        given.append(size)
        return b"y" * size

    monkeypatch.setattr(os, "read", read)
    with pytest.raises(TooLarge):
        read_plain(path, 10_000)
    assert sum(given) == 10_001


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_pipe_and_a_device_are_no_file_and_keep_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp")
    for path in (tmp_path / "pijp", Path("/dev/zero")):
        with pytest.raises(NotPlain):
            read_plain(path, 1000)


def test_a_folder_and_nothing_are_errors_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        read_plain(tmp_path, 1000)
    with pytest.raises(FileNotFoundError):
        read_plain(tmp_path / "weg", 1000)


def test_of_a_file_of_any_size_only_the_start_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"begin")
    assert read_start(path, 10) == b"begin"
    with path.open("ab") as file:
        file.truncate(3_000_000_000)  # of holes
    assert read_start(path, 3) == b"beg"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_nobody_waits_for_the_start_of_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a")
    with pytest.raises(NotPlain):
        read_start(tmp_path / "a", 10)
