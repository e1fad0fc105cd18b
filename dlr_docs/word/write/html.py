"""A whole document as HTML, as it will read in Word: what its Word template says around the
articles, and the articles themselves, with the numbers that Word shows.

It follows from the same tree and the same template as the .docx, so it needs no Word file. A number
that a template gives to a single paragraph, and not to its style, is not shown.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Template
from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.clause.html import (
    NOWHERE,
    Leads,
    Look,
    article_html,
    articles_html,
    formatted,
    numbered,
    recitals_html,
    text_html,
    value_html,
)
from dlr_docs.clause.scope import Annex, Scope
from dlr_docs.model.document import (
    Artikel,
    Bundle,
    Document,
    TableAnnex,
    ValueUse,
    annex_target,
)
from dlr_docs.model.values import Value, walk
from dlr_docs.word.package.opening import package_of, parse_part, read_file
from dlr_docs.word.package.reading.numbering import Counter, LevelUse, numbering_of
from dlr_docs.word.package.reading.styles import styles_of
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.package.stores import TOLD
from dlr_docs.word.template.compiled import WordTemplate, render_part, told_parts
from dlr_docs.word.template.loading import open_template
from dlr_docs.word.template.names import MARKER
from dlr_docs.word.template.parts.places import ANNEXES, CONTENTS, PLACEHOLDERS
from dlr_docs.word.template.parts.style_ids import with_our_ids
from dlr_docs.word.template.style_names import (
    ANNEX_TITLE_STYLE,
    ARTICLE_STYLE,
    OUR_STYLES,
    PARAGRAPH_STYLES,
    style_in_annex,
)
from dlr_docs.word.write.annex_html import (
    own_annexes_html,
    own_headings,
    table_headings,
    tables_html,
)
from dlr_docs.word.write.body import CONTENTS_FROM
from dlr_docs.word.write.names import template_names

_T = f"{{{TOLD}}}"
_TITLE_STYLE = "Titel"
_RECITAL = "overweging"


class _Line(Struct, frozen=True):
    """A heading as a table of contents lists it."""

    place: str
    label: str
    title: str


def document_html(
    document: Document,
    bundle: Bundle,
    leads: Leads = NOWHERE,
    tables: Sequence[TableAnnex] = (),
) -> str:
    """A document with the annexes in its file as HTML: a fragment, without a head of its own.

    Args:
        document: one that has a file of its own.
        bundle: the bundle it belongs to.
        leads: where a click on a value or an article leads.
        tables: annexes of one table, behind everything else.

    Raises:
        TemplateError: when the Word template cannot be used.
    """
    compiled = open_template(document.template, bundle.library.parties)
    uses = _numbered_styles(compiled.path, compiled.digest)
    look = Look(_bullets(uses), leads)
    scopes = _scopes(document, bundle, compiled)
    main = scopes[document.id]
    recitals = recitals_html(main, document.values, look)
    annexes = [_annex(item, scopes[item.id], look) for item in bundle.inside(document)]
    annexes += [own_annexes_html(document.attached, main), tables_html(tables, main)]
    text = _told(document, bundle, compiled, len(recitals), any(annexes))
    front = _Front(document, compiled, uses, recitals, leads)
    before, _, rest = text.partition(PLACEHOLDERS[MARKER])
    between, _, after = rest.partition(PLACEHOLDERS[ANNEXES])
    parts = [
        front.html(before),
        articles_html(main, document.values, look),
        front.html(between),
        *annexes,
        front.html(after),
    ]
    lines = front.lines
    inside = [_annex_lines(scopes[item.id], compiled) for item in bundle.inside(document)]
    headings = (*own_headings(document.attached, main), *table_headings(tables))
    listed = [
        *lines[0],
        *_article_lines(main),
        *lines[1],
        *itertools.chain.from_iterable(inside),
        *(
            _Line(item.place, item.label, item.title)
            for item in headings
            if item.style in compiled.headings
        ),
        *lines[2],
    ]
    return "".join(parts).replace(_CONTENTS, _contents(listed))


def article_of_document(
    topic: str, document: Document, bundle: Bundle, leads: Leads = NOWHERE
) -> str:
    """One article of a document as HTML; nothing when it has none of that topic."""
    compiled = open_template(document.template, bundle.library.parties)
    bullets = _bullets(_numbered_styles(compiled.path, compiled.digest))
    look = Look(bullets, leads, is_whole=False)
    law = bundle.law_of(document)
    scope = Scope(document.wording, law, compiled.levels, compiled.annex_levels)
    return article_html(topic, scope, document.values, look)


def recitals_of_document(topic: str, document: Document, bundle: Bundle) -> str:
    """The recitals of one topic as HTML, without the numbers that the template gives them."""
    compiled = open_template(document.template, bundle.library.parties)
    texts = tuple(text for text in document.wording.recitals if text.clause.topic == topic)
    wording = replace(document.wording, recitals=texts)
    scope = Scope(wording, bundle.library.law, compiled.levels, compiled.annex_levels)
    look = Look(is_whole=False)
    return "".join(f"<p>{line}</p>" for line in recitals_html(scope, document.values, look))


def _annex(document: Document, scope: Scope, look: Look) -> str:
    return f'<section class="bijlage">{articles_html(scope, document.values, look)}</section>'


def _scopes(document: Document, bundle: Bundle, compiled: WordTemplate) -> dict[str, Scope]:
    """The document and the annexes in its file, by id."""
    law, levels, inner = bundle.law_of(document), compiled.levels, compiled.annex_levels
    annexes = {
        item.id: Scope(
            item.wording, law, levels, inner, Annex(item.id, item.annex_number or 0, item.title)
        )
        for item in bundle.inside(document)
    }
    return {document.id: Scope(document.wording, law, levels, inner), **annexes}


def _told(
    document: Document, bundle: Bundle, compiled: WordTemplate, recitals: int, has_annexes: bool
) -> str:
    """What the main part of the template says, with marks in the place of values and recitals."""
    marks = [Markup(f'<{_RECITAL} nr="{number}"/>') for number in range(recitals)]  # noqa: S704 - ours
    has = {
        MARKER: True,
        ANNEXES: has_annexes,
        CONTENTS: len(document.artikelen) >= CONTENTS_FROM,
    }
    names = template_names(document, bundle, marks) | {
        name: place if has[name] else "" for name, place in PLACEHOLDERS.items()
    }
    part = told_parts(compiled)[MAIN]
    return render_part(part, names, compiled.path) if isinstance(part, Template) else part


@functools.lru_cache(maxsize=32)
def _numbered_styles(path: str, _: str) -> Mapping[str, LevelUse]:
    """What the styles of a template number with; the digest is that of the file."""
    package = with_our_ids(package_of(read_file(Path(path)), path), OUR_STYLES)
    return numbering_of(package, styles_of(package)).of_style


def _bullets(uses: Mapping[str, LevelUse]) -> tuple[str, ...]:
    """The sign of a list item by its depth."""
    styles = (PARAGRAPH_STYLES["opsomming", depth] for depth in range(4))
    return tuple(uses[style].level.text if style in uses else "" for style in styles)


class _Front:
    """Writes what a template says around the articles, from its top to its end: paragraphs of a
    style count on.
    """

    def __init__(
        self,
        document: Document,
        compiled: WordTemplate,
        uses: Mapping[str, LevelUse],
        recitals: Sequence[str],
        leads: Leads,
    ) -> None:
        fields = (tuple(party.fields.values()) for party in document.parties)
        known = itertools.chain.from_iterable(map(walk, fields))
        self._values = {value.path: value for value in known} | dict(document.values)
        self._recitals = recitals
        self._headings = frozenset(compiled.headings)
        self._uses = uses
        self._leads = leads
        self._counter = Counter()
        self.lines: list[list[_Line]] = []

    def html(self, told: str) -> str:
        """A stretch of what the template says."""
        self.lines.append([])
        root = parse_part(f'<x xmlns="{TOLD}">{told}</x>'.encode(), "", "tekst")
        return "".join(self._blocks(root))

    def _blocks(self, parent: Any) -> Iterator[str]:
        for is_row, group in itertools.groupby(parent, lambda child: child.tag == f"{_T}rij"):
            if is_row:
                rows = "".join(self._row(row) for row in group)
                yield f'<table class="kader"><tbody>{rows}</tbody></table>'
            else:
                yield from (self._block(child) for child in group)

    def _block(self, element: Any) -> str:
        if element.tag == f"{_T}dlr-{CONTENTS}":
            return _CONTENTS
        if element.tag == f"{_T}regel":
            return self._line(element)
        return "".join(self._blocks(element))

    def _row(self, row: Any) -> str:
        cells = ("".join(self._blocks(cell)) for cell in row.iterchildren(f"{_T}cel"))
        return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"

    def _line(self, line: Any) -> str:
        style = line.get("stijl", "")
        words = "".join(self._inlines(line))
        if not words:
            return ""
        use = self._uses.get(style)
        label = self._counter.next(use) if use else ""
        label = numbered(label, use.level.suffix != "nothing") if use else ""
        name = escape(style.lower())
        if style == _TITLE_STYLE:
            return f'<h2 class="{name}">{label}{words}</h2>'
        if style not in self._headings:
            return f'<p class="{name}">{label}{words}</p>'
        place = f"_Kop_{sum(map(len, self.lines)) + 1}"
        self.lines[-1].append(_Line(place, "", words))
        return f'<h3 class="{name}" id="{place}">{label}{words}</h3>'

    def _inlines(self, parent: Any) -> Iterator[str]:
        yield text_html(parent.text or "")
        for child in parent:
            yield self._inline(child)
            yield text_html(child.tail or "")

    def _inline(self, element: Any) -> str:
        name = element.tag.removeprefix(_T)
        is_bold, is_italic = element.get("vet") == "1", element.get("cursief") == "1"
        use = ValueUse(element.get("pad", ""), is_bold, is_italic)
        if name == "waarde":
            return formatted(value_html(self._value(use.path), self._leads), use)
        if name == _RECITAL:
            return self._recitals[int(element.get("nr"))]
        words = formatted("".join(self._inlines(element)), use)
        language = element.get("taal")
        return f'<span lang="{escape(language)}">{words}</span>' if language else words

    def _value(self, path: str) -> Value:
        return self._values[path]


_CONTENTS = "<!--inhoud-->"  # nothing that is typed can be a comment, since it is escaped


def _contents(lines: Iterable[_Line]) -> str:
    items = "".join(
        f'<li><a href="#{line.place}">{numbered(line.label)}{line.title}</a></li>' for line in lines
    )
    return (
        '<nav class="inhoud" aria-label="Inhoud"><p class="inhoudskop">Inhoud</p>'
        f"<ul>{items}</ul></nav>"
    )


def _article_lines(scope: Scope) -> Iterator[_Line]:
    for artikel in scope.wording.artikelen:
        yield _article_line(artikel, scope)


def _article_line(artikel: Artikel, scope: Scope) -> _Line:
    place = scope.wording.targets[artikel.topic].bookmark
    return _Line(place, scope.own.label((artikel.number,)), escape(artikel.title))


def _annex_lines(scope: Scope, compiled: WordTemplate) -> Iterator[_Line]:
    """The lines of an annex, as far as its styles are headings of the first level."""
    if scope.annex is not None and ANNEX_TITLE_STYLE in compiled.headings:
        place = scope.wording.targets[annex_target(scope.annex.id)].bookmark
        yield _Line(place, scope.own.label(()), escape(scope.annex.title))
    if style_in_annex(ARTICLE_STYLE) in compiled.headings:
        yield from _article_lines(scope)
