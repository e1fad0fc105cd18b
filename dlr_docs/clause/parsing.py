"""Rendered clause text to the document tree, by way of a CommonMark parser.

A numbered item at the top is a lid, inside it an onderdeel, inside that a subonderdeel; a plain
paragraph is an unnumbered lid. Marks become values and references. The same text gives the same
:class:`Body`, so a batch parses each clause once.

What a mark holds means nothing to Markdown. So the text is parsed with numbered holes in the place
of its marks, which gives a tree of the library's own words only, and that tree is kept on disk;
then the holes are filled.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.cache import remembered
from dlr_docs.basis.characters import FORBIDDEN
from dlr_docs.basis.memory import Memory, at_most
from dlr_docs.basis.problems import Place, Problem, RenderError, error, grouped
from dlr_docs.clause.markers import CLOSE, OPEN, PATTERN, read
from dlr_docs.model.document import (
    NUMBERED,
    Anchor,
    Body,
    BodyBlock,
    Inline,
    Inlines,
    LawCitation,
    Lid,
    LidKind,
    LineBreak,
    Reference,
    Table,
    Text,
    ValueUse,
    annex_target,
)

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_REFUSED = {
    "heading_open": "een kop",
    "fence": "een codeblok",
    "code_block": "een ingesprongen codeblok",
    "hr": "een streep",
    "blockquote_open": "een citaat",
    "html_block": "HTML",
    "image": "een afbeelding",
    "link_open": "een hyperlink",
    "code_inline": "code",
    "html_inline": "HTML",
}


MAXIMUM_TEXT = 60_000  # characters, the holes counted as a few
MAXIMUM_LINES = 3_000  # of one clause; the parser takes a tenth of a second for these
MAXIMUM_COLUMNS = 63  # what Word can show
MAXIMUM_CELLS = 30_000  # the parser makes short rows as wide as the header
MAXIMUM_SIGNS = 10_000  # that may be markup; the parser looks from each to the others
_SIGN = re.compile(r"[\[*_`<]")
MAXIMUM_LISTS = 6  # lists in lists; the parser drops text without a word at twice that
_CELL_END = re.compile(r"(?<!\\)\|")
_LAST_END = re.compile(r"(?<!\\)\|\s*\Z")
_ENTITY = re.compile(r"&(?:#\w{1,8}|\w{1,32});")


@functools.cache
def _markdown() -> MarkdownIt:
    """The parser; without link references, whose definitions vanish from the text."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": True}).enable("table").disable("reference")


class _Hole(NamedTuple):
    """The place of a mark, by its number."""

    number: int
    formatting: Text


_Words = tuple[Text | LineBreak | _Hole, ...]


# A rendered text does not know which clause it came from; who asked for it says so.
_TEXT = Place("tekst")


class _Paragraph(NamedTuple):
    """A lid with holes."""

    words: _Words
    depth: int
    kind: LidKind


class _Grid(NamedTuple):
    """A table with holes; its first row is the header."""

    rows: tuple[tuple[_Words, ...], ...]


_Shape = tuple[_Paragraph | _Grid, ...]


def parse(
    text: str,
    memory: Memory | None = None,
    with_number: tuple[str, ...] = (),
    *,
    is_kept: bool = True,
) -> Body:
    """Parse rendered text.

    Args:
        text: a rendered clause.
        memory: that of the clause; texts that differ in what their marks say have one shape.
        with_number: words of the library that stay on one line with a number behind them.
        is_kept: whether its shape may be kept on disk; what parties wrote themselves is not.

    Raises:
        RenderError: for Markdown that an agreement has no place for; the problem has no place
            in a file, since rendering moves lines, but an excerpt by which the place can be found.
    """
    _refuse_hidden(text)
    marks: list[str] = []

    def hole(match: re.Match[str]) -> str:
        marks.append(match[1])
        return f"{OPEN}{len(marks) - 1}{CLOSE}"

    holed = PATTERN.sub(hole, _kept_together(text, with_number))
    _refuse_size(holed)
    shape = (memory or Memory()).once(_shape if is_kept else _read_shape, holed)
    return Body(tuple(_block(part, marks) for part in shape))


def _kept_together(text: str, words: tuple[str, ...]) -> str:
    """A text in which these words stay on the line of the value behind them."""
    if not words:
        return text
    one = "|".join(map(re.escape, (*words, *(word.capitalize() for word in words))))
    return re.sub(f"\\b({one}) (?={OPEN})", "\\1\u00a0", text)


def _refuse_hidden(text: str) -> None:
    """Refuse an entity that stands for a mark of ours, or for what Word cannot hold."""
    for match in _ENTITY.finditer(text):
        meant = _character(match[0])
        if OPEN in meant or CLOSE in meant or FORBIDDEN.search(meant):
            message = f"{match[0]} staat voor een teken dat hier niet mag"
            raise RenderError(
                replace(error(codes.PRIVETEKEN, message, _TEXT, "Haal het weg."), excerpt=match[0])
            )


def _character(entity: str) -> str:
    from html import unescape  # a list of two thousand names, for what few texts have

    return unescape(entity)


def _refuse_size(text: str) -> None:
    """Refuse what would keep the parser busy for seconds."""
    lines = text.split("\n")
    columns, cells = _tables(lines)
    for code, found, maximum, words in (
        (
            codes.CLAUSULE_TE_LANG,
            len(text),
            MAXIMUM_TEXT,
            "een clausule wordt hoogstens {} tekens, waarden niet meegeteld",
        ),
        (
            codes.CLAUSULE_TE_LANG,
            len(lines),
            MAXIMUM_LINES,
            "een clausule wordt hoogstens {} regels",
        ),
        (
            codes.CLAUSULE_TE_LANG,
            sum(1 for _ in _SIGN.finditer(text)),
            MAXIMUM_SIGNS,
            "hoogstens {} tekens als * en [",
        ),
        (codes.TABEL_TE_GROOT, columns, MAXIMUM_COLUMNS, "een tabel heeft hoogstens {} kolommen"),
        (
            codes.TABEL_TE_GROOT,
            cells,
            MAXIMUM_CELLS,
            "de tabellen van een clausule hebben samen hoogstens {} cellen",
        ),
    ):
        if found > maximum:
            hint = (
                "Is een lijst in het keuzebestand heel lang, verdeel "
                "die dan. Verdeel anders de clausule."
            )
            raise RenderError(error(code, words.format(grouped(maximum)), _TEXT, hint))


def _tables(lines: list[str]) -> tuple[int, int]:
    """The columns of the widest table, and the cells of all tables: the line of dashes says how
    many columns.
    """
    widest = cells = columns = 0
    for line in lines:
        signs = "".join(line.split())
        if signs and "-" in signs and "|" in signs and set(signs) <= set("|-:"):
            columns = len(signs.strip("|").split("|"))
            widest = max(widest, columns)
        columns = columns if signs else 0  # an empty line ends a table
        cells += columns
    return widest, cells


@at_most(64)
def _shape(text: str) -> _Shape:
    """The blocks of a text with holes."""
    return remembered("tekst", text, lambda: _read_shape(text))


@at_most(64)
def _read_shape(text: str) -> _Shape:
    reader = _Reader(iter(_markdown().parse(text)), text.split("\n"))
    return tuple(reader.blocks())


def _block(part: _Paragraph | _Grid, marks: list[str]) -> BodyBlock:
    if isinstance(part, _Grid):
        rows = tuple(tuple(_filled(cell, marks) for cell in row) for row in part.rows)
        if any(map(_has_anchor, itertools.chain.from_iterable(rows))):
            message = "een anker kan niet in een tabel; een cel heeft geen nummer"
            raise RenderError(error(codes.ANKER_ZONDER_NUMMER, message, _TEXT))
        return Table(rows[0], rows[1:])
    content = _filled(part.words, marks)
    if part.depth and part.kind not in NUMBERED and _has_anchor(content):
        message = (
            "een anker hoort aan het begin van een lid of onderdeel; "
            "een verwijzing heeft een nummer nodig"
        )
        raise RenderError(error(codes.ANKER_ZONDER_NUMMER, message, _TEXT))
    return Lid(part.kind, content, part.depth)


def _has_anchor(inlines: Inlines) -> bool:
    return any(isinstance(inline, Anchor) for inline in inlines)


def _filled(words: _Words, marks: list[str]) -> Inlines:
    """Words with what the marks say in their place."""
    whole = (
        _marked(marks[word.number], word.formatting) if isinstance(word, _Hole) else word
        for word in words
    )
    return tuple(_joined(whole))


class _Reader(Struct):
    """Walks the tokens once; ``lists`` holds the kinds of list that the current token is in."""

    tokens: Iterator[Token]
    lines: list[str]
    lists: list[str] = field(default_factory=list)
    started: list[bool] = field(default_factory=list)

    def blocks(self) -> Iterator[_Paragraph | _Grid]:
        for token in self.tokens:
            if token.type in _REFUSED:
                raise RenderError(_refusal(token, self._line(token)))
            if token.type in ("ordered_list_open", "bullet_list_open"):
                self._open_list(token.type.removesuffix("_list_open"))
            elif token.type in ("ordered_list_close", "bullet_list_close"):
                self.lists.pop()
            elif token.type == "list_item_open":
                self._refuse_number(token)
                self.started.append(False)
            elif token.type == "list_item_close":
                self.started.pop()
            elif token.type == "inline":
                yield self._paragraph(_words(token))
            elif token.type == "table_open":
                yield self._table()

    def _open_list(self, kind: str) -> None:
        if kind == "ordered" and "bullet" in self.lists:
            message = "een genummerde lijst kan niet in een opsomming met streepjes staan"
            raise RenderError(error(codes.NUMMERS_IN_OPSOMMING, message, _TEXT))
        self.lists.append(kind)
        if len(self.lists) > MAXIMUM_LISTS:
            raise RenderError(
                error(codes.TE_DIEP, "een opsomming kan niet verder worden onderverdeeld", _TEXT)
            )

    def _refuse_number(self, token: Token) -> None:
        """Refuse an item with a number of its own, as a line that begins with a year: Word numbers
        from 1.
        """
        if self.lists[-1] == "ordered" and token.info != "1":
            message = (
                f"een lid begint met '1.', en hier staat '{token.info[:9]}.'; Word nummert zelf"
            )
            hint = f"Schrijf 1., of {token.info[:9]}\\. als het bij de zin hoort."
            raise RenderError(
                replace(
                    error(codes.NUMMER_IN_TEKST, message, _TEXT, hint), excerpt=f"{token.info}."
                )
            )

    def _line(self, token: Token) -> str:
        """The rendered line that a token begins on."""
        number = token.map[0] if token.map else 0
        return self.lines[number] if number < len(self.lines) else ""

    def _paragraph(self, words: _Words) -> _Paragraph:
        depth = self.lists.count("ordered")
        if depth > len(NUMBERED):
            raise RenderError(
                error(codes.TE_DIEP, "een subonderdeel kan niet verder worden onderverdeeld", _TEXT)
            )
        first = bool(self.started) and not self.started[-1]
        if first:
            self.started[-1] = True
        kind = self._kind(first, depth)
        return _Paragraph(words, depth, kind)

    def _kind(self, first: bool, depth: int) -> LidKind:
        if not self.lists:
            return "alinea"
        if not first:
            return "vervolg"
        return "opsomming" if self.lists[-1] == "bullet" else NUMBERED[depth - 1]

    def _refuse_wide_row(self, token: Token, columns: int | None) -> None:
        """Refuse a row with more cells than the header, of which Markdown would drop the rest
        without a word.
        """
        line = self._line(token)
        if columns is not None and len(
            _CELL_END.findall(line.strip().removeprefix("|"))
        ) >= columns + bool(_LAST_END.search(line)):
            message = f"deze rij heeft meer cellen dan de kop van de tabel: {line.strip()[:40]}"
            raise RenderError(
                replace(error(codes.TABELRIJ_TE_LANG, message, _TEXT), excerpt=line.strip())
            )

    def _table(self) -> _Grid:
        if self.lists:
            raise RenderError(
                error(codes.TABEL_IN_LID, "een tabel kan niet in een lid of opsomming staan", _TEXT)
            )
        rows: list[tuple[_Words, ...]] = []
        cells: list[_Words] = []
        for token in self.tokens:
            if token.type == "tr_open":
                self._refuse_wide_row(token, len(rows[0]) if rows else None)
                cells = []
            elif token.type == "inline":
                cells.append(_words(token))
            elif token.type == "tr_close":
                rows.append(tuple(cells))
            elif token.type == "table_close":
                break
        return _Grid(tuple(rows))


def _refusal(token: Token, line: str) -> Problem:
    """What is refused, with the longest stretch of its line that the clause itself holds."""
    words = max(PATTERN.split(line)[::2], key=len, default="").strip()
    message = f"{_REFUSED[token.type]} kan niet in een clausule: {words[:40]}"
    return replace(error(codes.MARKDOWN_NIET_TOEGESTAAN, message, _TEXT), excerpt=words)


def _words(token: Token) -> _Words:
    """The words and holes of one paragraph."""
    found: list[Text | LineBreak | _Hole] = []
    bold = italic = 0
    for child in token.children or ():
        if child.type in _REFUSED:
            raise RenderError(_refusal(child, token.content.splitlines()[0]))
        bold += {"strong_open": 1, "strong_close": -1}.get(child.type, 0)
        italic += {"em_open": 1, "em_close": -1}.get(child.type, 0)
        formatting = Text("", bold > 0, italic > 0)
        if child.type == "softbreak":
            found.append(replace(formatting, text=" "))
        elif child.type == "hardbreak":
            found.append(LineBreak())
        elif child.type in ("text", "text_special"):
            found.extend(_pieces(child.content, formatting))
    return tuple(found)


def _pieces(text: str, formatting: Text) -> Iterator[Text | _Hole]:
    """Words and holes of one stretch of text, all with the formatting of a text without words."""
    end = 0
    for match in PATTERN.finditer(text):
        if match.start() > end:
            yield replace(formatting, text=text[end : match.start()])
        yield _Hole(int(match[1]), formatting)
        end = match.end()
    if end < len(text):
        yield replace(formatting, text=text[end:])


def _marked(body: str, formatting: Text) -> Inline:
    form, content = read(body)
    if form == "waarde":
        return ValueUse(content, formatting.bold, formatting.italic)
    if form == "tekst":
        return replace(formatting, text=content)
    if form == "anderstalig":
        code, _, words = content.partition(" ")
        return replace(formatting, text=words, language=code)
    if form == "wet":
        return LawCitation(content)
    if form == "anker":
        return Anchor(content)
    if form == "bijlage":
        return Reference(annex_target(content), "bijlage")
    return Reference(content, "lid" if form == "lid" else "artikel")


def _joined(parts: Iterable[Inline]) -> Iterator[Inline]:
    """Neighbouring words of one look become one text."""
    last: Text | None = None
    for part in parts:
        if isinstance(part, Text) and last and replace(part, text=last.text) == last:
            last = replace(last, text=last.text + part.text)
            continue
        if last:
            yield last
        last = part if isinstance(part, Text) else None
        if last is None:
            yield part
    if last:
        yield last
