"""YAML without surprises: every scalar stays the text that was typed, every key knows its place.

``no`` stays "no", ``0123`` stays "0123", ``2026-02-30`` stays text until a declared type judges it.
Only an empty value, ``~`` and ``null`` mean "nothing". Duplicate keys, tags, several documents in
one file, cyclic and huge aliases are problems. The tree is built from parser events with a stack of
its own, so that depth and size are bounded whatever the file holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import yaml
from msgspec import Struct, field
from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.characters import FORBIDDEN
from dlr_docs.basis.problems import (
    DlrDocsError,
    Path,
    Place,
    Places,
    Problem,
    Source,
    did_you_mean,
    error,
    grouped,
    has_errors,
    typed,
)
from dlr_docs.basis.yaml_silent import Silent, cut_lines

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError
    from pydantic_core import ErrorDetails

    from dlr_docs.basis.yaml_lines import Repair

    M = TypeVar("M", bound=BaseModel)

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = {"", "~", "null", "Null", "NULL"}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MAXIMUM_CHARACTERS = 4_000_000
MAXIMUM_NODES = 120_000  # the fullest document takes seven hundred; these take half a second
MAXIMUM_DEPTH = 50
MOST_PROBLEMS = (
    100  # of one file in one run; nobody reads more, and each costs a search for the nearest name
)

Data = str | None | list["Data"] | dict[str, "Data"]


class YamlError(DlrDocsError):
    """The text is not YAML as we take it."""


class _Node(Struct):
    """A node under construction; ``size`` counts everything below it, ``letters`` the characters of
    its texts and ``depth`` its levels, aliases included.
    """

    mark: Any
    data: Data
    size: int = 1
    letters: int = 0
    depth: int = 1
    keys: dict[str, Any] = field(default_factory=dict)
    children: list[_Node] = field(default_factory=list)
    pending: str | None = None


class Loaded(Struct, frozen=True):
    """Plain data (str, None, list, dict) and where everything in it stands.

    ``places`` maps a path to its value, ``keys`` to the key that names it. ``root`` is the file
    itself; ``file``, ``names`` and ``within`` are as in :class:`Places`. ``warnings`` tell what was
    probably meant otherwise.
    """

    data: Data
    places: Mapping[Path, Source]
    keys: Mapping[Path, Source]
    root: Source
    file: str = ""
    names: Mapping[Path, str] = field(default_factory=dict)
    within: Path = ()
    warnings: tuple[Problem, ...] = ()

    def place(self, path: Path) -> Place:
        """The place of a value, or that of the nearest one around it."""
        return Places(self.root, self.places, self.file, self.names, self.within).place(path)

    def unknown(self, path: Path) -> Place:
        """The place of a key that is none of ours, and is not said."""
        found = {**self.places, **self.keys}
        return Places(self.root, found, self.file, self.names, self.within).unknown(path)

    def key(self, path: Path) -> Place:
        """The place of a key, or that of the nearest value around it."""
        place = self.place(path)
        return Place(place.at, self.keys[path]) if path in self.keys else place


def load(
    text: str,
    name: str,
    first_line: int = 1,
    file: str = "",
    maximum_nodes: int = MAXIMUM_NODES,
) -> Loaded:
    """Read one YAML document.

    Args:
        text: the document.
        name: what to call it in problems (a path).
        first_line: the number of its first line, for YAML that is part of a larger file.
        file: what stands before its keys in a path (``clauses/gegevens.yaml``).
        maximum_nodes: how many keys and values it may have, aliases included.

    Raises:
        YamlError: with the place and what to do.
    """

    def at(mark: Any) -> Source:
        return Source(name, mark.line + first_line, mark.column + 1)

    about = Place(file or name, Source(name))
    if len(text) > MAXIMUM_CHARACTERS:
        raise YamlError(
            error(codes.YAML_TE_GROOT, "het bestand is groter dan vier miljoen tekens", about)
        )
    raw = FORBIDDEN.search(text)
    if raw:
        raise YamlError(control_problem(text, raw, about, first_line))
    silent = Silent(text, at, cut=cut_lines(text))
    try:
        builder = _Builder(silent, maximum_nodes)
        root = _build(yaml.parse(text, Loader=_LOADER), builder, Places(Source(name), {}, file))
    except yaml.YAMLError as exc:
        raise YamlError(_unreadable(text, exc, at, about)) from None
    if has_errors(silent.problems):
        raise YamlError(sorted(silent.problems, key=_line_of))
    if root is None:
        raise YamlError(
            error(
                codes.YAML_LEEG,
                "het bestand is leeg",
                replace(about, source=Source(name, first_line, 1)),
                "Een nieuw bestand maakt u met 'dlr-docs nieuw'.",
            )
        )
    marks = list(_marks(root, ()))
    return Loaded(
        root.data,
        {path: at(mark) for path, mark, _ in marks},
        {path: at(key) for path, _, key in marks if key is not None},
        Source(name),
        file,
        warnings=tuple(silent.problems),
    )


def control_problem(text: str, found: re.Match[str], about: Place, first_line: int = 1) -> Problem:
    """The problem of a character that neither YAML nor Word can hold, in the file ``about``."""
    line = text.count("\n", 0, found.start())
    column = found.start() - text.rfind("\n", 0, found.start())
    message = f"hier staat een stuurteken (U+{ord(found[0]):04X}) dat Word niet kan bewaren"
    name = about.source.path if about.source else about.at
    place = replace(about, source=Source(name, first_line + line, column))
    return error(codes.STUURTEKEN, message, place, "Haal het weg; het is onzichtbaar.")


def _unreadable(
    text: str, exc: yaml.YAMLError, at: Callable[[Any], Source], about: Place
) -> list[Problem]:
    """The lines that make a text unreadable, and what stays unreadable when they are mended."""
    from dlr_docs.basis.yaml_repair import repaired

    found = repaired(text, exc)
    problems = [_line_problem(repair, at, about) for repair in found.repairs]
    if found.failure is not None:
        problems.append(_syntax_problem(found.failure, at, about))
    return problems


def _line_of(problem: Problem) -> int:
    return (problem.source and problem.source.line) or 0


def _line_problem(repair: Repair, at: Callable[[Any], Source], about: Place) -> Problem:
    place = replace(about, source=at(repair))
    found = error(codes.YAML_ONLEESBAAR, repair.message, place, repair.hint)
    return replace(found, instead=repair.instead)


def _syntax_problem(exc: yaml.YAMLError, at: Callable[[Any], Source], about: Place) -> Problem:
    context, detail = _words(exc, "context"), _words(exc, "problem") or _words(exc, "reason")
    # an open quotation mark or a key without colon is where it starts, not where the reader stops
    names = ["problem_mark", "context_mark"]
    if any(words in context for words in ("quoted scalar", "simple key", "flow")):
        names.reverse()
    mark = next(filter(None, (getattr(exc, name, None) for name in names)), None)
    place = about if mark is None else replace(about, source=at(mark))
    message, hint = next(
        (told for words, told in _SYNTAX.items() if words in f"{context} {detail}"),
        _SYNTAX_OTHERWISE,
    )
    return error(codes.YAML_ONLEESBAAR, message, place, hint)


def _words(exc: yaml.YAMLError, name: str) -> str:
    return str(getattr(exc, name, None) or "")


# Words of what PyYAML says, with what that means to who typed the file; the first that fits.
_SYNTAX = {
    "tab character": (
        "deze regel springt in met een tab",
        "Spring in met gewone spaties.",
    ),
    "end of stream": (
        "hier begint een aanhalingsteken dat niet wordt gesloten",
        "Sluit het aan het eind van de tekst.",
    ),
    "unknown escape": (
        "een \\ betekent tussen dubbele aanhalingstekens iets anders",
        "Neem enkele aanhalingstekens.",
    ),
    "cannot start any token": (
        "met dit teken kan in YAML geen tekst beginnen",
        "Zet de tekst tussen aanhalingstekens, en spring in met spaties.",
    ),
    "flow": (
        "hier begint een [ of { die niet goed wordt gesloten",
        "Sluit haar met ] of }, of zet de tekst tussen aanhalingstekens.",
    ),
    "could not find expected ':'": (
        "deze regel is geen sleutel met een waarde",
        "Schrijf haar als sleutel: waarde.",
    ),
    "mapping values": (
        "hier staat een dubbele punt op een plaats waar geen sleutel kan staan",
        "Zet tekst met een dubbele punt tussen aanhalingstekens, en kijk naar het inspringen.",
    ),
    "did not find expected": (
        "deze regel past niet bij de regels erboven",
        "Regels die bij elkaar horen, beginnen even ver naar rechts.",
    ),
    "special characters": (
        "hier staat een onzichtbaar stuurteken",
        "Haal het weg.",
    ),
    "control characters": (
        "hier staat een onzichtbaar stuurteken",
        "Haal het weg.",
    ),
}
_SYNTAX_OTHERWISE = (
    "deze regel is niet te lezen",
    "Kijk naar het inspringen, de dubbele punten en de aanhalingstekens op en boven deze regel.",
)


class _Builder:
    """Turns parser events into nodes, with a stack of its own."""

    def __init__(self, silent: Silent, maximum: int) -> None:
        self.at = silent.at
        self.silent = silent
        self.maximum = maximum
        self.stack: list[_Node] = []
        self.names: list[str | None] = []
        self.anchors: dict[str, _Node | None] = {}
        self.used: set[str] = set()
        self.root: _Node | None = None
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
        self.stack.append(_Node(event.start_mark, data))
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
        node = _Node(event.start_mark, _scalar(event), letters=len(event.value))
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

    def _add(self, node: _Node) -> None:
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


def _build(events: Iterator[Any], builder: _Builder, places: Places) -> _Node | None:
    """The root of the one document; None when there is nothing in it."""
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
    return None if plain and event.value in _NULLS else str(event.value)


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


def _alias(event: Any, anchors: Mapping[str, _Node | None], silent: Silent) -> _Node:
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
    stack: list[_Node], node: _Node, at: Callable[[Any], Source], maximum: int
) -> _Node | None:
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
    parent: _Node, data: dict[str, Data], node: _Node, at: Callable[[Any], Source]
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


def _marks(node: _Node, path: Path, key: Any = None) -> Iterator[tuple[Path, Any, Any]]:
    """Every path with the mark of its value and that of the key that names it, if any."""
    yield path, node.mark, key
    names: Iterable[str | int] = node.keys or range(len(node.children))
    for name, child in zip(names, node.children, strict=True):
        yield from _marks(child, (*path, name), node.keys.get(str(name)))


def branches(loaded: Loaded) -> dict[str, Loaded]:
    """The branches of loaded data by the key that each stands under, with their own places."""
    if not isinstance(loaded.data, dict):
        return {}
    places, keys = _by_first_key(loaded.places), _by_first_key(loaded.keys)
    return {
        name: replace(
            loaded,
            data=data,
            places=places.get(name, {}),
            keys=keys.get(name, {}),
            within=(*loaded.within, name),
        )
        for name, data in loaded.data.items()
    }


def _by_first_key(found: Mapping[Path, Source]) -> dict[str | int, dict[Path, Source]]:
    divided: dict[str | int, dict[Path, Source]] = {}
    for path, source in found.items():
        if path:
            divided.setdefault(path[0], {})[path[1:]] = source
    return divided


_MESSAGES = {
    "missing": "'{key}' ontbreekt",
    "string_type": "hier hoort tekst",
    "dict_type": "hier horen sleutels met waarden (naam: waarde)",
    "model_type": "hier horen sleutels met waarden (naam: waarde)",
    "list_type": "hier hoort een lijst (regels die met - beginnen)",
    "tuple_type": "hier hoort een lijst (regels die met - beginnen)",
    "int_parsing": "hier hoort een geheel getal",
    "int_type": "hier hoort een geheel getal",
    "bool_parsing": "hier hoort ja of nee (true of false)",
    "bool_type": "hier hoort ja of nee (true of false)",
    "date_from_datetime_parsing": "hier hoort een bestaande datum, als 2027-08-01",
    "date_parsing": "hier hoort een bestaande datum, als 2027-08-01",
    "date_type": "hier hoort een bestaande datum, als 2027-08-01",
    "too_long": "hier staat te veel (hoogstens {maximum})",
    "too_short": "hier is minstens één regel nodig",
    "string_too_long": "deze tekst is te lang (hoogstens {maximum} tekens)",
    "string_too_short": "hier hoort een tekst van minstens {minimum} tekens",
}


# What a text that must have a form consists of, in the words of who types it.
_FORMS = {
    r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$": "is de naam van een gegeven, of van een onderdeel "
    "ervan",
    r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9])$": "is een maand en een dag, zoals 08-01",
    r"^[a-z][a-z0-9-]{0,39}$": "begint met een kleine letter en heeft daarna hoogstens 39 kleine "
    "letters, cijfers en streepjes",
    r"^[a-z][a-z0-9-]*$": "begint met een kleine letter en heeft daarna kleine letters, cijfers en "
    "streepjes",
    r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$": "begint met een kleine letter en heeft daarna kleine "
    "letters en cijfers, met een laag streepje tussen woorden",
    r"^[a-z]{2,30}$": "is één woord van 2 tot 30 kleine letters",
}


_CODES = {
    "missing": codes.ONTBREEKT,
    "too_long": codes.VERKEERDE_LENGTE,
    "too_short": codes.VERKEERDE_LENGTE,
    "string_too_long": codes.VERKEERDE_LENGTE,
    "string_too_short": codes.VERKEERDE_LENGTE,
}


def written_day(value: object) -> object:
    """Refuse what is not written as year-month-day; pydantic would take 86400 for seconds since
    1970.
    """
    from pydantic_core import PydanticCustomError

    if (isinstance(value, str) and not _DAY.fullmatch(value)) or isinstance(value, int | float):
        raise PydanticCustomError("date_parsing", "not a day")
    return value


def validate(model: type[M], loaded: Loaded) -> tuple[M | None, list[Problem]]:
    """Judge loaded data with a pydantic model: the model, or problems with line and column."""
    from pydantic import ValidationError

    try:
        return model.model_validate(loaded.data), []
    except ValidationError as exc:
        return None, _problems(exc, model, loaded)


def _problems(exc: ValidationError, model: type[BaseModel], loaded: Loaded) -> list[Problem]:
    found: dict[tuple[Path, str], Problem] = {}
    for item in exc.errors(include_url=False, include_context=True)[:MOST_PROBLEMS]:
        path = _known_path(item["loc"], loaded.data)
        wrong = _problem(item, path, model, loaded)
        found.setdefault((path, wrong.code), wrong)
    return list(found.values())


def _problem(item: ErrorDetails, path: Path, model: type[BaseModel], loaded: Loaded) -> Problem:
    kind, context = item["type"], item.get("ctx", {})
    key = str(item["loc"][-1]) if item["loc"] else ""
    if kind == "extra_forbidden":
        hint = did_you_mean(key, _siblings(model, item["loc"]))
        return error(
            codes.ONBEKENDE_SLEUTEL, "deze sleutel bestaat hier niet", loaded.unknown(path), hint
        )
    if kind in ("literal_error", "enum"):
        names = context["expected"].replace(" or ", ", ").split(",")
        allowed = [name.strip().strip("'") for name in names]
        hint = did_you_mean(str(item["input"]), allowed, "Mogelijk zijn")
        message = f"{typed(item['input'])} kan hier niet"
        return error(codes.ONBEKENDE_WAARDE, message, _place(key, kind, path, loaded), hint)
    if kind == "value_error":
        return error(codes.VERKEERDE_VORM, str(context["error"]), loaded.place(path))
    if kind == "string_pattern_mismatch":
        what = "een sleutel" if key == "[key]" else "deze waarde"
        message = f"{what} {_FORMS.get(context['pattern'], 'heeft niet de vorm die hier hoort')}"
        return error(codes.VERKEERDE_VORM, message, _place(key, kind, path, loaded))
    message = _MESSAGES.get(kind, "deze waarde kan hier niet").format(
        key=key, minimum=context.get("min_length", 1), maximum=context.get("max_length", 0)
    )
    return error(_CODES.get(kind, codes.VERKEERD_TYPE), message, _place(key, kind, path, loaded))


def _place(key: str, kind: str, path: Path, loaded: Loaded) -> Place:
    """The place of what is wrong: a key itself, or a value; what is missing is named too."""
    if key == "[key]":
        return loaded.key(path)
    return loaded.place((*path, key) if kind == "missing" else path)


def _known_path(loc: tuple[int | str, ...], data: Any) -> Path:
    """A pydantic location without the parts that name a branch of a union instead of a key."""
    path: Path = ()
    for part in loc:
        inside: Any = data if isinstance(data, Mapping | list | tuple) else {}
        try:
            data = inside[part]
        except (KeyError, IndexError, TypeError):
            continue
        path = (*path, part)
    return path


def _siblings(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """The keys that could stand where an unknown key stands."""
    current: Any = model
    for part in loc[:-1]:
        fields = getattr(current, "model_fields", {})
        if part in fields:
            current = _model_in(fields[part].annotation) or current
    return [info.alias or name for name, info in getattr(current, "model_fields", {}).items()]


def _model_in(annotation: Any) -> Any:
    """The first pydantic model inside a type annotation."""
    if hasattr(annotation, "model_fields"):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = _model_in(argument)
        if found is not None:
            return found
    return None
