"""How Word counts and names."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from dlr_docs.basis.labels import Level, bookmark_name, label

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
