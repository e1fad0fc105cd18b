"""Whether a part of a Word template stays well-formed XML whatever its tags decide.

An ``{% if %}`` that starts in one paragraph and ends in another can leave half an element behind,
and Word then refuses the whole document. So every branch must leave the same elements open as every
other, and a loop those that it found: read from the compiled template once, it holds for every
document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from jinja2 import nodes

_MARKUP = re.compile(
    r"<!--.*?-->|<\?.*?\?>|<(?P<close>/?)(?P<name>[^\s/<>!?]+)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?(?P<empty>/?)>",
    re.DOTALL,
)


class Unbalanced(Exception):
    """A tag cuts through an element; the message is the name of the element."""


@dataclass(frozen=True, slots=True)
class _Place:
    """The elements that are open, and the element that is being read when the place is inside its
    brackets.
    """

    open: tuple[str, ...] = ()
    partial: str = ""


def check_balance(tree: nodes.Template) -> None:
    """Follow every branch of a part.

    Raises:
        Unbalanced: when the XML of some document would not be well-formed.
    """
    end = _follow(tree.body, _Place())
    if end != _Place():
        raise Unbalanced(_name(end))


def _follow(body: Iterable[nodes.Node], place: _Place) -> _Place:
    for node in body:
        if isinstance(node, nodes.Output):
            for child in node.nodes:
                if isinstance(child, nodes.TemplateData):
                    place = _read(place, child.data)
                elif place.partial:
                    place = _Place(place.open, f"{place.partial}x")
        elif isinstance(node, nodes.If):
            branches = [node.body, *(item.body for item in node.elif_), node.else_]
            place = _same([_follow(branch, place) for branch in branches])
        elif isinstance(node, nodes.For):
            _same([place, _follow(node.body, place), _follow(node.else_, place)])
    return place


def _same(places: list[_Place]) -> _Place:
    for other in places[1:]:
        if other != places[0]:
            raise Unbalanced(_name(max(places, key=lambda place: len(place.open))))
    return places[0]


def _read(place: _Place, data: str) -> _Place:
    """Read on: elements open and close, and the last one may not be whole yet."""
    text, still_open = place.partial + data, list(place.open)
    end = 0
    for found in _MARKUP.finditer(text):
        if "<" in text[end : found.start()]:
            raise Unbalanced("<")
        end = found.end()
        if found["name"] is None or found["empty"]:
            continue
        if not found["close"]:
            still_open.append(found["name"])
        elif not still_open or still_open.pop() != found["name"]:
            raise Unbalanced(found["name"])
    start = text.find("<", end)
    return _Place(tuple(still_open), text[start:] if start >= 0 else "")


def _name(place: _Place) -> str:
    return place.open[-1] if place.open else "<"
