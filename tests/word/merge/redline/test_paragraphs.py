"""Which paragraphs are one when changes are accepted, or rejected."""

from __future__ import annotations

from dlr_docs.word.merge.package import Merging
from dlr_docs.word.merge.redline.paragraphs import Looks, groups_of, says
from dlr_docs.word.merge.redline.tracked import Hand
from dlr_docs.word.package.opening import package_of
from dlr_docs.word.package.reading.text import text_of
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.package.xml import W
from tests.wordml import docx

_W = f"{{{W}}}"
_BY = 'w:id="1" w:author="J. de Vries" w:date="2027-03-01T00:00:00Z"'


def paragraph(text: str, mark: str = "", change: str = "", style: str = "Lid") -> str:
    """A paragraph of which the end, or the words, came or went."""
    end = f"<w:rPr><w:{mark} {_BY}/></w:rPr>" if mark else ""
    run = f"<w:r><w:t>{text}</w:t></w:r>" if text else ""
    words = f"<w:{change} {_BY}>{run}</w:{change}>" if change else run
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{end}</w:pPr>{words}</w:p>'


def merging_of(*paragraphs: str) -> Merging:
    return Merging(package_of(docx("".join(paragraphs)), "x.docx"))


def grouped(reading: str, *paragraphs: str) -> list[list[str]]:
    groups = groups_of(merging_of(*paragraphs).roots[MAIN], reading)
    return [[text_of(item) for item in group] for group in groups]


def test_a_paragraph_with_an_end_that_is_not_read_runs_into_the_next() -> None:
    found = paragraph("een", "del"), paragraph("twee"), paragraph("drie", "ins"), paragraph("vier")
    assert grouped("accepted", *found) == [["een", "twee"], ["drie"], ["vier"]]
    assert grouped("rejected", *found) == [["een"], ["twee"], ["drie", "vier"]]


def test_a_row_that_is_not_read_is_in_none() -> None:
    row = f"<w:tbl><w:tr><w:trPr><w:ins {_BY}/></w:trPr><w:tc>{paragraph('rij')}</w:tc></w:tr></w:tbl>"
    assert grouped("accepted", paragraph("een"), row) == [["een"], ["rij"]]
    assert grouped("rejected", paragraph("een"), row) == [["een"]]


def test_a_paragraph_says_what_is_read() -> None:
    root = merging_of(paragraph("nieuw", change="ins")).roots[MAIN]
    (found,) = root.iter(f"{_W}p")
    assert says(found, "accepted")
    assert not says(found, "rejected")


def test_a_paragraph_has_the_look_of_the_second_and_tells_that_of_the_first() -> None:
    one, other = merging_of(paragraph("een", style="Onderdeel")), merging_of(paragraph("een"))
    made = merging_of(paragraph("een", style="Iets"))
    Looks.of(one, other).show(made, Hand("J. de Vries", "2027-03-01T00:00:00Z"))
    styles = [item.get(f"{_W}val") for item in made.roots[MAIN].iter(f"{_W}pStyle")]
    assert styles == ["Lid", "Onderdeel"]
    (change,) = made.roots[MAIN].iter(f"{_W}pPrChange")
    assert change.get(f"{_W}author") == "J. de Vries"


def test_of_another_number_of_paragraphs_nothing_is_changed() -> None:
    one, other = merging_of(paragraph("een")), merging_of(paragraph("een"))
    made = merging_of(paragraph("een", style="Iets"), paragraph("twee", style="Iets"))
    Looks.of(one, other).show(made, Hand("J. de Vries", "2027-03-01T00:00:00Z"))
    assert {item.get(f"{_W}val") for item in made.roots[MAIN].iter(f"{_W}pStyle")} == {"Iets"}
