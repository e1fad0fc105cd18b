"""Documents outside the bundle: named in full, cited by their own numbers, followed and compared."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dlr_docs import build_bundle, check_bundle, document_bytes, read_document
from dlr_docs.basis.problems import ChoicesError, RenderError
from dlr_docs.build.pipeline import build_with_warnings
from dlr_docs.choices.file import choices_from_data, parse_choices
from dlr_docs.choices.new.supplement import supplemented
from dlr_docs.model.document import Bundle
from dlr_docs.model.library import Library
from dlr_docs.revise.filling_back import values_back
from dlr_docs.revise.rebuild import rebuild
from dlr_docs.word.read.lines import as_text
from tests.revise.edits import edited

HEAD = """\
bundel: Proef
partijen:
  esdoorn: {soort: school, naam: De Esdoorn, bevoegd_gezag: Stichting Esdoorn, vestigingsplaats: Edam}
  dijk: {soort: instelling, naam: De Dijk, bevoegd_gezag: Stichting Dijk, vestigingsplaats: Edam}
  iep: {soort: school, naam: De Iep, bevoegd_gezag: Stichting Iep, vestigingsplaats: Hoorn}
basisdocumenten:
  oud:
    soort: convenant
    titel: Convenant van toen
    ondertekend: 2018-06-01
    partijen: [esdoorn, dijk]
    artikelen: {geschillen: 14a.2, wijziging: }
    gegevens: {ingangsdatum: 2018-08-01}
documenten:
"""
CHANGE = """\
  - soort: wijzigingsovereenkomst
    bij: oud
    partijen: [esdoorn, dijk]
    gegevens:
      reden_wijziging: het anders is
      ingang_wijziging: 2027-08-01
      tekstwijzigingen:
        - {plaats: het derde lid, wijze: vervallen}
"""
ADDENDUM = "  - {soort: addendum, bij: oud, partijen: [esdoorn, dijk]}\n"
NEW = "  - {soort: convenant, partijen: [esdoorn, dijk], vervangt: oud}\n"


def bundle_of(text: str, library: Library) -> Bundle:
    return build_bundle(parse_choices(text, "k.yaml"), library)


def text_of(text: str, library: Library) -> str:
    bundle = bundle_of(text, library)
    return as_text(document_bytes(bundle, bundle.documents[0].id)).replace("\u00a0", " ")


def wrong(text: str, library: Library) -> list[tuple[str, str, int | None]]:
    with pytest.raises((ChoicesError, RenderError)) as caught:
        bundle_of(text, library)
    return [
        (item.code, item.at, item.source.line if item.source else None)
        for item in caught.value.problems
    ]


def test_a_change_names_what_it_changes_once_in_full_and_asks_no_day_again(
    library: Library,
) -> None:
    text = text_of(HEAD + CHANGE, library)
    assert text.count('het convenant "Convenant van toen" van 1 juni 2018;') == 1
    assert "Partijen wijzigen het convenant, ondertekend op 1 juni 2018, als volgt" in text
    assert "het derde lid vervalt." in text
    asked = supplemented(HEAD + CHANGE, "k.yaml", {}, library).added
    assert "ondertekening_hoofddocument" not in str(asked)


def test_parties_are_named_when_they_are_others(library: Library) -> None:
    text = text_of(HEAD.replace("[esdoorn, dijk]", "[iep, dijk]", 1) + CHANGE, library)
    assert "van 1 juni 2018 tussen Stichting Iep en Stichting Dijk;" in text
    assert "Stichting Iep, gevestigd" not in text  # it does not join


def test_a_day_that_nobody_typed_is_asked_at_the_agreement_that_it_is_of(library: Library) -> None:
    text = HEAD.replace("    ondertekend: 2018-06-01\n", "").replace("[esdoorn", "[iep", 1) + NEW
    asked = supplemented(text, "k.yaml", {}, library)
    assert ("basisdocumenten", "oud", "ondertekend") in [item.path for item in asked.added]
    assert "    ondertekend:\n" in asked.text


def test_its_articles_are_cited_by_their_own_numbers(library: Library) -> None:
    text = text_of(HEAD + CHANGE, library)
    assert (
        "geldt lid 2 van het artikel over het onderwerp geschillen (nummer 14a) van het convenant"
        in text
    )


def test_what_nobody_numbered_is_cited_by_subject(library: Library) -> None:
    text = text_of(HEAD.replace("geschillen: 14a.2", "geschillen: ") + CHANGE, library)
    assert "geldt de bepaling over het onderwerp geschillen van het convenant" in text
    text = text_of(HEAD.replace("{geschillen: 14a.2, wijziging: }", "{}") + CHANGE, library)
    assert "geschillen" not in text  # nobody knows whether there is such an article


REFERRING = """\
  - soort: addendum
    bij: oud
    partijen: [esdoorn, dijk]
    keuzes: {kosten: volgens-convenant}
"""


def test_a_text_that_needs_a_topic_cites_it_and_one_that_is_not_there_is_an_error(
    library: Library,
) -> None:
    assert "doelgroep" in {item.topic for item in library.outlines["convenant"].topics}
    text = text_of(HEAD + REFERRING, library)
    assert "de bepaling over" in text or "(nummer" in text
    absent = ", ".join(
        f"{topic}: geen"
        for topic in sorted({item.topic for item in library.outlines["convenant"].topics})
    )
    found = wrong(
        HEAD.replace("{geschillen: 14a.2, wijziging: }", f"{{{absent}}}") + REFERRING, library
    )
    assert {code for code, _, _ in found} == {"verwijzing-ontbreekt"}


def test_an_agreement_that_arranges_it_under_another_subject_says_so_itself(
    library: Library,
) -> None:
    """The text about costs refers to the transfer of means, or to the funding where that is
    known."""
    other = HEAD.replace("soort: convenant", "soort: samenwerkingsovereenkomst")
    other = other.replace("{geschillen: 14a.2, wijziging: }", "{}")
    with pytest.raises(RenderError) as raised:
        bundle_of(other + REFERRING, library)
    (found,) = raised.value.problems
    assert "basisdocumenten.oud.artikelen" in (found.hint or "")
    text = text_of(
        other.replace("artikelen: {}", 'artikelen: {bekostiging: "12"}') + REFERRING, library
    )
    assert "(nummer 12)" in text


def test_values_are_taken_over_and_compared(library: Library) -> None:
    known = HEAD.replace("{ingangsdatum: 2018-08-01}", "{opzegtermijn: 3 maanden}")
    bundle = bundle_of(known + ADDENDUM, library)
    assert bundle.documents[0].made_from.given["opzegtermijn"].document == "oud"
    other = known + ADDENDUM.replace("}\n", ", gegevens: {opzegtermijn: 6 maanden}}\n")
    problems = check_bundle(bundle_of(other, library))
    (found,) = [item for item in problems if item.code == "andere-waarde"]
    assert found.at == "documenten.addendum.gegevens.opzegtermijn"
    assert "basisdocumenten.oud.gegevens.opzegtermijn, regel 13" in found.message


def test_days_are_compared_with_those_of_the_agreement(library: Library) -> None:
    text = HEAD + CHANGE.replace("2027-08-01", "2018-05-01")
    found = [item for item in check_bundle(bundle_of(text, library)) if "volgorde" in item.code]
    assert [item.source and item.source.line for item in found] == [10, 13]
    assert "ingang_wijziging" in found[0].message


def test_a_day_of_signing_that_is_typed_twice_is_the_same(library: Library) -> None:
    typed = CHANGE.replace(
        "    gegevens:\n", "    gegevens:\n      ondertekening_hoofddocument: DAG\n"
    )
    same = check_bundle(bundle_of(HEAD + typed.replace("DAG", "2018-06-01"), library))
    other = check_bundle(bundle_of(HEAD + typed.replace("DAG", "2018-06-02"), library))
    assert "andere-waarde" not in {item.code for item in same}
    assert "andere-waarde" in {item.code for item in other}


def test_a_new_agreement_says_what_it_replaces(library: Library) -> None:
    text = text_of(HEAD + NEW, library)
    assert 'in de plaats van het convenant "Convenant van toen" van 1 juni 2018. Wat' in text


def test_a_replacement_that_no_clause_tells_is_told(library: Library) -> None:
    text = HEAD + NEW.replace("}\n", ", keuzes: {slotbepalingen: geen}}\n")
    _, warnings = build_with_warnings(parse_choices(text, "k.yaml"), library)
    assert ("ongebruikt-gegeven", 15) in [
        (item.code, item.source.line if item.source else None) for item in warnings
    ]


@pytest.mark.parametrize(
    ("was", "wordt", "code", "at", "line"),
    [
        ("vervangt: oud", "vervangt: ouder", "onbekend-document", "documenten.convenant.vervangt.1", 15),
        ("partijen: [esdoorn, dijk]", "partijen: [esdoorn, dijkk]", "onbekende-partij", "basisdocumenten.oud.partijen.2", 11),
        ("geschillen: 14a.2", "geschilen: 14", "onbekend-onderwerp", "basisdocumenten.oud.artikelen.…", 12),
        ("{ingangsdatum: 2018", "{ingangsdatun: 2018", "onbekend-gegeven", "basisdocumenten.oud.gegevens.…", 13),
        ("ingangsdatum: 2018-08-01", "ingangsdatum: ooit", "verkeerde-waarde", "basisdocumenten.oud.gegevens.ingangsdatum", 13),
        ("ondertekend: 2018-06-01", "ondertekend: ooit", "verkeerd-type", "basisdocumenten.oud.ondertekend", 10),
        ("{soort: convenant, p", "{soort: convenant, id: oud, p", "dubbel-id", "documenten.oud", 15),
    ],
)  # fmt: skip
def test_what_is_wrong_has_its_place(
    was: str, wordt: str, code: str, at: str, line: int, library: Library
) -> None:
    assert was in HEAD + NEW
    assert wrong((HEAD + NEW).replace(was, wordt, 1), library) == [(code, at, line)]


@pytest.mark.parametrize("document", [CHANGE, NEW, ADDENDUM])
@pytest.mark.parametrize("parties", ["[esdoorn, dijk]", "[iep, dijk]"])
def test_it_is_made_again_to_the_same_bytes(document: str, parties: str, library: Library) -> None:
    bundle = bundle_of(HEAD.replace("[esdoorn, dijk]", parties, 1) + document, library)
    data = document_bytes(bundle, bundle.documents[0].id)
    found = read_document(data)
    assert rebuild(found, library).data() == data
    assert ("Stichting Iep" in found.provenance.choices) == (
        "iep" in parties and document != ADDENDUM
    ) or (document == ADDENDUM)


def test_plain_data_may_hold_a_day_of_python(library: Library) -> None:
    data: dict[str, Any] = {
        "bundel": "B",
        "partijen": {"a": {"soort": "school"}, "b": {"soort": "instelling"}},
        "basisdocumenten": {
            "oud": {"soort": "convenant", "titel": "T", "ondertekend": date(2018, 6, 1)}
        },
        "documenten": [{"soort": "convenant", "vervangt": ["oud"]}],
    }
    bundle = build_bundle(choices_from_data(data), library)
    assert "1\u00a0juni 2018" in as_text(document_bytes(bundle, "convenant"))


def test_one_library_makes_documents_with_a_day_of_their_own_and_of_an_older_one(
    library: Library,
) -> None:
    """The mark of that day has another name, and a text that was made before has not."""
    own = HEAD.replace("    ondertekend: 2018-06-01\n", "    ondertekend:\n")
    typed = CHANGE + "      ondertekening_hoofddocument: 2019-09-02\n"
    texts = {"1 juni 2018": HEAD + CHANGE, "2 september 2019": own + typed}
    for day in (*texts, *reversed(texts)):
        data = document_bytes(bundle_of(texts[day], library), "wijzigingsovereenkomst")
        assert day in as_text(data).replace("\u00a0", " ")


BUNDLE = HEAD.replace("bundel: Proef", "bundel: {title}").split("basisdocumenten:")[0]


def made(title: str, documents: str) -> str:
    return BUNDLE.replace("{title}", title) + "documenten:\n" + documents


TWO_ADDENDA = """\
  - {soort: convenant, partijen: [esdoorn, dijk]}
  - soort: addendum
    id: zorg
    bij: convenant
    partijen: [esdoorn, dijk]
    gegevens: {opleiding: {naam: Verzorgende, niveau: "3", leerweg: bol}}
  - soort: addendum
    id: bouw
    bij: convenant
    partijen: [esdoorn, dijk]
    gegevens: {opleiding: {naam: Timmerman, niveau: "2", leerweg: bbl}}
"""
OF_AN_ADDENDUM = CHANGE.replace("bij: oud", "bij: zorg")


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("Techniek", '"Techniek"'),
        ("'Convenant \"Samen leren\"'", '“Convenant "Samen leren"”'),
        ("Samen werken aan " + "techniek " * 20 + "in de regio", None),
        ("Bij & met <elkaar> {{ kleur }}", '"Bij & met <elkaar> {{ kleur }}"'),
    ],
)
def test_an_addendum_names_its_agreement_by_its_title(
    title: str, named: str | None, library: Library
) -> None:
    """Below its own title and in the recitals; not at every reference."""
    bundle = bundle_of(made(title, TWO_ADDENDA), library)
    text = as_text(document_bytes(bundle, "zorg")).replace("\u00a0", " ")
    said = "het convenant " + (named or f'"{title}"')
    lines = text.splitlines()
    assert lines[1:3] == ["Verzorgende", f"bij {said}"]
    assert f"A. partijen afspraken over hun samenwerking hebben gemaakt in {said};" in lines
    assert text.count(said) == 2
    assert "(nummer 10) van het convenant" in text


def test_one_of_more_addenda_is_named_by_what_it_is_about(library: Library) -> None:
    text = made("Techniek", TWO_ADDENDA + OF_AN_ADDENDUM)
    bundle = bundle_of(text, library)
    said = as_text(document_bytes(bundle, "wijzigingsovereenkomst")).replace("\u00a0", " ")
    asked = "[Op welke datum is het document ondertekend waar dit stuk bij hoort?]"
    assert f'bij het addendum "Verzorgende" van {asked}' in said.splitlines()
    assert said.splitlines()[1] == "Techniek"


@pytest.mark.parametrize("document", ["zorg", "wijzigingsovereenkomst"])
def test_a_document_made_again_from_itself_still_names_it(document: str, library: Library) -> None:
    bundle = bundle_of(made("Techniek", TWO_ADDENDA + OF_AN_ADDENDUM), library)
    content = document_bytes(bundle, document)
    assert rebuild(read_document(content), library).data() == content


def test_what_is_known_of_it_by_title_alone_is_named_by_that_without_asking_for_a_day(
    library: Library,
) -> None:
    known = HEAD.replace("    ondertekend: 2018-06-01\n    partijen: [esdoorn, dijk]\n", "")
    text = text_of(known + ADDENDUM, library)
    assert 'hebben gemaakt in het convenant "Convenant van toen";' in text
    assert "Op welke datum" not in text.split("Partijen spreken")[0]


def test_its_title_stands_with_its_day_below_the_title(library: Library) -> None:
    lines = text_of(HEAD + ADDENDUM, library).splitlines()
    assert 'bij het convenant "Convenant van toen" van 1 juni 2018' in lines
    assert "Proef" in lines[:3]


@pytest.mark.parametrize(
    ("second", "told"),
    [("[esdoorn, dijk]", 1), ("[iep, dijk]", 0)],
)
def test_two_agreements_of_one_title_are_told_where_an_addendum_names_it(
    second: str, told: int, library: Library
) -> None:
    documents = TWO_ADDENDA.split("  - soort: addendum\n    id: bouw")[0]
    documents += f"  - {{soort: convenant, id: tweede, partijen: {second}}}\n"
    bundle = bundle_of(made("Techniek", documents), library)
    found = [item for item in check_bundle(bundle) if item.code == "zelfde-titel"]
    assert [item.at for item in found] == ["documenten.zorg.bij"] * told


def test_a_hand_that_renames_another_document_does_not_make_it_one_outside_the_bundle(
    library: Library,
) -> None:
    bundle = bundle_of(made("Techniek", TWO_ADDENDA + OF_AN_ADDENDUM), library)
    content = document_bytes(bundle, "wijzigingsovereenkomst")
    changed = edited(content, lambda text: text.replace(">Verzorgende<", ">Zorgkundige<"))
    fills, (left,) = values_back(read_document(changed), bundle)
    assert fills == ()
    assert (left.shown, "ander document" in left.reason) == (("Zorgkundige",), True)
