"""A folder of documents that came back: what is changed again and again, clause by clause."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.basis.characters import harmless
from dlr_docs.basis.dutch import counted
from dlr_docs.basis.problems import Problem, Source
from dlr_docs.revise.changes.difference import Comparison, Difference
from dlr_docs.revise.compare.telling import as_data, remark_words
from dlr_docs.revise.family import CitedElsewhere

_NO_CLAUSE = "(geen clausule)"
_MOST_COLUMNS = 30  # documents of which a table on a page has a column each


class Touched(Struct, frozen=True):
    """A clause, a place outside all clauses or a value, with the documents in which it was changed
    and the number of changes of each kind.
    """

    clause: str
    documents: tuple[str, ...]
    kinds: Mapping[str, int]


def touched(
    comparisons: Mapping[str, Comparison], *, of_values: bool = False
) -> tuple[Touched, ...]:
    """What was changed by hand over all documents, what most documents change first.

    Args:
        comparisons: by the name of the file.
        of_values: whether it is about values, which each bundle has of its own, and not text.
    """
    documents: dict[str, dict[str, None]] = {}
    kinds: dict[str, Counter[str]] = {}
    for name, comparison in comparisons.items():
        for change in _by_hand(comparison, of_values=of_values):
            subject = _subject(change)
            documents.setdefault(subject, {})[name] = None
            kinds.setdefault(subject, Counter())[change.kind] += 1
    found = (Touched(subject, tuple(names), kinds[subject]) for subject, names in documents.items())
    return tuple(sorted(found, key=lambda item: (-len(item.documents), item.clause)))


def _by_hand(comparison: Comparison, *, of_values: bool = False) -> Iterator[Difference]:
    """Changes of words, or of values; one that was open is filled in, and no change."""
    for change in comparison.by_hand:
        is_value = change.kind == "waarde"
        if is_value is of_values and (change.was or not is_value):
            yield change


def _subject(change: Difference) -> str:
    if change.kind == "waarde":
        return f"gegeven {change.path}"
    return change.clause or change.topic or f"{_NO_CLAUSE} {change.place}"


Cited = Mapping[str, Sequence[CitedElsewhere]]


def as_text(comparisons: Mapping[str, Comparison], cited: Cited = MappingProxyType({})) -> str:
    """The table for a person.

    Args:
        comparisons: by the name of the file.
        cited: the wrong numbers and titles that it has of articles in other documents.
    """
    lines = (
        *_lines(comparisons),
        *_remarks(comparisons),
        *_meanwhile(comparisons),
        *_cited(cited),
    )
    return "\n".join(map(harmless, lines)) + "\n"


def noticed(comparisons: Mapping[str, Comparison], folder: Path) -> Iterator[Problem]:
    """What is to be known of documents: once of all of which it is the same."""
    found: dict[tuple[str, str, str | None], list[Problem]] = {}
    for problem in itertools.chain.from_iterable(it.problems for it in comparisons.values()):
        found.setdefault((problem.code, problem.message, problem.hint), []).append(problem)
    for first, *others in found.values():
        count = counted(1 + len(others), "document", "documenten")
        message = f"{first.message} ({count})"
        yield replace(first, message=message, source=Source(str(folder))) if others else first


def _remarks(comparisons: Mapping[str, Comparison]) -> Iterator[str]:
    """The comments that people put in, which is how they ask for what they do not change."""
    count = sum(len(item.remarks) for item in comparisons.values())
    if count:
        yield f"Opmerkingen in de documenten ({count})"
    for name, item in comparisons.items():
        for place, remark in item.remarks:
            yield f"  {name}, {place}: {remark_words(remark)}"


def _meanwhile(comparisons: Mapping[str, Comparison]) -> Iterator[str]:
    """In which documents library and choices would say something else by now."""
    changed = {name: len(item.meanwhile) for name, item in comparisons.items() if item.meanwhile}
    if changed:
        yield "Sindsdien veranderd in bibliotheek of keuzes, per document te zien met 'vergelijk'"
        for name, count in changed.items():
            yield f"  {name}: op {counted(count, 'plaats', 'plaatsen')}"


def _cited(cited: Cited) -> Iterator[str]:
    """The wrong numbers and titles of articles in other documents."""
    found = [*_pairs(cited)]
    if found:
        yield f"Verwijzingen naar een ander document die niet meer kloppen ({len(found)})"
    for name, item in found:
        yield f"  {name}, {item.place}: '{item.words}': {item.told}"


def _lines(comparisons: Mapping[str, Comparison]) -> Iterator[str]:
    rows = _rows(comparisons)
    yield _summary(comparisons)
    width = max((len(row.clause) for row in rows), default=0)
    for row in rows:
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(row.kinds.items()))
        yield f"  {row.clause:{width}}  {len(row.documents):4} van {len(comparisons)}  {kinds}"
        yield from (f"      {name}" for name in row.documents)


def _rows(comparisons: Mapping[str, Comparison]) -> tuple[Touched, ...]:
    """Text first, and then values."""
    return (*touched(comparisons), *touched(comparisons, of_values=True))


def _summary(comparisons: Mapping[str, Comparison]) -> str:
    noun = "document" if len(comparisons) == 1 else "documenten"
    texts, values = (len([*_changed(comparisons, of_values=it)]) for it in (False, True))
    more = f", in {values} een gegeven" if values else ""
    return f"{len(comparisons)} {noun} vergeleken; in {texts} is de tekst gewijzigd{more}"


def _changed(comparisons: Mapping[str, Comparison], *, of_values: bool = False) -> Iterator[str]:
    """The documents of which the text, or a value, was changed by hand."""
    for name, item in comparisons.items():
        if any(_by_hand(item, of_values=of_values)):
            yield name


def as_page(title: str, comparisons: Mapping[str, Comparison], cited: Cited) -> str:
    """The table as HTML, with what was changed in each document; it prints well too.

    Args:
        title: what the folder is called.
    """
    from dlr_docs.revise.compare.page import rendered

    changed = {*_changed(comparisons), *_changed(comparisons, of_values=True)}
    names = [name for name in comparisons if name in changed]
    columns = names if len(names) <= _MOST_COLUMNS else []
    return rendered(
        "map.html",
        title=title,
        summary=_summary(comparisons),
        rows=_rows(comparisons),
        columns={name: number for number, name in enumerate(columns, start=1)},
        cell=lambda row, name: "●" if name in row.documents else "",
        cited=[*_pairs(cited)],
        comparisons=comparisons,
        noticed=[*noticed(comparisons, Path(title))],
        remark=remark_words,
    )


def _pairs(cited: Cited) -> Iterator[tuple[str, CitedElsewhere]]:
    for name, items in cited.items():
        yield from ((name, item) for item in items)


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
        "gegevens": [
            {"gegeven": row.clause.removeprefix("gegeven "), "documenten": list(row.documents)}
            for row in touched(comparisons, of_values=True)
        ],
        "documenten": {name: as_data(item) for name, item in comparisons.items()},
        "nummers_elders": [_cited_data(name, item) for name, item in _pairs(cited)],
        "problemen": list(problems),
    }


def _cited_data(name: str, item: CitedElsewhere) -> dict[str, Any]:
    """A wrong number or title of an article in another document, for a program."""
    return {
        "document": name,
        "plaats": item.place,
        "tekst": item.words,
        "bestand": item.file,
        "nummer": item.number,
        "titel": item.title or None,
    }
