"""The questions that lead to kinds of documents."""

from __future__ import annotations

import itertools

import pytest

from dlr_docs.library.checks.table import check_library
from dlr_docs.model.declared.guide import MOST_QUESTIONS, Guide
from dlr_docs.model.library import Library
from tests.small import SmallLibrary

HEAD = "titel: Wat?\nvragen:\n"


def question(name: str, *answers: str) -> str:
    lines = "".join(f"      - {{{answer}}}\n" for answer in answers)
    return f"  {name}:\n    vraag: Wat?\n    antwoorden:\n{lines}"


OUT = "antwoord: B, soorten: brief, waarom: Zo is het."


def problems_of(small: SmallLibrary, text: str) -> list[str]:
    small.write("clauses/keuzehulp.yaml", text)
    from dlr_docs.library.load import read_library

    library, found = read_library(small.path)
    return [item.code for item in (*found, *check_library(library)) if "keuzehulp" in item.at]


def test_every_way_ends_in_kinds_within_six_questions(library: Library) -> None:
    guide = library.guide
    assert guide is not None
    ways = [*_ways(guide, ())]
    assert max(map(len, ways)) <= MOST_QUESTIONS
    outcomes = [guide.followed(way)[0][-1] for way in ways]
    assert all(item.kinds and item.why and item.laws for item in outcomes)
    assert {*itertools.chain.from_iterable(item.kinds for item in outcomes)} <= {*library.outlines}
    reached = {*itertools.chain.from_iterable(item.kinds for item in outcomes)}
    agreements = {kind for kind, item in library.outlines.items() if item.requirements}
    assert agreements <= reached


def _ways(guide: Guide, way: tuple[int, ...]) -> list[tuple[int, ...]]:
    _, name = guide.followed(way)
    if not name:
        return [way]
    found = (_ways(guide, (*way, number)) for number in range(len(guide.questions[name].answers)))
    return [*itertools.chain.from_iterable(found)]


def test_an_answer_that_is_not_there_leads_no_further(library: Library) -> None:
    guide = library.guide
    assert guide is not None
    assert guide.followed((99, 0)) == ((), guide.first)
    assert guide.followed(()) == ((), guide.first)


@pytest.mark.parametrize(
    "text",
    [
        HEAD + question("een", "antwoord: A, naar: weg", OUT),
        HEAD + question("een", "antwoord: A", OUT),
        HEAD + question("een", "antwoord: A, naar: een, soorten: brief, waarom: Zo.", OUT),
        HEAD + question("een", "antwoord: A, soorten: brief", OUT),
        HEAD + question("een", "antwoord: A, naar: een", OUT),
        HEAD + question("een", "antwoord: A, soorten: weg, waarom: Zo.", OUT),
        HEAD + question("een", "antwoord: A, soorten: brief, waarom: Zo., wet: weg", OUT),
    ],
)
def test_what_leads_nowhere_or_too_far_is_told(small_library: SmallLibrary, text: str) -> None:
    assert problems_of(small_library, text) == ["verkeerde-keuzehulp"]


def test_a_good_one_has_no_problems_and_a_library_need_not_have_one(
    small_library: SmallLibrary,
) -> None:
    assert small_library.load().guide is None
    text = HEAD + question("een", "antwoord: A, naar: twee", OUT) + question("twee", OUT, OUT)
    assert problems_of(small_library, text) == []
