"""A package that things are put into."""

from __future__ import annotations

from dlr_docs.word.merge.package import Merging, content_type_of
from dlr_docs.word.package.opening import package_of
from dlr_docs.word.package.related import RelationsOf
from dlr_docs.word.package.relations import MAIN
from tests.wordml import package, paragraph

LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def test_nothing_changes_until_something_is_touched() -> None:
    found = package(paragraph("Woorden"))
    made = package_of(Merging(found).data(), "nieuw.docx")
    assert made.members == found.members


def test_an_id_is_one_that_nothing_has() -> None:
    body = (
        '<w:bookmarkStart w:id="41" w:name="a"/><w:sdt><w:sdtPr><w:id w:val="7"/></w:sdtPr></w:sdt>'
    )
    merging = Merging(package(f"<w:p>{body}</w:p>"))
    assert [merging.next_id(), merging.next_id()] == ["42", "43"]


def test_an_address_is_related_once() -> None:
    merging = Merging(package())
    first = merging.relate(MAIN, LINK, "https://voorbeeld.nl/", is_outside=True)
    assert merging.relate(MAIN, LINK, "https://voorbeeld.nl/", is_outside=True) == first
    assert merging.relate(MAIN, LINK, "https://anders.nl/", is_outside=True) != first
    made = package_of(merging.data(), "nieuw.docx")
    item = RelationsOf(made, MAIN).by_id(first)
    assert (item.get("Target"), item.get("TargetMode")) == ("https://voorbeeld.nl/", "External")


def test_a_part_gets_a_name_that_is_free_and_its_type() -> None:
    merging = Merging(package())
    first = merging.add_part("word/media/a.png", b"een", "image/png")
    second = merging.add_part("word/media/a.png", b"twee", "image/png")
    assert first != second
    made = package_of(merging.data(), "nieuw.docx")
    assert (made.members[first], made.members[second]) == (b"een", b"twee")
    assert content_type_of(made, second) == "image/png"


def test_a_type_is_that_of_the_part_or_of_its_extension() -> None:
    found = package()
    assert content_type_of(found, MAIN).endswith("document.main+xml")
    assert content_type_of(found, "word/x.xml") == "application/xml"
    assert content_type_of(found, "word/x.bin") == "application/octet-stream"
