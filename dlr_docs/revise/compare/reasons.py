"""Why a library says something else than a document that was made with it, asked only once it does:
what reads its history loads all that reads a library.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from dlr_docs.library.layers.history import Revision
from dlr_docs.model.library import Library
from dlr_docs.revise.changes.difference import Difference
from dlr_docs.revise.changes.values import has_same_layers
from dlr_docs.word.read.document import ReadDocument

if TYPE_CHECKING:
    from dlr_docs.revise.compare.causes import Causes


class Reasons:
    """Why a library says something else than a document."""

    def __init__(self, found: ReadDocument, library: Library) -> None:
        self._found, self._library = found, library
        self._is_same = has_same_layers(found, library)

    @functools.cached_property
    def _causes(self) -> Causes:
        from dlr_docs.revise.compare.causes import Causes

        return Causes(self._found, self._library)

    def of(self, change: Difference) -> tuple[Revision, ...]:
        """The commits that made a text or a value another one, the newest first; none when the
        choices did, or when their history is not here.
        """
        return () if self._is_same else self._causes.of(change)

    def law_changes(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The articles of law in the document that are others in the library now, in the words of
        the document, each with the clauses that cite it.
        """
        return () if self._is_same else tuple(self._causes.law_changes())
