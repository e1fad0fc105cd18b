"""The command bijwerken."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from dlr_docs.cli import program
from dlr_docs.model.library import Library
from dlr_docs.word.read.lines import as_text
from tests.ooxml import changed, parts
from tests.revise.edits import replaced
from tests.samples import agreement, docx_of

LAW = "is Nederlands recht van"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(program, [str(part) for part in arguments], prog_name="dlr-docs")


@pytest.fixture(scope="module")
def made(library: Library) -> bytes:
    return docx_of(agreement(), library)


@pytest.fixture
def back(made: bytes, tmp_path: Path) -> Path:
    """A document that came back with one lid changed."""
    path = tmp_path / "terug.docx"
    path.write_bytes(replaced(made, LAW, "is Belgisch recht van"))
    return path


def choices(folder: Path, data: dict[str, Any] | None = None) -> Path:
    path = folder / "keuzes.yaml"
    path.write_text(yaml.safe_dump(data or agreement(), allow_unicode=True), encoding="utf-8")
    return path


def test_the_new_document_goes_into_a_folder_under_its_own_name(back: Path, tmp_path: Path) -> None:
    path = choices(tmp_path)
    result = run("bijwerken", back, path, "--uit", tmp_path / "nieuw")
    assert result.exit_code == 0
    assert [*(tmp_path / "nieuw").iterdir()] == [tmp_path / "nieuw" / "terug.docx"]
    before = back.read_bytes()
    again = run("bijwerken", back, path, "--uit", tmp_path)
    assert again.exit_code == 1
    assert "dit bestand bestaat al" in again.stderr
    assert back.read_bytes() == before


def test_a_name_of_another_sort_of_file_is_no_folder(back: Path, tmp_path: Path) -> None:
    result = run("bijwerken", back, choices(tmp_path), "--uit", tmp_path / "nieuw.txt")
    assert result.exit_code == 2
    assert "een naam op .docx" in result.stderr
    assert not (tmp_path / "nieuw.txt").exists()


def test_the_new_document_stands_beside_the_old_one(back: Path, tmp_path: Path) -> None:
    before = back.read_bytes()
    data = agreement()
    data["documenten"][0]["gegevens"]["regio"] = "Het Gooi"
    result = run("bijwerken", back, choices(tmp_path, data))
    assert result.exit_code == 0
    assert "Gebleven zoals het met de hand is gedaan (1)\n" in result.stdout
    assert "Gevolgd uit bibliotheek en keuzes (1)\n" in result.stdout
    text = as_text((tmp_path / "terug-bijgewerkt.docx").read_bytes())
    assert "is Belgisch recht van" in text
    assert "Het Gooi" in text
    assert back.read_bytes() == before
    again = run("bijwerken", back, choices(tmp_path, data))
    assert again.exit_code == 1
    assert "bestaat-al" in again.stderr or "bestaat al" in again.stderr


def test_a_trial_writes_nothing(back: Path, tmp_path: Path) -> None:
    result = run("bijwerken", back, choices(tmp_path), "--proef")
    assert result.exit_code == 0
    assert not (tmp_path / "terug-bijgewerkt.docx").exists()


def test_what_a_person_has_to_decide_is_told(made: bytes, tmp_path: Path) -> None:
    path, data = tmp_path / "terug.docx", agreement()
    path.write_bytes(replaced(made, "Eemland", "De Kempen"))
    data["documenten"][0]["gegevens"]["regio"] = "Het Gooi"
    result = run("bijwerken", path, choices(tmp_path, data), "--uit", tmp_path / "n.docx", "--json")
    assert result.exit_code == 3
    (item,) = json.loads(result.stdout)["te_beslissen"]
    assert (item["gegeven"], item["hand"], item["nieuw"]) == ("regio", "De Kempen", "Het Gooi")
    assert "De Kempen" in as_text((tmp_path / "n.docx").read_bytes())


@pytest.mark.parametrize(
    ("party", "words"),
    [("linde", "andere overeenkomst"), ("", "staat niet in dit keuzebestand")],
)
def test_the_choice_file_of_another_agreement_is_refused(
    back: Path, tmp_path: Path, party: str, words: str
) -> None:
    data = agreement()
    if party:
        for item in data["partijen"].values():
            item |= {"naam": "X", "bevoegd_gezag": "Y" + item["soort"], "vestigingsplaats": "Z"}
            item["vertegenwoordiger"] = {"naam": "V. W", "functie": "directie"}
    else:
        data["documenten"][0]["id"] = "anders"
    result = run("bijwerken", back, choices(tmp_path, data))
    assert result.exit_code == 1
    assert words in result.stderr
    assert [*tmp_path.glob("*.docx")] == [back]


def without(made: bytes, part: str, old: str, new: str) -> bytes:
    return changed(made, part, lambda text: text.replace(old, new))


# Encrypted with the password "geheim" by msoffcrypto-tool 6.1.0, as Word does it (MS-OFFCRYPTO).
ENCRYPTED = Path(__file__).parents[2] / "word" / "read" / "met-wachtwoord.docx"
BAD: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "no document": (lambda made: b"geen Word", "geen Word-bestand"),
    "damaged": (lambda made: made[: len(made) // 2], "beschadigd"),
    "with a password": (lambda made: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096), "fout"),
    "too large": (lambda made: made + bytes(20_000_001), "groter dan"),
    "encrypted": (lambda _: ENCRYPTED.read_bytes(), "met een wachtwoord beveiligd"),
    "without provenance": (
        lambda made: without(made, "customXml/item2.xml", "urn:dlr-docs:herkomst:2", "urn:x"),
        "niet door dlr-docs gemaakt",
    ),
    "of a newer version": (
        lambda made: without(
            made, "customXml/item2.xml", "urn:dlr-docs:herkomst:2", "urn:dlr-docs:herkomst:9"
        ),
        "nieuwere dlr-docs",
    ),
    "without what it said": (
        lambda made: without(made, "customXml/item3.xml", "urn:dlr-docs:tekst:1", "urn:x"),
        "vertelt niet wat erin stond",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_told_and_nothing_is_written(
    made: bytes, tmp_path: Path, name: str
) -> None:
    break_it, words = BAD[name]
    path = tmp_path / "terug.docx"
    path.write_bytes(break_it(made))
    result = run("bijwerken", path, choices(tmp_path))
    assert result.exit_code == 1
    assert words in result.stderr
    assert [*tmp_path.glob("*.docx")] == [path]


def test_a_folder_is_updated_as_a_whole(back: Path, tmp_path: Path) -> None:
    folder = tmp_path / "terug"
    folder.mkdir()
    back.rename(folder / "samenwerkingsovereenkomst.docx")
    result = run("bijwerken", folder, choices(tmp_path))
    assert result.exit_code == 0
    assert "1 van 1: samenwerkingsovereenkomst.docx" in result.stderr
    (made,) = (tmp_path / "terug-bijgewerkt").iterdir()
    assert "is Belgisch recht van" in as_text(made.read_bytes())
    (folder / "ander.docx").write_bytes(b"PK")
    again = run("bijwerken", folder, choices(tmp_path), "--uit", tmp_path / "niet")
    assert again.exit_code == 1
    assert not (tmp_path / "niet").exists()


def test_a_folder_is_updated_with_all_of_it_tracked(back: Path, tmp_path: Path) -> None:
    folder, data = tmp_path / "terug", agreement()
    folder.mkdir()
    back.rename(folder / "samenwerkingsovereenkomst.docx")
    data["documenten"][0]["gegevens"]["regio"] = "Het Gooi"
    path, by = choices(tmp_path, data), ("--wijzigingen-bijhouden", "--wie", "J. de Vries")
    result = run("bijwerken", folder, path, *by)
    assert result.exit_code == 0, result.stderr
    (made,) = (tmp_path / "terug-bijgewerkt").iterdir()
    first = parts(made.read_bytes())["word/document.xml"].decode()
    assert 'w:author="J. de Vries"' in first
    assert "Het Gooi" in as_text(made.read_bytes())
    again = run("bijwerken", tmp_path / "terug-bijgewerkt", path, "--wijzigingen-bijhouden")
    assert again.exit_code == 0, again.stderr
    (second,) = (tmp_path / "terug-bijgewerkt-bijgewerkt").iterdir()
    assert as_text(second.read_bytes()) == as_text(made.read_bytes())
    text = parts(second.read_bytes())["word/document.xml"].decode()
    assert {*re.findall('w:author="([^"]*)"', text)} == {"J. de Vries"}
    assert "al-bijgehouden" not in again.stderr
    data["documenten"][0]["gegevens"]["regio"] = "De Vecht"
    other = run(
        *("bijwerken", tmp_path / "terug-bijgewerkt", choices(tmp_path, data)),
        *("--uit", tmp_path / "anders", "--wijzigingen-bijhouden"),
    )
    assert other.exit_code == 3, other.stdout  # a tracked value stays, and is told
    told = " ".join(other.stderr.split())
    assert "van J. de Vries; die gelden nu als aanvaard" in told
    assert "op naam van dlr-docs" in told


def test_which_document_of_a_folder_cannot_be_tracked_is_told(
    back: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "python_redlines", None)
    folder, data = tmp_path / "terug", agreement()
    folder.mkdir()
    back.rename(folder / "samenwerkingsovereenkomst.docx")
    data["documenten"][0]["gegevens"]["regio"] = "Het Gooi"
    path = choices(tmp_path, data)
    result = run("bijwerken", folder, path, "--wijzigingen-bijhouden")
    assert result.exit_code == 1
    assert f"{folder / 'samenwerkingsovereenkomst.docx'}: fout" in result.stderr
    assert not (tmp_path / "terug-bijgewerkt").exists()


def test_of_a_signed_document_the_changes_are_proposed(back: Path, tmp_path: Path) -> None:
    data = agreement(status="ondertekend")
    unchanged = run("bijwerken", back, choices(tmp_path, data))
    assert (unchanged.exit_code, unchanged.stdout) == (1, "")
    assert "er is niets te wijzigen" in unchanged.stderr
    data["documenten"][0]["gegevens"]["opzegtermijn"] = "5 weken"
    result = run("bijwerken", back, choices(tmp_path, data))
    assert result.exit_code == 1
    assert "is ondertekend" in result.stderr
    proposed = yaml.safe_load(result.stdout)
    (item,) = proposed["documenten"]
    assert (item["soort"], item["bij"]) == ("wijzigingsovereenkomst", "samenwerkingsovereenkomst")
    found = item["gegevens"]["tekstwijzigingen"]
    assert ["vijf weken" in change["tekst"] for change in found] == [True]
    path = tmp_path / "wijziging.yaml"
    path.write_text(result.stdout, encoding="utf-8")
    made = run("maak", path, "--uit", tmp_path / "uit")
    assert made.exit_code == 0, made.stderr
    text = as_text((tmp_path / "uit" / "wijzigingsovereenkomst.docx").read_bytes())
    assert "wordt vervangen door" in text
    assert [*tmp_path.glob("*bijgewerkt*")] == []


def test_maak_proposes_it_where_people_worked_on_a_document(made: bytes, tmp_path: Path) -> None:
    path = choices(tmp_path)
    (tmp_path / "samenwerkingsovereenkomst.docx").write_bytes(
        replaced(made, LAW, "is Belgisch recht van")
    )
    result = run("maak", path, "--uit", tmp_path)
    assert result.exit_code == 1
    assert "dlr-docs bijwerken" in result.stderr
