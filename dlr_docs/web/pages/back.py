"""Bring back: a document that was edited in Word, what changed in it, and which answers to
adopt.
"""

from __future__ import annotations

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dlr_docs.basis.problems import DlrDocsError, Path
from dlr_docs.choices.editing.change import data_at
from dlr_docs.model.document import Bundle
from dlr_docs.revise.changes.difference import Difference
from dlr_docs.revise.compare.comparing import compare as compare_with
from dlr_docs.revise.compare.telling import heading, remark_words, tracked_words
from dlr_docs.revise.filling_back import FillIn, LeftOut, undecided_values, values_back
from dlr_docs.web.addresses import read, written
from dlr_docs.web.bench import Bench
from dlr_docs.web.editing import FormChange, seen
from dlr_docs.web.folder import NoSuchFile
from dlr_docs.web.pages.fill import clash
from dlr_docs.web.rendering import Shell, page, shell
from dlr_docs.web.serving.security import MAXIMUM_UPLOAD
from dlr_docs.word.package.reading.text import Changes
from dlr_docs.word.read.document import read_document


async def show(request: Request) -> Response:
    """The page with the form to choose a document."""
    return _page(request, shell(request, "terug"))


def _page(request: Request, found: Shell, status: int = 200, message: str = "") -> Response:
    return page(
        request,
        "terug.html",
        status,
        shell=found,
        bezwaar=message,
        problems=(),
        comparison=None,
        fills=(),
        left=(),
        mark="",
    )


async def compare(request: Request) -> Response:
    """What changed in a document that came back."""
    form = await request.form(max_files=1, max_fields=10, max_part_size=MAXIMUM_UPLOAD)
    sent = form.get("bestand")
    found = shell(request, "terug")
    if not isinstance(sent, UploadFile) or not sent.filename:
        return _page(request, found, 400, "Kies eerst een Word-bestand.")
    data = await sent.read(MAXIMUM_UPLOAD + 1)
    await form.close()
    if len(data) > MAXIMUM_UPLOAD:
        return _page(request, found, 413, "Dit bestand is te groot: hoogstens 20 MB.")
    return _compared(request, found, data)


def _compared(request: Request, found: Shell, data: bytes) -> Response:
    bundle = found.opened.found.bundle
    if bundle is None:
        raise NoSuchFile
    try:
        accepted = read_document(data)
        name = accepted.provenance.document
        if name not in {document.id for document in bundle.files}:
            message = (
                "Dit document hoort niet bij deze bundel. Open eerst de bundel waar het uit komt."
            )
            return _page(request, found, 400, message)
        undecided = dict(undecided_values(accepted, read_document(data, Changes.REJECTED)))
        comparison = compare_with(accepted, bundle)
        fills, left = values_back(accepted, bundle, undecided)
    except DlrDocsError as exc:
        return page(
            request,
            "terug.html",
            400,
            shell=found,
            bezwaar="",
            problems=exc.problems,
            comparison=None,
            fills=(),
            left=(),
            mark="",
        )
    return page(
        request,
        "terug.html",
        shell=found,
        bezwaar="",
        problems=comparison.problems,
        comparison=comparison,
        fills=[_with_was(fill, bundle) for fill in fills],
        left=_told(left, bundle),
        mark=_bench(request).returned.hold(data),
        heading=lambda change: heading_of(change, bundle),
        remark=remark_words,
        tracked=tracked_words,
    )


def _bench(request: Request) -> Bench:
    bench: Bench = request.app.state.bench
    return bench


def _with_was(fill: FillIn, bundle: Bundle) -> tuple[FillIn, str, str, str]:
    """An answer, its question, and what a form says of it."""
    was = seen(data_at(bundle.choices.data, fill.path))
    return fill, question_of(fill.name, bundle), written(fill.path), was


def question_of(name: str, bundle: Bundle) -> str:
    """What a value is called on a page: its question."""
    values = (document.values.get(name) for document in bundle.documents)
    return next((value.question for value in values if value is not None), name)


def heading_of(change: Difference, bundle: Bundle) -> str:
    """Where a change is; a value is called by its question."""
    if not change.path:
        return heading(change)
    where = f" ({change.place})" if change.place else ""
    return f"{question_of(change.path, bundle)}{where}"


def _told(left: tuple[LeftOut, ...], bundle: Bundle) -> list[tuple[LeftOut, str]]:
    return [(item, question_of(item.name, bundle)) for item in left]


async def adopt(request: Request) -> Response:
    """Put the answers that were ticked into the file."""
    form = await request.form(max_files=0)
    found = shell(request, "terug")
    taken = {str(value) for key, value in form.multi_items() if key == "neem"}
    changes = [_change(name, form.get(f"v:{name}"), form.get(f"w:{name}")) for name in taken]
    outcome = _bench(request).desk.change(found.opened.name, changes, str(form.get("stand", "")))
    if outcome.clashes:
        return clash(request, outcome, "", "terug")
    if outcome.problems:
        return page(request, "fout.html", 400, kop="Dat kan zo niet", problems=outcome.problems)
    return RedirectResponse(found.pages.page("invullen", melding="overgenomen"), 303)


def _change(name: str, value: object, was: object) -> FormChange:
    path: Path = read(name)
    return FormChange(path, str(value or "") or None, str(was or ""))
