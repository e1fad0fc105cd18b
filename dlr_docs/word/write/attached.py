"""Annexes of the parties' own as they stand in a document: a picture or a table under a title, and
the part that holds the picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dlr_docs.basis.labels import bookmark_name
from dlr_docs.clause.scope import ListFormat, Scope
from dlr_docs.model.document import Attached
from dlr_docs.word.package.relations import IMAGE, override, relation
from dlr_docs.word.package.xml import escape, run
from dlr_docs.word.package.zip import Packed, pack
from dlr_docs.word.template.parts.controls import Controls
from dlr_docs.word.template.style_names import ANNEX_TITLE_STYLE
from dlr_docs.word.write import body, contents_table

_EMU = 635  # of a twip
_PIXEL = 9525  # EMU, at 96 to an inch
_HIGHEST = 12_000  # twips of a page below a title
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_WORD = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def in_file(items: Iterable[Attached]) -> tuple[Attached, ...]:
    """Those that stand in the document itself."""
    return tuple(item for item in items if item.kind != "bestand")


def annexes(items: Sequence[Attached], scope: Scope, controls: Controls) -> str:
    """The annexes in the document, each under its title on a new page."""
    return "".join(_annex(item, scope, controls) for item in in_file(items))


def _annex(item: Attached, scope: Scope, controls: Controls) -> str:
    number = controls.next_id()
    title = (
        f'<w:p><w:pPr><w:pStyle w:val="{ANNEX_TITLE_STYLE}"/></w:pPr>'
        f'<w:bookmarkStart w:id="{number}" w:name="{bookmark(item)}"/>{run(item.title)}'
        f'<w:bookmarkEnd w:id="{number}"/></w:p>'
    )
    if item.kind == "tabel":
        return f"{title}{body.plain_table(item.table, scope, controls)}"
    return f"{title}<w:p>{_picture(item, controls.next_id())}</w:p>"


def bookmark(item: Attached) -> str:
    """The name of the place of an annex."""
    return bookmark_name("_Ref_bijlage_", item.id)


def lines(items: Iterable[Attached], scope: Scope) -> Iterator[str]:
    """Their lines in a table of contents."""
    for item in in_file(items):
        label = ListFormat(scope.annex_levels, (item.number,)).label(())
        yield contents_table.line(bookmark(item), label, escape(item.title))


def _picture(item: Attached, number: int) -> str:
    """A picture in a line of its own, as wide as it is but no wider than the text
    (ECMA-376-1, 20.4.2.8).
    """
    width, height = _size(item)
    name, told = f"Afbeelding {item.number}", escape(item.description)
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_WORD}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{number}" name="{name}" descr="{told}"/>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="{name}" descr="{told}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip xmlns:r="{_RELATIONS}" r:embed="{_relation(item)}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def _size(item: Attached) -> tuple[int, int]:
    """The size on the page in EMU."""
    width, height = (side * _PIXEL for side in item.size)
    widest, highest = body.TEXT_WIDTH * _EMU, _HIGHEST * _EMU
    if width > widest:
        width, height = widest, height * widest // width
    if height > highest:
        width, height = width * highest // height, highest
    return max(width, 1), max(height, 1)


def _relation(item: Attached) -> str:
    return f"rIdDlrBijlage{item.number}"


def _part(item: Attached) -> str:
    return f"word/media/eigen-bijlage-{item.number}.{item.ending}"


def parts(items: Iterable[Attached]) -> tuple[list[Packed], str, str]:
    """The parts of the pictures, and what content types and relations get more."""
    pictures = [item for item in items if item.kind == "afbeelding"]
    types = "".join(override(_part(item), f"image/{item.ending}") for item in pictures)
    relations = "".join(
        relation(_relation(item), IMAGE, _part(item).removeprefix("word/")) for item in pictures
    )
    return [pack(_part(item), item.data) for item in pictures], types, relations
