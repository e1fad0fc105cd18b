"""Questions as fields of a form, and what a form sends back as changes of the choice file."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.basis.dutch import show_date
from dlr_docs.basis.problems import Path
from dlr_docs.basis.yaml.tree import Data
from dlr_docs.choices.asking import Asked, example_of, fields_of
from dlr_docs.model.values import ValueType
from dlr_docs.web.addresses import place_of, read, written
from dlr_docs.web.editing import FormChange, seen

_TEXT, _LINES, _WAS, _USUAL = "v:", "l:", "w:", "u:"
_FEW = 4  # options that are shown side by side


class FormSetting(Struct, frozen=True):
    """What fields are made with: the problems by what they are about, what a path is called, and
    what was typed and could not be kept.
    """

    problems: Mapping[str, str]
    names: Any


class FormField(Struct, frozen=True):
    """One question as a form shows it.

    ``kind`` is the sort of control: tekst, lang, keuze, knoppen, regels (a list, an answer a line),
    groep, rijen (a table) or anders, for what a form cannot show. ``usual`` is what holds now that
    nothing is typed, and ``has_usual`` says that something holds when nothing is.
    """

    kind: str
    name: str
    place: str
    label: str
    declared: ValueType
    typed: str = ""
    was: str = ""
    usual: str = ""
    has_usual: bool = False
    example: str = ""
    problem: str = ""
    is_needed: bool = False
    is_open: bool = False
    fields: tuple[FormField, ...] = ()
    rows: tuple[tuple[FormField, ...], ...] = ()
    articles: tuple[tuple[int, str], ...] = ()
    documents: tuple[str, ...] = ()

    @property
    def options(self) -> Mapping[str, str]:
        """What can be chosen, with how it reads."""
        if self.declared.kind == "ja_nee":
            return {"ja": "ja", "nee": "nee"}
        return self.declared.options


def field_of(asked: Asked, setting: FormSetting) -> FormField:
    """A question as a field."""
    made = _field(asked.declared, asked.path, asked.name, asked.raw, setting)
    usual = asked.shown if asked.raw is None and not asked.is_open else ""
    return replace(
        made,
        usual=usual,
        has_usual=asked.has_usual,
        is_needed=asked.is_needed,
        is_open=asked.is_open,
        articles=tuple(zip(asked.articles, asked.topics, strict=True)),
        documents=asked.documents,
    )


def _field(
    declared: ValueType, path: Path, name: str, raw: object, setting: FormSetting
) -> FormField:
    kind = _kind(declared, raw)
    parts: tuple[FormField, ...] = ()
    rows: tuple[tuple[FormField, ...], ...] = ()
    if kind == "groep":
        parts = tuple(_parts(declared, path, name, raw, setting))
    elif kind == "rijen":
        items = raw if isinstance(raw, list) else []
        rows = tuple(
            tuple(_parts(declared, (*path, index), f"{name}.{index + 1}", item, setting))
            for index, item in enumerate((*items, {}))
        )
    return FormField(
        kind,
        written(path),
        place_of(name),
        declared.question,
        declared,
        _typed(kind, raw),
        seen(raw),
        example=_example(declared),
        problem=setting.problems.get(setting.names(path), ""),
        fields=parts,
        rows=rows,
    )


def _example(declared: ValueType) -> str:
    """What somebody could type; a date as people write one."""
    example = example_of(declared)
    try:
        day = date.fromisoformat(example) if declared.kind == "datum" else None
    except ValueError:
        return example
    return show_date(day).replace("\u00a0", " ") if day is not None else example


def _parts(
    declared: ValueType, path: Path, name: str, raw: object, setting: FormSetting
) -> Iterator[FormField]:
    given = raw if isinstance(raw, Mapping) else {}
    for key, part in fields_of(declared).items():
        yield _field(part, (*path, key), f"{name}.{key}", given.get(key), setting)


def _kind(declared: ValueType, raw: object) -> str:
    """The sort of control; what stands there otherwise than the question says is shown as it is."""
    if declared.kind in ("groep", "persoon"):
        return "groep" if raw is None or isinstance(raw, Mapping) else "anders"
    if declared.kind == "lijst":
        return _kind_of_list(declared, raw)
    is_filled = raw not in (None, [])  # a new file has brackets where more than one may stand
    return (
        "anders" if is_filled and isinstance(raw, list | Mapping) else _kind_of_one(declared, raw)
    )


def _kind_of_one(declared: ValueType, raw: object) -> str:
    if declared.kind == "ja_nee" or (declared.options and len(declared.options) <= _FEW):
        return "knoppen"
    if declared.options:
        return "keuze"
    return "lang" if isinstance(raw, str) and (len(raw) > 80 or "\n" in raw) else "tekst"


def _kind_of_list(declared: ValueType, raw: object) -> str:
    items = [] if raw is None else raw
    if not isinstance(items, list):
        return "anders"
    if declared.fields:
        return "rijen" if all(isinstance(item, Mapping) for item in items) else "anders"
    plain = all(isinstance(item, str) and "\n" not in item for item in items if item is not None)
    return "regels" if plain else "anders"


def _typed(kind: str, raw: object) -> str:
    if kind == "regels":
        items = raw if isinstance(raw, list) else []
        return "\n".join(str(item) for item in items if item not in (None, ""))
    if kind in ("groep", "rijen", "anders") or raw in (None, []):
        return ""
    return str(raw)


def changes_of(form: Iterable[tuple[str, Any]]) -> tuple[FormChange, ...]:
    """What a form asks to change: the fields that no longer hold what they held."""
    items = [(key, value) for key, value in form if isinstance(value, str)]
    known, usual = _with_sign(items, _WAS), _with_sign(items, _USUAL)
    sent = itertools.chain.from_iterable(_sent(key, value) for key, value in items)
    return tuple(
        FormChange(read(name), data, known[name], is_usual=data is None and name in usual)
        for name, data in sent
        if name in known and seen(data) != known[name]
    )


def _with_sign(items: Iterable[tuple[str, str]], sign: str) -> dict[str, str]:
    return {key.removeprefix(sign): value for key, value in items if key.startswith(sign)}


def _sent(key: str, value: str) -> Iterator[tuple[str, Data]]:
    plain = value.replace("\r\n", "\n").replace("\r", "\n")
    if key.startswith(_TEXT):
        yield key.removeprefix(_TEXT), plain.strip() or None
    elif key.startswith(_LINES):
        lines: list[Data] = [line.strip() for line in plain.split("\n") if line.strip()]
        yield key.removeprefix(_LINES), lines or None
