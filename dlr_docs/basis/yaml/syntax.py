"""A text that YAML cannot read: the lines that are wrong, or what YAML says of it, in Dutch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml
from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Place, Problem, Source, error
from dlr_docs.basis.yaml.mending.lines import Repair
from dlr_docs.basis.yaml.mending.repair import repaired


def unreadable(
    text: str, exc: yaml.YAMLError, at: Callable[[Any], Source], about: Place
) -> list[Problem]:
    """The lines that make a text unreadable, and what stays unreadable when they are mended."""
    found = repaired(text, exc)
    problems = [_line_problem(repair, at, about) for repair in found.repairs]
    if found.failure is not None:

        def as_typed(mark: Any) -> Source:
            line = found.typed[min(mark.line, len(found.typed) - 1)]
            return at(Repair(line, mark.column, "", "", ""))

        problems.append(_syntax_problem(found.failure, as_typed, about))
    return problems


def _line_problem(repair: Repair, at: Callable[[Any], Source], about: Place) -> Problem:
    place = replace(about, source=at(repair))
    found = error(codes.YAML_ONLEESBAAR, repair.message, place, repair.hint)
    return replace(found, instead=repair.instead)


def _syntax_problem(exc: yaml.YAMLError, at: Callable[[Any], Source], about: Place) -> Problem:
    context, detail = _words(exc, "context"), _words(exc, "problem") or _words(exc, "reason")
    # an open quotation mark or a key without colon is where it starts, not where the reader stops
    names = ["problem_mark", "context_mark"]
    if any(words in context for words in ("quoted scalar", "simple key", "flow")):
        names.reverse()
    mark = next(filter(None, (getattr(exc, name, None) for name in names)), None)
    place = about if mark is None else replace(about, source=at(mark))
    message, hint = next(
        (told for words, told in _SYNTAX.items() if words in f"{context} {detail}"),
        _SYNTAX_OTHERWISE,
    )
    return error(codes.YAML_ONLEESBAAR, message, place, hint)


def _words(exc: yaml.YAMLError, name: str) -> str:
    return str(getattr(exc, name, None) or "")


# Words of what PyYAML says, with what that means to who typed the file; the first that fits.
_SYNTAX = {
    "tab character": (
        "deze regel springt in met een tab",
        "Spring in met gewone spaties.",
    ),
    "end of stream": (
        "hier begint een aanhalingsteken dat niet wordt gesloten",
        "Sluit het aan het eind van de tekst.",
    ),
    "unknown escape": (
        "een \\ betekent tussen dubbele aanhalingstekens iets anders",
        "Neem enkele aanhalingstekens.",
    ),
    "cannot start any token": (
        "met dit teken kan in YAML geen tekst beginnen",
        "Zet de tekst tussen aanhalingstekens, en spring in met spaties.",
    ),
    "flow": (
        "hier begint een [ of { die niet goed wordt gesloten",
        "Sluit haar met ] of }, of zet de tekst tussen aanhalingstekens.",
    ),
    "could not find expected ':'": (
        "deze regel is geen sleutel met een waarde",
        "Schrijf haar als sleutel: waarde.",
    ),
    "mapping values": (
        "hier staat een dubbele punt op een plaats waar geen sleutel kan staan",
        "Zet tekst met een dubbele punt tussen aanhalingstekens, en kijk naar het inspringen.",
    ),
    "did not find expected": (
        "deze regel past niet bij de regels erboven",
        "Regels die bij elkaar horen, beginnen even ver naar rechts.",
    ),
    "special characters": (
        "hier staat een onzichtbaar stuurteken",
        "Haal het weg.",
    ),
    "control characters": (
        "hier staat een onzichtbaar stuurteken",
        "Haal het weg.",
    ),
}
_SYNTAX_OTHERWISE = (
    "deze regel is niet te lezen",
    "Kijk naar het inspringen, de dubbele punten en de aanhalingstekens op en boven deze regel.",
)
