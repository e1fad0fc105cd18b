"""The state of a library in git: what is told, and that nothing in the folder is started to tell
it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from dlr_docs import load_library
from dlr_docs.library.revision import ask_revision
from tests.small import SmallLibrary

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


def revision(folder: Path) -> str:
    return ask_revision(folder)()


def git(folder: Path, *arguments: str, given: bytes | None = None) -> str:
    plain = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    person = ["-c", "user.name=Proef", "-c", "user.email=proef@example.org"]
    done = subprocess.run(
        ["git", "-C", str(folder), *person, *arguments],
        input=given,
        capture_output=True,
        check=False,
        env={**os.environ, **plain},
    )
    return done.stdout.decode().strip()


@pytest.fixture
def repository(small_library: SmallLibrary) -> Path:
    """A small library, committed."""
    git(small_library.path, "init", "-q")
    git(small_library.path, "add", "-A")
    git(small_library.path, "commit", "-q", "-m", "eerste")
    return small_library.path


def test_a_library_in_git_has_the_commit_that_last_changed_it(repository: Path) -> None:
    head = git(repository, "rev-parse", "HEAD")
    assert len(head) == 40
    assert revision(repository) == head
    (repository / "leesmij.txt").write_text("hoort niet bij de bibliotheek")
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "tweede")
    assert revision(repository) == head
    assert load_library(repository).revision == head


@pytest.mark.parametrize("change", ["edit", "add", "remove"])
def test_a_library_that_was_changed_since_says_so(repository: Path, change: str) -> None:
    clause = repository / "clauses" / "doel" / "algemeen.md"
    if change == "edit":
        clause.write_text(clause.read_text().replace("gaat in", "begint"))
    elif change == "add":
        clause.with_name("ander.md").write_text("x")
    else:
        clause.unlink()
    assert revision(repository).endswith(" (gewijzigd)")


def test_line_ends_of_windows_and_files_of_other_programs_are_no_change(repository: Path) -> None:
    clause = repository / "clauses" / "doel" / "algemeen.md"
    clause.write_bytes(clause.read_bytes().replace(b"\n", b"\r\n"))
    (clause.parent / ".DS_Store").write_text("x")
    (repository / "templates" / "~$erk.docx").write_text("x")
    assert "gewijzigd" not in revision(repository)


def test_a_folder_without_commits_and_a_folder_outside_git_have_no_revision(tmp_path: Path) -> None:
    assert revision(tmp_path) == ""
    git(tmp_path, "init", "-q")
    assert revision(tmp_path) == ""


def test_nothing_that_the_settings_of_a_library_name_is_started(
    repository: Path, tmp_path: Path
) -> None:
    trace = tmp_path / "gestart"
    trap = tmp_path / "val.sh"
    trap.write_text(f"#!/bin/sh\ntouch '{trace}'\ncat\n")
    trap.chmod(0o755)
    signed = f"tree {git(repository, 'write-tree')}\n"
    signed += f"parent {git(repository, 'rev-parse', 'HEAD')}\nauthor P <p@example.org> 1 +0000\n"
    signed += "committer P <p@example.org> 1 +0000\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n"
    signed += " -----END PGP SIGNATURE-----\n\nondertekend\n"
    commit = git(repository, "hash-object", "-t", "commit", "-w", "--stdin", given=signed.encode())
    git(repository, "update-ref", "HEAD", commit)
    (repository / ".git" / "info" / "attributes").write_text("* filter=val diff=val\n")
    for key in (
        "core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.hooksPath", "gpg.program",
        "filter.val.clean", "filter.val.process", "diff.val.textconv", "diff.external", "credential.helper",
    ):  # fmt: skip
        git(repository, "config", key, str(trap))
    git(repository, "config", "log.showSignature", "true")
    clause = repository / "clauses" / "doel" / "algemeen.md"
    os.utime(clause, (1, 1))
    git(repository, "log", "-1", "--format=%H")
    git(repository, "status", "--porcelain")
    assert trace.exists(), "the trap does not work, so this test would prove nothing"
    trace.unlink()
    assert "gewijzigd" not in revision(repository)
    load_library(repository)
    assert not trace.exists()


def test_outside_git_nothing_is_started(
    small_library: SmallLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    def start(*_: object, **__: object) -> None:
        raise AssertionError("a program was started")

    monkeypatch.delenv("GIT_DIR", raising=False)
    monkeypatch.setattr(subprocess, "Popen", start)
    assert revision(small_library.path) == ""


def test_a_repository_above_the_library_is_found(repository: Path, tmp_path: Path) -> None:
    around = tmp_path / "regio"
    around.mkdir()
    inside = repository.rename(around / "bibliotheek")
    (inside / ".git").rename(around / ".git")
    git(around, "add", "-A")
    git(around, "commit", "-q", "-m", "verplaatst")
    assert revision(inside) == git(around, "rev-parse", "HEAD")
