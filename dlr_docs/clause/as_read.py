"""The source of a clause in lines as somebody reads it, for comparing two texts of it: no marks of
Markdown, values and references between brackets, conditions in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from dlr_docs.clause.jinja.in_dutch import OPENS, UNTIL, in_dutch

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_REMARK = re.compile(r"\{#.*?#\}")
_ONLY_STATEMENTS = re.compile(r"\s*(?:\{%(?:(?!%\}).)*%\}\s*)+")
_ITEM = re.compile(r"( *)(?:[0-9]+[.)]|[-*+])\s+(.*)")
_LEVELS = ("lid", "onderdeel", "subonderdeel")
_INDENT = 3
_ESCAPED = re.compile(r"\\([^\w\s]|$)")  # a sign that is meant as it is, or the end of a line
_RULER = re.compile(r"\|(?:\s*:?-+:?\s*\|)+")
_STATEMENT, _ROW, _BEGINS, _CONTINUES = "statement", "row", "begins", "continues"


def lines_as_read(body: str, kinds: Mapping[str, str]) -> list[str]:
    """A line for each paragraph, lid and row; a condition in the middle of one stays there.

    Args:
        kinds: the kind of each value by its name, as far as known.
    """
    lines: list[str] = []
    waiting: list[str] = []  # statements on lines of their own, until what follows tells where
    is_open = False
    for read, sort in _read(body, kinds):
        if sort == _STATEMENT:
            waiting.append(read)
            continue
        if sort == _CONTINUES and is_open and read:
            lines[-1] = " ".join((lines[-1], *waiting, read))
        else:
            _close(lines, waiting)
            lines += [*waiting, *filter(None, (read,))]
            is_open = bool(read) and sort != _ROW
        waiting = []
    _close(lines, waiting)
    return [*lines, *waiting]


def _close(lines: list[str], waiting: list[str]) -> None:
    """Have the last line end what it opened itself."""
    while lines and waiting[:1] == [UNTIL] and _opened(lines[-1]) > 0:
        lines[-1] = f"{lines[-1]} {waiting.pop(0)}"


def _opened(line: str) -> int:
    """How much is opened in a paragraph and not closed; a line of statements alone opens more."""
    is_paragraph = not line.startswith(OPENS)
    return is_paragraph * sum(map(line.count, OPENS)) - line.count(UNTIL)


def _read(body: str, kinds: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each line in words, and what it is."""
    on_lines = _TAG.sub(lambda found: " ".join(found[0].split()), body)
    plain = _REMARK.sub("", on_lines).replace("**", "")
    lines = zip(plain.split("\n"), in_dutch(plain, kinds).split("\n"), strict=True)
    for raw, said in lines:
        item = _ITEM.fullmatch(said)
        words = " ".join(_ESCAPED.sub(r"\1", item[2] if item else said).split())
        if item and words:
            level = min(len(item[1]) // _INDENT, len(_LEVELS) - 1)
            yield f"{_LEVELS[level]}: {words}", _BEGINS
        elif not _RULER.fullmatch(words):
            yield words, _sort(raw, words)


def _sort(raw: str, words: str) -> str:
    if _ONLY_STATEMENTS.fullmatch(raw):
        return _STATEMENT
    return _ROW if words.startswith("|") else _CONTINUES
