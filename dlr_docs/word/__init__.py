"""A document and a Word template to the bytes of a .docx. Nothing outside this package knows Word."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from markupsafe import Markup

from dlr_docs.errors import OutputError, error
from dlr_docs.model.document import Artikel, Bundle, Document
from dlr_docs.package import PROVENANCE_PART, Packed, assemble, pack, seal
from dlr_docs.values import show_date, spell
from dlr_docs.version import VERSION
from dlr_docs.word import body, parts
from dlr_docs.word.controls import Controls
from dlr_docs.word.template import (
    MARKER,
    Tags,
    WordTemplate,
    glossary_relations,
    open_template,
    optional_parts,
    render_part,
)


def write_docx(
    document: Document,
    bundle: Bundle,
    notes: bool = False,
    template: Path | None = None,
    plain_controls: bool = True,
    annexes: Sequence[body.Annex] = (),
) -> bytes:
    """The document as a .docx: the same inputs give the same bytes.

    Args:
        document: numbered and resolved.
        bundle: the bundle it belongs to, for what was it made from.
        notes: whether drafting notes go in as comments on the articles.
        template: another Word template than that of the document.
        plain_controls: whether text controls take plain text only, as Word users expect.
        annexes: tables to put behind the signatures.

    Raises:
        TemplateError: when the Word template cannot be used.
    """
    compiled = open_template(template or document.template)
    controls = Controls(document.values, compiled.first_id, plain_controls)
    remarks = _notes(document, bundle) if notes else {}
    scope = body.Scope(controls, document.targets, bundle.library.law.references, compiled.levels)
    names = _names(document, bundle, scope, remarks)
    names["bijlagen"] = Markup(body.annexes(annexes, scope))  # noqa: S704 - written by us, escaped
    made = [pack(name, render_part(part, names, compiled.path)) for name, part in compiled.templates.items()]
    made += _data_parts(document, bundle, compiled, remarks)
    packed = [*compiled.fixed, *made]
    stamp = seal((part.name, part.crc, part.size) for part in packed)
    provenance = parts.provenance_part(document, bundle, compiled.digest, VERSION, stamp)
    packed.append(pack(PROVENANCE_PART, provenance.encode()))
    return assemble(sorted(packed, key=lambda part: (part.name != "[Content_Types].xml", part.name)))


def _data_parts(
    document: Document, bundle: Bundle, compiled: WordTemplate, remarks: dict[str, tuple[int, list[str]]]
) -> list[Packed]:
    questions = dict.fromkeys(value.question for value in document.values.values() if value.is_open)
    types, relations = optional_parts(bool(questions), bool(remarks))
    title = f"{document.title} – {document.subject.text}"
    core = parts.core_properties(title, document.subject.text, _moment(bundle))
    made = {
        "[Content_Types].xml": f"{compiled.content_types}{types}</Types>",
        "word/_rels/document.xml.rels": f"{compiled.relations}{relations}</Relationships>",
        "docProps/core.xml": core,
        "customXml/item1.xml": parts.values_part(document.values.values()),
    }
    if questions:
        made["word/glossary/document.xml"] = parts.questions_part(questions)
        made["word/glossary/styles.xml"] = compiled.question_styles
        made["word/glossary/_rels/document.xml.rels"] = glossary_relations()
    if remarks:
        made["word/comments.xml"] = parts.notes_part(dict(remarks.values()))
    return [pack(name, content.encode()) for name, content in made.items()]


def _names(
    document: Document, bundle: Bundle, scope: body.Scope, remarks: dict[str, tuple[int, list[str]]]
) -> dict[str, Any]:
    """The names that a Word template knows."""
    references = {topic: parts.note_reference(number) for topic, (number, _) in remarks.items()}
    count = len(document.parties)
    return {
        "_tags": Tags(scope.controls),
        "titel": document.title,
        "bundel": document.subject,
        "soort": document.outline.kind,
        "dit_document": document.outline.names["zelf"],
        "concept": bundle.choices.draft,
        "partijen": document.parties,
        "aantal_partijen": count,
        "stand_van_de_wet": show_date(bundle.library.law.state).replace(" ", "\u00a0"),
        "exemplaren": f"{spell(count)}voud" if count != 2 else "tweevoud",
        "overwegingen": [Markup(line) for line in body.recitals(document.recitals, scope)],  # noqa: S704
        MARKER: Markup(body.articles(document.artikelen, scope, references)),  # noqa: S704 - written by us, escaped
    }


def _moment(bundle: Bundle) -> datetime:
    """The time for the properties: from the choice file, SOURCE_DATE_EPOCH, or the day it takes effect."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if bundle.choices.day is None and epoch:
        return _from_epoch(epoch)
    effective = (document.effective_day for document in bundle.documents)
    first = next((found for found in effective if found), date(1980, 1, 1))
    return datetime.combine(bundle.choices.day or first, time(0), UTC)


def _from_epoch(epoch: str) -> datetime:
    try:
        moment = datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        message = f"SOURCE_DATE_EPOCH is geen tijd in seconden sinds 1970: {epoch[:30]}"
        raise OutputError(error("verkeerde-tijd", message, hint="Haal de variabele weg of verbeter haar.")) from None
    return moment


def _notes(document: Document, bundle: Bundle) -> dict[str, tuple[int, list[str]]]:
    """Per topic the id and the paragraphs of its drafting note."""
    return {
        artikel.topic: (number, _note(artikel, document, bundle)) for number, artikel in enumerate(document.artikelen)
    }


def _note(artikel: Artikel, document: Document, bundle: Bundle) -> list[str]:
    lines = []
    for text in artikel.texts:
        clause = text.clause
        lines.append(f"{clause.id}: {clause.summary}")
        lines += [line for line in clause.note.split("\n") if line]
        if clause.requirements:
            lines.append(f"Wettelijk onderwerp: {', '.join(clause.requirements)}.")
        if clause.origin:
            lines.append(f"Bron: {'; '.join(clause.origin)}.")
    chosen = {text.clause.variant for text in artikel.texts}
    others = [
        f"{name} ({clause.summary})"
        for name, clause in bundle.library.clauses.get(artikel.topic, {}).items()
        if name not in chosen and clause.fits(document.outline.kind)
    ]
    if others:
        lines.append(f"Andere varianten: {'; '.join(others)}")
    return lines
