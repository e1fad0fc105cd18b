"""Questions that a choice file does not have yet, put into it with all else to the letter.

Another variant asks other values. Whoever changed one would have to make a new file and copy what
was typed; here the new questions come below those that are there, each with its comment.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from dlr_docs.basis import codes
from dlr_docs.basis.problems import ChoicesError, Path, Place, did_you_mean, error
from dlr_docs.build.checks.coverage import OpenValue, open_values
from dlr_docs.build.pipeline import build_bundle
from dlr_docs.build.values.filling import declarations
from dlr_docs.choices.editing.edit import with_values
from dlr_docs.choices.file import parse_choices
from dlr_docs.choices.new.lines import comment
from dlr_docs.choices.new.needed import told
from dlr_docs.model.document import Bundle
from dlr_docs.model.library import Library
from dlr_docs.model.values import ValueType

_MARK = "hier-invullen-{}"  # in the place of an answer, until the line is written


class Added(Struct, frozen=True):
    """A question that came into a file, and where."""

    path: Path
    question: str


class Supplemented(Struct, frozen=True):
    """A choice file with its new questions; the variants that were asked for are in it."""

    text: str
    added: tuple[Added, ...]


def supplemented(
    text: str, name: str, variants: Mapping[str, str], library: Library
) -> Supplemented:
    """Put into a choice file what its documents ask and it does not have.

    Args:
        variants: by topic the variant to choose first; ``document:topic`` names the document.

    Raises:
        ChoicesError: when the file is wrong, or a topic or variant is not there.
    """
    bundle = build_bundle(parse_choices(text, name), library)
    chosen = {_topic_path(topic, bundle): variant for topic, variant in variants.items()}
    text = with_values(text, chosen, name)
    bundle = build_bundle(parse_choices(text, name), library)
    added = tuple(_missing(bundle))
    marked = {item.path: _MARK.format(number) for number, item in enumerate(added)}
    lines = with_values(text, marked, name)
    for number, item in enumerate(added):
        lines = _asked(lines, _MARK.format(number), item.question)
    parse_choices(lines, name)
    return Supplemented(lines, added)


def _topic_path(named: str, bundle: Bundle) -> Path:
    """Where the variant of a topic stands: in the one document that has the topic."""
    wanted, _, topic = named.rpartition(":")
    having = [
        (index, document.id)
        for index, document in enumerate(bundle.choices.documents)
        if _has_topic(bundle, index, topic) and wanted in ("", document.id)
    ]
    if len(having) == 1:
        return ("documenten", having[0][0], "keuzes", topic)
    place = Place("ONDERWERP=VARIANT")
    if having:
        ids = " of ".join(f"{item}:{topic}" for _, item in having)
        message = f"meer dan één document heeft het onderwerp '{topic}'"
        raise ChoicesError(error(codes.ONBEKEND_ONDERWERP, message, place, f"Typ {ids}."))
    known = set(itertools.chain.from_iterable(_outlines(bundle)))
    message = f"geen document van dit bestand heeft het onderwerp '{topic}'"
    raise ChoicesError(error(codes.ONBEKEND_ONDERWERP, message, place, did_you_mean(topic, known)))


def _outlines(bundle: Bundle) -> Iterator[list[str]]:
    for document in bundle.documents:
        yield [item.topic for item in document.outline.all_topics]


def _has_topic(bundle: Bundle, index: int, topic: str) -> bool:
    kind = bundle.choices.documents[index].kind
    return any(item.topic == topic for item in bundle.library.outlines[kind].all_topics)


def _missing(bundle: Bundle) -> Iterator[Added]:
    """The questions that are open and stand nowhere in the file, each once."""
    seen: set[Path] = set()
    asked = [*itertools.chain.from_iterable(map(open_values, bundle.documents))]
    counts = Counter(item.value.path for item in asked)
    for item in asked:
        path, question = _place(item, bundle, counts[item.value.path] > 1)
        if path not in seen and not _is_there(path, bundle):
            seen.add(path)
            yield Added(path, question)


def _place(item: OpenValue, bundle: Bundle, is_shared: bool) -> tuple[Path, str]:
    """Where the answer to a question goes, and how it is asked there."""
    names = item.value.path.split(".")
    if names[0] in ("partijen", "basisdocumenten"):
        path = (int(name) - 1 if name.isdigit() else name for name in names)
        return tuple(path), item.value.question
    names = [*itertools.takewhile(lambda name: not name.isdigit(), names)]  # a list as a whole
    declared = _declared(item.document, names, bundle)
    question = told(declared) if declared else item.value.question
    index = next(
        at for at, choice in enumerate(bundle.choices.documents) if choice.id == item.document
    )
    own: Path = ("documenten", index, "gegevens", *names)
    return (("gegevens", *names) if is_shared else own), question


def _declared(document: str, names: Sequence[str], bundle: Bundle) -> ValueType | None:
    """What a value, or a part of one, is by its declaration."""
    texts = next(item for item in bundle.documents if item.id == document).wording.texts
    found = declarations([text.clause for text in texts], bundle.library).get(names[0])
    for name in names[1:]:
        found = found.fields.get(name) if found else None
    return found


def _is_there(path: Path, bundle: Bundle) -> bool:
    """Whether a file has a key, of the document, of one of its groups or of the whole bundle."""
    places = bundle.choices.places.found
    if path[0] != "documenten":
        return path in places
    choice = next(item for item in bundle.choices.documents if item.path == path[:2])
    around = ((), choice.path, *(group.path for group in choice.groups))
    return any((*above, *path[2:]) in places for above in around)


def _asked(text: str, mark: str, question: str) -> str:
    """The line with a mark as a question: its comment above it, and nothing behind its key."""
    found = re.search(rf"^( *)([^\n]*): {mark}[ ]*$", text, re.MULTILINE)
    if found is None:  # between braces there is no place for a comment
        return text.replace(mark, "", 1)
    above = "\n".join(comment(question, len(found[1])))
    return f"{text[: found.start()]}{above}\n{found[1]}{found[2]}:{text[found.end() :]}"
