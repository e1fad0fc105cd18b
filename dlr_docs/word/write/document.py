"""A document and a Word template to the bytes of a .docx."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from dlr_docs.clause.jinja.following import seen
from dlr_docs.model.document import Bundle, Document, TableAnnex
from dlr_docs.model.options import DEFAULTS, WriteOptions
from dlr_docs.model.provenance import Carried
from dlr_docs.model.values import Value
from dlr_docs.word.package.relations import glossary_relations, optional_parts
from dlr_docs.word.package.seal import PROVENANCE_PART
from dlr_docs.word.package.zip import Packed, assemble, pack, pack_shared
from dlr_docs.word.template.compiled import WordTemplate
from dlr_docs.word.template.loading import open_template
from dlr_docs.word.template.names import MARKER
from dlr_docs.word.template.parts.places import ANNEXES, CONTENTS, PLACEHOLDERS
from dlr_docs.word.template.style_names import (
    ANNEX_TITLE_STYLE,
    ARTICLE_STYLE,
    HEADING_STYLE,
    style_in_annex,
)
from dlr_docs.word.write import body
from dlr_docs.word.write.data import parts
from dlr_docs.word.write.data.day import properties_day
from dlr_docs.word.write.data.provenance import provenance_part
from dlr_docs.word.write.data.told import told_part
from dlr_docs.word.write.layout import LaidOut, lay_out, recital_marks
from dlr_docs.word.write.names import template_names
from dlr_docs.word.write.sections import Section, is_long, make_sections

NOTHING = Carried()


def write_docx(
    document: Document,
    bundle: Bundle,
    options: WriteOptions = DEFAULTS,
    *,
    template: Path | None = None,
    tables: Sequence[TableAnnex] = (),
    carried: Carried = NOTHING,
) -> bytes:
    """The document as a .docx: the same inputs give the same bytes.

    Args:
        document: numbered and resolved.
        bundle: the bundle it belongs to, for what was it made from.
        options: whether notes and the choice file go in, and the sort of controls; the others are
            for who writes files.
        template: another Word template than that of the document.
        tables: annexes of one table, to put behind everything else.
        carried: what it tells of how it was made.

    Raises:
        TemplateError: when the Word template cannot be used.
    """
    compiled = open_template(template or document.template, bundle.library.parties)
    sections = make_sections(document, bundle, compiled, options)
    main, *annexes = sections
    written = "".join(section.annex for section in annexes)
    if document.attached:
        from dlr_docs.word.write import attached

        written += attached.annexes(document.attached, main.scope, main.controls)
    written += body.table_annexes(tables, main.scope, main.controls)
    has = {MARKER: True, ANNEXES: bool(written), CONTENTS: is_long(sections)}
    names = template_names(document, bundle, recital_marks(main.settled)) | {
        name: place if has.get(name) else "" for name, place in PLACEHOLDERS.items()
    }
    answers = tuple(
        seen(names[path[0]], path[1:]) for path in compiled.followed if path[0] in names
    )
    layout = _layout(compiled, names, answers, sections, tables)
    made = [pack(name, part) for name, part in _filled(layout, main, written.encode()).items()]
    made += _data_parts(sections, bundle, compiled)
    packed = [*compiled.fixed, *made, told_part(sections, compiled, names, answers, tables)]
    wordings = [(section.document.wording, section.scope.prefix) for section in sections]
    origin = provenance_part(document, bundle, options, wordings, compiled.digest, carried, packed)
    packed.append(pack(PROVENANCE_PART, origin))
    return assemble(
        sorted(packed, key=lambda part: (part.name != "[Content_Types].xml", part.name))
    )


def _layout(
    compiled: WordTemplate,
    names: Mapping[str, Any],
    answers: Hashable,
    sections: Sequence[Section],
    tables: Sequence[TableAnnex],
) -> LaidOut:
    """The parts of the template that have tags, but for values and annexes: made once for the
    documents with this wording of which the template tells the same.

    Args:
        names: what the template knows.
        answers: all that it tells apart of these.
    """
    main = sections[0]
    lines = tuple(_annex_lines(sections, tables, compiled.headings))
    first_id = main.controls.next_id()
    key = (compiled, answers, main.settled, lines, first_id)
    memory = main.scope.wording.memory
    layout: LaidOut | None = memory.recall(lay_out, key)
    if layout is None:
        made = lay_out(compiled, names, main.settled, lines, first_id, f"'{main.document.id}'")
        layout = memory.keep(lay_out, key, made)
    return layout


def _filled(layout: LaidOut, main: Section, annexes: bytes) -> dict[str, bytes]:
    """The parts with values and annexes in their place."""
    controls = main.controls
    if not layout.paths <= main.values.keys():  # the template shows more than a reader is asked
        inside = chain.from_iterable(party.values for party in main.document.parties)
        controls = controls.with_values({value.path: value for value in inside})
    return {
        name: annexes.join([body.fill(part, controls) for part in parts])
        for name, parts in layout.parts.items()
    }


def _annex_lines(
    sections: Sequence[Section], tables: Iterable[TableAnnex], headings: Collection[str]
) -> Iterator[str]:
    """The lines of annexes in the table of contents, as far as their styles are of the first
    level.
    """
    main, *annexes = sections
    for section in annexes:
        if ANNEX_TITLE_STYLE in headings:
            yield section.settled.heading
        if style_in_annex(ARTICLE_STYLE) in headings:
            yield from section.settled.lines
    if ANNEX_TITLE_STYLE in headings and main.document.attached:
        from dlr_docs.word.write import attached

        yield from attached.lines(main.document.attached, main.scope)
    if HEADING_STYLE in headings:
        yield from body.table_lines(tables)


def _data_parts(
    sections: Sequence[Section], bundle: Bundle, compiled: WordTemplate
) -> list[Packed]:
    values = dict(chain.from_iterable(section.values.items() for section in sections))
    remarks = dict(chain.from_iterable(section.notes.values() for section in sections))
    questions = _questions(values.values())
    document = sections[0].document
    types, relations = optional_parts(bool(questions), bool(remarks))
    pictures, more_types, more_relations = _pictures(document)
    types, relations = types + more_types, relations + more_relations
    title = _full_name(document)
    core = parts.core_properties(title, document.subject.text, properties_day(bundle))
    shared = {
        "[Content_Types].xml": f"{compiled.content_types}{types}</Types>",
        "word/_rels/document.xml.rels": f"{compiled.relations}{relations}</Relationships>",
    }
    own = {"docProps/core.xml": core, "customXml/item1.xml": parts.values_part(values.values())}
    if questions:
        shared["word/glossary/document.xml"] = parts.questions_part(questions)
        shared["word/glossary/styles.xml"] = compiled.question_styles
        shared["word/glossary/_rels/document.xml.rels"] = glossary_relations()
    if remarks:
        own["word/comments.xml"] = parts.notes_part(remarks)
    return [
        *(pack_shared(name, content) for name, content in shared.items()),
        *(pack(name, content.encode()) for name, content in own.items()),
        *pictures,
    ]


def _pictures(document: Document) -> tuple[list[Packed], str, str]:
    """The parts of pictures of the parties' own, and what content types and relations get more."""
    if not document.attached:
        return [], "", ""
    from dlr_docs.word.write import attached

    return attached.parts(document.attached)


def _questions(values: Iterable[Value]) -> dict[str, None]:
    """The questions that stand in the place of a value, each once. A box shows its own beside
    it.
    """
    return dict.fromkeys(
        value.question for value in values if value.is_open and value.kind != "ja_nee"
    )


def _full_name(document: Document) -> str:
    """What the properties of a file call a document."""
    kenmerk = document.kenmerk.text if document.kenmerk else ""
    names = (document.subject.text, kenmerk) if kenmerk else (document.subject.text,)
    return f"{document.full_title} – {', '.join(names)}"
