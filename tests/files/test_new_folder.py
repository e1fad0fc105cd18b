"""A new folder: all of it, or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from dlr_docs.basis.problems import OutputError
from dlr_docs.files.new_folder import write_folder


def test_files_are_written_by_their_paths(tmp_path: Path) -> None:
    (tmp_path / "leeg").mkdir()
    for name in ("nieuw/diep", "leeg"):
        write_folder({"a/b.txt": b"x", "c": b"y"}, tmp_path / name)
        assert (tmp_path / name / "a/b.txt").read_bytes() == b"x"
    assert sorted(item.name for item in tmp_path.iterdir()) == ["leeg", "nieuw"]


def test_nothing_is_replaced_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "vol").mkdir()
    (tmp_path / "vol/x").touch()
    (tmp_path / "bestand").touch()
    for name, code in (
        ("vol", "bestaat-al"),
        ("bestand", "bestaat-al"),
        ("bestand/in", "schrijven-mislukt"),
    ):
        with pytest.raises(OutputError) as caught:
            write_folder({"a": b"x"}, tmp_path / name)
        assert caught.value.problems[0].code == code
    assert sorted(item.name for item in tmp_path.iterdir()) == ["bestand", "vol"]
