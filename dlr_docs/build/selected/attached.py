"""Annexes of the parties' own: files below the folder of the choice file, read once and within
bounds, and numbered among the other annexes.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.memory import at_most
from dlr_docs.basis.problems import (
    Place,
    Problem,
    TableError,
    TemplateError,
    error,
    grouped,
    reason,
)
from dlr_docs.basis.reading import NotPlain, TooLarge, read_plain
from dlr_docs.model.choices import Choices, DocumentChoice, OwnAnnex
from dlr_docs.model.document import (
    Attached,
    AttachedKind,
    Bundle,
    Document,
    Table,
    TableAnnex,
    Text,
)
from dlr_docs.model.library import Library
from dlr_docs.sheets.cells import Line, Sheet, SheetCell
from dlr_docs.sheets.shown import shown_cell
from dlr_docs.word.package.opening import MAXIMUM_BYTES
from dlr_docs.word.package.pictures import read_picture

MOST_ROWS, MOST_COLUMNS = 1_000, 63  # of a table; Word shows no more columns
ENDINGS: Mapping[str, AttachedKind] = {
    "png": "afbeelding",
    "jpg": "afbeelding",
    "jpeg": "afbeelding",
    "xlsx": "tabel",
    "csv": "tabel",
    "docx": "bestand",
    "pdf": "bestand",
}
_NO_ANNEX = "van deze soort bestand kan geen bijlage worden gemaakt"
_KINDS = "Een eigen bijlage is een .png, .jpg, .xlsx, .csv, .docx of .pdf."
_BELOW = "Zet het bestand in de map van het keuzebestand of daaronder, en noem het vanaf daar."


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower()


def annexes_of(
    choice: DocumentChoice, numbers: Mapping[str, int], choices: Choices, library: Library
) -> tuple[tuple[Attached, ...], list[Problem]]:
    """The annexes of a document, read, and what is wrong with them.

    Args:
        numbers: the number of each, by its document and its id (``brief/plattegrond``).
    """
    made: list[Attached] = []
    problems: list[Problem] = [*_wrong_ids(choice, choices)]
    for annex in choice.own_annexes:
        try:
            made.append(_made(annex, numbers[f"{choice.id}/{annex.id}"], choices, library))
        except _Wrong as exc:
            problems.append(exc.problem)
    return tuple(made), problems


class _Wrong(Exception):
    """An annex cannot be used."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def _wrong_ids(choice: DocumentChoice, choices: Choices) -> Iterator[Problem]:
    taken = {document.id for document in choices.documents} | choices.bases.keys()
    if choice.own_annexes and choice.in_parent:
        message = "een bijlage in het bestand van een ander document heeft zelf geen eigen bijlagen"
        hint = f"Zet 'eigen_bijlagen' bij '{choice.parent}'."
        yield error(
            codes.GEEN_BIJLAGE, message, choices.place(*choice.path, "eigen_bijlagen"), hint
        )
    for annex in choice.own_annexes:
        if annex.id in taken:
            message = f"'{annex.id}' is al de naam van een ander document of een andere bijlage"
            hint = "Geef elke bijlage een eigen id."
            yield error(codes.DUBBEL_ID, message, choices.place(*annex.path), hint)
        taken = {*taken, annex.id}


def _made(annex: OwnAnnex, number: int, choices: Choices, library: Library) -> Attached:
    place = choices.place(*annex.path, "bestand")
    kind = ENDINGS.get(annex.ending)
    if kind is None:
        raise _wrong(_NO_ANNEX, place, _KINDS)
    if kind == "afbeelding" and not annex.description.strip():
        message = "een afbeelding heeft een beschrijving nodig, voor wie haar niet kan zien"
        hint = "Zet erbij: beschrijving: en dan in een zin wat erop te zien is."
        raise _Wrong(error(codes.ONTBREEKT, message, choices.place(*annex.path), hint))
    if annex.digest and (annex.table or kind == "bestand" or annex.digest in choices.attachments):
        found = _carried(annex, kind, choices)
    else:
        found = _read(annex, place, choices, library)
    if annex.digest and found.digest != annex.digest:
        message = "dit bestand is een ander dan toen 'inhoud' werd opgeschreven"
        raise _wrong(message, place, "Haal 'inhoud' weg als het nieuwe bestand klopt.")
    described = replace(found, description=annex.description, title=annex.title)
    return replace(described, id=annex.id, number=number, name=annex.file)


def _wrong(message: str, place: Place, hint: str) -> _Wrong:
    return _Wrong(error(codes.EIGEN_BIJLAGE, message, place, hint))


def _carried(annex: OwnAnnex, kind: AttachedKind, choices: Choices) -> Attached:
    """An annex of a document that is made again from itself: what it holds, or its digest alone."""
    ending = annex.ending
    if kind == "afbeelding":
        data = choices.attachments[annex.digest]
        picture = read_picture(data)
        if picture is not None:
            size = (picture.width, picture.height)
            return Attached(kind, picture.ending, annex.digest, data=data, size=size)
    return Attached(kind, ending, annex.digest, rows=annex.table)


def _read(annex: OwnAnnex, place: Place, choices: Choices, library: Library) -> Attached:
    path = _path(annex.file, place, choices)
    try:
        state = path.stat()
    except OSError as exc:
        raise _unreadable(exc, place) from None
    stamp = (state.st_mtime_ns, state.st_size)
    made = library.memory.once(_contents, path, stamp)
    if isinstance(made, Problem):
        raise _Wrong(made.moved(place))
    return made


def _path(name: str, place: Place, choices: Choices) -> Path:
    """The file that is meant: below the folder of the choice file, also once links are followed."""
    source = Path(choices.source.path)
    if not source.is_file():
        message = "het programma weet niet in welke map dit bestand staat"
        raise _wrong(message, place, "Lees de keuzes uit een bestand, of geef het pad daarvan.")
    folder = source.resolve().parent
    try:
        found = (folder / name).resolve()
    except (OSError, ValueError, RuntimeError):
        raise _wrong("dit is geen naam van een bestand", place, _BELOW) from None
    if Path(name).is_absolute() or not found.is_relative_to(folder):
        raise _wrong("dit bestand ligt buiten de map van het keuzebestand", place, _BELOW)
    return found


def _unreadable(exc: OSError, place: Place) -> _Wrong:
    if isinstance(exc, FileNotFoundError):
        return _Wrong(error(codes.BESTAND_ONTBREEKT, "dit bestand bestaat niet", place, _BELOW))
    message = f"dit bestand kan niet worden gelezen: {reason(exc)}"
    return _Wrong(error(codes.BESTAND_ONLEESBAAR, message, place))


@at_most(32)
def _contents(path: Path, stamp: tuple[int, int]) -> Attached | Problem:
    """What a file holds, or why it cannot be used; remembered as long as the file is the same."""
    place = Place("bestand")
    try:
        data = read_plain(path, MAXIMUM_BYTES)
        return _READERS[ENDINGS[_ending(path.name)]](data, path, place)
    except _Wrong as exc:
        return exc.problem
    except TooLarge:
        message = f"dit bestand is groter dan {grouped(MAXIMUM_BYTES // 1_000_000)} MB"
        return _wrong(message, place, "Verklein de afbeelding of het bestand.").problem
    except NotPlain:
        return error(codes.GEEN_GEWOON_BESTAND, "dit is geen gewoon bestand", place)
    except OSError as exc:
        return _unreadable(exc, place).problem


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _picture(data: bytes, path: Path, place: Place) -> Attached:
    found = read_picture(data)
    if found is None:
        message = "dit is geen hele afbeelding in PNG of JPEG, of zij is te groot om te tonen"
        raise _wrong(message, place, "Open de afbeelding en bewaar haar opnieuw als .png of .jpg.")
    size = (found.width, found.height)
    return Attached("afbeelding", found.ending, _digest(data), data=data, size=size)


def _table(data: bytes, path: Path, place: Place) -> Attached:
    from dlr_docs.sheets.reading import sheets_of

    try:
        sheets = sheets_of(data, path.name).sheets
        sheet = next((item for item in sheets if item.lines), None)
        rows = () if sheet is None else tuple(_rows(sheet, place))
    except TableError as exc:
        raise _Wrong(_told(exc.problems[0], place)) from None
    if len(rows) < 2:
        message = "deze tabel heeft geen kopregel met rijen eronder"
        raise _wrong(message, place, "De eerste rij is de kop, daaronder komen de rijen.")
    return Attached("tabel", _ending(path.name), _digest(data), rows=rows)


def _told(found: Problem, place: Place) -> Problem:
    """A problem of a spreadsheet, at the choice file, with where it stands in the sheet."""
    source = found.source
    parts = () if source is None else (source.sheet and f"blad {source.sheet}", source.cell)
    where = ", ".join(filter(None, parts))
    message = f"{found.message} ({where})" if where else found.message
    return error(codes.EIGEN_BIJLAGE, message, place, found.hint)


def _rows(sheet: Sheet, place: Place) -> Iterator[tuple[str, ...]]:
    """The rows of a sheet as text, all as wide as the widest."""
    columns = sorted(set(itertools.chain.from_iterable(line.cells for line in sheet.lines)))
    if len(sheet.lines) > MOST_ROWS or len(columns) > MOST_COLUMNS:
        message = f"een tabel heeft hoogstens {MOST_ROWS} rijen en {MOST_COLUMNS} kolommen"
        raise _wrong(message, place, "Verdeel de tabel, of laat het bestand als pdf meegaan.")
    if sheet.merged:
        message = "in deze tabel zijn cellen samengevoegd"
        raise _wrong(message, place, "Hef de samenvoeging op en vul elke cel zelf in.")
    for line in sheet.lines:
        yield tuple(_cell(line, column, sheet, place) for column in columns)


def _cell(line: Line, column: int, sheet: Sheet, place: Place) -> str:
    cell = line.cells.get(column, SheetCell(None))
    if cell.wrong:
        where = sheet.source(line.number, column).cell
        message = f"{cell.wrong} (cel {where})"
        raise _wrong(message, place, "Verbeter de cel en bewaar het bestand opnieuw.")
    return shown_cell(cell)


def _beside(data: bytes, path: Path, place: Place) -> Attached:
    """A Word file or a pdf: looked at, not into."""
    ending = _ending(path.name)
    if ending == "docx":
        from dlr_docs.word.package.opening import package_of

        try:
            package_of(data, path.name)
        except TemplateError as exc:
            found = exc.problems[0]
            raise _wrong(found.message, place, found.hint or _KINDS) from None
    elif not data.startswith(b"%PDF-"):
        raise _wrong("dit is geen pdf", place, "Bewaar het document opnieuw als pdf.")
    elif b"/Encrypt" in data:
        message = "deze pdf is met een wachtwoord of een beperking beveiligd"
        raise _wrong(message, place, "Maak de pdf opnieuw, zonder beveiliging.")
    return Attached("bestand", ending, _digest(data), data=data)


_READERS = {"afbeelding": _picture, "tabel": _table, "bestand": _beside}


def unusable(name: str, data: bytes) -> Problem | None:
    """Why a file cannot be an annex; None when it can."""
    place = Place("bestand")
    kind = ENDINGS.get(_ending(name))
    if kind is None:
        return error(codes.EIGEN_BIJLAGE, _NO_ANNEX, place, _KINDS)
    try:
        _READERS[kind](data, Path(name), place)
    except _Wrong as exc:
        return exc.problem
    return None


def list_of_annexes(document: Document, bundle: Bundle) -> tuple[TableAnnex, ...]:
    """The list of all annexes of a document: those of the parties' own, and others."""
    rows = sorted((*_own_rows(document), *_rows_of_documents(document, bundle)))
    told = ((str(number), title, place or "in dit document") for number, title, place in rows)
    table = Table(_cells(("Bijlage", "Titel", "Waar")), tuple(map(_cells, told)))
    closing = "Een bijlage met een eigen bestand hoort bij dit document en gaat mee."
    return (TableAnnex("Lijst van bijlagen", table, closing),)


_APART = "in een eigen document"


def _own_rows(document: Document) -> Iterator[tuple[int, str, str]]:
    """Number, title and place of each annex; no place for one in the document."""
    beside = {item.id: name for name, item in document.beside}
    for item in document.attached:
        yield item.number, item.title, beside.get(item.id, "")


def _rows_of_documents(document: Document, bundle: Bundle) -> Iterator[tuple[int, str, str]]:
    for annex in bundle.annexes.get(document.id, ()):
        yield annex.annex_number or 0, annex.title, "" if annex.in_parent else _APART
    for base in bundle.choices.bases.values():
        if base.parent == document.id and base.annex_number:
            yield base.annex_number, base.title, _APART


def _cells(texts: Sequence[str]) -> tuple[tuple[Text, ...], ...]:
    return tuple((Text(text),) for text in texts)
