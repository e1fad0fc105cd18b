"""The parts of an .xlsx or .ods, taken out within bounds before anybody else reads them."""

from __future__ import annotations

import io
import itertools
import re
import zipfile

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Place, Problem, Source, TableError, error
from dlr_docs.word.package.opening import MAXIMUM_PARTS

MAXIMUM_BYTES = 20_000_000
MAXIMUM_UNPACKED = 60_000_000  # of all parts together, pictures too: each is held twice
_MOST_COUNTED = 500_000  # rows or cells; a sheet with more is refused whatever the number
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_XML_DECLARATION = re.compile(rb"\s*<\?xml[^>]*\?>", re.ASCII)
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_ENCODINGS = {b"UTF-8", b"US-ASCII", b"ASCII"}
_ROW, _CELL = re.compile(rb"<(?:\w+:)?row[\s>/]"), re.compile(rb"<(?:\w+:)?c[\s>/]")
_AGAIN = "Open het in Excel of LibreOffice en bewaar het opnieuw als .xlsx."
# What to do about too much, each for its own cause.
_EMPTY = (
    "Verwijder lege rijen en kolommen onder en naast de tabel: selecteer ze, kies Verwijderen en "
    "bewaar het bestand opnieuw."
)
ALONE = "Kopieer alleen de tabel naar een nieuw, leeg bestand en bewaar dat."
_NO_PICTURES = "Haal de afbeeldingen uit het bestand; een tabel heeft ze niet nodig."


def safe_parts(data: bytes, path: str) -> dict[str, bytes]:
    """Every part of a package by name, after a look at its size and form.

    Raises:
        TableError: when it is too large, damaged, locked or not what a spreadsheet program writes.
    """
    if data.count(b"PK\x01\x02") > MAXIMUM_PARTS:
        message = "dit bestand heeft te veel onderdelen"
        raise TableError(too_large(path, message, hint=ALONE))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _unpacked(package, path)
    except TableError:
        raise
    except Exception:  # a damaged zip raises almost anything
        raise TableError(damaged(path)) from None


def _unpacked(package: zipfile.ZipFile, path: str) -> dict[str, bytes]:
    """Every part, read no further than the bounds: what a zip says about sizes is not believed."""
    infos = [info for info in package.infolist() if not info.is_dir()]
    _refuse_odd(infos, path)
    left = MAXIMUM_UNPACKED
    parts: dict[str, bytes] = {}
    for info in infos:
        is_xml = info.filename.endswith((".xml", ".rels"))
        with package.open(info) as part:
            content = part.read(min(left, info.file_size) + 1)
        left -= len(content)
        if left < 0:
            message = f"dit bestand is uitgepakt te groot ({info.filename})"
            raise TableError(too_large(path, message, hint=ALONE if is_xml else _NO_PICTURES))
        if is_xml:
            _refuse_dangerous(content, path, info.filename)
        parts[info.filename] = content
    return parts


def _refuse_odd(infos: list[zipfile.ZipInfo], path: str) -> None:
    """Refuse a zip with a password, or that no spreadsheet program makes."""
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        raise TableError(locked(path))
    names = {info.filename.casefold() for info in infos}
    if len(names) != len(infos) or any(info.compress_type not in _METHODS for info in infos):
        raise TableError(damaged(path))


def _refuse_dangerous(content: bytes, path: str, name: str) -> None:
    """Refuse entities, and encodings in which they could hide: no spreadsheet program writes
    either.
    """
    head = _XML_DECLARATION.match(content.removeprefix(b"\xef\xbb\xbf"))
    declared = _ENCODING.search(head[0]) if head else None
    odd = declared is not None and declared[1].upper() not in _ENCODINGS
    if odd or b"\0" in content or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        message = f"het onderdeel {name} heeft iets wat een rekenprogramma nooit schrijft"
        hint = "Vertrouw dit bestand niet; neem een eerdere versie."
        raise TableError(error(codes.GEEN_TABEL, message, Place(name, Source(path)), hint))


def stored(parts: dict[str, bytes]) -> bytes:
    """The parts as a package without compression, for a reader that is to find nothing else."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def count(content: bytes) -> tuple[int, int]:
    """The rows and cells that a sheet of an .xlsx has, each counted no further than a bound."""
    rows, cells = (
        itertools.islice(kind.finditer(content), _MOST_COUNTED) for kind in (_ROW, _CELL)
    )
    return sum(1 for _ in rows), sum(1 for _ in cells)


def too_large(path: str, message: str, sheet: str | None = None, hint: str = _EMPTY) -> Problem:
    """A file or sheet with more in it than is read; of rows and cells most are empty."""
    return error(codes.TABEL_TE_GROOT, message, Source(path, sheet=sheet), hint)


def damaged(path: str) -> Problem:
    """A file that cannot be unpacked or read."""
    message = "dit bestand is geen spreadsheet, of het is beschadigd"
    return error(codes.GEEN_TABEL, message, Source(path), _AGAIN)


def locked(path: str) -> Problem:
    """A file with a password."""
    hint = "Haal het wachtwoord weg: in Excel Bestand > Info > Werkmap beveiligen."
    message = "dit bestand is met een wachtwoord beveiligd"
    return error(codes.GEEN_TABEL, message, Source(path), hint)
