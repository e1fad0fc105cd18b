"""Checks on texts: the language of clauses, terms, references, and what a document can hold."""

from __future__ import annotations

import pytest

from tests.library.checks.finding import found
from tests.small import SmallLibrary


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("1. a\n\n   > b", "markdown-niet-toegestaan", 7),
        ("a <b>c</b>", "markdown-niet-toegestaan", 5),
        ('{{ lid("doel.weg") }}', "onbekend-lid", 5),
    ],
)
def test_a_text_that_no_document_can_hold_is_found_before_a_document_is_made(
    small_library: SmallLibrary, text: str, code: str, line: int
) -> None:
    path = small_library.clause("extra/een", text)
    (problem,) = found(small_library)
    assert problem.code == code
    assert str(problem.source).startswith(f"{path}:{line}")


def test_a_definition_outside_the_language_is_found(small_library: SmallLibrary) -> None:
    path = small_library.write(
        "clauses/begrippen.yaml",
        "- {begrip: extra, omschrijving: b}\n- {begrip: titel, "
        "vormen: [gaat], omschrijving: '{{'}\n",
    )
    (problem,) = found(small_library)
    assert (problem.code, str(problem.source).startswith(f"{path}:2")) == ("jinja-fout", True)


def test_a_term_that_no_clause_uses_is_a_warning(small_library: SmallLibrary) -> None:
    small_library.write("clauses/begrippen.yaml", "- {begrip: zeepaard, omschrijving: een dier}\n")
    (problem,) = found(small_library)
    assert (problem.code, str(problem.severity)) == ("ongebruikt-begrip", "waarschuwing")
