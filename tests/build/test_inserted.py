"""What an amendment puts in between the articles of the document that it changes."""

from __future__ import annotations

from typing import Any

import pytest

from dlr_docs import check_bundle
from dlr_docs.build.writing import document_bytes
from dlr_docs.model.library import Library
from dlr_docs.word.read.lines import as_text
from tests.samples import agreement, bundle_of

BASE = {
    "soort": "samenwerkingsovereenkomst",
    "titel": "Overeenkomst",
    "artikelen": {"verzuim": "12a", "geschillen": {"nummer": "14", "leden": {"commissie": "2a"}}},
}


def changing(*changes: dict[str, str], outside: bool = False) -> dict[str, Any]:
    """An agreement and one that changes it; or only the second, to an agreement on paper."""
    data = agreement()
    (base,) = data["documenten"]
    amendment = {
        "soort": "wijzigingsovereenkomst",
        "bij": "oud" if outside else "samenwerkingsovereenkomst",
        "gegevens": {"tekstwijzigingen": [{"wijze": "invoegen", **item} for item in changes]},
    }
    data["documenten"] = [amendment] if outside else [base, amendment]
    if outside:
        data["basisdocumenten"] = {"oud": BASE}
    return data


def told(data: dict[str, Any], library: Library) -> list[tuple[str, str]]:
    problems = check_bundle(bundle_of(data, library))
    return [
        (item.message.partition(": ")[2], item.at) for item in problems if item.code == "invoegen"
    ]


AT = "documenten.wijzigingsovereenkomst.gegevens.tekstwijzigingen"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"na": "99"}, "heeft geen artikel 99"),
        ({"na": "4.99"}, "heeft geen artikel 4, lid 99"),
        ({"na": "zeven"}, "'zeven' is geen nummer"),
        ({"na": "4", "nummer": "6"}, "nummer 6 is al bezet"),
    ],
)
def test_a_place_that_is_not_there_and_a_number_that_is_taken_are_told(
    library: Library, change: dict[str, str], message: str
) -> None:
    ((found, at),) = told(changing({"tekst": "Een regel.", **change}), library)
    assert message in found
    assert at.startswith(AT)


def test_what_an_agreement_on_paper_has_may_be_unknown_and_what_is_known_counts(
    library: Library,
) -> None:
    changes = [{"na": "99"}, {"na": "12"}, {"na": "14.2"}, {"na": "12a"}]
    data = changing(*({"tekst": "Een regel.", **item} for item in changes), outside=True)
    assert [message.partition(" is al")[0] for message, _ in told(data, library)] == [
        "nummer 12a",
        "nummer 2a",
    ]


def test_an_article_may_come_behind_one_that_is_put_in_too(library: Library) -> None:
    data = changing({"na": "4", "tekst": "Het ene."}, {"na": "4a", "tekst": "Het andere."})
    assert told(data, library) == []
    shown = " ".join(as_text(document_bytes(bundle_of(data, library), AT.split(".")[1])).split())
    shown = shown.replace("\u00a0", " ")
    assert 'wordt een artikel met nummer 4a ingevoegd: "Het ene."' in shown
    assert "na het artikel met nummer 4a wordt een artikel met nummer 4b ingevoegd" in shown


def test_a_definition_is_put_in_without_a_number(library: Library) -> None:
    place = "de omschrijving van het begrip leerling"
    data = changing({"plaats": place, "tekst": "leraar: wie lesgeeft;"})
    shown = " ".join(as_text(document_bytes(bundle_of(data, library), AT.split(".")[1])).split())
    assert f'na {place} wordt ingevoegd: "leraar: wie lesgeeft;"' in shown


@pytest.mark.parametrize("status", ["concept", "definitief"])
def test_a_question_in_a_text_is_open_and_keeps_it_from_being_definitive(
    library: Library, status: str
) -> None:
    text = "1. Dit geldt na [Op welke dag?].\n2. Zie [bijlage 2] en [Wie meldt dat?]."
    data = {**changing({"na": "4", "tekst": text}), "status": status}
    found = [
        item for item in check_bundle(bundle_of(data, library)) if item.code == "vraag-in-tekst"
    ]
    assert [item.message.rpartition(": ")[2] for item in found] == [
        "[Op welke dag?]",
        "[Wie meldt dat?]",
    ]
    assert {item.at for item in found} == {f"{AT}.1.tekst"}
    assert {item.severity.name for item in found} == {"WARNING" if status == "concept" else "ERROR"}
