"""Data of several files as one: what the later file says goes before what the earlier one says, and
everything keeps the place where it stands.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.basis.problems import Path, Source
from dlr_docs.basis.yaml.loading import Loaded
from dlr_docs.basis.yaml.tree import Data


class _Piece(Struct, frozen=True):
    """A part of one of the two files, where it stands there and where it comes."""

    is_later: bool
    old: Path
    new: Path


def merged(earlier: Loaded, later: Loaded, depth: int, identity: str = "") -> Loaded:
    """Two files as one.

    Args:
        depth: so many levels of keys are put together; what stands deeper is replaced whole. A
            list on those levels is continued.
        identity: the key by which an item of a list takes the place of an earlier one.
    """
    pieces = tuple(_pieces(earlier.data, later.data, depth, identity, ()))
    sides = ((earlier, False), (later, True))
    places: dict[Path, Source] = {}
    keys: dict[Path, Source] = {}
    for loaded, is_later in sides:
        own = {piece.old: piece.new for piece in pieces if piece.is_later == is_later}
        places |= _moved(loaded.places, own, depth)
        keys |= _moved(loaded.keys, own, depth)
    data = _data(earlier.data, later.data, depth, identity)
    warnings = (*earlier.warnings, *later.warnings)
    return replace(earlier, data=data, places=places, keys=keys, warnings=warnings)


def _data(earlier: Data, later: Data, depth: int, identity: str) -> Data:
    if depth and isinstance(earlier, dict) and isinstance(later, dict):
        shared = {
            key: _data(earlier[key], item, depth - 1, identity)
            for key, item in later.items()
            if key in earlier
        }
        return {**earlier, **later, **shared}
    if depth and isinstance(earlier, list) and isinstance(later, list):
        return [
            (later if is_later else earlier)[index]
            for is_later, index in _order(earlier, later, identity)
        ]
    return later


def _pieces(earlier: Data, later: Data, depth: int, identity: str, path: Path) -> Iterator[_Piece]:
    if depth and isinstance(earlier, dict) and isinstance(later, dict):
        for key in {**earlier, **later}:
            own = (*path, key)
            if key in earlier and key in later:
                yield from _pieces(earlier[key], later[key], depth - 1, identity, own)
            else:
                yield _Piece(key in later, own, own)
    elif depth and isinstance(earlier, list) and isinstance(later, list):
        for number, (is_later, index) in enumerate(_order(earlier, later, identity)):
            yield _Piece(is_later, (*path, index), (*path, number))
    else:
        yield _Piece(True, path, path)


def _order(earlier: list[Data], later: list[Data], identity: str) -> list[tuple[bool, int]]:
    """Which item of which list comes where."""
    called = {_name(item, identity): index for index, item in enumerate(later)}
    called.pop(None, None)
    names = [_name(item, identity) for item in earlier]
    first = [
        (True, called[name]) if name in called else (False, index)
        for index, name in enumerate(names)
    ]
    taken = {index for is_later, index in first if is_later}
    return [*first, *((True, index) for index in range(len(later)) if index not in taken)]


def _name(item: Data, identity: str) -> str | None:
    name = item.get(identity) if isinstance(item, dict) else None
    return name if isinstance(name, str) else None


def _moved(
    found: Mapping[Path, Source], own: Mapping[Path, Path], depth: int
) -> dict[Path, Source]:
    """Places of what comes from a file, and of the groups around it."""
    above = ((new[:end] for end in range(len(new))) for new in own.values())
    around = frozenset(itertools.chain.from_iterable(above))
    moved: dict[Path, Source] = {}
    for path, source in found.items():
        old = next((path[:end] for end in range(depth + 1) if path[:end] in own), None)
        if old is not None:
            moved[own[old] + path[len(old) :]] = source
        elif path in around:
            moved[path] = source
    return moved
