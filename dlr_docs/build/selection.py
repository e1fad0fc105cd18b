"""Which clauses and which parties go into a document, in which order."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Problem, did_you_mean, error, named
from dlr_docs.model.choices import Choices, DocumentChoice, PartyChoice
from dlr_docs.model.library import Clause, Library, Outline, OutlineTopic

NONE = "geen"


@dataclass(frozen=True, slots=True, eq=False)
class Topic:
    """A topic of a document with its chosen clauses. Compared by identity: :func:`_with_clauses`
    makes each once.
    """

    name: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """What one document is made of."""

    choice: DocumentChoice
    outline: Outline
    parties: tuple[PartyChoice, ...]
    recitals: tuple[Topic, ...]
    topics: tuple[Topic, ...]

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """All chosen clauses, recitals first."""
        return tuple(clause for topic in (*self.recitals, *self.topics) for clause in topic.clauses)


def select(
    choice: DocumentChoice, choices: Choices, library: Library
) -> tuple[Selection | None, list[Problem]]:
    """Select the clauses and parties of one document.

    Returns:
        The selection and the problems; no selection when the kind of document is unknown.
    """
    outline = library.outlines.get(choice.kind)
    if outline is None:
        return None, [
            error(
                codes.ONBEKENDE_SOORT,
                f"de soort document {named(choice.kind, 'die hier staat')} bestaat niet",
                choices.place(*choice.path, "soort"),
                did_you_mean(choice.kind, library.outlines),
            )
        ]
    problems = _unknown_topics(choice, choices, outline)
    recitals = tuple(_topic(item, choice, choices, library, problems) for item in outline.recitals)
    topics = tuple(_topic(item, choice, choices, library, problems) for item in outline.topics)
    parties = _parties(choice, choices, outline, library, problems)
    problems += _parent(choice, choices, outline)
    problems += _same_file(choice, choices, outline)
    return Selection(choice, outline, parties, _filled(recitals), _filled(topics)), problems


def _filled(topics: tuple[Topic, ...]) -> tuple[Topic, ...]:
    return tuple(topic for topic in topics if topic.clauses)


def _unknown_topics(choice: DocumentChoice, choices: Choices, outline: Outline) -> list[Problem]:
    known = {item.topic for item in outline.all_topics}
    return [
        error(
            codes.ONBEKEND_ONDERWERP,
            f"het onderwerp {named(topic, 'dat hier staat')} hoort niet bij een {outline.kind}",
            choices.place(*choice.path, "keuzes", topic),
            did_you_mean(topic, known),
        )
        for topic in choice.variants
        if topic not in known
    ]


def _topic(
    item: OutlineTopic,
    choice: DocumentChoice,
    choices: Choices,
    library: Library,
    problems: list[Problem],
) -> Topic:
    if item.topic not in choice.variants:
        usual = _usual(item, choice.kind, library)
        if usual is not None:
            return usual
    default = (item.default,) if item.default else ()
    names = choice.variants.get(item.topic, default)
    if NONE in names or not names:
        place = choices.place(*choice.path, "keuzes", item.topic)
        if NONE in names and len(names) > 1:
            problems.append(
                error(
                    codes.GEEN_EN_WEL,
                    f"'{NONE}' kan niet samen met een variant",
                    place,
                    "Kies een van beide.",
                )
            )
        if item.required:
            problems.append(
                error(
                    codes.VERPLICHT_ONDERWERP,
                    f"het onderwerp '{item.topic}' mag in een {choice.kind} niet wegblijven",
                    place,
                    f"Kies een van: {', '.join(_variants(item.topic, choice.kind, library))}.",
                )
            )
        return _with_clauses(item.topic, ())
    clauses = [
        _clause(item.topic, name, choice, choices, library, problems)
        for name in dict.fromkeys(names)
    ]
    return _with_clauses(item.topic, tuple(clause for clause in clauses if clause is not None))


@functools.lru_cache(maxsize=4096)
def _with_clauses(name: str, clauses: tuple[Clause, ...]) -> Topic:
    return Topic(name, clauses)


@functools.lru_cache(maxsize=4096)
def _usual(item: OutlineTopic, kind: str, library: Library) -> Topic | None:
    """A topic for which nothing was chosen, when nothing is wrong with that; much the same in a
    whole batch.
    """
    clause = library.clauses.get(item.topic, {}).get(item.default or "")
    if clause is not None and clause.fits(kind):
        return _with_clauses(item.topic, (clause,))
    return None if item.default or item.required else _with_clauses(item.topic, ())


def _variants(topic: str, kind: str, library: Library) -> list[str]:
    return [name for name, clause in library.clauses.get(topic, {}).items() if clause.fits(kind)]


def _clause(
    topic: str,
    name: str,
    choice: DocumentChoice,
    choices: Choices,
    library: Library,
    problems: list[Problem],
) -> Clause | None:
    clause = library.clauses.get(topic, {}).get(name)
    if clause is not None and clause.fits(choice.kind):
        return clause
    fitting = _variants(topic, choice.kind, library)
    order = choice.variants[topic].index(name) if topic in choice.variants else 0
    place = choices.place(*choice.path, "keuzes", topic, order)
    if clause is None:
        problems.append(
            error(
                codes.ONBEKENDE_VARIANT,
                f"het onderwerp '{topic}' heeft geen variant {named(name, 'met deze naam')}",
                place,
                did_you_mean(name, [*fitting, NONE], "Mogelijk zijn"),
            )
        )
    else:
        problems.append(
            error(
                codes.VARIANT_PAST_NIET,
                f"de variant '{clause.id}' is niet bedoeld voor een {choice.kind}",
                place,
                f"Mogelijk zijn: {', '.join([*fitting, NONE])}.",
            )
        )
    return None


def _parties(
    choice: DocumentChoice,
    choices: Choices,
    outline: Outline,
    library: Library,
    problems: list[Problem],
) -> tuple[PartyChoice, ...]:
    place = choices.place(*choice.path, "partijen")
    for index, key in enumerate(choice.parties):
        if key not in choices.parties:
            own = choices.place(*choice.path, "partijen", index)
            problems.append(
                error(
                    codes.ONBEKENDE_PARTIJ,
                    f"de partij {named(key, 'met deze sleutel')} bestaat niet",
                    own,
                    did_you_mean(key, choices.parties),
                )
            )
    names = tuple(dict.fromkeys(choice.parties or choices.parties))
    chosen = tuple(choices.parties[key] for key in names if key in choices.parties)
    known = library.parties.by_name
    parties = tuple(party for party in chosen if party.kind in known)
    if len(parties) < len(chosen):
        return parties  # a sort that is not there is a problem of that party; nothing to count
    for kind, role in outline.roles.items():
        count = sum(party.kind == kind for party in parties)
        where = place if choice.parties else choices.place("partijen")
        if count < role.minimum:
            problems.append(
                error(
                    codes.PARTIJ_ONTBREEKT,
                    f"een {outline.kind} heeft minstens {_parties_of(role.minimum, kind)} nodig",
                    where,
                    f"Voeg onder 'partijen' een partij toe met 'soort: {kind}'.",
                )
            )
        if role.maximum is not None and count > role.maximum:
            problems.append(
                error(
                    codes.TE_VEEL_PARTIJEN,
                    f"een {outline.kind} heeft hoogstens {_parties_of(role.maximum, kind)}",
                    where,
                    "Noem bij het document met 'partijen: [..]' welke partijen meedoen.",
                )
            )
    return parties


def _parties_of(count: int, kind: str) -> str:
    return f"{count} {'partij' if count == 1 else 'partijen'} met soort '{kind}'"


def _same_file(choice: DocumentChoice, choices: Choices, outline: Outline) -> list[Problem]:
    """Why a document cannot stand in the file of the one it belongs to."""
    if not choice.in_parent:
        return []
    parent = next((item for item in choices.documents if item.id == choice.parent), None)
    place = choices.place(*choice.path, "plaats")
    hint = "Laat 'plaats' weg: het document krijgt dan een eigen bestand."
    if parent is None:
        message = (
            f"een {outline.kind} die nergens bij hoort, kan niet in hetzelfde "
            "bestand als een ander document"
        )
        return [error(codes.GEEN_BIJLAGE, message, place, hint)]
    if not outline.is_annex or parent.in_parent:
        message = (
            f"een {outline.kind} kan niet in hetzelfde bestand als "
            f"'{parent.id}': alleen een bijlage kan dat"
        )
        return [error(codes.GEEN_BIJLAGE, message, place, hint)]
    if set(choice.parties or choices.parties) != set(parent.parties or choices.parties):
        message = f"een bijlage in hetzelfde bestand als '{parent.id}' heeft dezelfde partijen"
        return [error(codes.ANDERE_PARTIJEN, message, place, hint)]
    return []


def _parent(choice: DocumentChoice, choices: Choices, outline: Outline) -> list[Problem]:
    place = choices.place(*choice.path, "bij") if choice.parent else choices.place(*choice.path)
    kinds = {document.id: document.kind for document in choices.documents}
    kinds |= {base.key: base.kind for base in choices.bases.values()}
    if outline.belongs_to and choice.parent is None:
        return [
            error(
                codes.HOORT_NERGENS_BIJ,
                f"een {outline.kind} hoort bij een ander document",
                place,
                "Noem met 'bij: <id>' een document van de soort "
                f"{' of '.join(outline.belongs_to)}.",
            )
        ]
    if choice.parent is not None and kinds.get(choice.parent) not in outline.belongs_to:
        return [
            error(
                codes.HOORT_NIET_BIJ,
                f"een {outline.kind} kan niet horen bij '{choice.parent}'",
                place,
                "Mogelijk is een document van de soort "
                f"{' of '.join(outline.belongs_to) or '(geen)'}.",
            )
        ]
    return []
