"""Problems in the words of the pages: the program's own words for what stands in a file are not
those of somebody who never sees that file.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from dlr_docs.basis.problems import Problem

_PLAIN = (
    (re.compile(r"varianten\b", re.IGNORECASE), "teksten"),
    (re.compile(r"variant\b", re.IGNORECASE), "tekst"),
    (re.compile(r"\bsleutels\b", re.IGNORECASE), "namen"),
    (re.compile(r"\bsleutel\b", re.IGNORECASE), "naam"),
)
_COMMAND = re.compile(r"[^.!?]*\bdlr-docs\b.*", re.DOTALL)  # nobody types one on a page


def plain(text: str) -> str:
    """A sentence without words that only make sense beside a choice file."""
    for pattern, word in _PLAIN:
        text = pattern.sub(word, text)
    return text


_NAME = re.compile(r"^[a-z][a-z0-9_.]*: ")


def at_question(problem: Problem) -> str:
    """A problem and what to do, for below the question that it is about: without its name."""
    return told(replace(problem, message=_NAME.sub("", problem.message)))


def told(problem: Problem) -> str:
    """A problem, and what to do about it."""
    return f"{sentence(problem)} {advice(problem)}".strip()


def sentence(problem: Problem) -> str:
    """A problem as a sentence that begins with a capital and ends with a full stop."""
    text = plain(problem.message).strip()
    text = f"{text[:1].upper()}{text[1:]}"
    return text if text.endswith((".", "?", "!")) else f"{text}."


def advice(problem: Problem) -> str:
    """What to do about it, as far as that can be done on a page."""
    return _COMMAND.sub("", plain(problem.hint or "")).strip()
