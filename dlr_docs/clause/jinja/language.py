"""The template language that clauses and Word templates share: a small, sandboxed part of Jinja.

Expressions, ``if``, ``for`` and ``set``, a few filters, and the functions that the caller allows.
Everything else is refused when a template is compiled, so that nothing written in one can reach
Python. What is left could still loop for ages (``for`` in ``for`` in ``for``) or fill the memory;
:func:`run` stops that.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import islice
from types import CodeType
from typing import Any

from jinja2 import Environment, StrictUndefined, Template, TemplateSyntaxError, nodes, pass_context
from jinja2.runtime import Context, LoopContext, Undefined, new_context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from msgspec import Struct

from dlr_docs.basis.characters import FORBIDDEN
from dlr_docs.basis.problems import did_you_mean, grouped, named

_FILTERS = frozenset(["map", "length", "first", "last", "list", "selectattr", "rejectattr"])
_TESTS = frozenset(["equalto", "eq", "ne", "lt", "gt", "le", "ge", "in", "even", "odd", "defined"])
_NODES = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.If,
    nodes.For,
    nodes.Assign,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Call,
    nodes.Filter,
    nodes.Test,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.CondExpr,
    nodes.List,
    nodes.Tuple,
    nodes.Keyword,
    nodes.Add,
    nodes.Sub,
)


MAXIMUM_SOURCE = 20_000  # characters of one clause; the longest of the library has five thousand
MAXIMUM_TEXT = 200_000  # characters that a clause becomes, its values marked by their paths
MAXIMUM_PIECES = (
    500_000  # pieces of text that one run yields; every round of a loop yields at least one
)
MAXIMUM_DEPTH = 60  # of what stands inside what; the deepest clause of the library has a dozen
_FLAT, _COUNTED, _WEIGHED = (
    "plat uitgeschreven",
    "een voor een geteld",
    "in een keer geteld",
)  # no names that anybody can type as a filter
_OWN = frozenset([_FLAT, _COUNTED, _WEIGHED])
_HANDFUL = 64


class Misuse(Exception):
    """A template asks for what cannot be done; the message says so in Dutch."""


class TooLong(Misuse):
    """A text gets too long. Often it is a list of the user that makes it so, and not the
    template.
    """

    hint = (
        "Is een lijst in het keuzebestand heel lang, verdeel die dan. "
        "Anders staat er een {% for %} te veel in."
    )


class TooIntricate(TemplateSyntaxError):
    """A template that is nested too deep, or has a number with thousands of digits."""

    def __init__(self) -> None:
        super().__init__("te ingewikkeld", 1)


class DutchUndefined(StrictUndefined):
    """A missing name, described in Dutch."""

    @property
    def _undefined_message(self) -> str:
        name = (
            self._undefined_name
        )  # what a value was looked up by may be anything, also a name of somebody
        return (
            f"{named(name, 'dit onderdeel') if isinstance(name, str) else 'dit onderdeel'} "
            f"is hier niet bekend"
        )


_OF_A_LOOP = frozenset(
    ["index", "index0", "revindex", "revindex0", "first", "last", "length", "previtem", "nextitem"]
)


class _Sandbox(ImmutableSandboxedEnvironment):
    """Only what is named can be read: keys of mappings, and the attributes of each type in
    ``readable``.

    Adding is for numbers: a text or list that is added to itself again and again would fill the
    memory.
    """

    intercepted_binops = frozenset({"+", "-"})
    readable: Mapping[type, Collection[str]]

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A part of a mapping or of an object."""
        if isinstance(obj, Undefined):
            # in the name of what is missing; its own attributes lead to Python
            obj._fail_with_undefined_error()
        if isinstance(obj, dict):
            if attribute in obj:
                return obj[attribute]
        elif attribute in self.readable.get(type(obj), ()):
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """The same by its name between brackets or in a filter, or an item of a list."""
        if isinstance(argument, str) or isinstance(
            obj, str
        ):  # no letters of a text: of XML they would be signs
            return self.getattr(obj, str(argument))
        return super().getitem(obj, argument)

    def parse(self, *args: Any, **kwargs: Any) -> nodes.Template:
        """Parse a template; one that Python cannot hold is a wrong one."""
        try:
            tree = super().parse(*args, **kwargs)
        except (RecursionError, ValueError):
            raise TooIntricate from None
        _refuse_depth(tree)
        return tree

    def compile(self, *args: Any, **kwargs: Any) -> Any:
        """Compile a template; one that Python cannot hold is a wrong one."""
        try:
            return super().compile(*args, **kwargs)
        except (RecursionError, ValueError, SyntaxError):
            raise TooIntricate from None

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        _guard(source)
        return super()._generate(source, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Add or subtract two whole numbers."""
        if type(left) is not int or type(right) is not int:
            raise Misuse("optellen en aftrekken kan hier alleen met gehele getallen")
        return super().call_binop(context, operator, left, right)


def make_environment(
    finalize: Callable[[Any], Any],
    filters: Mapping[str, Callable[..., Any]],
    autoescape: bool,
    readable: Mapping[type, Collection[str]] | None = None,
) -> ImmutableSandboxedEnvironment:
    """An environment with only the filters and tests of the language, and those given.

    Args:
        finalize: what is done to everything that is printed.
        filters: more filters.
        autoescape: whether what is printed is XML.
        readable: per type the attributes that a template may read; those of mappings are their
            keys.
    """
    made = _Sandbox(
        undefined=DutchUndefined,
        finalize=finalize,
        autoescape=autoescape,
        # working out constants beforehand takes time to the third power of their nesting
        optimized=False,
    )
    made.readable = {LoopContext: _OF_A_LOOP, **(readable or {})}
    made.globals.clear()
    made.filters = (
        {name: made.filters[name] for name in _FILTERS}
        | dict(filters)
        | {_FLAT: _flat, _COUNTED: _counted, _WEIGHED: _weighed}
    )
    made.tests = {name: made.tests[name] for name in _TESTS}
    return made


def _flat(items: Iterable[Any]) -> Iterable[Any]:
    """A list that is written out, as long as it holds no other list: lists of lists of lists can be
    made so that comparing two of them takes for ever.
    """
    if any(isinstance(item, Iterable) and not isinstance(item, str | Mapping) for item in items):
        raise Misuse("een lijst kan hier niet in een andere lijst")
    return items


@pass_context
def _counted(context: Context, items: Iterable[Any]) -> Iterator[Any]:
    """The same items, all that one run goes through counted together."""
    for item in items:
        _count(context, 1)
        yield item


@pass_context
def _weighed(context: Context, items: Any) -> Any:
    """The same, counted for what looks at all of it: a filter, or a comparison."""
    sort = type(items)  # what it has is asked of the type: to ask an abstract class takes longer
    if hasattr(sort, "__len__") and not isinstance(items, Undefined):
        _count(context, len(items))
        return items
    return _counted(context, items) if hasattr(sort, "__next__") else items


def _count(context: Context, number: int) -> None:
    counter = context.vars.setdefault(_COUNTED, [0])
    counter[0] += number
    if counter[0] > MAXIMUM_PIECES:
        raise TooLong("een lus, filter of vergelijking gaat te veel regels langs")


def _guard(tree: nodes.Template) -> None:
    """Make every round of a loop yield something, so that rounds can be counted, and keep lists
    flat.
    """
    for loop in tree.find_all(nodes.For):
        if loop.test is not None:  # what the test leaves out yields nothing
            loop.iter = nodes.Filter(loop.iter, _COUNTED, [], [], None, None, lineno=loop.lineno)
        loop.body.insert(
            0, nodes.Output([nodes.TemplateData("", lineno=loop.lineno)], lineno=loop.lineno)
        )
    for node in list(_walk(tree)):
        _weigh(node)
    for node in list(_walk(tree)):
        for field, value in node.iter_fields():
            if isinstance(value, list):
                value[:] = [_flattened(item) for item in value]
            else:
                setattr(node, field, _flattened(value))


def _weigh(node: nodes.Node) -> None:
    """Have what a filter, a test or a comparison goes through counted: it yields nothing itself."""
    if isinstance(node, nodes.Filter) and node.name not in _OWN and node.node is not None:
        node.node = _counted_whole(node.node)
    elif isinstance(node, nodes.Compare):
        node.expr = _counted_whole(node.expr)
        for operand in node.ops:
            operand.expr = _counted_whole(operand.expr)
    elif isinstance(node, nodes.Test):
        node.node = _counted_whole(node.node)
        node.args = [_counted_whole(item) for item in node.args]


def _counted_whole(item: nodes.Expr) -> nodes.Expr:
    if isinstance(item, nodes.Const):
        return item
    return nodes.Filter(item, _WEIGHED, [], [], None, None, lineno=item.lineno)


def _flattened(item: Any) -> Any:
    is_list = isinstance(item, nodes.List | nodes.Tuple) and getattr(item, "ctx", "load") == "load"
    if not is_list:
        return item
    return nodes.Filter(item, _FLAT, [], [], None, None, lineno=item.lineno)


_TAG_LINE = re.compile(
    r"^[ \t]*((?:\{%(?:(?!%\}).)*%\}[ \t]*)*\{%(?:(?!%\}).)*)%\}[ \t]*\n", re.MULTILINE
)


def without_tag_lines(text: str) -> str:
    """Text in which a line that holds only ``{% … %}`` tags leaves nothing behind.

    The line break moves into the tag, so that lines keep their numbers. Jinja's own ``trim_blocks``
    would also join a line that merely ends with a tag to the next one.
    """
    return _TAG_LINE.sub(r"\1\n%}", text)


class Refusal(Struct, frozen=True):
    """Something outside the language: the line in the template, what and what to do."""

    line: int
    message: str
    hint: str | None


def refusals(
    tree: nodes.Template, env: ImmutableSandboxedEnvironment, functions: Collection[str]
) -> list[Refusal]:
    """Everything in a parsed template that the language does not have."""
    found = []
    assigned = {name.name for name in tree.find_all(nodes.Name) if name.ctx != "load"}
    callable_names = [
        name for name in functions if name not in assigned
    ]  # what a template assigns is no function
    for node in _walk(tree):
        reason = _reason(node, env, callable_names)
        if reason:
            found.append(Refusal(node.lineno or 1, *reason))
    return found


def _walk(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _walk(child)


def _refuse_depth(tree: nodes.Template) -> None:
    """Refuse what is nested so deep that whoever walks the tree runs out of stack."""
    level: list[nodes.Node] = [tree]
    for _ in range(MAXIMUM_DEPTH):
        level = [*itertools.chain.from_iterable(node.iter_child_nodes() for node in level)]
        if not level:
            return
    raise TooIntricate


_NO_FUNCTIONS = "Er zijn hier geen functies, wel filters, zoals in {{ partijen|length }}."
_Reason = tuple[str, str | None] | None  # what is wrong with a node, and what to do


def _reason(
    node: nodes.Node, env: ImmutableSandboxedEnvironment, functions: Collection[str]
) -> _Reason:
    """Why a node cannot be, by its sort."""
    if not isinstance(node, _NODES):
        return f"'{type(node).__name__.lower()}' kan hier niet", "Er zijn {{ … }}, if, for en set."
    if isinstance(node, nodes.Call):
        return _wrong_call(node, functions)
    if isinstance(node, nodes.Filter):
        return _wrong_filter(node, env)
    if isinstance(node, nodes.Test) and node.name not in _TESTS:
        return f"de test '{node.name}' bestaat niet", did_you_mean(node.name, _TESTS)
    if isinstance(node, nodes.For) and node.recursive:
        return "'recursive' kan hier niet", "Er zijn {{ … }}, if, for en set."
    if isinstance(node, nodes.Const):
        return _wrong_constant(node)
    return _wrong_name(node)


def _wrong_call(node: nodes.Call, functions: Collection[str]) -> _Reason:
    if not (isinstance(node.node, nodes.Name) and node.node.name in functions):
        there_are = f"Er zijn: {', '.join(functions)}." if functions else _NO_FUNCTIONS
        return "deze aanroep kan hier niet", there_are
    if not _is_named(node):
        return (
            "hier hoort één vaste naam tussen aanhalingstekens",
            'Bijvoorbeeld: {{ artikel("geschillen") }}.',
        )
    return None


def _wrong_filter(node: nodes.Filter, env: ImmutableSandboxedEnvironment) -> _Reason:
    if node.name == "map" and not _is_plain_map(node, env):
        return (
            "map kan hier alleen met attribute= of met een filter voor losse waarden",
            "Bijvoorbeeld: {{ partijen|map(attribute='naam')|join(', ') }}.",
        )
    known = env.filters.keys() - _OWN
    if node.name not in known:
        return f"het filter '{node.name}' bestaat niet", did_you_mean(node.name, known)
    return None


def _wrong_constant(node: nodes.Const) -> _Reason:
    if isinstance(node.value, str) and FORBIDDEN.search(node.value):
        return (
            "tussen de aanhalingstekens staat een teken dat Word niet kan bewaren",
            "Haal het weg.",
        )
    return None


def _wrong_name(node: nodes.Node) -> _Reason:
    name = node.attr if isinstance(node, nodes.Getattr) else getattr(node, "name", "")
    if isinstance(node, nodes.Getattr | nodes.Name) and (
        name.startswith("_")
        or not name.isascii()  # Python takes letters that look alike for the same
    ):
        return f"'{name}' kan hier niet", "Namen beginnen met een letter van a tot en met z."
    return None


def _is_named(call: nodes.Call) -> bool:
    """Whether a call has one argument, which its author wrote out: no value decides what is
    referred to.
    """
    plain = len(call.args) == 1 and not (call.kwargs or call.dyn_args or call.dyn_kwargs)
    return plain and isinstance(call.args[0], nodes.Const) and isinstance(call.args[0].value, str)


def _is_plain_map(node: nodes.Filter, env: ImmutableSandboxedEnvironment) -> bool:
    """Whether ``map`` takes a part of each item, or a filter that makes no list: lists in lists
    grow without end.
    """
    if not node.args:
        return [pair.key for pair in node.kwargs] == ["attribute"] and not (
            node.dyn_args or node.dyn_kwargs
        )
    name = node.args[0]
    usable = env.filters.keys() - _FILTERS - _OWN
    return isinstance(name, nodes.Const) and name.value in usable and not node.kwargs


def load(env: ImmutableSandboxedEnvironment, code: CodeType) -> Template:
    """The template that compiled code makes."""
    return Template.from_code(env, code, env.make_globals(None))


def shared_context(env: Environment, names: Mapping[str, Any]) -> Context:
    """One context for all templates of a document; it sees names that are added later."""
    return new_context(env, None, {}, names, shared=True)  # type: ignore[arg-type]  # any mapping serves


def run(template: Template, names: Mapping[str, Any] | Context, maximum: int = MAXIMUM_TEXT) -> str:
    """Render with names that are not copied, or with a shared context. What a template sets is its
    own.

    Args:
        maximum: the characters that the result may have.

    Raises:
        Misuse: when the text gets too long, or is made of too many pieces.
    """
    context = names if isinstance(names, Context) else shared_context(template.environment, names)
    context.vars.clear()
    context.exported_vars.clear()
    made = template.root_render_func(context)
    pieces: list[str] = []
    size = 0
    while handful := list(islice(made, _HANDFUL)):
        pieces += handful
        size += sum(map(len, handful))
        if size > maximum or len(pieces) > MAXIMUM_PIECES:
            raise TooLong(f"de tekst wordt te lang (hoogstens {grouped(maximum)} tekens)")
    return "".join(pieces)


def failing_line(exc: BaseException, template: Template) -> int:
    """The line of a template that raised."""
    line, trace = 1, exc.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = template.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    return line
