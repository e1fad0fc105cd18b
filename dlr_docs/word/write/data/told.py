"""The part that tells block by block what a document said, with marks in the place of values.

It follows from the wording and the template, not from values, so a batch writes the articles once
per wording, and deflates the whole once per wording and what the lines of the template say.
"""

from __future__ import annotations

import itertools
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from jinja2 import Template
from markupsafe import Markup

from dlr_docs.basis.memory import at_most
from dlr_docs.clause.references import Number, reference_parts
from dlr_docs.clause.scope import Scope
from dlr_docs.model.document import (
    Artikel,
    Attached,
    Body,
    ClauseText,
    Inline,
    Inlines,
    LawCitation,
    Lid,
    LineBreak,
    Reference,
    Table,
    TableAnnex,
    Text,
    ValueUse,
)
from dlr_docs.model.library import LawTable
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.package.stores import TOLD, TOLD_PART
from dlr_docs.word.package.xml import escape
from dlr_docs.word.package.zip import Packed, pack
from dlr_docs.word.template.compiled import WordTemplate, render_part, told_parts
from dlr_docs.word.template.names import MARKER
from dlr_docs.word.template.parts.places import ANNEXES, CONTENTS, PLACEHOLDERS
from dlr_docs.word.template.style_names import (
    ANNEX_TITLE_STYLE,
    ARTICLE_STYLE,
    HEADING_STYLE,
    style_in_annex,
)
from dlr_docs.word.write.body import paragraph_style
from dlr_docs.word.write.sections import Section

_LEVEL = 5  # of compression: documents that say the same share the part


def told_part(
    sections: Sequence[Section],
    compiled: WordTemplate,
    names: Mapping[str, Any],
    answers: Hashable,
    tables: Iterable[TableAnnex],
) -> Packed:
    """What the document said, as a packed part.

    Args:
        sections: the document and the annexes in its file.
        names: those that the Word template was rendered with.
        answers: all that the template tells apart of these.
        tables: annexes of one table, behind everything else.
    """
    main = sections[0].scope
    memory, key = main.wording.memory, (compiled, answers)
    lines: _Lines | None = memory.recall(_lines, key)
    if lines is None:
        lines = memory.keep(_lines, key, _lines(compiled, names, main))
    before, between, after, others = lines
    behind = _own_annexes(sections[0].document.attached, main)
    behind += "".join(_table_annex(item, main) for item in tables)
    articles = [section.scope.wording.memory.once(_articles, section.scope) for section in sections]
    return main.wording.memory.once(
        _packed,
        (
            f'<tekst xmlns="{TOLD}"><deel naam="{MAIN}">{before}',
            articles[0],
            between,
            *articles[1:],
            f"{behind}{after}</deel>{others}</tekst>",
        ),
    )


# What the template says before the articles, between these and the annexes, and behind them; and
# its other parts.
_Lines = tuple[str, str, str, str]


@at_most(8)
def _lines(compiled: WordTemplate, names: Mapping[str, Any], main: Scope) -> _Lines:
    known = {**names, "overwegingen": main.wording.memory.once(_recitals, main), CONTENTS: ""}
    lines = {
        name: render_part(part, known, compiled.path) if isinstance(part, Template) else part
        for name, part in told_parts(compiled).items()
    }
    before, _, rest = lines.pop(MAIN).partition(PLACEHOLDERS[MARKER])
    between, _, after = rest.partition(PLACEHOLDERS[ANNEXES])
    others = "".join(f'<deel naam="{name}">{text}</deel>' for name, text in lines.items())
    return before, between, after, others


@at_most(4)
def _packed(pieces: tuple[str, ...]) -> Packed:
    """The part of pieces; remembered, since the documents of a batch say much the same."""
    return pack(TOLD_PART, "".join(pieces).encode(), _LEVEL)


@at_most(4)
def _articles(scope: Scope) -> str:
    """The articles of a document or an annex."""
    written = "".join(_article(artikel, scope) for artikel in scope.wording.artikelen)
    if scope.annex is not None:
        title = _line(ANNEX_TITLE_STYLE, escape(scope.annex.title))
        written = (
            f'<bijlage id="{scope.annex.id}" nummer="{scope.annex.number}">'
            f"{title}{written}</bijlage>"
        )
    return written


def _article(artikel: Artikel, scope: Scope) -> str:
    in_annex = scope.annex is not None
    style = style_in_annex(ARTICLE_STYLE) if in_annex else ARTICLE_STYLE
    texts = "".join([_clause_text(text, scope, in_annex) for text in artikel.texts])
    return (
        f'<artikel onderwerp="{artikel.topic}" nummer="{artikel.number}">'
        f"{_line(style, escape(artikel.title))}{texts}</artikel>"
    )


def _clause(text: ClauseText) -> str:
    return f'<clausule id="{text.clause.id}">'


def _clause_text(text: ClauseText, scope: Scope, in_annex: bool) -> str:
    tokens = text.body.memory.once(_tokens, text.body, scope.law, in_annex)
    words = [
        token if isinstance(token, str) else _reference(token, text.clause.topic, scope)
        for token in tokens
    ]
    return f"{_clause(text)}{''.join(words)}</clausule>"


# What a clause says the same wherever it stands, and its references.
_Token = str | Reference


def _tokens(body: Body, law: LawTable, in_annex: bool) -> tuple[_Token, ...]:
    """The lines of a clause. Remembered: a new wording has mostly clauses that were met before."""
    groups = itertools.groupby(_blocks(body, law, in_annex), lambda token: isinstance(token, str))
    joined = (["".join(map(str, group))] if is_text else [*group] for is_text, group in groups)
    return tuple(itertools.chain.from_iterable(joined))


def _blocks(body: Body, law: LawTable, in_annex: bool) -> Iterator[_Token]:
    for block in body.blocks:
        if isinstance(block, Table):
            yield from _rows(block, law)
        else:
            style = paragraph_style(block)
            yield from _line_of(style_in_annex(style) if in_annex else style, block.inlines, law)


def _line_of(style: str, inlines: Inlines, law: LawTable) -> Iterator[_Token]:
    yield f'<regel stijl="{style}">'
    yield from (_inline(inline, law) for inline in inlines)
    yield "</regel>"


def _line(style: str, words: str) -> str:
    return f'<regel stijl="{style}">{words}</regel>'


def _rows(table: Table, law: LawTable) -> Iterator[_Token]:
    styles = itertools.chain(("Tabelkop",), itertools.repeat("Tabeltekst"))
    for style, row in zip(styles, (table.header, *table.rows), strict=False):
        yield "<rij>"
        for cell in row:
            yield "<cel>"
            yield from _line_of(style, cell, law)
            yield "</cel>"
        yield "</rij>"


def _own_annexes(items: Sequence[Attached], scope: Scope) -> str:
    """Those of the parties' own that stand in the document."""
    return "".join(_own_annex(item, scope) for item in items if item.kind != "bestand")


def _own_annex(item: Attached, scope: Scope) -> str:
    """An annex of the parties' own; a picture has no words."""
    rows = _rows(item.table, scope.law) if item.kind == "tabel" else ()
    title = _line(ANNEX_TITLE_STYLE, escape(item.title))
    return (
        f'<bijlage id="{item.id}" nummer="{item.number}">{title}{"".join(map(str, rows))}</bijlage>'
    )


def _table_annex(item: TableAnnex, scope: Scope) -> str:
    """A table of the program's own, which refers to nothing."""
    title, closing = _line(HEADING_STYLE, escape(item.title)), escape(item.closing)
    rows = "".join(map(str, _rows(item.table, scope.law)))
    return f"{title}{rows}<regel>{closing}</regel>"


@at_most(4)
def _recitals(scope: Scope) -> tuple[Markup, ...]:
    """Each recital, for the line that the template makes of it."""
    lines = itertools.chain.from_iterable(_recital(text, scope) for text in scope.wording.recitals)
    return tuple(map(Markup, lines))


def _recital(text: ClauseText, scope: Scope) -> Iterator[str]:
    for block in text.body.blocks:
        if isinstance(block, Lid):
            yield f"{_clause(text)}{_words(block.inlines, text.clause.topic, scope)}</clausule>"


def _words(inlines: Inlines, topic: str, scope: Scope) -> str:
    tokens = (_inline(inline, scope.law) for inline in inlines)
    return "".join(
        [token if isinstance(token, str) else _reference(token, topic, scope) for token in tokens]
    )


def _inline(inline: Inline, law: LawTable) -> _Token:
    if isinstance(inline, Text):
        return _text(inline)
    if isinstance(inline, ValueUse):
        return f'<waarde pad="{inline.path}"{_format(inline)}/>'
    if isinstance(inline, Reference):
        return inline
    if isinstance(inline, LawCitation):
        shown = escape(law.references[inline.id].text)
        return f'<wet id="{escape(inline.id)}">{shown}</wet>'
    if isinstance(inline, LineBreak):
        return "\n"
    return ""  # an anchor says nothing: a number that refers to it names it


def _text(text: Text) -> str:
    form = _format(text)
    return f"<t{form}>{escape(text.text)}</t>" if form else escape(text.text)


def _format(inline: Text | ValueUse) -> str:
    """The attributes of bold or italic words, or of words in another language."""
    language = inline.language if isinstance(inline, Text) else ""
    if not (inline.bold or inline.italic or language):
        return ""
    wanted = {"vet": inline.bold, "cursief": inline.italic}
    form = "".join(f' {name}="1"' for name, is_on in wanted.items() if is_on)
    return f'{form} taal="{language}"' if language else form


def _reference(reference: Reference, topic: str, scope: Scope) -> str:
    """A reference: its words, and a mark for each number, which follows what it refers to, with
    what it shows. Word has no field for one to another file, so that it is a mark as a whole.
    """
    words = "".join(
        escape(part) if isinstance(part, str) else _number(part)
        for part in reference_parts(reference, topic, scope)
    )
    target = scope.wording.targets[reference.target]
    if target.elsewhere is None or target.same_file:
        return words
    return f'<verwijzing naar="{reference.target}">{words}</verwijzing>'


def _number(number: Number) -> str:
    return f'<nummer naar="{number.target}">{escape(number.shown)}</nummer>'
