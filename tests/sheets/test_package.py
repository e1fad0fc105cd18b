"""The parts of a spreadsheet, taken out within bounds."""

from __future__ import annotations

import io
import zipfile

import pytest

from dlr_docs.sheets import package
from tests.series.tables import problems_of, workbook


def zipped(*parts: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, content in parts:
            made.writestr(name, content)
    return out.getvalue()


def test_parts_come_out_and_go_in_again_as_they_were() -> None:
    parts = package.safe_parts(workbook({"Gegevens": [["map"]]}), "tabel.xlsx")
    assert package.safe_parts(package.stored(parts), "tabel.xlsx") == parts


@pytest.mark.parametrize(
    "data",
    [
        zipped(("a.xml", b"<x/>"), ("A.XML", b"<x/>")),
        zipped(("a.xml", b"<x/>"), method=zipfile.ZIP_BZIP2),
        b"PK\x03\x04 en dan niets",
    ],
    ids=["one name twice", "another compression", "no zip"],
)
def test_what_no_spreadsheet_program_makes_is_refused(data: bytes) -> None:
    (problem,) = problems_of(lambda: package.safe_parts(data, "tabel.xlsx"))
    assert "beschadigd" in problem.message


def test_parts_are_read_no_further_than_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAXIMUM_UNPACKED", 100)
    data = zipped(("a.xml", b"<x/>" * 10), ("b.xml", b"<x/>" * 20))
    (problem,) = problems_of(lambda: package.safe_parts(data, "tabel.xlsx"))
    assert problem.message == "dit bestand is uitgepakt te groot (b.xml)"


def test_rows_and_cells_are_counted_whatever_the_prefix() -> None:
    content = b"<x:row><x:c/><x:c/></x:row><row r='2'><c r='A2'/></row><cols/>"
    assert package.count(content) == (2, 3)
