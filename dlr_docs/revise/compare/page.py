"""A comparison as one page for a browser: what changed, and both texts side by side."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from dlr_docs.basis.reading import NotPlain, read_start
from dlr_docs.revise.changes.difference import Comparison
from dlr_docs.revise.compare.telling import (
    AGREED,
    heading,
    reason_words,
    remark_words,
    renumbered_words,
    titles,
    tracked_words,
)

_FOLDER = Path(__file__).parent
_TITLE = "<title>Vergelijking: "
_START = 1000  # bytes in which the title stands


class PageTexts(Struct, frozen=True):
    """What stands above a page, and above the two columns."""

    title: str
    subtitle: str
    left: str
    right: str


def is_page(path: Path) -> bool:
    """Whether a file is such a page: any other may be the document itself."""
    try:
        start = read_start(path, _START)
    except (NotPlain, OSError):
        return False
    return start.startswith(b"<!doctype html>") and _TITLE.encode() in start


def as_page(comparison: Comparison, texts: PageTexts) -> str:
    """The comparison as HTML, without anything from elsewhere; it prints well too."""
    above, nothing = titles(comparison)
    return rendered(
        "vergelijking.html",
        title=texts.title,
        subtitle=texts.subtitle,
        left=texts.left,
        right=texts.right,
        comparison=comparison,
        remark=remark_words,
        reason=reason_words,
        renumbered=renumbered_words,
        above=above,
        nothing=nothing,
    )


def rendered(template: str, **texts: object) -> str:
    """A page from its template, with these texts and what tells a change on every page."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined
    )
    return environment.get_template(template).render(
        texts, heading=heading, tracked=tracked_words, agreed=AGREED
    )
