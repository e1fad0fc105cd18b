"""What was changed in a document by hand, and what library and choices changed meanwhile."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from dlr_docs import (
    build_bundle,
    document_bytes,
    load_choices,
    load_library,
    read_document,
    update,
)
from dlr_docs.files.installation import default_library_path
from dlr_docs.model.library import Library
from dlr_docs.model.options import WriteOptions
from dlr_docs.revise.changes.difference import Comparison, Difference
from dlr_docs.revise.changes.noting import RETYPED
from dlr_docs.revise.compare.comparing import compare, compare_documents
from dlr_docs.revise.rebuild import rebuild
from dlr_docs.word.package.reading.text import Changes
from tests.ooxml import changed, parts
from tests.revise.edits import article, edited, paragraph, plain, replaced, shown_by_reference
from tests.samples import agreement, bundle_of, docx_of

ALDUS = '<w:t xml:space="preserve">Aldus overeengekomen'


def compared(data: bytes, library: Library) -> Comparison:
    found = read_document(data)
    return compare(found, rebuild(found, library).bundle)


def only(comparison: Comparison) -> Difference:
    (change,) = comparison.by_hand
    return change


@pytest.mark.parametrize("style", ["zakelijk", "klassiek"])
@pytest.mark.parametrize("example", ["bijlagen-in-een-bestand", "convenant-met-addenda", "netwerk"])
def test_in_a_document_that_nobody_touched_nothing_changed(
    library: Library, example: str, style: str
) -> None:
    bundle = build_bundle(
        replace(load_choices(f"examples/{example}.yaml"), house_style=style), library
    )
    for document in bundle.files:
        found = compared(document_bytes(bundle, document.id), library)
        assert not any((found.by_hand, found.meanwhile, found.renumbered, found.problems))
        assert len(found.rows) > 10


def move(text: str) -> str:
    one, other = article(text, "Geschillen"), article(text, "Wijziging")
    return text.replace(one, "", 1).replace(other, other + one, 1)


def new_lid(text: str) -> str:
    old = paragraph(text, "is Nederlands recht van toepassing")
    new = re.sub(r"(<w:t[^>]*>).*?</w:t>", r"\1Parkeren is gratis.</w:t>", plain(old), count=1)
    return text.replace(old, old + new, 1)


EDITS: dict[str, tuple[Callable[[str], str], str, str]] = {
    "words of a lid": (
        lambda text: text.replace("is Nederlands recht van", "is Belgisch recht van", 1),
        "gewijzigd",
        r"artikel \d+ \(Slotbepalingen\), lid 1",
    ),
    "a lid taken out": (
        lambda text: text.replace(paragraph(text, "is Nederlands recht van toepassing"), "", 1),
        "verwijderd",
        r"artikel \d+ \(Slotbepalingen\), lid 1",
    ),
    "a lid put in": (new_lid, "toegevoegd", r"artikel \d+ \(Slotbepalingen\), lid 2"),
    "a whole article taken out": (
        lambda text: text.replace(article(text, "Geschillen"), "", 1),
        "verwijderd",
        r"artikel \d+ \(Geschillen\)",
    ),
    "a whole article moved": (move, "verplaatst", r"artikel \d+ \(Geschillen\)"),
    "the closing words": (
        lambda text: text.replace("Aldus overeengekomen", "Aldus besloten", 1),
        "gewijzigd",
        "onder “Ondertekening”",
    ),
    "a title": (
        lambda text: text.replace(
            article(text, "Geschillen"),
            article(text, "Geschillen").replace(">Geschillen<", ">Ruzie en herstel<"),
        ),
        "gewijzigd",
        r"artikel \d+ \(Ruzie en herstel\)",
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_one_edit_is_one_change_with_its_place(made: bytes, library: Library, name: str) -> None:
    change, kind, place = EDITS[name]
    found = only(compared(edited(made, change), library))
    assert found.kind == kind
    assert re.fullmatch(place, found.place)


def test_a_change_tells_which_mandatory_subject_it_touches(made: bytes, library: Library) -> None:
    found = only(compared(edited(made, EDITS["a whole article taken out"][0]), library))
    assert any("onderdeel\u00a0h, WVO\u00a02020: " in subject for subject in found.subjects)
    other = only(compared(edited(made, EDITS["words of a lid"][0]), library))
    assert other.subjects == ()


def test_a_number_that_changed_is_told_with_the_law_it_rests_on(
    made: bytes, library: Library
) -> None:
    found = read_document(made)
    laws = {
        text.clause.id: text.body.names.laws
        for text in rebuild(found, library).bundle.documents[0].texts
    }
    text = next(
        block.words
        for block in found.base
        if laws.get(block.clause) and re.search(r"[a-z] [a-z]+ [a-z]+\.$", block.words)
    )
    last = text.rsplit(" ", 1)[1]
    before = text.rsplit("}", 1)[-1].rsplit(" ", 1)[0][-20:]
    change = only(compared(replaced(made, f"{before} {last}", f"{before} 30 {last}"), library))
    assert change.laws


def test_articles_after_one_that_is_gone_are_renumbered(made: bytes, library: Library) -> None:
    found = compared(edited(made, EDITS["a whole article taken out"][0]), library)
    assert found.renumbered
    assert all(item.now == item.was - 1 for item in found.renumbered)


def test_a_value_that_was_filled_in_or_changed_is_told(made: bytes, library: Library) -> None:
    data = edited(made, lambda text: text.replace(">Stichting De Linde<", ">Stichting De Eik<"))
    change = only(compared(data, library))
    assert (change.kind, change.path) == ("waarde", "partijen.linde.bevoegd_gezag")
    assert (change.was, change.now) == ("Stichting De Linde", "Stichting De Eik")


def test_tracked_changes_are_told_with_who_made_them(made: bytes, library: Library) -> None:
    marks = 'w:id="9001" w:author="J. de Vries" w:date="2027-03-01T10:00:00Z"'
    data = replaced(
        made,
        ALDUS,
        f"<w:t></w:t></w:r><w:ins {marks}><w:r><w:t>Zo is het. </w:t></w:r></w:ins><w:r>{ALDUS}",
    )
    change = only(compared(data, library))
    assert [item.author for item in change.tracked] == ["J. de Vries"]
    rejected = read_document(data, Changes.REJECTED)
    assert compare(rejected, None).by_hand == ()


REMARK = (
    '<?xml version="1.0" encoding="UTF-8"?><w:comments xmlns:w="http://schemas.openxmlformats.org/'
    'wordprocessingml/2006/main"><w:comment w:id="9001" w:author="J. de Vries" '
    'w:date="2027-03-01T10:00:00Z"><w:p><w:r><w:t>Willen wij dit?</w:t></w:r></w:p></w:comment>'
    "</w:comments>"
)


def test_remarks_are_told_with_their_place(library: Library) -> None:
    bundle = bundle_of(agreement(), library)
    data = document_bytes(bundle, "samenwerkingsovereenkomst", WriteOptions(notes=True))
    assert compared(data, library).remarks == ()  # drafting notes are ours
    data = replaced(
        data,
        ALDUS,
        f'<w:t></w:t></w:r><w:r><w:commentReference w:id="9001"/></w:r><w:r>{ALDUS}',
    )
    data = changed(data, "word/comments.xml", lambda _: REMARK)
    ((place, remark),) = compared(data, library).remarks
    assert place == "onder “Ondertekening”"
    assert (remark.author, remark.text) == ("J. de Vries", "Willen wij dit?")


def own_library(folder: Path, file: str, old: str, new: str) -> Library:
    """The library with one file changed."""
    shutil.copytree(default_library_path(), folder, dirs_exist_ok=True)
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return load_library(folder)


@pytest.mark.bibliotheek
def test_what_the_library_changed_meanwhile_is_no_edit_by_hand(made: bytes, tmp_path: Path) -> None:
    library = own_library(
        tmp_path, "clauses/slotbepalingen/algemeen.md", "is Nederlands recht", "is Europees recht"
    )
    found = compared(made, library)
    assert found.by_hand == ()
    assert [change.clause for change in found.meanwhile] == ["slotbepalingen/algemeen"]


@pytest.mark.bibliotheek
def test_a_default_that_the_library_changed_is_not_taken_for_an_edit(
    made: bytes, tmp_path: Path
) -> None:
    library = own_library(
        tmp_path, "clauses/gegevens.yaml", "standaard: 3 maanden", "standaard: 4 maanden"
    )
    found = compared(made, library)
    assert found.by_hand == ()
    changes = [(change.path, change.was, change.now) for change in found.meanwhile]
    assert ("opzegtermijn", "drie maanden", "vier maanden") in changes


def test_what_stands_behind_the_signatures_is_not_told_of_an_article_of_a_hand(
    made: bytes, library: Library
) -> None:
    def edit(text: str) -> str:
        lid = paragraph(text, "is Nederlands recht van toepassing")
        title = plain(paragraph(article(text, "Slotbepalingen"), ">Slotbepalingen<"))
        title = title.replace("Slotbepalingen", "Evaluatie")
        last = "<w:p><w:r><w:t>Besproken op 3 november.</w:t></w:r></w:p><w:sectPr"
        start = text.index(article(text, "Slotbepalingen"))
        own = title + plain(lid).replace("is Nederlands recht van toepassing", "is niets")
        text = text[:start] + own + text[start:]
        return last.join(text.rsplit("<w:sectPr", 1))

    found = compared(edited(made, edit), library)
    assert [(change.place, change.now.count("\n")) for change in found.by_hand] == [
        ("artikel 23 (eigen artikel)", 1),
        ("onder “Ondertekening”", 0),
    ]


def test_a_value_that_is_other_in_one_place_is_told_as_such(made: bytes, library: Library) -> None:
    first = "<w:t>ROC Het Spoor</w:t>"
    change = only(compared(replaced(made, first, "<w:t>ROC De Wissel</w:t>"), library))
    assert (change.path, change.was, change.now) == (
        "partijen.spoor.naam", "ROC Het Spoor", "ROC De Wissel"
    )  # fmt: skip
    assert change.notes == ("staat niet overal in het document zo",)


def test_rows_below_each_other_are_told_as_one(made: bytes, library: Library) -> None:
    cells = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    row = f"<w:tr>{cells}{cells}</w:tr>"
    table = f"<w:tbl>{row.format('jaar', 'bedrag')}{row.format('2027', '80')}</w:tbl>"

    def edit(text: str) -> str:
        lid = paragraph(text, "is Nederlands recht van toepassing")
        return text.replace(lid, lid + table, 1)

    change = only(compared(edited(made, edit), library))
    assert change.now == "jaar | bedrag\n2027 | 80"


def test_of_an_article_that_was_put_in_each_hand_is_told_once(
    made: bytes, library: Library
) -> None:
    def put_in(style: str, words: str, author: str) -> str:
        hand = f'<w:ins w:id="9{len(words)}" w:author="{author}" w:date="2027-03-01T00:00:00Z"'
        mark = f'<w:pPr><w:pStyle w:val="{style}"/><w:rPr>{hand}/></w:rPr></w:pPr>'
        return f"<w:p>{mark}{hand}><w:r><w:t>{words}</w:t></w:r></w:ins></w:p>"

    own = (
        put_in("Artikel", "Overmacht", "A")
        + put_in("Lid", "Wie niet kan, meldt dat.", "A")
        + put_in("Lid", "Daarna overleggen partijen.", "B")
    )

    def edit(text: str) -> str:
        last = article(text, "Slotbepalingen")
        return text.replace(last, own + last, 1)

    change = only(compared(edited(made, edit), library))
    assert [(item.author, item.text) for item in change.tracked] == [
        ("A", "Overmacht"),
        ("B", "Daarna overleggen partijen."),
    ]


@pytest.fixture(scope="module")
def without_topic(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The library in which the outline lost a topic that documents carry a choice of."""
    topic = "  - {onderwerp: verzuim, standaard: per-fase}\n"
    folder = tmp_path_factory.mktemp("bibliotheek")
    return own_library(folder, "templates/samenwerkingsovereenkomst.yaml", topic, "")


@pytest.mark.bibliotheek
def test_values_are_known_when_the_library_lost_a_topic(
    made: bytes, without_topic: Library
) -> None:
    data = replaced(made, "Eemland", "Het Gooi")
    found = compare(read_document(data), bundle_of(agreement(), without_topic))
    assert found.problems == ()
    change = only(found)
    assert (change.path, change.was, change.now) == ("regio", "Eemland", "Het Gooi")
    assert ("verwijderd", "verzuim") in {(item.kind, item.topic) for item in found.meanwhile}


@pytest.mark.bibliotheek
def test_a_value_follows_the_choices_when_the_library_lost_a_topic(
    made: bytes, without_topic: Library
) -> None:
    data = replaced(made, "is Nederlands recht van", "is Belgisch recht van")
    ours = bundle_of(with_values(regio="Het Gooi"), without_topic)
    result = update(read_document(data), ours)
    assert result.undecided == ()
    assert [item.now for item in result.followed if item.path == "regio"] == ["Het Gooi"]


def with_values(**values: Any) -> dict[str, Any]:
    data = agreement()
    data["documenten"][0]["gegevens"] |= values
    return data


def test_what_the_choices_changed_meanwhile_is_told(made: bytes, library: Library) -> None:
    other = bundle_of(with_values(regio="Het Gooi"), library)
    found = compare(read_document(made), other)
    assert found.by_hand == ()
    assert [(item.path, item.was, item.now) for item in found.meanwhile] == [
        ("regio", "Eemland", "Het Gooi")
    ]


def test_between_two_documents_a_variant_is_named_without_the_lines_of_a_hand(
    made: bytes, library: Library
) -> None:
    data = agreement()
    data["documenten"][0]["keuzes"] = {"geschillen": "escalatieladder"}
    own = '<w:p><w:pPr><w:pStyle w:val="Lid"/></w:pPr><w:r><w:t>Ieder meldt dat.</w:t></w:r></w:p>'

    def put_in(text: str) -> str:
        there = article(text, "Geschillen")
        return text.replace(there, there + own, 1)

    other = edited(docx_of(data, library), put_in)
    found = compare_documents(read_document(made), read_document(other))
    assert "geschillen/escalatieladder" in [change.instead for change in found.by_hand]


def test_another_variant_of_an_article_is_one_change(made: bytes, library: Library) -> None:
    data = agreement()
    data["documenten"][0]["keuzes"] = {"geschillen": "escalatieladder"}
    term, change = compare(read_document(made), bundle_of(data, library)).meanwhile
    assert (term.kind, term.place) == ("toegevoegd", "artikel 1 (Begripsbepalingen)")
    assert (change.kind, change.place) == ("gewijzigd", "artikel 17 (Geschillen)")
    assert change.clause == "geschillen/overleg-commissie-rechter"
    assert change.instead == "geschillen/escalatieladder"
    assert "commissie van drie leden" in change.was
    assert "treden" in change.now


def test_what_a_hand_changed_and_the_choices_say_too_is_told_once(
    made: bytes, library: Library
) -> None:
    data = edited(made, lambda text: text.replace("Eemland", "Het Gooi"))
    found = compare(read_document(data), bundle_of(with_values(regio="Het Gooi"), library))
    assert [(item.path, item.is_agreed) for item in found.by_hand] == [("regio", True)]
    assert found.meanwhile == ()


def test_two_documents_are_compared_with_each_other(made: bytes, library: Library) -> None:
    other = docx_of(with_values(regio="Het Gooi"), library)
    other = replaced(other, "Aldus overeengekomen", "Aldus besloten")
    found = compare_documents(read_document(made), read_document(other))
    assert {(item.kind, item.path) for item in found.by_hand} == {
        ("gewijzigd", ""),
        ("waarde", "regio"),
    }


def test_a_document_without_its_choices_is_compared_by_its_words(
    made: bytes, library: Library
) -> None:
    bundle = bundle_of(agreement(), library)
    data = document_bytes(bundle, "samenwerkingsovereenkomst", WriteOptions(choice_file=False))
    found = read_document(replaced(data, "Aldus overeengekomen", "Aldus besloten"))
    assert [item.kind for item in compare(found, None).by_hand] == ["gewijzigd"]
    assert "word/document.xml" in parts(data)


def test_a_reference_that_was_typed_over_shows_what_it_showed(
    made: bytes, library: Library
) -> None:
    def typed(text: str) -> str:
        old = paragraph(text, "dan passen partijen de leerroute aan volgens")
        fields = r'<w:r><w:fldChar w:fldCharType="begin"/>.*?fldCharType="separate"/></w:r>'
        new = re.sub(fields, "", old).replace('<w:r><w:fldChar w:fldCharType="end"/></w:r>', "")
        return text.replace(old, new, 1)

    change = only(compared(edited(made, typed), library))
    assert re.search(r"aan volgens artikel\s\d+\.", change.was)
    assert change.was.split() == change.now.split()
    assert change.notes == ("een verwijzing is gewone tekst geworden",)
    assert not change.laws  # no number is another


def test_a_tracked_value_tells_by_whom(made: bytes, library: Library) -> None:
    by = 'w:author="J. de Vries" w:date="2027-03-01T10:00:00Z"'
    old = "<w:r><w:t>Stichting De Linde</w:t></w:r>"
    gone = f'<w:del w:id="1" {by}>{old.replace("w:t>", "w:delText>")}</w:del>'
    came = f'<w:ins w:id="2" {by}>{old.replace("Linde", "Eik")}</w:ins>'
    change = only(compared(edited(made, lambda text: text.replace(old, gone + came, 1)), library))
    assert (change.kind, change.now) == ("waarde", "Stichting De Eik")
    assert [(item.kind, item.text) for item in change.tracked] == [
        ("del", "Stichting De Linde"),
        ("ins", "Stichting De Eik"),
    ]


def test_words_that_were_tracked_in_a_value_tell_by_whom_and_what_it_touches(
    made: bytes, library: Library
) -> None:
    by = 'w:author="J. de Vries" w:date="2027-03-01T10:00:00Z"'
    old = "<w:r><w:t>drie maanden</w:t></w:r>"
    new = (
        f'<w:del w:id="1" {by}><w:r><w:delText>drie</w:delText></w:r></w:del>'
        f'<w:ins w:id="2" {by}><w:r><w:t>zes</w:t></w:r></w:ins>'
        '<w:r><w:t xml:space="preserve"> maanden</w:t></w:r>'
    )

    def edit(text: str) -> str:
        at = text.index(old, text.index('<w:tag w:val="opzegtermijn"/>'))
        return text[:at] + new + text[at + len(old) :]

    change = only(compared(edited(made, edit), library))
    assert (change.path, change.now) == ("opzegtermijn", "zes maanden")
    assert [(item.kind, item.text) for item in change.tracked] == [("del", "drie"), ("ins", "zes")]
    assert any("opzegging" in subject for subject in change.subjects)


def test_of_an_article_that_was_cut_in_two_it_is_told(made: bytes, library: Library) -> None:
    def cut(text: str) -> str:
        lid = paragraph(text, "Een verwijzing naar een wet geldt ook")
        heading = (
            '<w:p><w:pPr><w:pStyle w:val="Artikel"/></w:pPr><w:r><w:t>Wetten</w:t></w:r></w:p>'
        )
        return text.replace(lid, heading + lid, 1)

    change = only(compared(edited(made, cut), library))
    assert (change.kind, change.now) == ("toegevoegd", "Wetten")
    (note,) = change.notes
    assert re.fullmatch(r"wat eronder staat, stond in artikel \d+ \(Slotbepalingen\)", note)


def test_of_an_article_whose_heading_went_it_is_told_where_its_leden_are(
    made: bytes, library: Library
) -> None:
    def heading(text: str) -> str:
        return paragraph(article(text, "Slotbepalingen"), ">Slotbepalingen<")

    def cut(text: str) -> str:
        return text.replace(heading(text), "", 1)

    change = only(compared(edited(made, cut), library))
    assert (change.kind, change.was) == ("verwijderd", "Slotbepalingen")
    assert change.notes == ("wat eronder stond, staat nu in artikel 22 (Afbouw)",)

    def last(text: str) -> str:
        there = article(text, "Slotbepalingen")
        kept = paragraph(there, "Een verwijzing naar een wet geldt ook")
        return text.replace(there, kept + there.rpartition("</w:p>")[2], 1)

    (change, *_) = compared(edited(made, last), library).by_hand
    assert change.kind == "verwijderd"
    (note,) = change.notes
    assert re.fullmatch(r"lid \d staat nu in artikel 22 \(Afbouw\), lid \d", note)


def test_of_an_article_of_their_own_it_is_not(made: bytes, library: Library) -> None:
    def put(text: str) -> str:
        old = article(text, "Geschillen")
        lines = (("Artikel", "Parkeren"), ("Lid", "Op het terrein kan worden geparkeerd."))
        new = "".join(
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>'
            for style, words in lines
        )
        return text.replace(old, old + new, 1)

    assert only(compared(edited(made, put), library)).notes == ()


@pytest.mark.bibliotheek
def test_of_a_default_that_a_hand_took_out_the_library_did_not_change_what_it_was(
    made: bytes, tmp_path: Path
) -> None:
    other = own_library(
        tmp_path, "clauses/slotbepalingen/algemeen.md", "is Nederlands", "is Europees"
    )
    taken = edited(
        made,
        lambda text: text.replace(paragraph(text, "De school levert uiterlijk"), "", 1),
    )
    found = compared(taken, other)
    assert [change.kind for change in found.by_hand] == ["verwijderd"]
    assert [change.path for change in found.meanwhile] == [""]


def test_a_lid_that_was_pasted_in_its_own_look_is_one_change(made: bytes, library: Library) -> None:
    look = '<w:rPr><w:color w:val="1F497D"/><w:u w:val="single"/></w:rPr>'
    new = f'<w:p><w:pPr><w:pStyle w:val="Lid"/></w:pPr><w:r>{look}<w:t>Parkeren.</w:t></w:r></w:p>'

    def change(text: str) -> str:
        old = paragraph(text, "is Nederlands recht van toepassing")
        return text.replace(old, old + new, 1)

    assert only(compared(edited(made, change), library)).kind == "toegevoegd"


def test_a_table_that_parties_fill_themselves_rests_on_no_law(library: Library) -> None:
    def put(text: str) -> str:
        row = next(item for item in re.findall(r"<w:tr>.*?</w:tr>", text) if "Tabeltekst" in item)
        new = re.sub(r"<w:sdt>.*?</w:sdt>", "<w:r><w:t>Schoolstraat 3</w:t></w:r>", row)
        return text.replace(row, row + new, 1)

    bundle = build_bundle(load_choices("examples/addendum-volledig.yaml"), library)
    change = only(compared(edited(document_bytes(bundle, "addendum"), put), library))
    assert (change.kind, change.laws) == ("toegevoegd", ())


def test_an_own_article_in_the_last_lines_of_a_clause_touches_no_subject(
    made: bytes, library: Library
) -> None:
    def put(text: str) -> str:
        old = article(text, "Geschillen")
        number = re.search(r'w:id="(\d+)" w:name="clausule_geschillen', old)
        assert number
        end = f'<w:bookmarkEnd w:id="{number[1]}"/>'
        lines = (("Artikel", "Parkeren"), ("Lid", f"Op het terrein kan het.</w:t></w:r>{end}"))
        new = "".join(
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>'
            for style, words in lines
        ).replace(f"{end}</w:t></w:r>", end)
        return text.replace(old, old.replace(end, "", 1) + new, 1)

    change = only(compared(edited(made, put), library))
    assert (change.kind, change.clause, change.subjects) == ("toegevoegd", "", ())


def test_a_lid_taken_out_while_changes_were_tracked_tells_by_whom(
    made: bytes, library: Library
) -> None:
    by = 'w:author="M. Jansen" w:date="2027-03-01T09:00:00Z"'

    def take(text: str) -> str:
        old = paragraph(text, "Een verwijzing naar een wet geldt ook")
        gone = plain(old).replace("<w:t>", "<w:delText>").replace("</w:t>", "</w:delText>")
        gone = gone.replace('<w:t xml:space="preserve">', "<w:delText>")
        gone = re.sub(r"(<w:r>.*</w:r>)", rf'<w:del w:id="71" {by}>\1</w:del>', gone)
        gone = gone.replace("</w:pPr>", f'<w:rPr><w:del w:id="72" {by}/></w:rPr></w:pPr>')
        return text.replace(old, gone, 1)

    change = only(compared(edited(made, take), library))
    assert change.kind == "verwijderd"
    assert [(item.kind, item.author) for item in change.tracked] == [("del", "M. Jansen")]


def test_a_title_and_a_header_are_changed_whatever_they_say(made: bytes, library: Library) -> None:
    titled = edited(
        made,
        lambda text: re.sub(
            r"(Titel\"/></w:pPr><w:r><w:t[^>]*>)[^<]*", r"\1Akkoord", text, count=1
        ),
    )
    header = changed(
        titled,
        "word/header1.xml",
        lambda text: re.sub(r"(<w:t>)[^<]*", r"\1Concept B", text, count=1),
    )
    found = compared(header, library).by_hand
    assert [(item.kind, item.place) for item in found] == [
        ("gewijzigd", "titelblok"),
        ("gewijzigd", "koptekst"),
    ]


def test_a_hyphen_that_holds_words_together_is_a_look(made: bytes, library: Library) -> None:
    change = only(compared(replaced(made, "is e-mail genoeg", "is e\u2011mail genoeg"), library))
    assert (change.kind, change.looks) == (
        "opmaak",
        ("andere spatie, streepje of aanhalingsteken",),
    )


@pytest.mark.bibliotheek
def test_what_was_filled_in_is_told_when_the_library_changed_elsewhere(
    library: Library, tmp_path: Path
) -> None:
    other = own_library(
        tmp_path, "clauses/slotbepalingen/algemeen.md", "is Nederlands", "is Europees"
    )
    bundle = build_bundle(load_choices("examples/convenant-met-addenda.yaml"), library)
    made = document_bytes(bundle, "convenant")
    asked = "[Welk bedrag draagt de school per leerling per schooljaar over?]"
    filled = edited(
        made, lambda text: text.replace(asked, "€ 750,00").replace(">1 juni<", ">15 mei<")
    )
    found = compared(filled, other)
    told = [(change.path, change.was, change.now) for change in found.by_hand]
    assert ("bedrag_per_leerling", "", "€ 750,00") in told
    assert ("selectiedatum", "1 juni", "15 mei") in told
    assert [change.path for change in found.meanwhile] == [""]


def test_a_number_that_a_hand_typed_in_a_reference_is_told(made: bytes, library: Library) -> None:
    shown = shown_by_reference("artikel\u202f17")
    change = only(compared(replaced(made, shown, shown.replace("17", "3")), library))
    assert (change.kind, change.was, change.now) == (
        "gewijzigd",
        "artikel\u202f17",
        "artikel\u202f3",
    )
    assert change.notes == (RETYPED,)
