"""A check on numbers in texts: the noun behind one agrees with it, whatever is filled in."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Problem, error
from dlr_docs.clause.jinja.compile import Compiled
from dlr_docs.library.checks.shared import compiled_clauses
from dlr_docs.model.library import Clause, Library
from dlr_docs.model.values import ValueType

_PRINTED = re.compile(
    r"(?P<before>[^\s}]+)?\s*(?P<tag>\{\{-?\s*(?P<row>[a-z_]+\.)?(?P<name>[a-z0-9_]+)\s*"
    r"(?P<filters>(?:\|\s*[a-z_]+\s*)*)-?\}\})(?=\s+(?P<first>[a-zë]+(?:['’]s)?)?"
    r"(?:\s+(?P<second>[a-zë]+(?:['’]s)?))?)"
)
UNKNOWN = "…"  # for a word that only the writer knows
_PAIR = re.compile(r"""zelfstandig\(\s*["']([^"']+)["']\s*,\s*["']([^"']+)["']\s*\)""")
# Endings of plurals with those of their singulars; what is not here has several.
_ENDINGS = tuple(
    (re.compile(ending), single)
    for ending, single in (
        (r"['’]?s$", ""),
        (r"ingen$", "ing"),
        (r"(?<=[a-z])heden$", "heid"),
        (r"([bdfgklmnprst])\1en$", r"\1"),
        (r"(?<=ij|ie|oe|eu|ei)ven$", "f"),
        (r"(?<=ij|ie|oe|eu|ei|ui|au|ou)zen$", "s"),
        (r"(?<=oe|eu|ui|ie|ij|ei|ou|au)([dgklmnprt])en$", r"\1"),
    )
)
# Before a term that may be one: "eens per maand", "de eerste week", and never "per één maand".
_WITHOUT_ONE = frozenset({"per", "de", "eerste", "laatste", "volgende", "elke", "iedere"})


def check_numbers(library: Library) -> Iterator[Problem]:
    """No printed number stands before a noun that is always plural, and no term of one after
    "per".
    """
    for clause, compiled in compiled_clauses(library):
        declared = {**_with_fields(library.values), **_with_fields(clause.values)}
        for found in _PRINTED.finditer(clause.text):
            item = declared.get(found["name"])
            if item is not None and not _is_safe(item, compiled):
                yield from _wrong(found, item, clause, library)


def _with_fields(values: Mapping[str, ValueType]) -> dict[str, ValueType]:
    """Declarations by name, those inside groups and lists too."""
    inside = itertools.chain.from_iterable(item.fields.items() for item in values.values())
    return {**dict(inside), **values}


def _is_safe(item: ValueType, compiled: Compiled) -> bool:
    """Whether a number is never one, or the text itself asks whether it is."""
    return item.name in compiled.deciding or (item.minimum or 0) > 1


def _wrong(
    found: re.Match[str], item: ValueType, clause: Clause, library: Library
) -> Iterator[Problem]:
    group = _plural(found, library.vocabulary.invariable) if item.kind == "aantal" else None
    if group:
        plural = found[group]
        message = f"achter '{item.name}' staat altijd '{plural}', ook als het er één is"
        hint = f'Schrijf {{{{ {item.name}|zelfstandig("enkelvoud", "{plural}") }}}}.'
        one = library.memory.once(_pairs, library).get(plural) or _singular(plural) or UNKNOWN
        written = f'{{{{ {_path(found)}|zelfstandig("{one}", "{plural}") }}}}'
        yield _at(clause, found.span(group), message, hint, written)
    if item.kind == "duur" and _may_be_one(found):
        message = f"achter '{found['before']}' kan '{item.name}' één zijn"
        hint = f"Schrijf {{{{ {item.name}|zonder_een }}}}: eens per maand."
        written = f"{{{{ {_path(found)}{found['filters'].rstrip()}|zonder_een }}}}"
        yield _at(clause, found.span("tag"), message, hint, written)


def _path(found: re.Match[str]) -> str:
    """The value as it is typed, with the row that it is of."""
    return f"{found['row'] or ''}{found['name']}"


def _at(clause: Clause, span: tuple[int, int], message: str, hint: str, written: str) -> Problem:
    """A problem of some words of a text, with the line as it should be."""
    start, end = span
    first = clause.text.rfind("\n", 0, start) + 1
    last = clause.text.find("\n", end)
    place = clause.line(clause.text.count("\n", 0, start) + 1)
    source = place.source and replace(place.source, column=start - first + 1)
    problem = error(codes.GETAL_VOOR_MEERVOUD, message, replace(place, source=source), hint)
    behind = clause.text[end : last if last >= 0 else None]
    return replace(problem, instead=f"{clause.text[first:start]}{written}{behind}")


def _pairs(library: Library) -> dict[str, str]:
    """The plurals that texts of the library have, each with its singular."""
    found = itertools.chain.from_iterable(
        _PAIR.findall(clause.text) for clause in library.all_clauses()
    )
    return {many: one for one, many in found}


def _singular(plural: str) -> str | None:
    """One of what a plural is, where its ending tells that for certain."""
    for ending, single in _ENDINGS:
        if ending.search(plural):
            return ending.sub(single, plural)
    return None


def _may_be_one(found: re.Match[str]) -> bool:
    """Whether a term stands where one month would be just "maand"."""
    return found["before"] in _WITHOUT_ONE and "zonder_een" not in found["filters"]


def _plural(found: re.Match[str], invariable: Iterable[str]) -> str | None:
    """Which group is the plural that follows a number: the first word, or the one after an
    adjective.
    """
    known = frozenset(invariable)
    for group in ("first", "second"):
        word = found[group]
        if word is None or word in known:
            return None
        if word.endswith(("en", "s")):
            return group
        if not word.endswith("e"):
            return None
    return None
