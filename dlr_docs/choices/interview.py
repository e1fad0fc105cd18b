"""A new choice file as questions one after another, and what is wrong with an answer."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from dlr_docs.basis.problems import did_you_mean
from dlr_docs.build.values.interpreting import ValueProblem, interpret
from dlr_docs.choices.lines import default_text, question_text
from dlr_docs.choices.planning import Plan, asked_fields, example_title, usual_variant, variants_of
from dlr_docs.model.values import ValueType


class Question(Struct, frozen=True):
    """One question of the interview; ``key`` says where the answer goes."""

    key: str
    text: str
    default: str
    declared: ValueType | None
    options: tuple[str, ...] = ()


def questions(made: Plan) -> Iterator[Question]:
    """The questions of an interview, in the order of the file."""
    yield Question("bundel", "Titel van de bundel?", example_title(made), None)
    for key, role in made.roles:
        for name, declared in asked_fields(made.library.parties.by_name[role]).items():
            yield from _value_questions(f"partijen.{key}.{name}", declared)
    for name, declared in made.shared.items():
        yield from _value_questions(f"gegevens.{name}", declared)
    for index, document in enumerate(made.documents):
        for item in document.outline.all_topics:
            variants = variants_of(item, document.outline, made.library)
            if len(variants) > 1:
                text = f"{document.id}, {item.topic} ({', '.join(variants)})"
                default = usual_variant(item, document)
                yield Question(
                    f"documenten.{index}.keuzes.{item.topic}", text, default, None, tuple(variants)
                )
        for name, declared in document.own.items():
            yield from _value_questions(f"documenten.{index}.gegevens.{name}", declared)


def _value_questions(key: str, declared: ValueType) -> Iterator[Question]:
    if declared.kind == "groep":
        for name, field in declared.fields.items():
            yield from _value_questions(f"{key}.{name}", field)
    elif declared.kind not in ("lijst", "persoon"):
        yield Question(key, question_text(declared), default_text(declared), declared)


def wrong_answer(question: Question, answer: str) -> str | None:
    """What is wrong with an answer, or None."""
    if question.options and answer not in question.options:
        return f"Dit kan hier niet. {did_you_mean(answer, question.options, 'Mogelijk zijn')}"
    if question.declared is None or not answer:
        return None
    try:
        interpret(question.declared, answer)
    except ValueProblem as exc:
        return f"{exc.message}. {exc.hint or ''}".strip()
    return None
