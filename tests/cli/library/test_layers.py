"""The commands about layers, as somebody types them."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dlr_docs.cli import program
from tests.layering import Layers
from tests.repositories import committed, git, needs_git
from tests.small import CHOICES


def run(*arguments: object) -> Result:
    return CliRunner().invoke(program, [str(item) for item in arguments])


@pytest.fixture
def keuzes(layered: Layers, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A choice file with comments, in the folder that one stands in."""
    monkeypatch.chdir(layered.folder)
    layered.clause("regio/doel/algemeen", "1. Van de regio.\n")
    named = "bibliotheek:  # van ons\n  - ./land\n  - {bron: ./regio}  # de regio\n"
    return layered.write("keuzes.yaml", f"{named}{CHOICES}")


def test_what_each_layer_does_is_shown(keuzes: Path) -> None:
    shown = run("bibliotheek", "toon", keuzes).stdout
    assert "1. land" in shown
    assert "vervangt: clausule doel/algemeen (van land)" in shown
    data = json.loads(run("bibliotheek", "toon", keuzes, "--json").stdout)
    assert [layer["naam"] for layer in data["lagen"]] == ["land", "regio"]
    assert data["verschillen"] == [
        {
            "laag": "regio",
            "soort": "clausule",
            "naam": "doel/algemeen",
            "wat": "vervangt",
            "van": ["land"],
        }
    ]


def test_layers_are_pinned_with_the_comments_kept(keuzes: Path) -> None:
    before = keuzes.read_text(encoding="utf-8")
    assert run("bibliotheek", "vast", keuzes, "--proef").exit_code == 0
    assert keuzes.read_text(encoding="utf-8") == before
    assert "vastgezet" in run("bibliotheek", "vast", keuzes).stderr
    lines = keuzes.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "bibliotheek:  # van ons"
    assert lines[1].startswith('  - {bron: "./land", inhoud: ')
    assert lines[2].startswith("  - {bron: ./regio, inhoud: ")
    assert lines[2].endswith("}  # de regio")
    assert "\n".join(lines[3:]) == CHOICES.rstrip()
    assert "alles stond al vast" in run("bibliotheek", "vast", keuzes).stderr
    assert run("controleer", keuzes).exit_code == 0
    (keuzes.parent / "regio/clauses/doel/algemeen.md").write_text(
        "---\ntitel: x\nsamenvatting: y\n---\nz\n"
    )
    assert "laag-anders-dan-vastgezet" in run("controleer", keuzes).stderr


def test_a_file_without_layers_is_pinned_to_the_package(keuzes: Path) -> None:
    keuzes.write_text(CHOICES, encoding="utf-8")
    assert run("bibliotheek", "vast", keuzes).exit_code == 0
    assert keuzes.read_text(encoding="utf-8").startswith(
        f"{CHOICES}bibliotheek:\n  bron: standaard\n"
    )


def test_the_ten_minutes_in_a_new_layer(layered: Layers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(layered.folder)
    assert run("bibliotheek", "nieuw", "ons", "--op", "../land").exit_code == 0
    monkeypatch.chdir(layered.folder / "ons")
    made = run("clausules", "nieuw", "doel/eigen", "--van", "doel/algemeen")
    assert made.stdout == "clauses/doel/eigen.md\n"
    assert "Bibliotheek: deze map (ons)." in made.stderr
    assert "Kies haar in een keuzebestand met doel: eigen" in made.stderr
    topic = run("clausules", "nieuw", "zwemles/ja", "--soort", "brief", "--na", "doel")
    assert "Zij staat vanzelf in een document van die soort." in topic.stderr
    assert "clauses/zwemles/ja.md:3:1" in run("clausules", "controleer").stdout  # not written yet
    written = "---\ntitel: Zwemles\nsamenvatting: Ons.\n---\n1. Wij zwemmen.\n"
    Path("clauses/zwemles/ja.md").write_text(written)
    checked = run("clausules", "controleer")
    assert checked.stdout.endswith("land + ons: 5 clausules, 1 soorten: 0 problemen\n")
    assert "  eigen  " in run("clausules", "lijst").stdout
    assert "rust_op:\n  - {bron:" not in Path("bibliotheek.yaml").read_text()
    assert run("bibliotheek", "vast").exit_code == 0
    assert "inhoud: " in Path("bibliotheek.yaml").read_text()
    assert "erbij: clausule zwemles/ja" in run("bibliotheek", "toon").stdout
    same = run("clausules", "nieuw", "doel/algemeen", "--van", "doel/algemeen")
    assert "Zij komt vanzelf in de plaats van die van de laag eronder." in same.stderr


def test_outside_a_layer_nothing_is_made(layered: Layers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(layered.folder)
    for arguments in (
        ["clausules", "nieuw", "a/b"],
        ["bibliotheek", "vast"],
        ["bibliotheek", "haal"],
    ):
        result = run(*arguments)
        assert result.exit_code == 1
        assert "geen-laag" in result.stderr


def test_the_command_line_goes_before_the_choice_file(keuzes: Path) -> None:
    with_layers = json.loads(run("controleer", keuzes, "--json").stdout)
    assert [layer["naam"] for layer in with_layers["lagen"]] == ["land", "regio"]
    assert with_layers["clausules"] == [
        {"id": "doel/algemeen", "laag": "regio", "in_plaats_van": ["land"]}
    ]
    without = json.loads(run("controleer", keuzes, "--bibliotheek", "land", "--json").stdout)
    assert [layer["naam"] for layer in without["lagen"]] == ["land"]


def test_documents_and_what_is_said_of_them_name_the_layers(keuzes: Path) -> None:
    made = run("maak", keuzes, "--toelichting")
    assert "Bibliotheek: land + regio" in made.stderr
    assert "doel/algemeen: uit de laag regio, in plaats van die van land" in made.stderr
    told = run("herkomst", "uitvoer/brief.docx").stdout
    assert "laag regio, van ./regio" in told
    assert "  doel/algemeen (laag regio)" in told
    data = json.loads(run("herkomst", "uitvoer/brief.docx", "--json").stdout)
    assert [layer["bron"] for layer in data["bibliotheek"]] == ["./land", "./regio"]
    assert data["clausules"][0]["laag"] == "regio"


@needs_git
def test_a_layer_from_an_address_is_fetched(
    layered: Layers, keuzes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    committed(layered.folder / "regio")
    git(layered.folder / "regio", "tag", "v1")
    address = f"file://{layered.folder / 'regio'}"
    keuzes.write_text(f"bibliotheek: [./land, {{bron: '{address}', versie: v1}}]\n{CHOICES}")
    refused = run("controleer", keuzes)
    assert f"dlr-docs bibliotheek haal {keuzes}" in refused.stderr
    result = run("bibliotheek", "haal", keuzes)
    assert result.exit_code == 0, result.stderr
    assert "regio op " in result.stdout
    assert run("controleer", keuzes).exit_code == 0
    keuzes.write_text(f"bibliotheek: ./land\n{CHOICES}")
    assert "niets op te halen" in run("bibliotheek", "haal", keuzes).stderr


@needs_git
def test_who_rests_on_a_layer_sees_its_later_versions_and_that_its_own_layer_moved_on(
    layered: Layers, keuzes: Path
) -> None:
    regio, school = layered.folder / "regio", layered.folder / "school"
    layered.clause("regio/doel/algemeen", "1. Van de regio, per {{ ingangsdatum }}.\n")
    committed(regio, "Begin")
    git(regio, "tag", "v1")
    layered.write("school/bibliotheek.yaml", "rust_op: [../land, {bron: ../regio, versie: v1}]\n")
    layered.write("school/clauses/.gitkeep", "")
    committed(school, "Begin")
    keuzes.write_text(f"bibliotheek: ./school\n{CHOICES}")
    assert run("bibliotheek", "vast", keuzes).exit_code == 0
    before = run("bibliotheek", "toon", keuzes)
    assert (before.exit_code, "nieuwer" in before.stdout) == (0, False), before.stderr
    layered.clause("regio/doel/algemeen", "1. Anders, per {{ ingangsdatum }}.\n")
    committed(regio, "Anders", 2)
    git(regio, "tag", "v2")
    assert (
        "   nieuwer: v2. Wat er verschilt: dlr-docs clausules verschil v1 v2 --bibliotheek ../regio"
        in run("bibliotheek", "toon", keuzes).stdout
    )
    data = json.loads(run("bibliotheek", "toon", keuzes, "--json").stdout)
    assert [layer["nieuwer"] for layer in data["lagen"]] == [[], ["v2"], []]
    assert "laag-verder" not in run("maak", keuzes, "--uit", "stukken").stderr
    layered.write("school/bibliotheek.yaml", "rust_op: [../land, {bron: ../regio, versie: v2}]\n")
    committed(school, "Naar v2", 2)
    assert "laag-verder" in run("maak", keuzes, "--uit", "stukken").stderr
    told = run("clausules", "verschil", "HEAD~1", "--bibliotheek", "school").stdout
    assert told == "laag ../regio: gewijzigd\n    versie\n      - v1\n      + v2\n"


@needs_git
@pytest.mark.parametrize("says_so", [True, False], ids=["vervangt", "alleen git"])
def test_history_by_a_name_of_before_follows_to_the_name_of_now(
    layered: Layers, keuzes: Path, says_so: bool
) -> None:
    land = layered.folder / "land"
    layered.clause("land/extra/een", "1. Een zin die lang genoeg is om te herkennen.\n" * 3)
    committed(land, "Begin")
    (land / "clauses/extra/een.md").rename(land / "clauses/extra/twee.md")
    committed(land, "Hernoemd", 2)
    (land / "clauses/extra/twee.md").rename(land / "clauses/extra/drie.md")
    committed(land, "Nog eens", 3)
    if says_so:
        text = (land / "clauses/extra/drie.md").read_text(encoding="utf-8")
        said = text.replace("---\n", "---\nvervangt: [een, twee]\n", 1)
        (land / "clauses/extra/drie.md").write_text(said, encoding="utf-8")
        committed(land, "Zegt het", 4)
    told = run("clausules", "historie", "extra/een", "--bibliotheek", "land")
    assert "extra/een heet nu extra/drie." in told.stderr
    assert ("Zegt het\n  voor een lezer verschilt er niets" in told.stdout) == says_so
    assert "Hernoemd\n  (toen: clauses/extra/twee.md)\n  de clausule kreeg deze naam" in told.stdout
    assert "Begin\n  (toen: clauses/extra/een.md)\n  de clausule kwam erbij" in told.stdout
    data = run("clausules", "historie", "extra/een", "--bibliotheek", "land", "--json")
    assert json.loads(data.stdout)["clausule"] == "extra/drie"


@needs_git
def test_history_of_a_name_that_is_not_committed_yet_is_that_of_the_name_before(
    layered: Layers, keuzes: Path
) -> None:
    land = layered.folder / "land"
    committed(land, "Begin")
    (land / "clauses/extra/een.md").unlink()
    layered.clause("land/extra/twee", "1. Iets heel anders.\n", "vervangt: een")
    told = run("clausules", "historie", "extra/twee", "--bibliotheek", "land")
    assert "Begin" in told.stdout
    told = run("clausules", "historie", "extra/nooit", "--bibliotheek", "land")
    assert (told.exit_code, told.stdout) == (1, "")
    assert "'extra/nooit' is er niet, en was er in geen enkele laag" in told.stderr


@needs_git
def test_history_of_what_is_gone_and_has_no_successor_is_told_to_its_end(
    layered: Layers, keuzes: Path
) -> None:
    land = layered.folder / "land"
    committed(land, "Begin")
    (land / "clauses/extra/een.md").unlink()
    committed(land, "Vervallen", 2)
    told = run("clausules", "historie", "extra/een", "--bibliotheek", "land").stdout
    assert "Vervallen\n  de clausule is weggehaald" in told
    assert "heet nu" not in told


@needs_git
def test_history_differences_and_use_are_told(layered: Layers, keuzes: Path) -> None:
    land = layered.folder / "land"
    committed(land, "Begin")
    git(land, "tag", "v1")
    assert run("maak", keuzes, "--bibliotheek", "land", "--uit", "stukken").exit_code == 0
    layered.clause("land/doel/algemeen", "1. Duidelijker, per {{ ingangsdatum }}.\n")
    committed(land, "Een kortere zin", 2)
    told = run("clausules", "historie", "doel/algemeen", "--bibliotheek", "land")
    assert told.stdout.startswith("2027-01-02  Proef  ")
    assert "  Een kortere zin\n    tekst\n      - lid: [Dit document] gaat in op" in told.stdout
    assert "de clausule kwam erbij" in told.stdout
    data = json.loads(
        run("clausules", "historie", "doel/algemeen", "--bibliotheek", "land", "--json").stdout
    )
    assert "CC0 1.0" in data["licentie"]
    assert [item["waarom"] for item in data["historie"]] == ["Een kortere zin", "Begin"]
    assert data["historie"][0]["wijzigingen"][0]["wordt"] == "lid: Duidelijker, per [ingangsdatum]."
    differs = run("clausules", "verschil", "v1", "--bibliotheek", "land")
    assert differs.stdout.startswith("clausule doel/algemeen: gewijzigd\n    tekst\n")
    differs = run("clausules", "verschil", "v1", "--bibliotheek", "land", "--json")
    assert json.loads(differs.stdout)["licentie"] == data["licentie"]
    assert "niets" in run("clausules", "verschil", "v1", "v1", "--bibliotheek", "land").stdout
    assert run("clausules", "verschil", "v9", "--bibliotheek", "land").exit_code == 1
    used = json.loads(
        run("clausules", "gebruik", "stukken", "--bibliotheek", "land", "--json").stdout
    )
    assert used["gebruik"] == [
        {"clausule": "doel/algemeen", "in_keuzebestanden": 0, "in_documenten": 1}
    ]
    (outdated,) = used["verouderd"]
    assert outdated["verschillen"][0]["wijzigingen"][0]["wat"] == "tekst"
    shown = run("clausules", "gebruik", "stukken", "--bibliotheek", "land").stdout
    assert "Gewijzigd sinds het document is gemaakt: 1" in shown


@needs_git
@pytest.mark.belasting
def test_git_shows_the_words_that_changed_in_a_word_file_of_a_new_layer(
    layered: Layers, keuzes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("bibliotheek", "nieuw", "ons", "--op", "./land").exit_code == 0
    ours = layered.folder / "ons"
    setting = re.search(r'git config (\S+) "(.*)"', (ours / "README.md").read_text("utf-8"))
    assert setting is not None
    programs = (str(Path(sys.executable).parent), os.environ["PATH"])
    monkeypatch.setenv("PATH", os.pathsep.join(programs))
    assert run("maak", keuzes, "--uit", "ons/stukken").exit_code == 0
    committed(ours)
    layered.clause("regio/doel/algemeen", "1. Van de hele regio.\n")
    assert run("maak", keuzes, "--uit", "ons/stukken", "--overschrijf").exit_code == 0
    assert "Binary files" in git(ours, "diff")
    git(ours, "config", setting[1], setting[2])
    lines = git(ours, "diff", "-U0").splitlines()
    assert [line.partition("] ")[2] for line in lines if "Van de" in line] == [
        "Van de regio.",
        "Van de hele regio.",
    ]


def test_what_has_no_history_says_so(keuzes: Path) -> None:
    for name, words in (("doel/algemeen", "staat niet in git"), ("doel/algemen", "Bedoelt u")):
        result = run("clausules", "historie", name, "--bibliotheek", "land")
        assert result.exit_code == 1
        assert words in result.stderr


def test_a_folder_of_choice_files_is_moved_over(layered: Layers, keuzes: Path) -> None:
    layered.clause("land/doel/nieuw", "1. Nieuw.\n", "vervangt: oud")
    text = f"bibliotheek: ../land\n{CHOICES}    keuzes: {{doel: oud}}  # de onze\n"
    path = layered.write("stukken/keuzes.yaml", text)
    assert "vervallen-naam" in run("controleer", path).stdout
    assert "'doel/oud' heet nu" not in run("bibliotheek", "overzetten", "stukken", "--proef").stderr
    assert path.read_text(encoding="utf-8") == text
    moved = run("bibliotheek", "overzetten", "stukken")
    assert moved.stdout == f"{Path('stukken/keuzes.yaml')}: doel/oud heet nu doel/nieuw\n"
    assert path.read_text(encoding="utf-8") == text.replace("doel: oud", "doel: nieuw")
    assert "vervallen-naam" not in run("controleer", path).stdout


@needs_git
def test_the_history_of_a_shallow_clone_does_not_say_that_a_clause_came(
    layered: Layers, keuzes: Path
) -> None:
    land = layered.folder / "land"
    committed(land, "Begin")
    layered.clause("land/doel/algemeen", "1. Anders, per {{ ingangsdatum }}.\n")
    committed(land, "Later", 2)
    git(layered.folder, "clone", "-q", "--depth=1", f"file://{land}", "ondiep")
    told = run("clausules", "historie", "doel/algemeen", "--bibliotheek", "ondiep").stdout
    assert "verder terug gaat deze kopie niet: haal de rest op" in told
    assert "kwam erbij" not in told
    run("clausules", "catalogus", "--uit", "site", "--bibliotheek", "ondiep")
    page = (layered.folder / "site/clausule/doel/algemeen.html").read_text(encoding="utf-8")
    assert "Verder terug gaat deze kopie van de repository niet." in page


@needs_git
def test_the_history_of_a_clone_that_lacks_objects_is_no_end_of_a_clause(
    layered: Layers, keuzes: Path
) -> None:
    land = layered.folder / "land"
    committed(land, "Begin")
    blob = git(land, "rev-parse", "HEAD:clauses/doel/algemeen.md")
    (land / ".git/objects" / blob[:2] / blob[2:]).unlink()
    told = run("clausules", "historie", "doel/algemeen", "--bibliotheek", "land")
    assert told.exit_code == 1
    assert "mist er een deel van" in told.stderr


def test_a_topic_of_a_layer_that_no_kind_has_is_told_when_a_document_is_made(
    layered: Layers, keuzes: Path
) -> None:
    layered.clause("regio/zwemles/ja", "1. Wij zwemmen.\n")
    keuzes.write_text(f"bibliotheek: [./land, ./regio]\n{CHOICES}")
    made = run("maak", keuzes, "--uit", "stukken")
    assert made.exit_code == 0
    assert "het onderwerp 'zwemles' van de laag 'regio' staat in geen enkele soort" in made.stderr
    layered.write(
        "regio/templates/brief.yaml",
        "onderwerpen: [{onderwerp: zwemles, standaard: nee, na: doel}]\n",
    )
    made = run("maak", keuzes, "--uit", "stukken")
    assert "brief.yaml van land en regio noemt de clausule 'zwemles/nee'" in made.stderr
    layered.write("regio/bibliotheek.yaml", "rust_op: [../land]\n")
    checked = run("clausules", "controleer", "--bibliotheek", "regio").stdout
    assert "regio/templates/brief.yaml:1:27: fout: 'zwemles' heeft voor een brief" in checked


@needs_git
def test_git_shows_of_a_clause_what_a_reader_sees(
    layered: Layers, keuzes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lines of a new layer and of the document make git show clauses in words."""
    manual = (Path(__file__).parents[3] / "docs/bibliotheek.md").read_text(encoding="utf-8")
    setting = re.search(r'^git config (diff\.clausule\.\S+) "(.*)"$', manual, re.MULTILINE)
    assert setting
    run("bibliotheek", "nieuw", "ons")
    ons = layered.folder / "ons"
    body = '1. Wij {% if heeft("a") %}zwemmen{% else %}lopen{% endif %}.\n'
    layered.clause("ons/a/b", body)
    committed(ons)
    here = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    monkeypatch.setenv("PATH", here)
    git(ons, "config", setting[1], setting[2])
    layered.clause("ons/a/b", body.replace("lopen", "lopen\n   allen"))
    lines = [line for line in git(ons, "diff", "-U0").splitlines() if re.match(r"[+-][^+-]", line)]
    before = "lid: Wij (alleen als het onderwerp ‘a’ in het document staat) zwemmen (anders) lopen"
    assert lines == [f"-{before} (tot hier).", f"+{before} allen (tot hier)."]
