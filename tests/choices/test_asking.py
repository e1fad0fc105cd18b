"""What a document asks, with where the answers stand; and a bundle in spite of wrong ones."""

from __future__ import annotations

from pathlib import Path

from dlr_docs.basis.yaml.text import yaml_text
from dlr_docs.choices.alternatives import covered_by, topics_of, with_topic
from dlr_docs.choices.asking import (
    as_list,
    asked_of_party,
    asked_values,
    example_of,
    extendable,
    with_typed,
)
from dlr_docs.choices.file import parse_choices
from dlr_docs.choices.tolerant import Tolerated, tolerated
from dlr_docs.model.choices import PartyChoice
from dlr_docs.model.library import Library
from tests.samples import AGREEMENT, agreement


def found(library: Library, text: str | None = None) -> Tolerated:
    return tolerated(parse_choices(text or yaml_text(agreement()), "keuzes.yaml"), library)


def test_questions_come_as_a_reader_meets_them_with_where_they_are_answered(
    library: Library,
) -> None:
    bundle = found(library).bundle
    assert bundle is not None
    asked = {item.name: item for item in asked_values(bundle.documents[0], bundle)}
    assert next(iter(asked)) == "regio"
    assert asked["ingangsdatum"].path == ("gegevens", "ingangsdatum")
    assert asked["ingangsdatum"].shown.replace("\u00a0", " ") == "1 augustus 2027"
    assert asked["regio"].path == ("documenten", 0, "gegevens", "regio")
    assert asked["duur_leerroute"].is_open
    assert asked["duur_leerroute"].is_needed
    assert not asked["opzegtermijn"].is_needed
    assert asked["opzegtermijn"].raw is None
    assert asked["opzegtermijn"].shown == "drie maanden"
    assert asked["opzegtermijn"].topics == ("ontbinding",)
    assert example_of(asked["opzegtermijn"].declared)


def test_what_needs_an_answer_is_what_stays_open(library: Library) -> None:
    bundle = found(library).bundle
    assert bundle is not None
    document = bundle.documents[0]
    opened = {path.partition(".")[0] for path in document.open_paths}
    asked = asked_values(document, bundle)
    assert {item.name for item in asked if item.is_open} == opened


def test_a_party_is_asked_what_its_sort_says(library: Library) -> None:
    bundle = found(library).bundle
    assert bundle is not None
    party = next(item for item in bundle.documents[0].parties if item.key == "linde")
    asked = asked_of_party(bundle.choices.parties["linde"], library, party.shown)
    assert next(item.path for item in asked) == ("partijen", "linde", "naam")
    assert not any(item.is_open for item in asked)
    needed = {item.path[-1] for item in asked if item.is_needed}
    assert needed == {"naam", "bevoegd_gezag", "vestigingsplaats", "vertegenwoordiger"}


def test_a_wrong_value_is_left_out_and_told_and_its_question_keeps_it(library: Library) -> None:
    text = yaml_text(agreement()).replace("2027-08-01", "31 februari 2027")
    result = found(library, text.replace("niveau: 3", "niveau: 9"))
    assert result.bundle is not None
    assert sorted(path[-1] for path in result.left_out) == ["ingangsdatum", "niveau"]
    assert len([item for item in result.problems if item.code == "verkeerde-waarde"]) == 2
    asked = {
        item.name: with_typed(item, result)
        for item in asked_values(result.bundle.documents[0], result.bundle)
    }
    assert asked["ingangsdatum"].raw == "31 februari 2027"
    assert asked["ingangsdatum"].path == ("gegevens", "ingangsdatum")
    raw = asked["opleiding"].raw
    assert isinstance(raw, dict)
    assert raw["niveau"] == "9"


def test_a_kind_that_is_not_there_leaves_nothing_to_show(library: Library) -> None:
    result = found(library, yaml_text(agreement(documenten=[{"soort": "bestaat-niet"}])))
    assert result.choices is not None
    assert result.bundle is None
    assert result.problems


def test_a_topic_tells_what_may_be_chosen_and_how_each_would_read(library: Library) -> None:
    bundle = found(library).bundle
    assert bundle is not None
    document = bundle.documents[0]
    states = {item.topic: item for item in topics_of(document, library)}
    state = states["geschillen"]
    assert state.path == ("documenten", 0, "keuzes", "geschillen")
    assert state.has_choice
    assert not state.may_stay_out
    chosen = library.clauses["geschillen"][state.chosen[0]]
    assert [item.letter for item in covered_by(chosen, document, library)] == ["h"]
    other = next(item for item in state.clauses if item.variant not in state.chosen)
    made, problems = with_topic(state, (other.variant,), bundle)
    assert made is not None
    assert problems == ()
    assert other.id in {text.clause.id for text in made.documents[0].texts}
    missing, why = with_topic(state, (), bundle)
    assert missing is None
    assert why


def test_the_choices_themselves_stay_as_they_were(library: Library) -> None:
    bundle = found(library).bundle
    assert bundle is not None
    before = repr(bundle.choices.data)
    state = next(item for item in topics_of(bundle.documents[0], library) if item.has_choice)
    with_topic(state, (state.clauses[0].variant,), bundle)
    assert repr(bundle.choices.data) == before
    assert agreement() == AGREEMENT
    assert Path("examples").is_dir()


def test_of_a_list_and_its_one_item_only_what_is_typed_is_asked(library: Library) -> None:
    sort = library.parties.by_name["school"]
    one = {"naam": "De Linde", "plaats": "Baarn", "vertegenwoordiger": {"naam": "A. de Wit"}}
    single = PartyChoice("linde", "school", one)
    asked = {item.path[-1] for item in asked_of_party(single, library)}
    assert {"naam", "plaats", "brin", "vertegenwoordiger"} <= asked
    assert not {"scholen", "vertegenwoordigers"} & asked
    assert extendable(single, library) == ("scholen", "vertegenwoordigers")
    data = as_list(as_list(one, "scholen", sort), "vertegenwoordigers", sort)
    assert data == {
        "scholen": [{"naam": "De Linde", "plaats": "Baarn"}],
        "vertegenwoordigers": [{"naam": "A. de Wit"}],
    }
    several = PartyChoice("linde", "school", data)
    asked = {item.path[-1] for item in asked_of_party(several, library)}
    assert {"scholen", "vertegenwoordigers"} <= asked
    assert not {"naam", "plaats", "brin", "vertegenwoordiger"} & asked
    assert extendable(several, library) == ()


def test_own_text_that_is_wrong_is_left_out_and_told_at_its_place(library: Library) -> None:
    data = agreement()
    data["eigen_gegevens"] = {"keus": {"soort": "keuze", "vraag": "Welke?"}}
    data["documenten"][0]["eigen_artikelen"] = [
        {"id": "eerste", "titel": "Eerste", "tekst": "1. Zie niets.", "na": "nergens"},
        {"id": "tweede", "titel": "Tweede", "tekst": "1. Goed."},
        {"id": "derde", "titel": "Derde", "tekst": "1. Dit is {{ onbekend }}."},
    ]
    made = found(library, yaml_text(data))
    assert made.bundle is not None
    titles = [item.title for item in made.bundle.documents[0].artikelen]
    assert "Tweede" in titles
    assert not {"Eerste", "Derde"} & {*titles}
    start = "documenten.samenwerkingsovereenkomst.eigen_artikelen"
    told = {item.at for item in made.problems}
    assert {f"{start}.1.na", f"{start}.3.tekst", "eigen_gegevens.keus"} <= told
