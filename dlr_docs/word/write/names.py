"""What a Word template knows of a document, whatever is made with it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from dlr_docs.basis.dutch import show_date, spell
from dlr_docs.model.document import Bundle, Document
from dlr_docs.model.party import between


def template_names(
    document: Document, bundle: Bundle, recitals: Sequence[Markup]
) -> dict[str, Any]:
    """The names that a Word template knows, but for the places of what the program writes.

    Args:
        recitals: each as it is written.
    """
    count = len(document.parties)
    signatures = [*itertools.chain.from_iterable(party.signatures for party in document.parties)]
    return {
        "titel": document.full_title,
        "bundel": document.subject,
        "kenmerk": document.kenmerk,
        "bij": document.rests_on or "",
        "bundel_in_bij": _names_bundle(document),
        "soort": document.outline.kind,
        "dit_document": document.outline.names["zelf"],
        "concept": bundle.choices.draft,
        "partijen": tuple(party.names for party in document.parties),
        "aantal_partijen": count,
        "handtekeningen": signatures,
        "aantal_handtekeningen": len(signatures),
        "tussen": between(document.parties),
        "stand_van_de_wet": show_date(bundle.library.law.state).replace(" ", "\u00a0"),
        "exemplaren": f"{spell(count)}voud" if count != 2 else "tweevoud",
        "overwegingen": [*recitals],
    }


def _names_bundle(document: Document) -> bool:
    """Whether the title of the bundle is that of the document that this one belongs to."""
    above = document.rests_on
    return above is not None and document.subject in above.parts
