"""The files of a clause library, read one by one: what they hold, and every problem in them."""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec.structs import replace
from pydantic import TypeAdapter, ValidationError

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Problem, Source, did_you_mean, error
from dlr_docs.basis.yaml import loading as strict_yaml
from dlr_docs.basis.yaml.loading import Loaded
from dlr_docs.basis.yaml.shape import validate
from dlr_docs.basis.yaml.tree import YamlError
from dlr_docs.build.checks.table import CHECKS
from dlr_docs.clause.jinja.compile import FUNCTIONS, ROLES
from dlr_docs.library.cells import said_by
from dlr_docs.library.models import (
    ClauseModel,
    EarlierModel,
    LawTableModel,
    RequirementSetModel,
    TermModel,
)
from dlr_docs.library.readers.guide import read_guide
from dlr_docs.library.readers.outlines import read_outlines
from dlr_docs.library.readers.parties import read_parties
from dlr_docs.library.readers.rules import read_rules
from dlr_docs.library.readers.tables import read_tables
from dlr_docs.library.readers.values import (
    read_former,
    read_values,
    same_meaning,
    value_type,
)
from dlr_docs.library.readers.words import read_vocabulary
from dlr_docs.library.reading import (
    about,
    found_in,
    needed_in,
    read_layered,
    read_model,
    read_text,
)
from dlr_docs.model.declared.tables import FigureTable
from dlr_docs.model.library import (
    Clause,
    LawReference,
    LawTable,
    Library,
    Requirement,
    RequirementSet,
    Term,
)
from dlr_docs.model.values import ValueType

# What clauses know besides values and groups of parties; a value of that name would be lost.
TAKEN = frozenset(["bundel", "loop", "self", *ROLES, *FUNCTIONS])
_NAME = re.compile(r"^[a-z][a-z0-9-]*\Z")
_FRONT = "---"
_OTHER = "Geef het een andere naam: één naam heeft in alle lagen één betekenis."
_MOST_IN_A_HEAD = 5_000  # keys and values; the fullest of the library has sixty


def read_files(roots: Sequence[Path]) -> tuple[Library, tuple[Problem, ...]]:
    """What can be read of a library, and what cannot; its digest and revision are left empty.

    Args:
        roots: the folders of its layers, the lowest first.
    """
    words, wrong_words = read_vocabulary(found_in(roots, "clauses/woorden.yaml"))
    sorts, wrong_sorts = read_parties(needed_in(roots, "clauses/partijen.yaml"), TAKEN)
    taken = TAKEN | sorts.groups.keys()
    tables, wrong_tables = read_tables(found_in(roots, "clauses/tabellen.yaml"), words.units)
    values, effective, wrong_values = read_values(
        needed_in(roots, "clauses/gegevens.yaml"), words.units, taken, tables
    )
    former, wrong_former = read_former(found_in(roots, "clauses/vervallen.yaml"), values)
    law, wrong_law = _law(needed_in(roots, "clauses/wetgeving.yaml"))
    terms, wrong_terms = _terms(found_in(roots, "clauses/begrippen.yaml"))
    rules, wrong_rules = read_rules(
        found_in(roots, "clauses/controles.yaml"), frozenset(code.name for code in CHECKS), tables
    )
    clauses, wrong_clauses = _clauses(roots, values, words.units, tables)
    outlines, wrong_outlines = read_outlines(roots, sorts, tables)
    guide, wrong_guide = read_guide(found_in(roots, "clauses/keuzehulp.yaml"), tables)
    library = Library(
        roots[-1],
        clauses,
        outlines,
        values,
        terms,
        law,
        "",
        "",
        sorts,
        words,
        rules,
        effective,
        tables,
        former,
        guide,
    )
    found = (
        wrong_words,
        wrong_sorts,
        wrong_tables,
        wrong_values,
        wrong_former,
        wrong_guide,
        wrong_law,
        wrong_terms,
        wrong_rules,
        wrong_clauses,
        wrong_outlines,
    )
    return library, tuple(itertools.chain.from_iterable(found))


def _terms(paths: Sequence[Path]) -> tuple[tuple[Term, ...], list[Problem]]:
    if not paths:
        return (), []
    loaded, problems = read_layered(paths, identity="begrip")
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


def _law(paths: Sequence[Path]) -> tuple[LawTable, list[Problem]]:
    read, problems = read_model(LawTableModel, *paths)
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
    return table, [*_unknown_laws(model, loaded), *_wrong_periods(model, loaded)]


def _reference(name: str, model: LawTableModel) -> LawReference:
    item = model.verwijzingen[name]
    law = model.wetten[item.wet]
    present = LawReference(
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
    return replace(present, earlier=tuple(_earlier(old, present) for old in item.eerder))


def _earlier(old: EarlierModel, present: LawReference) -> LawReference:
    """A text that an article had before."""
    return replace(
        present,
        article=old.artikel or present.article,
        description=old.omschrijving or present.description,
        valid_from=old.geldig_van,
        valid_until=old.geldig_tot,
        checked_on=old.gecontroleerd.datum,
        checked_in=old.gecontroleerd.bron,
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


def _wrong_periods(model: LawTableModel, loaded: Loaded) -> Iterator[Problem]:
    """Earlier texts of an article that do not end before the next one begins."""
    for name, item in model.verwijzingen.items():
        starts = (*(old.geldig_van for old in item.eerder[1:]), item.geldig_van)[: len(item.eerder)]
        for index, (old, start) in enumerate(zip(item.eerder, starts, strict=True)):
            if not old.geldig_van <= old.geldig_tot < start:
                place = loaded.place(("verwijzingen", name, "eerder", index))
                message = f"deze tekst van '{name}' eindigt niet voordat de volgende begint"
                hint = "De oudste staat vooraan; geldig_tot ligt vóór de volgende geldig_van."
                yield error(codes.VERKEERDE_PERIODE, message, place, hint)


def _bases(model: LawTableModel) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every basis that sets and their subjects name, with where it stands."""
    for name, group in model.eisen.items():
        yield ("eisen", name), group.grondslag
        for key, item in group.onderwerpen.items():
            if item.grondslag is not None:
                yield ("eisen", name, "onderwerpen", key), item.grondslag


def _clauses(
    roots: Sequence[Path],
    shared: Mapping[str, ValueType],
    units: Mapping[str, str],
    tables: Mapping[str, FigureTable],
) -> tuple[dict[str, dict[str, Clause]], list[Problem]]:
    """The clauses of the highest layer that has them; those below are not read."""
    layers: dict[tuple[str, str], list[tuple[int, Path]]] = {}
    for number, root in enumerate(roots):
        for path in (root / "clauses").glob("*/*.md"):
            layers.setdefault((path.parent.name, path.name), []).append((number, path))
    found: dict[str, dict[str, Clause]] = {}
    problems: list[Problem] = []
    for _, each in sorted(layers.items()):
        *below, (layer, path) = each
        clause, wrong = read_clause(path, shared, units, tables)
        problems += wrong
        if clause is not None:
            placed = _in_layer(clause, layer, tuple(number for number, _ in below))
            found.setdefault(clause.topic, {})[clause.variant] = placed
    if len(roots) > 1:
        every = itertools.chain.from_iterable(item.values() for item in found.values())
        problems += _other_meanings(every)
    return found, problems


def _other_meanings(clauses: Iterable[Clause]) -> Iterator[Problem]:
    """Values that a clause declares as something else than one of another layer does. Within a
    layer that is for who keeps it (``library.checks.names``).
    """
    seen: dict[str, Clause] = {}
    for clause in sorted(clauses, key=lambda clause: clause.layer):
        for name, declared in clause.values.items():
            other = seen.setdefault(name, clause)
            if other.layer != clause.layer and not same_meaning(declared, other.values[name]):
                message = f"het gegeven '{name}' betekent in {other.id} iets anders"
                yield error(codes.BETEKENIS_PER_LAAG, message, clause.key("gegevens", name), _OTHER)


def _in_layer(clause: Clause, layer: int, below: tuple[int, ...]) -> Clause:
    return replace(clause, layer=layer, replaces=below) if layer else clause


def read_clause(
    path: Path,
    shared: Mapping[str, ValueType],
    units: Mapping[str, str],
    tables: Mapping[str, FigureTable],
) -> tuple[Clause | None, list[Problem]]:
    """One clause file.

    Args:
        path: the file; its folder and name are the topic and the variant.
        shared: the values of the library, which a clause cannot declare again.
        units: the units of time of the library.
        tables: those whose cells its note, summary and help may name: ``{table.row.column}``.
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
    model, problems = _clause_head(head, path, shared, tables)
    if model is None:
        return None, problems
    return _as_clause(model, path, text, body, first_line, units), problems


def _clause_head(
    head: str, path: Path, shared: Mapping[str, ValueType], tables: Mapping[str, FigureTable]
) -> tuple[ClauseModel | None, list[Problem]]:
    try:
        loaded = strict_yaml.load(
            head, str(path), first_line=2, file=about(path).at, maximum_nodes=_MOST_IN_A_HEAD
        )
    except YamlError as exc:
        return None, list(exc.problems)
    loaded, wrong = said_by(loaded, tables)
    model, problems = validate(ClauseModel, loaded)
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
    return model, [*problems, *twice, *wrong]


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
        succeeds=tuple(
            name if "/" in name else f"{path.parent.name}/{name}" for name in model.vervangt
        ),
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
