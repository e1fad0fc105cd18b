"""What hands type in the references of a document, done in its XML as Word leaves it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping

from lxml import etree

from dlr_docs.word.package.opening import package_of
from dlr_docs.word.package.reading.labels import paragraphs_in
from dlr_docs.word.package.reading.numbering import labels_of, numbering_of
from dlr_docs.word.package.reading.styles import styles_of
from dlr_docs.word.package.xml import W
from tests.revise.edits import MAIN, edited

_W = f"{{{W}}}"

# A reference of ours as it is written: up to its result, and that.
REFERENCE = re.compile(
    r'(REF (_Ref_\w+) \\[nw] \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/>'
    r"</w:r><w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t(?: [^>]*)?>)([^<]*)"
)
_WHOLE = re.compile(
    r'<w:r>(?:(?!</w:r>).)*<w:fldChar w:fldCharType="begin"/></w:r>(?:(?!</w:r>).)*'
    r'REF _Ref_.*?fldCharType="separate"/></w:r>(.*?)<w:r>(?:(?!</w:r>).)*fldCharType="end"/></w:r>'
)


def type_in(data: bytes, typed: Mapping[int, str]) -> bytes:
    """A document in which something was typed over what references show.

    Args:
        typed: what, by which reference, from 0.
    """
    count = itertools.count()

    def made(found: re.Match[str]) -> str:
        return found[1] + typed.get(next(count), found[3])

    return edited(data, lambda text: REFERENCE.sub(made, text))


def unlinked(text: str) -> str:
    """All references as the plain text that they show, as Ctrl+Shift+F9 leaves them."""
    return _WHOLE.sub(r"\1", text)


def another(shown: str, step: int = 1) -> str:
    """A label with another number or letter."""
    found = [*re.finditer(r"\d+|(?<!\w)[a-z](?!\w)", shown)][-1]
    new = str(int(found[0]) + step) if found[0].isdigit() else chr(ord(found[0]) + step)
    return shown[: found.start()] + new + shown[found.end() :]


def with_numbers_as_text(data: bytes) -> bytes:
    """A document of which all numbers of paragraphs are text, as a macro of Word leaves them."""
    package = package_of(data, "document")
    root = package.roots[MAIN]
    found = labels_of(
        paragraphs_in(root.find(f"{_W}body")), numbering_of(package, styles_of(package))
    )
    for paragraph, (label, level) in found.items():
        if level.form != "bullet":
            properties = paragraph.find(f"{_W}pPr")
            off = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
            properties.find(f"{_W}pStyle").addnext(_element(off))
            typed = f'<w:r><w:t xml:space="preserve">{label}</w:t><w:tab/></w:r>'
            properties.addnext(_element(typed))
    text = etree.tostring(root, encoding="unicode")
    return edited(data, lambda _: text)


def _element(xml: str) -> object:
    return etree.fromstring(xml.replace(">", f' xmlns:w="{W}">', 1))
