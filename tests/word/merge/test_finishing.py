"""A document brought up to date with itself."""

from __future__ import annotations

from typing import Any

import pytest

from dlr_docs.word.merge.finishing import finish
from dlr_docs.word.merge.package import Merging
from dlr_docs.word.package.opening import package_of
from dlr_docs.word.package.reading.text import text_of
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.package.xml import W
from tests.wordml import abstract, level, num, numbers, package, paragraph, style

_W = f"{{{W}}}"
STYLES = style("Artikel", numbers(1, 0))
LIST = abstract(1, level(0, "artikel %1", style="Artikel")) + num(1, 1)


def heading(text: str, bookmark: str = "") -> str:
    mark = f'<w:bookmarkStart w:id="1" w:name="{bookmark}"/><w:bookmarkEnd w:id="1"/>'
    return paragraph(text, "Artikel").replace("</w:pPr>", f"</w:pPr>{mark if bookmark else ''}")


def reference(shown: str) -> str:
    """A paragraph that refers to an article, in a complex field."""
    kinds = [
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    ]
    code = r'<w:r><w:instrText xml:space="preserve"> REF _Ref_klachten \n \h </w:instrText></w:r>'
    return f"<w:p>{kinds[0]}{code}{kinds[1]}<w:r><w:t>{shown}</w:t></w:r>{kinds[2]}</w:p>"


def finished(body: str) -> tuple[list[str], list[str]]:
    """The lines of a document and the references to what is gone."""
    merging = Merging(package(body, styles=STYLES, numbering=LIST))
    left = finish(merging)
    made: Any = package_of(merging.data(), "nieuw.docx").roots[MAIN]
    return [text_of(item) for item in made.iter(f"{_W}p")], [item.shown for item in left]


def test_a_reference_shows_the_number_of_now() -> None:
    body = heading("Nieuw") + heading("Klachten", "_Ref_klachten") + reference("artikel 1")
    assert finished(body) == (["Nieuw", "Klachten", "artikel 2"], [])


def test_a_reference_to_what_is_gone_becomes_words_and_is_told() -> None:
    lines, left = finished(heading("Nieuw") + reference("artikel 2"))
    assert lines == ["Nieuw", "artikel 2"]
    assert left == ["artikel 2"]


def test_what_leads_to_a_bookmark_of_a_hand_that_is_gone_becomes_words_and_is_told() -> None:
    link = '<w:hyperlink w:anchor="_Ref18"><w:r><w:t>hier</w:t></w:r></w:hyperlink>'
    page = reference("4").replace(r"REF _Ref_klachten \n", "PAGEREF _Ref18")
    merging = Merging(package(f"<w:p>{link}</w:p>{page}", styles=STYLES, numbering=LIST))
    left = finish(merging, {"_Ref18"})
    assert [item.shown for item in left] == ["4", "hier"]
    made: Any = merging.roots[MAIN]
    assert [text_of(item) for item in made.iter(f"{_W}p")] == ["hier", "4"]
    assert not [*made.iter(f"{_W}hyperlink", f"{_W}instrText")]


@pytest.mark.parametrize(
    ("shown", "format_of", "told"),
    [
        ("1", "lowerLetter", [("1", "a")]),
        ("a", "decimal", [("a", "1")]),
        ("b", "lowerLetter", []),
        ("2", "decimal", []),
        ("Fout! Verwijzingsbron niet gevonden.", "decimal", []),
        ("", "lowerLetter", []),
    ],
)
def test_a_reference_that_shows_a_letter_for_a_number_is_told(
    shown: str, format_of: str, told: list[tuple[str, str]]
) -> None:
    body = heading("Klachten", "_Ref_klachten") + reference(shown)
    numbering = abstract(1, level(0, "%1", format_of, style="Artikel")) + num(1, 1)
    merging = Merging(package(body, styles=STYLES, numbering=numbering))
    assert [(item.shown, item.now) for item in finish(merging)] == told


def lid(text: str, bookmark: str = "") -> str:
    return heading(text, bookmark).replace('"Artikel"', '"Lid"')


def to_lid(before: str, *bookmarks: str) -> str:
    """A paragraph with words and references, the last one to a lid."""
    fields = (reference("9").replace("_Ref_klachten", name) for name in bookmarks)
    inside = (field.removeprefix("<w:p>").removesuffix("</w:p>") for field in fields)
    words = f'<w:r><w:t xml:space="preserve">{before}</w:t></w:r>'
    beside = '<w:r><w:t xml:space="preserve">, lid </w:t></w:r>'
    return paragraph(style="Lid").replace("</w:p>", f"{words}{beside.join(inside)}</w:p>")


@pytest.mark.parametrize(
    ("own", "reference_to", "line", "told"),
    [
        ("_Ref_kosten", to_lid("", "_Ref_klachten", "_Ref_lid"), "artikel 2, lid 1", []),
        ("_Ref_kosten", to_lid("", "_Ref_kosten", "_Ref_lid"), "artikel 2, lid 1", []),
        ("", to_lid("", "_Ref_klachten", "_Ref_lid"), "artikel 1, lid 1", ["Kosten"]),
        ("_Ref_kosten", to_lid("lid ", "_Ref_lid"), "lid 1", ["Kosten"]),
        ("_Ref_kosten", to_lid("artikel 2, lid ", "_Ref_lid"), "artikel 2, lid 1", []),
    ],
    ids=["moved", "as it says", "under a heading of a hand", "without article", "typed"],
)
def test_a_reference_to_a_lid_of_another_article_names_that_or_is_told(
    own: str, reference_to: str, line: str, told: list[str]
) -> None:
    articles = heading("Klachten", "_Ref_klachten") + reference_to + heading("Kosten", own)
    styles = STYLES + style("Lid", numbers(1, 1))
    levels = level(0, "artikel %1", style="Artikel"), level(1, "%2.", style="Lid")
    numbering = abstract(1, *levels) + num(1, 1)
    body = articles + lid("Betaling", "_Ref_lid")
    merging = Merging(package(body, styles=styles, numbering=numbering))
    left = finish(merging)
    assert [item.article for item in left] == told
    made: Any = package_of(merging.data(), "nieuw.docx").roots[MAIN]
    assert text_of([*made.iter(f"{_W}p")][1]) == line
    assert [item.article for item in finish(Merging(package_of(merging.data(), "")))] == told


@pytest.mark.parametrize(
    ("inside", "ranges"),
    [
        ('<w:commentRangeStart w:id="3"/><w:r><w:t>x</w:t></w:r>', 0),
        (
            '<w:commentRangeStart w:id="3"/><w:r><w:t>x</w:t></w:r><w:commentRangeEnd w:id="3"/>'
            '<w:r><w:commentReference w:id="3"/></w:r>',
            2,
        ),
    ],
    ids=["half", "whole"],
)
def test_half_a_range_of_a_comment_goes(inside: str, ranges: int) -> None:
    merging = Merging(package(f"<w:p>{inside}</w:p>", styles=STYLES, numbering=LIST))
    finish(merging)
    found = merging.roots[MAIN].iter(f"{_W}commentRangeStart", f"{_W}commentRangeEnd")
    assert len([*found]) == ranges
