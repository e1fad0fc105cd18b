"""docs/bronnen.md is what its generator makes of the facts and the clauses of today."""

from __future__ import annotations

from dlr_docs.model.library import Library
from tools.bronnen import MUST_HAVE_A_HOME, RESULT, as_markdown, facts


def test_the_table_of_facts_is_the_generators(library: Library) -> None:
    assert RESULT.read_text(encoding="utf-8") == as_markdown(facts(library)), "run make bronnen"


def test_a_fact_of_the_law_or_of_practice_has_a_home(library: Library) -> None:
    homeless = [
        fact.number
        for fact in facts(library)
        if fact.status in MUST_HAVE_A_HOME and not fact.has_home
    ]
    assert homeless == []
