"""The table of contents of a long document: a TOC field (ECMA-376-1, 17.16.5.68) with the lines
that belong in it.

The lines are read from the finished text, so that headings of the Word template are in it too. Page
numbers are left out: nobody knows them before the pages are laid out, and a wrong one is worse than
none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from dlr_docs.word.package.xml import FIELD_END, escape, field_start
from dlr_docs.word.template.names import MARKER
from dlr_docs.word.template.places import CONTENTS, PLACEHOLDERS
from dlr_docs.word.template.style_names import ANNEX_TITLE_STYLE, CONTENTS_STYLES

_PLACE, _ARTICLES = PLACEHOLDERS[CONTENTS], PLACEHOLDERS[MARKER]
_REFERENCE = re.compile(r'<w:bookmarkStart [^>]*w:name="(_Ref_[^"]*)"')
_ELEMENT = re.compile(r"<[^>]*>")
_FIELD = field_start('TOC \\o "1-1" \\n \\h \\z \\u')


def with_contents(
    text: str,
    headings: tuple[str, ...],
    articles: Sequence[str],
    labels: Iterator[str],
    next_id: Callable[[], int],
) -> str:
    """The main part with its table of contents in place.

    Args:
        text: the main part, with the marks of table and articles in it. What comes in the place
            of the articles is long and its headings are known, so it is not searched.
        headings: the ids of the styles whose paragraphs are listed.
        articles: the :func:`line` of each article.
        labels: the labels of annexes, in order.
        next_id: gives an id that the file does not have yet.
    """
    made: list[str] = []
    lines: list[str] = []
    end = 0
    for found_at, style in sorted(_headings(text, headings)):
        if style == _ARTICLES:
            lines += articles
            continue
        if style == _PLACE:
            made += [text[end:found_at], _PLACE]
            end = found_at + len(style)
            continue
        start = text.index("</w:pPr>", found_at) + len("</w:pPr>")
        stop = text.index("</w:p>", start)
        inner = text[start:stop]
        found = _REFERENCE.search(inner)
        name = found[1] if found else f"_Toc_{len(lines) + 1}"
        made += [text[end:start], inner if found else _bookmarked(inner, name, next_id())]
        lines.append(
            line(
                name,
                next(labels, "") if style == ANNEX_TITLE_STYLE else "",
                _ELEMENT.sub("", inner),
            )
        )
        end = stop
    table = _table(lines, next_id())
    return "".join([*(table if part == _PLACE else part for part in made), text[end:]])


def _headings(text: str, styles: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Where headings are, each with its style, and the places of the table and the articles, each
    with its mark.
    """
    marks = [
        (_PLACE, _PLACE),
        (_ARTICLES, _ARTICLES),
        *((style, f'<w:pStyle w:val="{style}"/>') for style in styles),
    ]
    for style, mark in marks:
        at = text.find(mark)
        while at >= 0:
            yield at, style
            at = text.find(mark, at + len(mark))


def _bookmarked(inner: str, name: str, number: int) -> str:
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{number}"/>'
    )


def line(bookmark: str, label: str, title: str) -> str:
    """A line with the label of its heading; ``title`` is XML already."""
    number = f"<w:r><w:t>{escape(label)}</w:t></w:r><w:r><w:tab/></w:r>" if label else ""
    words = f'<w:r><w:t xml:space="preserve">{title}</w:t></w:r>'
    return f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{number}{words}</w:hyperlink>'


def _table(lines: list[str], number: int) -> str:
    heading, entry = (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>' for style in CONTENTS_STYLES
    )
    lines[0], lines[-1] = _FIELD + lines[0], lines[-1] + FIELD_END
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="Inhoud"/><w:id w:val="{number}"/><w:docPartObj>'
        '<w:docPartGallery w:val="Table of Contents"/>'
        "<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>"
        f"{heading}<w:r><w:t>Inhoud</w:t></w:r></w:p>"
        f"{''.join(f'{entry}{line}</w:p>' for line in lines)}</w:sdtContent></w:sdt>"
    )
