"""What can go wrong around the program: full and read-only disks, kills, two runs at once, odd
surroundings.

With the real thing where the system lets us: small file systems need the right to mount.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dlr_docs import WriteOptions, write_bundle
from dlr_docs.basis.problems import ChoicesError, OutputError
from dlr_docs.files.atomic import claimed
from dlr_docs.files.office import convert
from dlr_docs.files.output import write_files
from dlr_docs.model.library import Library
from dlr_docs.word.package.seal import is_untouched
from tests.cli.running import CHOSEN
from tests.files.test_output import edited, snapshot
from tests.samples import agreement, bundle_of

Disk = Callable[..., Path]
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """Mount a small file system; a test that may not is skipped, and says so."""
    mounted: list[Path] = []

    def mount(options: str, name: str = "schijf") -> Path:
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=20)
        except (OSError, subprocess.SubprocessError):
            pytest.skip(
                "needs the right to mount a small file system (tmpfs); it does not have it here"
            )
        mounted.append(folder)
        return folder

    yield mount
    for folder in reversed(mounted):
        subprocess.run(["umount", "-l", str(folder)], check=True, capture_output=True, timeout=20)


def remount(folder: Path, options: str) -> None:
    subprocess.run(
        ["mount", "-o", f"remount,{options}", str(folder)],
        check=True,
        capture_output=True,
        timeout=20,
    )


def refusal(files: dict[str, bytes], folder: Path, overwrite: bool = True) -> str:
    with pytest.raises(OutputError) as caught:
        write_files(files, folder, overwrite)
    return str(caught.value)


def maak(
    keuzes: Path, folder: Path, *more: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    """The real program in a process of its own."""
    program = "from dlr_docs.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", program, "maak", str(keuzes), "--uit", str(folder), *more],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        env=environment or None,
    )


@pytest.fixture
def keuzes(tmp_path: Path) -> Path:
    path = tmp_path / "keuzes.yaml"
    path.write_text(CHOSEN, encoding="utf-8")
    return path


def test_a_full_disk_leaves_the_old_bundle_wherever_the_room_ends(disk: Disk) -> None:
    old = {name: name.encode() * 4000 for name in ("a.docx", "b.docx", "c.docx")}
    new = {name: bytes(30_000) for name in (*old, "d.docx")}
    folder = disk("size=1m")
    write_files(old, folder, overwrite=False)
    refused, said, left = 0, list[str](), list[dict[str, bytes]]()
    for size in range(112, 300, 12):
        remount(folder, f"size={size}k")
        try:
            write_files(new, folder, overwrite=True)
        except OutputError as exc:
            refused += 1
            said.append(str(exc))
            left.append(snapshot(folder))
        else:
            assert snapshot(folder) == new
            remount(folder, "size=1m")
            shutil.rmtree(folder, ignore_errors=True)
            write_files(old, folder, overwrite=True)
            (folder / "d.docx").unlink(missing_ok=True)
    assert refused > 3
    assert all("de schijf is vol" in text and "Er is niets gewijzigd." in text for text in said)
    assert all(found == old for found in left)


@pytest.mark.belasting
def test_a_full_disk_is_a_message_of_the_program(disk: Disk, keuzes: Path) -> None:
    folder = disk("size=16k") / "uit"
    done = maak(keuzes, folder)
    assert done.returncode == 1
    assert "de schijf is vol" in done.stderr
    assert "Traceback" not in done.stderr
    assert not folder.exists()


@pytest.mark.belasting
def test_a_read_only_folder_keeps_what_it_has(disk: Disk, keuzes: Path) -> None:
    folder = disk("size=1m")
    (folder / "convenant.docx").write_bytes(b"oud")
    remount(folder, "ro")
    assert "de schijf is alleen te lezen" in refusal({"a.docx": b"a"}, folder)
    done = maak(keuzes, folder, "--overschrijf")
    assert done.returncode == 1
    assert "de schijf is alleen te lezen" in done.stderr
    assert snapshot(folder) == {"convenant.docx": b"oud"}


@pytest.mark.zwaar
@pytest.mark.belasting
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_a_program_killed_at_any_moment_leaves_whole_documents(
    tmp_path: Path, keuzes: Path
) -> None:
    folder = tmp_path / "uit"
    started = time.monotonic()
    assert maak(keuzes, folder).returncode == 0
    whole = time.monotonic() - started
    chance = random.Random(1)
    text = keuzes.read_text("utf-8")
    for number in range(12):
        # what did not change is not written again, and could not be caught half-way
        keuzes.write_text(text.replace("Proef", f"Proef {number}"), "utf-8")
        program = "from dlr_docs.cli import main; main()"
        command = [sys.executable, "-c", program, "maak", str(keuzes), "--uit", str(folder)]
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(whole * chance.uniform(0.5, 1.0))
        child.kill()
        child.wait()
        for path in folder.glob("*.docx"):
            assert is_untouched(path)
    assert maak(keuzes, folder).returncode == 0
    assert [path.name for path in folder.iterdir()] == ["convenant.docx"]


_HURRIED = "atomic.claimed.__wrapped__.__defaults__ = (0.0,)"  # does not wait for another


def visible(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if not path.name.startswith(".")]


@pytest.mark.belasting
def test_two_programs_in_one_folder_leave_one_whole_bundle(tmp_path: Path) -> None:
    folder = tmp_path / "uit"
    expected, files = [], []
    for title in ("Eerste", "Tweede"):
        path = tmp_path / "keuzes" / title / "keuzes.yaml"  # one file, as it was and as it is
        path.parent.mkdir(parents=True)
        documents = "".join(f"  - {{soort: convenant, id: deel-{number}}}\n" for number in range(6))
        path.write_text(
            f"{CHOSEN.partition('documenten:')[0].replace('Proef', title)}documenten:\n{documents}",
            "utf-8",
        )
        files.append(path)
        assert maak(path, tmp_path / title).returncode == 0
        expected.append(snapshot(tmp_path / title))
    folder.mkdir()
    program = "from dlr_docs.cli import main; main()"
    hurried = f"from dlr_docs.files import atomic; {_HURRIED}; {program}"
    with claimed(folder):
        refused = subprocess.run(
            [sys.executable, "-c", hurried, "maak", str(files[0]), "--uit", str(folder)],
            capture_output=True,
            text=True,
            check=False,
        )
    assert (refused.returncode, visible(folder)) == (1, [])
    assert "map-in-gebruik" in refused.stderr
    for _ in range(2):
        commands = [
            [sys.executable, "-c", program, "maak", str(path), "--uit", str(folder)]
            for path in (*files, *files)
        ]
        children = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for command in commands]
        assert [child.wait(timeout=120) for child in children] == [0] * 4
        assert snapshot(folder) in expected


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        ("kort.docx", "~$kort.docx"),
        ("zeven-x.docx", "~$even-x.docx"),
        ("convenant.docx", "~$nvenant.docx"),
        ("convenant.docx", ".~lock.convenant.docx#"),
        ("convenant.pdf", ".~lock.convenant.pdf#"),
    ],
)
def test_a_document_that_is_open_in_word_or_libreoffice_is_not_replaced(
    tmp_path: Path, ours: bytes, name: str, owner: str
) -> None:
    def again(overwrite: bool) -> None:
        if name.endswith(".docx"):
            write_files({name: ours}, tmp_path, overwrite)
        else:
            write_files({}, tmp_path, overwrite, convert=lambda _: {name: b"%PDF"})

    again(overwrite=False)
    (tmp_path / owner).write_text("Iemand Anders")
    with pytest.raises(OutputError) as caught:
        again(overwrite=False)
    assert [problem.code for problem in caught.value.problems] == ["document-geopend"]
    assert "Sluit het eerst" in str(caught.value)
    assert "Iemand" not in str(caught.value)
    again(overwrite=True)


@pytest.fixture(scope="module")
def ours(library: Library) -> bytes:
    from dlr_docs import document_bytes

    return document_bytes(bundle_of(agreement(), library), "samenwerkingsovereenkomst")


@pytest.mark.parametrize("year", [1970, 1980, 2106, 2400])
def test_a_clock_that_jumps_decides_nothing(tmp_path: Path, ours: bytes, year: int) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(ours)
    moment = (year - 1970) * 31_556_952
    os.utime(path, (moment, moment))
    write_files({"a.docx": ours}, tmp_path, overwrite=False)
    path.write_bytes(edited(ours))
    os.utime(path, (moment, moment))
    assert "al-bewerkt" in refusal({"a.docx": ours}, tmp_path, overwrite=False)


@pytest.mark.belasting
@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"LANG": "tr_TR.ISO-8859-9", "PYTHONUTF8": "0"},
        {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"},
        {"HOME": "/bestaat/niet", "XDG_CACHE_HOME": "/bestaat/niet", "TMPDIR": "/bestaat/niet"},
        {"HOME": "relatief", "TZ": "nergens/niets"},
    ],
    ids=["nothing-set", "plain-c", "turkish", "ascii", "no-home", "odd-home"],
)
def test_the_surroundings_make_no_difference(tmp_path: Path, environment: dict[str, str]) -> None:
    path = tmp_path / "keuzes é.yaml"
    path.write_text(CHOSEN.replace("De Linde", "Scholë İstanbul ß"), encoding="utf-8")
    folder = tmp_path / "uit é"
    usual = maak(path, tmp_path / "gewoon")
    assert usual.returncode == 0, usual.stderr
    done = maak(path, folder, PATH=os.environ["PATH"], **environment)
    assert done.returncode == 0, done.stderr
    assert snapshot(folder) == snapshot(tmp_path / "gewoon")
    assert "Nog in te vullen" in done.stderr


@pytest.mark.parametrize(
    "name", ["met spatie", "é ü ß", "100% & #1 ?", "'aanhaling\"", "[a]{b}$HOME", "-streepje"]
)
def test_a_folder_may_have_any_name(tmp_path: Path, library: Library, name: str) -> None:
    paths = write_bundle(bundle_of(agreement(), library), tmp_path / name)
    assert [path.parent.name for path in paths] == [name]
    assert all(is_untouched(path) for path in paths)


@pytest.mark.libreoffice
@pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice")
@pytest.mark.parametrize("name", ["met spatie é #1 100%"])
def test_libreoffice_works_in_a_folder_of_any_name_and_leaves_nothing(
    tmp_path: Path, library: Library, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elders"
    elsewhere.mkdir()
    for variable in ("HOME", "TMPDIR", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(variable, str(elsewhere))
    paths = write_bundle(
        bundle_of(agreement(), library), tmp_path / name, WriteOptions(formats=("pdf",))
    )
    assert [path.suffix for path in paths] == [".docx", ".pdf"]
    assert sorted(snapshot(tmp_path / name)) == sorted(path.name for path in paths)
    left = [path for path in elsewhere.rglob("*") if path.is_file()]
    assert not [
        path for path in left if b"Linde" in path.read_bytes() or path.suffix in (".docx", ".pdf")
    ]


def test_a_disk_that_fills_up_during_conversion_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = tmp_path / "soffice"
    fake.write_text("#!/bin/sh\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    folder = tmp_path / "uit"
    with pytest.raises(OutputError, match="de schijf is vol"):
        write_files(
            {},
            folder,
            overwrite=False,
            convert=lambda workshop: convert({"a.docx": b"a"}, ["pdf"], workshop),
        )
    assert not folder.exists()


@pytest.mark.parametrize(
    "name",
    ["CON", "con", "nul", "aux", "prn", "com1", "lpt9", "Con", "a.", "a b", "a:b", "a/b", "a\\b", "..", ".", "a?", "a*",
     "a|b", 'a"b', "<a>", "é", "a" * 41, "-a", "_a", "1", "", " ", "a\n", "a\x00"],
)  # fmt: skip
def test_a_name_that_windows_forbids_is_refused(
    tmp_path: Path, library: Library, name: str
) -> None:
    data = agreement()
    data["documenten"][0]["id"] = name
    with pytest.raises(ChoicesError), contextlib.chdir(tmp_path):
        write_bundle(bundle_of(data, library), tmp_path / "uit")
    assert snapshot(tmp_path) == {}
