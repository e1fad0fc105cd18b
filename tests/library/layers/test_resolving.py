"""Layers of a library: what each adds, what goes before what, and what is no layer."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from dlr_docs import build_bundle, document_bytes, load_library, read_document
from dlr_docs.basis.problems import DlrDocsError
from dlr_docs.library.checks.table import check_library
from dlr_docs.library.layers.resolving import resolve
from dlr_docs.library.load import read_library
from dlr_docs.revise.rebuild import rebuild
from tests.layering import Layers
from tests.repositories import committed, git, needs_git
from tests.small import LAW


def test_the_highest_layer_goes_before_and_says_whose_place_it_takes(layered: Layers) -> None:
    layered.clause("regio/doel/algemeen", "Van de regio.\n")
    layered.clause("school/doel/algemeen", "Van de school.\n")
    layered.clause("school/doel/eigen", "Een eigen variant.\n")
    library = layered.load()
    assert [layer.name for layer in library.layers] == ["land", "regio", "school"]
    own = library.clause("doel/algemeen")
    assert (own.text, own.layer, own.replaces) == ("Van de school.\n", 2, (0, 1))
    assert (library.clause("doel/eigen").layer, library.clause("doel/eigen").replaces) == (2, ())
    assert (library.clause("extra/een").layer, library.clause("extra/een").replaces) == (0, ())
    assert layered.load("[land, regio]").clause("doel/algemeen").text == "Van de regio.\n"
    assert layered.load("[land, school, regio]").clause("doel/algemeen").text == "Van de regio.\n"


def test_a_layer_has_only_what_differs(layered: Layers) -> None:
    layered.write("regio/clauses/gegevens.yaml", "regio: {soort: tekst, vraag: In welke streek?}\n")
    layered.write(
        "regio/clauses/begrippen.yaml",
        "- {begrip: leerling, omschrijving: wie hier leert}\n- {begrip: stage, omschrijving: werk}\n",
    )
    row = LAW.split("  wvo-een:\n")[1].splitlines()[0].replace('"1"', '"1a"')
    layered.write("regio/clauses/wetgeving.yaml", f"verwijzingen:\n  wvo-een:\n{row}\n")
    layered.write(
        "regio/clauses/woorden.yaml", "verboden:\n  - {woorden: [derhalve], schrijf: dus}\n"
    )
    layered.write(
        "regio/clauses/partijen.yaml",
        """\
        soorten:
          bedrijf:
            aanduiding: het bedrijf
            anderen: de andere bedrijven
            toont: [naam]
            ondertekent: naam
            omschrijving: "{naam}"
        """,
    )
    library = layered.load()
    assert library.values["regio"].question == "In welke streek?"
    assert library.values["ingangsdatum"].kind == "datum"
    assert [term.name for term in library.terms] == ["leerling", "stage"]
    assert library.terms[0].definition == "wie hier leert"
    assert library.law.references["wvo-een"].article == "1a"
    assert library.law.references["wvo-oud"].article == "2"
    assert [words.better for words in library.vocabulary.forbidden][-1] == "dus"
    assert len(library.vocabulary.forbidden) == 3
    assert [*library.parties.by_name] == ["school", "instelling", "bestuur", "bedrijf"]


def test_a_topic_is_put_into_an_outline_of_a_lower_layer(layered: Layers) -> None:
    layered.clause("school/zwemles/ja", "De leerling zwemt.\n")
    layered.clause("school/slot/ja", "Tot slot.\n")
    layered.write(
        "school/templates/brief.yaml",
        """\
        onderwerpen:
          - {onderwerp: zwemles, standaard: ja, na: doel}
          - {onderwerp: slot, standaard: ja, voor: doel}
          - {onderwerp: extra, standaard: een}
        gegevens: [regio]
        """,
    )
    outline = layered.load().outlines["brief"]
    assert [(item.topic, item.default) for item in outline.topics] == [
        ("slot", "ja"),
        ("doel", "algemeen"),
        ("zwemles", "ja"),
        ("extra", "een"),
        ("begrip", None),
    ]
    assert outline.topics[1].required  # as the lower layer says
    assert outline.topics[3].several
    assert outline.layers == (0, 2)
    assert outline.values == ("regio",)
    bundle = build_bundle(layered.choices(), layered.load())
    titles = [artikel.topic for artikel in bundle.documents[0].artikelen]
    assert titles == ["slot", "doel", "zwemles", "extra"]


def test_a_layer_adds_a_kind_and_replaces_one_whole(layered: Layers) -> None:
    whole = (layered.folder / "land/templates/brief.yaml").read_text()
    layered.write("regio/templates/kaart.yaml", whole.replace("titel: Brief", "titel: Kaart"))
    layered.write("school/templates/brief.yaml", whole.replace("titel: Brief", "titel: Schrijven"))
    outlines = layered.load().outlines
    assert outlines["kaart"].title == "Kaart"
    assert (outlines["brief"].title, outlines["brief"].layers) == ("Schrijven", (2,))


def test_a_layer_brings_house_styles_tables_and_checks(layered: Layers) -> None:
    from dlr_docs.build.house_style import find_house_style, house_styles
    from dlr_docs.files.installation import default_library_path

    style = layered.folder / "regio/templates/huisstijl/streek"
    style.mkdir(parents=True)
    source = default_library_path() / "templates/huisstijl/zakelijk/overeenkomst.docx"
    shutil.copy(source, style / "overeenkomst.docx")
    layered.write(
        "school/clauses/tabellen.yaml",
        """\
        grens:
          omschrijving: Grens.
          wet: [wvo-een]
          kolommen: {regels: {kop: Regels, soort: aantal}}
          perioden: [{geldig_van: 2026-01-01, rijen: [{regels: 10}]}]
        """,
    )
    library = layered.load()
    assert house_styles(library)["streek"] == style
    found, _ = find_house_style(layered.choices(more="huisstijl: streek\n"), library)
    assert found is not None
    assert found.folder == style
    assert library.tables["grens"].columns == {"regels": "Regels"}


def test_a_layer_that_rests_on_others_brings_them(layered: Layers) -> None:
    layered.write("school/bibliotheek.yaml", "rust_op: [../land, ../regio]\n")
    assert [layer.name for layer in layered.load("school").layers] == ["land", "regio", "school"]
    assert [item.name for item in load_library(layered.folder / "school").layers] == [
        "land",
        "regio",
        "school",
    ]
    # what the choice file itself names keeps its own order
    assert [layer.name for layer in layered.load("[regio, land, school]").layers] == [
        "regio",
        "land",
        "school",
    ]


def test_the_package_is_a_layer_like_any_other(layered: Layers) -> None:
    layered.clause("school/geschillen/eigen", "1. Wij praten.\n")
    library = layered.load("[standaard, school]")
    assert [layer.name for layer in library.layers] == ["standaard", "school"]
    assert library.clause("geschillen/eigen").layer == 1
    assert load_library(layered.choices("[]").library).layers == load_library().layers


@pytest.mark.parametrize(
    ("named", "code", "words"),
    [
        ("[land, regoi]", "geen-laag", "Bedoelt u 'regio'?"),
        ("[land, keuzes.txt]", "geen-laag", "is een bestand"),
        ("[land, leeg]", "geen-laag", "geen map 'clauses'"),
        ("[land, regio, ./regio]", "laag-dubbel", "twee keer"),
        ("[land, 'http://example.org/x.git']", "geen-laag", "https of ssh"),
        ("[land, 'ext::sh -c kwaad']", "geen-laag", "https of ssh"),
        ("[land, '-uploadpack']", "geen-laag", "https of ssh"),
        ("[land, 'https://jan:geheim@example.org/x']", "geen-laag", "wachtwoord"),
        ("[land, 'https://example.org/x.git']", "laag-zonder-versie", "tag, een branch"),
        ("[{bron: standaard, versie: '99.0'}]", "laag-zonder-versie", "Installeer dlr-docs 99.0"),
        ("[{bron: standaard, inhoud: 00000000}]", "laag-anders-dan-vastgezet", "opnieuw vast"),
        (
            "[land, {bron: 'https://e.org/x.git', versie: v1}]",
            "laag-niet-opgehaald",
            "bibliotheek haal",
        ),
    ],
)
def test_what_is_no_layer_is_told_at_its_place(
    layered: Layers, named: str, code: str, words: str
) -> None:
    layered.write("keuzes.txt", "geen map")
    (layered.folder / "leeg").mkdir()
    problem = layered.refused(named)
    assert (problem.code, problem.source and problem.source.line) == (code, 1)
    assert problem.at.startswith("bibliotheek.")
    assert words in f"{problem.message} {problem.hint}"
    assert "geheim" not in str(problem)


def test_layers_that_rest_on_each_other_are_refused(layered: Layers) -> None:
    layered.write("school/bibliotheek.yaml", "rust_op: ../regio\n")
    layered.write("regio/bibliotheek.yaml", "rust_op: ['../land', '../school']\n")
    problem = layered.refused("school")
    assert problem.code == "laag-in-kring"
    assert "school → regio → school" in problem.message
    assert problem.source is not None
    assert problem.source.path.endswith("bibliotheek.yaml")


def test_a_chain_of_layers_without_end_is_refused_before_it_is_walked(layered: Layers) -> None:
    for number in range(40):
        layered.write(f"l{number}/clauses/gegevens.yaml", "{}\n")
        layered.write(f"l{number}/bibliotheek.yaml", f"rust_op: ../l{number + 1}\n")
    problem = layered.refused("l0")
    assert problem.code == "bibliotheek-te-groot"
    assert "te veel lagen (hoogstens 12)" in problem.message
    assert problem.source is not None
    assert problem.source.path.endswith("l11/bibliotheek.yaml")


def test_what_a_layer_says_of_itself_is_judged(layered: Layers) -> None:
    layered.write("school/bibliotheek.yaml", "rust-op: ../land\n")
    assert layered.refused("school").code == "onbekende-sleutel"


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("- {onderwerp: zwemles, standaard: ja, na: doell}", "uitbreiding-zonder-plaats", "Bedoelt u 'doel'?"),
        ("- {onderwerp: zwemles, standaard: ja}", "uitbreiding-zonder-plaats", "na: of voor:"),
        ("- {onderwerp: zwemles, na: doel}", "uitbreiding-zonder-plaats", "geen standaard"),
        ("- {onderwerp: doel, plaats: 1}", "onbekende-sleutel", "Bekend zijn"),
    ],
)  # fmt: skip
def test_an_extension_that_cannot_be_is_told(
    layered: Layers, text: str, code: str, words: str
) -> None:
    layered.write("school/templates/brief.yaml", f"onderwerpen:\n  {text}\n")
    problem = layered.refused()
    assert problem.code == code
    assert words in f"{problem.message} {problem.hint}"
    assert problem.source is not None
    assert problem.source.path == str(layered.folder / "school/templates/brief.yaml")
    assert problem.source.line == 2


def test_an_extension_of_a_kind_that_no_layer_has_is_told(layered: Layers) -> None:
    layered.write("school/templates/breif.yaml", "onderwerpen: []\n")
    problem = layered.refused()
    assert problem.code == "opzet-breidt-niets-uit"
    assert problem.hint == "Bedoelt u 'brief'?"


def test_one_name_has_one_meaning_in_all_layers(layered: Layers) -> None:
    layered.write("regio/clauses/gegevens.yaml", "regio: {soort: datum, vraag: Wanneer?}\n")
    problem = layered.refused()
    assert problem.code == "betekenis-per-laag"
    assert problem.source is not None
    assert problem.source.path == str(layered.folder / "regio/clauses/gegevens.yaml")
    layered.write("regio/clauses/gegevens.yaml", "regio: {soort: tekst, vraag: Welke streek?}\n")
    layered.load()


def test_clauses_of_two_layers_may_share_a_value_with_one_meaning(layered: Layers) -> None:
    layered.clause(
        "land/extra/een", "{{ termijn }}\n", "gegevens: {termijn: {soort: duur, vraag: Hoe lang?}}"
    )
    layered.clause(
        "school/extra/ons",
        "{{ termijn }}\n",
        "gegevens: {termijn: {soort: duur, vraag: Tot?, standaard: 2 weken}}",
    )
    layered.load()
    layered.clause(
        "school/extra/ons", "{{ termijn }}\n", "gegevens: {termijn: {soort: tekst, vraag: Tot?}}"
    )
    problem = layered.refused()
    assert (problem.code, "extra/een" in problem.message) == ("betekenis-per-laag", True)


def test_a_layer_alone_says_what_it_misses(layered: Layers) -> None:
    assert layered.refused("[regio]").code == "geen-bibliotheek"
    (layered.folder / "regio/templates").mkdir()
    problems = read_library(layered.choices("[regio]").library)[1]
    assert "partijen-ontbreken" in [problem.code for problem in problems]


@needs_git
def test_a_layer_is_read_at_a_tag_a_branch_or_a_commit(layered: Layers) -> None:
    layered.clause("regio/doel/algemeen", "Zoals het was.\n")
    first = committed(layered.folder / "regio")
    git(layered.folder / "regio", "tag", "v1")
    layered.clause("regio/doel/algemeen", "Zoals het werd.\n")
    second = committed(layered.folder / "regio")
    layered.clause("regio/doel/algemeen", "Nog niet vastgelegd.\n")
    for version, text in (
        ("versie: v1", "Zoals het was.\n"),
        (f"versie: {first[:12]}", "Zoals het was.\n"),
        (f"versie: hoofd, commit: {first}", "Zoals het was.\n"),
        ("versie: hoofd", "Zoals het werd.\n"),
        ("versie: ''", "Nog niet vastgelegd.\n"),
    ):
        named = f"[land, {{bron: regio, {version}}}]" if "''" not in version else "[land, regio]"
        library = layered.load(named)
        assert library.clause("doel/algemeen").text == text
        layer = library.layers[1]
        assert layer.name == "regio"
        assert layer.revision == (first if "was" in text else second)
        assert layer.is_changed == ("Nog niet" in text)
    assert layered.load("[land, {bron: regio, versie: v1}]").layers[1].version == "v1"


@needs_git
def test_a_layer_may_be_a_folder_in_a_repository_and_a_repository_without_files(
    layered: Layers,
) -> None:
    layered.clause("regio/doel/algemeen", "Van de regio.\n")
    committed(layered.folder)
    git(layered.folder, "tag", "v1")
    library = layered.load("[land, {bron: regio, versie: v1}]")
    assert library.clause("doel/algemeen").text == "Van de regio.\n"
    committed(layered.folder / "regio")
    git(layered.folder, "clone", "-q", "--bare", "regio", "kaal.git")
    library = layered.load("[land, {bron: kaal.git, versie: hoofd}]")
    assert library.clause("doel/algemeen").text == "Van de regio.\n"
    assert library.layers[1].name == "kaal"


@needs_git
@pytest.mark.parametrize(
    ("named", "words"),
    [
        ("{bron: regio, versie: v2}", "de versie 'v2' staat niet in de laag"),
        ("{bron: regio, versie: 'v1..v2'}", "staat niet in de laag"),
        ("{bron: regio, versie: '--help'}", "staat niet in de laag"),
        ("{bron: regio, commit: abcdef0123}", "het commit 'abcdef0123' staat niet"),
        ("{bron: school, versie: v1}", "staat niet in git"),
    ],
)
def test_a_version_that_is_not_there_is_told(layered: Layers, named: str, words: str) -> None:
    layered.clause("regio/doel/algemeen", "Van de regio.\n")
    committed(layered.folder / "regio")
    git(layered.folder / "regio", "tag", "v1")
    problem = layered.refused(f"[land, {named}]")
    assert problem.code == "laag-zonder-versie"
    assert words in problem.message
    if "v2}" in named:
        assert problem.hint == "Bekend zijn: hoofd, v1."


@needs_git
def test_a_layer_without_a_commit_and_a_shallow_clone_say_what_to_do(layered: Layers) -> None:
    layered.clause("regio/doel/algemeen", "Van de regio.\n")
    git(layered.folder / "regio", "init", "-q")
    problem = layered.refused("[land, {bron: regio, versie: HEAD}]")
    assert "nog niets vastgelegd" in problem.message
    assert "git commit" in (problem.hint or "")
    committed(layered.folder / "regio")
    git(layered.folder / "regio", "tag", "v1")
    committed(layered.folder / "regio", "Later", 2)
    address = f"file://{layered.folder / 'regio'}"
    git(layered.folder, "clone", "-q", "--depth=1", address, "ondiep")
    problem = layered.refused("[land, {bron: ondiep, versie: v1}]")
    assert "--unshallow" in (problem.hint or "")


@needs_git
def test_layers_are_told_in_the_order_in_which_they_stand(layered: Layers) -> None:
    found = resolve(layered.choices().library)
    assert [item.name for item in found] == ["land", "regio", "school"]
    with pytest.raises(DlrDocsError):
        resolve(layered.choices(f"[{', '.join(f'm{n}' for n in range(15))}]").library)


def test_a_library_is_read_again_when_any_layer_changed(layered: Layers) -> None:
    first = layered.load()
    assert layered.load() is first
    layered.clause("regio/doel/algemeen", "Van de regio.\n")
    assert layered.load().clause("doel/algemeen").text == "Van de regio.\n"


def test_a_digest_covers_all_layers(layered: Layers) -> None:
    digests = {layered.load(named).digest for named in ("[land]", "[land, regio]", "[regio, land]")}
    assert len(digests) == 3
    assert layered.load("[land]").digest == load_library(layered.folder / "land").digest


def test_an_absolute_path_stays_on_this_machine(layered: Layers) -> None:
    library = layered.load(f"[land, {os.fspath(layered.folder / 'regio')}]")
    assert library.layers[1].source == "regio"


def test_any_library_can_be_the_lowest_layer(layered: Layers) -> None:
    """The rental library, with a layer above it that knows nothing of schools."""
    huur = Path(__file__).parents[2] / "huur"
    shutil.copytree(huur, layered.folder / "huur")
    lowest = layered.load("[huur]")
    kind, outline = next(iter(lowest.outlines.items()))
    layered.clause("school/huisdieren/ja", "Een huisdier mag.\n")
    topic = outline.topics[0].topic
    layered.write(
        f"school/templates/{kind}.yaml",
        f"onderwerpen:\n  - {{onderwerp: huisdieren, standaard: ja, na: {topic}}}\n",
    )
    library = layered.load("[huur, school]")
    assert [item.topic for item in library.outlines[kind].topics][:2] == [topic, "huisdieren"]
    assert library.parties.by_name.keys() == lowest.parties.by_name.keys()
    assert not [item for item in check_library(library) if "huisdieren" in item.message]


def test_a_document_is_made_again_to_the_same_bytes_with_its_layers(layered: Layers) -> None:
    layered.clause("regio/doel/algemeen", "1. Van de regio, per {{ ingangsdatum }}.\n")
    library = layered.load()
    made = document_bytes(build_bundle(layered.choices(), library), "brief")
    found = read_document(made)
    assert [layer.name for layer in found.provenance.layers] == ["land", "regio", "school"]
    assert [layer.source for layer in found.provenance.layers] == ["land", "regio", "school"]
    assert [(item.id, item.layer) for item in found.clauses] == [("doel/algemeen", 2)]
    assert rebuild(found, library).data() == made


@needs_git
def test_what_a_layer_rests_on_is_part_of_its_state(layered: Layers) -> None:
    layered.write("school/bibliotheek.yaml", "rust_op: [../land, ../regio]\n")
    layered.clause("school/doel/eigen", "Eigen.\n")
    committed(layered.folder / "school")
    assert not layered.load("school").layers[-1].is_changed
    layered.write("school/bibliotheek.yaml", "rust_op: [../land]\n")
    assert layered.load("school").layers[-1].is_changed
    commit = committed(layered.folder / "school", "Anders", 2)
    assert layered.load("school").layers[-1].revision == commit


def test_a_layer_below_another_is_told_by_a_path_without_steps_up_and_down(
    layered: Layers,
) -> None:
    layered.write("regio/bibliotheek.yaml", "rust_op: [../school]\n")
    layered.write("school/bibliotheek.yaml", "rust_op: [../weg]\n")
    problem = layered.refused("[land, regio]")
    assert problem.source is not None
    assert problem.source.path == str(layered.folder / "school/bibliotheek.yaml")
