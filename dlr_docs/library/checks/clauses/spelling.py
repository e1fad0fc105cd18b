"""A check on spelling, with the Dutch dictionary of this machine: OpenTaal's, for Hunspell.

That is a program of its own (Debian: ``hunspell`` and ``hunspell-nl``); who has none is told so.
What it says of a word is no judgement: it is reported and never refused.
"""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Collection, Iterator

from msgspec.structs import replace

from dlr_docs.basis import codes, processes
from dlr_docs.basis.problems import LibraryError, Place, Problem, error, warning
from dlr_docs.model.library import Clause, Library

_COMMAND = ("hunspell", "-d", "nl_NL", "-i", "UTF-8", "-l")
_MAXIMUM, _PATIENCE = 5_000_000, 60.0  # bytes that it says, and seconds
_TAG = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)  # words on both sides are two: one is printed
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*(?![\w-])")
_LETTERS = re.compile(r"[^\W\d_]+")


def misspelled(library: Library) -> list[Problem]:
    """The words of clauses that neither the dictionary nor the library knows, each told once.

    Raises:
        LibraryError: when this machine has no Hunspell with a Dutch dictionary.
    """
    places: dict[str, tuple[Clause, int, str]] = {}
    for clause, number, raw, word in _words(library):
        places.setdefault(word, (clause, number, raw))
    unknown = _unknown(places) - {*_own_words(library)}
    return [_told(word, *where) for word, where in places.items() if _is_wrong(word, unknown)]


def _words(library: Library) -> Iterator[tuple[Clause, int, str, str]]:
    for clause in library.all_clauses():
        plain = _TAG.sub(lambda tag: f" {chr(10) * tag[0].count(chr(10))}", clause.text)
        lines = zip(plain.split("\n"), clause.text.split("\n"), strict=True)
        for number, (line, raw) in enumerate(lines, start=1):
            for word in _WORD.findall(line.replace("’", "'")):
                yield clause, number, raw, word


def _is_wrong(word: str, unknown: set[str]) -> bool:
    """A compound with a hyphen may have parts that only the library knows."""
    return word.casefold() in unknown and any(
        part.casefold() in unknown for part in _LETTERS.findall(word)
    )


def _unknown(words: Collection[str]) -> set[str]:
    """Those of the words and of their parts that the dictionary does not have."""
    asked = {*words, *itertools.chain.from_iterable(map(_LETTERS.findall, words))}
    given = "\n".join(sorted(asked)).encode()
    try:
        with processes.start(_COMMAND, os.environ, given=given) as program:
            said = program.said(_MAXIMUM, _PATIENCE)
            code = program.code
    except FileNotFoundError:
        said, code = None, None
    if said is None or code != 0:
        message = "op deze machine is geen Nederlands woordenboek voor Hunspell gevonden"
        hint = "Installeer hunspell en hunspell-nl, of laat --spelling weg."
        raise LibraryError(error(codes.GEEN_WOORDENBOEK, message, Place("--spelling"), hint))
    return {word.casefold() for word in said.decode().split()}


def _own_words(library: Library) -> Iterator[str]:
    """What the library says are words: defined terms, short names of laws, and those of its own."""
    known = [*library.vocabulary.known]
    for term in library.terms:
        known += (term.name, *term.forms)
    known += (reference.abbreviation for reference in library.law.references.values())
    for words in known:
        yield from (part.casefold() for part in (words, *_LETTERS.findall(words)))


def _told(word: str, clause: Clause, number: int, raw: str) -> Problem:
    place = clause.line(number)
    source = place.source and replace(place.source, column=max(raw.find(word), 0) + 1)
    message = f"'{word}' staat niet in het woordenboek"
    hint = "Is het een goed woord, zet het dan in woorden.yaml bij 'bekend'."
    return warning(codes.ONBEKEND_WOORD, message, Place(place.at, source), hint)
