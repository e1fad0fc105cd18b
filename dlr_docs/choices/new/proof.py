"""Sample documents of a house style, one of each form, to see in Word how it turns out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dlr_docs.build.house_style import templates_of
from dlr_docs.build.pipeline import build_bundle
from dlr_docs.build.writing import document_bytes
from dlr_docs.choices.file import choices_from_data
from dlr_docs.choices.new.needed import EXAMPLES
from dlr_docs.choices.new.planning import Plan, PlannedDocument, bare, example_title, plan
from dlr_docs.model.library import Library, Outline
from dlr_docs.model.values import PERSON, ValueType


def proofs(folder: Path, library: Library) -> Iterator[tuple[str, bytes]]:
    """A sample document for each template of a house style that a kind of document uses.

    Values have the examples of their questions; what has none stays open, so that both can be seen.

    Args:
        folder: the house style.

    Returns:
        The form and the document as a file.

    Raises:
        TemplateError: when a template cannot be used.
    """
    for form in templates_of(folder):
        outline = _longest(form, library)
        if outline is not None:
            yield form, _document_of(outline, folder, library)


def _longest(form: str, library: Library) -> Outline | None:
    """The kind of document with the most topics: it shows most of what a template must hold."""
    found = [outline for outline in library.outlines.values() if outline.form == form]
    return max(found, key=lambda outline: len(outline.all_topics), default=None)


def _document_of(outline: Outline, folder: Path, library: Library) -> bytes:
    kinds = (*outline.belongs_to[:1], outline.kind)
    made = plan(kinds, library)
    data = {
        "bundel": example_title(made),
        "huisstijl": str(folder.resolve()),
        "partijen": {key: _party(role, made) for key, role in made.roles},
        "gegevens": _examples(made.shared),
        "documenten": [_document(document, made) for document in made.documents],
    }
    bundle = build_bundle(choices_from_data(data), library)
    return document_bytes(bundle, made.documents[-1].id)


def _party(role: str, made: Plan) -> dict[str, Any]:
    return {"soort": role, **_examples(made.library.parties.by_name[role].fields)}


def _document(document: PlannedDocument, made: Plan) -> dict[str, Any]:
    return {**bare(document, made), "gegevens": _examples(document.own)}


def _examples(declared: Mapping[str, ValueType]) -> dict[str, Any]:
    found = {name: _example(value) for name, value in declared.items() if value.default is None}
    return {name: example for name, example in found.items() if example}


def _example(declared: ValueType) -> Any:
    """What the question gives as an example, or the first that may be chosen."""
    if declared.kind == "groep":
        return _examples(declared.fields)
    if declared.kind == "persoon":
        return dict.fromkeys(PERSON, "")
    if declared.kind == "lijst":
        return declared.proposal
    if declared.kind == "ja_nee":
        return "ja"
    return next(iter(declared.options), None) or declared.example or EXAMPLES.get(declared.kind)
