"""Choose: for each article the texts that it may have, side by side, the present one marked."""

from __future__ import annotations

from markupsafe import Markup
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dlr_docs.basis.problems import Problem
from dlr_docs.choices.alternatives import (
    TopicState,
    chosen_data,
    covered_by,
    topics_of,
    with_topic,
)
from dlr_docs.choices.editing.change import data_at
from dlr_docs.model.document import Bundle, Document
from dlr_docs.model.library import Clause, Requirement
from dlr_docs.web.bench import Bench
from dlr_docs.web.editing import FormChange, seen
from dlr_docs.web.folder import NoSuchFile
from dlr_docs.web.pages.fill import clash
from dlr_docs.web.rendering import Shell, page, shell
from dlr_docs.word.write.html import article_of_document, recitals_of_document


class Card(Struct, frozen=True):
    """A text that an article may have.

    ``clause`` is nothing for leaving the topic out. ``text`` is how it would read in this document,
    ``problems`` say why it cannot stand there.
    """

    clause: Clause | None
    is_chosen: bool
    text: Markup
    covers: tuple[Requirement, ...]
    laws: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def value(self) -> str:
        """What a form sends for it."""
        return self.clause.variant if self.clause is not None else ""

    @property
    def is_addition(self) -> bool:
        """Whether it comes beside another text."""
        return self.clause is not None and self.clause.is_addition


async def show(request: Request) -> Response:
    """All articles of a document, with what was chosen for each."""
    found = shell(request, "teksten")
    document, library = found.document, found.opened.library
    topics = topics_of(document, library) if document is not None else ()
    return page(request, "teksten.html", shell=found, topics=topics, clauses=_chosen(topics))


def _chosen(topics: tuple[TopicState, ...]) -> dict[str, tuple[Clause, ...]]:
    return {
        state.topic: tuple(item for item in state.clauses if item.variant in state.chosen)
        for state in topics
    }


async def show_article(request: Request) -> Response:
    """The texts of one article."""
    found = shell(request, "teksten")
    topic = request.query_params.get("onderwerp", "")
    written = _own_article(topic, found)
    if written:
        return RedirectResponse(written, 303)
    state, document, bundle = _state(topic, found)
    raw = data_at(bundle.choices.data, state.path)
    return page(
        request,
        "artikel.html",
        shell=found,
        state=state,
        cards=_cards(state, document, bundle),
        stapelen=state.outline.several,
        was=seen(raw),
    )


def _own_article(topic: str, found: Shell) -> str:
    """The address of the form about an article that the parties wrote; nothing when it is none."""
    document = found.document
    own = document.made_from.choice.own_articles if document is not None else ()
    number = next((str(item.path[-1]) for item in own if item.id == topic), "")
    if document is None or not number:
        return ""
    return found.pages.page("eigen/artikel", document=document.id, nummer=number)


def _state(topic: str, found: Shell) -> tuple[TopicState, Document, Bundle]:
    bundle, document = found.opened.found.bundle, found.document
    if bundle is None or document is None:
        raise NoSuchFile
    states = topics_of(document, bundle.library)
    state = next((item for item in states if item.topic == topic), None)
    if state is None:
        raise NoSuchFile
    return state, document, bundle


def _cards(state: TopicState, document: Document, bundle: Bundle) -> tuple[Card, ...]:
    texts = sorted(state.clauses, key=lambda clause: clause.is_addition)
    cards = [_card(clause, state, document, bundle) for clause in texts]
    if state.may_stay_out:
        is_chosen = not state.chosen
        _, problems = with_topic(state, (), bundle)
        cards.append(Card(None, is_chosen, Markup(), (), (), problems))
    return tuple(cards)


def _card(clause: Clause, state: TopicState, document: Document, bundle: Bundle) -> Card:
    is_chosen = clause.variant in state.chosen
    others = state.chosen if is_chosen else _with(clause, state)
    wanted, problems = with_topic(state, others, bundle)
    text = ""
    laws: tuple[str, ...] = ()
    if wanted is not None:
        made = wanted.document(document.id)
        text = article_of_document(state.topic, made, wanted) or _recitals(made, wanted, state)
        laws = _laws(clause, made, wanted)
    return Card(
        clause,
        is_chosen,
        Markup(text),  # noqa: S704 - ours: clause/html escapes what is typed
        covered_by(clause, document, bundle.library),
        laws,
        problems,
    )


def _recitals(document: Document, bundle: Bundle, state: TopicState) -> str:
    return recitals_of_document(state.topic, document, bundle)


def _laws(clause: Clause, document: Document, bundle: Bundle) -> tuple[str, ...]:
    """The articles of law that a text cites."""
    law = bundle.library.law.references
    texts = [text for text in document.texts if text.clause.id == clause.id]
    names = texts[0].body.names.laws if texts else ()
    return tuple(law[name].text for name in names)


def _with(clause: Clause, state: TopicState) -> tuple[str, ...]:
    """What is chosen when somebody takes a text: beside the others, or in the place of the one that
    is there.
    """
    additions = {item.variant for item in state.clauses if item.is_addition}
    kept = tuple(
        name
        for name in state.chosen
        if clause.is_addition or state.outline.several or name in additions
    )
    return (*kept, clause.variant) if clause.is_addition else (clause.variant, *kept)


async def save(request: Request) -> Response:
    """Put what was chosen into the file."""
    form = await request.form(max_files=0)
    bench: Bench = request.app.state.bench
    topic, document = str(form.get("onderwerp", "")), str(form.get("document", ""))
    found = shell(request, "teksten", document)
    state, _, _ = _state(topic, found)
    known = {clause.variant for clause in state.clauses}
    sent = (str(value) for key, value in form.multi_items() if key in ("tekst", "erbij"))
    variants = _in_order([name for name in dict.fromkeys(sent) if name in known], state)
    change = FormChange(state.path, chosen_data(variants), str(form.get("was", "")))
    changes = [change] if variants != state.chosen else []
    outcome = bench.desk.change(found.opened.name, changes, str(form.get("stand", "")))
    if outcome.clashes:
        return clash(request, outcome, document, "teksten")
    note = "elders" if outcome.changed_elsewhere else "gekozen"
    address = found.pages.page("artikel", document=document, onderwerp=topic, melding=note)
    return RedirectResponse(address, 303)


def _in_order(variants: list[str], state: TopicState) -> tuple[str, ...]:
    """What was chosen, with what was there before in its order; a text comes before what is added
    to it.
    """
    place = {name: at for at, name in enumerate(state.chosen)}
    additions = {item.variant for item in state.clauses if item.is_addition}
    first = {*variants} - additions - place.keys() if not state.outline.several else set[str]()
    last = len(place)
    return tuple(sorted(variants, key=lambda name: -1 if name in first else place.get(name, last)))
