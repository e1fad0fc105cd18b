"""Pictures that go into a document: a PNG or a JPEG, whole and within bounds, and nothing else
under that name.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from deflate import crc32
from msgspec import Struct

MAXIMUM_SIDE = 20_000  # pixels; a scan of a large plan has ten thousand
MAXIMUM_PIXELS = 100_000_000  # Word unpacks a picture to show it
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # segments with a size (ISO 10918-1)
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})  # signs without content
_START_OF_SCAN = 0xDA


class Picture(Struct, frozen=True):
    """A picture: its ending, its content type and its size in pixels."""

    ending: str
    kind: str
    width: int
    height: int


def read_picture(data: bytes) -> Picture | None:
    """What a picture is; None when it is no PNG or JPEG, is damaged or too large to show."""
    found = None
    if data.startswith(_PNG):
        found = _png(data)
    elif data.startswith(_JPEG):
        found = _jpeg(data)
    if found is None or not min(found.width, found.height) > 0:
        return None
    fits = max(found.width, found.height) <= MAXIMUM_SIDE
    return found if fits and found.width * found.height <= MAXIMUM_PIXELS else None


def _png(data: bytes) -> Picture | None:
    """A PNG whose chunks are whole, from its head to its end (ISO/IEC 15948, 5)."""
    chunks = [*_chunks(data)]
    names = [name for name, _ in chunks]
    if names[:1] != [b"IHDR"] or names[-1:] != [b"IEND"] or b"IDAT" not in names:
        return None
    head = chunks[0][1]
    if len(head) != 13:
        return None
    width, height = struct.unpack(">II", head[:8])
    return Picture("png", "image/png", width, height)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks as far as they are what they say to be."""
    at = len(_PNG)
    while at + 12 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        body = data[at + 4 : at + 8 + size]
        told = data[at + 8 + size : at + 12 + size]
        if len(told) != 4 or crc32(body) != int.from_bytes(told, "big"):
            return
        yield body[:4], body[4:]
        at += 12 + size
        if body[:4] == b"IEND":
            return


def _jpeg(data: bytes) -> Picture | None:
    """A JPEG with a frame before its scan, and an end."""
    if not data.rstrip(b"\0").endswith(b"\xff\xd9"):
        return None
    for sign, content in _segments(data):
        if sign in _FRAMES and len(content) >= 6:
            height, width = struct.unpack(">HH", content[1:5])
            return Picture("jpeg", "image/jpeg", width, height)
    return None


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The segments before the first scan."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        sign = data[at + 1]
        if sign in _ALONE or sign == 0xFF:
            at += 1 if sign == 0xFF else 2
            continue
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        if sign == _START_OF_SCAN or size < 2:
            return
        yield sign, data[at + 4 : at + 2 + size]
        at += 2 + size
