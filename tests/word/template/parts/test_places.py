"""The places for articles, contents and annexes: a template that would lose them or write them
twice is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dlr_docs.basis.problems import TemplateError
from dlr_docs.model.library import Library
from dlr_docs.word.template.trial import examine_template
from dlr_docs.word.write import document
from tests.ooxml import TEMPLATE, changed
from tests.samples import SORTS, agreement, bundle_of

MAIN, HEADER = "word/document.xml", "word/header1.xml"
ARTICLES, CONTENTS, ANNEXES = "{{p artikelen }}", "{{p inhoud }}", "{{p bijlagen }}"


def line(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def around(tag: str, before: str, after: str) -> Callable[[str], str]:
    """A change that puts lines around the line with a tag."""

    def change(text: str) -> str:
        at = text.index(tag)
        start, end = text.rindex("<w:p>", 0, at), text.index("</w:p>", at) + len("</w:p>")
        return f"{text[:start]}{line(before)}{text[start:end]}{line(after)}{text[end:]}"

    return change


def instead(tag: str, text: str) -> Callable[[str], str]:
    return lambda xml: xml.replace(tag, text)


CELL = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{line(ANNEXES)}{line('x')}</w:tc></w:tr></w:tbl>"
CASES = {
    "in a loop": (
        MAIN,
        around(ARTICLES, "{%p for a in partijen %}", "{%p endfor %}"),
        "artikelen komt in een proefdocument meer dan één keer voor",
    ),
    "in a condition": (
        MAIN,
        around(ARTICLES, "{%p if concept %}", "{%p endif %}"),
        "artikelen ontbreekt in een proefdocument",
    ),
    "contents twice": (
        MAIN,
        around(CONTENTS, CONTENTS, "x"),
        "inhoudsopgave komt in een proefdocument meer dan één",
    ),
    "annexes twice": (
        MAIN,
        around(ANNEXES, "x", ANNEXES),
        "bijlagen komt in een proefdocument meer dan één keer voor",
    ),
    "on a line with words": (
        MAIN,
        instead(ANNEXES, "Bijlagen: {{ bijlagen }}"),
        "bijlagen staat niet op een eigen",
    ),
    "without its p": (
        MAIN,
        instead(CONTENTS, "{{ inhoud }}"),
        "inhoudsopgave staat niet op een eigen regel",
    ),
    "in a table": (
        MAIN,
        lambda text: text.replace(ANNEXES, "x").replace("<w:sectPr", f"{CELL}<w:sectPr", 1),
        "bijlagen staat niet op een eigen regel",
    ),
    "in a header": (
        HEADER,
        lambda text: text.replace("</w:hdr>", f"{line(ANNEXES)}</w:hdr>"),
        "bijlagen hoort in de tekst zelf",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_would_be_lost_or_written_twice_is_refused(case: str, tmp_path: Path) -> None:
    part, change, words = CASES[case]
    path = tmp_path / "eigen.docx"
    path.write_bytes(changed(TEMPLATE.read_bytes(), part, change))
    (problem,) = [
        item for item in examine_template(path, SORTS) if item.code == "sjabloon-zonder-plek"
    ]
    assert words in problem.message
    assert "{{p " in (problem.hint or "")


def test_articles_that_a_condition_leaves_out_are_never_just_missing(
    library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "eigen.docx"
    path.write_bytes(changed(TEMPLATE.read_bytes(), *CASES["in a condition"][:2]))
    for status in ("concept", "definitief"):
        bundle = bundle_of(agreement() | {"status": status}, library)
        with pytest.raises(
            TemplateError, match="de plek voor de artikelen ontbreekt in een proefdocument"
        ):
            document.write_docx(bundle.documents[0], bundle, template=path)
