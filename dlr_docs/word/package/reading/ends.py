"""Paragraphs of which the end came or went while changes were tracked, as a reader has them.

A paragraph whose end is not read goes on in the next one (ECMA-376-1, 17.13.5.15): two lids became
one, though the file still has both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.reading.styles import paragraph_properties
from dlr_docs.word.package.reading.text import Change, Changes, Story, change_of_end, story_of
from dlr_docs.word.package.relations import is_on_pages
from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
ENDED = "{urn:dlr-docs:einde:1}einde"  # stands where a paragraph ended that was joined to the next


def join_paragraphs(package: Package, changes: Changes = Changes.ACCEPTED) -> None:
    """Make one paragraph of those that are read as one.

    Where only one of them has words, that one keeps its own end, and the others are as paragraphs
    that went whole.

    Args:
        package: the opened file; its paragraphs are changed.
        changes: how tracked changes are read.
    """
    for part, root in package.roots.items():
        if not is_on_pages(part):
            continue
        groups = [*_groups(root, changes)]
        if groups:
            story = story_of(root, changes)
            for group in groups:
                _join(group, story)


def _groups(root: Any, changes: Changes) -> Iterator[list[Any]]:
    """The paragraphs that go on in the next, each group with the one in which they end."""
    group: list[Any] = []
    for paragraph in [*root.iter(f"{_W}p")]:
        if group and group[-1].getnext() is not paragraph:
            group = []
        group.append(paragraph)
        if not change_of_end(paragraph).is_read(changes):
            continue
        if len(group) > 1:
            yield group
        group = []


def _join(group: Sequence[Any], story: Story) -> None:
    said = [paragraph for paragraph in group if story.text(paragraph).strip()]
    if not said or any(item.find(f"{_W}pPr/{_W}sectPr") is not None for item in group):
        return
    if len(said) == 1:
        _exchange_ends(said[0], group[-1])
        return
    first = said[0]
    ends = _changes_of(first)
    for paragraph in group[group.index(first) + 1 :]:
        end = etree.SubElement(first, ENDED)
        end.extend((*ends, *paragraph.iterchildren(f"{_W}pPr")))
        ends = []
        first.extend([*paragraph])
        paragraph.getparent().remove(paragraph)


def part_paragraphs(root: Any) -> None:
    """Make those paragraphs again of which one was made, each with its own end."""
    for end in [*root.iter(ENDED)]:
        paragraph = end.getparent()
        following = etree.Element(f"{_W}p")
        following.extend((*end.iterchildren(f"{_W}pPr"), *end.itersiblings()))
        if len(end):
            _mark_of(paragraph)[:0] = [*end]
        paragraph.remove(end)
        paragraph.addnext(following)


def _exchange_ends(one: Any, other: Any) -> None:
    """Let what a tracked change says of the end of a paragraph be said of that of another."""
    gone, kept = _changes_of(one), _changes_of(other)
    for paragraph, changes in ((other, gone), (one, kept)):
        if changes:
            _mark_of(paragraph)[:0] = changes


def _changes_of(paragraph: Any) -> list[Any]:
    """What tracked changes say of the end of a paragraph."""
    mark = paragraph.find(f"{_W}pPr/{_W}rPr")
    tags = {f"{_W}{change.value}" for change in Change if change.value}
    return [] if mark is None else [item for item in mark if item.tag in tags]


def _mark_of(paragraph: Any) -> Any:
    """The properties of the end of a paragraph, which it gets when it has none."""
    properties = paragraph_properties(paragraph)
    mark = properties.find(f"{_W}rPr")
    if mark is None:
        mark = etree.Element(f"{_W}rPr")
        after = properties.find(f"{_W}pPrChange")
        properties.append(mark) if after is None else after.addprevious(mark)
    return mark
