"""The clause library on disk: clauses, outlines, shared values, terms and the table of the law.

``read_library`` reads everything it can and returns what it could not read as problems, so that one
run shows them all; ``load_library`` is for those who need a library without errors. How its files
are read stands in :mod:`dlr_docs.library.files`, which is imported when they are.
"""

from __future__ import annotations

import functools
import hashlib
import os
import time
import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.cache import remembered
from dlr_docs.basis.problems import LibraryError, Place, Problem, error, has_errors
from dlr_docs.files.installation import default_library_path
from dlr_docs.library.folder import LAYER_FILE, Contents, Stamp, contents_of, digest_of
from dlr_docs.library.git.revision import ask_revision
from dlr_docs.model.layers import LayerChoice
from dlr_docs.model.library import Library
from dlr_docs.model.provenance import CHANGED, STANDARD, Layer
from dlr_docs.version import VERSION

if TYPE_CHECKING:
    from dlr_docs.library.layers.resolving import Layered

_UNSETTLED = (
    2_000_000_000  # nanoseconds; a file changed so lately may change again and keep its times
)


def load_library(path: str | Path | Sequence[LayerChoice] | None = None) -> Library:
    """Read a whole library.

    Args:
        path: the folder that holds ``clauses`` and ``templates``, or layers as
            ``choices.library`` gives them; None, or no layers, is the library of the package.

    Raises:
        LibraryError: carrying every problem found.
    """
    library, problems = read_library(path)
    if has_errors(problems):
        raise LibraryError(problems)
    return library


def read_library(
    path: str | Path | Sequence[LayerChoice] | None = None,
) -> tuple[Library, list[Problem]]:
    """Read what can be read of a library, and say what cannot.

    Raises:
        LibraryError: when one of its layers is not there, or is no library at all.
    """
    layers = _layers(path)
    contents = tuple(contents_of(item.root, is_layer=len(layers) > 1) for item in layers)
    library, problems = _read_once(layers, contents)
    return library, list(problems)


class _Layer(Struct, frozen=True):
    """A layer to be read: what it is called, where it comes from, where its history is, the commit
    when it was read from git, and what deserves attention in how it is pinned.
    """

    name: str
    source: str
    root: Path
    origin: Path
    revision: str | None = None
    version: str = ""
    pinned: str | None = None
    place: Place | None = None
    notice: Problem | None = None


def _layers(path: str | Path | Sequence[LayerChoice] | None) -> tuple[_Layer, ...]:
    """The layers that a library is put together from, the lowest first."""
    if path is None or (not isinstance(path, str | Path) and not path):
        return (_packaged(),)
    if isinstance(path, str | Path):
        root = Path(path)
        if _stands_alone(root):
            own = root == default_library_path()
            return (_Layer(STANDARD if own else _folder_name(root), "", root, root),)
    from dlr_docs.library.layers.resolving import folder_choice, resolve

    choices = [folder_choice(Path(path))] if isinstance(path, str | Path) else path
    return tuple(map(_layer, resolve(choices)))


def _packaged() -> _Layer:
    root = default_library_path()
    return _Layer(STANDARD, "", root, root)


def _layer(found: Layered) -> _Layer:
    """A layer that was found, to be read."""
    from dlr_docs.library.layers.moved_on import moved_on

    asked = found.choice
    version = (asked.version or "") if found.revision else ""
    return _Layer(
        found.name,
        found.source,
        found.root,
        found.repository or found.root,
        found.revision,
        version,
        asked.digest,
        asked.place,
        moved_on(found),
    )


def _stands_alone(root: Path) -> bool:
    """Whether a folder is a library by itself: a layer says what it rests on."""
    return not os.path.isfile(root / LAYER_FILE)


def _folder_name(root: Path) -> str:
    """Of a folder only the last name is told: the rest says more of a computer than of it."""
    return root.absolute().name or STANDARD


# The library that folders gave last, as long as somebody holds it.
_latest: weakref.WeakValueDictionary[tuple[_Layer, ...], Library] = weakref.WeakValueDictionary()


def _read_once(
    layers: tuple[_Layer, ...], contents: tuple[Contents, ...]
) -> tuple[Library, tuple[Problem, ...]]:
    """The library that somebody still holds when none of its files has changed; else it is read."""
    held = _latest.get(layers)
    if held is not None:
        known: tuple[Problem, ...] | None = held.memory.recall(_read, contents)
        if known is not None:
            return held, known
    library, problems = _read(layers, contents)
    library.memory.keep(_read, contents, problems)
    _latest[layers] = library
    return library, problems


def _read(
    layers: tuple[_Layer, ...], contents: tuple[Contents, ...]
) -> tuple[Library, tuple[Problem, ...]]:
    """Read a library, or take what the cache kept of the same files."""
    roots = tuple(layer.root for layer in layers)

    def read() -> tuple[Library, tuple[Problem, ...], tuple[str, ...]]:
        from dlr_docs.library.files import read_files

        library, problems = read_files(roots)
        return library, problems, tuple(map(digest_of, roots, contents))

    revisions = list(map(_ask_revision, layers, contents))
    key = tuple((str(root), item.stamps) for root, item in zip(roots, contents, strict=True))
    is_settled = all(_is_settled(item.stamps) for item in contents)
    library, problems, digests = remembered("bibliotheek", key, read) if is_settled else read()
    told = tuple(
        _told(layer, revision(), digest)
        for layer, revision, digest in zip(layers, revisions, digests, strict=True)
    )
    made = replace(
        library,
        digest=digests[0] if len(digests) == 1 else _together(digests),
        revision=revisions[-1](),
        roots=roots,
        origins=tuple(layer.origin for layer in layers),
        layers=told,
        notices=tuple(layer.notice for layer in layers if layer.notice is not None),
    )
    return made, (*made.notices, *_other_than_pinned(layers, told), *problems)


def _told(layer: _Layer, revision: str, digest: str) -> Layer:
    is_changed = revision.endswith(CHANGED)
    commit = revision.removesuffix(CHANGED)
    return Layer(layer.name, layer.source, commit, is_changed, digest, layer.version)


def _together(digests: Iterable[str]) -> str:
    return hashlib.sha256(" ".join(digests).encode()).hexdigest()


def _other_than_pinned(layers: Iterable[_Layer], told: Iterable[Layer]) -> Iterator[Problem]:
    """Layers that do not hold what they were pinned to."""
    for layer, found in zip(layers, told, strict=True):
        if layer.pinned and layer.place and not found.digest.startswith(layer.pinned):
            message = f"de laag '{layer.name}' heeft een andere inhoud dan waarop is vastgezet"
            hint = (
                "Neem de versie terug waarop is vastgezet, of lees wat er is gewijzigd en zet "
                "opnieuw vast met 'dlr-docs bibliotheek vast'."
            )
            yield error(codes.LAAG_ANDERS_DAN_VASTGEZET, message, layer.place, hint)


def _is_settled(stamps: Iterable[Stamp]) -> bool:
    """Whether stamps are old enough to tell every later change: clocks of file systems tick
    slowly.
    """
    latest = max((max(changed, made) for _, _, changed, made in stamps), default=0)
    return latest < time.time_ns() - _UNSETTLED


def _ask_revision(layer: _Layer, contents: Contents) -> Callable[[], str]:
    """Ask for the git commit that last changed the library, marked when files were changed since.

    The library inside an installed package has the version of the package; any other one outside
    git has none.

    Returns:
        A function that waits for the answer: git works while we read.
    """
    known = layer.revision
    if known is not None:
        return lambda: known
    if layer.root == Path(__file__).resolve().parents[1] / "bibliotheek":
        return lambda: f"dlr-docs {VERSION}"
    return functools.cache(ask_revision(layer.root, contents.folders))
