"""Values in paragraphs that came or went while changes were tracked, as LibreOffice saves these."""

from __future__ import annotations

import pytest

from dlr_docs.word.package.reading.text import Changes
from dlr_docs.word.read.lines import read_lines
from tests.wordml import docx

BY = 'w:id="9" w:author="J. de Vries" w:date="2027-03-01T10:00:00Z"'
VALUE = (
    '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/d:waarden/d:termijn" w:storeItemID="{X}"/><w:text/>'
    "</w:sdtPr><w:sdtContent><w:r><w:t>week</w:t></w:r></w:sdtContent></w:sdt>"
)
FREE = VALUE.replace(VALUE[VALUE.index("<w:dataB") : VALUE.index("<w:text/>")], "")
TABLE = (
    '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="9000"/></w:tblGrid><w:tr><w:tc><w:p><w:r>'
    "<w:t>Jaar</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
)
END = "<w:p><w:r><w:t>Slot.</w:t></w:r></w:p>"


def run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def gone(words: str) -> str:
    return f"<w:del {BY}>{run(words).replace('w:t', 'w:delText')}</w:del>"


def come(words: str) -> str:
    return f"<w:ins {BY}>{run(words)}</w:ins>"


def paragraph(inside: str, end: str = "del") -> str:
    mark = f"<w:pPr><w:rPr><w:{end} {BY}/></w:rPr></w:pPr>" if end else ""
    return f"<w:p>{mark}{inside}</w:p>"


@pytest.mark.parametrize(
    ("body", "accepted", "rejected"),
    [
        (paragraph(gone("binnen ") + VALUE + gone(" na")), ["Slot."], ["binnen week na", "Slot."]),
        (paragraph(VALUE), ["Slot."], ["week", "Slot."]),
        (paragraph(VALUE + VALUE + gone(".")), ["Slot."], ["weekweek.", "Slot."]),
        (
            paragraph(come("binnen ") + VALUE, "ins"),
            ["binnen week", "Slot."],
            ["Slot."],
        ),
        # from within one paragraph into the next
        (
            paragraph(run("Kort. ") + gone("Na ") + VALUE)
            + paragraph(gone("of ") + VALUE + gone(" later") + run("Lang."), ""),
            ["Kort. Lang.", "Slot."],
            ["Kort. Na week", "of week laterLang.", "Slot."],
        ),
        # before a table LibreOffice does not keep that the end was taken out
        (
            paragraph(gone("binnen ") + VALUE + gone(" na"), "") + TABLE,
            ["", "Jaar", "Slot."],
            ["binnen week na", "Jaar", "Slot."],
        ),
        # elsewhere such a paragraph stayed, with the value beside which something was typed
        (paragraph(VALUE + come(" (nieuw)"), ""), ["week (nieuw)", "Slot."], ["week", "Slot."]),
        (paragraph(VALUE + gone(" (oud)"), ""), ["week", "Slot."], ["week (oud)", "Slot."]),
        (
            paragraph(gone("Kort.")) + paragraph(VALUE, ""),
            ["week", "Slot."],
            ["Kort.", "week", "Slot."],
        ),
        # a sentence within a paragraph that stays takes its value along
        (
            paragraph(run("Kort. ") + gone("Na ") + VALUE + gone(" niet.") + run(" Lang."), ""),
            ["Kort.  Lang.", "Slot."],
            ["Kort. Na week niet. Lang.", "Slot."],
        ),
        (
            paragraph(run("Kort.") + gone(" Na ") + VALUE + gone(" niet."), ""),
            ["Kort.", "Slot."],
            ["Kort. Na week niet.", "Slot."],
        ),
        (
            paragraph(gone("Na ") + VALUE + gone(" niet. ") + run("Lang."), ""),
            ["Lang.", "Slot."],
            ["Na week niet. Lang.", "Slot."],
        ),
        (
            paragraph(run("Kort. Na ") + gone("één ") + VALUE + gone(" of") + run(" zo. L."), ""),
            ["Kort. Na week zo. L.", "Slot."],
            ["Kort. Na één week of zo. L.", "Slot."],
        ),
        # a value beside words that stay may be one that stays
        (
            paragraph(run("Binnen ") + VALUE + gone(" daarna")),
            ["Binnen weekSlot."],
            ["Binnen week daarna", "Slot."],
        ),
        (
            paragraph(run("K ") + gone("een ") + VALUE + gone(" na") + run(" L"), ""),
            ["K week L", "Slot."],
            ["K een week na L", "Slot."],
        ),
        (paragraph(gone("binnen ") + FREE), ["weekSlot."], ["binnen week", "Slot."]),
    ],
)
def test_a_value_goes_with_the_paragraph_around_it(
    body: str, accepted: list[str], rejected: list[str]
) -> None:
    data = docx(body + END)
    assert read_lines(data) == accepted
    assert read_lines(data, Changes.REJECTED) == rejected
