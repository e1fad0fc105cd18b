"""What stands beside the words when all changes are accepted, and when all are rejected: bookmarks,
controls, tables, links of the contents.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from lxml import etree

from dlr_docs.basis.problems import DlrDocsError
from dlr_docs.model.library import Library
from dlr_docs.revise.redline import redline
from dlr_docs.word.merge.finishing import contents_of
from dlr_docs.word.package.reading.links import LINK, leads_to
from dlr_docs.word.package.reading.text import Changes, text_of
from dlr_docs.word.package.xml import W, field, run
from dlr_docs.word.read.lines import read_lines
from dlr_docs.word.write.contents_table import FIELD
from tests.ooxml import parts, schema_errors
from tests.revise.edits import article, edited
from tests.revise.hand_edits import EDITS
from tests.revise.programs import bare, google, with_links
from tests.revise.resolving import controls, marks, resolved
from tests.samples import agreement, docx_of
from tests.wordml import docx

DAY = date(2027, 3, 1)
_CONTENTS = re.compile(r"<w:sdt><w:sdtPr><w:alias w:val=\"Inhoud\"/>.*?</w:sdt>", re.DOTALL)
_W = f"{{{W}}}"
_READINGS = ("rejected", "accepted")


def main_of(data: bytes) -> Any:
    return etree.fromstring(parts(data)["word/document.xml"])


def with_choices(library: Library, **keuzes: Any) -> bytes:
    data = agreement()
    data["documenten"][0]["keuzes"] = keuzes
    return docx_of(data, library)


def assert_both(one: bytes, other: bytes) -> bytes:
    """Both documents again, with words, bookmarks and controls in their places."""
    result = redline(one, other, "J. de Vries", DAY)
    assert read_lines(result) == read_lines(other)
    assert read_lines(result, Changes.REJECTED) == read_lines(one)
    for reading, wanted in (("rejected", one), ("accepted", other)):
        found = resolved(result, reading)
        assert marks(found) == marks(main_of(wanted)), reading
        assert controls(found) == controls(main_of(wanted)), reading
    assert schema_errors(result) == []
    return result


@pytest.mark.belasting
@pytest.mark.parametrize("is_back", [False, True])
@pytest.mark.parametrize(
    "keuzes",
    [
        {"wijziging": "eigen-procedure"},  # another variant: its bookmark has another name
        {"ondersteuning": "per-fase", "rangorde": "volgorde"},  # articles that come
        {"verzuim": "geen"},  # one that goes
        {"geschillen": "escalatieladder"},  # one with other leden, that references lead to
    ],
)
def test_bookmarks_stand_where_they_stood_in_both(
    library: Library, keuzes: dict[str, str], is_back: bool
) -> None:
    pair = with_choices(library), with_choices(library, **keuzes)
    assert_both(*(reversed(pair) if is_back else pair))


@pytest.mark.belasting
def test_a_name_is_never_there_twice(library: Library) -> None:
    result = redline(
        with_choices(library), with_choices(library, geschillen="escalatieladder"), "A", DAY
    )
    names = [item.get(f"{_W}name") for item in main_of(result).iter(f"{_W}bookmarkStart")]
    assert len(names) == len({*names})


@pytest.mark.belasting
def test_a_line_of_the_contents_that_went_leads_to_its_article_again(library: Library) -> None:
    one, other = with_choices(library), with_choices(library, verzuim="geen")
    found = resolved(redline(one, other, "A", DAY), "rejected")
    codes = "".join(str(item.text) for item in found.iter(f"{_W}delInstrText", f"{_W}instrText"))
    assert 'HYPERLINK \\l "_Ref_verzuim"' in codes
    assert "_Ref_verzuim" in {item.get(f"{_W}name") for item in found.iter(f"{_W}bookmarkStart")}


def with_form(data: bytes, form: Callable[[str], str] | None) -> bytes:
    """A document as this program wrote it, or with links as other programs save them."""
    return data if form is None else edited(data, form)


def contents_lines(root: Any) -> list[tuple[str, list[str], str]]:
    """Each line of the contents: where it leads, the fields in it and what it says."""
    control = contents_of(root)
    assert all(len(item) for item in control.iter(LINK))
    lines = control.iter(f"{_W}p")
    return [(leads_to(line), fields_of(line), text_of(line)) for line in lines]


@pytest.mark.belasting
@pytest.mark.parametrize("is_back", [False, True])
@pytest.mark.parametrize(
    "keuzes", [{"ondersteuning": "per-fase", "rangorde": "volgorde"}, {"verzuim": "geen"}]
)
def test_the_contents_are_those_of_both_when_an_article_comes_or_goes(
    library: Library, keuzes: dict[str, str], is_back: bool
) -> None:
    pair = [with_choices(library), with_choices(library, **keuzes)]
    one, other = reversed(pair) if is_back else pair
    result = redline(one, other, "A", DAY)
    for reading, wanted in (("rejected", one), ("accepted", other)):
        found = contents_lines(resolved(result, reading))
        assert found == contents_lines(main_of(wanted)), reading


@pytest.mark.belasting
@pytest.mark.parametrize(
    "forms", [(with_links, None), (None, with_links), (with_links, with_links)]
)
def test_no_empty_link_is_left_of_contents_that_another_program_saved(
    library: Library, forms: tuple[Callable[[str], str] | None, ...]
) -> None:
    pair = with_choices(library), with_choices(library, verzuim="geen")
    for documents in (pair, pair[::-1]):
        one, other = map(with_form, documents, forms)
        result = redline(one, other, "A", DAY)
        for reading, wanted in (("rejected", one), ("accepted", other)):
            found, lines = map(contents_lines, (resolved(result, reading), main_of(wanted)))
            assert [line[::2] for line in found] == [line[::2] for line in lines]
        assert schema_errors(result) == []


def without_first(text: str) -> str:
    """The contents without their first line, with the field in the next."""
    start = text.index(FIELD)
    end = text.index("</w:p>", start) + len("</w:p>")
    following = text.index("</w:pPr>", end) + len("</w:pPr>")
    begin = text.rindex("<w:p>", 0, start)
    return text[:begin] + text[end:following] + FIELD + text[following:]


@pytest.mark.belasting
def test_the_field_of_the_contents_stays_when_its_first_line_comes_or_goes(
    library: Library,
) -> None:
    made = with_choices(library)
    without = edited(made, without_first)
    for one, other in ((made, without), (without, made)):
        result = assert_lines(one, other)
        for root in (main_of(result), *(resolved(result, way) for way in _READINGS)):
            assert "".join(root.itertext(f"{_W}instrText")).count("TOC ") == 1
        for reading, wanted in zip(_READINGS, (one, other), strict=True):
            found = contents_lines(resolved(result, reading))
            assert found == contents_lines(main_of(wanted)), reading


TABLE = """<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>
<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"""


def table(*rows: tuple[str, ...]) -> str:
    grid = '<w:gridCol w:w="2000"/>' * len(rows[0])
    cell = '<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{}</w:tc>'
    made = ("".join(cell.format(paragraph(text)) for text in row) for row in rows)
    return TABLE.format(grid=grid, rows="".join(f"<w:tr>{cells}</w:tr>" for cells in made))


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


BEFORE, AFTER = paragraph("De kosten staan in de tabel."), paragraph("Zij gelden voor een jaar.")
NARROW = table(("Post", "Bedrag"), ("huur", "100"), ("reizen", "50"))
WIDE = table(("Post", "Betaler", "Bedrag"), ("huur", "school", "100"), ("reizen", "samen", "50"))
OTHER = table(("Naam", "Taak"), ("Vera", "overleg"))


@pytest.mark.belasting
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((BEFORE, NARROW, AFTER), (BEFORE, WIDE, AFTER)),
        ((BEFORE, WIDE, AFTER), (BEFORE, NARROW, AFTER)),
        ((BEFORE, OTHER, AFTER, NARROW, AFTER), (BEFORE, OTHER, AFTER, WIDE, AFTER)),
        ((BEFORE, NARROW, AFTER), (BEFORE, WIDE, paragraph("Zij gelden voor twee jaar."))),
    ],
)
def test_a_table_with_another_number_of_columns_goes_and_the_other_comes(
    one: tuple[str, ...], other: tuple[str, ...]
) -> None:
    was, now = docx("".join(one)), docx("".join(other))
    result = redline(was, now, "A", DAY)
    for reading, wanted in (("rejected", was), ("accepted", now)):
        tables = [
            [len(row.findall(f"{_W}tc")) for row in item.iter(f"{_W}tr")]
            for item in resolved(result, reading).iter(f"{_W}tbl")
        ]
        assert tables == [
            [len(row.findall(f"{_W}tc")) for row in item.iter(f"{_W}tr")]
            for item in main_of(wanted).iter(f"{_W}tbl")
        ]
    assert said(result, Changes.ACCEPTED) == said(now, Changes.ACCEPTED)
    assert said(result, Changes.REJECTED) == said(was, Changes.ACCEPTED)
    touching = [item for item in main_of(result).iter(f"{_W}tbl") if _is_table(item.getnext())]
    assert touching == []  # Word makes one table of two that touch


def said(data: bytes, changes: Changes) -> list[str]:
    return [line for line in read_lines(data, changes) if line]


def _is_table(item: Any) -> bool:
    return item is not None and item.tag == f"{_W}tbl"


@pytest.mark.belasting
def test_a_value_in_front_of_a_table_leaves_no_blank_line_when_both_go(library: Library) -> None:
    made = with_choices(library)
    value = (
        '<w:sdt><w:sdtPr><w:tag w:val="regio"/><w:dataBinding w:prefixMappings='
        '"xmlns:d=\'urn:dlr-docs:waarden:1\'" w:xpath="/d:waarden/d:regio"'
        ' w:storeItemID="{2C1B9D64-7C0E-4B56-9A3B-5D0F3E6A1D01}"/><w:text/></w:sdtPr>'
        "<w:sdtContent><w:r><w:t>Eemland</w:t></w:r></w:sdtContent></w:sdt>"
    )
    put_in = f"<w:p>{value}</w:p>{NARROW}<w:p/>"

    def change(text: str) -> str:
        place = article(text, "Slotbepalingen")
        return text.replace(place, place + put_in)

    other = edited(made, change)
    for pair in ((made, other), (other, made)):
        found = redline(*pair, "A", DAY)
        for reading, wanted in (("rejected", pair[0]), ("accepted", pair[1])):
            left = [*resolved(found, reading).iter(f"{_W}p")]
            assert len(left) == len([*main_of(wanted).iter(f"{_W}p")])


def test_another_way_of_numbering_is_said_in_plain_words(library: Library) -> None:
    one, other = agreement(), agreement(huisstijl="klassiek")
    with pytest.raises(DlrDocsError, match="nummeren anders") as caught:
        redline(docx_of(one, library), docx_of(other, library), "A", DAY)
    assert "huisstijl" in str(caught.value)


def lines_of(root: Any) -> list[str]:
    """What each paragraph says, the blank ones too."""
    return ["".join(item.itertext(f"{_W}t", f"{_W}delText")) for item in root.iter(f"{_W}p")]


def assert_lines(one: bytes, other: bytes) -> bytes:
    """Both documents again, paragraph by paragraph."""
    result = redline(one, other, "A", DAY)
    for reading, wanted in (("rejected", one), ("accepted", other)):
        assert lines_of(resolved(result, reading)) == lines_of(main_of(wanted)), reading
    assert schema_errors(result) == []
    return result


@pytest.mark.belasting
@pytest.mark.parametrize("change", [bare, google], ids=["bare", "google"])
def test_a_document_without_controls_has_no_line_more_or_less(
    library: Library, change: Any
) -> None:
    made = with_choices(library)
    other = edited(made, change)
    assert_lines(made, other)
    assert_lines(other, made)


@pytest.mark.belasting
def test_contents_that_only_one_has_come_and_go_as_a_whole(library: Library) -> None:
    made = with_choices(library)
    without = edited(made, lambda text: re.sub(_CONTENTS, "", text, count=1))
    for pair in ((made, without), (without, made)):
        found = main_of(assert_lines(*pair))
        assert contents_of(found) is not None
        assert "HYPERLINK" in "".join(found.itertext())


@pytest.mark.belasting
def test_a_box_comes_and_goes_with_its_words(library: Library) -> None:
    made = with_choices(library)
    other = EDITS["a box"].do(made)
    for one, two in ((made, other), (other, made)):
        result = redline(one, two, "A", DAY)
        assert read_lines(result) == read_lines(two)
        assert read_lines(result, Changes.REJECTED) == read_lines(one)
        for reading, wanted in (("rejected", one), ("accepted", two)):
            assert marks(resolved(result, reading)) == marks(main_of(wanted))


def said_around(before: str, name: str, number: int, after: str) -> str:
    reference = field(rf"REF {name} \n \h", f"artikel {number}")
    return f"<w:p>{run(before)}{reference}{run(after)}</w:p>"


@pytest.mark.belasting
@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            ("de voortgang volgen en op tijd zien dat ", "_Ref_a", 11, " nodig kan zijn;"),
            (
                "zorgen dat de voortgang wordt gevolgd en ",
                "_Ref_a",
                15,
                " op tijd wordt toegepast;",
            ),
        ),
        (
            ("de school meldt dit volgens ", "_Ref_a", 1, "."),
            ("zie ook ", "_Ref_b", 1, " en de wet."),
        ),
    ],
)
def test_a_field_comes_and_goes_as_a_whole(one: Any, other: Any) -> None:
    """One without an end takes in all that follows."""
    was, now = (docx(BEFORE + said_around(*words) + AFTER) for words in (one, other))
    result = redline(was, now, "A", DAY)
    for reading, wanted in (("rejected", was), ("accepted", now)):
        assert fields_of(resolved(result, reading)) == fields_of(main_of(wanted))
    assert schema_errors(result) == []


def fields_of(root: Any) -> list[str]:
    """The characters and codes of all fields, in their order."""
    found = root.iter(f"{_W}fldChar", f"{_W}instrText", f"{_W}delInstrText")
    return [item.get(f"{_W}fldCharType") or item.text for item in found]


@pytest.mark.belasting
def test_a_bookmark_of_which_only_the_end_moved_is_in_both() -> None:
    """References find a paragraph by where a bookmark begins."""
    mark = '<w:bookmarkStart w:id="1" w:name="_Ref_a"/>{}<w:bookmarkEnd w:id="1"/>'
    words = "Opzegging gebeurt met een aangetekende brief aan de andere partij, met de redenen."
    more = "De opzegging gaat in aan het einde van een schooljaar."
    one = docx(f"<w:p>{mark.format(run(words))}</w:p>{paragraph(more)}{AFTER}")
    other = docx(f"<w:p>{mark.format(run(words + ' ' + more))}</w:p>{AFTER}")
    for was, now in ((one, other), (other, one)):
        result = redline(was, now, "A", DAY)
        for reading in ("rejected", "accepted"):
            names = [
                item.get(f"{_W}name")
                for item in resolved(result, reading).iter(f"{_W}bookmarkStart")
            ]
            assert names == ["_Ref_a"], reading
        assert marks(resolved(result, "accepted")) == marks(main_of(now))


def named(name: str, words: str) -> str:
    number = sum(map(ord, name))
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return f'<w:p>{start}{run(words)}<w:bookmarkEnd w:id="{number}"/></w:p>'


TEACHERS = named("_Ref_teambevoegdheid", "Bevoegdheid van docenten") + paragraph(
    "De instelling beoordeelt of een docent bevoegd is."
)
LESSONS = named("_Ref_lessen", "Organisatie van de lessen") + paragraph(
    "De school maakt het rooster van de leerlingen."
)
TEAM = named("_Ref_teambevoegdheid", "Teambevoegdheid") + paragraph(
    "De school verzorgt de lessen met een team."
)


@pytest.mark.belasting
def test_a_heading_with_another_title_is_that_of_its_article_and_not_one_that_comes() -> None:
    one, other = docx(BEFORE + TEACHERS + AFTER), docx(BEFORE + LESSONS + TEAM + AFTER)
    for was, now in ((one, other), (other, one)):
        result = assert_lines(was, now)
        for reading, wanted in zip(_READINGS, (was, now), strict=True):
            assert marks(resolved(result, reading)) == marks(main_of(wanted)), reading


_BEGIN, _END = '<w:bookmarkStart w:id="1" w:name="_Ref_a"/>', '<w:bookmarkEnd w:id="1"/>'
_ONE = "Opzegging gebeurt met een aangetekende brief aan de andere partij, met de redenen."
_TWO = ("De opzegging gaat in ", "aan het einde van een schooljaar.")
_SECOND = f"{_BEGIN}{_END}".replace('id="1"', 'id="2"')
USUAL = f"<w:p>{_BEGIN}{run(_ONE)}{_END}</w:p><w:p>{''.join(map(run, _TWO))}</w:p>"
AMONG = f"<w:p>{_BEGIN}{run(_ONE)}</w:p><w:p>{_END.join(map(run, _TWO))}</w:p>"
PAST = f"<w:p>{run(_ONE.upper())}{_BEGIN}{_END}</w:p><w:p>{''.join(map(run, _TWO))}</w:p>"
ENDLESS = USUAL.replace(_BEGIN, _BEGIN + _SECOND[: len(_BEGIN)])
TWICE = f"<w:p>{_BEGIN}{run(_ONE)}{_END}</w:p><w:p>{_SECOND}{''.join(map(run, _TWO))}</w:p>"


@pytest.mark.belasting
@pytest.mark.parametrize(
    ("one", "other"),
    [
        (USUAL, AMONG),
        (AMONG, USUAL),
        (TWICE, USUAL),
        (TWICE, AMONG),
        (ENDLESS, USUAL),
        (USUAL, PAST),
        (PAST, USUAL),
    ],
)
def test_a_bookmark_that_another_program_wrote_otherwise_is_there_once(
    one: str, other: str
) -> None:
    """LibreOffice writes one around a table twice, or behind a title that it took anew, and Word one
    with an end among words.
    """
    result = redline(docx(one + AFTER), docx(other + AFTER), "A", DAY)
    for root in (main_of(result), *(resolved(result, way) for way in ("rejected", "accepted"))):
        names = [item.get(f"{_W}name") for item in root.iter(f"{_W}bookmarkStart")]
        assert names == ["_Ref_a"]


_ENDS = f"<w:p>{run(_TWO[0])}{_END}</w:p>"
_PAGE = '<w:r><w:br w:type="page"/></w:r>'
BROAD = f"<w:p>{_BEGIN}{run(_ONE)}</w:p>{_ENDS}"
HALVED = f"<w:p>{_BEGIN}{run(_ONE)}</w:p>{_ENDS}".replace(
    f"<w:p>{run(_TWO[0])}{_END}",
    f"<w:p>{_SECOND[: len(_BEGIN)]}{run(_TWO[0])}{_SECOND[len(_BEGIN) :]}",
)
ON_PAGE = f"<w:p><w:pPr><w:pageBreakBefore/></w:pPr>{_BEGIN}{run(_ONE)}{_END}</w:p>"
BEHIND_BREAK = f"<w:p>{_PAGE}{_BEGIN}{run(_ONE)}{_END}</w:p>"


@pytest.mark.belasting
@pytest.mark.parametrize("is_back", [False, True])
@pytest.mark.parametrize(("one", "other"), [(BROAD, HALVED), (ON_PAGE, BEHIND_BREAK)])
def test_a_bookmark_that_libreoffice_wrote_stands_where_it_stood(
    one: str, other: str, is_back: bool
) -> None:
    """It writes one of two paragraphs as one that never ends, and another in the second."""
    sides = [docx(side + AFTER) for side in (one, other)]
    was, now = reversed(sides) if is_back else sides
    result = redline(was, now, "A", DAY)
    for root in (main_of(result), *(resolved(result, way) for way in ("rejected", "accepted"))):
        assert marks(root) == marks(main_of(sides[0]))


_NEXT, _LAST = (item.replace('id="1"', 'id="2"') for item in (_BEGIN, _END))
_INNER = _NEXT.replace("_Ref_a", "_Ref_b")
_ENDING = WIDE.replace("samen</w:t></w:r>", f"samen</w:t></w:r>{_END}")


def nested(ends: str) -> str:
    """An article around a lid, that end beside each other."""
    return f"<w:p>{_BEGIN}{run(_ONE)}</w:p><w:p>{_INNER}{''.join(map(run, _TWO))}{ends}</w:p>"


@pytest.mark.belasting
@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            f"<w:p>{_BEGIN}{run(_ONE)}</w:p>{NARROW}{_END}",
            f"<w:p>{_BEGIN}{run(_ONE)}</w:p>{_ENDING}",
        ),
        (nested(_LAST + _END), nested(_END + _LAST)),
    ],
    ids=["in-the-last-cell-of-a-table", "in-another-order"],
)
@pytest.mark.parametrize("is_back", [False, True])
def test_a_bookmark_that_ends_elsewhere_begins_and_ends_once(
    one: str, other: str, is_back: bool
) -> None:
    """As LibreOffice writes the ends of bookmarks."""
    was, now = (other, one) if is_back else (one, other)
    result = redline(docx(was + AFTER), docx(now + AFTER), "A", DAY)
    for root in (main_of(result), *(resolved(result, way) for way in _READINGS)):
        begun, ended = (
            [item.get(f"{_W}id") for item in root.iter(f"{_W}bookmark{end}")]
            for end in ("Start", "End")
        )
        assert len({*begun}) == len(begun) == was.count("<w:bookmarkStart")
        assert sorted(begun) == sorted(ended)


@pytest.mark.belasting
@pytest.mark.parametrize("had", [_BEGIN + _END, ""])
def test_a_bookmark_begins_behind_words_that_go_in_front_of_its_own(had: str) -> None:
    """Also before changes are accepted a reference has the number of its own paragraph."""
    own = run("Beëindiging van deze overeenkomst")
    gone = paragraph("Partijen melden het einde van de leerroute aan de dienst.")
    was = f"{BEFORE}{gone}<w:p>{had}{own}</w:p>{AFTER}"
    now = f"{BEFORE}<w:p>{_BEGIN}{own}{_END}</w:p>{AFTER}"
    root = main_of(assert_lines(docx(was), docx(now)))
    start = next(root.iter(f"{_W}bookmarkStart"))
    around = next(start.iterancestors(f"{_W}p"))
    assert "".join(around.itertext(f"{_W}t", f"{_W}delText")) == "Beëindiging van deze overeenkomst"


@pytest.mark.belasting
def test_words_typed_beside_a_value_that_has_a_line_of_its_own_leave_it(library: Library) -> None:
    made = with_choices(library)
    typed = '<w:r><w:t xml:space="preserve"> (nieuw)</w:t></w:r>'
    alone = re.compile(r'("Ondertekenaar"/></w:pPr><w:sdt>(?:(?!</w:sdt>).)*</w:sdt>)')
    other = edited(made, lambda text: alone.sub(rf"\1{typed}", text, count=1))
    for one, two in ((made, other), (other, made)):
        result = assert_lines(one, two)
        assert read_lines(result, Changes.REJECTED) == read_lines(one)
