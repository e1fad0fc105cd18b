"""An agreement that comes back with twelve edits of different kinds, done with python-docx: each is
found, none is invented, and all of them are in the document that a changed library makes.
"""

from __future__ import annotations

import copy
import io
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from dlr_docs import build_bundle, document_bytes, load_choices, read_document
from dlr_docs.model.library import Library
from dlr_docs.revise.compare.comparing import compare
from dlr_docs.revise.rebuild import rebuild
from dlr_docs.revise.update.updating import update
from dlr_docs.word.read.lines import read_lines
from tests.ooxml import schema_errors

pytestmark = pytest.mark.bibliotheek
NAME = "samenwerkingsovereenkomst"


def text_of(paragraph: Any) -> str:
    return "".join(item.text or "" for item in paragraph.iter(qn("w:t")))


class Editor:
    """A document open in another program."""

    def __init__(self, data: bytes) -> None:
        self.document = docx.Document(io.BytesIO(data))
        self.body = self.document.element.body

    def saved(self) -> bytes:
        made = io.BytesIO()
        self.document.save(made)
        return made.getvalue()

    def paragraph(self, words: str) -> Any:
        """The last paragraph that begins with words: the first may be the contents."""
        return [item for item in self.body.iter(qn("w:p")) if text_of(item).startswith(words)][-1]

    def runs(self, words: str) -> Any:
        """The runs of a paragraph that begins with words."""
        return Paragraph(self.paragraph(words), self.document._body).runs

    def typed(self, old: str, new: str) -> None:
        texts = self.body.iter(qn("w:t"))
        found = next(item for item in texts if old in (item.text or ""))
        found.text = found.text.replace(old, new, 1)

    def behind(self, words: str, text: str) -> Any:
        """A paragraph like another one, with a text of its own."""
        old = self.paragraph(words)
        new = copy.deepcopy(old)
        for child in new.xpath("*[not(self::w:pPr)]"):
            new.remove(child)
        new.append(copy.deepcopy(old.find(f".//{qn('w:r')}")))
        run = new[-1]
        for child in run.xpath("*[not(self::w:t)]"):
            run.remove(child)
        run.find(qn("w:t")).text = text
        old.addnext(new)
        return new

    def taken_out(self, words: str) -> Any:
        found = self.paragraph(words)
        found.getparent().remove(found)
        return found


def joined(editor: Editor) -> None:
    first = editor.paragraph("Iedere partij stuurt de uitkomst")
    second = editor.taken_out("Komt de leiding een verplichting uit dit artikel niet na")
    for run in second.iter(qn("w:r")):
        first.append(copy.deepcopy(run))


def moved_to_another_article(editor: Editor) -> None:
    moved = editor.taken_out("Werken in een team verandert niets")
    editor.paragraph("Iedere partij geeft haar projectleider").addnext(moved)


def own_article(editor: Editor) -> None:
    heading = copy.deepcopy(editor.paragraph("Klachten"))
    for mark in heading.xpath("w:bookmarkStart | w:bookmarkEnd"):
        heading.remove(mark)
    heading.find(f".//{qn('w:t')}").text = "Oefenwerkplaats"
    lid = editor.behind("Loopt er bij de overgang naar de mbo-fase", "De werkplaats is van beide.")
    lid.addprevious(heading)


def termijn(editor: Editor) -> None:
    (control,) = editor.body.xpath("//w:sdt[w:sdtPr/w:tag[contains(@w:val, 'opzegtermijn')]]")
    control.find(f".//{qn('w:t')}").text = "vier maanden"


def bold(editor: Editor) -> None:
    editor.runs("Een verslag bevat geen")[0].bold = True


def signed_by_a_witness(editor: Editor) -> None:
    rows: Any = editor.document.tables[-1]
    rows.add_row().cells[0].text = "Getuige: C. Smit"


def tracked_away(editor: Editor) -> None:
    found = editor.paragraph("klachten en knelpunten, en wat daaraan is gedaan")
    for run in [*found.iter(qn("w:r"))]:
        marked = found.makeelement(qn("w:del"), dict(BY, **{qn("w:id"): "9001"}))
        run.addprevious(marked)
        marked.append(run)
        for text in run.iter(qn("w:t")):
            text.tag = qn("w:delText")
    properties = found.get_or_add_pPr()
    mark = properties.makeelement(qn("w:rPr"), {})
    mark.append(mark.makeelement(qn("w:del"), dict(BY, **{qn("w:id"): "9002"})))
    properties.append(mark)


BY = {qn("w:author"): "J. de Vries", qn("w:date"): "2027-03-01T10:00:00Z"}

# what is done, and the kinds and places that a person would name
EDITS: dict[str, tuple[Callable[[Editor], object], list[tuple[str, str]]]] = {
    "a term": (
        lambda editor: editor.behind("bpv: beroeps", "bsa: het bindend studieadvies;"),
        [("toegevoegd", "artikel 1 (Begripsbepalingen)")],
    ),
    "words of a term": (
        lambda editor: editor.typed("en keuzes voor studie en werk", "en keuzes"),
        [("gewijzigd", "artikel 1 (Begripsbepalingen)")],
    ),
    "a recital less": (
        lambda editor: editor.taken_out("partijen met de leerroute een gevarieerd"),
        [("verwijderd", "overwegingen")],
    ),
    "two leden made one": (
        joined,
        [
            ("gewijzigd", "artikel 9 (Inlichtingen en verantwoording), lid 6"),
            ("verwijderd", "artikel 9 (Inlichtingen en verantwoording), lid 6"),
        ],
    ),
    "a lid in another article": (
        moved_to_another_article,
        [("verplaatst", "artikel 8 (Leiding van de leerroute), lid 8")],
    ),
    "an article of their own": (own_article, [("toegevoegd", "artikel 16 (eigen artikel)")]),
    "a term of notice": (termijn, [("waarde", "artikel 22 (Opzegging), lid 2")]),
    "bold": (bold, [("opmaak", "artikel 9 (Inlichtingen en verantwoording), lid 3")]),
    "a witness": (signed_by_a_witness, [("toegevoegd", "onder “Ondertekening”, tabel")]),
    "a tracked deletion": (
        tracked_away,
        [("verwijderd", "artikel 9 (Inlichtingen en verantwoording), lid 2, onderdeel d")],
    ),
    "the words above the parties": (
        lambda editor: editor.typed("hierna samen: partijen", "hierna samen te noemen: partijen"),
        [("gewijzigd", "onder “Partijen”")],
    ),
    "the words above the signatures": (
        lambda editor: editor.typed("Aldus overeengekomen", "Aldus besloten"),
        [("gewijzigd", "onder “Ondertekening”")],
    ),
}


@pytest.fixture(scope="module")
def made(library: Library) -> bytes:
    choices = load_choices("examples/doorlopende-leerroute.yaml")
    return document_bytes(build_bundle(choices, library), NAME)


@pytest.fixture(scope="module")
def back(made: bytes) -> bytes:
    editor = Editor(made)
    for edit, _ in EDITS.values():
        edit(editor)
    editor.document.add_comment(
        editor.runs("Vervalt of verandert"),
        "Ook bij een ander crebo?", "J. de Vries",
    )  # fmt: skip
    return editor.saved()


def test_all_twelve_are_found_and_none_is_invented(back: bytes, library: Library) -> None:
    found = read_document(back)
    comparison = compare(found, rebuild(found, library).bundle)
    expected = [item for _, kinds in EDITS.values() for item in kinds]
    assert sorted((item.kind, item.place) for item in comparison.by_hand) == sorted(expected)
    assert [remark.text for _, remark in comparison.remarks] == ["Ook bij een ander crebo?"]
    assert comparison.meanwhile == ()


def test_all_of_it_is_in_what_a_changed_library_makes(back: bytes, other_library: Library) -> None:
    choices = load_choices("examples/doorlopende-leerroute.yaml")
    result = update(read_document(back), build_bundle(choices, other_library))
    text = "\n".join(read_lines(result.data))
    assert schema_errors(result.data) == []
    for words in (
        "is Europees recht", "bsa: het bindend studieadvies;", "ervaringen en keuzes bijhoudt",
        "Oefenwerkplaats", "De werkplaats is van beide.", "vier maanden", "Getuige: C. Smit",
        "hierna samen te noemen: partijen", "Aldus besloten", "Iedere partij stuurt de",
    ):  # fmt: skip
        assert words in text
    assert "gevarieerd aanbod" not in text
    assert "artikel 22 Opzegging" in text.replace("\u202f", " ")
    assert [(item.kind, item.place) for item in result.undecided] == [
        ("verwijderd en gewijzigd", "artikel 9 (Inlichtingen en verantwoording), lid 6"),
    ]
    again = update(read_document(result.data), build_bundle(choices, other_library))
    assert read_lines(again.data) == read_lines(result.data)
