"""Statutory cover and open values: what a document says about each mandatory subject, and what it
still asks.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from msgspec import Struct

from dlr_docs.basis.dutch import show_date
from dlr_docs.build.selected.selection import Topic
from dlr_docs.clause.jinja.compile import compile_clause
from dlr_docs.model.document import (
    Artikel,
    Bundle,
    ClauseText,
    Document,
    Table,
    TableAnnex,
    Text,
    Wording,
)
from dlr_docs.model.library import LawTable, Library, Requirement
from dlr_docs.model.values import Value

# Text of the parties' own is settled as far as a program can tell: somebody has to read it.
Status = Literal["geregeld", "zelf-ingevuld", "open", "ontbreekt"]
STATES: Mapping[Status, str] = {
    "geregeld": "geregeld",
    "zelf-ingevuld": "zelf ingevuld: laat lezen",
    "open": "open",
    "ontbreekt": "ontbreekt",
}


class Coverage(Struct, frozen=True):
    """How one mandatory subject is covered in a document: by which articles, what is still open,
    and which articles and values the parties wrote themselves.
    """

    document: str
    requirement: Requirement
    basis: str
    status: Status
    articles: tuple[Artikel, ...]
    missing: tuple[str, ...]
    open_values: tuple[Value, ...]
    own_values: tuple[str, ...] = ()


class OpenValue(Struct, frozen=True):
    """A value that is still open, and the articles that use it.

    One without articles stands in the recitals, or with the parties and their signatures.
    """

    document: str
    value: Value
    articles: tuple[int, ...]
    in_recitals: bool


def coverage(document: Document, bundle: Bundle) -> list[Coverage]:
    """Statutory cover: for each mandatory subject of the kind, how the document covers it."""
    wording, sets = document.wording, document.outline.requirements
    if not sets:
        return []
    subjects = wording.memory.once(_subjects, wording, sets, bundle.library)
    return [_covered(item, document) for item in subjects]


class _Subject(Struct, frozen=True):
    """Where a mandatory subject is settled, as far as that follows from the wording; ``contents``
    are the values that say what was agreed.
    """

    requirement: Requirement
    basis: str
    articles: tuple[Artikel, ...]
    missing: tuple[str, ...]
    is_complete: bool
    paths: tuple[str, ...]
    contents: tuple[str, ...]


def _subjects(wording: Wording, sets: tuple[str, ...], library: Library) -> tuple[_Subject, ...]:
    """Where the mandatory subjects are settled; a batch has the same wordings again and again."""
    contents = library.memory.once(_contents, library)
    law = library.law
    return tuple(_subject(item, law.demand(item), wording, contents) for item in law.subjects(sets))


def _contents(library: Library) -> frozenset[str]:
    """The names of the values that are themselves what is agreed, and no detail of it."""
    return frozenset(item.name for item in library.all_values() if item.is_content)


def _subject(item: Requirement, basis: str, wording: Wording, contents: frozenset[str]) -> _Subject:
    names = set(item.coverable)
    articles = tuple(artikel for artikel in wording.artikelen if names & _covers(artikel))
    named = frozenset[str]().union(*map(_covers, articles))
    missing = [name for name in item.coverable if name not in named]
    parts = (item.parts.get(name.partition(".")[2], "") for name in missing)
    paths = dict.fromkeys(itertools.chain.from_iterable(artikel.paths for artikel in articles))
    used = dict.fromkeys(path.partition(".")[0] for path in paths)
    return _Subject(
        item,
        basis,
        articles,
        tuple(filter(None, parts)),
        not missing,
        tuple(paths),
        tuple(name for name in used if name in contents),
    )


def _covers(artikel: Artikel) -> frozenset[str]:
    """The mandatory subjects, and parts of them, that an article covers."""
    return frozenset().union(*(text.clause.requirements for text in artikel.texts))


def _covered(item: _Subject, document: Document) -> Coverage:
    open_values = tuple(document.values[path] for path in item.paths if path in document.open_paths)
    own = (
        *(artikel.topic for artikel in item.articles if _is_own(artikel)),
        *(name for name in item.contents if name in document.made_from.given),
    )
    filled: Status = "zelf-ingevuld" if own else "geregeld"
    status: Status = "open" if open_values else filled
    return Coverage(
        document.id,
        item.requirement,
        item.basis,
        status if item.is_complete else "ontbreekt",
        item.articles,
        item.missing,
        open_values,
        own,
    )


def _is_own(artikel: Artikel) -> bool:
    return any(text.clause.is_own for text in artikel.texts)


def own_articles(document: Document) -> tuple[Artikel, ...]:
    """The articles that the parties wrote themselves."""
    return tuple(artikel for artikel in document.artikelen if _is_own(artikel))


def is_complete(sets: tuple[str, ...], topics: tuple[Topic, ...], law: LawTable) -> bool:
    """Whether the chosen articles have every subject of some sets that the law demands."""
    clauses = itertools.chain.from_iterable(topic.clauses for topic in topics)
    named = frozenset[str]().union(*(clause.requirements for clause in clauses))
    return all(named.issuperset(item.coverable) for item in law.subjects(sets))


def grounds_of(cover: Iterable[Coverage], law: LawTable) -> str:
    """The articles of law that list the subjects of a document, each once."""
    bases = dict.fromkeys(item.requirement.basis for item in cover)
    return " en ".join(law.references[name].text for name in bases)


def state_of_the_law(bundle: Bundle) -> str:
    """Which state of the law the library has, in a sentence."""
    law = bundle.library.law
    return f"Stand van de wet in de bibliotheek: {show_date(law.state)}. {law.remark}"


def open_values(document: Document) -> list[OpenValue]:
    """Every open value of a document, with the articles that use it: those that a reader meets, and
    those that decide what he reads and of which somebody typed what says nothing.
    """
    wording = document.wording
    shown = [
        OpenValue(document.id, value, wording.uses.get(path, ()), path in wording.recital_paths)
        for path, value in document.values.items()
        if value.is_open
    ]
    return [*shown, *_undecided(document)]


def _undecided(document: Document) -> Iterator[OpenValue]:
    """The values that no text prints and of which somebody typed what says nothing: without an
    answer nobody chose what the text says. A group is asked where it is printed.
    """
    named = document.made_from.named
    for name in document.made_from.given:
        value = named.get(name)
        if isinstance(value, Value) and value.vague and value.path not in document.values:
            articles = (item.number for item in document.artikelen if _names(item.texts, name))
            in_recitals = _names(document.wording.recitals, name)
            yield OpenValue(document.id, value, tuple(articles), in_recitals)


def _names(texts: Iterable[ClauseText], name: str) -> bool:
    return any(name in compile_clause(text.clause).names for text in texts)


def cover_table(document: Document, bundle: Bundle) -> tuple[TableAnnex, ...]:
    """The table of statutory cover as an annex; nothing for a kind that has no mandatory
    subjects.
    """
    rows = coverage(document, bundle)
    if not rows:
        return ()
    law = bundle.library.law
    bases = {row.requirement.basis for row in rows}
    table = Table(
        _cells("Onderdeel", "Verplicht onderwerp", "Geregeld in", "Stand"),
        tuple(
            _cells(
                row.requirement.letter if len(bases) == 1 else row.basis,
                row.requirement.description,
                _where(row),
                STATES[row.status],
            )
            for row in rows
        ),
    )
    closing = f"Verplichte inhoud volgens {grounds_of(rows, law)}. {state_of_the_law(bundle)}"
    return (TableAnnex("Bijlage: verplichte inhoud", table, closing),)


def _where(row: Coverage) -> str:
    return ", ".join(f"artikel\u00a0{artikel.number}" for artikel in row.articles) or "nergens"


def _cells(*texts: str) -> tuple[tuple[Text, ...], ...]:
    return tuple((Text(text),) for text in texts)
