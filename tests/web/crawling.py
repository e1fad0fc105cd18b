"""All pages that links lead to, and their forms as a browser without a script sends them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.html

from tests.web.client import Answer, Browser

EXAMPLES = Path("examples")
# What is no page to look at, but a file to keep.
_FILES = ("/word", "/pdf", "/alles", "/bijgewerkt", "/reeks/tabel", "/static")


def with_example(example: Path, folder: Path) -> Path:
    """A folder with an example, and the files that examples name."""
    shutil.copy(example, folder)
    for item in EXAMPLES.iterdir():
        if item.is_dir():
            shutil.copytree(item, folder / item.name)
        elif item.suffix != ".yaml":
            shutil.copy(item, folder)
    return folder / example.name


def parsed(answer: Answer) -> Any:
    """A page as a tree of elements; what is known of their types says less than they can."""
    return lxml.html.fromstring(answer.text)


def crawled(browser: Browser, start: str) -> dict[str, Answer]:
    """Every page that a page leads to, by its address."""
    todo, found = [start], dict[str, Answer]()
    while todo:
        address = todo.pop().partition("#")[0]
        if address in found or not address.startswith(("/bundel/", "/hulp")):
            continue
        if any(part in address for part in _FILES):
            continue
        found[address] = browser.get(address)
        todo += parsed(found[address]).xpath("//a/@href")
    return found


def forms_of(answer: Answer) -> Iterator[Any]:
    """The forms of a page that change something."""
    yield from (form for form in parsed(answer).forms if form.method == "POST")


def sent_by(form: Any) -> list[tuple[str, str]]:
    """What a browser sends of a form that nobody touched."""
    return [(name, (value or "").replace("\n", "\r\n")) for name, value in form.form_values()]


def words_of(answer: Answer) -> str:
    """What a page says itself, without the document and without what is shown as it stands in the
    file.
    """
    page = parsed(answer)
    for item in page.xpath("//pre|//code|//textarea|//div[contains(@class, 'document')]"):
        item.drop_tree()
    return " ".join(page.text_content().split())
