"""The command vergelijk."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from msgspec.structs import replace

from dlr_docs.cli import program
from dlr_docs.files.installation import default_library_path
from dlr_docs.model.library import Library
from tests.cli.returned.test_update import BAD
from tests.ooxml import parts
from tests.revise.edits import replaced
from tests.revise.hand_edits import EDITS
from tests.samples import agreement, docx_of


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(program, [str(part) for part in arguments], prog_name="dlr-docs")


@pytest.fixture(scope="module")
def made(library: Library) -> bytes:
    return docx_of(agreement(), library)


@pytest.fixture
def back(made: bytes, tmp_path: Path) -> Path:
    """A document that came back with one lid changed."""
    path = tmp_path / "terug.docx"
    path.write_bytes(replaced(made, "is Nederlands recht van", "is Belgisch recht van"))
    return path


def test_it_says_what_was_changed(back: Path) -> None:
    result = run("vergelijk", back)
    assert result.exit_code == 0
    assert "Met de hand gewijzigd (1)\n" in result.stdout
    assert "[-Nederlands-]{+Belgisch+}" in result.stdout
    data = json.loads(run("vergelijk", back, "--json").stdout)
    assert [item["soort"] for item in data["wijzigingen"]] == ["gewijzigd"]


def write(folder: Path, data: dict[str, Any]) -> Path:
    path = folder / "keuzes.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return path


def test_with_a_choice_file_it_says_what_that_changed(back: Path, tmp_path: Path) -> None:
    data = agreement()
    data["documenten"][0]["gegevens"]["regio"] = "Het Gooi"
    result = run("vergelijk", back, write(tmp_path, data))
    assert result.exit_code == 0
    assert "Sindsdien veranderd in bibliotheek of keuzes (1)\n" in result.stdout
    assert "Eemland → Het Gooi" in result.stdout


def test_another_library_that_was_named_is_told_by_both_and_not_asked_for(
    back: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "regio"
    for name in ("clauses", "templates"):
        shutil.copytree(default_library_path() / name, folder / name)
    assert "andere-bibliotheek" not in run("vergelijk", back, "--bibliotheek", folder).stderr
    path = folder / "clauses" / "slotbepalingen" / "algemeen.md"
    path.write_text(path.read_text(encoding="utf-8") + "\n1. Nog iets.\n", encoding="utf-8")
    compared = run("vergelijk", back, "--bibliotheek", folder)
    assert compared.exit_code == 0
    assert "gemaakt met een andere bibliotheek: standaard" in compared.stderr
    assert "Nog iets." in compared.stdout
    made = run("herkomst", back, "--bibliotheek", folder).stdout
    assert "Gemaakt met een andere bibliotheek dan de genoemde: standaard." in made
    assert "Noem haar" not in made


def test_a_choice_file_of_another_document_is_refused(back: Path, tmp_path: Path) -> None:
    data = agreement()
    data["documenten"][0]["id"] = "samenwerkingsovereenkomst-zorg"
    result = run("vergelijk", back, write(tmp_path, data))
    assert result.exit_code == 1
    assert "[onbekend-document]" in result.stderr
    assert "samenwerkingsovereenkomst-zorg" in result.stderr


def test_choices_of_other_parties_under_the_same_name_are_refused(
    back: Path, tmp_path: Path
) -> None:
    data = agreement()
    for item in data["partijen"].values():
        item |= {"naam": "X", "bevoegd_gezag": "Y" + item["soort"], "vestigingsplaats": "Z"}
        item["vertegenwoordiger"] = {"naam": "V. W", "functie": "directie"}
    result = run("vergelijk", back, write(tmp_path, data))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "[andere-overeenkomst]" in result.stderr


def test_two_documents(back: Path, made: bytes, tmp_path: Path) -> None:
    other = tmp_path / "ander.docx"
    other.write_bytes(made)
    result = run("vergelijk", other, back)
    assert result.exit_code == 0
    assert "[-Nederlands-]{+Belgisch+}" in result.stdout


def test_of_two_documents_too_it_is_told_what_a_change_touches(made: bytes, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("verstuurd.docx", "terug.docx")]
    other = replaced(made, "Een wijziging gaat in bij", "Een wijziging gaat later in dan")
    for path, data in zip(paths, (made, other), strict=True):
        path.write_bytes(data)
    alone = run("vergelijk", paths[1]).stdout
    assert "      raakt: " in alone
    assert [line for line in run("vergelijk", *paths).stdout.splitlines() if "raakt:" in line] == [
        line for line in alone.splitlines() if "raakt:" in line
    ]


def test_without_the_layer_that_it_was_made_with_words_and_values_are_told_in_a_folder_once(
    library: Library, made: bytes, tmp_path: Path
) -> None:
    layer = (replace(library.layers[0], name="regio", digest="0" * 64),)
    ours = replaced(docx_of(agreement(), replace(library, layers=layer)), ">Eemland<", ">Vallei<")
    for name in ("een.docx", "twee.docx"):
        (tmp_path / name).write_bytes(ours)
    result = run("vergelijk", tmp_path, "--html", tmp_path / "map.html")
    assert "gegeven regio" in result.stdout
    assert result.stderr.count("[andere-bibliotheek]") == 1
    assert "regio (2 documenten)" in (tmp_path / "map.html").read_text(encoding="utf-8")
    alone = run("vergelijk", tmp_path / "een.docx")
    assert "Eemland → Vallei" in alone.stdout
    assert "Sindsdien" not in alone.stdout
    assert "[andere-bibliotheek]" in alone.stderr


def test_of_a_folder_the_comments_are_told(made: bytes, tmp_path: Path) -> None:
    (tmp_path / "terug.docx").write_bytes(EDITS["a comment"].do(made))
    result = run("vergelijk", tmp_path, "--html", tmp_path / "map.html")
    assert "Opmerkingen in de documenten (1)\n  terug.docx, artikel " in result.stdout
    for told in (result.stdout, (tmp_path / "map.html").read_text(encoding="utf-8")):
        assert "J. de Vries, 2027-03-01: Kan dit zo?" in told


def test_a_page(back: Path, tmp_path: Path) -> None:
    page = tmp_path / "verschil.html"
    result = run("vergelijk", back, "--html", page)
    assert result.exit_code == 0
    assert result.stdout.endswith(f"{page}\n")
    assert "<del>Nederlands</del>" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "code"), [("terug.docx", 2), ("keuzes.yaml", 2), ("ander.html", 1), ("lus.html", 1)]
)
def test_a_page_replaces_nothing_but_such_a_page(
    back: Path, tmp_path: Path, name: str, code: int
) -> None:
    (tmp_path / "keuzes.yaml").write_text("bundel: A\n", encoding="utf-8")
    (tmp_path / "ander.html").write_text("<!doctype html><title>Van mij</title>", encoding="utf-8")
    (tmp_path / "lus.html").symlink_to(back)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    result = run("vergelijk", back, "--html", tmp_path / name)
    assert (result.exit_code, result.stdout) == (code, "")
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_page_is_written_again(back: Path, tmp_path: Path) -> None:
    for _ in range(2):
        assert run("vergelijk", back, "--html", tmp_path / "v.html").exit_code == 0


def test_a_folder_gives_a_table(back: Path, made: bytes, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "terug.docx").write_bytes(made)
    (tmp_path / "~$terug.docx").write_bytes(b"x")
    result = run("vergelijk", tmp_path)
    assert result.exit_code == 0
    assert "2 documenten vergeleken; in 1 is de tekst gewijzigd" in result.stdout
    assert result.stderr.splitlines() == ["1 van 2: b/terug.docx", "2 van 2: terug.docx"]
    assert "slotbepalingen/algemeen" in result.stdout
    data = json.loads(run("vergelijk", tmp_path, "--json").stdout)
    assert set(data["documenten"]) == {"terug.docx", "b/terug.docx"}


def test_a_folder_gives_a_page_with_a_column_for_each_document(
    back: Path, made: bytes, tmp_path: Path
) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "<zo>.docx").write_bytes(made)
    page = tmp_path / "map.html"
    result = run("vergelijk", tmp_path, "--html", page)
    assert result.exit_code == 0
    assert result.stdout.endswith(f"{page}\n")
    text = page.read_text(encoding="utf-8")
    assert '<th scope="row">slotbepalingen/algemeen</th><td class="aantal">1 van 2</td>' in text
    assert "<ol><li>terug.docx</li></ol>" in text
    assert "<del>Nederlands</del><ins>Belgisch</ins>" in text
    assert run("vergelijk", tmp_path, "--html", page).exit_code == 0  # it is such a page


def test_of_many_changed_documents_a_page_names_each_below(made: bytes) -> None:
    from dlr_docs.revise.changes.difference import Comparison, Difference
    from dlr_docs.revise.compare.returned import as_page

    change = Difference("gewijzigd", "artikel 4, lid 1", clause="kosten/eigen")
    many = {f"<{number}>.docx": Comparison((change,), ()) for number in range(31)}
    text = as_page("map", many, {})
    assert '<td class="aantal">31 van 31</td></tr>' in text
    assert "<h3>&lt;30&gt;.docx</h3>" in text


def test_what_cannot_be_read_is_named_and_the_rest_is_told(back: Path, tmp_path: Path) -> None:
    (tmp_path / "stuk.docx").write_bytes(b"PK\x03\x04")
    result = run("vergelijk", tmp_path)
    assert result.exit_code == 1
    assert "stuk.docx" in result.stderr
    assert "1 documenten vergeleken" in result.stdout.replace("1 document ", "1 documenten ")


@pytest.mark.parametrize("name", ["leeg.docx", "tekst.txt"])
def test_what_is_no_document_of_ours_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"")
    result = run("vergelijk", tmp_path / name)
    assert result.exit_code == 1
    assert "fout:" in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_compared_is_told(made: bytes, tmp_path: Path, name: str) -> None:
    break_it, words = BAD[name]
    path = tmp_path / "terug.docx"
    path.write_bytes(break_it(made))
    result = run("vergelijk", path, "--html", tmp_path / "v.html")
    assert (result.exit_code, result.stdout) == (1, "")
    assert words in result.stderr
    assert [*tmp_path.iterdir()] == [path]


def test_the_document_is_enough_when_the_commit_of_its_library_is_gone(
    back: Path, tmp_path: Path
) -> None:
    (tmp_path / "laag").mkdir()
    data = agreement(bibliotheek=["standaard", {"bron": "./laag", "commit": "a" * 40}])
    result = run("vergelijk", back, write(tmp_path, data))
    assert result.exit_code == 1
    assert "keuzes.yaml" in result.stderr
    assert "Met de hand gewijzigd (1)\n" in run("vergelijk", back).stdout


def test_an_empty_folder_is_no_result(tmp_path: Path) -> None:
    result = run("vergelijk", tmp_path)
    assert result.exit_code == 1
    assert "geen enkel Word-document" in result.stderr
    assert result.stdout == ""


@pytest.mark.belasting
def test_changes_that_a_document_had_already_are_told_beside_a_redline(
    made: bytes, tmp_path: Path
) -> None:
    paths = [tmp_path / name for name in ("verstuurd.docx", "terug.docx", "verschil.docx")]
    paths[0].write_bytes(made)
    paths[1].write_bytes(EDITS["tracked words"].do(made))
    result = run("vergelijk", paths[0], paths[1], "--redline", paths[2], "--wie", "A. de Wit")
    assert result.exit_code == 0
    assert str(paths[2]) in result.stdout
    assert "terug.docx: waarschuwing: hier stonden al bijgehouden wijzigingen in" in result.stderr
    assert "verstuurd.docx: waarschuwing" not in result.stderr
    assert b'w:author="A. de Wit"' in parts(paths[2].read_bytes())["word/document.xml"]
