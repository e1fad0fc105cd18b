"""Documents read back: values by their binding, clauses by their bookmark, provenance wherever it
went.
"""

from __future__ import annotations

import functools
import re
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given

from dlr_docs.basis.problems import TemplateError
from dlr_docs.model.library import Library
from dlr_docs.word.read.document import MAXIMUM_READ, PARAGRAPH, ReadDocument, read_document
from dlr_docs.word.write.data.provenance import DIGEST
from tests.ooxml import changed
from tests.samples import agreement, docx_of, with_party
from tests.word.write.test_document import TYPED

Change = Callable[[str], str]


def read_back(folder: Path, data: bytes) -> ReadDocument:
    path = folder / "terug.docx"
    path.write_bytes(data)
    return read_document(path)


@pytest.fixture(scope="module")
def made(library: Library) -> bytes:
    return docx_of(agreement(), library)


def test_an_untouched_document_says_what_it_was_made_from(
    made: bytes, library: Library, tmp_path: Path
) -> None:
    found = read_back(tmp_path, made)
    assert found.untouched
    assert (found.provenance.document, found.provenance.kind) == ("samenwerkingsovereenkomst",) * 2
    (layer,) = found.provenance.layers
    assert (layer.name, layer.digest) == ("standaard", library.digest)
    assert layer.revision + " (gewijzigd)" * layer.is_changed == library.revision
    assert found.provenance.law == library.law.state.isoformat()
    assert all(clause.is_there for clause in found.clauses)
    digests = {clause.id: clause.digest for clause in library.all_clauses()}
    assert all(digests[clause.id].startswith(clause.digest) for clause in found.clauses)
    assert all(len(clause.digest) == DIGEST for clause in found.clauses)


OLD = Path(__file__).parent / "oud"


def test_a_document_of_before_version_2_is_still_read() -> None:
    found = read_document(OLD / "herkomst-1.docx")
    made = found.provenance
    assert found.untouched
    assert (made.version, made.document, made.kind) == (1, *("wijzigingsovereenkomst",) * 2)
    (layer,) = made.layers
    assert len(layer.digest) == 64
    assert made.choices.startswith("# ")
    assert [clause.layer for clause in found.clauses if clause.is_there] == [1] * 4
    assert found.values["ingang_wijziging"].shown == ("1\u00a0augustus 2029",)


def test_a_seal_of_before_version_2_still_tells_of_a_change(tmp_path: Path) -> None:
    data = changed(
        (OLD / "herkomst-1.docx").read_bytes(), "word/document.xml", lambda text: text + " "
    )
    assert not read_back(tmp_path, data).untouched


def test_the_seal_covers_the_provenance_too(made: bytes, tmp_path: Path) -> None:
    for was, forged in (
        ("De Linde", "De Eik"),
        ('gewijzigd="', 'gewijzigd="n'),
        ("</bib", "<!----></bib"),
    ):
        other = changed(made, "customXml/item2.xml", functools.partial(replaced, was, forged))
        assert not read_back(tmp_path, other).untouched


def replaced(was: str, forged: str, text: str) -> str:
    assert was in text
    return text.replace(was, forged, 1)


def test_filled_and_open_values_are_told_apart(made: bytes, tmp_path: Path) -> None:
    values = read_back(tmp_path, made).values
    assert values["partijen.linde.naam"].shown == ("Vakcollege De Linde",)
    assert not values["partijen.linde.naam"].is_open
    assert values["ingangsdatum"].stored == "2027-08-01"
    assert values["duur_leerroute"].shown == ()
    assert values["duur_leerroute"].is_open


def test_a_value_changed_in_one_place_shows_twice(made: bytes, tmp_path: Path) -> None:
    data = changed(
        made, "word/document.xml", lambda text: text.replace(">Stichting De Linde<", ">De Eik<", 1)
    )
    found = read_back(tmp_path, data)
    assert not found.untouched
    assert set(found.values["partijen.linde.bevoegd_gezag"].shown) == {
        "De Eik",
        "Stichting De Linde",
    }


def test_an_open_value_that_lost_its_placeholder_is_still_open(made: bytes, tmp_path: Path) -> None:
    data = changed(made, "word/document.xml", lambda text: text.replace("<w:showingPlcHdr/>", ""))
    assert read_back(tmp_path, data).values["duur_leerroute"].is_open


_START = r'<w:bookmarkStart w:id="(\d+)" w:name="clausule_klachten__[^"]*"/>'


def test_a_clause_that_was_taken_out_is_missed(made: bytes, tmp_path: Path) -> None:
    def taken_out(text: str) -> str:
        start = re.search(rf"<w:p>(?:(?!</w:p>).)*?{_START}", text)
        assert start
        end = text.index(f'<w:bookmarkEnd w:id="{start[1]}"/>')
        return text[: start.start()] + text[end:].replace(
            f'<w:bookmarkEnd w:id="{start[1]}"/>', "", 1
        )

    data = changed(made, "word/document.xml", taken_out)
    gone = [clause.id for clause in read_back(tmp_path, data).clauses if not clause.is_there]
    assert [name.partition("/")[0] for name in gone] == ["klachten"]


def test_a_clause_of_which_only_the_bookmark_is_gone_is_there(made: bytes, tmp_path: Path) -> None:
    # LibreOffice drops a bookmark that begins right behind a table
    data = changed(made, "word/document.xml", lambda text: re.sub(_START, "", text))
    assert all(clause.is_there for clause in read_back(tmp_path, data).clauses)


def test_a_value_that_lost_its_control_in_one_of_its_places_is_read_there_too(
    made: bytes, tmp_path: Path
) -> None:
    control = re.compile(
        r'<w:sdt>(?:(?!</w:sdt>).)*?<w:tag w:val="partijen.linde.bevoegd_gezag"/>'
        r"(?:(?!</w:sdt>).)*?<w:sdtContent>((?:(?!</w:sdt>).)*?)</w:sdtContent></w:sdt>"
    )

    def freed(text: str) -> str:
        *_, last = control.finditer(text)
        typed = last[1].replace("Stichting De Linde", "Stichting De Eik")
        assert typed != last[1]
        return text[: last.start()] + typed + text[last.end() :]

    found = read_back(tmp_path, changed(made, "word/document.xml", freed))
    assert set(found.values["partijen.linde.bevoegd_gezag"].shown) == {
        "Stichting De Linde",
        "Stichting De Eik",
    }


def test_provenance_of_a_newer_version_is_told_as_that(made: bytes, tmp_path: Path) -> None:
    data = changed(
        made,
        "customXml/item2.xml",
        lambda text: text.replace("dlr-docs:herkomst:2", "dlr-docs:herkomst:3"),
    )
    with pytest.raises(TemplateError, match="nieuwere dlr-docs"):
        read_back(tmp_path, data)


def test_what_was_not_made_here_is_refused(made: bytes, tmp_path: Path) -> None:
    data = changed(made, "customXml/item2.xml", lambda text: "<x/>")
    with pytest.raises(TemplateError, match="niet door dlr-docs gemaakt"):
        read_back(tmp_path, data)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"# Lees mij", "geen-document"),
        (b"%PDF-1.7", "geen-document"),
        (b"PK\x03\x04", "geen-document"),
        (b"x" * 20_000_001, "document-te-groot"),
        (None, "document-onleesbaar"),
    ],
)
def test_what_is_no_document_is_not_called_a_template(
    tmp_path: Path, content: bytes | None, code: str
) -> None:
    path = tmp_path / "terug.docx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(TemplateError) as caught:
        read_document(path)
    assert [problem.code for problem in caught.value.problems] == [code]
    assert "sjablo" not in str(caught.value)


def test_a_document_with_a_password_says_how_to_take_it_away(tmp_path: Path) -> None:
    path = tmp_path / "terug.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(TemplateError, match="Haal het wachtwoord in Word weg"):
        read_document(path)


@given(name=TYPED)
@example(name="☐")  # in a control for a box the answer to a yes or no
def test_any_text_as_a_name_is_read_back_as_typed(
    library: Library, tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    found = read_back(tmp_path_factory.mktemp("terug"), docx_of(with_party(naam=name), library))
    value = found.values.get("partijen.linde.naam")
    assert value is None or value.shown == (name,)  # a name of more lines is not bound
    assert value is not None or re.search(r"[\n\r\t]", name)


@pytest.mark.parametrize("around", ["sdt", "fldSimple"])
def test_text_within_many_controls_or_fields_is_refused_before_it_is_read(
    library: Library, around: str
) -> None:
    """Twenty kilobytes of a zip; every control around a text reads it again."""
    made = docx_of(agreement(), library)
    binding = '<w:sdtPr><w:dataBinding w:xpath="/d:waarden/d:p"/></w:sdtPr><w:sdtContent>'
    start, end = {
        "sdt": (f"<w:sdt>{binding}", "</w:sdtContent></w:sdt>"),
        "fldSimple": ('<w:fldSimple w:instr="REF x">', "</w:fldSimple>"),
    }[around]
    run = f"<w:r><w:t>{'w' * 500_000}</w:t></w:r>"
    inside = {
        "sdt": f"{start * 100}<w:p>{run}</w:p>{end * 100}",
        "fldSimple": f"<w:p>{start * 100}{run}{end * 100}</w:p>",
    }[around]
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f'<w:document xmlns:w="{space}"><w:body>{inside}</w:body></w:document>'
    tracemalloc.start()
    with pytest.raises(TemplateError, match="document-te-groot"):
        read_document(changed(made, "word/document.xml", lambda _: body))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 50_000_000


def test_more_paragraphs_than_anybody_wrote_are_refused(made: bytes) -> None:
    most = MAXIMUM_READ // PARAGRAPH

    def with_more(count: int) -> bytes:
        more = "<w:p/>" * count
        return changed(
            made, "word/document.xml", lambda text: text.replace("<w:sectPr", f"{more}<w:sectPr", 1)
        )

    with pytest.raises(TemplateError, match="te veel tekst, alinea's"):
        read_document(with_more(most + 1))
    assert read_document(with_more(most // 2)).values == read_document(made).values
