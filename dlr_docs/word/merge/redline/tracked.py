"""Tracked changes that are written here, by the hand that an engine was told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lxml import etree
from msgspec import Struct

from dlr_docs.word.merge.package import Merging
from dlr_docs.word.package.reading.styles import paragraph_properties
from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
# Field codes and words that are going have names of their own (ECMA-376-1, 17.4.20 and 17.3.3.7).
_GOING = {f"{_W}t": f"{_W}delText", f"{_W}instrText": f"{_W}delInstrText"}


class Hand(Struct, frozen=True):
    """Who changed something, and when."""

    author: str
    moment: str

    def sign(self, item: Any, number: str) -> Any:
        """Say of an element whose it is."""
        item.set(f"{_W}id", number)
        item.set(f"{_W}author", self.author)
        item.set(f"{_W}date", self.moment)
        return item


def hand_of(item: Any) -> Hand:
    """Whose a tracked change is."""
    return Hand(item.get(f"{_W}author") or "", item.get(f"{_W}date") or "")


def as_going(element: Any) -> None:
    """Words in an element as those of a deletion."""
    for item in element.iter(*_GOING):
        item.tag = _GOING[item.tag]


def track_paragraph(paragraph: Any, kind: str, hand: Hand, merging: Merging) -> Any:
    """A paragraph as one that came or went, with all of its runs and its end.

    Args:
        kind: ``ins`` or ``del``.
    """
    track_runs([*paragraph.iter(f"{_W}r")], kind, hand, merging)
    mark_end(paragraph, hand.sign(etree.Element(f"{_W}{kind}"), merging.next_id()))
    return paragraph


def track_runs(runs: Iterable[Any], kind: str, hand: Hand, merging: Merging) -> None:
    """Words as words that came or went."""
    for run in runs:
        change = hand.sign(etree.Element(f"{_W}{kind}"), merging.next_id())
        run.addprevious(change)
        change.append(run)
        if kind == "del":
            as_going(run)


def mark_end(paragraph: Any, change: Any) -> None:
    """Say of the end of a paragraph that it came or went."""
    properties = paragraph_properties(paragraph)
    look = properties.find(f"{_W}rPr")
    if look is None:
        look = etree.SubElement(properties, f"{_W}rPr")
    look.insert(0, change)


def track_control(control: Any, kind: str, hand: Hand, merging: Merging) -> None:
    """Say of a control that it came or went together with all in it (ECMA-376-1, 17.13.5).

    Args:
        kind: ``ins`` or ``del``.
    """
    content = control.find(f"{_W}sdtContent")
    before, after = (_range(kind, hand, merging.next_id()) for _ in range(2))
    control.addprevious(before[0])
    content.insert(0, before[1])
    content.append(after[0])
    control.addnext(after[1])


def _range(kind: str, hand: Hand, number: str) -> tuple[Any, Any]:
    name = f"{_W}customXml{kind.capitalize()}Range"
    end = etree.Element(f"{name}End")
    end.set(f"{_W}id", number)
    return hand.sign(etree.Element(f"{name}Start"), number), end
