"""Checks on a whole clause library: everything that would fail or mislead when somebody uses it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping

from dlr_docs.basis import codes
from dlr_docs.basis.problems import (
    Place,
    Problem,
    RenderError,
    Source,
    TemplateError,
    did_you_mean,
    error,
    warning,
)
from dlr_docs.build.house_style import house_styles, template_in, templates_of
from dlr_docs.build.values import ValueProblem, interpret
from dlr_docs.clause import parsing, rendering
from dlr_docs.library.words import finder
from dlr_docs.model.library import Clause, Library
from dlr_docs.model.parties import Party
from dlr_docs.model.rules import Together, Vocabulary
from dlr_docs.model.values import ValueType
from dlr_docs.word.template.trial import examine_template

# Words that the program itself puts before a number; a library may name more.
_NUMBERED = ("artikel", "art.")
_EURO = re.compile(r"€\s*\d|\b\d+\s*(?:euro|procent)\b|\b\d+%|\b\d{1,2}[- ]\d{1,2}[- ]\d{4}\b")


def check_library(library: Library) -> list[Problem]:
    """Find every problem of a library that could be read."""
    return [problem for check in CHECKS.values() for problem in check(library)]


def _check_language(library: Library) -> Iterator[Problem]:
    """Every clause and definition compiles."""
    for clause in library.all_clauses():
        try:
            rendering.compile_clause(clause)
        except RenderError as exc:
            yield from exc.problems
    for term in library.terms:
        try:
            rendering.compile_term(term)
        except RenderError as exc:
            yield from exc.problems


def _compiled(library: Library) -> Iterator[tuple[Clause, rendering.Compiled]]:
    for clause in library.all_clauses():
        try:
            yield clause, rendering.compile_clause(clause)
        except RenderError:
            continue  # reported by the check on language


def _values_of(compiled: rendering.Compiled, library: Library) -> frozenset[str]:
    """The values that a clause uses: its names, less those of groups of parties."""
    return compiled.names - library.parties.groups.keys()


def _check_names(library: Library) -> Iterator[Problem]:
    """Every value that a clause uses is declared, with the fields it asks for, and no declaration
    is idle.
    """
    for clause, compiled in _compiled(library):
        declared = {**library.values, **clause.values}
        for name in sorted(_values_of(compiled, library) - declared.keys()):
            message = f"het gegeven '{name}' is nergens omschreven"
            line = next((use.line for use in compiled.uses if use.name == name), 1)
            yield error(
                codes.GEGEVEN_NIET_OMSCHREVEN,
                message,
                clause.line(line),
                did_you_mean(name, declared),
            )
        for name in sorted(clause.values.keys() - compiled.names):
            yield warning(
                codes.GEGEVEN_ZONDER_GEBRUIK,
                f"het gegeven '{name}' wordt niet gebruikt",
                clause.key("gegevens", name),
            )
        yield from _unknown_fields(clause, compiled, declared)


def _unknown_fields(
    clause: Clause, compiled: rendering.Compiled, declared: Mapping[str, ValueType]
) -> Iterator[Problem]:
    for use in compiled.uses:
        if use.field is not None and use.name in declared:
            item = declared[use.name]
            fields = ("naam", "functie") if item.kind == "persoon" else tuple(item.fields)
            if item.kind != "lijst" and use.field not in fields:
                message = f"'{item.name}' heeft geen onderdeel '{use.field}'"
                yield error(
                    codes.ONBEKEND_ONDERDEEL,
                    message,
                    clause.line(use.line),
                    did_you_mean(use.field, fields),
                )


def _check_deciding(library: Library) -> Iterator[Problem]:
    """A value that decides the text has a default, so that an open value never decides by
    accident.
    """
    for clause, compiled in _compiled(library):
        declared = {**library.values, **clause.values}
        for name in sorted(compiled.deciding & declared.keys()):
            if declared[name].default is None and declared[name].kind not in ("groep", "lijst"):
                message = f"het gegeven '{name}' bepaalt de tekst en heeft geen standaard"
                yield error(
                    codes.GEEN_STANDAARD,
                    message,
                    clause.key("gegevens", name),
                    "Geef het in de kop een standaard.",
                )


def _check_meanings(library: Library) -> Iterator[Problem]:
    """One name, one meaning: no two clauses declare the same value."""
    seen: dict[str, Clause] = {}
    for clause in library.all_clauses():
        for name in clause.values:
            if name in seen:
                message = f"het gegeven '{name}' staat ook in {seen[name].id}"
                hint = "Zet een gegeven dat meer clausules gebruiken in gegevens.yaml."
                yield error(codes.DUBBELE_BETEKENIS, message, clause.key("gegevens", name), hint)
            seen.setdefault(name, clause)


def _check_reserved(library: Library) -> Iterator[Problem]:
    """No value hides a function or a role of the language of clauses."""
    groups = library.parties.groups
    reserved = {*rendering.FUNCTIONS, *rendering.ROLES, *groups, "loop"}
    for place, item in _declared(library):
        if item.name in reserved:
            message = f"'{item.name}' heeft in een clausule al een betekenis"
            yield error(codes.GERESERVEERDE_NAAM, message, place, "Kies een andere naam.")


def _declared(library: Library) -> Iterator[tuple[Place, ValueType]]:
    """Every declaration of a value, with its place."""
    shared = Source(str(library.path / "clauses" / "gegevens.yaml"))
    for name, item in library.values.items():
        yield Place(f"clauses/gegevens.yaml#{name}", shared), item
    for clause in library.all_clauses():
        for name, item in clause.values.items():
            yield clause.key("gegevens", name), item


def _check_terms(library: Library) -> Iterator[Problem]:
    """Every defined term is used somewhere in the library."""
    law = library.law
    texts = [clause.text for clause in library.all_clauses()] + [
        term.definition for term in library.terms
    ]
    texts += [reference.text.replace("\u00a0", " ") for reference in law.references.values()]
    together = "\n".join(texts)
    for term in library.terms:
        if not rendering.uses_term(together, term):
            yield warning(
                codes.ONGEBRUIKT_BEGRIP,
                f"het begrip '{term.name}' komt in geen clausule voor",
                term.place,
            )


def _check_together(library: Library) -> Iterator[Problem]:
    """No words in one paragraph that the library keeps apart, unless the text forbids it."""
    for clause in library.all_clauses():
        for number, paragraph in _paragraphs(clause.text):
            for rule in library.vocabulary.together:
                if _stand_together(rule, paragraph):
                    yield error(rule.declared, rule.message, clause.line(number), rule.hint)


def _stand_together(rule: Together, paragraph: str) -> bool:
    found = (bool(finder(words).search(paragraph)) for words in (rule.words, rule.others))
    return all(found) and not (rule.unless and finder(rule.unless).search(paragraph))


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """The items of a text, each with the number of its first line."""
    start, lines = 1, list[str]()
    for number, line in enumerate(text.splitlines(), start=1):
        if lines and (not line.strip() or re.match(r"\s*(1\.|-) ", line)):
            yield start, " ".join(lines)
            start, lines = number, []
        lines.append(line.strip())
    if lines:
        yield start, " ".join(lines)


def _check_defaults(library: Library) -> Iterator[Problem]:
    """Defaults fit their own declaration."""
    for place, item in _declared(library):
        if item.kind == "keuze" and not item.options:
            yield error(codes.GEEN_OPTIES, f"de keuze '{item.name}' heeft geen opties", place)
        try:
            interpret(item, item.default)
        except ValueProblem as exc:
            yield error(
                codes.VERKEERDE_STANDAARD,
                f"de standaard van '{item.name}' kan niet: {exc.message}",
                place,
                exc.hint,
            )


def _check_kinds(library: Library) -> Iterator[Problem]:
    """Kinds, requirements and other clauses that a clause names exist."""
    subjects = {
        name
        for group in library.law.requirement_sets.values()
        for item in group.requirements
        for name in item.coverable
    }
    names = {clause.id for clause in library.all_clauses()} | library.clauses.keys()
    for clause in library.all_clauses():
        for key, code, what, known in (
            ("soorten", codes.CLAUSULE_ONBEKENDE_SOORT, "de soort document", library.outlines),
            ("eisen", codes.CLAUSULE_ONBEKENDE_EIS, "het wettelijk onderwerp", subjects),
            ("sluit_uit", codes.CLAUSULE_ONBEKENDE_CLAUSULE, "de clausule of het onderwerp", names),
            ("vereist", codes.CLAUSULE_ONBEKENDE_CLAUSULE, "de clausule of het onderwerp", names),
        ):
            for name in _NAMED[key](clause):
                if name not in known:
                    message = f"{what} '{name}' bestaat niet"
                    yield error(code, message, clause.key(key), did_you_mean(name, known))


# What a clause names, by the key under which it does.
_NAMED: Mapping[str, Callable[[Clause], tuple[str, ...]]] = {
    "soorten": lambda clause: clause.kinds,
    "eisen": lambda clause: clause.requirements,
    "sluit_uit": lambda clause: clause.excludes,
    "vereist": lambda clause: clause.requires,
}


def _check_references(library: Library) -> Iterator[Problem]:
    """Laws and topics that a text refers to exist."""
    annexes = {kind for kind, outline in library.outlines.items() if outline.is_annex}
    functions: dict[str, Collection[str]] = {
        "wet": library.law.references.keys(),
        "artikel": library.clauses.keys(),
        "heeft": library.clauses.keys(),
        "bijlage": annexes,
        "heeft_bijlage": annexes,
    }
    for clause, compiled in _compiled(library):
        for call in compiled.calls:
            known = functions.get(call.function)
            if known is not None and call.argument not in known:
                message = f'{call.function}("{call.argument}") verwijst naar iets dat niet bestaat'
                yield error(
                    codes.ONBEKENDE_VERWIJZING,
                    message,
                    clause.line(call.line),
                    did_you_mean(str(call.argument), known),
                )


def _check_outlines(library: Library) -> Iterator[Problem]:
    """Topics, default variants, values and parents that an outline names exist."""
    for outline in library.outlines.values():
        for item in outline.all_topics:
            variants = library.clauses.get(item.topic)
            if variants is None:
                message = f"het onderwerp '{item.topic}' bestaat niet"
                yield error(
                    codes.OPZET_ONBEKEND_ONDERWERP,
                    message,
                    outline.key("onderwerpen"),
                    did_you_mean(item.topic, library.clauses),
                )
            elif item.default and (
                item.default not in variants or not variants[item.default].fits(outline.kind)
            ):
                fitting = [name for name, clause in variants.items() if clause.fits(outline.kind)]
                message = (
                    f"'{item.topic}' heeft voor een {outline.kind} geen variant '{item.default}'"
                )
                yield error(
                    codes.OPZET_ONBEKENDE_VARIANT,
                    message,
                    outline.key("onderwerpen"),
                    did_you_mean(item.default, fitting),
                )
        for name in outline.belongs_to:
            if name not in library.outlines:
                message = f"de soort document '{name}' bestaat niet"
                yield error(
                    codes.OPZET_ONBEKENDE_SOORT,
                    message,
                    outline.key("hoort_bij"),
                    did_you_mean(name, library.outlines),
                )
        if outline.requirements and outline.requirements not in library.law.requirement_sets:
            message = f"de eisen '{outline.requirements}' staan niet in wetgeving.yaml"
            yield error(codes.ONBEKENDE_EISEN, message, outline.key("eisen"))


def _check_forms(library: Library) -> Iterator[Problem]:
    """Every house style has the form of every outline, and an annex has no place for recitals."""
    styles = house_styles(library)
    for outline in library.outlines.values():
        if outline.is_annex and outline.recitals:
            yield error(
                codes.BIJLAGE_MET_OVERWEGINGEN,
                "een bijlage heeft geen overwegingen",
                outline.key("overwegingen"),
            )
        without = [
            name for name, folder in styles.items() if not template_in(folder, outline).is_file()
        ]
        if without:
            message = (
                f"geen sjabloon voor de vorm '{outline.form}' in de huisstijl: {', '.join(without)}"
            )
            yield error(codes.VORM_ZONDER_SJABLOON, message, outline.key("vorm"))


def _check_texts(library: Library) -> Iterator[Problem]:
    """Every clause can be rendered and parsed with its values open, in a kind that it fits."""
    for clause, compiled in _compiled(library):
        kinds = [outline for kind, outline in library.outlines.items() if clause.fits(kind)]
        declared = {**library.values, **clause.values}
        if (
            not kinds
            or _values_of(compiled, library) - declared.keys()
            or any(_unknown_fields(clause, compiled, declared))
        ):
            continue  # reported by the checks on kinds and on names
        try:
            values = {
                name: interpret(declared[name], declared[name].default)
                for name in _values_of(compiled, library)
            }
        except ValueProblem:
            continue  # reported by the check on defaults
        annexes = tuple(
            (kind, kind) for kind, outline in library.outlines.items() if outline.is_annex
        )
        topics = frozenset(library.clauses)
        names = rendering.context(
            rendering.Setting(
                kinds[0], None, topics, _parties(library), values, annexes, library.parties
            )
        )
        names["begrippen"] = [{"naam": "begrip", "omschrijving": "omschrijving"}]
        try:
            parsing.parse(rendering.render(clause, names))
        except RenderError as exc:
            yield from (
                problem if problem.source else problem.moved(clause.place(problem.excerpt or ""))
                for problem in exc.problems
            )


def _parties(library: Library) -> tuple[Party, ...]:
    """A party of each sort, with nothing filled in."""
    return tuple(
        Party(
            name,
            sort,
            sort.designation,
            f"hierna: {sort.designation}",
            {
                key: interpret(declared, declared.default, f"partijen.{name}.{key}")
                for key, declared in sort.fields.items()
            },
            library.parties.properties,
        )
        for name, sort in library.parties.by_name.items()
    )


def _check_anchors(library: Library) -> Iterator[Problem]:
    """Every lid that a text refers to is marked in a variant of that topic."""
    anchors = {
        f"{clause.topic}.{call.argument}"
        for clause, compiled in _compiled(library)
        for call in compiled.calls
        if call.function == "anker"
    }
    for clause, compiled in _compiled(library):
        for call in compiled.calls:
            if call.function == "lid" and call.argument not in anchors:
                message = f'lid("{call.argument}") verwijst naar een lid dat geen variant heeft'
                hint = did_you_mean(str(call.argument), anchors)
                yield error(codes.ONBEKEND_LID, message, clause.place(f'"{call.argument}"'), hint)


def _check_templates(library: Library) -> Iterator[Problem]:
    """Nothing is wrong with any Word template of any house style."""
    if not library.parties.by_name:
        return  # their own file was refused, and a template is tried with parties
    for folder in house_styles(library).values():
        for path in templates_of(folder).values():
            try:
                yield from examine_template(path, library.parties)
            except TemplateError as exc:
                yield from exc.problems


def _check_words(library: Library) -> Iterator[Problem]:
    """No words that the library forbids, no typed references, amounts or dates."""
    numbered = _before_a_number((*_NUMBERED, *library.vocabulary.numbered))
    for clause in library.all_clauses():
        for number, line in enumerate(clause.text.splitlines(), start=1):
            words = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", line)
            yield from _forbidden(words, library.vocabulary, clause.line(number))
            yield from _typed(words, numbered, clause.line(number))


def _forbidden(words: str, vocabulary: Vocabulary, at: Place) -> Iterator[Problem]:
    for item in vocabulary.forbidden:
        found = finder(item.words).search(words)
        if found:
            message = f"'{found[0]}' hoort hier niet"
            yield error(codes.VERBODEN_WOORD, message, at, f"Schrijf: {item.better}.")


def _before_a_number(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:{finder(words).pattern})\s+\d")


def _typed(words: str, numbered: re.Pattern[str], at: Place) -> Iterator[Problem]:
    """What the program writes itself and that would go stale when it is typed."""
    if numbered.search(words):
        hint = 'Gebruik {{ wet("…") }} of {{ artikel("…") }}.'
        yield error(codes.GETYPT_ARTIKEL, "een artikelnummer staat niet in de tekst zelf", at, hint)
    if _EURO.search(words):
        message = "een bedrag, percentage of datum staat niet in de tekst zelf"
        hint = "Maak er een gegeven met een standaard van."
        yield error(codes.GETYPT_BEDRAG, message, at, hint)


CHECKS: dict[str, Callable[[Library], Iterator[Problem]]] = {
    "taal": _check_language,
    "gegevens": _check_names,
    "keuzes-in-tekst": _check_deciding,
    "betekenissen": _check_meanings,
    "gereserveerd": _check_reserved,
    "begrippen": _check_terms,
    "samen": _check_together,
    "standaarden": _check_defaults,
    "namen": _check_kinds,
    "verwijzingen": _check_references,
    "soorten": _check_outlines,
    "teksten": _check_texts,
    "ankers": _check_anchors,
    "vormen": _check_forms,
    "sjablonen": _check_templates,
    "woorden": _check_words,
}
