"""Checks for those who write clauses: what is found, where, and what is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from dlr_docs.library.checks.clauses.writing import (
    check_covering,
    check_placed,
    check_readable,
    check_spelled_terms,
    check_unfinished,
)
from dlr_docs.library.layers.new_layer import NewClause, clause_files
from tests.layering import make_layers
from tests.small import OUTLINE, SmallLibrary


def test_a_new_clause_is_refused_until_its_words_are_somebodys_own(
    small_library: SmallLibrary,
) -> None:
    wanted = NewClause("zwemles/ja", kinds=("brief",), after="doel")
    files = clause_files(wanted, small_library.load(), small_library.path / "laag")
    path = small_library.write("clauses/zwemles/ja.md", files["clauses/zwemles/ja.md"])
    found = list(check_unfinished(small_library.load()))
    assert [str(problem.code) for problem in found] == ["voorbeeldtekst"] * 3
    assert {problem.at.partition("#")[2] for problem in found} == {
        "",
        "samenvatting",
        "toelichting",
    }
    for problem in found:
        begun = problem.message.partition("'")[2].rpartition("'")[0]
        path.write_text(path.read_text("utf-8").replace(begun, "Eigen woorden."), "utf-8")
    assert list(check_unfinished(small_library.load())) == []


def test_a_topic_of_a_library_without_layers_that_no_kind_of_document_has_is_told(
    small_library: SmallLibrary,
) -> None:
    path = small_library.clause("los/een", "1. Los.\n")
    (problem,) = check_placed(small_library.load())
    assert (problem.code, str(problem.source)) == ("onderwerp-zonder-soort", f"{path}:5")


def test_a_topic_of_a_layer_that_no_kind_of_document_has_is_told(tmp_path: Path) -> None:
    layers = make_layers(tmp_path)
    layers.clause("school/los/een", "1. Los.\n")
    (problem,) = check_placed(layers.load())
    path = layers.folder / "school/clauses/los/een.md"
    assert (problem.code, str(problem.source)) == ("onderwerp-zonder-soort", f"{path}:5")
    assert "{onderwerp: los, standaard: een, na: …}" in str(problem.hint)
    layers.write(
        "school/templates/brief.yaml",
        "onderwerpen:\n  - {onderwerp: los, standaard: een, na: doel}\n",
    )
    assert list(check_placed(layers.load())) == []


@pytest.mark.parametrize(
    ("head", "found"), [("", True), ("eisen: []", False), ("soorten: [nota]", False)]
)
def test_a_variant_that_covers_nothing_beside_others_that_do(
    small_library: SmallLibrary, head: str, found: bool
) -> None:
    small_library.write("templates/brief.yaml", f"eisen: groep\n{OUTLINE}")
    for name in ("een", "twee"):
        small_library.clause(f"extra/{name}", "Extra.\n", "eisen: [eis-a]")
    small_library.clause("extra/drie", "Extra.\n", head)
    problems = [item.at for item in check_covering(small_library.load())]
    assert problems == (["clauses/extra/drie.md#eisen"] if found else [])


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("1. Het VMBO profiel telt.", "VMBO profiel", "vmbo-profiel"),
        ("1. Een vmboprofiel telt.", "vmboprofiel", "vmbo-profiel"),
        ("1. Een vmbo-Profiel telt.", "vmbo-Profiel", "vmbo-profiel"),
        ("1. De leer-lingen gaan.", "leer-lingen", "leerlingen"),
    ],
)
def test_a_term_that_is_written_otherwise_has_its_line_as_it_should_be(
    small_library: SmallLibrary, text: str, wrong: str, right: str
) -> None:
    small_library.write(
        "clauses/begrippen.yaml",
        "- {begrip: vmbo-profiel, omschrijving: a}\n"
        "- {begrip: leerling, vormen: [leerlingen], omschrijving: b}\n",
    )
    path = small_library.clause("extra/een", text)
    (problem,) = check_spelled_terms(small_library.load())
    assert str(problem.source) == f"{path}:5:{text.index(wrong) + 1}"
    assert problem.instead == text.replace(wrong, right)
    small_library.clause("extra/een", str(problem.instead))
    assert list(check_spelled_terms(small_library.load())) == []


@pytest.mark.parametrize(
    "text",
    [
        "1. Leerlingen en de leerling en wie leert.",
        "1. {{ regio }} en leerling{{ regio }}.",
        "1. Het leerlingvolgsysteem en de leerling-begeleider.",
    ],
)
def test_other_words_are_no_terms(small_library: SmallLibrary, text: str) -> None:
    small_library.clause("extra/een", text)
    assert list(check_spelled_terms(small_library.load())) == []


def test_long_and_passive_sentences_are_told_and_refused_nowhere(
    small_library: SmallLibrary,
) -> None:
    passive = "1. Wat wordt gezegd,\n   wordt gehoord en kan\n   worden gedaan.\n"
    small_library.clause(
        "extra/een", f"1. Kort.\n{passive}1. {'Wij en ' * 30}dan. Kort.\n1. " + "a b. " * 40
    )
    found = list(check_readable(small_library.load()))
    assert [problem.code for problem in found] == ["lijdende-zin", "lange-zin"]
    assert [problem.source and problem.source.line for problem in found] == [6, 9]
    assert {str(problem.severity) for problem in found} == {"waarschuwing"}
