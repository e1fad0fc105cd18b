"""What an element of a file points at, in the document that is made."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree

from dlr_docs.word.merge.links import LinksTaken, map_section
from dlr_docs.word.merge.package import Merging
from dlr_docs.word.package.opening import Package, package_of
from dlr_docs.word.package.related import RelationsOf
from dlr_docs.word.package.relations import MAIN, MAIN_RELS
from dlr_docs.word.package.xml import W
from tests.wordml import KIND, RELATIONS, docx, package

_W = f"{{{W}}}"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINK = (
    f'<w:hyperlink xmlns:w="{W}" xmlns:r="{R}" r:id="{{}}"><w:r><w:t>daar</w:t></w:r></w:hyperlink>'
)


def source(relation: str, **parts: bytes) -> Package:
    """A file with one more relationship and more parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx("<w:p/>"))) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, RELATIONS.format(relation) if name == MAIN_RELS else content)
        for name, content in parts.items():
            new.writestr(f"word/media/{name}.png", content)
    return package_of(made.getvalue(), "terug.docx")


def taken(found: Package, identity: str) -> tuple[Any, Merging]:
    merging = Merging(package())
    element = etree.fromstring(LINK.format(identity))
    LinksTaken(merging, found).take(element, MAIN, MAIN)
    return element, merging


def test_an_address_goes_along() -> None:
    relation = f'<Relationship Id="r9" Type="{KIND}hyperlink" Target="https://voorbeeld.nl/" TargetMode="External"/>'
    element, merging = taken(source(relation), "r9")
    made = package_of(merging.data(), "nieuw.docx")
    item = RelationsOf(made, MAIN).by_id(element.get(f"{{{R}}}id"))
    assert item.get("Target") == "https://voorbeeld.nl/"


def test_a_part_goes_along_once() -> None:
    relation = f'<Relationship Id="r9" Type="{KIND}image" Target="media/plaat.png"/>'
    found = source(relation, plaat=b"beeld")
    merging = Merging(package())
    links = LinksTaken(merging, found)
    elements = [etree.fromstring(LINK.format("r9")) for _ in range(2)]
    for element in elements:
        links.take(element, MAIN, MAIN)
    made = package_of(merging.data(), "nieuw.docx")
    names = {RelationsOf(made, MAIN).target(item.get(f"{{{R}}}id") or "") for item in elements}
    assert [made.members[name] for name in names] == [b"beeld"]


def test_what_points_at_nothing_points_no_more() -> None:
    element, _ = taken(source(""), "r9")
    assert element.get(f"{{{R}}}id") is None


def test_a_section_of_a_hand_has_the_headers_of_ours() -> None:
    space = f'xmlns:w="{W}" xmlns:r="{R}"'
    theirs = etree.fromstring(
        f'<w:sectPr {space}><w:headerReference r:id="h8"/><w:pgSz w:w="1"/></w:sectPr>'
    )
    ours = etree.fromstring(f'<w:sectPr {space}><w:footerReference r:id="f1"/></w:sectPr>')
    map_section(theirs, ours)
    assert [item.tag for item in theirs] == [f"{_W}footerReference", f"{_W}pgSz"]
