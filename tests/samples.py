"""Choice data that tests start from, and a document of it in one call."""

from __future__ import annotations

import copy
from typing import Any

from msgspec.structs import replace

from dlr_docs import build_bundle, choices_from_data, document_bytes
from dlr_docs.files.installation import default_library_path
from dlr_docs.library.readers.parties import read_parties
from dlr_docs.model.declared.parties import PartySort, Placeholder
from dlr_docs.model.document import Bundle
from dlr_docs.model.library import Library
from dlr_docs.model.values import ValueType

AGREEMENT: dict[str, Any] = {
    "bundel": "Doorlopende leerroute Techniek",
    "status": "concept",
    "partijen": {
        "linde": {
            "soort": "school",
            "naam": "Vakcollege De Linde",
            "bevoegd_gezag": "Stichting De Linde",
            "vestigingsplaats": "Amersfoort",
            "vertegenwoordiger": {"naam": "A. de Wit", "functie": "bestuurder"},
        },
        "spoor": {
            "soort": "instelling",
            "naam": "ROC Het Spoor",
            "bevoegd_gezag": "Stichting Het Spoor",
            "vestigingsplaats": "Utrecht",
            "vertegenwoordiger": {"naam": "B. Jansen", "functie": "voorzitter"},
        },
    },
    "gegevens": {"ingangsdatum": "2027-08-01"},
    "documenten": [
        {
            "soort": "samenwerkingsovereenkomst",
            "gegevens": {
                "regio": "Eemland",
                "profiel": "Mobiliteit en Transport",
                "leerweg_vmbo": "kb",
                "opleiding": {
                    "naam": "Allround autotechnicus",
                    "crebo": "25876",
                    "niveau": "3",
                    "leerweg": "bol",
                },
            },
        }
    ],
}

# The sorts of parties of the library of the package.
SORTS, _ = read_parties([default_library_path() / "clauses" / "partijen.yaml"], frozenset())


def agreement(**changes: Any) -> dict[str, Any]:
    """A copy of the agreement with other top-level keys."""
    return {**copy.deepcopy(AGREEMENT), **changes}


def with_party(**fields: Any) -> dict[str, Any]:
    """The agreement with other fields for its school."""
    data = copy.deepcopy(AGREEMENT)
    data["partijen"]["linde"].update(fields)
    return data


def with_extra_parties(count: int) -> dict[str, Any]:
    """The agreement with more schools."""
    data = copy.deepcopy(AGREEMENT)
    for number in range(count):
        data["partijen"][f"school-{number}"] = {
            **AGREEMENT["partijen"]["linde"],
            "naam": f"School {number}",
            "bevoegd_gezag": f"Stichting School {number}",
        }
    return data


def bundle_of(data: dict[str, Any], library: Library) -> Bundle:
    """The bundle of choice data."""
    return build_bundle(choices_from_data(data), library)


def docx_of(
    data: dict[str, Any], library: Library, document_id: str = "samenwerkingsovereenkomst"
) -> bytes:
    """One document of choice data as a .docx."""
    return document_bytes(bundle_of(data, library), document_id)


def party_sort(name: str, **changes: Any) -> PartySort:
    """A sort of party with a name and a place."""
    fields = {
        "naam": ValueType("naam", "tekst", "Hoe heet u?"),
        "plaats": ValueType("plaats", "tekst", "Waar zit u?"),
    }
    made = PartySort(
        name=name,
        designation=f"de {name}",
        others=f"de andere {name}en",
        group=f"{name}en",
        properties=frozenset(),
        fields=fields,
        shown=("naam", "plaats"),
        signs="naam",
        on_behalf=(),
        description=(Placeholder("naam"), " te ", Placeholder("plaats")),
        alone_heading="Partij",
        alone_subject=f"De {name}",
    )
    return replace(made, **changes)


def with_standard(library: Library, name: str, standard: object) -> Library:
    """A library that fills in something else when nobody does."""
    values = {**library.values, name: replace(library.values[name], default=standard)}
    layers = tuple(replace(layer, digest="0" * 64) for layer in library.layers)
    return replace(library, values=values, layers=layers)
