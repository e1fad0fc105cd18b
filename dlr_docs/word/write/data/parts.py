"""The parts of a package that hold data and not layout: values, properties, questions, notes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date

from dlr_docs.model.values import Value
from dlr_docs.word.package.stores import AUTHOR, NAMESPACE
from dlr_docs.word.package.xml import HEAD, W, escape, run
from dlr_docs.word.template.parts.controls import (
    PLACEHOLDER_STYLE,
    asked,
    building_block,
    is_bound,
    stored,
)


def values_part(values: Iterable[Value]) -> str:
    """The store that the content controls are bound to: one element a value, whose name is its
    path.

    Every path is a name that XML allows. An attribute would not do: LibreOffice drops those when it
    saves.
    """
    lines = "".join(
        f"<{value.path}>{escape(stored(value))}</{value.path}>"
        for value in values
        if is_bound(value)
    )
    return f'{HEAD}<waarden xmlns="{NAMESPACE}">{lines}</waarden>'


def core_properties(title: str, subject: str, day: date) -> str:
    """The core properties of the package (ISO/IEC 29500-2, 11)."""
    stamp = f"{day.isoformat()}T00:00:00Z"
    return (
        f"{HEAD}<cp:coreProperties "
        f'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:subject>{escape(subject)}</dc:subject>"
        f"<dc:creator>{AUTHOR}</dc:creator><cp:lastModifiedBy>{AUTHOR}</cp:lastModifiedBy>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified>'
        "<dc:language>nl-NL</dc:language></cp:coreProperties>"
    )


def questions_part(questions: Iterable[str]) -> str:
    """The glossary part: one building block a question (ECMA-376-1, 17.12)."""
    blocks = "".join(_question(question) for question in questions)
    return (
        f'{HEAD}<w:glossaryDocument xmlns:w="{W}">'
        f"<w:docParts>{blocks}</w:docParts></w:glossaryDocument>"
    )


def _question(question: str) -> str:
    name = building_block(question)
    digest = hashlib.sha256(name.encode()).hexdigest().upper()
    guid = f"{{{digest[:8]}-{digest[8:12]}-{digest[12:16]}-{digest[16:20]}-{digest[20:32]}}}"
    shown = run(asked(question), f'<w:rPr><w:rStyle w:val="{PLACEHOLDER_STYLE}"/></w:rPr>')
    return (
        f'<w:docPart><w:docPartPr><w:name w:val="{name}"/><w:category><w:name w:val="Algemeen"/>'
        '<w:gallery w:val="placeholder"/></w:category><w:types><w:type w:val="bbPlcHdr"/></w:types>'
        f'<w:behaviors><w:behavior w:val="content"/></w:behaviors>'
        f'<w:guid w:val="{guid}"/></w:docPartPr>'
        f"<w:docPartBody><w:p>{shown}</w:p></w:docPartBody></w:docPart>"
    )


def notes_part(notes: Mapping[int, list[str]]) -> str:
    """Drafting notes as comments: per id the paragraphs of the note."""
    made = "".join(
        f'<w:comment w:id="{number}" w:author="{AUTHOR}" w:initials="dlr">'
        + "".join(f"<w:p>{run(line)}</w:p>" for line in lines)
        + "</w:comment>"
        for number, lines in notes.items()
    )
    return f'{HEAD}<w:comments xmlns:w="{W}">{made}</w:comments>'


def note_reference(number: int) -> str:
    """What a comment hangs on in the text."""
    return f'<w:r><w:commentReference w:id="{number}"/></w:r>'
