"""Checks on names: one name, one meaning, and defaults that can be."""

from __future__ import annotations

import pytest

from tests.library.checks.finding import found
from tests.small import SmallLibrary


def test_one_name_with_two_meanings_is_found(small_library: SmallLibrary) -> None:
    for name in ("een", "twee"):
        small_library.clause(f"extra/{name}", "{{ x }}", "gegevens: {x: {soort: tekst, vraag: X?}}")
    (problem,) = found(small_library)
    assert (problem.code, problem.message) == (
        "dubbele-betekenis",
        "het gegeven 'x' staat ook in extra/een",
    )


def test_a_wrong_default_of_a_shared_value_is_found(small_library: SmallLibrary) -> None:
    path = small_library.write(
        "clauses/gegevens.yaml",
        "ingangsdatum: {soort: datum, vraag: X?, standaard: "
        "2026-02-30}\nregio: {soort: tekst, vraag: R?}",
    )
    (problem,) = found(small_library)
    assert (problem.code, str(problem.source)) == ("verkeerde-standaard", f"{path}:1:1")


@pytest.mark.parametrize("name", ["artikel", "partijen", "loop"])
def test_a_value_that_hides_a_word_of_the_language_is_found(
    small_library: SmallLibrary, name: str
) -> None:
    small_library.clause("extra/een", "a", f"gegevens: {{{name}: {{soort: tekst, vraag: X?}}}}")
    assert "gereserveerde-naam" in {problem.code for problem in found(small_library)}
