"""What is measured: agreements that all differ, and the same finished documents as docxtpl
templates.
"""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml
from docxtpl import DocxTemplate
from jinja2 import Environment

from dlr_docs.basis.yaml.loading import load
from dlr_docs.model.document import Bundle
from dlr_docs.model.values import Value
from dlr_docs.word.package.zip import assemble, pack

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "doorlopende-leerroute.yaml"
DOCUMENT = "samenwerkingsovereenkomst"
_NAMES = (
    "Linde",
    "Esdoorn",
    "Spoor",
    "Meander",
    "Horizon",
    "Kompas",
    "Vaart",
    "Wilg",
    "Beuk",
    "Ceder",
    "Delta",
    "Eik",
)


def agreement(number: int) -> dict[str, Any]:
    """Choice data with parties, people, dates and values that no other number has."""
    data = _example()
    name = f"{_NAMES[number % len(_NAMES)]} {number}"
    data["bundel"] = f"Doorlopende leerroute {name}"
    for index, party in enumerate(data["partijen"].values()):
        party |= {
            "naam": f"Scholengroep {name} & {index}",
            "bevoegd_gezag": f"Stichting Onderwijs {name} {index}",
        }
        party |= {"vestigingsplaats": f"Plaats {name}"}
        party["vertegenwoordiger"] = {
            "naam": f"{chr(65 + number % 26)}. van {name}",
            "functie": f"bestuurder {number}",
        }
    data["gegevens"]["ingangsdatum"] = (
        f"{2027 + number % 9}-{1 + number % 12:02}-{1 + number % 28:02}"
    )
    own = data["documenten"][0]["gegevens"]
    own["regio"] = f"Regio {name}"
    own["opleiding"] = {
        **own["opleiding"],
        "naam": f"Allround medewerker {name}",
        "crebo": str(25000 + number % 999),
    }
    return data


def as_file(number: int) -> str:
    """The choice file of an agreement; the keys of its parties differ too."""
    data = agreement(number)
    data["partijen"] = {f"{key}-{number}": party for key, party in data["partijen"].items()}
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False))


def _example() -> dict[str, Any]:
    data = copy.deepcopy(load(EXAMPLE.read_text(encoding="utf-8"), "bench").data)
    if not isinstance(data, dict):
        raise TypeError("the example is a mapping")
    return data


def shown(bundle: Bundle) -> dict[str, str]:
    """What a docxtpl template fills in: every value of the document that is filled in."""
    values = bundle.documents[0].values.values()
    return {re.sub(r"[.-]", "_", value.path): value.text for value in values if value.text}


def as_docxtpl_template(made: bytes, bundle: Bundle) -> bytes:
    """Our result with every value as a docxtpl tag, so that docxtpl writes the same text, controls
    and fields.
    """
    paths = {value.path: name for value, name in zip(_filled(bundle), shown(bundle), strict=True)}

    def tagged(control: re.Match[str]) -> str:
        path = re.search(r'<w:tag w:val="([^"]*)"/>', control[0])
        name = paths.get(path[1] if path else "")
        if name is None:
            return control[0]
        return re.sub(
            r"(<w:sdtContent>.*<w:t(?: [^>]*)?>)[^<]*(</w:t>)", rf"\1{{{{ {name} }}}}\2", control[0]
        )

    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(made)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            content = old.read(info)
            if re.match(r"word/(document|header\d|footer\d)\.xml", info.filename):
                content = re.sub(
                    r"<w:sdt>(?:(?!<w:sdt>).)*?</w:sdt>", tagged, content.decode()
                ).encode()
            new.writestr(info, content)
    return out.getvalue()


def _filled(bundle: Bundle) -> list[Value]:
    return [value for value in bundle.documents[0].values.values() if value.text]


def floor_of(path: Path) -> Callable[[Mapping[str, str]], bytes]:
    """The least work that makes the same document: fill in what differs, deflate it, put the
    package together.
    """
    env = Environment(autoescape=True)
    templates, fixed = {}, []
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            content = package.read(name)
            if b"{{" in content:
                templates[name] = env.from_string(DocxTemplate(path).patch_xml(content.decode()))
            else:
                fixed.append(pack(name, content))

    def make(values: Mapping[str, str]) -> bytes:
        return assemble(
            [
                *fixed,
                *(pack(name, part.render(values).encode()) for name, part in templates.items()),
            ]
        )

    return make


def run_docxtpl(path: Path, values: Mapping[str, str]) -> bytes:
    """Run docxtpl as most people do: one DocxTemplate a document."""
    template = DocxTemplate(path)
    template.render(dict(values), autoescape=True)
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()
