"""The checks of a bundle: an ordered table of named functions, each from a bundle to problems.

Errors stop a definitive document; a draft may be made with them, so that people can work on it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from dlr_docs.errors import Problem, Source, did_you_mean, error, has_errors, warning
from dlr_docs.model.document import Artikel, Bundle, Document, law_citations, value_paths
from dlr_docs.model.library import Requirement
from dlr_docs.model.values import Value
from dlr_docs.values import show_date

Status = Literal["geregeld", "open", "ontbreekt"]

# Which vmbo leerweg may lead to which mbo level (art. 2.107a WVO 2020; art. 9.1.2 WEB).
ROUTES = {"bb": {"2"}, "kb": {"3", "4"}, "gl": {"4"}, "tl": {"4"}}
# The integrated route: only the basisberoepsgerichte leerweg (art. 2.107l WVO 2020; art. 9.1.17 WEB).
GLR_ROUTES = {"bb": {"2"}}
# Topics of which an agreement has one variant at most.
SINGLE = {"geschillen": "een weg voor geschillen", "ontbinding": "een stelsel voor beëindiging"}
LAST_YEAR_OF_DIPLOMA = 3
# Hours and days of practice outside the school in a leer-werktraject, over two years together.
PRACTICE = {"praktijkuren_traject": (640, 1280), "praktijkdagen_traject": (80, 160)}
# A definitive document with open values would show questions to those who sign.
NEVER_IGNORED = frozenset({"open-gegeven"})


@dataclass(frozen=True, slots=True)
class Cover:
    """How one mandatory subject is covered in a document: by which articles, and what is still open."""

    document: str
    requirement: Requirement
    basis: str
    status: Status
    articles: tuple[Artikel, ...]
    missing: tuple[str, ...]
    open_values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class OpenValue:
    """A value that is still open, and the articles that use it.

    One without articles stands in the recitals, or with the parties and their signatures.
    """

    document: str
    value: Value
    articles: tuple[int, ...]
    in_recitals: bool


def check_bundle(bundle: Bundle) -> list[Problem]:
    """Run every check, less those that the choice file passes over with a reason.

    Returns:
        Problems in the order of the table; empty when all is well.
    """
    unknown = _unknown_codes(bundle)
    return unknown + [problem for code in CHECKS if not _is_ignored(code, bundle) for problem in CHECKS[code](bundle)]


def ignored_problems(bundle: Bundle) -> list[tuple[Problem, str]]:
    """What the checks found that the choice file passes over, each with its reason."""
    return [
        (problem, bundle.choices.ignored[code])
        for code in CHECKS
        if _is_ignored(code, bundle)
        for problem in CHECKS[code](bundle)
    ]


def _is_ignored(code: str, bundle: Bundle) -> bool:
    return code in bundle.choices.ignored and code not in NEVER_IGNORED


def _unknown_codes(bundle: Bundle) -> list[Problem]:
    known = CHECKS.keys() - NEVER_IGNORED
    return [
        error(
            "onbekende-controle",
            f"de controle '{code}' kan niet worden genegeerd",
            bundle.choices.place("negeer", code),
            did_you_mean(code, known),
        )
        for code in bundle.choices.ignored
        if code not in known
    ]


def may_be_definitive(problems: list[Problem]) -> bool:
    """Whether nothing stands in the way of a definitive document."""
    return not has_errors(problems)


def coverage(document: Document, bundle: Bundle) -> list[Cover]:
    """Statutory cover: for each mandatory subject of the kind, how the document covers it."""
    group = bundle.library.law.requirement_sets.get(document.outline.requirements or "")
    if group is None:
        return []
    basis = bundle.library.law.references[group.basis].text
    named = [
        (artikel, frozenset(name for text in artikel.texts for name in text.clause.requirements))
        for artikel in document.artikelen
    ]
    return [_cover(document, requirement, basis, named) for requirement in group.requirements]


def _cover(
    document: Document, requirement: Requirement, basis: str, named: list[tuple[Artikel, frozenset[str]]]
) -> Cover:
    wanted = frozenset(requirement.coverable)
    articles = [artikel for artikel, names in named if names & wanted]
    covered = frozenset(name for _, names in named for name in names & wanted)
    missing = tuple(name for name in requirement.coverable if name not in covered)
    open_values = {value.path: value for artikel in articles for value in _open_in(artikel, document)}
    status: Status = "ontbreekt" if missing else "open" if open_values else "geregeld"
    parts = tuple(requirement.parts.get(name.partition(".")[2], "") for name in missing)
    return Cover(
        document.id,
        requirement,
        f"{basis} onder {requirement.letter}",
        status,
        tuple(articles),
        tuple(part for part in parts if part),
        tuple(open_values.values()),
    )


def _open_in(artikel: Artikel, document: Document) -> list[Value]:
    paths = dict.fromkeys(path for text in artikel.texts for path in value_paths(text.body))
    return [document.values[path] for path in paths if document.values[path].is_open]


def state_of_the_law(bundle: Bundle) -> str:
    """Which state of the law the library has, in a sentence."""
    law = bundle.library.law
    return f"Stand van de wet in de bibliotheek: {show_date(law.state)}. {law.remark}"


def open_values(bundle: Bundle) -> list[OpenValue]:
    """Every open value of every document, with the articles that use it."""
    found = []
    for document in bundle.documents:
        used: dict[str, list[int]] = {}
        for artikel in document.artikelen:
            for value in _open_in(artikel, document):
                used.setdefault(value.path, []).append(artikel.number)
        recitals = {path for text in document.recitals for path in value_paths(text.body)}
        for path, value in document.values.items():
            if value.is_open:
                found.append(OpenValue(document.id, value, tuple(used.get(path, ())), path in recitals))
    return found


def _check_cover(bundle: Bundle) -> list[Problem]:
    problems = []
    for document in bundle.documents:
        for item in coverage(document, bundle):
            if item.status == "ontbreekt":
                detail = f" (niet geregeld: {', '.join(item.missing)})" if item.missing else ""
                problems.append(
                    error(
                        "wettelijk-onderwerp",
                        f"{document.id}: het verplichte onderwerp {item.requirement.letter} ontbreekt: "
                        f"{item.requirement.description}{detail} ({item.basis})",
                        document.source,
                        _who_covers(item, document, bundle),
                    )
                )
    return problems


def _who_covers(item: Cover, document: Document, bundle: Bundle) -> str:
    fitting = [
        clause.id
        for clause in bundle.library.all_clauses()
        if clause.fits(document.outline.kind) and set(clause.requirements) & set(item.requirement.coverable)
    ]
    return f"Kies een van: {', '.join(fitting)}." if fitting else "Er is nog geen clausule voor in de bibliotheek."


def _check_open(bundle: Bundle) -> list[Problem]:
    make = warning if bundle.choices.draft else error
    return [
        make(
            "open-gegeven",
            f"{item.document}: '{item.value.path}' is nog niet ingevuld ({item.value.question})",
            _place(item.value.path, bundle, item.document),
            f"Gebruikt in artikel {', '.join(map(str, item.articles))}." if item.articles else None,
        )
        for item in open_values(bundle)
    ]


def _place(path: str, bundle: Bundle, document_id: str) -> Source:
    """Where a value would be filled in: its party, or the values of its document."""
    parts = path.split(".")
    if parts[0] == "partijen":
        return bundle.choices.place(*parts)
    choice = next(choice for choice in bundle.choices.documents if choice.id == document_id)
    if parts[0] in choice.values:
        return bundle.choices.place(*choice.path, "gegevens", *parts)
    return (
        bundle.choices.place("gegevens", *parts)
        if parts[0] in bundle.choices.values
        else bundle.choices.place(*choice.path)
    )


def _check_excludes(bundle: Bundle) -> list[Problem]:
    problems = []
    for document in bundle.documents:
        texts = document.texts()
        names = {name for text in texts for name in (text.clause.topic, text.clause.id)}
        for text in texts:
            for other in text.clause.excludes:
                if other in names:
                    message = f"{document.id}: '{text.clause.id}' kan niet samen met '{other}'"
                    problems.append(error("sluit-uit", message, document.source, "Kies een van beide."))
    return problems


def _check_requires(bundle: Bundle) -> list[Problem]:
    problems = []
    for document in bundle.documents:
        names = _names_with_parents(document, bundle)
        for text in document.texts():
            for other in text.clause.requires:
                if other not in names:
                    message = f"{document.id}: bij '{text.clause.id}' hoort ook '{other}'"
                    hint = f"Kies een variant van '{other.partition('/')[0]}'."
                    problems.append(error("vereist", message, document.source, hint))
    return problems


def _names_with_parents(document: Document, bundle: Bundle) -> set[str]:
    """Topics and clauses of a document and of those it belongs to."""
    names = {name for text in document.texts() for name in (text.clause.topic, text.clause.id)}
    if document.parent is not None:
        names |= {
            name for text in bundle.document(document.parent).texts() for name in (text.clause.topic, text.clause.id)
        }
    return names


def _check_law(bundle: Bundle) -> list[Problem]:
    problems = []
    references = bundle.library.law.references
    for document in bundle.documents:
        day = document.effective_day
        cited = dict.fromkeys(name for text in document.texts() for name in law_citations(text.body))
        for name in cited if day else ():
            if day is not None and not references[name].holds_on(day):
                message = f"{document.id}: {references[name].text} geldt niet op de ingangsdatum"
                hint = f"Geldig van {references[name].valid_from:%d-%m-%Y}; controleer de verwijzing in wetgeving.yaml."
                problems.append(warning("wet-niet-geldig", message, document.source, hint))
    return problems


def _check_route(bundle: Bundle) -> list[Problem]:
    """The leerweg may lead to the level; an integrated route only from bb to level 2."""
    problems = []
    for document in bundle.documents:
        leerweg, niveau = document.values.get("leerweg_vmbo"), document.values.get("opleiding.niveau")
        if "leerweg-niveau" not in document.outline.checks or not leerweg or not niveau:
            continue
        routes: dict[str, set[str]] = GLR_ROUTES if "geintegreerd" in document.outline.checks else ROUTES
        allowed = routes.get(str(leerweg.raw), set())
        if str(niveau.raw) not in allowed:
            levels = " of ".join(sorted(allowed))
            problems.append(
                error(
                    "leerweg-niveau",
                    f"{document.id}: {leerweg.text} kan niet leiden tot een opleiding op niveau {niveau.text}",
                    _place("opleiding.niveau", bundle, document.id),
                    f"Toegestaan is niveau {levels}." if levels else "Deze route bestaat alleen vanuit bb.",
                )
            )
    return problems


def _check_one_authority(bundle: Bundle) -> list[Problem]:
    """An internal arrangement is of one bevoegd gezag (art. 2.107b, third paragraph, WVO 2020)."""
    problems = []
    for document in bundle.documents:
        names = dict.fromkeys(party.bevoegd_gezag.text for party in document.parties if party.is_onderwijs)
        if "een-bevoegd-gezag" in document.outline.checks and len(names) > 1:
            message = f"{document.id}: een interne regeling heeft één bevoegd gezag, en geen {len(names)}"
            hint = "Maak een samenwerkingsovereenkomst als er meer bevoegde gezagsorganen zijn."
            problems.append(error("een-bevoegd-gezag", message, bundle.choices.place("partijen"), hint))
    return problems


def _check_single(bundle: Bundle) -> list[Problem]:
    """One route for disputes and one regime for ending: two next to each other contradict."""
    return [
        error(
            "een-stelsel",
            f"{document.id}: {SINGLE[artikel.topic]} kan er maar één zijn, en er zijn er {len(artikel.texts)} gekozen",
            document.source,
            f"Kies bij '{artikel.topic}' één variant.",
        )
        for document in bundle.documents
        for artikel in document.artikelen
        if artikel.topic in SINGLE and len(artikel.texts) > 1
    ]


def _check_additions(bundle: Bundle) -> list[Problem]:
    """A variant that adds to another one does not stand alone, where the kind has another one."""
    return [
        error(
            "aanvulling",
            f"{document.id}: '{artikel.texts[0].clause.id}' is een aanvulling en kan niet alleen staan",
            document.source,
            f"Noem bij '{artikel.topic}' eerst een andere variant: [variant, {artikel.texts[0].clause.variant}].",
        )
        for document in bundle.documents
        for artikel in document.artikelen
        if all(text.clause.is_addition for text in artikel.texts)
        and any(
            clause.fits(document.outline.kind) and not clause.is_addition
            for clause in bundle.library.clauses[artikel.topic].values()
        )
    ]


def _check_wind_down(bundle: Bundle) -> list[Problem]:
    """Whoever may end the agreement says what happens to those who have begun.

    A kind of document without the topic, as that of a network of schools, has nobody who has begun.
    """
    return [
        error(
            "afbouw",
            f"{document.id}: er is een regeling voor beëindiging, maar niet voor wie al is begonnen",
            document.source,
            "Kies een variant van 'afbouw'.",
        )
        for document in bundle.documents
        if "afbouw" in {item.topic for item in document.outline.topics}
        and "ontbinding" in (names := _names_with_parents(document, bundle))
        and "afbouw" not in names
    ]


def _check_team(bundle: Bundle) -> list[Problem]:
    """Teambevoegdheid needs the programme in which its use is mentioned (art. 2.107d and 7.13a WVO 2020)."""
    return [
        error(
            "teambevoegdheid",
            f"{document.id}: teambevoegdheid kan alleen als het gezamenlijk programma het gebruik ervan vermeldt",
            document.source,
            "Kies een variant van 'inrichting', of kies bij 'teambevoegdheid' de variant nee.",
        )
        for document in bundle.documents
        if "teambevoegdheid/ja" in (names := _names_with_parents(document, bundle)) and "inrichting" not in names
    ]


def _check_participation(bundle: Bundle) -> list[Problem]:
    """A kind of document that has the topic always has a clause on medezeggenschap."""
    return [
        warning(
            "medezeggenschap",
            f"{document.id}: er is geen artikel over medezeggenschap",
            document.source,
            "Kies een variant van 'medezeggenschap'; de wet geeft de organen adviesrecht.",
        )
        for document in bundle.documents
        if "medezeggenschap" in {item.topic for item in document.outline.topics}
        and "medezeggenschap" not in {artikel.topic for artikel in document.artikelen}
    ]


def _check_diploma(bundle: Bundle) -> list[Problem]:
    """The vmbo diploma is obtained in the third year of the route at the latest."""
    problems = []
    for document in bundle.documents:
        year = document.values.get("leerjaar_vmbo_diploma")
        if year is not None and isinstance(year.raw, int) and year.raw > LAST_YEAR_OF_DIPLOMA:
            message = (
                f"{document.id}: het vmbo-diploma komt uiterlijk in leerjaar {LAST_YEAR_OF_DIPLOMA} van de leerroute"
            )
            problems.append(error("vmbo-diploma", message, _place("leerjaar_vmbo_diploma", bundle, document.id)))
    return problems


def _check_practice(bundle: Bundle) -> list[Problem]:
    """The practice of a leer-werktraject stays within its bounds."""
    problems = []
    for document in bundle.documents:
        for name, (lowest, highest) in PRACTICE.items():
            value = document.values.get(name)
            if value is not None and isinstance(value.raw, int) and not lowest <= value.raw <= highest:
                message = f"{document.id}: {value.label.lower()} is {value.text}; het ligt tussen {lowest} en {highest}"
                problems.append(error("praktijk-buiten-grenzen", message, _place(name, bundle, document.id)))
    return problems


CHECKS: dict[str, Callable[[Bundle], list[Problem]]] = {
    "wettelijk-onderwerp": _check_cover,
    "leerweg-niveau": _check_route,
    "een-bevoegd-gezag": _check_one_authority,
    "een-stelsel": _check_single,
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
