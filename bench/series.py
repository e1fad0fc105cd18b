"""A series of 1,000 rows against a batch of the same documents; memory and reading for ever more
rows.

    python -m bench.series [snelheid | geheugen | lezen]

The batch reads a choice file and writes a document, again and again, in one process that has made
some before. The series reads a spreadsheet, judges every row and makes the same documents, from
start to finish; its processes are started anew. Both have what an earlier run of the program kept,
as the program has: the batch does not count its first documents, so a series that compiled clauses
and templates would be compared with what nobody does. Read the ratios.
"""

from __future__ import annotations

import gc
import json
import os
import resource
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
from dlr_docs.basis.cache import SWITCH, opened
from dlr_docs.cli import OBJECTS
from dlr_docs.model.options import DEFAULTS
from dlr_docs.series.run import judge_series, make_series
from dlr_docs.series.table.reading import read_table
from dlr_docs.series.workers import processes
from dlr_docs.sheets.workbook import as_bytes, new_workbook

ROWS, ROUNDS = 1000, 3
SIZES = (250, 500, 1000, 2000)  # rows of a table, for what must not grow with them
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


class Clock:
    """Time since it was made: that of the wall, and of the processors, also in other processes."""

    def __init__(self) -> None:
        self._wall, self._work = time.perf_counter(), self._processors()

    @staticmethod
    def _processors() -> float:
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        return time.process_time() + children.ru_utime + children.ru_stime

    def rates(self, count: int) -> list[float]:
        """So many things a second, by either time."""
        wall, work = time.perf_counter() - self._wall, self._processors() - self._work
        return [count / wall, count / work]


def batch(folder: Path) -> list[float]:
    """Documents a second, file to file, in one process that has made some before."""
    library = load_library()
    clock = Clock()
    for number in range(ROWS // 2):
        if number == ROWS // 10:
            clock = Clock()
        bundle = build_bundle(load_choices(folder / f"{number}.yaml"), library)
        check_bundle(bundle)
        write_bundle(bundle, folder / "batch" / str(number))
    return clock.rates(ROWS // 2 - ROWS // 10)


def series(folder: Path, rows: int, count: int, target: Path) -> list[float]:
    """Rows a second from the start of reading to the overview, and the most memory that one of the
    processes has had, in MB.
    """
    library = load_library()
    choices = load_choices(folder / "0.yaml")
    clock = Clock()
    with processes(count, choices, library) as workers:
        read = read_table(folder / f"tabel-{rows}.xlsx", choices, library)
        judged = judge_series(read, choices, library, DEFAULTS, workers)
        if sum(1 for result in make_series(judged, target, workers) if result.made) != rows:
            raise AssertionError("rows are missing")
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    return [*clock.rates(rows), max(peak(), children)]


def in_process(*arguments: object) -> list[float]:
    """What a process of this module measures."""
    command = [sys.executable, "-m", "bench.series", *map(str, arguments)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    found: list[float] = json.loads(done.stdout)
    return found


def speed(folder: Path) -> None:
    """A series beside the batch, turn by turn."""
    found: dict[int, list[list[float]]] = {1: [], 2: []}
    for turn in range(ROUNDS):
        usual = in_process("batch", folder)
        for count, rates in found.items():
            made = in_process(ROWS, folder, count, f"uit-{count}-{turn}")
            rates.append([one / other for one, other in zip(made, usual, strict=False)])
    print(f"{f'reeks van {ROWS} rijen':44}{'x batch':>12}{'in processortijd':>20}")
    wall = {}
    for count, rates in found.items():
        wall[count], work = (statistics.median(these) for these in zip(*rates, strict=True))
        print(f"{f'processen: {count}':44}{wall[count]:12.2f}{work:20.2f}")
    print(f"{'twee processen x een':44}{wall[2] / wall[1]:12.2f}")


def memory(folder: Path) -> None:
    """The peak of one process and of two, for ever more rows."""
    print(f"\n{'piek van een proces, MB':44}{'een proces':>12}{'twee':>12}")
    for rows in SIZES:
        most = [in_process(rows, folder, count, f"g-{count}-{rows}")[-1] for count in (1, 2)]
        print(f"{f'{rows} rijen':44}{most[0]:12.1f}{most[1]:12.1f}")


def reading(folder: Path) -> None:
    """Milliseconds a row of reading ever longer tables."""
    library = load_library()
    choices = load_choices(folder / "0.yaml")
    print(f"\n{'een tabel lezen, ms per rij':44}")
    for rows in SIZES:
        start = time.process_time()
        read_table(folder / f"tabel-{rows}.xlsx", choices, library)
        print(f"{f'{rows} rijen':44}{(time.process_time() - start) * 1000 / rows:12.3f}")


def measured(arguments: Sequence[str]) -> list[float]:
    """One measurement, for the process that asked: a batch, or a series of so many rows."""
    folder = Path(arguments[1])
    if arguments[0] == "batch":
        return batch(folder)
    return series(folder, int(arguments[0]), int(arguments[2]), folder / arguments[3])


PARTS = {"snelheid": speed, "geheugen": memory, "lezen": reading}


def main() -> None:
    """Measure and print; a name of a part is that part alone."""
    if len(sys.argv) > 2:
        gc.set_threshold(OBJECTS)  # as the program does
        with opened():
            json.dump(measured(sys.argv[1:]), sys.stdout)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ[SWITCH] = str(folder / "bewaard")
        for number in range(ROWS // 2):
            text = yaml.safe_dump(agreement(number), allow_unicode=True, sort_keys=False)
            (folder / f"{number}.yaml").write_text(text, encoding="utf-8")
        for rows in SIZES:
            table(folder, rows)
        for part in sys.argv[1:] or PARTS:
            PARTS[part](folder)


if __name__ == "__main__":
    main()
