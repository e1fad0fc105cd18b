"""An attacker's script: who may not talk to the workbench, and what it never reads or writes."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from starlette.routing import Route

from dlr_docs.web.editing import seen
from dlr_docs.web.serving.app import _routes
from dlr_docs.web.serving.security import HEADERS, MAXIMUM_UPLOAD
from tests.revise.edits import replaced
from tests.web.client import HOST, PORT, Browser

FILE = "/bundel/doorlopende-leerroute.yaml"


def test_without_the_code_nothing_is_shown_but_how_to_get_in(folder: Path) -> None:
    stranger = Browser(folder)
    for address in ("/", f"{FILE}/lezen", "/static/werkbank.css", "/?code=x", "/?code=", "/hulp"):
        answer = stranger.get(address)
        assert answer.status == 403
        assert "Linde" not in answer.text
    assert stranger.post("/stop", {}).status == 403
    assert not stranger.stopped


def addresses() -> list[tuple[str, str]]:
    """Every address of the application with what it takes, filled in for a file that is there."""
    found = []
    for route in _routes():
        if isinstance(route, Route):
            path = route.path.replace("{file}", FILE.rpartition("/")[2]).replace(
                "{eigen}", "artikel"
            )
            found += [(method, path) for method in sorted(route.methods or ()) if method != "HEAD"]
    return found


@pytest.mark.parametrize(("method", "path"), addresses())
def test_no_address_is_forgotten(folder: Path, method: str, path: str) -> None:
    before = {item: item.read_bytes() for item in folder.iterdir()}
    stranger = Browser(folder)
    ours = {"origin": f"http://{HOST}"}
    assert stranger.ask(method, path, ours).status == 403
    owner = Browser(folder).enter()
    if method == "POST":
        assert owner.ask(method, path, {"origin": "http://kwaad.example"}, b"x=1").status == 403
        assert owner.ask(method, path, {}, b"x=1").status == 403
    else:
        answer = owner.ask(method, path)
        assert answer.status < 500
        assert str(folder) not in answer.body.decode("utf-8", "replace")
    assert owner.ask(method, path, {"host": "kwaad.example"}).status == 421
    assert not stranger.stopped
    assert not owner.stopped
    assert {item: item.read_bytes() for item in folder.iterdir()} == before


@pytest.mark.parametrize("name", ["../weg", "/buiten/weg", "a/b", "..", "weg\x00", "C:weg", "con"])
def test_the_name_of_a_document_leads_nowhere(browser: Browser, folder: Path, name: str) -> None:
    before = (folder / "doorlopende-leerroute.yaml").read_bytes()
    kind = "samenwerkingsovereenkomst"
    form = {"document": kind, "v:id": name, "w:id": seen(None)}
    assert browser.post(f"{FILE}/document", form).status == 400
    assert browser.post(f"{FILE}/documenten", {"soort": kind, "naam": name}).status == 400
    assert (folder / "doorlopende-leerroute.yaml").read_bytes() == before


def test_the_code_becomes_a_cookie_that_scripts_and_other_sites_cannot_use(folder: Path) -> None:
    browser = Browser(folder)
    answer = browser.ask("GET", f"/?code={browser.gate.token}")
    assert (answer.status, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert browser.gate.token not in answer.headers["set-cookie"]
    assert browser.get("/").status == 200


def test_a_guessed_cookie_opens_nothing(folder: Path) -> None:
    browser = Browser(folder)
    for value in ("", "x", browser.gate.token, browser.gate.session[:-1]):
        browser.cookies = {browser.gate.cookie: value}
        assert browser.get("/").status == 403


@pytest.mark.parametrize(
    "host",
    [
        "kwaad.example",
        f"kwaad.example:{PORT}",
        "127.0.0.1",
        "127.0.0.1:80",
        f"127.0.0.1.kwaad.example:{PORT}",
        f"localhost.kwaad.example:{PORT}",
        "",
        f"0.0.0.0:{PORT}",
    ],
)
def test_a_name_that_was_made_to_point_here_is_refused(browser: Browser, host: str) -> None:
    assert browser.ask("GET", "/", {"host": host}).status == 421


def test_the_name_of_this_machine_is_fine(browser: Browser) -> None:
    assert browser.ask("GET", "/", {"host": f"localhost:{PORT}"}).status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://kwaad.example"},
        {"origin": "null"},
        {"origin": f"https://{HOST}"},
        {"origin": "http://127.0.0.1:1"},
        {"origin": f"http://{HOST}", "sec-fetch-site": "cross-site"},
        {"origin": f"http://{HOST}", "sec-fetch-site": "same-site"},
    ],
)
def test_a_form_of_another_site_changes_nothing(
    browser: Browser, folder: Path, headers: dict[str, str]
) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    name = "v:gegevens/ingangsdatum"
    form = {name: "2028-08-01", name.replace("v:", "w:"): "x"}
    for address in (f"{FILE}/invullen", "/nieuw", "/stop", f"{FILE}/stap", f"{FILE}/bestand"):
        assert browser.send(address, form, headers).status == 403
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert not browser.stopped


def test_a_form_without_an_origin_changes_nothing(browser: Browser) -> None:
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert browser.ask("POST", "/stop", kind).status == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH"])
def test_there_is_nothing_but_looking_and_sending_forms(browser: Browser, method: str) -> None:
    answer = browser.ask(method, "/", {"origin": f"http://{HOST}"})
    assert answer.status == 405
    assert "Dit kan de werkbank niet." in answer.text  # before any page was looked for


def test_every_answer_forbids_scripts_and_frames_of_others(browser: Browser) -> None:
    addresses = ("/", f"{FILE}/invullen", "/bestaat-niet", "/static/werkbank.js", f"{FILE}/alles")
    for address in addresses:
        answer = browser.get(address)
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    policy = HEADERS["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert HEADERS["x-frame-options"] == "DENY"
    stranger = Browser(browser.bench.folder.path).get("/")
    assert stranger.headers["content-security-policy"] == policy


def test_no_page_has_a_script_or_style_of_its_own(browser: Browser) -> None:
    pages = ["/", "/hulp", *(f"{FILE}/{name}" for name in ("invullen", "teksten", "lezen"))]
    pages += [f"{FILE}/{name}" for name in ("inhoud", "meenemen", "terug", "opzet", "bestand")]
    for address in (*pages, f"{FILE}/artikel?onderwerp=geschillen"):
        text = browser.get(address).text
        assert "style=" not in text, address
        assert "<style" not in text, address
        assert text.count("<script") == text.count('<script src="/static/') == 1
        assert " on" + "click=" not in text
        assert "http://" not in text.replace("http://www.w3.org", "")
        assert "https://" not in text


@pytest.mark.parametrize(
    "name",
    [
        "../geheim.yaml",
        "..%2fgeheim.yaml",
        "%2e%2e%2fgeheim.yaml",
        "/etc/passwd",
        "..\\geheim.yaml",
        "map/../../geheim.yaml",
        ".verborgen.yaml",
        "koppeling.yaml",
        "map.yaml",
        "pijp.yaml",
        "x\x00.yaml",
        "lang" * 100 + ".yaml",
    ],
)
def test_no_name_leads_out_of_the_folder(browser: Browser, folder: Path, name: str) -> None:
    (folder.parent / "geheim.yaml").write_text("bundel: Zeer Geheim\n", encoding="utf-8")
    (folder / ".verborgen.yaml").write_text("bundel: Zeer Geheim\n", encoding="utf-8")
    (folder / "koppeling.yaml").symlink_to(folder.parent / "geheim.yaml")
    (folder / "map.yaml").mkdir()
    os.mkfifo(folder / "pijp.yaml")
    for page in ("bestand", "lezen", "alles"):
        answer = browser.get(f"/bundel/{name}/{page}")
        assert answer.status == 404
        assert "Zeer Geheim" not in answer.text
    assert "Zeer Geheim" not in browser.get("/").text
    answer = browser.post("/kopie", {"van": name, "naam": "kopie"})
    assert not (folder / "kopie.yaml").exists()
    assert "Zeer Geheim" not in answer.text


@pytest.mark.parametrize(
    "name", ["../buiten", "/buiten.yaml", "a/b", ".verborgen", "x\x00y", "con\n", "a" * 100]
)
def test_nothing_is_written_outside_the_folder(browser: Browser, folder: Path, name: str) -> None:
    before = sorted(folder.parent.rglob("*"))
    answer = browser.post("/nieuw", {"naam": name, "soort": "samenwerkingsovereenkomst"})
    assert answer.status == 400
    assert sorted(folder.parent.rglob("*")) == before


def test_a_new_file_never_takes_the_place_of_another_or_of_a_link(
    browser: Browser, folder: Path
) -> None:
    outside = folder.parent / "buiten.yaml"
    (folder / "koppeling.yaml").symlink_to(outside)
    before = (folder / "doorlopende-leerroute.yaml").read_bytes()
    for name in ("doorlopende-leerroute", "koppeling"):
        form = {"naam": name, "soort": "samenwerkingsovereenkomst"}
        assert browser.post("/nieuw", form).status == 400
    assert (folder / "doorlopende-leerroute.yaml").read_bytes() == before
    assert not outside.exists()


def test_a_file_that_became_a_link_is_not_written_through(browser: Browser, folder: Path) -> None:
    outside = folder.parent / "buiten.yaml"
    outside.write_text("bundel: Zeer Geheim\n", encoding="utf-8")
    page = browser.get(f"{FILE}/bestand")
    (folder / "doorlopende-leerroute.yaml").unlink()
    (folder / "doorlopende-leerroute.yaml").symlink_to(outside)
    answer = browser.post(f"{FILE}/bestand", {**page.inputs(), "tekst": "bundel: weg\n"})
    assert answer.status == 404
    assert outside.read_text(encoding="utf-8") == "bundel: Zeer Geheim\n"


def test_a_house_style_outside_the_folder_is_not_read(browser: Browser, folder: Path) -> None:
    path = folder / "doorlopende-leerroute.yaml"
    for named in ("../elders", str(folder.parent), "koppeling"):
        (folder / "koppeling").unlink(missing_ok=True)
        (folder / "koppeling").symlink_to(folder.parent)
        text = path.read_text(encoding="utf-8")
        plain = "\n".join(line for line in text.splitlines() if not line.startswith("huisstijl"))
        path.write_text(f"{plain}\nhuisstijl: {named}\n", encoding="utf-8")
        assert "buiten de map" in browser.get(f"{FILE}/lezen").said
        assert browser.get(f"{FILE}/alles").status == 400


def test_too_much_is_refused_before_it_is_read(browser: Browser) -> None:
    headers = {"origin": f"http://{HOST}", "content-length": str(MAXIMUM_UPLOAD * 2)}
    assert browser.ask("POST", f"{FILE}/terug", headers).status == 413
    for length in ("-1", "x", "1" * 30):
        own = {"origin": f"http://{HOST}", "content-length": length}
        assert browser.ask("POST", f"{FILE}/terug", own).status == 413


def test_who_lies_about_how_much_comes_is_cut_off(browser: Browser) -> None:
    headers = {
        "origin": f"http://{HOST}",
        "content-length": "10",
        "content-type": "multipart/form-data; boundary=x",
    }
    head = b'--x\r\ncontent-disposition: form-data; name="bestand"; filename="a.docx"\r\n\r\n'
    body = head + b"0" * (MAXIMUM_UPLOAD + 4_000_000) + b"\r\n--x--\r\n"
    answer = browser.ask("POST", f"{FILE}/terug", headers, body)
    assert answer.status == 413
    assert answer.unread > 3_000_000


def test_a_bomb_that_comes_back_is_refused(browser: Browser) -> None:
    import io
    import zipfile

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * 120_000_000)
    answer = browser.upload(f"{FILE}/terug", "bom.docx", packed.getvalue())
    assert answer.status == 400
    assert "uitgepakt te groot" in answer.said


def test_what_is_typed_is_never_html(browser: Browser, folder: Path) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'"
    path = folder / "doorlopende-leerroute.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("bundel: Doorlopende leerroute Mobiliteit en Transport", f"bundel: {evil!r}")
        .replace("naam: Vakcollege De Linde", f"naam: '{evil.replace(chr(39), chr(39) * 2)}'")
        .replace("kb", "'<b>kb</b>'"),
        encoding="utf-8",
    )
    (folder / f"{'a'}&<b>.yaml").write_text("bundel: [x]\n", encoding="utf-8")
    pages = [f"{FILE}/{name}" for name in ("invullen", "lezen", "inhoud", "opzet", "bestand")]
    for address in ("/", *pages):
        answer = browser.get(address)
        assert answer.status == 200
        assert "<script>alert" not in answer.text
        assert "<img src=x" not in answer.text
        assert "<b>kb" not in answer.text


def test_a_fault_of_ours_repeats_nothing(
    browser: Browser, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from dlr_docs.web.bench import Opened

    def fail(self: Opened) -> None:
        raise ValueError("Wilhelmina Bakker in /home/wilhelmina")

    monkeypatch.setattr(Opened, "report", fail)
    answer = browser.get(f"{FILE}/lezen")
    assert answer.status == 500
    assert answer.headers["content-security-policy"] == HEADERS["content-security-policy"]
    told = capsys.readouterr()
    for said in (answer.text, told.err, told.out):
        assert "Bakker" not in said
        assert "wilhelmina" not in said
    assert "ValueError" in told.err


def test_no_page_shows_where_the_folder_is(browser: Browser, folder: Path) -> None:
    (folder / "stuk.yaml").write_text("bundel: [\n", encoding="utf-8")
    for address in ("/", f"{FILE}/invullen", "/bundel/stuk.yaml/invullen", "/bundel/x.yaml/lezen"):
        assert str(folder.parent) not in browser.get(address).text


def test_what_comes_back_is_held_for_its_owner_and_never_on_disk(
    browser: Browser, folder: Path
) -> None:
    before = sorted(folder.iterdir())
    data = browser.get(f"{FILE}/word?document=samenwerkingsovereenkomst").body
    edited = replaced(data, "Nederlands recht", "Belgisch recht")
    compared = browser.upload(f"{FILE}/terug", "terug.docx", edited)
    address = re.search(r'href="([^"]*/bijwerken\?stuk=\w{32})"', compared.text)
    assert address
    assert browser.get(address[1]).status == 200
    assert sorted(folder.iterdir()) == before
    browser.cookies.clear()
    for page in (address[1], address[1].replace("/bijwerken", "/bijgewerkt")):
        assert browser.get(page).status == 403
