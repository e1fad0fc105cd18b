"""Statutory cover and open values: what a document says about each mandatory subject, and what it
still asks.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Literal

from dlr_docs.basis.dutch import show_date
from dlr_docs.model.document import (
    Artikel,
    Bundle,
    Document,
    Table,
    TableAnnex,
    Text,
    Wording,
)
from dlr_docs.model.library import LawTable, Requirement
from dlr_docs.model.values import Value

Status = Literal["geregeld", "open", "ontbreekt"]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How one mandatory subject is covered in a document: by which articles, and what is still
    open.
    """

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


def coverage(document: Document, bundle: Bundle) -> list[Coverage]:
    """Statutory cover: for each mandatory subject of the kind, how the document covers it."""
    wording, group = document.wording, document.outline.requirements or ""
    subjects = wording.memory.once(_subjects, wording, group, bundle.library.law)
    return [_covered(item, document) for item in subjects]


@dataclass(frozen=True, slots=True)
class _Subject:
    """Where a mandatory subject is settled, as far as that follows from the wording."""

    requirement: Requirement
    basis: str
    articles: tuple[Artikel, ...]
    missing: tuple[str, ...]
    is_complete: bool
    paths: tuple[str, ...]


def _subjects(wording: Wording, requirements: str, law: LawTable) -> tuple[_Subject, ...]:
    """Where the mandatory subjects are settled; a batch has the same wordings again and again."""
    group = law.requirement_sets.get(requirements)
    if group is None:
        return ()
    grounds = law.references[group.basis].text
    return tuple(_subject(item, grounds, wording) for item in group.requirements)


def _subject(item: Requirement, grounds: str, wording: Wording) -> _Subject:
    names = set(item.coverable)
    articles = tuple(artikel for artikel in wording.artikelen if names & _covers(artikel))
    named = frozenset[str]().union(*map(_covers, articles))
    missing = [name for name in item.coverable if name not in named]
    parts = (item.parts.get(name.partition(".")[2], "") for name in missing)
    paths = dict.fromkeys(itertools.chain.from_iterable(artikel.paths for artikel in articles))
    return _Subject(
        item,
        f"{grounds} onder {item.letter}",
        articles,
        tuple(filter(None, parts)),
        not missing,
        tuple(paths),
    )


def _covers(artikel: Artikel) -> frozenset[str]:
    """The mandatory subjects, and parts of them, that an article covers."""
    return frozenset().union(*(text.clause.requirements for text in artikel.texts))


def _covered(item: _Subject, document: Document) -> Coverage:
    open_values = tuple(document.values[path] for path in item.paths if path in document.open_paths)
    status: Status = "open" if open_values else "geregeld"
    return Coverage(
        document.id,
        item.requirement,
        item.basis,
        status if item.is_complete else "ontbreekt",
        item.articles,
        item.missing,
        open_values,
    )


def state_of_the_law(bundle: Bundle) -> str:
    """Which state of the law the library has, in a sentence."""
    law = bundle.library.law
    return f"Stand van de wet in de bibliotheek: {show_date(law.state)}. {law.remark}"


def open_values(document: Document) -> list[OpenValue]:
    """Every open value of a document, with the articles that use it."""
    wording = document.wording
    return [
        OpenValue(document.id, value, wording.uses.get(path, ()), path in wording.recital_paths)
        for path, value in document.values.items()
        if value.is_open
    ]


def cover_table(document: Document, bundle: Bundle) -> tuple[TableAnnex, ...]:
    """The table of statutory cover as an annex; nothing for a kind that has no mandatory
    subjects.
    """
    rows = coverage(document, bundle)
    if not rows:
        return ()
    table = Table(
        _cells("Onderdeel", "Verplicht onderwerp", "Geregeld in", "Stand"),
        tuple(
            _cells(row.requirement.letter, row.requirement.description, _where(row), row.status)
            for row in rows
        ),
    )
    basis = rows[0].basis.rpartition(" onder ")[0]
    closing = f"Verplichte inhoud volgens {basis}. {state_of_the_law(bundle)}"
    return (TableAnnex("Bijlage: verplichte inhoud", table, closing),)


def _where(row: Coverage) -> str:
    return ", ".join(f"artikel\u00a0{artikel.number}" for artikel in row.articles) or "nergens"


def _cells(*texts: str) -> tuple[tuple[Text, ...], ...]:
    return tuple((Text(text),) for text in texts)
