"""The kinds of things that parties bring themselves, each with what is asked about one."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec import Struct

from dlr_docs.basis.problems import Path
from dlr_docs.basis.yaml.tree import Data
from dlr_docs.build.selected.attached import ENDINGS
from dlr_docs.choices.alternatives import topics_of
from dlr_docs.choices.editing.change import data_at
from dlr_docs.model.choices import Choices
from dlr_docs.model.library import Library
from dlr_docs.web.folder import Folder
from dlr_docs.web.pages.own import groups
from dlr_docs.web.pages.own.forms import OwnField
from dlr_docs.web.rendering import Shell

SORTS = {
    "tekst": "tekst",
    "datum": "een datum",
    "bedrag": "een bedrag in euro",
    "aantal": "een aantal",
    "percentage": "een percentage",
    "breuk": "een breuk",
    "duur": "een duur, zoals drie maanden",
    "keuze": "een keuze uit wat u hieronder noemt",
    "ja_nee": "ja of nee",
    "lijst": "een lijst",
}
_PICK = "(kies)"
_SIMPLE = {name: label for name, label in SORTS.items() if name not in ("lijst",)}


class Kind(Struct, frozen=True):
    """A kind of thing that parties bring themselves.

    ``title`` is what one is called, ``intro`` says what it is for, ``place`` where all of them
    stand in the file, ``fields`` what is asked of the one with a key (None is a new one), and
    ``ready`` gives a new one its key and what it says. ``beside`` is where, below the one with a
    key, something stands that a field holds only a part of.
    """

    name: str
    title: str
    new: str
    intro: str
    place: Callable[[Shell], Path]
    fields: Callable[[Shell, Folder, str | None], tuple[OwnField, ...]]
    ready: Callable[[dict[str, Data], Any], tuple[str | int, Data]]
    beside: Callable[[Shell, str], tuple[Path, ...]] = lambda *_: ()


def items_of(kind: Kind, found: Shell) -> dict[str, Any]:
    """What the file has of a kind, by key; in a list by number."""
    choices = found.opened.found.choices
    data = data_at(choices.data, kind.place(found)) if choices is not None else None
    if isinstance(data, Mapping):
        return dict(data)
    return {str(number): item for number, item in enumerate(data or ())}


def path_of(kind: Kind, key: str, found: Shell) -> Path:
    """Where the one with a key stands."""
    is_list = kind.name in ("artikel", "bijlage")
    return (*kind.place(found), int(key) if is_list else key)


def slug(text: str, sign: str = "-") -> str:
    """A name that a file can use, made of words that somebody typed."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    made = re.sub(r"[^a-z0-9]+", sign, plain).strip(sign)[:40].strip(sign)
    return made if made[:1].isalpha() else f"eigen{sign}{made}".strip(sign)


def free(wanted: str, taken: Iterable[str], sign: str = "-") -> str:
    """A name that nothing has yet."""
    keys = set(taken)
    numbered = (f"{wanted}{sign}{number}" for number in itertools.count(2))
    return next(key for key in itertools.chain((wanted,), numbered) if key not in keys)


def _in_document(key: str) -> Callable[[Shell], Path]:
    def place(found: Shell) -> Path:
        documents = found.opened.found.choices.documents if found.opened.found.choices else ()
        wanted = found.document.id if found.document is not None else found.asked
        index = next((at for at, item in enumerate(documents) if item.id == wanted), 0)
        return ("documenten", index, key)

    return place


def _of_the_bundle(key: str) -> Callable[[Shell], Path]:
    return lambda _: (key,)


def _article_fields(found: Shell, folder: Folder, key: str | None) -> tuple[OwnField, ...]:
    return (
        OwnField(("titel",), "Titel van het artikel", is_needed=True),
        OwnField(("na",), "Waar komt het?", "keuze", options=_behind(found, key)),
        OwnField(
            ("tekst",),
            "Tekst",
            "lang",
            "Begin elk lid met 1. en een spatie; de nummers komen vanzelf. "
            "Springt een regel in, dan is het een onderdeel van het lid erboven.",
            is_needed=True,
        ),
        *_covers(found),
    )


def _behind(found: Shell, key: str | None) -> dict[str, str]:
    """What an article can stand behind."""
    document, library = found.document, found.opened.library
    topics = topics_of(document, library) if document is not None else ()
    recitals = {item.topic for item in document.outline.recitals} if document is not None else ()
    behind = {item.topic: f"achter {item.title}" for item in topics if item.topic not in recitals}
    own = items_of(KINDS["artikel"], found)
    until = int(key) if key is not None else len(own)
    for item in itertools.islice(own.values(), until):
        if isinstance(item, Mapping) and item.get("id"):
            behind[str(item["id"])] = f"achter {item.get('titel') or item['id']}"
    return {"": "achteraan", **behind}


def _covers(found: Shell) -> tuple[OwnField, ...]:
    """Which mandatory subjects an article covers, when the document has any."""
    document, library = found.document, found.opened.library
    wanted = document.outline.requirements if document is not None else ()
    options = {}
    for item in library.law.subjects(wanted):
        for name in item.coverable:
            part = item.parts.get(name.rpartition(".")[2], "")
            options[name] = f"{item.description}: {part}" if part else item.description
    if not options:
        return ()
    words = "Welke verplichte onderwerpen regelt dit artikel?"
    return (OwnField(("eisen",), words, "vinkjes", options=options, fold=words),)


def _article(data: dict[str, Data], taken: Any) -> tuple[str | int, Data]:
    names = [str(item.get("id")) for item in taken or () if isinstance(item, Mapping)]
    return len(taken or ()), {"id": free(slug(str(data.get("titel", ""))), names), **data}


def _annex_fields(found: Shell, folder: Folder, key: str | None) -> tuple[OwnField, ...]:
    now = items_of(KINDS["bijlage"], found).get(key or "", {})
    named = str(now.get("bestand") or "") if isinstance(now, Mapping) else ""
    options = {name: name for name in (*folder.beside(ENDINGS), *((named,) if named else ()))}
    return (
        OwnField(("titel",), "Titel van de bijlage", is_needed=True),
        OwnField(
            ("bestand",),
            "Bestand",
            "bestand",
            "Een afbeelding (.png of .jpg) en een tabel (.xlsx of .csv) komen in het document. "
            "Een Word-bestand (.docx) of .pdf gaat mee als eigen bestand.",
            {"": _PICK, **options},
            is_needed=True,
        ),
        OwnField(
            ("beschrijving",),
            "Wat is er op de afbeelding te zien?",
            "lang",
            "Alleen bij een afbeelding: voor wie haar niet kan zien.",
        ),
    )


def _annex(data: dict[str, Data], taken: Any) -> tuple[str | int, Data]:
    return len(taken or ()), data


def _value_fields(found: Shell, folder: Folder, key: str | None) -> tuple[OwnField, ...]:
    more = "Meer over dit gegeven"
    return (
        OwnField(("vraag",), "De vraag", help="Zo staat zij bij Invullen.", is_needed=True),
        OwnField(
            ("soort",),
            "Wat is het antwoord?",
            "keuze",
            options={"": _PICK, **SORTS},
            is_needed=True,
        ),
        OwnField(("opties",), "Waaruit kan worden gekozen?", "regels", "Bij een keuze."),
        OwnField(("van",), "Een lijst waarvan?", "keuze", options={"": "(geen lijst)", **_SIMPLE}),
        OwnField(("hulp",), "Uitleg bij de vraag", fold=more),
        OwnField(("voorbeeld",), "Een voorbeeld", fold=more),
        OwnField(("standaard",), "Wat geldt als niemand iets invult", fold=more),
        OwnField(("minimaal",), "Het kleinste getal of aantal", fold=more),
        OwnField(("maximaal",), "Het grootste getal of aantal", fold=more),
    )


def _value(data: dict[str, Data], taken: Any) -> tuple[str | int, Data]:
    words = re.findall(r"\w+", str(data.get("vraag", "")))
    short = [word for word in words if len(word) > 3][-3:] or words
    return free(slug("_".join(short), "_"), taken or (), "_"), data


def _base_fields(found: Shell, folder: Folder, key: str | None) -> tuple[OwnField, ...]:
    library = found.opened.library
    now = items_of(KINDS["eerder"], found).get(key or "", {})
    kind = str(now.get("soort", "")) if isinstance(now, Mapping) else ""
    kinds = {name: item.title for name, item in library.outlines.items()}
    return (
        OwnField(
            ("soort",),
            "Wat voor document is het?",
            "keuze",
            options={"": _PICK, **kinds},
            is_needed=True,
        ),
        OwnField(("titel",), "Titel, zoals die op het document staat", is_needed=True),
        OwnField(
            ("ondertekend",), "Wanneer is het ondertekend?", help="Bijvoorbeeld: 1 augustus 2018."
        ),
        *_around(found.opened.found.choices, key),
        *_numbers_there(kind, now, library),
    )


def _around(choices: Choices | None, key: str | None) -> tuple[OwnField, ...]:
    """Who takes part in an earlier agreement, and what it belongs to."""
    if choices is None:
        return ()
    who, to = "Wie zijn er partij bij?", "Hoort het zelf bij een ander document?"
    parties = choices.parties.items()
    names = {name: str(party.fields.get("naam") or name) for name, party in parties}
    others = [item.id for item in choices.documents]
    others += [name for name in choices.bases if name != key]
    help_ = "Alleen als dat niet dezelfde zijn als hier."
    belongs = {"": "(nee)", **{name: name for name in others}}
    return (
        OwnField(("partijen",), who, "vinkjes", help_, names, fold=who),
        OwnField(("bij",), to, "keuze", options=belongs, fold=to),
        OwnField(("nummer",), "Nummer, als het een bijlage is", fold=to),
    )


def _numbers_there(kind: str, now: Any, library: Library) -> tuple[OwnField, ...]:
    """For each topic the number of its article in an earlier agreement."""
    outline = library.outlines.get(kind)
    if outline is None:
        return ()
    titles = {
        topic: next(iter(variants.values())).title for topic, variants in library.clauses.items()
    }
    words = "Welk nummer hebben de artikelen daar? Wat u leeg laat, heet naar zijn onderwerp."
    fields = []
    for topic in outline.topics:
        path: Path = ("artikelen", topic.topic)
        if isinstance(data_at(now, path), Mapping):
            path = (*path, "nummer")
        fields.append(OwnField(path, titles.get(topic.topic, topic.topic), fold=words))
    return tuple(fields)


def _more_of_articles(found: Shell, key: str) -> tuple[Path, ...]:
    """The articles there of which more is said than a number, or that no such document has."""
    now = items_of(KINDS["eerder"], found)[key]
    articles = data_at(now, ("artikelen",))
    outline = found.opened.library.outlines.get(str(data_at(now, ("soort",))))
    known = {item.topic for item in outline.topics} if outline is not None else set()
    typed = articles.items() if isinstance(articles, Mapping) else ()
    return tuple(
        ("artikelen", topic)
        for topic, item in typed
        if topic not in known or (isinstance(item, Mapping) and item.keys() - {"nummer"})
    )


def _base(data: dict[str, Data], taken: Any) -> tuple[str | int, Data]:
    return free(slug(str(data.get("titel", ""))), taken or ()), data


def _group(data: dict[str, Data], taken: Any) -> tuple[str | int, Data]:
    name, said = groups.called(data)
    return free(slug(name), taken or ()), said


def _more_of_group(found: Shell, key: str) -> tuple[Path, ...]:
    return groups.more(found, items_of(KINDS["groep"], found)[key])


KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "artikel",
            "Eigen artikelen",
            "Schrijf een artikel",
            "Een artikel dat u zelf schrijft, krijgt een nummer zoals elk ander artikel. "
            "Niemand heeft het nagekeken: laat het lezen.",
            _in_document("eigen_artikelen"),
            _article_fields,
            _article,
        ),
        Kind(
            "gegeven",
            "Gegevens voor eigen tekst",
            "Vraag een gegeven",
            "Een bedrag, een datum of iets anders dat u in uw eigen tekst gebruikt. "
            "U vult het in bij Invullen, en het staat overal gelijk.",
            _of_the_bundle("eigen_gegevens"),
            _value_fields,
            _value,
        ),
        Kind(
            "bijlage",
            "Eigen bijlagen",
            "Voeg een bijlage toe",
            "Een plattegrond, een tabel of een bestand dat bij dit document hoort. "
            "Bijlagen krijgen vanzelf een nummer.",
            _in_document("eigen_bijlagen"),
            _annex_fields,
            _annex,
        ),
        Kind(
            "eerder",
            "Eerdere overeenkomsten",
            "Noem een eerdere overeenkomst",
            "Een overeenkomst die er al is, op papier of elders gemaakt. "
            "Een document van deze bundel kan erbij horen of ervoor in de plaats komen.",
            _of_the_bundle("basisdocumenten"),
            _base_fields,
            _base,
            _more_of_articles,
        ),
        Kind(
            "groep",
            "Wat enkele documenten delen",
            "Maak een groep",
            "Documenten die iets delen wat voor de andere niet geldt. Het "
            "geldt voor elk document van de groep dat zelf niets anders zegt.",
            _of_the_bundle("groepen"),
            groups.fields,
            _group,
            _more_of_group,
        ),
    )
}
