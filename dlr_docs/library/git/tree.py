"""The files of a library at a commit, put in a folder of the cache and checked against the commit.

A commit is a digest of its tree, a tree of what is in it: whoever has the right digest has the
right files, wherever they came from. So every object is digested here, and what a library cannot
hold (links, submodules, files that stand elsewhere, names that lead out of it) is refused before
anything is written. Only what a layer may have is read, however large the repository is.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from dlr_docs.basis.cache import cache_folder, is_ours
from dlr_docs.library.folder import (
    ELSEWHERE,
    FOLDERS,
    LAYER_FILE,
    MAXIMUM_DEPTH,
    MAXIMUM_ENTRIES,
)
from dlr_docs.library.git.asking import INCOMPLETE, GitFailed, objects, run

_MANIFEST = ".dlr-docs-laag.json"
_LARGEST = 20_000_000  # bytes of a file; no Word template may be larger
_MOST_BYTES = 60_000_000  # of all files together, templates counted
_TREE, _LINK, _MODULE = "40000", "120000", "160000"
_FORBIDDEN = frozenset(["", ".", "..", ".git"])
_UNWRITABLE = frozenset('\\:*?"<>|')  # in Windows


class _Entry(Struct, frozen=True):
    """A file in a tree."""

    path: str
    digest: str


def folder_of(repository: Path, commit: str, prefix: str, name: str) -> Path:
    """The files of a library at a commit: read from git once, and kept.

    Args:
        repository: where git finds it.
        commit: its whole digest.
        prefix: the folder of the library in the repository, empty for the top.
        name: what people call it.

    Raises:
        GitFailed: when it cannot be read, or holds what a library cannot; the words say why.
    """
    found = kept_folder(commit, prefix, name)
    if not is_whole(found):
        shutil.rmtree(found, ignore_errors=True)
        _write(found, _files(repository, commit, prefix), commit)
    return found


def kept_folder(commit: str, prefix: str, name: str) -> Path:
    """Where the files of a commit are kept, whether they are or not.

    Raises:
        GitFailed: when nothing may be kept.
    """
    base = cache_folder()
    if base is None:
        raise GitFailed(
            "een versie uit git wordt in de cache bewaard, en die staat uit",
            "Zet DLR_DOCS_CACHE op een map, of haal die variabele weg.",
        )
    whole = hashlib.sha256(f"{commit} {prefix}".encode()).hexdigest()[:8]
    called = "".join(letter for letter in name if letter.isalnum() or letter in "-_")[:40]
    return Path(base, "lagen", f"{called or 'laag'}-{commit[:12]}-{whole}")


def is_whole(folder: Path) -> bool:
    """Whether a folder still holds what was put in it, as far as sizes and times tell: also the
    time of the inode, which nobody can put back.
    """
    try:
        if not is_ours(os.stat(folder)):
            return False
        told = json.loads((folder / _MANIFEST).read_bytes())
        return all(_stamp(folder / name) == kept for name, kept in told["bestanden"].items())
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _stamp(path: Path) -> list[int]:
    status = os.lstat(path)
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns]


def _files(repository: Path, commit: str, prefix: str) -> dict[str, bytes]:
    """The files of a library at a commit, every digest of which is right."""
    top = _root_of(repository, commit)
    for part in filter(None, prefix.split("/")):
        inside = dict(_entries(_tree(repository, top), len(top)))
        if inside.get(part, ("", ""))[0] != _TREE:
            raise GitFailed(f"op dat moment was er geen map '{prefix}'")
        top = inside[part][1]
    own = dict(_entries(_tree(repository, top), len(top)))
    waiting = [(name, *own[name]) for name in FOLDERS if name in own]
    if LAYER_FILE in own:
        waiting.append((LAYER_FILE, *own[LAYER_FILE]))
    entries = list(_walk(repository, waiting))
    contents = _contents(repository, entries)
    for path, content in contents.items():
        if content.startswith(ELSEWHERE.encode()):
            raise GitFailed(f"'{path}' staat in Git LFS, en niet in de repository zelf")
    return contents


def _root_of(repository: Path, commit: str) -> str:
    content = _checked(repository, [commit], "commit")[0]
    return content.partition(b"\n")[0].removeprefix(b"tree ").decode("ascii", "replace")


def _tree(repository: Path, digest: str) -> bytes:
    return _checked(repository, [digest], "tree")[0]


def _checked(repository: Path, digests: list[str], kind: str) -> list[bytes]:
    """The contents of objects, each of which has the digest that it is called by."""
    found = []
    for digest, item in zip(digests, objects(repository, digests), strict=True):
        if item is None:
            raise GitFailed(INCOMPLETE)
        if item[0] != kind or digest_of(item[1], kind, len(digest)) != digest:
            raise GitFailed("de repository is beschadigd: een digest klopt niet")
        found.append(item[1])
    return found


def digest_of(content: bytes, kind: str, length: int) -> str:
    """The name that git gives an object: SHA-1, or SHA-256 in a repository that chose it."""
    made = hashlib.new("sha1" if length == 40 else "sha256", usedforsecurity=False)
    made.update(f"{kind} {len(content)}\0".encode() + content)
    return made.hexdigest()


def _entries(tree: bytes, length: int) -> Iterator[tuple[str, tuple[str, str]]]:
    """Name, mode and digest of what is in a tree object; digests have so many digits."""
    size = length // 2
    at = 0
    while at < len(tree):
        end = tree.index(b"\0", at)
        mode, _, name = tree[at:end].partition(b" ")
        digest = tree[end + 1 : end + 1 + size].hex()
        yield name.decode("utf-8", "surrogateescape"), (mode.decode("ascii"), digest)
        at = end + 1 + size


def _walk(repository: Path, waiting: list[tuple[str, str, str]]) -> Iterator[_Entry]:
    """The files in trees and below them, a level at a time."""
    seen = 0
    for _ in range(MAXIMUM_DEPTH):
        trees = [(path, digest) for path, mode, digest in waiting if mode == _TREE]
        yield from (_file(*item) for item in waiting if item[1] != _TREE)
        read = _checked(repository, [digest for _, digest in trees], "tree")
        waiting = list(
            itertools.chain.from_iterable(
                _inside(path, content, len(digest))
                for (path, digest), content in zip(trees, read, strict=True)
            )
        )
        seen += len(waiting)
        if seen > MAXIMUM_ENTRIES:
            raise GitFailed("er staan te veel bestanden in")
        _refuse_alike(path for path, _, _ in waiting)
        if not waiting:
            return
    raise GitFailed("er staan mappen te diep in elkaar")


def _inside(path: str, tree: bytes, length: int) -> list[tuple[str, str, str]]:
    """What is in a folder, by its path."""
    return [(f"{path}/{_plain(name, path)}", *about) for name, about in _entries(tree, length)]


def _file(path: str, mode: str, digest: str) -> _Entry:
    if mode == _LINK:
        raise GitFailed(f"'{path}' is een koppeling")
    if mode == _MODULE:
        raise GitFailed(f"'{path}' is een submodule, een andere repository")
    return _Entry(path, digest)


def _plain(name: str, path: str) -> str:
    """A name that is one, on every system."""
    if name.lower() in _FORBIDDEN or not name.isprintable() or set(name) & _UNWRITABLE:
        raise GitFailed(f"in '{path}' staat een naam die geen bestandsnaam kan zijn")
    return name


def _refuse_alike(paths: Iterable[str]) -> None:
    """Two names that are one on Windows and macOS, of which the last would win."""
    seen: set[str] = set()
    for path in paths:
        if path.casefold() in seen:
            raise GitFailed(f"'{path}' staat er twee keer in, op hoofdletters na")
        seen.add(path.casefold())


def _contents(repository: Path, entries: list[_Entry]) -> dict[str, bytes]:
    """The bytes of files; their sizes are asked before any is read."""
    given = "".join(f"{entry.digest}\n" for entry in entries).encode()
    told = run(repository, "cat-file", "--batch-check", given=given).split(b"\n") if entries else []
    sizes = [int(line.split(b" ")[2]) for line in told if line.count(b" ") == 2]
    if any(size > _LARGEST for size in sizes) or sum(sizes) > _MOST_BYTES:
        raise GitFailed("er staan te grote bestanden in")
    read = _checked(repository, [entry.digest for entry in entries], "blob")
    return {entry.path: content for entry, content in zip(entries, read, strict=True)}


def _write(folder: Path, files: Mapping[str, bytes], commit: str) -> None:
    """Put files in a folder in one step, to be read only."""
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not is_ours(os.stat(folder.parent)):
        raise GitFailed(f"de cachemap '{folder.parent}' is niet van u alleen")
    fresh = Path(tempfile.mkdtemp(prefix=".nieuw-", dir=folder.parent))
    try:
        told = {name: _put(fresh / name, content) for name, content in files.items()}
        manifest = json.dumps({"commit": commit, "bestanden": told})
        (fresh / _MANIFEST).write_text(manifest, encoding="utf-8")
        os.replace(fresh, folder)
    except OSError as exc:
        if not is_whole(folder):  # another process was there first otherwise
            raise GitFailed("de cache kan niet worden geschreven") from exc
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _put(path: Path, content: bytes) -> list[int]:
    """Write a file; its size and times."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    path.chmod(0o444)
    return _stamp(path)
