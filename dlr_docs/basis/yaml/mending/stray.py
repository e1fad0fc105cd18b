"""Signs that part nothing for YAML and stay in a text, or that it takes for the shape of a key.

``[bb; kb]`` is one text, and so is ``- dinsdag,`` with its comma; in ``{naam:X}`` all is a key.
Only what nobody writes in a text is told here, since a name may hold any sign.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from dlr_docs.basis.yaml.mending.flow import TIGHT, is_flow, quoted, right_inside
from dlr_docs.basis.yaml.mending.lines import line_repair

_ASIDE = re.compile(r"(?:^|\s)//(?=\s)\s*")
_PARTS = re.compile(r"\s*[;|]\s*")
_BEHIND = re.compile(r"\s*(?:[,;]|[;,]\s+(?:en|of))$")
_STOP = re.compile(r"\.$")
_AS_TEXT = "Hoort het bij de tekst, zet er dan aanhalingstekens om."


class PlainText(Struct, frozen=True):
    """A text on one line, without quotation marks, where it begins; both numbers count from 0."""

    text: str
    line: int
    column: int


class Stray(Struct, frozen=True):
    """A text with a sign that was probably meant otherwise, and its line as it should be."""

    typed: PlainText
    message: str
    hint: str
    instead: str


def aside(typed: PlainText, line: str) -> Stray | None:
    """What stands behind // as an explanation."""
    found = _ASIDE.search(typed.text)
    if found is None:
        return None
    begin = typed.column + found.start()
    instead = f"{line[:begin].rstrip()}  # {line[typed.column + found.end() :]}"
    message = "YAML leest // en alles erachter als tekst"
    return Stray(typed, message, f"Uitleg begint met twee spaties en een #. {_AS_TEXT}", instead)


def only_item(typed: PlainText | None, line: str) -> list[Stray]:
    """The only text of a list between brackets, with signs in it that part nothing."""
    sign = next((sign for sign in ";|" if typed and sign in typed.text), None)
    if typed is None or sign is None:
        return []
    parts = [part for part in _PARTS.split(typed.text) if part]
    end = typed.column + len(typed.text)
    instead = f"{line[: typed.column]}{', '.join(parts)}{line[end:]}"
    message = f"YAML leest dit als één tekst: een {sign} scheidt niets"
    hint = f"Zet een komma tussen de onderdelen. {_AS_TEXT}"
    return [Stray(typed, message, hint, instead)]


def ended_items(items: Sequence[PlainText | None], lines: Sequence[str]) -> list[Stray]:
    """The items of a list that end with a comma or a semicolon, where all but the last do so; and
    the last of them with its full stop.

    Args:
        items: None for an item that is no text without quotation marks.
        lines: the lines that they stand on.
    """
    found = [item and _ended(item, line) for item, line in zip(items, lines, strict=True)]
    if not all(found[:-1]) or not any(found):
        return []
    last = items[-1] and not found[-1] and _ended(items[-1], lines[-1], _STOP)
    return [item for item in (*found, last) if item]


def ended_values(values: Sequence[PlainText | None], lines: Sequence[str]) -> list[Stray]:
    """The values of a group that end with a semicolon, or with a comma as another one does."""
    found = [item and _ended(item, line) for item, line in zip(values, lines, strict=True)]
    told = [item for item in found if item]
    commas = [item for item in told if item.typed.text.endswith(",")]
    return told if len(commas) > 1 else [item for item in told if item not in commas]


def _ended(typed: PlainText, line: str, signs: re.Pattern[str] = _BEHIND) -> Stray | None:
    found = signs.search(typed.text)
    if found is None:
        return None
    instead = line[: typed.column + found.start()] + line[typed.column + len(typed.text) :]
    message = f"YAML leest {found[0].strip()} aan het eind als deel van de tekst"
    return Stray(typed, message, f"Haal het weg. {_AS_TEXT}", instead)


def tight_key(typed: PlainText, line: str) -> Stray | None:
    """A key between brackets that holds its value, since no space stands between them."""
    found = TIGHT.match(typed.text)
    if found is None or line[typed.column : typed.column + 1] in "'\"":
        return None
    repair = line_repair(typed.line, line)
    behind = line[typed.column + found.end() :]
    instead = repair.instead if repair else f"{line[: typed.column]}{found[1]}: {behind}"
    message = "YAML leest dit geheel als een sleutel"
    return Stray(typed, message, "Zet achter de sleutel een dubbele punt en een spatie.", instead)


def doubled(line: str, column: int) -> tuple[str, str] | None:
    """What to do about a bracket within a bracket where a key belongs, and the line as it should
    be; None when something else stands there.

    Args:
        column: where the inner one stands.
    """
    begin = line[:column].rstrip().rfind("{")
    value = line[begin:].rstrip()
    is_inner = line[column : column + 1] == "{" and not line[begin + 1 : column].strip()
    if begin < 0 or not is_inner or not value.endswith("}"):
        return None
    inside = value[1:-1].strip()
    if is_flow(inside):
        return "Eén paar accolades is genoeg.", f"{line[:begin]}{right_inside(inside)}"
    return "Is dit tekst, zet er dan aanhalingstekens om.", f"{line[:begin]}{quoted(value)}"
