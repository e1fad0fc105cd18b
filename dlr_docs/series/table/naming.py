"""Names of folders and files that say who they are for, and that any system can have."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator, Mapping

from dlr_docs.basis.problems import Path
from dlr_docs.model.choices import Choices
from dlr_docs.model.declared.parties import PartySort, PartySorts
from dlr_docs.series.table.columns import Column

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')  # what Windows does not take
_LONGEST = 80
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def folder_name(text: str) -> str:
    """A name as the name of a folder; empty when nothing is left of it."""
    name = unicodedata.normalize("NFC", _FORBIDDEN.sub("-", " ".join(text.split())))
    name = name[:_LONGEST].strip(" .-")
    return f"{name}-" if _RESERVED.fullmatch(name) else name


def same_name(text: str) -> str:
    """What is alike for names that a file system may take for the same."""
    return unicodedata.normalize("NFC", " ".join(text.split())).casefold()


def file_name(document_id: str, folder: str) -> str:
    """The name of a document: what it is and who it is for."""
    return f"{document_id} - {folder}.docx"


Namers = tuple[tuple[Column, ...], ...]


def namers_of(choices: Choices, columns: Mapping[str, Column], sorts: PartySorts) -> Namers:
    """By party, in order, the columns that a row can be called after: those that name it. What the
    choice file names already comes last, since it is mostly the same in all rows.
    """
    naming = frozenset(itertools.chain.from_iterable(map(_naming, sorts.by_name.values())))
    texts = [
        column
        for column in columns.values()
        if column.path[0] == "partijen"
        and column.declared.kind == "tekst"
        and column.path[2] in naming
    ]
    in_order = sorted(texts, key=lambda column: _is_given(column.path, choices))
    return tuple(
        tuple(group) for _, group in itertools.groupby(in_order, lambda column: column.path[1])
    )


def _naming(sort: PartySort) -> Iterator[str]:
    """The fields of a sort that say which one it is: the first that documents show, whatever stands
    in its place, and who is bound.
    """
    yield from (sort.shown[0], sort.signs)
    yield from (item.name for item in sort.several.values() if item.name != sort.signatories)


def _is_given(path: Path, choices: Choices) -> bool:
    """Whether the choice file has something in the field of a party."""
    party = choices.parties.get(str(path[1]))
    return party is not None and party.fields.get(str(path[2])) is not None


def derived_name(found: Mapping[Path, object], namers: Namers) -> object:
    """What a row without a name of its own is called after: its first party that it names."""
    names = (found.get(column.path) for column in itertools.chain.from_iterable(namers))
    return next(filter(None, names), None)
