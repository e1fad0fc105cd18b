"""One file of a library: its text, within bounds, and its data as a model judges it.

Each function returns what it could read and what is wrong with it; nothing is raised, so that one
run shows every problem of a library.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from dlr_docs.basis import codes
from dlr_docs.basis import yaml as strict_yaml
from dlr_docs.basis.characters import FORBIDDEN
from dlr_docs.basis.problems import Place, Problem, Source, error, reason
from dlr_docs.basis.reading import NotPlain, TooLarge, read_plain

M = TypeVar("M", bound=BaseModel)
MAXIMUM_BYTES = 4_000_000  # of one file; the largest of the library has some fifty thousand
MAXIMUM_NODES = 20_000  # of one file, so that a table is no work; the largest has twelve hundred


def about(path: Path) -> Place:
    """A file as problems call it: from the folder of its library."""
    return Place("/".join(path.parts[-3 if path.suffix == ".md" else -2 :]), Source(str(path)))


def read_text(path: Path) -> tuple[str | None, list[Problem]]:
    """The text of a file."""
    at = about(path)
    try:
        content = read_plain(path, MAXIMUM_BYTES)
        text = io.TextIOWrapper(io.BytesIO(content), encoding="utf-8-sig").read()
    except (NotPlain, TooLarge):
        message = f"dit is geen gewoon bestand van hoogstens {MAXIMUM_BYTES // 1_000_000} MB"
        return None, [error(codes.GEEN_GEWOON_BESTAND, message, at)]
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
        return strict_yaml.load(
            text, str(path), file=about(path).at, maximum_nodes=MAXIMUM_NODES
        ), []
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
