"""The checks of a bundle: an ordered table of named functions, each from one document to what is
wrong with it.

Errors stop a definitive document; a draft may be made with them, so that people can work on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dlr_docs.basis.problems import Problem, Severity, Source, did_you_mean, error, has_errors
from dlr_docs.build.coverage import Coverage, coverage, open_values
from dlr_docs.model.choices import Choices
from dlr_docs.model.document import Bundle, Document

# Which vmbo leerweg may lead to which mbo level (art. 2.107a WVO 2020; art. 9.1.2 WEB).
ROUTES = {"bb": {"2"}, "kb": {"3", "4"}, "gl": {"4"}, "tl": {"4"}}
# The integrated route: only the basisberoepsgerichte leerweg (art. 2.107l WVO 2020; art. 9.1.17
# WEB).
GLR_ROUTES = {"bb": {"2"}}
LAST_YEAR_OF_DIPLOMA = 3
# Hours and days of practice outside the school in a leer-werktraject, over two years together.
PRACTICE = {"praktijkuren_traject": (640, 1280), "praktijkdagen_traject": (80, 160)}
# A definitive document with open values would show questions to those who sign.
NEVER_IGNORED = frozenset({"open-gegeven"})


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found in a document; without a place it is about the document as a whole."""

    message: str
    hint: str | None = None
    place: Source | None = None
    severity: Severity = Severity.ERROR


Check = Callable[[Document, Bundle], Iterator[Finding]]


def check_bundle(bundle: Bundle) -> list[Problem]:
    """Run every check, less those that the choice file passes over with a reason.

    Returns:
        Problems in the order of the table; empty when all is well.
    """
    ignored = _ignored(bundle)
    return [problem for code in CHECKS if code not in ignored for problem in _run(code, bundle)]


def ignored_problems(bundle: Bundle) -> list[tuple[Problem, str]]:
    """What the checks found that the choice file passes over, each with its reason."""
    ignored = _ignored(bundle)
    return [
        (problem, ignored[code])
        for code in CHECKS
        if code in ignored
        for problem in _run(code, bundle)
    ]


def may_be_definitive(problems: list[Problem]) -> bool:
    """Whether nothing stands in the way of a definitive document."""
    return not has_errors(problems)


def _run(code: str, bundle: Bundle) -> Iterator[Problem]:
    for document in bundle.documents:
        for item in CHECKS[code](document, bundle):
            message = f"{document.id}: {item.message}"
            yield Problem(item.severity, code, message, item.place or document.source, item.hint)


def _ignored(bundle: Bundle) -> dict[str, str]:
    return {
        code: reason for code, reason in bundle.choices.ignored.items() if code not in NEVER_IGNORED
    }


def unknown_codes(choices: Choices) -> list[Problem]:
    """Checks that a choice file passes over but that do not exist, or that nobody may pass over."""
    known = CHECKS.keys() - NEVER_IGNORED
    return [
        error(
            "onbekende-controle",
            f"de controle '{code}' kan niet worden genegeerd",
            choices.place("negeer", code),
            did_you_mean(code, known),
        )
        for code in choices.ignored
        if code not in known
    ]


def _place(path: str, document: Document, bundle: Bundle) -> Source:
    """Where a value would be filled in: its party, the values of its document, or those of the
    bundle.
    """
    parts = path.split(".")
    choices = bundle.choices
    if parts[0] == "partijen":
        return choices.place(*parts)
    choice = next(choice for choice in choices.documents if choice.id == document.id)
    if parts[0] in choice.values:
        return choices.place(*choice.path, "gegevens", *parts)
    return (
        choices.place("gegevens", *parts)
        if parts[0] in choices.values
        else choices.place(*choice.path)
    )


def _names_with_parent(document: Document, bundle: Bundle) -> frozenset[str]:
    """The topics and clauses of a document and of the one it belongs to."""
    own = document.wording.names
    return own if document.parent is None else own | bundle.document(document.parent).wording.names


def _offers(document: Document, topic: str) -> bool:
    """Whether this kind of document can have a topic."""
    return any(item.topic == topic for item in document.outline.topics)


def _check_cover(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """Every subject that the law demands is settled."""
    for item in coverage(document, bundle):
        if item.status == "ontbreekt":
            detail = f" (niet geregeld: {', '.join(item.missing)})" if item.missing else ""
            yield Finding(
                f"het verplichte onderwerp {item.requirement.letter} ontbreekt: "
                f"{item.requirement.description}{detail} ({item.basis})",
                _who_covers(item, document, bundle),
            )


def _who_covers(item: Coverage, document: Document, bundle: Bundle) -> str:
    fitting = [
        clause.id
        for clause in bundle.library.all_clauses()
        if clause.fits(document.outline.kind)
        and set(clause.requirements) & set(item.requirement.coverable)
    ]
    return (
        f"Kies een van: {', '.join(fitting)}."
        if fitting
        else "Er is nog geen clausule voor in de bibliotheek."
    )


def _check_route(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """The leerweg may lead to the level; an integrated route only from bb to level 2."""
    leerweg, niveau = document.values.get("leerweg_vmbo"), document.values.get("opleiding.niveau")
    if "leerweg-niveau" not in document.outline.checks or not leerweg or not niveau:
        return
    routes: dict[str, set[str]] = (
        GLR_ROUTES if "geintegreerd" in document.outline.checks else ROUTES
    )
    allowed = routes.get(str(leerweg.raw), set())
    if str(niveau.raw) not in allowed:
        levels = " of ".join(sorted(allowed))
        yield Finding(
            f"{leerweg.text} kan niet leiden tot een opleiding op niveau {niveau.text}",
            f"Toegestaan is niveau {levels}." if levels else "Deze route bestaat alleen vanuit bb.",
            _place("opleiding.niveau", document, bundle),
        )


def _check_one_authority(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """An internal arrangement is of one bevoegd gezag (art. 2.107b, third paragraph, WVO 2020)."""
    names = {party.bevoegd_gezag.text for party in document.parties if party.is_onderwijs}
    if "een-bevoegd-gezag" in document.outline.checks and len(names) > 1:
        yield Finding(
            f"een interne regeling heeft één bevoegd gezag, en geen {len(names)}",
            "Maak een samenwerkingsovereenkomst als er meer bevoegde gezagsorganen zijn.",
            bundle.choices.place("partijen"),
        )


def _check_single(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """A subject is settled in one way: one full variant, unless the outline lets the topic have
    more.
    """
    choice = next(choice for choice in bundle.choices.documents if choice.id == document.id)
    variants: dict[str, list[str]] = {}
    for text in document.texts:
        if not text.clause.is_addition:
            variants.setdefault(text.clause.topic, []).append(text.clause.variant)
    for item in document.outline.all_topics:
        full = variants.get(item.topic, [])
        if len(full) > 1 and not item.several:
            yield Finding(
                f"bij '{item.topic}' kan maar één variant, en er zijn er {len(full)} gekozen",
                f"Kies een van: {', '.join(full)}. Een aanvulling mag er wel bij.",
                bundle.choices.place(*choice.path, "keuzes", item.topic),
            )


def _check_additions(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """A variant that adds to another one does not stand alone, where the kind has another one."""
    for artikel in document.artikelen:
        if not all(text.clause.is_addition for text in artikel.texts):
            continue
        others = bundle.library.clauses[artikel.topic].values()
        if any(other.fits(document.outline.kind) and not other.is_addition for other in others):
            clause = artikel.texts[0].clause
            yield Finding(
                f"'{clause.id}' is een aanvulling en kan niet alleen staan",
                f"Noem bij '{artikel.topic}' eerst een andere variant: "
                f"[variant, {clause.variant}].",
            )


def _check_wind_down(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """Whoever may end the agreement says what happens to those who have begun.

    A kind of document without the topic, as that of a network of schools, has nobody who has begun.
    """
    names = _names_with_parent(document, bundle)
    if _offers(document, "afbouw") and "ontbinding" in names and "afbouw" not in names:
        message = "er is een regeling voor beëindiging, maar niet voor wie al is begonnen"
        yield Finding(message, "Kies een variant van 'afbouw'.")


def _check_team(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """Teambevoegdheid needs the programme in which its use is mentioned (art. 2.107d and 7.13a WVO
    2020).
    """
    names = _names_with_parent(document, bundle)
    if "teambevoegdheid/ja" in names and "inrichting" not in names:
        yield Finding(
            "teambevoegdheid kan alleen als het gezamenlijk programma het gebruik ervan vermeldt",
            "Kies een variant van 'inrichting', of kies bij 'teambevoegdheid' de variant nee.",
        )


def _check_participation(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """A kind of document that has the topic always has a clause on medezeggenschap."""
    if _offers(document, "medezeggenschap") and "medezeggenschap" not in document.wording.names:
        hint = "Kies een variant van 'medezeggenschap'; de wet geeft de organen adviesrecht."
        yield Finding("er is geen artikel over medezeggenschap", hint, severity=Severity.WARNING)


def _check_diploma(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """The vmbo diploma is obtained in the third year of the route at the latest."""
    year = document.values.get("leerjaar_vmbo_diploma")
    if year is not None and isinstance(year.raw, int) and year.raw > LAST_YEAR_OF_DIPLOMA:
        message = (
            f"het vmbo-diploma komt uiterlijk in leerjaar {LAST_YEAR_OF_DIPLOMA} van de leerroute"
        )
        yield Finding(message, place=_place("leerjaar_vmbo_diploma", document, bundle))


def _check_practice(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """The practice of a leer-werktraject stays within its bounds."""
    for name, (lowest, highest) in PRACTICE.items():
        value = document.values.get(name)
        if value is not None and isinstance(value.raw, int) and not lowest <= value.raw <= highest:
            message = (
                f"{value.label.lower()} is {value.text}; het ligt tussen {lowest} en {highest}"
            )
            yield Finding(message, place=_place(name, document, bundle))


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
    names = _names_with_parent(document, bundle)
    for text in document.texts:
        for other in text.clause.requires:
            if other not in names:
                hint = f"Kies een variant van '{other.partition('/')[0]}'."
                yield Finding(f"bij '{text.clause.id}' hoort ook '{other}'", hint)


def _check_law(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """Every law that is cited holds on the day the document takes effect."""
    day = document.effective_day
    for name in document.wording.citations:
        law = bundle.library.law.references[name]
        if day is not None and not law.holds_on(day):
            hint = (
                f"Geldig van {law.valid_from:%d-%m-%Y}; controleer de verwijzing in wetgeving.yaml."
            )
            yield Finding(
                f"{law.text} geldt niet op de ingangsdatum", hint, severity=Severity.WARNING
            )


def _check_open(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """Every value is filled in; in a draft it need not be."""
    severity = Severity.WARNING if bundle.choices.draft else Severity.ERROR
    for item in open_values(document):
        yield Finding(
            f"'{item.value.path}' is nog niet ingevuld ({item.value.question})",
            f"Gebruikt in artikel {', '.join(map(str, item.articles))}." if item.articles else None,
            _place(item.value.path, document, bundle),
            severity,
        )


CHECKS: dict[str, Check] = {
    "wettelijk-onderwerp": _check_cover,
    "leerweg-niveau": _check_route,
    "een-bevoegd-gezag": _check_one_authority,
    "een-variant": _check_single,
    "aanvulling": _check_additions,
    "afbouw": _check_wind_down,
    "teambevoegdheid": _check_team,
    "medezeggenschap": _check_participation,
    "vmbo-diploma": _check_diploma,
    "praktijk-buiten-grenzen": _check_practice,
    "sluit-uit": _check_excludes,
    "vereist": _check_requires,
    "wet-niet-geldig": _check_law,
    "open-gegeven": _check_open,
}
