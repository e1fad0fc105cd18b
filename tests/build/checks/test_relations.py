"""How values stand to each other, within a document and along the ones that it belongs to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlr_docs import check_bundle
from dlr_docs.basis.problems import Problem
from dlr_docs.build.checks.relations import _term
from tests.small import CHOICES, OUTLINE, SmallLibrary

VALUES = """\
begin: {soort: datum, vraag: Wanneer?, per_document: true}
eind: {soort: datum, vraag: Tot wanneer?, per_document: true}
uren: {soort: aantal, vraag: Hoeveel uren?}
dagen: {soort: aantal, vraag: Hoeveel dagen?}
kort: {soort: duur, vraag: Hoe kort?}
lang: {soort: duur, vraag: Hoe lang?}
jaar: {soort: tekst, vraag: Welk jaar?}
volgend_jaar: {soort: tekst, vraag: Welk jaar daarna?}
delen:
  soort: lijst
  vraag: Hoe verdeeld?
  velden: {deel: {soort: percentage, vraag: Welk deel?}, hoogste: {soort: percentage, vraag: Hoogstens?}}
"""
RULE = """\
verhouding:
  soort: verband
  omschrijving: De waarden passen niet bij elkaar.
  verbanden: [{%s}]
  melding: "{naam} {waarde}, {ander} {andere_waarde}"
"""


@pytest.fixture
def library(small_library: SmallLibrary) -> SmallLibrary:
    small_library.write("clauses/gegevens.yaml", VALUES)
    small_library.write("clauses/tabellen.yaml", A_TABLE)
    small_library.clause("doel/algemeen", "Een doel.\n")
    small_library.write("templates/nota.yaml", f"hoort_bij: [brief]\n{OUTLINE}")
    return small_library


def found(library: SmallLibrary, rule: str, values: str, below: str = "") -> list[Problem]:
    library.write("clauses/controles.yaml", RULE % rule)
    text = f"{CHOICES}    gegevens: {{{values}}}\n"
    if below:
        text += f"  - {{soort: nota, bij: brief, gegevens: {{{below}}}}}\n"
    return [item for item in check_bundle(library.bundle(text)) if item.code == "verhouding"]


EARLIER = "eerste: begin, verhouding: eerder, tweede: eind"


IN_A_SCHOOL_YEAR = (
    'eerste: jaar, verhouding: hoogstens, tweede: tabel.dagen.dag, jaar_begint: "08-01"'
)
A_TABLE = """\
dagen:
  omschrijving: Een dag.
  wet: [wvo-een]
  kolommen: {dag: {kop: Dag}, aantal: {kop: Aantal, soort: aantal}}
  perioden: [{geldig_van: 2026-01-01, rijen: [{dag: 1 oktober, aantal: 3}]}]
"""
DAYS = "eerste: jaar, verhouding: eerder, tweede: volgend_jaar"


@pytest.mark.parametrize(
    ("rule", "values", "wrong"),
    [
        (IN_A_SCHOOL_YEAR, "jaar: 1 oktober", False),
        (IN_A_SCHOOL_YEAR, "jaar: 30 september", False),
        (IN_A_SCHOOL_YEAR, "jaar: 1 augustus", False),
        (IN_A_SCHOOL_YEAR, "jaar: oktober", False),
        (IN_A_SCHOOL_YEAR, "jaar: 2 oktober", True),
        (IN_A_SCHOOL_YEAR, "jaar: November", True),
        (IN_A_SCHOOL_YEAR, "jaar: 15 januari", True),
        (IN_A_SCHOOL_YEAR, "jaar: 31 juli", True),
        (IN_A_SCHOOL_YEAR, "jaar: vóór de herfst", False),
        ("eerste: uren, verhouding: hoogstens, tweede: tabel.dagen.aantal", "uren: 3", False),
        ("eerste: uren, verhouding: hoogstens, tweede: tabel.dagen.aantal", "uren: 4", True),
        (DAYS, "jaar: 1 juni, volgend_jaar: 15 juni", False),
        (DAYS, "jaar: 15 juni, volgend_jaar: 1 juni", True),
        (DAYS, "jaar: 29 februari, volgend_jaar: 1 maart", False),
        (DAYS, "jaar: 30 februari, volgend_jaar: 1 januari", False),
        (DAYS, "jaar: 15 juni, volgend_jaar: juni", False),
        (DAYS, "jaar: 15 juni, volgend_jaar: 2027-2028", False),
        (EARLIER, "begin: 2027-08-01, eind: 2027-08-02", False),
        (EARLIER, "begin: 2027-08-01, eind: 2027-08-01", True),
        (EARLIER, "begin: 2028-08-01, eind: 2027-08-01", True),
        (EARLIER, "begin: 2028-08-01", False),
        (
            "eerste: uren, verhouding: hoogstens, tweede: dagen, maal: 8",
            "uren: 80, dagen: 10",
            False,
        ),
        (
            "eerste: uren, verhouding: hoogstens, tweede: dagen, maal: 8",
            "uren: 81, dagen: 10",
            True,
        ),
        (
            "eerste: uren, plus: dagen, verhouding: hoogstens, tweede: '5'",
            "uren: 3, dagen: 2",
            False,
        ),
        (
            "eerste: uren, plus: dagen, verhouding: hoogstens, tweede: '5'",
            "uren: 4, dagen: 2",
            True,
        ),
        ("eerste: uren, plus: dagen, verhouding: hoogstens, tweede: '5'", "uren: 6", False),
        ("eerste: kort, verhouding: hoogstens, tweede: lang", "kort: 6 weken, lang: 1 maand", True),
        (
            "eerste: kort, verhouding: hoogstens, tweede: lang",
            "kort: 4 weken, lang: 1 maand",
            False,
        ),
        ("eerste: kort, verhouding: gelijk, tweede: lang", "kort: 2 weken, lang: 14 dagen", False),
        ("eerste: uren, verhouding: gelijk, tweede: dagen", "uren: 3, dagen: 4", True),
        (
            "eerste: jaar, verhouding: opvolgend, tweede: volgend_jaar",
            "jaar: 2027-2028, volgend_jaar: 2028-2029",
            False,
        ),
        (
            "eerste: jaar, verhouding: opvolgend, tweede: volgend_jaar",
            "jaar: 2029-2030, volgend_jaar: 2026-2027",
            True,
        ),
        ("eerste: jaar, verhouding: opvolgend, tweede: volgend_jaar", "jaar: ooit", False),
        ("eerste: uren, verhouding: samen, tweede: dagen", "uren: 3", True),
        ("eerste: uren, verhouding: samen, tweede: dagen", "uren: 3, dagen: 4", False),
        ("eerste: uren, verhouding: samen, tweede: dagen", "dagen: 4", False),
        ("eerste: begin, verhouding: eerder, tweede: uren", "begin: 2027-08-01, uren: 1", False),
        (
            'eerste: delen.deel, verhouding: gelijk, tweede: "100", som: true',
            'delen: [{deel: "33,3"}, {deel: "66,7"}]',
            False,
        ),
        (
            'eerste: delen.deel, verhouding: gelijk, tweede: "100", som: true',
            'delen: [{deel: "33,3"}, {deel: "33,3"}]',
            True,
        ),
        (
            "eerste: delen.deel, verhouding: hoogstens, tweede: delen.hoogste",
            "delen: [{deel: 5, hoogste: 6}, {deel: 7, hoogste: 8}]",
            False,
        ),
        (
            "eerste: delen.deel, verhouding: hoogstens, tweede: delen.hoogste",
            "delen: [{deel: 5, hoogste: 6}, {deel: 9, hoogste: 8}]",
            True,
        ),
    ],
)
def test_a_relation_is_judged_on_what_was_chosen(
    library: SmallLibrary, rule: str, values: str, *, wrong: bool
) -> None:
    assert bool(found(library, rule, values)) is wrong


def test_a_relation_names_both_places(library: SmallLibrary) -> None:
    (problem,) = found(library, EARLIER, "begin: 2028-08-01, eind: 2027-08-01")
    assert problem.at == "documenten.brief.gegevens.begin"
    assert problem.message.replace("\u00a0", " ") == (
        "brief: begin 1 augustus 2028, eind 1 augustus 2027 "
        "(documenten.brief.gegevens.eind, regel 8)"
    )


def test_a_sum_is_told_with_what_it_comes_to(library: SmallLibrary) -> None:
    rule = 'eerste: delen.deel, verhouding: gelijk, tweede: "100", som: true'
    (problem,) = found(library, rule, 'delen: [{deel: "33,3"}, {deel: "33,35"}]')
    assert problem.message == "brief: deel 66,65, 100 100"
    (problem,) = found(library, rule, "delen: [{deel: 1000}, {deel: 250}]")
    assert problem.message == "brief: deel 1.250, 100 100"


def test_a_value_may_be_held_against_the_document_above(library: SmallLibrary) -> None:
    rule = "eerste: bij.begin, verhouding: eerder, tweede: eind"
    (problem,) = found(library, rule, "begin: 2028-08-01", "eind: 2027-08-01")
    assert problem.message.startswith("nota: begin 1\u00a0augustus 2028")
    assert found(library, rule, "begin: 2026-08-01", "eind: 2027-08-01") == []
    assert found(library, rule, "begin: 2028-08-01, eind: 2027-08-01") == []


def test_what_the_whole_bundle_has_wrong_is_said_once(library: SmallLibrary) -> None:
    library.write("clauses/controles.yaml", RULE % EARLIER)
    text = f"{CHOICES}  - {{soort: nota, bij: brief}}\n"
    text += "gegevens: {begin: 2028-08-01, eind: 2027-08-01}\n"
    problems = check_bundle(library.bundle(text))
    assert [item.code for item in problems].count("verhouding") == 1


@given(st.integers(1, 9999), st.sampled_from(["dag", "week", "maand", "jaar", "uur", "lesweek"]))
def test_a_term_measures_in_days_or_not_at_all(number: int, unit: str) -> None:
    measure, amount = _term((number, unit))
    assert measure == "duur"
    assert (amount is None) is (unit == "lesweek")
    assert amount is None or amount > 0


DATED = "datum: {}\n"
LATE = "  een_is_genoeg: true\n"


@pytest.mark.parametrize(
    ("day", "below", "wrong"),
    [
        ("2027-08-01", "", []),
        ("2027-08-02", "", ["brief"]),
        ("2027-08-02", "begin: 2027-08-01", ["brief", "nota"]),
        ("2027-08-02", "begin: 2028-08-01", []),
    ],
)
def test_the_day_of_the_bundle_suits_one_of_its_documents(
    library: SmallLibrary, day: str, below: str, wrong: list[str]
) -> None:
    rule = RULE % "eerste: bundel.datum, verhouding: hoogstens, tweede: begin" + LATE
    library.write("clauses/controles.yaml", rule)
    text = f"{DATED.format(day)}{CHOICES}    gegevens: {{begin: 2027-08-01}}\n"
    text += f"  - {{soort: nota, bij: brief, gegevens: {{{below}}}}}\n" if below else ""
    problems = [item for item in check_bundle(library.bundle(text)) if item.code == "verhouding"]
    assert [item.message.partition(":")[0] for item in problems] == wrong
    assert all(item.at == "datum" for item in problems)
    assert all("De datum".lower() in item.message for item in problems)


def test_a_bundle_without_a_day_has_none_too_late(library: SmallLibrary) -> None:
    rule = "eerste: bundel.datum, verhouding: hoogstens, tweede: begin"
    assert found(library, rule, "begin: 2027-08-01") == []


@pytest.mark.parametrize(("hours", "wrong"), [("3", True), ("4", False)])
def test_a_relation_may_hold_only_where_a_value_is_as_it_says(
    library: SmallLibrary, hours: str, wrong: bool
) -> None:
    rule = RULE % EARLIER + f"  als: {{uren: ['{hours}']}}\n"
    library.write("clauses/controles.yaml", rule)
    text = f"{CHOICES}    gegevens: {{uren: 3, begin: 2028-08-01, eind: 2027-08-01}}\n"
    codes = {item.code for item in check_bundle(library.bundle(text))}
    assert ("verhouding" in codes) == wrong
    without = f"{CHOICES}    gegevens: {{begin: 2028-08-01, eind: 2027-08-01}}\n"
    assert "verhouding" not in {item.code for item in check_bundle(library.bundle(without))}


SHARES = "eerste: delen.deel, verhouding: gelijk, tweede: bij.uren, of: [bij.dagen]"


@pytest.mark.parametrize(
    ("shares", "wrong"),
    [(["20", "80"], 0), (["20", "20"], 0), (["20", "50"], 1), (["30", "50"], 2)],
)
def test_it_may_be_enough_to_be_as_one_of_several(
    library: SmallLibrary, shares: list[str], wrong: int
) -> None:
    library.write("clauses/gegevens.yaml", VALUES.replace("soort: percentage", "soort: aantal"))
    rows = ", ".join(f"{{deel: {share}}}" for share in shares)
    problems = found(library, SHARES, "uren: 20, dagen: 80", f"delen: [{rows}]")
    assert len(problems) == wrong
    assert found(library, SHARES, "dagen: 80", f"delen: [{rows}]") == []


@pytest.mark.parametrize(("year", "wrong"), [("3", False), ("4", True)])
def test_a_choice_that_counts_something_is_a_number(
    library: SmallLibrary, year: str, wrong: bool
) -> None:
    declared = "duur: {soort: keuze, vraag: D?, opties: {2 jaar: twee jaar, 3 jaar: drie jaar}}\n"
    library.write("clauses/gegevens.yaml", VALUES + declared)
    rule = "eerste: uren, verhouding: hoogstens, tweede: duur"
    assert bool(found(library, rule, f"uren: {year}, duur: 3 jaar")) == wrong
