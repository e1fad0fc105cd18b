"""Clause text and values to Markdown with marks: the one sandboxed Jinja environment of the
library.

The language of clauses is small on purpose: expressions, ``if``, ``for`` and ``set``, a few filters
and five functions (see ``language``). Everything else is refused when a clause is compiled.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from types import CodeType
from typing import Any, NamedTuple

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, UndefinedError, meta, nodes
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from dlr_docs.basis import codes
from dlr_docs.basis.cache import remembered
from dlr_docs.basis.dutch import in_words, show_amount, show_number
from dlr_docs.basis.problems import Place, Problem, RenderError, error, grouped
from dlr_docs.clause import language
from dlr_docs.clause.markers import CLOSE, OPEN, PATTERN, Form, Mark, mark, read
from dlr_docs.model.library import Clause, LawTable, Outline, Term
from dlr_docs.model.parties import Party, PartySorts, Sentence
from dlr_docs.model.values import Content, Value

_PRIVATE = "de tekst bevat een teken dat hier niet mag (U+E000)"
FUNCTIONS = ("artikel", "lid", "anker", "wet", "heeft", "bijlage", "heeft_bijlage")
Names = Mapping[str, Any] | Context
ROLES = (
    "partijen",
    "begrippen",
    "bijlagen",
    "dit_document",
    "hoofddocument",
)


_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")


def _finalize(value: Any) -> str:
    """What an expression prints: a mark, never the text of a value."""
    if isinstance(value, Value):
        return mark("waarde", value.path)
    if isinstance(value, Mark):
        return value
    if isinstance(value, Sentence):
        return Mark("".join(map(_finalize, value.parts)))
    if isinstance(value, StrictUndefined | str | int | Computed):
        return mark("tekst", str(value))
    raise language.Misuse(
        "een lijst of groep kan niet in zijn geheel in de tekst; "
        "noem een onderdeel of gebruik |opsomming"
    )


def _enumerate(items: Iterable[Any]) -> Mark:
    """The filter ``opsomming``: a, b en c."""
    parts = [_finalize(item) for item in items]
    head, last = ", ".join(parts[:-1]), parts[-1] if parts else ""
    return Mark(f"{head} en {last}" if head else last)


def _in_language(text: Any, code: str) -> Mark:
    """The filter ``taal``: words of the library in another language, named as in ``en`` or
    ``en-GB`` (BCP 47).
    """
    if type(text) is not str:
        raise language.Misuse("taal is voor woorden van de bibliotheek, niet voor gegevens")
    if not _LANGUAGE.fullmatch(str(code)):
        raise language.Misuse('een taal schrijft u als "en" of "en-GB"')
    return mark("anderstalig", f"{code} {text}")


def _capital(text: Any) -> str:
    """The filter ``hoofdletter``, for words of the library; a value keeps the letters that were
    typed.
    """
    if type(text) is not str:
        raise language.Misuse("hoofdletter is voor woorden van de bibliotheek, niet voor gegevens")
    return text[:1].upper() + text[1:]


@dataclass(frozen=True, slots=True)
class Computed:
    """A number that follows from values; open (None) as long as one of them is. It prints as text,
    and is not bound: Word does not compute it anew.
    """

    number: Decimal | None
    is_amount: bool

    def __str__(self) -> str:
        if self.number is None:
            return "nog te berekenen"
        rounded = self.number.quantize(Decimal("0.01"), ROUND_HALF_UP)
        return show_amount(rounded) if self.is_amount else show_number(rounded.normalize())


def _operand(item: Any) -> Computed:
    """A value, a computed number or a number of the clause as something to compute with."""
    if isinstance(item, Computed):
        return item
    if isinstance(item, Value):
        if item.raw is None:
            return Computed(None, item.kind == "bedrag")
        if isinstance(item.raw, Fraction):
            return Computed(Decimal(item.raw.numerator) / Decimal(item.raw.denominator), False)
        if isinstance(item.raw, int | Decimal) and not isinstance(item.raw, bool):
            share = Decimal(100) if item.kind == "percentage" else Decimal(1)
            return Computed(Decimal(item.raw) / share, item.kind == "bedrag")
    if isinstance(item, int) and not isinstance(item, bool):
        return Computed(Decimal(item), False)
    raise language.Misuse("rekenen kan alleen met een bedrag, aantal, percentage of breuk")


def _times(left: Any, right: Any) -> Computed:
    """The filter ``keer``: an amount times a number, a share or a percentage."""
    one, other = _operand(left), _operand(right)
    known = one.number is not None and other.number is not None
    return Computed(one.number * other.number if known else None, one.is_amount or other.is_amount)  # type: ignore[operator]


def _sum(items: Iterable[Any], *fields: str) -> Computed:
    """The filter ``som``: the total of a list; of a field of its rows; or of two fields
    multiplied.
    """
    rows = (
        functools.reduce(_times, [row[field] for field in fields]) if fields else row
        for row in items
    )
    numbers = [_operand(row) for row in rows]
    is_amount = any(item.is_amount for item in numbers)
    known = [item.number for item in numbers if item.number is not None]
    return Computed(sum(known, Decimal(0)) if len(known) == len(numbers) else None, is_amount)


def _in_words(number: Any) -> str:
    """The filter ``in_woorden``."""
    return in_words(int(str(number.raw or 0)) if isinstance(number, Value) else int(number))


_MARKING: Mapping[str, Form] = {"artikel": "artikel", "lid": "lid", "anker": "anker", "wet": "wet"}


def _functions() -> dict[str, Any]:
    return {name: functools.partial(mark, form) for name, form in _MARKING.items()}


@functools.cache
def environment() -> ImmutableSandboxedEnvironment:
    """The environment that every clause is compiled in."""
    filters: dict[str, Callable[..., Any]] = {
        "opsomming": _enumerate,
        "hoofdletter": _capital,
        "in_woorden": _in_words,
        "keer": _times,
        "som": _sum,
        "taal": _in_language,
    }
    return language.make_environment(_finalize, filters, autoescape=False)


class Call(NamedTuple):
    """A call of one of the functions, with its line in the text; the argument is None when it is no
    constant.
    """

    function: str
    argument: str | None
    line: int


class Use(NamedTuple):
    """A name in the text of a clause, with the field that is asked of it when there is one, and its
    line.
    """

    name: str
    field: str | None
    line: int


@dataclass(frozen=True, slots=True, eq=False)
class Compiled:
    """A clause ready to render: its code, the values it uses, those that decide its text, and the
    roles (``partijen``, ``begrippen``, …) it speaks of. The names that a library gives to groups of
    parties are among the values, since a text is compiled without one. The text of a fixed one
    follows from the clause itself and ``dit_document``: it prints values and decides nothing.
    """

    code: CodeType
    names: frozenset[str]
    deciding: frozenset[str]
    roles: frozenset[str]
    calls: tuple[Call, ...]
    uses: tuple[Use, ...]
    is_fixed: bool


def compile_clause(clause: Clause) -> Compiled:
    """Compile a clause once per process.

    Raises:
        RenderError: when the clause uses something that the language of clauses does not have.
    """
    return _compile(clause.text, clause.line())


def compile_term(term: Term) -> Compiled:
    """Compile the definition of a term."""
    return _compile(term.definition, term.place)


@functools.lru_cache(maxsize=4096)
def _compile(text: str, start: Place) -> Compiled:
    return remembered("clausule", text, lambda: _translate(text, start))


@functools.lru_cache(maxsize=4096)
def _template(compiled: Compiled) -> Template:
    """The template that runs the code."""
    return language.load(environment(), compiled.code)


def _translate(text: str, start: Place) -> Compiled:
    env = environment()
    if len(text) > language.MAXIMUM_SOURCE:
        message = f"een clausule heeft hoogstens {grouped(language.MAXIMUM_SOURCE)} tekens"
        raise RenderError(
            error(
                codes.CLAUSULE_TE_LANG,
                message,
                start,
                "Verdeel haar over varianten.",
            )
        )
    if OPEN in text or CLOSE in text:
        raise RenderError(error(codes.PRIVETEKEN, _PRIVATE, start))
    try:
        tree = env.parse(language.without_tag_lines(text))
        _refuse(tree, start)
        if any(
            sign in str(node.value) for node in tree.find_all(nodes.Const) for sign in (OPEN, CLOSE)
        ):
            raise RenderError(error(codes.PRIVETEKEN, _PRIVATE, start))
        calls, uses = tuple(_calls(tree)), tuple(_uses(tree))
        deciding = _deciding(tree)
        assigned = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"}
        free = frozenset(meta.find_undeclared_variables(tree)) - set(FUNCTIONS) - assigned
        _write_marks(tree)
        is_fixed = _is_fixed(tree)
        code = env.compile(tree)
    except language.TooIntricate:
        message = "de tekst tussen accolades is te ingewikkeld"
        raise RenderError(error(codes.JINJA_TE_INGEWIKKELD, message, start)) from None
    except TemplateSyntaxError as exc:
        raise RenderError(
            error(
                codes.JINJA_FOUT,
                f"de accolades op deze regel kloppen niet: {_line(text, exc.lineno)}",
                start.below(exc.lineno - 1),
                "Schrijf {{ naam }} voor een waarde en {% if … %} … {% endif %} voor een keuze.",
            )
        ) from None
    return Compiled(code, free - set(ROLES), deciding, free & set(ROLES), calls, uses, is_fixed)


def _calls(tree: nodes.Template) -> Iterator[Call]:
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name):
            constant = len(call.args) == 1 and isinstance(call.args[0], nodes.Const)
            yield Call(call.node.name, str(call.args[0].value) if constant else None, call.lineno)  # type: ignore[attr-defined]


_FIXED = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr)


def _is_fixed(tree: nodes.Template) -> bool:
    """Whether a text only prints values, whose marks are the same in every document, and
    ``dit_document``.
    """
    names = {name.name for name in tree.find_all(nodes.Name)}
    return not names & (set(ROLES) - {"dit_document"}) and all(
        isinstance(n, _FIXED) for n in tree.find_all(nodes.Node)
    )


def _uses(tree: nodes.Template) -> Iterator[Use]:
    for name in tree.find_all(nodes.Name):
        yield Use(name.name, None, name.lineno)
    for part in tree.find_all(nodes.Getattr):
        if isinstance(part.node, nodes.Name):
            yield Use(part.node.name, part.attr, part.lineno)


def _write_marks(tree: nodes.Template) -> None:
    """Put the mark of each ``{{ artikel("…") }}`` and the like in its place once, so that rendering
    need not.
    """
    for output in tree.find_all(nodes.Output):
        output.nodes = [_marked(node) for node in output.nodes]


def _marked(node: nodes.Expr) -> nodes.Expr:
    if not (
        isinstance(node, nodes.Call)
        and isinstance(node.node, nodes.Name)
        and node.node.name in _MARKING
    ):
        return node
    if len(node.args) != 1 or node.kwargs or not isinstance(node.args[0], nodes.Const):
        return node  # left to fail when it is rendered, with its line
    text = mark(_MARKING[node.node.name], str(node.args[0].value))
    return nodes.TemplateData(text, lineno=node.lineno)


def _line(text: str, number: int) -> str:
    lines = text.splitlines()
    return lines[number - 1].strip()[:80] if 0 < number <= len(lines) else ""


def _deciding(tree: nodes.Template) -> frozenset[str]:
    """The names that a condition looks at."""
    tests = [node.test for node in tree.find_all(nodes.If)] + [
        node.test for node in tree.find_all(nodes.CondExpr)
    ]
    return frozenset(name.name for test in tests for name in _names(test))


def _names(node: nodes.Node) -> Iterator[nodes.Name]:
    if isinstance(node, nodes.Name):
        yield node
    yield from node.find_all(nodes.Name)


def _refuse(tree: nodes.Template, start: Place) -> None:
    """Refuse everything outside the language of clauses."""
    problems = [
        error(
            codes.JINJA_NIET_TOEGESTAAN,
            item.message,
            start.below(item.line - 1),
            item.hint,
        )
        for item in language.refusals(tree, environment(), FUNCTIONS)
    ]
    if problems:
        raise RenderError(problems)


@dataclass(frozen=True, slots=True)
class Setting:
    """What all clauses of one document share while they are rendered.

    ``topics`` are those that can be referred to: the document's own and those of the one it belongs
    to. ``annexes`` are the annexes that belong to the document, as (kind, id). ``sorts`` give the
    names under which clauses know the parties of a sort.
    """

    outline: Outline
    parent: Outline | None
    topics: frozenset[str]
    parties: tuple[Party, ...]
    values: Mapping[str, Content]
    annexes: tuple[tuple[str, str], ...] = ()
    sorts: PartySorts = field(default_factory=PartySorts)


def context(setting: Setting) -> dict[str, Any]:
    """The names that the clauses of one document know."""

    def of(kind: str) -> tuple[dict[str, object], ...]:
        return tuple(party.names for party in setting.parties if party.kind == kind)

    def annexes(kind: str) -> Mark:
        found = [mark("bijlage", name) for own, name in setting.annexes if own == kind]
        if not found:
            raise language.Misuse(
                f'er is hier geen bijlage "{kind}"; vraag eerst met heeft_bijlage of zij er is'
            )
        return _enumerate(found)

    return {
        **_functions(),
        **setting.values,
        "heeft": lambda topic: topic in setting.topics,
        "bijlage": annexes,
        "heeft_bijlage": lambda kind: any(own == kind for own, _ in setting.annexes),
        "bijlagen": tuple(mark("bijlage", name) for _, name in setting.annexes),
        "partijen": tuple(party.names for party in setting.parties),
        **{group: of(sort.name) for group, sort in setting.sorts.groups.items()},
        "dit_document": setting.outline.names["zelf"],
        "hoofddocument": setting.parent.names["ander"] if setting.parent else "",
    }


def shared_context(names: Mapping[str, Any]) -> Context:
    """What :func:`render` takes in the place of names, to render many clauses with them."""
    return language.shared_context(environment(), names)


def render(clause: Clause, names: Names) -> str:
    """The text of a clause with marks for its values.

    Args:
        names: what :func:`context` gives; shared by all clauses of a document and never changed.

    Raises:
        RenderError: with the line of the clause file.
    """
    return _render(compile_clause(clause), names, clause.line())


def _render(compiled: Compiled, names: Names, start: Place) -> str:
    template = _template(compiled)
    try:
        return language.run(template, names)
    except Exception as exc:  # whatever a clause provokes becomes a problem with a place
        raise RenderError(_render_problem(exc, template, start)) from exc


def _render_problem(exc: Exception, template: Template, start: Place) -> Problem:
    place = start.below(language.failing_line(exc, template) - 1)
    message = (
        str(exc)
        if isinstance(exc, UndefinedError | language.Misuse)
        else "de tekst kan niet worden gemaakt"
    )
    hint = exc.hint if isinstance(exc, language.TooLong) else "Pas de clausule aan."
    return error(codes.CLAUSULE_FAALT, message, place, hint)


def readable(text: str, law: LawTable) -> str:
    """Rendered text as words: marks become what they say, values are left out.

    Used to find defined terms; the names of parties and other values do not count as use.
    """

    def say(match: re.Match[str]) -> str:
        form, content = read(match[1])
        if form == "tekst":
            return content
        if form == "anderstalig":
            return content.partition(" ")[2]
        if form == "wet" and content in law.references:
            return law.references[content].text.replace("\u00a0", " ")
        return ""

    return PATTERN.sub(say, text)


def define(
    terms: Iterable[Term], kind: str, texts: Iterable[str], names: Names, law: LawTable
) -> list[dict[str, str]]:
    """The definitions that a document needs: exactly the terms its text uses, in alphabetical
    order.

    A definition may use other terms, so the search goes on until nothing new is found.

    Args:
        terms: all terms of the library.
        kind: the kind of document.
        texts: the rendered texts of its other clauses.
    """
    glossary = _glossary(tuple(terms), kind)
    used = frozenset[int]().union(*(_terms_in(text, glossary, law) for text in texts))
    found = _usual_definitions(used, glossary, law, str(names.get("dit_document", "")))
    return _definitions(used, glossary, law, names) if found is None else found


@functools.lru_cache(maxsize=256)
def _usual_definitions(
    used: frozenset[int], glossary: _Glossary, law: LawTable, self_name: str
) -> list[dict[str, str]] | None:
    """The definitions of terms, when they follow from the kind of document; the same in most of a
    batch.
    """
    try:
        return _definitions(used, glossary, law, self_name)
    except LookupError:
        return None


def _definitions(
    used: frozenset[int], glossary: _Glossary, law: LawTable, names: Names | str
) -> list[dict[str, str]]:
    """The definitions of terms and of the terms in them.

    Args:
        names: those of the document, or only what it calls itself; a term that needs more is
            then a LookupError.
    """
    rendered: dict[int, str] = {}
    todo = set(used)
    while todo:
        index = todo.pop()
        rendered[index] = _definition(glossary.terms[index], names)
        todo |= _terms_in(rendered[index], glossary, law) - rendered.keys()
    chosen = sorted(rendered, key=glossary.order.__getitem__)
    ends = [*[";"] * (len(chosen) - 1), "."] if chosen else []
    return [
        {
            "naam": glossary.terms[index].name,
            "omschrijving": Mark(rendered[index].rstrip(" ;.") + end),
        }
        for index, end in zip(chosen, ends, strict=True)
    ]


def _definition(term: Term, names: Names | str) -> str:
    """The definition of a term; one that follows from the kind of document is rendered once."""
    usual = _usual_definition(
        term, names if isinstance(names, str) else str(names.get("dit_document", ""))
    )
    if usual is not None:
        return usual
    if isinstance(names, str):
        raise LookupError(term.name)
    return _render(compile_term(term), names, term.place)


@functools.lru_cache(maxsize=1024)
def _usual_definition(term: Term, self_name: str) -> str | None:
    compiled = compile_term(term)
    if compiled.names or not compiled.is_fixed:
        return None
    return _render(compiled, {"dit_document": self_name}, term.place)


@dataclass(frozen=True, slots=True, eq=False)
class _Glossary:
    """The terms of a kind of document, their alphabetical order, and every form of each with its
    index.

    Compared by identity, so that what was found out about it is quickly remembered.
    """

    terms: tuple[Term, ...]
    order: tuple[int, ...]
    forms: tuple[tuple[int, str], ...]


@functools.lru_cache(maxsize=64)
def _glossary(terms: tuple[Term, ...], kind: str) -> _Glossary:
    """The terms of a kind of document; a definition for this kind goes before the general one."""
    own = {term.name for term in terms if kind in term.kinds}
    fitting = tuple(
        term for term in terms if kind in term.kinds or (not term.kinds and term.name not in own)
    )
    order = {
        name: index for index, name in enumerate(sorted({term.name.casefold() for term in fitting}))
    }
    forms = tuple((index, form) for index, term in enumerate(fitting) for form in _forms(term))
    return _Glossary(fitting, tuple(order[term.name.casefold()] for term in fitting), forms)


def uses_term(text: str, term: Term) -> bool:
    """Whether a text uses a term in one of its forms."""
    folded = text.casefold()
    return any(_stands_alone(form, folded) for form in _forms(term))


@functools.lru_cache(maxsize=1024)
def _forms(term: Term) -> tuple[str, ...]:
    return tuple(form.casefold() for form in (term.name, *term.forms))


def _stands_alone(words: str, text: str) -> bool:
    """Whether words occur in a text other than as a part of a longer word."""
    start = text.find(words)
    while start >= 0:
        end = start + len(words)
        if not (_continues(text[start - 1 : start]) or _continues(text[end : end + 1])):
            return True
        start = text.find(words, start + 1)
    return False


def _continues(char: str) -> bool:
    return char.isalnum() or char in ("_", "-")


@functools.lru_cache(maxsize=4096)
def _terms_in(text: str, glossary: _Glossary, law: LawTable) -> frozenset[int]:
    """Indexes of the terms that a text uses; remembered, since a batch has the same texts again and
    again.
    """
    words = readable(text, law).casefold()
    return frozenset(
        index for index, form in glossary.forms if form in words and _stands_alone(form, words)
    )
