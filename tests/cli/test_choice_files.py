"""nieuw, aanvullen, voorbeeld and schema."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dlr_docs.files.installation import default_library_path
from tests.cli.running import Run, here
from tests.small import SmallLibrary


def test_every_example_is_listed_with_its_title(run: Run) -> None:
    result = run("voorbeeld")
    lines = result.stdout.splitlines()
    names = {path.stem for path in (default_library_path() / "examples").glob("*.yaml")}
    assert {line.split()[0] for line in lines} == names
    assert all(len(line.split()) > 1 for line in lines)


def test_an_example_is_copied_and_can_be_made(run: Run) -> None:
    result = run("voorbeeld", "convenant-met-addenda", "--uit", "nieuw")
    assert result.stdout.splitlines() == [str(Path("nieuw/convenant-met-addenda.yaml"))]
    assert run("controleer", "nieuw/convenant-met-addenda.yaml", "--kort").exit_code == 0


def test_an_example_never_replaces_a_file(run: Run) -> None:
    Path("convenant-minimaal.yaml").write_text("mijn werk")
    result = run("voorbeeld", "convenant-minimaal")
    assert (result.exit_code, "bestaat al" in result.stderr) == (1, True)
    assert Path("convenant-minimaal.yaml").read_text() == "mijn werk"


def test_an_unknown_example_gets_the_nearest_name(run: Run) -> None:
    result = run("voorbeeld", "convenant-minimal")
    assert (result.exit_code, "Bedoelt u 'convenant-minimaal'?" in result.stderr) == (1, True)


def test_nieuw_prints_a_file_that_maak_takes(run: Run) -> None:
    made = run("nieuw", "convenant", "addendum")
    assert (made.exit_code, made.stderr) == (0, "")
    Path("k.yaml").write_text(made.stdout, encoding="utf-8")
    assert run("maak", "k.yaml").exit_code == 0
    assert here() == ["k.yaml", "uitvoer", "uitvoer/addendum.docx", "uitvoer/convenant.docx"]


def test_nieuw_asks_what_is_needed_and_with_alles_the_rest(run: Run) -> None:
    short, whole = run("nieuw", "convenant").stdout, run("nieuw", "convenant", "--alles").stdout
    assert "keuzes:" not in short
    assert "    keuzes:\n" in whole
    assert len(short.splitlines()) < len(whole.splitlines()) / 3


def test_aanvullen_puts_new_questions_into_a_file_and_keeps_the_rest(
    run: Run, small_library: SmallLibrary
) -> None:
    small_library.clause(
        "extra/een", "{{ leider }}.", "gegevens: {leider: {soort: tekst, vraag: Wie leidt?}}"
    )
    path = small_library.path
    made = run("nieuw", "brief", "--bibliotheek", path, "--uit", "k.yaml")
    assert made.exit_code == 0
    before = Path("k.yaml").read_text(encoding="utf-8")
    nothing = run("aanvullen", "k.yaml", "--bibliotheek", path)
    assert "Er is niets aan te vullen" in nothing.stderr
    assert Path("k.yaml").read_text(encoding="utf-8") == before
    result = run("aanvullen", "k.yaml", "extra=een", "--bibliotheek", path)
    assert (result.exit_code, "Wie leidt?" in result.stdout) == (0, True)
    after = Path("k.yaml").read_text(encoding="utf-8")
    assert "# Wie leidt?\n      leider:\n" in after
    wrong = run("aanvullen", "k.yaml", "extra", "--bibliotheek", path)
    assert (wrong.exit_code, "ONDERWERP=VARIANT" in wrong.stderr) == (2, True)
    unknown = run("aanvullen", "k.yaml", "extra=ee", "--bibliotheek", path)
    assert (unknown.exit_code, "Bedoelt u 'een'?" in unknown.stderr) == (1, True)
    assert Path("k.yaml").read_text(encoding="utf-8") == after


def test_nieuw_writes_one_file_and_never_over_another(run: Run) -> None:
    result = run("nieuw", "convenant", "--uit", "k.yaml")
    assert result.stdout.splitlines() == ["k.yaml"]
    assert here() == ["k.yaml"]
    Path("k.yaml").write_text("mijn werk")
    again = run("nieuw", "convenant", "--uit", "k.yaml")
    assert (again.exit_code, again.stdout) == (1, "")
    assert "k.yaml: fout: dit bestand bestaat al" in again.stderr
    assert Path("k.yaml").read_text() == "mijn werk"


@pytest.mark.parametrize(
    "kinds", [("addendum",), ("wijzigingsovereenkomst",), ("toetredingsovereenkomst",)]
)
def test_nieuw_with_what_belongs_to_an_agreement_that_is_there_already_makes_it(
    run: Run, kinds: tuple[str, ...]
) -> None:
    assert run("nieuw", *kinds, "--uit", "k.yaml").exit_code == 0
    made = run("maak", "k.yaml", "--uit", "uit")
    assert made.exit_code == 0, made.stderr
    assert [path.name for path in Path("uit").glob("*.docx")] == [f"{kinds[0]}.docx"]


def test_nieuw_with_a_wrong_kind_is_code_1_and_writes_nothing(run: Run) -> None:
    result = run("nieuw", "convenent", "--uit", "k.yaml")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Bedoelt u 'convenant'?" in result.stderr
    assert here() == []


def test_schema_prints_or_writes_the_schema(run: Run) -> None:
    printed = run("schema")
    written = run("schema", "--uit", "s.json")
    assert (printed.exit_code, written.stdout) == (0, "s.json\n")
    assert json.loads(printed.stdout) == json.loads(Path("s.json").read_text(encoding="utf-8"))


def test_a_schema_is_never_written_over_another_file(run: Run) -> None:
    Path("s.json").write_text('{"mijn": "werk"}')
    refused = run("schema", "--uit", "s.json")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "hier staat al een ander bestand" in refused.stderr
    assert Path("s.json").read_text() == '{"mijn": "werk"}'
    run("schema", "--uit", "t.json")
    assert run("schema", "--uit", "t.json").exit_code == 0
