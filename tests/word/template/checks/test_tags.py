"""Tags: each mistake that people make in Word is found, named and placed."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from dlr_docs.basis.problems import Problem
from tests.word.template.checks.changing import (
    HEADER,
    MAIN,
    said,
    title,
)

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
            "{% if false == concept %}{{ partijen[0].plek }}{% endif %}",
            "naam",
            "een partij heeft geen 'plek'",
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
    assert "{%p if not bundel_in_bij %} en {% endif %} horen bij elkaar" in problem.message
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


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("{{p bundel }}", "staat voor woorden"),
        ("{{r bundel }}", "staat voor woorden"),
        ("{{tr bundel }}", "staat voor woorden"),
        ("{% cellbg titel %}", "{% cellbg titel %} kan hier niet"),
        ('{% cellbg "D9E2F3" %}', "kan hier niet"),
        ("{% colspan 3 %}", "kan hier niet"),
        ("{%r if concept %}x{%r endif %}", "laat de woorden ernaast verdwijnen"),
        ("Let op {#p notitie #}", "naast {#p notitie #} staat nog tekst, en die zou verdwijnen"),
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
            "een bladwijzer kan niet",
        ),
        ('<w:r><w:footnoteReference w:id="7"/></w:r>', "een voetnoot kan niet"),
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
    (problem,) = [problem for problem in problems if "zonder regel" in problem.message]
    assert "{%p else %}" in str(problem.hint)


@pytest.mark.parametrize(
    ("kept", "words"),
    [
        ('<w:r><w:br w:type="page"/></w:r>', "regel- of pagina-einde"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A7"/></w:r>', "een symbool"),
        ("<w:r><w:drawing/></w:r>", "een afbeelding"),
        ('<w:r><w:footnoteReference w:id="2"/></w:r>', "het teken van een noot"),
    ],
)
@pytest.mark.parametrize("tag", ["{%p if kenmerk %}", "{{p artikelen }}"])
def test_what_would_go_with_the_line_of_a_tag_is_named(
    found: Callable[..., list[Problem]], tag: str, kept: str, words: str
) -> None:
    pattern = re.compile(r"<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t[^>]*>" + re.escape(tag))
    problems = found((MAIN, lambda text: pattern.sub(lambda run: kept + run[0], text, count=1)))
    assert any(words in item.message and "zou verdwijnen" in item.message for item in problems)


@pytest.mark.parametrize(
    "around",
    [
        "<w:r><w:ruby><w:rubyPr/><w:rt/><w:rubyBase>"
        "<w:r><w:t>{{ bun</w:t></w:r><w:r><w:t>del }}</w:t></w:r></w:rubyBase></w:ruby></w:r>",
        '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
        "<m:r><m:t>{{ bun</m:t></m:r><m:r><m:t>del }}</m:t></m:r></m:oMath>",
    ],
    ids=["ruby", "mathematics"],
)
def test_a_tag_where_no_control_can_stand_is_refused(
    found: Callable[..., list[Problem]], around: str
) -> None:
    problems = found(
        (MAIN, lambda text: text.replace("<w:sectPr", f"<w:p>{around}</w:p><w:sectPr", 1))
    )
    assert any("hier kan geen tag staan" in problem.message for problem in problems)


def test_a_tag_in_the_address_of_a_link_is_refused(found: Callable[..., list[Problem]]) -> None:
    (problem,) = found(
        ("word/_rels/document.xml.rels",
         lambda text: text.replace("</Relationships>",
            '<Relationship Id="rId77" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            'relationships/hyperlink" Target="https://x.example/%7B%7B%20bundel%20%7D%7D" '
            'TargetMode="External"/></Relationships>'))
    )  # fmt: skip
    assert "in het adres van een koppeling kan geen tag staan" in problem.message
