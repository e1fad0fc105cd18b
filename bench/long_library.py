"""A library with a kind of document of so many articles, to see how time grows with them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from dlr_docs.files.installation import default_library_path

_LAW = "stand: 2026-01-01\ntoelichting: Proef.\nwetten: {}\nverwijzingen: {}\neisen: {}\n"
_OUTLINE = """\
titel: Proef
samenvatting: Zo lang als nodig.
namen: {zelf: deze proef, ander: de proef}
partijen:
  school: {minimaal: 1, maximaal: 2}
onderwerpen:
"""
_CLAUSE = """\
---
titel: Onderwerp NUMMER
samenvatting: Proef.
---
1. {{ dit_document|hoofdletter }} gaat in op {{ ingangsdatum }}, en heeft daarover het volgende te zeggen in lid NUMMER.
1. {{ anker("twee") }}De school doet in {{ regio }} wat in {{ artikel("onderwerp-NUMMER") }} staat:
   1. eerst het ene, met alle zorg die daarbij past en zonder uitstel;
   1. daarna het andere, zoals bedoeld in {{ lid("onderwerp-NUMMER.twee") }}.
"""


def write_library(folder: Path, articles: int) -> None:
    """Write it into a folder that does not exist yet."""
    (folder / "clauses").mkdir(parents=True)
    (folder / "templates").mkdir()
    values = "ingangsdatum: {soort: datum, vraag: Wanneer?}\nregio: {soort: tekst, vraag: Waar?}\n"
    (folder / "clauses" / "gegevens.yaml").write_text(values, encoding="utf-8")
    (folder / "clauses" / "wetgeving.yaml").write_text(_LAW, encoding="utf-8")
    shutil.copy(default_library_path() / "clauses" / "partijen.yaml", folder / "clauses")
    topics = [f"onderwerp-{number}" for number in range(1, articles + 1)]
    lines = "".join(f"  - {{onderwerp: {topic}, standaard: tekst}}\n" for topic in topics)
    (folder / "templates" / "proef.yaml").write_text(_OUTLINE + lines, encoding="utf-8")
    for number, topic in enumerate(topics, start=1):
        (folder / "clauses" / topic).mkdir()
        text = _CLAUSE.replace("NUMMER", str(number))
        (folder / "clauses" / topic / "tekst.md").write_text(text, encoding="utf-8")


def choices(number: int) -> dict[str, Any]:
    """Choice data for that kind of document."""
    return {
        "bundel": f"Proef {number}",
        "partijen": {"linde": {"soort": "school", "naam": f"De Linde {number}"}},
        "gegevens": {"ingangsdatum": "2027-08-01", "regio": f"Regio {number}"},
        "documenten": [{"soort": "proef"}],
    }
