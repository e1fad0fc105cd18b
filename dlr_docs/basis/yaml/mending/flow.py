"""Lists and groups on one line, as somebody typed them: which texts in them YAML reads otherwise.

Between brackets a text ends at a comma or a bracket, and more signs mean something than elsewhere.
Where an item ends is told here as a person means it: a bracket that has no other half is a letter,
and what has no key of its own in a group belongs to the text before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

CLOSES = {"[": "]", "{": "}"}
_LONGEST = 5_000  # characters on one line that are looked at
_KEY = re.compile(r"\s*(?:[^\W\d_][\w-]*|\"[^\"]*\"|<<):(?=\s|$)")
_QUOTED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"\\]|\\.)*\"")
_ENDS = re.compile(r"\s*(?:[,;/|\]}{]|$)|\s+(?:[a-z][a-z0-9_]*:(?:\s|$)|['\"])")
NAME = r"[0-9A-Za-z_-]+(?:[ \t]|$)"  # what may stand behind the & or * of a name of YAML's own
_REFERENCE = re.compile(f"[&*]{NAME}")
_STARTS_OTHERWISE = re.compile(r"[@`%&*!|>#?:'\"]|-(?:\s|$)")
_MEANS_SOMETHING = re.compile(r":(?:\s|$)|\s#|[\[\]{},]")
# Where a comma belongs: between two keys of a group, and between two groups or texts of a list.
# "Let op:" and "zie ook:" are words of a text.
_NO_COMMA = re.compile(
    r"(?:\s*[;/|]\s*|\s+(?:en\s+)?)(?!(?:op|ook|namelijk|bijvoorbeeld):)"
    r"(?=[a-z][a-z0-9_]*:(?:\s|$))"
)
_NO_COMMA_IN_LIST = re.compile(r"\s*;?\s*(?=\{)|\s*[;\s]\s*(?=['\"])")
TIGHT = re.compile(r"(\s*[^\W\d_][\w-]*)[ \t]*(?::(?!//)|=)[ \t]*(?=\S)")
_SUPERFLUOUS = re.compile(r"[\s\])},.;]+")
_CURLY = re.compile(r"[“„”]([^“„”]*)[“”]$|‘([^‘’]*)’$")


def quoted(text: str) -> str:
    """A text between quotation marks: those that change least of it."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def curly(text: str) -> str | None:
    """What stands between quotation marks as Word makes them, when nothing else stands there."""
    found = _CURLY.match(text)
    return found[found.lastindex or 1] if found else None


def closes(text: str, at: int = 0) -> int | None:
    """Where the bracket at a place has its other half."""
    depth = 0
    for index in range(at, len(text)):
        depth += (text[index] in "[{") - (text[index] in "]}")
        if depth == 0:
            return index
    return None


def is_flow(value: str) -> bool:
    """Whether this is meant as a list or a group, though its brackets may not be in pairs."""
    if value[:1] not in CLOSES or value[-1:] != CLOSES[value[0]] or len(value) > _LONGEST:
        return False
    if value[0] == "{":
        return bool(_KEY.match(value, 1) or TIGHT.match(value, 1))
    return closes(value) in (None, len(value) - 1)


def closed_rightly(value: str) -> str | None:
    """A list or a group with the bracket that should close it, where another stands or none, or
    something behind it; None for a text that only begins with a bracket.
    """
    if value[0] == "{" and not _KEY.match(value, 1):
        return None
    end = closes(value)
    if end is not None and _SUPERFLUOUS.fullmatch(value, end + 1):
        return value[: end + 1]
    if end not in (None, len(value) - 1) or is_flow(value) or not _is_several(value):
        return None
    whole = value[:-1] if _wrongly_closed(value) else value
    return f"{whole.rstrip()}{CLOSES[value[0]]}"


def _is_several(value: str) -> bool:
    """Whether more than a word in brackets was meant: a group, or a list with items."""
    return value[0] == "{" or "," in value or value[1:2] == "{" or value[-1] == "}"


def _wrongly_closed(value: str) -> bool:
    """Whether the last bracket is one of another kind, and closes the first."""
    return value[-1] in ")]}" and (value[-1] == ")" or closes(value) == len(value) - 1)


def opened_rightly(value: str) -> str | None:
    """What ends with the bracket of a group, or stands between round ones, as a group."""
    inside = value[1:-1] if value[0] == "(" and value[-1] == ")" else value[:-1]
    is_group = value[-1] in "})" and (value[-1] == "}" or value[0] == "(") and _KEY.match(inside)
    return f"{{{inside}}}" if is_group and not set("{}") & set(inside) else None


class Mended(Struct, frozen=True):
    """A list or a group as it should be, what was wrong with it and what to do."""

    text: str
    message: str
    hint: str


def mended(value: str) -> Mended | None:
    """A list or a group with quotation marks where its texts need them, and with commas and colons
    where these belong; None when all is there.
    """
    if not is_flow(value):
        return None
    made = _mended(value)
    return Mended(made, *_why(value, made)) if made != value else None


_COMMA_HINT = (
    "Zet een komma tussen de onderdelen. Hoort alles bij één tekst, zet daar dan aanhalingstekens "
    "om."
)


def right_inside(value: str) -> str:
    """A list or a group as it should be between its brackets."""
    found = mended(value)
    return found.text if found else value


def _why(value: str, made: str) -> tuple[str, str]:
    """What was wrong with a list or a group, and what to do."""
    commas = made.count(",") - value.count(",")
    if commas > 0:
        sign = next((sign for sign in ";/|" if made.count(sign) < value.count(sign)), "")
        message = f"tussen de haken staat een {sign} waar een komma hoort"
        return message if sign else "tussen de haken ontbreekt een komma", _COMMA_HINT
    if commas < 0:
        return "tussen de haken staat een komma te veel", "Haal haar weg."
    if _bare(made) != _bare(value):
        hint = "Zet achter elke sleutel een dubbele punt en een spatie."
        return "tussen de haken is een sleutel niet van zijn waarde gescheiden", hint
    message = "een van de teksten tussen haken heeft een teken dat YAML anders leest"
    return message, "Zet aanhalingstekens om die tekst."


def _bare(text: str) -> str:
    """A text less its quotation marks."""
    return re.sub("['\"“„”]", "", text)


def _mended(value: str) -> str:
    is_group = value[0] == "{"
    parts = [part for part in _parts(value[1:-1], is_group) if part.strip()]
    if is_group:
        parts = _with_own_keys(parts)
    inside = ",".join(map(_entry if is_group else _item, parts))
    return f"{value[0]}{inside}{CLOSES[value[0]]}"


def _parts(inside: str, is_group: bool) -> Iterator[str]:
    """What stands between the commas that separate items, or that should."""
    begin = at = whole = 0
    space = ""
    while at < len(inside):
        end = _separator(inside, at, begin, is_group, whole == at)
        if end > at:
            yield f"{space}{inside[begin:at]}"
            space = "" if inside[at] == "," else " "
            begin = at = end
            continue
        step = _step(inside, at, begin)
        at += step
        whole = at if step > 1 else -1
    yield f"{space}{inside[begin:]}"


def _separator(inside: str, at: int, begin: int, is_group: bool, is_behind: bool) -> int:
    """Where the separator ends that begins at a place; that place when none begins there.

    Args:
        is_behind: whether a quoted text, a list or a group ends here.
    """
    if inside[at] == ",":
        return at + 1
    if not inside[begin:at].strip() or not (is_group or is_behind):
        return at
    found = (_NO_COMMA if is_group else _NO_COMMA_IN_LIST).match(inside, at)
    return found.end() if found else at


def _step(inside: str, at: int, begin: int) -> int:
    """How many characters belong together here: a quoted text, a list or a group inside."""
    if inside[at] not in "'\"[{" or inside[begin:at].rstrip()[-1:] not in ("", ":", "[", "{"):
        return 1
    found = _QUOTED.match(inside, at)
    end = found.end() if found else (closes(inside, at) or at) + 1
    return end - at if end - at > 1 and _ENDS.match(inside, end) else 1


def _with_own_keys(parts: Sequence[str]) -> list[str]:
    """The parts of a group, each with a key: a comma before another word was one in the text."""
    found: list[str] = []
    for part in parts:
        if found and not (_KEY.match(part) or TIGHT.match(part)):
            found[-1] += f",{part}"
        else:
            found.append(part)
    return found


def _entry(part: str) -> str:
    key, tight = _KEY.match(part), TIGHT.match(part)
    if tight and not key:
        return f"{tight[1]}: {_item(part[tight.end() :])}"
    return f"{key[0]}{_item(part[key.end() :]) or ' '}" if key else part


def _item(part: str) -> str:
    text = part.strip()
    return part.replace(text, _right(text), 1) if text else part


def _right(text: str) -> str:
    """A text as YAML reads it the same."""
    if _QUOTED.fullmatch(text) or _REFERENCE.match(text):
        return text
    if is_flow(text) and closes(text) == len(text) - 1:
        return _mended(text)
    inside = curly(text)
    if inside is not None:
        return quoted(inside)
    if text[0] == '"' and text.count('"') == 1:
        return quoted(text[1:])
    is_otherwise = _STARTS_OTHERWISE.match(text) or _MEANS_SOMETHING.search(text)
    return quoted(text) if is_otherwise else text


def item_end(line: str, start: int, column: int) -> int:
    """Where a text ends that begins at a column of a line: at the sign behind it when what is typed
    from ``start`` is a list or a group, or else at the end of the line.
    """
    if start >= column or line[start : start + 1] not in CLOSES:
        return len(line)
    found = re.compile(r"\s*[,\]}]").search(line, column)
    return found.start() if found else len(line)
