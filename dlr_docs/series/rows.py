"""A row and a choice file to choices: the row's own data over what all rows share."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from dlr_docs.basis.problems import Path, Places, Source
from dlr_docs.choices.file import choices_at
from dlr_docs.model.choices import Choices
from dlr_docs.series.table.lines import Filled, Record, SeriesRow, is_document


class Base(Struct, frozen=True):
    """What all rows share: the data of the choice file with the places of its keys.

    ``repeated`` are the ids of documents that each row has as often as it has lines for them.
    ``singular`` are the names of values by the plurals under which more of them are typed.
    """

    data: Mapping[str, Any]
    places: Places
    repeated: frozenset[str]
    singular: Mapping[str, str] = field(default_factory=dict)


def base_of(
    choices: Choices, repeated: frozenset[str], singular: Mapping[str, str] | None = None
) -> Base:
    """What rows share, of the choices of the file; definitive when these are."""
    status = {} if choices.draft else {"status": "definitief"}
    return Base({**choices.data, **status}, choices.places, repeated, singular or {})


def choices_of(row: SeriesRow, base: Base) -> Choices:
    """The choices of a row.

    Raises:
        ChoicesError: when its cells do not have the shape that a choice file has.
    """
    data, found = data_of(row, base)
    return choices_at(data, Places(base.places.root, found))


def data_of(row: SeriesRow, base: Base) -> tuple[dict[str, Any], dict[Path, Source]]:
    """What a choice file for this row alone would say, and where each key of it stands."""
    data: dict[str, Any] = _copied(base.data)
    items = [item for item in data.get("documenten") or () if isinstance(item, dict)]
    places = dict(base.places.found)
    by_id = {str(item.get("id") or item.get("soort")): [index] for index, item in enumerate(items)}
    if base.repeated:
        data["documenten"], by_id = _repeated(items, by_id, row, base)
        places = _moved(places, by_id.values())
    for path in _lists(row):
        inside = _inside(path, by_id, 0)
        _put(data, inside, [])  # its lines come in the place of the list
        _take_out(data, inside, base.singular)
    for path, raw, source in _cells(row, by_id):
        if raw is not _HERE:
            _put(data, path, raw)
        places[path] = source
    if base.repeated:
        _name_repeated(data, by_id)
    return data, places


def _lists(row: SeriesRow) -> dict[Path, None]:
    """The lists that a row has lines for on other sheets."""
    tables = (record.table for record in row.records if not is_document(record.table))
    return dict.fromkeys(tables)


def _take_out(data: Any, path: Path, singular: Mapping[str, str]) -> None:
    """Take out the one record that a list of them comes in the place of."""
    name = singular.get(str(path[-1]))
    for step in path[:-1]:
        data = data[step]
    data.pop(name, None)


_HERE = object()  # says where a document stands, and nothing of what is in it


def _cells(row: SeriesRow, by_id: Mapping[str, list[int]]) -> list[tuple[Path, object, Source]]:
    """All that a row says, with paths as a choice file has them."""
    found = [*itertools.chain.from_iterable(_everywhere(item, row, by_id) for item in row.cells)]
    counts: dict[Path, int] = {}
    for record in row.records:
        number = counts[record.table] = counts.get(record.table, -1) + 1
        if is_document(record.table):
            found.append((_inside(record.table, by_id, number), _HERE, record.source))
        for item in record.cells:
            path = _in_record(item, record, number, by_id)
            found.append((path, item.raw, item.source(record.source)))
    return found


def _everywhere(
    item: Filled, row: SeriesRow, by_id: Mapping[str, list[int]]
) -> list[tuple[Path, object, Source]]:
    """A cell of the row itself; one about a document with lines of its own holds for each of
    them.
    """
    source = item.source(row.source)
    if item.path[0] != "documenten":
        return [(item.path, item.raw, source)]
    numbers = range(len(by_id[str(item.path[1])]))
    return [(_inside(item.path, by_id, number), item.raw, source) for number in numbers]


def _inside(path: Path, by_id: Mapping[str, list[int]], number: int) -> Path:
    """A path with the place of a document in its list instead of its id."""
    if path[0] != "documenten":
        return path
    return ("documenten", by_id[str(path[1])][number], *path[2:])


def _in_record(item: Filled, record: Record, number: int, by_id: Mapping[str, list[int]]) -> Path:
    if is_document(record.table):
        return _inside(item.path, by_id, number)
    size = len(record.table)
    return _inside((*record.table, number, *item.path[size:]), by_id, 0)


def _name_repeated(data: dict[str, Any], by_id: Mapping[str, Sequence[int]]) -> None:
    """Have groups name the documents that came in the place of one."""
    ids = [str(item.get("id") or item.get("soort")) for item in data["documenten"]]
    names = {name: [ids[at] for at in found] for name, found in by_id.items()}
    for group in (data.get("groepen") or {}).values():
        listed = [names.get(name, [name]) for name in group["documenten"]]
        group["documenten"] = [*itertools.chain.from_iterable(listed)]


def _repeated(
    items: list[dict[str, Any]], by_id: Mapping[str, list[int]], row: SeriesRow, base: Base
) -> tuple[list[dict[str, Any]], dict[str, list[int]]]:
    """The documents of a row: of those with a sheet, one for each of its lines."""
    made: list[dict[str, Any]] = []
    where: dict[str, list[int]] = {}
    for (name, _), item in zip(by_id.items(), items, strict=True):
        count = 1
        copies = [item]
        if name in base.repeated:
            count = sum(1 for record in row.records if record.table == ("documenten", name))
            copies = [{**_copied(item), "id": f"{name}-{number}"} for number in range(1, count + 1)]
        where[name] = [*range(len(made), len(made) + count)]
        made += copies
    return made, where


def _moved(places: Mapping[Path, Source], indexes: Iterable[Sequence[int]]) -> dict[Path, Source]:
    """The places of a choice file, where its documents have come to stand."""
    found = {path: source for path, source in places.items() if path[:1] != ("documenten",)}
    now: dict[object, Sequence[int]] = dict(enumerate(indexes))
    for path, source in places.items():
        if path[:1] == ("documenten",):
            targets = now.get(path[1], ()) if len(path) > 1 else ()
            found |= {("documenten", index, *path[2:]): source for index in targets}
    return found


def _put(data: Any, path: Path, raw: object) -> None:
    """Put something into data that is ours, with what must be around it."""
    for step, following in itertools.pairwise(path):
        empty: Any = [] if isinstance(following, int) else {}
        if isinstance(step, int) and isinstance(data, list):
            data.extend({} for _ in range(len(data), step + 1))
            inside = data[step]
            if not isinstance(inside, type(empty)):
                data[step] = empty
        else:
            inside = data.get(step)
            if not isinstance(inside, type(empty)):
                data[step] = empty
        data = data[step]
    data[path[-1]] = raw


def _copied(data: Any) -> Any:
    """Data with lists and keys of its own."""
    if isinstance(data, Mapping):
        return {key: _copied(item) for key, item in data.items()}
    return [_copied(item) for item in data] if isinstance(data, list) else data
