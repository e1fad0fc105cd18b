"""What a document tells of how it was made, beside its clauses."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

STANDARD = "standaard"  # what the library in the package is called
CHANGED = " (gewijzigd)"  # what stands behind the commit of a library with other files than that


class Layer(Struct, frozen=True):
    """A layer of the library that a document was made with.

    ``source`` is where it comes from as the choice file has it, empty for the library that came
    with the program; ``version`` is the tag or branch that was asked for. ``is_changed`` says that
    its files differed from the commit.
    """

    name: str
    source: str
    revision: str
    is_changed: bool
    digest: str
    version: str = ""

    def as_data(self) -> dict[str, str | bool | None]:
        """The layer for a program; what it has not is null."""
        return {
            "naam": self.name,
            "bron": self.source or None,
            "versie": self.version or None,
            "revisie": self.revision or None,
            "gewijzigd": self.is_changed,
            "inhoud": self.digest,
        }


class Carried(Struct, frozen=True):
    """What a document is to carry so that it can be made again: its choice file as YAML text, which
    may be left out, and the layers of the library; and the values that nobody typed as these gave
    them, by path, so that one that a hand changed can be told from one that a library did.
    """

    choices: str = ""
    layers: tuple[Layer, ...] = ()
    adopted: Mapping[str, str] = field(default_factory=dict)
