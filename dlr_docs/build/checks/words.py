"""Words that a library does not use, in texts: where they stand and what belongs in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from dlr_docs.basis import codes
from dlr_docs.basis.codes import ErrorCode
from dlr_docs.model.declared.rules import Together
from dlr_docs.model.library import Library

# Words that the program itself puts before a number; a library may name more.
_NUMBERED = ("artikel", "artikelen", "art.", "art")
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")


class WrongWords(Struct, frozen=True):
    """What is wrong on a line of a text, counted from 1; ``words`` are those it is about, and
    ``better`` what may stand in their place, when that is known.
    """

    line: int
    code: ErrorCode
    message: str
    hint: str | None
    words: str = ""
    better: str = ""


def wrong_words(text: str, library: Library) -> Iterator[WrongWords]:
    """Words that the library forbids, and references that are typed."""
    numbered = library.memory.once(_before_a_number, (*_NUMBERED, *library.vocabulary.numbered))
    for number, line in enumerate(text.splitlines(), start=1):
        words = without_tags(line)
        for item in library.vocabulary.forbidden:
            found = _first(item.words, words, library)
            if found:
                message, hint = f"'{found}' hoort hier niet", f"Schrijf: {item.better}."
                yield WrongWords(number, codes.VERBODEN_WOORD, message, hint, found)
        typed = numbered.search(words)
        if typed:
            message = "een artikelnummer staat niet in de tekst zelf"
            hint = 'Gebruik {{ wet("…") }} of {{ artikel("…") }}.'
            better = '{{ wet("…") }}'
            yield WrongWords(number, codes.GETYPT_ARTIKEL, message, hint, typed[0], better)


def kept_apart(text: str, library: Library) -> Iterator[WrongWords]:
    """Words in one paragraph that the library keeps apart, unless the text forbids it."""
    for number, paragraph in _paragraphs(text):
        for rule in library.vocabulary.together:
            if _stand_together(rule, paragraph, library):
                yield WrongWords(number, rule.declared, rule.message, rule.hint)


def without_tags(line: str) -> str:
    """A line without what Jinja makes of it."""
    return _TAG.sub("", line)


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


def _before_a_number(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:{finder(words).pattern})\s+\d+(?:[.:]\d+)*[a-z]?")


def finder(words: tuple[str, ...]) -> re.Pattern[str]:
    """What finds any of these words: whole, or as a part where a ``*`` allows it.

    A word that begins with a small letter is also found with a capital, as at the start of a
    sentence.
    """
    return re.compile("|".join(map(_one, words)))


def bare(word: str) -> str:
    """A word without the stars that stand for more letters."""
    return word.removeprefix("*").removesuffix("*")


def _one(word: str) -> str:
    plain = bare(word)
    first = plain[0]
    start = (
        f"[{re.escape(first)}{re.escape(first.upper())}]" if first.islower() else re.escape(first)
    )
    before = "" if word.startswith("*") else r"(?<!\w)"
    after = "" if word.endswith("*") else r"(?!\w)"
    return f"{before}{start}{re.escape(plain[1:])}{after}"
