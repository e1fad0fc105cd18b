"""A spreadsheet as plain data: sheets of lines of cells, each with its place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time, timedelta

from msgspec import Struct

from dlr_docs.basis.problems import Problem, Source

Content = str | int | float | bool | date | time | timedelta
MOST_ROWS, MOST_CELLS = 20_000, 400_000  # of a file; far above any series, far below a hang


class SheetCell(Struct, frozen=True):
    """What stands in a cell. ``form`` is its number format, empty when the file does not tell;
    ``wrong`` says why there is nothing that can be used.
    """

    content: Content | None
    form: str = ""
    wrong: str = ""

    @property
    def text(self) -> str:
        """The content as text, without the spaces around it."""
        content = self.content
        if content is None:
            return ""
        text = content if isinstance(content, str) else str(content)
        return text.replace("\u00a0", " ").strip()


class Line(Struct, frozen=True):
    """One row of a sheet: its number from 1, and its cells that hold something by their column from
    1.
    """

    number: int
    cells: Mapping[int, SheetCell]


class Sheet(Struct, frozen=True):
    """A sheet; ``name`` is empty in a file that has no sheets.

    ``merged`` are the areas of merged cells: first row and column, last row and column.
    """

    path: str
    name: str
    lines: tuple[Line, ...]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()

    def source(self, row: int | None = None, column: int | None = None) -> Source:
        """The place of a cell, a row, or the sheet."""
        cell = f"{letters(column)}{row}" if row and column else None
        return Source(self.path, sheet=self.name or None, row=row, cell=cell)


class Spreadsheet(Struct, frozen=True):
    """A file with sheets, and what deserves attention in it."""

    path: str
    sheets: tuple[Sheet, ...]
    warnings: tuple[Problem, ...] = ()


def letters(column: int) -> str:
    """What a spreadsheet calls a column: A, B, …, Z, AA."""
    found = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found
