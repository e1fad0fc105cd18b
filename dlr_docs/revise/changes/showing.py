"""A block in words, and what differs between two in words that a person reads."""

from __future__ import annotations

import difflib
import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from dlr_docs.basis.number_formats import letter
from dlr_docs.model.blocks import Block, BlockInline, FieldUse, NumberUse
from dlr_docs.model.document import Text, ValueUse
from dlr_docs.word.read.controls import BOXES

_TOKEN = re.compile(r"\d+(?:[.,:]\d\w*)+|\w+|\s+|[^\w\s]")
_ENOUGH = 5  # different words; of fewer it says nothing that none is in common
_NUMBERED = ("lid", "onderdeel", "subonderdeel")
_LONGEST = 20_000  # tokens; no lid has so many, and the time of comparing grows with their square
# What fields of Word show, by the begin of their code (ECMA-376-1, 17.16.5).
_FIELDS = {
    "PAGE": "paginanummer",
    "NUMPAGES": "aantal pagina's",
    "SECTIONPAGES": "aantal pagina's",
    "DATE": "datum van vandaag",
}

_SHOWN = 8  # words of a heading
_UNKNOWN = "[…]"  # a value that stands nowhere any more, of a library that is not there any more

State = Literal["zelfde", "was", "wordt"]


class Segment(Struct, frozen=True):
    """Words that stayed (``zelfde``), are gone (``was``) or came (``wordt``)."""

    state: State
    text: str


class Token(Struct, frozen=True):
    """A word, a value or a number, with its look. ``key`` is what makes two the same: that of a
    value is its path, whatever it shows.
    """

    key: str
    text: str
    is_bold: bool = False
    is_italic: bool = False

    @property
    def look(self) -> str:
        """Its look in Dutch."""
        named = {"vet": self.is_bold, "cursief": self.is_italic}
        return " en ".join(name for name, is_so in named.items() if is_so) or "gewoon"


class Showing(Struct, frozen=True):
    """What stands where a block has marks: values by path, numbers by what they refer to."""

    values: Mapping[str, str] = field(default_factory=dict)
    cited: Mapping[str, str] = field(default_factory=dict)

    def text(self, block: Block | None) -> str:
        """A block as a reader sees it; cells of a row are joined by " | "."""
        return _joined(self.tokens(block))

    def tokens(self, block: Block | None) -> list[Token]:
        """The words of a block in order."""
        if block is None:
            return []
        if block.shown:
            return self._as_it_shows(block).tokens(replace(block, shown=()))
        found: list[Token] = []
        for inlines in (block.inlines, *block.cells):
            if inlines and found:
                found.append(Token(" | ", " | "))
            found += itertools.chain.from_iterable(map(self._tokens, inlines))
        return found

    def _as_it_shows(self, block: Block) -> Showing:
        """The same, with what values show in this block itself: a hand may have copied it, and
        typed over the copy alone.
        """
        own = {path: text for path, text in block.shown if text.strip() and text not in BOXES}
        return replace(self, values={**self.values, **own})

    def _tokens(self, inline: BlockInline) -> Iterable[Token]:
        if isinstance(inline, Text):
            words = _TOKEN.findall(inline.text)
            return (Token(word, word, inline.bold, inline.italic) for word in words)
        if isinstance(inline, ValueUse):
            shown = self.values.get(inline.path, _UNKNOWN)
            return [Token(f"{{{inline.path}}}", shown, inline.bold, inline.italic)]
        if isinstance(inline, NumberUse):
            shown = self.cited.get(inline.target, f"[{inline.target}]")
            return [Token(f"{{{inline.target}}}", shown)]
        return [Token(inline.code, _field(inline))]


def _field(inline: FieldUse) -> str:
    words = inline.code.split()
    known = _FIELDS.get(words[0].upper(), "") if words else ""
    if known or not inline.result.strip():
        return f"[{known or 'veld'}]" if words else ""
    return inline.result


def word_changes(
    was: Block | None, now: Block | None, before: Showing, after: Showing
) -> tuple[Segment, ...]:
    """What differs between two blocks, word by word, in reading order; a value is the same whatever
    it shows.
    """
    return _differing(before.tokens(was), after.tokens(now), was)


def _differing(
    old: Sequence[Token], new: Sequence[Token], was: Block | None
) -> tuple[Segment, ...]:
    if [token.key for token in old] == [token.key for token in new]:
        return (Segment("zelfde", _joined(new)),)
    is_line = was is not None and was.kind in _NUMBERED
    if len(old) + len(new) > _LONGEST or (is_line and _share_few_words(old, new)):
        return (Segment("was", _joined(old)), Segment("wordt", _joined(new)))
    matcher = _matcher(old, new)
    found: list[Segment] = []
    for what, start, end, other, other_end in matcher.get_opcodes():
        if what == "equal":
            found.append(Segment("zelfde", _joined(new[other:other_end])))
        else:
            found.append(Segment("was", _joined(old[start:end])))
            found.append(Segment("wordt", _joined(new[other:other_end])))
    return tuple(_readable(found))


def both_changes(
    was: Block | None, now: Block | None, before: Showing, after: Showing
) -> tuple[Segment, ...]:
    """What differs between two blocks as they read, also where a value alone is another."""
    values = {f"{{{path}}}" for path in (*before.values, *after.values)}
    old, new = (_as_shown(side, values) for side in (before.tokens(was), after.tokens(now)))
    return _differing(old, new, was)


def _as_shown(tokens: Iterable[Token], values: Collection[str]) -> list[Token]:
    """Tokens of which those of values are the same only when they show the same."""
    return [
        replace(token, key=f"{token.key}{plain(token.text)}") if token.key in values else token
        for token in tokens
    ]


def _share_few_words(old: Iterable[Token], new: Iterable[Token]) -> bool:
    """Whether so few words stand in both texts that these are there by chance."""
    one, other = ({token.key for token in side if token.key.strip()} for side in (old, new))
    fewest = min(len(one), len(other))
    return fewest >= _ENOUGH and 2 * len(one & other) < fewest


def _matcher(old: Iterable[Token], new: Iterable[Token]) -> difflib.SequenceMatcher[str]:
    keys = [token.key for token in old], [token.key for token in new]
    return difflib.SequenceMatcher(None, *keys, autojunk=False)


def _joined(tokens: Iterable[Token]) -> str:
    return "".join(token.text for token in tokens)


def look_changes(was: Block | None, now: Block | None, after: Showing) -> tuple[str, ...]:
    """The words of a block that stayed and look otherwise, with how."""
    old, new = after.tokens(was), after.tokens(now)
    if not old or len(old) + len(new) > _LONGEST:
        return ()
    found: list[tuple[str, str]] = []
    for start, other, size in _matcher(old, new).get_matching_blocks():
        pairs = zip(old[start : start + size], new[other : other + size], strict=True)
        for (before, look), group in itertools.groupby(pairs, _looks):
            if before != look:
                found.append((look, _joined(token for _, token in group).strip()))
    return tuple(f"{look}: '{text}'" for look, text in found if text)


def _looks(pair: tuple[Token, Token]) -> tuple[str, str]:
    """How a word looked and looks; a value that only lost its look did so by a program."""
    was, now = pair
    is_lost = was.key.startswith("{") and now.look == Token("", "").look
    return was.look, was.look if is_lost else now.look


def _readable(segments: list[Segment]) -> Iterator[Segment]:
    """Segments in which a lone space or point between two changes is part of the change."""
    was = now = ""
    last = len(segments) - 1
    for index, segment in enumerate(segments):
        if segment.state == "zelfde" and not (0 < index < last and _is_small(segment)):
            yield from _changed(was, now)
            was = now = ""
            yield segment
            continue
        was += segment.text if segment.state != "wordt" else ""
        now += segment.text if segment.state != "was" else ""
    yield from _changed(was, now)


def _is_small(segment: Segment) -> bool:
    return re.search(r"\w", segment.text) is None


_EVEN = str.maketrans(
    {"\u2011": "-", "\u2010": "-", "\u00ad": None, "\u2018": "'", "\u2019": "'"}
    | dict.fromkeys("\u201c\u201d\u201e", '"')
    | dict.fromkeys("\u00a0\u202f\u2009", " ")
)


def even(text: str) -> str:
    """A text without what a reader does not see or read otherwise: which spaces and hyphens hold
    words together, and how quotation marks are drawn.
    """
    return text.translate(_EVEN)


def _changed(was: str, now: str) -> Iterator[Segment]:
    """A change, without what both sides begin or end with; none when both read the same."""
    if was and now and even(was) == even(now):
        yield Segment("zelfde", now)
        return
    start = len(_common(was, now))
    end = len(_common(was[start:][::-1], now[start:][::-1]))
    kept = was[len(was) - end :] if end else ""
    parts: tuple[tuple[State, str], ...] = (
        ("zelfde", was[:start]),
        ("was", was[start : len(was) - end]),
        ("wordt", now[start : len(now) - end]),
        ("zelfde", kept),
    )
    yield from (Segment(state, text) for state, text in parts if text)


def _common(one: str, two: str) -> str:
    """The spaces that two texts begin with."""
    pairs = itertools.takewhile(
        lambda pair: pair[0] == pair[1] and pair[0].isspace(), zip(one, two, strict=False)
    )
    return "".join(first for first, _ in pairs)


def place_words(block: Block, titles: Mapping[tuple[str, str], str]) -> str:
    """Where a block stands, in words.

    Args:
        titles: of articles, by annex and topic, and of annexes, without a topic.
    """
    is_in_article = block.topic or block.place
    places = [_annex(block, titles)] if block.document else []
    places += _article(block, titles) if is_in_article else _beside_articles(block)
    return ", ".join(places)


def _annex(block: Block, titles: Mapping[tuple[str, str], str]) -> str:
    return f"bijlage {_quoted(titles.get((block.document, '')) or block.document)}"


def _article(block: Block, titles: Mapping[tuple[str, str], str]) -> list[str]:
    title = titles.get((block.document, block.topic), "")
    title = title if block.topic else "eigen artikel"
    words = [f"artikel {block.place[0]}{f' ({title})' if title else ''}" if block.place else title]
    if block.kind in ("lid", "onderdeel", "subonderdeel", "vervolg", "opsomming", "alinea"):
        words += _numbers(block.place[1:])
    return [*words, _table(block)] if block.kind == "rij" else words


def _table(row: Block) -> str:
    return f"tabel {row.table}" if row.table else "tabel"


def _beside_articles(block: Block) -> list[str]:
    """Where a block stands that is in no article: as what it is, or under which heading."""
    if block.kind == "bijlage" and block.document:
        return []
    where = _FRONT.get(block.kind)
    if where is not None or not block.under:
        return [where or (_table(block) if block.kind == "rij" else "tekst")]
    if block.kind == "kop":
        return [f"kop {_quoted(block.under)}"]
    return [f"onder {_quoted(block.under)}", *([_table(block)] if block.kind == "rij" else [])]


def _quoted(text: str) -> str:
    """A heading or title between quotation marks; of a long one its first words."""
    first = text.split()[:_SHOWN]
    return f"\u201c{' '.join(first)}{' …' if len(text.split()) > _SHOWN else ''}\u201d"


def article_numbers(blocks: Iterable[Block]) -> dict[tuple[str, str], int]:
    """The numbers of articles, by annex and topic."""
    return {
        (block.document, block.topic): block.place[0]
        for block in blocks
        if block.kind == "artikel" and block.topic and block.place
    }


class Numbers(Struct, frozen=True):
    """The numbers that blocks have in a document that is made of others: those of articles by annex
    and topic, and those of leden and what is in them by where these stand in what it is made of.
    """

    articles: Mapping[tuple[str, str], int]
    leden: Mapping[tuple[str, str, tuple[int, ...]], tuple[int, ...]] = field(default_factory=dict)

    def of_article(self, block: Block) -> Block:
        """A block with the number that its article has there, when there is one."""
        number = self.articles.get((block.document, block.topic))
        return block if number is None else replace(block, place=(number, *block.place[1:]))

    def of(self, block: Block) -> Block:
        """A block of what it is made of with its own number, or else that of its article alone."""
        place = self.leden.get((block.document, block.topic, block.place))
        return self.of_article(block) if place is None else replace(block, place=place)


def step_words(block: Block) -> str:
    """Where a block stands in its article, in words."""
    return ", ".join(_numbers(block.place[1:])) or "het begin van het artikel"


def _numbers(place: tuple[int, ...]) -> list[str]:
    shown = zip(("lid", "onderdeel", "subonderdeel"), place, strict=False)
    return [f"{kind} {letter(number) if kind == 'onderdeel' else number}" for kind, number in shown]


_FRONT = {
    "titel": "titelblok",
    "partij": "partijen",
    "overweging": "overwegingen",
    "ondertekening": "ondertekening",
    "koptekst": "koptekst",
    "voettekst": "voettekst",
    "bijlage": "bijlage",
    "artikel": "eigen artikel",
}


def plain(text: str) -> str:
    """A text without the difference between spaces that hold words together and others, and without
    where a word may be broken off.
    """
    return " ".join(text.replace("\u00ad", "").split())
