"""What earlier runs made in a folder, so that the next one makes only what changed.

A line a row is added as soon as its documents are in place; the last line of a row counts. A run
that is killed leaves whole lines, or half a line that is not read.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from dlr_docs.series.making import Made, Recorded

RECORD = ".dlr-docs-reeks"
_LARGEST = 100_000_000


def read_record(folder: Path) -> dict[str, Recorded]:
    """What is recorded of each row, by the name of its folder; nothing of what cannot be read."""
    path = folder / RECORD
    try:
        if path.is_symlink() or path.stat().st_size > _LARGEST:
            return {}
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return {}
    found = (_read(line) for line in lines)
    return {name: recorded for name, recorded in found if recorded is not None}


def _read(line: str) -> tuple[str, Recorded | None]:
    try:
        data = json.loads(line)
        files = {str(name): str(digest) for name, digest in data["bestanden"].items()}
        return str(data["map"]), Recorded(str(data["inhoud"]), files)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return "", None


def line_of(name: str, digest: str, files: Mapping[str, str]) -> str:
    """The line of a row."""
    data = {"map": name, "inhoud": digest, "bestanden": dict(sorted(files.items()))}
    return json.dumps(data, ensure_ascii=False) + "\n"


def add(folder: Path, made: Iterable[Made | None]) -> dict[str, str]:
    """Record what was made of rows, as far as it is new; the line of each by its folder."""
    whole = [item for item in made if item is not None]
    lines = {item.name: line_of(item.name, item.digest, item.files) for item in whole}
    fresh = [lines[item.name] for item in whole if item.written or item.problems]
    if fresh:
        with (folder / RECORD).open("a", encoding="utf-8") as file:
            file.writelines(fresh)
    return lines


def write_anew(folder: Path, lines: Iterable[str]) -> None:
    """Write the record with one line a row, in one step."""
    fresh = folder / f"{RECORD}.nieuw"
    with fresh.open("w", encoding="utf-8") as file:
        file.writelines(lines)
    os.replace(fresh, folder / RECORD)
