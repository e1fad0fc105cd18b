"""What tells a document from others of its kind: a value, or the same of all records that there
are.
"""

from __future__ import annotations

from dlr_docs.build.values.chosen import inside
from dlr_docs.build.values.filling import Filling
from dlr_docs.build.values.plural import plurals
from dlr_docs.model.library import Library, Outline
from dlr_docs.model.values import Value


def kenmerk_of(outline: Outline, filled: Filling, library: Library) -> Value | None:
    """The value that tells a document apart, as its title shows it."""
    if outline.kenmerk is None or outline.kenmerk in filled.values:
        return filled.values.get(outline.kenmerk or "")
    name, *steps = outline.kenmerk.split(".")
    several = [*inside(filled.named.get(name, ()), steps)]
    if not several:
        return None
    known = [value.text for value in several if not value.is_open]
    if len(known) < len(several):
        return next(value for value in several if value.is_open)
    text = f"{', '.join(known[:-1])} en {known[-1]}"
    path = ".".join((plurals(library).get(name, name), *steps))
    return Value(path, "tekst", text, text, several[0].question, several[0].label)


def title_of(kenmerk: Value | None, subject: Value, is_one_of_more: bool) -> str:
    """The title that tells a document from others, as its own front shows it: that of the bundle,
    or of several of one kind in a bundle what each is about.
    """
    about = kenmerk.text if kenmerk and is_one_of_more else ""
    return about or subject.text
