"""The lines of a sheet: their cells read, as a row of the series or as a line of another sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Path, Problem, Source, error
from dlr_docs.series.table.cells import CellProblem, key_of, raw_of
from dlr_docs.series.table.columns import Column
from dlr_docs.series.table.heads import Head
from dlr_docs.sheets.cells import MOST_ROWS, Line, SheetCell, letters


class Filled(Struct, frozen=True):
    """A filled cell: the keys that it is about, what a choice file would hold, and its column."""

    path: Path
    raw: object
    column: int

    def source(self, line: Source) -> Source:
        """Its place, by that of its line."""
        cell = f"{letters(self.column)}{line.row}"
        return Source(line.path, sheet=line.sheet, row=line.row, cell=cell)


class Record(Struct, frozen=True):
    """A line of another sheet: an item of a list, or a document; ``table`` says of which."""

    table: Path
    source: Source
    cells: tuple[Filled, ...]


def is_document(table: Path) -> bool:
    """Whether the lines of a sheet are documents, and not items of a list."""
    return table[:1] == ("documenten",) and len(table) == 2


class SeriesRow(Struct, frozen=True):
    """One row of the series: a bundle. ``name`` is its folder, ``problems`` what is wrong with its
    cells.
    """

    number: int
    name: str
    source: Source
    cells: tuple[Filled, ...]
    records: tuple[Record, ...]
    problems: tuple[Problem, ...]


def filled_down(head: Head) -> Iterator[tuple[Line, Mapping[int, SheetCell]]]:
    """The lines with their cells; those that were merged below each other all say the same."""
    by_number = {line.number: line for line in head.sheet.lines}
    merged: dict[int, dict[int, SheetCell]] = {}
    for top, left, bottom, right in head.sheet.merged:
        cell = by_number[top].cells.get(left) if top in by_number else None
        if cell is not None and left == right and bottom > head.row:
            for number in range(top, min(bottom, top + MOST_ROWS) + 1):
                merged.setdefault(number, {})[left] = cell
    for line in head.lines:
        yield line, {**line.cells, **merged.get(line.number, {})}


def own_path(column: Column) -> Path:
    """The path of a column as it is declared."""
    return column.path


def single_path(column: Column) -> Path:
    """The path of a column; of a list that has no lines of its own it is that of the first item."""
    size = len(column.table)
    return (*column.table, 0, *column.path[size:]) if size else column.path


def _spread(path: Path, column: Column, raw: object, at: int) -> list[Filled]:
    """A cell for each item of a list that has no lines of its own: they stand below each other in
    the cell.
    """
    size = len(column.table)
    if path == column.path or not isinstance(raw, str):
        return [Filled(path, raw, at)]
    options = column.declared.options
    return [
        Filled((*path[:size], number, *path[size + 1 :]), key_of(part.strip(), options), at)
        for number, part in enumerate(raw.splitlines())
    ]


def read_cells(
    head: Head, line: Line, cells: Mapping[int, SheetCell], path_of: Callable[[Column], Path]
) -> tuple[list[Filled], list[Problem]]:
    """The filled cells of a line, and what is wrong with them."""
    filled, problems = [], []
    for at, column in head.columns.items():
        cell = cells.get(at)
        if cell is None or not (cell.text or cell.wrong):
            continue
        try:
            filled += _spread(path_of(column), column, raw_of(column, cell), at)
        except CellProblem as exc:
            source = head.sheet.source(line.number, at)
            problems.append(error(exc.code, f"{column.key}: {exc.message}", source, exc.hint))
    return filled, problems


def merged_beside(head: Head, line: Line) -> list[Problem]:
    """Cells of a line that were merged with others beside them: what they are about is not to be
    told.
    """
    message = "deze cel is samengevoegd met cellen ernaast"
    hint = "Splits de cellen (Start > Samenvoegen opheffen) en vul elke cel in."
    return [
        error(codes.CEL_SAMENGEVOEGD, message, head.sheet.source(line.number, left), hint)
        for top, left, bottom, right in head.sheet.merged
        if top <= line.number <= bottom
        and left < right
        and not head.columns.keys().isdisjoint(range(left, right + 1))
    ]
