"""A choice file after validation: parties, chosen variants and raw values, each with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct, field

from dlr_docs.basis.problems import Path, Place, Places, Problem, Source, is_key
from dlr_docs.model.layers import LayerChoice
from dlr_docs.model.values import Kind

ABSENT = "geen"  # in the place of the number of an article that a document does not have


class PartyChoice(Struct, frozen=True):
    """A party as typed; fields that were left out are open. ``designation`` is what the text is to
    call it; with ``only``, it takes part with those of its own that have these names. Its sort and
    fields are judged when a library is at hand.
    """

    key: str
    kind: str
    fields: Mapping[str, object]
    designation: str | None = None
    only: tuple[str, ...] = ()


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


class OwnValue(Struct, frozen=True):
    """A value that a choice file declares itself; ``options`` are what a user types and what a
    reader reads.
    """

    name: str
    kind: Kind
    question: str
    options: tuple[tuple[str, str], ...] = ()
    example: str | None = None
    help: str | None = None
    default: str | None = None
    item: Kind | None = None
    minimum: int | None = None
    maximum: int | None = None


class OwnArticle(Struct, frozen=True):
    """An article that a choice file holds itself; ``after`` is the topic, or other article of its
    own, that it comes behind, and ``requirements`` are the mandatory subjects that it covers.
    """

    id: str
    title: str
    text: str
    after: str | None
    requirements: tuple[str, ...]
    path: Path


class OwnAnnex(Struct, frozen=True):
    """An annex that the parties bring: a file below the folder of the choice file.

    In a document that is made again from itself, ``digest`` says which file it was, and ``table``
    what stood in it.
    """

    id: str
    title: str
    file: str
    description: str
    digest: str
    table: tuple[tuple[str, ...], ...]
    path: Path

    @property
    def ending(self) -> str:
        """What the name of the file ends with."""
        return self.file.rpartition(".")[2].lower()

    @property
    def is_beside(self) -> bool:
        """Whether it stays a file of its own, beside the document."""
        return self.ending in ("docx", "pdf")


class DocumentChoice(Struct, frozen=True):
    """One document of the bundle; ``path`` is where it stands in the choice file, and ``in_parent``
    whether it goes into the file of the document it belongs to. ``annex_number`` is typed for an
    annex whose number does not follow from this bundle. ``variants`` are its own and those of its
    ``groups``, ``values`` its own. ``replaces`` are keys of documents outside the bundle that it
    comes in the place of, and ``own_articles`` what the parties wrote themselves. ``only`` is, by
    the key of a party, with which of its own it takes part when that is not with all.
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
    replaces: tuple[str, ...] = ()
    own_articles: tuple[OwnArticle, ...] = ()
    own_annexes: tuple[OwnAnnex, ...] = ()
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

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

    ``numbers`` are those of artikel, lid, onderdeel and subonderdeel as far as it goes, as that
    document writes them (``13a``), and empty where nobody knows them; those in ``leden`` come
    behind them. ``variants`` are those that it has, as far as known. ``is_there`` is not so for a
    topic that the document does not have.
    """

    topic: str
    numbers: tuple[str, ...]
    title: str | None = None
    leden: tuple[tuple[str, tuple[str, ...]], ...] = ()
    is_there: bool = True
    variants: tuple[str, ...] = ()


class BaseDocument(Struct, frozen=True):
    """A document outside the bundle that documents of the bundle refer to: one that they belong to,
    or an annex of theirs with a file of its own, which then has its number as ``annex_number``.

    ``signed`` and ``parties`` (keys of the choice file) tell which one it is, beside its title;
    ``values`` are what is known of its contents, which documents that belong to it take over.
    """

    key: str
    kind: str
    title: str
    parent: str | None
    articles: tuple[BaseArticle, ...]
    annex_number: int | None
    path: Path
    signed: date | None = None
    parties: tuple[str, ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def topics(self) -> frozenset[str]:
        """The topics that it is known to have."""
        return frozenset(item.topic for item in self.articles if item.is_there)

    @property
    def names(self) -> frozenset[str]:
        """Its topics, and its variants as ``topic/variant``."""
        found = set(self.topics)
        for item in self.articles:
            found |= {f"{item.topic}/{name}" for name in item.variants}
        return frozenset(found)


class Choices(Struct, frozen=True, eq=False):
    """A whole choice file.

    ``library`` are the layers of the library, the lowest first; none leaves it to the program.
    ``house_style`` is the name of a house style or a folder; None leaves it to the program.
    ``ignored`` maps the codes of checks that may be passed over to the reason why. ``data`` is what
    it was read from, for who makes other choices that differ from it. ``warnings`` are what reading
    the file itself left in doubt. ``signed`` says that the documents are, so that they stay as they
    are. ``attachments`` are files that a document carried, by their digest.
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
    own_values: Mapping[str, OwnValue] = field(default_factory=dict)
    attachments: Mapping[str, bytes] = field(default_factory=dict)
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
