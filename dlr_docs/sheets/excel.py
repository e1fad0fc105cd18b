"""Reading an .xlsx with openpyxl, which sees formula errors, merged and hidden cells, and text
against number.
"""

from __future__ import annotations

import io
import itertools
import re
import warnings
from collections.abc import Iterator
from typing import Any

from dlr_docs.basis.problems import TableError, grouped
from dlr_docs.sheets.cells import MOST_CELLS, MOST_ROWS, Line, Sheet, SheetCell
from dlr_docs.sheets.package import count, damaged, safe_parts, stored, too_large

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_MOST_XML_ROWS = 200_000  # empty rows that somebody formatted count too; each takes memory
NO_RESULT = "deze formule heeft nog geen uitkomst: open het bestand in Excel en bewaar het"


def read_excel(data: bytes, path: str) -> tuple[Sheet, ...]:
    """The sheets of an .xlsx.

    Raises:
        TableError: when it cannot be read within bounds.
    """
    parts = safe_parts(data, path)
    if "xl/workbook.xml" not in parts:
        raise TableError(damaged(path))
    _refuse_large(parts, path)
    content = stored(parts)
    opened = load(content, path, results=False)
    computed = None
    if any(map(_has_formulas, opened.worksheets)):
        computed = load(content, path, results=True)
    return tuple(
        _sheet(sheet, computed and computed.worksheets[index], path)
        for index, sheet in enumerate(opened.worksheets)
    )


def _refuse_large(parts: dict[str, bytes], path: str) -> None:
    """Refuse a sheet with too many rows or cells, before they take memory."""
    for name, content in parts.items():
        rows, cells = count(content) if _SHEET.fullmatch(name) else (0, 0)
        if rows > _MOST_XML_ROWS or cells > MOST_CELLS:
            message = f"dit blad heeft {grouped(rows)} rijen en {grouped(cells)} cellen"
            raise TableError(too_large(path, message, _title(parts, name)))


def _title(parts: dict[str, bytes], name: str) -> str:
    """What a sheet is called, by its part; the name of the part when the workbook does not tell."""
    import xml.etree.ElementTree as ET

    try:
        relations = ET.fromstring(parts["xl/_rels/workbook.xml.rels"])  # noqa: S314 - no entities
        workbook = ET.fromstring(parts["xl/workbook.xml"])  # noqa: S314
    except (KeyError, ET.ParseError):
        return name
    ids = {
        item.get("Id") for item in relations if name.endswith(str(item.get("Target")).lstrip("/"))
    }
    titles = (item.get("name") for item in workbook.iter() if ids & set(item.attrib.values()))
    return next(filter(None, titles), name)


def load(content: bytes, path: str, results: bool) -> Any:
    """A workbook, with the results of its formulas or with the formulas themselves."""
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about what it leaves out, which we do not use
            return openpyxl.load_workbook(
                io.BytesIO(content), data_only=results, keep_links=False, rich_text=False
            )
    except Exception:  # it raises almost anything on what it does not know
        raise TableError(damaged(path)) from None


def _cells(sheet: Any) -> list[Any]:
    """The cells that a sheet has, by row; to walk over rows would make those that it has not."""
    found: dict[tuple[int, int], Any] = sheet._cells
    return [found[place] for place in sorted(found)]


def _has_formulas(sheet: Any) -> bool:
    return any(cell.data_type == "f" for cell in _cells(sheet))


def _sheet(sheet: Any, computed: Any, path: str) -> Sheet:
    lines = tuple(_lines(sheet, computed))
    if len(lines) > MOST_ROWS:
        message = f"dit blad heeft meer dan {grouped(MOST_ROWS)} rijen"
        raise TableError(too_large(path, message, sheet.title))
    rows = frozenset(number for number, row in sheet.row_dimensions.items() if row.hidden)
    areas = (area.bounds for area in sheet.merged_cells.ranges)
    return Sheet(
        path,
        sheet.title,
        lines,
        rows,
        frozenset(_hidden_columns(sheet)),
        tuple(sorted((top, left, bottom, right) for left, top, right, bottom in areas)),
    )


def _hidden_columns(sheet: Any) -> Iterator[int]:
    """Hidden columns; one entry may stand for several beside each other."""
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden:
            yield from range(dimension.min or 0, min(dimension.max or 0, 16_384) + 1)


def _lines(sheet: Any, computed: Any) -> Iterator[Line]:
    filled = (cell for cell in _cells(sheet) if cell.value not in (None, ""))
    for number, cells in itertools.groupby(filled, key=lambda cell: int(cell.row)):
        yield Line(number, {cell.column: _cell(cell, computed) for cell in cells})


def _cell(cell: Any, computed: Any) -> SheetCell:
    if cell.data_type == "f":
        found = computed.cell(cell.row, cell.column)
        if found.value is None:
            return SheetCell(None, wrong=NO_RESULT)
        cell = found
    if cell.data_type == "e":
        return SheetCell(None, wrong=f"deze cel heeft de foutwaarde {cell.value}")
    return SheetCell(cell.value, cell.number_format or "")
