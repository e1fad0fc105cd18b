"""Series in other formats, with a real LibreOffice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dlr_docs import WriteOptions
from dlr_docs.files import office
from dlr_docs.model.library import Library
from tests.libreoffice import needs_libreoffice
from tests.series.test_run import ROWS, files, run
from tests.small import SmallLibrary

pytestmark = [pytest.mark.libreoffice, needs_libreoffice]


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
