"""Where the keys stand that problems of a library are about.

A library keeps no lines of the keys in its files: it would have thousands, and a sound library
needs none. A file that something is wrong with is read once more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec.structs import replace

from dlr_docs.basis.problems import Problem
from dlr_docs.basis.yaml import loading as strict_yaml
from dlr_docs.basis.yaml.tree import YamlError
from dlr_docs.library.files import split
from dlr_docs.library.reading import about, read_text


def with_lines(problems: Iterable[Problem]) -> list[Problem]:
    """The problems, those about a key of a file with its line and column."""
    found = tuple(problems)
    paths = dict.fromkeys(item.source.path for item in found if item.source and _lacks_line(item))
    read = {path: _loaded(Path(path)) for path in paths}
    return [_placed(item, read) for item in found]


def _lacks_line(problem: Problem) -> bool:
    return problem.source is not None and problem.source.line is None and "#" in problem.at


def _placed(problem: Problem, read: Mapping[str, strict_yaml.Loaded | None]) -> Problem:
    """A problem at the place of its key, or of the nearest key around it."""
    loaded = read.get(problem.source.path) if problem.source else None
    if loaded is None or not _lacks_line(problem):
        return problem
    keys = tuple(problem.at.partition("#")[2].split("."))
    return replace(problem, source=loaded.key(keys).source)


def _loaded(path: Path) -> strict_yaml.Loaded | None:
    """The keys of a file, or None when it has changed since and cannot be read any more."""
    text, _ = read_text(path)
    head, first_line = text, 1
    if text is not None and path.suffix == ".md":
        head, first_line = split(text)[0], 2
    try:
        return strict_yaml.load(head or "", str(path), first_line, about(path).at)
    except YamlError:
        return None
