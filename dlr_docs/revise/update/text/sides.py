"""What is merged, as it is read from the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dlr_docs.model.blocks import Block
from dlr_docs.revise.changes.aligning import align
from dlr_docs.revise.changes.values import paths_in
from dlr_docs.revise.update.text.merging import Sides
from dlr_docs.word.merge.traces import Traces
from dlr_docs.word.read.beside import LEADS
from dlr_docs.word.read.blocks import LocatedBlock


def sides_of(
    base: Sequence[Block],
    theirs: Sequence[LocatedBlock],
    ours: Sequence[LocatedBlock],
    traces: Traces,
    *,
    is_restyled: bool,
) -> Sides:
    """What is merged, with the blocks that were touched without another word. Empty lines in a file
    that lost its styles are of the program that dropped these.
    """
    pairs = [*_counterparts(theirs, ours)]
    located = dict.fromkeys((item.element for item in theirs), None)
    extra = [*traces.wordless(located.keys())]
    if not is_restyled:
        extra += traces.blank(located | {one.element: other.element for one, other in pairs})
    looked = _looked(theirs, pairs, traces)
    return Sides(
        base,
        [*_in_order(theirs, extra)],
        ours,
        touched=frozenset(id(one.block) for one, other in pairs if traces.touched(one, other)),
        extra=frozenset(id(item.block) for item in extra),
        own=frozenset(id(item.block) for item in looked),
        tracked=frozenset(
            id(one.block) for one, other in pairs if traces.is_tracked(one, paths_in(other.block))
        ),
    )


def _looked(
    theirs: Iterable[LocatedBlock],
    pairs: Sequence[tuple[LocatedBlock, LocatedBlock]],
    traces: Traces,
) -> Iterator[LocatedBlock]:
    """The blocks of a file that a hand gave another look."""
    matched = {id(one.block) for one, _ in pairs}
    for one, other in pairs:
        if traces.looks_otherwise(one, other) or _links(one) - _links(other):
            yield one
    rest = (item for item in theirs if id(item.block) not in matched)
    yield from (item for item in rest if traces.has_look(item) or _links(item))


def _links(located: LocatedBlock) -> frozenset[str]:
    """The words that lead out of the document, with where to."""
    return frozenset(item.text for item in located.block.beside if item.kind == LEADS)


def _counterparts(
    theirs: Sequence[LocatedBlock], ours: Sequence[LocatedBlock]
) -> Iterator[tuple[LocatedBlock, LocatedBlock]]:
    """The blocks of a file with what stands for them in the document that is made."""
    by_block = {id(item.block): item for item in (*theirs, *ours)}
    for pair in align([item.block for item in theirs], [item.block for item in ours]):
        if pair.was and pair.now:
            yield by_block[id(pair.was)], by_block[id(pair.now)]


def _in_order(
    blocks: Sequence[LocatedBlock], extra: Sequence[LocatedBlock]
) -> Iterator[LocatedBlock]:
    """All of both as they stand in the file."""
    if not extra:
        yield from blocks
        return
    known = {item.element: item for item in (*blocks, *extra)}
    for part in dict.fromkeys(item.part for item in (*blocks, *extra)):
        root = next(item.element for item in known.values() if item.part == part)
        for element in root.getroottree().iter():
            if element in known:
                yield known[element]
