"""The pages of the catalogue as files: links between them are relative, so that the site works from
a disk and from any address.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dlr_docs.basis.dutch import counted
from dlr_docs.build.report import DISCLAIMER, library_name
from dlr_docs.catalogue.facts import Fact, facts
from dlr_docs.choices.new.specimen import said_default
from dlr_docs.library.layers.effects import effects
from dlr_docs.model.library import Library

_HERE = Path(__file__).parent
_STYLE = _HERE.parent / "web" / "static" / "werkbank.css"  # one sheet for workbench and catalogue


def site_files(library: Library) -> dict[str, bytes]:
    """The files of the site by their paths; the same library gives the same bytes."""
    found = facts(library)
    pages = {
        path: _page(path, template, library, **names)
        for path, template, names in _pages(library, found)
    }
    index = json.dumps([*_index(found)], ensure_ascii=False, separators=(",", ":"))
    static = {
        "stijl.css": _STYLE.read_bytes(),
        "zoek.js": (_HERE / "static" / "zoek.js").read_bytes(),
        "zoek-gegevens.js": f"window.zoekgegevens = {index};\n".encode(),
    }
    return {**pages, **static}


def _pages(library: Library, found: dict[str, Fact]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each page: its path, its template, and what that needs."""
    topics = {
        topic: [found[clause.id] for clause in variants.values()]
        for topic, variants in library.clauses.items()
    }
    yield "index.html", "index.html", {"topics": topics}
    for kind, outline in library.outlines.items():
        yield f"soort/{kind}.html", "soort.html", {"outline": outline, "topics": topics}
    for topic, variants in topics.items():
        yield f"onderwerp/{topic}.html", "onderwerp.html", {"topic": topic, "variants": variants}
    for name, fact in found.items():
        yield f"clausule/{name}.html", "clausule.html", {"fact": fact}
    yield "lagen.html", "lagen.html", {"effects": effects(library), "known": found}


def _page(path: str, template: str, library: Library, **names: Any) -> bytes:
    root = "../" * path.count("/")
    html = _environment().get_template(template)
    return html.render(root=root, library=library, name=library_name(library), **names).encode()


def _index(found: dict[str, Fact]) -> Iterator[list[str]]:
    """What is searched: address, title, summary, and all words of a clause."""
    for name, fact in found.items():
        clause = fact.clause
        words = " ".join((name, clause.note, fact.text.striptags(), *fact.laws))
        yield [f"clausule/{name}.html", clause.title, clause.summary, words.casefold()]


@functools.cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_HERE / "html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(disclaimer=DISCLAIMER, counted=counted)
    made.filters.update(standaard=said_default)
    return made
