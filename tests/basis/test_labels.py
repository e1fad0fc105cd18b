"""How Word counts and names."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlr_docs.basis.labels import Level, NumberedStyle, bookmark_name, label

SMALL = st.text("ab-._/", min_size=1, max_size=7)


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


LIST = (
    Level("Hoofdstuk %1", "upperRoman"),
    Level("artikel %2.", "decimal"),
    Level("%2.%3", "decimalZero"),
    Level("(%4)", "lowerLetter"),
)


def numbered(order: int, *orders: int) -> NumberedStyle:
    return NumberedStyle(LIST[: order + 1], orders)


def test_a_label_holds_the_numbers_of_its_own_list_only() -> None:
    lid = numbered(2, 1, 2)
    assert lid.label((3, 4)) == "3.04"
    assert lid.number(4) == "04"
    assert (lid.names(0), lid.names(1), lid.names_above) == (True, True, True)
    onderdeel = numbered(3, 1, 2, 3)
    assert onderdeel.label((3, 4, 2)) == "(b)"
    assert (onderdeel.names(0), onderdeel.names(2), onderdeel.names_above) == (False, True, False)


def test_a_level_that_no_style_uses_shows_where_it_begins() -> None:
    levels = (Level("%1", "decimal", start=2), Level("%1.%2", "decimal"))
    assert NumberedStyle(levels, (1,)).label((5,)) == "2.5"


def test_legal_numbers_are_digits_but_for_zeros() -> None:
    levels = (
        Level("%1", "upperRoman"),
        Level("%1", "decimalZero"),
        Level("%1.%2.%3", "lowerLetter", legal=True),
    )
    assert label((4, 5, 6), levels) == "4.05.6"


@pytest.mark.parametrize(
    ("text", "has_word"),
    [
        ("artikel %1", True),
        ("Art. %1", True),
        ("%1e lid", True),
        ("%1.%2", False),
        ("§ %1", False),
        ("(%3)", False),
        ("%1e", False),
        ("%1ste", False),
        ("A%1", False),
    ],
)
def test_a_word_in_a_label_is_no_ending_of_a_number(text: str, has_word: bool) -> None:
    assert Level(text).has_word == has_word


def test_a_number_in_a_text_is_not_taken_for_a_code() -> None:
    assert label((1, 2), (Level("%1"), Level("%1%%2"))) == "1%2"
