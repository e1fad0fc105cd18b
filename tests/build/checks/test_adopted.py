"""Defaults of the library that decide money, a term or a date are told; others are not."""

from __future__ import annotations

import pytest

from dlr_docs import check_bundle
from dlr_docs.basis.problems import has_errors
from dlr_docs.build.checks.adopted import adopted_values
from dlr_docs.build.report import as_data, as_text, make_report
from tests.small import CHOICES, OUTLINE, SmallLibrary

DECLARED = """\
ingangsdatum: {soort: datum, vraag: Wanneer?, bepaalt_ingang: true, standaard: "2027-08-01"}
bedrag: {soort: bedrag, vraag: Hoeveel?, standaard: "50"}
deel: {soort: breuk, vraag: Welk deel?, standaard: 1/5}
toeslag: {soort: percentage, vraag: Welke toeslag?, standaard: "10"}
termijn: {soort: duur, vraag: Hoe lang?, standaard: 3 maanden}
teldag: {soort: tekst, vraag: Welke dag?, standaard: 1 oktober, overgenomen: true}
wijze: {soort: keuze, vraag: Hoe?, opties: [kort, lang], standaard: kort, overgenomen: true}
plaats: {soort: tekst, vraag: Waar?, standaard: hier}
aantal: {soort: aantal, vraag: Hoeveel keer?, standaard: "3"}
ander_bedrag: {soort: bedrag, vraag: Hoeveel?, standaard: "50", volgt: [bedrag]}
posten:
  soort: lijst
  vraag: Welke posten?
  velden:
    naam: {soort: tekst, vraag: Welke?}
    prijs: {soort: bedrag, vraag: Hoe duur?, standaard: "7"}
verdeling:
  soort: lijst
  vraag: Wie betaalt wat?
  overgenomen: true
  velden:
    kosten: {soort: tekst, vraag: Welke?}
    betaler: {soort: keuze, vraag: Wie?, opties: {v: de school, m: de ander}, standaard: v}
  standaard: [{kosten: vervoer}, {kosten: huur, betaler: m}]
dekt: {soort: lijst, van: tekst, vraag: Wat dekt het?, standaard: [boeken, les], overgenomen: true}
aandelen:
  soort: lijst
  vraag: Wie draagt wat?
  overgenomen: true
  velden:
    wie: {soort: tekst, vraag: Wie?}
    wat: {soort: tekst, vraag: Wat?, standaard: alles}
wensen: {soort: lijst, van: tekst, vraag: Wat nog meer?, standaard: [rust]}
"""


def library_saying(library: SmallLibrary, text: str) -> SmallLibrary:
    library.write("clauses/gegevens.yaml", DECLARED)
    library.clause("doel/algemeen", f"1. {text}\n")
    library.write("templates/bijlage.yaml", f"hoort_bij: [brief]\nbijlage: true\n{OUTLINE}")
    return library


def told(library: SmallLibrary, values: str = "", more: str = "") -> dict[str, str]:
    bundle = library.bundle(f"{CHOICES}    gegevens: {{{values}}}\n{more}")
    found = [item for doc in bundle.documents for item in adopted_values(doc, bundle)]
    return {f"{item.document}.{item.value.path}": item.value.text for item in found}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("ingangsdatum", "1 augustus 2027"),
        ("bedrag", "€\u00a050,00"),
        ("deel", "1/5"),
        ("toeslag", "10%"),
        ("termijn", "drie maanden"),
        ("teldag", "1 oktober"),
        ("wijze", "kort"),
    ],
)
def test_money_parts_terms_dates_and_what_the_library_names_are_told(
    small_library: SmallLibrary, name: str, shown: str
) -> None:
    library = library_saying(small_library, f"Het is {{{{ {name} }}}}.")
    (text,) = told(library).values()
    assert text.replace("\u00a0", " ") == shown.replace("\u00a0", " ")


IN_A_ROW = """\
jaren:
  soort: lijst
  vraag: Welke jaren?
  velden:
    vakken:
      soort: lijst
      vraag: Welke vakken?
      velden:
        vak: {soort: tekst, vraag: Welk vak?}
        prijs: {soort: bedrag, vraag: Hoe duur?, standaard: "7"}
"""


def test_an_empty_list_in_a_row_is_told_as_a_reader_sees_it(small_library: SmallLibrary) -> None:
    rows = "{% for jaar in jaren %}{% for rij in jaar.vakken %}{{ rij.prijs }}{% endfor %}"
    library = library_saying(small_library, f"Het is {rows}{{% endfor %}}.")
    library.write("clauses/gegevens.yaml", DECLARED + IN_A_ROW)
    found = told(library, "jaren: [{vakken: []}]")
    assert list(found) == ["brief.jaren.1.vakken.1.prijs"]


@pytest.mark.parametrize("name", ["plaats", "aantal"])
def test_other_defaults_are_not(small_library: SmallLibrary, name: str) -> None:
    assert told(library_saying(small_library, f"Het is {{{{ {name} }}}}.")) == {}


@pytest.mark.parametrize("typed", ["bedrag: 50", "bedrag: 51", 'bedrag: ""'])
def test_what_somebody_typed_or_left_open_is_not_adopted(
    small_library: SmallLibrary, typed: str
) -> None:
    assert told(library_saying(small_library, "Het is {{ bedrag }}."), typed) == {}


def test_what_nobody_reads_is_not_told(small_library: SmallLibrary) -> None:
    text = '{% if wijze == "lang" %}Het is {{ bedrag }}.{% else %}Het is zo.{% endif %}'
    library = library_saying(small_library, text)
    assert told(library) == {"brief.wijze": "kort"}
    assert told(library, "wijze: lang") == {"brief.bedrag": "€\u00a050,00"}


def test_a_part_of_a_typed_list_can_be_adopted(small_library: SmallLibrary) -> None:
    text = "{% for post in posten %}{{ post.naam }} {{ post.prijs }} {% endfor %}."
    library = library_saying(small_library, text)
    values = "posten: [{naam: a, prijs: 7}, {naam: b}]"
    assert told(library, values) == {"brief.posten.2.prijs": "€\u00a07,00"}


TABLE = "{% for rij in verdeling %}{{ rij.kosten }}: {{ rij.betaler }}. {% endfor %}"


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        (TABLE, "", {"verdeling": "vervoer, de school; huur, de ander"}),
        (TABLE, "verdeling: [{kosten: huur, betaler: m}]", {}),
        (TABLE, "verdeling: [{kosten: huur}]", {"verdeling.1.betaler": "de school"}),
        (
            TABLE,
            "verdeling: [{kosten: huur, betaler: v}, {}]",
            {"verdeling.2.betaler": "de school"},
        ),
        ("{{ dekt|opsomming }}.", "", {"dekt": "boeken, les"}),
        ("{{ dekt|opsomming }}.", "dekt: [les]", {}),
        ("{% if dekt|length > 1 %}Samen.{% endif %}", "", {"dekt": "boeken, les"}),
        ("{{ wensen|opsomming }}.", "", {}),
        ("{% for deel in aandelen %}{{ deel.wie }} {{ deel.wat }}. {% endfor %}", "", {}),
        ("Niets.", "", {}),
    ],
)
def test_a_table_or_list_that_binds_is_told_as_a_whole(
    small_library: SmallLibrary, text: str, values: str, expected: dict[str, str]
) -> None:
    library = library_saying(small_library, text)
    found = {path.removeprefix("brief."): said for path, said in told(library, values).items()}
    assert found == expected


def test_the_report_tells_a_table_once_with_its_article(small_library: SmallLibrary) -> None:
    bundle = library_saying(small_library, TABLE).bundle(CHOICES)
    (found,) = as_data(make_report(bundle, []))["overgenomen"]
    assert (found["gegeven"], found["vraag"], found["artikelen"]) == (
        "verdeling",
        "Wie betaalt wat?",
        [1],
    )


def test_what_was_typed_under_another_name_or_above_is_not_adopted(
    small_library: SmallLibrary,
) -> None:
    library = library_saying(small_library, "Het is {{ bedrag }} en {{ ander_bedrag }}.")
    annex = "  - {soort: bijlage, bij: brief}\n"
    assert told(library, "bedrag: 60", annex) == {}
    assert set(told(library, "", annex)) == {
        f"{document}.{name}"
        for document in ("brief", "bijlage")
        for name in ("bedrag", "ander_bedrag")
    }


def test_the_report_names_the_article(small_library: SmallLibrary) -> None:
    bundle = library_saying(small_library, "Het is {{ bedrag }}.").bundle(CHOICES)
    report = make_report(bundle, [])
    assert as_data(report)["overgenomen"] == [
        {
            "document": "brief",
            "gegeven": "bedrag",
            "vraag": "Hoeveel?",
            "waarde": "€\u00a050,00",
            "artikelen": [1],
        }
    ]
    lines = as_text(report).splitlines()
    (at,) = (number for number, line in enumerate(lines) if "Overgenomen" in line)
    assert lines[at].endswith("(1)")
    assert lines[at + 1].split(maxsplit=2) == ["artikel", "1", "bedrag: €\u00a050,00"]


def test_a_proposal_is_open_until_somebody_typed_it(small_library: SmallLibrary) -> None:
    library = library_saying(small_library, "Het is {{ tarief }}.")
    declared = 'tarief: {soort: bedrag, vraag: Hoeveel?, standaard: "50", bevestigen: true}\n'
    library.write("clauses/gegevens.yaml", DECLARED + declared)
    draft = library.bundle(CHOICES)
    assert draft.document("brief").values["tarief"].is_open
    assert told(library) == {}
    assert not has_errors(check_bundle(draft))
    final = library.bundle(CHOICES + "status: definitief\n")
    (problem,) = (item for item in check_bundle(final) if "tarief" in item.message)
    assert (problem.code, str(problem.severity)) == ("open-gegeven", "fout")
    typed = library.bundle(f"{CHOICES}    gegevens: {{tarief: 50}}\nstatus: definitief\n")
    assert not [item for item in check_bundle(typed) if "tarief" in item.message]


def test_a_proposed_table_is_open_until_somebody_typed_it(small_library: SmallLibrary) -> None:
    library = library_saying(small_library, TABLE)
    library.write(
        "clauses/gegevens.yaml", DECLARED.replace("overgenomen: true\n  v", "bevestigen: true\n  v")
    )
    assert told(library) == {}
    assert not has_errors(check_bundle(library.bundle(CHOICES)))
    final = check_bundle(library.bundle(CHOICES + "status: definitief\n"))
    assert {str(item.severity) for item in final if "verdeling" in item.message} == {"fout"}
    assert {item.code for item in final if "verdeling" in item.message} == {"open-gegeven"}
    typed = f"{CHOICES}    gegevens: {{verdeling: [{{kosten: huur}}]}}\nstatus: definitief\n"
    assert not [item for item in check_bundle(library.bundle(typed)) if "verdeling" in item.message]
