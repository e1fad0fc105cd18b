"""Reading a .docx as a reader sees it."""

from __future__ import annotations

import pytest

from dlr_docs.basis.problems import TemplateError
from dlr_docs.word.package.opening import MAXIMUM_XML
from dlr_docs.word.package.reading.text import Changes
from dlr_docs.word.read.lines import as_text, read_lines
from tests import wordml

STYLES = """<w:style w:type="paragraph" w:styleId="Kop"><w:name w:val="Kop"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="KopB"><w:name w:val="KopB"/><w:basedOn w:val="Kop"/></w:style>
<w:style w:type="paragraph" w:styleId="Lid"><w:name w:val="Lid"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Punt"><w:name w:val="Punt"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
"""
NUMBERING = """<w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Kop"/><w:lvlText w:val="Artikel %1"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:pStyle w:val="Lid"/><w:lvlText w:val="%1.%2)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
"""


def docx(body: str, **parts: str) -> bytes:
    return wordml.docx(body, **{"styles": STYLES, "numbering": NUMBERING, **parts})


def paragraph(text: str, style: str = "", own: str = "") -> str:
    properties = (f'<w:pStyle w:val="{style}"/>' if style else "") + own
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_numbers_are_counted_from_styles_and_lower_levels_start_again() -> None:
    body = "".join(
        [
            paragraph("Een", "Kop"),
            paragraph("x", "Lid"),
            paragraph("y", "Lid"),
            paragraph("Twee", "Kop"),
            paragraph("z", "Lid"),
        ]
    )
    assert read_lines(docx(body)) == [
        "Artikel 1 Een",
        "1.a) x",
        "1.b) y",
        "Artikel 2 Twee",
        "2.a) z",
    ]


def test_a_style_inherits_its_numbering() -> None:
    assert read_lines(docx(paragraph("Een", "Kop") + paragraph("Twee", "KopB"))) == [
        "Artikel 1 Een",
        "Artikel 2 Twee",
    ]


def test_numbering_on_the_paragraph_itself_counts_and_zero_switches_it_off() -> None:
    on = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    off = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    assert read_lines(docx(paragraph("a", own=on) + paragraph("b", "Kop", off))) == [
        "Artikel 1 a",
        "b",
    ]


def test_bullets_show_their_sign() -> None:
    assert read_lines(docx(paragraph("punt", "Punt"))) == ["• punt"]


def test_text_in_controls_and_hyperlinks_is_read_and_deleted_text_is_not() -> None:
    body = (
        "<w:p><w:sdt><w:sdtContent><w:r><w:t>in </w:t></w:r></w:sdtContent></w:sdt>"
        "<w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink><w:del><w:r><w:delText>weg</w:delText></w:r></w:del></w:p>"
        f"<w:sdt><w:sdtContent>{paragraph('blok')}</w:sdtContent></w:sdt>"
    )
    assert read_lines(docx(body)) == ["in link", "blok"]


def test_a_field_shows_its_result_and_not_its_code() -> None:
    body = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r>'
        "<w:instrText> REF x </w:instrText><w:t>code</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>artikel 3</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>, lid 2</w:t></w:r></w:p>'
    )
    assert read_lines(docx(body)) == ["artikel 3, lid 2"]


def test_tables_give_one_line_a_row() -> None:
    cell = "<w:tc>{}</w:tc>"
    row = (
        f"<w:tr>{cell.format(paragraph('a') + paragraph('b'))}{cell.format(paragraph('c'))}</w:tr>"
    )
    assert read_lines(docx(f"<w:tbl>{row}</w:tbl>")) == ["a / b | c"]


def test_breaks_and_tabs_are_characters_and_text_shows_a_tab_as_two_spaces() -> None:
    body = "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>"
    assert read_lines(docx(body)) == ["a\tb\nc"]
    assert as_text(docx(body)) == "a  b\nc\n"


def test_a_text_box_is_a_line_below_its_paragraph_and_counts_by_itself() -> None:
    box = (
        f"<w:r><w:pict><w:txbxContent>{paragraph('in kader', 'Kop')}</w:txbxContent></w:pict></w:r>"
    )
    body = paragraph("Een", "Kop") + f"<w:p><w:r><w:t>bij</w:t></w:r>{box}</w:p>"
    assert read_lines(docx(body + paragraph("Twee", "Kop"))) == [
        "Artikel 1 Een",
        "bij",
        "Artikel 1 in kader",
        "Artikel 2 Twee",
    ]


def test_notes_stand_at_the_end_under_the_marks_in_the_text() -> None:
    body = (
        '<w:p><w:r><w:t>a</w:t></w:r><w:r><w:footnoteReference w:id="5"/></w:r></w:p>'
        '<w:p><w:r><w:t>b</w:t></w:r><w:r><w:endnoteReference w:id="2"/></w:r>'
        '<w:r><w:footnoteReference w:id="4"/></w:r></w:p>'
    )
    made = docx(
        body,
        footnotes=f'<w:footnote w:id="4">{paragraph("vier")}</w:footnote>'
        f'<w:footnote w:id="5">{paragraph("vijf")}</w:footnote>',
        endnotes=f'<w:endnote w:id="2">{paragraph("twee")}</w:endnote>',
    )
    assert read_lines(made) == ["a[1]", "b[i][2]", "[1] vijf", "[2] vier", "[i] twee"]


CHANGED = (
    '<w:p><w:pPr><w:pStyle w:val="Kop"/><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>'
    "<w:r><w:t>Een </w:t></w:r></w:p>"
    + paragraph("geheel", "Kop")
    + '<w:p><w:ins w:id="2"><w:r><w:t>nieuw</w:t></w:r></w:ins>'
    '<w:del w:id="3"><w:r><w:delText>oud</w:delText></w:r></w:del></w:p>'
)


def test_tracked_changes_are_read_as_accepted_or_as_rejected() -> None:
    made = docx(CHANGED)
    assert read_lines(made) == ["Artikel 1 Een geheel", "nieuw"]
    assert read_lines(made, Changes.REJECTED) == ["Artikel 1 Een ", "Artikel 2 geheel", "oud"]


def test_hidden_text_is_not_shown() -> None:
    body = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>weg</w:t></w:r><w:r><w:t>er</w:t></w:r></w:p>"
    assert read_lines(docx(body)) == ["er"]


def test_a_file_that_is_no_document_or_is_too_large_is_refused() -> None:
    with pytest.raises(TemplateError):
        read_lines(b"PK\x03\x04 niets")
    with pytest.raises(TemplateError, match="te groot"):
        read_lines(docx(f"<w:p><w:r><w:t>{' ' * (MAXIMUM_XML + 1)}</w:t></w:r></w:p>"))
