"""Checks on words: those that the library forbids, and what the program writes itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Problem, error
from dlr_docs.build.checks.words import WrongWords, kept_apart, without_tags, wrong_words
from dlr_docs.model.library import Clause, Library

_EURO = re.compile(r"€\s*\d|\b\d+\s*(?:euro|procent)\b|\b\d+%|\b\d{1,2}[- ]\d{1,2}[- ]\d{4}\b")


def check_together(library: Library) -> Iterator[Problem]:
    """No words in one paragraph that the library keeps apart, unless the text forbids it."""
    for clause in library.all_clauses():
        yield from _told(kept_apart(clause.text, library), clause)


def check_words(library: Library) -> Iterator[Problem]:
    """No words that the library forbids, no typed references, amounts or dates."""
    for clause in library.all_clauses():
        yield from _told(wrong_words(clause.text, library), clause)
        yield from _typed_values(clause)


def _told(found: Iterator[WrongWords], clause: Clause) -> Iterator[Problem]:
    for item in found:
        yield error(item.code, item.message, clause.line(item.line), item.hint)


def _typed_values(clause: Clause) -> Iterator[Problem]:
    """What the program writes itself and that would go stale when it is typed."""
    for number, line in enumerate(clause.text.splitlines(), start=1):
        if _EURO.search(without_tags(line)):
            message = "een bedrag, percentage of datum staat niet in de tekst zelf"
            hint = "Maak er een gegeven met een standaard van."
            yield error(codes.GETYPT_BEDRAG, message, clause.line(number), hint)
