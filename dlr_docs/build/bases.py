"""Documents outside the bundle that documents of the bundle belong to, or have as an annex."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from dlr_docs.basis import codes
from dlr_docs.basis.labels import bookmark_name
from dlr_docs.basis.memory import at_most
from dlr_docs.basis.problems import Problem, did_you_mean, error
from dlr_docs.model.choices import BaseArticle, BaseDocument, Choices
from dlr_docs.model.document import Document, Target, Wording
from dlr_docs.model.library import Library


def base_problems(choices: Choices, library: Library) -> list[Problem]:
    """What is wrong with ``basisdocumenten``: names that the library does not have, and what
    belongs to a document of the bundle without being an annex of it.
    """
    found = (_base_problems(base, choices, library) for base in choices.bases.values())
    return list(itertools.chain.from_iterable(found))


def _base_problems(base: BaseDocument, choices: Choices, library: Library) -> Iterator[Problem]:
    outline = library.outlines.get(base.kind)
    if outline is None:
        message = "deze soort document bestaat niet"
        hint = did_you_mean(base.kind, library.outlines)
        yield error(codes.ONBEKENDE_SOORT, message, choices.place(*base.path, "soort"), hint)
        return
    known = {item.topic for item in outline.all_topics}
    for topic in (item.topic for item in base.articles):
        if topic not in known:
            message = f"dit onderwerp hoort niet bij een {base.kind}"
            place = choices.unknown(*base.path, "artikelen", topic)
            yield error(codes.ONBEKEND_ONDERWERP, message, place, did_you_mean(topic, known))
    in_bundle = any(document.id == base.parent for document in choices.documents)
    if in_bundle and not (outline.is_annex and base.annex_number):
        yield error(
            codes.GEEN_BIJLAGE,
            f"'{base.key}' hoort bij een document van deze bundel, "
            "maar is geen bijlage met een nummer",
            choices.place(*base.path, "bij"),
            "Alleen een bijlage met een eigen bestand kan dat: noem haar soort en haar nummer.",
        )


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
    yield from _above(key, choices)


def _above(key: str | None, choices: Choices) -> Iterator[BaseDocument]:
    """The document outside the bundle with this key and those that it belongs to."""
    seen: set[str] = set()
    while (base := choices.bases.get(key or "")) is not None and base.key not in seen:
        seen.add(base.key)
        yield base
        key = base.parent


def base_wording(articles: tuple[BaseArticle, ...], kind: str, library: Library) -> Wording:
    """What can be referred to in a document outside the bundle, as if it were a document of it."""
    return library.memory.once(_base_wording, articles, kind, library)


@at_most(64)
def _base_wording(articles: tuple[BaseArticle, ...], kind: str, library: Library) -> Wording:
    found: dict[str, Target] = {}
    for article in articles:
        title = article.title or _usual_title(article.topic, kind, library)
        found[article.topic] = Target(article.counts, "", title)
        for anchor, counts in article.leden:
            found[f"{article.topic}.{anchor}"] = Target((*article.counts, *counts), "", title)
    return Wording((), (), found)


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
