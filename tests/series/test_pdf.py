"""Series in other formats, with a real LibreOffice."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from dlr_docs import WriteOptions
from dlr_docs.files import office
from dlr_docs.model.library import Library
from dlr_docs.series.run import judge_series, make_series
from dlr_docs.series.table.reading import read_table
from dlr_docs.series.workers import processes
from tests.libreoffice import needs_libreoffice
from tests.series.tables import HEAD, choices, workbook, written
from tests.series.test_run import ROWS, files, run
from tests.small import SmallLibrary

pytestmark = [pytest.mark.libreoffice, needs_libreoffice]


def watched(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a LibreOffice on the path that writes a line for each start: the profile it was given."""
    starts, program = folder / "starts", folder / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(
        f'#!/bin/sh\necho "$1" >> "{starts}"\nexec "{shutil.which("soffice")}" "$@"\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
    return starts


def test_two_processes_convert_at_the_same_time_each_with_a_profile_of_its_own(
    tmp_path: Path, small_library: SmallLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    small: Library = small_library.load()
    names = [f"Rij {number}" for number in range(12)]
    sheet = workbook({"Gegevens": [HEAD, *([name, name, "1-8-2027"] for name in names)]})
    table = read_table(written(tmp_path, sheet), choices(), small)
    starts = watched(tmp_path, monkeypatch)
    with processes(2, choices(), small) as workers:
        judged = judge_series(table, choices(), small, WriteOptions(formats=("pdf",)), workers)
        list(make_series(judged, tmp_path / "uit", workers))
    made = {path.parent.name for path in (tmp_path / "uit").rglob("*.pdf")}
    assert made == {*names}
    profiles = starts.read_text().splitlines()
    assert len(profiles) == 2
    assert len({*profiles}) == 2
    assert all("-env:UserInstallation=file://" in profile for profile in profiles)


def test_one_start_of_libreoffice_converts_all_rows(
    tmp_path: Path, small_library: SmallLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    small: Library = small_library.load()
    starts = []
    real = office._run

    def counted(*given: Any) -> None:
        starts.append(given)
        real(*given)

    monkeypatch.setattr(office, "_run", counted)
    run(tmp_path, small, ROWS, options=WriteOptions(formats=("pdf",)))
    made = files(tmp_path / "uit")
    assert {name for name in made if name.endswith(".pdf")} == {
        "Dan/brief - Dan.pdf",
        "Eerst/brief - Eerst.pdf",
    }
    assert len(starts) == 1
    again = run(tmp_path, small, ROWS, options=WriteOptions(formats=("pdf",)))
    assert [result.made and result.made.written for result in again] == [(), ()]
    assert len(starts) == 1
    (tmp_path / "uit" / "Dan" / "brief - Dan.pdf").write_bytes(b"bewerkt")
    rows = [ROWS[0], ROWS[1], ["Dan", "De Esdoorn", "1-8-2029"]]
    _, second = run(tmp_path, small, rows, options=WriteOptions(formats=("pdf",)))
    assert second.made
    assert second.made.edited == ("brief - Dan.pdf",)
    assert second.made.written == ("brief - Dan.docx",)
    assert (tmp_path / "uit" / "Dan" / "brief - Dan.pdf").read_bytes() == b"bewerkt"
