"""A spreadsheet as plain data."""

from __future__ import annotations

from dlr_docs.sheets.cells import Sheet, SheetCell, letters


def test_columns_have_letters() -> None:
    assert [letters(number) for number in (1, 26, 27, 703)] == ["A", "Z", "AA", "AAA"]


def test_a_cell_is_read_without_the_spaces_around_it() -> None:
    assert SheetCell("\u00a0 De Linde \u00a0").text == "De Linde"
    assert SheetCell(12).text == "12"
    assert SheetCell(None, wrong="fout").text == ""


def test_a_place_is_as_exact_as_is_known() -> None:
    sheet = Sheet("tabel.xlsx", "Gegevens", ())
    assert str(sheet.source(3, 28)) == "tabel.xlsx:Gegevens:AB3"
    assert str(sheet.source()) == "tabel.xlsx:Gegevens"
    assert sheet.source(3).row == 3
