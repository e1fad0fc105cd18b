"""The articles of a document as WordprocessingML.

What a clause always says the same is written once per parsed :class:`Body` and remembered; per document only
the places of values, references, bookmarks and ids are filled in.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from dlr_docs.model.document import (
    Anchor,
    Artikel,
    Body,
    ClauseText,
    Document,
    Inline,
    Inlines,
    LawCitation,
    Lid,
    LineBreak,
    Reference,
    Table,
    Target,
    Text,
    ValueUse,
    annex_target,
)
from dlr_docs.model.library import LawReference
from dlr_docs.numbers import Level, bookmark_name, label
from dlr_docs.word import contents_table
from dlr_docs.word.controls import Controls
from dlr_docs.word.xml import field, look, run

ARTICLE_STYLE = "Artikel"
HEADING_STYLE = "Kop1"
DEFINITION_STYLE = "Definitie"
NUMBERED_STYLES = (ARTICLE_STYLE, "Lid", "Onderdeel", "Subonderdeel")
_STYLES = {
    ("alinea", 0): "Artikeltekst",
    ("lid", 1): "Lid",
    ("onderdeel", 2): "Onderdeel",
    ("subonderdeel", 3): "Subonderdeel",
    ("vervolg", 0): "Artikeltekst",
    ("vervolg", 1): "Lidvervolg",
    ("vervolg", 2): "Onderdeelvervolg",
    ("vervolg", 3): "Subonderdeelvervolg",
    ("opsomming", 0): "Opsomming",
    ("opsomming", 1): "Lidopsomming",
    ("opsomming", 2): "Onderdeelopsomming",
    ("opsomming", 3): "Onderdeelopsomming",
}
ANNEX_STYLES = (contents_table.ANNEX_STYLE, *(f"Bijlage{style.lower()}" for style in NUMBERED_STYLES))
STYLES = frozenset(
    {
        HEADING_STYLE,
        DEFINITION_STYLE,
        "Tabel",
        "Tabelkop",
        "Tabeltekst",
        *_STYLES.values(),
        *NUMBERED_STYLES,
        *ANNEX_STYLES,
        *contents_table.STYLES,
    }
)
CONTENTS_FROM = 13  # a document with so many articles has a table of contents
_NUMBERED_STYLE = re.compile(f'<w:pStyle w:val="({"|".join(NUMBERED_STYLES)})"/>')
_TEXT_WIDTH = 9070  # twips between the margins of an A4 page in the shipped house style
_KEEP = "<w:keepNext/>"
_CELL_MARGINS = 240  # twips on both sides of a cell, and a little
_CHARACTER = 112  # twips of a bold character in a table
_SOME_REFERENCE = "artikel 10"
SHORT_TABLE = 6  # so many rows stay on one page; of a longer table the last two do, for the sake of totals
_END = object()

# Text that never changes, or a node that each document fills in.
Piece = str | ValueUse | Reference | LawCitation | Anchor | Table | object


@dataclass(frozen=True, slots=True)
class ListLook:
    """How a list of articles numbers: its levels, and the numbers that go before that of an article."""

    levels: tuple[Level, ...]
    before: tuple[int, ...] = ()

    def label(self, counts: tuple[int, ...]) -> str:
        """The label of a numbered paragraph."""
        return label((*self.before, *counts), self.levels)

    def has_word(self, counts: tuple[int, ...]) -> bool:
        """Whether the label of a paragraph holds a word beside its number."""
        return any(char.isalpha() for char in self.levels[len(self.before) + len(counts) - 1].text)

    @property
    def lid_names_its_article(self) -> bool:
        """Whether a lid shows the number of its article too, as in 3.2."""
        article = len(self.before) + 1
        return f"%{article}" in self.levels[article].text


@dataclass(frozen=True)  # without slots, for what is worked out once
class Scope:
    """What the pieces of one document are filled in with."""

    controls: Controls
    targets: Mapping[str, Target]
    laws: Mapping[str, LawReference]
    levels: tuple[Level, ...]
    annex_levels: tuple[Level, ...]
    annex: Document | None = None

    @functools.cached_property
    def own(self) -> ListLook:
        """How the paragraphs of this document are numbered."""
        if self.annex is None:
            return self.outside
        return ListLook(self.annex_levels, (self.annex.annex_number or 0,))

    @functools.cached_property
    def outside(self) -> ListLook:
        """How those of the document are numbered that an annex belongs to."""
        return ListLook(self.levels)

    @property
    def prefix(self) -> str:
        """What the bookmarks of clauses begin with, to keep those of an annex apart."""
        return "" if self.annex is None else f"{self.annex.id}."


def articles(artikelen: Iterable[Artikel], scope: Scope, comment: Mapping[str, str]) -> str:
    """All articles.

    Args:
        comment: per topic the reference of a drafting note, to be put in the heading; may be empty.
    """
    return "".join(part for artikel in artikelen for part in _article(artikel, scope, comment))


def kept_with_next(text: str) -> str:
    """Articles of which the last paragraph stays with what follows: signatures are not alone on a page."""
    start = text.rfind('<w:p><w:pPr><w:pStyle w:val="') if not text.endswith("</w:tbl>") else -1
    end = text.find("/>", start) + len("/>")
    if start < 0 or text.startswith(_KEEP, end) or "</w:tbl>" in text[start:]:
        return text
    return f"{text[:end]}{_KEEP}{text[end:]}"


def _article(artikel: Artikel, scope: Scope, comment: Mapping[str, str]) -> Iterator[str]:
    reference = scope.controls.next_id()
    for index, text in enumerate(artikel.texts):
        clause = scope.controls.next_id()
        start = f'<w:bookmarkStart w:id="{clause}" w:name="{clause_bookmark(text, scope.prefix)}"/>'
        if index == 0:
            target = scope.targets[artikel.topic].bookmark
            yield (
                f'<w:p><w:pPr><w:pStyle w:val="{ARTICLE_STYLE}"/></w:pPr>{start}'
                f'<w:bookmarkStart w:id="{reference}" w:name="{target}"/>{run(artikel.title)}'
                f'<w:bookmarkEnd w:id="{reference}"/>{comment.get(artikel.topic, "")}</w:p>'
            )
        else:
            yield start
        yield fill(pieces(text.body), artikel.topic, scope)
        yield f'<w:bookmarkEnd w:id="{clause}"/>'


def clause_bookmark(text: ClauseText, prefix: str = "") -> str:
    """The bookmark by which a clause is found back in the document."""
    return bookmark_name("clausule_", prefix + text.clause.id.replace("/", "__"))


def annex(document: Document, scope: Scope, comment: Mapping[str, str]) -> str:
    """A document as an annex of another one: a title on a new page, recitals and articles with their own numbers."""
    bookmark, number = scope.targets[annex_target(document.id)].bookmark, scope.controls.next_id()
    title = (
        f'<w:p><w:pPr><w:pStyle w:val="{ANNEX_STYLES[0]}"/></w:pPr><w:bookmarkStart w:id="{number}" '
        f'w:name="{bookmark}"/>{run(document.title)}<w:bookmarkEnd w:id="{number}"/></w:p>'
    )
    text = articles(document.artikelen, scope, comment)
    return title + _NUMBERED_STYLE.sub(_as_annex, text)


def _as_annex(match: re.Match[str]) -> str:
    return f'<w:pStyle w:val="Bijlage{match[1].lower()}"/>'


def recitals(texts: Iterable[ClauseText], scope: Scope) -> list[str]:
    """The runs of each recital, for the paragraphs that the template makes of them."""
    made = []
    for text in texts:
        lines = [fill(words, text.clause.topic, scope) for words in paragraph_pieces(text.body)]
        if lines:
            clause = scope.controls.next_id()
            lines[0] = f'<w:bookmarkStart w:id="{clause}" w:name="{clause_bookmark(text, scope.prefix)}"/>{lines[0]}'
            lines[-1] += f'<w:bookmarkEnd w:id="{clause}"/>'
        made.extend(lines)
    return made


def fill(parts: Iterable[Piece], topic: str, scope: Scope) -> str:
    """The text of pieces in one document."""
    made: list[str] = []
    opened: list[int] = []
    for part in parts:
        if isinstance(part, str):
            made.append(part)
        elif isinstance(part, ValueUse):
            made.append(scope.controls.by_path(part.path, look(part.bold, part.italic)))
        elif isinstance(part, Reference):
            made.append(_reference(part, topic, scope))
        elif isinstance(part, Table):
            made.append(f"<w:tblGrid>{_grid(part, scope)}</w:tblGrid>")
        elif isinstance(part, LawCitation):
            made.append(_citation(scope.laws[part.id]))
        elif isinstance(part, Anchor):
            opened.append(scope.controls.next_id())
            name = scope.targets[f"{topic}.{part.name}"].bookmark
            made.append(f'<w:bookmarkStart w:id="{opened[-1]}" w:name="{name}"/>')
        else:
            made.extend(f'<w:bookmarkEnd w:id="{number}"/>' for number in opened)
            opened.clear()
    return "".join(made)


@functools.lru_cache(maxsize=1024)
def _citation(law: LawReference) -> str:
    return run(law.text)


def _reference(reference: Reference, topic: str, scope: Scope) -> str:
    """A reference as a reader sees it, with a field for each number."""
    target = scope.targets[reference.target]
    if reference.form == "bijlage":
        return _annex_reference(target, scope)
    if target.elsewhere is not None and not target.same_file:
        return run(elsewhere_text(target))
    return _within_file(reference, target, topic, scope) + (run(f" van {target.elsewhere}") if target.same_file else "")


def _within_file(reference: Reference, target: Target, topic: str, scope: Scope) -> str:
    """A reference to an article, a lid or an onderdeel of this file."""
    look = scope.outside if target.same_file else scope.own
    own_topic = reference.target.partition(".")[0]
    if reference.form == "artikel" or len(target.counts) == 1:
        return _number(scope.targets[own_topic].bookmark, target.counts[:1], "artikel", look)
    if look.lid_names_its_article:
        return _full_number(target, look)
    article = ""
    if own_topic != topic or target.same_file:
        article = _number(scope.targets[own_topic].bookmark, target.counts[:1], "artikel", look) + run(", ")
    if len(target.counts) == 2:
        return article + _number(target.bookmark, target.counts, "lid", look)
    return article + run(f"lid\u00a0{target.counts[1]}, ") + _number(target.bookmark, target.counts, "onderdeel", look)


def _annex_reference(target: Target, scope: Scope) -> str:
    """A reference to an annex: a field when it stands in this file, and else its number as text."""
    if target.elsewhere is not None:
        return run(f"bijlage\u00a0{target.counts[0]}")
    return _number(target.bookmark, (), "bijlage", replace(scope.own, levels=scope.annex_levels, before=target.counts))


def _number(bookmark: str, counts: tuple[int, ...], kind: str, look: ListLook) -> str:
    """The number of a bookmarked paragraph as a REF field, which shows its whole label less a closing point.

    The word before it comes from the label where the template has one ("artikel 3"), and is typed where the
    template numbers with digits only.
    """
    word = "" if look.has_word(counts) else run(f"{kind}\u00a0")
    return word + field(f"REF {bookmark} \\n \\h", look.label(counts).rstrip("."))


def _full_number(target: Target, look: ListLook) -> str:
    """A lid or onderdeel with the numbers around it: "artikel 3.2(a)", where leden are numbered 3.1 and 3.2."""
    shown = "".join(look.label(target.counts[:depth]) for depth in range(2, len(target.counts) + 1))
    switch = "\\n" if len(target.counts) == 2 else "\\w"
    return run("artikel\u00a0") + field(f"REF {target.bookmark} {switch} \\h", shown.rstrip("."))


def elsewhere_text(target: Target) -> str:
    """A reference to another document, by title and number: Word has no field that keeps the number right
    when that other document changes, and the title stays.
    """
    lid = f"lid\u00a0{target.counts[1]} van " if len(target.counts) > 1 else ""
    return f"{lid}het artikel {target.title} (nummer\u00a0{target.counts[0]}) van {target.elsewhere}"


@functools.lru_cache(maxsize=8192)
def pieces(body: Body) -> tuple[Piece, ...]:
    """A parsed clause as pieces, neighbouring texts joined."""
    found: list[Piece] = []
    for before, block, after in zip((None, *body.blocks), body.blocks, (*body.blocks[1:], None), strict=False):
        if isinstance(block, Table):
            found.extend(_table(block))
        else:
            found.extend(_paragraph(block, isinstance(before, Table), isinstance(after, Table)))
    return tuple(_joined(found))


@functools.lru_cache(maxsize=1024)
def paragraph_pieces(body: Body) -> tuple[tuple[Piece, ...], ...]:
    """The words of each paragraph of a parsed clause as pieces."""
    return tuple(tuple(_joined(_inline_pieces(block.inlines))) for block in body.blocks if isinstance(block, Lid))


def _inline_pieces(inlines: Inlines) -> list[Piece]:
    return [*(_piece(inline) for inline in inlines), _END]


def _paragraph(lid: Lid, after_table: bool, before_table: bool) -> Iterator[Piece]:
    keep = _KEEP if before_table or _introduces(lid) else ""
    if after_table:
        keep += '<w:spacing w:before="160"/>'  # a table has no space of its own below it
    yield f'<w:p><w:pPr><w:pStyle w:val="{_style(lid)}"/>{keep}</w:pPr>'
    yield from _inline_pieces(lid.inlines)
    yield "</w:p>"


def _style(lid: Lid) -> str:
    """The style of a paragraph; an item that begins with a bold word defines that word."""
    if (lid.kind, lid.depth) == ("opsomming", 0) and lid.inlines and getattr(lid.inlines[0], "bold", False):
        return DEFINITION_STYLE
    return _STYLES[lid.kind, lid.depth]


def _introduces(lid: Lid) -> bool:
    """Whether a paragraph ends with a colon and so belongs on the page of what follows."""
    last = lid.inlines[-1] if lid.inlines else None
    return isinstance(last, Text) and last.text.endswith(":")


def _piece(inline: Inline) -> Piece:
    if isinstance(inline, Text):
        return run(inline.text, look(inline.bold, inline.italic, inline.language))
    if isinstance(inline, LineBreak):
        return "<w:r><w:br/></w:r>"
    return inline


def _table(table: Table) -> Iterator[Piece]:
    yield (
        '<w:tbl><w:tblPr><w:tblStyle w:val="Tabel"/><w:tblW w:w="5000" w:type="pct"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
        'w:noVBand="1"/></w:tblPr>'
    )
    yield table
    yield from _row(table.header, "Tabelkop", "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>")
    count = len(table.rows)
    for number, row in enumerate(table.rows, start=1):
        together = number < count and (count <= SHORT_TABLE or number == count - 1)
        yield from _row(row, "Tabeltekst", "<w:trPr><w:cantSplit/></w:trPr>", _KEEP * together)
    yield "</w:tbl>"


def _grid(table: Table, scope: Scope) -> str:
    """The columns of a table (ECMA-376-1, 17.4.48): wider for longer texts, within bounds, and wide enough for
    the longest word.
    """
    columns = [[_shown(cell, scope) for cell in column] for column in zip(table.header, *table.rows, strict=True)]
    weights = [min(max(map(len, column)), 36) for column in columns]
    words = [max(len(word) for text in column for word in text.split() or [""]) for column in columns]
    least = [_CELL_MARGINS + _CHARACTER * word for word in words]
    left = max(_TEXT_WIDTH - sum(least), 0)
    more = [max(weight - word, 0) + 1 for weight, word in zip(weights, words, strict=True)]
    wanted = [width + left * part // sum(more) for width, part in zip(least, more, strict=True)]
    return "".join(f'<w:gridCol w:w="{_TEXT_WIDTH * width // sum(wanted)}"/>' for width in wanted)


def _shown(cell: Inlines, scope: Scope) -> str:
    """The words of a cell, as far as their length matters."""
    return "".join(
        inline.text
        if isinstance(inline, Text)
        else scope.controls.shown(inline.path)
        if isinstance(inline, ValueUse)
        else _SOME_REFERENCE
        for inline in cell
    )


@dataclass(frozen=True, slots=True)
class TableAnnex:
    """An annex with one table, and a closing line under it."""

    title: str
    table: Table
    closing: str


def table_annexes(items: Iterable[TableAnnex], scope: Scope) -> str:
    """Annexes, each on a page of its own."""
    made = []
    for item in items:
        heading = f'<w:pPr><w:pStyle w:val="{HEADING_STYLE}"/><w:pageBreakBefore/></w:pPr>'
        made.append(f"<w:p>{heading}{run(item.title)}</w:p>")
        made.append(fill(_joined(_table(item.table)), "", scope))
        made.append(f'<w:p><w:pPr><w:spacing w:before="160"/></w:pPr>{run(item.closing)}</w:p>')
    return "".join(made)


def _row(cells: tuple[Inlines, ...], style: str, properties: str, keep: str = "") -> Iterator[Piece]:
    yield f"<w:tr>{properties}"
    for cell in cells:
        yield f'<w:tc><w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}</w:pPr>'
        yield from _inline_pieces(cell)
        yield "</w:p></w:tc>"
    yield "</w:tr>"


def _joined(parts: Iterable[Piece]) -> Iterator[Piece]:
    texts: list[str] = []
    anchored = False
    for part in parts:
        if isinstance(part, str):
            texts.append(part)
            continue
        anchored = anchored or isinstance(part, Anchor)
        if part is _END and not anchored:
            continue  # no bookmark to close in this paragraph
        if part is _END:
            anchored = False
        if texts:
            yield "".join(texts)
            texts = []
        yield part
    if texts:
        yield "".join(texts)
