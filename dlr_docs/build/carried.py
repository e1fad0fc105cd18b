"""What a document carries of how it was made."""

from __future__ import annotations

from dlr_docs.build.used_choices import used_choices
from dlr_docs.files.installation import default_library_path
from dlr_docs.model.document import Bundle, Document
from dlr_docs.model.library import Library
from dlr_docs.model.options import WriteOptions
from dlr_docs.model.provenance import CHANGED, STANDARD, Carried, Layer


def carried(document: Document, bundle: Bundle, options: WriteOptions) -> Carried:
    """What a document is to carry, made with these options."""
    choices = used_choices(document, bundle) if options.choice_file else ""
    return Carried(choices, (layer_of(bundle.library),))


def layer_of(library: Library) -> Layer:
    """A library as the one layer that it is. Of a folder only the last name is told: the rest says
    more of a computer than of a library.
    """
    is_packaged = library.path == default_library_path()
    return Layer(
        name=STANDARD if is_packaged else library.path.absolute().name or STANDARD,
        source="",
        revision=library.revision.removesuffix(CHANGED),
        is_changed=library.revision.endswith(CHANGED),
        digest=library.digest,
    )
