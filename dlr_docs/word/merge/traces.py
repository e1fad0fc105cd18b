"""What people leave in a document beside words: comments, notes, pictures, boxes, tracked changes,
colours.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Collection, Iterator, Mapping, Set
from typing import Any

from dlr_docs.model.blocks import Block
from dlr_docs.word.merge.bookmarks import START, is_of_a_hand, name_of
from dlr_docs.word.package.looks.own import OwnLooks
from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.reading.links import all_named_in
from dlr_docs.word.package.reading.styles import value_of
from dlr_docs.word.package.reading.text import (
    Changes,
    block_elements,
    change_of_end,
    change_of_row,
    rows_of,
    text_boxes,
    text_of,
)
from dlr_docs.word.package.related import RelationsOf
from dlr_docs.word.package.relations import is_on_pages
from dlr_docs.word.package.xml import W
from dlr_docs.word.read.blocks import LocatedBlock
from dlr_docs.word.read.controls import path_of
from dlr_docs.word.read.numbers import OwnNumbers
from dlr_docs.word.read.remarks import read_remarks
from dlr_docs.word.template.style_names import CONTENTS_STYLES

_W = f"{{{W}}}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_TRACKED = tuple(
    f"{_W}{name}"
    for name in (
        *("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "trPrChange", "tcPrChange"),
        *("cellIns", "cellDel"),
    )
)
_CONTROL = f"{_W}sdt"
_COMMENTS = (f"{_W}commentReference", f"{_W}commentRangeStart")
_NOTES = (f"{_W}footnoteReference", f"{_W}endnoteReference")
_HUNG = (*_COMMENTS, *_NOTES)
_PICTURES = tuple(f"{_W}{name}" for name in ("drawing", "pict", "object"))
# Properties that nobody gets without wanting them; others come and go as programs save a file, such
# as the size of letters, which LibreOffice writes where a style gives it (``package/looks/own``).
_LOOKS = tuple(
    f"{_W}{name}"
    for name in (
        *("highlight", "color", "u", "strike", "dstrike", "shd", "vertAlign", "bdr", "pBdr"),
        *("pageBreakBefore", "jc", "caps", "smallCaps", "vanish", "effect"),
    )
)
_SHADE = f"{_W}shd"
_NEW_PAGE = f"{_W}pageBreakBefore"  # LibreOffice writes a break in the words for it
_PLAIN = ("none", "clear", "baseline", "auto", "0", "false", "left", "start")
_NO_LINE = ("none", "nil")
EXTRA = "toegevoegd beeld"  # the kind of a block without words that a hand put in
BLANK = "lege regel"  # the same of one without anything
_OF_CONTENTS = ("_Toc", "__RefHeading")  # bookmarks, as Word and LibreOffice call them
# What a line holds that is not empty, though it says nothing.
_THINGS = (
    *(_MATH, *_HUNG, *_PICTURES),
    *(f"{_W}{name}" for name in ("br", "tab", "fldChar", "fldSimple", "sectPr", "sdt", "sym")),
)


class Traces:
    """What a hand left in the paragraphs of a file, set against those of one made anew."""

    def __init__(self, source: Package, made: Package) -> None:
        self._source, self._made = source, made
        self._known = frozenset(map(_digest, _pictures_of(made)))
        self._numbers = OwnNumbers(source), OwnNumbers(made)
        self._own = OwnLooks(source), OwnLooks(made)
        self._led_to = frozenset(_led_to(source))
        self._people = frozenset(number for number, _ in read_remarks(source))

    def touched(self, theirs: LocatedBlock, ours: LocatedBlock) -> bool:
        """Whether a paragraph or row was marked, commented on or given another look or number,
        or has a bookmark of a hand that its words lead to.
        """
        element = theirs.element
        if any(name_of(start) in self._led_to for start in element.iter(START)):
            return True
        if any(map(self._is_of_people, element.iter(*_TRACKED, *_HUNG))) or self.holds(theirs):
            return True
        return self.looks_otherwise(theirs, ours)

    def looks_otherwise(self, theirs: LocatedBlock, ours: LocatedBlock) -> bool:
        """Whether a paragraph or row was given another look or number."""
        looks = zip(self._numbers, (theirs, ours), strict=True)
        now, then = ([*filter(None, it.looks(side.element))] for it, side in looks)
        if now != then:  # a cell may have fewer lines now
            return True
        own, made = (
            _own_looks(looks, side.element)
            for looks, side in zip(self._own, (theirs, ours), strict=True)
        )
        return bool(_looks(theirs.element) - _looks(ours.element) or own - made)

    def has_look(self, theirs: LocatedBlock) -> bool:
        """Whether a paragraph or row that ours has not has a look or number of its own."""
        element = theirs.element
        is_numbered = any(self._numbers[0].looks(element))
        return is_numbered or bool(_looks(element) or _own_looks(self._own[0], element))

    def is_tracked(self, theirs: LocatedBlock, values: Collection[str] = ()) -> bool:
        """Whether changes were tracked in a paragraph or row, other than in these values of it."""
        marks = theirs.element.iter(*_TRACKED)
        found = (next(mark.iterancestors(_CONTROL), None) for mark in marks)
        return any(control is None or path_of(control) not in values for control in found)

    def holds(self, theirs: LocatedBlock) -> bool:
        """Whether a hand put something into a paragraph or row that goes when its words go: a note,
        a picture, a box, or the end of a section. No line of ours ends one; without it the pages
        before it lie as those behind it.
        """
        element = theirs.element
        if next(element.iter(*_NOTES, f"{_W}sectPr"), None) is not None:
            return True
        return self._has_own_picture(element, theirs.part)

    def _is_of_people(self, mark: Any) -> bool:
        """Whether somebody put it there: a drafting note is ours, and follows its clause."""
        return mark.tag not in _COMMENTS or mark.get(f"{_W}id") in self._people

    def wordless(self, located: Set[Any]) -> Iterator[LocatedBlock]:
        """The paragraphs that have no words of their own and that a hand put in: pictures, boxes,
        tracked deletions, sections, breaks of pages; and rows that are a tracked deletion.

        Args:
            located: the paragraphs and rows that have.
        """
        for part, root in self._source.roots.items():
            if is_on_pages(part):
                body = root.find(f"{_W}body")
                elements = block_elements(root if body is None else body)
                lines = itertools.chain.from_iterable(map(_lines, elements))
                for element in itertools.filterfalse(located.__contains__, lines):
                    if self._is_extra(element, part):
                        yield LocatedBlock(Block(EXTRA, ""), part, element)

    def blank(self, counterparts: Mapping[Any, Any]) -> Iterator[LocatedBlock]:
        """The empty lines that a hand put in: as many as there are more of them behind a line than
        in the document that is made. One with a number is left out, which would count and say
        nothing.

        Args:
            counterparts: the paragraphs and rows of the file that have words, each with what stands
                for it in the document that is made, if anything does.
        """
        theirs, ours = self._numbers
        known = {*counterparts.values()} - {None}
        made = _blank_behind(self._made, known, ours)
        for element, found in _blank_behind(self._source, counterparts.keys(), theirs).items():
            for part, line in found[len(made.get(counterparts[element], ())) :]:
                yield LocatedBlock(Block(BLANK, ""), part, line)

    def _is_extra(self, element: Any, part: str) -> bool:
        if element.tag == f"{_W}tr":
            return not change_of_row(element).is_read(Changes.ACCEPTED)
        if value_of(element.find(f"{_W}pPr/{_W}pStyle")) in CONTENTS_STYLES or _is_contents(
            element
        ):
            return False
        if next(element.iter(_MATH, f"{_W}commentReference", f"{_W}sectPr"), None) is not None:
            return True
        if _begins_page(element):
            return True
        if text_of(element, Changes.REJECTED):
            return not text_of(element, Changes.ACCEPTED)
        return self._has_own_picture(element, part)

    def _has_own_picture(self, element: Any, part: str) -> bool:
        """Whether it has a picture that the document itself does not have, or a box with text."""
        if next(text_boxes(element), None) is not None:
            return True
        pictures = [*element.iter(*_PICTURES)]
        if not pictures:
            return False
        relations = RelationsOf(self._source, part)
        found = itertools.chain.from_iterable(map(_relations_in, pictures))
        targets = map(relations.target, found)
        shown = {_digest(self._source.members.get(target, b"")) for target in targets}
        return not shown or not shown <= self._known


def _led_to(package: Package) -> Iterator[str]:
    """The bookmarks of a hand that words lead to, other than those of the contents."""
    for part in filter(is_on_pages, package.roots):
        for name in all_named_in(package.roots[part]):
            if is_of_a_hand(name) and not name.startswith(_OF_CONTENTS):
                yield name


def _blank_behind(
    package: Package, located: Set[Any], numbers: OwnNumbers
) -> dict[Any, list[tuple[str, Any]]]:
    """The empty lines behind each line with words, with their parts."""
    found: dict[Any, list[tuple[str, Any]]] = {}
    for part, root in package.roots.items():
        if is_on_pages(part):
            last = None
            body = root.find(f"{_W}body")
            elements = block_elements(root if body is None else body)
            for element in itertools.chain.from_iterable(map(_lines, elements)):
                if element in located:
                    last = element
                elif last is not None and _is_blank(element, numbers):
                    found.setdefault(last, []).append((part, element))
    return found


def _is_blank(element: Any, numbers: OwnNumbers) -> bool:
    """Whether a line holds nothing at all, and has no number."""
    if element.tag != f"{_W}p" or next(element.iter(*_THINGS), None) is not None:
        return False
    is_there = change_of_end(element).is_read(Changes.ACCEPTED)
    is_empty = is_there and not text_of(element, Changes.TOLD)
    return is_empty and not (numbers.has_number(element) or _is_contents(element))


def _lines(element: Any) -> Iterator[Any]:
    """A paragraph, or the rows of a table."""
    return rows_of(element, Changes.TOLD) if element.tag == f"{_W}tbl" else iter((element,))


def _begins_page(element: Any) -> bool:
    """Whether a page or column is begun in it by hand: ours have a property for that."""
    return any(item.get(f"{_W}type") in ("page", "column") for item in element.iter(f"{_W}br"))


def _relations_in(picture: Any) -> list[str]:
    attributes = itertools.chain.from_iterable(item.attrib.items() for item in picture.iter())
    return [value for name, value in attributes if str(name).startswith(_R)]


def _pictures_of(package: Package) -> Iterator[bytes]:
    return (content for name, content in package.members.items() if "/media/" in name)


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def _is_contents(element: Any) -> bool:
    """Whether a paragraph stands in a table of contents."""
    return any(
        control.find(f"{_W}sdtPr/{_W}docPartObj") is not None
        for control in element.iterancestors(f"{_W}sdt")
    )


def _looks(element: Any) -> frozenset[tuple[str, str]]:
    """The looks in a paragraph or row, of its own and of its words."""
    found = {(_NEW_PAGE, "")} if _begins_page(element) else set()
    for item in element.iter(*_LOOKS):
        said = item.get(f"{_W}fill") if item.tag == _SHADE else value_of(item)
        value = said or ""
        if value not in _PLAIN and not _is_of_a_program(item) and not _is_without_lines(item):
            found.add((str(item.tag), value))
    return frozenset(found)


def _own_looks(looks: OwnLooks, element: Any) -> frozenset[tuple[str, str]]:
    """The looks in a paragraph or row that are of no style and no list."""
    found = itertools.chain(looks.of_words(element), looks.of_paragraphs(element))
    return frozenset((name, said) for _, name, said in found)


def _is_without_lines(item: Any) -> bool:
    """Whether it is a border around a paragraph that has no line: OnlyOffice gives each one."""
    return item.tag == f"{_W}pBdr" and all(value_of(line) in _NO_LINE for line in item)


def _is_of_a_program(item: Any) -> bool:
    """Whether a look is one that programs give by themselves: to a question or a value in a
    control, to the mark at the end of a paragraph, and to the cells of a table with a style.
    """
    holder = item.getparent()
    if holder.tag == f"{_W}tcPr" or holder.getparent().tag == f"{_W}pPr":
        return True
    return next(item.iterancestors(f"{_W}sdt"), None) is not None
