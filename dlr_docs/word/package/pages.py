"""The pages of a file: how big those of a section are, and their margins (ECMA-376-1, 17.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from msgspec import Struct

from dlr_docs.word.package.xml import W

T = TypeVar("T")
_W = f"{{{W}}}"
_SECTION = f"{_W}sectPr"
_SIZE, _MARGINS = f"{_W}pgSz", f"{_W}pgMar"
_SIDES = ("top", "right", "bottom", "left")
_LENGTH = re.compile(r"-?[0-9]{1,6}")  # longer than any page is wide
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
        return all(map(_is_near, self.size, other.size))

    def other_margins(self, other: Page) -> tuple[bool, ...]:
        """Which margins are others, as far as both tell."""
        both = zip(self.margins, other.margins, strict=False)
        return tuple(not _is_near(one, two) for one, two in both)

    def has_margins_of(self, other: Page) -> bool:
        """Whether the margins of another page are as wide, at whichever sides: these turn with the
        page.
        """
        both = zip(sorted(self.margins), sorted(other.margins), strict=False)
        return all(_is_near(*pair) for pair in both)

    def is_like(self, other: Page) -> bool:
        """Whether another page looks the same, as far as both tell."""
        return self.has_size_of(other) and not any(self.other_margins(other))


def _is_near(one: int, other: int) -> bool:
    return abs(one - other) <= _LEAST


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
    margins = _lengths(section.find(_MARGINS), _SIDES)
    return Page(size, margins) if size else None


def _lengths(element: Any, names: Sequence[str]) -> tuple[int, ...]:
    """Attributes in twentieths of a point; none when one is missing or no such number."""
    texts = [] if element is None else [element.get(f"{_W}{name}") or "" for name in names]
    return tuple(map(int, texts)) if all(map(_LENGTH.fullmatch, texts)) else ()


def take_page(section: Any, source: Any) -> None:
    """Give a section the pages of another one; where its headers stand on them stays."""
    for tag, names in ((_SIZE, ("w", "h", "orient")), (_MARGINS, _SIDES)):
        found, given = section.find(tag), source.find(tag)
        if found is not None and given is not None:
            for name in names:
                found.attrib.pop(f"{_W}{name}", None)
                if given.get(f"{_W}{name}"):
                    found.set(f"{_W}{name}", given.get(f"{_W}{name}"))
