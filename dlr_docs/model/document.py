"""The document tree: what a bundle says, before anything knows about Word.

Clause texts are parsed once and shared between documents, so the tree holds references to values
and articles by name; a :class:`Document` carries what they stand for.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Literal

from msgspec import Struct

from dlr_docs.basis.memory import Memory
from dlr_docs.basis.problems import Place
from dlr_docs.model.choices import Choices, DocumentChoice, Given
from dlr_docs.model.declared.parties import Sentence
from dlr_docs.model.library import Clause, LawTable, Library, Outline
from dlr_docs.model.party import Party
from dlr_docs.model.values import Content, Value


class Text(Struct, frozen=True):
    """Words, possibly bold or italic, or in another language than Dutch (a code of BCP 47)."""

    text: str
    bold: bool = False
    italic: bool = False
    language: str = ""


class ValueUse(Struct, frozen=True):
    """A value at this place, named by its path."""

    path: str
    bold: bool = False
    italic: bool = False


class Reference(Struct, frozen=True):
    """A reference to an article (``topic``), a lid of it (``topic.anchor``) or an annex."""

    target: str
    form: Literal["artikel", "lid", "bijlage"] = "artikel"


def annex_target(document_id: str) -> str:
    """The name under which an annex can be referred to; no topic has a colon."""
    return f"bijlage:{document_id}"


class LawCitation(Struct, frozen=True):
    """A reference to an article of law, named by its id in the statutory table."""

    id: str


class Anchor(Struct, frozen=True):
    """A name for the lid it stands in."""

    name: str


class LineBreak(Struct, frozen=True):
    """A hard line break."""


Inline = Text | ValueUse | Reference | LawCitation | Anchor | LineBreak
Inlines = tuple[Inline, ...]

# lid/onderdeel/subonderdeel are numbered; alinea and vervolg (text that goes on inside an item) are
# not.
LidKind = Literal["lid", "onderdeel", "subonderdeel", "alinea", "vervolg", "opsomming"]
NUMBERED: tuple[LidKind, ...] = ("lid", "onderdeel", "subonderdeel")
# What is counted, each within the one before it.
DEPTHS = {kind: depth for depth, kind in enumerate(("artikel", *NUMBERED))}


def counted(counts: tuple[int, ...], kind: str) -> tuple[int, ...]:
    """The numbers of artikel, lid, onderdeel and subonderdeel at a paragraph of a kind.

    Args:
        counts: those at the paragraph before it.
    """
    depth = DEPTHS.get(kind)
    if depth is None:
        return counts
    return (*counts[:depth], counts[depth] + 1, *[0] * (len(DEPTHS) - depth - 1))


class Lid(Struct, frozen=True):
    """One paragraph of an article; ``depth`` is how far it is indented (0: the article itself)."""

    kind: LidKind
    inlines: Inlines
    depth: int = 0


class Table(Struct, frozen=True):
    """A table with a header row; every row has as many cells as the header."""

    header: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]


class TableAnnex(Struct, frozen=True):
    """An annex with one table, and a closing line under it."""

    title: str
    table: Table
    closing: str


BodyBlock = Lid | Table


class Names(Struct, frozen=True):
    """What a text names, each once and in order: values by path, laws by id, targets of references,
    and its own anchors, of which one may stand there twice.
    """

    values: tuple[str, ...]
    laws: tuple[str, ...]
    targets: tuple[str, ...]
    anchors: tuple[str, ...]


class Body(Struct, frozen=True, eq=False, dict=True):
    """The parsed text of one clause. Compared by identity: the same rendered text of a clause gives
    the same object, and its memory holds what later stages made of it.
    """

    blocks: tuple[BodyBlock, ...]

    @functools.cached_property
    def memory(self) -> Memory:
        """What was worked out of it."""
        return Memory()

    @functools.cached_property
    def names(self) -> Names:
        """All that it names, found in one walk."""
        inlines = tuple(itertools.chain.from_iterable(_inline_groups(self)))
        return Names(
            _unique(inline.path for inline in inlines if isinstance(inline, ValueUse)),
            _unique(inline.id for inline in inlines if isinstance(inline, LawCitation)),
            _unique(inline.target for inline in inlines if isinstance(inline, Reference)),
            tuple(inline.name for inline in inlines if isinstance(inline, Anchor)),
        )


def _inline_groups(body: Body) -> Iterator[Inlines]:
    """The words of every paragraph and every cell, in order."""
    for block in body.blocks:
        if isinstance(block, Lid):
            yield block.inlines
        else:
            yield from block.header
            yield from itertools.chain.from_iterable(block.rows)


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


class ClauseText(Struct, frozen=True, eq=False):
    """A clause as it stands in a document. Compared by identity, like its :class:`Body`."""

    clause: Clause
    body: Body


class Artikel(Struct, frozen=True, eq=False):
    """One article: a topic with the texts of its chosen variants."""

    topic: str
    number: int
    title: str
    texts: tuple[ClauseText, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of the values that it shows, each once."""
        return _unique(itertools.chain.from_iterable(text.body.names.values for text in self.texts))


class Target(Struct, frozen=True):
    """What a reference stands for: the numbers of artikel, lid, onderdeel and subonderdeel as far
    as it goes, the article's title, and the other document's name when it is not in this one.
    ``same_file`` says that it is another document, but in the same file.

    An article of a document outside the bundle has its own ``numbers``, as far as they are known,
    and a title where somebody typed it; ``subject`` is what it is about.
    """

    counts: tuple[int, ...]
    bookmark: str
    title: str
    elsewhere: str | None = None
    same_file: bool = False
    numbers: tuple[str, ...] = ()
    subject: str = ""


class Wording(Struct, frozen=True, eq=False, dict=True):
    """What a document says but for its values: recitals, numbered articles, and what references
    stand for.

    Documents of a batch that say the same share one. It is compared by identity, and its memory
    holds what later stages made of it.
    """

    recitals: tuple[ClauseText, ...]
    artikelen: tuple[Artikel, ...]
    targets: Mapping[str, Target]

    @functools.cached_property
    def memory(self) -> Memory:
        """What was worked out of it."""
        return Memory()

    @functools.cached_property
    def texts(self) -> tuple[ClauseText, ...]:
        """Every clause, recitals first."""
        return (
            *self.recitals,
            *itertools.chain.from_iterable(artikel.texts for artikel in self.artikelen),
        )

    @functools.cached_property
    def names(self) -> frozenset[str]:
        """The topics and clauses."""
        topics = (text.clause.topic for text in self.texts)
        return frozenset(topics) | {text.clause.id for text in self.texts}

    @functools.cached_property
    def paths(self) -> tuple[str, ...]:
        """The paths of the values that the text shows, each once, in the order of the text."""
        return _unique(itertools.chain.from_iterable(text.body.names.values for text in self.texts))

    @functools.cached_property
    def uses(self) -> Mapping[str, tuple[int, ...]]:
        """Per value the numbers of the articles that show it."""
        found: dict[str, list[int]] = {}
        for artikel in self.artikelen:
            for path in artikel.paths:
                found.setdefault(path, []).append(artikel.number)
        return {path: tuple(numbers) for path, numbers in found.items()}

    @functools.cached_property
    def recital_paths(self) -> frozenset[str]:
        """The values that the recitals show."""
        return frozenset().union(*(text.body.names.values for text in self.recitals))

    @functools.cached_property
    def citations(self) -> tuple[str, ...]:
        """The ids of the laws that the text cites, each once."""
        return _unique(itertools.chain.from_iterable(text.body.names.laws for text in self.texts))


AttachedKind = Literal["afbeelding", "tabel", "bestand"]


class Attached(Struct, frozen=True, eq=False):
    """An annex of the parties' own: a picture or a table in the document, or a file beside it.

    ``ending`` and ``digest`` are those of the file; ``size`` is that of a picture in pixels,
    ``description`` what it shows; ``rows`` are those of a table, its header first. ``data`` is what
    a picture or a file beside the document holds, and empty where only its name is known.
    """

    kind: AttachedKind
    ending: str
    digest: str
    data: bytes = b""
    size: tuple[int, int] = (0, 0)
    rows: tuple[tuple[str, ...], ...] = ()
    id: str = ""
    number: int = 0
    title: str = ""
    name: str = ""
    description: str = ""

    @property
    def table(self) -> Table:
        """The table that it is."""
        header, *rows = (tuple((Text(cell),) for cell in row) for row in self.rows)
        return Table(header, tuple(rows))


class MadeFrom(Struct, frozen=True, eq=False):
    """What a document was made from: what was chosen for it, the values that its text uses by name,
    as they were judged, and all that was typed for it, above it or for the bundle.
    """

    choice: DocumentChoice
    named: Mapping[str, Content]
    given: Mapping[str, Given]


class Document(Struct, frozen=True, dict=True):
    """One document: numbered, resolved, ready to be written with its Word template.

    ``kenmerk`` is the value that tells it from others of its kind. An annex has its number among
    the annexes of its parent; ``in_parent`` says that it stands in its parent's file.
    ``effective`` is the path of the value with the day on which it takes effect; ``law_day`` is the
    day whose text of the law it follows. ``attached`` are annexes of the parties' own.
    ``rests_on`` names in full the document that it belongs to.
    """

    id: str
    outline: Outline
    template: Path
    title: str
    subject: Value
    parties: tuple[Party, ...]
    wording: Wording
    values: Mapping[str, Value]
    parent: str | None
    place: Place
    made_from: MadeFrom
    kenmerk: Value | None = None
    annex_number: int | None = None
    in_parent: bool = False
    effective: str | None = None
    law_day: date = date.max
    attached: tuple[Attached, ...] = ()
    rests_on: Sentence | None = None

    @property
    def effective_day(self) -> date | None:
        """The day it takes effect, when that is filled in."""
        value = self.values.get(self.effective or "")
        return value.raw if value is not None and isinstance(value.raw, date) else None

    @property
    def full_title(self) -> str:
        """The title, with the number of an annex."""
        return f"Bijlage {self.annex_number}: {self.title}" if self.annex_number else self.title

    @property
    def beside(self) -> tuple[tuple[str, Attached], ...]:
        """The annexes that are files beside it, each with the name that it gets."""
        beside = (item for item in self.attached if item.kind == "bestand")
        return tuple((f"{self.id}-bijlage-{item.number}.{item.ending}", item) for item in beside)

    @property
    def artikelen(self) -> tuple[Artikel, ...]:
        """Its articles."""
        return self.wording.artikelen

    @property
    def texts(self) -> tuple[ClauseText, ...]:
        """Every clause in the document, recitals first."""
        return self.wording.texts

    @functools.cached_property
    def open_paths(self) -> frozenset[str]:
        """The paths of the values that are still to be filled in."""
        return frozenset(path for path, value in self.values.items() if value.is_open)


class Bundle(Struct, frozen=True, eq=False, dict=True):
    """All documents of one choice file, with what they were made from."""

    choices: Choices
    library: Library
    documents: tuple[Document, ...]

    @property
    def files(self) -> tuple[Document, ...]:
        """The documents that have a file of their own."""
        return tuple(document for document in self.documents if not document.in_parent)

    @functools.cached_property
    def annexes(self) -> Mapping[str, tuple[Document, ...]]:
        """The annexes of each document that has some, in the order of the choice file."""
        found: dict[str, tuple[Document, ...]] = {}
        for document in self.documents:
            if document.parent is not None and document.outline.is_annex:
                found[document.parent] = (*found.get(document.parent, ()), document)
        return found

    def file_of(self, document_id: str) -> Document:
        """The document in whose file the one with this id stands; KeyError when there is none."""
        document = self.document(document_id)
        return (
            self.document(document.parent) if document.in_parent and document.parent else document
        )

    def inside(self, document: Document) -> tuple[Document, ...]:
        """The annexes that stand in the file of a document."""
        return tuple(
            other for other in self.documents if other.in_parent and other.parent == document.id
        )

    def law_of(self, document: Document) -> LawTable:
        """The articles of law as they read on the day that a document follows."""
        return self.library.law.on(document.law_day)

    def document(self, document_id: str) -> Document:
        """The document with this id; KeyError when there is none."""
        for document in self.documents:
            if document.id == document_id:
                return document
        raise KeyError(document_id)
