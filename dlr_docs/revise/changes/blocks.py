"""What was done to the blocks of a document: their words, their look, and whole articles."""

from __future__ import annotations

import difflib
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from dlr_docs.model.blocks import LOOK, Block, Tracked
from dlr_docs.revise.changes.aligning import Exchanged, Pair, exchanged
from dlr_docs.revise.changes.difference import Difference, DifferenceKind, SideBySide
from dlr_docs.revise.changes.known import Known
from dlr_docs.revise.changes.noting import CITED, cut_off, divided, joined_above, notes
from dlr_docs.revise.changes.showing import (
    Segment,
    Showing,
    both_changes,
    look_changes,
    place_words,
    plain,
    word_changes,
)

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
# A plain line that reads as the heading of an article.
_HEADING = re.compile(r"\s*(?:artikel|art\.)\s+\d+\w{0,2}\b.{0,80}(?<![.;,])\s*", re.IGNORECASE)
_EVEN = "andere spatie, streepje of aanhalingsteken"


def block_changes(
    pairs: Iterable[Pair], before: Showing, after: Showing, facts: Known
) -> Iterator[Difference]:
    """The differences, in the order of the document; what was done to a whole article is one, also
    when that was to choose another variant.
    """
    pairs = [*pairs]
    variants = exchanged(pairs)
    facts = replace(facts, places=_places(pairs))
    told: set[tuple[str, str]] = set()
    for group in _grouped(pairs):
        article = group[0].block.document, group[0].block.topic
        if article in variants and any(map(variants[article].has, group)):
            if article not in told:
                told.add(article)
                yield _other_variant(article, pairs, variants[article], (before, after), facts)
            continue
        if _columns(group[0]):
            yield _other_columns(group, before, after, facts)
            continue
        if len(group) > 1:
            change = _whole_article(group, before, after, facts)
            stayed = joined_above(group[0], pairs, facts.titles)
            yield replace(change, notes=(*change.notes, *stayed))
            continue
        yield from _changes_of_one(group[0], pairs, (before, after), facts)


def _changes_of_one(
    pair: Pair, pairs: Sequence[Pair], sides: tuple[Showing, Showing], facts: Known
) -> Iterator[Difference]:
    """What was done to a single block: to its words, and to how they look."""
    change = _change(pair, *sides, facts)
    reads_the_same = bool(change.words) and all(part.state == "zelfde" for part in change.words)
    if reads_the_same and not notes(replace(pair, is_moved=False), facts.titles):
        if change.was != change.now:
            yield replace(change, kind="opmaak", words=(), looks=(_EVEN,), tracked=())
        elif pair.is_moved:  # and only the field around a value went
            yield replace(change, kind="verplaatst", words=())
    elif change.kind != "opmaak":
        cut = (*cut_off(pair, pairs, facts.titles), *joined_above(pair, pairs, facts.titles))
        parts = divided(pair, pairs, sides, facts.titles)
        yield replace(change, notes=(*change.notes, *cut, *parts))
    looks = look_changes(pair.was, pair.now, sides[1])
    if looks or change.kind == "opmaak":
        of_looks = looks_tracked(pair.now)
        yield replace(change, kind="opmaak", words=(), looks=looks, notes=(), tracked=of_looks)


def looks_tracked(block: Block | None) -> tuple[Tracked, ...]:
    """The tracked changes in a block of how words look."""
    changes = () if block is None else block.changes
    return tuple(item for item in changes if item.kind == LOOK)


def _places(
    pairs: Iterable[Pair],
) -> dict[tuple[str, str, tuple[int, ...]], tuple[int, ...]]:
    """The numbers that articles and leden have now, by those that they had."""
    return {
        (was.document, was.topic, was.place): now.place
        for was, now in ((pair.was, pair.now) for pair in pairs)
        if was and now and was.place and now.place and was.topic == now.topic
    }


def _grouped(pairs: Iterable[Pair]) -> Iterator[list[Pair]]:
    """Pairs that differ and are told together: all of an article that was taken out, put in or
    moved, and rows below each other. Where an article of a hand ends only what stands behind it
    tells.
    """
    group: list[Pair] = []
    for pair in pairs:
        if not _differs(pair):
            if group and (not group[0].block.topic or group[0].block.kind == "rij"):
                yield from _apart(group)
                group = []
            continue
        if group and (_belongs(pair, group[0]) or _is_carried(pair, group[0])):
            group.append(pair)
            continue
        if group:
            yield from _apart(group)
        group = [pair]
    if group:
        yield from _apart(group)


def _is_carried(pair: Pair, heading: Pair) -> bool:
    """Whether a block stands in an article that was moved, also when more was done to it."""
    is_line = pair.now is not None and pair.block.kind != "artikel"
    return (
        _is_moved_article(heading) and is_line and _article(pair.block) == _article(heading.block)
    )


def _is_moved_article(heading: Pair) -> bool:
    return heading.is_moved and heading.block.kind == "artikel"


def _apart(group: list[Pair]) -> Iterator[list[Pair]]:
    """A group; of an article that was moved the lines to which more was done come behind it, each
    as what else was done to it.
    """
    if not _is_moved_article(group[0]):
        yield group
        return
    jumped = {*_jumped(group)}
    more = {
        id(pair): pair if id(pair) in jumped else _in_its_place(pair)
        for pair in group[1:]
        if id(pair) in jumped or _state(pair) != "verplaatst"
    }
    yield [pair for pair in group if id(pair) not in more]
    yield from ([pair] for pair in more.values())


def _in_its_place(pair: Pair) -> Pair:
    """A line that went along with its article, as one that was not moved itself."""
    return replace(pair, is_moved=False) if _went_along(pair) else pair


def _went_along(pair: Pair) -> bool:
    """Whether a line that was moved is of the same article as it was."""
    return pair.is_moved and pair.was is not None and _article(pair.was) == _article(pair.block)


def _jumped(group: Sequence[Pair]) -> Iterator[int]:
    """The lines of an article, by identity, that were moved out of another one or within it."""
    moved = [pair for pair in group if pair.is_moved and pair.was is not None]
    yield from (id(pair) for pair in moved if not _went_along(pair))
    yield from map(id, _out_of_order([pair for pair in moved if _went_along(pair)]))


def _out_of_order(lines: Sequence[Pair]) -> Iterator[Pair]:
    """The lines that do not stand behind each other as they did."""
    then = [pair.was.place for pair in lines if pair.was]
    matcher = difflib.SequenceMatcher(None, sorted(then), then, autojunk=False)
    for what, _, _, start, end in matcher.get_opcodes():
        yield from lines[start:end] if what == "insert" else ()


def _belongs(pair: Pair, heading: Pair) -> bool:
    """Whether the same was done to a block as to the heading of its article, or to the row above
    it; also of an article that was pasted as plain lines.
    """
    state, one, two = _state(heading), heading.block, pair.block
    if _columns(heading) or _columns(pair):
        return (_columns(heading), _table(one)) == (_columns(pair), _table(two))
    if not state or _state(pair) != state:
        return False
    if one.kind == "rij":
        return two.kind == "rij" and state != "verplaatst" and _article(one) == _article(two)
    is_other = two.kind == "artikel" or _article(one) != _article(two)
    return (one.kind == "artikel" or _is_pasted(heading)) and not is_other


def _columns(pair: Pair) -> int:
    """How many cells a row has more than it had; less when below zero."""
    if pair.was is None or pair.now is None or pair.is_moved:
        return 0
    return len(pair.now.cells) - len(pair.was.cells)


def _table(row: Block) -> tuple[tuple[str, str], str, int]:
    return _article(row), row.under, row.table


def _other_columns(
    rows: Sequence[Pair], before: Showing, after: Showing, facts: Known
) -> Difference:
    """All of a table that got or lost cells, with the words of the rows that say something else."""
    changes = [_change(pair, before, after, facts) for pair in rows]
    words = [change.words for change in changes if change.kind == "gewijzigd"]
    apart = itertools.chain.from_iterable((Segment("zelfde", "\n"), *line) for line in words)
    told = _columns_in_words(_columns(rows[0]), *_CELLS[len(rows) > 1])
    made = replace(
        changes[0],
        was="\n".join(change.was for change in changes),
        now="\n".join(change.now for change in changes),
        tracked=tuple(_of_each_hand(change.tracked for change in changes)),
    )
    if not words:
        return replace(made, kind="opmaak", looks=(told,))
    return replace(made, kind="gewijzigd", words=tuple(apart)[1:], notes=(*changes[0].notes, told))


_CELLS = (("cel", "cellen"), ("kolom", "kolommen"))  # of a row, and of a table


def _columns_in_words(number: int, one: str, more: str) -> str:
    many = f"een {one}" if abs(number) == 1 else f"{abs(number)} {more}"
    return f"{many} {'erbij' if number > 0 else 'minder'}"


def _is_pasted(pair: Pair) -> bool:
    """Whether a block is the heading of an article that a hand pasted, its number typed."""
    new = pair.now if pair.was is None else None
    return new is not None and new.kind == "regel" and bool(_HEADING.fullmatch(new.words))


def _article(block: Block) -> tuple[str, str]:
    return block.document, block.topic


def side_by_side(
    pairs: Iterable[Pair], before: Showing, after: Showing, facts: Known
) -> Iterator[SideBySide]:
    """Both texts side by side."""
    pairs = [*pairs]
    facts = replace(facts, places=_places(pairs))
    for pair in pairs:
        words = both_changes(pair.was, pair.now, before, after)
        was = tuple(segment for segment in words if segment.state != "wordt")
        now = tuple(segment for segment in words if segment.state != "was")
        of_value = "waarde" if was != now else ""
        state = (_state(pair) or _kind(pair)) if _differs(pair) else of_value
        yield SideBySide(_where(pair, facts), pair.block.kind, was, now, state)


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
    pairs: Sequence[Pair], before: Showing, after: Showing, facts: Known
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
        tracked=tuple(_of_each_hand(_tracked(pair, (before, after), facts) for pair in pairs)),
    )


def _tracked(pair: Pair, sides: tuple[Showing, Showing], facts: Known) -> tuple[Tracked, ...]:
    """The tracked changes in a block; of one that is gone those that took it out, whichever values
    it showed then.
    """
    if pair.now is not None:
        return tuple(item for item in pair.now.changes if item.kind != LOOK)
    said = (plain(shown.text(pair.was)) for shown in sides)
    return next((facts.gone[text] for text in said if text in facts.gone), ())


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
    facts: Known,
) -> Difference:
    """All of an article that is of another variant, less the lines that both have."""
    before, after = sides
    pairs = [*pairs]
    lines = [
        pair
        for pair in pairs
        if _article(pair.block) == article and variants.has(pair) and _differs(pair)
    ]
    heading = _whole_article(lines, before, after, facts)
    now = (pair.now for pair in pairs if pair.now and _article(pair.now) == article)
    block = replace(next(now, lines[0].block), kind="artikel")
    return replace(
        heading,
        kind="gewijzigd",
        place=place_words(block, facts.titles),
        words=(),
        clause=", ".join(sorted(variants.was)),
        instead=", ".join(sorted(filter(None, variants.now))),
        tracked=(),
    )


def _change(pair: Pair, before: Showing, after: Showing, facts: Known) -> Difference:
    """One block that differs."""
    block = pair.block
    clause = _clause(pair)
    words = word_changes(pair.was, pair.now, before, after)
    state = _state(pair)
    kind = _KINDS[state] if state else _kind(pair)
    was, now = before.text(pair.was), after.text(pair.now)
    # What fills a table is of parties, and in what is new no number is another.
    is_law = block.kind != "rij" and pair.was is not None and touches_number(words)
    return Difference(
        kind,
        _where(pair, facts),
        was,
        now,
        words if kind == "gewijzigd" else (),
        clause,
        block.topic,
        subjects=facts.subjects.get(clause, ()),
        laws=facts.laws.get(clause, ()) if is_law else (),
        notes=notes(pair, facts.titles),
        tracked=_tracked(pair, (before, after), facts),
    )


def _where(pair: Pair, facts: Known) -> str:
    """Where a block stands; one that is gone where that is now."""
    return place_words(pair.now, facts.titles) if pair.now else facts.where(pair.block)


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
