"""What a hand put beside words: notes, pictures, boxes, and words with another look."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from dlr_docs.model.blocks import Beside, Block
from dlr_docs.model.document import Attached
from dlr_docs.word.read.beside import LOOKS


class Put(Counter[tuple[str, str]]):
    """What is beside the words of a document that nobody touched, by kind and what tells it."""

    def take(self, block: Block, item: Beside) -> bool:
        """Whether it has this; once for each time that it has it. Words may be part of words with
        the same look: programs cut them in pieces.
        """
        key = _key(block, item)
        if self[key] > 0:
            self[key] -= 1
            return True
        return (
            bool(item.text)
            and item.kind in LOOKS
            and any(kind == item.kind and item.text in text for kind, text in self)
        )


def put(blocks: Iterable[Block], pictures: Collection[str] = ()) -> Put:
    """All of it in some blocks.

    Args:
        pictures: digests of others that belong to the document.
    """
    found = ((_key(block, item) for item in block.beside) for block in blocks)
    return Put(
        [*itertools.chain.from_iterable(found), *(("afbeelding", digest) for digest in pictures)]
    )


def added(blocks: Sequence[Block], known: Put) -> Iterator[tuple[Block, Beside]]:
    """What is in some blocks and not in what is known, with where it stands."""
    for block in blocks:
        yield from ((block, item) for item in block.beside if not known.take(block, item))


def taken_out(blocks: Iterable[Block], annexes: Iterable[Attached]) -> Iterator[Attached]:
    """The annexes with a picture that stands in none of some blocks."""
    items = itertools.chain.from_iterable(block.beside for block in blocks)
    found = {item.key for item in items}
    yield from (annex for annex in annexes if annex.digest not in found)


def shown(item: Beside) -> str:
    """A note, picture or box in words."""
    return f"[{item.kind}] {item.text}".rstrip()


def look(item: Beside) -> str:
    """Words with a look, in words."""
    return f"{item.kind}: '{item.text}'" if item.text else item.kind


def _key(block: Block, item: Beside) -> tuple[str, str]:
    """What tells it from others; of what says nothing where it stands does."""
    where = " ".join((block.document, block.topic, block.style))
    return item.kind, item.key or item.text or where
