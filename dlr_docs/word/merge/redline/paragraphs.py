"""The paragraphs of a document with tracked changes: which stand for those of the two documents
that it was made of; and their looks, which an engine leaves as one of both.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree
from msgspec import Struct

from dlr_docs.word.merge.cleaning import drop
from dlr_docs.word.merge.package import Merging
from dlr_docs.word.merge.redline.tracked import Hand
from dlr_docs.word.package.reading.styles import paragraph_properties
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
_PROPERTIES, _CHANGE = f"{_W}pPr", f"{_W}pPrChange"
# What the engine has right, or what is no look.
_NOT_OURS = (f"{_W}rPr", f"{_W}sectPr", _CHANGE)
# What the end of a paragraph, its row or what stands around a run says of a change that is not
# read.
GONE: Mapping[str, tuple[str, ...]] = {
    "accepted": ("del", "moveFrom"),
    "rejected": ("ins", "moveTo"),
}


def paragraphs_of(root: Any) -> list[Any]:
    """All paragraphs, in their order."""
    return [*root.iter(f"{_W}p")]


def groups_of(root: Any, reading: str) -> list[list[Any]]:
    """The paragraphs that are one when changes are read: those with an end that is not, and the one
    that these run into.

    Args:
        reading: ``accepted`` or ``rejected``.
    """
    found: list[list[Any]] = []
    begun: list[Any] = []
    gone = GONE[reading]
    for paragraph in paragraphs_of(root):
        if _is_in_lost(paragraph, gone):
            continue
        if begun and begun[0].getparent() is not paragraph.getparent():
            begun = []
        begun.append(paragraph)
        if not _has(paragraph.find(f"{_PROPERTIES}/{_W}rPr"), gone):
            found.append(begun)
            begun = []
    return found


def says(paragraph: Any, reading: str) -> bool:
    """Whether a paragraph has words that are read."""
    gone = {f"{_W}{name}" for name in GONE[reading]}
    runs = paragraph.iter(f"{_W}r")
    return any(not gone & {item.tag for item in run.iterancestors()} for run in runs)


def _is_in_lost(paragraph: Any, gone: Sequence[str]) -> bool:
    """Whether a paragraph stands in a row that is not read, or in a box on words that are not."""
    if next(paragraph.iterancestors(*(f"{_W}{name}" for name in gone)), None) is not None:
        return True
    rows = paragraph.iterancestors(f"{_W}tr")
    return any(_has(row.find(f"{_W}trPr"), gone) for row in rows)


def _has(properties: Any, names: Sequence[str]) -> bool:
    found = (None if properties is None else properties.find(f"{_W}{name}") for name in names)
    return any(item is not None for item in found)


class Looks(Struct, frozen=True):
    """The properties of the paragraphs of two documents."""

    was: tuple[Any, ...]
    now: tuple[Any, ...]

    @classmethod
    def of(cls, one: Merging, other: Merging) -> Looks:
        """Those of all paragraphs of both."""
        return cls(_properties(one.roots[MAIN]), _properties(other.roots[MAIN]))

    def show(self, merging: Merging, hand: Hand) -> None:
        """Give every paragraph what it has in the second document, and say what it had."""
        root = merging.touch(MAIN)
        rejected, accepted = groups_of(root, "rejected"), groups_of(root, "accepted")
        if len(rejected) != len(self.was) or len(accepted) != len(self.now):
            return  # which stands for which is not known
        was = _by_last(rejected, self.was)
        now = _by_last(accepted, self.now)
        for paragraph in {**was, **now}:
            both = [side[paragraph] for side in (was, now) if paragraph in side]
            show_look(paragraph, both, hand, merging)


def _properties(root: Any) -> tuple[Any, ...]:
    return tuple(copy.deepcopy(item.find(_PROPERTIES)) for item in paragraphs_of(root))


def _by_last(groups: Sequence[Sequence[Any]], looks: Sequence[Any]) -> dict[Any, Any]:
    """The properties by the paragraph with the end that is read."""
    return {group[-1]: look for group, look in zip(groups, looks, strict=True)}


def show_look(paragraph: Any, looks: Sequence[Any], hand: Hand, merging: Merging) -> None:
    """Give a paragraph the last of its looks, and when there are two that differ a tracked change
    of the first.
    """
    properties = paragraph_properties(paragraph)
    for item in [*properties]:
        if item.tag not in (f"{_W}rPr", f"{_W}sectPr"):
            drop(item)
    for step, item in enumerate(_own(looks[-1])):
        properties.insert(step, item)
    if len({_as_bytes(item) for item in looks}) > 1:
        change = hand.sign(etree.SubElement(properties, _CHANGE), merging.next_id())
        etree.SubElement(change, _PROPERTIES).extend(_own(looks[0]))
    if not len(properties):
        drop(properties)


def _own(properties: Any) -> list[Any]:
    found = [] if properties is None else [*properties]
    return [copy.deepcopy(item) for item in found if item.tag not in _NOT_OURS]


def _as_bytes(properties: Any) -> bytes:
    return b"".join(etree.tostring(item, method="c14n") for item in _own(properties))
