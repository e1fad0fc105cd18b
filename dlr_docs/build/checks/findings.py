"""What a check finds in a document, before it is a problem of a bundle."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from dlr_docs.basis.problems import Place, Severity
from dlr_docs.model.declared.parties import Pattern


class Finding(Struct, frozen=True):
    """What a check found in a document; without a place it is about the document as a whole."""

    message: str
    hint: str | None = None
    place: Place | None = None
    severity: Severity = Severity.ERROR


class Broken(Struct, frozen=True):
    """A condition that does not hold: the words for its message, the place, another hint, and the
    place of what it is held against.
    """

    words: Mapping[str, str]
    place: Place | None = None
    hint: Pattern | None = None
    other: Place | None = None
