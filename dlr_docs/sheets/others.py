"""Reading .xls and .ods with python-calamine, and .csv as spreadsheet programs save it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from dlr_docs.basis import codes
from dlr_docs.basis.characters import FORBIDDEN
from dlr_docs.basis.problems import Problem, Source, TableError, error, grouped, warning
from dlr_docs.sheets.cells import MOST_CELLS, MOST_ROWS, Line, Sheet, SheetCell, letters
from dlr_docs.sheets.package import ALONE, damaged, locked, safe_parts, stored, too_large

# What a formula that went wrong looks like in text, in English and in Dutch.
_ERRORS = re.compile(
    r"#(N/A|N/B|REF!|VERW!|DIV/0!|DEEL/0!|VALUE!|WAARDE!|NAME\?|NAAM\?|NUM!|GETAL!|NULL!|LEEG!)"
    r"|Err:\d{3}"
)
_ODS_ERROR = re.compile(rb'calcext:value-type="error"')
_ODS_MERGED = re.compile(rb'table:number-rows-spanned="(?:[2-9]|[1-9]\d+)"')
_ODS_HIDDEN = re.compile(rb'<table:table-(?:row|column)[^>]*table:visibility="(?:collapse|filter)"')
_ODS_SPACES = re.compile(rb"text:c\s*=\s*[\"']([^\"']*)")  # how many an element stands for
_MOST_SPACES = 1_000_000
# A row that is not shown (MS-XLS 2.4.221, fDyZero), and columns that are not (2.4.53, fHidden).
_XLS_HIDDEN = re.compile(
    rb"\x08\x02\x10\x00.{6}..\x00\x00..[\x20-\x3f\x60-\x7f\xa0-\xbf\xe0-\xff]\x01"
    rb"|\x7d\x00\x0c\x00.\x00.[\x00\x01].{4}[\x01\x03\x05\x07]",
    re.DOTALL,
)
# A formula whose result is an error, and an error as such (MS-XLS 2.4.127, 2.4.24): row and column.
_XLS_ERROR = re.compile(
    rb"\x06\x00..(..)(..)..\x02.[\x00\x07\x0f\x17\x1d\x24\x2a\x2b]...\xff\xff"
    rb"|\x05\x02\x08\x00(..)(..)..[\x00\x07\x0f\x17\x1d\x24\x2a\x2b]\x01",
    re.DOTALL,
)
# Numbers that are shown with zeros before them: the value and what is shown of it, and a record
# with a format (MS-XLS 2.4.126).
_ODS_ZEROS = re.compile(rb'office:value="(\d{1,20})"[^>]{0,400}>\s{0,9}<text:p>0+\1</text:p>')
_XLS_FORMAT = re.compile(rb"\x1e\x04(.)\x00..(.)\x00\x00(0{2,})", re.DOTALL)
_SEPARATORS = ";,\t"
_MOST_PLACES = 4 * MOST_CELLS  # cells, the empty ones too
_HEAD = 20_000  # characters in which the first lines are looked for
_MOST_COLUMNS = 16_384  # as many as a sheet of Excel has
_MOST_LINES = 200_000  # of a .csv, the empty ones too


Read = tuple[tuple[Sheet, ...], tuple[Problem, ...]]


def read_opendocument(data: bytes, path: str) -> Read:
    """The sheets of an .ods, and what deserves attention.

    Raises:
        TableError: when it cannot be read within bounds, or has what the reader shows as empty
            cells: a formula with an error, or merged cells.
    """
    parts = safe_parts(data, path)
    if b"manifest:encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise TableError(locked(path))
    content = parts.get("content.xml", b"")
    if _spaces(content) > _MOST_SPACES:
        message = "dit bestand heeft te veel spaties achter elkaar"
        raise TableError(too_large(path, message, hint=ALONE))
    if _ODS_ERROR.search(content):
        raise TableError(_hidden_error(Source(path)))
    if _ODS_MERGED.search(content):
        message = "in dit bestand zijn cellen samengevoegd met cellen eronder"
        hint = "Bewaar het als .xlsx; dan geldt de waarde voor elke rij ervan."
        raise TableError(error(codes.CEL_SAMENGEVOEGD, message, Source(path), hint))
    hidden = _hidden(_ODS_HIDDEN.search(content), path)
    return _read(stored(parts), path), (*hidden, *_zeros(_ODS_ZEROS.search(content), path))


def _spaces(content: bytes) -> int:
    """The spaces that elements stand for, which the reader writes out; counted up to a bound."""
    found = 0
    for match in _ODS_SPACES.finditer(content):
        short = match[1].isdigit() and len(match[1]) < 7
        found += int(match[1]) if short else _MOST_SPACES + 1
        if found > _MOST_SPACES:
            break
    return found


def read_old_excel(data: bytes, path: str) -> Read:
    """The sheets of an .xls, and what deserves attention.

    Raises:
        TableError: when it cannot be read, or has a formula with an error, which the reader shows
            as an empty cell.
    """
    sheets = _read(data, path)
    found = _XLS_ERROR.search(data)
    if found:
        row, column = (int.from_bytes(part, "little") for part in _place(found))
        place = Source(path, row=row + 1, cell=f"{letters(column + 1)}{row + 1}")
        raise TableError(_hidden_error(place))
    hidden = _hidden(_XLS_HIDDEN.search(data), path)
    return sheets, (*hidden, *_zeros(any(map(_is_zeros, _XLS_FORMAT.finditer(data))), path))


def _is_zeros(found: re.Match[bytes]) -> bool:
    """Whether what was found is a whole format, and its text nothing but zeros."""
    length = len(found[3])
    return found[1][0] == length + 5 and found[2][0] == length


def _zeros(found: object, path: str) -> tuple[Problem, ...]:
    """That cells show numbers with zeros before them, which the reader does not see."""
    if not found:
        return ()
    message = "dit bestand toont getallen met nullen ervoor, en die nullen zijn niet te lezen"
    hint = "Bewaar het als .xlsx, of geef zulke cellen de celeigenschap Tekst en typ ze opnieuw."
    return (warning(codes.TABEL_NULLEN, message, Source(path), hint),)


def _hidden(found: object, path: str) -> tuple[Problem, ...]:
    """That the file has rows or columns that are not shown, of which the reader says nothing."""
    if not found:
        return ()
    message = "verborgen rijen of kolommen zijn meegelezen"
    hint = "Staat er een filter aan? Zet een # voor rijen die niet mee moeten doen."
    return (warning(codes.TABEL_VERBORGEN, message, Source(path), hint),)


def _place(found: re.Match[bytes]) -> tuple[bytes, bytes]:
    return (found[1], found[2]) if found[1] is not None else (found[3], found[4])


def _hidden_error(source: Source) -> Problem:
    message = "in dit bestand staat een formule die een fout geeft"
    hint = "Bewaar het als .xlsx; dan zegt het programma van elke fout op welk blad zij staat."
    return error(codes.CEL_FOUT, message, source, hint)


def _read(data: bytes, path: str) -> tuple[Sheet, ...]:
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        read = [(name, book.get_sheet_by_name(name)) for name in book.sheet_names]
    except python_calamine.PasswordError:
        raise TableError(locked(path)) from None
    except Exception:  # it raises its own errors and those of Python
        raise TableError(damaged(path)) from None
    return tuple(_sheet(name, sheet, path) for name, sheet in read)


def _sheet(name: str, sheet: Any, path: str) -> Sheet:
    if sheet.height * max(sheet.width, 1) > _MOST_PLACES:
        message = f"dit blad heeft {grouped(sheet.height)} rijen en {grouped(sheet.width)} kolommen"
        raise TableError(too_large(path, message, name))
    rows = sheet.to_python(skip_empty_area=False)
    return Sheet(path, name, _lines(rows, 1, path, name), merged=tuple(_merged(sheet)))


def _merged(sheet: Any) -> Iterator[tuple[int, int, int, int]]:
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        yield top + 1, left + 1, bottom + 1, right + 1


def _lines(
    rows: Iterable[Sequence[Any]], first: int, path: str, name: str | None
) -> tuple[Line, ...]:
    lines: list[Line] = []
    left = MOST_CELLS
    for number, row in enumerate(rows, first):
        if len(row) > _MOST_COLUMNS:
            message = f"rij {number} heeft meer dan {grouped(_MOST_COLUMNS)} kolommen"
            raise TableError(too_large(path, message, name))
        cells = _filled(row)
        left -= len(cells)
        if cells:
            lines.append(Line(number, cells))
        if len(lines) > MOST_ROWS or left < 0:
            message = f"dit blad heeft meer dan {_bounds(MOST_ROWS, MOST_CELLS)}"
            raise TableError(too_large(path, message, name))
    return tuple(lines)


def _bounds(rows: int, cells: int) -> str:
    return f"{grouped(rows)} rijen of {grouped(cells)} cellen"


def _filled(row: Sequence[Any]) -> dict[int, SheetCell]:
    return {
        column: _cell(content)
        for column, content in enumerate(row, 1)
        if content is not None and content != ""
    }


def _cell(content: Any) -> SheetCell:
    if isinstance(content, str) and _ERRORS.fullmatch(content.strip()):
        return SheetCell(None, wrong=f"deze cel heeft de foutwaarde {content.strip()}")
    return SheetCell(content)


def read_csv(data: bytes, path: str) -> Read:
    """The one sheet of a .csv, and what deserves attention.

    Raises:
        TableError: when it is no text, or no table.
    """
    text, warnings = _decoded(data, path)
    found = FORBIDDEN.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        message = f"dit is geen csv-bestand: er staat een stuurteken (U+{ord(found[0]):04X}) in"
        raise TableError(error(codes.GEEN_TABEL, message, Source(path, row=line)))
    separator, text = _separator(text)
    if text.count("\n") > _MOST_LINES or text.count(separator) > _MOST_PLACES:
        message = f"dit bestand heeft meer dan {_bounds(_MOST_LINES, _MOST_PLACES)}"
        raise TableError(too_large(path, f"{message}, de lege meegeteld"))
    rows = csv.reader(io.StringIO(text), delimiter=separator)
    try:
        return (Sheet(path, "", _lines(rows, 1, path, None)),), warnings
    except csv.Error:
        raise TableError(damaged(path)) from None


def _decoded(data: bytes, path: str) -> tuple[str, tuple[Problem, ...]]:
    """The text of a .csv: UTF-8, or what Excel writes when it is not asked for that."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), ()
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise TableError(damaged(path)) from None
    message = "dit bestand is geen UTF-8; het is gelezen als Windows-1252"
    hint = "Kijk of letters met accenten goed zijn, of bewaar het als 'CSV UTF-8'."
    return text, (warning(codes.TABEL_TEKENS, message, Source(path), hint),)


def _separator(text: str) -> tuple[str, str]:
    """What stands between the cells, and the text without the line in which Excel says so."""
    first, _, rest = text.partition("\n")
    told = re.fullmatch(r"sep=(.)\s*", first)
    if told:
        return told[1], f"\n{rest}"  # the numbers of lines stay as they are in the file
    head = "\n".join(text[:_HEAD].splitlines()[:5])
    return max(_SEPARATORS, key=head.count), text
