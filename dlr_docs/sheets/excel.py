"""Reading an .xlsx with openpyxl, which sees formula errors, merged and hidden cells, and text
against number.
"""

from __future__ import annotations

import contextlib
import functools
import io
import itertools
import re
import warnings
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from msgspec.structs import replace

from dlr_docs.basis.problems import TableError, grouped
from dlr_docs.sheets.cells import MOST_CELLS, MOST_ROWS, Line, Sheet, SheetCell
from dlr_docs.sheets.package import ALONE, count, damaged, safe_parts, stored, too_large

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
# What a program takes memory and work for: rows that are only formatted, cells that are merged
# (each is compared with each cell), and tags of what the sheets share, as texts and styles.
_MOST_XML_ROWS, _MOST_MERGED, _MOST_SHARED = 200_000, 5_000, 2_000_000
_MOST_TAGS, _MOST_IN_BOOK = 4_000_000, 20_000  # of all sheets together, and of what names them
# A Dutch word of which only the last letter is written, after an apostrophe: of one that somebody
# types first in a cell Excel makes the sign that the cell is text ('s-Gravenhage, 't Harde).
_CUT_WORD = re.compile(r"[smnkt][- ]")
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
    calculated = {name for name, content in parts.items() if _FORMULA.search(content)}
    content = stored(parts)
    parts.clear()  # each is as large as the sheet is, and there is one in the package
    book = load(content, path, read_only=True)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _refuse_shared(book.worksheets, path)
            return tuple(_sheet(sheet, calculated, path) for sheet in book.worksheets)
    except TableError:
        raise
    except Exception:  # it raises almost anything on what it does not know
        raise TableError(damaged(path)) from None


def _refuse_large(parts: dict[str, bytes], path: str) -> None:
    """Refuse more than is read, before it takes memory."""
    tags = sum(content.count(b"<") for name, content in parts.items() if _SHEET.fullmatch(name))
    if tags > _MOST_TAGS or parts["xl/workbook.xml"].count(b"<") > _MOST_IN_BOOK:
        raise TableError(too_large(path, "dit bestand heeft te veel bladen of cellen"))
    for name, content in parts.items():
        if _SHEET.fullmatch(name):
            message = _too_full(content)
            if message:
                raise TableError(too_large(path, message, _title(parts, name)))
        elif name.endswith((".xml", ".rels")) and content.count(b"<") > _MOST_SHARED:
            message = f"dit bestand heeft te veel in {name}"
            raise TableError(too_large(path, message, hint=ALONE))


def _refuse_shared(sheets: Sequence[Any], path: str) -> None:
    """Refuse sheets that are one part under several names: each would be read again."""
    if len({sheet._worksheet_path for sheet in sheets}) < len(sheets):
        raise TableError(damaged(path))


def _too_full(content: bytes) -> str:
    """Why a sheet is not read; empty when it is."""
    rows, cells = count(content)
    if rows > _MOST_XML_ROWS or cells > MOST_CELLS:
        return f"dit blad heeft ten minste {grouped(rows)} rijen en {grouped(cells)} cellen"
    merged = content.count(b"mergeCell ")
    return f"dit blad heeft {grouped(merged)} samenvoegingen" if merged > _MOST_MERGED else ""


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


def load(content: bytes, path: str, read_only: bool = False) -> Any:
    """A workbook with its formulas; of one that is read only its sheets are not read yet."""
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about what it leaves out, which we do not use
            return openpyxl.load_workbook(
                io.BytesIO(content), read_only=read_only, keep_links=False, rich_text=False
            )
    except Exception:  # it raises almost anything on what it does not know
        raise TableError(damaged(path)) from None


def _sheet(sheet: Any, calculated: Collection[str], path: str) -> Sheet:
    """A sheet, read row by row: its cells as openpyxl keeps them take ten times their room."""
    has_formulas = sheet._worksheet_path in calculated
    with contextlib.ExitStack() as stack:
        typed, computed = (_parser(sheet, results, stack) for results in (False, True))
        results = computed.parse() if has_formulas else itertools.repeat((0, ()))
        rows = zip(typed.parse(), results, strict=has_formulas)
        lines = tuple(_lines(rows, _Looks(sheet.parent)))
    if len(lines) > MOST_ROWS:
        message = f"dit blad heeft meer dan {grouped(MOST_ROWS)} rijen"
        raise TableError(too_large(path, message, sheet.title))
    hidden = (int(number) for number, row in typed.row_dimensions.items() if _is_hidden(row))
    areas = tuple(sorted(_merged(typed.merged_cells)))
    return Sheet(
        path,
        sheet.title,
        _uncovered(lines, areas),
        frozenset(hidden),
        frozenset(_hidden_columns(typed.column_dimensions)),
        areas,
    )


def _parser(sheet: Any, results: bool, stack: contextlib.ExitStack) -> Any:
    """What walks over a sheet, for the results of formulas or for the formulas themselves."""
    book = sheet.parent
    return _parser_class()(
        stack.enter_context(sheet._get_source()),
        sheet._shared_strings,
        data_only=results,
        epoch=book.epoch,
        date_formats=book._date_formats,
        timedelta_formats=book._timedelta_formats,
    )


@functools.cache
def _parser_class() -> Any:
    """What openpyxl walks over a sheet with, which makes four objects of every text that stands in
    its own cell; of one without looks of its own the text is all there is.
    """
    from openpyxl.worksheet._reader import INLINE_STRING, VALUE_TAG, WorkSheetParser
    from openpyxl.xml.constants import SHEET_MAIN_NS

    text_tag = f"{{{SHEET_MAIN_NS}}}t"

    class Parser(WorkSheetParser):  # type: ignore[misc]  # openpyxl has no types
        def parse_cell(self, element: Any) -> Any:
            if element.get("t") == "inlineStr" and len(element) == 1:
                inside = element[0]
                if inside.tag == INLINE_STRING and len(inside) == 1 and inside[0].tag == text_tag:
                    element.set("t", "str")
                    inside.tag, inside.text = VALUE_TAG, inside[0].text
            return super().parse_cell(element)

    return Parser


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return attributes.get("hidden") in ("1", "true")


def _merged(found: Any) -> Iterator[tuple[int, int, int, int]]:
    for area in found.mergeCell if found else ():
        left, top, right, bottom = area.bounds
        yield top, left, bottom, right


def _uncovered(
    lines: tuple[Line, ...], areas: Sequence[tuple[int, int, int, int]]
) -> tuple[Line, ...]:
    """Lines without the cells that a merged one covers: nobody sees what is in those."""
    if not areas:
        return lines
    return tuple(
        replace(
            line,
            cells={
                at: cell
                for at, cell in line.cells.items()
                if not _is_covered(line.number, at, areas)
            },
        )
        for line in lines
    )


def _is_covered(row: int, column: int, areas: Sequence[tuple[int, int, int, int]]) -> bool:
    return any(
        top <= row <= bottom and left <= column <= right and (row, column) != (top, left)
        for top, left, bottom, right in areas
    )


def _hidden_columns(dimensions: Mapping[str, Mapping[str, str]]) -> Iterator[int]:
    """Hidden columns; one entry may stand for several beside each other."""
    for dimension in filter(_is_hidden, dimensions.values()):
        yield from range(int(dimension["min"]), min(int(dimension["max"]), 16_384) + 1)


class _Look(NamedTuple):
    """Of a style the number format, and whether an apostrophe was typed before the text."""

    form: str
    quoted: bool


class _Looks(dict[int, _Look]):
    """The look of each style of a workbook."""

    def __init__(self, book: Any) -> None:
        super().__init__()
        self._book = book

    def __missing__(self, style: int) -> _Look:
        from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

        found = self._book._cell_styles[style]
        number = found.numFmtId
        own = number - BUILTIN_FORMATS_MAX_SIZE
        form = BUILTIN_FORMATS.get(number) if own < 0 else self._book._number_formats[own]
        return self.setdefault(style, _Look(str(form or "General"), bool(found.quotePrefix)))


# A row with its cells as openpyxl reads them: their places, contents, types and styles.
_Row = tuple[int, Sequence[dict[str, Any]]]


def _lines(rows: Iterable[tuple[_Row, _Row]], looks: Mapping[int, _Look]) -> Iterator[Line]:
    for (number, cells), (_, results) in rows:
        both = zip(cells, results or cells, strict=True)
        found = {
            cell["column"]: _cell(cell, result, looks)
            for cell, result in both
            if cell["value"] not in (None, "")
        }
        if found:
            yield Line(number, found)


def _cell(
    cell: Mapping[str, Any], result: Mapping[str, Any], looks: Mapping[int, _Look]
) -> SheetCell:
    if cell["data_type"] == "f":
        cell = result
        if cell["value"] is None:
            return SheetCell(None, wrong=NO_RESULT)
    if cell["data_type"] == "e":
        return SheetCell(None, wrong=f"deze cel heeft de foutwaarde {cell['value']}")
    content, look = cell["value"], looks[cell["style_id"]]
    if look.quoted and isinstance(content, str) and _CUT_WORD.match(content):
        content = f"'{content}"
    return SheetCell(content, look.form)
