"""Make docs/bronnen.md from docs/bronnen.yaml and the library: which fact is carried by which
clause.

    make bronnen
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from dlr_docs import load_library
from dlr_docs.basis.yaml.loading import load
from dlr_docs.model.library import Library

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "docs" / "bronnen.yaml"
RESULT = ROOT / "docs" / "bronnen.md"
MUST_HAVE_A_HOME = ("W", "G")
_NUMBER = re.compile(r"\bF\d{3}\b")
_RANGE = re.compile(r"\bF(\d{3})\s*[–-]\s*F(\d{3})\b")


class Fact(Struct, frozen=True):
    """A fact, the clauses that name it as their source, and where it is otherwise (or why nowhere)."""

    number: str
    status: str
    text: str
    clauses: tuple[str, ...]
    elsewhere: str

    @property
    def has_home(self) -> bool:
        """Whether it is carried by a clause or accounted for."""
        return bool(self.clauses or self.elsewhere)


def facts(library: Library) -> list[Fact]:
    """All facts with their homes."""
    carried = homes(library)
    data = load(SOURCE.read_text(encoding="utf-8"), str(SOURCE)).data
    if not isinstance(data, dict):
        raise TypeError("bronnen.yaml is a mapping")
    found = []
    for number, item in data.items():
        if not isinstance(item, dict):
            raise TypeError(f"{number} is a mapping")
        texts = {key: str(item.get(key) or "") for key in ("status", "feit", "elders")}
        found.append(
            Fact(
                number,
                texts["status"],
                texts["feit"],
                tuple(carried.get(number, ())),
                texts["elders"],
            )
        )
    return found


def homes(library: Library) -> Mapping[str, list[str]]:
    """Per fact the clauses that name it; F110–F112 names three."""
    found: dict[str, list[str]] = {}
    for clause in library.all_clauses():
        text = "; ".join((*clause.facts, *clause.origin))
        numbers = set(_NUMBER.findall(text))
        for first, last in _RANGE.findall(text):
            numbers |= {f"F{number:03}" for number in range(int(first), int(last) + 1)}
        for number in sorted(numbers):
            found.setdefault(number, []).append(clause.id)
    return found


def as_markdown(items: list[Fact]) -> str:
    """The table."""
    lines = [
        "# Waar elk feit staat",
        "",
        "Gemaakt uit `docs/bronnen.yaml` en de clausules met `make "
        "bronnen`; een test houdt dit bij. Status: W is",
        "wettelijk verplicht, W! in de bron een plicht maar de wet wijkt "
        "af of is niet nagelezen, G gebruikelijk, O",
        "optioneel.",
        "",
        "| feit | status | inhoud | staat in |",
        "|---|---|---|---|",
    ]
    for item in items:
        if item.status != "C":
            where = ", ".join(f"`{name}`" for name in item.clauses)
            places = "; ".join(part for part in (where, item.elsewhere) if part)
            lines.append(
                f"| {item.number} | {item.status} | "
                f"{item.text.replace('|', '/')} | {places or 'nog niet'} |"
            )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    RESULT.write_text(as_markdown(facts(load_library())), encoding="utf-8")
