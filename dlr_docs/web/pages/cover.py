"""Cover: the mandatory subjects with their state, what is wrong, and which checks do not hold for a
bundle, each with the reason why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Path, Problem
from dlr_docs.build.checks.coverage import STATES, grounds_of, state_of_the_law
from dlr_docs.build.checks.table import may_be_passed_over
from dlr_docs.choices.editing.change import data_at
from dlr_docs.model.library import Library
from dlr_docs.web.bench import Bench
from dlr_docs.web.editing import FormChange, seen
from dlr_docs.web.pages.fill import clash
from dlr_docs.web.rendering import Shell, page, shell

_Said = TypeVar("_Said", bound="_OfDocument")


class PassedOver(Struct, frozen=True):
    """A check that is passed over: its code, what it looks at, the reason why not, and what it
    would say now.
    """

    code: str
    about: str
    reason: str
    was: str
    problems: tuple[Problem, ...]


def passed_over(found: Shell) -> tuple[PassedOver, ...]:
    """The checks that a choice file passes over, in its order."""
    choices, report = found.opened.found.choices, found.report
    typed = data_at(choices.data, ("negeer",)) if choices is not None else None
    silenced = report.ignored if report is not None else ()
    sentences = _sentences(found.opened.library)
    return tuple(
        PassedOver(
            str(code),
            sentences.get(str(code), str(code)),
            str(reason or ""),
            seen(reason),
            tuple(problem for problem, _ in silenced if problem.code == code),
        )
        for code, reason in (typed.items() if isinstance(typed, Mapping) else ())
    )


def _sentences(library: Library) -> dict[str, str]:
    """What each check finds, by its code."""
    found = {code.name: code.sentence for code in codes.every_code()}
    return found | {rule.code: rule.sentence for rule in library.rules.values()}


def excusable(found: Shell) -> dict[str, str]:
    """Of what is wrong, the codes that may be passed over, each with an example of a reason."""
    choices, library = found.opened.found.choices, found.opened.library
    if choices is None:
        return {}
    allowed = may_be_passed_over(choices, library)
    examples = {rule.code: rule.excuse or "" for rule in library.rules.values()}
    wanted = dict.fromkeys(problem.code for problem in found.problems)
    return {code: examples.get(code, "") for code in wanted if code in allowed}


async def show(request: Request) -> Response:
    """The mandatory subjects with their state, and what is wrong as sentences that lead to where
    somebody can do something about it.
    """
    return _page(request, shell(request, "inhoud"))


def _page(request: Request, found: Shell, refused: tuple[Problem, ...] = ()) -> Response:
    report, bundle = found.report, found.opened.found.bundle
    covered = _about(found, report.cover if report is not None else ())
    values = report.open_values if report is not None else ()
    return page(
        request,
        "inhoud.html",
        400 if refused else 200,
        shell=found,
        refused=refused,
        passed=passed_over(found),
        excusable=excusable(found),
        niets=seen(None),
        cover=covered,
        states=STATES,
        grounds=grounds_of(covered, bundle.library.law) if bundle is not None else "",
        law=state_of_the_law(bundle) if bundle is not None else "",
        open_values=_about(found, values),
        adopted=_about(found, report.adopted if report is not None else ()),
    )


class _OfDocument(Protocol):
    @property
    def document(self) -> str: ...


def _about(found: Shell, items: Iterable[_Said]) -> list[_Said]:
    """What is said of the document that the page is about."""
    document = found.document
    return [item for item in items if document is not None and item.document == document.id]


async def save(request: Request) -> Response:
    """Put a reason into the file, or take it out, so that the check holds again."""
    form = await request.form(max_files=0)
    bench: Bench = request.app.state.bench
    code, document = str(form.get("controle", "")), str(form.get("document", ""))
    found = shell(request, "inhoud", document)
    reason = " ".join(str(form.get("reden", "")).split())
    known = {item.code for item in passed_over(found)} | excusable(found).keys()
    if code in known:
        path: Path = ("negeer", code)
        gone = form.get("weg") is not None or not reason
        change = FormChange(path, None if gone else reason, str(form.get("was", "")), is_usual=gone)
        outcome = bench.desk.change(found.opened.name, [change])
        if outcome.clashes:
            return clash(request, outcome, document, "inhoud")
        if outcome.problems:
            return _page(request, shell(request, "inhoud", document), outcome.problems)
    address = found.pages.page("inhoud", document=document, melding="bewaard")
    return RedirectResponse(f"{address}#geldt-niet", 303)
