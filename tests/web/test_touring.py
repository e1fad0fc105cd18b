"""No page is left out of what is looked at in a real browser."""

from __future__ import annotations

from tests.web.touring import STOPS, templates


def test_every_template_is_looked_at() -> None:
    assert templates() == STOPS.keys()
