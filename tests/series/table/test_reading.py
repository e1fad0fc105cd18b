"""What people leave in spreadsheets, and what becomes of it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlr_docs.model.values import Kind, ValueType
from dlr_docs.series.rows import base_of, choices_of
from dlr_docs.series.table.cells import CellProblem, raw_of
from dlr_docs.series.table.columns import Column
from dlr_docs.series.table.naming import folder_name
from dlr_docs.series.table.reading import read_table
from dlr_docs.sheets.cells import SheetCell
from tests.series.tables import (
    CHOICES,
    DAY,
    HEAD,
    NAME,
    Rows,
    choices,
    problems_of,
    table,
    values_of,
    workbook,
    written,
)
from tests.small import VALUES, SmallLibrary

OPTIONS = {"bb": "de basisberoepsgerichte leerweg", "kb": "de kaderberoepsgerichte leerweg"}


def column(kind: Kind, several: bool = False) -> Column:
    options = OPTIONS if kind == "keuze" else {}
    return Column(("gegevens", "x"), ValueType("x", kind, "X?", options=options), "", several)


@pytest.mark.parametrize(
    ("kind", "cell", "raw"),
    [
        ("datum", SheetCell(datetime(2027, 8, 1)), date(2027, 8, 1)),
        ("datum", SheetCell(date(2027, 8, 1)), date(2027, 8, 1)),
        ("datum", SheetCell(" 1 augustus 2027 "), "1 augustus 2027"),
        ("tekst", SheetCell(25880), "25880"),
        ("tekst", SheetCell(25880.0), "25880"),
        ("tekst", SheetCell("0123"), "0123"),
        ("tekst", SheetCell(123, "00000"), "00123"),
        ("tekst", SheetCell("a\u00a0 "), "a"),
        ("bedrag", SheetCell(1250.5, "#,##0.00"), "1250,5"),
        ("bedrag", SheetCell(0.1 + 0.2), "0,3"),
        ("aantal", SheetCell(-3), "-3"),
        ("percentage", SheetCell(0.5, "0%"), "50%"),
        ("percentage", SheetCell(0.125, "0.0%"), "12,5%"),
        ("percentage", SheetCell(50, "General"), "50"),
        ("percentage", SheetCell(50.0), "50"),
        ("ja_nee", SheetCell(True), "ja"),
        ("keuze", SheetCell("bb"), "bb"),
        ("keuze", SheetCell("BB"), "bb"),
        ("keuze", SheetCell("De kaderberoepsgerichte leerweg"), "kb"),
        ("keuze", SheetCell("iets anders"), "iets anders"),
        ("tekst", SheetCell("-"), None),
        ("datum", SheetCell(" – "), None),
    ],
)
def test_a_cell_is_read_as_it_was_meant(kind: Kind, cell: SheetCell, raw: object) -> None:
    assert raw_of(column(kind), cell) == raw


@pytest.mark.parametrize(
    ("kind", "cell", "words"),
    [
        ("tekst", SheetCell(datetime(2027, 5, 1)), "een datum of tijd van gemaakt"),
        ("breuk", SheetCell(date(2027, 5, 1)), "een datum of tijd van gemaakt"),
        ("tekst", SheetCell(time(9, 30)), "een datum of tijd van gemaakt"),
        ("datum", SheetCell(datetime(2027, 8, 1, 12, 0)), "een tijd bij de datum"),
        ("percentage", SheetCell(0.5), "niet te zeggen of het een percentage is"),
        ("tekst", SheetCell(1234567890123456), "vijftien"),
        ("tekst", SheetCell(None, wrong="deze cel heeft de foutwaarde #N/A"), "#N/A"),
    ],
)
def test_what_cannot_be_told_is_not_guessed(kind: Kind, cell: SheetCell, words: str) -> None:
    with pytest.raises(CellProblem, match=words):
        raw_of(column(kind), cell)


@pytest.mark.parametrize(
    "text",
    [
        "bb; kb",
        "bb\nkb",
        " bb ;\u00a0KB;",
        "bb\nde kaderberoepsgerichte leerweg",
        "BB/KB",
        "bb en kb",
    ],
)
def test_a_cell_may_hold_several(text: str) -> None:
    assert raw_of(column("keuze", several=True), SheetCell(text)) == ["bb", "kb"]


def test_moved_columns_empty_rows_own_rows_and_a_second_head(
    tmp_path: Path, small_library: SmallLibrary
) -> None:
    rows: Rows = [
        ["De tabel van de regio", None, None, None],
        ["Wanneer gaat het in?", "Wat is de naam van de school?", "Map?", "#notitie"],
        [DAY, NAME, "map", None],
        [None, None, "# voorbeeld", None],
        ["1-8-2027", " De Linde ", "Een", "gebeld"],
        [None, None, None, None],
        [" ", None, None, "los"],
        [DAY, NAME, "map", None],
        ["2-8-2027", "De Iep", "Twee", None],
    ]
    found = table(tmp_path, small_library, rows)
    assert [row.name for row in found.rows] == ["Een", "Twee"]
    assert values_of(found) == [
        {DAY: "1-8-2027", NAME: "De Linde"},
        {DAY: "2-8-2027", NAME: "De Iep"},
    ]


def test_questions_do_when_the_keys_are_gone(tmp_path: Path, small_library: SmallLibrary) -> None:
    rows: Rows = [
        ["Wat is de naam van de school", "WANNEER GAAT HET IN?"],
        ["De Linde", "1-8-2027"],
    ]
    found = table(tmp_path, small_library, rows)
    assert [row.name for row in found.rows] == ["De Linde"]  # named after the party


def test_an_empty_cell_takes_the_value_of_the_file_and_a_dash_leaves_it_open(
    tmp_path: Path, small_library: SmallLibrary
) -> None:
    text = CHOICES.replace("documenten:", "gegevens: {ingangsdatum: 2026-08-01}\ndocumenten:")
    rows: Rows = [HEAD, ["Een", "A", None], ["Twee", "B", "-"], ["Drie", "C", date(2027, 8, 1)]]
    found = table(tmp_path, small_library, rows, text=text)
    base = base_of(choices(text), found.documents)
    values = [choices_of(row, base).values["ingangsdatum"] for row in found.rows]
    assert values == ["2026-08-01", None, date(2027, 8, 1)]


def test_formulas_give_their_value_and_one_without_is_a_problem(
    tmp_path: Path, small_library: SmallLibrary
) -> None:
    content = workbook({"Gegevens": [HEAD, ["Een", '="De "&"Linde"', "1-8-2027"]]})
    found = read_table(written(tmp_path, content), choices(), small_library.load())
    assert [str(problem.source) for problem in found.rows[0].problems] == [
        f"{tmp_path / 'tabel.xlsx'}:Gegevens:B2"
    ]
    computed = _with_result(content, "De Linde")
    found = read_table(written(tmp_path, computed), choices(), small_library.load())
    assert values_of(found)[0][NAME] == "De Linde"


def _with_result(content: bytes, result: str) -> bytes:
    """The workbook with a result for its formula, as Excel leaves it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            part = part.replace(b"<v /></c>", f"<v>{result}</v></c>".encode())
            part = part.replace(b"<v></v></c>", f"<v>{result}</v></c>".encode())
            new.writestr(name, part.replace(b'<c r="B2">', b'<c r="B2" t="str">'))
    return out.getvalue()


def test_cells_merged_below_each_other_all_say_the_same(
    tmp_path: Path, small_library: SmallLibrary
) -> None:
    def merge(book: Any) -> None:
        book["Gegevens"].merge_cells("C2:C3")

    rows: Rows = [HEAD, ["Een", "A", "1-8-2027"], ["Twee", "B", None]]
    found = table(tmp_path, small_library, rows, merge)
    assert [values[DAY] for values in values_of(found)] == ["1-8-2027", "1-8-2027"]


def test_a_document_may_have_a_sheet_with_a_line_each(
    tmp_path: Path, small_library: SmallLibrary
) -> None:
    text = CHOICES + "  - {soort: brief, id: extra}\n"
    rows: Rows = [HEAD, ["Een", "A", "1-8-2027"], ["Twee", "B", None]]
    lines: Rows = [["map", "documenten.extra.gegevens.regio"], ["een", "Noord"], ["Een ", "Zuid"]]
    found = table(tmp_path, small_library, rows, text=text, extra=lines)
    base = base_of(choices(text), found.documents)
    first, second = (choices_of(row, base) for row in found.rows)
    assert [item.id for item in first.documents] == ["brief", "extra-1", "extra-2"]
    assert [item.values.get("regio") for item in first.documents] == [None, "Noord", "Zuid"]
    assert [item.id for item in second.documents] == ["brief"]
    place = first.place("documenten", 2, "gegevens", "regio")
    assert place.at == "documenten.extra-2.gegevens.regio"
    assert place.source
    assert (place.source.sheet, place.source.cell) == ("extra", "B3")


EXTRA = CHOICES + "  - {soort: brief, id: extra}\n"


def test_a_number_names_a_row_as_it_is_read_on_its_own_sheet(
    tmp_path: Path, small_library: SmallLibrary
) -> None:
    def pad(book: Any) -> None:
        for sheet in book:
            sheet["A2"].number_format = "000"

    rows: Rows = [HEAD, [7, "A", "1-8-2027"]]
    lines: Rows = [["map", "documenten.extra.gegevens.regio"], [7, "Noord"]]
    found = table(tmp_path, small_library, rows, pad, text=EXTRA, extra=lines)
    assert (found.lost, [len(row.records) for row in found.rows]) == ((), [1])


def test_a_line_whose_row_is_a_formula_without_result_says_so(
    tmp_path: Path, small_library: SmallLibrary
) -> None:
    rows: Rows = [HEAD, ["Een", "A", "1-8-2027"]]
    lines: Rows = [["map", "documenten.extra.gegevens.regio"], ["=Gegevens!A2", "Noord"]]
    found = table(tmp_path, small_library, rows, text=EXTRA, extra=lines)
    assert [problem.code for problem in found.lost] == ["cel-fout"]
    assert "nog geen uitkomst" in found.lost[0].message


@pytest.mark.parametrize(
    ("shown", "is_quoted", "read"),
    [
        ("s-Gravenhage", True, "'s-Gravenhage"),
        ("t Harde", True, "'t Harde"),
        ("s-Gravenhage", False, "s-Gravenhage"),
        ("Zwolle", True, "Zwolle"),
        ("0123", True, "0123"),
    ],
)
def test_an_apostrophe_that_excel_took_for_its_own_sign_is_read(
    shown: str, is_quoted: bool, read: str, tmp_path: Path, small_library: SmallLibrary
) -> None:
    def quote(book: Any) -> None:
        book["Gegevens"]["B2"].quotePrefix = is_quoted

    found = table(tmp_path, small_library, [HEAD, ["Een", shown, "1-8-2027"]], quote)
    assert values_of(found)[0][NAME] == read


FILES = Path(__file__).parent / "bestanden"  # saved by LibreOffice 7.4


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_other_spreadsheets_are_read(small_library: SmallLibrary, ending: str) -> None:
    found = read_table(FILES / f"goed.{ending}", choices(), small_library.load())
    assert [row.name for row in found.rows] == ["Een", "Twee"]
    assert values_of(found) == [
        {NAME: "De Linde", DAY: date(2027, 8, 1), "gegevens.regio": "123"},
        {NAME: "De Iep", DAY: "1 augustus 2027", "gegevens.regio": "West"},
    ]
    (told,) = found.warnings  # the cell shows 00123, and no reader of these files says so
    assert told.code == "tabel-nullen"
    assert str(found.rows[0].cells[0].source(found.rows[0].source)).endswith(
        f"goed.{ending}:Gegevens:B2"
    )


@pytest.mark.parametrize(
    ("name", "code"),
    [("fout.xls", "cel-fout"), ("fout.ods", "cel-fout"), ("samen.ods", "cel-samengevoegd")],
)
def test_what_their_reader_would_show_as_empty_is_refused(
    small_library: SmallLibrary, name: str, code: str
) -> None:
    (problem,) = problems_of(lambda: read_table(FILES / name, choices(), small_library.load()))
    assert problem.code == code
    assert problem.source
    assert problem.source.cell == ("B2" if name == "fout.xls" else None)


def _in_content(change: Callable[[bytes], bytes]) -> bytes:
    """The .ods with another content.xml."""
    out = io.BytesIO()
    with zipfile.ZipFile(FILES / "goed.ods") as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            part = old.read(item)
            new.writestr(item, change(part) if item.filename == "content.xml" else part)
    return out.getvalue()


def _hidden_file(what: str) -> bytes:
    """A file of LibreOffice with its second row, or its columns, hidden as the format says it."""
    if what == "xls":
        old = (FILES / "goed.xls").read_bytes()
        at = old.index(b"\x08\x02\x10\x00\x01\x00") + 16
        return old[:at] + bytes([old[at] | 0x20]) + old[at + 1 :]
    if what == "xls-kolom":
        old = (FILES / "goed.xls").read_bytes()
        at = old.index(b"\x7d\x00\x0c\x00") + 12
        return old[:at] + bytes([old[at] | 1]) + old[at + 1 :]
    row = b'<table:table-row table:style-name="ro1">'
    return _in_content(lambda part: part.replace(row, row[:-1] + b' table:visibility="filter">', 2))


@pytest.mark.parametrize("what", ["xls", "xls-kolom", "ods"])
def test_hidden_rows_of_other_spreadsheets_are_told(
    tmp_path: Path, small_library: SmallLibrary, what: str
) -> None:
    small = small_library.load()
    known = read_table(FILES / f"goed.{what[:3]}", choices(), small).warnings
    assert [problem.code for problem in known] == ["tabel-nullen"]
    path = written(tmp_path, _hidden_file(what), f"t.{what[:3]}")
    found = read_table(path, choices(), small)
    assert [problem.code for problem in found.warnings] == ["tabel-verborgen", "tabel-nullen"]
    assert [row.name for row in found.rows] == ["Een", "Twee"]


def test_merged_cells_of_an_old_excel_file_all_say_the_same(small_library: SmallLibrary) -> None:
    found = read_table(FILES / "samen.xls", choices(), small_library.load())
    assert [values[DAY] for values in values_of(found)] == ["1-8-2027", "1-8-2027"]


@pytest.mark.parametrize("separator", [";", ","])
def test_csv_as_a_dutch_user_saves_it(
    tmp_path: Path, small_library: SmallLibrary, separator: str
) -> None:
    lines = [separator.join(line) for line in (HEAD, ["Een", '"Café ""De Linde"""', "1-8-2027"])]
    for encoding, codes in (("utf-8", []), ("utf-8-sig", []), ("cp1252", ["tabel-tekens"])):
        path = written(tmp_path, "\r\n".join(lines).encode(encoding), "tabel.csv")
        found = read_table(path, choices(), small_library.load())
        assert values_of(found) == [{NAME: 'Café "De Linde"', DAY: "1-8-2027"}]
        assert [problem.code for problem in found.warnings] == codes
        assert str(found.rows[0].cells[0].source(found.rows[0].source)).endswith("tabel.csv:B2")


def test_a_far_away_cell_costs_nothing(tmp_path: Path, small_library: SmallLibrary) -> None:
    def put(book: Any) -> None:
        book["Gegevens"].cell(1_048_576, 16_384).value = " "

    found = table(tmp_path, small_library, [HEAD, ["Een", "A", "1-8-2027"]], put)
    assert len(found.rows) == 1


@given(st.text())
def test_a_folder_name_can_be_one_anywhere(text: str) -> None:
    name = folder_name(text)
    assert not set(name) & set('/\\:*?"<>|\x00')
    assert name == name.strip(" .")
    assert len(name) <= 81
    assert folder_name(name) == name


def test_a_list_without_a_sheet_stands_line_by_line_in_a_cell(
    tmp_path: Path, small_library: SmallLibrary
) -> None:
    small_library.write(
        "clauses/gegevens.yaml",
        "ingangsdatum: {soort: datum, vraag: Wanneer?, bepaalt_ingang: true}\n"
        "lessen:\n  soort: lijst\n  vraag: Welke?\n  velden:\n"
        "    naam: {soort: tekst, vraag: Welke les?}\n    uren: {soort: aantal, vraag: Hoeveel?}\n",
    )
    rows: Rows = [
        [*HEAD, "gegevens.lessen.naam", "gegevens.lessen.uren"],
        ["Een", "A", "1-8-2027", "Zagen\nLassen", "80\n40"],
        ["Twee", "B", "1-8-2027", None, None],
    ]
    found = table(tmp_path, small_library, rows)
    first, second = (choices_of(row, base_of(choices(), frozenset())) for row in found.rows)
    assert first.values["lessen"] == [
        {"naam": "Zagen", "uren": "80"},
        {"naam": "Lassen", "uren": "40"},
    ]
    assert "lessen" not in second.values


def test_a_list_may_have_a_sheet_that_takes_the_place_of_that_of_the_file(
    tmp_path: Path, small_library: SmallLibrary
) -> None:
    small_library.write(
        "clauses/gegevens.yaml",
        "ingangsdatum: {soort: datum, vraag: Wanneer?, bepaalt_ingang: true}\n"
        "lessen:\n  soort: lijst\n  vraag: Welke?\n  velden:\n"
        "    naam: {soort: tekst, vraag: Welke les?}\n",
    )
    text = CHOICES + "gegevens: {lessen: [{naam: Een}, {naam: Twee}, {naam: Drie}]}\n"
    rows: Rows = [HEAD, ["Een", "A", "1-8-2027"], ["Twee", "B", "1-8-2027"]]
    lines: Rows = [["map", "gegevens.lessen.naam"], ["Een", "Zagen"], ["Een", "Lassen"]]
    found = table(tmp_path, small_library, rows, text=text, lessen=lines)
    first, second = (choices_of(row, base_of(choices(text), frozenset())) for row in found.rows)
    assert first.values["lessen"] == [{"naam": "Zagen"}, {"naam": "Lassen"}]
    assert second.values["lessen"] == [{"naam": "Een"}, {"naam": "Twee"}, {"naam": "Drie"}]
    assert first.place("gegevens", "lessen", 1, "naam").source == found.rows[0].records[1].cells[
        0
    ].source(found.rows[0].records[1].source)


def test_a_column_of_a_value_that_has_another_name_now_is_read_and_told(
    small_library: SmallLibrary, tmp_path: Path
) -> None:
    small_library.write(
        "clauses/gegevens.yaml", VALUES.replace("regio: {", "regio: {vervangt: streek, ")
    )
    found = table(tmp_path, small_library, [["map", "gegevens.streek"], ["a", "de Vecht"]])
    assert values_of(found)[0]["gegevens.regio"] == "de Vecht"
    told = [(item.code, item.message, str(item.source)) for item in found.warnings]
    assert told[0][:2] == ("vervallen-naam", "'gegevens.streek' heet nu 'gegevens.regio'")
    assert "B1" in told[0][2]
    both = [["map", "gegevens.streek", "gegevens.regio"], ["a", "b", "c"]]
    (wrong,) = problems_of(lambda: table(tmp_path, small_library, both))
    assert wrong.code == "dubbele-kolom"


@pytest.mark.parametrize("name", ["Totaal", "TOTAAL:", "Subtotaal"])
def test_a_line_that_adds_up_the_others_is_no_row(
    name: str, tmp_path: Path, small_library: SmallLibrary
) -> None:
    rows: Rows = [["map", NAME, DAY], ["Linde", "De Linde", "1-8-2027"], [name, None, 1]]
    first, last = table(tmp_path, small_library, rows).rows
    assert first.problems == ()
    assert "rij-totaal" in {problem.code for problem in last.problems}
    own: Rows = [*rows[:-1], [f"# {name}", None, 1]]
    assert len(table(tmp_path, small_library, own).rows) == 1
