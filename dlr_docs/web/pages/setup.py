"""What a bundle is made of: its title, its parties and its documents."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dlr_docs.basis.problems import Path, Problem
from dlr_docs.build.house_style import house_styles
from dlr_docs.choices.editing.change import Typed, data_at
from dlr_docs.choices.editing.excerpts import lines_at
from dlr_docs.web.bench import Bench
from dlr_docs.web.editing import seen
from dlr_docs.web.pages import fill
from dlr_docs.web.rendering import Shell, page, shell


async def show(request: Request) -> Response:
    """The page."""
    return _page(request, shell(request, "opzet"))


def _page(request: Request, found: Shell, refused: tuple[Problem, ...] = ()) -> Response:
    choices, library = found.opened.found.choices, found.opened.library
    data: Any = choices.data if choices is not None else {}
    keys = ("bundel", "huisstijl", "datum")
    return page(
        request,
        "opzet.html",
        400 if refused else 200,
        shell=found,
        refused=refused,
        top={key: (data_at(data, (key,)) or "", seen(data_at(data, (key,)))) for key in keys},
        styles=sorted(house_styles(library)),
        parties=choices.parties if choices is not None else {},
        sorts=library.parties.by_name,
        choices=choices,
        outlines=library.outlines,
        rest=_rest(found),
        beside=_beside(found),
    )


# What these pages have a place for; of a document, and of the bundle.
_SHOWN = frozenset(
    (
        "bundel",
        "status",
        "huisstijl",
        "datum",
        "partijen",
        "gegevens",
        "documenten",
        "eigen_gegevens",
        "basisdocumenten",
        "groepen",
    )
)
_OF_A_DOCUMENT = frozenset(
    (
        "soort",
        "id",
        "bij",
        "partijen",
        "keuzes",
        "gegevens",
        "vervangt",
        "eigen_artikelen",
        "eigen_bijlagen",
    )
)


def _rest(found: Shell) -> str:
    """What else a file says, as it stands there."""
    return _others((), _SHOWN, found)


def _beside(found: Shell) -> dict[str, str]:
    """What else it says of each document."""
    choices = found.opened.found.choices
    documents = choices.documents if choices is not None else ()
    return {item.id: _others(item.path, _OF_A_DOCUMENT, found) for item in documents}


def _others(path: Path, known: AbstractSet[str], found: Shell) -> str:
    typed = found.opened.typed
    if typed is None:
        return ""
    data = data_at(typed.loaded.data, path)
    rest = [key for key in data if key not in known] if isinstance(data, Mapping) else []
    return "\n".join(lines_at(typed, (*path, key)) for key in rest)


async def save(request: Request) -> Response:
    """Put the title, the house style and the day into the file."""
    return await fill.save(request)


async def change_party(request: Request) -> Response:
    """Add a party, or take one out."""
    form = await request.form(max_files=0)
    found = shell(request, "opzet")
    key, sort = str(form.get("weg", "")), str(form.get("soort", ""))
    if key:
        return _done(request, lambda file: file.without(("partijen", key)))
    choices = found.opened.found.choices
    taken = choices.parties.keys() if choices is not None else ()
    new = _free(sort, taken)
    name = str(form.get("naam", "")).strip()
    data: Any = {"soort": sort, **({"naam": name} if name else {})}
    return _done(request, lambda file: file.with_data(("partijen", new), data))


def _free(wanted: str, taken: Iterable[str]) -> str:
    """A key that nothing has yet."""
    keys = set(taken)
    numbered = (f"{wanted}-{number}" for number in itertools.count(2))
    return next(key for key in itertools.chain((wanted,), numbered) if key not in keys)


async def change_document(request: Request) -> Response:
    """Add a document, or take one out, or say who takes part in it."""
    form = await request.form(max_files=0)
    found = shell(request, "opzet")
    choices = found.opened.found.choices
    documents = choices.documents if choices is not None else ()
    by_id = {document.id: document.path for document in documents}
    gone, joined = str(form.get("weg", "")), str(form.get("deelnemers", ""))
    if gone in by_id:
        return _done(request, lambda file: file.without(by_id[gone]))
    if joined in by_id:
        keys: Any = [str(value) for key, value in form.multi_items() if key == "partij"]
        path = (*by_id[joined], "partijen")
        return _done(request, lambda file: file.with_data(path, keys))
    data = _new_document(form, by_id)
    path = ("documenten", len(documents))
    return _done(request, lambda file: file.with_data(path, data))


def _new_document(form: FormData, taken: Iterable[str]) -> Any:
    kind, parent = str(form.get("soort", "")), str(form.get("bij", ""))
    own = _free(str(form.get("naam", "")).strip() or kind, taken)
    data = {"soort": kind}
    if own != kind:
        data["id"] = own
    return {**data, "bij": parent} if parent else data


def _done(request: Request, edit: Callable[[Typed], Typed]) -> Response:
    bench: Bench = request.app.state.bench
    refused = bench.desk.edit(request.path_params["file"], edit)
    found = shell(request, "opzet")
    if refused:
        return _page(request, found, refused)
    return RedirectResponse(found.pages.page("opzet", melding="bewaard"), 303)
