"""Annexes behind a document as HTML: those of the parties' own, and those of one table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from msgspec import Struct

from dlr_docs.clause.html import numbered, plain_table_html
from dlr_docs.clause.scope import ListFormat, Scope
from dlr_docs.model.document import Attached, TableAnnex
from dlr_docs.word.template.style_names import ANNEX_TITLE_STYLE, HEADING_STYLE
from dlr_docs.word.write.attached import bookmark, in_file
from dlr_docs.word.write.body import table_bookmark


class Heading(Struct, frozen=True):
    """The title of an annex: its place, its number, the words, and its style."""

    place: str
    label: str
    title: str
    style: str

    @property
    def html(self) -> str:
        """The title itself."""
        label = numbered(self.label)
        return f'<h3 class="{self.style.lower()}" id="{self.place}">{label}{self.title}</h3>'


def own_annexes_html(items: Iterable[Attached], scope: Scope) -> str:
    """The annexes of the parties' own that stand in the document; of a picture what it shows."""
    return "".join(
        f'<section class="bijlage">{_heading(item, scope).html}{_held(item, scope)}</section>'
        for item in in_file(items)
    )


def _held(item: Attached, scope: Scope) -> str:
    if item.kind == "tabel":
        return plain_table_html(item.table, scope)
    return f'<p class="afbeelding" role="img" aria-label="{escape(item.description)}"></p>'


def own_headings(items: Iterable[Attached], scope: Scope) -> Iterator[Heading]:
    """Their titles, for a table of contents."""
    return (_heading(item, scope) for item in in_file(items))


def _heading(item: Attached, scope: Scope) -> Heading:
    label = ListFormat(scope.annex_levels, (item.number,)).label(())
    return Heading(bookmark(item), label, escape(item.title), ANNEX_TITLE_STYLE)


def tables_html(items: Sequence[TableAnnex], scope: Scope) -> str:
    """Annexes of one table."""
    return "".join(
        f"{heading.html}{plain_table_html(item.table, scope)}<p>{escape(item.closing)}</p>"
        for item, heading in zip(items, table_headings(items), strict=True)
    )


def table_headings(items: Iterable[TableAnnex]) -> Iterator[Heading]:
    """Their titles, for a table of contents."""
    for number, item in enumerate(items, start=1):
        yield Heading(table_bookmark(number), "", escape(item.title), HEADING_STYLE)
