"""A template is refused when Word would count in another way than we write in references."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from dlr_docs.basis.problems import Problem
from dlr_docs.word.template.checks.numbering import check_counting, check_numbering
from dlr_docs.word.template.compile import template_package
from dlr_docs.word.template.trial import admitted
from tests.ooxml import TEMPLATE, changed
from tests.samples import SORTS
from tests.word.template.checks.changing import MAIN, Change, codes

NUMBERING, STYLES = "word/numbering.xml", "word/styles.xml"
PLACE = "{{p artikelen }}"
LINE = '<w:p><w:pPr><w:pStyle w:val="{}"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'


def level(style: str, old: str, new: str) -> Change:
    """Another element in the level that is tied to a style."""

    def change(text: str) -> str:
        levels = re.findall(r"<w:lvl .*?</w:lvl>", text, re.DOTALL)
        (mine,) = [item for item in levels if f'<w:pStyle w:val="{style}"/>' in item]
        made = re.sub(old, new, mine, count=1)
        assert made != mine
        return text.replace(mine, made)

    return change


def style(name: str, inner: str) -> Change:
    """A style with other numbering."""

    def change(text: str) -> str:
        found = re.search(rf'<w:style [^>]*w:styleId="{name}".*?</w:style>', text, re.DOTALL)
        assert found
        made = re.sub(r"<w:numPr>.*?</w:numPr>", "", found[0], flags=re.DOTALL)
        made = re.sub(r"<w:pPr>", f"<w:pPr>{inner}", made, count=1)
        return text.replace(found[0], made)

    return change


def line(where: str, name: str, words: str = "Voorwoord") -> Change:
    """A line of a style before or after the place of the articles."""

    def change(text: str) -> str:
        start = text.rindex("<w:p>" if "<w:p>" in text else "<w:p ", 0, text.index(PLACE))
        end = text.index("</w:p>", start) + len("</w:p>")
        at = start if where == "before" else end
        return text[:at] + LINE.format(name, words) + text[at:]

    return change


def messages_of(part: str, change: Change) -> list[str]:
    package = template_package(changed(TEMPLATE.read_bytes(), part, change), "eigen.docx")
    return [
        finding.message for check in (check_numbering, check_counting) for finding in check(package)
    ]


START = r'<w:start w:val="1"/>'
IN_LIST = '<w:numPr><w:ilvl w:val="5"/><w:numId w:val="1"/></w:numPr>'
REFUSED: dict[str, tuple[str, Change, str]] = {
    "articles begin elsewhere": (
        NUMBERING,
        level("Artikel", START, '<w:start w:val="5"/>'),
        "de telling begint bij 5",
    ),
    "articles begin at nought": (NUMBERING, level("Artikel", START, ""), "de telling begint bij 0"),
    "leden begin elsewhere": (
        NUMBERING,
        level("Lid", START, '<w:start w:val="2"/>'),
        "niveau van de stijl 'Lid'",
    ),
    "a list begins elsewhere": (
        NUMBERING,
        lambda text: text.replace(
            '<w:num w:numId="1"><w:abstractNumId w:val="1"/>',
            '<w:num w:numId="1"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
            '<w:startOverride w:val="3"/></w:lvlOverride>',
        ),
        "de telling begint bij 3",
    ),
    "leden go on counting": (
        NUMBERING,
        level("Lid", r"(<w:numFmt [^>]*/>)", r'\1<w:lvlRestart w:val="0"/>'),
        "begint niet opnieuw na elke alinea met de stijl 'Artikel'",
    ),
    "onderdelen begin again only after an article": (
        NUMBERING,
        level("Onderdeel", r"(<w:numFmt [^>]*/>)", r'\1<w:lvlRestart w:val="1"/>'),
        "begint niet opnieuw na elke alinea met de stijl 'Lid'",
    ),
    "an unknown format": (
        NUMBERING,
        level("Artikel", '"decimal"', '"hebrew1"'),
        "dlr-docs kent deze soort nummer niet: hebrew1",
    ),
    "a sign in the place of a number": (
        NUMBERING,
        level("Lid", '"decimal"', '"bullet"'),
        "toont geen eigen nummer",
    ),
    "no number at all": (NUMBERING, level("Lid", '"decimal"', '"none"'), "toont geen eigen nummer"),
    "a label without its own number": (
        NUMBERING,
        level("Onderdeel", r'<w:lvlText w:val="[^"]*"/>', '<w:lvlText w:val="%1"/>'),
        "toont geen eigen nummer",
    ),
    "a label with a number of a level below": (
        NUMBERING,
        level("Artikel", r'<w:lvlText w:val="[^"]*"/>', '<w:lvlText w:val="%1%4"/>'),
        "het nummer toont ook dat van niveau 4",
    ),
    "a style that numbers in the list of the articles": (
        STYLES,
        style("Lidvervolg", IN_LIST.replace("5", "1")),
        "de stijl 'Lidvervolg' telt mee in de lijst van de artikelen",
    ),
    "a line before the articles that counts with them": (
        MAIN,
        line("before", "Artikel"),
        "deze regel telt mee in de lijst van de artikelen",
    ),
    "a line with numbering of its own": (
        MAIN,
        lambda text: line("before", "Artikeltekst")(text).replace(
            '<w:pStyle w:val="Artikeltekst"/></w:pPr><w:r><w:t>Voorwoord',
            '<w:pStyle w:val="Artikeltekst"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/>'
            "</w:numPr></w:pPr><w:r><w:t>Voorwoord",
        ),
        "deze regel telt mee in de lijst van de artikelen",
    ),
    "a heading with a number that the contents would lack": (
        MAIN,
        line("after", "Artikel"),
        "deze kop heeft een nummer",
    ),
    "another list for leden": (
        STYLES,
        style("Lid", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>'),
        "niveaus van verschillende lijsten",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_list_that_we_cannot_follow_is_refused(name: str) -> None:
    part, change, message = REFUSED[name]
    messages = messages_of(part, change)
    assert any(message in item for item in messages), messages


ALLOWED: dict[str, tuple[str, Change, tuple[str, str]]] = {
    "articles with zeros": (NUMBERING, level("Artikel", '"decimal"', '"decimalZero"'), ("03", "2")),
    "articles in words": (
        NUMBERING,
        level("Artikel", '"decimal"', '"ordinalText"'),
        ("Derde", "2"),
    ),
    "ordinal leden": (NUMBERING, level("Lid", '"decimal"', '"ordinal"'), ("3", "2e")),
    "legal numbers": (
        NUMBERING,
        lambda text: level(
            "Lid", r'<w:lvlText w:val="[^"]*"/>', '<w:isLgl/><w:lvlText w:val="%1.%2"/>'
        )(level("Artikel", '"decimal"', '"upperRoman"')(text)),
        ("III", "3.2"),
    ),
    "an old list left behind": (
        NUMBERING,
        lambda text: text.replace(
            "<w:num ",
            '<w:abstractNum w:abstractNumId="90"><w:lvl w:ilvl="0"><w:start w:val="8"/>'
            '<w:pStyle w:val="Artikel"/><w:lvlText w:val="Hoofdstuk %1"/></w:lvl></w:abstractNum>'
            "<w:num ",
            1,
        ).replace(
            "</w:numbering>",
            '<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num></w:numbering>',
        ),
        ("3", "2"),
    ),
    "leden that begin again after each level above": (
        NUMBERING,
        level("Lid", r"(<w:numFmt [^>]*/>)", r'\1<w:lvlRestart w:val="1"/>'),
        ("3", "2"),
    ),
    "a line after the articles": (
        MAIN,
        line("after", "Lid"),
        ("3", "2"),
    ),
}


@pytest.mark.parametrize("name", ALLOWED)
def test_a_list_that_we_can_follow_gives_its_own_numbers(name: str) -> None:
    part, change, (artikel, lid) = ALLOWED[name]
    assert messages_of(part, change) == []
    made = admitted(changed(TEMPLATE.read_bytes(), part, change), "eigen.docx", SORTS)
    assert artikel in made.levels[0].label((3,))
    assert lid in made.levels[1].label((3, 2))


def test_text_boxes_count_by_themselves() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{LINE.format('Lid', 'x')}</w:txbxContent></w:pict></w:r>"
    assert messages_of(MAIN, lambda text: text.replace("<w:r>", f"{box}<w:r>", 1)) == []


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


BOX = "<w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r>"


@pytest.mark.parametrize(
    ("box", "beside", "wrong"),
    [
        (BOX.format(LINE.format("Kop1", "Kader")), "{{ titel }}", "staat in een tekstvak"),
        (BOX.format(LINE.format("Slot", "Kader")), "Ondertekening", "hangt een tekstvak"),
    ],
)
def test_a_text_box_and_a_heading_that_would_spoil_the_contents_are_refused(
    box: str, beside: str, wrong: str
) -> None:
    words = f"<w:r><w:t>{beside}</w:t></w:r>"
    (message,) = messages_of(MAIN, lambda text: text.replace(words, f"{words}{box}", 1))
    assert wrong in message
