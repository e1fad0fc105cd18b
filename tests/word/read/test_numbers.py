"""Numbers that a paragraph has of its own, beside that of its style."""

from __future__ import annotations

import pytest

from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.package.xml import W
from dlr_docs.word.read.numbers import OwnNumbers
from tests.wordml import package

LEVELS = "".join(
    f'<w:lvl w:ilvl="{order}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
    f'<w:pStyle w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'
    for order, (form, style, text) in enumerate(
        [
            ("decimal", "Artikel", "artikel %1"),
            ("decimal", "Lid", "%2."),
            ("lowerLetter", "Onderdeel", "%3."),
        ]
    )
)
OTHER = (
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
)
NUMBERING = (
    f'<w:abstractNum w:abstractNumId="1">{LEVELS}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="2">{OTHER.format("bullet", "•")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="3">{OTHER.format("decimal", "(%1)")}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="3"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="1">'
    '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    '<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>'
)
STYLES = (
    "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        for name in ("Artikel", "Lid", "Onderdeel")
    )
    + '<w:style w:type="paragraph" w:styleId="Vervolg"><w:name w:val="Vervolg"/></w:style>'
)


def judged(style: str, order: int, identity: int) -> tuple[str, str]:
    own = f'<w:numPr><w:ilvl w:val="{order}"/><w:numId w:val="{identity}"/></w:numPr>'
    body = f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{own}</w:pPr><w:r><w:t>x</w:t></w:r></w:p>'
    found = package(body, numbering=NUMBERING, styles=STYLES)
    paragraph = found.roots[MAIN].find(f".//{{{W}}}p")
    numbers = OwnNumbers(found)
    return numbers.style(paragraph), numbers.look(paragraph)


@pytest.mark.parametrize(
    ("style", "order", "identity", "expected"),
    [
        ("Lid", 1, 1, ("", "")),  # as LibreOffice writes it for every lid
        ("Lid", 1, 5, ("", "")),  # another list that counts on
        ("Lid", 2, 1, ("Onderdeel", "")),
        ("Lid", 0, 1, ("Artikel", "")),
        # the style that LibreOffice was told to give a lid, which keeps its number
        ("Onderdeel", 1, 1, ("Lid", "in een andere stijl dan bij het nummer hoort")),
        ("Artikel", 1, 1, ("", "")),  # the number of the line that it was
        ("Vervolg", 1, 1, ("", "")),
        ("Lid", 0, 2, ("", "met een opsommingsteken")),
        ("Vervolg", 0, 2, ("", "met een opsommingsteken")),
        ("Lid", 0, 3, ("", "anders genummerd")),
        ("Vervolg", 0, 3, ("", "met een nummer")),
        ("Lid", 1, 4, ("", "opnieuw genummerd")),
        ("Lid", 0, 0, ("", "zonder nummer")),
        ("Vervolg", 0, 0, ("", "")),
        ("Lid", 0, 77, ("", "")),  # a list that is nowhere
    ],
)
def test_what_was_done_to_a_number(
    style: str, order: int, identity: int, expected: tuple[str, str]
) -> None:
    assert judged(style, order, identity) == expected
