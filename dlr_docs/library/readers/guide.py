"""``keuzehulp.yaml``: a few questions that lead to the kinds of documents somebody needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import Field

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Problem, did_you_mean, error
from dlr_docs.basis.yaml.loading import Loaded
from dlr_docs.basis.yaml.shape import validate
from dlr_docs.library.cells import said_by
from dlr_docs.library.models import MOST, NameOrNames, Strict, Words
from dlr_docs.library.reading import read_layered
from dlr_docs.model.declared.guide import MOST_QUESTIONS, Guide, GuideAnswer, GuideQuestion
from dlr_docs.model.declared.tables import FigureTable

_Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")]


class GuideAnswerModel(Strict):
    """Een antwoord: de volgende vraag, of de soorten documenten met de reden."""

    antwoord: Words
    naar: str = ""
    soorten: NameOrNames = Field(default_factory=list, max_length=MOST)
    waarom: str = ""
    wet: NameOrNames = Field(default_factory=list, max_length=MOST)


class GuideQuestionModel(Strict):
    """Een vraag met haar antwoorden."""

    vraag: Words
    hulp: str = ""
    antwoorden: list[GuideAnswerModel] = Field(min_length=2, max_length=12)


class GuideModel(Strict):
    """De vragen; de eerste komt eerst."""

    titel: Words
    vragen: dict[_Name, GuideQuestionModel] = Field(min_length=1, max_length=MOST)


def read_guide(
    paths: Sequence[Path], tables: Mapping[str, FigureTable]
) -> tuple[Guide | None, list[Problem]]:
    """The questions of a library; a library need not have any.

    Args:
        tables: the tables that its texts may speak of.
    """
    if not paths:
        return None, []
    read, problems = read_layered(paths, depth=2)
    if read is None:
        return None, problems
    loaded, cells = said_by(read, tables)
    model, problems = validate(GuideModel, loaded)
    if model is None:
        return None, problems
    problems = cells or [*_wrong_answers(model, loaded)] or [*_too_long(model, loaded)]
    questions = {name: _question(name, item, loaded) for name, item in model.vragen.items()}
    return (None if problems else Guide(model.titel, questions)), problems


def _question(name: str, item: GuideQuestionModel, loaded: Loaded) -> GuideQuestion:
    answers = tuple(
        GuideAnswer(
            answer.antwoord,
            answer.naar,
            tuple(answer.soorten),
            answer.waarom,
            tuple(answer.wet),
            loaded.place(("vragen", name, "antwoorden", number)),
        )
        for number, answer in enumerate(item.antwoorden)
    )
    return GuideQuestion(item.vraag, item.hulp, answers)


def _wrong_answers(model: GuideModel, loaded: Loaded) -> Iterator[Problem]:
    """Answers that lead nowhere, or to two places."""
    for name, item in model.vragen.items():
        for number, answer in enumerate(item.antwoorden):
            at = loaded.place(("vragen", name, "antwoorden", number))
            if answer.naar and answer.naar not in model.vragen:
                hint = did_you_mean(answer.naar, model.vragen)
                message = f"de vraag '{answer.naar}' bestaat niet"
                yield error(codes.VERKEERDE_KEUZEHULP, message, at, hint)
            elif bool(answer.naar) == bool(answer.soorten):
                message = "een antwoord leidt naar een vraag, of naar soorten documenten"
                hint = "Geef het 'naar', of 'soorten' met 'waarom'."
                yield error(codes.VERKEERDE_KEUZEHULP, message, at, hint)
            elif answer.soorten and not answer.waarom:
                message = "een antwoord met soorten documenten zegt ook waarom"
                yield error(codes.VERKEERDE_KEUZEHULP, message, at, "Geef het een 'waarom'.")


def _too_long(model: GuideModel, loaded: Loaded) -> Iterator[Problem]:
    """More questions on a way than anybody answers; a circle has no end at all."""
    first = next(iter(model.vragen))
    reached = {first}
    for _ in range(MOST_QUESTIONS):
        reached = {answer.naar for answer in _answers(reached, model) if answer.naar}
    if reached:
        at = loaded.place(("vragen", sorted(reached)[0]))
        message = f"tot deze vraag moeten er meer dan {MOST_QUESTIONS} worden beantwoord"
        hint = "Voeg vragen samen, of laat een antwoord eerder naar soorten documenten leiden."
        yield error(codes.VERKEERDE_KEUZEHULP, message, at, hint)


def _answers(names: set[str], model: GuideModel) -> Iterator[GuideAnswerModel]:
    for name in names:
        yield from model.vragen[name].antwoorden
