"""Everything that people read of a library, as its writers typed it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from dlr_docs.basis.yaml.loading import load
from dlr_docs.library.files import split
from dlr_docs.model.library import Library

_OF_A_VALUE = frozenset({"vraag", "hulp", "opties", "standaard"})


def _strings(value: object) -> Iterator[str]:
    """Every text in what YAML holds, less the keys by which people type it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)


def _texts(value: object) -> Iterator[str]:
    """What a person reads of declared values and of what is inside them: questions, help, options
    and defaults; the default of a term is what parties agree themselves.
    """
    if not isinstance(value, dict):
        return
    is_term = value.get("soort") == "duur"
    for key, item in value.items():
        if key not in _OF_A_VALUE:
            yield from _texts(item)
        elif not (is_term and key == "standaard"):
            yield from _strings(item)


def _of_clause(path: Path) -> Iterator[str]:
    head, body, _ = split(path.read_text(encoding="utf-8"))
    data: Any = load(head or "", path.name).data
    yield body
    yield from (data["titel"], data["samenvatting"], data.get("toelichting", ""))
    yield from _texts(data.get("gegevens", {}))


def _of_checks(value: object) -> Iterator[str]:
    """What checks say of themselves and of a document."""
    for rule in value.values() if isinstance(value, dict) else ():
        yield from (rule[key] for key in ("omschrijving", "melding", "advies") if key in rule)


def _of_file(path: Path, read: Callable[[object], Iterator[str]]) -> Iterator[str]:
    yield from read(load(path.read_text(encoding="utf-8"), path.name).data)


def texts_of(library: Library) -> Iterator[tuple[str, str]]:
    """Each text with the clause or file that it is in, as it was typed."""
    folder = library.path / "clauses"
    for clause in library.all_clauses():
        path = folder / clause.topic / f"{clause.variant}.md"
        yield from ((clause.id, text) for text in _of_clause(path))
    for name in ("gegevens", "partijen"):
        yield from ((name, text) for text in _of_file(folder / f"{name}.yaml", _texts))
    for path in (folder / "keuzehulp.yaml", *(library.path / "templates").glob("*.yaml")):
        yield from ((path.stem, text) for text in _of_file(path, _strings))
    yield from (("begrippen", term.definition) for term in library.terms)
    yield from (("wetgeving", row.description) for row in library.law.references.values())
    told = _of_file(folder / "controles.yaml", _of_checks)
    yield from (("controles", text) for text in told)
