"""Which clauses a folder of choice files and documents uses, and which documents rest on what has
changed in the library since.
"""

from __future__ import annotations

import itertools
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from dlr_docs.basis.problems import DlrDocsError, Problem
from dlr_docs.basis.reading import NotPlain, read_start
from dlr_docs.build.pipeline import build_with_warnings
from dlr_docs.build.renewal import renamed_clauses
from dlr_docs.choices.file import load_choices
from dlr_docs.library.git import asking as git
from dlr_docs.library.git.tree import folder_of
from dlr_docs.library.layers.data_history import cited_by
from dlr_docs.library.layers.differences import (
    CITED_LAW,
    CLAUSE,
    LAYER,
    LibraryDifference,
    ReaderChange,
    State,
    clause_changes,
    differences,
    texts_of,
)
from dlr_docs.library.layers.history import file_history, text_with
from dlr_docs.library.load import load_library
from dlr_docs.library.reading import read_text
from dlr_docs.model.library import Clause, Library
from dlr_docs.revise.own_words import in_own_words
from dlr_docs.word.read.document import ReadClause, ReadDocument, read_document

_MOST_FILES = 20_000
_CHOICES, _DOCUMENTS = (".yaml", ".yml"), (".docx",)
_START = 1_000_000  # bytes of a file that tell what it is
_IS_CHOICES = re.compile(rb"^(bundel|documenten)\s*:", re.MULTILINE)
_UNSEEN = "clausules die niet zijn vergeleken"


class Outdated(Struct, frozen=True):
    """A document that rests on what has changed since it was made: its clauses and the data that
    these cite, each with what differs.
    """

    path: str
    document: str
    differences: tuple[LibraryDifference, ...]


class Usage(Struct, frozen=True):
    """What was found: how often each clause is used, in choice files and in documents; clauses that
    are used nowhere; documents that rest on what changed; files that could not be read.
    """

    choice_files: int
    documents: int
    in_choices: Mapping[str, int]
    in_documents: Mapping[str, int]
    unused: tuple[str, ...]
    outdated: tuple[Outdated, ...]
    problems: tuple[Problem, ...]


class _Past(Struct, frozen=True):
    """The library of now, with what its layers said at other commits as far as git has it."""

    library: Library
    known: dict[tuple[int, str], dict[str, str] | None] = field(default_factory=dict)


def usage(paths: Sequence[Path], library: Library, *, layers_of_file: bool) -> Usage:
    """What choice files and documents in folders use.

    Args:
        paths: folders, or single files.
        library: what documents are compared with.
        layers_of_file: whether a choice file is built with the layers that it names itself.
    """
    in_choices: Counter[str] = Counter()
    in_documents: Counter[str] = Counter()
    outdated: list[Outdated] = []
    problems: list[Problem] = []
    past = _Past(library)
    counts: Counter[str] = Counter()
    for path in _files(paths):
        try:
            if path.suffix.lower() in _DOCUMENTS:
                found = read_document(path)
                in_documents.update(item.id for item in found.clauses)
                outdated += _outdated(path, found, past)
            else:
                in_choices.update(_chosen(path, library, layers_of_file))
        except DlrDocsError as exc:
            problems += exc.problems
        else:
            counts[path.suffix.lower()[:4]] += 1
    used = in_choices.keys() | in_documents.keys()
    unused = tuple(item.id for item in library.all_clauses() if item.id not in used)
    return Usage(
        counts[".yam"] + counts[".yml"],
        counts[".doc"],
        dict(in_choices),
        dict(in_documents),
        unused,
        tuple(outdated),
        tuple(problems),
    )


def choice_files(paths: Sequence[Path]) -> Iterator[Path]:
    """The choice files in folders; a single file is taken for one."""
    yield from (path for path in _files(paths) if path.suffix.lower() in _CHOICES)


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """Choice files and documents, in the order of their names."""
    found = itertools.chain.from_iterable(_inside(path) for path in paths)
    yield from itertools.islice(found, _MOST_FILES)


def _inside(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, below, names in os.walk(path):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith((".", "~$")) and _is_ours(Path(folder, name)):
                yield Path(folder, name)


def _is_ours(path: Path) -> bool:
    """Whether a file may be a document or a choice file; a folder has other YAML too."""
    suffix = path.suffix.lower()
    if suffix in _DOCUMENTS:
        return True
    if suffix not in _CHOICES:
        return False
    try:
        return len(set(_IS_CHOICES.findall(read_start(path, _START)))) == 2
    except (OSError, NotPlain):
        return False


def _chosen(path: Path, library: Library, layers_of_file: bool) -> Iterable[str]:
    """The clauses that the documents of a choice file have, each once a document."""
    choices = load_choices(path)
    own = load_library(choices.library) if layers_of_file and choices.library else library
    bundle, _ = build_with_warnings(choices, own)
    texts = (document.wording.texts for document in bundle.documents)
    return [text.clause.id for text in itertools.chain.from_iterable(texts)]


def _outdated(path: Path, found: ReadDocument, past: _Past) -> list[Outdated]:
    """Whether a document rests on what has changed."""
    changed = in_own_words(tuple(_changed(found, past)), found, past.library)
    return [Outdated(str(path), found.provenance.document, changed)] if changed else []


def _changed(found: ReadDocument, past: _Past) -> Iterator[LibraryDifference]:
    library = past.library
    now = {clause.id: clause for clause in library.all_clauses()}
    elsewhere = _elsewhere(found, library)
    cited: set[tuple[str, str]] = set()
    for item in found.clauses:
        clause = now.get(item.id)
        if item in elsewhere:
            continue
        if clause is None:
            yield _gone(item, now, past)
            continue
        cited |= cited_by(clause)
        if not clause.digest.startswith(item.digest):
            yield LibraryDifference(CLAUSE, item.id, "gewijzigd", _since(clause, item.digest, past))
    told: set[str] = set()
    for difference in _data_since(found, past):
        if (difference.sort, difference.name) in cited:
            told.add(difference.name)
            yield difference
    yield from (item for item in _law_since(found, library) if item.name not in told)
    yield from _absent(elsewhere)


def _elsewhere(found: ReadDocument, library: Library) -> dict[ReadClause, str]:
    """The clauses that came from a layer that is not here, and say nothing of what is here: each
    with the name of that layer.
    """
    here = {layer.name for layer in library.layers}
    digests = {clause.id: clause.digest for clause in library.all_clauses()}
    renamed = renamed_clauses(library)
    layers = found.provenance.layers
    return {
        item: layers[item.layer - 1].name
        for item in found.clauses
        if item.layer <= len(layers) and layers[item.layer - 1].name not in here
        if item.id not in renamed and not digests.get(item.id, "").startswith(item.digest)
    }


def _absent(elsewhere: Mapping[ReadClause, str]) -> Iterator[LibraryDifference]:
    """Each layer that is not here, with the clauses that a document has from it."""
    for name in dict.fromkeys(elsewhere.values()):
        ids = ", ".join(item.id for item, layer in elsewhere.items() if layer == name)
        yield LibraryDifference(LAYER, name, "hier niet", (ReaderChange(_UNSEEN, ids, ""),))


def _law_since(found: ReadDocument, library: Library) -> Iterator[LibraryDifference]:
    """The rows of the law that a document cited in words that they do not have any more: it tells
    them itself, so this needs no history. A row of a layer that is not here is not called gone.
    """
    rows = library.law.references
    is_whole = {layer.name for layer in library.layers} >= {
        layer.name for layer in found.provenance.layers
    }
    for name, was in found.laws.items():
        now = rows[name].text if name in rows else ""
        if now != was and (now or is_whole):
            state: State = "gewijzigd" if name in rows else "weg"
            yield LibraryDifference(CITED_LAW, name, state, (ReaderChange("tekst", was, now),))


def _gone(item: ReadClause, now: Mapping[str, Clause], past: _Past) -> LibraryDifference:
    """A clause that is not there any more, and the one that took its place."""
    successor = renamed_clauses(past.library).get(item.id)
    if successor is None:
        return LibraryDifference(CLAUSE, item.id, "weg")
    changes = _since(now[successor], item.digest, past)
    return LibraryDifference(CLAUSE, successor, "hernoemd", changes, item.id)


def _since(clause: Clause, digest: str, past: _Past) -> tuple[ReaderChange, ...]:
    """What changed in a clause since it had this digest, as far as its history is here."""
    library = past.library
    layer = library.origins[clause.layer]
    try:
        revisions = file_history(layer, clause.file)
    except git.GitFailed:
        return ()
    then = text_with(revisions, digest)
    if then is None or then.text is None:
        return ()
    text, _ = read_text(Path(clause.source.path))
    return clause_changes(then.text, text or "")


def _data_since(found: ReadDocument, past: _Past) -> Iterator[LibraryDifference]:
    """What changed in the data of each layer since its commit that a document was made with."""
    library = past.library
    names = [layer.name for layer in library.layers]
    for layer in found.provenance.layers:
        if layer.name in names and layer.revision:
            number = names.index(layer.name)
            if library.layers[number].digest != layer.digest:
                then = _texts_then(number, layer.revision, past)
                now = texts_of(library.roots[number])
                both = differences(then, now) if then is not None else ()
                yield from (item for item in both if item.sort != CLAUSE)


def _texts_then(number: int, commit: str, past: _Past) -> dict[str, str] | None:
    """The texts of a layer at a commit; None when its repository does not have that."""
    key = (number, commit)
    if key not in past.known:
        past.known[key] = _read_then(past.library.origins[number], commit)
    return past.known[key]


def _read_then(folder: Path, commit: str) -> dict[str, str] | None:
    try:
        if git.commit_of(folder, commit) is None:
            return None
        return texts_of(folder_of(folder, commit, git.place_in_repository(folder), folder.name))
    except (git.GitFailed, DlrDocsError):
        return None
