"""What a library demands of documents and forbids in its own texts, as data.

Each kind of condition is one class here, one model in ``library.readers.rules`` and one function
in ``build.checks.rules``; ``library.checks.rules`` says which of the names in it must exist.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping

from msgspec import Struct, field

from dlr_docs.basis.codes import Code, ErrorCode, WarningCode
from dlr_docs.basis.problems import Place, Severity
from dlr_docs.model.declared.parties import Pattern


class Combination(Struct, frozen=True):
    """Which values of one name may go with each value of another (``combinatie``): written out, or
    those of two columns of a ``table``. What is ``unjudged`` goes with everything, unless
    ``otherwise`` names the value that counts in its place. ``each_with_one`` asks of each value
    only that there is one which it goes with.
    """

    first: str
    second: str
    allowed: Mapping[str, tuple[str, ...]]
    hint_without: Pattern | None
    table: str | None = None
    columns: tuple[str, str] = ("", "")
    unjudged: tuple[str, ...] = ()
    otherwise: Mapping[str, str] = field(default_factory=dict)
    each_with_one: bool = False


class Limit(Struct, frozen=True):
    """The ends of what a value may be, both counted: written out, or in the row of a ``table`` with
    this ``row`` as its key. ``summed`` counts a field of a list over all its rows.
    """

    lowest: int | None
    highest: int | None
    table: str | None = None
    row: str | None = None
    summed: bool = False


class Bounds(Struct, frozen=True):
    """Between what values lie (``grenzen``)."""

    limits: Mapping[str, Limit]


class Total(Struct, frozen=True):
    """Fields of the rows of a list count up to at least what a row of a table says (``som``).

    ``keys`` are the values by which the row is found, by column; ``fields`` per column of the table
    the paths inside a row of the list that count. ``earlier`` takes the period before the newest.
    ``unjudged`` and ``otherwise`` are those of a combination.
    """

    topic: str
    rows: str
    table: str
    keys: Mapping[str, str]
    fields: Mapping[str, tuple[str, ...]]
    earlier: bool
    unjudged: tuple[str, ...] = ()
    otherwise: Mapping[str, str] = field(default_factory=dict)


class Rows(Struct, frozen=True):
    """In a list, or in the list ``inside`` each of its rows, what has certain contents (``given``)
    has certain others too (``rijen``); a ``table`` gives those of one column. It holds where the
    values of ``where`` are among these.
    """

    rows: str
    inside: str | None
    given: Mapping[str, tuple[str, ...]]
    then: Mapping[str, tuple[str, ...]]
    table: str | None
    column: str
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Unique(Struct, frozen=True):
    """Lists, or lists in each row of another, of which no two rows have the same in these fields
    (``uniek``); one without fields is a list of single values, which are not there twice.
    """

    lists: Mapping[str, tuple[str, ...]]


class Before(Struct, frozen=True):
    """Days, or years such as 2027-2028, that lie before the newest period of a table
    (``voor-wijziging``). Such a year begins on the day ``year_begins``, as month and day.
    """

    value: str
    table: str
    year_begins: tuple[int, int]


class Needs(Struct, frozen=True):
    """A topic or variant that needs another, here or in the document this one belongs to
    (``nodig``); ``if_offered`` leaves out the kinds that cannot have the other.
    """

    topic: str
    needed: str
    if_offered: bool


class Present(Struct, frozen=True):
    """A topic that every kind that can have it must have (``aanwezig``): only when a party of one
    of these ``sorts`` takes part, if there are any, and unless a document of the kind ``below``
    belongs to it.
    """

    topic: str
    sorts: tuple[str, ...] = ()
    below: str | None = None


class Distinct(Struct, frozen=True):
    """How many different values the parties may have in a field that they show
    (``verschillend``).
    """

    field: str
    most: int


DAY_OF_BUNDLE = "bundel.datum"  # in a relation: the day that the choice file gives the bundle


OF_TABLE = "tabel."  # before the path of a cell, in the place of a value


class Relation(Struct, frozen=True):
    """How one value stands to another: ``eerder``, ``hoogstens``, ``minstens``, ``gelijk``,
    ``opvolgend`` or ``samen``. The second may be a number, or the cell of a table behind
    ``tabel.`` (``tabel.table.row.column``), and counts ``times`` times, itself a number or a cell;
    ``summed`` takes the first over all rows of a list, ``over_group`` the second over all documents
    of the group in which the first was typed; ``plus`` is added to the first, row by row. It is
    enough that the first stands so to one of the ``alternatives`` of the second. A value that is
    both is judged by the two years that it names (2027-2028). Days of every year come one after
    another in a year that begins on ``year_begins``, as month and day.
    """

    first: str
    relation: str
    second: str
    times: int | str = 1
    summed: bool = False
    over_group: bool = False
    plus: str = ""
    alternatives: tuple[str, ...] = ()
    year_begins: tuple[int, int] = (1, 1)

    @property
    def cell(self) -> str | None:
        """The cell of a table that the second is, if it is one."""
        return self.second.removeprefix(OF_TABLE) if self.second.startswith(OF_TABLE) else None


class Relations(Struct, frozen=True):
    """Pairs of values that stand to each other as the library says (``verband``). With
    ``one_is_enough``, nothing is wrong as soon as one pair in one document of the bundle is right.
    They hold where the values of ``given`` are among these.
    """

    items: tuple[Relation, ...]
    one_is_enough: bool = False
    given: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Exclusive(Struct, frozen=True):
    """Models of which an agreement has one (``modellen``): each with the variants that stand for
    it, and ``name=option`` for a value that does, or ``name=*`` when it does whatever it is.
    """

    models: tuple[tuple[str, tuple[str, ...]], ...]


class Among(Struct, frozen=True):
    """A value that names one of the parties by one of their fields, of the sort that another value
    says (``onder-partijen``).
    """

    value: str
    fields: tuple[str, ...]
    sort: str | None


Condition = (
    Combination
    | Bounds
    | Needs
    | Present
    | Distinct
    | Relations
    | Exclusive
    | Among
    | Total
    | Rows
    | Unique
    | Before
)


class Rule(Struct, frozen=True, eq=False):
    """A check on documents that the library declares.

    ``name`` is what outlines call it, ``code`` what a choice file passes over. ``only_named`` says
    that it holds for the outlines that name it; where one names ``instead_of`` too, that one gives
    way. ``laws`` are ids of the table of the law. ``excuse`` is an example of a reason to pass over
    it. With ``below``, it holds for a document that belongs to another one only when that one is of
    such a kind.
    """

    name: str
    code: str
    severity: Severity
    sentence: str
    message: Pattern
    hint: Pattern | None
    condition: Condition
    place: Place
    only_named: bool = False
    instead_of: str | None = None
    laws: tuple[str, ...] = ()
    excuse: str | None = None
    below: tuple[str, ...] = ()

    @property
    def declared(self) -> Code:
        """Its code, as the program declares its own."""
        kind = ErrorCode if self.severity is Severity.ERROR else WarningCode
        return kind(self.code, self.sentence)


def tables_of(rule: Rule) -> tuple[str, ...]:
    """The tables that a check reads."""
    condition = rule.condition
    if isinstance(condition, Bounds):
        return tuple(limit.table for limit in condition.limits.values() if limit.table)
    if isinstance(condition, Relations):
        named = itertools.chain.from_iterable((item.times, item.cell) for item in condition.items)
        return tuple(cell.partition(".")[0] for cell in named if isinstance(cell, str))
    table = getattr(condition, "table", None)
    return (table,) if table else ()


class Words(Struct, frozen=True):
    """Words in the place of which others belong; a ``*`` stands for more letters. ``is_literal``
    says that ``better`` can stand there as it is, and is no advice.
    """

    words: tuple[str, ...]
    better: str
    is_literal: bool = False


class Together(Struct, frozen=True):
    """Words that may not stand with others in one paragraph, unless one of ``unless`` does."""

    code: str
    words: tuple[str, ...]
    others: tuple[str, ...]
    unless: tuple[str, ...]
    message: str
    hint: str | None

    @property
    def declared(self) -> ErrorCode:
        """Its code, as the program declares its own."""
        return ErrorCode(self.code, f"{self.message[:1].upper()}{self.message[1:]}.")


class Vocabulary(Struct, frozen=True, eq=False):
    """The words of a library: what it does not say, and what it says besides ordinary Dutch.

    ``numbered`` are words that are not typed with a number behind them, since a reference makes
    them; ``with_number`` those that stay on one line with a number behind them. ``invariable`` are
    words that look plural and are the same behind one. ``known`` are words that no dictionary has.
    ``vague`` are the words that say nothing, as ``without_filler`` writes them; among them are
    ``vague_annexes``, as they were typed, which say something where an annex has the number.
    ``none`` are those that say that there is nothing, which is no content. ``units`` are units
    of time besides those of everybody, singular to plural. ``title`` is an example of the title of
    a bundle.
    """

    forbidden: tuple[Words, ...] = ()
    together: tuple[Together, ...] = ()
    numbered: tuple[str, ...] = ()
    with_number: tuple[str, ...] = ()
    vague: frozenset[str] = frozenset()
    vague_annexes: tuple[str, ...] = ()
    none: frozenset[str] = frozenset()
    invariable: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)
    title: str | None = None
