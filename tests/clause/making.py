"""Clauses, values and parties for the tests of this folder."""

from __future__ import annotations

from dlr_docs.basis.problems import Source
from dlr_docs.clause.parsing import parse
from dlr_docs.model.declared.parties import PartySorts
from dlr_docs.model.document import Inlines, Lid
from dlr_docs.model.library import Clause
from dlr_docs.model.party import Party
from dlr_docs.model.values import Value
from tests.samples import party_sort


def clause(text: str) -> Clause:
    return Clause("doel", "a", "Doel", "", text, 5, "", Source("clauses/doel/a.md"))


def value(path: str, text: str = "x", raw: object = None) -> Value:
    return Value(path, "tekst", text if raw is None else raw, text, "?", "")


GROUPS = {"school": "scholen", "instelling": "instellingen", "leerbedrijf": "leerbedrijven"}
SORTS = PartySorts({name: party_sort(name, group=group) for name, group in GROUPS.items()})


def party(key: str, kind: str, name: str) -> Party:
    fields = {
        "naam": value(f"partijen.{key}.naam", name),
        "plaats": value(f"partijen.{key}.plaats"),
    }
    return Party(key, SORTS.by_name[kind], "de school", "hierna: de school", fields)


PARTIES = (party("a", "school", "A"), party("b", "school", "B"), party("c", "instelling", "C"))


def inlines_of(text: str) -> Inlines:
    (block,) = parse(text).blocks
    assert isinstance(block, Lid)
    return block.inlines
