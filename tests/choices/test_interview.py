"""The questions of an interview, and what is wrong with an answer."""

from __future__ import annotations

from dlr_docs.choices.interview import Question, questions, wrong_answer
from dlr_docs.choices.planning import plan
from dlr_docs.model.library import Library
from tests.choices.test_lines import PROPOSED
from tests.small import SmallLibrary


def test_the_interview_asks_for_parties_values_and_variants_each_once(library: Library) -> None:
    keys = [question.key for question in questions(plan(("convenant", "addendum"), library))]
    assert len(keys) == len(set(keys))
    assert keys[0] == "bundel"
    assert "partijen.school.vertegenwoordiger.functie" in keys
    assert "gegevens.ingangsdatum" in keys
    assert "documenten.0.keuzes.geschillen" in keys


def test_a_wrong_answer_is_explained(library: Library) -> None:
    made = {question.key: question for question in questions(plan(("convenant",), library))}
    day, topic = made["gegevens.ingangsdatum"], made["documenten.0.keuzes.geschillen"]
    assert wrong_answer(day, "2027-08-01") is None
    assert wrong_answer(day, "") is None
    assert "geen bestaande datum" in (wrong_answer(day, "2026-02-30") or "")
    assert wrong_answer(topic, "bestuur-mediation-rechter") is None
    assert "Bedoelt u 'bestuur-mediation-rechter'?" in (
        wrong_answer(topic, "bestuur-mediation") or ""
    )
    assert wrong_answer(Question("bundel", "Titel?", "", None), "alles mag") is None


def test_the_default_of_every_question_is_a_good_answer(library: Library) -> None:
    for question in questions(
        plan(("samenwerkingsovereenkomst", "convenant", "addendum"), library)
    ):
        assert wrong_answer(question, question.default) is None, question.key


def test_an_interview_shows_a_proposal_and_takes_it_only_when_typed(
    small_library: SmallLibrary,
) -> None:
    small_library.write("clauses/gegevens.yaml", PROPOSED)
    small_library.clause("doel/algemeen", "Het is {{ tarief }}.\n")
    asked = questions(plan(("brief",), small_library.load()))
    (question,) = (item for item in asked if item.key.endswith(".tarief"))
    assert (question.text, question.default) == ("Welk tarief? (voorstel: 50)", "")
