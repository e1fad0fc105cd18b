"""The layers of a library as a choice file names them."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from dlr_docs.basis.problems import Place

COMMIT = r"^[0-9a-f]{7,64}$"
DIGEST = r"^[0-9a-f]{8,64}$"


class LayerChoice(Struct, frozen=True):
    """A layer that somebody named.

    ``source`` is ``standaard``, a folder or the address of a git repository, and ``folder`` where
    its path counts from. ``version`` is a tag, a branch or a commit; ``commit`` and ``digest`` are
    what it was pinned to.
    """

    source: str
    folder: Path
    place: Place
    version: str | None = None
    commit: str | None = None
    digest: str | None = None
