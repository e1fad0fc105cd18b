"""The codes that a library declares: those of its checks on documents and on its own words."""

from __future__ import annotations

from collections.abc import Iterator

from dlr_docs.basis.codes import Code, ErrorCode, Severity, WarningCode
from dlr_docs.model.library import Library

_KINDS = {Severity.ERROR: ErrorCode, Severity.WARNING: WarningCode}


def own_codes(library: Library) -> Iterator[Code]:
    """Each code of a library once, with its severity and what it means."""
    first: dict[str, Code] = {}
    for rule in library.rules.values():
        first.setdefault(rule.code, _KINDS[rule.severity](rule.code, rule.sentence))
    for together in library.vocabulary.together:
        sentence = f"{together.message[:1].upper()}{together.message[1:]}."
        first.setdefault(together.code, ErrorCode(together.code, sentence))
    yield from first.values()
