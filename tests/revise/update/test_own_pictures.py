"""A picture of the parties' own that a hand took out of a document is told, and stays out."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from dlr_docs import build_bundle, document_bytes, load_choices, read_document
from dlr_docs.basis.problems import ChoicesError
from dlr_docs.model.document import Bundle
from dlr_docs.model.library import Library
from dlr_docs.revise.compare.comparing import compare
from dlr_docs.revise.rebuild import rebuild
from dlr_docs.revise.update.updating import update
from dlr_docs.word.read.lines import as_text
from tests.ooxml import parts, schema_errors
from tests.revise.edits import edited
from tests.samples import agreement

pytestmark = pytest.mark.bibliotheek
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)
NAME = "samenwerkingsovereenkomst"
MEDIA = "word/media/eigen-bijlage-1.png"


@pytest.fixture(scope="module")
def choices(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bijlage")
    (folder / "plattegrond.png").write_bytes(PICTURE)
    data = agreement()
    data["documenten"][0]["eigen_bijlagen"] = [
        {"titel": "Plattegrond", "bestand": "plattegrond.png", "beschrijving": "Drie zones."}
    ]
    path = folder / "keuzes.yaml"
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def made(choices: Path, library: Library) -> bytes:
    return document_bytes(build_bundle(load_choices(choices), library), NAME)


def taken_out(text: str) -> str:
    return re.sub(r"<w:r>(?:(?!</w:r>).)*<w:drawing>.*?</w:drawing></w:r>", "", text)


def taken_out_tracked(text: str) -> str:
    by = 'w:id="9001" w:author="J. de Vries" w:date="2027-03-01T10:00:00Z"'
    return re.sub(
        r"<w:r>(?:(?!</w:r>).)*<w:drawing>.*?</w:drawing></w:r>",
        rf"<w:del {by}>\g<0></w:del>",
        text,
    )


def without_media(data: bytes) -> bytes:
    """The file as Word saves it: what nothing shows is not in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = re.sub(
                rb'<(?:Relationship|Override) [^>]*eigen-bijlage-1\.png"[^>]*/>',
                b"",
                old.read(name),
            )
            if name != MEDIA:
                new.writestr(name, content)
    return out.getvalue()


EDITS: dict[str, Callable[[bytes], bytes]] = {
    "taken out": lambda data: edited(data, taken_out),
    "taken out while changes were tracked": lambda data: edited(data, taken_out_tracked),
    "taken out and saved by Word": lambda data: without_media(edited(data, taken_out)),
}


def now(choices: Path, library: Library) -> Bundle:
    return build_bundle(load_choices(choices), library)


@pytest.mark.parametrize("name", EDITS)
def test_it_is_told_and_stays_out(made: bytes, choices: Path, library: Library, name: str) -> None:
    found = read_document(EDITS[name](made))
    comparison = compare(found, now(choices, library))
    assert [(item.kind, item.place, item.was) for item in comparison.by_hand] == [
        ("verwijderd", "bijlage 1 (Plattegrond)", "[afbeelding] Drie zones.")
    ]
    assert not comparison.problems
    changed = choices.with_name("anders.yaml")
    text = choices.read_text(encoding="utf-8").replace("Eemland", "Het Gooi")
    changed.write_text(text, encoding="utf-8")
    result = update(found, now(changed, library))
    assert MEDIA in parts(made)
    assert MEDIA not in parts(result.data)
    assert b"<w:drawing>" not in parts(result.data)["word/document.xml"]
    assert "Het Gooi" in as_text(result.data)
    assert schema_errors(result.data) == []
    assert not result.undecided
    again = compare(read_document(result.data), now(changed, library))
    assert [item.kind for item in again.by_hand] == ["verwijderd"]


def test_without_it_the_document_of_then_is_not_made(made: bytes, library: Library) -> None:
    found = read_document(EDITS["taken out and saved by Word"](made))
    with pytest.raises(ChoicesError, match="'Plattegrond'"):
        rebuild(found, library).data()


def test_a_picture_that_is_there_is_not_told(made: bytes, choices: Path, library: Library) -> None:
    assert not compare(read_document(made), now(choices, library)).by_hand
