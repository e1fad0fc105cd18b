"""A comparison as one page for a browser: what changed, and both texts side by side."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from dlr_docs.revise.compare.comparing import Comparison
from dlr_docs.revise.compare.telling import (
    AGREED,
    NOTHING,
    heading,
    reason_words,
    remark_words,
    tracked_words,
)

_FOLDER = Path(__file__).parent


class PageTexts(Struct, frozen=True):
    """What stands above a page, and above the two columns."""

    title: str
    subtitle: str
    left: str
    right: str


def as_page(comparison: Comparison, texts: PageTexts) -> str:
    """The comparison as HTML, without anything from elsewhere; it prints well too."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined
    )
    return environment.get_template("vergelijking.html").render(
        title=texts.title,
        subtitle=texts.subtitle,
        left=texts.left,
        right=texts.right,
        comparison=comparison,
        heading=heading,
        remark=remark_words,
        tracked=tracked_words,
        reason=reason_words,
        nothing=NOTHING,
        agreed=AGREED,
    )
