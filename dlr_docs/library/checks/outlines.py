"""Checks on outlines and on the Word templates of their house styles."""

from __future__ import annotations

from collections.abc import Iterator

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Place, Problem, TemplateError, did_you_mean, error
from dlr_docs.basis.yaml.tree import Data
from dlr_docs.build.house_style import house_styles, template_in, templates_of
from dlr_docs.library.reading import read_yaml
from dlr_docs.model.library import Library, Outline, OutlineTopic
from dlr_docs.word.template.trial import examine_template


def check_outlines(library: Library) -> Iterator[Problem]:
    """Topics, default variants, values, checks and parents that an outline names exist."""
    for outline in library.outlines.values():
        for item in outline.all_topics:
            yield from _wrong_topic(item, outline, library)
        for name in outline.belongs_to:
            if name not in library.outlines:
                message = f"de soort document '{name}' bestaat niet"
                hint = did_you_mean(name, library.outlines)
                yield error(codes.OPZET_ONBEKENDE_SOORT, message, outline.key("hoort_bij"), hint)
        for name in outline.checks:
            if name not in library.rules:
                message = f"de controle '{name}' bestaat niet"
                hint = did_you_mean(name, library.rules)
                yield error(codes.OPZET_ONBEKENDE_CONTROLE, message, outline.key("controles"), hint)
        for name in outline.requirements:
            if name not in library.law.requirement_sets:
                message = f"de eisen '{name}' staan niet in wetgeving.yaml"
                hint = did_you_mean(name, library.law.requirement_sets)
                yield error(codes.ONBEKENDE_EISEN, message, outline.key("eisen"), hint)


def _wrong_topic(item: OutlineTopic, outline: Outline, library: Library) -> Iterator[Problem]:
    variants = library.clauses.get(item.topic)
    if variants is None:
        message = f"het onderwerp '{item.topic}' bestaat niet"
        hint = did_you_mean(item.topic, library.clauses)
        yield error(
            codes.OPZET_ONBEKEND_ONDERWERP, message, _place_of(item.topic, outline, library), hint
        )
        return
    fitting = [name for name, clause in variants.items() if clause.fits(outline.kind)]
    usual = (item.default, *(variant for _, variant in item.follows))
    for name in dict.fromkeys(filter(None, usual)):
        if name not in fitting:
            message = f"'{item.topic}' heeft voor een {outline.kind} geen variant '{name}'"
            hint = did_you_mean(name, fitting)
            yield error(
                codes.OPZET_ONBEKENDE_VARIANT,
                message,
                _place_of(item.topic, outline, library),
                hint,
            )
    known = {clause.id for clause in library.all_clauses()}
    for name, _ in item.follows:
        if name not in known:
            message = f"'{item.topic}' volgt '{name[:40]}', en die clausule bestaat niet"
            hint = did_you_mean(name, known)
            yield error(
                codes.OPZET_ONBEKENDE_VARIANT,
                message,
                _place_of(item.topic, outline, library),
                hint,
            )


def _place_of(topic: str, outline: Outline, library: Library) -> Place:
    """Where a topic stands: in the file of the highest layer that names it."""
    for number in reversed(outline.layers or (0,)):
        loaded, _ = read_yaml(library.roots[number] / "templates" / f"{outline.kind}.yaml")
        path = _path_of(topic, loaded.data) if loaded is not None else None
        if loaded is not None and path is not None:
            return loaded.place((*path, "onderwerp"))
    return outline.key("onderwerpen")


def _path_of(topic: str, data: Data) -> tuple[str, int] | None:
    """The keys of a topic in the data of an outline."""
    for key in ("onderwerpen", "overwegingen") if isinstance(data, dict) else ():
        items = data.get(key) if isinstance(data, dict) else None
        for index, item in enumerate(items if isinstance(items, list) else ()):
            if isinstance(item, dict) and item.get("onderwerp") == topic:
                return key, index
    return None


def check_forms(library: Library) -> Iterator[Problem]:
    """Every house style has the form of every outline, and an annex has no place for recitals."""
    styles = house_styles(library)
    for outline in library.outlines.values():
        if outline.is_annex and outline.recitals:
            yield error(
                codes.BIJLAGE_MET_OVERWEGINGEN,
                "een bijlage heeft geen overwegingen",
                outline.key("overwegingen"),
            )
        without = [
            name for name, folder in styles.items() if not template_in(folder, outline).is_file()
        ]
        if without:
            message = (
                f"geen sjabloon voor de vorm '{outline.form}' in de huisstijl: {', '.join(without)}"
            )
            yield error(codes.VORM_ZONDER_SJABLOON, message, outline.key("vorm"))


def check_templates(library: Library) -> Iterator[Problem]:
    """Nothing is wrong with any Word template of any house style."""
    if not library.parties.by_name:
        return  # their own file was refused, and a template is tried with parties
    for folder in house_styles(library).values():
        for path in templates_of(folder).values():
            try:
                yield from examine_template(path, library.parties)
            except TemplateError as exc:
                yield from exc.problems
