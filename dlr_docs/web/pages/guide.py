"""Which agreement somebody needs: the questions of the library, one at a time."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from dlr_docs.model.declared.guide import GuideAnswer
from dlr_docs.model.library import Library
from dlr_docs.web.bench import Bench
from dlr_docs.web.folder import NoSuchFile
from dlr_docs.web.rendering import page

_LONGEST = 40  # characters of the answers in an address


async def show(request: Request) -> Response:
    """The next question, or the outcome with its reason."""
    bench: Bench = request.app.state.bench
    library = bench.library()
    if library.guide is None:
        raise NoSuchFile
    typed = [item for item in request.query_params.getlist("antwoord") if item.isdecimal()]
    numbers = tuple(int(item) for item in typed if len(item) < 4)[:_LONGEST]
    given, name = library.guide.followed(numbers)
    outcome = given[-1] if given and given[-1].kinds else None
    return page(
        request,
        "hulp.html",
        guide=library.guide,
        given=given,
        numbers=numbers[: len(given)],
        question=library.guide.questions.get(name),
        outcome=outcome,
        kinds=[library.outlines[kind] for kind in outcome.kinds] if outcome else (),
        laws=_laws(outcome, library),
    )


def _laws(outcome: GuideAnswer | None, library: Library) -> list[str]:
    law = library.law.references
    return [law[name].text for name in outcome.laws] if outcome is not None else []
