"""The numbers that Word shows, from styles, lists and levels (ECMA-376-1, 17.9)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.reading.numbering import Counter, labels_of, numbering_of
from dlr_docs.word.package.reading.styles import styles_of
from dlr_docs.word.package.xml import W
from dlr_docs.word.read.lines import read_lines
from tests.libreoffice import needs_uno, run_session
from tests.wordml import abstract, docx, level, num, numbers, override, package, paragraph, style

LEGAL = (
    level(0, "Artikel %1.", style="A"),
    level(1, "%1.%2", style="B"),
    level(2, "%3)", "lowerLetter", style="C"),
)
STYLES = (style("A", numbers(1)), style("B", numbers(1, 1)), style("C", numbers(1, 2)))


class Case(Struct, frozen=True, dict=True):
    """A list, paragraphs (names of styles, or w:p) and what Word shows of them.

    ``elsewhere`` is how LibreOffice differs, which then proves nothing.
    """

    numbering: Sequence[str]
    paragraphs: Sequence[str]
    shown: Sequence[str]
    styles: Sequence[str] = STYLES
    elsewhere: str = ""

    @property
    def body(self) -> str:
        return "".join(
            item if item.startswith("<") else paragraph("tekst", item) for item in self.paragraphs
        )

    @property
    def parts(self) -> dict[str, str]:
        return {"styles": "".join(self.styles), "numbering": "".join(self.numbering)}


def one(*levels: str) -> tuple[str, str]:
    """A definition and a list of it."""
    return abstract(7, *levels), num(1, 7)


def own(list_id: int | None, order: int | None = None, named: str = "") -> str:
    """A paragraph with numbering of its own."""
    return paragraph("tekst", named, numbers(list_id, order))


CUSTOM = (
    '<w:lvl w:ilvl="0"><w:start w:val="7"/><mc:AlternateContent><mc:Choice Requires="w14">'
    '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback>'
    '<w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:pStyle w:val="A"/>'
    '<w:lvlText w:val="%1"/></w:lvl>'
)
SYMBOL = (
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="A"/>'
    '<w:lvlText w:val="\uf0b7"/><w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr></w:lvl>'
)
BASED = (*STYLES, style("D", based_on="B"), style("E", numbers(None, 2), based_on="A"))
CASES = {
    "levels begin again below a higher one": Case(
        one(*LEGAL),
        ["A", "B", "C", "C", "B", "C", "A", "B"],
        ["Artikel 1.", "1.1", "a)", "b)", "1.2", "a)", "Artikel 2.", "2.1"],
    ),
    "a list begins where its level says": Case(
        one(level(0, "%1", style="A", start=5), level(1, "%1.%2", style="B", start=3)),
        ["A", "B", "A", "B"],
        ["5", "5.3", "6", "6.3"],
    ),
    "without w:start a level begins at nought": Case(
        one(level(0, "%1", style="A", start=None)),
        ["A", "A"],
        ["0", "1"],
    ),
    "a level above that did not count yet has begun": Case(
        one(*LEGAL), ["B", "C", "A", "B"], ["1.1", "a)", "Artikel 2.", "2.1"]
    ),
    "a level may never begin again": Case(
        one(level(0, "%1", style="A"), level(1, "%1.%2", style="B", lvlRestart="0")),
        ["A", "B", "B", "A", "B"],
        ["1", "1.1", "1.2", "2", "2.3"],
        elsewhere="ignores w:lvlRestart",
    ),
    "a level may begin again only after a certain one": Case(
        one(
            level(0, "%1", style="A"),
            level(1, "%1.%2", style="B"),
            level(2, "%3)", style="C", lvlRestart="1"),
        ),
        ["A", "B", "C", "B", "C", "A", "C"],
        ["1", "1.1", "1)", "1.2", "2)", "2", "1)"],
        elsewhere="ignores w:lvlRestart",
    ),
    "beginning again after a lower level means nothing": Case(
        one(level(0, "%1", style="A"), level(1, "%1.%2", style="B", lvlRestart="5")),
        ["A", "B", "A", "B"],
        ["1", "1.1", "2", "2.1"],
    ),
    "legal numbers are digits": Case(
        one(
            level(0, "%1", "upperRoman", style="A"),
            level(1, "%1.%2", "lowerLetter", style="B", isLgl="1"),
            level(2, "%1.%2.%3", "lowerLetter", style="C"),
        ),
        ["A", "A", "B", "C"],
        ["I", "II", "2.1", "II.a.a"],
        elsewhere="ignores w:isLgl",
    ),
    "legal numbers may be switched off": Case(
        one(level(0, "%1", "upperRoman", style="A"), level(1, "%1.%2", style="B", isLgl="0")),
        ["A", "B"],
        ["I", "I.1"],
    ),
    "a level with a sign has no number in labels below it": Case(
        one(level(0, "–", "bullet", style="A"), level(1, "%1%2.", style="B")),
        ["A", "B", "B"],
        ["–", "1.", "2."],
        elsewhere="writes every sign as one point in plain text",
    ),
    "a level without number is nothing in labels below it": Case(
        one(level(0, "", "none", style="A"), level(1, "%1%2.", style="B")),
        ["A", "B"],
        ["", "1."],
    ),
    "the sign of a symbol font is the character that it shows": Case(one(SYMBOL), ["A"], ["•"]),
    "a number of a level below its own is not there": Case(
        one(level(0, "%1%3", style="A")), ["A"], ["1"], elsewhere="shows the code"
    ),
    "numbers with zeros that Word writes as an alternative": Case(
        one(CUSTOM), ["A", "A"], ["007", "008"]
    ),
    "a list may begin elsewhere than its definition": Case(
        (abstract(7, *LEGAL), num(1, 7, override(0, 3), override(1, 4))),
        ["A", "B", "A", "B"],
        ["Artikel 3.", "3.4", "Artikel 4.", "4.4"],
        elsewhere="lets only the first level begin elsewhere",
    ),
    "a list may have a level of its own": Case(
        (
            abstract(7, *LEGAL),
            num(1, 7, override(0, whole=level(0, "§ %1", "upperRoman", style="A", start=2))),
        ),
        ["A", "B", "A"],
        ["§ II", "II.1", "§ III"],
    ),
    "where a list begins comes before a level of its own": Case(
        (abstract(7, *LEGAL), num(1, 7, override(0, 9, level(0, "§ %1", style="A")))),
        ["A"],
        ["§ 9"],
    ),
    "lists of one definition count together": Case(
        (abstract(7, *LEGAL), num(1, 7), num(2, 7)),
        ["A", own(2, 0), "A", own(2, 1)],
        ["Artikel 1.", "Artikel 2.", "Artikel 3.", "3.1"],
    ),
    "a list that says where it begins does so once": Case(
        (abstract(7, *LEGAL), num(1, 7), num(2, 7, override(0, 1))),
        ["A", "A", own(2, 0), own(2, 0)],
        ["Artikel 1.", "Artikel 2.", "Artikel 1.", "Artikel 2."],
    ),
    "a list that begins one level anew leaves the others": Case(
        (abstract(7, *LEGAL), num(1, 7), num(2, 7, override(0, 1))),
        ["A", "B", own(2, 1)],
        ["Artikel 1.", "1.1", "1.2"],
    ),
    "lists of two definitions count apart": Case(
        (*one(*LEGAL), abstract(8, level(0, "%1)")), num(2, 8)),
        ["A", own(2, 0), "A", own(2, 0)],
        ["Artikel 1.", "1)", "Artikel 2.", "2)"],
    ),
    "a definition may refer to a numbering style": Case(
        (
            abstract(7, more='<w:numStyleLink w:val="Lijst"/>'),
            abstract(8, *LEGAL, more='<w:styleLink w:val="Lijst"/>'),
            num(1, 7),
            num(2, 8),
        ),
        ["A", "B", own(2, 0)],
        ["Artikel 1.", "1.1", "Artikel 2."],
        (
            *STYLES,
            '<w:style w:type="numbering" w:styleId="Lijst"><w:name w:val="Lijst"/>'
            f"<w:pPr>{numbers(2)}</w:pPr></w:style>",
        ),
    ),
    "of several lists that are tied to a style the style's own counts": Case(
        (
            abstract(6, level(0, "Hoofdstuk %1", style="A")),
            *one(*LEGAL),
            num(2, 6),
        ),
        ["A", "B"],
        ["Artikel 1.", "1.1"],
    ),
    "a level of a style comes from what is tied to it": Case(
        one(*LEGAL),
        ["A", "B"],
        ["Artikel 1.", "1.1"],
        (style("A", numbers(1, 2)), style("B", numbers(1))),
        elsewhere="takes the level of the style",
    ),
    "a level that is tied to nothing is that of the style itself": Case(
        one(level(0, "%1."), level(1, "%1.%2")),
        ["A", "B"],
        ["1.", "1.1"],
    ),
    "numbering is inherited from the style below": Case(
        one(*LEGAL), ["A", "D", "E", "D"], ["Artikel 1.", "1.1", "a)", "1.2"], BASED
    ),
    "a style may switch off the numbering of the one that it is based on": Case(
        one(*LEGAL),
        ["A", "D", "A"],
        ["Artikel 1.", "", "Artikel 2."],
        (*STYLES, style("D", numbers(0), based_on="A")),
    ),
    "styles that are based on each other end somewhere": Case(
        one(*LEGAL),
        ["A", "D"],
        ["Artikel 1.", ""],
        (*STYLES, style("D", based_on="E"), style("E", based_on="D")),
        elsewhere="crashes",
    ),
    "the style of paragraphs that name none may number": Case(
        one(level(0, "%1.", style="Z")),
        ["<w:p/>", "A", paragraph("x", "Onbekend")],
        ["1.", "", "2."],
        (style("Z", numbers(1), more='w:default="1"'), style("A", numbers(0))),
        elsewhere="gives unknown styles no number",
    ),
    "numbering of the paragraph itself comes first": Case(
        (*one(*LEGAL), abstract(8, level(0, "(%1)")), num(2, 8)),
        ["A", own(2, 0, "A"), own(1, 1, "A"), "A"],
        ["Artikel 1.", "(1)", "1.1", "Artikel 2."],
    ),
    "list 0 switches off": Case(
        one(*LEGAL), ["A", own(0, 0, "A"), "A"], ["Artikel 1.", "", "Artikel 2."]
    ),
    "a level of the paragraph itself in the list of its style": Case(
        one(*LEGAL), ["A", own(None, 1, "A")], ["Artikel 1.", "1.1"]
    ),
    "a list that is not there numbers nothing": Case(one(*LEGAL), [own(9, 0)], [""]),
    "a level that is not there numbers nothing": Case(
        one(*LEGAL), [own(1, 5)], [""], elsewhere="counts with a level of its own"
    ),
    "a definition that is not there numbers nothing": Case(
        [num(1, 99)], ["A"], [""], elsewhere="counts with a level of its own"
    ),
    "of two lists with one number the first counts": Case(
        (*one(*LEGAL), abstract(8, level(0, "(%1)")), num(1, 8)),
        ["A"],
        ["Artikel 1."],
        elsewhere="takes the last",
    ),
}


def shown(opened: Package) -> list[str]:
    numbering = numbering_of(opened, styles_of(opened))
    paragraphs = list(opened.roots["word/document.xml"].iter(f"{{{W}}}p"))
    labels = labels_of(paragraphs, numbering)
    return [labels[item][0] if item in labels else "" for item in paragraphs]


@pytest.mark.parametrize("name", CASES)
def test_numbers_are_those_that_word_counts(name: str) -> None:
    case = CASES[name]
    assert shown(package(case.body, **case.parts)) == list(case.shown)


FORMS = {
    "decimal": ["1", "2", "27"],
    "decimalZero": ["01", "02", "27"],
    "upperLetter": ["A", "B", "AA"],
    "lowerLetter": ["a", "b", "aa"],
    "upperRoman": ["I", "II", "XXVII"],
    "lowerRoman": ["i", "ii", "xxvii"],
    "ordinal": ["1e", "2e", "27e"],
    "cardinalText": ["Een", "Twee", "Zevenentwintig"],
    "ordinalText": ["Eerste", "Tweede", "Zevenentwintigste"],
    "decimalEnclosedCircle": ["①", "②", "27"],
    "decimalEnclosedParen": ["⑴", "⑵", "27"],
    "decimalEnclosedFullstop": ["⒈", "⒉", "27"],
    "decimalFullWidth": ["１", "２", "２７"],
    "numberInDash": ["- 1 -", "- 2 -", "- 27 -"],
    "chicago": ["*", "†", "‡‡‡‡‡‡‡"],
    "hex": ["1", "2", "1B"],
    "none": ["", "", ""],
    "thaiLetters": ["1", "2", "27"],
}


@pytest.mark.parametrize("form", FORMS)
def test_every_format_of_numbers_shows_as_in_word(form: str) -> None:
    numbering = "".join(one(level(0, "%1", form, "A")))
    found = shown(package(paragraph("x", "A") * 27, styles=STYLES[0], numbering=numbering))
    assert [found[0], found[1], found[26]] == FORMS[form]


def test_an_ordinal_sign_is_text_beside_the_number() -> None:
    numbering = "".join(one(level(0, "%1°", style="A")))
    assert shown(package(paragraph("x", "A") * 2, styles=STYLES[0], numbering=numbering)) == [
        "1°",
        "2°",
    ]


def test_what_comes_between_number_and_text_is_kept() -> None:
    numbering = "".join(one(level(0, "%1)", style="A", suff="nothing")))
    made = docx(paragraph("tekst", "A"), styles=STYLES[0], numbering=numbering)
    assert read_lines(made) == ["1)tekst"]


@pytest.mark.parametrize("value", ["", "x", "-1", "1" * 5000, "٣", "99999"])
def test_values_that_are_no_numbers_stop_nothing(value: str) -> None:
    hostile = (
        f'<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="{value}"><w:start w:val="{value}"/></w:lvl>'
        f'<w:lvl w:ilvl="0"><w:start w:val="{value}"/><w:numFmt w:val="lowerLetter"/>'
        f'<w:lvlRestart w:val="{value}"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="{value}">'
        f'<w:startOverride w:val="{value}"/></w:lvlOverride></w:num>'
    )
    own_level = f'<w:numPr><w:ilvl w:val="{value}"/><w:numId w:val="1"/></w:numPr>'
    found = shown(package(paragraph("x", own=own_level), numbering=hostile))
    assert all(len(label) < 100 for label in found)


@given(st.lists(st.integers(0, 2), max_size=30))
def test_each_level_counts_within_the_one_above(orders: list[int]) -> None:
    """Counted anew from the paragraphs themselves, however levels follow each other."""
    opened = package(numbering="".join(one(*LEGAL)), styles="".join(STYLES))
    uses = list(numbering_of(opened, styles_of(opened)).of_style.values())
    counter = Counter()
    counts: list[int] = []
    for order in orders:
        label = counter.next(uses[order])
        counts = [*counts[: order + 1], *[1] * (order - len(counts))]
        counts = [*counts[:order], counts[order] + 1 if len(counts) > order else 1]
        expected = (
            f"Artikel {counts[0]}.",
            f"{counts[0]}.{counts[-1]}",
            f"{chr(96 + counts[-1])})",
        )
        assert label == expected[order]


@pytest.mark.libreoffice
@needs_uno
def test_libreoffice_shows_the_same_numbers(tmp_path: Path) -> None:
    agreed = {name: case for name, case in CASES.items() if not case.elsewhere}
    jobs = []
    for index, case in enumerate(agreed.values()):
        path = tmp_path / f"{index}.docx"
        path.write_bytes(docx(case.body, **case.parts))
        jobs.append({"open": str(path), "save": [str(tmp_path / f"{index}.txt")]})
    run_session(jobs, tmp_path)
    wrong = {}
    for index, (name, case) in enumerate(agreed.items()):
        text = (tmp_path / f"{index}.txt").read_text(encoding="utf-8-sig")
        found = [line.removesuffix("tekst").strip() for line in text.splitlines()]
        if found != list(case.shown):
            wrong[name] = found, list(case.shown)
    assert not wrong
