"""A folder of documents that came back: what is changed again and again, clause by clause."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from msgspec import Struct

from dlr_docs.basis.characters import harmless
from dlr_docs.basis.dutch import counted
from dlr_docs.revise.compare.comparing import Comparison, Difference
from dlr_docs.revise.compare.telling import as_data
from dlr_docs.revise.family import CitedElsewhere

_NO_CLAUSE = "(geen clausule)"


class Touched(Struct, frozen=True):
    """A clause, or a place outside all clauses, with the documents in which it was changed and the
    number of changes of each kind.
    """

    clause: str
    documents: tuple[str, ...]
    kinds: Mapping[str, int]


def touched(comparisons: Mapping[str, Comparison]) -> tuple[Touched, ...]:
    """What was changed by hand over all documents, what most documents change first.

    Args:
        comparisons: by the name of the file.
    """
    documents: dict[str, dict[str, None]] = {}
    kinds: dict[str, Counter[str]] = {}
    for name, comparison in comparisons.items():
        for change in _by_hand(comparison):
            subject = _subject(change)
            documents.setdefault(subject, {})[name] = None
            kinds.setdefault(subject, Counter())[change.kind] += 1
    found = (Touched(subject, tuple(names), kinds[subject]) for subject, names in documents.items())
    return tuple(sorted(found, key=lambda item: (-len(item.documents), item.clause)))


def _by_hand(comparison: Comparison) -> Iterator[Difference]:
    """Changes of words: each bundle has values of its own."""
    return (change for change in comparison.by_hand if change.kind != "waarde")


def _subject(change: Difference) -> str:
    return change.clause or change.topic or f"{_NO_CLAUSE} {change.place}"


Cited = Mapping[str, Sequence[CitedElsewhere]]


def as_text(comparisons: Mapping[str, Comparison], cited: Cited = MappingProxyType({})) -> str:
    """The table for a person.

    Args:
        comparisons: by the name of the file.
        cited: the wrong numbers that it has of articles in other documents.
    """
    lines = (*_lines(comparisons), *_meanwhile(comparisons), *_cited(cited))
    return "\n".join(map(harmless, lines)) + "\n"


def _meanwhile(comparisons: Mapping[str, Comparison]) -> Iterator[str]:
    """In which documents library and choices would say something else by now."""
    changed = {name: len(item.meanwhile) for name, item in comparisons.items() if item.meanwhile}
    if changed:
        yield "Sindsdien veranderd in bibliotheek of keuzes, per document te zien met 'vergelijk'"
        for name, count in changed.items():
            yield f"  {name}: op {counted(count, 'plaats', 'plaatsen')}"


def _cited(cited: Cited) -> Iterator[str]:
    """The wrong numbers of articles in other documents."""
    number = sum(map(len, cited.values()))
    if number:
        yield f"Nummers van artikelen in een ander document die daar anders zijn ({number})"
    for name, items in cited.items():
        for item in items:
            yield f"  {name}, {item.place}: '{item.words}': {item.told}"


def _lines(comparisons: Mapping[str, Comparison]) -> Iterator[str]:
    rows = touched(comparisons)
    changed = [name for name, item in comparisons.items() if any(_by_hand(item))]
    noun = "document" if len(comparisons) == 1 else "documenten"
    yield f"{len(comparisons)} {noun} vergeleken; in {len(changed)} is de tekst gewijzigd"
    width = max((len(row.clause) for row in rows), default=0)
    for row in rows:
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(row.kinds.items()))
        yield f"  {row.clause:{width}}  {len(row.documents):4} van {len(comparisons)}  {kinds}"
        yield from (f"      {name}" for name in row.documents)


def table_data(
    comparisons: Mapping[str, Comparison],
    problems: Iterable[Any],
    cited: Cited = MappingProxyType({}),
) -> dict[str, Any]:
    """The table, and each comparison, for a program."""
    return {
        "clausules": [
            {"clausule": row.clause, "documenten": list(row.documents), "soorten": dict(row.kinds)}
            for row in touched(comparisons)
        ],
        "documenten": {name: as_data(item) for name, item in comparisons.items()},
        "nummers_elders": [*itertools.chain(*map(_cited_data, cited, cited.values()))],
        "problemen": list(problems),
    }


def _cited_data(name: str, items: Sequence[CitedElsewhere]) -> Iterator[dict[str, Any]]:
    """The wrong numbers of articles in other documents, for a program."""
    for item in items:
        yield {
            "document": name,
            "plaats": item.place,
            "tekst": item.words,
            "bestand": item.file,
            "nummer": item.number,
        }
