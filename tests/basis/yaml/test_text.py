"""Plain data to YAML and back."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dlr_docs.basis.characters import FORBIDDEN
from dlr_docs.basis.yaml import loading as strict_yaml
from dlr_docs.basis.yaml.text import scalar, yaml_text

TEXTS = st.text(max_size=40).filter(lambda text: not FORBIDDEN.search(text))
KEYS = st.one_of(st.from_regex(r"[a-z][a-z0-9_-]{0,20}", fullmatch=True), TEXTS.filter(bool))
DATA = st.dictionaries(
    KEYS,
    st.recursive(
        st.none() | TEXTS,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
        max_leaves=12,
    ),
    min_size=1,
    max_size=6,
)


@given(DATA)
def test_what_is_written_is_read_back_unchanged(data: dict[str, Any]) -> None:
    assert strict_yaml.load(yaml_text(data), "proef").data == data


@given(DATA)
def test_another_reader_of_yaml_can_read_it_too(data: dict[str, Any]) -> None:
    assert isinstance(yaml.safe_load(yaml_text(data)), dict)


@pytest.mark.parametrize(
    "text",
    [
        "no", "null", "~", "", " ", " vooraan", "achteraan ", "a: b", "a #b", "#a", "- a", "'s-Hertogenbosch",
        '"a"', "a\nb", "a\tb", "[a]", "{a}", "*a", "&a", "!a", "%a", "@a", "`a", "a:", "=", "<<", "? a", "|", ">",
        "é", "ß", "€ 1", "\u00a0", "\x85", "😀", "a\u200bb", "---", "...", "0123", "1_000", "2027-08-01", "\\",
    ],
)  # fmt: skip
def test_any_text_is_read_back_as_text(text: str) -> None:
    data: dict[str, Any] = {"a": text, "b": [text, {"c": text}]}
    assert strict_yaml.load(yaml_text(data), "proef").data == data


def test_ordinary_words_stand_as_a_person_types_them() -> None:
    words = ["Vakcollege De Linde", "2027-08-01", "3 maanden", "12,5", "a/b", "€"]
    assert [scalar(text) for text in words[:5]] == words[:5]
    assert yaml_text({"a": {"b": None, "c": ["x", {"y": "z"}], "d": [], "e": {}}}) == (
        "a:\n  b:\n  c:\n    - x\n    -\n      y: z\n  d: []\n  e: {}\n"
    )
