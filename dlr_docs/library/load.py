"""The clause library on disk: clauses, outlines, shared values, terms and the table of the law.

``read_library`` reads everything it can and returns what it could not read as problems, so that one
run shows them all; ``load_library`` is for those who need a library without errors. How its files
are read stands in :mod:`dlr_docs.library.files`, which is imported when they are.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import time
import weakref
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from dlr_docs.basis import codes
from dlr_docs.basis.cache import remembered
from dlr_docs.basis.problems import LibraryError, Problem, Source, error, has_errors
from dlr_docs.files.installation import default_library_path
from dlr_docs.library.revision import ask_revision
from dlr_docs.model.library import Library
from dlr_docs.version import VERSION

_UNSETTLED = (
    2_000_000_000  # nanoseconds; a file changed so lately may change again and keep its times
)
# A file as far as can be told without reading it: path from the root, size, times of content and of
# inode.
_Stamp = tuple[str, int, int, int]


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
    for folder in ("clauses", "templates"):
        if not (root / folder).is_dir():
            raise LibraryError(
                error(
                    codes.GEEN_BIBLIOTHEEK,
                    f"in deze map staat geen map '{folder}'",
                    Source(str(root)),
                    "Een bibliotheek heeft de mappen clauses en templates.",
                )
            )
    _refuse_outside(root)
    library, problems = _read_once(root, _stamps(root))
    return library, list(problems)


def _refuse_outside(root: Path) -> None:
    """Refuse links that lead out of a library: it comes from others, and its text ends up in
    documents.
    """
    whole = root.resolve()
    linked = itertools.chain(_links(root / "clauses"), _links(root / "templates"))
    found = [path for path in linked if not Path(path).resolve().is_relative_to(whole)]
    if found:
        message = "dit is een koppeling naar iets buiten de bibliotheek"
        raise LibraryError(error(codes.BUITEN_BIBLIOTHEEK, message, Source(path)) for path in found)


def _links(folder: str | Path) -> Iterator[str]:
    for entry in os.scandir(folder):
        if entry.is_symlink():
            yield entry.path
        elif entry.is_dir():
            yield from _links(entry.path)


def _stamps(root: Path) -> tuple[_Stamp, ...]:
    """The text files of a library, by name; without those that lead nowhere."""
    found = []
    for name in sorted(_names(root), key=lambda name: name.split(os.sep)):
        with contextlib.suppress(OSError):
            stat = os.stat(os.path.join(root, name))
            found.append((name, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns))
    return tuple(found)


def _names(root: Path) -> Iterator[str]:
    """Clauses however deep they lie, and the data and outlines."""
    for folder, _, names in os.walk(root / "clauses"):
        inside = os.path.relpath(folder, root)
        yield from (os.path.join(inside, name) for name in names if name.endswith(".md"))
    for folder in ("clauses", "templates"):
        yield from (
            os.path.join(folder, name)
            for name in os.listdir(root / folder)
            if name.endswith(".yaml")
        )


# The library that a folder gave last, as long as somebody holds it.
_latest: weakref.WeakValueDictionary[Path, Library] = weakref.WeakValueDictionary()


def _read_once(root: Path, stamps: tuple[_Stamp, ...]) -> tuple[Library, tuple[Problem, ...]]:
    """The library that somebody still holds when none of its files has changed; else it is read."""
    held = _latest.get(root)
    if held is not None:
        known: tuple[Problem, ...] | None = held.memory.recall(_read, stamps)
        if known is not None:
            return held, known
    library, problems = _read(root, stamps)
    library.memory.keep(_read, stamps, problems)
    _latest[root] = library
    return library, problems


def _read(root: Path, stamps: tuple[_Stamp, ...]) -> tuple[Library, tuple[Problem, ...]]:
    """Read a library, or take what the cache kept of the same files."""

    def read() -> tuple[Library, tuple[Problem, ...]]:
        from dlr_docs.library.files import read_files

        return read_files(root, [name for name, *_ in stamps])

    revision = _ask_revision(root)
    library, problems = (
        remembered("bibliotheek", (str(root), stamps), read) if _is_settled(stamps) else read()
    )
    return replace(library, revision=revision()), problems


def _is_settled(stamps: Iterable[_Stamp]) -> bool:
    """Whether stamps are old enough to tell every later change: clocks of file systems tick
    slowly.
    """
    latest = max((max(changed, made) for _, _, changed, made in stamps), default=0)
    return latest < time.time_ns() - _UNSETTLED


def _ask_revision(root: Path) -> Callable[[], str]:
    """Ask for the git commit that last changed the library, marked when files were changed since.

    The library inside an installed package has the version of the package; any other one outside
    git has none.

    Returns:
        A function that waits for the answer: git works while we read.
    """
    if root == Path(__file__).resolve().parents[1] / "bibliotheek":
        return lambda: f"dlr-docs {VERSION}"
    return ask_revision(root)
