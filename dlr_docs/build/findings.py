"""What a check finds in a document, before it is a problem of a bundle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dlr_docs.basis.problems import Place, Severity
from dlr_docs.model.parties import Pattern


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found in a document; without a place it is about the document as a whole."""

    message: str
    hint: str | None = None
    place: Place | None = None
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Broken:
    """A condition that does not hold: the words for its message, the place, another hint, and the
    place of what it is held against.
    """

    words: Mapping[str, str]
    place: Place | None = None
    hint: Pattern | None = None
    other: Place | None = None
