"""The shape of the choice file, judged by pydantic at the YAML boundary.

To judge a file takes pydantic's core only, and a description of the shape in plain data:
:func:`core_schema`. The classes, which take longer to import than a document takes to make, are
there for who writes or reads the shape, for the JSON Schema, and to say what is wrong.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from dlr_docs.choices.lenient import (
    NUMBER,
    as_article,
    as_date,
    as_layer,
    as_layers,
    as_list,
    as_list_or_empty,
    as_options,
    number,
    number_or_absent,
    or_empty,
    or_empty_list,
    small,
    text_or_nothing,
    words,
)
from dlr_docs.model.choices import ABSENT
from dlr_docs.model.layers import COMMIT, DIGEST

MOST_PARTIES, MOST_DOCUMENTS, MOST_KEYS = (
    1000,
    2000,
    2000,
)  # far above any real bundle, far below a hang
MOST_OWN = 200  # articles and values of the parties' own
OwnSimpleKind = Literal[
    "tekst", "datum", "bedrag", "aantal", "percentage", "breuk", "duur", "keuze", "ja_nee"
]
OwnKind = Literal[
    "tekst", "datum", "bedrag", "aantal", "percentage", "breuk", "duur", "keuze", "ja_nee", "lijst"
]
OwnName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$", max_length=60)]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
# Of an article, or of a lid of it.
Numbers = Annotated[str, Field(json_schema_extra={"pattern": NUMBER}), AfterValidator(number)]
ArticleNumber = Annotated[
    str,
    Field(json_schema_extra={"pattern": f"{NUMBER}|^{ABSENT}$"}),
    AfterValidator(number_or_absent),
]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PartijModel(BaseModel):
    """Een partij bij de documenten; welke gegevens een soort heeft, zegt de bibliotheek."""

    model_config = ConfigDict(extra="allow", frozen=True)

    soort: str = Field(description="De soort partij.")
    aanduiding: Annotated[
        Annotated[str, Field(min_length=2, max_length=60)] | None, AfterValidator(words)
    ] = Field(None, description="Hoe de tekst de partij noemt, als dat anders is dan gewoonlijk.")


class EigenGegevenModel(_Strict):
    """Een gegeven dat dit keuzebestand zelf omschrijft, voor eigen tekst."""

    soort: OwnKind = Field(description="Wat voor waarde het is.")
    vraag: Annotated[str, Field(min_length=1, max_length=300), AfterValidator(words)] = Field(
        description="De vraag die wordt gesteld."
    )
    opties: Annotated[dict[str, str], BeforeValidator(as_options)] = Field(
        default_factory=dict, max_length=100, description="Bij soort keuze: wat u kunt kiezen."
    )
    van: OwnSimpleKind | None = Field(
        None, description="Bij soort lijst: de soort van elk onderdeel."
    )
    standaard: Annotated[str | None, BeforeValidator(text_or_nothing)] = Field(
        None, description="De waarde als niemand iets invult."
    )
    voorbeeld: Annotated[str | None, BeforeValidator(text_or_nothing)] = Field(
        None, description="Een voorbeeld bij de vraag."
    )
    hulp: str | None = Field(None, description="Uitleg bij de vraag.")
    minimaal: Annotated[int, Field(ge=0, le=10**12)] | None = Field(
        None, description="Het kleinste getal of aantal dat kan."
    )
    maximaal: Annotated[int, Field(ge=0, le=10**12)] | None = Field(
        None, description="Het grootste getal of aantal dat kan."
    )


class EigenArtikelModel(_Strict):
    """Een artikel dat partijen zelf schrijven."""

    id: Key = Field(description='Waarmee andere tekst ernaar verwijst: artikel("id").')
    titel: Annotated[str, Field(min_length=1, max_length=200), AfterValidator(words)] = Field(
        description="De titel van het artikel."
    )
    na: str | None = Field(
        None,
        description=(
            "Het onderwerp, of de id van een eigen artikel, waar het achter komt; "
            "standaard achteraan."
        ),
    )
    eisen: Annotated[list[str], Field(max_length=50), BeforeValidator(as_list_or_empty)] = Field(
        default_factory=list, description="Verplichte onderwerpen die het regelt."
    )
    tekst: Annotated[str, Field(min_length=1)] = Field(
        description="De tekst, in de taal van clausules: elk lid begint met '1. '."
    )


class EigenBijlageModel(_Strict):
    """Een bijlage die partijen zelf meebrengen."""

    id: Key | None = Field(None, description="Waarmee eigen tekst ernaar verwijst.")
    titel: Annotated[str, Field(min_length=1, max_length=200), AfterValidator(words)] = Field(
        description="De titel van de bijlage."
    )
    bestand: Annotated[str, Field(min_length=1, max_length=300), AfterValidator(words)] = Field(
        description=(
            "Een .png of .jpg (afbeelding), .xlsx of .csv (tabel), .docx of .pdf (gaat mee), "
            "vanaf de map van dit bestand."
        )
    )
    beschrijving: Annotated[str, Field(max_length=2000), AfterValidator(words)] = Field(
        "", description="Wat er op een afbeelding te zien is, voor wie haar niet kan zien."
    )
    inhoud: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = Field(
        "", description="Het kenmerk van het bestand, als een document het opschreef."
    )
    tabel: Annotated[list[list[str]], Field(max_length=1001)] = Field(
        default_factory=list, description="De rijen, als een document ze opschreef."
    )


class DocumentModel(_Strict):
    """Een document van de bundel."""

    soort: str = Field(description="De soort document; zie 'dlr-docs clausules lijst'.")
    id: Key | None = Field(None, description="Bestandsnaam zonder .docx; standaard de soort.")
    bij: str | None = Field(None, description="Het id van het document waar dit bij hoort.")
    plaats: Literal["eigen-bestand", "zelfde-bestand"] = Field(
        "eigen-bestand",
        description=(
            "Of een bijlage een eigen bestand krijgt, of achter het "
            "document komt waar hij bij hoort."
        ),
    )
    nummer: Annotated[int, Field(ge=1, le=MOST_DOCUMENTS)] | None = Field(
        None,
        description="Het nummer van een bijlage, als dat niet uit de volgorde in de bundel volgt.",
    )
    partijen: Annotated[list[str], Field(max_length=MOST_PARTIES)] | None = Field(
        None, description="Sleutels van de partijen; standaard alle partijen."
    )
    alleen: Annotated[
        dict[str, Annotated[list[str], Field(min_length=1), BeforeValidator(as_list)]],
        BeforeValidator(or_empty),
    ] = Field(
        default_factory=dict,
        max_length=MOST_PARTIES,
        description=(
            "Per partij die ergens meer van heeft: de naam van wat er meedoet, als dat niet "
            "alles is."
        ),
    )
    keuzes: Annotated[
        dict[str, Annotated[list[str] | None, BeforeValidator(as_list)]], BeforeValidator(or_empty)
    ] = Field(
        default_factory=dict,
        max_length=MOST_KEYS,
        description="Per onderwerp de gekozen variant, een lijst varianten, of geen.",
    )
    vervangt: Annotated[
        list[str], Field(max_length=MOST_DOCUMENTS), BeforeValidator(as_list_or_empty)
    ] = Field(
        default_factory=list,
        description="Sleutels van de basisdocumenten waar dit document voor in de plaats komt.",
    )
    gegevens: Annotated[dict[str, Any], BeforeValidator(or_empty)] = Field(
        default_factory=dict,
        max_length=MOST_KEYS,
        description="Waarden die alleen dit document gebruikt.",
    )
    eigen_artikelen: Annotated[
        list[EigenArtikelModel], Field(max_length=MOST_OWN), BeforeValidator(or_empty_list)
    ] = Field(default_factory=list, description="Artikelen die partijen zelf schrijven.")
    eigen_bijlagen: Annotated[
        list[EigenBijlageModel], Field(max_length=MOST_OWN), BeforeValidator(or_empty_list)
    ] = Field(default_factory=list, description="Bijlagen die partijen zelf meebrengen.")


class BasisartikelModel(_Strict):
    """Een artikel van een basisdocument, met wat verwijzingen ervan noemen."""

    nummer: Annotated[ArticleNumber | None, BeforeValidator(text_or_nothing)] = Field(
        None,
        description=(
            "Het nummer in dat document, als 14, 14.2 of 13a; niets als u het niet weet, "
            "en geen als het document dit onderwerp niet heeft."
        ),
    )
    titel: Annotated[str, Field(min_length=1), AfterValidator(words)] | None = Field(
        None, description="De titel; standaard die van het onderwerp in de bibliotheek."
    )
    leden: Annotated[
        dict[
            str,
            Annotated[Numbers | None, BeforeValidator(text_or_nothing)],
        ],
        BeforeValidator(or_empty),
    ] = Field(
        default_factory=dict,
        max_length=MOST_KEYS,
        description=(
            "Per anker het nummer van het lid in het artikel, als 2 of 2.1; "
            "niets als de leden geen nummer hebben."
        ),
    )
    varianten: list[str] = Field(
        default_factory=list,
        max_length=MOST_KEYS,
        description="De varianten van het onderwerp die daar gelden, als zij bekend zijn.",
    )


class BasisdocumentModel(_Strict):
    """Een document buiten deze bundel, waar documenten van de bundel bij horen."""

    soort: str = Field(description="De soort document; zie 'dlr-docs clausules lijst'.")
    titel: Annotated[str, Field(min_length=1), AfterValidator(words)] = Field(
        description="De titel van het document."
    )
    ondertekend: Annotated[date | None, BeforeValidator(as_date)] = Field(
        None, description="De dag waarop het is ondertekend of vastgesteld, als 1 augustus 2018."
    )
    partijen: Annotated[list[str], Field(max_length=MOST_PARTIES)] = Field(
        default_factory=list,
        description="Sleutels van wie er partij bij zijn, als dat niet dezelfde zijn als hier.",
    )
    bij: str | None = Field(
        None, description="Het document waar dit bij hoort, in de bundel of erbuiten."
    )
    nummer: Annotated[int, Field(ge=1, le=MOST_DOCUMENTS)] | None = Field(
        None, description="Het nummer, als het een bijlage is."
    )
    artikelen: Annotated[
        dict[str, Annotated[BasisartikelModel, BeforeValidator(as_article)]],
        BeforeValidator(or_empty),
    ] = Field(
        default_factory=dict,
        max_length=MOST_KEYS,
        description="Per onderwerp het nummer van het artikel, of nummer, titel en leden.",
    )
    gegevens: Annotated[dict[str, Any], BeforeValidator(or_empty)] = Field(
        default_factory=dict,
        max_length=MOST_KEYS,
        description="Waarden die in dat document staan, voor zover ze hier nodig zijn.",
    )


class LaagModel(_Strict):
    """Een laag van de bibliotheek: een map, of een git-repository op een versie."""

    bron: Annotated[str, Field(min_length=1, max_length=300)] = Field(
        description="standaard, een map (vanaf dit bestand), of een adres met https of ssh."
    )
    versie: Annotated[
        Annotated[str, Field(min_length=1, max_length=200)] | None, BeforeValidator(text_or_nothing)
    ] = Field(None, description="Een tag, een branch of een commit in git.")
    commit: Annotated[
        Annotated[str, Field(pattern=COMMIT)] | None, BeforeValidator(text_or_nothing)
    ] = Field(None, description="Het commit waarop is vastgezet; schrijft 'bibliotheek vast'.")
    inhoud: Annotated[
        Annotated[str, Field(pattern=DIGEST)] | None, BeforeValidator(text_or_nothing)
    ] = Field(None, description="De inhoud waarop is vastgezet; schrijft 'bibliotheek vast'.")


class GroepModel(_Strict):
    """Wat enkele documenten van de bundel delen."""

    documenten: Annotated[list[str], Field(min_length=1, max_length=MOST_DOCUMENTS)] = Field(
        description="De id's van de documenten."
    )
    keuzes: Annotated[
        dict[str, Annotated[list[str] | None, BeforeValidator(as_list)]], BeforeValidator(or_empty)
    ] = Field(
        default_factory=dict,
        max_length=MOST_KEYS,
        description="Per onderwerp de variant, voor elk document dat zelf niets kiest.",
    )
    gegevens: Annotated[dict[str, Any], BeforeValidator(or_empty)] = Field(
        default_factory=dict,
        max_length=MOST_KEYS,
        description="Waarden voor elk document dat ze zelf niet heeft.",
    )


class KeuzebestandModel(_Strict):
    """Een keuzebestand van dlr-docs: één bundel documenten."""

    bundel: Annotated[str, Field(min_length=1)] = Field(description="Titel van de bundel.")
    status: Annotated[Literal["concept", "definitief", "ondertekend"], BeforeValidator(small)] = (
        Field(
            "concept",
            description="concept, definitief, of ondertekend: dan wordt niets meer bijgewerkt.",
        )
    )
    huisstijl: Annotated[str, Field(min_length=1)] | None = Field(
        None,
        description=(
            "Huisstijl: een naam uit 'dlr-docs sjablonen lijst', of een map met eigen sjablonen."
        ),
    )
    datum: Annotated[date | None, BeforeValidator(as_date)] = Field(
        None, description="Datum voor de bestandseigenschappen, als 1 mei 2027."
    )
    bibliotheek: Annotated[
        list[Annotated[LaagModel, BeforeValidator(as_layer)]], BeforeValidator(as_layers)
    ] = Field(
        default_factory=list,
        max_length=20,
        description="De lagen van de bibliotheek, de onderste eerst; standaard: standaard.",
    )
    partijen: dict[Key, PartijModel] = Field(
        max_length=MOST_PARTIES, description="De partijen, elk met een eigen sleutel."
    )
    gegevens: Annotated[dict[str, Any], BeforeValidator(or_empty)] = Field(
        default_factory=dict, max_length=MOST_KEYS, description="Waarden voor alle documenten."
    )
    eigen_gegevens: Annotated[dict[OwnName, EigenGegevenModel], BeforeValidator(or_empty)] = Field(
        default_factory=dict,
        max_length=MOST_OWN,
        description="Gegevens voor eigen tekst, elk met soort en vraag.",
    )
    negeer: Annotated[
        dict[str, Annotated[str, Field(min_length=10)]], BeforeValidator(or_empty)
    ] = Field(
        default_factory=dict,
        max_length=MOST_KEYS,
        description="Controles die niet gelden, elk met de reden waarom.",
    )
    basisdocumenten: Annotated[dict[Key, BasisdocumentModel], BeforeValidator(or_empty)] = Field(
        default_factory=dict,
        max_length=MOST_DOCUMENTS,
        description="Documenten buiten deze bundel waar 'bij' naar verwijst.",
    )
    groepen: Annotated[dict[Key, GroepModel], BeforeValidator(or_empty)] = Field(
        default_factory=dict,
        max_length=MOST_DOCUMENTS,
        description="Wat enkele documenten delen: boven de bundel, en onder elk document zelf.",
    )
    documenten: Annotated[list[DocumentModel], Field(min_length=1, max_length=MOST_DOCUMENTS)] = (
        Field(description="De documenten.")
    )


def core_schema() -> Any:
    """What pydantic's core needs to judge a choice file; it then gives dictionaries in the place of
    models.
    """
    return _without_classes(KeuzebestandModel.__pydantic_core_schema__)


def _without_classes(part: Any) -> Any:
    if isinstance(part, list):
        return [_without_classes(item) for item in part]
    if not isinstance(part, dict):
        return part
    if part["type"] == "model":
        return {**_without_classes(part["schema"]), "config": part["config"]}
    if part["type"] == "model-fields":
        fields = {name: _field(field["schema"]) for name, field in part["fields"].items()}
        return {"type": "typed-dict", "fields": fields}
    return {key: _without_classes(item) for key, item in part.items() if key != "metadata"}


def _field(schema: Any) -> dict[str, Any]:
    return {
        "type": "typed-dict-field",
        "schema": _without_classes(schema),
        "required": schema["type"] != "default",
    }
