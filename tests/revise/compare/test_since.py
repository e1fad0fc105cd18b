"""What became of what a document was made from, in plain words."""

from __future__ import annotations

from msgspec.structs import replace

from dlr_docs import build_bundle, document_bytes, read_document
from dlr_docs.choices.file import parse_choices
from dlr_docs.model.library import Library
from dlr_docs.revise.compare.since import as_data, as_lines, since
from tests.ooxml import changed
from tests.samples import agreement, docx_of, with_standard
from tests.small import CHOICES, SmallLibrary


def test_it_tells_law_clauses_and_edits(small_library: SmallLibrary) -> None:
    library = small_library.load()
    bundle = build_bundle(parse_choices(CHOICES), library)
    data = document_bytes(bundle, bundle.files[0].id)
    lines = [*as_lines(since(read_document(data), library))]
    assert any(line.endswith("niet veranderd.") for line in lines)
    assert "  Met de hand is er niets aan gewijzigd." in lines

    edited = changed(data, "word/document.xml", lambda text: text.replace(">De Linde<", ">De Eik<"))
    name = next(iter(read_document(data).clauses)).id
    path = small_library.path / "clauses" / f"{name}.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nNog een zin.\n", encoding="utf-8")
    found = since(read_document(edited), small_library.load())
    assert found.changed == (name,)
    assert found.edited
    assert as_data(found)["veranderde_clausules"] == [name]
    assert any(name in line for line in as_lines(found))
    silent = since(replace(read_document(edited), base=()), library)
    assert silent.edited is None
    assert [*as_lines(silent)][-1].endswith("vertelt dit document niet.")


def test_it_tells_what_the_library_gives_otherwise_where_nobody_typed(library: Library) -> None:
    found = read_document(docx_of(agreement(), library))
    assert not since(found, library).values
    told = since(found, with_standard(library, "opzegtermijn", "8 maanden"))
    assert told.values == (("opzegtermijn", "drie maanden", "acht maanden"),)
    assert any("opzegtermijn (drie maanden → acht maanden)" in line for line in as_lines(told))
    assert as_data(told)["veranderde_gegevens"] == [
        {"pad": "opzegtermijn", "was": "drie maanden", "nu": "acht maanden"}
    ]
