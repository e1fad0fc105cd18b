"""What to write where a topic or a variant is not known: often a word that stands for another one,
or a text where the name of one belongs.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from dlr_docs.basis.problems import did_you_mean, nearest
from dlr_docs.model.library import Clause, Library, Outline, OutlineTopic

NONE = "geen"
_NO = frozenset({"nee", "neen", "niet", "niets", "n.v.t.", "nvt", "geen enkele", "weg"})
_RECITALS = ("overweging", "preambule", "aanleiding")  # what people call them


def about_topic(topic: str, variants: Collection[str], outline: Outline, library: Library) -> str:
    """The topic that was meant: that of its variants, or the recitals, or the nearest."""
    meant = _having(variants, outline, library)
    if meant:
        return f"Bedoelt u '{meant}'?"
    if outline.recitals and topic.casefold().startswith(_RECITALS):
        told = f"De overwegingen kiest u bij '{outline.recitals[0].topic}'."
        return f"{told} {_own(outline, library)}".strip()
    return did_you_mean(topic, [item.topic for item in outline.all_topics])


def _having(variants: Collection[str], outline: Outline, library: Library) -> str:
    """The only topic of a kind of document that has all these variants, as one writes it."""
    names = [item.topic for item in outline.all_topics]
    for variant in variants:
        names = [name for name in names if _fits(name, variant, outline, library)]
    if not variants or len(names) != 1:
        return ""
    clauses = [library.clauses[names[0]][variant] for variant in variants]
    if all(clause.is_addition for clause in clauses):
        return usual_beside(names[0], clauses, outline, library)
    return f"{names[0]}: {_written(variants)}"


def about_variant(
    item: OutlineTopic, typed: str, fitting: Sequence[str], outline: Outline, library: Library
) -> str:
    """The variant that was meant; of a text that it is none, and where it belongs."""
    if typed.strip().casefold() in _NO and NONE in fitting:
        return f"Bedoelt u '{NONE}'?"
    is_text = len(typed.split()) > 3 and nearest(typed, fitting) is None
    if not is_text:
        return did_you_mean(typed, fitting, "Mogelijk zijn")
    own = _own(outline, library) if item in outline.recitals else ""
    own = own or "Een eigen tekst schrijft u bij 'eigen_artikelen'."
    return f"Hier hoort de naam van een variant: {', '.join(fitting)}. {own}"


def _own(outline: Outline, library: Library) -> str:
    """How a recital of one's own is written: by an addition that asks nothing but a list."""
    for item in outline.recitals:
        for clause in library.clauses.get(item.topic, {}).values():
            lists = [value.name for value in clause.values.values() if value.kind == "lijst"]
            if (
                clause.is_addition
                and clause.fits(outline.kind)
                and len(lists) == len(clause.values) == 1
            ):
                both = [*filter(None, (item.default,)), clause.variant]
                return (
                    f"Een eigen overweging: '{item.topic}: {_written(both)}', en uw tekst bij "
                    f"'gegevens' onder '{lists[0]}'."
                )
    return ""


def usual_beside(
    topic: str, additions: Sequence[Clause], outline: Outline, library: Library
) -> str:
    """A topic with a variant that may stand alone, and additions to it, as one writes them."""
    usual = next((item.default for item in outline.all_topics if item.topic == topic), None)
    clause = library.clauses.get(topic, {}).get(usual or "")
    first = usual if clause is not None and not clause.is_addition else "variant"
    return f"{topic}: {_written([first or 'variant', *(item.variant for item in additions)])}"


def _fits(topic: str, variant: str, outline: Outline, library: Library) -> bool:
    clause = library.clauses.get(topic, {}).get(variant)
    return clause is not None and clause.fits(outline.kind)


def _written(variants: Collection[str]) -> str:
    """Variants as a choice file has them."""
    names = ", ".join(variants)
    return names if len(variants) == 1 else f"[{names}]"
