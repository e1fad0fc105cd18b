"""The comments that people put in a document (ECMA-376-1, 17.13.4)."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from dlr_docs.model.blocks import Remark
from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.reading.text import text_of
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
