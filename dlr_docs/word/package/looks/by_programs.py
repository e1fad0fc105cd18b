"""Looks that programs give by themselves: to words in a control, or that lead somewhere."""

from __future__ import annotations

from typing import Any

from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
_HOLDERS = (f"{_W}sdt", f"{_W}hyperlink")
BY_PROGRAMS = frozenset({"color", "shd", "u"})


def is_held(item: Any) -> bool:
    """Whether an element is in something of which programs choose the look of the words."""
    return next(item.iterancestors(*_HOLDERS), None) is not None
