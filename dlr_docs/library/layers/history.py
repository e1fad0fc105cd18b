"""Who changed a clause, when and why, across names that it had: git asked by its plumbing."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path

from msgspec import Struct

from dlr_docs.basis.characters import harmless
from dlr_docs.build.renewal import renamed_clauses
from dlr_docs.library.git import asking as git
from dlr_docs.model.library import Library

MOST = 10_000  # commits that are looked at
_UNCOMMITTED = "nog niet vastgelegd"
_PERSON = re.compile(r"author (.*) <[^>]*> (-?[0-9]{1,12}) ([+-][0-9]{4})")


class Revision(Struct, frozen=True):
    """A commit that changed a file: who made it, when and why, what the file was called and what it
    said afterwards; None when it is gone. One without a commit is a change that nobody committed
    yet.
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
    revisions = [
        revision_of(commit, name.removeprefix(f"{prefix}/"), about, content)
        for (commit, name), about, content in zip(found, read, contents, strict=True)
    ]
    for (commit, name), item in zip(found, revisions, strict=True):
        if item.text is None and git.has_entry(folder, commit, name):
            raise git.GitFailed(git.INCOMPLETE)
    return revisions


class ClauseHistory(Struct, frozen=True):
    """The revisions of a clause, the newest first, with its name now, its path, and the number of
    its layer; ``is_cut`` when the repository is a clone that does not go back to the beginning.
    """

    name: str
    path: str
    layer: int
    revisions: tuple[Revision, ...]
    is_cut: bool = False


def clause_history(name: str, library: Library, most: int = MOST) -> ClauseHistory:
    """The history of a clause, also by a name that it had before.

    Args:
        name: the topic and the variant. One that is not there any more is followed to what took its
            place (``vervangt``), or what git renamed it to.
        library: whose layers are looked through, the highest first for a name that none has.
        most: how many revisions.

    Raises:
        GitFailed: when git cannot answer.
    """
    clauses = {clause.id: clause for clause in library.all_clauses()}
    now = renamed_clauses(library).get(name, name)
    if now in clauses:
        layer = clauses[now].layer
        earlier = (now, *clauses[now].succeeds)  # the new name may not be committed yet
        return _first_known(earlier, (layer,), library, most, now)
    layers = (*reversed(range(len(library.origins))),)
    found = _first_known((name,), layers, library, most, name)
    later = _later(library.origins[found.layer], found.path, found.revisions)
    if later is None:
        return found
    return _first_known((later,), (found.layer,), library, most, later)


def _first_known(
    names: Sequence[str], layers: Sequence[int], library: Library, most: int, now: str
) -> ClauseHistory:
    """The history by the first of these names that is there in one of these layers; else by the
    first that was there.
    """
    found: list[ClauseHistory] = []
    failed: list[git.GitFailed] = []
    for layer, name in itertools.product(layers, names):
        try:
            revisions = file_history(library.origins[layer], clause_path(name), most=most)
        except git.GitFailed as exc:
            failed.append(exc)
            continue
        if revisions:
            is_cut = git.is_shallow(library.origins[layer])
            found.append(ClauseHistory(now, clause_path(now), layer, tuple(revisions), is_cut))
        if revisions and revisions[0].text is not None:
            return found[-1]
    if failed and not found:
        raise failed[0]
    return found[0] if found else ClauseHistory(now, clause_path(now), layers[0], ())


def clause_path(name: str) -> str:
    """The path of a clause in its layer."""
    return f"clauses/{name}.md"


def _later(folder: Path, path: str, revisions: Sequence[Revision]) -> str | None:
    """What a clause that is gone is called now, when git sees that it was renamed."""
    prefix = git.place_in_repository(folder)
    seen = {path}
    while revisions and revisions[0].text is None:
        names = _renamed(folder, revisions[0].commit)
        whole = f"{prefix}/{path}" if prefix else path
        later = next((new for old, new in names if old == whole), None)
        path = (later or "").removeprefix(f"{prefix}/")
        if later is None or path in seen:
            return None
        seen.add(path)
        revisions = file_history(folder, path, most=1)
    found = re.fullmatch(r"clauses/([^/]+/[^/]+)\.md", path)
    return found[1] if found and len(seen) > 1 else None


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
    return next((old for old, new in _renamed(folder, commit) if new == whole), None)


def _renamed(folder: Path, commit: str) -> list[tuple[str, str]]:
    """The files that a commit renamed: their old and their new names."""
    said = git.run(
        folder, "diff-tree", "-r", "-M", "-z", "--name-status", "--no-commit-id", "--diff-filter=R",
        commit, none=b"",
    )  # fmt: skip
    parts = said.decode("utf-8", "replace").split("\0")
    return list(zip(parts[1::3], parts[2::3], strict=False))


def uncommitted(path: str) -> Revision:
    """What stands for a change that is only in the folder."""
    return Revision("", "", "", _UNCOMMITTED, path, None)


def revision_of(
    commit: str, path: str, about: tuple[str, bytes] | None, content: tuple[str, bytes] | None
) -> Revision:
    """A commit by what git has of it.

    Args:
        about: the commit itself.
        content: the file afterwards, when it is asked for.
    """
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
