"""A series of 1,000 rows against a batch of the same documents, and reading a table of ever more
rows.

    python -m bench.series

The batch reads a choice file and writes a document, again and again, in one process that has made
some before. The series reads a spreadsheet, judges every row and makes the same documents, from
start to finish; its processes are started anew. Read the ratios.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from bench.agreements import ROOT, agreement
from bench.memory import peak
from dlr_docs import build_bundle, check_bundle, load_choices, load_library, write_bundle
from dlr_docs.choices.file import load_choices as read_choices
from dlr_docs.model.options import DEFAULTS
from dlr_docs.series.run import judge_series, make_series
from dlr_docs.series.table.reading import read_table
from dlr_docs.series.workers import processes
from dlr_docs.sheets.workbook import as_bytes, new_workbook

ROWS, ROUNDS = 1000, 3
_OWN = ("bundel", "partijen", "gegevens", "documenten")


def flat(data: Any, path: str = "") -> dict[str, str]:
    """The values of choice data by the keys of columns."""
    if not isinstance(data, Mapping):
        return {path: str(data)}
    found: dict[str, str] = {}
    for key, item in data.items():
        found |= flat(item, f"{path}.{key}" if path else str(key))
    return found


def row_of(number: int) -> dict[str, str]:
    """What a row of the table says: all in which an agreement differs from another one."""
    data = agreement(number)
    document = data["documenten"][0]
    parties = {key: {**party} for key, party in data["partijen"].items()}
    for party in parties.values():
        party.pop("soort")
    own = {key: document["gegevens"][key] for key in ("regio", "opleiding")}
    return {
        "map": f"Rij {number}",
        "bundel": data["bundel"],
        **flat(
            {"partijen": parties, "gegevens": {"ingangsdatum": data["gegevens"]["ingangsdatum"]}}
        ),
        **flat(own, f"documenten.{document.get('id') or document['soort']}.gegevens"),
    }


def table(folder: Path, rows: int) -> Path:
    """A table with so many rows."""
    book = new_workbook()
    sheet = book.create_sheet("Gegevens")
    keys = [*row_of(0)]
    sheet.append(keys)
    for number in range(rows):
        found = row_of(number)
        sheet.append([found[key] for key in keys])
    path = folder / f"tabel-{rows}.xlsx"
    path.write_bytes(as_bytes(book))
    return path


def batch(folder: Path) -> float:
    """Documents a second, file to file, in one process that has made some before."""
    library = load_library()
    start = 0.0
    for number in range(ROWS // 2):
        if number == ROWS // 10:
            start = time.perf_counter()
        bundle = build_bundle(load_choices(folder / f"{number}.yaml"), library)
        check_bundle(bundle)
        write_bundle(bundle, folder / "batch" / str(number))
    return (ROWS // 2 - ROWS // 10) / (time.perf_counter() - start)


def series(folder: Path, count: int, target: Path) -> tuple[float, float]:
    """Rows a second from the start of reading to the overview, and the peak memory in MB."""
    library = load_library()
    choices = read_choices(folder / "0.yaml")
    start = time.perf_counter()
    with processes(count) as workers:
        read = read_table(folder / f"tabel-{ROWS}.xlsx", choices, library)
        judged = judge_series(read, choices, library, DEFAULTS, workers)
        if sum(1 for result in make_series(judged, target, workers) if result.made) != ROWS:
            raise AssertionError("rows are missing")
    return ROWS / (time.perf_counter() - start), peak()


def in_process(*arguments: str) -> list[float]:
    """What a process of this module measures."""
    command = [sys.executable, "-m", "bench.series", *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    found: list[float] = json.loads(done.stdout)
    return found


def reading(folder: Path) -> None:
    """Milliseconds a row for tables of 500, 1,000 and 2,000 rows."""
    library = load_library()
    choices = read_choices(folder / "0.yaml")
    print(f"\n{'een tabel lezen, ms per rij':44}")
    for rows in (500, 1000, 2000, 4000):
        path = table(folder, rows)
        start = time.perf_counter()
        read_table(path, choices, library)
        print(f"{rows:<44}{(time.perf_counter() - start) * 1000 / rows:12.3f}")


def measured(arguments: Sequence[str]) -> list[float]:
    """One measurement, for the process that asked."""
    folder = Path(arguments[1])
    if arguments[0] == "batch":
        return [batch(folder)]
    return [*series(folder, int(arguments[0]), folder / arguments[2])]


def main() -> None:
    """Measure and print."""
    if sys.argv[1:]:
        json.dump(measured(sys.argv[1:]), sys.stdout)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(ROWS // 2):
            text = yaml.safe_dump(agreement(number), allow_unicode=True, sort_keys=False)
            (folder / f"{number}.yaml").write_text(text, encoding="utf-8")
        table(folder, ROWS)
        ratios: dict[str, list[float]] = {"1": [], "2": []}
        memory = 0.0
        for turn in range(ROUNDS):
            usual = in_process("batch", name)[0]
            for count, found in ratios.items():
                rate, most = in_process(count, name, f"uit-{count}-{turn}")
                found.append(rate / usual)
                memory = max(memory, most)
        print(f"{'reeks van 1.000 rijen':44}{'x batch':>12}")
        for count, found in ratios.items():
            print(f"{f'processen: {count}':44}{statistics.median(found):12.2f}")
        print(f"{'piek, MB':44}{memory:12.1f}")
        reading(folder)


if __name__ == "__main__":
    main()
