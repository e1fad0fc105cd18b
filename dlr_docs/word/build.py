"""Build a Word template from its readable parts: a folder of XML files becomes one .docx, byte for byte.

python -m dlr_docs.word.build templates/huisstijl/zakelijk/overeenkomst …
"""

from __future__ import annotations

import sys
from pathlib import Path

from dlr_docs.package import THOROUGH, assemble, pack

BASIS = (
    "BASIS"  # a file that says where parts come from that are not in the folder itself, a later line over an earlier
)


def build_template(folder: Path) -> bytes:
    """The .docx that a folder of parts stands for. Indentation between elements is left out."""
    parts = [pack(name, _content(path), THOROUGH) for name, path in _files(folder).items()]
    return assemble(sorted(parts, key=lambda part: (part.name != "[Content_Types].xml", part.name)))


def _files(folder: Path) -> dict[str, Path]:
    """The parts of a folder by name, with those of its basis where it has none of its own.

    A line of the basis is a folder beside this one, for all its parts, or a folder and the part that is taken.
    """
    own = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
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
    from lxml import etree

    root = etree.parse(str(path), etree.XMLParser(remove_blank_text=True, resolve_entities=False)).getroot()
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True))


def main(folders: list[str]) -> None:
    """Build each folder into a .docx of the same name beside it."""
    for name in folders:
        folder = Path(name)
        folder.with_suffix(".docx").write_bytes(build_template(folder))


if __name__ == "__main__":
    main(sys.argv[1:])
