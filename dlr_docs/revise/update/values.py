"""The values of a document that a hand filled in or changed, in a bundle that gives others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.build.values.interpreting import ValueProblem, interpret
from dlr_docs.model.document import Bundle, Document
from dlr_docs.model.party import Party
from dlr_docs.model.values import Content, Value, ValueType
from dlr_docs.revise.changes.showing import plain
from dlr_docs.word.read.document import ReadValue


class ValueLeft(Struct, frozen=True):
    """A value that a person has to look at: what it was, what the file shows and what the choices
    give, with why.
    """

    path: str
    was: str
    hand: tuple[str, ...]
    ours: str
    reason: str


CHANGED_TWICE = (
    "met de hand gewijzigd, en ook in bibliotheek of keuzes; die van de hand staat er nog"
)
SHOWN_TWICE = (
    "het document laat niet overal hetzelfde zien; wat de hand schreef, staat daar nog als gewone "
    "tekst, en de andere plaatsen volgen het keuzebestand"
)
EMPTIED = (
    "met de hand leeggemaakt; wat het keuzebestand geeft, staat er weer, en is nog een bijgehouden "
    "verwijdering als de hand die bijhield"
)
TRACKED = (
    "hierin is met bijgehouden wijzigingen gewerkt, met als uitkomst wat er al stond; het volgt nu "
    "het keuzebestand, en die wijzigingen staan er niet meer"
)
LOOSE = (
    "staat als gewone tekst in een regel die de hand wijzigde, en volgt daar het keuzebestand niet"
)
REWRITTEN = "stond in een regel die de hand anders schreef, en staat daar niet meer"
UNKNOWN = "of dit met de hand is gewijzigd, is niet te zien; wat er stond, staat er nog"


def merged_values(
    found: Mapping[str, ReadValue], then: Mapping[str, Value], ours: Mapping[str, Value]
) -> tuple[dict[str, Value], tuple[ValueLeft, ...]]:
    """The values that stay as a hand made them, one by one.

    Args:
        found: what the file shows.
        then: what it was made with, as far as that is known.
        ours: what the choices give now.

    Returns:
        The values that differ from those of ours, and what a person has to look at.
    """
    kept: dict[str, Value] = {}
    left: list[ValueLeft] = []
    for path, value in ours.items():
        read = found.get(path)
        if read is not None:
            text, reason = _judged(read, then.get(path), value)
            if text is not None:
                kept[path] = _meant(value, text)
            if reason:
                was = then[path].text if path in then else ""
                hand = _of_hand(read, _shown(then.get(path)), value.shown)
                left.append(ValueLeft(path, was, hand, value.text, reason))
    return kept, tuple(left)


def _judged(read: ReadValue, then: Value | None, ours: Value) -> tuple[str | None, str]:
    """The text that a value keeps, or nothing, and what a person has to know of it."""
    was, now = _shown(then), _shown(ours)
    if not "".join(read.shown).strip():
        return None, EMPTIED * (bool(was and now) and _is_there(read))
    if read.is_divided:
        return None, _divided(read, was, now)
    changed = read.shown if then is None else _others(read.shown, was)
    own = _others(changed, now)
    if not own:
        return None, TRACKED * (read.is_tracked and bool(_others(read.shown, now)))
    return own[0], "" if ours.is_open else _twice(then, was, now)


def _divided(read: ReadValue, was: str, now: str) -> str:
    """What a person has to know of a value whose places differ."""
    if own_words(read, was, now):
        return SHOWN_TWICE
    return EMPTIED * any(not text.strip() for text in read.shown)


def _of_hand(read: ReadValue, was: str, now: str) -> tuple[str, ...]:
    """What the places of a value show of a hand; all that they show when none of it is its own."""
    own = own_words(read, was, now)
    return tuple(text for text in read.shown if plain(text) in own) or read.shown


def own_words(read: ReadValue, was: str, now: str) -> frozenset[str]:
    """What the places of a value that differ say of their own: these are words of the hand."""
    texts = frozenset(map(plain, read.shown)) if read.is_divided else frozenset()
    return texts - {plain(was), plain(now), ""}


def words_of_places(
    found: Mapping[str, ReadValue], then: Mapping[str, Value], ours: Mapping[str, Value]
) -> dict[str, frozenset[str]]:
    """The texts in places of values that are words of the hand, and no value: where places differ,
    and where ours no longer has a value that a hand changed.

    Args:
        found: what the file shows.
        then: what it was made with, as far as that is known.
        ours: what the choices give now.
    """
    words = {
        path: own_words(read, _shown(then.get(path)), _shown(ours.get(path)))
        if path in ours or path not in then
        else frozenset(map(plain, read.shown)) - {plain(_shown(then[path])), ""}
        for path, read in found.items()
    }
    return {path: texts for path, texts in words.items() if texts}


def _others(texts: Sequence[str], text: str) -> tuple[str, ...]:
    return tuple(item for item in texts if plain(item) != plain(text))


def _is_there(read: ReadValue) -> bool:
    """Whether a value still has a place in the file, empty or with its question."""
    return read.is_open or bool(read.shown)


def _twice(then: Value | None, was: str, now: str) -> str:
    """What a person has to know of a value that the choices give too."""
    if then is None:
        return UNKNOWN
    return "" if plain(now) == plain(was) else CHANGED_TWICE


def _shown(value: Value | None) -> str:
    """What a document shows of a value, as far as that is known."""
    return "" if value is None else value.shown


def _meant(value: Value, text: str) -> Value:
    """A value with another text: what that means when it can be understood, and else the text
    itself.
    """
    declared = ValueType(value.path, value.kind, value.question, options=value.options)
    try:
        meant = interpret(declared, text if value.kind == "tekst" else plain(text))
    except ValueProblem:
        meant = None
    if isinstance(meant, Value) and plain(meant.text) == plain(text):
        return replace(value, raw=meant.raw, text=text, vague="")
    return replace(value, kind="tekst", raw=text, text=text, vague="")


def with_hand_values(bundle: Bundle, document_id: str, kept: Mapping[str, Value]) -> Bundle:
    """The bundle with the values that a hand gave in one of its files. What it carries of how it
    was made stays: the choices do not know of them.
    """
    if not kept:
        return bundle
    ids = {item.id for item in _in_file(bundle, document_id)}
    documents = tuple(
        _with(document, kept) if document.id in ids else document for document in bundle.documents
    )
    return replace(bundle, documents=documents)


def _in_file(bundle: Bundle, document_id: str) -> Iterator[Document]:
    document = bundle.document(document_id)
    yield document
    yield from bundle.inside(document)


def _with(document: Document, kept: Mapping[str, Value]) -> Document:
    kenmerk = document.kenmerk
    return replace(
        document,
        values={path: kept.get(path, value) for path, value in document.values.items()},
        subject=kept.get(document.subject.path, document.subject),
        parties=tuple(_with_party(party, kept) for party in document.parties),
        kenmerk=kept.get(kenmerk.path, kenmerk) if kenmerk else None,
    )


def _with_party(party: Party, kept: Mapping[str, Value]) -> Party:
    return replace(party, fields={name: _filled(item, kept) for name, item in party.fields.items()})


def _filled(content: Content, kept: Mapping[str, Value]) -> Content:
    if isinstance(content, Value):
        return kept.get(content.path, content)
    if isinstance(content, Mapping):
        return {name: _filled(item, kept) for name, item in content.items()}
    return tuple(_filled(item, kept) for item in content)
