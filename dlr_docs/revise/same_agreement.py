"""Whether choices are those of the agreement that a document is of, or of another one with a
document of the same name.

Choices change, and stay those of one agreement: its name is typed better, its day put off. So no
one thing tells; but another kind does, or other parties, or another name together with another
subject or day.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from dlr_docs.basis import codes
from dlr_docs.basis.problems import ChoicesError, error
from dlr_docs.build.values.plural import singulars
from dlr_docs.model.declared.parties import PartySort
from dlr_docs.model.document import Bundle, Document
from dlr_docs.model.library import Library
from dlr_docs.model.party import Party
from dlr_docs.model.values import Value, ValueType
from dlr_docs.revise.changes.values import values_then
from dlr_docs.revise.rebuild import remade
from dlr_docs.word.read.document import ReadDocument

_NAME = "bundel"
_PARTIES = "partijen."
_STEPS = (
    " Is het toch dezelfde overeenkomst, verander dit dan niet in één keer: werk het document na "
    "elke stap bij."
)
_ROW = " Is het een rij van een reeks, noem dan ook de tabel, met --reeks TABEL."
_Facts = Mapping[str, tuple[Value, ...]]


def refuse_other(found: ReadDocument, bundle: Bundle, *, is_row: bool = False) -> None:
    """Refuse choices of another agreement.

    Args:
        is_row: whether the choices are a row of a series: all rows share parties, so each party
            must be one of the document.

    Raises:
        KeyError: when the bundle has no document of this name.
        ChoicesError: when they are; it tells what differs.
    """
    document = bundle.document(found.provenance.document)
    words, more = _differing(found, document, bundle, is_row)
    if not words:
        return
    message = (
        f"het document '{document.id}' in dit keuzebestand is van een andere overeenkomst dan "
        f"{found.name or 'het bestand'}: {words}"
    )
    hint = f"Kies het keuzebestand waarmee het document is gemaakt.{more}"
    raise ChoicesError(error(codes.ANDERE_OVEREENKOMST, message, bundle.choices.source, hint))


def _differing(
    found: ReadDocument, document: Document, bundle: Bundle, is_row: bool
) -> tuple[str, str]:
    """What tells that it is another agreement, in words, and what more a person can do about it; no
    words when it is this one.
    """
    kind = found.provenance.kind
    if document.outline.kind != kind:
        return f"het is een {document.outline.kind}, en het bestand een {kind}", ""
    was_made = remade(found, bundle.library)
    then = values_then(found, was_made)
    nameless = [*_nameless(document, then)]
    if nameless:
        has = "heeft" if len(nameless) == 1 else "hebben"
        return f"{' en '.join(map(_quoted, nameless))} {has} er geen naam", "" if is_row else _ROW
    strange = [*_strangers(found, document, then)]
    if strange and (is_row or len(strange) == len(_named_by_both(found, document))):
        return _no_parties(strange), ""
    others = _all_others(found, document, then)
    if others:
        return _no_parties(others), _STEPS
    made = was_made.bundle
    if made is None:
        return "", ""
    ours = _facts(document, bundle.library)
    theirs = _facts(made.document(found.provenance.document), bundle.library)
    return ", ".join(_otherwise(found, ours, theirs)), _STEPS


def _no_parties(names: Sequence[tuple[Value, ...]]) -> str:
    verb = "is geen partij" if len(names) == 1 else "zijn geen partijen"
    return f"{' en '.join(map(_shown, names))} {verb} in het bestand"


def _strangers(
    found: ReadDocument, document: Document, then: Mapping[str, Value]
) -> Iterator[tuple[Value, ...]]:
    """The names of each party of which the document has no name in its place, and had none before
    a hand changed it.
    """
    for values in _named_by_both(found, document):
        if not any(
            item.text in found.values[item.path].shown
            or (item.path in then and then[item.path].text == item.text)
            for item in values
        ):
            yield values


def _all_others(
    found: ReadDocument, document: Document, then: Mapping[str, Value]
) -> list[tuple[Value, ...]]:
    """The names of all parties, when none of them has its key in the document and none a name that
    stands there or stood there before a hand changed it.
    """
    if _named_by_both(found, document):
        return []
    there = _said_of_parties(found, then)
    every = [tuple(it for it in party.shown if _names(it, party)) for party in document.parties]
    names = {value.text for value in itertools.chain.from_iterable(every)}
    return [*filter(None, every)] if there and names.isdisjoint(there) else []


def _said_of_parties(found: ReadDocument, then: Mapping[str, Value]) -> set[str]:
    """What a document says of its parties, and said when it was made."""
    shown = [read.shown for path, read in found.values.items() if path.startswith(_PARTIES)]
    made = {value.text for path, value in then.items() if path.startswith(_PARTIES)}
    return made.union(*shown) - {""}


def _names(value: Value, party: Party) -> bool:
    return bool(value.text) and not value.is_open and _is_of_name(value, party)


def _nameless(document: Document, then: Mapping[str, Value]) -> Iterator[str]:
    """The names of parties of the document that have none at all in the choices, as those of a row
    of a series in the choice file of all rows.
    """
    for party in document.parties:
        names = [value for value in party.shown if _is_of_name(value, party)]
        was = [then[it.path].text for it in names if it.path in then and not then[it.path].is_open]
        if was and all(value.is_open for value in names):
            yield was[0]


def _named_by_both(found: ReadDocument, document: Document) -> list[tuple[Value, ...]]:
    """The names that the choices have for each party where the file says something too: a function
    or a town may be that of anybody.
    """
    every = (
        tuple(value for value in party.shown if _is_in_both(value, party, found))
        for party in document.parties
    )
    return [values for values in every if values]


def _is_in_both(value: Value, party: Party, found: ReadDocument) -> bool:
    read = found.values.get(value.path)
    is_filled = read is not None and bool(read.shown) and bool(value.text)
    return is_filled and not value.is_open and _is_of_name(value, party)


def _is_of_name(value: Value, party: Party) -> bool:
    """Whether a value of a party says who that is."""
    inside = value.path.removeprefix(f"{party.prefix}.").split(".")
    return _is_name(inside, party.sort)


def _is_name(path: Sequence[str], sort: PartySort) -> bool:
    """Whether a value of a party says who that is: it binds, is its legal person, stands first, or
    has to be there whatever else is left out.
    """
    if [*path] in ([sort.signs], [sort.legal_person], [*sort.shown[:1]]):
        return True
    fields: Mapping[str, ValueType] = sort.fields
    declared = None
    for name in path:
        if not name.isdigit():
            declared = fields.get(name)
            fields = declared.fields if declared else {}
    return declared is not None and declared.required


def _facts(document: Document, library: Library) -> _Facts:
    """The names and days that somebody typed for a document, by the name of the value."""
    singular = singulars(library)
    found: dict[str, tuple[Value, ...]] = {}
    for path, value in document.values.items():
        first, *inside = path.split(".")
        given = document.made_from.given.get(singular.get(first, first))
        is_typed = first == _NAME or (given is not None and _has(given.raw, inside))
        if is_typed and value.kind in ("tekst", "datum") and not value.is_open:
            found[first] = (*found.get(first, ()), value)
    return found


def _has(raw: object, path: list[str]) -> bool:
    """Whether something was typed at a place in what was typed."""
    for name in path:
        if isinstance(raw, Mapping):
            raw = raw.get(name)
        elif isinstance(raw, list | tuple) and name.isdigit() and int(name) <= len(raw):
            raw = raw[int(name) - 1]
    return raw is not None


def _otherwise(found: ReadDocument, ours: _Facts, theirs: _Facts) -> Iterator[str]:
    """What differs, when that is so much that it is another agreement. That days are the same says
    nothing: many agreements begin on one day of the year.
    """
    both = {name: (values, theirs[name]) for name, values in ours.items() if name in theirs}
    other = [name for name, sides in both.items() if not _agree(found, *sides)]
    if len(other) > 1 and _tell([ours[name] for name in other], [ours[name] for name in both]):
        for name in other:
            yield f"{name} is {_shown(ours[name])} en niet {_shown(theirs[name])}"


def _tell(other: Sequence[tuple[Value, ...]], both: Sequence[tuple[Value, ...]]) -> bool:
    """Whether what differs tells of another agreement: its name or a thing that it is about is
    another one, and nothing that it names is the same, less its own name.
    """
    is_renamed = any(_is_name_of_all(values) or _is_record(values) for values in other)
    same = (values for values in both if values not in other)
    return is_renamed and not any(map(_is_subject, same))


def _is_name_of_all(values: tuple[Value, ...]) -> bool:
    return values[0].path == _NAME


def _is_subject(values: tuple[Value, ...]) -> bool:
    """Whether values name what an agreement is about: not when it begins, nor how it is called."""
    return values[0].kind == "tekst" and not _is_name_of_all(values)


def _agree(found: ReadDocument, ours: tuple[Value, ...], theirs: tuple[Value, ...]) -> bool:
    """Whether some part of a value is what the document says of it, or said when it was made."""
    read = (found.values[item.path].shown for item in theirs if item.path in found.values)
    said = {item.text for item in theirs}.union(itertools.chain.from_iterable(read))
    return any(item.text in said for item in ours)


def _is_record(values: tuple[Value, ...]) -> bool:
    """Whether values tell of one thing together, such as a programme."""
    return any("." in item.path for item in values)


def _quoted(text: str) -> str:
    return f"'{text}'"


def _shown(values: tuple[Value, ...]) -> str:
    return _quoted(", ".join(item.text for item in values))
