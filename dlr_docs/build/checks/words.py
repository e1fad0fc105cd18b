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
_ORDINAL = "eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende"
_AND = r"\s*(?:,|en|of|tot\ en\ met|t/m)\s*"
# A lid by its number, or by its order behind what makes it a place and not a member of something.
_LID = re.compile(
    rf"""(?<!\w)(?:[Ll]id|[Ll]eden)\s+\d+[a-z]?(?:{_AND}\d+[a-z]?)*(?!\w)
    |(?<!\w)(?:[Ii]n|[Vv]an|[Vv]olgens|[Kk]rachtens|[Oo]nverminderd|[Uu]it|[Ii]ngevolge
        |[Cc]onform|[Oo]vereenkomstig|grond\ van)\s+
        (?P<place>(?:het|de)\s+(?:{_ORDINAL})(?:{_AND}(?:het\s+)?(?:{_ORDINAL}))*\s+(?:lid|leden)(?!\w))""",
    re.VERBOSE,
)
_OF_LID = r"(?:,?\s+(?:lid|leden)\s+\d+[a-z]?)?"
# What begins an item or a row of a table, and does not go on with the line before.
_BEGINS = re.compile(r"\s*(?:(?:\d+[.)]|[a-z][.)]|[-*])\s|\|)")
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
    before = ""
    for number, line in enumerate(text.splitlines(), start=1):
        words = without_tags(line)
        for item in library.vocabulary.forbidden:
            found = _first(item.words, words, library)
            if found:
                message, hint = f"'{found}' hoort hier niet", f"Schrijf: {item.better}."
                better = _with_case_of(found, item.better) if item.is_literal else ""
                yield WrongWords(number, codes.VERBODEN_WOORD, message, hint, found, better)
        yield from _typed_references(number, before, words, numbered)
        before = words


def _with_case_of(found: str, better: str) -> str:
    """Words with a capital where those that they replace have one, as at the start of a sentence:
    not a name that has capitals of its own, or stands for one.
    """
    is_sentence = found[:1].isupper() and not found.isupper()
    return f"{better[:1].upper()}{better[1:]}" if is_sentence else better


def _typed_references(
    number: int, before: str, words: str, numbered: re.Pattern[str]
) -> Iterator[WrongWords]:
    """The references on a line, also those that begin at the end of the line before."""
    article, better = _last_on(before, words, numbered, '{{ wet("…") }}')
    if article:
        message = "een artikelnummer staat niet in de tekst zelf"
        hint = 'Gebruik {{ wet("…") }} of {{ artikel("…") }}.'
        yield WrongWords(number, codes.GETYPT_ARTIKEL, message, hint, article, better)
    lid, better = _last_on(before, words, _LID, '{{ lid("onderwerp.…") }}')
    if lid and lid not in article:
        message = f"'{lid}' is een getypte verwijzing; het nummer verandert als er een lid bijkomt"
        hint = (
            'Zet vooraan in dat lid {{ anker("naam") }} en verwijs met '
            '{{ lid("onderwerp.naam") }}; naar een lid van de wet met {{ wet("…") }}.'
        )
        yield WrongWords(number, codes.GETYPT_LID, message, hint, lid, better)


def _last_on(before: str, words: str, pattern: re.Pattern[str], better: str) -> tuple[str, str]:
    """The first of what is found that ends on this line, as far as it stands here, and what may
    stand in its place: nothing when a part stands on the line before.
    """
    ahead = f"{' '.join(before.split()[-4:])} " if before.strip() else ""
    whole = ahead + words.lstrip()
    for found in pattern.finditer(whole):
        start, end = found.span("place" if "place" in pattern.groupindex and found["place"] else 0)
        if end > len(ahead):
            return whole[max(start, len(ahead)) : end], better if start >= len(ahead) else ""
    return "", ""


def kept_apart(text: str, library: Library) -> Iterator[WrongWords]:
    """Words in one paragraph that the library keeps apart, unless the text forbids it."""
    for number, paragraph in paragraphs(text):
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


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """The items of a text and the rows of its tables, each with the number of its first line."""
    start, lines = 1, list[str]()
    for number, line in enumerate(text.splitlines(), start=1):
        if lines and (not line.strip() or _BEGINS.match(line) or lines[-1].startswith("|")):
            yield start, " ".join(lines)
            lines = []
        if line.strip():
            start = start if lines else number
            lines.append(line.strip())
    if lines:
        yield start, " ".join(lines)


def _before_a_number(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:{finder(words).pattern})\s+\d+(?:[.:]\d+)*[a-z]?{_OF_LID}")


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
