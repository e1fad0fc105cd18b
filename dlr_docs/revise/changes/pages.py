"""Pages that a hand gave another size or other margins."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal

from dlr_docs.basis.dutch import show_number
from dlr_docs.revise.changes.difference import Difference
from dlr_docs.revise.changes.showing import place_words
from dlr_docs.word.package.pages import Page
from dlr_docs.word.read.document import ReadDocument

_ALL = "alle pagina's"
_SIDES = ("boven", "rechts", "onder", "links")
_IN_CENTIMETRE = Decimal("566.929")
_TENTH = Decimal("0.1")


def page_changes(
    found: ReadDocument, known: Collection[Page], titles: Mapping[tuple[str, str], str]
) -> Iterator[Difference]:
    """The pages that are others than those that are known: of the whole document, or from where
    they begin.

    Args:
        known: the pages of the document that it is compared with; none when that is not known.
        titles: of articles, by annex and topic.
    """
    if not known:
        return
    for page, first in found.pages:
        if not any(map(page.is_like, known)):
            is_all = first is None or len(found.pages) == 1
            place = _ALL if is_all or not first else f"vanaf {place_words(first, titles)}"
            yield Difference("opmaak", place, looks=(_words(page, known),))


def pages_then(found: ReadDocument, fresh: ReadDocument) -> list[Page]:
    """The pages that a document had when it was made, as far as they are known: those that it would
    have now, when the Word template is the same.
    """
    is_same = found.provenance.template == fresh.provenance.template
    return [page for page, _ in fresh.pages] if is_same else []


def _words(page: Page, known: Collection[Page]) -> str:
    """What is another at a page: its size, and its margins."""
    like = next(filter(page.has_size_of, known), None)
    if like is not None:
        return _margins(page, page.other_margins(like))
    lies = "liggend" if page.is_landscape else "staand"
    words = f"de pagina is {lies}, {' × '.join(map(_centimetres, page.size))} cm"
    if any(map(page.has_margins_of, known)):
        return words
    return f"{words}; {_margins(page, (True,) * len(page.margins))}"


def _margins(page: Page, is_told: Sequence[bool]) -> str:
    sides = (
        f"{side} {_centimetres(margin)} cm"
        for side, margin in itertools.compress(zip(_SIDES, page.margins, strict=False), is_told)
    )
    return f"de marge is {'; '.join(sides)}"


def _centimetres(length: int) -> str:
    return show_number((length / _IN_CENTIMETRE).quantize(_TENTH))
