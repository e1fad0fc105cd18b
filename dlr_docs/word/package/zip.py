"""Zip packages byte for byte: fixed times, fixed order, parts that do not change compressed once.

The zip format is PKWARE's APPNOTE 6.3.3, as ISO/IEC 29500-2 takes it over. Python's ``zipfile``
cannot take parts that are compressed already, which is what makes a batch fast. Deflating is
libdeflate's: the same bytes on every system, whichever zlib its Python was built with.
"""

from __future__ import annotations

import functools
import struct
from collections.abc import Iterable

from deflate import crc32, deflate_compress
from msgspec import Struct

_DOS_DATE = (1 << 5) | 1  # 1 January 1980, the first day that zip knows
_CENTRAL = b"PK\x01\x02" + struct.pack("<H", 20)
_PLACE = struct.Struct("<HHHII")
_LEVEL = 1  # of libdeflate, 1 to 12: for what differs in each document
THOROUGH = 9  # for what is compressed once and used many times


class Packed(Struct, frozen=True):
    """A part, compressed: name without leading slash, CRC-32, raw deflate data and size
    before it; ``head`` is what both its headers in a zip file say.
    """

    name: str
    crc: int
    data: bytes
    size: int
    head: bytes


def pack(name: str, content: bytes, level: int = _LEVEL) -> Packed:
    """Compress one part."""
    crc, data, size = crc32(content), bytes(deflate_compress(content, level)), len(content)
    numbers = (20, 0, 8, 0, _DOS_DATE, crc, len(data), size, len(name), 0)
    return Packed(name, crc, data, size, struct.pack("<HHHHHIIIHH", *numbers))


@functools.lru_cache(maxsize=64)
def pack_shared(name: str, content: str) -> Packed:
    """Compress a small part that most documents of a batch share, and remember it."""
    return pack(name, content.encode())


def assemble(parts: Iterable[Packed]) -> bytes:
    """A zip file with the parts in the order given."""
    chunks: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for part in parts:
        name = part.name.encode("ascii")
        local = b"PK\x03\x04" + part.head + name
        directory += (_CENTRAL, part.head, _PLACE.pack(0, 0, 0, 0, offset), name)
        chunks += (local, part.data)
        offset += len(local) + len(part.data)
    central = b"".join(directory)
    count = len(directory) // 4
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, len(central), offset, 0)
    return b"".join((*chunks, central, end))
