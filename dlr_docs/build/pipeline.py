"""From choices and a library to documents: the only module that knows the order of the stages.

choices ─ selection ─ filling ─ rendering ─ parsing ─ numbering ─ checks ─ write ─ output
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from dlr_docs.basis import codes
from dlr_docs.basis.problems import (
    ChoicesError,
    Problem,
    RenderError,
    Severity,
    has_errors,
    warning,
)
from dlr_docs.build import numbering
from dlr_docs.build.checks.table import (
    check_bundle,
    lone_additions,
    unknown_codes,
)
from dlr_docs.build.drafts import Draft, drafts_of
from dlr_docs.build.house_style import HouseStyle, find_house_style, missing_template, template_in
from dlr_docs.build.kenmerk import kenmerk_of, title_of
from dlr_docs.build.parties.wrong import wrong_parties
from dlr_docs.build.renewal import renewed
from dlr_docs.build.selected import selection
from dlr_docs.build.selected.periods import day_of_law
from dlr_docs.build.texts import texts_of, wording_of
from dlr_docs.build.values import filling, inheritance
from dlr_docs.build.values.bases import base_problems
from dlr_docs.build.values.groups import names_in_groups, outside_groups, typed_at
from dlr_docs.build.values.plural import singulars, with_plurals, wrongly_typed
from dlr_docs.clause.jinja.compile import compile_clause
from dlr_docs.model.choices import Choices, DocumentChoice
from dlr_docs.model.declared.parties import Sentence
from dlr_docs.model.document import (
    Attached,
    Bundle,
    Document,
    MadeFrom,
    Wording,
)
from dlr_docs.model.library import Library
from dlr_docs.model.values import Value

__all__ = ["build_bundle", "build_with_warnings"]


def build_bundle(choices: Choices, library: Library) -> Bundle:
    """Build every document of a choice file: selected, filled, numbered and resolved.

    Args:
        choices: what was chosen.
        library: the clauses, outlines and law to build with.

    Raises:
        ChoicesError: when names or values in the choice file are wrong; all of them in one go.
        RenderError: when a clause cannot be turned into text.
    """
    bundle, _ = build_with_warnings(choices, library)
    return bundle


def build_with_warnings(choices: Choices, library: Library) -> tuple[Bundle, list[Problem]]:
    """The bundle, and what deserves attention in the choice file without being wrong."""
    choices, former = renewed(choices, library)
    drafts, problems = drafts_of(choices, library)
    problems += (*library.notices, *choices.warnings, *former)
    problems += selection.topics_without_place(choices, library)
    style, found = find_house_style(choices, library)
    filled, wrong = _fillings(drafts, choices, library)
    problems += [*wrong_parties(choices, library.parties), *found, *wrong]
    problems += _missing_templates(style, drafts, choices)
    problems += unknown_codes(choices, library) + base_problems(choices, library)
    problems += _wrong_own_values(choices, library)
    problems += _unknown_values(drafts, choices, library)
    problems += [*_wrongly_typed(choices, library), *outside_groups(choices, library)]
    problems += _untold_replacements(drafts, choices)
    if style is None or any(map(_stops, problems)):
        raise ChoicesError(dict.fromkeys(problems))
    try:
        bundle = _bundle(drafts, filled, style, choices, library)
    except RenderError:
        if has_errors(problems):  # a clause fails on what is wrong: that is what to tell
            raise ChoicesError(dict.fromkeys(problems)) from None
        raise
    dangling = [numbering.dangling(item, choices, library.law) for item in bundle.documents]
    if has_errors(problems):
        # a value that is wrong hides nothing else: what the checks find without it is told as well
        raise ChoicesError(dict.fromkeys((*problems, *_errors_beside(bundle))))
    if any(dangling):
        # a variant that has to stand beside another refers to it: that is then what is wrong
        raise RenderError(lone_additions(bundle) or itertools.chain.from_iterable(dangling))
    return bundle, [*dict.fromkeys(problems)]


def _stops(item: Problem) -> bool:
    """Whether a problem leaves nothing to build: all but a value that is wrong, which is open."""
    return item.severity is Severity.ERROR and item.code != codes.VERKEERDE_WAARDE.name


def _errors_beside(bundle: Bundle) -> Iterator[Problem]:
    """What is wrong with a bundle apart from what is open in it."""
    for item in check_bundle(bundle):
        if item.severity is Severity.ERROR and item.code != codes.OPEN_GEGEVEN.name:
            yield item


def _bundle(
    drafts: Sequence[Draft],
    filled: Mapping[str, filling.Filling],
    style: HouseStyle,
    choices: Choices,
    library: Library,
) -> Bundle:
    """Every document, written out and numbered."""
    by_id = {draft.id: draft.selection for draft in drafts}
    groups = _group_names(drafts, filled, choices, library)
    annexes = numbering.annex_numbers(choices, _annex_kinds(library))
    read = _attached(drafts, annexes, choices, library)
    documents = tuple(
        _document(
            draft,
            filled[draft.id],
            by_id,
            annexes,
            style,
            choices,
            library,
            groups[draft.id],
            read[draft.id],
        )
        for draft in drafts
    )
    documents = numbering.with_parents(documents, choices, library)
    return Bundle(choices, library, documents)


def _annex_kinds(library: Library) -> list[str]:
    """The kinds of document that are annexes."""
    return [kind for kind, item in library.outlines.items() if item.is_annex]


def _fillings(
    drafts: Sequence[Draft], choices: Choices, library: Library
) -> tuple[dict[str, filling.Filling], list[Problem]]:
    """The values of every document, by its id."""
    documents = inheritance.by_id(choices)
    numbers = numbering.annex_numbers(choices, _annex_kinds(library))
    made = {}
    for draft in drafts:
        chosen = draft.selection
        own = inheritance.own_names(chosen.outline, library)
        given = inheritance.given_values(chosen.choice, choices, documents, own, library)
        made[draft.id] = filling.fill(
            chosen.choice,
            choices,
            chosen.parties,
            draft.needed.values,
            draft.needed.usual,
            library,
            given,
            numbering.annexes_in_reach(draft.id, numbers, choices),
        )
    problems = itertools.chain.from_iterable(found for _, found in made.values())
    filled = {name: item for name, (item, _) in made.items()}
    return _naming(drafts, filled, choices, library), [*problems]


def _naming(
    drafts: Sequence[Draft],
    filled: Mapping[str, filling.Filling],
    choices: Choices,
    library: Library,
) -> dict[str, filling.Filling]:
    """The fillings, each with the full names of the documents that it belongs to and replaces."""
    named = {draft.id: draft.selection for draft in drafts}
    kinds = Counter(chosen.choice.kind for chosen in named.values())
    made = {}
    for name, own in filled.items():
        choice = named[name].choice
        made[name] = own
        if choice.parent is not None or choice.replaces:
            from dlr_docs.build.values.cited import full_names

            above = _titled(named.get(choice.parent or ""), kinds, filled, library)
            made[name] = filling.citing(own, full_names(choice, own, above, choices, library))
    return made


def _titled(
    chosen: selection.Selection | None,
    kinds: Mapping[str, int],
    filled: Mapping[str, filling.Filling],
    library: Library,
) -> tuple[DocumentChoice, str] | None:
    """A document with the title that tells it from others of the bundle."""
    if chosen is None:
        return None
    own = filled[chosen.choice.id]
    kenmerk = kenmerk_of(chosen.outline, own, library)
    return chosen.choice, title_of(kenmerk, own.subject, kinds[chosen.choice.kind] > 1)


def _group_names(
    drafts: Sequence[Draft],
    filled: Mapping[str, filling.Filling],
    choices: Choices,
    library: Library,
) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """By document, what the documents are called of the group in which each of its values was
    typed.
    """
    if not choices.groups:
        return {draft.id: {} for draft in drafts}
    called = {base.key: base.title for base in choices.bases.values()}
    for draft in drafts:
        kenmerk = kenmerk_of(draft.selection.outline, filled[draft.id], library)
        title = draft.selection.outline.title
        called[draft.id] = (kenmerk.text if kenmerk else "") or title
    return {name: names_in_groups(item.given, choices, called) for name, item in filled.items()}


def _attached(
    drafts: Sequence[Draft], numbers: Mapping[str, int], choices: Choices, library: Library
) -> dict[str, tuple[Attached, ...]]:
    """The annexes of the parties' own of each document, by its id.

    Raises:
        ChoicesError: when a file cannot be used.
    """
    made: dict[str, tuple[Attached, ...]] = {draft.id: () for draft in drafts}
    having = [draft for draft in drafts if draft.selection.choice.own_annexes]
    if not having:
        return made
    from dlr_docs.build.selected.attached import annexes_of

    problems: list[Problem] = []
    for draft in having:
        made[draft.id], found = annexes_of(draft.selection.choice, numbers, choices, library)
        problems += found
    if problems:
        raise ChoicesError(problems)
    return made


def _missing_templates(
    style: HouseStyle | None, drafts: Sequence[Draft], choices: Choices
) -> Iterator[Problem]:
    if style is not None:
        for draft in drafts:
            yield from missing_template(style, draft.selection.outline, choices)


def _unknown_values(drafts: Sequence[Draft], choices: Choices, library: Library) -> list[Problem]:
    used = {draft.id: with_plurals(draft.needed.values).keys() for draft in drafts}
    own = choices.own_values.keys()
    declared = {draft.id: draft.needed.known | own for draft in drafts}
    return filling.unknown_values(choices, used, declared, library.former)


def _wrongly_typed(choices: Choices, library: Library) -> Iterator[Problem]:
    """Records of which there may be more, typed in a way that does not say how many."""
    names = singulars(library)
    if names:
        for path, values in typed_at(choices):
            yield from wrongly_typed(values, path, names, choices)


def _wrong_own_values(choices: Choices, library: Library) -> list[Problem]:
    """What is wrong with the values that a choice file declares itself."""
    if not choices.own_values:
        return []
    from dlr_docs.build.selected.own_text import own_problems

    return own_problems(choices, library)


def _untold_replacements(drafts: Sequence[Draft], choices: Choices) -> Iterator[Problem]:
    """Documents that replace another one, and whose clauses do not say so."""
    for draft in drafts:
        chosen = draft.selection
        roles = (compile_clause(clause).roles for clause in chosen.clauses)
        if chosen.choice.replaces and not any("vervangt" in names for names in roles):
            message = "geen gekozen clausule van dit document zegt wat het vervangt"
            place = choices.place(*chosen.choice.path, "vervangt")
            yield warning(codes.ONGEBRUIKT_GEGEVEN, message, place)


def _document(
    draft: Draft,
    filled: filling.Filling,
    by_id: Mapping[str, selection.Selection],
    annexes: Mapping[str, int],
    style: HouseStyle,
    choices: Choices,
    library: Library,
    groups: Mapping[str, tuple[str, ...]],
    attached: tuple[Attached, ...],
) -> Document:
    chosen = draft.selection
    prefix = f"{chosen.choice.id}." if chosen.choice.in_parent else ""
    texts = texts_of(draft, filled, by_id, choices, library, groups)
    with_number = library.vocabulary.with_number
    wording = library.memory.once(
        wording_of, chosen.recitals, chosen.topics, texts, prefix, with_number
    )
    kenmerk = kenmerk_of(chosen.outline, filled, library)
    front = [kenmerk] if kenmerk else []
    if chosen.outline.shows_parties and not chosen.choice.in_parent:
        front += [*filled.front, *_values_in(filled.cited.get(chosen.choice.parent or ""))]
    return Document(
        id=chosen.choice.id,
        outline=chosen.outline,
        template=template_in(style.folder, chosen.outline),
        title=chosen.outline.title,
        subject=filled.subject,
        parties=filled.parties,
        wording=wording,
        values=_used_values(filled, front, wording),
        parent=chosen.choice.parent,
        place=choices.place(*chosen.choice.path),
        kenmerk=kenmerk,
        rests_on=filled.cited.get(chosen.choice.parent or ""),
        annex_number=annexes.get(chosen.choice.id),
        in_parent=chosen.choice.in_parent,
        effective=library.effective,
        law_day=day_of_law(chosen, by_id, choices, library),
        made_from=MadeFrom(chosen.choice, filled.named, filled.given),
        attached=attached,
    )


def _values_in(sentence: Sentence | None) -> Iterator[Value]:
    parts = sentence.parts if sentence else ()
    return (part for part in parts if isinstance(part, Value))


def _used_values(
    filled: filling.Filling, front: Sequence[Value], wording: Wording
) -> dict[str, Value]:
    """The values that a reader meets: those of the front and the signatures, and those in the
    text.
    """
    first = {value.path: value for value in (filled.subject, *front)}
    return first | {path: filled.values[path] for path in wording.paths}
