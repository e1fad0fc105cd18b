"""What changed in the library as a document tells it itself: it carries what it said and the
choices it was made with, so this needs no history.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, groupby

from msgspec.structs import replace

from dlr_docs.basis.problems import DlrDocsError
from dlr_docs.library.layers.differences import (
    CITED_LAW,
    CLAUSE,
    LibraryDifference,
    ReaderChange,
)
from dlr_docs.model.library import Library
from dlr_docs.revise.changes.difference import Difference
from dlr_docs.revise.compare.comparing import compare
from dlr_docs.revise.rebuild import rebuild
from dlr_docs.word.read.document import ReadDocument

_Said = Mapping[str, tuple[ReaderChange, ...]]
_SAME = ReaderChange("in dit document leest zij hetzelfde", "", "")
_UNTOLD = ReaderChange(
    "wat er is gewijzigd, is niet te zien: de laag staat niet in git, of haar geschiedenis gaat "
    "niet zo ver terug, en het document is met deze bibliotheek niet opnieuw te maken",
    "",
    "",
)


def in_own_words(
    differences: Sequence[LibraryDifference], found: ReadDocument, library: Library
) -> tuple[LibraryDifference, ...]:
    """Differences of which those without words get the words of the document, and with them the
    clauses that read otherwise by what the data of a layer without history says now.

    Args:
        differences: what changed in the library since the document was made.
        found: the document.
        library: the library of now.
    """
    bare = {item for item in differences if _is_bare(item)}
    if not bare and not _has_changed_layer(found, library):
        return tuple(differences)
    said = _said(found, library)
    filled = (_filled(item, said) if item in bare else item for item in differences)
    return (*filled, *_by_data(differences, said or {}))


def _is_bare(item: LibraryDifference) -> bool:
    return item.sort == CLAUSE and item.state in ("gewijzigd", "hernoemd") and not item.changes


def _by_data(differences: Sequence[LibraryDifference], said: _Said) -> Iterator[LibraryDifference]:
    """The clauses that did not change themselves; what a row of the law changed is told there."""
    named = {item.name for item in differences} | {item.earlier for item in differences}
    rows = chain.from_iterable(item.changes for item in differences if item.sort == CITED_LAW)
    words = [(change.was, change.now) for change in rows]
    for name in said.keys() - named - {""}:
        changes = tuple(item for item in said[name] if not _is_by(words, item))
        if changes:
            yield LibraryDifference(CLAUSE, name, "gewijzigd", changes)


def _is_by(words: Sequence[tuple[str, str]], change: ReaderChange) -> bool:
    """Whether only these words differ."""
    text = change.was
    for was, now in words:
        text = text.replace(was, now)
    return text == change.now


def _filled(item: LibraryDifference, said: _Said | None) -> LibraryDifference:
    if said is None:
        return replace(item, changes=(_UNTOLD,))
    return replace(item, changes=said.get(item.earlier) or said.get(item.name) or (_SAME,))


def _has_changed_layer(found: ReadDocument, library: Library) -> bool:
    """Whether a layer without history says something else than the document was made with."""
    now = {layer.name: layer for layer in library.layers}
    return any(
        layer.name in now
        and not now[layer.name].revision
        and now[layer.name].digest != layer.digest
        for layer in found.provenance.layers
    )


def _said(found: ReadDocument, library: Library) -> _Said | None:
    """What reads otherwise now, by clause; None when the document cannot be made again."""
    try:
        comparison = compare(found, rebuild(found, library).bundle)
    except DlrDocsError:
        return None
    ordered = sorted(comparison.meanwhile, key=_clause)
    return {
        name: tuple(ReaderChange(item.place or "tekst", item.was, item.now) for item in items)
        for name, items in groupby(ordered, key=_clause)
    }


def _clause(item: Difference) -> str:
    return item.clause
