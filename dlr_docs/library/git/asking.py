"""Git, asked without running anything that a repository brings along.

Only plumbing is asked, which reads no settings that name programs; hooks, lazy fetches and the
network are off, and whatever names another repository is not believed. What a repository holds is
believed only when its digest is right: :mod:`dlr_docs.library.git.tree`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from dlr_docs.basis.processes import Program, start

PATIENCE = 30.0  # seconds that git gets for a question
MOST_SAID = 64_000_000  # bytes that git may say of files and their history
_QUIET = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
}
# What is left of the user's own settings. The rest of GIT_… names a repository, as in a hook, and
# the library may stand in another one.
_KEPT = ("GIT_CONFIG_", "GIT_EXEC_PATH")
_PLAIN = re.compile(r"(?!.*(\.\.|@\{|//|\.lock(/|$)))[A-Za-z0-9][A-Za-z0-9._/+-]{0,199}\Z")
_HEAD = re.compile(r"HEAD(~[0-9]{0,4})?\Z")
_HEX = re.compile(r"[0-9a-f]{7,64}\Z")


class GitFailed(Exception):
    """Git is not there, refuses, says too much or takes too long; the words say which, and
    ``hint`` what somebody can do, when that goes without saying what the repository holds.
    """

    def __init__(self, words: str, hint: str | None = None) -> None:
        super().__init__(words)
        self.hint = hint


def settings(environment: Mapping[str, str], kept: Sequence[str] = ()) -> dict[str, str]:
    """The surroundings of git.

    Args:
        kept: names of further settings of the user's own.
    """
    own = {
        name: value
        for name, value in environment.items()
        if not name.startswith("GIT_") or name.startswith(_KEPT) or name in kept
    }
    return own | _QUIET


def ask(root: Path, *arguments: str, maximum: int, patience: float) -> Callable[[], bytes]:
    """Ask git; the answer is empty when there is no git, it fails, or it goes on for ever.

    Returns:
        A function that waits for the answer: git works while we read.
    """
    try:
        asked = start(_command(root, arguments), settings(os.environ))
    except OSError:
        return bytes
    return lambda: _answer(asked, maximum, patience)


def _answer(asked: Program, maximum: int, patience: float) -> bytes:
    with asked:
        said = asked.said(maximum, patience)
    return said if said is not None and asked.code == 0 else b""


INCOMPLETE = "de repository mist er een deel van; is het een ondiepe of gedeeltelijke kloon?"


def _command(root: Path, arguments: Sequence[str]) -> list[str]:
    return ["git", "-C", str(root), "-c", "core.fsmonitor=false", *arguments]


def run(
    root: Path, *arguments: str, given: bytes | None = None, none: bytes | None = None
) -> bytes:
    """What git answers.

    Args:
        given: what it reads.
        none: the answer when git says that there is none; an error otherwise.

    Raises:
        GitFailed: when it is not there or cannot answer.
    """
    try:
        asked = start(_command(root, arguments), settings(os.environ), given=given)
    except FileNotFoundError:
        hint = "Installeer git, of noem een map zonder versie: en commit:."
        raise GitFailed("git staat niet op deze computer", hint) from None
    except OSError:
        raise GitFailed("git kan niet worden gestart") from None
    with asked:
        said = asked.said(MOST_SAID, PATIENCE)
    if said is None:
        raise GitFailed("git zegt te veel of doet er te lang over")
    if asked.code == 0:
        return said
    if none is not None:
        return none
    raise GitFailed("git weigert deze map te lezen")


def is_repository(folder: Path) -> bool:
    """Whether git finds a repository here; it may be above, and it may be bare."""
    return bool(run(folder, "rev-parse", "--git-dir", none=b""))


def has_commits(folder: Path) -> bool:
    """Whether anything was ever committed here."""
    return (
        bool(run(folder, "for-each-ref", "--count=1", none=b""))
        or commit_of(folder, "HEAD") is not None
    )


def is_shallow(folder: Path) -> bool:
    """Whether a clone has only the last of the history."""
    return run(folder, "rev-parse", "--is-shallow-repository", none=b"").strip() == b"true"


def place_in_repository(folder: Path) -> str:
    """The path of a folder in its repository, empty for the top of it."""
    return run(folder, "rev-parse", "--show-prefix", none=b"").decode().strip().rstrip("/")


def commit_of(folder: Path, name: str) -> str | None:
    """The commit that a tag, a branch or a digest stands for; None when there is none."""
    wanted = [f"refs/tags/{name}", f"refs/heads/{name}", f"refs/remotes/origin/{name}"]
    if not (_PLAIN.match(name) or _HEAD.match(name)):
        return None
    if _HEAD.match(name) or _HEX.match(name):
        wanted.append(name)
    for reference in wanted:
        said = run(
            folder, "rev-parse", "--verify", "--quiet", f"{reference}^{{commit}}", none=b""
        ).decode("ascii", "replace")
        if said:
            return said.strip()
    return None


def names_in(folder: Path) -> list[str]:
    """The tags and branches of a repository."""
    said = run(
        folder, "for-each-ref", "--count=500", "--format=%(refname:lstrip=2)",
        "refs/tags", "refs/heads",
    )  # fmt: skip
    return said.decode("utf-8", "replace").split()


def has_entry(folder: Path, commit: str, name: str) -> bool:
    """Whether a commit has a file, by its path from the top; its content need not be here."""
    return bool(run(folder, "ls-tree", "--full-tree", commit, "--", name, none=b""))


def tags_after(folder: Path, commit: str) -> list[str]:
    """The tags that were made of a later commit than this one, the newest first."""
    said = run(
        folder, "for-each-ref", f"--contains={commit}", "--sort=-creatordate", "--count=20",
        "--format=%(objectname) %(*objectname) %(refname:lstrip=2)", "refs/tags", none=b"",
    )  # fmt: skip
    lines = (line.split(" ", 2) for line in said.decode("utf-8", "replace").splitlines())
    return [name for plain, peeled, name in lines if commit not in (plain, peeled)]


def objects(folder: Path, names: Iterable[str]) -> Iterator[tuple[str, bytes] | None]:
    """Kind and content of objects, in order; None for one that is missing.

    Raises:
        GitFailed: when git cannot answer.
    """
    wanted = list(names)
    if not wanted:
        return
    given = "".join(f"{name}\n" for name in wanted).encode()
    said = run(folder, "cat-file", "--batch", given=given)
    at = 0
    for _ in wanted:
        end = said.index(b"\n", at)
        head = said[at:end].split(b" ")
        if head[-1] == b"missing" or len(head) != 3:
            at = end + 1
            yield None
            continue
        size = int(head[2])
        yield head[1].decode("ascii"), said[end + 1 : end + 1 + size]
        at = end + size + 2
