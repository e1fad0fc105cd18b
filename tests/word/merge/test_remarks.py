"""Comments and notes of people go along, and those of this program stay behind."""

from __future__ import annotations

from typing import Any

import pytest

from dlr_docs.model.blocks import Block
from dlr_docs.word.merge.package import Merging
from dlr_docs.word.merge.remarks import UPDATER
from dlr_docs.word.merge.taking import Taking
from dlr_docs.word.package.opening import Package, package_of
from dlr_docs.word.package.reading.text import text_of
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.package.stores import AUTHOR
from dlr_docs.word.package.xml import W
from dlr_docs.word.read.blocks import LocatedBlock
from dlr_docs.word.read.remarks import read_remarks
from tests.wordml import package, paragraph

_W = f"{{{W}}}"
HUNG = (
    '<w:p><w:commentRangeStart w:id="3"/><w:r><w:t>Woorden</w:t></w:r><w:commentRangeEnd w:id="3"/>'
    '<w:r><w:commentReference w:id="3"/></w:r></w:p>'
)
COMMENT = '<w:comment w:id="3" w:author="{}"><w:p><w:r><w:t>Kan dit?</w:t></w:r></w:p></w:comment>'
NOTES = (
    '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    '<w:footnote w:id="4"><w:p><w:r><w:t>Zie daar.</w:t></w:r></w:p></w:footnote>'
)


def first(found: Package) -> LocatedBlock:
    return LocatedBlock(Block("lid", "Lid"), MAIN, found.roots[MAIN].find(f".//{_W}p"))


def taken(source: Package) -> tuple[Any, Package]:
    """The first paragraph of a file put into a document, and that document."""
    made = package(paragraph("Van ons"))
    merging = Merging(made)
    element = Taking(merging, source).take(first(source), MAIN)
    merging.touch(MAIN).find(f"{_W}body").append(element)
    return element, package_of(merging.data(), "nieuw.docx")


@pytest.mark.parametrize(("author", "number"), [("M. Smit", 1), (AUTHOR, 0), (UPDATER, 1)])
def test_a_comment_of_a_person_goes_along_and_a_drafting_note_does_not(
    author: str, number: int
) -> None:
    element, made = taken(package(HUNG, comments=COMMENT.format(author)))
    assert len([*element.iter(f"{_W}commentReference")]) == number
    assert [remark.author for _, remark in read_remarks(made)] == [author] * number


def test_a_comment_that_goes_along_is_in_the_language_of_the_document() -> None:
    said = '<w:rPr><w:lang w:val="en-US" w:bidi="en-US"/></w:rPr><w:t>Kan'
    _, made = taken(package(HUNG, comments=COMMENT.format("M. Smit").replace("<w:t>Kan", said)))
    root = made.roots["word/comments.xml"]
    assert [remark.text for _, remark in read_remarks(made)] == ["Kan dit?"]
    assert not [*root.iter(f"{_W}lang", f"{_W}rPr")]


def test_a_note_goes_along_with_what_stands_above_notes() -> None:
    mark = '<w:p><w:r><w:footnoteReference w:id="4"/></w:r></w:p>'
    element, made = taken(package(mark, footnotes=NOTES))
    number = element.find(f".//{_W}footnoteReference").get(f"{_W}id")
    notes = {note.get(f"{_W}id"): note for note in made.roots["word/footnotes.xml"]}
    assert text_of(notes[number]) == "Zie daar."
    assert [note.get(f"{_W}type") for note in notes.values() if note.get(f"{_W}type")] == [
        "separator"
    ]


def test_a_mark_of_a_note_that_is_nowhere_goes() -> None:
    element, _ = taken(package('<w:p><w:r><w:footnoteReference w:id="9"/></w:r></w:p>'))
    assert element.find(f".//{_W}footnoteReference") is None


def test_a_comment_of_this_program_hangs_on_the_whole_of_a_paragraph() -> None:
    made = package(paragraph("Van ons"))
    merging = Merging(made)
    target = merging.touch(MAIN).find(f".//{_W}p")
    Taking(merging, package()).comments.add(target, "Beide gewijzigd.\nNieuwe tekst: x")
    (remark,) = [item for _, item in read_remarks(package_of(merging.data(), "nieuw.docx"))]
    assert (remark.author, remark.text) == (UPDATER, "Beide gewijzigd.\nNieuwe tekst: x")
    order = [item.tag.removeprefix(_W) for item in target]
    assert order == ["pPr", "commentRangeStart", "r", "commentRangeEnd", "r"]
