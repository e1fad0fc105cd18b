"""Every variant of every topic, in every kind of document that allows it, with values open and
filled in.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from dlr_docs import build_bundle, choices_from_data, document_bytes, load_library
from dlr_docs.basis.problems import has_errors
from dlr_docs.build.checks.table import check_bundle
from dlr_docs.build.values.filling import declarations
from dlr_docs.choices.new.planning import party_keys
from dlr_docs.clause.jinja.compile import compile_clause
from dlr_docs.model.library import Clause, Library, Outline, OutlineTopic
from dlr_docs.model.values import ValueType
from dlr_docs.word.read.lines import as_text
from tests import ooxml

LIBRARY = load_library()
KINDS = sorted(LIBRARY.outlines)
SAMPLES = {
    "tekst": "proeftekst",
    "datum": "2027-08-01",
    "bedrag": "1250",
    "aantal": "2",
    "percentage": "50%",
    "breuk": "1/5",
    "duur": "3 weken",
    "ja_nee": "ja",
}


FULL = yaml.safe_load(Path("examples/bijlagen-in-een-bestand.yaml").read_text(encoding="utf-8"))
YEARS = next(
    item["gegevens"]["leerjaren_programma"]
    for item in FULL["documenten"]
    if "leerjaren_programma" in item.get("gegevens", {})
)
# Values that stand to others in a way that the library declares.
TOGETHER: dict[str, Any] = {
    "leerjaren_programma": YEARS,
    "duur_leerroute": f"{len(YEARS)} jaar",
    "ondertekening_hoofddocument": "2026-05-01",
    "start_lichting": "2025-08-01",
    "briefdatum": "2027-04-01",
    "besluit_na_advies": "2027-10-01",
    "addendum_einddatum": "2031-07-31",
    "leerwerk_einddatum": "2029-07-31",
    "toetreder": "Stichting school",
    "einddatum_overeenkomst": "2031-07-31",
    "subsidie": {
        "gever": "de provincie",
        "regeling": "Regeling",
        "bedrag": "1250",
        "doel": "een lokaal",
        "begin": "2027-08-01",
        "einde": "2029-07-31",
    },
}
PROGRAMMES: list[dict[str, Any]] = [
    {
        "naam": "Monteur",
        "crebo": "geen",
        "niveau": "2",
        "leerweg": ["bol", "bbl"],
        "duur": "3 jaar",
    },
    {"naam": "Technicus", "crebo": "25342", "niveau": "3", "leerweg": "bol", "domein": "Techniek"},
]
# More than one of what there may be more of.
MANY: dict[str, Any] = {
    "leerweg_vmbo": ["bb", "kb"],
    "opleiding": PROGRAMMES,
    "lesdoel_addendum": ["versnellen", "vakopleiding"],
    "duur_leerroute": "3 jaar",
    "subsidie": [TOGETHER["subsidie"], {**TOGETHER["subsidie"], "regeling": "Andere regeling"}],
}
LEVEL_TWO = [{**item, "niveau": "2"} for item in PROGRAMMES]
# What the document above chooses beside a variant, where only one model may be in both.
ABOVE: dict[str, dict[str, str]] = {
    "financien-vergoeding/uurtarief": {"bekostiging": "uurtarief"},
    "financien-vergoeding/bedrag-per-leerling": {"bekostiging": "vast-bedrag"},
    "financien-vergoeding/aandeel-bekostiging": {"bekostiging": "aandeel"},
    "financien-factuur/specificatie": {"bekostiging": "uurtarief"},
    "financien-afrekening/jaarlijks": {"bekostiging": "uurtarief"},
    "kosten/eigen-tarief": {"overdracht-middelen": "uurtarief"},
    "programma-team/ja": {"teambevoegdheid": "ja"},
}
NETWORK = "financien-vergoeding/netwerk-verdeelsleutel"


def sample(declared: ValueType) -> Any:
    """A value that fits a declaration: its default, its first option, or something plain."""
    if declared.kind in ("groep", "persoon"):
        fields = declared.fields or {
            name: ValueType(name, "tekst", "?") for name in ("naam", "functie")
        }
        return {name: sample(field) for name, field in fields.items()}
    if declared.kind == "lijst":
        if isinstance(declared.default, list) and declared.default and not declared.fields:
            return declared.default
        item = ValueType(declared.name, "groep", "?", fields=declared.fields)
        if not declared.fields:
            item = ValueType(declared.name, declared.item or "tekst", "?", options=declared.options)
        return [sample(item), another(sample(item))]
    if isinstance(declared.default, str):
        return declared.default
    if declared.options:
        return next(iter(declared.options))
    if declared.minimum is not None:
        return str(declared.minimum)
    return SAMPLES[declared.kind]


def another(value: Any) -> Any:
    """The same with other words and another count: no list has one thing twice."""
    if isinstance(value, dict):
        return {name: another(item) for name, item in value.items()}
    return (
        {"proeftekst": "nog een", "2": "1"}.get(value, value) if isinstance(value, str) else value
    )


def chosen_variants(outline: Outline, clause: Clause, library: Library) -> dict[str, Any]:
    """Choices with this clause, what it requires, and without what it excludes."""
    topics = {item.topic: item for item in outline.all_topics}
    default = topics[clause.topic].default
    fitting = [
        key for key, item in library.clauses[clause.topic].items() if item.fits(outline.kind)
    ]
    bases = [key for key in fitting if not library.clauses[clause.topic][key].is_addition]
    first = [default] if default else bases[:1]
    beside = clause.is_addition or _leaves_uncovered(clause, topics[clause.topic], library)
    keuzes: dict[str, Any] = {clause.topic: [*first, clause.variant] if beside else clause.variant}
    for name in clause.requires:
        topic, _, variant = name.partition("/")
        if topic in topics and topic != clause.topic:
            others = [
                key for key, item in library.clauses[topic].items() if item.fits(outline.kind)
            ]
            if variant or topics[topic].default is None:
                keuzes[topic] = variant or others[0]
    for name in clause.excludes:
        topic, _, variant = name.partition("/")
        item = topics.get(topic)
        if item is not None and topic != clause.topic and (not variant or item.default == variant):
            others = [
                key
                for key, found in library.clauses[topic].items()
                if found.fits(outline.kind) and not {found.id, topic} & set(clause.excludes)
            ]
            keuzes[topic] = others[0] if item.required or topic in clause.requires else "geen"
    return keuzes


def filled_in(declared: Mapping[str, ValueType], kind: str, many: bool = False) -> dict[str, Any]:
    """A value for each declaration, by the name under which so many of it are typed."""
    values: dict[str, Any] = {}
    for name, item in declared.items():
        if item.is_of_group:
            continue
        given = MANY.get(name) if many else None
        if many and name == "opleiding" and kind == "samenwerkingsovereenkomst-geintegreerd":
            given = LEVEL_TWO
        if many and given is None and item.may_be_more:
            given = [*item.options][:2]
        key = item.plural if many and item.plural else name
        values[key] = given or TOGETHER.get(name, sample(item))
    return values


def party_of(key: str, role: str, outline: Outline, library: Library) -> dict[str, Any]:
    """A party with what its sort has."""
    board = "Stichting Proef" if "een-bevoegd-gezag" in outline.checks else f"Stichting {key}"
    fields = {
        "naam": f"Naam {key}",
        "bevoegd_gezag": board,
        "vestigingsplaats": "Ede",
        "woonplaats": "Ede",
        "vertegenwoordiger": {"naam": "A. de Wit", "functie": "bestuurder"},
    }
    known = library.parties.by_name[role].fields.keys()
    signs_itself = "woonplaats" in known
    return {
        name: value
        for name, value in fields.items()
        if name in known and not (signs_itself and name == "vertegenwoordiger")
    }


def _leaves_uncovered(clause: Clause, topic: OutlineTopic, library: Library) -> bool:
    """Whether a topic settles what the law demands by its usual variant, and not by this one."""
    usual = library.clauses[clause.topic].get(topic.default or "")
    settles = usual is not None and bool(usual.requirements)
    return topic.several and settles and not clause.requirements


def choices_for(
    outline: Outline, clause: Clause, library: Library, filled: bool, many: bool = False
) -> dict[str, Any]:
    """Choice data for one document with one clause of interest, and the document it belongs to."""
    documents = [
        {"soort": outline.kind, "id": "proef", "keuzes": chosen_variants(outline, clause, library)}
    ]
    if outline.belongs_to:
        documents[0]["bij"] = "hoofd"
        above = "netwerkconvenant" if clause.id == NETWORK else outline.belongs_to[0]
        documents.insert(0, {"soort": above, "id": "hoofd", "keuzes": ABOVE.get(clause.id, {})})
    kinds = [library.outlines[str(item["soort"])] for item in documents]
    parties = {
        key: {
            "soort": role,
            **(party_of(key, role, outline, library) if filled else {}),
        }
        for key, role in party_keys(kinds)
    }
    data: dict[str, Any] = {"bundel": "Proef", "partijen": parties, "documenten": documents}
    if filled:
        data["gegevens"] = filled_in(used(data, library), outline.kind, many)
    return data


def used(data: dict[str, Any], library: Library) -> dict[str, ValueType]:
    """The values that the documents use: one that a document does not have says nothing of it."""
    declared = declarations(library.all_clauses(), library)
    documents = build_bundle(choices_from_data(data), library).documents
    named = itertools.chain.from_iterable(item.made_from.named for item in documents)
    return {name: declared[name] for name in dict.fromkeys(named)}


PAIRS = [
    (kind, clause)
    for kind in KINDS
    for item in LIBRARY.outlines[kind].all_topics
    for clause in LIBRARY.clauses[item.topic].values()
    if clause.fits(kind)
]


def named(pairs: Iterable[tuple[str, Clause]]) -> list[Any]:
    return [pytest.param(kind, clause, id=f"{kind}-{clause.id}") for kind, clause in pairs]


CASES = named(PAIRS)


@pytest.mark.zwaar
@pytest.mark.bibliotheek
@pytest.mark.parametrize("filled", [False, True], ids=["open", "gevuld"])
@pytest.mark.parametrize(("kind", "clause"), CASES)
def test_a_variant_makes_a_document_that_passes_the_checks(
    kind: str, clause: Clause, filled: bool, library: Library
) -> None:
    data = choices_for(library.outlines[kind], library.clause(clause.id), library, filled)
    bundle = build_bundle(choices_from_data(data), library)
    problems = check_bundle(bundle)
    assert not has_errors(problems), [
        str(problem) for problem in problems if problem.severity == "fout"
    ]
    if filled:
        assert not [str(problem) for problem in problems if problem.code == "open-gegeven"]
    text = as_text(document_bytes(bundle, "proef"))
    assert clause.topic in {artikel.topic for artikel in bundle.document("proef").artikelen} | {
        item.clause.topic for item in bundle.document("proef").wording.recitals
    }
    assert not any(line.strip() in ("1.", "a.", "•") for line in text.splitlines())


MORE = {
    item.plural or item.name for item in LIBRARY.all_values() if item.plural or item.may_be_more
}
OF_MORE = named(pair for pair in PAIRS if compile_clause(pair[1]).names & MORE)


@pytest.mark.zwaar
@pytest.mark.bibliotheek
@pytest.mark.parametrize(("kind", "clause"), OF_MORE)
def test_a_variant_reads_right_with_more_than_one(
    kind: str, clause: Clause, library: Library
) -> None:
    outline = library.outlines[kind]
    data = choices_for(outline, library.clause(clause.id), library, filled=True, many=True)
    bundle = build_bundle(choices_from_data(data), library)
    problems = [item for item in check_bundle(bundle) if item.code != "uren-onder-het-minimum"]
    assert not has_errors(problems), [str(item) for item in problems if item.severity == "fout"]
    assert not [str(item) for item in problems if item.code == "open-gegeven"]
    written = document_bytes(bundle, "proef")
    text = as_text(written)
    assert ooxml.schema_errors(written) == []
    assert "(crebonummer geen)" not in text
    assert not any(line.strip() in ("1.", "a.", "•") for line in text.splitlines())


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_valid_with_all_values_open(kind: str, library: Library) -> None:
    outline = library.outlines[kind]
    item = next(item for item in outline.topics if item.default)
    clause = library.clauses[item.topic][item.default or ""]
    bundle = build_bundle(
        choices_from_data(choices_for(outline, clause, library, filled=False)), library
    )
    assert ooxml.schema_errors(document_bytes(bundle, "proef")) == []
