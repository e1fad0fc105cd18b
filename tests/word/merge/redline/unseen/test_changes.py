"""Which tracked changes of looks nobody sees, and what is left of those that somebody does."""

from __future__ import annotations

from typing import Any

import pytest

from dlr_docs.word.merge.package import Merging
from dlr_docs.word.merge.redline.unseen.changes import Unseen
from dlr_docs.word.package.opening import package_of
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.package.xml import W
from tests.wordml import docx

_W = f"{{{W}}}"
_STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:ascii="Calibri"/>'
    '<w:sz w:val="21"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:line="271" '
    'w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Gewoon"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Lid"><w:name w:val="Lid"/><w:basedOn w:val="Gewoon"/>'
    '<w:pPr><w:spacing w:before="100" w:after="60"/><w:jc w:val="center"/></w:pPr>'
    "<w:rPr><w:b/></w:rPr></w:style>"
    '<w:style w:type="table" w:styleId="Tabel"><w:name w:val="Tabel"/><w:tblPr><w:tblBorders>'
    '<w:insideH w:val="single" w:sz="4" w:color="B4BFD1"/></w:tblBorders><w:tblCellMar>'
    '<w:left w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)
_BY = 'w:id="1" w:author="A" w:date="2027-03-01T00:00:00Z"'
_LID = '<w:pStyle w:val="Lid"/>'


def change(group: str, was: str, now: str) -> str:
    """Properties with a tracked change of them."""
    before = f"<w:{group}Change {_BY}><w:{group}>{was}</w:{group}></w:{group}Change>"
    return f"<w:{group}>{now}{before}</w:{group}>"


def of_paragraph(was: str, now: str) -> str:
    return f"<w:p>{change('pPr', was, now)}<w:r><w:t>Tekst</w:t></w:r></w:p>"


def of_words(was: str, now: str, around: str = "{}") -> str:
    run = f"<w:r>{change('rPr', was, now)}<w:t>Tekst</w:t></w:r>"
    return f"<w:p><w:pPr>{_LID}</w:pPr>{around.format(run)}</w:p>"


def of_cell(was: str, now: str) -> str:
    grid = '<w:tblGrid><w:gridCol w:w="4535"/></w:tblGrid>'
    table = f'<w:tbl><w:tblPr><w:tblStyle w:val="Tabel"/></w:tblPr>{grid}'
    return f"{table}<w:tr><w:tc>{change('tcPr', was, now)}<w:p/></w:tc></w:tr></w:tbl>"


def of_table(was: str, now: str) -> str:
    style = '<w:tblStyle w:val="Tabel"/>'
    table = f"<w:tbl>{change('tblPr', style + was, style + now)}"
    return f'{table}<w:tblGrid><w:gridCol w:w="4535"/></w:tblGrid></w:tbl>'


def of_page(was: str, now: str) -> str:
    return change("sectPr", was, now)


def left(body: str, now: str = _STYLES) -> list[Any]:
    """The changes that stay of those in a body.

    Args:
        now: the styles of the second document.
    """
    one, other = (
        Merging(package_of(docx("<w:p/>", styles=styles), "x")) for styles in (_STYLES, now)
    )
    made = Merging(package_of(docx(body, styles=now), "x"))
    Unseen.of(one, other).drop(made)
    return [item for item in made.roots[MAIN].iter(f"{_W}*") if item.tag.endswith("Change")]


_SPACED = '<w:spacing w:before="100" w:after="60" w:line="271" w:lineRule="auto"/>'
_LINES = '<w:tcBorders><w:bottom w:val="single" w:sz="4" w:color="B4BFD1"/></w:tcBorders>'
_SHOWN = '<w:color w:val="0000FF"/><w:u w:val="single"/>'
_CONTROL = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
_SIZE = '<w:pgSz w:w="11906" w:h="16838"/>'
_ON_SIDE = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
_ALL_OF_PAGE = f'<w:type w:val="nextPage"/>{_SIZE}<w:pgNumType w:fmt="decimal"/>'


@pytest.mark.parametrize(
    "body",
    [
        of_paragraph(_LID, f'{_LID}{_SPACED}<w:jc w:val="center"/>'),
        of_paragraph(f"{_LID}<w:keepNext/>", f'{_LID}<w:keepNext w:val="true"/>'),
        of_paragraph("", '<w:pStyle w:val="Gewoon"/><w:jc w:val="start"/>'),
        of_paragraph('<w:ind w:left="567"/>', '<w:ind w:start="567" w:hanging="0"/>'),
        of_words("", '<w:rFonts w:ascii="Calibri" w:cs="Calibri"/><w:b/><w:sz w:val="21"/>'),
        of_words("", '<w:lang w:val="nl-NL"/><w:kern w:val="0"/>'),
        of_words("", _SHOWN, _CONTROL),
        of_cell('<w:tcW w:w="4535" w:type="dxa"/>', f'<w:tcW w:w="4534" w:type="dxa"/>{_LINES}'),
        of_table("", '<w:tblCellMar><w:start w:w="108" w:type="dxa"/></w:tblCellMar>'),
        of_page(f'{_SIZE}<w:cols w:space="708"/>', _ALL_OF_PAGE),
    ],
)
def test_what_styles_and_word_give_anyway_is_no_change(body: str) -> None:
    assert left(body) == []


@pytest.mark.parametrize(
    "body",
    [
        of_paragraph(_LID, f'{_LID}<w:jc w:val="start"/>'),
        of_paragraph(_LID, f"{_LID}<w:pageBreakBefore/>"),
        of_paragraph(_LID, '<w:pStyle w:val="Gewoon"/>'),
        of_paragraph("", '<w:ind w:start="1700"/>'),
        of_words("", '<w:b w:val="0"/>'),
        of_words("", '<w:rFonts w:ascii="Arial"/>'),
        of_words("", _SHOWN),
        of_cell("", _LINES.replace("B4BFD1", "FF0000")),
        of_cell("", '<w:tcW w:w="3000" w:type="dxa"/>'),
        of_table("", '<w:jc w:val="center"/>'),
        of_page(_SIZE, _ON_SIDE),
    ],
)
def test_another_look_stays_a_change(body: str) -> None:
    assert len(left(body)) == 1


def test_a_change_tells_only_what_looks_otherwise() -> None:
    (found,) = left(of_paragraph(_LID, f'{_LID}{_SPACED}<w:jc w:val="end"/>'))
    assert [item.tag.removeprefix(_W) for item in found[0]] == ["pStyle", "spacing"]


def test_what_only_styles_changed_is_no_change_of_a_paragraph() -> None:
    now = _STYLES.replace('w:after="60"', 'w:after="400"')
    assert left(of_paragraph(_LID, f'{_LID}<w:jc w:val="center"/>'), now) == []
