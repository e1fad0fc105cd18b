"""A bundle in spite of what is wrong in its choice file: a value that cannot be read is left open,
and an article or annex of the parties' own that cannot be used is left out. Both are told, so that
somebody who is filling in can go on and sees the rest.

Nothing is made of such a bundle but something to look at: whoever writes documents builds with
:mod:`dlr_docs.build.pipeline`, which refuses.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.basis.problems import (
    ChoicesError,
    DlrDocsError,
    Path,
    Problem,
    Source,
    has_errors,
)
from dlr_docs.build.pipeline import build_with_warnings
from dlr_docs.choices.file import choices_at
from dlr_docs.model.choices import Choices
from dlr_docs.model.document import Bundle
from dlr_docs.model.library import Library

_OWN = ("eigen_artikelen", "eigen_bijlagen")
_ROUNDS = 4  # what is wrong behind something wrong is seen once that has been left out


class Tolerated(Struct, frozen=True):
    """What could be made of a choice file, and what is wrong with it: nothing, its choices, or a
    bundle too. ``left_out`` are the keys that count as not there.
    """

    choices: Choices | None
    bundle: Bundle | None
    problems: tuple[Problem, ...]
    left_out: tuple[Path, ...] = ()


def tolerated(choices: Choices, library: Library) -> Tolerated:
    """Build what can be built of choices."""
    problems: list[Problem] = []
    left_out: list[Path] = []
    current = choices
    for _ in range(_ROUNDS):
        try:
            bundle, warnings = build_with_warnings(current, library)
        except DlrDocsError as exc:
            found = [_as_typed(item, choices, left_out) for item in exc.problems]
            problems += [item for item in found if item not in problems]
            paths = sorted(set(_wrong_values(exc.problems, current)), key=_last_first)
            if not paths:
                break
            left_out += [_typed_path(path, left_out) for path in paths]
            try:
                less = choices_at(_without(current.data, paths), choices.places)
                current = replace(less, attachments=choices.attachments)
            except ChoicesError:
                break
        else:
            problems += [item for item in warnings if item not in problems]
            return Tolerated(choices, bundle, tuple(problems), tuple(left_out))
    return Tolerated(choices, None, tuple(problems), tuple(left_out))


def _last_first(path: Path) -> tuple[Path, int]:
    """What puts the last item of a list first: what stands behind one that goes moves up."""
    return (path[:3], -int(path[3])) if _is_own(path) else (path, 0)


def _is_own(path: Path) -> bool:
    """Whether a path is that of an article or annex of the parties' own, or is below it."""
    return len(path) > 3 and path[0] == "documenten" and path[2] in _OWN


def _typed_path(path: Path, left_out: list[Path]) -> Path:
    """Where something stands in the file, that stands here when what was left out is gone."""
    if not _is_own(path):
        return path
    gone = {item[3] for item in left_out if _is_own(item) and item[:3] == path[:3]}
    kept = (number for number in itertools.count() if number not in gone)
    return (*path[:3], next(itertools.islice(kept, int(path[3]), None)), *path[4:])


def _as_typed(problem: Problem, choices: Choices, left_out: list[Path]) -> Problem:
    """A problem at the place of what it is about in the file."""
    path = _path_of(problem, choices)
    if path is None or not _is_own(path):
        return problem
    typed = _typed_path(path, left_out)
    return problem if typed == path else problem.moved(choices.places.place(typed))


def _path_of(problem: Problem, choices: Choices) -> Path | None:
    names = choices.places.name
    return next((path for path in choices.places.found if names(path) == problem.at), None)


def _wrong_values(problems: tuple[Problem, ...], choices: Choices) -> Iterator[Path]:
    """What errors are about and may be left out; none when something else is wrong too. A key that
    is none of ours is not named, so where it stands tells which it is.
    """
    by_name = {choices.places.name(path): path for path in choices.places.found}
    by_source: dict[Source | None, Path] = {
        source: path for path, source in choices.places.found.items()
    }
    for problem in problems:
        path = by_name.get(problem.at) or by_source.get(problem.source)
        if has_errors([problem]) and path is not None:
            yield from _left_out_for(path)


def _left_out_for(path: Path) -> Iterator[Path]:
    """What is left out for something wrong at a path: a value that is filled in or chosen, or the
    whole of an article, annex or declared value of the parties' own.
    """
    if _is_own(path):
        yield path[:4]
    elif path[:1] == ("eigen_gegevens",) and len(path) > 1:
        yield path[:2]
    elif _is_value(path):
        yield path


def _is_value(path: Path) -> bool:
    """Whether a path is that of something filled in, or chosen, that may as well be left out."""
    first = path[0] if path else ""
    if first == "partijen":
        return len(path) > 2 and path[2] != "soort"
    if first == "documenten":
        return len(path) > 3 and path[2] in ("gegevens", "keuzes")
    return first == "gegevens" and len(path) > 1


def _without(data: Mapping[str, Any], paths: list[Path]) -> dict[str, Any]:
    found: Any = dict(data)
    for path in paths:
        found = _less(found, path)
    whole: dict[str, Any] = found
    return whole


def _less(data: Any, path: Path) -> Any:
    """Plain data less what stands at a path."""
    first, rest = path[0], path[1:]
    if isinstance(data, Mapping):
        if rest and first in data:
            return {**data, first: _less(data[first], rest)}
        return {key: item for key, item in data.items() if key != first}
    if not isinstance(data, list) or not isinstance(first, int):
        return data
    inner = [_less(data[first], rest)] if rest else []
    return [*data[:first], *inner, *data[first + 1 :]]
