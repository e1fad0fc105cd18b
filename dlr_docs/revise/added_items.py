"""What a hand added to a list or a table of values, of lines, of rows or in a sentence: it stands
in the document as plain words.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from dlr_docs.model.blocks import Block, BlockInline, BlockInlines
from dlr_docs.model.document import Text, ValueUse
from dlr_docs.model.values import Value
from dlr_docs.revise.changes.aligning import ENDS, Pair, align
from dlr_docs.revise.changes.showing import Showing, plain
from dlr_docs.revise.changes.values import paths_in
from dlr_docs.word.read.document import ReadDocument

_OF_LIST = re.compile(r"(.+?)\.\d+(?:\.|\Z)")
_WORD = re.compile(r"\w")
_ITEM = re.compile(r"(.+)\.\d+\Z")
_JOINS = r"(?:\s*(?:[,;]|\b(?:en|of)\b)\s*)++"  # items of a list in a sentence
_JOINED = re.compile(rf"{_JOINS}(.*?){_JOINS}", re.DOTALL)
_SIGN = "\ue000"  # stands for a value or a number; no text of ours holds it
_NEAR = 12  # characters around a list that tell where it begins and ends


class AddedItem(Struct, frozen=True):
    """A line or row beside those of a list, or words in a list in a sentence, which the list does
    not have.
    """

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
    for was, now in ((pair.was, pair.now) for pair in pairs):
        if was is not None and now is not None and not _list_in(was):
            yield from _in_sentences(was, now, values)


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
    cells = (Showing().text(Block("", "", inlines)) for inlines in (block.inlines, *block.cells))
    said = _said(name, values)
    return {plain(cell).rstrip(ENDS) for cell in cells if cell.strip()} <= said


def _said(name: str, values: Mapping[str, Value]) -> set[str]:
    return {plain(value.text) for path, value in values.items() if path.startswith(f"{name}.")}


def _in_sentences(was: Block, now: Block, values: Mapping[str, Value]) -> Iterator[AddedItem]:
    """What a hand added to the lists in a line, or in the cells of a row."""
    both = zip((was.inlines, *was.cells), (now.inlines, *now.cells), strict=False)
    for then, inlines in ((then, inlines) for then, inlines in both if then != inlines):
        for name in dict.fromkeys(filter(None, map(_list_of, then))):
            listed = _between(_marked(inlines), *_outside(name, then))
            for text in _own_words(listed, _said(name, values)):
                yield AddedItem(name, text, now)


def _outside(name: str, inlines: BlockInlines) -> tuple[str, str]:
    """What stands before and behind a list in a line."""
    places = [at for at, item in enumerate(inlines) if _list_of(item) == name]
    return _marked(inlines[: places[0]]), _marked(inlines[places[-1] + 1 :])


def _list_of(inline: BlockInline) -> str:
    """The list that a value is an item of; nothing for another, and for a column of a row."""
    found = _ITEM.match(inline.path) if isinstance(inline, ValueUse) else None
    return found[1] if found else ""


def _marked(inlines: BlockInlines) -> str:
    return "".join(item.text if isinstance(item, Text) else _SIGN for item in inlines)


def _between(text: str, before: str, after: str) -> str:
    """What stands in a line between words of then; nothing where these are no longer there."""
    near = before[-_NEAR:], after[:_NEAR]
    start = text.find(near[0]) + len(near[0])
    end = text.find(near[1], start) if after else len(text)
    return text[start:end] if near[0] in text and end >= start else ""


def _own_words(text: str, said: Iterable[str]) -> Iterator[str]:
    """The items in a list that are plain words, and none that it has; words beside one in its item
    are none.
    """
    known = "|".join(map(re.escape, sorted(filter(None, said), key=len, reverse=True)))
    text = plain(text)
    marked = re.sub(rf"(?<!\w)(?:{known})(?!\w)", _SIGN, text) if known else text
    for words in f",{marked},".split(_SIGN):
        item = _JOINED.fullmatch(words)
        if item and _WORD.search(item[1]):
            yield item[1]
