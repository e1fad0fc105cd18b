"""A new choice file that asks what is needed, and no more: what stays open when nobody typed
anything.

Which questions these are is not kept anywhere: the documents are built from nothing but their kinds
and parties, and tell it themselves. So a default that must be confirmed is asked, and a value that
no chosen clause uses is not.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.basis.dutch import DATE_EXAMPLE
from dlr_docs.build.checks.coverage import open_values
from dlr_docs.build.pipeline import build_bundle
from dlr_docs.choices.file import choices_from_data
from dlr_docs.choices.new.lines import comment, how_many, parts_of, value_line
from dlr_docs.choices.new.planning import (
    Plan,
    PlannedBase,
    PlannedDocument,
    bare,
    example_title,
    joining,
)
from dlr_docs.model.values import PERSON, ValueType

_WIDTH = 125  # so that most questions take one line
_LONGEST_ROW = 5  # as many parts as still read well beside each other
_MORE = "één of meer"
_MOST_LINES = 60  # where a file is longer, more stands on one line
# What does: questions behind quotation marks to fill in; a row of a list; a party.
_BESIDE, _IN_A_ROW, _PARTY_IN_A_ROW = 1, 2, 3
_WIDEST = 130
PEOPLE = frozenset({*PERSON, "volmacht"})  # the parts of who represents somebody need no question


class Needed(Struct, frozen=True):
    """The paths of values that are open, in the order of the documents, and how tightly they are
    asked: 0, or as the numbers above say.
    """

    paths: tuple[str, ...]
    tight: int = 0

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
    asked, lines = needed(made), list[str]()
    for tight in (0, _BESIDE, _IN_A_ROW, _PARTY_IN_A_ROW):
        lines = _lines(made, title, replace(asked, tight=tight))
        if len(lines) <= _MOST_LINES:
            break
    return "\n".join(lines) + "\n"


def _lines(made: Plan, title: str, asked: Needed) -> list[str]:
    kinds = " ".join(document.outline.kind for document in made.documents)
    shared = (
        _value(name, declared, f"gegevens.{name}", asked, 2)
        for name, declared in asked.in_order(made.shared)
    )
    values = [
        *_group("gegevens:", itertools.chain.from_iterable(shared)),
        "documenten:",
        *itertools.chain.from_iterable(
            _document(index, document, made, asked) for index, document in enumerate(made.documents)
        ),
    ]
    return [
        *comment(
            "Vul in wat achter de dubbele punt hoort; wat leeg blijft, wordt in Word een veld. "
            f"{_of_several(values)}Alle vragen en varianten: dlr-docs nieuw {kinds} --alles",
            0,
            width=_WIDTH,
        ),
        value_line("bundel", title or example_title(made), 0),
        "status: concept",
        "partijen:",
        *comment(_more_of(made), 2, width=_WIDTH),
        *itertools.chain.from_iterable(_party(key, role, made, asked) for key, role in made.roles),
        *_bases(made.bases, asked),
        *values,
    ]


def _of_several(lines: Sequence[str]) -> str:
    """How more than one is typed, as far as these lines ask for it."""
    text = "\n".join(lines)
    found = []
    if re.search("^ {4,}-", text, re.MULTILINE):
        found.append("Een regel met - mag vaker. ")
    if '[""]' in text or re.search(_MORE.replace(" ", "[ \n#]+"), text, re.IGNORECASE):
        found.append('Zijn het er meer: ["het ene", "het andere"]. ')
    if re.search(r": \[\{(?!…)", text):
        found.append("Meer regels: [{…}, {…}]. ")
    return "".join(found)


_THERE_ALREADY = (
    "De overeenkomst die er al is: schrijf haar titel over, met de dag van ondertekening."
)


def _bases(bases: Iterable[PlannedBase], asked: Needed) -> Iterator[str]:
    """The agreements that exist already, with what must be known of each."""
    for number, base in enumerate(bases):
        kinds = " | ".join((base.outline.kind, *base.others))
        what = "Ook deze is er al." if number else _THERE_ALREADY
        yield from comment(f"{what} Soort: {kinds}.", 2 if number else 0, width=_WIDTH)
        if not number:
            yield "basisdocumenten:"
        kind, titled = base.outline.kind, value_line("titel", base.outline.title, 0)
        row = f"  {kind}: {{soort: {kind}, {titled}, ondertekend: }}"
        if asked.tight >= _IN_A_ROW and len(row) <= _WIDEST:
            yield row
        else:
            yield from (f"  {kind}:", f"    soort: {kind}", f"    {titled}", "    ondertekend:")


def _more_of(made: Plan) -> str:
    """How parties are written that have more of something than the questions ask for."""
    sorts = (made.library.parties.by_name[role] for _, role in made.roles)
    lists = itertools.chain.from_iterable(sort.several.values() for sort in sorts)
    instead: dict[str, dict[str, None]] = {}
    for item in lists:
        if item.short:
            instead.setdefault(item.short[0], {})[f"'{item.name}'"] = None
    words = ", ".join(f"{' of '.join(names)} voor '{one}'" for one, names in instead.items())
    return f"Meer dan één? Dan {words}: zie --alles." if words else ""


def _group(head: str, lines: Iterator[str]) -> list[str]:
    """A key with what stands below it; nothing when nothing does."""
    found = [*lines]
    return [head, *found] if found else []


def _party(key: str, role: str, made: Plan, asked: Needed) -> list[str]:
    fields = made.library.parties.by_name[role].fields
    found = {name: fields[name] for name in fields if asked.has(f"partijen.{key}.{name}")}
    if asked.tight == _PARTY_IN_A_ROW:
        parts = [_part_in_row(name, declared, key, asked) for name, declared in found.items()]
        row = f"  {key}: {{{', '.join((f'soort: {role}', *parts))}}}"
        if all(parts) and len(row) <= _WIDEST:
            return [row]
    lines = (
        _of_party(name, declared, f"partijen.{key}.{name}", asked)
        for name, declared in found.items()
    )
    return [f"  {key}:", f"    soort: {role}", *itertools.chain.from_iterable(lines)]


def _says_all(declared: ValueType) -> bool:
    """Whether the name of a field of a party says all about it."""
    return declared.kind == "tekst" and told(declared) == declared.question


def _part_in_row(name: str, declared: ValueType, key: str, asked: Needed) -> str:
    """A field of a party to fill in beside others; nothing where it needs a question."""
    inside = _on_one_line(declared, f"partijen.{key}.{name}", asked)
    if inside:
        return f"{name}: {_row(inside, parts_of(declared))}"
    return f'{name}: ""' if _says_all(declared) else ""


def _of_party(name: str, declared: ValueType, key: str, asked: Needed) -> list[str]:
    """The lines of a field of a party; one that its name says all about has no question above."""
    return (
        [value_line(name, "", 4)] if _says_all(declared) else _value(name, declared, key, asked, 4)
    )


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
    inside = _on_one_line(declared, key, asked)
    if inside:
        question = "" if key.startswith("partijen.") else _of_parts(declared, inside)
        row = f"{' ' * indent}{name}: {_row(inside, parts_of(declared))}"
        return _asked_beside(question, [row], indent, asked)
    if declared.kind in ("groep", "persoon"):
        lines = (
            _value(part, field, f"{key}.{part}", asked, indent + 2)
            for part, field in parts_of(declared).items()
            if asked.has(_path(f"{key}.{part}"))
        )
        more = comment(" ".join(how_many(declared)), indent, width=_WIDTH)
        return [*more, f"{' ' * indent}{name}:", *itertools.chain.from_iterable(lines)]
    if declared.kind == "lijst":
        shown = [*_list_lines(name, declared, key, asked, indent)]
        return _asked_beside(_told(declared), shown, indent, asked)
    if declared.may_be_more and declared.options and not any(map(_needs_quotes, declared.options)):
        return _asked_beside(_told(declared), [f"{' ' * indent}{name}: []"], indent, asked)
    return _plain_value(name, declared, indent, asked)


def _plain_value(name: str, declared: ValueType, indent: int, asked: Needed) -> list[str]:
    """One value with its question above it; where much stands on a line, behind it."""
    beside = _asked_beside(_told(declared), [f'{" " * indent}{name}: ""'], indent, asked)
    if asked.tight and len(beside) == 1:
        return beside
    return [*comment(_told(declared), indent, width=_WIDTH), value_line(name, "", indent)]


def _needs_quotes(word: str) -> bool:
    return not re.fullmatch(r"[\w-]+", word)


def _asked_beside(question: str, lines: Sequence[str], indent: int, asked: Needed) -> list[str]:
    """What is filled in between brackets or on the lines below, with its question behind the first
    line where it fits: nobody types there, so that no answer ends up in the comment.
    """
    beside = f"{lines[0]}  # {question}"
    if question and len(beside) <= (_WIDEST if asked.tight else _WIDTH):
        return [beside, *lines[1:]]
    return [*comment(question, indent, width=_WIDTH), *lines]


def _row(names: Sequence[str], parts: Mapping[str, ValueType]) -> str:
    """Parts to fill in beside each other: text between quotes, so that it may have a comma; who
    somebody is needs none.
    """
    bare = PEOPLE if PEOPLE.issuperset(names) else frozenset[str]()
    filled = (f"{name}: {'' if name in bare else _quotes(parts[name])}" for name in names)
    return f"{{{', '.join(filled)}}}"


def _quotes(declared: ValueType) -> str:
    return '""' if declared.kind == "tekst" and declared.minimum is None else ""


def _on_one_line(declared: ValueType, key: str, asked: Needed) -> list[str]:
    """The parts of a person or a group that stand beside each other; none of what is explained part
    by part.
    """
    parts = parts_of(declared) if declared.kind in ("groep", "persoon") else {}
    found = [part for part in parts if asked.has(_path(f"{key}.{part}"))]
    fits = all(part in PEOPLE or _is_short(parts[part]) for part in found)
    return found if fits and len(found) <= _LONGEST_ROW else []


def _is_short(declared: ValueType) -> bool:
    """Whether an answer may stand in a row: one of whose form nothing is known may be long."""
    if declared.kind == "tekst":
        return declared.example is not None
    return declared.kind not in ("groep", "persoon", "lijst")


def _of_parts(declared: ValueType, names: Iterable[str]) -> str:
    """The question of a group, with what can be answered to its parts."""
    parts = parts_of(declared)
    found = (f"{name}: {words}." for name in names if (words := _in_short(parts[name])))
    return " ".join([declared.question, *found, *how_many(declared)])


def _in_short(declared: ValueType) -> str:
    """What can be answered to a part of a group."""
    example = declared.example or EXAMPLES.get(declared.kind)
    words = " | ".join(declared.options) or (example and f"bijvoorbeeld {example}") or ""
    none = f", of {declared.none_words[0]}" if declared.none_words else ""
    return f"{words}{none}{f' ({_MORE})' if declared.may_be_more else ''}"


def _list_lines(
    name: str, declared: ValueType, key: str, asked: Needed, indent: int
) -> Iterator[str]:
    """A list: between brackets what an example shows to be short, with the quotes that keep a comma
    inside an item; of another its first item, to fill in and to repeat.
    """
    space = " " * indent
    if declared.example and not declared.fields:
        yield f'{space}{name}: [""]'
        return
    fields = [part for part in declared.fields if asked.has(f"{_path(key)}.1.{part}")]
    is_row = len(fields) > 1 and all(_is_short(declared.fields[part]) for part in fields)
    if is_row:
        yield from _row_lines(name, fields, declared, asked, space)
    else:
        yield from _item_lines(name, fields, space)


def _row_lines(
    name: str, fields: Sequence[str], declared: ValueType, asked: Needed, space: str
) -> Iterator[str]:
    """A row of a list with its parts beside each other."""
    row = _row(fields, declared.fields)
    whole = f"{space}{name}: [{row}]"
    if asked.tight >= _IN_A_ROW and len(whole) <= _WIDEST:
        yield whole
    else:
        yield from (f"{space}{name}:", f"{space}  - {row}")


def _item_lines(name: str, fields: Sequence[str], space: str) -> Iterator[str]:
    """The first item of a list, with a line for each of its parts."""
    yield f"{space}{name}:"
    yield f"{space}  - {fields[0]}:" if fields else f"{space}  -"
    yield from (f"{space}    {part}:" for part in fields[1:])


EXAMPLES = {
    "datum": DATE_EXAMPLE,
    "duur": "3 maanden",
    "bedrag": "1250,50",
    "percentage": "50%",
    "breuk": "1/5",
    "ja_nee": "ja of nee",
}


def told(declared: ValueType) -> str:
    """A question with all that helps to type an answer, where nothing else says how."""
    several = ("Eén regel met - per onderdeel.",) if declared.kind == "lijst" else ()
    return " ".join(
        (declared.question, *_answers(declared, "Kies uit"), *several, *how_many(declared))
    )


def _told(declared: ValueType) -> str:
    """A question with what can be answered, in a file whose head says how more is typed."""
    is_more = declared.may_be_more
    answers = _answers(declared, f"Kies {_MORE}" if is_more else "Kies uit")
    marked = [f"{_MORE.capitalize()}."] if is_more and not declared.options else []
    others = how_many(replace(declared, may_be_more=False))
    return " ".join((declared.question, *answers, *marked, *others))


def _answers(declared: ValueType, choose: str) -> Iterator[str]:
    """What can be answered to a question."""
    example = declared.example or EXAMPLES.get(declared.kind)
    if declared.options:
        yield f"{choose}: {' | '.join(declared.options)}."
    elif example:
        yield f"Bijvoorbeeld: {example}."
    if declared.proposal is not None:
        yield f"Gebruikelijk: {declared.proposal}."
