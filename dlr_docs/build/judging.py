"""One raw value of a choice file, judged by its declaration."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Path, Problem, error
from dlr_docs.build.vague import without_vague
from dlr_docs.build.values import ValueProblem, interpret
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
        place = (
            choices.place(*path, *exc.path)
            if exc.unknown is None
            else choices.unknown(*path, *exc.path, exc.unknown)
        )
        steps = (str(part + 1 if isinstance(part, int) else part) for part in exc.path)
        is_of_more = declared.plural and exc.path and isinstance(exc.path[0], int)
        called = (declared.plural or "") if is_of_more else declared.name
        message = f"{'.'.join((called, *steps))}: {exc.message}"
        return _left_open(declared, name), [error(codes.VERKEERDE_WAARDE, message, place, exc.hint)]


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
