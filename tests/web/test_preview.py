"""The text of a document beside its questions."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup
from msgspec.structs import replace

from dlr_docs import build_bundle, load_choices
from dlr_docs.clause.html import NOWHERE
from dlr_docs.model.library import Library
from dlr_docs.model.values import ValueType
from dlr_docs.web.forms import FormField
from dlr_docs.web.preview import Previews, ShownFields
from tests.build.selected.test_attached import with_annexes


def test_annexes_of_the_parties_own_are_shown_with_their_list(
    tmp_path: Path,
    library: Library,
) -> None:
    bundle = build_bundle(load_choices(with_annexes(tmp_path) / "k.yaml"), library)
    shown = Previews().html("k.yaml", "a", bundle.document("convenant"), bundle, NOWHERE)
    assert "Een zaal met" in shown
    assert "<td>4,5</td>" in shown
    assert "Lijst van bijlagen" in shown


def test_only_a_question_that_changed_or_leads_elsewhere_is_written_anew() -> None:
    written: list[str] = []

    def write(field: FormField) -> Markup:
        written.append(field.typed)
        return Markup("<b>{}</b>").format(field.typed)

    asked = replace(_field(), typed="De Linde")
    fields = ShownFields()
    assert fields.html(write, asked, "k.yaml", "convenant") == "<b>De Linde</b>"
    assert fields.html(write, asked, "k.yaml", "convenant") == "<b>De Linde</b>"
    assert written == ["De Linde"]
    renamed = replace(asked, typed="De Es")
    assert fields.html(write, renamed, "k.yaml", "convenant") == "<b>De Es</b>"
    for file, document in (("k.yaml", "addendum"), ("ander.yaml", "convenant")):
        assert fields.html(write, renamed, file, document) == "<b>De Es</b>"
    assert written == ["De Linde", "De Es", "De Es", "De Es"]


def test_questions_of_long_ago_are_not_remembered() -> None:
    fields, field, written = ShownFields(), _field(), [0]

    def write(_: FormField) -> Markup:
        written[0] += 1
        return Markup()

    for document in (*range(5000), 4999, 0):
        fields.html(write, field, "k.yaml", str(document))
    assert written == [5001]


def _field() -> FormField:
    asked = ValueType("naam", "tekst", "Hoe heet de school?")
    return FormField("tekst", "a/naam", "a.naam", asked.question, asked)
