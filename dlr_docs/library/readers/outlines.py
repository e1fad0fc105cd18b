"""Outlines: the kinds of documents of a library, and what a higher layer adds to them.

A file with a title is a whole outline. One without a title, in a layer above one that has the kind,
says only what differs: topics with their place (``na`` or ``voor``), another default, more values.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Problem, Source, did_you_mean, error
from dlr_docs.basis.yaml.loading import Loaded
from dlr_docs.basis.yaml.shape import validate
from dlr_docs.library.cells import said_by
from dlr_docs.library.models import (
    AddedTopicModel,
    AmendsModel,
    ExtensionModel,
    OutlineModel,
    TopicModel,
)
from dlr_docs.library.reading import about, read_yaml
from dlr_docs.model.declared.parties import PartySorts
from dlr_docs.model.declared.tables import FigureTable
from dlr_docs.model.library import Amends, Outline, OutlineTopic, Role

_NAME = re.compile(r"^[a-z][a-z0-9-]*\Z")
_TITLE = "titel"


def read_outlines(
    roots: Sequence[Path], sorts: PartySorts, tables: Mapping[str, FigureTable]
) -> tuple[dict[str, Outline], list[Problem]]:
    """The outlines of all layers, the lowest first.

    Args:
        tables: the tables that their texts may speak of.
    """
    layers = [sorted((root / "templates").glob("*.yaml")) for root in roots]
    kinds = sorted({path.stem for path in itertools.chain.from_iterable(layers)})
    made: dict[str, Outline] = {}
    problems: list[Problem] = []
    for kind in kinds:
        files = [[path for path in layer if path.stem == kind] for layer in layers]
        named = [(number, found[0]) for number, found in enumerate(files) if found]
        outline, wrong = _layered(named, sorts, kinds, tables)
        problems += wrong
        if outline is not None:
            made[kind] = outline
    return made, problems


def _layered(
    files: Iterable[tuple[int, Path]],
    sorts: PartySorts,
    kinds: Iterable[str],
    tables: Mapping[str, FigureTable],
) -> tuple[Outline | None, list[Problem]]:
    """A kind of document, of the files that layers have for it."""
    outline: Outline | None = None
    found: list[Problem] = []
    is_known = False
    for layer, path in files:
        loaded, problems = _read(path, tables)
        found += [*problems, *_wrong_file_name(path)]
        if loaded is None:
            is_known = True
        elif layer and _is_extension(loaded):
            if outline is None and not is_known:
                found.append(_extends_nothing(path, kinds))
            elif outline is not None:
                outline, wrong = _extended(outline, loaded, layer)
                found += wrong
        else:
            is_known = True
            outline, wrong = _whole(loaded, path, sorts, layer)
            found += wrong
    return outline, found


def _read(path: Path, tables: Mapping[str, FigureTable]) -> tuple[Loaded | None, list[Problem]]:
    """An outline with what the tables say in its texts."""
    loaded, problems = read_yaml(path)
    if loaded is None:
        return None, problems
    return said_by(loaded, tables)


def _is_extension(loaded: Loaded) -> bool:
    return isinstance(loaded.data, dict) and _TITLE not in loaded.data


def _extends_nothing(path: Path, kinds: Iterable[str]) -> Problem:
    message = (
        f"geen lagere laag heeft de soort document '{path.stem}', en zonder titel is dit "
        "geen opzet van zichzelf"
    )
    others = [kind for kind in kinds if kind != path.stem]
    return error(
        codes.OPZET_BREIDT_NIETS_UIT, message, about(path), did_you_mean(path.stem, others)
    )


def _wrong_file_name(path: Path) -> Iterator[Problem]:
    if not _NAME.match(path.stem):
        message = "het bestand van een opzet heeft alleen kleine letters, cijfers en streepjes"
        yield error(codes.BESTANDSNAAM, message, about(path))


def _whole(
    loaded: Loaded, path: Path, sorts: PartySorts, layer: int
) -> tuple[Outline | None, list[Problem]]:
    model, problems = validate(OutlineModel, loaded)
    if model is None or not _NAME.match(path.stem):
        return None, problems
    wrong = _wrong_outline(model, loaded, path, sorts)
    return replace(_as_outline(model, path), layers=(layer,)), [*problems, *wrong]


def _wrong_outline(
    model: OutlineModel, loaded: Loaded, path: Path, sorts: PartySorts
) -> Iterator[Problem]:
    twice = _twice(model)
    if twice:
        message = f"het onderwerp '{twice[0]}' staat er twee keer"
        yield error(codes.DUBBEL_ONDERWERP, message, about(path), "Laat er één staan.")
    if not sorts.by_name:
        return  # its own file was refused, or is not there
    for name in model.partijen:
        if name not in sorts.by_name:
            message = f"de soort partij '{name[:40]}' bestaat niet"
            at = loaded.key(("partijen", name))
            yield error(
                codes.OPZET_ONBEKENDE_PARTIJ, message, at, did_you_mean(name, sorts.by_name)
            )


def _as_outline(model: OutlineModel, path: Path) -> Outline:
    return Outline(
        kind=path.stem,
        title=model.titel,
        summary=model.samenvatting,
        form=model.vorm,
        is_annex=model.bijlage,
        kenmerk=model.kenmerk,
        names={"zelf": model.namen.zelf, "ander": model.namen.ander},
        roles={
            key: Role(role.minimaal, role.maximaal, tuple(role.ook), tuple(role.aanduidingen))
            for key, role in model.partijen.items()
        },
        topics=tuple(_topic(item) for item in model.onderwerpen),
        recitals=tuple(_topic(item) for item in model.overwegingen),
        requirements=tuple(model.eisen),
        belongs_to=tuple(model.hoort_bij),
        amends=_amends(model.wijzigt),
        shows_parties=model.partijblok,
        checks=tuple(model.controles),
        values=tuple(model.gegevens),
        own_values=tuple(model.per_document),
        open_to_others=model.andere_partijen,
        source=Source(str(path)),
    )


def _amends(model: AmendsModel | None) -> Amends | None:
    if model is None:
        return None
    return Amends(
        values=model.lijst,
        place=model.plaats,
        way=model.wijze,
        text=model.tekst,
        replaced=model.vervangen,
        added=model.toevoegen,
        gone=model.vervallen,
        inserted=model.invoegen,
        after=model.na,
        number=model.nummer,
    )


def _twice(model: OutlineModel) -> list[str]:
    """The topics that an outline has more than once: a reference to one would be to two
    articles.
    """
    names = Counter(item.onderwerp for item in (*model.onderwerpen, *model.overwegingen))
    return [name for name, count in names.items() if count > 1]


def _topic(item: TopicModel) -> OutlineTopic:
    follows = tuple((name, _variant(chosen)) for name, chosen in item.standaard_bij.items())
    default = _variant(item.standaard)
    return OutlineTopic(item.onderwerp, default, item.verplicht, item.meer, follows)


def _variant(name: str) -> str | None:
    return None if name == "geen" else name


def _extended(outline: Outline, loaded: Loaded, layer: int) -> tuple[Outline, list[Problem]]:
    """An outline with what a higher layer adds to it."""
    model, problems = validate(ExtensionModel, loaded)
    if model is None:
        return outline, problems
    topics, wrong_topics = _with_topics(outline.topics, model.onderwerpen, loaded, "onderwerpen")
    recitals, wrong_recitals = _with_topics(
        outline.recitals, model.overwegingen, loaded, "overwegingen"
    )
    made = replace(
        outline,
        topics=topics,
        recitals=recitals,
        requirements=_joined(outline.requirements, model.eisen),
        belongs_to=_joined(outline.belongs_to, model.hoort_bij),
        checks=_joined(outline.checks, model.controles),
        values=_joined(outline.values, model.gegevens),
        own_values=_joined(outline.own_values, model.per_document),
        layers=(*outline.layers, layer),
    )
    return made, [*problems, *wrong_topics, *wrong_recitals]


def _joined(one: Iterable[str], other: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*one, *other]))


def _with_topics(
    topics: tuple[OutlineTopic, ...], added: Sequence[AddedTopicModel], loaded: Loaded, key: str
) -> tuple[tuple[OutlineTopic, ...], list[Problem]]:
    """Topics with those that a layer adds, each at its place, or with another default."""
    problems: list[Problem] = []
    seen: set[str] = set()
    for index, item in enumerate(added):
        wrong = list(_wrong_topic(item, topics, loaded, (key, index)))
        if item.onderwerp in seen:
            message = f"het onderwerp '{item.onderwerp[:40]}' staat er twee keer"
            place = loaded.place((key, index))
            wrong.append(error(codes.DUBBEL_ONDERWERP, message, place, "Laat er één staan."))
        seen.add(item.onderwerp)
        problems += wrong
        if not wrong:
            topics = _with_topic(topics, item)
    return topics, problems


def _wrong_topic(
    item: AddedTopicModel,
    topics: tuple[OutlineTopic, ...],
    loaded: Loaded,
    path: tuple[str | int, ...],
) -> Iterator[Problem]:
    names = [topic.topic for topic in topics]
    for key, beside in (("na", item.na), ("voor", item.voor)):
        if beside is not None and beside not in names:
            message = f"het onderwerp '{beside[:40]}' staat niet in deze opzet"
            hint = did_you_mean(beside, names)
            yield error(codes.UITBREIDING_ZONDER_PLAATS, message, loaded.place((*path, key)), hint)
    is_new = item.onderwerp not in names
    if is_new and (item.na is None) == (item.voor is None):
        message = f"van het onderwerp '{item.onderwerp[:40]}' staat er niet waar het komt"
        near = did_you_mean(item.onderwerp, names)
        hint = f"Zet er na: of voor: bij, met een onderwerp van deze opzet. {near}"
        yield error(codes.UITBREIDING_ZONDER_PLAATS, message, loaded.place(path), hint)
    if is_new and item.standaard is None:
        message = f"van het onderwerp '{item.onderwerp[:40]}' staat er geen standaard"
        hint = "Zet er standaard: bij, met een variant of geen."
        yield error(codes.UITBREIDING_ZONDER_PLAATS, message, loaded.place(path), hint)


def _with_topic(
    topics: tuple[OutlineTopic, ...], item: AddedTopicModel
) -> tuple[OutlineTopic, ...]:
    old = next((topic for topic in topics if topic.topic == item.onderwerp), None)
    made = _changed(old or OutlineTopic(item.onderwerp, None, False), item)
    beside = item.na or item.voor
    if beside is None:
        return tuple(made if topic is old else topic for topic in topics)
    others = [topic for topic in topics if topic is not old]
    at = [topic.topic for topic in others].index(beside) + (item.na is not None)
    return (*others[:at], made, *others[at:])


def _changed(topic: OutlineTopic, item: AddedTopicModel) -> OutlineTopic:
    """A topic with what a layer says of it; what it does not say stays."""
    said = item.model_fields_set
    follows = tuple((name, _variant(chosen)) for name, chosen in item.standaard_bij.items())
    return replace(
        topic,
        default=topic.default if item.standaard is None else _variant(item.standaard),
        required=item.verplicht if "verplicht" in said else topic.required,
        several=item.meer if "meer" in said else topic.several,
        follows=follows if "standaard_bij" in said else topic.follows,
    )
