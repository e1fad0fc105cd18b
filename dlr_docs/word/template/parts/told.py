"""The text of a template's parts, made beside the parts themselves: the same Jinja with the XML of
Word stripped to lines, cells and marks.

A document carries what it said block by block. The lines that come from the template follow from
conditions and loops, so they are rendered from this form, and no finished XML has to be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

_TOKEN = re.compile(
    r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<(?:[^<>{]|\{\{.*?\}\}|\{%.*?%\}|\{)*>|[^<{]+|\{",
    re.DOTALL,
)
_NAME = re.compile(r"</?([\w:.-]+)")
_STYLE = re.compile(r'<w:pStyle w:val="([^"]*)"')
_CODE = re.compile(r'w:instr="([^"]*)"')
_QUOTE = '"'
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


class _State(Struct, frozen=True):
    """Where the reading of a part is: in what is skipped, in which field, in which run."""

    skipped: tuple[str, ...] = ()
    fields: tuple[bool, ...] = ()  # per open field: whether its result began
    code: str = ""
    format: str = ""
    in_text: bool = False

    @property
    def in_code(self) -> bool:
        """Whether the code of a field is being read, and not yet what it shows."""
        return bool(self.fields) and not self.fields[-1]


_Step = tuple[_State, str]  # where the reading is after a token, and what that token says


def told_source(source: str) -> str:
    """A part, as Jinja or as plain XML, as the lines that it says."""
    return "".join(_told(source))


def _told(source: str) -> Iterator[str]:
    state = _State()
    for token in _TOKEN.finditer(source):
        state, said = _step(token[0], source, token.end(), state)
        yield said


def _step(text: str, source: str, end: int, state: _State) -> _Step:
    if state.skipped:
        return _skip(text, state), ""
    if text.startswith("{"):
        return state, "" if state.fields else text
    if text.startswith("<"):
        return _element(text, source, end, state)
    if state.in_code:
        return replace(state, code=state.code + text), ""
    return state, _run(text, state) if state.in_text and not state.fields else ""


def _skip(text: str, state: _State) -> _State:
    """Go on in what is skipped, up to its end."""
    name = _NAME.match(text)
    if name is None or name[1] != state.skipped[-1] or text.endswith("/>"):
        return state
    closes = text.startswith("</")
    return replace(state, skipped=state.skipped[:-1] if closes else (*state.skipped, name[1]))


def _run(text: str, state: _State) -> str:
    """Words of a run, with its formatting where it has any."""
    return f"<t{state.format}>{text}</t>" if state.format else text


def _element(text: str, source: str, end: int, state: _State) -> _Step:
    found = _NAME.match(text)
    name = found[1] if found else ""
    if text.startswith("</"):
        return _close(name, state), _CLOSED.get(name, "")
    if name in _SKIPPED or (name == "w:sdt" and _is_contents(source, end)):
        skipped = state.skipped if text.endswith("/>") else (*state.skipped, name)
        return replace(state, skipped=skipped), ""
    if name == "w:fldSimple":
        return _simple_field(text, state)
    if name == "w:fldChar":
        return _field(text, state)
    if state.fields:
        return state, ""
    if name in _CHARACTERS:
        return state, _run(_CHARACTERS[name], state)
    return _open(name, text, source, end, state)


def _open(name: str, text: str, source: str, end: int, state: _State) -> _Step:
    if text.endswith("/>"):
        return state, ""
    if name == "w:p":
        style = _STYLE.search(_properties("w:pPr", source, end))
        return state, f'<regel stijl="{style[1]}">' if style else "<regel>"
    if name == "w:r":
        run_format = format_of(_properties("w:rPr", source, end))
        return replace(state, format=run_format, in_text=False), ""
    return replace(state, in_text=name == "w:t"), _OPENED.get(name, "")


def _close(name: str, state: _State) -> _State:
    if name == "w:t":
        return replace(state, in_text=False)
    if name == "w:r":
        return replace(state, format="")
    if name == "w:fldSimple":
        return replace(state, fields=state.fields[:-1])
    return state


def _field(text: str, state: _State) -> _Step:
    """A field in parts: what it shows is its own affair, so that its code stands for it."""
    kind = _KIND.search(text)
    step = kind[1] if kind else ""
    outer = state.fields[:-1]
    if step == "begin":
        code = state.code if state.fields else ""
        return replace(state, fields=(*state.fields, False), code=code), ""
    if step == "separate" and state.fields:
        return replace(state, fields=(*outer, True)), ""
    if step == "end" and state.fields:
        return replace(state, fields=outer), "" if outer else _told_field(state.code)
    return state, ""


def _simple_field(text: str, state: _State) -> _Step:
    code = _CODE.search(text)
    said = _told_field(code[1]) if code and not state.fields else ""
    if text.endswith("/>"):
        return state, said
    return replace(state, fields=(*state.fields, True)), said


def _told_field(code: str) -> str:
    """A field by its code, in which words stand between quotes."""
    return f'<veld code="{" ".join(code.split()).replace(_QUOTE, "&quot;")}"/>'


def _properties(name: str, source: str, start: int) -> str:
    """The properties that an element begins with."""
    if not source.startswith(f"<{name}>", start):
        return ""
    return source[start : source.find(f"</{name}>", start)]


def _is_contents(source: str, start: int) -> bool:
    """Whether a control holds a table of contents, which says what the headings say."""
    properties = source[start : source.find("</w:sdtPr>", start)]
    return '"Table of Contents"' in properties
