"""A new choice file: every key with its question, the variants to choose from and the default.

The file can be used at once: what nobody filled in becomes a field in the Word document.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dlr_docs.basis.problems import ChoicesError, Source, did_you_mean, error
from dlr_docs.build.filling import declarations
from dlr_docs.build.values import ValueProblem, interpret
from dlr_docs.choices.schema import refuse_other_file, schema_text
from dlr_docs.clause import rendering
from dlr_docs.files import output
from dlr_docs.model.library import Clause, Library, Outline, OutlineTopic
from dlr_docs.model.values import ValueType

SCHEMA_NAME = "dlr-docs.schema.json"
_PLAIN = re.compile(r"^[^\W_][\w ().,'/%€+–-]*\Z")
_WIDTH = 100
_PARTY_FIELDS = (
    ("naam", "Hoe heet {kind}?"),
    ("bevoegd_gezag", "Hoe heet de rechtspersoon die het bevoegd gezag is van {kind}?"),
    ("vestigingsplaats", "In welke plaats is {kind} gevestigd?"),
)
_THE = {
    "school": "de school",
    "instelling": "de instelling",
    "leerbedrijf": "het leerbedrijf",
    "overig": "de deelnemer",
}


@dataclass(frozen=True, slots=True)
class PlannedDocument:
    """One document of the new file, with the clauses that it starts with and the values of
    its own.
    """

    outline: Outline
    id: str
    parent: str | None
    clauses: Mapping[str, Clause]
    own: Mapping[str, ValueType]


@dataclass(frozen=True, slots=True)
class Plan:
    """What goes into a new choice file; ``shared`` are the values that more than one
    document uses.
    """

    library: Library
    documents: tuple[PlannedDocument, ...]
    roles: tuple[tuple[str, str], ...]
    shared: Mapping[str, ValueType]


@dataclass(frozen=True, slots=True)
class Question:
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
    for kind in kinds:
        if kind not in library.outlines:
            message = f"de soort document '{kind}' bestaat niet"
            raise ChoicesError(
                error("onbekende-soort", message, hint=did_you_mean(kind, library.outlines))
            )
    needed = {kind: _needed(library.outlines[kind], library) for kind in kinds}
    names = [name for kind in dict.fromkeys(kinds) for name in needed[kind][1]]
    several = {name for name in names if names.count(name) > 1 or name == "ingangsdatum"}
    documents = tuple(
        _document(index, kinds, library, needed, several) for index in range(len(kinds))
    )
    declared = {name: item for kind in kinds for name, item in needed[kind][1].items()}
    roles = party_keys([library.outlines[kind] for kind in kinds])
    return Plan(
        library, documents, roles, {name: declared[name] for name in names if name in several}
    )


def party_keys(outlines: Sequence[Outline]) -> tuple[tuple[str, str], ...]:
    """The parties that these kinds need at least: a key for each, and its sort."""
    counts: dict[str, int] = {}
    for outline in outlines:
        for role, amount in outline.roles.items():
            counts[role] = max(counts.get(role, 0), amount.minimum)
    return tuple(
        (role if count == 1 else f"{role}-{number}", role)
        for role, count in counts.items()
        for number in range(1, count + 1)
    )


def _needed(outline: Outline, library: Library) -> tuple[dict[str, Clause], dict[str, ValueType]]:
    """The default clauses of a kind by topic, and the values that they use."""
    clauses = {
        item.topic: library.clauses[item.topic][item.default]
        for item in outline.all_topics
        if item.default and item.default in library.clauses.get(item.topic, {})
    }
    declared = declarations(clauses.values(), library)
    names = dict.fromkeys(outline.values)
    for clause in clauses.values():
        names.update(dict.fromkeys(sorted(rendering.compile_clause(clause).names)))
    return clauses, {name: declared[name] for name in names if name in declared}


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
        raise ChoicesError(error("hoort-nergens-bij", message, hint=hint))
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
    yield Question("bundel", "Titel van de bundel?", "Samenwerking vmbo-mbo", None)
    for key, role in made.roles:
        for field, text in _party_fields(role):
            yield Question(f"partijen.{key}.{field}", text, "", None)
        yield Question(
            f"partijen.{key}.vertegenwoordiger.naam",
            f"Wie vertegenwoordigt {_THE[role]}?",
            "",
            None,
        )
        yield Question(f"partijen.{key}.vertegenwoordiger.functie", "In welke functie?", "", None)
    for name, declared in made.shared.items():
        yield from _value_questions(f"gegevens.{name}", declared)
    for index, document in enumerate(made.documents):
        for item in document.outline.all_topics:
            variants = _variants(item, document.outline, made.library)
            if len(variants) > 1:
                text = f"{document.id}, {item.topic} ({', '.join(variants)})"
                default = item.default or "geen"
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
    return (
        f"{declared.question} ({', '.join(declared.options)})"
        if declared.options
        else declared.question
    )


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
    lines = [
        f"# yaml-language-server: $schema={SCHEMA_NAME}",
        *_comment(
            "Keuzebestand voor dlr-docs. Vul in wat achter de dubbele "
            "punt hoort. Wat u leeg laat, wordt in "
            "Word een veld om in te vullen. Regels die met # beginnen zijn uitleg.",
            0,
        ),
        "",
        *_comment("Titel van de bundel; komt op elk document.", 0),
        f"bundel: {_scalar(answers.get('bundel', 'Samenwerking vmbo-mbo'))}",
        *_comment(
            "concept: open gegevens worden velden in Word. definitief: open gegevens zijn fouten.",
            0,
        ),
        "status: concept",
        *_comment(
            "Huisstijl; mag weg. Bijvoorbeeld klassiek, of een map met "
            "eigen sjablonen. Zie: dlr-docs sjablonen lijst.",
            0,
        ),
        "# huisstijl: zakelijk",
        *_comment(
            "Datum voor de eigenschappen van het bestand; mag weg. Bijvoorbeeld: 2027-05-01.", 0
        ),
        "# datum:",
        *_comment("Controles die voor u niet gelden, elk met de reden; mag weg. Bijvoorbeeld:", 0),
        "# negeer: {leerweg-niveau: Proef met toestemming van de minister.}",
        "",
        *_comment(
            "De partijen, elk met een eigen korte naam die alleen in dit bestand wordt gebruikt.", 0
        ),
        "partijen:",
    ]
    for party_key, role in made.roles:
        lines += _party(party_key, role, answers)
    lines += [
        "",
        *_comment("Gegevens die voor alle documenten gelden.", 0),
        "gegevens:" if made.shared else "gegevens: {}",
    ]
    for name, declared in made.shared.items():
        lines += _value(name, declared, f"gegevens.{name}", answers, 2)
    lines += ["", "documenten:"]
    for index, document in enumerate(made.documents):
        lines += _document_lines(index, document, made.library, answers)
    return "\n".join(lines) + "\n"


def _party_fields(role: str) -> list[tuple[str, str]]:
    """The fields of a party with their questions; only schools and instellingen have a bevoegd
    gezag.
    """
    fields = [(field, text.format(kind=_THE[role])) for field, text in _PARTY_FIELDS]
    return (
        fields
        if role in ("school", "instelling")
        else [item for item in fields if item[0] != "bevoegd_gezag"]
    )


def _party(key: str, role: str, answers: Mapping[str, str]) -> list[str]:
    prefix = f"partijen.{key}"
    lines = [
        f"  {key}:",
        *_comment("school, instelling, leerbedrijf of overig.", 4),
        f"    soort: {role}",
    ]
    for field, text in _party_fields(role):
        lines += [*_comment(text, 4), _line(field, answers.get(f"{prefix}.{field}", ""), 4)]
    lines += [*_comment(f"Wie tekent namens {_THE[role]}?", 4), "    vertegenwoordiger:"]
    for field, text in (
        ("naam", "Voorletters en achternaam."),
        ("functie", "Bijvoorbeeld: voorzitter van het bestuur."),
    ):
        lines += [
            *_comment(text, 6),
            _line(field, answers.get(f"{prefix}.vertegenwoordiger.{field}", ""), 6),
        ]
    lines += [
        *_comment("Hoe de tekst deze partij noemt, als dat anders is dan gewoonlijk; mag weg.", 4),
        "    # aanduiding:",
    ]
    return lines


def _document_lines(
    index: int, document: PlannedDocument, library: Library, answers: Mapping[str, str]
) -> list[str]:
    lines = [*_comment(document.outline.summary, 2), f"  - soort: {document.outline.kind}"]
    if document.id != document.outline.kind:
        lines.append(f"    id: {document.id}")
    if document.parent:
        lines += [*_comment("Het document waar dit bij hoort.", 4), f"    bij: {document.parent}"]
        if document.outline.is_annex:
            lines += [
                *_comment("Haal het hekje weg om de bijlage achter dat document te zetten.", 4)
            ]
            lines += ["    # plaats: zelfde-bestand"]
    lines += [
        *_comment("Alleen deze partijen doen mee; standaard alle partijen.", 4),
        "    # partijen: []",
    ]
    lines += [
        *_comment(
            "Per onderwerp de variant. Het meegeleverde begin is in "
            "orde; verander wat u anders wilt.",
            4,
        ),
        "    keuzes:",
    ]
    for item in document.outline.all_topics:
        lines += _topic(
            item, document, library, answers.get(f"documenten.{index}.keuzes.{item.topic}")
        )
    if document.own:
        lines += [
            *_comment(
                "Gegevens van dit document. Een andere variant kan andere gegevens vragen.", 4
            ),
            "    gegevens:",
        ]
    for name, declared in document.own.items():
        lines += _value(name, declared, f"documenten.{index}.gegevens.{name}", answers, 6)
    return lines


def _topic(
    item: OutlineTopic, document: PlannedDocument, library: Library, answer: str | None
) -> list[str]:
    clause = document.clauses.get(item.topic)
    title = f"{clause.title}. " if clause else ""
    lines = _comment(f"{title}Kies uit:", 6)
    default = item.default or "geen"
    for name, summary in _variants(item, document.outline, library).items():
        mark = " (standaard)" if name == default else ""
        lines += _comment(f"{name}{mark}: {summary}", 6, "- ")
    return [*lines, _line(item.topic, answer or default, 6)]


def _value(
    name: str, declared: ValueType, key: str, answers: Mapping[str, str], indent: int
) -> list[str]:
    lines = _comment(_explained(declared), indent)
    if declared.kind in ("groep", "persoon"):
        fields = declared.fields or {
            part: ValueType(part, "tekst", part.capitalize() + ".") for part in ("naam", "functie")
        }
        lines.append(f"{' ' * indent}{name}:")
        for part, field in fields.items():
            lines += _value(part, field, f"{key}.{part}", answers, indent + 2)
        return lines
    if declared.kind == "lijst":
        return [*lines, *_list_lines(name, declared, indent)]
    answer = answers.get(key, _shown_default(declared))
    return [*lines, _line(name, answer, indent)]


def _list_lines(name: str, declared: ValueType, indent: int) -> list[str]:
    space = " " * indent
    if isinstance(declared.default, list) and all(
        isinstance(item, str) for item in declared.default
    ):
        return [
            f"{space}{name}:",
            *(f"{space}  - {_scalar(str(item))}" for item in declared.default),
        ]
    if declared.fields:
        inside = ", ".join(f"{part}: …" for part in declared.fields)
        example = [f"{space}#   - {{{inside}}}"]
        example += [
            f"{space}#     {part}: {_asked(field)}" for part, field in declared.fields.items()
        ]
    else:
        example = [f"{space}#   - …"]
    return [f"{space}# Eén regel per onderdeel, zo:", *example, f"{space}{name}:"]


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
    if isinstance(declared.default, str):
        parts.append(f"Standaard: {declared.default}.")
    return " ".join(parts)


def _comment(text: str, indent: int, mark: str = "") -> list[str]:
    space = " " * indent
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=f"{space}# {mark}",
        subsequent_indent=f"{space}# {' ' * len(mark)}",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _line(name: str, answer: str, indent: int) -> str:
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


def write(text: str, path: Path, library: Library) -> list[Path]:
    """Write the file, and beside it the schema that its first line names; never over an existing
    choice file.

    Raises:
        ChoicesError: when the file exists.
        OutputError: when it cannot be written.
    """
    if path.exists():
        hint = "Kies met --uit een andere naam."
        raise ChoicesError(error("bestaat-al", "dit bestand bestaat al", Source(str(path)), hint))
    refuse_other_file(path.with_name(SCHEMA_NAME))
    files = {path.name: text.encode(), SCHEMA_NAME: schema_text(library).encode()}
    return output.write_files(files, path.parent, overwrite=True)
