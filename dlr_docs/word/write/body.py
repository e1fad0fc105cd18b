"""The articles of a document as WordprocessingML.

What a clause always says the same is written once per parsed :class:`Body`, and what a document
says but for its values once per :class:`Wording`; both are remembered. Per document only values are
filled in.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from msgspec import Struct

from dlr_docs.basis.memory import at_most
from dlr_docs.clause.references import Number, reference_parts
from dlr_docs.clause.scope import Annex, Scope
from dlr_docs.model.document import (
    Anchor,
    Artikel,
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
    annex_target,
)
from dlr_docs.word.package.xml import escape, field, run, run_properties
from dlr_docs.word.template.parts.controls import BOX, Controls, tick_box
from dlr_docs.word.template.style_names import (
    ANNEX_TITLE_STYLE,
    ARTICLE_STYLE,
    DEFINITION_STYLE,
    HEADING_STYLE,
    PARAGRAPH_STYLES,
    style_in_annex,
)
from dlr_docs.word.write import contents_table
from dlr_docs.word.write.data.provenance import clause_bookmark

CONTENTS_FROM = 13  # a document with so many articles has a table of contents
TEXT_WIDTH = 9070  # twips between the margins of an A4 page in the shipped house style
_KEEP = "<w:keepNext/>"
_CELL_MARGINS = 240  # twips on both sides of a cell, and a little
_CHARACTER = 112  # twips of a bold character in a table
_SOME_REFERENCE = "artikel 10"
SHORT_TABLE = (
    6  # so many rows stay on one page; of a longer table the last two do, for the sake of totals
)
_END = object()


class CellSpot(NamedTuple):
    """The place of the properties of a cell: its table, and its column."""

    table: Table
    column: int


# Text that never changes, or a node that stands for something else in each document.
Piece = str | ValueUse | Reference | LawCitation | Anchor | Table | CellSpot | object
_TICK_BOX = object()


class Spot(NamedTuple):
    """The place of a value: its path, the w:rPr of the text around it and the id of its control."""

    path: str
    properties: str
    number: int


# Text in which only values have still to be filled in, and tables whose columns are as wide as
# their values ask.
Fragment = str | Spot | Table | CellSpot


class WordsOnly(NamedTuple):
    """The place of the words of fragments, without their XML, for a line in a table of contents."""

    inside: Fragments


# The same, its texts in UTF-8: they are most of a document, and to copy them as text takes longer
# than to write them.
Fragments = tuple[bytes | Spot | Table | CellSpot | WordsOnly, ...]


class Settled(Struct, frozen=True, eq=False):
    """A document but for its values.

    ``heading`` is the line of an annex in a table of contents; ``recitals`` are the runs of each
    recital; ``lines`` are those of
    its articles in a table of contents; ``next_id`` is the first id that is still free.
    """

    heading: str
    recitals: tuple[Fragments, ...]
    articles: Fragments
    lines: tuple[str, ...]
    next_id: int


def settle(scope: Scope, comments: tuple[tuple[str, str], ...], first_id: int) -> Settled:
    """Write all of a document but its values. Remembered: a batch says the same again and again.

    Args:
        comments: topics with the reference of a drafting note, to be put in the heading.
        first_id: the first id that bookmarks and controls may have.
    """
    return scope.wording.memory.once(_settle, scope, comments, first_id)


@at_most(4)
def _settle(scope: Scope, comments: tuple[tuple[str, str], ...], first_id: int) -> Settled:
    ids = itertools.count(first_id)
    recitals = tuple(_recitals(scope, ids))
    title = _annex_title(scope.annex, scope, ids) if scope.annex else ""
    references, ends = dict(comments), _ending(scope)
    written = itertools.chain.from_iterable(
        _article(artikel, scope, references.get(artikel.topic, ""), ends, ids)
        for artikel in scope.wording.artikelen
    )
    return Settled(
        _annex_line(scope.annex, scope) if scope.annex else "",
        recitals,
        _encoded(_joined((title, *written))),
        tuple(_contents_line(artikel, scope) for artikel in scope.wording.artikelen),
        next(ids),
    )


def _ending(scope: Scope) -> ClauseText | None:
    """The text whose last paragraph stays with the signatures below it, so that these do not stand
    alone on a page; an annex has none.
    """
    if scope.annex:
        return None
    texts = itertools.chain.from_iterable(artikel.texts for artikel in scope.wording.artikelen)
    return next((text for text in reversed([*texts]) if text.body.blocks), None)


def _encoded(parts: Iterable[Fragment]) -> Fragments:
    return tuple(part.encode() if isinstance(part, str) else part for part in parts)


def fill(parts: Fragments, controls: Controls) -> bytes:
    """The text of parts in one document, in UTF-8."""
    tables = [part for part in parts if isinstance(part, Table)]
    widths = {id(table): _widths(table, controls) for table in tables}
    return b"".join(
        [
            part if isinstance(part, bytes) else _filled(part, controls, widths).encode()
            for part in parts
        ]
    )


def _filled(
    part: Spot | Table | CellSpot | WordsOnly,
    controls: Controls,
    widths: Mapping[int, tuple[int, ...]],
) -> str:
    if isinstance(part, Spot):
        return controls.by_path(*part)
    if isinstance(part, WordsOnly):
        return contents_table.words_of(fill(part.inside, controls).decode())
    if isinstance(part, CellSpot):
        return f'<w:tcW w:w="{widths[id(part.table)][part.column]}" w:type="dxa"/>'
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths[id(part)])
    return f"<w:tblGrid>{columns}</w:tblGrid>"


def _annex_line(annex: Annex, scope: Scope) -> str:
    bookmark = scope.wording.targets[annex_target(annex.id)].bookmark
    return contents_table.line(bookmark, scope.own.label(()), escape(annex.title))


def _contents_line(artikel: Artikel, scope: Scope) -> str:
    bookmark = scope.wording.targets[artikel.topic].bookmark
    return contents_table.line(bookmark, scope.own.label((artikel.number,)), escape(artikel.title))


def _article(
    artikel: Artikel, scope: Scope, comment: str, ends: ClauseText | None, ids: Iterator[int]
) -> Iterator[Fragment]:
    """An article.

    Args:
        comment: the reference of a drafting note, for in the heading.
        ends: the text that the document ends with.
    """
    reference = next(ids)
    in_annex = scope.annex is not None
    style = style_in_annex(ARTICLE_STYLE) if in_annex else ARTICLE_STYLE
    for index, text in enumerate(artikel.texts):
        clause = next(ids)
        start = f'<w:bookmarkStart w:id="{clause}" w:name="{clause_bookmark(text, scope.prefix)}"/>'
        if index == 0:
            target = scope.wording.targets[artikel.topic].bookmark
            yield (
                f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{start}'
                f'<w:bookmarkStart w:id="{reference}" w:name="{target}"/>{run(artikel.title)}'
                f'<w:bookmarkEnd w:id="{reference}"/>{comment}</w:p>'
            )
        else:
            yield start
        written = text.body.memory.once(pieces, text.body, in_annex, text is ends)
        yield from _settled(written, artikel.topic, scope, ids)
        yield f'<w:bookmarkEnd w:id="{clause}"/>'


def _annex_title(annex: Annex, scope: Scope, ids: Iterator[int]) -> str:
    """What an annex of another document begins with: its title, on a new page."""
    bookmark, number = scope.wording.targets[annex_target(annex.id)].bookmark, next(ids)
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{ANNEX_TITLE_STYLE}"/>'
        f'</w:pPr><w:bookmarkStart w:id="{number}" '
        f'w:name="{bookmark}"/>{run(annex.title)}<w:bookmarkEnd w:id="{number}"/></w:p>'
    )


def _recitals(scope: Scope, ids: Iterator[int]) -> Iterator[Fragments]:
    """The runs of each recital, for the paragraphs that the template makes of them."""
    for text in scope.wording.recitals:
        lines = [
            [*_settled(words, text.clause.topic, scope, ids)]
            for words in paragraph_pieces(text.body)
        ]
        if lines:
            clause = next(ids)
            name = clause_bookmark(text, scope.prefix)
            lines[0].insert(0, f'<w:bookmarkStart w:id="{clause}" w:name="{name}"/>')
            lines[-1].append(f'<w:bookmarkEnd w:id="{clause}"/>')
        yield from (_encoded(_joined(line)) for line in lines)


def _settled(
    parts: Iterable[Piece], topic: str, scope: Scope, ids: Iterator[int]
) -> Iterator[Fragment]:
    """Pieces with all in its place but values."""
    opened: list[int] = []
    for part in parts:
        if isinstance(part, str | Table | CellSpot):
            yield part
        elif isinstance(part, ValueUse):
            yield Spot(part.path, run_properties(part), next(ids))
        elif isinstance(part, Reference):
            yield _reference(part, topic, scope)
        elif isinstance(part, LawCitation):
            yield run(scope.law.references[part.id].text)
        elif isinstance(part, Anchor):
            opened.append(next(ids))
            name = scope.wording.targets[f"{topic}.{part.name}"].bookmark
            yield f'<w:bookmarkStart w:id="{opened[-1]}" w:name="{name}"/>'
        elif part is _TICK_BOX:
            yield tick_box(next(ids))
        else:
            yield "".join(f'<w:bookmarkEnd w:id="{number}"/>' for number in opened)
            opened.clear()


def _reference(reference: Reference, topic: str, scope: Scope) -> str:
    """A reference as a reader sees it, with a field for each number."""
    return "".join(
        run(part) if isinstance(part, str) else field(_number_field(part), part.shown)
        for part in reference_parts(reference, topic, scope)
    )


def _number_field(number: Number) -> str:
    """The code of the field that shows the number of a paragraph (ECMA-376-1, 17.16.5.51)."""
    switch = "\\w" if number.in_full else "\\n"
    return f"REF {number.bookmark} {switch} \\h"


def pieces(body: Body, in_annex: bool, ends: bool) -> tuple[Piece, ...]:
    """A parsed clause as pieces, neighbouring texts joined.

    Args:
        in_annex: whether it stands in an annex, where paragraphs have numbers of their own.
        ends: whether it is what a document ends with.
    """
    found: list[Piece] = []
    around = zip((None, *body.blocks), body.blocks, (*body.blocks[1:], None), strict=False)
    for before, block, after in around:
        if isinstance(block, Table):
            found.extend(_table(block))
            continue
        style = paragraph_style(block)
        keep = _KEEP if isinstance(after, Table) or _introduces(block) else ""
        found.extend(
            _paragraph(
                block,
                style_in_annex(style) if in_annex else style,
                _KEEP if ends and after is None else keep,
                isinstance(before, Table),
            )
        )
    return tuple(_joined(found))


def paragraph_pieces(body: Body) -> tuple[tuple[Piece, ...], ...]:
    """The words of each paragraph of a parsed clause as pieces."""
    return tuple(
        tuple(_joined(_inline_pieces(block.inlines)))
        for block in body.blocks
        if isinstance(block, Lid)
    )


def _inline_pieces(inlines: Inlines) -> Iterator[Piece]:
    yield from itertools.chain.from_iterable(map(_pieces_of, inlines))
    if any(isinstance(inline, Anchor) for inline in inlines):
        yield _END


def _paragraph(lid: Lid, style: str, keep: str, after_table: bool) -> Iterator[Piece]:
    space = '<w:spacing w:before="160"/>' if after_table else ""  # a table has none below it
    yield f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}{space}</w:pPr>'
    yield from _inline_pieces(lid.inlines)
    yield "</w:p>"


def paragraph_style(lid: Lid) -> str:
    """The style of a paragraph; an item that begins with a bold word defines that word."""
    if (
        (lid.kind, lid.depth) == ("opsomming", 0)
        and lid.inlines
        and getattr(lid.inlines[0], "bold", False)
    ):
        return DEFINITION_STYLE
    return PARAGRAPH_STYLES[lid.kind, lid.depth]


def _introduces(lid: Lid) -> bool:
    """Whether a paragraph ends with a colon and so belongs on the page of what follows."""
    last = lid.inlines[-1] if lid.inlines else None
    return isinstance(last, Text) and last.text.endswith(":")


def _pieces_of(inline: Inline) -> Iterator[Piece]:
    if isinstance(inline, Text):
        yield from _text_pieces(inline)
    elif isinstance(inline, LineBreak):
        yield "<w:r><w:br/></w:r>"
    else:
        yield inline


def _text_pieces(text: Text) -> Iterator[Piece]:
    """The runs of a text, with a control for each box to tick."""
    properties = run_properties(text)
    for number, words in enumerate(text.text.split(BOX)):
        if number:
            yield _TICK_BOX
        if words:
            yield run(words, properties)


def _table(table: Table) -> Iterator[Piece]:
    yield (
        '<w:tbl><w:tblPr><w:tblStyle w:val="Tabel"/><w:tblW w:w="5000" w:type="pct"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" '
        'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
        'w:noVBand="1"/></w:tblPr>'
    )
    yield table
    yield from _row(
        table, table.header, "Tabelkop", "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
    )
    count = len(table.rows)
    for number, row in enumerate(table.rows, start=1):
        together = number < count and (count <= SHORT_TABLE or number == count - 1)
        keep = _KEEP * together
        yield from _row(table, row, "Tabeltekst", "<w:trPr><w:cantSplit/></w:trPr>", keep)
    yield "</w:tbl>"


def _widths(table: Table, controls: Controls) -> tuple[int, ...]:
    """The widths of the columns (ECMA-376-1, 17.4.48): wider for longer texts, within bounds, and
    wide enough for the longest word. Every cell says the same again (17.4.71), since programs that
    lay out as Word does go by the cells and not by the grid.
    """
    columns = [_column(column, controls) for column in zip(table.header, *table.rows, strict=True)]
    left = max(TEXT_WIDTH - sum(column.least for column in columns), 0)
    more = sum(column.more for column in columns)
    wanted = [column.least + left * column.more // more for column in columns]
    return tuple(TEXT_WIDTH * width // sum(wanted) for width in wanted)


class _Column(NamedTuple):
    """The least width of a column, and its share of what is left."""

    least: int
    more: int


def _column(cells: Iterable[Inlines], controls: Controls) -> _Column:
    texts = [_shown(cell, controls) for cell in cells]
    word = max(len(word) for word in " ".join(texts).split() or [""])
    weight = min(max(map(len, texts)), 36)
    return _Column(_CELL_MARGINS + _CHARACTER * word, max(weight - word, 0) + 1)


def _shown(cell: Inlines, controls: Controls) -> str:
    """The words of a cell, as far as their length matters."""
    return "".join(
        inline.text
        if isinstance(inline, Text)
        else controls.shown(inline.path)
        if isinstance(inline, ValueUse)
        else _SOME_REFERENCE
        for inline in cell
    )


def table_annexes(items: Iterable[TableAnnex], scope: Scope, controls: Controls) -> str:
    """Annexes, each on a page of its own."""
    made = []
    ids = iter(controls.next_id, None)
    for number, item in enumerate(items, start=1):
        heading = f'<w:pPr><w:pStyle w:val="{HEADING_STYLE}"/><w:pageBreakBefore/></w:pPr>'
        title = contents_table.bookmarked(run(item.title), table_bookmark(number), next(ids))
        made.append(f"<w:p>{heading}{title}</w:p>")
        made.append(plain_table(item.table, scope, controls))
        made.append(f'<w:p><w:pPr><w:spacing w:before="160"/></w:pPr>{run(item.closing)}</w:p>')
    return "".join(made)


def plain_table(table: Table, scope: Scope, controls: Controls) -> str:
    """A table of plain texts."""
    ids = iter(controls.next_id, None)
    return fill(_encoded(_settled(_table(table), "", scope, ids)), controls).decode()


def table_bookmark(number: int) -> str:
    """The name of the place of an annex of one table."""
    return f"_Toc_bijlage_{number}"


def table_lines(items: Iterable[TableAnnex]) -> list[str]:
    """The lines of annexes of one table in a table of contents."""
    return [
        contents_table.line(table_bookmark(number), "", escape(item.title))
        for number, item in enumerate(items, start=1)
    ]


def _row(
    table: Table, cells: tuple[Inlines, ...], style: str, properties: str, keep: str = ""
) -> Iterator[Piece]:
    yield f"<w:tr>{properties}"
    for column, cell in enumerate(cells):
        yield "<w:tc><w:tcPr>"
        yield CellSpot(table, column)
        yield f'</w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}</w:pPr>'
        yield from _inline_pieces(cell)
        yield "</w:p></w:tc>"
    yield "</w:tr>"


def _joined(parts: Iterable[Any]) -> Iterator[Any]:
    """Fragments with neighbouring texts joined."""
    for is_text, group in itertools.groupby(parts, lambda part: isinstance(part, str)):
        if is_text:
            yield "".join(group)
        else:
            yield from group
