"""One line of YAML as somebody typed it, and as it should be typed for YAML to read the same.

A quotation mark, ``#``, ``&`` and a dozen other signs mean something to YAML at the beginning of a
text, and a name may begin with them all the same ('s-Hertogenbosch). What is proposed here is only
a proposal: :mod:`dlr_docs.basis.yaml.mending.repair` keeps what makes the file readable.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from dlr_docs.basis.characters import HARD_SPACES, INVISIBLE, ODD_SPACE
from dlr_docs.basis.yaml.mending.flow import (
    CLOSES,
    NAME,
    closed_rightly,
    closes,
    item_end,
    mended,
    opened_rightly,
    quoted,
    right_inside,
)

_ODD_INDENT = re.compile(f"[\t{HARD_SPACES}{INVISIBLE}]")
_PARTS = re.compile(
    rf"(?P<indent>[ \t{HARD_SPACES}{INVISIBLE}]*)(?P<dashes>(?:-[ \t]+)*)"
    rf"(?:(?P<key>[^\W\d_][\w-]*|\"[^\"]*\")"
    rf"(?P<sign>[ \t]*(?::=|=>|->)|[ ]*:(?!//)|[ \t]*[=;](?!=))"
    rf"(?P<gap>[ \t{HARD_SPACES}]*))?(?P<value>.*)"
)
_COMMENT = re.compile(r"(?:^|[ \t]{2,})#.*$")
_WHOLE = re.compile(r"(?:'(?:[^']|'')*'|\"(?:[^\"\\]|\\.)*\")(?:[ \t]+#.*)?$")
_QUOTED_TEXT = r"\"[^\"]*\"|'[^']*'"
_QUOTED_TEXTS = re.compile(rf"(?:{_QUOTED_TEXT})(?:\s*[,;]\s*(?:{_QUOTED_TEXT}))+[,;]?$")
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
    value = wrong[2] if wrong else inside.text if inside else value
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
    return found.start(), _odd_indent(found[0]), "Spring in met gewone spaties."


def _odd_indent(sign: str) -> str:
    what = "een tab" if sign == "\t" else "een harde spatie of een onzichtbaar teken"
    return f"deze regel springt in met {what}"


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
    if sign.strip() != ":":
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
    inside = mended(value)
    return (parts.start("value"), inside.message, inside.hint) if inside else None


_QUOTES = "Zet aanhalingstekens om de hele tekst."


def _wrong_start(value: str) -> tuple[str, str, str] | None:
    """Why YAML cannot take a text as it was typed, what to do, and the text as it should be."""
    first = value[:1]
    if first in ("'", '"'):
        return _wrong_quote(value)
    if value.startswith("- "):
        hint = f"{_QUOTES} Is het een lijst, zet dan elk onderdeel met zijn - op een eigen regel."
        return "YAML leest - aan het begin van een tekst anders", hint, quoted(value)
    if _STARTS_OTHERWISE.match(value) or (first in ("|", ">") and not _BLOCK.match(value)):
        return f"YAML leest {first} aan het begin van een tekst anders", _QUOTES, quoted(value)
    if value in ("[", "{"):
        hint = "Haal haar weg; wat erbij hoort, staat op de regels eronder."
        return f"hier begint een {first} die op deze regel niet sluit", hint, ""
    if first in ("[", "{") and not _closed(value):
        return _wrong_bracket(value)
    return None


def _wrong_bracket(value: str) -> tuple[str, str, str]:
    """What to do about a bracket that begins a text and does not end it."""
    right = closed_rightly(value)
    if right:
        hint = f"Sluit haar aan het eind met {right[-1]}, met niets erachter."
        return f"de {value[0]} aan het begin sluit niet aan het eind", hint, right_inside(right)
    message, inside = f"hier begint een {value[0]} die op deze regel niet sluit", mended(value)
    return message, _QUOTES, inside.text if inside else quoted(value)


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
    opened = opened_rightly(value)
    if opened:
        hint = "Zet accolades om wat bij elkaar hoort."
        return "de accolade aan het begin ontbreekt", hint, right_inside(opened)
    other_key = re.search(r"\s[a-z][a-z0-9_]*:(?:\s|$)", value)
    more = " Is dit een tweede sleutel, zet die dan op een eigen regel." if other_key else ""
    return "in deze tekst staat een dubbele punt", f"{_QUOTES}{more}", quoted(value)


def _wrong_quote(value: str) -> tuple[str, str, str] | None:
    first = value[0]
    if _WHOLE.match(value):
        if first == '"' and _ESCAPES.search(value):
            message = "een \\ betekent tussen dubbele aanhalingstekens iets anders"
            return message, "Neem enkele aanhalingstekens.", quoted(value[1:-1])
        return None
    if _QUOTED_TEXTS.match(value):
        hint = "Zet vierkante haken om een lijst, en komma's ertussen."
        texts = re.findall(_QUOTED_TEXT, value)
        return "hier staan meer teksten achter elkaar", hint, f"[{', '.join(texts)}]"
    message = f"YAML leest {first} aan het begin van een tekst als aanhalingsteken"
    if value.count(first) == 1 and first == '"':
        message = "hier begint een aanhalingsteken dat op deze regel niet sluit"
        return message, "Sluit het aan het eind van de tekst.", quoted(value[1:])
    return message, _QUOTES, quoted(value)


def _closed(value: str) -> bool:
    """Whether what begins with a bracket ends with its own, and nothing behind it."""
    end = closes(value)
    return end is not None and not value[end + 1 :].strip() and value[end] == CLOSES[value[0]]


_LOOSE_SIGN = re.compile(
    r"( *(?:- +)*)([^\W\d_][\w-]*)(?:(?:[ \t]*[|：]|[.,;=]|[ \t]+[-–—])(?=[ \t]|$)|：)?"
    r"(?:(?<=：)|[ \t]+|$)([^=:\s].*)?$"
)
_BULLET = re.compile(
    r"( *)(?:[*+•·●▪◦‣–—o][ \t]+|-{2,}[ \t]*|[-=]>[ \t]*|(?:\d{1,2}|[a-z])[.)][ \t]+"
    rf"|-(?=[^\W\d_]|['\"“„])|-[{HARD_SPACES}{INVISIBLE}]+)(?=\S)(.*)$"
)


def colon_repair(number: int, lines: Sequence[str]) -> Repair | None:
    """A line without a colon that begins with a word, with one behind that word; behind a dash only
    above other keys of its item.
    """
    found = _LOOSE_SIGN.match(lines[number])
    below = next((item for item in lines[number + 1 :] if item.strip()), "")
    if found is None or ("-" in found[1] and not _is_key(below, len(found[1]))):
        return None
    value = found[3] or ""
    wrong = _wrong_start(value)
    instead = f"{found[1]}{found[2]}: {wrong[2] if wrong else value}".rstrip()
    message = "achter de sleutel ontbreekt een dubbele punt"
    hint = "Zet achter de sleutel een dubbele punt en een spatie."
    return Repair(number, len(found[1]), message, hint, instead)


def _is_key(line: str, indent: int) -> bool:
    return bool(re.match(rf" {{{indent}}}[^\W\d_][\w-]*:(?:\s|$)", line))


def bullet_repairs(number: int, line: str) -> Iterator[Repair]:
    """A line that begins with a sign of a list that is none to YAML, with a dash and without it."""
    found = _BULLET.match(line)
    if found is None:
        return
    indent, rest = found[1], found[2].rstrip()
    message = "deze regel begint met een teken dat voor YAML geen streepje van een lijst is"
    dashed = _item(indent, rest)
    hint = "Zet voor elk onderdeel een streepje en een spatie."
    with_dash = Repair(number, len(indent), message, hint, dashed)
    without = Repair(number, len(indent), message, "Haal het teken weg.", f"{indent}{rest}")
    yield from (without, with_dash) if _is_key(rest, 0) else (with_dash, without)


def as_item(line: str) -> str:
    """A line as an item of a list, in the place of another sign that it begins with."""
    found = _BULLET.match(line)
    indent = line[: len(line) - len(line.lstrip())]
    return _item(found[1], found[2]) if found else _item(indent, line)


def _item(indent: str, rest: str) -> str:
    line = f"{indent}- {rest.strip()}"
    repair = line_repair(0, line)
    return repair.instead if repair else line


def dash_repair(number: int, lines: Sequence[str], is_inside: bool) -> Repair | None:
    """A line that stands above or below the dash of an item, with a dash of its own.

    Args:
        is_inside: only where the list begins further than the key above it, so that no other key
            can stand there.
    """
    line = lines[number]
    stripped = line.lstrip(" ")
    indent = line[: len(line) - len(stripped)]
    above = [item for item in reversed(lines[:number]) if item.strip()]
    below = next((item for item in lines[number + 1 :] if item.strip()), "")
    is_beside = any(item.startswith(f"{indent}- ") for item in (*above[:1], below))
    if stripped.startswith("-") or _is_key(line, len(indent)) or not is_beside:
        return None
    if is_inside and not _is_in_list(indent, above, below):
        return None
    message = "voor dit onderdeel van de lijst ontbreekt een streepje"
    hint = "Zet voor elk onderdeel een streepje en een spatie."
    return Repair(number, len(indent), message, hint, f"{indent}- {stripped}")


def _is_in_list(indent: str, above: Sequence[str], below: str) -> bool:
    """Whether no key can stand here: the list begins further than the key above it, or the line
    stands above an item and below another, or below that key.
    """
    others = (item for item in above if not item.startswith((f"{indent}-", f"{indent} ")))
    is_below = any(re.match(rf"{indent}(?:[^\s-].*:$|- )", item.rstrip()) for item in above[:1])
    is_between = is_below and below.startswith(f"{indent}- ")
    return is_between or not next(others, indent).startswith(indent)


def place_repairs(number: int, line: str, indents: tuple[int, ...]) -> Iterator[Repair]:
    """A line with the indentation of another line around it, or without its dash."""
    odd = _ODD_INDENT.match(line.lstrip(" "))
    stripped = re.sub(rf"^[ \t{HARD_SPACES}{INVISIBLE}]+", "", line)
    own = -1 if odd else len(line) - len(stripped)
    message = "deze regel springt anders in dan de regels eromheen"
    if odd:
        message = _odd_indent(odd[0])
    for indent in itertools.islice(indents, 6):
        if indent != own:
            hint = f"Spring in met {indent} spaties; regels die bij elkaar horen, beginnen gelijk."
            hint = "Begin vooraan op de regel." if indent == 0 else hint
            yield Repair(number, max(own, 0), message, hint, f"{' ' * indent}{stripped}")
    if stripped.startswith("- ") and not odd:
        message = "hier staat een streepje, en de regels eromheen zijn geen lijst"
        instead = f"{' ' * own}{stripped[2:].lstrip()}"
        yield Repair(number, own, message, "Haal het streepje weg.", instead)
