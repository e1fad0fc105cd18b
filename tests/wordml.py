"""Small Word files for tests, from the XML of their parts."""

from __future__ import annotations

import io
import zipfile

from dlr_docs.word.package.opening import Package, package_of
from dlr_docs.word.package.xml import W

SPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>{}</Types>'
)
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
ROOTS = {
    "document": "document",
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
}


def docx(body: str, **parts: str) -> bytes:
    """A .docx with a body and what else is given of it, that Word and LibreOffice open.

    Args:
        parts: what is in the styles, numbering, notes or comments, by that name.
    """
    parts = {"document": f"<w:body>{body}</w:body>", **parts}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        kinds = "".join(
            f'<Override PartName="/word/{name}.xml" ContentType="{MAIN_TYPE}'
            f'{"document.main" if name == "document" else name}+xml"/>'
            for name in parts
        )
        package.writestr("[Content_Types].xml", TYPES.format(kinds))
        main = f'<Relationship Id="r1" Type="{KIND}officeDocument" Target="word/document.xml"/>'
        package.writestr("_rels/.rels", RELATIONS.format(main))
        others = "".join(
            f'<Relationship Id="r{number}" Type="{KIND}{name}" Target="{name}.xml"/>'
            for number, name in enumerate(parts)
            if name != "document"
        )
        package.writestr("word/_rels/document.xml.rels", RELATIONS.format(others))
        for name, content in parts.items():
            root = ROOTS[name]
            package.writestr(f"word/{name}.xml", f"<w:{root} {SPACES}>{content}</w:{root}>")
    return made.getvalue()


def package(body: str = "", **parts: str) -> Package:
    """The same, opened."""
    return package_of(docx(body, **parts), "proef.docx")


def style(identity: str, inner: str = "", based_on: str = "", more: str = "") -> str:
    """A paragraph style; ``inner`` is its w:pPr."""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    properties = f"<w:pPr>{inner}</w:pPr>" if inner else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{identity}" {more}><w:name w:val="{identity}"/>'
        f"{base}{properties}</w:style>"
    )


def numbers(list_id: int | str | None = None, order: int | None = None) -> str:
    """A w:numPr."""
    made = "" if order is None else f'<w:ilvl w:val="{order}"/>'
    made += "" if list_id is None else f'<w:numId w:val="{list_id}"/>'
    return f"<w:numPr>{made}</w:numPr>"


def paragraph(text: str = "", style: str = "", own: str = "") -> str:
    """A paragraph; ``own`` are properties of its own."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{own}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def level(
    order: int,
    text: str,
    form: str = "decimal",
    style: str = "",
    start: int | None = 1,
    **more: str,
) -> str:
    """A w:lvl; ``more`` are other elements with their value (isLgl, lvlRestart, suff)."""
    values = {
        "start": start,
        "numFmt": form,
        "lvlRestart": more.get("lvlRestart"),
        "pStyle": style or None,
        "isLgl": more.get("isLgl"),
        "suff": more.get("suff"),
        "lvlText": text,
    }
    inner = "".join(
        f'<w:{name} w:val="{value}"/>' for name, value in values.items() if value is not None
    )
    return f'<w:lvl w:ilvl="{order}">{inner}</w:lvl>'


def abstract(identity: int, *levels: str, more: str = "") -> str:
    """A w:abstractNum; ``more`` comes before its levels."""
    kind = '<w:multiLevelType w:val="multilevel"/>'
    return (
        f'<w:abstractNum w:abstractNumId="{identity}">{kind}{more}{"".join(levels)}</w:abstractNum>'
    )


def num(identity: int, definition: int, *overrides: str) -> str:
    """A w:num."""
    return (
        f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{definition}"/>'
        f"{''.join(overrides)}</w:num>"
    )


def override(order: int, start: int | None = None, whole: str = "") -> str:
    """A w:lvlOverride."""
    begin = "" if start is None else f'<w:startOverride w:val="{start}"/>'
    return f'<w:lvlOverride w:ilvl="{order}">{begin}{whole}</w:lvlOverride>'
