"""``bibliotheek.yaml``: what a layer says of itself, which is what it rests on."""

from __future__ import annotations

from pathlib import Path

from dlr_docs.basis.problems import LibraryError
from dlr_docs.library.models import LayerFileModel
from dlr_docs.library.reading import read_model
from dlr_docs.model.layers import LayerChoice


def read_layer_file(path: Path) -> tuple[LayerChoice, ...]:
    """The layers that a layer rests on.

    Raises:
        LibraryError: when the file says something else.
    """
    read, problems = read_model(LayerFileModel, path)
    if read is None:
        raise LibraryError(problems)
    model, loaded = read
    return tuple(
        LayerChoice(
            item.bron,
            path.parent,
            loaded.place(("rust_op", index)),
            item.versie,
            item.commit,
            item.inhoud,
        )
        for index, item in enumerate(model.rust_op)
    )
