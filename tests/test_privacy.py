"""Documents hold names of people: where these go, and that no message repeats them."""

from __future__ import annotations

import copy
import itertools
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from dlr_docs import (
    WriteOptions,
    build_bundle,
    check_bundle,
    choices_from_data,
    document_bytes,
    write_bundle,
)
from dlr_docs.basis.problems import DlrDocsError, named, typed
from dlr_docs.basis.yaml import loading as strict_yaml
from dlr_docs.build.pipeline import build_with_warnings
from dlr_docs.build.values.interpreting import ValueProblem, interpret
from dlr_docs.choices.file import parse_choices
from dlr_docs.cli import program
from dlr_docs.model.library import Library
from dlr_docs.word.package.seal import is_untouched
from tests import ooxml
from tests.build.values.test_interpreting import declared
from tests.samples import AGREEMENT, agreement, bundle_of
from tests.small import SmallLibrary

SECRETS = [
    "Wilhelmina",
    "١٢",
    "van der Vertrouwelijk",
    "123456782",
    "0612345678",
    "w.vertrouwelijk@example.org",
    "1234.56.782",
]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(program, [str(part) for part in arguments], prog_name="dlr-docs")


def texts(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        return "\n".join(
            package.read(name).decode("utf-8", "replace") for name in package.namelist()
        )


REASON = "nagevraagd bij Wilhelmina"


@pytest.fixture
def keuzes(tmp_path: Path) -> Path:
    """The agreement with a name that only its choice file shows, and one in a comment of it."""
    path = tmp_path / "keuzes.yaml"
    text = yaml.safe_dump(AGREEMENT, allow_unicode=True, sort_keys=False)
    text = text.replace("status: concept", f"status: concept\nnegeer: {{een-variant: {REASON}}}")
    path.write_text(f"# Vraag het Josephina\n{text}", encoding="utf-8")
    return path


def test_without_provenance_the_choice_file_stays_out_and_the_rest_stays(
    tmp_path: Path, keuzes: Path
) -> None:
    name = "samenwerkingsovereenkomst.docx"
    assert run("maak", keuzes, "--uit", tmp_path / "met").exit_code == 0
    assert run("maak", keuzes, "--uit", tmp_path / "zonder", "--zonder-herkomst").exit_code == 0
    with_it, without = (texts(tmp_path / folder / name) for folder in ("met", "zonder"))
    assert REASON in with_it
    assert "Josephina" not in with_it
    assert "Wilhelmina" not in without
    assert "keuzebestand" not in without
    assert without.count("<clausule id=") == with_it.count("<clausule id=") > 10
    assert is_untouched(tmp_path / "zonder" / name)
    made = [ooxml.parts((tmp_path / folder / name).read_bytes()) for folder in ("met", "zonder")]
    assert {part for part in made[0] if made[0][part] != made[1][part]} == {"customXml/item2.xml"}


OWN = "Stichting De Eigen"
OTHER = ("Stichting De Andere", "De Andere School", "Vreemdstad", "W. Ander", "vervangend rector")


def test_a_document_holds_no_party_and_no_value_of_another_document(library: Library) -> None:
    data: Any = agreement(
        partijen={
            **agreement()["partijen"],
            "ander": {
                "soort": "school",
                "bevoegd_gezag": OTHER[0],
                "naam": OTHER[1],
                "vestigingsplaats": OTHER[2],
                "vertegenwoordiger": {"naam": OTHER[3], "functie": OTHER[4]},
            },
        }
    )
    first = data["documenten"][0]
    other = copy.deepcopy(first) | {"id": "zijstuk", "partijen": ["ander", "spoor"]}
    first |= {"id": "eerste", "partijen": ["linde", "spoor"]}
    other["gegevens"] |= {"regio": "Verweggistan"}
    other["gegevens"]["opleiding"]["naam"] = "Geheimschrijver"
    data["documenten"].append(other)
    bundle = bundle_of(data, library)
    parts = ooxml.parts(document_bytes(bundle, "eerste", WriteOptions(notes=True)))
    said = b"".join(parts.values()).decode("utf-8", "replace")
    for secret in (*OTHER, "Verweggistan", "Geheimschrijver", "zijstuk"):
        assert secret not in said
    assert OTHER[0] in "".join(
        part.decode("utf-8", "replace")
        for part in ooxml.parts(document_bytes(bundle, "zijstuk")).values()
    )


def test_a_document_names_the_one_that_it_belongs_to_and_none_of_its_parties_or_values(
    library: Library,
) -> None:
    from dlr_docs import load_choices

    bundle = build_bundle(load_choices("examples/veel-opleidingen.yaml"), library)
    convenant, *addenda = bundle.files
    for addendum in addenda[:3]:
        own = {party.key for party in addendum.parties}
        said = "".join(
            part.decode("utf-8", "replace")
            for part in ooxml.parts(document_bytes(bundle, addendum.id)).values()
        )
        for party in convenant.parties:
            if party.key not in own:
                names = [party.value(path) for path in ("naam", "bevoegd_gezag")]
                assert not [value.text for value in names if value and value.text in said]
        # those that share a number with it are named in its text
        groups = [group.documents for group in bundle.choices.groups.values()]
        sharing = {*itertools.chain(*(ids for ids in groups if addendum.id in ids))}
        others = {item.id for item in bundle.files} - {addendum.id, convenant.id} - sharing
        assert others
        assert not [name for name in others if f"{name}<" in said or f"{name}:" in said]


def test_a_program_can_leave_the_choice_file_out_too(
    tmp_path: Path, library: Library, keuzes: Path
) -> None:
    from dlr_docs import load_choices

    bundle = build_bundle(load_choices(keuzes), library)
    assert (
        b"Wilhelmina"
        in ooxml.parts(document_bytes(bundle, "samenwerkingsovereenkomst"))["customXml/item2.xml"]
    )
    made = document_bytes(bundle, "samenwerkingsovereenkomst", WriteOptions(choice_file=False))
    assert b"Wilhelmina" not in b"".join(ooxml.parts(made).values())
    (path,) = write_bundle(bundle, tmp_path / "uit", WriteOptions(choice_file=False))
    assert path.read_bytes() == made


@pytest.mark.parametrize("raw", SECRETS)
@pytest.mark.parametrize(
    "kind",
    [
        "datum",
        "bedrag",
        "aantal",
        "percentage",
        "breuk",
        "duur",
        "keuze",
        "ja_nee",
        "lijst",
        "groep",
        "persoon",
    ],
)
def test_a_problem_with_a_value_does_not_repeat_it(kind: Any, raw: str) -> None:
    more: dict[str, Any] = {"options": {"a": "a"}} if kind == "keuze" else {"maximum": 10}
    with pytest.raises(ValueProblem) as caught:
        interpret(declared(kind, **more), raw)
    assert raw not in f"{caught.value.message} {caught.value.hint}"


@pytest.mark.parametrize(
    "raw", ["2026-02-30", "31-4-2027", "250000", "12,345", "1.250", "-3", "150%", "1/0"]
)
def test_an_impossible_date_or_a_short_number_is_repeated_since_it_helps(raw: str) -> None:
    assert typed(f" {raw} ") == f"'{raw}'"


@pytest.mark.parametrize("raw", SECRETS)
def test_what_may_be_a_name_or_a_personal_number_is_not_repeated(raw: str) -> None:
    assert typed(raw) == "dit"
    assert named(raw, "deze") == "deze" or raw.islower() or raw.isdigit()


PLACES: list[tuple[Any, ...]] = [
    ("bundel",), ("status",), ("datum",), ("huisstijl",), ("gegevens", "ingangsdatum"),
    ("partijen", "linde", "soort"), ("partijen", "linde", "naam"), ("partijen", "linde", "bevoegd_gezag"),
    ("partijen", "linde", "aanduiding"), ("partijen", "linde", "vertegenwoordiger"),
    ("partijen", "linde", "vertegenwoordiger", "naam"), ("documenten", 0, "partijen"),
    ("documenten", 0, "gegevens", "leerweg_vmbo"), ("documenten", 0, "gegevens", "opleiding"),
    ("documenten", 0, "gegevens", "opleiding", "niveau"), ("documenten", 0, "gegevens", "opleiding", "crebo"),
    ("negeer",), ("documenten",),
]  # fmt: skip


@pytest.mark.parametrize("shape", ["text", "list", "with-control", "too-long"])
@pytest.mark.parametrize("place", PLACES, ids=lambda place: ".".join(map(str, place)))
def test_no_message_repeats_a_name_that_was_typed_in_the_wrong_place(
    library: Library, place: tuple[Any, ...], shape: str
) -> None:
    if place == ("huisstijl",):
        pytest.skip("a house style is the name of a folder, which a message has to name")
    secret = "Wilhelmina van der Vertrouwelijk"
    typed_here: Any = {
        "text": secret, "list": [secret], "with-control": f"{secret}\x07", "too-long": (f"{secret} " f"" f"") * 30,
    }[shape]  # fmt: skip
    data: Any = agreement()
    *above, key = place
    parent = data
    for step in above:
        parent = parent[step]
    parent[key] = typed_here
    said = ""
    try:
        bundle_of(data, library)
    except DlrDocsError as exc:
        said = str(exc)
    assert "Wilhelmina" not in said


@pytest.mark.parametrize(
    "text",
    [
        "naam: *Wilhelmina",
        "naam: !Wilhelmina x",
        "naam: &Wilhelmina x\nnaam: &Wilhelmina y",
        "naam: 'Wilhelmina",
        "naam: Wilhelmina: x",
        "naam: @Wilhelmina",
        "naam: &Wilhelmina [*Wilhelmina]",
        "- Wilhelmina\n- x: y",
        "Wilhelmina",
        "naam: Wilhelmina\x07",
        "\tnaam: Wilhelmina",
    ],
)
def test_no_message_about_yaml_repeats_a_value(tmp_path: Path, text: str) -> None:
    path = tmp_path / "keuzes.yaml"
    path.write_text(text, encoding="utf-8")
    result = run("maak", path, "--uit", tmp_path / "uit")
    assert result.exit_code == 1
    assert "Wilhelmina" not in result.output + result.stderr
    assert not (tmp_path / "uit").exists()


def test_a_failing_template_does_not_repeat_a_value(library: Library, tmp_path: Path) -> None:
    from dlr_docs.basis.problems import TemplateError
    from dlr_docs.word.write.document import write_docx
    from tests.bombs import with_tag

    data: Any = agreement()
    data["partijen"]["linde"]["naam"] = "Wilhelmina"
    bundle = build_bundle(choices_from_data(data), library)
    path = tmp_path / "eigen.docx"
    for tag in (
        "{{ partijen[partijen[0].naam] }}",
        "{{ partijen[partijen[0].naam.text] }}",
        "{{ partijen[0] }}",
        # the trial has no party of this name, so only this document fails
        '{% if partijen[0].naam == "Wilhelmina" %}{{ partijen[0][partijen[0].naam] }}{% endif %}',
    ):
        path.write_bytes(with_tag(tag))
        with pytest.raises(TemplateError) as caught:
            write_docx(bundle.documents[0], bundle, template=path)
        assert "Wilhelmina" not in str(caught.value)


def test_a_failing_clause_does_not_repeat_a_value(library: Library) -> None:
    from dlr_docs.basis.problems import RenderError
    from dlr_docs.clause.rendering import render
    from tests.bombs import names_of
    from tests.clause.making import clause, value

    names = {**names_of(library), "wie": value("wie", "Wilhelmina")}
    for text in (
        "{{ partijen[wie] }}",
        "{{ partijen[0][wie.text] }}",
        "{{ wie|keer(2) }}",
        "{{ wie|in_woorden }}",
        "{{ wie.raw.x }}",
    ):
        with pytest.raises(RenderError) as caught:
            render(clause(text), names)
        assert "Wilhelmina" not in str(caught.value)


@pytest.mark.parametrize(
    "change",
    [{"soort": "Wilhelmina B."}, {"bij": "Wilhelmina B."}, {"keuzes": {"doel": "Wilhelmina B."}}],
    ids=["soort", "bij", "variant"],
)
def test_a_name_where_a_kind_or_variant_belongs_is_not_repeated(
    library: Library, change: dict[str, Any]
) -> None:
    data = agreement()
    data["documenten"][0] |= change
    with pytest.raises(DlrDocsError) as caught:
        build_bundle(choices_from_data(data), library)
    assert "Wilhelmina" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "partijen: {a: {soort: school, vertegenwoordiger: {NAME: rector}}}",
        "partijen: {a: {soort: school, NAME: x}}",
        "partijen: {a: {soort: NAME}}",
        "gegevens: {NAME: x}",
        "NAME: a",
        "documenten: [{soort: brief, NAME: x}]",
        "documenten: [{soort: brief, keuzes: {NAME: x}}]",
        "documenten: [{soort: brief, keuzes: {doel: NAME}}]",
        "documenten: [{soort: brief, partijen: [NAME]}]",
        "documenten: [{soort: brief, bij: NAME}]",
        "negeer: {NAME: omdat het hier niet geldt}",
        "huisstijl: NAME",
        "NAME: a\nNAME: b",
    ],
)
@pytest.mark.parametrize("name", ["wilhelmina", "Wilhelmina V", "123456782", "0612345678"])
@pytest.mark.parametrize("as_data", [False, True])
def test_a_key_that_is_none_of_ours_is_not_repeated(
    small_library: SmallLibrary, text: str, name: str, as_data: bool
) -> None:
    """It may be the name or the number of a person; the place shows what is meant."""
    rest = {"bundel": "x", "partijen": "{a: {soort: school}}", "documenten": "[{soort: brief}]"}
    whole = text.replace("NAME", name) + "\n"
    whole += "".join(f"{key}: {value}\n" for key, value in rest.items() if f"{key}:" not in text)
    try:
        data: Any = strict_yaml.load(whole, "keuzes.yaml").data
        choices = choices_from_data(data) if as_data else parse_choices(whole)
        bundle, problems = build_with_warnings(choices, small_library.load())
        problems = [*problems, *check_bundle(bundle)]
    except DlrDocsError as exc:
        problems = list(exc.problems)
    assert problems
    for problem in problems:
        assert name not in str(problem)
        assert name not in str(problem.as_dict())
