"""Documents outside the bundle that documents of it belong to, replace, or have as an annex:
what is wrong with them, and what references to them stand for.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from dlr_docs.basis import codes
from dlr_docs.basis.labels import bookmark_name
from dlr_docs.basis.memory import at_most
from dlr_docs.basis.problems import Problem, did_you_mean, error, several
from dlr_docs.build.values.chosen import declared_for_kind
from dlr_docs.build.values.judging import judge
from dlr_docs.model.choices import BaseArticle, BaseDocument, Choices, DocumentChoice, Given
from dlr_docs.model.document import Document, Target, Wording
from dlr_docs.model.library import Library


def base_problems(choices: Choices, library: Library) -> list[Problem]:
    """What is wrong with ``basisdocumenten``: names that nothing has, and what belongs to a
    document of the bundle without being an annex of it.
    """
    found = (_base_problems(base, choices, library) for base in choices.bases.values())
    return [*itertools.chain.from_iterable(found), *_replaced_problems(choices)]


def _base_problems(base: BaseDocument, choices: Choices, library: Library) -> Iterator[Problem]:
    yield from _unknown_parties(base, choices)
    outline = library.outlines.get(base.kind)
    if outline is None:
        message = "deze soort document bestaat niet"
        hint = did_you_mean(base.kind, library.outlines)
        yield error(codes.ONBEKENDE_SOORT, message, choices.place(*base.path, "soort"), hint)
        return
    known = {item.topic for item in outline.all_topics}
    untitled = (item.topic for item in base.articles if item.title is None)
    for topic in untitled:  # one with a title may be text of that document's own
        if topic not in known:
            message = f"dit onderwerp hoort niet bij een {base.kind}"
            place = choices.unknown(*base.path, "artikelen", topic)
            yield error(codes.ONBEKEND_ONDERWERP, message, place, did_you_mean(topic, known))
    yield from _wrong_values(base, choices, library)
    in_bundle = any(document.id == base.parent for document in choices.documents)
    if in_bundle and not (outline.is_annex and base.annex_number):
        yield error(
            codes.GEEN_BIJLAGE,
            f"'{base.key}' hoort bij een document van deze bundel, "
            "maar is geen bijlage met een nummer",
            choices.place(*base.path, "bij"),
            "Alleen een bijlage met een eigen bestand kan dat: noem haar soort en haar nummer.",
        )


def _unknown_parties(base: BaseDocument, choices: Choices) -> Iterator[Problem]:
    for index, key in enumerate(base.parties):
        if key not in choices.parties:
            message = "er is geen partij met deze sleutel"
            place = choices.place(*base.path, "partijen", index)
            hint = several(key, choices.parties) or did_you_mean(key, choices.parties)
            yield error(codes.ONBEKENDE_PARTIJ, message, place, hint)


def _wrong_values(base: BaseDocument, choices: Choices, library: Library) -> Iterator[Problem]:
    """Values that a document of its kind cannot have, or that are none."""
    declared = declared_for_kind(base.kind, library)
    for name, raw in base.values.items():
        path = (*base.path, "gegevens", name)
        if name in declared:
            yield from judge(declared[name], raw, path, choices)[1]
        else:
            hint = did_you_mean(name, declared)
            message = "dit gegeven bestaat niet"
            yield error(codes.ONBEKEND_GEGEVEN, message, choices.unknown(*path), hint)


def _replaced_problems(choices: Choices) -> Iterator[Problem]:
    """What a document says to replace and is no document outside the bundle."""
    for document in choices.documents:
        for index, key in enumerate(document.replaces):
            if key not in choices.bases:
                message = "er is geen basisdocument met deze sleutel"
                place = choices.place(*document.path, "vervangt", index)
                hint = did_you_mean(key, choices.bases) if choices.bases else _NAME_IT
                yield error(codes.ONBEKEND_DOCUMENT, message, place, hint)


_NAME_IT = "Noem de eerdere overeenkomst onder 'basisdocumenten', met soort, titel en ondertekend."


def parents(
    document: Document, by_id: Mapping[str, Document], choices: Choices
) -> Iterator[Document | BaseDocument]:
    """The documents that a document belongs to, the nearest first: those of the bundle, and behind
    the last of them those outside it.
    """
    seen = {document.id}
    key = document.parent
    while (parent := by_id.get(key or "")) is not None and parent.id not in seen:
        seen.add(parent.id)
        yield parent
        key = parent.parent
    yield from bases_above(key, choices)


def bases_above(key: str | None, choices: Choices) -> Iterator[BaseDocument]:
    """The document outside the bundle with this key and those that it belongs to."""
    seen: set[str] = set()
    while (base := choices.bases.get(key or "")) is not None and base.key not in seen:
        seen.add(base.key)
        yield base
        key = base.parent


def is_told(base: BaseDocument, child: DocumentChoice) -> bool:
    """Whether a document tells when one outside the bundle was signed, and asks it where nobody
    knows: of what it replaces, and of what it belongs to when more is known of that than its title.
    """
    return base.key in child.replaces or base.signed is not None or bool(base.parties)


def is_signing_day(given: Given) -> bool:
    """Whether a value is the day on which a document outside the bundle was signed."""
    return given.path[0] == "basisdocumenten" and given.path[2:] == ("ondertekend",)


def known_values(
    base: BaseDocument, child: str | None, library: Library
) -> Iterator[tuple[str, Given]]:
    """What is known of the contents of a document outside the bundle, by the names of the library.

    Args:
        child: the parent that the document itself names: of that one the day of signing is known as
            well, under the name that the library has for it.
    """
    if base.signed is not None and base.key == child:
        given = Given(base.signed, (*base.path, "ondertekend"), base.key)
        yield from ((name, given) for name in library.memory.once(signing_days, library))
    for name, raw in base.values.items():
        yield name, Given(raw, (*base.path, "gegevens", name), base.key)


def signing_days(library: Library) -> tuple[str, ...]:
    """The values that say when the document was signed that another one belongs to."""
    return tuple(name for name, item in library.values.items() if item.is_signing_day)


def base_wording(articles: tuple[BaseArticle, ...], kind: str, library: Library) -> Wording:
    """What can be referred to in a document outside the bundle, as if it were a document of it: the
    articles that are named.
    """
    return library.memory.once(_base_wording, articles, kind, library)


@at_most(64)
def _base_wording(articles: tuple[BaseArticle, ...], kind: str, library: Library) -> Wording:
    found: dict[str, Target] = {}
    for article in articles:
        if not article.is_there:
            continue
        own = _target(article, article.numbers, kind, library)
        found[article.topic] = own
        for anchor, numbers in article.leden:
            found[f"{article.topic}.{anchor}"] = _target(
                article, (*article.numbers, *numbers), kind, library
            )
    return Wording((), (), found)


def _target(article: BaseArticle, numbers: tuple[str, ...], kind: str, library: Library) -> Target:
    subject = subject_of(article.topic, kind, library)
    return Target((), "", article.title or "", numbers=numbers, subject=subject)


def by_subject(base: BaseDocument, library: Library) -> Wording:
    """What stands for the topics that nobody named: its kind can have them, and a text that needs
    one cites it by its subject.
    """
    named = frozenset(item.topic for item in base.articles)
    return library.memory.once(_by_subject, named, base.kind, library)


@at_most(64)
def _by_subject(named: frozenset[str], kind: str, library: Library) -> Wording:
    topics = (item.topic for item in library.outlines[kind].topics if item.topic not in named)
    found = {
        topic: Target((), "", "", subject=subject_of(topic, kind, library)) for topic in topics
    }
    return Wording((), (), found)


def subject_of(topic: str, kind: str, library: Library) -> str:
    """What a topic is called within a sentence: the title that it usually has in such a document,
    without the capital of a title.
    """
    title = _usual_title(topic, kind, library)
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def _usual_title(topic: str, kind: str, library: Library) -> str:
    """The title that a topic has in a kind of document, when nobody typed another one."""
    variants = library.clauses.get(topic, {})
    usual = [item.default for item in library.outlines[kind].all_topics if item.topic == topic]
    named_so = [clause for name, clause in variants.items() if name in usual]
    fitting = [clause for clause in variants.values() if clause.fits(kind)]
    found = (*named_so, *fitting)
    return found[0].title if found else topic.replace("-", " ").capitalize()


def annex_of(base: BaseDocument) -> Target:
    """What stands for an annex outside the bundle."""
    bookmark = bookmark_name("_Ref_bijlage_", base.key)
    return Target((base.annex_number or 0,), bookmark, base.title, base.key)
