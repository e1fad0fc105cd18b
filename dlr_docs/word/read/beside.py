"""What stands in a document beside its words: notes, pictures, boxes, and words with a look or a
number that nobody gives them without wanting it.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Iterator
from typing import Any

from dlr_docs.model.blocks import Beside
from dlr_docs.word.package.looks.by_programs import BY_PROGRAMS, is_held
from dlr_docs.word.package.looks.own import OF_PARAGRAPHS, OF_WORDS, OwnLooks
from dlr_docs.word.package.looks.written import name_of
from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.reading.styles import value_of
from dlr_docs.word.package.reading.text import (
    Changes,
    Story,
    field_results,
    story_of,
    text_boxes,
)
from dlr_docs.word.package.related import RelationsOf
from dlr_docs.word.package.xml import W
from dlr_docs.word.read.numbers import NUMBERS, OwnNumbers

_W = f"{{{W}}}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PLACED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_NOTES = {f"{_W}footnoteReference": "voetnoot", f"{_W}endnoteReference": "eindnoot"}
_PICTURE, _BOX = "afbeelding", "tekstvak"
_BLIPS = (f"{_DRAWING}blip", "{urn:schemas-microsoft-com:vml}imagedata")
_LOOKS = {
    f"{_W}strike": "doorgehaald",
    f"{_W}dstrike": "doorgehaald",
    f"{_W}u": "onderstreept",
    f"{_W}highlight": "gemarkeerd",
    f"{_W}shd": "gemarkeerd",
    f"{_W}color": "in een kleur",
    f"{_W}vanish": "verborgen",
    f"{_W}caps": "in hoofdletters",
    f"{_W}smallCaps": "in kleine hoofdletters",
    f"{_W}vertAlign": "hoger of lager gezet",
}
_WORDART = "{urn:schemas-microsoft-com:vml}textpath"  # Word makes a watermark of it
_LINK = f"{_W}hyperlink"
LEADS = "link"
_ADDRESS = re.compile(r'HYPERLINK "([^"]+)"', re.IGNORECASE)
_BREAK = f"{_W}br"
NEW_PAGE = "met een pagina-einde"
LOOKS = NUMBERS.union(_LOOKS.values(), OF_WORDS.values(), OF_PARAGRAPHS.values(), [LEADS, NEW_PAGE])
# A box with text stands in one of these.
_HOLDERS = (f"{_W}drawing", f"{_W}pict", f"{_W}object")
_OFF = ("none", "clear", "baseline", "auto", "0", "false", "off", "nil")


class BesideWords:
    """The reader of one part."""

    def __init__(self, package: Package, part: str, changes: Changes, numbers: OwnNumbers) -> None:
        self._members = package.members
        self._related = RelationsOf(package, part)
        self._changes = changes
        self._numbers = numbers
        self._own = OwnLooks(package)
        self._is_accepted = changes is Changes.ACCEPTED
        self._notes = dict(_note_texts(package, changes))

    def of(self, element: Any, story: Story) -> Iterator[Beside]:
        """What stands in a paragraph or row.

        Args:
            story: of the part, to read words with a look.
        """
        yield from self._hung(element)
        yield from self._numbered(element, story)
        yield from self._leading(element, story)
        yield from self._broken(element)
        looks = ((_look(item), item.getparent().getparent()) for item in element.iter(*_LOOKS))
        runs = [(look, run) for look, run in looks if look]
        for look, group in itertools.groupby(runs, lambda pair: pair[0]):
            text = "".join(story.text(run) for run in dict.fromkeys(run for _, run in group))
            if text.strip():
                yield Beside(look, text.strip())
        yield from self._by_itself(element, story)

    def _numbered(self, element: Any, story: Story) -> Iterator[Beside]:
        for paragraph in element.iter(f"{_W}p"):
            look = self._numbers.look(paragraph)
            text = story.text(paragraph).strip() if look else ""  # few have one
            if text:
                yield Beside(look, text)

    def _by_itself(self, element: Any, story: Story) -> Iterator[Beside]:
        """What words and paragraphs look like otherwise than their styles and lists give."""
        of_words = ((OF_WORDS[name], run) for run, name, _ in self._own.of_words(element))
        for look, group in itertools.groupby(of_words, lambda pair: pair[0]):
            text = "".join(story.text(run) for _, run in group).strip()
            if text:
                yield Beside(look, text)
        for paragraph, name, _ in self._own.of_paragraphs(element):
            text = story.text(paragraph).strip()
            if text:
                yield Beside(OF_PARAGRAPHS[name], text)

    def _leading(self, element: Any, story: Story) -> Iterator[Beside]:
        """The words that lead out of the document; not an address that leads to itself, which
        programs make of what is typed.
        """
        for text, address in (*self._linked(element, story), *_in_fields(element)):
            if address and text and text not in address:
                yield Beside(LEADS, f"{text} ({address})")

    def _linked(self, element: Any, story: Story) -> Iterator[tuple[str, str]]:
        for link in element.iter(_LINK):
            found = self._related.by_id(link.get(f"{_R}id") or "")
            yield story.text(link).strip(), "" if found is None else found.get("Target") or ""

    def _broken(self, element: Any) -> Iterator[Beside]:
        """That a page begins in a paragraph, or above it: LibreOffice writes a break in the words
        where the style or the paragraph says so.
        """
        for paragraph in element.iter(f"{_W}p"):
            breaks = (item for item in paragraph.iter(_BREAK) if item.get(f"{_W}type") == "page")
            is_there = any(not (self._is_accepted and _is_gone(item)) for item in breaks)
            if is_there or self._numbers.begins_page(paragraph):
                yield Beside(NEW_PAGE, "")

    def _hung(self, element: Any) -> Iterator[Beside]:
        for item in element.iter(*_NOTES, *_BLIPS, *_HOLDERS, _WORDART):
            if self._is_accepted and _is_gone(item):
                continue
            if item.tag in _NOTES:
                text = self._notes.get((item.tag, item.get(f"{_W}id", "")), "")
                yield Beside(_NOTES[item.tag], text)
            elif item.tag == _WORDART:
                yield Beside("watermerk", item.get("string", ""))
            elif item.tag in _BLIPS:
                yield Beside(_PICTURE, _description(item), self._digest(item))
            else:
                yield from (Beside(_BOX, _lines(box, self._changes)) for box in text_boxes(item))

    def _digest(self, picture: Any) -> str:
        names = (picture.get(f"{_R}{name}") for name in ("embed", "link", "id"))
        name = next(filter(None, names), "")
        content = self._members.get(self._related.target(name), b"")
        return hashlib.sha256(content).hexdigest()


def _in_fields(element: Any) -> Iterator[tuple[str, str]]:
    """The words in fields that lead to an address, with that address."""
    if next(element.iter(f"{_W}instrText", f"{_W}fldSimple"), None) is None:
        return  # as most are
    for (_, code), group in itertools.groupby(field_results(element), lambda pair: pair[1]):
        found = _ADDRESS.match(code)
        if found:
            yield "".join(text.text or "" for text, _ in group).strip(), found[1]


def _look(item: Any) -> str:
    """What a property of a run looks like; nothing for one that is off, of a paragraph's end, or a
    colour that programs give to a field.
    """
    properties = item.getparent()
    run = properties.getparent()
    if run is None or run.tag != f"{_W}r" or properties.tag != f"{_W}rPr":
        return ""
    value = item.get(f"{_W}fill") if item.tag == f"{_W}shd" else value_of(item)
    if (value or "") in _OFF:
        return ""
    if name_of(item) in BY_PROGRAMS and is_held(item):
        return ""
    return _LOOKS[item.tag]


def _is_gone(item: Any) -> bool:
    """Whether it was taken out under tracked changes."""
    return next(item.iterancestors(f"{_W}del", f"{_W}moveFrom"), None) is not None


def _description(picture: Any) -> str:
    """What a picture is said to show."""
    holder = next(picture.iterancestors(*_HOLDERS), None)
    named = None if holder is None else next(holder.iter(_PLACED), None)
    return "" if named is None else named.get("descr") or named.get("name") or ""


def _note_texts(package: Package, changes: Changes) -> Iterator[tuple[tuple[str, str], str]]:
    for reference in _NOTES:
        kind = reference.removesuffix("Reference")
        for root in package.roots.values():
            if root.tag == f"{kind}s":
                for note in root.iterchildren(kind):
                    yield (reference, note.get(f"{_W}id", "")), _lines(note, changes)


def _lines(element: Any, changes: Changes) -> str:
    """The paragraphs of a note or a box on one line."""
    story = story_of(element, changes)
    texts = (story.text(paragraph).strip() for paragraph in element.iter(f"{_W}p"))
    return " / ".join(filter(None, texts))
