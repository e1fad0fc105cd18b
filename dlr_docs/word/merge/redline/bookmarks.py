"""Bookmarks put aside for an engine, which loses some of what it takes apart; and back where they
stood in the document that all changes accepted give, and else where they stood in the other.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from dlr_docs.word.merge.bookmarks import END, START, name_of
from dlr_docs.word.merge.cleaning import drop
from dlr_docs.word.merge.package import Merging
from dlr_docs.word.merge.redline.paragraphs import groups_of, paragraphs_of, says
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
_PARAGRAPH = f"{_W}p"


class _Spot(Struct, frozen=True):
    """Where an end of a bookmark stands: in a paragraph, by its number, or right behind it."""

    element: Any
    paragraph: int
    is_inside: bool


class BookmarksAside(Struct, frozen=True):
    """The bookmarks of a document that begin and end with whole paragraphs, in their order."""

    spots: tuple[_Spot, ...]
    paragraphs: int

    @classmethod
    def hide(cls, merging: Merging) -> BookmarksAside:
        """Take them out."""
        root = merging.touch(MAIN)
        paragraphs = paragraphs_of(root)
        numbers = {item: number for number, item in enumerate(paragraphs)}
        spots = tuple(_whole([_spot(item, numbers) for item in root.iter(START, END)]))
        for spot in spots:
            drop(spot.element)
        return cls(spots, len(paragraphs))

    def show(self, merging: Merging) -> None:
        """Put them back where they stand when all changes are accepted."""
        groups = groups_of(merging.touch(MAIN), "accepted")
        if len(groups) != self.paragraphs:  # which stands for which is not known
            return
        for start, end in self._pairs():
            _number(start, end, merging)
            group = groups[start.paragraph]
            _begin(start.element, next((one for one in group if says(one, "accepted")), group[-1]))
            last = groups[end.paragraph][-1]
            if end.is_inside:
                last.append(end.element)
            else:
                _behind(last, end.element)

    def show_going(self, merging: Merging, names: Collection[str]) -> None:
        """Put back, less those with these names, what goes with all of its words when changes are
        accepted. One around words that stay would be one too many then.
        """
        groups = groups_of(merging.touch(MAIN), "rejected")
        if len(groups) != self.paragraphs:
            return
        for start, end in self._pairs():
            paragraphs = [*itertools.chain(*groups[start.paragraph : end.paragraph + 1])]
            if name_of(start.element) in names or any(says(one, "accepted") for one in paragraphs):
                continue
            _number(start, end, merging)
            _begin(start.element, paragraphs[0])
            paragraphs[-1].append(end.element)

    def _pairs(self) -> Iterator[tuple[_Spot, _Spot]]:
        """Begin and end of each."""
        ends = {_id(spot): spot for spot in self.spots if spot.element.tag == END}
        yield from ((spot, ends[_id(spot)]) for spot in self.spots if spot.element.tag == START)

    @property
    def names(self) -> set[str]:
        """What they are called."""
        return {name_of(spot.element) for spot in self.spots if spot.element.tag == START}


def _spot(item: Any, numbers: Mapping[Any, int]) -> _Spot | None:
    """Where an end stands, when that is with all of a paragraph."""
    parent = item.getparent()
    if parent in numbers:
        beside = item.itersiblings(preceding=item.tag == START)
        rest = {other.tag for other in beside} - {f"{_W}pPr", START, END}
        return None if rest else _Spot(item, numbers[parent], is_inside=True)
    before = next((other for other in item.itersiblings(preceding=True) if other in numbers), None)
    is_next = before is not None and item.getprevious().tag in (_PARAGRAPH, END)
    is_end = item.tag == END and is_next
    return _Spot(item, numbers[before], is_inside=False) if is_end else None


def _whole(spots: Iterable[_Spot | None]) -> Iterator[_Spot]:
    """The ends of the bookmarks of which both ends have such a place."""
    found = [spot for spot in spots if spot]
    starts, ends = (
        {_id(spot) for spot in found if spot.element.tag == tag} for tag in (START, END)
    )
    return (spot for spot in found if _id(spot) in starts & ends)


def _id(spot: _Spot) -> str:
    return spot.element.get(f"{_W}id") or ""


def _number(start: _Spot, end: _Spot, merging: Merging) -> None:
    """One number for both, which nothing has."""
    number = merging.next_id()
    for spot in (start, end):
        spot.element.set(f"{_W}id", number)


def _begin(item: Any, paragraph: Any) -> None:
    """Put a begin in front of the words of a paragraph."""
    kept = itertools.takewhile(lambda child: child.tag in (f"{_W}pPr", START), paragraph)
    paragraph.insert(len([*kept]), item)


def _behind(paragraph: Any, item: Any) -> None:
    """Put an end behind a paragraph and the ends that stand there."""
    place = paragraph
    while place.getnext() is not None and place.getnext().tag == END:
        place = place.getnext()
    place.addnext(item)
