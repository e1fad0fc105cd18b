"""Bookmarks of a paragraph that takes the place of another."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from dlr_docs.model.library import Library
from dlr_docs.word.merge.bookmarks import hand_over, mark, names_in, take_bookmarks
from dlr_docs.word.merge.package import Merging
from dlr_docs.word.package.opening import package_of
from dlr_docs.word.package.xml import W
from tests.samples import agreement, docx_of

_W = f"{{{W}}}"


@pytest.fixture(scope="module")
def made(library: Library) -> bytes:
    return docx_of(agreement(), library)


def paragraph(*names: str) -> Any:
    """A paragraph with a word in each of these bookmarks."""
    inside = "".join(
        f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:r><w:t>{name}</w:t></w:r>'
        f'<w:bookmarkEnd w:id="{number}"/>'
        for number, name in enumerate(names)
    )
    return etree.fromstring(f'<w:p xmlns:w="{W}"><w:pPr/>{inside}</w:p>'.encode())


def ids(element: Any, name: str) -> list[str]:
    return [item.get(f"{_W}id") for item in element.iter(f"{_W}{name}")]


@pytest.mark.parametrize(
    ("name", "stays"),
    [
        ("eigen", True),
        ("_Ref_eigen", True),
        ("bezet", False),
        ("clausule_looptijd", False),
        ("_Toc_1", False),
        ("_GoBack", False),
    ],
)
def test_only_bookmarks_of_a_hand_go_along(made: bytes, name: str, stays: bool) -> None:
    found = paragraph(name)
    take_bookmarks(found, {"bezet"}, Merging(package_of(made, "x.docx")))
    assert names_in(found) == ({name} if stays else set())
    assert len(ids(found, "bookmarkEnd")) == stays
    assert found.findtext(f"{_W}r/{_W}t") == name


def test_those_that_go_along_get_ids_that_the_document_does_not_have(made: bytes) -> None:
    package = package_of(made, "x.docx")
    found = paragraph("een", "twee", "een")
    take_bookmarks(found, (), Merging(package))
    taken = ids(found, "bookmarkStart")
    assert taken == ids(found, "bookmarkEnd")
    assert len({*taken}) == 2
    assert not {*taken} & {*ids(package.roots["word/document.xml"], "bookmarkStart")}


def test_a_bookmark_with_signs_that_word_does_not_take_is_renamed_with_what_leads_to_it(
    made: bytes,
) -> None:
    found = paragraph("_heading=h.02b88a", "1e", "woord" * 9)
    link = etree.SubElement(found, f"{_W}hyperlink")
    link.set(f"{_W}anchor", "_heading=h.02b88a")
    take_bookmarks(found, (), Merging(package_of(made, "x.docx")))
    assert names_in(found) == {"__heading_h_02b88a", "_1e", f"_{'woord' * 9}"[:40]}
    assert link.get(f"{_W}anchor") == "__heading_h_02b88a"


def test_half_a_bookmark_is_left_out(made: bytes) -> None:
    found = paragraph("een", "twee")
    for half in (found[3], found[4]):  # the end of the first, the start of the second
        found.remove(half)
    take_bookmarks(found, (), Merging(package_of(made, "x.docx")))
    assert (ids(found, "bookmarkStart"), ids(found, "bookmarkEnd")) == ([], [])


def test_the_bookmarks_of_a_paragraph_stand_around_all_of_its_successor() -> None:
    old, new = paragraph("buiten", "binnen"), paragraph()
    etree.SubElement(new, f"{_W}r")
    hand_over(old, new)
    assert [etree.QName(item).localname for item in new] == [
        *("pPr", "bookmarkStart", "bookmarkStart", "r", "bookmarkEnd", "bookmarkEnd"),
    ]
    assert [item.get(f"{_W}name") for item in new.iter(f"{_W}bookmarkStart")] == [
        "buiten",
        "binnen",
    ]


def test_a_mark_runs_from_the_first_paragraph_to_the_last() -> None:
    first, last = paragraph("a"), paragraph("b")
    mark(first, last, "artikel", "99")
    assert [etree.QName(item).localname for item in first][:2] == ["pPr", "bookmarkStart"]
    assert (first[1].get(f"{_W}name"), first[1].get(f"{_W}id")) == ("artikel", "99")
    assert last[-1].get(f"{_W}id") == "99"
