"""Symbols of a font as characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlr_docs.word.package.reading.symbols import as_shown, character_of


@pytest.mark.parametrize(
    ("code", "font", "shown"),
    [
        ("F0B7", "Symbol", "•"),
        ("F061", "Symbol", "α"),
        ("F0FE", "Wingdings", "☑"),
        ("fe", "WINGDINGS", "☑"),
        ("F052", "Wingdings 2", "☑"),
        ("2022", "Arial", "•"),
        ("F0FE", "Huisletter", "\uf0fe"),
    ],
)
def test_a_symbol_is_the_character_that_its_font_shows(code: str, font: str, shown: str) -> None:
    assert character_of(code, font) == shown


@pytest.mark.parametrize("code", ["", "0", "D800", "12345", "zz", "-1"])
def test_what_is_no_code_shows_nothing(code: str) -> None:
    assert character_of(code, "Wingdings") == ""


def test_a_text_in_another_font_stays_as_it_is() -> None:
    assert as_shown("\uf0b7", "Calibri") == "\uf0b7"
    assert as_shown("\uf0b7 \U0001f600", "Symbol") == "• \U0001f600"


@given(st.text(max_size=8), st.sampled_from(["Symbol", "Wingdings", "Calibri"]))
def test_any_code_gives_at_most_one_character(code: str, font: str) -> None:
    assert len(character_of(code, font)) <= 1
