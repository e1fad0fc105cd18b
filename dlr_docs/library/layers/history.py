"""Who changed a clause, when and why, across names that it had: git asked by its plumbing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path

from msgspec import Struct

from dlr_docs.basis.characters import harmless
from dlr_docs.library.git import asking as git

MOST = 10_000  # commits that are looked at
_PERSON = re.compile(r"author (.*) <[^>]*> (-?[0-9]{1,12}) ([+-][0-9]{4})")


class Revision(Struct, frozen=True):
    """A commit that changed a file: who made it, when and why, what the file was called and what it
    said afterwards; None when it is gone.
    """

    commit: str
    who: str
    when: str
    why: str
    path: str
    text: str | None


def file_history(folder: Path, path: str, start: str = "HEAD", most: int = MOST) -> list[Revision]:
    """The commits that changed a file, the newest first, also under names that it had before.

    Args:
        folder: of a library, in a repository.
        path: the file, from that folder; it need not be there any more.
        start: the commit to begin at.
        most: how many; one more tells that there are others.

    Raises:
        GitFailed: when git cannot answer.
    """
    prefix = git.place_in_repository(folder)
    whole = f"{prefix}/{path}" if prefix else path
    found = list(_touched(folder, whole, start, most))
    read = git.objects(folder, [commit for commit, _ in found])
    contents = git.objects(folder, [f"{commit}:{name}" for commit, name in found])
    return [
        _revision(commit, name.removeprefix(f"{prefix}/"), about, content)
        for (commit, name), about, content in zip(found, read, contents, strict=True)
    ]


def _touched(folder: Path, whole: str, start: str, most: int) -> Iterator[tuple[str, str]]:
    """The commits that changed a file, each with its name then."""
    seen: set[str] = set()
    count = 0
    while whole not in seen and count < most:
        seen.add(whole)
        said = git.run(
            folder, "rev-list", f"--max-count={most - count}", start,
            "--", f":(top,literal){whole}", none=b"",
        )  # fmt: skip
        commits = said.decode("ascii").split()
        yield from ((commit, whole) for commit in commits)
        count += len(commits)
        if not commits:
            return
        earlier = _earlier_name(folder, commits[-1], whole)
        if earlier is None:
            return
        start, whole = f"{commits[-1]}^", earlier


def _earlier_name(folder: Path, commit: str, whole: str) -> str | None:
    """What a file was called before the commit in which it came, when that renamed it."""
    said = git.run(
        folder, "diff-tree", "-r", "-M", "-z", "--name-status", "--no-commit-id", "--diff-filter=R",
        commit, none=b"",
    )  # fmt: skip
    parts = said.decode("utf-8", "replace").split("\0")
    pairs = zip(parts[1::3], parts[2::3], strict=False)
    return next((old for old, new in pairs if new == whole), None)


def _revision(
    commit: str, path: str, about: tuple[str, bytes] | None, content: tuple[str, bytes] | None
) -> Revision:
    head, _, message = (about[1] if about else b"").decode("utf-8", "replace").partition("\n\n")
    person = _PERSON.search(head)
    who, when = (person[1], _day(person[2], person[3])) if person else ("", "")
    why = " ".join(message.strip().partition("\n\n")[0].split())
    text = content[1].decode("utf-8", "replace") if content and content[0] == "blob" else None
    return Revision(commit, harmless(who), when, harmless(why), path, text)


def _day(seconds: str, zone: str) -> str:
    """The day on the clock of who made it."""
    minutes = int(zone[1:3]) * 60 + int(zone[3:5])
    offset = timezone(timedelta(minutes=min(minutes, 1439) * (-1 if zone[0] == "-" else 1)))
    try:
        return datetime.fromtimestamp(int(seconds), offset).date().isoformat()
    except (OverflowError, OSError, ValueError):
        return ""


def text_with(revisions: Sequence[Revision], digest: str) -> Revision | None:
    """The revision in which a file had a content, by the first digits of its digest."""
    import hashlib

    for item in revisions:
        text = (item.text or "").removeprefix("\ufeff").replace("\r\n", "\n")
        if digest and hashlib.sha256(text.encode()).hexdigest().startswith(digest):
            return item
    return None
