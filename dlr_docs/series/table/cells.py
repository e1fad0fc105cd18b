"""A cell to what a choice file would hold: dates, numbers and words as people leave them in
spreadsheets.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from dlr_docs.basis import codes
from dlr_docs.basis.codes import ErrorCode
from dlr_docs.build.values.interpreting import listed_options
from dlr_docs.series.table.columns import Column
from dlr_docs.sheets.cells import SheetCell

OPEN = frozenset({"-", "–", "—"})  # what leaves a value open
_MOST_DIGITS = 15  # what a spreadsheet keeps of a number
_AS_TEXT = "Geef de cel de celeigenschap Tekst en typ het opnieuw."


class CellProblem(ValueError):
    """A cell cannot be used as it is."""

    def __init__(self, code: ErrorCode, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


def raw_of(column: Column, cell: SheetCell) -> object:
    """What a choice file would hold in the place of a filled cell; None for what is left open.

    Raises:
        CellProblem: when it is not what was typed, or not to be told.
    """
    if cell.wrong:
        hint = "Verbeter de formule, of typ de waarde zelf."
        raise CellProblem(codes.CEL_FOUT, cell.wrong, hint)
    content = cell.content
    if isinstance(content, date) and column.declared.kind == "datum":
        return _day(content)
    if isinstance(content, date | time | timedelta):
        message = "het rekenprogramma heeft hier een datum of tijd van gemaakt"
        raise CellProblem(codes.CEL_SOORT, message, _AS_TEXT)
    if isinstance(content, bool):
        return _words(column, "ja" if content else "nee")
    if isinstance(content, int | float):
        return _words(column, _number(column, content, cell.form))
    return _words(column, cell.text)


def _day(content: date) -> date:
    if isinstance(content, datetime):
        if content.time() != time():
            message = "hier staat een tijd bij de datum"
            raise CellProblem(codes.CEL_SOORT, message, "Typ alleen de datum, als 1-8-2027.")
        return content.date()
    return content


def _number(column: Column, content: int | float, form: str) -> str:
    """A number as a person types it."""
    if "%" in form:
        return f"{_plain(content * 100)}%"
    if column.declared.kind == "percentage" and not form and not _is_surely_percentage(content):
        message = "van dit getal is in dit soort bestand niet te zeggen of het een percentage is"
        raise CellProblem(
            codes.CEL_SOORT, message, f"Typ het als tekst, bijvoorbeeld 50%. {_AS_TEXT}"
        )
    text = _plain(content)
    if len(text.strip("-")) > _MOST_DIGITS and "," not in text:
        message = "van een getal met zo veel cijfers bewaart een rekenprogramma er maar vijftien"
        raise CellProblem(codes.CEL_SOORT, message, _AS_TEXT)
    return text.zfill(len(form)) if re.fullmatch("0{2,20}", form) else text


def _is_surely_percentage(content: int | float) -> bool:
    """Whether a number can only be the percentage itself: 50, and not 0,5."""
    return content == int(content) and content > 1


def _plain(content: int | float) -> str:
    number = Decimal(repr(round(content, 10)))
    whole = number.to_integral_value()
    return format(whole if number == whole else number.normalize(), "f").replace(".", ",")


def _words(column: Column, text: str) -> object:
    """What a text stands for: nothing, one value, or several."""
    if text in OPEN:
        return None
    if not column.several:
        return key_of(text, column.declared.options)
    parts = text.splitlines() if "\n" in text else text.split(";")
    options = column.declared.options
    found = [key_of(part.strip(), options) for part in parts if part.strip()]
    if not options.keys() >= {*found}:
        found = listed_options(text, options) or found
    return found[0] if column.declared.kind != "lijst" and len(found) == 1 else found


def key_of(text: str, options: Mapping[str, str]) -> str:
    """The key of an option that was typed as its key or as what a reader reads; else the text."""
    if text in options:
        return text
    plain = text.casefold()
    found = (key for key, label in options.items() if plain in (key.casefold(), label.casefold()))
    return next(found, text)
