"""The checks of a Word template as a whole: what sort of file it is, the place of the articles,
remains of editing, and bounds.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from dlr_docs.basis.problems import Problem, Severity, TemplateError
from dlr_docs.word.template.compile import compile_parts, template_package
from dlr_docs.word.template.trial import admitted, examine_template
from tests.ooxml import TEMPLATE, changed
from tests.samples import SORTS
from tests.word.template.checks.changing import (
    EXTERNAL,
    HEADER,
    MAIN,
    RELS,
    Change,
    codes,
    related,
    said,
    title,
)


@pytest.mark.parametrize(
    "path",
    sorted(TEMPLATE.parents[1].glob("*/*.docx")),
    ids=lambda path: path.parent.name + path.stem,
)
def test_nothing_is_wrong_with_a_shipped_template(path: Path) -> None:
    assert examine_template(path, SORTS) == []


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


def test_a_part_that_is_missing_altogether_is_named(template: bytes) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as old, zipfile.ZipFile(made, "w") as new:
        for info in old.infolist():
            if info.filename not in ("word/styles.xml", RELS):
                new.writestr(info.filename, old.read(info))
    with pytest.raises(TemplateError, match=r"mist het onderdeel word/styles\.xml") as caught:
        admitted(made.getvalue(), "eigen.docx", SORTS)
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
        admitted(data, "eigen.docx", SORTS)
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


_TWO = (
    "{{ partijen[0].ondertekent }}"
    "{% if aantal_partijen > 1 %} en {{ partijen[1].ondertekent }}{% endif %}"
)


def _left_out(problems: list[Problem]) -> list[str]:
    return [item.message for item in problems if item.code == "sjabloon-onvolledig"]


def _one_signature(xml: str) -> str:
    """A place for one signature for each party, with the name of who signs."""
    xml = xml.replace("{%tr for partij in partij.handtekeningen %}", "{#tr weg #}")
    return xml.replace("{%tr endfor %}", "{#tr weg #}", 1).replace("{{ regel }}", "x")


def test_a_template_with_a_fixed_number_of_parties_leaves_the_others_out(
    found: Callable[..., list[Problem]],
) -> None:
    problems = found((MAIN, said(_TWO)))
    (message,) = _left_out(problems)
    assert "niet alle partijen" in message
    assert "partijen[0].ondertekent" in message
    assert {problem.severity for problem in problems} == {Severity.WARNING}


def test_who_is_named_once_more_leaves_nobody_out(found: Callable[..., list[Problem]]) -> None:
    assert _left_out(found((MAIN, said("{{ partijen[0].ondertekent }}")))) == []


def test_a_letter_that_names_one_party_of_more_is_told(tmp_path: Path) -> None:
    letter = TEMPLATE.with_name("brief.docx").read_bytes()
    path = tmp_path / "brief.docx"
    for part in ("footer1", "header1"):
        data = changed(
            letter,
            f"word/{part}.xml",
            lambda xml: xml.replace("{{ bundel }}", "{{ partijen[0].ondertekent }}").replace(
                "{{ titel }}", "{{ partijen[0].ondertekent }}"
            ),
        )
        path.write_bytes(data)
        assert len(_left_out(examine_template(path, SORTS))) == 1


def test_a_template_with_a_place_for_the_first_who_signs_leaves_the_others_out(
    found: Callable[..., list[Problem]],
) -> None:
    problems = found((MAIN, _one_signature))
    assert {"niet allemaal" in message for message in _left_out(problems)} == {True}
    assert all("partij.handtekeningen" in str(problem.hint) for problem in problems)
