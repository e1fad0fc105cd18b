"""A new choice file: every key with its question, the variants to choose from and the default.

The file can be used at once: what nobody filled in becomes a field in the Word document.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from dlr_docs.basis import codes
from dlr_docs.basis.problems import ChoicesError, Source, error
from dlr_docs.basis.yaml.text import scalar
from dlr_docs.choices.new.lines import base_lines, comment, value_line, value_lines
from dlr_docs.choices.new.planning import (
    Plan,
    PlannedDocument,
    asked_fields,
    example_title,
    joining,
    usual_variant,
    variants_of,
)
from dlr_docs.model.declared.parties import PartySort
from dlr_docs.model.library import Library, Outline, OutlineTopic

_OWN = (
    *comment("Gegevens van dit document. Een andere variant kan andere gegevens vragen.", 4),
    "    gegevens:",
)


def as_yaml(made: Plan) -> str:
    """The choice file as text."""
    parties = (_party(key, role, made.library) for key, role in made.roles)
    shared = (value_lines(name, declared, 2) for name, declared in made.shared.items())
    documents = (_document_lines(document, made) for document in made.documents)
    lines = [
        *_head(made),
        "",
        *comment(
            "De partijen, elk met een eigen korte naam die alleen in dit bestand wordt gebruikt.", 0
        ),
        "partijen:",
        *itertools.chain.from_iterable(parties),
        "",
        *base_lines(made.bases),
        *comment("Gegevens die voor alle documenten gelden.", 0),
        "gegevens:" if made.shared else "gegevens: {}",
        *itertools.chain.from_iterable(shared),
        "",
        "documenten:",
        *itertools.chain.from_iterable(documents),
    ]
    return "\n".join(lines) + "\n"


def _head(made: Plan) -> list[str]:
    """What a choice file says of the bundle as a whole."""
    return [
        *comment(
            "Keuzebestand voor dlr-docs. Vul in wat achter de dubbele "
            "punt hoort. Wat u leeg laat, wordt in "
            "Word een veld om in te vullen. Regels die met # beginnen zijn uitleg.",
            0,
        ),
        "",
        *comment("Titel van de bundel; komt op elk document.", 0),
        f"bundel: {scalar(example_title(made))}",
        *comment(
            "concept: open gegevens worden velden in Word. definitief: open gegevens zijn fouten.",
            0,
        ),
        "status: concept",
        *comment(
            "Huisstijl; mag weg. Bijvoorbeeld klassiek, of een map met "
            "eigen sjablonen. Zie: dlr-docs sjablonen lijst.",
            0,
        ),
        "# huisstijl: zakelijk",
        *comment(
            "Datum voor de eigenschappen van het bestand; mag weg. Bijvoorbeeld: 1 mei 2027.", 0
        ),
        "# datum: 1 mei 2027",
        *_passed_over(made.library),
    ]


def _passed_over(library: Library) -> list[str]:
    """How a check is passed over, with the library's own example."""
    rule = next((rule for rule in library.rules.values() if rule.excuse), None)
    if rule is None:
        return []
    words = "Controles die voor u niet gelden, elk met de reden; mag weg. Bijvoorbeeld:"
    return [*comment(words, 0), f"# negeer: {{{rule.code}: {scalar(rule.excuse or '')}}}"]


def _party(key: str, role: str, library: Library) -> list[str]:
    sort = library.parties.by_name[role]
    fields = (value_lines(name, declared, 4) for name, declared in asked_fields(sort).items())
    *others, last = library.parties.by_name
    known = f"{', '.join(others)} of {last}." if others else f"{last}."
    return [
        f"  {key}:",
        *comment(known, 4),
        f"    soort: {role}",
        *itertools.chain.from_iterable(fields),
        *itertools.chain.from_iterable(comment(line, 4) for line in _more_of(sort)),
        *comment("Hoe de tekst deze partij noemt, als dat anders is dan gewoonlijk; mag weg.", 4),
        "    # aanduiding:",
    ]


def _more_of(sort: PartySort) -> Iterator[str]:
    """How the lists are written in the place of the fields that are asked, and what may be added:
    lines of comment.
    """
    for several in sort.several.values():
        parts = ", ".join(f"{part}: …" for part in sort.fields[several.name].fields)
        instead = f"in plaats van {', '.join(several.short)}" if several.short else "mag erbij"
        yield f"{sort.fields[several.name].question} Meer dan één, {instead}:"
        yield f"{several.name}: [{{{parts}}}, …]"
    added = [name for name in sort.asked if sort.fields[name].optional]
    if added:
        yield f"Mag erbij: {', '.join(added)}."


def _document_lines(document: PlannedDocument, made: Plan) -> list[str]:
    topics = (_topic(item, document, made.library) for item in document.outline.all_topics)
    own = (value_lines(name, declared, 6) for name, declared in document.own.items())
    return [
        *_named(document),
        *comment("Alleen deze partijen doen mee; standaard alle partijen.", 4),
        _joining_line(document.outline, made.roles),
        *comment(
            "Per onderwerp de variant. Het meegeleverde begin is in "
            "orde; verander wat u anders wilt.",
            4,
        ),
        "    keuzes:",
        *itertools.chain.from_iterable(topics),
        *(_OWN if document.own else ()),
        *itertools.chain.from_iterable(own),
    ]


def _named(document: PlannedDocument) -> list[str]:
    """What a document is, and where it belongs."""
    outline = document.outline
    lines = [*comment(outline.summary, 2), f"  - soort: {outline.kind}"]
    if document.id != outline.kind:
        lines.append(f"    id: {document.id}")
    if document.parent:
        lines += [*comment("Het document waar dit bij hoort.", 4), f"    bij: {document.parent}"]
    if document.parent and outline.is_annex:
        lines += comment("Haal het hekje weg om de bijlage achter dat document te zetten.", 4)
        lines.append("    # plaats: zelfde-bestand")
    return lines


def _joining_line(outline: Outline, roles: Sequence[tuple[str, str]]) -> str:
    """Who takes part, when the file has others too; else how that is said."""
    keys = joining(outline, roles)
    sign = "" if len(keys) < len(roles) else "# "
    return f"    {sign}partijen: [{', '.join(keys)}]"


def _topic(item: OutlineTopic, document: PlannedDocument, library: Library) -> list[str]:
    clause = document.clauses.get(item.topic)
    title = f"{clause.title}. " if clause else ""
    lines = comment(f"{title}Kies uit:", 6)
    default = usual_variant(item, document)
    for name, summary in variants_of(item, document.outline, library).items():
        sign = " (standaard)" if name == default else ""
        lines += comment(f"{name}{sign}: {summary}", 6, "- ")
    return [*lines, value_line(item.topic, default, 6)]


def new_file(text: str, path: Path) -> dict[str, bytes]:
    """A new choice file by its name; never in the place of an existing one.

    Raises:
        ChoicesError: when the choice file exists.
    """
    if os.path.lexists(path):
        hint = (
            "Kies met --uit een andere naam, of beantwoord wat in dit bestand nog open is: "
            f"dlr-docs aanvullen {path} --vraag"
        )
        raise ChoicesError(
            error(codes.BESTAAT_AL, "dit bestand bestaat al", Source(str(path)), hint)
        )
    return {path.name: text.encode()}
