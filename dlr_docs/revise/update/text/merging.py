"""What a merged document says, block by block: what it said when it was made, what a hand made of
it, and what library and choices give now.

Nothing here knows Word: a plan says which block is taken from which side and where it stands, and
what a person has to look at.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from dlr_docs.model.blocks import Block, joined
from dlr_docs.model.document import Text
from dlr_docs.revise.changes.aligning import ENDS, align, exchanged
from dlr_docs.revise.changes.values import paths_in
from dlr_docs.word.merge.remarks import UPDATER
from dlr_docs.word.merge.traces import BLANK
from dlr_docs.word.read.blocks import LocatedBlock

LeftKind = Literal[
    "beide gewijzigd",
    "verwijderd en gewijzigd",
    "vervallen en gewijzigd",
    "toegevoegd en vervangen",
    "verplaatst en vervangen",
    "opmaak vervalt",
    "opmerking vervalt",
    "opmerking verplaatst",
    "zonder plaats",
]
_HEADINGS = ("artikel", "kop", "bijlage", "titel")
_ITEMS = ("onderdeel", "subonderdeel")


class Left(Struct, frozen=True):
    """What a person has to look at: blocks as they were, as the hand has them and as library and
    choices have them, as far as there are any.
    """

    kind: LeftKind
    was: tuple[Block, ...] = ()
    hand: tuple[Block, ...] = ()
    ours: tuple[Block, ...] = ()


class Step(Struct, eq=False):
    """One block of the merged document.

    ``takes_theirs`` says which of the two files it is taken from; ``is_placed`` that it stands
    where the hand put it, and not where ours has it; ``has_our_end`` that the hand changed the end
    of an item alone, and that follows ours; ``left`` is what a comment on it says, and ``hung`` are
    blocks of the file that are gone and of which the comments hang on it.
    """

    ours: LocatedBlock | None
    theirs: LocatedBlock | None
    takes_theirs: bool
    is_placed: bool = False
    has_our_end: bool = False
    left: list[Left] = field(default_factory=list)
    hung: list[LocatedBlock] = field(default_factory=list)

    @property
    def block(self) -> Block:
        """The block that is taken."""
        located = self.theirs if self.takes_theirs else self.ours
        if located is None:
            raise ValueError("a step takes a block that is there")
        return located.block


class MergePlan(Struct, frozen=True):
    """The blocks of the merged document by the part of ours that they stand in, in order; what has
    no place in it is in ``left``.
    """

    parts: Mapping[str, tuple[Step, ...]]
    left: tuple[Left, ...]

    @property
    def steps(self) -> Iterator[Step]:
        """All of them."""
        return itertools.chain.from_iterable(self.parts.values())

    @property
    def all_left(self) -> tuple[Left, ...]:
        """All that a person has to look at, in the order of the document."""
        inside = itertools.chain.from_iterable(step.left for step in self.steps)
        return (*inside, *self.left)


class Sides(Struct, frozen=True):
    """What is merged: the blocks of then, of the file and of what would be made now.

    ``touched`` are the ids of blocks of the file that were marked, commented on or given another
    look without another word, and ``tracked`` those in which changes were tracked; ``own`` those
    that look otherwise, that say something else only where a value stands that others of its places
    do not say, or that hold a note, a picture or a box of a hand; ``extra`` are blocks of the file
    that have no words of their own. ``changed`` are the values that library and choices changed.
    """

    base: Sequence[Block]
    theirs: Sequence[LocatedBlock]
    ours: Sequence[LocatedBlock]
    touched: Collection[int] = ()
    extra: Collection[int] = ()
    own: Collection[int] = ()
    tracked: Collection[int] = ()
    changed: Collection[str] = ()


def plan_of(sides: Sides) -> MergePlan:
    """Decide block by block."""
    return _Planning(sides).plan()


def _said(block: Block | None) -> object:
    return block and (block.style, block.inlines, block.cells)


def _less_end(block: Block | None) -> object:
    """What a block says; of an item of a list without what ends it, which says no more than where
    it stands among the others.
    """
    if block is None or block.kind not in _ITEMS or not block.inlines:
        return _said(block)
    *before, last = block.inlines
    words = replace(last, text=last.text.rstrip(ENDS)) if isinstance(last, Text) else last
    return block.style, joined((*before, words)), block.cells


def _article(block: Block) -> tuple[str, str]:
    return block.document, block.topic


class _Paired:
    """The blocks of one side, each with what it was: by their ids, since two may say the same."""

    def __init__(self, base: Sequence[Block], located: Sequence[LocatedBlock]) -> None:
        by_block = {id(item.block): item for item in located}
        every = align(base, [item.block for item in located])
        self.variants = exchanged(every)
        pairs = [pair for pair in every if pair.now]
        self.base_of = {id(pair.now): pair.was for pair in pairs}
        self.of_base = {id(pair.was): by_block[id(pair.now)] for pair in pairs if pair.was}
        self.moved = frozenset(id(pair.now) for pair in pairs if pair.is_moved)


class _Planning:
    """One merge, step by step."""

    def __init__(self, sides: Sides) -> None:
        self._sides = sides
        real = [item for item in sides.theirs if id(item.block) not in sides.extra]
        self._hand, self._now = _Paired(sides.base, real), _Paired(sides.base, sides.ours)
        self._steps: dict[int, Step] = {}  # by the id of the block of either side
        self._left: list[Left] = []
        self._parts = self._target_parts()
        self._gone = self._gone_by_hand()
        self._kept = self._kept_articles()

    def plan(self) -> MergePlan:
        """The plan."""
        self._decide()
        order = _Order(self._parts)
        self._order_ours(order)
        self._order_theirs(order)
        parts = {part: tuple(order.of(part)) for part in dict.fromkeys(self._parts.values())}
        for steps in parts.values():
            self._follow_ends(steps)
        self._leave_removed()
        return MergePlan(parts, tuple(self._left))

    def _target_parts(self) -> dict[str, str]:
        """The part of ours that each part of the file, and of ours, stands for."""
        theirs = self._hand.of_base
        pairs = Counter(
            (theirs[key].part, located.part)
            for key, located in self._now.of_base.items()
            if key in theirs
        )
        own = {item.part: item.part for item in self._sides.ours}
        found = {part: part for part in {item.part for item in self._sides.theirs} & own.keys()}
        return {**own, **found, **dict(one for one, _ in reversed(pairs.most_common()))}

    def _gone_by_hand(self) -> frozenset[tuple[str, str]]:
        """The articles whose heading the hand took out."""
        headings = (block for block in self._sides.base if block.kind == "artikel")
        there = {
            _article(item.block) for item in self._sides.theirs if item.block.kind == "artikel"
        }
        return frozenset(
            _article(block)
            for block in headings
            if id(block) not in self._hand.of_base and _article(block) not in there
        )

    def _kept_articles(self) -> frozenset[tuple[str, str]]:
        """The articles that ours no longer has and the hand worked on: they stay as a whole."""
        there = {_article(item.block) for item in self._sides.ours}
        base = {_article(block) for block in self._sides.base if block.topic}
        return frozenset(
            _article(item.block)
            for item in self._sides.theirs
            if _article(item.block) in base - there and self._is_of_hand(item.block)
        )

    def _is_of_hand(self, block: Block) -> bool:
        """Whether the hand changed a block, put it in, or moved it into another article."""
        base = self._hand.base_of.get(id(block))
        if base is None or id(block) not in self._hand.moved:
            return self._is_changed(block)
        return self._is_changed(block) or _article(base) != _article(block)

    def _is_changed(self, block: Block) -> bool:
        """Whether the hand changed a block, or put it in."""
        base = self._hand.base_of.get(id(block))
        is_own = id(block) in self._sides.own
        return base is None or is_own or _said(base) != _said(block)

    def _decide(self) -> None:
        """A step for each block that stays, of ours and of the file."""
        added = [item for item in self._sides.theirs if self._base_of_theirs(item) is None]
        for item in self._sides.ours:
            self._decide_ours(item, added)
        before: LocatedBlock | None = None
        for item in self._sides.theirs:
            is_blank = item.block.kind == BLANK
            if is_blank and before is not None and id(before.block) not in self._steps:
                continue  # an empty line goes with the line before it
            if id(item.block) not in self._steps:
                self._decide_theirs(item)
            before = before if is_blank else item

    def _base_of_theirs(self, item: LocatedBlock) -> Block | None:
        return self._hand.base_of.get(id(item.block))

    def _decide_ours(self, item: LocatedBlock, added: list[LocatedBlock]) -> None:
        base = self._now.base_of[id(item.block)]
        if base is None:
            self._decide_new(item, added)
            return
        theirs = self._hand.of_base.get(id(base))
        if theirs is None:
            if _article(item.block) in self._now.variants and _said(base) != _said(item.block):
                self._decide_new(item, added)  # what the hand took out was of the variant of then
            return
        step = self._chosen(base, theirs, item)
        step.is_placed = id(theirs.block) in self._hand.moved
        if step.is_placed and _article(item.block) in self._now.variants:
            step.left.append(Left("verplaatst en vervangen", (base,), (theirs.block,)))
        self._steps[id(item.block)] = self._steps[id(theirs.block)] = step

    def _decide_new(self, item: LocatedBlock, added: list[LocatedBlock]) -> None:
        """A block that is new in ours: unless it belongs to what the hand took out."""
        same = next((one for one in added if _key(one) == _key(item)), None)
        if same is not None:
            added.remove(same)
            step = Step(item, same, takes_theirs=False)
            self._steps[id(same.block)] = step
        elif _article(item.block) in self._gone and item.block.topic:
            return
        else:
            step = Step(item, None, takes_theirs=False)
        self._steps[id(item.block)] = step

    def _chosen(self, base: Block, theirs: LocatedBlock, ours: LocatedBlock) -> Step:
        """Which side a block is taken from that all three have."""
        is_own = id(theirs.block) in self._sides.own
        by_hand = self._is_changed(theirs.block)
        is_touched = id(theirs.block) in self._sides.touched
        if _said(base) == _said(ours.block) or _said(theirs.block) == _said(ours.block):
            is_same = _said(theirs.block) == _said(ours.block)
            return Step(ours, theirs, is_touched or is_own if is_same else by_hand)
        step = Step(ours, theirs, by_hand)
        if by_hand:
            step.left.append(Left("beide gewijzigd", (base,), (theirs.block,), (ours.block,)))
        elif id(theirs.block) in self._sides.tracked:
            step.left.append(Left("opmaak vervalt", (base,), (theirs.block,), (ours.block,)))
        return step

    def _decide_theirs(self, item: LocatedBlock) -> None:
        """A block that the file has and ours has not."""
        base = self._base_of_theirs(item)
        if item.part not in self._parts:
            if self._is_changed(item.block):
                self._left.append(Left("zonder plaats", (), (item.block,)))
            return
        is_kept = _article(item.block) in self._kept
        if base is not None and not self._is_of_hand(item.block) and not is_kept:
            if any(remark.author != UPDATER for remark in item.block.remarks):
                self._left.append(Left(self._hang(base, item), (base,), (item.block,)))
            return
        step = Step(None, item, takes_theirs=True, is_placed=True)
        step.left += self._left_alone(item, base, is_kept=is_kept)
        self._steps[id(item.block)] = step

    def _hang(self, base: Block, item: LocatedBlock) -> LeftKind:
        """Hang the comments on a block that is gone on the heading of its article."""
        headings = (one for one in self._sides.ours if one.block.kind == "artikel")
        found = (one for one in headings if base.topic and _article(one.block) == _article(base))
        step = next(filter(None, (self._steps.get(id(one.block)) for one in found)), None)
        if step is None:
            return "opmerking vervalt"
        step.hung.append(item)
        return "opmerking verplaatst"

    def _left_alone(
        self, item: LocatedBlock, base: Block | None, *, is_kept: bool
    ) -> Iterator[Left]:
        """What a person has to know of a block that ours has not."""
        if base is not None and (not is_kept or item.block.kind == "artikel"):
            hand = (item.block, *(self._of_hand_below(item) if is_kept else ()))
            yield Left("vervallen en gewijzigd", (base,), hand)
        elif base is None and self._is_in_variant(item):
            yield Left("toegevoegd en vervangen", (), (item.block,))

    def _of_hand_below(self, heading: LocatedBlock) -> Iterator[Block]:
        """The lines of an article that the hand changed or put in."""
        for item in self._sides.theirs:
            is_below = item is not heading and _article(item.block) == _article(heading.block)
            if is_below and self._is_of_hand(item.block):
                yield item.block

    def _is_in_variant(self, item: LocatedBlock) -> bool:
        """Whether what stands around a block was taken out for another variant."""
        return _article(item.block) in self._now.variants and id(item.block) not in (
            self._sides.extra
        )

    def _order_ours(self, order: _Order) -> None:
        """The blocks of ours in their order; a new one stays with what it follows."""
        before: Step | None = None
        is_gone = False  # whether the hand took out what stands between
        for item in self._sides.ours:
            step = self._steps.get(id(item.block))
            if step is None:
                is_gone = True
                continue
            if step.theirs is None and before and _follows(item, before):
                order.attach(before, step, is_last=is_gone)
                step.is_placed = before.is_placed
            elif not step.is_placed:
                order.add(item.part, step)
            before, is_gone = step, False

    def _order_theirs(self, order: _Order) -> None:
        """What the hand put in or moved stands behind what it stands behind in the file."""
        last: dict[str, Step] = {}
        for item in self._sides.theirs:
            step = self._steps.get(id(item.block))
            part = self._parts.get(item.part)
            if step is None or part is None:
                continue
            if step.is_placed:
                order.follow(last.get(part), part, step)
            last[part] = step

    def _follow_ends(self, steps: Sequence[Step]) -> None:
        """Let an item that was the last one of the hand, and of which that changed the end alone,
        end as in ours where one that is new comes behind it.
        """
        for step, behind in itertools.pairwise(steps):
            is_followed = behind.theirs is None and behind.block.kind == step.block.kind
            if is_followed and self._has_other_end(step):
                step.takes_theirs, step.has_our_end = False, True

    def _has_other_end(self, step: Step) -> bool:
        """Whether a hand only ended an item otherwise than ours does."""
        if step.ours is None or step.theirs is None or not step.takes_theirs:
            return False
        theirs, ours = step.theirs.block, step.ours.block
        is_worked_on = {*self._sides.own, *self._sides.touched, *self._sides.tracked}
        return id(theirs) not in is_worked_on and _less_end(theirs) == _less_end(ours)

    def _is_other_now(self, base: Block | None, ours: Block) -> bool:
        """Whether ours says something else than it did, also by what a value is."""
        is_valued = not paths_in(ours).isdisjoint(self._sides.changed)
        return is_valued or _less_end(base) != _less_end(ours)

    def _leave_removed(self) -> None:
        """What the hand took out and ours changed or put into it, told where it stood, by article:
        of one that is gone too it is no matter of the one before it.
        """
        before: Step | None = None
        groups: dict[object, tuple[Step | None, list[tuple[Block | None, LocatedBlock]]]] = {}
        for item in self._sides.ours:
            step = self._steps.get(id(item.block))
            base = self._now.base_of[id(item.block)]
            if step is not None:
                before = step
            elif self._is_other_now(base, item.block):
                key = id(before), _article(item.block)
                groups.setdefault(key, (before, []))[1].append((base, item))
        for step, removed in groups.values():
            was = tuple(base for base, _ in removed if base is not None)
            ours = tuple(item.block for _, item in removed)
            left = Left("verwijderd en gewijzigd", was, (), ours)
            (self._left if step is None else step.left).append(left)


def _key(item: LocatedBlock) -> tuple[str, str, tuple[str, str]]:
    return item.block.kind, item.block.words, _article(item.block)


def _follows(item: LocatedBlock, before: Step) -> bool:
    """Whether a block belongs with the one before it, in the same article or the same lines."""
    ours = before.ours
    if ours is None or item.part != ours.part or item.block.kind in _HEADINGS:
        return False
    return _article(item.block) == _article(ours.block)


class _Order:
    """The order of steps: those of ours one after another, each followed by what goes with it."""

    def __init__(self, parts: Mapping[str, str]) -> None:
        self._of_part: dict[str, list[Step]] = {part: [] for part in parts.values()}
        self._first: dict[str, list[Step]] = {part: [] for part in parts.values()}
        self._attached: dict[int, list[Step]] = {}
        self._followers: dict[int, list[Step]] = {}
        self._last: dict[int, list[Step]] = {}

    def add(self, part: str, step: Step) -> None:
        """At the end of its part."""
        self._of_part[part].append(step)

    def attach(self, before: Step, step: Step, *, is_last: bool = False) -> None:
        """Right behind another one, before all that a hand put there; or behind that, where it may
        stand for what the hand took out in between.
        """
        attached = self._last if is_last else self._attached
        attached.setdefault(id(before), []).append(step)

    def follow(self, before: Step | None, part: str, step: Step) -> None:
        """Behind another one, or first in the part."""
        if before is None:
            self._first[part].append(step)
        else:
            self._followers.setdefault(id(before), []).append(step)

    def of(self, part: str) -> Iterator[Step]:
        """The steps of a part."""
        waiting = [*reversed((*self._first[part], *self._of_part[part]))]
        while waiting:
            step = waiting.pop()
            yield step
            waiting += self._behind(step)

    def _behind(self, step: Step) -> Iterator[Step]:
        ordered = (self._attached, self._followers, self._last)
        behind = itertools.chain.from_iterable(found.get(id(step), []) for found in ordered)
        return reversed([*behind])
