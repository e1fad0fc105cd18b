"""One raw value of a choice file, judged by its declaration."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.characters import is_blank
from dlr_docs.basis.problems import Path, Problem, error
from dlr_docs.build.values.interpreting import ValueProblem, interpret
from dlr_docs.build.values.vague import says_nothing, without_vague
from dlr_docs.model.choices import Choices
from dlr_docs.model.values import Content, Value, ValueType


def judge(
    declared: ValueType,
    raw: object,
    path: Path,
    choices: Choices,
    name: str | None = None,
    vague: AbstractSet[str] = frozenset(),
) -> tuple[Content, list[Problem]]:
    """What a raw value stands for; an open value where it says nothing, and one with a problem
    when it is wrong.

    Args:
        path: where it stands in the choice file.
        name: the path of the value in a document; its declared name when left out.
        vague: the words that say nothing.
    """
    try:
        return without_vague(interpret(declared, raw, name), vague), []
    except ValueProblem as exc:
        said = _said_at(raw, exc.path)
        if isinstance(said, str) and not is_blank(said) and says_nothing(said, vague):
            opened = _without(raw, exc.path)
            content, problems = judge(declared, opened, path, choices, name, vague)
            return _marked(content, exc.path, said), problems
        return _left_open(declared, name), [_wrong(exc, declared, path, choices)]


def _wrong(exc: ValueProblem, declared: ValueType, path: Path, choices: Choices) -> Problem:
    """What is wrong with a raw value, where it stands."""
    place = (
        choices.place(*path, *exc.path)
        if exc.unknown is None
        else choices.unknown(*path, *exc.path, exc.unknown)
    )
    steps = (str(part + 1 if isinstance(part, int) else part) for part in exc.path)
    is_of_more = declared.plural and exc.path and isinstance(exc.path[0], int)
    called = (declared.plural or "") if is_of_more else declared.name
    message = f"{'.'.join((called, *steps))}: {exc.message}"
    return error(codes.VERKEERDE_WAARDE, message, place, exc.hint)


def _said_at(raw: object, path: Path) -> object:
    """What was typed at a place inside a raw value."""
    if not path:
        return raw
    step, *rest = path
    if isinstance(raw, Mapping):
        return _said_at(raw.get(step), tuple(rest))
    if isinstance(raw, list | tuple) and isinstance(step, int):
        return _said_at(raw[step], tuple(rest))
    return None


def _without(raw: object, path: Path) -> object:
    """The same raw value with nothing at that place."""
    if not path:
        return None
    step, *rest = path
    if isinstance(raw, Mapping):
        return {**raw, step: _without(raw[step], tuple(rest))}
    if isinstance(raw, list | tuple):
        return [_without(part, tuple(rest)) if at == step else part for at, part in enumerate(raw)]
    return raw


def _marked(content: Content, path: Path, said: str) -> Content:
    """A content whose open values at a place keep what was typed there."""
    if isinstance(content, Value):
        return replace(content, vague=said) if content.is_open else content
    if isinstance(content, Mapping):
        here = content.keys() if not path else {path[0]}
        return {
            key: _marked(part, path[1:], said) if key in here else part
            for key, part in content.items()
        }
    return tuple(
        _marked(part, path[1:], said) if not path or at == path[0] else part
        for at, part in enumerate(content)
    )


def _left_open(declared: ValueType, name: str | None) -> Content:
    """What stands in the place of a value that is wrong; when its own default is wrong too,
    anything will do.
    """
    try:
        return interpret(declared, None, name)
    except ValueProblem:
        return Value(
            name or declared.name, declared.kind, None, "", declared.question, declared.label
        )
