"""Forms about what parties bring themselves: fields of one item of the choice file, and what such a
form sends back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from msgspec import Struct, field
from starlette.datastructures import FormData

from dlr_docs.basis.problems import Path
from dlr_docs.basis.yaml.tree import Data
from dlr_docs.choices.editing.change import data_at, put_in
from dlr_docs.choices.editing.excerpts import lines_at
from dlr_docs.web.addresses import written
from dlr_docs.web.editing import FormChange, is_as_seen, seen
from dlr_docs.web.rendering import Shell
from dlr_docs.web.words import at_question


class OwnField(Struct, frozen=True):
    """A field of an item: where it stands below it, and how it is asked.

    ``kind`` is tekst, lang, regels (a list, an item a line), keuze, vinkjes or bestand. Fields with
    a ``fold`` stand together under it, folded.
    """

    path: Path
    label: str
    kind: str = "tekst"
    help: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    is_needed: bool = False
    fold: str = ""

    @property
    def name(self) -> str:
        """What a form calls it."""
        return written(self.path)


class ShownField(Struct, frozen=True):
    """A field with what stands in it; ``is_otherwise`` says that the file holds it in a way that no
    field can, so that it is only shown: ``lines`` is how it stands there.
    """

    asked: OwnField
    typed: tuple[str, ...]
    was: str
    is_otherwise: bool
    problem: str
    lines: str = ""

    @property
    def text(self) -> str:
        """What stands in it, as one text."""
        return "\n".join(self.typed)


def shown_fields(
    fields: tuple[OwnField, ...],
    data: Any,
    problems: Mapping[Path, str],
    form: FormData | None,
    lines: Callable[[Path], str],
) -> Iterator[ShownField]:
    """The fields of an item as a form shows them.

    Args:
        data: what the file says of the item; None of a new one.
        problems: what is wrong, by the path below the item.
        form: what was typed and could not be kept.
        lines: what gives the lines of the file at a path below the item.
    """
    for item in fields:
        raw = data_at(data, item.path)
        was = seen(raw) if form is None else str(form.get(f"w:{item.name}", ""))
        typed = _as_typed(raw) if form is None else _as_typed(_sent(item, form))
        is_otherwise = _is_otherwise(item, raw)
        shown = lines(item.path) if is_otherwise else ""
        yield ShownField(item, typed, was, is_otherwise, problems.get(item.path, ""), shown)


def lines_of(around: Path, found: Shell) -> Callable[[Path], str]:
    """What gives the lines of the file at a path below an item."""
    typed = found.opened.typed
    return lambda path: lines_at(typed, (*around, *path)) if typed is not None else ""


def problems_below(around: Path, found: Shell) -> dict[Path, str]:
    """What is wrong with an item, by the path below it; what is about all of it has none."""
    choices = found.opened.found.choices
    if choices is None:
        return {}
    start = choices.places.name(around)
    names = {choices.places.name(path): path[len(around) :] for path in choices.places.found}
    about = [item for item in found.problems if f"{item.at}.".startswith(f"{start}.")]
    return {names.get(item.at, ()): at_question(item) for item in reversed(about)}


def others_of(around: Path, known: AbstractSet[str], found: Shell) -> str:
    """What else the file says of an item, as it stands there."""
    typed = found.opened.typed
    if typed is None:
        return ""
    data = data_at(typed.loaded.data, around)
    rest = [key for key in data if key not in known] if isinstance(data, Mapping) else []
    return "\n".join(lines_at(typed, (*around, key)) for key in rest)


def _is_otherwise(item: OwnField, raw: Any) -> bool:
    is_list = item.kind in ("regels", "vinkjes")
    if isinstance(raw, list):
        return not is_list or not all(isinstance(part, str) for part in raw)
    return isinstance(raw, Mapping)


def _as_typed(raw: Any) -> tuple[str, ...]:
    if isinstance(raw, list):
        return tuple(str(part) for part in raw)
    return () if raw is None else (str(raw),)


def _sent(item: OwnField, form: FormData, before: Any = None) -> Data:
    """What a form says of a field; None when that is nothing. What was ticked before stays in the
    order of then.
    """
    name = f"v:{item.name}"
    if item.kind == "vinkjes":
        return _ticked([str(value) for value in form.getlist(name)], before)
    text = str(form.get(name, "")).replace("\r\n", "\n").replace("\r", "\n")
    if item.kind == "regels":
        lines: list[Data] = [line.strip() for line in text.split("\n") if line.strip()]
        return lines or None
    return "\n".join(line.rstrip() for line in text.split("\n")).strip() or None


def _ticked(sent: list[str], before: Any) -> Data:
    kept = [value for value in _as_typed(before) if value in sent]
    ticked: list[Data] = [*dict.fromkeys((*kept, *sent))]
    return ticked or None


def new_data(fields: tuple[OwnField, ...], form: FormData) -> dict[str, Data]:
    """What a new item says."""
    data: Data = {}
    for item in fields:
        said = _sent(item, form)
        if said is not None:
            data = put_in(data, item.path, said)
    return data if isinstance(data, dict) else {}


def changes_of_item(
    fields: tuple[OwnField, ...], around: Path, form: FormData, before: Any
) -> Iterator[FormChange]:
    """What a form asks to change in an item at a path, of which the file said this before."""
    for item in fields:
        was = form.get(f"w:{item.name}")
        if isinstance(was, str):
            data = _sent(item, form, data_at(before, item.path))
            if not is_as_seen(data, was):
                path = (*around, *item.path)
                yield FormChange(path, data, was, is_usual=data is None)
