"""Names of before in a choice file, taken for those of now."""

from __future__ import annotations

from dlr_docs.build.pipeline import build_with_warnings
from dlr_docs.choices.file import parse_choices
from tests.library.checks.finding import found
from tests.small import CHOICES, VALUES, SmallLibrary

CHOSEN = CHOICES + "    keuzes: {doel: oud, extra: [een, weg]}\n"


def test_a_variant_and_a_value_are_found_by_the_names_of_before(
    small_library: SmallLibrary,
) -> None:
    small_library.clause("doel/nieuw", "1. Nieuw in {{ regio }}.\n", "vervangt: oud")
    small_library.clause("extra/twee", "Twee.\n", "vervangt: [weg]")
    small_library.write(
        "clauses/gegevens.yaml", VALUES.replace("regio: {", "regio: {vervangt: streek, ")
    )
    text = f"{CHOSEN}gegevens: {{streek: Waterland}}\n"
    bundle, problems = build_with_warnings(parse_choices(text, "keuzes.yaml"), small_library.load())
    (document,) = bundle.documents
    assert [item.clause.id for item in document.wording.texts] == [
        "doel/nieuw",
        "extra/een",
        "extra/twee",
    ]
    assert bundle.choices.values == {"regio": "Waterland"}
    told = [(item.code, item.message) for item in problems if item.code == "vervallen-naam"]
    assert told == [
        ("vervallen-naam", "'streek' heet nu 'regio'"),
        ("vervallen-naam", "'doel/oud' heet nu 'doel/nieuw'"),
        ("vervallen-naam", "'extra/weg' heet nu 'extra/twee'"),
    ]
    assert problems[0].source is not None


def test_a_variant_may_belong_to_another_topic_now(small_library: SmallLibrary) -> None:
    small_library.clause("extra/doeltje", "Extra.\n", "vervangt: weg/oud")
    choices = parse_choices(CHOICES + "    keuzes: {weg: oud}\n", "keuzes.yaml")
    bundle, _ = build_with_warnings(choices, small_library.load())
    ids = [item.clause.id for item in bundle.documents[0].wording.texts]
    assert ids == ["doel/algemeen", "extra/doeltje"]


def test_a_name_that_is_there_is_not_replaced_and_the_library_says_so(
    small_library: SmallLibrary,
) -> None:
    small_library.clause("extra/twee", "Twee.\n", "vervangt: een")
    small_library.clause("extra/drie", "Drie.\n", "vervangt: [weg]")
    small_library.clause("extra/vier", "Vier.\n", "vervangt: [weg]")
    choices = parse_choices(CHOICES + "    keuzes: {extra: een}\n", "keuzes.yaml")
    bundle, problems = build_with_warnings(choices, small_library.load())
    assert bundle.documents[0].wording.texts[-1].clause.id == "extra/een"
    assert "vervallen-naam" not in [item.code for item in problems]
    told = [item.message for item in found(small_library) if item.code == "vervangt-wat-er-is"]
    assert told == [
        "'extra/een' is er nog, en kan dus niet zijn vervangen",
        "ook 'extra/drie' zegt dat het 'extra/weg' vervangt",
    ]


def test_without_names_of_before_choices_stay_what_they_are(small_library: SmallLibrary) -> None:
    choices = parse_choices(CHOICES, "keuzes.yaml")
    bundle, _ = build_with_warnings(choices, small_library.load())
    assert bundle.choices is choices


def test_a_group_is_found_by_the_names_of_before_too(small_library: SmallLibrary) -> None:
    small_library.clause("doel/nieuw", "1. Nieuw in {{ regio }}.\n", "vervangt: oud")
    small_library.write(
        "clauses/gegevens.yaml", VALUES.replace("regio: {", "regio: {vervangt: streek, ")
    )
    group = "{documenten: [brief], keuzes: {doel: oud}, gegevens: {streek: Kop}}"
    choices = parse_choices(f"{CHOICES}groepen: {{noord: {group}}}\n", "keuzes.yaml")
    bundle, problems = build_with_warnings(choices, small_library.load())
    (document,) = bundle.documents
    assert [item.clause.id for item in document.wording.texts] == ["doel/nieuw"]
    assert bundle.choices.groups["noord"].values == {"regio": "Kop"}
    assert {item.at for item in problems if item.code == "vervallen-naam"} == {
        "groepen.noord.gegevens.streek",
        "groepen.noord.keuzes.doel",
    }
