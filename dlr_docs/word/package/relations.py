"""Content types and relationships of a package: those of a template, those that we add, and the
names of parts.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from dlr_docs.word.package.xml import HEAD, escape

CONTENT_TYPES = "[Content_Types].xml"
MAIN = "word/document.xml"
MAIN_RELS = "word/_rels/document.xml.rels"
STYLES = "word/styles.xml"
NUMBERING = "word/numbering.xml"
SETTINGS = "word/settings.xml"
# Kinds of relations whose parts we write ourselves, or that are about who worked on a template.
REPLACED = (
    *("comments", "customXml", "glossaryDocument"),
    *("commentsExtended", "commentsIds", "commentsExtensible", "people", "documenttasks"),
)
_OURS = (
    "customXml/",
    "word/glossary/",
    "docProps/core.xml",
    "word/comments.xml",
    "docProps/thumbnail",
)
_TYPED_BY_US = ("/customXml/", "/word/glossary/", "/docProps/core.xml", "/word/comments.xml")
_ON_PAGES = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument"


def is_on_pages(part: str) -> bool:
    """Whether a part is one that a reader meets on pages: the text, headers and footers."""
    return _ON_PAGES.fullmatch(part) is not None


def is_ours(part: str) -> bool:
    """Whether a part of a template is one that we write anew, or leave out."""
    return part.startswith(_OURS)


IMAGE = f"{_REL}/image"


def relation(name: str, kind: str, target: str) -> str:
    """One relationship."""
    return f'<Relationship Id="{name}" Type="{kind}" Target="{escape(target)}"/>'


def override(part: str, kind: str) -> str:
    """The content type of one part."""
    return f'<Override PartName="/{part}" ContentType="{kind}"/>'


def content_types(root: Any, parts: Collection[str]) -> str:
    """The content types without closing element: the template's, less what we replace, plus our
    own.

    Args:
        parts: the parts of the template that a document has.
    """
    known = {f"/{part}".casefold() for part in parts}
    kept = "".join(
        _element(item, ("Extension", "PartName", "ContentType"))
        for item in root
        if not (item.get("PartName") or "").startswith(_TYPED_BY_US)
        and (item.get("PartName") is None or item.get("PartName").casefold() in known)
    )
    ours = override(
        "docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"
    ) + override("customXml/itemProps1.xml", f"{_TYPES}.customXmlProperties+xml")
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    return f'{HEAD}<Types xmlns="{types}">{kept}{ours}'


def relations(root: Any) -> str:
    """The relationships of the main part without closing element, less those to parts that we
    replace.
    """
    kept = "".join(
        _element(item, ("Id", "Type", "Target", "TargetMode"))
        for item in root
        if (item.get("Type") or "").rpartition("/")[2] not in REPLACED
    )
    ours = "".join(
        f'<Relationship Id="rIdDlr{number}" Type="{_REL}/customXml" '
        f'Target="../customXml/item{number}.xml"/>'
        for number in (1, 2, 3)
    )
    return f"{HEAD}{_RELATIONSHIPS}{kept}{ours}"


def _element(item: Any, names: tuple[str, ...]) -> str:
    """An element of the package's own parts, with the attributes that it may have."""
    written = "".join(
        f' {name}="{escape(item.get(name))}"' for name in names if item.get(name) is not None
    )
    return f"<{item.tag.rpartition('}')[2]}{written}/>"


def optional_parts(questions: bool, notes: bool) -> tuple[str, str]:
    """What content types and relationships get more for parts that not every document has."""
    types = relations = ""
    if questions:
        types += override(
            "word/glossary/document.xml", f"{_TYPES}.wordprocessingml.document.glossary+xml"
        )
        types += override("word/glossary/styles.xml", f"{_TYPES}.wordprocessingml.styles+xml")
        relations += (
            f'<Relationship Id="rIdDlr4" '
            f'Type="{_REL}/glossaryDocument" Target="glossary/document.xml"/>'
        )
    if notes:
        types += override("word/comments.xml", f"{_TYPES}.wordprocessingml.comments+xml")
        relations += f'<Relationship Id="rIdDlr5" Type="{_REL}/comments" Target="comments.xml"/>'
    return types, relations


_RELATIONSHIPS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
)


def package_relations(custom: str) -> str:
    """The relationships of the package.

    Args:
        custom: the part with properties that somebody gave the template, if it has one.
    """
    more = relation("rId3", f"{_REL}/custom-properties", custom) if custom else ""
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    return (
        f"{HEAD}{_RELATIONSHIPS}"
        f'<Relationship Id="rId1" Type="{_REL}/officeDocument" Target="{MAIN}"/>'
        f'<Relationship Id="rId2" Type="{core}" Target="docProps/core.xml"/>'
        f"{more}</Relationships>"
    )


def item_relations(number: int) -> str:
    """The relationships of a custom XML part of ours."""
    return (
        f"{HEAD}{_RELATIONSHIPS}"
        f'<Relationship Id="rId1" Type="{_REL}/customXmlProps" '
        f'Target="itemProps{number}.xml"/></Relationships>'
    )


def glossary_relations() -> str:
    """The relationships of the glossary part."""
    styles = f'<Relationship Id="rId1" Type="{_REL}/styles" Target="styles.xml"/>'
    return f"{HEAD}{_RELATIONSHIPS}{styles}</Relationships>"
