"""Checks on words: those that the library forbids, and numbers of articles that are typed."""

from __future__ import annotations

from collections.abc import Iterator

from dlr_docs.basis.problems import Problem, error
from dlr_docs.build.checks.words import WrongWords, kept_apart, wrong_words
from dlr_docs.library.checks.shared import at_words, with_line
from dlr_docs.model.library import Clause, Library


def check_together(library: Library) -> Iterator[Problem]:
    """No words in one paragraph that the library keeps apart, unless the text forbids it."""
    for clause in library.all_clauses():
        yield from _told(kept_apart(clause.text, library), clause)


def check_words(library: Library) -> Iterator[Problem]:
    """No words that the library forbids, no typed references."""
    for clause in library.all_clauses():
        yield from _told(wrong_words(clause.text, library), clause)


def _told(found: Iterator[WrongWords], clause: Clause) -> Iterator[Problem]:
    for item in found:
        place = at_words(clause, item.line, item.words)
        problem = error(item.code, item.message, place, item.hint)
        yield with_line(problem, clause, item.line, item.words, item.better)
