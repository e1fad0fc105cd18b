"""The events of YAML's parser to a tree of plain data with marks, with a stack of its own, so that
depth and size are bounded whatever the file holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import yaml
from msgspec import Struct, field
from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.characters import FORBIDDEN
from dlr_docs.basis.problems import (
    DlrDocsError,
    Path,
    Places,
    Problem,
    Source,
    error,
    grouped,
)
from dlr_docs.basis.yaml.silent import NULLS, Silent

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # not every PyYAML has the fast one
MAXIMUM_CHARACTERS = 4_000_000  # of the text, and of its texts with aliases written out
MAXIMUM_DEPTH = 50

Data = str | None | list["Data"] | dict[str, "Data"]


class YamlError(DlrDocsError):
    """The text is not YAML as we take it."""


class Node(Struct):
    """A node under construction; ``size`` counts everything below it, ``letters`` the characters of
    its texts and ``depth`` its levels, aliases included.
    """

    mark: Any
    data: Data
    size: int = 1
    letters: int = 0
    depth: int = 1
    keys: dict[str, Any] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    pending: str | None = None


class _Builder:
    """Turns parser events into nodes, with a stack of its own."""

    def __init__(self, silent: Silent, maximum: int) -> None:
        self.at = silent.at
        self.silent = silent
        self.maximum = maximum
        self.stack: list[Node] = []
        self.names: list[str | None] = []
        self.anchors: dict[str, Node | None] = {}
        self.used: set[str] = set()
        self.root: Node | None = None
        self.documents = 0

    def document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            message = "er staan meer documenten in dit bestand (---)"
            raise YamlError(error(codes.YAML_MEER_DOCUMENTEN, message, self.at(event.start_mark)))

    def mapping(self, event: Any) -> None:
        self._open(event, {})

    def sequence(self, event: Any) -> None:
        self._open(event, [])

    def _open(self, event: Any, data: Data) -> None:
        _refuse_tag(event, self.silent)
        self.silent.anchor(event)
        if event.anchor:
            self.anchors[event.anchor] = None
        self.names.append(event.anchor)
        self.stack.append(Node(event.start_mark, data))
        if len(self.stack) > MAXIMUM_DEPTH:
            raise YamlError(_too_deep(self.at(event.start_mark)))

    def close(self, event: Any) -> None:
        node, anchor = self.stack.pop(), self.names.pop()
        if anchor:
            self.anchors[anchor] = node
        self._add(node)

    def scalar(self, event: Any) -> None:
        _refuse_tag(event, self.silent)
        self.silent.anchor(event)
        self.silent.scalar(event)
        found = FORBIDDEN.search(event.value)
        if found:
            message = (
                f"deze tekst bevat een stuurteken (U+{ord(found[0]):04X}) dat Word niet kan bewaren"
            )
            raise YamlError(
                error(
                    codes.STUURTEKEN,
                    message,
                    self.at(event.start_mark),
                    "Typ de tekst zonder dat teken.",
                )
            )
        node = Node(event.start_mark, _scalar(event), letters=len(event.value))
        if event.anchor:
            self.anchors[event.anchor] = node
        self._add(node)

    def path(self) -> Path:
        """The path of what is being built."""
        steps = (
            len(node.children) if isinstance(node.data, list) else node.pending
            for node in self.stack
        )
        return tuple(step for step in steps if step is not None)

    def alias(self, event: Any) -> None:
        self._add(_alias(event, self.anchors, self.silent))
        self.used.add(event.anchor)

    def _add(self, node: Node) -> None:
        self.root = _attach(self.stack, node, self.at, self.maximum) or self.root


_STEPS = {
    "DocumentStartEvent": _Builder.document,
    "MappingStartEvent": _Builder.mapping,
    "SequenceStartEvent": _Builder.sequence,
    "MappingEndEvent": _Builder.close,
    "SequenceEndEvent": _Builder.close,
    "ScalarEvent": _Builder.scalar,
    "AliasEvent": _Builder.alias,
}


def build(events: Iterator[Any], silent: Silent, maximum: int, places: Places) -> Node | None:
    """The root of the one document; None when there is nothing in it.

    Args:
        events: those of the parser.
        silent: takes what YAML reads otherwise than it was typed.
        maximum: how many keys and values there may be, aliases included.
        places: how a path of keys is told.

    Raises:
        YamlError: with the place and what to do.
    """
    builder = _Builder(silent, maximum)
    for event in events:
        step = _STEPS.get(type(event).__name__)
        if step is None:
            continue
        try:
            step(builder, event)
        except YamlError as exc:
            name = places.name(builder.path())
            raise YamlError(replace(problem, at=name) for problem in exc.problems) from None
    builder.silent.unused_anchors(builder.used)
    root = builder.root
    return root if root is not None and root.data is not None else None


def _scalar(event: Any) -> str | None:
    plain = event.style in (None, "") or event.implicit[0]
    return None if plain and event.value in {"", *NULLS} else str(event.value)


def _refuse_tag(event: Any, silent: Silent) -> None:
    if event.tag is not None:
        found = error(
            codes.YAML_TAG,
            "een woord met ! ervoor heeft in YAML een eigen betekenis, en wordt hier niet gebruikt",
            silent.at(event.start_mark),
            "Haal het uitroepteken weg, of zet de tekst tussen aanhalingstekens.",
        )
        raise YamlError(replace(found, instead=silent.whole(event.start_mark)))


def _too_deep(source: Source) -> Problem:
    return error(codes.YAML_TE_DIEP, "de YAML is te diep genest", source, "Gebruik minder niveaus.")


def _alias(event: Any, anchors: Mapping[str, Node | None], silent: Silent) -> Node:
    source = silent.at(event.start_mark)
    if event.anchor not in anchors:
        hint = "Zet tekst die met * begint tussen aanhalingstekens."
        found = error(codes.YAML_ALIAS, "deze verwijzing (*…) bestaat niet", source, hint)
        raise YamlError(replace(found, instead=silent.whole(event.start_mark)))
    node = anchors[event.anchor]
    if node is None:
        message = "deze verwijzing (*…) bevat zichzelf"
        raise YamlError(error(codes.YAML_KRINGLOOP, message, source))
    return node


def _attach(
    stack: list[Node], node: Node, at: Callable[[Any], Source], maximum: int
) -> Node | None:
    """Put a finished node into the one around it; a node with nothing around it is the root."""
    if not stack:
        return node
    parent = stack[-1]
    parent.depth = max(parent.depth, node.depth + 1)
    if len(stack) + node.depth > MAXIMUM_DEPTH + 1:
        raise YamlError(_too_deep(at(node.mark)))
    parent.size += node.size
    parent.letters += node.letters
    if parent.size > maximum or parent.letters > MAXIMUM_CHARACTERS:
        raise YamlError(
            error(
                codes.YAML_TE_GROOT,
                f"hier staat te veel (hoogstens {grouped(maximum)} "
                f"sleutels en waarden en vier miljoen tekens, herhaalde meegeteld)",
                at(node.mark),
                "Verdeel het over meer bestanden, of verwijs met * naar minder.",
            )
        )
    if isinstance(parent.data, list):
        parent.data.append(node.data)
        parent.children.append(node)
    elif isinstance(parent.data, dict):
        _attach_to_mapping(parent, parent.data, node, at)
    return None


def _attach_to_mapping(
    parent: Node, data: dict[str, Data], node: Node, at: Callable[[Any], Source]
) -> None:
    if parent.pending is None:
        if not isinstance(node.data, str):
            raise YamlError(
                error(codes.YAML_SLEUTEL, "een sleutel moet een woord zijn", at(node.mark))
            )
        if node.data in parent.keys:
            first = at(parent.keys[node.data])
            raise YamlError(
                error(
                    codes.YAML_DUBBEL,
                    "deze sleutel staat hier voor de tweede keer",
                    at(node.mark),
                    f"De eerste staat op regel {first.line}; laat er één staan.",
                )
            )
        parent.keys[node.data] = node.mark
        parent.pending = node.data
    else:
        data[parent.pending] = node.data
        parent.children.append(node)
        parent.pending = None


def marks(node: Node, path: Path, key: Any = None) -> Iterator[tuple[Path, Any, Any]]:
    """Every path with the mark of its value and that of the key that names it, if any."""
    yield path, node.mark, key
    names: Iterable[str | int] = node.keys or range(len(node.children))
    for name, child in zip(names, node.children, strict=True):
        yield from marks(child, (*path, name), node.keys.get(str(name)))
