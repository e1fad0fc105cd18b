"""How the library of now stands to the one that a document was made with: layers that are not among
it, and why its clauses say something else.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Problem, Source, warning
from dlr_docs.model.library import Library
from dlr_docs.model.provenance import Layer
from dlr_docs.revise.changes.difference import Comparison
from dlr_docs.revise.compare.reasons import Reasons
from dlr_docs.word.read.document import ReadDocument


def missing_layers(found: ReadDocument, library: Library) -> tuple[Layer, ...]:
    """The layers that a document was made with and that a library does not have: neither by their
    names, nor to the letter under another one.
    """
    there = {layer.name for layer in library.layers}
    same = {layer.digest for layer in library.layers}
    return tuple(
        layer
        for layer in found.provenance.layers
        if layer.name not in there and layer.digest not in same
    )


def layer_words(layers: Iterable[Layer]) -> str:
    """Layers by their names, with where they come from."""
    return " en ".join(
        f"{layer.name} (van {layer.source})" if layer.source else layer.name for layer in layers
    )


def other_problem(layers: tuple[Layer, ...], library: Library, name: str) -> Problem:
    """That a document was made with another library than the one that somebody named.

    Args:
        layers: those that are missing.
        library: the one that was named.
        name: what problems call the document.
    """
    message = f"dit document is gemaakt met een andere bibliotheek: {layer_words(layers)}"
    now = layer_words(library.layers)
    hint = f"Het is vergeleken met de bibliotheek die u noemde: {now}."
    return warning(codes.ANDERE_BIBLIOTHEEK, message, Source(name), hint)


def missing_problem(layers: tuple[Layer, ...], name: str) -> Problem:
    """What a person can do when the library lacks layers of a document.

    Args:
        layers: those that are missing.
        name: what problems call the document.
    """
    words = layer_words(layers)
    message = f"gemaakt met een bibliotheek die hier niet wordt gebruikt: {words}"
    hint = (
        "Alleen teksten en gegevens zijn vergeleken, geen opmaak, voetnoten of afbeeldingen, en "
        "niet wat die bibliotheek nu zou zeggen. Noem voor de rest het keuzebestand erbij, of de "
        "map van die bibliotheek met --bibliotheek."
    )
    return warning(codes.ANDERE_BIBLIOTHEEK, message, Source(name), hint)


def with_reasons(comparison: Comparison, found: ReadDocument, library: Library) -> Comparison:
    """A comparison in which what the library changed meanwhile has the commits that did so.

    Args:
        comparison: what differs.
        found: the document that was compared.
        library: the library of now.
    """
    reasons = Reasons(found, library)
    explained = (replace(item, reasons=reasons.of(item)) for item in comparison.meanwhile)
    return replace(comparison, meanwhile=tuple(explained))
