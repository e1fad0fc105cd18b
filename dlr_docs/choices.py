"""The choice file: from YAML text, or plain data of a program, to :class:`Choices`.

Pydantic judges the shape here and nowhere else; names of kinds, topics, variants and values are judged by
``selection``, which knows the library.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path as FilePath
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from dlr_docs import strict_yaml
from dlr_docs.characters import FORBIDDEN
from dlr_docs.errors import ChoicesError, Problem, Source, did_you_mean, error, nearest, reason
from dlr_docs.model.choices import Choices, DocumentChoice, PartyChoice, PartyKind, Path
from dlr_docs.strict_yaml import Loaded
from dlr_docs.values import parse_date

_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")]


def _text_or_nothing(value: object) -> object:
    """Numbers count as the text they were typed as."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


Typed = Annotated[str | None, BeforeValidator(_text_or_nothing)]


def _or_empty(value: object) -> object:
    """Nothing counts as no keys at all."""
    return {} if value is None else value


def _as_date(value: object) -> object:
    """A date as values are written; pydantic refuses what is none, and would take a number for seconds since 1970."""
    return (parse_date(value) or "geen datum") if isinstance(value, str | int | float) else value


def _words(value: str | None) -> str | None:
    """A few words on one line."""
    if value is not None and (FORBIDDEN.search(value) or len(value.splitlines()) > 1):
        raise ValueError("hier horen een paar woorden op één regel, zonder stuurtekens")
    return value


def _as_list(value: object) -> object:
    """``a`` and ``[a]`` mean the same."""
    return [value] if isinstance(value, str) else value


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PersoonModel(_Strict):
    """Wie een partij vertegenwoordigt."""

    naam: Typed = Field(None, description="Naam van de vertegenwoordiger.")
    functie: Typed = Field(None, description="Functie, bijvoorbeeld: voorzitter college van bestuur.")


class PartijModel(_Strict):
    """Een partij bij de documenten."""

    soort: PartyKind = Field(description="school, instelling, leerbedrijf of overig.")
    naam: Typed = Field(None, description="Naam van de school, de instelling of het bedrijf.")
    bevoegd_gezag: Typed = Field(None, description="Rechtspersoon die het bevoegd gezag is.")
    vestigingsplaats: Typed = Field(None, description="Plaats waar de rechtspersoon is gevestigd.")
    aanduiding: Annotated[Annotated[str, Field(min_length=2, max_length=60)] | None, AfterValidator(_words)] = Field(
        None, description="Hoe de tekst de partij noemt, als dat niet 'de school' of iets dergelijks is."
    )
    vertegenwoordiger: PersoonModel | None = Field(None, description="Wie de partij vertegenwoordigt.")


class DocumentModel(_Strict):
    """Een document van de bundel."""

    soort: str = Field(description="De soort document; zie 'dlr-docs clausules lijst'.")
    id: Key | None = Field(None, description="Bestandsnaam zonder .docx; standaard de soort.")
    bij: str | None = Field(None, description="Het id van het document waar dit bij hoort.")
    plaats: Literal["eigen-bestand", "zelfde-bestand"] = Field(
        "eigen-bestand",
        description="Of een bijlage een eigen bestand krijgt, of achter het document komt waar hij bij hoort.",
    )
    partijen: list[str] | None = Field(None, description="Sleutels van de partijen; standaard alle partijen.")
    keuzes: Annotated[dict[str, Annotated[list[str] | None, BeforeValidator(_as_list)]], BeforeValidator(_or_empty)] = (
        Field(default_factory=dict, description="Per onderwerp de gekozen variant, een lijst varianten, of geen.")
    )
    gegevens: Annotated[dict[str, Any], BeforeValidator(_or_empty)] = Field(
        default_factory=dict, description="Waarden die alleen dit document gebruikt."
    )


class KeuzebestandModel(_Strict):
    """Een keuzebestand van dlr-docs: één bundel documenten."""

    bundel: Annotated[str, Field(min_length=1)] = Field(description="Titel van de bundel.")
    status: Literal["concept", "definitief"] = Field("concept", description="concept of definitief.")
    huisstijl: Annotated[str, Field(min_length=1)] | None = Field(
        None, description="Huisstijl: een naam uit 'dlr-docs sjablonen lijst', of een map met eigen sjablonen."
    )
    datum: Annotated[date | None, BeforeValidator(_as_date)] = Field(
        None, description="Datum voor de bestandseigenschappen, als 2027-05-01."
    )
    partijen: dict[Key, PartijModel] = Field(description="De partijen, elk met een eigen sleutel.")
    gegevens: Annotated[dict[str, Any], BeforeValidator(_or_empty)] = Field(
        default_factory=dict, description="Waarden voor alle documenten."
    )
    negeer: Annotated[dict[str, Annotated[str, Field(min_length=10)]], BeforeValidator(_or_empty)] = Field(
        default_factory=dict, description="Controles die niet gelden, elk met de reden waarom."
    )
    documenten: Annotated[list[DocumentModel], Field(min_length=1)] = Field(description="De documenten.")


def load_choices(path: str | FilePath) -> Choices:
    """Read a choice file.

    Args:
        path: the YAML file.

    Returns:
        The validated choices; names are checked against a library by ``build_bundle``.

    Raises:
        ChoicesError: carrying every problem found, with line and column.
    """
    name = str(path)
    try:
        data = FilePath(path).read_bytes()
        _refuse_package(data, name)
        text = data.decode("utf-8-sig")
    except FileNotFoundError:
        raise ChoicesError(
            error("bestand-ontbreekt", "dit bestand bestaat niet", Source(name), _similar(path))
        ) from None
    except UnicodeDecodeError as exc:
        raise ChoicesError(_no_text(data, exc, name)) from None
    except OSError as exc:
        raise ChoicesError(
            error("bestand-onleesbaar", f"dit bestand kan niet worden gelezen: {reason(exc)}", Source(name))
        ) from None
    return parse_choices(text, name)


def _refuse_package(data: bytes, name: str) -> None:
    """A Word document that was given instead of its choice file gets an answer of its own."""
    if data.startswith(b"PK\x03\x04"):
        hint = "Dit is een Word-, Excel- of zipbestand. Een keuzebestand is gewone tekst, met de naam *.yaml."
        raise ChoicesError(error("geen-tekst", "dit is geen keuzebestand", Source(name, 1, 1), hint))


def _no_text(data: bytes, exc: UnicodeDecodeError, name: str) -> Problem:
    """Why a file is no text, and where."""
    line = data.count(b"\n", 0, exc.start)
    column = exc.start - data.rfind(b"\n", 0, exc.start)
    hint = "Bewaar het bestand als UTF-8."
    return error("geen-tekst", "dit is geen tekst in UTF-8", Source(name, line + 1, column), hint)


def _similar(path: str | FilePath) -> str | None:
    """The file in the same folder that was probably meant."""
    wanted = FilePath(path)
    names = [found.name for found in wanted.parent.glob("*.y*ml")] if wanted.parent.is_dir() else []
    near = nearest(wanted.name, names)
    return f"Bedoelt u '{wanted.with_name(near)}'?" if near else "Een nieuw bestand maakt u met 'dlr-docs nieuw'."


def parse_choices(text: str, name: str = "keuzebestand") -> Choices:
    """Read a choice file that is already in memory; ``name`` is what problems call it."""
    try:
        loaded = strict_yaml.load(text, name)
    except strict_yaml.YamlError as exc:
        raise ChoicesError(exc.problems) from None
    return _choices(loaded, text, Source(name))


def choices_from_data(data: Mapping[str, Any], name: str = "gegevens") -> Choices:
    """The choices that plain data stands for: the keys of a choice file, with Python values.

    Meant for programs that make many documents; dates and numbers may be Python's own.

    Raises:
        ChoicesError: with the key of each problem in its message.
    """
    return _choices(Loaded(dict(data), {(): Source(name)}, {}), "", Source(name))


def _choices(loaded: Loaded, text: str, source: Source) -> Choices:
    if not isinstance(loaded.data, dict):
        raise ChoicesError(
            error(
                "verkeerd-type",
                "een keuzebestand bestaat uit sleutels met waarden",
                loaded.place(()) or source,
                "Een nieuw bestand maakt u met 'dlr-docs nieuw'.",
            )
        )
    model, problems = strict_yaml.validate(KeuzebestandModel, loaded)
    if model is None:
        raise ChoicesError(problems)
    documents = tuple(_document(index, item) for index, item in enumerate(model.documenten))
    choices = Choices(
        title=model.bundel,
        draft=model.status == "concept",
        day=model.datum,
        parties={key: _party(key, item) for key, item in model.partijen.items()},
        values=model.gegevens,
        documents=documents,
        ignored=model.negeer,
        text=text,
        house_style=model.huisstijl,
        source=source,
        places={**loaded.places, **loaded.keys},
    )
    problems = _duplicate_ids(choices) + _reserved_ids(choices) + _parents(choices)
    if problems:
        raise ChoicesError(problems)
    return choices


def _party(key: str, item: PartijModel) -> PartyChoice:
    person = item.vertegenwoordiger or PersoonModel()
    fields = {
        "naam": item.naam,
        "bevoegd_gezag": item.bevoegd_gezag,
        "vestigingsplaats": item.vestigingsplaats,
        "vertegenwoordiger": {"naam": person.naam, "functie": person.functie},
    }
    return PartyChoice(key, item.soort, fields, item.aanduiding)


def _document(index: int, item: DocumentModel) -> DocumentChoice:
    return DocumentChoice(
        kind=item.soort,
        id=item.id or item.soort,
        parent=item.bij,
        parties=tuple(item.partijen or ()),
        variants={topic: tuple(variants) for topic, variants in item.keuzes.items() if variants is not None},
        values=item.gegevens,
        path=("documenten", index),
        in_parent=item.plaats == "zelfde-bestand",
    )


def _reserved_ids(choices: Choices) -> list[Problem]:
    """Ids that cannot be file names on Windows, where most schools open their documents."""
    hint = "Kies een andere id, bijvoorbeeld: convenant-1."
    message = "'{}' kan in Windows geen bestandsnaam zijn"
    return [
        error("gereserveerd-id", message.format(item.id), choices.place(*item.path, "id"), hint)
        for item in choices.documents
        if item.id in _RESERVED
    ]


def _duplicate_ids(choices: Choices) -> list[Problem]:
    seen: dict[str, Path] = {}
    problems = []
    for document in choices.documents:
        if document.id in seen:
            problems.append(
                error(
                    "dubbel-id",
                    f"twee documenten heten '{document.id}'",
                    choices.place(*document.path, "id"),
                    "Geef elk document een eigen id, bijvoorbeeld: id: addendum-autotechniek.",
                )
            )
        seen[document.id] = document.path
    return problems


def _parents(choices: Choices) -> list[Problem]:
    ids = [document.id for document in choices.documents]
    return [
        error(
            "onbekend-document",
            "een document kan niet bij zichzelf horen"
            if document.parent == document.id
            else f"het document '{document.parent}' staat niet in deze bundel",
            choices.place(*document.path, "bij"),
            did_you_mean(document.parent, [other for other in ids if other != document.id]),
        )
        for document in choices.documents
        if document.parent is not None and (document.parent not in ids or document.parent == document.id)
    ]
