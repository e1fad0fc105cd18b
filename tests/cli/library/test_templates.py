"""The commands about Word templates: a copy to change, everything wrong in one run, and text for a
diff.
"""

from __future__ import annotations

import base64
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Pt

from dlr_docs.word.read.lines import as_text
from tests.cli.running import CHOSEN, Run, here
from tests.ooxml import TEMPLATE, changed

# a picture of one pixel
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
FORMS = ["brief.docx", "lijst.docx", "overeenkomst.docx"]


@pytest.mark.parametrize("name", ["onze-stijl", "map met spaties", "a: b #c"])
def test_a_copy_works_with_the_key_that_the_command_gives(run: Run, name: str) -> None:
    made = run("sjablonen", "nieuw", name, "--van", "klassiek")
    assert made.exit_code == 0, made.output
    assert made.stdout.splitlines() == [str(Path(name) / form) for form in FORMS]
    assert "dlr-docs sjablonen controleer" in made.stderr
    key = re.search(r"^ +(huisstijl: .*)$", made.stderr, re.MULTILINE)
    assert key
    Path("k.yaml").write_text(f"{CHOSEN}{key[1]}\n", encoding="utf-8")
    change_title(Path(name) / "overeenkomst.docx", "Onze kop")
    assert run("maak", "k.yaml").exit_code == 0
    assert "Onze kop" in as_text(Path("uitvoer/convenant.docx").read_bytes())


def change_title(path: Path, text: str) -> None:
    """Change a template as somebody does in Word, which then writes all of it anew."""
    document = Document(str(path))
    document.paragraphs[0].insert_paragraph_before(text)
    document.styles["Artikel"].font.size = Pt(15)
    document.save(str(path))


@pytest.mark.parametrize("form", FORMS)
def test_a_copy_that_was_changed_is_right_in_every_form(run: Run, form: str) -> None:
    run("sjablonen", "nieuw", "onze-stijl")
    path = Path("onze-stijl") / form
    change_title(path, "Onze kop")
    result = run("sjablonen", "controleer", path)
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"{path}: bruikbaar\n", "")


def test_a_copy_never_replaces_a_file(run: Run) -> None:
    Path("onze-stijl").mkdir()
    Path("onze-stijl/brief.docx").write_text("mijn werk")
    result = run("sjablonen", "nieuw", "onze-stijl")
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{Path('onze-stijl/brief.docx')}: fout: dit bestand bestaat al" in result.stderr
    assert here() == ["onze-stijl", "onze-stijl/brief.docx"]
    assert Path("onze-stijl/brief.docx").read_text() == "mijn werk"


def test_a_copy_of_an_unknown_style_gets_the_nearest_name(run: Run) -> None:
    result = run("sjablonen", "nieuw", "map", "--van", "klasiek")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Bedoelt u 'klassiek'?" in result.stderr
    assert here() == []


def test_a_copy_in_the_place_of_a_file_is_refused(run: Run) -> None:
    Path("map").write_text("mijn werk")
    result = run("sjablonen", "nieuw", "map")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "[schrijven-mislukt]" in result.stderr
    assert Path("map").read_text() == "mijn werk"


def test_the_list_has_every_style_with_its_forms_and_a_summary(run: Run) -> None:
    result = run("sjablonen", "lijst")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "zakelijk (standaard): Rustig en zakelijk" in result.stdout
    assert re.search(r"^  brief +adviesaanvraag-medezeggenschap$", result.stdout, re.MULTILINE)
    styles = {
        style["naam"]: style
        for style in json.loads(run("sjablonen", "lijst", "--json").stdout)["huisstijlen"]
    }
    assert {"zakelijk", "klassiek"} <= styles.keys()
    assert "convenant" in styles["klassiek"]["vormen"]["overeenkomst"]
    assert styles["klassiek"]["samenvatting"] != styles["zakelijk"]["samenvatting"]
    assert Path(styles["zakelijk"]["map"]).is_dir()


@pytest.mark.belasting
def test_a_style_that_cannot_be_opened_does_not_stop_the_list(run: Run) -> None:
    shutil.copytree(TEMPLATE.parents[3] / "clauses", "bieb/clauses")
    shutil.copytree(TEMPLATE.parents[2], "bieb/templates")
    Path("bieb/templates/huisstijl/stuk").mkdir()
    Path("bieb/templates/huisstijl/stuk/brief.docx").write_bytes(b"x")
    result = run("sjablonen", "lijst", "--bibliotheek", "bieb")
    assert result.exit_code == 0
    assert "stuk: brief.docx: dit is geen Word-bestand (.docx)" in result.stdout


def wrong() -> bytes:
    data = changed(
        TEMPLATE.read_bytes(),
        "word/document.xml",
        lambda text: text.replace("{{ titel }}", "{{ tietel }}"),
    )
    return changed(
        data, "word/header1.xml", lambda text: text.replace("{{ titel }}", "{{ titel|lenght }}")
    )


def test_everything_wrong_is_told_in_one_run_with_code_3(run: Run) -> None:
    Path("eigen.docx").write_bytes(wrong())
    result = run("sjablonen", "controleer", "eigen.docx")
    assert (result.exit_code, result.stderr) == (3, "")
    assert "in de tekst (word/document.xml): 'tietel' is hier niet bekend" in result.stdout
    assert "in de koptekst (word/header1.xml): het filter 'lenght' bestaat niet" in result.stdout
    assert result.stdout.endswith("eigen.docx: nog niet bruikbaar: 2 fouten, 0 waarschuwingen\n")
    problems = json.loads(run("sjablonen", "controleer", "eigen.docx", "--json").stdout)[
        "problemen"
    ]
    assert [problem["code"] for problem in problems] == ["sjabloon-naam", "sjabloon-tag"]
    assert here() == ["eigen.docx"]


def test_a_warning_is_code_0(run: Run) -> None:
    data = changed(
        TEMPLATE.read_bytes(),
        "word/theme/theme1.xml",
        lambda text: text.replace("Calibri", "Huisletter", 1),
    )
    Path("eigen.docx").write_bytes(data)
    result = run("sjablonen", "controleer", "eigen.docx")
    assert result.exit_code == 0
    assert result.stdout.endswith("eigen.docx: bruikbaar, met 1 waarschuwing\n")


def large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(200_000_000)


def bomb(path: Path) -> None:
    made = io.BytesIO(TEMPLATE.read_bytes())
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/media/groot.bin", bytes(101_000_000))
    path.write_bytes(made.getvalue())


def entities(path: Path) -> None:
    dtd = '<!DOCTYPE x [<!ENTITY a SYSTEM "http://example.org/x">]>'
    change: Callable[[str], str] = lambda text: text.replace("<w:document", f"{dtd}<w:document")  # noqa: E731
    path.write_bytes(changed(TEMPLATE.read_bytes(), "word/document.xml", change))


def no_picture(path: Path) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    relation = f'<Relationship Id="r9" Type="{kind}" Target="media/logo.png"/></Relationships>'
    path.write_bytes(
        changed(
            TEMPLATE.read_bytes(),
            "word/_rels/document.xml.rels",
            lambda text: text.replace("</Relationships>", relation),
        )
    )


def with_macros(path: Path) -> None:
    old, new = (
        "openxmlformats-officedocument.wordprocessingml.document.main",
        "ms-word.document.macroEnabled.main",
    )
    path.write_bytes(
        changed(TEMPLATE.read_bytes(), "[Content_Types].xml", lambda text: text.replace(old, new))
    )


LOAD = pytest.mark.belasting
BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "no-zip": (lambda path: path.write_bytes(b"zomaar tekst"), "dit is geen Word-bestand (.docx)"),
    "doc": (
        lambda path: path.write_bytes(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")
        ),
        "oud Word-bestand (.doc)",
    ),
    "encrypted": (
        lambda path: path.write_bytes(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
        ),
        "met een wachtwoord beveiligd",
    ),
    "docm": (with_macros, "macro's (.docm)"),
    "bomb": (bomb, "uitgepakt te groot"),
    "large": (large, "groter dan 20 MB"),
    "entities": (entities, "DTD met entiteiten"),
    "picture": (no_picture, "de afbeelding word/media/logo.png zit niet in het bestand"),
    "folder": (lambda path: path.mkdir(), "het is een map"),
    "gone": (lambda path: None, "bestaat niet"),
}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=LOAD if name == "bomb" else ()) for name in BAD]
)
def test_a_template_that_cannot_be_used_is_called_what_it_is_and_nothing_is_written(
    run: Run, name: str
) -> None:
    make, words = BAD[name]
    Path("stijl").mkdir()
    Path("k.yaml").write_text(f"{CHOSEN}huisstijl: stijl\n", encoding="utf-8")
    make(Path("stijl/overeenkomst.docx"))
    before = here()
    made = run("maak", "k.yaml")
    assert (made.exit_code, made.stdout) == (1, "")
    assert ("overeenkomst.docx" if name in ("folder", "gone") else words) in made.stderr
    checked = run("sjablonen", "controleer", "stijl/overeenkomst.docx")
    assert checked.exit_code == (3 if name in ("docm", "entities", "picture") else 1)
    assert words in checked.output
    assert "\n    " in checked.output or name in ("folder", "gone")
    assert here() == before


@pytest.mark.belasting
def test_an_older_version_and_a_new_one_are_compared_by_git(run: Run) -> None:
    """The lines that the manual gives make git show what changed in a template."""
    manual = (TEMPLATE.parents[3] / "docs" / "handleiding.md").read_text(encoding="utf-8")
    attributes = re.search(r"^ *(\*\.docx diff=.*)$", manual, re.MULTILINE)
    setting = re.search(r'^ *git config (\S+) "(.*)"$', manual, re.MULTILINE)
    assert attributes
    assert setting
    run("sjablonen", "nieuw", "stijl")
    Path(".gitattributes").write_text(f"{attributes[1]}\n")
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }

    def git(*arguments: str) -> str:
        who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
        command = ["git", *who, *arguments]
        done = subprocess.run(
            command, capture_output=True, text=True, check=True, env=environment, encoding="utf-8"
        )
        return done.stdout

    git("init", "-q")
    git("config", setting[1], setting[2])
    git("add", ".")
    git("commit", "-qm", "eerste")
    path = Path("stijl/lijst.docx")
    path.write_bytes(
        changed(
            path.read_bytes(), "word/styles.xml", lambda text: text.replace("1F3864", "7A0019", 1)
        )
    )
    lines = [line for line in git("diff", "-U0").splitlines() if re.match(r"[+-][^+-]", line)]
    assert lines == ["-Title: kleur = 1F3864", "+Title: kleur = 7A0019"]


def test_toon_of_what_is_no_docx_is_code_1(run: Run) -> None:
    Path("x.docx").write_bytes(b"x")
    result = run("sjablonen", "toon", "x.docx")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "dit is geen Word-bestand (.docx)" in result.stderr


def test_all_templates_of_a_folder_are_judged_in_one_run(run: Run) -> None:
    run("sjablonen", "nieuw", "stijl")
    good = run("sjablonen", "controleer", "stijl")
    assert good.exit_code == 0
    names = sorted(path.name for path in Path("stijl").glob("*.docx"))
    assert [line.split(":")[0] for line in good.stdout.splitlines() if "bruikbaar" in line] == [
        str(Path("stijl") / name) for name in names
    ]
    Path("stijl", names[0]).write_bytes(b"x")
    Path("stijl", "~$open.docx").write_bytes(b"x")
    bad = run("sjablonen", "controleer", "stijl")
    assert (bad.exit_code, bad.stdout.count("nog niet bruikbaar")) == (3, 1)
    Path("leeg").mkdir()
    assert run("sjablonen", "controleer", "leeg").exit_code == 1


def test_a_sample_of_each_form_shows_the_house_style_and_is_made_anew(run: Run) -> None:
    assert run("sjablonen", "nieuw", "onze-stijl").exit_code == 0
    first = run("sjablonen", "proef", "onze-stijl")
    assert first.exit_code == 0, first.output
    assert first.stdout.splitlines() == [
        str(Path("onze-stijl/proef") / f"proef-{form}") for form in FORMS
    ]
    change_title(Path("onze-stijl/overeenkomst.docx"), "Onze kop")
    assert run("sjablonen", "proef", "onze-stijl").exit_code == 0
    sample = Path("onze-stijl/proef/proef-overeenkomst.docx")
    said = as_text(sample.read_bytes())
    assert "Onze kop" in said
    assert "Logo:" not in said
    assert "[Wat is de naam van" in said  # open
    assert "Amersfoort en omstreken" in said  # an example
    change_title(sample, "Met de hand")
    kept = sample.read_bytes()
    refused = run("sjablonen", "proef", "onze-stijl")
    assert (refused.exit_code, "al-bewerkt" in refused.stderr) == (1, True)
    assert sample.read_bytes() == kept


def test_a_folder_without_templates_has_no_sample(run: Run) -> None:
    result = run("sjablonen", "proef", "nergens")
    assert result.exit_code == 1
    assert result.stderr.startswith("nergens: fout: in deze map staan geen sjablonen")


@pytest.mark.parametrize("picture", [False, True], ids=["left", "replaced"])
def test_the_line_about_a_logo_does_not_come_into_documents(run: Run, picture: bool) -> None:
    assert run("sjablonen", "nieuw", "onze-stijl").exit_code == 0
    path = Path("onze-stijl/overeenkomst.docx")
    if picture:
        document = Document(str(path))
        line = document.paragraphs[0]
        assert line.text.startswith("{#p Logo:")
        line.text = ""
        line.add_run().add_picture(io.BytesIO(DOT))
        (properties,) = line._p.xpath(".//wp:docPr")
        properties.set("descr", "Het logo van de school")
        document.save(str(path))
    Path("k.yaml").write_text(f"{CHOSEN}huisstijl: ./onze-stijl\n", encoding="utf-8")
    assert run("sjablonen", "controleer", "onze-stijl").exit_code == 0
    assert run("maak", "k.yaml").exit_code == 0
    made = Document("uitvoer/convenant.docx")
    assert "Logo:" not in made.element.xml
    assert len(made.inline_shapes) == picture
