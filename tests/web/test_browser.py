"""Whole jobs as a person does them, by role and label, in a real browser."""

from __future__ import annotations

import io
import itertools
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.build.selected.test_attached import png
from tests.revise.edits import replaced
from tests.series.tables import workbook
from tests.web.browsing import Desk, needs_browser, with_options, workbench
from tests.web.touring import STOPS, without_a_stop

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, needs_browser]

FILE = "/bundel/doorlopende-leerroute.yaml"
REGIO = "regio: Amersfoort en omstreken"


ANSWERS = {
    "Wat is de naam van de school?": "Vakcollege De Iep",
    "Hoe heet het bevoegd gezag van de school?": "Stichting De Iep",
    "In welke plaats is de school gevestigd?": "Edam",
    "Wie vertegenwoordigt de school?": "C. Bakker",
    "Wat is de functie van wie de school vertegenwoordigt?": "bestuurder",
    "Wat is de naam van de instelling?": "ROC Noord",
    "Hoe heet het bevoegd gezag van de instelling?": "Stichting ROC Noord",
    "In welke plaats is de instelling gevestigd?": "Hoorn",
    "Wie vertegenwoordigt de instelling?": "E. Smit",
    "Wat is de functie van wie de instelling vertegenwoordigt?": "bestuurder",
    "In welke regio werken partijen samen?": "Waterland",
    "Hoe heet de mbo-opleiding": "Allround autotechnicus",
    "Welk crebonummer": "25876",
    "Op welk niveau is de opleiding?": "3",
    "Welke leerweg heeft de opleiding?": "beroepsopleidende leerweg",
    "Welke leerweg van het vmbo": "de kaderberoepsgerichte leerweg",
    "Om welk vmbo-profiel gaat het?": "Mobiliteit en Transport",
    "Hoe lang duurt de leerroute": "vier jaar",
    "Op welke datum gaat het document in?": "1 augustus 2027",
    "Op welke locaties": "Edam\nHoorn",
}


@with_options(empty=True)
def test_from_an_empty_folder_to_a_definitive_agreement(desk: Desk) -> None:
    page = desk.page
    page.get_by_role("link", name="Begin met de eerste vraag").click()
    for answer in (
        "Eén doorlopende leerroute",
        "Nee, een school",
        "Ja, een vmbo-diploma",
        "Eén opleiding",
    ):
        page.get_by_label(answer).check()
        page.get_by_role("button", name="Verder").click()
    page.get_by_text("artikel 2.107b WVO 2020").wait_for()
    page.get_by_label("Titel").fill("Leerroute Waterland")
    page.get_by_label("Naam van het bestand").fill("waterland")
    page.get_by_role("button", name="Maak dit").click()
    for label, answer in ANSWERS.items():
        desk.saved(label, answer)
    page.get_by_text("alles ingevuld").wait_for()
    preview = page.get_by_role("region", name="Het document zoals het in Word komt te staan")
    shown = preview.text_content() or ""  # what is out of sight is laid out later
    assert "Stichting De Iep, gevestigd te Edam" in shown
    assert "1 augustus 2027" in shown.replace("\u00a0", " ")
    page.get_by_role("link", name="Meenemen").click()
    page.get_by_label("Definitief").check()
    page.get_by_role("button", name="Bewaar").click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="samenwerkingsovereenkomst.docx", exact=True).click()
    data = Path(taken.value.path()).read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert "Vakcollege De Iep" in archive.read("word/document.xml").decode()
    assert "status: definitief" in desk.text("waterland.yaml")


def test_another_text_is_seen_in_the_document_and_in_the_cover(desk: Desk) -> None:
    page = desk.page
    desk.go(f"{FILE}/lezen")
    before = page.locator(".document").inner_text()
    page.get_by_role("link", name="Geschillen", exact=True).click()
    page.get_by_role("radio", name="Nu gekozen").wait_for()
    page.get_by_role("radio", name="Kies deze tekst").first.check()
    page.get_by_role("button", name="Bewaar mijn keuze").click()
    page.get_by_text("De tekst is gekozen.").wait_for()
    page.get_by_role("link", name="Lezen", exact=True).click()
    assert page.locator(".document").inner_text() != before
    page.get_by_role("link", name="Wettelijke inhoud").click()
    row = page.get_by_role("row", name="beslechting van geschillen")
    assert re.search("geregeld|open", row.inner_text())


@with_options(empty=True)
def test_a_convenant_with_three_addenda(desk: Desk) -> None:
    page = desk.page
    page.get_by_label("Titel").fill("Samenwerking Techniek")
    page.get_by_label("Naam van het bestand").fill("techniek")
    page.get_by_role("checkbox", name="Convenant samenwerking").check()
    page.get_by_role("checkbox", name="Addendum per opleiding").check()
    page.get_by_role("button", name="Maak", exact=True).click()
    for number in (2, 3):
        page.get_by_role("link", name="Opzet", exact=True).first.click()
        page.get_by_label("Nog een document").select_option(label="Addendum per opleiding")
        page.get_by_label("Hoort bij").select_option(label="convenant")
        page.get_by_role("button", name="Voeg het document toe").click()
        page.get_by_text(f"addendum-{number}").first.wait_for()
    page.get_by_role("link", name="Meenemen").click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Alle Word-documenten in één zip").click()
    with zipfile.ZipFile(taken.value.path()) as archive:
        assert sorted(archive.namelist()) == [
            "addendum-2.docx",
            "addendum-3.docx",
            "addendum.docx",
            "convenant.docx",
        ]


def test_a_wrong_date_is_told_beside_it_and_the_right_one_lights_up(desk: Desk) -> None:
    page = desk.page
    desk.go(f"{FILE}/invullen")
    label = "Op welke datum gaat het document in?"
    desk.saved(label, "31 februari 2027")
    assert page.get_by_label(label).get_attribute("aria-invalid") == "true"
    page.get_by_text("Dit is geen bestaande datum").first.wait_for()
    assert page.get_by_label(label).input_value() == "31 februari 2027"
    desk.saved(label, "1 september 2027")
    assert page.get_by_label(label).get_attribute("aria-invalid") is None
    lit = page.locator("[data-nieuw]").all_inner_texts()
    assert any("september" in text for text in lit)


def test_a_click_leads_from_the_text_to_the_question_and_back(desk: Desk) -> None:
    page = desk.page
    desk.go(f"{FILE}/invullen")
    page.locator(".document").get_by_role("link", name="Amersfoort en omstreken").first.click()
    field = page.get_by_label("In welke regio werken partijen samen?")
    assert field.evaluate("item => item === document.activeElement")
    assert page.locator(".waarde.hier").first.inner_text() == "Amersfoort en omstreken"
    page.locator(".document").get_by_role("link", name="Geschillen", exact=True).click()
    page.get_by_role("heading", name="Geschillen", level=1).wait_for()


def test_a_file_that_changes_underneath_loses_nothing(desk: Desk) -> None:
    path = desk.folder / "doorlopende-leerroute.yaml"
    desk.go(f"{FILE}/invullen")
    path.write_text(path.read_text("utf-8").replace("ROC Het Spoor", "ROC De Brug"), "utf-8")
    desk.saved("In welke regio werken partijen samen?", "Eemland")
    desk.page.get_by_text("ergens anders gewijzigd").wait_for()
    assert "Eemland" in path.read_text("utf-8")
    assert "ROC De Brug" in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace("Eemland", "Gooi"), "utf-8")
    field = desk.page.get_by_label("In welke regio werken partijen samen?")
    field.fill("Flevoland")
    field.blur()
    desk.page.get_by_role("heading", name="Wat moet er staan?").wait_for()
    assert "Gooi" in path.read_text("utf-8")
    desk.page.get_by_label("Zoals u het hebt ingevuld").check()
    desk.page.get_by_role("button", name="Bewaar").click()
    assert "Flevoland" in path.read_text("utf-8")


def bring_back(desk: Desk, old: str, new: str) -> Page:
    """Take the agreement away, change its words, and show what was changed."""
    page = desk.page
    desk.go(f"{FILE}/meenemen")
    with page.expect_download() as taken:
        page.get_by_role("link", name="samenwerkingsovereenkomst.docx", exact=True).click()
    data = replaced(Path(taken.value.path()).read_bytes(), old, new)
    page.get_by_role("link", name="Terug uit Word").click()
    page.get_by_label("Een document van deze bundel").set_input_files(
        {"name": "terug.docx", "mimeType": "application/octet-stream", "buffer": data}
    )
    page.get_by_role("button", name="Laat zien wat er is veranderd").click()
    return page


def test_a_returned_word_file_gives_its_answers_back(desk: Desk) -> None:
    page = bring_back(desk, "Amersfoort en omstreken", "Eemland")
    page.get_by_text("Eemland").first.wait_for()
    page.get_by_role("button", name="Neem deze antwoorden over").click()
    page.get_by_text("De antwoorden zijn overgenomen").wait_for()
    assert "Eemland" in desk.text("doorlopende-leerroute.yaml")


def test_undo_and_redo(desk: Desk) -> None:
    before = desk.text("doorlopende-leerroute.yaml")
    desk.go(f"{FILE}/invullen")
    desk.saved("In welke regio werken partijen samen?", "Eemland")
    desk.page.get_by_role("button", name="Ongedaan maken").click()
    desk.page.get_by_text("is ongedaan gemaakt").wait_for()
    assert desk.text("doorlopende-leerroute.yaml") == before
    desk.page.get_by_role("button", name="Opnieuw").click()
    assert "Eemland" in desk.text("doorlopende-leerroute.yaml")


@with_options(java_script_enabled=False)
def test_without_javascript_the_button_saves_everything(desk: Desk) -> None:
    page = desk.page
    desk.go(f"{FILE}/invullen")
    page.get_by_label("In welke regio werken partijen samen?").fill("Eemland")
    page.get_by_label("Wat is de naam van de school?").first.fill("Vakcollege De Iep")
    page.get_by_role("button", name="Bewaar", exact=True).click()
    page.get_by_text("Bewaard.", exact=True).wait_for()
    text = desk.text("doorlopende-leerroute.yaml")
    assert "Eemland" in text
    assert "Vakcollege De Iep" in text
    assert page.locator("[data-nieuw]").count() >= 2
    page.locator(".document").get_by_role("link", name="Eemland").first.click()
    assert page.url.endswith("#vraag-regio")


def test_with_the_keyboard_only(desk: Desk) -> None:
    page = desk.page
    desk.go(f"{FILE}/invullen")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Naar de inhoud"
    page.keyboard.press("Enter")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "vraag-partijen.linde.naam":
            break
    page.keyboard.press("Control+A")
    page.keyboard.type("Vakcollege De Iep")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "vraag-partijen.linde.bevoegd_gezag"
    assert "Vakcollege De Iep" in desk.text("doorlopende-leerroute.yaml")


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until what has the focus is what is wanted: an expression about ``item``."""
    for _ in range(300):
        page.keyboard.press("Tab")
        if page.evaluate(f"(item => {wanted})(document.activeElement)"):
            return
    raise AssertionError(f"no Tab leads to {wanted}")


@with_options(empty=True)
def test_with_the_keyboard_only_from_an_empty_folder_to_a_chosen_text(desk: Desk) -> None:
    page = desk.page
    tab_to(page, "item.textContent.includes('Begin met de eerste vraag')")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    for arrows in (0, 1, 0, 0):
        tab_to(page, "item.type === 'radio'")
        page.keyboard.press("Space")
        for _ in range(arrows):
            page.keyboard.press("ArrowDown")
        tab_to(page, "item.textContent.trim() === 'Verder'")
        with page.expect_navigation():
            page.keyboard.press("Enter")
    tab_to(page, "item.id === 'titel'")
    page.keyboard.type("Met toetsen")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, "item.type === 'checkbox'")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.keyboard.press("Space")
    page.locator("body:not(.bezig)").wait_for()
    assert page.evaluate("document.activeElement.checked")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"
    desk.go("/bundel/samenwerkingsovereenkomst.yaml/artikel?onderwerp=geschillen")
    tab_to(page, "item.type === 'radio'")
    page.keyboard.press("ArrowDown")
    tab_to(page, "item.textContent.trim() === 'Bewaar mijn keuze'")
    page.keyboard.press("Enter")
    page.get_by_text("De tekst is gekozen.").wait_for()
    assert "geschillen:" in desk.text("samenwerkingsovereenkomst.yaml")


def test_what_is_being_typed_is_judged_and_stays(desk: Desk) -> None:
    page = desk.page
    desk.go(f"{FILE}/invullen")
    field = page.get_by_label("Welke opzegtermijn geldt?")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        field.press_sequentially("drie appels", delay=5)
    page.locator("#fout-vraag-opzegtermijn:not(:empty)").wait_for()
    assert field.input_value() == "drie appels"
    assert field.evaluate("item => item === document.activeElement")


def test_a_kill_loses_the_last_field_at_most(started: Browser, tmp_path: Path) -> None:
    shutil.copy(Path("examples/doorlopende-leerroute.yaml"), tmp_path)
    with workbench(tmp_path) as (address, program):
        context = started.new_context()
        desk = Desk(context.new_page(), address, tmp_path)
        desk.go(f"{FILE}/invullen")
        desk.saved("In welke regio werken partijen samen?", "Eemland")
        program.kill()
        program.wait(10)
        assert "Eemland" in desk.text("doorlopende-leerroute.yaml")
        field = desk.page.get_by_label("Wat is de naam van de school?").first
        field.fill("De Iep")
        field.blur()
        desk.page.get_by_text("de werkbank antwoordt niet").wait_for()
        context.close()


AXE = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}


def violations(page: Page) -> list[Any]:
    """What axe-core finds wrong with a page."""
    from axe_playwright_python.sync_playwright import Axe

    result = Axe().run(page, options=AXE)
    return [
        (item["id"], node["target"], node.get("failureSummary", "")[:200])
        for item in result.response["violations"]
        for node in item["nodes"][:3]
    ]


def at_every_page(desk: Desk, look: Callable[[Page], Any]) -> dict[str, Any]:
    """What somebody sees who goes to every sort of page, by where it was; nothing is left out."""
    found, visited, path = {}, set(), desk.folder / "doorlopende-leerroute.yaml"
    text = path.read_bytes()

    def seen() -> None:
        desk.page.wait_for_load_state()
        visited.add(urlsplit(desk.page.url).path)
        said = look(desk.page)
        if said:
            found[desk.page.url.removeprefix(desk.origin)] = said

    for way in itertools.chain.from_iterable(STOPS.values()):
        path.write_bytes(text)
        addresses = way(desk)
        if not addresses:
            seen()
        for address in addresses:
            desk.go(address)
            seen()
    assert without_a_stop(visited) == []
    return found


@pytest.mark.parametrize(
    "desk", [{"color_scheme": "light"}, {"color_scheme": "dark"}], indirect=True
)
def test_every_page_is_accessible(desk: Desk) -> None:
    assert at_every_page(desk, violations) == {}


@pytest.mark.parametrize("width", [320, 640, 1280])
def test_every_page_fits_a_narrow_screen_and_a_large_zoom(desk: Desk, width: int) -> None:
    desk.page.set_viewport_size({"width": width, "height": 800})

    def too_wide(page: Page) -> int:
        found: int = page.evaluate("document.documentElement.scrollWidth")
        return found if found > width else 0

    assert at_every_page(desk, too_wide) == {}


@with_options(forced_colors="active", reduced_motion="reduce")
def test_with_high_contrast_and_little_motion_the_open_values_still_stand_out(desk: Desk) -> None:
    desk.go(f"{FILE}/lezen")
    border = "item => getComputedStyle(item).borderTopWidth"
    assert desk.page.locator(".waarde.open").first.evaluate(border) == "2px"
    scroll = "getComputedStyle(document.documentElement).scrollBehavior"
    assert desk.page.evaluate(scroll) == "auto"


def test_printing_prints_the_document_and_nothing_around_it(desk: Desk) -> None:
    for name in ("lezen", "invullen"):
        desk.go(f"{FILE}/{name}")
        desk.page.emulate_media(media="print")
        assert not desk.page.get_by_role("button", name="Ongedaan maken").is_visible()
        assert not desk.page.get_by_label("Wat is de naam van de school?").first.is_visible()
        assert desk.page.get_by_text("Partijen nemen in aanmerking dat:").is_visible()
        desk.page.emulate_media(media="screen")


@with_options(color_scheme="dark")
def test_a_page_that_is_dark_on_the_screen_is_printed_black_on_white(desk: Desk) -> None:
    desk.go(f"{FILE}/lezen")
    look = "item => [getComputedStyle(item).color, getComputedStyle(item).backgroundColor]"
    notice = desk.page.locator(".document .concept")
    assert notice.evaluate(look) != ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    desk.page.emulate_media(media="print", color_scheme="dark")
    assert notice.evaluate(look) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


@with_options(forced_colors="active")
def test_with_high_contrast_the_page_and_the_text_that_are_chosen_stand_out(desk: Desk) -> None:
    border = "item => getComputedStyle(item).borderTopWidth"
    desk.go(f"{FILE}/teksten")
    tabs = desk.page.get_by_role("navigation", name="Pagina's van deze bundel")
    assert tabs.locator("[aria-current]").evaluate(border) == "3px"
    desk.go(f"{FILE}/artikel?onderwerp=geschillen")
    assert desk.page.locator(".kaart.gekozen").evaluate(border) == "2px"


def test_a_party_with_two_schools_and_two_signatories(desk: Desk) -> None:
    page = desk.page
    desk.go(f"{FILE}/invullen")
    party = page.get_by_role("group", name="Het bevoegd gezag van de school", exact=True)
    party.get_by_role("button", name="Het zijn er meer (Welke scholen doen mee?)").click()
    schools = page.get_by_role("group", name="Welke scholen doen mee?").first
    new = schools.get_by_role("group", name="Nieuwe regel")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        new.get_by_label("Wat is de naam van de school?").fill("Vakcollege De Iep")
        new.get_by_label("Wat is de naam van de school?").blur()
    schools.get_by_role("group", name="Regel 2").wait_for()
    assert violations(page) == []
    preview = page.get_by_role("region", name="Het document zoals het in Word komt te staan")
    assert "Vakcollege De Linde en Vakcollege De Iep" in preview.inner_text().replace("\u00a0", " ")
    schools.get_by_role("button", name="Haal regel 1 weg").click()
    page.get_by_text("Bewaard").first.wait_for()
    assert "naam: Vakcollege De Iep" in desk.text("doorlopende-leerroute.yaml")
    assert "Vakcollege De Linde" not in desk.text("doorlopende-leerroute.yaml")


@pytest.mark.parametrize(
    "desk", [{"java_script_enabled": True}, {"java_script_enabled": False}], indirect=True
)
def test_own_articles_values_and_annexes(desk: Desk) -> None:
    page = desk.page
    desk.go(f"{FILE}/eigen")
    page.get_by_role("link", name="Vraag een gegeven").click()
    page.get_by_label("De vraag", exact=True).fill("Wat kost de werkplaats per dagdeel?")
    page.get_by_label("Wat is het antwoord?").select_option(label="een bedrag in euro")
    page.get_by_role("button", name="Bewaar", exact=True).click()
    typed = page.locator("code").first.inner_text()
    page.get_by_role("link", name="Eigen tekst en bijlagen").last.click()
    page.get_by_role("link", name="Schrijf een artikel").click()
    page.get_by_label("Titel van het artikel").fill("Gebruik van de werkplaats")
    page.get_by_label("Waar komt het?").select_option(label="achter Doelgroep en plaatsing")
    page.get_by_label("Tekst", exact=True).fill(f"1. De huur is {typed} per dagdeel.")
    page.get_by_role("button", name="Bewaar", exact=True).click()
    page.get_by_role("heading", name="Zo komt het in het document").wait_for()
    page.get_by_role("link", name="Eigen tekst en bijlagen").last.click()
    page.get_by_role("link", name="Voeg een bijlage toe").click()
    page.get_by_label("Titel van de bijlage").fill("Plattegrond")
    page.get_by_label("Of haal een bestand van deze computer").set_input_files(
        {"name": "plan.png", "mimeType": "image/png", "buffer": png()}
    )
    page.get_by_role("button", name="Bewaar", exact=True).click()
    page.get_by_text("een beschrijving nodig").first.wait_for()
    page.get_by_label("Wat is er op de afbeelding te zien?").fill("Een zaal met drie zones.")
    page.get_by_role("button", name="Bewaar", exact=True).click()
    page.get_by_role("link", name="Lezen", exact=True).click()
    assert "per dagdeel" in page.locator(".document").inner_text()
    assert "Plattegrond" in page.locator(".document").inner_text()
    page.get_by_role("link", name="Eigen tekst", exact=True).click()
    page.get_by_role("button", name="Haal weg (Gebruik van de werkplaats)").click()
    page.get_by_text("Het is weggehaald").wait_for()
    assert "Gebruik van de werkplaats" not in desk.text("doorlopende-leerroute.yaml")
    page.get_by_role("button", name="Ongedaan maken").click()
    assert "Gebruik van de werkplaats" in desk.text("doorlopende-leerroute.yaml")


@pytest.mark.parametrize(
    "desk", [{"java_script_enabled": True}, {"java_script_enabled": False}], indirect=True
)
def test_a_series_is_opened_judged_and_made(desk: Desk) -> None:
    page = desk.page
    head = ["map", "partijen.linde.naam", "gegevens.ingangsdatum"]
    rows = [[f"Rij {number}", "De Iep", "1-8-2027"] for number in range(30)]
    table = workbook({"Gegevens": [head, *rows, ["Fout", "De Linde", "31 februari"]]})
    desk.go(f"{FILE}/reeks")
    page.get_by_label("Een tabel van deze computer").set_input_files(
        {"name": "tabel.xlsx", "mimeType": "application/octet-stream", "buffer": table}
    )
    page.get_by_role("button", name="Kijk de rijen na").click()
    page.get_by_text("30 rijen zijn goed, 1 rij heeft fouten").wait_for()
    wrong = page.get_by_role("row", name="Fout")
    assert "cel C32" in wrong.inner_text()
    assert "geen bestaande datum" in wrong.inner_text()
    page.get_by_label("Naam van de map").fill("scholen")
    page.get_by_role("button", name="Maak de goede rijen").click()
    page.get_by_text("De documenten staan in de map scholen").wait_for()
    assert len([*(desk.folder / "scholen").glob("*/*.docx")]) == 30
    with page.expect_download() as taken:
        page.get_by_role("link", name="Alle documenten in één zip").click()
    with zipfile.ZipFile(taken.value.path()) as archive:
        assert len(archive.namelist()) == 31
    if desk.with_script:
        assert violations(page) == []


def test_a_signed_document_that_came_back_gets_a_proposal(desk: Desk) -> None:
    path = desk.folder / "doorlopende-leerroute.yaml"
    text = path.read_text("utf-8")
    desk.go(f"{FILE}/meenemen")
    with desk.page.expect_download() as taken:
        name = "samenwerkingsovereenkomst.docx"
        desk.page.get_by_role("link", name=name, exact=True).click()
    data = Path(taken.value.path()).read_bytes()
    path.write_text(text.replace(REGIO, f"{REGIO}\n      opzegtermijn: 5 weken"), "utf-8")
    page = desk.page
    desk.go(f"{FILE}/meenemen")
    page.get_by_label("Ondertekend").check()
    page.get_by_role("button", name="Bewaar").click()
    page.get_by_role("link", name="Terug uit Word").click()
    page.get_by_label("Een document van deze bundel").set_input_files(
        {"name": "terug.docx", "mimeType": "application/octet-stream", "buffer": data}
    )
    page.get_by_role("button", name="Laat zien wat er is veranderd").click()
    page.get_by_role("link", name="Bekijk het voorstel voor een wijziging").click()
    assert violations(page) == []
    page.get_by_label("Naam van het nieuwe bestand").fill("wijziging")
    page.get_by_role("button", name="Maak de wijzigingsovereenkomst").click()
    page.get_by_text("Het bestand is gemaakt.").wait_for()
    assert "vijf weken" in desk.text("wijziging.yaml")


def test_a_document_that_came_back_is_made_anew(desk: Desk) -> None:
    page = bring_back(desk, "Nederlands recht", "Belgisch recht")
    page.get_by_role("link", name="Maak het document opnieuw met deze wijzigingen").click()
    page.get_by_text("Er is niets waarover u nog moet beslissen").wait_for()
    assert violations(page) == []
    with page.expect_download() as taken:
        page.get_by_role("link", name="Haal het nieuwe Word-document op").click()
    with zipfile.ZipFile(taken.value.path()) as archive:
        assert "Belgisch recht" in archive.read("word/document.xml").decode()
