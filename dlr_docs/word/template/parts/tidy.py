"""A part of a Word template as the template language needs it, and as Word reads it all the same.

Word spreads a tag over runs, keeps a symbol or a mark in the run of a tag, and leaves bookmarks
that nobody sees. docxtpl, which turns the part into Jinja, works on text and throws away what
stands in its way. So a tag first gets a run of its own, and everything else keeps its place.
"""

from __future__ import annotations

import copy
import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from lxml import etree

from dlr_docs.word.package.fields import in_runs
from dlr_docs.word.package.xml import W14, W
from dlr_docs.word.template.checks.spread import TAG, SpreadTag, in_loops, spread_tags, text_groups
from dlr_docs.word.template.names import CLOSE, NUMBER, OPEN

_W = f"{{{W}}}"
_PARAGRAPH_IDS = (f"{{{W14}}}paraId", f"{{{W14}}}textId")
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_VML = "{urn:schemas-microsoft-com:vml}"
_SPID = "{urn:schemas-microsoft-com:office:office}spid"
DOC_PROPERTIES = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_BRACES = {ord("{"): OPEN, ord("}"): CLOSE}
_DASH_BEFORE = re.compile(r"\s*\{([{%#])-")
_DASH_AFTER = re.compile(r"-([}%#])\}\s*")
# The properties of a document, which Word itself keeps.
_STORES_OF_WORD = (
    "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}",
    "{6668398D-A668-4E3E-A5EB-62B293D839F1}",
)
_REFERRED = re.compile(r"\b_\w+")


def without_noise(root: Any, referred: Collection[str]) -> bool:
    """Take out what Word puts in a part by itself and nobody sees: space between elements, the
    ends of bookmarks and remarks that are gone, and hidden bookmarks that nothing refers to (a name
    that begins with ``_``; ECMA-376-1, 17.13.6.2). Fields get the form in which every reader keeps
    their text; a control lets go of data that documents do not have.

    Args:
        referred: the names of hidden bookmarks that something refers to.

    Returns:
        Whether anything but space was taken out.
    """
    for element in root.iter(etree.Element):
        _close_up(element)
    found = (*_halves(root), *_hidden(root, referred), *_bindings_elsewhere(root))
    lost = [*dict.fromkeys(found)]
    for element in lost:
        element.getparent().remove(element)
    fields = [*root.iter(f"{_W}fldSimple")]
    for field in fields:
        for item in in_runs(field):
            field.addprevious(item)
        field.getparent().remove(field)
    is_renumbered = _number_bookmarks(root)
    return bool(lost or fields or is_renumbered)


def _halves(root: Any) -> Iterator[Any]:
    """Where a bookmark would begin or end that does not do both, and the place of a remark without
    the remark.
    """
    remarks = {item.get(f"{_W}id") for item in root.iter(f"{_W}commentReference")}
    for mark in root.iter(f"{_W}commentRangeStart", f"{_W}commentRangeEnd"):
        if mark.get(f"{_W}id") not in remarks:
            yield mark
    still_open: dict[str | None, list[Any]] = {}
    for mark in root.iter(f"{_W}bookmarkStart", f"{_W}bookmarkEnd"):
        begun = still_open.setdefault(mark.get(f"{_W}id"), [])
        if mark.tag == f"{_W}bookmarkStart":
            begun.append(mark)
        elif begun:
            begun.pop(0)
        else:
            yield mark
    yield from itertools.chain.from_iterable(still_open.values())


def _hidden(root: Any, referred: Collection[str]) -> Iterator[Any]:
    """Where hidden bookmarks that nothing refers to begin and end."""
    names = {
        (start.get(f"{_W}id"), start.get(f"{_W}name", ""))
        for start in root.iter(f"{_W}bookmarkStart")
    }
    hidden = {number for number, name in names if _is_hidden(name, referred)}
    shown = {number for number, name in names if not _is_hidden(name, referred)}
    for mark in root.iter(f"{_W}bookmarkStart", f"{_W}bookmarkEnd"):
        if mark.get(f"{_W}id") in hidden - shown:
            yield mark


def _number_bookmarks(root: Any) -> bool:
    """Give bookmarks that share a number each one of their own."""
    starts = [item.get(f"{_W}id") for item in root.iter(f"{_W}bookmarkStart")]
    if len(set(starts)) == len(starts):
        return False
    still_open: dict[str | None, list[str]] = {}
    numbers = map(str, itertools.count(1))
    for mark in root.iter(f"{_W}bookmarkStart", f"{_W}bookmarkEnd"):
        begun = still_open.setdefault(mark.get(f"{_W}id"), [])
        if mark.tag == f"{_W}bookmarkStart":
            begun.append(next(numbers))
        mark.set(f"{_W}id", begun[-1] if mark.tag == f"{_W}bookmarkStart" else begun.pop(0))
    return True


def _bindings_elsewhere(root: Any) -> Iterator[Any]:
    """What binds a control to data of the template, which documents do not have."""
    for name in (f"{_W}dataBinding", f"{_W15}dataBinding"):
        for binding in root.iter(name):
            if binding.get(f"{_W}storeItemID", "").upper() not in _STORES_OF_WORD:
                yield binding


def _close_up(element: Any) -> None:
    """Take out the space before and after an element that says nothing itself."""
    if len(element) and not (element.text or "").strip():
        element.text = None
    if not (element.tail or "").strip():
        element.tail = None


def _is_hidden(name: str, referred: Collection[str]) -> bool:
    return name.startswith("_") and name not in referred


def referred_to(roots: Iterable[Any]) -> frozenset[str]:
    """The hidden bookmarks that fields and links of these parts name."""
    found: set[str] = set()
    for root in roots:
        found.update(_REFERRED.findall(" ".join(_namings(root))))
    return frozenset(found)


def _namings(root: Any) -> Iterator[str]:
    yield from (item.text or "" for item in root.iter(f"{_W}instrText"))
    yield from (item.get(f"{_W}instr", "") for item in root.iter(f"{_W}fldSimple"))
    yield from (item.get(f"{_W}anchor", "") for item in root.iter(f"{_W}hyperlink"))


def with_tags_apart(root: Any) -> None:
    """Give every tag a run of its own, and put signs in the place of braces that are none of a
    tag.
    """
    for _, texts in text_groups(root):
        for tag in spread_tags(texts):
            _join(tag, texts)
    for text in root.iter(f"{_W}t"):
        text.text = _ready(text.text or "")
    _guard_others(root)
    for run in [*root.iter(f"{_W}r")]:
        if _has_tag(run):
            _split(run)


def _join(tag: SpreadTag, texts: Sequence[Any]) -> None:
    """Put a tag whole in the text where it begins; what is not of the tag stays where it is."""
    head, tail = texts[tag.first], texts[tag.last]
    head.text = (head.text or "")[: tag.begin] + tag.source
    tail.text = (tail.text or "")[tag.end :]
    for text in texts[tag.first + 1 : tag.last]:
        text.text = ""
    for text in (head, tail):
        text.set(_XML_SPACE, "preserve")


def _ready(text: str) -> str:
    """A text with its dashes done (``{%-`` leaves out the space beside it), and its loose braces
    out of sight.
    """
    if "{" not in text and "}" not in text:
        return text
    done, end = "", 0
    for tag in TAG.finditer(text):
        done += text[end : tag.start()].translate(_BRACES) + tag[0]
        end = tag.end()
    done += text[end:].translate(_BRACES)
    return _DASH_AFTER.sub(r"\1}", _DASH_BEFORE.sub(r"{\1", done))


def _guard_others(root: Any) -> None:
    """Braces outside texts, as in a formula, are no tags."""
    for element in root.iter(etree.Element):
        if element.tag != f"{_W}t" and element.text and not len(element):
            element.text = element.text.translate(_BRACES)
        for name, value in element.attrib.items():
            if "{" in value or "}" in value:
                element.set(name, _ready(value))


def _has_tag(run: Any) -> bool:
    return any("{" in (text.text or "") for text in run.iterchildren(f"{_W}t"))


def _split(run: Any) -> None:
    """A run for each thing in it, each with its look; where a page once ended is left out."""
    properties = run.find(f"{_W}rPr")
    things = [item for item in run if item is not properties]
    kept = [item for item in things if item.tag != f"{_W}lastRenderedPageBreak"]
    for thing in things:
        run.remove(thing)
    run.extend(kept[:1])
    for name in [*run.attrib]:
        del run.attrib[name]
    last = run
    for thing in kept[1:]:
        made = etree.Element(f"{_W}r", nsmap=run.nsmap)
        if properties is not None:
            made.append(copy.deepcopy(properties))
        made.append(thing)
        last.addnext(made)
        last = made


def with_numbers_apart(root: Any) -> None:
    """Let each document hand out the numbers that must differ and that a loop would repeat, or
    that the template has twice.
    """
    repeated = {*in_loops(root)}
    seen: set[str] = set()
    for element in root.iter(etree.Element):
        number = element.get("id", "") if element.tag == DOC_PROPERTIES else ""
        if element in repeated or (number and number in seen):
            _renumber(element)
        seen.add(number)
        for name in _PARAGRAPH_IDS:
            _once_only(element, name, seen)


def _once_only(element: Any, name: str, seen: set[str]) -> None:
    """Let go of a number of a paragraph that another has already."""
    number = element.get(name)
    if number is not None and f"{name} {number}" in seen:
        del element.attrib[name]
    seen.add(f"{name} {number}")


def _renumber(element: Any) -> None:
    for name in _PARAGRAPH_IDS:
        element.attrib.pop(name, None)
    if element.tag == DOC_PROPERTIES:
        element.set("id", NUMBER)
    elif element.tag == f"{_W}id" and element.getparent().tag == f"{_W}sdtPr":
        element.set(f"{_W}val", NUMBER)
    elif element.tag.startswith(_VML) and element.get("id") and not _is_kind(element):
        element.set("id", f"{element.get('id')}_{NUMBER}")
        element.attrib.pop(_SPID, None)


def _is_kind(element: Any) -> bool:
    """Whether it is a kind of shape (v:shapetype), which shapes refer to by its id."""
    return bool(element.tag == f"{_VML}shapetype")


def restored(text: str) -> str:
    """Jinja with what the signs stand for."""
    return text.replace(OPEN, "{").replace(CLOSE, "}").replace(NUMBER, "{{ 1|eigen_nummer }}")
