"""What the columns of a series can be: everything that a choice file can say of its parties, values
and documents, with the questions and options of the library.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from dlr_docs.basis.problems import Path
from dlr_docs.build.selected.advice import NONE
from dlr_docs.build.selected.own_text import own_clauses, own_values
from dlr_docs.build.values.plural import singulars
from dlr_docs.clause.jinja.compile import compile_clause
from dlr_docs.model.choices import Choices, DocumentChoice, Group
from dlr_docs.model.declared.parties import PartySort
from dlr_docs.model.library import Library, Outline, OutlineTopic
from dlr_docs.model.values import PERSON, ValueType

FOLDER = "map"  # the column that names a row, its folder and its lines on other sheets


class Column(Struct, frozen=True, eq=False):
    """One column: a path of keys, and the declaration that judges what stands in it.

    ``about`` tells apart what is asked of several parties or documents. ``several`` says that a
    cell may hold more than one value. ``table`` is the path of the list whose records have this
    column; empty outside lists.
    """

    path: Path
    declared: ValueType
    about: str = ""
    several: bool = False
    table: Path = ()

    @property
    def key(self) -> str:
        """The key as it stands in a table."""
        return ".".join(map(str, self.path))

    @property
    def question(self) -> str:
        """The question, with what it is about."""
        return f"{self.declared.question} ({self.about})" if self.about else self.declared.question


def columns_of(
    choices: Choices, library: Library, new_parties: Iterable[str] = ()
) -> dict[str, Column]:
    """Every column that a table for a choice file can have, by key.

    Args:
        new_parties: keys of parties that only the table has.
    """
    found = itertools.chain(
        _own_columns(),
        _party_columns(choices, library),
        itertools.chain.from_iterable(_new_party(key, library) for key in new_parties),
        _shared_columns(choices, library),
        itertools.chain.from_iterable(
            _group_columns(group, choices, library) for group in choices.groups.values()
        ),
        itertools.chain.from_iterable(
            _document_columns(item, choices, library) for item in choices.documents
        ),
    )
    return {column.key: column for column in found}


def _own_columns() -> Iterator[Column]:
    name = ValueType(
        FOLDER,
        "tekst",
        "Hoe heet de map van deze rij?",
        help="Zo heet de map met documenten; op een ander blad zegt zij bij welke rij iets hoort.",
    )
    yield Column((FOLDER,), name)
    yield Column(("bundel",), ValueType("bundel", "tekst", "Wat is de titel van de bundel?"))
    day = "Welke datum krijgen de eigenschappen van het bestand?"
    yield Column(("datum",), ValueType("datum", "datum", day))


def _party_columns(choices: Choices, library: Library) -> Iterator[Column]:
    sorts = library.parties.by_name
    kinds = [party.kind for party in choices.parties.values()]
    for key, party in choices.parties.items():
        if party.kind in sorts:
            about = key if kinds.count(party.kind) > 1 else ""
            yield from _fields_of(key, sorts[party.kind], about)


def _fields_of(key: str, sort: PartySort, about: str) -> Iterator[Column]:
    for name in dict.fromkeys((*sort.asked, *sort.fields)):
        declared = sort.fields[name]
        of_list = name if declared.kind == "lijst" else ""  # asks what the fields of one ask
        of_what = ", ".join(filter(None, (about, of_list)))
        yield from _below(("partijen", key, name), declared, of_what)
    question = f"Hoe noemt de tekst deze partij, als dat niet is: {sort.designation}?"
    words = ValueType("aanduiding", "tekst", question)
    yield Column(("partijen", key, "aanduiding"), words, about)


def _new_party(key: str, library: Library) -> Iterator[Column]:
    """What can be said of a party whose sort stands in the table too."""
    sorts = library.parties.by_name
    options = {name: sort.designation for name, sort in sorts.items()}
    kind = ValueType("soort", "keuze", "Wat voor partij is dit?", options=options)
    yield Column(("partijen", key, "soort"), kind, key)
    for sort in sorts.values():
        yield from _fields_of(key, sort, key)


def _below(path: Path, declared: ValueType, about: str, table: Path = ()) -> Iterator[Column]:
    """The columns of a value: of its parts when it has any."""
    if declared.kind == "groep":
        yield from _more_below(path, declared, about)
        for name, field in declared.fields.items():
            yield from _below((*path, name), field, about, table)
    elif declared.kind == "persoon":
        for part in PERSON:
            question = f"{declared.question} ({part})"
            yield Column((*path, part), ValueType(part, "tekst", question), about, table=table)
    elif declared.kind == "lijst" and declared.fields:
        for name, field in declared.fields.items():
            if not (field.kind == "lijst" and field.fields):  # no cell holds a list of lists
                yield from _below((*path, name), field, about, path)
    else:
        several = declared.kind == "lijst" or declared.may_be_more
        yield Column(path, declared, about, several, table)


def _more_below(path: Path, declared: ValueType, about: str) -> Iterator[Column]:
    """The columns of records of which there may be more, as a list."""
    if declared.plural is not None:
        records = ValueType(declared.plural, "lijst", declared.question, fields=declared.fields)
        yield from _below((*path[:-1], declared.plural), records, about)


def _shared_columns(choices: Choices, library: Library) -> Iterator[Column]:
    declared: dict[str, ValueType] = {}
    for kind in dict.fromkeys(item.kind for item in choices.documents):
        declared |= library.memory.once(_declared, library, kind)
    declared |= own_values(choices, library)
    for name, item in _single(declared):
        yield from _below(("gegevens", name), item, "")


def _single(declared: Mapping[str, ValueType]) -> Iterator[tuple[str, ValueType]]:
    """The values that are not of a group of documents as a whole."""
    return ((name, item) for name, item in declared.items() if not item.is_of_group)


def _declared(library: Library, kind: str) -> Mapping[str, ValueType]:
    """The values that documents of a kind can have."""
    found = dict(library.values)
    for clause in library.all_clauses():
        found |= clause.values if clause.fits(kind) else {}
    return found


def _group_columns(group: Group, choices: Choices, library: Library) -> Iterator[Column]:
    """What the documents of a group share."""
    inside = [item for item in choices.documents if item.id in group.documents]
    declared: dict[str, ValueType] = {}
    for kind in dict.fromkeys(item.kind for item in inside if item.kind in library.outlines):
        declared |= library.memory.once(_declared, library, kind)
        outline = library.outlines[kind]
        for topic in outline.all_topics:
            variants = _variants(topic, outline, library)
            yield Column((*group.path, "keuzes", topic.topic), variants, group.key, several=True)
    for name, item in declared.items():
        yield from _below((*group.path, "gegevens", name), item, group.key)


def _document_columns(item: DocumentChoice, choices: Choices, library: Library) -> Iterator[Column]:
    outline = library.outlines.get(item.kind)
    if outline is None:
        return
    path = ("documenten", item.id)
    name = ValueType(
        "id",
        "tekst",
        "Hoe heet het bestand, in kleine letters zonder spaties?",
        help="Leeg: de soort, met een nummer als er meer van zijn.",
        example=f"{item.id}-…",
    )
    yield Column((*path, "id"), name, item.id)
    who = ValueType("partijen", "lijst", "Welke partijen doen mee? Standaard alle.", item="tekst")
    yield Column((*path, "partijen"), who, item.id, several=True)
    for topic in outline.all_topics:
        declared = _variants(topic, outline, library)
        yield Column((*path, "keuzes", topic.topic), declared, item.id, several=True)
    every = {
        **library.memory.once(_declared, library, item.kind),
        **(own_values(choices, library) if item.own_articles else {}),
    }
    for value, declared in _single(every):
        yield from _below((*path, "gegevens", value), declared, item.id)


def _variants(topic: OutlineTopic, outline: Outline, library: Library) -> ValueType:
    """The choice of a variant as a value."""
    fitting = {
        name: clause
        for name, clause in library.clauses.get(topic.topic, {}).items()
        if clause.fits(outline.kind)
    }
    options = {name: clause.summary for name, clause in fitting.items()}
    if not topic.required:
        options[NONE] = "Dit onderwerp blijft weg."
    title = next((clause.title for clause in fitting.values()), topic.topic)
    return ValueType(
        topic.topic, "keuze", f"{title}: welke variant?", topic.default or NONE, options=options
    )


def used_names(item: DocumentChoice, choices: Choices, library: Library) -> frozenset[str]:
    """The values that the text of a document uses, as it is chosen now."""
    outline = library.outlines.get(item.kind)
    if outline is None:
        return frozenset()
    names = set(outline.values)
    for topic in outline.all_topics:
        for variant in item.variants.get(topic.topic, (topic.default or NONE,)):
            clause = library.clauses.get(topic.topic, {}).get(variant)
            names |= compile_clause(clause).names if clause is not None else set()
    names |= frozenset[str]().union(
        *(compile_clause(clause).names for clause in own_clauses(item, choices, library))
    )
    own = {singulars(library).get(name, name) for name in names}
    return frozenset((names | own) - library.parties.groups.keys())
