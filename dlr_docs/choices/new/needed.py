"""A new choice file that asks what is needed, and no more: what stays open when nobody typed
anything.

Which questions these are is not kept anywhere: the documents are built from nothing but their kinds
and parties, and tell it themselves. So a default that must be confirmed is asked, and a value that
no chosen clause uses is not.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from dlr_docs.basis.dutch import DATE_EXAMPLE
from dlr_docs.build.checks.coverage import open_values
from dlr_docs.build.pipeline import build_bundle
from dlr_docs.choices.file import choices_from_data
from dlr_docs.choices.new.lines import base_lines, comment, how_many, parts_of, value_line
from dlr_docs.choices.new.planning import Plan, PlannedDocument, bare, example_title, joining
from dlr_docs.model.values import PERSON, ValueType

_WIDTH = 120  # so that most questions take one line
PEOPLE = frozenset({*PERSON, "volmacht"})  # the parts of who represents somebody need no question


class Needed(Struct, frozen=True):
    """The paths of values that are open, in the order of the documents."""

    paths: tuple[str, ...]

    def has(self, path: str) -> bool:
        """Whether a value, or anything inside it, is open."""
        return any(found == path or found.startswith(f"{path}.") for found in self.paths)

    def in_order(self, declared: Mapping[str, ValueType]) -> Iterator[tuple[str, ValueType]]:
        """What is open of these values, as a reader of the documents meets it."""
        names = dict.fromkeys(path.partition(".")[0] for path in self.paths)
        return ((name, declared[name]) for name in names if name in declared)


def needed(made: Plan) -> Needed:
    """What is open in the documents of a plan when nobody typed anything."""
    data: dict[str, Any] = {
        "bundel": example_title(made),
        "partijen": {key: {"soort": role} for key, role in made.roles},
        "basisdocumenten": {
            item.outline.kind: {"soort": item.outline.kind, "titel": item.outline.title}
            for item in made.bases
        },
        "documenten": [bare(document, made) for document in made.documents],
    }
    bundle = build_bundle(choices_from_data(data), made.library)
    found = itertools.chain.from_iterable(map(open_values, bundle.documents))
    return Needed(tuple(dict.fromkeys(item.value.path for item in found)))


def _path(key: str) -> str:
    """The path in a document of what a key of the file is about."""
    first, _, rest = key.partition(".")
    if first == "gegevens":
        return rest
    return key if first == "partijen" else rest.partition(".gegevens.")[2]


def needed_yaml(made: Plan, title: str = "") -> str:
    """The choice file as text; its title is that of the library's example when there is none."""
    asked = needed(made)
    kinds = " ".join(document.outline.kind for document in made.documents)
    shared = (
        _value(name, declared, f"gegevens.{name}", asked, 2)
        for name, declared in asked.in_order(made.shared)
    )
    lines = [
        *comment(
            "Vul in wat achter de dubbele punt hoort; wat leeg blijft, wordt in Word een veld. "
            f"Alle vragen en varianten: dlr-docs nieuw {kinds} --alles",
            0,
            width=_WIDTH,
        ),
        value_line("bundel", title or example_title(made), 0),
        "status: concept",
        "partijen:",
        *comment(_more_of(made), 2, width=_WIDTH),
        *itertools.chain.from_iterable(_party(key, role, made, asked) for key, role in made.roles),
        *base_lines(made.bases),
        *_group("gegevens:", itertools.chain.from_iterable(shared)),
        "documenten:",
        *itertools.chain.from_iterable(
            _document(index, document, made, asked) for index, document in enumerate(made.documents)
        ),
    ]
    return "\n".join(lines) + "\n"


def _more_of(made: Plan) -> str:
    """How parties are written that have more of something than the questions ask for."""
    sorts = (made.library.parties.by_name[role] for _, role in made.roles)
    lists = itertools.chain.from_iterable(sort.several.values() for sort in sorts)
    instead = (f"'{item.name}' in plaats van '{item.short[0]}'" for item in lists if item.short)
    words = ", ".join(dict.fromkeys(instead))
    return f"Meer dan één? Schrijf {words}: zie --alles." if words else ""


def _group(head: str, lines: Iterator[str]) -> list[str]:
    """A key with what stands below it; nothing when nothing does."""
    found = [*lines]
    return [head, *found] if found else []


def _party(key: str, role: str, made: Plan, asked: Needed) -> list[str]:
    fields = made.library.parties.by_name[role].fields
    lines = (
        _of_party(name, declared, f"partijen.{key}.{name}", asked)
        for name, declared in fields.items()
        if asked.has(f"partijen.{key}.{name}")
    )
    return [f"  {key}:", f"    soort: {role}", *itertools.chain.from_iterable(lines)]


def _of_party(name: str, declared: ValueType, key: str, asked: Needed) -> list[str]:
    """The lines of a field of a party; one that its name says all about has no question above."""
    is_plain = declared.kind == "tekst" and told(declared) == declared.question
    return [value_line(name, "", 4)] if is_plain else _value(name, declared, key, asked, 4)


def _document(index: int, document: PlannedDocument, made: Plan, asked: Needed) -> list[str]:
    prefix = f"documenten.{index}.gegevens"
    own = (
        _value(name, declared, f"{prefix}.{name}", asked, 6)
        for name, declared in asked.in_order(document.own)
    )
    lines = [f"  - soort: {document.outline.kind}"]
    if document.id != document.outline.kind:
        lines.append(f"    id: {document.id}")
    if document.parent:
        lines.append(f"    bij: {document.parent}")
    keys = joining(document.outline, made.roles)
    if len(keys) < len(made.roles):
        lines.append(f"    partijen: [{', '.join(keys)}]")
    return [*lines, *_group("    gegevens:", itertools.chain.from_iterable(own))]


def _value(
    name: str,
    declared: ValueType,
    key: str,
    asked: Needed,
    indent: int,
) -> list[str]:
    """The lines of one question, or of the parts of a group that are open."""
    space = " " * indent
    inside = _on_one_line(declared, key, asked)
    if inside:
        question = "" if key.startswith("partijen.") else declared.question
        return [
            *comment(question, indent, width=_WIDTH),
            f"{space}{name}: {{{', '.join(f'{part}: ' for part in inside)}}}",
        ]
    if declared.kind in ("groep", "persoon"):
        lines = (
            _value(part, field, f"{key}.{part}", asked, indent + 2)
            for part, field in parts_of(declared).items()
            if asked.has(_path(f"{key}.{part}"))
        )
        more = comment(" ".join(how_many(declared)), indent, width=_WIDTH)
        return [*more, f"{space}{name}:", *itertools.chain.from_iterable(lines)]
    if declared.kind == "lijst":
        return [
            *comment(told(declared), indent, width=_WIDTH),
            f"{space}{name}:",
            *_first_item(declared, key, asked, space),
        ]
    return [
        *comment(told(declared), indent, width=_WIDTH),
        value_line(name, "", indent),
    ]


def _on_one_line(declared: ValueType, key: str, asked: Needed) -> list[str]:
    """The parts of a person, such as a name and a function, that stand beside each other; none of
    what is explained part by part.
    """
    parts = parts_of(declared) if declared.kind in ("groep", "persoon") else {}
    if parts.keys() - PEOPLE or declared.plural is not None or declared.none_words:
        return []
    return [part for part in parts if asked.has(_path(f"{key}.{part}"))]


def _first_item(declared: ValueType, key: str, asked: Needed, space: str) -> list[str]:
    """The first item of a list, to fill in and to repeat."""
    fields = [name for name in declared.fields if asked.has(f"{_path(key)}.1.{name}")]
    if not fields:
        return [f"{space}  -"]
    first, *others = fields
    return [f"{space}  - {first}:", *(f"{space}    {name}:" for name in others)]


EXAMPLES = {
    "datum": DATE_EXAMPLE,
    "duur": "3 maanden",
    "bedrag": "1250,50",
    "percentage": "50%",
    "breuk": "1/5",
    "ja_nee": "ja of nee",
}


def told(declared: ValueType) -> str:
    """A question with what can be answered, on a line or two."""
    parts = [declared.question]
    example = declared.example or EXAMPLES.get(declared.kind)
    if declared.options:
        parts.append(f"Kies uit: {' | '.join(declared.options)}.")
    elif example:
        parts.append(f"Bijvoorbeeld: {example}.")
    if declared.proposal is not None:
        parts.append(f"Gebruikelijk: {declared.proposal}.")
    if declared.kind == "lijst":
        parts.append("Eén regel met - per onderdeel.")
    parts += how_many(declared)
    return " ".join(parts)
