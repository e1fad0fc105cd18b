"""YAML without surprises: every scalar stays the text that was typed, every key knows its place.

``no`` stays "no", ``0123`` stays "0123", ``2026-02-30`` stays text until a declared type judges it.
Only an empty value, ``~`` and ``null`` mean "nothing". Duplicate keys, tags, several documents in
one file, cyclic and huge aliases are problems. The tree is built from parser events with a stack of
its own, so that depth and size are bounded whatever the file holds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml
from msgspec import Struct, field
from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.characters import FORBIDDEN
from dlr_docs.basis.problems import (
    Path,
    Place,
    Places,
    Problem,
    Source,
    error,
    has_errors,
)
from dlr_docs.basis.yaml.silent import Silent, cut_lines
from dlr_docs.basis.yaml.tree import LOADER, MAXIMUM_CHARACTERS, Data, YamlError, build, marks

MAXIMUM_NODES = 120_000  # the fullest document takes seven hundred; these take half a second


class Loaded(Struct, frozen=True):
    """Plain data (str, None, list, dict) and where everything in it stands.

    ``places`` maps a path to its value, ``keys`` to the key that names it. ``root`` is the file
    itself; ``file``, ``names`` and ``within`` are as in :class:`Places`. ``warnings`` tell what was
    probably meant otherwise.
    """

    data: Data
    places: Mapping[Path, Source]
    keys: Mapping[Path, Source]
    root: Source
    file: str = ""
    names: Mapping[Path, str] = field(default_factory=dict)
    within: Path = ()
    warnings: tuple[Problem, ...] = ()

    def place(self, path: Path) -> Place:
        """The place of a value, or that of the nearest one around it."""
        return Places(self.root, self.places, self.file, self.names, self.within).place(path)

    def unknown(self, path: Path) -> Place:
        """The place of a key that is none of ours, and is not said."""
        found = {**self.places, **self.keys}
        return Places(self.root, found, self.file, self.names, self.within).unknown(path)

    def key(self, path: Path) -> Place:
        """The place of a key, or that of the nearest value around it."""
        place = self.place(path)
        return Place(place.at, self.keys[path]) if path in self.keys else place


def load(
    text: str,
    name: str,
    first_line: int = 1,
    file: str = "",
    maximum_nodes: int = MAXIMUM_NODES,
) -> Loaded:
    """Read one YAML document.

    Args:
        text: the document.
        name: what to call it in problems (a path).
        first_line: the number of its first line, for YAML that is part of a larger file.
        file: what stands before its keys in a path (``clauses/gegevens.yaml``).
        maximum_nodes: how many keys and values it may have, aliases included.

    Raises:
        YamlError: with the place and what to do.
    """

    def at(mark: Any) -> Source:
        return Source(name, mark.line + first_line, mark.column + 1)

    about = Place(file or name, Source(name))
    if len(text) > MAXIMUM_CHARACTERS:
        raise YamlError(
            error(codes.YAML_TE_GROOT, "het bestand is groter dan vier miljoen tekens", about)
        )
    raw = FORBIDDEN.search(text)
    if raw:
        raise YamlError(control_problem(text, raw, about, first_line))
    silent = Silent(text, at, cut=cut_lines(text))
    try:
        events = yaml.parse(text, Loader=LOADER)
        root = build(events, silent, maximum_nodes, Places(Source(name), {}, file))
    except yaml.YAMLError as exc:
        from dlr_docs.basis.yaml.syntax import unreadable

        raise YamlError(unreadable(text, exc, at, about)) from None
    if has_errors(silent.problems):
        raise YamlError(sorted(silent.problems, key=_line_of))
    if root is None:
        raise YamlError(
            error(
                codes.YAML_LEEG,
                "in het bestand staat alleen uitleg" if text.strip() else "het bestand is leeg",
                replace(about, source=Source(name, first_line, 1)),
                "Een nieuw bestand maakt u met 'dlr-docs nieuw'.",
            )
        )
    found = list(marks(root, ()))
    return Loaded(
        root.data,
        {path: at(mark) for path, mark, _ in found},
        {path: at(key) for path, _, key in found if key is not None},
        Source(name),
        file,
        warnings=tuple(silent.problems),
    )


def control_problem(text: str, found: re.Match[str], about: Place, first_line: int = 1) -> Problem:
    """The problem of a character that neither YAML nor Word can hold, in the file ``about``."""
    line = text.count("\n", 0, found.start())
    column = found.start() - text.rfind("\n", 0, found.start())
    message = f"hier staat een stuurteken (U+{ord(found[0]):04X}) dat Word niet kan bewaren"
    name = about.source.path if about.source else about.at
    place = replace(about, source=Source(name, first_line + line, column))
    return error(codes.STUURTEKEN, message, place, "Haal het weg; het is onzichtbaar.")


def _line_of(problem: Problem) -> int:
    return (problem.source and problem.source.line) or 0


def branches(loaded: Loaded) -> dict[str, Loaded]:
    """The branches of loaded data by the key that each stands under, with their own places."""
    if not isinstance(loaded.data, dict):
        return {}
    places, keys = _by_first_key(loaded.places), _by_first_key(loaded.keys)
    return {
        name: replace(
            loaded,
            data=data,
            places=places.get(name, {}),
            keys=keys.get(name, {}),
            within=(*loaded.within, name),
        )
        for name, data in loaded.data.items()
    }


def _by_first_key(found: Mapping[Path, Source]) -> dict[str | int, dict[Path, Source]]:
    divided: dict[str | int, dict[Path, Source]] = {}
    for path, source in found.items():
        if path:
            divided.setdefault(path[0], {})[path[1:]] = source
    return divided
