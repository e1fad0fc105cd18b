"""How fast the workbench is, in the largest example: a field that changes, as the server and as a
browser see it, and the start of the command until somebody sees a page.

    python -m bench.workbench
"""

from __future__ import annotations

import gc
import http.cookiejar
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from bench.agreements import ROOT
from dlr_docs.cli import OBJECTS
from tests.web.browsing import CHROMIUM, Desk, chromium, workbench
from tests.web.client import Answer, Browser

CHANGES = 200
PAINTED = 40
STARTS = 7
EXAMPLES = ROOT / "examples"
# From an answer that somebody has typed until the new text of the document is on the screen.
_UNTIL_PAINTED = """([name, value]) => new Promise((done) => {
  const field = document.querySelector(`[name="${name}"]`);
  const seen = new MutationObserver(() => {
    seen.disconnect();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - start), 0));
  });
  const all = { childList: true, characterData: true, subtree: true };
  seen.observe(document.getElementById("voorbeeld"), all);
  const start = performance.now();
  field.value = value;
  field.dispatchEvent(new Event("change", { bubbles: true }));
})"""


class Sitting:
    """Somebody who answers a question about a party, which stands everywhere, again and again."""

    def __init__(self, folder: Path, file: str) -> None:
        self.browser = Browser(folder).enter()
        self.address = f"/bundel/{file}/invullen"
        self._form = self.browser.get(self.address).inputs()
        self.field = field_of(self._form)

    def answer(self, text: str) -> Answer:
        """Answer it as the script does."""
        sent = {key: self._form[key] for key in ("stand", "document", f"w:{self.field[2:]}")}
        answer = self.browser.send(self.address, sent | {self.field: text}, {"x-werkbank": "1"})
        self._form = answer.inputs()
        if self._form[self.field] != text:
            raise AssertionError("the answer was not kept")
        return answer


def field_of(form: dict[str, str]) -> str:
    """The question that is answered."""
    return next(key for key in form if key[:2] == "v:" and key.endswith("/bevoegd_gezag"))


def largest() -> str:
    """The example whose page to fill in is the longest, text of the document included."""
    browser = Browser(EXAMPLES).enter()
    names = [path.name for path in EXAMPLES.glob("*.yaml")]
    return max(names, key=lambda name: len(browser.get(f"/bundel/{name}/invullen").body))


def alone(file: str, parent: Path) -> Path:
    """A folder with one example."""
    made = parent / Path(file).stem
    made.mkdir()
    shutil.copy(EXAMPLES / file, made)
    return made


def percentile(times: list[float], part: float) -> float:
    """The time below which so large a part of the times is."""
    return sorted(times)[min(len(times) - 1, int(len(times) * part))]


def changed_fields(folder: Path, file: str) -> list[float]:
    """Seconds of the server for each change of a field, with Python set as the program sets it."""
    sitting = Sitting(folder, file)
    times, usual = [], gc.get_threshold()
    gc.set_threshold(OBJECTS)
    for number in range(CHANGES):
        start = time.perf_counter()
        sitting.answer(f"Stichting {number}")
        times.append(time.perf_counter() - start)
    gc.set_threshold(*usual)
    return times


def painted_fields(folder: Path, file: str) -> list[float]:
    """Seconds until a browser shows the text with the change; none without Chromium."""
    if CHROMIUM is None:
        return []
    with workbench(folder) as (address, _), chromium() as browser:
        desk = Desk(browser.new_page(), address, folder)
        desk.go(f"/bundel/{file}/invullen")
        fields = "items => items.map(item => item.name)"
        names = desk.page.locator("input[name]").evaluate_all(fields)
        name = field_of(dict.fromkeys(names, ""))
        return [
            desk.page.evaluate(_UNTIL_PAINTED, [name, f"Stichting Nieuw {number}"]) / 1000
            for number in range(PAINTED)
        ]


def start_of(folder: Path) -> float:
    """Seconds from the command until the first page has come."""
    command = [str(Path(sys.executable).parent / "dlr-docs"), "werkbank", str(folder)]
    cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    start = time.perf_counter()
    with subprocess.Popen([*command, "--geen-browser"], stdout=subprocess.PIPE, text=True) as run:
        try:
            assert run.stdout is not None
            with urllib.request.build_opener(cookies).open(run.stdout.readline().strip()) as page:
                page.read()
            return time.perf_counter() - start
        finally:
            run.terminate()


def measure() -> None:
    """Measure and print."""
    file = largest()
    print(f"\n{f'werkbank ({file})':44}{'mediaan':>12}{'95%':>12}{'grens':>12}")
    with tempfile.TemporaryDirectory() as name:
        folder = alone(file, Path(name))
        rows = {
            "gewijzigd veld, server, ms": (changed_fields(folder, file), 100),
            "gewijzigd veld, tot op het scherm, ms": (painted_fields(folder, file), 150),
            "start tot pagina, ms": ([start_of(folder) for _ in range(STARTS)], 1500),
            "start tot pagina, alle voorbeelden, ms": (
                [start_of(EXAMPLES) for _ in range(3)],
                1500,
            ),
        }
        for title, (times, bound) in rows.items():
            if not times:
                print(f"{title:44}{'geen Chromium':>24}{bound:12}")
                continue
            middle, most = statistics.median(times) * 1000, percentile(times, 0.95) * 1000
            print(f"{title:44}{middle:12.0f}{most:12.0f}{bound:12}")


if __name__ == "__main__":
    measure()
