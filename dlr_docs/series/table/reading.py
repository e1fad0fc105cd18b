"""A spreadsheet as the rows of a series, each with its cells and its lines on other sheets."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path as FilePath

from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.problems import (
    Path,
    Problem,
    Source,
    TableError,
    error,
    nearest,
    warning,
)
from dlr_docs.model.choices import Choices
from dlr_docs.model.library import Library
from dlr_docs.series.table.cells import CellProblem, key_of, raw_of
from dlr_docs.series.table.columns import FOLDER, Column, columns_of
from dlr_docs.series.table.heads import HIGHEST_HEAD, OWN, ColumnNames, Head, find_head, names_of
from dlr_docs.series.table.naming import folder_name, same_name
from dlr_docs.sheets.cells import MOST_ROWS, Line, Sheet, SheetCell
from dlr_docs.sheets.excel import read_excel
from dlr_docs.sheets.reading import read_spreadsheet

MAIN, EXPLAINED, LISTS = "Gegevens", "Uitleg", "Lijsten"  # the sheets of a table that we made
_NEW_PARTY = re.compile(r"partijen\.([a-z][a-z0-9-]{0,39})\.soort")
_MANUAL = "Een tabel maakt u met: dlr-docs reeks-tabel KEUZES.yaml --uit TABEL.xlsx."


class Filled(Struct, frozen=True):
    """A filled cell: the keys that it is about, what a choice file would hold, and its place."""

    path: Path
    raw: object
    source: Source


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


class SeriesTable(Struct, frozen=True):
    """All rows; ``documents`` are the ids of those that have a sheet, a line each, ``lost`` are the
    lines that belong to no row.
    """

    path: str
    rows: tuple[SeriesRow, ...]
    documents: frozenset[str]
    warnings: tuple[Problem, ...]
    lost: tuple[Problem, ...] = ()


def read_table(path: str | FilePath, choices: Choices, library: Library) -> SeriesTable:
    """Read the table of a series.

    Args:
        choices: the choice file that the rows complete.

    Raises:
        TableError: when it is no table, or its head is wrong.
    """
    spreadsheet = read_spreadsheet(path)
    sheets = [sheet for sheet in spreadsheet.sheets if not sheet.name.startswith(OWN)]
    columns = columns_of(choices, library, _new_parties(sheets, choices))
    heads, wrong, unread = _heads(sheets, names_of(columns))
    _refuse(wrong)
    main = _main(heads, spreadsheet.path)
    others = [(head, _table_of(head) or ()) for head in heads if head is not main]
    documents = frozenset(str(of[1]) for _, of in others if is_document(of))
    unclear = (_unclear(head, of, documents) for head, of in others)
    _refuse([*itertools.chain.from_iterable(unclear)])
    rows = _rows(main, _namers(choices, columns))
    records, lost = _records(others, rows)
    left_alone = _left_alone(rows, records, lost)
    hidden = itertools.chain.from_iterable(map(_hidden, heads))
    whole = tuple(
        _with_records(row, records.get(same_name(row.name), []), left_alone) for row in rows
    )
    warnings = (*spreadsheet.warnings, *unread, *hidden)
    told = tuple(line.problem for line in lost)
    return SeriesTable(spreadsheet.path, whole, documents, warnings, told)


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise TableError(problems)


def read_heads(data: bytes, name: str, columns: Mapping[str, Column]) -> list[Head]:
    """The sheets of an .xlsx that have a head.

    Raises:
        TableError: when it is no .xlsx, or a head is wrong.
    """
    heads, problems, _ = _heads(read_excel(data, name), names_of(columns))
    if problems:
        raise TableError(problems)
    return heads


def _new_parties(sheets: Iterable[Sheet], choices: Choices) -> list[str]:
    """Parties that the table says the sort of and the choice file does not have."""
    lines = itertools.chain.from_iterable(sheet.lines[:HIGHEST_HEAD] for sheet in sheets)
    cells = itertools.chain.from_iterable(line.cells.values() for line in lines)
    found = (_NEW_PARTY.fullmatch(cell.text) for cell in cells)
    return [match[1] for match in found if match and match[1] not in choices.parties]


def _heads(
    sheets: Sequence[Sheet], names: ColumnNames
) -> tuple[list[Head], list[Problem], list[Problem]]:
    """The sheets that have a head, what is wrong with those, and that others are not read."""
    heads, problems, unread = [], [], []
    for sheet in sheets:
        head, found = find_head(sheet, names)
        problems += found
        if head is not None:
            heads.append(head)
        elif sheet.lines and sheet.name not in (EXPLAINED, LISTS):
            message = "dit blad heeft geen rij met sleutels of vragen en is niet gelezen"
            hint = "Is het blad van uzelf, begin de naam dan met een #."
            unread.append(warning(codes.BLAD_NIET_GELEZEN, message, sheet.source(), hint))
    return heads, problems, unread


def _main(heads: Sequence[Head], path: str) -> Head:
    """The sheet with a row for each bundle."""
    if not heads:
        message = "in deze tabel staat geen rij met sleutels of vragen"
        raise TableError(error(codes.TABEL_ZONDER_KOP, message, Source(path), _MANUAL))
    named = (head for head in heads if head.sheet.name.casefold() == MAIN.casefold())
    whole = (head for head in heads if _table_of(head) is None)
    return next(named, None) or next(whole, heads[0])


def _table_of(head: Head) -> Path | None:
    """The list or the document that all columns of a sheet are about; None when they are not."""
    others = [column for column in head.columns.values() if column.path != (FOLDER,)]
    found = {column.table or column.path[:2] for column in others}
    if len(found) != 1:
        return _document_of(others)
    table = found.pop()
    return table if others[0].table or table[0] == "documenten" else None


def _document_of(columns: Sequence[Column]) -> Path | None:
    found = {column.path[:2] for column in columns}
    return found.pop() if len(found) == 1 and columns[0].path[0] == "documenten" else None


def _unclear(head: Head, table: Path, documents: AbstractSet[str]) -> Iterator[Problem]:
    """Why the lines of another sheet belong nowhere."""
    place = head.sheet.source(head.row)
    if table[:1] == ("documenten",) and not is_document(table) and table[1] in documents:
        message = f"het document '{table[1]}' heeft zelf een regel per stuk"
        hint = "Een lijst in zo'n document zet u in het keuzebestand."
        yield error(codes.BLAD_ONDUIDELIJK, message, place, hint)
    elif not table:
        message = "naast het blad met de rijen kan een blad over één lijst of document gaan"
        hint = "Is het een kopie of van uzelf, begin de naam van het blad dan met een #."
        yield error(codes.BLAD_ONDUIDELIJK, message, place, hint)
    elif head.folder is None:
        message = f"op dit blad ontbreekt de kolom '{FOLDER}'"
        hint = "Zet daarin bij elke regel de map van de rij waar zij bij hoort."
        yield error(codes.BLAD_ONDUIDELIJK, message, place, hint)


def _hidden(head: Head) -> Iterator[Problem]:
    """Rows and columns that a user does not see and that count."""
    rows = sum(1 for line in head.lines if line.number in head.sheet.hidden_rows)
    columns = len(head.sheet.hidden_columns & head.columns.keys())
    if rows or columns:
        message = f"verborgen rijen ({rows}) en kolommen ({columns}) zijn meegelezen"
        hint = "Staat er een filter aan? Zet een # voor rijen die niet mee moeten doen."
        yield warning(codes.TABEL_VERBORGEN, message, head.sheet.source(), hint)


Namers = tuple[tuple[Column, ...], ...]


def _namers(choices: Choices, columns: Mapping[str, Column]) -> Namers:
    """By party, in order, the columns that a row can be called after."""
    texts = [
        column
        for column in columns.values()
        if column.path[0] == "partijen" and column.declared.kind == "tekst"
    ]
    open_ones = (column for column in texts if not _is_given(column.path, choices))
    return tuple(
        tuple(group) for _, group in itertools.groupby(open_ones, lambda column: column.path[1])
    )


def _is_given(path: Path, choices: Choices) -> bool:
    """Whether the choice file has something in the field of a party."""
    party = choices.parties.get(str(path[1]))
    return party is not None and party.fields.get(str(path[2])) is not None


def _rows(main: Head, namers: Namers) -> list[SeriesRow]:
    """The rows of the sheet with the bundles; those with a name that another one has are wrong."""
    rows = [_row(main, line, cells, namers) for line, cells in _filled_down(main)]
    alike: dict[str, list[SeriesRow]] = {}
    for row in rows:
        alike.setdefault(same_name(row.name), []).append(row)
    return [_judged_name(row, alike[same_name(row.name)]) for row in rows]


def _judged_name(row: SeriesRow, alike: Sequence[SeriesRow]) -> SeriesRow:
    """A row, with what is wrong when others have its name."""
    if len(alike) == 1:
        return row
    other = next(item for item in alike if item is not row)
    message = f"deze rij krijgt dezelfde map als rij {other.number}: {row.name}"
    hint = f"Geef elke rij een eigen naam in de kolom '{FOLDER}'."
    problem = error(codes.DUBBELE_RIJ, message, row.source, hint)
    return replace(row, problems=(*row.problems, problem))


def _filled_down(head: Head) -> Iterator[tuple[Line, Mapping[int, SheetCell]]]:
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


def _row(main: Head, line: Line, cells: Mapping[int, SheetCell], namers: Namers) -> SeriesRow:
    filled, problems = _read(main, line, cells, _single)
    problems += _merged(main, line)
    found = {item.path: item.raw for item in filled}
    name = folder_name(str(found.get((FOLDER,)) or _derived(found, namers) or ""))
    source = main.sheet.source(line.number)
    if not name:
        message = "van deze rij is niet te zeggen hoe haar map moet heten"
        hint = f"Vul de kolom '{FOLDER}' in, of de naam van de partij."
        problems.append(error(codes.RIJ_ZONDER_NAAM, message, source, hint))
    own = tuple(item for item in filled if item.path != (FOLDER,))
    return SeriesRow(line.number, name or f"rij {line.number}", source, own, (), tuple(problems))


def _derived(found: Mapping[Path, object], namers: Namers) -> object:
    """What a row without a name of its own is called after: its first party that the choice file
    does not name.
    """
    names = (found.get(column.path) for column in itertools.chain.from_iterable(namers))
    return next(filter(None, names), None)


def _own_path(column: Column) -> Path:
    return column.path


def _single(column: Column) -> Path:
    """The path of a column; of a list that has no lines of its own it is that of the first item."""
    size = len(column.table)
    return (*column.table, 0, *column.path[size:]) if size else column.path


def _spread(path: Path, column: Column, raw: object, source: Source) -> list[Filled]:
    """A cell for each item of a list that has no lines of its own: they stand below each other in
    the cell.
    """
    size = len(column.table)
    if path == column.path or not isinstance(raw, str):
        return [Filled(path, raw, source)]
    options = column.declared.options
    return [
        Filled((*path[:size], number, *path[size + 1 :]), key_of(part.strip(), options), source)
        for number, part in enumerate(raw.splitlines())
    ]


def _read(
    head: Head, line: Line, cells: Mapping[int, SheetCell], path_of: Callable[[Column], Path]
) -> tuple[list[Filled], list[Problem]]:
    """The filled cells of a line, and what is wrong with them."""
    filled, problems = [], []
    for at, column in head.columns.items():
        cell = cells.get(at)
        if cell is None or not (cell.text or cell.wrong):
            continue
        source = head.sheet.source(line.number, at)
        try:
            filled += _spread(path_of(column), column, raw_of(column, cell), source)
        except CellProblem as exc:
            problems.append(error(exc.code, f"{column.key}: {exc.message}", source, exc.hint))
    return filled, problems


def _merged(head: Head, line: Line) -> list[Problem]:
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


Records = dict[str, list[tuple[Record, list[Problem]]]]


class LostLine(Struct, frozen=True):
    """A line of another sheet whose row is not there, and the names of rows that may be meant: the
    one that is nearly the same, or else those of the lines beside it.
    """

    table: Path
    problem: Problem
    meant: frozenset[str]


def _records(
    others: Sequence[tuple[Head, Path]], rows: Sequence[SeriesRow]
) -> tuple[Records, list[LostLine]]:
    """The lines of other sheets by the row that they belong to, and those that belong to none."""
    names = {same_name(row.name): row.name for row in rows}
    found: Records = {}
    lost = []
    for head, table in others:
        lines = [(line, cells, _row_named(head, cells)) for line, cells in _filled_down(head)]
        for at, (line, cells, name) in enumerate(lines):
            if same_name(name) in names:
                record = _record(head, table, line, cells)
                found.setdefault(same_name(name), []).append(record)
            else:
                beside = frozenset(same_name(item) for _, _, item in lines[max(0, at - 1) : at + 2])
                near, problem = _lost(head, line, name, names.values())
                meant = frozenset({same_name(near)}) if near else beside
                lost.append(LostLine(table, problem, meant))
    return found, lost


def _row_named(head: Head, cells: Mapping[int, SheetCell]) -> str:
    """The row that a line says it belongs to."""
    cell = cells.get(head.folder or 0)
    return folder_name(cell.text) if cell is not None else ""


def _record(
    head: Head, table: Path, line: Line, cells: Mapping[int, SheetCell]
) -> tuple[Record, list[Problem]]:
    """A line of another sheet, and what is wrong with its cells."""
    path_of = _single if is_document(table) else _own_path
    filled, problems = _read(head, line, cells, path_of)
    own = tuple(item for item in filled if item.path != (FOLDER,))
    record = Record(table, head.sheet.source(line.number), own)
    return record, [*problems, *_merged(head, line)]


def _lost(head: Head, line: Line, name: str, known: Iterable[str]) -> tuple[str | None, Problem]:
    """What is wrong with a line whose row is not there, and the row with nearly that name."""
    place = head.sheet.source(line.number, head.folder)
    if not name:
        message = "deze regel zegt niet bij welke rij zij hoort"
        hint = f"Vul de kolom '{FOLDER}' in."
        return None, error(codes.RIJ_ONBEKEND, message, place, hint)
    message = f"op het blad met de rijen is geen rij met de map '{name}'"
    near = nearest(name, [item for item in known if _in_words(item) != _in_words(name)])
    otherwise = f"Typ wat bij de rij in de kolom '{FOLDER}' staat, of de naam waarnaar zij heet."
    hint = f"Bedoelt u '{near}'?" if near else otherwise
    return near, error(codes.RIJ_ONBEKEND, message, place, hint)


def _in_words(name: str) -> str:
    """A name without its numbers: what differs in these alone is no typing error."""
    return re.sub(r"\d+", "", name).casefold()


def _left_alone(
    rows: Sequence[SeriesRow], records: Records, lost: Sequence[LostLine]
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


def _alone(row: SeriesRow, lost: Problem) -> Problem:
    sheet = lost.source.sheet if lost.source else ""
    message = f"bij de rij '{row.name}' horen misschien regels van het blad '{sheet}' zonder rij"
    hint = f"Geef de rij en haar regels dezelfde naam in de kolom '{FOLDER}'."
    return error(codes.RIJ_ONBEKEND, message, row.source, hint)


def _with_records(
    row: SeriesRow,
    found: Sequence[tuple[Record, list[Problem]]],
    left_alone: Mapping[str, Sequence[Problem]],
) -> SeriesRow:
    alone = left_alone.get(same_name(row.name), ())
    problems = (*row.problems, *alone, *itertools.chain.from_iterable(wrong for _, wrong in found))
    records = tuple(record for record, _ in found)
    return replace(row, records=records, problems=problems)
