"""The reader's link to where a policy came from, at the clause."""

from __future__ import annotations

from typing import Any

import pytest

from tests.ui.test_reader_html import clause
from ui.policies import VersionRow
from ui.reader import links
from ui.reader_html import nodes
from ui.visit import Place

HELD = VersionRow("2025-01-01", "2025-01-01", "https://acme.example/privacy", "text/html", live=True)


def html_of(**known: Any) -> str:
    node = nodes([clause("7", 0, 9, **known)])[0]
    return links(Place("acme", "2025-01-01", "7"), HELD, node)


@pytest.mark.parametrize(
    ("known", "href"),
    [
        ({"anchor": "data retention"}, 'href="https://acme.example/privacy#data%20retention"'),
        ({"page": 3}, 'href="https://acme.example/privacy#page=3"'),
        ({}, 'href="https://acme.example/privacy"'),
    ],
)
def test_the_source_is_opened_at_the_anchor_or_the_page(known: dict[str, Any], href: str) -> None:
    assert href in html_of(**known)
    assert 'rel="noopener noreferrer nofollow"' in html_of(**known)


def test_a_copied_link_names_the_version_only_where_it_is_not_in_force() -> None:
    old = VersionRow("2023-01-01", "2023-01-01", None, "text/plain", live=False)
    assert 'data-link="?policy=acme&amp;clause=7"' in html_of()
    assert 'data-link="?policy=acme&amp;clause=2023-01-01%237"' in links(Place("acme", "2023-01-01", "7"), old, None)
