"""Checks on words: what a library forbids, and what may not stand together."""

from __future__ import annotations

import pytest

from tests.library.checks.finding import found
from tests.small import SmallLibrary


def test_a_personal_number_on_an_invoice_is_found_unless_it_is_forbidden(
    small_library: SmallLibrary,
) -> None:
    small_library.clause("extra/een", "1. De factuur vermeldt het onderwijsnummer.\n")
    (problem,) = found(small_library)
    assert problem.code == "nummer-op-factuur"
    small_library.clause(
        "extra/een",
        "1. De factuur vermeldt geen onderwijsnummer.\n1. Iets over het onderwijsnummer.\n",
    )
    assert found(small_library) == []


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Volgens artikel 2.107b geldt dit.", "artikel 2.107b"),
        ("Volgens art. 5 geldt dit.", "art. 5"),
        ("Volgens art 5 geldt dit.", "art 5"),
        ("Zie de artikelen 3 en 4.", "artikelen 3"),
    ],
)
def test_a_typed_number_of_an_article_is_found_with_its_place_and_the_line_as_it_may_be(
    small_library: SmallLibrary, line: str, words: str
) -> None:
    small_library.clause("extra/een", f"1. {line}\n")
    (problem,) = found(small_library)
    assert problem.code == "getypt-artikel"
    assert problem.source is not None
    assert problem.source.column == 4 + line.index(words)
    assert problem.instead == "1. " + line.replace(words, '{{ wet("…") }}')
