"""A document made anew with what people did in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from dlr_docs import read_document, update
from dlr_docs.basis.problems import ChoicesError
from dlr_docs.model.document import Bundle
from dlr_docs.model.library import Library
from dlr_docs.revise.compare.comparing import compare
from dlr_docs.revise.family import CitedElsewhere
from dlr_docs.revise.update.updating import beside_others
from dlr_docs.word.package.reading.text import Changes
from dlr_docs.word.read import lines as reading
from dlr_docs.word.read.beside import NEW_PAGE
from dlr_docs.word.read.document import read_located
from tests.ooxml import W, parts, root, schema_errors
from tests.revise.edits import (
    article,
    edited,
    paragraph,
    plain,
    relisted,
    replaced,
    shown_by_reference,
)
from tests.revise.hand_edits import (
    BOX,
    DRAWING,
    FOOTNOTES,
    Edit,
    first_row,
    main,
    noted,
    on,
    pictured,
    swap,
    tracked_article,
    tracked_row,
    with_part,
)
from tests.samples import agreement, bundle_of, docx_of, with_standard

LAW = "is Nederlands recht van"
WORDS = st.text("abc éÖ.,;:()", min_size=1, max_size=40).map(str.strip).filter(bool)


def read_lines(data: bytes) -> list[str]:
    """The lines of a document with plain spaces."""
    return [line.replace("\u202f", " ").replace("\u00a0", " ") for line in reading.read_lines(data)]


def other(library: Library, change: Callable[[dict[str, Any]], None]) -> Bundle:
    """The bundle of choices that changed."""
    data = agreement()
    data["documenten"][0]["keuzes"] = {}
    change(data["documenten"][0])
    return bundle_of(data, library)


def test_of_a_document_that_nobody_touched_the_new_one_is_what_maak_gives(
    made: bytes, ours: Bundle
) -> None:
    assert update(read_document(made), ours).data == made


def test_a_document_that_was_only_saved_becomes_what_maak_gives(made: bytes, ours: Bundle) -> None:
    saved = edited(made, lambda text: text.replace("<w:p>", '<w:p w:rsidR="00A1B2C3">'))
    assert update(read_document(saved), ours).data == made


def test_a_file_that_was_opened_before_is_used_only_when_it_is_the_same(
    made: bytes, ours: Bundle
) -> None:
    data = replaced(made, "Nederlands recht", "Belgisch recht")
    found, bundle = read_document(data), ours
    anew = update(found, bundle)
    assert update(found, bundle, read_located(data)) == anew
    assert update(found, bundle, read_located(made)) == anew


def test_what_is_edited_has_no_seal(made: bytes, ours: Bundle) -> None:
    for old, new in ((LAW, "is Belgisch recht van"), ("Eemland", "Het Gooi")):
        result = update(read_document(replaced(made, old, new)), ours)
        assert not read_document(result.data).untouched
        assert read_document(result.data).provenance == read_document(made).provenance


def test_both_changed_leaves_the_hand_and_a_comment(made: bytes, library: Library) -> None:
    ours = other(library, lambda item: item["keuzes"].update(toetreding="eigen-voorwaarden"))
    data = replaced(made, "genoeg docenten, lokalen", "genoeg docenten, ruime lokalen")
    result = update(read_document(data), ours)
    text = "\n".join(read_lines(result.data))
    assert "ruime lokalen" in text
    assert any("ruime lokalen" in item.hand for item in result.undecided)
    assert b"dlr-docs bijwerken" in parts(result.data)["word/comments.xml"]
    for part in ("[Content_Types].xml", "word/_rels/document.xml.rels"):
        assert not etree.fromstring(parts(result.data)[part]).attrib  # programs refuse any
    again = update(read_document(result.data), ours)
    assert read_lines(again.data) == read_lines(result.data)
    assert not again.undecided
    assert b"dlr-docs bijwerken" in parts(again.data)["word/comments.xml"]


def test_an_article_that_the_choices_dropped_stays_whole_when_a_hand_was_in_it(
    made: bytes, library: Library
) -> None:
    ours = other(library, lambda item: item["keuzes"].update(verzuim="geen"))
    dropped = update(read_document(replaced(made, LAW, "is Belgisch recht van")), ours)
    assert not any("Verzuim" in line for line in read_lines(dropped.data))
    data = replaced(made, "zij neemt ziekmeldingen aan", "zij neemt alle ziekmeldingen aan")
    kept = update(read_document(data), ours)
    lines = read_lines(kept.data)
    assert "artikel 15 Verzuim" in lines
    assert any("alle ziekmeldingen" in line for line in lines)
    assert any("ongeoorloofd verzuim" in line for line in lines)
    assert [item.kind for item in kept.undecided] == ["vervallen en gewijzigd"]


def test_a_value_in_a_lid_that_a_hand_took_out_is_left_to_decide_and_followed_nowhere(
    made: bytes, library: Library
) -> None:
    ours = other(library, lambda item: item["gegevens"].update(opzegtermijn="11 maanden"))
    without = edited(made, lambda text: text.replace(paragraph(text, "opzegtermijn is"), "", 1))
    result = update(read_document(without), ours)
    assert not [item for item in result.followed if item.path == "opzegtermijn"]
    assert [item.kind for item in result.undecided if "elf maanden" in item.ours] == [
        "verwijderd en gewijzigd"
    ]
    assert not any("elf maanden" in line for line in read_lines(result.data))


def test_an_article_that_a_hand_took_out_stays_out(made: bytes, library: Library) -> None:
    ours = other(library, lambda item: item["keuzes"].update(bekostiging="vast-bedrag"))
    data = edited(made, lambda text: text.replace(article(text, "Bekostiging"), "", 1))
    result = update(read_document(data), ours)
    assert not any("Bekostiging" in line for line in read_lines(result.data))
    kinds = {item.kind for item in result.undecided}
    assert "verwijderd en gewijzigd" in kinds
    assert "verwijzing" in kinds  # other articles name it
    names = [item.get(f"{W}name") for item in root(result.data).iter(f"{W}bookmarkStart")]
    assert names
    assert not any("bekostiging" in name for name in names)


def test_an_article_of_a_hand_keeps_its_place(made: bytes, library: Library) -> None:
    ours = other(library, lambda item: item["keuzes"].update(verzuim="geen"))

    def own(text: str) -> str:
        old = article(text, "Geschillen")
        return text.replace(old, old + plain(old).replace("Geschillen", "Parkeren"), 1)

    lines = read_lines(update(read_document(edited(made, own)), ours).data)
    titles = [line for line in lines if line.startswith("artikel ") and "\t" not in line]
    at = titles.index("artikel 17 Parkeren")
    assert titles[at - 1].endswith("Geschillen")
    assert titles[at + 1] == "artikel 18 Toetreding"
    assert "artikel 17\tParkeren" in lines


def test_a_lid_taken_out_under_tracked_changes_stays_as_it_was_deleted(
    made: bytes, library: Library
) -> None:
    data = agreement()
    data["gegevens"]["ingangsdatum"] = "2028-08-01"
    deleted = edited(made, on("en geldt voor onbepaalde tijd", tracked_article))
    result = update(read_document(deleted), bundle_of(data, library))
    rejected = reading.as_text(result.data, Changes.REJECTED).replace("\u00a0", " ")
    assert "gaat in op 1 augustus 2027 en geldt" in rejected
    assert "gaat in op" not in reading.as_text(result.data)
    again = update(read_document(result.data), bundle_of(data, library))
    assert reading.read_lines(again.data, Changes.TOLD) == reading.read_lines(
        result.data, Changes.TOLD
    )


def test_a_row_taken_out_under_tracked_changes_stays_as_it_was_deleted(
    made: bytes, ours: Bundle
) -> None:
    deleted = edited(made, lambda text: text.replace(first_row(text), tracked_row(first_row(text))))
    [change] = compare(read_document(deleted), ours).by_hand
    assert [(item.kind, item.author) for item in change.tracked] == [("del", "J. de Vries")]
    result = update(read_document(deleted), ours)
    rows = [*root(result.data).iter(f"{W}tr")]
    marks = [row.find(f"{W}trPr/{W}del") is not None for row in rows]
    assert marks == [
        row.find(f"{W}trPr/{W}del") is not None for row in root(deleted).iter(f"{W}tr")
    ]
    assert reading.read_lines(result.data, Changes.REJECTED) == reading.read_lines(
        made, Changes.REJECTED
    )
    again = update(read_document(result.data), ours)
    assert reading.read_lines(again.data, Changes.TOLD) == reading.read_lines(
        result.data, Changes.TOLD
    )


def test_a_table_of_which_all_rows_were_taken_out_under_tracked_changes_stays(
    made: bytes, ours: Bundle
) -> None:
    deleted = edited(
        made, lambda text: re.sub(r"<w:tr>.*?</w:tr>", lambda x: tracked_row(x[0]), text)
    )
    result = update(read_document(deleted), ours)
    assert reading.read_lines(result.data, Changes.REJECTED) == reading.read_lines(
        made, Changes.REJECTED
    )
    assert reading.read_lines(result.data) == reading.read_lines(deleted)


def test_two_leden_that_became_one_under_tracked_changes_can_still_be_two(
    made: bytes, ours: Bundle
) -> None:
    mark = (
        '<w:rPr><w:del w:id="9003" w:author="J. de Vries" w:date="2027-03-01T10:00:00Z"/></w:rPr>'
    )
    joined = edited(made, on(LAW, swap("</w:pPr>", f"{mark}</w:pPr>")))
    result = update(read_document(joined), ours)
    assert schema_errors(result.data) == []
    for changes in Changes:
        assert reading.read_lines(result.data, changes) == reading.read_lines(joined, changes)
    assert update(read_document(result.data), ours).data == result.data


@pytest.mark.parametrize(("words", "count"), [(LAW, 2), ("zij neemt ziekmeldingen aan", 0)])
def test_empty_lines_stay_with_the_line_that_they_stand_behind(
    made: bytes, library: Library, words: str, count: int
) -> None:
    ours = other(library, lambda item: item["keuzes"].update(verzuim="geen"))
    result = update(read_document(edited(made, on(words, lambda old: f"{old}<w:p/><w:p/>"))), ours)
    fresh = docx_of({**agreement(), "documenten": [*_without_verzuim()]}, library)
    extra = len([*root(result.data).iter(f"{W}p")]) - len([*root(fresh).iter(f"{W}p")])
    assert extra == count
    assert update(read_document(result.data), ours).data == result.data


def _without_verzuim() -> list[dict[str, Any]]:
    (document,) = agreement()["documenten"]
    return [{**document, "keuzes": {"verzuim": "geen"}}]


def test_a_document_without_a_base_is_refused(made: bytes, ours: Bundle) -> None:
    found = replace(read_document(made), base=())
    with pytest.raises(ChoicesError, match="vertelt niet wat erin stond"):
        update(found, ours)


@given(st.lists(st.tuples(st.integers(1, 20), WORDS), min_size=1, max_size=3))
@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_every_word_of_a_hand_is_in_the_new_document(
    made: bytes, ours: Bundle, typed: list[tuple[int, str]]
) -> None:
    lid = '<w:p><w:pPr><w:pStyle w:val="Lid"/>'

    def change(text: str) -> str:
        for number, words in typed:
            before = lid.join(text.split(lid)[: number + 1])
            text = f"{before}<w:p><w:r><w:t>{words}</w:t></w:r></w:p>{text[len(before) :]}"
        return text

    data = edited(made, change)
    result = update(read_document(data), ours)
    wanted = sorted(line for line in read_lines(data) if "\t" not in line)
    assert sorted(line for line in read_lines(result.data) if "\t" not in line) == wanted


HUNG: dict[str, Callable[[str], Edit]] = {
    "picture": lambda words: pictured(on(words, swap("</w:p>", f"{DRAWING}</w:p>"))),
    "footnote": lambda words: with_part(on(words, noted), "footnotes", FOOTNOTES),
    "box": lambda words: main(on(words, swap("</w:p>", f"{BOX}</w:p>"))),
}


@pytest.mark.parametrize("name", HUNG)
@pytest.mark.parametrize(
    ("words", "topic", "variant"),
    [
        ("genoeg docenten, lokalen", "toetreding", "eigen-voorwaarden"),  # another text
        ("zij neemt ziekmeldingen aan", "verzuim", "geen"),  # no article
    ],
)
def test_what_a_hand_hung_on_words_stays_when_the_words_are_others_now(
    made: bytes, library: Library, name: str, words: str, topic: str, variant: str
) -> None:
    """A note, a picture or a box would go with the words of then."""
    found = read_document(HUNG[name](words).do(made))
    ours = other(library, lambda item: item["keuzes"].update({topic: variant}))
    result = update(found, ours)
    assert any(words in item.hand or item.kind.startswith("vervallen") for item in result.undecided)
    kept = read_document(result.data)
    for document in (found, kept):
        found_beside = [item.kind for block in document.blocks for item in block.beside]
        assert len([kind for kind in found_beside if kind != NEW_PAGE]) == 1
    assert schema_errors(result.data) == []


def test_a_number_typed_in_a_reference_is_listed_when_the_reference_shows_its_own_again(
    made: bytes, ours: Bundle
) -> None:
    shown = shown_by_reference("artikel\u202f17")
    done = update(read_document(replaced(made, shown, shown.replace("17", "3"))), ours)
    assert [(item.kind, item.hand) for item in done.undecided] == [
        ("nummer in een verwijzing", "artikel\u202f3")
    ]
    assert done.kept == ()
    assert read_lines(done.data) == read_lines(made)


def test_a_value_that_nobody_typed_follows_the_library_unless_a_hand_changed_it(
    made: bytes, library: Library
) -> None:
    by_hand = swap(
        "drie weken</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t",
        "tien weken</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t",
    )
    edit = main(on("na het gesprek", by_hand))
    for name, kept, followed in (
        ("termijn_overstapgesprek", 1, 1),
        ("termijn_overstapaanbod", 1, 0),
    ):
        other = with_standard(library, name, "7 weken")
        result = update(read_document(edit.do(made)), bundle_of(agreement(), other))
        assert [item.now for item in result.kept] == ["tien weken"] * kept
        assert [item.now for item in result.followed] == ["zeven weken"] * followed
        assert [item.ours for item in result.undecided] == ["zeven weken"] * (1 - followed)
        assert "tien weken" in " ".join(read_lines(result.data))


def test_a_reference_to_a_lid_that_a_hand_made_an_onderdeel_is_left_to_decide(
    library: Library,
) -> None:
    by_hand = main(on("opzeggen als voortzetting", swap('"Lid"', '"Onderdeel"')))
    data = agreement()
    data["documenten"][0]["keuzes"] = {"ontbinding": "opzegging-drie-maanden"}
    bundle = bundle_of(data, library)
    result = update(read_document(by_hand.do(docx_of(data, library))), bundle)
    (left,) = result.undecided
    assert left.kind == "verwijzing met een ander nummer"
    assert left.reason.startswith("toonde '1', en nu 'a': ")
    assert left.place.endswith("(Opzegging), lid 3")  # as the new document counts


def test_what_followed_is_told_in_the_numbers_of_the_new_document(library: Library) -> None:
    data = agreement()
    data["documenten"][0]["keuzes"] = {"verzuim": "geen"}
    returned = replaced(docx_of(data, library), LAW, "is Belgisch recht van")
    longer = agreement()
    longer["documenten"][0]["gegevens"]["opzegtermijn"] = "5 maanden"
    result = update(read_document(returned), bundle_of(longer, library))
    text = "\n".join(read_lines(result.data))
    told = {item.path or item.kind: item.place for item in result.followed}
    for title, name in (("Verzuim", "toegevoegd"), ("Opzegging", "opzegtermijn")):
        number = re.search(rf"^artikel (\d+) {title}$", text, re.MULTILINE)
        assert number is not None
        assert told[name].startswith(f"artikel {number[1]} ({title})")
    (kept,) = result.kept
    law = re.search(r"^artikel (\d+) Slotbepalingen$", text, re.MULTILINE)
    assert law is not None
    assert kept.notes[-1] == f"in het nieuwe document artikel {law[1]}"
    assert not kept.place.startswith(f"artikel {law[1]} ")


@pytest.mark.parametrize("law", [LAW, "is Belgisch recht van"], ids=["followed", "to decide"])
def test_what_changed_is_told_in_the_lid_that_it_is_in_the_new_document(
    made: bytes, other_library: Library, law: str
) -> None:
    own = '<w:p><w:pPr><w:pStyle w:val="Lid"/></w:pPr><w:r><w:t>Eerst dit.</w:t></w:r></w:p>'

    def by_hand(text: str) -> str:
        lid = paragraph(text, LAW)
        return text.replace(lid, own + lid.replace(LAW, law), 1)

    result = update(read_document(edited(made, by_hand)), bundle_of(agreement(), other_library))
    followed = [item.place for item in result.followed if "Slotbepalingen" in item.place]
    undecided = [item.place for item in result.undecided]
    (place,) = followed or undecided
    assert bool(followed) is (law == LAW)
    assert place.endswith("(Slotbepalingen), lid 2")


@pytest.mark.parametrize("start", ["1 augustus 2027", "1 januari 2028"])
def test_a_value_that_a_hand_changed_is_in_the_choices_only_when_they_say_so(
    made: bytes, library: Library, start: str
) -> None:
    data = edited(made, lambda text: text.replace(">1\u00a0augustus 2027<", ">1 januari 2028<"))
    choices = agreement()
    choices["gegevens"]["ingangsdatum"] = start
    result = update(read_document(data), bundle_of(choices, library))
    (kept,) = result.kept
    assert (kept.path, kept.is_agreed) == ("ingangsdatum", start == "1 januari 2028")


def test_a_text_with_a_value_of_the_hand_that_is_to_decide_did_not_follow(
    made: bytes, other_library: Library
) -> None:
    def by_hand(text: str) -> str:
        lid = paragraph(text, "Wie zwijgt")
        new = lid.replace(">zes weken<", ">acht weken<").replace("Wie zwijgt", "Wie niets zegt")
        return text.replace(lid, new, 1)

    result = update(read_document(edited(made, by_hand)), bundle_of(agreement(), other_library))
    (left,) = result.undecided
    assert "acht weken schriftelijk. Wie zwijgt, gaat niet akkoord" in plain(left.ours)
    assert not [item for item in result.followed if "Wijziging" in item.place]


@pytest.mark.parametrize(("number", "count"), [(None, 2), (12, 1)])
def test_of_a_text_to_decide_an_article_that_is_gone_elsewhere_is_told_too(
    made: bytes, library: Library, number: int | None, count: int
) -> None:
    ours = other(library, lambda item: item["keuzes"].update(toetreding="eigen-voorwaarden"))
    data = replaced(made, "genoeg docenten, lokalen", "genoeg docenten, ruime lokalen")
    result = update(read_document(data), ours)
    place = next(item.place for item in result.undecided if "ruime lokalen" in item.hand)
    cited = CitedElsewhere(place, "Overleg (nummer 11)", "convenant.docx", number)
    told = [item.place for item in beside_others(result, [cited]).undecided]
    assert told.count(place) == count


def test_a_list_in_a_sentence_of_which_the_first_went_and_another_came_stays_as_it_is(
    library: Library,
) -> None:
    def by_hand(text: str) -> str:
        return relisted(text, "profiel", "Zorg", first_goes=True)

    data = agreement()
    data["documenten"][0]["keuzes"] = {"doelgroep": "leerroute-gemotiveerd"}
    data["documenten"][0]["gegevens"]["profiel"] = ["Economie", "Techniek", "Groen"]
    ours = bundle_of(data, library)
    result = update(read_document(edited(docx_of(data, library), by_hand)), ours)
    for made in (result, update(read_document(result.data), ours)):
        (kept,) = made.kept
        assert (kept.kind, made.followed, made.undecided) == ("gewijzigd", (), ())
        assert any("Techniek, Groen en Zorg" in it for it in read_lines(made.data))
