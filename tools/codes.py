"""Make the table of codes in docs/handleiding.md from the register and the library.

make codes
"""

from __future__ import annotations

from pathlib import Path

from dlr_docs import load_library
from dlr_docs.basis.codes import Code, every_code
from dlr_docs.library.own_codes import own_codes
from dlr_docs.model.library import Library

MANUAL = Path(__file__).resolve().parent.parent / "docs" / "handleiding.md"
BEGIN, END = "<!-- codes: gemaakt met make codes -->\n", "<!-- einde codes -->\n"


def table(library: Library) -> str:
    """Every code by name: how bad it is, and what it means."""
    rows = sorted((*every_code(), *own_codes(library)), key=lambda code: code.name)
    lines = [f"| `{row.name}` | {severity(row)} | {row.sentence} |" for row in rows]
    return "\n".join(["| code | ernst | betekenis |", "|---|---|---|", *lines]) + "\n"


def severity(code: Code) -> str:
    """How bad a code is, in words."""
    names = [str(item) for item in code.severities]
    return names[0] if len(names) == 1 else f"{names[1]} in een concept, anders {names[0]}"


def manual(text: str, library: Library) -> str:
    """The manual with the table as it is now."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{table(library)}\n{END}{after}"


if __name__ == "__main__":
    MANUAL.write_text(manual(MANUAL.read_text(encoding="utf-8"), load_library()), encoding="utf-8")
