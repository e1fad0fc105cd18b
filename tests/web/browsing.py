"""The workbench in a real browser: Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
needs_browser = pytest.mark.skipif(
    CHROMIUM is None or importlib.util.find_spec("playwright") is None,
    reason="Chromium (chromium) is not installed: the workbench is not tried in a browser",
)
PROGRAM = (sys.executable, "-c", "from dlr_docs.start import main; main()")


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            yield started
        finally:
            started.close()


@contextmanager
def workbench(folder: Path, *options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The program on a folder, and the address that it prints."""
    command = [*PROGRAM, "werkbank", str(folder), "--geen-browser", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        try:
            assert program.stdout is not None
            yield program.stdout.readline().strip(), program
        finally:
            program.kill()


class Desk:
    """Somebody at the workbench: a page of a browser, and what went wrong in it."""

    def __init__(self, page: Page, address: str, folder: Path) -> None:
        self.page = page
        self.folder = folder
        self.origin = address.partition("/?")[0]
        self.errors: list[str] = []
        self.with_script = True
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: self._heard(message))
        page.set_default_timeout(30_000)
        page.goto(address)

    def _heard(self, message: Any) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            self.errors.append(message.text)

    def go(self, path: str) -> None:
        """Open a page of the workbench."""
        self.page.goto(self.origin + path)

    def saved(self, label: str, answer: str) -> None:
        """Answer a question, and wait until it has been saved."""
        field = self.page.get_by_label(label).filter(visible=True).first
        group = self.page.get_by_role("group", name=label).first
        with self.page.expect_response(lambda answer: answer.request.method == "POST"):
            if group.count():
                group.get_by_label(answer).check()
            elif field.evaluate("item => item.tagName") == "SELECT":
                field.select_option(label=answer)
            else:
                field.fill(answer)
                field.blur()
        self.page.locator("body:not(.bezig)").wait_for()

    def text(self, name: str) -> str:
        """What a choice file says."""
        return (self.folder / name).read_text("utf-8")


def with_options(**options: Any) -> pytest.MarkDecorator:
    """A test at a folder, or in a browser, of another kind."""
    return pytest.mark.parametrize("desk", [options], indirect=True)
