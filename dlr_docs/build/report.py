"""What ``controleer`` tells about a bundle: statutory cover, open values and problems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import Any

from msgspec import Struct

from dlr_docs.basis import codes
from dlr_docs.basis.dutch import counted
from dlr_docs.basis.problems import Problem, Severity
from dlr_docs.build.checks.adopted import AdoptedValue, adopted_values
from dlr_docs.build.checks.coverage import (
    STATES,
    Coverage,
    OpenValue,
    coverage,
    grounds_of,
    open_values,
    own_articles,
    state_of_the_law,
)
from dlr_docs.build.checks.table import judged
from dlr_docs.build.selected.own_text import UNREAD
from dlr_docs.model.document import Bundle, Document
from dlr_docs.model.library import Clause, LawTable, Library, layer_story
from dlr_docs.model.provenance import Layer

_COMMIT = 40  # digits of one at the least; what is shorter is the version of the package
DISCLAIMER = (
    "Een document van dlr-docs is een concept: laat het lezen door de juristen "
    "van partijen voordat iemand tekent."
)


class Report(Struct, frozen=True):
    """The findings about one bundle."""

    bundle: Bundle
    cover: tuple[Coverage, ...]
    open_values: tuple[OpenValue, ...]
    adopted: tuple[AdoptedValue, ...]
    problems: tuple[Problem, ...]
    ignored: tuple[tuple[Problem, str], ...]


def make_report(bundle: Bundle, warnings: list[Problem]) -> Report:
    """Check a bundle.

    Args:
        warnings: what was found before, while the bundle was built.
    """
    documents = bundle.documents
    cover = tuple(chain.from_iterable(coverage(document, bundle) for document in documents))
    found, passed_over = judged(bundle)
    still_open = tuple(chain.from_iterable(map(open_values, documents)))
    adopted = tuple(chain.from_iterable(adopted_values(item, bundle) for item in documents))
    problems = (*warnings, *found)
    return Report(bundle, cover, still_open, adopted, problems, tuple(passed_over))


def as_text(report: Report) -> str:
    """The report for a person."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    choices = report.bundle.choices
    yield f"{choices.title} ({'concept' if choices.draft else 'definitief'})"
    for document in report.bundle.documents:
        yield ""
        articles = counted(len(document.artikelen), "artikel", "artikelen")
        yield f"{document.id}: {document.full_title}, {articles}"
        cover = [item for item in report.cover if item.document == document.id]
        yield from _cover_lines(cover, report.bundle.library.law)
        yield from _open_lines(
            [item for item in report.open_values if item.document == document.id]
        )
        yield from _adopted_lines([item for item in report.adopted if item.document == document.id])
        yield from _own_lines(document)
    yield ""
    yield from _problem_lines(report)
    yield ""
    yield f"Bibliotheek: {library_name(report.bundle.library)}"
    yield from layered_lines(report.bundle)
    yield state_of_the_law(report.bundle)
    yield DISCLAIMER


def as_short_text(report: Report) -> str:
    """The report in a line for each document, and what is wrong with the whole."""
    lines = [_short_line(document.id, report) for document in report.bundle.documents]
    return "\n".join([*lines, verdict(report), ""])


def _short_line(name: str, report: Report) -> str:
    cover = [item for item in report.cover if item.document == name]
    still_open = sum(item.document == name for item in report.open_values)
    filled = f"nog {still_open} in te vullen" if still_open else "alles ingevuld"
    if not cover:
        return f"{name}: {filled}"
    missing = [item.requirement.letter for item in cover if item.status == "ontbreekt"]
    subjects = f"{len(cover) - len(missing)} van {len(cover)} verplichte onderwerpen"
    without = f" (niet: {', '.join(missing)})" if missing else ""
    return f"{name}: {subjects}{without}, {filled}"


def verdict(report: Report) -> str:
    """What a bundle is worth, in a line."""
    opened = codes.OPEN_GEGEVEN.name
    found = Counter((problem.severity, problem.code == opened) for problem in report.problems)
    still_open, others = found[Severity.ERROR, True], found[Severity.ERROR, False]
    remarks = found[Severity.WARNING, False]
    parts = [
        counted(others, "fout", "fouten") if others or not still_open else "",
        f"{counted(still_open, 'open gegeven', 'open gegevens')} (het bestand zegt definitief)"
        if still_open
        else "",
        counted(remarks, "waarschuwing", "waarschuwingen") if remarks else "",
    ]
    worth = "Niet in orde" if still_open or others else "In orde"
    return f"{worth}: {', '.join(filter(None, parts))}."


def library_name(library: Library) -> str:
    """A library as a report names it: its layers, each with its state in git where it has one."""
    return " + ".join(map(layer_name, library.layers))


def layer_name(layer: Layer) -> str:
    """A layer as a report names it."""
    is_commit = len(layer.revision) >= _COMMIT
    revision = layer.revision[:12] if is_commit else layer.revision
    state = (layer.version, revision, "gewijzigd" if layer.is_changed else "")
    told = ", ".join(filter(None, state))
    return f"{layer.name} ({told})" if told else layer.name


def layered_lines(bundle: Bundle) -> Iterator[str]:
    """The clauses of a bundle that come from another layer than the lowest, a line for each."""
    for clause in _clauses(bundle):
        if clause.layer:
            yield f"  {clause.id}: {layer_story(clause, bundle.library)}"


def _clauses(bundle: Bundle) -> list[Clause]:
    """Each clause of a bundle once, in the order of the documents."""
    wordings = (document.wording.texts for document in bundle.documents)
    return list(dict.fromkeys(text.clause for text in chain.from_iterable(wordings)))


def layers_as_data(library: Library) -> list[dict[str, Any]]:
    """The layers of a library for a program, the lowest first."""
    return [layer.as_data() for layer in library.layers]


def clauses_as_data(bundle: Bundle) -> list[dict[str, Any]]:
    """The clauses of a bundle for a program, each with the layer that it came from."""
    names = [layer.name for layer in bundle.library.layers]
    return [
        {
            "id": clause.id,
            "laag": names[clause.layer],
            "in_plaats_van": [names[number] for number in clause.replaces],
        }
        for clause in _clauses(bundle)
    ]


def _problem_lines(report: Report) -> Iterator[str]:
    listed = codes.OPEN_GEGEVEN.name  # above, with its question; here when it stops the document
    others = [
        problem
        for problem in report.problems
        if problem.code != listed or problem.severity is Severity.ERROR
    ]
    yield "Meldingen" if others else "Meldingen: geen"
    yield from chain.from_iterable(map(_indented, others))
    if report.ignored:
        yield "Genegeerd"
    for problem, reason in report.ignored:
        yield from _indented(problem)
        yield f"    Reden: {reason}"


def _indented(problem: Problem) -> list[str]:
    return [f"  {line}" for line in str(problem).splitlines()]


def _clause_ids(item: Coverage) -> list[str]:
    texts = chain.from_iterable(artikel.texts for artikel in item.articles)
    return [text.clause.id for text in texts]


def _cover_lines(cover: list[Coverage], law: LawTable) -> Iterator[str]:
    if cover:
        yield f"  Verplichte inhoud ({grounds_of(cover, law)})"
    width = max((len(STATES[item.status]) for item in cover), default=0)
    letters = max((len(item.requirement.letter) for item in cover), default=0)
    below = " " * (8 + letters + width)
    for item in cover:
        where = ", ".join(f"artikel {artikel.number}" for artikel in item.articles)
        yield (
            f"    {item.requirement.letter:{letters}}  {STATES[item.status]:{width}}  {where:24}  "
            f"{item.requirement.description}"
        )
        yield from (f"{below}{line}" for line in _details(item))


def _details(item: Coverage) -> Iterator[str]:
    """What is to be done about a mandatory subject."""
    if item.missing:
        yield f"nog niet geregeld: {', '.join(item.missing)}"
    yield from (f"open: {value.path}" for value in item.open_values)
    if item.status == "zelf-ingevuld":
        yield from (f"zelf ingevuld: {name}" for name in item.own_values)


def _open_lines(found: list[OpenValue]) -> Iterator[str]:
    if found:
        yield f"  Nog in te vullen ({len(found)})"
    for item in found:
        elsewhere = "overwegingen" if item.in_recitals else "partijen en ondertekening"
        where = ", ".join(f"artikel {number}" for number in item.articles) or elsewhere
        said = f" ('{item.value.vague}' zegt niets)" if item.value.vague else ""
        yield f"    {where:26}  {item.value.path}: {item.value.question}{said}"


def _adopted_lines(found: list[AdoptedValue]) -> Iterator[str]:
    if found:
        yield f"  Overgenomen uit de bibliotheek, door niemand ingevuld ({len(found)})"
    for item in found:
        where = ", ".join(f"artikel {number}" for number in item.articles) or "overwegingen"
        yield f"    {where:26}  {item.value.path}: {item.value.text}"


def _own_lines(document: Document) -> Iterator[str]:
    found = own_articles(document)
    if found or document.attached:
        yield f"  {UNREAD.capitalize()} ({len(found) + len(document.attached)})"
    for artikel in found:
        yield f"    {f'artikel {artikel.number}':26}  {artikel.topic}: {artikel.title}"
    for item in document.attached:
        yield f"    {f'bijlage {item.number}':26}  {item.id}: {item.title} ({item.name})"


def _own_data(document: Document) -> Iterator[dict[str, Any]]:
    for artikel in own_articles(document):
        yield {
            "document": document.id,
            "id": artikel.topic,
            "titel": artikel.title,
            "artikel": artikel.number,
        }
    for item in document.attached:
        yield {
            "document": document.id,
            "id": item.id,
            "titel": item.title,
            "bijlage": item.number,
            "bestand": item.name,
        }


def as_data(report: Report) -> dict[str, Any]:
    """The report for a program."""
    return {
        "bundel": report.bundle.choices.title,
        "status": "concept" if report.bundle.choices.draft else "definitief",
        "bibliotheek": library_name(report.bundle.library),
        "lagen": layers_as_data(report.bundle.library),
        "clausules": clauses_as_data(report.bundle),
        "stand_van_de_wet": report.bundle.library.law.state.isoformat(),
        "dekking": [
            {
                "document": item.document,
                "onderwerp": item.requirement.id,
                "letter": item.requirement.letter,
                "omschrijving": item.requirement.description,
                "grondslag": item.basis,
                "stand": item.status,
                "artikelen": [artikel.number for artikel in item.articles],
                "clausules": _clause_ids(item),
                "open": [value.path for value in item.open_values],
                "zelf_ingevuld": list(item.own_values),
            }
            for item in report.cover
        ],
        "open_gegevens": [
            {
                "document": item.document,
                "gegeven": item.value.path,
                "vraag": item.value.question,
                "artikelen": list(item.articles),
            }
            for item in report.open_values
        ],
        "overgenomen": [
            {
                "document": item.document,
                "gegeven": item.value.path,
                "vraag": item.value.question,
                "waarde": item.value.text,
                "artikelen": list(item.articles),
            }
            for item in report.adopted
        ],
        "eigen_tekst": [*chain.from_iterable(map(_own_data, report.bundle.documents))],
        "problemen": [problem.as_dict() for problem in report.problems],
        "genegeerd": [{**problem.as_dict(), "reden": reason} for problem, reason in report.ignored],
    }
