"""A spreadsheet as the rows of a series, each with its cells and its lines on other sheets."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path as FilePath

from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Path, Problem, Source, TableError, error, warning
from dlr_docs.files.spool import Spool
from dlr_docs.model.choices import Choices
from dlr_docs.model.library import Library
from dlr_docs.series.table.columns import FOLDER, Column, columns_of
from dlr_docs.series.table.heads import (
    HIGHEST_HEAD,
    OWN,
    ColumnNames,
    Head,
    find_head,
    names_of,
    renamed_columns,
)
from dlr_docs.series.table.lines import (
    SeriesRow,
    filled_down,
    is_document,
    merged_beside,
    read_cells,
    single_path,
)
from dlr_docs.series.table.naming import Namers, derived_name, folder_name, namers_of, same_name
from dlr_docs.series.table.records import (
    Records,
    RowName,
    records_of,
    rows_left_alone,
    with_records,
)
from dlr_docs.sheets.cells import Line, Sheet, SheetCell, Spreadsheet
from dlr_docs.sheets.excel import read_excel
from dlr_docs.sheets.reading import read_spreadsheet

MAIN, EXPLAINED, LISTS = "Gegevens", "Uitleg", "Lijsten"  # the sheets of a table that we made
_TOTALS = {"totaal", "totalen", "subtotaal", "eindtotaal", "som", "total"}
_NEW_PARTY = re.compile(r"partijen\.([a-z][a-z0-9-]{0,39})\.soort")
_MANUAL = "Een tabel maakt u met: dlr-docs reeks-tabel KEUZES.yaml --uit TABEL.xlsx."


class SeriesTable(Struct, frozen=True):
    """All rows; ``documents`` are the ids of those that have a sheet, a line each, ``lost`` are the
    lines that belong to no row.
    """

    path: str
    rows: Spool[SeriesRow]
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
    return table_of(read_spreadsheet(path), choices, library)


def table_of(spreadsheet: Spreadsheet, choices: Choices, library: Library) -> SeriesTable:
    """The table of a series in a spreadsheet that was read.

    Raises:
        TableError: when its head is wrong.
    """
    sheets = [sheet for sheet in spreadsheet.sheets if not sheet.name.startswith(OWN)]
    columns = columns_of(choices, library, _new_parties(sheets, choices))
    heads, wrong, unread = _heads(sheets, names_of(columns))
    _refuse(wrong)
    main = _main(heads, spreadsheet.path)
    others = [(head, _table_of(head) or ()) for head in heads if head is not main]
    documents = frozenset(str(of[1]) for _, of in others if is_document(of))
    unclear = (_unclear(head, of, documents) for head, of in others)
    _refuse([*itertools.chain.from_iterable(unclear)])
    names: list[RowName] = []
    rows = Spool(_rows(main, namers_of(choices, columns, library.parties), names))
    records, lost = records_of(others, names)
    left_alone = rows_left_alone(names, records, lost)
    hidden = itertools.chain.from_iterable(map(_hidden, heads))
    warnings = (*spreadsheet.warnings, *unread, *hidden)
    told = tuple(line.problem for line in lost)
    whole = _whole(rows, records, left_alone, _doubles(names))
    return SeriesTable(spreadsheet.path, whole, documents, warnings, told)


def _whole(
    rows: Spool[SeriesRow],
    records: Records,
    left_alone: Mapping[str, Sequence[Problem]],
    doubles: Mapping[int, Problem],
) -> Spool[SeriesRow]:
    """Rows with their lines of other sheets, and what is wrong with these and with their names."""
    if not (records or left_alone or doubles):
        return rows
    whole = Spool[SeriesRow]()
    for row in rows:
        wrong = doubles.get(row.number)
        named = replace(row, problems=(*row.problems, wrong)) if wrong else row
        own = records.get(same_name(row.name), [])
        whole.append(with_records(named, own, left_alone))
    return whole


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
    heads: list[Head] = []
    problems: list[Problem] = []
    unread: list[Problem] = []
    for sheet in sheets:
        head, found = find_head(sheet, names)
        problems += found
        if head is not None:
            heads.append(head)
            unread += renamed_columns(head)
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


def _rows(main: Head, namers: Namers, names: list[RowName]) -> Iterator[SeriesRow]:
    """The rows of the sheet with the bundles; ``names`` gets what each is called."""
    for line, cells in filled_down(main):
        row = _row(main, line, cells, namers)
        names.append(RowName(row.name, row.source))
        yield row


def _doubles(names: Sequence[RowName]) -> dict[int, Problem]:
    """What is wrong with rows that have the name of another one, by their numbers."""
    alike: dict[str, list[RowName]] = {}
    for row in names:
        alike.setdefault(same_name(row.name), []).append(row)
    several = (found for found in alike.values() if len(found) > 1)
    return dict(itertools.chain.from_iterable(map(_told_double, several)))


def _told_double(alike: Sequence[RowName]) -> Iterator[tuple[int, Problem]]:
    for row in alike:
        other = next(item for item in alike if item is not row)
        message = f"deze rij krijgt dezelfde map als rij {other.source.row}: {row.name}"
        hint = f"Geef elke rij een eigen naam in de kolom '{FOLDER}'."
        yield row.source.row or 0, error(codes.DUBBELE_RIJ, message, row.source, hint)


def _row(main: Head, line: Line, cells: Mapping[int, SheetCell], namers: Namers) -> SeriesRow:
    filled, problems = read_cells(main, line, cells, single_path)
    problems += merged_beside(main, line)
    found = {item.path: item.raw for item in filled}
    name = folder_name(str(found.get((FOLDER,)) or derived_name(found, namers) or ""))
    source = main.sheet.source(line.number)
    if not name:
        message = "van deze rij is niet te zeggen hoe haar map moet heten"
        hint = f"Vul de kolom '{FOLDER}' in, of de naam van de partij."
        problems.append(error(codes.RIJ_ZONDER_NAAM, message, source, hint))
    if name.casefold().rstrip(":") in _TOTALS:
        message = f"deze rij heet '{name}' en is zo te zien een optelling van andere rijen"
        hint = "Zet een # voor wat in de eerste cel staat, of haal de rij weg."
        problems.append(error(codes.RIJ_TOTAAL, message, source, hint))
    own = tuple(item for item in filled if item.path != (FOLDER,))
    return SeriesRow(line.number, name or f"rij {line.number}", source, own, (), tuple(problems))
