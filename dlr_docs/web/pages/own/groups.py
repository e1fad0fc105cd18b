"""Groups: what some documents of a bundle share, and what holds for them as a whole."""

from __future__ import annotations

from typing import Any

from dlr_docs.basis.problems import Path
from dlr_docs.basis.yaml.tree import Data
from dlr_docs.choices.asking import example_of
from dlr_docs.choices.editing.change import data_at
from dlr_docs.model.library import Library
from dlr_docs.model.values import ValueType
from dlr_docs.web.folder import Folder
from dlr_docs.web.pages.own.forms import OwnField
from dlr_docs.web.rendering import Shell

NAME = "naam"  # what a new one is called, which becomes its key


def fields(found: Shell, folder: Folder, key: str | None) -> tuple[OwnField, ...]:
    """What is asked of a group: its documents, and the values that only a group has."""
    choices, library = found.opened.found.choices, found.opened.library
    documents = choices.documents if choices is not None else ()
    titles = {kind: outline.title for kind, outline in library.outlines.items()}
    ids = {item.id: f"{titles.get(item.kind, item.kind)} ({item.id})" for item in documents}
    ids |= {name: base.title for name, base in (choices.bases if choices else {}).items()}
    new = (OwnField((NAME,), "Hoe noemt u deze groep?", is_needed=True),) if key is None else ()
    return (
        *new,
        OwnField(("documenten",), "Welke documenten horen erbij?", "vinkjes", options=ids),
        *(_field(item) for item in _of_groups(library)),
    )


def _field(declared: ValueType) -> OwnField:
    example = f"Bijvoorbeeld: {example_of(declared)}." if example_of(declared) else ""
    words = " ".join(filter(None, (declared.help, example)))
    return OwnField(("gegevens", declared.name), declared.question, help=words)


def _of_groups(library: Library) -> list[ValueType]:
    return [item for item in library.all_values() if item.is_of_group]


def more(found: Shell, data: Any) -> tuple[Path, ...]:
    """Where it says more than the fields do: of values that each of its documents gets."""
    known = {item.name for item in _of_groups(found.opened.library)}
    others = [name for name in data_at(data, ("gegevens",)) or () if name not in known]
    return (("gegevens",),) if others else ()


def called(data: dict[str, Data]) -> tuple[str, dict[str, Data]]:
    """What a new one is called, and what it says."""
    return str(data.get(NAME, "")), {key: item for key, item in data.items() if key != NAME}
