"""The commits by which a library says something else than a document that was made with it: those
of a clause itself, and those of what it takes from elsewhere in the library.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.build.renewal import renamed_clauses
from dlr_docs.library.git.asking import GitFailed
from dlr_docs.library.layers.data_history import (
    DataChange,
    DataHistory,
    cited_by,
    data_history,
)
from dlr_docs.library.layers.differences import (
    CITED_LAW,
    KIND,
    LibraryDifference,
    ReaderChange,
    clause_changes,
    revision_changes,
)
from dlr_docs.library.layers.history import (
    Revision,
    clause_path,
    file_history,
    text_with,
    uncommitted,
)
from dlr_docs.library.reading import read_text
from dlr_docs.model.library import Clause, Library
from dlr_docs.revise.changes.difference import Difference
from dlr_docs.revise.changes.showing import plain
from dlr_docs.word.read.document import ReadDocument

_MOST = 50  # commits of a clause that are looked through
_TERM, _VALUE = "begrip", "gegeven"
# What no document shows of what the data of a library names; of a term this is what it means.
_UNSHOWN = ("gecontroleerd", "hulp", "omschrijving", "toelichting", "voorbeeld")
_ALIKE = 0.5  # of the words of two lines, for one to come from the other
_SHORTEST = 3  # letters of words that tell one change from another


class _Commit(Struct, frozen=True):
    """A commit of a clause, and what it changed for a reader."""

    revision: Revision
    changes: tuple[ReaderChange, ...]


class Causes:
    """The commits by which a library says something else than a document."""

    def __init__(self, found: ReadDocument, library: Library) -> None:
        self._found, self._library = found, library
        self._digests = {item.id: item.digest for item in found.clauses if item.digest}
        self._clauses = {clause.id: clause for clause in library.all_clauses()}
        self._renamed = library.memory.once(renamed_clauses, library)

    def of(self, change: Difference) -> tuple[Revision, ...]:
        """The commits that made a text or a value another one, the newest first."""
        if change.path:
            return _in_order(self._of_value(change.path.partition(".")[0], change.path))
        clause = self._clause(change.clause)
        own = self._own(change.clause)
        about = (item.revision for item in own if _is_about(item, change))
        found = _in_order((*about, *self._by_data(change, None if own else clause)))
        return found or tuple(item.revision for item in own)

    def law_changes(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The articles of law that are others now, each with the clauses that cite it."""
        changed = {*self._other_words(), *self._changed_rows()}
        cited: dict[str, list[str]] = {}
        for name in dict.fromkeys(item.id for item in self._found.clauses):
            clause = self._clause(name)
            for sort, row in sorted(() if clause is None else cited_by(clause)):
                if sort == CITED_LAW and row in changed:
                    cited.setdefault(row, []).append(name)
        for row, names in cited.items():
            known = self._library.law.references.get(row)
            yield self._found.laws.get(row) or (known.text if known else row), tuple(names)

    def _other_words(self) -> Iterator[str]:
        """The rows that the document cited in words that they never have now."""
        rows = self._library.law.references
        for name, was in self._found.laws.items():
            if name in rows and was not in {row.text for row in (rows[name], *rows[name].earlier)}:
                yield name

    def _changed_rows(self) -> Iterator[str]:
        """The rows that say something else than at the commit that the document was made with."""
        net: dict[tuple[str, str], tuple[str, str]] = {}
        for history in self._histories():
            for _, item in _items(reversed(history.changes)) if history.is_since else ():
                for change in _shown(item) if item.sort == CITED_LAW else ():
                    was = net.get((item.name, change.about), (change.was, ""))[0]
                    net[item.name, change.about] = was, change.now
        yield from (name for (name, _), (was, now) in net.items() if was != now)

    def _clause(self, name: str) -> Clause | None:
        """The clause that the document calls by a name, or what came in its place."""
        return self._clauses.get(self._renamed.get(name, name))

    def _own(self, name: str) -> tuple[_Commit, ...]:
        """The commits of the file of a clause of the document, also when it is gone."""
        clause, digest = self._clause(name), self._digests.get(name, "")
        if not digest or (clause is not None and clause.digest.startswith(digest)):
            return ()
        number = self._layer_then(name) if clause is None else clause.layer
        path = clause_path(name) if clause is None else clause.file
        memory = self._library.memory
        return () if number is None else memory.once(_commits, self._library, number, path, digest)

    def _layer_then(self, name: str) -> int | None:
        """The layer that a clause of the document came from, as far as it is here."""
        made = self._found.provenance.layers
        by_name = {layer.name: number for number, layer in enumerate(self._library.layers)}
        layers = (it.layer for it in self._found.clauses if it.id == name)
        names = (made[number - 1].name for number in layers if 0 < number <= len(made))
        return next((by_name[layer] for layer in names if layer in by_name), None)

    def _of_value(self, name: str, path: str) -> Iterator[Revision]:
        """The commits that gave a value that nobody typed another standard, or other words."""
        if path not in (self._found.provenance.adopted or {}):
            return
        for item in dict.fromkeys(item.id for item in self._found.clauses):
            clause = self._clause(item)
            if clause is not None and name in clause.values:
                yield from (commit.revision for commit in self._own(item))
        yield from self._since({(_VALUE, name)})

    def _by_data(self, change: Difference, clause: Clause | None) -> Iterator[Revision]:
        """The commits of the data of the library that a text is another one by: those that changed
        these very words, or else what its clause names, when it did not change itself.
        """
        histories = self._histories()
        every = [*itertools.chain.from_iterable(_items(item.changes) for item in histories)]
        by_words = [revision for revision, item in every if self._changed_words(item, change)]
        if by_words or clause is None:
            yield from by_words
            return
        adopted = {path.partition(".")[0] for path in self._found.provenance.adopted or ()}
        cited = cited_by(clause)
        yield from self._since({it for it in cited if it[0] != _VALUE or it[1] in adopted})

    def _since(self, wanted: Collection[tuple[str, str]]) -> Iterator[Revision]:
        """The commits since the document was made of some of the data, by sort and name."""
        for history in self._histories():
            for revision, item in _items(history.changes) if history.is_since else ():
                if (item.sort, item.name) in wanted and any(_shown(item)):
                    yield revision

    def _changed_words(self, item: LibraryDifference, change: Difference) -> bool:
        """Whether what differs in the library are the words that differ in a text."""
        was, now = plain(change.was).casefold(), plain(change.now).casefold()
        if item.sort == _TERM:
            return any(text.startswith(f"{plain(item.name).casefold()}:") for text in (was, now))
        if item.sort == KIND and not (was and now) and change.topic:
            is_own = item.name == self._found.provenance.kind
            return is_own and any(change.topic in it.about.split(".") for it in item.changes)
        return any(
            _is_only_in(leaf.was, was, now) or _is_only_in(leaf.now, now, was)
            for leaf in _shown(item)
        )

    def _histories(self) -> list[DataHistory]:
        """What changed in the data of each layer since the document was made."""
        made = {layer.name: layer.revision for layer in self._found.provenance.layers}
        return [
            self._library.memory.once(_history, self._library, number, made.get(layer.name, ""))
            for number, layer in enumerate(self._library.layers)
        ]


def _history(library: Library, number: int, since: str) -> DataHistory:
    try:
        return data_history(library, number, since)
    except GitFailed:
        return DataHistory()


def _commits(library: Library, number: int, path: str, digest: str) -> tuple[_Commit, ...]:
    """The commits of a clause since it had a digest, the newest first, and before them what nobody
    committed yet; none when its history is not here, or does not reach that far.

    Args:
        number: of its layer.
        path: its file in that layer.
    """
    layer = library.layers[number]
    if not layer.revision:
        return ()
    try:
        revisions = file_history(library.origins[number], path, layer.revision, _MOST)
    except GitFailed:
        return ()
    then = text_with(revisions, digest)
    newer = 0 if then is None else revisions.index(then)
    committed = (
        _Commit(replace(item, text=None), revision_changes(revisions, index))
        for index, item in enumerate(revisions[:newer])
    )
    last = (revisions[0].text if revisions else None) or ""
    loose = _loose(library.roots[number] / path, last) if layer.is_changed else ()
    return (*loose, *committed)


def _loose(path: Path, last: str) -> Iterator[_Commit]:
    """What the file of a clause says otherwise than at its last commit."""
    now = (read_text(path)[0] or "") if path.exists() else ""
    if now != last.removeprefix("\ufeff").replace("\r\n", "\n"):
        yield _Commit(uncommitted(path.name), clause_changes(last, now))


def _is_about(commit: _Commit, change: Difference) -> bool:
    """Whether a commit of a clause changed the line that a text comes from."""
    lines = map(str.split, f"{change.was}\n{change.now}".split("\n"))
    said = map(str.split, itertools.chain(*((item.was, item.now) for item in commit.changes)))
    pairs = itertools.product(filter(None, lines), filter(None, said))
    return any(SequenceMatcher(None, *pair, autojunk=False).ratio() >= _ALIKE for pair in pairs)


def _items(changes: Iterable[DataChange]) -> Iterator[tuple[Revision, LibraryDifference]]:
    for change in changes:
        yield from ((change.revision, item) for item in change.differences)


def _shown(item: LibraryDifference) -> Iterator[ReaderChange]:
    """What differs of what a document can show."""
    return (it for it in item.changes if it.about.partition(".")[0] not in _UNSHOWN)


def _is_only_in(words: str, one: str, other: str) -> bool:
    """Whether words stand in one text and not in the other."""
    if len(words) < _SHORTEST:
        return False
    found = re.compile(rf"(?<!\w){re.escape(plain(words).casefold())}(?!\w)")
    return found.search(one) is not None and found.search(other) is None


def _in_order(revisions: Iterable[Revision]) -> tuple[Revision, ...]:
    """Each once, the newest first; what is not committed yet before all."""
    each = {item.commit: item for item in revisions}
    return tuple(sorted(each.values(), key=lambda item: item.when or "9999", reverse=True))
