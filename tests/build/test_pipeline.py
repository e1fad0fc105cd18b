"""Bundles: the order of the stages, references between documents, and what is refused."""

from __future__ import annotations

import gc
import itertools
import json
import re
import subprocess
import sys
import weakref
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec.structs import replace

from dlr_docs import (
    WriteOptions,
    build_bundle,
    check_bundle,
    document_bytes,
    load_choices,
    load_library,
)
from dlr_docs.basis.memory import Memory
from dlr_docs.basis.problems import ChoicesError, RenderError
from dlr_docs.build.pipeline import build_with_warnings
from dlr_docs.choices.file import choices_from_data
from dlr_docs.library.checks.table import check_library
from dlr_docs.model.library import Library
from dlr_docs.word.read.lines import as_text
from tests.samples import agreement, bundle_of
from tests.small import WORDS, SmallLibrary

EXAMPLES = Path(__file__).parents[2] / "examples"


def text_of(
    data: dict[str, Any], library: Library, document: str = "samenwerkingsovereenkomst"
) -> str:
    return as_text(document_bytes(bundle_of(data, library), document))


def test_an_addendum_names_articles_of_its_convenant(library: Library) -> None:
    bundle = build_bundle(load_choices(EXAMPLES / "convenant-met-addenda.yaml"), library)
    convenant = bundle.document("convenant")
    number = next(
        artikel.number for artikel in convenant.artikelen if artikel.topic == "overdracht-middelen"
    )
    text = as_text(document_bytes(bundle, "addendum-autotechniek"))
    assert f"het artikel Overdracht van middelen (nummer\u00a0{number}) van het convenant" in text


def test_leaving_a_topic_out_renumbers_articles_and_references(library: Library) -> None:
    full = text_of(agreement(), library)
    data = agreement()
    data["documenten"][0]["keuzes"] = {"begripsbepalingen": "geen"}
    shorter = text_of(data, library)
    assert "artikel\u202f2 Doel en reikwijdte" in full
    assert "artikel\u202f1 Doel en reikwijdte" in shorter
    assert "de leerroute die in artikel\u202f3 is omschreven" in full
    assert "de leerroute die in artikel\u202f2 is omschreven" in shorter


def definitions_in(text: str) -> list[str]:
    """The lines of the first article that define a term."""
    start = text.index("betekent:\n") + len("betekent:\n")
    lines = itertools.takewhile(lambda line: line.endswith((";", ".")), text[start:].splitlines())
    return [line for line in lines if re.match(r"[\w -]+: ", line)]


def test_the_definitions_are_exactly_the_terms_that_the_document_uses(library: Library) -> None:
    text = text_of(agreement(), library)
    definitions = [line.split(":")[0] for line in definitions_in(text)]
    assert "overstapoptie" in definitions
    assert "addendum" not in definitions
    data = agreement()
    data["documenten"][0]["keuzes"] = {"gegevensuitwisseling": "geen"}
    assert "\nAVG:" in text
    assert "\nAVG:" not in text_of(data, library)


def test_the_last_definition_ends_with_a_point(library: Library) -> None:
    lines = definitions_in(text_of(agreement(), library))
    assert all(line.endswith(";") for line in lines[:-1])
    assert lines[-1].endswith(".")


def test_all_problems_of_a_choice_file_come_in_one_go(library: Library) -> None:
    data = agreement()
    data["documenten"][0]["keuzes"] = {"geschil": "x", "overstapoptie": "gesprek"}
    data["documenten"][0]["gegevens"]["regoi"] = "x"
    data["gegevens"]["ingangsdatum"] = "2027-02-30"
    with pytest.raises(ChoicesError) as caught:
        build_bundle(choices_from_data(data), library)
    codes = {problem.code for problem in caught.value.problems}
    assert {
        "onbekend-onderwerp",
        "onbekende-variant",
        "verkeerde-waarde",
        "onbekend-gegeven",
    } <= codes


def test_a_value_that_the_chosen_clauses_do_not_use_is_a_warning(library: Library) -> None:
    data = agreement()
    data["documenten"][0]["gegevens"]["overlegtermijn_geschil"] = "2 weken"
    data["documenten"][0]["keuzes"] = {"geschillen": "bestuur-mediation-rechter"}
    _, problems = build_with_warnings(choices_from_data(data), library)
    assert [problem.code for problem in problems] == ["ongebruikt-gegeven"]


def test_a_reference_to_a_topic_that_was_left_out_is_an_error() -> None:
    data = agreement(gegevens={}, documenten=[{"soort": "proefstuk", "keuzes": {"tweede": "geen"}}])
    with pytest.raises(RenderError) as caught:
        build_bundle(
            choices_from_data(data), load_library(Path(__file__).parents[1] / "bibliotheek")
        )
    assert (
        "de clausule 'alles/proef' verwijst naar 'tweede', maar dat onderwerp zit niet in proefstuk"
        in str(caught.value)
    )
    (problem,) = caught.value.problems
    assert problem.at == "documenten.proefstuk.keuzes.tweede"


def test_a_party_may_have_a_designation_of_its_own(library: Library) -> None:
    data = agreement()
    data["partijen"]["bedrijf"] = {
        "soort": "overig",
        "naam": "S. de Boer",
        "aanduiding": "de leerling",
    }
    text = text_of(data, library)
    assert "S. de Boer te [In welke plaats" in text
    assert "hierna: de leerling;" in text


def test_two_schools_are_designated_together(library: Library) -> None:
    data = agreement()
    data["partijen"]["eik"] = {
        **data["partijen"]["linde"],
        "naam": "Vakcollege De Eik",
        "bevoegd_gezag": "Stichting De Eik",
    }
    words = "hierna, samen met dat van de andere school: het bevoegd gezag van de school;"
    assert text_of(data, library).count(words) == 2


def test_documents_that_say_the_same_share_their_wording(library: Library) -> None:
    one, same, other = agreement(), agreement(), agreement()
    same["partijen"] = {
        key: {**party, "naam": f"Een andere {key}"} for key, party in one["partijen"].items()
    }
    other["documenten"][0]["keuzes"] = {"begripsbepalingen": "geen"}
    made = [bundle_of(data, library).documents[0].wording for data in (one, same, other)]
    assert made[0] is made[1]
    assert made[0] is not made[2]


@pytest.mark.bibliotheek
def test_a_programme_with_very_long_tables_is_made(library: Library) -> None:
    data: Any = yaml.safe_load(
        (EXAMPLES / "onderwijs-en-examenprogramma-volledig.yaml").read_text(encoding="utf-8")
    )
    years = data["documenten"][-1]["gegevens"]["leerjaren_programma"]
    for year in years:
        year["onderdelen"] = (year["onderdelen"] * 30)[:30]
    data["documenten"][-1]["gegevens"]["leerjaren_programma"] = (years * 6)[:6]
    text = text_of(data, library, "onderwijs-en-examenprogramma")
    assert text.count(years[0]["onderdelen"][0]["onderdeel"]) > 30


def test_a_list_that_is_far_too_long_is_not_blamed_on_the_clause_alone(library: Library) -> None:
    data: Any = yaml.safe_load(
        (EXAMPLES / "onderwijs-en-examenprogramma-volledig.yaml").read_text(encoding="utf-8")
    )
    years = data["documenten"][-1]["gegevens"]["leerjaren_programma"]
    years[0]["onderdelen"] = years[0]["onderdelen"][:1] * 2000
    with pytest.raises(
        RenderError,
        match=r"te lang \(hoogstens 200\.000 tekens\)(.|\n)*Is een lijst in het keuzebestand",
    ):
        bundle_of(data, library)


def test_threads_make_the_same_documents(library: Library) -> None:
    def made(number: int) -> bytes:
        data = agreement()
        data["bundel"] = f"Bundel {number % 3}"
        if number % 2:
            data["documenten"][0]["keuzes"] = {"begripsbepalingen": "geen"}
        return document_bytes(bundle_of(data, library), "samenwerkingsovereenkomst")

    alone = [made(number) for number in range(6)]
    _forget()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(made, [*range(6)] * 4)) == alone * 4


def _forget() -> None:
    """Clear all that the package remembers but the library and the Word templates."""
    kept = {
        "dlr_docs.library.load",
        "dlr_docs.clause.jinja.compile",
        "dlr_docs.word.template.compiled",
        "dlr_docs.choices.file",
    }
    for memory in [item for item in gc.get_objects() if isinstance(item, Memory)]:
        for make in list(memory._kept):
            memory.forget(make)
    for name, module in list(sys.modules.items()):
        if name.startswith("dlr_docs.") and name not in kept:
            for item in vars(module).values():
                if hasattr(item, "cache_clear") and item.__module__ == name:
                    item.cache_clear()


@pytest.mark.bibliotheek
def test_what_was_made_before_makes_no_difference(library: Library) -> None:
    def made(path: Path, style: str) -> dict[str, bytes]:
        bundle = build_bundle(replace(load_choices(path), house_style=style), library)
        return {
            f"{item.id} {notes}": document_bytes(bundle, item.id, WriteOptions(notes=notes))
            for item in bundle.files
            for notes in (False, True)
        }

    cases = [
        (path, style)
        for path in sorted(EXAMPLES.glob("*.yaml"))
        for style in ("zakelijk", "klassiek")
    ]
    alone = {}
    for case in cases:
        _forget()
        alone[case] = made(*case)
    for case in (*cases, *cases[::-1]):
        assert made(*case) == alone[case], case


def test_documents_that_say_the_same_share_what_was_made_of_it(library: Library) -> None:
    other = agreement()
    other["partijen"]["linde"]["bevoegd_gezag"] = "Stichting Anders"
    first, second = (bundle_of(data, library).documents[0].wording for data in (agreement(), other))
    assert first is second
    assert all(one.body is two.body for one, two in zip(first.texts, second.texts, strict=True))


def test_words_that_the_library_names_stay_with_the_number_behind_them(
    small_library: SmallLibrary,
) -> None:
    small_library.clause("doel/algemeen", "1. Op trede {{ regio }}.\n")
    assert "Op trede [" in as_text(document_bytes(small_library.bundle(), "brief"))
    small_library.write("clauses/woorden.yaml", f"{WORDS}bij_een_nummer: [trede]\n")
    assert "Op trede\u00a0[" in as_text(document_bytes(small_library.bundle(), "brief"))


def memories_of_a_reload(small_library: SmallLibrary, number: int) -> list[weakref.ref[Memory]]:
    """The memories of a library that was changed, read again and used."""
    small_library.clause("doel/algemeen", f"1. Tekst {number}: {{{{ ingangsdatum }}}}.\n")
    bundle = small_library.bundle()
    assert f"Tekst {number}:" in as_text(document_bytes(bundle, "brief"))
    check_bundle(bundle)
    assert check_library(bundle.library) == []
    library, wording = bundle.library, bundle.documents[0].wording
    memories = [library.memory, library.parties.memory, wording.memory]
    memories += [clause.memory for clause in library.all_clauses()]
    memories += [term.memory for term in library.terms]
    memories += [declared.memory for declared in library.values.values()]
    memories += [text.body.memory for text in wording.texts]
    return [weakref.ref(memory) for memory in memories]


def test_a_library_that_was_read_again_is_let_go_with_all_that_was_made_of_it(
    small_library: SmallLibrary,
) -> None:
    """A process that runs for days reads a library again whenever somebody edits it."""
    reloads = (memories_of_a_reload(small_library, number) for number in range(5))
    before = list(itertools.chain.from_iterable(reloads))
    memories_of_a_reload(small_library, 5)
    gc.collect()
    assert not [memory for memory in before if memory() is not None]


@pytest.mark.belasting
def test_a_hundred_reloads_do_not_grow_a_process() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench.memory", "herladen"],
        capture_output=True,
        text=True,
        check=True,
        cwd=EXAMPLES.parent,
    )
    peaks = {number: peak for number, _, peak in json.loads(done.stdout)}
    assert peaks[100] < peaks[10] + 10  # MB; a library and what was made of it are more than 2
