"""All that is wrong with a Word template, in one run: the checks, and then a trial with sample
data.
"""

from __future__ import annotations

import hashlib
import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import UndefinedError
from lxml import etree

from dlr_docs.basis import codes
from dlr_docs.basis.memory import at_most
from dlr_docs.basis.problems import Problem, Severity, TemplateError, has_errors
from dlr_docs.clause.jinja import language
from dlr_docs.model.declared.parties import SIGNATORY, PartySorts
from dlr_docs.model.party import Party
from dlr_docs.word.package.opening import Package, read_file, stamp
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.package.xml import W
from dlr_docs.word.template.checks.findings import TemplateFinding, as_problem
from dlr_docs.word.template.checks.table import check_package
from dlr_docs.word.template.compile import (
    CompiledPart,
    compile_package,
    compile_parts,
    template_package,
    words_of,
)
from dlr_docs.word.template.compiled import MAXIMUM_PART, WordTemplate
from dlr_docs.word.template.names import MARKER
from dlr_docs.word.template.parts.places import misplaced
from dlr_docs.word.template.samples import (
    SIGNATORIES,
    bound_name,
    crowd,
    sample_names,
    sample_parties,
    signatory_name,
)

_PARTIES = (1, 2, 5)  # one party has another text, of four the signature block may break over pages
_CROWDS = (2, 4)  # with two few sign, with four many, which is a branch of its own


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
    for (parties, draft), (name, part) in itertools.product(_samples(sorts), parts.items()):
        findings = _rendered(name, part, sample_names(package, parties, draft))
        found += [as_problem(codes.SJABLOON_PROEF, finding, package.path) for finding in findings]
    if not has_errors(found):
        found += _incomplete(package, parts, sorts)
    return list(dict.fromkeys(found))


def _samples(sorts: PartySorts) -> Iterator[tuple[tuple[Party, ...], bool]]:
    """Parties of documents, each with whether it is a draft."""
    for count, draft in itertools.product(_PARTIES, (True, False)):
        yield sample_parties(count, draft, sorts), draft
    for count in _CROWDS:
        yield crowd(count, sorts), False


def _incomplete(
    package: Package, parts: Mapping[str, CompiledPart], sorts: PartySorts
) -> Iterator[Problem]:
    """Whom a document leaves out without a word: a template that has a fixed number of parties, or
    the first one who signs and not the others.
    """
    for parties in (crowd(count, sorts) for count in _CROWDS):
        names = sample_names(package, parties)
        made = [language.run(part.template, names, MAXIMUM_PART) for part in parts.values()]
        text = "".join(made)
        if _is_cut_off([text.count(bound_name(party)) for party in parties]):
            yield _left_out(_SOME_PARTIES, package, parts, "partijen[")
        signing = [signatory_name(parties[-1], number) for number in range(SIGNATORIES)]
        if len({text.count(name) for name in signing}) > 1:
            yield _left_out(_SOME_SIGNATORIES, package, parts, SIGNATORY)


def _is_cut_off(counts: Sequence[int]) -> bool:
    """Whether some parties are left out; the first may be named more often, as who keeps a file."""
    first, *others = counts
    return bool(others) and (len({*others}) > 1 or (first > 0 and not any(others)))


def _left_out(
    said: tuple[str, str], package: Package, parts: Mapping[str, CompiledPart], sign: str
) -> Problem:
    """A problem at the first line that asks for this."""
    sources = ((name, part.source.split("\n")) for name, part in parts.items())
    found = ((name, next((line for line in lines if sign in line), "")) for name, lines in sources)
    name, line = next((item for item in found if item[1]), (MAIN, ""))
    finding = TemplateFinding(said[0], said[1], name, words_of(line))
    return as_problem(codes.SJABLOON_ONVOLLEDIG, finding, package.path)


_SOME_PARTIES = (
    "van een document met meer partijen staan niet alle partijen er even vaak in",
    "Zet wat over een partij gaat tussen {%p for partij in partijen %} en {%p endfor %}. Hoort het "
    "zo, dan hoeft u niets te doen.",
)
_SOME_SIGNATORIES = (
    "tekenen er meer mensen voor een partij, dan staan zij er niet allemaal even vaak in",
    "Geef elk een plek: {%tr for partij in partij.handtekeningen %} en {%tr endfor %}, elk in een "
    "eigen rij, binnen de herhaling van de partijen. Hoort het zo, dan hoeft u niets te doen.",
)


def _rendered(name: str, part: CompiledPart, names: dict[str, Any]) -> Iterator[TemplateFinding]:
    try:
        text = language.run(part.template, names, MAXIMUM_PART)
    except Exception as exc:  # whatever a template provokes becomes a problem with a place
        line = part.source.split("\n")[language.failing_line(exc, part.template) - 1]
        hint = "Kijk naar de namen in de tags op deze regel."
        if isinstance(exc, UndefinedError):
            hint = "Niet elk document heeft dit: zet het tussen {% if … %} en {% endif %}."
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
