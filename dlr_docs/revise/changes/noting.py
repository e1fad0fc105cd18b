"""What of a change of a block its words do not show: where it stood, what it was, what it was cut
from or went into, and references that are plain words now.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from dlr_docs.model.blocks import Block, NumberUse
from dlr_docs.model.document import Text
from dlr_docs.revise.changes.aligning import Pair
from dlr_docs.revise.changes.difference import Difference
from dlr_docs.revise.changes.known import titles_of
from dlr_docs.revise.changes.showing import Showing, even, place_words, plain, step_words

# What plain words name by its number: an article, also of a law, or a part of one, or an annex.
CITED = (
    r"(?:(?<!\w)(?:art\.|nr\.|artikel(?:en)?|lid|leden|onderdelen|onderdeel|sub|bijlagen?|addend(?:um|a)"
    r"|hoofdstuk|nummer)\s+|§\s*)\w[\w.:]*"
)
_CITED = re.compile(CITED, re.IGNORECASE)
# An article of a law, up to the name of that law.
_LAW = re.compile(
    r"(?<!\w)(?:art\.|artikel(?:en)?)\s+\d[^;()]{0,80}?"
    r"\b(?:WVO|WEB|WMS|WOR|BW|AVG|Awb|\w*wet|\w*besluit|\w*verordening|wetboek)\b",
    re.IGNORECASE,
)
# What is told of a reference in which somebody typed another number.
RETYPED = (
    "getypt in een verwijzing; die krijgt haar eigen nummer terug als velden worden bijgewerkt"
)
_ENOUGH = 3  # words; fewer stand in another lid by chance


def notes(pair: Pair, titles: Mapping[tuple[str, str], str]) -> tuple[str, ...]:
    """What to tell of a block that is on both sides.

    Args:
        titles: of articles, by annex and topic.
    """
    if pair.was is None or pair.now is None:
        return ()
    law = "let op, een verwijzing naar de wet is anders"
    of_law = (law,) if _laws(pair.was) != _laws(pair.now) else ()
    return (*_notes(pair.was, pair.now, titles, is_moved=pair.is_moved), *of_law)


def other_numbers(
    blocks: Sequence[Block], numbers: Mapping[tuple[str, str], int]
) -> Iterator[tuple[str, int]]:
    """The articles that have another number in a document that is made of this one, each as it is
    called here.

    Args:
        numbers: those of the articles there, by annex and topic.
    """
    titles = titles_of(blocks)
    for block in blocks:
        number = numbers.get((block.document, block.topic))
        if block.kind == "artikel" and number is not None and (number,) != block.place:
            yield place_words(block, titles), number


def with_new_number(change: Difference, numbers: Mapping[str, int]) -> Difference:
    """A change that is told by the numbers of the document that came back, with the number of its
    article in the new one where that is another.
    """
    for article, number in numbers.items():
        if change.place == article or change.place.startswith(f"{article}, "):
            note = f"in het nieuwe document artikel {number}"
            return replace(change, notes=(*change.notes, note))
    return change


def cut_off(
    heading: Pair, pairs: Sequence[Pair], titles: Mapping[tuple[str, str], str]
) -> Iterator[str]:
    """What to tell of a heading that a hand put in the middle of an article, or made of a line."""
    was = heading.was
    if (was is not None and was.kind == "artikel") or heading.block.kind != "artikel":
        return
    after = itertools.dropwhile(lambda pair: pair is not heading, pairs)
    below = next(itertools.islice(after, 1, None), None)
    if below is not None and below.was is not None and below.block.kind == below.was.kind == "lid":
        whole = place_words(replace(below.was, kind="artikel"), titles)
        yield f"wat eronder staat, stond in {whole}"


def joined_above(
    heading: Pair, pairs: Sequence[Pair], titles: Mapping[tuple[str, str], str]
) -> Iterator[str]:
    """What to tell of a heading that is gone while lines below it stayed: these stand in the
    article above now.
    """
    was = heading.was
    if was is None or was.kind != "artikel" or heading.now is not None:
        return
    under = [pair for pair in pairs if pair.was and _article(pair.was) == _article(was)]
    stayed = [*_stayed(under)]
    above = _heading_over(stayed[0][1], pairs) if stayed else None
    if above is None:
        return
    if len(stayed) == len(under) - 1:
        yield f"wat eronder stond, staat nu in {place_words(above, titles)}"
    elif len(stayed) > 1:
        yield f"wat ervan over is, staat nu in {place_words(above, titles)}"
    else:
        then, now = stayed[0]
        where = place_words(replace(now, topic=above.topic), titles)
        yield f"{step_words(then)} staat nu in {where}"


def _stayed(pairs: Iterable[Pair]) -> Iterator[tuple[Block, Block]]:
    """The lines that are there still; of one that was moved that is told already."""
    for pair in pairs:
        if pair.was and pair.now and not pair.is_moved:
            yield pair.was, pair.now


def _heading_over(block: Block, pairs: Sequence[Pair]) -> Block | None:
    """The heading of the article that a block stands in now, whichever it was made in."""
    headings = (pair.now for pair in pairs if pair.now and pair.now.kind == "artikel")
    where = block.document, block.place[:1]
    return next((item for item in headings if (item.document, item.place) == where), None)


def divided(
    pair: Pair,
    pairs: Sequence[Pair],
    sides: tuple[Showing, Showing],
    titles: Mapping[tuple[str, str], str],
) -> Iterator[str]:
    """What to tell of a lid that was cut from another, or that went into another.

    Args:
        pair: a block that is on one side only.
        pairs: all pairs, in order.
        sides: what marks stand for before and after.
        titles: of articles, by annex and topic.
    """
    if (pair.was is None) == (pair.now is None):
        return
    before, after = sides
    said = plain(before.text(pair.was) or after.text(pair.now))
    if len(said.split()) < _ENOUGH or pair.block.kind == "artikel":
        return
    for was, now in _changed_near(pair, pairs):
        texts = plain(before.text(was)), plain(after.text(now))
        is_in = said in texts[0], said in texts[1]
        if pair.was is None and is_in == (True, False):
            yield f"afgesplitst van {place_words(now, titles)}"
            return
        if pair.now is None and is_in == (False, True):
            yield f"staat nu in {place_words(now, titles)}"
            return


def _changed_near(pair: Pair, pairs: Sequence[Pair]) -> Iterator[tuple[Block, Block]]:
    """The blocks of which words changed, the nearest first: a lid that was cut mostly stands beside
    what it was cut from.
    """
    at = next(index for index, other in enumerate(pairs) if other is pair)
    for other in sorted(range(len(pairs)), key=lambda index: abs(index - at)):
        was, now = pairs[other].was, pairs[other].now
        if was and now and was.words != now.words:
            yield was, now


def _notes(
    was: Block, now: Block, titles: Mapping[tuple[str, str], str], *, is_moved: bool
) -> Iterator[str]:
    if is_moved:
        yield from _stood(was, now, titles)
    if was.kind != now.kind:
        yield f"was {_sort_then(was, now, titles)}, is nu {_sort(now)}"
    if _references(was) > _references(now) and _cited(now) > _cited(was):
        yield "een verwijzing is gewone tekst geworden"


def _stood(was: Block, now: Block, titles: Mapping[tuple[str, str], str]) -> Iterator[str]:
    """Where a block stood that was moved. A row has the number of the lid before its table, which
    may have come or gone, and none of its own.
    """
    if _article(was) != _article(now):
        yield f"stond in {place_words(was, titles)}"
    elif was.kind == now.kind == "rij" and was.table != now.table:
        yield f"stond in tabel {was.table or 1}"
    elif was.place != now.place and was.kind not in ("artikel", "rij"):
        yield f"stond in {step_words(was)}"
    elif was.words != now.words:
        yield "ook verplaatst"


def _sort_then(was: Block, now: Block, titles: Mapping[tuple[str, str], str]) -> str:
    """What a block was; of a heading that came or went also where."""
    return place_words(was, titles) if "artikel" in (was.kind, now.kind) else _sort(was)


def _sort(block: Block) -> str:
    return "gewone regel" if block.kind == "regel" else block.kind


def _article(block: Block) -> tuple[str, str]:
    return block.document, block.topic


def _cited(block: Block) -> int:
    """How often plain words of a block name something by its number."""
    inlines = itertools.chain.from_iterable((block.inlines, *block.cells))
    return sum(len(_CITED.findall(item.text)) for item in inlines if isinstance(item, Text))


def _laws(block: Block) -> list[str]:
    """The articles of laws that a block names."""
    return [even(" ".join(item.split())).casefold() for item in _LAW.findall(block.words)]


def _references(block: Block) -> int:
    """The number of references in a block."""
    inlines = itertools.chain.from_iterable((block.inlines, *block.cells))
    return sum(isinstance(inline, NumberUse) for inline in inlines)
