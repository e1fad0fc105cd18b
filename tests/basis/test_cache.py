"""What is kept on disk between runs: only when it is safe, only what is no one's, and never of
influence.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import CodeType

import pytest

from dlr_docs import load_library
from dlr_docs.basis import cache
from dlr_docs.basis.cache import MAXIMUM_FILES, SWITCH, opened, remembered
from dlr_docs.basis.problems import LibraryError
from dlr_docs.library import files as library_files
from dlr_docs.library import load as library
from tests.small import SmallLibrary

ROOT = Path(__file__).parents[2]
SECRET = "Zwaluwstaartcollege"
TYPED = (SECRET, SECRET.lower(), "geheimesleutel", "17 september 2031", "2031-09-17")
CHOICES = f"""
bundel: Bundel van het {SECRET}
partijen:
  geheimesleutel: {{soort: school, naam: {SECRET}, aanduiding: het {SECRET}, bevoegd_gezag: Stichting {SECRET}}}
  spoor: {{soort: instelling, naam: ROC Het Spoor}}
gegevens: {{ingangsdatum: 2031-09-17, regio: {SECRET}stad}}
documenten:
  - soort: samenwerkingsovereenkomst
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that results are kept in; not there yet."""
    monkeypatch.setenv(SWITCH, str(tmp_path / "bewaard"))
    return tmp_path / "bewaard"


class Counter:
    """Makes the same value again and again, and counts how often it was asked to."""

    def __init__(self, value: object = ("a", 1)) -> None:
        self.value = value
        self.count = 0

    def __call__(self) -> object:
        self.count += 1
        return self.value


def run_once(make: Callable[[], object], key: object = "sleutel") -> object:
    """One run of the program that needs one result."""
    with opened():
        return remembered("proef", key, make)


def files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.exists() else []


def test_a_second_run_has_the_result_of_the_first(folder: Path) -> None:
    make = Counter()
    assert run_once(make) == run_once(make) == ("a", 1)
    assert make.count == 1


def test_another_key_is_another_result(folder: Path) -> None:
    assert run_once(Counter("een"), 1) == "een"
    assert run_once(Counter("twee"), 2) == "twee"
    assert run_once(Counter("drie"), 1) == "een"


def test_an_error_is_not_kept(folder: Path) -> None:
    def fail() -> object:
        raise LibraryError(())

    with pytest.raises(LibraryError):
        run_once(fail)
    assert run_once(Counter("goed")) == "goed"


def test_outside_the_command_line_nothing_is_kept(folder: Path) -> None:
    make = Counter()
    remembered("proef", "sleutel", make)
    remembered("proef", "sleutel", make)
    assert make.count == 2
    assert not folder.exists()


@pytest.mark.parametrize("choice", ["uit", ""])
def test_it_can_be_turned_off(folder: Path, monkeypatch: pytest.MonkeyPatch, choice: str) -> None:
    monkeypatch.setenv(SWITCH, choice)
    make = Counter()
    run_once(make)
    run_once(make)
    assert make.count == 2


def test_code_is_kept_too(folder: Path) -> None:
    code = compile("antwoord = 6 * 7", "proef", "exec")
    run_once(Counter(code))
    names: dict[str, int] = {}
    kept = run_once(Counter(None))
    assert isinstance(kept, CodeType)
    exec(kept, names)
    assert names["antwoord"] == 42


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda content: b"",
    "truncated": lambda content: content[: len(content) // 2],
    "one bit": lambda content: content[:-3] + bytes([content[-3] ^ 1]) + content[-2:],
    "foreign": lambda content: b"PK\x03\x04" + content,
    "text": lambda content: b"hallo\n" * 50,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_file_is_made_anew(folder: Path, damage: Callable[[bytes], bytes]) -> None:
    make = Counter()
    run_once(make)
    (file,) = files(folder)
    good = file.read_bytes()
    file.write_bytes(damage(good))
    assert run_once(make) == ("a", 1)
    assert file.read_bytes() == good


def test_a_result_that_cannot_be_read_is_made_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(cache, "packed", lambda value: b"geen pickle")
        run_once(Counter("oud"))
    assert run_once(Counter("nieuw")) == "nieuw"
    assert run_once(Counter("nooit")) == "nieuw"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
@pytest.mark.parametrize("place", ["file", "folder"])
def test_what_others_may_write_is_not_read(folder: Path, place: str) -> None:
    make = Counter()
    run_once(make)
    (file,) = files(folder)
    (file if place == "file" else folder).chmod(0o777)
    run_once(make)
    assert make.count == 2


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_what_is_written_is_for_the_user_alone(folder: Path) -> None:
    run_once(Counter())
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [file.stat().st_mode & 0o777 for file in files(folder)] == [0o600]


@pytest.mark.skipif(os.name == "nt", reason="Windows needs rights for links")
def test_a_link_is_not_followed(folder: Path, tmp_path: Path) -> None:
    make = Counter()
    run_once(make)
    (file,) = files(folder)
    file.rename(tmp_path / "elders")
    file.symlink_to(tmp_path / "elders")
    run_once(make)
    assert make.count == 2


def test_a_folder_that_cannot_be_made_is_no_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bestand").write_text("geen map")
    monkeypatch.setenv(SWITCH, str(tmp_path / "bestand" / "map"))
    assert run_once(Counter()) == ("a", 1)


def test_without_a_home_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (SWITCH, "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    assert run_once(Counter()) == ("a", 1)


def test_files_of_old_versions_go(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(MAXIMUM_FILES + 3):
        monkeypatch.setattr(cache, "versions", lambda number=number: f"versie-{number}")
        run_once(Counter())
        os.utime(files(folder)[-1], (number, number))
    assert [file.name.split(".")[0] for file in files(folder)] == [
        f"versie-{number}" for number in (3, 4, 5, 6)
    ]


def test_a_file_that_grew_too_large_keeps_what_the_last_run_used(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "MAXIMUM_BYTES", 5_000)
    for number in range(10):
        run_once(Counter("x" * 1_000), number)
    (file,) = files(folder)
    assert file.stat().st_size < 6_000
    last = Counter("y")
    assert run_once(last, 9) == "x" * 1_000


def test_a_result_larger_than_a_file_may_be_is_not_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "MAXIMUM_BYTES", 500)
    run_once(Counter("x" * 1_000))
    assert files(folder) == []


def first_question(made: SmallLibrary) -> str:
    """A word of a library that a new process reads."""
    library._latest.clear()
    with opened():
        return next(iter(load_library(made.path).values.values())).question


def change(file: Path, old: str, new: str) -> None:
    """Another text of the same length, and then the time of the old one."""
    stamp = file.stat().st_mtime_ns
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    os.utime(file, ns=(stamp, stamp))


def test_a_library_is_read_again_when_it_was_changed(
    folder: Path, small_library: SmallLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "_UNSETTLED", 0)
    before = first_question(small_library)
    with monkeypatch.context() as patch:
        patch.setattr(library_files, "read_files", None)
        assert first_question(small_library) == before
    change(small_library.path / "clauses" / "gegevens.yaml", before, before.swapcase())
    assert first_question(small_library) == before.swapcase()


def test_a_library_that_was_changed_just_now_is_not_kept(
    folder: Path, small_library: SmallLibrary
) -> None:
    first_question(small_library)
    assert files(folder) == []


def dlr_docs(*arguments: str, cache_folder: Path | str) -> subprocess.CompletedProcess[str]:
    """The program, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", "from dlr_docs.cli import main; main()", *arguments],
        env={**os.environ, SWITCH: str(cache_folder)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def made_from(choices: Path, folder: Path, cache_folder: Path | str) -> dict[str, bytes]:
    """The documents that a new process makes."""
    done = dlr_docs("maak", str(choices), "--uit", str(folder), cache_folder=cache_folder)
    assert done.returncode == 0, done.stderr
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def assert_same_documents(choices: Path, folder: Path) -> None:
    without = made_from(choices, folder / "zonder", "uit")
    assert made_from(choices, folder / "eerst", folder / "bewaard") == without
    assert made_from(choices, folder / "daarna", folder / "bewaard") == without


@pytest.mark.belasting
def test_documents_are_the_same_with_and_without(tmp_path: Path) -> None:
    assert_same_documents(ROOT / "examples" / "convenant-met-addenda.yaml", tmp_path)


@pytest.mark.zwaar
@pytest.mark.bibliotheek
@pytest.mark.parametrize(
    "choices", sorted((ROOT / "examples").glob("*.yaml")), ids=lambda path: path.stem
)
def test_every_example_is_the_same_with_and_without(choices: Path, tmp_path: Path) -> None:
    assert_same_documents(choices, tmp_path)


@pytest.mark.belasting
def test_nothing_that_a_user_typed_is_kept(tmp_path: Path) -> None:
    choices = tmp_path / "keuzes.yaml"
    choices.write_text(CHOICES, encoding="utf-8")
    for command in ("controleer", "toon"):
        dlr_docs(command, str(choices), cache_folder=tmp_path / "bewaard")
    made_from(choices, tmp_path / "uit", tmp_path / "bewaard")
    (file,) = files(tmp_path / "bewaard")
    kept = file.read_bytes()
    assert b"2.107b" in kept, "the library is there"
    for secret in TYPED:
        assert secret.encode() not in kept
        assert secret.encode().hex().encode() not in kept
