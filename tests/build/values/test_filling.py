"""The values of a document: judged, placed and complete."""

from __future__ import annotations

import pytest

from dlr_docs.basis.problems import ChoicesError, Problem
from dlr_docs.build.values.filling import (
    Filling,
    declarations,
    fill,
    unknown_values,
    usual_contents,
)
from dlr_docs.build.values.inheritance import by_id, given_values
from dlr_docs.choices.file import parse_choices
from dlr_docs.library.load import load_library
from dlr_docs.model.choices import Choices, Given, PartyChoice
from dlr_docs.model.library import Library
from dlr_docs.model.values import Value, ValueType, walk
from tests.small import pointed

LIBRARY = load_library()
NEEDED = {
    "dag": ValueType("dag", "datum", "Welke dag?"),
    "termijn": ValueType("termijn", "duur", "Hoe lang?", default="3 maanden"),
    "opleiding": ValueType(
        "opleiding", "groep", "?", fields={"uren": ValueType("uren", "aantal", "Uren?")}
    ),
    "lijst": ValueType("lijst", "lijst", "?", item="datum"),
}
PARTIES = """\
bundel: De bundel
partijen:
  linde: {soort: school, naam: De Linde, vertegenwoordiger: {naam: A. de Wit}}
  smid: {soort: leerbedrijf, naam: De Smid}
"""


def given_of(choices: Choices) -> dict[str, Given]:
    return given_values(choices.documents[0], choices, by_id(choices), frozenset(), LIBRARY)


def filled(text: str) -> tuple[Filling, list[Problem]]:
    choices = parse_choices(text, "k.yaml")
    parties = tuple(choices.parties.values())
    return fill(
        choices.documents[0],
        choices,
        parties,
        NEEDED,
        usual_contents(NEEDED),
        LIBRARY,
        given_of(choices),
    )


def value(contents: Filling, name: str) -> Value:
    found = contents.named[name]
    assert isinstance(found, Value)
    return found


def test_a_value_of_the_document_wins_from_the_bundle_and_the_default() -> None:
    text = PARTIES + "gegevens: {dag: 2027-08-01, termijn: 2 maanden}\ndocumenten: [{soort: x%s}]"
    bundle, _ = filled(text % "")
    own, _ = filled(text % ", gegevens: {dag: 2028-08-01}")
    assert (value(bundle, "dag").text, value(bundle, "termijn").text) == (
        "1\u00a0augustus 2027",
        "twee maanden",
    )
    assert (value(own, "dag").text, value(own, "termijn").text) == (
        "1\u00a0augustus 2028",
        "twee maanden",
    )


def test_the_default_counts_when_nothing_was_typed() -> None:
    contents, problems = filled(PARTIES + "documenten: [{soort: x}]")
    assert problems == []
    assert value(contents, "termijn").text == "drie maanden"
    assert value(contents, "dag").is_open


def test_an_empty_value_is_open_and_does_not_fall_back_on_the_default() -> None:
    contents, problems = filled(PARTIES + "gegevens: {termijn: }\ndocumenten: [{soort: x}]")
    assert problems == []
    assert value(contents, "termijn").is_open


def test_every_value_is_found_by_its_path() -> None:
    contents, _ = filled(PARTIES + "gegevens: {opleiding: {uren: 3}}\ndocumenten: [{soort: x}]")
    assert contents.values["opleiding.uren"].text == "3"
    assert contents.values["partijen.linde.vertegenwoordiger.naam"].text == "A. de Wit"
    assert contents.values["bundel"].text == "De bundel"
    assert all(path == item.path for path, item in contents.values.items())


def test_only_schools_and_institutions_show_a_competent_authority() -> None:
    contents, _ = filled(PARTIES + "documenten: [{soort: x}]")
    paths = [item.path for item in contents.front]
    assert "partijen.linde.bevoegd_gezag" in paths
    assert "partijen.smid.bevoegd_gezag" not in paths


@pytest.mark.parametrize(
    ("text", "words", "advice"),
    [
        (
            "gegevens:\n  ▶dag: 2026-02-30\ndocumenten: [{soort: x}]",
            "dag: '2026-02-30' is geen bestaande",
            "1 augustus 2027",
        ),
        (
            "documenten:\n  - soort: x\n    gegevens: {▶termijn: 3 manden}\n",
            "termijn",
            "Bedoelt u 'maanden'?",
        ),
        (
            "gegevens: {opleiding: {▶uren: veel}}\ndocumenten: [{soort: x}]",
            "opleiding.uren",
            "heel getal",
        ),
        (
            "gegevens: {opleiding: {▶ure: 3}}\ndocumenten: [{soort: x}]",
            "opleiding: dit onderdeel bestaat hier niet",
            "Bedoelt u 'uren'?",
        ),
        ("gegevens: {▶opleiding: tekst}\ndocumenten: [{soort: x}]", "onderdelen uren", "uren"),
        (
            "gegevens:\n  lijst:\n    - 2027-01-01\n    - ▶ooit\ndocumenten: [{soort: x}]",
            "lijst.2",
            "1 augustus 2027",
        ),
        ("gegevens: {▶dag: [2027-01-01]}\ndocumenten: [{soort: x}]", "geen lijst of groep", ""),
    ],
)
def test_a_wrong_value_is_a_problem_at_its_place_and_leaves_the_value_open(
    text: str, words: str, advice: str
) -> None:
    text, place = pointed(PARTIES + text)
    contents, (problem,) = filled(text)
    assert (problem.code, str(problem.source)) == ("verkeerde-waarde", f"k.yaml:{place}")
    assert words in problem.message
    assert advice in (problem.hint or "")
    name = problem.message.partition(":")[0].partition(".")[0]
    assert all(item.is_open for item in walk(contents.named[name]))


def test_a_control_character_in_the_name_of_a_party_is_a_problem_at_that_name() -> None:
    text, place = pointed(
        PARTIES.replace("naam: De Smid", 'naam: ▶"De\\x07Smid"') + "documenten: [{soort: x}]"
    )
    with pytest.raises(ChoicesError) as caught:
        filled(text)
    (problem,) = caught.value.problems
    assert str(problem.source) == f"k.yaml:{place}"
    assert "U+0007" in problem.message


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "hierna: het bevoegd gezag van de school"),
        (2, "hierna, samen met dat van de andere school: het bevoegd gezag van de school"),
        (3, "hierna, samen met die van de andere scholen: het bevoegd gezag van de school"),
    ],
)
def test_a_party_among_its_like_is_named_together_with_them(count: int, words: str) -> None:
    choices = parse_choices("bundel: B\npartijen: {p: {soort: school}}\ndocumenten: [{soort: x}]")
    parties = tuple(PartyChoice(f"p{number}", "school", {}) for number in range(count))
    contents, _ = fill(choices.documents[0], choices, parties, {}, {}, LIBRARY, {})
    assert {party.hierna for party in contents.parties} == {words}
    assert {party.aanduiding for party in contents.parties} == {"het bevoegd gezag van de school"}


def unused(text: str, used: set[str], declared: set[str]) -> list[Problem]:
    choices = parse_choices(PARTIES + text, "k.yaml")
    names = {document.id: frozenset(used) for document in choices.documents}
    return unknown_values(choices, names, dict.fromkeys(names, frozenset(declared)), {})


@pytest.mark.parametrize(
    "text",
    [
        "gegevens: {▶dagg: x}\ndocumenten: [{soort: x}]",
        "documenten:\n  - soort: x\n    gegevens:\n      ▶dagg: x\n",
    ],
)
def test_a_value_that_nobody_knows_is_an_error_with_the_nearest_name(text: str) -> None:
    text, place = pointed(text)
    (problem,) = unused(text, {"dag"}, {"dag", "termijn"})
    line, _, column = place.partition(":")
    assert str(problem.source) == f"k.yaml:{int(line) + 4}:{column}"
    assert (problem.code, str(problem.severity)) == ("onbekend-gegeven", "fout")
    assert problem.hint == "Bedoelt u 'dag'?"


def test_a_value_that_the_chosen_clauses_do_not_use_is_a_warning() -> None:
    (problem,) = unused(
        "gegevens: {dag: x, termijn: y}\ndocumenten: [{soort: x}]", {"dag"}, {"dag", "termijn"}
    )
    assert (problem.code, str(problem.severity)) == ("ongebruikt-gegeven", "waarschuwing")
    assert "'termijn'" in problem.message


def test_shared_values_are_not_called_unknown_while_the_kind_of_a_document_is() -> None:
    choices = parse_choices(PARTIES + "gegevens: {dag: x}\ndocumenten: [{soort: x}]")
    assert unknown_values(choices, {}, {}, {}) == []


def test_the_own_values_of_a_clause_are_declared_with_the_shared_ones(library: Library) -> None:
    clause = library.clause("geschillen/bestuur-mediation-rechter")
    found = declarations([clause], library)
    plurals = {item.plural for item in library.values.values() if item.plural}
    assert found.keys() == library.values.keys() | clause.values.keys() | plurals
