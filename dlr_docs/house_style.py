"""House styles: folders with one Word template for each form of document (overeenkomst, brief, lijst)."""

from __future__ import annotations

from pathlib import Path

from dlr_docs.errors import Problem, did_you_mean, error
from dlr_docs.library import default_library_path
from dlr_docs.model.choices import Choices
from dlr_docs.model.library import Library, Outline

DEFAULT = "zakelijk"
_FOLDER = Path("templates") / "huisstijl"


def house_styles(library: Library) -> dict[str, Path]:
    """The folders of all house styles by name: those of the package, then the library's own."""
    roots = dict.fromkeys((default_library_path(), library.path))
    return {
        folder.name: folder
        for root in roots
        for folder in sorted((root / _FOLDER).glob("*/"))
        if any(folder.glob("*.docx"))
    }


def template_in(folder: Path, outline: Outline) -> Path:
    """The Word template for a kind of document in a house style."""
    return folder / f"{outline.form}.docx"


def find_house_style(choices: Choices, library: Library) -> tuple[Path | None, list[Problem]]:
    """The folder of the house style that a choice file names: one of the library's, or a folder of its own."""
    name = choices.house_style or DEFAULT
    known = house_styles(library)
    own = Path(choices.source.path).parent / name
    folder = known.get(name, own)
    if folder.is_dir():
        return folder, []
    message = f"de huisstijl '{name}' bestaat niet"
    hint = f"{did_you_mean(name, known)} Of noem een map met eigen sjablonen, naast het keuzebestand."
    return None, [error("onbekende-huisstijl", message, choices.place("huisstijl"), hint)]


def missing_template(folder: Path, outline: Outline, choices: Choices) -> list[Problem]:
    """The problem that a house style has no template for a kind of document, when that is so."""
    path = template_in(folder, outline)
    if path.is_file():
        return []
    message = f"in de huisstijl '{folder.name}' ontbreekt {path.name}, voor een {outline.kind}"
    hint = "Kopieer dat sjabloon uit een andere huisstijl en pas het in Word aan."
    return [error("sjabloon-ontbreekt", message, choices.place("huisstijl"), hint)]
