"""Clause text and values to Markdown with marks: the one sandboxed Jinja environment of the library.

The language of clauses is small on purpose: expressions, ``if``, ``for`` and ``set``, a few filters and five
functions (see ``language``). Everything else is refused when a clause is compiled.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, UndefinedError, meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from dlr_docs import language
from dlr_docs.errors import Problem, RenderError, Source, error
from dlr_docs.markers import CLOSE, OPEN, PATTERN, Mark, mark, read
from dlr_docs.model.document import Party
from dlr_docs.model.library import Clause, LawTable, Outline, Term
from dlr_docs.model.values import Content, Value
from dlr_docs.values import in_words

FUNCTIONS = ("artikel", "lid", "anker", "wet", "heeft")
ROLES = ("partijen", "scholen", "instellingen", "leerbedrijven", "begrippen", "dit_document", "hoofddocument")


def _finalize(value: Any) -> str:
    """What an expression prints: a mark, never the text of a value."""
    if isinstance(value, Value):
        return mark("waarde", value.path)
    if isinstance(value, Mark):
        return value
    if isinstance(value, StrictUndefined | str | int):
        return mark("tekst", str(value))
    raise language.Misuse(
        "een lijst of groep kan niet in zijn geheel in de tekst; noem een onderdeel of gebruik |opsomming"
    )


def _enumerate(items: Iterable[Any]) -> Mark:
    """The filter ``opsomming``: a, b en c."""
    parts = [_finalize(item) for item in items]
    head, last = ", ".join(parts[:-1]), parts[-1] if parts else ""
    return Mark(f"{head} en {last}" if head else last)


def _capital(text: Any) -> str:
    """The filter ``hoofdletter``, for words of the library; a value keeps the letters that were typed."""
    if isinstance(text, Value | Mark):
        raise language.Misuse("hoofdletter is voor woorden van de bibliotheek, niet voor gegevens")
    return str(text)[:1].upper() + str(text)[1:]


def _in_words(number: Any) -> str:
    """The filter ``in_woorden``."""
    return in_words(int(str(number.raw or 0)) if isinstance(number, Value) else int(number))


def _functions() -> dict[str, Any]:
    return {
        "artikel": lambda topic: mark("artikel", topic),
        "lid": lambda target: mark("lid", target),
        "anker": lambda name: mark("anker", name),
        "wet": lambda reference: mark("wet", reference),
    }


@functools.cache
def environment() -> ImmutableSandboxedEnvironment:
    """The environment that every clause is compiled in."""
    filters = {"opsomming": _enumerate, "hoofdletter": _capital, "in_woorden": _in_words}
    return language.make_environment(_finalize, filters, autoescape=False)


@dataclass(frozen=True, slots=True, eq=False)
class Compiled:
    """A clause ready to render: its template, the values it uses, those that decide its text, and the roles
    (``partijen``, ``begrippen``, …) it speaks of.
    """

    template: Template
    names: frozenset[str]
    deciding: frozenset[str]
    roles: frozenset[str]
    tree: nodes.Template


def compile_clause(clause: Clause) -> Compiled:
    """Compile a clause once per process.

    Raises:
        RenderError: when the clause uses something that the language of clauses does not have.
    """
    return _compile(clause.text, clause.source.path, clause.first_line)


def compile_term(term: Term) -> Compiled:
    """Compile the definition of a term."""
    return _compile(term.definition, term.source.path, term.source.line or 1)


@functools.lru_cache(maxsize=4096)
def _compile(text: str, path: str, first_line: int) -> Compiled:
    env = environment()
    if OPEN in text or CLOSE in text:
        raise RenderError(error("privéteken", "de tekst bevat een teken dat hier niet mag (U+E000)", Source(path)))
    try:
        tree = env.parse(language.without_tag_lines(text))
        _refuse(tree, path, first_line)
        template = env.from_string(tree)
    except TemplateSyntaxError as exc:
        raise RenderError(
            error(
                "jinja-fout",
                f"de accolades op deze regel kloppen niet: {_line(text, exc.lineno)}",
                Source(path, first_line + exc.lineno - 1),
                "Schrijf {{ naam }} voor een waarde en {% if … %} … {% endif %} voor een keuze.",
            )
        ) from None
    free = frozenset(meta.find_undeclared_variables(tree)) - set(FUNCTIONS)
    return Compiled(template, free - set(ROLES), _deciding(tree), free & set(ROLES), tree)


def _line(text: str, number: int) -> str:
    lines = text.splitlines()
    return lines[number - 1].strip()[:80] if 0 < number <= len(lines) else ""


def _deciding(tree: nodes.Template) -> frozenset[str]:
    """The names that a condition looks at."""
    tests = [node.test for node in tree.find_all(nodes.If)] + [node.test for node in tree.find_all(nodes.CondExpr)]
    return frozenset(name.name for test in tests for name in _names(test))


def _names(node: nodes.Node) -> Iterator[nodes.Name]:
    if isinstance(node, nodes.Name):
        yield node
    yield from node.find_all(nodes.Name)


def _refuse(tree: nodes.Template, path: str, first_line: int) -> None:
    """Refuse everything outside the language of clauses."""
    problems = [
        error("jinja-niet-toegestaan", item.message, Source(path, first_line + item.line - 1), item.hint)
        for item in language.refusals(tree, environment(), FUNCTIONS)
    ]
    if problems:
        raise RenderError(problems)


@dataclass(frozen=True, slots=True)
class Setting:
    """What all clauses of one document share while they are rendered.

    ``topics`` are those that can be referred to: the document's own and those of the one it belongs to.
    """

    outline: Outline
    parent: Outline | None
    topics: frozenset[str]
    parties: tuple[Party, ...]
    values: Mapping[str, Content]


def context(setting: Setting) -> dict[str, Any]:
    """The names that the clauses of one document know."""

    def of(kind: str) -> tuple[Party, ...]:
        return tuple(party for party in setting.parties if party.kind == kind)

    return {
        **_functions(),
        **setting.values,
        "heeft": lambda topic: topic in setting.topics,
        "partijen": setting.parties,
        "scholen": of("school"),
        "instellingen": of("instelling"),
        "leerbedrijven": of("leerbedrijf"),
        "dit_document": setting.outline.names["zelf"],
        "hoofddocument": setting.parent.names["ander"] if setting.parent else "",
    }


def render(clause: Clause, names: Mapping[str, Any]) -> str:
    """The text of a clause with marks for its values.

    Args:
        names: what :func:`context` gives; shared by all clauses of a document and never changed.

    Raises:
        RenderError: with the line of the clause file.
    """
    return _render(compile_clause(clause), names, clause.source.path, clause.first_line)


def _render(compiled: Compiled, names: Mapping[str, Any], path: str, first_line: int) -> str:
    try:
        return language.run(compiled.template, names)
    except Exception as exc:  # whatever a clause provokes becomes a problem with a place
        raise RenderError(_render_problem(exc, compiled.template, path, first_line)) from exc


def _render_problem(exc: Exception, template: Template, path: str, first_line: int) -> Problem:
    line = first_line + language.failing_line(exc, template) - 1
    message = str(exc) if isinstance(exc, UndefinedError | language.Misuse) else "de tekst kan niet worden gemaakt"
    return error("clausule-faalt", message, Source(path, line), "Pas de clausule aan.")


def readable(text: str, law: LawTable) -> str:
    """Rendered text as words: marks become what they say, values are left out.

    Used to find defined terms; the names of parties and other values do not count as use.
    """

    def say(match: re.Match[str]) -> str:
        form, content = read(match[1])
        if form == "tekst":
            return content
        if form == "wet" and content in law.references:
            return law.references[content].text.replace("\u00a0", " ")
        return ""

    return PATTERN.sub(say, text)


def define(
    terms: Iterable[Term], kind: str, texts: Iterable[str], names: Mapping[str, Any], law: LawTable
) -> list[dict[str, str]]:
    """The definitions that a document needs: exactly the terms its text uses, in alphabetical order.

    A definition may use other terms, so the search goes on until nothing new is found.

    Args:
        terms: all terms of the library.
        kind: the kind of document.
        texts: the rendered texts of its other clauses.
    """
    rendered = {
        term: _render(compile_term(term), names, term.source.path, term.source.line or 1)
        for term in _fitting(tuple(terms), kind)
    }
    fitting = tuple(rendered)
    used: set[int] = set()
    todo = list(texts)
    while todo:
        found = _terms_in(todo.pop(), fitting, law)
        for index in found - used:
            used.add(index)
            todo.append(rendered[fitting[index]])
    chosen = sorted((fitting[index] for index in used), key=lambda term: term.name.casefold())
    definitions = [rendered[term].rstrip(" ;.") for term in chosen]
    ends = [";"] * (len(chosen) - 1) + ["."]
    return [
        {"naam": term.name, "omschrijving": Mark(definition + end)}
        for term, definition, end in zip(chosen, definitions, ends, strict=False)
    ]


@functools.lru_cache(maxsize=64)
def _fitting(terms: tuple[Term, ...], kind: str) -> tuple[Term, ...]:
    return tuple(term for term in terms if not term.kinds or kind in term.kinds)


@functools.lru_cache(maxsize=1024)
def _term_pattern(term: Term) -> re.Pattern[str]:
    forms = "|".join(re.escape(form) for form in sorted((term.name, *term.forms), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])", re.IGNORECASE)


def _terms_in(text: str, terms: tuple[Term, ...], law: LawTable) -> frozenset[int]:
    """Indexes of the terms that a text uses; remembered, since a batch has the same texts again and again."""
    return _search(readable(text, law), terms)


@functools.lru_cache(maxsize=4096)
def _search(text: str, terms: tuple[Term, ...]) -> frozenset[int]:
    return frozenset(index for index, term in enumerate(terms) if _term_pattern(term).search(text))
