"""The text of a document as HTML: articles with their numbers, values and references in place.

What a document says but for its values is written once per :class:`Wording`, and remembered; per
document only values are filled in. The front and the end come from the Word template
(:mod:`dlr_docs.word.write.html`).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from urllib.parse import quote

from msgspec import Struct

from dlr_docs.basis.memory import at_most
from dlr_docs.clause.references import Number, reference_parts
from dlr_docs.clause.scope import ListFormat, Scope
from dlr_docs.model.document import (
    DEPTHS,
    Anchor,
    Artikel,
    BodyBlock,
    ClauseText,
    Inline,
    Inlines,
    LawCitation,
    Lid,
    LineBreak,
    Reference,
    Table,
    Text,
    ValueUse,
    annex_target,
    counted,
)
from dlr_docs.model.values import Value

_BOXES = "☐☒"


class Leads(Struct, frozen=True):
    """Where a click leads: addresses with ``{}`` for the path of a value or the topic of an
    article; empty for nowhere.
    """

    value: str = ""
    article: str = ""


NOWHERE = Leads()


class Look(Struct, frozen=True):
    """How a text looks: the signs of list items by their depth, where clicks lead, and whether it
    is whole, so that references lead to places in it; on a page with several texts they cannot.
    """

    bullets: tuple[str, ...] = ("–", "–", "–", "–")
    leads: Leads = NOWHERE
    is_whole: bool = True


_PLAIN = Look()
# Text in which only values have still to be filled in.
Fragment = str | ValueUse
Fragments = tuple[Fragment, ...]


def articles_html(scope: Scope, values: Mapping[str, Value], look: Look = _PLAIN) -> str:
    """The articles of a document, or an annex in its file with its title, as HTML.

    Args:
        scope: what the document says, and how its file numbers it.
        values: its values by path.
        look: the signs of lists, and where clicks lead.
    """
    return filled(scope.wording.memory.once(_articles, scope, look), values, look.leads)


def article_html(topic: str, scope: Scope, values: Mapping[str, Value], look: Look = _PLAIN) -> str:
    """One article as HTML; nothing when the document has no such article."""
    found = (artikel for artikel in scope.wording.artikelen if artikel.topic == topic)
    parts = itertools.chain.from_iterable(_article(artikel, scope, look) for artikel in found)
    return filled(parts, values, look.leads)


def recitals_html(
    scope: Scope, values: Mapping[str, Value], look: Look = _PLAIN
) -> tuple[str, ...]:
    """The words of each recital as HTML, for the lines that a template makes of them."""
    lines = scope.wording.memory.once(_recitals, scope, look)
    return tuple(filled(line, values, look.leads) for line in lines)


def filled(parts: Iterable[Fragment], values: Mapping[str, Value], leads: Leads) -> str:
    """Fragments with the values in their places."""
    return "".join(
        [
            part if isinstance(part, str) else formatted(value_html(values[part.path], leads), part)
            for part in parts
        ]
    )


def value_html(value: Value, leads: Leads) -> str:
    """A value as a reader sees it: its text, or its question in brackets."""
    name = "waarde open" if value.is_open else "waarde"
    shown = text_html(f"[{value.question}]" if value.is_open else value.text)
    if value.kind == "ja_nee":
        box = _BOXES[bool(value.raw)]
        shown = f"{box}\u00a0{shown}" if value.is_open else box
    place = f'class="{name}" data-pad="{escape(value.path)}"'
    if not leads.value:
        return f"<span {place}>{shown}</span>"
    address = escape(leads.value.replace("{}", quote(value.path, safe="")))
    return f'<a {place} href="{address}" title="{escape(value.label)}">{shown}</a>'


def text_html(text: str) -> str:
    """Text with its line breaks."""
    return escape(text).replace("\r\n", "<br>").replace("\n", "<br>").replace("\r", "<br>")


def formatted(html: str, inline: Text | ValueUse) -> str:
    """Words in bold, in italics or in another language, as they were meant."""
    if inline.italic:
        html = f"<em>{html}</em>"
    if inline.bold:
        html = f"<strong>{html}</strong>"
    if isinstance(inline, Text) and inline.language:
        html = f'<span lang="{escape(inline.language)}">{html}</span>'
    return html


def numbered(label: str, is_apart: bool = True) -> str:
    """The number of a paragraph, and the space behind it when there is one."""
    return f'<span class="nummer">{escape(label)}</span>{" " if is_apart else ""}' if label else ""


@at_most(8)
def _articles(scope: Scope, look: Look) -> Fragments:
    written = itertools.chain.from_iterable(
        _article(artikel, scope, look) for artikel in scope.wording.artikelen
    )
    return tuple(_joined(itertools.chain((_annex_title(scope),), written)))


@at_most(4)
def _recitals(scope: Scope, look: Look) -> tuple[Fragments, ...]:
    recitals = scope.wording.recitals
    return tuple(itertools.chain.from_iterable(_recital(text, scope, look) for text in recitals))


def _recital(text: ClauseText, scope: Scope, look: Look) -> Iterator[Fragments]:
    for block in text.body.blocks:
        if isinstance(block, Lid):
            yield tuple(_joined(_words(block.inlines, text.clause.topic, scope, look)))


def _annex_title(scope: Scope) -> str:
    if scope.annex is None:
        return ""
    place = scope.wording.targets[annex_target(scope.annex.id)].bookmark
    label = _label(scope.own, ())
    return f'<h3 class="bijlagetitel" id="{place}">{label}{escape(scope.annex.title)}</h3>'


def _label(listed: ListFormat, counts: tuple[int, ...]) -> str:
    return numbered(listed.label(counts), listed.is_apart(counts))


def _article(artikel: Artikel, scope: Scope, look: Look) -> Iterator[Fragment]:
    level = "h3" if scope.annex is None else "h4"
    target = scope.wording.targets[artikel.topic]
    place = f' id="{target.bookmark}"' if look.is_whole else ""
    title = escape(artikel.title)
    if look.leads.article and scope.annex is None:
        address = escape(look.leads.article.replace("{}", quote(artikel.topic, safe="")))
        title = f'<a class="naar-artikel" href="{address}">{title}</a>'
    yield (
        f'<section class="artikel" data-onderwerp="{escape(artikel.topic)}">'
        f'<{level} class="artikelkop"{place}>'
        f"{_label(scope.own, (artikel.number,))}{title}</{level}>"
    )
    counts: tuple[int, ...] = (artikel.number, 0, 0, 0)
    for text in artikel.texts:
        yield f'<div class="clausule" data-clausule="{escape(text.clause.id)}">'
        for block in text.body.blocks:
            counts = counted(counts, block.kind) if isinstance(block, Lid) else counts
            yield from _block(block, counts, artikel.topic, scope, look)
        yield "</div>"
    yield "</section>"


def _block(
    block: BodyBlock, counts: tuple[int, ...], topic: str, scope: Scope, look: Look
) -> Iterator[Fragment]:
    if isinstance(block, Table):
        yield from _table(block, topic, scope, look)
        return
    depth = DEPTHS.get(block.kind)
    name: str = block.kind
    label = ""
    if depth is not None:
        label = _label(scope.own, counts[: depth + 1])
    elif _defines(block):
        name = "definitie"
    elif block.kind == "opsomming":
        label = numbered(look.bullets[block.depth])
    yield f'<p class="{name} diepte-{block.depth}">{_anchors(block, topic, scope, look)}{label}'
    yield from _words(block.inlines, topic, scope, look)
    yield "</p>"


def _defines(block: Lid) -> bool:
    """Whether an item begins with a bold word, and so defines that word."""
    first = block.inlines[0] if block.inlines else None
    return (block.kind, block.depth) == ("opsomming", 0) and isinstance(first, Text) and first.bold


def _anchors(block: Lid, topic: str, scope: Scope, look: Look) -> str:
    """The places that references to this paragraph lead to."""
    inlines = block.inlines if look.is_whole else ()
    names = (inline.name for inline in inlines if isinstance(inline, Anchor))
    marks = (scope.wording.targets[f"{topic}.{name}"].bookmark for name in names)
    return "".join(f'<span id="{mark}"></span>' for mark in marks)


def _table(table: Table, topic: str, scope: Scope, look: Look) -> Iterator[Fragment]:
    yield "<table><thead><tr>"
    for cell in table.header:
        yield '<th scope="col">'
        yield from _words(cell, topic, scope, look)
        yield "</th>"
    yield "</tr></thead><tbody>"
    for row in table.rows:
        yield "<tr>"
        yield from itertools.chain.from_iterable(_cell(cell, topic, scope, look) for cell in row)
        yield "</tr>"
    yield "</tbody></table>"


def plain_table_html(table: Table, scope: Scope) -> str:
    """A table of plain texts."""
    return "".join(map(str, _table(table, "", scope, _PLAIN)))


def _cell(cell: Inlines, topic: str, scope: Scope, look: Look) -> Iterator[Fragment]:
    yield "<td>"
    yield from _words(cell, topic, scope, look)
    yield "</td>"


def _words(inlines: Inlines, topic: str, scope: Scope, look: Look) -> Iterator[Fragment]:
    return (_inline(inline, topic, scope, look) for inline in inlines)


def _inline(inline: Inline, topic: str, scope: Scope, look: Look) -> Fragment:
    if isinstance(inline, ValueUse):
        return inline
    if isinstance(inline, Text):
        return formatted(text_html(inline.text), inline)
    if isinstance(inline, Reference):
        parts = reference_parts(inline, topic, scope)
        return "".join(_reference_part(part, look) for part in parts)
    if isinstance(inline, LawCitation):
        reference = scope.law.references[inline.id]
        return f'<span class="wet" data-wet="{escape(inline.id)}">{escape(reference.text)}</span>'
    return "<br>" if isinstance(inline, LineBreak) else ""


def _reference_part(part: str | Number, look: Look) -> str:
    if isinstance(part, str):
        return escape(part)
    if not look.is_whole:
        return escape(part.shown)
    return f'<a class="verwijzing" href="#{part.bookmark}">{escape(part.shown)}</a>'


def _joined(parts: Iterable[Fragment]) -> Iterator[Fragment]:
    """Fragments with neighbouring texts joined."""
    for is_text, group in itertools.groupby(parts, lambda part: isinstance(part, str)):
        if is_text:
            yield "".join(map(str, group))
        else:
            yield from group
