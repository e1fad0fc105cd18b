"""What goes together: the usual choices of every kind alone and with all that belongs to it, and
bundles that contradict themselves.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from dlr_docs import build_bundle, check_bundle, load_library
from dlr_docs.basis import codes
from dlr_docs.basis.problems import DlrDocsError, Problem
from dlr_docs.choices.file import parse_choices
from dlr_docs.choices.new import planning, scaffold
from dlr_docs.model.library import Library

pytestmark = pytest.mark.bibliotheek

OUTLINES = load_library().outlines


def chains(kind: str) -> Iterator[tuple[str, ...]]:
    """The kinds that one belongs to, the first of them first: every way up."""
    parents = OUTLINES[kind].belongs_to
    if not parents:
        yield (kind,)
    for parent in parents:
        yield from ((*above, kind) for above in chains(parent) if kind not in above)


def together() -> Iterator[tuple[str, ...]]:
    """Every kind with what it belongs to, and every first one with all that belongs to it."""
    for kind in OUTLINES:
        yield from chains(kind)
    for kind, outline in OUTLINES.items():
        below = [name for name, other in OUTLINES.items() if kind in other.belongs_to]
        for pair in itertools.combinations(below, 2) if not outline.belongs_to else ():
            yield (kind, *pair)


def everything() -> list[tuple[str, ...]]:
    """Every first kind with all that belongs to it at once, whatever belongs to that included."""
    firsts = [kind for kind, outline in OUTLINES.items() if not outline.belongs_to]
    return [(kind, *(name for name in OUTLINES if kind in _above(name))) for kind in firsts]


def _above(kind: str) -> frozenset[str]:
    return frozenset(itertools.chain.from_iterable(chain[:-1] for chain in chains(kind)))


TOGETHER = [*dict.fromkeys((*together(), *everything()))]


def problems_of(text: str, library: Library) -> list[Problem]:
    try:
        found = check_bundle(build_bundle(parse_choices(text, "keuzes.yaml"), library))
    except DlrDocsError as exc:
        return list(exc.problems)
    incomplete = (codes.OPEN_GEGEVEN.name, "dagen-of-programma")
    return [item for item in found if item.code not in incomplete]


@pytest.mark.parametrize("kinds", TOGETHER, ids="+".join)
def test_the_usual_choices_do_not_contradict_each_other(
    library: Library, kinds: tuple[str, ...]
) -> None:
    plan = planning.plan(kinds, library)
    assert [str(item) for item in problems_of(scaffold.as_yaml(plan), library)] == []


@pytest.mark.parametrize("kinds", TOGETHER, ids="+".join)
def test_what_nobody_chose_does_not_contradict_itself(
    library: Library, kinds: tuple[str, ...]
) -> None:
    plan = planning.plan(kinds, library)
    sorts = "".join(f"  {key}: {{soort: {sort}}}\n" for key, sort in plan.roles)
    documents = "".join(
        f"  - {{soort: {item.outline.kind}, id: {item.id}"
        f"{f', bij: {item.parent}' if item.parent else ''}}}\n"
        for item in plan.documents
    )
    text = f"bundel: Proef\npartijen:\n{sorts}documenten:\n{documents}"
    assert [str(item) for item in problems_of(text, library)] == []
