"""Values put into a choice file as it is typed: all other text stays to the letter, comments too.

A YAML writer would lay the whole file out anew, and a reader of git diffs would look for the one
line that changed. So the text is changed in place: a scalar where it stands, a new key below the
last of its group. The result is read again, and must say just what was asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml
from msgspec import Struct

from dlr_docs.basis import codes
from dlr_docs.basis.problems import ChoicesError, Path, Place, Problem, Source, error
from dlr_docs.basis.yaml.loading import load
from dlr_docs.basis.yaml.text import Plain, flow_scalar, scalar, yaml_lines
from dlr_docs.basis.yaml.tree import LOADER, Data

STEP = 2  # columns that a group stands deeper, where the file does not tell


class Splice(Struct, frozen=True):
    """Text to be put in the place of a stretch of a file."""

    start: int
    end: int
    text: str


def with_values(text: str, values: Mapping[Path, str], name: str = "keuzebestand") -> str:
    """A choice file with values filled in.

    Args:
        text: the file; it is valid YAML.
        values: scalars by their path; keys that are not there are added, lists are not grown.
        name: what problems call the file.

    Returns:
        The file, in which nothing else differs.

    Raises:
        ChoicesError: when a value cannot be put in its place; nothing is half done then.
    """
    data = load(text, name).data
    for path, value in values.items():
        data = _put(data, path, value)
        text = put_value(text, yaml.compose(text, Loader=LOADER), path, value, name)
        if load(text, name).data != data:
            raise ChoicesError(no_place(path, name))
    return text


def with_layers(
    text: str, layers: Sequence[Mapping[str, str]], key: str, name: str = "keuzebestand"
) -> str:
    """A file with more said of each layer that it names; a layer that is only a source becomes
    one with keys.

    Args:
        text: the file; it is valid YAML.
        layers: per layer its ``bron`` and what is to be said of it.
        key: under which it has its layers; it is put there when it is not.
        name: what problems call the file.

    Raises:
        ChoicesError: when a layer cannot be put in its place; nothing is half done then.
    """
    node: Any = child(yaml.compose(text, Loader=LOADER), key)
    if node is None or node.start_mark.index == node.end_mark.index:
        raise ChoicesError(no_place((key,), name))
    items = node.value if isinstance(node, yaml.SequenceNode) else [node]
    if len(items) != len(layers):
        raise ChoicesError(no_place((key,), name))
    for index in reversed(range(len(items))):
        path: Path = (key, index) if items is node.value else (key,)
        if isinstance(items[index], yaml.MappingNode):
            added = {
                (*path, word): said
                for word, said in layers[index].items()
                if getattr(child(items[index], word), "value", None) != said
            }
            text = with_values(text, added, name)
        else:
            written = ", ".join(f"{word}: {_in_flow(said)}" for word, said in layers[index].items())
            text = applied(text, _over(text, items[index], f"{{{written}}}"))
    return text


def _in_flow(said: str) -> str:
    """A scalar between braces. Digits stay text to every reader of YAML when they are in quotes."""
    return f'"{said}"' if re.fullmatch(r"[0-9.]+(e[0-9]+)?", said) else flow_scalar(said)


def no_place(path: Path, name: str) -> Problem:
    """What is wrong when something has no place in a file as it is typed."""
    message = f"'{'.'.join(map(str, path))}' kan hier niet worden ingevuld"
    hint = "Vul deze regel zelf in, of zet het bestand over in de vorm van 'dlr-docs nieuw'."
    return error(
        codes.INVULLEN_KAN_NIET, message, Place(".".join(map(str, path)), Source(name)), hint
    )


def _put(data: Data, path: Path, value: str) -> Data:
    """Plain data with one value put in."""
    if not path:
        return value
    first, rest = path[0], path[1:]
    if isinstance(first, int):
        items = data if isinstance(data, list) else []
        return [_put(item, rest, value) if at == first else item for at, item in enumerate(items)]
    group = data if isinstance(data, dict) else {}
    return {**group, first: _put(group.get(first), rest, value)}


def put_value(text: str, root: Any, path: Path, value: str, name: str) -> str:
    """A choice file with one value put in; whoever asks reads it again, and looks whether it says
    just that.

    Args:
        text: the file.
        root: its node.
        path: where the value comes.
        value: what is filled in.
        name: what problems call the file.

    Raises:
        ChoicesError: when it has no place there.
    """
    node = around = root
    for depth, key in enumerate(path):
        found = child(node, key)
        if found is None:
            return applied(text, _added(text, around, path[depth:], value, name, path))
        around, node = (found if is_group(found) else around), found
        if depth < len(path) - 1 and not is_group(found):
            return applied(text, _grown(text, around, found, path[depth + 1 :], value))
    if is_group(node):
        raise ChoicesError(no_place(path, name))
    written = flow_scalar(value) if around.flow_style else scalar(value)
    return applied(text, _over(text, node, _quoted_like(node, written)))


def _quoted_like(node: Any, written: str) -> str:
    """A scalar in quotes where it comes in the place of one in quotes."""
    is_bare = not any(sign in written for sign in "\"'\\")
    return f'"{written}"' if is_bare and node.style in ("'", '"') else written


def applied(text: str, splice: Splice) -> str:
    """The text with a stretch of it replaced."""
    return f"{text[: splice.start]}{splice.text}{text[splice.end :]}"


def is_group(node: Any) -> bool:
    """Whether a node holds others."""
    return isinstance(node, yaml.MappingNode | yaml.SequenceNode)


def child(node: Any, key: str | int) -> Any:
    """The node below a key or a place in a list; None when it is not there."""
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int):
        return node.value[key] if key < len(node.value) else None
    if isinstance(node, yaml.MappingNode):
        return next((value for item, value in node.value if item.value == key), None)
    return None


def _over(text: str, node: Any, written: str) -> Splice:
    """A scalar in the place of another, or behind the key that has none."""
    start, end = node.start_mark.index, node.end_mark.index
    if start == end:  # nothing was typed yet
        space = "" if text[start - 1 : start] == " " else " "
        return Splice(start, end, f"{space}{written}")
    if text[start:end].endswith("\n"):  # a block scalar reaches to the next line
        return Splice(start, end, f"{written}\n")
    return Splice(start, end, written)


def _added(text: str, group: Any, path: Path, value: str, name: str, whole: Path) -> Splice:
    """A key that is not there yet, below the last of its group."""
    if not isinstance(group, yaml.MappingNode):
        raise ChoicesError(no_place(whole, name))
    if group.flow_style:
        at = group.end_mark.index - 1
        comma = ", " if group.value else ""
        return Splice(at, at, f"{comma}{_flow(path, value)}")
    last = group.value[-1]
    column = last[0].start_mark.column
    at = line_end(text, last_index(last[1], last[0]))
    lines = yaml_lines({str(path[0]): _nested(path[1:], value)}, " " * column)
    return Splice(at, at, "".join(f"\n{line}" for line in lines))


def _grown(text: str, group: Any, empty: Any, path: Path, value: str) -> Splice:
    """A group below a key that has nothing yet."""
    at = empty.start_mark.index
    if group.flow_style:
        return Splice(at, empty.end_mark.index, f" {_flow_group(path, value)}")
    column = next(item.start_mark.column for item, found in group.value if found is empty)
    lines = yaml_lines({str(path[0]): _nested(path[1:], value)}, " " * (column + STEP))
    end = line_end(text, at)
    return Splice(end, end, "".join(f"\n{line}" for line in lines))


def _nested(path: Path, value: str) -> Plain:
    return {str(path[0]): _nested(path[1:], value)} if path else value


def _flow(path: Path, value: str) -> str:
    """A key with its value as it stands between braces."""
    written = _flow_group(path[1:], value) if len(path) > 1 else flow_scalar(value)
    return f"{scalar(str(path[0]))}: {written}"


def _flow_group(path: Path, value: str) -> str:
    return f"{{{_flow(path, value)}}}"


def last_index(node: Any, key: Any) -> int:
    """Where the last that is typed of a node ends."""
    if node.start_mark.index == node.end_mark.index:
        return int(key.end_mark.index)
    if not is_group(node) or node.flow_style:
        return int(node.end_mark.index)
    last = node.value[-1]
    return last_index(last[1], last[0]) if isinstance(last, tuple) else last_index(last, last)


def line_end(text: str, index: int) -> int:
    """The end of a line, before its line break; a block scalar ends at the start of the next."""
    at = index - 1 if index and text[index - 1 : index] == "\n" else index
    end = text.find("\n", at)
    return len(text) if end < 0 else end - (text[end - 1 : end] == "\r")
