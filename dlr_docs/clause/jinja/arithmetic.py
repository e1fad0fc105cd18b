"""What clauses compute: the filters ``keer``, ``gedeeld_door``, ``som`` and ``in_woorden``."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from msgspec import Struct

from dlr_docs.basis.dutch import in_words, show_amount, show_number
from dlr_docs.clause.jinja import language
from dlr_docs.model.declared.tables import Cell
from dlr_docs.model.values import Value


class Computed(Struct, frozen=True):
    """A number that follows from values; open (None) as long as one of them is. It prints as text,
    and is not bound: Word does not compute it anew.
    """

    number: Decimal | None
    is_amount: bool

    def __str__(self) -> str:
        if self.number is None:
            return "nog te berekenen"
        rounded = self.number.quantize(Decimal("0.01"), ROUND_HALF_UP)
        return show_amount(rounded) if self.is_amount else show_number(rounded.normalize())


def _operand(item: Any) -> Computed:
    """A value, a computed number or a number of the clause as something to compute with."""
    if isinstance(item, Computed):
        return item
    if isinstance(item, Value):
        if item.raw is None:
            return Computed(None, item.kind == "bedrag")
        if isinstance(item.raw, Fraction):
            return Computed(Decimal(item.raw.numerator) / Decimal(item.raw.denominator), False)
        if isinstance(item.raw, int | Decimal) and not isinstance(item.raw, bool):
            share = Decimal(100) if item.kind == "percentage" else Decimal(1)
            return Computed(Decimal(item.raw) / share, item.kind == "bedrag")
    number = item.raw if isinstance(item, Cell) else item
    if isinstance(number, int) and not isinstance(number, bool):
        return Computed(Decimal(number), False)
    raise language.Misuse("rekenen kan alleen met een bedrag, aantal, percentage of breuk")


def times(left: Any, right: Any) -> Computed:
    """The filter ``keer``: an amount times a number, a share or a percentage."""
    one, other = _operand(left), _operand(right)
    is_amount = one.is_amount or other.is_amount
    if one.number is None or other.number is None:
        return Computed(None, is_amount)
    return Computed(one.number * other.number, is_amount)


def divided(left: Any, right: Any) -> Computed:
    """The filter ``gedeeld_door``: an amount per unit; open as long as there is nothing to divide
    by.
    """
    one, other = _operand(left), _operand(right)
    if one.number is None or not other.number:
        return Computed(None, one.is_amount)
    return Computed(one.number / other.number, one.is_amount)


def total(items: Iterable[Any], *fields: str) -> Computed:
    """The filter ``som``: the total of a list; of a field of its rows; or of two fields
    multiplied.
    """
    rows = (
        functools.reduce(times, [row[field] for field in fields]) if fields else row
        for row in items
    )
    numbers = [_operand(row) for row in rows]
    is_amount = any(item.is_amount for item in numbers)
    known = [item.number for item in numbers if item.number is not None]
    return Computed(sum(known, Decimal(0)) if len(known) == len(numbers) else None, is_amount)


def words(number: Any) -> str | Value:
    """The filter ``in_woorden``; a number that is open stays a value to fill in."""
    if isinstance(number, Value):
        return number if number.is_open else in_words(int(str(number.raw)))
    return in_words(int(number))
