"""What an amendment puts in between the articles of another document, and the texts that it gives
these: whether that can be there, and whether all of it is filled in.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping

from dlr_docs.basis.problems import Severity
from dlr_docs.build.checks.findings import Finding
from dlr_docs.build.values.chosen import content_of, place_of
from dlr_docs.clause.jinja.inserted import Between, numbers, typed
from dlr_docs.model.choices import BaseDocument
from dlr_docs.model.document import Bundle, Document
from dlr_docs.model.library import Amends
from dlr_docs.model.values import Content

# The numbers of articles, and those of leden with that of their article.
_Numbers = frozenset[tuple[str, str]]
# What stands in a proposed text for a value that nobody gave, as documents show it.
_QUESTION = re.compile(r"\[(?:[^\[\]]*\?|…)\]")


def misplaced(amends: Amends, document: Document, bundle: Bundle) -> Iterator[Finding]:
    """What is put in behind something that is not there, or gets a number that is taken.

    Args:
        amends: where the kind of document has its list of changes.
        document: one of that kind.
        bundle: its bundle.
    """
    if amends.after is None or amends.number is None:
        return
    rows = _records(content_of(amends.values, document, bundle))
    found = numbers(rows, amends.after, amends.number)
    new = frozenset((item.article, item.number) for item in found if item)
    for index, (row, between) in enumerate(zip(rows, found, strict=True), 1):
        if typed(row, amends.way) == amends.inserted:
            place = place_of(f"{amends.values}.{index}.{amends.after}", document, bundle)
            told = _wrong(typed(row, amends.after), between, new, document, bundle)
            yield from (Finding(message, hint, place) for message, hint in told)


def unanswered(
    amends: Amends, document: Document, bundle: Bundle, severity: Severity
) -> Iterator[Finding]:
    """The questions in the texts of an amendment: in what is proposed nothing else tells that a
    value is open.

    Args:
        amends: where the kind of document has its list of changes.
        document: one of that kind.
        bundle: its bundle.
        severity: how bad a value is that is open.
    """
    rows = _records(content_of(amends.values, document, bundle))
    for index, row in enumerate(rows, 1):
        path = f"{amends.values}.{index}.{amends.text}"
        for found in _QUESTION.finditer(typed(row, amends.text)):
            yield Finding(
                f"in '{path}' staat nog een vraag: {found[0]}",
                "Schrijf het antwoord in de tekst, in de plaats van de vraag en haar haken.",
                place_of(path, document, bundle),
                severity,
            )


def _records(content: Content | None) -> list[Mapping[str, Content]]:
    listed = content if isinstance(content, tuple) else ()
    return [row for row in listed if isinstance(row, Mapping)]


def _wrong(
    after: str, between: Between | None, new: _Numbers, document: Document, bundle: Bundle
) -> Iterator[tuple[str, str]]:
    """What is wrong with one change, and what to do."""
    if between is None:
        if after:
            yield f"'{after}' is geen nummer", "Schrijf na welk artikel (7) of lid (7.2) het komt."
        return
    known, is_all = _known(document, bundle)
    about = f"het document dat {document.outline.names['zelf']} wijzigt"
    if is_all and (between.article, between.after) not in known | new:
        where = f"artikel {between.article}, lid" if between.article else "artikel"
        yield f"{about}, heeft geen {where} {between.after}", "Noem een nummer dat daar staat."
    if (between.article, between.number) in known:
        yield (
            f"nummer {between.number} is al bezet in {about}",
            f"Voeg in na {between.number}, of kies zelf een nummer dat vrij is.",
        )


def _known(document: Document, bundle: Bundle) -> tuple[_Numbers, bool]:
    """The numbers in the document above, and whether these are all."""
    base = bundle.choices.bases.get(document.parent or "")
    if base is not None:
        return frozenset(_typed(base)), False
    if document.parent is None:
        return frozenset(), False
    return frozenset(_counted(bundle.document(document.parent))), True


def _counted(above: Document) -> Iterator[tuple[str, str]]:
    """The numbers that a document of this bundle has."""
    for artikel in above.artikelen:
        yield "", str(artikel.number)
        blocks = itertools.chain.from_iterable(text.body.blocks for text in artikel.texts)
        leden = [block for block in blocks if getattr(block, "kind", "") == "lid"]
        yield from ((str(artikel.number), str(count)) for count, _ in enumerate(leden, 1))


def _typed(base: BaseDocument) -> Iterator[tuple[str, str]]:
    """The numbers that somebody typed of a document outside the bundle."""
    for article in base.articles:
        for _, lid in (("", ()), *article.leden):
            found = (*article.numbers, *lid)
            if found:
                yield "", found[0]
            if len(found) > 1:
                yield found[0], found[1]
