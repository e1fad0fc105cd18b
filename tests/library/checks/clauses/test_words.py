"""Checks on words: what a library forbids, and what may not stand together."""

from __future__ import annotations

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
