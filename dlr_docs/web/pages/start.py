"""Start: the choice files of the folder, a new one, a copy."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dlr_docs.choices.needed import needed_yaml
from dlr_docs.choices.planning import plan
from dlr_docs.model.library import Library, Outline
from dlr_docs.web.addresses import Pages
from dlr_docs.web.bench import Bench
from dlr_docs.web.folder import Listed
from dlr_docs.web.rendering import page


class Row(Struct, frozen=True):
    """A choice file as the list shows it."""

    name: str
    changed: datetime
    address: str
    title: str
    kinds: str
    status: str
    open_count: int | None
    settled: int
    subjects: int
    problem: str


async def show(request: Request) -> Response:
    """The page."""
    return _page(request)


def _page(request: Request, status: int = 200, problems: tuple[object, ...] = ()) -> Response:
    bench: Bench = request.app.state.bench
    library = bench.library()
    wanted = request.query_params.getlist("soort")
    return page(
        request,
        "start.html",
        status,
        rows=[_row(item, bench) for item in bench.folder.listed()],
        outlines=_alone_first(library),
        wanted=[kind for kind in wanted if kind in library.outlines],
        guide=library.guide,
        folder=bench.folder.path.name,
        problems=problems,
    )


def _alone_first(library: Library) -> list[Outline]:
    """The kinds of documents, those that stand alone first."""
    return sorted(library.outlines.values(), key=lambda item: (bool(item.belongs_to), item.title))


def _row(item: Listed, bench: Bench) -> Row:
    summary = bench.summary(item)
    return Row(item.name, item.changed, Pages(item.name).page("invullen"), *summary)


async def create(request: Request) -> Response:
    """Make a new choice file for some kinds of documents."""
    form = await request.form(max_files=0)
    bench: Bench = request.app.state.bench
    kinds = tuple(str(value) for key, value in form.multi_items() if key == "soort")
    name = _with_ending(str(form.get("naam", "")), kinds)
    made = plan(_in_order(kinds, bench.library()), bench.library())
    title = str(form.get("titel", "")).strip()
    bench.folder.create(name, needed_yaml(made, title))
    return RedirectResponse(Pages(name).page("invullen", melding="gemaakt"), 303)


def _in_order(kinds: tuple[str, ...], library: Library) -> tuple[str, ...]:
    """The kinds with each behind the one it belongs to."""
    order = [outline.kind for outline in library.outlines.values()]
    known = [kind for kind in kinds if kind in library.outlines]
    unknown = [kind for kind in kinds if kind not in library.outlines]
    alone = [kind for kind in known if not library.outlines[kind].belongs_to]
    rest = [kind for kind in known if library.outlines[kind].belongs_to]
    return (*unknown, *sorted(alone, key=order.index), *sorted(rest, key=order.index))


def _with_ending(name: str, kinds: tuple[str, ...]) -> str:
    plain = name.strip() or (kinds[0] if kinds else "keuzes")
    return plain if plain.lower().endswith((".yaml", ".yml")) else f"{plain}.yaml"


async def copy(request: Request) -> Response:
    """Make a copy of a choice file under another name."""
    form = await request.form(max_files=0)
    bench: Bench = request.app.state.bench
    text = bench.folder.read(str(form.get("van", "")))
    name = _with_ending(str(form.get("naam", "")), ("kopie",))
    bench.folder.create(name, text)
    return RedirectResponse(Pages(name).page("invullen", melding="gemaakt"), 303)


async def stop(request: Request) -> Response:
    """End the workbench."""
    request.app.state.stop()
    return page(request, "gestopt.html")
