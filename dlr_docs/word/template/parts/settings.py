"""The settings of a Word template (ECMA-376-1, 17.15.1) as documents get them: without what is of
the template alone, and in the mode of Word as it is now; and its properties without who gave them.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
MODE = 15  # Word 2013 and later; a lower one, or none, opens in compatibility mode
_URI = "http://schemas.microsoft.com/office/word"
_TAKEN_OUT = {
    "documentProtection": "bewerken is beperkt (Controleren > Bewerken beperken)",
    "writeProtection": "het sjabloon vraagt om alleen te lezen",
    "trackRevisions": "wijzigingen bijhouden staat aan (Controleren > Wijzigingen bijhouden)",
    "revisionView": "de weergave van wijzigingen is ingesteld",
    "updateFields": "velden worden bij openen bijgewerkt, met een vraag",
    "formsDesign": "de ontwerpmodus voor formulieren staat aan",
    "docVars": "het sjabloon heeft verborgen documentvariabelen, waarin namen kunnen staan",
}
_AFTER_COMPAT = (
    "rsids",
    "mathPr",
    "attachedSchema",
    "themeFontLang",
    "clrSchemeMapping",
)


def taken_out(settings: Any) -> Iterator[str]:
    """What documents do not get, as somebody finds it in Word."""
    for name, called in _TAKEN_OUT.items():
        if settings.find(f"{_W}{name}") is not None:
            yield called
    if _mode(settings) < MODE:
        yield "het sjabloon is van een oudere Word (Bestand > Info > Converteren)"


def as_in_documents(settings: Any) -> None:
    """Change settings into those of a document."""
    for name in _TAKEN_OUT:
        for item in settings.findall(f"{_W}{name}"):
            settings.remove(item)
    if _mode(settings) < MODE:
        _set_mode(_compat(settings))


def about_people(properties: Any) -> Iterator[Any]:
    """The custom properties in which Word and Outlook keep who labelled or sent a template."""
    return (item for item in properties if _ABOUT_PEOPLE.fullmatch(item.get("name") or ""))


_ABOUT_PEOPLE = re.compile(r"MSIP_Label_.*_Owner|_AuthorEmail.*", re.DOTALL | re.IGNORECASE)


def without_people(properties: Any) -> Any:
    """Custom properties as documents get them."""
    made = copy.deepcopy(properties)
    for item in [*about_people(made)]:
        made.remove(item)
    return made


def _setting(settings: Any) -> Any:
    found = settings.iterfind(f"{_W}compat/{_W}compatSetting")
    return next((item for item in found if item.get(f"{_W}name") == "compatibilityMode"), None)


def _mode(settings: Any) -> int:
    setting = _setting(settings)
    value = "" if setting is None else setting.get(f"{_W}val", "")
    return int(value) if value.isdecimal() and len(value) < 4 else 12


def _compat(settings: Any) -> Any:
    """The settings of compatibility, put in their place when there are none."""
    found = settings.find(f"{_W}compat")
    if found is not None:
        return found
    made = etree.Element(f"{_W}compat")
    later = [item for item in settings if str(item.tag).rpartition("}")[2] in _AFTER_COMPAT]
    if later:
        later[0].addprevious(made)
    else:
        settings.append(made)
    return made


def _set_mode(compat: Any) -> None:
    for item in [*compat]:
        if item.tag != f"{_W}compatSetting" or item.get(f"{_W}name") == "compatibilityMode":
            compat.remove(item)  # how an older Word laid out its pages
    made = etree.SubElement(compat, f"{_W}compatSetting")
    for name, value in (("name", "compatibilityMode"), ("uri", _URI), ("val", str(MODE))):
        made.set(f"{_W}{name}", value)
