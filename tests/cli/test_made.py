"""The commands about documents that were made: what from, and what stands in them now."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dlr_docs.cli import program
from dlr_docs.model.library import Library
from tests.cli.returned.test_update import ENCRYPTED
from tests.cli.running import CHOSEN
from tests.ooxml import changed
from tests.samples import agreement, docx_of


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(program, [str(part) for part in arguments], prog_name="dlr-docs")


@pytest.fixture
def document(library: Library, tmp_path: Path) -> Path:
    path = tmp_path / "overeenkomst.docx"
    path.write_bytes(docx_of(agreement(), library))
    return path


def test_herkomst_says_what_a_document_was_made_from(document: Path) -> None:
    result = run("herkomst", document)
    assert result.exit_code == 0
    assert "Document     samenwerkingsovereenkomst (samenwerkingsovereenkomst)" in result.stdout
    assert "Bewerkt      nee" in result.stdout
    assert "  geschillen/overleg-commissie-rechter\n" in result.stdout
    assert json.loads(run("herkomst", document, "--json").stdout)["bewerkt"] is False


def test_lees_shows_every_value_and_warns_of_one_that_has_two(document: Path) -> None:
    edited = changed(
        document.read_bytes(),
        "word/document.xml",
        lambda text: text.replace(">Stichting De Linde<", ">De Eik<", 1),
    )
    document.write_bytes(edited)
    result = run("lees", document)
    assert result.exit_code == 0
    assert "partijen.linde.bevoegd_gezag: De Eik | Stichting De Linde\n" in result.stdout
    assert "duur_leerroute: (open)\n" in result.stdout
    assert "'partijen.linde.bevoegd_gezag' staat er op 2 manieren" in result.stderr
    data = json.loads(run("lees", document, "--json").stdout)
    assert data["duur_leerroute"] == {
        "waarden": [],
        "open": True,
        "bij_openen": None,
    }
    assert "ja, het is daarna opgeslagen" in run("herkomst", document).stdout


@pytest.mark.parametrize("command", ["herkomst", "lees"])
def test_what_is_no_document_of_ours_gets_a_clear_message(command: str, tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_text("geen Word", encoding="utf-8")
    result = run(command, path)
    assert result.exit_code == 1
    assert "dit is geen Word-bestand" in result.stderr


@pytest.mark.parametrize("command", ["herkomst", "lees", "lees --naar"])
def test_an_encrypted_document_says_how_to_take_the_password_away(
    command: str, tmp_path: Path
) -> None:
    name, *option = command.split()
    target = tmp_path / "keuzes.yaml"
    target.write_text(CHOSEN, encoding="utf-8")
    result = run(name, ENCRYPTED, *option, *([target] if option else []))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "met een wachtwoord beveiligd" in result.stderr
    assert "Haal het wachtwoord in Word weg" in result.stderr
    assert target.read_text(encoding="utf-8") == CHOSEN


def test_an_encrypted_document_is_no_choice_file() -> None:
    result = run("toon", ENCRYPTED)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "[geen-keuzebestand]" in result.stderr
