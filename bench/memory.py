"""A process that makes 1,000 different agreements. With ``herladen`` it reads a changed library
again a hundred times and makes one agreement each time; with ``werkbank`` it changes a field in the
workbench 1,000 times, and with ``werkbank-herladen`` it looks at a page after each of a hundred
changes of a clause. It tells its time and its peak memory on the way, as JSON.
"""

from __future__ import annotations

import json
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.agreements import DOCUMENT, agreement
from dlr_docs import build_bundle, check_bundle, choices_from_data, document_bytes, load_library
from dlr_docs.files.installation import default_library_path
from dlr_docs.model.library import Library


def peak() -> float:
    """The most memory that this process has had, in MB. Linux also knows it from before a process
    started its own program, which ``getrusage`` counts and this does not.
    """
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        unit = 1_000_000 if sys.platform == "darwin" else 1_000
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    return next(int(line.split()[1]) / 1000 for line in lines if line.startswith("VmHWM"))


def batch(number: int, library: Library) -> None:
    """Make one agreement."""
    bundle = build_bundle(choices_from_data(agreement(number)), library)
    check_bundle(bundle)
    document_bytes(bundle, DOCUMENT)


def many_documents() -> Iterator[int]:
    """A thousand different agreements from one library; the number made so far."""
    library = load_library()
    for number in range(1, 1001):
        batch(number, library)
        yield number


def many_reloads() -> Iterator[int]:
    """A library that is edited a hundred times while the process runs; the number of times so
    far.
    """
    with tempfile.TemporaryDirectory() as folder:
        for number in edited_library(Path(folder)):
            batch(number, load_library(folder))
            yield number


def edited_library(path: Path) -> Iterator[int]:
    """A library in a folder, and a hundred times another one: a clause says another number."""
    for name in ("clauses", "templates"):
        shutil.copytree(default_library_path() / name, path / name)
    clause = path / "clauses" / "looptijd" / "onbepaalde-tijd.md"
    text = clause.read_text(encoding="utf-8")
    for number in range(1, 101):
        clause.write_text(f"{text.rstrip()}\n1. Proef {number}.\n", encoding="utf-8")
        yield number


def many_answers() -> Iterator[int]:
    """A thousand changes of one field in the workbench; the number so far."""
    from bench.workbench import Sitting, alone

    with tempfile.TemporaryDirectory() as folder:
        sitting = Sitting(alone("netwerk.yaml", Path(folder)), "netwerk.yaml")
        for number in range(1, 1001):
            sitting.answer(f"Stichting {number}")
            yield number


def many_looks() -> Iterator[int]:
    """A hundred looks at a page of the workbench, each after a clause has changed."""
    from bench.workbench import alone
    from tests.web.client import Browser

    name = "doorlopende-leerroute.yaml"
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as layer:
        browser = None
        for number in edited_library(Path(layer)):
            browser = browser or Browser(alone(name, Path(folder)), Path(layer)).enter()
            if f"Proef {number}." not in browser.get(f"/bundel/{name}/lezen").said:
                raise AssertionError("the page does not say what the clause says now")
            yield number


JOBS = {
    "documenten": many_documents,
    "herladen": many_reloads,
    "werkbank": many_answers,
    "werkbank-herladen": many_looks,
}


def main() -> None:
    """Make them and print (number made, milliseconds each since the last line, peak in MB)."""
    make = JOBS[(sys.argv[1:] or ["documenten"])[0]]
    lines = []
    start, before = time.perf_counter(), 0
    for number in make():
        if number in (1, 10, 100, 1000):
            now = time.perf_counter()
            lines.append((number, (now - start) * 1000 / (number - before), peak()))
            start, before = now, number
    json.dump(lines, sys.stdout)


if __name__ == "__main__":
    main()
