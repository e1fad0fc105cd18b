"""The files of a clause library, read one by one: what they hold, and every problem in them."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from msgspec.structs import replace
from pydantic import TypeAdapter, ValidationError

from dlr_docs.basis import codes
from dlr_docs.basis import yaml as strict_yaml
from dlr_docs.basis.problems import Problem, Source, did_you_mean, error
from dlr_docs.basis.reading import NotPlain, TooLarge, read_plain
from dlr_docs.basis.yaml import Loaded
from dlr_docs.build.checks import CHECKS
from dlr_docs.clause.compile import FUNCTIONS, ROLES
from dlr_docs.library.models import (
    ClauseModel,
    LawTableModel,
    OutlineModel,
    RequirementSetModel,
    TermModel,
    TopicModel,
)
from dlr_docs.library.parties import read_parties
from dlr_docs.library.reading import MAXIMUM_BYTES, about, read_model, read_text, read_yaml
from dlr_docs.library.rules import read_rules
from dlr_docs.library.tables import read_tables
from dlr_docs.library.values import read_former, read_values, value_type
from dlr_docs.library.words import read_vocabulary
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
from dlr_docs.model.parties import PartySorts
from dlr_docs.model.values import ValueType

# What clauses know besides values and groups of parties; a value of that name would be lost.
TAKEN = frozenset(["bundel", "loop", "self", *ROLES, *FUNCTIONS])
_NAME = re.compile(r"^[a-z][a-z0-9-]*\Z")
_FRONT = "---"
_MOST_IN_A_HEAD = 5_000  # keys and values; the fullest of the library has sixty


def read_files(root: Path, files: Iterable[str]) -> tuple[Library, tuple[Problem, ...]]:
    """What can be read of a library, and what cannot; its git revision is left empty.

    Args:
        root: the folder of the library.
        files: its files, in the order in which its digest takes them, as paths from ``root``.
    """
    folder = root / "clauses"
    words, wrong_words = read_vocabulary(folder / "woorden.yaml")
    sorts, wrong_sorts = read_parties(folder / "partijen.yaml", TAKEN)
    taken = TAKEN | sorts.groups.keys()
    tables, wrong_tables = read_tables(folder / "tabellen.yaml", words.units)
    values, effective, wrong_values = read_values(
        folder / "gegevens.yaml", words.units, taken, tables
    )
    former, wrong_former = read_former(folder / "vervallen.yaml", values)
    law, wrong_law = _law(folder / "wetgeving.yaml")
    terms, wrong_terms = _terms(folder / "begrippen.yaml")
    rules, wrong_rules = read_rules(
        folder / "controles.yaml", frozenset(code.name for code in CHECKS)
    )
    clauses, wrong_clauses = _clauses(folder, values, words.units)
    outlines, wrong_outlines = _outlines(root / "templates", sorts)
    library = Library(
        root,
        clauses,
        outlines,
        values,
        terms,
        law,
        _digest(root, files),
        "",
        sorts,
        words,
        rules,
        effective,
        tables,
        former,
    )
    found = (
        wrong_words,
        wrong_sorts,
        wrong_tables,
        wrong_values,
        wrong_former,
        wrong_law,
        wrong_terms,
        wrong_rules,
        wrong_clauses,
        wrong_outlines,
    )
    return library, tuple(itertools.chain.from_iterable(found))


def _digest(root: Path, files: Iterable[str]) -> str:
    """SHA-256 over the names and contents of files; one that cannot be read is a problem reported
    elsewhere.
    """
    total = hashlib.sha256()
    for name in files:
        with contextlib.suppress(OSError, NotPlain, TooLarge):
            content = hashlib.sha256(read_plain(root / name, MAXIMUM_BYTES)).digest()
            total.update(os.fsencode(Path(name).as_posix()) + b"\0" + content)
    return total.hexdigest()


def _terms(path: Path) -> tuple[tuple[Term, ...], list[Problem]]:
    if not path.exists():
        return (), []
    loaded, problems = read_yaml(path)
    if loaded is None:
        return (), problems
    try:
        models = TypeAdapter(list[TermModel]).validate_python(loaded.data)
    except ValidationError as exc:
        place = loaded.place(tuple(exc.errors()[0]["loc"]))
        message = "een begrip heeft begrip en omschrijving, en soms vormen en soorten"
        return (), [error(codes.VERKEERD_BEGRIP, message, place)]
    return tuple(
        Term(
            model.begrip,
            tuple(model.vormen),
            model.omschrijving,
            tuple(model.soorten),
            loaded.place((index,)),
        )
        for index, model in enumerate(models)
    ), []


def _law(path: Path) -> tuple[LawTable, list[Problem]]:
    read, problems = read_model(LawTableModel, path)
    if read is None:
        return LawTable(date.min, "", {}, {}), problems
    model, loaded = read
    references = {
        name: _reference(name, model)
        for name, item in model.verwijzingen.items()
        if item.wet in model.wetten
    }
    sets = {name: _requirements(name, group) for name, group in model.eisen.items()}
    states = {item.naam: item.stand or model.stand for item in model.wetten.values()}
    table = LawTable(model.stand, model.toelichting, references, sets, states)
    return table, list(_unknown_laws(model, loaded))


def _reference(name: str, model: LawTableModel) -> LawReference:
    item = model.verwijzingen[name]
    law = model.wetten[item.wet]
    return LawReference(
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


def _requirements(name: str, group: RequirementSetModel) -> RequirementSet:
    subjects = tuple(
        Requirement(
            key, item.letter, item.omschrijving, item.grondslag or group.grondslag, item.delen
        )
        for key, item in group.onderwerpen.items()
    )
    return RequirementSet(name, group.titel, subjects)


def _unknown_laws(model: LawTableModel, loaded: Loaded) -> Iterator[Problem]:
    for name, item in model.verwijzingen.items():
        if item.wet not in model.wetten:
            place = loaded.place(("verwijzingen", name, "wet"))
            message = f"de wet '{item.wet}' staat niet bij wetten"
            yield error(
                codes.WETTABEL_ONBEKENDE_WET, message, place, did_you_mean(item.wet, model.wetten)
            )
    for path, basis in _bases(model):
        if basis not in model.verwijzingen:
            message = f"de grondslag '{basis}' staat niet bij verwijzingen"
            hint = did_you_mean(basis, model.verwijzingen)
            place = loaded.place((*path, "grondslag"))
            yield error(codes.WETTABEL_ONBEKENDE_GRONDSLAG, message, place, hint)


def _bases(model: LawTableModel) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every basis that sets and their subjects name, with where it stands."""
    for name, group in model.eisen.items():
        yield ("eisen", name), group.grondslag
        for key, item in group.onderwerpen.items():
            if item.grondslag is not None:
                yield ("eisen", name, "onderwerpen", key), item.grondslag


def _clauses(
    root: Path, shared: Mapping[str, ValueType], units: Mapping[str, str]
) -> tuple[dict[str, dict[str, Clause]], list[Problem]]:
    read = [read_clause(path, shared, units) for path in sorted(root.glob("*/*.md"))]
    found: dict[str, dict[str, Clause]] = {}
    for clause, _ in read:
        if clause is not None:
            found.setdefault(clause.topic, {})[clause.variant] = clause
    return found, list(itertools.chain.from_iterable(problems for _, problems in read))


def read_clause(
    path: Path, shared: Mapping[str, ValueType], units: Mapping[str, str]
) -> tuple[Clause | None, list[Problem]]:
    """One clause file.

    Args:
        path: the file; its folder and name are the topic and the variant.
        shared: the values of the library, which a clause cannot declare again.
        units: the units of time of the library.
    """
    if not (_NAME.match(path.parent.name) and _NAME.match(path.stem)):
        message = (
            "map en bestand van een clausule hebben alleen kleine letters, cijfers en streepjes"
        )
        return None, [error(codes.BESTANDSNAAM, message, about(path))]
    text, problems = read_text(path)
    if text is None:
        return None, problems
    head, body, first_line = split(text)
    if head is None:
        message = "de clausule begint niet met een kop tussen twee regels ---"
        hint = "Zie docs/bibliotheek.md voor een voorbeeld."
        return None, [
            error(
                codes.GEEN_KOP, message, replace(about(path), source=Source(str(path), 1, 1)), hint
            )
        ]
    model, problems = _clause_head(head, path, shared)
    made = None if model is None else _as_clause(model, path, text, body, first_line, units)
    return made, problems


def _clause_head(
    head: str, path: Path, shared: Mapping[str, ValueType]
) -> tuple[ClauseModel | None, list[Problem]]:
    try:
        loaded = strict_yaml.load(
            head, str(path), first_line=2, file=about(path).at, maximum_nodes=_MOST_IN_A_HEAD
        )
    except strict_yaml.YamlError as exc:
        return None, list(exc.problems)
    model, problems = strict_yaml.validate(ClauseModel, loaded)
    hint = "Haal het uit de kop van de clausule, of geef het een andere naam."
    twice = [
        error(
            codes.DUBBELE_BETEKENIS,
            f"het gegeven '{name}' staat ook in gegevens.yaml",
            loaded.key(("gegevens", name)),
            hint,
        )
        for name in (model.gegevens if model is not None else ())
        if name in shared
    ]
    return model, [*problems, *twice]


def _as_clause(
    model: ClauseModel,
    path: Path,
    text: str,
    body: str,
    first_line: int,
    units: Mapping[str, str],
) -> Clause:
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
        facts=tuple(model.feiten),
        values={name: value_type(name, item, units) for name, item in model.gegevens.items()},
        excludes=tuple(model.sluit_uit),
        requires=tuple(model.vereist),
        is_addition=model.aanvulling,
        deviates=model.wijkt_af if isinstance(model.wijkt_af, bool) else tuple(model.wijkt_af),
        order=model.volgorde,
        note=model.toelichting.strip(),
    )


def split(text: str) -> tuple[str | None, str, int]:
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


def _outlines(root: Path, sorts: PartySorts) -> tuple[dict[str, Outline], list[Problem]]:
    read = {path.stem: _outline(path, sorts) for path in sorted(root.glob("*.yaml"))}
    found = {kind: outline for kind, (outline, _) in read.items() if outline is not None}
    return found, list(itertools.chain.from_iterable(wrong for _, wrong in read.values()))


def _outline(path: Path, sorts: PartySorts) -> tuple[Outline | None, list[Problem]]:
    read, problems = read_model(OutlineModel, path)
    if read is not None:
        model, loaded = read
        problems = [*problems, *_wrong_outline(model, loaded, path, sorts)]
    if not _NAME.match(path.stem):
        message = "het bestand van een opzet heeft alleen kleine letters, cijfers en streepjes"
        return None, [*problems, error(codes.BESTANDSNAAM, message, about(path))]
    return (_as_outline(read[0], path) if read is not None else None), problems


def _wrong_outline(
    model: OutlineModel, loaded: Loaded, path: Path, sorts: PartySorts
) -> Iterator[Problem]:
    twice = _twice(model)
    if twice:
        message = f"het onderwerp '{twice[0]}' staat er twee keer"
        yield error(codes.DUBBEL_ONDERWERP, message, about(path), "Laat er één staan.")
    if not sorts.by_name:
        return  # its own file was refused, or is not there
    for name in model.partijen:
        if name not in sorts.by_name:
            message = f"de soort partij '{name[:40]}' bestaat niet"
            at = loaded.key(("partijen", name))
            yield error(
                codes.OPZET_ONBEKENDE_PARTIJ, message, at, did_you_mean(name, sorts.by_name)
            )


def _as_outline(model: OutlineModel, path: Path) -> Outline:
    return Outline(
        kind=path.stem,
        title=model.titel,
        summary=model.samenvatting,
        form=model.vorm,
        is_annex=model.bijlage,
        kenmerk=model.kenmerk,
        names={"zelf": model.namen.zelf, "ander": model.namen.ander},
        roles={key: Role(role.minimaal, role.maximaal) for key, role in model.partijen.items()},
        topics=tuple(_topic(item) for item in model.onderwerpen),
        recitals=tuple(_topic(item) for item in model.overwegingen),
        requirements=tuple(model.eisen),
        belongs_to=tuple(model.hoort_bij),
        shows_parties=model.partijblok,
        checks=tuple(model.controles),
        values=tuple(model.gegevens),
        own_values=tuple(model.per_document),
        open_to_others=model.andere_partijen,
        source=Source(str(path)),
    )


def _twice(model: OutlineModel) -> list[str]:
    """The topics that an outline has more than once: a reference to one would be to two
    articles.
    """
    names = Counter(item.onderwerp for item in (*model.onderwerpen, *model.overwegingen))
    return [name for name, count in names.items() if count > 1]


def _topic(item: TopicModel) -> OutlineTopic:
    follows = tuple((name, _variant(chosen)) for name, chosen in item.standaard_bij.items())
    default = _variant(item.standaard)
    return OutlineTopic(item.onderwerp, default, item.verplicht, item.meer, follows)


def _variant(name: str) -> str | None:
    return None if name == "geen" else name
