"""The styles of a package: what each is called and based on, and which properties follow from that
(ECMA-376-1, 17.7).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree
from msgspec import Struct

from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.relations import STYLES
from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
_NO_OUTLINE = 9  # the outline level of body text (ECMA-376-1, 17.3.1.20)


class Style(Struct, frozen=True, eq=False):
    """A style as it stands in the file.

    ``base`` is the style that it is based on, or nothing: also when that is not there, is of
    another kind, or is based on this one. ``paragraph`` and ``run`` are the properties of
    paragraphs and runs by name, its own or those of the nearest style that it is based on.
    """

    id: str
    name: str
    kind: str
    base: str
    element: Any
    paragraph: Mapping[str, Any]
    run: Mapping[str, Any]

    def own(self, name: str) -> Any:
        """A property of paragraphs that the style itself has, or None."""
        return self.element.find(f"{_W}pPr/{_W}{name}")

    @property
    def outline_level(self) -> int | None:
        """The outline level of its paragraphs, from 0; None for body text."""
        found = self.paragraph.get("outlineLvl")
        level = number_in(found, _NO_OUTLINE)
        return level if level < _NO_OUTLINE else None


class Styles(Struct, frozen=True, eq=False):
    """The styles of a package by id, each after the style that it is based on; ``default`` is the
    id of that of paragraphs that name none.
    """

    by_id: Mapping[str, Style]
    default: str

    @property
    def by_name(self) -> dict[str, Style]:
        """The styles by :func:`plain_name`."""
        return {plain_name(style.name): style for style in self.by_id.values()}

    def headings(self) -> tuple[str, ...]:
        """The ids of the styles of first-level headings, which a table of contents lists."""
        return tuple(style.id for style in self.by_id.values() if style.outline_level == 0)

    def of(self, paragraph: Any) -> str:
        """The id of the style of a paragraph."""
        named = value_of(paragraph.find(f"{_W}pPr/{_W}pStyle"))
        return named if named in self.by_id else self.default


def styles_of(package: Package) -> Styles:
    """The styles of a package; none when the part is missing or damaged."""
    root = package.roots.get(STYLES)
    found = () if root is None else root.iter(f"{_W}style")
    elements = {style.get(f"{_W}styleId"): style for style in found if style.get(f"{_W}styleId")}
    made: dict[str, Style] = {}
    for identity in _bases_first(elements):
        made[identity] = _style(identity, elements[identity], made)
    return Styles(made, next((style.id for style in made.values() if _is_default(style)), ""))


def _is_default(style: Style) -> bool:
    return style.kind == "paragraph" and style.element.get(f"{_W}default") in ("1", "true", "on")


def _bases_first(elements: Mapping[str, Any]) -> Iterator[str]:
    """The ids of styles, each after that of the style that it is based on; of a circle the last
    that is met comes first.
    """
    done: set[str] = set()
    for identity in elements:
        chain: list[str] = []
        while identity in elements and identity not in done:
            done.add(identity)
            chain.append(identity)
            identity = value_of(elements[identity].find(f"{_W}basedOn"))
        yield from reversed(chain)


def _style(identity: str, element: Any, made: Mapping[str, Style]) -> Style:
    """A style, when the one that it is based on has been made."""
    kind = element.get(f"{_W}type") or "paragraph"
    base = made.get(value_of(element.find(f"{_W}basedOn")))
    if base is not None and base.kind != kind:
        base = None
    return Style(
        identity,
        value_of(element.find(f"{_W}name")) or identity,
        kind,
        base.id if base else "",
        element,
        {**(base.paragraph if base else {}), **_properties(element.find(f"{_W}pPr"))},
        {**(base.run if base else {}), **_properties(element.find(f"{_W}rPr"))},
    )


def _properties(group: Any) -> dict[str, Any]:
    children = () if group is None else group.iterchildren(f"{_W}*")
    return {child.tag.removeprefix(_W): child for child in children}


def is_heading_by_itself(paragraph: Any) -> bool:
    """Whether somebody made a line a heading of the first level, whatever its style."""
    return value_of(paragraph.find(f"{_W}pPr/{_W}outlineLvl")) == "0"


def plain_name(name: str) -> str:
    """The name of a style less capitals and spaces, which Word does not tell apart."""
    return "".join(name.split()).casefold()


def value_of(element: Any) -> str:
    """The w:val of an element that may not be there."""
    return "" if element is None else element.get(f"{_W}val") or ""


def number_in(element: Any, otherwise: int) -> int:
    """The w:val of an element as a whole number that is not negative and not absurd."""
    return number_of(value_of(element), otherwise)


def number_of(text: str, otherwise: int) -> int:
    """A text from a file as a whole number that is not negative and not absurd."""
    return int(text) if text.isdecimal() and len(text) < 10 else otherwise


def paragraph_properties(paragraph: Any) -> Any:
    """The properties of a paragraph, which it gets when it has none (ECMA-376-1, 17.3.1.26)."""
    found = paragraph.find(f"{_W}pPr")
    if found is None:
        found = etree.Element(f"{_W}pPr")
        paragraph.insert(0, found)
    return found
