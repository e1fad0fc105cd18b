"""Statutory cover and open values: what a document says about each mandatory subject, and what it still asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from dlr_docs.model.document import Artikel, Bundle, Document, value_paths
from dlr_docs.model.library import Requirement
from dlr_docs.model.values import Value
from dlr_docs.values import show_date

Status = Literal["geregeld", "open", "ontbreekt"]


@dataclass(frozen=True, slots=True)
class Cover:
    """How one mandatory subject is covered in a document: by which articles, and what is still open."""

    document: str
    requirement: Requirement
    basis: str
    status: Status
    articles: tuple[Artikel, ...]
    missing: tuple[str, ...]
    open_values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class OpenValue:
    """A value that is still open, and the articles that use it.

    One without articles stands in the recitals, or with the parties and their signatures.
    """

    document: str
    value: Value
    articles: tuple[int, ...]
    in_recitals: bool


def coverage(document: Document, bundle: Bundle) -> list[Cover]:
    """Statutory cover: for each mandatory subject of the kind, how the document covers it."""
    group = bundle.library.law.requirement_sets.get(document.outline.requirements or "")
    if group is None:
        return []
    basis = bundle.library.law.references[group.basis].text
    named: dict[str, list[Artikel]] = {}
    for artikel in document.artikelen:
        for name in dict.fromkeys(name for text in artikel.texts for name in text.clause.requirements):
            named.setdefault(name, []).append(artikel)
    return [_cover(document, requirement, basis, named) for requirement in group.requirements]


def _cover(document: Document, requirement: Requirement, basis: str, named: Mapping[str, list[Artikel]]) -> Cover:
    by_number = {artikel.number: artikel for name in requirement.coverable for artikel in named.get(name, ())}
    articles = [by_number[number] for number in sorted(by_number)]
    missing = tuple(name for name in requirement.coverable if name not in named)
    open_values = {value.path: value for artikel in articles for value in _open_in(artikel, document)}
    status: Status = "ontbreekt" if missing else "open" if open_values else "geregeld"
    parts = tuple(requirement.parts.get(name.partition(".")[2], "") for name in missing)
    return Cover(
        document.id,
        requirement,
        f"{basis} onder {requirement.letter}",
        status,
        tuple(articles),
        tuple(part for part in parts if part),
        tuple(open_values.values()),
    )


def _open_in(artikel: Artikel, document: Document) -> list[Value]:
    paths = dict.fromkeys(path for text in artikel.texts for path in value_paths(text.body))
    return [document.values[path] for path in paths if path in document.open_paths]


def state_of_the_law(bundle: Bundle) -> str:
    """Which state of the law the library has, in a sentence."""
    law = bundle.library.law
    return f"Stand van de wet in de bibliotheek: {show_date(law.state)}. {law.remark}"


def open_values(document: Document) -> list[OpenValue]:
    """Every open value of a document, with the articles that use it."""
    used: dict[str, list[int]] = {}
    for artikel in document.artikelen:
        for value in _open_in(artikel, document):
            used.setdefault(value.path, []).append(artikel.number)
    recitals = {path for text in document.recitals for path in value_paths(text.body)}
    return [
        OpenValue(document.id, value, tuple(used.get(path, ())), path in recitals)
        for path, value in document.values.items()
        if value.is_open
    ]
