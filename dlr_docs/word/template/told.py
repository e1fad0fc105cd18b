"""The text of a template's parts, made beside the parts themselves: the same Jinja with the XML of
Word stripped to lines, cells and marks.

A document carries what it said block by block. The lines that come from the template follow from
conditions and loops, so they are rendered from this form, and no finished XML has to be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<(?:[^<>{]|\{\{.*?\}\}|\{%.*?%\}|\{)*>|[^<{]+|\{",
    re.DOTALL,
)
_NAME = re.compile(r"</?([\w:.-]+)")
_STYLE = re.compile(r'<w:pStyle w:val="([^"]*)"')
_CODE = re.compile(r'w:instr="([^"]*)"')
_KIND = re.compile(r'w:fldCharType="(\w+)"')
_LANGUAGE = re.compile(r'<w:lang [^>]*?w:val="([^"]*)"')
_OFF = r'(?! [^>]*?w:val="(?:0|false|off|none)")'
_BOLD, _ITALIC = re.compile(f"<w:b{_OFF}[ />]"), re.compile(f"<w:i{_OFF}[ />]")
OWN_LANGUAGE = "nl-NL"  # that of a whole document, which is no formatting
# What says nothing itself: properties, pictures, and boxes, which are stories of their own.
_SKIPPED = frozenset(
    f"w:{name}"
    for name in (
        *("pPr", "rPr", "sectPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr"),
        *("sdtPr", "sdtEndPr", "delText", "pict", "object", "drawing"),
    )
) | {"mc:AlternateContent"}
_CHARACTERS = {
    "w:tab": "\t",
    "w:ptab": "\t",
    "w:br": "\n",
    "w:cr": "\n",
    "w:noBreakHyphen": "\u2011",
    "w:softHyphen": "\u00ad",
}
_CLOSED = {"w:p": "</regel>", "w:tr": "</rij>", "w:tc": "</cel>"}
_OPENED = {"w:tr": "<rij>", "w:tc": "<cel>"}


def format_of(properties: str) -> str:
    """The attributes of a text with these run properties, as a document tells them."""
    language = _LANGUAGE.search(properties)
    code = language[1] if language else ""
    return "".join(
        (
            ' vet="1"' if _BOLD.search(properties) else "",
            ' cursief="1"' if _ITALIC.search(properties) else "",
            f' taal="{code}"' if code not in ("", OWN_LANGUAGE) else "",
        )
    )


@dataclass(slots=True)
class _State:
    """Where the reading of a part is: in what is skipped, in which field, in which run."""

    skipped: list[str] = field(default_factory=list)
    fields: list[bool] = field(default_factory=list)  # per open field: whether its result began
    code: str = ""
    format: str = ""
    in_text: bool = False


def told_source(source: str) -> str:
    """A part, as Jinja or as plain XML, as the lines that it says."""
    return "".join(_told(source))


def _told(source: str) -> Iterator[str]:
    state = _State()
    for token in _TOKEN.finditer(source):
        text = token[0]
        if state.skipped:
            _skip(text, state)
        elif text.startswith("{"):
            yield text if not state.fields else ""
        elif not text.startswith("<"):
            yield _words(text, state)
        else:
            yield _element(text, source, token.end(), state)


def _skip(text: str, state: _State) -> None:
    """Go on in what is skipped, up to its end."""
    name = _NAME.match(text)
    if name is None or name[1] != state.skipped[-1] or text.endswith("/>"):
        return
    if text.startswith("</"):
        state.skipped.pop()
    else:
        state.skipped.append(name[1])


def _words(text: str, state: _State) -> str:
    """Text between elements: words of a text, or the code of a field."""
    if state.fields and not state.fields[-1]:
        state.code += text
    if not state.in_text or state.fields:
        return ""
    return f"<t{state.format}>{text}</t>" if state.format else text


def _element(text: str, source: str, end: int, state: _State) -> str:
    found = _NAME.match(text)
    name = found[1] if found else ""
    if text.startswith("</"):
        return _close(name, state)
    if name in _SKIPPED or (name == "w:sdt" and _is_contents(source, end)):
        if not text.endswith("/>"):
            state.skipped.append(name)
        return ""
    if name in ("w:fldChar", "w:fldSimple"):
        return _field(text, state)
    if state.fields:
        return ""
    if name in _CHARACTERS:
        return _words_of(_CHARACTERS[name], state)
    return _open(name, text, source, end, state)


def _open(name: str, text: str, source: str, end: int, state: _State) -> str:
    if text.endswith("/>"):
        return ""
    if name == "w:p":
        style = _STYLE.search(_properties("w:pPr", source, end))
        return f'<regel stijl="{style[1]}">' if style else "<regel>"
    if name == "w:r":
        state.format = format_of(_properties("w:rPr", source, end))
    state.in_text = name == "w:t"
    return _OPENED.get(name, "")


def _words_of(text: str, state: _State) -> str:
    return f"<t{state.format}>{text}</t>" if state.format else text


def _close(name: str, state: _State) -> str:
    if name == "w:t":
        state.in_text = False
    elif name == "w:r":
        state.format = ""
    elif name == "w:fldSimple" and state.fields:
        state.fields.pop()
    return _CLOSED.get(name, "")


def _field(text: str, state: _State) -> str:
    """A field: what it shows is its own affair, so that its code stands for it."""
    if text.startswith("<w:fldSimple"):
        return _simple_field(text, state)
    kind = _KIND.search(text)
    step = kind[1] if kind else ""
    if step == "begin":
        state.code = state.code if state.fields else ""
        state.fields.append(False)
    elif step == "separate" and state.fields:
        state.fields[-1] = True
    elif step == "end" and state.fields:
        state.fields.pop()
        return "" if state.fields else _told_field(state.code)
    return ""


def _simple_field(text: str, state: _State) -> str:
    code = _CODE.search(text)
    is_outer = not state.fields
    if not text.endswith("/>"):
        state.fields.append(True)
    return _told_field(code[1]) if is_outer and code else ""


def _told_field(code: str) -> str:
    return f'<veld code="{" ".join(code.split())}"/>'


def _properties(name: str, source: str, start: int) -> str:
    """The properties that an element begins with."""
    if not source.startswith(f"<{name}>", start):
        return ""
    return source[start : source.find(f"</{name}>", start)]


def _is_contents(source: str, start: int) -> bool:
    """Whether a control holds a table of contents, which says what the headings say."""
    properties = source[start : source.find("</w:sdtPr>", start)]
    return '"Table of Contents"' in properties
