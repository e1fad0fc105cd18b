"""Problems as SARIF 2.1.0 (OASIS), which services for code review show beside the line.

Only for files without names of people: the line as it should be goes along.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import quote

from dlr_docs.basis.codes import Code, Severity, every_code
from dlr_docs.basis.problems import Problem, Source
from dlr_docs.version import VERSION

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def sarif_log(problems: Iterable[Problem], codes: Iterable[Code]) -> dict[str, object]:
    """The problems as one run of a SARIF log.

    Args:
        problems: what was found, each with its place.
        codes: those that a library declares itself.
    """
    found = tuple(problems)
    known = {code.name: code.sentence for code in (*every_code(), *codes)}
    rules = [_rule(name, known) for name in dict.fromkeys(item.code for item in found)]
    driver = {"name": "dlr-docs", "version": VERSION, "language": "nl-NL", "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(item) for item in found],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(name: str, known: Mapping[str, str]) -> dict[str, object]:
    return {"id": name, "shortDescription": {"text": known.get(name, name)}}


def _result(problem: Problem) -> dict[str, object]:
    text = f"{problem.message}. {problem.hint}" if problem.hint else problem.message
    result: dict[str, object] = {
        "ruleId": problem.code,
        "level": _LEVELS[problem.severity],
        "message": {"text": text},
        "locations": [_location(problem)],
    }
    if problem.instead is not None and problem.source and problem.source.line:
        result["fixes"] = [_fix(problem.instead, problem.source)]
    return result


def _location(problem: Problem) -> dict[str, object]:
    location: dict[str, object] = {"logicalLocations": [{"fullyQualifiedName": problem.at}]}
    source = problem.source
    if source is None:
        return location
    physical: dict[str, object] = {"artifactLocation": _artifact(source)}
    if source.line is not None:
        column = {"startColumn": source.column} if source.column is not None else {}
        physical["region"] = {"startLine": source.line, **column}
    return {**location, "physicalLocation": physical}


def _artifact(source: Source) -> dict[str, str]:
    """A file by its path from where one stands, as services want it; by its address elsewhere."""
    path = Path(source.path).resolve()
    try:
        return {"uri": quote(path.relative_to(Path().resolve()).as_posix())}
    except ValueError:
        return {"uri": path.as_uri()}


def _fix(line: str, source: Source) -> dict[str, object]:
    """The whole line by the one as it should be (3.30.5: without an end, a region is its line)."""
    replacement = {
        "deletedRegion": {"startLine": source.line, "startColumn": 1},
        "insertedContent": {"text": line},
    }
    change = {"artifactLocation": _artifact(source), "replacements": [replacement]}
    return {"description": {"text": "De regel zoals die hoort."}, "artifactChanges": [change]}
