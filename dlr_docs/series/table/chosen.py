"""Which columns a new table has: those that somebody names, or all that is still open."""

from __future__ import annotations

import fnmatch
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Path, Place, Problem, TableError, did_you_mean, error
from dlr_docs.build.checks.coverage import open_values
from dlr_docs.build.pipeline import build_bundle
from dlr_docs.model.choices import Choices
from dlr_docs.model.document import Document
from dlr_docs.model.library import Library
from dlr_docs.series.table.columns import FOLDER, Column, columns_of, used_names


class Layout(Struct, frozen=True):
    """The columns of a table: those of the sheet with the bundles, and those of each other sheet by
    the list or document that it is about.
    """

    main: tuple[Column, ...]
    others: Mapping[Path, tuple[Column, ...]]

    @property
    def keys(self) -> frozenset[str]:
        """The keys of all columns."""
        return frozenset(column.key for column in (*self.main, *_all(self.others.values())))


def _all(groups: Iterable[tuple[Column, ...]]) -> Iterator[Column]:
    return itertools.chain.from_iterable(groups)


def layout_of(
    choices: Choices, library: Library, named: Sequence[str] = (), sheets: Sequence[str] = ()
) -> Layout:
    """The layout of a new table.

    Args:
        named: keys of columns, or what keys begin with, with ``*`` for any part; without them
            everything that the choice file leaves open.
        sheets: ids of documents that get a sheet of their own, with a line for each of them.

    Raises:
        TableError: for a key or document that does not exist.
        ChoicesError: when the choice file is wrong.
    """
    columns = columns_of(choices, library)
    known = [document.id for document in choices.documents]
    unknown = [name for name in sheets if name not in known]
    if unknown:
        raise TableError(_unknown_document(unknown[0], known))
    repeated = frozenset(sheets)
    chosen = (
        _named(named, columns, choices, library)
        if named
        else _open_columns(choices, library, columns, repeated)
    )
    groups = _named_lines(sheets, columns)
    apart = {columns[FOLDER], *itertools.chain.from_iterable(groups.values())}
    wanted = [column for column in chosen if column not in apart]
    for column in wanted:
        table = _table_of(column, repeated)
        groups[table] = (*groups.get(table, ()), column)
    main = groups.pop((), ())
    folder = columns[FOLDER]
    return Layout((folder, *main), {path: (folder, *group) for path, group in groups.items()})


def _named_lines(
    sheets: Sequence[str], columns: Mapping[str, Column]
) -> dict[Path, tuple[Column, ...]]:
    """The sheets of documents, each with the column of a name: it tells a line from the others of
    its row.
    """
    return {("documenten", name): (columns[f"documenten.{name}.id"],) for name in sheets}


def _table_of(column: Column, repeated: frozenset[str]) -> Path:
    """The sheet that a column stands on; empty for the one with the bundles."""
    if column.path[0] == "documenten" and column.path[1] in repeated:
        return column.path[:2]
    return column.table


def _unknown_document(name: str, known: Sequence[str]) -> Problem:
    message = f"het document '{name}' staat niet in deze bundel"
    return error(codes.ONBEKEND_DOCUMENT, message, Place("--eigen-blad"), did_you_mean(name, known))


def _named(
    names: Sequence[str], columns: Mapping[str, Column], choices: Choices, library: Library
) -> list[Column]:
    """The columns that names stand for, in the order of the names."""
    used = {document.id: used_names(document, choices, library) for document in choices.documents}
    unwritten = frozenset(_unwritten(choices, library))
    found: dict[str, Column] = {}
    for name in names:
        matching = _matching(name, columns)
        if not matching:
            raise TableError(_unknown_column(name, columns))
        exact = name in columns
        fitting = (item for item in matching.items() if exact or _fits(item[1], used, unwritten))
        found |= dict(fitting)
    return [*found.values()]


def _matching(name: str, columns: Mapping[str, Column]) -> dict[str, Column]:
    if name in columns:
        return {name: columns[name]}
    return {
        key: column
        for key, column in columns.items()
        if key.startswith(f"{name}.") or fnmatch.fnmatchcase(key, name)
    }


def _fits(column: Column, used: Mapping[str, frozenset[str]], unwritten: frozenset[Path]) -> bool:
    """Whether a column is about something that the choice file has, as it has it."""
    return column.path[:3] not in unwritten and _is_used(column, used)


def _unwritten(choices: Choices, library: Library) -> Iterator[Path]:
    """The fields of parties that are written otherwise in this choice file: as a list, or not."""
    sorts = library.parties.by_name
    for key, party in choices.parties.items():
        sort = sorts.get(party.kind)
        for several in sort.several.values() if sort else ():
            is_listed = party.fields.get(several.name) is not None
            names = several.short if is_listed else (several.name,)
            yield from (("partijen", key, name) for name in names)


def _is_used(column: Column, used: Mapping[str, frozenset[str]]) -> bool:
    """Whether a value is used by the texts that were chosen; a library has many that are not."""
    if column.path[0] == "gegevens":
        return any(column.path[1] in names for names in used.values())
    if column.path[0] == "documenten" and column.path[2] == "gegevens":
        return column.path[3] in used[str(column.path[1])]
    if column.path[0] == "groepen" and column.path[2] == "gegevens":
        return any(column.path[3] in names for names in used.values())
    return True


def _unknown_column(name: str, columns: Mapping[str, Column]) -> Problem:
    begin = name.split(".")[0]
    near = [key for key in columns if key.split(".")[0] == begin]
    if name.startswith("documenten."):
        near = [key for key in near if key.split(".")[1] == name.split(".")[1]] or near
    hint = did_you_mean(name, near or {key.split(".")[0] for key in columns})
    message = f"de kolom '{name}' bestaat niet"
    return error(codes.ONBEKENDE_KOLOM, message, Place("--kolommen"), hint)


def _open_columns(
    choices: Choices, library: Library, columns: Mapping[str, Column], repeated: frozenset[str]
) -> list[Column]:
    """Columns for all that the documents still ask, in the order in which they ask it. What more
    kinds of documents ask is asked once, as in a new choice file; of documents of one kind, such
    as addenda, it is what they differ in.
    """
    bundle = build_bundle(choices, library)
    asked = [(document, _keys(document)) for document in bundle.documents]
    kinds: dict[str, set[str]] = {}
    for document, keys in asked:
        for key in keys:
            kinds.setdefault(key.split(".")[0], set()).add(document.outline.kind)
    found: dict[str, Column] = {}
    for document, keys in asked:
        for key in keys:
            name = key.split(".")[0]
            is_shared = len(kinds[name]) > 1 or name == library.effective
            is_shared = is_shared and document.id not in repeated
            full = _full_key(key, document.id, is_shared, columns)
            if full is not None:
                found[full] = columns[full]
    return sorted(found.values(), key=lambda column: _ORDER.index(str(column.path[0])))


_ORDER = [FOLDER, "bundel", "datum", "partijen", "gegevens", "groepen", "documenten"]


def _keys(document: Document) -> list[str]:
    """What a document asks, as keys; items of a list have no number in them."""
    paths = (item.value.path for item in open_values(document))
    parts = (".".join(step for step in path.split(".") if not step.isdigit()) for path in paths)
    return [*dict.fromkeys(parts)]


def _full_key(
    key: str, document_id: str, is_shared: bool, columns: Mapping[str, Column]
) -> str | None:
    """The key of the column in which an open value is answered."""
    own = f"documenten.{document_id}.gegevens.{key}"
    shared = f"gegevens.{key}"
    found = (name for name in (key, shared if is_shared else own, own, shared) if name in columns)
    return next(found, None)
