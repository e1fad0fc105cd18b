"""A choice file for an agreement that changes a signed one."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from dlr_docs import read_document
from dlr_docs.choices.file import parse_choices
from dlr_docs.model.library import Library
from dlr_docs.revise.changes.showing import article_numbers
from dlr_docs.revise.update.amending import Amendment, amendment
from tests.ooxml import changed
from tests.revise.edits import article, edited, paragraph, plain, replaced
from tests.samples import agreement, bundle_of, docx_of
from tests.small import CHOICES, SmallLibrary

ANNEXES = Path("examples/bijlagen-in-een-bestand.yaml")
LAST = "is Nederlands recht van toepassing"


@pytest.fixture(scope="module")
def signed(made: bytes) -> bytes:
    """What parties signed: two leden otherwise than they were made, and one less."""
    data = replaced(made, "is Nederlands recht van", "is Belgisch recht van")
    data = replaced(data, "met een aangetekende brief aan", "per deurwaarder aan")
    gone = "meldt zij dat meteen aan"
    return edited(data, lambda text: text.replace(paragraph(text, gone), "", 1))


def proposed(data: bytes, library: Library, change: Callable[[dict[str, Any]], None]) -> Amendment:
    choices = agreement(status="ondertekend")
    choices["documenten"][0]["keuzes"] = {}
    change(choices["documenten"][0])
    found = amendment(read_document(data), bundle_of(choices, library))
    assert found is not None
    return found


def changes(found: Amendment) -> list[dict[str, str]]:
    if not found.text:
        return []
    (document,) = yaml.safe_load(found.text)["documenten"]
    listed: list[dict[str, str]] = document["gegevens"]["tekstwijzigingen"]
    assert len(listed) == found.number
    return listed


def test_what_parties_changed_by_hand_is_not_undone(signed: bytes, library: Library) -> None:
    found = proposed(signed, library, lambda item: None)
    assert (found.text, found.number, found.undecided) == ("", 0, ())


def test_a_value_that_the_choices_changed_is_a_lid_that_is_replaced(
    signed: bytes, library: Library
) -> None:
    found = proposed(signed, library, lambda item: item["gegevens"].update(opzegtermijn="5 weken"))
    (change,) = changes(found)
    assert (change["plaats"], change["wijze"]) == ("artikel 21 (Opzegging), lid 2", "vervangen")
    assert "per deurwaarder aan" in change["tekst"]
    assert "vijf weken" in change["tekst"]


def test_what_both_changed_is_told_and_not_proposed(made: bytes, library: Library) -> None:
    data = replaced(made, "genoeg docenten, lokalen", "genoeg docenten, ruime lokalen")
    found = proposed(
        data, library, lambda item: item["keuzes"].update(toetreding="eigen-voorwaarden")
    )
    assert any("ruime lokalen" in item.hand for item in found.undecided)
    kept = [item["tekst"] for item in changes(found) if "docenten, " in item["tekst"]]
    assert all("ruime lokalen" in text for text in kept)


def test_another_variant_is_the_whole_article_once(signed: bytes, library: Library) -> None:
    found = proposed(
        signed, library, lambda item: item["keuzes"].update(geschillen="escalatieladder")
    )
    (change,) = [item for item in changes(found) if "Begripsbepalingen" not in item["plaats"]]
    assert (change["plaats"], change["wijze"]) == ("artikel 17 (Geschillen)", "vervangen")
    lines = change["tekst"].split("\n")
    assert lines[0].startswith("1. ")
    assert any(line.startswith("a. ") for line in lines)


def test_an_article_that_is_dropped_is_gone_and_changes_no_number(
    signed: bytes, library: Library
) -> None:
    found = proposed(signed, library, lambda item: item["keuzes"].update(verzuim="geen"))
    gone = [item for item in changes(found) if item["wijze"] == "vervallen"]
    assert [item["plaats"] for item in gone] == ["artikel 15 (Verzuim)"]
    others = [item["plaats"] for item in changes(found) if item not in gone]
    assert not [place for place in others if "Geschillen" in place]


def test_an_article_that_is_new_is_added_whole(signed: bytes, library: Library) -> None:
    found = proposed(
        signed, library, lambda item: item["keuzes"].update(aansprakelijkheid="eigen-deel")
    )
    (added,) = [item for item in changes(found) if item["wijze"] == "invoegen"]
    assert added["tekst"].startswith("Aansprakelijkheid\n1. ")
    assert int(added["na"]) == 22  # behind the winding down, where the new one would stand


def test_a_library_without_such_a_kind_proposes_nothing(small_library: SmallLibrary) -> None:
    from dlr_docs import build_bundle, document_bytes
    from dlr_docs.choices.file import parse_choices

    bundle = build_bundle(parse_choices(CHOICES), small_library.load())
    data = document_bytes(bundle, bundle.files[0].id)
    assert amendment(read_document(data), bundle) is None


def test_recitals_and_parties_that_would_read_otherwise_are_proposed_too(
    signed: bytes, library: Library
) -> None:
    choices = agreement(status="ondertekend")
    choices["documenten"][0]["gegevens"]["regio"] = "Het Gooi"
    choices["partijen"]["linde"]["vestigingsplaats"] = "Hilversum"
    found = amendment(read_document(signed), bundle_of(choices, library))
    assert found is not None
    places = [change["plaats"] for change in changes(found)]
    assert any(place.startswith("partijen, de regel \u201c") for place in places)
    assert any(place.startswith("overwegingen, de regel \u201c") for place in places)
    texts = " ".join(change["tekst"] for change in changes(found))
    assert "Hilversum" in texts
    assert "Het Gooi" in texts


def test_a_definition_and_an_amount_in_an_annex_are_proposed(library: Library) -> None:
    choices = parse_choices(ANNEXES.read_text(encoding="utf-8"), "keuzes.yaml")
    other = copy.deepcopy(dict(choices.data))
    made = docx_of(other, library)
    other["status"] = "ondertekend"
    annex = other["documenten"][1]["gegevens"]
    annex["begrotingsposten_bijlage"][1]["eerste"] = "14500"
    other["documenten"][0]["keuzes"].pop("teambevoegdheid")
    found = amendment(read_document(made), bundle_of(other, library))
    assert found is not None
    listed = {change["plaats"]: change["tekst"] for change in changes(found)}
    amount = next(
        place for place in listed if place.startswith("bijlage “Financiële bijlage”, artikel 4")
    )
    assert "tabel, de regel \u201cbus tussen de locaties" in amount
    assert "14.500,00" in listed[amount]
    assert any("teambevoegdheid: de bevoegdheid" in text for text in listed.values())


def test_what_both_changed_has_the_number_of_the_signed_document(
    made: bytes, library: Library
) -> None:
    data = replaced(made, "genoeg docenten, lokalen", "genoeg docenten, ruime lokalen")
    (number,) = [
        block.place[0] for block in read_document(data).blocks if "ruime lokalen" in block.words
    ]

    def change(document: dict[str, Any]) -> None:
        document["keuzes"].update(toetreding="eigen-voorwaarden", verzuim="geen")

    (told,) = [item for item in proposed(data, library, change).undecided if "ruime" in item.hand]
    assert told.place.startswith(f"artikel {number} (Toetreding")


def test_the_mark_of_a_draft_in_a_header_is_no_change(made: bytes, library: Library) -> None:
    data = changed(made, "word/header1.xml", lambda text: text.replace("CONCEPT", "CONCEPT 2"))
    assert data != made
    found = proposed(data, library, lambda item: item["gegevens"].update(opzegtermijn="5 weken"))
    assert [item.place for item in found.undecided] == []


def test_a_proposal_names_parties_as_the_signed_document_does(
    made: bytes, library: Library
) -> None:
    data = edited(made, lambda text: text.replace("Stichting De Linde", "Stichting De Eik"))
    found = proposed(data, library, lambda item: item["gegevens"].update(opzegtermijn="5 weken"))
    party = yaml.safe_load(found.text)["partijen"]["linde"]
    assert party["bevoegd_gezag"] == "Stichting De Eik"
    assert party["naam"] == agreement()["partijen"]["linde"]["naam"]
    (change,) = changes(found)
    assert change["plaats"] == "artikel 21 (Opzegging), lid 2"


def with_another_article(data: bytes) -> bytes:
    """A document in which somebody put an article before the second one; fields show what they
    showed.
    """

    def change(text: str) -> str:
        second = article(text, "Begripsbepalingen")
        heading = paragraph(second, ">Begripsbepalingen<")
        mine = plain(heading).replace("Begripsbepalingen", "Naam")
        line = plain(paragraph(text, LAST)).replace("Op deze", "Ook op deze")
        return text.replace(second, second + mine + line, 1)

    return edited(data, change)


def test_a_reference_to_a_new_article_has_the_number_that_it_gets(
    signed: bytes, library: Library
) -> None:
    found = proposed(signed, library, lambda item: item["keuzes"].update(voorwaarden="opschortend"))
    (added,) = [item for item in changes(found) if item["wijze"] == "invoegen"]
    (citing,) = [item["tekst"] for item in changes(found) if "laten gelden" in item["tekst"]]
    assert added["nummer"] == f"{added['na']}a"
    assert citing.endswith(f"volgens artikel\u202f{added['nummer']}.")


def test_numbers_are_those_of_now_where_fields_show_others(made: bytes, library: Library) -> None:
    def change(document: dict[str, Any]) -> None:
        document["keuzes"].update(ontbinding="opzegging-en-ontbinding", verzuim="geen")

    data = with_another_article(made)
    there = article_numbers(read_document(data).blocks)
    then = article_numbers(read_document(made).blocks)
    assert there["", "afbouw"] == then["", "afbouw"] + 1
    listed = changes(proposed(data, library, change))
    (text,) = [item["tekst"] for item in listed if "geldt artikel" in item["tekst"]]
    assert f"geldt artikel\u202f{there['', 'afbouw']}." in text
    assert f"volgens artikel\u202f{there['', 'medezeggenschap']}." in text


def test_of_a_lid_with_onderdelen_the_words_above_these_are_replaced(
    signed: bytes, library: Library
) -> None:
    found = proposed(
        signed, library, lambda item: item["gegevens"].update(maand_tussenverslag="maart")
    )
    (change,) = changes(found)
    assert change["plaats"] == "artikel 9 (Inlichtingen en verantwoording), lid 2, aanhef"
    assert "in maart over de voortgang" in change["tekst"]


def test_a_signature_that_the_choices_changed_is_no_conflict(library: Library) -> None:
    choices = agreement()
    signing = choices["partijen"]["linde"]["vertegenwoordiger"]
    signing["volmacht"] = "mandaat van 3 maart 2027"
    made = docx_of(choices, library)
    for data in (made, replaced(made, "is Nederlands recht van", "is Belgisch recht van")):
        found = amendment(read_document(data), bundle_of(agreement(status="ondertekend"), library))
        assert found is not None
        assert found.undecided == ()
        (change,) = changes(found)
        assert change["plaats"].startswith("partijen, de regel")


def test_what_both_changed_is_told_as_it_was_signed(made: bytes, library: Library) -> None:
    data = replaced(made, "met een aangetekende brief aan", "per deurwaarder aan")

    def change(document: dict[str, Any]) -> None:
        document["keuzes"].update(ontbinding="opzegging-en-ontbinding")
        document["gegevens"].update(opzegtermijn="5 weken")

    told = [item.hand for item in proposed(data, library, change).undecided]
    assert any("per deurwaarder" in text for text in told)
    assert not any("vijf weken" in text for text in told)


def test_an_article_that_is_dropped_and_parties_worked_on_is_theirs_to_decide(
    made: bytes, library: Library
) -> None:
    def change(text: str) -> str:
        lid = paragraph(text, "zij neemt ziekmeldingen aan")
        return text.replace(lid, lid + plain(lid).replace("ziekmeldingen", "telefoontjes"), 1)

    found = proposed(
        edited(made, change), library, lambda item: item["keuzes"].update(verzuim="geen")
    )
    assert not [item for item in changes(found) if item["plaats"].endswith("(Verzuim)")]
    (told,) = found.undecided
    assert told.place == "artikel 15 (Verzuim)"
    first, added = told.hand.split("\n")
    assert first == "Verzuim"
    assert "telefoontjes" in added
