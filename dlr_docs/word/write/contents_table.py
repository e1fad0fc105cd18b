"""The table of contents of a long document: a TOC field (ECMA-376-1, 17.16.5.68) with the lines
that belong in it.

What we write ourselves says its own lines; the headings of the Word template are looked for in it.
Page numbers are left out: nobody knows them before the pages are laid out, and a wrong one is worse
than none.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from dlr_docs.word.package.xml import FIELD_END, escape, field_start, link
from dlr_docs.word.template.parts.places import CONTENTS, PLACEHOLDERS
from dlr_docs.word.template.style_names import CONTENTS_STYLES

_PLACE = PLACEHOLDERS[CONTENTS]
# A heading says in a line what it shows: the code of a field is no part of that.
# So is a mark, in the place of which something comes later.
_UNSHOWN = re.compile(r"<w:instrText[^>]*>[^<]*</w:instrText>|<(?!dlr-)[^>]*>")
_SPACE = re.compile(r"<w:(?:tab|br|cr|ptab)(?: [^>]*)?/>")
_DIRECT = '<w:outlineLvl w:val="0"/>'  # a line that is a heading by itself, whatever its style
IN_WORDS = "alleen-tekst-"  # before the name of a mark: only the words of what it stands for
# In a paragraph of its own: Word makes that paragraph when it fills in the field again, and it
# would be a blank line from then on. This one is there from the beginning and takes no room.
END = (
    '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr>'
    f"{FIELD_END}</w:p>"
)
FIELD = field_start('TOC \\o "1-1" \\n \\h \\z \\u')


def with_contents(
    text: str,
    headings: tuple[str, ...],
    known: Mapping[str, Sequence[str]],
    next_id: Callable[[], int],
) -> str:
    """The main part with its table of contents in place.

    Args:
        text: the main part as the Word template gives it, with its own headings somewhere in it:
            it is the template's XML, so these can only be found by looking. What we write
            ourselves is not in it yet.
        headings: the ids of the styles whose paragraphs are listed.
        known: per place of what we write, the :func:`line` of each heading in it.
        next_id: gives an id that the file does not have yet.
    """
    made: list[str] = []
    lines: list[str] = []
    own = itertools.count(1)  # not by what is listed: articles that come and go leave the names
    end = 0
    for found_at, what in sorted(_headings(text, headings, known)):
        if what in known:
            lines += known[what]
        elif what == _PLACE:
            made += [text[end:found_at], _PLACE]
            end = found_at + len(what)
        elif found_at >= end:
            start = text.index("</w:pPr>", found_at) + len("</w:pPr>")
            stop = text.index("</w:p>", start)
            inner = text[start:stop]
            title = words_of(inner).replace("<dlr-", f"<{IN_WORDS}dlr-")
            if title:
                name = f"_Toc_{next(own)}"
                made += [text[end:start], bookmarked(inner, name, next_id())]
                lines.append(line(name, "", title))
                end = stop
    table = _table(lines, next_id())
    return "".join([*(table if part == _PLACE else part for part in made), text[end:]])


def words_of(inner: str) -> str:
    """What a reader sees of XML, and the marks in it."""
    return _UNSHOWN.sub("", _SPACE.sub(" ", inner)).strip()


def _headings(text: str, styles: Iterable[str], places: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Where headings are, each with its style, and the places of the table and of what we write,
    each with its placeholder.
    """
    sought = {place: place for place in (_PLACE, *places)}
    sought |= {style: f'<w:pStyle w:val="{style}"/>' for style in styles}
    sought[_DIRECT] = _DIRECT
    for what, sign in sought.items():
        at = text.find(sign)
        while at >= 0:
            yield at, what
            at = text.find(sign, at + len(sign))


def bookmarked(inner: str, name: str, number: int) -> str:
    """XML in a bookmark."""
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{number}"/>'
    )


def line(bookmark: str, label: str, title: str) -> str:
    """A line with the label of its heading; ``title`` is XML already."""
    number = f"<w:r><w:t>{escape(label)}</w:t></w:r><w:r><w:tab/></w:r>" if label else ""
    words = f'<w:r><w:t xml:space="preserve">{title}</w:t></w:r>'
    return link(bookmark, number + words)


def _table(lines: list[str], number: int) -> str:
    heading, entry = (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>' for style in CONTENTS_STYLES
    )
    lines[0] = FIELD + lines[0]
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="Inhoud"/><w:id w:val="{number}"/><w:docPartObj>'
        '<w:docPartGallery w:val="Table of Contents"/>'
        "<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>"
        f"{heading}<w:r><w:t>Inhoud</w:t></w:r></w:p>"
        f"{''.join(f'{entry}{line}</w:p>' for line in lines)}{END}</w:sdtContent></w:sdt>"
    )
