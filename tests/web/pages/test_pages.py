"""Whole jobs by the pages' own requests, as a browser without a script does them."""

from __future__ import annotations

import html
import io
import re
import zipfile
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from dlr_docs.basis.yaml.loading import load
from dlr_docs.cli import program
from dlr_docs.web.editing import seen
from dlr_docs.word.read.lines import read_lines
from tests.revise.edits import replaced
from tests.web.client import Browser
from tests.web.crawling import forms_of, sent_by, words_of

FILE = "/bundel/doorlopende-leerroute.yaml"
FORBIDDEN = re.compile(r"(variant|varianten|\bsleutels?|\bYAML)\b", re.IGNORECASE)
PAGES = (
    *("invullen", "teksten", "eigen", "lezen", "inhoud", "meenemen", "terug", "opzet", "bestand"),
    *("eigen/artikel", "eigen/gegeven", "eigen/bijlage", "eigen/eerder", "reeks"),
)


def said_by(folder: Path, name: str = "doorlopende-leerroute.yaml") -> dict[str, Any]:
    """What a choice file says."""
    data = load((folder / name).read_text("utf-8"), name).data
    assert isinstance(data, dict)
    return dict(data)


def test_the_start_lists_the_files_with_how_far_they_are(browser: Browser) -> None:
    said = browser.get("/").said
    assert "Doorlopende leerroute Mobiliteit en Transport" in said
    assert "nog 2 in te vullen" in said
    assert "10 van 10" in said


def test_every_page_speaks_plainly(browser: Browser) -> None:
    addresses = ["/", "/hulp", *(f"{FILE}/{page}" for page in PAGES if page != "bestand")]
    addresses += [f"{FILE}/artikel?onderwerp={topic}" for topic in ("geschillen", "considerans")]
    for address in addresses:
        answer = browser.get(address)
        assert answer.status == 200
        assert not FORBIDDEN.search(answer.said), address


def test_no_question_speaks_of_a_name_that_only_a_file_knows(browser: Browser) -> None:
    assert not re.search(r"'[a-z_]+'", browser.get(f"{FILE}/invullen").said)


def test_what_is_wrong_is_told_in_the_words_of_the_pages(browser: Browser, folder: Path) -> None:
    said = browser.get(f"{FILE}/inhoud").said
    assert "Kies een tekst van ‘Organisatie van de week’" in said
    assert "of maak een onderwijs- en examenprogramma met ‘Hoort bij’" in said
    path = folder / "doorlopende-leerroute.yaml"
    text = path.read_text("utf-8").replace(
        "geschillen: bestuur-mediation", "geschillen: x-mediation"
    )
    path.write_text(text, "utf-8")
    for page in ("inhoud", "teksten", "invullen"):
        said = browser.get(f"{FILE}/{page}").said
        assert "‘Geschillen’ heeft geen tekst" in said or page != "inhoud"
        assert "'geschillen'" not in said


def test_every_page_is_valid_enough_to_be_read_aloud(browser: Browser) -> None:
    for page in PAGES:
        text = browser.get(f"{FILE}/{page}").text
        ids = re.findall(r' id="([^"]*)"', text)
        assert len(ids) == len(set(ids)), page
        assert text.count("<h1") == 1
        assert '<html lang="nl">' in text
        for wanted in re.findall(r' for="([^"]*)"', text):
            assert wanted in ids
        described = re.findall(r'aria-describedby="([^"]*)"', text)
        assert {name for item in described for name in item.split()} <= set(ids)


def test_from_an_empty_folder_to_a_definitive_agreement(tmp_path: Path) -> None:
    browser = Browser(tmp_path).enter()
    given = "?antwoord=0&antwoord=1&antwoord=0&antwoord=0"
    for end in range(0, len(given) + 1, 11):
        page = browser.get(f"/hulp{given[:end]}")
        assert ("Verder" in page.said) == (end < 44)
    assert "Verplichte overeenkomst" in page.said
    assert "artikel 2.107b WVO 2020" in page.said.replace("\u00a0", " ")
    form = {"soort": "samenwerkingsovereenkomst", "naam": "eerste", "titel": "Leerroute Techniek"}
    page = browser.post("/nieuw", form)
    assert page.status == 200
    assert "in te vullen" in page.said
    answers = {
        "partijen/school/naam": "De Iep",
        "partijen/school/bevoegd_gezag": "Stichting De Iep",
        "partijen/school/vestigingsplaats": "Edam",
        "partijen/school/vertegenwoordiger/naam": "C. Bakker",
        "partijen/school/vertegenwoordiger/functie": "bestuurder",
        "partijen/instelling/naam": "ROC Noord",
        "partijen/instelling/bevoegd_gezag": "Stichting ROC Noord",
        "partijen/instelling/vestigingsplaats": "Hoorn",
        "partijen/instelling/vertegenwoordiger/naam": "E. Smit",
        "partijen/instelling/vertegenwoordiger/functie": "bestuurder",
        "regio": "Waterland",
        "opleiding/naam": "Allround autotechnicus",
        "opleiding/crebo": "25876",
        "opleiding/niveau": "3",
        "opleiding/leerweg": "bol",
        "leerweg_vmbo": "kb",
        "profiel": "Mobiliteit en Transport",
        "duur_leerroute": "4 jaar",
        "ingangsdatum": "1 augustus 2027",
        "locaties_leerroute": "Edam\nHoorn",
    }
    inputs = page.inputs()
    for name in [*inputs]:
        bare = name[2:].removeprefix("documenten/0/gegevens/").removeprefix("gegevens/")
        if name[:2] in ("v:", "l:", "m:") and bare in answers:
            inputs[name.replace("m:", "c:", 1)] = answers.pop(bare)
    assert not answers
    page = browser.post("/bundel/eerste.yaml/invullen", inputs)
    assert "alles ingevuld" in page.said
    assert "10 van 10 verplichte onderwerpen" in page.said
    page = browser.get("/bundel/eerste.yaml/meenemen")
    page = browser.post("/bundel/eerste.yaml/meenemen", {**page.inputs(), "status": "definitief"})
    made = browser.get("/bundel/eerste.yaml/alles")
    assert made.status == 200
    with zipfile.ZipFile(io.BytesIO(made.body)) as archive:
        assert archive.namelist() == ["samenwerkingsovereenkomst.docx"]


def test_a_definitive_bundle_with_something_open_is_refused_with_the_reason(
    browser: Browser, folder: Path
) -> None:
    page = browser.get(f"{FILE}/meenemen")
    browser.post(f"{FILE}/meenemen", {**page.inputs(), "status": "definitief"})
    assert said_by(folder)["status"] == "definitief"
    answer = browser.get(f"{FILE}/word?document=samenwerkingsovereenkomst")
    assert answer.status == 400
    assert "Hoe lang duurt de leerroute" in answer.said


def test_another_text_changes_the_document_and_the_questions(
    browser: Browser, folder: Path
) -> None:
    address = f"{FILE}/artikel?onderwerp=geschillen"
    page = browser.get(address)
    assert "Nu gekozen" in page.said
    form = {**page.inputs(), "tekst": "arbitrage"}
    known = re.findall(r'name="tekst" value="([^"]*)"', page.text)
    form["tekst"] = next(name for name in known if name != "bestuur-mediation-rechter")
    done = browser.post(f"{FILE}/artikel", form)
    assert "De tekst is gekozen" in done.said
    documents = said_by(folder)["documenten"]
    assert isinstance(documents, list)
    assert documents[0]["keuzes"]["geschillen"] == form["tekst"]
    lit = browser.get(f"{FILE}/lezen").text
    before = browser.get(f"{FILE}/lezen").text
    assert lit == before


def test_what_a_change_altered_is_lit(browser: Browser) -> None:
    page = browser.get(f"{FILE}/invullen")
    assert "data-nieuw" not in page.text
    form = {**page.inputs(), "v:documenten/0/gegevens/regio": "Eemland"}
    page = browser.post(f"{FILE}/invullen", form)
    lit = re.findall(r"<p data-nieuw[^>]*>(.*?)</p>", page.text, re.DOTALL)
    assert len(lit) == 1
    assert "Eemland" in lit[0]


def test_a_wrong_date_is_told_at_its_question_and_the_rest_stays_readable(
    browser: Browser,
) -> None:
    page = browser.get(f"{FILE}/invullen")
    form = {**page.inputs(), "v:gegevens/ingangsdatum": "31 februari 2027"}
    page = browser.post(f"{FILE}/invullen", form)
    assert 'value="31 februari 2027"' in page.text
    assert 'aria-invalid="true"' in page.text
    assert "Dit is geen bestaande datum" in page.said
    assert "Vakcollege De Linde" in browser.get(f"{FILE}/lezen").said
    assert browser.get(f"{FILE}/alles").status == 400


def test_an_example_of_a_date_is_written_as_people_do(browser: Browser) -> None:
    said = browser.get(f"{FILE}/invullen").said
    assert "Bijvoorbeeld: 1 augustus 2027" in said
    assert "Bijvoorbeeld: 2027-" not in said


def test_a_script_gets_the_page_at_once(browser: Browser) -> None:
    form = {
        "v:documenten/0/gegevens/regio": "Eemland",
        "w:documenten/0/gegevens/regio": seen("Amersfoort en omstreken"),
    }
    answer = browser.send(f"{FILE}/invullen", form, {"x-werkbank": "1"})
    assert answer.status == 200
    assert "Eemland" in answer.said


def test_the_same_changed_in_two_windows_is_asked(browser: Browser, folder: Path) -> None:
    name = "documenten/0/gegevens/regio"
    one = browser.get(f"{FILE}/invullen").inputs()
    two = dict(one)
    browser.post(f"{FILE}/invullen", {**one, f"v:{name}": "Eemland"})
    asked = browser.post(f"{FILE}/invullen", {**two, f"v:{name}": "Gooi"})
    assert asked.status == 409
    assert "Eemland" in asked.said
    assert "Gooi" in asked.said
    assert "Gooi" not in (folder / "doorlopende-leerroute.yaml").read_text("utf-8")
    kept = browser.post(f"{FILE}/kies", {**asked.inputs(), f"k:{name}": "nu"})
    assert "Eemland" in kept.text
    asked = browser.post(f"{FILE}/invullen", {**two, f"v:{name}": "Gooi"})
    taken = browser.post(f"{FILE}/kies", {**asked.inputs(), f"k:{name}": "eigen"})
    assert 'value="Gooi"' in taken.text


def test_different_answers_in_two_windows_are_both_kept(browser: Browser, folder: Path) -> None:
    one = browser.get(f"{FILE}/invullen").inputs()
    two = dict(one)
    browser.post(f"{FILE}/invullen", {**one, "v:documenten/0/gegevens/regio": "Eemland"})
    page = browser.post(f"{FILE}/invullen", {**two, "v:partijen/linde/naam": "De Iep"})
    assert "ergens anders gewijzigd" in page.said
    text = (folder / "doorlopende-leerroute.yaml").read_text("utf-8")
    assert "Eemland" in text
    assert "De Iep" in text


def test_undo_and_redo_by_the_buttons(browser: Browser, folder: Path) -> None:
    path = folder / "doorlopende-leerroute.yaml"
    before = path.read_bytes()
    page = browser.get(f"{FILE}/invullen")
    browser.post(f"{FILE}/invullen", {**page.inputs(), "v:partijen/linde/naam": "De Iep"})
    after = path.read_bytes()
    assert after != before
    assert "ongedaan gemaakt" in browser.post(f"{FILE}/stap", {"stap": "ongedaan"}).said
    assert path.read_bytes() == before
    browser.post(f"{FILE}/stap", {"stap": "opnieuw"})
    assert path.read_bytes() == after


def test_parties_and_documents_come_and_go(browser: Browser, folder: Path) -> None:
    page = browser.post(f"{FILE}/partij", {"soort": "school", "naam": "De Iep"})
    assert page.status == 200
    parties = said_by(folder)["partijen"]
    assert isinstance(parties, dict)
    assert parties["school"] == {"soort": "school", "naam": "De Iep"}
    page = browser.post(
        f"{FILE}/documenten", {"soort": "addendum", "bij": "samenwerkingsovereenkomst"}
    )
    assert "Addendum per opleiding" in page.said
    before = browser.post(f"{FILE}/partij", {"weg": "school"})
    assert before.status == 200
    browser.post(f"{FILE}/documenten", {"weg": "addendum"})
    said = said_by(folder)
    assert [*said["partijen"]] == ["linde", "spoor"]
    assert len(said["documenten"]) == 1


def test_what_no_form_holds_stays_as_it_is(browser: Browser, folder: Path) -> None:
    path = folder / "doorlopende-leerroute.yaml"
    rest = "negeer:  # met een reden\n  kosten-onbekend: dat regelen wij elders\n"
    path.write_text(path.read_text("utf-8") + rest, "utf-8")
    page = browser.get(f"{FILE}/invullen")
    browser.post(f"{FILE}/invullen", {**page.inputs(), "v:partijen/linde/naam": "De Iep"})
    assert path.read_text("utf-8").endswith(rest)
    assert "dat regelen wij elders" in browser.get(f"{FILE}/inhoud").text
    assert "dat regelen wij elders" in browser.get(f"{FILE}/bestand").said


def test_the_file_itself_is_not_overwritten_when_it_changed(browser: Browser, folder: Path) -> None:
    path = folder / "doorlopende-leerroute.yaml"
    page = browser.get(f"{FILE}/bestand")
    path.write_text(path.read_text("utf-8") + "# van een ander\n", "utf-8")
    answer = browser.post(f"{FILE}/bestand", {**page.inputs(), "tekst": "bundel: weg\n"})
    assert answer.status == 409
    assert path.read_text("utf-8").endswith("# van een ander\n")
    again = browser.get(f"{FILE}/bestand")
    assert browser.post(f"{FILE}/bestand", again.inputs()).status == 200


def test_a_file_that_cannot_be_read_is_shown_with_its_line(browser: Browser, folder: Path) -> None:
    path = folder / "stuk.yaml"
    path.write_text("bundel: Stuk\npartijen:\n  linde: {soort: school\ndocumenten: []\n", "utf-8")
    for page in PAGES:
        answer = browser.get(f"/bundel/stuk.yaml/{page}")
        assert answer.status == 200
    assert "regel" in browser.get("/bundel/stuk.yaml/bestand").said.lower()


def test_a_returned_document_tells_what_changed_and_gives_its_answers_back(
    browser: Browser, folder: Path
) -> None:
    data = browser.get(f"{FILE}/word?document=samenwerkingsovereenkomst").body
    edited = replaced(data, "Amersfoort en omstreken", "Eemland")
    page = browser.upload(f"{FILE}/terug", "terug.docx", edited)
    assert page.status == 200
    assert "Eemland" in page.said
    name = "documenten/0/gegevens/regio"
    form = [*page.inputs().items(), ("neem", name)]
    done = browser.post(f"{FILE}/overnemen", form)
    assert "overgenomen" in done.said
    assert "Eemland" in (folder / "doorlopende-leerroute.yaml").read_text("utf-8")


def link_to(page: str, text: str) -> str:
    """The address behind a link in the text of a page."""
    found = re.search(rf'<a class="knop hoofd" href="([^"]*{page}[^"]*)"', text)
    assert found
    return html.unescape(found[1])


def test_a_returned_document_is_made_anew_as_bijwerken_makes_it(
    browser: Browser, folder: Path, tmp_path: Path
) -> None:
    data = browser.get(f"{FILE}/word?document=samenwerkingsovereenkomst").body
    edited = replaced(data, "Nederlands recht", "Belgisch recht")
    path = folder / "doorlopende-leerroute.yaml"
    text = path.read_text("utf-8").replace("Amersfoort en omstreken", "Eemland")
    path.write_text(text, "utf-8")
    compared = browser.upload(f"{FILE}/terug", "terug.docx", edited)
    page = browser.get(link_to("bijwerken", compared.text))
    assert "Er is niets waarover u nog moet beslissen" in page.said
    made = browser.get(link_to("bijgewerkt", page.text))
    assert "samenwerkingsovereenkomst-bijgewerkt.docx" in made.headers["content-disposition"]
    returned, target = tmp_path / "terug.docx", tmp_path / "nieuw.docx"
    returned.write_bytes(edited)
    call = ["bijwerken", str(returned), str(path), "--uit", str(target)]
    assert CliRunner().invoke(program, call).exit_code == 0
    assert made.body == target.read_bytes()
    assert "Belgisch recht" in (words := "\n".join(read_lines(made.body)))
    assert "Eemland" in words


def test_what_a_person_has_to_decide_is_asked_with_both_texts(
    browser: Browser, folder: Path
) -> None:
    data = browser.get(f"{FILE}/word?document=samenwerkingsovereenkomst").body
    edited = replaced(data, "Amersfoort en omstreken", "Utrecht")
    path = folder / "doorlopende-leerroute.yaml"
    text = path.read_text("utf-8").replace("Amersfoort en omstreken", "Eemland")
    path.write_text(text, "utf-8")
    compared = browser.upload(f"{FILE}/terug", "terug.docx", edited)
    said = browser.get(link_to("bijwerken", compared.text)).said
    assert "Hierover beslist u (1)" in said
    assert "In welke regio werken partijen samen?" in said
    assert "In Word: Utrecht Volgens uw keuzes: Eemland" in said


def test_a_document_that_never_came_back_is_not_made_anew(browser: Browser) -> None:
    for mark in ("", "0" * 32, "../../etc/passwd"):
        for page in ("bijwerken", "bijgewerkt"):
            assert browser.get(f"{FILE}/{page}?stuk={mark}").status == 404


def test_a_document_of_another_bundle_or_none_at_all_is_refused(browser: Browser) -> None:
    other = browser.get("/bundel/convenant-met-addenda.yaml/word?document=convenant").body
    assert browser.upload(f"{FILE}/terug", "ander.docx", other).status == 400
    assert browser.upload(f"{FILE}/terug", "x.docx", b"geen document").status == 400
    assert browser.upload(f"{FILE}/terug", "", b"").status == 400


def test_a_copy_is_a_file_of_its_own(browser: Browser, folder: Path) -> None:
    browser.post("/kopie", {"van": "doorlopende-leerroute.yaml", "naam": "tweede"})
    assert (folder / "tweede.yaml").read_bytes() == (
        folder / "doorlopende-leerroute.yaml"
    ).read_bytes()


def test_the_button_ends_it(browser: Browser) -> None:
    assert "gestopt" in browser.post("/stop", {}).said
    assert browser.stopped == [True]


def test_a_clause_that_changed_on_disk_shows_at_the_next_look(tmp_path: Path, folder: Path) -> None:
    import shutil

    for name in ("clauses", "templates"):
        shutil.copytree(name, tmp_path / "bibliotheek" / name)
    browser = Browser(folder, tmp_path / "bibliotheek").enter()
    clause = tmp_path / "bibliotheek" / "clauses" / "geschillen" / "bestuur-mediation-rechter.md"
    assert "Een nieuwe zin" not in browser.get(f"{FILE}/lezen").said
    clause.write_text(clause.read_text("utf-8") + "\n1. Een nieuwe zin.\n", "utf-8")
    assert "Een nieuwe zin" in browser.get(f"{FILE}/lezen").said


def test_an_answer_that_is_taken_out_leaves_what_is_usual(browser: Browser, folder: Path) -> None:
    before = (folder / "doorlopende-leerroute.yaml").read_text("utf-8")
    page = browser.get(f"{FILE}/invullen")
    (name,) = [key for key in page.inputs() if key.endswith("/opzegtermijn") and key[0] == "v"]
    page = browser.post(f"{FILE}/invullen", {**page.inputs(), name: "vier jaar"})
    assert "vier jaar" in (folder / "doorlopende-leerroute.yaml").read_text("utf-8")
    browser.post(f"{FILE}/invullen", {**page.inputs(), name: ""})
    assert said_by(folder) == load(before, "voor").data


def test_what_was_kept_and_cannot_be_right_is_told_above_and_at_its_question(
    browser: Browser,
) -> None:
    page = browser.get(f"{FILE}/invullen")
    inputs = page.inputs()
    (name,) = [key for key in inputs if key.endswith("opleiding/niveau") and key[0] == "v"]
    (track,) = [key for key in inputs if key.endswith("leerweg_vmbo") and key[0] == "c"]
    page = browser.post(f"{FILE}/invullen", {**inputs, name: "4", track: "bb"})
    assert "Bewaard, maar er klopt nog iets niet" in page.said
    assert re.search(r'<p class="fout" id="fout-[^"]*niveau">[^<]', page.text)


def test_a_new_file_without_a_kind_or_without_what_it_belongs_to_is_told_on_the_page(
    browser: Browser,
) -> None:
    page = browser.post("/nieuw", {"titel": "Techniek in Edam"})
    assert (page.status, page.inputs()["titel"]) == (400, "Techniek in Edam")
    assert "Kies hieronder minstens één document." in page.said
    page = browser.post("/nieuw", {"soort": "addendum"})
    assert page.status == 400
    assert "hoort bij een ander document" in page.said
    assert "dlr-docs nieuw" not in page.said


def test_definitive_documents_are_offered_once_they_are_ready(browser: Browser) -> None:
    page = browser.get(f"{FILE}/meenemen")
    assert ".docx" in page.said
    page = browser.post(f"{FILE}/meenemen", {**page.inputs(), "status": "definitief"})
    assert ".docx" not in page.said
    assert "Definitief kan nog niet" in page.said


def test_a_full_folder_is_judged_in_pieces_and_keeps_nobody_waiting(folder: Path) -> None:
    browser = Browser(folder)
    browser.bench.patience = 0
    browser.enter()
    before = browser.get("/").said
    assert "Hoe ver 2 andere bestanden zijn, is nog niet bekeken. Bekijk verder" in before
    assert "10 van 10" not in before
    browser.bench.patience = 60
    after = browser.get("/").said
    assert "10 van 10" in after
    assert "nog niet bekeken" not in after
    browser.bench.patience = 0
    assert browser.get("/").said == after


def test_a_party_gets_more_schools_and_signatories_and_loses_one_again(
    browser: Browser, folder: Path
) -> None:
    page = browser.get(f"{FILE}/invullen")
    for wanted in ("linde/scholen", "linde/vertegenwoordigers"):
        assert f'name="meer" value="{wanted}"' in page.text
        page = browser.post(f"{FILE}/invullen", {**page.inputs(), "meer": wanted})
    path = "v:partijen/linde/scholen/1/"
    more = {f"{path}naam": "De Iep", f"{path}plaats": "Edam"}
    signs = "v:partijen/linde/vertegenwoordigers/1/"
    more |= {f"{signs}naam": "C. Bakker", f"{signs}functie": "bestuurder"}
    page = browser.post(f"{FILE}/invullen", {**page.inputs(), **more})
    linde = said_by(folder)["partijen"]["linde"]
    assert linde["scholen"] == [
        {"naam": "Vakcollege De Linde"},
        {"naam": "De Iep", "plaats": "Edam"},
    ]
    assert [item["naam"] for item in linde["vertegenwoordigers"]] == ["A. de Wit", "C. Bakker"]
    assert "De Iep te Edam" in page.said
    browser.post(f"{FILE}/invullen", {**page.inputs(), "weg": "partijen/linde/scholen/0"})
    assert said_by(folder)["partijen"]["linde"]["scholen"] == [{"naam": "De Iep", "plaats": "Edam"}]


def test_a_row_of_a_list_that_changed_elsewhere_is_not_taken_out(
    browser: Browser, folder: Path
) -> None:
    page = browser.get(f"{FILE}/invullen")
    page = browser.post(f"{FILE}/invullen", {**page.inputs(), "meer": "linde/scholen"})
    path = folder / "doorlopende-leerroute.yaml"
    path.write_text(
        path.read_text("utf-8").replace("Vakcollege De Linde", "Lyceum De Iep"), "utf-8"
    )
    browser.post(f"{FILE}/invullen", {**page.inputs(), "weg": "partijen/linde/scholen/0"})
    assert said_by(folder)["partijen"]["linde"]["scholen"] == [{"naam": "Lyceum De Iep"}]
    browser.post(f"{FILE}/invullen", {**page.inputs(), "meer": "linde/soort"})
    assert said_by(folder)["partijen"]["linde"]["soort"] == "school"


# What only somebody knows who has seen the file: names with a line or a dot in them, braces, lists
# in brackets, and what Python calls things.
OF_A_FILE = re.compile(
    r"\b[a-z]+(?:_[a-z]+)+\b|\b(?:partijen|documenten|gegevens|keuzes)\.[a-z]|\w: ?[\[{]"
    r"|\b(?:None|True|False)\b|[\[{]'",
    re.IGNORECASE,
)
BAD = ("31 februari", "x y", "-", "9" * 30, "<b>a</b>", "@#", "iets", "geen", "0", "tien miljoen")


def test_what_is_wrong_with_a_bad_answer_is_told_in_plain_words(
    browser: Browser, folder: Path
) -> None:
    path = folder / "doorlopende-leerroute.yaml"
    before = path.read_bytes()
    opened = browser.get(f"{FILE}/invullen")
    (form,) = [item for item in forms_of(opened) if item.action.endswith("/invullen")]
    for bad in BAD:
        sent = [(key, bad if key[:2] in ("v:", "l:", "c:") else was) for key, was in sent_by(form)]
        pages = [browser.post(f"{FILE}/invullen", sent)]
        pages += [browser.get(f"{FILE}/{name}") for name in ("inhoud", "opzet", "meenemen", "word")]
        for page in pages:
            assert page.status < 500
            assert not OF_A_FILE.search(words_of(page)), (bad, page.address)
        path.write_bytes(before)


def test_a_message_leaves_what_somebody_typed_as_it_is(browser: Browser, folder: Path) -> None:
    page = browser.get(f"{FILE}/invullen")
    form = page.inputs()
    form["v:partijen/linde/bevoegd_gezag"] = "Stichting Variant"
    form["v:partijen/linde/vertegenwoordiger/naam"] = "Stichting Variant"
    said = browser.post(f"{FILE}/invullen", form).said
    assert "'Stichting Variant' vertegenwoordigt zichzelf" in said
    assert "haal de partij dan bij Opzet weg" in said


def test_the_same_text_chosen_in_two_windows_is_asked_in_words(browser: Browser) -> None:
    address = f"{FILE}/artikel?onderwerp=geschillen"
    (form,) = [item for item in forms_of(browser.get(address)) if item.action.endswith("/artikel")]
    texts = form.xpath(".//input[@name='tekst']/@value")
    sent = [pair for pair in sent_by(form) if pair[0] != "tekst"]
    now = dict(sent_by(form))["tekst"]
    one, two = [name for name in texts if name not in ("", now)][:2]
    browser.post(form.action, [*sent, ("tekst", one)])
    page = browser.post(form.action, [*sent, ("tekst", two)])
    assert page.status == 409
    assert one not in page.said
    assert two not in page.said
    asked = browser.bench.library().clauses["geschillen"]
    assert "Zoals het nu in het bestand staat: " + asked[one].summary in page.said
    assert "Zoals u het hebt ingevuld: " + asked[two].summary in page.said
    kept = {key: item for key, item in page.inputs().items() if key[:2] in ("w:", "v:")}
    name = next(key[2:] for key in kept if key.startswith("v:"))
    browser.post(f"{FILE}/kies", {**kept, f"k:{name}": "eigen", "pagina": "teksten"})
    again = browser.get(address)
    (form,) = [item for item in forms_of(again) if item.action.endswith("/artikel")]
    assert dict(sent_by(form))["tekst"] == two
