"""A choice file after validation: parties, chosen variants and raw values, each with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from dlr_docs.basis.problems import Source

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class PartyChoice:
    """A party as typed; fields that were left out are open. ``designation`` is what the text is to
    call it. Its sort and fields are judged when a library is at hand.
    """

    key: str
    kind: str
    fields: Mapping[str, object]
    designation: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentChoice:
    """One document of the bundle; ``path`` is where it stands in the choice file, and ``in_parent``
    whether it goes into the file of the document it belongs to.
    """

    kind: str
    id: str
    parent: str | None
    parties: tuple[str, ...]
    variants: Mapping[str, tuple[str, ...]]
    values: Mapping[str, object]
    path: Path
    in_parent: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Choices:
    """A whole choice file.

    ``house_style`` is the name of a house style or a folder; None leaves it to the program.
    ``ignored`` maps the codes of checks that may be passed over to the reason why. ``text`` is the
    file itself, kept so that documents can carry it.
    """

    title: str
    draft: bool
    day: date | None
    parties: Mapping[str, PartyChoice]
    values: Mapping[str, object]
    documents: tuple[DocumentChoice, ...]
    ignored: Mapping[str, str]
    text: str
    source: Source
    house_style: str | None = None
    places: Mapping[Path, Source] = field(default_factory=dict)

    def place(self, *path: str | int) -> Source:
        """Where a key stands: its own place, or that of the nearest key around it."""
        for end in range(len(path), -1, -1):
            found = self.places.get(path[:end])
            if found is not None:
                return found
        return self.source
