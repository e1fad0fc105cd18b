"""The codes that a library declares: those of its checks on documents and on its own words."""

from __future__ import annotations

from collections.abc import Iterator

from dlr_docs.basis.codes import Code
from dlr_docs.model.library import Library


def own_codes(library: Library) -> Iterator[Code]:
    """Each code of a library once, as its first check declares it."""
    declared: list[Code] = [rule.declared for rule in library.rules.values()]
    declared += [item.declared for item in library.vocabulary.together]
    found: dict[str, Code] = {}
    for code in declared:
        found.setdefault(code.name, code)
    yield from found.values()
