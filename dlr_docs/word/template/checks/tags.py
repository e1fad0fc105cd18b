"""The tags of a Word template, one by one: whether each is well formed, closed, and asks for what
exists.

Looks at the text of paragraphs, so that it does not matter over how many runs Word has spread a
tag.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree
from msgspec import Struct, field

from dlr_docs.basis.problems import did_you_mean
from dlr_docs.clause.jinja import language
from dlr_docs.model.declared.parties import Members
from dlr_docs.word.package.reading.text import typed_text
from dlr_docs.word.package.xml import W
from dlr_docs.word.template.checks.spread import TAG, beside, text_groups, within
from dlr_docs.word.template.names import KINDS, MARKER, NAMES, ONE_OF

_DELIMITER = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_SINGLE = re.compile(r"\{\s*[{%]?\s*(?:p|tr|tc)?\s*([A-Za-z_]+)[^{}]*\}")
_FORM = re.compile(r"(?:p|tr|tc|r)(?=\s)")
_WORD = re.compile(r"(\w+)\s*(.*)", re.DOTALL)
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})  # what docxtpl mends by itself
_OTHER_QUOTES = re.compile("[„‚‛‟«»‹›´`′″]")
_OPENERS = {"if": "endif", "for": "endfor"}
_WORDS = ("if", "elif", "else", "endif", "for", "endfor", "set")
_CELLS = ("colspan", "cellbg", "vm", "hm")  # docxtpl's own, about cells of tables
_LONGEST = 100  # characters of a tag or name in a message
_LOOP = (
    "Zet het tussen {%p for partij in partijen %} en {%p endfor %}, "
    "elk op een eigen regel: {{ partij.naam }}."
)
_PLACES = {"p": ("p", "regel"), "tr": ("tr", "rij van de tabel"), "tc": ("tc", "cel van de tabel")}
_WHOLE = (
    MARKER,
    "inhoud",
    "bijlagen",
)  # what stands for whole paragraphs; everything else for words in one
# A remark that takes its whole line, row or cell along, as docxtpl has it.
_COMMENT = re.compile(r"\{#(p|tr|tc)\s[^}#]*#\}")


class Tag(Struct, frozen=True):
    """One tag: as it stands there, its form (p, tr, tc, r or nothing), what is inside, and the text
    around it.
    """

    source: str
    form: str
    inside: str
    around: str

    @property
    def shown(self) -> str:
        """The tag as a message names it."""
        return _cut(self.source)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"


class Mistake(Struct, frozen=True):
    """What is wrong with a tag, what to do, and the text around it. Unknown names are told apart by
    ``is_name``.
    """

    message: str
    hint: str | None
    around: str
    is_name: bool = False


class _Block(Struct):
    """An ``if`` or ``for`` that is open, with the names that it brings and what they stand for."""

    word: str
    tag: Tag | None
    names: dict[str, str] = field(default_factory=dict)


def tags_in(text: str) -> list[Tag]:
    """The tags in the text of a paragraph, comments left out."""
    return [_tag(match[0], text) for match in TAG.finditer(text) if not match[0].startswith("{#")]


def _tag(source: str, around: str) -> Tag:
    inside = source[2:-2]
    if source.startswith("{%"):
        inside = inside.removeprefix("-").removesuffix(
            "-"
        )  # Jinja's own way to leave out the space beside it
    form = _FORM.match(inside)
    inside = inside[form.end() :] if form else inside
    return Tag(source, form[0] if form else "", inside.strip().translate(_QUOTES), around)


def mistakes_in(root: Any, members: Members = ()) -> Iterator[Mistake]:
    """Everything that is wrong with the tags of one part, in the order of the text.

    Args:
        members: what may be asked of a party, as the library says; not judged when left out.
    """
    reader = _Reader({"partijen": (), **dict(members)})
    yield from _elsewhere(root, members)
    for paragraph, texts in text_groups(root):
        text = "".join(item.text or "" for item in texts)
        yield from _unfinished(text)
        for source, thing in within(paragraph, texts):
            yield Mistake(
                f"in de tag {_cut(source)} staat {thing}", "Typ de tag opnieuw, in één keer.", text
            )
        for comment in _COMMENT.finditer(text):
            yield from _lost_text(Tag(comment[0], comment[1], "", text), paragraph)
        for tag in tags_in(text):
            yield from _lost_text(tag, paragraph)
            yield from reader.read(tag)
    yield from reader.finish()


def _elsewhere(root: Any, members: Members) -> Iterator[Mistake]:
    """What is wrong with tags that stand in no text of a line: only a few names and texts of
    pictures may have them.
    """
    for element in root.iter(etree.Element):
        local = element.tag.rpartition("}")[2]
        if TAG.search(_words_without_room(element, local)):
            words = "".join(element.itertext())
            yield Mistake("hier kan geen tag staan", "Zet de tag in gewone tekst.", words)
        for name, value in element.attrib.items():
            if name.rpartition("}")[2] == "instr" or not TAG.search(value):
                continue
            if name in _SHOWN.get(local, ()):
                yield from _in_attribute(value, members)
            else:
                yield Mistake("hier kan geen tag staan", "Zet de tag in gewone tekst.", value)


def _words_without_room(element: Any, local: str) -> str:
    """What an element says in which no tag can stand; nothing when it can."""
    if local in _NO_CONTROLS:
        return "".join(element.itertext())
    return "" if local in ("t", "instrText") or len(element) else element.text or ""


# What holds text, and no content control in it (ECMA-376-1, 17.3.3.25 and 22.1.2.77).
_NO_CONTROLS = frozenset(["ruby", "oMath"])
# Attributes that a reader sees or hears: the text of a watermark, and that of a picture.
_SHOWN = {
    "textpath": ("string",),
    "docPr": ("descr", "title"),
    "cNvPr": ("descr", "title"),
    "shape": ("alt", "title"),
    "hyperlink": (f"{{{W}}}tooltip",),
}


def _in_attribute(value: str, members: Members) -> Iterator[Mistake]:
    """What is wrong with the tags in an attribute, which stands by itself."""
    reader = _Reader({"partijen": (), **dict(members)})
    yield from _unfinished(value)
    for tag in tags_in(value):
        if tag.form:
            hint = "Schrijf de tag zonder die letter."
            yield Mistake(f"{tag.shown} staat niet op een eigen regel", hint, value)
        yield from reader.read(tag)
    yield from reader.finish()


def _unfinished(text: str) -> Iterator[Mistake]:
    """Braces that belong to no tag: one that is not closed on its line, or has too few braces."""
    rest = TAG.sub("\0", text)
    if _DELIMITER.search(rest):
        hint = "Een tag begint met {{ of {% en eindigt op dezelfde regel met }} of %}."
        yield Mistake("hier is een tag niet af", hint, text)
        return
    for match in _SINGLE.finditer(rest):
        if match[1] in NAMES or match[1] in _WORDS:
            hint = "Schrijf zonder spaties tussen de accolades: {{ naam }} of {% if naam %}."
            yield Mistake(
                f"{_cut(match[0])} is geen tag: er mist een accolade, "
                f"of er staat een spatie tussen",
                hint,
                text,
            )


def _lost_text(tag: Tag, paragraph: Any) -> Iterator[Mistake]:
    """A tag for a whole line or row replaces all of it, also other words."""
    if tag.form not in _PLACES:
        return
    element, name = _PLACES[tag.form]
    whole = (
        paragraph
        if element == "p"
        else next(paragraph.iterancestors(f"{{{W}}}{element}"), paragraph)
    )
    text = typed_text(whole)
    thing = beside(whole)
    if thing:
        hint = f"Zet {tag.shown} op een eigen {name}, en het andere op de {name} ervoor of erna."
        yield Mistake(f"naast {tag.shown} staat {thing}; dat zou verdwijnen", hint, text)
    if tag.inside == MARKER:  # the place of the articles has a check of its own
        return
    if text.strip() != tag.source:
        hint = f"Zet {tag.shown} op een eigen {name}; die {name} komt niet in het document."
        yield Mistake(f"naast {tag.shown} staat nog tekst, en die zou verdwijnen", hint, text)


class _Reader:
    """Reads the tags of one part in order and keeps which blocks are open."""

    def __init__(self, members: Mapping[str, Collection[str]]) -> None:
        self._blocks = [_Block("", None)]
        self._members = members

    def read(self, tag: Tag) -> Iterator[Mistake]:
        """What is wrong with the next tag."""
        if tag.source.startswith("{{"):
            if tag.form and not (tag.form == "p" and tag.inside in _WHOLE):
                message = f"{tag.shown} staat voor woorden, en niet voor een hele regel of rij"
                yield Mistake(message, f"Schrijf {{{{ {_cut(tag.inside)} }}}}.", tag.around)
            yield from self._parsed(tag, f"{{{{ {tag.inside} }}}}")
        else:
            yield from self._statement(tag)

    def _statement(self, tag: Tag) -> Iterator[Mistake]:
        """What is wrong with a tag that says no words itself."""
        if tag.form == "r":
            hint = f"Schrijf {{% {_cut(tag.inside)} %}}, zonder r."
            yield Mistake(f"{tag.shown} laat de woorden ernaast verdwijnen", hint, tag.around)
        match = _WORD.fullmatch(tag.inside)
        word, rest = (match[1], match[2]) if match else ("", "")
        if word in _CELLS:
            hint = "Voeg cellen in Word zelf samen (Tabelindeling), en geef ze daar hun kleur."
            yield Mistake(f"{tag.shown} kan hier niet", hint, tag.around)
            return
        if word in ("endif", "endfor", "else", "elif"):
            yield from self._middle_or_end(tag, word, rest)
        elif word in ("if", "for", "set"):
            end = "" if word == "set" else f"{{% end{word} %}}"
            yield from self._parsed(tag, f"{{% {word} {rest} %}}{end}")
            if word in _OPENERS:
                self._blocks.append(_Block(word, tag, self._brought(word, rest)))
            else:
                self._scoping().names.update(dict.fromkeys(re.findall(r"^\w+", rest), ""))
        else:
            yield Mistake(
                f"'{_cut(word)}' kan hier niet, in {tag.shown}",
                did_you_mean(word, _WORDS),
                tag.around,
            )

    def _middle_or_end(self, tag: Tag, word: str, rest: str) -> Iterator[Mistake]:
        if word == "elif":
            yield from self._parsed(tag, f"{{% if {rest} %}}{{% endif %}}")
        opener = word.removeprefix("end") if word.startswith("end") else "if"
        fits = [number for number, block in enumerate(self._blocks) if block.word == opener]
        if word == "else" and self._blocks[-1].word == "for":
            return
        if not fits:
            yield Mistake(
                f"{tag.shown} staat hier zonder {{% {opener} … %}}",
                _closing_hint(opener),
                tag.around,
            )
            return
        yield from self._unclosed(fits[-1] + 1)
        begin = self._blocks[-1].tag
        if begin is not None and begin.form != tag.form:
            should = tag.source.replace("{%" + tag.form, "{%" + begin.form, 1)
            message = (
                f"{begin.shown} en {tag.shown} horen bij elkaar, maar zijn niet van dezelfde vorm"
            )
            yield Mistake(
                message, f"Schrijf hier {_cut(should)}, of schrijf beide anders.", tag.around
            )
        if word == f"end{opener}":
            self._blocks.pop()

    def _unclosed(self, down_to: int) -> Iterator[Mistake]:
        while len(self._blocks) > down_to:
            block = self._blocks.pop()
            if block.tag is not None:
                end = f"{{%{block.tag.form} end{block.word} %}}"
                yield Mistake(
                    f"bij {block.tag.shown} ontbreekt {end}",
                    _closing_hint(block.word),
                    block.tag.around,
                )

    def finish(self) -> Iterator[Mistake]:
        """Blocks that are still open at the end of the part."""
        yield from self._unclosed(1)

    def _parsed(self, tag: Tag, source: str) -> Iterator[Mistake]:
        tree, refused = _parse(source)
        if tree is None:
            hint = "Voorbeelden: {{ titel }}, {% if concept %}, {%p for partij in partijen %}."
            if _OTHER_QUOTES.search(tag.source):
                hint = (
                    "Word heeft een aanhalingsteken vervangen; typ een "
                    "recht ' of \" (Ctrl+Z na het typen)."
                )
            yield Mistake(f"de tag {tag.shown} klopt niet", hint, tag.around)
            return
        for refusal in refused:
            yield Mistake(f"{refusal.message}, in {tag.shown}", refusal.hint, tag.around)
        for message, advice in _unknown(tree, self._scope(), self._members):
            yield Mistake(f"{message}, in {tag.shown}", advice, tag.around, is_name=True)

    def _scoping(self) -> _Block:
        """The block in which a name that is set now is known: a loop, or the part as a whole."""
        return next(block for block in reversed(self._blocks) if block.word != "if")

    def _scope(self) -> dict[str, str]:
        """The names known here, each with what it stands for."""
        known = dict.fromkeys(NAMES, "") | KINDS
        for block in self._blocks:
            known.update(block.names)
        return known

    def _brought(self, word: str, rest: str) -> dict[str, str]:
        """The names that a block brings: those of a loop."""
        if word != "for":
            return {}
        tree, _ = _parse(f"{{% for {rest} %}}{{% endfor %}}")
        loop = tree.find(nodes.For) if tree else None
        if loop is None:
            return {"loop": "", **dict.fromkeys(re.findall(r"^\w+", rest), "")}
        item = ONE_OF.get(_kind(loop.iter, self._scope()), "")
        targets = [loop.target, *loop.target.find_all(nodes.Name)]
        return {"loop": "", **{name.name: item for name in targets if isinstance(name, nodes.Name)}}


def _closing_hint(word: str) -> str:
    return (
        f"Bij elke {{% {word} … %}} hoort een {{% end{word} %}}, en met "
        f"p of tr bij allebei of bij geen van beide."
    )


@functools.lru_cache(maxsize=2048)
def _parse(source: str) -> tuple[nodes.Template | None, tuple[language.Refusal, ...]]:
    """A tag as a tree, None when it is no Jinja, and what the template language does not have of
    it.

    Templates say the same many times, so what was parsed is remembered.
    """
    env = _environment()
    try:
        tree = env.parse(source)
    except TemplateSyntaxError:
        return None, ()
    return tree, tuple(language.refusals(tree, env, ()))


@functools.cache
def _environment() -> ImmutableSandboxedEnvironment:
    return language.make_environment(lambda value: value, {}, autoescape=False)


def _unknown(
    tree: nodes.Template, scope: Mapping[str, str], members: Mapping[str, Collection[str]]
) -> Iterator[tuple[str, str | None]]:
    """The names and parts of names in a tag that do not exist, each with the nearest right one."""
    for name in tree.find_all(nodes.Name):
        if name.ctx == "load" and name.name not in scope:
            advice = _LOOP if name.name == "partij" else did_you_mean(name.name, scope)
            yield f"'{_cut(name.name)}' is hier niet bekend", advice
    for node in tree.find_all((nodes.Getattr, nodes.Getitem, nodes.Filter)):
        name_of, member = _member(node, scope)
        known = members.get(name_of)
        if known is not None and member is not None and member not in known:
            yield _no_member(name_of, member, known)


def _no_member(name: str, member: str, known: Collection[str]) -> tuple[str, str | None]:
    if name == "partijen":
        return f"'{_cut(member)}' hoort bij één partij en niet bij de lijst partijen", _LOOP
    return f"een {name} heeft geen '{_cut(member)}'", did_you_mean(member, known)


def _member(node: nodes.Node, scope: Mapping[str, str]) -> tuple[str, str | None]:
    """What a node takes a part of, and which part, as far as the template itself shows."""
    if isinstance(node, nodes.Getattr):
        return _kind(node.node, scope), node.attr
    if isinstance(node, nodes.Getitem):
        key = node.arg.value if isinstance(node.arg, nodes.Const) else None
        return _kind(node.node, scope), key if isinstance(key, str) else None
    if isinstance(node, nodes.Filter) and _kind(node.node, scope) == "partijen":
        return "partij", _attribute_of(node)
    return "", None


def _attribute_of(node: nodes.Filter) -> str | None:
    """The attribute that a filter takes of each item of a list, if it says which."""
    named = [pair.value for pair in node.kwargs if pair.key == "attribute"]
    first = [*named, *(node.args if node.name in ("selectattr", "rejectattr") else ())][:1]
    if first and isinstance(first[0], nodes.Const) and isinstance(first[0].value, str):
        return first[0].value.partition(".")[0]
    return None


def _kind(node: nodes.Node | None, scope: Mapping[str, str]) -> str:
    """What an expression stands for, as far as the template itself shows: partijen, partij, or a
    part of one.
    """
    if isinstance(node, nodes.Name):
        return scope.get(node.name, "")
    if isinstance(node, nodes.Filter) and _kind(node.node, scope) == "partijen":
        return {"first": "partij", "last": "partij"}.get(
            node.name, "" if node.name in ("map", "length") else "partijen"
        )
    if isinstance(node, nodes.Getitem) and _kind(node.node, scope) == "partijen":
        return (
            "partij"
            if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, int)
            else ""
        )
    if isinstance(node, nodes.Getattr) and _kind(node.node, scope) == "partij":
        return node.attr
    return ""
