"""The questions of a library that lead to the kinds of documents somebody needs."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from dlr_docs.basis.problems import Place

MOST_QUESTIONS = 6  # on the way to an answer


class GuideAnswer(Struct, frozen=True):
    """An answer, and where it leads: to the ``next`` question, or to ``kinds`` of documents with
    the reason ``why`` and the ids of the articles of law that it rests on.
    """

    text: str
    next: str
    kinds: tuple[str, ...]
    why: str
    laws: tuple[str, ...]
    place: Place


class GuideQuestion(Struct, frozen=True):
    """A question with its answers."""

    text: str
    help: str
    answers: tuple[GuideAnswer, ...]


class Guide(Struct, frozen=True):
    """The questions by name; the first one begins."""

    title: str
    questions: Mapping[str, GuideQuestion]

    @property
    def first(self) -> str:
        """The name of the question that begins."""
        return next(iter(self.questions))

    def followed(self, answers: tuple[int, ...]) -> tuple[tuple[GuideAnswer, ...], str]:
        """The answers that were given, by their numbers, as far as they lead somewhere, and the
        question that comes next; none when there is an outcome.
        """
        given: tuple[GuideAnswer, ...] = ()
        name = self.first
        for number in answers:
            options = self.questions[name].answers if name else ()
            if not 0 <= number < len(options):
                break
            given = (*given, options[number])
            name = options[number].next
        return given, name
