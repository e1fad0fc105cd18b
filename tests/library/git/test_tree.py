"""A commit as a folder: every digest is right, and what a library cannot hold stays out."""

from __future__ import annotations

import os
import zlib
from pathlib import Path

import pytest

from dlr_docs.library.git.asking import GitFailed, commit_of, is_repository, names_in, objects
from dlr_docs.library.git.tree import folder_of, is_whole, kept_folder
from tests.repositories import committed, git, needs_git

pytestmark = needs_git
CLAUSE = "clauses/doel/algemeen.md"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DLR_DOCS_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "laag"
    (folder / "clauses/doel").mkdir(parents=True)
    (folder / CLAUSE).write_text("Tekst.\n", encoding="utf-8")
    (folder / "groot.bin").write_bytes(b"0" * 1000)
    committed(folder)
    return folder


def at(repository: Path, prefix: str = "") -> Path:
    commit = git(repository, "rev-parse", "HEAD")
    return folder_of(repository, commit, prefix, "laag")


def refused(repository: Path) -> str:
    with pytest.raises(GitFailed) as caught:
        at(repository)
    kept = repository.parent / "cache" / "lagen"
    assert not kept.exists() or not list(kept.iterdir())
    return str(caught.value)


def staged(repository: Path, mode: str, digest: str, path: str) -> None:
    """A commit with something in its tree that need not be on disk."""
    git(repository, "update-index", "--add", "--cacheinfo", f"{mode},{digest},{path}")
    git(repository, "commit", "-q", "-m", "odd")


def test_only_what_a_library_has_is_read_and_it_can_be_told_to_be_whole(repository: Path) -> None:
    found = at(repository)
    assert (found / CLAUSE).read_text(encoding="utf-8") == "Tekst.\n"
    assert not (found / "groot.bin").exists()
    assert is_whole(found)
    assert at(repository) == found


def test_what_was_changed_in_the_cache_is_read_anew(repository: Path) -> None:
    found = at(repository)
    (found / CLAUSE).chmod(0o644)
    (found / CLAUSE).write_text("Kwaad.\n", encoding="utf-8")
    assert not is_whole(found)
    assert (at(repository) / CLAUSE).read_text(encoding="utf-8") == "Tekst.\n"
    status = os.stat(found / CLAUSE)
    (found / CLAUSE).chmod(0o644)
    (found / CLAUSE).write_text("Kwaad.\n", encoding="utf-8")
    os.utime(found / CLAUSE, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert not is_whole(found)


@pytest.mark.skipif(os.name == "nt", reason="needs the rights of POSIX")
def test_a_folder_of_somebody_else_is_not_believed(repository: Path) -> None:
    found = at(repository)
    found.chmod(0o777)
    assert not is_whole(found)


def test_an_object_that_is_not_what_it_is_called_is_refused(repository: Path) -> None:
    digest = git(repository, "rev-parse", f"HEAD:{CLAUSE}")
    path = repository / ".git/objects" / digest[:2] / digest[2:]
    path.chmod(0o644)
    path.write_bytes(zlib.compress(b"blob 7\0Kwaad.\n"))
    assert "een digest klopt niet" in refused(repository)


def test_what_a_clone_lacks_is_told(repository: Path) -> None:
    digest = git(repository, "rev-parse", f"HEAD:{CLAUSE}")
    (repository / ".git/objects" / digest[:2] / digest[2:]).unlink()
    assert "ondiepe of gedeeltelijke kloon" in refused(repository)


def test_a_shallow_clone_has_its_own_commit_and_no_other(repository: Path) -> None:
    first = git(repository, "rev-parse", "HEAD")
    committed(repository, "tweede")
    git(repository.parent, "clone", "-q", "--depth=1", f"file://{repository}", "ondiep")
    clone = repository.parent / "ondiep"
    assert (at(clone) / CLAUSE).is_file()
    assert commit_of(clone, first) is None


def test_links_modules_and_files_elsewhere_are_refused(repository: Path) -> None:
    link = git(repository, "hash-object", "-w", "--stdin", given=b"/etc/passwd")
    staged(repository, "120000", link, "clauses/doel/weg.md")
    assert "'clauses/doel/weg.md' is een koppeling" in refused(repository)
    git(repository, "rm", "-q", "--cached", "clauses/doel/weg.md")
    staged(repository, "160000", "1" * 40, "clauses/ander")
    assert "submodule" in refused(repository)
    git(repository, "rm", "-q", "--cached", "clauses/ander")
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"
    staged(
        repository,
        "100644",
        git(repository, "hash-object", "-w", "--stdin", given=pointer),
        "clauses/doel/lfs.md",
    )
    assert "Git LFS" in refused(repository)


def test_a_module_outside_the_library_is_none_of_ours(repository: Path) -> None:
    staged(repository, "160000", "1" * 40, "elders")
    assert (at(repository) / CLAUSE).is_file()


@pytest.mark.parametrize("name", [b"..", b".git", b".GIT", b"a\\b", b"c:x", b"bel\x07"])
def test_names_that_lead_elsewhere_are_refused(repository: Path, name: bytes) -> None:
    blob = bytes.fromhex(git(repository, "hash-object", "-w", "--stdin", given=b"x"))
    inner = tree(repository, b"100644 " + name + b"\0" + blob)
    top = tree(repository, b"40000 clauses\0" + bytes.fromhex(inner))
    commit = git(repository, "commit-tree", "-m", "kwaad", top)
    git(repository, "update-ref", "HEAD", commit)
    assert "geen bestandsnaam" in refused(repository)


def tree(repository: Path, content: bytes) -> str:
    return git(
        repository, "hash-object", "-t", "tree", "-w", "--literally", "--stdin", given=content
    )


def test_two_names_that_are_one_elsewhere_are_refused(repository: Path) -> None:
    blob = git(repository, "hash-object", "-w", "--stdin", given=b"x")
    staged(repository, "100644", blob, "clauses/doel/ALGEMEEN.md")
    assert "op hoofdletters na" in refused(repository)


def test_a_tree_without_end_and_files_without_bound_are_refused(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blob = git(repository, "hash-object", "-w", "--stdin", given=b"x")
    staged(repository, "100644", blob, f"clauses/{'a/' * 30}x.md")
    assert "te diep" in refused(repository)
    git(repository, "reset", "-q", "--hard", "HEAD~1")
    monkeypatch.setattr("dlr_docs.library.git.tree._MOST_BYTES", 3)
    assert "te grote bestanden" in refused(repository)


def test_the_objects_of_another_digest_are_read_too(tmp_path: Path, repository: Path) -> None:
    other = tmp_path / "sha256"
    (other / "clauses/doel").mkdir(parents=True)
    (other / CLAUSE).write_text("Ook.\n", encoding="utf-8")
    git(other, "init", "-q", "--object-format=sha256")
    commit = committed(other)
    if len(commit) != 64:
        pytest.skip("this git knows one digest")
    assert (at(other) / CLAUSE).read_text(encoding="utf-8") == "Ook.\n"


def test_without_a_cache_no_version_can_be_used(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DLR_DOCS_CACHE", "uit")
    assert "cache" in refused(repository)
    with pytest.raises(GitFailed) as caught:
        kept_folder("0" * 40, "", "laag")
    assert "DLR_DOCS_CACHE" in (caught.value.hint or "")


def test_nothing_that_a_repository_names_is_started(repository: Path, tmp_path: Path) -> None:
    trace = tmp_path / "gestart"
    trap = tmp_path / "val.sh"
    trap.write_text(f"#!/bin/sh\ntouch '{trace}'\ncat\n")
    trap.chmod(0o755)
    (repository / ".git/info").mkdir(exist_ok=True)
    (repository / ".git/info/attributes").write_text("* filter=val diff=val\n")
    for key in (
        "core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.hooksPath",
        "core.alternateRefsCommand", "gpg.program", "filter.val.smudge", "filter.val.clean",
        "diff.val.textconv", "diff.external", "credential.helper", "uploadpack.packObjectsHook",
    ):  # fmt: skip
        git(repository, "config", key, str(trap))
    for hook in ("post-checkout", "reference-transaction", "post-index-change"):
        (repository / ".git/hooks").mkdir(exist_ok=True)
        (repository / ".git/hooks" / hook).write_text(trap.read_text())
        (repository / ".git/hooks" / hook).chmod(0o755)
    (repository / CLAUSE).unlink()
    git(repository, "checkout", "--", CLAUSE)
    assert trace.exists(), "the trap does not work, so this test would prove nothing"
    trace.unlink()
    assert is_repository(repository)
    assert names_in(repository) == ["hoofd"]
    assert commit_of(repository, "hoofd") == git(repository, "rev-parse", "HEAD")
    assert (at(repository) / CLAUSE).is_file()
    assert list(objects(repository, ["0" * 40])) == [None]
    assert not trace.exists()
