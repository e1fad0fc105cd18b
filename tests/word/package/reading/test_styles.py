"""The styles of a package, and what follows from what they are based on."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from dlr_docs.word.package.reading.styles import number_of, styles_of
from dlr_docs.word.package.xml import W
from tests.wordml import package, paragraph, style

OUTLINE = '<w:outlineLvl w:val="{}"/>'


def test_properties_come_from_the_nearest_style_that_has_them() -> None:
    styles = styles_of(
        package(
            styles=style("C", based_on="B")
            + style("B", '<w:keepNext w:val="0"/>', based_on="A")
            + style("A", f"<w:keepNext/>{OUTLINE.format(0)}")
        )
    )
    assert styles.by_id["C"].outline_level == 0
    assert styles.by_id["C"].paragraph["keepNext"].get(f"{{{W}}}val") == "0"
    assert styles.by_id["C"].own("keepNext") is None
    assert styles.headings() == ("A", "B", "C")
    assert list(styles.by_id) == ["A", "B", "C"]


def test_level_nine_is_body_text_also_for_a_style_that_is_based_on_a_heading() -> None:
    styles = styles_of(
        package(styles=style("A", OUTLINE.format(0)) + style("B", OUTLINE.format(9), based_on="A"))
    )
    assert styles.by_id["B"].outline_level is None
    assert styles.headings() == ("A",)


def test_a_base_of_another_kind_or_that_is_not_there_counts_for_nothing() -> None:
    character = '<w:style w:type="character" w:styleId="T"><w:name w:val="T"/><w:rPr><w:b/></w:rPr></w:style>'
    styles = styles_of(
        package(styles=character + style("A", based_on="T") + style("B", based_on="?"))
    )
    assert (styles.by_id["A"].base, styles.by_id["A"].run) == ("", {})
    assert styles.by_id["B"].base == ""


def test_styles_are_found_by_their_name_whatever_its_capitals_and_spaces() -> None:
    heading = '<w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/></w:style>'
    assert styles_of(package(styles=heading)).by_name["heading1"].id == "Kop1"


def test_a_paragraph_without_a_known_style_has_the_default_one() -> None:
    opened = package(
        paragraph("a") + paragraph("b", "X") + paragraph("c", "A"),
        styles=style("A") + style("Z", more='w:default="1"'),
    )
    styles = styles_of(opened)
    assert [styles.of(item) for item in opened.roots["word/document.xml"][0]] == ["Z", "Z", "A"]


def test_a_package_without_styles_has_none() -> None:
    assert styles_of(package()).by_id == {}


@given(st.lists(st.integers(0, 6), min_size=1, max_size=7))
def test_any_chain_or_circle_of_styles_is_read(bases: list[int]) -> None:
    made = "".join(
        style(f"S{number}", OUTLINE.format(number), based_on=f"S{base}")
        for number, base in enumerate(bases)
    )
    styles = styles_of(package(styles=made))
    assert {item.id: item.outline_level for item in styles.by_id.values()} == {
        f"S{number}": number for number in range(len(bases))
    }


def test_a_long_chain_is_read_at_once() -> None:
    made = "".join(style(f"S{number}", based_on=f"S{number + 1}") for number in range(5000))
    start = time.perf_counter()
    styles = styles_of(package(styles=made + style("S5000", OUTLINE.format(2))))
    assert styles.by_id["S0"].outline_level == 2
    assert time.perf_counter() - start < 5


def test_only_sensible_whole_numbers_are_numbers() -> None:
    assert [number_of(text, -1) for text in ("7", "", "-3", "x", "1" * 30)] == [7, -1, -1, -1, -1]
