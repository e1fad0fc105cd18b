"""The source of a clause in lines as somebody reads it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlr_docs.clause.as_read import lines_as_read
from dlr_docs.model.library import Library

# What of the language, of Markdown or of Python no reader should see; a row keeps its bars.
SIGNS = re.compile(
    r"[{}_\\]|\*\*|==|!=|[a-z]\(|\(als |\b(?:not|is defined|True|False|None)\b|[\"']\)|\w\|\w"
)


def test_a_condition_in_the_middle_of_a_paragraph_stays_there() -> None:
    body = (
        '1. Partijen melden het aan\n   {% if heeft("leiding") %}\n   de leiding.\n   {% else %}\n'
        "   elkaar.\n   {% endif %}\n1. Een ander lid.\n"
    )
    assert lines_as_read(body, {}) == [
        "lid: Partijen melden het aan (alleen als het onderwerp ‘leiding’ in het document staat)"
        " de leiding. (anders) elkaar. (tot hier)",
        "lid: Een ander lid.",
    ]


def test_a_condition_around_whole_leden_stands_on_lines_of_its_own() -> None:
    body = "{% if a %}\n1. Een.\n1. Twee.\n{% endif %}\n\n{% if b %}\nAlinea.\n{% endif %}\n"
    assert lines_as_read(body, {"a": "ja_nee", "b": "datum"}) == [
        "(alleen als [a] ja is)", "lid: Een.", "lid: Twee.", "(tot hier)",
        "(alleen als [b] is ingevuld)", "Alinea.", "(tot hier)",
    ]  # fmt: skip


def test_a_statement_over_lines_remarks_and_escaped_signs_read_as_words() -> None:
    body = '{# weg\nweg #}{% set a =\n  heeft("x/y") %}\n1\\. maart, **vet**\n\n| a | b |\n|---|:-:|\n| c | d |\n'
    assert lines_as_read(body, {}) == [
        "(hierna geldt [a] als ‘x/y’ is gekozen)",
        "1. maart, vet",
        "| a | b |",
        "| c | d |",
    ]


@given(st.text(alphabet=st.sampled_from("{}%#|1.- \n\\ab(\"='"), max_size=60))
def test_no_text_is_refused(text: str) -> None:
    lines_as_read(text, {})


@pytest.mark.bibliotheek
def test_no_clause_shows_a_sign_of_the_language(library: Library) -> None:
    for clause in library.all_clauses():
        lines = lines_as_read(
            clause.text, {name: item.kind for name, item in clause.values.items()}
        )
        assert lines
        wrong = [line for line in lines if SIGNS.search(line)]
        assert not wrong, f"{clause.id}: {wrong}"
