"""What was changed in a document since it was made, and what library and choices changed meanwhile.

The document itself tells what it said when it was made, so neither the library nor the choice file
of then is needed. Both are asked for what it would say now.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.problems import ChoicesError, Source, error
from dlr_docs.build.writing import document_bytes
from dlr_docs.model.blocks import Beside, Block, Remark
from dlr_docs.model.document import Attached, Bundle
from dlr_docs.model.values import Value
from dlr_docs.revise.changes.aligning import Pair, align, with_copies, with_turned
from dlr_docs.revise.changes.beside import Put, added, look, put, shown, taken_out
from dlr_docs.revise.changes.blocks import block_changes, looks_tracked, side_by_side
from dlr_docs.revise.changes.difference import Comparison, Difference, Renumbered
from dlr_docs.revise.changes.known import Known, titles_of
from dlr_docs.revise.changes.marks import leden_then, shown_now, shown_then
from dlr_docs.revise.changes.noting import RETYPED
from dlr_docs.revise.changes.pages import page_changes, pages_then
from dlr_docs.revise.changes.showing import (
    Numbers,
    Segment,
    Showing,
    article_numbers,
    place_words,
    plain,
)
from dlr_docs.revise.changes.values import (
    places_of,
    places_showing,
    questions,
    shown_in_copies,
    value_changes,
    values_between,
    values_of,
    values_then,
)
from dlr_docs.revise.compare.list_order import in_order_of, in_order_of_other
from dlr_docs.revise.rebuild import remade
from dlr_docs.revise.whole_values import with_whole_values
from dlr_docs.word.read.beside import LOOKS
from dlr_docs.word.read.document import ReadDocument, read_document

WHOLE = "hele document"
_RESTYLED = (
    "de stijlen waarmee het document is gemaakt, zijn weg; regels zijn herkend aan wat er staat"
)


def compare(
    found: ReadDocument,
    bundle: Bundle | None,
    fresh: ReadDocument | None = None,
    numbers: Numbers | None = None,
    *,
    is_other: bool = False,
) -> Comparison:
    """Compare a document with what it said when it was made, and with what it would say now.

    Args:
        found: the document as it was read.
        bundle: what its choices give now, those that it carries (``rebuild``) or those of a choice
            file; None when neither is there, and then only the words can be compared.
        fresh: what the bundle would make of it now, for who has read that.
        numbers: those by which is told what library and choices changed; those that articles have
            in the file when there are none.
        is_other: whether the bundle is of another library than that of the document, so that it
            does not tell what this one would say now, nor what stood beside its words.

    Raises:
        KeyError: when the bundle has no document of this name.
        ChoicesError: when the document does not tell what it said when it was made.
    """
    refuse_without_base(found)
    if bundle is None:
        return _of_words(found)
    was_made = remade(found, bundle.library)
    made = was_made.bundle
    name = found.provenance.document
    found = in_order_of(found, bundle)
    then = values_then(found, was_made)
    found = with_whole_values(found, then)
    facts = Known.of(made or bundle, name)
    before = shown_then(found, then, leden_then(made.document(name)) if made else {})
    known = facts.with_titles_of(found.base, found.blocks)
    known = replace(known, gone={plain(item.text): (item,) for item in found.gone})
    after = shown_now(found)
    aligned = with_turned(align(found.base, found.blocks))
    pairs = with_copies(aligned, before.text, after.text)
    changes = block_changes(pairs, before, after, known)
    values = value_changes(found, then, known, shown_in_copies(pairs))
    of_text = (*changes, *_retyped(found.blocks, known))
    pages: Iterable[Difference] = ()
    beside: Iterable[Difference] = ()
    meanwhile: tuple[Difference, ...] = ()
    if not is_other:
        fresh = fresh or read_document(document_bytes(bundle, name, found.provenance.options))
        pages = page_changes(found, pages_then(found, fresh), known.titles)
        gone = pictures_gone(found, made)
        beside = (*_beside(pairs, _put(fresh, made), known), *map(_picture, gone))
        meanwhile = tuple(_meanwhile(found, fresh, values_of(bundle, name), before, facts, numbers))
    by_hand = (*_restyled(found), *pages, *of_text, *beside, *values)
    agreed = {*map(_came_to, by_hand)} & {*map(_came_to, meanwhile)}
    return Comparison(
        tuple(replace(item, is_agreed=_came_to(item) in agreed) for item in by_hand),
        tuple(side_by_side(pairs, before, after, known)),
        tuple(itertools.filterfalse(lambda item: _came_to(item) in agreed, meanwhile)),
        tuple(_renumbered(pairs, known.titles)),
        tuple(_remarks(found.blocks)),
        was_made.problems,
    )


def _of_words(found: ReadDocument) -> Comparison:
    """What changed of the words alone: nothing is known of values, nor of what is beside words."""
    before = shown_then(found, {})
    known = Known({}, {}, titles_of((*found.base, *found.blocks)))
    pairs = with_turned(align(found.base, found.blocks))
    return Comparison(
        (
            *_restyled(found),
            *block_changes(pairs, before, shown_now(found), known),
            *_retyped(found.blocks, known),
        ),
        tuple(side_by_side(pairs, before, shown_now(found), known)),
        renumbered=tuple(_renumbered(pairs, known.titles)),
        remarks=tuple(_remarks(found.blocks)),
    )


def _restyled(found: ReadDocument) -> Iterator[Difference]:
    """That the styles are gone, or numbers plain text, told once for all of the document."""
    if found.restyled:
        yield Difference("opmaak", WHOLE, looks=(_RESTYLED,))
    if found.typed_out:
        yield Difference("opmaak", WHOLE, looks=(_typed_out(found.typed_out),))


def _typed_out(lines: int) -> str:
    where = f"van {lines} regels" if lines > 1 else "van één regel"
    return f"het nummer {where} is gewone tekst geworden; het is gelezen als nummer"


def _retyped(blocks: Iterable[Block], facts: Known) -> Iterator[Difference]:
    """The references in which somebody typed. What one refers to may be gone; what was typed then
    stays.
    """
    for block in blocks:
        for item in block.retyped:
            yield Difference(
                "gewijzigd",
                place_words(block, facts.titles),
                item.was,
                item.typed,
                (Segment("was", item.was), Segment("wordt", item.typed)),
                block.clause,
                block.topic,
                notes=(RETYPED,) if item.own else (),
            )


def _retyped_between(one: ReadDocument, other: ReadDocument, facts: Known) -> Iterator[Difference]:
    """The references in which somebody typed in one of two documents, and not in the other."""
    was, now = ([*_retyped(found.blocks, facts)] for found in (one, other))
    typed = [{(item.topic, item.was, item.now) for item in side} for side in (was, now)]
    for item in was:
        if (item.topic, item.was, item.now) not in typed[1]:
            words = Segment("was", item.now), Segment("wordt", item.was)
            yield replace(item, was=item.now, now=item.was, words=words, notes=())
    yield from (item for item in now if (item.topic, item.was, item.now) not in typed[0])


def refuse_without_base(found: ReadDocument) -> None:
    """Refuse a document that does not tell what it said when it was made.

    Raises:
        ChoicesError: when it does not.
    """
    if found.base:
        return
    made = found.provenance
    message = (
        f"dit document vertelt niet wat erin stond toen het werd gemaakt (met {made.program}), en "
        "dus ook niet wat er met de hand aan is gedaan"
    )
    hint = "Maak het opnieuw met 'dlr-docs maak', en leg ze naast elkaar met 'dlr-docs vergelijk'."
    raise ChoicesError(
        error(codes.GEEN_HERKOMST, message, Source(found.name or made.document), hint)
    )


def _came_to(change: Difference) -> tuple[str, ...]:
    """What makes two changes the same, whoever made them and whatever the article is numbered."""
    return change.kind, change.path, change.topic, plain(change.was), plain(change.now)


def compare_documents(
    one: ReadDocument, other: ReadDocument, bundles: Sequence[Bundle] = ()
) -> Comparison:
    """Compare what two documents say now.

    Args:
        one: what it was.
        other: what it is.
        bundles: what they carry, as far as that is known: which subjects of the law their clauses
            cover.
    """
    one = in_order_of_other(one, other)
    names = {found.provenance.document for found in (one, other)}
    facts = Known.of_all(names, bundles).with_titles_of(one.blocks, other.blocks)
    pairs = with_turned(align(one.blocks, other.blocks))
    changes = block_changes(pairs, shown_now(one), shown_now(other), facts)
    is_like = (one.restyled, one.typed_out) == (other.restyled, other.typed_out)
    restyled = () if is_like else _restyled(other)
    pages = page_changes(other, [page for page, _ in one.pages], facts.titles)
    beside = (
        *_gone(_beside([Pair(pair.now, pair.was) for pair in pairs], put(other.blocks), facts)),
        *_beside(pairs, put(one.blocks), facts),
    )
    uses, shows = places_of(other.blocks, facts), places_showing(other.blocks, facts)
    values = values_between(one.values, other.values, uses, shows)
    return Comparison(
        (*restyled, *pages, *changes, *_retyped_between(one, other, facts), *beside, *values),
        tuple(side_by_side(pairs, shown_now(one), shown_now(other), facts)),
        renumbered=tuple(_renumbered(pairs, facts.titles)),
        remarks=tuple(_remarks(other.blocks)),
        is_of_two=True,
    )


def _gone(changes: Iterable[Difference]) -> Iterator[Difference]:
    """Notes, pictures and boxes that are there no more."""
    for change in changes:
        if change.kind == "toegevoegd":
            yield replace(change, kind="verwijderd", was=change.now, now="")


def _put(fresh: ReadDocument, made: Bundle | None) -> Put:
    """What is beside the words of a document that nobody touched: as it would be made now, and the
    pictures that it was made with.
    """
    documents = () if made is None else made.documents
    attached = itertools.chain.from_iterable(document.attached for document in documents)
    return put(fresh.blocks, {item.digest for item in attached})


def _beside(pairs: Sequence[Pair], known: Put, facts: Known) -> Iterator[Difference]:
    """Notes, pictures, boxes and looks that a hand put beside words; the look of a block that is
    new is no change beside that.
    """
    new = {id(pair.now) for pair in pairs if pair.was is None}
    for block, item in added([pair.now for pair in pairs if pair.now], known):
        if item.kind in LOOKS and id(block) in new:
            continue
        change = Difference(
            "toegevoegd",
            place_words(block, facts.titles),
            clause=block.clause,
            topic=block.topic,
            subjects=facts.subjects.get(block.clause, ()),
        )
        if item.kind in LOOKS:
            tracked = looks_tracked(block)
            yield replace(change, kind="opmaak", looks=(look(item),), tracked=tracked)
        else:
            yield replace(change, now=shown(item))


def pictures_gone(found: ReadDocument, made: Bundle | None) -> tuple[Attached, ...]:
    """The annexes of the parties' own of which a hand took the picture out.

    Args:
        made: what the document was made from, when that is known.
    """
    if made is None:
        return ()
    annexes = made.document(found.provenance.document).attached
    return tuple(taken_out(found.blocks, (item for item in annexes if item.kind == "afbeelding")))


def _picture(annex: Attached) -> Difference:
    place = f"bijlage {annex.number} ({annex.title})"
    return Difference("verwijderd", place, was=shown(Beside("afbeelding", annex.description)))


def _meanwhile(
    found: ReadDocument,
    fresh: ReadDocument,
    ours: Mapping[str, Value],
    before: Showing,
    facts: Known,
    numbers: Numbers | None,
) -> Iterator[Difference]:
    """What the document would say otherwise when it was made now, in these numbers or else, also
    for articles that are no longer made, those in the file. A value of which is not known what it
    was is compared with what the file shows.
    """
    in_file = Numbers(article_numbers(found.blocks))
    numbers = numbers or in_file
    numbers = replace(numbers, articles={**in_file.articles, **numbers.articles})
    after = shown_now(fresh)
    known = facts.with_titles_of(found.base, fresh.base)
    then, made = [*map(numbers.of_article, found.base)], [*map(numbers.of, fresh.base)]
    yield from block_changes(align(then, made), before, after, known)
    uses = places_of(made, known)
    # A question that the document carries and shows nowhere is known of its choices alone.
    for path, now in {**after.values, **questions(ours)}.items():
        was = before.values.get(path)
        if was is not None and plain(was) != plain(now):
            yield Difference("waarde", uses.get(path, ""), was, now, path=path)


def _renumbered(
    pairs: Iterable[Pair], titles: Mapping[tuple[str, str], str]
) -> Iterator[Renumbered]:
    """The articles that have another number than they had.

    Args:
        titles: of annexes, among others.
    """
    shown = Showing()
    for was, now in ((pair.was, pair.now) for pair in pairs):
        if was and now and was.kind == now.kind == "artikel" and was.place != now.place:
            annex = titles.get((now.document, ""), now.document)
            yield Renumbered(shown.text(now), was.place[0], now.place[0], annex)


def _remarks(blocks: Sequence[Block]) -> Iterator[tuple[str, Remark]]:
    titles = titles_of(blocks)
    for block in blocks:
        yield from ((place_words(block, titles), remark) for remark in block.remarks)
