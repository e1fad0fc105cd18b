"""The custom XML parts of a document (ECMA-376-1, 15.2.5): the store of its values, its
provenance, and what it said.
"""

from __future__ import annotations

from dlr_docs.basis.labels import bookmark_name
from dlr_docs.word.package.xml import HEAD

NAMESPACE = "urn:dlr-docs:waarden:1"
STORE = "{2C1B9D64-7C0E-4B56-9A3B-5D0F3E6A1D01}"
PROVENANCE = "urn:dlr-docs:herkomst:2"
FIRST_PROVENANCE = "urn:dlr-docs:herkomst:1"  # still read
TOLD = "urn:dlr-docs:tekst:1"
TOLD_PART = "customXml/item3.xml"
AUTHOR = "dlr-docs"  # of documents, and of the drafting notes in them
_DATASTORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"


def bookmark_of(clause: str) -> str:
    """The bookmark of a clause in a document, whose id has that of its annex before it."""
    return bookmark_name("clausule_", clause.replace("/", "__"))


def store_properties(store: str, namespace: str) -> str:
    """The properties of a custom XML part (ECMA-376-1, 22.5)."""
    return (
        f'{HEAD}<ds:datastoreItem xmlns:ds="{_DATASTORE}" ds:itemID="{store}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{namespace}"/></ds:schemaRefs></ds:datastoreItem>'
    )
