"""The commands of a series, as a coordinator types them."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dlr_docs.cli import program
from tests.revise.edits import replaced
from tests.series.tables import HEAD, Rows, workbook, written
from tests.small import SmallLibrary

KEUZES = "bundel: Proef\npartijen:\n  linde: {soort: school}\ndocumenten:\n  - soort: brief\n"
GOOD: Rows = [HEAD, ["Eerst", "De Linde", "1-8-2027"], ["Dan", "De Esdoorn", "1 aug 2028"]]
WRONG: Rows = [*GOOD, ["Fout", "De Wilg", "32-8-2027"], ["Ook", "De Iep", "33-8-2027"]]


@pytest.fixture
def folder(tmp_path: Path, small_library: SmallLibrary, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "keuzes.yaml").write_text(KEUZES, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(program, [*arguments, "--bibliotheek", "bibliotheek"])


def table(folder: Path, rows: Rows) -> None:
    written(folder, workbook({"Gegevens": rows}))


def test_the_walk_of_a_coordinator(folder: Path) -> None:
    made = run(folder, "reeks-tabel", "keuzes.yaml", "--uit", "leeg.xlsx")
    assert (made.exit_code, made.stdout) == (0, "leeg.xlsx\n"), made.output
    table(folder, GOOD)
    judged = run(folder, "controleer", "keuzes.yaml", "tabel.xlsx")
    assert judged.exit_code == 0, judged.output
    assert [line.split()[0] for line in judged.stdout.splitlines()] == [
        *("map", "Eerst", "Dan", "totaal"),
    ]
    assert judged.stdout.splitlines()[-1].split()[1] == "2"
    assert not (folder / "uitvoer").exists()
    done = run(folder, "reeks", "keuzes.yaml", "tabel.xlsx")
    assert done.exit_code == 0, done.output
    assert "Gemaakt: 2 rijen met 2 bestanden." in done.stdout
    assert (folder / "uitvoer" / "Dan" / "brief - Dan.docx").is_file()
    again = run(folder, "reeks", "keuzes.yaml", "tabel.xlsx")
    assert "Gemaakt: 0 rijen met 0 bestanden. Ongewijzigd: 2 rijen." in again.stdout


def test_a_table_is_never_written_over_another_file(folder: Path) -> None:
    (folder / "er.xlsx").write_bytes(b"van mij")
    done = run(folder, "reeks-tabel", "keuzes.yaml", "--uit", "er.xlsx")
    assert done.exit_code == 1
    assert "bestaat al" in done.stderr
    assert (folder / "er.xlsx").read_bytes() == b"van mij"


def test_wrong_rows_are_told_with_their_cell_and_nothing_is_written(folder: Path) -> None:
    table(folder, WRONG)
    done = run(folder, "reeks", "keuzes.yaml", "tabel.xlsx")
    assert done.exit_code == 1
    assert "Fout (rij 4) en nog 1 rij" not in done.stderr  # what was typed is repeated, and differs
    assert "Fout (rij 4)\n  tabel.xlsx:Gegevens:C4: fout: ingangsdatum: '32-8-2027'" in done.stderr
    assert "2 rijen van de 4 hebben fouten. Er is niets geschreven." in done.stderr
    assert not (folder / "uitvoer").exists()


def test_all_that_is_wrong_with_a_row_stands_below_one_heading(folder: Path) -> None:
    """And what other rows have as well stands below another one."""
    rows = [["A", "31 april", "32-8-2027", "Edam"], ["B", "De Iep", "33-8-2027", "Hoorn"]]
    table(folder, [[*HEAD, "gegevens.regio"], *rows])
    done = run(folder, "controleer", "keuzes.yaml", "tabel.xlsx")
    assert done.exit_code == 3, done.output
    heads = [line for line in done.stderr.splitlines() if not line.startswith(" ")]
    assert heads == ["A (rij 2)", "A (rij 2) en nog 1 rij", "B (rij 3)"]
    assert done.stderr.count(" fout: ") == 3


@pytest.mark.parametrize("name", ["tabel.csv", "tabel.xls", "tabel"])
def test_a_new_table_has_the_name_of_what_it_is(folder: Path, name: str) -> None:
    done = run(folder, "reeks-tabel", "keuzes.yaml", "--uit", name)
    assert done.exit_code == 2
    assert "naam op .xlsx" in done.stderr
    assert not (folder / name).exists()


def test_good_rows_can_be_made_and_the_exit_code_says_that_others_are_left(folder: Path) -> None:
    table(folder, WRONG)
    done = run(folder, "reeks", "keuzes.yaml", "tabel.xlsx", "--alleen-goede-rijen", "--json")
    assert done.exit_code == 3
    said = json.loads(done.stdout)
    assert [(row["map"], row["stand"]) for row in said["rijen"]] == [
        ("Eerst", "klaar"),
        ("Dan", "klaar"),
        ("Fout", "niet gemaakt"),
        ("Ook", "niet gemaakt"),
    ]
    assert said["totaal"] == {
        "rijen": 4,
        "stand": {"klaar": 2, "niet gemaakt": 2},
        "bestanden": 2,
        "open": sum(row["documenten"][0]["open"] for row in said["rijen"][:2]),
        "dekking": {},
        "meldingen": 2,
        "bewerkt": 0,
    }
    assert said["rijen"][2]["problemen"][0]["cel"] == "C4"
    assert said["rijen"][2]["problemen"][0]["blad"] == "Gegevens"


def test_a_changed_row_of_an_edited_document_waits_for_a_person(folder: Path) -> None:
    table(folder, GOOD)
    assert run(folder, "reeks", "keuzes.yaml", "tabel.xlsx").exit_code == 0
    path = folder / "uitvoer" / "Dan" / "brief - Dan.docx"
    path.write_bytes(b"bewerkt")
    same = run(folder, "reeks", "keuzes.yaml", "tabel.xlsx")
    assert same.exit_code == 0
    assert f"{path.relative_to(folder)}: met de hand bewerkt, blijft staan" in same.stderr
    table(folder, [*GOOD[:2], ["Dan", "De Esdoorn", "1-8-2029"]])
    changed = run(folder, "reeks", "keuzes.yaml", "tabel.xlsx")
    assert changed.exit_code == 3
    assert path.read_bytes() == b"bewerkt"
    forced = run(
        folder, "reeks", "keuzes.yaml", "tabel.xlsx", "--overschrijf-document", "Dan/brief"
    )
    assert forced.exit_code == 0, forced.output
    assert path.read_bytes() != b"bewerkt"


def test_the_advice_for_an_edited_document_replaces_it_and_no_other(folder: Path) -> None:
    head = [*HEAD, "partijen.linde.vestigingsplaats"]
    names = ["Van Dam", "Dan"]
    table(folder, [head, *([name, "De Linde", "1-8-2027", "Edam"] for name in names)])
    assert run(folder, "reeks", "keuzes.yaml", "tabel.xlsx").exit_code == 0
    paths = [folder / "uitvoer" / name / f"brief - {name}.docx" for name in names]
    for path in paths:
        path.write_bytes(b"bewerkt")
    table(folder, [head, *([name, "De Linde", "1-8-2029", "Edam"] for name in names)])
    told = run(folder, "reeks", "keuzes.yaml", "tabel.xlsx").stderr
    advice = next(line for line in told.splitlines() if '"Van Dam/' in line)
    option = shlex.split(advice.removesuffix("."))[-2:]
    run(folder, "reeks", "keuzes.yaml", "tabel.xlsx", *option)
    assert [path.read_bytes() == b"bewerkt" for path in paths] == [False, True]


def test_when_no_row_is_good_nobody_is_told_to_make_the_good_ones(folder: Path) -> None:
    table(folder, [HEAD, *WRONG[3:]])
    done = run(folder, "reeks", "keuzes.yaml", "tabel.xlsx")
    assert "Verbeter de tabel of het keuzebestand.\n" in done.stderr
    assert "--alleen-goede-rijen" not in done.stderr


def test_what_many_lines_and_rows_share_is_told_once(folder: Path) -> None:
    (folder / "keuzes.yaml").write_text(KEUZES + "  - {soort: brief, id: extra}\n", "utf-8")
    lines: Rows = [["map", "documenten.extra.gegevens.regio"], *([None, "Noord"] for _ in range(3))]
    written(folder, workbook({"Gegevens": GOOD, "extra": lines}))
    told = run(folder, "controleer", "keuzes.yaml", "tabel.xlsx").stderr
    assert told.count("zegt niet bij welke rij zij hoort") == 1
    assert "    Zo ook nog 2 regels, tot en met tabel.xlsx:extra:A4.\n" in told
    assert told.count("horen misschien regels van het blad 'extra'") == 1
    assert "Eerst (rij 2) en nog 1 rij\n" in told


def test_a_row_with_several_problems_is_named_once_and_an_open_question_told_once(
    folder: Path,
) -> None:
    (folder / "keuzes.yaml").write_text(KEUZES + "  - {soort: brief, id: extra}\n", "utf-8")
    head = [*HEAD, "partijen.linde.vestigingsplaats"]
    table(folder, [head, ["Een", "De Linde", "1-8-2027", "-"]])
    told = run(folder, "reeks", "keuzes.yaml", "tabel.xlsx", "--definitief").stderr
    assert told.count("Een (rij 2)\n") == 1
    assert told.count("'partijen.linde.vestigingsplaats' is nog niet ingevuld") == 1
    assert "[open-gegeven]" in told.partition("vestigingsplaats")[2]


def test_a_column_of_the_users_own_is_told_how_to_stay_and_not_what_all_others_are(
    folder: Path,
) -> None:
    table(folder, [[*HEAD, "Opmerkingen"], ["Een", "De Linde", "1-8-2027", "bellen"]])
    told = run(folder, "controleer", "keuzes.yaml", "tabel.xlsx").stderr
    assert "[onbekende-kolom]\n    Is de kolom van uzelf, zet er dan een # voor.\n" in told


@pytest.mark.parametrize("command", ["reeks", "controleer"])
def test_a_table_without_a_row_says_so_and_nothing_is_written(folder: Path, command: str) -> None:
    table(folder, [HEAD, ["# voorbeeld", "De Linde", "1-8-2027"]])
    done = run(folder, command, "keuzes.yaml", "tabel.xlsx")
    assert done.exit_code == 1
    assert "tabel.xlsx: onder de kop staat nog geen rij." in done.stderr
    assert not (folder / "uitvoer").exists()


def test_a_row_without_a_name_is_called_after_its_number(folder: Path) -> None:
    head = [*HEAD, "partijen.linde.vestigingsplaats"]
    table(folder, [head, ["Eerst", "De Linde", None, "Edam"], [None, None, None, "Hoorn"]])
    done = run(folder, "reeks", "keuzes.yaml", "tabel.xlsx")
    assert "\nrij 3\n  tabel.xlsx:Gegevens:3: fout: van deze rij" in f"\n{done.stderr}"
    assert "[rij-zonder-naam]" in done.stderr


def test_work_in_a_document_of_a_row_is_proposed_to_be_kept(folder: Path) -> None:
    table(folder, GOOD)
    assert run(folder, "reeks", "keuzes.yaml", "tabel.xlsx").exit_code == 0
    path = folder / "uitvoer" / "Dan" / "brief - Dan.docx"
    path.write_bytes(replaced(path.read_bytes(), "</w:t>", " erbij</w:t>"))
    table(folder, [HEAD, *([*row[:2], "3-8-2027"] for row in GOOD[1:])])
    told = run(folder, "reeks", "keuzes.yaml", "tabel.xlsx").stderr
    command = "dlr-docs bijwerken uitvoer keuzes.yaml --reeks tabel.xlsx"
    assert -1 < told.find(command) < told.find("--overschrijf-document")
    path.write_bytes(b"een heel ander bestand")
    told = run(folder, "reeks", "keuzes.yaml", "tabel.xlsx").stderr
    assert "--overschrijf-document" in told
    assert command not in told


def test_a_row_of_another_choice_file_is_never_replaced(folder: Path) -> None:
    table(folder, GOOD)
    assert run(folder, "reeks", "keuzes.yaml", "tabel.xlsx").exit_code == 0
    path = folder / "uitvoer" / "Dan" / "brief - Dan.docx"
    before = path.read_bytes()
    (folder / "ander.yaml").write_text(KEUZES.replace("Proef", "Ander"), encoding="utf-8")
    refused = run(folder, "reeks", "ander.yaml", "tabel.xlsx")
    assert refused.exit_code == 3, refused.output
    assert refused.stderr.count("[ander-keuzebestand]") == 2
    assert "--overschrijf-document Dan/brief" in refused.stderr.replace('"', "")
    assert path.read_bytes() == before
    own = run(folder, "reeks", "ander.yaml", "tabel.xlsx", "--uit", "eigen")
    assert own.exit_code == 0, own.output
    forced = run(folder, "reeks", "ander.yaml", "tabel.xlsx", "--overschrijf-document", "Dan/brief")
    assert forced.stderr.count("[ander-keuzebestand]") == 1
    assert path.read_bytes() != before


def test_a_row_whose_party_is_another_now_is_made_again(folder: Path) -> None:
    table(folder, GOOD)
    assert run(folder, "reeks", "keuzes.yaml", "tabel.xlsx").exit_code == 0
    table(folder, [HEAD, ["Eerst", "De Eik", "1-8-2027"], ["Dan", "De Els", "1 aug 2028"]])
    again = run(folder, "reeks", "keuzes.yaml", "tabel.xlsx")
    assert again.exit_code == 0, again.output
    assert "Gemaakt: 2 rijen" in again.stdout


def test_a_row_is_called_after_the_name_in_it_also_where_the_file_has_one(folder: Path) -> None:
    given = KEUZES.replace("soort: school", "soort: school, naam: De Linde")
    (folder / "keuzes.yaml").write_text(given, encoding="utf-8")
    table(folder, [HEAD, [None, "De Wilg", "1-8-2027"]])
    done = run(folder, "reeks", "keuzes.yaml", "tabel.xlsx")
    assert done.exit_code == 0, done.output
    assert (folder / "uitvoer" / "De Wilg").is_dir()


def test_what_a_row_that_is_gone_has_made_is_named(folder: Path) -> None:
    table(folder, GOOD)
    run(folder, "reeks", "keuzes.yaml", "tabel.xlsx")
    table(folder, GOOD[:2])
    done = run(folder, "reeks", "keuzes.yaml", "tabel.xlsx")
    assert done.exit_code == 0
    assert "map-over" in done.stderr
    assert (folder / "uitvoer" / "Dan").is_dir()
