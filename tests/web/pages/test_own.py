"""What parties bring themselves, by the pages' own requests: articles, values, annexes and earlier
agreements.
"""

from __future__ import annotations

import html
import io
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any, get_args

import pytest

from dlr_docs.basis.yaml.loading import load
from dlr_docs.choices.models import OwnKind
from dlr_docs.web.pages.own.kinds import SORTS
from tests.build.selected.test_attached import png as picture
from tests.series.tables import workbook
from tests.web.client import Answer, Browser

NAME = "doorlopende-leerroute.yaml"
FILE = f"/bundel/{NAME}"
REGIO = "regio: Amersfoort en omstreken"
TEXT = "1. De school gebruikt de werkplaats.\n1. De instelling:\n   1. houdt toezicht;\n   1. ruimt op."


def said_by(folder: Path, name: str = NAME) -> dict[str, Any]:
    data = load((folder / name).read_text("utf-8"), name).data
    assert isinstance(data, dict)
    return dict(data)


def written(browser: Browser, title: str, text: str, **rest: str) -> Answer:
    """Somebody writes an article."""
    form = {"v:titel": title, "v:tekst": text, **{f"v:{key}": item for key, item in rest.items()}}
    return browser.post(f"{FILE}/eigen/artikel", {"document": "", **form})


def again(browser: Browser, page: Answer, **changes: str) -> Answer:
    """Somebody changes what a form shows, and saves it."""
    form = page.inputs() | {f"v:{key}": value for key, value in changes.items()}
    address = page.address.partition("?")[0]
    return browser.post(address, {**form, "nummer": form["nummer"]})


def removed(browser: Browser, kind: str, title: str) -> Answer:
    page = browser.get(f"{FILE}/eigen")
    form = next(
        found
        for found in re.findall(r"<form.*?</form>", page.text, re.DOTALL)
        if f"eigen/{kind}/weg" in found and f"({html.escape(title)})" in found
    )
    was, key = (
        re.search(pattern, form) for pattern in (r'name="was" value="(\w+)"', r'weg" value="(\w+)"')
    )
    assert was
    assert key
    address = f"{FILE}/eigen/{kind}/weg"
    return browser.post(address, {"document": "", "weg": key[1], "was": was[1]})


def test_an_article_is_written_seen_changed_and_taken_out(browser: Browser, folder: Path) -> None:
    before = (folder / NAME).read_text("utf-8")
    page = written(browser, "Gebruik van de werkplaats", TEXT, na="doelgroep")
    assert page.status == 200
    assert "Zo komt het in het document" in page.said
    assert "De school gebruikt de werkplaats." in browser.get(f"{FILE}/lezen").said
    item = said_by(folder)["documenten"][0]["eigen_artikelen"][0]
    assert item == {
        "id": "gebruik-van-de-werkplaats",
        "titel": "Gebruik van de werkplaats",
        "na": "doelgroep",
        "tekst": TEXT,
    }
    assert "          1. De instelling:\n" in (folder / NAME).read_text("utf-8")
    page = again(browser, page, titel="Werkplaats", na="")
    assert said_by(folder)["documenten"][0]["eigen_artikelen"] == [
        {"id": "gebruik-van-de-werkplaats", "titel": "Werkplaats", "tekst": TEXT}
    ]
    assert "Werkplaats" in browser.get(f"{FILE}/eigen").said
    assert "Het is weggehaald" in removed(browser, "artikel", "Werkplaats").said
    assert "eigen_artikelen" not in said_by(folder)["documenten"][0]
    for _ in range(3):
        browser.post(f"{FILE}/stap", {"stap": "ongedaan", "pagina": "eigen"})
    assert (folder / NAME).read_text("utf-8") == before


def test_an_article_with_a_mistake_is_kept_and_told_and_the_rest_stays_readable(
    browser: Browser, folder: Path
) -> None:
    page = written(browser, "Huur", "1. De huur is {{ huur }}.")
    assert page.status == 200
    assert "maar dat gegeven is nergens omschreven" in page.said
    assert 'aria-invalid="true"' in page.text
    assert "{{ huur }}" in (folder / NAME).read_text("utf-8")
    assert "Partijen nemen in aanmerking" in browser.get(f"{FILE}/lezen").said
    assert "omschreven" in browser.get(f"{FILE}/eigen").said


def test_an_article_without_a_title_is_refused_and_nothing_typed_is_lost(
    browser: Browser, folder: Path
) -> None:
    before = (folder / NAME).read_text("utf-8")
    page = written(browser, "", TEXT)
    assert page.status == 400
    assert "houdt toezicht" in page.text
    assert (folder / NAME).read_text("utf-8") == before


def test_a_value_of_ones_own_is_asked_and_read(browser: Browser, folder: Path) -> None:
    form = {"v:vraag": "Wat kost de werkplaats per dagdeel?", "v:soort": "bedrag"}
    page = browser.post(f"{FILE}/eigen/gegeven", form)
    assert page.status == 200
    name = next(iter(said_by(folder)["eigen_gegevens"]))
    assert f"{{{{ {name} }}}}" in html.unescape(page.text)
    written(browser, "Huur", f"1. De huur is {{{{ {name} }}}}.")
    page = browser.get(f"{FILE}/invullen")
    assert "Wat kost de werkplaats per dagdeel?" in page.said
    asked = next(key for key in page.inputs() if key.endswith(f"/{name}") and key[:2] == "v:")
    browser.post(f"{FILE}/invullen", {**page.inputs(), asked: "1250"})
    assert "De huur is € 1.250,00 ." in browser.get(f"{FILE}/lezen").said.replace("\u00a0", " ")


def brought(browser: Browser, name: str, data: bytes, **rest: str) -> Answer:
    """Somebody brings an annex."""
    form = {"v:titel": "Plattegrond", "v:bestand": "", "v:beschrijving": "Een zaal.", **rest}
    return browser.upload(f"{FILE}/eigen/bijlage", name, data, "nieuw", form.items())


def test_an_annex_is_brought_shown_and_goes_along(browser: Browser, folder: Path) -> None:
    page = brought(browser, "plan.png", picture())
    assert page.status == 200
    assert (folder / "plan.png").read_bytes() == picture()
    assert said_by(folder)["documenten"][0]["eigen_bijlagen"] == [
        {"titel": "Plattegrond", "bestand": "plan.png", "beschrijving": "Een zaal."}
    ]
    data = browser.get(f"{FILE}/word?document=samenwerkingsovereenkomst").body
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert any(archive.read(name) == picture() for name in archive.namelist())
    page = again(browser, page, beschrijving="Een zaal met drie zones.")
    assert "drie zones" in (folder / NAME).read_text("utf-8")
    removed(browser, "bijlage", "Plattegrond")
    assert "eigen_bijlagen" not in said_by(folder)["documenten"][0]
    assert (folder / "plan.png").is_file()


def test_a_file_never_takes_the_place_of_another(browser: Browser, folder: Path) -> None:
    (folder / "plan.png").write_bytes(b"van iemand anders")
    brought(browser, "plan.png", picture())
    brought(browser, "plan.png", picture())
    assert (folder / "plan.png").read_bytes() == b"van iemand anders"
    assert (folder / "plan-2.png").read_bytes() == picture()
    names = [item["bestand"] for item in said_by(folder)["documenten"][0]["eigen_bijlagen"]]
    assert names == ["plan-2.png", "plan-2.png"]


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * 120_000_000)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bom.docx", bomb()),
        ("geen.png", b"geen afbeelding"),
        ("geen.pdf", b"geen pdf"),
        ("geen.xlsx", b"PK\x03\x04"),
        ("kwaad.exe", b"MZ"),
        ("kwaad.yaml", b"bundel: x"),
        (".htaccess", b"x"),
        ("../buiten.png", None),
        ("..\\buiten.png", None),
        ("/etc/buiten.png", None),
        ("CON.png", None),
        (f"{'a' * 200}.png", None),
    ],
)
def test_what_is_no_annex_or_would_lead_elsewhere_is_not_kept(
    browser: Browser, folder: Path, name: str, data: bytes | None
) -> None:
    before = {path.name for path in folder.iterdir()}
    page = brought(browser, name, picture() if data is None else data)
    assert not (folder.parent / "buiten.png").exists()
    assert not Path("/etc/buiten.png").exists()
    new = {path.name for path in folder.iterdir()} - before
    assert new <= {"buiten.png"}
    assert page.status == (200 if new else 400)


def test_an_annex_that_is_a_link_is_not_offered_and_not_read(
    browser: Browser, folder: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "geheim.csv"
    outside.write_text("geheim;getal\nrood;1\n", "utf-8")
    (folder / "tabel.csv").symlink_to(outside)
    assert "tabel.csv" not in browser.get(f"{FILE}/eigen/bijlage").text
    form = {"v:titel": "Tabel", "v:bestand": "tabel.csv", "v:beschrijving": ""}
    browser.post(f"{FILE}/eigen/bijlage", form)
    assert "rood" not in browser.get(f"{FILE}/lezen").said
    form["v:bestand"] = "../geheim.csv"
    browser.post(f"{FILE}/eigen/bijlage", form)
    assert "rood" not in browser.get(f"{FILE}/lezen").said


def test_an_earlier_agreement_is_named_belonged_to_and_replaced(
    browser: Browser, folder: Path
) -> None:
    form = {"v:soort": "convenant", "v:titel": "Convenant Oud", "v:ondertekend": "1 juni 2018"}
    page = browser.post(f"{FILE}/eigen/eerder", {**form, "document": ""})
    assert page.status == 200
    assert "Geschillen" in page.said
    again(browser, page, **{"artikelen/geschillen": "14.2"})
    assert said_by(folder)["basisdocumenten"] == {
        "convenant-oud": {
            "soort": "convenant",
            "titel": "Convenant Oud",
            "ondertekend": "1 juni 2018",
            "artikelen": {"geschillen": "14.2"},
        }
    }
    setup = browser.get(f"{FILE}/opzet")
    assert "Convenant Oud" in setup.said
    browser.post(f"{FILE}/documenten", {"soort": "addendum", "bij": "convenant-oud"})
    assert said_by(folder)["documenten"][1] == {"soort": "addendum", "bij": "convenant-oud"}
    page = browser.get(f"{FILE}/eigen")
    was = re.search(r'action="[^"]*/vervangt".*?name="was" value="(\w+)"', page.text, re.DOTALL)
    assert was
    form = {"document": "", "was": was[1], "vervangt": "convenant-oud"}
    browser.post(f"{FILE}/vervangt", form)
    assert said_by(folder)["documenten"][0]["vervangt"] == ["convenant-oud"]
    assert "checked> Convenant Oud" in browser.get(f"{FILE}/eigen").text


def test_groups_and_the_rest_are_shown_as_they_stand(browser: Browser, folder: Path) -> None:
    shutil.copy("examples/groep-van-addenda.yaml", folder)
    about = "/bundel/groep-van-addenda.yaml/eigen"
    (name,) = said_by(folder, "groep-van-addenda.yaml")["groepen"]
    assert name in browser.get(about).said
    page = browser.get(f"{about}/groep?nummer={name}")
    assert page.inputs()["v:gegevens/minimum_deelnemers"] == "20"
    again_page = browser.post(
        f"{about}/groep",
        {**page.inputs(), "v:gegevens/minimum_deelnemers": "24", "nummer": name}
        | {"v:documenten": "addendum-bouw"},
    )
    assert again_page.status == 200
    text = (folder / "groep-van-addenda.yaml").read_text("utf-8")
    assert "minimum_deelnemers: 24  # voor de twee addenda als geheel" in text
    path = folder / NAME
    path.write_text(
        path.read_text("utf-8") + "bibliotheek: [standaard]  # de onze komt nog\n", "utf-8"
    )
    assert "bibliotheek: [standaard]  # de onze komt nog" in browser.get(f"{FILE}/opzet").text


def test_the_same_article_changed_in_two_windows_is_asked(browser: Browser, folder: Path) -> None:
    first = written(browser, "Werkplaats", TEXT)
    second = browser.get(first.address)
    again(browser, first, titel="Oefenruimte")
    page = again(browser, second, titel="Keuken")
    assert page.status == 409
    assert "Oefenruimte" in page.said
    assert "Keuken" in page.said
    assert said_by(folder)["documenten"][0]["eigen_artikelen"][0]["titel"] == "Oefenruimte"
    own = {key: value for key, value in page.inputs().items() if key[:2] in ("w:", "v:")}
    name = next(key[2:] for key in own if key.endswith("/titel"))
    browser.post(f"{FILE}/kies", {**own, f"k:{name}": "eigen", "pagina": "eigen"})
    assert said_by(folder)["documenten"][0]["eigen_artikelen"][0]["titel"] == "Keuken"


def test_what_changed_elsewhere_is_not_taken_out(browser: Browser, folder: Path) -> None:
    page = written(browser, "Werkplaats", TEXT)
    listed = browser.get(f"{FILE}/eigen")
    was = re.search(r'eigen/artikel/weg".*?name="was" value="(\w+)"', listed.text, re.DOTALL)
    assert was
    again(browser, page, titel="Oefenruimte")
    form = {"document": "", "weg": "0", "was": was[1]}
    said = browser.post(f"{FILE}/eigen/artikel/weg", form).said
    assert "Er is niets weggehaald" in said
    assert said_by(folder)["documenten"][0]["eigen_artikelen"][0]["titel"] == "Oefenruimte"


def test_a_kind_or_a_number_that_is_not_there_is_a_page_that_is_not_there(
    browser: Browser,
) -> None:
    for page in ("eigen/partij", "eigen/artikel?nummer=3", "eigen/artikel?nummer=x"):
        assert browser.get(f"{FILE}/{page}").status == 404
    assert browser.post(f"{FILE}/eigen/artikel", {"nummer": "9", "v:titel": "x"}).status == 404


def signed(browser: Browser, folder: Path, old: str, new: str) -> str:
    """What somebody reads who brings a signed agreement back, of which the choices changed."""
    data = browser.get(f"{FILE}/word?document=samenwerkingsovereenkomst").body
    path = folder / NAME
    text = path.read_text("utf-8").replace("status: concept", "status: ondertekend")
    path.write_text(text.replace(old, new), "utf-8")
    compared = browser.upload(f"{FILE}/terug", "terug.docx", data)
    found = re.search(r'href="([^"]*bijwerken[^"]*)"', compared.text)
    assert found, compared.said
    return html.unescape(found[1])


def test_a_signed_agreement_gets_a_proposal_and_stays_as_it_is(
    browser: Browser, folder: Path
) -> None:
    address = signed(browser, folder, REGIO, f"{REGIO}\n      opzegtermijn: 5 weken")
    page = browser.get(address)
    assert "Dit document is ondertekend" in page.said
    assert "wijzigingsovereenkomst met" in page.said
    made = browser.post(address, {"naam": "wijziging-een"})
    assert made.status == 200
    assert "vijf weken" in (folder / "wijziging-een.yaml").read_text("utf-8")
    assert "Wijzigingsovereenkomst" in browser.get("/").said
    again = browser.post(address, {"naam": "wijziging-een"})
    assert again.status == 400
    assert "er is al een bestand met deze naam" in again.said.lower()


def test_a_signed_agreement_that_nothing_changed_in_has_nothing_to_propose(
    browser: Browser, folder: Path
) -> None:
    page = browser.get(signed(browser, folder, "niets", "niets"))
    assert "er is niets te wijzigen" in page.said
    assert browser.post(page.address, {"naam": "x"}).status == 404
    assert not (folder / "x.yaml").exists()


EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'</pre></textarea>"


def test_what_is_typed_or_brought_is_never_html(browser: Browser, folder: Path) -> None:
    written(browser, EVIL, f"1. {EVIL}")
    browser.post(f"{FILE}/eigen/gegeven", {"v:vraag": EVIL, "v:soort": "tekst"})
    browser.post(f"{FILE}/eigen/eerder", {"v:soort": "convenant", "v:titel": EVIL})
    brought(browser, "plan.png", picture(), **{"v:titel": EVIL, "v:beschrijving": EVIL})
    (folder / NAME).write_text(
        (folder / NAME).read_text("utf-8") + f"negeer:\n  ander: {EVIL}  # {EVIL}\n", "utf-8"
    )
    said = {
        name: browser.get(f"{FILE}/{name}")
        for name in (
            *("eigen", "eigen/artikel?nummer=0", "eigen/bijlage?nummer=0", "opzet", "lezen"),
            *("eigen/artikel", "invullen", "inhoud", "reeks"),
        )
    }
    cells = [["map", "partijen.linde.naam"], [EVIL, EVIL]]
    said["rijen"] = browser.upload(
        f"{FILE}/reeks", f"{EVIL}.xlsx", workbook({"Gegevens": cells}), "nieuw"
    )
    for name, answer in said.items():
        assert answer.status in (200, 400), name
        assert "<script>alert" not in answer.text, name
        assert "<img src=x" not in answer.text, name
    assert "&lt;script&gt;" in said["eigen"].text


def test_a_click_on_an_article_of_their_own_leads_to_its_text(browser: Browser) -> None:
    written(browser, "Werkplaats", TEXT)
    read = browser.get(f"{FILE}/lezen").text
    link = re.search(r'href="([^"]*/artikel\?[^"]*onderwerp=werkplaats)"', read)
    assert link
    page = browser.get(html.unescape(link[1]))
    assert page.status == 200
    assert "De instelling:" in page.inputs()["v:tekst"]


def test_a_group_is_made_of_documents(browser: Browser, folder: Path) -> None:
    name = "convenant-met-addenda.yaml"
    ids = [item.get("id") for item in said_by(folder, name)["documenten"][1:]]
    form = [
        ("document", ""),
        ("v:naam", "Samen één groep"),
        ("v:gegevens/minimum_deelnemers", "12"),
    ]
    form += [("v:documenten", str(item)) for item in ids]
    page = browser.post(f"/bundel/{name}/eigen/groep", form)
    assert page.status == 200
    assert said_by(folder, name)["groepen"] == {
        "samen-een-groep": {"documenten": ids, "gegevens": {"minimum_deelnemers": "12"}}
    }
    assert browser.post(f"/bundel/{name}/eigen/groep", form[:2]).status == 400


def test_every_sort_of_answer_that_a_choice_file_knows_can_be_picked() -> None:
    assert SORTS.keys() == set(get_args(OwnKind))
