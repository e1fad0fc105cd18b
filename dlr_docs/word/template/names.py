"""The names that a Word template may use. ``word.write.document`` gives each of them a value; a
test holds the two equal.
"""

from __future__ import annotations

MARKER = "artikelen"
NAMES = frozenset(
    {
        "titel",
        "bundel",
        "kenmerk",
        "bij",
        "bundel_in_bij",
        "soort",
        "dit_document",
        "concept",
        "partijen",
        "aantal_partijen",
        "handtekeningen",
        "aantal_handtekeningen",
        "tussen",
        "stand_van_de_wet",
        "exemplaren",
        "overwegingen",
        "bijlagen",
        "inhoud",
        MARKER,
    }
)
# What some names stand for, and what one of these is. Which parts a party has, the library says.
KINDS = {"partijen": "partijen", "handtekeningen": "handtekeningen"}
ONE_OF = {"partijen": "partij", "handtekeningen": "handtekening"}
# What stands for a tag (two signs, with its number in between), for a loose brace and for a number
# of the document, while docxtpl reads a part.
OPEN, CLOSE, NUMBER = "\ue012", "\ue013", "\ue014"
SIGNS = f"\ue010\ue011{OPEN}{CLOSE}{NUMBER}"
