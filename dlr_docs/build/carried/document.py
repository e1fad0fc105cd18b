"""What a document carries of how it was made."""

from __future__ import annotations

from dlr_docs.build.carried.used_choices import used_choices
from dlr_docs.model.document import Bundle, Document
from dlr_docs.model.options import WriteOptions
from dlr_docs.model.provenance import Carried


def carried(document: Document, bundle: Bundle, options: WriteOptions) -> Carried:
    """What a document is to carry, made with these options."""
    choices = used_choices(document, bundle) if options.choice_file else ""
    return Carried(choices, bundle.library.layers)
