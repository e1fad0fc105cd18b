"""Several files as one step: killed at every step, undone, left alone when somebody edited since,
one at a time.
"""

from __future__ import annotations

import errno
import functools
import hashlib
import os
import shutil
import signal
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dlr_docs.files import atomic
from dlr_docs.files.atomic import LOCK, WORKSHOP, Busy, Foreign, HalfDone, claimed, place

pytestmark = pytest.mark.belasting

OLD = {"a.docx": b"oude a", "b.docx": b"oude b", "c.pdf": b"oude c"}
NEW = {"a.docx": b"nieuwe a", "b.docx": b"nieuwe b", "c.pdf": b"nieuwe c", "d.docx": b"nieuwe d"}
ALONE = {"a.docx": b"nieuwe a"}
needs_fork = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="this system cannot fork, so a child cannot be killed"
)


def write(folder: Path, files: dict[str, bytes]) -> None:
    with claimed(folder) as workshop:
        place(files, workshop)


def fill(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        (folder / name).write_bytes(content)


def visible(folder: Path) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes()
        for path in folder.iterdir()
        if not path.name.startswith(".dlr-docs-")
    }


def hidden(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".dlr-docs-")]


def killed_at(step: int, work: Callable[[], None]) -> bool:
    """Run work in a child that gets SIGKILL before its n-th step on disk; whether it came that far."""
    child = os.fork()
    if child == 0:
        count = 0

        def hook(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal count
            if event == "open" or event.startswith(("os.", "shutil.")):
                count += 1
                if count == step:
                    os.kill(os.getpid(), signal.SIGKILL)

        try:
            sys.addaudithook(hook)
            work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def crash(folder: Path, done: str, todo: str = "") -> None:
    """Leave a folder as a run leaves it that was killed after one file was in place, and before
    another was.
    """
    for step in range(1, 1000):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        fill(folder, OLD)
        assert killed_at(step, lambda: write(folder, NEW))
        found = visible(folder)
        if found.get(done) == NEW[done] and (not todo or found.get(todo) != NEW[todo]):
            break
    assert (folder / WORKSHOP / "lijst").exists()


@pytest.mark.zwaar
@needs_fork
@pytest.mark.parametrize("new", [NEW, ALONE], ids=["several", "one-file"])
@pytest.mark.parametrize("before", [{}, OLD], ids=["first-run", "second-run"])
def test_killed_at_every_step_each_file_is_whole_and_the_next_run_finds_all_or_nothing(
    tmp_path: Path, before: dict[str, bytes], new: dict[str, bytes]
) -> None:
    step, ends, after = 0, set(), {**before, **new}
    while True:
        step += 1
        folder = tmp_path / str(step)
        folder.mkdir()
        fill(folder, before)
        if not killed_at(step, functools.partial(write, folder, new)):
            break
        for name, content in visible(folder).items():
            assert content in (before.get(name), after[name]), (step, name)
        assert before.keys() <= visible(folder).keys()
        with claimed(folder, patience=0):
            assert visible(folder) in (before, after), step
            ends.add(visible(folder) == after)
        assert hidden(folder) == []
        write(folder, new)
        assert visible(folder) == after
    assert step > 5 * len(new)
    assert ends == {True, False}


@pytest.mark.zwaar
@needs_fork
def test_killed_while_putting_back_the_next_run_goes_on_with_it(tmp_path: Path) -> None:
    crashed = tmp_path / "afgebroken"
    crash(crashed, "b.docx", "c.pdf")
    step = 0
    while True:
        step += 1
        folder = tmp_path / str(step)
        shutil.copytree(crashed, folder)

        def claim(folder: Path = folder) -> None:
            with claimed(folder, patience=0):
                pass

        if not killed_at(step, claim):
            break
        claim()
        assert visible(folder) == OLD, step
    assert step > 10


@pytest.mark.zwaar
@needs_fork
def test_what_somebody_edited_after_a_kill_stays(tmp_path: Path) -> None:
    folder = tmp_path / "uit"
    crash(folder, "d.docx")
    (folder / "b.docx").write_bytes(b"van de gebruiker")
    with claimed(folder):
        pass
    assert visible(folder) == {**OLD, "b.docx": b"van de gebruiker"}


def test_a_failure_is_undone_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path, OLD)
    replace = os.replace

    def failing(source: Path, target: Path) -> None:
        if target == tmp_path / "c.pdf":
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(os, "replace", failing)
    with pytest.raises(OSError, match="No space"):
        write(tmp_path, NEW)
    assert visible(tmp_path) == OLD
    assert hidden(tmp_path) == []


def test_an_interrupted_run_is_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, OLD)
    replace = os.replace

    def interrupted(source: Path, target: Path) -> None:
        if target == tmp_path / "b.docx" and source.parent.name == "nieuw":
            raise KeyboardInterrupt
        replace(source, target)

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path, NEW)
    assert visible(tmp_path) == OLD
    assert hidden(tmp_path) == []


def test_what_cannot_be_put_back_is_put_back_by_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path, OLD)
    replace = os.replace

    def broken(source: Path, target: Path) -> None:
        if target == tmp_path / "b.docx" or source.parent.name == "oud":
            raise OSError(5, "Input/output error")
        replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", broken)
        with pytest.raises(HalfDone):
            write(tmp_path, NEW)
    assert visible(tmp_path)["a.docx"] == NEW["a.docx"]
    with claimed(tmp_path):
        assert visible(tmp_path) == OLD
    assert hidden(tmp_path) == []


def test_a_second_program_waits_and_then_gives_up(tmp_path: Path) -> None:
    with claimed(tmp_path), pytest.raises(Busy), claimed(tmp_path, patience=0.1):
        raise AssertionError("two programs have the folder")
    with claimed(tmp_path, patience=0):
        assert hidden(tmp_path)
    assert hidden(tmp_path) == []


def test_a_lock_that_a_dead_program_left_is_no_lock(tmp_path: Path) -> None:
    (tmp_path / LOCK).write_bytes(b"")
    with claimed(tmp_path, patience=0):
        pass
    assert hidden(tmp_path) == []


def test_a_file_system_without_locks_is_still_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_locks(_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(atomic, "_lock", no_locks)
    write(tmp_path, NEW)
    assert visible(tmp_path) == NEW


def test_another_failure_of_the_lock_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(atomic, "_lock", broken)
    with pytest.raises(OSError, match="Input/output"):
        write(tmp_path, NEW)


def test_runs_at_the_same_time_leave_one_whole_bundle(tmp_path: Path) -> None:
    bundles = [
        {f"{name}.docx": bytes([65 + number]) * 50_000 for name in "abcdef"} for number in range(4)
    ]

    def work(files: dict[str, bytes]) -> None:
        for _ in range(5):
            write(tmp_path, files)

    with ThreadPoolExecutor(len(bundles)) as pool:
        list(pool.map(work, bundles))  # raises what one of them raised
    assert visible(tmp_path) in bundles
    assert hidden(tmp_path) == []


def test_a_reader_keeps_the_bytes_that_it_opened(tmp_path: Path) -> None:
    fill(tmp_path, OLD)
    with (tmp_path / "a.docx").open("rb") as reader:
        assert reader.read(3) == b"oud"
        write(tmp_path, NEW)
        assert reader.read() == b"e a"
    assert visible(tmp_path) == NEW


def planted(folder: Path, listed: bytes) -> Path:
    """A workshop as somebody may send it along: a list, and a file to put back."""
    workshop = folder / WORKSHOP
    for part in ("oud", "nieuw"):
        (workshop / part).mkdir(parents=True)
    (workshop / "lijst").write_bytes(listed)
    return workshop


def entry(name: str, content: bytes) -> bytes:
    return name.encode() + b"\0" + hashlib.sha256(content).hexdigest().encode()


@pytest.mark.parametrize(
    "outside", ["../doel.txt", "sub/../../doel.txt", "..\\doel.txt", "C:doel.txt", ".."]
)
def test_a_list_that_came_from_elsewhere_changes_nothing_outside_the_folder(
    tmp_path: Path, outside: str
) -> None:
    target = tmp_path / "doel.txt"
    target.write_bytes(b"van iemand")
    folder = tmp_path / "uit"
    folder.mkdir()
    (folder / "doel.txt").write_bytes(b"kwaad")
    planted(folder, entry(outside, b"van iemand"))
    with pytest.raises(Foreign):
        write(folder, NEW)
    assert target.read_bytes() == b"van iemand"
    assert not (folder / "a.docx").exists()
    write(folder, NEW)
    assert (folder / "a.docx").read_bytes() == NEW["a.docx"]
    assert target.read_bytes() == b"van iemand"


def test_a_list_with_an_absolute_path_is_not_obeyed(tmp_path: Path) -> None:
    target = tmp_path / "doel.txt"
    target.write_bytes(b"van iemand")
    folder = tmp_path / "uit"
    folder.mkdir()
    planted(folder, entry(str(target), b"van iemand"))
    with pytest.raises(Foreign):
        write(folder, NEW)
    assert target.read_bytes() == b"van iemand"


@pytest.mark.parametrize("listed", [b"", b"a", b"a\0b\0c", b"a\0b", b"\0" * 3, b"\xff\xfe\0x"])
def test_a_damaged_list_is_set_aside_and_never_a_lock_for_ever(
    tmp_path: Path, listed: bytes
) -> None:
    planted(tmp_path, listed)
    with pytest.raises(Foreign) as caught:
        write(tmp_path, NEW)
    assert (tmp_path / caught.value.name / "lijst").read_bytes() == listed
    write(tmp_path, NEW)
    assert (tmp_path / "a.docx").read_bytes() == NEW["a.docx"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize("name", [WORKSHOP, f"{WORKSHOP}/oud", f"{WORKSHOP}/lijst"])
def test_a_link_in_a_workshop_is_not_followed(tmp_path: Path, name: str) -> None:
    elsewhere = tmp_path / "elders"
    elsewhere.mkdir()
    (elsewhere / "a.docx").write_bytes(b"van iemand")
    (elsewhere / "lijst").write_bytes(entry("a.docx", b"oude a"))
    folder = tmp_path / "uit"
    folder.mkdir()
    (folder / "a.docx").write_bytes(b"oude a")
    workshop = planted(folder, entry("a.docx", b"oude a"))
    place_of_link = folder / name
    shutil.rmtree(workshop if name == WORKSHOP else place_of_link, ignore_errors=True)
    place_of_link.unlink(missing_ok=True)
    place_of_link.symlink_to(elsewhere / "lijst" if name.endswith("lijst") else elsewhere)
    with pytest.raises(Foreign):
        write(folder, NEW)
    assert (elsewhere / "a.docx").read_bytes() == b"van iemand"
    assert (folder / "a.docx").read_bytes() == b"oude a"


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_in_the_place_of_the_lock_makes_no_file_elsewhere(tmp_path: Path) -> None:
    folder = tmp_path / "uit"
    folder.mkdir()
    (folder / LOCK).symlink_to(tmp_path / "gemaakt")
    with pytest.raises(OSError, check=lambda exc: exc.errno == errno.ELOOP):
        write(folder, NEW)
    assert not (tmp_path / "gemaakt").exists()


def test_the_list_appears_in_one_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a list would have the next run put back half of the files."""
    written: list[str] = []
    write = Path.write_bytes

    def watched(path: Path, data: bytes) -> int:
        written.append(path.name)
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", watched)
    with atomic.claimed(tmp_path) as workshop:
        atomic.place({"a.docx": b"x", "b.docx": b"y"}, workshop)
    assert "lijst.nieuw" in written
    assert "lijst" not in written
