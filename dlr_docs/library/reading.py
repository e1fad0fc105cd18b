"""One file of a library: its text, within bounds, and its data as a model judges it.

Each function returns what it could read and what is wrong with it; nothing is raised, so that one
run shows every problem of a library.
"""

from __future__ import annotations

import functools
import io
import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from dlr_docs.basis import codes
from dlr_docs.basis.characters import FORBIDDEN
from dlr_docs.basis.problems import Place, Problem, Source, error, reason
from dlr_docs.basis.reading import NotPlain, TooLarge, read_plain
from dlr_docs.basis.yaml import loading as strict_yaml
from dlr_docs.basis.yaml.merge import merged
from dlr_docs.basis.yaml.shape import validate
from dlr_docs.basis.yaml.tree import YamlError
from dlr_docs.library.folder import ELSEWHERE, MAXIMUM_BYTES
from dlr_docs.library.models import MOST

M = TypeVar("M", bound=BaseModel)
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
    if text.startswith(ELSEWHERE):
        message = "dit bestand staat in Git LFS; hier staat alleen de verwijzing"
        hint = "Haal het op met 'git lfs pull', of leg het vast als gewoon bestand."
        return None, [error(codes.GEEN_GEWOON_BESTAND, message, at, hint)]
    found = FORBIDDEN.search(text)
    if found is not None:
        return None, [strict_yaml.control_problem(text, found, at)]
    return text, []


def found_in(roots: Sequence[Path], name: str) -> tuple[Path, ...]:
    """The files with a name in the layers of a library, the lowest first."""
    return tuple(root / name for root in roots if (root / name).exists())


def needed_in(roots: Sequence[Path], name: str) -> tuple[Path, ...]:
    """As :func:`found_in`, of a file that must be there: where it is missed, when it is not."""
    return found_in(roots, name) or (roots[0] / name,)


def read_layered(
    paths: Sequence[Path], depth: int = 1, identity: str = ""
) -> tuple[strict_yaml.Loaded | None, list[Problem]]:
    """The data of the same file in several layers, of which a later one goes before.

    Args:
        depth: so many levels of keys are put together; what stands deeper is replaced whole.
        identity: the key by which items of a list are the same thing.
    """
    read = [read_yaml(path) for path in paths]
    problems = list(itertools.chain.from_iterable(wrong for _, wrong in read))
    whole = [loaded for loaded, _ in read if loaded is not None]
    if len(whole) < len(read):
        return None, problems  # half of a file would seem to lack what the other half has
    return functools.reduce(lambda one, other: merged(one, other, depth, identity), whole), problems


def read_named(
    paths: Sequence[Path], items: str
) -> tuple[dict[str, tuple[strict_yaml.Loaded, Place]], list[Problem]]:
    """The parts of a file by their names, each with the place of its name; a library need not have
    the file.

    Args:
        items: what the file holds, as a message calls it.
    """
    if not paths:
        return {}, []
    loaded, problems = read_layered(paths)
    if loaded is None:
        return {}, problems
    if not isinstance(loaded.data, dict) or len(loaded.data) > MOST:
        message = f"hier horen namen van {items}, elk met een omschrijving (hoogstens {MOST})"
        return {}, [error(codes.VERKEERD_TYPE, message, loaded.place(()))]
    parts = strict_yaml.branches(loaded)
    return {name: (part, loaded.key((name,))) for name, part in parts.items()}, []


def read_yaml(path: Path) -> tuple[strict_yaml.Loaded | None, list[Problem]]:
    """The data of a file."""
    text, problems = read_text(path)
    if text is None:
        return None, problems
    try:
        return strict_yaml.load(
            text, str(path), file=about(path).at, maximum_nodes=MAXIMUM_NODES
        ), []
    except YamlError as exc:
        return None, list(exc.problems)


def read_model(
    model: type[M], *paths: Path
) -> tuple[tuple[M, strict_yaml.Loaded] | None, list[Problem]]:
    """The data of a file as a model, with its places; of one that several layers have, two levels
    of keys are put together.
    """
    loaded, problems = read_layered(paths, depth=2)
    if loaded is None:
        return None, problems
    result, problems = validate(model, loaded)
    return (None if result is None else (result, loaded)), problems
