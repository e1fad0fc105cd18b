"""House styles: which template a document is written in, and what is said when there is none."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dlr_docs import build_bundle, load_choices
from dlr_docs.basis.problems import ChoicesError, OutputError
from dlr_docs.build.house_style import house_styles, read_house_style
from dlr_docs.model.library import Library
from tests.small import CHOICES, SmallLibrary


def template_of(folder: Path, library: Library, style: str | None) -> Path:
    path = folder / "keuzes.yaml"
    path.write_text(CHOICES + (f"huisstijl: {style}\n" if style else ""), encoding="utf-8")
    return build_bundle(load_choices(path), library).documents[0].template


def test_without_a_choice_the_style_is_that_of_the_package(
    small_library: SmallLibrary, tmp_path: Path
) -> None:
    library = small_library.load()
    assert (
        template_of(tmp_path, library, None)
        == house_styles(library)["zakelijk"] / "overeenkomst.docx"
    )


def test_a_library_may_have_its_own_style_or_another_one_of_the_same_name(
    small_library: SmallLibrary, tmp_path: Path
) -> None:
    own = small_library.path / "templates" / "huisstijl" / "zakelijk"
    shutil.copytree(house_styles(small_library.load())["zakelijk"], own)
    assert template_of(tmp_path, small_library.load(), "zakelijk") == own / "overeenkomst.docx"


@pytest.mark.parametrize("name", ["onze-stijl", "./onze-stijl", "map met spaties/stijl"])
def test_a_folder_beside_the_choice_file_is_a_style(
    small_library: SmallLibrary, tmp_path: Path, name: str
) -> None:
    library = small_library.load()
    shutil.copytree(house_styles(library)["zakelijk"], tmp_path / name)
    assert template_of(tmp_path, library, name) == tmp_path / name / "overeenkomst.docx"


def test_an_unknown_style_is_named_with_the_nearest_one(
    small_library: SmallLibrary, tmp_path: Path
) -> None:
    with pytest.raises(ChoicesError) as caught:
        template_of(tmp_path, small_library.load(), "zakelyk")
    (problem,) = caught.value.problems
    assert problem.code == "onbekende-huisstijl"
    assert "Bedoelt u 'zakelijk'?" in str(problem.hint)
    assert problem.source is not None
    assert problem.source.line == len(CHOICES.splitlines()) + 1


def test_a_style_without_the_template_that_is_needed_says_which(
    small_library: SmallLibrary, tmp_path: Path
) -> None:
    (tmp_path / "leeg").mkdir()
    with pytest.raises(ChoicesError, match=r"ontbreekt overeenkomst\.docx"):
        template_of(tmp_path, small_library.load(), "leeg")


def test_all_templates_of_a_style_are_read_to_be_copied(library: Library) -> None:
    files = read_house_style(library, "zakelijk")
    assert sorted(files) == ["brief.docx", "lijst.docx", "overeenkomst.docx"]
    folder = house_styles(library)["zakelijk"]
    assert all((folder / name).read_bytes() == data for name, data in files.items())
    with pytest.raises(OutputError) as caught:
        read_house_style(library, "zakelyk")
    assert "Bedoelt u 'zakelijk'?" in str(caught.value)
