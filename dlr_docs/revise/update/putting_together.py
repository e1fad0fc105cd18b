"""A document as it came back, put into the one that would be made now, and what a person has to
decide of it.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.build.writing import document_bytes
from dlr_docs.model.blocks import Block, placed
from dlr_docs.model.document import Bundle
from dlr_docs.model.values import Value
from dlr_docs.revise.changes.known import titles_of
from dlr_docs.revise.changes.marks import shown_now
from dlr_docs.revise.changes.pages import page_changes, pages_then
from dlr_docs.revise.changes.showing import Numbers, Showing, article_numbers, place_words, plain
from dlr_docs.revise.changes.values import paths_in, values_of, values_then
from dlr_docs.revise.compare.comparing import WHOLE, pictures_gone
from dlr_docs.revise.compare.reasons import Reasons
from dlr_docs.revise.compare.telling import remark_words
from dlr_docs.revise.rebuild import remade
from dlr_docs.revise.update.text.grafting import Grafting
from dlr_docs.revise.update.text.merging import Left, MergePlan, Step, plan_of
from dlr_docs.revise.update.text.plain_values import plain_values
from dlr_docs.revise.update.text.sides import sides_of
from dlr_docs.revise.update.undecided import (
    REASONS,
    STAYS,
    Undecided,
    comment_on,
    is_told,
    stale_comments,
    with_reasons,
)
from dlr_docs.revise.update.values import (
    LOOSE,
    REWRITTEN,
    ValueLeft,
    merged_values,
    with_hand_values,
    words_of_places,
)
from dlr_docs.revise.whole_values import may_be_divided, with_whole_values
from dlr_docs.word.merge.finishing import Dangling, finish
from dlr_docs.word.merge.links import drop_pictures
from dlr_docs.word.merge.package import Merging
from dlr_docs.word.merge.taking import Taking
from dlr_docs.word.merge.traces import Traces
from dlr_docs.word.package.pages import sections_in, take_page
from dlr_docs.word.package.reading.text import text_of
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.read.controls import BOXES
from dlr_docs.word.read.document import Located, ReadDocument, read_located


def with_values_whole(found: ReadDocument, bundle: Bundle) -> ReadDocument:
    """The document with values whole that a hand divided."""
    if not may_be_divided(found):
        return found
    return with_whole_values(found, values_then(found, remade(found, bundle.library)))


class HandFilled(Struct, frozen=True):
    """A bundle with the values that a hand gave, which those are, and what is left of them; what
    stays as words where a value stood, by value; the values that it was made with; the digests of
    the pictures that a hand took out; and what the choices say of the values that the hand gave.
    """

    bundle: Bundle
    kept: Mapping[str, Value]
    left: tuple[ValueLeft, ...]
    words: Mapping[str, frozenset[str]]
    then: Mapping[str, Value]
    gone: frozenset[str] = frozenset()
    overruled: frozenset[str] = frozenset()


def filled_with(found: ReadDocument, bundle: Bundle) -> HandFilled:
    """The bundle with the values that a hand gave in a document that came back."""
    name = found.provenance.document
    was_made = remade(found, bundle.library)
    then = values_then(found, was_made)
    ours = values_of(bundle, name)
    kept, left = merged_values(found.values, then, ours)
    words = words_of_places(found.values, then, ours)
    gone = frozenset(annex.digest for annex in pictures_gone(found, was_made.bundle))
    overruled = frozenset(ours[path].text for path in kept)
    given = with_hand_values(bundle, name, kept)
    return HandFilled(given, kept, left, words, then, gone, overruled)


def made_now(found: ReadDocument, bundle: Bundle) -> bytes:
    """The document as a bundle gives it, with the options that it was made with."""
    return document_bytes(bundle, found.provenance.document, found.provenance.options)


class Absent(Struct, frozen=True):
    """What a document made anew does not have: lines of ours that the hand took out, values that
    stood in such lines alone, and lines of the hand of which only the end followed ours.
    """

    ours: frozenset[str]
    values: frozenset[str]
    hand: frozenset[str]


class PutTogether(Struct, frozen=True):
    """A document put into the one of now: its bytes, what a person has to decide, the document that
    would be made, the numbers of its articles, and what of either side it does not have.
    """

    data: bytes
    undecided: tuple[Undecided, ...]
    made: ReadDocument
    numbers: Numbers
    absent: Absent


def put_together(
    found: ReadDocument,
    filled: HandFilled,
    opened: Located | None = None,
    fresh: Located | None = None,
    told_by: Numbers | None = None,
) -> PutTogether:
    """The document that would be made, with what the hand made of the one that came back.

    Args:
        opened: one that may be the document that came back; ``fresh`` one that may be what would
            be made. What they are not is opened anew.
        told_by: the numbers of articles by which places are told; those of the new document
            without any.
    """
    ours = _opened(made_now(found, filled.bundle), fresh)
    merge = _Merge(found, _opened(found.data, opened), ours, filled, told_by)
    left = (*filled.left, *merge.loose())
    data = merge.data(left, has_values=bool(filled.kept), gone=filled.gone)
    undecided = (*_of_styles(found), *merge.undecided(), *merge.values_undecided(left))
    return PutTogether(data, undecided, ours.document, merge.numbers, merge.absent())


def _opened(data: bytes, opened: Located | None) -> Located:
    """A file opened, which may have been done."""
    if opened is not None and opened.document.data == data:
        return opened
    return read_located(data)


def _of_styles(found: ReadDocument) -> Iterator[Undecided]:
    """That a document had lost its styles, and has them again."""
    if found.restyled:
        kind = "stijlen vervallen"
        yield Undecided(WHOLE, kind, "", "", REASONS[kind])


class _Merge:
    """A document as it came back, being put into the one that would be made now."""

    def __init__(
        self,
        found: ReadDocument,
        theirs: Located,
        ours: Located,
        filled: HandFilled,
        told_by: Numbers | None,
    ) -> None:
        self._words = filled.words
        self._reasons = Reasons(found, filled.bundle.library)
        self._fresh = ours.document.data
        source, made = theirs.package, ours.package
        now = ours.document
        self._ours = ours.blocks
        traces = Traces(source, made)
        sides = sides_of(
            found.base, theirs.blocks, ours.blocks, traces, is_restyled=theirs.document.restyled
        )
        own = frozenset(
            id(item.block)
            for item in theirs.blocks
            if self._keeps_words(item.block) or traces.holds(item)
        )
        values = values_of(filled.bundle, found.provenance.document)
        changed = frozenset(_changed(filled, values))
        self._plan = plan_of(replace(sides, own=own.union(sides.own), changed=changed))
        self._merging = Merging(made)
        known = {item.path for item in filled.left}
        self._plain = plain_values(self._plan, found.base, filled.then, values, known)
        self._by_hand, self._by_us = shown_now(found), shown_now(now)
        shown = self._by_hand, self._by_us
        stale = frozenset(stale_comments(theirs, now.blocks, shown, filled.overruled))
        self._taking = Taking(self._merging, source, filled.words, self._plain.back, stale)
        self._grafting = Grafting(self._plan, self._merging, self._taking)
        self._by_both = Showing(
            {**self._by_hand.values, **self._by_us.values},
            {**self._by_hand.cited, **self._by_us.cited},
        )
        blocks = (*now.blocks, *found.base, *found.blocks)
        self._titles = {**titles_of(found.base), **titles_of(blocks)}
        there = [*placed(step.block for step in self._plan.steps)]
        self.numbers = _numbers_in(self._plan, there)
        self._told_by = told_by or self.numbers
        self._is_signed = told_by is not None
        steps = () if told_by else zip(self._plan.steps, there, strict=True)
        self._there = {id(step.block): block for step, block in steps}
        self._dangling: tuple[Dangling, ...] = ()
        self._has_own_pages = any(page_changes(theirs.document, pages_then(found, now), {}))
        self._source = source

    def data(
        self, values: Sequence[ValueLeft], *, has_values: bool, gone: Collection[str] = ()
    ) -> bytes:
        """The bytes of the document; exactly those of the new one when no hand was in it.

        Args:
            gone: the digests of pictures that a hand took out.
        """
        is_touched = has_values or bool(values) or bool(gone) or self._has_own_pages
        if not is_touched and _is_ours(self._plan, len(self._ours)):
            return self._fresh
        lost = self._grafting.carry_out(self._ours)
        drop_pictures(self._merging, gone)
        if self._has_own_pages:
            self._keep_pages()
        self._comment(values)
        self._dangling = finish(self._merging, lost)
        return self._merging.data()

    def _keep_pages(self) -> None:
        """Give the last section the pages that a hand gave it; the others come with their ends."""
        ours, theirs = (
            [*sections_in(root)] for root in (self._merging.touch(MAIN), self._source.roots[MAIN])
        )
        if ours and theirs:
            take_page(ours[-1], theirs[-1])

    def undecided(self) -> Iterator[Undecided]:
        """What a person has to decide of the text."""
        yield from map(self._told, self._plan.all_left)
        for item in self._dangling:
            block = self._block_around(item.paragraph)
            place = self._place(block) if block else _shortened(text_of(item.paragraph))
            if item.article:
                kind = "verwijzing naar een ander artikel"
                reason = f"toont '{item.shown}', van '{item.article}': {REASONS[kind]}"
                yield Undecided(place, kind, "", "", reason)
            elif item.now:
                kind = "verwijzing met een ander nummer"
                reason = f"toonde '{item.shown}', en nu '{item.now}': {REASONS[kind]}"
                yield Undecided(place, kind, "", "", reason)
            else:
                yield Undecided(place, "verwijzing", item.shown, "", REASONS["verwijzing"])

    def _block_around(self, paragraph: Any) -> Block | None:
        """The block that a paragraph of the document is, or is in."""
        holders = (paragraph, *paragraph.iterancestors())
        steps = (step for step in self._plan.steps if self._grafting.element(step) in holders)
        return next((step.block for step in steps), None)

    def values_undecided(self, values: Iterable[ValueLeft]) -> Iterator[Undecided]:
        """What a person has to decide of the values."""
        for value in values:
            step = self._first_with(value.path)
            place = "" if step is None else self._place(step.block)
            hand = " | ".join(value.hand)
            item = Undecided(place, "gegeven", hand, value.ours, value.reason, path=value.path)
            yield with_reasons(item, self._reasons)

    def loose(self) -> Iterator[ValueLeft]:
        """The values that are others now, and stay plain words in a line of the hand."""
        for path, text in self._plain.left.items():
            first = self._first_with(path)
            is_there = first is not None and plain(text) in plain(self._by_hand.text(first.block))
            reason = LOOSE if is_there else REWRITTEN
            yield ValueLeft(
                path, text, (text,) * is_there, self._by_us.values.get(path, ""), reason
            )

    def absent(self) -> Absent:
        """What the document does not have of what ours and the hand say."""
        steps = [*self._plan.steps]
        staying = {id(step.ours.block) for step in steps if step.ours}
        there = set[str]().union(*(paths_in(step.block) for step in steps))
        there = there.union(*self._plain.back.values())
        gone = [item.block for item in self._ours if id(item.block) not in staying]
        followed = (
            step.theirs.block for step in steps if step.theirs and step.ours and step.has_our_end
        )
        return Absent(
            frozenset(map(self._by_us.text, gone)),
            frozenset[str]().union(*map(paths_in, gone)) - there,
            frozenset(map(self._by_hand.text, followed)),
        )

    def _place(self, block: Block) -> str:
        """Where a block stands in the new document, or with the number of its article by which
        places are told.
        """
        there = self._there.get(id(block)) or self._told_by.of_article(block)
        return place_words(there, self._titles)

    def _first_with(self, path: str) -> Step | None:
        """The first step that shows a value, or words of the hand in its place; of one that a hand
        emptied, where it would stand.
        """
        steps = [*self._plan.steps]
        own = (step for step in steps if self._keeps_words(step.block, path))
        loose = (step for step in steps if step.takes_theirs and path in dict(step.block.loose))
        there = (step for step in steps if path in paths_in(step.block))
        ours = (step for step in steps if step.ours and path in paths_in(step.ours.block))
        return next(itertools.chain(own, loose, there, ours), None)

    def _keeps_words(self, block: Block, path: str = "") -> bool:
        """Whether a block shows words of the hand where a value stood."""
        return any(
            not self._words.get(name, frozenset()).isdisjoint((plain(text), BOXES.get(text, "")))
            for name, text in block.shown
            if path in ("", name)
        )

    def _told(self, left: Left) -> Undecided:
        block = (*left.hand, *left.was, *left.ours)[0]
        is_tracked = left.kind == "opmaak vervalt" and any(item.changes for item in left.hand)
        kind = "bijgehouden wijziging vervalt" if is_tracked else left.kind
        text = self._stays_as if left.kind in STAYS else self._by_hand.text
        item = Undecided(
            self._place(block),
            kind,
            "\n".join(map(text, left.hand)) + _remarks(left.hand, left.kind),
            "\n".join(map(self._by_us.text, left.ours)),
            REASONS[kind],
            block.clause,
            was="\n".join(map(self._by_hand.text, left.was)),
        )
        return with_reasons(item, self._reasons)

    def _stays_as(self, block: Block) -> str:
        """A block of the hand as the new document shows it: its values may be others, unless it
        was signed.
        """
        if self._is_signed or self._keeps_words(block):
            return self._by_hand.text(block)
        return self._by_both.text(replace(block, shown=()))

    def _comment(self, values: Iterable[ValueLeft]) -> None:
        """Put what a person has to decide beside the text it is about."""
        for step in self._plan.steps:
            for left in step.left:
                text = comment_on(self._told(left))
                self._taking.comments.add(self._grafting.element(step), text)
        for value in self.values_undecided(values):
            first = self._first_with(value.path)
            if first is not None and not is_told(first, value):
                self._taking.comments.add(self._grafting.element(first), comment_on(value))


def _changed(filled: HandFilled, values: Mapping[str, Value]) -> Iterator[str]:
    """The values that library and choices changed, and no hand did."""
    for path, value in values.items():
        was = filled.then.get(path)
        if was is not None and path not in filled.kept and plain(was.shown) != plain(value.shown):
            yield path


def _numbers_in(plan: MergePlan, there: Sequence[Block]) -> Numbers:
    """The numbers of the blocks of a plan, by where they stand in what would be made now.

    Args:
        there: the blocks as they stand in the new document.
    """
    leden = {
        (step.ours.block.document, step.ours.block.topic, step.ours.block.place): block.place
        for step, block in zip(plan.steps, there, strict=True)
        if step.ours and step.ours.block.place and block.place
    }
    return Numbers(article_numbers(there), leden)


def _is_ours(plan: MergePlan, number: int) -> bool:
    """Whether the plan is the new document as it is."""
    steps = [*plan.steps]
    is_plain = all(
        not step.takes_theirs and not step.is_placed and not step.left and not _has_remarks(step)
        for step in steps
    )
    return is_plain and len(steps) == number and not plan.left


def _has_remarks(step: Step) -> bool:
    return step.theirs is not None and bool(step.theirs.block.remarks)


def _remarks(blocks: Iterable[Block], kind: str) -> str:
    if kind not in ("opmerking vervalt", "opmerking verplaatst"):
        return ""
    remarks = itertools.chain.from_iterable(block.remarks for block in blocks)
    return "".join(f"\n[opmerking] {remark_words(remark)}" for remark in remarks)


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]} …"
