"""The choice file: from YAML text, or plain data of a program, to :class:`Choices`.

Pydantic judges the shape (``choices.models``) here and nowhere else; names of kinds, topics,
variants, parties and values are judged in ``build``, which knows the library.
"""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path as FilePath
from typing import Any

from msgspec.structs import replace
from pydantic_core import SchemaValidator, ValidationError

from dlr_docs.basis import codes
from dlr_docs.basis.cache import remembered
from dlr_docs.basis.problems import (
    ChoicesError,
    Path,
    Place,
    Places,
    Problem,
    Source,
    did_you_mean,
    error,
    grouped,
    nearest,
    reason,
)
from dlr_docs.basis.reading import NotPlain, TooLarge, read_plain
from dlr_docs.basis.yaml import loading as strict_yaml
from dlr_docs.basis.yaml.loading import Loaded
from dlr_docs.basis.yaml.tree import YamlError
from dlr_docs.choices.groups import with_groups, wrong_groups
from dlr_docs.model.choices import (
    ABSENT,
    BaseArticle,
    BaseDocument,
    Choices,
    DocumentChoice,
    Group,
    OwnAnnex,
    OwnArticle,
    OwnValue,
    PartyChoice,
    document_names,
)
from dlr_docs.model.layers import LayerChoice

MAXIMUM_BYTES = 16_000_000  # four million characters of four bytes; YAML itself is judged after
_PACKAGES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # a zip; Office of before, or with a password
MOST_TOGETHER = 50_000  # parties of all documents; a thousand documents of twenty take less
_MOST_FOLDERS = 200  # in which a file that is not there is looked for
_ENDING = re.compile(r"\.ya?ml$", re.IGNORECASE)
RESERVED = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"com{number}" for number in range(1, 10)),
    *(f"lpt{number}" for number in range(1, 10)),
}


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
        data = read_plain(path, MAXIMUM_BYTES)
        _refuse_package(data, name)
        _refuse_wide(data, name)
        text = data.decode("utf-8-sig")
    except FileNotFoundError:
        raise ChoicesError(
            error(codes.BESTAND_ONTBREEKT, "dit bestand bestaat niet", Source(name), _similar(path))
        ) from None
    except UnicodeDecodeError as exc:
        raise ChoicesError(_no_text(data, exc, name)) from None
    except (NotPlain, TooLarge):
        message = f"dit is geen gewoon bestand van hoogstens {MAXIMUM_BYTES // 1_000_000} MB"
        raise ChoicesError(error(codes.GEEN_GEWOON_BESTAND, message, Source(name))) from None
    except OSError as exc:
        raise ChoicesError(
            error(
                codes.BESTAND_ONLEESBAAR,
                f"dit bestand kan niet worden gelezen: {reason(exc)}",
                Source(name),
                _inside(FilePath(path)),
            )
        ) from None
    return parse_choices(text, name)


def _inside(path: FilePath) -> str | None:
    """Advice for who gave a folder: the files in it that may have been meant."""
    if not path.is_dir():
        return None
    found = [*filter(_ENDING.search, _names(path))]
    if not found:
        return "Geef een keuzebestand op; in deze map staat er geen."
    more = f", en nog {len(found) - 5}" if len(found) > 5 else ""
    return f"Geef een keuzebestand op. In deze map: {', '.join(found[:5])}{more}."


def _refuse_package(data: bytes, name: str) -> None:
    """A Word document that was given instead of its choice file gets an answer of its own."""
    if data.startswith(_PACKAGES):
        hint = (
            "Dit is een Word-, Excel- of zipbestand. Een keuzebestand "
            f"is gewone tekst, met de naam *.yaml.{_as_table(name)}"
        )
        raise ChoicesError(
            error(codes.GEEN_KEUZEBESTAND, "dit is geen keuzebestand", Source(name, 1, 1), hint)
        )


def _as_table(name: str) -> str:
    """Advice for who gave a table in the place of the choice file."""
    is_table = name.lower().endswith((".xlsx", ".xls", ".ods", ".csv"))
    return " Noem een tabel achter het keuzebestand: KEUZES.yaml TABEL." if is_table else ""


def _refuse_wide(data: bytes, name: str) -> None:
    """A file in UTF-16 may lack the mark of it, and then reads as text with other signs in it."""
    begin = data[:_BEGIN]
    if len(begin) > 1 and begin.count(0) * 3 > len(begin):
        place = Source(name, 1, 1)
        raise ChoicesError(error(codes.GEEN_TEKST, _NO_TEXT, place, f"{_WIDE} {_SAVE}"))


_BEGIN = 400  # bytes by which a file is told
_NO_TEXT = "dit is geen tekst in UTF-8"
_WIDE = "Het bestand is in UTF-16 bewaard ('Unicode')."
_SAVE = "Bewaar het als UTF-8: in Kladblok met Opslaan als, onderaan bij Codering."


def _no_text(data: bytes, exc: UnicodeDecodeError, name: str) -> Problem:
    """Why a file is no text, and where."""
    hint = _encoding_advice(data, exc.start)
    line = data.count(b"\n", 0, exc.start)
    column = exc.start - data.rfind(b"\n", 0, exc.start)
    return error(codes.GEEN_TEKST, _NO_TEXT, Source(name, line + 1, column), hint)


def _encoding_advice(data: bytes, start: int) -> str:
    """How a file is to be saved, by what it seems to be now."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return f"{_WIDE} {_SAVE}"
    if data[start : start + 1] >= b"\xa0":
        return f"Het bestand is in Windows-1252 bewaard ('ANSI'). {_SAVE}"
    return _SAVE


def _similar(path: str | FilePath) -> str | None:
    """The file in the same folder that was probably meant."""
    wanted = FilePath(path)
    doubled = wanted.with_name(f"{wanted.name}.txt")
    if os.path.isfile(doubled):
        return (
            f"Er staat wel een '{doubled.name}'. Windows verbergt het laatste deel van een naam: "
            "haal '.txt' eraf."
        )
    for ending in (".yaml", ".yml"):
        if os.path.isfile(f"{wanted}{ending}"):
            return f"Bedoelt u '{wanted}{ending}'?"
    if not os.path.isdir(wanted.parent):
        return f"De map '{wanted.parent.name}' bestaat niet."
    elsewhere = _elsewhere(wanted)
    if elsewhere is not None:
        folder = elsewhere.parent.name
        return f"Het staat wel in de map '{folder}': typ het pad erbij, of ga erheen met cd."
    found = [*filter(_ENDING.search, _names(wanted.parent))]
    same = next((name for name in found if name.casefold() == wanted.name.casefold()), None)
    near = same or nearest(wanted.name, found)
    return (
        f"Bedoelt u '{wanted.with_name(near)}'?"
        if near
        else "Een nieuw bestand maakt u met 'dlr-docs nieuw'."
    )


def _elsewhere(wanted: FilePath) -> FilePath | None:
    """A file of this name in a folder just below, or just above, as far as one may look there."""
    folder = wanted.parent.absolute()
    names = map(folder.joinpath, _names(folder)[:_MOST_FOLDERS])
    places = (path / wanted.name for path in (folder.parent, *names))
    return next(filter(os.path.isfile, places), None)


def _names(folder: FilePath) -> list[str]:
    """What is in a folder, in order; nothing of one that one may not look into."""
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []


def parse_choices(text: str, name: str = "keuzebestand") -> Choices:
    """Read a choice file that is already in memory; ``name`` is what problems call it."""
    try:
        loaded = strict_yaml.load(text, name)
    except YamlError as exc:
        raise ChoicesError(exc.problems) from None
    return choices_of(loaded)


def choices_from_data(data: Mapping[str, Any], name: str = "gegevens") -> Choices:
    """The choices that plain data stands for: the keys of a choice file, with Python values.

    Meant for programs that make many documents; dates and numbers may be Python's own.

    Raises:
        ChoicesError: with the path of keys of each problem.
    """
    return choices_at(data, Places(Source(name)))


def choices_at(data: Mapping[str, Any], places: Places) -> Choices:
    """The choices that plain data stands for, when it is known where its keys stand.

    Raises:
        ChoicesError: with the place of each problem.
    """
    return choices_of(Loaded(dict(data), places.found, {}, places.root))


def choices_of(loaded: Loaded) -> Choices:
    """The choices of a file that was read.

    Raises:
        ChoicesError: with the place of each problem.
    """
    loaded = replace(loaded, names=document_names(_ids(loaded.data)))
    if not isinstance(loaded.data, dict):
        raise ChoicesError(
            error(
                codes.VERKEERD_TYPE,
                "een keuzebestand bestaat uit sleutels met waarden",
                loaded.place(()),
                f"Een nieuw bestand maakt u met 'dlr-docs nieuw'.{_as_table(loaded.root.path)}",
            )
        )
    file = _judged(loaded)
    groups = {key: _group(key, item) for key, item in file["groepen"].items()}
    choices = Choices(
        title=file["bundel"],
        draft=file["status"] == "concept",
        signed=file["status"] == "ondertekend",
        day=file["datum"],
        parties={key: _party(key, item) for key, item in file["partijen"].items()},
        values=file["gegevens"],
        documents=tuple(
            with_groups(_document(index, item), groups)
            for index, item in enumerate(file["documenten"])
        ),
        ignored=file["negeer"],
        house_style=file["huisstijl"],
        library=_layers(file["bibliotheek"], loaded),
        source=loaded.root,
        places=Places(loaded.root, {**loaded.places, **loaded.keys}, names=loaded.names),
        bases={key: _base(key, item) for key, item in file["basisdocumenten"].items()},
        groups=groups,
        own_values={key: _own_value(key, item) for key, item in file["eigen_gegevens"].items()},
        warnings=loaded.warnings,
        data=loaded.data,
    )
    problems = _duplicate_ids(choices) + _reserved_ids(choices) + _parents(choices)
    problems += _circles(choices) + _too_many(choices) + wrong_groups(choices)
    if problems:
        raise ChoicesError((*loaded.warnings, *problems))
    return choices


def _ids(data: Any) -> list[str]:
    """What documents are called, of data that nobody has judged yet."""
    documents = data.get("documenten") if isinstance(data, Mapping) else None
    items = documents if isinstance(documents, list) else []
    given = (item if isinstance(item, Mapping) else {} for item in items)
    return [str(item.get("id") or item.get("soort") or "") for item in given]


def _judged(loaded: Loaded) -> dict[str, Any]:
    """The data of a choice file with every key in it, as pydantic judges it."""
    try:
        judged: dict[str, Any] = _validator().validate_python(loaded.data)
    except ValidationError:
        from dlr_docs.basis.yaml.shape import validate
        from dlr_docs.choices.models import KeuzebestandModel

        problems = validate(KeuzebestandModel, loaded)[1]
        raise ChoicesError((*loaded.warnings, *problems)) from None
    return judged


@functools.cache
def _validator() -> SchemaValidator:
    def core_schema() -> Any:
        from dlr_docs.choices import models

        return models.core_schema()

    return SchemaValidator(remembered("keuzebestand", "", core_schema))


def _layers(items: Sequence[Mapping[str, Any]], loaded: Loaded) -> tuple[LayerChoice, ...]:
    """The layers of the library; their paths count from the folder of the choice file."""
    return tuple(
        LayerChoice(
            source=item["bron"],
            folder=FilePath(loaded.root.path).parent,
            place=loaded.place(("bibliotheek", index)),
            version=item["versie"],
            commit=item["commit"],
            digest=item["inhoud"],
        )
        for index, item in enumerate(items)
    )


def _party(key: str, item: Mapping[str, Any]) -> PartyChoice:
    fields = {name: raw for name, raw in item.items() if name not in ("soort", "aanduiding")}
    return PartyChoice(key, item["soort"], fields, item["aanduiding"])


def _document(index: int, item: Mapping[str, Any]) -> DocumentChoice:
    return DocumentChoice(
        kind=item["soort"],
        id=item["id"] or item["soort"],
        parent=item["bij"],
        parties=tuple(item["partijen"] or ()),
        variants=_variants(item),
        values=item["gegevens"],
        path=("documenten", index),
        in_parent=item["plaats"] == "zelfde-bestand",
        annex_number=item["nummer"],
        replaces=tuple(dict.fromkeys(item["vervangt"])),
        own_articles=tuple(
            _own_article(("documenten", index, "eigen_artikelen", number), article)
            for number, article in enumerate(item["eigen_artikelen"])
        ),
        only={key: tuple(names) for key, names in item["alleen"].items()},
        own_annexes=tuple(
            _own_annex(index, number, annex) for number, annex in enumerate(item["eigen_bijlagen"])
        ),
    )


def _own_annex(index: int, number: int, item: Mapping[str, Any]) -> OwnAnnex:
    return OwnAnnex(
        item["id"] or f"eigen-bijlage-{number + 1}",
        item["titel"],
        item["bestand"],
        item["beschrijving"],
        item["inhoud"],
        tuple(map(tuple, item["tabel"])),
        ("documenten", index, "eigen_bijlagen", number),
    )


def _own_article(path: Path, item: Mapping[str, Any]) -> OwnArticle:
    return OwnArticle(
        item["id"], item["titel"], item["tekst"], item["na"], tuple(item["eisen"]), path
    )


def _own_value(name: str, item: Mapping[str, Any]) -> OwnValue:
    return OwnValue(
        name=name,
        kind=item["soort"],
        question=item["vraag"],
        options=tuple(item["opties"].items()),
        example=item["voorbeeld"],
        help=item["hulp"],
        default=item["standaard"],
        item=item["van"],
        minimum=item["minimaal"],
        maximum=item["maximaal"],
    )


def _variants(item: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    found: Mapping[str, Sequence[str] | None] = item["keuzes"]
    return {topic: tuple(names) for topic, names in found.items() if names is not None}


def _group(key: str, item: Mapping[str, Any]) -> Group:
    return Group(key, tuple(item["documenten"]), _variants(item), item["gegevens"])


def _base(key: str, item: Mapping[str, Any]) -> BaseDocument:
    articles = tuple(
        BaseArticle(
            topic,
            _numbers(article["nummer"]),
            article["titel"],
            tuple((anchor, _numbers(number)) for anchor, number in article["leden"].items()),
            article["nummer"] != ABSENT,
            tuple(article["varianten"]),
        )
        for topic, article in item["artikelen"].items()
    )
    return BaseDocument(
        key=key,
        kind=item["soort"],
        title=item["titel"],
        parent=item["bij"],
        articles=articles,
        annex_number=item["nummer"],
        path=("basisdocumenten", key),
        signed=item["ondertekend"],
        parties=tuple(dict.fromkeys(item["partijen"])),
        values=item["gegevens"],
    )


def _numbers(typed: str | None) -> tuple[str, ...]:
    return tuple(typed.split(".")) if typed and typed != ABSENT else ()


def _too_many(choices: Choices) -> list[Problem]:
    """Parties and documents that are each within bounds, and together are without end."""
    count = sum(len(item.parties) or len(choices.parties) for item in choices.documents)
    if count <= MOST_TOGETHER:
        return []
    message = (
        f"de documenten hebben samen te veel partijen ({grouped(count)}; hoogstens "
        f"{grouped(MOST_TOGETHER)})"
    )
    hint = "Noem bij elk document zijn eigen partijen, of verdeel de bundel."
    return [error(codes.VERKEERDE_LENGTE, message, choices.place("documenten"), hint)]


def _reserved_ids(choices: Choices) -> list[Problem]:
    """Ids that cannot be file names on Windows, where most people open their documents."""
    hint = "Kies een andere id, bijvoorbeeld: document-1."
    message = "'{}' kan in Windows geen bestandsnaam zijn"
    return [
        error(codes.GERESERVEERD_ID, message.format(item.id), choices.place(*item.path, "id"), hint)
        for item in choices.documents
        if item.id in RESERVED
    ]


def _duplicate_ids(choices: Choices) -> list[Problem]:
    seen: set[str] = set()
    problems = []
    for document in choices.documents:
        if document.id in choices.bases:
            problems.append(_made_here(document, choices))
        elif document.id in seen:
            problems.append(
                error(
                    codes.DUBBEL_ID,
                    f"twee documenten heten '{document.id}'",
                    choices.place(*document.path, "id"),
                    f"Geef elk document een eigen id, bijvoorbeeld: id: {document.id}-2.",
                )
            )
        seen.add(document.id)
    return problems


def _made_here(document: DocumentChoice, choices: Choices) -> Problem:
    """A document outside the bundle that is in the bundle as well."""
    message = f"'{document.id}' is een basisdocument, en wordt hier ook gemaakt"
    hint = (
        "Haal het bij 'basisdocumenten' weg als u het met dit bestand maakt; is het al "
        "ondertekend, haal het dan bij 'documenten' weg."
    )
    return error(codes.DUBBEL_ID, message, choices.place(*document.path), hint)


def _parents(choices: Choices) -> list[Problem]:
    """Where ``bij`` names nothing that is there, or the document itself."""
    ids = [*(document.id for document in choices.documents), *choices.bases]
    named_by = [
        *((document.id, document.parent, document.path) for document in choices.documents),
        *((base.key, base.parent, base.path) for base in choices.bases.values()),
    ]
    return [
        _wrong_parent(own, parent, ids, choices.place(*path, "bij"))
        for own, parent, path in named_by
        if parent is not None and (parent == own or parent not in ids)
    ]


def _circles(choices: Choices) -> list[Problem]:
    """Documents outside the bundle that belong to themselves by way of others."""
    message = "'{}' hoort langs een omweg bij zichzelf"
    hint = "Laat 'bij' weg bij het document dat bij geen ander hoort."
    return [
        error(codes.BIJ_ZICHZELF, message.format(base.key), choices.place(*base.path, "bij"), hint)
        for base in choices.bases.values()
        if base.parent != base.key and _belongs_to_itself(base, choices)
    ]


def _belongs_to_itself(base: BaseDocument, choices: Choices) -> bool:
    seen: set[str] = set()
    parent = base.parent
    while parent is not None and parent in choices.bases and parent not in seen:
        seen.add(parent)
        parent = choices.bases[parent].parent
    return base.key in seen


def _wrong_parent(own: str, parent: str, ids: list[str], place: Place) -> Problem:
    hint = did_you_mean(parent, [other for other in ids if other != own])
    if parent == own:
        return error(codes.BIJ_ZICHZELF, "een document kan niet bij zichzelf horen", place, hint)
    message = "dit document staat niet in deze bundel"
    return error(codes.ONBEKEND_DOCUMENT, message, place, hint)
