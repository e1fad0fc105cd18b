"""Tracked changes that a document had before: accepted, so that the changes of a redline are those
between two documents and no others (ECMA-376-1, 17.13.5).
"""

from __future__ import annotations

import itertools
from typing import Any

from dlr_docs.word.merge.bookmarks import END, START
from dlr_docs.word.merge.cleaning import drop, replace_with, unwrap
from dlr_docs.word.merge.package import Merging
from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.relations import is_on_pages
from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
_P, _PROPERTIES = f"{_W}p", f"{_W}pPr"
_GONE, _KEPT = (f"{_W}del", f"{_W}moveFrom"), (f"{_W}ins", f"{_W}moveTo")
_LOOKS = tuple(
    f"{_W}{name}Change"
    for name in ("rPr", "pPr", "sectPr", "tblPr", "trPr", "tcPr", "tblPrEx", "tblGrid")
)
_RANGES = tuple(
    f"{_W}{name}Range{end}"
    for name, end in itertools.product(
        (
            "moveFrom",
            "moveTo",
            "customXmlIns",
            "customXmlDel",
            "customXmlMoveFrom",
            "customXmlMoveTo",
        ),
        ("Start", "End"),
    )
)
_CELLS = (f"{_W}cellIns", f"{_W}cellDel", f"{_W}cellMerge")
_ALL = (*_GONE, *_KEPT, *_LOOKS, *_CELLS, f"{_W}numberingChange")
_HOLDERS = (f"{_W}rPr", f"{_W}trPr")  # in these a change is of an end or a row
_WITH_WORDS = (f"{_W}r", f"{_W}sdt", f"{_W}hyperlink", f"{_W}fldSimple")


def accept_earlier(merging: Merging) -> bool:
    """Accept all tracked changes on the pages of a document; whether there were any."""
    parts = [name for name in merging.roots if is_on_pages(name)]
    found = [name for name in parts if next(merging.roots[name].iter(*_ALL), None) is not None]
    for name in found:
        _accept(merging.touch(name))
    return bool(found)


def hands_in(package: Package) -> list[str]:
    """Whose tracked changes a document has on its pages, in their order; of some it is not said."""
    roots = [root for name, root in package.roots.items() if is_on_pages(name)]
    changes = itertools.chain.from_iterable(root.iter(*_ALL) for root in roots)
    return [*dict.fromkeys(item.get(f"{_W}author") or "" for item in changes)]


def _accept(root: Any) -> None:
    with_words = _with_words(root)
    _accept_changes(root)
    gone = with_words - _with_words(root)
    for item in [*root.iter(START, END)]:
        if item.get(f"{_W}id") in gone:
            drop(item)


def _with_words(root: Any) -> set[str]:
    """The ids of the bookmarks with words in them: one without them goes together with these."""
    held: dict[str, bool] = {}
    found: set[str] = set()
    for item in root.iter(START, END, f"{_W}r", f"{_W}tbl"):
        number = item.get(f"{_W}id") or ""
        if item.tag == START:
            held[number] = False
        elif item.tag == END:
            found |= {number} if held.pop(number, False) else set()
        else:
            held = dict.fromkeys(held, True)
    return found


def _accept_changes(root: Any) -> None:
    _unwrap_gone_controls(root)
    for item in [*root.iter(*_LOOKS, *_RANGES, f"{_W}numberingChange")]:
        drop(item)
    _accept_rows(root)
    _accept_cells(root)
    for item in [*root.iter(*_GONE)]:
        if item.getparent() is not None and item.getparent().tag not in _HOLDERS:
            _leave_bookmarks(item)
            drop(item)
    for item in [*root.iter(*_KEPT)]:
        if item.getparent().tag not in _HOLDERS:
            unwrap(item)
    _drop_empty_controls(root)
    for paragraph in reversed([*root.iter(_P)]):
        _accept_end(paragraph)


def _unwrap_gone_controls(root: Any) -> None:
    """Leave what is in a control that went, of which the begin stands in a range that says so
    (ECMA-376-1, 17.13.5.4): its words are changes of their own when they went too.
    """
    for start in [*root.iter(f"{_W}customXmlDelRangeStart")]:
        control = start.getnext()
        if control is not None and control.tag == f"{_W}sdt":
            content = control.find(f"{_W}sdtContent")
            replace_with(control, [] if content is None else [*content])


def _accept_rows(root: Any) -> None:
    for row in [*root.iter(f"{_W}tr")]:
        properties = row.find(f"{_W}trPr")
        changes = [] if properties is None else [*properties.iterchildren(*_GONE, *_KEPT)]
        if any(change.tag in _GONE for change in changes):
            drop(row)
        for change in changes:
            drop(change)
    for table in [*root.iter(f"{_W}tbl")]:
        if next(table.iter(f"{_W}tr"), None) is None:
            drop(table)


def _accept_cells(root: Any) -> None:
    for change in [*root.iter(*_CELLS)]:
        properties = change.getparent()
        drop(change)
        if change.tag == f"{_W}cellDel":
            drop(properties.getparent())


def _leave_bookmarks(gone: Any) -> None:
    """Put the ends of bookmarks in front of words that go, but for those of which both are there:
    another end is still in the text.
    """
    ids = [{item.get(f"{_W}id") for item in gone.iter(tag)} for tag in (START, END)]
    for item in [*gone.iter(START, END)]:
        if item.get(f"{_W}id") not in ids[0] & ids[1]:
            gone.addprevious(item)


def _drop_empty_controls(root: Any) -> None:
    for control in reversed([*root.iter(f"{_W}sdt")]):
        content = control.find(f"{_W}sdtContent")
        if content is not None and not len(content):
            drop(control)


def _accept_end(paragraph: Any) -> None:
    """A paragraph whose end is gone runs on into the next."""
    look = paragraph.find(f"{_PROPERTIES}/{_W}rPr")
    if look is None:
        return
    changes = [*look.iterchildren(*_GONE, *_KEPT)]
    for change in changes:
        drop(change)
    if not len(look):
        drop(look)
    if any(change.tag in _GONE for change in changes):
        _run_on(paragraph)


def _run_on(paragraph: Any) -> None:
    held = [item for item in paragraph if item.tag != _PROPERTIES]
    siblings = paragraph.itersiblings()
    following = next((item for item in siblings if item.tag not in (START, END)), None)
    if following is None:
        return
    if following.tag == _P:
        at = len(following.findall(_PROPERTIES))
        for item in reversed(held):
            following.insert(at, item)
        drop(paragraph)
    elif not {item.tag for item in held} & {*_WITH_WORDS}:
        for item in held:
            paragraph.addprevious(item)
        drop(paragraph)
