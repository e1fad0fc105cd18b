"""Content controls: each sort, filled and open."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

import pytest
from lxml import etree

from dlr_docs.model.values import Kind, Value
from dlr_docs.word.package import xml
from dlr_docs.word.read.controls import path_of
from dlr_docs.word.template.parts.controls import (
    BOX,
    Controls,
    building_block,
    short,
    stored,
    tick_box,
)
from tests import ooxml

W = xml.W


def value(raw: object, text: str, kind: Kind = "tekst", path: str = "naam", **more: Any) -> Value:
    return Value(path, kind, raw, text, "Hoe heet het?", "Naam", **more)


def element(text: str) -> etree._Element:
    return etree.fromstring(f'<w:x xmlns:w="{W}">{text}</w:x>')


def test_a_date_control_stores_the_iso_date_and_shows_the_dutch_one() -> None:
    day = value(date(2027, 8, 1), "1 augustus 2027", "datum")
    made = Controls({}, count(1)).control(day)
    assert stored(day) == "2027-08-01"
    assert 'w:fullDate="2027-08-01T00:00:00Z"' in made
    assert "1 augustus 2027" in made
    assert '<w:lid w:val="nl-NL"/>' in made


@pytest.mark.parametrize("text", ["Kade 1\nAmersfoort", "Kade 1\tAmersfoort"])
def test_a_text_of_more_lines_is_rich_text_in_one_run_and_stands_apart(text: str) -> None:
    """LibreOffice puts every line break of a plain control before the words of it."""
    made = element(Controls({}, count(1)).control(value(text, text)))
    assert [*made.iter(f"{{{W}}}text", f"{{{W}}}dataBinding")] == []
    (run,) = made.iter(f"{{{W}}}r")
    assert ooxml.text(run) == text
    plain = element(Controls({}, count(1)).control(value("Kade 1", "Kade 1")))
    assert len([*plain.iter(f"{{{W}}}text", f"{{{W}}}dataBinding")]) == 2


def test_a_choice_is_a_drop_down_of_what_a_reader_reads() -> None:
    chosen = value(
        "bb",
        "de basisberoepsgerichte leerweg",
        "keuze",
        options={"bb": "de basisberoepsgerichte leerweg", "kb": "kader"},
    )
    made = element(Controls({}, count(1)).control(chosen))
    undo, *items = made.iter(f"{{{W}}}listItem")
    assert [item.get(f"{{{W}}}value") for item in items] == [*chosen.options.values()]
    # one without a text to show gives the question back (ECMA-376-1, 17.5.2.21)
    assert undo.get(f"{{{W}}}displayText") is None


@pytest.mark.parametrize(
    ("raw", "text", "shown", "kept"),
    [(True, "ja", "☒", "true"), (False, "nee", "☐", "false"), (None, "", "☐", "false")],
)
def test_yes_or_no_is_a_check_box_and_an_open_one_has_its_question_beside_it(
    raw: bool | None, text: str, shown: str, kept: str
) -> None:
    answer = value(raw, text, "ja_nee")
    made = etree.fromstring(f'<w:p xmlns:w="{W}">{Controls({}, count(1)).control(answer)}</w:p>')
    box = made.find(f"{{{W}}}sdt/{{{W}}}sdtContent")
    assert ooxml.text(box) == shown
    assert stored(answer) == kept
    checked = next(made.iter(f"{{{xml.W14}}}checked"))
    assert checked.get(f"{{{xml.W14}}}val") == str(int(bool(raw)))
    order = [etree.QName(child).localname for child in (checked, *checked.itersiblings())]
    assert order == ["checked", "checkedState", "uncheckedState"]  # as the schema of w14 has it
    assert ("Hoe heet het?" in ooxml.text(made)) == (raw is None)


def test_an_open_value_names_the_building_block_of_its_question() -> None:
    made = Controls({}, count(1)).control(value(None, ""))
    assert f'<w:docPart w:val="{building_block("Hoe heet het?")}"/>' in made
    assert "<w:showingPlcHdr/>" in made
    assert "Hoe heet het?" in made


def test_the_same_value_twice_differs_only_in_its_id() -> None:
    controls = Controls({"naam": value("x", "x")}, count(11))
    first, second = controls.by_path("naam", "", 11), controls.by_path("naam", "", 12)
    assert first != second
    assert first.replace('w:id w:val="11"', "") == second.replace('w:id w:val="12"', "")


def test_long_tags_are_shortened_and_stay_apart() -> None:
    one, two = short("x" * 80 + "a"), short("x" * 80 + "b")
    assert len(one) == len(two) == 64
    assert one != two


def test_a_question_stands_in_brackets_so_that_color_is_not_all_that_tells() -> None:
    controls = Controls({"naam": value(None, "")}, count(1))
    assert "<w:t>[Hoe heet het?]</w:t>" in controls.by_path("naam", "", 2)
    assert controls.shown("naam") == "[Hoe heet het?]"


def test_a_box_to_tick_stands_for_no_value() -> None:
    made = etree.fromstring(f'<w:p xmlns:w="{W}">{tick_box(7)}{tick_box(8)}</w:p>')
    assert [path_of(control) for control in made] == ["", ""]
    numbers = [item.get(f"{{{W}}}val") for item in made.iter(f"{{{W}}}id")]
    assert numbers == ["7", "8"]
    assert ooxml.text(made) == BOX * 2
