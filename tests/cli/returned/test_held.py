"""Documents of a series that come back: each is held against its own row."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dlr_docs.cli import program
from dlr_docs.cli.returned.held import documents_in, row_names
from dlr_docs.word.read.lines import as_text
from tests.revise.edits import replaced
from tests.series.tables import Rows, workbook, written
from tests.small import SmallLibrary

KEUZES = "bundel: Proef\npartijen:\n  linde: {soort: school}\ndocumenten:\n  - soort: brief\n"
HEAD = ["map", "partijen.linde.naam", "gegevens.ingangsdatum"]
ROWS: Rows = [HEAD, ["Eerst", "De Linde", "1-8-2027"], ["Dan", "De Esdoorn", "1-8-2028"]]
LATER: Rows = [HEAD, ["Eerst", "De Linde", "1-8-2027"], ["Dan", "De Esdoorn", "1-9-2029"]]


@pytest.fixture
def folder(tmp_path: Path, small_library: SmallLibrary, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which a series was made."""
    (tmp_path / "keuzes.yaml").write_text(KEUZES, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    written(tmp_path, workbook({"Gegevens": ROWS}))
    assert run("reeks", "keuzes.yaml", "tabel.xlsx").exit_code == 0
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, [*arguments, "--bibliotheek", "bibliotheek"])


def edit(path: Path) -> None:
    path.write_bytes(replaced(path.read_bytes(), "De Esdoorn", "De Eik"))


def test_each_document_is_compared_with_its_own_row(folder: Path) -> None:
    done = run("vergelijk", "uitvoer", "keuzes.yaml", "--reeks", "tabel.xlsx", "--json")
    assert done.exit_code == 0, done.output
    documents = json.loads(done.stdout)["documenten"]
    assert [*documents] == ["Dan/brief - Dan.docx", "Eerst/brief - Eerst.docx"]
    assert not any(item["wijzigingen"] or item["sindsdien"] for item in documents.values())
    written(folder, workbook({"Gegevens": LATER}))
    done = run("vergelijk", "uitvoer", "keuzes.yaml", "--reeks", "tabel.xlsx", "--json")
    documents = json.loads(done.stdout)["documenten"]
    assert not documents["Eerst/brief - Eerst.docx"]["sindsdien"]
    (change,) = documents["Dan/brief - Dan.docx"]["sindsdien"]
    assert change["wordt"].split() == ["1", "september", "2029"]


def test_each_document_follows_its_own_row(folder: Path) -> None:
    edit(folder / "uitvoer/Dan/brief - Dan.docx")
    written(folder, workbook({"Gegevens": LATER}))
    done = run("bijwerken", "uitvoer", "keuzes.yaml", "--reeks", "tabel.xlsx")
    assert done.exit_code == 0, done.output
    first, other = sorted((folder / "uitvoer-bijgewerkt").rglob("*.docx"))
    assert (first.parent.name, other.parent.name) == ("Dan", "Eerst")
    text = " ".join(as_text(first.read_bytes()).split())
    assert "De Eik" in text
    assert "1 september 2029" in text
    assert "1 augustus 2027" in " ".join(as_text(other.read_bytes()).split())
    again = run("bijwerken", "uitvoer", "keuzes.yaml", "--reeks", "tabel.xlsx")
    assert again.exit_code == 1
    assert "hier staat al iets" in again.stderr


def test_one_document_of_a_series(folder: Path) -> None:
    path = "uitvoer/Dan/brief - Dan.docx"
    edit(folder / path)
    done = run("vergelijk", path, "keuzes.yaml", "--reeks", "tabel.xlsx")
    assert done.exit_code == 0, done.output
    assert "De Esdoorn → De Eik" in done.stdout
    done = run("bijwerken", path, "keuzes.yaml", "--reeks", "tabel.xlsx", "--uit", "nieuw.docx")
    assert done.exit_code == 0, done.output
    assert "De Eik" in as_text((folder / "nieuw.docx").read_bytes())


def test_one_row_that_is_wrong_stops_all_of_them(folder: Path) -> None:
    wrong: Rows = [HEAD, ROWS[1], ["Dan", "De Esdoorn", "32-8-2028"]]
    written(folder, workbook({"Gegevens": wrong}))
    done = run("bijwerken", "uitvoer", "keuzes.yaml", "--reeks", "tabel.xlsx")
    assert done.exit_code == 1
    assert "tabel.xlsx:Gegevens:C3: fout:" in done.stderr
    assert not (folder / "uitvoer-bijgewerkt").exists()


def test_a_document_of_no_row_is_told(folder: Path) -> None:
    written(folder, workbook({"Gegevens": [HEAD, ROWS[1]]}))
    done = run("vergelijk", "uitvoer", "keuzes.yaml", "--reeks", "tabel.xlsx")
    assert done.exit_code == 1
    assert "bij dit document hoort geen rij van 'tabel.xlsx'" in done.stderr
    assert "[zonder-rij]" in done.stderr


def test_a_document_in_the_folder_of_another_row_is_told(folder: Path) -> None:
    (folder / "uitvoer/Dan/brief - Dan.docx").rename(folder / "uitvoer/Eerst/brief - Dan.docx")
    done = run("bijwerken", "uitvoer", "keuzes.yaml", "--reeks", "tabel.xlsx")
    assert done.exit_code == 1
    assert "staat in de map van 'Eerst' en heet naar 'Dan'" in done.stderr


@pytest.mark.parametrize("command", ["vergelijk", "bijwerken"])
@pytest.mark.parametrize("where", ["uitvoer", "uitvoer/Dan"])
def test_the_table_of_a_series_is_asked_for(folder: Path, command: str, where: str) -> None:
    done = run(command, where, "keuzes.yaml")
    assert done.exit_code == 1
    assert "--reeks TABEL" in done.stderr


@pytest.mark.parametrize("where", ["uitvoer", "uitvoer/Dan", "uitvoer/Dan/brief - Dan.docx"])
def test_the_values_of_a_row_do_not_go_into_the_file_of_all_rows(folder: Path, where: str) -> None:
    done = run("lees", where, "--naar", "keuzes.yaml")
    assert done.exit_code == 1
    assert "de gegevens van een rij staan in de tabel" in done.stderr
    assert (folder / "keuzes.yaml").read_text(encoding="utf-8") == KEUZES


def test_the_document_of_another_row_is_told_under_any_name(folder: Path) -> None:
    (folder / "uitvoer/Dan/brief - Dan.docx").rename(folder / "uitvoer/Eerst/brief.docx")
    done = run("bijwerken", "uitvoer", "keuzes.yaml", "--reeks", "tabel.xlsx")
    assert done.exit_code == 1
    assert "'De Linde' is geen partij in het bestand [andere-overeenkomst]" in done.stderr
    assert not (folder / "uitvoer-bijgewerkt").exists()


def test_a_table_goes_with_a_choice_file(folder: Path) -> None:
    done = run("vergelijk", "uitvoer", "--reeks", "tabel.xlsx")
    assert done.exit_code == 2
    assert "ook het keuzebestand" in done.stderr


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("uit/De Linde/brief - De Linde.docx", ["De Linde"]),
        ("uit/de linde/brief.docx", ["De Linde"]),
        ("uit/De Linde/van de jurist/brief.docx", ["De Linde"]),
        ("uit/brief - De Linde.docx", ["De Linde"]),
        ("uit/brief - De Linde (2).docx", ["De Linde"]),
        ("uit/brief - De Linde Zuid-bijgewerkt.docx", ["De Linde Zuid"]),
        ("De Linde/brief - De Linde Zuid.docx", ["De Linde", "De Linde Zuid"]),
        ("uit/brief.docx", []),
    ],
)
def test_a_document_is_of_the_row_that_it_names(path: str, names: list[str]) -> None:
    rows = dict.fromkeys(("De Linde", "De Linde Zuid"), "")
    assert row_names(Path(path), rows) == names


def test_what_word_keeps_beside_a_document_is_none(tmp_path: Path) -> None:
    for name in ("a.docx", "~$a.docx", ".b.docx", "c.txt"):
        (tmp_path / name).write_bytes(b"")
    assert documents_in(tmp_path, deep=True) == [tmp_path / "a.docx"]


def test_who_looks_at_a_screen_sees_a_bar(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dlr_docs.cli.returned.held import progress

    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    with progress([folder / "a.docx", folder / "b.docx"], folder) as paths:
        assert [path.name for path, _ in paths] == ["a.docx", "b.docx"]
    assert "2/2" in screen.getvalue()
