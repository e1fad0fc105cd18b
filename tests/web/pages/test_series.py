"""A series by the pages' own requests: a table opened, its rows judged, and made."""

from __future__ import annotations

import html
import io
import re
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from dlr_docs import load_choices, run_series
from dlr_docs.model.library import Library
from tests.series.tables import workbook
from tests.web.client import Answer, Browser

NAME = "doorlopende-leerroute.yaml"
FILE = f"/bundel/{NAME}"
HEAD = ["map", "partijen.linde.naam", "gegevens.ingangsdatum"]
GOOD = [["Eerst", "De Linde", "1-8-2027"], ["Dan", "De Esdoorn", "1-8-2028"]]
WRONG = ["Laatst", "De Iep", "31 februari"]


def opened(browser: Browser, data: bytes, name: str = "tabel.xlsx") -> Answer:
    """Somebody opens a table and waits until its rows have been judged."""
    return waited(browser, browser.upload(f"{FILE}/reeks", name, data, "nieuw"))


def waited(browser: Browser, page: Answer) -> Answer:
    """Somebody looks again until it is done, as a page without a script does."""
    for _ in range(600):
        if "data-verder" not in page.text:
            return page
        assert '<noscript><meta http-equiv="refresh"' in page.text
        time.sleep(0.05)
        page = browser.get(page.address)
    raise AssertionError("it is never done")


def made(browser: Browser, page: Answer, folder: str) -> Answer:
    """Somebody makes the rows of a page."""
    form = {"reeks": page.inputs()["reeks"], "map": folder}
    return waited(browser, browser.post(f"{FILE}/reeks/rijen", form))


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_series_is_that_of_the_command(
    browser: Browser, folder: Path, library: Library, tmp_path: Path
) -> None:
    data = workbook({"Gegevens": [HEAD, *GOOD]})
    page = opened(browser, data)
    assert page.status == 200
    assert "2 rijen zijn goed" in page.said
    assert page.said.count("op welke dagen jongeren waar zijn") == 1
    page = made(browser, page, "uit de werkbank")
    assert "Klaar" in page.said
    (tmp_path / "tabel.xlsx").write_bytes(data)
    choices = load_choices(folder / NAME)
    [*run_series(tmp_path / "tabel.xlsx", choices, library, tmp_path / "uit")]
    assert files(folder / "uit de werkbank") == files(tmp_path / "uit")
    packed = browser.get(f"{FILE}/reeks/alles?reeks={page.inputs()['reeks']}")
    with zipfile.ZipFile(io.BytesIO(packed.body)) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    assert found.items() <= files(tmp_path / "uit").items()
    assert len(found) == 3


def test_what_is_wrong_stands_with_its_row_and_its_cell_and_the_rest_is_made(
    browser: Browser, folder: Path
) -> None:
    page = opened(browser, workbook({"Gegevens": [HEAD, GOOD[0], WRONG]}))
    row = re.search(r'<tr class="fout">.*?</tr>', page.text, re.DOTALL)
    assert row
    assert "Laatst" in row[0]
    assert "cel C3" in row[0]
    assert "datum" in row[0]
    assert not (folder / "doorlopende-leerroute-reeks").exists()
    page = made(browser, page, "doorlopende-leerroute-reeks")
    assert (folder / "doorlopende-leerroute-reeks" / "Eerst").is_dir()
    assert not (folder / "doorlopende-leerroute-reeks" / "Laatst").exists()
    assert "niet gemaakt" in page.said


def test_a_table_of_the_folder_and_the_empty_one(browser: Browser, folder: Path) -> None:
    empty = browser.get(f"{FILE}/reeks/tabel")
    assert empty.status == 200
    assert "Gegevens" in openpyxl.load_workbook(io.BytesIO(empty.body)).sheetnames
    (folder / "rijen.csv").write_text(";".join(HEAD) + "\n" + ";".join(GOOD[0]) + "\n", "utf-8")
    assert "rijen.csv" in browser.get(f"{FILE}/reeks").text
    page = waited(browser, browser.post(f"{FILE}/reeks", {"tabel": "rijen.csv"}))
    assert "1 rij is goed" in page.said


def test_a_document_that_somebody_edited_stays(browser: Browser, folder: Path) -> None:
    page = made(browser, opened(browser, workbook({"Gegevens": [HEAD, GOOD[0]]})), "uit")
    path = next((folder / "uit" / "Eerst").glob("*.docx"))
    path.write_bytes(b"van iemand")
    changed = workbook({"Gegevens": [HEAD, ["Eerst", "Een andere naam", "1-8-2027"]]})
    page = made(browser, opened(browser, changed), "uit")
    assert path.read_bytes() == b"van iemand"
    assert "bewerkt" in page.said or "bewaard" in page.said


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("leeg.xlsx", b""),
        ("geen.xlsx", b"%PDF-1.7"),
        ("kop.csv", b"ander;iets\n1;2\n"),
        ("bom.xlsx", None),
    ],
)
def test_what_is_no_table_is_told(browser: Browser, name: str, data: bytes | None) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b" " * 120_000_000)
    page = browser.upload(
        f"{FILE}/reeks", name, packed.getvalue() if data is None else data, "nieuw"
    )
    assert page.status == 400
    assert "kan niet worden gelezen" in page.said


@pytest.mark.parametrize("name", ["../rijen.csv", "/etc/passwd", "koppeling.csv", "weg.csv"])
def test_no_table_outside_the_folder_is_read(
    browser: Browser, folder: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / "rijen.csv").write_text(";".join(HEAD) + "\n" + ";".join(GOOD[0]) + "\n", "utf-8")
    (folder / "koppeling.csv").symlink_to(tmp_path / "rijen.csv")
    assert browser.post(f"{FILE}/reeks", {"tabel": name}).status == 404


@pytest.mark.parametrize(
    "name",
    ["../uit", "/buiten", "..", ".", "", "koppeling", "uit/binnen", "CON", NAME, ".verborgen"],
)
def test_nothing_is_made_outside_the_folder(
    browser: Browser, folder: Path, tmp_path: Path, name: str
) -> None:
    outside = tmp_path / "elders"
    outside.mkdir()
    (folder / "koppeling").symlink_to(outside)
    page = opened(browser, workbook({"Gegevens": [HEAD, GOOD[0]]}))
    before = {path for path in tmp_path.rglob("*") if path.is_dir()}
    answer = browser.post(f"{FILE}/reeks/rijen", {"reeks": page.inputs()["reeks"], "map": name})
    assert answer.status == 400
    assert {path for path in tmp_path.rglob("*") if path.is_dir()} == before
    assert [*outside.iterdir()] == []


def test_a_row_whose_folder_is_a_link_is_not_made_through_it(
    browser: Browser, folder: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "elders"
    outside.mkdir()
    (folder / "uit").mkdir()
    (folder / "uit" / "Eerst").symlink_to(outside)
    page = opened(browser, workbook({"Gegevens": [HEAD, GOOD[0]]}))
    form = {"reeks": page.inputs()["reeks"], "map": "uit"}
    assert browser.post(f"{FILE}/reeks/rijen", form).status == 400
    assert [*outside.iterdir()] == []


@pytest.mark.parametrize("what", ["map", "document", "overzicht.xlsx"])
def test_what_became_a_link_after_it_was_made_is_not_given(
    browser: Browser, folder: Path, tmp_path: Path, what: str
) -> None:
    page = made(browser, opened(browser, workbook({"Gegevens": [HEAD, GOOD[0]]})), "uit")
    row = folder / "uit" / "Eerst"
    places = {"map": row, "document": next(row.glob("*.docx"))}
    path = places.get(what, folder / "uit" / what)
    elsewhere = tmp_path / "elders"
    path.rename(elsewhere)
    path.symlink_to(elsewhere)
    packed = browser.get(f"{FILE}/reeks/alles?reeks={page.inputs()['reeks']}")
    assert packed.status == 404
    assert not packed.body.startswith(b"PK")


def test_a_series_of_another_file_or_none_is_not_there(browser: Browser) -> None:
    page = opened(browser, workbook({"Gegevens": [HEAD, GOOD[0]]}))
    mark = page.inputs()["reeks"]
    other = "/bundel/convenant-met-addenda.yaml"
    assert browser.get(f"{other}/reeks/rijen?reeks={mark}").status == 404
    assert browser.get(f"{FILE}/reeks/rijen?reeks=x").status == 404
    assert browser.get(f"{FILE}/reeks/alles?reeks={mark}").status == 404
    assert browser.post(f"{FILE}/reeks/rijen", {"reeks": "x", "map": "uit"}).status == 404


def test_pages_are_answered_while_a_series_is_made(browser: Browser, folder: Path) -> None:
    rows = [[f"Rij {number}", f"School {number}", "1-8-2027"] for number in range(60)]
    page = browser.upload(f"{FILE}/reeks", "t.xlsx", workbook({"Gegevens": [HEAD, *rows]}), "nieuw")
    assert "data-verder" in page.text
    assert browser.get(f"{FILE}/lezen").status == 200
    page = waited(browser, page)
    form = {"reeks": page.inputs()["reeks"], "map": "uit"}
    page = browser.post(f"{FILE}/reeks/rijen", form)
    assert "Maken:" in html.unescape(page.said)
    again = browser.post(f"{FILE}/reeks/rijen", form)
    assert again.status == 404
    assert "60 rijen zijn goed" in waited(browser, page).said


def test_a_series_is_stopped_and_goes_on_where_it_was(browser: Browser, folder: Path) -> None:
    rows = [[f"Rij {number}", f"School {number}", "1-8-2027"] for number in range(80)]
    page = browser.upload(f"{FILE}/reeks", "t.xlsx", workbook({"Gegevens": [HEAD, *rows]}), "nieuw")
    page = waited(browser, page)
    form = {"reeks": page.inputs()["reeks"], "map": "uit"}
    page = browser.post(f"{FILE}/reeks/rijen", form)
    assert "Stop hiermee" in page.said
    page = waited(browser, browser.post(f"{FILE}/reeks/stop", form))
    assert "Gestopt. Wat klaar is, staat in de map uit" in page.said
    made = {path: path.stat().st_mtime_ns for path in (folder / "uit").glob("*/*.docx")}
    assert len(made) < 80
    page = waited(browser, browser.post(f"{FILE}/reeks/rijen", form))
    assert "Klaar. De documenten staan in de map uit" in page.said
    assert len([*(folder / "uit").glob("*/*.docx")]) == 80
    assert {path: path.stat().st_mtime_ns for path in made} == made


def test_judging_is_stopped_and_the_table_is_asked_again(browser: Browser) -> None:
    rows = [[f"Rij {number}", f"School {number}", "1-8-2027"] for number in range(200)]
    page = browser.upload(f"{FILE}/reeks", "t.xlsx", workbook({"Gegevens": [HEAD, *rows]}), "nieuw")
    assert "Nakijken:" in page.said
    page = waited(browser, browser.post(f"{FILE}/reeks/stop", {"reeks": page.inputs()["reeks"]}))
    assert "De rijen zijn niet alle nagekeken: geef de tabel opnieuw." in page.said
    assert "Maak alle rijen" not in page.said
