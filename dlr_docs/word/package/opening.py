"""Opening a .docx: how much of it is read has bounds, and what is no .docx is called by its
name.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Place, Problem, Source, TemplateError, error, reason
from dlr_docs.basis.reading import NotPlain, TooLarge, read_plain
from dlr_docs.word.package.relations import CONTENT_TYPES, MAIN
from dlr_docs.word.package.xml import W

MAXIMUM_BYTES = 20_000_000
MAXIMUM_UNPACKED = 100_000_000
MAXIMUM_XML = 10_000_000  # of all parts together; a tree takes up to fifty times as much memory
# Elements in them, begin and end counted: none that is so short has a word in it, and a tree of
# those takes twenty times the bytes. Ten million bytes as Word writes them have half as many.
MAXIMUM_ELEMENTS = 600_000
MAXIMUM_PARTS = 2_000
_METHODS = (
    zipfile.ZIP_STORED,
    zipfile.ZIP_DEFLATED,
)  # the others may unpack without a bound, and Word has none
_ENCRYPTED = 0x1
# No absolute path, drive or step up: no program that writes documents makes one.
_PART = re.compile(r"(?!.*(?:^|/)\.{1,2}(?:/|$))(?!/)[!-.0-9;-\[\]-~/ ]+")
# A change around the begin of a control and not its end.
_TYPED_OVER = re.compile(rb"<w:sdtContent></w:(?:del|ins|moveFrom|moveTo)>")
_ENCODINGS = ("UTF-8", "US-ASCII", "ASCII")  # what we read as text ourselves; Word writes UTF-8
_STRICT = b"http://purl.oclc.org/ooxml/"
_SAVE_AS = "Open het in Word en bewaar het als 'Word-document (*.docx)'."
_SMALLER = "Verklein de afbeeldingen (in Word: Afbeeldingen comprimeren)."
_LESS = "Kopieer de tekst in Word naar een nieuw, leeg document en bewaar dat."
BEGIN_AGAIN = "Begin met een kopie van een sjabloon: dlr-docs sjablonen nieuw MAP."
_PASSWORD = (
    "dit bestand is met een wachtwoord beveiligd",
    "Haal het wachtwoord in Word weg: Bestand > Info > Document "
    "beveiligen > Versleutelen met wachtwoord.",
)

# What a file is that is no zip, by how it begins: what to say and what to do.
_OTHERS = {
    b"%PDF": (
        "dit is een pdf en geen Word-bestand (.docx)",
        "Gebruik het Word-bestand waarvan de pdf is gemaakt.",
    ),
    b"{\\rtf": ("dit is een rtf-bestand en geen Word-bestand (.docx)", _SAVE_AS),
    b"<": ("dit is een webpagina of los XML-bestand en geen Word-bestand (.docx)", _SAVE_AS),
}
# What another zip is, by a part that it has.
_OTHER_ZIPS = {
    "mimetype": (
        "dit is een OpenDocument-bestand (zoals .odt) en geen Word-bestand (.docx)",
        _SAVE_AS,
    ),
    "xl/workbook.xml": ("dit is een Excel-bestand en geen Word-bestand (.docx)", BEGIN_AGAIN),
    "ppt/presentation.xml": (
        "dit is een PowerPoint-bestand en geen Word-bestand (.docx)",
        BEGIN_AGAIN,
    ),
    "word/document2.xml": (
        "de tekst staat in dit bestand niet in word/document.xml, waar Word haar zet",
        _SAVE_AS,
    ),
}


class Package(Struct, frozen=True, eq=False):
    """An opened .docx: its parts by name, the XML ones also as trees, and what is wrong with those
    that are not.
    """

    path: str
    members: Mapping[str, bytes]
    roots: Mapping[str, Any]
    broken: tuple[Problem, ...]

    @property
    def size_of_xml(self) -> int:
        """The bytes of all XML parts together."""
        return sum(len(self.members[name]) for name in self.members if self.is_xml(name))

    def is_xml(self, name: str) -> bool:
        """Whether a part is XML."""
        return is_xml(name, self.members[name])


def open_package(path: Path) -> Package:
    """Open a .docx, whatever is in it.

    Raises:
        TemplateError: when it cannot be read, is too large, or is no .docx.
    """
    return package_of(read_file(path), str(path))


def stamp(path: Path) -> tuple[int, int]:
    """What tells whether a file has changed: its time and size.

    Raises:
        TemplateError: when it is not there.
    """
    try:
        status = path.stat()
    except OSError as exc:
        raise TemplateError(_unreadable(path, exc)) from None
    return status.st_mtime_ns, status.st_size


def read_file(path: Path) -> bytes:
    """The bytes of a file that is not too large.

    Raises:
        TemplateError: when it cannot be read or is too large; a large file is not read at all.
    """
    try:
        return read_plain(path, MAXIMUM_BYTES)
    except NotPlain:
        raise TemplateError(
            error(
                codes.GEEN_GEWOON_BESTAND,
                "dit is geen gewoon bestand",
                Source(str(path)),
                "Noem een Word-bestand (.docx).",
            )
        ) from None
    except TooLarge:
        raise TemplateError(_too_many_bytes(str(path))) from None
    except OSError as exc:
        raise TemplateError(_unreadable(path, exc)) from None


def _unreadable(path: Path, exc: OSError) -> Problem:
    return error(
        codes.SJABLOON_ONLEESBAAR,
        f"het sjabloon kan niet worden gelezen: {reason(exc)}",
        Source(str(path)),
        "Kijk of het bestand er is, en of u het mag lezen.",
    )


def package_of(data: bytes, path: str) -> Package:
    """Open a .docx from its bytes; ``path`` is what problems call it.

    Raises:
        TemplateError: when it is too large or no .docx.
    """
    members = _members(data, path)
    if sum(item.count(b"<") for name, item in members.items() if is_xml(name, item)) > (
        MAXIMUM_ELEMENTS
    ):
        raise TemplateError(_too_large(path, "dit bestand heeft te veel opmaak", _LESS))
    roots: dict[str, Any] = {}
    broken: list[Problem] = []
    for name, content in members.items():
        if is_xml(name, content):
            try:
                roots[name] = parse_part(content, path, name)
            except TemplateError as exc:
                broken += exc.problems
    return Package(path, members, roots, tuple(broken))


def is_xml(name: str, content: bytes) -> bool:
    """Whether a part is XML: by its name, or by how it begins, whatever its name."""
    start = content[:_START].lstrip(b"\xef\xbb\xbf \t\r\n\0")
    return name.casefold().endswith((".xml", ".rels")) or start.startswith(_BEGINS)


_START = 1_000
_BEGINS = (b"<", b"\xff\xfe", b"\xfe\xff")  # the last two: UTF-16, which is refused as such


def _members(data: bytes, path: str) -> dict[str, bytes]:
    """The parts of the package, after a look at its size and form."""
    if len(data) > MAXIMUM_BYTES:
        raise TemplateError(_too_many_bytes(path))
    other = _other_kind(data)
    if other:
        raise TemplateError(_not_word(path, *other))
    if data.count(b"PK\x01\x02") > MAXIMUM_PARTS:
        raise TemplateError(_too_large(path, "dit bestand heeft te veel onderdelen", _LESS))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = _unpacked(package, path)
    except TemplateError:
        raise
    except Exception:  # a damaged zip raises almost anything
        raise TemplateError(
            error(
                codes.GEEN_SJABLOON,
                "dit is geen Word-bestand (.docx), of het is "
                "beschadigd: het kan niet worden uitgepakt",
                Source(path),
                "Neem een eerdere versie, of open het in Word, laat Word "
                "het herstellen en bewaar het opnieuw.",
            )
        ) from None
    _refuse_other_zip(members, path)
    return members


def _unpacked(package: zipfile.ZipFile, path: str) -> dict[str, bytes]:
    """Every part, read no further than the bounds: what the zip says about sizes is not
    believed.
    """
    infos = [info for info in package.infolist() if not info.is_dir()]
    _refuse_odd(infos, path)
    members: dict[str, bytes] = {}
    left = {True: MAXIMUM_XML, False: MAXIMUM_UNPACKED}
    for info in infos:
        with package.open(info) as part:
            kind = is_xml(info.filename, part.read(min(_START, info.file_size)))
        with package.open(info) as part:
            content = part.read(
                min(left[kind], info.file_size) + 1
            )  # to ask for more would unpack it, and be cut off
        left[kind] -= len(content)
        if left[kind] < 0:
            message = f"dit bestand is uitgepakt te groot ({info.filename})"
            raise TemplateError(_too_large(path, message, _LESS if kind else _SMALLER))
        members[info.filename] = content
    return members


def _refuse_odd(infos: list[zipfile.ZipInfo], path: str) -> None:
    """Refuse a zip that Word would not open, or that says itself that it is too large."""
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        raise TemplateError(_not_word(path, *_PASSWORD))
    names = [info.filename.casefold() for info in infos]  # part names do not differ by case alone
    if len(set(names)) != len(names) or not all(_is_part(info.filename) for info in infos):
        message = (
            "in dit bestand staan twee onderdelen met dezelfde naam, of "
            "een onderdeel met een naam die niet kan"
        )
        raise TemplateError(
            _not_word(path, message, "Vertrouw dit bestand niet; neem een eerdere versie.")
        )
    if any(info.compress_type not in _METHODS for info in infos):
        raise TemplateError(
            _not_word(path, "dit bestand is ingepakt op een manier die Word niet kent", _SAVE_AS)
        )
    _refuse_large(infos, path)


def _refuse_large(infos: list[zipfile.ZipInfo], path: str) -> None:
    """Refuse a zip that says itself that it is too large."""
    if sum(info.file_size for info in infos) > MAXIMUM_UNPACKED:
        largest = max(infos, key=lambda info: info.file_size).filename
        hint = _SMALLER if largest.startswith("word/media/") else _LESS
        raise TemplateError(
            _too_large(path, f"dit bestand is uitgepakt te groot ({largest})", hint)
        )


def _is_part(name: str) -> bool:
    """Whether a part can have this name, and Word takes it for no other: capitals in what
    ECMA-376-2 fixes, a code for a character and a piece of a part are all odd.
    """
    fixed = _FIXED.findall(name)
    return bool(_PART.fullmatch(name)) and "%" not in name and {*fixed} <= _AS_FIXED


_FIXED = re.compile(
    r"(?:^|(?<=/))_rels(?=/)|\.rels$|\.xml$|\.piece$|^\[content_types\]", re.IGNORECASE
)
_AS_FIXED = {"_rels", ".rels", ".xml", "[Content_Types]"}


def _too_many_bytes(path: str) -> Problem:
    """Hardly anything but pictures makes a file that is packed so large."""
    return _too_large(path, f"dit bestand is groter dan {MAXIMUM_BYTES // 1_000_000} MB", _SMALLER)


def _too_large(path: str, message: str, hint: str) -> Problem:
    return error(codes.SJABLOON_TE_GROOT, message, Source(path), hint)


def _not_word(path: str, message: str, hint: str) -> Problem:
    return error(codes.GEEN_SJABLOON, message, Source(path), hint)


def _other_kind(data: bytes) -> tuple[str, str] | None:
    """What a file is that is no zip, and what to do."""
    if not data:
        return "dit bestand is leeg", "Kopieer het opnieuw, of neem een eerdere versie."
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return _compound_file(data)
    if data.startswith(b"PK"):
        return None
    start = data[:100].lstrip(b"\xef\xbb\xbf \t\r\n")
    found = (said for sign, said in _OTHERS.items() if start.startswith(sign))
    return next(found, ("dit is geen Word-bestand (.docx)", BEGIN_AGAIN))


def _compound_file(data: bytes) -> tuple[str, str]:
    """What a compound file is (MS-CFB); the names in its directory are UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return _PASSWORD
    if "WordDocument".encode("utf-16-le") in data:
        return "dit is een oud Word-bestand (.doc) en geen .docx", _SAVE_AS
    return "dit is een oud Office-bestand en geen Word-bestand (.docx)", BEGIN_AGAIN


def _refuse_other_zip(members: Mapping[str, bytes], path: str) -> None:
    if MAIN in members and CONTENT_TYPES in members:
        if _STRICT in members[MAIN][:5_000]:
            raise TemplateError(
                _not_word(path, "dit bestand is bewaard als 'Strict Open XML-document'", _SAVE_AS)
            )
        return
    found = (said for name, said in _OTHER_ZIPS.items() if name in members)
    said = next(found, ("dit is een zip-bestand, maar geen Word-bestand (.docx)", BEGIN_AGAIN))
    raise TemplateError(_not_word(path, *said))


def parse_part(content: bytes, path: str, name: str) -> Any:
    """A part as an XML tree, without entities or network.

    Raises:
        TemplateError: when it is no XML in UTF-8, or has a DTD.
    """
    from lxml import etree

    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise TemplateError(_dtd(path, name))
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        problem = _typed_over if _TYPED_OVER.search(content) else _broken
        raise TemplateError(problem(path, name)) from None
    about: Any = root.getroottree().docinfo  # the stubs know little of it
    if about.doctype:
        raise TemplateError(_dtd(path, name))
    if (about.encoding or "UTF-8").upper() not in _ENCODINGS:
        raise TemplateError(_broken(path, name))
    return root


def _broken(path: str, name: str) -> Problem:
    return error(
        codes.SJABLOON_KAPOT,
        f"het onderdeel {name} is beschadigd",
        Place(name, Source(path)),
        "Bewaar het in Word opnieuw.",
    )


def _typed_over(path: str, name: str) -> Problem:
    """What LibreOffice 7.4 writes of a control in which something was typed, or that was moved,
    while it tracked changes: tags that cross, and old and new words after each other at all places
    of the value, so that nobody knows which were typed. It does not open such a file itself.
    """
    return error(
        codes.SJABLOON_KAPOT,
        f"het onderdeel {name} is beschadigd: LibreOffice bewaart een gegeven verkeerd dat is "
        "overgetypt, verplaatst of weggehaald terwijl het wijzigingen bijhoudt",
        Place(name, Source(path)),
        "Neem het bestand van daarvoor, zet 'Wijzigingen bijhouden' uit, doe het daar opnieuw "
        "en bewaar het; of doe het in Word.",
    )


def _dtd(path: str, name: str) -> Problem:
    message = f"het onderdeel {name} heeft een DTD met entiteiten, die Word zelf nooit schrijft"
    return error(
        codes.SJABLOON_DTD,
        message,
        Place(name, Source(path)),
        "Vertrouw dit bestand niet; neem een eerdere versie.",
    )


def declares_word(package: Package) -> bool:
    """Whether the main part calls Word's elements ``w:``, as Word does and the template language
    needs.
    """
    root = package.roots.get(MAIN)
    return root is not None and root.nsmap.get("w") == W
