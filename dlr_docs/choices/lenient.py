"""What the choice file takes besides the plain form: numbers as text, nothing as no keys, one as a
list of one.

Named by ``choices.models``, and apart from it because these run without its classes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from dlr_docs.basis.characters import FORBIDDEN
from dlr_docs.basis.dutch import parse_date
from dlr_docs.model.choices import ABSENT

NUMBER = r"^[1-9][0-9]{0,3}[a-z]{0,2}(\.([1-9][0-9]{0,3}[a-z]{0,2}|[a-z]{1,2})){0,3}$"


def text_or_nothing(value: object) -> object:
    """Numbers count as the text they were typed as."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def or_empty(value: object) -> object:
    """Nothing counts as no keys at all."""
    return {} if value is None else value


def small(value: object) -> object:
    """A word that begins with a capital is the same word."""
    return value.lower() if isinstance(value, str) else value


def as_date(value: object) -> object:
    """A date as values are written; pydantic refuses what is none, and would take a number for
    seconds since 1970.
    """
    return (parse_date(value) or "geen datum") if isinstance(value, str | int | float) else value


def words(value: str | None) -> str | None:
    """A few words on one line."""
    if value is not None and (FORBIDDEN.search(value) or len(value.splitlines()) > 1):
        raise ValueError("hier horen een paar woorden op één regel, zonder stuurtekens")
    return value


def number(value: str) -> str:
    """The number of an article or a lid."""
    if not re.fullmatch(NUMBER, value):
        raise ValueError("hier hoort een nummer in cijfers, als 14 of 14.2")
    return value


def number_or_absent(value: str) -> str:
    """The number of an article, or that there is none."""
    return value if value == ABSENT else number(value)


def as_list(value: object) -> object:
    """``a`` and ``[a]`` mean the same."""
    return [value] if isinstance(value, str) else value


def as_layers(value: object) -> object:
    """One layer counts as a list of one, and nothing as none."""
    return or_empty_list(value) if not isinstance(value, str | Mapping) else [value]


def or_empty_list(value: object) -> object:
    """Nothing counts as no items at all."""
    return [] if value is None else value


def as_layer(value: object) -> object:
    """``standaard`` and ``{bron: standaard}`` mean the same."""
    return value if isinstance(value, Mapping) else {"bron": text_or_nothing(value)}


def as_list_or_empty(value: object) -> object:
    """The same, and nothing is a list of none."""
    return [] if value is None else as_list(value)


def as_options(value: object) -> object:
    """A list of options reads as it is typed."""
    if isinstance(value, list | tuple):
        return {str(item): str(item) for item in value}
    return or_empty(value)


def as_article(value: object) -> object:
    """``"14"`` and ``{nummer: "14"}`` mean the same."""
    return value if isinstance(value, Mapping) else {"nummer": value}
