"""Sample data for a trial of a Word template: parties of every sort, with everything filled in or
nothing, and parties of one sort with more than one of everybody.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup
from msgspec.structs import replace

from dlr_docs.model.declared.parties import PartySorts, Sentence
from dlr_docs.model.party import Party, between
from dlr_docs.model.values import Content, Value, ValueType
from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.xml import run
from dlr_docs.word.template.compile import first_id
from dlr_docs.word.template.compiled import Tags
from dlr_docs.word.template.names import MARKER, NAMES
from dlr_docs.word.template.parts.controls import Controls
from dlr_docs.word.template.parts.places import ANNEXES, CONTENTS, PLACEHOLDERS

_RECITALS = 12  # more than any kind of document has, so that a letter finds each line it asks for
SIGNATORIES = 2  # for each party of a crowd but the first


def sample_parties(count: int, draft: bool, sorts: PartySorts) -> tuple[Party, ...]:
    """So many parties, of one sort after another.

    Args:
        draft: whether it is a draft, with nothing filled in.
    """
    return tuple(_party(number, draft, sorts) for number in range(count))


def crowd(count: int, sorts: PartySorts) -> tuple[Party, ...]:
    """So many parties of one sort; for each but the first several sign, where its sort can have
    that.
    """
    names = [name for name, sort in sorts.by_name.items() if sort.signatories]
    name = next(iter([*names, *sorts.by_name]))
    alone = PartySorts({name: sorts.by_name[name]})
    signing = [1, *[SIGNATORIES] * (count - 1)]
    return tuple(
        _with_more(_party(number, False, alone), sorts, several)
        for number, several in enumerate(signing)
    )


def bound_name(party: Party) -> str:
    """What stands in a document for who is bound by a party of a crowd, and for nobody else."""
    return f"Gebonden-{party.key}"


def signatory_name(party: Party, number: int) -> str:
    """What stands in a document for one who signs for a party of a crowd, and for nobody else."""
    return f"Tekent-{number}-{party.key}"


def _with_more(party: Party, sorts: PartySorts, signing: int) -> Party:
    """A party with names that stand for nobody else, and so many who sign for it."""
    sort = party.sort
    fields = dict(party.fields)
    fields[sort.signs] = _value(f"{party.prefix}.{sort.signs}", bound_name(party))
    listed = sort.signatories
    if listed:
        declared = sort.fields[listed].fields
        first, *rest = declared
        items = []
        for number in range(signing):
            path = f"{party.prefix}.{listed}.{number}"
            item = {name: _sample(declared[name], f"{path}.{name}", False) for name in rest}
            name = _value(f"{path}.{first}", signatory_name(party, number))
            items.append({first: name, **item})
        fields[listed] = tuple(items)
    return replace(party, fields=fields, absent=sorts.absent)


def sample_names(package: Package, parties: Sequence[Party], draft: bool = False) -> dict[str, Any]:
    """Sample data for every name that a template may use.

    Args:
        draft: whether it is a draft.
    """
    count = len(parties)
    signatures = [*itertools.chain.from_iterable(party.signatures for party in parties)]
    subject = _value("bundel", "Proefbundel")
    shown = itertools.chain.from_iterable(party.shown for party in parties)
    values = {value.path: value for value in (*shown, subject)}
    paragraph = Markup(f"<w:p>{run('Proef')}</w:p>")  # noqa: S704 - ours
    places = (
        PLACEHOLDERS if count > 1 else {MARKER: PLACEHOLDERS[MARKER], CONTENTS: "", ANNEXES: ""}
    )  # not every document has all
    return dict.fromkeys(NAMES, paragraph) | {
        "_tags": Tags(Controls(values, itertools.count(first_id(package.members) + 1))),
        "titel": "Proefovereenkomst",
        "bundel": subject,
        "kenmerk": subject,
        "bij": Sentence(('de proef "', subject, '"')),
        "bundel_in_bij": False,
        "soort": "proef",
        "dit_document": "deze overeenkomst",
        "concept": draft,
        "partijen": tuple(party.names for party in parties),
        "aantal_partijen": count,
        "handtekeningen": signatures,
        "aantal_handtekeningen": len(signatures),
        "tussen": between(parties),
        "stand_van_de_wet": "1 januari 2026",
        "exemplaren": "tweevoud",
        "overwegingen": [Markup(run(f"overweging {number}")) for number in range(_RECITALS)],  # noqa: S704 - ours
        **places,
    }


def _party(number: int, draft: bool, sorts: PartySorts) -> Party:
    """A party of one of the sorts, with everything filled in or nothing."""
    every = tuple(sorts.by_name.values())
    sort = every[number % len(every)]
    key = f"partij-{number}"
    fields = {
        name: _sample(declared, f"partijen.{key}.{name}", draft)
        for name, declared in sort.fields.items()
    }
    heading = "de volgende partijen, elk hierna: de partij:" if number % 2 else ""
    return Party(
        key, sort, "de partij", "hierna: de partij", fields, sorts.absent, heading, number > 2
    )


def _sample(declared: ValueType, path: str, draft: bool) -> Content:
    if declared.fields:
        inside = declared.fields.items()
        group = {name: _sample(field, f"{path}.{name}", draft) for name, field in inside}
        return (group,) if declared.kind == "lijst" else group
    return _value(path, None if draft else f"Proef & {declared.label}")


def _value(path: str, text: str | None) -> Value:
    return Value(path, "tekst", text, text or "", f"Wat is {path}?", path)
