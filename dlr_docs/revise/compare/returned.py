"""A folder of documents that came back: what is changed again and again, clause by clause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from dlr_docs.basis.characters import harmless
from dlr_docs.revise.compare.comparing import Comparison, Difference
from dlr_docs.revise.compare.telling import as_data

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


def as_text(comparisons: Mapping[str, Comparison]) -> str:
    """The table for a person."""
    return "\n".join(map(harmless, _lines(comparisons))) + "\n"


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


def table_data(comparisons: Mapping[str, Comparison], problems: Iterable[Any]) -> dict[str, Any]:
    """The table, and each comparison, for a program."""
    return {
        "clausules": [
            {"clausule": row.clause, "documenten": list(row.documents), "soorten": dict(row.kinds)}
            for row in touched(comparisons)
        ],
        "documenten": {name: as_data(item) for name, item in comparisons.items()},
        "problemen": list(problems),
    }
