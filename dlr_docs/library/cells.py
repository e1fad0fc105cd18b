"""What the tables of a library say, put into its other files: a text that names a cell
(``{table.row.column}``) reads what stands there, and a choice may have its options from a column.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Path, Place, Problem, did_you_mean, error
from dlr_docs.basis.yaml.loading import Loaded
from dlr_docs.basis.yaml.tree import Data
from dlr_docs.model.declared.tables import FigureTable, each, unknown_cells, with_cells

_FROM = "opties_van"  # table.column
_OPTIONS = "opties"

Tables = Mapping[str, FigureTable]


def said_by(
    loaded: Loaded, tables: Tables, is_pattern: bool = False
) -> tuple[Loaded, list[Problem]]:
    """The same data as a reader is to read it, and the cells and columns that are not there.

    Args:
        is_pattern: that its texts have places for values too, which look like cells.
    """
    found = itertools.chain.from_iterable(
        _wrong(path, text, tables, loaded.place(path), is_pattern)
        for path, text in _strings(loaded.data, ())
        if "{" in text or path[-1:] == (_FROM,)
    )
    return replace(loaded, data=_said(loaded.data, tables)), [*found]


def _strings(data: object, path: Path) -> Iterator[tuple[Path, str]]:
    """Every text in data, with its path of keys."""
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict):
        for key, item in data.items():
            yield from _strings(item, (*path, key))
    elif isinstance(data, list):
        for number, item in enumerate(data):
            yield from _strings(item, (*path, number))


def _said(data: Data, tables: Tables) -> Data:
    if isinstance(data, str):
        return with_cells(data, tables)
    if isinstance(data, list):
        return [_said(item, tables) for item in data]
    if not isinstance(data, dict):
        return data
    said = {key: _said(item, tables) for key, item in data.items()}
    if _FROM in said:
        said[_OPTIONS] = {**_own(said.get(_OPTIONS)), **_options(str(said[_FROM]), tables)}
    return said


def _own(options: Data) -> dict[str, Data]:
    """The options that are written out beside those of a column."""
    if isinstance(options, list):
        return {str(item): item for item in options}
    return options if isinstance(options, dict) else {}


def _options(path: str, tables: Tables) -> dict[str, str]:
    """What stands in a column, as it is typed and as a reader reads it."""
    name, _, column = path.partition(".")
    table = tables.get(name)
    if table is None or column not in table.columns:
        return {}
    cells = itertools.chain.from_iterable(each(row[column]) for row in table.latest.rows)
    return {str(cell.raw): cell.text for cell in cells}


def _wrong(path: Path, text: str, tables: Tables, at: Place, is_pattern: bool) -> Iterator[Problem]:
    if path[-1:] == (_FROM,) and not _options(text, tables):
        message = f"'{text[:60]}' is geen kolom van een tabel"
        yield error(codes.TABEL_ONBEKENDE_NAAM, message, at, did_you_mean(text, tables))
    for cell in unknown_cells(text, tables):
        if not is_pattern or cell.partition(".")[0] in tables:
            message = f"'{{{cell[:60]}}}' staat in geen tabel"
            hint = did_you_mean(cell.partition(".")[0], tables)
            yield error(codes.TABEL_ONBEKENDE_NAAM, message, at, hint)
