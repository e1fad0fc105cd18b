"""What people left in a document about its text: comments, and lines that they took out while
changes were tracked (ECMA-376-1, 17.13.4 and 17.13.5).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from dlr_docs.model.blocks import Remark, Tracked
from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.reading.text import Change, Changes, story_of, text_of
from dlr_docs.word.package.relations import is_on_pages
from dlr_docs.word.package.stores import AUTHOR
from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"


def read_remarks(package: Package) -> Iterator[tuple[str, Remark]]:
    """Each comment by its id, less the drafting notes that this program wrote."""
    roots = (root for root in package.roots.values() if root.tag == f"{_W}comments")
    for comment in itertools.chain.from_iterable(roots):
        author = comment.get(f"{_W}author", "")
        if author != AUTHOR:
            text = "\n".join(map(text_of, comment.iter(f"{_W}p")))
            yield comment.get(f"{_W}id", ""), Remark(author, comment.get(f"{_W}date", ""), text)


def read_gone(package: Package) -> Iterator[Tracked]:
    """The lines of which all words are a tracked deletion, each with who took them out."""
    tag = f"{_W}{Change.DELETED.value}"
    for part, root in package.roots.items():
        if not is_on_pages(part) or next(root.iter(tag), None) is None:
            continue
        told = story_of(root, Changes.TOLD)
        for paragraph in root.iter(f"{_W}p"):
            pieces = [piece for piece in told.pieces(paragraph) if piece.text]
            if pieces and all(piece.change is Change.DELETED for piece in pieces):
                around = next(pieces[0].element.iterancestors(tag))
                author, date = around.get(f"{_W}author", ""), around.get(f"{_W}date", "")
                text = "".join(piece.text for piece in pieces)
                yield Tracked(Change.DELETED.value, author, date, text)
