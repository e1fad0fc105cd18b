"""The head of a sheet: which row says what the columns are, and which column is what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Problem, did_you_mean, error, nearest, warning
from dlr_docs.series.table.columns import FOLDER, Column
from dlr_docs.sheets.cells import Line, Sheet

OWN = "#"  # in the first cell of a row or column that is the user's own
HIGHEST_HEAD = 30  # lines from the top among which a head is looked for


class ColumnNames(Struct, frozen=True):
    """The columns by what may stand above them: their key, their question as a table that we made
    has it, or the question of the library, which several may ask.
    """

    keys: Mapping[str, Column]
    own: Mapping[str, tuple[Column, ...]]
    questions: Mapping[str, tuple[Column, ...]]

    def by_key(self, text: str) -> Column | None:
        """The column with a key."""
        return self.keys.get(text.casefold())

    def by_question(self, text: str) -> Column | None:
        """The one column with a question."""
        asked = plain(text)
        groups = (self.own.get(asked, ()), self.questions.get(asked, ()))
        return next((found[0] for found in groups if len(found) == 1), None)


class Head(Struct, frozen=True):
    """A sheet with its columns by number, and the lines below its head that are to be read."""

    sheet: Sheet
    row: int
    columns: Mapping[int, Column]
    lines: tuple[Line, ...]

    @property
    def folder(self) -> int | None:
        """The column that names the row."""
        return next((at for at, item in self.columns.items() if item.path == (FOLDER,)), None)


def names_of(columns: Mapping[str, Column]) -> ColumnNames:
    """The names of columns; a question that several ask names none of them."""
    own: dict[str, tuple[Column, ...]] = {}
    questions: dict[str, tuple[Column, ...]] = {}
    for column in columns.values():
        for found, text in ((own, column.question), (questions, column.declared.question)):
            found[plain(text)] = (*found.get(plain(text), ()), column)
    keys = {key.casefold(): column for key, column in columns.items()}
    return ColumnNames({**_former(columns.values()), **keys}, own, questions)


def _former(columns: Iterable[Column]) -> dict[str, Column]:
    """The columns of values that have another name now, by the key that they had before."""
    found: dict[str, Column] = {}
    for column in columns:
        if column.path[-2:] == ("gegevens", column.declared.name):
            for name in column.declared.succeeds:
                found[".".join(map(str, (*column.path[:-1], name))).casefold()] = column
    return found


def renamed_columns(head: Head) -> Iterator[Problem]:
    """The columns that a table still calls by the name of before."""
    line = next(item for item in head.sheet.lines if item.number == head.row)
    former = _former(head.columns.values())
    for at, column in head.columns.items():
        text = line.cells[at].text
        if former.get(text.casefold()) is column:
            message = f"'{text}' heet nu '{column.key}'"
            hint = "Zet de nieuwe naam boven de kolom."
            yield warning(codes.VERVALLEN_NAAM, message, head.sheet.source(head.row, at), hint)


# The column that a cell of a head names, if any.
Recognise = Callable[[str], Column | None]


def plain(text: str) -> str:
    """A question without what people change in it: case, spaces, and a sign at its end."""
    return " ".join(text.casefold().split()).rstrip("?*: ")


def find_head(sheet: Sheet, names: ColumnNames) -> tuple[Head | None, list[Problem]]:
    """The head of a sheet, and what is wrong with it; no head when no row looks like one."""
    for of in (names.by_key, names.by_question):
        heads = [line for line in sheet.lines[:HIGHEST_HEAD] if _is_head(line, of)]
        if heads:
            line = max(heads, key=lambda item: len(_matches(item, of)))
            return _head(sheet, line, of, names)
    return None, []


def _matches(line: Line, of: Recognise) -> dict[int, Column]:
    found = {at: of(cell.text) for at, cell in line.cells.items()}
    return {at: column for at, column in found.items() if column is not None}


def _is_head(line: Line, of: Recognise) -> bool:
    """Whether at least half of what stands in a line says what a column is; of most lines of data
    half has to be looked at to know that they do not.
    """
    texts = [cell.text for cell in line.cells.values()]
    left = sum(1 for text in texts if not text.startswith(OWN)) / 2  # others that may stand there
    found = False
    for text in texts:
        if of(text) is not None:
            found = True
        elif not text.startswith(OWN):
            left -= 1
            if left < 0:
                return False
    return found


def _head(
    sheet: Sheet, line: Line, of: Recognise, names: ColumnNames
) -> tuple[Head, list[Problem]]:
    above = next((item for item in sheet.lines if item.number == line.number - 1), None)
    own = _own_columns(line) | (_own_columns(above) if above else set())
    columns = {at: column for at, column in _matches(line, of).items() if at not in own}
    problems = [*_unknown(sheet, line, columns, own, names), *_doubles(sheet, line, columns)]
    below = [item for item in sheet.lines if item.number > line.number]
    body, found = _body(sheet, below, columns, names)
    problems += [*found, *_nameless(sheet, line, below, own)]
    return Head(sheet, line.number, columns, body), problems


def _own_columns(line: Line) -> set[int]:
    """The columns that are the user's own by what a line says above them."""
    return {at for at, cell in line.cells.items() if cell.text.startswith(OWN)}


def _unknown(
    sheet: Sheet, line: Line, columns: Mapping[int, Column], own: set[int], names: ColumnNames
) -> Iterator[Problem]:
    """What stands in the head and is no key and no question."""
    for at, cell in line.cells.items():
        if at in columns or at in own or not cell.text:
            continue
        several = names.questions.get(plain(cell.text), ())
        if several:
            keys = ", ".join(column.key for column in several[:4])
            message = "deze vraag hoort bij meer dan één kolom"
            hint = f"Zet in de rij eronder de sleutels, bijvoorbeeld: {keys}."
        else:
            message = "deze kolom bestaat niet in een tabel bij dit keuzebestand"
            own_column = "Is de kolom van uzelf, zet er dan een # voor."
            hint = " ".join(filter(None, (_nearest(cell.text, names), own_column)))
        yield error(codes.ONBEKENDE_KOLOM, message, sheet.source(line.number, at), hint)


def _nearest(text: str, names: ColumnNames) -> str | None:
    """Advice for an unknown key, among those that begin as it does; of all keys only a near one."""
    begin = text.casefold().split(".")[:2]
    fitting = [column.key for key, column in names.keys.items() if key.split(".")[:2] == begin]
    if fitting:
        return did_you_mean(text, fitting)
    near = nearest(text, [column.key for key, column in names.keys.items() if key.count(".") < 2])
    return f"Bedoelt u '{near}'?" if near else None


def _doubles(sheet: Sheet, line: Line, columns: Mapping[int, Column]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for at, column in columns.items():
        if column.key in first:
            message = f"de kolom '{column.key}' staat er twee keer"
            cell = sheet.source(line.number, first[column.key]).cell
            hint = f"De eerste is {cell}; laat er één staan."
            yield error(codes.DUBBELE_KOLOM, message, sheet.source(line.number, at), hint)
        first.setdefault(column.key, at)


def _nameless(sheet: Sheet, line: Line, below: list[Line], own: set[int]) -> Iterator[Problem]:
    """Columns with something in them and nothing above them, which would not be read."""
    named = own | {at for at, cell in line.cells.items() if cell.text}
    seen: set[int] = set()
    for item in below:
        others = item.cells.keys() - named - seen
        filled = [at for at in others if _says(item, at)] if others else []
        for at in sorted(filled) if not _starts_own(item, 1) else ():
            seen.add(at)
            message = "boven deze kolom staat geen sleutel of vraag"
            hint = "Zet die erboven, of een # als de kolom van uzelf is."
            yield error(codes.ONBEKENDE_KOLOM, message, sheet.source(item.number, at), hint)


def _body(
    sheet: Sheet, lines: list[Line], columns: Mapping[int, Column], names: ColumnNames
) -> tuple[tuple[Line, ...], list[Problem]]:
    """The lines to read: no empty ones, none of the user's own, and no head that is repeated."""
    folder = next((at for at, column in columns.items() if column.path == (FOLDER,)), 1)
    body, problems = [], []
    for line in lines:
        if _starts_own(line, folder) or not any(_says(line, at) for at in columns):
            continue
        heads = _headlike(line, names)
        others = [at for at, column in heads.items() if columns.get(at) is not column]
        if others:
            message = "hier staan nog een keer sleutels, en andere dan erboven"
            hint = "Laat op elk blad één rij met sleutels staan."
            place = sheet.source(line.number, others[0])
            problems.append(error(codes.TWEE_KOPPEN, message, place, hint))
        elif not heads:
            body.append(line)
    return tuple(body), problems


def _starts_own(line: Line, folder: int) -> bool:
    return any(at in line.cells and line.cells[at].text.startswith(OWN) for at in (1, folder))


def _says(line: Line, at: int) -> bool:
    cell = line.cells.get(at)
    return cell is not None and bool(cell.text or cell.wrong)


def _headlike(line: Line, names: ColumnNames) -> dict[int, Column]:
    """The columns that a line names, when it is a head and no row of data."""
    for of in (names.by_key, names.by_question):
        if _is_head(line, of):
            return _matches(line, of)
    return {}
