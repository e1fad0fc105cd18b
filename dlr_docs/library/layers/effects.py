"""What each layer of a library does to those below it: what it adds, replaces and extends."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from dlr_docs.basis.yaml.tree import Data
from dlr_docs.library.layers.differences import NAMED
from dlr_docs.library.reading import read_yaml
from dlr_docs.model.library import Library

ADDS, REPLACES, EXTENDS = "erbij", "vervangt", "vult aan"


class Effect(Struct, frozen=True):
    """One thing that a layer does: the number of the layer, the sort of thing, its name, what is
    done, and the layers below that had it.
    """

    layer: int
    sort: str
    name: str
    action: str
    below: tuple[int, ...] = ()


def effects(library: Library) -> tuple[Effect, ...]:
    """What the layers above the lowest do, layer by layer."""
    held = [tuple(_held(root)) for root in library.roots]
    named = [{(sort, name) for sort, name, _ in things} for things in held]
    found: list[Effect] = []
    for layer, things in enumerate(held):
        for sort, name, extends in things if layer else ():
            below = tuple(number for number in range(layer) if (sort, name) in named[number])
            found.append(Effect(layer, sort, name, _action(extends, below), below))
    return tuple(found)


def _action(extends: bool, below: Collection[int]) -> str:
    if extends:
        return EXTENDS
    return REPLACES if below else ADDS


def _held(root: Path) -> Iterator[tuple[str, str, bool]]:
    """Each thing in a layer: its sort, its name, and whether it only extends one below."""
    for path in sorted((root / "clauses").glob("*/*.md")):
        yield "clausule", f"{path.parent.name}/{path.stem}", False
    for path in sorted((root / "templates").glob("*.yaml")):
        data = _data(path)
        yield "soort document", path.stem, isinstance(data, dict) and "titel" not in data
    for folder in sorted((root / "templates" / "huisstijl").glob("*/")):
        yield "huisstijl", folder.name, False
    for file, path_in, key, sort in NAMED:
        for name in _names(_inside(_data(root / "clauses" / f"{file}.yaml"), path_in), key):
            yield sort, name, False


def _data(path: Path) -> Data:
    loaded = read_yaml(path)[0] if path.exists() else None
    return None if loaded is None else loaded.data


def _inside(data: Data, path: Sequence[str]) -> Data:
    for key in path:
        data = data.get(key) if isinstance(data, dict) else None
    return data


def _names(data: Data, key: str) -> list[str]:
    if isinstance(data, dict):
        return list(data)
    items = data if isinstance(data, list) else []
    return [str(item[key]) for item in items if isinstance(item, dict) and key in item]
