"""Where a paragraph leads, by links and by references. A link is an element (w:hyperlink,
ECMA-376-1, 17.16.22) or a field in runs (HYPERLINK, 17.16.5.25). Word and LibreOffice write the
element; what is written here has the field, since no tracked change may hold the element (A.1:
CT_RunTrackChange).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
LINK = f"{_W}hyperlink"
_CODE, _CHARACTER = f"{_W}instrText", f"{_W}fldChar"
# What shows the words, the number or the page of a bookmark (17.16.5.51, .50 and .45).
_SHOWN = re.compile(r'\s*(?:REF|NOTEREF|PAGEREF)\s+"?([^"\s\\]+)', re.IGNORECASE)
_WITHIN = re.compile(r'\s*HYPERLINK\s+(?:""\s+)?\\l\s+"?([^"\s]+)', re.IGNORECASE)


def leads_to(paragraph: Any) -> str:
    """The bookmark that the first link within the document leads to; nothing without such a link.
    The field of the contents, which begins in front of that of its first line, is none.
    """
    elements = (item.get(f"{_W}anchor") for item in paragraph.iter(LINK))
    fields = (found[1] for code in _codes(paragraph) if (found := _WITHIN.match(code)))
    return next(filter(None, (*elements, *fields)), "")


def named_in(code: str) -> str:
    """The bookmark that the code of a field names; nothing for a field that is no link or
    reference within the document.
    """
    found = _WITHIN.match(code) or _SHOWN.match(code)
    return found[1] if found else ""


def all_named_in(element: Any) -> Iterator[str]:
    """The bookmarks that the links and references in an element lead to."""
    anchors = (item.get(f"{_W}anchor") or "" for item in element.iter(LINK))
    yield from filter(None, (*anchors, *map(named_in, _codes(element))))


def _codes(paragraph: Any) -> list[str]:
    """The codes of the fields that begin in a paragraph, also of those in another."""
    codes: list[str] = []
    for item in paragraph.iter(_CODE, _CHARACTER):
        if item.tag == _CODE and codes:
            codes[-1] += item.text or ""
        elif item.get(f"{_W}fldCharType") == "begin":
            codes.append("")
    return codes
