"""Small pieces of WordprocessingML as text. Every text that comes from outside passes
:func:`escape`.
"""

from __future__ import annotations

import re

from dlr_docs.basis.characters import FORBIDDEN
from dlr_docs.model.document import Text, ValueUse

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_BREAK = re.compile(r"\r\n|\r|\n")
_SPECIAL = re.compile('[&<>"\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]')
_T = '<w:t xml:space="preserve">'
_PLAIN_T = "<w:t>"


def escape(text: str) -> str:
    """Text as XML character data or as an attribute value."""
    if not _SPECIAL.search(text):
        return text
    if FORBIDDEN.search(text):
        raise ValueError(
            "a character that XML cannot hold came through"
        )  # every source of text refuses it before
    plain = (
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    )
    return plain.replace("\r", "&#13;").replace("\n", "&#10;").replace("\t", "&#9;")


def has_breaks(text: str) -> bool:
    """Whether a text holds line breaks or tabs, which Word keeps as elements and not as
    characters.
    """
    return "\n" in text or "\r" in text or "\t" in text


def run(text: str, properties: str = "") -> str:
    """A run (w:r) with the text; line breaks and tabs become w:br and w:tab.

    Args:
        properties: a whole w:rPr element, or nothing.
    """
    if not has_breaks(text):
        start = _T if text[:1].isspace() or text[-1:].isspace() or "  " in text else _PLAIN_T
        return f"<w:r>{properties}{start}{escape(text)}</w:t></w:r>"
    lines = [_TAB.join(escape(part) for part in line.split("\t")) for line in _BREAK.split(text)]
    return f"<w:r>{properties}{_T}{_LINE.join(lines)}</w:t></w:r>"


_TAB = f"</w:t><w:tab/>{_T}"
_LINE = f"</w:t><w:br/>{_T}"


def run_properties(words: Text | ValueUse) -> str:
    """The w:rPr of bold or italic words or of words in another language, or nothing."""
    inside = ("<w:b/>" if words.bold else "") + ("<w:i/>" if words.italic else "")
    if isinstance(words, Text) and words.language:
        inside += f'<w:lang w:val="{words.language}"/>'
    return f"<w:rPr>{inside}</w:rPr>" if inside else ""


def field(code: str, result: str) -> str:
    """A field with its cached result, written in runs (ECMA-376-1, 17.16.18): previews, portals and
    libraries that know no w:fldSimple then still show the result.
    """
    return f"{field_start(code)}{run(result)}{FIELD_END}"


def link(bookmark: str, inner: str) -> str:
    """Runs that lead to a bookmark: the field that Word has for it, which a tracked change can
    hold; it may not hold w:hyperlink (ECMA-376-1, A.1: CT_RunTrackChange).
    """
    code = f'HYPERLINK \\l "{bookmark}"'
    return f"{field_start(code)}{inner}{FIELD_END}"


def field_start(code: str) -> str:
    """What a field begins with whose result follows, up to :data:`FIELD_END`."""
    return f"{_BEGIN}{escape(code)} {_SEPARATE}"


_BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> '
_SEPARATE = '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
