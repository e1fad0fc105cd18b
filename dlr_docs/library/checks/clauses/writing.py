"""Checks for those who write clauses: what is not finished yet, and what a reader stumbles over."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Place, Problem, error, nearest, warning
from dlr_docs.library.checks.clauses.numbers import UNKNOWN
from dlr_docs.library.checks.clauses.text_lines import VALUE, text_lines
from dlr_docs.library.files import split
from dlr_docs.library.layers.new_layer import SKELETON_NOTE, SKELETON_SUMMARY, SKELETON_TEXT
from dlr_docs.library.reading import read_text
from dlr_docs.model.library import Clause, Library, Outline, Term

_LONGEST_SENTENCE = 60  # words; more is no sentence that anybody reads in one go
_MOST_PASSIVES = 2
_TOLD_APART = 25  # characters that tell one sentence of a clause from another
_PASSIVE = re.compile(r"\b(?:word(?:t|en)|werd(?:en)?|geworden)\b")
_WORD = re.compile(r"\w[\w'’-]*")
_SENTENCE_END = re.compile(r"(?<=[.?!;:])\s+(?=[^\W\d_])")
_BREAK = re.compile(r"[,;:](?=\s)|\s(?=(?:en|maar|of|zodat|terwijl|waarbij)\s)")
_WORDS_BEFORE = 3
_SHORTEST_TERM = 5  # letters; a shorter one, written otherwise, is often another word


def check_unfinished(library: Library) -> Iterator[Problem]:
    """No clause still has the words that a new one begins with."""
    for clause in library.all_clauses():
        parts = (
            ("samenvatting", clause.summary, SKELETON_SUMMARY),
            ("toelichting", clause.note, SKELETON_NOTE),
        )
        for key, said, begun in parts:
            if said.strip() == begun:
                yield _unfinished(begun, clause.key(key))
        for begun in (SKELETON_TEXT, f'zelfstandig("{UNKNOWN}"'):
            if begun in clause.text:
                yield _unfinished(begun, clause.place(begun))


def _unfinished(words: str, place: Place) -> Problem:
    message = f"hier staat nog de voorbeeldtekst '{words}'"
    return error(codes.VOORBEELDTEKST, message, place, "Schrijf hier uw eigen tekst.")


def check_placed(library: Library) -> Iterator[Problem]:
    """Every topic has a place in an outline; else no document can have it. The lowest of several
    layers may hold topics for layers above it that are not read now.
    """
    outlines = library.outlines.values()
    items = itertools.chain.from_iterable(outline.all_topics for outline in outlines)
    placed = {item.topic for item in items}
    unknown = placed - library.clauses.keys()  # told by the check on outlines, with the right name
    lowest = 1 if len(library.layers) > 1 else 0
    for topic, variants in library.clauses.items():
        first = next((item for item in variants.values() if item.layer >= lowest), None)
        if topic not in placed and first is not None and nearest(topic, unknown) is None:
            message = f"het onderwerp '{topic}' staat in geen enkele soort document"
            hint = (
                f"Zet in templates/<soort>.yaml onder onderwerpen: {{onderwerp: {topic}, "
                f"standaard: {first.variant}, na: …}}"
            )
            yield error(codes.ONDERWERP_ZONDER_SOORT, message, first.line(), hint)


def check_covering(library: Library) -> Iterator[Problem]:
    """A variant covers what all others of its topic cover in some kind of document."""
    seen: set[str] = set()
    for outline in library.outlines.values():
        for item in outline.topics:
            subjects = library.law.subjects(outline.requirements)
            asked = {*itertools.chain.from_iterable(item.coverable for item in subjects)}
            variants = _main_variants(item.topic, outline, library)
            for clause, common in _bare(variants, asked):
                if clause.id not in seen and not _says_none(clause):
                    seen.add(clause.id)
                    message = (
                        f"'eisen' ontbreekt, en alle andere varianten van '{clause.topic}' "
                        f"regelen {', '.join(common)}"
                    )
                    hint = (
                        f"Zet in de kop eisen: [{', '.join(common)}] als deze tekst dat regelt, "
                        "en anders eisen: []"
                    )
                    yield warning(codes.EISEN_ONTBREKEN, message, clause.key("eisen"), hint)


def _says_none(clause: Clause) -> bool:
    """Whether its head says of itself that it covers nothing: somebody thought of it."""
    text, _ = read_text(Path(clause.source.path))
    return bool(re.search(r"^eisen:", split(text or "")[0] or "", re.MULTILINE))


def _main_variants(topic: str, outline: Outline, library: Library) -> list[Clause]:
    found = library.clauses.get(topic, {}).values()
    return [clause for clause in found if clause.fits(outline.kind) and not clause.is_addition]


def _bare(variants: list[Clause], asked: set[str]) -> Iterator[tuple[Clause, list[str]]]:
    """The one variant that covers nothing, with what is asked and all others cover; two others at
    least.
    """
    bare = [clause for clause in variants if not clause.requirements]
    others = [set(clause.requirements) for clause in variants if clause.requirements]
    common = sorted(asked.intersection(*others)) if others else []
    if len(bare) == 1 and len(others) > 1 and common:
        yield bare[0], common


def check_spelled_terms(library: Library) -> Iterator[Problem]:
    """A defined term is written as its definition has it, else the glossary does not know it."""
    found = library.memory.once(_spellings, library.terms)
    if found is None:
        return
    forms = _by_letters(library.terms)
    for clause in library.all_clauses():
        for line in text_lines(clause.text):
            for match in found.finditer(line.text):
                term = _term_of(match, forms)
                if term is not None:
                    yield _other_spelling(clause, line.raw, line.number, match[0], term)


def _spellings(terms: tuple[Term, ...]) -> re.Pattern[str] | None:
    """What finds every form of every term, with other capitals, hyphens or spaces at a break."""
    forms = {*_forms(terms)}
    loose = [
        _loose(form) for form in sorted(forms, key=len, reverse=True) if len(form) >= _SHORTEST_TERM
    ]
    return re.compile(rf"\b(?:{'|'.join(loose)})\b", re.IGNORECASE) if loose else None


def _forms(terms: tuple[Term, ...]) -> Iterator[str]:
    """What each term may be written as."""
    return itertools.chain.from_iterable((term.name, *term.forms) for term in terms)


def _loose(form: str) -> str:
    """A form with or without a hyphen between letters, and any break where it has one."""
    parts = (re.escape(part) for part in re.split("[ -]", form))
    return "[ -]?".join("-?".join(re.findall(r"\\?.", part)) for part in parts)


def _letters(words: str) -> str:
    return re.sub(r"[ -]", "", words).casefold()


def _by_letters(terms: tuple[Term, ...]) -> dict[str, list[str]]:
    """The forms of terms that have the same letters."""
    found: dict[str, list[str]] = {}
    for form in _forms(terms):
        found.setdefault(_letters(form), []).append(form)
    return found


def _term_of(match: re.Match[str], forms: Mapping[str, Sequence[str]]) -> str | None:
    """The form as the definition has it; None when it is written so."""
    same = forms.get(_letters(match[0]), ())
    written = {match[0], match[0][:1].lower() + match[0][1:]}
    return None if not same or written & set(same) else same[0]


def _other_spelling(clause: Clause, raw: str, number: int, words: str, term: str) -> Problem:
    place = clause.line(number)
    source = place.source and replace(place.source, column=max(raw.find(words), 0) + 1)
    message = f"'{words}' is het begrip '{term}', anders geschreven"
    hint = f"Schrijf '{term}'; zo staat het in begrippen.yaml."
    found = warning(codes.BEGRIP_ANDERS, message, Place(place.at, source), hint)
    return replace(found, instead=raw.replace(words, term, 1))


def check_readable(library: Library) -> Iterator[Problem]:
    """No sentence is so long, or so passive, that a reader loses who does what."""
    for clause in library.all_clauses():
        for number, sentence in _sentences(clause):
            words = len(_WORD.findall(sentence))
            passives = len(_PASSIVE.findall(sentence))
            if words > _LONGEST_SENTENCE:
                message = f"deze zin heeft {words} woorden"
                hint = f"Maak er twee zinnen van{_break_of(sentence)}, of een opsomming."
                yield warning(codes.LANGE_ZIN, message, _start(clause, number, sentence), hint)
            elif passives > _MOST_PASSIVES:
                message = f"deze zin heeft {passives} keer 'worden'; wie doet het?"
                hint = "Noem wie het doet: 'een partij meldt', niet 'er wordt gemeld'."
                yield warning(codes.LIJDENDE_ZIN, message, _start(clause, number, sentence), hint)


def _break_of(sentence: str) -> str:
    """Where a long sentence may end: the break that is nearest to its middle."""
    middle = len(sentence) / 2
    ends = [found.start() for found in _BREAK.finditer(sentence)]
    if not ends:
        return ""
    before = sentence[: min(ends, key=lambda end: abs(end - middle))].replace(VALUE, "…")
    return f", bijvoorbeeld na '{' '.join(before.split()[-_WORDS_BEFORE:])}'"


def _start(clause: Clause, number: int, sentence: str) -> Place:
    """Where a sentence of the paragraph that begins on a line begins."""
    first = sentence.partition(VALUE)[0][:_TOLD_APART].rsplit(" ", 1)[0]
    lines = clause.text.splitlines()[number - 1 :]
    found = next(((at, raw.find(first)) for at, raw in enumerate(lines) if first in raw), None)
    at, column = found if first and found else (0, len(lines[0]) - len(lines[0].lstrip()))
    place = clause.line(number + at)
    return Place(place.at, place.source and replace(place.source, column=column + 1))


def _sentences(clause: Clause) -> Iterator[tuple[int, str]]:
    """The sentences of a text, each with the line on which its paragraph begins."""
    start, words = 1, ""
    for line in text_lines(clause.text):
        if line.is_row:
            continue
        if line.marker or not line.before:
            yield from ((start, each) for each in _SENTENCE_END.split(words))
            start, words = line.number, line.words
        else:
            words = f"{words} {line.words}"
    yield from ((start, each) for each in _SENTENCE_END.split(words))
