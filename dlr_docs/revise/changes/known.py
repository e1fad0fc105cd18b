"""What is known of the clauses and articles that differ: what they cover, and their titles."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from dlr_docs.build.checks.coverage import coverage
from dlr_docs.model.blocks import Block, Tracked
from dlr_docs.model.document import Bundle, Document
from dlr_docs.model.library import Library
from dlr_docs.revise.changes.showing import Showing, place_words


class Known(Struct, frozen=True):
    """What is known of clauses and articles: the mandatory subjects and laws by clause, titles by
    annex and topic, by what they said the lines that were taken out while changes were tracked, and
    the numbers that articles and leden have now by those that they had, with annex and topic.
    """

    subjects: Mapping[str, tuple[str, ...]]
    laws: Mapping[str, tuple[str, ...]]
    titles: Mapping[tuple[str, str], str]
    gone: Mapping[str, tuple[Tracked, ...]] = field(default_factory=dict)
    places: Mapping[tuple[str, str, tuple[int, ...]], tuple[int, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, bundle: Bundle, name: str) -> Known:
        """What a bundle tells of the clauses in one file."""
        document = bundle.document(name)
        subjects: dict[str, tuple[str, ...]] = {}
        laws: dict[str, tuple[str, ...]] = {}
        for item in (document, *bundle.inside(document)):
            subjects |= _subjects(item, bundle)
            laws |= _laws(item, bundle.library)
        return cls(subjects, laws, {})

    @classmethod
    def of_all(cls, names: Collection[str], bundles: Iterable[Bundle]) -> Known:
        """What bundles tell of the clauses in their files of these names."""
        files = itertools.product(bundles, names)
        there = ((it, name) for it, name in files if name in (item.id for item in it.documents))
        found = [cls.of(bundle, name) for bundle, name in there]
        subjects = itertools.chain.from_iterable(item.subjects.items() for item in found)
        laws = itertools.chain.from_iterable(item.laws.items() for item in found)
        return cls(dict(subjects), dict(laws), {})

    def where(self, block: Block) -> str:
        """Where a block stands that is there no more, in words: in the article and lid of now."""
        for length in range(len(block.place), 0, -1):
            found = self.places.get((block.document, block.topic, block.place[:length]))
            if found:
                block = replace(block, place=(*found, *block.place[length:]))
                break
        return place_words(block, self.titles)

    def with_titles_of(self, *blocks: Iterable[Block]) -> Known:
        """The same, with the titles of the articles and annexes among these blocks."""
        return replace(self, titles=titles_of(itertools.chain.from_iterable(blocks)))


def _subjects(document: Document, bundle: Bundle) -> dict[str, tuple[str, ...]]:
    """The mandatory subjects that each clause covers, in words."""
    found: dict[str, tuple[str, ...]] = {}
    for item in coverage(document, bundle):
        words = f"{item.basis}: {item.requirement.description}"
        texts = itertools.chain.from_iterable(artikel.texts for artikel in item.articles)
        names = set(item.requirement.coverable)
        for text in texts:
            if names & set(text.clause.requirements):
                found[text.clause.id] = (*found.get(text.clause.id, ()), words)
    return found


def _laws(document: Document, library: Library) -> dict[str, tuple[str, ...]]:
    """The articles of law that each clause cites."""
    references = library.law.references
    return {
        text.clause.id: tuple(references[name].text for name in text.body.names.laws)
        for text in document.texts
    }


def titles_of(blocks: Iterable[Block]) -> dict[tuple[str, str], str]:
    """The titles of articles and annexes among blocks, by annex and topic. An article that a hand
    put in has no topic, and would have its title stand for that of its annex.
    """
    shown = Showing()
    return {
        (block.document, block.topic): shown.text(block)
        for block in blocks
        if block.kind == "bijlage" or (block.kind == "artikel" and block.topic)
    }
