"""All tracked changes of a document accepted or rejected in its XML, as a program does that knows
Word's rules and nothing of ours (ECMA-376-1, 17.13.5); and what stands where afterwards.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from dlr_docs.word.package.xml import W
from tests.ooxml import parts

_W = f"{{{W}}}"
_KINDS = {"accepted": (("del", "moveFrom"), ("ins", "moveTo"))}
_KINDS["rejected"] = (_KINDS["accepted"][1], _KINDS["accepted"][0])
_RANGES = {"accepted": "customXmlDelRangeStart", "rejected": "customXmlInsRangeStart"}
_BOOKMARKS = (f"{_W}bookmarkStart", f"{_W}bookmarkEnd")

_GOING = {f"{_W}delText": f"{_W}t", f"{_W}delInstrText": f"{_W}instrText"}


def _named(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{_W}{name}" for name in names)


def resolved(data: bytes, reading: str) -> Any:
    """The main part of a document with all of its changes resolved."""
    root: Any = etree.fromstring(parts(data)["word/document.xml"])
    gone, kept = map(_named, _KINDS[reading])
    _resolve_looks(root, reading)
    _resolve_controls(root, _RANGES[reading])
    _resolve_rows(root, gone)
    for item in [*root.iter(*gone)]:
        if item.getparent() is not None and not item.getparent().tag.endswith(("rPr", "trPr")):
            _remove(item)
    for item in [*root.iter(*kept)]:
        if not item.getparent().tag.endswith(("rPr", "trPr")):
            _unwrap(item)
    for item in root.iter(*_GOING):
        item.tag = _GOING[item.tag]
    for paragraph in reversed([*root.iter(f"{_W}p")]):
        if any(paragraph.find(f"{_W}pPr/{_W}rPr/{name}") is not None for name in gone):
            _run_on(paragraph)
    return root


def _resolve_looks(root: Any, reading: str) -> None:
    """The look of words as it is, or as it was."""
    for change in [*root.iter(f"{_W}rPrChange")]:
        look, was = change.getparent(), change.find(f"{_W}rPr")
        _remove(change)
        if reading == "rejected":
            look[:] = [*was]


def _resolve_controls(root: Any, gone: str) -> None:
    """Words alone in the place of a control that is not there, whatever becomes of the words."""
    for start in [*root.iter(f"{_W}{gone}")]:
        control = start.getnext()
        if control is not None and control.tag == f"{_W}sdt":
            _unwrap(control.find(f"{_W}sdtContent"))
            _remove(control.find(f"{_W}sdtPr"))
            _unwrap(control)


def _resolve_rows(root: Any, gone: tuple[str, ...]) -> None:
    for row in [*root.iter(f"{_W}tr")]:
        if any(row.find(f"{_W}trPr/{name}") is not None for name in gone):
            _remove(row)
    for table in [*root.iter(f"{_W}tbl")]:
        if next(table.iter(f"{_W}tr"), None) is None:
            _remove(table)


def _remove(item: Any) -> None:
    item.getparent().remove(item)


def _unwrap(item: Any) -> None:
    parent, at = item.getparent(), item.getparent().index(item)
    for child in reversed(item):
        parent.insert(at, child)
    parent.remove(item)


def _run_on(paragraph: Any) -> None:
    """What is left of a paragraph without its end comes in front of the next one."""
    left = [item for item in paragraph if item.tag != f"{_W}pPr"]
    following = next(
        (item for item in paragraph.itersiblings() if item.tag not in _BOOKMARKS), None
    )
    if following is not None and following.tag == f"{_W}p":
        at = 0 if following.find(f"{_W}pPr") is None else 1
        for item in reversed(left):
            following.insert(at, item)
        _remove(paragraph)
    elif not any(item.tag in (f"{_W}r", f"{_W}sdt", f"{_W}hyperlink") for item in left):
        for item in left:
            paragraph.addprevious(item)
        _remove(paragraph)


def marks(root: Any) -> list[tuple[str, str]]:
    """Begin and end of each bookmark, with the words of the paragraph in which, or behind which, it
    stands; in their order. A bookmark of which nothing is left goes with its words.
    """
    names: dict[str, str] = {}
    found: list[tuple[str, str]] = []
    full = _with_words(root)
    for item in root.iter(*_BOOKMARKS):
        number = item.get(f"{_W}id")
        if item.tag == _BOOKMARKS[0]:
            names[number] = item.get(f"{_W}name")
        if number in full:
            sign = "<" if item.tag == _BOOKMARKS[0] else ">"
            found.append((sign + names[number], _place(item)))
    return found


def _with_words(root: Any) -> set[str]:
    opened: set[str] = set()
    full: set[str] = set()
    for item in root.iter(*_BOOKMARKS, f"{_W}t", f"{_W}delText", f"{_W}tab", f"{_W}drawing"):
        if item.tag == _BOOKMARKS[0]:
            opened.add(item.get(f"{_W}id"))
        elif item.tag == _BOOKMARKS[1]:
            opened.discard(item.get(f"{_W}id"))
        else:
            full |= opened
    return full


def _place(item: Any) -> str:
    parent = item.getparent()
    if parent.tag == f"{_W}p":
        return _words(parent)
    before = next(
        (one for one in item.itersiblings(preceding=True) if one.tag not in _BOOKMARKS), None
    )
    return "behind " + ("" if before is None else _words(before))


def _words(element: Any) -> str:
    return "".join(item.text or "" for item in element.iter(f"{_W}t", f"{_W}delText"))


def controls(root: Any) -> list[str]:
    """The tags of all controls that hold something, in their order."""
    held = (item for item in root.iter(f"{_W}sdt") if _words(item))
    tags = (item.find(f"{_W}sdtPr/{_W}tag") for item in held)
    return [tag.get(f"{_W}val") for tag in tags if tag is not None]
