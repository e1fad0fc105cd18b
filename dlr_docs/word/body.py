"""The articles of a document as WordprocessingML.

What a clause always says the same is written once per parsed :class:`Body` and remembered; per document only
the places of values, references, bookmarks and ids are filled in.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

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
    Target,
    Text,
    ValueUse,
)
from dlr_docs.model.library import LawReference
from dlr_docs.numbers import Level, bookmark_name, label
from dlr_docs.word.controls import Controls
from dlr_docs.word.xml import field, look, run

ARTICLE_STYLE = "Artikel"
HEADING_STYLE = "Kop1"
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
STYLES = frozenset({ARTICLE_STYLE, HEADING_STYLE, "Tabel", "Tabelkop", "Tabeltekst", *_STYLES.values()})
_TEXT_WIDTH = 9070  # twips between the margins of an A4 page in the shipped house style
SHORT_TABLE = 6  # so many rows stay on one page; of a longer table the last two do, for the sake of totals
_END = object()

# Text that never changes, or a node that each document fills in.
Piece = str | ValueUse | Reference | LawCitation | Anchor | object


@dataclass(frozen=True, slots=True)
class Scope:
    """What the pieces of one document are filled in with."""

    controls: Controls
    targets: Mapping[str, Target]
    laws: Mapping[str, LawReference]
    levels: tuple[Level, ...]


def articles(artikelen: Iterable[Artikel], scope: Scope, comment: Mapping[str, str]) -> str:
    """All articles.

    Args:
        comment: per topic the reference of a drafting note, to be put in the heading; may be empty.
    """
    return "".join(part for artikel in artikelen for part in _article(artikel, scope, comment))


def _article(artikel: Artikel, scope: Scope, comment: Mapping[str, str]) -> Iterator[str]:
    reference = scope.controls.next_id()
    for index, text in enumerate(artikel.texts):
        clause = scope.controls.next_id()
        start = f'<w:bookmarkStart w:id="{clause}" w:name="{clause_bookmark(text)}"/>'
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


def clause_bookmark(text: ClauseText) -> str:
    """The bookmark by which a clause is found back in the document."""
    return bookmark_name("clausule_", text.clause.id.replace("/", "__"))


def recitals(texts: Iterable[ClauseText], scope: Scope) -> list[str]:
    """The runs of each recital, for the paragraphs that the template makes of them."""
    made = []
    for text in texts:
        lines = [
            fill(_inline_pieces(block.inlines), text.clause.topic, scope)
            for block in text.body.blocks
            if isinstance(block, Lid)
        ]
        if lines:
            clause = scope.controls.next_id()
            lines[0] = f'<w:bookmarkStart w:id="{clause}" w:name="{clause_bookmark(text)}"/>{lines[0]}'
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
        elif isinstance(part, LawCitation):
            made.append(run(scope.laws[part.id].text))
        elif isinstance(part, Anchor):
            opened.append(scope.controls.next_id())
            name = scope.targets[f"{topic}.{part.name}"].bookmark
            made.append(f'<w:bookmarkStart w:id="{opened[-1]}" w:name="{name}"/>')
        else:
            made.extend(f'<w:bookmarkEnd w:id="{number}"/>' for number in opened)
            opened.clear()
    return "".join(made)


def _reference(reference: Reference, topic: str, scope: Scope) -> str:
    """A reference as a reader sees it, with a field for each number."""
    target = scope.targets[reference.target]
    if target.elsewhere is not None:
        return run(elsewhere_text(target))
    own_topic = reference.target.partition(".")[0]
    made = []
    if reference.form == "artikel" or own_topic != topic:
        made.append(_number(scope.targets[own_topic].bookmark, target.counts[:1], "artikel", scope))
    if reference.form == "lid" and len(target.counts) > 1:
        kind = "lid" if len(target.counts) == 2 else "onderdeel"
        between = f"lid\u00a0{target.counts[1]}, " if kind == "onderdeel" else ""
        made.append(_number(target.bookmark, target.counts, kind, scope, between))
    return run(", ").join(made)


def _number(bookmark: str, counts: tuple[int, ...], kind: str, scope: Scope, between: str = "") -> str:
    """The number of a bookmarked paragraph as a REF field, which shows its whole label less a closing point.

    The word before it comes from the label where the template has one ("artikel 3"), and is typed where the
    template numbers with digits only.
    """
    shown = label(counts, scope.levels).rstrip(".")
    word = between if any(char.isalpha() for char in shown[:-1]) else f"{between}{kind}\u00a0"
    return (run(word) if word else "") + field(f"REF {bookmark} \\n \\h", shown)


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
    for before, block in zip((None, *body.blocks), body.blocks, strict=False):
        if isinstance(block, Table):
            found.extend(_table(block))
        else:
            found.extend(_paragraph(block, after_table=isinstance(before, Table)))
    return tuple(_joined(found))


def _inline_pieces(inlines: Inlines) -> list[Piece]:
    return [*(_piece(inline) for inline in inlines), _END]


def _paragraph(lid: Lid, after_table: bool) -> Iterator[Piece]:
    keep = "<w:keepNext/>" if _introduces(lid) else ""
    if after_table:
        keep += '<w:spacing w:before="160"/>'  # a table has no space of its own below it
    yield f'<w:p><w:pPr><w:pStyle w:val="{_STYLES[lid.kind, lid.depth]}"/>{keep}</w:pPr>'
    yield from _inline_pieces(lid.inlines)
    yield "</w:p>"


def _introduces(lid: Lid) -> bool:
    """Whether a paragraph ends with a colon and so belongs on the page of what follows."""
    last = lid.inlines[-1] if lid.inlines else None
    return isinstance(last, Text) and last.text.endswith(":")


def _piece(inline: Inline) -> Piece:
    if isinstance(inline, Text):
        return run(inline.text, look(inline.bold, inline.italic))
    if isinstance(inline, LineBreak):
        return "<w:r><w:br/></w:r>"
    return inline


def _table(table: Table) -> Iterator[Piece]:
    widths = _widths(table)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    yield (
        '<w:tbl><w:tblPr><w:tblStyle w:val="Tabel"/><w:tblW w:w="5000" w:type="pct"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
        f'w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )
    yield from _row(table.header, widths, "Tabelkop", "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>")
    count = len(table.rows)
    for number, row in enumerate(table.rows, start=1):
        together = number < count and (count <= SHORT_TABLE or number == count - 1)
        yield from _row(row, widths, "Tabeltekst", "<w:trPr><w:cantSplit/></w:trPr>", "<w:keepNext/>" * together)
    yield "</w:tbl>"


def _widths(table: Table) -> list[int]:
    """The widths of the columns in twips: wider for longer texts, within bounds."""
    columns = zip(table.header, *table.rows, strict=True)
    weights = [min(max(max(_length(cell) for cell in column), 10), 40) for column in columns]
    return [_TEXT_WIDTH * weight // sum(weights) for weight in weights]


def _length(cell: Inlines) -> int:
    """About how many characters a cell has; a value counts as a few words."""
    return sum(len(inline.text) if isinstance(inline, Text) else 16 for inline in cell)


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex with one table, and a closing line under it."""

    title: str
    table: Table
    closing: str


def annexes(items: Iterable[Annex], scope: Scope) -> str:
    """Annexes, each on a page of its own."""
    made = []
    for item in items:
        heading = f'<w:pPr><w:pStyle w:val="{HEADING_STYLE}"/><w:pageBreakBefore/></w:pPr>'
        made.append(f"<w:p>{heading}{run(item.title)}</w:p>")
        made.append(fill(_joined(_table(item.table)), "", scope))
        made.append(f'<w:p><w:pPr><w:spacing w:before="160"/></w:pPr>{run(item.closing)}</w:p>')
    return "".join(made)


def _row(cells: tuple[Inlines, ...], widths: list[int], style: str, properties: str, keep: str = "") -> Iterator[Piece]:
    yield f"<w:tr>{properties}"
    for cell, width in zip(cells, widths, strict=True):
        yield f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        yield f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}</w:pPr>'
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
