"""Records of which there may be more: ``woning`` and ``woningen`` are two ways to type one value.

Inside the program the value has the name of its declaration, and stands for a list whichever way it
was typed. A text says ``woningen`` for that list, and ``woning`` where there is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Path, Problem, error
from dlr_docs.model.choices import Choices, Given
from dlr_docs.model.library import Library
from dlr_docs.model.values import Content, ValueType


def singulars(library: Library) -> Mapping[str, str]:
    """The names of values by the plurals under which more of them are typed."""
    return library.memory.once(_singulars, library)


def _singulars(library: Library) -> Mapping[str, str]:
    return {item.plural: item.name for item in library.all_values() if item.plural}


def plurals(library: Library) -> Mapping[str, str]:
    """The plurals of values of which there may be more, by their names."""
    return library.memory.once(_plurals, library)


def _plurals(library: Library) -> Mapping[str, str]:
    return {name: plural for plural, name in singulars(library).items()}


def with_plurals(declared: Mapping[str, ValueType]) -> dict[str, ValueType]:
    """Declarations, also under the names of more."""
    return {item.plural: item for item in declared.values() if item.plural} | {**declared}


def by_own_name(typed: Iterable[Given], names: Mapping[str, str]) -> dict[str, Given]:
    """What was typed, by the names of the declarations.

    Args:
        typed: each with the path that ends with the key that was typed.
        names: what :func:`singulars` gives.
    """
    found: dict[str, Given] = {}
    for item in typed:
        key = str(item.path[-1])
        found[names.get(key, key)] = _only(item) if key in names else item
    return found


def _only(given: Given) -> Given:
    """One record that was typed as a list of one is that record."""
    if isinstance(given.raw, list | tuple) and len(given.raw) == 1:
        return replace(given, raw=given.raw[0], path=(*given.path, 0))
    return given


def spoken(named: Mapping[str, Content], plurals: Mapping[str, str]) -> Mapping[str, Content]:
    """Values by the names that a text knows.

    Args:
        plurals: the plurals of values of which there may be more, by their names.
    """
    if not plurals:
        return named
    found = dict(named)
    for name, plural in plurals.items():
        records = found.pop(name)
        found[plural] = records
        if isinstance(records, tuple) and len(records) == 1:
            found[name] = records[0]
    return found


def wrongly_typed(
    typed: Mapping[str, Any], path: Path, names: Mapping[str, str], choices: Choices
) -> Iterator[Problem]:
    """Records typed under both names, or under the name that is not for so many.

    Args:
        path: whose values these are; nothing for those of the bundle.
    """
    for plural, name in names.items():
        message = _wrong_form(typed, name, plural)
        if message is not None:
            here = choices.place(*path, "gegevens", plural if plural in typed else name)
            yield error(codes.ENKELVOUD_EN_MEERVOUD, message, here, _hint(name, plural))


def _wrong_form(typed: Mapping[str, Any], name: str, plural: str) -> str | None:
    """What is wrong with how records were typed that go by these two names."""
    if plural in typed and name in typed:
        return f"'{name}' en '{plural}' staan hier allebei"
    if isinstance(typed.get(name), list | tuple):
        return f"'{name}' is er één, en hier staat een lijst"
    if not isinstance(typed.get(plural) or [], list | tuple):
        return f"'{plural}' is een lijst, en hier staat er geen"
    return None


def _hint(name: str, plural: str) -> str:
    return f"Schrijf er één als '{name}: {{…}}', en meer als '{plural}: [{{…}}, {{…}}]'."
