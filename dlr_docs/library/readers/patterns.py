"""Texts of a library with places for values: ``{naam} te {plaats}``.

Only a name between braces is a place: nothing is computed, no attribute is looked up. In what a
party is introduced with, a part between square brackets may be left out: ``[, KvK {kvk}]``.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Place, Problem, did_you_mean, error
from dlr_docs.model.declared.parties import Description, Pattern, Perhaps, Placeholder

_PLACE = re.compile(r"\{([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*)\}")


def pattern_of(text: str) -> Pattern:
    """The words and places of a text."""
    parts = _PLACE.split(text)
    return tuple(
        Placeholder(part) if number % 2 else part for number, part in enumerate(parts) if part
    )


def description_of(text: str) -> Description:
    """The words, the places and the parts that may be left out of a text with balanced brackets."""
    found, _ = _until_bracket(re.split(r"([\[\]])", text))
    return found


def _until_bracket(pieces: list[str]) -> tuple[Description, list[str]]:
    """A text up to the bracket that closes it, and what is behind that."""
    found: Description = ()
    while pieces:
        piece, *pieces = pieces
        if piece == "]":
            break
        if piece == "[":
            inside, pieces = _until_bracket(pieces)
            found = (*found, Perhaps(inside))
        else:
            found = (*found, *pattern_of(piece))
    return found, pieces


def wrong_brackets(text: str, at: Place) -> list[Problem]:
    """Square brackets that do not belong together."""
    depth = 0
    for sign in re.findall(r"[\[\]]", text):
        depth += 1 if sign == "[" else -1
        if depth < 0:
            break
    hint = "Zet wat weg kan blijven tussen [ en ]: [, adres {adres}]."
    message = "hier staat een losse vierkante haak"
    return [error(codes.LOSSE_ACCOLADE, message, at, hint)] if depth else []


def wrong_places(text: str, known: Collection[str], at: Place) -> list[Problem]:
    """Braces that are no place, and places that stand for nothing."""
    unknown = [name for name in _PLACE.findall(text) if name not in known]
    problems = [
        error(
            codes.ONBEKENDE_PLEK,
            f"'{{{name[:40]}}}' staat hier nergens voor",
            at,
            did_you_mean(name, known),
        )
        for name in dict.fromkeys(unknown)
    ]
    if re.search(r"[{}]", _PLACE.sub("", text)):
        hint = "Schrijf een naam tussen accolades, zonder spaties: {naam}."
        problems.append(error(codes.LOSSE_ACCOLADE, "hier staat een losse accolade", at, hint))
    return problems
