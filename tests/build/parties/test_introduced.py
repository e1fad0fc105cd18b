"""The parties of a document: their values, their words, and the order in which they are told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from dlr_docs.basis.problems import Problem
from dlr_docs.build.parties.introduced import alike, make_parties
from dlr_docs.choices.file import choices_from_data, parse_choices
from dlr_docs.model.choices import PartyChoice
from dlr_docs.model.party import Party
from tests.samples import SORTS, with_party
from tests.small import pointed

BASE = "bundel: B\npartijen:\n  a: {soort: school}\ndocumenten:\n  - soort: brief\n"
CHOICES = parse_choices(BASE, "k.yaml")
BOARD = {
    "bevoegd_gezag": "Stichting Waterland",
    "vestigingsplaats": "Purmerend",
    "kvk": "12345678",
    "scholen": [
        {"naam": "De Esdoorn", "plaats": "Purmerend", "brin": "12AB"},
        {"naam": "De Iep", "plaats": "Edam", "brin": "12AB", "vestiging": "01"},
    ],
    "vertegenwoordigers": [
        {"naam": "C. Bakker", "functie": "voorzitter"},
        {"naam": "E. Smit", "functie": "directeur", "volmacht": "volmacht van 1 maart 2027"},
    ],
}


def made(party: PartyChoice, *others: PartyChoice) -> tuple[Party, list[Problem]]:
    found, problems = make_parties((party, *others), CHOICES, SORTS)
    return next(item for item in found if item.key == party.key), problems


def described(sort: str, **fields: Any) -> str:
    party, problems = made(PartyChoice("a", sort, fields))
    assert problems == []
    return str(party.names["omschrijving"])


def signed(party: Party) -> list[tuple[str, ...]]:
    """What stands in each place for a signature."""
    signatures: Any = party.names["handtekeningen"]
    return [(str(item["ondertekent"]), *map(str, item["namens"])) for item in signatures]


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
    (found,), (problem,) = make_parties((choices.parties["a"],), choices, SORTS)
    assert (problem.code, str(problem.source)) == ("verkeerde-waarde", f"k.yaml:{place}")
    assert words in f"{problem.message} {problem.hint}"
    assert all(value.is_open for value in found.shown)


def test_a_number_counts_as_the_text_it_was_typed_as() -> None:
    choices = choices_from_data(with_party(naam=0))
    (found,), problems = make_parties((choices.parties["linde"],), choices, SORTS)
    assert problems == []
    assert str(found.value("naam")) == "0"


def test_the_questions_name_the_sort_with_its_article() -> None:
    asked = {sort: made(PartyChoice("a", sort, {}))[0].shown[0].question for sort in SORTS.by_name}
    assert asked == {
        "school": "Wat is de naam van de school?",
        "instelling": "Wat is de naam van de instelling?",
        "leerbedrijf": "Wat is de naam van het leerbedrijf?",
        "gemeente": "Wat is de naam van de gemeente?",
        "provincie": "Wat is de naam van de provincie?",
        "bedrijf": "Wat is de naam van het bedrijf?",
        "samenwerkingsverband": "Wat is de naam van het samenwerkingsverband?",
        "persoon": "Wat is de naam van deze persoon?",
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


def test_a_legal_person_is_described_once_with_all_its_schools_and_who_signs() -> None:
    assert described("school", **BOARD) == (
        "Stichting Waterland, gevestigd te Purmerend, KvK-nummer 12345678, het bevoegd gezag van "
        "De Esdoorn te Purmerend (BRIN 12AB) en De Iep te Edam (BRIN 12AB, vestiging 01), "
        "hierna elk: de school, vertegenwoordigd door C. Bakker, voorzitter, en E. Smit, directeur, "
        "krachtens volmacht van 1 maart 2027"
    )


def test_from_four_schools_on_each_stands_on_a_line_of_its_own() -> None:
    """The words are the same as of three: only the lines break."""
    rooms = [{"naam": f"School {name}", "plaats": "Ede"} for name in "ABCD"]
    four = described("school", **{**BOARD, "scholen": rooms})
    three = described("school", **{**BOARD, "scholen": rooms[1:]})
    assert "\n" not in three
    assert four.split("\n") == [
        "Stichting Waterland, gevestigd te Purmerend, KvK-nummer 12345678, het bevoegd gezag van ",
        "School A te Ede,",
        "School B te Ede,",
        "School C te Ede",
        "en School D te Ede,",
        "hierna elk: de school, vertegenwoordigd door C. Bakker, voorzitter, en E. Smit, "
        "directeur, krachtens volmacht van 1 maart 2027",
    ]


def test_four_who_sign_are_told_on_one_line() -> None:
    people = [{"naam": f"{name}. Smit", "functie": "directeur"} for name in "ABCD"]
    assert "\n" not in described("school", **{**BOARD, "vertegenwoordigers": people})


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["de ouder"], ["hierna: de ouder"]),
        (["de moeder", "de vader"], ["hierna: de moeder", "hierna: de vader"]),
        (["de ouder"] * 2, ["hierna, samen met de andere ondergetekende: de ouder"] * 2),
        (["de ouder"] * 3, ["hierna, samen met de andere ondergetekenden: de ouder"] * 3),
        ([None] * 2, ["hierna, samen met de andere ondergetekende: de ondergetekende"] * 2),
        (
            ["de leerling", "de ouder", "de ouder"],
            [
                "hierna: de leerling",
                *["hierna, samen met de andere ondergetekende: de ouder"] * 2,
            ],
        ),
    ],
)
def test_who_is_called_the_same_is_called_so_together(
    names: list[str | None], words: list[str]
) -> None:
    given = [PartyChoice(f"p{i}", "persoon", {}, name) for i, name in enumerate(names)]
    found, _ = make_parties(given, CHOICES, SORTS)
    assert [party.hierna for party in found] == words


def test_what_may_be_left_out_and_was_is_not_asked_nor_told() -> None:
    one = {"naam": "De Iep", "bevoegd_gezag": "Stichting A", "vestigingsplaats": "Edam"}
    person = {"naam": "C. Bakker", "functie": "rector"}
    words = "Stichting A, gevestigd te Edam, het bevoegd gezag van De Iep (hierna: de school), "
    words += "vertegenwoordigd door C. Bakker, rector"
    assert described("school", **one, vertegenwoordiger=person) == words
    party, _ = made(PartyChoice("a", "school", {}))
    asked = [value.path.removeprefix("partijen.a.") for value in party.shown]
    assert asked == [
        "naam",
        "bevoegd_gezag",
        "vestigingsplaats",
        "vertegenwoordiger.naam",
        "vertegenwoordiger.functie",
    ]


def test_what_may_be_left_out_and_says_nothing_is_asked() -> None:
    party = PartyChoice("a", "school", {"kvk": "PM"})
    (found,), _ = make_parties((party,), CHOICES, SORTS, frozenset({"pm"}))
    assert "partijen.a.kvk" in [value.path for value in found.shown]


def test_one_item_of_a_list_reads_as_the_fields_that_stand_for_it() -> None:
    rest = {"bevoegd_gezag": "Stichting A", "vestigingsplaats": "Edam"}
    person = {"naam": "C. Bakker", "functie": "rector", "volmacht": "besluit"}
    short = described("school", naam="De Iep", brin="12AB", vertegenwoordiger=person, **rest)
    listed = described(
        "school", scholen=[{"naam": "De Iep", "brin": "12AB"}], vertegenwoordigers=[person], **rest
    )
    assert short == listed
    assert "De Iep (BRIN 12AB), hierna: de school, vertegenwoordigd" in short


def test_a_school_with_an_instelling_of_the_same_legal_person_names_both() -> None:
    text = described("school", naam="De Iep", instellingen=[{"naam": "Mbo De Iep"}])
    assert "van De Iep (hierna: de school) en van Mbo De Iep (hierna: de instelling)," in text


def test_each_signatory_has_a_place_of_its_own_and_a_mandate_is_named() -> None:
    party, _ = made(PartyChoice("a", "school", BOARD))
    assert signed(party) == [
        ("Stichting Waterland", "C. Bakker", "voorzitter"),
        ("Stichting Waterland", "E. Smit", "directeur", "krachtens volmacht van 1 maart 2027"),
    ]
    lines: Any = party.names["namens"]
    assert [*map(str, lines)] == [line for place in signed(party) for line in place[1:]]
    places: Any = party.names["handtekeningen"]
    assert [str(item["vertegenwoordiger"]["naam"]) for item in places] == ["C. Bakker", "E. Smit"]
    assert [str(item["vertegenwoordiger"]["functie"]) for item in places] == [
        "voorzitter",
        "directeur",
    ]
    assert [str(item["bevoegd_gezag"]) for item in places] == ["Stichting Waterland"] * 2


def test_names_that_enumerate_themselves_are_told_apart_by_a_comma() -> None:
    fields = {**BOARD, "scholen": [{"naam": "Vmbo, mavo en havo De Iep"}, {"naam": "De Olm"}]}
    assert "van Vmbo, mavo en havo De Iep, en De Olm (hierna elk" in described("school", **fields)
    plain = {**BOARD, "scholen": [{"naam": "De Iep", "plaats": "Edam"}, {"naam": "De Olm"}]}
    assert "van De Iep te Edam en De Olm (hierna elk: de school)" in described("school", **plain)


def test_a_person_signs_for_itself_and_a_minor_with_its_parents() -> None:
    grown, _ = made(PartyChoice("a", "persoon", {"naam": "S. Vermeer"}))
    assert (str(grown.names["omschrijving"]), signed(grown)) == ("S. Vermeer", [("S. Vermeer",)])
    parents = [{"naam": "T. Vermeer", "functie": "ouder"}, {"naam": "U. Bos", "functie": "voogd"}]
    fields = {"naam": "S. Vermeer", "woonplaats": "Edam", "vertegenwoordigers": parents}
    minor, _ = made(PartyChoice("a", "persoon", fields))
    assert str(minor.names["omschrijving"]) == (
        "S. Vermeer, wonend te Edam (samen met T. Vermeer, ouder, en U. Bos, voogd)"
    )
    assert signed(minor) == [
        ("S. Vermeer",),
        ("S. Vermeer", "T. Vermeer", "ouder"),
        ("S. Vermeer", "U. Bos", "voogd"),
    ]


def test_clauses_know_the_schools_of_all_parties_by_their_group() -> None:
    party, _ = made(PartyChoice("a", "school", BOARD))
    found = party.members_of("scholen")
    assert [str(item["naam"]) for item in found] == ["De Esdoorn", "De Iep"]
    assert {str(item["bevoegd_gezag"]) for item in found} == {"Stichting Waterland"}
    assert {item["aanduiding"] for item in found} == {"de school"}
    assert party.members_of("instellingen") == ()
    assert str(party.names["naam"]) == "De Esdoorn en De Iep"


def test_a_designation_of_its_own_is_what_the_text_calls_a_party() -> None:
    one = PartyChoice("a", "overig", {}, "de leerling")
    party, _ = made(one, PartyChoice("b", "overig", {}))
    other, _ = made(PartyChoice("b", "overig", {}), one)
    assert (party.aanduiding, party.hierna) == ("de leerling", "hierna: de leerling")
    assert other.hierna == "hierna: de deelnemer"


def schools(*keys: str, sort: str = "school") -> list[PartyChoice]:
    return [PartyChoice(key, sort, {}) for key in keys]


def test_three_of_a_sort_stand_together_below_one_line() -> None:
    called = PartyChoice("eigen", "school", {}, "De Linde")
    given = [*schools("a"), called, *schools("x", sort="instelling"), *schools("b", "c")]
    found, _ = make_parties(given, CHOICES, SORTS)
    assert [party.key for party in found] == ["a", "b", "c", "eigen", "x"]
    assert [bool(party.kop) for party in found] == [True, False, False, True, False]
    assert "elk hierna: het bevoegd gezag van de school" in found[0].kop
    assert [party.names["slot"] for party in found] == [
        *("", "", ""),
        ", hierna: De Linde",
        ", hierna: het bevoegd gezag van de instelling",
    ]
    assert "hierna" not in str(found[0].names["omschrijving"])


def test_two_of_a_sort_stay_where_they_were_typed() -> None:
    given = [*schools("a"), *schools("x", sort="instelling"), *schools("b")]
    found, _ = make_parties(given, CHOICES, SORTS)
    assert [party.key for party in found] == ["a", "x", "b"]
    assert not any(party.kop for party in found)


def test_parties_of_a_document_take_work_in_proportion_to_their_number() -> None:
    """Steps and no clock: the parties are counted once, however many there are."""
    steps = []

    def parties() -> Iterator[PartyChoice]:
        for number in range(50):
            steps.append(number)
            yield PartyChoice(f"p{number}", "school", {}, None)

    counts = alike(parties())
    assert (len(steps), counts["school", None]) == (50, 50)
