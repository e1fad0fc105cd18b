"""Which block of one document stands for which of another: same, changed, moved, or in one only."""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.model.blocks import Block

# Below this share of common words a block was not changed, but taken out and another put in.
_SAME_BLOCK = 0.5
_MOVED_BLOCK = 0.8
_SHORT = 4  # different words; a block of fewer is only moved when it says what it said
_LONG = 5000  # blocks together; of more, those that are there again and again are not compared
_MOST_TRIED = 400_000  # pairs in one gap; an agreement of ours has a few hundred blocks

# What ends an item of a list, or a sentence. An item that is only a value is no other one because
# another became the last.
ENDS = ".,;:"

# Lines of which a document has one of a style: another text is the same line, changed.
_ONLY = ("titel", "koptekst", "voettekst")
_NUMBERED = ("lid", "onderdeel", "subonderdeel")
_LINES = ("lid", "onderdeel", "subonderdeel", "alinea", "vervolg", "opsomming", "regel")


class Pair(Struct, frozen=True):
    """A block as it was and as it is now; one of them is None when it is in one document only.
    ``is_moved`` says that it stands elsewhere among its neighbours.
    """

    was: Block | None
    now: Block | None
    is_moved: bool = False

    @property
    def block(self) -> Block:
        """The block as it is now, or as it was when it is gone."""
        block = self.now or self.was
        if block is None:
            raise ValueError("a pair has a block")
        return block


class Exchanged(Struct, frozen=True):
    """The clauses that an article no longer has, and those that stand in their place."""

    was: frozenset[str]
    now: frozenset[str]

    def has(self, pair: Pair) -> bool:
        """Whether a line of the article is of one of these clauses."""
        was, now = pair.was, pair.now
        return bool((was and was.clause in self.was) or (now and now.clause in self.now))


class _Gist(Struct, frozen=True):
    """What is compared of a block. The heading of an article is known by its topic and that of an
    annex by its name, whatever they say, and the title of a document by its style.
    """

    sort: str
    words: frozenset[str]
    topic: str

    @classmethod
    def of(cls, block: Block) -> _Gist:
        words = (word.rstrip(ENDS) or word for word in block.words.casefold().split())
        return cls(_sort(block), frozenset(filter(None, words)), _known_by(block))

    def likeness(self, other: _Gist, least: float = _SAME_BLOCK) -> float:
        """The share of words in common (Dice); 0 when it is too little to be one block."""
        if self.sort != other.sort:
            return 0.0
        common = 2 * len(self.words & other.words) / ((len(self.words) + len(other.words)) or 1)
        if common >= least:
            return common
        return least if self.topic and self.topic == other.topic else 0.0


def _known_by(block: Block) -> str:
    if block.kind == "artikel":
        return block.topic
    if block.kind == "bijlage":
        return block.document
    return block.style if block.kind in _ONLY else ""


def align(was: Sequence[Block], now: Sequence[Block]) -> tuple[Pair, ...]:
    """Pair the blocks of two documents, in the order of the second; what is gone stands where it
    stood.

    Every block of both is in exactly one pair.
    """
    pairs = [*_with_moves([*_in_order(was, now)])]
    return tuple(_with_retyped(pairs))


def _with_retyped(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """Pairs in which a line that is gone and the only other one that stands in its place are one
    line, typed anew.
    """
    alone = [pair.was is None or pair.now is None for pair in pairs]
    for is_single, group in itertools.groupby(
        zip(alone, pairs, strict=True), key=lambda item: item[0]
    ):
        run = [pair for _, pair in group]
        if is_single and len(run) == 2 and _is_retyped(*run):
            yield Pair(run[0].was or run[1].was, run[0].now or run[1].now)
        else:
            yield from run


def _is_retyped(one: Pair, other: Pair) -> bool:
    was, now = one.was or other.was, one.now or other.now
    if was is None or now is None or was.kind not in _NUMBERED:
        return False
    return (was.kind, was.document, was.topic) == (now.kind, now.document, now.topic)


def with_turned(pairs: Sequence[Pair]) -> tuple[Pair, ...]:
    """Pairs in which a heading of an article that became a line, or a line that became one, is one
    block when it says what it said. An update keeps them apart: an article comes or goes.
    """
    turned = dict(_turned(pairs))
    taken = {id(was) for was in turned.values()}
    return tuple(
        replace(pair, was=turned.get(id(pair.now), pair.was))
        for pair in pairs
        if pair.now or id(pair.was) not in taken
    )


def _turned(pairs: Sequence[Pair]) -> Iterator[tuple[int, Block]]:
    """Blocks that are there now, by identity, with the heading or the line that they were."""
    gone = _only(pair.was for pair in pairs if not pair.now)
    waiting = {(block.words, block.document, block.kind == "artikel"): block for block in gone}
    for block in _added(pairs):
        was = waiting.pop((block.words, block.document, block.kind != "artikel"), None)
        if was is not None and block.words and {was.kind, block.kind} <= {*_LINES, "artikel"}:
            yield id(block), was


def with_copies(
    pairs: Sequence[Pair], was_said: Callable[[Block], str], now_says: Callable[[Block], str]
) -> tuple[Pair, ...]:
    """Pairs in which, of a line that a hand copied and typed over, the one that says what it said
    is the line of then, and the other one is new: both have the same values.

    Args:
        was_said: what a block said, with the values of then.
        now_says: what one says now, with those that it shows.
    """
    there = {_kept_words(pair): pair for pair in pairs if pair.was and pair.now}
    then: dict[int, Block | None] = {}
    for copy in filter(_may_be_copy, pairs):
        pair = there.pop(_kept_words(copy), None)
        said = was_said(pair.was) if pair and pair.was else ""
        if pair and now_says(pair.block) != said == now_says(copy.block):
            then |= {id(pair.block): None, id(copy.block): pair.was}
    return tuple(
        Pair(then[id(pair.block)], pair.now) if id(pair.block) in then else pair for pair in pairs
    )


def _may_be_copy(pair: Pair) -> bool:
    """Whether a line is new and has values."""
    return pair.was is None and bool(pair.block.shown)


def _kept_words(pair: Pair) -> tuple[str, str]:
    return pair.block.kind, pair.block.words


def exchanged(pairs: Iterable[Pair]) -> dict[tuple[str, str], Exchanged]:
    """The articles, by annex and topic, that have another variant and mostly say something else.

    Args:
        pairs: of what a document said when it was made and of what would be made now.
    """
    lines: dict[tuple[str, str], list[Pair]] = {}
    for pair in pairs:
        if pair.block.topic and pair.block.kind != "artikel" and not _is_in_another(pair):
            lines.setdefault((pair.block.document, pair.block.topic), []).append(pair)
    found = {article: _exchanged(those) for article, those in lines.items()}
    return {article: item for article, item in found.items() if item.was and item.now}


def _is_in_another(pair: Pair) -> bool:
    """Whether a line stands in another article than it did: a hand put it there."""
    was, now = pair.was, pair.now
    if was is None or now is None:
        return False
    return (was.document, was.topic) != (now.document, now.topic)


def _exchanged(pairs: Sequence[Pair]) -> Exchanged:
    was = frozenset(pair.was.clause for pair in pairs if pair.was)
    now = frozenset(pair.now.clause for pair in pairs if pair.now)
    found = Exchanged(was - now, now - was)
    same = [bool(pair.was and pair.now and _key(pair.was) == _key(pair.now)) for pair in pairs]
    of_it = [one for pair, one in zip(pairs, same, strict=True) if found.has(pair)]
    return found if 2 * sum(of_it) < len(of_it) else Exchanged(frozenset(), frozenset())


def _in_order(was: Sequence[Block], now: Sequence[Block]) -> Iterator[Pair]:
    is_long = len(was) + len(now) > _LONG
    keys = [_standing(block) for block in was], [_standing(block) for block in now]
    matcher = difflib.SequenceMatcher(None, *keys, autojunk=is_long)
    for what, start, end, other, other_end in matcher.get_opcodes():
        if what == "equal":
            yield from map(Pair, was[start:end], now[other:other_end])
        else:
            yield from _gap(was[start:end], now[other:other_end])


def _standing(block: Block) -> tuple[tuple[str, str, str], bool]:
    """What makes two blocks one that stayed where it stood. One that somebody moved with changes
    tracked did not: of two that changed places it is that one which was moved.
    """
    return _key(block), any(item.kind == "moveTo" for item in block.changes)


def _key(block: Block) -> tuple[str, str, str]:
    """What makes two blocks one: their kind, their words and the annex they stand in."""
    return block.kind, block.words, block.document


def _gap(was: Sequence[Block], now: Sequence[Block]) -> Iterator[Pair]:
    """Pairs of what differs between two places that are the same: those with the most words in
    common, without crossing.
    """
    if not was or not now or len(was) * len(now) > _MOST_TRIED:
        yield from (Pair(block, None) for block in was)
        yield from (Pair(None, block) for block in now)
        return
    at = other = 0
    for start, end in _best(was, now):
        yield from (Pair(block, None) for block in was[at:start])
        yield from (Pair(None, block) for block in now[other:end])
        yield Pair(was[start], now[end])
        at, other = start + 1, end + 1
    yield from (Pair(block, None) for block in was[at:])
    yield from (Pair(None, block) for block in now[other:])


def _best(was: Sequence[Block], now: Sequence[Block]) -> list[tuple[int, int]]:
    """The pairs of indices that together have most in common, without crossing."""
    facts = [_Gist.of(block) for block in was], [_Gist.of(block) for block in now]
    likeness = [[one.likeness(two) for two in facts[1]] for one in facts[0]]
    best = [[0.0] * (len(now) + 1) for _ in range(len(was) + 1)]
    for start, end in _backwards(len(was), len(now)):
        paired = likeness[start][end] and likeness[start][end] + best[start + 1][end + 1]
        best[start][end] = max(paired, best[start + 1][end], best[start][end + 1])
    return list(_path(likeness, best))


def _backwards(rows: int, columns: int) -> Iterator[tuple[int, int]]:
    return itertools.product(range(rows - 1, -1, -1), range(columns - 1, -1, -1))


def _path(likeness: list[list[float]], best: list[list[float]]) -> Iterator[tuple[int, int]]:
    start = end = 0
    while start < len(likeness) and end < len(likeness[0]):
        if best[start][end] == best[start + 1][end]:
            start += 1
        elif best[start][end] == best[start][end + 1]:
            end += 1
        else:
            yield start, end
            start, end = start + 1, end + 1


def _sort(block: Block) -> str:
    """A lid may become an onderdeel or a plain line; a row, a party or a heading stays what it
    is.
    """
    return "" if block.kind in _LINES else block.kind


def _with_moves(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """Pairs in which a block that is gone here and is there elsewhere was moved."""
    moved = dict(_moves(_only(pair.was for pair in pairs if not pair.now), _added(pairs)))
    taken = {id(block) for block in moved.values()}
    for pair in pairs:
        if pair.was is None and id(pair.now) in moved:
            yield replace(pair, was=moved[id(pair.now)], is_moved=True)
        elif pair.now or id(pair.was) not in taken:
            yield pair


def _added(pairs: Iterable[Pair]) -> list[Block]:
    return _only(pair.now for pair in pairs if not pair.was)


def _only(blocks: Iterable[Block | None]) -> list[Block]:
    return [block for block in blocks if block]


def _moves(gone: Iterable[Block], added: Sequence[Block]) -> Iterator[tuple[int, Block]]:
    """Blocks that are there now, by identity, with what they were elsewhere."""
    waiting: dict[tuple[str, str], list[Block]] = {}
    for block in gone:
        waiting.setdefault((_sort(block), block.words), []).append(block)
    rest: list[Block] = []
    for block in added:
        same = waiting.get((_sort(block), block.words))
        if same:
            yield id(block), same.pop(0)
        else:
            rest.append(block)
    left = [*itertools.chain.from_iterable(waiting.values())]
    yield from _alike(left, rest)


def _alike(gone: Sequence[Block], added: Sequence[Block]) -> Iterator[tuple[int, Block]]:
    """Blocks that were moved and changed a little."""
    if len(gone) * len(added) > _MOST_TRIED:
        return
    left = {index: _Gist.of(block) for index, block in enumerate(gone)}
    for block in added:
        facts = _Gist.of(block)
        scores = {index: facts.likeness(other, _MOVED_BLOCK) for index, other in left.items()}
        index = max(scores, key=lambda item: scores[item], default=None)
        if index is None or not scores[index]:
            continue
        if len(facts.words) >= _SHORT or (facts.topic and facts.topic == left[index].topic):
            del left[index]
            yield id(block), gone[index]
