"""Plain data as YAML text: one form for the same data, which ``basis.yaml`` reads back unchanged.

PyYAML's own dumper takes longer than all the rest of a document. What is written here is a small
part of YAML: block mappings and lists, and scalars that are plain where every reader takes them as
they stand, and else in JSON's double quotes, which YAML has too (YAML 1.2, 7.3.1).
"""

from __future__ import annotations

import functools
import itertools
import json
import re
from collections.abc import Mapping

Plain = str | None | list["Plain"] | dict[str, "Plain"]

# A letter or digit first, no sign that means something to YAML, no space at the end.
_PLAIN = re.compile(r"(?!(?:null|Null|NULL)\Z)[^\W_](?:[\w .,/()€%+'’–-]*[\w.,/()€%+'’–-])?\Z")
# What JSON leaves as it is and YAML takes for a line break, a byte order mark or no character.
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
# The signs of a template, which no part of a document is to hold: the first of two is written as a
# code, which reads the same.
_TAG = re.compile(r"\{(?=[{%#])|[}%#](?=\})")


# dumps would make an encoder anew for each text
_quoted = json.JSONEncoder(ensure_ascii=False).encode


def _coded(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


@functools.lru_cache(maxsize=4096)
def scalar(text: str) -> str:
    """A text as a YAML scalar on one line."""
    if _PLAIN.match(text):
        return text
    return _UNSAFE.sub(_coded, _TAG.sub(_coded, _quoted(text)))


def flow_scalar(value: str) -> str:
    """A scalar in which a comma is no end."""
    written = scalar(value)
    return f'"{written}"' if "," in written and not written.startswith('"') else written


def yaml_text(data: Mapping[str, Plain]) -> str:
    """A mapping as a YAML document."""
    return "".join(f"{line}\n" for line in yaml_lines(data))


def yaml_lines(data: Mapping[str, Plain], indent: str = "") -> list[str]:
    """The lines of a mapping, each with so much space before it."""
    lines: list[str] = []
    for key, value in data.items():
        if isinstance(value, str):  # most are
            lines.append(f"{indent}{scalar(key)}: {scalar(value)}")
        else:
            lines += _entry(f"{indent}{scalar(key)}:", value, f"{indent}  ")
    return lines


def _entry(head: str, value: Plain, indent: str) -> list[str]:
    """A key or the dash of a list with its value, which begins on a line of its own when it is a
    group.
    """
    if value is None:
        return [head]
    if isinstance(value, str):
        return [f"{head} {scalar(value)}"]
    if not value:
        return [f"{head} {'{}' if isinstance(value, dict) else '[]'}"]
    if isinstance(value, dict):
        return [head, *yaml_lines(value, indent)]
    items = [_entry(f"{indent}-", item, f"{indent}  ") for item in value]
    return [head, *itertools.chain.from_iterable(items)]
