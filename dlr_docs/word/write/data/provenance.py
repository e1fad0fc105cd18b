"""The part that tells what a document was made from, and the seal that tells whether it was changed
since.

Version 2 holds what a later life of the document needs: docs/herkomst.md is its format.
"""

from __future__ import annotations

from collections.abc import Iterable

from dlr_docs.model.document import Bundle, ClauseText, Document, Wording
from dlr_docs.model.library import Clause
from dlr_docs.model.options import WriteOptions
from dlr_docs.model.provenance import Carried, Layer
from dlr_docs.version import VERSION
from dlr_docs.word.package.seal import sealed
from dlr_docs.word.package.stores import PROVENANCE, bookmark_of
from dlr_docs.word.package.xml import escape
from dlr_docs.word.package.zip import Packed

DIGEST = 16  # characters of the digest of a clause: enough to see that it changed


def clause_bookmark(text: ClauseText, prefix: str = "") -> str:
    """The bookmark by which a clause is found back in the document."""
    return bookmark_of(prefix + text.clause.id)


def provenance_part(
    document: Document,
    bundle: Bundle,
    options: WriteOptions,
    wordings: Iterable[tuple[Wording, str]],
    template_digest: str,
    carried: Carried,
    parts: Iterable[Packed],
) -> bytes:
    """What the document was made from, with the seal over it and over all other parts.

    Args:
        wordings: what the document and its annexes say, with what their bookmarks begin with.
        parts: all other parts of the package.
    """
    clauses = "".join(
        wording.memory.once(_clauses, wording, prefix) for wording, prefix in wordings
    )
    layers = bundle.library.memory.once(_layers, carried.layers)
    choices = _choices(carried, options.made_from) if carried.choices else ""
    content = (
        f'<herkomst xmlns="{PROVENANCE}" programma="dlr-docs {VERSION}" '
        f'document="{escape(document.id)}" soort="{escape(document.outline.kind)}">'
        f"{layers}"
        f'<wetstand datum="{bundle.library.law.state.isoformat()}"/>'
        f'<sjabloon inhoud="{template_digest}"/>'
        f'<opties toelichting="{_answer(options.notes)}" '
        f'dekkingstabel="{_answer(options.cover_table)}"/>'
        f"<clausules>{clauses}</clausules>{choices}</herkomst>"
    )
    return sealed(content.encode(), ((part.name, part.crc, part.size) for part in parts))


def _choices(carried: Carried, mark: str) -> str:
    """The choice file, and the values that nobody typed in it as the library gave them."""
    told = f' bestand="{escape(mark)}"' if mark else ""
    adopted = "".join(
        f'<waarde pad="{path}">{escape(text)}</waarde>' for path, text in carried.adopted.items()
    )
    return (
        f"<overgenomen>{adopted}</overgenomen>"
        f"<keuzebestand{told}>{escape(carried.choices)}</keuzebestand>"
    )


def _answer(is_so: bool) -> str:
    return "ja" if is_so else "nee"


def _layers(layers: tuple[Layer, ...]) -> str:
    written = "".join(
        f'<laag naam="{escape(layer.name)}" bron="{escape(layer.source)}" '
        f'revisie="{escape(layer.revision)}" gewijzigd="{_answer(layer.is_changed)}" '
        f'inhoud="{layer.digest}"{_version(layer)}/>'
        for layer in layers
    )
    return f"<bibliotheek>{written}</bibliotheek>"


def _version(layer: Layer) -> str:
    return f' versie="{escape(layer.version)}"' if layer.version else ""


def _layer_of(clause: Clause) -> str:
    """The number of its layer, counted from 1, which goes without saying for the lowest."""
    return f' laag="{clause.layer + 1}"' if clause.layer else ""


def _clauses(wording: Wording, prefix: str) -> str:
    """The clauses of a document, or of an annex in its file."""
    annex = f' bijlage="{prefix.removesuffix(".")}"' if prefix else ""
    return "".join(
        f'<clausule id="{text.clause.id}" inhoud="{text.clause.digest[:DIGEST]}"'
        f"{_layer_of(text.clause)}{annex}/>"
        for text in wording.texts
    )
