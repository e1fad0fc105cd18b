"""All that is wrong with a Word template, in one run: the checks, and then a trial with sample
data.
"""

from __future__ import annotations

import hashlib
import itertools
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import UndefinedError
from lxml import etree
from markupsafe import Markup

from dlr_docs.basis import codes
from dlr_docs.basis.memory import at_most
from dlr_docs.basis.problems import Problem, Severity, TemplateError, has_errors
from dlr_docs.clause.jinja import language
from dlr_docs.model.declared.parties import PartySorts
from dlr_docs.model.party import Party, between
from dlr_docs.model.values import Content, Value, ValueType
from dlr_docs.word.package.opening import Package, read_file, stamp
from dlr_docs.word.package.xml import W, run
from dlr_docs.word.template.checks.findings import TemplateFinding, as_problem
from dlr_docs.word.template.checks.table import check_package
from dlr_docs.word.template.compile import (
    CompiledPart,
    compile_package,
    compile_parts,
    first_id,
    template_package,
    words_of,
)
from dlr_docs.word.template.compiled import MAXIMUM_PART, Tags, WordTemplate
from dlr_docs.word.template.names import MARKER, NAMES
from dlr_docs.word.template.parts.controls import Controls
from dlr_docs.word.template.parts.places import ANNEXES, CONTENTS, PLACEHOLDERS, misplaced

_PARTIES = (1, 2, 5)  # one party has another text, of four the signature block may break over pages
_SAMPLES = tuple(
    itertools.product(_PARTIES, (True, False))
)  # how many parties, and whether a draft
_RECITALS = 12  # more than any kind of document has, so that a letter finds each line it asks for


def examine_template(path: Path, sorts: PartySorts) -> list[Problem]:
    """Everything that is wrong with a template or deserves attention.

    Args:
        sorts: the sorts of parties of the library that it is for.

    Raises:
        TemplateError: when the file cannot be opened as a .docx at all.
    """
    return list(sorts.memory.once(_examined, str(path), stamp(path), sorts))


@at_most(32)
def _examined(path: str, _: tuple[int, int], sorts: PartySorts) -> tuple[Problem, ...]:
    """What is wrong with a file as it is now. Remembered, until it changes."""
    return tuple(_judged(template_package(read_file(Path(path)), path), sorts))


def admitted(data: bytes, path: str, sorts: PartySorts) -> WordTemplate:
    """A template compiled, if nothing is wrong with it: documents are made by the same rules as
    ``sjablonen controleer`` judges by.

    Args:
        path: what problems call it.

    Raises:
        TemplateError: with every error that was found.
    """
    package = template_package(data, path)
    found = _judged(package, sorts)
    errors = [problem for problem in found if problem.severity is Severity.ERROR]
    if errors:
        raise TemplateError(errors)
    return compile_package(package, hashlib.sha256(data).hexdigest())


def _judged(package: Package, sorts: PartySorts) -> list[Problem]:
    """What the checks find, and if these find no errors the trial."""
    problems = check_package(package, sorts.members)
    return problems if has_errors(problems) else problems + _tried(package, sorts)


def _tried(package: Package, sorts: PartySorts) -> list[Problem]:
    """What goes wrong when documents are made with sample data; each mistake once."""
    try:
        parts, _ = compile_parts(package, apart=True)
    except TemplateError as exc:
        return list(exc.problems)
    found: list[Problem] = []
    for (count, draft), (name, part) in itertools.product(_SAMPLES, parts.items()):
        findings = _rendered(name, part, sample_names(package, count, draft, sorts))
        found += [as_problem(codes.SJABLOON_PROEF, finding, package.path) for finding in findings]
    return list(dict.fromkeys(found))


def _rendered(name: str, part: CompiledPart, names: dict[str, Any]) -> Iterator[TemplateFinding]:
    try:
        text = language.run(part.template, names, MAXIMUM_PART)
    except Exception as exc:  # whatever a template provokes becomes a problem with a place
        line = part.source.split("\n")[language.failing_line(exc, part.template) - 1]
        hint = "Kijk naar de namen in de tags op deze regel."
        why = f": {exc}" if isinstance(exc, UndefinedError | language.Misuse) else ""
        yield TemplateFinding(
            f"een tag faalt in een proefdocument{why}", hint, name, words_of(line)
        )
        return
    for message, advice in misplaced(name, text, {MARKER}, "een proefdocument"):
        yield TemplateFinding(message, advice, name, code=codes.SJABLOON_ZONDER_PLEK)
    yield from _damage(name, text)


def _damage(name: str, text: str) -> Iterator[TemplateFinding]:
    """A part that Word could not read: tags that cut through a table or a line."""
    hint = (
        "Zet {%p if … %} en {%p endif %} elk op een eigen regel, en "
        "in een tabel {%tr … %} in een eigen rij."
    )
    try:
        root = etree.fromstring(
            text.encode(), etree.XMLParser(resolve_entities=False, no_network=True)
        )
    except etree.XMLSyntaxError:
        yield TemplateFinding(
            "een proefdocument is beschadigd: een tag knipt een regel of tabel door", hint, name
        )
        return
    for element in root.iter(f"{{{W}}}t"):
        if len(element):
            around = "".join(map(str, element.itertext()))
            yield TemplateFinding(
                "een proefdocument is beschadigd: een tag staat op een onverwachte plaats",
                hint,
                name,
                around,
            )
    for cell in root.iter(f"{{{W}}}tc"):
        if not any(child.tag in (f"{{{W}}}p", f"{{{W}}}sdt") for child in cell):
            yield TemplateFinding(
                "een cel van een tabel blijft in een proefdocument zonder regel", _CELL_HINT, name
            )
    yield from _repeated(name, root)


_CELL_HINT = (
    "Zet in elke cel ten minste één regel die niet tussen {%p if … %} en {%p endif %} staat."
)


def _repeated(name: str, root: Any) -> Iterator[TemplateFinding]:
    """Controls and bookmarks that a document has more than once, under one number or name: a loop
    writes them so, or the template itself.
    """
    controls = [item.get(f"{{{W}}}val") for item in root.iterfind(f".//{{{W}}}sdtPr/{{{W}}}id")]
    bookmarks = [item.get(f"{{{W}}}name") for item in root.iter(f"{{{W}}}bookmarkStart")]
    for what, found in (("een inhoudsbesturingselement", controls), ("de bladwijzer", bookmarks)):
        twice = next((item for item, times in Counter(found).items() if times > 1), None)
        if twice is not None:
            called = f"{what} '{twice[:40]}'" if found is bookmarks else what
            message = f"{called} komt in een proefdocument twee keer voor"
            yield TemplateFinding(message, _REPEATED_HINT, name)


_REPEATED_HINT = (
    "Haal het weg uit wat tussen {%p for … %} en {%p endfor %} staat; staat het daar niet, haal "
    "dan een van de twee weg."
)


def sample_names(package: Package, count: int, draft: bool, sorts: PartySorts) -> dict[str, Any]:
    """Sample data for every name that a template may use.

    Args:
        count: the number of parties.
        draft: whether it is a draft, with nothing filled in.
    """
    parties = tuple(_party(number, draft, sorts) for number in range(count))
    signatures = [*itertools.chain.from_iterable(party.signatures for party in parties)]
    subject = _value("bundel", "Proefbundel")
    shown = itertools.chain.from_iterable(party.shown for party in parties)
    values = {value.path: value for value in (*shown, subject)}
    paragraph = Markup(f"<w:p>{run('Proef')}</w:p>")  # noqa: S704 - ours
    places = (
        PLACEHOLDERS if count > 1 else {MARKER: PLACEHOLDERS[MARKER], CONTENTS: "", ANNEXES: ""}
    )  # not every document has all
    return dict.fromkeys(NAMES, paragraph) | {
        "_tags": Tags(Controls(values, itertools.count(first_id(package.members) + 1))),
        "titel": "Proefovereenkomst",
        "bundel": subject,
        "kenmerk": subject,
        "soort": "proef",
        "dit_document": "deze overeenkomst",
        "concept": draft,
        "partijen": tuple(party.names for party in parties),
        "aantal_partijen": count,
        "handtekeningen": signatures,
        "aantal_handtekeningen": len(signatures),
        "tussen": between(parties),
        "stand_van_de_wet": "1 januari 2026",
        "exemplaren": "tweevoud",
        "overwegingen": [Markup(run(f"overweging {number}")) for number in range(_RECITALS)],  # noqa: S704 - ours
        **places,
    }


def _party(number: int, draft: bool, sorts: PartySorts) -> Party:
    """A party of one of the sorts, with everything filled in or nothing."""
    every = tuple(sorts.by_name.values())
    sort = every[number % len(every)]
    key = f"partij-{number}"
    fields = {
        name: _sample(declared, f"partijen.{key}.{name}", draft)
        for name, declared in sort.fields.items()
    }
    heading = "de volgende partijen, elk hierna: de partij:" if number % 2 else ""
    return Party(
        key, sort, "de partij", "hierna: de partij", fields, sorts.absent, heading, number > 2
    )


def _sample(declared: ValueType, path: str, draft: bool) -> Content:
    if declared.fields:
        inside = declared.fields.items()
        group = {name: _sample(field, f"{path}.{name}", draft) for name, field in inside}
        return (group,) if declared.kind == "lijst" else group
    return _value(path, None if draft else f"Proef & {declared.label}")


def _value(path: str, text: str | None) -> Value:
    return Value(path, "tekst", text, text or "", f"Wat is {path}?", path)
