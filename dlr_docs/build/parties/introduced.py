"""The parties of a document, with their fields as values: how each is introduced, and in which
order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from msgspec.structs import replace

from dlr_docs.basis.problems import Problem
from dlr_docs.build.values.judging import judge
from dlr_docs.model.choices import Choices, PartyChoice
from dlr_docs.model.declared.parties import PartySort, PartySorts
from dlr_docs.model.party import Party
from dlr_docs.model.values import Content

_GROUPED = 3  # from this number on those of one sort are introduced together
_AND_FURTHER = "en verder:"


# What the text calls a party: its sort, and what it is called when that is not as its sort is.
Called = tuple[str, str | None]


def alike(parties: Iterable[PartyChoice]) -> Mapping[Called, int]:
    """How many parties of each sort are called the same."""
    return Counter((party.kind, party.designation) for party in parties)


def make_parties(
    parties: Sequence[PartyChoice],
    choices: Choices,
    sorts: PartySorts,
    vague: AbstractSet[str] = frozenset(),
) -> tuple[tuple[Party, ...], list[Problem]]:
    """The parties of a document, those of a sort with many together.

    Args:
        vague: the words that say nothing.
    """
    counts = alike(parties)
    problems: list[Problem] = []
    found: list[Party] = []
    for party in parties:
        made, wrong = _make_party(party, counts, choices, sorts, vague)
        problems += wrong
        found.append(made)
    return _in_groups(found), problems


def _make_party(
    party: PartyChoice,
    counts: Mapping[Called, int],
    choices: Choices,
    sorts: PartySorts,
    vague: AbstractSet[str],
) -> tuple[Party, list[Problem]]:
    """A party with its fields as values, open where something is missing, wrong or says nothing."""
    sort = sorts.by_name[party.kind]
    fields: dict[str, Content] = {}
    problems: list[Problem] = []
    for name, declared in sort.fields.items():
        if name in sort.several and party.fields.get(name) is None:
            continue
        raw = party.fields.get(name, declared.default)
        path = ("partijen", party.key, name)
        fields[name], wrong = judge(declared, raw, path, choices, ".".join(path), vague)
        problems += wrong
    for name in sort.several:
        if name not in fields:
            fields[name] = _one_item(name, party, sort, fields)
    if party.only:
        fields = {name: _narrowed(name, content, party, sort) for name, content in fields.items()}
    designation = party.designation or sort.designation
    grouped = not party.designation and counts[party.kind, None] >= _GROUPED
    introduced = _introduced(party, counts, sort)
    made = Party(party.key, sort, designation, introduced, fields, sorts.absent, is_grouped=grouped)
    return made, problems


def _one_item(
    name: str, party: PartyChoice, sort: PartySort, fields: Mapping[str, Content]
) -> tuple[Content, ...]:
    """A list with the one item that fields of the party stand for; empty when it may be."""
    several = sort.several[name]
    if not any(_is_typed(party.fields.get(item)) for item in several.short) and several.optional:
        return ()
    if len(several.short) == 1 and sort.fields[several.short[0]].fields:
        return (fields[several.short[0]],)
    return ({item: fields[item] for item in several.short},)


def _narrowed(name: str, content: Content, party: PartyChoice, sort: PartySort) -> Content:
    """A list of what a party has more of, with those that take part; a list of which none is named
    stays as it is.
    """
    called = sort.units.get(name)
    if called is None or not isinstance(content, tuple):
        return content
    items = (item for item in content if isinstance(item, Mapping))
    return tuple(item for item in items if str(item[called]) in party.only) or content


def _is_typed(raw: object) -> bool:
    if isinstance(raw, Mapping):
        return any(map(_is_typed, raw.values()))
    return raw is not None and raw != ""


def _introduced(party: PartyChoice, counts: Mapping[Called, int], sort: PartySort) -> str:
    """The words that say what the text calls a party; several of one sort that are called the same
    are called so together.
    """
    name = party.designation or sort.designation
    count = counts[party.kind, party.designation]
    if count == 1:
        return f"hierna: {name}"
    beside = sort.other if sort.other and count == 2 else sort.others
    return f"hierna, samen met {beside}: {name}"


def _in_groups(parties: Iterable[Party]) -> tuple[Party, ...]:
    """Parties in their order, and where some are introduced together those of each sort behind
    one another, with a line above.
    """
    found = [*parties]
    if not any(party.is_grouped for party in found):
        return tuple(found)
    order = {kind: number for number, kind in enumerate(dict.fromkeys(item.kind for item in found))}
    found.sort(key=lambda party: (order[party.kind], not party.is_grouped))
    made: list[Party] = []
    before: tuple[str, bool] | None = None
    for party in found:
        here = (party.kind if party.is_grouped else "", party.is_grouped)
        made.append(replace(party, kop=_heading(party, before)) if here != before else party)
        before = here
    return tuple(made)


def _heading(party: Party, before: tuple[str, bool] | None) -> str:
    """The line above the first of a group, or above those that follow one."""
    if party.is_grouped:
        usual = f"de volgende partijen, elk hierna: {party.sort.designation}:"
        return party.sort.group_heading or usual
    return _AND_FURTHER if before else ""
