"""What stands in one file: a document and the annexes that share its file."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.clause.scope import Annex, Scope
from dlr_docs.model.document import Artikel, Bundle, Document
from dlr_docs.model.library import Clause, LawTable, layer_story
from dlr_docs.model.options import WriteOptions
from dlr_docs.model.values import Value
from dlr_docs.word.template.compiled import WordTemplate
from dlr_docs.word.template.parts.controls import Controls
from dlr_docs.word.write import body
from dlr_docs.word.write.data import parts


class Section(Struct, frozen=True):
    """A document as it stands in a file: the document itself first, then its annexes.

    ``values`` are those it shows, by the path under which the file stores them; ``notes`` are, per
    topic, the id and the paragraphs of a drafting note.
    """

    document: Document
    scope: Scope
    settled: body.Settled
    controls: Controls
    values: Mapping[str, Value]
    notes: Mapping[str, tuple[int, list[str]]]

    @property
    def annex(self) -> str:
        """The title and the articles of an annex."""
        return body.fill(self.settled.articles, self.controls).decode()


def make_sections(
    document: Document, bundle: Bundle, compiled: WordTemplate, options: WriteOptions
) -> list[Section]:
    """The document and the annexes in its file, with ids that differ in the whole file.

    Args:
        options: whether drafting notes are wanted, and the sort of controls.
    """
    next_id, note_ids = compiled.first_id + 1, itertools.count()
    drafts = []
    for item in (document, *bundle.inside(document)):
        annex = None if item is document else Annex(item.id, item.annex_number or 0, item.title)
        law = bundle.law_of(item)
        scope = Scope(item.wording, law, compiled.levels, compiled.annex_levels, annex)
        artikelen = item.artikelen if options.notes else ()
        notes = {
            artikel.topic: (next(note_ids), _note(artikel, item, bundle)) for artikel in artikelen
        }
        references = tuple(
            (topic, parts.note_reference(number)) for topic, (number, _) in notes.items()
        )
        settled = body.settle(scope, references, next_id)
        next_id = settled.next_id
        drafts.append((item, scope, settled, notes))
    ids = itertools.count(next_id)
    stored: dict[str, Value] = {}
    made = []
    for item, scope, settled, notes in drafts:
        own = {path: _apart(value, stored, item) for path, value in item.values.items()}
        values = {value.path: value for value in own.values()}
        stored.update(values)
        made.append(
            Section(item, scope, settled, Controls(own, ids, options.text_controls), values, notes)
        )
    return made


def _apart(value: Value, stored: Mapping[str, Value], document: Document) -> Value:
    """A value of an annex under a path of its own, where the file already has another value with
    its path.
    """
    other = stored.get(value.path)
    if other is None or (other.text, other.question) == (value.text, value.question):
        return value
    return replace(
        value, path=f"bijlage-{document.id}.{value.path}"
    )  # no value has a name with a dash


def is_long(sections: Sequence[Section]) -> bool:
    """Whether a file has so many articles that it needs a table of contents."""
    return len(sections[0].document.artikelen) >= body.CONTENTS_FROM


def _note(artikel: Artikel, document: Document, bundle: Bundle) -> list[str]:
    """The paragraphs of a drafting note: what was chosen and why, its basis, and what else there
    is.
    """
    lines = []
    for text in artikel.texts:
        clause = text.clause
        lines.append(_said_of(clause))
        lines += [
            " ".join(paragraph.split())
            for paragraph in clause.note.split("\n\n")
            if paragraph.strip()
        ]
        lines += _subjects(clause, document, bundle.law_of(document))
        if clause.origin:
            lines.append(f"Bron: {'; '.join(clause.origin)}.")
        if len(bundle.library.layers) > 1:
            lines.append(f"Bibliotheek: {layer_story(clause, bundle.library)}.")
    chosen = {text.clause.variant for text in artikel.texts}
    others = [
        f"{name} ({clause.summary.rstrip('.')})"
        for name, clause in bundle.library.clauses.get(artikel.topic, {}).items()
        if name not in chosen and clause.fits(document.outline.kind)
    ]
    return [*lines, f"Andere varianten: {'; '.join(others)}."] if others else lines


def _said_of(clause: Clause) -> str:
    """What was chosen, or that nobody of the library wrote it."""
    return clause.summary if clause.is_own else f"Gekozen variant: {clause.id}. {clause.summary}"


def _subjects(clause: Clause, document: Document, law: LawTable) -> Iterator[str]:
    """The mandatory subjects that a clause covers in a document, with their basis."""
    for item in law.subjects(document.outline.requirements):
        if set(item.coverable) & set(clause.requirements):
            yield f"Wettelijk verplicht onderwerp: {item.description} ({law.demand(item)})."
