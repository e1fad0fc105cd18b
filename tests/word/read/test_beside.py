"""What stands in a file beside its words."""

from __future__ import annotations

from typing import Any

import pytest

from dlr_docs.model.blocks import Beside
from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.reading.text import Changes, story_of
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.package.xml import W
from dlr_docs.word.read.beside import NEW_PAGE, BesideWords
from dlr_docs.word.read.numbers import OwnNumbers
from tests.wordml import package, style

NOTE = '<w:footnote w:id="2"><w:p><w:r><w:t>Zie </w:t></w:r><w:r><w:t>daar.</w:t></w:r></w:p></w:footnote>'
GREY = '<w:color w:val="808080"/>'
BOX = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>Let op.</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"


def run(look: str, text: str = "woord") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"


def beside(inside: str, changes: Changes = Changes.ACCEPTED, **parts: str) -> list[Beside]:
    found: Package = package(f"<w:p>{inside}</w:p>", **parts)
    root: Any = found.roots[MAIN]
    story = story_of(root, changes)
    return [
        *BesideWords(found, MAIN, changes, OwnNumbers(found)).of(root.find(f".//{{{W}}}p"), story)
    ]


@pytest.mark.parametrize(
    ("look", "kind"),
    [
        ("<w:strike/>", "doorgehaald"),
        ('<w:dstrike w:val="true"/>', "doorgehaald"),
        ('<w:u w:val="single"/>', "onderstreept"),
        ('<w:highlight w:val="yellow"/>', "gemarkeerd"),
        ('<w:shd w:val="clear" w:fill="FFFF00"/>', "gemarkeerd"),
        ('<w:color w:val="FF0000"/>', "in een kleur"),
        ("<w:vanish/>", "verborgen"),
        ("<w:caps/>", "in hoofdletters"),
        ("<w:smallCaps/>", "in kleine hoofdletters"),
        ('<w:vertAlign w:val="superscript"/>', "hoger of lager gezet"),
    ],
)
def test_words_with_a_look_are_told(look: str, kind: str) -> None:
    assert beside(run(look)) == [Beside(kind, "woord")]


@pytest.mark.parametrize(
    "inside",
    [
        run('<w:strike w:val="0"/>'),
        run('<w:u w:val="none"/>'),
        run('<w:vertAlign w:val="baseline"/>'),
        run('<w:color w:val="auto"/>'),
        run('<w:shd w:val="clear" w:fill="auto"/>'),
        run("<w:strike/>", " "),
        f"<w:pPr><w:rPr><w:strike/></w:rPr></w:pPr>{run('')}",
        f"<w:sdt><w:sdtContent>{run(GREY)}</w:sdtContent></w:sdt>",
    ],
    ids=["off", "no-line", "level", "no-colour", "no-fill", "no-words", "end", "question"],
)
def test_what_is_off_or_of_a_program_is_not(inside: str) -> None:
    assert beside(inside) == []


def test_words_that_a_program_cut_are_one() -> None:
    assert beside(run("<w:strike/>", "door") + run("<w:strike/>", "halen")) == [
        Beside("doorgehaald", "doorhalen")
    ]


def test_a_note_is_told_with_its_words() -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    assert beside(mark, footnotes=NOTE) == [Beside("voetnoot", "Zie daar.")]


def test_a_box_is_told_with_its_words() -> None:
    assert beside(BOX) == [Beside("tekstvak", "Let op.")]


def test_a_watermark_is_told_with_its_words() -> None:
    shape = (
        '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="GEHEIM"/></v:shape>'
    )
    assert beside(f"<w:r><w:pict>{shape}</w:pict></w:r>") == [Beside("watermerk", "GEHEIM")]


def test_what_was_taken_out_under_tracked_changes_is_gone_when_they_are_accepted() -> None:
    inside = '<w:del w:id="1" w:author="x"><w:r><w:footnoteReference w:id="2"/></w:r></w:del>'
    assert beside(inside, footnotes=NOTE) == []
    assert beside(inside, Changes.REJECTED, footnotes=NOTE) == [Beside("voetnoot", "Zie daar.")]


BREAK = '<w:r><w:br w:type="page"/></w:r>'


@pytest.mark.parametrize(
    ("inside", "is_told"),
    [
        (BREAK, True),
        ("<w:pPr><w:pageBreakBefore/></w:pPr>", True),
        ('<w:pPr><w:pStyle w:val="Blad"/></w:pPr>', True),
        ('<w:pPr><w:pStyle w:val="Blad"/><w:pageBreakBefore w:val="0"/></w:pPr>', False),
        (f'<w:del w:id="3">{BREAK}</w:del>', False),
        ('<w:r><w:br w:type="column"/></w:r>', False),
    ],
)
def test_that_a_page_begins_is_told(inside: str, is_told: bool) -> None:
    styles = style("Blad", "<w:pageBreakBefore/>")
    found = beside(f"{inside}<w:r><w:t>Kosten</w:t></w:r>", styles=styles)
    assert found == [Beside(NEW_PAGE, "")] * is_told
