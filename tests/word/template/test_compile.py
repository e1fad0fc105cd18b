"""Word templates: what makes one usable, what is said about one that is not, and what tags become."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from dlr_docs.basis.problems import TemplateError
from dlr_docs.model.library import Library
from dlr_docs.word.read.lines import as_text
from dlr_docs.word.template.loading import open_template
from dlr_docs.word.template.trial import admitted
from dlr_docs.word.write.document import write_docx
from tests import ooxml
from tests.ooxml import TEMPLATE, changed
from tests.samples import SORTS, agreement, bundle_of

Change = Callable[[str], str]


@pytest.fixture(scope="module")
def template() -> bytes:
    return TEMPLATE.read_bytes()


def refused(data: bytes) -> str:
    with pytest.raises(TemplateError) as caught:
        admitted(data, "eigen.docx", SORTS)
    return str(caught.value)


def test_a_template_without_its_marker_is_refused(template: bytes) -> None:
    said = refused(
        changed(template, "word/document.xml", lambda text: text.replace("{{p artikelen }}", ""))
    )
    assert "de plek voor de artikelen ontbreekt" in said
    assert "{{p artikelen }}" in said
    assert said.startswith("eigen.docx: fout")


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("{{p artikelen }}", "{{ artikelen }}"),
        lambda text: text.replace("{{p artikelen }}", "{{p artikelen }} en meer"),
        lambda text: text.replace("{{p artikelen }}", "{# {{p artikelen }} #}"),
        lambda text: re.sub(r"(<w:p>(?:(?!<w:p>).)*\{\{p artikelen \}\}.*?</w:p>)", r"\1\1", text),
    ],
    ids=["no-paragraph", "not-alone", "in-a-comment", "twice"],
)
def test_the_articles_have_exactly_one_place_of_their_own(template: bytes, change: Change) -> None:
    assert "de plek voor de artikelen" in refused(changed(template, "word/document.xml", change))


def test_every_missing_style_is_named(template: bytes) -> None:
    said = refused(
        changed(
            template,
            "word/styles.xml",
            lambda text: re.sub('(w:styleId|w:name w:val)="(Lid|Onderdeel)"', r'\1="Ons \2"', text),
        )
    )
    assert "de stijl 'Lid'" in said
    assert "de stijl 'Onderdeel'" in said


def test_numbering_that_is_not_tied_to_the_styles_is_refused(template: bytes) -> None:
    said = refused(
        changed(
            template, "word/numbering.xml", lambda text: text.replace('<w:pStyle w:val="Lid"/>', "")
        )
    )
    assert "bij de stijl 'Lid' hoort geen nummering" in said


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("{% if titel %}", "ontbreekt {% endif %}"),
        ("{{ titel|upper }}", "het filter 'upper' bestaat niet"),
        ("{{ titel.__class__ }}", "'__class__' kan hier niet"),
        ("{{ partijen.pop() }}", "deze aanroep kan hier niet"),
        ("{% include 'x' %}", "'include' kan hier niet"),
    ],
)
def test_a_wrong_tag_is_named(template: bytes, tag: str, said: str) -> None:
    data = changed(template, "word/document.xml", lambda text: text.replace("{{ titel }}", tag))
    assert said in refused(data)


def test_a_tag_that_asks_for_something_unknown_fails_with_its_name(
    template: bytes, library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "eigen.docx"
    path.write_bytes(
        changed(
            template, "word/document.xml", lambda text: text.replace("{{ titel }}", "{{ tietel }}")
        )
    )
    bundle = bundle_of(agreement(), library)
    with pytest.raises(TemplateError, match="'tietel' is hier niet bekend"):
        write_docx(bundle.documents[0], bundle, template=path)


def test_entities_in_a_template_are_refused(template: bytes) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    said = refused(
        changed(
            template,
            "word/document.xml",
            lambda text: text.replace("<w:document", f"{bomb}<w:document"),
        )
    )
    assert "DTD" in said


def test_broken_xml_in_a_template_is_refused(template: bytes) -> None:
    said = refused(
        changed(template, "word/document.xml", lambda text: text.replace("</w:body>", ""))
    )
    assert "word/document.xml is beschadigd" in said


def test_a_missing_template_is_named(tmp_path: Path) -> None:
    with pytest.raises(
        TemplateError, match=r"weg\.docx: fout: het sjabloon kan niet worden gelezen"
    ):
        open_template(tmp_path / "weg.docx", SORTS)


def test_a_template_is_compiled_once(template: bytes, tmp_path: Path) -> None:
    path = tmp_path / "eigen.docx"
    path.write_bytes(template)
    assert open_template(path, SORTS) is open_template(path, SORTS)


def test_a_tag_keeps_the_look_of_its_run_also_when_word_split_it(
    template: bytes, library: Library, tmp_path: Path
) -> None:
    split = (
        "<w:r><w:rPr><w:i/></w:rPr><w:t>Bundel: {{ bun</w:t></w:r><w:r>"
        "<w:rPr><w:b/></w:rPr><w:t>del }}!</w:t></w:r>"
    )
    path = tmp_path / "eigen.docx"
    whole = "<w:r><w:t>{{ bundel }}</w:t></w:r>"
    path.write_bytes(
        changed(template, "word/document.xml", lambda text: text.replace(whole, split))
    )
    bundle = bundle_of(agreement(), library)
    made = write_docx(bundle.documents[0], bundle, template=path)
    assert "Bundel: Doorlopende leerroute Techniek!" in as_text(made)
    control = next(
        element
        for element in ooxml.root(made).iter(f"{ooxml.W}sdt")
        if element.find(f"{ooxml.W}sdtPr/{ooxml.W}tag").get(f"{ooxml.W}val") == "bundel"
    )
    assert control.find(f"{ooxml.W}sdtContent/{ooxml.W}r/{ooxml.W}rPr/{ooxml.W}i") is not None
    assert ooxml.schema_errors(made) == []


def made_with(data: bytes, library: Library, path: Path) -> bytes:
    """A document of the agreement, made with another template."""
    path.write_bytes(data)
    bundle = bundle_of(agreement(), library)
    return write_docx(bundle.documents[0], bundle, template=path)


def test_a_tag_that_shares_its_run_with_a_tab_or_an_old_page_break_works(
    template: bytes, library: Library, tmp_path: Path
) -> None:
    """Word notes in a run where a page once ended, and puts a tab in the run of the words after it."""
    full = "<w:lastRenderedPageBreak/><w:t>Dat</w:t><w:tab/><w:t>{{ overweging }}</w:t>"
    data = changed(
        template,
        "word/document.xml",
        lambda text: text.replace("<w:t>{{ overweging }}</w:t>", full),
    )
    made = made_with(data, library, tmp_path / "eigen.docx")
    assert ooxml.schema_errors(made) == []
    assert "Dat  " in as_text(made)


def test_a_header_whose_only_tag_word_split_is_filled_in(
    template: bytes, library: Library, tmp_path: Path
) -> None:
    def split(text: str) -> str:
        text = text.replace("{% if concept %}CONCEPT{% endif %}", "")
        return text.replace(
            "{{ titel }}", "{</w:t></w:r><w:r><w:t>{ titel }</w:t></w:r><w:r><w:t>}"
        )

    made = made_with(changed(template, "word/header1.xml", split), library, tmp_path / "eigen.docx")
    header = ooxml.text(ooxml.root(made, "word/header1.xml"))
    assert "Samenwerkingsovereenkomst" in header
    assert "{" not in header


def test_a_template_of_a_word_in_another_language_gives_the_same_text(
    template: bytes, library: Library, tmp_path: Path
) -> None:
    def saved(text: str) -> str:
        return text.replace('"Kop1"', '"Heading1"').replace(
            '"PlaceholderText"', '"Tekstvantijdelijkeaanduiding"'
        )

    data = changed(changed(template, "word/document.xml", saved), "word/styles.xml", saved)
    made, usual = (
        made_with(content, library, tmp_path / "eigen.docx") for content in (data, template)
    )
    assert as_text(made) == as_text(usual)
    assert ooxml.parts(made)["word/document.xml"] == ooxml.parts(usual)["word/document.xml"]


def test_other_ways_to_write_the_lists_of_the_package_give_a_document_that_opens(
    template: bytes, library: Library, tmp_path: Path
) -> None:
    def prefixed(text: str) -> str:
        text = re.sub(r"<(/?)(Types|Default|Override|Relationships?)\b", r"<\1p:\2", text)
        return text.replace("xmlns=", "xmlns:p=").replace('ContentType="', 'ContentType = "')

    data = template
    for part in ("[Content_Types].xml", "word/_rels/document.xml.rels"):
        data = changed(data, part, prefixed)
    made = made_with(data, library, tmp_path / "eigen.docx")
    assert ooxml.schema_errors(made) == []
    assert as_text(made) == as_text(made_with(template, library, tmp_path / "gewoon.docx"))


def test_the_template_decides_how_references_look(
    template: bytes, library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "eigen.docx"
    path.write_bytes(
        changed(
            template,
            "word/numbering.xml",
            lambda text: text.replace("artikel\u202f%1", "%1.").replace("%2.", "%1.%2"),
        )
    )
    bundle = bundle_of(agreement(), library)
    text = as_text(write_docx(bundle.documents[0], bundle, template=path))
    assert (
        "2. Doel en reikwijdte\n2.1 Partijen verzorgen samen de "
        "leerroute die in artikel\u00a03 is omschreven." in text
    )


def test_a_header_without_tags_and_a_picture_stay_as_they_are(
    template: bytes, library: Library, tmp_path: Path
) -> None:
    data = changed(
        template,
        "word/header1.xml",
        lambda text: text.replace("{{ titel }}", "Vast").replace(
            "{% if concept %}CONCEPT{% endif %}", ""
        ),
    )
    path = tmp_path / "eigen.docx"
    path.write_bytes(data)
    bundle = bundle_of(agreement(), library)
    made = write_docx(bundle.documents[0], bundle, template=path)
    assert ooxml.parts(made)["word/header1.xml"] == ooxml.parts(data)["word/header1.xml"]
