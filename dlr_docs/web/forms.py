"""Questions as fields of a form, and what a form sends back as changes of the choice file."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
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
from dlr_docs.web.editing import FormChange, is_as_seen, seen

_TEXT, _LINES, _TICKS, _TICKED, _WAS, _USUAL = "v:", "l:", "m:", "c:", "w:", "u:"
_FEW = 4  # options that are shown side by side


class FormSetting(Struct, frozen=True):
    """What fields are made with: the problems by what they are about, what a path is called, and
    what gives the lines of the file at a path, for what no field can show.
    """

    problems: Mapping[str, str]
    names: Any
    lines: Callable[[Path], str]


class FormField(Struct, frozen=True):
    """One question as a form shows it.

    ``kind`` is the sort of control: tekst, lang, keuze, knoppen, vinkjes (one or more of what can
    be chosen, ``ticked``), regels (a list, an answer a line), groep, rijen (a table) or anders, for
    what a form cannot show: ``lines`` is that as it stands in the file. ``usual`` is what holds now
    that nothing is typed, and ``has_usual`` says that something holds when nothing is. ``more`` is
    what a button sends to have more than one of it.
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
    ticked: tuple[str, ...] = ()
    lines: str = ""
    more: str = ""

    @property
    def options(self) -> Mapping[str, str]:
        """What can be chosen, with how it reads."""
        if self.declared.kind == "ja_nee":
            return {"ja": "ja", "nee": "nee"}
        return self.declared.options


def field_of(asked: Asked, setting: FormSetting) -> FormField:
    """A question as a field."""
    path, raw = _where(asked)
    made = _field(asked.declared, path, asked.name, raw, setting)
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


def _where(asked: Asked) -> tuple[Path, object]:
    """Where an answer stands, and what it is; of a list of one record that is the list."""
    if asked.declared.plural and asked.path[-2:-1] == (asked.declared.plural,):
        return asked.path[:-1], [asked.raw]
    return asked.path, asked.raw


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
        ticked=tuple(map(str, _items(raw))) if kind == "vinkjes" else (),
        lines=setting.lines(path) if kind == "anders" else "",
        more=written(path) if kind == "groep" and declared.plural else "",
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
        return _kind_of_record(declared, raw)
    if declared.kind == "lijst":
        return _kind_of_list(declared, raw)
    if declared.may_be_more:
        kind = "vinkjes" if declared.options else "regels"
        return kind if _is_plain(_items(raw)) else "anders"
    return "anders" if isinstance(raw, list | Mapping) else _kind_of_one(declared, raw)


def _kind_of_record(declared: ValueType, raw: object) -> str:
    if raw is None or isinstance(raw, Mapping):
        return "groep"
    are_records = isinstance(raw, list) and all(isinstance(item, Mapping) for item in raw)
    return "rijen" if declared.plural and are_records else "anders"


def _items(raw: object) -> list[Any]:
    """What was typed as one or as a list, as a list."""
    items = raw if isinstance(raw, list) else [raw]
    return [item for item in items if item not in (None, "")]


def _is_plain(items: list[Any]) -> bool:
    """Whether each is a text that stands on one line."""
    return all(isinstance(item, str) and "\n" not in item for item in items)


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
    return "regels" if _is_plain(_items(items)) else "anders"


def _typed(kind: str, raw: object) -> str:
    if kind == "regels":
        return "\n".join(map(str, _items(raw)))
    if kind in ("groep", "rijen", "vinkjes", "anders") or raw is None:
        return ""
    return str(raw)


def changes_of(form: Iterable[tuple[str, Any]]) -> tuple[FormChange, ...]:
    """What a form asks to change: the fields that no longer hold what they held."""
    items = [(key, value) for key, value in form if isinstance(value, str)]
    known, usual = _with_sign(items, _WAS), _with_sign(items, _USUAL)
    sent = itertools.chain.from_iterable(_sent(key, value) for key, value in items)
    answers = itertools.chain(sent, _ticked(items))
    return tuple(
        FormChange(read(name), data, known[name], is_usual=data is None and name in usual)
        for name, data in answers
        if name in known and not is_as_seen(data, known[name])
    )


def _ticked(items: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Data]]:
    """What is ticked by the name of its question: what was ticked before in its order of then, and
    one of it is not typed as a list.
    """
    found: dict[str, list[str]] = {}
    for key, value in items:
        if key.startswith(_TICKED):
            found.setdefault(key.removeprefix(_TICKED), []).append(value)
    for name, before in _with_sign(items, _TICKS).items():
        ticked = found.get(name, [])
        kept = [item for item in before.splitlines() if item in ticked]
        now: list[Data] = [*dict.fromkeys((*kept, *ticked))]
        yield name, now if len(now) > 1 else next(iter(now), None)


def _with_sign(items: Iterable[tuple[str, str]], sign: str) -> dict[str, str]:
    return {key.removeprefix(sign): value for key, value in items if key.startswith(sign)}


def _sent(key: str, value: str) -> Iterator[tuple[str, Data]]:
    plain = value.replace("\r\n", "\n").replace("\r", "\n")
    if key.startswith(_TEXT):
        yield key.removeprefix(_TEXT), plain.strip() or None
    elif key.startswith(_LINES):
        lines: list[Data] = [line.strip() for line in plain.split("\n") if line.strip()]
        yield key.removeprefix(_LINES), lines or None
