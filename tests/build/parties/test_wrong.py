"""What can be wrong with the parties of a choice file: said at its place, with what to do."""

from __future__ import annotations

import pytest

from dlr_docs.basis.problems import ChoicesError, Problem
from dlr_docs.build.parties.taking_part import taking_part
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


@pytest.mark.parametrize(
    ("parties", "code", "words"),
    [
        (
            "a: {soort: bedrijf, naam: A, vertegenwoordigers: [{naam: x}, ▶{naam: ' X'}]}",
            "dubbel-bij-partij",
            "staat hier twee keer (partijen.a.vertegenwoordigers.1, regel 3)",
        ),
        (
            "a: {soort: school, scholen: [{naam: y}, ▶{naam: Y, plaats: Edam}]}",
            "dubbel-bij-partij",
            "zet erbij waarin zij verschillen",
        ),
        (
            "a: {soort: school, naam: y}\n  b: {soort: school, ▶scholen: [{naam: Y}]}",
            "ook-bij-andere-partij",
            "staat ook bij de partij 'a' (partijen.a.naam, regel 3)",
        ),
    ],
)
def test_what_a_party_has_stands_there_once(parties: str, code: str, words: str) -> None:
    text, place = pointed(f"bundel: B\npartijen:\n  {parties}\ndocumenten: [{{soort: brief}}]\n")
    (problem,) = wrong_parties(parse_choices(text, "k.yaml"), SORTS)
    assert code == problem.code
    assert str(problem.source).startswith(f"k.yaml:{place.partition(':')[0]}:")
    assert words in told(problem)


def test_what_differs_in_a_place_and_who_signs_for_two_parties_may_have_one_name() -> None:
    text = (
        "bundel: B\npartijen:\n"
        "  a: {soort: school, scholen: [{naam: y, plaats: Edam}, {naam: y, plaats: Urk}]}\n"
        "  b: {soort: bedrijf, naam: B, vertegenwoordiger: {naam: x}}\n"
        "  c: {soort: bedrijf, naam: C, vertegenwoordiger: {naam: x}}\n"
        "documenten: [{soort: brief}]\n"
    )
    assert [*wrong_parties(parse_choices(text, "k.yaml"), SORTS)] == []


BESIDE = """\
  gemeente: {{soort: gemeente, naam: Edam, aanduiding: {}}}
  bedrijf: {{soort: bedrijf, naam: B{}}}
documenten:
"""


def called(first: str, second: str, library: Library) -> list[Problem]:
    """What is told of the names of parties in an agreement and an addendum."""
    text = BOARD.format("Stichting De Wilg").replace("documenten:\n", BESIDE)
    text = text.format(first, second and f", aanduiding: {second}").replace(
        "soort: brief", "soort: convenant"
    )
    text += "  - {soort: addendum, bij: convenant}\n"
    text = text.replace("  wilg:\n    soort: school", "  wilg:\n    soort: instelling")
    try:
        build_bundle(parse_choices(text, "k.yaml"), library)
    except ChoicesError as exc:
        return [*exc.problems]
    return []


@pytest.mark.parametrize(
    ("first", "second", "told_of"),
    [
        (
            "de partner",
            "de partner",
            ["bedrijf de partij 'gemeente' (partijen.gemeente.aanduiding"],
        ),
        ("De  partner", "de partner", ["bedrijf de partij 'gemeente' (partijen.gemeente.aanduid"]),
        ("het bedrijf", "", ["gemeente de partij 'bedrijf' (partijen.bedrijf, regel"]),
        ("de stad", "de school", ["bedrijf iets van de partij 'linde' (partijen.linde, regel"]),
        ("de stad", "de partner", []),
    ],
)
def test_a_name_in_the_text_is_of_one_party(
    first: str, second: str, told_of: list[str], library: Library
) -> None:
    found = called(first, second, library)
    assert [item.code for item in found] == ["zelfde-aanduiding"] * len(told_of)
    for item, expected in zip(found, told_of, strict=True):
        blamed, words = expected.split(" ", 1)
        assert item.at == f"partijen.{blamed}.aanduiding"
        assert words in item.message


def test_who_is_called_by_the_kind_of_document_is_not_called_as_another_is(
    library: Library,
) -> None:
    """With 'de ouder' typed for the first, the other person is the pupil and no second parent."""
    outline = library.outlines["leer-werkovereenkomst"]
    data = agreement()
    data["partijen"] = {
        "moeder": {"soort": "persoon", "naam": "V. Vermeer", "aanduiding": "de ouder"},
        "kind": {"soort": "persoon", "naam": "S. Vermeer"},
    }
    data["documenten"][0]["soort"] = "leer-werkovereenkomst"
    choices = choices_from_data(data)
    taking = taking_part(choices.documents[0], choices, outline, library)
    assert [item.designation for item in taking] == ["de ouder", "de leerling"]
