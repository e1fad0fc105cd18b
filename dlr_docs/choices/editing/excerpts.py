"""Pieces of a choice file as somebody typed them, for who shows what no form holds."""

from __future__ import annotations

import textwrap
from typing import Any

import yaml

from dlr_docs.basis.problems import Path
from dlr_docs.basis.yaml.tree import LOADER
from dlr_docs.choices.editing.change import Typed
from dlr_docs.choices.editing.edit import child, last_index, line_end


def lines_at(file: Typed, path: Path) -> str:
    """The lines of a key with what stands behind and below it; nothing when it is not there."""
    node: Any = yaml.compose(file.text, Loader=LOADER)
    for key in path[:-1]:
        node = child(node, key)
    if not isinstance(node, yaml.MappingNode):
        return ""
    found = next((pair for pair in node.value if pair[0].value == path[-1]), None)
    if found is None:
        return ""
    key, value = found
    if node.flow_style:
        return file.text[key.start_mark.index : value.end_mark.index]
    begin = key.start_mark.index
    end = line_end(file.text, last_index(value, key))
    return textwrap.dedent(" " * key.start_mark.column + file.text[begin:end]).rstrip()
