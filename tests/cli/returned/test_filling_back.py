"""lees --naar: a document's answers back into its choice file."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from dlr_docs.cli import program
from dlr_docs.model.library import Library
from tests.revise.edits import edited
from tests.revise.programs import bare
from tests.samples import docx_of

KEUZES = """\
# Ons eerste convenant
bundel: Techniek
status: concept
partijen:
  linde:
    soort: school
    naam: De Linde
    bevoegd_gezag: Stichting De Linde   # zoals in het handelsregister
    vestigingsplaats: Amersfoort
  spoor: {soort: instelling, naam: Het Spoor, bevoegd_gezag: Stichting Het Spoor, vestigingsplaats: Utrecht}
gegevens:
  ingangsdatum:   # nog af te spreken
  opzegtermijn: 5 maanden
documenten:
  - soort: samenwerkingsovereenkomst
"""


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(program, [str(part) for part in arguments], prog_name="dlr-docs")


@pytest.fixture
def keuzes(tmp_path: Path) -> Path:
    path = tmp_path / "keuzes.yaml"
    path.write_text(KEUZES, encoding="utf-8")
    return path


def back(keuzes: Path, library: Library, *edits: tuple[str, str]) -> Path:
    """The document of the choice file, filled in."""
    path = keuzes.with_name("terug.docx")
    made = docx_of(yaml.safe_load(KEUZES), library)

    def change(text: str) -> str:
        for old, new in edits:
            assert old in text
            text = text.replace(old, new)
        return text

    path.write_bytes(edited(made, change))
    return path


QUESTION = ">[Op welke datum gaat het document in?]<"


def test_answers_go_back_with_all_comments_kept(keuzes: Path, library: Library) -> None:
    document = back(keuzes, library, (">Stichting De Linde<", ">Stichting De Eik<"))
    result = run("lees", document, "--naar", keuzes)
    assert result.exit_code == 0, result.output
    assert "partijen.linde.bevoegd_gezag: Stichting De Linde → Stichting De Eik" in result.stdout
    expected = KEUZES.replace("gezag: Stichting De Linde   #", "gezag: Stichting De Eik   #")
    assert keuzes.read_text(encoding="utf-8") == expected
    assert keuzes.with_name("keuzes.yaml.oud").read_text(encoding="utf-8") == KEUZES
    again = run("lees", document, "--naar", keuzes)
    assert "Er is niets in te vullen" in again.stdout
    assert not keuzes.with_name("keuzes.yaml.oud-2").exists()


@pytest.mark.parametrize("control", ["kept", "gone"])
def test_an_open_value_typed_by_hand_goes_back_in_a_signed_file_too(
    keuzes: Path, library: Library, control: str
) -> None:
    document = back(keuzes, library, (QUESTION, ">1 mei 2027<"))
    if control == "gone":
        document.write_bytes(edited(document.read_bytes(), bare))
    signed = KEUZES.replace("status: concept", "status: ondertekend")
    keuzes.write_text(signed, encoding="utf-8")
    result = run("lees", document, "--naar", keuzes)
    assert result.exit_code == 0, result.output
    assert "ingangsdatum: (open) → 1 mei 2027" in result.stdout
    expected = signed.replace("ingangsdatum:   #", "ingangsdatum: 2027-05-01   #")
    assert keuzes.read_text(encoding="utf-8") == expected


def test_a_dry_run_changes_nothing(keuzes: Path, library: Library) -> None:
    document = back(keuzes, library, (">Stichting De Linde<", ">Stichting De Eik<"))
    result = run("lees", document, "--naar", keuzes, "--proef")
    assert "→ Stichting De Eik" in result.stdout
    assert keuzes.read_text(encoding="utf-8") == KEUZES


def test_what_cannot_go_back_is_listed_and_the_exit_code_says_so(
    keuzes: Path, library: Library
) -> None:
    text = ">vijf maanden<"
    document = back(
        keuzes, library, (text, ">een tijdje<"), (">Stichting De Linde<", ">Stichting De Eik<")
    )
    result = run("lees", document, "--naar", keuzes)
    assert result.exit_code == 3
    assert "niet terug: opzegtermijn (artikel" in result.stderr
    assert "'een tijdje': dit is geen termijn" in result.stderr
    assert "Stichting De Eik" in keuzes.read_text(encoding="utf-8")
    data = json.loads(run("lees", document, "--naar", keuzes, "--json", "--proef").stdout)
    assert [item["gegeven"] for item in data["niet_terug"]] == ["opzegtermijn"]


TRACKED = (
    '<w:ins w:id="9001" w:author="J. de Vries" w:date="2027-03-01T10:00:00Z"><w:r><w:t>zes '
    "maanden</w:t></w:r></w:ins>"
    '<w:del w:id="9002" w:author="J. de Vries" w:date="2027-03-01T10:00:00Z"><w:r><w:delText>vijf '
    "maanden</w:delText></w:r></w:del>"
)


@pytest.mark.parametrize(
    ("how", "code", "typed"),
    [("weigeren", 3, None), ("aanvaarden", 0, "opzegtermijn: 6 maanden"), ("verwerpen", 0, None)],
)
def test_a_tracked_change_in_a_value_is_a_choice(
    keuzes: Path, library: Library, how: str, code: int, typed: str | None
) -> None:
    made = docx_of(yaml.safe_load(KEUZES), library)
    document = keuzes.with_name("terug.docx")
    document.write_bytes(
        edited(
            made,
            lambda text: re.sub(
                r"<w:r>(?:(?!</w:r>).)*?<w:t[^>]*>vijf maanden</w:t></w:r>", TRACKED, text
            ),
        )
    )
    result = run("lees", document, "--naar", keuzes, "--bijgehouden", how)
    assert result.exit_code == code, result.output
    # what is refused is told, and not that the document says the same
    assert ("niets in te vullen" in result.stdout) is (how == "verwerpen")
    text = keuzes.read_text(encoding="utf-8")
    assert text == KEUZES if typed is None else typed in text


def test_a_choice_file_of_another_document_is_refused(keuzes: Path, library: Library) -> None:
    document = back(keuzes, library, (">Stichting De Linde<", ">Stichting De Eik<"))
    keuzes.write_text(KEUZES + "    id: samenwerkingsovereenkomst-b\n", encoding="utf-8")
    result = run("lees", document, "--naar", keuzes)
    assert result.exit_code == 1
    assert "[onbekend-document]" in result.stderr


def test_a_definitive_document_is_told_of_answers_that_only_the_draft_has(
    keuzes: Path, library: Library
) -> None:
    document = back(keuzes, library, (">Stichting De Linde<", ">Stichting De Eik<"))
    document = document.rename(document.with_name("samenwerkingsovereenkomst.docx"))
    result = run("maak", keuzes, "--definitief", "--uit", keuzes.parent)
    assert result.exit_code == 3
    assert "[antwoorden-in-document]" in result.stderr
    assert "1 gegeven ingevuld dat het keuzebestand niet heeft" in result.stderr
    assert f"dlr-docs lees {document} --naar {keuzes}" in result.stderr
    assert run("lees", document, "--naar", keuzes).exit_code == 0
    again = run("maak", keuzes, "--definitief", "--uit", keuzes.parent)
    assert "[antwoorden-in-document]" not in again.stderr
