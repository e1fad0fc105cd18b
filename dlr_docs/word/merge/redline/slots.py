"""The places in a document with tracked changes where an end of a bookmark can stand, and which of
these are right when changes are accepted, or rejected.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lxml import etree
from msgspec import Struct

from dlr_docs.word.merge.redline.paragraphs import groups_of, says
from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
_PARAGRAPH = f"{_W}p"
READINGS = ("rejected", "accepted")
_OTHER = dict(zip(READINGS, reversed(READINGS), strict=True))
_Slot = tuple[Any, str]


class EndSpot(Struct, frozen=True):
    """Where an end of a bookmark stands in a document: at the ``begin`` or ``end`` of a paragraph,
    by its number, or ``behind`` the block so many steps above it.
    """

    edge: str
    paragraph: int
    steps: int = 0


class Slots:
    """The places of a document with tracked changes, by their order."""

    def __init__(self, found: Sequence[_Slot], groups: Mapping[str, list[list[Any]]]) -> None:
        self._found = found
        self._numbers = {slot: number for number, slot in enumerate(found)}
        self._groups = groups
        self._lasts = {reading: {group[-1] for group in items} for reading, items in groups.items()}

    @classmethod
    def of(cls, root: Any) -> Slots:
        """Those of a document."""
        return cls([*_slots(root)], {reading: groups_of(root, reading) for reading in READINGS})

    def right_for(self, reading: str, spot: EndSpot) -> Iterator[int]:
        """The places that are this spot when changes are read so."""
        if spot.paragraph >= len(self._groups[reading]):
            return
        group = self._groups[reading][spot.paragraph]
        if spot.edge == "behind":
            yield from self._behind(group[-1], spot.steps, reading)
            return
        ordered = group if spot.edge == "begin" else group[::-1]
        silent = [*itertools.takewhile(lambda item: not says(item, reading), ordered)]
        for item in ordered[: len(silent) + 1]:
            yield self._numbers[item, spot.edge]

    def _behind(self, last: Any, steps: int, reading: str) -> Iterator[int]:
        """Behind a block, and behind what follows as long as that is not there."""
        block = last
        for _ in range(steps):
            block = block.getparent()
            if block is None:
                return
        while (block, "behind") in self._numbers:
            yield self._numbers[block, "behind"]
            block = next((item for item in block.itersiblings() if item.tag in _TAGS), None)
            if block is None or not self._vanishes(block, reading):
                return

    def _vanishes(self, block: Any, reading: str) -> bool:
        paragraphs = [*block.iter(_PARAGRAPH)]
        lasts = self._lasts[reading]
        return not any(item in lasts or says(item, reading) for item in paragraphs)

    def goes_with_words(self, start: int, end: int, reading: str) -> bool:
        """Whether a bookmark has words that are there when changes are read so, and none that are
        there when they are not; and both ends stand among these. An end behind a paragraph stays
        when its paragraph goes.
        """
        if "behind" in (self._found[start][1], self._found[end][1]):
            return False
        between = [
            item
            for item, edge in self._found
            if edge == "begin"
            and self._numbers[item, "begin"] < end
            and self._numbers[item, "end"] > start
        ]
        other = _OTHER[reading]
        return any(says(item, reading) for item in between) and not any(
            says(item, other) for item in between
        )

    def is_shared(self, was: EndSpot, now: EndSpot) -> bool:
        """Whether a spot of the document of before and one of the other are in one paragraph."""
        spots = zip(READINGS, (was, now), strict=True)
        groups = [self._groups[reading][spot.paragraph :][:1] for reading, spot in spots]
        one, other = ({*itertools.chain.from_iterable(group)} for group in groups)
        return not one.isdisjoint(other)

    def join(self, was: int, now: int) -> bool:
        """Make one paragraph of one that goes as a whole and one that comes as a whole, when only
        what goes, or only what comes, stands between them: what each reading says stays the same.
        The places are those of before.
        """
        gone, come = self._whole("rejected", was), self._whole("accepted", now)
        if gone is None or come is None or gone.getparent() is not come.getparent():
            return False
        between = _between(gone, come)
        if not any(all(self._vanishes(item, reading) for item in between) for reading in READINGS):
            return False
        is_clear = all(self._vanishes(item, "rejected") for item in between)
        stays, leaves = (come, gone) if is_clear else (gone, come)
        _take_in(stays, leaves, in_front=leaves is gone)
        return True

    def _whole(self, reading: str, paragraph: int) -> Any:
        """The paragraph of this number, when all of it goes, or comes, with its end."""
        groups = self._groups[reading]
        group = groups[paragraph] if paragraph < len(groups) else []
        if not group or any(says(item, reading) for item in group[:-1]):
            return None
        found, other = group[-1], _OTHER[reading]
        return None if says(found, other) or found in self._lasts[other] else found

    def insert(self, place: int, made: Any) -> None:
        """Put something in a place that is empty."""
        item, edge = self._found[place]
        if edge == "behind":
            item.addnext(made)
        elif edge == "end":
            item.append(made)
        else:
            item.insert(1 if item.find(f"{_W}pPr") is not None else 0, made)


def _between(one: Any, other: Any) -> list[Any]:
    """The blocks between two that stand beside each other."""
    parent = one.getparent()
    first, last = sorted((parent.index(one), parent.index(other)))
    return [item for item in parent[first + 1 : last] if item.tag in _TAGS]


def _take_in(paragraph: Any, other: Any, *, in_front: bool) -> None:
    """Put what another paragraph holds into one, which is there in both readings from then on."""
    properties = paragraph.find(f"{_W}pPr")
    for change in [] if properties is None else [*properties.iterfind(f"{_W}rPr/*")]:
        if change.tag in _ENDS:
            change.getparent().remove(change)
    held = [item for item in other if item.tag != f"{_W}pPr"]
    at = (0 if properties is None else 1) if in_front else len(paragraph)
    for step, item in enumerate(held):
        paragraph.insert(at + step, item)
    other.getparent().remove(other)


_ENDS = tuple(f"{_W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
_TAGS = (_PARAGRAPH, f"{_W}tbl", f"{_W}sdt")


def _slots(root: Any) -> Iterator[_Slot]:
    for event, item in etree.iterwalk(root, events=("start", "end"), tag=_TAGS):
        if event == "start" and item.tag == _PARAGRAPH:
            yield item, "begin"
        elif event == "end":
            if item.tag == _PARAGRAPH:
                yield item, "end"
            yield item, "behind"
