"""Values that a hand divided: part of one typed or left beside its control, or its control cut in
two. In the file they are made one again, so that they read as a person reads them.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.model.blocks import Block, BlockInline
from dlr_docs.model.document import Text, ValueUse
from dlr_docs.model.values import Value
from dlr_docs.revise.changes.showing import plain
from dlr_docs.word.merge.package import Merging
from dlr_docs.word.package.opening import package_of
from dlr_docs.word.package.reading.text import text_of
from dlr_docs.word.package.relations import is_on_pages
from dlr_docs.word.package.xml import W
from dlr_docs.word.read.controls import path_of
from dlr_docs.word.read.document import ReadDocument, read_document

_W = f"{{{W}}}"
_RUN, _TEXT, _PROPERTIES = f"{_W}r", f"{_W}t", f"{_W}rPr"
_CONTENT = f"{_W}sdtContent"
# What programs leave between runs.
_BETWEEN = (f"{_W}proofErr", f"{_W}bookmarkStart", f"{_W}bookmarkEnd")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NEAR = 12  # characters of the words around a value that tell where they begin and end


class _Around(Struct, frozen=True):
    """The words before and behind a value in a line as it was made."""

    before: str
    after: str


def may_be_divided(found: ReadDocument) -> bool:
    """Whether a line with a value says something else than when the document was made: a first
    look, since nearly all values are whole.
    """
    said = {(block.inlines, block.cells) for block in found.base}
    return any(block.shown and (block.inlines, block.cells) not in said for block in found.blocks)


def with_whole_values(found: ReadDocument, then: Mapping[str, Value]) -> ReadDocument:
    """A document in which values are whole: where what stands beside a control is the rest of what
    it held, or stands in the place of a value that is empty.

    Args:
        found: the document as it was read.
        then: the values that it was made with, as far as that is known.
    """
    if not may_be_divided(found):
        return found
    merging = Merging(package_of(found.data, "document"))
    around = dict(_around(found.base))
    for part in [*filter(is_on_pages, merging.roots)]:
        for control in [*merging.roots[part].iter(f"{_W}sdt")]:
            if control.getparent() is not None and _mended(control, then, around):
                merging.touch(part)
    if not merging.changed:
        return found
    return replace(read_document(merging.data()), renumbered=found.renumbered)


def _around(base: Iterable[Block]) -> Iterator[tuple[str, list[_Around]]]:
    found: dict[str, list[_Around]] = {}
    for block in base:
        for inlines in (block.inlines, *block.cells):
            for before, inline, after in _triples(inlines):
                if isinstance(inline, ValueUse):
                    found.setdefault(inline.path, []).append(_Around(_words(before), _words(after)))
    yield from found.items()


def _triples(
    inlines: tuple[BlockInline, ...],
) -> Iterator[tuple[BlockInline | None, BlockInline | None, BlockInline | None]]:
    padded = (None, *inlines, None)
    return zip(padded, padded[1:], padded[2:], strict=False)


def _words(inline: BlockInline | None) -> str:
    return inline.text if isinstance(inline, Text) else ""


def _mended(control: Any, then: Mapping[str, Value], around: Mapping[str, list[_Around]]) -> bool:
    """Make the value in a control whole; whether it was not."""
    path = path_of(control)
    content = control.find(_CONTENT)
    if not path or content is None or not _is_plain(content):
        return False
    is_joined = _joined(control, path)
    value = then.get(path)
    if value is None or value.is_open or value.kind == "ja_nee":
        return is_joined
    return _taken_in(control, value.text, around.get(path, ())) or is_joined


def _taken_in(control: Any, was: str, places: Iterable[_Around]) -> bool:
    """Put the rest of a value that stands beside its control into it; whether there was any."""
    content = control.find(_CONTENT)
    shown = text_of(content)
    if plain(shown) == plain(was):
        return False
    before, after = _beside(control, forwards=False), _beside(control, forwards=True)
    for place in places:
        left, right = _outside(before.text, after.text, place)
        if _is_rest(left, shown, right, was):
            before.drop(len(left), at_end=True)
            after.drop(len(right), at_end=False)
            _fill(content, left + shown + right)
            return True
    return False


def _is_plain(content: Any) -> bool:
    """Whether there are only runs in a control: no tracked changes, fields or paragraphs."""
    return all(child.tag in (_RUN, *_BETWEEN) for child in content)


def _joined(control: Any, path: str) -> bool:
    """Put what stands in the next control of the same value into this one."""
    others = itertools.dropwhile(lambda item: item.tag in _BETWEEN, control.itersiblings())
    other = next(others, None)
    if other is None or other.tag != control.tag or path_of(other) != path:
        return False
    content = other.find(_CONTENT)
    if content is None or not _is_plain(content):
        return False
    control.find(_CONTENT).extend([*content])
    other.getparent().remove(other)
    return True


class _Beside(Struct, frozen=True):
    """The runs of plain words right before or behind a control, in the order of reading."""

    texts: tuple[Any, ...]

    @property
    def text(self) -> str:
        return "".join(item.text or "" for item in self.texts)

    def drop(self, length: int, *, at_end: bool) -> None:
        """Take characters away, from the end or the start."""
        for item in reversed(self.texts) if at_end else self.texts:
            text = item.text or ""
            taken = min(length, len(text))
            item.text = text[: len(text) - taken] if at_end else text[taken:]
            item.set(_SPACE, "preserve")
            length -= taken


def _beside(control: Any, *, forwards: bool) -> _Beside:
    found: list[Any] = []
    for item in control.itersiblings(preceding=not forwards):
        if item.tag in _BETWEEN:
            continue
        texts = [child for child in item if child.tag != _PROPERTIES]
        if item.tag != _RUN or any(child.tag != _TEXT for child in texts):
            break
        found += texts if forwards else reversed(texts)
    return _Beside(tuple(found if forwards else reversed(found)))


def _outside(before: str, after: str, place: _Around) -> tuple[str, str]:
    """What stands between a control and the words that were before and behind the value; nothing
    where these are not there.
    """
    left = right = ""
    start = before.rfind(place.before[-_NEAR:])
    if start >= 0:
        left = before[start + len(place.before[-_NEAR:]) :]
    end = after.find(place.after[:_NEAR]) if place.after else len(after)
    if end > 0:
        right = after[:end]
    return left, right


def _is_rest(left: str, shown: str, right: str, was: str) -> bool:
    """Whether words beside a control are the rest of a value: the control shows how it began or
    ended, or they do, or the control is empty.
    """
    if not (left + right).strip():
        return False
    begun = not left or _begins(was, left) or (not right and _ends(was, shown))
    ended = not right or _ends(was, right) or (not left and _begins(was, shown))
    return not shown.strip() or (begun and ended)


def _begins(whole: str, part: str) -> bool:
    """Whether a text begins with all words of another."""
    return whole.split()[: len(part.split())] == part.split()


def _ends(whole: str, part: str) -> bool:
    words = part.split()
    return whole.split()[-len(words) :] == words


def _fill(content: Any, text: str) -> None:
    """Let a control show a text, in the look of its first run."""
    first = content.find(_RUN)
    made = etree.Element(_RUN)
    if first is not None and first.find(_PROPERTIES) is not None:
        made.append(copy.deepcopy(first.find(_PROPERTIES)))
    item = etree.SubElement(made, _TEXT)
    item.text = text
    item.set(_SPACE, "preserve")
    for child in [*content]:
        if child.tag == _RUN:
            content.remove(child)
    content.append(made)
