"""Compiling a Word template, once.

The template language is docxtpl's: ``{{ }}``, ``{% %}`` and the paragraph and row forms ``{%p %}``,
``{%tr %}``; docxtpl's own ``patch_xml`` turns the XML that Word wrote into Jinja. On top of that
every ``{{ value }}`` in a run becomes a content control that looks as that run. Parts
without tags stay compressed.
"""

from __future__ import annotations

import copy
import itertools
import re
from collections.abc import Iterator, Mapping
from types import CodeType
from typing import Any

from jinja2 import Template, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.labels import NumberedStyle
from dlr_docs.basis.problems import Place, Problem, Source, TemplateError, error
from dlr_docs.clause.jinja import language
from dlr_docs.clause.jinja.following import Followed, followed_paths
from dlr_docs.word.package.opening import Package, package_of
from dlr_docs.word.package.reading.numbering import Numbering, numbering_of
from dlr_docs.word.package.reading.styles import Styles, styles_of
from dlr_docs.word.package.relations import (
    CONTENT_TYPES,
    MAIN_RELS,
    SETTINGS,
    content_types,
    is_on_pages,
    is_ours,
    item_relations,
    package_relations,
    relations,
)
from dlr_docs.word.package.stores import (
    NAMESPACE,
    STORE,
    store_properties,
)
from dlr_docs.word.package.xml import HEAD, W
from dlr_docs.word.package.zip import THOROUGH, Packed, pack
from dlr_docs.word.template.balance import Unbalanced, Unfilled, check_balance
from dlr_docs.word.template.checks.findings import is_text_part, part_name
from dlr_docs.word.template.checks.spread import TAG
from dlr_docs.word.template.checks.styles import REQUIRED_STYLES
from dlr_docs.word.template.checks.table import TAG_BEGIN
from dlr_docs.word.template.compiled import WordTemplate, environment, told_environment
from dlr_docs.word.template.parts.controls import PLACEHOLDER_STYLE
from dlr_docs.word.template.parts.settings import (
    about_people,
    as_in_documents,
    taken_out,
    without_people,
)
from dlr_docs.word.template.parts.style_ids import with_our_ids
from dlr_docs.word.template.parts.tidy import (
    referred_to,
    restored,
    with_numbers_apart,
    with_tags_apart,
    without_noise,
)
from dlr_docs.word.template.parts.told import told_source
from dlr_docs.word.template.parts.travels import custom_properties, travelling
from dlr_docs.word.template.style_names import ANNEX_STYLES, NUMBERED_STYLES

_RUN = re.compile(
    r"<w:r(?: [^>]*)?>(?P<properties><w:rPr>(?:(?!</w:rPr>).)*</w:rPr>|<w:rPr/>)?"
    r"<w:t(?: [^>]*)?>(?P<text>[^<]*)</w:t></w:r>",
    re.DOTALL,
)
_IN_TAG = re.compile(r"<[^<>]*\ue010\d+\ue011[^<>]*>")
_HELD = re.compile("\ue010(\\d+)\ue011")
_EMPTY_RUN = re.compile(
    r'<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t xml:space="preserve"></w:t></w:r>'
)
_LINES_AROUND = 6  # paragraphs before the end of what may be left empty
_LONGEST = 120  # characters of the words around a problem


def template_package(data: bytes, path: str) -> Package:
    """A template as it is checked and compiled: opened, its styles under our ids.

    Raises:
        TemplateError: when it is no .docx.
    """
    return _as_judged(with_our_ids(package_of(data, path), REQUIRED_STYLES))


def _as_judged(package: Package) -> Package:
    """The package with parts that have tags as the checks see them: without comments, odd ways to
    write XML, and what Word puts in by itself.
    """
    referred = referred_to(root for name, root in package.roots.items() if is_text_part(name))
    members = dict(package.members)
    for name in filter(is_text_part, package.roots):
        is_changed = without_noise(package.roots[name], referred)
        written = as_text(package.roots[name])
        if is_changed or has_tags(name, written):
            members[name] = written
    return replace(package, members=members)


def compile_package(package: Package, digest: str) -> WordTemplate:
    """Compile a template that nothing is wrong with; ``digest`` is that of its bytes."""
    parts_kept = travelling(package)
    members = {name: content for name, content in _settled(package).items() if name in parts_kept}
    styles = styles_of(package)
    numbering = numbering_of(package, styles)
    parts, run_properties = compile_parts(package)
    code = {name: part.code for name, part in parts.items()}
    followed = itertools.chain.from_iterable(part.followed for part in parts.values())
    fixed = [
        pack(name, content, THOROUGH)
        for name, content in members.items()
        if name not in code and not _is_replaced(name)
    ]
    return WordTemplate(
        path=package.path,
        digest=digest,
        code=code,
        run_properties=run_properties,
        fixed=(*fixed, *_own_parts(custom_properties(package))),
        first_id=first_id(members),
        content_types=content_types(package.roots[CONTENT_TYPES], members),
        relations=relations(package.roots[MAIN_RELS]),
        question_styles=_question_styles(_style_of_questions(styles)),
        levels=_levels(numbering, NUMBERED_STYLES),
        annex_levels=_levels(numbering, ANNEX_STYLES),
        headings=styles.headings(),
        told=_told(parts, members),
        followed=tuple(sorted(set(followed))),
    )


def _told(
    parts: Mapping[str, CompiledPart], members: Mapping[str, bytes]
) -> dict[str, CodeType | str]:
    """What the main part, the headers and the footers say: as code where they have tags, and else
    as it stands.
    """
    env = told_environment(())
    found: dict[str, CodeType | str] = {}
    for name in sorted(filter(is_on_pages, members)):
        if name in parts:
            found[name] = env.compile(env.parse(told_source(parts[name].source)))
        else:
            found[name] = told_source(members[name].decode("utf-8"))
    return found


def _is_replaced(name: str) -> bool:
    """Whether we write a part ourselves."""
    return is_ours(name) or name in (CONTENT_TYPES, MAIN_RELS, "_rels/.rels")


def _settled(package: Package) -> dict[str, bytes]:
    """The parts, with the settings and the properties that documents get."""
    members = dict(package.members)
    custom = custom_properties(package)
    if custom and [*about_people(package.roots[custom])]:
        members[custom] = as_text(without_people(package.roots[custom]))
    if SETTINGS in package.roots and any(taken_out(package.roots[SETTINGS])):
        settings = copy.deepcopy(package.roots[SETTINGS])
        as_in_documents(settings)
        members[SETTINGS] = as_text(settings)
    return members


def _own_parts(custom: str) -> list[Packed]:
    """The parts that are the same in every document."""
    return [
        pack("_rels/.rels", package_relations(custom).encode()),
        pack("customXml/itemProps1.xml", store_properties(STORE, NAMESPACE).encode()),
        pack("customXml/_rels/item1.xml.rels", item_relations(1).encode()),
    ]


class CompiledPart(Struct, frozen=True):
    """A part with tags: the Jinja that it became, what that follows from, that compiled, and that
    ready to render.
    """

    source: str
    followed: tuple[Followed, ...]
    code: CodeType
    template: Template


def compile_parts(
    package: Package, apart: bool = False
) -> tuple[dict[str, CompiledPart], tuple[str, ...]]:
    """The parts with tags by name, and the run properties (w:rPr) that these refer to by number.

    Args:
        package: a template that the checks have nothing against.
        apart: whether each paragraph gets a line of its own, so that a failing line tells the
            paragraph.

    Raises:
        TemplateError: when a part is no Jinja.
    """
    patched = {
        name: _patched(package.roots[name], package.path)
        for name, content in package.members.items()
        if not _is_replaced(name) and has_tags(name, content)
    }
    properties = itertools.chain.from_iterable(part.run_properties() for part in patched.values())
    numbers = {item: number for number, item in enumerate(dict.fromkeys(properties))}
    env = environment(tuple(numbers))
    made = {}
    for name, part in patched.items():
        source = part.with_controls(numbers)
        made[name] = _compile_part(name, _apart(source) if apart else source, env, package.path)
    return made, tuple(numbers)


def has_tags(name: str, content: bytes) -> bool:
    """Whether a part, as :func:`as_text` writes it, has tags."""
    return is_text_part(name) and TAG_BEGIN.search(content) is not None


def as_text(root: Any) -> bytes:
    """A part as it is read and compiled."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _style_of_questions(styles: Styles) -> str:
    """The XML of the placeholder style."""
    inner = etree.tostring(styles.by_id[PLACEHOLDER_STYLE].element, encoding="unicode")
    return re.sub(r' xmlns:\w+="[^"]*"', "", inner.split("</w:style>")[0]) + "</w:style>"


def _question_styles(style: str) -> str:
    """The styles of the glossary part: only that of a question, as the template has it."""
    return (
        f'{HEAD}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault>'
        f'<w:rPr><w:lang w:val="nl-NL"/></w:rPr>'
        "</w:rPrDefault></w:docDefaults><w:style "
        'w:type="paragraph" w:default="1" w:styleId="Standaard">'
        f'<w:name w:val="Normal"/></w:style>{style}</w:styles>'
    )


def _levels(numbering: Numbering, styles: tuple[str, ...]) -> tuple[NumberedStyle, ...]:
    """How paragraphs of these styles are numbered, the outermost style first."""
    uses = [numbering.of_style[name] for name in styles]
    orders = tuple(use.order for use in uses)
    return tuple(
        NumberedStyle(use.levels, orders[:depth]) for depth, use in enumerate(uses, start=1)
    )


def _apart(text: str) -> str:
    return re.sub(r"<w:p([ >])", r"\n<w:p\1", text)


def _compile_part(
    name: str, source: str, env: ImmutableSandboxedEnvironment, path: str
) -> CompiledPart:
    place = Place(name, Source(path))
    try:
        tree = env.parse(source)
        refused = language.refusals(tree, env, ())
        if refused:
            raise TemplateError(
                error(codes.SJABLOON_TAG, item.message, place, item.hint) for item in refused
            )
        check_balance(env.parse(_apart(source)))
        followed = followed_paths(tree, frozenset())
        code = env.compile(tree)
        return CompiledPart(source, followed, code, language.load(env, code))
    except Unbalanced:
        message = f"in {part_name(name)}: een tag knipt een regel of tabel door"
        hint = (
            "Zet {%p if … %} en {%p endif %} elk op een eigen regel, en "
            "in een tabel {%tr … %} in een eigen rij."
        )
        raise TemplateError(error(codes.SJABLOON_TAG, message, place, hint)) from None
    except Unfilled as exc:
        raise TemplateError(_unfilled(name, exc, _apart(source), place)) from None
    except language.TooIntricate:
        raise TemplateError(
            error(
                codes.SJABLOON_TAG,
                f"in {part_name(name)}: een tag is te ingewikkeld",
                place,
                "Verdeel hem over meer tags: geef een deel een naam met {% set naam = … %}.",
            )
        ) from None
    except TemplateSyntaxError:
        raise TemplateError(
            error(
                codes.SJABLOON_TAG,
                f"in {part_name(name)}: een tag klopt niet{_near(source, env)}",
                place,
                "Kijk of bij elke {% if %} en {% for %} een {% endif %} of {% endfor %} staat.",
            )
        ) from None


def _unfilled(name: str, exc: Unfilled, source: str, place: Place) -> Problem:
    """What a condition can leave empty, with the words before the place where it ends."""
    lines = source.split("\n")[: exc.line]
    words = " ".join(filter(None, map(words_of, lines[-_LINES_AROUND:])))[-_LONGEST:]
    return error(
        codes.SJABLOON_TAG,
        f"in {part_name(name)}: {exc}" + (f"; bij: {words}" if words else ""),
        place,
        "Word opent zo'n document niet. Zet er een regel of rij in die niet tussen {%p if … %} en "
        "{%p endif %} of in een {%p for … %} staat, of neem de hele tabel in de voorwaarde op. "
        "Twee voorwaarden die elkaar uitsluiten, schrijft u als één: {%p if … %}, {%p else %}, "
        "{%p endif %}.",
    )


def _near(text: str, env: ImmutableSandboxedEnvironment) -> str:
    """The words around a wrong tag, as somebody finds them in Word."""
    lines = _apart(text)
    try:
        env.parse(lines)
    except TemplateSyntaxError as exc:
        words = words_of(lines.split("\n")[exc.lineno - 1])
        return f"; bij: {words[:_LONGEST]}" if words else ""
    return ""


def words_of(line: str) -> str:
    """A line of the Jinja of a part as its author wrote it."""
    return re.sub(
        r"\{\{ \((.*?)\)\|veld\(\d+\) \}\}", r"{{ \1 }}", re.sub(r"<[^>]*>", "", line)
    ).strip()


class _Patched(Struct, frozen=True):
    """A part as Jinja, less its tags: these are kept apart, and a sign with a number stands in the
    place of each.
    """

    text: str
    tags: tuple[str, ...]

    def run_properties(self) -> Iterator[str]:
        """The properties (w:rPr, or nothing) of each run that holds an expression."""
        for match in _RUN.finditer(self.text):
            if any(self._is_expression(tag) for tag in _HELD.finditer(match["text"])):
                yield match["properties"] or ""

    def with_controls(self, numbers: Mapping[str, int]) -> str:
        """The part in which every expression inside a run stands between runs, with the number of
        the properties of its own run.
        """
        text = _RUN.sub(lambda match: self._run(match, numbers), self.text)
        text = _IN_TAG.sub(self._attribute, text)
        return restored(_EMPTY_RUN.sub("", _HELD.sub(self._tag, text)))

    def _run(self, match: re.Match[str], numbers: Mapping[str, int]) -> str:
        properties = match["properties"] or ""

        def between(tag: re.Match[str]) -> str:
            if not self._is_expression(tag):
                return tag[0]
            return (
                f"</w:t></w:r>{{{{ ({self._inside(tag)})|veld({numbers[properties]}) }}}}"
                f'<w:r>{properties}<w:t xml:space="preserve">'
            )

        text = _HELD.sub(between, match["text"])
        return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'

    def _attribute(self, match: re.Match[str]) -> str:
        def plain(tag: re.Match[str]) -> str:
            if not self._is_expression(tag):
                return self._tag(tag)
            return f"{{{{ ({self._inside(tag)})|platte_tekst }}}}"

        return _HELD.sub(plain, match[0])

    def _tag(self, sign: re.Match[str]) -> str:
        return self.tags[int(sign[1])]

    def _inside(self, sign: re.Match[str]) -> str:
        return self._tag(sign)[2:-2].strip()

    def _is_expression(self, sign: re.Match[str]) -> bool:
        return self._tag(sign).startswith("{{")


def _patched(root: Any, path: str) -> _Patched:
    """A part with its tags taken out of what docxtpl made of it."""
    from docxtpl import DocxTemplate

    ready = copy.deepcopy(root)
    with_tags_apart(ready)
    with_numbers_apart(ready)
    source = DocxTemplate(path).patch_xml(as_text(ready).decode("utf-8"))
    numbers = itertools.count()
    text = TAG.sub(lambda _: f"\ue010{next(numbers)}\ue011", source)
    return _Patched(text, tuple(TAG.findall(source)))


def first_id(members: Mapping[str, bytes]) -> int:
    """A number above every id of bookmarks and controls that the template has."""
    found = [1000]
    for name, content in members.items():
        if name.startswith("word/") and name.endswith(".xml"):
            numbers = re.findall(
                rb'<w(?::id|:bookmarkStart|p:docPr)\b[^>]*?\b(?:w:val|w:id|id)="(\d{1,9})"', content
            )
            found.extend(int(number) for number in numbers)
    return max(found)
