"""Clause text to code: the one sandboxed Jinja environment of the library.

The language of clauses is small on purpose: expressions, ``if``, ``for`` and ``set``
(``language``), a few filters and :data:`FUNCTIONS`. Everything else is refused here.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from types import CodeType
from typing import Any, NamedTuple

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from msgspec import Struct

from dlr_docs.basis import codes
from dlr_docs.basis.cache import remembered
from dlr_docs.basis.problems import Place, RenderError, error, grouped
from dlr_docs.clause.jinja import agreement, arithmetic, language
from dlr_docs.clause.jinja.following import Followed, followed_paths
from dlr_docs.clause.markers import CLOSE, OPEN, Form, Mark, mark
from dlr_docs.model.declared.parties import Sentence
from dlr_docs.model.declared.tables import Cell
from dlr_docs.model.library import Clause, Term
from dlr_docs.model.party import last_joint
from dlr_docs.model.values import Value

_PRIVATE = "de tekst bevat een teken dat hier niet mag (U+E000)"
FUNCTIONS = (
    "artikel",
    "lid",
    "anker",
    "wet",
    "heeft",
    "bijlage",
    "heeft_bijlage",
    "tabel",
    "vorige_tabel",
    "tabel_sinds",
    "groep",
)
# Those whose answer differs between documents, and decides what a text says.
ASKING = ("heeft", "heeft_bijlage", "bijlage", "tabel", "groep")
ROLES = (
    "partijen",
    "begrippen",
    "bijlagen",
    "eisen_geregeld",
    "de_anderen",
    "iedere_andere",
    "een_andere",
    "dit_document",
    "hoofddocument",
    "hoofddocument_voluit",
    "vervangt",
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
    if isinstance(value, StrictUndefined | str | int | Cell | arithmetic.Computed):
        return mark("tekst", str(value))
    raise language.Misuse(
        "een lijst of groep kan niet in zijn geheel in de tekst; "
        "noem een onderdeel of gebruik |opsomming"
    )


def enumeration(items: Any, joint: str = "en") -> Mark:
    """The filter ``opsomming``: a, b en c; with ``opsomming("of")`` a, b of c; with a comma before
    the last where a thing enumerates itself. One is a list of one.
    """
    if joint not in ("en", "of"):
        raise language.Misuse('opsomming eindigt met "en" of met "of"')
    listed = [items] if isinstance(items, Value | Cell) else items
    parts = [_finalize(item) for item in listed]
    head, last = ", ".join(parts[:-1]), parts[-1] if parts else ""
    return Mark(f"{head}{last_joint(listed, joint)}{last}" if head else last)


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


def _inserted(rows: Any, after: Any, own: Any) -> Any:
    """The filter ``ingevoegd``, which few documents need."""
    from dlr_docs.clause.jinja.inserted import inserted

    return inserted(rows, after, own)


_MARKING: Mapping[str, Form] = {"artikel": "artikel", "lid": "lid", "anker": "anker", "wet": "wet"}


def marking_functions() -> dict[str, Any]:
    """The functions that only leave a mark: ``artikel``, ``lid``, ``anker`` and ``wet``."""
    return {name: functools.partial(mark, form) for name, form in _MARKING.items()}


@functools.cache
def environment() -> ImmutableSandboxedEnvironment:
    """The environment that every clause is compiled in."""
    filters: dict[str, Callable[..., Any]] = {
        "opsomming": enumeration,
        "hoofdletter": _capital,
        "in_woorden": arithmetic.words,
        "keer": arithmetic.times,
        "gedeeld_door": arithmetic.divided,
        "som": arithmetic.total,
        "ingevoegd": _inserted,
        "taal": _in_language,
        "zelfstandig": agreement.noun,
        "zonder_een": agreement.without_one,
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


class Compiled(Struct, frozen=True, eq=False, dict=True):
    """A clause ready to render: its code, the values it uses, those that decide its text, and the
    roles (``partijen``, ``begrippen``, …) it speaks of. The names that a library gives to groups of
    parties are among the values, since a text is compiled without one. ``weighed`` are the names
    that it does more with than print them: the text follows from these and ``dit_document``, since
    a value that is printed leaves the same mark in every document.
    """

    code: CodeType
    names: frozenset[str]
    deciding: frozenset[str]
    roles: frozenset[str]
    calls: tuple[Call, ...]
    uses: tuple[Use, ...]
    weighed: frozenset[str]
    paths: tuple[Followed, ...]

    @property
    def is_fixed(self) -> bool:
        """Whether its text follows from the clause itself and ``dit_document``."""
        return not (self.weighed | self.roles) - {"dit_document"}

    @functools.cached_property
    def followed(self) -> tuple[Followed, ...]:
        """The parts of values and of parties that its text follows from, and the other roles; not
        the functions.
        """
        roles = (self.roles | {"dit_document"}) - {"partijen"}
        whole = {(name,) for name in roles}
        parts = {path for path in self.paths if path[0] not in roles}
        return tuple(sorted(path for path in whole | parts if path[0] not in FUNCTIONS))

    @functools.cached_property
    def asked(self) -> tuple[Call, ...]:
        """What it asks about the document."""
        return tuple(call for call in self.calls if call.function in ASKING)

    @functools.cached_property
    def template(self) -> Template:
        """The template that runs the code."""
        return language.load(environment(), self.code)


def compile_clause(clause: Clause) -> Compiled:
    """Compile a clause, once.

    Raises:
        RenderError: when the clause uses something that the language of clauses does not have.
    """
    return clause.memory.once(_clause, clause)


def _clause(clause: Clause) -> Compiled:
    make = _translate if clause.is_own else _compile  # of what parties wrote, nothing is kept
    return make(clause.text, clause.line())


def compile_term(term: Term) -> Compiled:
    """Compile the definition of a term, once."""
    return term.memory.once(_term, term)


def _term(term: Term) -> Compiled:
    return _compile(term.definition, term.place)


def _compile(text: str, start: Place) -> Compiled:
    return remembered("clausule", text, lambda: _translate(text, start))


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
    if _has_marks(text):
        raise RenderError(error(codes.PRIVETEKEN, _PRIVATE, start))
    try:
        tree = env.parse(language.without_tag_lines(text))
        _refuse(tree, start)
        if any(_has_marks(str(node.value)) for node in tree.find_all(nodes.Const)):
            raise RenderError(error(codes.PRIVETEKEN, _PRIVATE, start))
        calls, uses = tuple(_calls(tree)), tuple(_uses(tree))
        deciding = _deciding(tree)
        assigned = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"}
        free = frozenset(meta.find_undeclared_variables(tree)) - set(FUNCTIONS) - assigned
        _write_marks(tree)
        plain = _plainly_printed(tree)
        weighed = _weighed(tree, plain)
        paths = followed_paths(tree, plain)
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
    roles = free & set(ROLES)
    return Compiled(code, free - roles, deciding, roles, calls, uses, weighed, paths)


def _has_marks(text: str) -> bool:
    return OPEN in text or CLOSE in text


def _calls(tree: nodes.Template) -> Iterator[Call]:
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name):
            asked = [arg.value for arg in call.args if isinstance(arg, nodes.Const)]
            constant = str(asked[0]) if len(call.args) == len(asked) == 1 else None
            yield Call(call.node.name, constant, call.lineno)


def _plainly_printed(tree: nodes.Template) -> frozenset[int]:
    """The names, by ``id``, that do nothing but print a value or a part of it."""
    printed = itertools.chain.from_iterable(item.nodes for item in tree.find_all(nodes.Output))
    return frozenset(id(name) for name in map(_printed, printed))


def _weighed(tree: nodes.Template, plain: frozenset[int]) -> frozenset[str]:
    """The names that do more than print a value: those in conditions, loops, filters and calls."""
    return frozenset(name.name for name in tree.find_all(nodes.Name) if id(name) not in plain)


def _printed(node: nodes.Node) -> nodes.Node:
    """The name of which a part is printed, when nothing else is done with it."""
    while isinstance(node, nodes.Getattr):
        node = node.node
    return node


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
    names = itertools.chain.from_iterable(map(_names, tests))
    return frozenset(name.name for name in names)


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
