"""Where a paragraph leads: a link is an element (w:hyperlink, ECMA-376-1, 17.16.22) or a field in
runs (HYPERLINK, 17.16.5.25). Word and LibreOffice write the element; what is written here has the
field, since no tracked change may hold the element (A.1: CT_RunTrackChange).
"""

from __future__ import annotations

import re
from typing import Any

from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
LINK = f"{_W}hyperlink"
_CODE, _CHARACTER = f"{_W}instrText", f"{_W}fldChar"
_WITHIN = re.compile(r'\s*HYPERLINK\s+(?:""\s+)?\\l\s+"?([^"\s]+)', re.IGNORECASE)


def leads_to(paragraph: Any) -> str:
    """The bookmark that the first link within the document leads to; nothing without such a link.
    The field of the contents, which begins in front of that of its first line, is none.
    """
    elements = (item.get(f"{_W}anchor") for item in paragraph.iter(LINK))
    fields = (found[1] for code in _codes(paragraph) if (found := _WITHIN.match(code)))
    return next(filter(None, (*elements, *fields)), "")


def _codes(paragraph: Any) -> list[str]:
    """The codes of the fields that begin in a paragraph, also of those in another."""
    codes: list[str] = []
    for item in paragraph.iter(_CODE, _CHARACTER):
        if item.tag == _CODE and codes:
            codes[-1] += item.text or ""
        elif item.get(f"{_W}fldCharType") == "begin":
            codes.append("")
    return codes
