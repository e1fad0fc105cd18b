"""Pydantic's core judges a choice file as the models would."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError
from pydantic_core import SchemaValidator

from dlr_docs.choices.models import KeuzebestandModel, core_schema
from tests.samples import AGREEMENT

FULL: dict[str, Any] = {
    **AGREEMENT,
    "datum": "2027-05-01",
    "huisstijl": "zakelijk",
    "negeer": {"afbouw": "een reden die lang genoeg is"},
    "documenten": [
        {
            **AGREEMENT["documenten"][0],
            "id": "een",
            "bij": "twee",
            "plaats": "zelfde-bestand",
            "partijen": ["linde"],
            "keuzes": {"geschillen": "een", "afbouw": ["een", "twee"], "duur": None},
        }
    ],
}
ODD: tuple[object, ...] = (
    None,
    "",
    "x",
    "Een heel lange tekst " * 9,
    5,
    True,
    [],
    ["a"],
    {},
    {"x": "y"},
    date(2027, 1, 1),
)


def paths(data: Any) -> Iterator[tuple[Any, ...]]:
    """Every place in plain data."""
    yield ()
    for key, item in (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    ):
        yield from ((key, *path) for path in paths(item))


def changed(path: tuple[Any, ...], value: object) -> Any:
    """The full choice file with one place different."""
    if not path:
        return value
    data = copy.deepcopy(FULL)
    inside: Any = data
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = value
    return data


def verdict(judge: Any, data: object) -> object:
    """The data in full, or where and how it is wrong."""
    try:
        return judge(data)
    except ValidationError as exc:
        kinds = {
            "model_type": "dict_type"
        }  # the one difference: no classes, so a mapping is asked for
        return [(item["loc"], kinds.get(item["type"], item["type"])) for item in exc.errors()]


def assert_judged_alike(data: object) -> None:
    models = verdict(lambda data: KeuzebestandModel.model_validate(data).model_dump(), data)
    assert verdict(SchemaValidator(core_schema()).validate_python, data) == models


@pytest.mark.parametrize("path", list(paths(FULL)), ids=lambda path: ".".join(map(str, path)))
def test_the_core_judges_as_the_models_do(path: tuple[Any, ...]) -> None:
    for value in ODD:
        assert_judged_alike(changed(path, value))


@pytest.mark.parametrize("path", list(paths(FULL)), ids=lambda path: ".".join(map(str, path)))
def test_the_core_judges_unknown_and_missing_keys_as_the_models_do(path: tuple[Any, ...]) -> None:
    data: Any = copy.deepcopy(FULL)
    inside = data
    for key in path:
        inside = inside[key]
    if isinstance(inside, dict):
        inside["vreemd"] = "x"
        assert_judged_alike(data)
        for key in list(inside):
            del inside[key]
            assert_judged_alike(data)
