"""Texts of a library with places for values: ``{naam} te {plaats}``.

Only a name between braces is a place: nothing is computed, no attribute is looked up.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Place, Problem, did_you_mean, error
from dlr_docs.model.parties import Pattern, Placeholder

_PLACE = re.compile(r"\{([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*)\}")


def pattern_of(text: str) -> Pattern:
    """The words and places of a text."""
    parts = _PLACE.split(text)
    return tuple(
        Placeholder(part) if number % 2 else part for number, part in enumerate(parts) if part
    )


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
