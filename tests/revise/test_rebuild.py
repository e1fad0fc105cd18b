"""A document is made again from itself, to the same bytes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from dlr_docs import build_bundle, choices_from_data, document_bytes, load_choices
from dlr_docs.basis.problems import ChoicesError
from dlr_docs.model.document import Bundle
from dlr_docs.model.library import Library
from dlr_docs.model.options import DEFAULTS, WriteOptions
from dlr_docs.revise.rebuild import rebuild
from dlr_docs.word.read.document import read_document
from tests.samples import agreement, bundle_of

EXAMPLES = sorted(Path("examples").glob("*.yaml"))


def rebuilt(data: bytes, folder: Path, library: Library) -> bytes:
    path = folder / "document.docx"
    path.write_bytes(data)
    return rebuild(read_document(path), library).data()


def differing(
    bundle: Bundle, folder: Path, library: Library, options: WriteOptions = DEFAULTS
) -> list[str]:
    """The documents of a bundle that are not the same when they are made again."""
    made = {item.id: document_bytes(bundle, item.id, options) for item in bundle.files}
    return [name for name, data in made.items() if rebuilt(data, folder, library) != data]


@pytest.mark.zwaar
@pytest.mark.bibliotheek
@pytest.mark.parametrize("draft", [True, False], ids=["concept", "definitief"])
@pytest.mark.parametrize("style", ["zakelijk", "klassiek"])
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_is_made_again_to_the_same_bytes(
    library: Library, tmp_path: Path, example: Path, style: str, draft: bool
) -> None:
    choices = replace(load_choices(example), house_style=style, draft=draft)
    assert not differing(build_bundle(choices, library), tmp_path, library)


@pytest.mark.parametrize(
    "example",
    ["convenant-met-addenda", "bijlagen-in-een-bestand", "financiele-bijlage-minimaal"],
)
def test_documents_of_a_bundle_are_made_again_with_all_options(
    library: Library, tmp_path: Path, example: str
) -> None:
    bundle = build_bundle(load_choices(f"examples/{example}.yaml"), library)
    assert not differing(bundle, tmp_path, library)
    assert not differing(bundle, tmp_path, library, WriteOptions(notes=True, cover_table=True))


def test_python_values_are_kept_as_a_person_types_them(library: Library, tmp_path: Path) -> None:
    data = agreement(datum=date(2027, 1, 2))
    data["gegevens"]["ingangsdatum"] = date(2027, 8, 1)
    data["documenten"][0]["keuzes"] = {
        "ontbinding": "opzegging-drie-maanden",
        "geschillen": ["overleg-commissie-rechter"],
    }
    data["documenten"][0]["gegevens"]["opleiding"]["niveau"] = 3
    bundle = bundle_of(data, library)
    assert not differing(bundle, tmp_path, library)
    made = read_document(written(tmp_path, bundle)).provenance
    assert "ingangsdatum: 2027-08-01\n" in made.choices
    assert "niveau: 3\n" in made.choices
    assert "datum: 2027-01-02\n" in made.choices


def written(folder: Path, bundle: Bundle, options: WriteOptions = DEFAULTS) -> Path:
    path = folder / "gemaakt.docx"
    path.write_bytes(document_bytes(bundle, bundle.files[-1].id, options))
    return path


def test_the_day_of_the_environment_is_kept(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = agreement()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    made = document_bytes(bundle_of(data, library), "samenwerkingsovereenkomst")
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert rebuilt(made, tmp_path, library) == made
    assert made != document_bytes(bundle_of(data, library), "samenwerkingsovereenkomst")


def test_a_value_that_nobody_typed_stays_out_and_one_left_open_stays_in(
    library: Library, tmp_path: Path
) -> None:
    data = agreement()
    data["documenten"][0]["gegevens"]["regio"] = None
    bundle = bundle_of(data, library)
    choices = read_document(written(tmp_path, bundle)).provenance.choices
    assert "      regio:\n" in choices
    assert "opzegtermijn" not in choices


def test_without_a_choice_file_it_cannot_be_made_again(library: Library, tmp_path: Path) -> None:
    path = written(tmp_path, bundle_of(agreement(), library), WriteOptions(choice_file=False))
    with pytest.raises(ChoicesError, match="draagt geen keuzebestand"):
        rebuild(read_document(path), library, path)


def test_provenance_that_names_another_document_is_a_problem(
    library: Library, tmp_path: Path
) -> None:
    found = read_document(written(tmp_path, bundle_of(agreement(), library)))
    lying = replace(found, provenance=replace(found.provenance, document="een-ander"))
    with pytest.raises(ChoicesError, match="onbekend-document"):
        rebuild(lying, library, "brief.docx")


def test_an_addendum_alone_against_a_base_document_has_the_same_bytes_as_in_its_bundle(
    library: Library,
) -> None:
    from dlr_docs.build.carried.used_choices import used_choices
    from dlr_docs.choices.file import parse_choices

    bundle = build_bundle(load_choices("examples/convenant-met-addenda.yaml"), library)
    addendum = bundle.files[-1]
    text = used_choices(addendum, bundle)
    assert "basisdocumenten:\n  convenant:\n    soort: convenant\n" in text
    alone = build_bundle(parse_choices(text), library)
    assert [item.id for item in alone.documents] == [addendum.id]
    assert document_bytes(alone, addendum.id) == document_bytes(bundle, addendum.id)


RAW: list[tuple[str, Any, str]] = [
    ("bedrag", Decimal("1250.50"), "1250.50"), ("bedrag", "1.250", "1250"), ("bedrag", "€ 12,5", "12.5"),
    ("percentage", "50%", "50"), ("aantal", "1.200", "1200"), ("breuk", " 1/5", "1/5"),
    ("duur", "1 MAANDEN", "1 maand"), ("duur", "03 weken", "3 weken"), ("ja_nee", True, "ja"),
    ("ja_nee", "Nee", "nee"), ("datum", "1-8-2027", "2027-08-01"), ("tekst", True, "True"), ("tekst", " a ", " a "),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "raw", "typed"), RAW)
def test_each_kind_has_one_form_that_gives_the_same_value_again(
    kind: Any, raw: Any, typed: str
) -> None:
    from dlr_docs.build.values.interpreting import as_typed
    from tests.build.values.test_interpreting import value_of

    value = value_of(kind, raw)
    assert as_typed(value) == typed
    again = value_of(kind, typed)
    assert (again.raw, again.text) == (value.raw, value.text)


def test_choices_of_data_are_in_the_document_too(library: Library, tmp_path: Path) -> None:
    bundle = build_bundle(choices_from_data(agreement()), library)
    made = read_document(written(tmp_path, bundle)).provenance
    assert made.choices.startswith("bundel: Doorlopende leerroute Techniek\nstatus: concept\n")
