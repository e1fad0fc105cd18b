"""Make docs/wetgeving.md from the library: each row of the law, the state of its text, and what
rests on it.

    make wetgeving
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from dlr_docs import load_library
from dlr_docs.basis.dutch import show_date
from dlr_docs.library.checks.tables import clauses_by_table, laws_in_texts
from dlr_docs.model.declared.tables import FigureTable, Period, each
from dlr_docs.model.library import LawReference, Library

RESULT = Path(__file__).resolve().parent.parent / "docs" / "wetgeving.md"
HEAD = """# De wet in de bibliotheek

Dit overzicht is gemaakt met `make wetgeving`; verander het niet met de hand. Het zegt van elk wetsartikel dat de bibliotheek
noemt, in welke tekst het is gelezen en wanneer, en wat erop rust: clausules, tabellen, controles en verplichte onderwerpen.

"""


def manual(library: Library) -> str:
    """The whole page."""
    law = library.law
    by_law: dict[str, list[LawReference]] = {}
    for row in law.references.values():
        by_law.setdefault(row.law, []).append(row)
    users = _users(library)
    parts = [HEAD, f"{' '.join(law.remark.split())}\n\n", *_states(by_law, library)]
    for name, rows in by_law.items():
        parts.append(
            f"\n## {name}\n\n| artikel | onderwerp | gelezen tekst | wat erop rust |\n|---|---|---|---|\n"
        )
        parts += (_line(row, users.get(row.id, ())) for row in rows)
    return "".join([*parts, "\n# Tabellen van de wet\n", *_tables(library)])


def _states(by_law: dict[str, list[LawReference]], library: Library) -> Iterator[str]:
    yield "| wet | tekst van | verwijzingen | laatst nagelezen |\n|---|---|---|---|\n"
    for name, rows in by_law.items():
        checked = max(row.checked_on for row in rows)
        state = _day(library.law.states[name])
        yield f"| {name} | {state} | {len(rows)} | {_day(checked)} |\n"


def _line(row: LawReference, users: Iterable[str]) -> str:
    earlier = (f"eerder: {old.description} ({_read(old)})" for old in row.earlier)
    text = "; ".join((_read(row), *earlier))
    return f"| {row.article.rstrip(',')} | {row.description} | {text} | {'; '.join(users)} |\n"


def _read(row: LawReference) -> str:
    """Which text of an article was read, when it holds and on which day it was read."""
    until = f" tot en met {_day(row.valid_until)}" if row.valid_until else ""
    return f"{row.checked_in}; geldig van {_day(row.valid_from)}{until}; nagelezen {_day(row.checked_on)}"


def _users(library: Library) -> dict[str, list[str]]:
    """Per row of the law all that rests on it."""
    found: dict[str, list[str]] = {}
    for name, clauses in laws_in_texts(library).items():
        found.setdefault(name, []).extend(f"`{clause}`" for clause in clauses)
    for name, what in itertools.chain(_by_tables(library), _by_rules(library), _by_sets(library)):
        found.setdefault(name, []).append(what)
    return found


def _by_tables(library: Library) -> Iterator[tuple[str, str]]:
    for table in library.tables.values():
        yield from ((name, f"tabel `{table.name}`") for name in table.laws)


def _by_rules(library: Library) -> Iterator[tuple[str, str]]:
    for rule in library.rules.values():
        yield from ((name, f"controle `{rule.name}`") for name in rule.laws)


def _by_sets(library: Library) -> Iterator[tuple[str, str]]:
    for group in library.law.requirement_sets.values():
        yield from ((name, f"verplichte onderwerpen `{group.id}`") for name in group.bases)


def _tables(library: Library) -> Iterator[str]:
    read = clauses_by_table(library)
    for table in library.tables.values():
        clauses = ", ".join(f"`{name}`" for name in read.get(table.name, ())) or "geen"
        laws = ", ".join(library.law.references[name].text.rstrip(",") for name in table.laws)
        yield f"\n## {table.name}\n\n{table.sentence} Volgens {laws}. Clausules: {clauses}.\n"
        for period in table.periods:
            yield from _period(table, period)


def _period(table: FigureTable, period: Period) -> Iterator[str]:
    until = f" tot en met {_day(period.valid_until)}" if period.valid_until else ""
    yield f"\nVan {_day(period.valid_from)}{until}:\n\n"
    yield f"| {' | '.join(table.columns.values())} |\n|{'---|' * len(table.columns)}\n"
    for row in period.rows:
        cells = (", ".join(cell.text for cell in each(row[name])) for name in table.columns)
        yield f"| {' | '.join(cells)} |\n"


def _day(day: date) -> str:
    return show_date(day).replace("\u00a0", " ")


if __name__ == "__main__":
    RESULT.write_text(manual(load_library()), encoding="utf-8")
