"""One thing that parties bring themselves: the form about it, and what is saved of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dlr_docs.basis.problems import DlrDocsError, Path, Problem
from dlr_docs.build.selected.attached import unusable
from dlr_docs.choices.editing.change import Typed, data_at
from dlr_docs.choices.editing.excerpts import lines_at
from dlr_docs.web.bench import Bench
from dlr_docs.web.editing import Outcome, seen
from dlr_docs.web.folder import NoSuchFile
from dlr_docs.web.pages.fill import clash
from dlr_docs.web.pages.own.forms import (
    OwnField,
    changes_of_item,
    lines_of,
    new_data,
    others_of,
    problems_below,
    shown_fields,
)
from dlr_docs.web.pages.own.kinds import KINDS, Kind, items_of, path_of
from dlr_docs.web.rendering import Shell, page, shell
from dlr_docs.web.serving.security import MAXIMUM_UPLOAD
from dlr_docs.web.words import at_question
from dlr_docs.word.write.html import article_of_document

TOO_LARGE = "Dit bestand is te groot: hoogstens 20 MB."


async def show(request: Request) -> Response:
    """The form about one."""
    return _page(request, shell(request, "eigen"), request.query_params.get("nummer"))


def kind_of(request: Request) -> Kind:
    """The kind that an address names.

    Raises:
        NoSuchFile: when there is none.
    """
    kind = KINDS.get(request.path_params["eigen"])
    if kind is None:
        raise NoSuchFile
    return kind


def _page(
    request: Request,
    found: Shell,
    key: str | None,
    form: FormData | None = None,
    problems: tuple[Problem, ...] = (),
    message: str = "",
) -> Response:
    kind, bench = kind_of(request), _bench(request)
    items = items_of(kind, found)
    if key is not None and key not in items:
        raise NoSuchFile
    data = items.get(key or "")
    fields = kind.fields(found, bench.folder, key)
    around = path_of(kind, key, found) if key is not None else ()
    told = problems_below(around, found) if key is not None else {}
    shown = tuple(shown_fields(fields, data, told, form, lines_of(around, found)))
    return page(
        request,
        "eigen_een.html",
        400 if problems or message else 200,
        shell=found,
        kind=kind,
        key=key,
        plain=[field for field in shown if not field.asked.fold],
        folds=_folds(shown),
        refused=problems,
        bezwaar=message,
        other=_others(told, fields),
        rest=_rest(kind, key, found),
        text=_text(kind, data, found),
        naam=str(data_at(data, ("id",)) or ""),
        names=_names(found),
    )


def _others(told: dict[Path, str], fields: tuple[OwnField, ...]) -> list[str]:
    """What is wrong and is about none of the fields."""
    paths = {item.path for item in fields}
    return [text for path, text in told.items() if path not in paths]


def _folds(shown: tuple[Any, ...]) -> dict[str, list[Any]]:
    folds: dict[str, list[Any]] = {}
    for field in shown:
        if field.asked.fold:
            folds.setdefault(field.asked.fold, []).append(field)
    return folds


_SAID = {
    "eerder": frozenset(
        (
            "soort",
            "titel",
            "ondertekend",
            "partijen",
            "bij",
            "nummer",
            "artikelen",
        )
    ),
    "groep": frozenset(("documenten", "gegevens")),
    "gegeven": frozenset(
        (
            "soort",
            "vraag",
            "opties",
            "van",
            "standaard",
            "voorbeeld",
            "hulp",
            "minimaal",
            "maximaal",
        )
    ),
    "artikel": frozenset(
        (
            "id",
            "titel",
            "na",
            "eisen",
            "tekst",
        )
    ),
    "bijlage": frozenset(
        (
            "titel",
            "bestand",
            "beschrijving",
        )
    ),
}


def _rest(kind: Kind, key: str | None, found: Shell) -> str:
    """What else the file says of one, as it stands there."""
    typed = found.opened.typed
    if key is None or typed is None:
        return ""
    around = path_of(kind, key, found)
    more = [lines_at(typed, (*around, *path)) for path in kind.beside(found, key)]
    return "\n".join((others_of(around, _SAID[kind.name], found), *more)).strip("\n")


def _is_group(data: Any) -> bool:
    return isinstance(data, Mapping)


def _text(kind: Kind, data: Any, found: Shell) -> Markup:
    """An article as it reads in the document."""
    document, bundle = found.document, found.opened.found.bundle
    if kind.name != "artikel" or document is None or bundle is None or not _is_group(data):
        return Markup()
    html = article_of_document(str(data.get("id", "")), document, bundle)
    return Markup(html)  # noqa: S704 - ours: clause/html escapes what is typed


def _names(found: Shell) -> dict[str, list[tuple[str, str]]]:
    """What can be named in own text, each with its words and what is typed for it."""
    document = found.document
    if document is None:
        return {}
    choices = found.opened.found.choices
    own = choices.own_values if choices is not None else {}
    values = [(item.question, f"{{{{ {name} }}}}") for name, item in own.items()]
    made = document.made_from.named
    values += [
        (value.question, f"{{{{ {name} }}}}")
        for name in made
        if name not in own and (value := document.values.get(name)) is not None
    ]
    articles = [
        (f"artikel {item.number}, {item.title}", f'{{{{ artikel("{item.topic}") }}}}')
        for item in document.artikelen
    ]
    return {"Een gegeven": values, "Een ander artikel": articles}


def _bench(request: Request) -> Bench:
    bench: Bench = request.app.state.bench
    return bench


async def save(request: Request) -> Response:
    """Put what was typed into the file."""
    kind, bench = kind_of(request), _bench(request)
    form = await request.form(max_files=1, max_fields=1000, max_part_size=MAXIMUM_UPLOAD)
    try:
        sent, message = await _with_file(form, kind, bench)
    finally:
        await form.close()
    document = str(sent.get("document", ""))
    found = shell(request, "eigen", document)
    key = str(sent.get("nummer")) if sent.get("nummer") else None
    if message:
        return _page(request, found, key, sent, (), message)
    if key is None:
        return _added(request, found, sent)
    outcome = _changed(request, found, key, sent)
    if outcome.clashes:
        return clash(request, outcome, document, "eigen")
    found = shell(request, "eigen", document)
    if outcome.problems:
        return _page(request, found, key, sent, outcome.problems)
    note = "elders" if outcome.changed_elsewhere else "bewaard"
    return RedirectResponse(own_address(found, kind, key, note), 303)


def own_address(found: Shell, kind: Kind, key: str, note: str = "") -> str:
    """The address of the form about one."""
    document = found.document.id if found.document is not None else found.asked
    query = {"document": document, "nummer": key, "melding": note}
    return found.pages.page(f"eigen/{kind.name}", **query)


def _changed(request: Request, found: Shell, key: str, form: FormData) -> Outcome:
    kind, bench = kind_of(request), _bench(request)
    if key not in items_of(kind, found):
        raise NoSuchFile
    fields = kind.fields(found, bench.folder, key)
    data = items_of(kind, found)[key]
    changes = changes_of_item(fields, path_of(kind, key, found), form, data)
    return bench.desk.change(found.opened.name, changes, str(form.get("stand", "")))


def _added(request: Request, found: Shell, form: FormData) -> Response:
    kind, bench = kind_of(request), _bench(request)
    data = new_data(kind.fields(found, bench.folder, None), form)
    place = kind.place(found)
    made: list[str] = []

    def edit(file: Typed) -> Typed:
        key, said = kind.ready(data, data_at(file.loaded.data, place))
        made.append(str(key))
        return file.with_data((*place, key), said)

    refused = bench.desk.edit(found.opened.name, edit)
    now = shell(request, "eigen", found.asked)
    if refused:
        return _page(request, now, None, form, refused)
    return RedirectResponse(own_address(now, kind, made[0], "bewaard"), 303)


async def _with_file(form: FormData, kind: Kind, bench: Bench) -> tuple[FormData, str]:
    """The form with the name that a file got that came with it, or why it cannot be taken."""
    plain: list[tuple[str, str | UploadFile]] = [
        (key, value) for key, value in form.multi_items() if isinstance(value, str)
    ]
    upload = form.get("nieuw")
    if kind.name != "bijlage" or not isinstance(upload, UploadFile) or not upload.filename:
        return FormData(plain), ""
    data = await upload.read(MAXIMUM_UPLOAD + 1)
    if len(data) > MAXIMUM_UPLOAD:
        return FormData(plain), TOO_LARGE
    name = upload.filename.replace("\\", "/").rpartition("/")[2]
    try:
        problem = unusable(name, data)
        kept = "" if problem is not None else bench.folder.keep(name, data)
    except DlrDocsError as exc:
        problem, kept = exc.problems[0], ""
    if problem is not None:
        return FormData(plain), at_question(problem)
    rest = [(key, value) for key, value in plain if key != "v:bestand"]
    return FormData([*rest, ("v:bestand", kept)]), ""


def is_still(data: Any, was: str) -> bool:
    """Whether something still is what a form showed."""
    return seen(data) == was
