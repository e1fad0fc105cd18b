"""Which values a document needs, and what they are: raw data judged by the library's
declarations.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from dlr_docs.basis.problems import Problem, did_you_mean, error, warning
from dlr_docs.build.values import ValueProblem, interpret
from dlr_docs.model.choices import Choices, DocumentChoice, PartyChoice, PartyKind, Path
from dlr_docs.model.document import Party
from dlr_docs.model.library import Clause, Library
from dlr_docs.model.values import Content, Value, ValueType, walk

_PARTY_QUESTIONS = {
    "naam": "Wat is de naam van de {soort}?",
    "bevoegd_gezag": "Hoe heet het bevoegd gezag van de {soort}?",
    "vestigingsplaats": "In welke plaats is de {soort} gevestigd?",
    "vertegenwoordiger.naam": "Wie vertegenwoordigt de {soort}?",
    "vertegenwoordiger.functie": "Wat is de functie van wie de {soort} vertegenwoordigt?",
}
_DESIGNATIONS = {
    "school": ("de school", "de andere scholen"),
    "instelling": ("de instelling", "de andere instellingen"),
    "leerbedrijf": ("het leerbedrijf", "de andere leerbedrijven"),
    "overig": ("de deelnemer", "de andere deelnemers"),
}


@dataclass(frozen=True, slots=True)
class Contents:
    """The values of one document: by name for clauses, by path for the writer."""

    parties: tuple[Party, ...]
    subject: Value
    named: Mapping[str, Content]
    values: Mapping[str, Value]

    @property
    def front(self) -> list[Value]:
        """The values of the parties that every document shows; only schools have a bevoegd
        gezag.
        """
        return [value for party in self.parties for value in party.shown]


def declarations(clauses: Iterable[Clause], library: Library) -> dict[str, ValueType]:
    """Every value that a document with these clauses may use, shared and its clauses' own."""
    found = dict(library.values)
    for clause in clauses:
        found.update(clause.values)
    return found


def fill(
    choice: DocumentChoice,
    choices: Choices,
    parties: tuple[PartyChoice, ...],
    needed: Mapping[str, ValueType],
) -> tuple[Contents, list[Problem]]:
    """Judge the raw values of one document.

    Args:
        needed: the declarations of the values that its text uses.

    Returns:
        The contents, with an open value wherever something is missing or wrong, and the problems.
    """
    problems: list[Problem] = []
    named: dict[str, Content] = {}
    for name, declared in needed.items():
        raw, path = _raw(name, choice, choices, declared)
        named[name] = _judged(declared, raw, path, choices, problems)
    subject = _judged(_TITLE, choices.title, ("bundel",), choices, problems)
    made = tuple(_party(party, parties, choices, problems) for party in parties)
    values = {value.path: value for content in named.values() for value in walk(content)}
    for party in made:
        values.update({value.path: value for value in party.shown})
    if not isinstance(subject, Value):
        raise TypeError("the title of a bundle is one value")
    values[subject.path] = subject
    return Contents(made, subject, named, values), problems


def _raw(
    name: str, choice: DocumentChoice, choices: Choices, declared: ValueType
) -> tuple[object, Path]:
    """The raw value of a name and where it stands: the document's own, the bundle's, or the
    default.
    """
    if name in choice.values:
        return choice.values[name], (*choice.path, "gegevens", name)
    if name in choices.values:
        return choices.values[name], ("gegevens", name)
    return declared.default, (*choice.path, "gegevens", name)


def _judged(
    declared: ValueType,
    raw: object,
    path: Path,
    choices: Choices,
    problems: list[Problem],
    name: str | None = None,
) -> Content:
    try:
        return interpret(declared, raw, name)
    except ValueProblem as exc:
        place = choices.place(*path, *exc.path)
        inside = ".".join(
            [
                declared.name,
                *(str(part + 1 if isinstance(part, int) else part) for part in exc.path),
            ]
        )
        problems.append(error("verkeerde-waarde", f"{inside}: {exc.message}", place, exc.hint))
        return _left_open(declared, name)


def _left_open(declared: ValueType, name: str | None) -> Content:
    """What stands in the place of a value that is wrong; when its own default is wrong too,
    anything will do.
    """
    try:
        return interpret(declared, None, name)
    except ValueProblem:
        return Value(
            name or declared.name, declared.kind, None, "", declared.question, declared.label
        )


_TITLE = ValueType("bundel", "tekst", "Wat is de titel?")


def _introduced(party: PartyChoice, all_parties: tuple[PartyChoice, ...]) -> str:
    """The words that say what the text calls a party; several of one sort are called so
    together.
    """
    designation, others = _DESIGNATIONS[party.kind]
    if party.designation:
        return f"hierna: {party.designation}"
    alone = sum(other.kind == party.kind and not other.designation for other in all_parties) == 1
    return f"hierna: {designation}" if alone else f"hierna, samen met {others}: {designation}"


@functools.lru_cache(maxsize=8)
def _party_fields(kind: PartyKind) -> Mapping[str, ValueType]:
    """The declarations of what is known of a party, by the path in it."""
    sort = "partij" if kind == "overig" else kind
    return {
        field: ValueType(
            field.replace(".", "_"),
            "tekst",
            question.format(soort=sort).replace("de leerbedrijf", "het leerbedrijf"),
        )
        for field, question in _PARTY_QUESTIONS.items()
    }


def _party(
    party: PartyChoice,
    all_parties: tuple[PartyChoice, ...],
    choices: Choices,
    problems: list[Problem],
) -> Party:
    person = party.fields.get("vertegenwoordiger")
    given = person if isinstance(person, Mapping) else {}
    raw = {
        **party.fields,
        **{f"vertegenwoordiger.{key}": value for key, value in given.items()},
    }

    declared = _party_fields(party.kind)

    def value(field: str) -> Value:
        path: Path = ("partijen", party.key, *field.split("."))
        content = _judged(
            declared[field],
            raw.get(field),
            path,
            choices,
            problems,
            f"partijen.{party.key}.{field}",
        )
        if not isinstance(content, Value):
            raise TypeError("a field of a party is one value")
        return content

    return Party(
        key=party.key,
        kind=party.kind,
        aanduiding=party.designation or _DESIGNATIONS[party.kind][0],
        hierna=_introduced(party, all_parties),
        naam=value("naam"),
        bevoegd_gezag=value("bevoegd_gezag"),
        vestigingsplaats=value("vestigingsplaats"),
        vertegenwoordiger={
            "naam": value("vertegenwoordiger.naam"),
            "functie": value("vertegenwoordiger.functie"),
        },
    )


def unknown_values(
    choices: Choices, used: Mapping[str, AbstractSet[str]], declared: Mapping[str, frozenset[str]]
) -> list[Problem]:
    """Values in the choice file that nothing uses; shared ones only when every document could be
    selected.

    Args:
        used: per document id the names that its text uses.
        declared: per document id the names that the library knows for its kind.
    """
    problems = []
    all_used = frozenset().union(*used.values()) if used else frozenset()
    all_declared = frozenset().union(*declared.values()) if declared else frozenset()
    complete = all(document.id in used for document in choices.documents)
    for name in choices.values if complete else ():
        problems += _unused(name, all_used, all_declared, choices, ("gegevens", name))
    for document in choices.documents:
        if document.id in used:
            for name in document.values:
                path = (*document.path, "gegevens", name)
                problems += _unused(name, used[document.id], declared[document.id], choices, path)
    return problems


def _unused(
    name: str, used: AbstractSet[str], declared: frozenset[str], choices: Choices, path: Path
) -> list[Problem]:
    if name in used:
        return []
    if name in declared:
        message = f"het gegeven '{name}' wordt door de gekozen clausules niet gebruikt"
        return [warning("ongebruikt-gegeven", message, choices.place(*path))]
    hint = did_you_mean(name, used | declared)
    return [
        error("onbekend-gegeven", f"het gegeven '{name}' bestaat niet", choices.place(*path), hint)
    ]
