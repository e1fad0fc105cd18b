"""Words that a hand typed in the number that a reference shows."""

from __future__ import annotations

import re
from typing import Any

import pytest
from lxml import etree

from dlr_docs.word.package.reading.references import REFERENCE, draw_in_references, fields_in
from dlr_docs.word.package.reading.text import Changes, text_of
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.package.xml import W
from tests.wordml import abstract, level, num, numbers, package, style

_W = f"{{{W}}}"
STYLES = style("Artikel", numbers(1, 0)) + style("Lid", numbers(1, 1))
LIST = abstract(
    1, level(0, "§ %1", style="Artikel") + level(1, "%2.", form="lowerLetter", style="Lid")
) + num(1, 1)
BY = 'w:id="1" w:author="J. de Vries"'


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def reference(result: str, switch: str = "n") -> str:
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    code = rf"<w:r><w:instrText> REF _Ref_klachten \{switch} \h </w:instrText></w:r>"
    return f"<w:p>{run('zie ')}{begin}{code}{separate}{result}{end}{run(' daar')}</w:p>"


def drawn_in(paragraph: str, changes: Changes = Changes.ACCEPTED) -> tuple[Any, list[str]]:
    """The paragraph afterwards, and what its fields show."""
    found = package(paragraph, styles=STYLES, numbering=LIST)
    draw_in_references(found, changes)
    root = found.roots[MAIN]
    shown = ["".join(text_of(run) for run in field.result) for field in fields_in(root)]
    return root.find(f".//{_W}p"), shown


CASES = {
    # what it shows, and what of that stays in the field
    "behind": (run("artikel 10 zq199v7x"), "artikel 10"),
    "behind, in a run of its own": (run("artikel 10") + run(" zq199v7x"), "artikel 10"),
    "right behind": (run("artikel 10zq199v7x"), "artikel 10"),
    "before": (run("het nieuwe artikel 10"), "artikel 10"),
    "on both sides": (run("het ") + run("nieuwe arti") + run("kel 10 lid 2"), "artikel 10"),
    "between": (run("artikel zq 10"), "10"),
    "on both sides, in one run": (run("het nieuwe artikel 10, lid 2"), "artikel 10"),
    "a number of several": (run("10.12 zq"), "10.12"),
    "a line": (f"{run('artikel 10')}<w:r><w:br/><w:t>zq</w:t></w:r>", "artikel 10"),
    "with a number of a house style": (run("§ 3 zq"), "§ 3"),
    "with a letter": (run("b zq"), "b"),
}


@pytest.mark.parametrize("name", CASES)
def test_words_stand_beside_the_number(name: str) -> None:
    result, number = CASES[name]
    before = package(reference(result), styles=STYLES, numbering=LIST).roots[MAIN]
    paragraph, shown = drawn_in(reference(result))
    assert shown == [number]
    assert text_of(paragraph) == text_of(before.find(f".//{_W}p"))


@pytest.mark.parametrize(
    "result",
    [
        run("artikel 10"),
        run("Artikel\u00a010."),
        run("3"),
        run("§ 3"),
        run("b"),
        "",
        run("Fout! Verwijzingsbron niet gevonden."),
        run("Error: Reference source not found"),
    ],
)
def test_what_programs_show_stays_as_it_is(result: str) -> None:
    written = reference(result)
    before = package(written, styles=STYLES, numbering=LIST).roots[MAIN].find(f".//{_W}p")
    paragraph, _ = drawn_in(written)
    assert etree.tostring(paragraph) == etree.tostring(before)


def test_a_number_with_those_above_it_is_one_number() -> None:
    _, shown = drawn_in(reference(run("§ 3b zq"), "w"))
    assert shown == ["§ 3b"]


def test_a_reference_without_its_number_is_plain_text() -> None:
    paragraph, shown = drawn_in(reference(run("het artikel hiervoor")))
    assert shown == []
    assert text_of(paragraph) == "zie het artikel hiervoor daar"
    assert paragraph.find(f".//{_W}instrText") is None


def test_one_in_a_single_element_is_drawn_in_too() -> None:
    code = r" REF _Ref_klachten \n \h "
    simple = f'<w:fldSimple w:instr="{code}">{run("artikel 10 zq")}</w:fldSimple>'
    paragraph, shown = drawn_in(f"<w:p>{run('zie ')}{simple}</w:p>")
    assert shown == ["artikel 10"]
    assert text_of(paragraph) == "zie artikel 10 zq"


def test_a_reference_of_somebody_else_is_left_alone() -> None:
    written = reference(run("de bijlage van het ministerie")).replace("_Ref_klachten", "_Ref12345")
    _, shown = drawn_in(written)
    assert shown == ["de bijlage van het ministerie"]


def test_tracked_words_stay_tracked_and_the_field_stays_without_them() -> None:
    written = reference(run("artikel 10") + f"<w:ins {BY}>{run(' zq')}</w:ins>")
    paragraph, shown = drawn_in(written)
    assert shown == ["artikel 10"]
    assert [text_of(item) for item in paragraph.iter(f"{_W}ins")] == [" zq"]
    assert text_of(paragraph, Changes.REJECTED) == "zie artikel 10 daar"


def test_a_number_that_was_updated_under_tracked_changes_is_one_number() -> None:
    gone = f"<w:del {BY}>{run('artikel 9').replace('w:t', 'w:delText')}</w:del>"
    new = f"<w:ins {BY}>{run('artikel 10')}{run(' zq')}</w:ins>"
    paragraph, _ = drawn_in(reference(gone + new))
    assert text_of(paragraph) == "zie artikel 10 zq daar"
    kinds = [item.get(f"{_W}fldCharType") for item in paragraph.iter(f"{_W}fldChar")]
    assert kinds == ["begin", "separate", "end"]
    assert not [item for item in paragraph.iter(f"{_W}fldChar") if _is_tracked(item)]
    shown = etree.tostring(paragraph, encoding="unicode")
    assert re.search(r"artikel 10<.*fldCharType=\"end\".* zq<", shown)


def _is_tracked(item: Any) -> bool:
    return next(item.iterancestors(f"{_W}ins", f"{_W}del"), None) is not None


BEGIN, SEPARATE, END = (
    f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end")
)
CODE = r"<w:instrText> REF _Ref_klachten \n \h </w:instrText>"
SHOWN = '<w:t xml:space="preserve">artikel 10</w:t>'


def runs(*contents: str) -> str:
    return "".join(f"<w:r><w:rPr><w:b/></w:rPr>{content}</w:r>" for content in contents)


FORMS = {
    "in runs": runs(BEGIN, CODE, SEPARATE, SHOWN, END),
    "begin and code in one run": runs(BEGIN + CODE, SEPARATE, SHOWN, END),
    "up to the result in one run": runs(BEGIN + CODE + SEPARATE, SHOWN, END),
    "separator and result in one run": runs(BEGIN, CODE, SEPARATE + SHOWN, END),
    "all in one run": runs(BEGIN + CODE + SEPARATE + SHOWN + END),
    "beside words in one run": runs(f"<w:t>zie</w:t>{BEGIN}{CODE}{SEPARATE}{SHOWN}{END}"),
    "code in parts": runs(
        BEGIN,
        "<w:instrText> RE</w:instrText>",
        r"<w:instrText>F _Ref_klachten \n</w:instrText><w:instrText> \h </w:instrText>",
        SEPARATE,
        "<w:t>artikel</w:t>",
        '<w:t xml:space="preserve"> 10</w:t>',
        END,
    ),
    "in other capitals and with more switches": runs(
        BEGIN,
        r"<w:instrText>  ref   _Ref_klachten  \h \R \* MERGEFORMAT </w:instrText>",
        SEPARATE,
        SHOWN,
        END,
    ),
    "in an insertion": f"<w:ins {BY}>{runs(BEGIN + CODE, SEPARATE, SHOWN, END)}</w:ins>",
    "in a link": f"<w:hyperlink>{runs(BEGIN + CODE + SEPARATE, SHOWN + END)}</w:hyperlink>",
    "in a control": f"<w:sdt><w:sdtContent>{runs(BEGIN + CODE + SEPARATE + SHOWN + END)}"
    "</w:sdtContent></w:sdt>",
    "in the result of another": runs(
        f"{BEGIN}<w:instrText> IF 1 = 1 </w:instrText>{SEPARATE}",
        f"{BEGIN}{CODE}{SEPARATE}{SHOWN}{END}",
        f"{END}",
    ),
    "behind one that never ends": runs(BEGIN, f"{BEGIN}{CODE}{SEPARATE}{SHOWN}{END}"),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_field_is_read_in_every_form(name: str) -> None:
    root = package(f"<w:p>{FORMS[name]}</w:p>").roots[MAIN].find(f"{_W}body")
    before = text_of(root)
    (field,) = fields_in(root)
    assert REFERENCE.match(field.code)
    assert field.shown == "artikel 10"
    assert text_of(root) == before
    field.show("artikel 11")
    assert text_of(root) == before.replace("10", "11")
    assert {len(item) for item in root.iter(f"{_W}r")} == {2}


def test_a_field_that_was_taken_out_while_changes_were_tracked_is_none() -> None:
    gone = runs(BEGIN, CODE, SEPARATE, SHOWN, END).replace("instrText", "delInstrText")
    root = package(f"<w:p><w:del {BY}>{gone}</w:del></w:p>").roots[MAIN]
    assert not [field for field in fields_in(root) if REFERENCE.match(field.code)]


BOOKMARK = '<w:bookmarkStart w:id="7" w:name="_Ref_klachten"/>'
TARGET = f'<w:p><w:pPr><w:pStyle w:val="Artikel"/></w:pPr>{BOOKMARK}{run("Klachten")}</w:p>'
INSTEAD = {
    # what it shows in the place of a label with a word, "§ 1", and what of that stays in the field
    "a word in short": ("art. 10", "art. 10"),
    "behind words": ("volgens art. 10 zq", "art. 10"),
    "another kind": ("het lid 10", "lid 10"),
    "words between": ("zie § zq 10", "§ zq 10"),
    "the number alone": ("volgens 10", "10"),
}


@pytest.mark.parametrize("name", INSTEAD)
def test_what_stands_in_the_place_of_the_word_of_a_label_is_no_word_beside_it(name: str) -> None:
    text, shown = INSTEAD[name]
    found = package(reference(run(text)) + TARGET, styles=STYLES, numbering=LIST)
    draw_in_references(found)
    body = found.roots[MAIN].find(f"{_W}body")
    (field,) = fields_in(body)
    assert field.shown == shown
    assert f"zie {text} daar" in text_of(body)
