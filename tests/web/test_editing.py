"""Changes to a file that others change too: nothing is lost, and nobody is overruled unasked."""

from __future__ import annotations

from pathlib import Path

from dlr_docs.choices.editing.change import data_at
from dlr_docs.web.editing import Desk, FormChange, seen
from dlr_docs.web.folder import Folder
from dlr_docs.web.forms import changes_of
from dlr_docs.web.history import digest_of

NAME = "doorlopende-leerroute.yaml"
REGIO = ("documenten", 0, "gegevens", "regio")
SCHOOL = ("partijen", "linde", "naam")


def desk_of(folder: Path) -> Desk:
    return Desk(Folder(folder))


def test_one_answer_changes_one_line_and_leaves_the_comments(folder: Path) -> None:
    desk = desk_of(folder)
    before = desk.folder.read(NAME)
    outcome = desk.change(NAME, [FormChange(REGIO, "Eemland", seen("Amersfoort en omstreken"))])
    assert desk.folder.read(NAME) == before.replace("Amersfoort en omstreken", "Eemland")
    assert not outcome.clashes


def test_a_change_elsewhere_of_something_else_is_kept_and_told(folder: Path) -> None:
    desk, path = desk_of(folder), folder / NAME
    stand = digest_of(desk.folder.read(NAME))
    path.write_text(path.read_text("utf-8").replace("Vakcollege De Linde", "De Iep"), "utf-8")
    outcome = desk.change(
        NAME, [FormChange(REGIO, "Eemland", seen("Amersfoort en omstreken"))], stand
    )
    assert outcome.changed_elsewhere
    assert "De Iep" in path.read_text("utf-8")
    assert "Eemland" in path.read_text("utf-8")


def test_a_change_elsewhere_of_the_same_is_asked_and_not_overwritten(folder: Path) -> None:
    desk, path = desk_of(folder), folder / NAME
    path.write_text(path.read_text("utf-8").replace("Amersfoort en omstreken", "Gooi"), "utf-8")
    outcome = desk.change(NAME, [FormChange(REGIO, "Eemland", seen("Amersfoort en omstreken"))])
    assert [clash.now for clash in outcome.clashes] == ["Gooi"]
    assert "Eemland" not in path.read_text("utf-8")


def test_a_text_over_several_lines_that_nobody_touched_stays_as_it_was_typed(folder: Path) -> None:
    desk, path = desk_of(folder), folder / NAME
    block = "regio: |\n        Amersfoort\n        en omstreken\n"
    path.write_text(
        path.read_text("utf-8").replace("regio: Amersfoort en omstreken\n", block), "utf-8"
    )
    before = path.read_text("utf-8")
    shown = "Amersfoort\nen omstreken\n"
    form = [
        ("v:documenten/0/gegevens/regio", shown),
        ("w:documenten/0/gegevens/regio", seen(shown)),
    ]
    assert changes_of(form) == ()
    assert not desk.change(NAME, [FormChange(REGIO, shown.strip(), "")]).clashes
    assert desk.folder.read(NAME) == before


def test_the_same_answer_twice_is_no_clash(folder: Path) -> None:
    desk = desk_of(folder)
    change = FormChange(REGIO, "Eemland", seen("Amersfoort en omstreken"))
    assert not desk.change(NAME, [change]).clashes
    assert not desk.change(NAME, [change]).clashes


def test_an_answer_can_be_taken_away_and_the_key_stays(folder: Path) -> None:
    desk = desk_of(folder)
    desk.change(NAME, [FormChange(REGIO, None, seen("Amersfoort en omstreken"))])
    assert "      regio:\n" in desk.folder.read(NAME)


def test_what_would_break_the_file_is_refused_with_the_reason(folder: Path) -> None:
    desk = desk_of(folder)
    before = desk.folder.read(NAME)
    title = data_at({"bundel": "x"}, ("bundel",))
    assert title == "x"
    was = seen("Doorlopende leerroute Mobiliteit en Transport")
    outcome = desk.change(NAME, [FormChange(("bundel",), None, was)])
    assert outcome.problems
    assert desk.folder.read(NAME) == before


def test_steps_are_undone_and_redone_to_the_letter(folder: Path) -> None:
    desk = desk_of(folder)
    texts = [desk.folder.read(NAME)]
    for before, after in (("Amersfoort en omstreken", "Eemland"), ("Eemland", "Gooi")):
        desk.change(NAME, [FormChange(REGIO, after, seen(before))])
        texts.append(desk.folder.read(NAME))
    assert desk.undo(NAME)
    assert desk.folder.read(NAME) == texts[1]
    assert desk.undo(NAME)
    assert desk.folder.read(NAME) == texts[0]
    assert not desk.undo(NAME)
    assert desk.redo(NAME)
    assert desk.redo(NAME)
    assert desk.folder.read(NAME) == texts[2]
    assert not desk.redo(NAME)


def test_undo_never_throws_away_what_somebody_else_wrote(folder: Path) -> None:
    desk, path = desk_of(folder), folder / NAME
    desk.change(NAME, [FormChange(REGIO, "Eemland", seen("Amersfoort en omstreken"))])
    theirs = path.read_text("utf-8") + "# van een ander\n"
    path.write_text(theirs, "utf-8")
    assert not desk.undo(NAME)
    assert path.read_text("utf-8") == theirs


def test_a_file_with_windows_line_ends_keeps_them(folder: Path) -> None:
    desk, path = desk_of(folder), folder / NAME
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    desk.change(NAME, [FormChange(SCHOOL, "De Iep", seen("Vakcollege De Linde"))])
    data = path.read_bytes()
    assert b"De Iep\r\n" in data
    assert data.count(b"\n") == data.count(b"\r\n")
