"""The checks that a library declares, run on documents."""

from __future__ import annotations

import pytest

from dlr_docs import check_bundle
from tests.small import CHOICES, OUTLINE, SmallLibrary

NEEDS = """\
samen:
  soort: nodig
  omschrijving: Bij een hoort twee.
  als: extra/een
  nodig: extra/twee
  melding: er is een zonder twee
"""


def found(small_library: SmallLibrary, rules: str, text: str) -> list[tuple[str, str]]:
    small_library.write("clauses/controles.yaml", rules)
    problems = check_bundle(small_library.bundle(text))
    return [(item.code, item.message) for item in problems if item.code != "open-gegeven"]


def chosen(*variants: str) -> str:
    return f"{CHOICES}    keuzes: {{extra: [{', '.join(variants)}]}}\n"


@pytest.fixture
def two(small_library: SmallLibrary) -> SmallLibrary:
    small_library.clause("extra/twee", "Nog een.")
    return small_library


def test_what_needs_another_is_found_without_it(two: SmallLibrary) -> None:
    assert found(two, NEEDS, chosen("een")) == [("samen", "brief: er is een zonder twee")]
    assert found(two, NEEDS, chosen("een", "twee")) == []
    assert found(two, NEEDS, chosen("twee")) == []


def test_what_is_needed_may_stand_in_the_document_it_belongs_to(two: SmallLibrary) -> None:
    two.write("templates/bijlage.yaml", OUTLINE + "hoort_bij: [brief]\n")
    own = "  - {soort: bijlage, bij: brief, keuzes: {extra: een}}\n"
    assert found(two, NEEDS, chosen("twee") + own) == []


def test_a_check_may_hold_only_for_the_outlines_that_name_it(two: SmallLibrary) -> None:
    only = NEEDS + "  alleen_genoemd: true\n"
    assert found(two, only, chosen("een")) == []
    two.write("templates/brief.yaml", OUTLINE + "controles: [samen]\n")
    assert [code for code, _ in found(two, only, chosen("een"))] == ["samen"]


def test_a_check_may_take_the_place_of_another_and_share_its_code(two: SmallLibrary) -> None:
    other = NEEDS.replace("samen:", "anders:").replace("zonder twee", "zonder meer")
    both = f"{NEEDS}{other}  code: samen\n  in_plaats_van: samen\n  alleen_genoemd: true\n"
    assert found(two, both, chosen("een")) == [("samen", "brief: er is een zonder twee")]
    two.write("templates/brief.yaml", OUTLINE + "controles: [anders]\n")
    assert found(two, both, chosen("een")) == [("samen", "brief: er is een zonder meer")]
    ignored = chosen("een") + "negeer: {samen: omdat het hier zo mag}\n"
    assert found(two, both, ignored) == []


@pytest.mark.parametrize(("value", "wrong"), [("2", True), ("3", False), ("5", False), ("6", True)])
def test_both_ends_of_a_bound_count(two: SmallLibrary, value: str, wrong: bool) -> None:
    two.write("clauses/gegevens.yaml", "regio: {soort: aantal, vraag: R?}\n")
    two.clause("doel/algemeen", "1. {{ regio }}.")
    rules = (
        "grens:\n  soort: grenzen\n  omschrijving: Een grens.\n"
        "  grenzen: {regio: {minimaal: 3, maximaal: 5}}\n"
        '  melding: "{naam} is {waarde}, niet tussen {minimaal} en {maximaal}"\n'
    )
    message = f"brief: regio is {value}, niet tussen 3 en 5"
    expected = [("grens", message)] if wrong else []
    assert found(two, rules, f"{CHOICES}gegevens: {{regio: {value}}}\n") == expected


def test_a_warning_stops_no_definitive_document(two: SmallLibrary) -> None:
    two.write("clauses/controles.yaml", NEEDS + "  ernst: waarschuwing\n")
    (problem,) = [item for item in check_bundle(two.bundle(chosen("een"))) if item.code == "samen"]
    assert str(problem.severity) == "waarschuwing"


@pytest.mark.parametrize(("raw", "wrong"), [("[a, b]", False), ("[a, b, c]", True)])
def test_of_a_list_of_texts_a_limit_counts_the_rows(
    two: SmallLibrary, raw: str, wrong: bool
) -> None:
    two.write("clauses/gegevens.yaml", "dagen: {soort: lijst, van: tekst, vraag: D?}\n")
    two.clause("doel/algemeen", "1. {{ dagen|opsomming }}.")
    rules = (
        "grens:\n  soort: grenzen\n  omschrijving: Een grens.\n"
        '  grenzen: {dagen: {maximaal: 2}}\n  melding: "{naam}: {waarde}, hoogstens {maximaal}"\n'
    )
    expected = [("grens", "brief: dagen: 3, hoogstens 2")] if wrong else []
    assert found(two, rules, f"{CHOICES}gegevens: {{dagen: {raw}}}\n") == expected


@pytest.mark.parametrize(("hours", "wrong"), [("60", False), ("61", True)])
def test_a_limit_may_be_of_a_field_over_all_rows_together(
    two: SmallLibrary, hours: str, wrong: bool
) -> None:
    field = "uren: {soort: aantal, vraag: U?}"
    two.write(
        "clauses/gegevens.yaml",
        f"lessen: {{soort: lijst, vraag: L?, velden: {{{field}}}}}\n",
    )
    two.clause("doel/algemeen", "{% for les in lessen %}\n1. {{ les.uren }}.\n{% endfor %}\n")
    rules = (
        "grens:\n  soort: grenzen\n  omschrijving: Een grens.\n"
        "  grenzen: {lessen.uren: {maximaal: 100, som: true}}\n"
        '  melding: "{naam}: {waarde}, hoogstens {maximaal}"\n'
    )
    expected = [("grens", "brief: lessen: 101, hoogstens 100")] if wrong else []
    text = f"{CHOICES}gegevens: {{lessen: [{{uren: 40}}, {{uren: {hours}}}]}}\n"
    assert found(two, rules, text) == expected


UNIQUE = """\
dubbel:
  soort: uniek
  omschrijving: Twee rijen zijn gelijk.
  lijsten: {jaren: [jaar, plaats], jaren.vakken: [vak], dagen: []}
  melding: "bij {naam} staat {waarde} twee keer"
"""
LISTS = """\
dagen: {soort: lijst, van: tekst, vraag: D?}
jaren:
  soort: lijst
  vraag: J?
  velden:
    jaar: {soort: aantal, vraag: J?}
    plaats: {soort: tekst, vraag: P?}
    vakken: {soort: lijst, vraag: V?, velden: {vak: {soort: tekst, vraag: V?}}}
"""


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ("dagen: [maandag, dinsdag]", []),
        ("dagen: [maandag, ' Maandag ']", ["bij dagen staat ' Maandag ' twee keer"]),
        ("jaren: [{jaar: 1, plaats: A}, {jaar: 1, plaats: B}, {jaar: 2, plaats: A}]", []),
        ("jaren: [{jaar: 1}, {jaar: 1}]", []),
        (
            "jaren: [{jaar: 1, plaats: A}, {jaar: 2, plaats: A}, {jaar: 1, plaats: a}]",
            ["bij jaren staat jaar '1', plaats 'a' twee keer"],
        ),
        ("jaren: [{jaar: 1, vakken: [{vak: Duits}]}, {jaar: 2, vakken: [{vak: Duits}]}]", []),
        (
            "jaren: [{jaar: 1, vakken: [{vak: Duits}, {vak: Duits}]}]",
            ["bij vakken staat vak 'Duits' twee keer"],
        ),
    ],
)
def test_rows_of_a_list_differ_in_what_tells_them_apart(
    two: SmallLibrary, values: str, told: list[str]
) -> None:
    two.write("clauses/gegevens.yaml", LISTS)
    two.clause("doel/algemeen", "1. Een lid.")
    two.write("clauses/controles.yaml", UNIQUE)
    text = f"{CHOICES}gegevens: {{{values}}}\n"
    found = [item for item in check_bundle(two.bundle(text)) if item.code == "dubbel"]
    line = len(text.splitlines())
    at = f"gegevens.{values.partition(':')[0]}"
    assert [item.message.partition(" (gegevens")[0] for item in found] == [
        f"brief: {item}" for item in told
    ]
    assert all(f"({at}." in item.message and f"regel {line})" in item.message for item in found)
    assert all(str(item.source).split(":")[-2] == str(line) for item in found)


PRESENT = """\
erbij:
  soort: aanwezig
  omschrijving: Er is geen extra.
  onderwerp: extra
  melding: "{partijen} zegt niets"
"""


def test_a_topic_may_be_needed_only_when_a_sort_of_party_takes_part(two: SmallLibrary) -> None:
    rule = PRESENT + "  partijen: [instelling]\n"
    assert found(two, rule, CHOICES) == []
    two.write("templates/brief.yaml", f"{OUTLINE}andere_partijen: true\n")
    joined = CHOICES.replace("documenten:", "  roc: {soort: instelling, naam: Roc}\ndocumenten:")
    assert found(two, rule, joined) == [("erbij", "brief: Roc zegt niets")]
    assert found(two, rule, joined + "    keuzes: {extra: een}\n") == []


def test_a_document_below_may_serve_in_the_place_of_a_topic(two: SmallLibrary) -> None:
    rule = PRESENT.replace("{partijen} zegt niets", "er is niets") + "  of_document: bijlage\n"
    two.write("templates/bijlage.yaml", "hoort_bij: [brief]\n" + OUTLINE.replace("extra", "doel2"))
    two.clause("doel2/een", "1. Een.")
    assert found(two, rule, CHOICES) == [("erbij", "brief: er is niets")]
    assert found(two, rule, CHOICES + "  - {soort: bijlage, bij: brief}\n") == []
