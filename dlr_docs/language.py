"""The template language that clauses and Word templates share: a small, sandboxed part of Jinja.

Expressions, ``if``, ``for`` and ``set``, a few filters, and the functions that the caller allows. Everything
else is refused when a template is compiled, so that nothing written in one can reach Python, loop for ever
or fill the memory.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from types import CodeType
from typing import Any

from jinja2 import Environment, StrictUndefined, Template, nodes
from jinja2.runtime import Context, new_context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from dlr_docs.errors import did_you_mean

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


class Misuse(Exception):
    """A template asks for what cannot be done; the message says so in Dutch."""


class DutchUndefined(StrictUndefined):
    """A missing name, described in Dutch."""

    @property
    def _undefined_message(self) -> str:
        return f"'{self._undefined_name}' is hier niet bekend"


class _Sandbox(ImmutableSandboxedEnvironment):
    """Adding is for numbers: a text or list that is added to itself again and again would fill the memory."""

    intercepted_binops = frozenset({"+", "-"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Add or subtract two whole numbers."""
        if type(left) is not int or type(right) is not int:
            raise Misuse("optellen en aftrekken kan hier alleen met gehele getallen")
        return super().call_binop(context, operator, left, right)


def make_environment(
    finalize: Callable[[Any], Any], filters: Mapping[str, Callable[..., Any]], autoescape: bool
) -> ImmutableSandboxedEnvironment:
    """An environment with only the filters and tests of the language, and those given."""
    made = _Sandbox(
        undefined=DutchUndefined,
        finalize=finalize,
        autoescape=autoescape,
    )
    made.globals.clear()
    made.filters = {name: made.filters[name] for name in _FILTERS} | dict(filters)
    made.tests = {name: made.tests[name] for name in _TESTS}
    return made


_TAG_LINE = re.compile(r"^[ \t]*((?:\{%(?:(?!%\}).)*%\}[ \t]*)*\{%(?:(?!%\}).)*)%\}[ \t]*\n", re.MULTILINE)


def without_tag_lines(text: str) -> str:
    """Text in which a line that holds only ``{% … %}`` tags leaves nothing behind.

    The line break moves into the tag, so that lines keep their numbers. Jinja's own ``trim_blocks`` would
    also join a line that merely ends with a tag to the next one.
    """
    return _TAG_LINE.sub(r"\1\n%}", text)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something outside the language: the line in the template, what and what to do."""

    line: int
    message: str
    hint: str | None


def refusals(tree: nodes.Template, env: ImmutableSandboxedEnvironment, functions: Collection[str]) -> list[Refusal]:
    """Everything in a parsed template that the language does not have."""
    found = []
    for node in _walk(tree):
        reason = _reason(node, env, functions)
        if reason:
            found.append(Refusal(node.lineno or 1, *reason))
    return found


def _walk(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _walk(child)


def _reason(
    node: nodes.Node, env: ImmutableSandboxedEnvironment, functions: Collection[str]
) -> tuple[str, str | None] | None:
    if not isinstance(node, _NODES):
        return f"'{type(node).__name__.lower()}' kan hier niet", "Er zijn {{ … }}, if, for en set."
    if isinstance(node, nodes.Call) and not (isinstance(node.node, nodes.Name) and node.node.name in functions):
        return "deze aanroep kan hier niet", f"Er zijn: {', '.join(functions)}." if functions else None
    if isinstance(node, nodes.Filter) and node.name not in env.filters:
        return f"het filter '{node.name}' bestaat niet", did_you_mean(node.name, env.filters)
    if isinstance(node, nodes.Test) and node.name not in _TESTS:
        return f"de test '{node.name}' bestaat niet", did_you_mean(node.name, _TESTS)
    if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
        return f"'{node.attr}' kan hier niet", "Namen van onderdelen beginnen met een letter."
    return None


def load(env: ImmutableSandboxedEnvironment, code: CodeType) -> Template:
    """The template that compiled code makes."""
    return Template.from_code(env, code, env.make_globals(None))


def shared_context(env: Environment, names: Mapping[str, Any]) -> Context:
    """One context for all templates of a document; it sees names that are added later."""
    return new_context(env, None, {}, names, shared=True)  # type: ignore[arg-type]  # any mapping serves


def run(template: Template, names: Mapping[str, Any] | Context) -> str:
    """Render with names that are not copied, or with a shared context. What a template sets is its own."""
    context = names if isinstance(names, Context) else shared_context(template.environment, names)
    context.vars.clear()
    context.exported_vars.clear()
    return "".join(template.root_render_func(context))


def failing_line(exc: BaseException, template: Template) -> int:
    """The line of a template that raised."""
    line, trace = 1, exc.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = template.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    return line
