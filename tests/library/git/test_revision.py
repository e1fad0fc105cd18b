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
from dlr_docs.library.folder import contents_of
from dlr_docs.library.git import revision as state
from dlr_docs.library.git.revision import ask_revision
from tests.small import SmallLibrary

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


def revision(folder: Path) -> str:
    found = contents_of(folder).folders if (folder / "clauses").is_dir() else ()
    return ask_revision(folder, found)()


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


def test_the_surroundings_of_a_hook_do_not_name_another_repository(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "ander"
    (other / "clauses").mkdir(parents=True)
    (other / "clauses" / "a").write_text("x")
    git(other, "init", "-q")
    git(other, "add", "-A")
    git(other, "commit", "-q", "-m", "ander")
    head = git(repository, "rev-parse", "HEAD")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    assert revision(repository) == head


def test_a_replaced_commit_is_not_believed(repository: Path) -> None:
    head = git(repository, "rev-parse", "HEAD")
    (repository / "clauses" / "doel" / "algemeen.md").write_text("x")
    git(repository, "commit", "-q", "-a", "-m", "tweede")
    second = git(repository, "rev-parse", "HEAD")
    git(repository, "replace", second, head)
    assert revision(repository) == second


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_pipe_or_a_giant_where_git_has_a_small_file_is_a_change_and_is_not_read(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = repository / "clauses" / "doel" / "noot.txt"
    note.write_text("x")
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "noot")
    note.unlink()
    os.mkfifo(note)
    assert revision(repository).endswith(" (gewijzigd)")
    note.unlink()
    with note.open("wb") as file:
        file.truncate(3_000_000_000)
    asked: list[Path] = []

    def read(path: Path, _: int) -> bytes:
        asked.append(path)
        return b""

    monkeypatch.setattr(state, "read_plain", read)
    assert revision(repository).endswith(" (gewijzigd)")
    assert note not in asked


def test_a_link_that_git_keeps_is_no_change(repository: Path) -> None:
    try:
        (repository / "clauses" / "doel" / "ook.txt").symlink_to("algemeen.md")
    except OSError:
        pytest.skip("this system does not let us make links")
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "koppeling")
    assert "gewijzigd" not in revision(repository)


def test_a_tree_without_end_is_not_walked(repository: Path) -> None:
    """Ten folders in each of ten, twelve deep: a million million files in a kilobyte of git."""
    blob = git(repository, "hash-object", "-w", "--stdin", given=b"x")
    tree = git(repository, "mktree", given=f"100644 blob {blob}\tx\n".encode())
    for _ in range(12):
        lines = "".join(f"040000 tree {tree}\t{number}\n" for number in range(10))
        tree = git(repository, "mktree", given=lines.encode())
    top = git(repository, "ls-tree", "HEAD", "clauses")
    inside = git(repository, "ls-tree", "HEAD:clauses") + f"\n040000 tree {tree}\tbom\n"
    clauses = git(repository, "mktree", given=inside.encode())
    rest = git(repository, "ls-tree", "HEAD").replace(top.split()[2], clauses)
    whole = git(repository, "mktree", given=f"{rest}\n".encode())
    commit = git(repository, "commit-tree", whole, "-p", "HEAD", "-m", "bom")
    git(repository, "update-ref", "HEAD", commit)
    said: list[bytes] = []
    judge = state._is_changed

    def is_changed(root: Path, listing: bytes) -> bool:
        said.append(listing)
        return judge(root, listing)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(state, "_is_changed", is_changed)
        assert revision(repository) == f"{commit} (gewijzigd)"
    assert 0 < len(said[0]) < 10_000


@pytest.fixture
def fake_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program in the place of git, of which a test writes the text."""
    path = tmp_path / "programmas" / "git"
    path.parent.mkdir()
    path.touch()
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{path.parent}:/usr/bin:/bin")
    return path


@pytest.mark.skipif(os.name == "nt", reason="needs programs that are text")
def test_a_git_that_never_ends_gets_so_much_time(
    repository: Path, fake_git: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_git.write_text("#!/bin/sh\necho 0123456789\nsleep 60\n")
    monkeypatch.setattr(state, "_PATIENCE", 0.05)
    assert revision(repository) == ""


@pytest.mark.skipif(os.name == "nt", reason="needs programs that are text")
def test_a_git_that_says_too_much_is_not_heard_out(repository: Path, fake_git: Path) -> None:
    fake_git.write_text("#!/bin/sh\nexec yes\n")
    assert revision(repository) == ""


@pytest.mark.skipif(os.name == "nt", reason="needs programs that are text")
def test_git_may_use_no_network_and_ask_nobody(
    repository: Path, tmp_path: Path, fake_git: Path
) -> None:
    fake_git.write_text(f"#!/bin/sh\nenv | grep ^GIT_ >> '{tmp_path}/omgeving'\n")
    revision(repository)
    said = (tmp_path / "omgeving").read_text().splitlines()
    for setting in (
        "GIT_NO_LAZY_FETCH=1",
        "GIT_ALLOW_PROTOCOL=none",
        "GIT_TERMINAL_PROMPT=0",
        "GIT_OPTIONAL_LOCKS=0",
    ):
        assert said.count(setting) == 2  # of both questions


def test_what_is_missing_is_not_fetched(repository: Path, tmp_path: Path) -> None:
    """A clone that left files with its remote: git would start a program to fetch them."""
    trace = tmp_path / "opgehaald"
    git(repository, "config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "kloon"
    git(
        tmp_path,
        "clone",
        "-q",
        "--filter=tree:0",
        "--no-checkout",
        f"file://{repository}",
        str(clone),
    )
    if git(clone, "config", "remote.origin.promisor") != "true":
        pytest.skip("this git makes no partial clones")
    for folder in ("clauses", "templates"):
        shutil.copytree(repository / folder, clone / folder)
    trap = tmp_path / "val.sh"
    trap.write_text(f"#!/bin/sh\ntouch '{trace}'\nexit 1\n")
    trap.chmod(0o755)
    git(clone, "config", "remote.origin.uploadpack", str(trap))
    git(clone, "ls-tree", "-r", "HEAD")
    assert trace.exists(), "the trap does not work, so this test would prove nothing"
    trace.unlink()
    revision(clone)
    assert not trace.exists()
