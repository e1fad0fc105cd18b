"""A plan carried out in a document: whose paragraphs and rows stand where."""

from __future__ import annotations

import pytest
from lxml import etree

from dlr_docs.revise.update.text.grafting import Grafting
from dlr_docs.revise.update.text.merging import Sides, plan_of
from dlr_docs.word.merge.package import Merging
from dlr_docs.word.merge.taking import Taking
from dlr_docs.word.package.reading.text import text_of
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.package.xml import W
from dlr_docs.word.read.blocks import located_blocks
from tests.wordml import package, paragraph

_W = f"{{{W}}}"
ONE, TWO, THREE = map(
    paragraph,
    (
        "elk betaalt zijn eigen deel",
        "wie te laat is betaalt rente",
        "geschillen gaan naar de rechter",
    ),
)
OWN = paragraph("parkeren op het terrein is gratis")
RENT = paragraph("wie te laat is betaalt vier procent rente")


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in cells)}</w:tr>"


def table(*rows: str, widths: tuple[int, ...] = (1000, 2000)) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


HEAD, YEAR, NEXT = row("Jaar", "Bedrag"), row("2027", "honderd"), row("2028", "tweehonderd")
WITNESS = row("Getuige", "de buurman")


def grafted(base: str, theirs: str, ours: str) -> etree._Element:
    """The body of ours with what the hand did since the base."""
    source, made = package(theirs), package(ours)
    then = [item.block for item in located_blocks(package(base), ())]
    now = located_blocks(made, ())
    merging = Merging(made)
    plan = plan_of(Sides(then, located_blocks(source, ()), now))
    Grafting(plan, merging, Taking(merging, source)).carry_out(now)
    body: etree._Element = merging.roots[MAIN].find(f"{_W}body")
    return body


def lines(body: etree._Element) -> list[str]:
    """Paragraphs and rows as they stand, a row with its cells."""
    found: list[str] = []
    for element in body.iter(f"{_W}p", f"{_W}tr"):
        if element.tag == f"{_W}tr":
            found.append(" | ".join(map(text_of, element.iter(f"{_W}p"))))
        elif next(element.iterancestors(f"{_W}tr"), None) is None:
            found.append(text_of(element))
    return found


def said(xml: str) -> list[str]:
    """The lines of a body that nobody merged."""
    return lines(package(xml).roots[MAIN].find(f"{_W}body"))


# name: what it was, what the hand made of it, what ours is now, and what comes of it
CASES: dict[str, tuple[str, str, str, str]] = {
    "nothing": (ONE + TWO, ONE + TWO, ONE + TWO, ONE + TWO),
    "words of the hand": (ONE + TWO, ONE + RENT, ONE + TWO, ONE + RENT),
    "words of ours": (ONE + TWO, ONE + TWO, ONE + RENT, ONE + RENT),
    "put in first": (ONE + TWO, OWN + ONE + TWO, ONE + TWO, OWN + ONE + TWO),
    "put in between": (ONE + TWO, ONE + OWN + TWO, ONE + TWO, ONE + OWN + TWO),
    "put in last, ours too": (ONE, ONE + OWN, ONE + THREE, ONE + THREE + OWN),
    "taken out by hand": (ONE + TWO, ONE, ONE + TWO, ONE),
    "taken out by ours": (ONE + TWO, ONE + TWO, TWO, TWO),
    "moved": (ONE + TWO + THREE, TWO + THREE + ONE, ONE + TWO + THREE, TWO + THREE + ONE),
    "a row put in": (
        ONE + table(HEAD, YEAR), ONE + table(HEAD, YEAR, WITNESS),
        ONE + table(HEAD, YEAR), ONE + table(HEAD, YEAR, WITNESS),
    ),
    "a row put in first": (
        ONE + table(HEAD, YEAR), ONE + table(WITNESS, HEAD, YEAR),
        ONE + table(HEAD, YEAR), ONE + table(WITNESS, HEAD, YEAR),
    ),
    "a row taken out": (table(HEAD, YEAR, NEXT), table(HEAD, NEXT), table(HEAD, YEAR, NEXT),
                        table(HEAD, NEXT)),
    "a row of each": (table(HEAD, YEAR), table(HEAD, YEAR, WITNESS), table(HEAD, YEAR, NEXT),
                      table(HEAD, YEAR, NEXT, WITNESS)),
    "a table put in": (ONE + TWO, ONE + table(HEAD, YEAR) + TWO, ONE + TWO,
                       ONE + table(HEAD, YEAR) + TWO),
    "a table taken out by hand": (ONE + table(HEAD, YEAR), ONE, ONE + table(HEAD, YEAR), ONE),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_each_did_stands_where_each_put_it(name: str) -> None:
    base, theirs, ours, expected = CASES[name]
    assert lines(grafted(base, theirs, ours)) == said(expected)


def test_a_table_of_which_all_rows_are_gone_is_gone() -> None:
    body = grafted(ONE + table(HEAD, YEAR), ONE, ONE + table(HEAD, YEAR))
    assert body.find(f"{_W}tbl") is None


def test_a_row_of_the_hand_is_as_wide_as_the_table_it_came_to() -> None:
    wide = table(HEAD, YEAR, WITNESS).replace(
        "<w:tc>", '<w:tc><w:tcPr><w:tcW w:w="777" w:type="pct"/></w:tcPr>'
    )
    body = grafted(table(HEAD, YEAR), wide, table(HEAD, YEAR))
    last = [*body.iter(f"{_W}tr")][-1]
    widths = [width.get(f"{_W}w") for width in last.iter(f"{_W}tcW")]
    assert widths == ["1000", "2000"]


GALLERY = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
CONTENTS = (
    f"<w:sdt><w:sdtPr>{GALLERY}</w:sdtPr><w:sdtContent>"
    '<w:p><w:pPr><w:pStyle w:val="Inhoud1"/></w:pPr><w:r><w:t>wat volgt</w:t></w:r></w:p>'
    "</w:sdtContent></w:sdt>"
)
SECOND = paragraph("fietsen staan in de kelder")


@pytest.mark.parametrize(
    ("base", "theirs"),
    [
        (ONE + CONTENTS + TWO, ONE + CONTENTS + OWN + TWO),
        (ONE + CONTENTS + TWO, ONE + CONTENTS + OWN + SECOND + TWO),
        (ONE + CONTENTS + TWO, ONE + OWN + CONTENTS + SECOND + TWO),
        (ONE + CONTENTS + TWO, ONE + OWN + CONTENTS + TWO),
        (ONE + CONTENTS + TWO, ONE + CONTENTS + table(HEAD, YEAR) + TWO),
        (CONTENTS + TWO, CONTENTS + OWN + TWO),
        (CONTENTS + TWO, OWN + CONTENTS + TWO),
        (ONE + CONTENTS + TWO + THREE, ONE + CONTENTS + THREE + TWO),
    ],
)
def test_what_a_hand_put_behind_the_contents_stays_behind_them(base: str, theirs: str) -> None:
    assert lines(grafted(base, theirs, base)) == said(theirs)


def test_a_bookmark_of_ours_is_around_the_words_of_the_hand() -> None:
    mark = '<w:bookmarkStart w:id="5" w:name="_Ref_kosten"/><w:bookmarkEnd w:id="5"/></w:p>'
    ours = ONE + TWO.replace("</w:p>", mark)
    body = grafted(ONE + TWO, ONE + RENT, ours)
    start = body.find(f".//{_W}bookmarkStart")
    assert start is not None
    assert start.get(f"{_W}name") == "_Ref_kosten"
    assert text_of(start.getparent()) == "wie te laat is betaalt vier procent rente"


def test_a_bookmark_that_began_in_what_is_gone_goes_on_beside_it() -> None:
    start = ONE.replace("<w:p>", '<w:p><w:bookmarkStart w:id="5" w:name="eigen"/>', 1)
    end = TWO.replace("</w:p>", '<w:bookmarkEnd w:id="5"/></w:p>')
    body = grafted(ONE + TWO, TWO, start + end)
    assert lines(body) == said(TWO)
    assert [item.get(f"{_W}name") for item in body.iter(f"{_W}bookmarkStart")] == ["eigen"]
    assert len([*body.iter(f"{_W}bookmarkEnd")]) == 1


def marked(line: str, start: bool = True, end: bool = True) -> str:
    """A line with a bookmark that Word put around it, or one end of that."""
    begin = '<w:bookmarkStart w:id="7" w:name="_Ref180000001"/>' * start
    stop = '<w:bookmarkEnd w:id="7"/>' * end
    return line.replace("<w:p>", f"<w:p>{begin}", 1).replace("</w:p>", f"{stop}</w:p>")


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {} '
    r'_Ref180000001 \r \h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    '<w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
LINK = '<w:hyperlink w:anchor="_Ref180000001"><w:r><w:t>boven</w:t></w:r></w:hyperlink>'
LATE = paragraph("wie te laat is betaalt meteen rente")


@pytest.mark.parametrize("leads", [FIELD.format("REF"), FIELD.format("PAGEREF"), LINK])
@pytest.mark.parametrize("now", [TWO, LATE])
def test_a_bookmark_that_words_of_a_hand_lead_to_stands_around_what_is_there_now(
    leads: str, now: str
) -> None:
    leading = OWN.replace("</w:p>", f"{leads}</w:p>")
    body = grafted(ONE + TWO + THREE, ONE + marked(TWO) + THREE + leading, ONE + now + THREE)
    (start,) = body.iter(f"{_W}bookmarkStart")
    (end,) = body.iter(f"{_W}bookmarkEnd")
    assert start.get(f"{_W}name") == "_Ref180000001"
    assert [text_of(item.getparent()) for item in (start, end)] == said(now) * 2


def test_a_bookmark_around_more_lines_than_one_stands_around_those_that_are_left() -> None:
    leading = OWN.replace("</w:p>", f"{LINK}</w:p>")
    theirs = marked(ONE, end=False) + TWO + marked(THREE, start=False) + leading
    body = grafted(ONE + TWO + THREE, theirs, TWO + THREE)
    (start,) = body.iter(f"{_W}bookmarkStart")
    (end,) = body.iter(f"{_W}bookmarkEnd")
    assert [text_of(item.getparent()) for item in (start, end)] == said(TWO + THREE)


def test_a_bookmark_that_nothing_leads_to_stays_behind() -> None:
    body = grafted(ONE + TWO, ONE + marked(TWO) + OWN, ONE + LATE)
    assert not [*body.iter(f"{_W}bookmarkStart")]


def test_a_bookmark_that_words_of_a_hand_lead_to_is_lost_with_its_line() -> None:
    leading = OWN.replace("</w:p>", f"{LINK}</w:p>")
    source, made = package(ONE + marked(TWO) + leading), package(ONE)
    merging, now = Merging(made), located_blocks(made, ())
    then = [item.block for item in located_blocks(package(ONE + TWO), ())]
    plan = plan_of(Sides(then, located_blocks(source, ()), now))
    lost = Grafting(plan, merging, Taking(merging, source)).carry_out(now)
    assert lost == {"_Ref180000001"}


def test_the_file_that_came_back_stays_as_it_was() -> None:
    source = package(ONE + OWN + RENT)
    before = etree.tostring(source.roots[MAIN])
    made = package(ONE + TWO)
    then = [item.block for item in located_blocks(package(ONE + TWO), ())]
    now = located_blocks(made, ())
    merging = Merging(made)
    plan = plan_of(Sides(then, located_blocks(source, ()), now))
    Grafting(plan, merging, Taking(merging, source)).carry_out(now)
    assert etree.tostring(source.roots[MAIN]) == before
