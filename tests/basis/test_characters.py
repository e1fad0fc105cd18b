"""Which characters a document can hold, and which texts show nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from dlr_docs.basis.characters import FORBIDDEN, harmless, is_blank, without_filler

UNSEEN = "\x7f\u2028\u2029\ufeff"


@given(st.characters(exclude_characters=UNSEEN))
def test_forbidden_is_exactly_what_xml_cannot_hold(char: str) -> None:
    try:
        etree.fromstring(f"<x>&#{ord(char)};</x>")
    except etree.XMLSyntaxError:
        assert FORBIDDEN.search(char)
    else:
        assert not FORBIDDEN.search(char)


@pytest.mark.parametrize("char", UNSEEN)
def test_what_nobody_sees_and_word_shows_otherwise_is_forbidden_too(char: str) -> None:
    assert FORBIDDEN.search(char)


@pytest.mark.parametrize("text", ["", " ", "\u00a0\t\n", "\u200b\u2028"])
def test_a_text_of_which_nothing_can_be_seen_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", [".", " a ", "\u200bx"])
def test_one_sign_is_enough_not_to_be_blank(text: str) -> None:
    assert not is_blank(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("artikel\u202f8", "artikel 8"),
        ("Den Bosch\t", "Den Bosch "),
        ("1\u00a0augustus", "1\u00a0augustus"),
        ("a\x1b[2J\u202e", "a\\u001b[2J\\u202e"),
        ("Lindelaan 1\n1234 AB Utrecht", "Lindelaan 1 ⏎ 1234 AB Utrecht"),
    ],
)
def test_on_a_screen_a_space_is_a_space_and_what_steers_is_a_code(text: str, shown: str) -> None:
    assert harmless(text) == shown


def test_x() -> None:
    assert without_filler("N.v.t.!") == without_filler("n v t") == "nvt"
    assert without_filler("… _ -") == ""
