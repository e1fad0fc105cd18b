"""A choice file for an agreement that changes a signed one: what library and choices would say
otherwise now, article by article, in the form that the library has for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from dlr_docs.basis.yaml.text import Plain, yaml_text
from dlr_docs.build.pipeline import document_bytes
from dlr_docs.build.used_choices import partly
from dlr_docs.model.document import Bundle, Document
from dlr_docs.model.library import Amends, Outline
from dlr_docs.revise.aligning import Pair, align
from dlr_docs.revise.compare import shown_now, titles_of
from dlr_docs.revise.showing import Showing, place_words
from dlr_docs.word.read.document import ReadDocument, read_document

_NUMBERED = ("artikel", "lid", "onderdeel", "subonderdeel", "alinea", "vervolg", "opsomming", "rij")
_NOTHING = "-"


class Amendment(Struct, frozen=True):
    """A choice file that is proposed, and how many changes stand in it; none when no kind of
    document of the library changes a signed one of this kind.
    """

    text: str
    number: int


def amendment(found: ReadDocument, bundle: Bundle) -> Amendment | None:
    """The choice file for an agreement that changes a signed document; None when nothing in it
    would change, or when the library has no kind of document for it.

    Args:
        found: the signed document.
        bundle: what its choices give now.

    Raises:
        KeyError: when the bundle has no document of this name.
    """
    document = bundle.document(found.provenance.document)
    outline = _kind_for(document, bundle)
    if outline is None or outline.amends is None:
        return None
    fresh = read_document(document_bytes(bundle, document.id, found.provenance.options))
    changes = [*_changes(found, fresh, outline.amends)]
    if not changes:
        return None
    parties = bundle.choices.data["partijen"]
    data: dict[str, Plain] = {
        "bundel": f"Wijziging van {document.full_title}, {document.subject.text}",
        "status": "concept",
        "partijen": {party.key: _plain(parties[party.key]) for party in document.parties},
        "basisdocumenten": {
            document.id: {"soort": document.outline.kind, "titel": document.full_title}
        },
        "documenten": [
            {
                "soort": outline.kind,
                "bij": document.id,
                **partly(document),
                "gegevens": {outline.amends.values: changes},
            }
        ],
    }
    return Amendment(yaml_text(data), len(changes))


def _kind_for(document: Document, bundle: Bundle) -> Outline | None:
    """The kind of document that changes a signed one of this kind."""
    kinds = bundle.library.outlines.values()
    kind = document.outline.kind
    return next((item for item in kinds if item.amends and kind in item.belongs_to), None)


def _plain(value: object) -> Plain:
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return None if value is None else str(value)


def _changes(found: ReadDocument, fresh: ReadDocument, amends: Amends) -> Iterator[Plain]:
    """Each change: its place in the signed document, what happens there, and the new text."""
    signed, now = shown_now(found), shown_now(fresh)
    titles = {**titles_of(fresh.blocks), **titles_of(found.blocks)}
    for pair in align(found.blocks, fresh.blocks):
        if pair.block.kind not in _NUMBERED or not pair.block.topic:
            continue
        before, after = _plain_text(pair, signed, now)
        if before == after:
            continue
        way = amends.replaced if before and after else amends.added if after else amends.gone
        block = pair.was or pair.block
        yield {
            amends.place: place_words(block, titles),
            amends.way: way,
            amends.text: after or _NOTHING,
        }


def _plain_text(pair: Pair, signed: Showing, now: Showing) -> tuple[str, str]:
    return " ".join(signed.text(pair.was).split()), " ".join(now.text(pair.now).split())
