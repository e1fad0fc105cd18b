"""Pins: what a layer is now, to be written beside its version."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.problems import LibraryError, Place, Problem, error
from dlr_docs.library.folder import contents_of, digest_of
from dlr_docs.library.git.revision import ask_revision
from dlr_docs.library.layers.resolving import opened
from dlr_docs.model.layers import LayerChoice
from dlr_docs.model.provenance import CHANGED, STANDARD
from dlr_docs.version import VERSION


class Pin(Struct, frozen=True):
    """What a layer is to say: its source, its version when it has one, and its commit or, outside
    git, the digest of its content.
    """

    source: str
    version: str | None
    commit: str | None
    digest: str | None

    @property
    def keys(self) -> dict[str, str]:
        """As the keys of a layer in a choice file."""
        found = {"versie": self.version, "commit": self.commit, "inhoud": self.digest}
        return {key: value for key, value in found.items() if value is not None}


def pins(choices: Sequence[LayerChoice]) -> tuple[Pin, ...]:
    """What the layers of a choice file are now, whatever they were pinned to.

    Raises:
        LibraryError: when a layer is not there, or differs from what is in git.
    """
    named = choices or (_packaged(),)
    found = [_pin(_free(choice)) for choice in named]
    wrong = [item for item in found if isinstance(item, Problem)]
    if wrong:
        raise LibraryError(wrong)
    return tuple(item for item in found if isinstance(item, Pin))


def _packaged() -> LayerChoice:
    return LayerChoice(STANDARD, Path(), Place("bibliotheek"))


def _free(choice: LayerChoice) -> LayerChoice:
    """A layer without its pin; one that had no version follows the folder as it is now."""
    version = None if choice.source == STANDARD else choice.version
    return replace(choice, version=version, commit=None, digest=None)


def _pin(choice: LayerChoice) -> Pin | Problem:
    layer = opened(choice)
    contents = contents_of(layer.root, is_layer=True)
    if choice.source == STANDARD:
        return Pin(STANDARD, VERSION, None, digest_of(layer.root, contents))
    revision = layer.revision or ask_revision(layer.root, contents.folders)()
    if revision.endswith(CHANGED):
        message = f"de laag '{choice.source[:80]}' is gewijzigd sinds het laatste commit"
        hint = "Leg de wijzigingen eerst vast: git add en git commit."
        return error(codes.LAAG_VAST_KAN_NIET, message, choice.place, hint)
    if revision:
        return Pin(choice.source, choice.version, revision, None)
    return Pin(choice.source, None, None, digest_of(layer.root, contents))
