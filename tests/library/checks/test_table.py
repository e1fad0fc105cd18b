"""Checks on a whole library: everything that would fail or mislead, in one run."""

from __future__ import annotations

import pytest

from dlr_docs.library.checks.table import CHECKS, check_library
from dlr_docs.model.library import Library
from tests.library.checks.finding import found
from tests.small import SmallLibrary


@pytest.mark.bibliotheek
def test_the_library_of_the_package_is_healthy(library: Library) -> None:
    assert check_library(library) == []


def test_a_small_library_is_healthy(small_library: SmallLibrary) -> None:
    assert found(small_library) == []


def test_every_check_has_a_dutch_name() -> None:
    assert all(name == name.lower() and " " not in name for name in CHECKS)


@pytest.mark.parametrize(
    ("text", "line", "code", "words"),
    [
        ("a\n{{ weg", 6, "jinja-fout", "accolades"),
        ("a\n{{ regio|weg }}", 6, "jinja-niet-toegestaan", "filter 'weg'"),
        ("a\n{{ regioo }}", 6, "gegeven-niet-omschreven", "Bedoelt u 'regio'?"),
        ('a\n{{ wet("wvo-eeen") }}', 6, "onbekende-verwijzing", "Bedoelt u 'wvo-een'?"),
        ('a\n{{ artikel("doell") }}', 6, "onbekende-verwijzing", "Bedoelt u 'doel'?"),
        ('a\n{% if heeft("dool") %}b{% endif %}', 6, "onbekende-verwijzing", "Bedoelt u 'doel'?"),
        ("a\nde BVE-sector", 6, "verboden-woord", "Schrijf: mbo."),
        ("a\nzulks", 6, "verboden-woord", "een gewoon woord"),
        ("a\nartikel 2.99 WVO", 6, "getypt-artikel", "wet("),
        ("a\nvolgens art. 5", 6, "getypt-artikel", "artikel("),
        ("a\nvoor € 1.250", 6, "getypt-bedrag", "gegeven"),
        ("a\nten hoogste 50%", 6, "getypt-bedrag", "gegeven"),
        ("a\nop 1-8-2027", 6, "getypt-bedrag", "gegeven"),
    ],
)
def test_a_mistake_in_the_text_of_a_clause_is_found_on_its_line(
    small_library: SmallLibrary, text: str, line: int, code: str, words: str
) -> None:
    path = small_library.clause("extra/een", text)
    (problem,) = found(small_library)
    assert problem.code == code
    assert str(problem.source).startswith(f"{path}:{line}")
    assert words in f"{problem.message} {problem.hint}"


@pytest.mark.parametrize(
    "text",
    [
        '{{ wet("wvo-een") }} en {{ artikel("doel") }}',
        "{{ regio }} beëindigt",
        "{% if heeft('doel') %}50{% endif %}",
        "{{ partijen|map(attribute='naam')|opsomming }}",
        "het vmbo en het mbo",
        "de financiën",
    ],
)
def test_good_text_passes(small_library: SmallLibrary, text: str) -> None:
    small_library.clause("extra/een", text)
    assert found(small_library) == []


@pytest.mark.parametrize(
    ("head", "text", "code", "words"),
    [
        ("soorten: [brif]", "a", "clausule-onbekende-soort", "Bedoelt u 'brief'?"),
        ("eisen: [eis-b.opzeging]", "a", "clausule-onbekende-eis", "Bedoelt u 'eis-b.opzegging'?"),
        (
            "sluit_uit: [doel/algemen]",
            "a",
            "clausule-onbekende-clausule",
            "Bedoelt u 'doel/algemeen'?",
        ),
        ("vereist: [dol]", "a", "clausule-onbekende-clausule", "Bedoelt u 'doel'?"),
        (
            "gegevens: {x: {soort: tekst, vraag: X?}}",
            "a",
            "gegeven-zonder-gebruik",
            "'x' wordt niet gebruikt",
        ),
        (
            "gegevens: {x: {soort: ja_nee, vraag: X?}}",
            "{% if x %}a{% endif %}",
            "geen-standaard",
            "bepaalt de tekst en heeft geen standaard",
        ),
        (
            "gegevens: {x: {soort: duur, vraag: X?, standaard: 3 manden}}",
            "{{ x }}",
            "verkeerde-standaard",
            "maanden",
        ),
        ("gegevens: {x: {soort: keuze, vraag: X?}}", "{{ x }}", "geen-opties", "heeft geen opties"),
        (
            "gegevens: {x: {soort: groep, vraag: X?, velden: {naam: {soort: tekst, vraag: N?}}}}",
            "{{ x.naaam }}",
            "onbekend-onderdeel",
            "Bedoelt u 'naam'?",
        ),
        (
            "gegevens: {x: {soort: persoon, vraag: X?}}",
            "{{ x.functi }}",
            "onbekend-onderdeel",
            "Bedoelt u 'functie'?",
        ),
    ],
)
def test_a_mistake_in_the_head_of_a_clause_is_found(
    small_library: SmallLibrary, head: str, text: str, code: str, words: str
) -> None:
    path = small_library.clause("extra/een", text, head)
    (problem,) = found(small_library)
    assert problem.code == code
    assert str(problem.source).startswith(str(path))
    assert words in f"{problem.message} {problem.hint}"


def test_all_problems_come_in_one_run(small_library: SmallLibrary) -> None:
    small_library.clause("extra/een", "{{ weg", "soorten: [brif]")
    small_library.clause("extra/twee", "zulks {{ regioo }}")
    assert {problem.code for problem in found(small_library)} == {
        "jinja-fout",
        "clausule-onbekende-soort",
        "verboden-woord",
        "gegeven-niet-omschreven",
    }
