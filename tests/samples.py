"""Choice data that tests start from, and a document of it in one call."""

from __future__ import annotations

import copy
from typing import Any

from dlr_docs import build_bundle, choices_from_data, document_bytes
from dlr_docs.model.document import Bundle
from dlr_docs.model.library import Library

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
