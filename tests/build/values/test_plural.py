"""One or more of a value: how it is typed, what the text says, and what the checks judge."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from dlr_docs import build_bundle, check_bundle, document_bytes
from dlr_docs.basis.problems import Problem
from dlr_docs.build.pipeline import build_with_warnings
from dlr_docs.build.values.interpreting import ValueProblem, interpret
from dlr_docs.choices.file import parse_choices
from dlr_docs.model.document import Bundle
from dlr_docs.model.values import Value, ValueType, walk
from dlr_docs.revise.rebuild import rebuild
from dlr_docs.word.read.document import read_document
from dlr_docs.word.read.lines import as_text
from tests.small import SmallLibrary, make_small_library

COLOURS = ValueType(
    "kleur", "keuze", "Welke kleur?", options={"r": "rood", "g": "groen"}, may_be_more=True
)
ROOMS = """\
kamer:
  soort: groep
  meervoud: kamers
  vraag: Welke kamer?
  velden:
    naam: {soort: tekst, vraag: Hoe heet zij?, zonder: [geen, n.v.t.]}
    maat: {soort: keuze, vraag: Hoe groot is zij?, opties: {s: klein, l: groot}, standaard: s}
    kleur: {soort: keuze, meer: true, vraag: Welke kleur?, opties: {r: rood, g: groen}}
huurprijs: {soort: keuze, vraag: Wat kost zij?, opties: {laag: weinig, hoog: veel}, standaard: laag}
"""
TEXT = """\
{% if kamers|length == 1 %}
1. De kamer is {{ kamer.naam }}, in {{ kamer.kleur|opsomming("of") }}.
{% else %}
1. De kamers zijn {{ kamers|map(attribute="naam")|opsomming }}.
{% for elke in kamers %}
{% if elke.naam != "geen" %}
1. {{ elke.naam }}: {{ elke.kleur|opsomming }}.
{% endif %}
{% endfor %}
{% endif %}
{% if huurprijs == "laag" %}
1. Zij kost {{ huurprijs }}.
{% endif %}
"""
RULES = """\
maat-en-kleur:
  soort: combinatie
  omschrijving: Een kleine kamer is niet groen.
  gegevens: [kamer.maat, kamer.kleur]
  toegestaan: {s: [r], l: [r, g]}
  melding: "een kamer die {kamer.maat} is, is niet {kamer.kleur}"
prijs-en-maat:
  soort: combinatie
  elk_met_een: true
  omschrijving: Een grote kamer kost veel.
  gegevens: [huurprijs, kamer.maat]
  toegestaan: {laag: [s], hoog: [l]}
  melding: "{huurprijs} past niet bij {kamer.maat}"
"""
BRIEF = (
    "bundel: P\npartijen: {linde: {soort: school, naam: De Linde}}\ndocumenten:\n  - soort: brief\n"
)


@pytest.fixture
def house(tmp_path: Path) -> SmallLibrary:
    made = make_small_library(tmp_path / "huis")
    made.write("clauses/gegevens.yaml", f"{ROOMS}ingangsdatum: {{soort: datum, vraag: Wanneer?}}\n")
    made.write("clauses/controles.yaml", RULES)
    made.clause("doel/algemeen", TEXT)
    made.clause("extra/een", "Ingang op {{ ingangsdatum }}.\n")
    return made


def said(bundle: Bundle) -> str:
    return as_text(document_bytes(bundle, "brief"))


def codes_of(problems: Sequence[Problem]) -> list[str]:
    return [item.code for item in problems if item.code != "open-gegeven"]


def test_one_is_called_as_the_value_and_more_by_their_number() -> None:
    one, both = interpret(COLOURS, "r"), interpret(COLOURS, ["r", "g"])
    assert [value.path for value in walk(one)] == ["kleur"]
    assert [value.path for value in walk(both)] == ["kleur.1", "kleur.2"]
    assert [value.path for value in walk(interpret(COLOURS, ["g"]))] == ["kleur"]


@pytest.mark.parametrize("raw", [None, "", []])
def test_what_nobody_typed_is_one_open_value(raw: object) -> None:
    (value,) = walk(interpret(COLOURS, raw))
    assert value.is_open
    assert value.path == "kleur"


def test_the_same_twice_is_told_at_the_second() -> None:
    with pytest.raises(ValueProblem) as caught:
        interpret(COLOURS, ["r", "g", "r"])
    assert caught.value.path == (2,)


@pytest.mark.parametrize(
    "typed",
    [
        *("r en g", "rood of groen", "r, g", "r/g", "r | g", "(r, g)"),
        *(["r; g"], ["r | g"], ["r en g"], {"r": None, "g": None}),
    ],
)
def test_more_on_one_line_are_told_how_to_type_them(typed: object) -> None:
    with pytest.raises(ValueProblem) as caught:
        interpret(COLOURS, typed)
    assert caught.value.hint == "Meer dan één schrijft u als lijst: [r, g]."


def test_brackets_twice_are_told_as_such() -> None:
    with pytest.raises(ValueProblem) as caught:
        interpret(COLOURS, [["r", "g"]])
    assert (caught.value.hint, caught.value.path) == ("Eén paar haken is genoeg.", (0,))


def test_another_mistake_keeps_its_own_hint() -> None:
    with pytest.raises(ValueProblem) as caught:
        interpret(COLOURS, "r en blauw")
    assert "lijst" not in (caught.value.hint or "")


@pytest.mark.parametrize("typed", ["geen", "Geen", "n.v.t.", "NVT"])
def test_none_is_something_else_than_open(typed: str) -> None:
    declared = ValueType("naam", "tekst", "?", none_words=("geen", "n.v.t."))
    value = interpret(declared, typed)
    assert isinstance(value, Value)
    assert (value.raw, value.is_open) == ("geen", False)


def test_a_text_reads_right_for_one_and_for_many(house: SmallLibrary) -> None:
    one = said(house.bundle(f"{BRIEF}    gegevens: {{kamer: {{naam: A, kleur: [r, g]}}}}\n"))
    assert "1. De kamer is A, in rood of groen.\n" in one
    rooms = "kamers: [{naam: A, kleur: r}, {naam: B, kleur: [r, g]}, {naam: geen, kleur: r}]"
    many = said(house.bundle(f"{BRIEF}    gegevens: {{{rooms}}}\n"))
    assert "De kamers zijn A, B en geen." in many
    assert "2. A: rood.\n3. B: rood en groen.\n" in many


def test_a_list_of_one_says_what_one_says(house: SmallLibrary) -> None:
    one = house.bundle(f"{BRIEF}    gegevens: {{kamer: {{naam: A, kleur: r}}}}\n")
    listed = house.bundle(f"{BRIEF}    gegevens: {{kamers: [{{naam: A, kleur: [r]}}]}}\n")
    assert said(one) == said(listed)
    assert one.document("brief").values.keys() == listed.document("brief").values.keys()


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ("{kamer: [{naam: A}]}", "kamer"),
        ("{kamers: {naam: A}}", "kamers"),
        ("{kamer: {naam: A}, kamers: [{naam: B}]}", "kamers"),
    ],
)
def test_a_form_that_does_not_say_how_many_is_told(
    house: SmallLibrary, values: str, place: str
) -> None:
    problems = house.problems(f"{BRIEF}    gegevens: {values}\n")
    found = next(item for item in problems if item.code == "enkelvoud-en-meervoud")
    assert found.source is not None
    assert found.source.line == 5
    assert found.at.endswith(f"gegevens.{place}")
    assert "kamers: [{…}, {…}]" in (found.hint or "")


def test_a_mistake_in_a_record_is_told_at_its_place(house: SmallLibrary) -> None:
    (found,) = house.problems(
        f"{BRIEF}    gegevens:\n      kamers:\n        - {{naam: A}}\n        - {{kleur: blauw}}\n"
    )
    assert found.message.startswith("kamers.2.kleur:")
    assert found.source is not None
    assert found.source.line == 8


def test_every_record_is_judged_by_itself(house: SmallLibrary) -> None:
    rooms = "[{naam: A, maat: s, kleur: r}, {naam: B, maat: l, kleur: [r, g]}]"
    right = house.bundle(f"{BRIEF}    gegevens: {{kamers: {rooms}, huurprijs: hoog}}\n")
    assert "maat-en-kleur" not in codes_of(check_bundle(right))
    wrong = house.bundle(
        f"{BRIEF}    gegevens: {{kamers: {rooms.replace('maat: l', 'maat: s')}}}\n"
    )
    (found,) = [item for item in check_bundle(wrong) if item.code == "maat-en-kleur"]
    assert found.message.endswith("een kamer die klein is, is niet groen")


def test_where_each_needs_one_it_is_enough_that_one_fits(house: SmallLibrary) -> None:
    rooms = "[{naam: A, maat: l, kleur: r}, {naam: B, maat: s, kleur: r}]"
    bundle = house.bundle(f"{BRIEF}    gegevens: {{kamers: {rooms}}}\n")
    (found,) = [item for item in check_bundle(bundle) if item.code == "prijs-en-maat"]
    assert found.message.endswith("weinig past niet bij groot")


def test_a_document_is_made_again_from_itself(house: SmallLibrary) -> None:
    rooms = "kamers: [{naam: A, kleur: r}, {naam: B, kleur: [r, g]}]"
    for text in (f"{BRIEF}gegevens: {{{rooms}}}\n", f"{BRIEF}    gegevens: {{{rooms}}}\n"):
        data = document_bytes(house.bundle(text), "brief")
        assert rebuild(read_document(data), house.load()).data() == data


def test_own_records_go_before_the_one_of_the_bundle(house: SmallLibrary) -> None:
    text = f"{BRIEF}    gegevens: {{kamers: [{{naam: B}}, {{naam: C}}]}}\ngegevens: {{kamer: {{naam: A}}}}\n"
    assert "De kamers zijn B en C." in said(house.bundle(text))


def test_a_value_that_nothing_uses_is_told_under_either_name(house: SmallLibrary) -> None:
    house.clause("doel/algemeen", "Niets.\n")
    for values in ("{kamer: {naam: A}}", "{kamers: [{naam: A}, {naam: B}]}"):
        choices = parse_choices(f"{BRIEF}    gegevens: {values}\n")
        _, problems = build_with_warnings(choices, house.load())
        assert codes_of(problems) == ["ongebruikt-gegeven"]


def test_texts_are_found_back_whatever_the_records_are_called(house: SmallLibrary) -> None:
    library = house.load()
    rooms = "kamers: [{{naam: {}, kleur: r}}, {{naam: X, kleur: g}}]"
    texts = (f"{BRIEF}    gegevens: {{{rooms.format(name)}}}\n" for name in ("A", "B"))
    first, second = (build_bundle(parse_choices(text), library) for text in texts)
    assert first.document("brief").wording is second.document("brief").wording
