"""The looks of words that stand in both documents: an engine leaves these as one of both has them,
and tells of no change. Word tracks another look without a word that goes or comes (ECMA-376-1,
17.13.5.31).
"""

from __future__ import annotations

import copy
from typing import Any

from lxml import etree
from msgspec import Struct

from dlr_docs.word.merge.package import Merging
from dlr_docs.word.merge.redline.around.frames import look_key
from dlr_docs.word.merge.redline.letters.reading import (
    LOOK,
    Letters,
    RunPlace,
    letters_of,
    places_in,
    said_by,
    split,
)
from dlr_docs.word.merge.redline.paragraphs import GONE
from dlr_docs.word.merge.redline.tracked import Hand
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
_CHANGE = f"{_W}rPrChange"
_TRACKED = (*(f"{_W}{name}" for name in (*GONE["accepted"], *GONE["rejected"])), _CHANGE)


class LooksOfWords(Struct, frozen=True):
    """The letters of two documents, with their looks."""

    was: tuple[Letters, ...]
    now: tuple[Letters, ...]

    @classmethod
    def of(cls, one: Merging, other: Merging) -> LooksOfWords:
        """Those of all paragraphs of both."""
        return cls(letters_of(one.roots[MAIN]), letters_of(other.roots[MAIN]))

    def show(self, merging: Merging, hand: Hand) -> None:
        """Give every word that both have the look that it has in the second document, and say which
        it had where a reader sees another one.
        """
        root = merging.touch(MAIN)
        before = places_in(root, "rejected", self.was)
        after = places_in(root, "accepted", self.now)
        for run in [run for run in after if run in before and said_by(run)]:
            self._settle(run, before[run], after[run], merging, hand)

    def _settle(
        self, run: Any, before: RunPlace, after: RunPlace, merging: Merging, hand: Hand
    ) -> None:
        was, now = self.was[before.paragraph], self.now[after.paragraph]
        cuts = {end - before.start for end in was.ends} | {end - after.start for end in now.ends}
        start = 0
        for piece in split(run, cuts):
            old = was.look_at(before.start + start)
            new = now.look_at(after.start + start)
            start += len(said_by(piece))
            _give(piece, old, new, merging, hand)


def _give(run: Any, old: Any, new: Any, merging: Merging, hand: Hand) -> None:
    for item in run.findall(LOOK):
        run.remove(item)
    is_other = look_key(old) != look_key(new)
    held = _own(new)
    if not held and not is_other:
        return
    look = etree.Element(LOOK)
    look.extend(held)
    run.insert(0, look)
    if is_other:
        change = hand.sign(etree.SubElement(look, _CHANGE), merging.next_id())
        etree.SubElement(change, LOOK).extend(_own(old))


def _own(look: Any) -> list[Any]:
    found = [] if look is None else [*look]
    return [copy.deepcopy(item) for item in found if item.tag not in _TRACKED]
