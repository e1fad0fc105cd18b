"""The commands about the clause library."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from dlr_docs.model.library import Library
from tests.cli.running import Run
from tests.small import SmallLibrary


def test_clausules_lijst_shows_every_clause(run: Run, library: Library) -> None:
    text = run("clausules", "lijst").stdout
    assert all(
        clause.variant in text and clause.summary in text for clause in library.all_clauses()
    )
    data = json.loads(run("clausules", "lijst", "--json").stdout)
    assert {item["id"] for item in data["clausules"]} == {
        clause.id for clause in library.all_clauses()
    }
    assert set(data["soorten"]) == set(library.outlines)


@pytest.mark.parametrize(
    "command", [("lijst",), ("lijst", "--soort", "brief"), ("toon", "doel"), ("gebruik", ".")]
)
def test_texts_go_out_with_their_licence_in_the_words_of_the_catalogue(
    run: Run, small_library: SmallLibrary, command: tuple[str, ...]
) -> None:
    where = ("--bibliotheek", small_library.path)
    said = json.loads(run("clausules", *command, *where, "--json").stdout)["licentie"]
    assert "CC0 1.0" in said
    assert run("clausules", "catalogus", "--uit", "site", *where).exit_code == 0
    pages = [path.read_text("utf-8") for path in Path("site").rglob("*.html")]
    assert [said in page for page in pages] == [True] * len(pages)


def test_clausules_lijst_of_one_kind_shows_what_fits(run: Run, library: Library) -> None:
    data = json.loads(run("clausules", "lijst", "--soort", "addendum", "--json").stdout)
    assert {item["id"] for item in data["clausules"]} == {
        clause.id for clause in library.all_clauses() if clause.fits("addendum")
    }
    wrong = run("clausules", "lijst", "--soort", "adendum")
    assert (wrong.exit_code, wrong.stdout) == (1, "")
    assert "Bedoelt u 'addendum'?" in wrong.stderr


def test_clausules_toon_shows_a_clause_or_all_variants_of_a_topic(
    run: Run, library: Library
) -> None:
    clause = library.clause("geschillen/bestuur-mediation-rechter")
    one, both = run("clausules", "toon", clause.id), run("clausules", "toon", "geschillen")
    assert one.stdout in both.stdout
    assert "geschillen/overleg-commissie-rechter: " in both.stdout
    assert not re.search(r"\{\{|\{%|\*\*|\[\{|\{'", both.stdout)
    assert "\n   1. " in one.stdout
    assert re.search(r"\[[A-Z][^]]+\?\]", both.stdout), "a value is shown as its question"
    assert all(name in one.stdout for name in clause.values)
    assert (
        json.loads(run("clausules", "toon", clause.id, "--json").stdout)["clausules"][0]["tekst"]
        == clause.text
    )


def test_clausules_toon_shows_no_number_that_only_maintainers_can_look_up(
    run: Run, library: Library
) -> None:
    clause = library.clause("bekostiging/vast-bedrag")
    assert clause.facts
    shown = run("clausules", "toon", clause.id).stdout
    assert not re.search(r"\b[FD]\d{2,3}\b|[Ff]eiten", shown)
    kept = json.loads(run("clausules", "toon", clause.id, "--json").stdout)["clausules"][0]
    assert kept["feiten"] == list(clause.facts)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("geschilen", "'geschillen'"),
        ("geschillen/bestuur-mediation", "'bestuur-mediation-rechter'"),
        ("zzz", "Bekend"),
    ],
)
def test_clausules_toon_of_a_wrong_name_gets_the_nearest_one(
    run: Run, name: str, words: str
) -> None:
    result = run("clausules", "toon", name)
    assert (result.exit_code, result.stdout) == (1, "")
    assert words in result.stderr


@pytest.mark.bibliotheek
def test_clausules_controleer_is_code_0_for_the_library_of_the_package(run: Run) -> None:
    result = run("clausules", "controleer")
    assert result.exit_code == 0
    assert result.stdout.endswith(": 0 problemen\n")
    assert json.loads(run("clausules", "controleer", "--json").stdout) == {"problemen": []}


def test_clausules_controleer_is_code_3_with_every_problem_and_its_place(
    run: Run, small_library: SmallLibrary
) -> None:
    one = small_library.clause("extra/een", "a\nzulks")
    other = small_library.write("templates/nota.yaml", "titel: x\n")
    result = run("clausules", "controleer", "--bibliotheek", small_library.path)
    assert result.exit_code == 3
    assert f"{one}:6:1: fout: 'zulks'" in result.stdout
    assert f"{other}:1:1: fout: 'samenvatting' ontbreekt" in result.stdout
    data = json.loads(
        run("clausules", "controleer", "--json", "--bibliotheek", small_library.path).stdout
    )
    assert {item["bestand"] for item in data["problemen"]} == {str(one), str(other)}


def test_clausules_controleer_gives_the_line_as_it_should_be_in_every_form(
    run: Run, small_library: SmallLibrary
) -> None:
    path = small_library.clause("extra/een", "1.Samen.")
    named = ("clausules", "controleer", "--bibliotheek", small_library.path)
    text, data = run(*named), json.loads(run(*named, "--formaat", "json").stdout)
    log = run(*named, "--sarif")
    assert (text.exit_code, log.exit_code) == (3, 3)
    assert "Schrijf deze regel zo:\n        1. Samen." in text.stdout
    assert [item["wordt"] for item in data["problemen"]] == ["1. Samen."]
    (result,) = json.loads(log.stdout)["runs"][0]["results"]
    assert result["fixes"][0]["artifactChanges"][0]["artifactLocation"]["uri"] == path.as_uri()
    assert run(*named, "--formaat", "xml").exit_code == 2


def test_clausules_catalogus_writes_a_site_in_a_new_folder_only(
    run: Run, small_library: SmallLibrary, tmp_path: Path
) -> None:
    named = ("clausules", "catalogus", "--bibliotheek", small_library.path, "--uit")
    made = run(*named, tmp_path / "site")
    assert (made.exit_code, made.stdout) == (0, f"{tmp_path / 'site' / 'index.html'}\n")
    assert (tmp_path / "site/clausule/extra/een.html").is_file()
    again = run(*named, tmp_path / "site")
    assert (again.exit_code, again.stdout) == (1, "")
    assert "hier staat al iets" in again.stderr


def test_clausules_toon_of_a_list_says_it_in_words(run: Run, small_library: SmallLibrary) -> None:
    small_library.clause(
        "extra/een",
        "{% for x in lijst %}\n1. {{ x }}\n{% endfor %}\n",
        "gegevens:\n  lijst: {soort: lijst, van: tekst, vraag: Wat?, standaard: [a, b]}",
    )
    text = run("clausules", "toon", "extra/een", "--bibliotheek", small_library.path).stdout
    assert "Gegeven lijst (lijst): Wat? Standaard: a, b." in text
    assert text.endswith("\n   1. a\n   2. b\n\n")
