"""Which clauses and which parties go into a document, in which order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Problem, did_you_mean, error, warning
from dlr_docs.build.parties.taking_part import taking_part, wrong_part
from dlr_docs.build.selected.advice import NONE, about_topic, about_variant
from dlr_docs.model.choices import Choices, DocumentChoice, PartyChoice
from dlr_docs.model.library import Clause, Library, Outline, OutlineTopic


class Topic(Struct, frozen=True, eq=False):
    """A topic of a document with its chosen clauses. Compared by identity: :func:`_with_clauses`
    makes each once.
    """

    name: str
    clauses: tuple[Clause, ...]


class Selection(Struct, frozen=True):
    """What one document is made of."""

    choice: DocumentChoice
    outline: Outline
    parties: tuple[PartyChoice, ...]
    recitals: tuple[Topic, ...]
    topics: tuple[Topic, ...]

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """All chosen clauses, recitals first."""
        topics = (*self.recitals, *self.topics)
        return tuple(chain.from_iterable(topic.clauses for topic in topics))


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
                "deze soort document bestaat niet",
                choices.place(*choice.path, "soort"),
                did_you_mean(choice.kind, library.outlines),
            )
        ]
    above = _chosen_above(choice, outline, choices, library)
    usual = library.memory.once(_usual_topics, outline.kind, above, library)
    recitals = [_topic(item, choice, choices, library, usual) for item in outline.recitals]
    topics = [_topic(item, choice, choices, library, usual) for item in outline.topics]
    problems = _unknown_topics(choice, choices, outline, library)
    problems += chain.from_iterable(wrong for _, wrong in (*recitals, *topics))
    problems += wrong_part(choice, choices, outline, library)
    problems += _parent(choice, choices, outline, library)
    problems += _same_file(choice, choices, outline)
    parties = taking_part(choice, choices, outline, library)
    return Selection(choice, outline, parties, _filled(recitals), _filled(topics)), problems


def _filled(topics: Iterable[tuple[Topic, list[Problem]]]) -> tuple[Topic, ...]:
    return tuple(topic for topic, _ in topics if topic.clauses)


def _unknown_topics(
    choice: DocumentChoice, choices: Choices, outline: Outline, library: Library
) -> list[Problem]:
    known = {item.topic for item in outline.all_topics}
    return [
        error(
            codes.ONBEKEND_ONDERWERP,
            f"dit onderwerp hoort niet bij een {outline.kind}",
            choices.unknown(*choice.topic_path(topic)),
            _where_else(topic, outline, library) or about_topic(topic, variants, outline, library),
        )
        for topic, variants in choice.variants.items()
        if topic not in known
    ]


def _where_else(topic: str, outline: Outline, library: Library) -> str:
    """What to do about a topic that the library has and this kind of document has not."""
    variants = library.clauses.get(topic)
    if not variants:
        return ""
    kinds = [kind for kind, item in library.outlines.items() if topic in _topics_of(item)]
    if kinds:
        return f"'{topic}' staat wel in: {', '.join(kinds)}."
    clause = next(iter(variants.values()))
    item = f"{{onderwerp: {topic}, standaard: {clause.variant}, na: ONDERWERP}}"
    return (
        f"'{topic}' staat nog in geen enkele soort document. Zet in "
        f"templates/{outline.kind}.yaml van de laag '{library.layers[clause.layer].name}' "
        f"onder onderwerpen: {item}."
    )


def topics_without_place(choices: Choices, library: Library) -> Iterator[Problem]:
    """Topics of layers that no kind of document has, and so no document either."""
    if len(library.layers) < 2:
        return
    placed = set(chain.from_iterable(map(_topics_of, library.outlines.values())))
    for topic in library.clauses.keys() - placed:
        lowest = min(clause.layer for clause in library.clauses[topic].values())
        if lowest > 0:
            message = (
                f"het onderwerp '{topic}' van de laag '{library.layers[lowest].name}' staat in "
                "geen enkele soort document, en komt dus in geen document"
            )
            hint = "Hoe u het een plaats geeft, zegt 'dlr-docs clausules controleer' in die laag."
            yield warning(codes.LAAG_ONDERWERP, message, choices.place("bibliotheek"), hint)


def _topics_of(outline: Outline) -> frozenset[str]:
    return frozenset(item.topic for item in outline.all_topics)


def _chosen_above(
    choice: DocumentChoice, outline: Outline, choices: Choices, library: Library
) -> frozenset[str]:
    """The clauses of the document of the bundle that one belongs to, where a default follows them;
    of one outside the bundle nobody knows.
    """
    if choice.parent is None or not library.memory.once(_follows, outline.kind, library):
        return frozenset()
    parent = next((item for item in choices.documents if item.id == choice.parent), None)
    kind = library.outlines.get(parent.kind) if parent is not None else None
    if parent is None or kind is None:
        return frozenset()
    usual = library.memory.once(_usual_clauses, kind.kind, library)
    chosen = {**usual, **parent.variants}
    return frozenset(chain.from_iterable(map(_ids, chosen.items())))


def _follows(kind: str, library: Library) -> bool:
    """Whether a default of a kind of document follows the document that it belongs to."""
    return any(item.follows for item in library.outlines[kind].all_topics)


def _ids(chosen: tuple[str, Sequence[str]]) -> list[str]:
    topic, names = chosen
    return [f"{topic}/{name}" for name in names]


def _usual_clauses(kind: str, library: Library) -> dict[str, tuple[str, ...]]:
    """The default variants of a kind of document, by topic."""
    return {
        item.topic: (item.default,) if item.default else ()
        for item in library.outlines[kind].all_topics
    }


def _topic(
    item: OutlineTopic,
    choice: DocumentChoice,
    choices: Choices,
    library: Library,
    usual: _Usual,
) -> tuple[Topic, list[Problem]]:
    if item.topic not in choice.variants:
        item, topic = usual[item.topic]
        if topic is not None:
            return topic, []
    default = (item.default,) if item.default else ()
    names = choice.variants.get(item.topic, default)
    if NONE in names or not names:
        wrong = [*_left_out(item, names, choice, choices, library)]
        return _with_clauses(item.topic, (), library), wrong
    found = [_clause(item, name, choice, choices, library) for name in dict.fromkeys(names)]
    clauses = tuple(sorted((item for item in found if isinstance(item, Clause)), key=_place_among))
    wrong = [problem for problem in found if isinstance(problem, Problem)]
    return _with_clauses(item.topic, clauses, library), wrong


def _followed(item: OutlineTopic, above: frozenset[str]) -> OutlineTopic:
    """A topic with the default that it has beside these clauses."""
    return replace(item, default=item.default_with(above), follows=()) if item.follows else item


def _place_among(clause: Clause) -> tuple[bool, int, str]:
    """Where a variant stands among those chosen beside it: the library says so, and not the choice.
    What adds to another variant follows it, unless the library puts it in front.
    """
    return clause.is_addition and clause.order >= 0, clause.order, clause.variant


def _left_out(
    item: OutlineTopic,
    names: Sequence[str],
    choice: DocumentChoice,
    choices: Choices,
    library: Library,
) -> Iterator[Problem]:
    """What is wrong with leaving a topic out."""
    place = choices.place(*choice.topic_path(item.topic))
    if len(names) > 1:
        message = f"'{NONE}' kan niet samen met een variant"
        yield error(codes.GEEN_EN_WEL, message, place, "Kies een van beide.")
    if item.required:
        message = f"het onderwerp '{item.topic}' mag in een {choice.kind} niet wegblijven"
        message += _demanded(item.topic, choice.kind, library)
        hint = f"Kies een van: {', '.join(_variants(item.topic, choice.kind, library))}."
        yield error(codes.VERPLICHT_ONDERWERP, message, place, hint)


def _demanded(topic: str, kind: str, library: Library) -> str:
    """Which articles of law ask for a topic; nothing when it is the outline that does."""
    clauses = (clause for clause in library.clauses.get(topic, {}).values() if clause.fits(kind))
    names = frozenset(chain.from_iterable(clause.requirements for clause in clauses))
    subjects = library.law.subjects(library.outlines[kind].requirements)
    asked = [library.law.demand(item) for item in subjects if names & set(item.coverable)]
    if not asked:
        return ""
    return f", want {' en '.join(asked)} {'vraagt' if len(asked) == 1 else 'vragen'} het"


def _with_clauses(name: str, clauses: tuple[Clause, ...], library: Library) -> Topic:
    """A topic with its clauses; the same object for the same ones, since those compare quickly."""
    return library.memory.once(Topic, name, clauses)


# Each topic with the default that it has, and what it is when nothing was chosen for it.
_Usual = Mapping[str, tuple[OutlineTopic, Topic | None]]


def _usual_topics(kind: str, above: frozenset[str], library: Library) -> _Usual:
    """What the topics of a kind of document are beside these clauses; the same in a whole batch."""
    items = (_followed(item, above) for item in library.outlines[kind].all_topics)
    return {item.topic: (item, _usual(item, kind, library)) for item in items}


def _usual(item: OutlineTopic, kind: str, library: Library) -> Topic | None:
    """A topic for which nothing was chosen, when nothing is wrong with that."""
    clause = library.clauses.get(item.topic, {}).get(item.default or "")
    if clause is not None and clause.fits(kind):
        return _with_clauses(item.topic, (clause,), library)
    return None if item.default or item.required else _with_clauses(item.topic, (), library)


def _variants(topic: str, kind: str, library: Library) -> list[str]:
    return [name for name, clause in library.clauses.get(topic, {}).items() if clause.fits(kind)]


def _clause(
    item: OutlineTopic, name: str, choice: DocumentChoice, choices: Choices, library: Library
) -> Clause | Problem:
    """The clause of a variant, or why it cannot be chosen."""
    topic = item.topic
    clause = library.clauses.get(topic, {}).get(name)
    if clause is not None and clause.fits(choice.kind):
        return clause
    without = () if item.required else (NONE,)
    fitting = [*_variants(topic, choice.kind, library), *without]
    order = choice.variants[topic].index(name) if topic in choice.variants else 0
    place = choices.place(*choice.topic_path(topic), order)
    if clause is None and topic not in choice.variants:
        return _missing_default(item, name, choice, choices, library)
    if clause is None:
        message = f"het onderwerp '{topic}' heeft geen variant met deze naam"
        hint = about_variant(item, name, fitting, library.outlines[choice.kind], library)
        return error(codes.ONBEKENDE_VARIANT, message, place, hint)
    message = f"de variant '{clause.id}' is niet bedoeld voor een {choice.kind}"
    return error(codes.VARIANT_PAST_NIET, message, place, f"Mogelijk zijn: {', '.join(fitting)}.")


def _missing_default(
    item: OutlineTopic, name: str, choice: DocumentChoice, choices: Choices, library: Library
) -> Problem:
    """A clause that the library itself names, and that it does not have: no choice mends that."""
    outline = library.outlines[choice.kind]
    layers = " en ".join(library.layers[number].name for number in outline.layers)
    message = (
        f"templates/{choice.kind}.yaml van {layers or 'de bibliotheek'} noemt de clausule "
        f"'{item.topic}/{name}', en geen enkele laag heeft die"
    )
    hint = "Maak haar, of haal haar daar weg; 'dlr-docs clausules controleer' wijst de plaats aan."
    return error(codes.ONBEKENDE_VARIANT, message, choices.place(*choice.path), hint)


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


def _parent(
    choice: DocumentChoice, choices: Choices, outline: Outline, library: Library
) -> list[Problem]:
    """Why a document cannot belong to the one that it names, or to none."""
    if choice.parent is None:
        if not outline.belongs_to:
            return []
        message = f"een {outline.kind} hoort bij een ander document"
        fitting = " of ".join(outline.belongs_to)
        hint = f"Noem met 'bij: <id>' een document van de soort {fitting}. {_ELSEWHERE}"
        return [error(codes.HOORT_NERGENS_BIJ, message, choices.place(*choice.path), hint)]
    kinds = {document.id: document.kind for document in choices.documents}
    kinds |= {base.key: base.kind for base in choices.bases.values()}
    kind = kinds.get(choice.parent)
    if kind in outline.belongs_to:
        return []
    message = f"een {outline.kind} kan niet horen bij '{choice.parent}'"
    message += f", een {kind}" if kind not in (None, choice.parent) else ""
    here = [name for name, other in kinds.items() if other in outline.belongs_to]
    hint = _instead(outline, kind, library) or _where_it_belongs(outline, here)
    return [error(codes.HOORT_NIET_BIJ, message, choices.place(*choice.path, "bij"), hint)]


_ELSEWHERE = "Een overeenkomst die er al is, noemt u onder 'basisdocumenten'."


def _instead(outline: Outline, kind: str | None, library: Library) -> str:
    """The kinds that do for another kind of document what this one does: change it."""
    others = [
        name
        for name, other in library.outlines.items()
        if outline.amends is not None
        and other.amends == outline.amends
        and kind in other.belongs_to
    ]
    return f"Een {kind} verandert u met 'soort: {' of '.join(others)}'." if others else ""


def _where_it_belongs(outline: Outline, here: Sequence[str]) -> str:
    """What a document may say in ``bij``: kinds, and documents of this bundle."""
    if not outline.belongs_to:
        return f"Laat 'bij' weg: een {outline.kind} hoort nergens bij."
    hint = f"Mogelijk is een document van de soort {' of '.join(outline.belongs_to)}. {_ELSEWHERE}"
    return f"{hint} In deze bundel: {', '.join(here)}." if here else hint
