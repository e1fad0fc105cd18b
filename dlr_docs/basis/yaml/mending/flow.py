"""Lists and groups on one line, as somebody typed them: which texts in them YAML reads otherwise.

Between brackets a text ends at a comma or a bracket, and more signs mean something than elsewhere.
Where an item ends is told here as a person means it: a bracket that has no other half is a letter,
and what has no key of its own in a group belongs to the text before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

CLOSES = {"[": "]", "{": "}"}
_LONGEST = 5_000  # characters on one line that are looked at
_KEY = re.compile(r"\s*(?:[^\W\d_][\w-]*|\"[^\"]*\"|<<):(?=\s|$)")
_QUOTED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"\\]|\\.)*\"")
_ENDS = re.compile(r"\s*(?:[,\]}]|$)")
NAME = r"[0-9A-Za-z_-]+(?:[ \t]|$)"  # what may stand behind the & or * of a name of YAML's own
_REFERENCE = re.compile(f"[&*]{NAME}")
_STARTS_OTHERWISE = re.compile(r"[@`%&*!|>#?:'\"]|-(?:\s|$)")
_MEANS_SOMETHING = re.compile(r":(?:\s|$)|\s#|[\[\]{},]")
_SEMICOLON = re.compile(r";(?=\s*[a-z][a-z_]*:\s)")  # between two keys, where a comma belongs
_SUPERFLUOUS = re.compile(r"[\s\])},.;]+")
_CURLY = re.compile(r"[“„”]([^“„”]*)[“”]$")


def quoted(text: str) -> str:
    """A text between quotation marks: those that change least of it."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def curly(text: str) -> str | None:
    """What stands between quotation marks as Word makes them, when nothing else stands there."""
    found = _CURLY.match(text)
    return found[1] if found else None


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
    return (
        bool(_KEY.match(value, 1)) if value[0] == "{" else closes(value) in (None, len(value) - 1)
    )


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


def mended(value: str) -> str | None:
    """A list or a group with quotation marks where its texts need them; None when none does."""
    if not is_flow(value):
        return None
    made = _mended(value)
    return made if made != value else None


def _mended(value: str) -> str:
    parts = [*_parts(value[1:-1], value[0] == "{")]
    if value[0] == "{":
        parts = _with_own_keys(parts)
    inside = ",".join(map(_entry if value[0] == "{" else _item, parts))
    return f"{value[0]}{inside}{CLOSES[value[0]]}"


def _parts(inside: str, is_group: bool) -> Iterator[str]:
    """What stands between the commas that separate items."""
    begin = at = 0
    while at < len(inside):
        if inside[at] == "," or (is_group and _SEMICOLON.match(inside, at)):
            yield inside[begin:at]
            begin = at + 1
        at += _step(inside, at)
    yield inside[begin:]


def _step(inside: str, at: int) -> int:
    """How many characters belong together here: a quoted text, a list or a group inside."""
    if inside[at] not in "'\"[{" or inside[:at].rstrip()[-1:] not in ("", ",", ":", "[", "{"):
        return 1
    found = _QUOTED.match(inside, at)
    end = found.end() if found else (closes(inside, at) or at) + 1
    return end - at if end - at > 1 and _ENDS.match(inside, end) else 1


def _with_own_keys(parts: Sequence[str]) -> list[str]:
    """The parts of a group, each with a key: a comma before another word was one in the text."""
    found: list[str] = []
    for part in parts:
        if found and part.strip() and not _KEY.match(part):
            found[-1] += f",{part}"
        else:
            found.append(part)
    return found


def _entry(part: str) -> str:
    key = _KEY.match(part)
    return f"{key[0]}{_item(part[key.end() :])}" if key else part


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
