"""How Word counts and names."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlr_docs.basis.labels import Level, bookmark_name, label, letter, roman, show

SMALL = st.text("ab-._/", min_size=1, max_size=7)


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


def test_a_label_is_the_text_of_its_own_level_with_the_numbers_of_all() -> None:
    levels = [
        Level("Artikel %1", "decimal"),
        Level("%1.%2", "decimal"),
        Level("%3)", "lowerLetter"),
    ]
    assert label([3], levels) == "Artikel 3"
    assert label([3, 2], levels) == "3.2"
    assert label([3, 2, 2], levels) == "b)"


def test_a_readable_name_stays_readable() -> None:
    assert bookmark_name("_Ref_", "looptijd-addendum") == "_Ref_looptijd_addendum"


def test_names_that_differ_only_in_a_separator_get_different_bookmarks() -> None:
    names = [
        "looptijd.addendum",
        "looptijd-addendum",
        "looptijd_addendum",
        "looptijd__addendum",
        "looptijd--addendum",
    ]
    assert len({bookmark_name("_Ref_", name) for name in names}) == len(names)


@given(st.text(min_size=1))
def test_every_name_gives_a_bookmark_that_word_takes(name: str) -> None:
    made = bookmark_name("_Ref_", name)
    assert len(made) <= 40
    assert re.fullmatch(r"_Ref_\w+", made)


@given(SMALL, SMALL)
def test_two_names_never_share_a_bookmark(one: str, other: str) -> None:
    assert (bookmark_name("_", one) == bookmark_name("_", other)) == (one == other)


def test_long_names_with_the_same_start_get_different_bookmarks() -> None:
    assert bookmark_name("_Ref_", "a" * 60) != bookmark_name("_Ref_", "a" * 61)
