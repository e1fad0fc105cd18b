"""Checks on words: those that the library forbids, and what the program writes itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Place, Problem, error
from dlr_docs.library.words import finder
from dlr_docs.model.library import Library
from dlr_docs.model.rules import Together

# Words that the program itself puts before a number; a library may name more.
_NUMBERED = ("artikel", "art.")
_EURO = re.compile(r"€\s*\d|\b\d+\s*(?:euro|procent)\b|\b\d+%|\b\d{1,2}[- ]\d{1,2}[- ]\d{4}\b")


def check_together(library: Library) -> Iterator[Problem]:
    """No words in one paragraph that the library keeps apart, unless the text forbids it."""
    for clause in library.all_clauses():
        for number, paragraph in _paragraphs(clause.text):
            for rule in library.vocabulary.together:
                if _stand_together(rule, paragraph, library):
                    yield error(rule.declared, rule.message, clause.line(number), rule.hint)


def _stand_together(rule: Together, paragraph: str, library: Library) -> bool:
    found = (_first(words, paragraph, library) for words in (rule.words, rule.others))
    return all(found) and not (rule.unless and _first(rule.unless, paragraph, library))


def _first(words: tuple[str, ...], text: str, library: Library) -> str | None:
    """The first of these words of the library in a text."""
    found = library.memory.once(finder, words).search(text)
    return found[0] if found else None


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """The items of a text, each with the number of its first line."""
    start, lines = 1, list[str]()
    for number, line in enumerate(text.splitlines(), start=1):
        if lines and (not line.strip() or re.match(r"\s*(1\.|-) ", line)):
            yield start, " ".join(lines)
            start, lines = number, []
        lines.append(line.strip())
    if lines:
        yield start, " ".join(lines)


def check_words(library: Library) -> Iterator[Problem]:
    """No words that the library forbids, no typed references, amounts or dates."""
    numbered = _before_a_number((*_NUMBERED, *library.vocabulary.numbered))
    for clause in library.all_clauses():
        for number, line in enumerate(clause.text.splitlines(), start=1):
            words = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", line)
            yield from _forbidden(words, library, clause.line(number))
            yield from _typed(words, numbered, clause.line(number))


def _forbidden(words: str, library: Library, at: Place) -> Iterator[Problem]:
    for item in library.vocabulary.forbidden:
        found = _first(item.words, words, library)
        if found:
            message = f"'{found}' hoort hier niet"
            yield error(codes.VERBODEN_WOORD, message, at, f"Schrijf: {item.better}.")


def _before_a_number(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:{finder(words).pattern})\s+\d")


def _typed(words: str, numbered: re.Pattern[str], at: Place) -> Iterator[Problem]:
    """What the program writes itself and that would go stale when it is typed."""
    if numbered.search(words):
        hint = 'Gebruik {{ wet("…") }} of {{ artikel("…") }}.'
        yield error(codes.GETYPT_ARTIKEL, "een artikelnummer staat niet in de tekst zelf", at, hint)
    if _EURO.search(words):
        message = "een bedrag, percentage of datum staat niet in de tekst zelf"
        hint = "Maak er een gegeven met een standaard van."
        yield error(codes.GETYPT_BEDRAG, message, at, hint)
