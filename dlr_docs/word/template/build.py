"""Build a Word template from its readable parts: a folder of XML files becomes one .docx, byte for
byte.

python -m dlr_docs.word.template.build templates/huisstijl/zakelijk/overeenkomst …
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

from lxml import etree

from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.reading.styles import styles_of
from dlr_docs.word.package.relations import NUMBERING, STYLES
from dlr_docs.word.package.xml import W
from dlr_docs.word.package.zip import THOROUGH, assemble, pack
from dlr_docs.word.template.parts.controls import PLACEHOLDER_STYLE
from dlr_docs.word.template.style_names import OUR_STYLES

_W = f"{{{W}}}"
_PARSER = etree.XMLParser(remove_blank_text=True, resolve_entities=False)

# a file that says where parts come from that are not in the folder itself, a later line over an
# earlier
BASIS = "BASIS"


def build_template(folder: Path) -> bytes:
    """The .docx that a folder of parts stands for.

    Indentation between elements is left out, and so are styles and lists that the template cannot
    use: forms of one house style share their styles, and a letter needs no style for signatures.
    """
    contents = _without_unused({name: _content(path) for name, path in _files(folder).items()})
    parts = [pack(name, content, THOROUGH) for name, content in contents.items()]
    return assemble(sorted(parts, key=lambda part: (part.name != "[Content_Types].xml", part.name)))


def _without_unused(contents: dict[str, bytes]) -> dict[str, bytes]:
    """The parts without styles that neither the template nor the writer uses, and without the lists
    of those.
    """
    styles, lists = (etree.fromstring(contents[name]) for name in (STYLES, NUMBERING))
    used = _used_styles(styles, contents)
    for style in styles.findall(f"{_W}style"):
        if style.get(f"{_W}styleId") not in used:
            styles.remove(style)
    for style in styles.findall(f"{_W}style"):
        for following in style.findall(f"{_W}next"):
            if following.get(f"{_W}val") not in used:
                style.remove(following)
    for abstract in lists.findall(f"{_W}abstractNum"):
        if not {level.get(f"{_W}val") for level in abstract.iter(f"{_W}pStyle")} & used:
            _remove_list(lists, abstract)
    return {**contents, STYLES: _as_xml(styles), NUMBERING: _as_xml(lists)}


def _remove_list(lists: Any, abstract: Any) -> None:
    number = abstract.get(f"{_W}abstractNumId")
    lists.remove(abstract)
    for num in lists.findall(f"{_W}num"):
        if num.find(f"{_W}abstractNumId").get(f"{_W}val") == number:
            lists.remove(num)


def _used_styles(styles: Any, contents: dict[str, bytes]) -> set[str]:
    """The ids of styles that are used, with those they are based on."""
    known = styles_of(Package(STYLES, contents, {STYLES: styles}, ())).by_id
    defaults = {name for name, style in known.items() if style.element.get(f"{_W}default") == "1"}
    wanted = {*OUR_STYLES, PLACEHOLDER_STYLE, *defaults}
    for name, content in contents.items():
        if name.startswith("word/") and name not in (STYLES, NUMBERING):
            wanted |= set(re.findall(r'<w:(?:p|r|tbl)Style w:val="([^"]+)"', content.decode()))
    used: set[str] = set()
    while wanted:
        name = wanted.pop()
        used.add(name)
        wanted |= {known[name].base} - used - {""}
    return used


def _files(folder: Path) -> dict[str, Path]:
    """The parts of a folder by name, with those of its basis where it has none of its own.

    A line of the basis is a folder beside this one, for all its parts, or a folder and the part
    that is taken.
    """
    own = {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    basis = own.pop(BASIS, None)
    found: dict[str, Path] = {}
    for line in basis.read_text(encoding="utf-8").splitlines() if basis else ():
        name, *part = line.split()
        others = _files(folder.parent / name)
        found.update({key: others[key] for key in part or others})
    return {**found, **own}


def _content(path: Path) -> bytes:
    if path.suffix not in (".xml", ".rels"):
        return path.read_bytes()
    return _as_xml(etree.parse(str(path), _PARSER).getroot())


def _as_xml(root: Any) -> bytes:
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True))


def main(folders: list[str]) -> None:
    """Build each folder into a .docx of the same name beside it."""
    for name in folders:
        folder = Path(name)
        folder.with_suffix(".docx").write_bytes(build_template(folder))


if __name__ == "__main__":
    main(sys.argv[1:])
