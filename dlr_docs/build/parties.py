"""The parties of a choice file, judged by the sorts that the library has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Problem, did_you_mean, error
from dlr_docs.build.judging import judge
from dlr_docs.model.choices import Choices, PartyChoice
from dlr_docs.model.parties import Party, PartySort, PartySorts
from dlr_docs.model.values import Content


def wrong_parties(choices: Choices, sorts: PartySorts) -> Iterator[Problem]:
    """Parties of a sort that does not exist, and keys that their sort does not have."""
    for key, party in choices.parties.items():
        sort = sorts.by_name.get(party.kind)
        if sort is None:
            yield error(
                codes.ONBEKENDE_WAARDE,
                "deze soort partij bestaat niet",
                choices.place("partijen", key, "soort"),
                did_you_mean(party.kind, sorts.by_name, "Mogelijk zijn"),
            )
        else:
            yield from _unknown_keys(party, sort, choices)


def _unknown_keys(party: PartyChoice, sort: PartySort, choices: Choices) -> Iterator[Problem]:
    known = {"soort", "aanduiding", *sort.fields}
    for name in party.fields:
        if name not in known:
            yield error(
                codes.ONBEKENDE_SLEUTEL,
                "deze sleutel bestaat hier niet",
                choices.unknown("partijen", party.key, name),
                did_you_mean(name, known),
            )


def alike(parties: Iterable[PartyChoice]) -> Mapping[str, int]:
    """How many parties of each sort are called as their sort is."""
    return Counter(party.kind for party in parties if not party.designation)


def make_party(
    party: PartyChoice,
    counts: Mapping[str, int],
    choices: Choices,
    sorts: PartySorts,
    vague: AbstractSet[str] = frozenset(),
) -> tuple[Party, list[Problem]]:
    """A party with its fields as values, open where something is missing, wrong or says nothing.

    Args:
        counts: how many of each sort the document has, as :func:`alike` counts them.
        vague: the words that say nothing.
    """
    sort = sorts.by_name[party.kind]
    fields: dict[str, Content] = {}
    problems: list[Problem] = []
    for name, declared in sort.fields.items():
        raw = party.fields.get(name, declared.default)
        path = ("partijen", party.key, name)
        fields[name], wrong = judge(declared, raw, path, choices, ".".join(path), vague)
        problems += wrong
    introduced = _introduced(party, counts, sort)
    designation = party.designation or sort.designation
    made = Party(party.key, sort, designation, introduced, fields, sorts.properties)
    return made, problems


def _introduced(party: PartyChoice, counts: Mapping[str, int], sort: PartySort) -> str:
    """The words that say what the text calls a party; several of one sort are called so
    together.
    """
    if party.designation:
        return f"hierna: {party.designation}"
    if counts[party.kind] == 1:
        return f"hierna: {sort.designation}"
    return f"hierna, samen met {sort.others}: {sort.designation}"
