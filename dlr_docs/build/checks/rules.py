"""The checks that a library declares, run on one document: a function per kind of condition.

A condition is data (``model.declared.rules``); here is all that the program knows of what it means.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from dlr_docs.basis.dutch import show_number
from dlr_docs.build.checks.exclusive import exclusive
from dlr_docs.build.checks.findings import Broken, Finding
from dlr_docs.build.checks.relations import ABOVE, relations
from dlr_docs.build.checks.table_rules import (
    allowed_pairs,
    days_after_the_change,
    ends,
    rows_that_cannot_be,
    same_rows,
    total_too_low,
)
from dlr_docs.build.values.chosen import combinations_at, content_of, place_of, values_at
from dlr_docs.model.declared.parties import Pattern
from dlr_docs.model.declared.rules import (
    DAY_OF_BUNDLE,
    Among,
    Before,
    Bounds,
    Combination,
    Condition,
    Distinct,
    Exclusive,
    Limit,
    Needs,
    Present,
    Relation,
    Relations,
    Rows,
    Rule,
    Total,
    Unique,
)
from dlr_docs.model.document import Bundle, Document
from dlr_docs.model.library import Library
from dlr_docs.model.party import Party
from dlr_docs.model.values import Value


def rules_for(document: Document, library: Library) -> tuple[Rule, ...]:
    """The checks of a library that can find something in a document: they hold for its kind, and
    the values that they judge are there. Remembered: the documents of a batch have the same.
    """
    made_from = document.made_from
    names = frozenset([*made_from.named, *made_from.given])
    return library.memory.once(_rules_for, library, document.outline.checks, names)


def _rules_for(library: Library, named: tuple[str, ...], names: frozenset[str]) -> tuple[Rule, ...]:
    holding = _holding(library, named)
    return tuple(
        rule
        for name, rule in library.rules.items()
        if name in holding and _can_judge(rule.condition, names)
    )


def _can_judge(condition: Condition, names: frozenset[str]) -> bool:
    """Whether the values that a condition looks at are among these; one that looks at other things
    always can.
    """
    asked = _ASKED.get(type(condition))
    return asked is None or any(
        names.issuperset(path.partition(".")[0] for path in paths) for paths in asked(condition)
    )


# The values that a condition looks at: it judges when all of one of these are there.
_ASKED: Mapping[type[Condition], Callable[[Any], Iterable[tuple[str, ...]]]] = {
    Combination: lambda condition: [(condition.first, condition.second)],
    Total: lambda condition: [(condition.rows,)],
    Bounds: lambda condition: [(path,) for path in condition.limits],
    Relations: lambda condition: [_looked_at(item) for item in condition.items],
    Among: lambda condition: [(condition.value,)],
    Rows: lambda condition: [(condition.rows,)],
    Unique: lambda condition: [(path,) for path in condition.lists],
    Before: lambda condition: [(condition.value,)],
}


def _looked_at(item: Relation) -> tuple[str, ...]:
    """The value of this document without which a relation says nothing; none for one of the
    document above.
    """
    path = item.second if item.first == DAY_OF_BUNDLE else item.first
    return () if path.startswith(ABOVE) else (path,)


def run_rule(rule: Rule, document: Document, bundle: Bundle) -> Iterator[Finding]:
    """What a check of the library finds in a document of a kind that it holds for."""
    if rule.below and not _is_below(rule.below, document, bundle):
        return
    for broken in _CONDITIONS[type(rule.condition)](rule.condition, document, bundle):
        hint = broken.hint or rule.hint
        against = f" ({broken.other.spot})" if broken.other else ""
        yield Finding(
            _filled(rule.message, broken.words) + _by_law(rule, bundle.library) + against,
            _filled(hint, broken.words) if hint else None,
            broken.place,
            rule.severity,
        )


def _by_law(rule: Rule, library: Library) -> str:
    """The articles that a check rests on."""
    laws = " en ".join(library.law.references[name].text for name in rule.laws)
    return f" ({laws})" if laws else ""


def _is_below(kinds: tuple[str, ...], document: Document, bundle: Bundle) -> bool:
    """Whether a document stands by itself, or belongs to one of these kinds."""
    if document.parent is None:
        return True
    base = bundle.choices.bases.get(document.parent)
    kind = base.kind if base is not None else bundle.document(document.parent).outline.kind
    return kind in kinds


def _holding(library: Library, named: tuple[str, ...]) -> frozenset[str]:
    """The checks that hold for an outline which names these: some only when it does, unless
    another one that is named takes their place.
    """
    others = (library.rules[name] for name in named if name in library.rules)
    replaced = {other.instead_of for other in others}
    return frozenset(
        name
        for name, rule in library.rules.items()
        if (name in named or not rule.only_named) and name not in replaced
    )


def _filled(text: Pattern, words: Mapping[str, str]) -> str:
    return "".join(part if isinstance(part, str) else words[part.path] for part in text)


def names_with_parent(document: Document, bundle: Bundle) -> frozenset[str]:
    """The topics and clauses of a document and of the one it belongs to."""
    own = document.wording.names
    base = bundle.choices.bases.get(document.parent or "")
    if base is not None:
        return own | base.names
    return own if document.parent is None else own | bundle.document(document.parent).wording.names


def _offers(document: Document, name: str) -> bool:
    """Whether this kind of document can have a topic, or the topic of a variant."""
    topic = name.partition("/")[0]
    return any(item.topic == topic for item in document.outline.topics)


def _combination(condition: Combination, document: Document, bundle: Bundle) -> Iterator[Broken]:
    """The second value is one that may go with the first."""
    paths = (condition.first, condition.second)
    where = (document, bundle)
    found = combinations_at(paths, condition.otherwise, condition.unjudged, where)
    together = allowed_pairs(condition, document.law_day, bundle.library)
    for first, second in _not_together([*found], together, condition.each_with_one):
        allowed = together.get(str(first.raw), ())
        words = {
            condition.first: first.text,
            condition.second: second.text,
            "toegestaan": " of ".join(second.options.get(key, key) for key in allowed),
        }
        place = place_of(second.path, document, bundle)
        yield Broken(words, place, None if allowed else condition.hint_without)


def _not_together(
    found: Sequence[tuple[Value, ...]], allowed: Mapping[str, tuple[str, ...]], each_with_one: bool
) -> Iterator[tuple[Value, ...]]:
    """The pairs that may not go together; where each value needs one that it goes with, those of a
    value that has none, each value once.
    """
    wrong = [pair for pair in found if str(pair[1].raw) not in allowed.get(str(pair[0].raw), ())]
    if not each_with_one:
        yield from wrong
        return
    right = itertools.chain.from_iterable(pair for pair in found if pair not in wrong)
    done = {value.path for value in right}
    for pair in wrong:
        alone = {value.path for value in pair} - done
        if alone:
            done |= alone
            yield pair


def _bounds(condition: Bounds, document: Document, bundle: Bundle) -> Iterator[Broken]:
    """Each value lies between its ends; of a list of texts it is how many there are."""
    for name, limit in condition.limits.items():
        both = ends(limit, document.law_day, bundle.library)
        values = values_at(name, document, bundle)
        for label, shown, raw, path in _measured(name, limit, values, document, bundle):
            if not _within(raw, *both):
                words = {
                    "naam": label,
                    "waarde": shown,
                    "minimaal": _shown(both[0]),
                    "maximaal": _shown(both[1]),
                }
                yield Broken(words, place_of(path, document, bundle))


def _measured(
    name: str, limit: Limit, values: tuple[Value, ...], document: Document, bundle: Bundle
) -> Iterator[tuple[str, str, object, str]]:
    """What lies between ends: its name, how it reads, the number, and its path."""
    label = name.replace("_", " ")
    first = name.partition(".")[0]
    if not values:
        return
    if limit.summed:
        total = sum(value.raw for value in values if isinstance(value.raw, int | Decimal))
        yield label.partition(".")[0], show_number(Decimal(total)), total, first
    elif isinstance(content_of(name, document, bundle), tuple):
        yield label, show_number(len(values)), len(values), first
    else:
        yield from ((item.label.lower(), item.text, item.raw, item.path) for item in values)


def _within(raw: object, lowest: int | None, highest: int | None) -> bool:
    """Whether a number lies between two ends; what is no number does."""
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal):
        return True
    return (lowest is None or raw >= lowest) and (highest is None or raw <= highest)


def _shown(end: int | None) -> str:
    return "" if end is None else show_number(end)


def _needs(condition: Needs, document: Document, bundle: Bundle) -> Iterator[Broken]:
    """With the one topic or variant there is the other."""
    if condition.if_offered and not _offers(document, condition.needed):
        return
    names = names_with_parent(document, bundle)
    if condition.topic in names and condition.needed not in names:
        yield Broken({})


def _present(condition: Present, document: Document, bundle: Bundle) -> Iterator[Broken]:
    """A kind of document that can have the topic has it, or what it belongs to does."""
    names = names_with_parent(document, bundle)
    if not _offers(document, condition.topic) or condition.topic in names:
        return
    joining = [party for party in document.parties if party.kind in condition.sorts]
    if (condition.sorts and not joining) or _has_below(document, condition.below, bundle):
        return
    told = ", ".join(party.title.text or party.key for party in joining)
    place = bundle.choices.place("partijen", joining[0].key) if joining else None
    yield Broken({"partijen": told}, place)


def _has_below(document: Document, kind: str | None, bundle: Bundle) -> bool:
    """Whether a document of a kind belongs to this one, made here or outside the bundle."""
    made = any(
        item.parent == document.id and item.outline.kind == kind for item in bundle.documents
    )
    bases = bundle.choices.bases.values()
    return made or any(item.parent == document.id and item.kind == kind for item in bases)


def _distinct(condition: Distinct, document: Document, bundle: Bundle) -> Iterator[Broken]:
    """The parties that show a field have no more different values in it than may be."""
    values = (_shown_values(party, condition.field) for party in document.parties)
    found = {value.text for value in itertools.chain.from_iterable(values)}
    if len(found) > condition.most:
        yield Broken({"aantal": str(len(found))}, bundle.choices.place("partijen"))


def _shown_values(party: Party, path: str) -> tuple[Value, ...]:
    """The values of a party in a field, when documents show it."""
    name = path.partition(".")[0]
    is_shown = (party.sort.list_of(name) or name) in party.sort.shown
    return party.values_at(path) if is_shown else ()


def _among(condition: Among, document: Document, bundle: Bundle) -> Iterator[Broken]:
    """A value names one of the parties, of the sort that another value says."""
    for value in values_at(condition.value, document, bundle):
        text = str(value.raw).casefold()
        named = [party for party in document.parties if _is_named(party, condition.fields, text)]
        sorts = [str(item.raw) for item in values_at(condition.sort or "", document, bundle)]
        fitting = [party for party in named if not sorts or party.sort.name in sorts]
        if not fitting:
            words = {"naam": value.label.lower(), "soort": ", ".join(sorts)}
            place = place_of(value.path, document, bundle)
            yield Broken(words, place, other=bundle.choices.place("partijen"))


def _is_named(party: Party, fields: tuple[str, ...], text: str) -> bool:
    values = itertools.chain.from_iterable(map(party.values_at, fields))
    return any(item.text and item.text.casefold() in text for item in values)


_CONDITIONS: Mapping[type[Condition], Callable[[Any, Document, Bundle], Iterator[Broken]]] = {
    Combination: _combination,
    Bounds: _bounds,
    Needs: _needs,
    Present: _present,
    Distinct: _distinct,
    Relations: relations,
    Exclusive: exclusive,
    Among: _among,
    Total: total_too_low,
    Rows: rows_that_cannot_be,
    Unique: same_rows,
    Before: days_after_the_change,
}
