"""A document made anew, with what people did in it.

The new document is what ``maak`` would write now. What the hand made is put into it block by block,
with its formatting, comments and pictures; so all that nobody touched is to the letter as it would
be made, and the document carries the provenance of what it now rests on.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.problems import CheckError, ChoicesError, Problem, error
from dlr_docs.build.checks.table import check_bundle, may_be_definitive
from dlr_docs.build.writing import document_bytes
from dlr_docs.model.blocks import Block, placed
from dlr_docs.model.document import Bundle
from dlr_docs.model.library import Library
from dlr_docs.model.values import Value
from dlr_docs.revise.changes.aligning import align
from dlr_docs.revise.changes.difference import Comparison, Difference
from dlr_docs.revise.changes.known import titles_of
from dlr_docs.revise.changes.marks import shown_now
from dlr_docs.revise.changes.noting import RETYPED, other_numbers, with_new_number
from dlr_docs.revise.changes.pages import page_changes, pages_then
from dlr_docs.revise.changes.showing import (
    Numbers,
    Showing,
    article_numbers,
    place_words,
    plain,
)
from dlr_docs.revise.changes.values import paths_in, values_of, values_then
from dlr_docs.revise.compare.comparing import WHOLE, compare, pictures_gone, refuse_without_base
from dlr_docs.revise.compare.reasons import Reasons
from dlr_docs.revise.compare.telling import remark_words
from dlr_docs.revise.family import CitedElsewhere, follows_numbers
from dlr_docs.revise.rebuild import remade
from dlr_docs.revise.same_agreement import refuse_other
from dlr_docs.revise.update.grafting import Grafting
from dlr_docs.revise.update.merging import Left, MergePlan, Sides, Step, plan_of
from dlr_docs.revise.update.plain_values import plain_values
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
    EMPTIED,
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
from dlr_docs.word.read.blocks import LocatedBlock
from dlr_docs.word.read.controls import BOXES
from dlr_docs.word.read.document import Located, ReadDocument, read_located


class Updated(Struct, frozen=True):
    """A document made anew: its bytes; what stayed as the hand made it, what followed library and
    choices, and what a person has to decide.
    """

    data: bytes
    kept: tuple[Difference, ...]
    followed: tuple[Difference, ...]
    undecided: tuple[Undecided, ...]


_NUMBERS_FOLLOWED = "het nummer is dat van het artikel in het document waar dit bij hoort"


def update(found: ReadDocument, bundle: Bundle, opened: Located | None = None) -> Updated:
    """Make a document anew from what its choices give now, and keep what people did in it.

    Args:
        found: the document as it was read.
        bundle: what its choice file gives now.
        opened: the same with its opened file, read with tracked changes accepted, for who has
            that; it is opened anew otherwise.

    Raises:
        KeyError: when the bundle has no document of this name.
        ChoicesError: when the document does not tell what it said when it was made, is signed, or
            the choices are those of another agreement.
        CheckError: when the bundle is definitive and its checks find errors.
        TemplateError: when the Word template cannot be used.
    """
    _refuse(found, bundle)
    if bundle.choices.signed:
        raise ChoicesError(_signed(found, bundle))
    fresh = read_located(_made_now(found, bundle))
    if found.untouched:
        meanwhile = compare(found, bundle, fresh.document).meanwhile
        return Updated(fresh.document.data, (), _explained(meanwhile, found, bundle.library), ())
    whole = _whole(found, bundle)
    filled = _filled(whole, bundle)
    _refuse_unfinished(filled.bundle)
    data, undecided, merge = _put_together(whole, filled, opened, fresh)
    comparison = compare(found, filled.bundle, merge.made, merge.numbers)
    changed = _followed(comparison, undecided, filled.kept)
    followed = _explained(changed, found, bundle.library)
    others = dict(other_numbers(found.blocks, merge.numbers.articles))
    kept = tuple(
        with_new_number(
            replace(item, is_agreed=item.is_agreed and item.path not in filled.kept), others
        )
        for item in _kept(comparison, undecided, filled.words)
    )
    return Updated(data, kept, followed, (*undecided, *_retyped(comparison)))


def _explained(
    changes: Iterable[Difference], found: ReadDocument, library: Library
) -> tuple[Difference, ...]:
    """What changed, with the commits of the library that did so."""
    reasons = Reasons(found, library)
    return tuple(replace(item, reasons=reasons.of(item)) for item in changes)


def _kept(
    comparison: Comparison, undecided: Iterable[Undecided], words: Collection[str]
) -> Iterator[Difference]:
    """What the new document has as a hand made it; of what was moved its texts may be others.

    Args:
        words: the values of which words stay in places alone.
    """
    lost = {item.hand for item in undecided if item.kind == "verplaatst en vervangen"}
    again = {item.path for item in undecided if item.reason == EMPTIED}.union(words)
    for item in comparison.by_hand:
        if item.place == WHOLE or RETYPED in item.notes or item.path in again:
            continue
        if item.kind != "verplaatst":
            yield item
        elif item.now not in lost:
            yield replace(item, now=item.now.partition("\n")[0])


def _retyped(comparison: Comparison) -> Iterator[Undecided]:
    """What a hand typed in references, which show their own number again."""
    kind = "nummer in een verwijzing"
    for item in comparison.by_hand:
        if RETYPED in item.notes:
            yield Undecided(item.place, kind, item.now, "", REASONS[kind], item.clause)


def beside_others(made: Updated, cited: Iterable[CitedElsewhere]) -> Updated:
    """A document made anew among those that it belongs to: where it only follows their numbers is
    noted, and numbers and titles that they do not have are left to decide; where all of the text
    is, only those of articles that are gone or have another title.

    Args:
        cited: the wrong numbers and titles that it has now.
    """
    known = {item.place for item in made.undecided}
    left = (
        Undecided(
            item.place, "artikel in een ander document", "", "", f"'{item.words}': {item.told}"
        )
        for item in cited
        if item.number is None or item.title or item.place not in known
    )
    followed = (
        replace(item, notes=(*item.notes, _NUMBERS_FOLLOWED)) if follows_numbers(item) else item
        for item in made.followed
    )
    return replace(made, followed=tuple(followed), undecided=(*made.undecided, *left))


class Merged(Struct, frozen=True):
    """A signed document with what library and choices changed since: its bytes, what both they and
    a hand changed, by the numbers of the signed one, and the values that are those of the hand.
    """

    data: bytes
    undecided: tuple[Undecided, ...]
    kept: Mapping[str, Value]


def merged(found: ReadDocument, bundle: Bundle) -> Merged:
    """A document with what library and choices changed since, whatever the status of the choices.

    Args:
        found: the document as it was read.
        bundle: what its choice file gives now.

    Raises:
        KeyError: when the bundle has no document of this name.
        ChoicesError: when the document does not tell what it said when it was made, or the choices
            are those of another agreement.
        TemplateError: when the Word template cannot be used.
    """
    _refuse(found, bundle)
    found = _whole(found, bundle)
    filled = _filled(found, bundle)
    numbers = Numbers(article_numbers(found.blocks))
    data, undecided, _ = _put_together(found, filled, told_by=numbers)
    return Merged(data, undecided, filled.kept)


def _whole(found: ReadDocument, bundle: Bundle) -> ReadDocument:
    """The document with values whole that a hand divided."""
    if not may_be_divided(found):
        return found
    return with_whole_values(found, values_then(found, remade(found, bundle.library)))


class _Filled(Struct, frozen=True):
    """A bundle with the values that a hand gave, which those are, and what is left of them; what
    stays as words where a value stood, by value; the values that it was made with; and the digests
    of the pictures that a hand took out.
    """

    bundle: Bundle
    kept: Mapping[str, Value]
    left: tuple[ValueLeft, ...]
    words: Mapping[str, frozenset[str]]
    then: Mapping[str, Value]
    gone: frozenset[str] = frozenset()


def _filled(found: ReadDocument, bundle: Bundle) -> _Filled:
    name = found.provenance.document
    was_made = remade(found, bundle.library)
    then = values_then(found, was_made)
    ours = values_of(bundle, name)
    kept, left = merged_values(found.values, then, ours)
    words = words_of_places(found.values, then, ours)
    gone = frozenset(annex.digest for annex in pictures_gone(found, was_made.bundle))
    return _Filled(with_hand_values(bundle, name, kept), kept, left, words, then, gone)


def _made_now(found: ReadDocument, bundle: Bundle) -> bytes:
    return document_bytes(bundle, found.provenance.document, found.provenance.options)


def _put_together(
    found: ReadDocument,
    filled: _Filled,
    opened: Located | None = None,
    fresh: Located | None = None,
    told_by: Numbers | None = None,
) -> tuple[bytes, tuple[Undecided, ...], _Merge]:
    """The document that would be made, with what the hand made of the one that came back; what a
    person has to decide; and how they were put together.

    Args:
        opened: one that may be the document that came back; ``fresh`` one that may be what would
            be made. What they are not is opened anew.
        told_by: the numbers of articles by which places are told; those of the new document
            without any.
    """
    ours = _opened(_made_now(found, filled.bundle), fresh)
    merge = _Merge(found, _opened(found.data, opened), ours, filled, told_by)
    left = (*filled.left, *merge.loose())
    data = merge.data(left, has_values=bool(filled.kept), gone=filled.gone)
    undecided = (*merge.undecided(), *merge.values_undecided(left))
    return data, (*_of_styles(found), *undecided), merge


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


def _followed(
    comparison: Comparison, undecided: Sequence[Undecided], kept: Collection[str]
) -> Iterator[Difference]:
    """What changed in library and choices, less what a hand had changed too."""
    stayed = {*kept, *(item.path for item in undecided if item.reason in (LOOSE, REWRITTEN))}
    for change in comparison.meanwhile:
        if change.path not in stayed and not _is_left(change, undecided):
            yield change


def _is_left(change: Difference, undecided: Sequence[Undecided]) -> bool:
    """Whether a person decides about a text that changed; of an article that library and choices no
    longer have all is there still when a line is.
    """
    if change.path:
        return False
    if change.now:
        return change.now in {item.ours for item in undecided if not item.path}
    there = {item.was for item in undecided if item.kind == "vervallen en gewijzigd"}
    return any(line in there for line in change.was.split("\n"))


def _refuse(found: ReadDocument, bundle: Bundle) -> None:
    """Refuse a document that cannot be merged with what these choices give."""
    refuse_without_base(found)
    refuse_other(found, bundle)


def _signed(found: ReadDocument, bundle: Bundle) -> Problem:
    message = (
        f"het document '{found.provenance.document}' is ondertekend; wat er staat, blijft staan"
    )
    hint = (
        "Een ondertekend document wijzigen partijen met een nieuw stuk. 'dlr-docs bijwerken' van "
        "dit ene document schrijft daarvoor een keuzebestand op het scherm, als er iets zou "
        "wijzigen; bewaar dat met '> wijziging.yaml', vul het aan, en maak het met 'dlr-docs maak'."
    )
    return error(codes.ONDERTEKEND, message, bundle.choices.source, hint)


def _refuse_unfinished(bundle: Bundle) -> None:
    """Refuse to make a definitive document that ``maak`` would not make either."""
    if not bundle.choices.draft:
        problems = check_bundle(bundle)
        if not may_be_definitive(problems):
            raise CheckError(problems)


class _Merge:
    """A document as it came back, being put into the one that would be made now."""

    def __init__(
        self,
        found: ReadDocument,
        theirs: Located,
        ours: Located,
        filled: _Filled,
        told_by: Numbers | None,
    ) -> None:
        self._words = filled.words
        self._reasons = Reasons(found, filled.bundle.library)
        self._fresh = ours.document.data
        source, made = theirs.package, ours.package
        now = ours.document
        self._ours = ours.blocks
        traces = Traces(source, made)
        sides = _sides(
            found.base, theirs.blocks, ours.blocks, traces, is_restyled=theirs.document.restyled
        )
        own = frozenset(
            id(item.block)
            for item in theirs.blocks
            if self._keeps_words(item.block) or traces.holds(item)
        )
        self._plan = plan_of(replace(sides, own=own.union(sides.own)))
        self._merging = Merging(made)
        values = values_of(filled.bundle, found.provenance.document)
        known = {item.path for item in filled.left}
        self._plain = plain_values(self._plan, found.base, filled.then, values, known)
        self._by_hand, self._by_us = shown_now(found), shown_now(now)
        stale = frozenset(stale_comments(theirs, now.blocks, (self._by_hand, self._by_us)))
        self._taking = Taking(self._merging, source, filled.words, self._plain.back, stale)
        self._grafting = Grafting(self._plan, self._merging, self._taking)
        self._by_both = Showing(
            {**self._by_hand.values, **self._by_us.values},
            {**self._by_hand.cited, **self._by_us.cited},
        )
        blocks = (*now.blocks, *found.base, *found.blocks)
        self._titles = {**titles_of(found.base), **titles_of(blocks)}
        self.made = now
        there = [*placed(step.block for step in self._plan.steps)]
        self.numbers = _numbers_in(self._plan, there)
        self._told_by = told_by or self.numbers
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
            if item.now:
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
        """A block of the hand as the new document shows it: its values may be others."""
        if self._keeps_words(block):
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


def _sides(
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
        tracked=frozenset(id(item.block) for item in theirs if traces.is_tracked(item)),
    )


def _looked(
    theirs: Iterable[LocatedBlock],
    pairs: Sequence[tuple[LocatedBlock, LocatedBlock]],
    traces: Traces,
) -> Iterator[LocatedBlock]:
    """The blocks of a file that a hand gave another look."""
    matched = {id(one.block) for one, _ in pairs}
    yield from (one for one, other in pairs if traces.looks_otherwise(one, other))
    yield from (it for it in theirs if id(it.block) not in matched and traces.has_look(it))


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
