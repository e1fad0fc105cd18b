"""How values stand to each other: the checks that a library declares as ``verband``."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.basis.dutch import parse_date, show_date, show_number
from dlr_docs.basis.problems import Place
from dlr_docs.build.checks.findings import Broken
from dlr_docs.build.values.bases import bases_above, known_values
from dlr_docs.build.values.chosen import (
    content_of,
    declared_for_kind,
    holds_here,
    inside,
    interpreted,
    place_of,
    values_at,
)
from dlr_docs.build.values.inheritance import documents_above
from dlr_docs.model.choices import BaseDocument, Choices
from dlr_docs.model.declared.rules import DAY_OF_BUNDLE, Relation, Relations
from dlr_docs.model.declared.tables import Cell, content_at
from dlr_docs.model.document import Bundle, Document
from dlr_docs.model.values import Kind, Value, walk

ABOVE = "bij."  # before a path: the value in the document that this one belongs to
Amount = int | Fraction  # exact, and no fraction where a whole number does
_TWO_YEARS = re.compile(r"\b(\d{4})\s*[-–/]\s*(\d{4})\b", re.ASCII)
_DAY_OF_A_YEAR = re.compile(r"\s*(?:(\d{1,2})\s+)?([a-z]+)\s*", re.ASCII | re.IGNORECASE)
_COUNTED = re.compile(r"(\d{1,9})(?: [a-z]+)?", re.ASCII)
_DAY, _MONTH = "dag van het jaar", "maand"
_ANY_YEAR, _DAYS_OF_A_YEAR = 2000, 366  # a leap year, so that every day is in it
_DAYS = {
    "uur": Fraction(1, 24),
    "minuut": Fraction(1, 1440),
    "dag": Fraction(1),
    "werkdag": Fraction(7, 5),
    "week": Fraction(7),
    "maand": Fraction(365, 12),
    "jaar": Fraction(365),
}
_HOLDS: Mapping[str, Callable[[Amount, Amount], bool]] = {
    "eerder": lambda first, second: first < second,
    "hoogstens": lambda first, second: first <= second,
    "minstens": lambda first, second: first >= second,
    "gelijk": lambda first, second: first == second,
    "opvolgend": lambda first, second: first + 1 == second,
}


class _Operand(Struct, frozen=True):
    """One side of a relation: what it measures and how much, and where it stands."""

    measure: str
    amount: Amount
    value: Value | None
    document: Document | None
    shown: str = ""
    place: Place | None = None  # of a value outside the bundle


def relations(condition: Relations, document: Document, bundle: Bundle) -> Iterator[Broken]:
    """Each pair of values stands as the library says, wherever both are filled in."""
    if not holds_here(condition.given, document, bundle):
        return
    if condition.one_is_enough and _holds_somewhere(condition, bundle):
        return
    most = 1 if condition.one_is_enough else None  # where none is right, one says it
    for item in condition.items:
        yield from itertools.islice(_reader(item)(item, document, bundle), most)


def _reader(item: Relation) -> Callable[[Relation, Document, Bundle], Iterator[Broken]]:
    """What judges a relation: of two values, or of what one value says itself."""
    if item.relation == "samen":
        return _together
    return _inside_itself if item.first == item.second else _broken


def _inside_itself(item: Relation, document: Document, bundle: Bundle) -> Iterator[Broken]:
    """The two years that a text names stand to each other as the library says (2027-2028)."""
    for value in values_at(item.first, document, bundle):
        years = _TWO_YEARS.search(value.text)
        if years and not _HOLDS[item.relation](int(years[1]), int(years[2])):
            words = {"ander": years[2], "andere_waarde": years[2], "maal": "1"}
            place = place_of(value.path, document, bundle)
            yield Broken({**_words(value, ""), **words}, place)


def _holds_somewhere(condition: Relations, bundle: Bundle) -> bool:
    """Whether a pair is right in a document of the bundle."""
    pairs = itertools.product(condition.items, bundle.documents)
    return any(_is_right(item, document, bundle) for item, document in pairs)


def _is_right(item: Relation, document: Document, bundle: Bundle) -> bool:
    """Whether both are filled in and a pair stands as the library says, or the second is open and
    may come to stand so.
    """
    if _is_open(item.second, document, bundle):
        return True
    firsts, seconds = _operands(item.first, document, bundle), _seconds(item, document, bundle)
    holds = _HOLDS[item.relation]
    return any(
        holds(first.amount, second.amount)
        for first, second in itertools.product(firsts, seconds)
        if first.measure == second.measure
    )


def _is_open(path: str, document: Document, bundle: Bundle) -> bool:
    """Whether a document asks for a value that nobody filled in."""
    content = content_of(path.partition(".")[0], document, bundle)
    return content is not None and any(value.is_open for value in walk(content))


def _together(item: Relation, document: Document, bundle: Bundle) -> Iterator[Broken]:
    """Who fills in the first fills in the second."""
    first = next(iter(values_at(item.first, document, bundle)), None)
    if first is not None and not values_at(item.second, document, bundle):
        words = {**_words(first, ""), "ander": item.second.replace("_", " "), "andere_waarde": ""}
        words["maal"] = ""
        place = place_of(item.second, document, bundle)
        yield Broken(words, place_of(first.path, document, bundle), other=place)


def _broken(item: Relation, document: Document, bundle: Bundle) -> Iterator[Broken]:
    firsts = _firsts(item, document, bundle)
    seconds = _second(item, document, bundle) if firsts else ()
    if not seconds:
        return
    firsts = _without_another(item, firsts, document, bundle)
    firsts, seconds = _in_year(map(_from_its_first_day, firsts), item), _in_year(seconds, item)
    holds = _HOLDS[item.relation]
    times = _times(item, document, bundle)
    for first, second in _pairs(item, firsts, seconds):
        comparable = first.measure == second.measure
        if comparable and not holds(first.amount, second.amount * times):
            yield _as_broken(item, first, second, bundle, times)


def _firsts(item: Relation, document: Document, bundle: Bundle) -> tuple[_Operand, ...]:
    """What comes first, with what is added to it."""
    firsts = _operands(item.first, document, bundle)
    if item.plus:
        firsts = _added(firsts, _operands(item.plus, document, bundle))
    if not (item.summed and firsts):
        return firsts
    total = sum((operand.amount for operand in firsts), Fraction(0))
    return (replace(firsts[0], amount=total, shown=_shown(total)),)


def _second(item: Relation, document: Document, bundle: Bundle) -> tuple[_Operand, ...]:
    read = _over_group if item.over_group else _seconds
    return read(item, document, bundle)


def _from_its_first_day(first: _Operand) -> _Operand:
    """A month that comes first is its first day: who acts in it acts then at the earliest. One that
    comes second says too little about a day.
    """
    return replace(first, measure=_DAY) if first.measure == _MONTH else first


def _in_year(operands: Iterable[_Operand], item: Relation) -> tuple[_Operand, ...]:
    """Days of every year as the how manieth each is of a year that begins on another day."""
    found = tuple(operands)
    if all(one.measure != _DAY for one in found):
        return found
    first = date(_ANY_YEAR, *item.year_begins).toordinal()
    return tuple(
        replace(one, amount=(one.amount - first) % _DAYS_OF_A_YEAR) if one.measure == _DAY else one
        for one in found
    )


def _without_another(
    item: Relation, firsts: Sequence[_Operand], document: Document, bundle: Bundle
) -> tuple[_Operand, ...]:
    """Those that do not stand as they should to one of the alternatives."""
    read = (_operands(path, document, bundle) for path in item.alternatives)
    others = [*itertools.chain.from_iterable(read)]
    if not others:
        return tuple(firsts)
    holds = _HOLDS[item.relation]
    return tuple(
        first for first in firsts if not any(holds(first.amount, other.amount) for other in others)
    )


def _times(item: Relation, document: Document, bundle: Bundle) -> int:
    """How many times the second counts: a number, or what a table has on the document's day."""
    if isinstance(item.times, int):
        return item.times
    content = content_at(bundle.library.tables, item.times, document.law_day)
    return content.raw if isinstance(content, Cell) and isinstance(content.raw, int) else 1


def _added(firsts: Sequence[_Operand], others: Sequence[_Operand]) -> tuple[_Operand, ...]:
    """Two fields of one list added row by row; nothing as long as one of them is open."""
    if len(firsts) != len(others):
        return ()
    sums = ((one, one.amount + other.amount) for one, other in zip(firsts, others, strict=True))
    return tuple(replace(one, amount=amount, shown=_shown(amount)) for one, amount in sums)


def _seconds(item: Relation, document: Document, bundle: Bundle) -> tuple[_Operand, ...]:
    if item.cell is None:
        return _operands(item.second, document, bundle)
    content = content_at(bundle.library.tables, item.cell, document.law_day)
    if not isinstance(content, Cell):
        return ()
    measure, amount = _number(content.raw)
    if amount is None:
        measure, amount = _time(content.raw)
    return () if amount is None else (_Operand(measure, amount, None, None, content.text),)


def _over_group(item: Relation, document: Document, bundle: Bundle) -> tuple[_Operand, ...]:
    """The second, all documents of the group in which the first was typed together. The first of
    them tells it; nothing when one of them is not here or has it open.
    """
    ids = _group_of(item.first, document, bundle.choices)
    here = [other for other in bundle.documents if other.id in ids]
    found = [_operands(item.second, other, bundle) for other in here]
    if len(here) < len(ids) or not all(found) or document not in here[:1]:
        return ()
    parts = [*itertools.chain.from_iterable(found)]
    total = sum((part.amount for part in parts), Fraction(0))
    return (replace(parts[0], amount=total, shown=_shown(total)),)


def _group_of(path: str, document: Document, choices: Choices) -> tuple[str, ...]:
    """The documents of the group in which a value of a document was typed."""
    given = document.made_from.given.get(path.partition(".")[0])
    if given is None or given.path[0] != "groepen":
        return ()
    return choices.groups[str(given.path[1])].documents


def _pairs(
    item: Relation, firsts: Sequence[_Operand], seconds: Sequence[_Operand]
) -> Iterator[tuple[_Operand, _Operand]]:
    """Each with each; two fields of one list row by row."""
    same_list = item.first.partition(".")[0] == item.second.partition(".")[0]
    if same_list and len(firsts) == len(seconds) > 1:
        yield from zip(firsts, seconds, strict=True)
    else:
        yield from itertools.product(firsts, seconds)


def _operands(path: str, document: Document, bundle: Bundle) -> tuple[_Operand, ...]:
    if path.isdigit():
        return (_Operand("getal", int(path), None, None),)
    if path == DAY_OF_BUNDLE:
        return tuple(_day_of_bundle(document, bundle))
    if not path.startswith(ABOVE):
        return tuple(_measured(values_at(path, document, bundle), document))
    above = path.removeprefix(ABOVE)
    last = document
    for last in documents_above(document, bundle):
        found = tuple(_measured(values_at(above, last, bundle), last))
        if found:
            return found
    known = (_measured_outside(above, base, document, bundle) for base in _outside(last, bundle))
    return next(filter(None, known), ())


def _day_of_bundle(document: Document, bundle: Bundle) -> Iterator[_Operand]:
    """The day that the choice file gives the bundle, if it does."""
    day = bundle.choices.day
    if day is not None:
        label = "De datum van de bundel"
        value = Value("datum", "datum", day, show_date(day), f"{label}?", label)
        place = bundle.choices.place("datum")
        yield _Operand("datum", day.toordinal(), value, document, place=place)


def _outside(document: Document, bundle: Bundle) -> Iterator[BaseDocument]:
    return bases_above(document.parent, bundle.choices)


def _measured_outside(
    path: str, base: BaseDocument, document: Document, bundle: Bundle
) -> tuple[_Operand, ...]:
    """What is known of a document outside the bundle."""
    name, *steps = path.split(".")
    declared = declared_for_kind(base.kind, bundle.library)
    given = dict(known_values(base, document.parent, bundle.library)).get(name)
    content = None if given is None else interpreted(name, given, declared)
    if given is None or content is None:
        return ()
    place = bundle.choices.place(*given.path)
    values = tuple(value for value in inside(content, steps) if value.raw is not None)
    return tuple(replace(item, place=place) for item in _measured(values, document))


def _measured(values: Sequence[Value], document: Document) -> Iterator[_Operand]:
    for value in values:
        measure, amount = _MEASURES.get(value.kind, _none)(value.raw)
        if amount is not None:
            yield _Operand(measure, amount, value, document)


def _none(raw: object) -> tuple[str, Amount | None]:
    return "", None


def _number(raw: object) -> tuple[str, Amount | None]:
    if isinstance(raw, (int, Fraction)):
        return "getal", raw
    return "getal", Fraction(raw) if isinstance(raw, Decimal) else None


def _option(raw: str) -> tuple[str, Amount | None]:
    """Of a choice that is a number, also with what it counts behind it (``3 jaar``)."""
    found = _COUNTED.fullmatch(raw)
    return "getal", int(found[1]) if found else None


def _day(raw: object) -> tuple[str, Amount | None]:
    return "datum", raw.toordinal() if isinstance(raw, date) else None


def _term(raw: object) -> tuple[str, Amount | None]:
    number, unit = raw if isinstance(raw, tuple) else (0, "")
    return "duur", number * _DAYS[unit] if unit in _DAYS else None


def _time(raw: object) -> tuple[str, Amount | None]:
    """Of a text: two years that follow each other, a day of every year (1 oktober), or a month."""
    years = _TWO_YEARS.search(str(raw))
    if years:
        return "jaren", int(years[1])
    found = _DAY_OF_A_YEAR.fullmatch(str(raw))
    day = parse_date(f"{found[1] or 1} {found[2]} {_ANY_YEAR}") if found else None
    return _DAY if found and found[1] else _MONTH, day.toordinal() if day else None


_MEASURES: Mapping[Kind, Callable[[object], tuple[str, Amount | None]]] = {
    "aantal": _number,
    "bedrag": _number,
    "percentage": _number,
    "breuk": _number,
    "keuze": lambda raw: _option(str(raw)),
    "datum": _day,
    "duur": _term,
    "tekst": _time,
}


def _words(value: Value, shown: str) -> dict[str, str]:
    return {"naam": value.label.lower(), "waarde": shown or value.text}


def _as_broken(
    item: Relation, first: _Operand, second: _Operand, bundle: Bundle, times: int
) -> Broken:
    if first.value is None or first.document is None:
        raise TypeError("the first of a relation is a value")
    words = {
        **_words(first.value, first.shown),
        "ander": second.value.label.lower() if second.value else item.second,
        "andere_waarde": second.shown or (second.value.text if second.value else item.second),
        "maal": show_number(times),
    }
    place = first.place or place_of(first.value.path, first.document, bundle)
    if second.value is None or second.document is None:
        return Broken(words, place)
    other = second.place or place_of(second.value.path, second.document, bundle)
    return Broken(words, place, other=other)


def _shown(amount: Amount) -> str:
    """A sum as a reader reads it; everything that is summed has two decimals at most."""
    return show_number(round(Decimal(amount.numerator) / amount.denominator, 2))
