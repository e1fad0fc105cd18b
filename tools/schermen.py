"""Pictures of the workbench, of the catalogue and of a comparison, for the README and the manual.

    python -m tools.schermen    takes them anew, into docs/beelden

Needs Chromium. The pages are those that a user gets: the program on a folder with examples, the
catalogue from the disk, and what it says of a document that people worked on. Few colours keep the
pictures small.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from dlr_docs import load_library
from dlr_docs.catalogue.site import site_files
from dlr_docs.files.new_folder import write_folder
from dlr_docs.revise.compare.comparing import compare
from dlr_docs.revise.compare.page import PageTexts, as_page
from dlr_docs.word.read.document import read_document
from tests.revise.edits import article, edited, paragraph
from tests.samples import agreement, bundle_of, docx_of
from tests.web.browsing import CHROMIUM, Desk, chromium, workbench

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "beelden"
EXAMPLES = ("convenant-minimaal", "doorlopende-leerroute")
FILE = f"/bundel/{EXAMPLES[1]}.yaml"
TOPIC = "Geschillen"
QUESTION = "Hoe lang duurt de leerroute, gerekend"  # that the example leaves open
_CHANGED = datetime(2027, 3, 1, 12, tzinfo=UTC).timestamp()  # the page says when a file changed
_COLOURS = 64
_WINDOW: ViewportSize = {"width": 1200, "height": 760}
_REPORT: ViewportSize = {"width": 1000, "height": 1180}
_OWN = (
    '<w:p><w:pPr><w:pStyle w:val="Artikel"/></w:pPr><w:r><w:t>Parkeren</w:t></w:r></w:p>'
    '<w:p><w:pPr><w:pStyle w:val="Lid"/></w:pPr><w:r><w:t>Op het terrein kan worden geparkeerd.'
    "</w:t></w:r></w:p>"
)


def kept(page: Page, name: str) -> Path:
    """A picture of what a window shows of a page, in few colours."""
    with Image.open(io.BytesIO(page.screenshot())) as picture:
        few = picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    path = PICTURES / f"{name}.png"
    few.save(path, optimize=True)
    return path


def of_workbench(browser: Browser, folder: Path) -> list[Path]:
    """The main pages of the workbench, on a folder with two examples."""
    folder.mkdir()
    for name in EXAMPLES:
        os.utime(shutil.copy(ROOT / "examples" / f"{name}.yaml", folder), (_CHANGED, _CHANGED))
    with workbench(folder) as (address, _):
        desk = Desk(browser.new_page(viewport=_WINDOW, reduced_motion="reduce"), address, folder)
        desk.page.get_by_text("7 van 7").wait_for()  # the last in the list has been looked at
        made = [kept(desk.page, "werkbank-begin")]
        desk.go(f"{FILE}/teksten")
        desk.page.get_by_role("link", name=TOPIC, exact=True).click()
        desk.page.get_by_role("radio", name="Nu gekozen").wait_for()
        made.append(kept(desk.page, "werkbank-teksten"))
        desk.go(f"{FILE}/inhoud")
        made.append(kept(desk.page, "werkbank-inhoud"))
        desk.page.get_by_role("link", name=QUESTION).first.click()
        desk.page.get_by_label(QUESTION).focus()
        desk.page.evaluate("scrollBy(0, -240)")  # with the question above its field
        made.append(kept(desk.page, "werkbank-invullen"))
    return made


def of_catalogue(browser: Browser, folder: Path) -> Path:
    """A topic in the catalogue, with its variants."""
    write_folder(site_files(load_library()), folder)
    page = browser.new_page(viewport=_WINDOW, reduced_motion="reduce")
    page.goto((folder / "onderwerp" / f"{TOPIC.lower()}.html").as_uri())
    return kept(page, "catalogus-onderwerp")


def by_hand(text: str) -> str:
    """What people did in an agreement: words, a lid, an article and a value."""
    for old, new in (
        ("minder afhankelijk maakt", "onafhankelijk maakt"),
        (">Stichting De Linde<", ">Stichting De Eik<"),
        (" keer behandeld", " keer onderzocht"),
        ("is Nederlands recht", "is Belgisch recht"),
        (paragraph(text, "meldt zij dat meteen"), ""),
        (article(text, "Toetreding"), _OWN + article(text, "Toetreding")),
    ):
        if old not in text:
            raise SystemExit(f"the agreement does not say {old[:60]!r} any more")
        text = text.replace(old, new)
    return text


def of_comparison(browser: Browser, folder: Path) -> Path:
    """What was done to an agreement, on one page."""
    library = load_library()
    found = read_document(edited(docx_of(agreement(), library), by_hand))
    comparison = compare(found, bundle_of(agreement(), library))
    made = found.provenance
    texts = PageTexts(
        "overeenkomst.docx",
        f"{made.document} ({made.kind}), gemaakt met {made.program}",
        "Zoals gemaakt",
        "Zoals het nu is",
    )
    path = folder / "verschil.html"
    path.write_text(as_page(comparison, texts), encoding="utf-8")
    page = browser.new_page(viewport=_REPORT, reduced_motion="reduce")
    page.goto(path.as_uri())
    return kept(page, "vergelijking")


def main() -> None:
    """Take every picture."""
    if CHROMIUM is None:
        sys.exit("Chromium (chromium) is not installed: the pictures stay as they are")
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        folder = Path(name)
        made = of_workbench(browser, folder / "overeenkomsten")
        made.append(of_catalogue(browser, folder / "catalogus"))
        made.append(of_comparison(browser, folder))
    for path in made:
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
