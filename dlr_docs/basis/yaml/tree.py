"""The events of YAML's parser to a tree of plain data with marks, with a stack of its own, so that
depth and size are bounded whatever the file holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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
            hint = (
                "Is dit een streep tussen regels, haal haar dan weg. Een tweede bundel hoort in "
                "een eigen bestand."
            )
            place = self.at(event.start_mark)
            raise YamlError(error(codes.YAML_MEER_DOCUMENTEN, message, place, hint))

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
        self.silent.group(node)
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
        self.root = _attach(self.stack, node, self.silent, self.maximum) or self.root


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


def _attach(stack: list[Node], node: Node, silent: Silent, maximum: int) -> Node | None:
    """Put a finished node into the one around it; a node with nothing around it is the root."""
    if not stack:
        return node
    parent = stack[-1]
    parent.depth = max(parent.depth, node.depth + 1)
    if len(stack) + node.depth > MAXIMUM_DEPTH + 1:
        raise YamlError(_too_deep(silent.at(node.mark)))
    parent.size += node.size
    parent.letters += node.letters
    if parent.size > maximum or parent.letters > MAXIMUM_CHARACTERS:
        raise YamlError(
            error(
                codes.YAML_TE_GROOT,
                f"hier staat te veel (hoogstens {grouped(maximum)} "
                f"sleutels en waarden en vier miljoen tekens, herhaalde meegeteld)",
                silent.at(node.mark),
                "Verdeel het over meer bestanden, of verwijs met * naar minder.",
            )
        )
    if isinstance(parent.data, list):
        parent.data.append(node.data)
        parent.children.append(node)
    elif isinstance(parent.data, dict):
        _attach_to_mapping(parent, parent.data, node, silent)
    return None


def _attach_to_mapping(parent: Node, data: dict[str, Data], node: Node, silent: Silent) -> None:
    if parent.pending is None:
        if not isinstance(node.data, str):
            raise YamlError(_no_word(node, silent))
        if node.data in parent.keys:
            raise YamlError(_second(parent, data, node, silent))
        parent.keys[node.data] = node.mark
        parent.pending = node.data
    else:
        data[parent.pending] = node.data
        parent.children.append(node)
        parent.pending = None


def _no_word(node: Node, silent: Silent) -> Problem:
    """A list, a group or nothing where a key belongs."""
    from dlr_docs.basis.yaml.mending.stray import doubled

    found = error(codes.YAML_SLEUTEL, "een sleutel moet een woord zijn", silent.at(node.mark))
    told = doubled(silent.line(node.mark.line), node.mark.column)
    return replace(found, hint=told[0], instead=told[1]) if told else found


def _second(parent: Node, data: dict[str, Data], node: Node, silent: Silent) -> Problem:
    """A key that is there already, and where else it may belong."""
    key = str(node.data)
    first, line = parent.keys[key], silent.line(node.mark.line)
    message = "deze sleutel staat hier voor de tweede keer"
    hint = f"De eerste staat op regel {silent.at(first).line}; laat er één staan."
    found = error(codes.YAML_DUBBEL, message, silent.at(node.mark), hint)
    head = silent.line(first.line)[: first.column]
    if head.rstrip().endswith("-") and key == next(iter(parent.keys)):
        hint += " Begint hier een nieuw onderdeel van de lijst, zet er dan een streepje voor."
        return replace(found, hint=hint, instead=f"{head}{line[node.mark.column :]}")
    above, value = next(reversed(data.items()))
    if value is None and above != key:
        number = silent.at(parent.keys[above]).line
        hint += (
            f" Horen deze regel en de volgende bij regel {number}, waar niets achter staat, "
            "spring ze dan verder in."
        )
    return replace(found, hint=hint)


def marks(node: Node, path: Path, key: Any = None) -> Iterator[tuple[Path, Any, Any]]:
    """Every path with the mark of its value and that of the key that names it, if any."""
    yield path, node.mark, key
    names: Iterable[str | int] = node.keys or range(len(node.children))
    for name, child in zip(names, node.children, strict=True):
        yield from marks(child, (*path, name), node.keys.get(str(name)))
