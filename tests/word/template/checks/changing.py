"""What somebody does to a Word template: another text, another part."""

from __future__ import annotations

from collections.abc import Callable

from dlr_docs.basis.problems import Problem

MAIN, HEADER, RELS = "word/document.xml", "word/header1.xml", "word/_rels/document.xml.rels"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
EXTERNAL = ' TargetMode="External"'
Change = Callable[[str], str]


def title(xml: str) -> Change:
    """Another content for the first paragraph, which holds the title."""
    return lambda text: text.replace("<w:r><w:t>{{ titel }}</w:t></w:r>", xml, 1)


def said(text: str) -> Change:
    """Another text for the title, typed in Word."""
    shown = text.replace("&", "&amp;").replace("<", "&lt;")
    return title(f'<w:r w:rsidR="00A1"><w:t xml:space="preserve">{shown}</w:t></w:r>')


def codes(problems: list[Problem]) -> set[str]:
    return {problem.code for problem in problems}


def related(kind: str, target: str, mode: str = "") -> Change:
    relation = f'<Relationship Id="rId77" Type="{REL}/{kind}" Target="{target}"{mode}/>'
    return lambda text: text.replace("</Relationships>", f"{relation}</Relationships>")
