"""A value as lines of a new choice file: its question as comment, and the key with its answer."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping

from dlr_docs.basis.dutch import DATE_EXAMPLE
from dlr_docs.basis.yaml.text import scalar
from dlr_docs.choices.new.planning import PlannedBase
from dlr_docs.model.values import PERSON, ValueType

_WIDTH = 100


def value_lines(name: str, declared: ValueType, indent: int) -> list[str]:
    """A value with its question above it, and the parts that it has."""
    lines = comment(_explained(declared), indent)
    if declared.kind in ("groep", "persoon"):
        lines.append(f"{' ' * indent}{name}:")
        for part, field in parts_of(declared).items():
            lines += value_lines(part, field, indent + 2)
        return lines
    if declared.kind == "lijst":
        return [*lines, *_list_lines(name, declared, indent)]
    default = declared.default if isinstance(declared.default, str) else ""
    return [*lines, value_line(name, default, indent)]


def base_lines(bases: Iterable[PlannedBase]) -> list[str]:
    """The agreements that exist already, with what is asked of each."""
    lines: list[str] = []
    for base in bases:
        others = f" Of: {' | '.join(base.others)}." if base.others else ""
        lines += [
            f"  {base.outline.kind}:",
            *comment(f"Welke soort is het?{others}", 4),
            f"    soort: {base.outline.kind}",
            *comment("Hoe heet zij? Schrijf de titel over.", 4),
            value_line("titel", base.outline.title, 4),
            *comment(f"Wanneer is zij ondertekend? Bijvoorbeeld: {DATE_EXAMPLE}.", 4),
            value_line("ondertekend", "", 4),
            *comment(
                "De nummers van haar artikelen, per onderwerp; wat u niet noemt, heet in de tekst "
                "naar zijn onderwerp. Mag weg.",
                4,
            ),
            f'    # artikelen: {{{base.outline.all_topics[-1].topic}: "14"}}',
        ]
    if not lines:
        return []
    return [*comment("De overeenkomst die er al is.", 0), "basisdocumenten:", *lines]


def parts_of(declared: ValueType) -> Mapping[str, ValueType]:
    """What a group or a person is made of."""
    return declared.fields or {
        part: ValueType(part, "tekst", f"{part.capitalize()}.") for part in PERSON
    }


def _list_lines(name: str, declared: ValueType, indent: int) -> list[str]:
    space = " " * indent
    if isinstance(declared.default, list) and all(
        isinstance(item, str) for item in declared.default
    ):
        return [
            f"{space}{name}:",
            *(f"{space}  - {scalar(str(item))}" for item in declared.default),
        ]
    if isinstance(declared.proposal, list):
        example = [f"{space}#   - {_one_line(item)}" for item in declared.proposal]
        return [f"{space}# Het voorstel:", *example, f"{space}{name}:"]
    if declared.fields:
        inside = ", ".join(f"{part}: …" for part in declared.fields)
        example = [f"{space}#   - {{{inside}}}"]
        example += [
            f"{space}#     {part}: {_question_text(field)}"
            for part, field in declared.fields.items()
        ]
    else:
        example = [f"{space}#   - …"]
    return [f"{space}# Eén regel per onderdeel, zo:", *example, f"{space}{name}:"]


def _one_line(item: object) -> str:
    """An item of a list as it is typed on one line."""
    if isinstance(item, Mapping):
        inside = (f"{key}: {scalar(str(part))}" for key, part in item.items())
        return f"{{{', '.join(inside)}}}"
    return scalar(str(item))


def _explained(declared: ValueType) -> str:
    parts = [declared.question]
    if declared.help:
        parts.append(declared.help)
    if declared.options:
        choices = ", ".join(
            f"{key} ({text})" if key != text else key for key, text in declared.options.items()
        )
        parts.append(f"Kies uit: {choices}.")
    elif declared.kind not in ("tekst", "groep", "lijst", "persoon"):
        parts.append(f"Soort: {declared.kind.replace('_', ' of ')}.")
    if declared.example:
        parts.append(f"Bijvoorbeeld: {declared.example}.")
    parts += how_many(declared)
    if isinstance(declared.default, str):
        parts.append(f"Standaard: {declared.default}.")
    if declared.proposal is not None:
        proposed = f" {declared.proposal}" if isinstance(declared.proposal, str) else ""
        parts.append(f"Voorstel:{proposed or ' zie hieronder'}. Het geldt pas als u het invult.")
    return " ".join(parts)


def _question_text(declared: ValueType) -> str:
    """A question with what may be answered to it."""
    options = f" ({', '.join(declared.options)})" if declared.options else ""
    proposed = f" (voorstel: {declared.proposal})" if isinstance(declared.proposal, str) else ""
    return f"{declared.question}{options}{proposed}"


def how_many(declared: ValueType) -> Iterator[str]:
    """How one types more than one, or none, where that may be."""
    if declared.may_be_more:
        keys = [*declared.options][:2] or ["…", "…"]
        shown = (f'"{key}"' if "," in key else scalar(key) for key in keys)
        yield f"Meer dan één: [{', '.join(shown)}]."
    if declared.plural is not None:
        yield f"Meer dan één: {declared.plural}: [{{…}}, {{…}}]."
    if declared.none_words:
        yield f"Is er geen: {declared.none_words[0]}."


def comment(text: str, indent: int, sign: str = "", width: int = _WIDTH) -> list[str]:
    """A text as lines of comment."""
    space = " " * indent
    return textwrap.wrap(
        text,
        width,
        initial_indent=f"{space}# {sign}",
        subsequent_indent=f"{space}# {' ' * len(sign)}",
        break_long_words=False,
        break_on_hyphens=False,
    )


def value_line(name: str, answer: str, indent: int) -> str:
    """A key with an answer as its value."""
    return f"{' ' * indent}{name}: {scalar(answer)}" if answer else f"{' ' * indent}{name}:"
