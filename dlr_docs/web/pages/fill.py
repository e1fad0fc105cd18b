"""Fill in: the parties, what must be answered, and the rest, with the document beside it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from markupsafe import Markup
from msgspec import Struct
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dlr_docs.basis.problems import Path, Problem
from dlr_docs.build.values.plural import plurals
from dlr_docs.choices.asking import (
    as_list,
    asked_designation,
    asked_of_party,
    asked_values,
    extendable,
    with_typed,
)
from dlr_docs.choices.editing.change import Typed, data_at
from dlr_docs.choices.editing.excerpts import lines_at
from dlr_docs.model.choices import Choices, PartyChoice
from dlr_docs.model.library import Library
from dlr_docs.model.values import Value
from dlr_docs.web.addresses import read, written
from dlr_docs.web.bench import Bench
from dlr_docs.web.editing import Clash, FormChange, Outcome, seen
from dlr_docs.web.forms import FormField, FormSetting, changes_of, field_of
from dlr_docs.web.rendering import Shell, page, shell
from dlr_docs.web.words import at_question, names_of, plain

ASKED_BY_SCRIPT = "x-werkbank"
_BUTTONS = ("weg", "meer", "meerdere")
_WITH_FORMS = ("invullen", "opzet", "teksten", "eigen", "meenemen")


class FieldGroup(Struct, frozen=True):
    """Questions that belong together, under one heading; ``more`` are those that few answer.
    ``extendable`` are the questions that may get more answers, by what a button sends for them.
    """

    title: str
    fields: tuple[FormField, ...]
    more: tuple[FormField, ...] = ()
    extendable: Mapping[str, str] = {}


async def show(request: Request) -> Response:
    """The page."""
    return _page(request, shell(request, "invullen"))


async def save(request: Request) -> Response:
    """Put what was answered into the file."""
    form = await request.form(max_files=0, max_fields=20_000)
    bench: Bench = request.app.state.bench
    name, document = request.path_params["file"], str(form.get("document", ""))
    changes = changes_of(form.multi_items())
    rows = _rows(form, bench, name)
    outcome = bench.desk.change(name, changes, str(form.get("stand", "")))
    back = str(form.get("pagina", "invullen"))
    if outcome.clashes:
        return clash(request, outcome, document, back)
    if not outcome.problems and rows is not None:
        outcome = Outcome((), bench.desk.edit(name, rows), outcome.changed_elsewhere)
    found = shell(request, "invullen", document)
    if request.headers.get(ASKED_BY_SCRIPT) or outcome.problems:
        return _page(request, found, outcome, changes)
    note = "elders" if outcome.changed_elsewhere else _saved(found)
    target = back if back in ("invullen", "opzet") else "invullen"
    return RedirectResponse(found.pages.page(target, document=document, melding=note), 303)


def _rows(form: FormData, bench: Bench, name: str) -> Callable[[Typed], Typed] | None:
    """What a button asks beside the answers: a row gone from a list that still is what was shown,
    or a list in the place of its one item.
    """
    if not any(form.get(key) for key in _BUTTONS):
        return None
    gone, listed, more = (read(str(form.get(key, ""))) for key in _BUTTONS)
    opened = bench.open(name)
    choices, library = opened.found.choices, opened.library
    if choices is None:
        return None
    if len(gone) > 1:
        shown = form.get(f"w:{written(gone[:-1])}")
        is_same = seen(data_at(choices.data, gone[:-1])) == shown
        return (lambda file: file.without(gone)) if is_same else None
    if more[-1] in plurals(library):
        return lambda file: _with_more(file, more, plurals(library)[str(more[-1])])
    party = choices.parties.get(str(listed[0])) if len(listed) == 2 else None
    if party is None or listed[1] not in extendable(party, library):
        return None
    return lambda file: _with_list(file, party, str(listed[1]), library)


def _with_more(file: Typed, path: Path, plural: str) -> Typed:
    """A file with a list of records in the place of the one that stands at a path."""
    around, name = path[:-1], path[-1]
    group = data_at(file.loaded.data, around) or {}
    return file.with_data((*around, plural), [group.get(name) or {}]).without(path)


def _with_list(file: Typed, party: PartyChoice, name: str, library: Library) -> Typed:
    path: Path = ("partijen", party.key)
    data = as_list(data_at(file.loaded.data, path), name, library.parties.by_name[party.kind])
    return file.with_data(path, data)


def _saved(found: Shell) -> str:
    """What is said of answers that were kept: whether one of them cannot be right."""
    return "bewaard-fout" if found.errors else "bewaard"


async def decide(request: Request) -> Response:
    """Put into the file what was chosen where two changed the same."""
    form = await request.form(max_files=0)
    bench: Bench = request.app.state.bench
    items = form.multi_items()
    own = {key.removeprefix("k:") for key, value in items if (key[:2], value) == ("k:", "eigen")}
    kept = [(key, value) for key, value in items if key[2:] in own and not key.startswith("k:")]
    document, back = str(form.get("document", "")), str(form.get("pagina", ""))
    outcome = bench.desk.change(request.path_params["file"], changes_of(kept))
    if outcome.clashes:
        return clash(request, outcome, document, back)
    found = shell(request, "invullen", document)
    target = back if back in _WITH_FORMS else "invullen"
    return RedirectResponse(found.pages.page(target, document=document, melding="bewaard"), 303)


def clash(request: Request, outcome: Outcome, document: str, back: str) -> Response:
    """Ask about what was changed here and elsewhere."""
    found = shell(request, back, document)
    clashes = [_shown(item, found) for item in outcome.clashes]
    return page(request, "botsing.html", 409, shell=found, clashes=clashes, terug=back)


class ShownClash(Struct, frozen=True):
    """A clash as a page asks about it: ``own`` is what a form sends of it, ``said`` and ``now`` are
    what people read.
    """

    label: str
    name: str
    was: str
    own: str
    said: str
    now: str
    is_list: bool


def _shown(item: Clash, found: Shell) -> ShownClash:
    labels = {field.name: field.label for field in _all_fields(found)}
    path, words = item.change.path, names_of(found.opened.library)
    name, last = written(path), str(path[-1])
    return ShownClash(
        labels.get(name) or words.get(last) or last.replace("_", " "),
        name,
        seen(item.now),
        _as_text(item.change.data),
        _in_words(item.change.data, last, words),
        _in_words(item.now, last, words),
        isinstance(item.change.data, list),
    )


def _in_words(data: object, key: str, words: Mapping[str, str]) -> str:
    """What stands at a key as people read it: of a choice what the text says of itself."""
    if isinstance(data, Mapping):
        return ", ".join(_in_words(part, str(name), words) for name, part in data.items())
    if isinstance(data, list):
        return " en ".join(_in_words(part, key, words) for part in data)
    text = _as_text(data)
    return plain(words.get(f"{key}/{text}", text))


def _as_text(data: object) -> str:
    if isinstance(data, list):
        return "\n".join(map(str, data))
    return "" if data is None else str(data)


def _all_fields(found: Shell) -> list[FormField]:
    groups = (*_parties(found), *_questions(found))
    todo = [*itertools.chain.from_iterable((*group.fields, *group.more) for group in groups)]
    every: list[FormField] = []
    while todo:
        field = todo.pop()
        every.append(field)
        todo += field.fields
        for row in field.rows:
            todo += row
    return every


def _page(
    request: Request,
    found: Shell,
    outcome: Outcome | None = None,
    changes: Sequence[FormChange] = (),
) -> Response:
    bench: Bench = request.app.state.bench
    problems = outcome.problems if outcome is not None else ()
    elsewhere = outcome is not None and outcome.changed_elsewhere
    return page(
        request,
        "invullen.html",
        400 if problems else 200,
        shell=found,
        parties=_parties(found),
        questions=_questions(found),
        refused=problems,
        kept_out=[_as_text(item.data) for item in changes if problems and item.data],
        elsewhere=elsewhere,
        preview=found.preview(bench),
        vraag=partial(_remembered, bench, found),
    )


def _remembered(
    bench: Bench, found: Shell, write: Callable[[FormField, Shell], Markup], field: FormField
) -> Markup:
    """A question as the template writes it, or as it did when it was the same."""
    document = found.document.id if found.document is not None else ""
    return bench.fields.html(lambda one: write(one, found), field, found.opened.name, document)


def setting_of(choices: Choices, problems: tuple[Problem, ...], typed: Typed | None) -> FormSetting:
    """What the fields of a choice file are made with."""
    told = {item.at: at_question(item) for item in reversed(problems)}

    def lines(path: Path) -> str:
        return lines_at(typed, path) if typed is not None else ""

    return FormSetting(told, choices.places.name, lines)


def _parties(found: Shell) -> tuple[FieldGroup, ...]:
    """The parties that take part in the document; all of them when it cannot be made."""
    choices = found.opened.found.choices
    if choices is None:
        return ()
    made_of = found.document.parties if found.document is not None else ()
    shown = {party.key: party.shown for party in made_of}
    setting = setting_of(choices, found.problems, found.opened.typed)
    wanted = [party for key, party in choices.parties.items() if key in shown or not shown]
    library = found.opened.library
    return tuple(_party(item, shown.get(item.key, ()), library, setting) for item in wanted)


def _party(
    party: PartyChoice, shown: Sequence[Value], library: Library, setting: FormSetting
) -> FieldGroup:
    called = asked_designation(party, library)
    asked = (*asked_of_party(party, library, shown), *((called,) if called is not None else ()))
    fields = [field_of(item, setting) for item in asked]
    first = tuple(field for field in fields if _comes_first(field))
    rest = tuple(field for field in fields if field not in first)
    sort = library.parties.by_name.get(party.kind)
    title = party.designation or (sort.designation if sort else party.kind)
    lists = extendable(party, library)
    more = {f"{party.key}/{name}": sort.fields[name].question for name in lists} if sort else {}
    return FieldGroup(f"{title[:1].upper()}{title[1:]}", first, rest, more)


def _comes_first(field: FormField) -> bool:
    """Whether a question about a party is to be answered, or has been, or was wrongly."""
    return field.is_needed or bool(field.problem) or field.was != seen(None)


def _questions(found: Shell) -> tuple[FieldGroup, ...]:
    """What must be answered, and then the rest."""
    choices, bundle, document = (
        found.opened.found.choices,
        found.opened.found.bundle,
        found.document,
    )
    if choices is None or bundle is None or document is None:
        return ()
    setting = setting_of(choices, found.problems, found.opened.typed)
    every = asked_values(document, bundle)
    fields = [field_of(with_typed(asked, found.opened.found), setting) for asked in every]
    needed = tuple(field for field in fields if field.is_needed or field.problem)
    rest = tuple(field for field in fields if field not in needed)
    return (FieldGroup("Dit moet u invullen", needed), FieldGroup("De rest", rest))
