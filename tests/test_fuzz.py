"""Inputs that nobody would type: a few of each kind here, many more with ``make fuzz``; and all
that was found.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dlr_docs import build_bundle, choices_from_data, load_choices
from dlr_docs.basis.problems import ChoicesError, RenderError, TemplateError
from dlr_docs.basis.yaml.loading import load
from dlr_docs.clause.jinja import language
from dlr_docs.clause.parsing import parse
from dlr_docs.files.installation import default_library_path
from dlr_docs.library.load import read_library
from dlr_docs.model.document import Lid, Text
from dlr_docs.model.library import Library
from dlr_docs.word.template.balance import check_balance
from dlr_docs.word.template.trial import admitted
from tests import ooxml
from tests.fuzzing import (
    TEMPLATE,
    Target,
    damaged_data,
    damaged_text,
    made_or_refused,
    plain,
)
from tests.fuzzing_files import ALL_TARGETS as TARGETS
from tests.samples import SORTS, with_party
from tests.small import CHOICES, OUTLINE, SmallLibrary
from tools import fuzz

pytestmark = pytest.mark.belasting

EXAMPLES = sorted((default_library_path() / "examples").glob("*.yaml"))
SLOW = {
    *("sjabloon-onderdeel", "sjabloon-tag", "sjabloon-word", "retour-bewerkt", "git"),
    *("clausule-tekens", "clausule-tabel", "opzet", "tabel"),
}


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(chance=st.randoms(use_true_random=False))
def test_a_few_damaged_inputs_of_every_kind(name: str, chance: Random) -> None:
    TARGETS[name].try_one(chance)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_what_is_asked_of_a_damaged_file_holds_for_a_whole_one(
    library: Library, path: Path
) -> None:
    assert made_or_refused(lambda: build_bundle(load_choices(path), library)) == "document"


@pytest.mark.parametrize("answer", ["ja", "nee", ""])
def test_a_yes_or_no_is_a_box_answered_or_not(library: Library, answer: str) -> None:
    text = (default_library_path() / "examples" / "eigen-tekst.yaml").read_text("utf-8")
    assert "avonden_werkplaats: ja\n" in text
    data = load(
        text.replace("avonden_werkplaats: ja\n", f"avonden_werkplaats: {answer}\n"), "a"
    ).data
    assert isinstance(data, dict)
    assert made_or_refused(lambda: build_bundle(choices_from_data(data), library)) == "document"


@pytest.mark.belasting
@pytest.mark.parametrize("name", TARGETS)
def test_more_damaged_inputs_of_every_kind(name: str) -> None:
    found = [
        fuzz.try_number(TARGETS[name], 2026, number) for number in range(15 if name in SLOW else 60)
    ]
    assert [item for item in found if item[1] is not None] == []


def test_damage_is_damage() -> None:
    chance = Random(3)
    text = OUTLINE
    assert sum(damaged_text(text, chance) != text for _ in range(50)) > 40
    assert sum(damaged_data(plain(text), chance) != plain(text) for _ in range(50)) > 30


def test_a_finding_is_counted_and_named(capsys: pytest.CaptureFixture[str]) -> None:
    def broken(chance: Random) -> str:
        if chance.random() < 0.5:
            raise KeyError("weg")
        return "document"

    assert fuzz.run(Target("proef", broken, ""), 0.05, 1) == 1
    said = capsys.readouterr().out
    assert "inputs" in said
    assert "KeyError at test_fuzz.py" in said


# What was found. Each of these was a traceback, or a document that Word does not open.


def repacked(changes: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in {**ooxml.parts(TEMPLATE.read_bytes()), **changes}.items():
            package.writestr(name, content)
    return made.getvalue()


def template_problem(data: bytes) -> str:
    with pytest.raises(TemplateError) as caught:
        admitted(data, "eigen.docx", SORTS)
    return str(caught.value)


@pytest.mark.parametrize("cut", [1, 4, 46, 1000])
def test_a_template_that_lost_bytes_is_refused(cut: int) -> None:
    data = TEMPLATE.read_bytes()
    assert "geen-sjabloon" in template_problem(data[:500] + data[500 + cut :])


def test_a_template_with_a_part_without_a_name_is_refused() -> None:
    data = bytearray(repacked({"x": b""}))
    start = data.rindex(b"PK\x01\x02")
    data[start + 28 : start + 30] = bytes(2)
    assert "geen-sjabloon" in template_problem(bytes(data))


def test_a_template_with_a_part_name_that_is_no_text_is_refused() -> None:
    assert "geen-sjabloon" in template_problem(
        TEMPLATE.read_bytes().replace(b"word/fontTable", b"word/\xff\xffntTable")
    )


@pytest.mark.parametrize(
    "part",
    [
        "word/settings.xml",
        "word/fontTable.xml",
        "[Content_Types].xml",
        "word/_rels/document.xml.rels",
    ],
)
@pytest.mark.parametrize(
    "content", [b"", b"<a>", b"\xff\xfe<a/>", b"<?xml version='1.0' encoding='latin-1'?><a/>"]
)
def test_a_part_without_tags_that_is_no_xml_is_refused(part: str, content: bytes) -> None:
    assert f"{part} is beschadigd" in template_problem(repacked({part: content}))


@pytest.mark.parametrize(
    "text",
    [
        "{r}a{% if concept %}{e}<w:p><w:hyperlink><w:r><w:t>b{% "
        "endif %}c</w:t></w:r></w:hyperlink></w:p>",
        "{r}{% for a in partijen %}{e}<w:p><w:ins><w:r><w:t>{% endfor %}</w:t></w:r></w:ins></w:p>",
    ],
)
def test_a_tag_that_cuts_through_an_element_is_refused(text: str) -> None:
    text = text.replace("{r}", "<w:p><w:r><w:t>").replace("{e}", "</w:t></w:r></w:p>")
    document = ooxml.parts(TEMPLATE.read_bytes())["word/document.xml"].decode()
    made = document.replace("<w:body>", f"<w:body>{text}", 1)
    assert "sjabloon" in template_problem(repacked({"word/document.xml": made.encode()}))


def test_a_default_that_does_not_fit_its_own_declaration_is_a_problem(
    small_library: SmallLibrary,
) -> None:
    fields = "velden: {b: {soort: keuze, vraag: b?, opties: [x, y], standaard: z}}"
    small_library.clause(
        "doel/algemeen",
        "{{ a.b }}\n",
        head=f"gegevens:\n  a: {{soort: groep, vraag: a?, {fields}}}",
    )
    assert [problem.code for problem in small_library.problems()] == ["verkeerde-waarde"]


@pytest.mark.parametrize(
    ("text", "code"),
    [('a {{ anker("x") }}', "anker-zonder-nummer"), ("| a |\n|---|\n| b |", "tabel-in-overweging")],
)
def test_a_recital_with_what_it_cannot_hold_is_refused(
    small_library: SmallLibrary, text: str, code: str
) -> None:
    small_library.write(
        "templates/brief.yaml",
        f"{OUTLINE}overwegingen:\n  - {{onderwerp: considerans, standaard: a, verplicht: true}}\n",
    )
    small_library.clause("considerans/a", f"{text}\n")
    assert [problem.code for problem in small_library.problems()] == [code]


def test_an_anchor_in_a_table_is_refused(small_library: SmallLibrary) -> None:
    small_library.clause("doel/algemeen", '| a |\n|---|\n| {{ anker("x") }} |\n')
    assert [problem.code for problem in small_library.problems()] == ["anker-zonder-nummer"]


@pytest.mark.parametrize(
    "text", ["- " * 30 + "a", "".join("  " * depth + "- a\n" for depth in range(30))]
)
def test_lists_so_deep_that_the_parser_would_drop_them_are_refused(text: str) -> None:
    with pytest.raises(RenderError, match="te-diep"):
        parse(text)


@pytest.mark.parametrize("text", ["[1]: bijlage", "[1]: zie de bijlage", "[a]: b 'c'"])
def test_what_looks_like_the_definition_of_a_link_stays_in_the_text(text: str) -> None:
    assert parse(text).blocks == (Lid("alinea", (Text(text),)),)


@pytest.mark.parametrize("form", ["../brief", "/etc/brief", "a/b", "..", "brief.docx", "a\nb"])
def test_an_outline_cannot_name_a_template_outside_a_house_style(
    small_library: SmallLibrary, form: str
) -> None:
    small_library.write(
        "templates/brief.yaml", f'{OUTLINE}vorm: "{form.encode("unicode_escape").decode()}"\n'
    )
    _, problems = read_library(small_library.path)
    assert [problem.code for problem in problems] == ["verkeerde-vorm"]


@pytest.mark.parametrize("name", ["x" * 5000, "a\x00b", "weg/ergens"])
def test_a_house_style_with_an_impossible_name_is_a_problem(
    small_library: SmallLibrary, name: str
) -> None:
    with pytest.raises(ChoicesError, match="onbekende-huisstijl"):
        build_bundle(choices_from_data({**plain(CHOICES), "huisstijl": name}), small_library.load())


@pytest.mark.parametrize("ends", ["\r", "\r\n", "\n"])
def test_line_ends_of_other_systems_in_a_value_are_line_ends(library: Library, ends: str) -> None:
    data = with_party(naam=f"a{ends}b")
    assert made_or_refused(lambda: build_bundle(choices_from_data(data), library)) == "document"


@pytest.mark.parametrize(
    "text",
    [
        "{r}a{% if concept %}b{e}{r}c{% endif %}d{e}",
        "{% if concept %}<w:p><w:hyperlink>{% elif titel %}<w:p>" "<w:hyperlink>{% else %}<w:p>" "<w:hyperlink>{% endif %}"
        "<w:r><w:t>a</w:t></w:r></w:hyperlink></w:p>",
        "{r}{% for a in partijen %}b{e}{r}{% endfor %}{e}",
    ],
)  # fmt: skip
def test_a_tag_that_leaves_every_branch_whole_is_taken(text: str) -> None:
    tree = language.make_environment(str, {}, autoescape=True).parse(
        text.replace("{r}", "<w:p><w:r><w:t>").replace("{e}", "</w:t></w:r></w:p>")
    )
    check_balance(tree)
