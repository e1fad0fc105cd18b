"""Fields in the form that every reader shows: one in one element (w:fldSimple) in runs, and each
part of one in a run of its own.
"""

from __future__ import annotations

import copy
import itertools
from typing import Any

from lxml import etree

from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"


def in_runs(field: Any) -> list[Any]:
    """What takes the place of a field in one element, what it holds included (ECMA-376-1,
    17.16.18): other readers drop the text of w:fldSimple. The runs look like the first in it.
    """
    look = field.find(f"{_W}r/{_W}rPr")
    begin = etree.Element(f"{_W}fldChar", {f"{_W}fldCharType": "begin"})
    for name in (f"{_W}fldLock", f"{_W}dirty"):
        if name in field.attrib:
            begin.set(name, field.get(name))
    code = etree.Element(f"{_W}instrText")
    code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    code.text = f" {(field.get(f'{_W}instr') or '').strip()} "
    separate, end = (
        etree.Element(f"{_W}fldChar", {f"{_W}fldCharType": kind}) for kind in ("separate", "end")
    )
    held = [item for item in field if item.tag != f"{_W}fldData"]
    first = (_run(item, look) for item in (begin, code, separate))
    return [*first, *held, _run(end, look)]


def _run(child: Any, look: Any) -> Any:
    run = etree.Element(f"{_W}r")
    if look is not None:
        run.append(copy.deepcopy(look))
    run.append(child)
    return run


_PARTS = (f"{_W}fldChar", f"{_W}instrText", f"{_W}delInstrText")


def put_apart(root: Any) -> None:
    """Put the begin, the code, the separator and the end of fields in runs of their own, in which
    programs may have them together (ECMA-376-1, 17.3.2.25).
    """
    for run in dict.fromkeys(part.getparent() for part in root.iter(*_PARTS)):
        held = [item for item in run if item.tag != f"{_W}rPr"]
        groups = [[*group] for _, group in itertools.groupby(held, _key)]
        last, look = run, run.find(f"{_W}rPr")
        for group in groups[1:]:
            made = etree.Element(run.tag, dict(run.attrib))
            if look is not None:
                made.append(copy.deepcopy(look))
            made.extend(group)
            last.addnext(made)
            last = made


def _key(item: Any) -> Any:
    """What stands in one run: each part of a field by itself, and all that is none together."""
    return item if item.tag in _PARTS else None
