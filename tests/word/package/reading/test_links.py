"""Where a paragraph leads, in whatever form another program wrote its link."""

from __future__ import annotations

import pytest
from lxml import etree

from dlr_docs.word.package.reading.links import leads_to
from dlr_docs.word.package.xml import W, field, field_start, link, run
from dlr_docs.word.write.contents_table import FIELD

ELEMENT = '<w:hyperlink w:anchor="_Ref_a" w:history="1"><w:r><w:t>a</w:t></w:r></w:hyperlink>'
OUTSIDE = '<w:hyperlink w:history="1"><w:r><w:t>a</w:t></w:r></w:hyperlink>'


@pytest.mark.parametrize(
    ("inner", "bookmark"),
    [
        (link("_Ref_a", run("a")), "_Ref_a"),
        (ELEMENT, "_Ref_a"),
        (FIELD + link("_Ref_a", run("a")), "_Ref_a"),
        (FIELD + ELEMENT, "_Ref_a"),
        (link("_Ref_a", run("a") + field("PAGEREF _Toc_4 \\h", "7")), "_Ref_a"),
        (field('HYPERLINK "" \\l "_Ref_a"', "a"), "_Ref_a"),
        (field("hyperlink  \\l _Ref_a \\h", "a"), "_Ref_a"),
        (OUTSIDE + link("_Ref_a", run("a")), "_Ref_a"),
        # A code that a program wrote in more runs.
        (
            field_start("HYPERLINK @").replace("@ ", '</w:instrText></w:r><w:r><w:instrText>\\l "_Ref_a"'),
            "_Ref_a",
        ),
        (OUTSIDE, ""),
        (field('HYPERLINK "https://voorbeeld.nl/" \\l "_Ref_a"', "a"), ""),
        (field("REF _Ref_a \\n \\h", "3"), ""),
        (FIELD + run("a"), ""),
        (run('HYPERLINK \\l "_Ref_a"'), ""),
        ("", ""),
    ],
)  # fmt: skip
def test_a_link_is_found_in_either_form(inner: str, bookmark: str) -> None:
    assert leads_to(etree.fromstring(f'<w:p xmlns:w="{W}">{inner}</w:p>')) == bookmark
