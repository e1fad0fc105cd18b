"""The questions of an interview: which, in which order, and how an answer is read."""

from __future__ import annotations

import pytest

from dlr_docs.build.values.interpreting import ValueProblem
from dlr_docs.choices.editing.change import Typed
from dlr_docs.choices.file import choices_of, parse_choices
from dlr_docs.choices.new.interview import (
    Question,
    answer_of,
    explained,
    item_of,
    options_of,
    questions,
)
from dlr_docs.choices.new.needed import needed_yaml
from dlr_docs.choices.new.planning import plan
from dlr_docs.choices.tolerant import tolerated
from dlr_docs.model.library import Library
from tests.small import SmallLibrary

TWO_ADDENDA = ("convenant", "addendum", "addendum")


def asked(library: Library, text: str, everything: bool = False) -> tuple[Question, ...]:
    return questions(tolerated(parse_choices(text), library), library, everything)


def new(library: Library, *kinds: str) -> str:
    return needed_yaml(plan(kinds, library))


def test_only_what_must_be_answered_is_asked_each_once(library: Library) -> None:
    found = asked(library, new(library, "samenwerkingsovereenkomst"))
    paths = [question.path for question in found]
    assert len(paths) == len(set(paths))
    assert paths[0] == ("partijen", "school", "naam")
    assert all(question.is_needed and not question.is_done for question in found)
    assert not any(question.topic for question in found)


def test_an_agreement_that_exists_already_is_asked_its_title_and_day(library: Library) -> None:
    text = needed_yaml(plan(("addendum",), library, with_bases=True))
    base = ("basisdocumenten", "convenant")
    found = {item.path: item for item in asked(library, text) if item.path[:2] == base}
    assert [*found] == [(*base, "titel"), (*base, "ondertekend")]
    assert not any(item.is_done for item in found.values())
    known = text.replace("ondertekend:", "ondertekend: 2018-06-01").replace(
        "titel: Convenant samenwerking vmbo-mbo", "titel: Convenant Waterland"
    )
    assert all(item.is_done for item in asked(library, known) if item.path[:2] == base)


def test_what_must_be_answered_comes_first_and_then_the_texts(library: Library) -> None:
    found = asked(library, new(library, *TWO_ADDENDA), everything=True)
    turns = [question.is_needed for question in found]
    assert turns == sorted(turns, reverse=True)
    first = turns.index(False)
    assert found[first].topic is not None
    assert found[-1].path[0] == "partijen"


def test_each_question_says_which_document_it_is_about(library: Library) -> None:
    found = asked(library, new(library, *TWO_ADDENDA))
    about = {question.path: question.about for question in found}
    crebo = "gegevens", "opleiding", "crebo"
    assert about["documenten", 1, *crebo].startswith("addendum-1 (addendum bij convenant), artikel")
    assert about["documenten", 2, *crebo].startswith("addendum-2 (addendum bij convenant), artikel")
    assert about["gegevens", "ingangsdatum"].startswith("Alle documenten: convenant, addendum-1")


def test_an_answer_is_not_asked_again_and_can_be_gone_back_to(library: Library) -> None:
    path = ("partijen", "school", "vertegenwoordiger", "naam")
    typed = Typed.read(new(library, "convenant"), "k.yaml").with_data(path, "A. de Wit")
    found = questions(tolerated(choices_of(typed.loaded), library), library, False)
    (question,) = (question for question in found if question.path == path)
    assert (question.is_done, question.is_needed, question.raw) == (True, True, "A. de Wit")


def test_what_may_be_passed_over_is_asked_once(library: Library) -> None:
    text = new(library, "convenant")
    question = next(
        question for question in asked(library, text, everything=True) if question.topic
    )
    assert not question.is_done
    assert isinstance(question.raw, str)
    typed = Typed.read(text, "k.yaml").with_data(question.path, question.raw)
    again = questions(tolerated(choices_of(typed.loaded), library), library, True)
    assert next(item for item in again if item.path == question.path).is_done


def declared_question(small_library: SmallLibrary, declaration: str) -> Question:
    small_library.clause(
        "doel/algemeen", "{{ wat|opsomming }}", f"gegevens:\n  wat: {{{declaration}, vraag: Wat?}}"
    )
    small = small_library.load()
    found = asked(small, new(small, "brief"))
    return next(question for question in found if question.path[-1] == "wat")


@pytest.mark.parametrize(
    ("typed", "data"),
    [
        ("2", "b"),
        ("b", "b"),
        ("Tweede", "b"),
        ("1, 2", ["a", "b"]),
        ("a; tweede", ["a", "b"]),
        ("A en B", ["a", "b"]),
    ],
)
def test_a_choice_is_a_number_a_key_or_its_text(
    small_library: SmallLibrary, typed: str, data: object
) -> None:
    question = declared_question(
        small_library, "soort: keuze, meer: true, opties: {a: eerste, b: tweede, c: derde}"
    )
    assert [option.mark for option in options_of(question, question.declared)] == ["1", "2", "3"]
    assert answer_of(question, question.declared, typed) == data
    with pytest.raises(ValueProblem) as caught:
        answer_of(question, question.declared, "4")
    assert caught.value.message.startswith("kies 1 tot en met 3; meer dan één")


def test_options_that_are_numbers_themselves_have_letters(library: Library) -> None:
    found = asked(library, new(library, "convenant", "addendum"))
    question = next(question for question in found if question.path[-1] == "niveau")
    assert [option.mark for option in options_of(question, question.declared)] == ["a", "b", "c"]
    assert answer_of(question, question.declared, "3") == "3"
    assert answer_of(question, question.declared, "b") == "3"


def test_an_item_of_a_list_is_judged_as_one(small_library: SmallLibrary) -> None:
    question = declared_question(small_library, "soort: lijst, van: datum")
    assert question.declared
    assert answer_of(question, item_of(question.declared), "1 aug 2027") == "1 aug 2027"
    with pytest.raises(ValueProblem):
        answer_of(question, item_of(question.declared), "morgen")


def test_help_has_the_example_and_where_it_stands(library: Library) -> None:
    found = {question.path: question for question in asked(library, new(library, "convenant"))}
    question = found["gegevens", "ingangsdatum"]
    lines = [*explained(question, question.declared)]
    assert "Bijvoorbeeld: 1 augustus 2027" in lines
    assert lines[-1] == "In het keuzebestand: gegevens.ingangsdatum"


def test_help_for_a_text_shows_every_variant(library: Library) -> None:
    found = asked(library, new(library, "convenant"), everything=True)
    question = next(question for question in found if question.path[-1] == "geschillen")
    said = "\n".join(explained(question, None))
    for name, clause in library.clauses["geschillen"].items():
        if clause.fits("convenant"):
            assert f"{name}: {clause.summary}" in said
            assert clause.text.strip().splitlines()[0] in said
    assert answer_of(question, None, "1") == options_of(question, None)[0].key
