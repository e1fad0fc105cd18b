"""Tracked changes of properties, less what nobody sees of them.

A program that saves a document writes properties where another one left them to a style, a list or
a table; the changes that a hand made are lost among these.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from dlr_docs.word.merge.cleaning import drop, settle_properties
from dlr_docs.word.merge.package import Merging
from dlr_docs.word.package.looks.by_programs import BY_PROGRAMS, is_held
from dlr_docs.word.package.looks.effective import Effective
from dlr_docs.word.package.looks.written import Said, name_of
from dlr_docs.word.package.reading.styles import number_of
from dlr_docs.word.package.relations import STYLES, is_on_pages
from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
_GROUPS = ("pPr", "rPr", "sectPr", "tblPr", "trPr", "tcPr", "tblPrEx", "tblGrid")
_CHANGES = tuple(f"{_W}{name}Change" for name in _GROUPS)
_EVENED = ("pPr", "rPr")
_APART = {"rPr", "sectPr", "ins", "del", "moveFrom", "moveTo"}  # what such a change does not tell
_WIDTHS = ("tcW.w", "tblW.w")
_NEAR = 20  # a point, in the twentieths of these: programs round widths


class Unseen(Struct, frozen=True, eq=False):
    """The looks of two documents, by which changes are judged that a redline of both tells."""

    was: Effective
    now: Effective

    @classmethod
    def of(cls, one: Merging, other: Merging) -> Unseen:
        """Those of two documents that name styles and lists alike."""
        return cls(Effective(one.package), Effective(other.package))

    def drop(self, merging: Merging) -> None:
        """Leave out changes of which a reader sees nothing, and in others what he does not see."""
        for part in [name for name in merging.roots if name == STYLES or is_on_pages(name)]:
            for change in [*merging.touch(part).iter(*_CHANGES)]:
                self._judge(change)

    def _judge(self, change: Any) -> None:
        properties = change.getparent()
        before = next(iter(change), None)
        if before is None or properties.tag != before.tag:
            return
        names = self._differing(before, properties)
        if not names:
            drop(change)
        elif name_of(properties) in _EVENED and "pStyle" not in names:
            _even(before, properties, names)

    def _differing(self, before: Any, properties: Any) -> set[str]:
        """The names of the properties with which something looks otherwise."""
        group = name_of(properties)
        if group == "tblGrid":
            return set() if _is_near_grid(before, properties) else {"gridCol"}
        holder = properties.getparent()
        if holder.tag == f"{_W}pPr":  # of the end of a paragraph, which looks as its words do
            holder = holder.getparent()
        own = self.was.own(group, before), self.now.own(group, properties)
        all_of = self.was.of(group, before, holder), self.now.of(group, properties, holder)
        if group == "pPr" and self._is_of_other_style(before, properties, holder):
            return {"pStyle"}
        keys = [key for key in _differing(*all_of) if _is_own(key, *own)]
        names = {key.partition(".")[0] for key in keys}
        return names - BY_PROGRAMS if group == "rPr" and is_held(holder) else names

    def _is_of_other_style(self, before: Any, properties: Any, holder: Any) -> bool:
        is_paragraph = holder.tag == f"{_W}p"
        return is_paragraph and self.was.style_of(before) != self.now.style_of(properties)


def _is_own(key: str, was: Said, now: Said) -> bool:
    """Whether properties themselves differ in something, and not only styles or lists."""
    if key == "numPr":
        return any(name.startswith(key) for name in (*was, *now))
    return was.get(key) != now.get(key)


def _differing(was: Said, now: Said) -> Iterator[str]:
    for key in was.keys() | now.keys():
        before, after = was.get(key, ""), now.get(key, "")
        if before != after and not (key in _WIDTHS and _is_near(before, after)):
            yield key


def _is_near(one: str, other: str) -> bool:
    return abs(number_of(one, -_NEAR) - number_of(other, 2 * _NEAR)) <= _NEAR


def _is_near_grid(before: Any, grid: Any) -> bool:
    was, now = (
        [item.get(f"{_W}w") or "" for item in side.iterchildren(f"{_W}gridCol")]
        for side in (before, grid)
    )
    return len(was) == len(now) and all(map(_is_near, was, now))


def _even(before: Any, properties: Any, names: set[str]) -> None:
    """Say of what looks the same that it was as it is."""
    for item in [item for item in before if name_of(item) not in names]:
        drop(item)
    for item in properties:
        name = name_of(item)
        if name and name not in names | _APART and not name.endswith("Change"):
            before.append(copy.deepcopy(item))
    settle_properties(before)
