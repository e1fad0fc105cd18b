"""What properties say, in whatever way a program writes them: what is so without being said says
nothing, and ``start`` is ``left``.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import Any

from dlr_docs.word.package.reading.styles import value_of
from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
Said = Mapping[str, str]
_ON, _OFF = ("true", "on"), ("false", "off")
_SIDES = {"start": "left", "end": "right"}
# What holds others; without any it says nothing.
_GROUPS = (
    *("numPr", "pBdr", "tabs", "tblBorders", "tblCellMar", "tcBorders", "tcMar", "framePr"),
    *("cols", "pgBorders", "footnotePr", "endnotePr", "rFonts"),
)
# What is no look, or what programs write by themselves and nobody sees on these pages: languages,
# scripts that are not ours, and how lines may be broken.
_UNSEEN = (
    *("rPr", "sectPr", "lang", "noProof", "kern", "szCs", "bCs", "iCs", "cs", "webHidden"),
    *("widowControl", "suppressAutoHyphens", "suppressLineNumbers", "snapToGrid", "autoSpaceDE"),
    *("autoSpaceDN", "overflowPunct", "kinsoku", "topLinePunct", "textAlignment", "divId"),
    *("docGrid", "formProt", "paperSrc", "headerReference", "footerReference"),
    *("tblLayout", "tblLook", "cnfStyle", "hideMark"),
    *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"),
)
_NO_LINE = ("none", "nil")
_SPACING = ("cols.space", "cols.equalWidth")  # of columns, as a page of one has none
# What is so where nothing is said. A heading of the first level has outline level 0.
_PLAIN = (
    *("0", "auto", "none", "nil", "clear", "baseline", "left", "nextPage", "portrait", "decimal"),
    *("lrTb", "dxa", "default"),
)
_USUAL = {"spacing.line": "240", "outlineLvl": "9", "cols.num": "1"}
_MEANINGFUL = {"outlineLvl": "0"}


def name_of(item: Any) -> str:
    """The name of an element, without its namespace; nothing of one that Word alone knows."""
    tag = str(item.tag)
    return tag.removeprefix(_W) if tag.startswith(_W) else ""


def said_by(group: Any) -> dict[str, str]:
    """What the properties in a group say, each by its name; a property that says what is so anyway
    is there, since it takes away what a style says, and is empty.
    """
    found: dict[str, str] = {}
    for item in () if group is None else group:
        name = name_of(item)
        if name and name not in _UNSEEN and not name.endswith("Change"):
            found.update(_flat(name, item))
    return found


def _flat(path: str, item: Any) -> Iterator[tuple[str, str]]:
    """What a property says, and what those in it say, each by its path."""
    if path == "tabs":
        return map(_tab, item)
    values = _fonts(item) if path == "rFonts" else _attributes(item)
    if values.get("val") in _NO_LINE:
        return iter([(path, "")])
    if not (values or len(item) or path in _GROUPS):
        return iter([(path, "1")])
    held = (_flat(f"{path}.{_side(name_of(child))}", child) for child in item)
    return itertools.chain(_own(path, values), *held)


def _own(path: str, values: Said) -> Iterator[tuple[str, str]]:
    """What the attributes of a property say."""
    for key, value in values.items():
        where = path if key == "val" else f"{path}.{key}"
        if where not in _SPACING:
            yield where, _plain(where, value)


def _attributes(item: Any) -> dict[str, str]:
    """Those that a reader sees something of: a program that knows a colour of a theme says which
    colour that is too.
    """
    found = {_side(key.removeprefix(_W)): value for key, value in item.attrib.items()}
    return {key: found[key] for key in found if not key.startswith(("rsid", "{", "theme"))}


def _fonts(item: Any) -> dict[str, str]:
    """The fonts of our script: by their names, or else those of the theme."""
    found = {
        key: item.get(f"{_W}{key}") or item.get(f"{_W}{key}Theme") or ""
        for key in ("ascii", "hAnsi")
    }
    return {key: value for key, value in found.items() if value}


def _tab(stop: Any) -> tuple[str, str]:
    """A tab stop, by its place; one that is cleared is none."""
    leader = stop.get(f"{_W}leader") or "none"
    kind = _side(value_of(stop))
    is_none = kind in ("clear", "")
    return f"tabs.{stop.get(f'{_W}pos')}", "" if is_none else f"{kind} {leader}"


def _side(name: str) -> str:
    return _SIDES.get(name, name)


def _plain(where: str, value: str) -> str:
    value = "1" if value in _ON else "0" if value in _OFF else _side(value)
    if _MEANINGFUL.get(where) == value:
        return value
    return "" if value in _PLAIN or value == _USUAL.get(where) else value
