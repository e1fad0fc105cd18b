"""What layers and history cost: three layers against one, and the history of a clause among 2,000
commits against a cold ``maak``.

    python -m bench.layers
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF

from bench.bench import took
from dlr_docs.basis.cache import opened
from dlr_docs.basis.problems import Place
from dlr_docs.files.installation import default_library_path
from dlr_docs.library import load
from dlr_docs.model.layers import LayerChoice

ROUNDS = 15
COMMITS = 2000
_CLAUSE = "---\ntitel: Titel\nsamenvatting: Zin.\n---\n1. De zoveelste zin: {number}.\n"


def layers(folder: Path) -> None:
    """Loading a library of three layers, one of them a tag in git, against one; both kept."""
    for name in ("regio", "school"):
        for number in range(5):
            path = folder / name / "clauses" / "geschillen" / f"{name}-{number}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_CLAUSE.format(number=number), encoding="utf-8")
    _git(folder / "regio", "init", "-q")
    _git(folder / "regio", "add", "-A")
    _git(folder / "regio", "commit", "-q", "-m", "begin")
    _git(folder / "regio", "tag", "v1")
    place = Place("bibliotheek")
    one = [LayerChoice("standaard", folder, place)]
    three = [
        *one,
        LayerChoice("regio", folder, place, "v1"),
        LayerChoice("school", folder, place),
    ]
    for choices in (one, three):
        _load(choices)
    time.sleep(2.5)  # what changed less than two seconds ago is not kept
    for choices in (one, three):
        _load(choices)
    times = [(_load(one), _load(three)) for _ in range(ROUNDS)]
    found = statistics.median(b / a for a, b in times)
    single, several = (statistics.median(each) * 1000 for each in zip(*times, strict=True))
    print(f"{'drie lagen laden, tegen een':44}{several:12.1f}{single:12.1f}{found:12.2f}")


def _load(choices: Sequence[LayerChoice]) -> float:
    load._latest.clear()
    start = _spent()
    with opened():
        load.load_library(choices)
    return _spent() - start


def _spent() -> float:
    """Seconds of processor, those of git counted."""
    own, others = (resource.getrusage(who) for who in (RUSAGE_SELF, RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def history(folder: Path) -> None:
    """The history of a clause that changed in every tenth of 2,000 commits, and once its name."""
    repository = folder / "lang"
    repository.mkdir()
    _git(repository, "init", "-q", "-b", "hoofd")
    stream = b"".join(_commits())
    _git(repository, "fast-import", "--quiet", given=stream)
    _git(repository, "reset", "-q", "--hard", "hoofd")
    (repository / "bibliotheek.yaml").write_text("rust_op: standaard\n", encoding="utf-8")
    program = str(Path(sys.executable).parent / "dlr-docs")
    example = default_library_path() / "examples" / "doorlopende-leerroute.yaml"
    kept = {"DLR_DOCS_CACHE": str(folder / "cache")}
    asked = ["clausules", "historie", "geschillen/nu", "--bibliotheek", str(repository)]
    turns = []
    for number in range(7):
        made = took([program, "maak", str(example), "--uit", str(folder / f"uit-{number}")], kept)
        turns.append((made, took([program, *asked, "--laatste", "1000"], kept)))
    turns = turns[2:]
    made, told = (statistics.median(each) * 1000 for each in zip(*turns, strict=True))
    found = statistics.median(b / a for a, b in turns)
    print(f"{f'historie in {COMMITS} commits, tegen maak':44}{told:12.0f}{made:12.0f}{found:12.2f}")


def _commits() -> Iterator[bytes]:
    """Commits for ``git fast-import``: the clause changes now and then, other files always."""
    for number in range(COMMITS):
        name = "eerst" if number < COMMITS // 2 else "nu"
        when = f"Proef <p@example.org> {1_800_000_000 + number * 60} +0000"
        yield f"commit refs/heads/hoofd\ncommitter {when}\ndata 6\nreden\n\n".encode()
        if number == COMMITS // 2:
            yield b"R clauses/geschillen/eerst.md clauses/geschillen/nu.md\n"
        elif number % 10 == 0:
            yield _file(f"clauses/geschillen/{name}.md", _CLAUSE.format(number=number))
        yield _file(f"clauses/ander/nr-{number % 100}.md", _CLAUSE.format(number=number))


def _file(path: str, text: str) -> bytes:
    data = text.encode()
    return f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n"


def _git(folder: Path, *arguments: str, given: bytes | None = None) -> None:
    person = ["-c", "user.name=Proef", "-c", "user.email=proef@example.org"]
    command = ["git", "-C", str(folder), *person, *arguments]
    subprocess.run(command, input=given, check=True, capture_output=True)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["DLR_DOCS_CACHE"] = str(folder / "cache")
        print(f"{'':44}{'ms':>12}{'tegen':>12}{'verhouding':>12}")
        layers(folder)
        history(folder)


if __name__ == "__main__":
    main()
