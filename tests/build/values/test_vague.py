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


QUOTES = [
    "“{}”",
    "‘{}’",
    '"{}"',
    "'{}'",
    "«{}»",
    "»{}«",
    "‹{}›",
    "„{}”",
    "„{}“",
    "❝{}❞",
    "`{}`",
    "´{}´",
]
AROUND = [
    "({})",
    "[{}]",
    "<{}>",
    "{}…",
    "{}...",
    "\u00a0{}\u00a0",
    "{}\u200b",
    "• {}",
    "¿{}?",
    "({}.)",
]


@pytest.mark.parametrize("around", [*QUOTES, *AROUND])
@pytest.mark.parametrize(
    "said",
    [
        "PM",
        "p.m.",
        "n.v.t.",
        "nader te bepalen",
        "volgt",
        "zie bijlage 7",
        "zie bijlage B",
        "zie bijlage",
    ],
)
def test_what_stands_around_words_says_nothing_either(
    around: str, said: str, library: Library
) -> None:
    vague = library.vocabulary.vague
    assert says_nothing(around.format(said), vague)
    assert says_nothing(around.format(around.format(said)), vague)
    assert says_nothing(around.format(said.replace(" ", "\u00a0")), vague)


@pytest.mark.parametrize(
    "text", ["“PM” / ‘volgt’", "PM PM", "PM, volgt nog", "N/A", "zie bijlage 2 bij de overeenkomst"]
)
def test_more_that_says_nothing_says_nothing_together(text: str, library: Library) -> None:
    assert says_nothing(text, library.vocabulary.vague)


@pytest.mark.parametrize(
    "text",
    ["“geen”", "Geen.", "niets", "(nihil)", "geen of n.v.t.", "geen enkele", "niet geregeld"],
)
def test_that_there_is_nothing_is_no_content_and_may_be_an_answer(
    text: str, library: Library
) -> None:
    words = library.vocabulary
    assert says_nothing(text, words.vague | words.none)
    assert text == "geen of n.v.t." or not says_nothing(text, words.vague)


@pytest.mark.parametrize(
    "text",
    [
        "geen selectie: iedereen kan meedoen",
        "de verdeling in bijlage 2",
        "bijlage 2",
        "‘t Veld",
        "college “PM&P”",
        "geen bezwaar van de ouders",
    ],
)
def test_quotation_marks_around_something_leave_it(text: str, library: Library) -> None:
    words = library.vocabulary
    assert not says_nothing(text, words.vague | words.none)


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
