"""Runs inside a Python that has LibreOffice's UNO: opens documents, updates all fields, and saves
copies.

python3 uno_session.py OPDRACHTEN.json
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import uno

FILTERS = {
    ".txt": "Text",
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


def replace_first(document: Any, old: str, new: str) -> None:
    """Type over the first place of a text, as a person would."""
    search = document.createSearchDescriptor()
    search.SearchString = old
    document.findFirst(search).String = new


def work(desk: Any, job: dict[str, Any]) -> None:
    """Do one job."""
    document = desk.loadComponentFromURL(
        Path(job["open"]).as_uri(), "_blank", 0, (property_of("Hidden", True),)
    )
    if job.get("update"):
        document.TextFields.refresh()
        indexes = document.DocumentIndexes
        for number in range(indexes.Count):
            indexes.getByIndex(number).update()
    for old, new in job.get("replace", {}).items():
        replace_first(document, old, new)
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
            [*command, f"--accept=pipe,name={pipe};urp;"], stderr=subprocess.PIPE, text=True
        )
        try:
            desk = desktop(pipe)
            for job in jobs:
                work(desk, job)
            desk.terminate()
            print(office.communicate(timeout=60)[1])
        finally:
            office.kill()


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
