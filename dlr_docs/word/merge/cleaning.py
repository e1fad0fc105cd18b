"""A paragraph or row of a file that another program saved, as this program would have it: without
that program's bookkeeping, in the order of the schema, with fields in runs.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Any

from dlr_docs.word.package.fields import in_runs
from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
# Where a spelling mistake is, and where a page ended when it was last laid out.
_NOTES = (f"{_W}proofErr", f"{_W}lastRenderedPageBreak")
# These, and where a range that is checked by nobody begins and ends.
_NOISE = _NOTES + tuple(
    f"{_W}{name}{end}"
    for name, end in itertools.product(("perm", "moveFromRange", "moveToRange"), ("Start", "End"))
)
_BOOKKEEPING = (f"{_W}rsid", f"{_W14}paraId", f"{_W14}textId")
# A move whose other half is elsewhere is a text taken out here, and one put in there.
_MOVES = {f"{_W}moveFrom": f"{_W}del", f"{_W}moveTo": f"{_W}ins"}
# The order of what a group of properties holds (ECMA-376-1, A.1: CT_PPr, CT_RPr, CT_TrPr, CT_TcPr
# and CT_SdtPr). LibreOffice writes those of a control in another, and those of a row that came too.
_ORDERS = {
    f"{_W}pPr": (
        *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl"),
        *("numPr", "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku"),
        *("wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi"),
        *("adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents"),
        *("suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap"),
        *("outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange"),
    ),
    f"{_W}rPr": (
        *("ins", "del", "moveFrom", "moveTo"),
        *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike"),
        *("outline", "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden"),
        *("color", "spacing", "w", "kern", "position", "sz", "szCs", "highlight", "u", "effect"),
        *("bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout"),
        *("specVanish", "oMath", "rPrChange"),
    ),
    f"{_W}trPr": (
        *("cnfStyle", "divId", "gridBefore", "gridAfter", "wBefore", "wAfter", "cantSplit"),
        *("trHeight", "tblHeader", "tblCellSpacing", "jc", "hidden", "ins", "del", "trPrChange"),
    ),
    f"{_W}sdtPr": (
        *("rPr", "alias", "tag", "id", "lock", "placeholder", "temporary", "showingPlcHdr"),
        *("dataBinding", "label", "tabIndex"),  # and then what kind it is
    ),
    f"{_W}tcPr": (
        *("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar"),
        *("textDirection", "tcFitText", "vAlign", "hideMark", "headers", "cellIns", "cellDel"),
        *("cellMerge", "tcPrChange"),
    ),
}
# What tells how something looked before a tracked change holds a group, also of no look at all:
# LibreOffice then leaves the group out.
_LOOKS_BEFORE = {f"{_W}{name}Change": f"{_W}{name}" for name in ("pPr", "rPr", "trPr", "tcPr")}
_RANKS = {
    group: {f"{_W}{name}": rank for rank, name in enumerate(names)}
    for group, names in _ORDERS.items()
}


def clean(element: Any) -> None:
    """Clean a paragraph, a row or a note."""
    for item in [*element.iter()]:
        if not isinstance(item.tag, str):
            continue
        _drop_bookkeeping(item)
        if item.tag in _NOISE:
            drop(item)
        elif item.tag in _MOVES:
            _settle_move(item)
        elif item.tag == f"{_W}fldSimple":
            replace_with(item, in_runs(item))
        else:
            _settle_properties(item)
    for group in [*element.iter(f"{_W}rPr")]:
        holder = group.getparent()
        if not len(group) and holder is not None and not holder.tag.endswith("Change"):
            drop(group)


def drop_notes(root: Any) -> None:
    """Drop what a program noted for itself between and in the runs of a part."""
    for item in [*root.iter(*_NOTES)]:
        drop(item)


def settle_properties(root: Any) -> None:
    """Properties of all in a part as the schema has them."""
    for item in [*root.iter(*_RANKS, *_LOOKS_BEFORE)]:
        _settle_properties(item)


def _settle_properties(item: Any) -> None:
    if item.tag in _RANKS:
        _put_in_order(item)
    elif item.tag in _LOOKS_BEFORE and not len(item):
        item.append(item.makeelement(_LOOKS_BEFORE[item.tag]))


def _settle_move(item: Any) -> None:
    """A half of a move as the deletion or insertion that it is here."""
    item.tag = _MOVES[item.tag]
    if item.tag == f"{_W}del":
        for text in item.iter(f"{_W}t"):
            text.tag = f"{_W}delText"


def _drop_bookkeeping(item: Any) -> None:
    for name in [name for name in item.attrib if name.startswith(_BOOKKEEPING)]:
        del item.attrib[name]


def _put_in_order(group: Any) -> None:
    """Properties in the order of the schema; of two of one name the last counts."""
    ranks = _RANKS[group.tag]
    last = {child.tag: child for child in group}
    ordered = sorted(last.values(), key=lambda child: ranks.get(child.tag, len(ranks)))
    if ordered != [*group]:
        for child in [*group]:
            group.remove(child)
        group.extend(ordered)


def replace_with(element: Any, others: Iterable[Any]) -> None:
    """Other elements in the place of one."""
    parent = element.getparent()
    at = parent.index(element)
    parent.remove(element)
    for step, other in enumerate([*others]):
        parent.insert(at + step, other)


def unwrap(element: Any) -> None:
    """What an element holds, in its place."""
    replace_with(element, [*element])


def drop(element: Any) -> None:
    """Take an element out of the one that it stands in; no text of ours stands behind one."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
