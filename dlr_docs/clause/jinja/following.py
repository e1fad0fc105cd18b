"""What a text follows from: the parts of values that decide how it reads.

A value that is printed leaves the same mark in every document, so the text does not follow from it.
What it follows from is a path: a name, fields, and at last a step that no field is called, which
says what the text tells apart there. The less that is, the more documents share a text.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import Any, TypeGuard

from jinja2 import nodes
from msgspec import Struct

from dlr_docs.basis.memory import Remembered
from dlr_docs.model.declared.parties import Sentence
from dlr_docs.model.party import has_joint
from dlr_docs.model.values import Value

Followed = tuple[str, ...]
EACH = "*"  # every item of a list
SHAPE = "#"  # how many items there are, and which values they are; not what these say
JOINTS = "#,"  # the same, and which items hold a joint of an enumeration themselves
COUNT = "|length"  # how many items there are
EQUALS = "=="  # and words behind it: whether it is these
IS_THERE = "?"  # whether there is anything
# What filters tell apart; ``veld`` prints a value in a Word template.
_FILTERED = {"length": COUNT, "opsomming": JOINTS, "veld": SHAPE}
_NEIGHBOURS = frozenset({"previtem", "nextitem"})  # items that a loop has no name for


class _Loop(Struct, frozen=True, eq=False):
    """What a loop goes through, and the loops around it by the name of their item."""

    listed: nodes.Node
    around: Mapping[str, _Loop]


_Loops = Mapping[str, _Loop]


def followed_paths(tree: nodes.Template, printed: frozenset[int]) -> tuple[Followed, ...]:
    """The paths that a text follows from.

    Args:
        printed: the names, by ``id``, of which nothing but a part is printed.
    """
    parents = dict(_with_parents(tree))
    looks_around = any(part.attr in _NEIGHBOURS for part in tree.find_all(nodes.Getattr))
    loops = {} if looks_around else dict(_with_loops(tree, {}))
    may_loop = any(loops.values())
    found = set[Followed]()
    for name in tree.find_all(nodes.Name):
        is_printed, around = id(name) in printed, loops.get(id(name), {})
        # the mark of an item in a loop says which item it is
        if name.ctx == "load" and (not is_printed or name.name in around):
            path = _path(name, parents, may_loop)
            found.add(_of_list((*path, SHAPE) if is_printed else path, around))
    return tuple(sorted(path for path in found if not _is_covered(path, found)))


def _with_parents(node: nodes.Node) -> Iterator[tuple[int, nodes.Node]]:
    for child in node.iter_child_nodes():
        yield id(child), node
        yield from _with_parents(child)


def _with_loops(node: nodes.Node, around: _Loops) -> Iterator[tuple[int, _Loops]]:
    """Every name, by ``id``, with the loops that it stands in by the name of their item."""
    if isinstance(node, nodes.Name):
        yield id(node), around
    inside = around
    if isinstance(node, nodes.For) and isinstance(node.target, nodes.Name):
        inside = {**around, node.target.name: _Loop(node.iter, around)}
    for name, child in _children(node):
        yield from _with_loops(child, around if name in ("iter", "else_") else inside)


def _children(node: nodes.Node) -> Iterator[tuple[str, nodes.Node]]:
    """What a node holds, each with the name of the field that holds it."""
    for name, held in node.iter_fields():
        for child in held if isinstance(held, list) else (held,):
            if isinstance(child, nodes.Node):
                yield name, child


def _path(name: nodes.Name, parents: Mapping[int, nodes.Node], may_loop: bool) -> Followed:
    """What is looked at of a name."""
    node: nodes.Node = name
    path = [name.name]
    around = parents.get(id(node))
    while isinstance(around, nodes.Getattr) or _is_item(around, node):
        path.append(around.attr if isinstance(around, nodes.Getattr) else EACH)
        node, around = around, parents.get(id(around))
    while isinstance(around, nodes.Filter) and around.name == "map" and not around.args:
        node, around = around, parents.get(id(around))
    last = IS_THERE if _is_asked(node, parents) else _told_apart(node, around, may_loop)
    return (*path, last) if last else tuple(path)


def _is_item(around: nodes.Node | None, node: nodes.Node) -> TypeGuard[nodes.Getitem]:
    """Whether the third item, say, of a list is looked at: then every item counts."""
    if not isinstance(around, nodes.Getitem) or around.node is not node:
        return False
    return isinstance(around.arg, nodes.Const) and isinstance(around.arg.value, int)


def _is_asked(node: nodes.Node, parents: Mapping[int, nodes.Node]) -> bool:
    """Whether a condition asks no more of something than whether it is there."""
    around = parents.get(id(node))
    while isinstance(around, nodes.And | nodes.Or):
        node, around = around, parents.get(id(around))
    is_condition = isinstance(around, nodes.If | nodes.CondExpr) and around.test is node
    return is_condition or isinstance(around, nodes.Not)


def _told_apart(node: nodes.Node, around: nodes.Node | None, may_loop: bool) -> str | None:
    """The last step of a path, where what stands around it tells apart less than all it holds."""
    if isinstance(around, nodes.Filter):
        return _FILTERED.get(around.name)
    if isinstance(around, nodes.For) and around.iter is node and may_loop:
        return COUNT if _plain(node) else SHAPE
    if isinstance(around, nodes.Compare) and around.expr is node and len(around.ops) == 1:
        return _words_compared(around.ops[0])
    return None


def _words_compared(operand: nodes.Operand) -> str | None:
    """The step for a comparison with fixed words."""
    if operand.op not in ("eq", "ne") or not isinstance(operand.expr, nodes.Const):
        return None
    words = operand.expr.value
    return f"{EQUALS}{words}" if isinstance(words, str) else None


def _of_list(path: Followed, around: _Loops) -> Followed:
    """A path, and where it is of an item in a loop, that of the list."""
    loop = around.get(path[0])
    base = _plain(loop.listed) if loop else ()
    return _of_list((*base, EACH, *path[1:]), loop.around) if loop and base else path


def _plain(node: nodes.Node) -> Followed:
    """The path of a name or a part of it; nothing for what is worked out."""
    if isinstance(node, nodes.Name):
        return (node.name,)
    if isinstance(node, nodes.Getattr):
        inside = _plain(node.node)
        return (*inside, node.attr) if inside else ()
    return ()


def _is_covered(path: Followed, found: set[Followed]) -> bool:
    """Whether all that a path looks at is looked at anyhow."""
    return any(path[:size] in found for size in range(1, len(path)))


def seen(content: Any, path: Followed = ()) -> Hashable:
    """What a text can tell apart at a path.

    The names of a document are dicts; to ask whether something is any mapping takes ten times as
    long, and is asked some hundreds of times a document.
    """
    if not path:
        return _whole(content)
    step, rest = path[0], path[1:]
    if step == EACH and isinstance(content, list | tuple):
        return tuple(seen(item, rest) for item in content)
    if isinstance(content, dict) and step in content:
        return seen(content[step], rest)
    return _last_seen(content, step)


def _last_seen(content: Any, step: str) -> Hashable:
    """What the last step of a path tells apart; all there is at a step that leads nowhere."""
    if step == SHAPE:
        return _shape(content)
    if step == JOINTS:
        return _shape(content), tuple(_joints(content))
    if step == COUNT and isinstance(content, list | tuple):
        return len(content)
    if step == IS_THERE:
        return bool(content)
    if step.startswith(EQUALS):
        return bool(content == step.removeprefix(EQUALS))
    return _whole(content)


def _whole(content: Any) -> Hashable:
    if isinstance(content, Value):
        # the path is what its mark says: it holds the key of a party, which differs
        return content.path, content.raw, content.text or content.question
    if isinstance(content, Remembered):
        return content
    if isinstance(content, Sentence):
        return tuple(map(_whole, content.parts))
    if isinstance(content, dict):
        return tuple(map(_whole, content.values()))
    if isinstance(content, list | tuple):
        return tuple(map(_whole, content))
    known: Hashable = content
    return known


def _said(sentence: Sentence) -> Hashable:
    """The words of a sentence, and the names of the values in it."""
    return tuple(_said_part(part) for part in sentence.parts)


def _said_part(part: str | Value | Sentence) -> Hashable:
    if isinstance(part, Sentence):
        return _said(part)
    return part.path if isinstance(part, Value) else (part,)


def _joints(content: Any) -> Iterator[bool]:
    """Of each value whether it holds a joint itself, which decides on the comma before the last."""
    if isinstance(content, Value | Sentence):
        yield has_joint(str(content))
    elif isinstance(content, dict | list | tuple):
        for item in content.values() if isinstance(content, dict) else content:
            yield from _joints(item)


def _shape(content: Any) -> Hashable:
    if isinstance(content, Sentence):
        return _said(content)
    if isinstance(content, Value):
        return content.path
    if isinstance(content, dict):
        return tuple(map(_shape, content.values()))
    if isinstance(content, list | tuple):
        return tuple(map(_shape, content))
    known: Hashable = content
    return known
