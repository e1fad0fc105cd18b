"""Real processes: killed at any moment, Ctrl-C, two at a time, and a cluster."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dlr_docs import build_bundle, run_series
from dlr_docs.basis.problems import ChoicesError
from dlr_docs.model.library import Library
from dlr_docs.model.options import DEFAULTS
from dlr_docs.series.run import judge_series, make_series
from dlr_docs.series.table.reading import read_table
from dlr_docs.series.workers import processes
from tests.series.tables import DAY, HEAD, NAME, choices, workbook, written
from tests.series.test_run import files
from tests.small import SmallLibrary

CODE = "from dlr_docs.cli import main; main()"
ROWS = [HEAD, *([f"Rij {number}", f"School {number}", "1-8-2027"] for number in range(120))]
KEUZES = "bundel: Proef\npartijen:\n  linde: {soort: school}\ndocumenten:\n  - soort: brief\n"
pytestmark = pytest.mark.belasting


@pytest.fixture
def command(tmp_path: Path, small_library: SmallLibrary) -> list[str]:
    """The command that makes the series, but for its folder."""
    keuzes = tmp_path / "keuzes.yaml"
    keuzes.write_text(KEUZES, encoding="utf-8")
    sheet = written(tmp_path, workbook({"Gegevens": ROWS}))
    command = [sys.executable, "-c", CODE, "reeks", str(keuzes), str(sheet)]
    return [*command, "--bibliotheek", str(small_library.path), "--uit"]


def run(command: list[str], folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*command, str(folder), *more], check=False, capture_output=True, text=True
    )


def start(command: list[str], folder: Path, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*command, str(folder), *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # a shell that starts the tests in the background lets them ignore Ctrl-C
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )


def wait_for(folder: Path, count: int) -> None:
    """Wait until so many rows have a folder."""
    end = time.monotonic() + 60
    while len([*folder.glob("Rij *")]) < count:
        assert time.monotonic() < end
        time.sleep(0.002)


@pytest.mark.parametrize("parallel", ["1", "2"])
def test_killed_at_any_moment_and_run_again_is_as_one_run(
    tmp_path: Path, command: list[str], parallel: str
) -> None:
    whole, broken = tmp_path / "heel", tmp_path / "gebroken"
    assert run(command, whole).returncode == 0
    chance = random.Random(parallel)
    for _ in range(4):
        process = start(command, broken, "--parallel", parallel)
        wait_for(broken, chance.randrange(1, 100))
        time.sleep(chance.random() / 50)
        os.killpg(process.pid, signal.SIGKILL) if chance.random() < 0.5 else process.kill()
        process.communicate()
    done = run(command, broken, "--parallel", parallel)
    assert done.returncode == 0, done.stderr
    assert files(broken) == files(whole)


@pytest.mark.parametrize("parallel", ["1", "2"])
def test_ctrl_c_leaves_whole_bundles_and_says_how_to_go_on(
    tmp_path: Path, command: list[str], parallel: str
) -> None:
    folder = tmp_path / "uit"
    process = start(command, folder, "--parallel", parallel)
    wait_for(folder, 5)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Geef dezelfde opdracht opnieuw om verder te gaan." in said
    assert "Traceback" not in said
    made = [path for path in folder.rglob("*") if path.is_file() and path.suffix == ".docx"]
    assert 0 < len(made) < 120
    assert not [path for path in folder.rglob(".dlr-docs-*") if path.is_dir()]
    assert run(command, folder).returncode == 0
    assert len([*folder.rglob("*.docx")]) == 120


def test_two_processes_make_what_one_makes(tmp_path: Path, command: list[str]) -> None:
    for count in ("1", "2"):
        assert run(command, tmp_path / count, "--parallel", count).returncode == 0
    assert files(tmp_path / "1") == files(tmp_path / "2")


def test_a_dask_cluster_makes_the_same(tmp_path: Path, small_library: SmallLibrary) -> None:
    distributed = pytest.importorskip("distributed")
    library: Library = small_library.load()
    sheet = written(tmp_path, workbook({"Gegevens": ROWS[:31]}))
    list(run_series(sheet, choices(), library, tmp_path / "hier"))
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        executor = client.get_executor()
        results = list(run_series(sheet, choices(), library, tmp_path / "daar", executor=executor))
    assert len(results) == 30
    assert files(tmp_path / "hier") == files(tmp_path / "daar")


def test_a_choice_file_that_only_rows_make_right_is_no_matter_to_processes(
    tmp_path: Path, small_library: SmallLibrary
) -> None:
    library: Library = small_library.load()
    wrong = choices(f"{KEUZES}gegevens: {{ingangsdatum: 32-8-2027}}\n")
    with pytest.raises(ChoicesError):
        build_bundle(wrong, library)
    rows = [["map", NAME, DAY], *([f"R {n}", f"S {n}", "1-8-2027"] for n in range(3))]
    table = read_table(written(tmp_path, workbook({"Gegevens": rows})), wrong, library)
    with processes(2, wrong, library) as workers:
        judged = judge_series(table, wrong, library, DEFAULTS, workers)
        made = [*make_series(judged, tmp_path / "uit", workers)]
    assert [result.paths for result in made] == [(f"R {n}/brief - R {n}.docx",) for n in range(3)]


@pytest.mark.skipif(sys.platform == "win32", reason="has no program of a few lines")
@pytest.mark.parametrize("parallel", [1, 2])
@pytest.mark.parametrize("to_all", [True, False])
def test_ctrl_c_does_not_wait_for_libreoffice(
    tmp_path: Path,
    command: list[str],
    monkeypatch: pytest.MonkeyPatch,
    parallel: int,
    to_all: bool,
) -> None:
    """Nothing is written yet of what LibreOffice makes, and it makes all rows in one start; it may
    be that of another process.
    """
    program, began = tmp_path / "bin" / "soffice", tmp_path / "begonnen"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\necho $$ >>"{began}"\nexec sleep 600\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
    process = start(command, tmp_path / "uit", "--pdf", "--parallel", str(parallel))
    try:
        while not began.exists() or len(began.read_text().split()) < parallel:
            assert process.poll() is None
            time.sleep(0.05)
        send = os.killpg if to_all else os.kill
        send(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=100)  # LibreOffice is waited for three times as long
    finally:
        process.kill()
    assert process.returncode == 130, said
    assert "Traceback" not in said
    assert "0 rijen van de 120 zijn klaar en heel. Geef dezelfde opdracht opnieuw" in said
    assert not [*(tmp_path / "uit").rglob("*.docx")]
    for number in map(int, began.read_text().split()):
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)


@pytest.mark.parametrize("parallel", ["1", "2"])
def test_as_many_rows_are_told_as_are_there(
    tmp_path: Path, command: list[str], parallel: str
) -> None:
    folder = tmp_path / "uit"
    process = start(command, folder, "--parallel", parallel)
    wait_for(folder, 5)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    count = len([*folder.glob("Rij *")])
    are = "1 rij van de 120 is" if count == 1 else f"{count} rijen van de 120 zijn"
    assert f"Afgebroken: {are} klaar en heel." in said
