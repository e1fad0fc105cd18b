"""Problems in the words of the pages: the program's own words for what stands in a file are not
those of somebody who never sees that file.
"""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Mapping

from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Problem
from dlr_docs.model.choices import Choices, PartyChoice
from dlr_docs.model.library import Library

_PLAIN = (
    (re.compile(r"varianten\b", re.IGNORECASE), "teksten"),
    (re.compile(r"variant\b", re.IGNORECASE), "tekst"),
    (re.compile(r"\bkeuzebestand\b"), "bestand"),
    (re.compile(r"\bkeuzebestanden\b"), "bestanden"),
    (re.compile(r"\bsleutels\b", re.IGNORECASE), "namen"),
    (re.compile(r"\bsleutel\b", re.IGNORECASE), "naam"),
)
_COMMAND = re.compile(r"[^.!?]*\bdlr-docs\b.*", re.DOTALL)  # nobody types one on a page


# What is typed in a file, and no sentence: a key with a group or a list behind it, or braces.
_TYPED_IN_A_FILE = re.compile(r"[\w…]: *[\[{<]|\w\} *:|'[a-z_]+: |\[\.\.\]|\{\{")
# Where in a file, in a sentence: (partijen.linde.naam, regel 3).
_IN_A_FILE = re.compile(r" ?\((?:[a-z_-]+\.)+[\w.-]+(?:, regel \d+)?\)")
# What to do on these pages, where the program says what to type in a file.
_HERE = {
    codes.VERTEGENWOORDIGT_ZICHZELF.name: "Tekent iemand voor zichzelf, haal de partij dan bij "
    "Opzet weg, en voeg haar toe als iemand die voor zichzelf tekent.",
    codes.DEZELFDE_PARTIJ.name: "Eén rechtspersoon is één partij: zij tekent en telt één keer. "
    "Haal een van beide weg bij Opzet; wat erbij hoorde, vult u in bij de andere.",
    codes.PARTIJ_ONTBREEKT.name: "Voeg haar toe bij Opzet.",
    codes.TE_VEEL_PARTIJEN.name: "Zeg bij Opzet, bij het document, wie meedoen.",
    codes.ALLEEN_IN_GROEP.name: "Zet het in het bestand bij de documenten die het delen.",
    codes.HOORT_NERGENS_BIJ.name: "Kies bij Opzet, bij het document, waar het bij hoort. Een "
    "overeenkomst die er al is, noemt u bij Eigen tekst.",
    codes.HOORT_NIET_BIJ.name: "Kies bij Opzet, bij het document, waar het bij hoort.",
    codes.AANVULLING.name: "Kies bij dit artikel ook een gewone tekst.",
    codes.GEEN_OPTIES.name: "Noem waaruit kan worden gekozen, één op een regel.",
    codes.ENKELVOUD_EN_MEERVOUD.name: "Laat in het bestand een van beide weg.",
}


def plain(text: str) -> str:
    """A sentence without words that only make sense beside a choice file; what somebody typed is in
    quotes, and stays.
    """
    parts = _IN_A_FILE.sub("", text).split("'")
    for number in range(0, len(parts), 2):
        for pattern, word in _PLAIN:
            parts[number] = pattern.sub(word, parts[number])
    return "'".join(parts)


# What a file calls things that the pages have other words for.
_OF_A_FILE = {
    "bij": "Hoort bij",
    "keuzes": "Teksten kiezen",
    "basisdocumenten": "Eerdere overeenkomsten",
    "eigen_artikelen": "Eigen artikelen",
    "eigen_bijlagen": "Eigen bijlagen",
    "eigen_gegevens": "Gegevens voor eigen tekst",
    "groepen": "Wat enkele documenten delen",
    "partijen": "Partijen",
    "alleen": "Wie van hen doen mee?",
    "plaats": "Waar komt deze bijlage?",
    "nummer": "Nummer van de bijlage",
    "vervangt": "Waarvoor komt het in de plaats?",
    "documenten": "Opzet",
    "bundel": "de titel",
    "huisstijl": "Huisstijl",
    "negeer": "Wat voor u niet geldt",
    "id": "Naam van het bestand",
    "gegevens": "Invullen",
    "soort": "de soort",
    "beschrijving": "Wat is er op de afbeelding te zien?",
}
_QUOTED = re.compile(r"'([a-z][a-z0-9_-]*(?:[/.][a-z0-9_-]+)?)'")


def names_of(library: Library) -> Mapping[str, str]:
    """What people call the articles, texts, documents and values of a library, by its names."""
    return library.memory.once(_names, library)


def _names(library: Library) -> Mapping[str, str]:
    names = {item.name: item.question for item in library.all_values()}
    names |= _OF_A_FILE
    names |= {kind: outline.title for kind, outline in library.outlines.items()}
    for topic, clauses in library.clauses.items():
        names[topic] = next(iter(clauses.values())).title
        names |= {f"{topic}/{name}": clause.summary for name, clause in clauses.items()}
    return names


def own_names(choices: Choices | None) -> Mapping[str, str]:
    """What people call the parties and earlier agreements of a choice file, by their keys."""
    if choices is None:
        return {}
    parties = {key: party_name(party) for key, party in choices.parties.items()}
    return parties | {key: base.title for key, base in choices.bases.items()}


def party_name(party: PartyChoice) -> str:
    """What a party is called, by the first that is known of it."""
    known = (str(item) for item in party.fields.values() if isinstance(item, str) and item)
    return next(known, party.key)


def named(
    problem: Problem, names: Mapping[str, str], own: Mapping[str, str] | None = None
) -> Problem:
    """A problem that calls things as people do.

    Args:
        own: what the choice file itself has keys for.
    """
    hint = _with_names(problem.hint, names, own or {}) if problem.hint else problem.hint
    message = _NAME.sub(lambda found: _asked(found, names), problem.message)
    return replace(problem, message=_with_names(message, names, own or {}), hint=hint)


def _asked(found: re.Match[str], names: Mapping[str, str]) -> str:
    """The question of a value in the place of its name, before what is wrong with it."""
    name = found[0].removesuffix(": ")
    if names.get(name, "").endswith("?"):
        return f"‘{names[name]}’: "
    return "" if "_" in name or "." in name else found[0]


def _with_names(text: str, names: Mapping[str, str], own: Mapping[str, str]) -> str:
    together = ChainMap(dict(own), dict(names))
    quoted = _QUOTED.sub(lambda found: _called(found, together), text)
    return _HYPHENED.sub(lambda found: names.get(found[0], found[0]).lower(), quoted)


_HYPHENED = re.compile(r"(?<![\w‘/.-])[a-z]+(?:-[a-z]+)+(?![\w’/.-])")


def _called(found: re.Match[str], names: Mapping[str, str]) -> str:
    return f"‘{names[found[1]]}’" if found[1] in names else found[0]


_NAME = re.compile(r"^(?:[a-z][a-z0-9_.]*|‘[^’]*\?’): ")


def at_question(problem: Problem) -> str:
    """A problem and what to do, for below the question that it is about: without its name."""
    return told(replace(problem, message=_NAME.sub("", problem.message)))


def told(problem: Problem) -> str:
    """A problem, and what to do about it."""
    return f"{sentence(problem)} {advice(problem)}".strip()


def sentence(problem: Problem) -> str:
    """A problem as a sentence that begins with a capital and ends with a full stop."""
    text = plain(problem.message).strip()
    text = f"{text[:1].upper()}{text[1:]}"
    return text if text.endswith((".", "?", "!")) else f"{text}."


def where(problem: Problem) -> str:
    """The cell of a table that a problem is about."""
    source = problem.source
    if source is None:
        return ""
    sheet = f"blad {source.sheet}" if source.sheet else ""
    cell = f"cel {source.cell}" if source.cell else f"rij {source.row}" if source.row else ""
    return ", ".join(filter(None, (sheet, cell)))


def advice(problem: Problem) -> str:
    """What to do about it, as far as that can be done on a page."""
    hint = problem.hint or ""
    if _TYPED_IN_A_FILE.search(hint):
        return _HERE.get(problem.code, "")
    return _COMMAND.sub("", plain(hint)).strip()
