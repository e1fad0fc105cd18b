"""What was filled in a document, back into the choice file that it was made from."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.basis.problems import ChoicesError, Path
from dlr_docs.basis.yaml.tree import Data
from dlr_docs.build.values.interpreting import ValueProblem, as_typed, interpret
from dlr_docs.build.values.plural import singulars
from dlr_docs.choices.editing.change import Typed, data_at
from dlr_docs.choices.editing.edit import with_values
from dlr_docs.model.blocks import Block
from dlr_docs.model.choices import Given
from dlr_docs.model.document import Bundle, Document
from dlr_docs.model.library import Library
from dlr_docs.model.values import Value, ValueType
from dlr_docs.revise.added_items import added_items
from dlr_docs.revise.changes.showing import place_words, plain
from dlr_docs.revise.changes.values import paths_in, values_then
from dlr_docs.revise.compare.list_order import in_order_of
from dlr_docs.revise.rebuild import remade
from dlr_docs.revise.whole_values import with_whole_values
from dlr_docs.word.read.document import ReadDocument, ReadValue

# Values that stand at the top of the file.
_OF_THE_BUNDLE = ("bundel", "partijen", "basisdocumenten")


_DISAGREE = (
    "de documenten zeggen hier niet hetzelfde; zet het goede zelf in het keuzebestand, of noem het "
    "document dat gelijk heeft"
)


_EMPTIED = "met de hand leeggemaakt; pas het keuzebestand aan als het zo moet"
_UNKNOWN = "met de hand gewijzigd, en het keuzebestand heeft dit gegeven niet"
_GONE = "staat niet meer in het document; pas het keuzebestand aan als het zo moet"
_ADDED = "met de hand aan deze lijst toegevoegd; zet het in het keuzebestand als het zo moet"


class FillIn(Struct, frozen=True):
    """A value to be put back: where it goes in the choice file and in what form; what the document
    was made with (nothing when it was open) and what it says now, as a reader reads them.
    ``beside`` are the values of the list that it stands in, as they are typed: the file may not
    have that list yet.
    """

    path: Path
    name: str
    typed: str
    was: str
    now: str
    beside: tuple[tuple[Path, str], ...] = ()


class LeftOut(Struct, frozen=True):
    """A value that cannot go back, with what the document shows and why; ``articles`` show it, and
    ``places`` outside these. Of a folder ``document`` is the file that it is of, and nothing when
    its documents do not agree.
    """

    name: str
    shown: tuple[str, ...]
    reason: str
    articles: tuple[int, ...]
    document: str = ""
    places: tuple[str, ...] = ()


class Answers(Struct, frozen=True):
    """What one document of a bundle gives back: values to be put back, values that cannot go, and
    by where they stand in the choice file those that it has as its choices say.
    """

    fills: tuple[FillIn, ...]
    left: tuple[LeftOut, ...]
    same: Mapping[Path, str]


def values_back(
    found: ReadDocument, bundle: Bundle, undecided: Mapping[str, str] | None = None
) -> tuple[tuple[FillIn, ...], tuple[LeftOut, ...]]:
    """The values that a document shows otherwise than its choices say.

    Args:
        found: the document as it was read.
        bundle: what its choice file gives.
        undecided: values that a tracked change stands in, with the reason why they stay out.

    Returns:
        What goes back, and what a person has to decide.

    Raises:
        KeyError: when the bundle has no document of this name.
    """
    document = bundle.document(found.provenance.document)
    inside = (document, *bundle.inside(document))
    every = dict(itertools.chain(*(it.values.items() for it in inside)))
    found = with_whole_values(in_order_of(found, bundle), every)
    fills: list[FillIn] = []
    left: list[LeftOut] = []
    for item in inside:
        for value in item.values.values():
            judged = _judged(value, found, item, bundle, undecided or {})
            if isinstance(judged, FillIn):
                fills.append(judged)
            elif judged is not None:
                left.append(judged)
    left += _without_name(found, bundle, every)
    for added in added_items(found, every):
        left.append(_placed(LeftOut(added.name, (added.text,), _ADDED, ()), [added.block]))
    return tuple({fill.path: fill for fill in fills}.values()), tuple(dict.fromkeys(left))


def _without_name(found: ReadDocument, bundle: Bundle, known: Collection[str]) -> Iterator[LeftOut]:
    """The values that a hand changed and that the choices have no more, as of a party that has
    another key there.
    """
    shown = {path: set(map(plain, read.shown)) for path, read in found.values.items()}
    gone = {path: texts for path, texts in shown.items() if path not in known and texts - {""}}
    then = values_then(found, remade(found, bundle.library)) if gone else {}
    for path, texts in gone.items():
        if path in then and texts != {plain(then[path].text)}:
            yield _left_out(path, found.values[path].shown, _UNKNOWN, found)


def answers(
    found: ReadDocument, bundle: Bundle, undecided: Mapping[str, str] | None = None
) -> Answers:
    """What one document of a bundle gives back, for ``together``; see ``values_back``."""
    fills, left = values_back(found, bundle, undecided)
    document = bundle.document(found.provenance.document)
    told = {item.name for item in fills} | {item.name for item in left}
    same: dict[Path, str] = {}
    for item in (document, *bundle.inside(document)):
        for value in item.values.values():
            read = found.values.get(value.path)
            if read is not None and read.shown and not value.is_open and value.path not in told:
                same[_path(value.path, item, bundle.library)] = value.text
    return Answers(fills, left, same)


def together(
    documents: Mapping[str, Answers],
) -> tuple[tuple[FillIn, ...], tuple[LeftOut, ...]]:
    """What the documents of one bundle give back to the choice file that they share: a value on
    which they do not agree stays out, and is told as each of them has it.

    Args:
        documents: by the name of the file.
    """
    by_path: dict[Path, dict[str, FillIn]] = {}
    left: list[LeftOut] = []
    for name, found in documents.items():
        left += (replace(item, document=name) for item in found.left)
        for fill in found.fills:
            by_path.setdefault(fill.path, {})[name] = fill
    judged = [_agreed(path, given, documents) for path, given in by_path.items()]
    fills = tuple(item for item in judged if isinstance(item, FillIn))
    return fills, (*left, *(item for item in judged if isinstance(item, LeftOut)))


def _agreed(
    path: Path, given: Mapping[str, FillIn], documents: Mapping[str, Answers]
) -> FillIn | LeftOut:
    """A value as all documents have it that do not leave it open, or that they do not agree."""
    same = {name: item.same[path] for name, item in documents.items() if path in item.same}
    first = next(iter(given.values()))
    if not same and len({fill.typed for fill in given.values()}) == 1:
        return first
    said = {name: fill.now for name, fill in given.items()} | same
    return LeftOut(
        first.name, tuple(f"{name}: {text}" for name, text in said.items()), _DISAGREE, ()
    )


def _judged(
    value: Value,
    found: ReadDocument,
    document: Document,
    bundle: Bundle,
    undecided: Mapping[str, str],
) -> FillIn | LeftOut | None:
    """What to do with one value; nothing when the document says what it was made with."""
    read = found.values.get(value.path)
    if read is None or set(map(plain, read.shown)) == {plain(value.text)}:
        return None
    if not "".join(read.shown).strip():
        return _emptied(value, read, found, document, bundle.library)
    try:
        return _fill(value, _one(read, value, undecided), document, bundle)
    except ValueProblem as exc:
        # Of a choice it tells little that this one cannot be: what can is what a person asks.
        more = exc.hint if value.kind == "keuze" and exc.hint else ""
        reason = f"{exc.message}; {more[0].lower()}{more[1:].rstrip('.')}" if more else exc.message
        return _left_out(value.path, read.shown, reason, found)


def _emptied(
    value: Value, read: ReadValue, found: ReadDocument, document: Document, library: Library
) -> LeftOut | None:
    """A value of which nothing is left: its place was emptied, or it has none any more. Of what
    nobody typed, and went with the text around it, the text tells.
    """
    if value.is_open or read.is_open:
        return None
    if read.shown:
        return _left_out(value.path, (), _EMPTIED, found)
    if not (_is_typed(value.path, document, library) or _is_item(value, found)):
        return None
    return _gone(value, found)


def _gone(value: Value, found: ReadDocument) -> LeftOut | None:
    """A value that stood in the document and no longer does, in a field or as plain words; of what
    is gone as a whole the whole.
    """
    lines = [block for block in found.base if value.path in paths_in(block)]
    if not lines or _is_plain(value, lines, found):
        return None
    whole = _whole(value.path)
    has_more = any(item.shown for path, item in found.values.items() if _whole(path) == whole)
    return _left_out(value.path if has_more else whole, (), _GONE, found)


def _is_plain(value: Value, lines: Iterable[Block], found: ReadDocument) -> bool:
    """Whether one of the lines that showed a value has it as plain words now."""
    there = {(block.document, block.topic, block.style) for block in lines}
    text = re.compile(rf"(?<!\w){re.escape(plain(value.text))}(?!\w)")
    return any(
        (block.document, block.topic, block.style) in there and text.search(plain(block.words))
        for block in found.blocks
    )


def _is_item(value: Value, found: ReadDocument) -> bool:
    """Whether a value is of an item of a list of which others are still there."""
    name, _, number = _whole(value.path).rpartition(".")
    others = (item for path, item in found.values.items() if path.startswith(f"{name}."))
    return number.isdigit() and any(item.shown for item in others)


def _whole(path: str) -> str:
    """The party or the row of a list that a value is of; the path itself of any other."""
    match = re.match(r"partijen\.[^.]+|.*\.\d+(?=\.)", path)
    return match[0] if match else path


def _left_out(path: str, shown: tuple[str, ...], reason: str, found: ReadDocument) -> LeftOut:
    """A value that cannot go back, with where the document shows it now."""
    blocks = [block for block in found.blocks if _shows(block, path)]
    return _placed(LeftOut(path, shown, reason, ()), blocks)


def _placed(left: LeftOut, blocks: Iterable[Block]) -> LeftOut:
    """What cannot go back, with where these blocks stand."""
    blocks = [*blocks]
    articles = dict.fromkeys(block.place[0] for block in blocks if block.place)
    places = dict.fromkeys(place_words(block, {}) for block in blocks if not block.place)
    return replace(left, articles=tuple(articles), places=tuple(places))


def _shows(block: Block, path: str) -> bool:
    return any(name == path for name, _ in block.shown)


def _one(read: ReadValue, value: Value, undecided: Mapping[str, str]) -> str:
    """The one text that a value shows; ValueProblem when there is more than one."""
    if value.path in undecided:
        raise ValueProblem(undecided[value.path])
    changed = [text for text in read.shown if plain(text) != plain(value.text)]
    if read.is_open and read.is_copied:
        raise ValueProblem("het is gekopieerd, en daarna niet op alle plaatsen ingevuld")
    if len(changed) > 1 or (read.is_open and len(read.shown) > 1):
        raise ValueProblem("het document laat hier op twee plaatsen iets anders zien")
    if len(read.shown) > len(changed) and not value.is_open:
        raise ValueProblem("het is op de ene plaats gewijzigd en op de andere niet")
    return changed[0]


def _fill(value: Value, text: str, document: Document, bundle: Bundle) -> FillIn | None:
    units = bundle.library.vocabulary.units
    declared = ValueType(value.path, value.kind, value.question, options=value.options, units=units)
    meant = interpret(declared, text if value.kind == "tekst" else plain(text))
    typed = as_typed(meant) if isinstance(meant, Value) else None
    if typed is None or typed == as_typed(value):
        return None
    if _is_of_another(value.path, bundle):
        raise ValueProblem("het zegt hoe een ander document van de bundel heet; verander het daar")
    path = _path(value.path, document, bundle.library)
    beside = tuple(_beside(value.path, document, bundle.library))
    return FillIn(path, value.path, typed, value.text, text, beside)


def _beside(name: str, document: Document, library: Library) -> Iterator[tuple[Path, str]]:
    """The values of the list that a value stands in, each with where it would stand."""
    inside = re.match(r"(.*\.)\d+(?:\.[^.]+)?\Z", name)
    for other, value in document.values.items() if inside else ():
        typed = as_typed(value) if inside and other.startswith(inside[1]) else None
        if typed is not None:
            yield _path(other, document, library), typed


def _is_of_another(path: str, bundle: Bundle) -> bool:
    """Whether a value is what a document of the bundle is called by one that belongs to it."""
    first, _, rest = path.partition(".")
    return first == "basisdocumenten" and rest.partition(".")[0] not in bundle.choices.bases


def _path(name: str, document: Document, library: Library) -> Path:
    """Where a value stands in the choice file, or would stand: where its first name is typed
    already, and else with its document.
    """
    parts: list[str | int] = [int(part) - 1 if part.isdigit() else part for part in name.split(".")]
    made_from = document.made_from
    first, *inside = parts
    if first in _OF_THE_BUNDLE:
        return tuple(parts)
    given = _given(str(first), document, library)
    if given is not None and (
        given.document in (None, document.id) or given.path[0] == "basisdocumenten"
    ):
        return (*given.path, *inside)
    return (*made_from.choice.path, "gegevens", *parts)


def _given(name: str, document: Document, library: Library) -> Given | None:
    """Where the choices give a value of this name, if they do."""
    return document.made_from.given.get(singulars(library).get(name, name))


def _is_typed(path: str, document: Document, library: Library) -> bool:
    """Whether the choices give a value, and no standard of the library."""
    first = path.partition(".")[0]
    return first in _OF_THE_BUNDLE or _given(first, document, library) is not None


def put_back(
    text: str, fills: Iterable[FillIn], name: str
) -> tuple[str, tuple[FillIn, ...], tuple[LeftOut, ...]]:
    """A choice file with values filled in; all that was typed otherwise stays as it was.

    Args:
        text: the file.
        name: what problems call it.

    Returns:
        The file, the values that are in it now, and those that have no place in it.
    """
    fills = [*fills]
    done: list[FillIn] = []
    left: list[LeftOut] = []
    for fill in fills:
        try:
            text = _with(text, fill, fills, name)
        except ChoicesError as exc:
            reason = exc.problems[0].message
            left.append(LeftOut(fill.name, (fill.now,), reason, ()))
        else:
            done.append(fill)
    return text, tuple(done), tuple(left)


def _with(text: str, fill: FillIn, fills: Sequence[FillIn], name: str) -> str:
    """The file with one value; with all of its list when the file has no such list yet."""
    try:
        return with_values(text, {fill.path: fill.typed}, name)
    except ChoicesError:
        place = _list_of(fill.path)
        others = {item.path: item.typed for item in fills if _list_of(item.path) == place}
        items = _items(place, {**dict(fill.beside), **others})
        file = Typed.read(text, name)
        if not items or data_at(file.loaded.data, place) is not None:
            raise
        return file.with_data(place, items).text


def _list_of(path: Path) -> Path:
    """The list that a value stands in, or in a row of; the path itself when it stands in none."""
    at = next((step for step in (1, 2) if isinstance(path[-step:][0], int)), 0)
    return path[:-at] if at else path


def _items(place: Path, typed: Mapping[Path, str]) -> list[Data]:
    """The items of a list, or its rows; nothing when one of them is not known."""
    found: dict[object, Data] = {}
    for path, said in typed.items():
        at, *column = path[len(place) :] or (None,)
        if not column:
            found[at] = said
            continue
        row = found.setdefault(at, {})
        if isinstance(row, dict):
            row[str(column[0])] = said
    numbers = [*range(len(found))]
    return [found[number] for number in numbers] if {*found} == {*numbers} else []


def undecided_values(accepted: ReadDocument, rejected: ReadDocument) -> Iterator[tuple[str, str]]:
    """The values that a tracked change stands in, with why they cannot go back as they are."""
    for path, value in accepted.values.items():
        other = rejected.values.get(path)
        if other is None or other.shown != value.shown:
            yield path, "er staat een bijgehouden wijziging in, die nog niemand heeft aanvaard"
