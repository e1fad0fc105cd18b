"""The lines of other sheets with the rows that they belong to, and those that belong to none."""

from __future__ import annotations

import contextlib
import itertools
import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Path, Problem, Source, error, nearest
from dlr_docs.series.table.cells import CellProblem, raw_of
from dlr_docs.series.table.columns import FOLDER
from dlr_docs.series.table.heads import Head
from dlr_docs.series.table.lines import (
    Record,
    SeriesRow,
    filled_down,
    is_document,
    merged_beside,
    own_path,
    read_cells,
    single_path,
)
from dlr_docs.series.table.naming import folder_name, same_name
from dlr_docs.sheets.cells import Line, SheetCell

Records = dict[str, list[tuple[Record, list[Problem]]]]


class RowName(Struct, frozen=True):
    """What a row is called, and where it stands."""

    name: str
    source: Source


class LostLine(Struct, frozen=True):
    """A line of another sheet whose row is not there, and the names of rows that may be meant: the
    one that is nearly the same, or else those of the lines beside it.
    """

    table: Path
    problem: Problem
    meant: frozenset[str]


def records_of(
    others: Sequence[tuple[Head, Path]], rows: Sequence[RowName]
) -> tuple[Records, list[LostLine]]:
    """The lines of other sheets by the row that they belong to, and those that belong to none."""
    names = {same_name(row.name): row.name for row in rows}
    found: Records = {}
    lost = []
    for head, table in others:
        lines = [(line, cells, _row_named(head, cells)) for line, cells in filled_down(head)]
        for at, (line, cells, name) in enumerate(lines):
            if same_name(name) in names:
                record = _record(head, table, line, cells)
                found.setdefault(same_name(name), []).append(record)
            else:
                beside = frozenset(same_name(item) for _, _, item in lines[max(0, at - 1) : at + 2])
                near, problem = _lost(head, line, cells, names, beside)
                meant = frozenset({same_name(near)}) if near else beside
                lost.append(LostLine(table, problem, meant))
    return found, lost


def _row_named(head: Head, cells: Mapping[int, SheetCell]) -> str:
    """The row that a line says it belongs to; empty when that is not to be told."""
    with contextlib.suppress(CellProblem):
        return _folder(head, cells)
    return ""


def _folder(head: Head, cells: Mapping[int, SheetCell]) -> str:
    """What the cell of a folder says, read as that of the row itself.

    Raises:
        CellProblem: when it cannot be used.
    """
    at = head.folder or 0
    cell = cells.get(at)
    return folder_name(str(raw_of(head.columns[at], cell) or "")) if cell is not None else ""


def _record(
    head: Head, table: Path, line: Line, cells: Mapping[int, SheetCell]
) -> tuple[Record, list[Problem]]:
    """A line of another sheet, and what is wrong with its cells."""
    path_of = single_path if is_document(table) else own_path
    filled, problems = read_cells(head, line, cells, path_of)
    own = tuple(item for item in filled if item.path != (FOLDER,))
    record = Record(table, head.sheet.source(line.number), own)
    return record, [*problems, *merged_beside(head, line)]


def _lost(
    head: Head,
    line: Line,
    cells: Mapping[int, SheetCell],
    known: Mapping[str, str],
    beside: Iterable[str],
) -> tuple[str | None, Problem]:
    """What is wrong with a line whose row is not there, and the row with nearly that name."""
    place = head.sheet.source(line.number, head.folder)
    try:
        name = _folder(head, cells)
    except CellProblem as exc:
        return None, error(exc.code, f"{FOLDER}: {exc.message}", place, exc.hint)
    if not name:
        message = "deze regel zegt niet bij welke rij zij hoort"
        hint = f"Vul de kolom '{FOLDER}' in."
        return None, error(codes.RIJ_ONBEKEND, message, place, hint)
    message = f"op het blad met de rijen is geen rij met de map '{name}'"
    other = {key: item for key, item in known.items() if _in_words(item) != _in_words(name)}
    near = _nearest(name, other.values(), [other[key] for key in sorted(beside) if key in other])
    otherwise = f"Typ wat bij de rij in de kolom '{FOLDER}' staat, of de naam waarnaar zij heet."
    hint = f"Bedoelt u '{near}'?" if near else otherwise
    return near, error(codes.RIJ_ONBEKEND, message, place, hint)


def _nearest(name: str, known: Iterable[str], beside: Iterable[str]) -> str | None:
    """The row with nearly that name: of those as near as each other the one of a line beside it."""
    found = nearest(name, known)
    if found is None:
        return None
    as_near = (item for item in beside if _likeness(item, name) >= _likeness(found, name))
    return next(as_near, found)


def _likeness(one: str, other: str) -> float:
    import difflib

    return difflib.SequenceMatcher(None, one.casefold(), other.casefold()).ratio()


def _in_words(name: str) -> str:
    """A name without its numbers: what differs in these alone is no typing error."""
    return re.sub(r"\d+", "", name).casefold()


def rows_left_alone(
    rows: Sequence[RowName], records: Records, lost: Sequence[LostLine]
) -> dict[str, list[Problem]]:
    """By name the rows that a lost line may belong to: they would be made without it."""
    found: dict[str, list[Problem]] = {}
    for table, lines in itertools.groupby(lost, lambda line: line.table):
        first, *_ = group = [*lines]
        having = {
            name for name, own in records.items() if any(item.table == table for item, _ in own)
        }
        meant = frozenset[str]().union(*(line.meant for line in group))
        for row in rows:
            if same_name(row.name) in meant or same_name(row.name) not in having:
                found.setdefault(same_name(row.name), []).append(_alone(row, first.problem))
    return found


def _alone(row: RowName, lost: Problem) -> Problem:
    sheet = lost.source.sheet if lost.source else ""
    message = f"bij deze rij horen misschien regels van het blad '{sheet}' zonder rij"
    hint = f"Geef de rij en haar regels dezelfde naam in de kolom '{FOLDER}'."
    return error(codes.RIJ_ONBEKEND, message, row.source, hint)


def with_records(
    row: SeriesRow,
    found: Sequence[tuple[Record, list[Problem]]],
    left_alone: Mapping[str, Sequence[Problem]],
) -> SeriesRow:
    """A row with its lines of other sheets, and what is wrong with these."""
    alone = left_alone.get(same_name(row.name), ())
    problems = (*row.problems, *alone, *itertools.chain.from_iterable(wrong for _, wrong in found))
    records = tuple(record for record, _ in found)
    return replace(row, records=records, problems=problems)
