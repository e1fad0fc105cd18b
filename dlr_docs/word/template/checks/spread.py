"""What stands beside and inside the tags of a Word template, and is no text."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree
from msgspec import Struct

from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
# A tag holds no second beginning of its kind: so it is found in one pass, and one that is not
# closed stands out.
TAG = re.compile(
    r"\{\{(?:(?!\{\{|\}\}).)*\}\}|\{%(?:(?!\{%|%\}).)*%\}|\{#(?:(?!\{#|#\}).)*#\}",
    re.DOTALL,
)
# What holds the text of a tag and may go with it, and properties, which are of that.
_HOLDS = frozenset(
    f"{_W}{name}"
    for name in (
        *("p", "r", "t", "tr", "tc", "sdt", "sdtContent", "smartTag", "proofErr"),
        "lastRenderedPageBreak",
    )
)
_PROPERTIES = frozenset(
    f"{_W}{name}" for name in ("rPr", "trPr", "tcPr", "tblPrEx", "sdtPr", "sdtEndPr", "smartTagPr")
)
_CALLED = {
    **dict.fromkeys(("drawing", "pict", "AlternateContent"), "een afbeelding of vorm"),
    **dict.fromkeys(("object", "control"), "een ingesloten object"),
    **dict.fromkeys(("footnoteReference", "endnoteReference"), "het teken van een noot"),
    **dict.fromkeys(("bookmarkStart", "bookmarkEnd"), "een bladwijzer"),
    **dict.fromkeys(("fldChar", "fldSimple", "instrText"), "een veld"),
    **dict.fromkeys(("softHyphen", "noBreakHyphen"), "een vast of zacht afbreekstreepje"),
    **dict.fromkeys(("tab", "ptab"), "een tab"),
    **dict.fromkeys(("br", "cr"), "een regel- of pagina-einde"),
    "sym": "een symbool",
    "sectPr": "een sectie-einde, met de opmaak van zijn pagina's",
    "pageBreakBefore": "een pagina-einde (bij Alinea: Pagina-einde ervoor)",
    "tbl": "een tabel",
    "hyperlink": "een koppeling",
    "oMath": "een formule",
}
_WORD = re.compile(r"\{%-?(?:p|tr|tc|r)?\s*(if|elif|else|endif|for|endfor)\b")
_OFF = ("0", "false", "off")


def text_groups(root: Any) -> list[tuple[Any, list[Any]]]:
    """The texts (w:t) of each paragraph, less those of text boxes in it."""
    found: dict[Any, list[Any]] = {}
    for text in root.iter(f"{_W}t"):
        paragraph = next(text.iterancestors(f"{_W}p"), None)
        if paragraph is not None:
            found.setdefault(paragraph, []).append(text)
    return [*found.items()]


class SpreadTag(Struct, frozen=True):
    """A tag that stands in more than one text of a paragraph: the numbers of the first and the last
    of these, and where it begins in the one and ends in the other.
    """

    source: str
    first: int
    begin: int
    last: int
    end: int


def spread_tags(texts: Sequence[Any]) -> list[SpreadTag]:
    """The tags that stand in more than one of these texts, the last first."""
    parts = [text.text or "" for text in texts]
    starts = [0, *itertools.accumulate(map(len, parts))]
    found: list[SpreadTag] = []
    for match in TAG.finditer("".join(parts)):
        first = bisect.bisect_right(starts, match.start()) - 1
        last = bisect.bisect_right(starts, match.end() - 1) - 1
        if first != last:
            begin, end = match.start() - starts[first], match.end() - starts[last]
            found.append(SpreadTag(match[0], first, begin, last, end))
    return found[::-1]


def beside(whole: Any) -> str:
    """What a line, row or cell holds besides text, which would go with its tag; nothing when there
    is no such thing.
    """
    return next((_called(item) for item in _all(whole) if item.tag not in _HOLDS), "")


def _all(element: Any) -> Iterator[Any]:
    """An element and all in it that matters for the pages, properties of looks left out."""
    if element.tag in _PROPERTIES or not isinstance(element.tag, str):
        return
    if element.tag == f"{_W}pPr":
        yield from element.iterchildren(f"{_W}sectPr")
        breaks = element.iterchildren(f"{_W}pageBreakBefore")
        yield from (item for item in breaks if item.get(f"{_W}val", "1") not in _OFF)
        return
    yield element
    for child in element if element.tag in _HOLDS else ():
        yield from _all(child)


def within(paragraph: Any, texts: Sequence[Any]) -> Iterator[tuple[str, str]]:
    """The tags of a paragraph that have something in them besides text, each with that."""
    for tag in spread_tags(texts):
        inside = False
        for element in paragraph.iter(f"{_W}*"):
            inside = (inside or element is texts[tag.first]) and element is not texts[tag.last]
            if inside and element.getparent().tag == f"{_W}r" and _is_seen(element):
                yield tag.source, _called(element)
                break


def _is_seen(element: Any) -> bool:
    return element.tag not in _HOLDS and element.tag not in _PROPERTIES


def _called(element: Any) -> str:
    name = element.tag.rpartition("}")[2]
    return _CALLED.get(name, f"iets wat geen tekst is ({name})")


class Branch(Struct, frozen=True):
    """A part of a condition, or a loop, between its tags: each has a number of its own."""

    number: int
    is_loop: bool


def in_blocks(root: Any) -> Iterator[tuple[Any, tuple[Branch, ...]]]:
    """The elements of a part, each with the blocks of tags that it stands in."""
    words, numbers = _words_of_blocks(root), itertools.count()
    around: tuple[Branch, ...] = ()
    for element in root.iter(etree.Element):
        for word in words.get(element, ()):
            opens = word in ("if", "for")
            around = around if opens else around[:-1]
            if not word.startswith("end"):
                around = (*around, Branch(next(numbers), word == "for"))
        yield element, around


def _words_of_blocks(root: Any) -> dict[Any, list[str]]:
    """What begins and ends blocks, by the text in which its tag ends."""
    found: dict[Any, list[str]] = {}
    for _, texts in text_groups(root):
        starts = [0, *itertools.accumulate(len(text.text or "") for text in texts)]
        for tag in TAG.finditer("".join(text.text or "" for text in texts)):
            word = _WORD.match(tag[0])
            if word:
                last = texts[bisect.bisect_right(starts, tag.end() - 1) - 1]
                found.setdefault(last, []).append(word[1])
    return found


def in_loops(root: Any) -> Iterator[Any]:
    """The elements of a part that stand within a loop, and so are written again each time."""
    for element, around in in_blocks(root):
        if element.tag != f"{_W}t" and any(block.is_loop for block in around):
            yield element
