"""House styles: folders with one Word template for each form of document (overeenkomst, brief,
lijst).
"""

from __future__ import annotations

import functools
import itertools
import os
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from dlr_docs.basis import codes
from dlr_docs.basis.problems import OutputError, Place, Problem, Source, did_you_mean, error, reason
from dlr_docs.files.installation import default_library_path
from dlr_docs.model.choices import Choices
from dlr_docs.model.library import Library, Outline

DEFAULT = "zakelijk"
_FOLDER = Path("templates") / "huisstijl"


class HouseStyle(Struct, frozen=True):
    """A folder with the Word templates in it, by form."""

    folder: Path
    templates: Mapping[str, Path]


def house_styles(library: Library) -> dict[str, Path]:
    """The folders of all house styles by name: those of the package, then those of each layer."""
    folders = itertools.chain.from_iterable(
        sorted((root / _FOLDER).glob("*/")) for root in reversed(_roots(library))
    )
    return {folder.name: folder for folder in folders if templates_of(folder)}


def _roots(library: Library) -> list[Path]:
    """Where house styles are, those of the highest layer first."""
    return list(dict.fromkeys((*reversed(library.roots), default_library_path())))


def _style(folder: Path) -> HouseStyle:
    """The templates of a folder, if any; looked up again when that changed."""
    try:
        return _read_style(folder, os.stat(folder).st_mtime_ns)
    except (OSError, ValueError):  # not there, or nothing that can be a path at all
        return HouseStyle(folder, {})


@functools.lru_cache(maxsize=64)
def _read_style(folder: Path, _: int) -> HouseStyle:
    return HouseStyle(folder, templates_of(folder))


def templates_of(folder: Path) -> dict[str, Path]:
    """The Word templates in a folder by form, less the file that Word keeps beside an open one."""
    return {
        path.stem: path for path in sorted(folder.glob("*.docx")) if not path.name.startswith("~$")
    }


def read_house_style(library: Library, name: str) -> dict[str, bytes]:
    """All templates of a house style by the names of their files, to give to a user.

    Raises:
        OutputError: when there is no such style, or it cannot be read.
    """
    known = house_styles(library)
    if name not in known:
        message = f"de huisstijl '{name}' bestaat niet"
        raise OutputError(
            error(codes.ONBEKENDE_HUISSTIJL, message, Place("--van"), did_you_mean(name, known))
        )
    try:
        return {path.name: path.read_bytes() for path in templates_of(known[name]).values()}
    except OSError as exc:
        message = f"de huisstijl kan niet worden gelezen: {reason(exc)}"
        raise OutputError(error(codes.LEZEN_MISLUKT, message, Source(str(known[name])))) from None


def template_in(folder: Path, outline: Outline) -> Path:
    """The Word template for a kind of document in a house style."""
    return folder / f"{outline.form}.docx"


def find_house_style(choices: Choices, library: Library) -> tuple[HouseStyle | None, list[Problem]]:
    """The house style that a choice file names: one of the library's, or a folder of its own."""
    name = choices.house_style or DEFAULT
    for folder in library.memory.once(_folders, library, name):
        style = _style(folder)
        if style.templates:
            return style, []
    own = Path(choices.source.path).parent / name
    if os.path.isdir(own):
        return _style(own), []
    message = "deze huisstijl bestaat niet"
    hint = (
        f"{did_you_mean(name, house_styles(library))} Of noem een map met eigen "
        "sjablonen, naast het keuzebestand."
    )
    return None, [error(codes.ONBEKENDE_HUISSTIJL, message, choices.place("huisstijl"), hint)]


def _folders(library: Library, name: str) -> tuple[Path, ...]:
    """Where a house style with a name would be."""
    return (
        tuple(root / _FOLDER / name for root in _roots(library)) if Path(name).name == name else ()
    )


def missing_template(style: HouseStyle, outline: Outline, choices: Choices) -> list[Problem]:
    """The problem that a house style has no template for a kind of document, when that is so."""
    if outline.form in style.templates:
        return []
    name = template_in(style.folder, outline).name
    message = f"in de huisstijl '{style.folder.name}' ontbreekt {name}, voor een {outline.kind}"
    hint = "Neem dat sjabloon uit een kopie van een andere huisstijl: dlr-docs sjablonen nieuw MAP."
    return [error(codes.SJABLOON_ONTBREEKT, message, choices.place("huisstijl"), hint)]
