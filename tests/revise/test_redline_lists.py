"""Tracked changes between documents of which the lists have other numbers: pasted text, and files
that another program wrote again.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from lxml import etree

from dlr_docs.revise.redline import redline
from dlr_docs.word.package.reading.text import Changes
from dlr_docs.word.package.xml import W
from dlr_docs.word.read.lines import read_lines
from tests.ooxml import parts, schema_errors
from tests.revise.edits import MAIN
from tests.revise.hand_edits import Edit, Text, after, lid, on

pytestmark = pytest.mark.belasting
DAY = date(2027, 3, 1)
_W = f"{{{W}}}"
_LAST = "is Nederlands recht van toepassing"
_NUMBERING, _STYLES = "word/numbering.xml", "word/styles.xml"
_OWN_STYLE = (
    '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Geplakt"><w:name w:val="Geplakt"/>'
    "<w:pPr>{}</w:pPr></w:style></w:styles>"
)


def main_of(data: bytes) -> Any:
    return etree.fromstring(parts(data)[MAIN])


def uses(number: int) -> str:
    return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'


def pasted(number: int, style: str = "Standaard") -> Text:
    """Two paragraphs of another document, with the number of their list there."""
    more = uses(number) if number else ""
    return after(_LAST, lid("Geplakt.", style, more) + lid("Ook geplakt.", style, more))


def own_list(number: int, form: str = "decimal", text: str = "%1.") -> Text:
    """A list that came along."""
    definition = (
        '<w:abstractNum w:abstractNumId="3055"><w:multiLevelType w:val="hybridMultilevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
    )
    num = f'<w:num w:numId="{number}"><w:abstractNumId w:val="3055"/></w:num>'
    return lambda old: old.replace("<w:num ", f"{definition}<w:num ", 1).replace(
        "</w:numbering>", f"{num}</w:numbering>"
    )


def other_numbers(old: str) -> str:
    """All lists of a document under other numbers, as another program writes them."""
    return re.sub(
        r'(<w:abstractNum w:abstractNumId="|<w:abstractNumId w:val="|numId w:val="|w:numId=")'
        r'([1-9]\d*)"',
        lambda found: f'{found[1]}{int(found[2]) + 5}"',
        old,
    )


def number_taken(old: str) -> str:
    """A list of ours under another number: its own is that of what came along."""
    return re.sub(r'(numId w:val="|w:numId=")7"', r'\g<1>99"', old)


_CASES: dict[str, dict[str, Text]] = {
    "of a list that is not there": {MAIN: pasted(77)},
    "in a lid, of a list that is not there": {MAIN: pasted(77, "Lid")},
    "with its list": {MAIN: pasted(77), _NUMBERING: own_list(77, "lowerLetter", "%1)")},
    "with its style and list": {
        MAIN: pasted(0, "Geplakt"),
        _NUMBERING: own_list(77, "bullet", "-"),
        _STYLES: lambda old: old.replace("</w:styles>", _OWN_STYLE.format(uses(77))),
    },
    "and all lists got other numbers": {
        MAIN: lambda old: other_numbers(pasted(40)(old)),
        _NUMBERING: lambda old: other_numbers(own_list(40)(old)),
        _STYLES: other_numbers,
    },
    "with a list that has the number of one of ours": {
        MAIN: pasted(7),
        _NUMBERING: lambda old: own_list(7)(number_taken(old)),
        _STYLES: number_taken,
    },
    "with two lists under one number": {
        MAIN: pasted(77),
        _NUMBERING: lambda old: own_list(77, "lowerLetter", "%1)")(own_list(77)(old)),
    },
    "no more, and a lid got another list": {
        MAIN: on(_LAST, lambda old: old.replace('"Lid"/>', f'"Lid"/>{uses(77)}')),
        _NUMBERING: own_list(77, "bullet", "-"),
    },
    "no more, and a lid got a list that is not there": {
        MAIN: on(_LAST, lambda old: old.replace('"Lid"/>', f'"Lid"/>{uses(77)}')),
    },
}


@pytest.mark.parametrize("case", _CASES)
def test_what_was_pasted_is_tracked_with_its_numbers(made: bytes, case: str) -> None:
    came_back = Edit(_CASES[case]).do(made)
    for one, other in ((made, came_back), (came_back, made)):
        result = redline(one, other, "J. de Vries", DAY)
        assert read_lines(result) == read_lines(other)
        assert read_lines(result, Changes.REJECTED) == read_lines(one)
        assert re.search("<w:(?:ins|del|pPrChange) ", parts(result)[MAIN].decode())
        assert schema_errors(result) == []


def test_lists_with_other_numbers_alone_are_no_change(made: bytes) -> None:
    other = Edit({_NUMBERING: other_numbers, _STYLES: other_numbers}).do(made)
    result = redline(made, other, "J. de Vries", DAY)
    assert read_lines(result) == read_lines(made)
    assert not re.search("<w:(?:ins|del|pPrChange) ", parts(result)[MAIN].decode())


def test_a_list_that_is_not_there_stays_so_in_both_readings(made: bytes) -> None:
    came_back = Edit({MAIN: pasted(77)}).do(made)
    for one, other in ((made, came_back), (came_back, made)):
        found = main_of(redline(one, other, "J. de Vries", DAY))
        numbers = {item.get(f"{_W}val") for item in found.iter(f"{_W}numId")}
        assert "77" in numbers
        assert "0" not in numbers


def test_a_list_that_came_along_keeps_its_number(made: bytes) -> None:
    came_back = Edit({MAIN: pasted(77), _NUMBERING: own_list(77)}).do(made)
    found = main_of(redline(made, came_back, "J. de Vries", DAY))
    assert "77" in {item.get(f"{_W}val") for item in found.iter(f"{_W}numId")}


def test_a_list_that_neither_has_is_no_change(made: bytes) -> None:
    same = Edit({MAIN: pasted(77)}).do(made)
    other = Edit({_NUMBERING: own_list(1000)}).do(same)
    result = redline(same, other, "J. de Vries", DAY)
    assert not re.search("<w:(?:ins|del|pPrChange) ", parts(result)[MAIN].decode())
