"""What a paragraph says, exactly."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from dlr_docs.word.package.reading.text import (
    Change,
    Changes,
    Formatting,
    block_elements,
    cells_of,
    change_of_control,
    change_of_end,
    field_results,
    rows_of,
    story_of,
    text_boxes,
    text_of,
    typed_paragraphs,
    typed_text,
)
from dlr_docs.word.package.xml import W, run

SPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": W,
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "vreemd": "urn:vreemd",
    }.items()
)
TAG = f"{{{W}}}"


def xml(fragment: str, around: str = "p") -> etree._Element:
    return etree.fromstring(f"<w:{around} {SPACES}>{fragment}</w:{around}>")


def char(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def field(code: str, result: str) -> str:
    return f"{char('begin')}{code}{char('separate')}{result}{char('end')}"


CODE = "<w:r><w:instrText> REF x </w:instrText><w:t>code</w:t></w:r>"
CHARACTERS = {
    "<w:tab/>": "\t",
    '<w:ptab w:alignment="right" w:relativeTo="margin" w:leader="none"/>': "\t",
    "<w:br/>": "\n",
    '<w:br w:type="page"/>': "\n",
    "<w:cr/>": "\n",
    "<w:noBreakHyphen/>": "\u2011",
    "<w:softHyphen/>": "\u00ad",
    '<w:sym w:font="Wingdings" w:char="F0FE"/>': "☑",
    '<w:sym w:font="Symbol" w:char="F061"/>': "α",
    '<w:sym w:font="symbol" w:char="61"/>': "α",
    '<w:sym w:font="Huisletter" w:char="F0FE"/>': "\uf0fe",
    '<w:sym w:font="Wingdings" w:char="F001"/>': "\uf001",
    '<w:sym w:font="Wingdings" w:char="zz"/>': "",
    '<w:sym w:font="Wingdings" w:char="D800"/>': "",
    "<w:instrText>REF</w:instrText>": "",
    "<w:lastRenderedPageBreak/>": "",
    '<w:rPr><w:rFonts w:ascii="x"/></w:rPr>': "",
    "<w:ruby><w:rt><w:r><w:t>klein</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>groot</w:t></w:r></w:rubyBase></w:ruby>": (
        "groot"
    ),
}


@pytest.mark.parametrize("element", CHARACTERS)
def test_every_element_of_a_run_is_the_character_that_it_shows(element: str) -> None:
    assert text_of(xml(f"<w:r><w:t>a</w:t>{element}<w:t>b</w:t></w:r>")) == (
        f"a{CHARACTERS[element]}b"
    )


def test_tabs_of_the_paragraph_itself_are_no_text() -> None:
    assert text_of(xml('<w:pPr><w:tabs><w:tab w:pos="1"/></w:tabs></w:pPr>')) == ""


THROUGH = {
    "controls": "<w:sdt><w:sdtPr><w:alias w:val='n'/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "links": '<w:hyperlink w:anchor="x">{}</w:hyperlink>',
    "smart tags": "<w:smartTag>{}</w:smartTag>",
    "custom XML": '<w:customXml w:element="x">{}</w:customXml>',
    "simple fields": '<w:fldSimple w:instr=" REF x ">{}</w:fldSimple>',
    "direction": '<w:bdo w:val="ltr">{}</w:bdo>',
    "insertions": '<w:ins w:id="1" w:author="x">{}</w:ins>',
    "moves": '<w:moveTo w:id="1" w:author="x">{}</w:moveTo>',
    "alternatives": '<mc:AlternateContent><mc:Choice Requires="wps">{0}</mc:Choice>'
    "<mc:Fallback>{0}</mc:Fallback></mc:AlternateContent>",
    "unknown alternatives": '<mc:AlternateContent><mc:Choice Requires="vreemd"><w:r><w:t>?</w:t></w:r>'
    "</mc:Choice><mc:Fallback>{0}</mc:Fallback></mc:AlternateContent>",
    "formulas": "<m:oMath><m:r><m:t>1+</m:t></m:r></m:oMath>{}",
}


@pytest.mark.parametrize("around", THROUGH)
@pytest.mark.parametrize("inner", THROUGH)
def test_text_is_read_once_through_whatever_stands_around_it(around: str, inner: str) -> None:
    fragment = THROUGH[around].format(THROUGH[inner].format(run("tekst")))
    assert text_of(xml(fragment)).replace("1+", "") == "tekst"


def test_a_field_is_its_result_also_with_fields_in_its_code_and_in_its_result() -> None:
    nested = field(CODE + field(CODE, run("binnen")), run("a ") + field(CODE, run("b")))
    assert text_of(xml(run("x ") + nested + run(" y"))) == "x a b y"


def test_a_field_without_a_separator_shows_nothing() -> None:
    assert text_of(xml(run("x") + char("begin") + CODE + char("end") + run("y"))) == "xy"


def test_a_field_goes_on_in_the_next_paragraphs() -> None:
    first, middle, last = (
        f"<w:p>{char('begin')}{CODE}</w:p>",
        f"<w:p>{run('nog code')}{char('separate')}{run('uitkomst')}</w:p>",
        f"<w:p>{run('meer')}{char('end')}{run(' erna')}</w:p>",
    )
    body = xml(first + middle + last, "body")
    story = story_of(body)
    assert [story.text(paragraph) for paragraph in body] == ["", "uitkomst", "meer erna"]


def test_a_stray_end_of_a_field_hides_nothing() -> None:
    assert text_of(xml(char("end") + char("separate") + run("er"))) == "er"


CHANGED = (
    run("vast ")
    + '<w:ins w:id="1"><w:r><w:t>nieuw </w:t></w:r></w:ins>'
    + '<w:del w:id="2"><w:r><w:delText>oud </w:delText><w:tab/></w:r></w:del>'
    + '<w:moveFrom w:id="3"><w:r><w:t>verplaatst </w:t></w:r></w:moveFrom>'
    + '<w:moveTo w:id="4"><w:r><w:t>verplaatst </w:t></w:r></w:moveTo>'
    + '<w:ins w:id="5"><w:del w:id="6"><w:r><w:delText>nooit</w:delText></w:r></w:del></w:ins>'
)


def test_changes_are_accepted_or_rejected_and_moved_text_is_read_once() -> None:
    paragraph = xml(CHANGED)
    assert text_of(paragraph) == "vast nieuw verplaatst "
    assert text_of(paragraph, Changes.REJECTED) == "vast oud \tverplaatst "


def test_changes_are_told_apart() -> None:
    paragraph = xml(CHANGED)
    pieces = story_of(paragraph, Changes.TOLD).pieces(paragraph)
    assert [(piece.text, piece.change) for piece in pieces] == [
        ("vast ", Change.NONE),
        ("nieuw ", Change.INSERTED),
        ("oud ", Change.DELETED),
        ("\t", Change.DELETED),
        ("verplaatst ", Change.MOVED_AWAY),
        ("verplaatst ", Change.MOVED_HERE),
        ("nooit", Change.DELETED),
    ]


def test_the_mark_of_a_paragraph_may_be_inserted_or_deleted() -> None:
    def paragraph(mark: str) -> etree._Element:
        return xml(f"<w:pPr><w:rPr><w:b/>{mark}</w:rPr></w:pPr>")

    assert change_of_end(xml("")) is change_of_end(paragraph("")) is Change.NONE
    assert change_of_end(paragraph('<w:ins w:id="1"/>')) is Change.INSERTED
    assert change_of_end(paragraph('<w:del w:id="1"/>')) is Change.DELETED
    assert not Change.DELETED.is_read(Changes.ACCEPTED)
    assert Change.DELETED.is_read(Changes.REJECTED)
    assert Change.DELETED.is_read(Changes.TOLD)


def test_the_look_of_a_run_is_told() -> None:
    paragraph = xml(
        '<w:r><w:rPr><w:rStyle w:val="Sterk"/><w:b/><w:i w:val="0"/><w:lang w:val="en-GB"/></w:rPr>'
        "<w:t>a</w:t></w:r><w:r><w:rPr><w:i/><w:vanish/></w:rPr><w:t>b</w:t></w:r>" + run("c")
    )
    pieces = story_of(paragraph).pieces(paragraph)
    assert [piece.formatting for piece in pieces] == [
        Formatting(bold=True, language="en-GB", style="Sterk"),
        Formatting(italic=True, hidden=True),
        Formatting(),
    ]


def test_marks_of_notes_are_told_and_say_nothing() -> None:
    paragraph = xml(
        run("a")
        + '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:endnoteReference w:id="3"/></w:r>'
    )
    notes = [
        piece.note for piece in story_of(paragraph).pieces(paragraph) if piece.note is not None
    ]
    assert [(note.tag, note.get(f"{TAG}id")) for note in notes] == [
        (f"{TAG}footnoteReference", "2"),
        (f"{TAG}endnoteReference", "3"),
    ]
    assert text_of(paragraph) == "a"


def test_a_text_box_stands_apart_from_its_paragraph_and_is_found_once() -> None:
    box = "<wps:txbx><w:txbxContent><w:p>{}</w:p></w:txbxContent></wps:txbx>"
    inner = f"<w:r><w:drawing>{box.format(run('binnenste'))}</w:drawing></w:r>"
    both = box.format(run("kader") + inner)
    paragraph = xml(
        f'{run("regel")}<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{both}</w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{both}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    (found,) = text_boxes(paragraph)
    assert (text_of(paragraph), text_of(found)) == ("regel", "kader")
    (nested,) = text_boxes(found[0])
    assert text_of(nested) == "binnenste"


def test_a_box_in_a_change_that_is_not_read_is_not_there() -> None:
    box = f"<w:pict><v:textbox><w:txbxContent><w:p>{run('kader')}</w:p></w:txbxContent></v:textbox></w:pict>"
    paragraph = xml(f"<w:ins><w:r>{box}</w:r></w:ins>")
    counts = {changes: len([*text_boxes(paragraph, changes)]) for changes in Changes}
    assert counts == {Changes.ACCEPTED: 1, Changes.REJECTED: 0, Changes.TOLD: 1}


@pytest.mark.parametrize(
    ("before", "around", "change"),
    [
        ("", "{}", Change.NONE),
        ("", "<w:ins>{}</w:ins>", Change.INSERTED),
        ('<w:customXmlDelRangeStart w:id="1"/>', "{}", Change.DELETED),
        ('<w:customXmlInsRangeStart w:id="1"/>', "{}", Change.INSERTED),
    ],
)
def test_a_control_comes_or_goes_itself(before: str, around: str, change: Change) -> None:
    control = "<w:sdt><w:sdtContent/></w:sdt>"
    (found,) = xml(before + around.format(control)).iter(f"{{{W}}}sdt")
    assert change_of_control(found) is change


def test_blocks_rows_and_cells_are_found_through_controls_and_changes() -> None:
    control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    cell = "<w:tc><w:p/></w:tc>"
    row = "<w:tr>{}" + cell + control.format(cell) + "</w:tr>"
    table = f"<w:tbl>{row.format('')}{control.format(row.format(''))}</w:tbl>"
    body = xml(f'<w:p/>{control.format(table)}<w:ins w:id="1"><w:p/></w:ins><w:sectPr/>', "body")
    blocks = list(block_elements(body))
    assert [block.tag.removeprefix(TAG) for block in blocks] == ["p", "tbl", "p"]
    assert [len(list(cells_of(item))) for item in rows_of(blocks[1])] == [2, 2]


def test_inserted_and_deleted_rows_are_there_or_not() -> None:
    table = xml(
        '<w:tr><w:trPr><w:ins w:id="1"/></w:trPr></w:tr><w:tr><w:trPr><w:del w:id="2"/></w:trPr></w:tr>'
        "<w:tr/>",
        "tbl",
    )
    assert list(rows_of(table)) == [table[0], table[2]]
    assert list(rows_of(table, Changes.REJECTED)) == [table[1], table[2]]
    assert len(list(rows_of(table, Changes.TOLD))) == 3


def test_typed_text_is_all_text_and_that_of_a_paragraph_is_its_own() -> None:
    box = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>kader</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    paragraph = xml(run("{{ a") + box + "<w:r><w:noBreakHyphen/></w:r>" + run(" }}"))
    assert typed_text(paragraph) == "{{ akader }}"
    assert [text for _, text in typed_paragraphs(paragraph)] == ["{{ a }}", "kader"]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")))
def test_what_is_written_is_read_back(text: str) -> None:
    assert text_of(xml(run(text))) == text


@given(st.lists(st.sampled_from(["begin", "separate", "end", "tekst"]), max_size=12))
def test_fields_in_any_disorder_are_read_without_failing(kinds: list[str]) -> None:
    runs = "".join(run("t") if kind == "tekst" else char(kind) for kind in kinds)
    assert set(text_of(xml(runs))) <= {"t"}


def test_a_text_in_the_result_of_a_field_knows_the_outermost_field_and_its_code() -> None:
    inner = field("<w:r><w:instrText>PAGE</w:instrText></w:r>", run("1"))
    outer = field(CODE, run("artikel ") + inner)
    simple = f'<w:fldSimple w:instr=" NUMPAGES  \\* Arabic">{run("9")}</w:fldSimple>'
    paragraph = xml(run("Zie ") + outer + simple)
    found = {text.text: code for text, (_, code) in field_results(paragraph)}
    assert found == {"artikel ": "REF x", "1": "REF x", "9": "NUMPAGES \\* Arabic"}
    owners = {text.text: owner for text, (owner, _) in field_results(paragraph)}
    assert owners["artikel "] is owners["1"] is next(paragraph.iter(f"{TAG}fldChar"))


@pytest.mark.parametrize(
    "fragment",
    [
        char("begin") * 60_000 + run("a"),
        field("<w:r><w:instrText>aaaaaaaaaa</w:instrText></w:r>" * 60_000, run("a") * 20_000),
    ],
    ids=["fields in fields", "a code without end"],
)
def test_fields_without_end_are_read_in_little_time(fragment: str) -> None:
    paragraph = xml(fragment)
    start = time.process_time()
    assert text_of(paragraph) in ("", "a" * 20_000)
    assert len(list(field_results(paragraph))) in (0, 20_000)
    assert time.process_time() - start < 5
