"""Values as inline content controls bound to the custom XML part (ECMA-376-1, 17.5.2).

Word reads the store again when it opens a file, so the store holds exactly what the reader must
see: the shown text, or the ISO date for a date control. An open value shows its question, which
Word takes from the building block that ``w:placeholder`` names.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator, Mapping
from datetime import date

from dlr_docs.basis.dutch import DATE_PICTURE
from dlr_docs.model.options import TextControls
from dlr_docs.model.values import Value
from dlr_docs.word.package.stores import NAMESPACE, STORE
from dlr_docs.word.package.xml import W14, escape, has_breaks, run

PLACEHOLDER_STYLE = "PlaceholderText"
_QUESTION = f'<w:rPr><w:rStyle w:val="{PLACEHOLDER_STYLE}"/></w:rPr>'
_BOXES = "☐☒"
BOX = _BOXES[0]  # in the text of a clause: a box for a reader to tick
BESIDE_BOX = "\u00a0["  # what the question beside an open box begins with
_BOX_FONT = "MS Gothic"  # what Word itself uses for them
UNDONE = "Kies een antwoord."
# An item without a text to show: who chooses it gets the question back, as with Word's own lists.
_UNDO = f'<w:listItem w:value="{UNDONE}"/>'
_LONGEST = 64  # Word's limit for tags and titles


def short(text: str) -> str:
    """A tag or title within Word's limit; a digest keeps shortened ones apart."""
    if len(text) <= _LONGEST:
        return text
    return f"{text[: _LONGEST - 9]}~{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def asked(question: str) -> str:
    """A question as it stands in the place of a value: in brackets, so that a print in black and
    white tells too.
    """
    return f"[{question}]"


@functools.lru_cache(maxsize=1024)
def building_block(question: str) -> str:
    """The name of the building block that shows a question."""
    return f"vraag-{hashlib.sha256(question.encode()).hexdigest()[:16]}"


def stored(value: Value) -> str:
    """What the custom XML part holds for a value; a box that nobody ticked yet is not ticked."""
    if value.kind == "ja_nee":
        return "true" if value.raw else "false"
    return value.raw.isoformat() if isinstance(value.raw, date) else value.text


def is_bound(value: Value) -> bool:
    """Whether the control is bound: not when the text has line breaks or tabs, which a bound
    plain-text control would not surely show as they were typed.
    """
    return not has_breaks(value.text)


class Controls:
    """Writes the controls of one document and hands out their ids, which must differ in the whole
    file.

    ``values`` are found by the path that the text uses; an annex may store them under another one.
    """

    def __init__(
        self, values: Mapping[str, Value], ids: Iterator[int], text_controls: TextControls = "plain"
    ) -> None:
        self._values = values
        self._text_controls = text_controls
        self._ids = ids
        self._made: dict[tuple[str, str], tuple[str, str]] = {}

    def with_values(self, more: Mapping[str, Value]) -> Controls:
        """The same, which find more values by their path."""
        return Controls({**more, **self._values}, self._ids, self._text_controls)

    def next_id(self) -> int:
        """A number that no other control or bookmark of this file has."""
        return next(self._ids)

    def by_path(self, path: str, properties: str, number: int) -> str:
        """The control of a value named by its path, with an id that was kept for it."""
        before, after = self._halves(self._values[path], properties)
        return f'{before}<w:id w:val="{number}"/>{after}'

    def shown(self, path: str) -> str:
        """What a reader sees of a value: its text or its question."""
        value = self._values[path]
        return asked(value.question) if value.is_open else value.text

    def control(self, value: Value, properties: str = "") -> str:
        """The control of a value; ``properties`` is the w:rPr of the text around it."""
        before, after = self._halves(value, properties)
        return f'{before}<w:id w:val="{self.next_id()}"/>{after}'

    def _halves(self, value: Value, properties: str) -> tuple[str, str]:
        key = (value.path, properties)
        halves = self._made.get(key)
        if halves is None:
            halves = self._made[key] = _halves(value, properties, self._text_controls)
        return halves


def _halves(value: Value, properties: str, text_controls: TextControls) -> tuple[str, str]:
    """A control before and after its id."""
    head, binding = _frame(value.label, value.path, properties)
    if value.kind == "ja_nee":
        return head, f"{binding}{_check_box(value)}"
    placeholder = ""
    is_bound = not has_breaks(value.text)
    if value.is_open:
        placeholder = (
            f"<w:placeholder><w:docPart "
            f'w:val="{building_block(value.question)}"/></w:placeholder><w:showingPlcHdr/>'
        )
        shown = run(asked(value.question), _QUESTION)
    else:
        shown = run(value.text, properties)
    tail = (
        f"{placeholder}{binding if is_bound else ''}{_kind(value, text_controls, is_bound)}"
        f"</w:sdtPr><w:sdtContent>{shown}</w:sdtContent></w:sdt>"
    )
    return head, tail


def _check_box(value: Value) -> str:
    """The rest of a check box; the question of an open one stands beside it, since a box has no
    room for it.
    """
    question = run(f"{BESIDE_BOX}{value.question}]", _QUESTION) if value.is_open else ""
    return f"{_box(bool(value.raw))}{question}"


def tick_box(number: int) -> str:
    """A box that stands for no value, for a reader to tick.

    Args:
        number: its id.
    """
    names = '<w:alias w:val="Afvinken"/><w:tag w:val="#afvinken"/>'  # the tag is no path
    return f'<w:sdt><w:sdtPr>{names}<w:id w:val="{number}"/>{_box(False)}'


def _box(ticked: bool) -> str:
    """The rest of a control that is a box (Word's own element, [MS-DOCX] 2.6.1.15)."""
    states = "".join(
        f'<w14:{state} w14:val="{ord(sign):X}" w14:font="{_BOX_FONT}"/>'
        for state, sign in (("checkedState", _BOXES[1]), ("uncheckedState", _BOXES[0]))
    )
    font = (
        f'<w:rPr><w:rFonts w:ascii="{_BOX_FONT}" '
        f'w:eastAsia="{_BOX_FONT}" w:hAnsi="{_BOX_FONT}"/></w:rPr>'
    )
    return (
        f'<w14:checkbox xmlns:w14="{W14}">'
        f'<w14:checked w14:val="{int(ticked)}"/>{states}</w14:checkbox>'
        f"</w:sdtPr><w:sdtContent>{run(_BOXES[ticked], font)}</w:sdtContent></w:sdt>"
    )


@functools.lru_cache(maxsize=4096)
def _frame(label: str, path: str, properties: str) -> tuple[str, str]:
    """What is the same whatever the value: the begin of its control, and its binding."""
    names = f'<w:alias w:val="{escape(short(label))}"/><w:tag w:val="{escape(short(path))}"/>'
    binding = (
        f"<w:dataBinding w:prefixMappings=\"xmlns:d='{NAMESPACE}'\" "
        f'w:xpath="/d:waarden/d:{path}" w:storeItemID="{STORE}"/>'
    )
    return f"<w:sdt><w:sdtPr>{properties}{names}", binding


def _kind(value: Value, text_controls: TextControls, on_one_line: bool) -> str:
    """The element that says what sort of control it is."""
    if value.kind == "datum":
        full = (
            f' w:fullDate="{value.raw.isoformat()}T00:00:00Z"'
            if isinstance(value.raw, date)
            else ""
        )
        return (
            f'<w:date{full}><w:dateFormat w:val="{DATE_PICTURE}"/><w:lid w:val="nl-NL"/>'
            f'<w:storeMappedDataAs w:val="date"/><w:calendar w:val="gregorian"/></w:date>'
        )
    if value.kind == "keuze":
        shown = dict.fromkeys(value.options.values())
        items = "".join(
            f'<w:listItem w:displayText="{escape(text)}" w:value="{escape(text)}"/>'
            for text in shown
        )
        return f"<w:dropDownList>{_UNDO}{items}</w:dropDownList>"
    # no kind is rich text: LibreOffice puts all line breaks of a plain one before its words
    return "<w:text/>" if text_controls == "plain" and on_one_line else ""
