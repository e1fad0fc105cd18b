"""What the pages make is what the command line makes: nothing in the web room decides anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dlr_docs import WriteOptions, build_bundle, document_bytes, load_choices
from dlr_docs.basis.yaml.text import yaml_text
from dlr_docs.choices.file import choices_at
from dlr_docs.files.output import file_mark
from dlr_docs.model.choices import Choices
from dlr_docs.model.library import Library
from dlr_docs.web.editing import seen
from tests.web.client import Browser

EXAMPLES = sorted(Path("examples").glob("*.yaml"))
# What the forms type and choose; all else is what a bundle and its documents are.
_TYPED = ("bundel", "status", "datum", "huisstijl", "gegevens", "negeer")
_SAID_OF_A_DOCUMENT = ("partijen", "plaats", "nummer", "alleen")
_OF_A_DOCUMENT = ("gegevens", "keuzes", *_SAID_OF_A_DOCUMENT)


def bare(data: Any) -> str:
    """A choice file with nothing typed in it."""
    rest = {key: item for key, item in data.items() if key not in (*_TYPED, "partijen")}
    return yaml_text(
        {
            "bundel": "Nog zonder titel",
            "partijen": {key: {"soort": item["soort"]} for key, item in data["partijen"].items()},
            **rest,
            "documenten": [
                {key: part for key, part in item.items() if key not in _OF_A_DOCUMENT}
                for item in data["documenten"]
            ],
        }
    )


def as_typed(choices: Choices) -> Choices:
    """The choices of an example less the line end of a text over several lines, which nobody can
    type in a form; and what is ticked is a list, also when it is one.
    """
    data: dict[str, Any] = {**choices.data, "gegevens": trimmed(choices.data.get("gegevens"))}
    data["documenten"] = [
        {
            key: trimmed(part) if key == "gegevens" else ticked(part) if key == "alleen" else part
            for key, part in item.items()
        }
        for item in choices.data["documenten"]
    ]
    if "gegevens" not in choices.data:
        del data["gegevens"]
    return choices if data == choices.data else choices_at(data, choices.places)


def ticked(data: Any) -> Any:
    return {key: item if isinstance(item, list) else [item] for key, item in data.items()}


def trimmed(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: trimmed(item) for key, item in data.items()}
    if isinstance(data, list):
        return [trimmed(item) for item in data]
    return data.strip() if isinstance(data, str) else data


def typed(path: str, data: Any) -> Iterator[tuple[str, str]]:
    """The fields of a form, as the pages name them, in which somebody typed this."""
    if isinstance(data, dict):
        for key, item in data.items():
            yield from typed(f"{path}/{key}", item)
    elif isinstance(data, list) and all(isinstance(item, str) for item in data):
        yield f"l:{path}", "\n".join(data)
        yield f"w:{path}", seen(None)
    elif isinstance(data, list):
        for index, item in enumerate(data):
            yield from typed(f"{path}/{index}", item)
    elif data is not None:
        yield f"v:{path}", data
        yield f"w:{path}", seen(None)


def said_of_document(item: Any) -> Iterator[tuple[str, str]]:
    """The fields of the form about a document, in which somebody typed or ticked this."""
    for key in _SAID_OF_A_DOCUMENT:
        said = item.get(key)
        parts = said.items() if isinstance(said, dict) else ((None, said),) if said else ()
        for name, part in parts:
            field = f"{key}/{name}" if name is not None else key
            yield f"w:{field}", seen(None)
            yield from ((f"v:{field}", one) for one in (part if isinstance(part, list) else [part]))


def fill_in(browser: Browser, name: str, data: Any) -> None:
    """Type and choose all that an example says, by the forms of the pages."""
    about = f"/bundel/{name}"
    top: list[tuple[str, str]] = [
        ("v:bundel", data["bundel"]),
        ("w:bundel", seen("Nog zonder titel")),
    ]
    for key in ("status", "datum", "huisstijl", "gegevens", "negeer"):
        top += typed(key, data.get(key))
    for key, party in data["partijen"].items():
        fields = {field: item for field, item in party.items() if field != "soort"}
        top += typed(f"partijen/{key}", fields)
    for index, item in enumerate(data["documenten"]):
        top += typed(f"documenten/{index}/gegevens", item.get("gegevens") or {})
    assert browser.post(f"{about}/invullen", top).status == 200
    for item in data["documenten"]:
        form = [("document", item.get("id") or item["soort"]), *said_of_document(item)]
        assert browser.send(f"{about}/document", form).status == 303
    for item in data["documenten"]:
        for topic, chosen in (item.get("keuzes") or {}).items():
            variants = [chosen] if isinstance(chosen, str) else chosen
            form = [("document", item.get("id") or item["soort"]), ("onderwerp", topic)]
            form += [("was", seen(None)), *(("tekst", variant) for variant in variants)]
            assert browser.send(f"{about}/artikel", form).status == 303


@pytest.mark.zwaar
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_made_by_the_pages_is_that_of_maak(
    example: Path, library: Library, tmp_path: Path
) -> None:
    choices = load_choices(example)
    bundle = build_bundle(as_typed(choices), library)
    (tmp_path / example.name).write_text(bare(choices.data), encoding="utf-8")
    browser = Browser(tmp_path).enter()
    fill_in(browser, example.name, choices.data)
    options = WriteOptions(made_from=file_mark(example))
    for document in bundle.files:
        made = browser.get(f"/bundel/{example.name}/word?document={document.id}")
        assert made.status == 200, made.said
        assert made.body == document_bytes(bundle, document.id, options)


def test_an_agreement_made_by_the_pages_is_that_of_maak(library: Library, tmp_path: Path) -> None:
    test_every_example_made_by_the_pages_is_that_of_maak(
        Path("examples/doorlopende-leerroute.yaml"), library, tmp_path
    )
