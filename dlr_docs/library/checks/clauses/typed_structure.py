"""Checks on structure that was typed and is none: numbers, letters, bullets, notes and tables that
Word would show as words in the middle of a paragraph.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator

from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.codes import ErrorCode
from dlr_docs.basis.problems import Place, Problem, error
from dlr_docs.library.checks.clauses.text_lines import TextLine, text_lines
from dlr_docs.model.library import Clause, Library

_BULLET = "•·●○◦▪▫■□►▶➢➤‣⁃∙\uf0b7\uf0a7✓✔→›»☐☑☒❖★☆"
_DASH = "–—―‒−‐‑"
_HARD = "\u00a0\u2007\u202f"  # spaces that look like others
_ODD_SPACE = re.compile(r"[\u00a0\u1680\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff]+")
_START = re.compile(
    rf"""(?P<bullet>[{_BULLET}]\s*)
    |(?P<number>\d{{1,3}}\s*[.)](?=[^\W\d]|\s)\s*|\(\d{{1,3}}\)\s*|\d{{1,3}}[°º]\s*|[①-⒛]\s*|§\s*\d+\s*
        |[０-９]{{1,3}}[．.）)]\s*|\d\ufe0f?\u20e3\s*|\#\d{{1,3}}[.:)]?\s+)
    |(?P<letter>\(?[a-zA-Z]\)\s*|[a-zA-Z]\.(?:\s+|(?=[^\W\d]{{2}}))
        |\(?(?:[ivx]{{2,4}}|[IVX]{{2,4}})(?:\)|\.(?=\s))\s*)""",
    re.VERBOSE,
)
# What may be part of a sentence, and is an item behind a colon and the like.
_LOOSE = re.compile(
    rf"""(?P<bullet>[{_DASH}]\s*|[-+](?=[^\W\d])|[-+*][{_HARD}]\s*|\*(?=\w)(?=[^*]*$)|o\s+
        |(?:=>|-+>|--+|~)\s*(?=\w))
    |(?P<number>\d{{1,2}}(?:\.\d{{1,2}})+[.)]?\s+|\d{{1,2}}:\s+|\d{{1,2}}\s+(?=[A-Z]))
    |(?P<letter>(?:sub|onder|ad)\s+(?:[a-z]|\d)[.:)]\s+)""",
    re.VERBOSE,
)
_WITHIN = re.compile(
    rf"(?<=[:;])\s+(?:\(?(?:[a-z]|\d{{1,2}}|[ivx]{{2,4}})\)|[a-z]\.|\d\.)\s|\s[{_BULLET}]\s"
)
_NEXT_WITHIN = re.compile(
    rf"(?:(?<=[:;,])|(?<= en)|(?<= of))\s+(?:\(?(?:[a-z]|\d{{1,2}}|[ivx]{{2,4}})\)|[a-z]\.|\d\.)\s"
    rf"|\s[{_BULLET}]\s"
)
_NOTE = re.compile(
    r"\[\^[^\]\s]{1,20}\]:?|(?<=[^\W\dm])[¹²³⁴⁵⁶⁷⁸⁹]|(?<=[.,;])[¹²³⁴⁵⁶⁷⁸⁹]"
    r"|(?<=[\w.,;])\^\d{1,2}\^?|(?<=[\w.,;])\s?\[\d{1,2}\](?!\()"
    r"|^(?:[^*]|\*\*)*(?<=[\w.,;])(?P<star>\*)(?=\s|$)(?=[^*]*$)"
    r"|^[^(]*?(?<=[^\W\d])(?P<mark>\s\d{1,2}\))(?=[.,;](?:\s|$)|$)"
)
_BLANKS = re.compile(r"(?<!\\)_{4,}|\.{5,}|…{2,}|\[\s\](?!\()|(?<=\w|[,;:.])\s{3,}(?=\w)")
_ENDED = re.compile(r"[.:;,?!][\"'’”»)*_]*$|\b(?:en|of)$")
_SENTENCE_END = re.compile(r"[.?!][\"'’”»)*_]*$")
_LIST_OPENS = re.compile(r"[:;.,][*_]*$|\b(?:en|of)$|^$")

_HEADING = re.compile(
    r"(\*\*|__)(?!\s)[^*_.;:]{1,80}\1|(\*\*|__)?(?:[Aa]rtikel|ARTIKEL|[Aa]rt\.?|[Hh]oofdstuk|[Pp]aragraaf|§)"
    r"\s*\d{1,3}[a-z]?[.:]?(?:\s+[^.;:]{0,80})?(?:\*\*|__)?"
)
_OWN_MARKER = re.compile(r"(?:1[.)]|[-*+])\s+")  # of an item that Markdown knows
_FIRST = ("1.", "1)", "-", "*", "+")  # what begins a list in the middle of a paragraph
_DASHES = ("-", "*", "+")
_LONGEST_NUMBER = 4  # signs of a marker; a longer one is a year, as in "2027."
_Rule = Callable[[Clause, TextLine], Problem | None]


def check_typed_structure(library: Library) -> Iterator[Problem]:
    """No line looks like an item, a note or a table without being one, or is one by accident."""
    for clause in library.all_clauses():
        lines = tuple(text_lines(clause.text))
        yield from filter(None, (_first_problem(clause, line) for line in lines))
        yield from _wrong_tables(clause, lines)


def _first_problem(clause: Clause, line: TextLine) -> Problem | None:
    """What is wrong with a line; the rest follows from it as a rule."""
    found = (rule(clause, line) for rule in _RULES)
    return next(filter(None, found), None)


def _problem(
    code: ErrorCode, message: str, at: tuple[Clause, TextLine, str], hint: str, instead: str | None
) -> Problem:
    """A problem of a line, at the words that it is about, with the line as it should be."""
    clause, line, words = at
    found = clause.line(line.number)
    column = line.raw.find(words) if words else len(line.raw) - len(line.raw.lstrip())
    source = found.source and replace(found.source, column=max(column, 0) + 1)
    return replace(error(code, message, Place(found.at, source), hint), instead=instead)


def _note(clause: Clause, line: TextLine) -> Problem | None:
    found = _NOTE.search(line.text)
    if not found:
        return None
    note = found["star"] or found["mark"] or found[0]
    message = f"'{note.strip()}' is een getypte voetnoot, en een clausule heeft er geen"
    hint = "Zet het in de tekst zelf, of in de toelichting in de kop van de clausule."
    return _problem(
        codes.GETYPTE_VOETNOOT,
        message,
        (clause, line, note.strip()),
        hint,
        _without_note(line, note),
    )


def _without_note(line: TextLine, note: str) -> str | None:
    """The line without its note; of the line that holds the note itself nothing is left."""
    return None if note.endswith(":") else line.raw.replace(note, "", 1)


def _indented(clause: Clause, line: TextLine) -> Problem | None:
    """A line that is indented neither as the items beside it nor as what is inside them."""
    beside = [item for item in line.items if item.marker < line.indent < item.words]
    if not beside or not (line.marker or not line.before):
        return None
    item = beside[-1]
    message = (
        f"deze regel is {_spaces(line.indent)} ingesprongen, en hoort zo bij geen lid: "
        f"een onderdeel heeft er {item.words}, een nieuw lid {item.marker or 'geen'}"
    )
    hint = f"Zet er {_spaces(item.words)} voor als het een onderdeel is."
    instead = " " * item.words + line.raw.lstrip()
    return _problem(codes.HALF_INGESPRONGEN, message, (clause, line, ""), hint, instead)


def _odd_space(clause: Clause, line: TextLine) -> Problem | None:
    """A line that begins with a space that is none for Markdown: what follows becomes no item."""
    rest = line.raw.lstrip(" \t")
    found = _ODD_SPACE.match(rest)
    if not found:
        return None
    message = "deze regel begint met een harde of onzichtbare spatie, en wordt zo geen lid"
    hint = "Typ gewone spaties, of geen."
    ahead = line.raw[: len(line.raw) - len(rest)]
    seen = sum(sign not in "\u200b\u200c\u200d\u2060\ufeff" for sign in found[0])
    inside = ahead + " " * seen if line.items else ahead
    instead = inside + rest[found.end() :]
    return _problem(codes.GETYPTE_OPMAAK, message, (clause, line, found[0]), hint, instead)


def _heading(clause: Clause, line: TextLine) -> Problem | None:
    """A line that looks like the heading of an article: that is made of its title."""
    if line.marker or line.before or line.items or line.is_row:
        return None
    found = _HEADING.fullmatch(line.words.strip())
    if not found:
        return None
    message = "deze regel lijkt een kop; het artikel krijgt zijn nummer en titel vanzelf"
    hint = "Haal de regel weg; de titel staat in de kop van de clausule, bij 'titel'."
    return _problem(codes.GETYPTE_KOP, message, (clause, line, ""), hint, None)


def _spaces(number: int) -> str:
    return {0: "geen spatie", 1: "1 spatie"}.get(number, f"{number} spaties")


def _number_in_sentence(clause: Clause, line: TextLine) -> Problem | None:
    """A line that a sentence goes on in, and that begins with what Markdown takes for an item."""
    if line.marker not in _FIRST or "|" in line.before or not _goes_on(line):
        return None
    if _is_listed(line):
        return None
    message = (
        f"de zin loopt door, en '{line.marker}' aan het begin van een regel begint iets nieuws"
    )
    hint = (
        f"Hoort '{line.marker}' bij de zin, schrijf de regel dan zo. "
        "Begint hier een onderdeel of lid, eindig de regel hiervoor dan met een leesteken."
    )
    at = (clause, line, line.marker)
    return _problem(codes.NUMMER_IN_ZIN, message, at, hint, _in_sentence(line))


def _in_sentence(line: TextLine) -> str:
    """The line as more of the sentence before it, with its marker as a word of that."""
    indent = max(line.indent, _inner(line) if line.before else 0)
    return " " * indent + _escaped(line.raw.lstrip(), line.marker)


def _is_listed(line: TextLine) -> bool:
    """Whether the line before is an item too: a list of single words has no punctuation."""
    beside = any(item.marker == line.indent for item in line.items)
    if line.marker in _DASHES:
        return beside or line.before[:1] in _DASHES
    return beside and _starts_small(line.before)


def _goes_on(line: TextLine) -> bool:
    """Whether the sentence of the line before goes on in this one."""
    without = _START.sub("", line.words, count=1)
    is_more = without[:1].islower() or (line.marker in _DASHES and without[:1].isdigit())
    return bool(line.before) and not _ENDED.search(line.before) and is_more


def _starts_small(before: str) -> bool:
    """Whether the item before begins with a small letter, as a part of a sentence does."""
    return before.lstrip("-*+1.) \t")[:1].islower()


def _escaped(raw: str, sign: str) -> str:
    """A line in which a sign means itself."""
    return raw.replace(sign, f"{sign[:-1]}\\{sign[-1]}", 1)


def has_own_number(clause: Clause) -> bool:
    """Whether an item of a clause has a number of its own."""
    return any(_is_own(line) for line in text_lines(clause.text))


def _is_own(line: TextLine) -> bool:
    return line.marker[:-1].isdigit() and line.marker[:-1] != "1"


def _own_number(clause: Clause, line: TextLine) -> Problem | None:
    """An item that Markdown knows, with another number than 1: Word numbers from 1 itself."""
    if not _is_own(line):
        return None
    message = f"een lid begint met '1.', en hier staat '{line.marker}'; Word nummert zelf"
    escaped = _escaped(line.marker, line.marker)
    hint = f"Schrijf 1., of {escaped} als het bij de zin hoort."
    is_sentence = _goes_on(line) or len(line.marker) > _LONGEST_NUMBER
    instead = _in_sentence(line) if is_sentence else line.raw.replace(line.marker, "1.", 1)
    return _problem(codes.NUMMER_IN_TEKST, message, (clause, line, line.marker), hint, instead)


def _typed_number(clause: Clause, line: TextLine) -> Problem | None:
    """A number, letter or bullet at the start of a line or item that Word does not make."""
    words = line.words
    loose = _LOOSE.match(words) if _LIST_OPENS.search(_above(line)) else None
    found = _START.match(words) or loose
    if not found or line.is_dashes:
        return None
    sign = found[0].strip() or found[0]
    message = f"'{sign}' is getypt, en wordt in Word gewone tekst in een alinea"
    kind = str(found.lastgroup)
    hint = {
        "bullet": "Een opsomming zonder nummers schrijft u met '- ', op een eigen regel.",
        "number": "Schrijf '1. ' met één spatie erachter; Word nummert zelf.",
        "letter": "Schrijf '1. '; onder een lid met drie spaties ervoor. Word zet er a, b en c.",
    }[kind]
    if kind != "bullet" and sign[-1] in ".)":
        hint += f" Hoort het bij de zin, schrijf dan {_escaped(sign, sign)}"
    runs_on = kind != "bullet" and _goes_on(line) and not _follows_typed(line, kind)
    instead = _escaped(line.raw, sign) if runs_on else _as_item(line, found[0], kind)
    return _problem(codes.GETYPT_NUMMER, message, (clause, line, found[0].strip()), hint, instead)


def _follows_typed(line: TextLine, kind: str) -> bool:
    """Whether the line above is typed in the same way: a list of words without punctuation."""
    above = _START.match(_OWN_MARKER.sub("", line.before.lstrip()))
    return above is not None and above.lastgroup == kind


def _above(line: TextLine) -> str:
    """What an item would follow: nothing, at the start of a paragraph or of an item."""
    return "" if line.marker else line.before


def _as_item(line: TextLine, typed: str, kind: str) -> str | None:
    """The line as the item that its writer meant; None behind a tag, where it is not as simple."""
    rest = line.raw.lstrip()
    if line.marker:  # an item with a number of its own
        return line.raw.replace(typed, "", 1)
    if not rest.startswith(typed):
        return None
    marker = "-" if kind == "bullet" else "1."
    indent = _indent_of(line, is_number=kind == "number")
    return f"{' ' * indent}{marker} {rest.removeprefix(typed).lstrip()}"


def _indent_of(line: TextLine, is_number: bool) -> int:
    """Where an item begins: inside the item above it, or, of a number at the margin, beside it."""
    inside = [item.words for item in line.items if item.words <= line.indent]
    if inside:
        return inside[-1]
    return line.items[-1].words if line.items and not is_number else 0


def _typed_within(clause: Clause, line: TextLine) -> Problem | None:
    """A list in the middle of a line: "zij overleggen: a. eerst samen; b. dan met hulp"."""
    found = _WITHIN.search(line.text)
    if not found or line.is_row:
        return None
    sign = found[0].strip()
    message = f"'{sign}' is midden in een regel getypt, en wordt in Word gewone tekst"
    hint = "Begin er een nieuwe regel mee: '1. ' of '- ', drie spaties ingesprongen onder het lid."
    instead = _over_lines(line)
    return _problem(codes.GETYPT_NUMMER, message, (clause, line, sign), hint, instead)


def _over_lines(line: TextLine) -> str:
    """The items in the middle of a line on lines of their own, inside what the line is."""
    inside = " " * (line.indent + len(line.marker) + 1 if line.marker else _inner(line))
    is_bullet = any(found[0].strip() in _BULLET for found in _NEXT_WITHIN.finditer(line.raw))
    item = f"\n{inside}{'-' if is_bullet else '1.'} "
    first, *others = (part.rstrip() for part in _NEXT_WITHIN.split(line.raw))
    opened = first if _LIST_OPENS.search(first) else f"{first}:"
    return item.join((opened, *others))


def _inner(line: TextLine) -> int:
    """Where what is inside the item of a line begins."""
    return line.items[-1].words if line.items else 0


def _glued(clause: Clause, line: TextLine) -> Problem | None:
    """A line at the left margin below a lid: Markdown glues it to that lid without a word."""
    if line.marker or not line.before or not line.items or line.is_row:
        return None
    item = line.items[-1]
    if line.indent >= item.words:
        return None
    message = (
        "deze regel heeft geen nummer en is niet ingesprongen; zij komt achter de vorige regel"
    )
    starts = bool(_SENTENCE_END.search(line.before)) and not line.words[:1].islower()
    hint = (
        "Een nieuw lid begint met '1. '. Loopt de regel hiervoor door, zet er dan "
        f"{_spaces(item.words)} voor."
    )
    margin = f"{' ' * item.marker}1. " if starts else " " * item.words
    instead = margin + line.raw.lstrip()
    return _problem(codes.LID_ZONDER_NUMMER, message, (clause, line, ""), hint, instead)


def _blank(clause: Clause, line: TextLine) -> Problem | None:
    """Dots, a line or spaces where somebody has to fill something in, or columns of spaces."""
    found = _BLANKS.search(line.text)
    if not found or line.is_dashes or line.is_row:
        return None
    message = "invulpuntjes, hokjes en kolommen van spaties zijn getypt, en geen veld of tabel"
    hint = "Gebruik {{ gegeven }} voor wat iemand invult, en een tabel met | voor kolommen."
    at = (clause, line, found[0].strip())
    is_field = bool(found[0].strip())
    instead = line.raw.replace(found[0], "{{ gegeven }}", 1) if is_field else None
    return _problem(codes.GETYPTE_OPMAAK, message, at, hint, instead)


def _wrong_tables(clause: Clause, lines: tuple[TextLine, ...]) -> Iterator[Problem]:
    """Rows below no head: Markdown knows a table by the line of dashes below its first row, as wide
    as that row.
    """
    head: TextLine | None = None
    known = False
    for line in lines:
        if not line.is_row:
            head, known = None, False
        elif head is None or not line.before:
            head, known = line, False
        elif not known and line.is_dashes and _columns(line) == _columns(head):
            known = True
        elif not known:
            yield _without_dashes(clause, head)
            known = True
    yield from _alone(clause, lines)


def _alone(clause: Clause, lines: tuple[TextLine, ...]) -> Iterator[Problem]:
    """A row with no other behind it."""
    for line, after in itertools.zip_longest(lines, lines[1:]):
        follows = after is not None and after.before and after.is_row
        preceded = line.before and "|" in line.before
        if line.is_row and not follows and not preceded:
            yield _without_dashes(clause, line)


def _without_dashes(clause: Clause, head: TextLine) -> Problem:
    columns = _columns(head)
    dashes = "|---" * columns + "|"
    message = (
        "dit is geen tabel: onder de kop ontbreekt een regel met streepjes, of zij past er niet bij"
    )
    hint = f"Zet onder de kop de regel {dashes} en laat ervoor een regel leeg."
    row = f"| {head.raw.strip().strip('|').strip()} |"
    at = (clause, head, "|")
    return _problem(codes.GEEN_TABEL, message, at, hint, f"{row}\n{dashes}")


def _columns(line: TextLine) -> int:
    """The cells of a row."""
    row = line.text.strip().removeprefix("|")
    return len(re.split(r"(?<!\\)\|", re.sub(r"(?<!\\)\|$", "", row)))


_RULES: tuple[_Rule, ...] = (
    _odd_space,
    _heading,
    _note,
    _own_number,
    _indented,
    _number_in_sentence,
    _typed_number,
    _typed_within,
    _glued,
    _blank,
)
