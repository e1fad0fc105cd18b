"""A Word template that has been compiled: what is kept of it, and how its parts with tags are
rendered.

To compile one takes lxml and docxtpl, and stands in ``template``, which is imported when it must be
done.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from types import CodeType
from typing import Any, Protocol

from jinja2 import StrictUndefined, Template, UndefinedError, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup
from msgspec import Struct

from dlr_docs.basis import codes
from dlr_docs.basis.labels import NumberedStyle
from dlr_docs.basis.problems import Source, TemplateError, error
from dlr_docs.clause.jinja import language
from dlr_docs.clause.jinja.following import Followed
from dlr_docs.model.declared.parties import Sentence
from dlr_docs.model.values import Value
from dlr_docs.word.package.xml import escape, run
from dlr_docs.word.package.zip import Packed
from dlr_docs.word.template.parts.controls import asked
from dlr_docs.word.template.parts.told import format_of

MAXIMUM_PART = 10_000_000  # characters of one part of a document, without its articles


class WordTemplate(Struct, frozen=True, eq=False):
    """A compiled template.

    ``code`` are the parts with tags, ``fixed`` the packed parts without; ``run_properties``
    what tags refer to by number; ``first_id`` is above every id that the template itself
    uses; ``headings`` the ids of the styles of first-level headings; ``told`` what parts say, as
    code where they have tags; ``followed`` what all that code follows from. ``content_types`` and
    ``relations`` are complete but for the closing element and the optional parts.
    """

    path: str
    digest: str
    code: dict[str, CodeType]
    run_properties: tuple[str, ...]
    fixed: tuple[Packed, ...]
    first_id: int
    content_types: str
    relations: str
    question_styles: str
    levels: tuple[NumberedStyle, ...]
    annex_levels: tuple[NumberedStyle, ...]
    headings: tuple[str, ...]
    told: dict[str, CodeType | str]
    followed: tuple[Followed, ...]


class ControlWriter(Protocol):
    """Writes what stands in the place of a value, and hands out ids."""

    def control(self, value: Value, properties: str) -> str:
        """What is written for a value; ``properties`` is the w:rPr of the text around it."""

    def next_id(self) -> int:
        """A number that nothing else in the file has."""


class Tags:
    """What the tags of a template need while one document is written."""

    def __init__(self, controls: ControlWriter) -> None:
        self.controls = controls


@functools.lru_cache(maxsize=32)
def parts_with_tags(compiled: WordTemplate) -> dict[str, Template]:
    """The parts with tags, ready to render."""
    env = environment(compiled.run_properties)
    return {name: language.load(env, code) for name, code in compiled.code.items()}


def environment(run_properties: Sequence[str]) -> ImmutableSandboxedEnvironment:
    """The environment of one template, whose tags refer to run properties by number."""

    def written(tags: Tags, value: Any, number: int) -> str:
        if isinstance(value, Value):
            return tags.controls.control(value, run_properties[number])
        if isinstance(value, Sentence):
            return "".join([written(tags, part, number) for part in value.parts])
        return run(str(_one(value)), run_properties[number])

    @pass_context
    def veld(context: Context, value: Any, number: int) -> Markup:
        if isinstance(value, Markup):
            return value
        return Markup(written(context["_tags"], value, number))  # noqa: S704 - each part escapes its text

    @pass_context
    def eigen_nummer(context: Context, _: int) -> int:
        number: int = context["_tags"].controls.next_id()
        return number

    def finalize(value: Any) -> Any:
        if isinstance(value, Value):
            return asked(value.question) if value.is_open else value.text
        if isinstance(value, Sentence):
            return "".join(map(finalize, value.parts))
        return _one(value)

    return language.make_environment(
        finalize,
        {
            "veld": veld,
            "platte_tekst": lambda value: str(finalize(value)),
            "eigen_nummer": eigen_nummer,
        },
        autoescape=True,
    )


@functools.lru_cache(maxsize=32)
def told_parts(compiled: WordTemplate) -> dict[str, Template | str]:
    """What the parts say, ready to render where it has tags."""
    env = told_environment(tuple(map(format_of, compiled.run_properties)))
    return {
        name: part if isinstance(part, str) else language.load(env, part)
        for name, part in compiled.told.items()
    }


def told_environment(formats: Sequence[str]) -> ImmutableSandboxedEnvironment:
    """The environment of what a template says: a value is a mark that names it.

    Args:
        formats: the attributes of texts, by the number of the run properties of a tag.
    """

    def told(value: Any, form: str) -> str:
        if isinstance(value, Value):
            return f'<waarde pad="{value.path}"{form}/>'  # a path is a name of XML
        if isinstance(value, Sentence):
            return "".join([told(part, form) for part in value.parts])
        text = escape(str(_one(value)))
        return f"<t{form}>{text}</t>" if form else text

    def veld(value: Any, number: int) -> Markup:
        return value if isinstance(value, Markup) else Markup(told(value, formats[number]))  # noqa: S704 - escaped

    return language.make_environment(
        _one,
        {"veld": veld, "platte_tekst": lambda value: "", "eigen_nummer": lambda number: number},
        autoescape=True,
    )


def _one(value: Any) -> Any:
    """A value that can be printed; a list or an object would show how Python writes it."""
    if isinstance(value, str | int | StrictUndefined) or value is None:
        return value
    raise language.Misuse(
        "een lijst of groep kan niet in zijn geheel in de tekst; noem een onderdeel"
    )


def render_part(template: Template, names: Mapping[str, Any], path: str) -> str:
    """One part of a document.

    Raises:
        TemplateError: when a tag asks for something that is not there.
    """
    try:
        return language.run(template, names, MAXIMUM_PART)
    except Exception as exc:  # whatever a template provokes becomes a problem with a place
        # other messages may repeat values, and these are names of people
        why = f": {exc}" if isinstance(exc, UndefinedError | language.Misuse) else ""
        hint = exc.hint if isinstance(exc, language.TooLong) else "Kijk naar de naam in de tag."
        raise TemplateError(
            error(
                codes.SJABLOON_TAG_FAALT, f"een tag in het sjabloon faalt{why}", Source(path), hint
            )
        ) from exc
