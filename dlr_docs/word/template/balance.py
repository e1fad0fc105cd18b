"""Whether a part of a Word template stays well-formed XML whatever its tags decide.

An ``{% if %}`` that starts in one paragraph and ends in another can leave half an element behind,
and Word then refuses the whole document. So every branch must leave the same elements open as every
other, and a loop those that it found: read from the compiled template once, it holds for every
document. The same walk tells whether a condition can leave a table without a row, or a cell without
a line (ECMA-376-1, 17.4.37 and 17.4.65).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jinja2 import nodes
from msgspec import Struct

_MARKUP = re.compile(
    r"<!--.*?-->|<\?.*?\?>|<(?P<close>/?)(?P<name>[^\s/<>!?]+)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?(?P<empty>/?)>",
    re.DOTALL,
)
# What an element must have in it, and what does not count as such.
_BLOCKS = frozenset(["w:p", "w:tbl", "w:sdt", "w:customXml", "m:oMathPara"])
_NEEDED = {
    "w:tbl": frozenset(["w:tr", "w:sdt", "w:customXml"]),
    "w:tr": frozenset(["w:tc", "w:sdt", "w:customXml"]),
    "w:tc": frozenset(["w:p", "w:sdt", "w:customXml"]),  # a table may not be the last in it
    **dict.fromkeys(("w:hdr", "w:ftr", "w:footnote", "w:endnote", "w:txbxContent"), _BLOCKS),
    "w:sdtContent": _BLOCKS | {"w:r", "w:tr", "w:tc", "w:hyperlink", "m:oMath", "w:fldSimple"},
}
_CALLED = {
    "w:tbl": "een tabel kan zonder rij blijven",
    "w:tr": "een rij van een tabel kan zonder cel blijven",
    "w:tc": "een cel van een tabel kan zonder regel aan het eind blijven",
    "w:hdr": "deze koptekst kan zonder regel blijven",
    "w:ftr": "deze voettekst kan zonder regel blijven",
    "w:txbxContent": "een tekstvak kan zonder regel blijven",
    "w:sdtContent": "een inhoudsbesturingselement kan leeg blijven",
}
_MARKS = ("w:bookmark", "w:proofErr", "w:perm", "w:comment", "w:customXmlInsRange")
_FULL = ("partijen", "handtekeningen")  # lists that no document has empty


class Unbalanced(Exception):
    """A tag cuts through an element; the message is the name of the element."""


class Unfilled(Exception):
    """A condition can leave an element without what it must have; the message says which.

    Attributes:
        line: the line of the source on which the element ends.
    """

    def __init__(self, name: str, line: int) -> None:
        super().__init__(_CALLED.get(name, "een noot kan zonder regel blijven"))
        self.line = line


class _Open(Struct, frozen=True):
    """An element that is open, and what may be the last in it so far."""

    name: str
    last: frozenset[str] = frozenset([""])


class _Place(Struct, frozen=True):
    """The elements that are open, and the element that is being read when the place is inside its
    brackets.
    """

    open: tuple[_Open, ...] = ()
    partial: str = ""

    def names(self) -> tuple[tuple[str, ...], str]:
        """What must be the same whatever way leads to this place."""
        return tuple(item.name for item in self.open), self.partial


def check_balance(tree: nodes.Template) -> None:
    """Follow every branch of a part.

    Raises:
        Unbalanced: when the XML of some document would not be well-formed.
        Unfilled: when an element would be left without what it must have.
    """
    end = _follow(tree.body, _Place())
    if end != _Place():
        raise Unbalanced(_name(end))


def _follow(body: Iterable[nodes.Node], place: _Place) -> _Place:
    for node in body:
        if isinstance(node, nodes.Output):
            for child in node.nodes:
                place = _output(place, child)
        elif isinstance(node, nodes.If):
            branches = [node.body, *(item.body for item in node.elif_), node.else_]
            place = _same([_follow(branch, place) for branch in branches])
        elif isinstance(node, nodes.For):
            place = _loop(node, place)
    return place


def _output(place: _Place, child: nodes.Node) -> _Place:
    if isinstance(child, nodes.TemplateData):
        return _read(place, child.data, child.lineno or 1)
    if not place.partial and place.open:
        return _Place((*place.open[:-1], _holding(place.open[-1], _written(child))))
    return place


def _written(child: nodes.Node) -> str:
    """What an expression writes: a value in a line is a run; what stands for whole lines may be
    nothing.
    """
    return "w:r" if isinstance(child, nodes.Filter) and child.name == "veld" else ""


def _loop(node: nodes.For, place: _Place) -> _Place:
    """A loop must leave open what it found, and may run no time at all."""
    inside = _follow(node.body, place)
    if inside.names() != place.names():
        raise Unbalanced(_name(max((inside, place), key=lambda item: len(item.open))))
    if node.test is None and _is_full(node.iter):
        return inside
    return _same([inside, _follow(node.else_, place)])


def _is_full(listed: nodes.Node) -> bool:
    """Whether a list has at least one item in every document: the parties, what they sign, and what
    one of them signs.
    """
    if isinstance(listed, nodes.Getattr):
        return listed.attr == "handtekeningen"
    return isinstance(listed, nodes.Name) and listed.name in _FULL


def _same(places: list[_Place]) -> _Place:
    for other in places[1:]:
        if other.names() != places[0].names():
            raise Unbalanced(_name(max(places, key=lambda place: len(place.open))))
    merged = [
        _Open(items[0].name, frozenset[str]().union(*(item.last for item in items)))
        for items in zip(*(place.open for place in places), strict=True)
    ]
    return _Place(tuple(merged), places[0].partial)


def _holding(element: _Open, name: str) -> _Open:
    if not name or name.startswith(_MARKS):
        return element
    return _Open(element.name, frozenset([name]))


def _read(place: _Place, data: str, line: int) -> _Place:
    """Read on: elements open and close, and the last one may not be whole yet."""
    text, still_open = place.partial + data, list(place.open)
    end = 0
    for found in _MARKUP.finditer(text):
        if "<" in text[end : found.start()]:
            raise Unbalanced("<")
        end = found.end()
        name = found["name"]
        if name is None:
            continue
        if found["close"]:
            _close(still_open, name, line + text.count("\n", 0, end))
            continue
        if still_open:
            still_open[-1] = _holding(still_open[-1], name)
        if not found["empty"]:
            still_open.append(_Open(name))
    start = text.find("<", end)
    return _Place(tuple(still_open), _shape(text[start:]) if start >= 0 else "")


def _close(still_open: list[_Open], name: str, line: int) -> None:
    """Close the last element; it may only be closed with what it must have in it."""
    if not still_open or still_open[-1].name != name:
        raise Unbalanced(name)
    element = still_open.pop()
    needed = _NEEDED.get(name)
    if needed and not element.last <= needed:
        raise Unfilled(name, line)


def _shape(partial: str) -> str:
    """The beginning of an element without what its attributes say, which tags may decide."""
    plain = _VALUE.sub('""', partial)
    return plain[: plain.rfind('"') + 1] if plain.count('"') % 2 else plain


_VALUE = re.compile(r'"[^"]*"')


def _name(place: _Place) -> str:
    return place.open[-1].name if place.open else "<"
