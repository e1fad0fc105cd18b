"""A choice file that is to say something else: changed in place, and no further than it must be.

:mod:`dlr_docs.choices.editing.edit` puts a scalar where it belongs. Here whole groups and lists
come in, go out and change: what differs between the data of the file and what it should be is found
first, and then only those lines are touched. All other text stays to the letter, comments too. The
result is read again, and must say just what was asked.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, Literal

import yaml
from msgspec import Struct

from dlr_docs.basis.problems import ChoicesError, Path
from dlr_docs.basis.yaml.loading import Loaded, load
from dlr_docs.basis.yaml.text import flow_scalar, scalar
from dlr_docs.basis.yaml.tree import LOADER, Data
from dlr_docs.choices.editing.edit import (
    STEP,
    Splice,
    applied,
    child,
    is_group,
    last_index,
    line_end,
    no_place,
    put_value,
)


class _Step(Struct, frozen=True):
    """One change: a value at a path set, gone, or added at the end of a list."""

    kind: Literal["set", "gone", "added"]
    path: Path
    data: Data = None


class Typed(Struct, frozen=True):
    """A choice file as it is typed, and what it says."""

    text: str
    loaded: Loaded

    @classmethod
    def read(cls, text: str, name: str) -> Typed:
        """Read a text.

        Raises:
            YamlError: when it cannot be read.
        """
        return cls(text, load(text, name))

    def with_data(self, path: Path, data: Data) -> Typed:
        """The file when it says something else at a path.

        Args:
            path: keys, and places in lists; what is not there yet is added.
            data: what it is to say: text, a group or a list; None leaves a key with nothing behind
                it.

        Raises:
            ChoicesError: when the file cannot hold that in its place.
        """
        name = self.loaded.root.path
        wanted = put_in(self.loaded.data, path, data)
        text = self.text
        for step in _steps((), self.loaded.data, wanted):
            text = _stepped(text, step, name)
        return self._checked(text, wanted, path)

    def without(self, path: Path) -> Typed:
        """The file without a key or an item of a list; the same when it is not there.

        Raises:
            ChoicesError: when it cannot be taken out as the file is typed.
        """
        if not _has(self.loaded.data, path):
            return self
        wanted = _taken(self.loaded.data, path)
        text = _stepped(self.text, _Step("gone", path), self.loaded.root.path)
        return self._checked(text, wanted, path)

    def _checked(self, text: str, wanted: Data, path: Path) -> Typed:
        """What was typed, when it says just what was wanted."""
        name = self.loaded.root.path
        found = self if text == self.text else Typed.read(text, name)
        if not _same(found.loaded.data, wanted):
            raise ChoicesError(no_place(path, name))
        return found


def _same(one: Data, other: Data) -> bool:
    """Whether two files say the same: a key with nothing behind it is an empty group or list."""
    return _plain(one) == _plain(other)


def _plain(data: Data) -> Data:
    if isinstance(data, dict):
        return {key: _plain(item) for key, item in data.items()} or None
    if isinstance(data, list):
        return [_plain(item) for item in data] or None
    return data


def put_in(data: Data, path: Path, value: Data) -> Data:
    """Plain data with something put in, and all else as it was."""
    if not path:
        return value
    first, rest = path[0], path[1:]
    if isinstance(first, int):
        items = [*data] if isinstance(data, list) else []
        items += [None] * (first + 1 - len(items))
        items[first] = put_in(items[first], rest, value)
        return items
    group = data if isinstance(data, dict) else {}
    return {**group, first: put_in(group.get(first), rest, value)}


def data_at(data: Any, path: Path) -> Any:
    """What plain data says at a path; None when it says nothing there."""
    for key in path:
        if isinstance(data, Mapping):
            data = data.get(key)
        elif isinstance(data, list) and isinstance(key, int) and key < len(data):
            data = data[key]
        else:
            return None
    return data


def _has(data: Data, path: Path) -> bool:
    for key in path:
        if isinstance(data, dict) and key in data:
            data = data[str(key)]
        elif isinstance(data, list) and isinstance(key, int) and key < len(data):
            data = data[key]
        else:
            return False
    return True


def _taken(data: Data, path: Path) -> Data:
    """Plain data with something taken out."""
    first, rest = path[0], path[1:]
    if isinstance(data, list):
        items = [*data]
        if rest:
            items[int(first)] = _taken(items[int(first)], rest)
        else:
            del items[int(first)]
        return items
    group = dict(data) if isinstance(data, dict) else {}
    if rest:
        group[str(first)] = _taken(group[str(first)], rest)
    else:
        del group[str(first)]
    return group


def _steps(path: Path, before: Data, wanted: Data) -> Iterator[_Step]:
    """What has to change, the last first, so that places in lists stay what they are."""
    if before == wanted:
        return
    if isinstance(before, dict) and isinstance(wanted, dict) and before:
        yield from _group_steps(path, before, wanted)
    elif isinstance(before, list) and isinstance(wanted, list) and before and wanted:
        yield from _list_steps(path, before, wanted)
    else:
        yield _Step("set", path, wanted)


def _group_steps(path: Path, before: dict[str, Data], wanted: dict[str, Data]) -> Iterator[_Step]:
    for key in wanted:
        if key in before:
            yield from _steps((*path, key), before[key], wanted[key])
        else:
            yield _Step("set", (*path, key), wanted[key])
    yield from (_Step("gone", (*path, key)) for key in before if key not in wanted)


def _list_steps(path: Path, before: list[Data], wanted: list[Data]) -> Iterator[_Step]:
    """The steps from a list to another; an item that only goes leaves its neighbours alone."""
    old, new = ([json.dumps(item) for item in items] for items in (before, wanted))
    changes = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    moves_on = [change for change in changes if change[0] == "insert" and change[1] < len(before)]
    if moves_on:  # something comes in between: each item takes what the list says there
        yield from _pairs(path, before, wanted)
        return
    for kind, first, last, at, end in reversed(changes):
        if kind == "delete":
            yield from (_Step("gone", (*path, index)) for index in reversed(range(first, last)))
        elif kind != "equal":
            yield from _pairs(path, before[first:last], wanted[at:end], first)


def _pairs(path: Path, before: list[Data], wanted: list[Data], first: int = 0) -> Iterator[_Step]:
    """The steps of items one by one, then those that are new, or that have to go."""
    yield from (
        _Step("gone", (*path, first + index)) for index in reversed(range(len(wanted), len(before)))
    )
    for index, (old, new) in enumerate(zip(before, wanted, strict=False), start=first):
        yield from _steps((*path, index), old, new)
    yield from (_Step("added", path, item) for item in wanted[len(before) :])


def _stepped(text: str, step: _Step, name: str) -> str:
    root: Any = yaml.compose(text, Loader=LOADER)
    nodes = [root]
    for key in step.path:
        found = child(nodes[-1], key)
        if found is None:
            break
        nodes.append(found)
    if step.kind == "added":
        return applied(text, _appended(text, nodes[-1], step, name))
    if step.kind == "gone":
        return applied(text, _removed(text, nodes[-2], step, name))
    is_there = len(nodes) > len(step.path)
    is_line = isinstance(step.data, str) and not _is_block(step.data)
    if isinstance(step.data, str) and is_line and not (is_there and is_group(nodes[-1])):
        return put_value(text, root, step.path, step.data, name)
    if not is_there:
        return _new_below(text, nodes, step, name)
    return applied(text, _over(text, nodes, step))


def _new_below(text: str, nodes: list[Any], step: _Step, name: str) -> str:
    """A group or list under a key that is not there yet."""
    depth = len(nodes) - 1
    around, rest = nodes[-1], step.path[depth:]
    if not is_group(around):  # a key with nothing behind it
        around_path = step.path[:depth]
        return _stepped(text, _Step("set", around_path, put_in(None, rest, step.data)), name)
    if isinstance(around, yaml.SequenceNode):
        return applied(
            text,
            _appended(text, around, _Step("added", (), put_in(None, rest[1:], step.data)), name),
        )
    below = put_in(None, rest[1:], step.data)
    if around.flow_style:
        at = around.end_mark.index - 1
        comma = ", " if around.value else ""
        return applied(text, Splice(at, at, f"{comma}{flow_scalar(str(rest[0]))}: {_flow(below)}"))
    last = around.value[-1]
    at = line_end(text, last_index(last[1], last[0]))
    lines = _entry(str(rest[0]), below, " " * last[0].start_mark.column)
    return applied(text, Splice(at, at, "".join(f"\n{line}" for line in lines)))


def _entry(key: str, data: Data, indent: str) -> list[str]:
    """A key with what stands below or behind it."""
    head = f"{indent}{scalar(key)}:"
    if isinstance(data, str) and _is_block(data):
        lines = (f"{indent}{' ' * STEP}{line}".rstrip() for line in data.split("\n"))
        return [f"{head} |-", *lines]
    if data and not isinstance(data, str):
        return [head, *_block(data, f"{indent}{' ' * STEP}")]
    return [f"{head} {_flow(data)}".rstrip() if data is not None else head]


# Several lines, or one with the braces of own text, of which none begins or ends with space: YAML
# reads a block of these as they stand.
_LINES = re.compile(
    r"(?=.*(?:\n|\{[{%]))[^\s#](?:[^\n]*\S)?(?:\n+ {0,40}\S(?:[^\n]*\S)?)*\Z", re.DOTALL
)


def _is_block(text: str) -> bool:
    """Whether a text is easier to read as a block, and can stand in one as it was typed."""
    return _LINES.match(text) is not None and text.replace("\n", "").isprintable()


def _block(data: Data, indent: str) -> list[str]:
    """The lines of a group or a list."""
    if isinstance(data, dict):
        return [*chain.from_iterable(_entry(key, item, indent) for key, item in data.items())]
    items = data if isinstance(data, list) else []
    return [*chain.from_iterable(_item(item, indent) for item in items)]


def _item(data: Data, indent: str) -> list[str]:
    """An item of a list: its first line behind the dash."""
    if not data or isinstance(data, str):
        return [f"{indent}- {_flow(data)}".rstrip()]
    lines = _block(data, f"{indent}{' ' * STEP}")
    return [f"{indent}- {lines[0].lstrip()}", *lines[1:]]


def _flow(data: Data) -> str:
    """Plain data on one line."""
    if isinstance(data, dict):
        inside = (f"{flow_scalar(key)}: {_flow(item)}" for key, item in data.items())
        return f"{{{', '.join(inside)}}}"
    if isinstance(data, list):
        return f"[{', '.join(map(_flow, data))}]"
    return "" if data is None else flow_scalar(data)


def _over(text: str, nodes: list[Any], step: _Step) -> Splice:
    """Something in the place of what is there."""
    node, around, key = nodes[-1], nodes[-2], step.path[-1]
    start, end = node.start_mark.index, node.end_mark.index
    if _stays_beside(node, step.data):
        return Splice(start, end, _flow(step.data))
    if around.flow_style or isinstance(around, yaml.SequenceNode):
        stop = _end_of(text, node) if not around.flow_style else end
        return Splice(start, stop, _item_lines(step.data, around, node.start_mark.column))
    typed = next(item for item, found in around.value if found is node)
    colon = text.index(":", typed.end_mark.index) + 1
    stop = _end_of(text, node) if start != end else max(start, colon)
    lines = _entry(str(key), step.data, " " * typed.start_mark.column)
    behind = lines[0].removeprefix(f"{' ' * typed.start_mark.column}{scalar(str(key))}:")
    return Splice(colon, stop, "".join((behind, *(f"\n{line}" for line in lines[1:]))))


def _stays_beside(node: Any, data: Data) -> bool:
    """Whether a list between brackets, and what stands behind it, is to keep that form."""
    is_beside = isinstance(node, yaml.SequenceNode) and node.flow_style
    items = data if isinstance(data, list) else []
    texts = [item for item in items if isinstance(item, str) and not _is_block(item)]
    return bool(is_beside and texts) and texts == items


def _end_of(text: str, node: Any) -> int:
    """Where what is typed of a node ends, before the line break."""
    found = last_index(node, node)
    is_block = is_group(node) and not node.flow_style
    return line_end(text, found) if is_block or text[found - 1 : found] == "\n" else found


def _item_lines(data: Data, around: Any, column: int) -> str:
    if around.flow_style or not data or isinstance(data, str):
        return _flow(data)
    return "\n".join(_block(data, " " * column)).lstrip()


def _appended(text: str, around: Any, step: _Step, name: str) -> Splice:
    """An item at the end of a list."""
    if not isinstance(around, yaml.SequenceNode):
        raise ChoicesError(no_place(step.path, name))
    if around.flow_style:
        at = around.end_mark.index - 1
        return Splice(at, at, f"{', ' if around.value else ''}{_flow(step.data)}")
    last = around.value[-1]
    at = line_end(text, last_index(last, last))
    lines = _item(step.data, " " * around.start_mark.column)
    return Splice(at, at, "".join(f"\n{line}" for line in lines))


def _removed(text: str, around: Any, step: _Step, name: str) -> Splice:
    """A key or an item taken out."""
    if isinstance(around, yaml.SequenceNode):
        items, values = around.value, around.value
        index = int(step.path[-1])
    else:
        items = [key for key, _ in around.value]
        values = [value for _, value in around.value]
        index = [key.value for key in items].index(step.path[-1])
    if around.flow_style:
        return _removed_flow(around, items, values, index)
    begin, end = items[index].start_mark.index, last_index(values[index], items[index])
    if items is values:
        after = items[index - 1].end_mark.index if index else around.start_mark.index
        return _lines_out(text, _dash(text, after, begin), end)
    if _shares_line(text, begin):
        if len(items) == 1:
            raise ChoicesError(no_place(step.path, name))
        return Splice(begin, items[1].start_mark.index, "")
    return _lines_out(text, begin, end)


def _lines_out(text: str, begin: int, end: int) -> Splice:
    """Whole lines taken out."""
    start, stop = text.rfind("\n", 0, begin), line_end(text, end)
    return Splice(0, stop + 1, "") if start < 0 else Splice(start, stop, "")


def _removed_flow(around: Any, items: list[Any], values: list[Any], index: int) -> Splice:
    start, end = items[index].start_mark.index, values[index].end_mark.index
    if index + 1 < len(items):
        return Splice(start, items[index + 1].start_mark.index, "")
    if index > 0:
        return Splice(values[index - 1].end_mark.index, max(end, start), "")
    return Splice(around.start_mark.index + 1, around.end_mark.index - 1, "")


_DASH = re.compile(r"-[ \t]*(?:#[^\n]*)?(?:\r?\n[ \t]*(?:#[^\n]*)?)*\Z")


def _dash(text: str, after: int, before: int) -> int:
    """Where the dash of an item stands, which may have lines between it and its item."""
    found = _DASH.search(text[after:before])
    return after + found.start() if found else before


def _shares_line(text: str, begin: int) -> bool:
    """Whether a key stands behind the dash of its item."""
    return bool(text[text.rfind("\n", 0, begin) + 1 : begin].strip())
