"""A choice file moved over to the names that the library has now: all other text stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import yaml
from msgspec import Struct

from dlr_docs.basis import codes
from dlr_docs.basis.problems import ChoicesError, Place, Source, error
from dlr_docs.basis.yaml.loading import load
from dlr_docs.basis.yaml.text import scalar
from dlr_docs.basis.yaml.tree import LOADER
from dlr_docs.choices.editing.edit import child


class Moved(Struct, frozen=True):
    """A name of before with the one in its place."""

    old: str
    new: str


class _Name(Struct, frozen=True):
    """Where a name stands in the text, and what is to stand there."""

    start: int
    end: int
    text: str
    moved: Moved


def with_names(
    text: str, clauses: Mapping[str, str], values: Mapping[str, str], name: str
) -> tuple[str, tuple[Moved, ...]]:
    """A choice file with the names of now.

    Args:
        text: the file; it is a choice file.
        clauses: per clause of before (topic/variant) the one in its place.
        values: the same of values.
        name: what problems call the file.

    Raises:
        ChoicesError: when a name cannot be changed where it stands; nothing is half done then.
        YamlError: when the file has the name of now as well.
    """
    root = yaml.compose(text, Loader=LOADER)
    found = sorted(_names(root, clauses, values, name), key=lambda item: item.start)
    for item in reversed(found):
        text = f"{text[: item.start]}{item.text}{text[item.end :]}"
    load(text, name)  # it is still YAML, and has no key twice
    return text, tuple(dict.fromkeys(item.moved for item in found))


def _names(
    root: Any, clauses: Mapping[str, str], values: Mapping[str, str], name: str
) -> Iterator[_Name]:
    yield from _value_names(child(root, "gegevens"), values)
    documents = child(root, "documenten")
    listed = documents.value if isinstance(documents, yaml.SequenceNode) else []
    for having in (*listed, *(group for _, group in _pairs(child(root, "groepen")))):
        yield from _value_names(child(having, "gegevens"), values)
        for topic, chosen in _pairs(child(having, "keuzes")):
            yield from _clause_names(topic, chosen, clauses, name)


def _value_names(group: Any, values: Mapping[str, str]) -> Iterator[_Name]:
    for key, _ in _pairs(group):
        if key.value in values:
            yield _at(key, values[key.value], Moved(key.value, values[key.value]))


def _clause_names(
    topic: Any, chosen: Any, clauses: Mapping[str, str], name: str
) -> Iterator[_Name]:
    """The variants of a topic; when they belong to another topic now, that name as well."""
    items = chosen.value if isinstance(chosen, yaml.SequenceNode) else [chosen]
    now = [clauses.get(f"{topic.value}/{item.value}") for item in items]
    topics = {(new or f"{topic.value}/").partition("/")[0] for new in now}
    if len(topics) > 1:
        message = f"de varianten van '{topic.value}' horen nu bij meer onderwerpen"
        at = Place(f"keuzes.{topic.value}", Source(name, topic.start_mark.line + 1))
        hint = f"Zet ze zelf onder: {', '.join(sorted(topics))}."
        raise ChoicesError(error(codes.INVULLEN_KAN_NIET, message, at, hint))
    for item, new in zip(items, now, strict=True):
        if new is not None:
            moved = Moved(f"{topic.value}/{item.value}", new)
            yield _at(item, new.partition("/")[2], moved)
            if topics != {topic.value} and item is items[0]:
                yield _at(topic, new.partition("/")[0], moved)


def _at(node: Any, text: str, moved: Moved) -> _Name:
    return _Name(node.start_mark.index, node.end_mark.index, scalar(text), moved)


def _pairs(node: Any) -> list[tuple[Any, Any]]:
    return node.value if isinstance(node, yaml.MappingNode) else []
