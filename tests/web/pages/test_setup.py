"""One document of a bundle, more than one of something, and checks that do not hold, by the pages'
own requests.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dlr_docs.basis.yaml.loading import load
from tests.web.client import Answer, Browser
from tests.web.crawling import forms_of, parsed, sent_by

NAME = "regionaal-convenant.yaml"
REGION, LEERROUTE = f"/bundel/{NAME}", "/bundel/doorlopende-leerroute.yaml"


def said_by(folder: Path, name: str) -> dict[str, Any]:
    data = load((folder / name).read_text("utf-8"), name).data
    assert isinstance(data, dict)
    return dict(data)


def saved(
    browser: Browser,
    page: Answer,
    action: str,
    changes: Mapping[str, str | list[str]] | None = None,
    gone: str = "",
) -> Answer:
    """Somebody changes fields of a form and saves it; ``gone`` is a field without an answer now."""
    form = next(form for form in forms_of(page) if form.action.endswith(action))
    changed = changes or {}
    sent = [(key, value) for key, value in sent_by(form) if key not in changed and key != gone]
    for key, value in changed.items():
        sent += [(key, item) for item in ([value] if isinstance(value, str) else value)]
    return browser.post(form.action, sent)


def test_which_schools_of_a_party_take_part_is_ticked(browser: Browser, folder: Path) -> None:
    shutil.copy(f"examples/{NAME}", folder)
    page = browser.get(f"{REGION}/document?document=addendum-metaal")
    assert "Wie van Stichting Voortgezet Onderwijs Drechtoevers doen mee?" in page.said
    both = ["Vakcollege De Werf", "Mavo De Wissel"]
    page = saved(browser, page, "/document", {"v:alleen/oever": both})
    assert "Bewaard" in page.said
    documents = said_by(folder, NAME)["documenten"]
    metal = next(item for item in documents if item.get("id") == "addendum-metaal")
    assert metal["alleen"]["oever"] == both
    saved(browser, page, "/document", gone="v:alleen/oever")
    documents = said_by(folder, NAME)["documenten"]
    metal = next(item for item in documents if item.get("id") == "addendum-metaal")
    assert "oever" not in (metal.get("alleen") or {})


def test_an_annex_comes_in_the_file_that_it_belongs_to_and_has_a_number(
    browser: Browser, folder: Path
) -> None:
    path = folder / "bijlagen.yaml"
    shutil.copy("examples/bijlagen-in-een-bestand.yaml", path)
    text = path.read_text("utf-8")
    path.write_text(text.replace("    plaats: zelfde-bestand\n", ""), "utf-8")
    page = browser.get("/bundel/bijlagen.yaml/document?document=financiele-bijlage")
    page = saved(browser, page, "/document", {"v:plaats": "zelfde-bestand", "v:nummer": "4"})
    assert "Bewaard" in page.said
    annex = next(
        item
        for item in said_by(folder, "bijlagen.yaml")["documenten"]
        if item["soort"] == "financiele-bijlage"
    )
    assert annex["plaats"] == "zelfde-bestand"
    assert annex["nummer"] == "4"
    page = saved(browser, page, "/document", {"v:plaats": "", "v:nummer": "vier"})
    assert page.status == 400
    assert "Dit is niet bewaard" in page.said
    form = dict(next(item for item in forms_of(page) if item.action.endswith("/document")).fields)
    assert form["v:nummer"] == "vier"


def test_a_document_that_gets_another_name_keeps_what_belongs_to_it(
    browser: Browser, folder: Path
) -> None:
    shutil.copy("examples/groep-van-addenda.yaml", folder)
    about = "/bundel/groep-van-addenda.yaml"
    page = browser.get(f"{about}/document?document=convenant")
    page = saved(browser, page, "/document", {"v:id": "convenant-waterland"})
    assert page.address.startswith(f"{about}/document?document=convenant-waterland")
    page = browser.get(f"{about}/document?document=addendum-bouw")
    saved(browser, page, "/document", {"v:id": "addendum-huizen"})
    said = said_by(folder, "groep-van-addenda.yaml")
    assert said["documenten"][0]["id"] == "convenant-waterland"
    assert {item.get("bij") for item in said["documenten"][1:]} == {"convenant-waterland"}
    assert any("addendum-huizen" in item["documenten"] for item in said["groepen"].values())
    assert "nog" in browser.get(f"{about}/invullen").said
    assert "Van dit bestand kunnen nog geen documenten" not in browser.get(f"{about}/opzet").said


def test_a_party_is_called_what_somebody_types(browser: Browser, folder: Path) -> None:
    page = browser.get(f"{LEERROUTE}/invullen")
    form = {**page.inputs(), "v:partijen/linde/aanduiding": "het schoolbestuur"}
    page = browser.post(f"{LEERROUTE}/invullen", form)
    assert said_by(folder, "doorlopende-leerroute.yaml")["partijen"]["linde"]["aanduiding"] == (
        "het schoolbestuur"
    )
    assert "hierna: het schoolbestuur" in page.said


def test_one_or_more_of_what_can_be_chosen_is_ticked(browser: Browser, folder: Path) -> None:
    path = folder / "convenant-met-addenda.yaml"
    page = browser.get("/bundel/convenant-met-addenda.yaml/invullen?document=addendum-autotechniek")
    name = next(key[2:] for key in page.inputs() if key.endswith("opleiding/leerweg"))
    both = saved(browser, page, "/invullen", {f"c:{name}": ["bol", "bbl"]})
    assert "leerweg: [bbl, bol]" in path.read_text("utf-8")
    assert "Dit staat in het bestand op een manier" not in both.said
    saved(browser, both, "/invullen", {f"c:{name}": "bol"})
    assert "leerweg: bol" in path.read_text("utf-8")


def test_one_programme_becomes_more_and_each_has_a_row(browser: Browser, folder: Path) -> None:
    about = "/bundel/convenant-met-addenda.yaml"
    page = browser.get(f"{about}/invullen?document=addendum-autotechniek")
    before = next(
        item["gegevens"]["opleiding"]
        for item in said_by(folder, "convenant-met-addenda.yaml")["documenten"]
        if item.get("id") == "addendum-autotechniek"
    )
    button = parsed(page).xpath("//button[@name='meerdere']/@value")[0]
    page = saved(browser, page, "/invullen", {"meerdere": button})
    name = button.replace("opleiding", "opleidingen")
    assert f"v:{name}/1/naam" in page.inputs()
    page = saved(browser, page, "/invullen", {f"v:{name}/1/naam": "Technicus elektrisch"})
    typed = next(
        item["gegevens"]
        for item in said_by(folder, "convenant-met-addenda.yaml")["documenten"]
        if item.get("id") == "addendum-autotechniek"
    )
    assert "opleiding" not in typed
    assert typed["opleidingen"] == [before, {"naam": "Technicus elektrisch"}]
    saved(browser, page, "/invullen", {"weg": f"{name}/1"})
    typed = next(
        item["gegevens"]
        for item in said_by(folder, "convenant-met-addenda.yaml")["documenten"]
        if item.get("id") == "addendum-autotechniek"
    )
    assert typed["opleidingen"] == [before]


def test_a_check_that_does_not_hold_gets_a_reason_and_holds_again(
    browser: Browser, folder: Path
) -> None:
    page = browser.get(f"{LEERROUTE}/inhoud")
    form = next(item for item in forms_of(page) if item.action.endswith("/negeer"))
    code = dict(form.fields)["controle"]
    count = page.said.count("Dit geldt voor ons niet")
    short = browser.post(form.action, [*(pair for pair in sent_by(form) if pair[0] != "reden")])
    assert "negeer" not in said_by(folder, "doorlopende-leerroute.yaml")
    reason = "Dat regelen wij in een brief aan de ouders."
    sent = [*(pair for pair in sent_by(form) if pair[0] != "reden"), ("reden", reason)]
    page = browser.post(form.action, sent)
    assert said_by(folder, "doorlopende-leerroute.yaml")["negeer"] == {code: reason}
    assert page.said.count("Dit geldt voor ons niet") < count
    assert "Wat voor u niet geldt" in page.said
    assert "Wat voor u niet geldt" not in short.said
    again = saved(browser, page, "/negeer", {"weg": "1"})
    assert again.said.count("Dit geldt voor ons niet") == count
    assert not said_by(folder, "doorlopende-leerroute.yaml").get("negeer")


def test_a_reason_that_is_too_short_is_not_kept_and_told(browser: Browser, folder: Path) -> None:
    form = next(
        item
        for item in forms_of(browser.get(f"{LEERROUTE}/inhoud"))
        if item.action.endswith("/negeer")
    )
    sent = [pair for pair in sent_by(form) if pair[0] != "reden"]
    page = browser.post(form.action, [*sent, ("reden", "nee")])
    assert page.status == 400
    assert "Dit is niet bewaard" in page.said
    assert "negeer" not in said_by(folder, "doorlopende-leerroute.yaml")


def test_what_nobody_may_pass_over_is_not_passed_over(browser: Browser, folder: Path) -> None:
    form = {"controle": "open-gegeven", "reden": "Dat vullen wij later in.", "was": ""}
    browser.post(f"{LEERROUTE}/negeer", form)
    browser.post(f"{LEERROUTE}/negeer", {**form, "controle": "x: y"})
    assert "negeer" not in said_by(folder, "doorlopende-leerroute.yaml")
