"""What the values of a document were, and which show something else."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType

from msgspec.structs import replace

from dlr_docs.build.values.plural import plurals
from dlr_docs.model.blocks import Block, BlockInline, Tracked
from dlr_docs.model.document import Bundle, ValueUse
from dlr_docs.model.library import Library
from dlr_docs.model.values import Value
from dlr_docs.revise.changes.aligning import Pair
from dlr_docs.revise.changes.difference import Difference
from dlr_docs.revise.changes.known import Known
from dlr_docs.revise.changes.showing import place_words, plain
from dlr_docs.revise.rebuild import Remade
from dlr_docs.word.read.document import ReadDocument, ReadValue

EMPTIED = "(leeg)"
_DIVIDED = "staat niet overal in het document zo"
_ALWAYS_TYPED = ("partijen", "bundel", "basisdocumenten")


def values_then(found: ReadDocument, was_made: Remade) -> Mapping[str, Value]:
    """The values that the document was made with, as far as that is known: what somebody typed, and
    what it tells that it adopted from the library.
    """
    then = _values_then(found, was_made).items()
    names = {path: _called(path, found) for path, _ in then}
    return {names[path]: replace(value, path=names[path]) for path, value in then}


def _called(path: str, found: ReadDocument) -> str:
    """What a value of then is called in a document."""
    return (found.renumbered or {}).get(path, path)


def _values_then(found: ReadDocument, was_made: Remade) -> Mapping[str, Value]:
    """The same, by the names of then."""
    made = was_made.bundle
    if made is None:
        return {}
    values = values_of(made, found.provenance.document)
    readable = {path: it for path, it in values.items() if _named(path) not in was_made.unread}
    adopted = found.provenance.adopted
    if adopted is None:
        return _likely(found, made, readable)
    typed = _typed(made, found.provenance.document)
    return {
        **_asked(found, readable),
        **{path: value for path, value in readable.items() if _named(path) in typed},
        **{path: _filled(path, text, values.get(path)) for path, text in adopted.items()},
    }


def _filled(path: str, text: str, value: Value | None) -> Value:
    """A value that showed a text; what it is now may tell what kind it was."""
    if value is None:
        return Value(path, "tekst", text, text, "", "")
    raw = text == "ja" if value.kind == "ja_nee" else text
    return replace(value, raw=raw, text=text, vague="")


def _asked(found: ReadDocument, values: Mapping[str, Value]) -> dict[str, Value]:
    """The values as if each asked: where the text did, and of the choices alone."""
    shown = set[str]().union(*map(paths_in, found.base))
    return {
        path: replace(value, raw=None, text="")
        for path, value in values.items()
        if value.is_open or _called(path, found) in shown
    }


def _likely(found: ReadDocument, made: Bundle, values: Mapping[str, Value]) -> dict[str, Value]:
    """The values of a document that does not tell what it adopted. What it did from another library
    than that of now is known where its clause did not change since; and what has no standard was
    open, or somebody typed it.
    """
    is_same = has_same_layers(found, made.library)
    known = _typed(made, found.provenance.document) | _unchanged(found, made.library)
    return {
        path: value
        for path, value in values.items()
        if is_same or value.is_open or _named(path) in known
    }


def _named(path: str) -> str:
    """The name of what a path is of."""
    return path.partition(".")[0]


def _unchanged(found: ReadDocument, library: Library) -> frozenset[str]:
    """The names of the values of clauses that are as they were when the document was made."""
    then = {item.id: item.digest for item in found.clauses if item.digest}
    same = (
        clause.values
        for clause in library.all_clauses()
        if clause.id in then and clause.digest.startswith(then[clause.id])
    )
    return frozenset(itertools.chain.from_iterable(same))


def has_same_layers(found: ReadDocument, library: Library) -> bool:
    """Whether a document was made with this library to the letter."""
    then, now = found.provenance.layers, library.layers
    return [layer.digest for layer in then] == [layer.digest for layer in now]


def _typed(bundle: Bundle, name: str) -> frozenset[str]:
    """The names of the values in a file that somebody typed; those of parties are."""
    document = bundle.document(name)
    given = (item.made_from.given for item in (document, *bundle.inside(document)))
    names = frozenset(itertools.chain(_ALWAYS_TYPED, bundle.choices.own_values, *given))
    more = plurals(bundle.library)
    return names.union(more[item] for item in names if item in more)


def values_of(bundle: Bundle, name: str) -> Mapping[str, Value]:
    """The values of a document and of the annexes in its file."""
    document = bundle.document(name)
    found: dict[str, Value] = {}
    for item in (document, *bundle.inside(document)):
        found |= item.values
    return found


def questions(values: Mapping[str, Value]) -> dict[str, str]:
    """The questions of the values that nobody gave, as documents show them."""
    return {path: f"[{value.question}]" for path, value in values.items() if value.is_open}


def shown_in_copies(pairs: Iterable[Pair]) -> Mapping[str, Counter[str]]:
    """What values show in lines and rows that a hand copied, by path: these tell it themselves."""
    found: dict[str, Counter[str]] = {}
    for pair in pairs:
        for path, text in pair.now.shown if pair.was is None and pair.now else ():
            found.setdefault(path, Counter())[text] += 1
    return found


def value_changes(
    found: ReadDocument,
    then: Mapping[str, Value],
    facts: Known,
    copies: Mapping[str, Counter[str]],
) -> Iterator[Difference]:
    """The values that show something else than when the document was made; of one that shows
    nothing any more the text around it tells.
    """
    uses = {**places_of(found.base, facts), **places_of(found.blocks, facts)}
    shows = places_showing(found.blocks, facts)
    touched = _subjects(found.blocks, facts)
    for path, value, made in _shown_of_then(found, then):
        was = "" if made.is_open else made.text
        shown = _shown_beside(value, copies.get(path, Counter()))
        others = tuple(text for text in shown if plain(text) != plain(was))
        if others:
            yield Difference(
                "waarde",
                _first_place(path, others, shows) or uses.get(path, ""),
                was,
                " | ".join(text.strip() or EMPTIED for text in others),
                path=path,
                notes=(_DIVIDED,) * (bool(was) and len(others) < len(shown)),
                subjects=touched.get(path, ()) if was else (),  # an answer is no change
                tracked=tuple(_tracked_in(found.blocks, path, {was, *others})),
            )


def _subjects(blocks: Iterable[Block], facts: Known) -> dict[str, tuple[str, ...]]:
    """The mandatory subjects of the clauses that each value stands in; parties stand in all."""
    found: dict[str, tuple[str, ...]] = {}
    for block in blocks:
        paths = paths_in(block) if block.clause in facts.subjects else ()
        for path in (path for path in paths if _named(path) not in _ALWAYS_TYPED):
            words = (*found.get(path, ()), *facts.subjects[block.clause])
            found[path] = tuple(dict.fromkeys(words))
    return found


def _shown_of_then(
    found: ReadDocument, then: Mapping[str, Value]
) -> Iterator[tuple[str, ReadValue, Value]]:
    """The values of then that still have a place, also an empty one."""
    there = set[str]().union(*map(paths_in, found.blocks))
    for path, value in found.values.items():
        made = then.get(path)
        has_place = path in there or "".join(value.shown).strip()
        if made is not None and value.shown and has_place:
            yield path, value, made


def _shown_beside(value: ReadValue, copies: Counter[str]) -> tuple[str, ...]:
    """What a value shows in other places than copies, if there are any."""
    shown = tuple((Counter(value.shown) - copies).elements())
    return shown if shown or value.is_open else value.shown


def _tracked_in(blocks: Iterable[Block], path: str, texts: Collection[str]) -> Iterator[Tracked]:
    """The tracked changes that put a value where it stands, or took the one of before away."""
    for block in blocks:
        if any(isinstance(item, ValueUse) and item.path == path for item in _inlines(block)):
            yield from (item for item in block.changes if path == item.path or item.text in texts)


def values_between(
    one: Mapping[str, ReadValue],
    other: Mapping[str, ReadValue],
    uses: Mapping[str, str],
    shows: Mapping[tuple[str, str], str] = MappingProxyType({}),
) -> Iterator[Difference]:
    """The values that two documents both show, and that differ; of one that stands nowhere any more
    the text around it tells.

    Args:
        uses: where each value stands first in the other document.
        shows: what :func:`places_showing` gives for that.
    """
    for path, now in other.items():
        was = one.get(path)
        if was is None or not all(value.shown or value.is_open for value in (was, now)):
            continue
        if (was.shown, was.is_open) != (now.shown, now.is_open):
            new = [text for text in now.shown if text not in was.shown]
            yield Difference(
                "waarde",
                _first_place(path, new, shows) or uses.get(path, ""),
                " | ".join(was.shown),
                " | ".join(now.shown),
                path=path,
            )


def places_showing(blocks: Iterable[Block], facts: Known) -> dict[tuple[str, str], str]:
    """Where a value first shows a text, in words."""
    found: dict[tuple[str, str], str] = {}
    for block in blocks:
        for path, text in block.shown:
            if (path, plain(text)) not in found:
                found[path, plain(text)] = place_words(block, facts.titles)
    return found


def _first_place(
    path: str, texts: Iterable[str], shows: Mapping[tuple[str, str], str]
) -> str | None:
    """Where a value first shows one of these."""
    found = (shows.get((path, plain(text))) for text in texts)
    return next(filter(None, found), None)


def places_of(blocks: Iterable[Block], facts: Known) -> dict[str, str]:
    """Where each value stands first, in words."""
    found: dict[str, str] = {}
    for block in blocks:
        for inline in _inlines(block):
            if isinstance(inline, ValueUse):
                found.setdefault(inline.path, place_words(block, facts.titles))
    return found


def paths_in(block: Block) -> set[str]:
    """The values that a block has."""
    return {inline.path for inline in _inlines(block) if isinstance(inline, ValueUse)}


def _inlines(block: Block) -> Iterator[BlockInline]:
    return itertools.chain.from_iterable((block.inlines, *block.cells))
