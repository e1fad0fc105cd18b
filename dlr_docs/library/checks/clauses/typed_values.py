"""A check on what the program writes itself and that goes stale when it is typed: amounts, dates
and terms.

A term is a number with a unit of time, in digits or in words. "Een" counts as a number only where a
bound stands before it ("binnen een week", and not "aan het einde van een jaar"). What divides a
week ("twee dagen per week"), what says how long a unit is ("een uur van zestig minuten") and a time
of the day ("tot 17 uur") bind nobody to a term.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.codes import ErrorCode
from dlr_docs.basis.problems import Place, Problem, error
from dlr_docs.library.checks.clauses.text_lines import TextLine, text_lines
from dlr_docs.model.library import Clause, Library

_TENS = "twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig|honderd"
_ONES = "een|twee|drie|vier|vijf|zes|zeven|acht|negen"
_WORDS = (
    rf"(?:{_ONES})(?:en|ën)(?:{_TENS})|{_TENS}|tien|elf|twaalf|dertien|veertien|vijftien|zestien|"
    "zeventien|achttien|negentien|twee|drie|vier|vijf|zes|zeven|acht|negen|anderhal(?:f|ve)|half"
)
_NUMBER = rf"(?<![\w.,:/])(?:\d+(?:\.\d{{3}})*(?:,\d+)?|{_WORDS})"
_BOUND = (
    "binnen|langer dan|meer dan|ten minste|tenminste|minstens|minimaal|"
    "maximaal|hoogstens|ten hoogste|uiterlijk|gedurende|na|termijn van"
)
_ONE = rf"(?<!\w)(?:{_BOUND})\s+(?P<one>(?:een|één|1))"
_FULL = r"(?:\s+(?:volle|halve|hele|gehele|opeenvolgende|achtereenvolgende|aaneengesloten))?"
_UNITS = (
    "[a-z]{0,10}dag(?:en)?|[a-z]{0,10}week|[a-z]{0,10}weken|maand(?:en)?|jaar|[a-z]{0,10}jaren|"
    "halfjaar|uur|uren|minuut|minuten|kwartaal|kwartalen|etmaal|etmalen"
)
_UNIT_BEFORE = re.compile(r"(?:uur|dag|week|maand|jaar|uren)\s+van\s+\Z", re.IGNORECASE)
_CLOCK_BEFORE = re.compile(r"(?:\b(?:om|tot|vanaf|tussen [\d.]+ en)|[-–])\s+\Z", re.IGNORECASE)
_MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_AMOUNT = re.compile(
    rf"(?:€|\bEUR)\s*\d[\d.,]*\d|(?:€|\bEUR)\s*\d|{_NUMBER}\s*(?:euro|procent)(?!\w)|(?<!\w)\d+(?:,\d+)?\s?%"
    rf"|(?<!\w)\d{{1,2}}[-/ ]\d{{1,2}}[-/ ]\d{{4}}(?!\w)|(?<!\w)\d{{1,2}}\s+(?:{_MONTHS})(?!\w)"
    r"(?:\s+\d{4})?",
    re.IGNORECASE,
)


def check_typed_values(library: Library) -> Iterator[Problem]:
    """No amount, percentage, date or term of the parties is typed in a clause."""
    terms = library.memory.once(_terms, tuple(library.vocabulary.units.items()))
    for clause in library.all_clauses():
        for line in text_lines(clause.text):
            yield from (_amount(clause, line, words) for words, _ in _on(line, _AMOUNT))
            yield from (
                _term(clause, line, words) for words, match in _on(line, terms) if _binds(match)
            )


def _terms(units: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    """What finds a term, in the units of everybody and those of a library."""
    own = "".join(f"|{re.escape(word)}" for word in itertools.chain.from_iterable(units))
    term = rf"(?:{_ONE}|{_NUMBER}){_FULL}\s+(?P<unit>{_UNITS}{own})(?!\w)(?!\s+per\b)"
    return re.compile(term, re.IGNORECASE)


def _on(line: TextLine, pattern: re.Pattern[str]) -> Iterator[tuple[str, re.Match[str]]]:
    """What is found on a line, or begins on the line that it goes on from, with the part of it that
    stands on this line.
    """
    before = f"{line.before} " if line.before else ""
    for match in pattern.finditer(before + line.text.strip()):
        if match.end() > len(before):
            yield match.string[max(match.start(), len(before)) : match.end()], match


def _binds(match: re.Match[str]) -> bool:
    """Whether a number with a unit of time is a term: neither the length of a unit nor a time."""
    ahead = match.string[: match.start()]
    is_time = match["unit"] == "uur" and bool(_CLOCK_BEFORE.search(ahead))
    return not is_time and not _UNIT_BEFORE.search(ahead)


def _amount(clause: Clause, line: TextLine, words: str) -> Problem:
    message = f"'{words}': een bedrag, percentage of datum staat niet in de tekst zelf"
    hint = "Maak er een gegeven met een standaard van."
    return _problem(codes.GETYPT_BEDRAG, message, (clause, line, words), hint, "{{ gegeven }}")


def _term(clause: Clause, line: TextLine, words: str) -> Problem:
    message = f"'{words}': een termijn staat niet in de tekst zelf"
    hint = (
        "Maak er een gegeven van (soort: duur, met een vraag en een standaard) en schrijf "
        "{{ termijn }}. Bepaalt de wet haar, dan komt zij uit tabellen.yaml."
    )
    return _problem(codes.GETYPTE_TERMIJN, message, (clause, line, words), hint, "{{ termijn }}")


def _problem(
    code: ErrorCode, message: str, at: tuple[Clause, TextLine, str], hint: str, value: str
) -> Problem:
    """A problem at the words that it is about, with the line as it may be."""
    clause, line, words = at
    found = clause.line(line.number)
    column = line.raw.find(words)
    source = found.source and replace(found.source, column=max(column, 0) + 1)
    bound = re.match(rf"(?:(?:{_BOUND})\s+)?", words, re.IGNORECASE)
    instead = line.raw.replace(words, (bound[0] if bound else "") + value, 1)
    told = error(code, message, Place(found.at, source), hint)
    return replace(told, instead=instead if column >= 0 else None)
