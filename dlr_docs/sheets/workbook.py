"""Workbooks: the same bytes for the same content, and text that is never a formula."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from typing import Any

from dlr_docs.basis.characters import FORBIDDEN
from dlr_docs.word.package.zip import assemble, pack

HEAD_COLOUR, FONT = "1F4E79", "Calibri"
LINE = 15  # points, of a row with one line
FORMULA = "=+-@\t\r"
_TIME = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(?=</dcterms:)")
_DIMENSION = re.compile(rb"<dimension [^>]*/>")  # how far its lines go, which a sheet need not say
_FIXED = rb"\g<1>1980-01-01T00:00:00Z"  # the first day that zip knows, as the parts have


def new_workbook() -> Any:
    """An empty workbook without sheets."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    book.properties.creator = "dlr-docs"
    return book


def put_text(sheet: Any, row: int, column: int, text: str) -> Any:
    """Put text in a cell, where no program takes it for a formula, also after it was edited; the
    cell.
    """
    cell = sheet.cell(row, column)
    cell.value = FORBIDDEN.sub("", text)
    if text:
        cell.data_type = "s"
        cell.quotePrefix = text[0] in FORMULA
    return cell


def put_head(sheet: Any, row: int, texts: Sequence[str], first: int = 1) -> None:
    """Put the names of columns in a row that stays in sight."""
    for at, text in enumerate(texts, first):
        _as_head(put_text(sheet, row, at, text))


def _as_head(cell: Any) -> Any:
    from openpyxl.styles import Alignment, Font, PatternFill

    cell.font = Font(name=FONT, bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", fgColor=HEAD_COLOUR)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def lines_of(text: str, width: int) -> int:
    """How many lines a text takes in a column of so many characters: not every program finds out
    by itself how high a row is to be.
    """
    return sum(1 + len(line) // max(width, 1) for line in text.split("\n"))


def as_bytes(book: Any, lines: Sequence[bytes] = ()) -> bytes:
    """The workbook as a file, with fixed times.

    Args:
        lines: what comes behind the lines of each sheet, as it stands in its part.
    """
    stream = io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["docProps/core.xml"] = _TIME.sub(_FIXED, parts["docProps/core.xml"])
    for number, found in enumerate(lines, 1):
        name = f"xl/worksheets/sheet{number}.xml"
        head, end, tail = _DIMENSION.sub(b"", parts[name]).partition(b"</sheetData>")
        parts[name] = b"".join((head, found, end, tail))
    return assemble(pack(name, content) for name, content in parts.items())
