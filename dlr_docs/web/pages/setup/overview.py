"""What a bundle is made of: its title, its parties and its documents."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dlr_docs.basis.problems import Problem
from dlr_docs.build.house_style import house_styles
from dlr_docs.choices.editing.change import Typed, data_at
from dlr_docs.web.bench import Bench
from dlr_docs.web.editing import seen
from dlr_docs.web.folder import NoSuchFile
from dlr_docs.web.pages import fill
from dlr_docs.web.pages.own.forms import others_of
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
    )


# What these pages have a place for.
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
        "negeer",
    )
)


def _rest(found: Shell) -> str:
    """What else a file says, as it stands there."""
    return others_of((), _SHOWN, found)


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
    if sort not in found.opened.library.parties.by_name:
        raise NoSuchFile
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
    """Add a document, or take one out."""
    form = await request.form(max_files=0)
    found = shell(request, "opzet")
    choices = found.opened.found.choices
    documents = choices.documents if choices is not None else ()
    by_id = {document.id: document.path for document in documents}
    gone = str(form.get("weg", ""))
    if gone in by_id:
        return _done(request, lambda file: file.without(by_id[gone]))
    if str(form.get("soort", "")) not in found.opened.library.outlines:
        raise NoSuchFile
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
