"""What was filled in a document goes back into its choice file."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
import yaml

from dlr_docs import compare, read_document, update
from dlr_docs.model.library import Library
from dlr_docs.revise.filling_back import FillIn, LeftOut, put_back, values_back
from dlr_docs.word.read.lines import read_lines
from tests.ooxml import parts
from tests.revise.edits import article, edited, paragraph, plain, relisted
from tests.samples import agreement, bundle_of, docx_of, with_extra_parties


def judged(
    library: Library, old: str, new: str, count: int = -1, **values: Any
) -> tuple[tuple[FillIn, ...], tuple[LeftOut, ...]]:
    """What goes back of a document in which one text became another."""
    data = agreement()
    data["documenten"][0]["gegevens"] |= values
    made = docx_of(data, library)
    found = read_document(edited(made, lambda text: text.replace(old, new, count)))
    return values_back(found, bundle_of(data, library))


def test_a_value_of_which_only_the_field_is_gone_is_not_told_to_be_gone(library: Library) -> None:
    def change(text: str) -> str:
        line = paragraph(text, "gevestigd te")
        bare = re.sub(r"<w:sdt>.*?<w:sdtContent>(.*?)</w:sdtContent></w:sdt>", r"\1", line)
        return text.replace(line, bare.replace("gevestigd te", "statutair gevestigd te"), 1)

    found = read_document(edited(docx_of(agreement(), library), change))
    assert not found.values["partijen.linde.vestigingsplaats"].shown
    fills, left = values_back(found, bundle_of(agreement(), library))
    assert not fills
    assert not left


def test_a_document_that_nobody_touched_has_nothing_to_put_back(library: Library) -> None:
    found = read_document(docx_of(agreement(), library))
    assert values_back(found, bundle_of(agreement(), library)) == ((), ())


@pytest.mark.parametrize(
    ("old", "new", "path", "typed"),
    [
        (
            ">Stichting De Linde<",
            ">Stichting De Eik<",
            ("partijen", "linde", "bevoegd_gezag"),
            "Stichting De Eik",
        ),
        (">1\u00a0augustus 2027<", ">1 januari 2028<", ("gegevens", "ingangsdatum"), "2028-01-01"),
        (">Eemland<", ">Het Gooi<", ("documenten", 0, "gegevens", "regio"), "Het Gooi"),
        (
            ">vijf maanden<",
            ">zes maanden<",
            ("documenten", 0, "gegevens", "opzegtermijn"),
            "6 maanden",
        ),
    ],
)
def test_a_value_goes_back_in_the_form_of_its_kind(
    library: Library, old: str, new: str, path: tuple[str | int, ...], typed: str
) -> None:
    (fill,), left = judged(library, old, new, opzegtermijn="5 maanden")
    assert (fill.path, fill.typed) == (path, typed)
    assert left == ()


def test_what_does_not_fit_its_kind_is_left_with_the_reason(library: Library) -> None:
    fills, (left,) = judged(library, ">1\u00a0augustus 2027<", ">na de zomer<")
    assert fills == ()
    assert left.name == "ingangsdatum"
    assert left.shown == ("na de zomer",)
    assert "geen bestaande datum" in left.reason
    assert left.articles


def test_of_a_choice_it_is_told_what_can_be(library: Library) -> None:
    _, (left,) = judged(library, ">de kaderberoepsgerichte leerweg<", ">de zomerleerweg<")
    assert left.reason.startswith("dit kan hier niet; mogelijk zijn: ")


def test_a_value_that_differs_in_one_of_two_places_is_left(library: Library) -> None:
    fills, (left,) = judged(library, ">Stichting De Linde<", ">Stichting De Eik<", 1)
    assert fills == ()
    assert "op de ene plaats" in left.reason


def test_a_value_without_a_place_in_the_file_is_left(library: Library) -> None:
    fill = FillIn(("documenten", 7, "gegevens", "regio"), "regio", "x", "", "x")
    good = FillIn(("bundel",), "bundel", "Nieuw", "Oud", "Nieuw")
    text, done, left = put_back("bundel: Oud\ndocumenten:\n  - soort: a\n", (fill, good), "k.yaml")
    assert text.startswith("bundel: Nieuw\n")
    assert done == (good,)
    assert [item.name for item in left] == ["regio"]


GIVEN = "documenten:\n  - soort: a\n    gegevens:\n      regio: Waterland\n"


AT: tuple[str | int, ...] = ("documenten", 0, "gegevens")


def fill(name: str, number: int, typed: str, *others: str) -> FillIn:
    beside = tuple(((*AT, name, at), said) for at, said in enumerate(others))
    return FillIn((*AT, name, number), f"{name}.{number + 1}", typed, "", typed, beside)


def test_a_list_that_the_file_does_not_have_comes_in_it_whole() -> None:
    day = fill("lesdagen", 0, "dinsdag")
    second = fill("criteria", 1, "op tijd", "een voldoende", "een gesprek")
    text, done, left = put_back(GIVEN, (day, second), "k.yaml")
    assert (done, left) == ((day, second), ())
    said = yaml.safe_load(text)["documenten"][0]["gegevens"]
    assert said["lesdagen"] == ["dinsdag"]
    assert said["criteria"] == ["een voldoende", "op tijd"]
    assert text.startswith(GIVEN)


def test_a_row_of_a_table_that_the_file_does_not_have_comes_in_it() -> None:
    name = FillIn((*AT, "leslocaties", 0, "naam"), "leslocaties.1.naam", "Hal", "", "Hal")
    keeper = FillIn((*AT, "leslocaties", 0, "beheerder"), "x", "school", "", "de school")
    text, done, left = put_back(GIVEN, (name, keeper), "k.yaml")
    assert (done, left) == ((name, keeper), ())
    rows = yaml.safe_load(text)["documenten"][0]["gegevens"]["leslocaties"]
    assert rows == [{"naam": "Hal", "beheerder": "school"}]


def test_a_list_of_which_an_item_is_open_does_not() -> None:
    text, done, (left,) = put_back(GIVEN, (fill("lesdagen", 1, "dinsdag"),), "k.yaml")
    assert (text, done) == (GIVEN, ())
    assert left.name == "lesdagen.2"


def test_what_is_left_is_placed_in_the_document_as_it_is(library: Library) -> None:
    made = docx_of(agreement(), library)
    old = ">1\u00a0augustus 2027<"
    without = edited(made, lambda text: text.replace(article(text, "Geschillen"), "", 1))
    places = []
    for data in (made, without):
        found = read_document(edited(data, lambda text: text.replace(old, ">na de zomer<")))
        _, (left,) = values_back(found, bundle_of(agreement(), library))
        places.append(left.articles)
    before, behind = places[0]
    assert places[1] == (before, behind - 1)


def test_a_value_that_was_emptied_is_left(library: Library) -> None:
    fills, (left,) = judged(library, ">Eemland<", "><")
    assert fills == ()
    assert (left.name, left.shown) == ("regio", ())
    assert left.reason.startswith("met de hand leeggemaakt")


def test_what_word_shows_in_a_control_that_was_emptied_is_no_value(library: Library) -> None:
    placeholder = (
        '<w:placeholder><w:docPart w:val="DefaultPlaceholder_-1854013440"/></w:placeholder>'
    )
    data = agreement()
    text = parts(docx_of(data, library))["word/document.xml"].decode()
    (identity,) = re.findall(r'<w:tag w:val="regio"/>(<w:id w:val="\d+"/>)', text)[:1]
    changed = edited(
        docx_of(data, library),
        lambda it: it.replace(
            f'<w:tag w:val="regio"/>{identity}',
            f'<w:tag w:val="regio"/>{identity}{placeholder}<w:showingPlcHdr/>',
        ).replace(">Eemland<", ">Klik of tik om tekst in te voeren.<"),
    )
    found = read_document(changed)
    assert found.values["regio"].shown == ("",)
    (left,) = values_back(found, bundle_of(data, library))[1]
    assert left.name == "regio"
    (told,) = compare(found, bundle_of(data, library)).by_hand
    assert (told.kind, told.was, told.now) == ("waarde", "Eemland", "(leeg)")
    result = update(found, bundle_of(data, library))
    assert not result.kept
    assert read_lines(result.data) == read_lines(docx_of(data, library))


@pytest.mark.parametrize("school", ["De Linde", "De Eik"])
def test_a_value_of_a_hand_that_the_choices_have_no_more_is_left(
    library: Library, school: str
) -> None:
    made = docx_of(agreement(), library)
    if school == "De Eik":
        made = edited(made, lambda text: text.replace(">Stichting De Linde<", ">Stichting De Eik<"))
    found = read_document(made)
    data = agreement()
    data["partijen"] = {f"{key}-2": party for key, party in data["partijen"].items()}
    fills, left = values_back(found, bundle_of(data, library))
    assert not fills
    assert [item.name for item in left] == ["partijen.linde.bevoegd_gezag"] * (school == "De Eik")


def of_list(library: Library, change: Callable[[str], str], **more: Any) -> list[LeftOut]:
    """What cannot go back of an agreement with a list of selection criteria that a hand edited."""
    data = agreement()
    data["documenten"][0]["keuzes"] = {"doelgroep": "leerroute-selectie"}
    data["documenten"][0]["gegevens"] |= {"criteria_leerroute": ["op tijd", "een voldoende"]}
    made = docx_of(data, library)
    data["documenten"][0]["gegevens"] |= more
    fills, left = values_back(read_document(edited(made, change)), bundle_of(data, library))
    assert fills == ()
    return [*left]


def typed_below(text: str) -> str:
    """Another item below the first, as somebody types one."""
    item = paragraph(text, ">op tijd<")
    end = item[item.index("</w:sdt>") + len("</w:sdt>") :]
    typed = item[: item.index("<w:sdt>")] + "<w:r><w:t>een gesprek</w:t></w:r>" + end
    return text.replace(item, item + plain(typed), 1)


def test_what_a_hand_added_to_a_list_is_left_unless_the_list_has_it(library: Library) -> None:
    (left,) = of_list(library, typed_below)
    assert (left.name, left.shown) == ("criteria_leerroute", ("een gesprek;",))
    assert left.articles
    said = ["op tijd", "een voldoende", "een gesprek"]
    assert of_list(library, typed_below, criteria_leerroute=said) == []


@pytest.mark.parametrize("first_goes", [True, False])
def test_what_a_hand_added_to_a_list_in_a_sentence_is_left_unless_the_list_has_it(
    library: Library, first_goes: bool
) -> None:
    profiles = ["Mobiliteit en Transport", "Zorg en Welzijn", "Groen"]

    def by_hand(text: str) -> str:
        return relisted(text, "profiel", "Bouwen, Wonen en Interieur", first_goes=first_goes)

    def left(now: list[str]) -> list[tuple[str, tuple[str, ...]]]:
        data = agreement()
        data["documenten"][0]["keuzes"] = {"doelgroep": "leerroute-gemotiveerd"}
        data["documenten"][0]["gegevens"] |= {"profiel": profiles}
        found = read_document(edited(docx_of(data, library), by_hand))
        data["documenten"][0]["gegevens"]["profiel"] = now
        fills, left = values_back(found, bundle_of(data, library))
        assert fills == ()
        return [(item.name, item.shown) for item in left]

    assert left(profiles) == [("profiel", ("Bouwen, Wonen en Interieur",))]
    assert left([*profiles[first_goes:], "Bouwen, Wonen en Interieur"]) == []


def test_a_value_that_was_typed_and_stands_nowhere_any_more_is_left(library: Library) -> None:
    def without(text: str) -> str:
        return text.replace(paragraph(text, "opzegtermijn is"), "", 1)

    data = agreement()
    data["documenten"][0]["gegevens"]["opzegtermijn"] = "11 maanden"
    found = read_document(edited(docx_of(data, library), without))
    _, left = values_back(found, bundle_of(data, library))
    assert [item.name for item in left] == ["opzegtermijn"]
    found = read_document(edited(docx_of(agreement(), library), without))
    assert values_back(found, bundle_of(agreement(), library)) == ((), ())


def test_a_party_that_stands_nowhere_any_more_is_left_as_one(library: Library) -> None:
    data = with_extra_parties(1)
    lines = r"<w:p>(?:(?!</w:p>).)*school-0(?:(?!</w:p>).)*</w:p>"
    without = edited(docx_of(data, library), lambda text: re.sub(lines, "", text, flags=re.DOTALL))
    _, left = values_back(read_document(without), bundle_of(data, library))
    assert [item.name for item in left if "school-0" in item.name] == ["partijen.school-0"]
