"""Controls of values and fields that only one of two documents has, of which the other has the
words, in the same place: a program that knows none leaves the words. An engine compares these as
words; what stood around them comes or goes around them, and they stay.

Word tracks that a control came or went by ranges around its begin and its end, which say nothing of
the words in it (ECMA-376-1, 17.13.5.4 to 17.13.5.7). A program that does not know these leaves the
control: its words are right in both readings. The begin and the end of a field are runs, which come
and go as all runs do.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree
from msgspec import Struct

from dlr_docs.word.merge.cleaning import drop, replace_with
from dlr_docs.word.merge.package import Merging
from dlr_docs.word.merge.redline.around.frames import Frame, Framed, places_in
from dlr_docs.word.merge.redline.letters.reading import (
    Letters,
    RunPlace,
    letters_of,
    runs_in,
    said_by,
    split,
)
from dlr_docs.word.merge.redline.letters.reading import places_in as places_in_reading
from dlr_docs.word.merge.redline.paragraphs import paragraphs_of
from dlr_docs.word.merge.redline.tracked import Hand, hand_of, track_control, track_runs
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
_CHANGES = tuple(f"{_W}{kind}" for kind in ("ins", "del"))
_HIDDEN = "\0"  # no letter of a document
_BESIDE = 12  # letters by which a place is known again


class _Around(Struct, frozen=True, eq=False):
    """What stood around words: in which paragraph, and where in it they begin and end."""

    paragraph: int
    start: int
    end: int
    frame: Frame


class OneSided(Struct, frozen=True):
    """What stood around words in the first and in the second of two documents only."""

    was: tuple[_Around, ...]
    now: tuple[_Around, ...]
    letters: tuple[tuple[Letters, ...], tuple[Letters, ...]]

    @classmethod
    def hide(cls, one: Merging, other: Merging) -> OneSided:
        """Leave the words alone where they are, in both."""
        sides = [_Side.of(side.roots[MAIN]) for side in (one, other)]
        kept = []
        for step, side in enumerate((one, other)):
            own, theirs = sides[step], sides[1 - step]
            alone = [place for place in own.places if theirs.lacks(place, own)]
            if alone:
                side.touch(MAIN)
            kept.append(tuple(place.around for place in alone))
            for place in alone:
                _take_away(place.framed)
        return cls(kept[0], kept[1], (sides[0].letters, sides[1].letters))

    def show(self, merging: Merging, hand: Hand) -> None:
        """Put it around them again, as what came and went."""
        sides = (("rejected", "del", self.was), ("accepted", "ins", self.now))
        for (name, kind, side), letters in zip(sides, self.letters, strict=True):
            if side:
                runs = _Runs(places_in_reading(merging.touch(MAIN), name, letters))
                for around in side:
                    _put(around.frame, runs.between(around, merging), kind, hand, merging)


class _Placed(Struct, frozen=True, eq=False):
    """A place where something stands around words, and where that is."""

    framed: Framed
    around: _Around


class _Side(Struct, frozen=True):
    """A document: its letters, in one and the same with other signs in the place of those that
    something stands around; and the places where something does, with all of their names.
    """

    letters: tuple[Letters, ...]
    text: str
    plain: str
    places: tuple[_Placed, ...]
    names: frozenset[str]

    @classmethod
    def of(cls, root: Any) -> _Side:
        """That of a document."""
        letters = letters_of(root)
        numbers = {paragraph: number for number, paragraph in enumerate(paragraphs_of(root))}
        places = tuple(_placed(framed, numbers) for framed in places_in(root))
        plain = [item.text for item in letters]
        for around in (place.around for place in places):
            text = plain[around.paragraph]
            cover = _HIDDEN * (around.end - around.start)
            plain[around.paragraph] = text[: around.start] + cover + text[around.end :]
        names = frozenset(place.framed.frame.name for place in places)
        text = "\n".join(item.text for item in letters)
        return cls(letters, text, "\n".join(plain), places, names)

    def lacks(self, place: _Placed, other: _Side) -> bool:
        """Whether words of the other document are here with nothing around them: nothing of that
        name is here at all, and no value or no field has anything around it, or the same words
        stand in the same place.
        """
        frame, around = place.framed.frame, place.around
        if frame.name in self.names:
            return False
        if all(item.framed.frame.is_value != frame.is_value for item in self.places):
            return True
        text = other.letters[around.paragraph].text
        start = max(0, around.start - _BESIDE)
        before, words = text[start : around.start], text[around.start : around.end]
        wanted = before + words + text[around.end : around.end + _BESIDE]
        at = self.text.find(wanted)
        while at >= 0 and not self.plain.startswith(words, at + len(before)):
            at = self.text.find(wanted, at + 1)
        return at >= 0


def _placed(framed: Framed, numbers: Mapping[Any, int]) -> _Placed:
    paragraph = framed.elements[0].getparent()
    runs = runs_in(paragraph)
    start = sum(len(said_by(run)) for run in runs[: runs.index(framed.runs[0])])
    end = start + sum(len(said_by(run)) for run in framed.runs)
    return _Placed(framed, _Around(numbers[paragraph], start, end, framed.frame))


def _take_away(place: Framed) -> None:
    """Leave words alone where they are."""
    for element in place.elements[1:]:
        drop(element)
    replace_with(place.elements[0], place.runs)


class _Runs:
    """The runs of a document with tracked changes that are read, by their paragraph."""

    def __init__(self, places: Mapping[Any, RunPlace]) -> None:
        self._found: dict[int, list[tuple[int, Any]]] = {}
        for run, place in places.items():
            self._found.setdefault(place.paragraph, []).append((place.start, run))

    def between(self, around: _Around, merging: Merging) -> list[Any]:
        """What stands in a paragraph between the begin and the end of words, runs and tracked
        changes; nothing when these do not stand beside each other any more.
        """
        made: list[tuple[int, Any]] = []
        for start, run in self._found.get(around.paragraph, ()):
            at = start
            for piece in split(run, (around.start - start, around.end - start)):
                made.append((at, piece))
                at += len(said_by(piece))
        self._found[around.paragraph] = made
        inside = [run for at, run in made if around.start <= at < around.end and said_by(run)]
        items = [_alone(run, merging) for run in inside]
        if not items or len({item.getparent() for item in items}) > 1:
            return []
        parent = items[0].getparent()
        return [*parent[parent.index(items[0]) : parent.index(items[-1]) + 1]]


def _alone(run: Any, merging: Merging) -> Any:
    """A run, or the tracked change around it, with nothing else in that."""
    change = run.getparent()
    if change.tag not in _CHANGES:
        return run
    before, behind = [*run.itersiblings(preceding=True)], [*run.itersiblings()]
    for items, put in ((before[::-1], change.addprevious), (behind, change.addnext)):
        if items:
            twin = hand_of(change).sign(etree.Element(change.tag), merging.next_id())
            twin.extend(items)
            put(twin)
    return change


def _put(frame: Frame, items: Sequence[Any], kind: str, hand: Hand, merging: Merging) -> None:
    """Put what came or went around words."""
    if not items:
        return
    if frame.before:
        before, behind = ([*map(copy.deepcopy, runs)] for runs in (frame.before, frame.behind))
        for run in before:
            items[0].addprevious(run)
        for run in reversed(behind):
            items[-1].addnext(run)
        track_runs([*before, *behind], kind, hand, merging)
        return
    holder = copy.deepcopy(frame.holder)
    items[0].addprevious(holder)
    holder.find(f"{_W}sdtContent").extend(items)
    track_control(holder, kind, hand, merging)
