"""How fast it is, as ratios in one run: the same finished documents by us and by plain docxtpl.

    make bench

Every document differs, so that nothing is remembered that a batch would not share. Read the ratios;
the milliseconds are this machine's. docs/prestaties.md says what they mean.
"""

from __future__ import annotations

import io
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

from bench import workbench
from bench.agreements import (
    DOCUMENT,
    ROOT,
    agreement,
    as_docxtpl_template,
    as_file,
    floor_of,
    run_docxtpl,
    shown,
)
from bench.long_library import choices, write_library
from dlr_docs import (
    build_bundle,
    check_bundle,
    choices_from_data,
    document_bytes,
    load_choices,
    load_library,
    write_bundle,
)
from dlr_docs.build.texts import wording_of
from dlr_docs.choices.file import parse_choices
from dlr_docs.model.document import Bundle
from dlr_docs.model.library import Library
from dlr_docs.word.read.lines import read_lines
from tests.bombs import try_bombs_apart

ROUNDS = 9
TURN = 0.6  # seconds
DIFFERENT = 1000


def heading(*columns: str) -> None:
    """A line above a table."""
    print(f"\n{columns[0]:44}" + "".join(f"{column:>12}" for column in columns[1:]))


def per_second(work: Callable[[], object]) -> float:
    """How often a second, warm."""
    count, start = 0, time.perf_counter()
    while time.perf_counter() - start < TURN:
        work()
        count += 1
    return count / (time.perf_counter() - start)


def bundle_of(number: int, library: Library) -> Bundle:
    """An agreement from plain data: validated, numbered and checked."""
    bundle = build_bundle(choices_from_data(agreement(number)), library)
    check_bundle(bundle)
    return bundle


def warm(library: Library, folder: Path, template: Path) -> None:
    """Documents a second in one process that has made some before."""
    data = [agreement(number) for number in range(DIFFERENT)]
    values = [shown(bundle_of(number, library)) for number in range(100)]
    for number in range(DIFFERENT):
        (folder / f"{number}.yaml").write_text(as_file(number), encoding="utf-8")
    turns = {
        name: itertools.cycle(range(DIFFERENT)) for name in ("docxtpl", "dict", "file", "floor")
    }
    folders = itertools.count()

    def docxtpl() -> None:
        run_docxtpl(template, values[next(turns["docxtpl"]) % len(values)])

    def from_dict() -> None:
        bundle = build_bundle(choices_from_data(data[next(turns["dict"])]), library)
        check_bundle(bundle)
        document_bytes(bundle, DOCUMENT)

    def from_dict_anew() -> None:
        library.memory.forget(wording_of)
        from_dict()

    def from_file() -> None:
        number = next(turns["file"])
        bundle = build_bundle(load_choices(folder / f"{number}.yaml"), library)
        check_bundle(bundle)
        write_bundle(bundle, folder / str(next(folders)))

    make = floor_of(template)
    work = {
        "docxtpl": docxtpl,
        "dict naar bytes": from_dict,
        "hetzelfde, en geen twee zeggen hetzelfde": from_dict_anew,
        "keuzebestand naar .docx op schijf": from_file,
        "vloer: invullen, comprimeren, inpakken": lambda: make(
            values[next(turns["floor"]) % len(values)]
        ),
    }
    rates: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(5):  # in turns, so that a slow moment of the machine hits all alike
        for name, job in work.items():
            rates[name].append(per_second(job))
    heading("warm", "per s", "x docxtpl")
    for name, found in rates.items():
        times = statistics.median(a / b for a, b in zip(found, rates["docxtpl"], strict=True))
        print(f"{name:44}{statistics.median(found):12.1f}{times:12.1f}")


def cold(folder: Path, template: Path, library: Library) -> None:
    """Whole processes, in turns; each has another choice file, and the cache of earlier ones."""
    script = folder / "koud.py"
    script.write_text(
        "from docxtpl import DocxTemplate\n"
        f"t = DocxTemplate({str(template)!r})\n"
        f"t.render({shown(bundle_of(0, library))!r}, autoescape=True)\n"
        f"t.save({str(folder / 'k.docx')!r})\n",
        encoding="utf-8",
    )
    program = str(Path(sys.executable).parent / "dlr-docs")
    numbers = itertools.count()

    def maak() -> Iterator[list[str]]:
        for number in numbers:
            yield [
                program,
                "maak",
                str(folder / f"{number}.yaml"),
                "--uit",
                str(folder / f"koud-{number}"),
            ]

    def always(*command: str) -> Iterator[list[str]]:
        return itertools.repeat(list(command))

    nothing, other = "python -c pass", "docxtpl-script"
    back, typed = folder / "terug.docx", folder / "terug.yaml"
    back.write_bytes(came_back(library))
    typed.write_text(as_file(0), encoding="utf-8")
    again = (str(back), str(typed))
    commands = {
        nothing: (always(sys.executable, "-c", "pass"), nothing),
        "dlr-docs --help": (always(program, "--help"), nothing),
        other: (always(sys.executable, str(script)), other),
        "dlr-docs maak": (maak(), other),
        "dlr-docs vergelijk": (always(program, "vergelijk", *again), "dlr-docs maak"),
        "dlr-docs bijwerken": (always(program, "bijwerken", *again, "--proef"), "dlr-docs maak"),
        "dlr-docs clausules controleer": (always(program, "clausules", "controleer"), other),
    }
    commands |= redlines(program, back)
    kept = {"DLR_DOCS_CACHE": str(folder / "cache")}
    first = took(next(maak()), kept)
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, (command, _) in commands.items():
            times[name].append(took(next(command), kept))
    nowhere = {"DLR_DOCS_CACHE": "uit"}
    without = statistics.median(took(next(maak()), nowhere) for _ in range(5))
    checked = statistics.median(
        took([program, "clausules", "controleer"], nowhere) for _ in range(3)
    )
    heading("koud", "ms", "verhouding", "tot")
    for name, (_, against) in commands.items():
        print(
            f"{name:44}{statistics.median(times[name]) * 1000:12.0f}{ratio(times, name, against):12.2f} "
            f" {against}"
        )
    base = statistics.median(times[other])
    others = {
        "maak, de eerste keer": first,
        "maak zonder cache": without,
        "clausules controleer zonder cache": checked,
    }
    for name, found in others.items():
        print(f"{f'dlr-docs {name}':44}{found * 1000:12.0f}{found / base:12.2f}  {other}")


def redlines(program: str, back: Path) -> dict[str, tuple[Iterator[list[str]], str]]:
    """The command that writes a redline, each time to another file; none without the extra for it."""
    if find_spec("python_redlines") is None:
        return {}
    targets = (back.with_name(f"redline-{number}.docx") for number in itertools.count())
    commands = ([program, "vergelijk", str(back), "--redline", str(target)] for target in targets)
    return {"dlr-docs vergelijk --redline": (commands, "dlr-docs maak")}


def came_back(library: Library, number: int = 0) -> bytes:
    """A document with a word changed by hand."""
    made = document_bytes(build_bundle(parse_choices(as_file(number)), library), DOCUMENT)
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = content.replace(b"Nederlands recht", b"Belgisch recht")
            new.writestr(name, content)
    return changed.getvalue()


def ratio(times: dict[str, list[float]], name: str, against: str) -> float:
    """The median of the ratios within each turn."""
    return statistics.median(a / b for a, b in zip(times[name], times[against], strict=True))


def took(command: list[str], settings: dict[str, str]) -> float:
    """The time of a whole process. Python may write its compiled modules, as pip does for what it
    installs.
    """
    environment = {
        key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"
    }
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=environment | settings)
    return time.perf_counter() - start


def growth(title: str, job: str) -> None:
    """Time and peak memory on the way of a process of ``bench.memory``."""
    command = [sys.executable, "-m", "bench.memory", job]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    heading(title, "ms per stuk", "MB piek")
    for count, milliseconds, peak in json.loads(done.stdout):
        print(f"{f'tot en met nummer {count}':44}{milliseconds:12.2f}{peak:12.1f}")


def growth_of_articles(folder: Path) -> None:
    """Time of documents of 10, 100 and 1,000 articles: the first of a process, and each next one."""
    heading("artikelen in een document", "eerste, ms", "volgend, ms", "ms/artikel", "kB")
    for count in (10, 100, 1000):
        write_library(folder / f"lang-{count}", count)
        library = load_library(folder / f"lang-{count}")
        times = []
        for number in range(6):
            start = time.perf_counter()
            bundle = build_bundle(choices_from_data(choices(number)), library)
            check_bundle(bundle)
            made = document_bytes(bundle, "proef")
            times.append((time.perf_counter() - start) * 1000)
        later = statistics.median(times[1:])
        print(
            f"{count:<44}{times[0]:12.1f}{later:12.1f}{later / count:12.3f}{len(made) / 1000:12.0f}"
        )


def growth_of_a_folder(folder: Path, library: Library) -> None:
    """Time of folders of 50 and of 200 documents that came back: whole processes. Those that are
    made anew are of one choice file.
    """
    program = str(Path(sys.executable).parent / "dlr-docs")
    typed = folder / "map.yaml"
    typed.write_text(as_file(0), encoding="utf-8")
    heading("documenten in een map", "s", "ms per stuk")
    for count in (50, 200):
        returned, same = folder / f"terug-{count}", folder / f"zelfde-{count}"
        for number in range(count):
            for into, of in ((returned, number), (same, 0)):
                into.mkdir(exist_ok=True)
                (into / f"{number}.docx").write_bytes(came_back(library, of))
        for command in (
            ["vergelijk", str(returned)],
            ["bijwerken", str(same), str(typed), "--proef"],
        ):
            seconds = took([program, *command], {})
            print(f"{f'{command[0]}, {count}':44}{seconds:12.1f}{seconds / count * 1000:12.1f}")


def bombs() -> None:
    """What the tests throw at the program: how many, and what the worst of them cost."""
    tried = try_bombs_apart(counting=False)
    heading("bommen", "aantal", "geheugen, MB", "langste, s")
    for name, refused in (("geweigerd", True), ("binnen de grenzen", False)):
        these = [item for item in tried if item[1].startswith("refused") is refused]
        memory, seconds = max(item[3] for item in these) / 1e6, max(item[4] for item in these)
        print(f"{name:44}{len(these):12}{memory:12.0f}{seconds:12.2f}")


def main() -> None:
    """Measure and print."""
    library = load_library()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bundle = bundle_of(0, library)
        template = folder / "docxtpl.docx"
        template.write_bytes(as_docxtpl_template(document_bytes(bundle, DOCUMENT), bundle))
        for number in (0, 7, 99):
            made = bundle_of(number, library)
            same = read_lines(run_docxtpl(template, shown(made))) == read_lines(
                document_bytes(made, DOCUMENT)
            )
            if not same:
                raise AssertionError("docxtpl does not make the same document")
        warm(library, folder, template)
        cold(folder, template, library)
        growth("documenten, in een proces apart", "documenten")
        growth("gewijzigde bibliotheken, in een proces apart", "herladen")
        workbench.measure()
        growth("gewijzigde velden in de werkbank", "werkbank")
        growth("gewijzigde bibliotheken in de werkbank", "werkbank-herladen")
        growth_of_articles(folder)
        growth_of_a_folder(folder, library)
        bombs()


if __name__ == "__main__":
    main()
