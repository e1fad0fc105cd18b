"""The files of a clause library, read one by one: what they hold, and every problem in them."""

from __future__ import annotations

import contextlib
import hashlib
import re
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from dlr_docs.basis import yaml as strict_yaml
from dlr_docs.basis.characters import FORBIDDEN
from dlr_docs.basis.problems import Problem, Source, did_you_mean, error, reason
from dlr_docs.library.models import (
    ClauseModel,
    LawTableModel,
    OutlineModel,
    TermModel,
    TopicModel,
    ValueModel,
)
from dlr_docs.model.library import (
    Clause,
    LawReference,
    LawTable,
    Library,
    Outline,
    OutlineTopic,
    Requirement,
    RequirementSet,
    Role,
    Term,
)
from dlr_docs.model.values import ValueType

M = TypeVar("M", bound=BaseModel)
MAXIMUM_BYTES = 4_000_000  # of one file; the largest of the library has some fifty thousand
# What clauses know besides values; a value of that name would be lost.
TAKEN = frozenset(
    [
        *(
            "bundel",
            "partijen",
            "scholen",
            "instellingen",
            "leerbedrijven",
            "begrippen",
            "bijlagen",
        ),
        *("dit_document", "hoofddocument", "loop", "self"),
        *("artikel", "lid", "anker", "wet", "heeft", "bijlage", "heeft_bijlage"),
    ]
)
_VALUE_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*\Z")
_NAME = re.compile(r"^[a-z][a-z0-9-]*\Z")
_FRONT = "---"


def read_files(root: Path, files: Iterable[str]) -> tuple[Library, tuple[Problem, ...]]:
    """What can be read of a library, and what cannot; its git revision is left empty.

    Args:
        root: the folder of the library.
        files: its files, in the order in which its digest takes them, as paths from ``root``.
    """
    problems: list[Problem] = []
    values = _values(root / "clauses" / "gegevens.yaml", problems)
    law = _law(root / "clauses" / "wetgeving.yaml", problems)
    terms = _terms(root / "clauses" / "begrippen.yaml", problems)
    clauses = _clauses(root / "clauses", values, problems)
    outlines = _outlines(root / "templates", problems)
    return Library(root, clauses, outlines, values, terms, law, _digest(root, files), ""), tuple(
        problems
    )


def _digest(root: Path, files: Iterable[str]) -> str:
    """SHA-256 over the names and contents of files; one that cannot be read is a problem reported
    elsewhere.
    """
    total = hashlib.sha256()
    for name in files:
        with contextlib.suppress(OSError):
            if not _can_be_read(root / name):
                continue
            content = hashlib.sha256((root / name).read_bytes()).digest()
            total.update(Path(name).as_posix().encode() + b"\0" + content)
    return total.hexdigest()


def _can_be_read(path: Path) -> bool:
    """Whether a path is a file of a sensible size, and no pipe that would keep us waiting."""
    status = path.stat()
    return stat.S_ISREG(status.st_mode) and status.st_size <= MAXIMUM_BYTES


def _read_text(path: Path, problems: list[Problem]) -> str | None:
    try:
        if not _can_be_read(path):
            message = f"dit is geen gewoon bestand van hoogstens {MAXIMUM_BYTES // 1_000_000} MB"
            problems.append(error("bestand-onleesbaar", message, Source(str(path))))
            return None
        text = path.read_text(encoding="utf-8-sig")
        found = FORBIDDEN.search(text)
        if found is None:
            return text
        problems.append(strict_yaml.control_problem(text, found, str(path)))
    except UnicodeDecodeError:
        problems.append(error("geen-tekst", "dit is geen tekstbestand in UTF-8", Source(str(path))))
    except OSError as exc:
        problems.append(
            error(
                "bestand-onleesbaar",
                f"dit bestand kan niet worden gelezen: {reason(exc)}",
                Source(str(path)),
            )
        )
    return None


def _read_model(
    model: type[M], path: Path, problems: list[Problem]
) -> tuple[M | None, strict_yaml.Loaded | None]:
    text = _read_text(path, problems)
    if text is None:
        return None, None
    try:
        loaded = strict_yaml.load(text, str(path))
    except strict_yaml.YamlError as exc:
        problems.extend(exc.problems)
        return None, None
    result, found = strict_yaml.validate(model, loaded)
    problems.extend(found)
    return result, loaded


def _value_type(name: str, model: ValueModel) -> ValueType:
    options = (
        model.opties
        if isinstance(model.opties, dict)
        else {option: option for option in model.opties}
    )
    return ValueType(
        name=name,
        kind=model.soort,
        question=model.vraag,
        default=model.standaard,
        example=", ".join(model.voorbeeld)
        if isinstance(model.voorbeeld, list)
        else model.voorbeeld,
        help=model.hulp,
        options=options,
        fields={key: _value_type(key, field) for key, field in model.velden.items()},
        item=model.van,
        minimum=model.minimaal,
        maximum=model.maximaal,
    )


def _values(path: Path, problems: list[Problem]) -> dict[str, ValueType]:
    text = _read_text(path, problems)
    if text is None:
        return {}
    try:
        loaded = strict_yaml.load(text, str(path))
    except strict_yaml.YamlError as exc:
        problems.extend(exc.problems)
        return {}
    if not isinstance(loaded.data, dict):
        problems.append(
            error("verkeerd-type", "hier horen namen met elk een omschrijving", loaded.place(()))
        )
        return {}
    found = {}
    for name, item in loaded.data.items():
        if not _VALUE_NAME.match(name):
            message = f"'{name}' kan geen naam van een gegeven zijn"
            hint = "Gebruik kleine letters en cijfers, met lage streepjes ertussen."
            problems.append(error("verkeerde-naam", message, loaded.keys.get((name,)), hint))
        if name in TAKEN:
            message = f"'{name}' betekent in clausules al iets anders"
            problems.append(
                error("verkeerde-naam", message, loaded.keys.get((name,)), "Kies een andere naam.")
            )
        part = strict_yaml.part(loaded, (name,))
        model, wrong = strict_yaml.validate(ValueModel, part)
        problems.extend(wrong)
        if model is not None and isinstance(item, dict):
            found[name] = _value_type(name, model)
    return found


def _terms(path: Path, problems: list[Problem]) -> tuple[Term, ...]:
    if not path.exists():
        return ()
    text = _read_text(path, problems)
    if text is None:
        return ()
    try:
        loaded = strict_yaml.load(text, str(path))
        models = TypeAdapter(list[TermModel]).validate_python(loaded.data)
    except strict_yaml.YamlError as exc:
        problems.extend(exc.problems)
        return ()
    except ValidationError as exc:
        place = loaded.place(tuple(exc.errors()[0]["loc"]))
        problems.append(
            error(
                "verkeerd-type",
                "een begrip heeft begrip en omschrijving, en soms vormen en soorten",
                place,
            )
        )
        return ()
    return tuple(
        Term(
            model.begrip,
            tuple(model.vormen),
            model.omschrijving,
            tuple(model.soorten),
            loaded.places[(index,)],
        )
        for index, model in enumerate(models)
    )


def _law(path: Path, problems: list[Problem]) -> LawTable:
    from datetime import date

    model, loaded = _read_model(LawTableModel, path, problems)
    if model is None or loaded is None:
        return LawTable(date.min, "", {}, {})
    references = {}
    for name, item in model.verwijzingen.items():
        law = model.wetten.get(item.wet)
        if law is None:
            place = loaded.place(("verwijzingen", name, "wet"))
            problems.append(
                error(
                    "onbekende-wet",
                    f"de wet '{item.wet}' staat niet bij wetten",
                    place,
                    did_you_mean(item.wet, model.wetten),
                )
            )
            continue
        references[name] = LawReference(
            id=name,
            law=law.naam,
            abbreviation=law.afkorting,
            article=item.artikel,
            description=item.omschrijving,
            valid_from=item.geldig_van,
            valid_until=item.geldig_tot,
            checked_on=item.gecontroleerd.datum,
            checked_in=item.gecontroleerd.bron,
        )
    for name, group in model.eisen.items():
        if group.grondslag not in model.verwijzingen:
            message = f"de grondslag '{group.grondslag}' staat niet bij verwijzingen"
            place = loaded.place(("eisen", name, "grondslag"))
            problems.append(
                error(
                    "onbekende-wet",
                    message,
                    place,
                    did_you_mean(group.grondslag, model.verwijzingen),
                )
            )
    sets = {
        name: RequirementSet(
            name,
            group.titel,
            group.grondslag,
            tuple(
                Requirement(key, item.letter, item.omschrijving, item.delen)
                for key, item in group.onderwerpen.items()
            ),
        )
        for name, group in model.eisen.items()
    }
    return LawTable(model.stand, model.toelichting, references, sets)


def _clauses(
    root: Path, shared: Mapping[str, ValueType], problems: list[Problem]
) -> dict[str, dict[str, Clause]]:
    found: dict[str, dict[str, Clause]] = {}
    for path in sorted(root.glob("*/*.md")):
        clause = _clause(path, shared, problems)
        if clause is not None:
            found.setdefault(clause.topic, {})[clause.variant] = clause
    return found


def _clause(path: Path, shared: Mapping[str, ValueType], problems: list[Problem]) -> Clause | None:
    if not (_NAME.match(path.parent.name) and _NAME.match(path.stem)):
        message = (
            "map en bestand van een clausule hebben alleen kleine letters, cijfers en streepjes"
        )
        problems.append(error("bestandsnaam", message, Source(str(path))))
        return None
    text = _read_text(path, problems)
    if text is None:
        return None
    head, body, first_line = _split(text)
    if head is None:
        message = "de clausule begint niet met een kop tussen twee regels ---"
        hint = "Zie docs/bibliotheek.md voor een voorbeeld."
        problems.append(error("geen-kop", message, Source(str(path), 1, 1), hint))
        return None
    model = _clause_head(head, path, shared, problems)
    return None if model is None else _as_clause(model, path, text, body, first_line)


def _clause_head(
    head: str, path: Path, shared: Mapping[str, ValueType], problems: list[Problem]
) -> ClauseModel | None:
    try:
        loaded = strict_yaml.load(head, str(path), first_line=2)
    except strict_yaml.YamlError as exc:
        problems.extend(exc.problems)
        return None
    model, wrong = strict_yaml.validate(ClauseModel, loaded)
    problems.extend(wrong)
    for name in model.gegevens if model is not None else ():
        if name in shared:
            message = f"het gegeven '{name}' staat ook in gegevens.yaml"
            hint = "Haal het uit de kop van de clausule, of geef het een andere naam."
            problems.append(
                error("dubbele-betekenis", message, loaded.keys.get(("gegevens", name)), hint)
            )
    return model


def _as_clause(model: ClauseModel, path: Path, text: str, body: str, first_line: int) -> Clause:
    return Clause(
        topic=path.parent.name,
        variant=path.stem,
        title=model.titel,
        summary=model.samenvatting,
        text=body,
        first_line=first_line,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        source=Source(str(path)),
        kinds=tuple(model.soorten),
        requirements=tuple(model.eisen),
        origin=tuple(model.bron),
        values={name: _value_type(name, item) for name, item in model.gegevens.items()},
        excludes=tuple(model.sluit_uit),
        requires=tuple(model.vereist),
        is_addition=model.aanvulling,
        note=model.toelichting.strip(),
    )


def _split(text: str) -> tuple[str | None, str, int]:
    """(head, body, first line of the body) of a clause file; the head is None when there is
    none.
    """
    lines = text.splitlines(keepends=True)
    if not lines or lines[0].rstrip() != _FRONT:
        return None, text, 1
    for index, line in enumerate(lines[1:], start=1):
        if line.rstrip() == _FRONT:
            return "".join(lines[1:index]), "".join(lines[index + 1 :]), index + 2
    return None, text, 1


def _outlines(root: Path, problems: list[Problem]) -> dict[str, Outline]:
    found = {}
    for path in sorted(root.glob("*.yaml")):
        model, _ = _read_model(OutlineModel, path, problems)
        twice = _twice(model)
        if twice:
            message = f"het onderwerp '{twice[0]}' staat er twee keer"
            problems.append(
                error("dubbel-onderwerp", message, Source(str(path)), "Laat er één staan.")
            )
        if not _NAME.match(path.stem):
            message = "het bestand van een opzet heeft alleen kleine letters, cijfers en streepjes"
            problems.append(error("bestandsnaam", message, Source(str(path))))
            continue
        if model is None:
            continue
        found[path.stem] = Outline(
            kind=path.stem,
            title=model.titel,
            summary=model.samenvatting,
            form=model.vorm,
            is_annex=model.bijlage,
            mark=model.kenmerk,
            names={"zelf": model.namen.zelf, "ander": model.namen.ander},
            roles={key: Role(role.minimaal, role.maximaal) for key, role in model.partijen.items()},
            topics=tuple(_topic(item) for item in model.onderwerpen),
            recitals=tuple(_topic(item) for item in model.overwegingen),
            requirements=model.eisen,
            belongs_to=tuple(model.hoort_bij),
            shows_parties=model.partijblok,
            checks=tuple(model.controles),
            values=tuple(model.gegevens),
            source=Source(str(path)),
        )
    return found


def _twice(model: OutlineModel | None) -> list[str]:
    """The topics that an outline has more than once: a reference to one would be to two
    articles.
    """
    names = [item.onderwerp for item in (*model.onderwerpen, *model.overwegingen)] if model else []
    return [name for name in dict.fromkeys(names) if names.count(name) > 1]


def _topic(item: TopicModel) -> OutlineTopic:
    default = None if item.standaard == "geen" else item.standaard
    return OutlineTopic(item.onderwerp, default, item.verplicht, item.meer)
