"""The checks of a bundle: an ordered table of named functions, each from a bundle to problems.

Errors stop a definitive document; a draft may be made with them, so that people can work on it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from dlr_docs.errors import Problem, Source, error, has_errors, warning
from dlr_docs.model.document import Artikel, Bundle, Document, law_citations, value_paths
from dlr_docs.model.library import Requirement
from dlr_docs.model.values import Value

Status = Literal["geregeld", "open", "ontbreekt"]

# Which vmbo leerweg may lead to which mbo level (art. 2.107a WVO 2020; art. 9.1.2 WEB).
ROUTES = {"bb": {"2"}, "kb": {"3", "4"}, "gl": {"4"}, "tl": {"4"}}


@dataclass(frozen=True, slots=True)
class Cover:
    """How one mandatory subject is covered in a document: by which articles, and what is still open."""

    document: str
    requirement: Requirement
    basis: str
    status: Status
    articles: tuple[Artikel, ...]
    missing: tuple[str, ...]
    open_values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class OpenValue:
    """A value that is still open, and the articles that use it (none: only the front or the signatures)."""

    document: str
    value: Value
    articles: tuple[int, ...]


def check_bundle(bundle: Bundle) -> list[Problem]:
    """Run every check.

    Returns:
        Problems in the order of the table; empty when all is well.
    """
    return [problem for check in CHECKS.values() for problem in check(bundle)]


def may_be_definitive(problems: list[Problem]) -> bool:
    """Whether nothing stands in the way of a definitive document."""
    return not has_errors(problems)


def coverage(document: Document, bundle: Bundle) -> list[Cover]:
    """Statutory cover: for each mandatory subject of the kind, how the document covers it."""
    group = bundle.library.law.requirement_sets.get(document.outline.requirements or "")
    if group is None:
        return []
    basis = bundle.library.law.references[group.basis].text
    return [_cover(document, requirement, basis) for requirement in group.requirements]


def _cover(document: Document, requirement: Requirement, basis: str) -> Cover:
    articles = []
    covered: set[str] = set()
    open_values: dict[str, Value] = {}
    for artikel in document.artikelen:
        named = {name for text in artikel.texts for name in text.clause.requirements}
        if named & set(requirement.coverable):
            articles.append(artikel)
            covered |= named
            open_values.update({value.path: value for value in _open_in(artikel, document)})
    missing = tuple(name for name in requirement.coverable if name not in covered)
    status: Status = "ontbreekt" if missing else "open" if open_values else "geregeld"
    parts = tuple(requirement.parts.get(name.partition(".")[2], "") for name in missing)
    return Cover(
        document.id,
        requirement,
        f"{basis} onder {requirement.letter}",
        status,
        tuple(articles),
        tuple(part for part in parts if part),
        tuple(open_values.values()),
    )


def _open_in(artikel: Artikel, document: Document) -> list[Value]:
    paths = dict.fromkeys(path for text in artikel.texts for path in value_paths(text.body))
    return [document.values[path] for path in paths if document.values[path].is_open]


def open_values(bundle: Bundle) -> list[OpenValue]:
    """Every open value of every document, with the articles that use it."""
    found = []
    for document in bundle.documents:
        used: dict[str, list[int]] = {}
        for artikel in document.artikelen:
            for value in _open_in(artikel, document):
                used.setdefault(value.path, []).append(artikel.number)
        for path, value in document.values.items():
            if value.is_open:
                found.append(OpenValue(document.id, value, tuple(used.get(path, ()))))
    return found


def _check_cover(bundle: Bundle) -> list[Problem]:
    problems = []
    for document in bundle.documents:
        for item in coverage(document, bundle):
            if item.status == "ontbreekt":
                detail = f" (niet geregeld: {', '.join(item.missing)})" if item.missing else ""
                problems.append(
                    error(
                        "wettelijk-onderwerp",
                        f"{document.id}: het verplichte onderwerp {item.requirement.letter} ontbreekt: "
                        f"{item.requirement.description}{detail} ({item.basis})",
                        document.source,
                        _who_covers(item, document, bundle),
                    )
                )
    return problems


def _who_covers(item: Cover, document: Document, bundle: Bundle) -> str:
    fitting = [
        clause.id
        for clause in bundle.library.all_clauses()
        if clause.fits(document.outline.kind) and set(clause.requirements) & set(item.requirement.coverable)
    ]
    return f"Kies een van: {', '.join(fitting)}." if fitting else "Er is nog geen clausule voor in de bibliotheek."


def _check_open(bundle: Bundle) -> list[Problem]:
    make = warning if bundle.choices.draft else error
    return [
        make(
            "open-gegeven",
            f"{item.document}: '{item.value.path}' is nog niet ingevuld ({item.value.question})",
            _place(item.value.path, bundle, item.document),
            f"Gebruikt in artikel {', '.join(map(str, item.articles))}." if item.articles else None,
        )
        for item in open_values(bundle)
    ]


def _place(path: str, bundle: Bundle, document_id: str) -> Source:
    """Where a value would be filled in: its party, or the values of its document."""
    parts = path.split(".")
    if parts[0] == "partijen":
        return bundle.choices.place(*parts)
    choice = next(choice for choice in bundle.choices.documents if choice.id == document_id)
    if parts[0] in choice.values:
        return bundle.choices.place(*choice.path, "gegevens", *parts)
    return (
        bundle.choices.place("gegevens", *parts)
        if parts[0] in bundle.choices.values
        else bundle.choices.place(*choice.path)
    )


def _check_excludes(bundle: Bundle) -> list[Problem]:
    problems = []
    for document in bundle.documents:
        texts = document.texts()
        names = {name for text in texts for name in (text.clause.topic, text.clause.id)}
        for text in texts:
            for other in text.clause.excludes:
                if other in names:
                    message = f"{document.id}: '{text.clause.id}' kan niet samen met '{other}'"
                    problems.append(error("sluit-uit", message, document.source, "Kies een van beide."))
    return problems


def _check_requires(bundle: Bundle) -> list[Problem]:
    problems = []
    for document in bundle.documents:
        names = _names_with_parents(document, bundle)
        for text in document.texts():
            for other in text.clause.requires:
                if other not in names:
                    message = f"{document.id}: bij '{text.clause.id}' hoort ook '{other}'"
                    hint = f"Kies een variant van '{other.partition('/')[0]}'."
                    problems.append(error("vereist", message, document.source, hint))
    return problems


def _names_with_parents(document: Document, bundle: Bundle) -> set[str]:
    """Topics and clauses of a document and of those it belongs to."""
    names = {name for text in document.texts() for name in (text.clause.topic, text.clause.id)}
    if document.parent is not None:
        names |= {
            name for text in bundle.document(document.parent).texts() for name in (text.clause.topic, text.clause.id)
        }
    return names


def _check_law(bundle: Bundle) -> list[Problem]:
    problems = []
    references = bundle.library.law.references
    for document in bundle.documents:
        day = document.effective_day
        cited = dict.fromkeys(name for text in document.texts() for name in law_citations(text.body))
        for name in cited if day else ():
            if day is not None and not references[name].holds_on(day):
                message = f"{document.id}: {references[name].text} geldt niet op de ingangsdatum"
                hint = f"Geldig van {references[name].valid_from:%d-%m-%Y}; controleer de verwijzing in wetgeving.yaml."
                problems.append(warning("wet-niet-geldig", message, document.source, hint))
    return problems


def _check_route(bundle: Bundle) -> list[Problem]:
    problems = []
    for document in bundle.documents:
        leerweg, niveau = document.values.get("leerweg_vmbo"), document.values.get("opleiding.niveau")
        if "leerweg-niveau" not in document.outline.checks or not leerweg or not niveau:
            continue
        if str(niveau.raw) not in ROUTES[str(leerweg.raw)]:
            allowed = ", ".join(sorted(ROUTES[str(leerweg.raw)]))
            problems.append(
                error(
                    "leerweg-niveau",
                    f"{document.id}: {leerweg.text} kan niet leiden tot een opleiding op niveau {niveau.text}",
                    _place("opleiding.niveau", bundle, document.id),
                    f"Toegestaan is niveau {allowed}.",
                )
            )
    return problems


CHECKS: dict[str, Callable[[Bundle], list[Problem]]] = {
    "wettelijk-onderwerp": _check_cover,
    "leerweg-niveau": _check_route,
    "sluit-uit": _check_excludes,
    "vereist": _check_requires,
    "wet-niet-geldig": _check_law,
    "open-gegeven": _check_open,
}
