"""A choice file after validation: parties, chosen variants and raw values, each with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct, field

from dlr_docs.basis.problems import Path, Place, Places, Problem, Source, is_key
from dlr_docs.model.layers import LayerChoice


class PartyChoice(Struct, frozen=True):
    """A party as typed; fields that were left out are open. ``designation`` is what the text is to
    call it. Its sort and fields are judged when a library is at hand.
    """

    key: str
    kind: str
    fields: Mapping[str, object]
    designation: str | None = None


class Given(Struct, frozen=True):
    """A raw value as typed, where it stands, and for which document: None for the bundle."""

    raw: object
    path: Path
    document: str | None


class Group(Struct, frozen=True):
    """What some documents share: the variants and values that hold for each of them, as far as it
    has none of its own. ``documents`` are their ids, those outside the bundle too.
    """

    key: str
    documents: tuple[str, ...]
    variants: Mapping[str, tuple[str, ...]]
    values: Mapping[str, object]

    @property
    def path(self) -> Path:
        """Where it stands in the choice file."""
        return ("groepen", self.key)


class DocumentChoice(Struct, frozen=True):
    """One document of the bundle; ``path`` is where it stands in the choice file, and ``in_parent``
    whether it goes into the file of the document it belongs to. ``annex_number`` is typed for an
    annex whose number does not follow from this bundle. ``variants`` are its own and those of its
    ``groups``, ``values`` its own.
    """

    kind: str
    id: str
    parent: str | None
    parties: tuple[str, ...]
    variants: Mapping[str, tuple[str, ...]]
    values: Mapping[str, object]
    path: Path
    in_parent: bool = False
    annex_number: int | None = None
    groups: tuple[Group, ...] = ()
    own_topics: frozenset[str] = frozenset()

    def topic_path(self, topic: str) -> Path:
        """Where the variant of a topic was chosen, or would be: with the document or its group."""
        around = self.path
        if topic not in self.own_topics:
            having = (group.path for group in self.groups if topic in group.variants)
            around = next(having, around)
        return (*around, "keuzes", topic)


class BaseArticle(Struct, frozen=True):
    """An article of a document outside the bundle: its number there, and where it was typed its
    title and the numbers of the leden that can be referred to.

    ``counts`` are the numbers of artikel, lid, onderdeel and subonderdeel as far as it goes; those
    in ``leden`` come behind them.
    """

    topic: str
    counts: tuple[int, ...]
    title: str | None = None
    leden: tuple[tuple[str, tuple[int, ...]], ...] = ()


class BaseDocument(Struct, frozen=True):
    """A document outside the bundle that documents of the bundle refer to: one that they belong to,
    or an annex of theirs with a file of its own, which then has its number as ``annex_number``.
    """

    key: str
    kind: str
    title: str
    parent: str | None
    articles: tuple[BaseArticle, ...]
    annex_number: int | None
    path: Path


class Choices(Struct, frozen=True, eq=False):
    """A whole choice file.

    ``library`` are the layers of the library, the lowest first; none leaves it to the program.
    ``house_style`` is the name of a house style or a folder; None leaves it to the program.
    ``ignored`` maps the codes of checks that may be passed over to the reason why. ``data`` is what
    it was read from, for who makes other choices that differ from it. ``warnings`` are what reading
    the file itself left in doubt. ``signed`` says that the documents are, so that they stay as they
    are.
    """

    title: str
    draft: bool
    day: date | None
    parties: Mapping[str, PartyChoice]
    values: Mapping[str, object]
    documents: tuple[DocumentChoice, ...]
    ignored: Mapping[str, str]
    source: Source
    bases: Mapping[str, BaseDocument] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    house_style: str | None = None
    library: tuple[LayerChoice, ...] = ()
    places: Places = field(default_factory=lambda: Places(Source("gegevens")))
    warnings: tuple[Problem, ...] = ()
    signed: bool = False
    data: Mapping[str, Any] = field(default_factory=dict)

    def place(self, *path: str | int) -> Place:
        """A path of keys, and where it stands: its own place, or that of the nearest key around
        it. Without places the choices came from data of a program.
        """
        return self.places.place(path)

    def unknown(self, *path: str | int) -> Place:
        """The place of a key that is none of ours, and is not said."""
        return self.places.unknown(path)


def document_names(ids: Sequence[str]) -> Mapping[Path, str]:
    """What documents are called in a path of keys: by their id, or their number when it is not
    theirs alone or no id at all.
    """
    counts = Counter(ids)
    return {
        ("documenten", index): name
        for index, name in enumerate(ids)
        if counts[name] == 1 and is_key(name)
    }
