"""Models that exclude each other, over an agreement with its annexes and what belongs to it."""

from __future__ import annotations

import pytest

from dlr_docs import check_bundle
from dlr_docs.basis.problems import Problem
from tests.small import CHOICES, OUTLINE, SmallLibrary

RULE = """\
wie-betaalt:
  soort: modellen
  omschrijving: Twee keuzes gaan niet samen.
  modellen:
    niets: [extra/gratis]
    per uur: [extra/uur, extra/beide]
    per stuk: [extra/stuk, extra/beide, betaald=ja]
  melding: "{keuze} ({model}) en {andere_keuze} ({ander_model})"
"""


@pytest.fixture
def library(small_library: SmallLibrary) -> SmallLibrary:
    small_library.write("clauses/controles.yaml", RULE)
    small_library.write("clauses/gegevens.yaml", "betaald: {soort: ja_nee, vraag: Betaald?}\n")
    small_library.clause("doel/algemeen", "Een doel.\n")
    for name in ("gratis", "uur", "stuk", "beide", "anders"):
        small_library.clause(f"extra/{name}", f"Dit is {name}.\n")
    small_library.write("templates/nota.yaml", f"hoort_bij: [brief]\n{OUTLINE}")
    small_library.write("templates/bijlage.yaml", f"hoort_bij: [brief]\nbijlage: true\n{OUTLINE}")
    return small_library


def found(library: SmallLibrary, brief: str, *others: str, values: str = "") -> list[Problem]:
    text = f"{CHOICES}    keuzes: {{extra: {brief}}}\n    gegevens: {{{values}}}\n"
    for number, other in enumerate(others):
        kind, _, variant = other.partition(" ")
        text += f"  - {{soort: {kind}, id: d{number}, bij: brief, keuzes: {{extra: {variant}}}}}\n"
    return of(text, library)


def of(text: str, library: SmallLibrary) -> list[Problem]:
    return [item for item in check_bundle(library.bundle(text)) if item.code == "wie-betaalt"]


@pytest.mark.parametrize(
    ("brief", "others", "wrong"),
    [
        ("[gratis, uur]", (), True),
        ("[uur, beide]", (), False),
        ("gratis", ("nota uur",), True),
        ("beide", ("nota uur", "nota stuk"), False),
        ("uur", ("bijlage stuk",), True),
        ("geen", ("bijlage uur", "nota stuk"), True),
        ("geen", ("nota stuk", "bijlage uur"), True),
        ("geen", ("bijlage uur", "bijlage stuk"), True),
        ("geen", ("nota uur", "nota stuk"), False),
        ("anders", ("nota uur",), False),
    ],
)
def test_an_agreement_has_one_model(
    library: SmallLibrary, brief: str, others: tuple[str, ...], *, wrong: bool
) -> None:
    assert len(found(library, brief, *others)) == int(wrong)


def test_both_choices_are_named_with_their_places(library: SmallLibrary) -> None:
    (problem,) = found(library, "gratis", "nota uur")
    assert problem.at == "documenten.d0.keuzes.extra"
    assert problem.message == (
        "d0: extra/uur (per uur) en extra/gratis (niets) (documenten.brief.keuzes.extra, regel 8)"
    )


def test_a_value_can_stand_for_a_model(library: SmallLibrary) -> None:
    (problem,) = found(library, "gratis", values="betaald: ja")
    assert "betaald: ja (per stuk)" in problem.message
    assert found(library, "gratis", values="betaald: nee") == []
    assert found(library, "stuk", values="betaald: ja") == []


FILLED_IN = """\
wie-betaalt:
  soort: modellen
  omschrijving: Twee keuzes gaan niet samen.
  modellen:
    niets: [extra/gratis]
    per uur: [extra/uur, "tarief=*"]
    per stuk: [extra/stuk, "groepen=*"]
  melding: "{keuze} ({model}) en {andere_keuze} ({ander_model})"
"""
AMOUNTS = """\
tarief: {soort: bedrag, vraag: Welk tarief?, standaard: "50"}
groepen:
  soort: lijst
  vraag: Welke groepen?
  velden:
    naam: {soort: tekst, vraag: Welke?}
    prijs: {soort: bedrag, vraag: Welke prijs?}
"""


@pytest.fixture
def amounts(library: SmallLibrary) -> SmallLibrary:
    library.write("clauses/controles.yaml", FILLED_IN)
    library.write("clauses/gegevens.yaml", AMOUNTS)
    return library


@pytest.mark.parametrize(
    ("brief", "values", "wrong"),
    [
        ("uur", "groepen: [{naam: a, prijs: 3}, {naam: b, prijs: 4}]", True),
        ("uur", 'groepen: [{naam: "", prijs: ""}]', False),
        ("uur", "tarief: 60", False),
        ("gratis", "tarief: 0", True),
        ("gratis", "", False),
        ("geen", "tarief: 60, groepen: [{naam: a}]", True),
    ],
)
def test_a_value_that_was_filled_in_at_all_can_stand_for_a_model(
    amounts: SmallLibrary, brief: str, values: str, *, wrong: bool
) -> None:
    assert len(found(amounts, brief, values=values)) == int(wrong)


def test_what_was_typed_for_the_bundle_counts_where_it_is_used(amounts: SmallLibrary) -> None:
    text = f"{CHOICES}    keuzes: {{extra: gratis}}\ngegevens: {{tarief: 60}}\n"
    assert of(text, amounts) == []
    amounts.clause("extra/gratis", "Dit is {{ tarief }}.\n")
    (problem,) = of(text, amounts)
    assert problem.at == "gegevens.tarief"


def test_what_does_not_fit_above_is_told_once(amounts: SmallLibrary) -> None:
    amounts.clause("extra/uur", "Dit is {{ tarief }}.\n")
    text = (
        f"{CHOICES}    keuzes: {{extra: uur}}\n"
        "  - {soort: bijlage, bij: brief, keuzes: {extra: uur}, gegevens: {groepen: [{naam: a}]}}\n"
    )
    assert [item.at for item in of(text, amounts)] == ["documenten.bijlage.gegevens.groepen"]
