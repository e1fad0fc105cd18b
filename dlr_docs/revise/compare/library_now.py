"""How the library of now stands to the one that a document was made with: layers that are not among
it, and why its clauses say something else.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Problem, Source, warning
from dlr_docs.library.git.asking import GitFailed
from dlr_docs.library.layers.history import Revision, file_history, text_with
from dlr_docs.model.library import Clause, Library
from dlr_docs.model.provenance import Layer
from dlr_docs.revise.changes.difference import Comparison, Difference
from dlr_docs.word.read.document import ReadDocument

_MOST = 50  # commits of a clause that are looked through


def missing_layers(found: ReadDocument, library: Library) -> tuple[Layer, ...]:
    """The layers that a document was made with and that a library does not have, by their names."""
    there = {layer.name for layer in library.layers}
    return tuple(layer for layer in found.provenance.layers if layer.name not in there)


def missing_problem(layers: tuple[Layer, ...], name: str) -> Problem:
    """What a person can do when the library lacks layers of a document.

    Args:
        layers: those that are missing.
        name: what problems call the document.
    """
    words = " en ".join(
        f"{layer.name} (van {layer.source})" if layer.source else layer.name for layer in layers
    )
    message = f"dit document is gemaakt met een bibliotheek die hier niet wordt gebruikt: {words}"
    hint = (
        "Alleen de woorden zijn vergeleken, geen gegevens, voetnoten of afbeeldingen. Noem voor de "
        "rest het keuzebestand erbij, of de map van die bibliotheek met --bibliotheek."
    )
    return warning(codes.ANDERE_BIBLIOTHEEK, message, Source(name), hint)


def with_reasons(comparison: Comparison, found: ReadDocument, library: Library) -> Comparison:
    """A comparison in which what the library changed meanwhile has the commits that did so.

    Args:
        comparison: what differs.
        found: the document that was compared.
        library: the library of now.
    """
    digests = {item.id: item.digest for item in found.clauses}
    clauses = {clause.id: clause for clause in library.all_clauses()}

    def explained(change: Difference) -> Difference:
        clause, digest = clauses.get(change.clause), digests.get(change.clause)
        if clause is None or not digest or clause.digest.startswith(digest):
            return change
        return replace(change, reasons=library.memory.once(_reasons, library, clause, digest))

    return replace(comparison, meanwhile=tuple(map(explained, comparison.meanwhile)))


def _reasons(library: Library, clause: Clause, digest: str) -> tuple[Revision, ...]:
    """The commits of a clause since it had a digest, the newest first; none when its history is not
    here, or does not reach that far.
    """
    try:
        revisions = file_history(library.origins[clause.layer], clause.file, most=_MOST)
    except GitFailed:
        return ()
    then = text_with(revisions, digest)
    return tuple(_before(revisions, then)) if then is not None else ()


def _before(revisions: list[Revision], then: Revision) -> Iterator[Revision]:
    newer = itertools.takewhile(lambda item: item is not then, revisions)
    return (replace(item, text=None) for item in newer)
