"""Who changed a clause, when and why, in real repositories."""

from __future__ import annotations

from pathlib import Path

import pytest

from dlr_docs.library.git.asking import GitFailed
from dlr_docs.library.layers.history import file_history, text_with
from tests.repositories import committed, git, needs_git

pytestmark = needs_git
NAME = "clauses/doel/algemeen.md"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "laag"
    write(folder, NAME, "Een zin die lang genoeg is om te herkennen.\n" * 3)
    committed(folder, "Begin\n\nMet een tweede alinea.", 1)
    return folder


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def test_each_change_has_who_when_and_why(repository: Path) -> None:
    write(repository, NAME, "Anders.\n")
    committed(repository, "Duidelijker", 2)
    write(repository, "ander.txt", "x")
    committed(repository, "Iets anders", 3)
    found = file_history(repository, NAME)
    assert [(item.who, item.when, item.why) for item in found] == [
        ("Proef", "2027-01-02", "Duidelijker"),
        ("Proef", "2027-01-01", "Begin"),
    ]
    assert found[0].text == "Anders.\n"
    assert file_history(repository, NAME, most=1) == found[:1]


def test_a_clause_is_followed_across_names_and_after_its_end(repository: Path) -> None:
    git(repository, "mv", NAME, "clauses/doel/bijzonder.md")
    committed(repository, "Andere naam", 2)
    write(repository, "clauses/doel/bijzonder.md", "Nu iets anders.\n")
    committed(repository, "Andere zin", 3)
    (repository / "clauses/doel/bijzonder.md").unlink()
    committed(repository, "Vervallen", 4)
    found = file_history(repository, "clauses/doel/bijzonder.md")
    assert [(item.why, item.path.rpartition("/")[2], item.text is None) for item in found] == [
        ("Vervallen", "bijzonder.md", True),
        ("Andere zin", "bijzonder.md", False),
        ("Andere naam", "bijzonder.md", False),
        ("Begin", "algemeen.md", False),
    ]


def test_two_names_that_were_swapped_do_not_go_on_for_ever(repository: Path) -> None:
    other = "clauses/doel/ander.md"
    for day in range(2, 6):
        old, new = (NAME, other) if day % 2 == 0 else (other, NAME)
        git(repository, "mv", old, new)
        committed(repository, f"Ruil {day}", day)
    assert 2 <= len(file_history(repository, NAME)) <= 6


def test_both_sides_of_a_merge_are_told(repository: Path) -> None:
    git(repository, "checkout", "-q", "-b", "zij")
    write(repository, NAME, "Regel een van de zijkant.\nTwee.\n")
    committed(repository, "Zijkant", 2)
    git(repository, "checkout", "-q", "hoofd")
    write(repository, "ander.txt", "x")
    committed(repository, "Hoofd", 3)
    git(repository, "merge", "-q", "--no-edit", "zij")
    assert [item.why for item in file_history(repository, NAME)] == ["Zijkant", "Begin"]


def test_a_library_may_stand_in_a_folder_of_the_repository(tmp_path: Path) -> None:
    write(tmp_path / "groot", f"map/laag/{NAME}", "Een.\n")
    committed(tmp_path / "groot")
    (found,) = file_history(tmp_path / "groot/map/laag", NAME)
    assert (found.path, found.text) == (NAME, "Een.\n")


def test_odd_commits_are_read(repository: Path) -> None:
    tree = git(repository, "write-tree")
    raw = f"tree {tree}\nauthor \x1b[31mKwaad\x07 <x> 99999999999 +9999\ncommitter P <p> 1 +0000\n\nWaarom\x1b[0m\n"
    commit = git(
        repository,
        "hash-object",
        "-t",
        "commit",
        "-w",
        "--literally",
        "--stdin",
        given=raw.encode(),
    )
    (found,) = file_history(repository, NAME, start=commit)
    assert "\x1b" not in f"{found.who}{found.why}"
    assert found.when in ("", "5138-11-17", "5138-11-16")


def test_a_version_is_found_by_what_it_said(repository: Path) -> None:
    import hashlib

    write(repository, NAME, "Anders.\n")
    committed(repository, "Duidelijker", 2)
    found = file_history(repository, NAME)
    digest = hashlib.sha256(b"Anders.\n").hexdigest()[:16]
    assert text_with(found, digest) == found[0]
    assert text_with(found, "0" * 16) is None
    assert text_with(found, "") is None


def test_outside_git_and_of_what_git_does_not_know_there_is_none(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert file_history(repository, "clauses/doel/weg.md") == []
    assert file_history(tmp_path, NAME) == []
    assert file_history(repository, ":(glob)**") == []
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitFailed):
        file_history(repository, NAME)
