"""Words that follow a number: the filters ``zelfstandig`` and ``zonder_een``."""

from __future__ import annotations

from typing import Any

from dlr_docs.clause.jinja import language
from dlr_docs.clause.jinja.arithmetic import Computed
from dlr_docs.model.values import Value

_EXAMPLE = '{{ aantal|in_woorden }} {{ aantal|zelfstandig("lid", "leden") }}'


def noun(number: Any, one: Any, many: Any) -> str:
    """The filter ``zelfstandig``: the noun that goes with a number, which stays plural while the
    number is open.
    """
    if type(one) is not str or type(many) is not str:
        raise language.Misuse(f"zelfstandig heeft een enkelvoud en een meervoud: {_EXAMPLE}")
    return one if _count(number) == 1 else many


def _count(number: Any) -> object:
    if isinstance(number, Value) and number.kind == "duur" and isinstance(number.raw, tuple):
        return number.raw[0]
    if isinstance(number, Value) and number.kind in ("aantal", "duur"):
        return number.raw
    if isinstance(number, Computed):
        return number.number
    if isinstance(number, int):
        return number
    raise language.Misuse(f"zelfstandig is voor een aantal: {_EXAMPLE}")


def without_one(term: Any) -> Any:
    """The filter ``zonder_een``: a term after "per" or "de eerste", where one month is just
    "maand".
    """
    if not isinstance(term, Value) or term.kind != "duur":
        raise language.Misuse("zonder_een is voor een termijn: eens per {{ termijn|zonder_een }}")
    is_one = isinstance(term.raw, tuple) and term.raw[0] == 1
    return term.text.split()[-1] if is_one else term
