"""Numbers for articles and leden, and what every reference in a bundle stands for."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.labels import bookmark_name
from dlr_docs.basis.memory import at_most
from dlr_docs.basis.problems import Place, Problem, did_you_mean, error
from dlr_docs.build.values import bases
from dlr_docs.model.choices import Choices, DocumentChoice
from dlr_docs.model.document import (
    DEPTHS,
    Anchor,
    Artikel,
    Attached,
    Body,
    Bundle,
    ClauseText,
    Document,
    Lid,
    Table,
    Target,
    Wording,
    annex_target,
    counted,
)
from dlr_docs.model.library import LawTable, Library


def number_articles(topics: Iterable[tuple[str, tuple[ClauseText, ...]]]) -> tuple[Artikel, ...]:
    """The articles of a document, numbered from 1; the first variant of a topic gives the title,
    one that adds to another only when it is alone.
    """
    return tuple(
        Artikel(topic, number, _title_of(texts), texts)
        for number, (topic, texts) in enumerate(topics, start=1)
    )


def _title_of(texts: tuple[ClauseText, ...]) -> str:
    full = (text for text in texts if not text.clause.is_addition)
    return next(full, texts[0]).clause.title


class _Counted(Struct, frozen=True):
    """A lid with an anchor: the numbers of lid, onderdeel and subonderdeel, as far as it goes."""

    name: str
    counts: tuple[int, ...]


def _anchors(body: Body, first_lid: int) -> tuple[tuple[_Counted, ...], int]:
    """The anchors of a body and the number of the last lid, counting on from ``first_lid``."""
    counts: tuple[int, ...] = (0, first_lid, 0, 0)
    found = []
    for block in body.blocks:
        if not isinstance(block, Lid):
            continue
        counts = counted(counts, block.kind)
        for inline in block.inlines:
            if isinstance(inline, Anchor):
                found.append(_Counted(inline.name, counts[1 : DEPTHS.get(block.kind, 0) + 1]))
    return tuple(found), counts[1]


def targets(artikelen: tuple[Artikel, ...], prefix: str = "") -> Mapping[str, Target]:
    """What can be referred to in a document: its articles by topic, its marked leden by
    ``topic.anchor``.

    Args:
        prefix: what bookmarks begin with when the document shares a file with another one.
    """
    found: dict[str, Target] = {}
    for artikel in artikelen:
        found[artikel.topic] = Target(
            (artikel.number,), bookmark_name("_Ref_", prefix + artikel.topic), artikel.title
        )
        last = 0
        for text in artikel.texts:
            anchors, last = _anchors(text.body, last)
            for anchor in anchors:
                name = f"{artikel.topic}.{anchor.name}"
                found[name] = Target(
                    (artikel.number, *anchor.counts),
                    bookmark_name("_Ref_", prefix + name),
                    artikel.title,
                )
    return found


def with_parents(
    documents: tuple[Document, ...], choices: Choices, library: Library
) -> tuple[Document, ...]:
    """Documents that also know the targets of the documents they belong to, named as elsewhere."""
    by_id = {document.id: document for document in documents}
    return tuple(_with_parent(document, by_id, choices, library) for document in documents)


def with_numbers(bundle: Bundle, numbers: Mapping[str, Mapping[str, tuple[int, ...]]]) -> Bundle:
    """A bundle whose documents cite each other by other numbers than they have in it.

    Args:
        numbers: by document and by what is cited of it.
    """
    own = (
        replace(item, wording=_with_own_targets(item.wording, numbers.get(item.id, {})))
        for item in bundle.documents
    )
    documents = with_parents(tuple(own), bundle.choices, bundle.library)
    return replace(bundle, documents=documents)


def _with_own_targets(wording: Wording, numbers: Mapping[str, tuple[int, ...]]) -> Wording:
    """A wording that can refer to what it has itself, with some of that under other numbers."""
    own = {
        name: replace(target, counts=numbers.get(name, target.counts))
        for name, target in wording.targets.items()
        if target.elsewhere is None
    }
    return replace(wording, targets=own)


def annex_numbers(choices: Choices, kinds: Collection[str]) -> dict[str, int]:
    """The number of each annex among the annexes of its parent; those in the parent's own file come
    first, where Word counts them. Those of the parties' own are called ``document/annex``.

    Args:
        kinds: the kinds of document that are annexes.
    """
    counts: Counter[str] = Counter()
    annexes = [item for item in choices.documents if item.kind in kinds and item.parent]
    found = _numbered([item for item in annexes if item.in_parent], counts)
    found |= _own_numbers(choices, counts, is_inside=True)
    found |= _numbered([item for item in annexes if not item.in_parent], counts)
    for key, number in _numbers_outside(choices, found):
        counts[key] = max(counts[key], number)
    return found | _own_numbers(choices, counts, is_inside=False)


def _numbered(annexes: Iterable[DocumentChoice], counts: Counter[str]) -> dict[str, int]:
    """The numbers of annexes that are documents, counted with those that ``counts`` has."""
    found = {}
    for item in annexes:
        if item.parent:
            counts[item.parent] += 1
            found[item.id] = item.annex_number or counts[item.parent]
    return found


def _numbers_outside(choices: Choices, found: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """The numbers of annexes that are documents, each with the document it belongs to; those of
    another file count whether they are made here or not.
    """
    for item in choices.documents:
        if item.id in found and item.parent:
            yield item.parent, found[item.id]
    for base in choices.bases.values():
        if base.annex_number and base.parent:
            yield base.parent, base.annex_number


def _own_numbers(choices: Choices, counts: Counter[str], is_inside: bool) -> dict[str, int]:
    """The numbers of annexes of the parties' own, as far as they stand in the document or not.

    Args:
        counts: how many each document has; these are counted with them.
    """
    found = {}
    for document in choices.documents:
        for annex in document.own_annexes:
            if annex.is_beside is not is_inside:
                counts[document.id] += 1
                found[f"{document.id}/{annex.id}"] = counts[document.id]
    return found


def annexes_in_reach(
    document_id: str, numbers: Mapping[str, int], choices: Choices
) -> frozenset[int]:
    """The numbers of the annexes that a document has, and those that it belongs to."""
    reach = _and_above(document_id, choices)
    having = {item.id: item.parent for item in choices.documents if item.parent}
    made = (number for name, number in numbers.items() if having.get(name, _owner(name)) in reach)
    outside = (base.annex_number for base in choices.bases.values() if base.parent in reach)
    return frozenset((*made, *filter(None, outside)))


def _and_above(document_id: str, choices: Choices) -> frozenset[str]:
    """A document and those that it belongs to."""
    above = {item.id: item.parent for item in choices.documents}
    above |= {base.key: base.parent for base in choices.bases.values()}
    found: dict[str, None] = {}
    key: str | None = document_id
    while key is not None and key not in found:
        found[key] = None
        key = above.get(key)
    return frozenset(found)


def _owner(name: str) -> str | None:
    """The document of an annex of the parties' own."""
    document, slash, _ = name.partition("/")
    return document if slash else None


class _Ancestor(NamedTuple):
    """A document that another one belongs to, as its references see it; ``by_subject`` are topics
    that it may have.
    """

    wording: Wording
    name: str
    same_file: bool
    by_subject: Wording | None = None


def _with_parent(
    document: Document, by_id: Mapping[str, Document], choices: Choices, library: Library
) -> Document:
    # annexes in a file know each other
    file = document.parent if document.in_parent else document.id
    annexes = (
        *(
            (annex_target(other.id), _annex_target(other))
            for other in by_id.values()
            if other.parent in (document.id, file) and other.annex_number
        ),
        *(
            (annex_target(base.key), bases.annex_of(base))
            for base in choices.bases.values()
            if base.parent in (document.id, file) and base.annex_number
        ),
    )
    brought = _own_of(document, by_id)
    annexes = (*annexes, *((annex_target(item.id), _own_target(item)) for item in brought))
    ancestors = tuple(_ancestors(document, by_id, choices, library))
    if not (annexes or ancestors):
        return document
    own = document.wording
    wording = own.memory.once(_with_targets, own, annexes, ancestors)
    return replace(document, wording=wording)


def _ancestors(
    document: Document, by_id: Mapping[str, Document], choices: Choices, library: Library
) -> Iterator[_Ancestor]:
    """The documents that a document belongs to, the nearest first."""
    for parent in bases.parents(document, by_id, choices):
        if isinstance(parent, Document):
            same_file = document.in_parent and parent.id == document.parent
            yield _Ancestor(parent.wording, parent.outline.names["ander"], same_file)
        else:
            wording = bases.base_wording(parent.articles, parent.kind, library)
            name = library.outlines[parent.kind].names["ander"]
            yield _Ancestor(wording, name, False, bases.by_subject(parent, library))


def _own_of(document: Document, by_id: Mapping[str, Document]) -> tuple[Attached, ...]:
    """The annexes of the parties' own that a text can refer to: those of its file."""
    parent = by_id.get(document.parent or "") if document.in_parent else None
    return document.attached if parent is None else parent.attached


def _own_target(item: Attached) -> Target:
    """What stands for an annex of the parties' own."""
    bookmark = bookmark_name("_Ref_bijlage_", item.id)
    elsewhere = item.id if item.kind == "bestand" else None
    return Target((item.number,), bookmark, item.title, elsewhere)


def _annex_target(annex: Document) -> Target:
    """What stands for an annex."""
    bookmark = bookmark_name("_Ref_bijlage_", annex.id)
    return Target(
        (annex.annex_number or 0,), bookmark, annex.title, None if annex.in_parent else annex.id
    )


@at_most(64)
def _with_targets(
    wording: Wording, annexes: tuple[tuple[str, Target], ...], ancestors: tuple[_Ancestor, ...]
) -> Wording:
    """A wording that can also refer to annexes, and to documents elsewhere: the nearest has
    precedence, and what is known to be there goes before what may be.
    """
    found = {**wording.targets, **dict(annexes)}
    for ancestor in ancestors:
        for key, target in ancestor.wording.targets.items():
            if target.elsewhere is None:
                found.setdefault(
                    key, replace(target, elsewhere=ancestor.name, same_file=ancestor.same_file)
                )
    for ancestor in ancestors:
        for key, target in ancestor.by_subject.targets.items() if ancestor.by_subject else ():
            found.setdefault(key, replace(target, elsewhere=ancestor.name))
    return replace(wording, targets={**found, **dict(_leden_outside(wording, found))})


def _leden_outside(wording: Wording, found: Mapping[str, Target]) -> Iterator[tuple[str, Target]]:
    """Leden of documents outside the bundle that nobody numbered: a text that needs one cites the
    article.
    """
    named = itertools.chain.from_iterable(text.body.names.targets for text in wording.texts)
    for name in named:
        topic = name.partition(".")[0]
        if name not in found and topic in found and found[topic].subject:
            yield name, found[topic]


def dangling(document: Document, choices: Choices, law: LawTable) -> list[Problem]:
    """References to articles, leden or laws that do not exist, anchors that an article has twice,
    and what a recital cannot hold.
    """
    wording = document.wording
    faults = wording.memory.once(_faults, wording, law)
    shared = wording.memory.once(_shared_anchors, wording)
    missing = wording.memory.once(_missing_targets, wording)
    return [
        *faults,
        *(_shared_anchor(*found, document, choices) for found in shared),
        *(_missing_target(*found, document, choices) for found in missing),
    ]


def _faults(wording: Wording, law: LawTable) -> tuple[Problem, ...]:
    """What is wrong with a wording; a batch has the same ones again and again."""
    problems: list[Problem] = []
    for artikel in wording.artikelen:
        problems += _twice(artikel)
    for text in wording.recitals:
        problems += _unfit(text)
    for text in wording.texts:
        for name in text.body.names.laws:
            if name not in law.references:
                problems.append(_missing_law(name, text, law))
    return tuple(problems)


def _missing_targets(wording: Wording) -> tuple[tuple[str, ClauseText], ...]:
    """References to what the chosen variants do not have, and the text that each stands in."""
    return tuple(
        (target, text)
        for text, target in itertools.chain.from_iterable(map(_references, wording.texts))
        if target not in wording.targets
    )


def _references(text: ClauseText) -> Iterator[tuple[ClauseText, str]]:
    return ((text, target) for target in text.body.names.targets)


def _unfit(text: ClauseText) -> list[Problem]:
    """What a recital cannot hold: it has no number to refer to, and is one paragraph."""
    problems = []
    if any(isinstance(block, Table) for block in text.body.blocks):
        message = (
            f"de overweging '{text.clause.id}' heeft een tabel, en daar is in "
            "een overweging geen plaats voor"
        )
        problems.append(error(codes.TABEL_IN_OVERWEGING, message, text.clause.line()))
    for name in text.body.names.anchors:
        message = (
            f"de overweging '{text.clause.id}' heeft het anker '{name}', maar "
            "een overweging heeft geen nummer"
        )
        problems.append(error(codes.ANKER_ZONDER_NUMMER, message, text.clause.place(f'"{name}"')))
    return problems


def _twice(artikel: Artikel) -> Iterator[Problem]:
    """Anchors that a clause has twice."""
    for text in artikel.texts:
        names = Counter(text.body.names.anchors)
        for name in (name for name, count in names.items() if count > 1):
            message = f"de clausule '{text.clause.id}' heeft het anker '{name}' twee keer"
            place = text.clause.place(f'"{name}"')
            yield error(codes.ANKER_DUBBEL, message, place, "Geef elk lid een eigen anker.")


def _shared_anchors(wording: Wording) -> tuple[tuple[ClauseText, ClauseText], ...]:
    """Variants of one topic that have an anchor in common: a reference to it would be to two leden
    at once.
    """
    found: dict[tuple[str, str], tuple[ClauseText, ClauseText]] = {}
    for artikel in wording.artikelen:
        for one, other in itertools.combinations(artikel.texts, 2):
            if not {*one.body.names.anchors}.isdisjoint(other.body.names.anchors):
                found.setdefault((one.clause.id, other.clause.id), (one, other))
    return tuple(found.values())


def _shared_anchor(
    one: ClauseText, other: ClauseText, document: Document, choices: Choices
) -> Problem:
    topic = one.clause.topic
    message = (
        f"'{one.clause.id}' en '{other.clause.id}' regelen hetzelfde, elk op een eigen manier, en "
        "kunnen dus niet samen"
    )
    hint = f"Kies bij '{topic}' één van de twee: {one.clause.variant} of {other.clause.variant}."
    place = choice_place(document, choices, topic)
    return error(codes.ANKER_IN_TWEE_CLAUSULES, message, place, hint)


def _missing_law(name: str, text: ClauseText, law: LawTable) -> Problem:
    message = f"de wetsverwijzing '{name}' staat niet in wetgeving.yaml"
    place = text.clause.place(f'"{name}"')
    return error(codes.ONBEKENDE_WET, message, place, did_you_mean(name, law.references))


def _missing_target(target: str, text: ClauseText, document: Document, choices: Choices) -> Problem:
    """A reference that leads nowhere with what was chosen. It is about the choice: the library
    judges whether some variant has what a text refers to.
    """
    topic = target.partition(".")[0]
    targets = document.wording.targets
    if text.clause.is_own:
        message = f"de eigen tekst verwijst naar '{target}', en dat is er niet"
        hint = did_you_mean(topic, targets)
        return error(codes.VERWIJZING_ONTBREEKT, message, text.clause.place(target), hint)
    lacks = f"dat lid heeft '{topic}' niet"
    if topic not in targets:
        lacks = f"dat onderwerp zit niet in {document.id}"
    message = f"de clausule '{text.clause.id}' verwijst naar '{target}', maar {lacks}"
    hint = (
        f"Kies bij '{topic}' een {'andere ' if topic in targets else ''}variant, "
        f"of kies bij '{text.clause.topic}' een andere variant."
    )
    parent = document.made_from.choice.parent
    if parent in choices.bases:
        hint = (
            f"Kies bij '{text.clause.topic}' een andere variant. Of regelt '{parent}' dit onder "
            "een ander onderwerp, noem dat dan met zijn nummer onder "
            f"basisdocumenten.{parent}.artikelen."
        )
    place = choice_place(document, choices, text.clause.topic, topic)
    return error(codes.VERWIJZING_ONTBREEKT, message, place, hint)


def choice_place(document: Document, choices: Choices, *topics: str) -> Place:
    """Where the first of some topics that were chosen was chosen; the document when none was."""
    choice = document.made_from.choice
    chosen = next((topic for topic in topics if topic in choice.variants), None)
    return document.place if chosen is None else choices.place(*choice.topic_path(chosen))
