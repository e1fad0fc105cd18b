"""The custom XML parts of a document (ECMA-376-1, 15.2.5): the store of its values, and its
provenance.
"""

from __future__ import annotations

from dlr_docs.word.package.xml import HEAD

NAMESPACE = "urn:dlr-docs:waarden:1"
STORE = "{2C1B9D64-7C0E-4B56-9A3B-5D0F3E6A1D01}"
PROVENANCE = "urn:dlr-docs:herkomst:2"
FIRST_PROVENANCE = "urn:dlr-docs:herkomst:1"  # still read
PROVENANCE_STORE = "{7B0F3C52-54D6-4D0B-8C8E-6E2C1E9B4A02}"
_DATASTORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"


def store_properties(store: str, namespace: str) -> str:
    """The properties of a custom XML part (ECMA-376-1, 22.5)."""
    return (
        f'{HEAD}<ds:datastoreItem xmlns:ds="{_DATASTORE}" ds:itemID="{store}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{namespace}"/></ds:schemaRefs></ds:datastoreItem>'
    )
