"""A whole series: what it makes, what it keeps, and what it does the next time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dlr_docs import WriteOptions, read_document, run_series
from dlr_docs.basis.problems import TableError
from dlr_docs.model.library import Library
from dlr_docs.series.making import RowResult
from tests.series.tables import CHOICES, HEAD, Rows, choices, workbook, written
from tests.small import SmallLibrary

ROWS: Rows = [HEAD, ["Eerst", "De Linde", "1-8-2027"], ["Dan", "De Esdoorn", "1-8-2028"]]


@pytest.fixture
def small(small_library: SmallLibrary) -> Library:
    return small_library.load()


def run(folder: Path, library: Library, rows: Rows = ROWS, **more: Any) -> list[RowResult]:
    sheet = written(folder, workbook({"Gegevens": rows}))
    return [*run_series(sheet, choices(), library, folder / "uit", **more)]


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_each_row_has_a_folder_and_files_that_say_who_they_are_for(
    tmp_path: Path, small: Library
) -> None:
    results = run(tmp_path, small)
    assert [result.paths for result in results] == [
        ("Eerst/brief - Eerst.docx",),
        ("Dan/brief - Dan.docx",),
    ]
    assert sorted(files(tmp_path / "uit")) == [
        ".dlr-docs-reeks",
        "Dan/brief - Dan.docx",
        "Eerst/brief - Eerst.docx",
        "overzicht.xlsx",
    ]


def test_lines_of_a_sheet_say_what_their_files_are_called(tmp_path: Path, small: Library) -> None:
    own = "documenten.brief"
    sheets: dict[str, Rows] = {
        "Gegevens": [["map", "partijen.linde.naam"], ["Eerst", "De Linde"]],
        "brief": [
            ["map", f"{own}.id", f"{own}.gegevens.ingangsdatum"],
            ["Eerst", "kok", "1-8-2027"],
            ["Eerst", "timmerman", "1-8-2028"],
            ["Eerst", None, "1-8-2029"],
        ],
    }
    grouped = choices(CHOICES + "groepen:\n  techniek:\n    documenten: [brief]\n")
    [*results] = run_series(written(tmp_path, workbook(sheets)), grouped, small, tmp_path / "uit")
    assert results[0].paths == tuple(
        f"Eerst/{name} - Eerst.docx" for name in ("kok", "timmerman", "brief-3")
    )


def test_a_document_holds_the_data_of_its_own_row_only(tmp_path: Path, small: Library) -> None:
    run(tmp_path, small)
    made = (tmp_path / "uit" / "Eerst" / "brief - Eerst.docx").read_bytes()
    assert b"Esdoorn" not in b"".join(parts_of(made))
    assert b"Linde" in b"".join(parts_of(made))


def parts_of(docx: bytes) -> list[bytes]:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return [package.read(name) for name in package.namelist()]


def test_the_next_run_makes_only_what_changed(tmp_path: Path, small: Library) -> None:
    run(tmp_path, small)
    before = files(tmp_path / "uit")
    again = run(tmp_path, small)
    assert [result.made and result.made.written for result in again] == [(), ()]
    assert files(tmp_path / "uit") == before
    changed = run(tmp_path, small, [*ROWS[:2], ["Dan", "De Esdoorn", "1-8-2029"]])
    assert [result.made and result.made.written for result in changed] == [
        (),
        ("brief - Dan.docx",),
    ]


def test_what_is_gone_is_made_again(tmp_path: Path, small: Library) -> None:
    run(tmp_path, small)
    before = files(tmp_path / "uit")
    (tmp_path / "uit" / "Dan" / "brief - Dan.docx").unlink()
    run(tmp_path, small)
    assert files(tmp_path / "uit") == before


def test_other_options_make_other_documents(tmp_path: Path, small: Library) -> None:
    run(tmp_path, small)
    results = run(tmp_path, small, options=WriteOptions(choice_file=False))
    assert all(result.made and result.made.written for result in results)


def test_an_edited_document_stays_and_the_rest_goes_on(tmp_path: Path, small: Library) -> None:
    run(tmp_path, small)
    path = tmp_path / "uit" / "Eerst" / "brief - Eerst.docx"
    path.write_bytes(b"bewerkt")
    same = run(tmp_path, small)
    assert [result.made and (result.made.edited, result.made.problems) for result in same] == [
        (("brief - Eerst.docx",), ()),
        ((), ()),
    ]
    rows = [HEAD, ["Eerst", "De Linde", "1-8-2030"], ["Dan", "De Esdoorn", "1-8-2030"]]
    for _ in range(2):  # what waits for a person is told each time
        first, second = run(tmp_path, small, rows)
        assert first.made
        assert [problem.code for problem in first.made.problems] == ["al-bewerkt"]
        assert second.made
        assert second.made.problems == ()
    assert path.read_bytes() == b"bewerkt"
    forced = run(tmp_path, small, rows, replace_edited=["Eerst/brief"])
    assert forced[0].made
    assert forced[0].made.written == ("brief - Eerst.docx",)
    assert read_document(path.read_bytes())


def test_a_document_that_may_be_replaced_must_exist(tmp_path: Path, small: Library) -> None:
    with pytest.raises(Exception, match="Bedoelt u 'Eerst/brief'"):
        run(tmp_path, small, replace_edited=["Eerst/bref"])


def test_nothing_is_written_while_a_row_is_wrong(tmp_path: Path, small: Library) -> None:
    rows = [*ROWS, ["Fout", "De Wilg", "32 augustus 2027"]]
    with pytest.raises(TableError) as caught:
        run(tmp_path, small, rows)
    assert [str(problem.source) for problem in caught.value.problems] == [
        f"{tmp_path / 'tabel.xlsx'}:Gegevens:C4"
    ]
    assert not (tmp_path / "uit").exists()
    results = run(tmp_path, small, rows, only_good=True)
    assert [result.made is None for result in results] == [False, False, True]
    assert not (tmp_path / "uit" / "Fout").exists()


TWO = CHOICES + "  - {soort: brief, id: extra}\n"
LINES = ["map", "documenten.extra.gegevens.regio"]


def test_a_row_that_a_check_finds_a_fault_in_is_wrong_also_while_it_is_a_concept(
    tmp_path: Path, library: Library
) -> None:
    """What nobody filled in yet is no fault: a concept shows it as a field."""
    text = (
        "bundel: Proef\npartijen: {linde: {soort: school}, roc: {soort: instelling}}\n"
        "documenten: [{soort: samenwerkingsovereenkomst}]\n"
    )
    own = "documenten.samenwerkingsovereenkomst.gegevens"
    rows: list[list[str | int]] = [
        ["map", f"{own}.leerweg_vmbo", f"{own}.opleiding.niveau"],
        ["Goed", "kb", 3],
        ["Fout", "bb", 4],
    ]
    sheet = written(tmp_path, workbook({"Gegevens": rows}))
    with pytest.raises(TableError) as stopped:
        run_series(sheet, choices(text), library, tmp_path / "uit")
    (found,) = stopped.value.problems
    assert found.code == "leerweg-niveau"
    assert found.source is not None
    assert (found.source.sheet, found.source.cell) == ("Gegevens", "C3")
    assert not (tmp_path / "uit").exists()
    good, wrong = run_series(sheet, choices(text), library, tmp_path / "uit", only_good=True)
    assert (good.made is None, wrong.made is None) == (False, True)
    assert sorted(files(tmp_path / "uit")) == [
        ".dlr-docs-reeks",
        "Goed/samenwerkingsovereenkomst - Goed.docx",
        "overzicht.xlsx",
    ]


def run_two(folder: Path, library: Library, rows: Rows, lines: Rows) -> list[RowResult]:
    sheet = written(folder, workbook({"Gegevens": [HEAD, *rows], "extra": [LINES, *lines]}))
    return list(run_series(sheet, choices(TWO), library, folder / "uit", only_good=True))


def test_two_rows_with_one_name_leave_the_others_alone(tmp_path: Path, small: Library) -> None:
    rows = [*ROWS, ["eerst", "De Wilg", "1-8-2027"], ["Laatst", "De Els", "1-8-2027"]]
    with pytest.raises(TableError) as caught:
        run(tmp_path, small, rows)
    assert [problem.message for problem in caught.value.problems] == [
        "deze rij krijgt dezelfde map als rij 4: Eerst",
        "deze rij krijgt dezelfde map als rij 2: eerst",
    ]
    results = run(tmp_path, small, rows, only_good=True)
    assert [result.made is not None for result in results] == [False, True, False, True]


def test_a_line_without_a_row_stops_only_the_rows_that_it_may_belong_to(
    tmp_path: Path, small: Library
) -> None:
    rows = [[f"School {number:02}", f"S{number}", "1-8-2027"] for number in range(1, 6)]
    lines = [["School 01", "Noord"], ["School 03", "Oost"], ["School 33", "Oost"]]
    lines += [["School 04", "Zuid"], ["School 05", "Zuid"]]
    results = run_two(tmp_path, small, rows, lines)  # beside it: it may be one more of those
    assert [item.made is not None for item in results] == [True, False, False, False, True]
    (problem,) = results[1].judged.problems
    assert "horen misschien regels van het blad 'extra' zonder rij" in problem.message
    assert not (tmp_path / "uit" / "School 02").exists()
    overview = openpyxl.load_workbook(tmp_path / "uit" / "overzicht.xlsx")["Meldingen"]
    assert [cell.value for cell in overview[2]][2:5] == [
        "A4",
        "extra",
        "op het blad met de rijen is geen rij met de map 'School 33'",
    ]
    assert "Bedoelt u" not in str(overview[2][5].value)  # School 03 is another school


def test_a_line_with_a_typing_error_stops_the_row_that_was_meant(
    tmp_path: Path, small: Library
) -> None:
    rows = [["De Linde", "L", "1-8-2027"], ["De Esdoorn", "E", "1-8-2027"]]
    lines = [["De Linde", "Noord"], ["De Esdoorn", "Oost"], ["De Lnde", "Zuid"]]
    linde, esdoorn = run_two(tmp_path, small, rows, lines)
    assert linde.made is None
    assert esdoorn.made is not None
    sheet = tmp_path / "tabel.xlsx"
    with pytest.raises(TableError, match="Bedoelt u 'De Linde'"):
        run_series(sheet, choices(TWO), small, tmp_path / "daar")
    assert not (tmp_path / "daar").exists()


def test_of_rows_as_near_the_one_beside_the_line_was_meant(tmp_path: Path, small: Library) -> None:
    rows = [[f"School {number}", f"S{number}", "1-8-2027"] for number in (30, 38, 39)]
    lines = [["School 30", "Noord"], ["School 3O", "Oost"], ["School 38", "A"], ["School 39", "B"]]
    results = run_two(tmp_path, small, rows, lines)
    assert [item.made is not None for item in results] == [False, True, True]
    with pytest.raises(TableError, match="Bedoelt u 'School 30'"):
        run_series(tmp_path / "tabel.xlsx", choices(TWO), small, tmp_path / "daar")


def test_any_executor_makes_the_same(tmp_path: Path, small: Library) -> None:
    for name in ("hier", "daar"):
        (tmp_path / name).mkdir()
    rows = [HEAD, *([f"Rij {number}", f"School {number}", "1-8-2027"] for number in range(25))]
    run(tmp_path / "hier", small, rows)
    with ThreadPoolExecutor(2) as executor:
        results = run(tmp_path / "daar", small, rows, executor=executor)
    assert [result.name for result in results] == [f"Rij {number}" for number in range(25)]
    assert files(tmp_path / "hier" / "uit") == files(tmp_path / "daar" / "uit")


DAY_OF_LETTER = "documenten.brief.gegevens.ingangsdatum"


def test_bundles_that_were_not_kept_are_built_again(
    tmp_path: Path, small: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows: Rows = [HEAD, *([f"Rij {number}", f"S {number}", "1-8-2027"] for number in range(5))]
    sheet = written(tmp_path, workbook({"Gegevens": rows}))
    list(run_series(sheet, choices(), small, tmp_path / "kept"))
    monkeypatch.setattr("dlr_docs.series.judging.MOST_KEPT", 2)
    list(run_series(sheet, choices(), small, tmp_path / "built"))
    assert files(tmp_path / "kept") == files(tmp_path / "built")


def test_the_overview_ends_with_a_total_and_is_the_same_whatever_run_made_the_rows(
    tmp_path: Path, small: Library
) -> None:
    text = CHOICES.replace("- soort: brief", "- {soort: brief, id: zomer}\n  - {soort: brief}")
    sheet = written(tmp_path, workbook({"Gegevens": [*ROWS, ["Fout", "De Wilg", "32-8-2027"]]}))
    folder = tmp_path / "uit"
    overviews = []
    for _ in range(2):
        assert [*run_series(sheet, choices(text), small, folder, only_good=True)]
        overviews.append((folder / "overzicht.xlsx").read_bytes())
    assert overviews[0] == overviews[1]
    rows = [*openpyxl.load_workbook(folder / "overzicht.xlsx")["Rijen"].values]
    assert rows[1][3] == "zomer - Eerst.docx\nbrief - Eerst.docx"
    assert [rows[3][index] for index in (0, 2, 4)] == ["Fout", "niet gemaakt", None]
    assert not any(rows[4])
    total = rows[5]
    assert total[:4] == ("Totaal", 3, "2 klaar, 1 niet gemaakt", "4 bestanden")
    assert (total[4], total[6], total[7]) == (rows[1][4] + rows[2][4], 1, 0)


def test_the_overview_says_which_questions_are_open_in_a_row(
    tmp_path: Path, small: Library
) -> None:
    rows = [HEAD, ["Eerst", "De Linde", ""], ["Dan", "De Esdoorn", "1-8-2028"]]
    first, second = run(tmp_path, small, rows)
    asked = {item.at for item in first.judged.open_questions}
    assert asked - {item.at for item in second.judged.open_questions} == {DAY_OF_LETTER}
    book = openpyxl.load_workbook(tmp_path / "uit" / "overzicht.xlsx")
    told = [[cell.value for cell in line] for line in book["Nog open"].iter_rows(min_row=2)]
    (day,) = [line for line in told if line[3] == DAY_OF_LETTER]
    assert day[:2] == ["Eerst", 2]
    assert "ingangsdatum" in day[2]
    assert book["Rijen"]["E2"].value == len(asked)
