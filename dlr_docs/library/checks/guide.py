"""Checks on the questions that lead to kinds of documents."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Problem, did_you_mean, error
from dlr_docs.model.declared.guide import GuideAnswer
from dlr_docs.model.library import Library


def check_guide(library: Library) -> Iterator[Problem]:
    """Answers that name a kind of document or an article of law that is not there."""
    if library.guide is None:
        return
    questions = library.guide.questions.values()
    for answer in itertools.chain.from_iterable(item.answers for item in questions):
        yield from _unknown(answer, library)


def _unknown(answer: GuideAnswer, library: Library) -> Iterator[Problem]:
    for kind in answer.kinds:
        if kind not in library.outlines:
            message = f"de soort document '{kind}' bestaat niet"
            hint = did_you_mean(kind, library.outlines)
            yield error(codes.VERKEERDE_KEUZEHULP, message, answer.place, hint)
    for name in answer.laws:
        if name not in library.law.references:
            message = f"de verwijzing '{name}' staat niet in wetgeving.yaml"
            hint = did_you_mean(name, library.law.references)
            yield error(codes.VERKEERDE_KEUZEHULP, message, answer.place, hint)
