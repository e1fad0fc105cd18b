"""Which values a document needs, and what they are: raw data judged by the library."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from msgspec import Struct, field
from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Path, Problem, did_you_mean, error, warning
from dlr_docs.build.parties.introduced import make_parties
from dlr_docs.build.values.bases import is_signing_day
from dlr_docs.build.values.inheritance import typed_elsewhere
from dlr_docs.build.values.interpreting import ValueProblem, interpret
from dlr_docs.build.values.judging import judge
from dlr_docs.build.values.plural import with_plurals
from dlr_docs.build.values.vague import as_numbered
from dlr_docs.model.choices import Choices, DocumentChoice, Given, PartyChoice
from dlr_docs.model.declared.parties import Sentence
from dlr_docs.model.declared.rules import Vocabulary
from dlr_docs.model.library import Clause, Library
from dlr_docs.model.party import Party
from dlr_docs.model.values import Content, Value, ValueType, walk


class Filling(Struct, frozen=True):
    """The values of one document: by name for clauses, by path for the writer. ``cited`` says in
    full which documents it belongs to and replaces, by their key.
    """

    parties: tuple[Party, ...]
    subject: Value
    named: Mapping[str, Content]
    values: Mapping[str, Value]
    given: Mapping[str, Given]
    cited: Mapping[str, Sentence] = field(default_factory=dict)

    @property
    def borrowed(self) -> tuple[tuple[str, str], ...]:
        """The values that are called otherwise than by their name: those of a document outside the
        bundle.
        """
        single = ((name, item) for name, item in self.named.items() if isinstance(item, Value))
        return tuple((name, item.path) for name, item in single if item.path != name)

    @property
    def front(self) -> list[Value]:
        """The values of the parties that every document shows."""
        return list(itertools.chain.from_iterable(party.shown for party in self.parties))


def declarations(clauses: Iterable[Clause], library: Library) -> dict[str, ValueType]:
    """Every value that a document with these clauses may use, shared and its clauses' own; one of
    which there may be more also under that name.
    """
    found = dict(library.values)
    for clause in clauses:
        found.update(clause.values)
    return with_plurals(found)


def by_own_name(declared: Mapping[str, ValueType], names: Iterable[str]) -> dict[str, ValueType]:
    """The declarations of what a text names, each by its own name."""
    return {declared[name].name: declared[name] for name in names}


def plurals_of(values: Mapping[str, ValueType]) -> dict[str, str]:
    """The names of more of what there may be more of, by the names of the declarations."""
    return {name: item.plural for name, item in values.items() if item.plural}


def fill(
    choice: DocumentChoice,
    choices: Choices,
    parties: tuple[PartyChoice, ...],
    needed: Mapping[str, ValueType],
    usual: Mapping[str, Usual],
    library: Library,
    given: Mapping[str, Given],
    annexes: frozenset[int] = frozenset(),
) -> tuple[Filling, list[Problem]]:
    """Judge the raw values of one document.

    Args:
        needed: the declarations of the values that its text uses.
        usual: what :func:`usual_contents` gives for these.
        given: what somebody typed for it, for a document above it or for the bundle.
        annexes: the numbers of the annexes that its text may refer to.
        library: whose sorts of parties and words count.

    Returns:
        The filling, with an open value wherever something is missing, wrong or says nothing, and
        the problems.
    """
    vocabulary = library.vocabulary
    vague = library.memory.once(vague_beside, annexes, vocabulary)
    given = _with_other_names(given, needed)
    named, problems = _named(choice, choices, needed, usual, given, (vague, vocabulary.none))
    subject, wrong = judge(_TITLE, choices.title, ("bundel",), choices)
    problems += wrong
    made, found = make_parties(parties, choices, library.parties, vague)
    problems += found
    values = _single(named, usual)
    for party in made:
        values |= {value.path: value for value in party.values}
    if not isinstance(subject, Value):
        raise TypeError("the title of a bundle is one value")
    values[subject.path] = subject
    return Filling(made, subject, named, values, given), problems


def vague_beside(annexes: frozenset[int], vocabulary: Vocabulary) -> frozenset[str]:
    """The words that say nothing in a document that may refer to these annexes."""
    known = (as_numbered(words, annexes) for words in vocabulary.vague_annexes)
    return vocabulary.vague.difference(itertools.chain.from_iterable(known))


def _single(named: Mapping[str, Content], usual: Mapping[str, Usual]) -> dict[str, Value]:
    """The single values in contents, by path."""
    values: dict[str, Value] = {}
    for name, content in named.items():
        own = usual.get(name)
        is_usual = own is not None and content is own.content
        values |= own.values if own is not None and is_usual else _by_path(content)
    return values


def citing(filled: Filling, more: Mapping[str, Sentence]) -> Filling:
    """A filling that also names these documents in full, by their key or id."""
    parts = itertools.chain.from_iterable(sentence.parts for sentence in more.values())
    found = {part.path: part for part in parts if isinstance(part, Value)}
    return replace(filled, values={**filled.values, **found}, cited=more)


def _named(
    choice: DocumentChoice,
    choices: Choices,
    needed: Mapping[str, ValueType],
    usual: Mapping[str, Usual],
    given: Mapping[str, Given],
    vague: tuple[frozenset[str], frozenset[str]],
) -> tuple[dict[str, Content], list[Problem]]:
    """The values that a text uses, by name.

    Args:
        vague: the words that say nothing, and those that are no content besides.
    """
    found: dict[str, Content] = {}
    problems: list[Problem] = []
    for name, declared in needed.items():
        typed = given.get(name)
        if typed is None and name in usual:
            found[name] = usual[name].content
            continue
        source = _followed(declared, needed)
        own = (*choice.path, "gegevens", name)
        raw, path = (typed.raw, typed.path) if typed is not None else (source.default, own)
        is_of_base = typed is not None and is_signing_day(typed)
        own_name = ".".join(map(str, path)) if is_of_base else None
        words = frozenset().union(*vague) if declared.is_content else vague[0]
        found[name], wrong = judge(declared, raw, path, choices, own_name, words)
        problems += wrong
    return found, problems


def _followed(declared: ValueType, needed: Mapping[str, ValueType]) -> ValueType:
    """The declaration whose default holds for a value: its own, or that of the one it follows."""
    return next((needed[other] for other in declared.follows if other in needed), declared)


def _with_other_names(
    given: Mapping[str, Given], needed: Mapping[str, ValueType]
) -> Mapping[str, Given]:
    """What was typed, also for values that are the same thing as one with another name."""
    followed = (
        (name, typed_elsewhere(declared, given))
        for name, declared in needed.items()
        if declared.follows and name not in given
    )
    found = {name: item for name, item in followed if item is not None}
    return {**given, **found} if found else given


class Usual(Struct, frozen=True):
    """What a value is when nobody typed it, and the single values in it by path."""

    content: Content
    values: Mapping[str, Value]


def usual_contents(needed: Mapping[str, ValueType]) -> dict[str, Usual]:
    """The usual contents of values by name, less those that follow another one. The documents of a
    batch need the same values, and most of these are the usual ones.
    """
    own = (item for item in needed.items() if _followed(item[1], needed) is item[1])
    found = ((name, declared.memory.once(_usual, declared)) for name, declared in own)
    return {name: usual for name, usual in found if usual is not None}


def _usual(declared: ValueType) -> Usual | None:
    """The usual content of a value; None when the library has a wrong one, which is a problem of
    each document. Remembered: most values of most documents are the usual ones.
    """
    try:
        content = interpret(declared, declared.default)
    except ValueProblem:
        return None
    return Usual(content, _by_path(content))


def _by_path(content: Content) -> dict[str, Value]:
    return {value.path: value for value in walk(content)}


_TITLE = ValueType("bundel", "tekst", "Wat is de titel?")


def unknown_values(
    choices: Choices,
    used: Mapping[str, AbstractSet[str]],
    declared: Mapping[str, frozenset[str]],
    former: Mapping[str, str],
) -> list[Problem]:
    """Values in the choice file that nothing uses; shared ones only when every document could be
    selected.

    Args:
        used: per document id the names that its text uses.
        declared: per document id the names that the library knows for its kind.
        former: what came in the place of values that are gone.
    """
    problems = []
    for names, path, ids in _held(choices):
        if not used.keys() >= ids:
            continue
        known = frozenset().union(*map(declared.__getitem__, ids))
        needed = frozenset().union(*map(used.__getitem__, ids))
        for name in names:
            at = (*path, "gegevens", name)
            problems += _unused(name, needed, known, choices, at, former)
    return problems


def _held(choices: Choices) -> Iterator[tuple[Iterable[str], Path, AbstractSet[str]]]:
    """The values of the bundle, of groups and of documents: their names, who has them and for which
    documents.
    """
    ids = {document.id for document in choices.documents}
    yield choices.values, (), ids
    for group in choices.groups.values():
        yield group.values, group.path, ids & {*group.documents}
    for document in choices.documents:
        yield document.values, document.path, {document.id}


def _unused(
    name: str,
    used: AbstractSet[str],
    declared: frozenset[str],
    choices: Choices,
    path: Path,
    former: Mapping[str, str],
) -> list[Problem]:
    if name in used:
        return []
    if name in declared:
        message = f"het gegeven '{name}' wordt door de gekozen clausules niet gebruikt"
        return [warning(codes.ONGEBRUIKT_GEGEVEN, message, choices.place(*path))]
    if name in former:
        message = f"het gegeven '{name}' bestaat niet meer en telt niet mee"
        return [warning(codes.VERVALLEN_GEGEVEN, message, choices.place(*path), former[name])]
    hint = did_you_mean(name, used | declared)
    return [error(codes.ONBEKEND_GEGEVEN, "dit gegeven bestaat niet", choices.unknown(*path), hint)]
