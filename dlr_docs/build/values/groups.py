"""Values of a group of documents as a whole: where they stand, and what the group is called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Path, Problem, error
from dlr_docs.model.choices import Choices, Given
from dlr_docs.model.library import Library


def typed_at(choices: Choices) -> Iterator[tuple[Path, Mapping[str, object]]]:
    """All values that were typed, with the path of whose they are; nothing for the bundle's."""
    yield (), choices.values
    for group in choices.groups.values():
        yield group.path, group.values
    for document in choices.documents:
        yield document.path, document.values


def is_in_group(given: Given) -> bool:
    """Whether a value was typed for a group."""
    return given.path[0] == "groepen"


def names_in_groups(
    given: Mapping[str, Given], choices: Choices, called: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """By value of a document that was typed in a group, what the documents of that group are
    called.
    """
    found = {}
    for name, item in given.items():
        group = choices.groups.get(str(item.path[1])) if is_in_group(item) else None
        if group is not None:
            found[name] = tuple(called[key] for key in group.documents)
    return found


def of_groups(library: Library) -> frozenset[str]:
    """The names of the values of a group as a whole."""
    return library.memory.once(_of_groups, library)


def outside_groups(choices: Choices, library: Library) -> Iterator[Problem]:
    """Values of a group as a whole that stand with one document or with all of them."""
    names = of_groups(library)
    for path, values in typed_at(choices) if names else ():
        for name in values if path[:1] != ("groepen",) else ():
            if name in names:
                message = (
                    f"'{name}' geldt voor een groep documenten samen, en staat niet in een groep"
                )
                hint = (
                    "Zet het onder 'groepen: {naam: {documenten: [..], gegevens: {..}}}', met de "
                    "id's van de documenten waarvoor het samen geldt."
                )
                place = choices.place(*path, "gegevens", name)
                yield error(codes.ALLEEN_IN_GROEP, message, place, hint)


def _of_groups(library: Library) -> frozenset[str]:
    return frozenset(item.name for item in library.all_values() if item.is_of_group)
