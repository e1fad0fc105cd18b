"""Every example: what a reader reads, against goldens; and one small document part by part.

``pytest --update-goldens`` writes the goldens anew; read the difference in git before committing
it.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import etree

from dlr_docs import build_bundle, check_bundle, document_bytes, load_choices, load_library
from dlr_docs.basis.problems import has_errors
from dlr_docs.build.report import as_data, make_report
from dlr_docs.model.library import Library
from dlr_docs.word.package.xml import W14
from dlr_docs.word.read.lines import as_text
from tests import ooxml
from tests.samples import docx_of

ROOT = Path(__file__).parent.parent
GOLDENS = Path(__file__).parent / "goldens"
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
PARTS = (
    "word/document.xml",
    "word/header1.xml",
    "word/footer1.xml",
    "word/glossary/document.xml",
    "customXml/item1.xml",
)


def compare(name: str, made: str, request: pytest.FixtureRequest) -> None:
    """Compare with a golden, or write it when asked to."""
    path = GOLDENS / name
    if request.config.getoption("--update-goldens"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made, encoding="utf-8")
    assert path.is_file(), f"there is no golden {name}: run pytest --update-goldens"
    assert made == path.read_text(encoding="utf-8")


@pytest.mark.bibliotheek
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_reads_as_its_golden(
    example: Path, library: Library, request: pytest.FixtureRequest
) -> None:
    bundle = build_bundle(load_choices(example), library)
    texts = [
        f"=== {item.id} ===\n{as_text(document_bytes(bundle, item.id))}" for item in bundle.files
    ]
    compare(f"{example.stem}.txt", "\n".join(texts), request)


@pytest.mark.bibliotheek
def test_an_example_with_all_filled_in_adopts_nothing(library: Library) -> None:
    full = [path for path in EXAMPLES if path.stem.endswith("-volledig")]
    adopted = [
        (path.stem, item.value.path)
        for path in full
        for item in make_report(build_bundle(load_choices(path), library), []).adopted
    ]
    assert full
    assert adopted == []


@pytest.mark.bibliotheek
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_has_no_errors_and_is_valid(example: Path, library: Library) -> None:
    bundle = build_bundle(load_choices(example), library)
    assert not has_errors(check_bundle(bundle))
    for item in bundle.documents:
        made = document_bytes(bundle, item.id)
        assert ooxml.schema_errors(made) == []
        assert [pair for pair in ooxml.cells(made) if pair[0] != pair[1]] == []


def test_the_report_of_an_example_reads_as_its_golden(
    library: Library, request: pytest.FixtureRequest
) -> None:
    bundle = build_bundle(load_choices(ROOT / "examples" / "doorlopende-leerroute.yaml"), library)
    data = as_data(make_report(bundle, []))
    assert data.pop("bibliotheek").startswith("standaard")  # and then its commit
    assert [layer["naam"] for layer in data.pop("lagen")] == ["standaard"]  # with that too
    for problem in data["problemen"]:
        problem["bestand"] = Path(problem["bestand"]).name
    compare("controleer.json", json.dumps(data, ensure_ascii=False, indent=1) + "\n", request)


@pytest.fixture(scope="module")
def small_document() -> bytes:
    """A document with one of everything, from the library of the tests."""
    data = {
        "bundel": "Proef & co",
        "partijen": {"linde": {"soort": "school", "naam": "De Linde", "vestigingsplaats": "Ede"}},
        "gegevens": {
            "ingangsdatum": "2027-08-01",
            "rijen": [{"wat": "<appel>", "aantal": "1200"}, {"wat": "peer"}],
        },
        "documenten": [{"soort": "proefstuk"}],
    }
    return docx_of(data, load_library(Path(__file__).parent / "bibliotheek"), "proefstuk")


@pytest.mark.parametrize("part", PARTS)
def test_the_parts_of_a_small_document_are_as_their_goldens(
    part: str, small_document: bytes, request: pytest.FixtureRequest
) -> None:
    root = ooxml.root(small_document, part)
    etree.indent(root)
    compare(
        f"onderdelen/{part.replace('/', '.')}",
        etree.tostring(root, encoding="unicode") + "\n",
        request,
    )


def test_the_small_document_reads_as_its_golden(
    small_document: bytes, request: pytest.FixtureRequest
) -> None:
    compare("proefstuk.txt", as_text(small_document), request)


KINDS = ("text", "date", "dropDownList", "checkbox")


def kind_and_state(control: etree._Element) -> tuple[str, str]:
    """What sort of control it is, none of them being rich text, and whether it is filled in."""
    properties = control.find(f"{ooxml.W}sdtPr")
    assert properties is not None
    names = [etree.QName(item).localname for item in properties.iter(etree.Element)]
    kind = next((name for name in KINDS if name in names), "rich")
    ticked = next(properties.iter(f"{{{W14}}}checked"), None)
    if ticked is not None:
        return kind, str(ticked.get(f"{{{W14}}}val"))
    return kind, "open" if "showingPlcHdr" in names else "filled"


@pytest.mark.parametrize(
    ("values", "states"),
    [
        ({}, {("text", "open"), ("date", "open"), ("checkbox", "0")}),
        (
            {"ingangsdatum": "2027-08-01", "naam_proef": "Ab", "akkoord_proef": "ja"},
            {("text", "filled"), ("date", "filled"), ("dropDownList", "filled"), ("checkbox", "1")},
        ),
        (
            {"naam_proef": "Ab\nCd", "akkoord_proef": "nee"},
            {("rich", "filled"), ("date", "open"), ("checkbox", "0")},
        ),
    ],
    ids=["open", "filled", "of-more-lines"],
)
def test_every_kind_of_control_is_valid_open_and_filled(
    values: dict[str, str], states: set[tuple[str, str]]
) -> None:
    data = {
        "bundel": "Proef",
        "partijen": {"linde": {"soort": "school", "naam": "De Linde", "vestigingsplaats": "Ede"}},
        "gegevens": values,
        "documenten": [{"soort": "proefstuk"}],
    }
    made = docx_of(data, load_library(Path(__file__).parent / "bibliotheek"), "proefstuk")
    assert states <= {*map(kind_and_state, ooxml.root(made).iter(f"{ooxml.W}sdt"))}
    assert ooxml.schema_errors(made) == []


def test_an_agreement_is_a_small_file(library: Library) -> None:
    bundle = build_bundle(load_choices(ROOT / "examples" / "doorlopende-leerroute.yaml"), library)
    # About half of it is the text; the rest is what the document carries to be made again. Its 17
    # pages are counted where LibreOffice lays them out (test_libreoffice).
    assert len(document_bytes(bundle, "samenwerkingsovereenkomst")) < 50_000 * 17 / 16
