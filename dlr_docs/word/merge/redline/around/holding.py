"""Whether what stands around words comes and goes as a whole: controls, which a change holds when
all of their paragraph came or went; and fields.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from dlr_docs.word.merge.package import Merging
from dlr_docs.word.merge.redline.paragraphs import GONE
from dlr_docs.word.merge.redline.tracked import hand_of
from dlr_docs.word.package.opening import package_of
from dlr_docs.word.package.relations import is_on_pages
from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
_INS, _DEL = f"{_W}ins", f"{_W}del"


def hold_controls(root: Any, merging: Merging) -> None:
    """Put a change around what came or went with all of a paragraph in front of a table, or at the
    end of a cell: there is no paragraph there in which a control that is left without words could
    go, and a program that resolves changes in the XML would leave a blank line with it.
    """
    for paragraph in root.iter(f"{_W}p"):
        kind = _kind_of_end(paragraph)
        if not kind or not _is_before_block(paragraph, kind):
            continue
        for control in [*paragraph.iterfind(f"{_W}sdt")]:
            change = control.find(f"{_W}sdtContent/{kind}")
            if change is not None and _is_tracked_itself(control):
                around = hand_of(change).sign(etree.Element(kind), merging.next_id())
                control.addprevious(around)
                around.append(control)


def _kind_of_end(paragraph: Any) -> str:
    """Whether the end of a paragraph came or went; empty when neither."""
    look = paragraph.find(f"{_W}pPr/{_W}rPr")
    kinds = () if look is None else (item.tag for item in look if item.tag in (_INS, _DEL))
    return next(iter(kinds), "")


def _is_before_block(paragraph: Any, kind: str) -> bool:
    """Whether no paragraph that stays follows before the next block, or the end."""
    for item in paragraph.itersiblings():
        if item.tag == f"{_W}p":
            if _kind_of_end(item) != kind:
                return False
        elif item.tag in (f"{_W}tbl", f"{_W}sdt"):
            return True
    return True


def _is_tracked_itself(control: Any) -> bool:
    before = control.getprevious()
    return before is not None and before.tag.endswith(("InsRangeStart", "DelRangeStart"))


def has_whole_fields(data: bytes, reading: str) -> bool:
    """Whether every field of a document that begins also ends, when its changes are read so: one
    without an end takes in all that follows.

    Args:
        reading: ``accepted`` or ``rejected``.
    """
    package = package_of(data, "redline")
    roots = [root for name, root in package.roots.items() if is_on_pages(name)]
    return all(_are_whole(_characters(root, reading)) for root in roots)


def _characters(root: Any, reading: str) -> Iterator[str]:
    gone = [f"{_W}{name}" for name in GONE[reading]]
    for item in root.iter(f"{_W}fldChar"):
        if next(item.iterancestors(*gone), None) is None:
            yield item.get(f"{_W}fldCharType") or ""


def _are_whole(characters: Iterator[str]) -> bool:
    opened: list[str] = []
    for kind in characters:
        if kind == "begin":
            opened.append(kind)
        elif not opened or opened[-1] == kind:  # it ends, or has its result, a second time
            return False
        elif kind == "separate":
            opened[-1] = kind
        else:
            opened.pop()
    return not opened
