"""Clause text to code: what is refused, and what is known of a text."""

from __future__ import annotations

import pytest

from dlr_docs.basis.problems import RenderError
from dlr_docs.clause.jinja.compile import compile_clause
from dlr_docs.clause.markers import CLOSE, OPEN
from tests.clause.making import clause


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a\n{{ naam", "jinja-fout", 6),
        ("a\n\n{% if x %}\nb", "jinja-fout", 8),
        ("{% endif %}", "jinja-fout", 5),
        ("a\n{{ naam|hoofdleter }}", "jinja-niet-toegestaan", 6),
        ("a\n{{ naam.__class__ }}", "jinja-niet-toegestaan", 6),
        ("a\n{{ namen.pop() }}", "jinja-niet-toegestaan", 6),
    ],
)
def test_a_clause_outside_the_language_is_refused_when_it_is_compiled(
    text: str, code: str, line: int
) -> None:
    with pytest.raises(RenderError) as caught:
        compile_clause(clause(text))
    assert [problem.code for problem in caught.value.problems] == [code]
    source = caught.value.problems[0].source
    assert source is not None
    assert source.line == line


@pytest.mark.parametrize("sign", [OPEN, CLOSE])
def test_a_clause_may_not_hold_marking_characters(sign: str) -> None:
    with pytest.raises(RenderError, match="U\\+E000"):
        compile_clause(clause(f"a{sign}b"))


@pytest.mark.parametrize(
    "text",
    [
        "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
        "{{ " + "9" * 5000 + " }}",
        "{% for a in partijen %}" * 30 + "{% endfor %}" * 30,
    ],
)
def test_a_clause_that_jinja_chokes_on_is_a_problem_and_no_crash(text: str) -> None:
    with pytest.raises(RenderError):
        compile_clause(clause(text))


def test_a_compiled_clause_knows_its_values_those_that_decide_and_its_roles() -> None:
    compiled = compile_clause(
        clause(
            "{% if mag and niveau == '2' %}{{ regio }}{% endif %}{{ "
            "partijen|length }}{{ artikel('doel') }}"
        )
    )
    assert compiled.names == {"mag", "niveau", "regio"}
    assert compiled.deciding == {"mag", "niveau"}
    assert compiled.roles == {"partijen"}


@pytest.mark.parametrize(
    ("text", "is_fixed"),
    [
        ("Woorden.\n", True),
        ("{{ regio }} en {{ dit_document }} en {{ opleiding.naam }} en {{ wet('een') }}\n", True),
        ("{{ dit_document|hoofdletter }} {{ 'x'|taal('en') }}\n", True),
        ("{% if regio == 'x' %}a{% endif %}\n", False),
        ("{{ 'a' if heeft('x') else 'b' }}\n", False),
        ("{{ partijen[0].naam }}\n", False),
        ("{% for partij in partijen %}a{% endfor %}\n", False),
        ("{{ bedrag|keer(2) }}\n", False),
        ("{{ hoofddocument }}\n", False),
    ],
)
def test_a_text_is_fixed_when_no_value_decides_it(text: str, is_fixed: bool) -> None:
    assert compile_clause(clause(text)).is_fixed is is_fixed
