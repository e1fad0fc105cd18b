"""What people leave in a file beside words, told apart from what this program put there."""

from __future__ import annotations

import pytest

from dlr_docs.model.blocks import Block
from dlr_docs.word.merge.traces import BLANK, EXTRA, Traces
from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.package.stores import AUTHOR
from dlr_docs.word.package.xml import W
from dlr_docs.word.read.blocks import LocatedBlock
from tests.wordml import package

_W = f"{{{W}}}"
PLAIN = "<w:r><w:t>Woorden</w:t></w:r>"
COMMENT = '<w:commentRangeStart w:id="1"/>' + PLAIN + '<w:r><w:commentReference w:id="1"/></w:r>'


def located(found: Package, at: int = 0) -> LocatedBlock:
    paragraph = found.roots[MAIN].findall(f".//{_W}p")[at]
    return LocatedBlock(Block("lid", "Lid"), MAIN, paragraph)


def is_touched(inside: str, before: str = PLAIN, **parts: str) -> bool:
    theirs, ours = package(f"<w:p>{inside}</w:p>", **parts), package(f"<w:p>{before}</w:p>")
    return Traces(theirs, ours).touched(located(theirs), located(ours))


@pytest.mark.parametrize(
    "inside",
    [
        f"<w:ins>{PLAIN}</w:ins>",
        "<w:r><w:rPr><w:highlight w:val='yellow'/></w:rPr><w:t>Woorden</w:t></w:r>",
        "<w:r><w:rPr><w:strike/></w:rPr><w:t>Woorden</w:t></w:r>",
        "<w:r><w:rPr><w:shd w:val='clear' w:fill='FFFF00'/></w:rPr><w:t>Woorden</w:t></w:r>",
        "<w:r><w:rPr><w:caps/></w:rPr><w:t>Woorden</w:t></w:r>",
        f"<w:pPr><w:jc w:val='center'/></w:pPr>{PLAIN}",
        f"<w:pPr><w:pBdr><w:top w:val='single'/></w:pBdr></w:pPr>{PLAIN}",
        f"<w:pPr><w:sectPr/></w:pPr>{PLAIN}",
        f"{PLAIN}<w:r><w:footnoteReference w:id='2'/></w:r>",
        f"{PLAIN}<w:r><w:drawing/></w:r>",
        f"{PLAIN}<w:r><w:pict><w:txbxContent><w:p/></w:txbxContent></w:pict></w:r>",
        f"<w:r><w:br w:type='page'/></w:r>{PLAIN}",
    ],
    ids=[
        "tracked",
        "marked",
        "struck",
        "shaded",
        "capitals",
        "centred",
        "border",
        "section",
        "note",
        "picture",
        "box",
        "page",
    ],
)
def test_what_a_hand_left_is_seen(inside: str) -> None:
    assert is_touched(inside)


@pytest.mark.parametrize(
    "inside",
    [
        PLAIN,
        "<w:r><w:rPr><w:szCs w:val='22'/><w:color w:val='auto'/></w:rPr><w:t>Woorden</w:t></w:r>",
        f"<w:pPr><w:rPr><w:color w:val='FF0000'/></w:rPr></w:pPr>{PLAIN}",
        "<w:sdt><w:sdtContent><w:r><w:rPr><w:color w:val='808080'/></w:rPr><w:t>x</w:t></w:r>"
        "</w:sdtContent></w:sdt>",
        f"<w:pPr><w:pBdr/><w:spacing/><w:ind/></w:pPr>{PLAIN}",
        f"<w:pPr><w:pBdr><w:top w:val='none' w:sz='4'/></w:pBdr></w:pPr>{PLAIN}",
    ],
    ids=["nothing", "size", "end-of-paragraph", "question", "no-border", "border-without-lines"],
)
def test_what_programs_write_by_themselves_is_nobodys(inside: str) -> None:
    assert not is_touched(inside)


@pytest.mark.parametrize(
    ("name", "is_seen"), [("_Ref1", True), ("_Toc1", False), ("__RefHeading___Toc1_2", False)]
)
def test_a_bookmark_is_of_a_hand_when_words_and_not_the_contents_lead_to_it(
    name: str, is_seen: bool
) -> None:
    start = f'<w:bookmarkStart w:id="9" w:name="{name}"/>'
    assert is_touched(f'{start}<w:hyperlink w:anchor="{name}">{PLAIN}</w:hyperlink>') is is_seen


def test_a_look_that_the_document_has_itself_is_nobodys() -> None:
    look = "<w:r><w:rPr><w:u w:val='single'/></w:rPr><w:t>Woorden</w:t></w:r>"
    assert not is_touched(look, before=look)


def test_a_page_that_begins_there_already_may_be_written_otherwise() -> None:
    before = f"<w:pPr><w:pageBreakBefore/></w:pPr>{PLAIN}"
    assert not is_touched(f"<w:r><w:br w:type='page'/></w:r>{PLAIN}", before=before)


@pytest.mark.parametrize(("author", "touched"), [("M. Smit", True), (AUTHOR, False)])
def test_a_comment_of_a_person_is_seen_and_a_drafting_note_is_not(
    author: str, touched: bool
) -> None:
    comments = f'<w:comment w:id="1" w:author="{author}"><w:p/></w:comment>'
    assert is_touched(COMMENT, comments=comments) is touched


@pytest.mark.parametrize(
    ("inside", "kinds"),
    [
        ("<w:p><w:r><w:drawing/></w:r></w:p>", [EXTRA]),
        ("<w:p><w:del><w:r><w:delText>weg</w:delText></w:r></w:del></w:p>", [EXTRA]),
        ("<w:p><w:pPr><w:sectPr/></w:pPr></w:p>", [EXTRA]),
        ("<w:p><w:r><w:br w:type='page'/></w:r></w:p>", [EXTRA]),
        ("<w:p><w:r><w:br/></w:r></w:p>", []),
        ("<w:p/>", []),
    ],
    ids=["picture", "taken-out", "section", "page", "line", "empty"],
)
def test_paragraphs_without_words_that_hold_something(inside: str, kinds: list[str]) -> None:
    theirs = package(inside)
    found = Traces(theirs, package()).wordless(set())
    assert [item.block.kind for item in found] == kinds


EMPTY = "<w:p/>"
LINE = f"<w:p>{PLAIN}</w:p>"
NUMBERED = '<w:p><w:pPr><w:pStyle w:val="Lid"/></w:pPr></w:p>'


@pytest.mark.parametrize(
    ("body", "before", "count"),
    [
        (LINE + EMPTY + EMPTY, LINE, 2),
        (LINE + EMPTY + EMPTY, LINE + EMPTY, 1),
        (LINE + EMPTY, LINE + EMPTY + EMPTY, 0),
        (EMPTY + LINE, LINE, 0),  # before all: what a program put there is not told apart
        (LINE + NUMBERED, LINE, 0),
        (f"{LINE}<w:p><w:r><w:br/></w:r></w:p>", LINE, 0),
    ],
    ids=["none-of-ours", "one-of-ours", "fewer", "first", "numbered", "break"],
)
def test_empty_lines_beyond_those_of_the_document_are_of_a_hand(
    body: str, before: str, count: int
) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Lid"><w:name w:val="Lid"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
        '<w:pStyle w:val="Lid"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    theirs = package(body, styles=styles, numbering=numbering)
    ours = package(before, styles=styles, numbering=numbering)
    of_words = [
        next(item for item in found.roots[MAIN].iter(f"{_W}p") if len(item.findall(f".//{_W}t")))
        for found in (theirs, ours)
    ]
    found = [*Traces(theirs, ours).blank({of_words[0]: of_words[1]})]
    assert [item.block.kind for item in found] == [BLANK] * count
