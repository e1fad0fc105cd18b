"""What a reference to a numbered paragraph shows once a program brings it up to date."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from dlr_docs.basis.labels import Level
from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.reading.numbering import Numbering, labels_of, numbering_of
from dlr_docs.word.package.reading.styles import styles_of
from dlr_docs.word.package.reading.text import (
    Changes,
    block_elements,
    cells_of,
    change_of_end,
    rows_of,
)
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"


class Label(Struct, frozen=True):
    """What the number of a paragraph shows: alone, and together with those that it stands under."""

    alone: str
    in_full: str

    def in_reference(self, switch: str) -> str:
        """What a field with a switch for numbers makes of it (ECMA-376-1, 17.16.5.51)."""
        return (self.in_full if switch.lower() == "w" else self.alone).rstrip(".")


def labels_in_full(paragraphs: Iterable[Any], numbering: Numbering) -> dict[Any, Label]:
    """The labels of the numbered paragraphs of a story, with what Word puts before them when a
    reference asks for the full context: those of the levels above, up to one that shows these
    itself.
    """
    last: dict[int, tuple[str, bool]] = {}
    found: dict[Any, Label] = {}
    for paragraph, (label, level) in labels_of(paragraphs, numbering).items():
        use = numbering.of(paragraph)
        order = use.order if use else 0
        last[order] = (label, _shows_above(level, order))
        found[paragraph] = Label(label, _joined(last, order))
    return found


def _shows_above(level: Level, order: int) -> bool:
    return any(above < order for above in level.named)


def _joined(last: Mapping[int, tuple[str, bool]], order: int) -> str:
    """The labels from a level upwards, put together from the outermost that is needed.

    Args:
        last: the last label of each level, and whether it shows the levels above.
    """
    found = ""
    for above in range(order, -1, -1):
        text, is_whole = last.get(above, ("", False))
        found = text + found
        if is_whole:
            break
    return found


def paragraphs_in(parent: Any, changes: Changes = Changes.ACCEPTED) -> Iterator[Any]:
    """The paragraphs of a story that have an end of their own, those in tables too."""
    for block in block_elements(parent):
        if block.tag == f"{_W}p":
            if change_of_end(block).is_read(changes):
                yield block
            continue
        for row in rows_of(block, changes):
            for cell in cells_of(row):
                yield from paragraphs_in(cell, changes)


class LabelsOfBookmarks:
    """The labels of the paragraphs that bookmarks of a document stand in, asked for when needed."""

    def __init__(self, package: Package, changes: Changes) -> None:
        self._package = package
        self._changes = changes

    def shown(self, bookmark: str, switch: str) -> str:
        """What a field shows; nothing when what it refers to is gone or has no number."""
        label = self._labels.get(bookmark)
        return label.in_reference(switch) if label else ""

    def ways(self, bookmark: str) -> tuple[str, ...]:
        """All that fields that refer to a bookmark may show."""
        return tuple(filter(None, (self.shown(bookmark, switch) for switch in "nw")))

    @functools.cached_property
    def _labels(self) -> Mapping[str, Label]:
        body = self._package.roots[MAIN].find(f"{_W}body")
        if body is None:
            return {}
        numbering = numbering_of(self._package, styles_of(self._package))
        labels = labels_in_full(paragraphs_in(body, self._changes), numbering)
        found = (
            (start.get(f"{_W}name", ""), next(start.iterancestors(f"{_W}p"), None))
            for start in body.iter(f"{_W}bookmarkStart")
        )
        return {name: labels[holder] for name, holder in found if holder in labels}
