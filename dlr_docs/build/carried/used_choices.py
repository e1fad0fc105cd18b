"""The choice file as far as one document uses it, in one canonical form.

A document carries it, so that it can be made again from itself: its own parties and values and the
variants that were chosen for it, whether somebody typed them or they are the usual ones. Of other
documents it holds names and numbers only. A value that nobody typed stays out: who reads the file
must be able to tell what was adopted from the library from what was filled in.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from dlr_docs.basis.yaml.text import Plain, yaml_lines, yaml_text
from dlr_docs.build.carried.used_groups import also_in_group, used_groups
from dlr_docs.build.kenmerk import title_of
from dlr_docs.build.selected.advice import NONE
from dlr_docs.build.values.bases import bases_above, is_signing_day, parents
from dlr_docs.build.values.groups import is_in_group, of_groups
from dlr_docs.build.values.interpreting import as_typed
from dlr_docs.build.values.plural import singulars
from dlr_docs.model.choices import (
    ABSENT,
    BaseArticle,
    BaseDocument,
    Choices,
    Given,
    OwnArticle,
    PartyChoice,
)
from dlr_docs.model.declared.parties import PartySort
from dlr_docs.model.document import Attached, Bundle, Document, Target, Wording
from dlr_docs.model.library import Library
from dlr_docs.model.values import Content, Value
from dlr_docs.word.write.data.day import properties_day


def used_choices(document: Document, bundle: Bundle) -> str:
    """The choice file of a document and the annexes in its file, as YAML text."""
    choices = bundle.choices
    documents = (document, *bundle.inside(document))
    head: dict[str, Plain] = {
        "bundel": choices.title,
        "status": "concept" if choices.draft else "definitief",
    }
    if choices.house_style:
        head["huisstijl"] = choices.house_style
    head["datum"] = properties_day(bundle).isoformat()
    sorts = bundle.library.parties.by_name
    keys = tuple(_named_parties(documents))
    head["partijen"] = {
        key: _party(choices.parties[key], sorts[choices.parties[key].kind]) for key in keys
    }
    shared = _shared(documents, choices.values, singulars(bundle.library))
    if shared:
        head["gegevens"] = shared
    own = dict(_own_values(documents, choices))
    if own:
        head["eigen_gegevens"] = own
    if choices.ignored:
        head["negeer"] = dict(choices.ignored)
    groups = used_groups(documents, bundle)
    if groups:
        head["groepen"] = {
            key: {"documenten": list(group.documents), "gegevens": _in_group(documents, names)}
            for key, (group, names) in groups.items()
        }
    bases = "".join(_bases(documents, bundle))
    written = "".join(_document(item, bundle, keys) for item in documents)
    outside = f"basisdocumenten:\n{bases}" if bases else ""
    return f"{yaml_text(head)}{outside}documenten:\n{written}"


def _own_values(documents: Sequence[Document], choices: Choices) -> Iterator[tuple[str, Plain]]:
    """The values of the choice file's own that these documents use."""
    for name, item in choices.own_values.items():
        if any(name in document.made_from.named for document in documents):
            numbers = {"minimaal": item.minimum, "maximaal": item.maximum}
            words: dict[str, Plain] = {
                "soort": item.kind,
                "vraag": item.question,
                "opties": dict(item.options) or None,
                "van": item.item,
                "standaard": item.default,
                "voorbeeld": item.example,
                "hulp": item.help,
                **{key: str(number) for key, number in numbers.items() if number is not None},
            }
            yield name, {key: value for key, value in words.items() if value is not None}


def _named_parties(documents: Sequence[Document]) -> Iterator[str]:
    """The keys of the parties of a document, and of those to other documents that its text names
    as such.
    """
    joining = dict.fromkeys(party.key for party in documents[0].parties)
    yield from joining
    paths = itertools.chain.from_iterable(document.values for document in documents)
    named = dict.fromkeys(path.split(".")[1] for path in paths if path.startswith("partijen."))
    yield from (key for key in named if key not in joining)


def _party(party: PartyChoice, sort: PartySort) -> Plain:
    """A party with its fields in the order of its sort."""
    fields = {name: party.fields[name] for name in sort.fields if name in party.fields}
    named = {"soort": party.kind, "aanduiding": party.designation, **fields}
    return {key: _plain(value) for key, value in named.items() if _is_given(value)}


def _is_given(value: object) -> bool:
    """Whether anything was typed in a field of a party, or in a group of fields."""
    if value is None or isinstance(value, str):  # most are
        return value is not None
    return not isinstance(value, Mapping) or any(map(_is_given, value.values()))


def _plain(value: object) -> Plain:
    if isinstance(value, str):  # most are
        return value
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items() if _is_given(item)}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return None if value is None else str(value)


def _shared(
    documents: Sequence[Document], values: Mapping[str, object], singular: Mapping[str, str]
) -> dict[str, Plain]:
    """The values of the bundle that these documents use."""
    found: dict[str, Plain] = {}
    for key in values:
        name = singular.get(key, key)
        using = (item for item in documents if _uses_shared(item, name, key))
        document = next(using, None)
        if document is not None:
            given = document.made_from.given[name]
            found[_key(name, given, singular)] = _typed(given.raw, document.made_from.named[name])
    return found


def _uses_shared(document: Document, name: str, key: str) -> bool:
    made_from = document.made_from
    given = made_from.given.get(name)
    return name in made_from.named and given is not None and given.path[:2] == ("gegevens", key)


def _in_group(documents: Sequence[Document], names: Sequence[str]) -> dict[str, Plain]:
    """The values of a group as a whole."""
    found: dict[str, Plain] = {}
    for name in names:
        made_from = next(item.made_from for item in documents if name in item.made_from.named)
        found[name] = _typed(made_from.given[name].raw, made_from.named[name])
    return found


def _key(name: str, given: Given, singular: Mapping[str, str]) -> str:
    """The name under which a value is typed: of records of which there are more, their plural."""
    last = str(given.path[-1])
    return last if singular.get(last) == name else name


def _typed(raw: object, content: Content) -> Plain:
    """A raw value as a person types it: what was given, each part in the one form of its kind."""
    if raw is None or raw == "":
        return None
    if isinstance(content, Value):
        return as_typed(content)
    if isinstance(content, tuple) and not isinstance(raw, list | tuple):
        return _typed(raw, content[0])  # there may be more, and one was typed
    if isinstance(content, Mapping):
        given = raw if isinstance(raw, Mapping) else {}
        return {str(key): _typed(item, content[str(key)]) for key, item in given.items()}
    items = raw if isinstance(raw, list | tuple) else ()
    return [_typed(item, part) for item, part in zip(items, content, strict=False)]


def _document(document: Document, bundle: Bundle, keys: tuple[str, ...]) -> str:
    """One document of the list, its variants topic by topic."""
    own = tuple(party.key for party in document.parties)
    data: dict[str, Plain] = {"id": document.id}
    if document.parent is not None:
        data["bij"] = document.parent
    if document.in_parent:
        data["plaats"] = "zelfde-bestand"
    elif document.annex_number:
        data["nummer"] = str(document.annex_number)
    if document.made_from.choice.replaces:
        data["vervangt"] = list(document.made_from.choice.replaces)
    if own != keys:
        data["partijen"] = list(own)
    data |= partly(document)
    named = document.made_from.named
    singular = singulars(bundle.library)
    values = {
        _key(name, item, singular): _typed(item.raw, named[name])
        for name, item in _own(document, singular, of_groups(bundle.library)).items()
    }
    if values:
        data["gegevens"] = values
    data |= _own_texts(document)
    lines = "".join(f"{line}\n" for line in yaml_lines(data, "    "))
    wording = document.wording
    variants = wording.memory.once(_variants, wording, document.outline.kind, bundle.library)
    return f"  - soort: {document.outline.kind}\n{lines}{variants}"


def partly(document: Document) -> dict[str, Plain]:
    """With which of its own a party takes part in a document, as it is typed."""
    only = document.made_from.choice.only.items()
    named: dict[str, Plain] = {key: list(names) for key, names in only}
    return {"alleen": named} if named else {}


def _own_texts(document: Document) -> dict[str, Plain]:
    found: list[Plain] = [_own_text(item) for item in document.made_from.choice.own_articles]
    annexes: list[Plain] = [_own_annex(item) for item in document.attached]
    texts: dict[str, Plain] = {"eigen_artikelen": found} if found else {}
    return {**texts, "eigen_bijlagen": annexes} if annexes else texts


def _own_annex(item: Attached) -> Plain:
    """An annex of the parties' own: which file it was, and the table that stood in it."""
    rows: list[Plain] = [list(row) for row in item.rows]
    more: dict[str, Plain] = {"beschrijving": item.description} if item.description else {}
    more |= {"tabel": rows} if rows else {}
    return {"id": item.id, "titel": item.title, "bestand": item.name, "inhoud": item.digest, **more}


def _own_text(item: OwnArticle) -> Plain:
    """An article of the parties' own, as it was typed."""
    placed: dict[str, Plain] = {"na": item.after} if item.after else {}
    if item.requirements:
        placed["eisen"] = list(item.requirements)
    return {"id": item.id, "titel": item.title, **placed, "tekst": item.text}


def _own(
    document: Document, singular: Mapping[str, str], of_group: frozenset[str]
) -> Mapping[str, Given]:
    """The values of a document as if all were typed for it: its own, and those of the documents
    that it belongs to, which its choice file will not hold.
    """
    made_from = document.made_from
    names = dict.fromkeys((*made_from.choice.values, *made_from.given))
    given = {name: made_from.given[name] for name in names if name in made_from.named}
    own = (item for item in given.items() if not _is_of_bundle(*item, singular))
    kept = ((name, item) for name, item in own if not is_signing_day(item))
    return {name: item for name, item in kept if not (name in of_group and is_in_group(item))}


def _is_of_bundle(name: str, given: Given, singular: Mapping[str, str]) -> bool:
    """Whether a value stands, under its own name, with what all documents share."""
    return given.path[0] == "gegevens" and singular.get(str(given.path[1]), given.path[1]) == name


def _variants(wording: Wording, kind: str, library: Library) -> str:
    """The chosen variants of every topic, also the usual ones; ``geen`` where there are none."""
    chosen: dict[str, list[str]] = {}
    for text in wording.texts:
        chosen.setdefault(text.clause.topic, []).append(text.clause.variant)
    topics: dict[str, Plain] = {
        item.topic: _one_or_more(chosen.get(item.topic, [NONE]))
        for item in library.outlines[kind].all_topics
    }
    return "".join(f"{line}\n" for line in yaml_lines({"keuzes": topics}, "    "))


def _one_or_more(names: list[str]) -> Plain:
    return names[0] if len(names) == 1 else list(names)


def _bases(documents: Sequence[Document], bundle: Bundle) -> Iterator[str]:
    """What stands outside the file: the documents that it belongs to, and annexes of its own."""
    yield from _parents(documents[0], bundle)
    inside = {item.id for item in documents}
    for item in bundle.documents:
        if item.parent in inside and item.annex_number and not item.in_parent:
            yield _as_base(item, item.title, with_articles=False)
    replaced = _replaced(documents, bundle)
    for base in bundle.choices.bases.values():
        if base.parent in inside or base.key in replaced:
            yield _own_base(base)
    for key, kind, name in also_in_group(documents, bundle):
        yield _base(key, kind, name, None, None)


def _replaced(documents: Sequence[Document], bundle: Bundle) -> frozenset[str]:
    """The keys of what they replace, less what they belong to, which is told already."""
    above = (base.key for base in bases_above(documents[0].parent, bundle.choices))
    named = (item.made_from.choice.replaces for item in documents)
    return frozenset(itertools.chain.from_iterable(named)).difference(above)


def _parents(document: Document, bundle: Bundle) -> Iterator[str]:
    """The documents that a document belongs to, the nearest first."""
    by_id = {item.id: item for item in bundle.documents}
    for parent in parents(document, by_id, bundle.choices):
        if isinstance(parent, Document):
            kinds = [item.outline.kind for item in bundle.documents]
            is_one_of_more = kinds.count(parent.outline.kind) > 1
            title = title_of(parent.kenmerk, parent.subject, is_one_of_more)
            yield _as_base(parent, title)
        else:
            yield _own_base(parent)


def _as_base(document: Document, title: str, with_articles: bool = True) -> str:
    """A document of the bundle as one outside it."""
    wording = document.wording
    articles = wording.memory.once(_articles, wording) if with_articles else ""
    number = None if with_articles else document.annex_number
    return _base(document.id, document.outline.kind, title, document.parent, number) + articles


def _own_base(base: BaseDocument) -> str:
    known: dict[str, Plain] = {}
    if base.signed is not None:
        known["ondertekend"] = base.signed.isoformat()
    if base.parties:
        known["partijen"] = list(base.parties)
    articles: dict[str, Plain] = {item.topic: _own_article(item) for item in base.articles}
    written = _base(base.key, base.kind, base.title, base.parent, base.annex_number, known)
    return written + _article_lines(articles)


def _own_article(article: BaseArticle) -> Plain:
    """An article as somebody typed it."""
    leden: dict[str, Plain] = {
        anchor: ".".join(numbers) or None for anchor, numbers in article.leden
    }
    number = ".".join(article.numbers) or None if article.is_there else ABSENT
    found: dict[str, Plain] = {"nummer": number, "titel": article.title, "leden": leden or None}
    found["varianten"] = list(article.variants) or None
    return {key: value for key, value in found.items() if value is not None or key == "nummer"}


def _base(
    key: str,
    kind: str,
    title: str,
    parent: str | None,
    number: int | None,
    known: Mapping[str, Plain] = MappingProxyType({}),
) -> str:
    data: dict[str, Plain] = {"soort": kind, "titel": title, **known}
    if parent is not None:
        data["bij"] = parent
    if number:
        data["nummer"] = str(number)
    return "".join(f"{line}\n" for line in yaml_lines({key: data}, "  "))


def _articles(wording: Wording) -> str:
    """The articles that another document may refer to: numbers, titles and marked leden."""
    own = {name: target for name, target in wording.targets.items() if target.elsewhere is None}
    articles: dict[str, Plain] = {
        name: _article(name, target, own) for name, target in own.items() if _is_topic(name)
    }
    for artikel in wording.artikelen:
        clauses = (text.clause for text in artikel.texts)
        variants: list[Plain] = [clause.variant for clause in clauses if not clause.is_own]
        made = articles.get(artikel.topic)
        if variants and isinstance(made, dict):
            made["varianten"] = variants
    return _article_lines(articles)


def _article_lines(articles: dict[str, Plain]) -> str:
    written = yaml_lines({"artikelen": articles}, "    ") if articles else ()
    return "".join(f"{line}\n" for line in written)


def _is_topic(name: str) -> bool:
    """Whether the name of a target is that of an article, and not of a lid or an annex."""
    return "." not in name and ":" not in name


def _article(topic: str, target: Target, own: Mapping[str, Target]) -> Plain:
    leden: dict[str, Plain] = {
        name.removeprefix(f"{topic}."): _number(other.counts[len(target.counts) :]) or None
        for name, other in own.items()
        if name.startswith(f"{topic}.")
    }
    found: dict[str, Plain] = {"nummer": _number(target.counts), "titel": target.title}
    return {**found, "leden": leden} if leden else found


def _number(counts: tuple[int, ...]) -> str:
    return ".".join(map(str, counts))
