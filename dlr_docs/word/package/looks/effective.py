"""What a paragraph, words, a table or a cell of a document looks like, by its own properties and by
what it gets from styles and lists (ECMA-376-1, 17.7.2).
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Collection
from typing import Any

from lxml import etree

from dlr_docs.word.package.looks.written import Said, said_by
from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.reading.numbering import numbering_of
from dlr_docs.word.package.reading.styles import number_of, styles_of, value_of
from dlr_docs.word.package.relations import NUMBERING, STYLES
from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
_TABLE, _PARAGRAPH, _NUMBER = f"{_W}tbl", f"{_W}p", "numPr"
_NAMES = ("pStyle", "rStyle", "tblStyle")
_OF_CELLS, _OF_LINES = ("tcBorders", "shd"), ("sz", "space", "color", "fill")


class Effective:
    """The looks of one document."""

    def __init__(self, package: Package) -> None:
        self._numbering = numbering_of(package, styles_of(package))
        self._styles = self._numbering.styles
        self._indents = _indents(package.roots.get(NUMBERING))
        root = package.roots.get(STYLES)
        self._defaults = {
            group: said_by(
                None if root is None else root.find(f".//{_W}{group}Default/{_W}{group}")
            )
            for group in ("pPr", "rPr")
        }
        self._known: dict[tuple[str, str], Said] = {}

    def own(self, group: str, properties: Any) -> dict[str, str]:
        """What properties say themselves, or by a style of words that they name."""
        named = value_of(properties.find(f"{_W}rStyle")) if group == "rPr" else ""
        found = {**self._of_style(named, group), **said_by(properties)}
        return {key: value for key, value in found.items() if key not in _NAMES}

    def of(self, group: str, properties: Any, holder: Any) -> dict[str, str]:
        """What something looks like with these properties.

        Args:
            group: the name of the properties.
            holder: what they are of.
        """
        found = {**self._around(group, properties, holder), **self.own(group, properties)}
        if group == "pPr":
            return self._numbered(properties, holder, found)
        return _less_given(found, self._given(holder)) if group == "tcPr" else found

    def style_of(self, properties: Any) -> str:
        """The id of the style of the paragraph that properties are of."""
        return self._styles.of(_paragraph(properties))

    def _around(self, group: str, properties: Any, holder: Any) -> dict[str, str]:
        """What it gets from others: the document, its table, the style of its paragraph."""
        if group == "tblPr":
            return dict(self._of_style(value_of(properties.find(f"{_W}tblStyle")), group))
        if group not in self._defaults:
            return {}
        table = self._of_style(_table_style(holder), group)
        if holder.tag == f"{_W}style":
            style = value_of(holder.find(f"{_W}basedOn"))
        elif group == "pPr":
            style = self.style_of(properties)
        else:
            above = holder.iterancestors(_PARAGRAPH)
            style = self._styles.of(holder if holder.tag == _PARAGRAPH else next(above, holder))
        return {**self._defaults[group], **table, **self._of_style(style, group)}

    def _of_style(self, name: str, group: str) -> Said:
        key = name, group
        style = self._styles.by_id.get(name)
        if style is None:
            return {}
        if key not in self._known:
            own = said_by(style.element.find(f"{_W}{group}"))
            self._known[key] = {**self._of_style(style.base, group), **own}
        return self._known[key]

    def _numbered(self, properties: Any, holder: Any, found: Said) -> dict[str, str]:
        """The same with its number, and with the indents of that where nothing else says them."""
        made = {key: value for key, value in found.items() if not key.startswith(_NUMBER)}
        if holder.tag == f"{_W}style":
            of_style = use = self._numbering.of_style.get(holder.get(f"{_W}styleId") or "")
        else:
            of_style = self._numbering.of_style.get(self.style_of(properties))
            use = self._numbering.of(_paragraph(properties))
        if use is None:
            return made
        number = {_NUMBER: f"{use.list.id} {use.order}"}
        indent = self._indents.get((use.list.definition, use.order), {})
        if of_style and (of_style.list.id, of_style.order) == (use.list.id, use.order):
            return {**indent, **made, **number}
        return {**made, **indent, **self.own("pPr", properties), **number}

    def _given(self, holder: Any) -> set[tuple[str, str]]:
        """What the table around a cell and its style give to some of its cells."""
        table = next(holder.iterancestors(_TABLE), None)
        groups = [] if table is None else [table.find(f"{_W}tblPr")]
        style = self._styles.by_id.get(_table_style(holder))
        while style is not None:
            groups += style.element.iter(f"{_W}tblPr", f"{_W}tcPr")
            style = self._styles.by_id.get(style.base)
        said = itertools.chain.from_iterable(said_by(group).items() for group in groups)
        return {(_leaf(key), value) for key, value in said}


def _paragraph(properties: Any) -> Any:
    """A paragraph with these properties."""
    made = etree.Element(_PARAGRAPH)
    made.append(copy.deepcopy(properties))
    made[0].tag = f"{_W}pPr"
    return made


def _table_style(holder: Any) -> str:
    table = next(holder.iterancestors(_TABLE), None)
    return "" if table is None else value_of(table.find(f"{_W}tblPr/{_W}tblStyle"))


def _less_given(found: Said, given: Collection[tuple[str, str]]) -> dict[str, str]:
    """What a cell looks like, less lines and shades of its table: LibreOffice writes these in each
    cell.
    """
    return {
        key: "" if key.startswith(_OF_CELLS) and (_leaf(key), value) in given else value
        for key, value in found.items()
    }


def _leaf(key: str) -> str:
    """What is said of a line or a shade: its colour or width, or what kind it is."""
    name = key.rpartition(".")[2]
    return name if name in _OF_LINES else ""


def _indents(root: Any) -> dict[tuple[str, int], Said]:
    """The indents of the levels of lists, by the definition and the order of these."""
    found: dict[tuple[str, int], Said] = {}
    for level in () if root is None else root.iter(f"{_W}lvl"):
        holder = level.getparent().get(f"{_W}abstractNumId") or ""
        said = said_by(level.find(f"{_W}pPr"))
        key = holder, number_of(level.get(f"{_W}ilvl") or "", 0)
        found.setdefault(key, {name: said[name] for name in said if name.startswith("ind")})
    return found
