"""Whether a layer went on since it was pinned: who changes a clause and then makes a document gets
the old sentence, and has to be told.
"""

from __future__ import annotations

import os
import shlex
from pathlib import Path

from dlr_docs.basis import codes
from dlr_docs.basis.problems import LibraryError, Problem, warning
from dlr_docs.basis.reading import NotPlain, read_start
from dlr_docs.library.folder import FOLDERS, LAYER_FILE, contents_of, digest_of
from dlr_docs.library.git import asking as git
from dlr_docs.library.git.revision import ask_revision
from dlr_docs.library.layers.resolving import Layered, is_address
from dlr_docs.model.library import Library

_MOST = 1_000_000  # bytes of what a layer says of itself


def moved_on(layer: Layered) -> Problem | None:
    """What to tell of a layer that is pinned to a commit; None when it is that still.

    Args:
        layer: one that was resolved. Its version may be another commit now; without a version it
            is its folder that may say something else.
    """
    choice = layer.choice
    if choice.commit is None or layer.revision is None or layer.repository is None:
        return None
    pinned, version = layer.revision[:12], choice.version
    if version is not None:
        now = git.commit_of(layer.repository, version)
        if now is None or now == layer.revision:
            return None
        what = f"de versie '{version}' is nu {now[:12]}"
    elif is_address(choice.source) or not _differs(layer, layer.repository):
        return None
    else:
        what = "in de map staat nu iets anders"
    message = (
        f"de laag '{layer.name}' staat vast op commit {pinned}, en {what}; "
        "gebruikt wordt waarop is vastgezet"
    )
    return warning(codes.LAAG_VERDER, message, choice.place, _hint(layer, pinned, version))


def _differs(layer: Layered, folder: Path) -> bool:
    """Whether a folder holds something else than the commit that it is pinned to."""
    if not any(os.path.isdir(folder / name) for name in FOLDERS):
        return False  # a bare repository has only commits
    if _rests_on(folder) != _rests_on(layer.root):
        return True
    try:
        contents = contents_of(folder, is_layer=True)
    except LibraryError:
        return True
    if ask_revision(folder, contents.folders)() == layer.revision:
        return False
    then = contents_of(layer.root, is_layer=True)
    return digest_of(folder, contents) != digest_of(layer.root, then)


def _rests_on(folder: Path) -> bytes:
    """What a layer says of the layers that it rests on; who judges it reads it as YAML."""
    try:
        return read_start(folder / LAYER_FILE, _MOST).replace(b"\r\n", b"\n")
    except (OSError, NotPlain):
        return b""


def later_versions(number: int, library: Library) -> list[str]:
    """The tags that a layer got after the one that is used, the newest first.

    Args:
        number: of the layer in the library.
    """
    layer = library.layers[number]
    if not (layer.version and layer.revision):
        return []
    try:
        return git.tags_after(library.origins[number], layer.revision)
    except git.GitFailed:
        return []


def _hint(layer: Layered, pinned: str, version: str | None) -> str:
    file = layer.choice.place.source.path if layer.choice.place.source else ""
    named = "" if Path(file).name == LAYER_FILE else f" {shlex.quote(file)}"
    again = f"zet opnieuw vast met 'dlr-docs bibliotheek vast{named}'"
    if is_address(layer.choice.source):
        return f"Is dat de bedoeling, laat het zo; wilt u de versie van nu, {again}."
    folder = shlex.quote(os.path.relpath(layer.repository or layer.root))
    seen = " ".join(
        ("dlr-docs clausules verschil", pinned, *filter(None, [version]), "--bibliotheek", folder)
    )
    return f"Zie wat er verschilt met: {seen}. Wilt u de tekst van nu, {again}."
