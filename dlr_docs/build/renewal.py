"""Names in a choice file that the library gave up for others (``vervangt``), taken for those."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain, repeat

from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Path, Problem, warning
from dlr_docs.model.choices import Choices, DocumentChoice, Group
from dlr_docs.model.library import Library

_HINT = "Zet het bestand over met 'dlr-docs bibliotheek overzetten'."


def renewed(choices: Choices, library: Library) -> tuple[Choices, list[Problem]]:
    """Choices with the names of now, and a warning for each that was of before.

    The same object comes back when nothing has another name now.
    """
    clauses = library.memory.once(renamed_clauses, library)
    values = library.memory.once(renamed_values, library)
    if not clauses and not values:
        return choices, []
    problems = [*dict.fromkeys(_told(choices, clauses, values))]
    if not problems:
        return choices, []
    groups = {key: _group(item, clauses, values) for key, item in choices.groups.items()}
    documents = tuple(_document(item, groups, clauses, values) for item in choices.documents)
    shared = _values(choices.values, values)
    return replace(choices, documents=documents, groups=groups, values=shared), problems


def renamed_clauses(library: Library) -> Mapping[str, str]:
    """The clauses of before that are not there any more, each with the one in its place."""
    every = library.all_clauses()
    known = {clause.id for clause in every}
    return _without(known, ((clause.id, clause.succeeds) for clause in every))


def renamed_values(library: Library) -> Mapping[str, str]:
    """The values of before that are not there any more, each with the one in its place."""
    every = library.all_values()
    known = {item.name for item in every}
    return _without(known, ((item.name, item.succeeds) for item in every))


def _without(
    known: Collection[str], named: Iterable[tuple[str, tuple[str, ...]]]
) -> dict[str, str]:
    """Names of before with those of now, less names that still are."""
    pairs = chain.from_iterable(zip(old, repeat(new)) for new, old in named if old)
    return {old: new for old, new in pairs if old not in known}


def _told(
    choices: Choices, clauses: Mapping[str, str], values: Mapping[str, str]
) -> Iterator[Problem]:
    for path, old in _names(choices):
        new = (values if path[-2] == "gegevens" else clauses).get(old)
        if new is not None:
            message = f"'{old}' heet nu '{new}'"
            yield warning(codes.VERVALLEN_NAAM, message, choices.place(*path), _HINT)


def _names(choices: Choices) -> Iterator[tuple[Path, str]]:
    """The clauses and values that a choice file names, each with where it stands."""
    for name in choices.values:
        yield ("gegevens", name), name
    groups = [(group.path, group.values) for group in choices.groups.values()]
    documents = [(document.path, document.values) for document in choices.documents]
    for path, values in (*groups, *documents):
        yield from (((*path, "gegevens", name), name) for name in values)
    for document in choices.documents:
        for topic, variants in document.variants.items():
            yield from ((document.topic_path(topic), f"{topic}/{item}") for item in variants)


def _group(group: Group, clauses: Mapping[str, str], values: Mapping[str, str]) -> Group:
    variants = _variants(group.variants, clauses)
    return replace(group, variants=variants, values=_values(group.values, values))


def _document(
    document: DocumentChoice,
    groups: Mapping[str, Group],
    clauses: Mapping[str, str],
    values: Mapping[str, str],
) -> DocumentChoice:
    own = {topic: document.variants.get(topic, ()) for topic in document.own_topics}
    return replace(
        document,
        variants=_variants(document.variants, clauses),
        values=_values(document.values, values),
        groups=tuple(groups[group.key] for group in document.groups),
        own_topics=frozenset(_variants(own, clauses)),
    )


def _variants(
    chosen: Mapping[str, tuple[str, ...]], clauses: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for topic, names in chosen.items():
        for now_topic, now in renewed_names(topic, names, clauses):
            found[now_topic] = (*found.get(now_topic, ()), *now)
    return found


def renewed_names(
    topic: str, names: Iterable[str], clauses: Mapping[str, str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Chosen variants by the topics that they belong to now."""
    found: dict[str, list[str]] = {}
    for name in names:
        now_topic, _, now = clauses.get(f"{topic}/{name}", f"{topic}/{name}").partition("/")
        found.setdefault(now_topic, []).append(now)
    yield from ((now_topic, tuple(now)) for now_topic, now in found.items())
    if not found:
        yield topic, ()


def _values(typed: Mapping[str, object], values: Mapping[str, str]) -> dict[str, object]:
    """Values by their names of now; one that was typed under both keeps what the new one has."""
    moved = {values.get(name, name): raw for name, raw in typed.items()}
    return {**moved, **{name: raw for name, raw in typed.items() if name in moved}}
