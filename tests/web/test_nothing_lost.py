"""Nothing that somebody typed is lost, whatever happens to the file or to the program."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.web.browsing import Desk, needs_browser, with_options, workbench

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog

pytestmark = [pytest.mark.browser, needs_browser]

NAME = "doorlopende-leerroute.yaml"
FILE = f"/bundel/{NAME}"
REGION, SCHOOL = "In welke regio werken partijen samen?", "Wat is de naam van de school?"


def typed(desk: Desk, label: str, answer: str) -> None:
    """Somebody answers a question and goes on, whatever comes of it."""
    field = desk.page.get_by_label(label).first
    field.fill(answer)
    field.blur()


def test_who_leaves_while_typing_loses_nothing(desk: Desk) -> None:
    desk.go(f"{FILE}/invullen")
    field = desk.page.get_by_label(REGION)
    field.fill("")
    field.press_sequentially("Eemland", delay=5)
    desk.page.get_by_role("link", name="Lezen", exact=True).click()
    desk.page.locator(".document").get_by_text("Eemland").first.wait_for()
    assert "Eemland" in desk.text(NAME)


def test_a_file_that_an_editor_broke_keeps_what_is_typed_and_takes_it_later(desk: Desk) -> None:
    path = desk.folder / NAME
    desk.go(f"{FILE}/invullen")
    text = path.read_text("utf-8")
    path.write_text(text.replace("documenten:", "documenten: ["), "utf-8")
    broken = path.read_bytes()
    typed(desk, REGION, "Eemland")
    desk.page.get_by_text("Dit antwoord is niet bewaard").wait_for()
    desk.page.get_by_text("Dit is niet bewaard:").wait_for()
    assert desk.page.get_by_label(REGION).input_value() == "Eemland"
    assert path.read_bytes() == broken
    path.write_text(text, "utf-8")
    desk.saved(SCHOOL, "Vakcollege De Iep")
    desk.page.locator(".document").get_by_role("link", name="Eemland").first.wait_for()
    assert "Eemland" in desk.text(NAME)
    assert "Vakcollege De Iep" in desk.text(NAME)
    assert not desk.page.get_by_text("Dit is niet bewaard:").count()


@with_options(java_script_enabled=False)
def test_a_file_that_an_editor_broke_gives_back_what_was_typed(desk: Desk) -> None:
    path = desk.folder / NAME
    desk.go(f"{FILE}/invullen")
    path.write_text("bundel: [\n", "utf-8")
    desk.page.get_by_label(REGION).fill("Eemland en omstreken")
    desk.page.get_by_role("button", name="Bewaar", exact=True).click()
    desk.page.get_by_text("Dit had u ingevuld").wait_for()
    assert desk.page.get_by_text("Eemland en omstreken").count() == 1
    assert path.read_text("utf-8") == "bundel: [\n"


def test_a_file_that_went_or_got_another_name_comes_back_with_what_was_typed(desk: Desk) -> None:
    path = desk.folder / NAME
    desk.go(f"{FILE}/invullen")
    path.rename(desk.folder / "elders.yaml")
    typed(desk, REGION, "Eemland")
    desk.page.get_by_text("het bestand is weggehaald of heeft een andere naam").wait_for()
    assert desk.page.get_by_label(REGION).input_value() == "Eemland"
    assert not path.exists()
    (desk.folder / "elders.yaml").rename(path)
    desk.saved(SCHOOL, "Vakcollege De Iep")
    desk.page.locator(".document").get_by_role("link", name="Eemland").first.wait_for()
    assert "Eemland" in desk.text(NAME)


def test_a_killed_program_that_starts_again_gets_what_was_typed_meanwhile(
    started: Browser, tmp_path: Path
) -> None:
    shutil.copy(Path("examples") / NAME, tmp_path)
    context = started.new_context()
    with workbench(tmp_path) as (address, program):
        desk = Desk(context.new_page(), address, tmp_path)
        port = desk.origin.rpartition(":")[2]
        desk.go(f"{FILE}/invullen")
        program.kill()
        program.wait(10)
        typed(desk, REGION, "Eemland")
        desk.page.get_by_text("de werkbank antwoordt niet").wait_for()
    with workbench(tmp_path, "--poort", port) as (address, _):
        other = context.new_page()
        other.goto(address)
        other.get_by_role("heading", name="Overeenkomsten in deze map").wait_for()
        desk.saved(SCHOOL, "Vakcollege De Iep")
        desk.page.locator(".document").get_by_role("link", name="Eemland").first.wait_for()
        assert "Eemland" in desk.text(NAME)
    context.close()


def test_undo_after_somebody_else_changed_the_file_leaves_what_they_wrote(desk: Desk) -> None:
    path = desk.folder / NAME
    desk.go(f"{FILE}/invullen")
    desk.saved(REGION, "Eemland")
    path.write_text(desk.text(NAME).replace("ROC Het Spoor", "ROC De Brug"), "utf-8")
    desk.page.get_by_role("button", name="Ongedaan maken").click()
    desk.page.get_by_text("Dat kan niet meer").wait_for()
    desk.saved(REGION, "Gooi")
    desk.page.get_by_role("button", name="Ongedaan maken").click()
    desk.page.get_by_text("is ongedaan gemaakt").wait_for()
    assert "ROC De Brug" in desk.text(NAME)
    assert "Eemland" in desk.text(NAME)


def test_an_answer_that_is_cleared_leaves_the_file_with_the_script_as_without(desk: Desk) -> None:
    before = desk.text(NAME)
    desk.go(f"{FILE}/invullen")
    desk.saved("Welke opzegtermijn geldt?", "vier maanden")
    desk.saved("Welke opzegtermijn geldt?", "")
    assert desk.text(NAME) == before


def test_who_leaves_a_page_with_text_that_is_not_saved_is_asked(desk: Desk) -> None:
    desk.go(f"{FILE}/eigen/artikel")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    desk.page.on("dialog", stay)
    desk.page.get_by_label("Tekst", exact=True).press_sequentially("1. De zaal.")
    desk.page.get_by_role("link", name="Lezen", exact=True).click(no_wait_after=True)
    desk.page.wait_for_timeout(200)
    assert asked == ["beforeunload"]
    assert desk.page.get_by_label("Tekst", exact=True).input_value() == "1. De zaal."
