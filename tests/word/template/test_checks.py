"""The checks of a Word template: each mistake that people make in Word is found, named and placed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from dlr_docs.basis.problems import Problem, TemplateError
from dlr_docs.word.template.compile import compile_parts, compile_template, template_package
from dlr_docs.word.template.trial import examine_template
from tests.ooxml import TEMPLATE, changed
from tests.samples import SORTS

MAIN = "word/document.xml"
HEADER = "word/header1.xml"
Change = Callable[[str], str]
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.fixture(scope="module")
def template() -> bytes:
    return TEMPLATE.read_bytes()


@pytest.fixture
def found(template: bytes, tmp_path: Path) -> Callable[..., list[Problem]]:
    """What is found in a template of which parts were changed."""

    def examined(*changes: tuple[str, Change]) -> list[Problem]:
        data = template
        for part, change in changes:
            data = changed(data, part, change)
        path = tmp_path / "eigen.docx"
        path.write_bytes(data)
        return examine_template(path, SORTS)

    return examined


def title(xml: str) -> Change:
    """Another content for the first paragraph, which holds the title."""
    return lambda text: text.replace("<w:r><w:t>{{ titel }}</w:t></w:r>", xml, 1)


def said(text: str) -> Change:
    """Another text for the title, typed in Word."""
    shown = text.replace("&", "&amp;").replace("<", "&lt;")
    return title(f'<w:r w:rsidR="00A1"><w:t xml:space="preserve">{shown}</w:t></w:r>')


def codes(problems: list[Problem]) -> set[str]:
    return {problem.code for problem in problems}


@pytest.mark.parametrize(
    "path",
    sorted(TEMPLATE.parents[1].glob("*/*.docx")),
    ids=lambda path: path.parent.name + path.stem,
)
def test_nothing_is_wrong_with_a_shipped_template(path: Path) -> None:
    assert examine_template(path, SORTS) == []


SPLIT = [
    # Word starts a new run at each moment of typing, and marks spelling and the cursor between runs
    '<w:r w:rsidRPr="00B2"><w:t>{{ ti</w:t></w:r><w:proofErr w:type="spellStart"/>'
    '<w:r w:rsidR="00C3"><w:rPr><w:b/></w:rPr><w:t>tel</w:t></w:r><w:proofErr w:type="spellEnd"/>'
    "<w:r><w:t> }}</w:t></w:r>",
    '<w:r><w:t>{</w:t></w:r><w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>'
    "<w:r><w:t>{ titel }</w:t></w:r><w:r><w:t>}</w:t></w:r>",
    "<w:r><w:lastRenderedPageBreak/><w:t>{{ bundel }}</w:t></w:r>",
    '<w:r><w:tab/><w:t>Over: </w:t><w:br/><w:t xml:space="preserve">{{ bundel }} </w:t></w:r>',
    '<w:r><w:t xml:space="preserve">{{\u00a0titel\u00a0}}</w:t></w:r>',
    "<w:r><w:t>{% if soort == “convenant” %}a{% elif soort == "
    "‘addendum’ %}b{% endif %}</w:t></w:r>",
    "<w:r><w:t>{% for een in partijen|selectattr('is_onderwijs') %}{{ "
    "een.naam }}{% if not loop.last %}, {% endif %}"
    "{% endfor %}{% set x = partijen|length %}{{ x }}{{ "
    "(partijen|first).vertegenwoordiger.naam }}</w:t></w:r>",
    "<w:r><w:t>{% if concept -%} x {%- endif %}</w:t></w:r>",
    "<w:r><w:t>{# over {{ niets }} #}</w:t></w:r>",
    "<w:r><w:t>Artikel {a} en {1}</w:t></w:r>",
]


@pytest.mark.parametrize("xml", SPLIT, ids=range(len(SPLIT)))
def test_what_word_does_with_a_right_tag_is_no_mistake(
    found: Callable[..., list[Problem]], xml: str
) -> None:
    assert found((MAIN, title(xml))) == []


@pytest.mark.parametrize(
    ("text", "code", "message", "hint"),
    [
        ("{{ tietel }}", "naam", "'tietel' is hier niet bekend", "Bedoelt u 'titel'?"),
        ("{{ Titel }}", "naam", "'Titel' is hier niet bekend", "Bedoelt u 'titel'?"),
        (
            "{{ partij.naam }}",
            "naam",
            "'partij' is hier niet bekend",
            "{%p for partij in partijen %}",
        ),
        ("{{ partijen.naam }}", "naam", "hoort bij één partij", "{%p for partij in partijen %}"),
        (
            "{% for p in partijen %}{{ p.nam }}{% endfor %}",
            "naam",
            "een partij heeft geen 'nam'",
            "Bedoelt u 'naam'?",
        ),
        (
            "{% if false == concept %}{{ partijen[0].plaats }}{% endif %}",
            "naam",
            "een partij heeft geen 'plaats'",
            None,
        ),
        (
            "{% for p in partijen %}{{ p.vertegenwoordiger.functi }}{% endfor %}",
            "naam",
            "een vertegenwoordiger heeft geen 'functi'",
            "Bedoelt u 'functie'?",
        ),
        (
            "{{ partijen|map(attribute='nam')|list }}",
            "naam",
            "een partij heeft geen 'nam'",
            "Bedoelt u 'naam'?",
        ),
        ("{{ loop.index }}", "naam", "'loop' is hier niet bekend", None),
        ("{{ titel|groot }}", "tag", "het filter 'groot' bestaat niet", "Bekend zijn: first"),
        ("{{ titel|lenght }}", "tag", "het filter 'lenght' bestaat niet", "Bedoelt u 'length'?"),
        ("{{- titel }}", "tag", "'neg' kan hier niet, in {{- titel }}", None),
        ("{{ titel. }}", "tag", "de tag {{ titel. }} klopt niet", "Voorbeelden"),
        (
            "{% if soort == „convenant” %}x{% endif %}",
            "tag",
            "klopt niet",
            "aanhalingsteken vervangen",
        ),
        ("{% If concept %}x{% endif %}", "tag", "'If' kan hier niet", "Bedoelt u 'if'?"),
        (
            "{% if concept %}x",
            "tag",
            "bij {% if concept %} ontbreekt {% endif %}",
            "hoort een {% endif %}",
        ),
        ("x{% endfor %}", "tag", "{% endfor %} staat hier zonder {% for … %}", None),
        ("{% else %}x", "tag", "{% else %} staat hier zonder {% if … %}", None),
        ("{{ titel", "tag", "hier is een tag niet af", "op dezelfde regel"),
        ("titel }}", "tag", "hier is een tag niet af", None),
        ("{titel}", "tag", "{titel} is geen tag", "accolade"),
        ("{ { titel } }", "tag", "is geen tag", "spaties"),
        (
            "{%p if concept %} en meer",
            "tag",
            "naast {%p if concept %} staat nog tekst",
            "eigen regel",
        ),
        ("{{ titel.__class__ }}", "tag", "'__class__' kan hier niet", None),
        ("{{ partijen.pop() }}", "tag", "deze aanroep kan hier niet", None),
        ("{% include 'x' %}", "tag", "'include' kan hier niet", None),
        ("{{ overwegingen[40] }}", "proef", "een tag faalt in een proefdocument", None),
        ("{{ partijen[1].naam }}", "proef", "een tag faalt in een proefdocument", None),
        ("{{ titel + 1 }}", "proef", "alleen met gehele getallen", None),
    ],
)
def test_a_wrong_tag_is_named_with_its_place_and_what_to_do(
    found: Callable[..., list[Problem]], text: str, code: str, message: str, hint: str | None
) -> None:
    problems = [
        problem for problem in found((MAIN, said(f"Over {text}"))) if message in problem.message
    ]
    assert problems, found((MAIN, said(f"Over {text}")))
    problem = problems[0]
    assert problem.code == f"sjabloon-{code}"
    assert problem.message.startswith("in de tekst (word/document.xml): ")
    assert "Over" in str(problem.excerpt)
    assert problem.message.endswith(f"; bij: {problem.excerpt}")
    assert hint is None or hint in str(problem.hint)


def test_the_forms_of_two_tags_that_belong_together_are_the_same(
    found: Callable[..., list[Problem]],
) -> None:
    (problem,) = found((MAIN, lambda text: text.replace("{%p endif %}", "{% endif %}", 1)))
    assert "{%p if kenmerk %} en {% endif %} horen bij elkaar" in problem.message
    assert "Schrijf hier {%p endif %}" in str(problem.hint)


def test_a_tag_that_cuts_through_a_table_is_found(found: Callable[..., list[Problem]]) -> None:
    cut = (
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{% if concept "
        "%}a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    after = "<w:p><w:r><w:t>{% endif %}</w:t></w:r></w:p>"
    (problem,) = found((MAIN, lambda text: text.replace("<w:body>", f"<w:body>{cut}{after}", 1)))
    assert problem.code == "sjabloon-tag"
    assert "knipt een regel of tabel door" in problem.message


def test_a_header_with_one_tag_that_word_split_is_seen(found: Callable[..., list[Problem]]) -> None:
    def split(text: str) -> str:
        text = text.replace("{% if concept %}CONCEPT{% endif %}", "")
        return text.replace(
            "{{ titel }}", '{</w:t></w:r><w:r w:rsidR="00A1"><w:t>{ tietel }</w:t></w:r><w:r><w:t>}'
        )

    (problem,) = found((HEADER, split))
    assert "in de koptekst (word/header1.xml): 'tietel'" in problem.message


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda text: text.replace("{{p artikelen }}", ""), "de plek voor de artikelen ontbreekt"),
        (
            lambda text: text.replace("{{p artikelen }}", "{{ artikelen }}"),
            "niet op een eigen regel",
        ),
        (
            lambda text: text.replace("{{ bundel }}", "{{ bundel }} {{p artikelen }}"),
            "meer dan één keer",
        ),
        (
            lambda text: text.replace("{{p artikelen }}", "").replace(
                "Plaats:", "{{p artikelen }}", 1
            ),
            "niet op een eigen regel",
        ),
    ],
)
def test_the_place_of_the_articles_is_checked(
    found: Callable[..., list[Problem]], change: Change, message: str
) -> None:
    problems = [
        problem for problem in found((MAIN, change)) if problem.code == "sjabloon-zonder-plek"
    ]
    assert problems
    assert all(message in problem.message for problem in problems)
    assert all("{{p artikelen }}" in str(problem.hint) for problem in problems)


def test_a_missing_style_is_named_with_one_like_it(found: Callable[..., list[Problem]]) -> None:
    def renamed(text: str) -> str:
        return text.replace('w:styleId="Tabelkop"', 'w:styleId="Tabelkoptekst"').replace(
            '<w:name w:val="Tabelkop"/>', '<w:name w:val="Tabelkoptekst"/>'
        )

    (problem,) = found(("word/styles.xml", renamed))
    assert "de stijl 'Tabelkop' ontbreekt" in problem.message
    assert "Er is wel 'Tabel" in str(problem.hint)


STYLE_USE = re.compile(r'(w:(?:styleId|val)=")(Kop1|PlaceholderText|Lidvervolg)(")')


def test_a_template_that_another_word_has_saved_has_the_same_styles(
    found: Callable[..., list[Problem]],
) -> None:
    """An English Word calls 'heading 1' Heading1 and not Kop1; the names stay."""
    other = {
        "Kop1": "Heading1",
        "PlaceholderText": "Tekstvantijdelijkeaanduiding",
        "Lidvervolg": "Lid-vervolg",
    }

    def saved(text: str) -> str:
        return STYLE_USE.sub(lambda match: f"{match[1]}{other[match[2]]}{match[3]}", text)

    assert found((MAIN, saved), ("word/styles.xml", saved)) == []


@pytest.mark.parametrize(
    ("part", "change", "message"),
    [
        (
            "word/numbering.xml",
            lambda text: text.replace('<w:pStyle w:val="Lid"/>', ""),
            "'Lid' hoort geen nummering",
        ),
        (
            "word/styles.xml",
            lambda text: re.sub(
                r'(w:styleId="Lid">.*?)<w:numPr>.*?</w:numPr>',
                r"\1",
                text,
                count=1,
                flags=re.DOTALL,
            ),
            "'Lid' gebruikt zijn nummering niet",
        ),
        (
            "word/styles.xml",
            lambda text: re.sub(
                r'(w:styleId="Lid">.*?<w:numId w:val=)"1"',
                r'\1"77"',
                text,
                count=1,
                flags=re.DOTALL,
            ),
            "'Lid' gebruikt zijn nummering niet",
        ),
        (
            "word/numbering.xml",
            lambda text: text.replace('<w:pStyle w:val="Lid"/>', "").replace(
                '<w:pStyle w:val="Partij"/>', '<w:pStyle w:val="Lid"/>'
            ),
            "niveaus van verschillende lijsten",
        ),
    ],
)
def test_numbering_is_one_list_tied_to_the_styles(
    found: Callable[..., list[Problem]], part: str, change: Change, message: str
) -> None:
    problems = found((part, change))
    assert codes(problems) == {"sjabloon-zonder-nummering"}
    assert message in problems[0].message
    assert "Niveau koppelen aan stijl" in str(problems[0].hint)


def related(kind: str, target: str, mode: str = "") -> Change:
    relation = f'<Relationship Id="rId77" Type="{REL}/{kind}" Target="{target}"{mode}/>'
    return lambda text: text.replace("</Relationships>", f"{relation}</Relationships>")


EXTERNAL = ' TargetMode="External"'
RELS = "word/_rels/document.xml.rels"
PICTURE = (
    '<w:r><w:t>Ons logo </w:t></w:r><w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/'
    f'2006/main" xmlns:r="{REL}" r:{{}}="rId77"/></w:drawing></w:r>'
)


@pytest.mark.parametrize(
    ("kind", "attribute", "code", "message"),
    [
        (
            "image",
            "link",
            "extern",
            "een afbeelding is gekoppeld en niet ingesloten: http://example.org/x.png",
        ),
        ("image", "embed", "deel-ontbreekt", "word/media/weg.png zit niet in het bestand"),
    ],
)
def test_a_picture_that_is_not_in_the_file_is_named_with_the_text_around_it(
    found: Callable[..., list[Problem]], kind: str, attribute: str, code: str, message: str
) -> None:
    linked = attribute == "link"
    target = "http://example.org/x.png" if linked else "media/weg.png"
    (problem,) = found(
        (RELS, related(kind, target, EXTERNAL if linked else "")),
        (MAIN, title(PICTURE.format(attribute))),
    )
    assert problem.code == f"sjabloon-{code}"
    assert message in problem.message
    assert problem.excerpt == "Ons logo"


def test_a_picture_without_a_relation_is_named(found: Callable[..., list[Problem]]) -> None:
    (problem,) = found((MAIN, title(PICTURE.format("embed"))))
    assert problem.code == "sjabloon-deel-ontbreekt"
    assert "Ons logo" in problem.message


def test_a_remote_template_is_named_and_a_web_address_is_not(
    template: bytes, tmp_path: Path
) -> None:
    made = io.BytesIO(template)
    with zipfile.ZipFile(made, "a") as package:
        package.writestr(
            "word/_rels/settings.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{REL}/attachedTemplate" Target="file:///X:/huis.dotm"{EXTERNAL}/>'
            f'<Relationship Id="rId2" Type="{REL}/hyperlink" Target="https://example.org"{EXTERNAL}/></Relationships>',
        )
    path = tmp_path / "eigen.docx"
    path.write_bytes(made.getvalue())
    (problem,) = examine_template(path, SORTS)
    assert (
        "in de instellingen (word/settings.xml): er is een ander sjabloon aan gekoppeld"
        in problem.message
    )
    assert "Normal" in str(problem.hint)


@pytest.mark.parametrize(
    "field",
    [
        '<w:r><w:instrText> INCLUDEPICTURE "http://x" </w:instrText></w:r>',
        "<w:r><w:instrText> INCLUDE</w:instrText></w:r><w:r>"
        "<w:instrText>TEXT x</w:instrText></w:r>",
        '<w:fldSimple w:instr=" dde Excel x "/>',
        '<w:fldSimple w:instr=" MACROBUTTON doen hier "/>',
    ],
)
def test_a_field_that_fetches_or_starts_something_is_named(
    found: Callable[..., list[Problem]], field: str
) -> None:
    (problem,) = found((MAIN, title(f"<w:r><w:t>Kop</w:t></w:r>{field}")))
    assert problem.code == "sjabloon-extern"
    assert "een veld haalt iets van buiten het bestand of start iets" in problem.message
    assert problem.excerpt == "Kop"


@pytest.mark.parametrize("kind", ["oleObject", "package", "aFChunk"])
def test_what_is_embedded_is_named(found: Callable[..., list[Problem]], kind: str) -> None:
    (problem,) = found((RELS, related(kind, "settings.xml")))
    assert problem.code == "sjabloon-extern"
    assert "ander bestand of programma ingesloten: settings.xml" in problem.message


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "wordprocessingml.document.main+xml",
            "ms-word.document.macroEnabled.main+xml",
            "macro's (.docm)",
        ),
        (
            "wordprocessingml.document.main+xml",
            "wordprocessingml.template.main+xml",
            "Word-sjabloon (.dotx)",
        ),
    ],
)
def test_another_sort_of_word_file_is_named(
    found: Callable[..., list[Problem]], old: str, new: str, message: str
) -> None:
    (problem,) = found(("[Content_Types].xml", lambda text: text.replace(old, new)))
    assert message in problem.message
    assert "Word-document (*.docx)" in str(problem.hint)


@pytest.mark.parametrize("part", ["word/vbaProject.bin", "word/activeX/activeX1.xml"])
def test_program_code_is_named_with_its_part(template: bytes, tmp_path: Path, part: str) -> None:
    made = io.BytesIO(template)
    with zipfile.ZipFile(made, "a") as package:
        package.writestr(part, "<x/>")
    path = tmp_path / "eigen.docx"
    path.write_bytes(made.getvalue())
    (problem,) = examine_template(path, SORTS)
    assert problem.code == "sjabloon-soort"
    assert part in problem.message


def test_a_text_with_elements_in_it_is_damaged(found: Callable[..., list[Problem]]) -> None:
    problems = found((MAIN, title("<w:r><w:t>Ons<w:r><w:t> {{ titel }}</w:t></w:r></w:t></w:r>")))
    assert problems[0].code == "sjabloon-kapot"
    assert problems[0].excerpt == "Ons {{ titel }}"


def test_tracked_changes_and_comments_are_named_once_a_paragraph(
    found: Callable[..., list[Problem]],
) -> None:
    author = 'w:id="9" w:author="x"'
    edited = (
        f"<w:ins {author}><w:r><w:t>Nieuwe </w:t></w:r></w:ins><w:ins "
        f"{author}><w:r><w:t>kop</w:t></w:r></w:ins>"
        f"<w:del {author}><w:r><w:delText>Oude kop</w:delText></w:r></w:del>"
        '<w:r><w:commentReference w:id="3"/></w:r>'
    )
    problems = found((MAIN, title(edited)))
    assert [(problem.code, problem.excerpt) for problem in problems] == [
        ("sjabloon-wijzigingen", "Nieuwe kopOude kop"),
        ("sjabloon-wijzigingen", "Nieuwe kopOude kop"),
        ("sjabloon-opmerking", "Nieuwe kopOude kop"),
    ]
    assert "(ingevoegd)" in problems[0].message
    assert "(verwijderd)" in problems[1].message


def test_a_font_that_readers_may_not_have_is_a_warning(found: Callable[..., list[Problem]]) -> None:
    own = '<w:rFonts w:ascii="Huisletter" w:hAnsi="Huisletter"/>'
    change: Change = lambda text: text.replace("<w:rPr><w:b/>", f"<w:rPr>{own}<w:b/>", 1)  # noqa: E731
    (problem,) = found(("word/styles.xml", change))
    assert (problem.severity, problem.code) == ("waarschuwing", "sjabloon-lettertype")
    assert "'Huisletter' van de stijl 'Titel'" in problem.message
    embedded = '<w:font w:name="Huisletter"><w:embedRegular w:id="x"/></w:font></w:fonts>'
    fonts: tuple[str, Change] = (
        "word/fontTable.xml",
        lambda text: text.replace("</w:fonts>", embedded),
    )
    assert found(("word/styles.xml", change), fonts) == []


def test_a_font_of_the_theme_is_looked_up(template: bytes, tmp_path: Path) -> None:
    data = changed(
        template,
        "word/styles.xml",
        lambda text: text.replace('w:ascii="Calibri"', 'w:asciiTheme="minorHAnsi"'),
    )
    made = io.BytesIO(data)
    with zipfile.ZipFile(made, "a") as package:
        package.writestr(
            "word/theme/theme1.xml",
            '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:minorFont>'
            '<a:latin typeface="Themaletter"/></a:minorFont></a:theme>',
        )
    path = tmp_path / "eigen.docx"
    path.write_bytes(made.getvalue())
    (problem,) = examine_template(path, SORTS)
    assert "'Themaletter' van de gewone tekst" in problem.message


DRAWING = (
    '<w:r><w:t>Ons logo</w:t></w:r><w:r><w:drawing><wp:docPr xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing" id="1" name="logo"{}</wp:docPr></w:drawing></w:r>'
)
DECORATION = (
    "><adec:decorative "
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="{}"/>'
)


@pytest.mark.parametrize(
    ("rest", "count"),
    [
        (">", 1),
        (' descr="">', 1),
        (' descr="Logo">', 0),
        (DECORATION.format(1), 0),
        (DECORATION.format(0), 1),
    ],
)
def test_a_picture_without_a_text_for_who_cannot_see_it_is_a_warning(
    found: Callable[..., list[Problem]], rest: str, count: int
) -> None:
    problems = found((MAIN, title(DRAWING.format(rest))))
    assert [(problem.severity, problem.code, problem.excerpt) for problem in problems] == [
        ("waarschuwing", "sjabloon-alternatieve-tekst", "Ons logo")
    ] * count


def test_a_style_that_is_used_but_not_there_is_a_warning(
    found: Callable[..., list[Problem]],
) -> None:
    (problem,) = found((MAIN, lambda text: text.replace('w:val="Slot"', 'w:val="Slotzin"')))
    assert (problem.severity, problem.code) == ("waarschuwing", "sjabloon-onbekende-stijl")
    assert "'Slotzin'" in problem.message
    assert "Aldus overeengekomen" in str(problem.excerpt)


def test_a_part_that_is_missing_altogether_is_named(template: bytes) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as old, zipfile.ZipFile(made, "w") as new:
        for info in old.infolist():
            if info.filename not in ("word/styles.xml", RELS):
                new.writestr(info.filename, old.read(info))
    with pytest.raises(TemplateError, match=r"mist het onderdeel word/styles\.xml") as caught:
        compile_template(made.getvalue(), "eigen.docx")
    assert f"mist het onderdeel {RELS}" in str(caught.value)


def test_everything_is_found_in_one_run_and_a_document_is_refused_with_all_errors(
    found: Callable[..., list[Problem]], template: bytes
) -> None:
    changes: list[tuple[str, Change]] = [
        (MAIN, said("{{ tietel }} {{ titel|lenght }}")),
        (MAIN, lambda text: text.replace("{{p artikelen }}", "")),
        (HEADER, lambda text: text.replace("{% endif %}", "")),
        ("word/numbering.xml", lambda text: text.replace('<w:pStyle w:val="Lid"/>', "")),
        (RELS, related("image", "http://example.org/x.png", EXTERNAL)),
    ]
    expected = {"naam", "tag", "zonder-plek", "zonder-nummering", "extern"}
    assert codes(found(*changes)) == {f"sjabloon-{name}" for name in expected}
    data = template
    for part, change in changes:
        data = changed(data, part, change)
    with pytest.raises(TemplateError) as caught:
        compile_template(data, "eigen.docx")
    assert codes(list(caught.value.problems)) == {f"sjabloon-{name}" for name in expected}


def test_a_template_with_far_too_many_tags_is_refused_before_they_are_looked_at(
    found: Callable[..., list[Problem]],
) -> None:
    (problem,) = found((MAIN, said("{{ tietel }}" * 2_001)))
    assert problem.code == "sjabloon-te-groot"
    assert "meer dan 2000 tags" in problem.message


def test_a_template_with_far_too_many_lines_is_refused_before_they_are_looked_at(
    found: Callable[..., list[Problem]],
) -> None:
    (problem,) = found(
        (MAIN, lambda text: text.replace("<w:sectPr", f"{'<w:p/>' * 200_001}<w:sectPr", 1))
    )
    assert problem.code == "sjabloon-te-groot"
    assert "te veel regels" in problem.message


@pytest.mark.belasting
def test_a_template_with_far_too_much_text_is_refused(found: Callable[..., list[Problem]]) -> None:
    (problem,) = found((MAIN, said("a" * 5_000_000)))
    assert problem.code == "sjabloon-te-groot"


@pytest.mark.belasting
@pytest.mark.parametrize(
    "text", ["{" * 100_000, "{{ " * 900 + "a" * 100_000, "{{ " + "a" * 100_000 + " }}"]
)
def test_braces_without_end_give_one_short_answer_in_time(
    found: Callable[..., list[Problem]], text: str
) -> None:
    problems = found((MAIN, said(text)))
    assert problems
    assert all(len(problem.message) < 500 for problem in problems)


def test_the_same_mistake_everywhere_is_told_a_hundred_times_and_then_that_there_is_more(
    found: Callable[..., list[Problem]],
) -> None:
    marks = "".join(
        f'<w:p><w:r><w:t>{number}</w:t><w:commentReference w:id="1"/></w:r></w:p>'
        for number in range(150)
    )
    problems = found((MAIN, lambda text: text.replace("<w:body>", f"<w:body>{marks}", 1)))
    assert len(problems) == 101
    assert problems[-1].message == "er is nog meer van deze soort"


def test_many_warnings_stay_warnings(found: Callable[..., list[Problem]]) -> None:
    lines = '<w:p><w:pPr><w:pStyle w:val="Weg"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
    many = "".join(lines.format(number) for number in range(150))
    problems = found((MAIN, lambda text: text.replace("<w:body>", f"<w:body>{many}", 1)))
    assert len(problems) == 101
    assert {problem.severity for problem in problems} == {"waarschuwing"}


def test_an_address_to_click_on_may_not_be_fetched_by_a_picture(
    found: Callable[..., list[Problem]],
) -> None:
    outside = (RELS, related("hyperlink", "http://example.org/x.png", EXTERNAL))
    link = (
        f'<w:hyperlink xmlns:r="{REL}" r:id="rId77"><w:r><w:t>Ons adres</w:t></w:r></w:hyperlink>'
    )
    assert "sjabloon-extern" not in codes(found(outside, (MAIN, title(link))))
    problems = found(outside, (MAIN, title(PICTURE.format("link"))))
    assert any(
        "wordt iets van buiten het bestand opgehaald" in problem.message for problem in problems
    )


def test_a_tag_in_a_field_is_refused(found: Callable[..., list[Problem]]) -> None:
    code = """<w:r><w:instrText> IN{{ "CLUDEPICTURE" }} "http://example.org/x.png" </w:instrText></w:r>"""
    assert any(
        "in een veld kan geen tag staan" in problem.message
        for problem in found((MAIN, title(code)))
    )


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("{{p bundel }}", "staat voor woorden"),
        ("{{r bundel }}", "staat voor woorden"),
        ("{{tr bundel }}", "staat voor woorden"),
        ("{% cellbg titel %}", "hoort een getal of een kleur"),
        ("Let op {#p notitie #}", "laat haar hele regel verdwijnen"),
    ],
)
def test_a_form_of_a_tag_that_would_break_the_document_or_lose_text_is_refused(
    found: Callable[..., list[Problem]], tag: str, words: str
) -> None:
    assert any(words in problem.message for problem in found((MAIN, said(tag))))


def test_words_beside_a_tag_for_a_whole_cell_are_not_lost(
    found: Callable[..., list[Problem]],
) -> None:
    cell = "<w:tc><w:p><w:r><w:t>Let op {%tc if concept %}</w:t></w:r></w:p></w:tc>"
    end = "<w:tc><w:p><w:r><w:t>{%tc endif %}</w:t></w:r></w:p></w:tc>"
    table = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{cell}{end}</w:tr></w:tbl>"
    problems = found((MAIN, lambda text: text.replace("<w:sectPr", f"{table}<w:sectPr", 1)))
    assert any("staat nog tekst, en die zou verdwijnen" in problem.message for problem in problems)


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        (
            '<w:bookmarkStart w:id="7" w:name="hier"/><w:bookmarkEnd w:id="7"/>',
            "een bladwijzer komt",
        ),
        (
            '<w:sdt><w:sdtPr><w:id w:val="7"/></w:sdtPr>'
            "<w:sdtContent><w:r/></w:sdtContent></w:sdt>",
            "een inhoudsbe",
        ),
    ],
)
def test_what_may_stand_in_a_document_once_is_not_repeated(
    found: Callable[..., list[Problem]], inside: str, words: str
) -> None:
    begin, end = (
        f"<w:p><w:r><w:t>{tag}</w:t></w:r></w:p>"
        for tag in ("{%p for a in partijen %}", "{%p endfor %}")
    )
    block = f"{begin}<w:p>{inside}</w:p>{end}"
    problems = found((MAIN, lambda text: text.replace("<w:sectPr", f"{block}<w:sectPr", 1)))
    assert any(words in problem.message for problem in problems)


def test_a_cell_that_may_end_up_empty_is_refused(found: Callable[..., list[Problem]]) -> None:
    lines = "".join(
        f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
        for text in ("{%p if concept %}", "x", "{%p endif %}")
    )
    table = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{lines}</w:tc></w:tr></w:tbl><w:p/>"
    problems = found((MAIN, lambda text: text.replace("<w:sectPr", f"{table}<w:sectPr", 1)))
    assert any("zonder regel" in problem.message for problem in problems)


def test_a_mailing_is_refused(found: Callable[..., list[Problem]]) -> None:
    merge = (
        '<w:mailMerge><w:mainDocumentType w:val="formLetters"/>'
        '<w:query w:val="SELECT 1"/></w:mailMerge>'
    )
    problems = found(
        ("word/settings.xml", lambda text: text.replace("</w:settings>", f"{merge}</w:settings>"))
    )
    assert any("mailing" in problem.message for problem in problems)


def test_what_stands_in_a_comment_of_the_xml_is_no_part_of_the_template(
    template: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "eigen.docx"
    hidden = "<!-- > {{ bundel }} {{ bijlagen }} {{ geheim }} -->"
    path.write_bytes(
        changed(template, MAIN, lambda text: text.replace("<w:sectPr", f"{hidden}<w:sectPr", 1))
    )
    assert not examine_template(path, SORTS)
    made, _ = compile_parts(template_package(path.read_bytes(), "eigen.docx"))
    assert not any("geheim" in part.source for part in made.values())


def test_a_tag_outside_the_text_is_refused(found: Callable[..., list[Problem]]) -> None:
    problems = found(
        (
            "word/settings.xml",
            lambda text: text.replace("<w:settings", '<w:settings x="{{ titel }}"', 1),
        )
    )
    assert any("kan geen tag staan" in problem.message for problem in problems)


def test_the_signs_that_tags_are_held_by_are_refused(found: Callable[..., list[Problem]]) -> None:
    problems = found((MAIN, said("{{ titel }} \ue01099\ue011")))
    assert any("U+E010" in problem.message for problem in problems)
