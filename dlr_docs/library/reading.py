"""One file of a library: its text, within bounds, and its data as a model judges it.

Each function returns what it could read and what is wrong with it; nothing is raised, so that one
run shows every problem of a library.
"""

from __future__ import annotations

import stat
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from dlr_docs.basis import codes
from dlr_docs.basis import yaml as strict_yaml
from dlr_docs.basis.characters import FORBIDDEN
from dlr_docs.basis.problems import Place, Problem, Source, error, reason

M = TypeVar("M", bound=BaseModel)
MAXIMUM_BYTES = 4_000_000  # of one file; the largest of the library has some fifty thousand


def about(path: Path) -> Place:
    """A file as problems call it: from the folder of its library."""
    return Place("/".join(path.parts[-3 if path.suffix == ".md" else -2 :]), Source(str(path)))


def can_be_read(path: Path) -> bool:
    """Whether a path is a file of a sensible size, and no pipe that would keep us waiting."""
    status = path.stat()
    return stat.S_ISREG(status.st_mode) and status.st_size <= MAXIMUM_BYTES


def read_text(path: Path) -> tuple[str | None, list[Problem]]:
    """The text of a file."""
    at = about(path)
    try:
        if not can_be_read(path):
            message = f"dit is geen gewoon bestand van hoogstens {MAXIMUM_BYTES // 1_000_000} MB"
            return None, [error(codes.GEEN_GEWOON_BESTAND, message, at)]
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return None, [error(codes.GEEN_TEKST, "dit is geen tekstbestand in UTF-8", at)]
    except OSError as exc:
        message = f"dit bestand kan niet worden gelezen: {reason(exc)}"
        return None, [error(codes.BESTAND_ONLEESBAAR, message, at)]
    found = FORBIDDEN.search(text)
    if found is not None:
        return None, [strict_yaml.control_problem(text, found, at)]
    return text, []


def read_yaml(path: Path) -> tuple[strict_yaml.Loaded | None, list[Problem]]:
    """The data of a file."""
    text, problems = read_text(path)
    if text is None:
        return None, problems
    try:
        return strict_yaml.load(text, str(path), file=about(path).at), []
    except strict_yaml.YamlError as exc:
        return None, list(exc.problems)


def read_model(
    model: type[M], path: Path
) -> tuple[tuple[M, strict_yaml.Loaded] | None, list[Problem]]:
    """The data of a file as a model, with its places."""
    loaded, problems = read_yaml(path)
    if loaded is None:
        return None, problems
    result, problems = strict_yaml.validate(model, loaded)
    return (None if result is None else (result, loaded)), problems
