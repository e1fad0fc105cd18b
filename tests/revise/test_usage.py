"""What a folder of choice files and documents uses, and what in it rests on what changed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from dlr_docs import WriteOptions, build_bundle, write_bundle
from dlr_docs.choices.file import load_choices
from dlr_docs.library.layers.differences import ReaderChange
from dlr_docs.revise.usage import Usage, choice_files, usage
from tests.layering import Layers
from tests.repositories import committed, needs_git
from tests.small import CHOICES, LAW


@pytest.fixture
def contracts(layered: Layers) -> Path:
    """A folder with a choice file, the document made of it, and other files."""
    layered.clause("land/doel/algemeen", "1. Zie {{ wet('wvo-een') }}, per {{ ingangsdatum }}.\n")
    committed(layered.folder / "land")
    path = layered.write("stukken/a/keuzes.yaml", f"bibliotheek: ../../land\n{CHOICES}")
    layered.write("stukken/ander.yaml", "iets: anders\n")
    layered.write("stukken/.git/keuzes.yaml", CHOICES)
    choices = load_choices(path)
    write_bundle(build_bundle(choices, layered.load("[land]")), path.parent, WriteOptions())
    return layered.folder / "stukken"


def used(layered: Layers, contracts: Path) -> Usage:
    return usage([contracts], layered.load("[land]"), layers_of_file=True)


@needs_git
def test_clauses_are_counted_and_those_that_nobody_uses_named(
    layered: Layers, contracts: Path
) -> None:
    found = used(layered, contracts)
    assert (found.choice_files, found.documents) == (1, 1)
    assert found.in_choices == {"doel/algemeen": 1}
    assert found.in_documents == {"doel/algemeen": 1}
    assert found.unused == ("begrip/leerling", "extra/een")
    assert (found.outdated, found.problems) == ((), ())
    assert list(choice_files([contracts])) == [contracts / "a/keuzes.yaml"]


@needs_git
def test_a_document_rests_on_a_clause_that_changed_since(layered: Layers, contracts: Path) -> None:
    layered.clause("land/doel/algemeen", "1. Nu {{ wet('wvo-een') }}, per {{ ingangsdatum }}.\n")
    committed(layered.folder / "land", "Anders", 2)
    (item,) = used(layered, contracts).outdated
    assert item.path == str(contracts / "a/brief.docx")
    (difference,) = item.differences
    assert (difference.name, difference.state) == ("doel/algemeen", "gewijzigd")
    assert difference.changes == (
        ReaderChange(
            "tekst",
            "lid: Zie [wet wvo-een], per [ingangsdatum].",
            "lid: Nu [wet wvo-een], per [ingangsdatum].",
        ),
    )


@needs_git
def test_a_document_rests_on_a_row_of_the_law_that_changed_since(
    layered: Layers, contracts: Path
) -> None:
    layered.write("land/clauses/wetgeving.yaml", LAW.replace('artikel: "1"', 'artikel: "1a"'))
    committed(layered.folder / "land", "Hernummerd", 2)
    (item,) = used(layered, contracts).outdated
    (difference,) = item.differences
    assert (difference.sort, difference.name) == ("verwijzing naar de wet", "wvo-een")
    assert difference.changes == (ReaderChange("artikel", "1", "1a"),)
    # a row that no clause of the document cites is none of its business
    layered.write(
        "land/clauses/wetgeving.yaml", LAW.replace("omschrijving: oud", "omschrijving: ouder")
    )
    committed(layered.folder / "land", "Ander", 3)
    assert used(layered, contracts).outdated == ()


@needs_git
def test_a_clause_that_is_gone_or_has_another_name_is_told(
    layered: Layers, contracts: Path
) -> None:
    (layered.folder / "land/clauses/doel/algemeen.md").rename(
        layered.folder / "land/clauses/doel/bijzonder.md"
    )
    layered.write(
        "land/templates/brief.yaml",
        (layered.folder / "land/templates/brief.yaml").read_text().replace("algemeen", "bijzonder"),
    )
    (item,) = used(layered, contracts).outdated
    assert [(found.name, found.state) for found in item.differences] == [("doel/algemeen", "weg")]
    layered.clause("land/doel/bijzonder", "Nieuw.\n", "vervangt: algemeen")
    (item,) = used(layered, contracts).outdated
    assert [(found.name, found.state, found.earlier) for found in item.differences] == [
        ("doel/bijzonder", "hernoemd", "doel/algemeen")
    ]


@needs_git
def test_of_a_clause_with_another_name_it_is_told_what_changed_too(
    layered: Layers, contracts: Path
) -> None:
    land = layered.folder / "land"
    (land / "clauses/doel/algemeen.md").rename(land / "clauses/doel/bijzonder.md")
    outline = (land / "templates/brief.yaml").read_text()
    layered.write("land/templates/brief.yaml", outline.replace("algemeen", "bijzonder"))
    committed(land, "Hernoemd", 2)
    layered.clause("land/doel/bijzonder", "1. Nu per {{ ingangsdatum }}.\n", "vervangt: algemeen")
    committed(land, "Anders", 3)
    (item,) = used(layered, contracts).outdated
    (difference,) = item.differences
    assert (difference.name, difference.earlier) == ("doel/bijzonder", "doel/algemeen")
    assert (
        ReaderChange(
            "tekst",
            "lid: Zie [wet wvo-een], per [ingangsdatum].",
            "lid: Nu per [ingangsdatum].",
        )
        in difference.changes
    )


@needs_git
def test_what_cannot_be_read_is_named_and_the_rest_counted(
    layered: Layers, contracts: Path
) -> None:
    layered.write("stukken/stuk.docx", "geen Word")
    layered.write("stukken/stuk.yaml", CHOICES.replace("brief", "breif"))
    found = used(layered, contracts)
    assert [problem.code for problem in found.problems] == ["geen-document", "onbekende-soort"]
    assert (found.choice_files, found.documents) == (1, 1)


@needs_git
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_pipe_among_the_files_keeps_nobody_waiting(layered: Layers, contracts: Path) -> None:
    os.mkfifo(contracts / "pijp.yaml")
    assert used(layered, contracts).choice_files == 1


@needs_git
def test_without_history_a_document_tells_itself_what_changed(
    layered: Layers, contracts: Path
) -> None:
    shutil.rmtree(layered.folder / "land/.git")
    layered.clause("land/doel/algemeen", "1. Nu {{ wet('wvo-een') }}, per {{ ingangsdatum }}.\n")
    (item,) = used(layered, contracts).outdated
    (difference,) = item.differences
    assert (difference.name, difference.state) == ("doel/algemeen", "gewijzigd")
    (change,) = difference.changes
    assert change.was.startswith("Zie artikel")
    assert change.now.startswith("Nu artikel")


@needs_git
def test_without_history_a_clause_that_reads_the_same_is_called_so(
    layered: Layers, contracts: Path
) -> None:
    shutil.rmtree(layered.folder / "land/.git")
    body = "1. Zie {{ wet('wvo-een') }}, per {{ ingangsdatum }}.\n"
    layered.clause("land/doel/algemeen", body, "toelichting: Nieuw.")
    (item,) = used(layered, contracts).outdated
    (difference,) = item.differences
    assert difference.changes == (ReaderChange("in dit document leest zij hetzelfde", "", ""),)


@needs_git
def test_without_history_a_clause_that_reads_otherwise_by_its_data_is_told(
    layered: Layers, contracts: Path
) -> None:
    table = "norm:\n  omschrijving: Norm.\n  wet: [wvo-een]\n  kolommen: {{uren: {{kop: Uren, soort: aantal}}}}\n  perioden: [{{geldig_van: 2020-01-01, rijen: [{{uren: {}}}]}}]\n"
    shutil.rmtree(layered.folder / "land/.git")
    layered.write("land/clauses/tabellen.yaml", table.format(640))
    layered.clause("land/doel/algemeen", "1. Het zijn {{ tabel('norm').uren }} uren.\n")
    choices = load_choices(contracts / "a/keuzes.yaml")
    (contracts / "a/brief.docx").unlink()
    bundle = build_bundle(choices, layered.load("[land]"))
    write_bundle(bundle, contracts / "a", WriteOptions())
    layered.write("land/clauses/tabellen.yaml", table.format(700))
    (item,) = used(layered, contracts).outdated
    (difference,) = item.differences
    assert (difference.name, difference.state) == ("doel/algemeen", "gewijzigd")
    (change,) = difference.changes
    assert (change.was, change.now) == ("Het zijn 640 uren.", "Het zijn 700 uren.")


@needs_git
def test_without_history_and_without_choices_it_is_said_that_nothing_can_be_told(
    layered: Layers, contracts: Path
) -> None:
    shutil.rmtree(layered.folder / "land/.git")
    choices = load_choices(contracts / "a/keuzes.yaml")
    bundle = build_bundle(choices, layered.load("[land]"))
    bare = WriteOptions(choice_file=False)
    (contracts / "a/brief.docx").unlink()
    write_bundle(bundle, contracts / "a", bare)
    layered.clause("land/doel/algemeen", "1. Nu {{ wet('wvo-een') }}, per {{ ingangsdatum }}.\n")
    (item,) = used(layered, contracts).outdated
    (difference,) = item.differences
    assert "niet te zien" in difference.changes[0].about


@needs_git
def test_without_history_a_row_of_the_law_is_told_with_the_words_of_the_document(
    layered: Layers, contracts: Path
) -> None:
    shutil.rmtree(layered.folder / "land/.git")
    layered.write("land/clauses/wetgeving.yaml", LAW.replace('artikel: "1"', 'artikel: "1a"'))
    (item,) = used(layered, contracts).outdated
    (difference,) = item.differences
    assert (difference.sort, difference.name) == ("verwijzing naar de wet", "wvo-een")
    (change,) = difference.changes
    assert change.was.replace("\u00a0", " ") == "artikel 1 WVO 2020"
    assert change.now.replace("\u00a0", " ") == "artikel 1a WVO 2020"


@needs_git
def test_a_clause_of_a_layer_that_is_not_here_is_not_called_gone(
    layered: Layers, contracts: Path
) -> None:
    layered.clause("regio/doel/regionaal", "1. Van de regio, per {{ ingangsdatum }}.\n")
    path = layered.write(
        "stukken/b/keuzes.yaml",
        f"bibliotheek: [../../land, ../../regio]\n{CHOICES}    keuzes: {{doel: regionaal}}\n",
    )
    choices = load_choices(path)
    write_bundle(build_bundle(choices, layered.load("[land, regio]")), path.parent, WriteOptions())
    (item,) = used(layered, contracts).outdated
    (difference,) = item.differences
    assert (difference.sort, difference.name, difference.state) == ("laag", "regio", "hier niet")
    (change,) = difference.changes
    assert (change.about, change.was) == ("clausules die niet zijn vergeleken", "doel/regionaal")
