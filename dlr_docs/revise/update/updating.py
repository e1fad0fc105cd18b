"""A document made anew, with what people did in it.

The new document is what ``maak`` would write now. What the hand made is put into it block by block,
with its formatting, comments and pictures; so all that nobody touched is to the letter as it would
be made, and the document carries the provenance of what it now rests on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.problems import CheckError, ChoicesError, Problem, error
from dlr_docs.build.checks.table import check_bundle, may_be_definitive
from dlr_docs.model.document import Bundle
from dlr_docs.model.library import Library
from dlr_docs.model.values import Value
from dlr_docs.revise.changes.difference import Comparison, Difference
from dlr_docs.revise.changes.noting import RETYPED, other_numbers, with_new_number
from dlr_docs.revise.changes.showing import Numbers, article_numbers
from dlr_docs.revise.compare.comparing import WHOLE, compare, refuse_without_base
from dlr_docs.revise.compare.list_order import in_order_of
from dlr_docs.revise.compare.reasons import Reasons
from dlr_docs.revise.family import CitedElsewhere, follows_numbers
from dlr_docs.revise.same_agreement import refuse_other
from dlr_docs.revise.update.putting_together import (
    Absent,
    PutTogether,
    filled_with,
    made_now,
    put_together,
    with_values_whole,
)
from dlr_docs.revise.update.undecided import REASONS, Undecided
from dlr_docs.revise.update.values import EMPTIED, LOOSE, REWRITTEN
from dlr_docs.word.read.document import Located, ReadDocument, read_located


class Updated(Struct, frozen=True):
    """A document made anew: its bytes; what stayed as the hand made it, what followed library and
    choices, and what a person has to decide.
    """

    data: bytes
    kept: tuple[Difference, ...]
    followed: tuple[Difference, ...]
    undecided: tuple[Undecided, ...]


_NUMBERS_FOLLOWED = "het nummer is dat van het artikel in het document waar dit bij hoort"


def update(found: ReadDocument, bundle: Bundle, opened: Located | None = None) -> Updated:
    """Make a document anew from what its choices give now, and keep what people did in it.

    Args:
        found: the document as it was read.
        bundle: what its choice file gives now.
        opened: the same with its opened file, read with tracked changes accepted, for who has
            that; it is opened anew otherwise.

    Raises:
        KeyError: when the bundle has no document of this name.
        ChoicesError: when the document does not tell what it said when it was made, is signed, or
            the choices are those of another agreement.
        CheckError: when the bundle is definitive and its checks find errors.
        TemplateError: when the Word template cannot be used.
    """
    _refuse(found, bundle)
    if bundle.choices.signed:
        raise ChoicesError(_signed(found, bundle))
    fresh = read_located(made_now(found, bundle))
    if found.untouched:
        meanwhile = compare(found, bundle, fresh.document).meanwhile
        return Updated(fresh.document.data, (), _explained(meanwhile, found, bundle.library), ())
    found = in_order_of(found, bundle)
    whole = with_values_whole(found, bundle)
    filled = filled_with(whole, bundle)
    _refuse_unfinished(filled.bundle)
    made = put_together(whole, filled, opened, fresh)
    comparison = compare(found, filled.bundle, made.made, made.numbers)
    changed = _followed(comparison, made, filled.kept)
    followed = _explained(changed, found, bundle.library)
    others = dict(other_numbers(found.blocks, made.numbers.articles))
    kept = tuple(
        with_new_number(
            replace(item, is_agreed=item.is_agreed and item.path not in filled.kept), others
        )
        for item in _kept(comparison, made, filled.words)
    )
    return Updated(made.data, kept, followed, (*made.undecided, *_retyped(comparison)))


def _explained(
    changes: Iterable[Difference], found: ReadDocument, library: Library
) -> tuple[Difference, ...]:
    """What changed, with the commits of the library that did so."""
    reasons = Reasons(found, library)
    return tuple(replace(item, reasons=reasons.of(item)) for item in changes)


def _kept(
    comparison: Comparison, made: PutTogether, words: Collection[str]
) -> Iterator[Difference]:
    """What the new document has as a hand made it; of what was moved its texts may be others.

    Args:
        words: the values of which words stay in places alone.
    """
    lost = {item.hand for item in made.undecided if item.kind == "verplaatst en vervangen"}
    again = {item.path for item in made.undecided if item.reason == EMPTIED}.union(words)
    for item in comparison.by_hand:
        if _is_undone(item, made.absent) or item.path in again:
            continue
        if item.kind != "verplaatst":
            yield item
        elif item.now not in lost:
            yield replace(item, now=item.now.partition("\n")[0])


def _is_undone(change: Difference, absent: Absent) -> bool:
    """Whether the new document has its own again: styles, the number in a reference, or the end of
    an item of a list, where that follows library and choices.
    """
    is_end = change.kind == "gewijzigd" and change.now in absent.hand
    return is_end or change.place == WHOLE or RETYPED in change.notes


def _retyped(comparison: Comparison) -> Iterator[Undecided]:
    """What a hand typed in references, which show their own number again."""
    kind = "nummer in een verwijzing"
    for item in comparison.by_hand:
        if RETYPED in item.notes:
            yield Undecided(item.place, kind, item.now, "", REASONS[kind], item.clause)


def beside_others(made: Updated, cited: Iterable[CitedElsewhere]) -> Updated:
    """A document made anew among those that it belongs to: where it only follows their numbers is
    noted, and numbers and titles that they do not have are left to decide; where all of the text
    is, only those of articles that are gone or have another title.

    Args:
        cited: the wrong numbers and titles that it has now.
    """
    known = {item.place for item in made.undecided}
    left = (
        Undecided(
            item.place, "artikel in een ander document", "", "", f"'{item.words}': {item.told}"
        )
        for item in cited
        if item.number is None or item.title or item.place not in known
    )
    followed = (
        replace(item, notes=(*item.notes, _NUMBERS_FOLLOWED)) if follows_numbers(item) else item
        for item in made.followed
    )
    return replace(made, followed=tuple(followed), undecided=(*made.undecided, *left))


class Merged(Struct, frozen=True):
    """A signed document with what library and choices changed since: its bytes, what both they and
    a hand changed, by the numbers of the signed one, and the values that are those of the hand.
    """

    data: bytes
    undecided: tuple[Undecided, ...]
    kept: Mapping[str, Value]


def merged(found: ReadDocument, bundle: Bundle) -> Merged:
    """A document with what library and choices changed since, whatever the status of the choices.

    Args:
        found: the document as it was read.
        bundle: what its choice file gives now.

    Raises:
        KeyError: when the bundle has no document of this name.
        ChoicesError: when the document does not tell what it said when it was made, or the choices
            are those of another agreement.
        TemplateError: when the Word template cannot be used.
    """
    _refuse(found, bundle)
    if found.untouched:
        return Merged(made_now(found, bundle), (), {})
    found = with_values_whole(in_order_of(found, bundle), bundle)
    filled = filled_with(found, bundle)
    numbers = Numbers(article_numbers(found.blocks))
    made = put_together(found, filled, told_by=numbers)
    return Merged(made.data, made.undecided, filled.kept)


def _followed(
    comparison: Comparison, made: PutTogether, kept: Collection[str]
) -> Iterator[Difference]:
    """What changed in library and choices, less what a hand had changed too, or taken out."""
    loose = (item.path for item in made.undecided if item.reason in (LOOSE, REWRITTEN))
    stayed = {*kept, *loose, *made.absent.values}
    for change in comparison.meanwhile:
        if change.path not in stayed and not _is_left(change, made):
            yield change


def _is_left(change: Difference, made: PutTogether) -> bool:
    """Whether a person decides about a text that changed, or the hand took it out; of an article
    that library and choices no longer have all is there still when a line is.
    """
    undecided = made.undecided
    if change.path:
        return False
    if change.now:
        left = {item.ours for item in undecided if not item.path}
        return change.now in left or change.now in made.absent.ours
    there = {item.was for item in undecided if item.kind == "vervallen en gewijzigd"}
    return any(line in there for line in change.was.split("\n"))


def _refuse(found: ReadDocument, bundle: Bundle) -> None:
    """Refuse a document that cannot be merged with what these choices give."""
    refuse_without_base(found)
    refuse_other(found, bundle)


def _signed(found: ReadDocument, bundle: Bundle) -> Problem:
    message = (
        f"het document '{found.provenance.document}' is ondertekend; wat er staat, blijft staan"
    )
    hint = (
        "Een ondertekend document wijzigen partijen met een nieuw stuk. 'dlr-docs bijwerken' van "
        "dit ene document schrijft daarvoor een keuzebestand op het scherm, als er iets zou "
        "wijzigen; bewaar dat met '> wijziging.yaml', vul het aan, en maak het met 'dlr-docs maak'."
    )
    return error(codes.ONDERTEKEND, message, bundle.choices.source, hint)


def _refuse_unfinished(bundle: Bundle) -> None:
    """Refuse to make a definitive document that ``maak`` would not make either."""
    if not bundle.choices.draft:
        problems = check_bundle(bundle)
        if not may_be_definitive(problems):
            raise CheckError(problems)
