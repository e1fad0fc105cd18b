"""The lines of a clause as Markdown sees them: what each begins with, and what stands around it.

The parser says what a text became and not what its writer meant, and by then the lines are gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TAG = re.compile(r"\{#.*?#\}|\{%.*?%\}", re.DOTALL)
_PRINTED = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_MARKER = re.compile(r"(\d{1,9}[.)]|[-*+])([ \t]+)(?=\S)")
_DASHES = re.compile(r"\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?")
_TAB = 4  # CommonMark 2.2


class Item(NamedTuple):
    """An item of a list that a line stands in: where its marker stands, and where its words do."""

    marker: int
    words: int


class TextLine(NamedTuple):
    """A line of a text with words in it.

    ``raw`` is the line as it was typed; ``text`` holds it without tags, with a sign in the place of
    each value. ``marker`` is the ``1.`` or ``-`` that Markdown takes for the start of an item.
    ``before`` is the line that it continues, empty at the start of a paragraph. ``items`` are those
    that are open above it, the innermost last.
    """

    number: int
    raw: str
    text: str
    marker: str = ""
    before: str = ""
    items: tuple[Item, ...] = ()

    @property
    def indent(self) -> int:
        """The columns before its first sign."""
        return len(self.text) - len(self.text.lstrip(" "))

    @property
    def words(self) -> str:
        """What it says, without its marker."""
        return self.text.strip(" ").removeprefix(self.marker).lstrip(" \t")

    @property
    def is_row(self) -> bool:
        """Whether it looks like a row of a table."""
        return "|" in self.text

    @property
    def is_dashes(self) -> bool:
        """Whether it is the line below the head of a table."""
        return self.is_row and bool(_DASHES.fullmatch(self.text.strip()))


VALUE = "\ufffc"  # in the place of what is printed: a sign that no clause holds


_BEHIND = " " * 40  # what goes on behind a value is inside whatever the value stands in


def _sign(tag: re.Match[str]) -> str:
    """A sign in the place of a value, over as many lines as its tag."""
    breaks = tag[0].count("\n")
    return VALUE + "\n" * breaks + (_BEHIND if breaks else "")


def text_lines(text: str) -> Iterator[TextLine]:
    """The lines of a clause that hold words, each with what Markdown makes of its place."""
    before, items = "", tuple[Item, ...]()
    whole = _TAG.sub(lambda tag: "\n" * tag[0].count("\n"), text)
    whole = _PRINTED.sub(_sign, whole)
    for number, (raw, line) in enumerate(zip(text.split("\n"), whole.split("\n"), strict=True)):
        if not line.strip():
            before = before if raw.strip() else ""  # a line of tags alone leaves nothing behind
            continue
        here = TextLine(number + 1, raw, line.expandtabs(_TAB), "", before, items)
        here = here._replace(marker=_marker(here))
        yield here
        items = _open_after(here)
        before = here.text.strip()


def _marker(line: TextLine) -> str:
    """The marker that begins an item. In the middle of a paragraph only 1 begins a list, unless the
    line is an item beside one that is open (CommonMark 5.2 and 5.3).
    """
    found = _MARKER.match(line.text.lstrip(" "))
    if not found:
        return ""
    inside = bool(line.items) and line.indent >= line.items[-1].words
    is_first = found[1][:-1] in ("", "1")
    return found[1] if is_first or not line.before or (line.items and not inside) else ""


def _open_after(line: TextLine) -> tuple[Item, ...]:
    """The items that are open below a line."""
    if line.marker:
        outer = tuple(item for item in line.items if item.words <= line.indent)
        return (*outer, Item(line.indent, line.text.index(line.words, line.indent + 1)))
    if line.before:
        return line.items
    return tuple(item for item in line.items if item.words <= line.indent)
