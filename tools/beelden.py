"""Reference pictures of rendered pages: keep them, or show what moved since they were kept.

    python tools/beelden.py             compares; a picture of each changed page in build/beelden
    python tools/beelden.py --bewaar    keeps the pages as they are now

Needs LibreOffice and pdftoppm. The pictures are small and grey: they are for the eye of whoever
changes a Word template, and not part of the package.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from msgspec import Struct
from PIL import Image, ImageChops

from dlr_docs import WriteOptions, build_bundle, load_choices, load_library, write_bundle

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "tests" / "beelden"
CHANGED = ROOT / "build" / "beelden"
EXAMPLES = ("doorlopende-leerroute", "netwerk", "adviesaanvraag-medezeggenschap-volledig")
DOTS_PER_INCH = 32
_STEP = 36  # between the greys of a picture that is kept: fewer greys make smaller files
_INK = 64  # a difference in grey that an eye sees; below it are other versions of one font


class Change(Struct, frozen=True):
    """A page that is not as it was kept; ``box`` is where it differs (left, top, right, bottom), in
    pixels.

    No box: the page is new, or gone.
    """

    page: str
    box: tuple[int, int, int, int] | None


def version() -> str:
    """The version of LibreOffice, which decides where lines break."""
    done = subprocess.run(["soffice", "--version"], capture_output=True, text=True, check=True)
    return " ".join(done.stdout.split()[:2])


def render(folder: Path) -> None:
    """Render every page of the examples into a folder, as ``<example>-<document>-<page>.png``."""
    library = load_library()
    for name in EXAMPLES:
        bundle = build_bundle(load_choices(ROOT / "examples" / f"{name}.yaml"), library)
        with tempfile.TemporaryDirectory() as made:
            for path in write_bundle(bundle, made, WriteOptions(formats=("pdf",))):
                if path.suffix == ".pdf":
                    command = ["pdftoppm", "-r", str(DOTS_PER_INCH), "-gray", "-png", str(path)]
                    subprocess.run([*command, str(folder / f"{name}-{path.stem}")], check=True)


def differences(kept: Path, now: Path) -> list[Change]:
    """Every page that differs between two folders of pictures."""
    names = sorted({path.name for folder in (kept, now) for path in folder.glob("*.png")})
    found = []
    for name in names:
        if not ((kept / name).exists() and (now / name).exists()):
            found.append(Change(name, None))
            continue
        with Image.open(kept / name) as old, Image.open(now / name) as new:
            box = difference(old, new)
        if box is not None:
            found.append(Change(name, box))
    return found


def difference(old: Image.Image, new: Image.Image) -> tuple[int, int, int, int] | None:
    """The box in which two pictures differ to the eye."""
    if old.size != new.size:
        return (0, 0, *new.size)
    return (
        ImageChops.difference(old.convert("L"), new.convert("L"))
        .point(lambda grey: 255 * (grey > _INK))
        .getbbox()
    )


def show(change: Change, kept: Path, now: Path, folder: Path) -> Path:
    """A picture of a page that changed: magenta is what was there, cyan is what is there now."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / change.page
    if change.box is None:
        source = now if (now / change.page).exists() else kept
        path.write_bytes((source / change.page).read_bytes())
        return path
    with Image.open(kept / change.page) as old, Image.open(now / change.page) as new:
        before, after = old.convert("L"), new.convert("L").resize(old.size)
        Image.merge("RGB", (after, before, ImageChops.lighter(before, after))).save(path)
    return path


def main(arguments: list[str]) -> int:
    """Keep or compare; 1 when something moved."""
    with tempfile.TemporaryDirectory() as name:
        now = Path(name)
        render(now)
        if "--bewaar" in arguments:
            KEPT.mkdir(parents=True, exist_ok=True)
            for path in KEPT.glob("*.png"):
                path.unlink()
            for path in now.glob("*.png"):
                with Image.open(path) as picture:
                    picture.point(lambda grey: grey // _STEP * _STEP).save(
                        KEPT / path.name, optimize=True
                    )
            (KEPT / "VERSIE").write_text(version() + "\n", encoding="utf-8")
            return 0
        changes = differences(KEPT, now)
        for change in changes:
            print(
                f"{change.page}: {change.box or 'nieuw of weg'} -> "
                f"{show(change, KEPT, now, CHANGED)}"
            )
    print(f"{len(changes)} bladzijden anders dan bewaard")
    return int(bool(changes))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
