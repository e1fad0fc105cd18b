"""A new folder: all of it, or none."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from dlr_docs.basis.problems import OutputError
from dlr_docs.cli import program
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


def test_a_folder_deeper_than_any_is_told_by_every_command_that_writes(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * 1500)
    for command in (["bibliotheek", "nieuw"], ["sjablonen", "nieuw"], ["schema", "--uit"]):
        result = CliRunner().invoke(program, [*command, str(deep)])
        assert result.exit_code == 1
        assert "[schrijven-mislukt]" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_layer_is_not_made_in_a_loop_of_links_and_may_have_any_name(tmp_path: Path) -> None:
    (tmp_path / "lus").symlink_to(tmp_path / "lus")
    result = CliRunner().invoke(program, ["bibliotheek", "nieuw", str(tmp_path / "lus")])
    assert "[bestaat-al]" in result.stderr
    named = os.fsencode(tmp_path) + b"/laag\xff"
    start = "from dlr_docs.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", start, "bibliotheek", "nieuw", named], check=True)
    assert done.returncode == 0
    readme = Path(os.fsdecode(named), "README.md").read_text(encoding="utf-8")
    assert "laag\\udcff" in readme
