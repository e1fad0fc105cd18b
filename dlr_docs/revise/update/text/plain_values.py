"""Values that a line of the hand shows as plain words: those that are values again, since nobody
could mean anything else by them, and those that stay as they are.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from dlr_docs.model.blocks import Block
from dlr_docs.model.values import Value
from dlr_docs.revise.changes.showing import plain
from dlr_docs.revise.changes.values import paths_in
from dlr_docs.revise.update.text.merging import MergePlan, Step
from dlr_docs.word.merge.controls import plain_words
from dlr_docs.word.read.blocks import LocatedBlock


class PlainValues(Struct, frozen=True):
    """What lines of the hand show of values as plain words. ``back`` are values again, by the
    paragraph or row of the file; ``left`` stay words.
    """

    back: Mapping[Any, Mapping[str, str]]
    left: Mapping[str, str]


def plain_values(
    plan: MergePlan,
    base: Iterable[Block],
    then: Mapping[str, Value],
    ours: Mapping[str, Value],
    known: Collection[str] = (),
) -> PlainValues:
    """The values that are others now, of which a line of the hand has plain words.

    Args:
        plan: the blocks of the merged document.
        base: what it said when it was made.
        then: the values that it was made with, as far as that is known.
        ours: those of now.
        known: the values that a person has to look at anyway.
    """
    back: dict[Any, dict[str, str]] = {}
    left: dict[str, str] = {}
    there = set[str]().union(*(paths_in(step.block) for step in plan.steps))
    before = frozenset(itertools.chain.from_iterable(map(_places, base)))
    found = (item for item in _words(plan.steps, before, then) if item[1] not in known)
    for theirs, path, text in found:
        value = ours.get(path)
        if value is None or not _is_other(text, value):
            continue
        if not value.is_open and plain_words(theirs.element, text):
            back.setdefault(theirs.element, {})[path] = text
        elif path not in there or path in dict(theirs.block.loose):
            left[path] = text
    return PlainValues(back, left)


def _words(
    steps: Iterable[Step], before: Collection[tuple[str, str, str]], then: Mapping[str, Value]
) -> Iterator[tuple[LocatedBlock, str, str]]:
    """The lines of the hand with values that they have no control of, and the words of these: found
    by the words around them, or those of then where these are others too.
    """
    for step in steps:
        if not step.takes_theirs or step.theirs is None:
            continue
        block = step.theirs.block
        yield from ((step.theirs, path, text) for path, text in block.loose)
        covered = paths_in(step.ours.block) if step.ours else set[str]()
        for path in sorted(covered - paths_in(block)):
            if path in then and (block.document, block.topic, path) in before:
                yield step.theirs, path, then[path].shown


def _places(block: Block) -> Iterator[tuple[str, str, str]]:
    """The values of a block, with the annex and the article that it stands in."""
    return ((block.document, block.topic, path) for path in paths_in(block))


def _is_other(text: str, value: Value) -> bool:
    """Whether words are no longer those of a value; those of a box are no words."""
    is_box = value.kind == "ja_nee"
    return bool(text) and not is_box and plain(text) != plain(value.shown)
