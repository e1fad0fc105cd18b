"""JSON Schema of the choice file, for editors: pydantic's own, with the names of a library filled
in.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dlr_docs.basis.reading import NotPlain, TooLarge, read_plain
from dlr_docs.build.selected.advice import NONE
from dlr_docs.build.values.plural import with_plurals
from dlr_docs.choices.models import KeuzebestandModel
from dlr_docs.model.declared.parties import PartySort, PartySorts
from dlr_docs.model.declared.tables import pairs
from dlr_docs.model.library import Library, Outline
from dlr_docs.model.values import PERSON, ValueType

TITLE = "Keuzebestand van dlr-docs"
_LARGEST = 20_000_000  # bytes of what may be an older schema; ours has half a million


def schema_text(library: Library) -> str:
    """The schema as a file."""
    return json.dumps(choice_schema(library), ensure_ascii=False, indent=2) + "\n"


def is_schema(path: Path) -> bool:
    """Whether a file is such a schema."""
    try:
        found = json.loads(read_plain(path, _LARGEST))
    except (NotPlain, TooLarge, OSError, ValueError, RecursionError):
        return False
    return isinstance(found, dict) and found.get("title") == TITLE


def choice_schema(library: Library) -> dict[str, Any]:
    """The schema: kinds, topics, variants and values of this library, with questions as
    descriptions.
    """
    schema = KeuzebestandModel.model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = TITLE
    values, of_group = _values(library), _values(library, of_groups=True)
    layers = schema["properties"]["bibliotheek"]
    layer = [{"type": "string", "minLength": 1}, {"$ref": "#/$defs/LaagModel"}]
    schema["properties"]["bibliotheek"] = {
        "description": layers["description"],
        "anyOf": [
            *layer,
            {"type": ["array", "null"], "items": {"anyOf": layer}, "maxItems": layers["maxItems"]},
        ],
    }
    schema["properties"]["gegevens"] = values
    schema["properties"]["partijen"]["additionalProperties"] = False
    schema["$defs"]["PartijModel"] = _party(schema["$defs"]["PartijModel"], library.parties)
    document = schema["$defs"]["DocumentModel"]
    document["properties"]["soort"] = {
        "description": "De soort document.",
        "oneOf": [
            {"const": kind, "description": outline.summary}
            for kind, outline in library.outlines.items()
        ],
    }
    document["properties"]["gegevens"] = values
    schema["$defs"]["GroepModel"]["properties"]["gegevens"] = of_group
    document["properties"]["vervangt"] |= {"type": ["array", "string", "null"]}
    _loosen(schema["$defs"])
    known = {"propertyNames": {"enum": sorted(values["properties"])}}
    schema["allOf"] = [_without_own_values(known)]
    for shape in ("DocumentModel", "GroepModel"):
        schema["$defs"][shape]["properties"]["keuzes"] = {
            "type": "object",
            "description": "Per onderwerp een variant, een lijst of geen.",
        }
    document["allOf"] = [_choices_of(outline, library) for outline in library.outlines.values()]
    return schema


def _loosen(shapes: dict[str, Any]) -> None:
    """What the choice file takes besides the plain form: a number for an article, one for a list of
    one, a list of options, and nothing.
    """
    articles = shapes["BasisdocumentModel"]["properties"]["artikelen"]
    articles["additionalProperties"] = {
        "anyOf": [{"$ref": "#/$defs/BasisartikelModel"}, {"type": ["string", "number", "null"]}]
    }
    number = shapes["BasisartikelModel"]["properties"]["nummer"]["anyOf"]
    number.append({"type": "number"})
    own = shapes["EigenGegevenModel"]["properties"]
    own["opties"] |= {"type": ["object", "array", "null"]}
    for name in ("standaard", "voorbeeld"):
        own[name]["anyOf"].append({"type": ["number", "boolean"]})
    shapes["DocumentModel"]["properties"]["alleen"]["additionalProperties"] |= {
        "type": ["array", "string"]
    }
    shapes["EigenBijlageModel"]["properties"]["beschrijving"] |= {"type": ["string", "null"]}
    shapes["EigenArtikelModel"]["properties"]["eisen"] |= {"type": ["array", "string", "null"]}


def _without_own_values(known: dict[str, Any]) -> dict[str, Any]:
    """A file that declares no values itself has those of the library and no others."""
    documents = {"items": {"properties": {"gegevens": known}}}
    return {
        "if": {"not": {"required": ["eigen_gegevens"]}},
        "then": {"properties": {"gegevens": known, "documenten": documents}},
    }


def _party(party: dict[str, Any], sorts: PartySorts) -> dict[str, Any]:
    """A party: its sorts, and for each what is known of one."""
    every: dict[str, ValueType] = {}
    for sort in sorts.by_name.values():
        every |= sort.fields
    properties = {
        "soort": {"description": "De soort partij.", "enum": list(sorts.by_name)},
        "aanduiding": party["properties"]["aanduiding"],
        **{name: _value(field) for name, field in every.items()},
    }
    per_sort = [
        {
            "if": {"properties": {"soort": {"const": name}}, "required": ["soort"]},
            "then": {
                "properties": {field: _field_of(field, sort) for field in sort.fields},
                "allOf": [*_not_both(sort)],
                "propertyNames": {"enum": ["soort", "aanduiding", *sort.fields]},
            },
        }
        for name, sort in sorts.by_name.items()
    ]
    return {
        "description": "Een partij bij de documenten.",
        "type": "object",
        "required": ["soort"],
        "additionalProperties": False,
        "properties": properties,
        "allOf": per_sort,
    }


def _field_of(name: str, sort: PartySort) -> dict[str, Any]:
    found = _value(sort.fields[name])
    return {**found, "minItems": 1} if name in sort.several else found


def _not_both(sort: PartySort) -> Iterator[dict[str, Any]]:
    """A list or the fields that it comes in the place of."""
    for several in sort.several.values():
        yield from ({"not": {"required": [several.name, name]}} for name in several.short)


def _values(library: Library, of_groups: bool = False) -> dict[str, Any]:
    """The values of a library, those of a group as a whole only where groups have theirs."""
    every = dict(library.values)
    for clause in library.all_clauses():
        every.update(clause.values)
    declared = {name: item for name, item in every.items() if of_groups or not item.is_of_group}
    return {
        "type": ["object", "null"],
        "properties": {
            name: _value(item) if name == item.name else _records(item)
            for name, item in sorted(with_plurals(declared).items())
        },
        "allOf": [*_bound(library)],
    }


def _bound(library: Library) -> Iterator[dict[str, Any]]:
    """Options that go with an option of another choice, as the tables of the library say."""
    for name, declared in sorted(library.values.items()):
        for other, table_name in declared.bound_to.items():
            table = library.tables[table_name]
            for key, allowed in pairs(table.latest.rows, table.keys[0], name).items():
                one = {"enum": [*allowed, None]}
                several = [one, {"type": "array"}]
                bound = {"anyOf": several} if declared.may_be_more else one
                yield {
                    "if": {"properties": {other: {"const": key}}, "required": [other]},
                    "then": {"properties": {name: bound}},
                }


def _value(declared: ValueType) -> dict[str, Any]:
    default, proposal = declared.default, declared.proposal
    parts = (
        declared.question,
        declared.help,
        f"Standaard: {default}." if isinstance(default, str) else None,
        f"Voorstel: {proposal}." if isinstance(proposal, str) else None,
    )
    described = {"description": " ".join(filter(None, parts))}
    if declared.may_be_more:
        one = _shape(declared)
        return {**described, "anyOf": [one, {"type": "array", "items": one}]}
    return {**described, **_shape(declared)}


def _records(declared: ValueType) -> dict[str, Any]:
    """More of what there may be one of, as a list."""
    described = f"{declared.question} Voor meer dan één: een lijst."
    return {"description": described, "type": ["array", "null"], "items": _shape(declared)}


def _shape(declared: ValueType) -> dict[str, Any]:
    """What may stand in the place of a value."""
    if declared.kind in ("groep", "persoon"):
        person = {name: ValueType(name, "tekst", name) for name in PERSON}
        fields = declared.fields or person
        return {
            "type": ["object", "null"],
            "additionalProperties": False,
            "properties": {name: _value(field) for name, field in fields.items()},
        }
    if declared.kind == "lijst":
        kind = "groep" if declared.fields else declared.item or "tekst"
        item = ValueType(declared.name, kind, "", fields=declared.fields)
        return {"type": ["array", "null"], "items": _value(item)}
    if declared.options:
        options = [{"const": key, "description": text} for key, text in declared.options.items()]
        return {"oneOf": [*options, {"type": "null"}]}
    return {"type": ["string", "number", "boolean", "null"]}


def _choices_of(outline: Outline, library: Library) -> dict[str, Any]:
    """For one kind of document: its topics, each with the variants that fit."""
    topics = {}
    for item in outline.all_topics:
        options = [
            {"const": name, "description": clause.summary}
            for name, clause in library.clauses.get(item.topic, {}).items()
            if clause.fits(outline.kind)
        ]
        if not item.required:
            options.append({"const": NONE, "description": "Laat dit onderwerp weg."})
        one = {"oneOf": options}
        topics[item.topic] = {"anyOf": [one, {"type": "array", "items": one}]}
    keuzes = {"type": "object", "additionalProperties": False, "properties": topics}
    return {
        "if": {"properties": {"soort": {"const": outline.kind}}, "required": ["soort"]},
        "then": {"properties": {"keuzes": keuzes}},
    }
