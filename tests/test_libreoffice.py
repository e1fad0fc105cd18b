"""Every example in the real LibreOffice: opened, laid out, updated, saved in other forms and read
back.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest
from msgspec import Struct
from msgspec.structs import replace

from dlr_docs import build_bundle, document_bytes, load_choices
from dlr_docs.build.house_style import house_styles
from dlr_docs.model.library import Library
from dlr_docs.word.read.document import read_document
from dlr_docs.word.read.lines import as_text
from tests.libreoffice import needs_fonts, needs_uno, run_session, words

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.yaml"))
IN_OTHER_STYLE = {
    "bijlagen-in-een-bestand",
    "convenant-volledig",
    "adviesaanvraag-medezeggenschap-volledig",
    "tussentraject",
}
pytestmark = [pytest.mark.libreoffice, needs_uno]


class Opened(Struct, frozen=True, dict=True):
    """Documents by file, with the text that we read in them, and what LibreOffice had to say."""

    texts: dict[Path, str]
    complaints: list[str]


@pytest.fixture(scope="module")
def opened(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Opened:
    """All examples, saved in every form, once as they are and once with all fields updated."""
    folder = tmp_path_factory.mktemp("libreoffice")
    texts = {}
    for example in EXAMPLES:
        for style in house_styles(library) if example.stem in IN_OTHER_STYLE else ("zakelijk",):
            choices = replace(load_choices(example), house_style=style)
            bundle = build_bundle(choices, library)
            for document in bundle.files:
                path = folder / f"{style}-{example.stem}-{document.id}.docx"
                path.write_bytes(document_bytes(bundle, document.id))
                texts[path] = as_text(path.read_bytes())
    return Opened(texts, run_session([job for path in texts for job in _jobs(path)], folder))


def _jobs(path: Path) -> list[dict[str, object]]:
    def beside(ending: str) -> str:
        return str(path.with_name(path.stem + ending))

    return [
        {
            "open": str(path),
            "save": [beside(ending) for ending in (".txt", ".pdf", ".odt", "~.docx")],
        },
        {"open": str(path), "update": True, "save": [beside("~bijgewerkt.txt")]},
        {"open": beside(".odt"), "save": [beside("~odt.txt")]},
    ]


def read(path: Path, ending: str) -> str:
    return path.with_name(path.stem + ending).read_text(encoding="utf-8-sig")


def test_libreoffice_opens_and_saves_without_a_complaint(opened: Opened) -> None:
    assert opened.complaints == []


def test_libreoffice_reads_every_example_word_for_word_as_we_do(opened: Opened) -> None:
    for path, text in opened.texts.items():
        assert words(read(path, ".txt")) == words(text), path.stem


def test_what_libreoffice_saves_as_odt_still_says_the_same_with_the_same_numbers(
    opened: Opened,
) -> None:
    for path, text in opened.texts.items():
        assert words(read(path, "~odt.txt")) == words(text), path.stem


def test_what_libreoffice_saves_as_docx_has_the_same_blocks_and_values(
    opened: Opened,
) -> None:
    for path in opened.texts:
        found = read_document(path.with_name(f"{path.stem}~.docx"))
        made = read_document(path)
        assert [block.words for block in found.blocks] == [block.words for block in found.base]
        assert {name: value.shown for name, value in found.values.items()} == {
            name: value.shown for name, value in made.values.items()
        }


def test_what_libreoffice_saves_as_docx_still_says_the_same_with_the_same_numbers(
    opened: Opened,
) -> None:
    for path, text in opened.texts.items():
        saved = path.with_name(f"{path.stem}~.docx")
        again = as_text(saved.read_bytes()).replace(
            "\uf0b7", "•"
        )  # it writes a bullet in the font Symbol
        assert words(again) == words(text), path.stem


def test_fields_show_what_libreoffice_computes_when_it_updates_them(opened: Opened) -> None:
    for path, text in opened.texts.items():
        updated = re.sub(
            r"\t\d+$", "", read(path, "~bijgewerkt.txt"), flags=re.MULTILINE
        )  # its page numbers in a TOC
        assert words(updated) == words(text), path.stem


@needs_fonts
@pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed"
)
def test_no_heading_or_introduction_stands_alone_at_the_foot_of_a_page(opened: Opened) -> None:
    lonely = []
    for path in opened.texts:
        if not path.name.startswith("zakelijk-"):
            continue
        command = ["pdftotext", "-layout", str(path.with_suffix(".pdf")), "-"]
        pages = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split(
            "\f"
        )[:-1]
        for page in pages:
            lines = [line.strip() for line in page.splitlines() if line.strip()][
                1:-1
            ]  # less header and footer
            if (
                "Inhoud" not in lines
                and lines
                and (_HEADING.match(lines[-1]) or lines[-1].endswith(":"))
            ):
                lonely.append((path.stem, lines[-1]))
    assert lonely == []


@needs_fonts
def test_sixteen_pages_of_an_agreement_stay_under_fifty_kilobytes(opened: Opened) -> None:
    """An agreement without annexes and with the usual texts; fuller ones carry more a page."""
    names = ("doorlopende-leerroute", "samenwerkingsovereenkomst-minimaal")
    wanted = [f"zakelijk-{name}-samenwerkingsovereenkomst" for name in names]
    agreements = [path for path in opened.texts if path.stem in wanted]
    assert len(agreements) == len(wanted)
    for path in agreements:
        with pikepdf.open(path.with_suffix(".pdf")) as pdf:
            pages = len(pdf.pages)
        assert pages >= 16
        assert path.stat().st_size < 50_000 * pages / 16, path.stem


_HEADING = re.compile(
    r"(A ?R ?T ?I ?K ?E ?L|B ?I ?J ?L ?A ?G ?E) *\d+\b|(Partijen|Overwegingen|Ondertekening)$"
)


def test_a_name_typed_over_in_libreoffice_is_read_back_and_every_field_and_clause_is_still_there(
    opened: Opened, tmp_path: Path
) -> None:
    path = next(
        path
        for path in opened.texts
        if path.stem == "zakelijk-doorlopende-leerroute-samenwerkingsovereenkomst"
    )
    before = read_document(path)
    (old,) = before.values["partijen.linde.naam"].shown
    saved = tmp_path / "terug.docx"
    run_session(
        [{"open": str(path), "replace": {old: "Vakcollege De Eik"}, "save": [str(saved)]}], tmp_path
    )
    after = read_document(saved)
    assert before.untouched
    assert not after.untouched
    assert "Vakcollege De Eik" in after.values["partijen.linde.naam"].shown
    assert after.values.keys() == before.values.keys()
    unchanged = before.values.keys() - {"partijen.linde.naam"}
    assert {name: after.values[name].shown for name in unchanged} == {
        name: before.values[name].shown for name in unchanged
    }
    assert all(clause.is_there for clause in after.clauses)
    assert after.clauses == before.clauses
    assert after.provenance == before.provenance
