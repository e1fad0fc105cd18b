"""Writing the table of a series: questions, keys, drop-downs, formats, notes, an example row, and
a sheet that explains it.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from dlr_docs.basis import codes
from dlr_docs.basis.dutch import DATE_EXAMPLE, parse_date
from dlr_docs.basis.problems import Path, Source, TableError, error
from dlr_docs.model.choices import Choices
from dlr_docs.model.library import Library
from dlr_docs.model.values import Kind
from dlr_docs.series.table.chosen import Layout
from dlr_docs.series.table.columns import FOLDER, Column, columns_of
from dlr_docs.series.table.explained import explanation, note_of, typed_example
from dlr_docs.series.table.heads import OWN, Head
from dlr_docs.series.table.reading import EXPLAINED, LISTS, MAIN, read_heads
from dlr_docs.sheets.cells import letters
from dlr_docs.sheets.excel import load
from dlr_docs.sheets.package import safe_parts, stored
from dlr_docs.sheets.workbook import (
    FONT,
    LINE,
    as_bytes,
    lines_of,
    new_workbook,
    put_head,
    put_text,
)

_LAST_ROW = 1500  # how far down drop-downs and formats go
_FORMS: Mapping[Kind, str] = {
    "datum": "d mmmm yyyy",
    "bedrag": "#,##0.00",
    "aantal": "0",
    "percentage": "0.##%",
}
_WIDTHS: Mapping[Kind, int] = {
    "datum": 20,
    "bedrag": 14,
    "aantal": 12,
    "percentage": 12,
    "ja_nee": 12,
}
_EXPLAINED_WIDTHS = (44, 52, 60, 44)
_EXAMPLE = f"{OWN} voorbeeld"
_MOST_ON_A_PAGE = 12  # columns that can be read side by side on paper
_LONGEST_TITLE = 31  # of a sheet, in Excel
_YES_NO = ("ja", "nee")


def new_table(layout: Layout, choices: Choices) -> bytes:
    """A new table with these columns."""
    book = new_workbook()
    lists = _Lists()
    _new_sheet(book, MAIN, layout.main, lists)
    titles = _titles(layout.others)
    for path, columns in layout.others.items():
        _new_sheet(book, _free_title(titles[path], book), columns, lists)
    _explain(book, layout, choices)
    lists.write(book)
    return as_bytes(book)


def extended_table(
    data: bytes, name: str, layout: Layout, choices: Choices, library: Library
) -> bytes:
    """A table with the columns that it does not have yet behind those that it has.

    Args:
        data: the table as it is; what stands in it stays.
        name: what problems call it.

    Raises:
        TableError: when it is no .xlsx of a series, or would need a sheet that it does not have.
    """
    book = load(stored(safe_parts(data, name)), name)
    heads = read_heads(data, name, columns_of(choices, library))
    main = next((head for head in heads if head.sheet.name == MAIN), heads[0] if heads else None)
    if main is None:
        message = "in deze tabel staat geen rij met sleutels of vragen"
        raise TableError(error(codes.TABEL_ZONDER_KOP, message, Source(name)))
    lists = _Lists(book)
    _extend(book[main.sheet.name], main, layout.main, lists)
    others = [head for head in heads if head is not main]
    titles = _titles(layout.others)
    for path, columns in layout.others.items():
        head = next((head for head in others if _keys(head) & _keys_of(columns)), None)
        if head is None:
            _new_sheet(book, _free_title(titles[path], book), columns, lists)
        else:
            _extend(book[head.sheet.name], head, columns, lists)
    lists.write(book)
    return as_bytes(book)


def _keys(head: Head) -> frozenset[str]:
    return frozenset(column.key for column in head.columns.values())


def _keys_of(columns: Sequence[Column]) -> frozenset[str]:
    return frozenset(column.key for column in columns) - {FOLDER}


def _extend(sheet: Any, head: Head, columns: Sequence[Column], lists: _Lists) -> None:
    """Add the columns that a sheet does not have yet behind all that it has; with keys where it has
    keys, else with questions.
    """
    missing = [column for column in columns if column.key not in _keys(head)]
    first = max(max(line.cells) for line in head.sheet.lines) + 1
    has_keys = any(
        str(sheet.cell(head.row, at).value).strip() == column.key
        for at, column in head.columns.items()
    )
    above = head.row - 1 if has_keys else head.row
    for at, column in enumerate(missing, first):
        _put_column(sheet, at, column, above or None, head.row if has_keys else None, lists)


def _titles(paths: Collection[Path]) -> dict[Path, str]:
    """What sheets of lists and documents are called: one of several lists of a name also after its
    document.
    """
    counts = Counter(path[-1] for path in paths)
    shared = {path for path in paths if path[0] == "documenten" and counts[path[-1]] > 1}
    return {path: f"{path[1]} {path[-1]}" if path in shared else str(path[-1]) for path in paths}


def _free_title(name: str, book: Any) -> str:
    """A title that no other sheet has."""
    name = name[:_LONGEST_TITLE]
    taken = {title.casefold() for title in book.sheetnames}
    numbered = (f"{name[: _LONGEST_TITLE - 3]}-{number}" for number in itertools.count(2))
    return next(
        title for title in itertools.chain([name], numbered) if title.casefold() not in taken
    )


def _new_sheet(book: Any, title: str, columns: Sequence[Column], lists: _Lists) -> None:
    """A sheet with a question and a key above each column, and an example row below them."""
    sheet = book.create_sheet(title)
    for at, column in enumerate(columns, 1):
        _put_column(sheet, at, column, 1, 2, lists)
        _put_example(sheet, at, column)
    sheet.row_dimensions[1].height = 62
    sheet.freeze_panes = "B4"
    sheet.page_setup.orientation = "landscape"
    if len(columns) <= _MOST_ON_A_PAGE:
        _one_page_across(sheet)


def _one_page_across(sheet: Any) -> None:
    """Print all columns on one page, and as many pages down as it takes."""
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _put_column(
    sheet: Any, at: int, column: Column, asked: int | None, keyed: int | None, lists: _Lists
) -> None:
    """The head of a column, with its note, format and drop-down.

    Args:
        asked: the row for the question; None for none.
        keyed: the row for the key; None for none.
    """
    from openpyxl.comments import Comment
    from openpyxl.styles import Font, PatternFill

    if asked:
        put_head(sheet, asked, [column.question], at)
    if keyed:
        cell = put_text(sheet, keyed, at, column.key)
        cell.font = Font(name=FONT, size=8, color="595959")
        cell.fill = PatternFill("solid", fgColor="DDE6F0")
    note = Comment(note_of(column), "dlr-docs", height=150, width=320)
    sheet.cell(asked or keyed or 1, at).comment = note
    letter = letters(at)
    first = max(asked or 0, keyed or 0) + 1
    sheet.column_dimensions[letter].width = _width(column)
    form = _FORMS.get(column.declared.kind, "@")
    sheet.column_dimensions[letter].number_format = form
    for row in range(first, first + 60):  # cells that are there have no format from their column
        if sheet.cell(row, at).value is None:
            sheet.cell(row, at).number_format = form
    lists.validate(sheet, f"{letter}{first}:{letter}{_LAST_ROW}", column)


def _width(column: Column) -> int:
    return 34 if column.path == (FOLDER,) else _WIDTHS.get(column.declared.kind, 26)


def _put_example(sheet: Any, at: int, column: Column) -> None:
    from openpyxl.styles import Font

    text = example_of(column)
    day = parse_date(text) if column.declared.kind == "datum" else None
    cell = sheet.cell(3, at) if day else put_text(sheet, 3, at, text)
    if day:
        cell.value = day
        cell.number_format = _FORMS["datum"]
    cell.font = Font(name=FONT, italic=True, color="7F7F7F")


def example_of(column: Column) -> str:
    """What stands in the example row."""
    declared = column.declared
    if column.path == (FOLDER,):
        return _EXAMPLE
    usual = declared.default if isinstance(declared.default, str) else ""
    found = typed_example(column) or usual
    if declared.options:
        label = _labels(column)
        return (
            declared.options.get(str(found), label[0])
            if column.path[2:3] != ("keuzes",)
            else str(found or label[0])
        )
    return str(found) if found else {"datum": DATE_EXAMPLE, "ja_nee": "ja"}.get(declared.kind, "…")


def _labels(column: Column) -> list[str]:
    """What a drop-down offers: what a reader reads, or the names of variants."""
    if column.declared.kind == "ja_nee":
        return [*_YES_NO]
    is_variant = "keuzes" in column.path[2:3]
    options = column.declared.options
    return [*options] if is_variant else [*options.values()]


class _Lists:
    """The sheet with what drop-downs offer, which nobody needs to see."""

    def __init__(self, book: Any = None) -> None:
        there = book[LISTS] if book is not None and LISTS in book.sheetnames else None
        self._first = there.max_column + 1 if there is not None else 1
        self._ranges: dict[tuple[str, ...], str] = {}

    def validate(self, sheet: Any, area: str, column: Column) -> None:
        """Give an area the drop-down or the rule of its column."""
        from openpyxl.worksheet.datavalidation import DataValidation

        labels = tuple(_labels(column))
        if labels:
            rule = DataValidation(type="list", formula1=self._range(labels), allow_blank=True)
            rule.showErrorMessage = not column.several
        elif column.declared.kind == "datum":
            rule = DataValidation(
                type="date", operator="greaterThan", formula1="1", allow_blank=True
            )
            rule.showErrorMessage = False  # a date may be typed as text too
        else:
            return
        rule.error = "Kies uit de lijst, laat de cel leeg, of typ - om de vraag open te laten."
        rule.errorTitle = "Dit kan hier niet"
        rule.errorStyle = "warning"
        sheet.add_data_validation(rule)
        rule.add(area)

    def _range(self, labels: tuple[str, ...]) -> str:
        if labels not in self._ranges:
            letter = letters(self._first + len(self._ranges))
            self._ranges[labels] = f"{LISTS}!${letter}$1:${letter}${len(labels)}"
        return self._ranges[labels]

    def write(self, book: Any) -> None:
        """Write the sheet, when there is anything on it."""
        if not self._ranges:
            return
        sheet = book[LISTS] if LISTS in book.sheetnames else book.create_sheet(LISTS)
        for at, labels in enumerate(self._ranges, self._first):
            for row, label in enumerate(labels, 1):
                put_text(sheet, row, at, label)
        sheet.sheet_state = "hidden"


def _explain(book: Any, layout: Layout, choices: Choices) -> None:
    """The sheet that says how the table works, and what each column is."""
    from openpyxl.styles import Alignment, Font

    sheet = book.create_sheet(EXPLAINED)
    row = 1
    for text, is_heading in explanation(choices, bool(layout.others)):
        cell = put_text(sheet, row, 1, text)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=4)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(name=FONT, bold=is_heading, size=14 if is_heading else 11)
        sheet.row_dimensions[row].height = 22 if is_heading else LINE * lines_of(text, 150)
        row += 1
    put_head(sheet, row + 1, ("Vraag", "Sleutel", "Uitleg", "Mogelijk"))
    columns = itertools.chain(layout.main, *layout.others.values())
    for number, column in enumerate(dict.fromkeys(columns), row + 2):
        cells = (column.question, column.key, note_of(column), "\n".join(_labels(column)))
        for at, text in enumerate(cells, 1):
            put_text(sheet, number, at, text).alignment = Alignment(wrap_text=True, vertical="top")
        high = max(map(lines_of, cells, (width - 4 for width in _EXPLAINED_WIDTHS)))
        sheet.row_dimensions[number].height = LINE * high
    for letter, width in zip("ABCD", _EXPLAINED_WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.page_setup.orientation = "landscape"
    _one_page_across(sheet)
