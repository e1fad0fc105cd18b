"""The template language in Dutch, for who reads a clause without knowing it: what a condition asks,
what is repeated, what is printed.

Texts of earlier are read too, so nothing here raises: what cannot be parsed stays as its words.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes
from msgspec import Struct

from dlr_docs.clause.jinja.language import make_environment

_TAG = re.compile(
    r"\{\{-?(?P<printed>.*?)-?\}\}|\{%-?\s*(?P<word>\w+)(?P<rest>.*?)-?%\}", re.DOTALL
)
_REMARK = re.compile(r"\{#.*?#\}", re.DOTALL)
_NO_WORDS = re.compile(r"[^\w\s./-]+")
UNTIL = "(tot hier)"
OPENS = ("(alleen als ", "(voor elk van ")  # what UNTIL closes
_ELSE = "(anders)"
_LOOP = "loop"
# What the program itself knows, as a condition asks for it: when it is so, and when it is not.
_KNOWN = {
    "bijlagen": ("er bijlagen zijn", "er geen bijlagen zijn"),
    "eisen_geregeld": (
        "alle verplichte onderwerpen zijn geregeld",
        "niet alle verplichte onderwerpen zijn geregeld",
    ),
    "hoofddocument": ("het bij een ander document hoort", "het bij geen ander document hoort"),
    "hoofddocument_voluit": (
        "dit bij een ander document hoort",
        "dit bij geen ander document hoort",
    ),
    "vervangt": ("het een ander document vervangt", "het geen ander document vervangt"),
    "loop.first": ("dit de eerste is", "dit niet de eerste is"),
    "loop.last": ("dit de laatste is", "dit niet de laatste is"),
}
_COMPARED = {
    "eq": "{}", "ne": "niet {}", "gt": "meer dan {}", "gteq": "minstens {}",
    "lt": "minder dan {}", "lteq": "hoogstens {}",
    "equalto": "{}", "ge": "minstens {}", "le": "hoogstens {}",
}  # fmt: skip
_TURNED = {"eq": "eq", "ne": "ne", "gt": "lt", "gteq": "lteq", "lt": "gt", "lteq": "gteq"}
_CALLED = {
    "tabel": "de tabel {}",
    "vorige_tabel": "de vorige tabel {}",
    "tabel_sinds": "[dag sinds wanneer de tabel {} geldt]",
}
_OF_LOOP = {"index": "het volgnummer", "index0": "het volgnummer", "length": "het aantal"}
_Node = nodes.Node


class _Known(Struct, frozen=True):
    """What is known of the names in a text: the kinds of values, the names of items in loops, and
    the names that stand for a condition.
    """

    kinds: Mapping[str, str]
    items: frozenset[str]
    conditions: frozenset[str]


def in_dutch(text: str, kinds: Mapping[str, str]) -> str:
    """A text of which everything in the template language is put in words between brackets.

    Args:
        kinds: the kind of values by their names, as far as known.
    """
    plain = _REMARK.sub("", text)
    known = _known(plain, kinds)
    return _TAG.sub(lambda found: _apart(found, _told(found, known)), plain)


def _apart(found: re.Match[str], said: str) -> str:
    """What a statement says, with a space where a word touches it."""
    if not found["word"]:
        return said
    before = found.string[: found.start()][-1:]
    after = found.string[found.end() :][:1]
    return f"{_space(before, '.,;:)!?')}{said}{_space(after, '', '({[*')}"


def _space(sign: str, also: str, more: str = "") -> str:
    return " " if sign.isalnum() or (sign and sign in f"{also}{more}}}") else ""


def _known(text: str, kinds: Mapping[str, str]) -> _Known:
    items: set[str] = set()
    conditions: set[str] = set()
    for found in _TAG.finditer(text):
        statement = _parsed(found["word"] or "", found["rest"] or "")
        if isinstance(statement, nodes.For):
            items |= {name.name for name in _names(statement.target)}
        if isinstance(statement, nodes.Assign) and _is_condition(statement.node):
            conditions |= {name.name for name in _names(statement.target)}
    return _Known(kinds, frozenset(items), frozenset(conditions))


def _names(target: _Node) -> list[nodes.Name]:
    return [target] if isinstance(target, nodes.Name) else [*target.find_all(nodes.Name)]


def _is_condition(node: _Node) -> bool:
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name):
        return node.node.name.startswith("heeft")
    if isinstance(node, nodes.Getattr):
        return _path(node) in _KNOWN
    return isinstance(node, nodes.And | nodes.Or | nodes.Not | nodes.Compare | nodes.Test)


@functools.cache
def _environment() -> Environment:
    return make_environment(str, {}, autoescape=False)


@functools.lru_cache(maxsize=2048)  # a history has the same statements again and again
def _parsed(word: str, rest: str) -> _Node | None:
    """A statement alone, or what is printed; None for what ends one, and for what is none."""
    whole = {
        "if": f"{{% if {rest} %}}{{% endif %}}",
        "elif": f"{{% if {rest} %}}{{% endif %}}",
        "for": f"{{% for {rest} %}}{{% endfor %}}",
        "set": f"{{% set {rest} %}}",
        "": f"{{{{ {rest} }}}}",
    }.get(word)
    if whole is None:
        return None
    try:
        return _environment().parse(whole).body[0]
    except (TemplateSyntaxError, IndexError):
        return None


def _told(found: re.Match[str], known: _Known) -> str:
    word, rest = found["word"] or "", found["rest"] or found["printed"] or ""
    if word.startswith("end"):
        return UNTIL
    if word == "else":
        return _ELSE
    node = _parsed(word, rest)
    if isinstance(node, nodes.Output):
        return _printed(node.nodes[0], known)
    said = _stated(node, word, known)
    return said or f"({' '.join(_NO_WORDS.sub(' ', f'{word} {rest}').split())})"


def _stated(node: _Node | None, word: str, known: _Known) -> str:
    """What a statement says; nothing when it is none."""
    if isinstance(node, nodes.If):
        asked = _asked(node.test, True, known)
        return f"(anders, als {asked})" if word == "elif" else f"{OPENS[0]}{asked})"
    if isinstance(node, nodes.For):
        return f"{OPENS[1]}{_repeated(node, known)})"
    return f"({_assigned(node, known)})" if isinstance(node, nodes.Assign) else ""


def _repeated(loop: nodes.For, known: _Known) -> str:
    listed = _value(loop.iter, known)
    only = f", als {_asked(loop.test, True, known)}" if loop.test is not None else ""
    return f"{listed}{only}"


def _assigned(node: nodes.Assign, known: _Known) -> str:
    name = _bracketed(node.target, known)
    if _is_condition(node.node):
        return f"hierna geldt {name} als {_asked(node.node, True, known)}"
    return f"hierna is {name}: {_value(node.node, known)}"


def _printed(node: _Node, known: _Known) -> str:
    """What is printed; an anchor is only a place."""
    is_anchor = isinstance(node, nodes.Call) and _called(node)[0] == "anker"
    return "" if is_anchor else _value(node, known)


def _asked(node: _Node, is_so: bool, known: _Known) -> str:
    """What a condition asks, as the rest of a sentence that begins with "als"."""
    for sort, say in _CONDITIONS:
        if isinstance(node, sort):
            return say(node, is_so, known)
    return _applies(_value(node, known), is_so)


def _applies(what: str, is_so: bool) -> str:
    return f"{what} {'' if is_so else 'niet '}van toepassing is"


def _not(node: nodes.Not, is_so: bool, known: _Known) -> str:
    return _asked(node.node, not is_so, known)


def _joint(node: nodes.And | nodes.Or, is_so: bool, known: _Known, is_inner: bool = False) -> str:
    """Conditions that hold together or one of which does; one in the other cannot be misread."""
    word = "en" if isinstance(node, nodes.And) == is_so else "of"
    parts = _flat(node, type(node))
    inner = [_stripped(part, is_so) for part in parts]
    said = [
        _joint(part, so, known, True)
        if isinstance(part, nodes.And | nodes.Or)
        else _asked(part, so, known)
        for part, so in inner
    ]
    is_mixed = any(isinstance(part, nodes.And | nodes.Or) for part, _ in inner)
    if word == "of" and (is_inner or is_mixed):
        return " ".join(f"ofwel {part}" for part in said)
    return _listed(said, word)


def _flat(node: _Node, sort: type[_Node]) -> list[_Node]:
    if isinstance(node, nodes.And | nodes.Or) and type(node) is sort:
        return [*_flat(node.left, sort), *_flat(node.right, sort)]
    return [node]


def _stripped(node: _Node, is_so: bool) -> tuple[_Node, bool]:
    """A condition without "not", and whether it has to be so."""
    while isinstance(node, nodes.Not):
        node, is_so = node.node, not is_so
    return node, is_so


def _listed(items: list[str], word: str) -> str:
    return f" {word} ".join(filter(None, (", ".join(items[:-1]), items[-1]))) if items else ""


def _compared(node: nodes.Compare, is_so: bool, known: _Known) -> str:
    chain = [node.expr, *(item.expr for item in node.ops)]
    said = [
        _one_compared(one, item.op, item.expr, is_so, known)
        for one, item in zip(chain, node.ops, strict=False)
    ]
    return _listed(said, "en" if is_so else "of")


def _one_compared(one: _Node, how: str, other: _Node, is_so: bool, known: _Known) -> str:
    if isinstance(one, nodes.Const) and how in _TURNED:  # "1 < x" is asked of x
        one, how, other = other, _TURNED[how], one
    what, than = _value(one, known), _value(other, known)
    if how in ("in", "notin"):
        is_so = is_so == (how == "in")
        words = "" if is_so else "niet "
        if isinstance(other, nodes.List | nodes.Tuple):
            than = _listed([_value(item, known) for item in other.items], "of")
            return f"{what} {words}{than} is"
        return f"{what} {words}bij {than} hoort"
    if how in ("eq", "equalto", "ne"):
        return f"{what} {'' if is_so == (how != 'ne') else 'niet '}{than} is"
    return f"{what} {'' if is_so else 'niet '}{_COMPARED.get(how, '{}').format(than)} is"


def _tested(node: nodes.Test, is_so: bool, known: _Known) -> str:
    if node.args:
        return _one_compared(node.node, node.name, node.args[0], is_so, known)
    what = {"defined": "bekend", "even": "even", "odd": "oneven"}.get(node.name, node.name)
    return f"{_value(node.node, known)} {'' if is_so else 'niet '}{what} is"


def _has(node: nodes.Call, is_so: bool, known: _Known) -> str:
    """What somebody chose or what goes along."""
    name, about = _called(node)
    words = "" if is_so else "niet "
    if name == "heeft" and "/" in about:
        return f"‘{about}’ {words}is gekozen"
    if name == "heeft":
        return f"het onderwerp ‘{about}’ {words}in het document staat"
    if name == "heeft_bijlage":
        return f"er {'een' if is_so else 'geen'} bijlage ‘{about}’ is"
    return _applies(_value(node, known), is_so)


def _holds(node: nodes.Name | nodes.Getattr, is_so: bool, known: _Known) -> str:
    """Whether something is there, by what is known of it."""
    path = _path(node)
    if path in _KNOWN:
        return _KNOWN[path][not is_so]
    words = "" if is_so else "niet "
    said = _bracketed(node, known)
    if path in known.conditions:
        return f"{said} {words}geldt"
    if isinstance(node, nodes.Getattr) and node.attr.startswith("is_"):
        return f"{_value(node.node, known)} {words}{_spaced(node.attr.removeprefix('is_'))} is"
    kind = known.kinds.get(path)
    if kind == "ja_nee":
        return f"{said} {'ja' if is_so else 'nee'} is"
    return f"{said} {words}is ingevuld" if kind else _applies(said, is_so)


def _constant(node: nodes.Const, is_so: bool, known: _Known) -> str:
    return "het altijd zo is" if bool(node.value) == is_so else "het nooit zo is"


_CONDITIONS: tuple[tuple[Any, Callable[[Any, bool, _Known], str]], ...] = (
    (nodes.Not, _not),
    ((nodes.And, nodes.Or), _joint),
    (nodes.Compare, _compared),
    (nodes.Test, _tested),
    (nodes.Call, _has),
    ((nodes.Name, nodes.Getattr), _holds),
    (nodes.Const, _constant),
)


def _value(node: _Node, known: _Known) -> str:
    """A value in words, names between square brackets."""
    for sort, say in _VALUES:
        if isinstance(node, sort):
            return say(node, known)
    return _bracketed(node, known)


def _said_constant(node: nodes.Const, known: _Known) -> str:
    if isinstance(node.value, bool):
        return "ja" if node.value else "nee"
    if node.value is None:
        return "niets"
    return f"‘{node.value}’" if isinstance(node.value, str) else str(node.value)


def _said_call(node: nodes.Call, known: _Known) -> str:
    name, about = _called(node)
    if name == "groep":
        return f"[groepen met {_spaced(about)}]"
    return _CALLED[name].format(about) if name in _CALLED else f"[{_spaced(name)} {about}]"


def _called(node: nodes.Call) -> tuple[str, str]:
    """The name of a function, and what stands between its brackets when that is fixed."""
    name = node.node.name if isinstance(node.node, nodes.Name) else ""
    first = node.args[0] if node.args else None
    return name, str(first.value) if isinstance(first, nodes.Const) else ""


def _bracketed(node: _Node, known: _Known) -> str:
    """A name, or a part of what has one; that of an item in a loop is clear from the loop."""
    if isinstance(node, nodes.Name):
        return f"[{_spaced(node.name)}]"
    if isinstance(node, nodes.Getattr):
        return _part(node, known)
    if isinstance(node, nodes.Getitem):
        return _value(node.node, known)
    return f"[{' '.join(_spaced(name.name) for name in node.find_all(nodes.Name))}]"


def _part(node: nodes.Getattr, known: _Known) -> str:
    name = _spaced(node.attr)
    whole = node.node
    if isinstance(whole, nodes.Name) and whole.name == _LOOP:
        return _OF_LOOP.get(node.attr, name)
    if isinstance(whole, nodes.Name) and whole.name in known.items:
        return f"[{name}]"
    if isinstance(whole, nodes.Call):
        return f"[{name} uit {_value(whole, known)}]"
    return f"[{name} van {_value(whole, known).strip('[]')}]"


def _path(node: _Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_path(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else ""


def _spaced(name: str) -> str:
    return name.replace("_", " ")


def _filtered(node: nodes.Filter, known: _Known) -> str:
    inside = _value(node.node, known) if node.node is not None else ""
    args = [_value(item, known).strip("‘’") for item in node.args]
    say = _FILTERS.get(node.name)
    return say(inside, args) if say else inside


def _mapped(node: nodes.Filter, known: _Known) -> str:
    """A part of each item of a list, or what a filter makes of each."""
    inside = _value(node.node, known).strip("[]") if node.node is not None else ""
    named = [item.value for item in node.kwargs] or node.args[1:]
    what = _listed([_spaced(_value(item, known).strip("‘’")) for item in named], "en")
    return f"[{what} van {inside}]" if what else f"[{inside}]"


def _sum(inside: str, args: list[str]) -> str:
    fields = " maal ".join(f"[{_spaced(name)}]" for name in args)
    return f"de som van {fields} in {inside}" if fields else f"de som van {inside}"


def _capital(inside: str, args: list[str]) -> str:
    return f"{inside[:1]}{inside[1:2].upper()}{inside[2:]}"


# What a filter makes of what stands before it; one that is not here changes nothing that is told.
_FILTERS: Mapping[str, Callable[[str, list[str]], str]] = {
    "length": lambda inside, args: f"het aantal {inside}",
    "first": lambda inside, args: f"de eerste van {inside}",
    "last": lambda inside, args: f"de laatste van {inside}",
    "opsomming": lambda inside, args: f"{inside} (met ‘{args[0]}’)" if args else inside,
    "zelfstandig": lambda inside, args: f"[{_listed(args, 'of')}]",
    "keer": lambda inside, args: f"{inside} maal {_listed(args, 'en')}",
    "gedeeld_door": lambda inside, args: f"{inside} gedeeld door {_listed(args, 'en')}",
    "som": _sum,
    "ingevoegd": lambda inside, args: f"de nummers van wat {inside} invoegt",
    "hoofdletter": _capital,
    "taal": lambda inside, args: inside.strip("‘’"),
}


def _sum_of_two(node: nodes.Add, known: _Known) -> str:
    return f"{_value(node.left, known)} plus {_value(node.right, known)}"


def _difference(node: nodes.Sub, known: _Known) -> str:
    first = "" if node.left == nodes.Const(0) else f"{_value(node.left, known)} "
    return f"{first}min {_value(node.right, known)}"


def _either(node: nodes.CondExpr, known: _Known) -> str:
    other = f", en anders {_value(node.expr2, known)}" if node.expr2 is not None else ""
    return f"{_value(node.expr1, known)} als {_asked(node.test, True, known)}{other}"


def _items(node: nodes.List | nodes.Tuple, known: _Known) -> str:
    return _listed([_value(item, known) for item in node.items], "en")


def _said_condition(node: _Node, known: _Known) -> str:
    return f"[of {_asked(node, True, known)}]"


def _said_filter(node: nodes.Filter, known: _Known) -> str:
    return _mapped(node, known) if node.name == "map" else _filtered(node, known)


_VALUES: tuple[tuple[Any, Callable[[Any, _Known], str]], ...] = (
    (nodes.Const, _said_constant),
    (nodes.Call, _said_call),
    (nodes.Filter, _said_filter),
    (nodes.Add, _sum_of_two),
    (nodes.Sub, _difference),
    (nodes.CondExpr, _either),
    ((nodes.List, nodes.Tuple), _items),
    ((nodes.And, nodes.Or, nodes.Not, nodes.Compare, nodes.Test), _said_condition),
)
