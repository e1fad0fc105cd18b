"""A document that comes back without its styles: pasted into another template, or written by a
program that turns styles into looks. What people did in it is found as in any other.
"""

from __future__ import annotations

import re

import pytest

from dlr_docs import read_document, update
from dlr_docs.model.library import Library
from dlr_docs.revise.compare.comparing import WHOLE, compare
from dlr_docs.word.read.lines import read_lines
from tests.ooxml import schema_errors
from tests.revise.edits import MAIN, article, paragraph
from tests.revise.hand_edits import Edit, after, lid, move, on, own_article, styled, swap
from tests.revise.programs import (
    OTHER_STYLES,
    Text,
    bare,
    contents_without_field,
    direct,
    each_paragraph,
    heading_of_another,
    nothing_but_words,
    pasted,
    without_bookmarks,
    without_fields,
)
from tests.samples import agreement, bundle_of

pytestmark = [pytest.mark.bibliotheek]


def after_all(*changes: Text) -> Text:
    def changed(text: str) -> str:
        for change in changes:
            text = change(text)
        return text

    return changed


BOLD = "<w:b/><w:color w:val='1F3864'/>"


def looks_of_headings(old: str, style: str) -> str:
    """Headings with the style that a program knows too, and its looks; the rest with nothing."""
    if style not in ("Titel", "Kop1"):
        return nothing_but_words(old, style)
    runs = re.sub(r"<w:rPr>.*?</w:rPr>", "", old)
    return runs.replace("<w:r>", f"<w:r><w:rPr>{BOLD}</w:rPr>")


PROGRAMS: dict[str, Text] = {
    "pasted into another template": each_paragraph(pasted),
    "styles as looks": each_paragraph(direct),
    "styles as looks, without controls": after_all(bare, each_paragraph(direct)),
    "styles as looks, without controls and bookmarks": after_all(
        bare, without_bookmarks, each_paragraph(direct)
    ),
    "nothing but words": after_all(
        bare, without_bookmarks, without_fields, each_paragraph(nothing_but_words)
    ),
    "headings with style and looks": after_all(
        bare, without_bookmarks, without_fields, each_paragraph(looks_of_headings)
    ),
    "links in the place of the contents": after_all(
        contents_without_field, each_paragraph(heading_of_another)
    ),
}
LAST = "is Nederlands recht van toepassing"
HAND = after_all(
    swap("is Nederlands recht", "is Belgisch recht"),
    on("meldt zij dat meteen aan", lambda old: ""),
    after("is Belgisch recht", lid("Parkeren is gratis.")),
)


def saved(data: bytes, change: Text) -> bytes:
    """A document as another program has it."""
    return Edit({MAIN: change, "word/styles.xml": lambda text: OTHER_STYLES}).do(data)


@pytest.mark.parametrize("name", PROGRAMS)
def test_that_the_styles_are_gone_is_told_once(made: bytes, library: Library, name: str) -> None:
    found = read_document(saved(made, PROGRAMS[name]))
    ours = bundle_of(agreement(), library)
    (change,) = compare(found, ours).by_hand
    assert (change.kind, change.place) == ("opmaak", WHOLE)
    result = update(found, ours)
    assert read_lines(result.data) == read_lines(made)
    assert [(item.place, item.kind) for item in result.undecided] == [(WHOLE, "stijlen vervallen")]
    assert result.kept == ()


@pytest.mark.parametrize("name", PROGRAMS)
def test_what_a_hand_did_is_found_and_kept(made: bytes, library: Library, name: str) -> None:
    data = saved(made, after_all(HAND, PROGRAMS[name]))
    found, ours = read_document(data), bundle_of(agreement(), library)
    changes = [(item.kind, item.place) for item in compare(found, ours).by_hand]
    assert changes == [
        ("opmaak", WHOLE),
        ("verwijderd", "artikel 22 (Afbouw), lid 5, onderdeel a"),
        ("gewijzigd", "artikel 23 (Slotbepalingen), lid 1"),
        ("toegevoegd", "artikel 23 (Slotbepalingen), lid 2"),
    ]
    choices = agreement()
    choices["documenten"][0]["gegevens"]["regio"] = "Het Gooi"
    result = update(found, bundle_of(choices, library))
    assert schema_errors(result.data) == []
    expected = update(read_document(Edit({MAIN: HAND}).do(made)), bundle_of(choices, library))
    assert read_lines(result.data) == read_lines(expected.data)
    again = update(read_document(result.data), bundle_of(choices, library))
    assert read_lines(again.data) == read_lines(result.data)


@pytest.mark.parametrize("name", [*PROGRAMS][:3])
@pytest.mark.parametrize(("change", "kind"), [(move, "verplaatst"), (own_article, "toegevoegd")])
def test_whole_articles_too(
    made: bytes, library: Library, name: str, change: Text, kind: str
) -> None:
    found = read_document(saved(made, after_all(change, PROGRAMS[name])))
    changes = compare(found, bundle_of(agreement(), library)).by_hand
    assert [item.kind for item in changes] == ["opmaak", kind]


def test_one_style_that_many_lines_lost_is_no_change_of_each(made: bytes, library: Library) -> None:
    def change(text: str) -> str:
        return text.replace('<w:pStyle w:val="Onderdeel"/>', '<w:pStyle w:val="Lijstalinea"/>')

    found = read_document(Edit({MAIN: change}).do(made))
    changes = compare(found, bundle_of(agreement(), library)).by_hand
    assert [(item.kind, item.place) for item in changes] == [("opmaak", WHOLE)]


def test_a_style_of_one_line_that_a_hand_changed_is_a_change_of_that_line(
    made: bytes, library: Library
) -> None:
    def change(text: str) -> str:
        old = paragraph(text, LAST)
        return text.replace(old, old.replace('"Lid"', '"Lijstalinea"'))

    found = read_document(Edit({MAIN: change}).do(made))
    assert not found.restyled
    (told,) = compare(found, bundle_of(agreement(), library)).by_hand
    assert told.kind == "gewijzigd"


def test_references_of_which_the_field_is_gone_are_found_by_their_place(
    made: bytes, library: Library
) -> None:
    found = read_document(Edit({MAIN: without_fields}).do(made))
    assert compare(found, bundle_of(agreement(), library)).by_hand == ()


def test_a_reference_that_names_another_article_is_a_change(made: bytes, library: Library) -> None:
    def change(text: str) -> str:
        new = re.sub(
            r"(die in </w:t></w:r><w:r><w:t>artikel\s)3", r"\g<1>4", without_fields(text), count=1
        )
        assert new != without_fields(text)
        return new

    found = read_document(Edit({MAIN: change}).do(made))
    (told,) = compare(found, bundle_of(agreement(), library)).by_hand
    assert told.kind == "gewijzigd"
    assert "artikel 4" in " ".join(told.now.split())


@pytest.mark.parametrize(("level", "is_told"), [("0", False), ("2", True)])
def test_a_heading_that_got_the_style_of_a_line_before_it_is_a_heading_by_its_number(
    made: bytes, library: Library, level: str, *, is_told: bool
) -> None:
    def change(text: str) -> str:
        old = next(
            item for item in article(text, "Klachten").split("</w:p>") if ">Klachten<" in item
        )
        numbers = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
        new = old.replace('<w:pStyle w:val="Artikel"/>', f'<w:pStyle w:val="Lid"/>{numbers}')
        return text.replace(old, new, 1)

    found = read_document(Edit({MAIN: change}).do(made))
    changes = compare(found, bundle_of(agreement(), library)).by_hand
    assert bool(changes) is is_told
    result = update(found, bundle_of(agreement(), library))
    if not is_told:
        assert read_lines(result.data) == read_lines(made)


@pytest.mark.parametrize("name", [*PROGRAMS][:2])
def test_the_only_line_of_a_style_that_a_hand_changed_is_a_change(
    made: bytes, library: Library, name: str
) -> None:
    old, new = "<w:t>Samenwerkingsovereenkomst doorlopende", "<w:t>Overeenkomst doorlopende"
    found = read_document(saved(made, after_all(swap(old, new), PROGRAMS[name])))
    changes = compare(found, bundle_of(agreement(), library)).by_hand
    kinds = [(item.kind, item.place) for item in changes]
    assert kinds == [("opmaak", WHOLE), ("gewijzigd", "titelblok")]


TO_ONDERDEEL = on(LAST, swap('"Lid"', '"Onderdeel"'))
TO_LID = on("meldt zij dat meteen aan", swap('"Onderdeel"', '"Lid"'))


@pytest.mark.parametrize("name", PROGRAMS)
@pytest.mark.parametrize(
    ("change", "kind", "place"),
    [
        (TO_ONDERDEEL, "gewijzigd", "artikel 23 (Slotbepalingen)"),
        (TO_LID, "gewijzigd", "artikel 22 (Afbouw), lid 6"),
        (on(LAST, styled("<w:b/>")), "opmaak", "artikel 23 (Slotbepalingen), lid 1"),
        (
            on("minder afhankelijk maakt van", styled("<w:b/>")),
            "opmaak",
            "overwegingen",
        ),
    ],
)
def test_a_line_that_looks_otherwise_than_those_of_its_style_is_a_change_of_that_line(
    made: bytes, library: Library, name: str, change: Text, kind: str, place: str
) -> None:
    found = read_document(saved(made, after_all(change, PROGRAMS[name])))
    changes = compare(found, bundle_of(agreement(), library)).by_hand
    assert [(item.kind, item.place) for item in changes] == [("opmaak", WHOLE), (kind, place)]


def test_a_heading_with_another_title_is_no_article_that_came_or_went(
    made: bytes, library: Library
) -> None:
    retitled = on(">Klachten<", swap(">Klachten<", ">Klachten van ouders<"))
    behind_contents = after_all(
        lambda text: (
            text[: text.index("</w:sdtContent></w:sdt><w:p>")]
            + retitled(text[text.index("</w:sdtContent></w:sdt><w:p>") :])
        ),
        PROGRAMS["links in the place of the contents"],
    )
    found = read_document(saved(made, behind_contents))
    changes = [
        (it.kind, it.place) for it in compare(found, bundle_of(agreement(), library)).by_hand
    ]
    assert changes == [("opmaak", WHOLE), ("gewijzigd", "artikel 14 (Klachten van ouders)")]


def test_what_the_choices_dropped_is_told_and_a_value_in_a_line_of_the_hand_follows(
    made: bytes, library: Library
) -> None:
    hand = swap("hierna: de instelling", "hierna: het roc")
    found = read_document(saved(made, after_all(hand, PROGRAMS["nothing but words"])))
    choices = agreement()
    choices["documenten"][0]["keuzes"] = {"verzuim": "geen"}
    choices["partijen"]["spoor"]["vestigingsplaats"] = "Zwolle"
    result = update(found, bundle_of(choices, library))
    followed = [(item.kind, item.place, item.path) for item in result.followed]
    assert ("verwijderd", "artikel 15 (Verzuim)", "") in followed
    path = "partijen.spoor.vestigingsplaats"
    assert path in {item.path for item in result.followed}
    assert path not in {item.path for item in result.undecided}
    (line,) = [line for line in read_lines(result.data) if "hierna: het roc" in line]
    assert "Zwolle" in line
    assert "Utrecht" not in line
