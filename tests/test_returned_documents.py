"""Documents that were edited in LibreOffice come back: each edit is found, and none is invented."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from dlr_docs import read_document
from dlr_docs.basis.problems import DlrDocsError
from dlr_docs.model.library import Library
from dlr_docs.revise.changes.difference import Difference
from dlr_docs.revise.compare.comparing import compare
from dlr_docs.revise.rebuild import rebuild
from dlr_docs.revise.update.updating import update
from dlr_docs.word.read.lines import as_text
from tests.libreoffice import needs_uno, run_session
from tests.ooxml import schema_errors
from tests.revise.hand_edits import EDITS as HAND_EDITS
from tests.revise.hand_edits import Edit, main, on, tracked_article
from tests.samples import agreement, bundle_of, docx_of

pytestmark = [pytest.mark.libreoffice, needs_uno]

# name: the edits, and the kind and place of the change that a person would expect
EDITS: dict[str, tuple[list[dict[str, Any]], list[tuple[str, str]]]] = {
    "saved only": ([], []),
    "words": (
        [{"do": "typ", "find": "is Nederlands recht", "text": "is Belgisch recht"}],
        [("gewijzigd", "(Slotbepalingen), lid 1")],
    ),
    "a lid taken out": (
        [{"do": "verwijder-alinea", "find": "meldt zij dat meteen"}],
        [("verwijderd", "(Afbouw), lid 5, onderdeel a")],
    ),
    "a lid put in": (
        [{"do": "nieuwe-alinea", "find": "is Nederlands recht", "text": "Parkeren is gratis."}],
        [("toegevoegd", "(Slotbepalingen), lid 2")],
    ),
    "bold": (
        [{"do": "vet", "find": "aangetekende brief aan"}],
        [("opmaak", "(Opzegging), lid 2")],
    ),
    "a value": (
        [{"do": "typ", "find": "Stichting De Linde", "text": "Stichting De Eik"}],
        [("waarde", "partijen")],
    ),
    "tracked": (
        [
            {"do": "bijhouden", "on": True},
            {"do": "typ", "find": "is Nederlands recht", "text": "is Belgisch recht"},
        ],
        [("gewijzigd", "(Slotbepalingen), lid 1")],
    ),
    "a row taken out": (
        [{"do": "verwijder-rij", "find": "Handtekening:"}],
        [("verwijderd", "ondertekening")],
    ),
    "an article put in": (
        [
            {
                "do": "nieuw-artikel",
                "find": "Deze overeenkomst eindigt alleen volgens",
                "title": "Parkeren",
                "text": "Op het terrein kan worden geparkeerd.",
            }
        ],
        [("toegevoegd", "(eigen artikel)")],
    ),
    "all fields brought up to date": ([{"do": "velden"}], []),
    "an article put in, and all fields brought up to date": (
        [
            {
                "do": "nieuw-artikel",
                "find": "De uitwerking staat in het gezamenlijk",
                "title": "Parkeren",
                "text": "Op het terrein kan worden geparkeerd.",
            },
            {"do": "velden"},
        ],
        [("toegevoegd", "(eigen artikel)")],
    ),
    "a lid moved": (
        [
            {
                "do": "verplaats-alinea",
                "find": "draagt zij de gegevens en resultaten over",
                "before": "zoeken partijen samen voor elke jongere",
            }
        ],
        [("verplaatst", "(Afbouw), lid 5, onderdeel b")],
    ),
    "another style": (
        [{"do": "stijl", "find": "is Nederlands recht", "style": "Artikeltekst"}],
        [("gewijzigd", "(Slotbepalingen)")],
    ),
    "an article taken out": (
        [{"do": "verwijder-artikel", "find": "Wie een les of activiteit geeft"}],
        [("verwijderd", "(Verzuim)")],
    ),
    "an article moved": (
        [
            {
                "do": "verplaats-artikel",
                "find": "Wie een les of activiteit geeft",
                "before": "is Nederlands recht",
            }
        ],
        [("verplaatst", "artikel 22 (Verzuim)")],
    ),
    "a row put in": (
        [{"do": "nieuwe-rij", "find": "Handtekening:", "cells": ["Getuige", "Naam:"]}],
        [("toegevoegd", "ondertekening")],
    ),
    "twelve edits": (
        [
            {"do": "typ", "find": "is Nederlands recht", "text": "is Belgisch recht"},
            {"do": "nieuwe-alinea", "find": "is Belgisch recht", "text": "Parkeren is gratis."},
            {"do": "verwijder-alinea", "find": "meldt zij dat meteen"},
            {"do": "vet", "find": "aangetekende brief aan"},
            {"do": "typ", "find": "minder afhankelijk maakt", "text": "onafhankelijk maakt"},
            {"do": "verwijder-rij", "find": "Handtekening:"},
            {"do": "nieuwe-rij", "find": "Handtekening:", "cells": ["Getuige", "Naam:"]},
            {"do": "verwijder-artikel", "find": "Wie een les of activiteit geeft"},
            {
                "do": "verplaats-artikel",
                "find": "kan partij worden",
                "before": "is Belgisch recht",
            },
            {
                "do": "verplaats-alinea",
                "find": "beschrijven deze weg",
                "before": "die de klacht ontvangt",
            },
            {"do": "bijhouden", "on": True},
            {
                "do": "typ",
                "find": "twee keer per schooljaar schrift",
                "text": "elk kwartaal schrift",
            },
            {
                "do": "nieuw-artikel",
                "find": "Deze overeenkomst eindigt alleen volgens",
                "title": "Parkeren",
                "text": "Op het terrein kan worden geparkeerd.",
            },
        ],
        [
            ("gewijzigd", "overwegingen"),
            ("gewijzigd", "(Inlichtingen en verantwoording), lid 2"),
            ("verplaatst", "(Klachten), lid 2"),
            ("verwijderd", "(Verzuim)"),
            ("toegevoegd", "(eigen artikel)"),
            ("opmaak", "(Opzegging), lid 2"),
            ("verwijderd", "(Afbouw), lid 5, onderdeel a"),
            ("verplaatst", "artikel 22 (Toetreding)"),
            ("gewijzigd", "(Slotbepalingen), lid 1"),
            ("toegevoegd", "(Slotbepalingen), lid 2"),
            ("verwijderd", "ondertekening"),
            ("toegevoegd", "ondertekening"),
        ],
    ),
    "a title": (
        [{"do": "typ", "find": "Afbouw", "text": "Afbouw en einde"}],
        [],  # the first place is the contents, which follows the headings
    ),
}


@pytest.fixture(scope="module")
def saved(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Each edit done in a copy of its own, in one LibreOffice."""
    folder = tmp_path_factory.mktemp("terug")
    data = docx_of(agreement(), library)
    jobs = []
    for number, (edits, _) in enumerate(EDITS.values()):
        path = folder / f"{number}.docx"
        path.write_bytes(data)
        jobs.append({"open": str(path), "edits": edits, "save": [str(folder / f"{number}n.docx")]})
    run_session(jobs, folder)
    return folder


def found(path: Path, library: Library) -> list[Difference]:
    document = read_document(path)
    return list(compare(document, rebuild(document, library).bundle).by_hand)


@pytest.mark.parametrize("name", EDITS)
def test_what_was_edited_is_found_and_nothing_else(
    saved: Path, library: Library, name: str
) -> None:
    changes = found(saved / f"{list(EDITS).index(name)}n.docx", library)
    expected = EDITS[name][1]
    assert [change.kind for change in changes] == [kind for kind, _ in expected]
    for change, (_, place) in zip(changes, expected, strict=True):
        assert change.place.endswith(place)
    if name == "tracked":
        assert changes[0].tracked


@pytest.mark.parametrize("name", EDITS)
def test_what_was_edited_is_in_the_document_of_now(
    saved: Path, library: Library, name: str
) -> None:
    data = agreement()
    data["documenten"][0]["gegevens"]["regio"] = "Het Gooi"
    came_back = read_document(saved / f"{list(EDITS).index(name)}n.docx")
    made = update(came_back, bundle_of(data, library))
    assert schema_errors(made.data) == []
    text = as_text(made.data)
    assert "Het Gooi" in text
    # LibreOffice leaves the other places of a value as they were
    divided = ["partijen.linde.bevoegd_gezag"] if name == "a value" else []
    assert [item.path for item in made.undecided] == divided
    for edit in EDITS[name][0] if name != "a title" else ():
        for words in (edit.get("text", ""), edit.get("title", ""), *edit.get("cells", ())):
            assert words in text
    fresh = docx_of(data, library)
    by_program = ("saved only", "all fields brought up to date", "a title")
    assert (made.data == fresh) == (name in by_program)


@pytest.mark.parametrize(
    ("edit", "place"),
    [
        (HAND_EDITS["a tracked deletion of an article with a value"], "artikel 15 (Verzuim)"),
        (main(on("zij staat de gemeente", tracked_article)), "lid 2, onderdeel c"),
        (main(on("en geldt voor onbepaalde tijd", tracked_article)), "melding), lid 1"),
    ],
)
def test_what_was_taken_out_under_tracked_changes_is_gone_with_its_values(
    edit: Edit, place: str, library: Library, tmp_path: Path
) -> None:
    """LibreOffice fills a bound field again, also in a paragraph that is being taken out."""
    (tmp_path / "heen.docx").write_bytes(edit.do(docx_of(agreement(), library)))
    saved = tmp_path / "terug.docx"
    run_session([{"open": str(tmp_path / "heen.docx"), "save": [str(saved)]}], tmp_path)
    changes = found(saved, library)
    assert [change.kind for change in changes] == ["verwijderd"]
    assert changes[0].place.endswith(place)
    result = update(read_document(saved), bundle_of(agreement(), library))
    assert as_text(result.data) == as_text(
        update(read_document(tmp_path / "heen.docx"), bundle_of(agreement(), library)).data
    )
    assert schema_errors(result.data) == []


def test_of_a_document_that_was_a_doc_of_libreoffice_the_file_before_is_asked_for(
    library: Library, tmp_path: Path
) -> None:
    made, old, back = (tmp_path / name for name in ("a.docx", "b.doc", "c.docx"))
    made.write_bytes(docx_of(agreement(), library))
    run_session([{"open": str(made), "edits": [], "save": [str(old)]}], tmp_path)
    run_session([{"open": str(old), "edits": [], "save": [str(back)]}], tmp_path)
    with pytest.raises(DlrDocsError, match="geen-herkomst") as caught:
        read_document(back)
    assert "vraag dan om het bestand van daarvoor" in str(caught.value)


def test_a_comment_is_told_and_kept(library: Library, tmp_path: Path) -> None:
    """Saved without a session: LibreOffice 7.4 ends when it has to store a comment in one."""
    made, folder = tmp_path / "a.docx", tmp_path / "uit"
    made.write_bytes(HAND_EDITS["a comment"].do(docx_of(agreement(), library)))
    profile = f"-env:UserInstallation={(tmp_path / 'profiel').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", str(folder)]
    subprocess.run([*command, str(made)], check=True, capture_output=True, timeout=300)
    document = read_document(folder / "a.docx")
    comparison = compare(document, rebuild(document, library).bundle)
    assert not comparison.by_hand
    assert [remark.text for _, remark in comparison.remarks] == ["Kan dit zo?"]
    data = agreement()
    data["documenten"][0]["gegevens"]["regio"] = "Het Gooi"
    result = update(document, bundle_of(data, library))
    assert "Het Gooi" in as_text(result.data)
    assert schema_errors(result.data) == []
    kept = [remark for block in read_document(result.data).blocks for remark in block.remarks]
    assert [remark.text for remark in kept] == ["Kan dit zo?"]


def test_a_value_typed_over_with_changes_tracked_is_refused_with_what_to_do(
    library: Library, tmp_path: Path
) -> None:
    """LibreOffice 7.4 writes no XML then, and does not open it again either. A later one that does
    it right is read.
    """
    (tmp_path / "heen.docx").write_bytes(docx_of(agreement(), library))
    edits = [
        {"do": "bijhouden", "on": True},
        {"do": "typ", "find": "Eemland", "text": "Het Gooi"},
    ]
    job = {
        "open": str(tmp_path / "heen.docx"),
        "edits": edits,
        "save": [str(tmp_path / "terug.docx")],
    }
    run_session([job], tmp_path)
    told: tuple[str, ...]
    try:
        said = as_text(read_document(tmp_path / "terug.docx").data)
    except DlrDocsError as exc:
        said = str(exc)
        told = ("LibreOffice bewaart een gegeven verkeerd", "zet 'Wijzigingen bijhouden' uit")
    else:
        told = ("Het Gooi",)
    assert all(words in said for words in told)
