"""Checks on words: those that the library forbids, and numbers of articles that are typed."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from dlr_docs.basis.problems import Place, Problem, error
from dlr_docs.build.checks.words import WrongWords, kept_apart, wrong_words
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
    lines = clause.text.splitlines()
    for item in found:
        raw, place = lines[item.line - 1], clause.line(item.line)
        column = raw.find(item.words) if item.words else -1
        if column < 0:
            yield error(item.code, item.message, place, item.hint)
            continue
        source = place.source and replace(place.source, column=column + 1)
        problem = error(item.code, item.message, Place(place.at, source), item.hint)
        better = raw.replace(item.words, item.better, 1) if item.better else None
        yield replace(problem, instead=better)
