"""The state of a library in git, read without running anything that the library brings along.

A folder that comes from somebody else may hold a ``.git`` with settings that name programs: ``git
status`` would start a file monitor or a filter from it, ``git log`` a program that checks
signatures. So only git's plumbing is asked, which reads no such settings, and the files are
compared here.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from dlr_docs.model.provenance import CHANGED

_FOLDERS = ("clauses", "templates")
_PATIENCE = 10  # seconds that git gets
_QUIET = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
}


def ask_revision(root: Path) -> Callable[[], str]:
    """Ask for the commit that last changed a library, marked when files were changed since; nothing
    outside git.

    Returns:
        A function that waits for the answer: git works while we read.
    """
    if not _is_in_git(root):
        return str
    commit, listing = (
        _ask(root, "rev-list", "-1", "HEAD"),
        _ask(root, "ls-tree", "-r", "-z", "HEAD"),
    )

    def answer() -> str:
        found, listed = commit().decode("ascii", "replace").strip(), listing()
        return f"{found}{CHANGED}" if found and _is_changed(root, listed) else found

    return answer


def _is_in_git(root: Path) -> bool:
    """Whether git would find a repository; an installed library stands in none, and then git need
    not start.
    """
    folder = root.absolute()
    return "GIT_DIR" in os.environ or any(
        (above / ".git").exists() for above in (folder, *folder.parents)
    )


def _ask(root: Path, *arguments: str) -> Callable[[], bytes]:
    """Ask git about the folders of a library; the answer is empty when there is no git."""
    import subprocess

    command = ["git", "-C", str(root), "-c", "core.fsmonitor=false", *arguments, "--", *_FOLDERS]
    quiet = {**os.environ, **_QUIET}
    try:
        asked = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=quiet
        )
    except OSError:
        return bytes

    def answer() -> bytes:
        try:
            said, _ = asked.communicate(timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            asked.kill()
            said, _ = b"", asked.wait()
        return said if asked.returncode == 0 else b""

    return answer


def _is_changed(root: Path, listing: bytes) -> bool:
    """Whether the files on disk are others than those of the last commit."""
    committed = dict(_entries(listing))
    if not committed.keys() >= set(_files(root)):
        return True
    return not all(_same(root / name, digest) for name, digest in committed.items())


def _entries(listing: bytes) -> Iterator[tuple[str, str]]:
    """Path and digest of each file that ``git ls-tree`` lists."""
    for line in filter(None, listing.split(b"\0")):
        about, _, name = line.partition(b"\t")
        yield os.fsdecode(name), about.split()[2].decode("ascii")


def _files(root: Path) -> Iterator[str]:
    """The files of a library; those with a dot or ``~$`` in front belong to other programs."""
    for top in _FOLDERS:
        for folder, _, names in os.walk(root / top):
            inside = Path(folder).relative_to(root).as_posix()
            yield from (f"{inside}/{name}" for name in names if not name.startswith((".", "~$")))


def _same(path: Path, digest: str) -> bool:
    """Whether a file is the one with this digest in git, also when git changed its line ends for
    Windows.
    """
    try:
        content = path.read_bytes()
    except OSError:
        return False
    return _blob(content, len(digest)) == digest or (
        b"\r\n" in content and _blob(content.replace(b"\r\n", b"\n"), len(digest)) == digest
    )


def _blob(content: bytes, length: int) -> str:
    """The name that git gives a file: SHA-1, or SHA-256 in a repository that chose it."""
    made = hashlib.new("sha1" if length == 40 else "sha256", usedforsecurity=False)
    made.update(b"blob %d\0" % len(content) + content)
    return made.hexdigest()
