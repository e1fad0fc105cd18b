"""Texts that say nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlr_docs.basis.characters import without_filler
from dlr_docs.build.values.vague import says_nothing, without_vague
from dlr_docs.model.library import Library
from dlr_docs.model.values import Content, Kind, Value

WORDS = frozenset(map(without_filler, ["PM", "n.v.t.", "nader te bepalen", "x"]))


@pytest.mark.parametrize(
    "text",
    [
        "PM",
        "p.m.",
        "N.V.T.",
        "nvt",
        "n. v. t.",
        "Nader te bepalen.",
        "[nader te bepalen]",
        "PM / n.v.t.",
        "n.v.t. (PM)",
        "x",
        "-",
        "…",
        "...",
        "???",
        "___",
    ],
)
def test_words_that_say_nothing_alone_or_together_say_nothing(text: str) -> None:
    assert says_nothing(text, WORDS)


@pytest.mark.parametrize(
    "text",
    [
        "PM Techniek BV",
        "de directeur, en verder n.v.t.",
        "2",
        "nader te bepalen door de directie vóór 1 mei",
        "Xanthos",
        "geen",
        "bij PM",
    ],
)
def test_what_says_something_stays(text: str) -> None:
    assert not says_nothing(text, WORDS)


def value(kind: Kind, text: str) -> Value:
    return Value("naam", kind, text, text, "Wat?", "Naam")


def test_only_free_text_becomes_open_and_keeps_what_was_typed() -> None:
    content: dict[str, Content] = {
        "a": value("tekst", "PM"),
        "b": (value("keuze", "x"), value("tekst", "tekst")),
    }
    made = without_vague(content, WORDS)
    assert isinstance(made, dict)
    assert (made["a"].is_open, made["a"].vague) == (True, "PM")
    assert made["b"] == content["b"]


@given(st.text(max_size=300))
def test_any_text_is_judged(text: str) -> None:
    assert says_nothing(text, WORDS) in (True, False)
    assert says_nothing(text, frozenset()) <= says_nothing(text, WORDS)


def test_the_library_knows_the_usual_words(library: Library) -> None:
    words = library.vocabulary.vague
    usual = ["PM", "n.v.t.", "n.t.b.", "nader te bepalen", "zo nodig", "volgt", "x"]
    assert [text for text in usual if not says_nothing(text, words)] == []
