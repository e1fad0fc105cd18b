"""What was changed in a document since it was made, and what library and choices changed meanwhile.

The document itself tells what it said when it was made, so neither the library nor the choice file
of then is needed. Both are asked for what it would say now.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.number_formats import letter
from dlr_docs.basis.problems import ChoicesError, Problem, Source, error
from dlr_docs.build.checks.coverage import coverage
from dlr_docs.build.writing import document_bytes
from dlr_docs.library.layers.history import Revision
from dlr_docs.model.blocks import Beside, Block, BlockInline, Remark, Tracked
from dlr_docs.model.document import Attached, Bundle, Document, ValueUse
from dlr_docs.model.library import Library
from dlr_docs.model.provenance import Layer
from dlr_docs.model.values import Value
from dlr_docs.revise.compare.aligning import Exchanged, Pair, align, exchanged, with_turned
from dlr_docs.revise.compare.beside import Put, added, look, put, shown, taken_out
from dlr_docs.revise.compare.noting import CITED, RETYPED, cut_off, divided, notes
from dlr_docs.revise.compare.showing import (
    Segment,
    Showing,
    article_numbers,
    look_changes,
    numbered,
    place_words,
    word_changes,
)
from dlr_docs.revise.rebuild import Remade, remade
from dlr_docs.revise.whole_values import with_whole_values
from dlr_docs.word.read.beside import LOOKS
from dlr_docs.word.read.document import ReadDocument, ReadValue, read_document

# Numbers in figures, and those in words that a lawyer writes.
_NUMBER = re.compile(
    r"\d+|\b(?:één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien"
    r"|(?:vijf|zes|zeven|acht|negen)tien"
    r"|(?:\w+(?:en|ën))?(?:twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig)"
    r"|\w*(?:honderd|duizend)|helft)\b",
    re.IGNORECASE,
)

# What names an article of a law or of the document, or a law of a year: no number of its own.
_CITED = re.compile(rf"{CITED}|\b(?:\w*wet\b[^.;,]{{0,60}}?|WVO)\s(?:19|20)\d\d\b", re.IGNORECASE)
_EVEN = "andere spatie, streepje of aanhalingsteken"

WHOLE = "hele document"
_RESTYLED = (
    "de stijlen waarmee het document is gemaakt, zijn weg; regels zijn herkend aan wat er staat"
)

DifferenceKind = Literal["gewijzigd", "verwijderd", "toegevoegd", "verplaatst", "opmaak", "waarde"]


class Difference(Struct, frozen=True):
    """One difference between two documents.

    ``place`` is where it is, in words. ``clause`` is the one that it stands in, ``path`` the value
    that it is of. ``was`` and ``now`` are the texts, empty when there is none, and ``words`` what
    differs between them. ``subjects`` are the mandatory subjects that the clause covers, and
    ``laws`` the articles of law that it rests on when a number changed. ``looks`` are words that
    look otherwise, with how, ``notes`` what of a change words do not show. ``tracked`` is what Word
    kept of who did it. ``reasons`` are the commits in which the library changed, when it did.
    ``instead`` is the clause that stands where ``clause`` stood, when another variant was chosen.
    ``is_agreed`` says of what a hand changed that library and choices say so too by now.
    """

    kind: DifferenceKind
    place: str
    was: str = ""
    now: str = ""
    words: tuple[Segment, ...] = ()
    clause: str = ""
    topic: str = ""
    path: str = ""
    subjects: tuple[str, ...] = ()
    laws: tuple[str, ...] = ()
    looks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    tracked: tuple[Tracked, ...] = ()
    reasons: tuple[Revision, ...] = ()
    instead: str = ""
    is_agreed: bool = False


class SideBySide(Struct, frozen=True):
    """A block of both documents: what stayed and what differs on either side, and its ``style``.
    ``state`` is the kind of change, or nothing.
    """

    place: str
    style: str
    was: tuple[Segment, ...]
    now: tuple[Segment, ...]
    state: str = ""


class Renumbered(Struct, frozen=True):
    """An article that kept its text and got another number."""

    title: str
    was: int
    now: int


class Comparison(Struct, frozen=True):
    """What differs.

    ``by_hand`` was changed in the file since it was made; ``meanwhile`` is what library and choices
    would say otherwise today. ``remarks`` are the comments in the file with their places.
    ``problems`` say why a part of this could not be told. ``rows`` are both texts side by side.
    """

    by_hand: tuple[Difference, ...]
    rows: tuple[SideBySide, ...]
    meanwhile: tuple[Difference, ...] = ()
    renumbered: tuple[Renumbered, ...] = ()
    remarks: tuple[tuple[str, Remark], ...] = ()
    problems: tuple[Problem, ...] = ()


def compare(found: ReadDocument, bundle: Bundle | None) -> Comparison:
    """Compare a document with what it said when it was made, and with what it would say now.

    Args:
        found: the document as it was read.
        bundle: what its choices give now, those that it carries (``rebuild``) or those of a choice
            file; None when neither is there, and then only the words can be compared.

    Raises:
        KeyError: when the bundle has no document of this name.
        ChoicesError: when the document does not tell what it said when it was made.
    """
    refuse_without_base(found)
    if bundle is None:
        return _of_words(found)
    was_made = remade(found, bundle.library)
    made = was_made.bundle
    name = found.provenance.document
    then = values_then(found, was_made)
    found = with_whole_values(found, then)
    facts = _Known.of(made or bundle, name)
    before = _was(found, then, _leden_then(made.document(name)) if made else {})
    known = facts.withtitles_of(found.base, found.blocks)
    known = replace(known, gone={_plain(item.text): (item,) for item in found.gone})
    pairs = with_turned(align(found.base, found.blocks))
    changes = _changes(pairs, before, shown_now(found), known)
    fresh = read_document(document_bytes(bundle, name, found.provenance.options))
    beside = _beside(pairs, _put(fresh, made), known)
    gone = pictures_gone(found, made)
    values = _value_changes(found, then, known, _copies(pairs))
    numbers = _retyped(found.blocks, known)
    by_hand = (*_restyled(found), *changes, *numbers, *beside, *map(_picture, gone), *values)
    meanwhile = tuple(_meanwhile(found, fresh, bundle, before, facts))
    agreed = {_came_to(item) for item in by_hand} & {_came_to(item) for item in meanwhile}
    return Comparison(
        tuple(replace(item, is_agreed=_came_to(item) in agreed) for item in by_hand),
        tuple(_rows(pairs, before, shown_now(found), known)),
        tuple(item for item in meanwhile if _came_to(item) not in agreed),
        tuple(_renumbered(pairs)),
        tuple(_remarks(found.blocks)),
        was_made.problems,
    )


def _of_words(found: ReadDocument) -> Comparison:
    """What changed of the words alone: nothing is known of values, nor of what is beside words."""
    before = _was(found, {})
    known = _Known({}, {}, titles_of((*found.base, *found.blocks)))
    pairs = with_turned(align(found.base, found.blocks))
    return Comparison(
        (
            *_restyled(found),
            *_changes(pairs, before, shown_now(found), known),
            *_retyped(found.blocks, known),
        ),
        tuple(_rows(pairs, before, shown_now(found), known)),
        renumbered=tuple(_renumbered(pairs)),
        remarks=tuple(_remarks(found.blocks)),
    )


def _restyled(found: ReadDocument) -> Iterator[Difference]:
    """That the styles are gone, or numbers plain text, told once for all of the document."""
    if found.restyled:
        yield Difference("opmaak", WHOLE, looks=(_RESTYLED,))
    if found.typed_out:
        yield Difference("opmaak", WHOLE, looks=(_typed_out(found.typed_out),))


def _typed_out(lines: int) -> str:
    where = f"van {lines} regels" if lines > 1 else "van één regel"
    return f"het nummer {where} is gewone tekst geworden; het is gelezen als nummer"


def _retyped(blocks: Iterable[Block], facts: _Known) -> Iterator[Difference]:
    """The references in which somebody typed. What one refers to may be gone; what was typed then
    stays.
    """
    for block in blocks:
        for item in block.retyped:
            yield Difference(
                "gewijzigd",
                place_words(block, facts.titles),
                item.was,
                item.typed,
                (Segment("was", item.was), Segment("wordt", item.typed)),
                block.clause,
                block.topic,
                notes=(RETYPED,) if item.own else (),
            )


def _retyped_between(one: ReadDocument, other: ReadDocument, facts: _Known) -> Iterator[Difference]:
    """The references in which somebody typed in one of two documents, and not in the other."""
    was, now = ([*_retyped(found.blocks, facts)] for found in (one, other))
    typed = [{(item.topic, item.was, item.now) for item in side} for side in (was, now)]
    for item in was:
        if (item.topic, item.was, item.now) not in typed[1]:
            words = Segment("was", item.now), Segment("wordt", item.was)
            yield replace(item, was=item.now, now=item.was, words=words, notes=())
    yield from (item for item in now if (item.topic, item.was, item.now) not in typed[0])


def refuse_without_base(found: ReadDocument) -> None:
    """Refuse a document that does not tell what it said when it was made.

    Raises:
        ChoicesError: when it does not.
    """
    if found.base:
        return
    made = found.provenance
    message = (
        f"dit document vertelt niet wat erin stond toen het werd gemaakt (met {made.program}), en "
        "dus ook niet wat er met de hand aan is gedaan"
    )
    hint = "Maak het opnieuw met 'dlr-docs maak', en leg ze naast elkaar met 'dlr-docs vergelijk'."
    raise ChoicesError(
        error(codes.GEEN_HERKOMST, message, Source(found.name or made.document), hint)
    )


def _came_to(change: Difference) -> tuple[str, ...]:
    """What makes two changes the same, whoever made them and whatever the article is numbered."""
    return change.kind, change.path, change.topic, _plain(change.was), _plain(change.now)


def compare_documents(one: ReadDocument, other: ReadDocument) -> Comparison:
    """Compare what two documents say now."""
    facts = _Known({}, {}, titles_of((*one.blocks, *other.blocks)))
    pairs = with_turned(align(one.blocks, other.blocks))
    changes = _changes(pairs, shown_now(one), shown_now(other), facts)
    is_like = (one.restyled, one.typed_out) == (other.restyled, other.typed_out)
    restyled = () if is_like else _restyled(other)
    beside = (
        *_gone(_beside([Pair(pair.now, pair.was) for pair in pairs], put(other.blocks), facts)),
        *_beside(pairs, put(one.blocks), facts),
    )
    values = _values_between(one.values, other.values, _uses(other.blocks, facts))
    return Comparison(
        (*restyled, *changes, *_retyped_between(one, other, facts), *beside, *values),
        tuple(_rows(pairs, shown_now(one), shown_now(other), facts)),
        renumbered=tuple(_renumbered(pairs)),
        remarks=tuple(_remarks(other.blocks)),
    )


def values_then(found: ReadDocument, was_made: Remade) -> Mapping[str, Value]:
    """The values that the document was made with, as far as that is known. What was adopted from
    another library than that of now is known where its clause did not change since; and what has no
    standard was open, or somebody typed it.
    """
    made = was_made.bundle
    if made is None:
        return {}
    name = found.provenance.document
    is_same = _digests(found.provenance.layers) == _digests(made.library.layers)
    known = _typed(made) | _unchanged(found, made.library)
    return {
        path: value
        for path, value in values_of(made, name).items()
        if _named(path) not in was_made.unread
        and (is_same or value.is_open or _named(path) in known)
    }


def _named(path: str) -> str:
    """The name of what a path is of."""
    return path.partition(".")[0]


def _unchanged(found: ReadDocument, library: Library) -> frozenset[str]:
    """The names of the values of clauses that are as they were when the document was made."""
    then = {item.id: item.digest for item in found.clauses if item.digest}
    same = (
        clause.values
        for clause in library.all_clauses()
        if clause.id in then and clause.digest.startswith(then[clause.id])
    )
    return frozenset(itertools.chain.from_iterable(same))


def _digests(layers: Iterable[Layer]) -> list[str]:
    return [layer.digest for layer in layers]


_DIVIDED = "staat niet overal in het document zo"
_ALWAYS_TYPED = ("partijen", "bundel", "basisdocumenten")


def _typed(bundle: Bundle) -> frozenset[str]:
    """The names of the values that somebody typed; those of parties are."""
    typed = (bundle.choices.values, *(document.values for document in bundle.choices.documents))
    return frozenset(itertools.chain(_ALWAYS_TYPED, *typed))


def values_of(bundle: Bundle, name: str) -> Mapping[str, Value]:
    """The values of a document and of the annexes in its file."""
    document = bundle.document(name)
    found: dict[str, Value] = {}
    for item in (document, *bundle.inside(document)):
        found |= item.values
    return found


class _Known(Struct, frozen=True):
    """What is known of clauses and articles: the mandatory subjects and laws by clause, titles by
    annex and topic, and by what they said the lines that were taken out while changes were tracked.
    """

    subjects: Mapping[str, tuple[str, ...]]
    laws: Mapping[str, tuple[str, ...]]
    titles: Mapping[tuple[str, str], str]
    gone: Mapping[str, tuple[Tracked, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, bundle: Bundle, name: str) -> _Known:
        """What a bundle tells of the clauses in one file."""
        document = bundle.document(name)
        subjects: dict[str, tuple[str, ...]] = {}
        laws: dict[str, tuple[str, ...]] = {}
        for item in (document, *bundle.inside(document)):
            subjects |= _subjects(item, bundle)
            laws |= _laws(item, bundle.library)
        return cls(subjects, laws, {})

    def withtitles_of(self, *blocks: Iterable[Block]) -> _Known:
        """The same, with the titles of the articles among these blocks."""
        return replace(self, titles=titles_of(itertools.chain.from_iterable(blocks)))


def _subjects(document: Document, bundle: Bundle) -> dict[str, tuple[str, ...]]:
    """The mandatory subjects that each clause covers, in words."""
    found: dict[str, tuple[str, ...]] = {}
    for item in coverage(document, bundle):
        words = f"{item.basis}: {item.requirement.description}"
        texts = itertools.chain.from_iterable(artikel.texts for artikel in item.articles)
        names = set(item.requirement.coverable)
        for text in texts:
            if names & set(text.clause.requirements):
                found[text.clause.id] = (*found.get(text.clause.id, ()), words)
    return found


def _laws(document: Document, library: Library) -> dict[str, tuple[str, ...]]:
    """The articles of law that each clause cites."""
    references = library.law.references
    return {
        text.clause.id: tuple(references[name].text for name in text.body.names.laws)
        for text in document.texts
    }


def titles_of(blocks: Iterable[Block]) -> dict[tuple[str, str], str]:
    """The titles of the articles among blocks, by annex and topic."""
    shown = Showing()
    return {
        (block.document, block.topic): shown.text(block)
        for block in blocks
        if block.kind == "artikel"
    }


def _was(
    found: ReadDocument,
    values: Mapping[str, Value],
    leden: Mapping[str, str] = MappingProxyType({}),
) -> Showing:
    """What marks stood for when the document was made, as far as that is known: of a value that
    stands nowhere any more the file does not tell.

    Args:
        leden: the numbers of leden and onderdelen that were referred to.
    """
    shown = {path: value.text for path, value in values.items() if not value.is_open}
    now = shown_now(found)
    there = {path for path, value in found.values.items() if value.shown or value.is_open}
    asked = {path: f"[{value.question}]" for path, value in found.values.items() if value.question}
    in_file = {path: text for path, text in now.values.items() if path in there} | asked
    cited = {**leden, **_numbers(found.base), **_cited(found.base), **now.cited}
    return Showing({**in_file, **_asked(values), **shown}, cited)


def _numbers(blocks: Iterable[Block]) -> dict[str, str]:
    """What references to articles show, as far as documents do not tell it themselves."""
    return {
        block.topic: f"artikel {block.place[0]}"
        for block in blocks
        if block.kind == "artikel" and block.place
    }


def _cited(blocks: Iterable[Block]) -> dict[str, str]:
    """What references show; in those that a hand typed in, what stood there."""
    found: dict[str, str] = {}
    for block in blocks:
        typed = {(item.target, item.typed): item.was for item in block.retyped}
        found |= {target: typed.get((target, text), text) for target, text in block.cited}
    return found


def _leden_then(document: Document) -> dict[str, str]:
    """What references to leden and onderdelen showed, for those that the file has no more."""
    targets = document.wording.targets.items()
    own = {name: target.counts for name, target in targets if target.elsewhere is None}
    return {
        name: letter(counts[-1]) if len(counts) == 3 else str(counts[-1])
        for name, counts in own.items()
        if "." in name
    }


def _asked(values: Mapping[str, Value]) -> dict[str, str]:
    """The questions of the values that nobody gave, as documents show them."""
    return {path: f"[{value.question}]" for path, value in values.items() if value.is_open}


def shown_now(found: ReadDocument) -> Showing:
    """What marks stand for in the file."""
    values = {path: _shown(value) for path, value in found.values.items()}
    return Showing(values, _cited(found.blocks))


def _shown(value: ReadValue) -> str:
    """A value as the file shows it first, or its question."""
    return value.shown[0] if value.shown else f"[{value.question or value.path}]"


def _changes(
    pairs: Iterable[Pair], before: Showing, after: Showing, facts: _Known
) -> Iterator[Difference]:
    """The differences, in the order of the document; what was done to a whole article is one, also
    when that was to choose another variant.
    """
    pairs = [*pairs]
    variants = exchanged(pairs)
    told: set[tuple[str, str]] = set()
    for group in _grouped(pairs):
        article = group[0].block.document, group[0].block.topic
        if article in variants and any(map(variants[article].has, group)):
            if article not in told:
                told.add(article)
                yield _other_variant(article, pairs, variants[article], (before, after), facts)
            continue
        if len(group) > 1:
            yield _whole_article(group, before, after, facts)
            continue
        yield from _changes_of_one(group[0], pairs, (before, after), facts)


def _changes_of_one(
    pair: Pair, pairs: Sequence[Pair], sides: tuple[Showing, Showing], facts: _Known
) -> Iterator[Difference]:
    """What was done to a single block: to its words, and to how they look."""
    change = _change(pair, *sides, facts)
    reads_the_same = bool(change.words) and all(part.state == "zelfde" for part in change.words)
    if reads_the_same and not change.notes:
        yield replace(change, kind="opmaak", words=(), looks=(_EVEN,), tracked=())
    elif change.kind != "opmaak":
        cut = cut_off(pair, pairs, facts.titles)
        parts = divided(pair, pairs, sides, facts.titles)
        yield replace(change, notes=(*change.notes, *cut, *parts))
    looks = look_changes(pair.was, pair.now, sides[1])
    if looks or change.kind == "opmaak":
        yield replace(change, kind="opmaak", words=(), looks=looks, notes=(), tracked=())


def _grouped(pairs: Iterable[Pair]) -> Iterator[list[Pair]]:
    """Pairs that differ and are told together: all of an article that was taken out, put in or
    moved, and rows below each other. Where an article of a hand ends only what stands behind it
    tells.
    """
    group: list[Pair] = []
    for pair in pairs:
        if not _differs(pair):
            if group and (not group[0].block.topic or group[0].block.kind == "rij"):
                yield group
                group = []
            continue
        if group and _belongs(pair, group[0]):
            group.append(pair)
            continue
        if group:
            yield group
        group = [pair]
    if group:
        yield group


def _belongs(pair: Pair, heading: Pair) -> bool:
    """Whether the same was done to a block as to the heading of its article, or to the row above
    it.
    """
    state, one, two = _state(heading), heading.block, pair.block
    if not state or _state(pair) != state:
        return False
    if one.kind == "rij":
        return two.kind == "rij" and state != "verplaatst" and _article(one) == _article(two)
    is_other = two.kind == "artikel" or _article(one) != _article(two)
    return one.kind == "artikel" and not is_other


def _article(block: Block) -> tuple[str, str]:
    return block.document, block.topic


def _rows(
    pairs: Iterable[Pair], before: Showing, after: Showing, facts: _Known
) -> Iterator[SideBySide]:
    """Both texts side by side."""
    for pair in pairs:
        place, style = place_words(pair.block, facts.titles), pair.block.kind
        if not _differs(pair):
            text = (Segment("zelfde", after.text(pair.now)),)
            yield SideBySide(place, style, text, text)
            continue
        words = word_changes(pair.was, pair.now, before, after)
        was = tuple(segment for segment in words if segment.state != "wordt")
        now = tuple(segment for segment in words if segment.state != "was")
        yield SideBySide(place, style, was, now, _state(pair) or _kind(pair))


def _differs(pair: Pair) -> bool:
    return pair.is_moved or _said(pair.was) != _said(pair.now)


def _said(block: Block | None) -> object:
    """What a block says and how it looks, wherever it stands."""
    return block and (block.style, block.inlines, block.cells)


def _state(pair: Pair) -> str:
    """What was done to a block as a whole; nothing when words of it changed."""
    if pair.now is None:
        return "verwijderd"
    if pair.was is None:
        return "toegevoegd"
    return "verplaatst" if pair.is_moved and pair.was.words == pair.now.words else ""


_KINDS: Mapping[str, DifferenceKind] = {
    "verwijderd": "verwijderd",
    "toegevoegd": "toegevoegd",
    "verplaatst": "verplaatst",
}


def _whole_article(
    pairs: Sequence[Pair], before: Showing, after: Showing, facts: _Known
) -> Difference:
    heading = _change(pairs[0], before, after, facts)
    subjects = itertools.chain.from_iterable(
        facts.subjects.get(_clause(pair), ()) for pair in pairs
    )
    return replace(
        heading,
        was="\n".join(before.text(pair.was) for pair in pairs if pair.was),
        now="\n".join(after.text(pair.now) for pair in pairs if pair.now),
        subjects=tuple(dict.fromkeys(subjects)),
        tracked=tuple(_of_each_hand(_tracked(pair, before, facts) for pair in pairs)),
    )


def _tracked(pair: Pair, before: Showing, facts: _Known) -> tuple[Tracked, ...]:
    """The tracked changes in a block; of one that is gone those that took it out."""
    if pair.now is not None:
        return pair.now.changes
    return facts.gone.get(_plain(before.text(pair.was)), ())


def _of_each_hand(changes: Iterable[Iterable[Tracked]]) -> Iterator[Tracked]:
    """The tracked changes of the first of these blocks, and of the others those of another hand."""
    hands: set[tuple[str, str]] = set()
    for of_block in changes:
        found = [item for item in of_block if not hands or (item.author, item.kind) not in hands]
        hands |= {(item.author, item.kind) for item in found}
        yield from found


def _other_variant(
    article: tuple[str, str],
    pairs: Iterable[Pair],
    variants: Exchanged,
    sides: tuple[Showing, Showing],
    facts: _Known,
) -> Difference:
    """All of an article that is of another variant."""
    before, after = sides
    lines = [
        pair
        for pair in pairs
        if (pair.block.document, pair.block.topic) == article and variants.has(pair)
    ]
    heading = _whole_article(lines, before, after, facts)
    block = replace(lines[0].block, kind="artikel")
    return replace(
        heading,
        kind="gewijzigd",
        place=place_words(block, facts.titles),
        words=(),
        clause=", ".join(sorted(variants.was)),
        instead=", ".join(sorted(variants.now)),
        tracked=(),
    )


def _change(pair: Pair, before: Showing, after: Showing, facts: _Known) -> Difference:
    """One block that differs."""
    block = pair.block
    clause = _clause(pair)
    words = word_changes(pair.was, pair.now, before, after)
    state = _state(pair)
    kind = _KINDS[state] if state else _kind(pair)
    was, now = before.text(pair.was), after.text(pair.now)
    is_law = block.kind != "rij" and touches_number(words)  # what fills a table is of parties
    return Difference(
        kind,
        place_words(block, facts.titles),
        was,
        now,
        words if kind == "gewijzigd" else (),
        clause,
        block.topic,
        subjects=facts.subjects.get(clause, ()),
        laws=facts.laws.get(clause, ()) if is_law else (),
        notes=notes(pair, facts.titles),
        tracked=_tracked(pair, before, facts),
    )


def _clause(pair: Pair) -> str:
    """The clause that a block was made from; an article that a hand put in is of none, also where
    it was typed in the last lines of a clause.
    """
    if pair.was is not None:
        return pair.was.clause
    block = pair.block
    is_own = not block.topic and block.kind in ("artikel", "lid", "onderdeel", "subonderdeel")
    return "" if is_own else block.clause


def _kind(pair: Pair) -> DifferenceKind:
    """Whether words changed, or only how they look."""
    was, now = pair.was, pair.now
    is_same = was and now and (was.words, was.kind) == (now.words, now.kind)
    return "opmaak" if is_same else "gewijzigd"


def touches_number(words: Sequence[Segment]) -> bool:
    """Whether other numbers came than went; what names an article may stand in words around it."""
    texts = [
        "".join(segment.text for segment in words if segment.state in ("zelfde", state))
        for state in ("was", "wordt")
    ]
    was, now = (_NUMBER.findall(_CITED.sub(" ", text)) for text in texts)
    return was != now


def _copies(pairs: Iterable[Pair]) -> Mapping[str, Counter[str]]:
    """What values show in lines and rows that a hand copied, by path: these tell it themselves."""
    found: dict[str, Counter[str]] = {}
    for pair in pairs:
        for path, text in pair.now.shown if pair.was is None and pair.now else ():
            found.setdefault(path, Counter())[text] += 1
    return found


def _value_changes(
    found: ReadDocument,
    then: Mapping[str, Value],
    facts: _Known,
    copies: Mapping[str, Counter[str]],
) -> Iterator[Difference]:
    """The values that show something else than when the document was made; of one that shows
    nothing any more the text around it tells.
    """
    uses = {**_uses(found.base, facts), **_uses(found.blocks, facts)}
    for path, value in found.values.items():
        made = then.get(path)
        if made is None or not value.shown:
            continue
        was = "" if made.is_open else made.text
        shown = tuple((Counter(value.shown) - copies.get(path, Counter())).elements())
        is_elsewhere = bool(shown) or value.is_open
        shown = shown if is_elsewhere else value.shown
        others = tuple(text for text in shown if _plain(text) not in ("", _plain(was)))
        if others:
            yield Difference(
                "waarde",
                uses.get(path, ""),
                was,
                " | ".join(others),
                path=path,
                notes=(_DIVIDED,) * (bool(was) and len(others) < len(shown)),
                tracked=tuple(_tracked_in(found.blocks, path, {was, *others})),
            )


def _tracked_in(blocks: Iterable[Block], path: str, texts: Collection[str]) -> Iterator[Tracked]:
    """The tracked changes that put a value where it stands, or took the one of before away."""
    for block in blocks:
        if any(isinstance(item, ValueUse) and item.path == path for item in _inlines(block)):
            yield from (change for change in block.changes if change.text in texts)


def _plain(text: str) -> str:
    """A text without the difference between spaces that hold words together and others."""
    return " ".join(text.split())


def _values_between(
    one: Mapping[str, ReadValue], other: Mapping[str, ReadValue], uses: Mapping[str, str]
) -> Iterator[Difference]:
    """The values that two documents both have, and that differ."""
    for path, now in other.items():
        was = one.get(path)
        if was is not None and (was.shown, was.is_open) != (now.shown, now.is_open):
            yield Difference(
                "waarde",
                uses.get(path, ""),
                " | ".join(was.shown),
                " | ".join(now.shown),
                path=path,
            )


def _uses(blocks: Iterable[Block], facts: _Known) -> dict[str, str]:
    """Where each value stands first, in words."""
    found: dict[str, str] = {}
    for block in blocks:
        for inline in _inlines(block):
            if isinstance(inline, ValueUse):
                found.setdefault(inline.path, place_words(block, facts.titles))
    return found


def _inlines(block: Block) -> Iterator[BlockInline]:
    return itertools.chain.from_iterable((block.inlines, *block.cells))


def _gone(changes: Iterable[Difference]) -> Iterator[Difference]:
    """Notes, pictures and boxes that are there no more."""
    for change in changes:
        if change.kind == "toegevoegd":
            yield replace(change, kind="verwijderd", was=change.now, now="")


def _put(fresh: ReadDocument, made: Bundle | None) -> Put:
    """What is beside the words of a document that nobody touched: as it would be made now, and the
    pictures that it was made with.
    """
    documents = () if made is None else made.documents
    attached = itertools.chain.from_iterable(document.attached for document in documents)
    return put(fresh.blocks, {item.digest for item in attached})


def _beside(pairs: Sequence[Pair], known: Put, facts: _Known) -> Iterator[Difference]:
    """Notes, pictures, boxes and looks that a hand put beside words; the look of a block that is
    new is no change beside that.
    """
    new = {id(pair.now) for pair in pairs if pair.was is None}
    for block, item in added([pair.now for pair in pairs if pair.now], known):
        if item.kind in LOOKS and id(block) in new:
            continue
        change = Difference(
            "toegevoegd",
            place_words(block, facts.titles),
            clause=block.clause,
            topic=block.topic,
            subjects=facts.subjects.get(block.clause, ()),
        )
        if item.kind in LOOKS:
            yield replace(change, kind="opmaak", looks=(look(item),))
        else:
            yield replace(change, now=shown(item))


def pictures_gone(found: ReadDocument, made: Bundle | None) -> tuple[Attached, ...]:
    """The annexes of the parties' own of which a hand took the picture out.

    Args:
        made: what the document was made from, when that is known.
    """
    if made is None:
        return ()
    annexes = made.document(found.provenance.document).attached
    return tuple(taken_out(found.blocks, (item for item in annexes if item.kind == "afbeelding")))


def _picture(annex: Attached) -> Difference:
    place = f"bijlage {annex.number} ({annex.title})"
    return Difference("verwijderd", place, was=shown(Beside("afbeelding", annex.description)))


def _meanwhile(
    found: ReadDocument, fresh: ReadDocument, ours: Bundle, before: Showing, facts: _Known
) -> Iterator[Difference]:
    """What the document would say otherwise when it was made now, in the numbers that its articles
    have in the file. A value of which is not known what it was is compared with what the file
    shows.
    """
    name = found.provenance.document
    after = shown_now(fresh)
    known = facts.withtitles_of(found.base, fresh.base)
    numbers = article_numbers(found.blocks)
    then, made = ([numbered(block, numbers) for block in side] for side in (found.base, fresh.base))
    yield from _changes(align(then, made), before, after, known)
    uses = _uses(made, known)
    # A question that the document carries and shows nowhere is known of its choices alone.
    for path, now in {**after.values, **_asked(values_of(ours, name))}.items():
        was = before.values.get(path)
        if was is not None and _plain(was) != _plain(now):
            yield Difference("waarde", uses.get(path, ""), was, now, path=path)


def _renumbered(pairs: Iterable[Pair]) -> Iterator[Renumbered]:
    """The articles that have another number than they had."""
    shown = Showing()
    for was, now in ((pair.was, pair.now) for pair in pairs):
        if was and now and was.kind == now.kind == "artikel" and was.place != now.place:
            yield Renumbered(shown.text(now), was.place[0], now.place[0])


def _remarks(blocks: Sequence[Block]) -> Iterator[tuple[str, Remark]]:
    titles = titles_of(blocks)
    for block in blocks:
        yield from ((place_words(block, titles), remark) for remark in block.remarks)
