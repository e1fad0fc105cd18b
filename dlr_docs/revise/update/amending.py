"""A choice file for an agreement that changes a signed one: what library and choices would say
otherwise now, article by article, in the form that the library has for it.

What was signed is what was agreed, also where parties changed it by hand. So the signed document is
held against itself with what library and choices changed since: what a hand changed is in both.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.basis.number_formats import letter
from dlr_docs.basis.yaml.text import Plain, yaml_text
from dlr_docs.build.carried.used_choices import partly
from dlr_docs.clause.jinja.inserted import numbers_behind
from dlr_docs.model.blocks import Block
from dlr_docs.model.document import Bundle, Document
from dlr_docs.model.library import Amends, Outline
from dlr_docs.model.values import Value
from dlr_docs.revise.changes.aligning import Pair, align
from dlr_docs.revise.changes.known import titles_of
from dlr_docs.revise.changes.marks import shown_now
from dlr_docs.revise.changes.showing import Numbers, Showing, article_numbers, place_words
from dlr_docs.revise.family import with_numbers_then
from dlr_docs.revise.filling_back import put_back, values_back
from dlr_docs.revise.rebuild import remade
from dlr_docs.revise.update.undecided import Undecided
from dlr_docs.revise.update.updating import merged
from dlr_docs.revise.update.values import with_hand_values
from dlr_docs.word.read.document import ReadDocument, read_document

_NUMBERED = ("lid", "onderdeel", "subonderdeel")
_LINES = ("artikel", *_NUMBERED, "alinea", "vervolg", "opsomming", "rij")
_BEFORE = ("partij", "overweging")  # lines with words of their own that stand in no article
_NOTHING = "-"
_OF_ARTICLE = re.compile(r"\d+")  # the number of an article in what a reference to it shows
_OF_LID = re.compile(r"\d+(?=\.\w)")  # the same in what one to a lid of it may show: 7.2
# What parties decided otherwise than library and choices; the rest is about looks and comments.
_OTHERWISE = (
    "beide gewijzigd",
    "verwijderd en gewijzigd",
    "vervallen en gewijzigd",
    "toegevoegd en vervangen",
    "gegeven",
)


class Amendment(Struct, frozen=True):
    """A choice file that is proposed, empty when there is nothing to change; how many changes stand
    in it; and what parties have to look at, since they changed it by hand too.
    """

    text: str
    number: int
    undecided: tuple[Undecided, ...]


def amendment(found: ReadDocument, bundle: Bundle) -> Amendment | None:
    """The choice file for an agreement that changes a signed document; None when the library has no
    kind of document that changes one of this kind.

    Args:
        found: the signed document.
        bundle: what its choices give now.

    Raises:
        KeyError: when the bundle has no document of this name.
        ChoicesError: when the document does not tell what it said when it was made, or the choices
            are those of another agreement.
    """
    document = bundle.document(found.provenance.document)
    outline = _kind_for(document, bundle)
    if outline is None or outline.amends is None:
        return None
    made = merged(found, _with_status_then(found, with_numbers_then(found, bundle)))
    told = tuple(item for item in made.undecided if item.kind in _OTHERWISE)
    changes = [*_Changes(found, read_document(made.data), outline.amends).all()]
    if not changes:
        return Amendment("", 0, told)
    signed = with_hand_values(bundle, document.id, made.kept)
    text = yaml_text(_choices(signed.document(document.id), signed, outline, changes))
    text, left = _with_parties(text, found, bundle, made.kept)
    known = {item.path for item in told}
    return Amendment(text, len(changes), (*told, *(it for it in left if it.path not in known)))


def _with_status_then(found: ReadDocument, bundle: Bundle) -> Bundle:
    """A bundle that is a draft when that is what was made and signed: its mark is no difference."""
    then = remade(found, bundle.library).bundle
    if then is None:
        return bundle
    return replace(bundle, choices=replace(bundle.choices, draft=then.choices.draft))


def _with_parties(
    text: str, found: ReadDocument, bundle: Bundle, kept: Mapping[str, Value]
) -> tuple[str, list[Undecided]]:
    """A choice file with the parties as the signed document names them where a hand did so, and
    what it says of them that no choice file can have.

    Args:
        kept: the values that a hand gave, by path.
    """
    fills, left = values_back(found, bundle)
    own = [fill for fill in fills if fill.name in kept and fill.path[0] == "partijen"]
    text, _, without_place = put_back(text, own, "wijziging")
    lost = [it for it in left if it.name in kept and it.name.startswith("partijen.")]
    return text, [
        Undecided("", "gegeven", " | ".join(item.shown), "", item.reason, path=item.name)
        for item in (*lost, *without_place)
    ]


def _kind_for(document: Document, bundle: Bundle) -> Outline | None:
    """The kind of document that changes a signed one of this kind."""
    kinds = bundle.library.outlines.values()
    kind = document.outline.kind
    return next((item for item in kinds if item.amends and kind in item.belongs_to), None)


def _choices(
    document: Document, bundle: Bundle, outline: Outline, changes: list[Plain]
) -> dict[str, Plain]:
    parties = bundle.choices.data["partijen"]
    values = outline.amends.values if outline.amends else ""
    return {
        "bundel": f"Wijziging van {_title(document, bundle)}, {document.subject.text}",
        "status": "concept",
        "partijen": {party.key: _plain(parties[party.key]) for party in document.parties},
        "basisdocumenten": {
            document.id: {"soort": document.outline.kind, "titel": _title(document, bundle)}
        },
        "documenten": [
            {
                "soort": outline.kind,
                "bij": document.id,
                **partly(document),
                "gegevens": {values: changes},
            }
        ],
    }


def _title(document: Document, bundle: Bundle) -> str:
    """The title of a document, with what tells it from others of its kind where there are more."""
    kinds = [item.outline.kind for item in bundle.documents]
    about = document.kenmerk
    if about is None or about.is_open or kinds.count(document.outline.kind) == 1:
        return document.full_title
    return f"{document.full_title}: {about.text}"


def _plain(value: object) -> Plain:
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return None if value is None else str(value)


class _Article(Struct, frozen=True):
    """What stands in an article of the signed document, of the one of now or of both: its lines;
    the first of them that was signed, and the number of the signed article before a new one, as
    far as there is any.
    """

    pairs: tuple[Pair, ...]
    first: Block | None
    behind: str


class _Changes:
    """The changes of a signed document, each with its place, what happens there and the new text.

    The number of an article is that of the signed document, or the one that the amendment gives to
    a new one: it changes no number of what it does not name. Fields do not tell it: what was signed
    may show numbers of before somebody put in an article.
    """

    def __init__(self, signed: ReadDocument, now: ReadDocument, amends: Amends) -> None:
        self._before, self._after = shown_now(signed).values, shown_now(now).values
        self._titles = {**titles_of(now.blocks), **titles_of(signed.blocks)}
        self._amends = amends
        pairs = itertools.chain.from_iterable(map(_by_article, align(signed.blocks, now.blocks)))
        self._articles = [*_articles(item for item in pairs if _is_agreed(item.block))]
        self._numbers = Numbers(article_numbers(signed.blocks))
        numbers = {key: str(number) for key, number in self._numbers.articles.items()}
        self._new_numbers = self._given()
        self._cited = _cited((*signed.blocks, *now.blocks), {**numbers, **self._new_numbers})
        self._around = _around(signed.blocks)

    def _given(self) -> dict[tuple[str, str], str]:
        """The numbers that new articles get."""
        new = [item for item in self._articles if self._is_put_in(item)]
        found = numbers_behind((item.behind, "") for item in new)
        return {
            _article(item.pairs[0].block): between.number
            for item, between in zip(new, found, strict=True)
            if between
        }

    def _is_put_in(self, item: _Article) -> bool:
        """Whether an article is new, and the library has a way to put it in behind another one."""
        ways = self._amends
        is_own = not item.pairs[0].block.document  # a number is one of the document itself
        return bool(item.first is None and item.behind and is_own and ways.inserted and ways.after)

    def all(self) -> Iterator[Plain]:
        """All of them, article by article."""
        for item in self._articles:
            if item.first is not None:
                yield from self._of_article(item.pairs, item.first)
            else:
                yield self._new(item)

    def _of_article(self, pairs: Sequence[Pair], first: Block) -> Iterator[Plain]:
        """What changes in an article of the signed document."""
        differing = [pair for pair in pairs if self._differs(pair)]
        if not any(pair.now for pair in pairs):
            yield self._change(self._amends.gone, pairs[0].block, _NOTHING)
        elif any(map(_is_renumbering, differing)):
            heading = replace(first, kind="artikel", place=first.place[:1])
            yield self._change(self._amends.replaced, heading, self._text(pairs))
        else:
            yield from map(self._line, differing)

    def _new(self, item: _Article) -> Plain:
        """A whole article that was not there: put in behind another one, where that can be."""
        ways, text = self._amends, self._text(item.pairs)
        if ways.after and self._is_put_in(item):
            place: dict[str, Plain] = {ways.after: item.behind}
            if ways.number:  # it is cited by it, also once parties leave out one before it
                place[ways.number] = self._new_numbers[_article(item.pairs[0].block)]
            return {**place, ways.way: ways.inserted, ways.text: text}
        heading = replace(item.pairs[0].block, place=())  # nothing says which number it gets
        return self._change(ways.added, heading, text)

    def _differs(self, pair: Pair) -> bool:
        if pair.was is pair.now:
            return False
        was, now = self._signed(pair.was), self._now(pair.now)
        is_other = pair.was and pair.now and pair.was.kind != pair.now.kind
        return was.split() != now.split() or bool(is_other) or _is_renumbering(pair)

    def _text(self, pairs: Sequence[Pair]) -> str:
        """The whole text of an article as it will be, with the numbers of its leden, and with its
        heading when that is another one.
        """
        changed = [pair for pair in pairs if pair.block.kind != "artikel" or self._differs(pair)]
        lines = (pair.now for pair in changed if pair.now)
        return "\n".join(f"{_number(block)}{self._now(block)}" for block in lines)

    def _line(self, pair: Pair) -> Plain:
        """One line that is replaced, or one without a number that is added or gone."""
        text = self._now(pair.now)
        if pair.was is None:
            return self._change(self._amends.added, pair.block, text)
        way = self._amends.replaced if pair.now else self._amends.gone
        return self._change(way, pair.was, text or _NOTHING, self._words(pair.was))

    def _words(self, block: Block) -> str:
        """What tells a line without a number from the others of its article, and one with a number
        from what stands in it.
        """
        if block.kind in _NUMBERED:
            return ", aanhef" * (self._around[block.document, block.place] > 1)
        if block.kind == "artikel":
            return ", het opschrift"
        words = self._signed(block).split()
        return f", de regel \u201c{' '.join(words[:6])}{' …' if len(words) > 6 else ''}\u201d"

    def _signed(self, block: Block | None) -> str:
        return self._showing(block, self._before).text(block)

    def _now(self, block: Block | None) -> str:
        return self._showing(block, self._after).text(block)

    def _showing(self, block: Block | None, values: Mapping[str, str]) -> Showing:
        return Showing(values, self._cited.get(block.document, {}) if block else {})

    def _change(self, way: str, block: Block, text: str, words: str = "") -> Plain:
        place = place_words(self._numbers.of_article(block), self._titles)
        return {
            self._amends.place: f"{place}{words}",
            self._amends.way: way,
            self._amends.text: text,
        }


def _is_agreed(block: Block) -> bool:
    """Whether a line is of what parties agreed, and not of its title, header or signatures."""
    return block.kind in _BEFORE or bool(block.topic and block.kind in _LINES)


def _article(block: Block) -> tuple[str, str]:
    return block.document, block.topic


def _articles(pairs: Iterable[Pair]) -> Iterator[_Article]:
    """The articles of both documents, in the order of the new one."""
    before: Block | None = None  # a line of the signed article that stands before it
    for _, group in itertools.groupby(pairs, lambda pair: _article(pair.block)):
        lines = tuple(group)
        first = next((pair.was for pair in lines if pair.was), None)
        is_behind = before is not None and before.document == lines[0].block.document
        behind = before.place[:1] if before and is_behind else ()
        yield _Article(lines, first, "".join(map(str, behind)))
        before = first or before


def _cited(
    blocks: Iterable[Block], numbers: Mapping[tuple[str, str], str]
) -> dict[str, dict[str, str]]:
    """What references show by these numbers of articles, by the annex that they stand in. Leden
    have the number that the last of these blocks say: an amendment that changes it has all of their
    article.
    """
    found: dict[str, dict[str, str]] = {}
    for block in blocks:
        typed = {(item.target, item.typed): item.was for item in block.retyped}
        for target, text in block.cited:
            topic, _, anchor = target.partition(".")
            number = numbers.get((block.document, topic)) or numbers.get(("", topic))
            text = typed.get((target, text), text)
            shown = (_OF_LID if anchor else _OF_ARTICLE).sub(number, text, 1) if number else text
            found.setdefault(block.document, {})[target] = shown
    return found


def _around(blocks: Iterable[Block]) -> Counter[tuple[str, tuple[int, ...]]]:
    """How many lines stand in each lid and onderdeel, its own one among them."""
    return Counter(itertools.chain.from_iterable(map(_levels, blocks)))


def _levels(block: Block) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The article, lid and onderdeel that a line stands in, as far as there is any."""
    places = itertools.accumulate((number,) for number in block.place)
    return ((block.document, place) for place in places)


def _by_article(pair: Pair) -> tuple[Pair, ...]:
    """A line that went to another article is gone in the one and added in the other; one of an
    article that library and choices no longer have stays as it is, since parties worked on it.
    """
    if pair.was and pair.now and pair.was.topic and not pair.now.topic:
        return (Pair(pair.was, pair.was),)
    if pair.was and pair.now and _article(pair.was) != _article(pair.now):
        return Pair(pair.was, None), Pair(None, pair.now)
    return (pair,)


def _is_renumbering(pair: Pair) -> bool:
    """Whether leden behind it get another number, or it gets one itself."""
    if pair.was and pair.now:
        return pair.was.place[1:] != pair.now.place[1:]
    return pair.block.kind in _NUMBERED


_SIGNS: Mapping[str, str] = {"lid": "{}. ", "subonderdeel": "{}° "}


def _number(block: Block) -> str:
    """The number that a line shows before its text."""
    if block.kind == "onderdeel":
        return f"{letter(block.place[-1])}. "
    return _SIGNS.get(block.kind, "").format(block.place[-1] if block.place else "")
