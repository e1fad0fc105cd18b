"""Documents of a folder that others there belong to, and the numbers and titles that their articles
have now.

Another document is cited by title and number, as text. When an article goes by hand, Word numbers
the rest of that document anew, and nothing tells the documents that cite it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.problems import ChoicesError, Problem, Source, warning
from dlr_docs.build.numbering import with_numbers
from dlr_docs.build.values.bases import bases_above
from dlr_docs.choices.file import parse_choices
from dlr_docs.model.blocks import Block
from dlr_docs.model.choices import BaseDocument
from dlr_docs.model.document import Bundle, Document
from dlr_docs.revise.changes.aligning import align
from dlr_docs.revise.changes.difference import Comparison, Difference
from dlr_docs.revise.changes.known import titles_of
from dlr_docs.revise.changes.marks import shown_now
from dlr_docs.revise.changes.showing import article_numbers, even, place_words, plain
from dlr_docs.word.read.document import ReadDocument

_NUMBER = re.compile(r"\(nummer\s+[\w.]+\)")
# An article of another document, by its title and number.
_CITATION = re.compile(r"\bartikel\s+((?:(?!\bartikel\b)[^()])+?)\s+\(nummer\s+([\w.]+)\)")
_Numbers = Mapping[str, Mapping[str, tuple[int, ...]]]


class CitedElsewhere(Struct, frozen=True):
    """A number or title of an article in another document that is not the one it has there now:
    where it is cited and in which words, and the file of the other document with the number there,
    which is None when the article is gone, and the title there when that is another.
    """

    place: str
    words: str
    file: str
    number: int | None
    title: str = ""

    @property
    def told(self) -> str:
        """What is the matter, in words."""
        if self.number is None:
            return f"dat artikel staat niet meer in {self.file}"
        if self.title:
            return f"in {self.file} heet dat artikel nu '{self.title}' (nummer {self.number})"
        return f"in {self.file} heeft dat artikel nu nummer {self.number}"


class _Key(Struct, frozen=True):
    """What makes a document known to those that belong to it: its folder, its bundle, its id."""

    folder: Path
    bundle: str
    document: str


class _Belonging(Struct, frozen=True):
    """What a document carries of its bundle, and of the documents that it belongs to."""

    title: str
    above: tuple[BaseDocument, ...] = ()


class _Standing(Struct, frozen=True):
    """A document as it stands in a file: the numbers of its articles when it was made and now, and
    their titles now, by topic, and the leden that have another number now.
    """

    file: str
    then: Mapping[str, int]
    now: Mapping[str, int]
    titles: Mapping[str, str]
    leden: Mapping[tuple[str, tuple[int, ...]], tuple[int, ...]]

    @classmethod
    def of(cls, found: ReadDocument, file: str) -> _Standing:
        """What is to be known of a document that was read."""
        then, now = (_by_topic(blocks) for blocks in (found.base, found.blocks))
        titles = titles_of(found.blocks)
        own = {topic: title for (annex, topic), title in titles.items() if not annex}
        return cls(file, then, now, own, _leden(found))


class Family:
    """The documents of a folder, as far as others there belong to them. Two copies of one tell
    nothing: nobody knows which of them the others belong to.
    """

    def __init__(self) -> None:
        self._files: dict[_Key, list[_Standing]] = {}
        self._cited: set[_Key] = set()
        self._last: tuple[Bundle, _Numbers, Bundle] | None = None  # documents of one come together

    def add(self, found: ReadDocument, path: Path) -> None:
        """Know a document as it stands in a file now, or will stand there."""
        own = _belonging(found)
        if own is not None:
            key = _Key(path.parent, own.title, found.provenance.document)
            self._files.setdefault(key, []).append(_Standing.of(found, path.name))
            self._cited |= {_Key(path.parent, own.title, base.key) for base in own.above}

    def copies(self) -> Iterator[Problem]:
        """That files are one document that others belong to: references to it are as they were."""
        for key, there in self._files.items():
            if len(there) > 1 and key in self._cited:
                names = " en ".join(f"'{item.file}'" for item in there)
                message = (
                    f"{names} zijn hetzelfde document; of verwijzingen ernaar in andere documenten "
                    "nog kloppen, is daarom niet nagegaan"
                )
                hint = "Laat in de map alleen het bestand staan dat geldt, en doe dit opnieuw."
                yield warning(codes.ZELFDE_DOCUMENT, message, Source(str(key.folder)), hint)

    def with_numbers(self, found: ReadDocument, path: Path, bundle: Bundle) -> Bundle:
        """A bundle in which the documents that one belongs to have the numbers of their files."""
        there = {base.key: parent for base, parent in self._above(found, path)}
        ids = {item.id: item for item in bundle.documents}
        moved = {key: dict(_counts(ids[key], there[key])) for key in there if key in ids}
        if not any(moved.values()):
            return bundle
        if self._last is None or self._last[0] is not bundle or self._last[1] != moved:
            self._last = bundle, moved, with_numbers(bundle, moved)
        return self._last[2]

    def less_numbers(self, comparison: Comparison, found: ReadDocument, path: Path) -> Comparison:
        """A comparison less what choices would say otherwise of the numbers alone: the files that
        the document belongs to say which these are.
        """
        if not any(self._above(found, path)):
            return comparison
        meanwhile = (item for item in comparison.meanwhile if not follows_numbers(item))
        return replace(comparison, meanwhile=tuple(meanwhile))

    def cited(self, found: ReadDocument, path: Path) -> Iterator[CitedElsewhere]:
        """The numbers and titles that a document has of articles elsewhere, and that are others
        there now.
        """
        for base, parent in self._above(found, path):
            for item in base.articles:
                if item.title and item.topic in {**parent.then, **parent.now}:
                    yield from _wrong(found, item.topic, item.title, parent)
            yield from _retyped(found, base, parent)

    def _above(self, found: ReadDocument, path: Path) -> Iterator[tuple[BaseDocument, _Standing]]:
        """The documents that one belongs to and that stand beside it, each with its file."""
        own = _belonging(found)
        for base in own.above if own else ():
            there = self._files.get(_Key(path.parent, own.title if own else "", base.key), [])
            if len(there) == 1:
                yield base, there[0]


def with_numbers_then(found: ReadDocument, bundle: Bundle) -> Bundle:
    """A bundle in which the documents that one belongs to have the numbers by which it cites them:
    what was signed keeps its numbers, whatever is put in or taken out of it since.
    """
    own = _belonging(found)
    ids = {item.id for item in bundle.documents}
    then = {base.key: dict(_carried(base)) for base in own.above if base.key in ids} if own else {}
    return with_numbers(bundle, then) if then else bundle


def _carried(base: BaseDocument) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The numbers of articles and leden of a document that another one carries."""
    for article in base.articles:
        named = {article.topic: article.numbers} | {
            f"{article.topic}.{anchor}": (*article.numbers, *numbers)
            for anchor, numbers in article.leden
        }
        for name, numbers in named.items():
            if numbers and all(map(str.isdecimal, numbers)):
                yield name, tuple(map(int, numbers))


def follows_numbers(change: Difference) -> bool:
    """Whether all that differs is the number of an article in another document."""
    was, now = (_NUMBER.sub("", text) for text in (change.was, change.now))
    return change.kind == "gewijzigd" and was == now and change.was != change.now


def belongs(found: ReadDocument) -> bool:
    """Whether a document belongs to another one in a file of its own."""
    own = _belonging(found)
    return own is not None and bool(own.above)


def _belonging(found: ReadDocument) -> _Belonging | None:
    """What a document carries of that; None when it carries nothing that can be read."""
    if not found.provenance.choices:
        return None
    try:
        choices = parse_choices(found.provenance.choices)
    except ChoicesError:
        return None
    own = next((it for it in choices.documents if it.id == found.provenance.document), None)
    above = tuple(bases_above(own.parent, choices)) if own else ()
    return _Belonging(choices.title, above)


def _wrong(
    found: ReadDocument, topic: str, title: str, there: _Standing
) -> Iterator[CitedElsewhere]:
    """Where an article of another document is cited by a number or title that it does not have
    there.
    """
    words = re.compile(rf"\bartikel\s+{_spaced(title)}\s+\(nummer\s+([\w.]+)\)")
    number, now = there.now.get(topic), there.titles.get(topic, title)
    other = "" if _read(now) == _read(title) else now
    showing, titles = shown_now(found), titles_of(found.blocks)
    for block in found.blocks:
        for match in words.finditer(showing.text(block)):
            if other or match[1] != str(number):
                yield CitedElsewhere(
                    place_words(block, titles), match[0], there.file, number, other
                )


def _retyped(found: ReadDocument, base: BaseDocument, there: _Standing) -> Iterator[CitedElsewhere]:
    """Where a hand typed another title in what cites an article of another document, and title or
    number are not what that has there: the same place cited it when the document was made.
    """
    topics = {_read(item.title): item.topic for item in base.articles if item.title}
    titles = titles_of(found.blocks)
    for block, then, now in _cited_then(found, topics):
        topic = topics.get(_read(then[1]), "")
        number, title = there.now.get(topic), there.titles.get(topic, then[1])
        other = "" if _read(title) == _read(now[1]) else title
        is_known = topic in {**there.then, **there.now} and _read(now[1]) not in topics
        if is_known and (other or now[2] != str(number)):
            yield CitedElsewhere(place_words(block, titles), now[0], there.file, number, other)


def _cited_then(
    found: ReadDocument, titles: Collection[str]
) -> Iterator[tuple[Block, re.Match[str], re.Match[str]]]:
    """What cites articles elsewhere, as it did when the document was made and does now; nothing
    where all titles are known, which is cheap to see.
    """
    showing = shown_now(found)
    cited = {id(block): [*_CITATION.finditer(showing.text(block))] for block in found.blocks}
    if all(_read(item[1]) in titles for item in itertools.chain.from_iterable(cited.values())):
        return
    for pair in align(found.base, found.blocks):
        if pair.now is not None and pair.was is not None and cited[id(pair.now)]:
            then, now = [*_CITATION.finditer(showing.text(pair.was))], cited[id(pair.now)]
            for one, other in zip(then, now, strict=False) if len(then) == len(now) else ():
                yield pair.now, one, other


def _read(title: str) -> str:
    """A title as a reader has it."""
    return even(plain(title))


def _spaced(title: str) -> str:
    return r"\s+".join(map(re.escape, title.split()))


def _by_topic(blocks: Sequence[Block]) -> dict[str, int]:
    """The numbers of the articles of a document itself, by topic."""
    found = article_numbers(blocks).items()
    return {topic: number for (annex, topic), number in found if not annex}


def _leden(found: ReadDocument) -> dict[tuple[str, tuple[int, ...]], tuple[int, ...]]:
    """The leden of a document itself that have another number than when it was made."""
    if [*map(_where, found.base)] == [*map(_where, found.blocks)]:
        return {}
    return {
        (pair.was.topic, pair.was.place[1:]): pair.now.place[1:]
        for pair in align(found.base, found.blocks)
        if pair.was and pair.now and pair.was.topic == pair.now.topic and not pair.now.document
    }


def _where(block: Block) -> tuple[str, str, tuple[int, ...]]:
    return block.document, block.topic, block.place


def _counts(document: Document, there: _Standing) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The numbers of what can be cited of a document, where they are others in its file."""
    for name, target in document.wording.targets.items():
        topic = name.partition(".")[0]
        if target.elsewhere is None and topic in there.now:
            inside = there.leden.get((topic, target.counts[1:]), target.counts[1:])
            counts = (there.now[topic], *inside)
            if counts != target.counts:
                yield name, counts
