"""Paragraphs that are read as one."""

from __future__ import annotations

import pytest
from lxml import etree

from dlr_docs.word.package.reading.ends import join_paragraphs, part_paragraphs
from dlr_docs.word.package.reading.text import Changes, block_elements, change_of_end, text_of
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.package.xml import W
from tests.wordml import package

_W = f"{{{W}}}"
WHO = 'w:id="1" w:author="mr. X" w:date="2027-03-01T09:00:00Z"'


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def gone(text: str) -> str:
    return f"<w:del {WHO}><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def line(inside: str, end: str = "", more: str = "") -> str:
    mark = f"<w:rPr><w:{end} {WHO}/></w:rPr>" if end else ""
    return f'<w:p><w:pPr><w:pStyle w:val="Lid"/>{mark}{more}</w:pPr>{inside}</w:p>'


def read(*lines: str, changes: Changes = Changes.ACCEPTED) -> list[tuple[str, str]]:
    """What the paragraphs say, each with the change of its end."""
    found = package("".join(lines))
    join_paragraphs(found, changes)
    body = found.roots[MAIN].find(f"{_W}body")
    return [
        (text_of(paragraph, changes), change_of_end(paragraph).value)
        for paragraph in block_elements(body)
    ]


def test_lids_between_which_the_end_was_taken_out_are_one() -> None:
    lines = [line(run("Een."), "del"), line(run(" Twee.")), line(run("Drie."))]
    assert read(*lines) == [("Een. Twee.", ""), ("Drie.", "")]


def test_what_was_taken_out_between_them_goes_along() -> None:
    lines = [line(run("Een."), "del"), line(gone("Weg."), "del"), line(run(" Drie."))]
    assert read(*lines) == [("Een. Drie.", "")]
    assert read(*lines, changes=Changes.REJECTED) == [
        ("Een.", "del"),
        ("Weg.", "del"),
        (" Drie.", ""),
    ]


def test_a_lid_taken_out_from_the_end_of_the_one_before_is_gone_as_a_whole() -> None:
    lines = [line(run("Een."), "del"), line(gone("Twee.")), line(run("Drie."))]
    assert read(*lines) == [("Een.", ""), ("", "del"), ("Drie.", "")]


def test_a_lid_taken_out_whole_stays_as_it_is() -> None:
    lines = [line(gone("Een."), "del"), line(run("Twee."))]
    assert read(*lines) == [("", "del"), ("Twee.", "")]


@pytest.mark.parametrize(("end", "number"), [("ins", 2), ("moveTo", 2), ("moveFrom", 1)])
def test_an_end_that_is_read_ends_a_paragraph(end: str, number: int) -> None:
    assert len(read(line(run("Een."), end), line(run("Twee.")))) == number


def test_no_section_is_lost() -> None:
    lines = [line(run("Een."), "del"), line(run("Twee."), more="<w:sectPr/>")]
    assert len(read(*lines)) == 2


def test_a_table_stands_between_two_paragraphs() -> None:
    table = f"<w:tbl><w:tr><w:tc>{line(run('cel'))}</w:tc></w:tr></w:tbl>"
    found = package(line(run("Een."), "del") + table + line(run("Twee.")))
    join_paragraphs(found)
    assert len([*found.roots[MAIN].iter(f"{_W}p")]) == 3


@pytest.mark.parametrize(
    "lines",
    [
        [line(run("Een."), "del"), line(run(" Twee.")), line(run("Drie."))],
        [line(run("Een."), "del"), line(gone("Weg."), "del"), line(run(" Drie."), "ins")],
    ],
)
def test_what_was_made_one_becomes_what_it_was(lines: list[str]) -> None:
    found, whole = package("".join(lines)), package("".join(lines))
    join_paragraphs(found)
    assert etree.tostring(found.roots[MAIN]) != etree.tostring(whole.roots[MAIN])
    part_paragraphs(found.roots[MAIN])
    assert etree.tostring(found.roots[MAIN]) == etree.tostring(whole.roots[MAIN])
