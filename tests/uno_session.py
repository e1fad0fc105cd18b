"""Runs inside a Python that has LibreOffice's UNO: opens documents, updates all fields, and saves
copies.

python3 uno_session.py OPDRACHTEN.json
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import uno

FILTERS = {
    ".txt": "Text",
    ".doc": "MS Word 97",
    ".odt": "writer8",
    ".docx": "MS Word 2007 XML",
    ".pdf": "writer_pdf_Export",
}


def property_of(name: str, value: Any) -> Any:
    made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, value
    return made


def desktop(pipe: str) -> Any:
    """The desktop of the LibreOffice that listens to a pipe, once it does."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    for _ in range(200):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except uno.getClass("com.sun.star.connection.NoConnectException"):
            time.sleep(0.1)
        else:
            return context.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", context
            )
    raise SystemExit("LibreOffice does not answer")


def found(document: Any, text: str) -> Any:
    """The first place of a text."""
    search = document.createSearchDescriptor()
    search.SearchString = text
    place = document.findFirst(search)
    if place is None:
        raise SystemExit(f"nowhere in the document: {text}")
    return place


def replace_first(document: Any, old: str, new: str) -> None:
    """Type over the first place of a text, as a person would."""
    found(document, old).String = new


def paragraph(document: Any, text: str) -> Any:
    """The whole paragraph in which a text stands, with its end."""
    place = found(document, text)
    cursor = place.Text.createTextCursorByRange(place)
    cursor.gotoStartOfParagraph(False)
    cursor.gotoEndOfParagraph(True)
    return cursor


def remove_paragraph(document: Any, edit: dict[str, str]) -> None:
    """Select a paragraph with its end, and press Delete."""
    cursor = paragraph(document, edit["find"])
    cursor.goRight(1, True)
    cursor.String = ""


def add_paragraph(document: Any, edit: dict[str, str]) -> None:
    """Press Enter at the end of a paragraph, and type."""
    cursor = paragraph(document, edit["find"])
    cursor.collapseToEnd()
    control = uno.getConstantByName("com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK")
    cursor.Text.insertControlCharacter(cursor, control, False)
    cursor.Text.insertString(cursor, edit["text"], False)


def set_bold(document: Any, edit: dict[str, str]) -> None:
    """Select a text and make it bold."""
    found(document, edit["find"]).CharWeight = 150.0


def set_style(document: Any, edit: dict[str, str]) -> None:
    """Give the paragraph of a text another style."""
    paragraph(document, edit["find"]).ParaStyleName = edit["style"]


def remove_row(document: Any, edit: dict[str, str]) -> None:
    """Take the row of a table out in which a text stands."""
    place = found(document, edit["find"])
    name = place.Cell.CellName
    place.TextTable.Rows.removeByIndex(int("".join(filter(str.isdigit, name))) - 1, 1)


def set_tracking(document: Any, edit: dict[str, Any]) -> None:
    """Track changes from here on, or no longer."""
    document.RecordChanges = edit["on"]


def add_article(document: Any, edit: dict[str, str]) -> None:
    """Type a title and a lid behind a paragraph, and give both their styles."""
    add_paragraph(document, {"find": edit["find"], "text": edit["title"]})
    paragraph(document, edit["title"]).ParaStyleName = "Artikel"
    add_paragraph(document, {"find": edit["title"], "text": edit["text"]})
    paragraph(document, edit["text"]).ParaStyleName = "Lid"


def move_paragraph(document: Any, edit: dict[str, str]) -> None:
    """Cut a paragraph with its end, and paste it in front of another."""
    cursor = paragraph(document, edit["find"])
    cursor.goRight(1, True)
    cut_and_paste(document, cursor, paragraph(document, edit["before"]))


def cut_and_paste(document: Any, cursor: Any, target: Any) -> None:
    """Cut what is selected, and paste it in front of something else."""
    controller = document.CurrentController
    controller.select(cursor)
    cut = controller.getTransferable()
    cursor.String = ""
    target.collapseToStart()
    controller.select(target)
    controller.insertTransferable(cut)


def title_over(document: Any, text: str) -> Any:
    """The title of the article in which a text stands."""
    cursor = paragraph(document, text)
    while cursor.ParaStyleName != "Artikel" and cursor.gotoPreviousParagraph(False):
        pass
    cursor.gotoStartOfParagraph(False)
    return cursor


def whole_article(document: Any, text: str) -> Any:
    """All of the article in which a text stands, up to the title of the next one."""
    start = title_over(document, text)
    end = start.Text.createTextCursorByRange(start)
    while end.gotoNextParagraph(False) and end.ParaStyleName != "Artikel":
        pass
    start.gotoRange(end, True)
    return start


def remove_article(document: Any, edit: dict[str, str]) -> None:
    """Select an article, and press Delete."""
    whole_article(document, edit["find"]).String = ""


def move_article(document: Any, edit: dict[str, str]) -> None:
    """Cut an article, and paste it in front of another."""
    article = whole_article(document, edit["find"])
    cut_and_paste(document, article, title_over(document, edit["before"]))


def add_row(document: Any, edit: dict[str, Any]) -> None:
    """Put a row below the one in which a text stands, and type in its cells."""
    place = found(document, edit["find"])
    table, name = place.TextTable, place.Cell.CellName
    row = int("".join(filter(str.isdigit, name)))
    table.Rows.insertByIndex(row, 1)
    for column, text in zip("AB", edit["cells"], strict=True):
        table.getCellByName(f"{column}{row + 1}").String = text


def type_over(document: Any, edit: dict[str, str]) -> None:
    """Type over the first place of a text."""
    found(document, edit["find"]).String = edit["text"]


def update_fields(document: Any, edit: dict[str, str]) -> None:
    """Bring all fields and the contents up to date."""
    document.TextFields.refresh()
    indexes = document.DocumentIndexes
    for number in range(indexes.Count):
        indexes.getByIndex(number).update()


EDITS = {
    "typ": type_over,
    "velden": update_fields,
    "verwijder-alinea": remove_paragraph,
    "nieuwe-alinea": add_paragraph,
    "vet": set_bold,
    "stijl": set_style,
    "verwijder-rij": remove_row,
    "bijhouden": set_tracking,
    "nieuw-artikel": add_article,
    "verplaats-alinea": move_paragraph,
    "verwijder-artikel": remove_article,
    "verplaats-artikel": move_article,
    "nieuwe-rij": add_row,
}


def work(desk: Any, job: dict[str, Any]) -> None:
    """Do one job."""
    document = desk.loadComponentFromURL(
        Path(job["open"]).as_uri(), "_blank", 0, (property_of("Hidden", True),)
    )
    if job.get("update"):
        update_fields(document, {})
    for old, new in job.get("replace", {}).items():
        replace_first(document, old, new)
    for edit in job.get("edits", ()):
        EDITS[edit["do"]](document, edit)
    for target in job["save"]:
        path = Path(target)
        document.storeToURL(path.as_uri(), (property_of("FilterName", FILTERS[path.suffix]),))
    document.close(True)


def main(jobs: list[dict[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as profile:
        command = [
            "soffice",
            f"-env:UserInstallation={Path(profile).as_uri()}",
            "--headless",
            "--norestore",
        ]
        pipe = f"dlr{Path(profile).name}"
        office = subprocess.Popen(
            [*command, f"--accept=pipe,name={pipe};urp;"],
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        try:
            desk = desktop(pipe)
            for job in jobs:
                work(desk, job)
            desk.terminate()
            print(office.communicate(timeout=60)[1])
        finally:
            with contextlib.suppress(ProcessLookupError):  # it may have ended by itself
                os.killpg(office.pid, signal.SIGKILL)  # what soffice starts outlives it


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
