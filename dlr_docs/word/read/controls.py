"""Content controls as they are found: what they are bound to, and what they show."""

from __future__ import annotations

import re
from typing import Any

from dlr_docs.basis.dutch import parse_date, show_date
from dlr_docs.word.package.reading.text import Changes, text_of
from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
BINDINGS = (f"{_W}dataBinding", f"{_W15}dataBinding")  # of Word 2007, and of 2013
_BOUND = re.compile(r"/d:waarden/d:([\w.-]+)(?:\[1\])?\Z")
BOXES = {"☒": "ja", "☐": "nee"}
ANSWERS = {"true": "ja", "false": "nee"}  # as a store has them
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DEFAULT = "DefaultPlaceholder"  # of Word, in any language
_TAG = re.compile(r"[a-z][\w-]*(?:\.[\w-]+)*\Z")


def bound_to(control: Any) -> str:
    """The path of the value that a control is bound to, by the binding of Word 2007 or that of
    2013.
    """
    properties = control.find(f"{_W}sdtPr")
    for name in BINDINGS:
        binding = None if properties is None else properties.find(name)
        found = None if binding is None else _BOUND.search(binding.get(f"{_W}xpath", ""))
        if found:
            return found[1]
    return ""


def path_of(control: Any) -> str:
    """The path of the value in a control: what it is bound to, or else its tag."""
    tag = control.find(f"{_W}sdtPr/{_W}tag")
    named = "" if tag is None else tag.get(f"{_W}val", "")
    return bound_to(control) or (named if _TAG.match(named) else "")


def shown_by(control: Any, changes: Changes = Changes.ACCEPTED) -> str:
    """What a control shows; a box as an answer, unless somebody typed it where words belong."""
    content = control.find(f"{_W}sdtContent")
    text = "" if content is None or is_emptied(control) else text_of(content, changes)
    is_typed = control.find(f"{_W}sdtPr/{_W}text") is not None
    return text if is_typed else BOXES.get(text, text)


def is_emptied(control: Any) -> bool:
    """Whether a control shows what Word puts in one that somebody emptied, and that has no question
    of its own: it asks to click there.
    """
    properties = control.find(f"{_W}sdtPr")
    if properties is None or properties.find(f"{_W}showingPlcHdr") is None:
        return False
    named = properties.find(f"{_W}placeholder/{_W}docPart")
    return named is not None and named.get(f"{_W}val", "").startswith(_DEFAULT)


def at_opening(stored: str) -> str:
    """What Word shows on opening in a control of which the store holds this (ECMA-376-1,
    17.5.2.6).
    """
    if stored in ANSWERS:
        return ANSWERS[stored]
    day = parse_date(stored) if _DAY.fullmatch(stored) else None
    return show_date(day) if day else stored
