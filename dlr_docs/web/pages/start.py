"""Start: the choice files of the folder, a new one, a copy."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dlr_docs.basis.problems import DlrDocsError
from dlr_docs.choices.new.needed import needed_yaml
from dlr_docs.choices.new.planning import plan
from dlr_docs.model.library import Library, Outline
from dlr_docs.web.addresses import Pages
from dlr_docs.web.bench import Bench, Summary
from dlr_docs.web.rendering import page
from dlr_docs.web.words import told

NO_KIND = "Kies hieronder minstens één document."


class Row(Struct, frozen=True):
    """A choice file as the list shows it; without a summary as long as it has not been judged."""

    name: str
    changed: datetime
    address: str
    summary: Summary | None

    @property
    def title(self) -> str:
        """What it is called."""
        return self.summary.title if self.summary is not None else self.name


async def show(request: Request) -> Response:
    """The page."""
    return _page(request, NewFile("", "", tuple(request.query_params.getlist("soort"))))


class NewFile(Struct, frozen=True):
    """What somebody asks of a new choice file: its title, its name and its kinds of documents."""

    title: str
    name: str
    kinds: tuple[str, ...]


def _page(request: Request, asked: NewFile, problems: tuple[str, ...] = ()) -> Response:
    bench: Bench = request.app.state.bench
    library, rows = bench.library(), _rows(bench)
    return page(
        request,
        "start.html",
        400 if problems else 200,
        rows=rows,
        waiting=sum(row.summary is None for row in rows),
        outlines=_alone_first(library),
        asked=asked,
        guide=library.guide,
        folder=bench.folder.path.name,
        problems=problems,
    )


def _alone_first(library: Library) -> list[Outline]:
    """The kinds of documents, those that stand alone first."""
    return sorted(library.outlines.values(), key=lambda item: (bool(item.belongs_to), item.title))


def _rows(bench: Bench) -> list[Row]:
    listed = bench.folder.listed()
    return [
        Row(item.name, item.changed, Pages(item.name).page("invullen"), summary)
        for item, summary in zip(listed, bench.summaries(listed), strict=True)
    ]


async def create(request: Request) -> Response:
    """Make a new choice file for some kinds of documents."""
    form = await request.form(max_files=0)
    kinds = tuple(str(value) for key, value in form.multi_items() if key == "soort")
    asked = NewFile(str(form.get("titel", "")).strip(), str(form.get("naam", "")), kinds)
    if not kinds:
        return _page(request, asked, (NO_KIND,))
    try:
        name = _created(asked, request.app.state.bench)
    except DlrDocsError as exc:
        return _page(request, asked, tuple(map(told, exc.problems)))
    return RedirectResponse(Pages(name).page("invullen", melding="gemaakt"), 303)


def _created(asked: NewFile, bench: Bench) -> str:
    """Make the file; its name.

    Raises:
        DlrDocsError: when it cannot be made.
    """
    name = with_ending(asked.name, asked.kinds)
    made = plan(_in_order(asked.kinds, bench.library()), bench.library())
    bench.folder.create(name, needed_yaml(made, asked.title))
    return name


def _in_order(kinds: tuple[str, ...], library: Library) -> tuple[str, ...]:
    """The kinds with each behind the one it belongs to."""
    order = [outline.kind for outline in library.outlines.values()]
    known = [kind for kind in kinds if kind in library.outlines]
    unknown = [kind for kind in kinds if kind not in library.outlines]
    alone = [kind for kind in known if not library.outlines[kind].belongs_to]
    rest = [kind for kind in known if library.outlines[kind].belongs_to]
    return (*unknown, *sorted(alone, key=order.index), *sorted(rest, key=order.index))


def with_ending(name: str, kinds: tuple[str, ...]) -> str:
    """What a choice file is called, by the name that somebody typed or its first kind."""
    plain = name.strip() or (kinds[0] if kinds else "keuzes")
    return plain if plain.lower().endswith((".yaml", ".yml")) else f"{plain}.yaml"


async def copy(request: Request) -> Response:
    """Make a copy of a choice file under another name."""
    form = await request.form(max_files=0)
    bench: Bench = request.app.state.bench
    text = bench.folder.read(str(form.get("van", "")))
    name = with_ending(str(form.get("naam", "")), ("kopie",))
    bench.folder.create(name, text)
    return RedirectResponse(Pages(name).page("invullen", melding="gemaakt"), 303)


async def stop(request: Request) -> Response:
    """End the workbench."""
    request.app.state.stop()
    return page(request, "gestopt.html")
