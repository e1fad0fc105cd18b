"""A new choice file: every key with its question, the variants to choose from and the default.

The file can be used at once: what nobody filled in becomes a field in the Word document.
"""

from __future__ import annotations

import itertools
import os
import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.problems import ChoicesError, Place, Source, did_you_mean, error
from dlr_docs.build.values.filling import declarations
from dlr_docs.build.values.interpreting import ValueProblem, interpret
from dlr_docs.clause.compile import compile_clause
from dlr_docs.model.library import Clause, Library, Outline, OutlineTopic
from dlr_docs.model.parties import PartySort
from dlr_docs.model.values import PERSON, ValueType

_PLAIN = re.compile(r"^[^\W_][\w ().,'/%€+–-]*\Z")
_WIDTH = 100


class PlannedDocument(Struct, frozen=True):
    """One document of the new file, with the clauses that it starts with and the values of
    its own.
    """

    outline: Outline
    id: str
    parent: str | None
    clauses: Mapping[str, Clause]
    own: Mapping[str, ValueType]


class Plan(Struct, frozen=True):
    """What goes into a new choice file; ``shared`` are the values that more than one
    document uses.
    """

    library: Library
    documents: tuple[PlannedDocument, ...]
    roles: tuple[tuple[str, str], ...]
    shared: Mapping[str, ValueType]


class Question(Struct, frozen=True):
    """One question of the interview; ``key`` says where the answer goes."""

    key: str
    text: str
    default: str
    declared: ValueType | None
    options: tuple[str, ...] = ()


def plan(kinds: tuple[str, ...], library: Library) -> Plan:
    """Plan a file for these kinds of documents.

    Raises:
        ChoicesError: for a kind that does not exist, or one that belongs to a document that is
            not there.
    """
    _refuse_unknown(kinds, library)
    needed = {kind: _needed(kind, kinds, library) for kind in kinds}
    declared: dict[str, ValueType] = {}
    asked: Counter[str] = Counter()
    for kind in dict.fromkeys(kinds):
        _, values = needed[kind]
        declared |= values
        asked.update(values.keys())
    several = {name for name in asked if asked[name] > 1 or name == library.effective}
    documents = tuple(
        _document(index, kinds, library, needed, several) for index in range(len(kinds))
    )
    roles = party_keys([library.outlines[kind] for kind in kinds])
    shared = {name: declared[name] for name in asked if name in several}
    return Plan(library, documents, roles, shared)


def _refuse_unknown(kinds: tuple[str, ...], library: Library) -> None:
    """Refuse a kind of document that does not exist."""
    unknown = [kind for kind in kinds if kind not in library.outlines]
    if unknown:
        message = f"de soort document '{unknown[0]}' bestaat niet"
        hint = did_you_mean(unknown[0], library.outlines)
        raise ChoicesError(error(codes.ONBEKENDE_SOORT, message, Place("SOORT"), hint))


def party_keys(outlines: Sequence[Outline]) -> tuple[tuple[str, str], ...]:
    """The parties that these kinds need at least: a key for each, and its sort."""
    counts: dict[str, int] = {}
    for outline in outlines:
        for role, amount in outline.roles.items():
            counts[role] = max(counts.get(role, 0), amount.minimum)
    keys: list[tuple[str, str]] = []
    for role, count in counts.items():
        numbered = ((f"{role}-{number}", role) for number in range(1, count + 1))
        keys += [(role, role)] if count == 1 else numbered
    return tuple(keys)


def _needed(
    kind: str, kinds: Sequence[str], library: Library
) -> tuple[dict[str, Clause], dict[str, ValueType]]:
    """The default clauses of a kind by topic, and the values that they use."""
    outline = library.outlines[kind]
    above = _usual_above(outline, kinds, library)
    usual = ((item.topic, item.default_with(above)) for item in outline.all_topics)
    clauses = {
        topic: library.clauses[topic][name]
        for topic, name in usual
        if name and name in library.clauses.get(topic, {})
    }
    declared = declarations(clauses.values(), library)
    names = dict.fromkeys(outline.values)
    for clause in clauses.values():
        names.update(dict.fromkeys(sorted(compile_clause(clause).names)))
    used = (declared[name] for name in names if name in declared)
    return clauses, {item.name: item for item in used if not item.is_of_group}


def _usual_above(outline: Outline, kinds: Sequence[str], library: Library) -> frozenset[str]:
    """The default clauses of the document that one belongs to, when it comes in the same file."""
    parents = (kind for kind in kinds if kind in outline.belongs_to and kind != outline.kind)
    parent = next(parents, None)
    topics = library.outlines[parent].all_topics if parent else ()
    return frozenset(f"{item.topic}/{item.default}" for item in topics if item.default)


def _document(
    index: int,
    kinds: tuple[str, ...],
    library: Library,
    needed: Mapping[str, tuple[dict[str, Clause], dict[str, ValueType]]],
    several: set[str],
) -> PlannedDocument:
    kind = kinds[index]
    outline = library.outlines[kind]
    parents = [other for other in kinds if other in outline.belongs_to and other != kind]
    if outline.belongs_to and not parents:
        message = f"een {kind} hoort bij een ander document"
        hint = f"Noem er een bij: dlr-docs nieuw {outline.belongs_to[0]} {kind}"
        raise ChoicesError(error(codes.HOORT_NERGENS_BIJ, message, Place("SOORT"), hint))
    name = _id(kind, kinds, kinds[: index + 1].count(kind))
    clauses, values = needed[kind]
    own = {key: item for key, item in values.items() if key not in several}
    parent = _id(parents[0], kinds, 1) if parents else None
    return PlannedDocument(outline, name, parent, clauses, own)


def _id(kind: str, kinds: tuple[str, ...], number: int) -> str:
    """The id of the first, second, … document of a kind; its kind when there is only one."""
    return kind if kinds.count(kind) == 1 else f"{kind}-{number}"


def questions(made: Plan) -> Iterator[Question]:
    """The questions of an interview, in the order of the file."""
    yield Question("bundel", "Titel van de bundel?", example_title(made), None)
    for key, role in made.roles:
        for name, declared in _shown_fields(made.library.parties.by_name[role]).items():
            yield from _value_questions(f"partijen.{key}.{name}", declared)
    for name, declared in made.shared.items():
        yield from _value_questions(f"gegevens.{name}", declared)
    for index, document in enumerate(made.documents):
        for item in document.outline.all_topics:
            variants = _variants(item, document.outline, made.library)
            if len(variants) > 1:
                text = f"{document.id}, {item.topic} ({', '.join(variants)})"
                default = _usual_variant(item, document)
                yield Question(
                    f"documenten.{index}.keuzes.{item.topic}", text, default, None, tuple(variants)
                )
        for name, declared in document.own.items():
            yield from _value_questions(f"documenten.{index}.gegevens.{name}", declared)


def _value_questions(key: str, declared: ValueType) -> Iterator[Question]:
    if declared.kind == "groep":
        for name, field in declared.fields.items():
            yield from _value_questions(f"{key}.{name}", field)
    elif declared.kind not in ("lijst", "persoon"):
        yield Question(key, _asked(declared), _shown_default(declared), declared)


def wrong_answer(question: Question, answer: str) -> str | None:
    """What is wrong with an answer, or None."""
    if question.options and answer not in question.options:
        return f"Dit kan hier niet. {did_you_mean(answer, question.options, 'Mogelijk zijn')}"
    if question.declared is None or not answer:
        return None
    try:
        interpret(question.declared, answer)
    except ValueProblem as exc:
        return f"{exc.message}. {exc.hint or ''}".strip()
    return None


def _asked(declared: ValueType) -> str:
    options = f" ({', '.join(declared.options)})" if declared.options else ""
    proposed = f" (voorstel: {declared.proposal})" if isinstance(declared.proposal, str) else ""
    return f"{declared.question}{options}{proposed}"


def _shown_default(declared: ValueType) -> str:
    return str(declared.default) if isinstance(declared.default, str) else ""


def _variants(item: OutlineTopic, outline: Outline, library: Library) -> dict[str, str]:
    """The variants that may be chosen with their summaries; ``geen`` last when the topic may stay
    out.
    """
    found = {
        name: clause.summary
        for name, clause in library.clauses.get(item.topic, {}).items()
        if clause.fits(outline.kind)
    }
    return found if item.required else {**found, "geen": "Laat dit onderwerp weg."}


def as_yaml(made: Plan, answers: Mapping[str, str]) -> str:
    """The choice file as text; ``answers`` come from the interview."""
    parties = (_party(key, role, made.library, answers) for key, role in made.roles)
    shared = (
        _value(name, declared, f"gegevens.{name}", answers, 2)
        for name, declared in made.shared.items()
    )
    documents = (
        _document_lines(index, document, made, answers)
        for index, document in enumerate(made.documents)
    )
    lines = [
        *_head(made, answers),
        "",
        *comment(
            "De partijen, elk met een eigen korte naam die alleen in dit bestand wordt gebruikt.", 0
        ),
        "partijen:",
        *itertools.chain.from_iterable(parties),
        "",
        *comment("Gegevens die voor alle documenten gelden.", 0),
        "gegevens:" if made.shared else "gegevens: {}",
        *itertools.chain.from_iterable(shared),
        "",
        "documenten:",
        *itertools.chain.from_iterable(documents),
    ]
    return "\n".join(lines) + "\n"


def _head(made: Plan, answers: Mapping[str, str]) -> list[str]:
    """What a choice file says of the bundle as a whole."""
    return [
        *comment(
            "Keuzebestand voor dlr-docs. Vul in wat achter de dubbele "
            "punt hoort. Wat u leeg laat, wordt in "
            "Word een veld om in te vullen. Regels die met # beginnen zijn uitleg.",
            0,
        ),
        "",
        *comment("Titel van de bundel; komt op elk document.", 0),
        f"bundel: {_scalar(answers.get('bundel', example_title(made)))}",
        *comment(
            "concept: open gegevens worden velden in Word. definitief: open gegevens zijn fouten.",
            0,
        ),
        "status: concept",
        *comment(
            "Huisstijl; mag weg. Bijvoorbeeld klassiek, of een map met "
            "eigen sjablonen. Zie: dlr-docs sjablonen lijst.",
            0,
        ),
        "# huisstijl: zakelijk",
        *comment(
            "Datum voor de eigenschappen van het bestand; mag weg. Bijvoorbeeld: 2027-05-01.", 0
        ),
        "# datum: 2027-05-01",
        *_passed_over(made.library),
    ]


def example_title(made: Plan) -> str:
    """A title for a bundle: the library's example, or the title of its first document."""
    return made.library.vocabulary.title or made.documents[0].outline.title


def _passed_over(library: Library) -> list[str]:
    """How a check is passed over, with the library's own example."""
    rule = next((rule for rule in library.rules.values() if rule.excuse), None)
    if rule is None:
        return []
    words = "Controles die voor u niet gelden, elk met de reden; mag weg. Bijvoorbeeld:"
    return [*comment(words, 0), f"# negeer: {{{rule.code}: {_scalar(rule.excuse or '')}}}"]


def _shown_fields(sort: PartySort) -> dict[str, ValueType]:
    """What is asked of a party: the fields that documents show."""
    found = {name: without_optional(sort.fields[name]) for name in sort.asked}
    return {name: declared for name, declared in found.items() if not declared.optional}


def without_optional(declared: ValueType) -> ValueType:
    """What must be answered of a value: without the parts that may be left out."""
    if not any(field.optional for field in declared.fields.values()):
        return declared
    fields = {name: field for name, field in declared.fields.items() if not field.optional}
    return replace(declared, fields=fields)


def _more_of(sort: PartySort) -> Iterator[str]:
    """How the lists are written in the place of the fields that are asked, and what may be added:
    lines of comment.
    """
    for several in sort.several.values():
        parts = ", ".join(f"{part}: …" for part in sort.fields[several.name].fields)
        instead = f"in plaats van {', '.join(several.short)}" if several.short else "mag erbij"
        yield f"{sort.fields[several.name].question} Meer dan één, {instead}:"
        yield f"{several.name}: [{{{parts}}}, …]"
    added = [name for name in sort.asked if sort.fields[name].optional]
    if added:
        yield f"Mag erbij: {', '.join(added)}."


def _party(key: str, role: str, library: Library, answers: Mapping[str, str]) -> list[str]:
    sort = library.parties.by_name[role]
    fields = (
        _value(name, declared, f"partijen.{key}.{name}", answers, 4)
        for name, declared in _shown_fields(sort).items()
    )
    *others, last = library.parties.by_name
    known = f"{', '.join(others)} of {last}." if others else f"{last}."
    return [
        f"  {key}:",
        *comment(known, 4),
        f"    soort: {role}",
        *itertools.chain.from_iterable(fields),
        *itertools.chain.from_iterable(comment(line, 4) for line in _more_of(sort)),
        *comment("Hoe de tekst deze partij noemt, als dat anders is dan gewoonlijk; mag weg.", 4),
        "    # aanduiding:",
    ]


def _document_lines(
    index: int, document: PlannedDocument, made: Plan, answers: Mapping[str, str]
) -> list[str]:
    prefix = f"documenten.{index}"
    topics = (
        _topic(item, document, made.library, answers.get(f"{prefix}.keuzes.{item.topic}"))
        for item in document.outline.all_topics
    )
    own = (
        _value(name, declared, f"{prefix}.gegevens.{name}", answers, 6)
        for name, declared in document.own.items()
    )
    return [
        *_named(document),
        *comment("Alleen deze partijen doen mee; standaard alle partijen.", 4),
        _joining_line(document.outline, made.roles),
        *comment(
            "Per onderwerp de variant. Het meegeleverde begin is in "
            "orde; verander wat u anders wilt.",
            4,
        ),
        "    keuzes:",
        *itertools.chain.from_iterable(topics),
        *(_OWN if document.own else ()),
        *itertools.chain.from_iterable(own),
    ]


def joining(outline: Outline, roles: Sequence[tuple[str, str]]) -> list[str]:
    """The keys of those who take part in a document: of the sorts that its kind names."""
    keys, counts = list[str](), Counter[str]()
    for key, sort in roles:
        role = outline.roles.get(sort)
        if role and (role.maximum is None or counts[sort] < role.maximum):
            keys.append(key)
            counts[sort] += 1
    return keys


def _joining_line(outline: Outline, roles: Sequence[tuple[str, str]]) -> str:
    """Who takes part, when the file has others too; else how that is said."""
    keys = joining(outline, roles)
    sign = "" if len(keys) < len(roles) else "# "
    return f"    {sign}partijen: [{', '.join(keys)}]"


def _named(document: PlannedDocument) -> list[str]:
    """What a document is, and where it belongs."""
    outline = document.outline
    lines = [*comment(outline.summary, 2), f"  - soort: {outline.kind}"]
    if document.id != outline.kind:
        lines.append(f"    id: {document.id}")
    if document.parent:
        lines += [*comment("Het document waar dit bij hoort.", 4), f"    bij: {document.parent}"]
    if document.parent and outline.is_annex:
        lines += comment("Haal het hekje weg om de bijlage achter dat document te zetten.", 4)
        lines.append("    # plaats: zelfde-bestand")
    return lines


def _topic(
    item: OutlineTopic, document: PlannedDocument, library: Library, answer: str | None
) -> list[str]:
    clause = document.clauses.get(item.topic)
    title = f"{clause.title}. " if clause else ""
    lines = comment(f"{title}Kies uit:", 6)
    default = _usual_variant(item, document)
    for name, summary in _variants(item, document.outline, library).items():
        sign = " (standaard)" if name == default else ""
        lines += comment(f"{name}{sign}: {summary}", 6, "- ")
    return [*lines, value_line(item.topic, answer or default, 6)]


def _usual_variant(item: OutlineTopic, document: PlannedDocument) -> str:
    clause = document.clauses.get(item.topic)
    return clause.variant if clause is not None else "geen"


def _value(
    name: str, declared: ValueType, key: str, answers: Mapping[str, str], indent: int
) -> list[str]:
    lines = comment(_explained(declared), indent)
    if declared.kind in ("groep", "persoon"):
        fields = declared.fields or {
            part: ValueType(part, "tekst", part.capitalize() + ".") for part in PERSON
        }
        lines.append(f"{' ' * indent}{name}:")
        for part, field in fields.items():
            lines += _value(part, field, f"{key}.{part}", answers, indent + 2)
        return lines
    if declared.kind == "lijst":
        return [*lines, *_list_lines(name, declared, indent)]
    answer = answers.get(key, _shown_default(declared))
    return [*lines, value_line(name, answer, indent)]


def _list_lines(name: str, declared: ValueType, indent: int) -> list[str]:
    space = " " * indent
    if isinstance(declared.default, list) and all(
        isinstance(item, str) for item in declared.default
    ):
        return [
            f"{space}{name}:",
            *(f"{space}  - {_scalar(str(item))}" for item in declared.default),
        ]
    if isinstance(declared.proposal, list):
        example = [f"{space}#   - {_one_line(item)}" for item in declared.proposal]
        return [f"{space}# Het voorstel:", *example, f"{space}{name}:"]
    if declared.fields:
        inside = ", ".join(f"{part}: …" for part in declared.fields)
        example = [f"{space}#   - {{{inside}}}"]
        example += [
            f"{space}#     {part}: {_asked(field)}" for part, field in declared.fields.items()
        ]
    else:
        example = [f"{space}#   - …"]
    return [f"{space}# Eén regel per onderdeel, zo:", *example, f"{space}{name}:"]


def _one_line(item: object) -> str:
    """An item of a list as it is typed on one line."""
    if isinstance(item, Mapping):
        inside = (f"{key}: {_scalar(str(part))}" for key, part in item.items())
        return f"{{{', '.join(inside)}}}"
    return _scalar(str(item))


def _explained(declared: ValueType) -> str:
    parts = [declared.question]
    if declared.help:
        parts.append(declared.help)
    if declared.options:
        choices = ", ".join(
            f"{key} ({text})" if key != text else key for key, text in declared.options.items()
        )
        parts.append(f"Kies uit: {choices}.")
    elif declared.kind not in ("tekst", "groep", "lijst", "persoon"):
        parts.append(f"Soort: {declared.kind.replace('_', ' of ')}.")
    if declared.example:
        parts.append(f"Bijvoorbeeld: {declared.example}.")
    parts += _how_many(declared)
    if isinstance(declared.default, str):
        parts.append(f"Standaard: {declared.default}.")
    if declared.proposal is not None:
        proposed = f" {declared.proposal}" if isinstance(declared.proposal, str) else ""
        parts.append(f"Voorstel:{proposed or ' zie hieronder'}. Het geldt pas als u het invult.")
    return " ".join(parts)


def _how_many(declared: ValueType) -> Iterator[str]:
    """How one types more than one, or none, where that may be."""
    if declared.may_be_more:
        keys = [*declared.options][:2] or ["…", "…"]
        yield f"Meer dan één schrijft u als lijst: [{', '.join(map(_scalar, keys))}]."
    if declared.plural is not None:
        yield f"Meer dan één schrijft u als '{declared.plural}: [{{…}}, {{…}}]'."
    if declared.none_words:
        yield f"Is er geen: {declared.none_words[0]}."


def comment(text: str, indent: int, sign: str = "", width: int = _WIDTH) -> list[str]:
    """A text as lines of comment."""
    space = " " * indent
    return textwrap.wrap(
        text,
        width,
        initial_indent=f"{space}# {sign}",
        subsequent_indent=f"{space}# {' ' * len(sign)}",
        break_long_words=False,
        break_on_hyphens=False,
    )


def value_line(name: str, answer: str, indent: int) -> str:
    """A key with an answer as its value."""
    return f"{' ' * indent}{name}: {_scalar(answer)}".rstrip()


def _scalar(text: str) -> str:
    """Text as one YAML scalar, in quotes only where YAML needs them."""
    if not text or (
        _PLAIN.match(text) and not text.endswith(" ") and text.lower() not in ("null", "~")
    ):
        return text
    escaped = "".join(
        _ESCAPES.get(char) or (char if char.isprintable() else f"\\U{ord(char):08X}")
        for char in text
    )
    return f'"{escaped}"'


_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


_OWN = (
    *comment("Gegevens van dit document. Een andere variant kan andere gegevens vragen.", 4),
    "    gegevens:",
)


def new_file(text: str, path: Path) -> dict[str, bytes]:
    """A new choice file by its name; never in the place of an existing one.

    Raises:
        ChoicesError: when the choice file exists.
    """
    if os.path.lexists(path):
        hint = "Kies met --uit een andere naam."
        raise ChoicesError(
            error(codes.BESTAAT_AL, "dit bestand bestaat al", Source(str(path)), hint)
        )
    return {path.name: text.encode()}
