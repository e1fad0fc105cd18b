"""What the repository says of itself to catalogues of public software."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

SCHEMA = json.loads(Path("tests/schemas/publiccode-0.json").read_text("utf-8"))


@pytest.fixture
def said() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(Path("publiccode.yml").read_text("utf-8"))
    return read


def errors(said: dict[str, Any]) -> list[str]:
    return [error.json_path for error in Draft202012Validator(SCHEMA).iter_errors(said)]


def test_it_is_what_the_standard_asks(said: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert errors(said) == []


def test_it_says_what_the_package_and_the_repository_say(said: dict[str, Any]) -> None:
    project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]
    assert (said["name"], said["legal"]["license"]) == (project["name"], project["license"])
    status = project["classifiers"][0].rpartition(" - ")[2]
    assert said["developmentStatus"] == status.lower()
    shown = said["description"]["nl"]["screenshots"]
    assert [path for path in shown if not Path(path).is_file()] == []


@pytest.mark.parametrize("key", SCHEMA["required"])
def test_a_key_that_is_not_there_is_found(said: dict[str, Any], key: str) -> None:
    del said[key]
    assert errors(said) == ["$"]


@pytest.mark.parametrize(
    ("key", "value", "place"),
    [
        ("publiccodeYmlVersion", 0, "$.publiccodeYmlVersion"),
        ("url", "dlr-docs", "$.url"),
        ("developmentStatus", "klaar", "$.developmentStatus"),
        ("softwareType", "standalone", "$.softwareType"),
        ("maintenance", {"type": "community"}, "$.maintenance"),
        ("maintenance", {"type": "contract"}, "$.maintenance"),
        ("maintenance", {"type": "none", "contractors": []}, "$.maintenance.contractors"),
        ("onderhoud", {}, "$"),
    ],
)
def test_a_value_that_the_standard_does_not_know_is_found(
    said: dict[str, Any], key: str, value: object, place: str
) -> None:
    assert place in errors({**said, key: value})
