"""What kind of line a paragraph is, by the id of its style."""

from __future__ import annotations

from dlr_docs.word.template.style_names import (
    ANNEX_TITLE_STYLE,
    ARTICLE_STYLE,
    DEFINITION_STYLE,
    HEADING_STYLE,
    NUMBERED_STYLES,
    PARAGRAPH_STYLES,
)

# Two styles stand for more than one kind; the first of each in the table is taken.
_CLAUSES = {style: kind for (kind, _), style in reversed(PARAGRAPH_STYLES.items())}
_FRONT = {
    "Titel": "titel",
    "Ondertitel": "titel",
    "Partij": "partij",
    "Overweging": "overweging",
    "Ondertekenaar": "ondertekening",
    "Ondertekening": "ondertekening",
    "Ondertekeningsregel": "ondertekening",
    "Koptekst": "koptekst",
    "Voettekst": "voettekst",
    HEADING_STYLE: "kop",
    ARTICLE_STYLE: "artikel",
    ANNEX_TITLE_STYLE: "bijlage",
    DEFINITION_STYLE: "opsomming",
}
_ANNEXES = {f"Bijlage{style.lower()}": style for style in NUMBERED_STYLES}


def kind_of(style: str, is_row: bool = False) -> str:
    """The kind of a line or row; ``regel`` or ``rij`` when its style tells no more."""
    own = _ANNEXES.get(style, style)
    kind = _FRONT.get(own) or _CLAUSES.get(own) or "regel"
    if not is_row:
        return kind
    return kind if kind == "ondertekening" else "rij"
