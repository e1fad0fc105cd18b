"""The parties of a choice file, judged by the sorts of the library."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dlr_docs.basis.problems import Problem
from dlr_docs.build.parties import alike, make_party, wrong_parties
from dlr_docs.choices.file import choices_from_data, parse_choices
from dlr_docs.model.choices import PartyChoice
from dlr_docs.model.parties import Party
from tests.samples import SORTS, with_party
from tests.small import pointed

BASE = "bundel: B\npartijen:\n  a: {soort: school}\ndocumenten:\n  - soort: brief\n"


def made(party: PartyChoice, *others: PartyChoice) -> tuple[Party, list[Problem]]:
    choices = parse_choices(BASE, "k.yaml")
    return make_party(party, alike((party, *others)), choices, SORTS)


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("{soort: school, ▶nam: x}", "onbekende-sleutel", "Bedoelt u 'naam'?"),
        ("{▶soort: schol}", "onbekende-waarde", "Bedoelt u 'school'?"),
        ("{▶soort: S. Vermeer}", "onbekende-waarde", "deze soort partij bestaat niet"),
    ],
)
def test_a_sort_or_key_that_is_not_there_is_a_problem_at_its_place(
    text: str, code: str, words: str
) -> None:
    text, place = pointed(BASE.replace("{soort: school}", text))
    (problem,) = wrong_parties(parse_choices(text, "k.yaml"), SORTS)
    assert (problem.code, str(problem.source)) == (code, f"k.yaml:{place}")
    assert words in f"{problem.message} {problem.hint}"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{soort: school, vertegenwoordiger: {▶funktie: x}}", "Bedoelt u 'functie'?"),
        ("{soort: school, ▶vertegenwoordiger: A. de Wit}", "onderdelen naam, functie"),
        ("{soort: school, ▶naam: [a, b]}", "één waarde"),
    ],
)
def test_a_wrong_field_is_a_problem_at_its_place_and_is_left_open(text: str, words: str) -> None:
    text, place = pointed(BASE.replace("{soort: school}", text))
    choices = parse_choices(text, "k.yaml")
    party = choices.parties["a"]
    found, (problem,) = make_party(party, alike((party,)), choices, SORTS)
    assert (problem.code, str(problem.source)) == ("verkeerde-waarde", f"k.yaml:{place}")
    assert words in f"{problem.message} {problem.hint}"
    assert all(value.is_open for value in found.shown)


def test_a_number_counts_as_the_text_it_was_typed_as() -> None:
    choices = choices_from_data(with_party(naam=0))
    party = choices.parties["linde"]
    found, problems = make_party(party, alike((party,)), choices, SORTS)
    assert problems == []
    assert str(found.value("naam")) == "0"


def test_the_questions_name_the_sort_with_its_article() -> None:
    asked = {sort: made(PartyChoice("a", sort, {}))[0].shown[0].question for sort in SORTS.by_name}
    assert asked == {
        "school": "Wat is de naam van de school?",
        "instelling": "Wat is de naam van de instelling?",
        "leerbedrijf": "Wat is de naam van het leerbedrijf?",
        "overig": "Wat is de naam van de partij?",
    }


def test_a_party_is_described_and_signs_as_its_sort_says() -> None:
    fields = {"naam": "De Smid", "vestigingsplaats": "Ede", "bevoegd_gezag": "Stichting De Smid"}
    company, _ = made(PartyChoice("a", "leerbedrijf", fields))
    school, _ = made(PartyChoice("a", "school", fields))
    assert str(company.names["omschrijving"]).startswith("De Smid, gevestigd te Ede, ")
    assert str(company.names["ondertekent"]) == "De Smid"
    assert str(school.names["ondertekent"]) == "Stichting De Smid"
    assert (company.names["is_onderwijs"], school.names["is_onderwijs"]) == (False, True)


def test_a_designation_of_its_own_is_what_the_text_calls_a_party() -> None:
    one = PartyChoice("a", "overig", {}, "de leerling")
    party, _ = made(one, PartyChoice("b", "overig", {}))
    other, _ = made(PartyChoice("b", "overig", {}), one)
    assert (party.aanduiding, party.hierna) == ("de leerling", "hierna: de leerling")
    assert other.hierna == "hierna: de deelnemer"


def test_parties_of_a_document_take_work_in_proportion_to_their_number() -> None:
    """Steps and no clock: the parties are gone through once, however many there are."""
    steps = []

    def parties() -> Iterator[PartyChoice]:
        for number in range(50):
            steps.append(number)
            yield PartyChoice(f"p{number}", "school", {}, None)

    counts = alike(parties())
    assert len(steps) == 50
    choices = parse_choices(BASE, "k.yaml")
    for number in range(50):
        found, _ = make_party(PartyChoice(f"p{number}", "school", {}, None), counts, choices, SORTS)
        assert found.hierna.startswith("hierna, samen met")
    assert len(steps) == 50
