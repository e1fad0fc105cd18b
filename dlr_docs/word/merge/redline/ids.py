"""Ids that an engine gave twice, when it put a thing of two documents into one."""

from __future__ import annotations

import itertools
import re
from typing import Any

from dlr_docs.word.merge.package import Merging
from dlr_docs.word.package.relations import is_on_pages
from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_ID, _AUTHOR = f"{_W}id", f"{_W}author"
_RANGE = re.compile(r"(.*(?:Range|bookmark))(Start|End)\Z")
_COMMENT = "comment"  # its ids are those of another part
_WHOLE = re.compile(r"-?[0-9]{1,9}\Z")
_NOTES = ("footnote", "endnote")


def number_notes(merging: Merging) -> None:
    """Give a note with number 0 or lower another: an engine gives what refers to it another, and
    lets the note keep its own. Word has these for the lines above notes, other programs for notes.
    """
    for kind in _NOTES:
        part = f"word/{kind}s.xml"
        notes = [*merging.roots[part].iterchildren(f"{_W}{kind}")] if part in merging.roots else []
        taken = map(_number_of, notes)
        free = itertools.count(max([0, *taken]) + 1)
        for note in [note for note in notes if note.get(f"{_W}type", "normal") == "normal"]:
            if _number_of(note) < 1:
                _number_note(merging, kind, note, str(next(free)))


def _number_of(note: Any) -> int:
    """The number of a note; of one with something else a number that may stay."""
    found = note.get(_ID) or ""
    return int(found) if _WHOLE.match(found) else 1


def _number_note(merging: Merging, kind: str, note: Any, number: str) -> None:
    was = note.get(_ID)
    for name in [name for name in merging.roots if is_on_pages(name)]:
        for reference in merging.roots[name].iter(f"{_W}{kind}Reference"):
            if reference.get(_ID) == was:
                merging.touch(name)
                reference.set(_ID, number)
    merging.touch(f"word/{kind}s.xml")
    note.set(_ID, number)


def make_ids_unique(merging: Merging) -> None:
    """Give what has the id of something before it an id of its own, and a paragraph none: Word
    makes that up again.
    """
    seen: set[tuple[str, str]] = set()
    for part in [name for name in merging.roots if is_on_pages(name)]:
        root = merging.touch(part)
        for identity in root.iter(_ID):
            if identity.getparent().tag == f"{_W}sdtPr":
                _settle(identity, f"{_W}val", seen, merging)
        for drawing in root.iter(_DRAWING):
            _settle(drawing, "id", seen, merging)
        for paragraph in root.iter(f"{_W}p"):
            _settle_paragraph(paragraph, seen)
        _number_changes(root, merging)


def _settle(item: Any, name: str, seen: set[tuple[str, str]], merging: Merging) -> None:
    key = item.tag, item.get(name) or ""
    if key in seen:
        item.set(name, merging.next_id())
    seen.add(key)


def _settle_paragraph(paragraph: Any, seen: set[tuple[str, str]]) -> None:
    name = f"{_W14}paraId"
    key = name, paragraph.get(name) or ""
    if key[1] and key in seen:
        del paragraph.attrib[name]
    seen.add(key)


def _number_changes(root: Any, merging: Merging) -> None:
    """Number tracked changes, and bookmarks and other ranges, of which the end has the number of
    the begin before it.
    """
    begun: dict[tuple[str, str], str] = {}
    for item in root.iter(f"{_W}*"):
        name, was = item.tag.removeprefix(_W), item.get(_ID)
        found = _RANGE.match(name)
        if was is None or name.startswith(_COMMENT) or not (found or item.get(_AUTHOR)):
            continue
        if found is None or found[2] == "Start":
            item.set(_ID, merging.next_id())
        if found and found[2] == "Start":
            begun[found[1], was] = item.get(_ID)
        elif found:
            item.set(_ID, begun.get((found[1], was), was))
