"""What a cell shows, the Dutch way."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from dlr_docs.sheets.cells import Content, SheetCell
from dlr_docs.sheets.shown import shown_cell


@pytest.mark.parametrize(
    ("content", "form", "text"),
    [
        (True, "", "ja"),
        (False, "", "nee"),
        (datetime(2027, 8, 1, 12, 0), "d-m-yyyy", "1\u00a0augustus 2027"),
        (date(2027, 8, 1), "d-m-yyyy", "1\u00a0augustus 2027"),
        (time(9, 30), "h:mm", "09:30"),
        (12, "", "12"),
        (12.0, "", "12"),
        (12.5, "", "12,5"),
        (1200, "", "1200"),
        (1200, "#,##0", "1.200"),
        (0.5, "0%", "50%"),
        (0.125, "0.0%", "12,5%"),
        (1200, '"€" #,##0.00', "€\u00a01.200,00"),
        ("  twee   woorden ", "", "twee   woorden"),
    ],
)
def test_a_cell_reads_as_a_person_expects(content: Content, form: str, text: str) -> None:
    assert shown_cell(SheetCell(content, form)) == text
