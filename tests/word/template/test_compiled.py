"""A compiled template writes, part for part, what docxtpl itself makes of the same template with
the same names.
"""

from __future__ import annotations

import io
import itertools
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docxtpl import DocxTemplate
from lxml import etree
from markupsafe import Markup

from dlr_docs.word.template.compiled import Tags, parts_with_tags, render_part
from dlr_docs.word.template.loading import open_template
from dlr_docs.word.template.parts.controls import Controls
from tests.samples import SORTS

pytestmark = pytest.mark.belasting

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEMPLATES = sorted((Path(__file__).parents[3] / "templates" / "huisstijl").glob("*/*.docx"))
ARTICLES = (
    '<w:p><w:pPr><w:pStyle w:val="Artikel"/></w:pPr><w:r><w:t>Doel</w:t></w:r></w:p>'
    '<w:p><w:pPr><w:pStyle w:val="Lid"/></w:pPr><w:r><w:t>Een lid &amp; meer.</w:t></w:r></w:p>'
)
ODD = "A & B <x> {{ c }} \"d\" 'e' {% f %}"


def party(number: int) -> dict[str, Any]:
    """A party with text in the place of values, so that there is nothing to bind."""
    return {
        "key": f"p{number}",
        "soort": ("school", "instelling", "leerbedrijf", "overig")[number % 4],
        "naam": f"Naam {number} {ODD}",
        "hierna": "hierna: de school",
        "aanduiding": "de school",
        "omschrijving": f"Stichting {number} {ODD} te Plaats {number}",
        "ondertekent": f"Stichting {number}",
        "namens": (f"A. de Wit {number}", "bestuurder"),
        "kop": f"hierna elk {ODD}:" if number == 2 else "",
        "slot": ", hierna: de school" if number != 3 else "",
        "handtekeningen": [signature(item) for item in range(1 + number % 2)],
        "alleen": {"kop": "Bevoegd gezag", "naam": f"Het gezag {ODD}"},
    }


def signature(number: int) -> dict[str, Any]:
    return {
        "ondertekent": f"Stichting {number}",
        "namens": (f"A. de Wit {ODD}", "bestuurder"),
        "vertegenwoordiger": {"naam": f"A. de Wit {ODD}", "functie": "bestuurder"},
    }


def names(parties: int, draft: bool) -> dict[str, Any]:
    """Every name of a template, as text."""
    return {
        "titel": f"Titel {ODD}",
        "bundel": "Bundel",
        "kenmerk": "Autotechniek" if draft else None,
        "bij": f'het convenant "{ODD}"' if draft else "",
        "bundel_in_bij": draft and parties == 1,
        "soort": "samenwerkingsovereenkomst",
        "dit_document": "deze overeenkomst",
        "concept": draft,
        "partijen": [party(number) for number in range(parties)],
        "aantal_partijen": parties,
        "handtekeningen": [signature(number) for number in range(parties + 1)],
        "aantal_handtekeningen": parties + 1,
        "tussen": f"Naam {ODD} en een ander" if draft else "",
        "stand_van_de_wet": "1 januari 2026",
        "exemplaren": "drievoud",
        "overwegingen": [f"dat {ODD} {number}" for number in range(12)],
        "bijlagen": Markup(""),
        "inhoud": Markup(""),
        "artikelen": Markup(ARTICLES),
    }


def by_docxtpl(path: Path, context: dict[str, Any]) -> dict[str, bytes]:
    template, out = DocxTemplate(path), io.BytesIO()
    template.render(context, autoescape=True)
    template.save(out)
    with zipfile.ZipFile(out) as package:
        return {name: package.read(name) for name in package.namelist()}


def by_us(path: Path, context: dict[str, Any]) -> dict[str, bytes]:
    compiled = open_template(path, SORTS)
    context = {**context, "_tags": Tags(Controls({}, itertools.count()))}
    return {
        name: render_part(part, context, str(path)).encode()
        for name, part in parts_with_tags(compiled).items()
    }


def canonical(content: bytes) -> str:
    """A part as one text, in which neighbouring runs of one look are one: we split them for
    controls.
    """
    root: Any = etree.fromstring(content)
    for paragraph in root.iter(f"{W}p"):
        for run in list(paragraph.iter(f"{W}r")):
            before = run.getprevious()
            if before is not None and before.tag == run.tag and look(before) == look(run):
                before.extend(run[1:] if look(run) else run[:])
                run.getparent().remove(run)
        for run in paragraph.iter(f"{W}r"):
            join_texts(run)
    return etree.tostring(root, method="c14n", encoding=None).decode()


def look(run: Any) -> bytes:
    properties = run.find(f"{W}rPr")
    return b"" if properties is None else etree.tostring(properties, method="c14n")


def join_texts(run: Any) -> None:
    for text in run.findall(f"{W}t"):
        text.attrib.clear()
        before = text.getprevious()
        if before is not None and before.tag == text.tag:
            before.text = (before.text or "") + (text.text or "")
            run.remove(text)
        elif not text.text:
            run.remove(text)
    if len(run) == 0 or (len(run) == 1 and run[0].tag == f"{W}rPr"):
        run.getparent().remove(run)


@pytest.mark.parametrize("parties", [1, 2, 5])
@pytest.mark.parametrize("draft", [True, False])
@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_part_with_tags_is_as_docxtpl_makes_it(path: Path, draft: bool, parties: int) -> None:
    theirs, ours = by_docxtpl(path, names(parties, draft)), by_us(path, names(parties, draft))
    assert "word/document.xml" in ours
    for name, content in ours.items():
        assert canonical(content) == canonical(theirs[name]), name


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_other_part_is_as_docxtpl_leaves_it(path: Path) -> None:
    theirs = by_docxtpl(path, names(2, True))
    fixed = {part.name for part in open_template(path, SORTS).fixed} & theirs.keys() - {
        "_rels/.rels"
    }
    assert "word/styles.xml" in fixed
    with zipfile.ZipFile(path) as package:
        for name in fixed:
            assert canonical(theirs[name]) == canonical(package.read(name)), name
