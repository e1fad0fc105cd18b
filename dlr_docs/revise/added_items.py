"""What a hand added to a list or a table of values: it stands in the document as plain words."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from dlr_docs.model.blocks import Block
from dlr_docs.model.document import Text
from dlr_docs.model.values import Value
from dlr_docs.revise.changes.aligning import ENDS, Pair, align
from dlr_docs.revise.changes.showing import Showing, plain
from dlr_docs.revise.changes.values import paths_in
from dlr_docs.word.read.document import ReadDocument

_OF_LIST = re.compile(r"(.+?)\.\d+(?:\.|\Z)")
_WORD = re.compile(r"\w")


class AddedItem(Struct, frozen=True):
    """A line or row beside those of a list, which the list does not have."""

    name: str
    text: str
    block: Block


def added_items(found: ReadDocument, values: Mapping[str, Value]) -> Iterator[AddedItem]:
    """What a hand added to lists, less what they have now.

    Args:
        values: those of the choices.
    """
    pairs = [pair for pair in align(found.base, found.blocks) if pair.now]
    around: list[Pair] = []
    for is_new, group in itertools.groupby(pairs, _is_new):
        those = [*group]
        if is_new:
            behind = pairs[pairs.index(those[-1]) + 1 :][:1]
            yield from _of_list(those, (*around, *behind), values)
        around = those[-1:]


def _is_new(pair: Pair) -> bool:
    """Whether a line is new and has no values, which tell of it themselves."""
    return pair.was is None and not pair.block.shown


def _of_list(
    new: Sequence[Pair], around: Sequence[Pair], values: Mapping[str, Value]
) -> Iterator[AddedItem]:
    """Those of some new lines that are of a list that stands right before or behind them."""
    lists = {_beside(pair.block): _list_in(pair.block) for pair in reversed(around)}
    for block in (pair.block for pair in new):
        name = lists.get(_beside(block), "")
        if name and not _has(name, block, values):
            yield AddedItem(name, Showing().text(block), block)


def _beside(block: Block) -> tuple[str, str, str]:
    return block.kind, block.document, block.topic


def _list_in(block: Block) -> str:
    """The list of which a block is an item and no more; nothing when it is none."""
    found = (_OF_LIST.match(path) for path in paths_in(block))
    names = {match[1] if match else "" for match in found}
    inlines = (*block.inlines, *itertools.chain(*block.cells))
    has_words = any(isinstance(item, Text) and _WORD.search(item.text) for item in inlines)
    return names.pop() if len(names) == 1 and not has_words else ""


def _has(name: str, block: Block, values: Mapping[str, Value]) -> bool:
    """Whether a list says already what a block says."""
    said = {plain(value.text) for path, value in values.items() if path.startswith(f"{name}.")}
    cells = (Showing().text(Block("", "", inlines)) for inlines in (block.inlines, *block.cells))
    return {plain(cell).rstrip(ENDS) for cell in cells if cell.strip()} <= said
