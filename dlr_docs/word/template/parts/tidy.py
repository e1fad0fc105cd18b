"""A part of a Word template as the template language needs it, and as Word reads it all the same.

Word spreads a tag over runs, keeps a symbol or a mark in the run of a tag, and leaves bookmarks
that nobody sees. docxtpl, which turns the part into Jinja, works on text and throws away what
stands in its way. So a tag first gets a run of its own, and everything else keeps its place.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from lxml import etree

from dlr_docs.word.package.xml import W14, W
from dlr_docs.word.template.checks.spread import TAG, SpreadTag, in_loops, spread_tags, text_groups
from dlr_docs.word.template.names import CLOSE, NUMBER, OPEN

_W = f"{{{W}}}"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_VML = "{urn:schemas-microsoft-com:vml}"
_SPID = "{urn:schemas-microsoft-com:office:office}spid"
DOC_PROPERTIES = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_BRACES = {ord("{"): OPEN, ord("}"): CLOSE}
_DASH_BEFORE = re.compile(r"\s*\{([{%#])-")
_DASH_AFTER = re.compile(r"-([}%#])\}\s*")
_REFERRED = re.compile(r"\b_\w+")


def without_noise(root: Any, referred: Collection[str]) -> None:
    """Take out what Word puts in a part by itself and nobody sees: space between elements, and
    hidden bookmarks that nothing refers to (a name that begins with ``_``; ECMA-376-1, 17.13.6.2).

    Args:
        referred: the names of hidden bookmarks that something refers to.
    """
    for element in root.iter(etree.Element):
        _close_up(element)
    names = {
        (start.get(f"{_W}id"), start.get(f"{_W}name", ""))
        for start in root.iter(f"{_W}bookmarkStart")
    }
    hidden = {number for number, name in names if _is_hidden(name, referred)}
    shown = {number for number, name in names if not _is_hidden(name, referred)}
    for mark in [*root.iter(f"{_W}bookmarkStart", f"{_W}bookmarkEnd")]:
        if mark.get(f"{_W}id") in hidden - shown:
            mark.getparent().remove(mark)


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


def _renumber(element: Any) -> None:
    for name in ("paraId", "textId"):
        element.attrib.pop(f"{{{W14}}}{name}", None)
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
