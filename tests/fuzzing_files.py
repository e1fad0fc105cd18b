"""Inputs as other programs leave them: templates as Word saves them, documents as somebody edited
them, and the state of a repository.

A target is made and judged as those of :mod:`tests.fuzzing`.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from lxml import etree

from dlr_docs.basis.problems import DlrDocsError
from dlr_docs.library.folder import contents_of
from dlr_docs.library.git.revision import ask_revision
from dlr_docs.model.declared.parties import PartySorts
from dlr_docs.model.provenance import CHANGED
from dlr_docs.revise.compare.comparing import compare
from dlr_docs.revise.filling_back import values_back
from dlr_docs.word.package.xml import W
from dlr_docs.word.read.document import read_document
from dlr_docs.word.template.trial import admitted
from dlr_docs.word.write.document import write_docx
from tests.fuzzing import (
    TARGETS,
    TEMPLATE,
    Finding,
    Target,
    assert_as_typed,
    assert_problems,
    assert_sound,
    bundle_to_print,
    damaged_bytes,
    made_document,
)
from tests.ooxml import changed
from tests.small import make_small_library

_W = f"{{{W}}}"
MAIN = "word/document.xml"


def element(text: str) -> Any:
    """A piece of WordprocessingML."""
    return etree.fromstring(f'<w:x xmlns:w="{W}">{text}</w:x>')[0]


def _inside(run: Any, chance: Random) -> None:
    """What Word leaves in a run."""
    run.insert(
        chance.randrange(len(run) + 1),
        element(chance.choice(("<w:lastRenderedPageBreak/>", "<w:softHyphen/>", "<w:tab/>"))),
    )


def _split(run: Any, chance: Random) -> None:
    """A run in two, as Word does where it checked spelling or somebody typed later."""
    texts = run.findall(f"{_W}t")
    if len(texts) != 1 or len(texts[0].text or "") < 2:
        return
    text = texts[0].text
    at = chance.randrange(1, len(text))
    other: Any = etree.fromstring(etree.tostring(run))
    for item, words in ((texts[0], text[:at]), (other.find(f"{_W}t"), text[at:])):
        item.text = words
        item.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.addnext(other)
    if chance.randrange(2):
        mark = chance.choice(("spellStart", "gramEnd"))
        run.addnext(element(f'<w:proofErr w:type="{mark}"/>'))


def _bookmarked(run: Any, chance: Random) -> None:
    name, number = chance.choice(("_GoBack", "_Hlk170000001")), chance.randrange(900, 999)
    run.addprevious(element(f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'))
    run.addnext(element(f'<w:bookmarkEnd w:id="{number}"/>'))


def _signed(run: Any, chance: Random) -> None:
    """Numbers of the session that typed it."""
    run.set(f"{_W}rsidR", f"{chance.randrange(2**32):08X}")


def _tracked(run: Any, chance: Random) -> None:
    """A run in a change that is tracked."""
    kind = chance.choice(("ins", "ins", "moveTo"))
    around = element(f'<w:{kind} w:id="{chance.randrange(900, 999)}" w:author="x"/>')
    run.addprevious(around)
    around.append(run)


def _deleted(run: Any, chance: Random) -> None:
    for text in run.findall(f"{_W}t"):
        text.tag = f"{_W}delText"
    around = element(f'<w:del w:id="{chance.randrange(900, 999)}" w:author="x"/>')
    run.addprevious(around)
    around.append(run)


def _retyped(run: Any, chance: Random) -> None:
    for text in run.findall(f"{_W}t"):
        text.text = chance.choice(("", "ander woord", (text.text or "")[::-1], "[1]", "☐"))


def _freed(run: Any, _: Random) -> None:
    """A control taken away, its words left."""
    for control in run.iterancestors(f"{_W}sdt"):
        content = control.find(f"{_W}sdtContent")
        for item in () if content is None else [*content]:
            control.addprevious(item)
        control.getparent().remove(control)
        return


def _moved(run: Any, chance: Random) -> None:
    """A paragraph at another place, or twice."""
    paragraph = next(run.iterancestors(f"{_W}p"))
    others = [*run.getroottree().getroot().iter(f"{_W}p")]
    copy = etree.fromstring(etree.tostring(paragraph))
    chance.choice(others).addnext(copy)
    if chance.randrange(2) and len(paragraph.getparent()) > 1:
        paragraph.getparent().remove(paragraph)


Edit = Callable[[Any, Random], None]
BY_WORD: tuple[Edit, ...] = (_split, _split, _split, _bookmarked, _signed, _inside)
BY_HAND: tuple[Edit, ...] = (*BY_WORD, _tracked, _deleted, _retyped, _freed, _moved)


def edited(data: bytes, edits: tuple[Edit, ...], chance: Random) -> bytes:
    """A file with some edits in its text."""

    def change(text: str) -> str:
        root = etree.fromstring(text.encode())
        for _ in range(chance.choice((1, 2, 5, 20))):
            runs = [run for run in root.iter(f"{_W}r") if run.getparent() is not None]
            chance.choice(edits)(chance.choice(runs), chance)
        return etree.tostring(root, encoding="unicode")

    return changed(data, MAIN, change)


@cache
def sorts() -> PartySorts:
    """The sorts of parties that templates are judged by."""
    return bundle_to_print().library.parties


def try_template_of_word(chance: Random) -> str:
    """A template as Word saves it: what is admitted gives a valid document."""
    data = edited(TEMPLATE.read_bytes(), BY_WORD, chance)
    bundle = bundle_to_print()
    try:
        admitted(data, "eigen.docx", sorts())
    except DlrDocsError as exc:
        assert_problems(exc.problems)
        return "problem"
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        path = Path(folder) / "eigen.docx"
        path.write_bytes(data)
        made = write_docx(bundle.documents[0], bundle, template=path)
    assert_sound(made)
    assert_as_typed(made, bundle, bundle.documents[0].id)
    return "document"


def try_edited(chance: Random) -> str:
    """A document that somebody edited: compared with what it was, and its values taken back."""
    bundle = bundle_to_print()
    data = edited(made_document(), BY_HAND, chance)
    try:
        found = read_document(data)
    except DlrDocsError as exc:
        assert_problems(exc.problems)
        return "refused"
    if found.untouched:
        raise Finding("an edited document counts as untouched")
    compare(found, bundle)
    values_back(found, bundle)
    return "compared"


def _damages(folder: Path, chance: Random) -> Iterator[Path]:
    """Files of a repository to damage."""
    files = [path for path in sorted((folder / ".git").rglob("*")) if path.is_file()]
    heads = [path for path in files if path.name in ("HEAD", "index", "config", "packed-refs")]
    chosen = {chance.choice([*files, *heads * 4]) for _ in range(chance.choice((1, 1, 2, 4)))}
    yield from sorted(chosen)


@cache
def repository() -> Path:
    """A small library with two commits, to copy and damage."""
    folder = Path(tempfile.mkdtemp(prefix="fuzz-git-"))
    small = make_small_library(folder / "bibliotheek")
    for words in ("eerste", "tweede"):
        (small.path / f"{words}.txt").write_text(words)
        for arguments in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", words)):
            person = ["-c", "user.name=Proef", "-c", "user.email=proef@example.org"]
            subprocess.run(["git", "-C", str(small.path), *person, *arguments], check=True)
    return small.path


def try_repository(chance: Random) -> str:
    """The state of a library whose repository is damaged: a commit, or nothing."""
    with tempfile.TemporaryDirectory(prefix="fuzz-") as name:
        folder = Path(name) / "bibliotheek"
        shutil.copytree(repository(), folder, symlinks=True)
        for path in _damages(folder, chance):
            step = chance.randrange(4)
            if step == 0:
                path.unlink(missing_ok=True)
            else:
                path.chmod(0o644)
                path.write_bytes(
                    damaged_bytes(path.read_bytes(), chance)
                    if step < 3
                    else chance.choice((b"", b"ref: refs/heads/x\n", b"ref: HEAD\n", b"\0" * 64))
                )
        told = ask_revision(folder, contents_of(folder).folders)()
    if not re.fullmatch(rf"([0-9a-f]{{40}}({re.escape(CHANGED)})?)?", told):
        raise Finding(f"no commit: {told!r}")
    return "commit" if told else "nothing"


ALL_TARGETS = {
    **TARGETS,
    **{
        target.name: target
        for target in (
            Target("sjabloon-word", try_template_of_word, "templates, as Word saves them"),
            Target("retour-bewerkt", try_edited, "returned documents, as somebody edited them"),
            Target("git", try_repository, "the state of repositories"),
        )
    },
}
