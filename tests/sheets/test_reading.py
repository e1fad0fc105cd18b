"""Any file to sheets, or to a problem that says what it is."""

from __future__ import annotations

import contextlib
import io
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlr_docs.basis.problems import DlrDocsError
from dlr_docs.sheets.reading import read_spreadsheet, sheets_of
from tests.series.tables import problems_of, workbook

ROWS = [["map", "naam"], ["Een", "De Linde"]]


BOMB = b"<worksheet>" + b"<row r='1'/>" * 300_000 + b"</worksheet>"


def _changed(name: str, part: bytes) -> bytes:
    out = io.BytesIO()
    content = workbook({"Gegevens": ROWS})
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for item in {*old.namelist(), name}:
            new.writestr(item, part if item == name else old.read(item))
    return out.getvalue()


def _spaced(count: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", b"<text:p><text:s " + count + b"/></text:p>")
    return out.getvalue()


_TWICE = (
    b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://'
    b'schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
    b'<sheet name="A" sheetId="1" r:id="rId1"/><sheet name="B" sheetId="2" r:id="rId1"/>'
    b"</sheets></workbook>"
)
SHEET = "xl/worksheets/sheet1.xml"
BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "pdf": (lambda: b"%PDF-1.7", "dit is een pdf"),
    "leeg": (lambda: b"", "dit bestand is leeg"),
    "webpagina": (lambda: b"<html>", "webpagina"),
    "wachtwoord": (
        lambda: b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
        "met een wachtwoord",
    ),
    "oud en kapot": (lambda: b"\xd0\xcf\x11\xe0" + bytes(600), "geen spreadsheet, of"),
    "100 MB": (lambda: b"PK\x03\x04" + bytes(100_000_000), "groter dan 20 MB"),
    "geen zip": (lambda: b"PK\x03\x04xl/workbook.xml", "beschadigd"),
    "zipbom": (lambda: _changed(SHEET, b" " * 70_000_000), "uitgepakt te groot"),
    "lege rijen": (lambda: _changed(SHEET, BOMB), "300.000 rijen"),
    "entiteiten": (
        lambda: _changed(SHEET, b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'),
        "een rekenprogramma nooit schrijft",
    ),
    "utf-16": (
        lambda: _changed(SHEET, '<?xml version="1.0" encoding="UTF-16"?><x/>'.encode("utf-16")),
        "een rekenprogramma nooit schrijft",
    ),
    "geen xml": (lambda: _changed(SHEET, b"<worksheet"), "beschadigd"),
    "plaatjesbom": (lambda: _changed("xl/media/een.emf", b" " * 70_000_000), "uitgepakt te groot"),
    "lege cellen": (
        lambda: _changed(SHEET, b"<x><row>" + b"<c/>" * 600_000 + b"</row></x>"),
        "ten minste 1 rijen en 500.000 cellen",
    ),
    "samenvoegingen": (
        lambda: _changed(SHEET, b"<x>" + b"<mergeCell ref='A1:B2'/>" * 6_000 + b"</x>"),
        "6.000 samenvoegingen",
    ),
    "gedeelde teksten": (
        lambda: _changed("xl/styles.xml", b"<x>" + b"<si></si>" * 1_100_000 + b"</x>"),
        "te veel in xl/styles.xml",
    ),
    "ods met spaties": (lambda: _spaced(b'text:c="2000000000"'), "te veel spaties"),
    "ods met spaties in cijfers van XML": (
        lambda: _spaced(b"text:c='&#50;000'"),
        "te veel spaties",
    ),
    "bladen": (
        lambda: _changed("xl/workbook.xml", b"<x>" + b"<sheet/>" * 30_000 + b"</x>"),
        "te veel bladen",
    ),
    "een blad onder twee namen": (lambda: _changed("xl/workbook.xml", _TWICE), "beschadigd"),
    "csv met te veel cellen": (
        lambda: b"map;a\n" + (b"a;" * 50 + b"\n") * 9_000,
        "meer dan 20.000 rijen of 400.000 cellen",
    ),
    "csv met een brede rij": (lambda: b"map" + b";" * 1_700_000, "1.600.000 cellen"),
    "csv met te veel kolommen": (lambda: b"map" + b";a" * 16_384, "meer dan 16.384 kolommen"),
    "csv met lege rijen": (lambda: b"map;a\n" + b"\n" * 210_000, "200.000 rijen"),
    "csv met te veel rijen na een lege": (
        lambda: b"map;a\n\n" + b"x;y\n" * 20_100,
        "meer dan 20.000 rijen",
    ),
    "stuurteken": (lambda: b"map;a\nx\x00;b\n", "stuurteken"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_table_is_told_by_its_name(name: str, tmp_path: Path) -> None:
    make, words = BAD[name]
    path = tmp_path / "tabel.xlsx"
    path.write_bytes(make())
    (problem,) = problems_of(lambda: read_spreadsheet(path))
    assert words in problem.message
    assert problem.source
    assert problem.source.path == str(path)
    if name == "lege rijen":
        assert problem.source.sheet == "Gegevens"


def test_where_cells_end_is_found_without_taking_all_lines_apart(tmp_path: Path) -> None:
    path = tmp_path / "tabel.csv"
    path.write_bytes(b"a;b\n" * 1_000_000)
    tracemalloc.start()
    (problem,) = problems_of(lambda: read_spreadsheet(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert problem.code == "tabel-te-groot"
    assert peak < 5 * path.stat().st_size


def test_a_file_is_known_by_what_it_holds_and_not_by_its_name() -> None:
    (sheet,) = sheets_of(workbook({"Gegevens": ROWS}), "tabel.csv").sheets
    assert (sheet.name, sheet.lines[1].cells[2].text) == ("Gegevens", "De Linde")


@pytest.mark.parametrize("kind", ["", "folder", "word"])
def test_what_is_no_spreadsheet_says_what_to_do(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "tabel.xlsx"
    if kind == "folder":
        path.mkdir()
    elif kind == "word":
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("word/document.xml", "<x/>")
    (problem,) = problems_of(lambda: read_spreadsheet(path))
    words = {"": "bestaat niet", "folder": "geen bestand", "word": "Word-bestand"}
    assert words[kind] in problem.message


@given(st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"]))
def test_any_bytes_give_sheets_or_a_problem(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, start: bytes
) -> None:
    path = tmp_path_factory.mktemp("x") / "tabel.xlsx"
    path.write_bytes(start + content)
    with contextlib.suppress(DlrDocsError):  # anything else would be a fault
        read_spreadsheet(path)


def test_what_a_merged_cell_covers_is_not_read() -> None:
    covered = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
        b'<row r="2" hidden="1"><c r="A2"><f>1+1</f></c><c r="B2"><f>1+2</f><v>3</v></c></row>'
        b'</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>'
    )
    (sheet,) = sheets_of(_changed(SHEET, covered), "t.xlsx").sheets
    first, second = sheet.lines
    assert {at: cell.content for at, cell in first.cells.items()} == {1: 1}
    assert (second.cells[1].wrong[:25], second.cells[2].content) == ("deze formule heeft nog ge", 3)
    assert sheet.hidden_rows == {2}
    assert sheet.merged == ((1, 1, 1, 2),)
