"""What can be wrong with the parties of a choice file: said at its place, with what to do."""

from __future__ import annotations

import pytest

from dlr_docs.basis.problems import ChoicesError, Problem
from dlr_docs.build.parties.wrong import MOST_IN_A_LIST, wrong_parties
from dlr_docs.build.pipeline import build_bundle
from dlr_docs.choices.file import choices_from_data, parse_choices
from dlr_docs.model.library import Library
from tests.samples import SORTS, agreement
from tests.small import pointed

BASE = "bundel: B\npartijen:\n  a: {soort: school}\ndocumenten:\n  - soort: brief\n"
BOARD = """\
bundel: B
partijen:
  linde:
    soort: school
    naam: De Linde
    bevoegd_gezag: Stichting Waterland
  wilg:
    soort: school
    naam: De Wilg
    bevoegd_gezag: {}
documenten:
  - soort: brief
"""


def told(problem: Problem) -> str:
    return f"{problem.message} {problem.hint}"


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("{soort: school, ▶nam: x}", "onbekende-sleutel", "Bedoelt u 'naam'?"),
        ("{▶soort: schol}", "onbekende-waarde", "Bedoelt u 'school'?"),
        ("{▶soort: S. Vermeer}", "onbekende-waarde", "deze soort partij bestaat niet"),
        ("{soort: school, ▶naam: x, scholen: [{naam: y}]}", "dubbele-vorm", "zet wat daar staat"),
        (
            "{soort: school, ▶vertegenwoordiger: {naam: x}, vertegenwoordigers: [{naam: y}]}",
            "dubbele-vorm",
            "Laat 'vertegenwoordiger' weg",
        ),
        ("{soort: school, ▶scholen: []}", "verkeerde-lengte", "deze lijst is leeg"),
        ("{soort: persoon, ▶vertegenwoordigers: []}", "verkeerde-lengte", "of laat"),
        (
            "{soort: persoon, naam: S. Vermeer, ▶functie: leerling}",
            "onbekende-sleutel",
            "tekent hier voor zichzelf",
        ),
        (
            "{soort: overig, naam: S. Vermeer, ▶vertegenwoordiger: {naam: s.  vermeer}}",
            "vertegenwoordigt-zichzelf",
            "a: {soort: persoon, naam: S. Vermeer}",
        ),
        (
            "{soort: bedrijf, naam: S. V, vertegenwoordigers: [{naam: x}, ▶{naam: S. V}]}",
            "vertegenwoordigt-zichzelf",
            "soort: persoon",
        ),
        (
            "{soort: persoon, naam: S. V, ▶vertegenwoordiger: {naam: S. V, functie: leerling}}",
            "vertegenwoordigt-zichzelf",
            "Laat 'vertegenwoordiger' weg",
        ),
        (
            "{soort: school, ▶aanduiding: de school}",
            "zelfde-aanduiding",
            "het bevoegd gezag van de school",
        ),
    ],
)
def test_what_is_wrong_is_a_problem_at_its_place(text: str, code: str, words: str) -> None:
    text, place = pointed(BASE.replace("{soort: school}", text))
    (problem,) = wrong_parties(parse_choices(text, "k.yaml"), SORTS)
    assert (problem.code, str(problem.source)) == (code, f"k.yaml:{place}")
    assert words in told(problem)


def test_a_list_has_a_bound() -> None:
    data = agreement()
    party = {"soort": "school", "scholen": [{"naam": str(i)} for i in range(MOST_IN_A_LIST + 1)]}
    data["partijen"]["linde"] = party
    (problem,) = wrong_parties(choices_from_data(data), SORTS)
    assert (problem.code, str(problem.at)) == ("verkeerde-lengte", "partijen.linde.scholen")
    party["scholen"] = party["scholen"][1:]
    assert [*wrong_parties(choices_from_data(data), SORTS)] == []


@pytest.mark.parametrize("name", ["Stichting Waterland", "stichting  WATERLAND"])
def test_one_legal_person_is_written_once(name: str) -> None:
    (problem,) = wrong_parties(parse_choices(BOARD.format(name), "k.yaml"), SORTS)
    assert (problem.code, str(problem.source)) == ("dezelfde-partij", "k.yaml:10:5")
    assert "staat ook bij de partij 'linde'" in problem.message
    assert "scholen: [{naam: De Linde}, {naam: De Wilg}]" in told(problem)


def test_what_is_to_be_copied_reads_the_same_with_a_comma_in_it() -> None:
    text = BOARD.format("Stichting Waterland").replace("De Wilg", "Vmbo, Mavo en Havo De Wilg")
    (problem,) = wrong_parties(parse_choices(text, "k.yaml"), SORTS)
    assert '{naam: "Vmbo, Mavo en Havo De Wilg"}' in told(problem)


def test_a_school_and_an_instelling_of_one_legal_person_are_one_party_too() -> None:
    text = BOARD.format("Stichting Waterland").replace(
        "  wilg:\n    soort: school", "  wilg:\n    soort: instelling"
    )
    (problem,) = wrong_parties(parse_choices(text, "k.yaml"), SORTS)
    assert (problem.code, "Laat 'wilg' weg" in told(problem)) == ("dezelfde-partij", True)


@pytest.mark.parametrize(
    "second", ["{soort: school}", "{soort: school, bevoegd_gezag: Stichting De Wilg}"]
)
def test_what_nobody_typed_is_no_legal_person_and_two_people_may_share_a_name(second: str) -> None:
    text = (
        "bundel: B\npartijen:\n  a: {soort: school}\n"
        f"  b: {second}\n  c: {{soort: persoon, naam: S. V}}\n  d: {{soort: persoon, naam: S. V}}\n"
        "documenten:\n  - soort: brief\n"
    )
    assert [*wrong_parties(parse_choices(text, "k.yaml"), SORTS)] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("vertegenwoordigers: [▶{functie: directeur}]", "hier ontbreekt 'naam'"),
        ("vertegenwoordigers: [{naam: x, functie: y}, ▶{naam: '', functie: z}]", "Vul in: Wie"),
        ("scholen: [▶{plaats: Edam}]", "Vul in: Wat is de naam van de school?"),
        ("scholen: [{naam: x, ▶brim: 12AB}]", "Bedoelt u 'brin'?"),
        ("▶scholen: De Linde", "hier hoort een lijst"),
        ("scholen: [▶De Linde]", "naam, plaats, brin, vestiging"),
        ("scholen: [{▶naam: [a]}]", "één waarde"),
    ],
)
def test_a_wrong_item_stops_the_bundle_at_its_place(
    text: str, words: str, library: Library
) -> None:
    given = (
        f"bundel: B\npartijen:\n  linde: {{soort: school, {text}}}\n  spoor: {{soort: instelling}}\n"
        "documenten:\n  - soort: convenant\n"
    )
    given, place = pointed(given)
    with pytest.raises(ChoicesError) as caught:
        build_bundle(parse_choices(given, "k.yaml"), library)
    (problem,) = caught.value.problems
    assert (problem.code, str(problem.source)) == ("verkeerde-waarde", f"k.yaml:{place}")
    assert words in told(problem)
