"""The shape of the library's files, judged by pydantic at the YAML boundary."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from dlr_docs.basis.yaml.shape import written_day
from dlr_docs.model.layers import COMMIT, DIGEST
from dlr_docs.model.values import Kind

SimpleKind = Literal[
    "tekst", "datum", "bedrag", "aantal", "percentage", "breuk", "duur", "keuze", "ja_nee"
]
Day = Annotated[date, BeforeValidator(written_day)]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]


def _empty_list(value: object) -> object:
    return [] if value is None else value


def _one_is_a_list(value: object) -> object:
    return [value] if isinstance(value, str) else _empty_list(value)


Names = Annotated[list[str], BeforeValidator(_empty_list)]
NameOrNames = Annotated[list[str], BeforeValidator(_one_is_a_list)]


class Strict(BaseModel):
    """A model that knows its keys and no others."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ValueModel(Strict):
    """The declaration of one value."""

    soort: Kind
    vraag: Annotated[str, Field(min_length=1)]
    standaard: str | list[str | dict[str, str | None]] | dict[str, str | None] | None = None
    voorbeeld: str | list[str] | None = None
    hulp: str | None = None
    opties: dict[str, str] | list[str] = Field(default_factory=dict)
    velden: dict[Name, ValueModel] = Field(default_factory=dict)
    van: SimpleKind | None = None
    minimaal: int | None = None
    maximaal: int | None = None
    bepaalt_ingang: bool = False
    bevestigen: bool = False
    per_document: bool = False
    volgt: Names = Field(default_factory=list)
    overgenomen: bool = False
    opties_van: str | None = None
    opties_bij: dict[Name, str] = Field(default_factory=dict, max_length=1)
    inhoud: bool = False
    meer: bool = False
    meervoud: Name | None = None
    zonder: Names = Field(default_factory=list, max_length=20)
    voor_groep: bool = False
    vervangt: NameOrNames = Field(default_factory=list)
    ondertekening_van_hoofddocument: bool = False
    mag_weg: bool = False


class ClauseModel(Strict):
    """The head of a clause file."""

    titel: Annotated[str, Field(min_length=1)]
    samenvatting: Annotated[str, Field(min_length=1)]
    soorten: Names = Field(default_factory=list)
    eisen: Names = Field(default_factory=list)
    bron: Names = Field(default_factory=list)
    feiten: Names = Field(default_factory=list)
    gegevens: Annotated[dict[Name, ValueModel], BeforeValidator(lambda value: value or {})] = Field(
        default_factory=dict
    )
    sluit_uit: Names = Field(default_factory=list)
    vereist: Names = Field(default_factory=list)
    aanvulling: bool = False
    wijkt_af: bool | Names = False
    volgorde: Annotated[int, Field(ge=-1000, le=1000)] = 0
    vervangt: NameOrNames = Field(default_factory=list)
    toelichting: str = ""


class TopicModel(Strict):
    """A topic in an outline."""

    onderwerp: str
    standaard: str
    verplicht: bool = False
    meer: bool = False
    standaard_bij: dict[str, str] = Field(default_factory=dict)


class RoleModel(Strict):
    """How many parties of one sort."""

    minimaal: int = 0
    maximaal: int | None = None
    ook: Names = Field(default_factory=list)
    aanduidingen: Names = Field(default_factory=list)


class NamesModel(Strict):
    """How the text speaks of the document."""

    zelf: str
    ander: str


class AmendsModel(Strict):
    """Where a kind of document that changes a signed one has its list of changes."""

    lijst: str
    plaats: str
    wijze: str
    tekst: str
    vervangen: str
    toevoegen: str
    vervallen: str
    invoegen: str | None = None
    na: str | None = None
    nummer: str | None = None


class OutlineModel(Strict):
    """An outline: a kind of document."""

    titel: str
    samenvatting: str
    vorm: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")] = (
        "overeenkomst"  # a file name, so no path
    )
    bijlage: bool = False
    kenmerk: str | None = None
    namen: NamesModel
    partijen: dict[str, RoleModel]
    andere_partijen: bool = False
    hoort_bij: Names = Field(default_factory=list)
    wijzigt: AmendsModel | None = None
    partijblok: bool = True
    eisen: NameOrNames = Field(default_factory=list)
    controles: Names = Field(default_factory=list)
    gegevens: Names = Field(default_factory=list)
    per_document: Names = Field(default_factory=list)
    overwegingen: list[TopicModel] = Field(default_factory=list)
    onderwerpen: Annotated[list[TopicModel], Field(min_length=1)]


class AddedTopicModel(Strict):
    """A topic that a layer puts into an outline of a lower one, or says something else of."""

    onderwerp: str
    na: str | None = None
    voor: str | None = None
    standaard: str | None = None
    verplicht: bool = False
    meer: bool = False
    standaard_bij: dict[str, str] = Field(default_factory=dict)


class ExtensionModel(Strict):
    """What a layer adds to an outline of a lower one."""

    hoort_bij: Names = Field(default_factory=list)
    eisen: NameOrNames = Field(default_factory=list)
    controles: Names = Field(default_factory=list)
    gegevens: Names = Field(default_factory=list)
    per_document: Names = Field(default_factory=list)
    overwegingen: list[AddedTopicModel] = Field(default_factory=list)
    onderwerpen: list[AddedTopicModel] = Field(default_factory=list)


def _source_is_a_layer(value: object) -> object:
    return {"bron": value} if isinstance(value, str) else value


class LayerModel(Strict):
    """A layer that another one rests on, as in a choice file."""

    bron: Annotated[str, Field(min_length=1, max_length=300)]
    versie: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    commit: Annotated[str, Field(pattern=COMMIT)] | None = None
    inhoud: Annotated[str, Field(pattern=DIGEST)] | None = None


class LayerFileModel(Strict):
    """``bibliotheek.yaml``."""

    rust_op: Annotated[
        list[Annotated[LayerModel, BeforeValidator(_source_is_a_layer)]],
        BeforeValidator(_one_is_a_list),
    ] = Field(default_factory=list, max_length=20)


class LawModel(Strict):
    """A law that is cited."""

    naam: str
    afkorting: str
    stand: Annotated[date | None, BeforeValidator(written_day)] = None


class CheckedModel(Strict):
    """When and in what source a reference was last read."""

    datum: Day
    bron: str


class EarlierModel(Strict):
    """A text that an article had before; what is left out is as it is now."""

    artikel: str | None = None
    omschrijving: str | None = None
    geldig_van: Day
    geldig_tot: Day
    gecontroleerd: CheckedModel


class ReferenceModel(Strict):
    """One article of law, and its earlier texts, the oldest first."""

    wet: str
    artikel: str
    omschrijving: str
    geldig_van: Day
    geldig_tot: Annotated[date | None, BeforeValidator(written_day)] = None
    gecontroleerd: CheckedModel
    eerder: list[EarlierModel] = Field(default_factory=list)


class RequirementModel(Strict):
    """One mandatory subject; ``grondslag`` when it is not that of its set."""

    letter: str = ""
    omschrijving: str
    grondslag: str | None = None
    delen: dict[str, str] = Field(default_factory=dict)


class RequirementSetModel(Strict):
    """The mandatory subjects of a kind of document."""

    titel: str
    grondslag: str
    onderwerpen: dict[str, RequirementModel]


class LawTableModel(Strict):
    """The statutory table."""

    stand: Day
    toelichting: str
    wetten: dict[str, LawModel]
    verwijzingen: dict[str, ReferenceModel]
    eisen: dict[str, RequirementSetModel]


class TermModel(Strict):
    """A defined term."""

    begrip: str
    omschrijving: str
    vormen: Names = Field(default_factory=list)
    soorten: Names = Field(default_factory=list)


Words = Annotated[str, Field(min_length=1, max_length=300)]
SortName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
MOST = 200  # sorts, fields, checks or lists of words; far above any real library, far below a hang


class PartyFieldModel(ValueModel):
    """What is known of a party: a value like any other, plain text when nothing else is said.

    A list ``in_plaats_van`` fields has these as the parts of its items.
    """

    soort: Kind = "tekst"
    velden: dict[Name, PartyFieldModel] = Field(default_factory=dict, max_length=MOST)  # type: ignore[assignment]
    verplicht: bool = False
    in_plaats_van: list[Name] = Field(default_factory=list, max_length=MOST)
    weergave: Annotated[str, Field(min_length=1, max_length=2000)] | None = None


class AloneModel(Strict):
    """How a party is named where it is the only one."""

    kop: Words
    naam: Words


class PartySortModel(Strict):
    """A sort of party."""

    aanduiding: Words
    andere: Words | None = None
    anderen: Words
    groepskop: Words | None = None
    in_vraag: Words | None = None
    groep: Name | None = None
    eigenschappen: list[Name] = Field(default_factory=list, max_length=MOST)
    velden: list[Name] | None = Field(None, max_length=MOST)
    toont: list[Name] = Field(min_length=1, max_length=MOST)
    ondertekent: Words
    namens: list[Words] = Field(default_factory=list, max_length=MOST)
    omschrijving: Annotated[str, Field(min_length=1, max_length=2000)]
    alleen: AloneModel | None = None
    eenheden: dict[Name, Words] = Field(default_factory=dict, max_length=MOST)
    rechtspersoon: Name | None = None
    tekent_zelf: bool = False
    mag_weg: list[Name] = Field(default_factory=list, max_length=MOST)
    vreemd: dict[Name, Words] = Field(default_factory=dict, max_length=MOST)


class PartiesModel(Strict):
    """``partijen.yaml``: what is asked of parties, and the sorts."""

    velden: dict[Name, PartyFieldModel] = Field(min_length=1, max_length=MOST)
    soorten: dict[SortName, PartySortModel] = Field(min_length=1, max_length=MOST)


class ForbiddenModel(Strict):
    """Words that others belong in the place of."""

    woorden: list[Words] = Field(min_length=1, max_length=MOST)
    schrijf: Words
    letterlijk: bool = False


class TogetherModel(Strict):
    """Words that may not stand in one paragraph."""

    code: SortName
    woorden: list[Words] = Field(min_length=1, max_length=MOST)
    met: list[Words] = Field(min_length=1, max_length=MOST)
    tenzij: list[Words] = Field(default_factory=list, max_length=MOST)
    melding: Words
    advies: Words | None = None


class VocabularyModel(Strict):
    """``woorden.yaml``."""

    bundel: Words | None = None
    eenheden: dict[Annotated[str, Field(pattern=r"^[a-z]{2,30}$")], Words] = Field(
        default_factory=dict, max_length=MOST
    )
    voor_een_nummer: list[Words] = Field(default_factory=list, max_length=MOST)
    bij_een_nummer: list[Annotated[str, Field(pattern=r"^[a-z]{2,30}$")]] = Field(
        default_factory=list, max_length=MOST
    )
    onveranderlijk: list[Words] = Field(default_factory=list, max_length=MOST)
    zegt_niets: list[Words] = Field(default_factory=list, max_length=MOST)
    zegt_geen: list[Words] = Field(default_factory=list, max_length=MOST)
    bekend: list[Words] = Field(default_factory=list, max_length=MOST)
    verboden: list[ForbiddenModel] = Field(default_factory=list, max_length=MOST)
    niet_samen: list[TogetherModel] = Field(default_factory=list, max_length=MOST)


class RuleModel(Strict):
    """What every check has, whatever it looks at."""

    soort: str
    omschrijving: Words
    ernst: Literal["fout", "waarschuwing"] = "fout"
    melding: Words
    advies: Words | None = None
    code: SortName | None = None
    alleen_genoemd: bool = False
    in_plaats_van: str | None = None
    bij: list[str] = Field(default_factory=list, max_length=MOST)
    wet: list[str] = Field(default_factory=list, max_length=MOST)
    voorbeeld: Words | None = None


class CombinationModel(RuleModel):
    """Which values of one name may go with each value of another."""

    gegevens: Annotated[list[str], Field(min_length=2, max_length=2)]
    toegestaan: dict[str, list[str]] = Field(default_factory=dict, max_length=MOST)
    tabel: str | None = None
    kolommen: Annotated[list[Name] | None, Field(min_length=2, max_length=2)] = None
    zonder_oordeel: list[str] = Field(default_factory=list, max_length=MOST)
    anders: dict[str, str] = Field(default_factory=dict, max_length=2)
    elk_met_een: bool = False
    advies_zonder: Words | None = None


class LimitModel(Strict):
    """The ends of what a value may be."""

    minimaal: Annotated[int, Field(ge=-(10**15), le=10**15)] | None = None
    maximaal: Annotated[int, Field(ge=-(10**15), le=10**15)] | None = None
    tabel: str | None = None
    rij: str | None = None
    som: bool = False


class BoundsModel(RuleModel):
    """Between what values lie."""

    grenzen: dict[str, LimitModel] = Field(min_length=1, max_length=MOST)


class NeedsModel(RuleModel):
    """A topic or variant that needs another."""

    als: str
    nodig: str
    alleen_als_mogelijk: bool = False


class PresentModel(RuleModel):
    """A topic that every kind that can have it must have, or a document of a kind below it."""

    onderwerp: str
    partijen: list[str] = Field(default_factory=list)
    of_document: str | None = None


class DistinctModel(RuleModel):
    """How many different values the parties may have in a field."""

    veld: str
    hoogstens: Annotated[int, Field(ge=1, le=1000)]


Cell = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*(\.[^.]+)?\.[a-z][a-z0-9_]*$")]  # of a table


FirstDay = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9])$")]  # month-day


class RelationModel(Strict):
    """How one value stands to another."""

    eerste: Words
    verhouding: Literal["eerder", "hoogstens", "minstens", "gelijk", "opvolgend", "samen"]
    tweede: Words
    maal: Annotated[
        Annotated[int, Field(ge=1, le=1000)] | Cell, Field(union_mode="left_to_right")
    ] = 1
    som: bool = False
    over_groep: bool = False
    plus: Words | None = None
    of: list[Words] = Field(default_factory=list, max_length=MOST)
    jaar_begint: FirstDay = "01-01"


class RelationsModel(RuleModel):
    """Pairs of values that stand to each other."""

    verbanden: list[RelationModel] = Field(min_length=1, max_length=MOST)
    een_is_genoeg: bool = False
    als: dict[Words, list[str]] = Field(default_factory=dict, max_length=MOST)


class ExclusiveModel(RuleModel):
    """Models of which an agreement has one."""

    modellen: dict[Words, list[Words]] = Field(min_length=2, max_length=MOST)


class AmongModel(RuleModel):
    """A value that names one of the parties."""

    gegeven: Words
    velden: list[Words] = Field(min_length=1, max_length=MOST)
    soort_volgens: Words | None = None


Path = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$")]


class TotalModel(RuleModel):
    """Fields of a list that count up to what a table asks."""

    als: str
    lijst: Name
    tabel: str
    periode: Literal["geldend", "vorige"] = "geldend"
    rij: dict[Name, Path] = Field(min_length=1, max_length=MOST)
    zonder_oordeel: list[str] = Field(default_factory=list, max_length=MOST)
    anders: dict[str, str] = Field(default_factory=dict, max_length=MOST)
    minimaal: dict[Name, list[Path]] = Field(min_length=1, max_length=MOST)


class RowsModel(RuleModel):
    """What has certain contents has certain others too."""

    lijst: Name
    binnen: Name | None = None
    als: dict[Name, list[str]] = Field(min_length=1, max_length=MOST)
    dan: dict[Name, list[str]] = Field(default_factory=dict, max_length=MOST)
    tabel: str | None = None
    kolom: Name | None = None
    waar: dict[Words, list[str]] = Field(default_factory=dict, max_length=MOST)


class UniqueModel(RuleModel):
    """Lists of which no two rows are the same in some fields."""

    lijsten: dict[Path, list[Name]] = Field(min_length=1, max_length=MOST)


class BeforeModel(RuleModel):
    """A day that lies before the newest period of a table."""

    gegeven: Name
    tabel: str
    jaar_begint: FirstDay = "01-01"
