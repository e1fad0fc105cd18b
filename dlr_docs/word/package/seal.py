"""The seal: what tells whether a file that we made was changed since."""

from __future__ import annotations

import hashlib
import io
import re
import struct
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from dlr_docs.basis.reading import NotPlain, TooLarge, read_plain
from dlr_docs.word.package.stores import FIRST_PROVENANCE

if TYPE_CHECKING:
    from zipfile import ZipInfo

PROVENANCE_PART = "customXml/item2.xml"  # holds the seal
# The seal is the last that the provenance says, so that what it covers is all the rest.
_SEAL = re.compile(rb"<zegel>([0-9a-f]{64})</zegel>(?=</herkomst>\s*\Z)")
_END = b"</herkomst>"
_CHOICES = re.compile(rb'<keuzebestand bestand="([^"]+)">(.*)</keuzebestand>', re.DOTALL)
_PARTIES = re.compile(rb"^partijen:\n((?:[ ].*\n)*)", re.MULTILINE)
_FIELD = re.compile(rb"^ {4,}(?!soort:)(?:- )?[\w-]+: (.+)$", re.MULTILINE)
CONVERTED = (".pdf", ".odt")
_TAIL = b"\n%%dlr-docs %s\n"
_TAIL_SIZE = len(_TAIL % bytes(64))
_LARGEST = 200_000_000  # bytes of a file that is judged; a PDF of a thousand pages has ten million
_MAXIMUM_PROVENANCE = 10_000_000  # what a document that comes back may have as XML at all
_MOST_PARTS = 2_000


def seal(parts: Iterable[tuple[str, int, int]]) -> str:
    """A digest of (name, CRC-32, size) of parts: it tells whether a file was changed since it was
    made.
    """
    lines = sorted(f"{name} {crc:08x} {size}" for name, crc, size in parts)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def sealed(provenance: bytes, parts: Iterable[tuple[str, int, int]]) -> bytes:
    """The provenance with a seal over itself and over all other parts."""
    stamp = seal([*parts, _as_part(provenance)])
    return b"%s<zegel>%s</zegel>%s" % (provenance.removesuffix(_END), stamp.encode(), _END)


def _as_part(provenance: bytes) -> tuple[str, int, int]:
    """The provenance without its seal, to be sealed as other parts are."""
    return PROVENANCE_PART, zlib.crc32(provenance), len(provenance)


def is_untouched(path: Path) -> bool:
    """Whether a file is a document of ours that nobody changed since: its seal still holds."""
    return _tail_holds(path) if path.suffix in CONVERTED else seal_holds(path)


def seal_holds(source: Path | bytes) -> bool:
    """Whether a .docx has the parts that its provenance says."""
    opened = _provenance(source)
    if opened is None:
        return False
    infos, provenance = opened
    found = _SEAL.search(provenance)
    if found is None:
        return False
    parts = [
        (info.filename, info.CRC, info.file_size)
        for info in infos
        if info.filename != PROVENANCE_PART
    ]
    if FIRST_PROVENANCE.encode() not in provenance[:500]:  # whose seal did not cover itself
        parts.append(_as_part(provenance[: found.start()] + provenance[found.end() :]))
    return found[1].decode() == seal(parts)


def _provenance(source: Path | bytes) -> tuple[list[ZipInfo], bytes] | None:
    """The parts of a package by name and size, and its provenance; None for what has none."""
    import zipfile

    try:
        data = source if isinstance(source, bytes) else read_plain(source, _LARGEST)
        if data.count(b"PK\x01\x02") > _MOST_PARTS:
            return None
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            own = package.getinfo(PROVENANCE_PART)
            if own.file_size > _MAXIMUM_PROVENANCE:
                return None
            with package.open(own) as part:
                # more than it says itself is not unpacked: to read all would, and cut it off then
                return package.infolist(), part.read(own.file_size + 1)
    except Exception:  # a damaged zip raises almost anything, and is then not as we made it
        return None


class ToldChoices(Struct, frozen=True):
    """The choice file that a document was made from, as it tells: the mark of its name, and what
    its parties are.
    """

    mark: bytes
    parties: frozenset[bytes]

    def is_another(self, other: ToldChoices) -> bool:
        """Whether these are different files: of another name, or of the same name whose parties
        have nothing in common.
        """
        apart = self.parties and other.parties and not self.parties & other.parties
        return self.mark != other.mark or bool(apart)


def made_from(mark: bytes, choices: bytes) -> ToldChoices:
    """What tells a choice file, by its mark and by what a document carries of it."""
    parties = _PARTIES.search(choices)
    return ToldChoices(mark, frozenset(_FIELD.findall(parties[1])) if parties else frozenset())


def is_of_another(one: Path | bytes, other: Path | bytes, *, by_name: bool = False) -> bool:
    """Whether two documents were made from different choice files, as far as they tell.

    Args:
        by_name: only the names of the files count, and not who the parties are.
    """
    first, second = _made_from(one), _made_from(other)
    if first is None or second is None:
        return False
    return first.mark != second.mark if by_name else first.is_another(second)


def _made_from(source: Path | bytes) -> ToldChoices | None:
    """The choice file that a document was made from."""
    opened = _provenance(source)
    found = _CHOICES.search(opened[1]) if opened else None
    return made_from(found[1], found[2]) if found else None


def _tail_holds(path: Path) -> bool:
    """Whether a converted file ends with the digest of what stands before."""
    try:
        content = read_plain(path, _LARGEST)
    except (NotPlain, TooLarge, OSError):
        return False  # then it is not as we made it
    return content[-_TAIL_SIZE:] == _tail(content[:-_TAIL_SIZE])


def _tail(content: bytes) -> bytes:
    return _TAIL % hashlib.sha256(content).hexdigest().encode()


def with_tail(name: str, content: bytes) -> bytes:
    """A converted file that tells whether it was changed since: a comment after the end of a PDF,
    or of a zip.

    The time of a file would tell the same as long as nobody sets a clock.
    """
    if name.endswith(".odt"):
        content = content[:-2] + struct.pack(
            "<H", _TAIL_SIZE
        )  # a zip ends with the length of its comment
    return content + _tail(content)
