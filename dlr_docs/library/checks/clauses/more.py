"""Checks on texts about what there may be more of: they read right for one and for many."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Problem, error
from dlr_docs.build.values.plural import with_plurals
from dlr_docs.clause.jinja.compile import Compiled
from dlr_docs.library.checks.shared import at_words, compiled_clauses, with_line
from dlr_docs.model.library import Clause, Library
from dlr_docs.model.values import ValueType

_PRINTED = re.compile(r"\{\{-?\s*(?:(?P<of>[a-z0-9_]+)\.)?(?P<name>[a-z0-9_]+)\s*-?\}\}")


def check_more(library: Library) -> Iterator[Problem]:
    """A text that says one of something asks how many there are, and prints all that there may
    be.
    """
    for clause, compiled in compiled_clauses(library):
        declared = {**library.values, **clause.values}
        yield from _only_one(clause, compiled, declared)
        yield from _not_listed(clause, declared)


def _only_one(
    clause: Clause, compiled: Compiled, declared: dict[str, ValueType]
) -> Iterator[Problem]:
    for name in sorted(compiled.names & declared.keys()):
        plural = declared[name].plural
        if plural is not None and plural not in compiled.names:
            message = f"de tekst zegt '{name}' en vraagt niet hoeveel er zijn"
            hint = f"Schrijf {{% if {plural}|length == 1 %}} … {{% else %}} … {{% endif %}}."
            line = next((use.line for use in compiled.uses if use.name == name), 1)
            yield error(codes.TEKST_VOOR_EEN, message, at_words(clause, line, name), hint)


def _not_listed(clause: Clause, declared: dict[str, ValueType]) -> Iterator[Problem]:
    records = _records(clause, declared)
    for found in _PRINTED.finditer(clause.text):
        of, name = found["of"], found["name"]
        item = records[of].fields.get(name) if of in records else None
        item = declared.get(name) if of is None else item
        if item is not None and item.may_be_more:
            message = f"van '{found['name']}' kunnen er meer zijn"
            better = f"{{{{ {found[0].strip('{} -')}|opsomming }}}}"
            line = clause.text.count("\n", 0, found.start()) + 1
            place = at_words(clause, line, found[0])
            problem = error(codes.TEKST_VOOR_EEN, message, place, f"Schrijf {better}.")
            yield with_line(problem, clause, line, found[0], better)


def _records(clause: Clause, declared: dict[str, ValueType]) -> dict[str, ValueType]:
    """The declarations of what the text calls a record: by its name, or as the item of a loop."""
    plurals = with_plurals(declared)
    loops = re.findall(r"\{% for (\w+) in (\w+)", clause.text)
    return {**declared, **{item: plurals[name] for item, name in loops if name in plurals}}
