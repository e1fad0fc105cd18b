"""What goes into a new choice file: its documents with their default clauses, its parties, and the
values that they ask.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.problems import ChoicesError, Place, did_you_mean, error
from dlr_docs.build.selected.advice import NONE
from dlr_docs.build.values.filling import declarations
from dlr_docs.clause.jinja.compile import compile_clause
from dlr_docs.model.declared.parties import PartySort
from dlr_docs.model.library import Clause, Library, Outline, OutlineTopic
from dlr_docs.model.values import ValueType


class PlannedDocument(Struct, frozen=True):
    """One document of the new file, with the clauses that it starts with and the values of
    its own.
    """

    outline: Outline
    id: str
    parent: str | None
    clauses: Mapping[str, Clause]
    own: Mapping[str, ValueType]


class PlannedBase(Struct, frozen=True, eq=False):
    """An agreement that exists already and that documents of the new file belong to; ``others``
    are the kinds that it may be as well.
    """

    outline: Outline
    others: tuple[str, ...]


class Plan(Struct, frozen=True):
    """What goes into a new choice file; ``shared`` are the values that more than one
    document uses, and ``bases`` the agreements that exist already.
    """

    library: Library
    documents: tuple[PlannedDocument, ...]
    roles: tuple[tuple[str, str], ...]
    shared: Mapping[str, ValueType]
    bases: tuple[PlannedBase, ...] = ()


def plan(kinds: tuple[str, ...], library: Library, with_bases: bool = False) -> Plan:
    """Plan a file for these kinds of documents.

    Args:
        kinds: of the documents, in their order.
        library: what has these kinds.
        with_bases: whether what belongs to a document that is not among them belongs to one that
            exists already.

    Raises:
        ChoicesError: for a kind that does not exist, or one that belongs to a document that is
            not there.
    """
    _refuse_unknown(kinds, library)
    needed = {kind: _needed(kind, kinds, library) for kind in kinds}
    declared: dict[str, ValueType] = {}
    asked: Counter[str] = Counter()
    for kind in dict.fromkeys(kinds):
        _, values = needed[kind]
        declared |= values
        asked.update(values.keys())
    several = {name for name in asked if asked[name] > 1 or name == library.effective}
    bases = _bases(kinds, library) if with_bases else {}
    documents = tuple(
        _document(index, kinds, library, needed, several, bases) for index in range(len(kinds))
    )
    above = tuple(dict.fromkeys(bases.values()))
    roles = party_keys(
        [*map(library.outlines.__getitem__, kinds), *map(attrgetter("outline"), above)]
    )
    shared = {name: declared[name] for name in asked if name in several}
    return Plan(library, documents, roles, shared, above)


def _bases(kinds: tuple[str, ...], library: Library) -> dict[str, PlannedBase]:
    """Per kind that belongs to none of the others the agreement that it then belongs to; an annex
    goes along with that of another document where it can.
    """
    found: dict[str, PlannedBase] = {}
    for kind in sorted(kinds, key=lambda kind: library.outlines[kind].is_annex):
        above = [name for name in library.outlines[kind].belongs_to if name in library.outlines]
        if above and not {*above} & ({*kinds} - {kind}):
            first = next((item for item in found.values() if item.outline.kind in above), None)
            found[kind] = first or PlannedBase(library.outlines[above[0]], tuple(above[1:]))
    return found


def _refuse_unknown(kinds: tuple[str, ...], library: Library) -> None:
    """Refuse a kind of document that does not exist."""
    unknown = [kind for kind in kinds if kind not in library.outlines]
    if unknown:
        message = f"de soort document '{unknown[0]}' bestaat niet"
        hint = did_you_mean(unknown[0], library.outlines)
        raise ChoicesError(error(codes.ONBEKENDE_SOORT, message, Place("SOORT"), hint))


def party_keys(outlines: Sequence[Outline]) -> tuple[tuple[str, str], ...]:
    """The parties that these kinds need at least: a key for each, and its sort."""
    counts: dict[str, int] = {}
    for outline in outlines:
        for role, amount in outline.roles.items():
            counts[role] = max(counts.get(role, 0), amount.minimum)
    keys: list[tuple[str, str]] = []
    for role, count in counts.items():
        numbered = ((f"{role}-{number}", role) for number in range(1, count + 1))
        keys += [(role, role)] if count == 1 else numbered
    return tuple(keys)


def _needed(
    kind: str, kinds: Sequence[str], library: Library
) -> tuple[dict[str, Clause], dict[str, ValueType]]:
    """The default clauses of a kind by topic, and the values that they use."""
    outline = library.outlines[kind]
    above = _usual_above(outline, kinds, library)
    usual = ((item.topic, item.default_with(above)) for item in outline.all_topics)
    clauses = {
        topic: library.clauses[topic][name]
        for topic, name in usual
        if name and name in library.clauses.get(topic, {})
    }
    declared = declarations(clauses.values(), library)
    names = dict.fromkeys(outline.values)
    for clause in clauses.values():
        names.update(dict.fromkeys(sorted(compile_clause(clause).names)))
    used = (declared[name] for name in names if name in declared)
    return clauses, {item.name: item for item in used if not item.is_of_group}


def _usual_above(outline: Outline, kinds: Sequence[str], library: Library) -> frozenset[str]:
    """The default clauses of the document that one belongs to, when it comes in the same file."""
    parents = (kind for kind in kinds if kind in outline.belongs_to and kind != outline.kind)
    parent = next(parents, None)
    topics = library.outlines[parent].all_topics if parent else ()
    return frozenset(f"{item.topic}/{item.default}" for item in topics if item.default)


def _document(
    index: int,
    kinds: tuple[str, ...],
    library: Library,
    needed: Mapping[str, tuple[dict[str, Clause], dict[str, ValueType]]],
    several: set[str],
    bases: Mapping[str, PlannedBase],
) -> PlannedDocument:
    kind = kinds[index]
    outline = library.outlines[kind]
    parents = [other for other in kinds if other in outline.belongs_to and other != kind]
    if outline.belongs_to and not parents and kind not in bases:
        message = f"een {kind} hoort bij een ander document"
        hint = f"Noem er een bij: dlr-docs nieuw {outline.belongs_to[0]} {kind}."
        hint += (
            " Is dat document er al, haal het dan uit 'documenten' en noem het met titel en datum "
            "onder 'basisdocumenten'."
        )
        raise ChoicesError(error(codes.HOORT_NERGENS_BIJ, message, Place("SOORT"), hint))
    name = _id(kind, kinds, kinds[: index + 1].count(kind))
    clauses, values = needed[kind]
    own = {key: item for key, item in values.items() if key not in several}
    parent = _id(parents[0], kinds, 1) if parents else None
    if kind in bases:
        parent = bases[kind].outline.kind
    return PlannedDocument(outline, name, parent, clauses, own)


def _id(kind: str, kinds: tuple[str, ...], number: int) -> str:
    """The id of the first, second, … document of a kind; its kind when there is only one."""
    return kind if kinds.count(kind) == 1 else f"{kind}-{number}"


def joining(outline: Outline, roles: Sequence[tuple[str, str]]) -> list[str]:
    """The keys of those who take part in a document: of the sorts that its kind names."""
    keys, counts = list[str](), Counter[str]()
    for key, sort in roles:
        role = outline.roles.get(sort)
        if role and (role.maximum is None or counts[sort] < role.maximum):
            keys.append(key)
            counts[sort] += 1
    return keys


def bare(document: PlannedDocument, made: Plan) -> dict[str, Any]:
    """A document as a choice file has it, with nothing chosen and nothing filled in."""
    data = {
        "soort": document.outline.kind,
        "id": document.id,
        "partijen": joining(document.outline, made.roles),
    }
    return {**data, "bij": document.parent} if document.parent else data


def variants_of(item: OutlineTopic, outline: Outline, library: Library) -> dict[str, str]:
    """The variants that may be chosen with their summaries; :data:`NONE` last when the topic may
    stay out.
    """
    found = {
        name: clause.summary
        for name, clause in library.clauses.get(item.topic, {}).items()
        if clause.fits(outline.kind)
    }
    return found if item.required else {**found, NONE: "Laat dit onderwerp weg."}


def usual_variant(item: OutlineTopic, document: PlannedDocument) -> str:
    """The variant that a topic starts with; :data:`NONE` when it starts without one."""
    clause = document.clauses.get(item.topic)
    return clause.variant if clause is not None else NONE


def example_title(made: Plan) -> str:
    """A title for a bundle: the library's example, or the title of its first document."""
    return made.library.vocabulary.title or made.documents[0].outline.title


def asked_fields(sort: PartySort) -> dict[str, ValueType]:
    """What is asked of a party: the fields that documents show."""
    found = {name: without_optional(sort.fields[name]) for name in sort.asked}
    return {name: declared for name, declared in found.items() if not declared.optional}


def without_optional(declared: ValueType) -> ValueType:
    """What must be answered of a value: without the parts that may be left out."""
    if not any(field.optional for field in declared.fields.values()):
        return declared
    fields = {name: field for name, field in declared.fields.items() if not field.optional}
    return replace(declared, fields=fields)
