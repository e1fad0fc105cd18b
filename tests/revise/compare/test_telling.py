"""A comparison as text and as data."""

from __future__ import annotations

from dlr_docs.model.blocks import Remark, Tracked
from dlr_docs.revise.changes.difference import Comparison, Difference, Renumbered
from dlr_docs.revise.changes.showing import Segment
from dlr_docs.revise.compare.page import PageTexts, as_page
from dlr_docs.revise.compare.telling import as_data, as_text

LONG = "woord " * 40
CHANGE = Difference(
    "gewijzigd",
    "artikel 4 (Kosten), lid 2",
    "binnen 4 weken",
    "binnen 6 weken",
    (
        Segment("zelfde", LONG),
        Segment("was", "4"),
        Segment("wordt", "6"),
        Segment("zelfde", f" {LONG}"),
    ),
    clause="kosten/eigen",
    topic="kosten",
    subjects=("artikel 1 onder g: geld",),
    laws=("artikel 1 van de wet",),
    tracked=(Tracked("ins", "J. Jansen", "2027-03-01T10:00:00Z", "6"),),
)
COMPARISON = Comparison(
    (
        CHANGE,
        Difference("verwijderd", "artikel 5 (Reis)", "Reis\nIedereen reist mee."),
        Difference("opmaak", "artikel 6", looks=("vet: 'brief'",)),
        Difference("waarde", "artikel 7", "", "1 mei 2027", path="ingangsdatum", is_agreed=True),
    ),
    (),
    (
        Difference("toegevoegd", "artikel 8, lid 1", now="Nieuw\x1b[2J lid."),
        Difference("gewijzigd", "artikel 9", "Oud", "Nieuw", clause="a/oud", instead="a/nieuw"),
    ),
    (Renumbered("Slot", 6, 5),),
    (("artikel 9", Remark("J. Jansen", "2027-03-01T10:00:00Z", "Waarom?")),),
)

TEXT = """\
Met de hand gewijzigd (4)
  artikel 4 (Kosten), lid 2: gewijzigd
      … {before}[-4-]{{+6+}} {after} …
      bijgehouden wijziging (J. Jansen, 2027-03-01): toegevoegd '6'
      raakt: artikel 1 onder g: geld
      let op, een getal is anders; de tekst rust op artikel 1 van de wet
  artikel 5 (Reis): verwijderd
      - Reis
      - Iedereen reist mee.
  artikel 6: opmaak
      vet: 'brief'
  ingangsdatum (artikel 7): waarde
      (open) → 1 mei 2027
      bibliotheek en keuzes zeggen dit nu ook
Vernummerd
  artikel 6 is nu artikel 5 (Slot)
Opmerkingen in het document (1)
  artikel 9: J. Jansen, 2027-03-01: Waarom?
Sindsdien veranderd in bibliotheek of keuzes (2)
  artikel 8, lid 1: toegevoegd
      + Nieuw\\u001b[2J lid.
  artikel 9: gewijzigd, a/nieuw in plaats van a/oud
      - Oud
      + Nieuw
"""


def test_a_person_reads_the_change_with_some_words_around_it() -> None:
    text = as_text(COMPARISON)
    around = "woord " * 10
    assert text == TEXT.format(before=around, after=("woord " * 10)[:59])


def test_a_line_break_in_a_value_or_a_lid_is_a_sign_that_a_person_knows() -> None:
    value = Difference("waarde", "artikel 7", "Lindelaan 1", "Eik 2\nUtrecht", path="adres")
    words = (Segment("zelfde", "een brief"), Segment("wordt", "\n"), Segment("zelfde", "aan"))
    lid = Difference("gewijzigd", "artikel 8, lid 1", words=words)
    text = as_text(Comparison((value, lid), ()))
    assert "      Lindelaan 1 → Eik 2 ⏎ Utrecht\n" in text
    assert "      een brief{+ ⏎ +}aan\n" in text


def test_nothing_is_told_as_nothing() -> None:
    assert as_text(Comparison((), ())) == (
        "Met de hand gewijzigd (0)\n  Niets: de tekst is zoals hij is gemaakt.\n"
    )


def test_a_program_reads_every_key() -> None:
    data = as_data(COMPARISON)
    first = data["wijzigingen"][0]
    assert (first["plaats"], first["soort"], first["clausule"]) == (
        "artikel 4 (Kosten), lid 2",
        "gewijzigd",
        "kosten/eigen",
    )
    assert (first["was"], first["wordt"]) == ("binnen 4 weken", "binnen 6 weken")
    assert first["eis"] == ["artikel 1 onder g: geld"]
    assert [item["soort"] for item in data["wijzigingen"]] == [
        "gewijzigd",
        "verwijderd",
        "opmaak",
        "waarde",
    ]
    assert data["vernummerd"] == [{"titel": "Slot", "was": 6, "wordt": 5}]
    assert data["opmerkingen"][0]["tekst"] == "Waarom?"
    assert [item["vervangen_door"] for item in data["sindsdien"]] == [None, "a/nieuw"]


def test_where_a_line_ends_is_shown_and_breaks_no_line_of_the_screen() -> None:
    words = (Segment("was", "De Esdoorn,\nDe Iep"), Segment("wordt", "De Iep"))
    tracked = (Tracked("del", "J. Jansen", "2027-03-01T10:00:00Z", "een\ntwee"),)
    change = Difference("gewijzigd", "partijen", "a\nb", "a", words, tracked=tracked)
    shown = as_text(Comparison((change,), (), (), (), ()))
    assert "[-De Esdoorn, ⏎ De Iep-]{+De Iep+}\n" in shown
    assert "verwijderd 'een ⏎ twee'\n" in shown


def test_of_two_documents_nothing_is_said_to_be_the_work_of_a_hand() -> None:
    assert as_text(Comparison((), (), is_of_two=True)) == (
        "Verschil tussen de documenten (0)\n  Niets: beide documenten zeggen hetzelfde.\n"
    )


def test_an_article_of_an_annex_with_another_number_is_told_with_the_annex() -> None:
    found = Comparison((), (), renumbered=(Renumbered("Btw", 6, 5, "Geld"),))
    assert "  bijlage “Geld”, artikel 6 is nu artikel 5 (Btw)" in as_text(found)
    assert as_data(found)["vernummerd"][0]["bijlage"] == "Geld"
    assert "bijlage “Geld”, artikel 6" in as_page(found, PageTexts("", "", "", ""))
