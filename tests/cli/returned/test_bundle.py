"""Documents of one bundle that come back together: an addendum cites its convenant by numbers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from dlr_docs.cli import program
from dlr_docs.model.library import Library
from dlr_docs.word.read.document import read_document
from tests.revise.edits import article, edited, replaced
from tests.samples import agreement, bundle_of, docx_of

ADDENDUM = {"soort": "addendum", "id": "addendum-techniek", "bij": "convenant"}
FILES = ("convenant", "addendum-techniek")
COPY = "een kopie"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(program, [str(part) for part in arguments], prog_name="dlr-docs")


def choices() -> dict[str, Any]:
    own = agreement()["documenten"][0]["gegevens"]
    regio = {"regio": own.pop("regio")}
    documents = [{"soort": "convenant", "gegevens": regio}, {**ADDENDUM, "gegevens": own}]
    return agreement(documenten=documents)


@pytest.fixture(scope="module")
def made(library: Library) -> dict[str, bytes]:
    return {name: docx_of(choices(), library, name) for name in FILES}


@pytest.fixture
def folder(made: dict[str, bytes], tmp_path: Path) -> Path:
    text = yaml.safe_dump(choices(), allow_unicode=True)
    (tmp_path / "keuzes.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "terug").mkdir()
    for name, data in made.items():
        (tmp_path / "terug" / f"{name}.docx").write_bytes(data)
    return tmp_path


def without(folder: Path, title: str) -> None:
    """Take an article out of the convenant that came back."""
    path = folder / "terug" / "convenant.docx"
    data = edited(path.read_bytes(), lambda text: text.replace(article(text, title), "", 1))
    path.write_bytes(data)


def numbers(path: Path) -> set[str]:
    """The articles of the convenant that an addendum cites, with their numbers."""
    words = " ".join(" ".join(block.words.split()) for block in read_document(path).blocks)
    return {part.partition(")")[0] for part in words.split("het artikel ")[1:] if "(nummer" in part}


def test_numbers_that_are_others_in_the_convenant_are_told_with_their_place(folder: Path) -> None:
    assert "kloppen" not in run("vergelijk", folder / "terug").stdout
    without(folder, "Ambitie")
    result = run("vergelijk", folder / "terug", folder / "keuzes.yaml")
    assert result.exit_code == 0
    assert (
        "addendum-techniek.docx, artikel 8 (Kosten), lid 1: 'artikel Overdracht van middelen "
        "(nummer 10)': in convenant.docx heeft dat artikel nu nummer 9"
    ) in result.stdout.replace("\u00a0", " ")
    assert "Sindsdien" not in result.stdout  # the choices say nothing else than they did
    data = json.loads(run("vergelijk", folder / "terug", "--json").stdout)
    assert {item["nummer"] for item in data["nummers_elders"]} == {5, 9, 11, 12, 19}


def test_a_bundle_made_anew_cites_the_convenant_as_it_is_numbered_now(folder: Path) -> None:
    without(folder, "Ambitie")
    result = run("bijwerken", folder / "terug", folder / "keuzes.yaml")
    assert result.exit_code == 0, result.output
    assert "het nummer is dat van het artikel in het document waar dit bij hoort" in result.stdout
    new = folder / "terug-bijgewerkt"
    found = numbers(new / "addendum-techniek.docx")
    assert {"Overdracht van middelen (nummer 9", "Afbouw (nummer 19"} <= found
    assert "Doelgroep (nummer 3" in found
    for command in ("vergelijk", "bijwerken"):  # and nothing is to be told of it again
        again = run(command, new, folder / "keuzes.yaml")
        assert again.exit_code == 0
        assert "ummer" not in again.stdout.partition("convenant.docx\n")[0]


def test_an_article_that_is_gone_is_left_to_decide(folder: Path) -> None:
    without(folder, "Medezeggenschap")
    result = run("bijwerken", folder / "terug", folder / "keuzes.yaml", "--proef")
    assert result.exit_code == 3
    text = result.stdout.replace("\u00a0", " ").partition("\nconvenant.docx\n")[0]
    assert "artikel 9 (Looptijd), lid 2: artikel in een ander document" in text
    assert "'artikel Medezeggenschap (nummer 13)'" in text
    assert text.endswith("dat artikel staat niet meer in convenant.docx")


def retitled(folder: Path, title: str, other: str) -> None:
    """Give an article of the convenant that came back another title."""
    path = folder / "terug" / "convenant.docx"
    data = edited(
        path.read_bytes(),
        lambda text: text.replace(
            article(text, title), article(text, title).replace(f">{title}<", f">{other}<", 1), 1
        ),
    )
    path.write_bytes(data)


def test_an_article_with_another_title_is_told_where_it_is_cited(folder: Path) -> None:
    retitled(folder, "Medezeggenschap", "Inspraak")
    told = (
        "'artikel Medezeggenschap (nummer 13)': in convenant.docx heet dat artikel nu 'Inspraak' "
        "(nummer 13)"
    )
    text = run("vergelijk", folder / "terug").stdout.replace("\u00a0", " ")
    assert f"addendum-techniek.docx, artikel 9 (Looptijd), lid 2: {told}" in text
    data = json.loads(run("vergelijk", folder / "terug", "--json").stdout)
    assert {item["titel"] for item in data["nummers_elders"]} == {"Inspraak"}
    result = run("bijwerken", folder / "terug", folder / "keuzes.yaml", "--proef")
    assert result.exit_code == 3
    assert told in result.stdout.replace("\u00a0", " ")


def test_a_text_of_the_hand_with_an_old_number_is_told_once(folder: Path) -> None:
    without(folder, "Doel")
    path = folder / "terug" / "addendum-techniek.docx"
    path.write_bytes(replaced(path.read_bytes(), "De school wijst hen aan.", "Zij kiezen hen."))
    result = run("bijwerken", folder / "terug", folder / "keuzes.yaml", "--proef")
    told = result.stdout.partition("convenant.docx\n")[0]
    assert "artikel 2 (Leerlingen), lid 1: beide gewijzigd" in told
    assert "artikel in een ander document" not in told


def test_of_two_convenants_nobody_knows_which_one_is_cited(folder: Path) -> None:
    without(folder, "Ambitie")
    path = folder / "terug" / "convenant.docx"
    (path.parent / f"{COPY}.docx").write_bytes(path.read_bytes())
    result = run("vergelijk", folder / "terug")
    assert "kloppen" not in result.stdout
    told = f"'convenant.docx' en '{COPY}.docx' zijn hetzelfde document"
    for again in (result, run("bijwerken", folder / "terug", folder / "keuzes.yaml", "--proef")):
        assert again.exit_code == 0
        assert told in again.stderr
        assert "[zelfde-document]" in again.stderr


def test_another_title_typed_where_an_article_is_cited_is_told_with_its_number(
    folder: Path,
) -> None:
    without(folder, "Ambitie")
    path = folder / "terug" / "addendum-techniek.docx"
    path.write_bytes(
        replaced(path.read_bytes(), "artikel Overdracht van", "artikel Vergoeding van")
    )
    text = run("vergelijk", folder / "terug").stdout.replace("\u00a0", " ")
    assert (
        "artikel 8 (Kosten), lid 1: 'artikel Vergoeding van middelen (nummer 10)': in "
        "convenant.docx heet dat artikel nu 'Overdracht van middelen' (nummer 9)"
    ) in text


def test_a_lid_that_went_gives_those_behind_it_another_number(
    made: dict[str, bytes], library: Library
) -> None:
    from dlr_docs.revise.family import Family
    from tests.revise.edits import paragraph

    def less(text: str) -> str:
        first = article(text, "Overleg en evaluatie").split("</w:p>")[1] + "</w:p>"
        assert paragraph(text, "Overleg en evaluatie")
        return text.replace(first, "", 1)

    family = Family()
    convenant = read_document(edited(made["convenant"], less))
    family.add(convenant, Path("a/convenant.docx"))
    addendum = read_document(made["addendum-techniek"])
    bundle = bundle_of(choices(), library)
    before = bundle.document("addendum-techniek").wording.targets["overleg.evaluatie"]
    moved = family.with_numbers(addendum, Path("a/addendum.docx"), bundle)
    after = moved.document("addendum-techniek").wording.targets["overleg.evaluatie"]
    assert (before.counts, after.counts) == ((12, 3), (12, 2))
    assert moved.document("addendum-techniek").wording.targets["overleg"].elsewhere


def put(folder: Path, name: str, old: str, new: str) -> None:
    """Fill in a value in a document that came back, in all of its places."""
    path = folder / "terug" / f"{name}.docx"
    path.write_bytes(edited(path.read_bytes(), lambda text: text.replace(f">{old}<", f">{new}<")))


def test_all_documents_of_a_bundle_give_their_values_back(folder: Path) -> None:
    put(folder, "convenant", "Eemland", "Het Gooi")
    put(folder, "addendum-techniek", "25876", "25877")
    result = run("lees", folder / "terug", "--naar", folder / "keuzes.yaml")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        "regio: Eemland → Het Gooi",
        "opleiding.crebo: 25876 → 25877",
    ]
    text = (folder / "keuzes.yaml").read_text(encoding="utf-8")
    assert "Het Gooi" in text
    assert "25877" in text
    assert (folder / "keuzes.yaml.oud").exists()


@pytest.mark.parametrize("other", ["De Linde", "De Vlier"])
def test_a_value_on_which_documents_do_not_agree_is_told_as_each_has_it(
    folder: Path, other: str
) -> None:
    before = (folder / "keuzes.yaml").read_bytes()
    put(folder, "convenant", "Stichting De Linde", "Stichting De Eik")
    if other != "De Linde":  # which it says as it was made
        put(folder, "addendum-techniek", "Stichting De Linde", f"Stichting {other}")
    result = run("lees", folder / "terug", "--naar", folder / "keuzes.yaml")
    assert result.exit_code == 3
    assert (
        "niet terug: partijen.linde.bevoegd_gezag: 'convenant.docx: Stichting De Eik | "
        f"addendum-techniek.docx: Stichting {other}'"
    ) in result.stderr
    assert (folder / "keuzes.yaml").read_bytes() == before


def test_one_that_cannot_be_read_leaves_the_choice_file_as_it_is(folder: Path) -> None:
    before = (folder / "keuzes.yaml").read_bytes()
    put(folder, "convenant", "Eemland", "Het Gooi")
    (folder / "terug" / "stuk.docx").write_bytes(b"")
    result = run("lees", folder / "terug", "--naar", folder / "keuzes.yaml")
    assert result.exit_code == 1
    assert "stuk.docx: fout: dit bestand is leeg" in result.stderr
    assert (folder / "keuzes.yaml").read_bytes() == before


def test_a_folder_is_read_into_a_choice_file_alone(folder: Path) -> None:
    result = run("lees", folder / "terug")
    assert result.exit_code == 2
    assert "Noem bij een map ook het keuzebestand" in result.stderr


def test_of_a_folder_is_told_what_became_of_each_document(folder: Path) -> None:
    without(folder, "Ambitie")
    (folder / "terug" / "stuk.docx").write_bytes(b"")
    result = run("herkomst", folder / "terug")
    assert result.exit_code == 1
    assert "stuk.docx: fout: dit bestand is leeg" in result.stderr
    addendum, convenant = result.stdout.split("convenant.docx\n")
    assert "Met de hand is er niets aan gewijzigd." in addendum
    assert "Met de hand gewijzigd op 1 plaats: artikel 5 (Ambitie)" in convenant
    data = json.loads(run("herkomst", folder / "terug", "--json").stdout)
    assert {*data["documenten"]} == {"convenant.docx", "addendum-techniek.docx"}
    assert [item["code"] for item in data["problemen"]] == ["geen-document"]


def test_a_signed_addendum_cites_its_convenant_by_the_numbers_that_were_signed(
    folder: Path,
) -> None:
    data = choices() | {"status": "ondertekend"}
    convenant, addendum = data["documenten"]
    convenant["keuzes"] = {"ambitie": "geen"}
    addendum["keuzes"] = {"kosten": "eigen-bedrag"}
    data["documenten"].append(addendum | {"id": "addendum-zorg"})
    path = folder / "keuzes.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    result = run("bijwerken", folder / "terug" / "addendum-techniek.docx", path)
    assert result.exit_code == 1
    proposed = yaml.safe_load(result.stdout)
    (document,) = proposed["documenten"]
    places = [item["plaats"] for item in document["gegevens"]["tekstwijzigingen"]]
    assert places == ["artikel 8 (Kosten)"]
    assert "(nummer\u00a010) van het convenant" in result.stdout.replace("\\_", "\u00a0")
    base = proposed["basisdocumenten"]["addendum-techniek"]
    assert base["titel"] == "Addendum per opleiding: Allround autotechnicus"


def test_a_folder_of_signed_documents_is_no_file_of_proposals(folder: Path) -> None:
    path = folder / "keuzes.yaml"
    data = choices() | {"status": "ondertekend"}
    data["documenten"][0]["keuzes"] = {"ambitie": "geen"}
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    result = run("bijwerken", folder / "terug", path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "van dit ene document" in result.stderr


def test_work_in_documents_of_a_bundle_is_made_anew_together_and_in_a_single_one_by_itself(
    folder: Path,
) -> None:
    keuzes, back = folder / "keuzes.yaml", folder / "terug"
    without(folder, "Klachten")
    told = run("maak", keuzes, "--uit", back).stderr
    assert f"bijwerken {back} {keuzes}" in told  # the addendum cites it by its numbers
    (back / "ander.docx").write_bytes((back / "convenant.docx").read_bytes())
    told = run("maak", keuzes, "--uit", back).stderr
    assert f"bijwerken {back / 'convenant.docx'} {keuzes}" in told  # the folder has more than that
    (back / "ander.docx").unlink()
    (back / f"{FILES[1]}.docx").rename(folder / "opzij.docx")
    told = run("maak", keuzes, "--uit", back).stderr
    assert f"bijwerken {back / 'convenant.docx'} {keuzes}" in told
    (folder / "opzij.docx").rename(back / f"{FILES[1]}.docx")
    path = back / f"{FILES[1]}.docx"
    path.write_bytes(replaced(path.read_bytes(), "</w:t>", " erbij</w:t>"))
    told = run("maak", keuzes, "--uit", back).stderr
    assert f"bijwerken {back} {keuzes}" in told
    assert f"bijwerken {back / 'convenant.docx'}" not in told


def test_a_value_of_one_document_that_others_have_otherwise_is_left_to_decide(
    folder: Path,
) -> None:
    put(folder, "convenant", "Stichting De Linde", "Stichting De Eik")
    result = run("bijwerken", folder / "terug", folder / "keuzes.yaml", "--proef")
    assert result.exit_code == 3
    assert (
        "Over de documenten samen beslist u (1)\n  partijen.linde.bevoegd_gezag\n"
    ) in result.stdout
    assert result.stdout.endswith(
        "      convenant.docx: Stichting De Eik\n      addendum-techniek.docx: Stichting De Linde\n"
    )
    told = json.loads(run("bijwerken", folder / "terug", folder / "keuzes.yaml", "--json").stdout)
    (item,) = told["oneens"]
    assert item["gegeven"] == "partijen.linde.bevoegd_gezag"
    put(folder, "addendum-techniek", "Stichting De Linde", "Stichting De Eik")
    result = run("bijwerken", folder / "terug", folder / "keuzes.yaml", "--proef")
    assert (result.exit_code, "samen" in result.stdout) == (0, False)


def test_a_document_of_the_choice_file_that_is_not_in_the_folder_is_told(folder: Path) -> None:
    (folder / "terug" / "addendum-techniek.docx").unlink()
    result = run("bijwerken", folder / "terug", folder / "keuzes.yaml", "--proef")
    assert result.exit_code == 0
    assert "het document 'addendum-techniek' staat in het keuzebestand, en niet in" in result.stderr
    *_, command = result.stderr.split("dlr-docs ")
    run(*command.split())  # as it says
    result = run("bijwerken", folder / "terug", folder / "keuzes.yaml", "--proef")
    assert (result.exit_code, "niet in deze map" in result.stderr) == (0, False)
