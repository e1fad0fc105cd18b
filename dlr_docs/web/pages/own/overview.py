"""All that parties bring themselves: what there is, and what is taken out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dlr_docs.choices.editing.change import Typed, data_at
from dlr_docs.web.bench import Bench
from dlr_docs.web.editing import FormChange, is_as_seen, seen
from dlr_docs.web.pages.fill import clash
from dlr_docs.web.pages.own.edit import is_still, kind_of, own_address
from dlr_docs.web.pages.own.forms import problems_below
from dlr_docs.web.pages.own.kinds import KINDS, Kind, items_of, path_of
from dlr_docs.web.rendering import Shell, page, shell


class OwnItem(Struct, frozen=True):
    """One of them as the list shows it."""

    key: str
    title: str
    more: str
    address: str
    was: str
    problems: tuple[str, ...]


async def show(request: Request) -> Response:
    """The page."""
    found = shell(request, "eigen")
    return page(
        request,
        "eigen.html",
        shell=found,
        kinds=[(kind, _items(kind, found)) for kind in KINDS.values()],
        replaced=_replaced(found),
    )


def _items(kind: Kind, found: Shell) -> list[OwnItem]:
    return [
        OwnItem(
            key,
            key if kind.name == "groep" else _title(item),
            _more(kind, key, item, found),
            own_address(found, kind, key),
            seen(item),
            tuple(problems_below(path_of(kind, key, found), found).values()),
        )
        for key, item in items_of(kind, found).items()
    ]


def _title(item: Any) -> str:
    given = item if isinstance(item, Mapping) else {}
    return str(given.get("titel") or given.get("vraag") or "(nog zonder titel)")


def _more(kind: Kind, key: str, item: Any, found: Shell) -> str:
    """What tells one from another beside its title."""
    given = item if isinstance(item, Mapping) else {}
    if kind.name == "artikel":
        return _number(given, found)
    outline = found.opened.library.outlines.get(str(given.get("soort")))
    told = {
        "gegeven": f"in de tekst: {{{{ {key} }}}}",
        "bijlage": str(given.get("bestand") or ""),
        "groep": ", ".join(map(str, given.get("documenten") or ())),
        "eerder": outline.title if outline is not None else "",
    }
    return told[kind.name]


def _number(given: Mapping[str, Any], found: Shell) -> str:
    document = found.document
    made = document.artikelen if document is not None else ()
    number = next((made.number for made in made if made.topic == given.get("id")), 0)
    return f"artikel {number}" if number else "staat nu niet in het document"


class Replaced(Struct, frozen=True):
    """Which earlier agreements a document comes in the place of."""

    name: str
    was: str
    options: Mapping[str, str]
    ticked: tuple[str, ...]


def _replaced(found: Shell) -> Replaced | None:
    """None when there is no earlier agreement, or no document."""
    choices, document = found.opened.found.choices, found.document
    if choices is None or document is None or not choices.bases:
        return None
    raw = data_at(choices.data, _replaces(found))
    ticked = tuple(raw) if isinstance(raw, list) else (str(raw),) if raw else ()
    titles = {key: base.title for key, base in choices.bases.items()}
    return Replaced(document.id, seen(raw), titles, ticked)


def _replaces(found: Shell) -> tuple[str | int, ...]:
    return (*KINDS["artikel"].place(found)[:2], "vervangt")


async def save_replaced(request: Request) -> Response:
    """Put into the file which earlier agreements a document comes in the place of."""
    form = await request.form(max_files=0)
    bench: Bench = request.app.state.bench
    document = str(form.get("document", ""))
    found = shell(request, "eigen", document)
    ticked: Any = [str(value) for key, value in form.multi_items() if key == "vervangt"]
    was = str(form.get("was", ""))
    change = FormChange(_replaces(found), ticked or None, was, is_usual=not ticked)
    changes = [] if is_as_seen(ticked or None, was) else [change]
    outcome = bench.desk.change(found.opened.name, changes)
    if outcome.clashes:
        return clash(request, outcome, document, "eigen")
    return RedirectResponse(found.pages.page("eigen", document=document, melding="bewaard"), 303)


async def remove(request: Request) -> Response:
    """Take one out, when it still is what the list showed."""
    form = await request.form(max_files=0)
    bench: Bench = request.app.state.bench
    kind, document = kind_of(request), str(form.get("document", ""))
    key, was = str(form.get("weg", "")), str(form.get("was", ""))
    found = shell(request, "eigen", document)
    note = "niet-weg"
    if key in items_of(kind, found):
        path = path_of(kind, key, found)
        done: list[bool] = []

        def edit(file: Typed) -> Typed:
            data = file.loaded.data
            done.append(is_still(data_at(data, path), was))
            others = len(data_at(data, path[:-1]) or ()) - 1
            return file.without(path if others else path[:-1]) if done[0] else file

        refused = bench.desk.edit(found.opened.name, edit)
        note = "weg" if done == [True] and not refused else "niet-weg"
    return RedirectResponse(found.pages.page("eigen", document=document, melding=note), 303)
