"""Tables of the law: what is read, what is refused, and which period a document follows."""

from __future__ import annotations

import pytest

from dlr_docs import build_bundle, check_bundle, document_bytes
from dlr_docs.choices.file import parse_choices
from dlr_docs.library.checks.table import check_library
from dlr_docs.library.load import read_library
from dlr_docs.model.declared.tables import read_cell
from dlr_docs.word.read.lines import as_text
from tests.small import CHOICES, OUTLINE, TABLES, VALUES, SmallLibrary

LOOP = '1. Dit gaat in op {{ ingangsdatum }}. {% for rij in tabel("grens") %}{{ rij.regels }}, {% endfor %}klaar.\n'


def text_of(small_library: SmallLibrary, day: str) -> str:
    values = f"gegevens: {{ingangsdatum: {day}}}\n" if day else ""
    return as_text(document_bytes(small_library.bundle(CHOICES + values), "brief"))


@pytest.mark.parametrize(
    ("day", "rows"),
    [
        ("2025-12-31", "10, 1.200, klaar"),
        ("2026-01-01", "12, 1.400, klaar"),
        ("2019-01-01", "10, 1.200, klaar"),  # of an older text nothing is known
        ("", "12, 1.400, klaar"),  # as long as it is open: the state of the law of the library
    ],
)
def test_a_document_follows_the_rows_of_the_day_on_which_it_starts(
    small_library: SmallLibrary, day: str, rows: str
) -> None:
    small_library.write("clauses/tabellen.yaml", TABLES)
    small_library.clause("doel/algemeen", LOOP)
    assert check_library(small_library.load()) == []
    assert rows in text_of(small_library, day)


def test_a_text_can_read_the_period_before_and_the_day_of_the_change(
    small_library: SmallLibrary,
) -> None:
    small_library.write("clauses/tabellen.yaml", TABLES)
    text = 'Vóór {{ tabel_sinds("grens") }}: {% for rij in vorige_tabel("grens") %}{{ rij.regels }} {% endfor %}\n'
    small_library.clause("doel/algemeen", text)
    assert "Vóór 1\u00a0januari 2026: 10 1.200" in text_of(small_library, "2027-08-01")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("2025-12-31", "2025-12-30", "sluiten niet op elkaar aan"),
        ("2025-12-31", "2026-01-01", "sluiten niet op elkaar aan"),
        ("geldig_tot: 2025-12-31, ", "", "sluiten niet op elkaar aan"),
        ("geldig_van: 2022-08-01", "geldig_van: 2026-08-01", "eindigt voordat zij begint"),
        ("{maat: kort, regels: 12}", "{maat: kort}", "elke kolom"),
        ("{maat: kort, regels: 12}", "{maat: lang, regels: 12}", "dezelfde sleutel"),
        ("sleutels: [maat]", "sleutels: []", "zonder sleutels"),
        ("sleutels: [maat]", "sleutels: [maten]", "bestaat niet"),
        ("regels: 12}", "regels: twaalf}", "getal"),
        ("grens:", "Grens 1:", "geen naam van een tabel"),
    ],
)
def test_a_wrong_table_is_refused(
    small_library: SmallLibrary, old: str, new: str, words: str
) -> None:
    small_library.write("clauses/tabellen.yaml", TABLES.replace(old, new))
    _, problems = read_library(small_library.path)
    assert words in " ".join(problem.message for problem in problems)
    assert all(problem.source is not None for problem in problems)


def test_help_says_what_a_table_says(small_library: SmallLibrary) -> None:
    small_library.write("clauses/tabellen.yaml", TABLES)
    help_text = "Hoogstens {grens.lang.regels} regels."
    small_library.write(
        "clauses/gegevens.yaml", f"{VALUES}a: {{soort: tekst, vraag: A?, hulp: '{help_text}'}}\n"
    )
    assert small_library.load().values["a"].help == "Hoogstens 1.400 regels."
    wrong = help_text.replace("lang", "langer")
    small_library.write(
        "clauses/gegevens.yaml", f"{VALUES}a: {{soort: tekst, vraag: A?, hulp: '{wrong}'}}\n"
    )
    _, problems = read_library(small_library.path)
    assert [problem.code for problem in problems] == ["tabel-onbekende-naam"]


def test_every_text_about_a_value_says_what_a_table_says(small_library: SmallLibrary) -> None:
    small_library.write("clauses/tabellen.yaml", TABLES)
    declared = """\
a:
  soort: groep
  vraag: Meer dan {grens.kort.regels}?
  velden:
    b: {soort: keuze, vraag: "Sinds {grens.sinds}?", opties: {x: "{grens.lang.regels} regels"}}
    c: {soort: lijst, van: tekst, vraag: C?, standaard: ["na {grens.kort.regels}"]}
"""
    small_library.write("clauses/gegevens.yaml", f"{VALUES}{declared}")
    value = small_library.load().values["a"]
    assert value.question == "Meer dan 12?"
    assert value.fields["b"].question == "Sinds 1 januari 2026?"
    assert value.fields["b"].options == {"x": "1.400 regels"}
    assert value.fields["c"].default == ["na 12"]
    wrong = declared.replace("grens.lang.regels", "grens.lang.regel")
    path = small_library.write("clauses/gegevens.yaml", f"{VALUES}{wrong}")
    _, problems = read_library(small_library.path)
    line = VALUES.count("\n") + 5
    assert [str(problem.source).rpartition(":")[0] for problem in problems] == [f"{path}:{line}"]


def test_options_may_be_those_of_a_column(small_library: SmallLibrary) -> None:
    small_library.write("clauses/tabellen.yaml", TABLES)
    declared = "a: {{soort: keuze, vraag: A?, opties: {{geen: geen}}, opties_van: {}}}\n"
    small_library.write("clauses/gegevens.yaml", VALUES + declared.format("grens.maat"))
    options = small_library.load().values["a"].options
    assert options == {"geen": "geen", "kort": "kort", "lang": "lang"}
    small_library.write("clauses/gegevens.yaml", VALUES + declared.format("grens.maten"))
    _, problems = read_library(small_library.path)
    assert [problem.code for problem in problems] == ["tabel-onbekende-naam"]


def test_checks_outlines_and_the_guide_say_what_a_table_says(small_library: SmallLibrary) -> None:
    small_library.write("clauses/tabellen.yaml", TABLES)
    small_library.write(
        "clauses/controles.yaml",
        "proef:\n  soort: aanwezig\n  omschrijving: Meer dan {grens.lang.regels}.\n"
        '  onderwerp: doel\n  melding: "{partijen} meer dan {grens.kort.regels}"\n',
    )
    small_library.write(
        "clauses/keuzehulp.yaml",
        "titel: Welk?\nvragen:\n  a:\n    vraag: Meer dan {grens.kort.regels}?\n    antwoorden:\n"
        "      - {antwoord: Ja., soorten: brief, waarom: Zo.}\n"
        "      - {antwoord: Nee., soorten: brief, waarom: Zo.}\n",
    )
    outline = OUTLINE.replace("Een brief om", "Hoogstens {grens.lang.regels} om")
    small_library.write("templates/brief.yaml", outline)
    library = small_library.load()
    assert library.rules["proef"].sentence == "Meer dan 1.400."
    assert " meer dan 12" in library.rules["proef"].message
    assert library.guide is not None
    assert library.guide.questions["a"].text == "Meer dan 12?"
    assert library.outlines["brief"].summary == "Hoogstens 1.400 om mee te proberen."
    small_library.write("templates/brief.yaml", outline.replace("grens.lang", "grens.weg"))
    _, problems = read_library(small_library.path)
    assert [problem.code for problem in problems] == ["tabel-onbekende-naam"]


def test_a_note_and_a_summary_say_what_a_table_says(small_library: SmallLibrary) -> None:
    small_library.write("clauses/tabellen.yaml", TABLES)
    head = "toelichting: Hoogstens {grens.lang.regels} regels.\n"
    small_library.clause("doel/algemeen", "Een doel.\n", head)
    assert small_library.load().clauses["doel"]["algemeen"].note == "Hoogstens 1.400 regels."
    small_library.clause("doel/algemeen", "Een doel.\n", head.replace("lang", "langer"))
    _, problems = read_library(small_library.path)
    assert [problem.code for problem in problems] == ["tabel-onbekende-naam"]


@pytest.mark.parametrize(("days", "wrong"), [("100", False), ("0", True)])
def test_a_relation_counts_by_a_cell(small_library: SmallLibrary, days: str, wrong: bool) -> None:
    small_library.write("clauses/tabellen.yaml", TABLES)
    values = "uren: {soort: aantal, vraag: Uren?}\ndagen: {soort: aantal, vraag: Dagen?}\n"
    small_library.write("clauses/gegevens.yaml", f"{VALUES}{values}")
    rule = (
        "te-veel:\n  soort: verband\n  omschrijving: Te veel uren.\n  verbanden:\n"
        "    - {eerste: uren, verhouding: hoogstens, tweede: dagen, maal: grens.lang.regels}\n"
        '  melding: "meer dan {maal} keer {andere_waarde}"\n'
    )
    small_library.write("clauses/controles.yaml", rule)
    small_library.clause("doel/algemeen", "Op {{ ingangsdatum }}.\n")
    text = f"{CHOICES}    gegevens: {{uren: 1500, dagen: {days}, ingangsdatum: 2026-01-01}}\n"
    found = check_bundle(small_library.bundle(text))
    assert ["te-veel" for item in found if item.code == "te-veel"] == ["te-veel"] * wrong
    small_library.write("clauses/controles.yaml", rule.replace("grens.lang", "grens.weg"))
    codes = [problem.code for problem in check_library(small_library.load())]
    assert "controle-onbekende-naam" in codes


@pytest.mark.parametrize(
    "path", ["weg.kort.regels", "grens.kort.weg", "grens.weg.regels", "grens.regels"]
)
def test_what_stands_in_no_table_is_nothing(small_library: SmallLibrary, path: str) -> None:
    small_library.write("clauses/tabellen.yaml", TABLES)
    assert read_cell(small_library.load().tables, path) is None


def test_bounds_of_a_table_follow_the_day(small_library: SmallLibrary) -> None:
    table = TABLES.replace(
        "regels: {kop: Regels, soort: aantal}", "maximaal: {kop: Meest, soort: aantal}"
    )
    small_library.write("clauses/tabellen.yaml", table.replace("regels: 1", "maximaal: 1"))
    small_library.write(
        "clauses/controles.yaml",
        "te-lang:\n  soort: grenzen\n  omschrijving: De brief is te lang.\n"
        "  grenzen: {regels: {tabel: grens, rij: lang}}\n  melding: hoogstens {maximaal}\n",
    )
    small_library.write(
        "clauses/gegevens.yaml", f"{VALUES}regels: {{soort: aantal, vraag: Regels?}}\n"
    )
    small_library.clause("doel/algemeen", "Van {{ ingangsdatum }}: {{ regels }}.\n")
    found = {
        day: [
            problem.message
            for problem in check_bundle(
                small_library.bundle(f"{CHOICES}gegevens: {{regels: 1300, ingangsdatum: {day}}}\n")
            )
            if problem.code == "te-lang"
        ]
        for day in ("2025-08-01", "2026-08-01")
    }
    assert found == {"2025-08-01": ["brief: hoogstens 1.200"], "2026-08-01": []}


def test_documents_of_one_library_do_not_share_the_rows_of_another_day(
    small_library: SmallLibrary,
) -> None:
    small_library.write("clauses/tabellen.yaml", TABLES)
    small_library.clause("doel/algemeen", LOOP)
    library = small_library.load()
    found = [
        as_text(document_bytes(build_bundle(parse_choices(text, "keuzes.yaml"), library), "brief"))
        for text in (
            f"{CHOICES}gegevens: {{ingangsdatum: 2025-08-01}}\n",
            f"{CHOICES}gegevens: {{ingangsdatum: 2026-08-01}}\n",
            f"{CHOICES}gegevens: {{ingangsdatum: 2025-08-02}}\n",
        )
    ]
    assert ["10, 1.200" in text for text in found] == [True, False, True]
