"""What a part of a template says."""

from __future__ import annotations

import pytest

from dlr_docs.word.template.parts.told import format_of, told_source

P = '<w:p><w:pPr><w:pStyle w:val="Lid"/></w:pPr>{}</w:p>'


@pytest.mark.parametrize(
    ("xml", "told"),
    [
        ("<w:r><w:t>a &amp; b</w:t></w:r>", "a &amp; b"),
        ("<w:r><w:t>a</w:t><w:tab/><w:br/><w:noBreakHyphen/></w:r>", "a\t\n\u2011"),
        ("<w:r><w:rPr><w:b/><w:i w:val=\"0\"/></w:rPr><w:t>a</w:t></w:r>", '<t vet="1">a</t>'),
        ("<w:r><w:rPr><w:lang w:val=\"en-GB\"/></w:rPr><w:t>a</w:t></w:r>", '<t taal="en-GB">a</t>'),
        ("<w:r><w:t>{% if a &gt; 1 %}a{% endif %}</w:t></w:r>", "{% if a &gt; 1 %}a{% endif %}"),
        ("{{ (x)|veld(0) }}<w:r><w:t>.</w:t></w:r>", "{{ (x)|veld(0) }}."),
        ('<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>', '<veld code="PAGE"/>'),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> NUMPAGES </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>x</w:t></w:r>',
            '<veld code="NUMPAGES"/>x',
        ),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "x" \\l "y" </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            '<veld code="HYPERLINK &quot;x&quot; \\l &quot;y&quot;"/>',
        ),
        ("<w:r><mc:AlternateContent><w:p><w:r><w:t>kader</w:t></w:r></w:p></mc:AlternateContent></w:r>", ""),
        ("<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent><w:r><w:t>a</w:t></w:r></w:sdtContent></w:sdt>", "a"),
    ],
)  # fmt: skip
def test_a_paragraph_says_its_words_and_marks(xml: str, told: str) -> None:
    assert told_source(P.format(xml)) == f'<regel stijl="Lid">{told}</regel>'


def test_a_table_has_rows_and_cells_and_a_table_of_contents_says_nothing() -> None:
    cell = f"<w:tc><w:tcPr/>{P.format('<w:r><w:t>a</w:t></w:r>')}</w:tc>"
    contents = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
        f"</w:sdtPr><w:sdtContent>{P.format('<w:r><w:t>x</w:t></w:r>')}<w:sdt></w:sdt></w:sdtContent></w:sdt>"
    )
    told = told_source(f"{contents}<w:tbl><w:tblPr><w:tblW/></w:tblPr><w:tr>{cell}</w:tr></w:tbl>")
    assert told == '<rij><cel><regel stijl="Lid">a</regel></cel></rij>'


def test_the_language_of_the_whole_document_is_no_formatting() -> None:
    assert format_of('<w:rPr><w:lang w:val="nl-NL"/><w:bCs/></w:rPr>') == ""
