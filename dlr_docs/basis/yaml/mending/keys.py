"""Lines with keys that stand otherwise than YAML takes them: two on a line, a dash behind one, a
line in words between them.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence

from dlr_docs.basis.yaml.mending.flow import CLOSES, right_inside
from dlr_docs.basis.yaml.mending.lines import Repair, line_repair

_KEY = r"[a-z][a-z0-9_]*:(?=\s|$)"
_BEGINS_AS_KEY = re.compile(r" *[^\W\d_][\w-]*:(?:\s|$)")
_ASIDE = re.compile(r"( *)(?:/\*+|//+|;+|REM\b|[=~_]{2,}|-{4,}|\*{3,})[ \t]*(.*)$")
_DASH = re.compile(r"( *(?:- +)*[^\W\d_][\w-]*:)[ \t]+-[ \t]*((?<=[ \t])\S.*)?$")
_OTHER_KEY = re.compile(rf"( *(?:- +)*)([^\W\d_][\w-]*:)[ \t]+({_KEY}.*)$")
_TWO_KEYS = re.compile(
    rf"( *(?:- +)*)([^\W\d_][\w-]*:[ \t]+[^\s\[{{(|>'\"].*?)[ \t]*([,;|/]?)[ \t]+({_KEY}.*)$"
)
_MARKED = re.compile(
    r"( *(?:- +)*)(?:[>|]+[ \t]*(?=[^\W\d_][\w-]*:\s)|[*_]{1,2}(?=[^\W\d_]\w*[*_:]))"
    r"([^\W\d_](?:\w*[^\W_])?)[*_]{0,2}:[*_]{0,2}(?:[ \t]+(.*))?$"
)
_SENTENCE = re.compile(r"( *)([^\W\d_a-z][^\W\d_]*[ \t]+\S.*|[^\W\d_a-z][^\W\d_]*)$")
_IN_QUOTES = re.compile(r"( *(?:- +)*)(['\"])([^\W\d_][\w-]*:\s[^'\"]*)\2\s*$")
_TEXT = "Hoort alles bij één tekst, zet daar dan aanhalingstekens om."


def key_repairs(number: int, lines: Sequence[str]) -> Iterator[Repair]:
    """What a line should have been, the one that is surest first."""
    ways: tuple[Callable[[int, Sequence[str]], Repair | None], ...] = (
        _aside,
        _loose_dash,
        _other_key,
        _two_keys,
        _whole_in_quotes,
        _marked_key,
        _item_goes_on,
        _item_without_dash,
    )
    yield from filter(None, (way(number, lines) for way in ways))


def _below(number: int, lines: Sequence[str]) -> str:
    """The line with content below another one."""
    has_content = (line for line in lines[number + 1 :] if line.strip() and not _is_comment(line))
    return next(has_content, "")


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _aside(number: int, lines: Sequence[str]) -> Repair | None:
    """A line that begins as an explanation does elsewhere, or that is a rule between others."""
    found = _ASIDE.match(lines[number])
    if found is None:
        return None
    message = "deze regel is geen sleutel met een waarde"
    hint = "Uitleg begint met een # en een spatie."
    return Repair(number, len(found[1]), message, hint, f"{found[1]}# {found[2]}".rstrip())


def _loose_dash(number: int, lines: Sequence[str]) -> Repair | None:
    """A dash behind a key above the items of its list; the first of them may stand behind it."""
    found = _DASH.match(lines[number])
    below = _below(number, lines)
    if found is None or not below.lstrip().startswith("- ") or _indent(below) < _indent(found[1]):
        return None
    first = f"\n{' ' * _indent(below)}- {found[2]}" if found[2] else ""
    message = "achter de sleutel van een lijst staat een streepje"
    hint = "Zet elk onderdeel met zijn streepje op een eigen regel."
    hint = hint if first else "Haal het streepje weg: de onderdelen eronder hebben er al een."
    return Repair(number, len(found[1]) + 1, message, hint, f"{found[1]}{first}")


def _other_key(number: int, lines: Sequence[str]) -> Repair | None:
    """A key with another key right behind it, which belongs below it."""
    found = _OTHER_KEY.match(lines[number])
    if found is None or found[3].rstrip().endswith(("}", ")")):
        return None
    head, below = f"{found[1]}{found[2]}", _below(number, lines)
    message = "achter een sleutel staat nog een sleutel"
    if _indent(below) > len(found[1]):
        hint = f"Zet hem op een eigen regel eronder, verder ingesprongen. {_TEXT}"
        instead = f"{head}\n{' ' * _indent(below)}{_right(found[3])}"
    else:
        hint = f"Zet accolades om wat bij elkaar hoort. {_TEXT}"
        instead = f"{head} {right_inside(f'{{{found[3].rstrip()}}}')}"
    return Repair(number, len(head) + 1, message, hint, instead)


def _two_keys(number: int, lines: Sequence[str]) -> Repair | None:
    """More keys on one line; a word that stands as a key nowhere else may be of the text."""
    rest = lines[number]
    parts: list[str] = []
    space = " " * (len(rest) - len(rest.lstrip(" -")))
    while found := _TWO_KEYS.match(rest):
        key = found[4].partition(":")[0]
        is_one_word = re.fullmatch(r"[a-z0-9-]+", found[2].partition(":")[2].strip())
        is_parted = found[3] == ";" or (found[3] and is_one_word)
        if not (is_parted or _is_key_elsewhere(key, number, lines)):
            break
        parts.append(f"{space if parts else found[1]}{_right(found[2])}")
        rest = found[4]
    if not parts:
        return None
    message = "op deze regel staat meer dan één sleutel"
    hint = f"Zet elke sleutel op een eigen regel. {_TEXT}"
    instead = "\n".join((*parts, f"{space}{_right(rest)}"))
    return Repair(number, lines[number].rindex(rest), message, hint, instead)


def _is_key_elsewhere(word: str, number: int, lines: Sequence[str]) -> bool:
    key = re.compile(rf"(?:^|[\s{{]){re.escape(word)}:(?:\s|$)")
    return any(key.search(line) for at, line in enumerate(lines) if at != number)


def _right(line: str) -> str:
    """A key with its value as it should be."""
    repair = line_repair(0, line)
    return repair.instead if repair else line


def _whole_in_quotes(number: int, lines: Sequence[str]) -> Repair | None:
    """A key and its value between one pair of quotation marks."""
    found = _IN_QUOTES.match(lines[number])
    if found is None:
        return None
    message = "de sleutel en de waarde staan samen tussen aanhalingstekens"
    hint = "Zet aanhalingstekens hooguit om de waarde."
    return Repair(number, len(found[1]), message, hint, f"{found[1]}{_right(found[3])}")


def _marked_key(number: int, lines: Sequence[str]) -> Repair | None:
    """A key with signs of bold text, or as an e-mail is answered."""
    found = _MARKED.match(lines[number])
    if found is None:
        return None
    message = "om de sleutel staan tekens die YAML anders leest"
    line = f"{found[2]}: {found[3] or ''}".rstrip()
    instead = f"{found[1]}{_right(line)}"
    return Repair(number, len(found[1]), message, "Haal ze weg.", instead)


def _item_goes_on(number: int, lines: Sequence[str]) -> Repair | None:
    """A key right below the dash of its item, where the other keys of the item begin further."""
    line, indent = lines[number], _indent(lines[number])
    if not _BEGINS_AS_KEY.match(line) or not _is_below_item(indent, number, lines):
        return None
    if _indent(_below(number, lines)) > indent:
        return None
    message = "deze regel springt minder in dan het onderdeel van de lijst waar hij bij hoort"
    hint = f"Spring in met {indent + 2} spaties."
    return Repair(number, indent, message, hint, f"  {line}")


def _item_without_dash(number: int, lines: Sequence[str]) -> Repair | None:
    """The first key of an item, which has a value and other keys further inside below it."""
    line, indent = lines[number], _indent(lines[number])
    if not _BEGINS_AS_KEY.match(line) or line.rstrip().endswith(":"):
        return None
    if not _is_below_item(indent, number, lines) or _indent(_below(number, lines)) <= indent:
        return None
    message = "voor dit onderdeel van de lijst ontbreekt een streepje"
    hint = "Zet voor elk onderdeel een streepje en een spatie."
    return Repair(number, indent, message, hint, f"{' ' * indent}- {line.lstrip()}")


def _is_below_item(indent: int, number: int, lines: Sequence[str]) -> bool:
    """Whether the line above that begins no further is one with a dash, at the same place."""
    above = (line for line in reversed(lines[:number]) if line.strip() and not _is_comment(line))
    beside = next((line for line in above if _indent(line) <= indent), "")
    return beside.startswith(f"{' ' * indent}- ")


def closing_repair(number: int, lines: Sequence[str]) -> Repair | None:
    """The last line of the list or group around a line that goes on below its bracket and is not
    closed.
    """
    first = next((at for at in range(number, -1, -1) if _opens(lines[at])), None)
    if first is None:
        return None
    inside = itertools.takewhile(
        lambda at: not lines[at].strip() or _indent(lines[at]) > _indent(lines[first]),
        range(first + 1, len(lines)),
    )
    last = max((at for at in inside if lines[at].strip()), default=None)
    if last is None:
        return None
    bracket = _opens(lines[first])
    sign, end = CLOSES[bracket], len(lines[last].rstrip())
    instead = f"{lines[last].rstrip().rstrip(',')}{sign}"
    message = f"hier hoort een {sign}: de {bracket} hierboven sluit niet"
    return Repair(last, end, message, f"Sluit af met {sign}.", instead)


def _opens(line: str) -> str:
    """The last bracket that a line opens, when it closes fewer."""
    more = sum((sign in CLOSES) - (sign in CLOSES.values()) for sign in line)
    return [sign for sign in line if sign in CLOSES][-1] if more > 0 else ""


def sentence_repairs(number: int, lines: Sequence[str]) -> Iterator[Repair]:
    """A line in words that begins with a capital, and so is no key without a colon: it goes on
    where the text above stopped, or explains something.
    """
    found = _SENTENCE.match(lines[number])
    if found is None:
        return
    word = found[2].split()[0].lower()
    if not found[2].isupper() and _is_key_elsewhere(word, number, lines):
        return  # a heading in capitals is no key
    above = lines[number - 1] if number else ""
    message = "deze regel is geen sleutel met een waarde"
    hint = (
        "Hoort hij bij de tekst erboven, zet hem daar dan achter. Is het uitleg, begin met een #."
    )
    as_text = f"{' ' * (_indent(above) + 2)}{found[2]}"
    as_aside = f"{found[1]}# {found[2]}"
    goes_on = re.match(r" *(?:- +)*[^\W\d_][\w-]*: +[^\s\[{|>'\"#]", above)
    is_beside = len(found[1]) == _indent(above)
    order = (as_aside, as_text) if is_beside or not goes_on else (as_text, as_aside)
    for instead in order if number else (as_aside,):
        yield Repair(number, len(found[1]), message, hint, instead)
