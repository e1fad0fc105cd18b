"""The letters of paragraphs: which of a document with tracked changes stand for which of the two
documents that it was made of, and with the look that they have there.
"""

from __future__ import annotations

import bisect
import copy
import difflib
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from dlr_docs.word.merge.redline.paragraphs import GONE, groups_of, paragraphs_of
from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
RUN, LOOK = f"{_W}r", f"{_W}rPr"
_PARAGRAPH = f"{_W}p"
_TEXTS = (f"{_W}t", f"{_W}delText")
# What is no letter of a text: the look of a run, what makes a field of runs, and bookkeeping.
_NOTHING = {
    *(LOOK, f"{_W}fldChar", f"{_W}instrText", f"{_W}delInstrText"),
    *(f"{_W}lastRenderedPageBreak", f"{_W}softHyphen"),
}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Letters(Struct, frozen=True):
    """A paragraph: its letters, and the looks of the runs that hold them by where each ends."""

    text: str
    ends: tuple[int, ...]
    looks: tuple[Any, ...]

    def look_at(self, place: int) -> Any:
        """The properties of the run with a letter; None when it has none."""
        return self.looks[bisect.bisect_right(self.ends, place)]


class RunPlace(Struct, frozen=True):
    """Where a run stands in a document: the number of its paragraph, and its first letter there."""

    paragraph: int
    start: int


def letters_of(root: Any) -> tuple[Letters, ...]:
    """Those of all paragraphs of a document."""
    return tuple(map(_letters, paragraphs_of(root)))


def _letters(paragraph: Any) -> Letters:
    text, ends, looks = "", [], []
    for run in runs_in(paragraph):
        said = said_by(run)
        if said:
            text += said
            ends.append(len(text))
            looks.append(copy.deepcopy(run.find(LOOK)))
    return Letters(text, tuple(ends), tuple(looks))


def runs_in(paragraph: Any) -> list[Any]:
    """The runs of a paragraph that are of no paragraph in it, as of a box."""
    runs = paragraph.iter(RUN)
    return [run for run in runs if next(run.iterancestors(_PARAGRAPH)) is paragraph]


def said_by(run: Any) -> str:
    """The letters of a run: one for each thing that is no text but shows."""
    return "".join(_said(item) for item in run)


def _said(item: Any) -> str:
    if item.tag in _TEXTS:
        return item.text or ""
    return "" if item.tag in _NOTHING else "\ufffc"


def split(run: Any, places: Collection[int]) -> list[Any]:
    """A run as runs that end at these places, in its own place."""
    made = [run]
    for place in sorted(places, reverse=True):
        if 0 < place < len(said_by(run)):
            made.insert(1, _cut(run, place))
    return made


def _cut(run: Any, place: int) -> Any:
    """Put what stands behind a place in a run of its own, behind it."""
    behind = copy.deepcopy(run)
    run.addnext(behind)
    passed = 0
    for item, twin in zip([*run], [*behind], strict=True):
        length = len(_said(item))
        if item.tag == LOOK:
            continue
        if passed >= place:
            run.remove(item)
        elif passed + length <= place:
            behind.remove(twin)
        else:
            _share(item, twin, place - passed)
        passed += length
    return behind


def _share(item: Any, twin: Any, place: int) -> None:
    """Leave the first letters of a text in one of two, and the others in the other."""
    item.text, twin.text = item.text[:place], twin.text[place:]
    for text in (item, twin):
        text.set(_SPACE, "preserve")


def places_in(root: Any, reading: str, wanted: Sequence[Letters]) -> Mapping[Any, RunPlace]:
    """Where each run of a document with tracked changes stands in the one that these give; none of
    a paragraph that does not say the same there.

    Args:
        reading: ``accepted`` or ``rejected``.
        wanted: the paragraphs of the document that they give.
    """
    groups = [[*_read(group, reading)] for group in groups_of(root, reading)]
    said = ["".join(map(said_by, runs)) for runs in groups]
    found: dict[Any, RunPlace] = {}
    for number, at in _same([item.text for item in wanted], said):
        start = 0
        for run in groups[at]:
            found[run] = RunPlace(number, start)
            start += len(said_by(run))
    return found


def _same(wanted: Sequence[str], said: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Which paragraphs of one list are which of another: the same ones in the same place, and where
    one has more of them, the same ones in the same order.
    """
    if len(wanted) == len(said):
        yield from ((at, at) for at, text in enumerate(wanted) if text == said[at])
        return
    matcher = difflib.SequenceMatcher(None, wanted, said, autojunk=False)
    for one, other, length in matcher.get_matching_blocks():
        yield from ((one + step, other + step) for step in range(length))


def _read(group: Sequence[Any], reading: str) -> Iterator[Any]:
    gone = [f"{_W}{name}" for name in GONE[reading]]
    for paragraph in group:
        for run in runs_in(paragraph):
            if next(run.iterancestors(*gone), None) is None:
                yield run
