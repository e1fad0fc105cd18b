"""A file to sheets: which reader it needs, told by what it holds and not by its name."""

from __future__ import annotations

from pathlib import Path

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Problem, Source, TableError, error, reason
from dlr_docs.basis.reading import NotPlain, TooLarge, read_plain
from dlr_docs.sheets.cells import Spreadsheet
from dlr_docs.sheets.excel import read_excel
from dlr_docs.sheets.others import Read, read_csv, read_old_excel, read_opendocument
from dlr_docs.sheets.package import ALONE, MAXIMUM_BYTES, damaged, locked, too_large

_COMPOUND = b"\xd0\xcf\x11\xe0"  # MS-CFB: an .xls, or an .xlsx with a password
_OTHERS = {
    b"%PDF": "dit is een pdf en geen spreadsheet",
    b"{\\rtf": "dit is een rtf-bestand en geen spreadsheet",
    b"<": "dit is een webpagina of los XML-bestand en geen spreadsheet",
    b"\x89PNG": "dit is een afbeelding en geen spreadsheet",
    b"\xff\xd8\xff": "dit is een afbeelding en geen spreadsheet",
}
_SAVE_AS = "Bewaar de tabel als .xlsx, .ods of csv (met ; of , tussen de cellen)."


def read_spreadsheet(path: str | Path) -> Spreadsheet:
    """Read an .xlsx, .ods, .xls or .csv.

    Raises:
        TableError: when it is none of these, or more than is read.
    """
    return sheets_of(read_bytes(Path(path)), str(path))


def sheets_of(data: bytes, name: str) -> Spreadsheet:
    """The same of a file in memory; ``name`` is what problems call it.

    Raises:
        TableError: when it is none of these, or more than is read.
    """
    if data.startswith(b"PK"):
        return Spreadsheet(name, *_zipped(data, name))
    if data.startswith(_COMPOUND):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise TableError(locked(name))
        return Spreadsheet(name, *read_old_excel(data, name))
    start = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    for sign, message in _OTHERS.items():
        if start.startswith(sign):
            raise TableError(_none(name, message))
    if not start:
        raise TableError(_none(name, "dit bestand is leeg"))
    return Spreadsheet(name, *read_csv(data, name))


def _zipped(data: bytes, name: str) -> Read:
    if b"xl/workbook.xml" in data:
        return read_excel(data, name), ()
    if b"opendocument.spreadsheet" in data[:200]:
        return read_opendocument(data, name)
    if b"word/document.xml" in data:
        raise TableError(_none(name, "dit is een Word-bestand en geen spreadsheet"))
    if b"xl/workbook.bin" in data:
        raise TableError(_none(name, "dit is een binaire werkmap (.xlsb)"))
    raise TableError(damaged(name))


def _none(name: str, message: str) -> Problem:
    return error(codes.GEEN_TABEL, message, Source(name), _SAVE_AS)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file that is not too large; a large one is not read at all.

    Raises:
        TableError: when it cannot be read, or is too large.
    """
    name = str(path)
    try:
        return read_plain(path, MAXIMUM_BYTES)
    except (NotPlain, IsADirectoryError):
        raise TableError(_none(name, "dit is geen bestand")) from None
    except TooLarge:
        message = f"dit bestand is groter dan {MAXIMUM_BYTES // 1_000_000} MB"
        raise TableError(too_large(name, message, hint=ALONE)) from None
    except FileNotFoundError:
        message = "dit bestand bestaat niet"
        raise TableError(error(codes.BESTAND_ONTBREEKT, message, Source(name))) from None
    except OSError as exc:
        message = f"dit bestand kan niet worden gelezen: {reason(exc)}"
        raise TableError(error(codes.BESTAND_ONLEESBAAR, message, Source(name))) from None
