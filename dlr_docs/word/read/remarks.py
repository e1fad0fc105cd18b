"""What people left in a document about its text: comments, and lines that they took out while
changes were tracked (ECMA-376-1, 17.13.4 and 17.13.5).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from dlr_docs.model.blocks import Remark, Tracked
from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.reading.text import Change, Changes, Story, cells_of, story_of, text_of
from dlr_docs.word.package.relations import is_on_pages
from dlr_docs.word.package.stores import AUTHOR
from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
_GONE = f"{_W}{Change.DELETED.value}"


def read_remarks(package: Package) -> Iterator[tuple[str, Remark]]:
    """Each comment by its id, less the drafting notes that this program wrote."""
    roots = (root for root in package.roots.values() if root.tag == f"{_W}comments")
    for comment in itertools.chain.from_iterable(roots):
        author = comment.get(f"{_W}author", "")
        if author != AUTHOR:
            text = "\n".join(map(text_of, comment.iter(f"{_W}p")))
            yield comment.get(f"{_W}id", ""), Remark(author, comment.get(f"{_W}date", ""), text)


def read_gone(package: Package) -> Iterator[Tracked]:
    """The lines of which all words are a tracked deletion, and the rows of tables that are one,
    each with who took them out.
    """
    for part, root in package.roots.items():
        if is_on_pages(part) and next(root.iter(_GONE), None) is not None:
            told = story_of(root, Changes.TOLD)
            yield from _lines_gone(root, told)
            yield from _rows_gone(root, told)


def _lines_gone(root: Any, told: Story) -> Iterator[Tracked]:
    for paragraph in root.iter(f"{_W}p"):
        pieces = [piece for piece in told.pieces(paragraph) if piece.text]
        if pieces and all(piece.change is Change.DELETED for piece in pieces):
            around = next(pieces[0].element.iterancestors(_GONE))
            yield _taken_out(around, "".join(piece.text for piece in pieces))


def _rows_gone(root: Any, told: Story) -> Iterator[Tracked]:
    for row in root.iter(f"{_W}tr"):
        change = row.find(f"{_W}trPr/{_GONE}")
        if change is not None:
            yield _taken_out(change, " | ".join(_cells(row, told)))


def _cells(row: Any, story: Story) -> Iterator[str]:
    """The lines of each cell."""
    for cell in cells_of(row):
        yield "\n".join(map(story.text, cell.iter(f"{_W}p")))


def _taken_out(change: Any, text: str) -> Tracked:
    author, date = change.get(f"{_W}author", ""), change.get(f"{_W}date", "")
    return Tracked(Change.DELETED.value, author, date, text)
