"""Problems as SARIF: valid by the schema of OASIS, with place, meaning and the line as it should be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.codes import ErrorCode
from dlr_docs.basis.problems import Place, Source, error, warning
from dlr_docs.library.checks.sarif import sarif_log

SCHEMA = json.loads(Path("tests/schemas/sarif-2.1.0.json").read_text("utf-8"))


def test_a_log_is_valid_and_tells_place_meaning_and_fix() -> None:
    place = Place("clauses/één/b c.md", Source("clauses/één/b c.md", 7, 4))
    typed = replace(
        error(codes.GETYPT_NUMMER, "'a.' is getypt", place, "Schrijf '1. '."), instead="1. x"
    )
    away = warning(
        codes.ONGEBRUIKT_BEGRIP, "x", Place("clauses/y.yaml#x", Source("/elders/y.yaml"))
    )
    own = ErrorCode("eigen-controle", "Een eigen controle.")
    log: Any = sarif_log([typed, away, error(own, "y", Place("--van"))], [own])
    jsonschema.validate(log, SCHEMA)
    (run,) = log["runs"]
    first, second, third = run["results"]
    assert (first["level"], second["level"]) == ("error", "warning")
    physical = first["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "clauses/%C3%A9%C3%A9n/b%20c.md"
    assert physical["region"] == {"startLine": 7, "startColumn": 4}
    replaced = first["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert replaced["insertedContent"]["text"] == "1. x"
    assert replaced["deletedRegion"] == {"startLine": 7, "startColumn": 1}
    assert second["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].startswith("file:")
    assert "physicalLocation" not in third["locations"][0]
    assert {
        rule["id"]: rule["shortDescription"]["text"] for rule in run["tool"]["driver"]["rules"]
    }["eigen-controle"] == "Een eigen controle."


def test_no_problems_is_a_valid_log_and_a_wrong_one_is_seen() -> None:
    log = sarif_log([], [])
    jsonschema.validate(log, SCHEMA)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**log, "version": "2"}, SCHEMA)
