"""The controls in a paragraph of a file, as those of the document that is made."""

from __future__ import annotations

from typing import Any

from lxml import etree

from dlr_docs.word.merge.controls import patterns_of, plain_words, put_back, take_controls
from dlr_docs.word.merge.package import Merging
from dlr_docs.word.package.stores import NAMESPACE
from dlr_docs.word.package.xml import W
from tests.wordml import package

_W = f"{{{W}}}"


def control(path: str, text: str, more: str = "", look: str = "") -> str:
    return (
        f'<w:sdt><w:sdtPr><w:tag w:val="{path}"/><w:id w:val="5"/>{more}'
        f'<w:dataBinding w:prefixMappings="xmlns:d=\'{NAMESPACE}\'" w:xpath="/d:waarden/d:{path}"'
        f' w:storeItemID="{{X}}"/><w:text/></w:sdtPr><w:sdtContent><w:r>{look}<w:t>{text}</w:t></w:r>'
        "</w:sdtContent></w:sdt>"
    )


def taken(theirs: str, ours: str) -> Any:
    made = package(f"<w:p>{ours}</w:p>")
    element = etree.fromstring(f'<w:p xmlns:w="{W}">{theirs}</w:p>')
    take_controls(element, patterns_of(made), Merging(made))
    return element


def text(element: Any) -> str:
    return "".join(item.text for item in element.iter(f"{_W}t"))


def test_a_value_shows_what_the_document_makes_of_it() -> None:
    found = taken(control("regio", "Eemland"), control("regio", "Het Gooi"))
    assert text(found) == "Het Gooi"
    assert found.find(f".//{_W}dataBinding") is not None


def test_it_keeps_the_look_that_the_hand_gave_it() -> None:
    bold = "<w:rPr><w:b/></w:rPr>"
    found = taken(control("regio", "Eemland", look=bold), control("regio", "Het Gooi"))
    assert found.find(f".//{_W}sdtContent/{_W}r/{_W}rPr/{_W}b") is not None


def test_a_value_that_the_document_does_not_have_becomes_its_words() -> None:
    found = taken(control("regio", "Eemland"), control("anders", "x"))
    assert text(found) == "Eemland"
    assert found.find(f"{_W}sdt") is None


def test_each_control_has_an_id_of_its_own() -> None:
    found = taken(control("regio", "a") + control("regio", "a"), control("regio", "b"))
    numbers = [item.get(f"{_W}val") for item in found.iterfind(f".//{_W}sdtPr/{_W}id")]
    assert len(set(numbers)) == 2
    assert "5" not in numbers


def gone(text: str, empty: str = "") -> str:
    """A control whose words are a tracked deletion."""
    by = 'w:id="9" w:author="J. de Vries" w:date="2027-03-01T10:00:00Z"'
    theirs = control("regio", text).replace("w:t>", "w:delText>")
    theirs = theirs.replace("<w:r>", f"<w:del {by}><w:r>").replace("</w:r>", "</w:r></w:del>")
    return theirs.replace("<w:del ", f"{empty}<w:del ")


def test_one_that_is_being_taken_out_stays_so() -> None:
    found = taken(gone("Eemland"), control("regio", "Eemland"))
    assert text(found) == ""
    assert found.find(f".//{_W}sdtContent/{_W}del").get(f"{_W}author") == "J. de Vries"
    assert found.findtext(f".//{_W}delText") == "Eemland"


def test_what_was_taken_out_stays_as_it_was_when_the_value_is_another_now() -> None:
    """Rejecting it gives what was deleted; LibreOffice leaves empty runs beside it."""
    for empty in ("", "<w:r><w:rPr/></w:r>"):
        found = taken(gone("Eemland", empty), control("regio", "Het Gooi"))
        assert text(found) == ""
        assert found.findtext(f".//{_W}delText") == "Eemland"
        assert found.find(f".//{_W}sdt") is None


def line(*runs: str) -> Any:
    words = "".join(
        run if run.startswith("<") else f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>'
        for run in runs
    )
    return etree.fromstring(f'<w:p xmlns:w="{W}">{words}</w:p>')


def test_words_are_in_a_control_again() -> None:
    patterns = patterns_of(package(f"<w:p>{control('regio', 'Het Gooi')}</w:p>"))
    bold = '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">land en</w:t></w:r>'
    for runs in (
        ("In Eemland geldt dit.",),
        ("In Eem", bold.replace(" en", " "), '<w:proofErr w:type="spellEnd"/>', "geldt dit."),
        ("In ", "Eemland", " geldt dit."),
    ):
        found = line(*runs)
        put_back(found, {"regio": "Eemland"}, patterns)
        assert text(found.find(f"{_W}sdt")) == "Eemland"
        assert " ".join(text(found).split()) == "In Eemland geldt dit."


def test_words_that_may_be_others_stay_words() -> None:
    deleted = "<w:del><w:r><w:delText>Eemland</w:delText></w:r></w:del>"
    field = "<w:fldSimple w:instr='REF x'><w:r><w:t>Eemland</w:t></w:r></w:fldSimple>"
    assert plain_words(line("In Eemland"), "Eemland")
    assert plain_words(line("In Het\u00a0Gooi"), "Het Gooi")
    for runs, words in (
        (("Eemland en Eemland",), "Eemland"),
        (("Eemlander",), "Eemland"),
        (("3 weken",), "3"),
        ((deleted,), "Eemland"),
        ((field,), "Eemland"),
        ((control("naam", "Eemland"),), "Eemland"),
    ):
        assert plain_words(line(*runs), words) is None


def test_a_value_without_a_control_in_the_document_stays_words() -> None:
    found = line("In Eemland")
    put_back(found, {"regio": "Eemland"}, {})
    assert found.find(f"{_W}sdt") is None
