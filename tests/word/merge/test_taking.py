"""A paragraph, row or table of a file, at home in the document that is made."""

from __future__ import annotations

from typing import Any

from dlr_docs.model.blocks import Block
from dlr_docs.word.merge.package import Merging
from dlr_docs.word.merge.taking import Taking
from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.reading.text import text_of
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.package.xml import W
from dlr_docs.word.read.blocks import LocatedBlock
from tests.wordml import package, paragraph

_W = f"{{{W}}}"
TABLE = (
    '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="9"/></w:tblGrid>'
    f"<w:tr><w:tc>{paragraph('cel')}</w:tc></w:tr></w:tbl>"
)


def taking(source: Package) -> Taking:
    return Taking(Merging(package(paragraph("Van ons"))), source)


def found_in(source: Package, name: str) -> Any:
    return source.roots[MAIN].find(f".//{_W}{name}")


def test_a_paragraph_is_a_copy_without_the_bookkeeping_of_word() -> None:
    old = '<w:p w:rsidR="00A1"><w:proofErr w:type="spellStart"/><w:r w:rsidR="00B2"><w:t>Woorden</w:t></w:r></w:p>'
    source = package(old)
    element = found_in(source, "p")
    made = taking(source).take(LocatedBlock(Block("lid", "Lid"), MAIN, element), MAIN)
    assert text_of(made) == "Woorden"
    assert made.find(f"{_W}proofErr") is None
    assert not made.attrib
    assert element.find(f"{_W}proofErr") is not None  # the file itself stays as it is


def test_a_table_comes_without_its_rows() -> None:
    source = package(TABLE)
    made = taking(source).take_table(found_in(source, "tbl"), MAIN, MAIN)
    assert [item.tag.removeprefix(_W) for item in made] == ["tblPr", "tblGrid"]


def test_drawings_have_ids_of_their_own() -> None:
    space = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    drawing = f'<w:r><w:drawing><wp:inline {space}><wp:docPr id="1" name="x"/></wp:inline></w:drawing></w:r>'
    source = package(f"<w:p>{drawing}{drawing}</w:p>")
    element = LocatedBlock(Block("lid", "Lid"), MAIN, found_in(source, "p"))
    made = taking(source).take(element, MAIN)
    numbers = [item.get("id") for item in made.iter() if str(item.tag).endswith("docPr")]
    assert len(set(numbers)) == 2
