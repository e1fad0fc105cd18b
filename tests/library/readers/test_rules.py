"""``controles.yaml``: read, judged, and held against the rest of the library."""

from __future__ import annotations

from pathlib import Path

import pytest

from dlr_docs import load_library
from dlr_docs.basis.problems import Problem
from dlr_docs.library.checks.table import check_library
from dlr_docs.library.load import read_library
from dlr_docs.library.readers.rules import read_rules
from dlr_docs.model.declared.rules import (
    Among,
    Before,
    Bounds,
    Combination,
    Distinct,
    Exclusive,
    Needs,
    Present,
    Relations,
    Rows,
    Total,
    Unique,
)
from tests.small import OUTLINE, SmallLibrary

COMMON = "  omschrijving: Een proef.\n  melding: het klopt niet\n"
CHOICE = "regio: {soort: keuze, vraag: R?, opties: {a: eerste, b: tweede}, standaard: a}\n"


def rule(kind: str, rest: str, name: str = "proef") -> str:
    return f"{name}:\n  soort: {kind}\n{COMMON}{rest}"


def problems_of(tmp_path: Path, text: str) -> list[Problem]:
    path = tmp_path / "controles.yaml"
    path.write_text(text, encoding="utf-8")
    return read_rules([path], frozenset({"vereist"}), {})[1]


@pytest.mark.bibliotheek
def test_the_checks_of_the_package_are_of_every_kind() -> None:
    path = Path(__file__).parents[3] / "clauses" / "controles.yaml"
    rules, problems = read_rules([path], frozenset(), load_library().tables)
    assert problems == []
    assert {type(item.condition) for item in rules.values()} == {
        Among,
        Bounds,
        Combination,
        Distinct,
        Exclusive,
        Needs,
        Present,
        Relations,
        Before,
        Rows,
        Total,
        Unique,
    }


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        (rule("grens", ""), "2:10", "Bedoelt u 'grenzen'?"),
        (f"proef:\n{COMMON}", "2:3", "'soort' ontbreekt"),
        (rule("aanwezig", "  onderwerpen: doel\n"), "5:3", "Bedoelt u 'onderwerp'?"),
        (rule("aanwezig", "  onderwerp: doel\n", "vereist"), "1:1", "controle van het programma"),
        (rule("aanwezig", "  onderwerp: doel\n", "Een Proef"), "1:1", "geen naam van een controle"),
        (rule("aanwezig", "  onderwerp: doel\n  in_plaats_van: weg\n"), "1:1", "bestaat niet"),
        (
            rule("grenzen", "  grenzen: {a: {maximaal: 3}}\n").replace("niet", "{maximum}"),
            "4:12",
            "Bedoelt u 'maximaal'?",
        ),
        (
            rule("grenzen", "  grenzen: {a: {maximaal: drie}}\n"),
            "5:27",
            "hier hoort een geheel getal",
        ),
        (
            rule("combinatie", "  gegevens: [a]\n  toegestaan: {x: [y]}\n"),
            "5:13",
            "minstens",
        ),
        ("- a\n", "1:1", "namen van controles"),
    ],
)
def test_a_mistake_is_a_problem_at_its_place(
    tmp_path: Path, text: str, place: str, words: str
) -> None:
    found = {
        str(problem.source).removeprefix(f"{tmp_path}/controles.yaml:"): (
            f"{problem.message} {problem.hint}"
        )
        for problem in problems_of(tmp_path, text)
    }
    assert words in found.get(place, f"{found}")


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        (rule("aanwezig", "  onderwerp: dool\n"), "controle-onbekende-naam", "Bedoelt u 'doel'?"),
        (
            rule("aanwezig", "  onderwerp: doel\n  of_document: brieef\n"),
            "controle-onbekende-naam",
            "Bedoelt u 'brief'?",
        ),
        (
            rule("aanwezig", "  onderwerp: doel\n  partijen: [schol]\n"),
            "controle-onbekende-naam",
            "Bedoelt u 'school'?",
        ),
        (
            rule("nodig", "  als: doel/algemeen\n  nodig: extra/dree\n"),
            "controle-onbekende-naam",
            "'extra/dree' bestaat niet",
        ),
        (
            rule("grenzen", "  grenzen: {regios: {maximaal: 3}}\n"),
            "controle-onbekende-naam",
            "Bedoelt u 'regio'?",
        ),
        (
            rule("grenzen", "  grenzen: {regio: {minimaal: 4, maximaal: 3}}\n"),
            "verkeerde-grens",
            "liggen verkeerd om",
        ),
        (
            rule("grenzen", "  grenzen: {regio: {}}\n"),
            "verkeerde-grens",
            "geen minimaal of maximaal",
        ),
        (
            rule("uniek", "  lijsten: {regio: [jaar]}\n"),
            "controle-onbekende-naam",
            "het onderdeel 'regio.jaar' bestaat niet",
        ),
        (
            rule("uniek", "  lijsten: {regoi: []}\n"),
            "controle-onbekende-naam",
            "Bedoelt u 'regio'?",
        ),
        (
            rule("verschillend", "  veld: naaam\n  hoogstens: 1\n"),
            "controle-onbekende-naam",
            "Bedoelt u 'naam'?",
        ),
        (
            rule("combinatie", "  gegevens: [regio, regio]\n  toegestaan: {a: [c]}\n"),
            "controle-onbekende-naam",
            "de keuze 'c' bestaat niet",
        ),
        (
            rule("combinatie", "  gegevens: [regio, regio.x]\n  toegestaan: {a: [a]}\n"),
            "controle-onbekende-naam",
            "het onderdeel 'regio.x' bestaat niet",
        ),
        (
            rule("aanwezig", "  onderwerp: doel\n  wet: [wvo-eeen]\n"),
            "controle-onbekende-naam",
            "Bedoelt u 'wvo-een'?",
        ),
        (
            rule("aanwezig", "  onderwerp: doel\n  alleen_genoemd: true\n"),
            "ongebruikte-controle",
            "geen opzet noemt de controle 'proef'",
        ),
    ],
)
def test_what_a_check_names_exists(
    small_library: SmallLibrary, text: str, code: str, words: str
) -> None:
    path = small_library.write("clauses/controles.yaml", text)
    small_library.write("clauses/gegevens.yaml", CHOICE)
    small_library.clause("doel/algemeen", "1. {{ dit_document }} in {{ regio }}.")
    library, problems = read_library(small_library.path)
    assert problems == []
    (problem,) = [item for item in check_library(library) if item.code == code]
    assert str(problem.source) == f"{path}:1:1"
    assert words in f"{problem.message} {problem.hint}"


def test_an_outline_names_checks_that_exist(small_library: SmallLibrary) -> None:
    path = small_library.write("templates/brief.yaml", OUTLINE + "controles: [weg]\n")
    library, _ = read_library(small_library.path)
    (problem,) = check_library(library)
    assert (problem.code, str(problem.source)) == ("opzet-onbekende-controle", f"{path}:10:1")
