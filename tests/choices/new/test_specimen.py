"""How a clause reads with nothing filled in: questions, defaults, tables, additions, and none at all."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dlr_docs.choices.new.specimen import clause_html, clause_lines, said_default
from dlr_docs.model.library import Library
from dlr_docs.model.values import ValueType
from tests.small import SmallLibrary


def lines(made: SmallLibrary, name: str = "extra/een") -> Iterator[str]:
    library = made.load()
    return clause_lines(clause_html(library.clause(name), library))


def test_values_are_questions_and_choices_follow_their_defaults(
    small_library: SmallLibrary,
) -> None:
    small_library.clause(
        "extra/een",
        "1. In {{ regio }}:\n   1. **dit**;\n1. {% if wel %}Ja{% else %}Nee{% endif %}.\n\n"
        "| A | B |\n|---|---|\n| {{ regio }} | c |\n",
        "gegevens:\n  wel: {soort: ja_nee, vraag: Wel?, standaard: nee}",
    )
    assert [*lines(small_library)] == [
        "   1. In [Welke regio?]:",
        "      a. dit;",
        "   2. Nee.",
        "A | B",
        "[Welke regio?] | c",
    ]


def test_an_addition_is_shown_without_what_it_adds_to(small_library: SmallLibrary) -> None:
    small_library.clause("extra/twee", "1. Erbij.\n", "aanvulling: true")
    small_library.clause("extra/een", "1. Eerst.\n")
    assert [*lines(small_library, "extra/twee")] == ["   1. Erbij."]


def test_a_clause_that_no_document_can_have_has_no_text(small_library: SmallLibrary) -> None:
    small_library.clause("los/een", "1. Los.\n")
    library = small_library.load()
    assert clause_html(library.clause("los/een"), library) == ""


@pytest.mark.bibliotheek
def test_every_clause_of_the_library_can_be_read(library: Library) -> None:
    for clause in library.all_clauses():
        assert [*clause_lines(clause_html(clause, library))], clause.id


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        (ValueType("x", "keuze", "X?", default="a", options={"a": "de één"}), "Standaard: de één."),
        (ValueType("x", "lijst", "X?", default=["a", "b"]), "Standaard: a, b."),
        (ValueType("x", "lijst", "X?", default=[]), "Standaard: geen."),
        (
            ValueType("x", "lijst", "X?", proposal=[{"wie": "a", "wat": "b"}]),
            "Voorstel, in te vullen: wie: a; wat: b.",
        ),
        (ValueType("x", "tekst", "X?", example="dit"), "Bijvoorbeeld: dit."),
        (ValueType("x", "tekst", "X?"), ""),
    ],
)
def test_a_default_is_said_in_words(declared: ValueType, said: str) -> None:
    assert said_default(declared) == said
