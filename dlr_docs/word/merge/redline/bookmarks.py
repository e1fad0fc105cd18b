"""Bookmarks put aside for an engine, which loses some of what it takes apart; and back where they
stood in each of the two documents.

A bookmark cannot be tracked (ECMA-376-1, 17.13.6). One that both documents have stands where it is
right when changes are accepted and when they are rejected; one that begins elsewhere in its
paragraph, where it is right when they are accepted. One that only one of them has goes together
with its words, or else its ends stand in a change of their own: a program that resolves changes in
the XML drops these with it, and Word keeps the name, to which nothing refers then.
"""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from lxml import etree
from msgspec import Struct

from dlr_docs.word.merge.bookmarks import END, START, name_of, names_in
from dlr_docs.word.merge.cleaning import drop
from dlr_docs.word.merge.package import Merging
from dlr_docs.word.merge.redline.paragraphs import paragraphs_of
from dlr_docs.word.merge.redline.slots import READINGS, EndSpot, Slots
from dlr_docs.word.merge.redline.tracked import Hand
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
_ID = f"{_W}id"
_BLOCKS = (f"{_W}p", f"{_W}tbl", f"{_W}sdt")
# The change around what is only there when changes are rejected, or accepted.
_AROUND = {"rejected": "del", "accepted": "ins"}


class _Mark(Struct, frozen=True):
    """An end of a bookmark: its name, whether it is the begin, and where it stands."""

    name: str
    is_start: bool
    spot: EndSpot

    @property
    def key(self) -> tuple[str, bool]:
        """What tells it apart from all others of its document."""
        return self.name, self.is_start


class _Both(Struct, frozen=True):
    """An end of a bookmark, and where it stands in the document that changes rejected give, that
    changes accepted give, or in both.
    """

    mark: _Mark
    spots: Mapping[str, EndSpot]

    @classmethod
    def of(cls, was: _Mark | None, now: _Mark) -> _Both:
        """One of the second document, and of the first if it has it too."""
        before = {} if was is None else {READINGS[0]: was.spot}
        return cls(now, {**before, READINGS[1]: now.spot})

    @property
    def readings(self) -> tuple[str, ...]:
        """When it has to be there."""
        return tuple(self.spots)


class BookmarksAside(Struct, frozen=True):
    """The bookmarks of two documents that begin and end with whole paragraphs, in their order.

    ``astray`` are the names of those that the other document has among words: what is made of both
    has each of these as the second has it.
    """

    was: tuple[_Mark, ...]
    now: tuple[_Mark, ...]
    astray: frozenset[str] = frozenset()

    @classmethod
    def hide(cls, one: Merging, other: Merging) -> BookmarksAside:
        """Take them out of both."""
        for side in (one, other):
            _make_single(side.touch(MAIN))
        was, now = _taken_out(one), _taken_out(other)
        left = names_in(other.touch(MAIN))
        astray = names_in(one.touch(MAIN)) & {mark.name for mark in now}
        _leave_out(one.touch(MAIN), astray)
        kept = tuple(mark for mark in was if mark.name not in left)
        return cls(kept, now, frozenset(astray))

    def show(self, merging: Merging, hand: Hand) -> None:
        """Put them back. One of which the places do not go together stands where it is when all
        changes are accepted; when only its end does not, its end does, and references find it.
        """
        root = merging.touch(MAIN)
        slots = Slots.of(root)
        common, loose = self._names(), set[str]()
        while True:
            merged = [*_merged(self.was, self.now, common, loose)]
            places = _places(merged, slots)
            lost = _lost(merged, places, common)
            if not lost:
                break
            begun = {name for name in lost - loose if (name, True) in places}
            if any([*self._joined(lost, slots)]):
                slots = Slots.of(root)
            elif moved := self._moved(lost, slots):
                # First of all: an order that what moved is in costs others their places.
                common -= moved
            elif begun:
                loose |= begun
            else:
                common -= lost
        always = {*common, *self.astray, *self._within(slots)}
        self._put(merged, places, _Putting(merging, slots, hand, always))

    def _names(self) -> set[str]:
        """The names that both documents have."""
        return {mark.name for mark in self.was} & {mark.name for mark in self.now}

    def _begins(self, name: str) -> Iterator[EndSpot]:
        """Where the bookmark of a name of both begins in the one, and in the other."""
        for side in (self.was, self.now):
            yield from (mark.spot for mark in side if mark.key == (name, True))

    def _moved(self, names: Iterable[str], slots: Slots) -> set[str]:
        """Those of which no place is where the bookmark begins in both documents."""
        spots = {name: zip(READINGS, self._begins(name), strict=True) for name in names}
        places = {name: itertools.starmap(slots.right_for, found) for name, found in spots.items()}
        return {name for name, found in places.items() if not set.intersection(*map(set, found))}

    def _within(self, slots: Slots) -> Iterator[str]:
        """The names of bookmarks that begin in one paragraph in both documents."""
        return (name for name in self._names() if slots.is_shared(*self._begins(name)))

    def _joined(self, names: Collection[str], slots: Slots) -> Iterator[bool]:
        """Whether the paragraphs that begin with a bookmark of each name could be made one."""
        was, now = (
            {mark.name: mark.spot for mark in side if mark.is_start and mark.spot.edge == "begin"}
            for side in (self.was, self.now)
        )
        for name in sorted(names & was.keys() & now.keys()):
            yield slots.join(was[name].paragraph, now[name].paragraph)

    def _put(
        self, merged: Sequence[_Both], places: Mapping[tuple[str, bool], int], putting: _Putting
    ) -> None:
        numbers: dict[str, str] = {}
        for both in merged:
            name = both.mark.name
            ends = [places.get((name, is_start)) for is_start in (True, False)]
            if ends[0] is None or ends[1] is None:
                continue
            if name not in numbers:
                numbers[name] = putting.merging.next_id()
            around = putting.around(both, ends[0], ends[1])
            putting.put(both.mark, numbers[name], places[both.mark.key], around)


class _Putting:
    """The places in a document where ends of bookmarks come, one behind the other."""

    def __init__(self, merging: Merging, slots: Slots, hand: Hand, always: Collection[str]) -> None:
        """``always`` are the names of those that are there in all readings."""
        self.merging = merging
        self._slots = slots
        self._hand = hand
        self._always = always
        self._last: dict[int, Any] = {}

    def around(self, both: _Both, start: int, end: int) -> str:
        """The change that an end of a bookmark needs around it; none for what is always there, or
        goes with its words.
        """
        first, *others = both.readings
        is_always = bool(others) or both.mark.name in self._always
        if is_always or self._slots.goes_with_words(start, end, first):
            return ""
        return _AROUND[first]

    def put(self, mark: _Mark, number: str, place: int, around: str) -> None:
        """Put one in its place."""
        made = etree.Element(START if mark.is_start else END)
        made.set(f"{_W}id", number)
        if mark.is_start:
            made.set(f"{_W}name", mark.name)
        if around:
            change = self._hand.sign(etree.Element(f"{_W}{around}"), self.merging.next_id())
            change.append(made)
            made = change
        if place in self._last:
            self._last[place].addnext(made)
        else:
            self._slots.insert(place, made)
        self._last[place] = made


def _make_single(root: Any) -> None:
    """Leave one bookmark of each name, which begins where the first does, as Word takes it. One
    without an end gets that of the next of its name: LibreOffice writes a bookmark of several
    paragraphs as one that never ends, and another of that name in the last of these.
    """
    ends = dict(_pairs(root))
    first: dict[str, Any] = {}
    for start in [*root.iter(START)]:
        kept = first.setdefault(name_of(start), start)
        if kept is start:
            continue
        end = ends.pop(start, None)
        if end is not None and kept not in ends:
            end.set(_ID, kept.get(_ID))
            ends[kept] = end
        elif end is not None:
            drop(end)
        drop(start)


def _taken_out(merging: Merging) -> tuple[_Mark, ...]:
    root = merging.touch(MAIN)
    numbers = {item: number for number, item in enumerate(paragraphs_of(root))}
    pairs = [*_pairs(root)]
    found = {item: _spot(item, numbers) for item in itertools.chain.from_iterable(pairs)}
    names = [name_of(start) for start, _ in pairs]
    taken: dict[Any, _Mark] = {}
    for (start, end), name in zip(pairs, names, strict=True):
        spots = found[start], found[end]
        if spots[0] and spots[1]:
            taken[start], taken[end] = _Mark(name, True, spots[0]), _Mark(name, False, spots[1])
    marks = tuple(taken[item] for item in root.iter(START, END) if item in taken)
    for item in taken:
        drop(item)
    return marks


def _leave_out(root: Any, names: Collection[str]) -> None:
    """Drop all bookmarks of these names, also one that never ends."""
    ends = dict(_pairs(root))
    for start in [*root.iter(START)]:
        if name_of(start) in names:
            drop(start)
            if start in ends:
                drop(ends[start])


def _pairs(root: Any) -> Iterator[tuple[Any, Any]]:
    """Begin and end of each bookmark."""
    begun: dict[str, Any] = {}
    for item in root.iter(START, END):
        number = item.get(f"{_W}id") or ""
        if item.tag == START:
            begun[number] = item
        elif number in begun:
            yield begun.pop(number), item


def _spot(item: Any, numbers: Mapping[Any, int]) -> EndSpot | None:
    """Where an end stands, when that is at an edge of a paragraph, or behind a block."""
    parent = item.getparent()
    if parent not in numbers:
        return _behind(item, numbers)
    edges = ("begin", "end") if item.tag == START else ("end", "begin")
    edge = next((edge for edge in edges if not _is_beside_words(item, edge)), None)
    return None if edge is None else EndSpot(edge, numbers[parent])


def _behind(item: Any, numbers: Mapping[Any, int]) -> EndSpot | None:
    siblings = item.itersiblings(preceding=True)
    before = next((other for other in siblings if other.tag not in (START, END)), None)
    if before is None or before.tag not in _BLOCKS:
        return None
    last = next(reversed([*before.iter(f"{_W}p")]), None)
    if last is None:
        return None
    steps = [last, *last.iterancestors()].index(before)
    return EndSpot("behind", numbers[last], steps)


def _is_beside_words(item: Any, edge: str) -> bool:
    """Whether something stands between an end and this edge of its paragraph; LibreOffice has a
    page begin in front of a bookmark.
    """
    beside = item.itersiblings(preceding=edge == "begin")
    return any(
        other.tag not in (f"{_W}pPr", START, END) and not _is_page(other) for other in beside
    )


def _is_page(item: Any) -> bool:
    """Whether it is a run with nothing but the begin of a page."""
    held = [child for child in item if child.tag != f"{_W}rPr"]
    kinds = [child.get(f"{_W}type") for child in held if child.tag == f"{_W}br"]
    return item.tag == f"{_W}r" and bool(held) and kinds == ["page"] * len(held)


def _merged(
    was: Sequence[_Mark], now: Sequence[_Mark], common: Collection[str], loose: Collection[str]
) -> Iterator[_Both]:
    """The ends of both documents in an order that is that of both; of a bookmark that both have in
    another order, or at places that do not go together, those of the second.

    Args:
        common: the names of those of which the begin stands at one place.
        loose: those of these of which the end does not.
    """
    both = {*itertools.product(common, (True, False))} - {*itertools.product(loose, (False,))}
    kept = _kept(was, now, both)
    match = difflib.SequenceMatcher(None, _keys(kept, both, 0), _keys(now, both, 1), False)
    for kind, start, stop, low, high in match.get_opcodes():
        if kind == "equal":
            yield from map(_Both.of, kept[start:stop], now[low:high])
            continue
        gone = [mark for mark in kept[start:stop] if mark.key not in both]
        yield from (_Both(mark, {READINGS[0]: mark.spot}) for mark in gone)
        yield from map(_Both.of, itertools.repeat(None), now[low:high])


def _kept(
    was: Sequence[_Mark], now: Sequence[_Mark], both: Collection[tuple[str, bool]]
) -> list[_Mark]:
    """The ends of the first document that the second has too, or has no bookmark of the name of."""
    names = {mark.name for mark in now}
    return [mark for mark in was if mark.key in both or mark.name not in names]


def _lost(
    merged: Sequence[_Both], places: Mapping[tuple[str, bool], int], common: set[str]
) -> set[str]:
    """The names of bookmarks of both documents that have no place in both."""
    without = {both.mark.name for both in merged if both.mark.key not in places}
    return common - ({both.mark.name for both in merged if len(both.readings) > 1} - without)


def _keys(
    marks: Iterable[_Mark], both: Collection[tuple[str, bool]], side: int
) -> list[tuple[object, ...]]:
    """What tells ends apart in both documents: of one that only one has, its document too."""
    return [mark.key if mark.key in both else (*mark.key, side) for mark in marks]


def _places(merged: Iterable[_Both], slots: Slots) -> dict[tuple[str, bool], int]:
    """Where each end comes: the first place that is right in all that has it, and not in front of
    what comes before it there; and a begin as near to its words as what follows lets it.
    """
    found: list[tuple[_Both, set[int], int]] = []
    last = dict.fromkeys(READINGS, -1)
    for both in merged:
        right = set.intersection(
            *(set(slots.right_for(reading, spot)) for reading, spot in both.spots.items())
        )
        floor = max(last[reading] for reading in both.readings)
        place = min((slot for slot in right if slot >= floor), default=None)
        if place is None:
            continue
        found.append((both, right, place))
        last.update(dict.fromkeys(both.readings, place))
    return dict(_with_late_begins(found))


def _with_late_begins(
    found: Sequence[tuple[_Both, set[int], int]],
) -> Iterator[tuple[tuple[str, bool], int]]:
    """Places with those of a begin moved to the last that is right and not behind what follows: in
    front of words that go, a program that numbers references before changes are accepted takes
    these for its own.
    """
    following: dict[str, int] = {}
    for both, right, first in reversed(found):
        place = first
        if both.mark.is_start:
            limits = [following[reading] for reading in both.readings if reading in following]
            limit = min(limits, default=max(right))
            place = max(slot for slot in right if slot <= limit)
        following.update(dict.fromkeys(both.readings, place))
        yield both.mark.key, place
