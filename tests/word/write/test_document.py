"""Whole documents: what Word finds in the file."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlr_docs import WriteOptions, build_bundle, document_bytes, load_choices
from dlr_docs.basis.characters import is_blank
from dlr_docs.build.values.vague import says_nothing
from dlr_docs.files.installation import default_library_path
from dlr_docs.library.readers.words import read_vocabulary
from dlr_docs.model.library import Library
from dlr_docs.word.package.stores import bookmark_of
from dlr_docs.word.read.lines import as_text, read_lines
from dlr_docs.word.write.document import write_docx
from tests import ooxml
from tests.ooxml import W
from tests.samples import agreement, bundle_of, docx_of, with_extra_parties, with_party

EXAMPLES = default_library_path() / "examples"
# Everything that XML can hold; a text of which nothing can be seen is refused, and line ends are
# tested apart.
WORDS, _ = read_vocabulary([default_library_path() / "clauses" / "woorden.yaml"])
TYPED = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
    min_size=1,
    max_size=60,
).filter(lambda text: not is_blank(text) and not says_nothing(text, WORDS.vague))
AWKWARD = [
    "AT&T <school> \"x\" 'y'",
    "{{ 7*7 }}",
    "{% raw %}{{ x }}{% endraw %}",
    "{_{ naam }_}",
    "**vet** *schuin* `code`",
    "1. eerste",
    "- punt",
    "# kop",
    "a | b | c",
    "مدرسة عربية ‏",
    "School 🎓👩‍🏫",
    "\ue000partijen.spoor.naam\ue001",
    "slot]]>",
    "&amp;&#60;",
    " twee  spaties ",
    "x" * 10_000,
]


@pytest.fixture(scope="module")
def document(library: Library) -> bytes:
    return docx_of(agreement(), library)


def test_every_part_is_valid_against_the_schemas(document: bytes) -> None:
    assert ooxml.schema_errors(document) == []


def test_the_same_input_gives_the_same_bytes(library: Library, document: bytes) -> None:
    assert docx_of(agreement(), library) == document


def test_every_value_is_a_bound_control_and_the_store_holds_what_is_shown(document: bytes) -> None:
    stored = ooxml.stored(document)
    seen = [control for control in ooxml.controls(document) if control.tag]
    assert {"partijen.linde.naam", "ingangsdatum", "opleiding.naam"} <= {
        control.tag for control in seen
    }
    for control in seen:
        assert control.xpath == f"/d:waarden/d:{control.tag}"
        if control.kind == "date" and control.placeholder is None:
            assert stored[control.tag] == "2027-08-01"
            assert control.shown == "1\u00a0augustus 2027"
        else:
            assert stored[control.tag] == ("" if control.placeholder else control.shown)


def test_ids_of_controls_and_bookmarks_differ(document: bytes) -> None:
    ids = [control.id for control in ooxml.controls(document)]
    assert len(ids) == len(set(ids))
    marks = [mark.get(f"{W}id") for mark in ooxml.root(document).iter(f"{W}bookmarkStart")]
    assert len(marks) == len(set(marks))


def test_an_open_value_shows_its_question_from_a_building_block(document: bytes) -> None:
    is_open = [control for control in ooxml.controls(document) if control.placeholder]
    assert "duur_leerroute" in {control.tag for control in is_open}
    glossary = ooxml.root(document, "word/glossary/document.xml")
    blocks = {
        block.find(f"{W}docPartPr/{W}name").get(f"{W}val"): ooxml.text(
            block.find(f"{W}docPartBody")
        )
        for block in glossary.iter(f"{W}docPart")
    }
    for control in is_open:
        assert control.placeholder is not None
        assert blocks[control.placeholder] == control.shown


def test_a_document_without_open_values_has_no_glossary(library: Library) -> None:
    data = agreement()
    own = data["documenten"][0]["gegevens"]
    own |= {"duur_leerroute": "4 jaar", "locaties_leerroute": ["Amersfoort"]}
    made = ooxml.parts(docx_of(data, library))
    assert "word/glossary/document.xml" not in made
    assert b"glossary" not in made["[Content_Types].xml"]


def test_every_clause_has_a_bookmark_that_the_provenance_names(
    document: bytes, library: Library
) -> None:
    provenance = ooxml.root(document, "customXml/item2.xml")
    named = {
        clause.get("id"): (bookmark_of(clause.get("id")), clause.get("inhoud"))
        for clause in provenance.iter("{urn:dlr-docs:herkomst:2}clausule")
    }
    marks = {mark.get(f"{W}name") for mark in ooxml.root(document).iter(f"{W}bookmarkStart")}
    assert "geschillen/overleg-commissie-rechter" in named
    for clause_id, (bookmark, digest) in named.items():
        assert bookmark in marks
        assert library.clause(clause_id).digest.startswith(digest)


def test_the_bookmark_of_a_clause_holds_exactly_its_text(document: bytes) -> None:
    body = ooxml.root(document).find(f"{W}body")
    start = next(
        mark
        for mark in body.iter(f"{W}bookmarkStart")
        if mark.get(f"{W}name", "").startswith("clausule_wijziging")
    )
    inside, on = [], False
    for element in body.iter():
        on = on or element is start
        if on and element.tag == f"{W}t":
            inside.append(element.text)
        if on and element.tag == f"{W}bookmarkEnd" and element.get(f"{W}id") == start.get(f"{W}id"):
            break
    text = "".join(inside)
    assert text.startswith("Wijziging")
    assert "Ingang, looptijd en melding" not in text


def test_references_are_fields_whose_cached_text_is_the_number_of_their_target(
    document: bytes,
) -> None:
    lines = read_lines(document)
    by_name = {}
    for mark in ooxml.root(document).iter(f"{W}bookmarkStart"):
        paragraph = mark.getparent()
        if mark.get(f"{W}name").startswith("_Ref_") and paragraph.tag == f"{W}p":
            by_name[mark.get(f"{W}name")] = ooxml.text(paragraph)
    fields = [found for found in ooxml.fields(ooxml.root(document)) if found[0].startswith("REF ")]
    assert len(fields) > 10
    for code, number in fields:
        name = code.split()[1]
        line = next(line for line in lines if line.endswith(by_name[name]))
        assert line.removesuffix(by_name[name]).strip().rstrip(".") == number


def test_numbers_come_from_the_styles_and_none_is_typed(document: bytes) -> None:
    for paragraph in ooxml.root(document).iter(f"{W}p"):
        assert paragraph.find(f"{W}pPr/{W}numPr") is None
        assert not re.match(r"(Artikel \d|\d+\.\s|[a-z]\.\s)", ooxml.text(paragraph))


def test_leden_start_again_in_every_article(document: bytes) -> None:
    lines = read_lines(document)
    lines = lines[lines.index("Partijen nemen in aanmerking dat:") :]
    after_heading = [
        lines[index + 1] for index, line in enumerate(lines) if line.startswith("artikel\u202f")
    ]
    assert all(line.startswith("1. ") for line in after_heading[1:])


def test_a_draft_is_marked_and_a_definitive_document_is_not(library: Library) -> None:
    bundle = bundle_of(agreement(), library)
    draft = write_docx(bundle.documents[0], bundle)
    assert ooxml.text(ooxml.root(draft, "word/header1.xml")).endswith("CONCEPT")
    final = bundle_of(agreement(status="definitief"), library)
    made = write_docx(final.documents[0], final)
    assert "CONCEPT" not in ooxml.text(ooxml.root(made, "word/header1.xml"))
    assert "Concept" not in as_text(made)


@pytest.mark.parametrize("extra", [0, 1, 24])
def test_every_party_signs_in_a_row_that_stays_whole(library: Library, extra: int) -> None:
    made = docx_of(with_extra_parties(extra), library)
    rows = list(ooxml.root(made).find(f"{W}body").findall(f"{W}tbl")[-1].iter(f"{W}tr"))
    assert len(rows) == 2 + extra
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    words = {0: "tweevoud", 1: "drievoud", 24: "zesentwintigvoud"}[extra]
    assert f"ondertekend in {words}." in as_text(made)
    assert ooxml.schema_errors(made) == []


def test_the_properties_hold_title_language_and_the_day_of_the_choice_file(
    library: Library,
) -> None:
    core = ooxml.parts(docx_of(agreement(datum="2027-03-04"), library))[
        "docProps/core.xml"
    ].decode()
    assert (
        "Samenwerkingsovereenkomst doorlopende leerroute vmbo-mbo – Doorlopende leerroute Techniek"
        in core
    )
    assert "2027-03-04T00:00:00Z" in core
    assert "nl-NL" in core


def test_the_day_of_the_properties_may_come_from_the_environment(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert (
        b"1970-01-02T00:00:00Z" in ooxml.parts(docx_of(agreement(), library))["docProps/core.xml"]
    )


def test_drafting_notes_are_comments_on_the_headings(library: Library) -> None:
    bundle = bundle_of(agreement(), library)
    made = write_docx(bundle.documents[0], bundle, WriteOptions(notes=True))
    comments = list(ooxml.root(made, "word/comments.xml"))
    assert len(comments) == len(bundle.documents[0].artikelen)
    dispute = next(ooxml.text(item) for item in comments if "geschillen/" in ooxml.text(item))
    assert "Wettelijk verplicht onderwerp: " in dispute
    assert "onderdeel\u00a0h, WVO\u00a02020)." in dispute
    assert "  " not in dispute
    assert "\n" not in dispute
    assert "Gekozen variant: geschillen/overleg-commissie-rechter." in dispute
    assert "bestuur-mediation-rechter" in dispute
    assert ooxml.schema_errors(made) == []
    assert as_text(made) == as_text(write_docx(bundle.documents[0], bundle))


def _assert_unchanged(name: str, made: bytes) -> None:
    shown = [control for control in ooxml.controls(made) if control.tag == "partijen.linde.naam"]
    assert shown
    assert all(control.shown == name for control in shown)
    assert ooxml.schema_errors(made) == []


@pytest.mark.parametrize("name", AWKWARD, ids=range(len(AWKWARD)))
def test_an_awkward_name_stands_in_word_exactly_as_typed(library: Library, name: str) -> None:
    made = docx_of(with_party(naam=name), library)
    _assert_unchanged(name, made)
    assert ooxml.stored(made)["partijen.linde.naam"] == name


@given(name=TYPED)
def test_any_text_as_a_name_comes_out_unchanged(library: Library, name: str) -> None:
    _assert_unchanged(name, docx_of(with_party(naam=name), library))


@given(text=TYPED)
def test_any_text_as_a_value_in_a_clause_comes_out_unchanged(library: Library, text: str) -> None:
    data: dict[str, Any] = agreement()
    data["documenten"][0]["gegevens"]["regio"] = text
    made = docx_of(data, library)
    shown = {control.shown for control in ooxml.controls(made) if control.tag == "regio"}
    assert shown == {text}
    assert ooxml.schema_errors(made) == []


def test_line_breaks_and_tabs_in_a_name_stay_and_the_control_is_not_bound(library: Library) -> None:
    made = docx_of(with_party(naam="Eerste regel\nTweede\tregel"), library)
    _assert_unchanged("Eerste regel\nTweede\tregel", made)
    controls = [control for control in ooxml.controls(made) if control.tag == "partijen.linde.naam"]
    assert all(control.xpath is None for control in controls)


def test_a_copy_for_libreoffice_has_no_plain_text_controls(library: Library) -> None:
    bundle = bundle_of(agreement(), library)
    made = write_docx(bundle.documents[0], bundle, WriteOptions(text_controls="rich"))
    assert not list(ooxml.root(made).iter(f"{W}text"))
    assert as_text(made) == as_text(write_docx(bundle.documents[0], bundle))


def test_addenda_of_one_bundle_are_told_apart_by_their_programme(library: Library) -> None:
    data: dict[str, Any] = agreement()
    programmes = ("Eerste autotechnicus", "Monteur elektrotechnische installaties")
    data["documenten"] += [
        {
            "soort": "addendum",
            "id": f"addendum-{number}",
            "bij": "samenwerkingsovereenkomst",
            "gegevens": {
                "opleiding": {"naam": name, "crebo": "25880", "niveau": "2", "leerweg": "bbl"}
            },
        }
        for number, name in enumerate(programmes)
    ]
    for number, name in enumerate(programmes):
        made = docx_of(data, library, f"addendum-{number}")
        above = f'bij de samenwerkingsovereenkomst "{data["bundel"]}"'
        assert read_lines(made)[1:3] == [name, above]
        assert name in ooxml.parts(made)["docProps/core.xml"].decode()


def test_every_field_is_written_in_runs_and_shows_its_text(document: bytes) -> None:
    parts = [name for name in ooxml.parts(document) if name.startswith("word/")]
    found = []
    for name in (name for name in parts if name.endswith(".xml")):
        root = ooxml.root(document, name)
        assert next(root.iter(f"{W}fldSimple"), None) is None
        found += ooxml.fields(root)
    assert {code.split()[0] for code, _ in found} == {
        *("REF", "TOC", "HYPERLINK", "PAGE", "NUMPAGES"),
    }
    assert all(shown for _, shown in found)


def test_every_cell_is_as_wide_as_its_column(library: Library) -> None:
    """The table of signatures, that of the coverage and those of clauses."""
    bundle = build_bundle(
        load_choices(EXAMPLES / "samenwerkingsovereenkomst-volledig.yaml"), library
    )
    options = WriteOptions(cover_table=True)
    cells = ooxml.cells(document_bytes(bundle, bundle.documents[0].id, options))
    assert len({grid for _, grid in cells}) > 4  # of several tables
    assert [told for told, _ in cells] == [grid for _, grid in cells]
