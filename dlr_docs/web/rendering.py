"""Pages as HTML: the templates, and what every page about a choice file shows around its own."""

from __future__ import annotations

import functools
from collections import Counter
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import HTMLResponse

from dlr_docs.basis import codes
from dlr_docs.basis.dutch import counted, show_date
from dlr_docs.basis.problems import DlrDocsError, Problem, Severity
from dlr_docs.build.report import DISCLAIMER, Report
from dlr_docs.model.document import Document
from dlr_docs.web.addresses import Pages
from dlr_docs.web.bench import Bench, Opened, status_of
from dlr_docs.web.folder import NoSuchFile
from dlr_docs.web.words import advice, named, names_of, own_names, plain, sentence, where

HERE = Path(__file__).parent
# What a page says after something was done, by the word in its address.
NOTES = {
    "bewaard": "Bewaard.",
    "bewaard-fout": "Bewaard, maar er klopt nog iets niet: bij de vraag staat wat.",
    "elders": "Het bestand is intussen ook ergens anders gewijzigd. "
    "Die wijzigingen staan nu ook hier; er is niets verloren.",
    "gemaakt": "Het bestand is gemaakt.",
    "ongedaan": "De laatste wijziging is ongedaan gemaakt.",
    "opnieuw": "De wijziging is opnieuw gemaakt.",
    "niets": "Dat kan niet meer: er is niets, of het bestand is intussen ergens anders gewijzigd.",
    "overgenomen": "De antwoorden zijn overgenomen.",
    "gekozen": "De tekst is gekozen.",
    "weg": "Het is weggehaald. Met Ongedaan maken komt het terug.",
    "niet-weg": "Dit is intussen ergens anders gewijzigd. Er is niets weggehaald.",
}
TABS = (
    ("invullen", "Invullen"),
    ("teksten", "Teksten kiezen"),
    ("eigen", "Eigen tekst"),
    ("lezen", "Lezen"),
    ("inhoud", "Wettelijke inhoud"),
    ("meenemen", "Meenemen"),
    ("terug", "Terug uit Word"),
    ("reeks", "Reeks"),
    ("opzet", "Opzet"),
    ("bestand", "Bestand"),
)


@functools.cache
def environment() -> Environment:
    """The templates; what is typed is escaped everywhere."""
    made = Environment(
        loader=FileSystemLoader(HERE / "html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(disclaimer=DISCLAIMER, counted=counted)
    made.filters.update(
        zin=_sentence, raad=_advice, gewoon=plain, dag=show_date, stam=_stem, plek=where
    )
    return made


@pass_context
def _sentence(context: Context, problem: Problem) -> str:
    return sentence(_named(context, problem))


@pass_context
def _advice(context: Context, problem: Problem) -> str:
    return advice(_named(context, problem))


def _named(context: Context, problem: Problem) -> Problem:
    """A problem in the words of the file that a page is about."""
    shell = context.get("shell")
    return shell.named(problem) if shell else problem


def in_words(request: Request, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Problems in the words of the file that an address is about, as far as that can be read."""
    bench: Bench = request.app.state.bench
    try:
        opened = bench.open(request.path_params["file"])
    except (KeyError, NoSuchFile, DlrDocsError):
        return problems
    names = names_of(opened.library), own_names(opened.found.choices)
    return tuple(named(problem, *names) for problem in problems)


def _stem(name: str) -> str:
    """The name of a file without what tells programs what it is."""
    return Path(name).stem


def page(request: Request, template: str, status: int = 200, **names: Any) -> HTMLResponse:
    """A page."""
    known = {"melding": NOTES.get(request.query_params.get("melding", ""), ""), **names}
    html = environment().get_template(template).render(**known)
    return HTMLResponse(html, status)


class Shell(Struct, frozen=True):
    """What every page about a choice file shows: its name, the tabs, and how far it is. ``asked``
    is the id of the document that the address names, which may be none that can be made.
    """

    opened: Opened
    active: str
    document: Document | None
    report: Report | None
    can_undo: bool
    can_redo: bool
    asked: str = ""

    @property
    def pages(self) -> Pages:
        """The addresses of its pages."""
        return self.opened.pages

    @property
    def title(self) -> str:
        """What the bundle is called."""
        choices = self.opened.found.choices
        return choices.title if choices is not None else self.opened.name

    @property
    def is_draft(self) -> bool:
        """Whether the documents are drafts."""
        choices = self.opened.found.choices
        return choices is None or choices.draft

    @property
    def status(self) -> str:
        """What is said of the documents: that they are drafts, definitive or signed."""
        return status_of(self.opened.found.choices)

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents of the bundle."""
        bundle = self.opened.found.bundle
        return bundle.documents if bundle is not None else ()

    @property
    def tabs(self) -> tuple[tuple[str, str, str], ...]:
        """The pages, each with its name and its address."""
        wanted = self.document.id if self.document is not None else ""
        return tuple((key, name, self.pages.page(key, document=wanted)) for key, name in TABS)

    @property
    def open_count(self) -> int:
        """How many values are still open in all documents."""
        return len({item.value.path for item in self.report.open_values}) if self.report else 0

    @property
    def cover(self) -> tuple[int, int]:
        """How many mandatory subjects are settled, and how many there are."""
        items = self.report.cover if self.report is not None else ()
        states = Counter(item.status for item in items)
        return len(items) - states["ontbreekt"], len(items)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong or deserves attention, but for what is only still open."""
        found = self.report.problems if self.report is not None else self.opened.found.problems
        return tuple(
            self.named(problem) for problem in found if problem.code != codes.OPEN_GEGEVEN.name
        )

    def named(self, problem: Problem) -> Problem:
        """A problem in the words of the pages about this file."""
        names = names_of(self.opened.library)
        return named(problem, names, own_names(self.opened.found.choices))

    @property
    def errors(self) -> int:
        """How many of these are errors."""
        return sum(problem.severity is Severity.ERROR for problem in self.problems)

    def place(self, problem: Problem) -> str:
        """Where somebody can do something about a problem."""
        return self.pages.of_problem(problem, self.opened.found.bundle)

    def preview(self, bench: Bench) -> Markup:
        """The text of the document as it reads in Word; nothing when it cannot be made."""
        bundle = self.opened.found.bundle
        if self.document is None or bundle is None:
            return Markup()
        shown = bundle.file_of(self.document.id)
        leads = self.pages.leads(shown.id)
        html = bench.previews.html(self.opened.name, self.opened.stand, shown, bundle, leads)
        return Markup(html)  # noqa: S704 - ours: clause/html escapes what is typed


def shell(request: Request, active: str, document: str = "") -> Shell:
    """What every page about a choice file shows.

    Args:
        active: the page that it is.
        document: the id of a document; what the address says when left out.
    """
    bench: Bench = request.app.state.bench
    opened = bench.open(request.path_params["file"])
    history = bench.desk.history(opened.name)
    asked = document or request.query_params.get("document", "")
    return Shell(
        opened,
        active,
        opened.document(asked),
        opened.report(),
        history.can_undo(opened.text),
        history.can_redo(opened.text),
        asked,
    )
