"""How words of a library are found in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlr_docs.build.checks.words import finder


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        ("zulks", "Zulks geldt", "Zulks"),
        ("zulks", "zulkse", None),
        ("BRON", "de bron", None),
        ("BRON", "de BRON", "BRON"),
        ("geinte*", "geinteresseerd", "geinte"),
        ("geinte*", "ongeinteresseerd", None),
        ("*factu*", "eindfactuur", "factu"),
        ("*straat", "Dorpsstraat 1", "straat"),
        ("en/of", "a en/of b", "en/of"),
        ("c.q.", "a c.q. b", "c.q."),
        ("c.q.", "a cxqx b", None),
        ("dient te", "dit dient te gebeuren", "dient te"),
    ],
)
def test_a_word_is_found_whole_or_as_a_part_where_a_star_says_so(
    word: str, text: str, found: str | None
) -> None:
    match = finder((word,)).search(text)
    assert (match[0] if match else None) == found


@given(word=st.text(min_size=1, max_size=20).filter(lambda word: word.strip("* ") != ""))
def test_any_word_finds_itself(word: str) -> None:
    bare = word.removeprefix("*").removesuffix("*")
    if bare:
        assert finder((f"*{bare}*",)).search(f"x{bare}x")
