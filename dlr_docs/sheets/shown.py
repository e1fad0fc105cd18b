"""What a cell shows, the Dutch way."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal

from dlr_docs.basis.dutch import show_date
from dlr_docs.sheets.cells import SheetCell

_DECIMALS = re.compile(r"0\.(0+)")
_DUTCH = str.maketrans(",.", ".,")


def shown_cell(cell: SheetCell) -> str:
    """The text of a cell: dates in words, a decimal comma, percentages and amounts as such."""
    content = cell.content
    if isinstance(content, bool):
        return "ja" if content else "nee"
    if isinstance(content, datetime):
        return show_date(content.date())
    if isinstance(content, date):
        return show_date(content)
    if isinstance(content, time):
        return content.strftime("%H:%M")
    if isinstance(content, int | float):
        return _number(Decimal(str(content)), cell.form)
    return cell.text


def _number(value: Decimal, form: str) -> str:
    percent = "%" in form
    value = value * 100 if percent else value
    found = _DECIMALS.search(form)
    decimals = len(found[1]) if found else len(f"{value.normalize():f}".partition(".")[2])
    grouping = "," if "#,##" in form else ""
    text = f"{value:{grouping}.{decimals}f}".translate(_DUTCH)
    return f"€\u00a0{text}" if "€" in form else f"{text}%" if percent else text
