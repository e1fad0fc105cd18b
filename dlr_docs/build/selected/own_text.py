"""Text of the parties' own: articles in the choice file, which become clauses like any other, and
the values that they declare for these.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.memory import at_most
from dlr_docs.basis.problems import Place, Problem, RenderError, Source, did_you_mean, error
from dlr_docs.build.selected.selection import Selection, Topic
from dlr_docs.clause.jinja.compile import FUNCTIONS, ROLES, compile_clause
from dlr_docs.model.choices import Choices, DocumentChoice, OwnArticle, OwnValue
from dlr_docs.model.library import Clause, Library
from dlr_docs.model.values import ValueType

VARIANT = "eigen"  # what every clause of the parties' own is called within its topic
UNREAD = "eigen tekst, niet nagekeken"
_TAKEN = frozenset(("bundel", "loop", "self", *FUNCTIONS, *ROLES))


def own_values(choices: Choices, library: Library) -> Mapping[str, ValueType]:
    """The values that a choice file declares itself."""
    return library.memory.once(_declared, tuple(choices.own_values.values()), library)


def _declared(values: tuple[OwnValue, ...], library: Library) -> Mapping[str, ValueType]:
    return {
        item.name: ValueType(
            name=item.name,
            kind=item.kind,
            question=item.question,
            default=item.default,
            example=item.example,
            help=item.help,
            options=dict(item.options),
            item=item.item,
            minimum=item.minimum,
            maximum=item.maximum,
            units=library.vocabulary.units,
        )
        for item in values
    }


def own_problems(choices: Choices, library: Library) -> list[Problem]:
    """What is wrong with the values that a choice file declares itself."""
    found = (_wrong_value(item, choices, library) for item in choices.own_values.values())
    return [*itertools.chain.from_iterable(found)]


def _wrong_value(item: OwnValue, choices: Choices, library: Library) -> Iterator[Problem]:
    place = choices.place("eigen_gegevens", item.name)
    if item.name in library.memory.once(_meant, library):
        message = f"'{item.name}' betekent in de bibliotheek al iets"
        yield error(codes.GERESERVEERDE_NAAM, message, place, "Kies een andere naam.")
    if item.kind == "keuze" and not item.options:
        message = "een keuze heeft opties nodig"
        yield error(codes.GEEN_OPTIES, message, place, "Schrijf bijvoorbeeld: opties: [een, twee].")


def _meant(library: Library) -> frozenset[str]:
    """The names that mean something already."""
    values = frozenset(item.name for item in library.all_values())
    return values | _TAKEN | frozenset(library.parties.groups)


def with_own_articles(
    chosen: Selection, choices: Choices, library: Library
) -> tuple[Selection, list[Problem]]:
    """A selection with the articles of the parties' own in their places, and what is wrong with
    these; one that is wrong stays out.
    """
    articles = chosen.choice.own_articles
    if not articles:
        return chosen, []
    topics = tuple(item.topic for item in chosen.outline.topics)
    wrong = [*_wrong_ids(articles, choices, library), *_wrong_places(articles, topics, choices)]
    wrong += itertools.chain.from_iterable(
        _wrong_requirements(item, chosen, choices, library) for item in articles
    )
    if wrong:
        return chosen, wrong
    made = {item.id: _topic(item, choices, library) for item in articles}
    wrong = [*_undeclared(chosen, made.values(), library)]
    if wrong:
        return chosen, wrong
    by_name = {topic.name: topic for topic in chosen.topics} | made
    order = (name for name in _order(topics, articles) if name in by_name)
    return replace(chosen, topics=tuple(by_name[name] for name in order)), []


def own_clauses(choice: DocumentChoice, choices: Choices, library: Library) -> Iterator[Clause]:
    """The articles of the parties' own in a document, as clauses."""
    for item in choice.own_articles:
        yield from _topic(item, choices, library).clauses


def _order(topics: Sequence[str], articles: Sequence[OwnArticle]) -> Iterator[str]:
    """The names of all articles, those of the parties' own behind what they name. A topic that the
    document leaves out keeps its place.
    """
    behind: dict[str | None, list[str]] = {}
    for item in articles:
        behind.setdefault(item.after, []).append(item.id)

    def all_behind(name: str | None) -> Iterator[str]:
        for other in behind.get(name, ()):
            yield other
            yield from all_behind(other)

    for topic in topics:
        yield topic
        yield from all_behind(topic)
    yield from all_behind(None)


def _wrong_ids(
    articles: Sequence[OwnArticle], choices: Choices, library: Library
) -> Iterator[Problem]:
    seen: set[str] = set()
    for item in articles:
        place = choices.place(*item.path, "id")
        if item.id in seen:
            message = f"twee eigen artikelen heten '{item.id}'"
            hint = f"Geef elk artikel een eigen id, bijvoorbeeld: id: {item.id}-2."
            yield error(codes.DUBBEL_ID, message, place, hint)
        if item.id in library.clauses:
            message = f"'{item.id}' is een onderwerp van de bibliotheek"
            yield error(codes.GERESERVEERDE_NAAM, message, place, "Kies een andere id.")
        seen.add(item.id)


def _wrong_places(
    articles: Sequence[OwnArticle], topics: Sequence[str], choices: Choices
) -> Iterator[Problem]:
    """Articles behind what is not there, or what stands behind them itself."""
    earlier: set[str] = set()
    for item in articles:
        if item.after is not None and item.after not in topics and item.after not in earlier:
            message = "dit is geen onderwerp van het document, en geen eigen artikel erboven"
            hint = did_you_mean(item.after, (*topics, *earlier))
            place = choices.place(*item.path, "na")
            yield error(codes.ONBEKEND_ONDERWERP, message, place, hint)
        earlier.add(item.id)


def _wrong_requirements(
    item: OwnArticle, chosen: Selection, choices: Choices, library: Library
) -> Iterator[Problem]:
    subjects = library.law.subjects(chosen.outline.requirements)
    known = [*itertools.chain.from_iterable(subject.coverable for subject in subjects)]
    for index, name in enumerate(item.requirements):
        if name not in known:
            message = "dit is geen verplicht onderwerp van deze soort document"
            hint = did_you_mean(name, known) if known else "Haal 'eisen' weg."
            place = choices.place(*item.path, "eisen", index)
            yield error(codes.ONBEKENDE_WAARDE, message, place, hint)


def _topic(item: OwnArticle, choices: Choices, library: Library) -> Topic:
    place = choices.place(*item.path, "tekst")
    first = place.source.line if place.source is not None else None
    if first is not None and "\n" in item.text:
        place = place.below(1)  # behind the sign that begins a text of several lines
    declared = tuple(choices.own_values.values())
    made = library.memory.once(_clause, _without_path(item), place, declared, library)
    return library.memory.once(Topic, item.id, (made,))


def _without_path(item: OwnArticle) -> OwnArticle:
    """An article less where it stands: the rows of a series share it."""
    return replace(item, path=(), after=None)


@at_most(256)
def _clause(
    item: OwnArticle, place: Place, declared: tuple[OwnValue, ...], library: Library
) -> Clause:
    digest = hashlib.sha256(f"{item.title}\n{item.text}".encode()).hexdigest()
    return Clause(
        topic=item.id,
        variant=VARIANT,
        title=item.title,
        summary=f"{UNREAD.capitalize()}.",
        text=item.text,
        first_line=1,
        digest=digest,
        source=place.source or Source(""),
        requirements=item.requirements,
        values=library.memory.once(_declared, declared, library),
        own_place=place,
    )


def _undeclared(chosen: Selection, topics: Iterable[Topic], library: Library) -> Iterator[Problem]:
    """Names in text of the parties' own that nothing declares, and what is no text at all."""
    known = dict(library.values)
    for clause in chosen.clauses:
        known |= clause.values
    for clause in itertools.chain.from_iterable(topic.clauses for topic in topics):
        yield from _undeclared_in(clause, {**known, **clause.values}, library)


def _undeclared_in(clause: Clause, known: Collection[str], library: Library) -> Iterator[Problem]:
    try:
        names = compile_clause(clause).names
    except RenderError as exc:
        yield from exc.problems
        return
    for name in sorted(names - library.parties.groups.keys() - {*known}):
        message = f"de eigen tekst gebruikt '{name}', maar dat gegeven is nergens omschreven"
        hint = did_you_mean(name, known) + " Een eigen gegeven omschrijft u bij 'eigen_gegevens'."
        yield error(codes.GEGEVEN_NIET_OMSCHREVEN, message, clause.place(name), hint)
