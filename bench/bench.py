"""How fast it is, as ratios in one run: the same finished document by us and by plain docxtpl, and cold starts.

    make bench

The docxtpl template is made from our own result: the finished document with its values as docxtpl tags, so that
docxtpl writes the same text, controls and fields. Read the ratios; the milliseconds are this machine's.
"""

from __future__ import annotations

import io
import re
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from docxtpl import DocxTemplate

from dlr_docs import build_bundle, check_bundle, choices_from_data, document_bytes, load_choices, load_library
from dlr_docs.strict_yaml import load

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "doorlopende-leerroute.yaml"
DOCUMENT = "samenwerkingsovereenkomst"
ROUNDS = 7


def per_second(work: Callable[[], object], seconds: float = 0.6) -> float:
    """How often a second, warm."""
    work()
    count, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        work()
        count += 1
    return count / (time.perf_counter() - start)


def as_docxtpl_template(made: bytes, values: dict[str, str]) -> bytes:
    """Our result with every value as a docxtpl tag."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            if re.match(r"word/(document|header\d|footer\d)\.xml", info.filename):
                text = content.decode()
                for name, value in values.items():
                    text = text.replace(
                        f">{value}</w:t></w:r></w:sdtContent>", f">{{{{ {name} }}}}</w:t></w:r></w:sdtContent>"
                    )
                content = text.encode()
            new.writestr(info, content)
    return out.getvalue()


def run_docxtpl(path: Path, values: dict[str, str]) -> bytes:
    """Run docxtpl as most people do: one DocxTemplate a document."""
    template = DocxTemplate(path)
    template.render(values, autoescape=True)
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


def cold(command: list[str], rounds: int = ROUNDS) -> float:
    """The median time of a whole process, in seconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Measure and print."""
    library = load_library()
    data = load(EXAMPLE.read_text(encoding="utf-8"), "bench").data
    if not isinstance(data, dict):
        raise TypeError("the example is a mapping")

    def ours() -> bytes:
        bundle = build_bundle(choices_from_data(data), library)
        check_bundle(bundle)
        return document_bytes(bundle, DOCUMENT)

    def ours_from_disk() -> None:
        bundle = build_bundle(load_choices(EXAMPLE), library)
        check_bundle(bundle)
        (folder / "eigen.docx").write_bytes(document_bytes(bundle, DOCUMENT))

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bundle = build_bundle(load_choices(EXAMPLE), library)
        shown = {
            path.replace(".", "_").replace("-", "_"): value.text
            for path, value in bundle.documents[0].values.items()
            if value.text
        }
        template = folder / "docxtpl.docx"
        template.write_bytes(as_docxtpl_template(ours(), shown))
        rates: dict[str, list[float]] = {"docxtpl": [], "dict naar bytes": [], "bestand naar bestand": []}
        for _ in range(3):  # in turns, so that a slow moment of the machine hits all alike
            rates["docxtpl"].append(per_second(lambda: run_docxtpl(template, shown)))
            rates["dict naar bytes"].append(per_second(ours))
            rates["bestand naar bestand"].append(per_second(ours_from_disk))
        base = statistics.median(rates["docxtpl"])
        print(f"{'warm, documenten per seconde':40} {'per s':>8} {'x docxtpl':>10}")
        for label, found in rates.items():
            print(f"{label:40} {statistics.median(found):8.1f} {statistics.median(found) / base:10.1f}")
        script = folder / "koud.py"
        script.write_text(
            "from docxtpl import DocxTemplate\n"
            f"t = DocxTemplate({str(template)!r})\n"
            f"t.render({shown!r}, autoescape=True)\n"
            f"t.save({str(folder / 'k.docx')!r})\n"
        )
        program = str(Path(sys.executable).parent / "dlr-docs")
        nothing = cold([sys.executable, "-c", "pass"])
        other = cold([sys.executable, str(script)])
        print(f"\n{'koud, mediaan van ' + str(ROUNDS):40} {'ms':>8} {'verhouding':>10}")
        for label, command, against in (
            ("python -c pass", [sys.executable, "-c", "pass"], nothing),
            ("dlr-docs --help (/ python -c pass)", [program, "--help"], nothing),
            ("docxtpl-script", [sys.executable, str(script)], other),
            ("dlr-docs maak (/ docxtpl-script)", [program, "maak", str(EXAMPLE), "--uit", str(folder / "u")], other),
            ("dlr-docs clausules controleer", [program, "clausules", "controleer"], other),
        ):
            found_time = cold(command)
            print(f"{label:40} {found_time * 1000:8.0f} {found_time / against:10.2f}")


if __name__ == "__main__":
    main()
