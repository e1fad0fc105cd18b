"""Looking into .docx files for tests: parts, schema validity, controls, bookmarks, fields."""

from __future__ import annotations

import functools
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lxml import etree
from msgspec import Struct

SCHEMAS = Path(__file__).parent / "schemas"
HOUSE_STYLES = Path(__file__).parent.parent / "templates" / "huisstijl"
READABLE_TEMPLATES = {
    folder.relative_to(HOUSE_STYLES).as_posix(): folder
    for folder in sorted(HOUSE_STYLES.glob("*/*/"))
}  # the folders of readable parts, each with its .docx beside it
TEMPLATE = HOUSE_STYLES / "zakelijk" / "overeenkomst.docx"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
D = "{urn:dlr-docs:waarden:1}"


@functools.cache
def _schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(SCHEMAS / name), etree.XMLParser(no_network=True)))


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {info.filename: package.read(info) for info in package.infolist()}


def changed(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """A package with one part changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(
                info.filename,
                change(content.decode()).encode() if info.filename == part else content,
            )
    return made.getvalue()


def own_template(folder: Path, old: str, new: str) -> Path:
    """Our template of an agreement with other words in its body, as a file."""
    path = folder / "eigen.docx"
    path.write_bytes(
        changed(TEMPLATE.read_bytes(), "word/document.xml", lambda text: text.replace(old, new))
    )
    return path


def root(data: bytes, part: str = "word/document.xml") -> Any:
    """One part as a tree."""
    return etree.fromstring(parts(data)[part])


def _schema_name(part: str) -> str | None:
    if part == "[Content_Types].xml":
        return "opc/opc-contentTypes.xsd"
    if part.endswith(".rels"):
        return "opc/opc-relationships.xsd"
    if part.startswith("customXml/itemProps"):
        return "shared-customXmlDataProperties.xsd"
    is_text = part.startswith("word/") and part.endswith(".xml") and "Extended" not in part
    return "document.xsd" if is_text else None


def _without_extensions(tree: Any) -> Any:
    """What a reader sees that knows nothing but the standard (ISO/IEC 29500-3, 9.2): without
    ignorable elements.
    """
    for prefix in (tree.attrib.pop(f"{MC}Ignorable", None) or "").split():
        for element in list(tree.iter(f"{{{tree.nsmap[prefix]}}}*")):
            if element.getparent() is not None:
                element.getparent().remove(element)
    return tree


def schema_errors(data: bytes) -> list[str]:
    """What the transitional schemas of ISO/IEC 29500 have against any part."""
    found = []
    for part, content in parts(data).items():
        name = _schema_name(part)
        if name is None:
            continue
        whole = etree.fromstring(content)
        found += [f"{part}: {line}" for line in extension_errors(whole)]
        tree = _without_extensions(whole)
        if not _schema(name).validate(tree):
            found += [f"{part}: {line}" for line in str(_schema(name).error_log).splitlines()]
    return found


# Elements of Word's own namespaces, which those schemas do not know, with their children in order
# ([MS-DOCX] 2.6.1.15, 2.5.4.2).
_ORDERS = {
    f"{W14}checkbox": ("checked", "checkedState", "uncheckedState"),
    f"{W15}repeatingSection": ("sectionTitle", "doNotAllowInsertDeleteSection"),
}


def extension_errors(tree: Any) -> list[str]:
    """Children of Word's own elements that stand in another order than Word has them, or twice."""
    found = []
    for element in tree.iter(*_ORDERS):
        names = [etree.QName(child).localname for child in element]
        known = _ORDERS[element.tag]
        if [name for name in known if name in names] != names:
            found.append(f"{etree.QName(element).localname}: {', '.join(names)}")
    return found


class Control(Struct, frozen=True, dict=True):
    """A content control as it stands in the document."""

    id: str
    tag: str
    title: str
    shown: str
    kind: str
    xpath: str | None
    placeholder: str | None


def controls(data: bytes) -> list[Control]:
    """All content controls of the body, the headers and the footers."""
    found = []
    for part in parts(data):
        if part.startswith(("word/document", "word/header", "word/footer")):
            found += [_control(element) for element in root(data, part).iter(f"{W}sdt")]
    return found


def _control(element: Any) -> Control:
    properties = element.find(f"{W}sdtPr")

    def value(name: str) -> str:
        child = properties.find(f"{W}{name}")
        return "" if child is None else child.get(f"{W}val")

    binding = properties.find(f"{W}dataBinding")
    placeholder = properties.find(f"{W}placeholder/{W}docPart")
    shown = properties.find(f"{W}showingPlcHdr") is not None
    kinds = [
        name
        for name in ("text", "date", "dropDownList")
        if properties.find(f"{W}{name}") is not None
    ]
    kinds += ["checkbox"] * (properties.find(f"{W14}checkbox") is not None)
    return Control(
        id=value("id"),
        tag=value("tag"),
        title=value("alias"),
        shown=text(element.find(f"{W}sdtContent")),
        kind=kinds[0] if kinds else "",
        xpath=None if binding is None else binding.get(f"{W}xpath"),
        placeholder=placeholder.get(f"{W}val") if shown else None,
    )


def fields(root: Any) -> list[tuple[str, str]]:
    """The fields of a part, innermost first: (instruction, the cached text)."""
    opened: list[
        tuple[list[str], list[str], list[str]]
    ] = []  # instruction, result, kinds of fldChar
    found = []
    for element in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}t"):
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            opened.append(([], [], []))
        elif kind == "separate":
            opened[-1][2].append(kind)
        elif kind == "end":
            instruction, result, _ = opened.pop()
            found.append(("".join(instruction).strip(), "".join(result)))
        elif element.tag == f"{W}instrText":
            opened[-1][0].append(element.text)
        else:
            for _, result, separated in opened:
                result += [element.text or ""] if separated else []
    assert not opened
    return found


def text(element: Any) -> str:
    """The text below an element, with line breaks and tabs as characters."""
    signs = {f"{W}br": "\n", f"{W}tab": "\t"}
    return "".join(
        (child.text or "") if child.tag == f"{W}t" else signs.get(child.tag, "")
        for child in element.iter()
    )


def stored(data: bytes) -> dict[str, str]:
    """The values in the custom XML part by path."""
    return {item.tag.removeprefix(D): item.text or "" for item in root(data, "customXml/item1.xml")}


def cells(data: bytes) -> list[tuple[int, int]]:
    """Of every cell of the text the width that it says, and that of the columns that it spans."""
    found: list[tuple[int, int]] = []
    for row in root(data).iter(f"{W}tr"):
        found += _cells(row)
    return found


def _cells(row: Any) -> list[tuple[int, int]]:
    table = next(row.iterancestors(f"{W}tbl"))
    grid = [int(item.get(f"{W}w")) for item in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    found, at = [], 0
    for cell in row.iterfind(f"{W}tc"):
        told = cell.find(f"{W}tcPr/{W}tcW")
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        end = at + (1 if span is None else int(span.get(f"{W}val")))
        found.append((0 if told is None else int(told.get(f"{W}w")), sum(grid[at:end])))
        at = end
    return found
