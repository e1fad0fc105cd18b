"""Pieces of a choice file as somebody typed them, and texts of several lines put into one."""

from __future__ import annotations

from dlr_docs.choices.editing.change import Typed
from dlr_docs.choices.editing.excerpts import lines_at

FILE = """\
bundel: x
negeer:
  # waarom
  ander: omdat het zo hoort  # echt
documenten:
  - {soort: brief, plaats: eigen-bestand}
  - soort: brief
    alleen:
      linde: [een]
"""
TEXT = '1. {{ anker("huur") }}De huur:\n   1. {{ huur }} per dag;\n\n   1. niets.'


def test_a_piece_stands_as_it_was_typed() -> None:
    file = Typed.read(FILE, "k.yaml")
    assert lines_at(file, ("negeer",)) == "\n".join(FILE.splitlines()[1:4])
    assert lines_at(file, ("documenten", 0, "plaats")) == "plaats: eigen-bestand"
    assert lines_at(file, ("documenten", 1, "alleen")) == "alleen:\n  linde: [een]"
    assert lines_at(file, ("documenten", 5, "alleen")) == ""
    assert lines_at(file, ("bundel", "x")) == ""
    assert lines_at(file, ("weg",)) == ""


def test_a_text_of_several_lines_becomes_a_block_and_can_be_changed() -> None:
    path = ("documenten", 1, "eigen_artikelen", 0)
    file = Typed.read(FILE, "k.yaml").with_data(path, {"id": "huur", "tekst": TEXT})
    block = "\n".join(f"          {line}".rstrip() for line in TEXT.split("\n"))
    assert f"        tekst: |-\n{block}\n" in file.text
    shorter = file.with_data((*path, "tekst"), "1. {{ huur }}.")
    assert "        tekst: |-\n          1. {{ huur }}.\n" in shorter.text
    plain = shorter.with_data((*path, "tekst"), "1. Niets.")
    assert "        tekst: 1. Niets.\n" in plain.text
    assert plain.with_data((*path, "tekst"), TEXT).text == file.text


def test_a_text_that_a_block_would_change_is_quoted() -> None:
    for text in (" a\nb", "a \nb", "a\nb\n", "a\n\tb", "# a\nb", "a\u00a0\nb"):
        file = Typed.read("bundel: x\n", "k.yaml").with_data(("bundel",), text)
        assert file.loaded.data == {"bundel": text}
        assert "|" not in file.text
    file = Typed.read("a: {b: c}\n", "k.yaml").with_data(("a", "b"), TEXT)
    assert file.loaded.data == {"a": {"b": TEXT}}
