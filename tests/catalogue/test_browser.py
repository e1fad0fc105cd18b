"""The catalogue in a real browser, from the disk: searching, keyboard, axe, narrow and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dlr_docs.catalogue.site import site_files
from dlr_docs.model.library import Library
from tests.web.browsing import chromium, needs_browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, needs_browser]
PAGES = (
    "index.html",
    "lagen.html",
    "soort/addendum.html",
    "onderwerp/geschillen.html",
    "clausule/geschillen/escalatieladder.html",
    "clausule/financien-vergoeding/uurtarief.html",
)


@pytest.fixture(scope="module")
def started() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Path:
    folder = tmp_path_factory.mktemp("site")
    for name, content in site_files(library).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def _is_wrong(said: Any) -> bool:
    """An error of ours: axe reads sheets of style a second time, which our pages do not allow."""
    return said.type == "error" and "connect-src" not in said.text


@pytest.fixture
def opened(started: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = started.new_context(**getattr(request, "param", {}))
    page = context.new_page()
    page.set_default_timeout(60_000)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if _is_wrong(said) else None)
    yield page
    context.close()
    assert errors == []


def test_search_finds_a_clause_by_words_of_its_text(opened: Page, site: Path) -> None:
    opened.goto((site / "index.html").as_uri())
    opened.get_by_label("Zoek in alle teksten").fill("escalatieladder treden")
    opened.locator("#treffers a").first.click()
    opened.get_by_role("heading", name="De tekst").wait_for()
    assert "treden" in opened.locator(".document").inner_text()


@pytest.mark.parametrize(
    "opened", [{"color_scheme": "light"}, {"color_scheme": "dark"}], indirect=True
)
def test_every_sort_of_page_is_accessible(opened: Page, site: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    found: dict[str, Any] = {}
    for name in PAGES:
        opened.goto((site / name).as_uri())
        wrong = Axe().run(opened).response["violations"]
        if wrong:
            found[name] = [(item["id"], item["nodes"][0]["target"]) for item in wrong]
    assert found == {}


def test_every_sort_of_page_fits_a_narrow_screen(opened: Page, site: Path) -> None:
    opened.set_viewport_size({"width": 320, "height": 800})
    wide = {}
    for name in PAGES:
        opened.goto((site / name).as_uri())
        width = opened.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide[name] = width
    assert wide == {}


def test_on_paper_only_the_text_is_left(opened: Page, site: Path) -> None:
    opened.goto((site / PAGES[-2]).as_uri())
    opened.emulate_media(media="print")
    assert not opened.get_by_role("banner").is_visible()
    assert opened.locator(".document").is_visible()
