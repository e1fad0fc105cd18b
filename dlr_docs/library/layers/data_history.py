"""Who changed what a clause takes from elsewhere in its library, when and why: rows of the law,
values, terms, sorts of parties, kinds of documents.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from dlr_docs.library.git import asking as git
from dlr_docs.library.layers.differences import CITED_LAW, LibraryDifference, differences, texts_of
from dlr_docs.library.layers.history import Revision, revision_of, uncommitted
from dlr_docs.model.library import Clause, Library

_MOST = 20  # commits of a layer that are looked through: each file is read as YAML twice
_FILES = (":(glob)clauses/*.yaml", ":(glob)templates/*.yaml")
_IS_DATA = re.compile(r"(?:clauses|templates)/[^/]+\.yaml")
# What a text says by name that the data of the library holds, and what that is called there.
_CITED = re.compile(r"\b(wet|tabel|vorige_tabel|tabel_sinds)\(\s*[\"']([^\"']+)[\"']")
_SORTS = {"wet": CITED_LAW}
_NAME = re.compile(r"\b[a-z][a-z0-9_]*\b")


class DataChange(Struct, frozen=True):
    """A commit, and what it changed."""

    revision: Revision
    differences: tuple[LibraryDifference, ...]


class DataHistory(Struct, frozen=True):
    """The changes in the data of a layer, the newest first; ``is_since`` says that they are those
    since a commit and no others, and not as many as were looked through.
    """

    changes: tuple[DataChange, ...] = ()
    is_since: bool = False


def cited_by(clause: Clause) -> frozenset[tuple[str, str]]:
    """What of the data of the library a clause rests on: sort and name of each."""
    by_name = ((_SORTS.get(sort, "tabel"), name) for sort, name in _CITED.findall(clause.text))
    values = (("gegeven", name) for name in _NAME.findall(clause.text))
    return frozenset(itertools.chain(by_name, values))


def data_history(library: Library, number: int, since: str) -> DataHistory:
    """The commits that changed the data of a layer, and what is not committed yet.

    Args:
        number: of the layer in the library.
        since: the commit to look back to; the last so many when it is empty or not here.

    Raises:
        GitFailed: when git cannot answer.
    """
    layer, folder = library.layers[number], library.origins[number]
    if not layer.revision:
        return DataHistory()
    commits, is_since = _commits(folder, layer.revision, since)
    changes = [*_committed(folder, commits)]
    if layer.is_changed:
        changes.insert(0, _uncommitted(folder, layer.revision, library.roots[number]))
    return DataHistory(tuple(item for item in changes if item.differences), is_since)


def _commits(folder: Path, start: str, since: str) -> tuple[list[str], bool]:
    asked = ("rev-list", f"--max-count={_MOST + 1}", start)
    if since:
        said = git.run(folder, *asked, f"^{since}", "--", *_FILES, none=b"?")
        if said != b"?":
            commits = said.decode("ascii").split()
            return commits[:_MOST], len(commits) <= _MOST
    return git.run(folder, *asked, "--", *_FILES, none=b"").decode("ascii").split()[:_MOST], False


def _committed(folder: Path, commits: list[str]) -> Iterator[DataChange]:
    """What commits changed. The first of all changed nothing."""
    touched = [*_touched(folder, commits)]
    blobs = [*dict.fromkeys(itertools.chain.from_iterable(item[2:] for item in touched))]
    read = [*git.objects(folder, (*commits, *blobs))]
    texts = {
        name: item[1].decode("utf-8", "replace") if item else ""
        for name, item in zip(blobs, read[len(commits) :], strict=True)
    }
    for commit, about in zip(commits, read, strict=False):
        files = [(path, old, new) for it, path, old, new in touched if it == commit]
        before = {path: texts[old] for path, old, _ in files}
        after = {path: texts[new] for path, _, new in files}
        yield DataChange(revision_of(commit, "", about, None), differences(before, after))


def _touched(folder: Path, commits: list[str]) -> Iterator[tuple[str, str, str, str]]:
    """Commit, path, and the digests of what was and what came of each file that commits changed."""
    given = "".join(f"{item}\n" for item in commits).encode()
    said = git.run(
        folder, "diff-tree", "--stdin", "-r", "-z", "--no-renames", "--relative",
        "--", "clauses", "templates", given=given,
    )  # fmt: skip
    parts = iter(said.decode("utf-8", "replace").split("\0"))
    commit = ""
    for part in parts:
        if part.startswith(":"):
            path, (old, new) = next(parts, ""), part.split(" ")[2:4]
            if _IS_DATA.fullmatch(path):
                yield commit, path, old, new
        else:
            commit = part


def _uncommitted(folder: Path, start: str, root: Path) -> DataChange:
    """What the files say otherwise than they do at the last commit."""
    now = {path: text for path, text in texts_of(root).items() if _IS_DATA.fullmatch(path)}
    prefix = git.place_in_repository(folder)
    names = (f"{start}:{prefix}/{path}" if prefix else f"{start}:{path}" for path in now)
    then = {
        path: "" if item is None else item[1].decode("utf-8", "replace").replace("\r\n", "\n")
        for path, item in zip(now, git.objects(folder, names), strict=True)
    }
    other = [path for path, text in now.items() if text != then[path]]
    return DataChange(uncommitted(""), differences(_only(then, other), _only(now, other)))


def _only(texts: Mapping[str, str], paths: list[str]) -> dict[str, str]:
    return {path: texts[path] for path in paths}
