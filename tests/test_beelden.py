"""The helper that shows what moved on rendered pages, and the pages themselves."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from tests.libreoffice import needs_fonts, needs_libreoffice
from tools import beelden


def page(folder: Path, name: str, left: int) -> None:
    """A page with one black bar on it."""
    picture = Image.new("L", (200, 300), 255)
    ImageDraw.Draw(picture).rectangle((left, 50, left + 40, 60), fill=0)
    folder.mkdir(exist_ok=True)
    picture.save(folder / name)


def test_what_moved_is_found_where_it_moved_and_what_stayed_is_not(tmp_path: Path) -> None:
    page(tmp_path / "oud", "a-1.png", 20)
    page(tmp_path / "nieuw", "a-1.png", 30)
    page(tmp_path / "oud", "a-2.png", 20)
    page(tmp_path / "nieuw", "a-2.png", 20)
    page(tmp_path / "nieuw", "a-3.png", 20)
    changes = beelden.differences(tmp_path / "oud", tmp_path / "nieuw")
    assert changes == [beelden.Change("a-1.png", (20, 50, 71, 61)), beelden.Change("a-3.png", None)]


def test_a_changed_page_is_shown_with_what_was_and_what_is(tmp_path: Path) -> None:
    page(tmp_path / "oud", "a-1.png", 20)
    page(tmp_path / "nieuw", "a-1.png", 30)
    (change,) = beelden.differences(tmp_path / "oud", tmp_path / "nieuw")
    with Image.open(
        beelden.show(change, tmp_path / "oud", tmp_path / "nieuw", tmp_path / "anders")
    ) as shown:
        assert shown.getpixel((22, 55)) == (255, 0, 255)  # only before
        assert shown.getpixel((68, 55)) == (0, 255, 255)  # only now
        assert shown.getpixel((40, 55)) == (0, 0, 0)  # both


def test_pictures_in_the_docs_are_small_and_each_is_shown() -> None:
    pages = [Path("README.md"), *Path("docs").glob("*.md")]
    shown = "".join(page.read_text("utf-8") for page in pages)
    pictures = sorted(Path("docs/beelden").glob("*.png"))
    assert [path.name for path in pictures if f"beelden/{path.name})" not in shown] == []
    assert [path.name for path in pictures if path.stat().st_size > 150_000] == []


@needs_libreoffice
@needs_fonts
@pytest.mark.libreoffice
@pytest.mark.skipif(
    shutil.which("pdftoppm") is None, reason="pdftoppm (poppler-utils) is not installed"
)
def test_the_pages_look_as_they_were_kept(tmp_path: Path) -> None:
    kept = (beelden.KEPT / "VERSIE").read_text(encoding="utf-8").strip()
    if beelden.version() != kept:
        pytest.skip(f"the pictures were kept with {kept}; another version breaks lines elsewhere")
    beelden.render(tmp_path)
    assert beelden.differences(beelden.KEPT, tmp_path) == []
