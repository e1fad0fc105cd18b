"""A paragraph of another program as this one would have it."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from dlr_docs.word.merge.cleaning import clean, drop, unwrap
from dlr_docs.word.package.xml import W

_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"


def paragraph(inside: str, attributes: str = "") -> Any:
    return etree.fromstring(
        f'<w:p xmlns:w="{W}" xmlns:w14="{_W14}" {attributes}>{inside}</w:p>'.encode()
    )


def shape(element: Any) -> str:
    """An element as its names and words: `p(r(t:woord))`."""
    inside = ",".join(map(shape, element))
    words = f":{element.text}" if element.text else ""
    return f"{etree.QName(element).localname}{words}{f'({inside})' if inside else ''}"


@pytest.mark.parametrize(
    ("inside", "cleaned"),
    [
        ('<w:proofErr w:type="spellStart"/><w:r><w:t>a</w:t></w:r>', "p(r(t:a))"),
        ("<w:r><w:lastRenderedPageBreak/><w:t>a</w:t></w:r>", "p(r(t:a))"),
        ("<w:r><w:rPr/><w:t>a</w:t></w:r>", "p(r(t:a))"),
        ("<w:moveFrom><w:r><w:t>a</w:t></w:r></w:moveFrom>", "p(del(r(delText:a)))"),
        ("<w:moveTo><w:r><w:t>a</w:t></w:r></w:moveTo>", "p(ins(r(t:a)))"),
        ("<w:moveFromRangeStart/><w:r><w:t>a</w:t></w:r><w:moveFromRangeEnd/>", "p(r(t:a))"),
        ("<w:pPr><w:jc/><w:pStyle/></w:pPr>", "p(pPr(pStyle,jc))"),
        ("<w:r><w:rPr><w:u/><w:b/></w:rPr><w:t>a</w:t></w:r>", "p(r(rPr(b,u),t:a))"),
        (
            "<w:sdt><w:sdtPr><w:id/><w:dataBinding/><w:placeholder/><w:alias/><w:text/></w:sdtPr></w:sdt>",
            "p(sdt(sdtPr(alias,id,placeholder,dataBinding,text)))",
        ),
        (
            "<w:tbl><w:tr><w:trPr><w:ins/><w:cantSplit/></w:trPr></w:tr></w:tbl>",
            "p(tbl(tr(trPr(cantSplit,ins))))",
        ),
        ("<w:r><w:rPr><w:b/><w:rPrChange/></w:rPr></w:r>", "p(r(rPr(b,rPrChange(rPr))))"),
        (
            '<w:fldSimple w:instr=" REF x "><w:r><w:t>3</w:t></w:r></w:fldSimple>',
            "p(r(fldChar),r(instrText: REF x ),r(fldChar),r(t:3),r(fldChar))",
        ),
    ],
    ids=[
        *("spelling", "page", "empty-properties", "moved-away", "moved-here", "move-range"),
        *("order-of-a-paragraph", "order-of-a-run", "order-of-a-control", "order-of-a-row"),
        *("no-look-before", "field"),
    ],
)
def test_a_paragraph_is_cleaned(inside: str, cleaned: str) -> None:
    found = paragraph(inside)
    clean(found)
    assert shape(found) == cleaned


def test_the_bookkeeping_of_word_goes_and_other_attributes_stay() -> None:
    found = paragraph(
        '<w:r w:rsidRPr="00A"><w:t xml:space="preserve"> a</w:t></w:r>',
        'w:rsidR="00B" w14:paraId="1" w14:textId="2"',
    )
    clean(found)
    assert not found.attrib
    assert not found[0].attrib
    assert [*found[0][0].attrib.values()] == ["preserve"]


def test_of_two_properties_of_one_name_the_last_counts() -> None:
    found = paragraph('<w:pPr><w:jc w:val="left"/><w:jc w:val="right"/></w:pPr>')
    clean(found)
    assert [item.get(f"{{{W}}}val") for item in found[0]] == ["right"]


def test_an_empty_group_that_tells_what_was_before_a_tracked_change_stays() -> None:
    found = paragraph("<w:r><w:rPr><w:b/><w:rPrChange><w:rPr/></w:rPrChange></w:rPr></w:r>")
    clean(found)
    assert shape(found) == "p(r(rPr(b,rPrChange(rPr))))"


def test_what_an_element_holds_takes_its_place() -> None:
    found = paragraph("<w:r/><w:ins><w:r><w:t>a</w:t></w:r><w:r/></w:ins><w:bookmarkEnd/>")
    unwrap(found[1])
    assert shape(found) == "p(r,r(t:a),r,bookmarkEnd)"


def test_an_element_that_stands_nowhere_is_dropped_without_a_word() -> None:
    found = paragraph("<w:r/>")
    drop(found)
    assert shape(found) == "p(r)"
