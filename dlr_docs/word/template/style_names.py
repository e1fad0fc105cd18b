"""The styles that a template has and a document uses, by the ids that we write."""

from __future__ import annotations

CONTENTS_STYLES = ("Inhoudskop", "Inhoud1")
ANNEX_TITLE_STYLE = "Bijlagetitel"
ARTICLE_STYLE = "Artikel"
HEADING_STYLE = "Kop1"
DEFINITION_STYLE = "Definitie"
NUMBERED_STYLES = (ARTICLE_STYLE, "Lid", "Onderdeel", "Subonderdeel")
PARAGRAPH_STYLES = {
    ("alinea", 0): "Artikeltekst",
    ("lid", 1): "Lid",
    ("onderdeel", 2): "Onderdeel",
    ("subonderdeel", 3): "Subonderdeel",
    ("vervolg", 0): "Artikeltekst",
    ("vervolg", 1): "Lidvervolg",
    ("vervolg", 2): "Onderdeelvervolg",
    ("vervolg", 3): "Subonderdeelvervolg",
    ("opsomming", 0): "Opsomming",
    ("opsomming", 1): "Lidopsomming",
    ("opsomming", 2): "Onderdeelopsomming",
    ("opsomming", 3): "Onderdeelopsomming",
}
# The names in the file of styles that are Word's own, as styles are compared (plain_name): the same
# in every language of Word. A style of ours has its id as its name.
_WORDS_OWN = {
    "Titel": "title",
    "Ondertitel": "subtitle",
    "Koptekst": "header",
    "Voettekst": "footer",
    "Kop1": "heading1",
    "Inhoudskop": "tocheading",
    "Inhoud1": "toc1",
    "PlaceholderText": "placeholdertext",
}


def name_in_file(style: str) -> str:
    """The name that a style has in every file, by the id that we write."""
    return _WORDS_OWN.get(style, style.casefold())


def style_in_annex(style: str) -> str:
    """The style of a paragraph in an annex, where numbered ones have styles of their own."""
    return f"Bijlage{style.lower()}" if style in NUMBERED_STYLES else style


ANNEX_STYLES = (ANNEX_TITLE_STYLE, *map(style_in_annex, NUMBERED_STYLES))
OUR_STYLES = frozenset(
    {
        HEADING_STYLE,
        DEFINITION_STYLE,
        "Tabel",
        "Tabelkop",
        "Tabeltekst",
        *PARAGRAPH_STYLES.values(),
        *NUMBERED_STYLES,
        *ANNEX_STYLES,
        *CONTENTS_STYLES,
    }
)
