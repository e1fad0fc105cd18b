"""Typed values: what a user typed, judged by its declaration and shown the Dutch way.

``interpret`` turns raw data (text from YAML, or plain Python from a program) into a
:data:`Content`, or says what is wrong. Locale data and number words come from libraries that are
imported when first needed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from msgspec.structs import replace

from dlr_docs.basis.characters import FORBIDDEN, is_blank, without_filler
from dlr_docs.basis.dutch import (
    DATE_EXAMPLE,
    LAST_IN_WORDS,
    has_half,
    in_whole_units,
    in_words,
    is_no_day,
    number_in_words,
    other_weekday,
    parse_date,
    show_amount,
    show_date,
    show_number,
)
from dlr_docs.basis.problems import as_list, did_you_mean, typed
from dlr_docs.model.values import PERSON, Content, Kind, Value, ValueType

_DURATION = re.compile(
    r"^\s*(\d{1,4}(?=\s*[a-z])|[a-zé]{2,11}(?=\s))\s*([a-z]+)\.?\s*$", re.IGNORECASE
)
_UNITS = {
    "dag": ("dag", "dagen"),
    "werkdag": ("werkdag", "werkdagen"),
    "week": ("week", "weken"),
    "maand": ("maand", "maanden"),
    "jaar": ("jaar", "jaar"),
    "uur": ("uur", "uur"),
    "minuut": ("minuut", "minuten"),
}
_UNIT_OF = {one: (one, many) for one, many in _UNITS.values()}
_UNIT_OF |= {many: (one, many) for one, many in _UNITS.values()}
_UNIT_OF |= {"jaren": _UNITS["jaar"], "uren": _UNITS["uur"]}
_UNIT_OF |= {
    "dgn": _UNITS["dag"],
    "mnd": _UNITS["maand"],
    "wk": _UNITS["week"],
    "jr": _UNITS["jaar"],
}
# what a term in one of these units lasts, where a choice between terms is asked
_MONTHS = {"maand": 1, "jaar": 12}
_SOME_YEAR = re.compile(r"(?!half)[a-z]+(jaar|jaren)")  # a year with another beginning
_AS_TERM = "Schrijf een getal en een eenheid, als 3 maanden."
_YES_NO = {"ja": True, "true": True, "nee": False, "false": False}


class ValueProblem(ValueError):
    """A raw value does not fit its declaration; ``path`` is where inside it, ``hint`` what to
    do. ``unknown`` is the key at that place, when it is none of ours.
    """

    def __init__(
        self,
        message: str,
        hint: str | None = None,
        path: tuple[str | int, ...] = (),
        unknown: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.path = path
        self.unknown = unknown


def interpret(declared: ValueType, raw: object, path: str | None = None) -> Content:
    """The content that a raw value stands for.

    Args:
        declared: the declaration that judges it.
        raw: text, a number, a date, a list or a mapping; None or an empty text leaves the value
            open.
        path: the name of the value in its document; the declared name when left out.

    Returns:
        A value, a mapping of values (groep, persoon) or a tuple (lijst, and what may be more than
        one).

    Raises:
        ValueProblem: when the raw value does not fit.
    """
    if raw is declared.default and path is None:
        return declared.memory.once(_default, declared)
    return _interpret(declared, raw, path or declared.name)


def _default(declared: ValueType) -> Content:
    """The content of a value that nobody filled in."""
    return _interpret(declared, declared.default, declared.name)


def _interpret(declared: ValueType, raw: object, name: str) -> Content:
    if declared.kind == "lijst":
        return _list(declared, raw, name)
    if declared.may_be_more:
        return _one_or_more(declared, raw, name)
    if declared.plural is not None:
        return _records(declared, raw, name)
    if declared.kind in ("groep", "persoon"):
        return _group(declared, raw, name)
    return _single(declared, raw, name)


def _single(declared: ValueType, raw: object, name: str) -> Content:
    if raw is None or raw == "":
        return Value(
            name, declared.kind, None, "", declared.question, declared.label, declared.options
        )
    if isinstance(raw, list | tuple | Mapping):
        message = "hier hoort één waarde, geen lijst of groep"
        example = f" Bijvoorbeeld: {declared.example}." if declared.example else ""
        hint = (
            f"Schrijf één waarde.{example} Staat er een dubbele punt, haak of streepje in de "
            'tekst, zet haar dan tussen aanhalingstekens ("…").'
        )
        raise ValueProblem(message, hint)
    if declared.none_words and _is_none(raw, declared.none_words):
        raw = declared.none_words[0]
    value, text = _READERS[declared.kind](declared, raw)
    return Value(
        name, declared.kind, value, text, declared.question, declared.label, declared.options
    )


def _is_none(raw: object, words: Sequence[str]) -> bool:
    """Whether somebody typed that there is none."""
    return without_filler(str(raw)) in map(without_filler, words)


def _one_or_more(declared: ValueType, raw: object, name: str) -> tuple[Content, ...]:
    """A value of which there may be more: one is called as the value, more of them by number."""
    if not isinstance(raw, list | tuple):
        return (_one_of_more(declared, raw, name),)
    if len(raw) < 2:
        return (_only(declared, raw[0], name) if raw else _single(declared, None, name),)
    found = tuple(
        _inside(at, _one(declared), part, f"{name}.{at + 1}") for at, part in enumerate(raw)
    )
    for at, part in enumerate(found):
        if part in found[:at]:
            raise ValueProblem("dit staat er al", "Haal een van de twee weg.", (at,))
    return found


# What stands between options on one line, the surest first: names have a comma or "en" in them.
_BETWEEN = (r"\s*[;|]\s*", r"\s*[,;]\s*", r"\s+(?:en|of)\s+|\s*[,;/|+&]\s*")


def listed_options(text: str, options: Mapping[str, str]) -> list[str]:
    """The keys of options that somebody typed after each other; none when it is no such list."""
    bare = text.strip().strip("()[]{}").strip()
    for between in _BETWEEN:
        keys = [_meant(part, options) or part for part in re.split(between, bare)]
        if len(keys) > 1 and all(key in options for key in keys):
            return keys
    return []


def _only(declared: ValueType, raw: object, name: str) -> Content:
    """The only item of a list; who typed brackets twice is told that one pair is enough."""
    try:
        return _one_of_more(declared, raw, name)
    except ValueProblem as exc:
        is_list = isinstance(raw, list | tuple)
        hint = "Eén paar haken is genoeg." if is_list else exc.hint
        raise ValueProblem(exc.message, hint, (0, *exc.path), exc.unknown) from None


def _one_of_more(declared: ValueType, raw: object, name: str) -> Content:
    """The only value; who typed more of them on one line is told how that is done."""
    try:
        return _single(declared, raw, name)
    except ValueProblem as exc:
        # braces around names are a group in which nothing has a value
        is_names = isinstance(raw, Mapping) and not any(raw.values())
        text = ", ".join(map(str, raw)) if isinstance(raw, Mapping) and is_names else raw
        keys = listed_options(text, declared.options) if isinstance(text, str) else ()
        if keys:
            raise ValueProblem(exc.message, as_list(keys)) from None
        raise


def _one(declared: ValueType) -> ValueType:
    """The declaration of one of the values that there may be."""
    return declared.memory.once(_without_more, declared)


def _without_more(declared: ValueType) -> ValueType:
    return replace(declared, may_be_more=False, plural=None)


def _records(declared: ValueType, raw: object, name: str) -> tuple[Content, ...]:
    """A record of which there may be more, as a list: one is called as the value, more of them by
    the plural and their number.
    """
    if not isinstance(raw, list | tuple):
        return (_group(declared, raw, name),)
    if len(raw) < 2:
        return (_inside(0, _one(declared), raw[0] if raw else None, name),)
    return tuple(
        _inside(at, _one(declared), part, f"{declared.plural}.{at + 1}")
        for at, part in enumerate(raw)
    )


def _comma(part: object) -> str:
    """What to do when a comma in a group on one line began a part of it that was not meant."""
    if part is not None:
        return ""
    return 'Staat er een komma in wat u invult? Zet het dan tussen aanhalingstekens ("…, …").'


def _group(declared: ValueType, raw: object, name: str) -> Content:
    fields = _person(declared) if declared.kind == "persoon" else declared.fields
    given = {} if raw is None else raw
    if not isinstance(given, Mapping):
        no_list = ", zonder vierkante haken en streepjes" if isinstance(given, list) else ""
        raise ValueProblem(
            f"hier horen de onderdelen {', '.join(fields)}",
            f"Bijvoorbeeld: {{{_first(fields)}: …}}{no_list}",
        )
    for key, part in given.items():
        if key not in fields:
            raise ValueProblem(
                "dit onderdeel bestaat hier niet",
                " ".join(filter(None, (did_you_mean(str(key), fields), _comma(part)))),
                unknown=str(key),
            )
    return {
        key: _inside(key, field, given.get(key, field.default), f"{name}.{key}")
        for key, field in fields.items()
    }


def _person(declared: ValueType) -> Mapping[str, ValueType]:
    """The fields of a persoon, with questions of their own."""
    questions = zip(PERSON, (declared.question, "In welke functie?"), strict=True)
    return {name: ValueType(name, "tekst", question) for name, question in questions}


def _first(fields: Mapping[str, ValueType]) -> str:
    return next(iter(fields), "naam")


def _list(declared: ValueType, raw: object, name: str) -> Content:
    if declared.fields:
        item = ValueType(declared.name, "groep", declared.question, fields=declared.fields)
    else:
        item = ValueType(
            declared.name, declared.item or "tekst", declared.question, options=declared.options
        )
    if raw is None or raw == "" or (raw in ([], ()) and declared.default != []):
        # an empty list is open, unless the library allows it
        return (interpret(item, None, f"{name}.1"),)
    if not isinstance(raw, list | tuple):
        raise ValueProblem("hier hoort een lijst (regels die met - beginnen)", _as_list(declared))
    for index, part in enumerate(raw):
        _refuse_nameless(declared, index, part)
    return tuple(
        _inside(index, item, part, f"{name}.{index + 1}") for index, part in enumerate(raw)
    )


def _refuse_nameless(declared: ValueType, index: int, part: object) -> None:
    """Refuse an item that says something, and not what every item must say."""
    if not isinstance(part, Mapping) or not any(map(_is_typed, part.values())):
        return
    for name, field in declared.fields.items():
        if field.required and not _is_typed(part.get(name)):
            raise ValueProblem(f"hier ontbreekt '{name}'", f"Vul in: {field.question}", (index,))


def _is_typed(raw: object) -> bool:
    return raw is not None and raw != ""


def _inside(key: str | int, declared: ValueType, raw: object, path: str) -> Content:
    """The content of what is inside a value; a problem in it gets the key in front of its path."""
    try:
        return interpret(declared, raw, path)
    except ValueProblem as exc:
        raise ValueProblem(exc.message, exc.hint, (key, *exc.path), exc.unknown) from None


def _as_list(declared: ValueType) -> str:
    """How a list is written: on one line, and with a line for each item."""
    inside = ", ".join(f"{name}: …" for name in declared.fields)
    item = f"{{{inside}}}" if inside else "…"
    return f"Schrijf '{declared.name}: [{item}, {item}]', of elk onderdeel op een regel met '- '."


def _text(declared: ValueType, raw: object) -> tuple[object, str]:
    text = str(raw)
    found = FORBIDDEN.search(text)
    if found:
        raise ValueProblem(
            f"de tekst bevat een stuurteken (U+{ord(found[0]):04X}) dat Word niet kan bewaren",
            "Typ de tekst opnieuw in plaats van hem te plakken.",
        )
    if is_blank(text):
        raise ValueProblem(
            "de tekst is leeg voor wie hem leest", "Vul iets in, of laat de waarde leeg."
        )
    if is_no_day(text):
        raise ValueProblem(f"{typed(text)} is geen bestaande dag", "Schrijf een dag als 1 oktober.")
    if declared.minimum is not None and text not in declared.none_words:
        return _code(declared, text.strip())
    # the line break at the end of a block is of YAML, and would stand before a closing quote
    return text.rstrip("\n"), text.rstrip("\n")


def _code(declared: ValueType, text: str) -> tuple[object, str]:
    """A number that serves as a name: within bounds, and written as it is typed."""
    if not (text.isascii() and text.isdigit()):
        hint = f"Schrijf alleen de cijfers, als {declared.example or declared.minimum}."
        raise ValueProblem(f"{typed(text)} is geen nummer", hint)
    _within(declared, int(text), text)
    return text, text


def _date(declared: ValueType, raw: object) -> tuple[object, str]:
    day = parse_date(raw)
    weekday = other_weekday(raw) if day is None else None
    if weekday is not None:
        raise ValueProblem(
            f"deze datum valt op een {weekday}",
            "Schrijf de datum zonder de dag van de week, en kijk of zij klopt.",
        )
    if day is None:
        raise ValueProblem(
            f"{typed(raw)} is geen bestaande datum",
            f"Schrijf een datum als {DATE_EXAMPLE} of 1-8-2027.",
        )
    return day, show_date(day)


# What people write around an amount: € 1.250, EUR 1250, 1250 euro, 1.250,- and 1.250,--.
_AMOUNT = re.compile(
    r"(?:€|eur|euro)?\s*(-?\d[\d.,]*?)(?:,(?:-{1,2}|[–—=]))?\s*(?:€|eur|euro)?", re.IGNORECASE
)


def _amount(declared: ValueType, raw: object) -> tuple[object, str]:
    found = _AMOUNT.fullmatch(str(raw).strip())
    text = found[1] if found else str(raw).strip()
    number = _decimal(text, "Schrijf een bedrag als 1250,50.")
    _within(declared, number, raw)
    return number, show_amount(number)


def _decimal(text: str, hint: str) -> Decimal:
    """A number as it is typed: 1250, 1.250, 1250,5 or 1250.50, with two decimals at most."""
    dutch = re.fullmatch(r"(\d{1,3}(?:\.\d{3}){1,5}|\d{1,15})(?:,(\d{1,2}))?", text)
    pointed = re.fullmatch(r"(\d{1,15})\.(\d{1,2})", text)
    found = pointed or dutch
    if found is None or not text.isascii():
        raise ValueProblem(f"{typed(text)} is geen getal met hoogstens twee decimalen", hint)
    return Decimal(f"{found[1].replace('.', '')}.{found[2] or '0'}")


def _within(declared: ValueType, number: Decimal | int, raw: object) -> None:
    if declared.minimum is not None and number < declared.minimum:
        raise ValueProblem(f"{typed(raw)} is te laag", f"Het minimum is {declared.minimum}.")
    if declared.maximum is not None and number > declared.maximum:
        raise ValueProblem(f"{typed(raw)} is te hoog", f"Het maximum is {declared.maximum}.")


def _count(declared: ValueType, raw: object) -> tuple[object, str]:
    number = _decimal(str(raw).strip(), "Schrijf een heel getal, zonder eenheid.")
    if number != int(number) or "," in str(raw):
        raise ValueProblem(
            f"{typed(raw)} is geen heel getal", "Schrijf een heel getal, zonder eenheid."
        )
    _within(declared, number, raw)
    return int(number), show_number(int(number))


def _percentage(declared: ValueType, raw: object) -> tuple[object, str]:
    text = str(raw).strip().removesuffix("%").strip()
    number = _decimal(text, "Schrijf een percentage als 50%.")
    _within(declared, number, raw)
    return number, f"{show_number(number)}%"


def _fraction(declared: ValueType, raw: object) -> tuple[object, str]:
    text = str(raw).strip()
    found = re.fullmatch(r"(\d{1,4})/(\d{1,4})", text)
    if not found or int(found[2]) == 0:
        raise ValueProblem(f"{typed(raw)} is geen breuk", "Schrijf een breuk als 1/5.")
    return Fraction(int(found[1]), int(found[2])), text


def _units(declared: ValueType) -> Mapping[str, tuple[str, str]]:
    """The singular and plural of units of time by each of these words: everybody's and those of
    the library.
    """
    if not declared.units:
        return _UNIT_OF
    own = declared.units.items()
    by_singular = {one: (one, many) for one, many in own}
    by_plural = {many: (one, many) for one, many in own}
    return {**_UNIT_OF, **by_singular, **by_plural}


def _duration(declared: ValueType, raw: object) -> tuple[object, str]:
    text = in_whole_units(str(raw))
    if has_half(text):
        hint = "Schrijf een heel getal van een kleinere eenheid, als 10 dagen of 4 uur."
        raise ValueProblem(f"{typed(raw)} is geen termijn: hiervan staat geen helft vast", hint)
    found = _DURATION.match(text)
    known = _units(declared)
    forms = known.get(found[2].lower()) if found else None
    if found is None or forms is None:
        hint = did_you_mean(found[2], known) if found else _AS_TERM
        raise ValueProblem(f"{typed(raw)} is geen termijn", hint)
    number = int(found[1]) if found[1].isdigit() else number_in_words(found[1])
    if number is None:
        raise ValueProblem(f"{typed(raw)} is geen termijn", _AS_TERM)
    if number == 0:
        raise ValueProblem("een termijn van nul kan niet", _AS_TERM)
    unit, many = forms
    form = unit if number == 1 else many
    joint = " " if number <= LAST_IN_WORDS else "\u00a0"
    return (number, unit), f"{in_words(number)}{joint}{form}"


def _choice(declared: ValueType, raw: object) -> tuple[object, str]:
    key = str(raw).strip()
    if key in declared.options:
        return key, declared.options[key]
    first, _, behind = key.partition(" ")
    meant = _meant(key, declared.options)
    if meant is None and first.casefold() == declared.name.casefold():
        meant = _meant(behind, declared.options)  # as in "niveau 3"
    if meant is None:
        raise ValueProblem(
            f"{typed(raw)} kan hier niet", did_you_mean(key, declared.options, "Mogelijk zijn")
        )
    return meant, declared.options[meant]


def _meant(text: str, options: Mapping[str, str]) -> str | None:
    """The one option that is typed in other capitals, or by what the reader reads."""
    plain = _plain(text)
    found = [key for key, label in options.items() if plain in (_plain(key), _plain(label))]
    if not found:
        months = _months(text)
        found = [key for key in options if months is not None and _months(key) == months]
    return found[0] if len(found) == 1 else None


def _months(text: str) -> int | None:
    """How many months a text says: 4 jaar, 4 jr. and 48 maanden are as many."""
    found = _DURATION.match(in_whole_units(text))
    if found is None:
        return None
    unit = _SOME_YEAR.sub(r"\1", found[2].lower())
    number = int(found[1]) if found[1].isdigit() else number_in_words(found[1])
    each = _MONTHS.get(_UNIT_OF.get(unit, (unit, unit))[0])
    return None if number is None or each is None else number * each


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _yes_no(declared: ValueType, raw: object) -> tuple[object, str]:
    answer = raw if isinstance(raw, bool) else _YES_NO.get(str(raw).strip().lower())
    if answer is None:
        raise ValueProblem(f"{typed(raw)} is geen ja of nee", "Schrijf ja of nee.")
    return answer, "ja" if answer else "nee"


_READERS: Mapping[Kind, Callable[[ValueType, object], tuple[object, str]]] = {
    "tekst": _text,
    "datum": _date,
    "bedrag": _amount,
    "aantal": _count,
    "percentage": _percentage,
    "breuk": _fraction,
    "duur": _duration,
    "keuze": _choice,
    "ja_nee": _yes_no,
}


def as_typed(value: Value) -> str | None:
    """A value as a person types it in a choice file, in the one form of its kind; None when it is
    open. What is typed so gives the same value again.
    """
    if value.raw is None:
        return None
    if value.kind in ("breuk", "ja_nee"):
        return value.text
    if value.kind == "duur":
        return _typed_duration(value)
    return _TYPED.get(value.kind, str)(value.raw)


def _typed_number(raw: object) -> str:
    number = Decimal(str(raw))
    whole = number.to_integral_value()
    return format(whole if number == whole else number, "f")


def _typed_duration(value: Value) -> str:
    """A term with its number in figures; the unit is the last word that a reader reads, since the
    library has units of its own.
    """
    if not isinstance(value.raw, tuple):
        raise TypeError("a duration is a number and a unit")
    return f"{value.raw[0]} {value.text.split()[-1]}"


_TYPED: Mapping[Kind, Callable[[object], str]] = {
    "bedrag": _typed_number,
    "percentage": _typed_number,
}
