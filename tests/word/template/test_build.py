"""Word templates from their readable parts: what is built, and that it holds no more than is used."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docxtpl import DocxTemplate
from lxml import etree

from dlr_docs.word.template.build import build_template
from dlr_docs.word.template.parts.controls import PLACEHOLDER_STYLE
from dlr_docs.word.template.style_names import OUR_STYLES
from tests import ooxml
from tests.ooxml import READABLE_TEMPLATES, TEMPLATE

Change = Callable[[str], str]


@pytest.fixture(scope="module")
def template() -> bytes:
    return TEMPLATE.read_bytes()


@pytest.mark.parametrize("folder", READABLE_TEMPLATES.values(), ids=READABLE_TEMPLATES)
def test_the_committed_template_is_what_its_parts_build(folder: Path) -> None:
    assert folder.with_suffix(".docx").read_bytes() == build_template(folder)


@pytest.mark.parametrize("folder", READABLE_TEMPLATES.values(), ids=READABLE_TEMPLATES)
def test_python_docx_and_docxtpl_open_the_template(folder: Path) -> None:
    opened = DocxTemplate(folder.with_suffix(".docx"))
    assert {"titel", "bundel", "artikelen"} <= opened.get_undeclared_template_variables()


@pytest.mark.parametrize("folder", READABLE_TEMPLATES.values(), ids=READABLE_TEMPLATES)
def test_a_template_holds_only_styles_lists_and_fonts_that_are_used(folder: Path) -> None:
    members = ooxml.parts(folder.with_suffix(".docx").read_bytes())
    styles = {
        style.get(f"{ooxml.W}styleId"): style
        for style in etree.fromstring(members["word/styles.xml"]).findall(f"{ooxml.W}style")
    }
    text = b"".join(
        members[name] for name in members if re.match(r"word/(document|header|footer)", name)
    ).decode()
    named = set(re.findall(r'Style w:val="([^"]+)"', text)) | OUR_STYLES | {PLACEHOLDER_STYLE}
    based = {
        item.get(f"{ooxml.W}val")
        for style in styles.values()
        for item in style.findall(f"{ooxml.W}basedOn")
    }
    defaults = {name for name, style in styles.items() if style.get(f"{ooxml.W}default") == "1"}
    assert styles.keys() <= named | based | defaults
    numbering = etree.fromstring(members["word/numbering.xml"])
    assert {
        level.get(f"{ooxml.W}val") for level in numbering.iter(f"{ooxml.W}pStyle")
    } <= styles.keys()
    fonts = {font.get(f"{ooxml.W}name") for font in etree.fromstring(members["word/fontTable.xml"])}
    used = {
        value
        for item in etree.fromstring(members["word/styles.xml"]).iter(f"{ooxml.W}rFonts")
        for name, value in item.attrib.items()
        if not str(name).lower().endswith("theme")
    }
    assert fonts == used


@pytest.mark.parametrize("folder", READABLE_TEMPLATES.values(), ids=READABLE_TEMPLATES)
def test_colours_and_fonts_follow_the_theme_and_look_the_same_without_it(folder: Path) -> None:
    # Word's tab Ontwerp changes the theme; LibreOffice and others read the value beside the name
    members = ooxml.parts(folder.with_suffix(".docx").read_bytes())
    theme: Any = etree.fromstring(members["word/theme/theme1.xml"])
    fonts = {
        sort: theme.find(f".//{{*}}{sort}Font/{{*}}latin").get("typeface")
        for sort in ("major", "minor")
    }
    colours = {
        etree.QName(item).localname: item[0].get("lastClr") or item[0].get("val")
        for item in theme.find(".//{*}clrScheme")
    }
    mapping = {"text1": "dk1", "text2": "dk2", "background1": "lt1", "background2": "lt2"}
    styles: Any = etree.fromstring(members["word/styles.xml"])
    themed = 0
    for item in styles.iter():
        for mark, plain in (("themeColor", ("val", "color")), ("themeFill", ("fill",))):
            name = item.get(f"{ooxml.W}{mark}")
            if name is not None:
                themed += 1
                shown = {item.get(f"{ooxml.W}{key}") for key in plain}
                assert colours[mapping.get(name, name)] in shown
    for item in styles.iter(f"{ooxml.W}rFonts"):
        assert item.get(f"{ooxml.W}ascii") == fonts[item.get(f"{ooxml.W}asciiTheme")[:5]]
    assert themed


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (WCAG 2.1, 1.4.3)."""

    def luminance(colour: str) -> float:
        shares = [int(colour[index : index + 2], 16) / 255 for index in (0, 2, 4)]
        linear = [
            share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
            for share in shares
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("folder", READABLE_TEMPLATES.values(), ids=READABLE_TEMPLATES)
def test_every_text_colour_stands_out_on_paper_and_on_every_shade(folder: Path) -> None:
    styles = ooxml.parts(folder.with_suffix(".docx").read_bytes())["word/styles.xml"].decode()
    inks = set(re.findall(r'<w:color w:val="([0-9A-F]{6})"', styles)) | {"000000"}
    shades = set(re.findall(r'w:fill="([0-9A-F]{6})"', styles)) | {"FFFFFF"}
    assert min(contrast(ink, shade) for ink in inks for shade in shades) >= 4.5
