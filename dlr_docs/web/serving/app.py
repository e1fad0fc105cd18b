"""The application: the addresses, each with the function of a page."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from dlr_docs.basis.problems import DlrDocsError
from dlr_docs.web.bench import Bench
from dlr_docs.web.folder import NoSuchFile
from dlr_docs.web.pages import (
    back,
    choose,
    cover,
    file,
    fill,
    guide,
    renew,
    shown,
    start,
    take,
)
from dlr_docs.web.pages.own import edit, overview
from dlr_docs.web.pages.series import judged, table
from dlr_docs.web.pages.series.runs import Runs
from dlr_docs.web.pages.setup import document as one_document
from dlr_docs.web.pages.setup import overview as setup
from dlr_docs.web.rendering import HERE, in_words, page
from dlr_docs.web.serving.security import Gate, Guard, TooMuch

Handler = Callable[[Request], Awaitable[Response]]


def make_app(bench: Bench, gate: Gate, stop: Callable[[], None] = lambda: None) -> Guard:
    """The application.

    Args:
        bench: what the pages work on.
        gate: who may talk to it.
        stop: ends the program, for the button that does so.
    """
    app = Starlette(
        routes=_routes(),
        exception_handlers={
            NoSuchFile: _no_such_file,
            TooMuch: _too_much,
            DlrDocsError: _refused,
            404: _not_found,
            Exception: _our_fault,
        },
    )
    app.state.bench = bench
    app.state.runs = Runs()
    app.state.stop = stop
    return Guard(app, gate)


def _routes() -> list[Route | Mount]:
    about = "/bundel/{file}"
    return [
        Route("/", start.show),
        Route("/nieuw", start.create, methods=["POST"]),
        Route("/kopie", start.copy, methods=["POST"]),
        Route("/stop", start.stop, methods=["POST"]),
        Route("/hulp", guide.show),
        Route(about, _to_first_page),
        *_both(f"{about}/invullen", fill.show, fill.save),
        Route(f"{about}/kies", fill.decide, methods=["POST"]),
        Route(f"{about}/teksten", choose.show),
        *_both(f"{about}/artikel", choose.show_article, choose.save),
        Route(f"{about}/eigen", overview.show),
        Route(f"{about}/vervangt", overview.save_replaced, methods=["POST"]),
        *_both(f"{about}/eigen/{{eigen}}", edit.show, edit.save),
        Route(f"{about}/eigen/{{eigen}}/weg", overview.remove, methods=["POST"]),
        Route(f"{about}/lezen", shown.text),
        Route(f"{about}/inhoud", cover.show),
        Route(f"{about}/negeer", cover.save, methods=["POST"]),
        *_both(f"{about}/meenemen", take.show, take.save),
        Route(f"{about}/word", take.word),
        Route(f"{about}/alles", take.everything),
        Route(f"{about}/pdf", take.pdf),
        *_both(f"{about}/terug", back.show, back.compare),
        Route(f"{about}/overnemen", back.adopt, methods=["POST"]),
        *_both(f"{about}/bijwerken", renew.show, renew.propose),
        Route(f"{about}/bijgewerkt", renew.document),
        *_both(f"{about}/reeks", table.show, table.judge),
        Route(f"{about}/reeks/tabel", table.empty),
        *_both(f"{about}/reeks/rijen", judged.show, judged.make),
        Route(f"{about}/reeks/stop", judged.stop, methods=["POST"]),
        Route(f"{about}/reeks/alles", judged.everything),
        *_both(f"{about}/opzet", setup.show, setup.save),
        Route(f"{about}/partij", setup.change_party, methods=["POST"]),
        Route(f"{about}/documenten", setup.change_document, methods=["POST"]),
        *_both(f"{about}/document", one_document.show, one_document.save),
        *_both(f"{about}/bestand", file.show, file.save),
        Route(f"{about}/stap", file.step, methods=["POST"]),
        Mount("/static", StaticFiles(directory=HERE / "static")),
    ]


def _both(path: str, show: Handler, save: Handler) -> tuple[Route, Route]:
    """A page, and what its form sends."""
    return Route(path, show), Route(path, save, methods=["POST"])


async def _to_first_page(request: Request) -> Response:
    return RedirectResponse(f"{request.url.path}/invullen", 303)


async def _no_such_file(request: Request, _: Exception) -> Response:
    return page(request, "fout.html", 404, kop="Dit is er niet (meer)", problems=())


async def _too_much(request: Request, _: Exception) -> Response:
    return page(request, "fout.html", 413, kop="Dit is te groot", problems=())


async def _not_found(request: Request, _: Exception) -> Response:
    return page(request, "fout.html", 404, kop="Deze pagina is er niet", problems=())


async def _refused(request: Request, exc: Exception) -> Response:
    problems = in_words(request, exc.problems) if isinstance(exc, DlrDocsError) else ()
    return page(request, "fout.html", 400, kop="Dat kan zo niet", problems=problems)


async def _our_fault(request: Request, exc: Exception) -> Response:
    """A fault of ours: a log tells where, and never what somebody typed."""
    frames = traceback.extract_tb(exc.__traceback__)
    place = f"{frames[-1].name}:{frames[-1].lineno}" if frames else "?"
    print(f"werkbank: {type(exc).__name__} in {place}", file=sys.stderr)  # noqa: T201
    return page(request, "fout.html", 500, kop="Dit had niet mogen gebeuren", problems=())
