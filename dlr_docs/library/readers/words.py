"""``woorden.yaml``: the words of a library.

Words are listed and never patterns: a library comes from others, and a pattern can take for ever.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Problem, error
from dlr_docs.basis.yaml.loading import Loaded
from dlr_docs.build.checks.words import bare
from dlr_docs.build.values.vague import ANNEX, vague_words
from dlr_docs.library.models import VocabularyModel
from dlr_docs.library.reading import read_model
from dlr_docs.model.declared.rules import Together, Vocabulary, Words


def read_vocabulary(paths: Sequence[Path]) -> tuple[Vocabulary, list[Problem]]:
    """The words of a library; a library need not have any of its own."""
    if not paths:
        return Vocabulary(), []
    read, problems = read_model(VocabularyModel, *paths)
    if read is None:
        return Vocabulary(), problems
    model, loaded = read
    found = Vocabulary(
        forbidden=tuple(
            Words(tuple(item.woorden), item.schrijf, item.letterlijk) for item in model.verboden
        ),
        together=tuple(
            Together(
                item.code,
                tuple(item.woorden),
                tuple(item.met),
                tuple(item.tenzij),
                item.melding,
                item.advies,
            )
            for item in model.niet_samen
        ),
        numbered=tuple(model.voor_een_nummer),
        with_number=tuple(model.bij_een_nummer),
        vague=vague_words(model.zegt_niets),
        vague_annexes=tuple(words for words in model.zegt_niets if ANNEX in words),
        none=vague_words(model.zegt_geen),
        invariable=tuple(model.onveranderlijk),
        known=tuple(model.bekend),
        units=model.eenheden,
        title=model.bundel,
    )
    return found, list(_wrong_words(model, loaded))


def _wrong_words(model: VocabularyModel, loaded: Loaded) -> Iterator[Problem]:
    """Words that are nothing but stars, or have one in the middle."""
    for number, item in enumerate(model.verboden):
        yield from _wrong_stars(item.woorden, loaded, ("verboden", number, "woorden"))
    for number, rule in enumerate(model.niet_samen):
        for key, words in (("woorden", rule.woorden), ("met", rule.met), ("tenzij", rule.tenzij)):
            yield from _wrong_stars(words, loaded, ("niet_samen", number, key))
    yield from _wrong_stars(model.voor_een_nummer, loaded, ("voor_een_nummer",))


def _wrong_stars(
    words: list[str], loaded: Loaded, path: tuple[str | int, ...]
) -> Iterator[Problem]:
    for number, word in enumerate(words):
        plain = bare(word)
        if not plain.strip() or "*" in plain:
            message = "een * kan alleen aan het begin of het eind van een woord staan"
            hint = "Bijvoorbeeld: geinte* of *inrichtingsbesluit*."
            at = loaded.place((*path, number))
            yield error(codes.VERKEERD_WOORD, message, at, hint)
