"""What a document carries of how it was made."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from dlr_docs.build.carried.used_choices import used_choices
from dlr_docs.model.document import Bundle, Document
from dlr_docs.model.options import WriteOptions
from dlr_docs.model.provenance import Carried
from dlr_docs.model.values import Content, Value, walk


def carried(document: Document, bundle: Bundle, options: WriteOptions) -> Carried:
    """What a document is to carry, made with these options."""
    if not options.choice_file:
        return Carried("", bundle.library.layers)
    documents = (document, *bundle.inside(document))
    adopted = itertools.chain.from_iterable(_adopted(item, bundle) for item in documents)
    shown = {value.path: value.shown for value in adopted}
    return Carried(used_choices(document, bundle), bundle.library.layers, shown)


def _adopted(document: Document, bundle: Bundle) -> Iterator[Value]:
    """The values in a document that the library gave and nobody typed."""
    made_from = document.made_from
    for name, content in made_from.named.items():
        given = made_from.given.get(name)
        if name not in bundle.choices.own_values:
            for value in walk(content) if given is None else _untyped(content, given.raw):
                if not value.is_open and value.path in document.values:
                    yield value


def _untyped(content: Content, raw: object) -> Iterator[Value]:
    """The parts of a content that stand in no part of what was typed for it."""
    if isinstance(content, Mapping) and isinstance(raw, Mapping):
        for name, part in content.items():
            yield from _untyped(part, raw[name]) if name in raw else walk(part)
    elif isinstance(content, tuple):
        items = raw if isinstance(raw, list | tuple) else (raw,)
        for part, item in zip(content, items, strict=False):
            yield from _untyped(part, item)
