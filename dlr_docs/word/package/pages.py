"""The pages of a file: how big those of a section are, and their margins (ECMA-376-1, 17.6)."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from msgspec import Struct

from dlr_docs.word.package.xml import W

T = TypeVar("T")
_W = f"{{{W}}}"
_SECTION = f"{_W}sectPr"
_SIZE, _MARGINS = f"{_W}pgSz", f"{_W}pgMar"
_LINES = (f"{_W}p", f"{_W}tr")
_HOLDERS = (f"{_W}body", f"{_W}pPr")
# A page that a program wrote again in other units is the same.
_LEAST = 30  # twentieths of a point; half a millimetre


class Page(Struct, frozen=True):
    """How wide and high a page is, and its margins from the top by the clock, which need not be
    known; in twentieths of a point.
    """

    size: tuple[int, ...]
    margins: tuple[int, ...]

    @property
    def is_landscape(self) -> bool:
        """Whether it is wider than it is high."""
        return self.size[0] > self.size[1]

    def has_size_of(self, other: Page) -> bool:
        """Whether another page is as big, and lies as this one."""
        return _is_alike(self.size, other.size)

    def is_like(self, other: Page) -> bool:
        """Whether another page looks the same, as far as both tell."""
        return self.has_size_of(other) and _is_alike(self.margins, other.margins)


def _is_alike(one: Sequence[int], other: Sequence[int]) -> bool:
    return all(abs(a - b) <= _LEAST for a, b in zip(one, other, strict=False))


def sections_in(root: Any) -> Iterator[Any]:
    """The properties of the sections of a document, each at the end of its own; not those of before
    a tracked change.
    """
    return (item for item in root.iter(_SECTION) if item.getparent().tag in _HOLDERS)


def pages_in(root: Any, known: Mapping[Any, T]) -> Iterator[tuple[Page, T | None]]:
    """The pages of each section, with what is known of the first paragraph or row in it of which
    something is; none of a section that does not say how big its pages are.
    """
    first: T | None = None
    ends = {*sections_in(root)}
    for element in root.iter(*_LINES, _SECTION):
        if element in ends:
            page = page_of(element)
            if page is not None:
                yield page, first
            first = None
        elif first is None:
            first = known.get(element)


def page_of(section: Any) -> Page | None:
    """The pages of a section; None when that does not say how big they are."""
    size = _lengths(section.find(_SIZE), ("w", "h"))
    margins = _lengths(section.find(_MARGINS), ("top", "right", "bottom", "left"))
    return Page(size, margins) if size else None


def _lengths(element: Any, names: Sequence[str]) -> tuple[int, ...]:
    """Attributes in twentieths of a point; none when one is missing or in another unit."""
    texts = [] if element is None else [element.get(f"{_W}{name}") or "" for name in names]
    is_known = all(text.removeprefix("-").isdecimal() for text in texts)
    return tuple(map(int, texts)) if is_known else ()


def take_page(section: Any, source: Any) -> None:
    """Give a section the pages of another one."""
    for name in (_SIZE, _MARGINS):
        found, given = section.find(name), source.find(name)
        if found is not None and given is not None:
            section.replace(found, copy.deepcopy(given))
