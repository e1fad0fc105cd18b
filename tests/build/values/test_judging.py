"""One raw value: what is right, what is wrong, and what says nothing."""

from __future__ import annotations

import pytest

from dlr_docs.basis.characters import without_filler
from dlr_docs.basis.problems import Problem
from dlr_docs.build.values.judging import judge
from dlr_docs.choices.file import choices_from_data
from dlr_docs.model.values import Content, Kind, ValueType, walk
from tests.samples import agreement

VAGUE = frozenset(map(without_filler, ["PM", "n.v.t."]))
ROWS = ValueType(
    "rijen",
    "lijst",
    "Welke rijen?",
    fields={
        "wat": ValueType("wat", "tekst", "Wat?"),
        "uren": ValueType("uren", "aantal", "Hoeveel?"),
    },
)


def judged(declared: ValueType, raw: object) -> tuple[Content, list[Problem]]:
    return judge(
        declared, raw, ("gegevens", declared.name), choices_from_data(agreement()), vague=VAGUE
    )


@pytest.mark.parametrize("kind", ["datum", "bedrag", "aantal", "percentage", "duur", "ja_nee"])
def test_a_word_that_says_nothing_leaves_a_value_of_any_kind_open(kind: Kind) -> None:
    content, problems = judged(ValueType("x", kind, "?"), "PM")
    assert problems == []
    assert [(value.is_open, value.vague) for value in walk(content)] == [(True, "PM")]


def test_a_choice_that_says_nothing_is_open_and_one_that_is_wrong_is_wrong() -> None:
    declared = ValueType("x", "keuze", "?", options={"a": "de eerste"})
    content, problems = judged(declared, "n.v.t.")
    assert problems == []
    assert [value.vague for value in walk(content)] == ["n.v.t."]
    assert [item.code for item in judged(declared, "b")[1]] == ["verkeerde-waarde"]


def test_a_choice_may_have_an_option_that_is_such_a_word() -> None:
    declared = ValueType("x", "keuze", "?", options={"n.v.t.": "niet van toepassing"})
    content, _ = judged(declared, "n.v.t.")
    assert [value.text for value in walk(content)] == ["niet van toepassing"]


def test_inside_a_list_only_what_says_nothing_is_open() -> None:
    rows = [{"wat": "les", "uren": "PM"}, {"wat": "stage", "uren": "20"}]
    content, problems = judged(ROWS, rows)
    assert problems == []
    found = {value.path: (value.text, value.vague) for value in walk(content)}
    assert found == {
        "rijen.1.wat": ("les", ""),
        "rijen.1.uren": ("", "PM"),
        "rijen.2.wat": ("stage", ""),
        "rijen.2.uren": ("20", ""),
    }


def test_a_word_where_a_list_belongs_leaves_the_list_open() -> None:
    content, problems = judged(ROWS, "PM")
    assert problems == []
    assert {value.vague for value in walk(content)} == {"PM"}


def test_one_wrong_value_beside_one_that_says_nothing_is_wrong() -> None:
    rows = [{"wat": "les", "uren": "PM"}, {"wat": "stage", "uren": "veel"}]
    _, problems = judged(ROWS, rows)
    assert [(item.code, item.at) for item in problems] == [
        ("verkeerde-waarde", "gegevens.rijen.2.uren")
    ]


def test_blanks_are_no_word() -> None:
    _, problems = judged(ValueType("x", "aantal", "?"), "   ")
    assert [item.code for item in problems] == ["verkeerde-waarde"]
