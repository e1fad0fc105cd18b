"""The numbers of what an amendment puts in between."""

from __future__ import annotations

from typing import Any

import pytest

from dlr_docs.basis.problems import RenderError
from dlr_docs.build.values.interpreting import interpret
from dlr_docs.clause.jinja.inserted import numbers
from dlr_docs.clause.rendering import render
from dlr_docs.model.document import Text
from dlr_docs.model.values import ValueType
from tests.clause.making import clause, inlines_of


def rows(*typed: tuple[str | None, str | None]) -> tuple[Any, ...]:
    """Rows of a list with the number behind which something comes, and its own."""

    def made(raw: str | None) -> Any:
        return interpret(ValueType("x", "tekst", "?"), raw)

    return tuple({"na": made(after), "nummer": made(own)} for after, own in typed)


@pytest.mark.parametrize(
    ("typed", "given"),
    [
        ([("7", None)], ["7a"]),
        ([("7", None), ("7", None), ("8", None)], ["7a", "7b", "8a"]),
        ([("7a", None)], ["7b"]),
        ([("7z", None)], ["7aa"]),
        ([("7.2", None), ("7.2", None), ("7", None)], ["2a", "2b", "7a"]),
        ([("6.2", None), ("7.2", None)], ["2a", "2a"]),
        ([("7", None), ("7", "7a")], ["7b", "7a"]),
        ([("7", "7bis"), ("7", None)], ["7bis", "7a"]),
    ],
)
def test_what_is_put_in_gets_the_first_number_that_is_free(
    typed: list[tuple[str | None, str | None]], given: list[str]
) -> None:
    assert [item.number for item in numbers(rows(*typed), "na", "nummer") if item] == given


@pytest.mark.parametrize("after", [None, "", "zeven", "7.", "7.2.a", "artikel 7"])
def test_without_a_number_before_it_there_is_none(after: str | None) -> None:
    assert numbers(rows((after, None)), "na", "nummer") == [None]


def test_a_clause_prints_them(names_with: Any) -> None:
    text = (
        '{% set tussen = rijen|ingevoegd("na", "nummer") %}'
        "{% for rij in rijen %}{{ tussen[loop.index0].artikel }}/{{ tussen[loop.index0].na }}/"
        "{{ tussen[loop.index0].nummer }};{% endfor %}"
    )
    shown = inlines_of(render(clause(text), names_with(rijen=rows(("7.2", None), (None, None)))))
    assert shown == (Text("7/2/2a;//;"),)


@pytest.mark.parametrize("text", ["{{ regio|ingevoegd(1, 2) }}", '{{ "a"|ingevoegd("b", "c") }}'])
def test_it_is_for_lists(names_with: Any, text: str) -> None:
    names = names_with(regio=interpret(ValueType("regio", "tekst", "?"), "Gooi"))
    with pytest.raises(RenderError, match="ingevoegd is voor een lijst"):
        render(clause(text), names)
