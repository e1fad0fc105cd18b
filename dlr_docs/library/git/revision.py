"""The state of a library in git, read without running anything that the library brings along.

A folder that comes from somebody else may hold a ``.git`` with settings that name programs: ``git
status`` would start a file monitor or a filter from it, ``git log`` a program that checks
signatures. So only git's plumbing is asked, which reads no such settings, and the files are
compared here.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from dlr_docs.basis.reading import NotPlain, TooLarge, read_plain
from dlr_docs.library.folder import FOLDERS, LAYER_FILE
from dlr_docs.library.git.asking import ask
from dlr_docs.model.provenance import CHANGED

_PATIENCE = 10.0  # seconds that git gets
_MOST_SAID = 4_000_000  # bytes that git may say; of ours it says thirty thousand
_MOST_FOLDERS = 1_000  # that git is asked about; more do not fit on a command line everywhere
_LARGEST = 20_000_000  # bytes of a file that is compared; no Word template may be larger


def ask_revision(root: Path, folders: Sequence[str]) -> Callable[[], str]:
    """Ask for the commit that last changed a library, marked when files were changed since; nothing
    outside git.

    Args:
        root: the folder of the library.
        folders: the folders in it, as paths from ``root``. Git lists these and no others, so that a
            tree without end is no work.

    Returns:
        A function that waits for the answer: git works while we read.
    """
    if not _is_in_git(root):
        return str
    commit = _ask(root, "rev-list", "-1", "HEAD", "--", *FOLDERS, LAYER_FILE)
    asked = [f"{Path(folder).as_posix()}/" for folder in folders[:_MOST_FOLDERS]]
    listing = _ask(root, "ls-tree", "-z", "-l", "HEAD", "--", *asked, LAYER_FILE)

    def answer() -> str:
        found, listed = commit().decode("ascii", "replace").strip(), listing()
        same = len(asked) == len(folders) and not _is_changed(root, listed)
        return found if same or not found else f"{found}{CHANGED}"

    return answer


def _is_in_git(root: Path) -> bool:
    """Whether git would find a repository; an installed library stands in none, and then git need
    not start.
    """
    folder = root.absolute()
    return any(os.path.lexists(above / ".git") for above in (folder, *folder.parents))


def _ask(root: Path, *arguments: str) -> Callable[[], bytes]:
    return ask(root, *arguments, maximum=_MOST_SAID, patience=_PATIENCE)


def _is_changed(root: Path, listing: bytes) -> bool:
    """Whether the files of a library differ from those of the last commit."""
    committed = list(_entries(listing))
    if not {name for name, _, _ in committed} >= set(_files(root)):
        return True
    return not all(_same(root / name, digest, size) for name, digest, size in committed)


def _entries(listing: bytes) -> Iterator[tuple[str, str, int]]:
    """Path, digest and size of each file that ``git ls-tree`` lists. A folder, which is not on disk
    then, has no size; nothing is as large as that.
    """
    for line in filter(None, listing.split(b"\0")):
        about, _, name = line.partition(b"\t")
        *_, digest, size = about.split()
        yield os.fsdecode(name), digest.decode("ascii"), int(size) if size.isdigit() else -1


def _files(root: Path) -> Iterator[str]:
    """The files of a library; those with a dot or ``~$`` in front belong to other programs."""
    if os.path.lexists(root / LAYER_FILE):
        yield LAYER_FILE
    for top in FOLDERS:
        for folder, _, names in os.walk(root / top):
            inside = Path(folder).relative_to(root).as_posix()
            yield from (f"{inside}/{name}" for name in names if not name.startswith((".", "~$")))


def _same(path: Path, digest: str, size: int) -> bool:
    """Whether a file is the one with this digest and size in git, also when git changed its line
    ends for Windows. A file of quite another size is not read.
    """
    try:
        status = os.lstat(path)
        if stat.S_ISLNK(status.st_mode):
            return _blob(os.fsencode(os.readlink(path)), len(digest)) == digest
        if not size <= status.st_size <= 2 * size:
            return False
        content = read_plain(path, _LARGEST)
    except (OSError, NotPlain, TooLarge):
        return False
    return _blob(content, len(digest)) == digest or (
        b"\r\n" in content and _blob(content.replace(b"\r\n", b"\n"), len(digest)) == digest
    )


def _blob(content: bytes, length: int) -> str:
    """The name that git gives a file: SHA-1, or SHA-256 in a repository that chose it."""
    made = hashlib.new("sha1" if length == 40 else "sha256", usedforsecurity=False)
    made.update(b"blob %d\0" % len(content) + content)
    return made.hexdigest()
