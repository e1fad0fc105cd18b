"""What of a change of a block its words do not show: where it stood, what it was, and references
that are plain words now.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from dlr_docs.model.blocks import Block, NumberUse
from dlr_docs.revise.compare.aligning import Pair
from dlr_docs.revise.compare.showing import place_words


def notes(pair: Pair, titles: Mapping[tuple[str, str], str]) -> tuple[str, ...]:
    """What to tell of a block that is on both sides.

    Args:
        titles: of articles, by annex and topic.
    """
    if pair.was is None or pair.now is None:
        return ()
    return tuple(_notes(pair.was, pair.now, titles, is_moved=pair.is_moved))


def cut_off(
    heading: Pair, pairs: Sequence[Pair], titles: Mapping[tuple[str, str], str]
) -> Iterator[str]:
    """What to tell of a heading that a hand put in the middle of an article."""
    if heading.was is not None or heading.block.kind != "artikel":
        return
    after = itertools.dropwhile(lambda pair: pair is not heading, pairs)
    below = next(itertools.islice(after, 1, None), None)
    if below is not None and below.was is not None and below.block.kind == below.was.kind == "lid":
        whole = place_words(replace(below.was, kind="artikel"), titles)
        yield f"wat eronder staat, stond in {whole}"


def _notes(
    was: Block, now: Block, titles: Mapping[tuple[str, str], str], *, is_moved: bool
) -> Iterator[str]:
    if is_moved and _article(was) != _article(now):
        yield f"stond in {place_words(was, titles)}"
    elif is_moved and was.words != now.words:
        yield "ook verplaatst"
    if was.kind != now.kind:
        yield f"was {_sort(was)}, is nu {_sort(now)}"
    if _references(was) > _references(now):
        yield "een verwijzing is gewone tekst geworden"


def _sort(block: Block) -> str:
    return "gewone regel" if block.kind == "regel" else block.kind


def _article(block: Block) -> tuple[str, str]:
    return block.document, block.topic


def _references(block: Block) -> int:
    """The number of references in a block."""
    inlines = itertools.chain.from_iterable((block.inlines, *block.cells))
    return sum(isinstance(inline, NumberUse) for inline in inlines)
