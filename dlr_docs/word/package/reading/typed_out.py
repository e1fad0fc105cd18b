"""Numbers that a program made plain text: it switches numbering off in each paragraph, and types in
front of the words what its number showed.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.reading.labels import paragraphs_in
from dlr_docs.word.package.reading.numbering import Counter, Numbering, numbering_of
from dlr_docs.word.package.reading.styles import styles_of, value_of
from dlr_docs.word.package.reading.text import Changes, Story, story_of
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
_NONE = "0"  # the list that switches numbering off (ECMA-376-1, 17.9.18)


def restore_numbers(package: Package, changes: Changes = Changes.ACCEPTED) -> int:
    """Give paragraphs the numbers of their styles again that stand in front of their words.

    Args:
        package: the opened file; its paragraphs are changed.
        changes: how tracked changes are read.

    Returns:
        How many had them as plain text.
    """
    body = package.roots[MAIN].find(f"{_W}body") if MAIN in package.roots else None
    if body is None or not any(map(_is_off, body.iter(f"{_W}numPr"))):
        return 0
    numbering = numbering_of(package, styles_of(package))
    found = [*_typed_out(body, numbering, changes)]
    for paragraph, length in found:
        properties = paragraph.find(f"{_W}pPr")
        properties.remove(properties.find(f"{_W}numPr"))
        drop_from_start(paragraph, length)
    return len(found)


def _is_off(numbers: Any) -> bool:
    return value_of(numbers.find(f"{_W}numId")) == _NONE


def _typed_out(body: Any, numbering: Numbering, changes: Changes) -> Iterator[tuple[Any, int]]:
    """The paragraphs that say in front of their words what their number would show, each with the
    length of that. Another number is that of a hand.
    """
    story, counter = story_of(body, changes), Counter()
    for paragraph in paragraphs_in(body, changes):
        use = numbering.of(paragraph)
        of_style = numbering.of_style.get(numbering.styles.of(paragraph))
        own = paragraph.find(f"{_W}pPr/{_W}numPr")
        if use is None and of_style is not None and own is not None and _is_off(own):
            tried = copy.deepcopy(counter)  # one that a hand switched off does not count
            length = _length(tried.next(of_style), paragraph, story)
            if length:
                counter = tried
                yield paragraph, length
        elif use is not None:
            counter.next(use)


def _length(label: str, paragraph: Any, story: Story) -> int:
    """How much of a paragraph is a label and the space behind it; none when it begins otherwise."""
    text = story.text(paragraph)
    behind = text[len(label) :]
    rest = behind.lstrip()
    if not label or not rest or rest == behind or _even(text[: len(label)]) != _even(label):
        return 0
    return len(text) - len(rest)


def _even(text: str) -> str:
    return " ".join(text.split())


def drop_from_start(paragraph: Any, length: int) -> None:
    """Take as many characters away as a paragraph begins with."""
    for item in [*paragraph.iter(f"{_W}t", f"{_W}tab")]:
        if length <= 0:
            return
        if item.tag == f"{_W}t":
            text = item.text or ""
            item.text, length = text[length:], length - len(text)
        elif item.getparent().tag == f"{_W}r":
            item.getparent().remove(item)
            length -= 1
