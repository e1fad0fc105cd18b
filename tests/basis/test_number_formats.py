"""How a number shows in each format of Word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlr_docs.basis.number_formats import is_known, letter, roman, show


@pytest.mark.parametrize(
    ("number", "expected"),
    [(1, "a"), (26, "z"), (27, "aa"), (28, "bb"), (52, "zz"), (53, "aaa"), (78, "zzz")],
)
def test_onderdelen_go_from_a_to_z_and_then_double(number: int, expected: str) -> None:
    assert letter(number) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, "i"),
        (4, "iv"),
        (9, "ix"),
        (14, "xiv"),
        (40, "xl"),
        (90, "xc"),
        (400, "cd"),
        (1994, "mcmxciv"),
    ],
)
def test_roman_numerals(number: int, expected: str) -> None:
    assert roman(number) == expected


@given(st.integers(1, 3999))
def test_a_roman_numeral_adds_up_to_its_number(number: int) -> None:
    worth = {"m": 1000, "d": 500, "c": 100, "l": 50, "x": 10, "v": 5, "i": 1}
    signs = [worth[sign] for sign in roman(number)]
    following = [*signs[1:], 0]
    assert (
        sum(sign if sign >= after else -sign for sign, after in zip(signs, following, strict=True))
        == number
    )


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("decimal", "4"),
        ("lowerLetter", "d"),
        ("upperLetter", "D"),
        ("lowerRoman", "iv"),
        ("upperRoman", "IV"),
        ("none", ""),
        ("thaiNumbers", "4"),
    ],
)
def test_a_number_shows_in_the_format_of_its_level(form: str, expected: str) -> None:
    assert show(4, form) == expected


@pytest.mark.parametrize(
    ("form", "known"),
    [("ordinalText", True), ("bullet", True), ("decimalZero4", True), ("hebrew1", False)],
)
def test_it_is_known_which_formats_we_show_as_word_does(form: str, known: bool) -> None:
    assert is_known(form) == known


@pytest.mark.parametrize(
    ("number", "form", "expected"),
    [
        (3, "decimalZero", "03"),
        (3, "decimalZero4", "0003"),
        (1, "cardinalText", "Een"),
        (101, "cardinalText", "Honderdeen"),
        (22, "ordinalText", "Tweeëntwintigste"),
        (21, "decimalEnclosedCircle", "21"),
        (5, "chicago", "**"),
        (0, "lowerLetter", ""),
        (0, "upperRoman", ""),
        (100_000, "lowerRoman", "100000"),
    ],
)
def test_numbers_beside_the_usual_ones(number: int, form: str, expected: str) -> None:
    assert show(number, form) == expected
