"""Dates, amounts and numbers the Dutch way, from locale data that is loaded when it is first
needed.
"""

from __future__ import annotations

import functools
import re
from datetime import date, datetime
from decimal import Decimal

from dlr_docs.basis.cache import remembered

LOCALE = "nl"
LAST_IN_WORDS = 20
_FIRST_GROUPED = 1000  # below it a whole number is the same in every locale with these digits
EARLIEST, LATEST = 1900, 2199  # years that an agreement can mean
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", re.ASCII)
_DUTCH = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)
_WRITTEN = re.compile(
    r"(\d{1,2})(?:\.|e|ste|de)?[ -]([a-z]{3,9})\.?[ -]['\u2019]?(\d{4}|\d{2})\.?", re.ASCII
)
_AROUND = re.compile(r"\s+(?=[-/.]\s?\S)|(?<=[-/.])\s+")  # blanks beside what parts the numbers
_WEEKDAY = re.compile(r"([a-z]{2,9})[.,]* (\d.*)", re.ASCII | re.IGNORECASE)
# a number and a half of a unit: half jaar, anderhalf jaar, twee en een half jaar, 2,5 jaar, 2½ jaar
_HALVES = re.compile(
    r"(?:(?:(?P<word>\d{1,3}|[a-zé]{2,11}?)\s*en\s*)?(?:(?:een|één|'n)\s*)?"
    r"(?P<half>half|halve|anderhalf|anderhalve)|(?P<digits>\d{0,3})(?:[.,]50?|\s?½))"
    r"\s*(?P<unit>[a-z]{2,})\.?",
)
# units of which the half is a whole number of others: how many of these there are in one
_PARTS = dict.fromkeys(("jaar", "jaren", "jr"), (12, "maanden"))
_PARTS |= dict.fromkeys(("uur", "uren"), (60, "minuten"))
_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
DATE_EXAMPLE = "1 augustus 2027"  # how a hint says that a date may be typed
DATE_PICTURE = "d\u00a0MMMM yyyy"  # in Unicode's and in Word's letters alike


def parse_date(raw: object) -> date | None:
    """The date that is meant, or None when there is no such day.

    Read are 2027-08-01 and 1-8-2027 with ``-``, ``/`` or ``.`` and blanks around it, 1
    augustus 2027, 1e augustus 2027, 1 aug. 2027, 1-aug-2027 and 1 augustus '27; a year of
    two digits is one of this century. The day of the week may stand in front, if it is that day.
    """
    if isinstance(raw, date):
        return raw.date() if isinstance(raw, datetime) else raw
    typed = " ".join(str(raw).split())
    found = _dated(typed)
    if found is not None:
        return found
    weekday, found = _with_weekday(typed)
    return found if found is not None and found.weekday() == weekday else None


def other_weekday(raw: object) -> str | None:
    """The day of the week that a date falls on, when another one is typed in front of it."""
    weekday, found = _with_weekday(" ".join(str(raw).split()))
    fits = found is None or found.weekday() == weekday
    return None if fits or found is None else _WEEKDAYS[found.weekday()]


def _with_weekday(text: str) -> tuple[int | None, date | None]:
    """The number of the weekday that a text begins with, and the date behind it."""
    split = _WEEKDAY.fullmatch(text)
    if split is None:
        return None, None
    name = split[1].lower()
    number = next((at for at, whole in enumerate(_WEEKDAYS) if name in (whole, whole[:2])), None)
    return number, None if number is None else _dated(split[2])


def _dated(text: str) -> date | None:
    """The date that a text without a weekday is, within the years that can be meant."""
    parts = _parts_of_date(text)
    if parts is None:
        return None
    try:
        found = date(*parts)
    except ValueError:
        return None
    return found if EARLIEST <= found.year <= LATEST else None


def is_no_day(text: str) -> bool:
    """Whether a text is written as a day of some year (``31 februari``) and there is none."""
    words = text.lower().split()
    dated = " ".join(words if len(words) == 3 else [*words, "2000"])  # a leap year has every day
    found = _WRITTEN.fullmatch(dated)
    return found is not None and bool(_month_called(found[2])) and parse_date(dated) is None


def _parts_of_date(text: str) -> tuple[int, int, int] | None:
    """Year, month and day as they are typed."""
    tight = _AROUND.sub("", text)
    iso = _ISO.fullmatch(tight)
    if iso:
        return int(iso[1]), int(iso[3]), int(iso[4])
    dutch = _DUTCH.fullmatch(tight)
    if dutch:
        return _year(dutch[4]), int(dutch[3]), int(dutch[1])
    written = _WRITTEN.fullmatch(text.lower()) or _WRITTEN.fullmatch(tight.lower())
    month = _month_called(written[2]) if written else None
    return (_year(written[3]), month, int(written[1])) if written and month else None


def _year(typed: str) -> int:
    return int(typed if len(typed) == 4 else f"20{typed}")


def _month_called(name: str) -> int | None:
    """The month with a name or the beginning of one; mrt and sept are how people shorten them."""
    if name == "mrt":
        return 3
    found = (number for number, whole in _months().items() if whole.startswith(name))
    return next(found, None)


def show_date(day: date) -> str:
    """A date as a document writes it: 1 augustus 2027, with a non-breaking space after the day."""
    parts = {"d": str(day.day), "yyyy": f"{day.year:04}", "MMMM": _months()[day.month]}
    return functools.reduce(lambda text, part: text.replace(part, parts[part]), parts, DATE_PICTURE)


@functools.cache
def _months() -> dict[int, str]:
    """The names of the months, kept between runs: to load all locale data takes longer than to use
    these.
    """

    def names() -> dict[int, str]:
        from babel.dates import get_month_names

        return dict(get_month_names("wide", locale=LOCALE))

    return remembered("maanden", LOCALE, names)


@functools.lru_cache(maxsize=4096)
def show_amount(number: Decimal) -> str:
    """An amount as a document writes it: € 1.250,00, with a non-breaking space."""
    from babel.numbers import format_currency

    return str(format_currency(number, "EUR", locale=LOCALE)).replace(" ", "\u00a0")


@functools.lru_cache(maxsize=4096)
def show_number(number: int | Decimal) -> str:
    """A number as a document writes it: 1.250 or 12,5."""
    if isinstance(number, int) and 0 <= number < _FIRST_GROUPED:
        return str(number)
    from babel.numbers import format_decimal

    return str(format_decimal(number, locale=LOCALE))


def in_words(number: int) -> str:
    """A number as running text writes it: in words up to twenty, in digits above."""
    return spell(number) if 0 <= number <= LAST_IN_WORDS else show_number(number)


def number_in_words(word: str) -> int | None:
    """The number up to twenty that a word stands for, with or without accents."""
    plain = word.lower().replace("é", "e")
    words = (small.replace("é", "e") for small in _small_numbers())
    return next((number for number, small in enumerate(words) if small == plain), None)


def in_whole_units(text: str) -> str:
    """A term with a half in the unit in which it is whole: anderhalf jaar is 18 maanden, half uur
    is 30 minuten. Any other text stays as it is, also one with the half of a unit that has no fixed
    half.
    """
    halves, unit = _in_halves(text)
    if not halves or unit not in _PARTS:
        return text
    number, part = _PARTS[unit]
    return f"{halves * number // 2} {part}"


def has_half(text: str) -> bool:
    """Whether a text says a number and a half of something."""
    return _in_halves(text)[0] > 0


def _in_halves(text: str) -> tuple[int, str]:
    """How many halves a term has, and of which unit; none when it has no half."""
    found = _HALVES.fullmatch(text.strip().lower().replace("ë", "e"))
    if found is None:
        return 0, ""
    if found["half"] and found["half"].startswith("anderhal"):
        return (0 if found["word"] else 3), found["unit"]
    before = found["word"] or found["digits"] or "nul"
    number = int(before) if before.isdigit() else number_in_words(before)
    return (0 if number is None else 2 * number + 1), found["unit"]


def spell(number: int) -> str:
    """A number in words: zesentwintig."""
    if 0 <= number <= LAST_IN_WORDS:
        return _small_numbers()[number]
    from num2words import num2words

    return str(num2words(number, lang=LOCALE))


@functools.cache
def _small_numbers() -> tuple[str, ...]:
    """The numbers that documents write in words, kept between runs."""

    def words() -> tuple[str, ...]:
        from num2words import num2words

        return tuple(
            "één" if number == 1 else str(num2words(number, lang=LOCALE))
            for number in range(LAST_IN_WORDS + 1)
        )

    return remembered("telwoorden", (LOCALE, LAST_IN_WORDS), words)


def counted(number: int, one: str, more: str) -> str:
    """A number of things: "1 fout", "2 fouten"."""
    return f"{number} {one if number == 1 else more}"
