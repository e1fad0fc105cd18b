"""Build a Word template from its readable parts: a folder of XML files becomes one .docx, byte for byte.

python -m dlr_docs.word.build templates/huisstijl/zakelijk …
"""

from __future__ import annotations

import sys
from pathlib import Path

from dlr_docs.package import assemble, pack


def build_template(folder: Path) -> bytes:
    """The .docx that a folder of parts stands for. Indentation between elements is left out."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    parts = [pack(path.relative_to(folder).as_posix(), _content(path)) for path in files]
    return assemble(sorted(parts, key=lambda part: (part.name != "[Content_Types].xml", part.name)))


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
