"""The codes of problems, each declared once: its name, how bad it is, and what it means in Dutch.

A code has one meaning and one severity, so that programs and people can rely on it. The table in
``docs/handleiding.md`` is made from this module (``make codes``). A library adds codes of its own
for the checks that it declares as data.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct


class Severity(StrEnum):
    """How bad a problem is; the value is what a user reads."""

    ERROR = "fout"
    WARNING = "waarschuwing"


class Code(Struct, frozen=True):
    """A code: its ``name``, and one Dutch sentence that says what it means."""

    name: str
    sentence: str

    @property
    def severities(self) -> tuple[Severity, ...]:
        """How bad a problem with this code can be."""
        kinds = {Severity.ERROR: ErrorCode, Severity.WARNING: WarningCode}
        return tuple(severity for severity, kind in kinds.items() if isinstance(self, kind))


class ErrorCode(Code, frozen=True):
    """The code of what stops the work."""


class WarningCode(Code, frozen=True):
    """The code of what deserves attention and stops nothing."""


class DraftCode(ErrorCode, WarningCode, frozen=True):
    """The code of what deserves attention in a draft, and stops a definitive document."""


def every_code() -> Iterator[Code]:
    """All codes of the program, in the order of this module."""
    return (value for value in globals().values() if isinstance(value, Code))


# Any file that is read
BESTAND_ONTBREEKT = ErrorCode("bestand-ontbreekt", "Het bestand dat u noemt, bestaat niet.")
BESTAND_ONLEESBAAR = ErrorCode("bestand-onleesbaar", "Het systeem laat het bestand niet lezen.")
GEEN_GEWOON_BESTAND = ErrorCode(
    "geen-gewoon-bestand",
    "Op deze plaats staat geen gewoon bestand, of het is te groot om te lezen.",
)
INVULLEN_KAN_NIET = ErrorCode(
    "invullen-kan-niet",
    "Een gegeven kan niet in het keuzebestand worden ingevuld zoals dat is getypt.",
)
GEEN_TEKST = ErrorCode("geen-tekst", "Het bestand is geen tekst in UTF-8.")
STUURTEKEN = ErrorCode("stuurteken", "Er staat een onzichtbaar teken dat Word niet kan bewaren.")

# YAML
YAML_ONLEESBAAR = ErrorCode(
    "yaml-onleesbaar", "Een regel kan niet worden gelezen zoals hij is getypt."
)
YAML_ANDERS = ErrorCode(
    "yaml-anders", "YAML leest een tekst anders dan hij is getypt, en zegt dat niet."
)
YAML_UITLEG = WarningCode(
    "yaml-uitleg", "Achter een tekst staan een spatie en een #: YAML leest de rest als uitleg."
)
YAML_NIETS = WarningCode(
    "yaml-niets", "Er staat null of ~: YAML leest dat als een lege waarde, en niet als tekst."
)
YAML_TEKEN = WarningCode(
    "yaml-teken",
    "Een komma, puntkomma of ander teken is voor YAML deel van een tekst, en was waarschijnlijk "
    "anders bedoeld.",
)
YAML_LEEG = ErrorCode("yaml-leeg", "Het bestand is leeg.")
YAML_TE_GROOT = ErrorCode(
    "yaml-te-groot", "Het bestand heeft meer tekens, sleutels of waarden dan het programma leest."
)
YAML_TE_DIEP = ErrorCode("yaml-te-diep", "De sleutels staan in te veel niveaus onder elkaar.")
YAML_MEER_DOCUMENTEN = ErrorCode(
    "yaml-meer-documenten", "Het bestand bevat meer dan één YAML-document (---)."
)
YAML_TAG = ErrorCode(
    "yaml-tag", "Een woord begint met een uitroepteken, en dat heeft in YAML een eigen betekenis."
)
YAML_SLEUTEL = ErrorCode("yaml-sleutel", "Op de plaats van een sleutel staat geen woord.")
YAML_DUBBEL = ErrorCode("yaml-dubbel", "Dezelfde sleutel staat er twee keer.")
YAML_ALIAS = ErrorCode("yaml-alias", "Een verwijzing met * wijst naar niets.")
YAML_KRINGLOOP = ErrorCode(
    "yaml-kringloop", "Een verwijzing met * wijst naar iets waar zij zelf in staat."
)

# The shape of a choice file or a file of the library
ONTBREEKT = ErrorCode("ontbreekt", "Een sleutel die nodig is, ontbreekt.")
ONBEKENDE_SLEUTEL = ErrorCode("onbekende-sleutel", "Deze sleutel bestaat hier niet.")
ONBEKENDE_WAARDE = ErrorCode(
    "onbekende-waarde", "Hier kan maar een van een paar woorden staan, en dit is er geen van."
)
VERKEERD_TYPE = ErrorCode(
    "verkeerd-type",
    "Hier staat iets van een andere soort dan hier hoort: tekst, getal, datum, lijst of sleutels.",
)
VERKEERDE_LENGTE = ErrorCode("verkeerde-lengte", "De tekst of lijst is te lang of te kort.")
VERKEERDE_VORM = ErrorCode(
    "verkeerde-vorm", "Deze sleutel of waarde heeft niet de vorm die hier hoort."
)

# The choice file
GEEN_KEUZEBESTAND = ErrorCode(
    "geen-keuzebestand", "Dit bestand is een Word-, Excel- of zipbestand en geen keuzebestand."
)
ONBEKENDE_SOORT = ErrorCode("onbekende-soort", "De soort document bestaat niet in de bibliotheek.")
DUBBEL_ID = ErrorCode("dubbel-id", "Twee documenten hebben dezelfde id.")
GERESERVEERD_ID = ErrorCode("gereserveerd-id", "De id kan in Windows geen bestandsnaam zijn.")
ONBEKEND_DOCUMENT = ErrorCode(
    "onbekend-document", "Een document dat wordt genoemd, staat niet in de bundel."
)
DUBBEL_IN_GROEP = ErrorCode(
    "dubbel-in-groep", "Een groep noemt hetzelfde document meer dan één keer."
)
GROEPEN_VERSCHILLEN = ErrorCode(
    "groepen-verschillen", "Een document staat in twee groepen die iets anders zeggen."
)
ALLEEN_IN_GROEP = ErrorCode(
    "alleen-in-groep", "Het gegeven geldt voor een groep documenten samen en staat ergens anders."
)
BIJ_ZICHZELF = ErrorCode("bij-zichzelf", "Een document kan niet bij zichzelf horen.")
HOORT_NERGENS_BIJ = ErrorCode(
    "hoort-nergens-bij", "Deze soort document hoort bij een ander document, en dat is niet genoemd."
)
HOORT_NIET_BIJ = ErrorCode(
    "hoort-niet-bij", "Deze soort document kan niet horen bij het document dat is genoemd."
)
GEEN_BIJLAGE = ErrorCode(
    "geen-bijlage",
    "Alleen een bijlage die bij een document hoort, kan in het bestand daarvan staan.",
)
ANDERE_PARTIJEN = ErrorCode(
    "andere-partijen",
    "Een bijlage in het bestand van een ander document heeft dezelfde partijen als dat document.",
)
ONBEKENDE_PARTIJ = ErrorCode(
    "onbekende-partij", "De partij die bij een document is genoemd, staat niet bij de partijen."
)
PARTIJ_ONTBREEKT = ErrorCode(
    "partij-ontbreekt", "Deze soort document heeft meer partijen van een soort nodig."
)
DUBBEL_BIJ_PARTIJ = ErrorCode(
    "dubbel-bij-partij", "Wat een partij heeft, of wie voor haar tekent, staat er twee keer."
)
OOK_BIJ_ANDERE_PARTIJ = WarningCode(
    "ook-bij-andere-partij", "Wat een partij heeft, heet net zo als iets van een andere partij."
)
DEZELFDE_PARTIJ = ErrorCode("dezelfde-partij", "Eén rechtspersoon staat twee keer bij de partijen.")
DUBBELE_VORM = ErrorCode(
    "dubbele-vorm", "Een partij heeft een veld en ook de lijst die daarvoor in de plaats komt."
)
VERTEGENWOORDIGT_ZICHZELF = ErrorCode(
    "vertegenwoordigt-zichzelf",
    "Een partij wordt vertegenwoordigd door iemand met haar eigen naam.",
)
ZELFDE_AANDUIDING = ErrorCode(
    "zelfde-aanduiding",
    "De tekst noemt een partij net zo als een andere, of als iets dat van een partij is.",
)
TE_VEEL_PARTIJEN = ErrorCode(
    "te-veel-partijen", "Deze soort document kan niet zo veel partijen van een soort hebben."
)
ONBEKEND_ONDERWERP = ErrorCode(
    "onbekend-onderwerp", "Het onderwerp hoort niet bij deze soort document."
)
VERPLICHT_ONDERWERP = ErrorCode(
    "verplicht-onderwerp", "Het onderwerp mag in deze soort document niet wegblijven."
)
GEEN_EN_WEL = ErrorCode("geen-en-wel", "Bij een onderwerp is 'geen' gekozen samen met een variant.")
ONBEKENDE_VARIANT = ErrorCode(
    "onbekende-variant", "Het onderwerp heeft geen variant met deze naam."
)
VARIANT_PAST_NIET = ErrorCode(
    "variant-past-niet", "De variant is niet bedoeld voor deze soort document."
)
ONBEKEND_GEGEVEN = ErrorCode(
    "onbekend-gegeven", "Geen enkel document kan een gegeven met deze naam hebben."
)
VERVALLEN_GEGEVEN = WarningCode(
    "vervallen-gegeven",
    "Het gegeven bestaat niet meer; de melding zegt wat ervoor in de plaats kwam.",
)
ONGEBRUIKT_GEGEVEN = WarningCode(
    "ongebruikt-gegeven", "Het gegeven is ingevuld, en de gekozen clausules gebruiken het niet."
)
VERKEERDE_WAARDE = ErrorCode(
    "verkeerde-waarde", "De waarde past niet bij wat de bibliotheek van dit gegeven zegt."
)
ENKELVOUD_EN_MEERVOUD = ErrorCode(
    "enkelvoud-en-meervoud", "Er staat één waarde waar een lijst hoort, of andersom, of allebei."
)
ONBEKENDE_CONTROLE = ErrorCode(
    "onbekende-controle",
    "De controle die bij 'negeer' staat, bestaat niet of kan niet worden genegeerd.",
)
ONBEKENDE_HUISSTIJL = ErrorCode("onbekende-huisstijl", "De huisstijl bestaat niet.")
SJABLOON_ONTBREEKT = ErrorCode(
    "sjabloon-ontbreekt", "De huisstijl heeft geen sjabloon voor deze soort document."
)

EIGEN_TEKST_WOORD = WarningCode(
    "eigen-tekst-woord",
    "Eigen tekst gebruikt woorden die de bibliotheek niet gebruikt of niet samen gebruikt, of een "
    "getypt artikelnummer.",
)
ZELFDE_TITEL = WarningCode(
    "zelfde-titel",
    "Een document zegt niet bij welk van twee documenten het hoort: die heten hetzelfde.",
)
EIGEN_TEKST_LEEG = DraftCode(
    "eigen-tekst-leeg", "Een lid van een eigen artikel zegt niets, zoals PM of n.v.t."
)
BIJLAGE_BESTAAT_NIET = WarningCode(
    "bijlage-bestaat-niet", "Een tekst van partijen verwijst naar een bijlage die er niet is."
)
EIGEN_BIJLAGE = ErrorCode(
    "eigen-bijlage",
    "Een eigen bijlage kan niet mee: geen afbeelding, tabel, Word-bestand of pdf, te groot, "
    "beschadigd, beveiligd, of buiten de map van het keuzebestand.",
)

# Checks of a bundle; 'negeer' in a choice file names these
WETTELIJK_ONDERWERP = ErrorCode(
    "wettelijk-onderwerp", "Een onderwerp dat de wet verplicht, is in het document niet geregeld."
)
EEN_VARIANT = ErrorCode(
    "een-variant", "Bij een onderwerp is meer dan één variant gekozen, en er kan er maar één."
)
AANVULLING = ErrorCode("aanvulling", "Een variant die alleen aanvult, staat alleen.")
SLUIT_UIT = ErrorCode("sluit-uit", "Twee gekozen clausules sluiten elkaar uit.")
VEREIST = ErrorCode("vereist", "Bij een gekozen clausule hoort een andere, en die is niet gekozen.")
WET_NIET_GELDIG = WarningCode(
    "wet-niet-geldig", "Een wetsartikel geldt niet of is niet nagelezen op de dag van ingang."
)
ANDERE_WAARDE = ErrorCode(
    "andere-waarde",
    "Een gegeven heeft een andere waarde dan in het document waar dit bij hoort, en de tekst zegt "
    "niet dat hij afwijkt.",
)
INVOEGEN = ErrorCode(
    "invoegen",
    "Een wijziging voegt iets in op een plaats die er niet is, of onder een bezet nummer.",
)
OPEN_GEGEVEN = DraftCode("open-gegeven", "Een gegeven is nog niet ingevuld.")
VRAAG_IN_TEKST = DraftCode("vraag-in-tekst", "In de tekst van een wijziging staat nog een vraag.")

# References between the clauses of a bundle
VERWIJZING_ONTBREEKT = ErrorCode(
    "verwijzing-ontbreekt",
    "Een clausule verwijst naar een artikel of lid dat niet in het document staat.",
)
ANKER_DUBBEL = ErrorCode("anker-dubbel", "Een clausule heeft hetzelfde anker twee keer.")
ANKER_IN_TWEE_CLAUSULES = ErrorCode(
    "anker-in-twee-clausules", "Twee gekozen clausules van één onderwerp hebben hetzelfde anker."
)
ANKER_ZONDER_NUMMER = ErrorCode(
    "anker-zonder-nummer", "Een anker staat op een plaats die geen nummer heeft."
)
TABEL_IN_OVERWEGING = ErrorCode("tabel-in-overweging", "Een overweging heeft een tabel.")
ONBEKENDE_WET = ErrorCode(
    "onbekende-wet", "Een clausule verwijst naar een wetsartikel dat niet in wetgeving.yaml staat."
)

# The text of a clause
CLAUSULE_TE_LANG = ErrorCode(
    "clausule-te-lang", "De tekst van een clausule is langer dan het programma leest."
)
TABEL_TE_GROOT = ErrorCode("tabel-te-groot", "Een tabel heeft te veel kolommen of cellen.")
PRIVETEKEN = ErrorCode(
    "priveteken",
    "De tekst bevat een teken dat het programma zelf gebruikt of dat Word niet kan bewaren.",
)
MARKDOWN_NIET_TOEGESTAAN = ErrorCode(
    "markdown-niet-toegestaan",
    "De tekst gebruikt een vorm van Markdown die een clausule niet kent.",
)
NUMMER_IN_TEKST = ErrorCode(
    "nummer-in-tekst", "Een lid is met een eigen nummer getypt; Word nummert zelf."
)
NUMMERS_IN_OPSOMMING = ErrorCode(
    "nummers-in-opsomming", "Een genummerde lijst staat in een opsomming met streepjes."
)
TE_DIEP = ErrorCode("te-diep", "Een opsomming is verder onderverdeeld dan kan.")
TABEL_IN_LID = ErrorCode("tabel-in-lid", "Een tabel staat in een lid of opsomming.")
TABELRIJ_TE_LANG = ErrorCode(
    "tabelrij-te-lang", "Een rij van een tabel heeft meer cellen dan de kop."
)
JINJA_FOUT = ErrorCode("jinja-fout", "De accolades in een clausule kloppen niet.")
JINJA_TE_INGEWIKKELD = ErrorCode(
    "jinja-te-ingewikkeld", "De tekst tussen accolades is te ingewikkeld."
)
JINJA_NIET_TOEGESTAAN = ErrorCode(
    "jinja-niet-toegestaan", "De tekst tussen accolades gebruikt iets wat een clausule niet mag."
)
CLAUSULE_FAALT = ErrorCode(
    "clausule-faalt", "De tekst van een clausule kan met deze gegevens niet worden gemaakt."
)

VERVALLEN_NAAM = WarningCode(
    "vervallen-naam", "Een clausule of gegeven heeft in de bibliotheek een andere naam gekregen."
)
# The files of a library
GEEN_BIBLIOTHEEK = ErrorCode(
    "geen-bibliotheek", "De map is geen bibliotheek: clauses of templates ontbreekt."
)
GEEN_LAAG = ErrorCode(
    "geen-laag",
    "Een laag van de bibliotheek is er niet, is geen map, of heeft geen clauses en geen templates.",
)
LAAG_IN_KRING = ErrorCode("laag-in-kring", "Een laag rust, soms langs een omweg, op zichzelf.")
LAAG_DUBBEL = ErrorCode("laag-dubbel", "Dezelfde laag staat er twee keer.")
LAAG_ZONDER_VERSIE = ErrorCode(
    "laag-zonder-versie",
    "De versie of het commit van een laag staat niet in git.",
)
LAAG_NIET_OPGEHAALD = ErrorCode(
    "laag-niet-opgehaald", "Een laag van een adres is nog niet opgehaald."
)
LAAG_ANDERS_DAN_VASTGEZET = ErrorCode(
    "laag-anders-dan-vastgezet", "De inhoud van een laag is niet die waarop is vastgezet."
)
LAAG_VERDER = WarningCode(
    "laag-verder", "Een laag is sinds zij is vastgezet gewijzigd; gebruikt wordt de oude tekst."
)
LAAG_ONLEESBAAR = ErrorCode(
    "laag-onleesbaar",
    "Een laag kan niet uit git worden gelezen: git weigert, of er staat iets in dat niet kan.",
)
LAAG_VAST_KAN_NIET = ErrorCode(
    "laag-vast-kan-niet", "Een laag kan niet worden vastgezet, want er is iets gewijzigd."
)
OPHALEN_MISLUKT = ErrorCode("ophalen-mislukt", "Een laag kon niet worden opgehaald.")
BETEKENIS_PER_LAAG = ErrorCode(
    "betekenis-per-laag", "Een gegeven betekent in een hogere laag iets anders dan in een lagere."
)
GEEN_GESCHIEDENIS = ErrorCode(
    "geen-geschiedenis", "Een laag staat niet in git, of git kent de clausule niet."
)
VERVANGT_WAT_ER_IS = ErrorCode(
    "vervangt-wat-er-is",
    "Iets zegt te zijn vervangen, maar is er nog of werd al vervangen.",
)
OPZET_BREIDT_NIETS_UIT = ErrorCode(
    "opzet-breidt-niets-uit", "Een opzet vult een soort document aan die geen lagere laag heeft."
)
UITBREIDING_ZONDER_PLAATS = ErrorCode(
    "uitbreiding-zonder-plaats",
    "Een onderwerp in een aangevulde opzet heeft geen standaard, of geen plaats die er is.",
)
BUITEN_BIBLIOTHEEK = ErrorCode(
    "buiten-bibliotheek", "Een koppeling of submodule leidt naar iets buiten de bibliotheek."
)
BIBLIOTHEEK_TE_GROOT = ErrorCode(
    "bibliotheek-te-groot",
    "De bibliotheek heeft meer bestanden, tekst of mappen in mappen dan er te lezen is.",
)
BESTANDSNAAM = ErrorCode(
    "bestandsnaam",
    "De naam van een bestand of map van de bibliotheek heeft tekens die niet kunnen.",
)
GEEN_KOP = ErrorCode("geen-kop", "Een clausule begint niet met een kop tussen twee regels ---.")
VERKEERDE_NAAM = ErrorCode(
    "verkeerde-naam", "De naam van een gegeven of controle heeft tekens die niet kunnen."
)
VERKEERDE_KEUZEHULP = ErrorCode(
    "verkeerde-keuzehulp", "Een antwoord in keuzehulp.yaml leidt nergens heen, of te ver."
)
GERESERVEERDE_NAAM = ErrorCode("gereserveerde-naam", "De naam betekent al iets anders.")
DUBBELE_BETEKENIS = ErrorCode(
    "dubbele-betekenis", "Hetzelfde gegeven is op twee plaatsen omschreven."
)
PARTIJEN_ONTBREKEN = ErrorCode(
    "partijen-ontbreken", "De bibliotheek heeft geen bestand met soorten partijen."
)
ONBEKEND_VELD = ErrorCode(
    "onbekend-veld", "Een soort partij noemt een veld dat niet bestaat of niet wordt getoond."
)
ONBEKENDE_PLEK = ErrorCode(
    "onbekende-plek",
    "Een naam tussen accolades in een tekst van de bibliotheek staat nergens voor.",
)
LOSSE_ACCOLADE = ErrorCode(
    "losse-accolade",
    "In een tekst van de bibliotheek staat een accolade of haak die nergens bij hoort.",
)
LIJST_VAN_PARTIJ = ErrorCode(
    "lijst-van-partij",
    "Een lijst van een soort partij past niet bij de velden waar zij voor in de plaats komt.",
)
VERKEERDE_INGANG = ErrorCode(
    "verkeerde-ingang", "Niet precies één datum bepaalt wanneer een document ingaat."
)
VERKEERD_WOORD = ErrorCode(
    "verkeerd-woord", "Een * staat in een woord van woorden.yaml op een plaats die niet kan."
)
ONBEKENDE_VERVANGING = ErrorCode(
    "onbekende-vervanging", "Een controle komt in de plaats van een controle die niet bestaat."
)
VERKEERD_BEGRIP = ErrorCode(
    "verkeerd-begrip", "Een begrip in begrippen.yaml heeft niet de sleutels die het moet hebben."
)
WETTABEL_ONBEKENDE_WET = ErrorCode(
    "wettabel-onbekende-wet", "Een verwijzing in wetgeving.yaml noemt een wet die daar niet staat."
)
WETTABEL_ONBEKENDE_GRONDSLAG = ErrorCode(
    "wettabel-onbekende-grondslag",
    "Een groep eisen in wetgeving.yaml noemt een grondslag die daar niet staat.",
)
VERKEERDE_TABEL = ErrorCode(
    "verkeerde-tabel", "Een rij of sleutel in tabellen.yaml past niet bij de kolommen."
)
VERKEERDE_PERIODE = ErrorCode(
    "verkeerde-periode",
    "De perioden van een tabel of van een wetsartikel sluiten niet op elkaar aan.",
)
DUBBEL_ONDERWERP = ErrorCode("dubbel-onderwerp", "Een opzet noemt hetzelfde onderwerp twee keer.")

# Checks of a library
GEGEVEN_NIET_OMSCHREVEN = ErrorCode(
    "gegeven-niet-omschreven", "Een clausule gebruikt een gegeven dat nergens is omschreven."
)
GEGEVEN_ZONDER_GEBRUIK = WarningCode(
    "gegeven-zonder-gebruik", "Een clausule omschrijft een gegeven en gebruikt het niet."
)
ONBEKEND_ONDERDEEL = ErrorCode(
    "onbekend-onderdeel", "Een clausule vraagt een onderdeel dat het gegeven niet heeft."
)
GEEN_STANDAARD = ErrorCode(
    "geen-standaard", "Een gegeven bepaalt welke tekst er komt, en heeft geen standaard."
)
VERKEERDE_STANDAARD = ErrorCode(
    "verkeerde-standaard", "De standaard van een gegeven past niet bij zijn eigen omschrijving."
)
GEEN_OPTIES = ErrorCode("geen-opties", "Een gegeven met soort keuze heeft geen opties.")
ONGEBRUIKT_BEGRIP = WarningCode("ongebruikt-begrip", "Een begrip komt in geen clausule voor.")
CLAUSULE_ONBEKENDE_SOORT = ErrorCode(
    "clausule-onbekende-soort", "Een clausule noemt een soort document die niet bestaat."
)
CLAUSULE_ONBEKENDE_EIS = ErrorCode(
    "clausule-onbekende-eis", "Een clausule noemt een wettelijk onderwerp dat niet bestaat."
)
CLAUSULE_ONBEKENDE_CLAUSULE = ErrorCode(
    "clausule-onbekende-clausule", "Een clausule sluit iets uit of vereist iets wat niet bestaat."
)
ONBEKENDE_VERWIJZING = ErrorCode(
    "onbekende-verwijzing",
    "Een clausule verwijst naar een wet, onderwerp of bijlage die niet bestaat.",
)
ONBEKEND_LID = ErrorCode(
    "onbekend-lid", "Een clausule verwijst naar een lid dat geen enkele variant heeft."
)
OPZET_ONBEKEND_ONDERWERP = ErrorCode(
    "opzet-onbekend-onderwerp", "Een opzet noemt een onderwerp dat niet bestaat."
)
OPZET_ONBEKENDE_VARIANT = ErrorCode(
    "opzet-onbekende-variant", "Een opzet noemt een standaardvariant die niet bestaat of niet past."
)
OPZET_ONBEKENDE_PARTIJ = ErrorCode(
    "opzet-onbekende-partij", "Een opzet noemt een soort partij die niet bestaat."
)
OPZET_ONBEKENDE_SOORT = ErrorCode(
    "opzet-onbekende-soort", "Een opzet hoort bij een soort document die niet bestaat."
)
AFWIJKING_ONGEZEGD = ErrorCode(
    "afwijking-ongezegd",
    "Een clausule wijkt af van het document waar het bij hoort, en haar tekst zegt dat niet.",
)
VOLGT_NIET = ErrorCode(
    "volgt-niet",
    "Een gegeven volgt een ander dat niet bestaat, of dat van een andere soort is.",
)
OPZET_ONBEKEND_GEGEVEN = ErrorCode(
    "opzet-onbekend-gegeven", "Een opzet noemt een gegeven dat nergens is omschreven."
)
OPZET_ONBEKENDE_CONTROLE = ErrorCode(
    "opzet-onbekende-controle", "Een opzet noemt een controle die niet in controles.yaml staat."
)
TABEL_ONBEKENDE_NAAM = ErrorCode(
    "tabel-onbekende-naam", "Iets noemt een tabel of een artikel van een tabel dat niet bestaat."
)
ONGEBRUIKTE_TABEL = WarningCode("ongebruikte-tabel", "Niets gebruikt een tabel.")
ONGEBRUIKTE_VERWIJZING = WarningCode(
    "ongebruikte-verwijzing", "Niets gebruikt een verwijzing in wetgeving.yaml."
)
CONTROLE_ONBEKENDE_NAAM = ErrorCode(
    "controle-onbekende-naam",
    "Een controle noemt een gegeven, onderwerp, veld, keuze of wetsartikel dat niet bestaat.",
)
VERKEERDE_GRENS = ErrorCode(
    "verkeerde-grens", "De grenzen van een controle ontbreken of liggen verkeerd om."
)
ONGEBRUIKTE_CONTROLE = WarningCode(
    "ongebruikte-controle",
    "Een controle geldt alleen voor opzetten die haar noemen, en geen opzet noemt haar.",
)
ONBEKENDE_EISEN = ErrorCode(
    "onbekende-eisen", "Een opzet noemt een groep eisen die niet in wetgeving.yaml staat."
)
BIJLAGE_MET_OVERWEGINGEN = ErrorCode(
    "bijlage-met-overwegingen", "De opzet van een bijlage heeft overwegingen."
)
VORM_ZONDER_SJABLOON = ErrorCode(
    "vorm-zonder-sjabloon", "Een huisstijl heeft geen sjabloon voor de vorm van een opzet."
)
VERBODEN_WOORD = ErrorCode(
    "verboden-woord", "Een clausule gebruikt een woord dat de bibliotheek niet gebruikt."
)
GETYPT_ARTIKEL = ErrorCode(
    "getypt-artikel",
    "Een artikelnummer is getypt in plaats van er met een verwijzing naar te verwijzen.",
)
GETYPT_LID = ErrorCode(
    "getypt-lid",
    "Een verwijzing naar een lid is getypt, en klopt niet meer als er een lid bijkomt.",
)
VOORBEELDTEKST = ErrorCode(
    "voorbeeldtekst", "In een nieuwe clausule staat nog een zin waarmee zij begon."
)
ONDERWERP_ZONDER_SOORT = ErrorCode(
    "onderwerp-zonder-soort", "Een onderwerp staat in geen enkele soort document."
)
LAAG_ONDERWERP = WarningCode(
    "laag-onderwerp", "Een laag heeft een onderwerp dat in geen enkele soort document staat."
)
EISEN_ONTBREKEN = WarningCode(
    "eisen-ontbreken",
    "Een variant regelt geen verplicht onderwerp, en alle andere varianten van het onderwerp wel.",
)
BEGRIP_ANDERS = WarningCode(
    "begrip-anders", "Een begrip is anders geschreven dan in begrippen.yaml."
)
LANGE_ZIN = WarningCode("lange-zin", "Een zin van een clausule heeft meer dan zestig woorden.")
LIJDENDE_ZIN = WarningCode("lijdende-zin", "Een zin heeft drie keer of vaker een vorm van worden.")
ONBEKEND_WOORD = WarningCode("onbekend-woord", "Een woord staat niet in het woordenboek.")
GEEN_WOORDENBOEK = ErrorCode(
    "geen-woordenboek", "Voor een controle op spelling is een Nederlands woordenboek nodig."
)
GETYPT_NUMMER = ErrorCode(
    "getypt-nummer",
    "Een nummer, letter of bolletje is getypt, en wordt in Word gewone tekst in een alinea.",
)
NUMMER_IN_ZIN = ErrorCode(
    "nummer-in-zin",
    "Een regel midden in een zin begint met een nummer of streepje, en wordt een lid of onderdeel.",
)
HALF_INGESPRONGEN = ErrorCode(
    "half-ingesprongen",
    "Een regel is te weinig ingesprongen voor een onderdeel, en te veel voor een lid.",
)
LID_ZONDER_NUMMER = ErrorCode(
    "lid-zonder-nummer",
    "Een regel onder een lid heeft geen nummer en is niet ingesprongen, en komt achter dat lid.",
)
GEEN_TABEL = ErrorCode(
    "geen-tabel", "Regels met | zijn geen tabel: de regel met streepjes ontbreekt of past niet."
)
GETYPTE_VOETNOOT = ErrorCode("getypte-voetnoot", "Een voetnoot is getypt als tekst.")
GETYPTE_KOP = ErrorCode(
    "getypte-kop", "Een kop is getypt; het artikel krijgt zijn nummer en titel vanzelf."
)
GETYPTE_OPMAAK = ErrorCode(
    "getypte-opmaak", "Invulpuntjes, hokjes of kolommen zijn getypt met punten of spaties."
)
GETAL_VOOR_MEERVOUD = ErrorCode(
    "getal-voor-meervoud", "Achter een getal staat een vast meervoud, ook als het getal één is."
)
TEKST_VOOR_EEN = ErrorCode(
    "tekst-voor-een", "Een tekst leest alleen goed als er één is, en er kunnen er meer zijn."
)
GETYPTE_TERMIJN = ErrorCode(
    "getypte-termijn", "Een termijn is getypt in plaats van als gegeven ingevuld."
)
GETYPT_BEDRAG = ErrorCode(
    "getypt-bedrag", "Een bedrag, percentage of datum is getypt in plaats van als gegeven ingevuld."
)

# A Word file that is opened
SJABLOON_ONLEESBAAR = ErrorCode(
    "sjabloon-onleesbaar", "Het Word-bestand bestaat niet of het systeem laat het niet lezen."
)
GEEN_SJABLOON = ErrorCode(
    "geen-sjabloon", "Het bestand is geen Word-bestand (.docx) dat het programma kan openen."
)
SJABLOON_TE_GROOT = ErrorCode(
    "sjabloon-te-groot", "Het Word-bestand is te groot, of heeft te veel tags, regels of opmaak."
)
SJABLOON_KAPOT = ErrorCode("sjabloon-kapot", "Een onderdeel van het Word-bestand is beschadigd.")
SJABLOON_DTD = ErrorCode(
    "sjabloon-dtd",
    "Een onderdeel van het Word-bestand heeft een DTD, die Word zelf nooit schrijft.",
)
DOCUMENT_ONLEESBAAR = ErrorCode(
    "document-onleesbaar", "Het document bestaat niet of het systeem laat het niet lezen."
)
GEEN_DOCUMENT = ErrorCode(
    "geen-document", "Het bestand is geen Word-bestand (.docx) dat het programma kan teruglezen."
)
DOCUMENT_TE_GROOT = ErrorCode(
    "document-te-groot", "Het document is groter dan het programma leest."
)
DOCUMENT_KAPOT = ErrorCode("document-kapot", "Een onderdeel van het document is beschadigd.")
DOCUMENT_DTD = ErrorCode(
    "document-dtd", "Een onderdeel van het document heeft een DTD, die Word zelf nooit schrijft."
)
GEEN_HERKOMST = ErrorCode(
    "geen-herkomst", "Het document is niet door dlr-docs gemaakt, of de herkomst is eruit gehaald."
)

# A Word template
SJABLOON_SOORT = ErrorCode(
    "sjabloon-soort", "Het sjabloon is van een soort die niet kan, zoals een met macro's."
)
SJABLOON_ZONDER_PLEK = ErrorCode(
    "sjabloon-zonder-plek",
    "Een plek die het programma vult, ontbreekt, staat er twee keer of staat verkeerd.",
)
SJABLOON_ZONDER_STIJL = ErrorCode(
    "sjabloon-zonder-stijl", "Een stijl die het programma gebruikt, ontbreekt."
)
SJABLOON_ZONDER_NUMMERING = ErrorCode(
    "sjabloon-zonder-nummering", "De nummering van een stijl klopt niet."
)
SJABLOON_NUMMERING = ErrorCode(
    "sjabloon-nummering", "Word zou artikelen, leden of bijlagen anders tellen dan verwijzingen."
)
SJABLOON_NAAM = ErrorCode("sjabloon-naam", "Een tag vraagt een naam die niet bestaat.")
SJABLOON_NUMMERING = ErrorCode(
    "sjabloon-nummering", "Het sjabloon nummert op een manier die het programma niet kan tonen."
)
SJABLOON_TAG = ErrorCode("sjabloon-tag", "Een tag is verkeerd geschreven of mag niet.")
SJABLOON_TAG_FAALT = ErrorCode(
    "sjabloon-tag-faalt", "Een tag kan met dit document niet worden ingevuld."
)
SJABLOON_PROEF = ErrorCode("sjabloon-proef", "Een proefdocument van het sjabloon mislukt.")
SJABLOON_HERHALING = ErrorCode(
    "sjabloon-herhaling",
    "Een lus herhaalt wat er één keer mag zijn, of een tag staat in een besturingselement.",
)
SJABLOON_EXTERN = ErrorCode("sjabloon-extern", "Het sjabloon haalt iets van buiten het bestand.")
SJABLOON_DEEL_ONTBREEKT = ErrorCode(
    "sjabloon-deel-ontbreekt", "Het sjabloon gebruikt een onderdeel dat er niet in zit."
)
SJABLOON_WIJZIGINGEN = ErrorCode(
    "sjabloon-wijzigingen", "Er staan nog bijgehouden wijzigingen in het sjabloon."
)
SJABLOON_OPMERKING = ErrorCode("sjabloon-opmerking", "Er staan nog opmerkingen in het sjabloon.")
SJABLOON_ONBEKENDE_STIJL = WarningCode(
    "sjabloon-onbekende-stijl", "Het sjabloon gebruikt een stijl die er niet in zit."
)
SJABLOON_ALTERNATIEVE_TEKST = WarningCode(
    "sjabloon-alternatieve-tekst", "Een afbeelding heeft geen alternatieve tekst."
)
SJABLOON_ONVOLLEDIG = WarningCode(
    "sjabloon-onvolledig",
    "Een sjabloon laat partijen weg, of mensen die tekenen, als het er meer zijn.",
)
SJABLOON_WEGGELATEN = WarningCode(
    "sjabloon-weggelaten", "Het sjabloon heeft iets wat niet in documenten komt."
)
SJABLOON_LETTERTYPE = WarningCode(
    "sjabloon-lettertype", "Een lettertype is niet op elke computer te vinden."
)

# The table of a series
GEEN_TABEL = ErrorCode(
    "geen-tabel",
    "Het bestand is geen Excel-, OpenDocument- of csv-bestand dat het programma kan lezen.",
)
TABEL_TE_GROOT = ErrorCode(
    "tabel-te-groot", "Het bestand of een blad heeft meer rijen of cellen dan het programma leest."
)
TABEL_ZONDER_KOP = ErrorCode(
    "tabel-zonder-kop", "Geen enkel blad heeft een rij met sleutels of vragen boven de kolommen."
)
TWEE_KOPPEN = ErrorCode("twee-koppen", "Een blad heeft twee rijen met sleutels die verschillen.")
ONBEKENDE_KOLOM = ErrorCode(
    "onbekende-kolom", "Boven een kolom staat geen bekende sleutel of vraag."
)
DUBBELE_KOLOM = ErrorCode("dubbele-kolom", "Twee kolommen van een blad vragen hetzelfde.")
BLAD_ONDUIDELIJK = ErrorCode(
    "blad-onduidelijk", "Van een blad is niet te zeggen bij welke rijen of welke lijst het hoort."
)
BLAD_NIET_GELEZEN = WarningCode(
    "blad-niet-gelezen", "Een blad van de tabel heeft geen kop en is niet gelezen."
)
TABEL_VERBORGEN = WarningCode("tabel-verborgen", "Verborgen rijen of kolommen zijn meegelezen.")
TABEL_NULLEN = WarningCode(
    "tabel-nullen", "Een .xls of .ods toont getallen met nullen ervoor, die niet te lezen zijn."
)
TABEL_TEKENS = WarningCode(
    "tabel-tekens", "Het csv-bestand is geen UTF-8 en is gelezen als Windows-1252."
)
CEL_FOUT = ErrorCode("cel-fout", "Een formule geeft een fout of heeft geen uitkomst.")
CEL_SOORT = ErrorCode(
    "cel-soort", "Excel heeft van wat in een cel is getypt iets anders gemaakt dan er hoort."
)
CEL_SAMENGEVOEGD = ErrorCode("cel-samengevoegd", "Samengevoegde cellen beslaan meer dan één kolom.")
RIJ_ZONDER_NAAM = ErrorCode(
    "rij-zonder-naam", "Van een rij is niet te zeggen hoe haar map moet heten."
)
RIJ_TOTAAL = ErrorCode("rij-totaal", "Een rij telt andere rijen op en is zelf geen bundel.")
DUBBELE_RIJ = ErrorCode("dubbele-rij", "Twee rijen krijgen dezelfde map.")
RIJ_ONBEKEND = ErrorCode(
    "rij-onbekend", "Een regel op een ander blad hoort bij een rij die er niet is."
)
ZONDER_RIJ = ErrorCode(
    "zonder-rij", "Van een document is niet te zeggen bij welke rij van een reeks het hoort."
)
MAP_OVER = WarningCode(
    "map-over", "Een eerdere keer is een map of document gemaakt dat niet meer in de tabel staat."
)

# Writing
BESTAAT_AL = ErrorCode(
    "bestaat-al", "Er staat al een bestand met deze naam, en dat wordt nooit vervangen."
)
WERKBANK_ONTBREEKT = ErrorCode(
    "werkbank-ontbreekt", "De onderdelen van de werkbank zijn niet geïnstalleerd."
)
POORT_BEZET = ErrorCode("poort-bezet", "De poort die u noemt, is al in gebruik.")
KEUZEBESTANDSNAAM = ErrorCode("keuzebestandsnaam", "Dit kan geen naam van een keuzebestand zijn.")
BUITEN_DE_MAP = ErrorCode(
    "buiten-de-map", "Het keuzebestand noemt iets buiten de map die de werkbank mag lezen."
)
ANDER_BESTAND = ErrorCode(
    "ander-bestand", "Op de plaats van een JSON-schema staat een ander bestand."
)
AL_BEWERKT = ErrorCode(
    "al-bewerkt", "Een document is met de hand bewerkt of niet door dlr-docs gemaakt."
)
ANTWOORDEN_IN_DOCUMENT = WarningCode(
    "antwoorden-in-document",
    "In een document zijn gegevens ingevuld die het keuzebestand niet heeft.",
)
ANDER_KEUZEBESTAND = ErrorCode(
    "ander-keuzebestand", "In de map staat een document dat met een ander keuzebestand is gemaakt."
)
BEWERKT_DOCUMENT = WarningCode(
    "bewerkt-document", "Een document in de map is met de hand bewerkt sinds het is gemaakt."
)
ZELFDE_DOCUMENT = WarningCode(
    "zelfde-document",
    "Twee bestanden in een map zijn hetzelfde document, en andere verwijzen ernaar.",
)
NIET_IN_MAP = WarningCode(
    "niet-in-map", "Een document van de bundel staat niet in de map die wordt bijgewerkt."
)
ONDERTEKEND = ErrorCode(
    "ondertekend", "De documenten van het keuzebestand zijn ondertekend en worden niet bijgewerkt."
)
GEEN_REDLINE = ErrorCode(
    "geen-redline",
    "Het onderdeel voor documenten met bijgehouden wijzigingen is niet geïnstalleerd.",
)
REDLINE_MISLUKT = ErrorCode(
    "redline-mislukt", "Een document met bijgehouden wijzigingen kon niet worden gemaakt."
)
AL_BIJGEHOUDEN = WarningCode(
    "al-bijgehouden",
    "In een document stonden al bijgehouden wijzigingen; naast nieuwe gelden zij als aanvaard.",
)
ANDERE_OVEREENKOMST = ErrorCode(
    "andere-overeenkomst",
    "Het keuzebestand is dat van een andere overeenkomst dan het document.",
)
ANDERE_BIBLIOTHEEK = WarningCode(
    "andere-bibliotheek",
    "Een document is gemaakt met een laag van een bibliotheek die nu niet wordt gebruikt.",
)
DOCUMENT_GEOPEND = ErrorCode("document-geopend", "Een document is geopend in Word of LibreOffice.")
IS_EEN_MAP = ErrorCode("is-een-map", "Op de plaats van een bestand staat een map.")
MAP_IN_GEBRUIK = ErrorCode("map-in-gebruik", "Een andere opdracht schrijft al een tijd in de map.")
SCHRIJVEN_MISLUKT = ErrorCode(
    "schrijven-mislukt", "De map kan niet worden beschreven; er is niets gewijzigd."
)
WERKMAP_VREEMD = ErrorCode(
    "werkmap-vreemd", "In de map staat een werkmap die niet van dlr-docs is."
)
WERK_VAN_ANDER = ErrorCode(
    "werk-van-ander",
    "In de map staat nog werk van een afgebroken opdracht van een andere gebruiker.",
)
HALF_VERVANGEN = ErrorCode(
    "half-vervangen", "Een deel van de bestanden is vervangen en kon niet worden teruggezet."
)
LEZEN_MISLUKT = ErrorCode(
    "lezen-mislukt", "De bestanden van een huisstijl kunnen niet worden gelezen."
)
GEEN_LIBREOFFICE = ErrorCode("geen-libreoffice", "LibreOffice is nodig en is niet gevonden.")
OMZETTEN_MISLUKT = ErrorCode("omzetten-mislukt", "LibreOffice kan een document niet omzetten.")
VERKEERDE_TIJD = ErrorCode(
    "verkeerde-tijd", "De omgevingsvariabele SOURCE_DATE_EPOCH is geen tijd."
)

# The program
ONBEKEND_VOORBEELD = ErrorCode("onbekend-voorbeeld", "Het voorbeeld dat u noemt, bestaat niet.")
ONBEKENDE_CLAUSULE = ErrorCode(
    "onbekende-clausule", "De clausule of het onderwerp dat u noemt, bestaat niet."
)
VERKEERD_GEBRUIK = ErrorCode(
    "verkeerd-gebruik", "De opdracht is anders gegeven dan kan; zie --help."
)
AFGEBROKEN = ErrorCode(
    "afgebroken", "De opdracht is gestopt voor zij klaar was, met Ctrl-C of door het systeem."
)
ONVERWACHT = ErrorCode("onverwacht", "Het programma heeft een fout die er niet had mogen zijn.")
