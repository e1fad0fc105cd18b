"""A text of two documents as one, with only the words marked that differ: for what is not shown to
an engine word by word, as a value and a line of the contents.
"""

from __future__ import annotations

import copy
import difflib
import itertools
import re
from collections.abc import Collection, Sequence
from typing import Any

from lxml import etree

from dlr_docs.word.merge.package import Merging
from dlr_docs.word.merge.redline.letters.reading import RUN, said_by, split
from dlr_docs.word.merge.redline.tracked import Hand, track_runs

_WORDS = re.compile(r"\w+|.", re.DOTALL)


def merge_words(was: Sequence[Any], now: Sequence[Any], merging: Merging, hand: Hand) -> None:
    """Mark in runs which words came, and put those that went between them.

    Args:
        was: the runs with the words of then.
        now: those with the words of now, in their place.
    """
    words = [_WORDS.findall("".join(map(said_by, runs))) for runs in (was, now)]
    ends = [_ends(side) for side in words]
    match = difflib.SequenceMatcher(_is_sign, words[0], words[1], autojunk=False)
    changes = [
        ((ends[0][start], ends[0][stop]), (ends[1][low], ends[1][high]))
        for kind, start, stop, low, high in match.get_opcodes()
        if kind != "equal"
    ]
    beside = etree.Element(RUN)
    beside.extend(map(copy.deepcopy, was))
    gone = _pieces([*beside], _edges([one for one, _ in changes]))
    came = _pieces(now, _edges([other for _, other in changes]))
    for one, other in changes:
        old, new = _between(gone, *one), _between(came, *other)
        _put(old, came, other[0])
        track_runs(old, "del", hand, merging)
        track_runs(new, "ins", hand, merging)


def _is_sign(word: str) -> bool:
    """Whether it is no reason to divide a change that two texts have this, as a space or a tab."""
    return not word[0].isalnum()


def _ends(words: Sequence[str]) -> list[int]:
    """Where each word begins, and where the last ends."""
    found = [0]
    for word in words:
        found.append(found[-1] + len(word))
    return found


def _edges(changes: Sequence[tuple[int, int]]) -> set[int]:
    return {*itertools.chain.from_iterable(changes)}


def _pieces(runs: Sequence[Any], places: Collection[int]) -> list[tuple[int, Any]]:
    """Runs that end at these places, each with where it begins."""
    found: list[tuple[int, Any]] = []
    at = 0
    for run in runs:
        for piece in split(run, [place - at for place in places]):
            found.append((at, piece))
            at += len(said_by(piece))
    return found


def _between(pieces: Sequence[tuple[int, Any]], start: int, end: int) -> list[Any]:
    return [run for at, run in pieces if start <= at < end]


def _put(runs: Sequence[Any], came: Sequence[tuple[int, Any]], place: int) -> None:
    """Put runs in front of what stands at a place, or behind all."""
    behind = next((run for at, run in came if at >= place), None)
    if behind is not None:
        for run in runs:
            behind.addprevious(run)
        return
    last = came[-1][1]  # nothing comes behind it: it is in no change yet, or in none at all
    for run in reversed(runs):
        last.addnext(run)
