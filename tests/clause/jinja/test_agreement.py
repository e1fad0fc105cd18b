"""Words that follow a number."""

from __future__ import annotations

import pytest

from dlr_docs.build.values.interpreting import interpret
from dlr_docs.clause.jinja.agreement import noun, without_one
from dlr_docs.clause.jinja.arithmetic import times
from dlr_docs.clause.jinja.language import Misuse
from dlr_docs.model.values import Content, Kind, ValueType


def value(kind: Kind, raw: object) -> Content:
    return interpret(ValueType("naam", kind, "Hoeveel?"), raw)


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (value("aantal", 1), "lid"),
        (value("aantal", 2), "leden"),
        (value("aantal", 0), "leden"),
        (value("aantal", None), "leden"),
        (value("duur", "1 week"), "lid"),
        (value("duur", "3 weken"), "leden"),
        (times(value("aantal", 1), 1), "lid"),
        (1, "lid"),
    ],
)
def test_a_noun_goes_with_its_number(number: object, word: str) -> None:
    assert noun(number, "lid", "leden") == word


@pytest.mark.parametrize("wrong", ["1", value("tekst", "een"), value("datum", "2027-08-01")])
def test_only_a_number_has_a_noun(wrong: object) -> None:
    with pytest.raises(Misuse, match="voor een aantal"):
        noun(wrong, "lid", "leden")


def test_the_words_are_those_of_the_library() -> None:
    with pytest.raises(Misuse, match="een enkelvoud en een meervoud"):
        noun(1, value("tekst", "lid"), "leden")


@pytest.mark.parametrize(
    ("raw", "words"),
    [("1 maand", "maand"), ("1 week", "week"), ("2 weken", "twee weken"), (None, "")],
)
def test_a_term_of_one_is_its_unit_after_per(raw: str | None, words: str) -> None:
    assert str(without_one(value("duur", raw))) == words


def test_only_a_term_can_be_without_one() -> None:
    with pytest.raises(Misuse, match="voor een termijn"):
        without_one(value("aantal", 1))
