"""From choices and a library to documents: the only module that knows the order of the stages.

choices ─ selection ─ filling ─ rendering ─ parsing ─ numbering ─ checks ─ write ─ output
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.memory import at_most
from dlr_docs.basis.problems import (
    CheckError,
    ChoicesError,
    LibraryError,
    Problem,
    RenderError,
    Severity,
    did_you_mean,
    error,
    has_errors,
    warning,
)
from dlr_docs.build import numbering, selection
from dlr_docs.build.carried import carried
from dlr_docs.build.checks.coverage import cover_table, is_complete
from dlr_docs.build.checks.table import (
    check_bundle,
    lone_additions,
    may_be_definitive,
    unknown_codes,
)
from dlr_docs.build.house_style import HouseStyle, find_house_style, missing_template, template_in
from dlr_docs.build.kenmerk import kenmerk_of
from dlr_docs.build.periods import day_of_law
from dlr_docs.build.renewal import renewed
from dlr_docs.build.values import filling, inheritance
from dlr_docs.build.values.bases import base_problems
from dlr_docs.build.values.groups import names_in_groups, outside_groups, typed_at
from dlr_docs.build.values.plural import singulars, spoken, with_plurals, wrongly_typed
from dlr_docs.build.values.wrong_parties import wrong_parties
from dlr_docs.clause import parsing, rendering
from dlr_docs.clause.compile import compile_clause
from dlr_docs.clause.glossary import define, glossary_of
from dlr_docs.files import output
from dlr_docs.model.choices import Choices
from dlr_docs.model.document import (
    Attached,
    Body,
    Bundle,
    ClauseText,
    Document,
    MadeFrom,
    TableAnnex,
    Wording,
)
from dlr_docs.model.library import Clause, Library, Outline
from dlr_docs.model.options import DEFAULTS, WriteOptions
from dlr_docs.model.values import Value, ValueType

__all__ = ["build_bundle", "document_bytes", "write_bundle"]


class _Draft(Struct, frozen=True):
    """A selection, and what follows from its clauses."""

    selection: selection.Selection
    needed: _Needed

    @property
    def id(self) -> str:
        """The id of the document."""
        return self.selection.choice.id


class _Needed(Struct, frozen=True, eq=False):
    """What clauses need: the ``values`` that their text uses and the ``usual`` contents of these,
    the ``plurals`` of those of which there may be more, ``known`` names that their kind of document
    can have, which of them define terms, and the ``others``.
    """

    values: Mapping[str, ValueType]
    plurals: Mapping[str, str]
    usual: Mapping[str, filling.Usual]
    known: frozenset[str]
    defining: frozenset[Clause]
    others: tuple[Clause, ...]


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
    drafts, problems = _drafts(choices, library)
    problems += (*choices.warnings, *former)
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
    drafts: Sequence[_Draft],
    filled: Mapping[str, filling.Filling],
    style: HouseStyle,
    choices: Choices,
    library: Library,
) -> Bundle:
    """Every document, written out and numbered."""
    by_id = {draft.id: draft.selection for draft in drafts}
    groups = _group_names(drafts, filled, choices, library)
    kinds = [kind for kind, item in library.outlines.items() if item.is_annex]
    annexes = numbering.annex_numbers(choices, kinds)
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


def _fillings(
    drafts: Sequence[_Draft], choices: Choices, library: Library
) -> tuple[dict[str, filling.Filling], list[Problem]]:
    """The values of every document, by its id."""
    documents = inheritance.by_id(choices)
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
        )
    problems = itertools.chain.from_iterable(found for _, found in made.values())
    return {name: filled for name, (filled, _) in made.items()}, [*problems]


def _group_names(
    drafts: Sequence[_Draft],
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
    drafts: Sequence[_Draft], numbers: Mapping[str, int], choices: Choices, library: Library
) -> dict[str, tuple[Attached, ...]]:
    """The annexes of the parties' own of each document, by its id.

    Raises:
        ChoicesError: when a file cannot be used.
    """
    made: dict[str, tuple[Attached, ...]] = {draft.id: () for draft in drafts}
    having = [draft for draft in drafts if draft.selection.choice.own_annexes]
    if not having:
        return made
    from dlr_docs.build.attached import annexes_of

    problems: list[Problem] = []
    for draft in having:
        made[draft.id], found = annexes_of(draft.selection.choice, numbers, choices, library)
        problems += found
    if problems:
        raise ChoicesError(problems)
    return made


def _missing_templates(
    style: HouseStyle | None, drafts: Sequence[_Draft], choices: Choices
) -> Iterator[Problem]:
    if style is not None:
        for draft in drafts:
            yield from missing_template(style, draft.selection.outline, choices)


def _unknown_values(drafts: Sequence[_Draft], choices: Choices, library: Library) -> list[Problem]:
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
    from dlr_docs.build.own_text import own_problems

    return own_problems(choices, library)


def _with_own_articles(
    chosen: selection.Selection, choices: Choices, library: Library
) -> tuple[selection.Selection, list[Problem]]:
    """A selection with the articles of the parties' own in it, and what is wrong with these."""
    if not chosen.choice.own_articles:
        return chosen, []
    from dlr_docs.build.own_text import with_own_articles

    return with_own_articles(chosen, choices, library)


def _untold_replacements(drafts: Sequence[_Draft], choices: Choices) -> Iterator[Problem]:
    """Documents that replace another one, and whose clauses do not say so."""
    for draft in drafts:
        chosen = draft.selection
        roles = (compile_clause(clause).roles for clause in chosen.clauses)
        if chosen.choice.replaces and not any("vervangt" in names for names in roles):
            message = "geen gekozen clausule van dit document zegt wat het vervangt"
            place = choices.place(*chosen.choice.path, "vervangt")
            yield warning(codes.ONGEBRUIKT_GEGEVEN, message, place)


def _drafts(choices: Choices, library: Library) -> tuple[list[_Draft], list[Problem]]:
    drafts, problems = [], []
    for choice in choices.documents:
        chosen, found = selection.select(choice, choices, library)
        problems += found
        if chosen is not None:
            chosen, found = _with_own_articles(chosen, choices, library)
            problems += found
            needed = library.memory.once(_needed, library, chosen.outline.kind, chosen.clauses)
            drafts.append(_Draft(chosen, needed))
    return drafts, problems


def _needed(library: Library, kind: str, clauses: tuple[Clause, ...]) -> _Needed:
    """What clauses need. Remembered: the documents of a batch have much the same clauses."""
    declared = filling.declarations(clauses, library)
    outline = library.outlines[kind]
    unknown = _undeclared_by(outline, declared)
    if unknown:
        raise LibraryError(unknown)
    names = dict.fromkeys(outline.values)
    for clause in clauses:
        used = compile_clause(clause).names - library.parties.groups.keys()
        names.update(dict.fromkeys(sorted(used)))
        missing = [name for name in used if name not in declared]
        if missing:
            raise LibraryError(undeclared(clause, missing, declared))
    defining = frozenset(
        clause for clause in clauses if "begrippen" in compile_clause(clause).roles
    )
    others = tuple(clause for clause in clauses if clause not in defining)
    values = filling.by_own_name(declared, names)
    plurals = filling.plurals_of(values)
    usual = filling.usual_contents(values)
    known = _known_names(library, kind)
    return _Needed(values, plurals, usual, known, defining, others)


def _known_names(library: Library, kind: str) -> frozenset[str]:
    """The names of values that a document of a kind can have."""
    fitting = (clause for clause in library.all_clauses() if clause.fits(kind))
    return frozenset(filling.declarations(fitting, library))


def _undeclared_by(outline: Outline, declared: Mapping[str, ValueType]) -> list[Problem]:
    return [
        error(
            codes.OPZET_ONBEKEND_GEGEVEN,
            f"de opzet noemt het gegeven '{name}', maar dat is nergens omschreven",
            outline.key("gegevens"),
            did_you_mean(name, declared),
        )
        for name in outline.values
        if name not in declared
    ]


def undeclared(
    clause: Clause, names: list[str], declared: Mapping[str, ValueType]
) -> list[Problem]:
    """Problems for names in a clause that nothing declares."""
    return [
        error(
            codes.GEGEVEN_NIET_OMSCHREVEN,
            f"de clausule gebruikt '{name}', maar dat gegeven is nergens omschreven",
            clause.place(name),
            did_you_mean(name, declared),
        )
        for name in names
    ]


def _document(
    draft: _Draft,
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
    texts = _texts(draft, filled, by_id, choices, library, groups)
    with_number = library.vocabulary.with_number
    wording = library.memory.once(
        _wording, chosen.recitals, chosen.topics, texts, prefix, with_number
    )
    kenmerk = kenmerk_of(chosen.outline, filled, library)
    front = [kenmerk] if kenmerk else []
    if chosen.outline.shows_parties and not chosen.choice.in_parent:
        front += filled.front
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
        annex_number=annexes.get(chosen.choice.id),
        in_parent=chosen.choice.in_parent,
        effective=library.effective,
        law_day=day_of_law(chosen, by_id, choices, library),
        made_from=MadeFrom(chosen.choice, filled.named, filled.given),
        attached=attached,
    )


def _used_values(
    filled: filling.Filling, front: Sequence[Value], wording: Wording
) -> dict[str, Value]:
    """The values that a reader meets: those of the front and the signatures, and those in the
    text.
    """
    first = {value.path: value for value in (filled.subject, *front)}
    return first | {path: filled.values[path] for path in wording.paths}


@at_most(64)
def _wording(
    recitals: tuple[selection.Topic, ...],
    topics: tuple[selection.Topic, ...],
    texts: tuple[str, ...],
    prefix: str,
    with_number: tuple[str, ...],
) -> Wording:
    """What clauses with these texts say. Remembered, since a text has marks where values differ.

    Args:
        texts: the rendered clauses, recitals first.
        prefix: what bookmarks begin with when the document shares a file with another one.
        with_number: words of the library that stay on one line with a number behind them.
    """
    rest = iter(texts)

    def parsed(topic: selection.Topic) -> tuple[ClauseText, ...]:
        texts = ((clause, next(rest)) for clause in topic.clauses)
        return tuple(
            ClauseText(clause, clause.memory.once(_parsed, clause, text, with_number))
            for clause, text in texts
        )

    considered = tuple(itertools.chain.from_iterable(map(parsed, recitals)))
    artikelen = numbering.number_articles((topic.name, parsed(topic)) for topic in topics)
    return Wording(considered, artikelen, numbering.targets(artikelen, prefix))


def _texts(
    draft: _Draft,
    filled: filling.Filling,
    by_id: Mapping[str, selection.Selection],
    choices: Choices,
    library: Library,
    groups: Mapping[str, tuple[str, ...]],
) -> tuple[str, ...]:
    """The rendered clauses of a document; definitions are made last, since they follow from the
    rest.
    """
    chosen = draft.selection
    topics, parent = _surroundings(chosen, by_id, choices, library)
    annexes = _annexes(chosen.choice.id, by_id, choices, library)
    names: dict[str, Any] = rendering.context(
        rendering.Setting(
            chosen.outline,
            parent,
            topics,
            filled.parties,
            spoken(filled.named, draft.needed.plurals),
            annexes,
            library.parties,
            library.tables,
            day_of_law(chosen, by_id, choices, library),
            library.memory.once(
                is_complete, chosen.outline.requirements, chosen.topics, library.law
            ),
            groups,
            filled.cited.get(chosen.choice.parent or ""),
            tuple(filled.cited[key] for key in chosen.choice.replaces),
            filled.borrowed if choices.bases else (),
        )
    )
    shared = rendering.shared_context(names)
    needed = draft.needed
    texts = rendering.render_alike(needed.others, shared, library.memory)
    rendered = dict(zip(needed.others, texts, strict=True))
    if needed.defining:
        glossary = glossary_of(library, chosen.outline.kind)
        names["begrippen"] = define(glossary, rendered.values(), shared)
        rendered |= {clause: rendering.render_once(clause, shared) for clause in needed.defining}
    return tuple(rendered[clause] for clause in chosen.clauses)


def _annexes(
    document_id: str,
    by_id: Mapping[str, selection.Selection],
    choices: Choices,
    library: Library,
) -> tuple[tuple[str, str], ...]:
    """The annexes of a document, kind and id, in the order of their numbers; one of the parties'
    own has its id for a kind.
    """
    made = (other for other in by_id.values() if other.choice.parent == document_id)
    documents = [item for item in made if item.outline.is_annex]
    own = by_id[document_id].choice.own_annexes
    return (
        *_named(documents, is_inside=True),
        *((item.id, item.id) for item in own if not item.is_beside),
        *_named(documents, is_inside=False),
        *_annexes_outside(document_id, choices, library),
        *((item.id, item.id) for item in own if item.is_beside),
    )


def _annexes_outside(
    document_id: str, choices: Choices, library: Library
) -> Iterator[tuple[str, str]]:
    """The kind and key of annexes that are made elsewhere."""
    for base in choices.bases.values():
        if base.parent == document_id and library.outlines[base.kind].is_annex:
            yield base.kind, base.key


def _named(documents: Iterable[selection.Selection], is_inside: bool) -> Iterator[tuple[str, str]]:
    """The kind and id of documents that stand in the file of another one, or do not."""
    for item in documents:
        if item.choice.in_parent is is_inside:
            yield item.outline.kind, item.choice.id


def _surroundings(
    chosen: selection.Selection,
    by_id: Mapping[str, selection.Selection],
    choices: Choices,
    library: Library,
) -> tuple[frozenset[str], Outline | None]:
    """The topics and variants that ``heeft`` finds, and the kind of the document it belongs to."""
    topics = _names_of(chosen)
    base = choices.bases.get(chosen.choice.parent or "")
    if base is not None:
        return frozenset(topics | base.names), library.outlines[base.kind]
    parent = by_id.get(chosen.choice.parent or "")
    if parent is None:
        return frozenset(topics), None
    return frozenset(topics | _names_of(parent)), parent.outline


def _names_of(chosen: selection.Selection) -> set[str]:
    """The topics of the articles of a document, and their variants as ``topic/variant``."""
    names = {topic.name for topic in chosen.topics}
    for topic in chosen.topics:
        names |= {clause.id for clause in topic.clauses}
    return names


@at_most(64)
def _parsed(clause: Clause, text: str, with_number: tuple[str, ...]) -> Body:
    try:
        return parsing.parse(text, clause.memory, with_number, is_kept=not clause.is_own)
    except RenderError as exc:
        problems = (problem.moved(clause.place(problem.excerpt or "")) for problem in exc.problems)
        raise RenderError(problems) from None


def document_bytes(bundle: Bundle, document_id: str, options: WriteOptions = DEFAULTS) -> bytes:
    """One document of a bundle as the bytes of a .docx.

    Args:
        document_id: the id in the choice file; its kind when it has none of its own. An annex
            without a file of its own gives the file that it stands in.
        options: what goes into it.

    Raises:
        KeyError: when the bundle has no such document.
        TemplateError: when the Word template cannot be used.
    """
    from dlr_docs.word.write.document import write_docx

    document = bundle.file_of(document_id)
    tables = _tables(document, bundle, options)
    told = carried(document, bundle, options)
    return write_docx(document, bundle, options, tables=tables, carried=told)


def _tables(document: Document, bundle: Bundle, options: WriteOptions) -> tuple[TableAnnex, ...]:
    cover = cover_table(document, bundle) if options.cover_table else ()
    return (*_list_of_annexes(document, bundle), *cover)


def _list_of_annexes(document: Document, bundle: Bundle) -> tuple[TableAnnex, ...]:
    """The list of all annexes of a document, when the parties brought some of their own."""
    if not document.attached:
        return ()
    from dlr_docs.build.attached import list_of_annexes

    return list_of_annexes(document, bundle)


def write_bundle(
    bundle: Bundle, folder: str | Path, options: WriteOptions = DEFAULTS
) -> list[Path]:
    """Write every document of a bundle into a folder: all of them or none.

    A definitive bundle is only written when its checks find no errors. A file that was changed
    since it was made is only replaced when the options say so.

    Returns:
        The paths, in the order of the choice file.

    Raises:
        CheckError: when the bundle is definitive and its checks find errors.
        OutputError: when a file may not be replaced or cannot be written; nothing has changed then.
    """
    refuse_unready(bundle)
    files = {
        f"{document.id}.docx": document_bytes(bundle, document.id, options)
        for document in bundle.files
    }
    files |= files_beside(bundle)
    convert = functools.partial(_converted, bundle, options) if options.formats else None
    replaceable = options.overwrite_documents
    return output.write_files(files, Path(folder), options.overwrite, convert, replaceable)


def refuse_unready(bundle: Bundle) -> None:
    """Refuse a definitive bundle that is not ready to be made.

    Raises:
        CheckError: when its checks find errors.
    """
    if not bundle.choices.draft:
        problems = check_bundle(bundle)
        if not may_be_definitive(problems):
            raise CheckError(problems)


def files_beside(bundle: Bundle) -> dict[str, bytes]:
    """The files that go along with the documents of a bundle, by their name."""
    beside = itertools.chain.from_iterable(document.beside for document in bundle.files)
    return {name: item.data for name, item in beside}


def _converted(bundle: Bundle, options: WriteOptions, workshop: Path) -> dict[str, bytes]:
    """Each document in other formats."""
    from dlr_docs.files.office import convert

    copies = {f"{name}.docx": copy for name, copy in copies_to_convert(bundle, options).items()}
    return convert(copies, options.formats, workshop)


def copies_to_convert(bundle: Bundle, options: WriteOptions) -> dict[str, bytes]:
    """Each document as LibreOffice gets it, by id: without notes, and with controls of rich text,
    since it drops the look of others.
    """
    from dlr_docs.word.write.document import write_docx

    as_read = replace(options, notes=False, text_controls="rich")
    return {
        document.id: write_docx(
            document, bundle, as_read, tables=_tables(document, bundle, options)
        )
        for document in bundle.files
    }
