"""How a clause of a library reads in a document in which nobody filled anything in yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from dlr_docs.basis.problems import DlrDocsError
from dlr_docs.build.pipeline import build_bundle
from dlr_docs.choices.alternatives import chosen_data
from dlr_docs.choices.file import choices_from_data
from dlr_docs.choices.new.planning import bare, example_title, plan
from dlr_docs.model.document import Artikel, Bundle, Document
from dlr_docs.model.library import Clause, Library, Outline, OutlineTopic
from dlr_docs.model.values import ValueType
from dlr_docs.word.write.html import article_of_document, recitals_of_document

_INDENT = "   "


def clause_html(clause: Clause, library: Library) -> str:
    """The text of a clause as HTML: values as their questions, what is chosen by a value as its
    default has it; nothing when no document can have it.
    """
    found = _document_with(clause, library)
    if found is None:
        return ""
    document, bundle = found
    articles = tuple(_only(clause, artikel) for artikel in document.wording.artikelen)
    shown = replace(document, wording=replace(document.wording, artikelen=articles))
    text = article_of_document(clause.topic, shown, bundle)
    return text or recitals_of_document(clause.topic, document, bundle)


def clause_lines(html: str) -> Iterator[str]:
    """The lines of such a text without its title, for a screen; the rows of a table with bars."""
    from lxml.html import fragment_fromstring

    for item in fragment_fromstring(html, create_parent="div").iter("p", "tr"):
        parts = [item] if item.tag == "p" else [*item]
        for line in item.iter("br"):
            line.tail = f" {line.tail or ''}"
        words = " | ".join(" ".join(part.text_content().split()) for part in parts)
        depth = next((int(name[-1]) for name in item.classes if name.startswith("diepte-")), 0)
        yield f"{_INDENT * depth}{words}"


def _only(clause: Clause, artikel: Artikel) -> Artikel:
    """An article of which only one clause is left, with leden that count from 1."""
    return replace(artikel, texts=tuple(text for text in artikel.texts if text.clause is clause))


def _document_with(clause: Clause, library: Library) -> tuple[Document, Bundle] | None:
    """A document of the first kind that can have a clause, with that clause in it."""
    for outline in library.outlines.values():
        topics = [item for item in outline.all_topics if item.topic == clause.topic]
        if topics and clause.fits(outline.kind):
            data = _choices(clause, topics[0], outline, library)
            try:
                bundle = build_bundle(choices_from_data(data), library)
            except DlrDocsError:
                continue
            return bundle.documents[-1], bundle
    return None


def _choices(
    clause: Clause, item: OutlineTopic, outline: Outline, library: Library
) -> dict[str, Any]:
    """A choice file with a document of a kind, and with what it belongs to."""
    made = plan((*outline.belongs_to[:1], outline.kind), library)
    documents = [bare(document, made) for document in made.documents]
    documents[-1]["keuzes"] = {clause.topic: chosen_data(_variants(clause, item, outline, library))}
    return {
        "bundel": example_title(made),
        "partijen": {key: {"soort": role} for key, role in made.roles},
        "documenten": documents,
    }


def _variants(
    clause: Clause, item: OutlineTopic, outline: Outline, library: Library
) -> tuple[str, ...]:
    """The variant, and beside an addition the one that it adds to."""
    if not clause.is_addition:
        return (clause.variant,)
    usual = [
        other.variant
        for other in library.clauses[clause.topic].values()
        if other.fits(outline.kind) and not other.is_addition
    ]
    first = item.default if item.default in usual else next(iter(usual), None)
    return (*filter(None, (first,)), clause.variant)


def said_default(declared: ValueType) -> str:
    """What holds, or is proposed, when nobody fills a value in, in words; else its example."""
    if declared.default is not None:
        return f"Standaard: {_said(declared.default, declared)}."
    if declared.proposal is not None:
        return f"Voorstel, in te vullen: {_said(declared.proposal, declared)}."
    return f"Bijvoorbeeld: {declared.example}." if declared.example else ""


def _said(raw: object, declared: ValueType) -> str:
    """What a library gives for a value, as somebody would say it."""
    if isinstance(raw, Mapping):
        fields = declared.fields
        parts = (f"{key}: {_said(raw[key], fields.get(key, declared))}" for key in raw)
        return "; ".join(parts)
    if isinstance(raw, list):
        return ", ".join(_said(item, declared) for item in raw) or "geen"
    return declared.options.get(str(raw), str(raw))
