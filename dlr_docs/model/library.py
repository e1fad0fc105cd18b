"""What the clause library holds: clauses, outlines, declared values and the table of the law."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from dlr_docs.basis.memory import Memory
from dlr_docs.basis.problems import Place, Problem, Source
from dlr_docs.model.declared.guide import Guide
from dlr_docs.model.declared.parties import PartySorts
from dlr_docs.model.declared.rules import Rule, Vocabulary
from dlr_docs.model.declared.tables import FigureTable
from dlr_docs.model.provenance import Layer
from dlr_docs.model.values import ValueType


class Clause(Struct, frozen=True, eq=False, dict=True):
    """One variant of one topic: its text and what the library says about it. Compared by identity.

    An addition adds to another variant of its topic and cannot stand alone. ``order`` is its place
    among the variants beside it; a negative one comes before all. ``origin`` are statutes and
    published titles, which a drafting note names; ``facts`` are for those who keep the library.
    ``text`` is Markdown with Jinja tags; ``first_line`` is where it starts in the file. ``digest``
    is the SHA-256 of the whole file, so that a document can say which wording it holds.
    ``succeeds`` are clauses of before in whose place it came. ``layer``
    is the number of the layer of the library that it came from, the lowest is 0; ``replaces`` are
    those below that have one of the same name. Text of the parties' own has an ``own_place``: where
    its first line stands in their choice file.
    """

    topic: str
    variant: str
    title: str
    summary: str
    text: str
    first_line: int
    digest: str
    source: Source
    kinds: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    values: Mapping[str, ValueType] = field(default_factory=dict)
    excludes: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    is_addition: bool = False
    deviates: bool | tuple[str, ...] = False
    order: int = 0
    note: str = ""
    layer: int = 0
    replaces: tuple[int, ...] = ()
    succeeds: tuple[str, ...] = ()
    own_place: Place | None = None

    @functools.cached_property
    def memory(self) -> Memory:
        """What was worked out of it."""
        return Memory()

    @property
    def id(self) -> str:
        """The name people use: topic/variant."""
        return f"{self.topic}/{self.variant}"

    @property
    def is_own(self) -> bool:
        """Whether the parties wrote it, and not the library."""
        return self.own_place is not None

    @property
    def file(self) -> str:
        """Its file in the library, or its path of keys in a choice file."""
        return f"clauses/{self.id}.md" if self.own_place is None else self.own_place.at

    def place(self, words: str) -> Place:
        """The line and column where words stand in the text; the first line when they are not
        there.
        """
        for number, line in enumerate(self.text.splitlines()):
            column = line.find(words)
            if words and column >= 0:
                if self.own_place is not None:
                    return self.line(number + 1)
                return Place(
                    self.file, Source(self.source.path, self.first_line + number, column + 1)
                )
        return self.own_place or Place(self.file, Source(self.source.path, self.first_line, 1))

    def line(self, number: int = 1) -> Place:
        """A line of its text, counted from 1."""
        if self.own_place is not None:
            has_lines = self.own_place.source is not None and self.own_place.source.line
            return self.own_place.below(number - 1) if has_lines else self.own_place
        return Place(self.file, Source(self.source.path, self.first_line + number - 1))

    def key(self, *path: str) -> Place:
        """A key of its head."""
        return Place(f"{self.file}#{'.'.join(path)}", self.source)

    def fits(self, kind: str) -> bool:
        """Whether the clause may stand in a document of this kind; no kinds means everywhere."""
        return not self.kinds or kind in self.kinds


class OutlineTopic(Struct, frozen=True):
    """A topic in an outline: its default variant (None: only when chosen), whether it may be left
    out, and whether several variants may stand next to each other (additions always may).

    ``follows`` are other defaults: with this clause in the document that it belongs to, that
    variant; None leaves the topic out.
    """

    topic: str
    default: str | None
    required: bool
    several: bool = False
    follows: tuple[tuple[str, str | None], ...] = ()

    def default_with(self, above: Collection[str]) -> str | None:
        """The default variant beside these clauses of the document that it belongs to."""
        return next((variant for name, variant in self.follows if name in above), self.default)


class Role(Struct, frozen=True):
    """How many parties of one sort a kind of document has.

    Those of the sorts ``also`` count with them. ``designations`` are what the text calls the first,
    the second and so on, where that is not what it calls one of their sort.
    """

    minimum: int
    maximum: int | None
    also: tuple[str, ...] = ()
    designations: tuple[str, ...] = ()


class Amends(Struct, frozen=True):
    """Where a kind of document that changes a signed one has its list of changes: the value, its
    fields, and what its field for the way says of a text that is replaced, added or gone. Where it
    can put something in between, there is a word for that way, a field for the number it comes
    behind and one for the number that it gets.
    """

    values: str
    place: str
    way: str
    text: str
    replaced: str
    added: str
    gone: str
    inserted: str | None = None
    after: str | None = None
    number: str | None = None


class Outline(Struct, frozen=True):
    """A kind of document: what is in it, in which order, and what it is called.

    ``names`` holds the ways the text speaks of it: ``zelf`` ("deze overeenkomst") and ``ander``
    ("de samenwerkingsovereenkomst"). ``shows_parties`` says whether the Word template lists the
    parties with their details, so that an open one counts as open. ``kenmerk`` is the path of the
    value by which several of one kind are told apart. ``form`` names the Word template in a house
    style. ``open_to_others`` says whether sorts of parties that ``roles`` does not name may join.
    ``own_values`` are values that a document of this kind has for itself, whatever the one
    that it belongs to says. ``layers`` are the numbers of the layers that it was put together from.
    ``amends`` is there for a kind that changes a signed document.
    """

    kind: str
    title: str
    summary: str
    form: str
    is_annex: bool
    kenmerk: str | None
    names: Mapping[str, str]
    roles: Mapping[str, Role]
    topics: tuple[OutlineTopic, ...]
    recitals: tuple[OutlineTopic, ...]
    requirements: tuple[str, ...]
    belongs_to: tuple[str, ...]
    shows_parties: bool
    checks: tuple[str, ...]
    values: tuple[str, ...]
    source: Source
    own_values: tuple[str, ...] = ()
    open_to_others: bool = False
    layers: tuple[int, ...] = (0,)
    amends: Amends | None = None

    def takes(self, sort: str) -> bool:
        """Whether a party of this sort may join a document of this kind."""
        role = self.roles.get(sort) or self._role_with(sort)
        if role is None:
            return self.open_to_others or not self.roles
        return role.maximum != 0

    def _role_with(self, sort: str) -> Role | None:
        """The role in which parties of another sort may be."""
        return next((role for role in self.roles.values() if sort in role.also), None)

    def key(self, *path: str) -> Place:
        """A key of its file."""
        return Place(f"templates/{self.kind}.yaml#{'.'.join(path)}", self.source)

    @property
    def all_topics(self) -> tuple[OutlineTopic, ...]:
        """Recitals first, then articles, as a reader meets them."""
        return self.recitals + self.topics


class LawReference(Struct, frozen=True, eq=False):
    """One article of law with the period in which it holds and when it was last read, and the
    ``earlier`` texts of it that hold for what began under them.

    Compared by identity, like :class:`Term`.
    """

    id: str
    law: str
    abbreviation: str
    article: str
    description: str
    valid_from: date
    valid_until: date | None
    checked_on: date
    checked_in: str
    earlier: tuple[LawReference, ...] = ()

    def on(self, day: date) -> LawReference:
        """The article as it read on a day; as it reads now when no text of that day is known."""
        return next((row for row in self.earlier if row.holds_on(day)), self)

    @property
    def text(self) -> str:
        """As a document cites it: ``artikel 2.107k WVO 2020``, with a non-breaking space."""
        return f"artikel\u00a0{self.article} {self.abbreviation.replace(' ', chr(0xA0))}"

    def under(self, letter: str) -> str:
        """As a document cites one part of it: ``artikel 2.107b, tweede lid, onderdeel h, WVO
        2020``; the whole without a letter.
        """
        if not letter:
            return self.text
        article = f"{self.article.removesuffix(',')}, onderdeel\u00a0{letter},"
        return replace(self, article=article).text

    def holds_on(self, day: date) -> bool:
        """Whether the reference is valid on a day."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


class Requirement(Struct, frozen=True):
    """A subject that the law demands; ``parts`` must each be covered when there are any.

    ``basis`` is the id of the reference that demands it, ``letter`` its part there; empty when the
    article has one subject.
    """

    id: str
    letter: str
    description: str
    basis: str
    parts: Mapping[str, str] = field(default_factory=dict)

    @property
    def coverable(self) -> tuple[str, ...]:
        """The ids that clauses name in ``eisen``."""
        return tuple(f"{self.id}.{part}" for part in self.parts) or (self.id,)


class RequirementSet(Struct, frozen=True):
    """A list of mandatory subjects of a kind of document."""

    id: str
    title: str
    requirements: tuple[Requirement, ...]

    @property
    def bases(self) -> tuple[str, ...]:
        """The ids of the references that demand its subjects, each once."""
        return tuple(dict.fromkeys(item.basis for item in self.requirements))


class LawTable(Struct, frozen=True, eq=False, dict=True):
    """The statutory table: which state of the law the library has, references and mandatory
    subjects. ``states`` is the day of the text that was read of each law, by its name.

    Compared by identity, like :class:`Term`.
    """

    state: date
    remark: str
    references: Mapping[str, LawReference]
    requirement_sets: Mapping[str, RequirementSet]
    states: Mapping[str, date] = field(default_factory=dict)

    @functools.cached_property
    def memory(self) -> Memory:
        """What was worked out of it."""
        return Memory()

    @functools.cached_property
    def changes(self) -> tuple[date, ...]:
        """The days on which a row got another text, the first one first."""
        rows = itertools.chain.from_iterable(
            (row, *row.earlier[1:]) for row in self.references.values() if row.earlier
        )
        return tuple(sorted({row.valid_from for row in rows}))

    def on(self, day: date) -> LawTable:
        """The table with every row as it read on a day: the same one for all days between two
        changes.
        """
        change = next((change for change in self.changes if day < change), None)
        return self if change is None else self.memory.once(_law_before, self, change)

    def subjects(self, names: Iterable[str]) -> tuple[Requirement, ...]:
        """The mandatory subjects of some sets, in the order of the sets."""
        sets = (self.requirement_sets[name] for name in names if name in self.requirement_sets)
        return tuple(itertools.chain.from_iterable(item.requirements for item in sets))

    def demand(self, item: Requirement) -> str:
        """Where the law demands a subject, as a document cites it."""
        return self.references[item.basis].under(item.letter)


def _law_before(law: LawTable, change: date) -> LawTable:
    """The table as it read until a change."""
    day = change - timedelta(days=1)
    return replace(law, references={name: row.on(day) for name, row in law.references.items()})


class Term(Struct, frozen=True, eq=False, dict=True):
    """A defined term, the word forms that count as its use, and its definition (Markdown with
    Jinja).

    Compared by identity, so that what was found out about it is quickly remembered.
    """

    name: str
    forms: tuple[str, ...]
    definition: str
    kinds: tuple[str, ...]
    place: Place

    @functools.cached_property
    def memory(self) -> Memory:
        """What was worked out of it."""
        return Memory()


class Library(Struct, frozen=True, eq=False, weakref=True, dict=True):
    """A whole library, loaded and checked; ``digest`` covers every text file, ``revision`` is
    git's. ``effective`` is the name of the value with the day on which a document takes effect.
    ``former`` says of values that are gone what came in their place. ``layers`` are what it was put
    together from, the lowest first; ``roots`` are the folders in which they stand, of which
    ``path`` is the last, and ``origins`` those in which git has their history. ``guide`` holds the
    questions that lead to the kinds somebody needs. ``notices`` are what deserves attention in how
    its layers are pinned.
    """

    path: Path
    clauses: Mapping[str, Mapping[str, Clause]]
    outlines: Mapping[str, Outline]
    values: Mapping[str, ValueType]
    terms: tuple[Term, ...]
    law: LawTable
    digest: str
    revision: str
    parties: PartySorts = field(default_factory=PartySorts)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    rules: Mapping[str, Rule] = field(default_factory=dict)
    effective: str | None = None
    tables: Mapping[str, FigureTable] = field(default_factory=dict)
    former: Mapping[str, str] = field(default_factory=dict)
    guide: Guide | None = None
    roots: tuple[Path, ...] = ()
    origins: tuple[Path, ...] = ()
    layers: tuple[Layer, ...] = ()
    notices: tuple[Problem, ...] = ()

    @functools.cached_property
    def memory(self) -> Memory:
        """What was worked out of it."""
        return Memory()

    def clause(self, clause_id: str) -> Clause:
        """The clause called ``topic/variant``; KeyError when there is none."""
        topic, _, variant = clause_id.partition("/")
        return self.clauses[topic][variant]

    def all_values(self) -> tuple[ValueType, ...]:
        """Every declaration of a value: the shared ones, then those of the clauses."""
        own = (clause.values.values() for clause in self.all_clauses())
        return (*self.values.values(), *itertools.chain.from_iterable(own))

    def all_clauses(self) -> list[Clause]:
        """Every clause, by topic and variant."""
        return [*itertools.chain.from_iterable(item.values() for item in self.clauses.values())]


def layer_story(clause: Clause, library: Library) -> str:
    """Which layer a clause comes from, and whose clause of the same name it takes the place of."""
    names = [layer.name for layer in library.layers]
    if not clause.replaces:
        return f"uit de laag {names[clause.layer]}"
    below = " en ".join(names[number] for number in clause.replaces)
    return f"uit de laag {names[clause.layer]}, in plaats van die van {below}"
