"""What differs between two states of a library, as somebody who reads it sees it.

Clauses are compared by their text in lines without marks, and by what their heads say; what the
data of a library names (values, terms, rows of the law) by its names. Old states need not be valid
by the rules of now, so nothing here asks more of them than that they can be read.
"""

from __future__ import annotations

import difflib
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

from msgspec import Struct

from dlr_docs.basis.yaml import loading as strict_yaml
from dlr_docs.basis.yaml.tree import Data, YamlError
from dlr_docs.clause.as_read import lines_as_read
from dlr_docs.clause.jinja.in_dutch import in_dutch
from dlr_docs.library.files import split
from dlr_docs.library.folder import LAYER_FILE, contents_of
from dlr_docs.library.layers.history import Revision
from dlr_docs.library.reading import read_text

State = Literal["erbij", "weg", "gewijzigd", "hernoemd", "hier niet"]
CLAUSE, KIND, LAYER = "clausule", "soort document", "laag"
CITED_LAW = "verwijzing naar de wet"
_ALIKE = 0.6  # of the words of two clauses, for one to be the other under a new name
_MOST_COMPARED = 200  # clauses that are gone, each with those that came
# Per file of data: where its names stand, the name of what is in a list, and what one is called.
NAMED: tuple[tuple[str, tuple[str, ...], str, str], ...] = (
    ("gegevens", (), "", "gegeven"),
    ("begrippen", (), "begrip", "begrip"),
    ("controles", (), "", "controle"),
    ("tabellen", (), "", "tabel"),
    ("partijen", ("velden",), "", "veld van een partij"),
    ("partijen", ("soorten",), "", "soort partij"),
    ("wetgeving", ("wetten",), "", "wet"),
    ("wetgeving", ("verwijzingen",), "", CITED_LAW),
    ("wetgeving", ("eisen",), "", "groep eisen"),
    ("woorden", ("verboden",), "schrijf", "verboden woord"),
)
# Keys of the head of a clause, as a reader calls what they say.
_HEAD = {
    "titel": "titel",
    "samenvatting": "samenvatting",
    "soorten": "soorten documenten",
    "eisen": "verplichte onderwerpen",
    "bron": "bron",
    "sluit_uit": "sluit uit",
    "vereist": "vereist",
    "aanvulling": "aanvulling",
    "wijkt_af": "wijkt af",
    "volgorde": "volgorde",
    "toelichting": "toelichting",
}


_TEXT = "tekst"
_YES_NO = {"true": "ja", "false": "nee"}
_CELL = re.compile(r"\{([^{}|]*)[^{}]*\}")


class ReaderChange(Struct, frozen=True):
    """One thing that differs: ``about`` says what, ``was`` and ``now`` are the words, empty for
    what came or is gone.
    """

    about: str
    was: str
    now: str


class LibraryDifference(Struct, frozen=True):
    """What differs in one clause, or in one thing that the data of a library names. ``earlier`` is
    the name of before, of what was given another one. A layer that a document was made with can be
    ``hier niet``: what it changed cannot be told.
    """

    sort: str
    name: str
    state: State
    changes: tuple[ReaderChange, ...] = ()
    earlier: str = ""


def texts_of(root: Path) -> dict[str, str]:
    """The text files of a library, or of a layer, by their paths in it."""
    found = {}
    for name, *_ in contents_of(root, is_layer=True).stamps:
        text, _ = read_text(root / name)
        if text is not None:
            found[Path(name).as_posix()] = text
    if (root / LAYER_FILE).exists():
        found[LAYER_FILE] = read_text(root / LAYER_FILE)[0] or ""
    return found


def differences(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[LibraryDifference, ...]:
    """What differs between two states of a library: first its clauses, then its data and kinds.

    Args:
        old: its text files by path, as :func:`texts_of` gives them.
        new: those of a later state.
    """
    return (*_clause_differences(old, new), *_data_differences(old, new))


def _clause_differences(
    old: Mapping[str, str], new: Mapping[str, str]
) -> Iterator[LibraryDifference]:
    before, after = _clauses(old), _clauses(new)
    renamed = _renamed(before, after)
    for name in sorted({*before, *after}):
        if name in renamed.values():
            continue
        earlier = renamed.get(name, name)
        if earlier not in before:
            yield LibraryDifference(CLAUSE, name, "erbij", clause_changes("", after[name]))
        elif name not in after:
            yield LibraryDifference(CLAUSE, name, "weg", clause_changes(before[name], ""))
        elif earlier != name or before[name] != after[name]:
            changes = clause_changes(before[earlier], after[name])
            state: State = "hernoemd" if earlier != name else "gewijzigd"
            if changes or state == "hernoemd":
                yield LibraryDifference(
                    CLAUSE, name, state, changes, earlier if earlier != name else ""
                )


def _clauses(texts: Mapping[str, str]) -> dict[str, str]:
    found = (re.fullmatch(r"clauses/([^/]+/[^/]+)\.md", path) for path in texts)
    return {path[1]: texts[path[0]] for path in found if path}


def _renamed(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """Clauses that came, with the one that is gone and was the same: it says so (``vervangt``), or
    most of its words are there.
    """
    gone = [name for name in before if name not in after][:_MOST_COMPARED]
    came = [name for name in after if name not in before][:_MOST_COMPARED]
    found: dict[str, str] = {}
    for name in came:
        earlier = next(_earlier(name, after[name], {item: before[item] for item in gone}), None)
        if earlier is not None and earlier not in found.values():
            found[name] = earlier
    return found


def _earlier(name: str, text: str, gone: Mapping[str, str]) -> Iterator[str]:
    """The clauses that are gone and that one may have been, the likeliest first."""
    yield from (item for item in replaced_by(name, text) if item in gone)
    yield from (item for item, old in gone.items() if _is_alike(old, text))


def replaced_by(name: str, text: str) -> list[str]:
    """The clauses that one says it takes the place of, by their whole names."""
    said = _head(text).get("vervangt")
    names = [said] if isinstance(said, str) else said if isinstance(said, list) else []
    topic = name.partition("/")[0]
    return [item if "/" in item else f"{topic}/{item}" for item in names if isinstance(item, str)]


def _is_alike(one: str, other: str) -> bool:
    matcher = difflib.SequenceMatcher(None, split(one)[1].split(), split(other)[1].split(), False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def clause_changes(old: str, new: str) -> tuple[ReaderChange, ...]:
    """What differs between two texts of a clause; an empty one is of a clause that is not there."""
    before, after = _head(old), _head(new)
    heads = (
        ReaderChange(called, _plain(before.get(key)), _plain(after.get(key)))
        for key, called in _HEAD.items()
        if _plain(before.get(key)) != _plain(after.get(key))
    )
    values = _value_changes(before.get("gegevens"), after.get("gegevens"))
    return (*_line_changes(reader_lines(old), reader_lines(new)), *values, *heads)


def file_as_read(text: str) -> Iterator[str]:
    """The file of a clause in lines as somebody reads it: its head in words, then its text."""
    said = clause_changes("", text)
    heads = [item for item in said if item.about != _TEXT]
    yield from (f"{item.about}: {item.now}" for item in heads)
    yield ""
    yield from (item.now for item in said if item.about == _TEXT)


def revision_changes(revisions: Sequence[Revision], index: int) -> tuple[ReaderChange, ...]:
    """What a revision of a clause changed in what the one before it said.

    Args:
        revisions: of one clause, the newest first.
        index: of the revision among them; the oldest is compared with nothing.
    """
    before = revisions[index + 1].text if index + 1 < len(revisions) else None
    return clause_changes(before or "", revisions[index].text or "")


def _head(text: str) -> dict[str, Data]:
    try:
        data = strict_yaml.load(split(text)[0] or "", "clausule").data
    except YamlError:
        return {}
    return data if isinstance(data, dict) else {}


def _value_changes(old: Data, new: Data) -> Iterator[ReaderChange]:
    before = old if isinstance(old, dict) else {}
    after = new if isinstance(new, dict) else {}
    for name in {**before, **after}:
        if before.get(name) != after.get(name):
            for path, was, now in _leaves(before.get(name), after.get(name)):
                yield ReaderChange(f"gegeven {name}{path and f', {path}'}", was, now)


def _leaves(old: Data, new: Data) -> Iterator[tuple[str, str, str]]:
    """The smallest parts of two pieces of data that differ, each with its path of keys."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in {**old, **new}:
            for path, was, now in _leaves(old.get(key), new.get(key)):
                yield f"{key}{path and f'.{path}'}", was, now
    elif _plain(old) != _plain(new):
        yield "", _plain(old), _plain(new)


def _plain(data: Data) -> str:
    """Data in words."""
    if isinstance(data, dict):
        return "; ".join(f"{key}: {_plain(item)}" for key, item in data.items())
    if isinstance(data, list):
        return ", ".join(map(_plain, data))
    words = " ".join((data or "").split())
    return _YES_NO.get(words) or _CELL.sub(_cell, in_dutch(words, {}))


def _cell(found: re.Match[str]) -> str:
    """A cell of a table of the law, or the name of something, that a help or a note shows."""
    return f"[{found[1].replace('.', ', ').replace('_', ' ')}]"


def _line_changes(old: list[str], new: list[str]) -> Iterator[ReaderChange]:
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for state, first, last, start, end in matcher.get_opcodes():
        if state != "equal":
            pairs = itertools.zip_longest(old[first:last], new[start:end], fillvalue="")
            yield from (ReaderChange(_TEXT, was, now) for was, now in pairs)


def reader_lines(text: str) -> list[str]:
    """The text of a clause in lines as somebody reads it."""
    values = _head(text).get("gegevens")
    declared = values if isinstance(values, dict) else {}
    kinds = {
        name: str(item.get("soort", ""))
        for name, item in declared.items()
        if isinstance(item, dict)
    }
    return lines_as_read(split(text)[1], kinds)


def _data_differences(
    old: Mapping[str, str], new: Mapping[str, str]
) -> Iterator[LibraryDifference]:
    for file, path, key, sort in NAMED:
        before = _things(old.get(f"clauses/{file}.yaml", ""), path, key)
        after = _things(new.get(f"clauses/{file}.yaml", ""), path, key)
        yield from _compared(sort, before, after)
    yield from _compared(KIND, _kinds(old), _kinds(new))
    yield from _compared(LAYER, _below(old), _below(new))


def _compared(
    sort: str, before: Mapping[str, Data], after: Mapping[str, Data]
) -> Iterator[LibraryDifference]:
    for name in sorted({*before, *after}):
        if before.get(name) != after.get(name):
            leaves = _leaves(before.get(name), after.get(name))
            changes = tuple(ReaderChange(path or sort, was, now) for path, was, now in leaves)
            yield LibraryDifference(sort, name, _state(name, before, after), changes)


def _state(name: str, before: Iterable[str], after: Iterable[str]) -> State:
    if name not in before:
        return "erbij"
    return "gewijzigd" if name in after else "weg"


def _things(text: str, path: Iterable[str], key: str) -> dict[str, Data]:
    data = _yaml(text)
    for step in path:
        data = data.get(step) if isinstance(data, dict) else None
    if isinstance(data, dict):
        return data
    items = data if isinstance(data, list) else []
    return {str(item[key]): item for item in items if isinstance(item, dict) and item.get(key)}


def _kinds(texts: Mapping[str, str]) -> dict[str, Data]:
    found = (re.fullmatch(r"templates/([^/]+)\.yaml", path) for path in texts)
    return {path[1]: _by_topic(_yaml(texts[path[0]])) for path in found if path}


def _below(texts: Mapping[str, str]) -> dict[str, Data]:
    """The layers that one rests on, by where they come from."""
    data = _yaml(texts.get(LAYER_FILE, ""))
    items = data.get("rust_op") if isinstance(data, dict) else None
    listed = items if isinstance(items, list) else [items]
    named: list[dict[str, Data]] = [
        item if isinstance(item, dict) else {"bron": item} for item in listed if item
    ]
    return {str(item.get("bron")): item for item in named}


def _by_topic(data: Data) -> Data:
    """An outline with its topics by their names, so that one that came is one difference."""
    if not isinstance(data, dict):
        return data
    return {key: _named_topics(item) for key, item in data.items()}


def _named_topics(data: Data) -> Data:
    if not isinstance(data, list) or not all(isinstance(item, dict) for item in data):
        return data
    topics = [item for item in data if isinstance(item, dict)]
    return {str(item.get("onderwerp")): item for item in topics}


def _yaml(text: str) -> Data:
    try:
        return strict_yaml.load(text, "bestand").data if text.strip() else None
    except YamlError:
        return None
