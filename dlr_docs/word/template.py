"""A Word template, opened and compiled once.

The template language is docxtpl's: ``{{ }}``, ``{% %}`` and the paragraph and row forms ``{%p %}``, ``{%tr %}``;
docxtpl's own ``patch_xml`` turns the XML that Word wrote into Jinja. On top of that every ``{{ value }}`` in a
run becomes a content control that keeps the look of that run. Parts without tags stay compressed.
"""

from __future__ import annotations

import functools
import hashlib
import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Template, TemplateSyntaxError, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree
from markupsafe import Markup

from dlr_docs import language
from dlr_docs.errors import Problem, Source, TemplateError, error, reason
from dlr_docs.model.values import Value
from dlr_docs.numbers import Level
from dlr_docs.package import THOROUGH, Packed, pack
from dlr_docs.word import body, parts
from dlr_docs.word.controls import NAMESPACE, PLACEHOLDER_STYLE, STORE, Controls
from dlr_docs.word.xml import W, run

MARKER = "artikelen"
MAIN = "word/document.xml"
MAXIMUM_BYTES = 20_000_000
MAXIMUM_UNPACKED = 100_000_000
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_RUN = re.compile(
    r"<w:r(?: [^>]*)?>(?P<look><w:rPr>(?:(?!</w:rPr>).)*</w:rPr>|<w:rPr/>)?<w:t(?: [^>]*)?>(?P<text>[^<]*)</w:t></w:r>",
    re.DOTALL,
)
_IN_TAG = re.compile(r"<[^<>]*\ue010\d+\ue011[^<>]*>")
_HELD = re.compile("\ue010(\\d+)\ue011")
_EMPTY_RUN = re.compile(r'<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t xml:space="preserve"></w:t></w:r>')
_MARKER = re.compile(r"\{\{p\s+artikelen\s*\}\}")
_MENTION = re.compile(r"\bartikelen\b")
_CONTENT_TYPES = "[Content_Types].xml"
_MAIN_RELS = "word/_rels/document.xml.rels"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument"
_OURS = ("customXml/", "word/glossary/", "docProps/core.xml", "word/comments.xml", "docProps/thumbnail")


@dataclass(frozen=True, slots=True, eq=False)
class WordTemplate:
    """A compiled template.

    ``templates`` are the parts with tags, ``fixed`` the packed parts without; ``looks`` the run properties
    that tags refer to by number; ``first_id`` is above every id that the template itself uses.
    ``content_types`` and ``relations`` are complete but for the closing element and the optional parts.
    """

    path: str
    digest: str
    templates: dict[str, Template]
    fixed: tuple[Packed, ...]
    first_id: int
    content_types: str
    relations: str
    question_styles: str
    levels: tuple[Level, ...]
    annex_levels: tuple[Level, ...]


class Tags:
    """What the tags of a template need while one document is written."""

    def __init__(self, controls: Controls) -> None:
        self.controls = controls


@functools.lru_cache(maxsize=32)
def _open(path: str, stamp: tuple[int, int]) -> WordTemplate:
    data = Path(path).read_bytes()
    return compile_template(data, path)


def open_template(path: Path) -> WordTemplate:
    """The compiled template of a file; compiled again only when the file has changed.

    Raises:
        TemplateError: when it is no usable template.
    """
    try:
        stat = path.stat()
        return _open(str(path), (stat.st_mtime_ns, stat.st_size))
    except OSError as exc:
        raise TemplateError(
            error("sjabloon-ontbreekt", f"het sjabloon kan niet worden gelezen: {reason(exc)}", Source(str(path)))
        ) from None


def compile_template(data: bytes, path: str) -> WordTemplate:
    """Compile a template from its bytes; ``path`` is what problems call it."""
    members = _members(data, path)
    styles = _style_of_questions(members, path)
    levels = _levels(members, path)
    looks: list[str] = []
    env = _environment(looks)
    templates, fixed = {}, []
    for name, content in members.items():
        if name.startswith(_OURS) or name in (_CONTENT_TYPES, _MAIN_RELS, "_rels/.rels"):
            continue
        if _has_tags(name, content):
            templates[name] = _compile_part(name, content, env, looks, path)
        else:
            fixed.append(pack(name, content, THOROUGH))
    if MAIN not in templates or not _has_one_marker(members[MAIN], path):
        raise TemplateError(_no_marker(path))
    fixed += [
        pack("_rels/.rels", _package_relations().encode()),
        pack("customXml/itemProps1.xml", parts.store_properties(STORE, NAMESPACE).encode()),
        pack("customXml/_rels/item1.xml.rels", _item_relations(1).encode()),
        pack("customXml/itemProps2.xml", parts.store_properties(parts.PROVENANCE_STORE, parts.PROVENANCE).encode()),
        pack("customXml/_rels/item2.xml.rels", _item_relations(2).encode()),
    ]
    return WordTemplate(
        path=path,
        digest=hashlib.sha256(data).hexdigest(),
        templates=templates,
        fixed=tuple(fixed),
        first_id=_first_id(members),
        content_types=_content_types(members[_CONTENT_TYPES].decode()),
        relations=_relations(members[_MAIN_RELS].decode()),
        question_styles=parts.question_styles(styles),
        levels=levels[: len(body.NUMBERED_STYLES)],
        annex_levels=levels[len(body.NUMBERED_STYLES) :],
    )


def _members(data: bytes, path: str) -> dict[str, bytes]:
    """The files of the package, after a look at its size and form."""
    if len(data) > MAXIMUM_BYTES:
        raise TemplateError(error("sjabloon-te-groot", "het sjabloon is groter dan 20 MB", Source(path)))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            infos = package.infolist()
            if sum(info.file_size for info in infos) > MAXIMUM_UNPACKED:
                raise TemplateError(error("sjabloon-te-groot", "het sjabloon is uitgepakt te groot", Source(path)))
            members = {info.filename: package.read(info) for info in infos if not info.is_dir()}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, zlib.error):
        raise TemplateError(_not_word(path)) from None
    if not {_CONTENT_TYPES, MAIN, _MAIN_RELS, "word/styles.xml"} <= members.keys():
        raise TemplateError(_not_word(path))
    return members


def _not_word(path: str) -> Problem:
    return error(
        "geen-sjabloon",
        "dit is geen Word-bestand (.docx)",
        Source(path),
        "Bewaar het sjabloon in Word als 'Word-document (*.docx)', zonder wachtwoord.",
    )


def _no_marker(path: str) -> Problem:
    return error(
        "sjabloon-zonder-plek",
        "in dit sjabloon ontbreekt de plek voor de artikelen, of er is er meer dan één",
        Source(path),
        "Zet één keer, op een eigen regel: {{p artikelen }}",
    )


def _has_tags(name: str, content: bytes) -> bool:
    return name.startswith("word/") and name.endswith(".xml") and (b"{{" in content or b"{%" in content)


def _has_one_marker(content: bytes, path: str) -> bool:
    """Whether the articles have exactly one place: a paragraph of the body with nothing but the marker."""
    root = parse_part(content, path, MAIN)
    body_paragraphs = root.findall(f"{{{W}}}body/{{{W}}}p")
    texts = ["".join(part.text or "" for part in paragraph.iter(f"{{{W}}}t")) for paragraph in body_paragraphs]
    everything = "".join(part.text or "" for part in root.iter(f"{{{W}}}t"))
    mentions = sum(_MENTION.search(tag) is not None for tag in _TAG.findall(everything))
    return mentions == 1 and sum(_MARKER.fullmatch(text.strip()) is not None for text in texts) == 1


def parse_part(content: bytes, path: str, name: str) -> Any:
    """A part as an XML tree, without entities or network."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise TemplateError(
            error("sjabloon-kapot", f"het onderdeel {name} is beschadigd", Source(path), "Bewaar het in Word opnieuw.")
        ) from None
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]  # the stubs forget that a tree has it
        raise TemplateError(error("sjabloon-dtd", f"het onderdeel {name} heeft een DTD", Source(path)))
    return root


def _style_of_questions(members: dict[str, bytes], path: str) -> str:
    """The XML of the placeholder style, after checking that every style that we use is there."""
    root = parse_part(members["word/styles.xml"], path, "word/styles.xml")
    styles = {style.get(f"{{{W}}}styleId"): style for style in root.iter(f"{{{W}}}style")}
    missing = sorted((body.STYLES | {PLACEHOLDER_STYLE}) - styles.keys())
    if missing:
        raise TemplateError(
            [
                error(
                    "sjabloon-zonder-stijl",
                    f"in dit sjabloon ontbreekt de stijl '{name}'",
                    Source(path),
                    "Begin met een kopie van het meegeleverde sjabloon en pas de stijlen daarin aan.",
                )
                for name in missing
            ]
        )
    style = styles[PLACEHOLDER_STYLE]
    inner = etree.tostring(style, encoding="unicode")
    return re.sub(r' xmlns:\w+="[^"]*"', "", inner.split("</w:style>")[0]) + "</w:style>"


def _levels(members: dict[str, bytes], path: str) -> tuple[Level, ...]:
    """How articles, leden, onderdelen and subonderdelen are numbered, and then annexes and theirs: the levels tied
    to their styles.
    """
    found: dict[str, Level] = {}
    if "word/numbering.xml" in members:
        root = parse_part(members["word/numbering.xml"], path, "word/numbering.xml")
        for level in root.iter(f"{{{W}}}lvl"):
            named = {child.tag: child.get(f"{{{W}}}val") or "" for child in level}
            style = named.get(f"{{{W}}}pStyle")
            if style is not None:
                found[style] = Level(named.get(f"{{{W}}}lvlText", ""), named.get(f"{{{W}}}numFmt", "decimal"))
    needed = (*body.NUMBERED_STYLES, *body.ANNEX_STYLES)
    missing = [name for name in needed if name not in found]
    if missing:
        raise TemplateError(
            error(
                "sjabloon-zonder-nummering",
                f"in dit sjabloon hoort bij de stijl '{missing[0]}' geen nummering",
                Source(path),
                f"Koppel in Word een lijst met meerdere niveaus aan de stijlen {', '.join(needed)}.",
            )
        )
    return tuple(found[name] for name in needed)


def _compile_part(
    name: str, content: bytes, env: ImmutableSandboxedEnvironment, looks: list[str], path: str
) -> Template:
    from docxtpl import DocxTemplate

    parse_part(content, path, name)
    source = DocxTemplate(path).patch_xml(content.decode("utf-8"))
    text = _with_controls(source, looks)
    try:
        tree = env.parse(text)
        refused = language.refusals(tree, env, ())
        if refused:
            raise TemplateError([error("sjabloon-tag", item.message, Source(path), item.hint) for item in refused])
        return env.from_string(tree)
    except TemplateSyntaxError:
        raise TemplateError(
            error(
                "sjabloon-tag",
                f"een tag in {name} klopt niet{_near(text, env)}",
                Source(path),
                "Kijk of bij elke {% if %} en {% for %} een {% endif %} of {% endfor %} staat.",
            )
        ) from None


def _near(text: str, env: ImmutableSandboxedEnvironment) -> str:
    """The words around a wrong tag, as somebody finds them in Word."""
    lines = re.sub(r"<w:p([ >])", r"\n<w:p\1", text)
    try:
        env.parse(lines)
    except TemplateSyntaxError as exc:
        line = lines.splitlines()[exc.lineno - 1]
        words = re.sub(r"\{\{ \((.*?)\)\|veld\(\d+\) \}\}", r"{{ \1 }}", re.sub(r"<[^>]*>", "", line))
        return f": {words.strip()[:120]}" if words.strip() else ""
    return ""


def _with_controls(source: str, looks: list[str]) -> str:
    """Patched XML in which every expression inside a run stands between runs, with the look of its own run."""
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(match[0])
        return f"\ue010{len(held) - 1}\ue011"

    def release(match: re.Match[str]) -> str:
        return held[int(match[1])]

    def in_run(match: re.Match[str]) -> str:
        properties = match["look"] or ""

        def between(tag: re.Match[str]) -> str:
            expression = held[int(tag[1])]
            if not expression.startswith("{{"):
                return tag[0]
            if properties not in looks:
                looks.append(properties)
            number = looks.index(properties)
            return (
                f"</w:t></w:r>{{{{ ({expression[2:-2].strip()})|veld({number}) }}}}"
                f'<w:r>{properties}<w:t xml:space="preserve">'
            )

        text = _HELD.sub(between, match["text"])
        return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'

    def in_attribute(match: re.Match[str]) -> str:
        return _HELD.sub(lambda tag: f"{{{{ ({held[int(tag[1])][2:-2].strip()})|platte_tekst }}}}", match[0])

    text = _TAG.sub(hold, source)
    text = _RUN.sub(in_run, text)
    text = _IN_TAG.sub(in_attribute, text)
    return _EMPTY_RUN.sub("", _HELD.sub(release, text))


def _environment(looks: list[str]) -> ImmutableSandboxedEnvironment:
    """The environment of one template; ``looks`` is filled while its parts are compiled."""

    @pass_context
    def veld(context: Context, value: Any, number: int) -> Markup:
        if isinstance(value, Markup):
            return value
        if isinstance(value, Value):
            tags: Tags = context["_tags"]
            return Markup(tags.controls.control(value, looks[number]))  # noqa: S704 - the control escapes its text
        return Markup(run(str(value), looks[number]))  # noqa: S704 - run escapes its text

    def finalize(value: Any) -> Any:
        if isinstance(value, Value):
            return value.text or value.question
        return value

    return language.make_environment(finalize, {"veld": veld, "platte_tekst": str}, autoescape=True)


def render_part(template: Template, names: dict[str, Any], path: str) -> bytes:
    """One part of a document.

    Raises:
        TemplateError: when a tag asks for something that is not there.
    """
    try:
        text = language.run(template, names)
    except Exception as exc:  # whatever a template provokes becomes a problem with a place
        raise TemplateError(
            error("sjabloon-tag", f"een tag in het sjabloon faalt: {exc}", Source(path), "Kijk naar de naam in de tag.")
        ) from exc
    return text.encode("utf-8")


def _first_id(members: dict[str, bytes]) -> int:
    """A number above every id of bookmarks and controls that the template has."""
    found = [1000]
    for name, content in members.items():
        if name.startswith("word/") and name.endswith(".xml"):
            numbers = re.findall(rb'<w:(?:id|bookmarkStart)\b[^>]*?w:(?:val|id)="(\d{1,9})"', content)
            found.extend(int(number) for number in numbers)
    return max(found)


def _override(part: str, kind: str) -> str:
    return f'<Override PartName="/{part}" ContentType="{kind}"/>'


def _content_types(original: str) -> str:
    """The content types without closing element: the template's, less what we replace, plus our own."""
    kept = re.sub(
        r'<Override [^>]*PartName="/(?:customXml/|word/glossary/|docProps/core\.xml|word/comments\.xml)[^>]*/>',
        "",
        original,
    )
    ours = _override("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml") + "".join(
        _override(f"customXml/itemProps{number}.xml", f"{_TYPES}.customXmlProperties+xml") for number in (1, 2)
    )
    return kept.replace("</Types>", ours)


def _relations(original: str) -> str:
    """The relationships of the main part without closing element, less those to parts that we replace."""
    kept = re.sub(r'<Relationship [^>]*Type="[^"]*/(?:customXml|glossaryDocument|comments)"[^>]*/>', "", original)
    ours = "".join(
        f'<Relationship Id="rIdDlr{number}" Type="{_REL}/customXml" Target="../customXml/item{number}.xml"/>'
        for number in (1, 2)
    )
    return kept.replace("</Relationships>", ours)


def optional_parts(questions: bool, notes: bool) -> tuple[str, str]:
    """What content types and relationships get more for parts that not every document has."""
    types = relations = ""
    if questions:
        types += _override("word/glossary/document.xml", f"{_TYPES}.wordprocessingml.document.glossary+xml")
        types += _override("word/glossary/styles.xml", f"{_TYPES}.wordprocessingml.styles+xml")
        relations += f'<Relationship Id="rIdDlr3" Type="{_REL}/glossaryDocument" Target="glossary/document.xml"/>'
    if notes:
        types += _override("word/comments.xml", f"{_TYPES}.wordprocessingml.comments+xml")
        relations += f'<Relationship Id="rIdDlr4" Type="{_REL}/comments" Target="comments.xml"/>'
    return types, relations


_RELATIONSHIPS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'


def _package_relations() -> str:
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    return (
        f"{parts.HEAD}{_RELATIONSHIPS}"
        f'<Relationship Id="rId1" Type="{_REL}/officeDocument" Target="{MAIN}"/>'
        f'<Relationship Id="rId2" Type="{core}" Target="docProps/core.xml"/></Relationships>'
    )


def _item_relations(number: int) -> str:
    return (
        f"{parts.HEAD}{_RELATIONSHIPS}"
        f'<Relationship Id="rId1" Type="{_REL}/customXmlProps" Target="itemProps{number}.xml"/></Relationships>'
    )


def glossary_relations() -> str:
    """The relationships of the glossary part."""
    styles = f'<Relationship Id="rId1" Type="{_REL}/styles" Target="styles.xml"/>'
    return f"{parts.HEAD}{_RELATIONSHIPS}{styles}</Relationships>"
