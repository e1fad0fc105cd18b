"""The pages of a file."""

from __future__ import annotations

import pytest

from dlr_docs.word.package.pages import Page, page_of, pages_in, sections_in, take_page
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.package.xml import W
from tests.wordml import package

UPRIGHT = '<w:pgSz w:w="11906" w:h="16838"/>'
TURNED = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
MARGINS = '<w:pgMar w:top="1588" w:right="1418" w:bottom="1418" w:left="1418"/>'


def section(*inside: str) -> str:
    return f"<w:sectPr>{''.join(inside)}</w:sectPr>"


def line(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_each_section_has_its_pages_and_what_it_begins_with() -> None:
    before = f"<w:sectPrChange>{section(UPRIGHT)}</w:sectPrChange>"
    body = (
        line("een")
        + line("twee", section(UPRIGHT))
        + line("drie")
        + line("vier", section(TURNED, before))
        + line("vijf")
        + section(UPRIGHT, MARGINS)
    )
    root = package(body).roots[MAIN]
    known = {item: "".join(item.itertext()) for item in root.iter(f"{{{W}}}p")}
    upright = (11906, 16838)
    assert [*pages_in(root, known)] == [
        (Page(upright, ()), "een"),
        (Page((16838, 11906), ()), "drie"),
        (Page(upright, (1588, 1418, 1418, 1418)), "vijf"),
    ]


@pytest.mark.parametrize(
    "inside",
    [
        "",
        "<w:pgSz/>",
        '<w:pgSz w:w="21cm" w:h="29.7cm"/>',
        f'<w:pgSz w:w="{"9" * 30}" w:h="16838"/>',
        f'<w:pgSz w:w="{"9" * 5000}" w:h="16838"/>',
        '<w:pgSz w:w="--1" w:h="16838"/>',
    ],
    ids=["none", "empty", "cm", "wide", "endless", "no number"],
)
def test_pages_of_which_the_size_is_not_known_are_none(inside: str) -> None:
    root = package(line("een") + section(inside)).roots[MAIN]
    assert [*pages_in(root, {})] == []


@pytest.mark.parametrize(
    ("size", "margins", "is_like"),
    [
        ((11906, 16838), (1588, 1418, 1418, 1418), True),
        ((11900, 16840), (1590, 1420, 1420, 1420), True),
        ((11906, 16838), (), True),
        ((16838, 11906), (1588, 1418, 1418, 1418), False),
        ((11906, 16838), (1588, 1418, 1418, 1984), False),
    ],
)
def test_pages_are_alike_to_half_a_millimetre(
    size: tuple[int, ...], margins: tuple[int, ...], is_like: bool
) -> None:
    page = Page((11906, 16838), (1588, 1418, 1418, 1418))
    assert page.is_like(Page(size, margins)) is is_like


def test_a_section_takes_the_pages_of_another_and_keeps_its_headers() -> None:
    header = '<w:headerReference w:type="default"/>'
    margins = MARGINS.replace("/>", ' w:header="709" w:footer="567" w:gutter="0"/>')
    ours, theirs = (
        next(sections_in(package(line("een") + section(*inside)).roots[MAIN]))
        for inside in ((header, UPRIGHT, margins), (TURNED, MARGINS.replace("1588", "851")))
    )
    take_page(ours, theirs)
    assert page_of(ours) == page_of(theirs)
    assert [item.tag.rpartition("}")[2] for item in ours] == ["headerReference", "pgSz", "pgMar"]
    assert ours[1].get(f"{{{W}}}orient") == "landscape"
    assert ours[2].get(f"{{{W}}}gutter") == "0"  # which the schema asks and not all programs give
