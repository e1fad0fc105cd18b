"""The fields of a template, one by one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dlr_docs.basis.problems import Problem
from tests.word.template.checks.changing import MAIN, title

DDE = r'DDEAUTO c:\\cmd.exe "/k calc"'


def char(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text.replace(chr(34), '&quot;')}</w:instrText></w:r>"


def complex_field(inside: str) -> str:
    shown = f"{char('separate')}<w:r><w:t>x</w:t></w:r>"
    return f"{char('begin')}{inside}{shown}{char('end')}"


@pytest.mark.parametrize(
    ("xml", "words"),
    [
        (complex_field(code("PAGE")) + complex_field(code(DDE)), "start iets: DDEAUTO"),
        (complex_field(code("IF 1 = ") + complex_field(code(DDE))), "start iets: DDEAUTO"),
        (char("begin") + code("PAGE") + complex_field(code(DDE)), "start iets: DDEAUTO"),
        (complex_field(code("DDE") + code("AUTO x")), "start iets: DDEAUTO"),
        (complex_field(complex_field(code('QUOTE "DDE"')) + code("AUTO x")), "bepaalt de soort"),
        (complex_field(code("dde x y")), "start iets: dde"),
        ('<w:fldSimple w:instr="PAGE"/><w:fldSimple w:instr="LINK x"/>', "start iets: LINK"),
        (complex_field(code("WATDANOOK x")), "kent deze soort veld niet"),
        (complex_field(code("DOCVARIABLE steller")), "die gaan niet mee: DOCVARIABLE"),
        (code("PAGE"), "een veld dat niet af is"),
        (complex_field(code(r'TOC \o "1-3"')), "waarin de artikelen niet komen"),
    ],
)
def test_a_field_is_judged_by_itself_wherever_it_stands(
    found: Callable[..., list[Problem]], xml: str, words: str
) -> None:
    assert any(words in problem.message for problem in found((MAIN, title(xml))))


@pytest.mark.parametrize("kind", ["PAGE", "NUMPAGES", "page", "= 1 + 2", 'DATE \\@ "d"'])
def test_a_field_about_the_document_itself_may_stay(
    found: Callable[..., list[Problem]], kind: str
) -> None:
    assert found((MAIN, title(complex_field(code(kind)) + complex_field(code("TITLE"))))) == []


BEGUN = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
ENDED = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
TAG = "<w:r><w:t>{{% {} %}}</w:t></w:r>"


@pytest.mark.parametrize(
    ("xml", "words"),
    [
        (f"{BEGUN}{TAG.format('if concept')}a{TAG.format('endif')}{ENDED}", ""),
        (f"{TAG.format('if concept')}{BEGUN}{ENDED}{TAG.format('endif')}", ""),
        (f"{TAG.format('if concept')}{BEGUN}{TAG.format('endif')}{ENDED}", "knipt dit veld door"),
        (f"{BEGUN}{TAG.format('for p in partijen')}{ENDED}{TAG.format('endfor')}", "knipt"),
        (BEGUN, "maar een deel van een veld: PAGE"),
        (ENDED, "maar een deel van een veld"),
    ],
)
def test_a_field_stands_whole_in_every_document(
    found: Callable[..., list[Problem]], xml: str, words: str
) -> None:
    problems = found((MAIN, title(xml.replace("a<w:r>", "<w:r><w:t>a</w:t></w:r><w:r>"))))
    assert [problem.code for problem in problems] == ["sjabloon-extern"] * bool(words)
    assert all(words in problem.message for problem in problems)
