"""Problems in the words of the pages: the program's own words for what stands in a file are not
those of somebody who never sees that file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec.structs import replace

from dlr_docs.basis.problems import Problem
from dlr_docs.model.library import Library

_PLAIN = (
    (re.compile(r"varianten\b", re.IGNORECASE), "teksten"),
    (re.compile(r"variant\b", re.IGNORECASE), "tekst"),
    (re.compile(r"\bsleutels\b", re.IGNORECASE), "namen"),
    (re.compile(r"\bsleutel\b", re.IGNORECASE), "naam"),
)
_COMMAND = re.compile(r"[^.!?]*\bdlr-docs\b.*", re.DOTALL)  # nobody types one on a page


def plain(text: str) -> str:
    """A sentence without words that only make sense beside a choice file."""
    for pattern, word in _PLAIN:
        text = pattern.sub(word, text)
    return text


# What a file calls things that the pages have other words for.
_OF_A_FILE = {
    "bij": "Hoort bij",
    "keuzes": "Teksten kiezen",
    "basisdocumenten": "Eerdere overeenkomsten",
    "eigen_artikelen": "Eigen artikelen",
    "eigen_bijlagen": "Eigen bijlagen",
    "eigen_gegevens": "Gegevens voor eigen tekst",
    "groepen": "Wat enkele documenten delen",
    "partijen": "Partijen",
    "alleen": "Wie van hen doen mee?",
    "plaats": "Waar komt deze bijlage?",
    "nummer": "Nummer van de bijlage",
    "vervangt": "Waarvoor komt het in de plaats?",
    "documenten": "Opzet",
    "bundel": "de titel",
    "huisstijl": "Huisstijl",
    "negeer": "Wat voor u niet geldt",
    "id": "Naam van het bestand",
    "gegevens": "Invullen",
    "soort": "de soort",
    "beschrijving": "Wat is er op de afbeelding te zien?",
}
_QUOTED = re.compile(r"'([a-z][a-z0-9_-]*(?:[/.][a-z0-9_-]+)?)'")


def names_of(library: Library) -> Mapping[str, str]:
    """What people call the articles, texts, documents and values of a library, by its names."""
    return library.memory.once(_names, library)


def _names(library: Library) -> Mapping[str, str]:
    names = {item.name: item.question for item in library.all_values()}
    names |= _OF_A_FILE
    names |= {kind: outline.title for kind, outline in library.outlines.items()}
    for topic, clauses in library.clauses.items():
        names[topic] = next(iter(clauses.values())).title
        names |= {f"{topic}/{name}": clause.summary for name, clause in clauses.items()}
    return names


def named(problem: Problem, names: Mapping[str, str]) -> Problem:
    """A problem that calls things as people do."""
    hint = _with_names(problem.hint, names) if problem.hint else problem.hint
    return replace(problem, message=_with_names(problem.message, names), hint=hint)


def _with_names(text: str, names: Mapping[str, str]) -> str:
    quoted = _QUOTED.sub(lambda found: _called(found, names), text)
    return _HYPHENED.sub(lambda found: names.get(found[0], found[0]).lower(), quoted)


_HYPHENED = re.compile(r"(?<![\w‘/.-])[a-z]+(?:-[a-z]+)+(?![\w’/.-])")


def _called(found: re.Match[str], names: Mapping[str, str]) -> str:
    return f"‘{names[found[1]]}’" if found[1] in names else found[0]


_NAME = re.compile(r"^[a-z][a-z0-9_.]*: ")


def at_question(problem: Problem) -> str:
    """A problem and what to do, for below the question that it is about: without its name."""
    return told(replace(problem, message=_NAME.sub("", problem.message)))


def told(problem: Problem) -> str:
    """A problem, and what to do about it."""
    return f"{sentence(problem)} {advice(problem)}".strip()


def sentence(problem: Problem) -> str:
    """A problem as a sentence that begins with a capital and ends with a full stop."""
    text = plain(problem.message).strip()
    text = f"{text[:1].upper()}{text[1:]}"
    return text if text.endswith((".", "?", "!")) else f"{text}."


def where(problem: Problem) -> str:
    """The cell of a table that a problem is about."""
    source = problem.source
    if source is None:
        return ""
    sheet = f"blad {source.sheet}" if source.sheet else ""
    cell = f"cel {source.cell}" if source.cell else f"rij {source.row}" if source.row else ""
    return ", ".join(filter(None, (sheet, cell)))


def advice(problem: Problem) -> str:
    """What to do about it, as far as that can be done on a page."""
    return _COMMAND.sub("", plain(problem.hint or "")).strip()
