"""Two documents as one with tracked changes."""

from __future__ import annotations

import re
import sys
import zipfile
from collections import Counter
from datetime import date
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from lxml import etree

from dlr_docs import read_document, update
from dlr_docs.basis.problems import DlrDocsError
from dlr_docs.model.library import Library
from dlr_docs.revise.redline import as_made, redline, redline_of_ours
from dlr_docs.word.package.reading.text import Changes
from dlr_docs.word.package.xml import W
from dlr_docs.word.package.zip import assemble, pack
from dlr_docs.word.read.lines import read_lines
from tests.ooxml import parts, schema_errors
from tests.revise.edits import edited as edited_text
from tests.revise.edits import replaced, shown_by_reference
from tests.revise.programs import with_links
from tests.revise.resolving import resolved
from tests.samples import agreement, bundle_of, docx_of, with_extra_parties

DAY = date(2027, 3, 1)
_W = f"{{{W}}}"


def root_of(data: bytes) -> Any:
    return etree.fromstring(parts(data)["word/document.xml"])


def tracked(data: bytes, kind: str) -> list[str]:
    """The words that came, or that went."""
    changes = root_of(data).iter(f"{_W}{kind}")
    texts = ("".join(change.itertext(f"{_W}t", f"{_W}delText")) for change in changes)
    return [text for text in texts if text]


def bookmarks(data: bytes) -> set[str]:
    return {item.get(f"{_W}name") for item in root_of(data).iter(f"{_W}bookmarkStart")}


def ids(data: bytes) -> Counter[tuple[str, str]]:
    """The ids of controls, drawings, bookmarks and tracked changes."""
    root = root_of(data)
    found = [
        (item.tag, item.get("id") or item.get(f"{_W}id") or "")
        for item in root.iter()
        if item.tag.endswith(("}docPr", "}bookmarkStart"))
        or (item.get(f"{_W}author") and not item.tag.endswith("comment"))
    ]
    controls = root.iterfind(f".//{_W}sdtPr/{_W}id")
    return Counter([*found, *((item.tag, item.get(f"{_W}val")) for item in controls)])


def looks_of(root: Any) -> list[str]:
    """The letters of a document that are bold, a run each."""
    bold = (run for run in root.iter(f"{_W}r") if run.find(f"{_W}rPr/{_W}b") is not None)
    return ["".join(run.itertext(f"{_W}t")) for run in bold]


@pytest.fixture(scope="module")
def edited(made: bytes) -> bytes:
    return replaced(made, "is Nederlands recht van", "is Belgisch recht van")


@pytest.mark.belasting
def test_a_document_made_anew_with_a_comment_can_be_shown_so(made: bytes, library: Library) -> None:
    came_back = replaced(made, ">Stichting De Linde<", ">Stichting De Eik<")
    data = agreement()
    data["documenten"][0]["gegevens"]["regio"] = "Het Gooi"
    anew = update(read_document(came_back), bundle_of(data, library))
    assert anew.undecided
    result = redline(came_back, anew.data, "J. de Vries", DAY)
    assert read_lines(result) == read_lines(anew.data)
    assert schema_errors(result) == []


@pytest.mark.belasting
def test_accepting_all_gives_the_one_and_rejecting_all_the_other(
    made: bytes, edited: bytes
) -> None:
    result = redline(made, edited, "J. de Vries", DAY)
    assert read_lines(result) == read_lines(edited)
    assert read_lines(result, Changes.REJECTED) == read_lines(made)
    text = parts(result)["word/document.xml"].decode()
    assert 'w:author="J. de Vries"' in text
    assert 'w:date="2027-03-01T00:00:00Z"' in text
    assert redline(made, edited, "J. de Vries", DAY) == result


def test_without_the_extra_the_message_says_how_to_get_it(
    made: bytes, edited: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "python_redlines", None)
    with pytest.raises(DlrDocsError, match="ontbreekt een onderdeel") as caught:
        redline(made, edited, "A", DAY)
    assert "dlr_docs-….whl[redline]" in str(caught.value)


def test_a_result_that_says_something_else_is_not_given(
    made: bytes, edited: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Engine:
        def run_redline(self, *_: object, **__: object) -> tuple[bytes]:
            return (made,)

    monkeypatch.setitem(sys.modules, "python_redlines", SimpleNamespace(DocxodusEngine=Engine))
    with pytest.raises(DlrDocsError, match="staat er iets anders"):
        redline(made, edited, "A", DAY)


def test_what_was_made_is_known_from_the_document_itself(
    made: bytes, edited: bytes, library: Library
) -> None:
    assert as_made(read_document(edited), library) == made


@pytest.mark.belasting
def test_of_a_value_that_differs_only_the_value_is_tracked_and_it_stays_a_field(
    made: bytes, library: Library
) -> None:
    data = agreement()
    data["partijen"]["linde"]["bevoegd_gezag"] = "Stichting De Eik"
    data["gegevens"]["ingangsdatum"] = "2028-01-01"
    other = docx_of(data, library)
    result = redline(made, other, "J. de Vries", DAY)
    assert {*tracked(result, "del")} == {"Linde", "augustus 2027"}
    assert {*tracked(result, "ins")} == {"Eik", "januari 2028"}
    holders = {item.getparent().tag for item in root_of(result).iter(f"{_W}del")}
    assert holders == {f"{_W}sdtContent"}
    assert read_lines(result) == read_lines(other)
    assert read_lines(result, Changes.REJECTED) == read_lines(made)
    assert read_document(result).values.keys() == read_document(other).values.keys()
    assert schema_errors(result) == []


@pytest.mark.belasting
def test_a_look_that_a_hand_gave_a_value_is_in_both(made: bytes) -> None:
    bold = edited_text(
        made,
        lambda text: re.sub(
            r"<w:r>(<w:t>Stichting De Linde<)", r"<w:r><w:rPr><w:b/></w:rPr>\1", text, count=1
        ),
    )
    result = redline(made, bold, "J. de Vries", DAY)
    assert tracked(result, "ins") == tracked(result, "del") == []
    for reading, wanted in (("rejected", made), ("accepted", bold)):
        assert looks_of(resolved(result, reading)) == looks_of(root_of(wanted)), reading


@pytest.mark.belasting
@pytest.mark.parametrize(("one", "other"), [(6, 3), (3, 6)])
def test_of_parties_that_went_or_came_nothing_stands_twice(
    library: Library, one: int, other: int
) -> None:
    was, now = (docx_of(with_extra_parties(number), library) for number in (one, other))
    result = redline(was, now, "J. de Vries", DAY)
    assert set(ids(result).values()) == {1}
    assert bookmarks(result) == bookmarks(now)
    assert read_lines(result) == read_lines(now)
    assert read_lines(result, Changes.REJECTED) == read_lines(was)
    assert schema_errors(result) == []


@pytest.mark.belasting
def test_other_choices_leave_contents_bookmarks_and_questions_whole(
    made: bytes, library: Library
) -> None:
    data = agreement()
    data["documenten"][0]["keuzes"] = {"verzuim": "geen", "bekostiging": "vast-bedrag"}
    other = docx_of(data, library)
    result = redline(made, other, "J. de Vries", DAY)
    assert read_lines(result) == read_lines(other)
    assert read_lines(result, Changes.REJECTED) == read_lines(made)
    assert bookmarks(other) <= bookmarks(result)
    assert "_Ref_verzuim" in bookmarks(result)  # goes with its article
    asked = parts(result)["word/glossary/document.xml"].decode()
    for name in re.findall(
        r'<w:placeholder><w:docPart w:val="([^"]+)"', etree.tostring(root_of(result)).decode()
    ):
        assert f'<w:name w:val="{name}"/>' in asked
    assert set(ids(result).values()) == {1}
    assert schema_errors(result) == []


@pytest.mark.belasting
def test_an_open_value_in_a_document_that_had_none(made: bytes, library: Library) -> None:
    data = agreement()
    data["documenten"][0]["keuzes"] = {"bekostiging": "vast-bedrag"}
    other = docx_of(data, library)
    name = "word/glossary/document.xml"
    result = redline(made, other, "J. de Vries", DAY)
    assert b"Welk bedrag" in parts(result)[name]
    assert b"Welk bedrag" not in parts(made)[name]


@pytest.mark.belasting
def test_a_lid_that_became_an_onderdeel_is_one_again_when_it_is_rejected(made: bytes) -> None:
    words = "is Nederlands recht van toepassing"

    def change(text: str) -> str:
        start = text.rindex("<w:p>", 0, text.index(words))
        return text[:start] + text[start:].replace('"Lid"', '"Onderdeel"', 1)

    other = edited_text(made, change)
    result = redline(made, other, "J. de Vries", DAY)
    assert read_lines(result) == read_lines(other)
    assert read_lines(result, Changes.REJECTED) == read_lines(made)
    assert "w:pPrChange" in parts(result)["word/document.xml"].decode()


@pytest.mark.belasting
def test_contents_that_word_filled_in_with_pages_have_none_when_it_is_rejected(made: bytes) -> None:
    pages = "<w:r><w:tab/></w:r><w:r><w:t>4</w:t></w:r>"

    def filled_in(text: str) -> str:
        found = with_links(text)
        assert "<w:hyperlink" in found
        return found.replace("</w:hyperlink>", f"</w:hyperlink>{pages}")

    other = edited_text(made, filled_in)
    result = redline(made, other, "J. de Vries", DAY)
    assert read_lines(result) == read_lines(other)
    assert read_lines(result, Changes.REJECTED) == read_lines(made)


def test_what_it_carries_beside_its_text_is_that_of_the_second(library: Library) -> None:
    """Values are not tracked, and Word shows those of the store."""
    one, other = agreement(), agreement()
    other["partijen"]["linde"]["naam"] = "Vakcollege De Eik"
    before, after = docx_of(one, library), docx_of(other, library)
    found, wanted = parts(redline(before, after, "A", DAY)), parts(after)
    assert found["customXml/item1.xml"] == wanted["customXml/item1.xml"]
    assert b"Vakcollege De Eik" in wanted["customXml/item1.xml"]
    assert b"Vakcollege De Eik" in found["customXml/item2.xml"]


@pytest.mark.belasting
def test_a_question_that_went_is_not_bound_to_its_answer(library: Library) -> None:
    """Word shows the value of the store in what is bound to it, as words that did not go."""
    data = agreement()
    del data["documenten"][0]["gegevens"]["regio"]
    asked, made = docx_of(data, library), docx_of(agreement(), library)
    result = redline(asked, made, "A", DAY)
    stored = {
        item.tag: item.text for item in etree.fromstring(parts(result)["customXml/item1.xml"])
    }
    marked = [
        item.getparent() for item in root_of(result).iterfind(f".//{_W}sdtPr/{_W}showingPlcHdr")
    ]
    bindings = [item.find(f"{_W}dataBinding").get(f"{_W}xpath") for item in marked if bound(item)]
    paths = [xpath.rpartition(":")[2] for xpath in bindings]
    assert len(marked) > len(bindings)
    assert [path for path in paths if stored[f"{{urn:dlr-docs:waarden:1}}{path}"]] == []
    assert read_lines(result, Changes.REJECTED) == read_lines(asked)


@pytest.mark.belasting
def test_a_value_that_is_stored_otherwise_than_it_is_shown_is_not_bound_where_it_is_tracked(
    made: bytes,
) -> None:
    """Word would show what is stored, and no change any more."""
    other = replaced(made, ">Eemland<", ">Het Gooi<")
    result = redline(made, other, "A", DAY)
    assert read_lines(result) == read_lines(other)
    assert read_lines(result, Changes.REJECTED) == read_lines(made)
    tags = root_of(result).iterfind(f".//{_W}sdtPr/{_W}tag")
    regions = [item.getparent() for item in tags if item.get(f"{_W}val") == "regio"]
    tracked = [next(item.getparent().iter(f"{_W}ins"), None) is not None for item in regions]
    assert sorted(tracked)[-1]
    assert [bound(item) for item in regions] == [not it for it in tracked]


def bound(properties: Any) -> bool:
    return properties.find(f"{_W}dataBinding") is not None


@pytest.mark.parametrize("gone", [("_rels/item1.xml.rels",), ("_rels/item1", "itemProps1")])
def test_controls_find_their_store_also_when_a_program_lost_its_id(
    made: bytes, edited: bytes, gone: tuple[str, ...]
) -> None:
    """LibreOffice keeps the values, and not what says which store they are; and gives other parts
    the id of that store.
    """
    with zipfile.ZipFile(BytesIO(made)) as archive:
        kept = [
            pack(name, archive.read(name))
            for name in archive.namelist()
            if not name.startswith(tuple(f"customXml/{start}" for start in gone))
        ]
    again = pack("customXml/itemProps2.xml", parts(made)["customXml/itemProps1.xml"])
    found, wanted = parts(redline(assemble([*kept, again]), edited, "A", DAY)), parts(edited)
    assert "customXml/itemProps2.xml" not in found
    for name in ("customXml/_rels/item1.xml.rels", "customXml/itemProps1.xml"):
        assert _canonical(found[name]) == _canonical(wanted[name])
    assert b"/customXml/itemProps1.xml" in found["[Content_Types].xml"]


def _canonical(part: bytes) -> bytes:
    return re.sub(rb' Id="[^"]*"', b"", etree.tostring(etree.fromstring(part), method="c14n"))


@pytest.mark.belasting
def test_a_value_that_only_the_first_has_keeps_its_place_in_the_store(
    made: bytes, library: Library
) -> None:
    data = agreement()
    data["documenten"][0]["keuzes"] = {"bekostiging": "vast-bedrag"}
    other = docx_of(data, library)
    result = redline(other, made, "A", DAY)
    bound = set(re.findall(r"/d:waarden/d:([\w.-]+)", parts(result)["word/document.xml"].decode()))
    store = etree.fromstring(parts(result)["customXml/item1.xml"])
    stored = {etree.QName(item).localname: item.text for item in store}
    assert bound <= stored.keys()
    assert stored["betaaltermijn"]
    only = bound - read_document(made).values.keys()
    assert only
    assert read_document(result).values.keys() == read_document(made).values.keys()
    assert read_document(result, Changes.REJECTED).values.keys() >= only


@pytest.mark.belasting
def test_values_that_a_program_wrote_anew_are_no_change(made: bytes) -> None:
    """LibreOffice leaves out names and adds empty runs, Word adds what it keeps for itself."""
    other = edited_text(made, lambda text: re.sub(r"<w:alias [^>]*/>(?=<w:tag )", "", text))
    other = edited_text(
        other, lambda text: text.replace("<w:r><w:t>", '<w:r w:rsidR="00AB12CD"><w:t>')
    )
    start = "<w:sdtContent><w:r"
    other = edited_text(
        other, lambda text: text.replace(start, f"<w:sdtContent><w:r><w:rPr/></w:r>{start[14:]}")
    )
    unseen = '<w:rPr><w:rFonts w:eastAsia="SimSun" w:cs="Arial"/><w:kern w:val="0"/>'
    other = edited_text(
        other,
        lambda text: re.sub(
            r"(<w:rPr/></w:r><w:r [^>]*>)(?=<w:t>)",
            rf'\1{unseen}<w:lang w:val="nl-NL"/></w:rPr>',
            text,
        ),
    )
    result = redline(made, other, "A", DAY)
    assert tracked(result, "ins") == tracked(result, "del") == []
    assert schema_errors(result) == []


@pytest.mark.belasting
def test_a_value_in_which_word_keeps_the_last_edit_is_no_change(made: bytes) -> None:
    kept = '<w:bookmarkStart w:id="90001" w:name="_GoBack"/><w:bookmarkEnd w:id="90001"/>'
    value = re.compile("(<w:sdtContent><w:r><w:t>Sti)(chting [^<]*</w:t></w:r>)")
    other = edited_text(
        made, lambda text: value.sub(rf"\1</w:t></w:r>{kept}<w:r><w:t>\2", text, count=1)
    )
    for one, two in ((made, other), (other, made)):
        result = redline(one, two, "A", DAY)
        assert tracked(result, "ins") == tracked(result, "del") == []


@pytest.mark.belasting
def test_of_a_reference_to_a_renumbered_article_only_the_number_is_tracked(made: bytes) -> None:
    result_of_field = shown_by_reference("artikel\u202f17")
    other = replaced(made, result_of_field, result_of_field.replace("17", "18"))
    result = redline(made, other, "A", DAY)
    assert (tracked(result, "del"), tracked(result, "ins")) == (["17"], ["18"])


@pytest.mark.belasting
def test_a_row_in_front_is_one_row_that_came_or_went(library: Library) -> None:
    one, two, three = (
        {"leerjaar": year, "situatie": f"situatie {year}", "overstap": f"overstap {year}"}
        for year in ("1", "2", "3")
    )
    less, more = (docx_of(with_rows(rows), library) for rows in ([two, three], [one, two, three]))
    for before, after, kind in ((less, more, "ins"), (more, less, "del")):
        result = redline_of_ours(before, after, "A", DAY)
        assert [*dict.fromkeys(tracked(result, kind))] == ["1", "situatie 1", "overstap 1"]
        assert tracked(result, "del" if kind == "ins" else "ins") == []


def with_rows(rows: list[dict[str, str]]) -> dict[str, Any]:
    data = agreement()
    data["documenten"][0]["keuzes"] = {"overstapoptie": "kader-per-leerjaar"}
    data["documenten"][0]["gegevens"]["overstapkader"] = rows
    return data
