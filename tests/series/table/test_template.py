"""The table that the program writes: what is in it, and that it can be filled in and read."""

from __future__ import annotations

import io
import itertools
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from dlr_docs.basis.problems import TableError
from dlr_docs.choices.file import parse_choices
from dlr_docs.model.library import Library
from dlr_docs.model.values import ValueType
from dlr_docs.series.judging import Judged, JudgedDocument
from dlr_docs.series.making import Made
from dlr_docs.series.overview import Overview
from dlr_docs.series.table.chosen import layout_of
from dlr_docs.series.table.columns import Column
from dlr_docs.series.table.explained import note_of, typed_example
from dlr_docs.series.table.reading import read_table
from dlr_docs.series.table.template import example_of, extended_table, new_table
from tests.series.tables import written

CHOICES = """\
bundel: Samenwerking techniek
partijen:
  school: {soort: school}
  roc: {soort: instelling, naam: ROC De Dijk, bevoegd_gezag: Stichting ROC De Dijk, vestigingsplaats: Zaandam,
        vertegenwoordiger: {naam: D. Visser, functie: voorzitter}}
gegevens: {ingangsdatum: 2027-08-01}
documenten:
  - soort: convenant
  - {soort: addendum, bij: convenant}
"""


def made(library: Library, *named: str, sheets: tuple[str, ...] = ()) -> bytes:
    choices = parse_choices(CHOICES, "keuzes.yaml")
    return new_table(layout_of(choices, library, named, sheets), choices)


def test_a_new_table_asks_what_is_open(library: Library) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made(library, sheets=("addendum",))))
    assert book.sheetnames == ["Gegevens", "addendum", "Uitleg", "Lijsten"]
    main, lines = book["Gegevens"], book["addendum"]
    assert [main.cell(2, at).value for at in (1, 2)] == ["map", "partijen.school.naam"]
    assert main["B1"].value == "Wat is de naam van de school?"
    assert main["A3"].value == "# voorbeeld"
    assert main["B1"].comment.text.startswith("Leeg: wat het keuzebestand zegt")
    assert [lines.cell(2, at).value for at in (1, 2)] == ["map", "documenten.addendum.id"]
    keys = {cell.value: cell for cell in lines[2]}
    level = keys["documenten.addendum.gegevens.opleiding.niveau"]
    rules = {str(rule.sqref).split(":")[0]: rule for rule in lines.data_validations.dataValidation}
    assert rules[f"{level.column_letter}3"].formula1.startswith("Lijsten!$")
    day = keys["documenten.addendum.gegevens.addendum_einddatum"].column_letter
    assert lines.column_dimensions[day].number_format == "d mmmm yyyy"
    assert book["Lijsten"].sheet_state == "hidden"
    assert not any("partijen.roc" in str(cell.value) for cell in main[2])


def test_an_example_of_more_values_is_right_when_copied_into_a_cell() -> None:
    days = ValueType("dagen", "lijst", "Welke dagen?", example="dinsdag, donderdag", item="tekst")
    place = ValueType("adres", "tekst", "Welk adres?", example="Stationsweg 1, Utrecht")
    more = Column(("gegevens", "dagen"), days, several=True)
    assert typed_example(more) == example_of(more) == "dinsdag; donderdag"
    assert "Voorbeeld: dinsdag; donderdag." in note_of(more)
    assert example_of(Column(("gegevens", "adres"), place)) == "Stationsweg 1, Utrecht"


def test_a_new_table_is_read_as_one_without_rows(library: Library, tmp_path: Path) -> None:
    path = written(tmp_path, made(library, sheets=("addendum",)))
    found = read_table(path, parse_choices(CHOICES), library)
    assert [*found.rows] == []
    assert found.warnings == ()


def test_of_three_addenda_is_asked_apart_what_they_differ_in(library: Library) -> None:
    addenda = "".join(f"  - {{soort: addendum, id: {name}, bij: convenant}}\n" for name in "abc")
    text = CHOICES.replace("gegevens: {ingangsdatum: 2027-08-01}\n", "")
    text = text.replace("  - {soort: addendum, bij: convenant}\n", addenda)
    keys = layout_of(parse_choices(text, "keuzes.yaml"), library).keys
    asked = {f"documenten.{name}.gegevens.opleiding.niveau" for name in "abc"}
    assert asked <= keys
    assert "gegevens.opleiding.niveau" not in keys
    assert [key for key in keys if "ingangsdatum" in key] == ["gegevens.ingangsdatum"]


def test_lists_of_several_documents_are_told_apart_by_the_names_of_their_sheets(
    library: Library,
) -> None:
    addenda = "".join(f"  - {{soort: addendum, id: {name}, bij: convenant}}\n" for name in "ab")
    choices = parse_choices(CHOICES.replace("  - {soort: addendum, bij: convenant}\n", addenda))
    book = openpyxl.load_workbook(io.BytesIO(new_table(layout_of(choices, library), choices)))
    assert {"a leslocaties", "b leslocaties"} <= {*book.sheetnames}
    one = parse_choices(CHOICES)
    alone = openpyxl.load_workbook(io.BytesIO(new_table(layout_of(one, library), one)))
    assert "leslocaties" in alone.sheetnames


def test_no_note_says_twice_what_an_empty_cell_means(library: Library) -> None:
    layout = layout_of(parse_choices(CHOICES, "keuzes.yaml"), library, sheets=("addendum",))
    columns = itertools.chain(layout.main, *layout.others.values())
    assert all(note_of(column).casefold().count("leeg") <= 1 for column in columns)


def test_columns_are_chosen_by_key_begin_or_star(library: Library) -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(made(library, "partijen.school.naam", "documenten.convenant.keuzes", "*.regio"))
    )
    keys = [cell.value for cell in book["Gegevens"][2]]
    assert keys[:2] == ["map", "partijen.school.naam"]
    assert "documenten.convenant.keuzes.geschillen" in keys
    assert "documenten.convenant.gegevens.regio" in keys
    assert not any("vestigingsplaats" in key for key in keys)


def test_an_unknown_column_has_advice(library: Library) -> None:
    with pytest.raises(TableError, match=r"Bedoelt u 'partijen\.school\.naam'"):
        made(library, "partijen.school.nam")
    with pytest.raises(TableError, match="Bedoelt u 'addendum'"):
        made(library, sheets=("adendum",))


def test_a_table_is_extended_and_keeps_what_is_in_it(library: Library) -> None:
    choices = parse_choices(CHOICES)
    book = openpyxl.load_workbook(io.BytesIO(made(library, "partijen.school.naam")))
    book["Gegevens"]["B4"] = "De Linde"
    book["Gegevens"]["C4"] = "gebeld"
    book["Gegevens"]["C1"] = "# notitie"
    stream = io.BytesIO()
    book.save(stream)
    layout = layout_of(choices, library, ("partijen.school",))
    extended = extended_table(stream.getvalue(), "oud.xlsx", layout, choices, library)
    sheet = openpyxl.load_workbook(io.BytesIO(extended))["Gegevens"]
    keys = [cell.value for cell in sheet[2]]
    assert keys[:2] == ["map", "partijen.school.naam"]
    assert keys[3] == "partijen.school.bevoegd_gezag"
    assert (sheet["B4"].value, sheet["C4"].value) == ("De Linde", "gebeld")
    assert len(keys) == len(set(keys))


@pytest.mark.belasting
def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    keuzes = tmp_path / "keuzes.yaml"
    keuzes.write_text(CHOICES, encoding="utf-8")
    found = []
    for seed in ("1", "2"):
        path = tmp_path / f"{seed}.xlsx"
        code = "from dlr_docs.cli import main; main()"
        command = [sys.executable, "-c", code, "reeks-tabel", str(keuzes), "--uit", str(path)]
        command += ["--eigen-blad", "addendum"]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run(command, check=True, capture_output=True, env=environment)
        found.append(path.read_bytes())
    assert found[0] == found[1]


@pytest.mark.parametrize("name", ["=1+1", "+31", "-x", "@SUM(A1)", "#N/A"])
def test_nothing_in_the_overview_is_a_formula(name: str) -> None:
    judged = Judged(4, name, True, (), (JudgedDocument("a", name, 3, {"geregeld": 2}),))
    made = Made(name, "x", {f"{name}.docx": "y"})
    content = _overview(judged, made)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Rijen"]
    assert (sheet["A2"].value, sheet["A2"].data_type) == (name, "s")
    assert sheet["A2"].quotePrefix == (name[0] in "=+-@")
    assert sheet["F2"].value == "2 geregeld"
    assert content == _overview(judged, made)


def _overview(judged: Judged, made: Made) -> bytes:
    overview = Overview()
    overview.add(judged, made)
    return overview.as_bytes()
