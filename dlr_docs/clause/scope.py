"""What a document says but for its values, and how its file numbers it."""

from __future__ import annotations

import functools
from typing import NamedTuple

from msgspec import Struct

from dlr_docs.basis.labels import NumberedStyle
from dlr_docs.model.document import Wording
from dlr_docs.model.library import LawTable


class ListFormat(Struct, frozen=True):
    """How a list of articles numbers: its styles, the outermost first, and the numbers that go
    before that of an article.
    """

    levels: tuple[NumberedStyle, ...]
    before: tuple[int, ...] = ()

    def label(self, counts: tuple[int, ...]) -> str:
        """The label of a numbered paragraph."""
        return self._style(counts).label((*self.before, *counts))

    def number(self, counts: tuple[int, ...]) -> str:
        """The number of a paragraph without the rest of its label."""
        return self._style(counts).number(counts[-1])

    def is_apart(self, counts: tuple[int, ...]) -> bool:
        """Whether anything comes between the label of a paragraph and its text."""
        return self._style(counts).own.suffix != "nothing"

    def has_word(self, counts: tuple[int, ...]) -> bool:
        """Whether the label of a paragraph holds a word beside its number."""
        return self._style(counts).own.has_word

    def full(self, counts: tuple[int, ...]) -> tuple[str, ...]:
        """The labels that Word puts together when a reference asks for the full context
        (ECMA-376-1, 17.16.5.51), when the first of these holds the number of the article; else
        none.
        """
        labels: tuple[str, ...] = ()
        for depth in range(len(counts), 1, -1):
            style = self._style(counts[:depth])
            labels = (self.label(counts[:depth]), *labels)
            if style.names_above:  # Word looks no further up
                return labels if style.names(len(self.before)) else ()
        return ()

    def _style(self, counts: tuple[int, ...]) -> NumberedStyle:
        return self.levels[len(self.before) + len(counts) - 1]


class Annex(NamedTuple):
    """An annex that stands in the file of another document."""

    id: str
    number: int
    title: str


class Scope(Struct, frozen=True, dict=True):
    """What a document says but for its values, and how its file numbers it."""

    wording: Wording
    law: LawTable
    levels: tuple[NumberedStyle, ...]
    annex_levels: tuple[NumberedStyle, ...]
    annex: Annex | None = None

    @functools.cached_property
    def own(self) -> ListFormat:
        """How the paragraphs of this document are numbered."""
        if self.annex is None:
            return self.outside
        return ListFormat(self.annex_levels, (self.annex.number,))

    @functools.cached_property
    def outside(self) -> ListFormat:
        """How those of the document are numbered that an annex belongs to."""
        return ListFormat(self.levels)

    @property
    def prefix(self) -> str:
        """What the bookmarks of clauses begin with, to keep those of an annex apart."""
        return "" if self.annex is None else f"{self.annex.id}."
