"""The clause library on disk: clauses, outlines, shared values, terms and the table of the law.

``read_library`` reads everything it can and returns what it could not read as problems, so that one
run shows them all; ``load_library`` is for those who need a library without errors. How its files
are read stands in :mod:`dlr_docs.library.files`, which is imported when they are.
"""

from __future__ import annotations

import time
import weakref
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from msgspec.structs import replace

from dlr_docs.basis.cache import remembered
from dlr_docs.basis.problems import LibraryError, Problem, has_errors
from dlr_docs.files.installation import default_library_path
from dlr_docs.library.folder import Contents, Stamp, contents_of
from dlr_docs.library.revision import ask_revision
from dlr_docs.model.library import Library
from dlr_docs.version import VERSION

_UNSETTLED = (
    2_000_000_000  # nanoseconds; a file changed so lately may change again and keep its times
)


def load_library(path: str | Path | None = None) -> Library:
    """Read a whole library.

    Args:
        path: the folder that holds ``clauses`` and ``templates``; None is the library of the
            package.

    Raises:
        LibraryError: carrying every problem found.
    """
    library, problems = read_library(path)
    if has_errors(problems):
        raise LibraryError(problems)
    return library


def read_library(path: str | Path | None = None) -> tuple[Library, list[Problem]]:
    """Read what can be read of a library, and say what cannot."""
    root = default_library_path() if path is None else Path(path)
    library, problems = _read_once(root, contents_of(root))
    return library, list(problems)


# The library that a folder gave last, as long as somebody holds it.
_latest: weakref.WeakValueDictionary[Path, Library] = weakref.WeakValueDictionary()


def _read_once(root: Path, contents: Contents) -> tuple[Library, tuple[Problem, ...]]:
    """The library that somebody still holds when none of its files has changed; else it is read."""
    held = _latest.get(root)
    if held is not None:
        known: tuple[Problem, ...] | None = held.memory.recall(_read, contents)
        if known is not None:
            return held, known
    library, problems = _read(root, contents)
    library.memory.keep(_read, contents, problems)
    _latest[root] = library
    return library, problems


def _read(root: Path, contents: Contents) -> tuple[Library, tuple[Problem, ...]]:
    """Read a library, or take what the cache kept of the same files."""

    def read() -> tuple[Library, tuple[Problem, ...]]:
        from dlr_docs.library.files import read_files

        return read_files(root, [name for name, *_ in stamps])

    stamps = contents.stamps
    revision = _ask_revision(root, contents.folders)
    library, problems = (
        remembered("bibliotheek", (str(root), stamps), read) if _is_settled(stamps) else read()
    )
    return replace(library, revision=revision()), problems


def _is_settled(stamps: Iterable[Stamp]) -> bool:
    """Whether stamps are old enough to tell every later change: clocks of file systems tick
    slowly.
    """
    latest = max((max(changed, made) for _, _, changed, made in stamps), default=0)
    return latest < time.time_ns() - _UNSETTLED


def _ask_revision(root: Path, folders: Sequence[str]) -> Callable[[], str]:
    """Ask for the git commit that last changed the library, marked when files were changed since.

    The library inside an installed package has the version of the package; any other one outside
    git has none.

    Returns:
        A function that waits for the answer: git works while we read.
    """
    if root == Path(__file__).resolve().parents[1] / "bibliotheek":
        return lambda: f"dlr-docs {VERSION}"
    return ask_revision(root, folders)
