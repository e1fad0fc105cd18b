"""The checks of a bundle: an ordered table of named functions, each from one document to what is
wrong with it, and between them the checks that the library declares.

Errors stop a definitive document; a draft may be made with them, so that people can work on it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Iterator
from datetime import date

from dlr_docs.basis import codes
from dlr_docs.basis.codes import Code
from dlr_docs.basis.dutch import show_date
from dlr_docs.basis.problems import (
    Place,
    Problem,
    Severity,
    did_you_mean,
    error,
    has_errors,
    problem,
)
from dlr_docs.basis.yaml.text import flow_scalar
from dlr_docs.build.checks.agreement import disagreements
from dlr_docs.build.checks.coverage import Coverage, OpenValue, coverage, open_values
from dlr_docs.build.checks.findings import Finding
from dlr_docs.build.checks.rules import names_with_parent, rules_for, run_rule
from dlr_docs.build.numbering import annex_numbers, annexes_in_reach, choice_place
from dlr_docs.build.selected.advice import usual_beside
from dlr_docs.build.values.bases import parents
from dlr_docs.build.values.chosen import place_of
from dlr_docs.build.values.filling import vague_beside
from dlr_docs.build.values.vague import says_nothing
from dlr_docs.model.choices import BaseDocument, Choices
from dlr_docs.model.declared.parties import PartySort
from dlr_docs.model.declared.rules import Rule
from dlr_docs.model.document import Bundle, Document, Wording
from dlr_docs.model.library import Clause, LawReference, Library
from dlr_docs.model.party import Party
from dlr_docs.model.values import Value

# A definitive document with open values would show questions to those who sign.
NEVER_IGNORED = frozenset({codes.OPEN_GEGEVEN.name, codes.VRAAG_IN_TEKST.name})
FIRST = codes.WETTELIJK_ONDERWERP
# What stands in an item and is not read: conditions, and names for references.
_NOT_SAID = re.compile(r"\{%.*?%\}|\{\{-?\s*anker\(.*?\}\}")
_RULER = re.compile(r"\|[|:\-\s]*")  # the row between the head and the rows of a table
_ITEM = re.compile(r"\A\s*(?:\d+[.)]|[a-z][.)]|[-*])\s+")  # what begins a lid or an onderdeel
# An annex of this document by its number, and not one of another: "bijlage 2 bij de nota",
# "bijlage 1, onderdeel A, van het besluit", "bijlagen 2 en 3 uit het handboek", "bijlage 3 WEB".
_ANY_ANNEX = re.compile(r"(?<!\w)[Bb]ijlage\s+(\d{1,2})(?!\w)")
_ANNEX = re.compile(
    r"""(?<!\w)[Bb]ijlage\s+(\d{1,2})(?!\w)
    (?!(?:\s*(?:,|en|of|t/m|tot\ en\ met)\s+(?:bijlage\s+)?\d{1,2}(?!\w))*  # more numbers
        (?:\s+\([^)]*\)|,?\s+(?:onderdeel|onder|tabel|deel)\s+\w+,?)?         # where in it
        \s+(?:(?:bij|van|uit)\s|(?:behorend|behorende|horend)\s|[A-Z]))""",
    re.VERBOSE,
)


DocumentCheck = Callable[[Document, Bundle], Iterator[Finding]]


def check_bundle(bundle: Bundle) -> list[Problem]:
    """Run every check, less those that the choice file passes over with a reason.

    Returns:
        Problems in the order of the table, those of the library after the cover; empty when all is
        well.
    """
    return judged(bundle)[0]


def judged(bundle: Bundle) -> tuple[list[Problem], list[tuple[Problem, str]]]:
    """What every check finds, and what the choice file passes over of it, each with its reason."""
    ignored = _ignored(bundle)
    problems: list[Problem] = []
    passed_over: list[tuple[Problem, str]] = []
    for item in _found(bundle):
        if item.code in ignored:
            passed_over.append((item, ignored[item.code]))
        else:
            problems.append(item)
    return problems, passed_over


def may_be_definitive(problems: list[Problem]) -> bool:
    """Whether nothing stands in the way of a definitive document."""
    return not has_errors(problems)


def _found(bundle: Bundle) -> Iterator[Problem]:
    """All that the checks find: the statutory cover, the library's own, and the others."""
    yield from _by_check(FIRST, bundle)
    yield from _by_rules(bundle)
    for code in CHECKS:
        if code != FIRST:
            yield from _by_check(code, bundle)


def _by_check(code: Code, bundle: Bundle) -> Iterator[Problem]:
    """What a check of the program finds."""
    for document in bundle.documents:
        for item in CHECKS[code](document, bundle):
            yield _as_problem(code, document, item)


def _by_rules(bundle: Bundle) -> Iterator[Problem]:
    """What the checks of the library find. What is wrong with values that documents share is said
    of the first of them.
    """
    library = bundle.library
    sets = tuple(rules_for(document, library) for document in bundle.documents)
    said: set[tuple[str, str, Place]] = set()
    for rule in library.memory.once(_in_any, library, sets):
        for document in _judged_by(rule, bundle, sets):
            for item in run_rule(rule, document, bundle):
                key = (rule.name, item.message, item.place or document.place)
                if key not in said:
                    said.add(key)
                    yield _as_problem(rule.declared, document, item)


def _in_any(library: Library, sets: tuple[tuple[Rule, ...], ...]) -> tuple[Rule, ...]:
    """The rules that hold for one of the documents, in the order of the library."""
    holding = frozenset(itertools.chain.from_iterable(sets))
    return tuple(rule for rule in library.rules.values() if rule in holding)


def _judged_by(
    rule: Rule, bundle: Bundle, sets: tuple[tuple[Rule, ...], ...]
) -> Iterator[Document]:
    pairs = zip(bundle.documents, sets, strict=True)
    return (document for document, rules in pairs if rule in rules)


def _as_problem(code: Code, document: Document, item: Finding) -> Problem:
    message = f"{document.id}: {item.message}"
    return problem(code, message, item.place or document.place, item.hint, item.severity)


def _ignored(bundle: Bundle) -> dict[str, str]:
    """What a choice file passes over, with its reason. A definitive document never lacks what the
    law demands.
    """
    never = NEVER_IGNORED if bundle.choices.draft else NEVER_IGNORED | {FIRST.name}
    return {code: reason for code, reason in bundle.choices.ignored.items() if code not in never}


def may_be_passed_over(choices: Choices, library: Library) -> frozenset[str]:
    """The codes of the checks that a choice file may pass over, with a reason."""
    known = {code.name for code in CHECKS} | {rule.code for rule in library.rules.values()}
    never = NEVER_IGNORED if choices.draft else NEVER_IGNORED | {FIRST.name}
    return frozenset(known - never)


def unknown_codes(choices: Choices, library: Library) -> list[Problem]:
    """Checks that a choice file passes over but that do not exist, or that nobody may pass over."""
    known = {code.name for code in CHECKS} | {rule.code for rule in library.rules.values()}
    known -= NEVER_IGNORED
    return [
        error(
            codes.ONBEKENDE_CONTROLE,
            f"de controle '{code}' kan niet worden genegeerd"
            if code in NEVER_IGNORED
            else "deze controle bestaat niet en kan niet worden genegeerd",
            choices.unknown("negeer", code),
            did_you_mean(code, known),
        )
        for code in choices.ignored
        if code not in known
    ]


def _check_cover(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """Every subject that the law demands is settled."""
    for item in coverage(document, bundle):
        if item.status == "ontbreekt":
            letter = item.requirement.letter or "van de wet"
            detail = f" (niet geregeld: {', '.join(item.missing)})" if item.missing else ""
            fitting = _fitting(item, document, bundle)
            topics = dict.fromkeys(clause.topic for clause in fitting)
            yield Finding(
                f"het verplichte onderwerp {letter} ontbreekt: {item.requirement.description}"
                f"{detail}. Dat kan niet, want {item.basis} vraagt het",
                _advice(fitting, bundle.choices),
                _ignored_at(bundle.choices) or choice_place(document, bundle.choices, *topics),
            )


def _fitting(item: Coverage, document: Document, bundle: Bundle) -> list[Clause]:
    """The clauses that would settle what is missing."""
    return [
        clause
        for clause in bundle.library.all_clauses()
        if clause.fits(document.outline.kind)
        and set(clause.requirements) & set(item.requirement.coverable)
    ]


def _advice(fitting: list[Clause], choices: Choices) -> str:
    if not fitting:
        return "Er is nog geen clausule voor in de bibliotheek."
    names = f"Kies een van: {', '.join(clause.id for clause in fitting)}."
    if _ignored_at(choices) is None:
        return names
    return f"Een verplicht onderwerp negeren kan alleen zolang de status concept is. {names}"


def _ignored_at(choices: Choices) -> Place | None:
    """Where a choice file passes over a mandatory subject though it is definitive."""
    if choices.draft or FIRST.name not in choices.ignored:
        return None
    return choices.place("negeer", FIRST.name)


def _check_single(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """A subject is settled in one way: one full variant, unless the outline lets the topic have
    more.
    """
    wording = document.wording
    for topic, full in wording.memory.once(
        _too_many, wording, document.outline.kind, bundle.library
    ):
        path = document.made_from.choice.topic_path(topic)
        yield Finding(
            f"bij '{topic}' kan maar één variant, en er zijn er {len(full)} gekozen",
            f"Kies een van: {', '.join(full)}. Een aanvulling mag er wel bij.",
            bundle.choices.place(*path),
        )


def _too_many(
    wording: Wording, kind: str, library: Library
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Topics with more than one full variant where the outline lets them have one."""
    variants: dict[str, list[str]] = {}
    for text in wording.texts:
        if not text.clause.is_addition:
            variants.setdefault(text.clause.topic, []).append(text.clause.variant)
    return tuple(
        (item.topic, tuple(variants[item.topic]))
        for item in library.outlines[kind].all_topics
        if len(variants.get(item.topic, ())) > 1 and not item.several
    )


def _check_additions(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """A variant that adds to another one does not stand alone, where the kind has another one."""
    wording = document.wording
    for topic, alone in wording.memory.once(_alone, wording, document.outline.kind, bundle.library):
        several = len(alone) > 1
        names = " en ".join(f"'{clause.id}'" for clause in alone)
        written = usual_beside(topic, alone, document.outline, bundle.library)
        yield Finding(
            f"{names} {'zijn aanvullingen en kunnen' if several else 'is een aanvulling en kan'} "
            "niet alleen staan",
            f"Noem ook een gewone variant: '{written}'.",
            choice_place(document, bundle.choices, topic),
        )


def _alone(
    wording: Wording, kind: str, library: Library
) -> tuple[tuple[str, tuple[Clause, ...]], ...]:
    """The topics, recitals among them, that have nothing but additions though there is more."""
    chosen: dict[str, list[Clause]] = {}
    for text in wording.texts:
        chosen.setdefault(text.clause.topic, []).append(text.clause)
    return tuple(
        (topic, tuple(clauses))
        for topic, clauses in chosen.items()
        if all(clause.is_addition for clause in clauses) and _has_full(topic, kind, library)
    )


def _has_full(topic: str, kind: str, library: Library) -> bool:
    """Whether a kind of document can have a variant of a topic that stands by itself."""
    return any(item.fits(kind) and not item.is_addition for item in library.clauses[topic].values())


def lone_additions(bundle: Bundle) -> list[Problem]:
    """The variants that add to another one and stand alone, unless the choice file passes over
    that.
    """
    if codes.AANVULLING.name in bundle.choices.ignored:
        return []
    return [*_by_check(codes.AANVULLING, bundle)]


def _check_excludes(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """No two clauses that exclude each other."""
    names = document.wording.names
    for text in document.texts:
        for other in text.clause.excludes:
            if other in names:
                yield Finding(
                    f"'{text.clause.id}' kan niet samen met '{other}'", "Kies een van beide."
                )


def _check_requires(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """No clause without one that it needs, here or in the document it belongs to."""
    names = names_with_parent(document, bundle)
    for text in document.texts:
        for other in text.clause.requires:
            if other not in names:
                hint = f"Kies een variant van '{other.partition('/')[0]}'."
                yield Finding(f"bij '{text.clause.id}' hoort ook '{other}'", hint)


def _check_law(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """Every law that is cited holds on the day the document takes effect."""
    day = document.effective_day
    references = bundle.law_of(document).references
    for name in document.wording.citations:
        law = references[name]
        if day is not None and not law.holds_on(day):
            yield Finding(*_outside(law, day), severity=Severity.WARNING)


def _outside(law: LawReference, day: date) -> tuple[str, str]:
    """What is told of an article on a day outside its period: of an earlier text nothing is known,
    so it need not have been another one.
    """
    if day < law.valid_from:
        return (
            f"de tekst van {law.text} op de ingangsdatum is niet nagelezen",
            f"Nagelezen is de tekst van {show_date(law.valid_from)} en later; ga na of het toen "
            "hetzelfde zei.",
        )
    return (
        f"{law.text} geldt niet meer op de ingangsdatum",
        f"Geldig van {show_date(law.valid_from)}; controleer de verwijzing in wetgeving.yaml.",
    )


def _check_open(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """Every value is filled in; in a draft it need not be."""
    severity = Severity.WARNING if bundle.choices.draft else Severity.ERROR
    for item in open_values(document):
        yield Finding(
            f"'{item.value.path}' is nog niet ingevuld{_vague(item.value)} ({item.value.question})",
            _of_other_sort(item.value.path, document, bundle.library) or _open_hint(item),
            place_of(item.value.path, document, bundle),
            severity,
        )


def _check_questions(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """No text of an amendment still asks something; in a draft it may."""
    if document.outline.amends is not None:
        from dlr_docs.build.inserted import unanswered

        severity = Severity.WARNING if bundle.choices.draft else Severity.ERROR
        yield from unanswered(document.outline.amends, document, bundle, severity)


def _vague(value: Value) -> str:
    return f": '{value.vague}' zegt niets" if value.vague else ""


def _of_other_sort(path: str, document: Document, library: Library) -> str | None:
    """How a party is written of the sort that its kind of document has for it, when it is of one
    that may stand in its place.
    """
    roles = document.outline.roles.items()
    for party in document.parties:
        sort = next((name for name, role in roles if party.kind in role.also), None)
        if sort is not None and path.startswith(f"{party.prefix}."):
            told = ", ".join(_as_sort(party, library.parties.by_name[sort]))
            return f"Hier hoort een partij als deze: {party.key}: {{soort: {sort}, {told}}}"
    return None


def _as_sort(party: Party, sort: PartySort) -> Iterator[str]:
    """What is known of a party, as far as another sort has it."""
    for value in party.shown:
        name = value.path.removeprefix(f"{party.prefix}.")
        if value.raw is not None and name in sort.fields:
            yield f"{name}: {flow_scalar(value.text)}"


def _open_hint(item: OpenValue) -> str | None:
    """Where a value is used; and what to do about one that says nothing."""
    used = f"Gebruikt in artikel {', '.join(map(str, item.articles))}." if item.articles else ""
    if not item.value.vague:
        return used or None
    instead = (
        "Schrijf wat is afgesproken. Is er niets, laat de regel dan weg of kies een variant die er "
        "niet naar vraagt."
    )
    return f"{instead} {used}".rstrip()


def _check_own_words(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """Text of the parties' own reads as the library does."""
    if not document.made_from.choice.own_articles:
        return
    from dlr_docs.build.checks.words import kept_apart, wrong_words

    for text in document.texts:
        clause = text.clause
        found = (wrong_words(clause.text, bundle.library), kept_apart(clause.text, bundle.library))
        for item in itertools.chain(*found) if clause.own_place else ():
            message = f"eigen tekst '{clause.topic}': {item.message}"
            yield Finding(message, item.hint, clause.line(item.line), Severity.WARNING)


def _check_inserted(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """What is put in between the articles of another document can be there."""
    if document.outline.amends is not None:
        from dlr_docs.build.inserted import misplaced

        yield from misplaced(document.outline.amends, document, bundle)


def _check_own_contents(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """Every item of the parties' own text says something; in a draft it need not."""
    if not document.made_from.choice.own_articles:
        return
    # Only who has text to look at pays for what looks at words.
    from dlr_docs.build.checks.words import paragraphs

    severity = Severity.WARNING if bundle.choices.draft else Severity.ERROR
    for clause in (text.clause for text in document.texts if text.clause.is_own):
        for number, paragraph in paragraphs(clause.text):
            said = _ITEM.sub("", _NOT_SAID.sub(" ", paragraph)).strip()
            if said and not _RULER.fullmatch(said) and _says_nothing(said, document, bundle):
                message = f"eigen tekst '{clause.topic}': '{said}' zegt niets"
                hint = "Schrijf wat is afgesproken, of laat het lid of het artikel weg."
                yield Finding(message, hint, clause.line(number), severity)


def _says_nothing(said: str, document: Document, bundle: Bundle) -> bool:
    """Whether an item says nothing. A reference to an annex of another document, and to one that
    is there, says something.
    """
    words = bundle.library.vocabulary
    if not says_nothing(said, words.vague | words.none):
        return False
    named = frozenset(map(int, _ANY_ANNEX.findall(said)))
    if not named:
        return True
    missing = set(map(int, _ANNEX.findall(said))) - set(_annexes_in_reach(document, bundle))
    return says_nothing(said, vague_beside(named - missing, words) | words.none)


def _check_titles(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """What a document calls the one that it belongs to, no other one of its kind is called."""
    above = next((item for item in bundle.documents if item.id == document.parent), None)
    others = () if above is None else (item for item in bundle.documents if _alike(item, above))
    for other in itertools.islice(others, 1):
        yield Finding(
            f"'{document.parent}' en '{other.id}' heten hetzelfde, en de tekst noemt de titel",
            "Maak ze in twee keuzebestanden, elk met een eigen titel bij 'bundel'; of noem de "
            "partijen die maar bij één van beide horen.",
            bundle.choices.place(*document.made_from.choice.path, "bij"),
            Severity.WARNING,
        )


def _alike(document: Document, other: Document) -> bool:
    """Whether two documents have one title, and parties that do not tell them apart."""
    named = [item.kenmerk.text if item.kenmerk else "" for item in (document, other)]
    kinds = [item.outline.kind for item in (document, other)]
    parties = [{party.key for party in item.parties} for item in (document, other)]
    same = named[0] == named[1] and kinds[0] == kinds[1] and parties[0] == parties[1]
    return same and document.id != other.id


def _check_annexes(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """An annex that the parties name where something has to be settled is there."""
    named = [*_named_annexes(document)]
    if not named:
        return
    by_id = {item.id: item for item in bundle.documents}
    if any(isinstance(item, BaseDocument) for item in parents(document, by_id, bundle.choices)):
        return  # nobody knows which annexes a document outside the bundle has
    known = _annexes_in_reach(document, bundle)
    for number, where in named:
        if int(number) not in known:
            message = f"bijlage {number} is er niet"
            hint = "Maak de bijlage, of schrijf hier zelf wat is afgesproken."
            place = place_of(where, document, bundle) if isinstance(where, str) else where.line(1)
            yield Finding(message, hint, place, Severity.WARNING)


def _named_annexes(document: Document) -> Iterator[tuple[str, str | Clause]]:
    """The numbers of annexes in what the parties wrote, and where."""
    for text, where in _typed_texts(document):
        yield from ((number, where) for number in _ANNEX.findall(text))


def _annexes_in_reach(document: Document, bundle: Bundle) -> Collection[int]:
    kinds = [kind for kind, item in bundle.library.outlines.items() if item.is_annex]
    numbers = annex_numbers(bundle.choices, kinds)
    return annexes_in_reach(document.id, numbers, bundle.choices)


def _typed_texts(document: Document) -> Iterator[tuple[str, str | Clause]]:
    """What the parties wrote, and where: articles of their own, and free text in what has to be
    settled, by the path of its value.
    """
    for artikel in document.artikelen:
        clauses = [text.clause for text in artikel.texts]
        yield from ((item.text, item) for item in clauses if item.is_own)
        if any(item.requirements for item in clauses):
            values = filter(None, map(document.values.get, artikel.paths))
            yield from ((item.text, item.path) for item in values if item.kind == "tekst")


CHECKS: dict[Code, DocumentCheck] = {
    codes.WETTELIJK_ONDERWERP: _check_cover,
    codes.EEN_VARIANT: _check_single,
    codes.AANVULLING: _check_additions,
    codes.SLUIT_UIT: _check_excludes,
    codes.VEREIST: _check_requires,
    codes.WET_NIET_GELDIG: _check_law,
    codes.ANDERE_WAARDE: disagreements,
    codes.INVOEGEN: _check_inserted,
    codes.EIGEN_TEKST_WOORD: _check_own_words,
    codes.ZELFDE_TITEL: _check_titles,
    codes.EIGEN_TEKST_LEEG: _check_own_contents,
    codes.BIJLAGE_BESTAAT_NIET: _check_annexes,
    codes.OPEN_GEGEVEN: _check_open,
    codes.VRAAG_IN_TEKST: _check_questions,
}
