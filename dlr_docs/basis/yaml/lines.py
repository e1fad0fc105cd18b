"""One line of YAML as somebody typed it, and as it should be typed for YAML to read the same.

A quotation mark, ``#``, ``&`` and a dozen other signs mean something to YAML at the beginning of a
text, and a name may begin with them all the same ('s-Hertogenbosch). What is proposed here is only
a proposal: :mod:`dlr_docs.basis.yaml.repair` keeps what makes the file readable.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from dlr_docs.basis.characters import HARD_SPACES, INVISIBLE, ODD_SPACE
from dlr_docs.basis.yaml.flow import NAME, closes, item_end, mended, quoted

_ODD_INDENT = re.compile(f"[\t{HARD_SPACES}{INVISIBLE}]")
_PARTS = re.compile(
    rf"(?P<indent>[ \t{HARD_SPACES}{INVISIBLE}]*)(?P<dashes>(?:-[ \t]+)*)"
    rf"(?:(?P<key>[^\W\d_][\w-]*|\"[^\"]*\")"
    rf"(?P<sign>[ ]*:(?!//)|[ \t]*[=;](?!=))(?P<gap>[ \t{HARD_SPACES}]*))?(?P<value>.*)"
)
_COMMENT = re.compile(r"(?:^|[ \t]{2,})#.*$")
_WHOLE = re.compile(r"(?:'(?:[^']|'')*'|\"(?:[^\"\\]|\\.)*\")(?:[ \t]+#.*)?$")
_ESCAPES = re.compile(r"\\(?![0abtnvfre \"/\\N_LPxuU])")
_BLOCK = re.compile(r"[|>][-+0-9]{0,2}(?:[ \t]+#.*)?$")
_LOOSE = re.compile(r"\s*(?:- *)*([\]}])[\]},\s]*$")
_STARTS_OTHERWISE = re.compile(rf"[@`%,\]}}!]|[?-](?:\s|$)|[&*](?!{NAME})")


class Repair(Struct, frozen=True):
    """What is wrong with a line, and the line as it should be; both numbers count from 0."""

    line: int
    column: int
    message: str
    hint: str
    instead: str


def with_value(line: str, column: int, text: str) -> str:
    """A line whose value from this column on is this text in quotation marks, less a comment."""
    end = item_end(line, _value_start(line), column)
    rest = _COMMENT.search(line, column)
    behind = line[end:] if end < len(line) else rest[0] if rest else ""
    return f"{line[:column]}{quoted(text)}{behind}".rstrip()


def value_at(line: str, column: int) -> str:
    """What was typed from this column on, less a comment that is told apart by two spaces."""
    end = item_end(line, _value_start(line), column)
    return _COMMENT.sub("", line[column:end]).strip()


def _value_start(line: str) -> int:
    parts = _PARTS.match(line)
    return parts.start("value") if parts else 0


def line_repair(number: int, line: str) -> Repair | None:
    """What a line that YAML cannot read, or reads otherwise, should have been by its own words."""
    parts = _PARTS.match(line)
    if parts is None or not line.strip() or line.lstrip().startswith("#"):
        return None
    loose = _LOOSE.match(line)
    if loose:
        message = f"hier staat een losse {loose[1]}: er hoort geen haak bij die opent"
        return Repair(number, loose.start(1), message, "Haal deze regel weg.", "")
    ways = (_indent, _dashes, _sign, _text)
    steps = [step for step in (way(parts) for way in ways) if step is not None]
    if not steps:
        return None
    column, message, hint = steps[0]
    return Repair(number, column, message, hint, _written(parts))


def _written(parts: re.Match[str]) -> str:
    """The line with ordinary spaces, a colon behind its key and its text in quotation marks."""
    indent = plain_indent(parts["indent"])
    value, comment = _split(parts["value"])
    wrong = _wrong_start(value) or _with_colon(parts, value)
    inside = mended(value)
    value = wrong[2] if wrong else inside or value
    dashes = parts["dashes"].replace("\t", " ")
    if parts["key"] is None:
        return f"{indent}{dashes}{value}{comment}"
    return f"{indent}{dashes}{parts['key']}: {value}{comment}".rstrip()


def plain_indent(space: str) -> str:
    """Indentation with ordinary spaces; a tab counts as two."""
    return re.sub(f"[{HARD_SPACES}]", " ", re.sub(f"[{INVISIBLE}]", "", space)).replace("\t", "  ")


def _split(value: str) -> tuple[str, str]:
    found = _COMMENT.search(value)
    if found is None or _WHOLE.match(value):
        return value.rstrip(), ""
    return value[: found.start()].rstrip(), found[0] if found.start() else f" {found[0]}"


_Step = tuple[int, str, str]


def _indent(parts: re.Match[str]) -> _Step | None:
    found = _ODD_INDENT.search(parts["indent"])
    if found is None:
        return None
    what = "een tab" if found[0] == "\t" else "een harde spatie of een onzichtbaar teken"
    return (
        found.start(),
        f"deze regel springt in met {what}",
        "Spring in met gewone spaties.",
    )


def _dashes(parts: re.Match[str]) -> _Step | None:
    """A dash that is told apart from its text by a tab."""
    tab = parts["dashes"].find("\t")
    if tab < 0:
        return None
    message = "achter het streepje staat een tab"
    return parts.start("dashes") + tab, message, "Zet achter het streepje een gewone spatie."


def _sign(parts: re.Match[str]) -> _Step | None:
    """A key that is told apart from its value otherwise than by a colon and a space."""
    if parts["key"] is None:
        return None
    sign, gap, at = parts["sign"], parts["gap"], parts.start("sign")
    if sign.strip() in ("=", ";"):
        message = f"tussen de sleutel en de waarde staat een '{sign.strip()}'"
        return at, message, "Zet achter de sleutel een dubbele punt en een spatie."
    if not gap and parts["value"]:
        message = "na de dubbele punt ontbreekt een spatie"
        return at, message, "Zet na de dubbele punt een spatie."
    if ODD_SPACE.search(gap):
        message = "na de dubbele punt staat een harde spatie"
        return at, message, "Vervang haar door een gewone spatie."
    return None


def _text(parts: re.Match[str]) -> _Step | None:
    """A text that YAML takes for something else."""
    value, _ = _split(parts["value"])
    wrong = _wrong_start(value) or _with_colon(parts, value)
    if wrong:
        return parts.start("value"), wrong[0], wrong[1]
    if mended(value):
        message = "een van de teksten tussen haken heeft een teken dat YAML anders leest"
        return parts.start("value"), message, "Zet aanhalingstekens om die tekst."
    return None


_QUOTES = "Zet aanhalingstekens om de hele tekst."


def _wrong_start(value: str) -> tuple[str, str, str] | None:
    """Why YAML cannot take a text as it was typed, what to do, and the text as it should be."""
    first = value[:1]
    if first in ("'", '"'):
        return _wrong_quote(value)
    if _STARTS_OTHERWISE.match(value) or (first in ("|", ">") and not _BLOCK.match(value)):
        return f"YAML leest {first} aan het begin van een tekst anders", _QUOTES, quoted(value)
    if value in ("[", "{"):
        hint = "Haal haar weg; wat erbij hoort, staat op de regels eronder."
        return f"hier begint een {first} die op deze regel niet sluit", hint, ""
    if first in ("[", "{") and not _closed(value):
        message = f"hier begint een {first} die op deze regel niet sluit"
        return message, _QUOTES, mended(value) or quoted(value)
    return None


def _with_colon(parts: re.Match[str], value: str) -> tuple[str, str, str] | None:
    """A colon inside a text, which YAML takes for the end of a second key; in an item of a list one
    at its beginning, where no key stands.
    """
    if parts["key"] is None and not (parts["dashes"] and value.startswith(":")):
        return None
    if value[:1] in ("[", "{", "|", ">", "'", '"', ""):
        return None
    if not re.search(r":(?:\s|$)", value):
        return None
    return "in deze tekst staat een dubbele punt", _QUOTES, quoted(value)


def _wrong_quote(value: str) -> tuple[str, str, str] | None:
    first = value[0]
    if _WHOLE.match(value):
        if first == '"' and _ESCAPES.search(value):
            message = "een \\ betekent tussen dubbele aanhalingstekens iets anders"
            return message, "Neem enkele aanhalingstekens.", quoted(value[1:-1])
        return None
    message = f"YAML leest {first} aan het begin van een tekst als aanhalingsteken"
    if value.count(first) == 1 and first == '"':
        message = "hier begint een aanhalingsteken dat op deze regel niet sluit"
        return message, "Sluit het aan het eind van de tekst.", quoted(value[1:])
    return message, _QUOTES, quoted(value)


def _closed(value: str) -> bool:
    """Whether what begins with a bracket ends with its own, and nothing behind it."""
    end = closes(value)
    return end is not None and not value[end + 1 :].strip()


def colon_repair(number: int, line: str) -> Repair | None:
    """A line without a colon that begins with a word, with one behind that word."""
    found = re.match(r"( *)([^\W\d_][\w-]*)(?:[ \t]+([^=:\s].*))?$", line)
    if found is None:
        return None
    value = found[3] or ""
    wrong = _wrong_start(value)
    instead = f"{found[1]}{found[2]}: {wrong[2] if wrong else value}".rstrip()
    message = "achter de sleutel ontbreekt een dubbele punt"
    hint = "Zet achter de sleutel een dubbele punt en een spatie."
    return Repair(number, len(found[1]), message, hint, instead)


def dash_repair(number: int, lines: Sequence[str]) -> Repair | None:
    """A line that stands below the dash of an item, with a dash of its own."""
    line = lines[number]
    stripped = line.lstrip(" ")
    indent = line[: len(line) - len(stripped)]
    above = next((item for item in reversed(lines[:number]) if item.strip()), "")
    if stripped.startswith("-") or not above.startswith(f"{indent}- "):
        return None
    message = "voor dit onderdeel van de lijst ontbreekt een streepje"
    hint = "Zet voor elk onderdeel een streepje en een spatie."
    return Repair(number, len(indent), message, hint, f"{indent}- {stripped}")


def place_repairs(number: int, line: str, indents: tuple[int, ...]) -> Iterator[Repair]:
    """A line without its dash, or with the indentation of another line around it."""
    stripped = line.lstrip(" ")
    own = len(line) - len(stripped)
    if stripped.startswith("- "):
        message = "hier staat een streepje, en de regels eromheen zijn geen lijst"
        instead = f"{' ' * own}{stripped[2:].lstrip()}"
        yield Repair(number, own, message, "Haal het streepje weg.", instead)
    message = "deze regel springt anders in dan de regels eromheen"
    for indent in itertools.islice(indents, 6):
        if indent != own:
            hint = f"Spring in met {indent} spaties; regels die bij elkaar horen, beginnen gelijk."
            hint = "Begin vooraan op de regel." if indent == 0 else hint
            yield Repair(number, own, message, hint, f"{' ' * indent}{stripped}")
