"""The HTML of a document reads as its Word file does."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from msgspec.structs import replace

from dlr_docs import build_bundle, document_bytes, load_choices, load_library
from dlr_docs.clause.html import Leads
from dlr_docs.model.document import Bundle
from dlr_docs.model.library import Library
from dlr_docs.word.read.lines import read_lines
from dlr_docs.word.write.html import article_of_document, document_html
from tests.samples import agreement, bundle_of

EXAMPLES = sorted(Path("examples").glob("*.yaml"))


class _Lines(HTMLParser):
    """The text of HTML as ``toon`` writes that of a .docx: a line a paragraph or a row."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._line = ""
        self._cells: list[list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._cells = []
        elif tag in ("td", "th"):
            assert self._cells is not None
            self._cells.append([])
        elif tag == "br":
            self._line += " "

    def handle_endtag(self, tag: str) -> None:
        if tag in ("p", "h2", "h3", "h4", "li", "td", "th"):
            self._end_line()
        elif tag == "tr" and self._cells is not None:
            self.lines.append(" | ".join(" / ".join(cell) for cell in self._cells))
            self._cells = None

    def handle_data(self, data: str) -> None:
        self._line += data

    def _end_line(self) -> None:
        line, self._line = one_space(self._line), ""
        if line and self._cells is not None:
            self._cells[-1].append(line)
        elif line:
            self.lines.append(line)


def one_space(text: str) -> str:
    """Text with single spaces, as neither HTML nor a line of text tells more apart."""
    return re.sub(r"[ \t\n]+", " ", text).strip()


def lines_of(html: str) -> list[str]:
    """The lines of a fragment of HTML."""
    parser = _Lines()
    parser.feed(html)
    return parser.lines


def lines_in_word(bundle: Bundle, document_id: str) -> list[str]:
    """The lines of the Word file, as ``toon`` prints them."""
    lines = map(one_space, read_lines(document_bytes(bundle, document_id)))
    return [re.sub(r" (?=\|)|(?<=\|) ", " ", line) for line in lines if line]


@pytest.mark.zwaar
@pytest.mark.parametrize("style", ["zakelijk", "klassiek"])
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_the_html_of_every_example_reads_as_its_word_file(
    example: Path, style: str, library: Library
) -> None:
    choices = replace(load_choices(example), house_style=style)
    bundle = build_bundle(choices, library)
    for document in bundle.files:
        shown = lines_of(document_html(document, bundle))
        assert shown == lines_in_word(bundle, document.id)


def test_the_html_of_an_agreement_reads_as_its_word_file(library: Library) -> None:
    bundle = bundle_of(agreement(), library)
    document = bundle.files[0]
    assert lines_of(document_html(document, bundle)) == lines_in_word(bundle, document.id)


def test_what_is_typed_is_text_and_never_html(library: Library) -> None:
    data = agreement(bundel='<script>alert(1)</script> & "x" <b onclick=y>\'')
    bundle = bundle_of(data, library)
    html = document_html(bundle.files[0], bundle)
    assert "<script" not in html
    assert "<b " not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot;" in html


def test_a_value_is_marked_with_its_path_and_an_open_one_shows_its_question(
    library: Library,
) -> None:
    bundle = bundle_of(agreement(gegevens={}), library)
    html = document_html(bundle.files[0], bundle, Leads("/vraag?pad={}", "/kies?onderwerp={}"))
    assert re.search(r'<a class="waarde open" data-pad="ingangsdatum" href="/vraag\?pad=', html)
    assert re.search(r'<a class="waarde" data-pad="partijen.linde.naam"', html)
    assert 'href="/kies?onderwerp=geschillen"' in html


def test_references_lead_to_places_that_are_there(library: Library) -> None:
    bundle = build_bundle(load_choices("examples/bijlagen-in-een-bestand.yaml"), library)
    for document in bundle.files:
        html = document_html(document, bundle)
        ids = re.findall(r' id="([^"]*)"', html)
        assert len(ids) == len(set(ids))
        assert set(re.findall(r'href="#([^"]*)"', html)) <= set(ids)


def test_one_article_is_the_same_as_in_the_whole(library: Library) -> None:
    bundle = bundle_of(agreement(), library)
    document = bundle.files[0]
    article = article_of_document("geschillen", document, bundle)
    whole = lines_of(document_html(document, bundle))
    lines = lines_of(article)
    assert lines[0].endswith("Geschillen")
    assert " id=" not in article
    at = whole.index(lines[0], whole.index("Overwegingen", 10))
    assert whole[at : at + len(lines)] == lines
    assert article_of_document("bestaat-niet", document, bundle) == ""


def test_the_rental_library_reads_the_same() -> None:
    library = load_library(Path("tests/huur"))
    bundle = build_bundle(load_choices("tests/huur/keuzes.yaml"), library)
    for document in bundle.files:
        assert lines_of(document_html(document, bundle)) == lines_in_word(bundle, document.id)
