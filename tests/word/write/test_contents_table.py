"""The table of contents of a long document."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from dlr_docs import WriteOptions, document_bytes
from dlr_docs.model.library import Library
from dlr_docs.word.read.lines import read_lines
from dlr_docs.word.write.document import write_docx
from tests import ooxml
from tests.ooxml import W, own_template
from tests.samples import agreement, docx_of
from tests.word.write.test_sections import (
    FINANCES,
    MAIN,
    PROGRAMME,
    bundle_with,
    line_of_each_paragraph,
)


@pytest.fixture(scope="module")
def together(library: Library) -> bytes:
    bundle = bundle_with(library, FINANCES, PROGRAMME)
    return document_bytes(bundle, MAIN, WriteOptions(cover_table=True))


def contents_of(data: bytes) -> list[str]:
    """The lines of the table of contents."""
    styled = [
        paragraph
        for paragraph in ooxml.root(data).iter(f"{W}p")
        if (style := paragraph.find(f"{W}pPr/{W}pStyle")) is not None
        and style.get(f"{W}val") == "Inhoud1"
    ]
    return [ooxml.text(paragraph) for paragraph in styled]


def test_the_field_of_the_table_ends_in_a_paragraph_of_its_own_that_takes_no_room(
    together: bytes,
) -> None:
    """Word makes that paragraph when it fills the table in again, and it would be a blank line."""
    holder = next(
        control.find(f"{W}sdtContent")
        for control in ooxml.root(together).iter(f"{W}sdt")
        if control.find(f"{W}sdtPr/{W}docPartObj") is not None
    )
    assert holder is not None
    *entries, last = holder
    states = [
        [sign.get(f"{W}fldCharType") for sign in item.iter(f"{W}fldChar")] for item in entries
    ]
    link = ["begin", "separate", "end"]
    assert states == [[], ["begin", "separate", *link], *[link] * (len(entries) - 2)]
    assert [sign.get(f"{W}fldCharType") for sign in last.iter(f"{W}fldChar")] == ["end"]
    assert ooxml.text(last) == ""
    space = last.find(f"{W}pPr/{W}spacing")
    assert space is not None
    assert dict(space.attrib) == {
        f"{W}before": "0", f"{W}after": "0", f"{W}line": "20", f"{W}lineRule": "exact",
    }  # fmt: skip


def test_what_a_heading_is_numbered_with_brings_no_looks_into_the_table() -> None:
    """Word copies the formatting of the level of a list into the table, and not that of a style."""
    for style in ("klassiek", "zakelijk"):
        template = (ooxml.HOUSE_STYLES / style / "overeenkomst.docx").read_bytes()
        levels = {
            named.get(f"{W}val"): level.find(f"{W}rPr")
            for level in ooxml.root(template, "word/numbering.xml").iter(f"{W}lvl")
            if (named := level.find(f"{W}pStyle")) is not None
        }
        assert levels["Artikel"] is levels["Bijlagetitel"] is levels["Bijlageartikel"] is None


def test_the_table_of_contents_holds_every_heading_as_word_would_list_it(together: bytes) -> None:
    styles = {style.get(f"{W}styleId"): style for style in ooxml.root(together, "word/styles.xml")}
    first_level = {name for name, style in styles.items() if _level(style, styles) == "0"}
    lines = line_of_each_paragraph(together)
    listed = contents_of(together)
    headings = [
        lines[mark.get(f"{W}name")]
        for paragraph in ooxml.root(together).iter(f"{W}p")
        if (style := paragraph.find(f"{W}pPr/{W}pStyle")) is not None
        and style.get(f"{W}val") in first_level
        for mark in list(paragraph.iter(f"{W}bookmarkStart"))[:1]
    ]
    assert {
        "Partijen",
        "Overwegingen",
        "Ondertekening",
        "bijlage\u202f1 Financiële bijlage",
        "Bijlage: verplichte inhoud",
    } <= set(headings)
    assert [line.replace("\t", " ") for line in listed] == headings


def _level(style: Any, styles: dict[str, Any]) -> str | None:
    own, based = style.find(f"{W}pPr/{W}outlineLvl"), style.find(f"{W}basedOn")
    if own is not None:
        return str(own.get(f"{W}val"))
    return None if based is None else _level(styles[based.get(f"{W}val")], styles)


def test_the_table_of_contents_is_one_field_and_links_to_its_headings(together: bytes) -> None:
    root = ooxml.root(together)
    names = [code.split()[0] for code, _ in ooxml.fields(root)]
    assert names.count("TOC") == 1
    marks = {mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")}
    links = [code for code, _ in ooxml.fields(root) if code.startswith("HYPERLINK")]
    assert len(links) == len(contents_of(together))
    assert {code.removeprefix("HYPERLINK \\l ").strip('"') for code in links} <= marks


def test_a_heading_of_the_template_has_the_same_bookmark_whatever_articles_come(
    library: Library,
) -> None:
    """So that of two documents a line of the contents leads to the same place in both."""
    names = []
    for choices in ({}, {"verzuim": "geen"}):
        data = agreement()
        data["documenten"][0]["keuzes"] = choices
        starts = ooxml.root(docx_of(data, library)).iter(f"{W}bookmarkStart")
        found = [item.get(f"{W}name", "") for item in starts]
        names.append([name for name in found if name.startswith("_Toc_")])
    assert names[0] == names[1] != []


def test_a_document_of_twelve_articles_has_no_table_of_contents(library: Library) -> None:
    bundle = bundle_with(library, {**FINANCES, "plaats": "eigen-bestand"})
    sizes = {document.id: len(document.artikelen) for document in bundle.documents}
    assert sizes["financiele-bijlage"] <= 12
    assert contents_of(document_bytes(bundle, "financiele-bijlage")) == []


def test_the_parties_begin_on_a_new_page_after_a_table_of_contents(together: bytes) -> None:
    body = ooxml.root(together).find(f"{W}body")
    control, heading = next(pair for pair in pairwise(body) if pair[0].tag == f"{W}sdt")
    assert ooxml.text(control).startswith("Inhoud")
    assert heading.find(f"{W}pPr/{W}pageBreakBefore") is not None


def test_without_its_place_in_the_template_there_is_no_table_and_nothing_is_lost(
    library: Library, tmp_path: Path
) -> None:
    path = own_template(tmp_path, "{{p inhoud }}", "")
    bundle = bundle_with(library)
    made = write_docx(bundle.documents[0], bundle, template=path)
    assert contents_of(made) == []
    with_table = read_lines(document_bytes(bundle, MAIN))
    start = with_table.index("Inhoud")
    end = with_table.index(
        "Partijen", start + 2
    )  # the heading itself, behind the line that lists it
    assert list(filter(None, read_lines(made))) == with_table[:start] + with_table[end:]


HEADING = '<w:pStyle w:val="Kop1"/></w:pPr><w:r><w:t>Ondertekening</w:t></w:r></w:p>'
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> SEQ deel </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


@pytest.mark.parametrize(
    ("old", "new", "listed"),
    [
        ('<w:pStyle w:val="Slot"/>', '<w:pStyle w:val="Slot"/><w:outlineLvl w:val="0"/>', "Aldus"),
        ('<w:pStyle w:val="Kop1"/>', '<w:pStyle w:val="Kop1"/><w:outlineLvl w:val="0"/>', None),
        (HEADING, HEADING.replace("</w:r>", f"</w:r>{FIELD}"), "Ondertekening7"),
        (
            HEADING,
            HEADING.replace("kening<", "kening</w:t><w:br/><w:t>hier<"),
            "Ondertekening hier",
        ),
        (HEADING, f'<w:pStyle w:val="Kop1"/></w:pPr></w:p><w:p><w:pPr>{HEADING}', None),
    ],
)
def test_headings_of_the_template_are_listed_as_they_are_shown(
    library: Library, tmp_path: Path, old: str, new: str, listed: str | None
) -> None:
    bundle = bundle_with(library)
    before = contents_of(document_bytes(bundle, MAIN))
    path = own_template(tmp_path, old, new)
    lines = contents_of(write_docx(bundle.documents[0], bundle, template=path))
    assert all(lines)
    if listed is None:
        assert lines == before
    else:
        (added,) = set(lines) - set(before)
        assert added.startswith(listed)
